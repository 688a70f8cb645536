//! Whom the words mean that name nobody: `the minister`, `the two sides`, `his delegation`, `he`.
//!
//! A person is only named where one candidate stands out; else the mention stays open.

use std::ops::Range;

use crate::extract::address;
use crate::extract::asked::Asked;
use crate::extract::person::title_words;
use crate::extract::reading::Reading;
use crate::extract::role_phrase::{Determiner, Phrase};
use crate::extract::stand_in::{group, pronoun};
use crate::extract::{Document, Kind, Mention, Office, Person, PersonId};
use crate::gazetteer::{Entry, PlaceKind, TitleClass};

/// Adds the mentions that are no names to those that are; `used` are the phrases which names have taken.
pub(super) fn add(
    document: &Document,
    reading: &Reading<'_>,
    phrases: &[Phrase],
    used: &[bool],
    mentions: &mut Vec<Mention>,
) {
    let count = document.segments.tokens.len();
    let mut taken = vec![false; count];
    let mut found: Vec<Mention> = vec![];
    for mention in mentions.iter() {
        taken[mention.tokens.clone()].fill(true);
    }
    let free =
        |taken: &[bool], tokens: &Range<usize>| tokens.end <= count && tokens.clone().all(|at| !taken[at]);
    let styles = address::styles(document, reading);
    for style in &styles {
        // "His Majesty said" means somebody; "His Majesty King Abdullah" only begins his name.
        let named = style.end + usize::from(reading.is(style.end, &["the"]));
        let alone = !reading.is_capital(named) && free(&taken, style);
        if alone {
            let kind = Kind::Pronoun { plural: false, possessive: false };
            found.push(plain_mention(style.clone(), document.sentence_of(style.start), kind));
        }
        taken[style.clone()].fill(true);
    }
    for sentence in 0..document.segments.sentences.len() {
        let tokens = document.segments.sentences[sentence].tokens.clone();
        for at in tokens.clone() {
            let group = group(document, reading, at, tokens.end)
                .or_else(|| pronoun(reading, at).map(|kind| (at..at + 1, kind)));
            if let Some((tokens, kind)) = group.filter(|(tokens, _)| free(&taken, tokens)) {
                let takes = !matches!(kind, Kind::Pronoun { .. });
                if takes {
                    taken[tokens.clone()].fill(true)
                }
                if !takes {
                    taken[at] = true
                }
                found.push(plain_mention(tokens, sentence, kind));
            }
        }
    }
    for (phrase, used) in phrases.iter().zip(used) {
        if *used || !free(&taken, &phrase.head) {
            continue;
        }
        let start = phrase.tokens.clone().find(|at| !taken[*at]).unwrap_or(phrase.head.start);
        let tokens = (start..phrase.tokens.end)
            .take_while(|at| !taken[*at])
            .last()
            .map_or(phrase.head.clone(), |last| start..last + 1);
        if tokens.end < phrase.head.end {
            continue;
        }
        taken[tokens.clone()].fill(true);
        let sentence = document.sentence_of(phrase.head.start);
        let mut mention = plain_mention(tokens, sentence, Kind::Role { plural: phrase.plural });
        mention.offices = phrase.offices(sentence);
        found.push(mention);
    }
    for known in reading.known() {
        if !free(&taken, &known.tokens) {
            continue;
        }
        let kind = match known.entry {
            Entry::State(place, form) => {
                Kind::State { name: reading.tables.state(place).name().to_string(), form }
            }
            Entry::Organization(place) => {
                Kind::Organization { name: reading.tables.organization(place).name().to_string() }
            }
            Entry::Place(place) => {
                let place = reading.tables.place(place);
                Kind::Place {
                    name: place.name().to_string(),
                    state: place.state.map(str::to_string),
                    region: place.kind == PlaceKind::Region && place.state.is_none(),
                }
            }
            Entry::Title(..) => continue,
        };
        found.push(plain_mention(known.tokens.clone(), document.sentence_of(known.tokens.start), kind));
    }
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.tokens.start);
    let words = |person: &Person| person.offices.iter().map(|office| title_words(&office.title)).collect();
    let held = document.persons.iter().map(words).collect();
    Resolver { document, reading, phrases, held }.resolve(mentions);
    address::settle(reading, &styles, mentions);
}

fn plain_mention(tokens: Range<usize>, sentence: usize, kind: Kind) -> Mention {
    Mention { extent: tokens.clone(), tokens, sentence, kind, people: vec![], offices: vec![] }
}

/// How many mentions back and forth somebody may be meant: the span of a long article.
const WINDOW: usize = 400;

struct Resolver<'d> {
    document: &'d Document<'d>,
    reading: &'d Reading<'d>,
    phrases: &'d [Phrase],
    /// For every person the words of each of the offices' titles.
    held: Vec<Vec<Vec<String>>>,
}

impl Resolver<'_> {
    fn resolve(&self, mentions: &mut [Mention]) {
        for place in 0..mentions.len() {
            let (before, rest) = mentions.split_at_mut(place);
            let before = &before[place.saturating_sub(WINDOW)..];
            let Some((mention, after)) = rest.split_first_mut() else { continue };
            let after = &after[..after.len().min(WINDOW)];
            match &mention.kind {
                Kind::Role { plural } => {
                    let plural = *plural;
                    let Some(phrase) = self.phrase(mention) else { continue };
                    mention.people = if plural {
                        let pair = self.pair_of_leaders(phrase, mention, before);
                        pair.unwrap_or_else(|| self.ministers(phrase, before))
                    } else {
                        self.minister(phrase, before, after)
                    };
                    if phrase.counterpart {
                        self.counterpart(phrase, mention, before)
                    }
                }
                Kind::Pronoun { plural, .. } => {
                    let ahead = if *plural { vec![] } else { self.ahead(mention, after) };
                    mention.people = match *plural {
                        true => self.they(mention, before),
                        false if ahead.is_empty() => self.he(mention, before),
                        false => ahead,
                    }
                }
                Kind::Group => mention.people = self.pair(mention, before),
                Kind::Delegation { .. } => mention.people = self.leader(mention, before),
                _ => {}
            }
        }
    }

    fn phrase(&self, mention: &Mention) -> Option<&Phrase> {
        let place = self.phrases.partition_point(|phrase| phrase.head.end <= mention.tokens.start);
        self.phrases.get(place).filter(|phrase| phrase.head.start < mention.tokens.end)
    }

    /// The person whose office is said: one that fits alone, or the last one named before.
    fn minister(&self, phrase: &Phrase, before: &[Mention], after: &[Mention]) -> Vec<PersonId> {
        let open = phrase.determiner == Determiner::Indefinite
            || phrase.counterpart
            || phrase.class == TitleClass::Business && phrase.bare;
        if open {
            return vec![];
        }
        let asked = Asked::of(phrase);
        let fits = |person: &PersonId| self.holds(*person, &asked);
        let named = |mentions: &[Mention]| -> Vec<PersonId> {
            let mut seen = vec![];
            for mention in mentions.iter().filter(|mention| matches!(mention.kind, Kind::Person)) {
                for person in &mention.people {
                    if fits(person) && !seen.contains(person) {
                        seen.push(*person)
                    }
                }
            }
            seen
        };
        let earlier = named(before);
        match earlier.as_slice() {
            [] => {
                // Said before the name, as headlines and first sentences do: only with its state.
                let later = named(after);
                if later.len() == 1 && !phrase.of.is_empty() && !phrase.title.is_empty() {
                    later
                } else {
                    vec![]
                }
            }
            [one] => vec![*one],
            // Several could be meant: the last one named, where nothing but a bare `the minister` is said.
            many if phrase.of.is_empty() => {
                let exact: Vec<PersonId> =
                    many.iter().copied().filter(|person| self.holds_exactly(*person, &asked)).collect();
                let pool = if exact.is_empty() { many.to_vec() } else { exact };
                if phrase.class == TitleClass::Royal {
                    // "the King" is the one at home, of whom the text spoke first, not whose letter was brought.
                    return pool.into_iter().take(1).collect();
                }
                let last = before
                    .iter()
                    .rev()
                    .find_map(|mention| mention.people.iter().find(|person| pool.contains(person)).copied());
                last.into_iter().collect()
            }
            many => {
                let last = before
                    .iter()
                    .rev()
                    .find_map(|mention| mention.people.iter().find(|person| many.contains(person)).copied());
                last.into_iter().collect()
            }
        }
    }

    fn holds(&self, person: PersonId, asked: &Asked<'_>) -> bool {
        let offices = &self.document.person(person).offices;
        let held = self.held.get(person.0).map_or(&[][..], Vec::as_slice);
        offices.iter().zip(held).any(|(office, words)| asked.fits(office, words))
    }

    fn holds_exactly(&self, person: PersonId, asked: &Asked<'_>) -> bool {
        self.held.get(person.0).is_some_and(|held| held.contains(&asked.words))
    }

    /// `the two ministers`, `the foreign ministers of India and Pakistan`, `the presidents`.
    fn ministers(&self, phrase: &Phrase, before: &[Mention]) -> Vec<PersonId> {
        if phrase.counterpart
            || phrase.determiner == Determiner::Indefinite
            || phrase.class == TitleClass::Spokesperson
        {
            return vec![];
        }
        let mut asked = Asked { of: None, ..Asked::of(phrase) };
        if phrase.of.len() == 1 && phrase.determiner != Determiner::Definite && phrase.number.is_none() {
            // "met representatives of the EU": not the one of them who was named before.
            return vec![];
        }
        if !phrase.of.is_empty() {
            let earlier: Vec<PersonId> = phrase
                .of
                .iter()
                .filter_map(|of| {
                    asked.of = Some(of);
                    before
                        .iter()
                        .rev()
                        .filter(|mention| matches!(mention.kind, Kind::Person))
                        .flat_map(|mention| &mention.people)
                        .find(|person| self.holds(**person, &asked))
                        .copied()
                })
                .collect();
            let named_later = || self.holders_of(phrase);
            return if earlier.is_empty() { named_later().unwrap_or_default() } else { earlier };
        }
        let opens = self.document.segments.sentences.get(self.document.sentence_of(phrase.head.start));
        let new = phrase.determiner != Determiner::Definite
            && self.reading.word(phrase.tokens.start) != "both"
            && opens.is_some_and(|sentence| sentence.tokens.start == phrase.tokens.start);
        if phrase.determiner != Determiner::Definite && phrase.number.is_none() || new {
            // "Two visiting presidents were hosted by A": nobody known yet.
            return vec![];
        }
        if self.are_more_than_two(phrase) {
            return vec![];
        }
        let wanted = phrase.number.unwrap_or(2);
        let general = |word: &str| ["leader", "official", "senior", "top", "diplomat"].contains(&word);
        let leaders = asked.words.iter().all(|word| general(word));
        let mut seen: Vec<PersonId> = vec![];
        // "A received both ministers": A is none of them.
        let both = phrase.tokens.start.checked_sub(1).is_some_and(|at| self.reading.word(at) == "both")
            || self.reading.word(phrase.tokens.start) == "both";
        let told = |mention: &&Mention| {
            let sentence = self.document.sentence_of(phrase.head.start);
            matches!(mention.kind, Kind::Person) && !(both && mention.sentence == sentence)
        };
        for mention in before.iter().rev().filter(told) {
            for person in &mention.people {
                let fits = if leaders { self.is_party(*person) } else { self.holds(*person, &asked) };
                if fits && !seen.contains(person) {
                    seen.push(*person)
                }
            }
            if seen.len() >= wanted {
                break;
            }
        }
        seen.truncate(wanted);
        seen.reverse();
        if seen.len() == wanted { seen } else { vec![] }
    }

    /// `three leaders … the leaders`: more than any two of them.
    fn are_more_than_two(&self, phrase: &Phrase) -> bool {
        let head = |phrase: &Phrase| self.reading.word(phrase.head.end.saturating_sub(1)).to_owned();
        let many = |other: &&Phrase| {
            other.plural
                && other.number.is_some_and(|number| number > 2)
                && other.head.start < phrase.head.start
        };
        phrase.number.is_none() && self.phrases.iter().filter(many).any(|other| head(other) == head(phrase))
    }

    /// `the foreign ministers of X and Y met`, before they are named: the only people of the text in that office, as
    /// many as there are states.
    fn holders_of(&self, phrase: &Phrase) -> Option<Vec<PersonId>> {
        if phrase.of.len() < 2 || phrase.title.is_empty() {
            return None;
        }
        let asked = Asked { of: None, ..Asked::of(phrase) };
        let of_these = |person: &PersonId| {
            let offices = &self.document.person(*person).offices;
            offices.iter().filter_map(|office| office.of.as_ref()).all(|of| phrase.of.contains(of))
        };
        let all = (0..self.document.persons.len().min(WINDOW)).map(PersonId);
        let holders: Vec<PersonId> = all.filter(|person| self.holds(*person, &asked)).collect();
        let known = holders
            .iter()
            .any(|person| self.document.person(*person).offices.iter().any(|office| office.of.is_some()));
        // "the presidents of X and Y" are not two other presidents of whom no state is told.
        (holders.len() == phrase.of.len() && known && holders.iter().all(of_these)).then_some(holders)
    }

    /// `his Turkish counterpart` without a name: an office of that state, and its holder where he is named.
    fn counterpart(&self, phrase: &Phrase, mention: &mut Mention, before: &[Mention]) {
        let subject = before
            .iter()
            .rev()
            .take(12)
            .filter(|other| other.sentence == mention.sentence || other.sentence + 1 == mention.sentence)
            .filter(|other| other.people.len() == 1 && !matches!(other.kind, Kind::Delegation { .. }))
            .map(|other| other.people[0])
            .find(|person| {
                self.document
                    .person(*person)
                    .offices
                    .iter()
                    .any(|office| !office.former && office.of.as_ref() != phrase.of.first())
            });
        let Some(person) = subject else { return };
        let Some(office) = self.document.person(person).offices.iter().find(|office| !office.former) else {
            return;
        };
        let states: Vec<Option<String>> =
            if phrase.of.is_empty() { vec![None] } else { phrase.of.iter().cloned().map(Some).collect() };
        mention.offices = states
            .iter()
            .map(|of| Office {
                title: office.title.clone(),
                of: of.clone(),
                former: false,
                sentence: mention.sentence,
                ..Office::default()
            })
            .collect();
        mention.people = states
            .iter()
            .flatten()
            .filter_map(|of| {
                let asked =
                    Asked { words: title_words(&office.title), of: Some(of), former: false, definite: true };
                let holders: Vec<PersonId> = (0..self.document.persons.len().min(WINDOW))
                    .map(PersonId)
                    .filter(|person| self.holds(*person, &asked))
                    .collect();
                if let [one] = holders.as_slice() { Some(*one) } else { None }
            })
            .collect();
    }

    /// Whether somebody can be one of `the two leaders`: holds an office that is not speaking for another.
    fn is_party(&self, person: PersonId) -> bool {
        let offices = &self.document.person(person).offices;
        !offices.iter().any(|office| crate::extract::office::is_spokesperson(&office.title))
    }

    /// Whom somebody else serves: B in `A, adviser to Prime Minister B`.
    fn is_served(&self, mention: &Mention) -> bool {
        const SERVANTS: [&str; 9] = [
            "adviser",
            "advisor",
            "aide",
            "envoy",
            "spokesman",
            "spokeswoman",
            "assistant",
            "son",
            "brother",
        ];
        let start = mention.extent.start.min(mention.tokens.start);
        start > 1 && self.reading.is(start - 1, &["to", "of", "for"]) && self.reading.is(start - 2, &SERVANTS)
    }

    /// `the two leaders`: the two of the sentence in which two were named last, where both are parties.
    fn pair_of_leaders(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        before: &[Mention],
    ) -> Option<Vec<PersonId>> {
        let general = title_words(&phrase.title)
            .iter()
            .all(|word| ["leader", "official", "senior", "top", "diplomat"].contains(&word.as_str()));
        let two = phrase.of.is_empty()
            && phrase.determiner == Determiner::Definite
            && phrase.number.is_none_or(|number| number == 2);
        if !general || !two || phrase.counterpart || self.are_more_than_two(phrase) {
            return None;
        }
        Some(self.pair(mention, before)).filter(|people| people.len() == 2)
    }

    /// The last two people named together, or one after the other.
    fn pair(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let words = self.document.words(&mention.tokens).to_lowercase();
        let named = |mention: &&Mention| {
            matches!(mention.kind, Kind::Person | Kind::Role { plural: false }) && mention.people.len() == 1
        };
        if words == "both" {
            // "A and B, … C, both attended": two who are named together.
            let here = self.listed(before, mention.sentence).into_iter().rfind(|list| list.len() == 2);
            let alone = before.iter().filter(named).all(|other| other.sentence != mention.sentence);
            if let Some(two) = here {
                return two;
            }
            if !alone {
                return vec![];
            }
        }
        let wanted = if words.contains("three") || words.contains("trio") { 3 } else { 2 };
        let mut sentences: Vec<usize> =
            before.iter().rev().filter(named).map(|mention| mention.sentence).collect();
        sentences.dedup();
        if self.is_object(mention) {
            // "A and B received each of the two leaders": neither A nor B.
            sentences.retain(|sentence| *sentence != mention.sentence);
        }
        for sentence in sentences.into_iter().take(4) {
            let mut people: Vec<PersonId> = vec![];
            let here = before.iter().filter(|mention| mention.sentence == sentence).filter(named);
            for mention in here.filter(|mention| !self.is_served(mention)) {
                if self.is_party(mention.people[0]) && !people.contains(&mention.people[0]) {
                    people.push(mention.people[0])
                }
            }
            if people.len() + 1 == wanted {
                // "He was speaking beside B. The two had held talks."
                let he = before.iter().filter(|mention| {
                    mention.sentence == sentence
                        && mention.kind == (Kind::Pronoun { plural: false, possessive: false })
                });
                for person in he.flat_map(|mention| &mention.people) {
                    if self.is_party(*person) && !people.contains(person) {
                        people.push(*person)
                    }
                }
            }
            if people.len() == wanted {
                return people;
            }
            if let Some(list) = self.listed(before, sentence).into_iter().find(|list| list.len() == wanted) {
                return list;
            }
            if people.len() > wanted {
                // Of several the first two: those the sentence is about.
                let parties: Vec<PersonId> = people
                    .iter()
                    .copied()
                    .filter(|person| !self.document.person(*person).offices.is_empty())
                    .collect();
                return if parties.len() == wanted { parties } else { vec![] };
            }
        }
        vec![]
    }

    /// Whether a verb of what one does to others has the mention as its object: `received each of the two leaders`.
    fn is_object(&self, mention: &Mention) -> bool {
        const VERBS: [&str; 14] = [
            "received",
            "receives",
            "hosted",
            "hosts",
            "welcomed",
            "welcomes",
            "greeted",
            "thanked",
            "urged",
            "invited",
            "congratulated",
            "telephoned",
            "briefed",
            "summoned",
        ];
        let mut at = mention.tokens.start;
        while at > 0 && self.reading.is(at - 1, &["the", "of", "each", "both", "all", "two", "three"]) {
            at -= 1;
        }
        at > 0 && self.reading.is(at - 1, &VERBS)
    }

    /// The lists of people of a sentence: `A, B and C`, each two or more.
    fn listed(&self, before: &[Mention], sentence: usize) -> Vec<Vec<PersonId>> {
        let named = before.iter().filter(|mention| {
            mention.sentence == sentence && matches!(mention.kind, Kind::Person) && mention.people.len() == 1
        });
        let mut lists: Vec<Vec<PersonId>> = vec![];
        // "At the grave of A, B shook hands": a comma alone makes no list.
        let mut whole: Vec<bool> = vec![];
        let mut end = None;
        for mention in named {
            let start = mention.extent.start.min(mention.tokens.start);
            let joined = end.is_some_and(|end: usize| {
                end < start && (end..start).all(|at| self.reading.is(at, &[",", "and", ";", "as", "well"]))
            });
            let and = end.is_some_and(|end: usize| {
                end < start && (end..start).any(|at| self.reading.is(at, &["and", "well", ";"]))
            });
            match lists.last_mut().filter(|_| joined) {
                Some(list) => {
                    list.push(mention.people[0]);
                    if let Some(whole) = whole.last_mut() {
                        *whole |= and
                    }
                }
                None => {
                    lists.push(vec![mention.people[0]]);
                    whole.push(false);
                }
            }
            end = Some(mention.extent.end.max(mention.tokens.end));
        }
        let whole = lists.into_iter().zip(whole).filter(|(list, whole)| *whole && list.len() > 1);
        whole.map(|(list, _)| list).collect()
    }

    fn they(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let at = mention.tokens.start;
        if self.behind_open_subject(mention, before) {
            return vec![];
        }
        let last = before
            .iter()
            .rev()
            .find(|other| other.people.len() > 1 && mention.sentence.saturating_sub(other.sentence) < 2);
        let here = self.listed(before, mention.sentence).into_iter().next();
        if let Some(list) = here.filter(|_| last.is_none_or(|last| last.sentence < mention.sentence)) {
            // "A and B know each other: in August they had met."
            return list;
        }
        if let Some(last) = last {
            // "A and B know each other: in August they signed": those of the same sentence.
            let here = self.listed(before, mention.sentence).into_iter().next_back();
            return here.filter(|_| last.sentence < mention.sentence).unwrap_or_else(|| last.people.clone());
        }
        for sentence in [mention.sentence, mention.sentence.wrapping_sub(1)] {
            let mut people: Vec<PersonId> = vec![];
            for other in before
                .iter()
                .rev()
                .take_while(|other| other.sentence + 2 > mention.sentence)
                .filter(|other| other.sentence == sentence && matches!(other.kind, Kind::Person))
                .filter(|other| !other.extent.contains(&at))
            {
                if self.is_party(other.people[0]) && !people.contains(&other.people[0]) {
                    people.push(other.people[0])
                }
            }
            people.reverse();
            // "At the ceremony for C, A shook hands with B and they exchanged a few words"
            let apart = |person: &PersonId| {
                before
                    .iter()
                    .filter(|other| other.sentence == sentence && other.people.first() == Some(person))
                    .all(|other| {
                        let start = other.extent.start.min(other.tokens.start);
                        start > 0
                            && self
                                .reading
                                .is(start - 1, &["for", "of", "about", "against", "honouring", "honoring"])
                    })
            };
            let free: Vec<PersonId> = people.iter().copied().filter(|person| !apart(person)).collect();
            if free.len() > 1 {
                people = free;
            }
            if let Some(list) = self.listed(before, sentence).into_iter().next().filter(|list| {
                // "A and B told C that they …": those who are named together and first.
                list.len() < people.len() && list.first() == people.first()
            }) {
                return list;
            }
            if people.len() > 1 {
                return people;
            }
        }
        vec![]
    }

    /// `A said when the foreign ministers had finished their meeting`: theirs, of whom nobody was named.
    fn behind_open_subject(&self, mention: &Mention, before: &[Mention]) -> bool {
        const OPENS: [&str; 8] = ["when", "while", "as", "where", "after", "before", "once", "that"];
        let here = before.iter().rev().take_while(|other| other.sentence == mention.sentence);
        let mut human =
            here.filter(|other| matches!(other.kind, Kind::Person | Kind::Role { .. } | Kind::Group));
        let last = human.next().filter(|last| {
            matches!(last.kind, Kind::Role { plural: true } | Kind::Group) && last.people.is_empty()
        });
        last.is_some_and(|last| {
            let start = last.extent.start.min(last.tokens.start);
            let start = if start > 0 && self.reading.is(start - 1, &["the"]) { start - 1 } else { start };
            start > 0 && self.reading.is(start - 1, &OPENS)
        })
    }

    /// The one person before in the sentence, else the subject of the sentence before. `him` is not the
    /// subject of its own sentence, and `his` in `X, his counterpart` is not X.
    fn he(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let at = mention.tokens.start;
        let single: Vec<&Mention> = before
            .iter()
            .rev()
            .take_while(|other| other.sentence + 3 > mention.sentence)
            .filter(|other| other.people.len() == 1 && !matches!(other.kind, Kind::Delegation { .. }))
            .filter(|other| !other.extent.contains(&at))
            // "Sergei Lavin: His visit was important": whoever speaks of himself says I.
            .filter(|other| !self.reading.is(other.extent.end.max(other.tokens.end), &[":"]))
            .collect();
        let of = |sentence: usize| {
            distinct(
                single.iter().rev().filter(|other| other.sentence == sentence).map(|other| other.people[0]),
            )
        };
        let mut here = of(mention.sentence);
        if at > 0 && self.reading.word(at - 1) == "whom" {
            // "B, whom he saw": not B.
            let antecedent = single.first().map(|other| other.people[0]);
            here.retain(|person| Some(*person) != antecedent);
        }
        // "The chairman's envoy, A, was in Paris, where she met B": A, not the chairman.
        let owner = |person: &PersonId| {
            single
                .iter()
                .filter(|other| other.sentence == mention.sentence && other.people[0] == *person)
                .all(|other| self.reading.is_possessive(other.tokens.end))
        };
        if here.len() > 1 && owner(&here[0]) {
            here.rotate_left(1);
        }
        let object = self.reading.word(at) == "him";
        if object && here.len() > 2 {
            // "brought B to Rome, where A, C and D each received him": the one named before the clause.
            let tokens = self.document.segments.sentences[mention.sentence].tokens.start..at;
            let clause = tokens.rev().find(|place| self.reading.is(*place, &["where"]));
            let named = single.iter().filter(|other| {
                other.sentence == mention.sentence && clause.is_some_and(|clause| other.tokens.end <= clause)
            });
            if let [one] = distinct(named.map(|other| other.people[0])).as_slice() {
                return vec![*one];
            }
        }
        if !object {
            // "With B he spoke of trade": not B.
            let start = self.document.segments.sentences[mention.sentence].tokens.start;
            let opens = self.reading.is(start, &["with", "to", "for", "like", "unlike"]);
            let led = single.iter().rev().find(|other| other.sentence == mention.sentence).filter(|other| {
                opens
                    && other.extent.start.min(other.tokens.start) <= start + 2
                    && other.extent.end.max(other.tokens.end) + 2 > at
            });
            if let Some(led) = led {
                here.retain(|person| *person != led.people[0]);
            }
        }
        if let (Some(first), false) = (here.first(), object) {
            return vec![*first];
        }
        if let ([first, second], true) = (here.as_slice(), object) {
            let end =
                single.iter().find(|other| other.people[0] == *second).map_or(at, |other| other.extent.end);
            // "A came to Tripoli, where B met with him": B is the subject of the clause.
            let next = end + usize::from(self.reading.is(end, &[","]));
            let acts = self.reading.kind(next).person_verb() && !self.reading.is_capital(next);
            if acts && (next..at).all(|place| !self.reading.is(place, &[";", "and"])) {
                return vec![*first];
            }
            // "A received B; with him he talked of trade": the object of the clause before.
            let clause = |place: usize| self.reading.is(place, &[";", "and"]);
            let told = |place: usize| self.reading.is(place, &["who", "that", "whom", "which"]);
            if (end..at).any(clause) && !(end..at).any(told) {
                return vec![*second];
            }
        }
        for sentence in (0..mention.sentence).rev().take(2) {
            let there: Vec<PersonId> =
                of(sentence).into_iter().filter(|person| !here.contains(person)).collect();
            match there.as_slice() {
                [] => {}
                [one] => return vec![*one],
                [first, ..] => return if object && !here.is_empty() { vec![] } else { vec![*first] },
            }
        }
        vec![]
    }

    /// `When he called on B, Minister A conveyed …`: the subject behind the clause that opens a sentence.
    fn ahead(&self, mention: &Mention, after: &[Mention]) -> Vec<PersonId> {
        const OPENS: [&str; 12] = [
            "when",
            "while",
            "after",
            "before",
            "as",
            "since",
            "upon",
            "once",
            "following",
            "during",
            "at",
            "in",
        ];
        let at = mention.tokens.start;
        let opened = at.checked_sub(1).is_some_and(|first| {
            self.reading.is(first, &OPENS)
                && self.document.segments.sentences[mention.sentence].tokens.start == first
        });
        if !opened {
            return vec![];
        }
        let same = after.iter().take_while(|other| other.sentence == mention.sentence);
        let mut subjects = same.filter(|other| {
            let start = other.extent.start.min(other.tokens.start);
            matches!(other.kind, Kind::Person)
                && self.reading.word(start.wrapping_sub(1)) == ","
                && self.reading.is_word(other.extent.end)
                && !self.reading.is_capital(other.extent.end)
                && !self.reading.is(other.extent.end, &["and", "of", "in", "at", "with"])
        });
        subjects.next().map(|subject| subject.people.clone()).unwrap_or_default()
    }

    /// Who leads the delegation: `al-Araji's`, `his`.
    fn leader(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let at = mention.tokens.start;
        let owner = before.iter().rev().take(3).find(|other| {
            let end = other.tokens.end;
            end + 1 == at && self.reading.is_possessive(end)
                || end == at && matches!(other.kind, Kind::Pronoun { possessive: true, .. })
        });
        let named = owner.filter(|owner| owner.people.len() == 1).map(|owner| owner.people.clone());
        let the = at.checked_sub(1).is_some_and(|before| self.reading.word(before) == "the")
            || self.reading.word(at) == "the";
        named.or_else(|| self.head(mention, before).filter(|_| the)).unwrap_or_default()
    }

    /// `a delegation headed by A met B. The delegation later …`: A, from one of the sentences before.
    fn head(&self, mention: &Mention, before: &[Mention]) -> Option<Vec<PersonId>> {
        const FAR: usize = 3;
        let near = before.iter().rev().take_while(|other| other.sentence + FAR > mention.sentence);
        let mut heads = near.filter(|other| {
            let start = other.extent.start.min(other.tokens.start);
            other.people.len() == 1
                && start >= 2
                && self.reading.word(start - 1) == "by"
                && self.reading.is(start - 2, &["headed", "led"])
        });
        heads.next().map(|other| other.people.clone()).or_else(|| self.at_the_head(mention, before))
    }

    /// `A arrived at the head of a delegation. The delegation …`: A, who is named first in that sentence.
    fn at_the_head(&self, mention: &Mention, before: &[Mention]) -> Option<Vec<PersonId>> {
        let sentence = mention.sentence.checked_sub(1)?;
        let tokens = self.document.segments.sentences.get(sentence)?.tokens.clone();
        let led = (tokens.start..tokens.end.saturating_sub(4)).any(|at| {
            self.reading.is(at, &["at"])
                && self.reading.is(at + 2, &["head"])
                && (at + 4..at + 8).any(|next| self.reading.is(next, &["delegation"]))
        });
        let first = before.iter().find(|other| other.sentence == sentence && other.people.len() == 1)?;
        (led && matches!(first.kind, Kind::Person | Kind::Pronoun { .. })).then(|| first.people.clone())
    }
}

pub(super) fn distinct(people: impl Iterator<Item = PersonId>) -> Vec<PersonId> {
    let mut seen = vec![];
    for person in people {
        if !seen.contains(&person) {
            seen.push(person)
        }
    }
    seen
}
