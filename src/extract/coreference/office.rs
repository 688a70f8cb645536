//! People meant by their office: `the minister`, `the foreign ministers of X and Y`, `his Turkish counterpart`.

use std::rc::Rc;

use super::pair::is_general;
use super::{Resolver, WINDOW};
use crate::extract::asked::Asked;
use crate::extract::person::title_words;
use crate::extract::role::phrase::{Determiner, Phrase};
use crate::extract::{Kind, Mention, Office, PersonId};
use crate::gazetteer::TitleClass;

impl Resolver<'_> {
    /// The person whose office is said: one that fits alone, or the last one named before.
    pub(super) fn minister(&self, phrase: &Phrase, before: &[Mention], after: &[Mention]) -> Vec<PersonId> {
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
                let only = |fits: &dyn Fn(PersonId) -> bool| -> Option<Vec<PersonId>> {
                    let found: Vec<PersonId> = many.iter().copied().filter(|person| fits(*person)).collect();
                    (!found.is_empty()).then_some(found)
                };
                // "the External Affairs Minister" is not another's foreign minister.
                let pool = only(&|person| self.is_titled(person, phrase))
                    .or_else(|| only(&|person| self.holds_exactly(person, &asked)))
                    .unwrap_or_else(|| many.to_vec());
                if phrase.class == TitleClass::Royal {
                    // "the King" is the one at home, of whom the text spoke first, not whose letter was brought.
                    return pool.into_iter().take(1).collect();
                }
                // "A met B, the prime minister. The prime minister …": the last one, unless more is told of another.
                let often =
                    |person: &PersonId| before.iter().filter(|other| other.people == [*person]).count();
                let last = before
                    .iter()
                    .rev()
                    .find_map(|mention| mention.people.iter().find(|person| pool.contains(person)).copied());
                let most = pool.iter().rev().copied().max_by_key(often);
                let clear = most.filter(|most| last.is_some_and(|last| often(most) > often(&last)));
                clear.or(last).into_iter().collect()
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

    /// Whether somebody's office is written as it is said.
    fn is_titled(&self, person: PersonId, phrase: &Phrase) -> bool {
        let offices = &self.document.person(person).offices;
        offices.iter().any(|office| !office.former && office.title.eq_ignore_ascii_case(&phrase.title))
    }

    /// `the Co-Chairs of the group (Ambassadors A of X, B of Y and C of Z)`: those in the brackets.
    pub(super) fn in_brackets(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        after: &[Mention],
    ) -> Option<Vec<PersonId>> {
        const FAR: usize = 60;
        const NEAR: usize = 12;
        let open = phrase.tokens.end.max(mention.tokens.end);
        // "the ministers who attended the meeting were those of Chile, A; of Peru, B; and of Bolivia, C"
        let those = (open..open + NEAR)
            .find(|at| self.reading.is(*at, &["those"]) && self.reading.is(at + 1, &["of"]));
        if let Some(those) = those.filter(|_| phrase.of.is_empty()) {
            let asked = Asked::of(phrase);
            let named = after.iter().take_while(|other| other.sentence == mention.sentence);
            let named = named.filter(|other| other.kind == Kind::Person && other.tokens.start > those);
            let people = super::distinct(named.flat_map(|other| other.people.iter().copied()));
            let held = people.iter().all(|person| self.holds(*person, &asked));
            return (people.len() > 1 && held).then_some(people);
        }
        if self.document.word(open) != "(" {
            return None;
        }
        let mut close = (open..open + FAR).find(|at| self.document.word(*at) == ")")?;
        // "the ministers of Chile (A), Peru (B) and Bolivia (C)"
        let mut next = close + 1;
        while next < close + 5 && next < open + FAR {
            let state = self.reading.known_at(next).filter(|known| self.reading.state_of(known).is_some());
            match state {
                Some(state) if self.document.word(state.tokens.end) == "(" => {
                    let end = state.tokens.end;
                    let Some(end) = (end..end + FAR).find(|at| self.document.word(*at) == ")") else { break };
                    close = end;
                    next = end + 1;
                }
                _ if self.reading.is(next, &[",", "and", "the", "of", ";"]) => next += 1,
                _ => break,
            }
        }
        let inside = after.iter().filter(|other| other.kind == Kind::Person && other.tokens.end <= close);
        let people = super::distinct(inside.flat_map(|other| other.people.iter().copied()));
        (people.len() > 1).then_some(people)
    }

    /// `the Co-Chairs` behind those: the same people.
    pub(super) fn listed_before(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        before: &[Mention],
    ) -> Option<Vec<PersonId>> {
        let head = |phrase: &Phrase| self.reading.word(phrase.head.end.saturating_sub(1)).to_owned();
        if phrase.determiner != Determiner::Definite || !phrase.of.is_empty() {
            return None;
        }
        before.iter().rev().filter(|other| other.kind == Kind::Role { plural: true }).find_map(|other| {
            let listed = self.phrase(other).filter(|listed| {
                self.document.word(listed.tokens.end.max(other.tokens.end)) == "("
                    && head(listed) == head(phrase)
                    && listed.head.start < mention.tokens.start
            })?;
            (other.people.len() > 1 && listed.number.is_none_or(|number| number == other.people.len()))
                .then(|| other.people.clone())
        })
    }

    /// `the two ministers`, `the foreign ministers of India and Pakistan`, `the presidents`.
    pub(super) fn ministers(&self, phrase: &Phrase, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
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
        let leaders = asked.words.iter().all(|word| is_general(word));
        let mut seen: Vec<PersonId> = vec![];
        // "A received both ministers": A is none of them.
        let both = phrase.tokens.start.checked_sub(1).is_some_and(|at| self.reading.word(at) == "both")
            || self.reading.word(phrase.tokens.start) == "both";
        if leaders && (both || phrase.number == Some(2)) {
            // "The leaders conferred. … Both leaders then talked with C": the two meant before.
            let two = |other: &&Mention| {
                matches!(other.kind, Kind::Group | Kind::Role { plural: true }) && other.people.len() == 2
            };
            if let Some(last) = before.iter().rev().find(two) {
                return last.people.clone();
            }
        }
        let told = |mention: &&Mention| {
            let sentence = self.document.sentence_of(phrase.head.start);
            matches!(mention.kind, Kind::Person) && !(both && mention.sentence == sentence)
        };
        if phrase.number.is_none()
            && !leaders
            && let Some(row) = self.last_row(before, &asked)
        {
            return row;
        }
        for mention in before.iter().rev().filter(told) {
            for person in &mention.people {
                let fits = if leaders {
                    self.is_party(*person)
                } else {
                    self.holds(*person, &asked) || wanted == 2 && self.is_secretary(*person, &asked)
                };
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
        if let ([holder], 2) = (seen.as_slice(), wanted) {
            return self.beside(*holder, self.pair(mention, before));
        }
        if seen.len() == wanted { seen } else { vec![] }
    }

    /// `Presidents A, B and C had come. … The presidents signed`: all of the sentence that named such people last, where
    /// those are more than two.
    fn last_row(&self, before: &[Mention], asked: &Asked<'_>) -> Option<Vec<PersonId>> {
        let named = |mention: &&Mention| {
            matches!(mention.kind, Kind::Person)
                && mention.people.iter().any(|person| self.holds(*person, asked))
        };
        let last = before.iter().rev().find(named)?.sentence;
        let here: Vec<&Mention> =
            before.iter().filter(|mention| mention.sentence == last).filter(named).collect();
        // "A brought B and C together": no row of three.
        let next = |pair: &[&Mention]| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            between.clone().any(|at| self.reading.is(at, &[",", ";", "and", "&"]))
        };
        let row = super::distinct(here.iter().flat_map(|mention| mention.people.iter().copied()));
        (row.len() > 2 && here.windows(2).all(next)).then_some(row)
    }

    /// `President A and Turkey's B … the two presidents`: of two named together one holds the office, and nothing is known of
    /// the other.
    fn beside(&self, holder: PersonId, pair: Vec<PersonId>) -> Vec<PersonId> {
        let other = pair.iter().find(|person| **person != holder);
        let open = other.is_some_and(|other| self.held.get(other.0).is_none_or(Vec::is_empty));
        if open && pair.len() == 2 && pair.contains(&holder) { pair } else { vec![] }
    }

    /// `Secretary of State A and Foreign Minister B … both ministers`: a secretary who is a minister by another name.
    fn is_secretary(&self, person: PersonId, asked: &Asked<'_>) -> bool {
        let has =
            |words: &Rc<[String]>, asked: &[&str]| words.iter().any(|word| asked.contains(&word.as_str()));
        asked.words.last().is_some_and(|word| word == "minister")
            && self.held.get(person.0).is_some_and(|held| {
                held.iter().any(|words| {
                    has(words, &["secretary"])
                        && has(words, &["state", "foreign", "defense", "defence", "home", "treasury"])
                        && !has(words, &["deputy", "assistant", "under", "parliamentary", "permanent"])
                })
            })
    }

    /// `three leaders … the leaders`: more than any two of them.
    pub(super) fn are_more_than_two(&self, phrase: &Phrase) -> bool {
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

    /// `The three presidents met`, `X and Y made peace when their leaders met` before anybody is named: those of whom the
    /// next sentences tell, as many as were said, or the only ones who hold that office of each of the states.
    pub(super) fn named_behind(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        before: &[Mention],
        after: &[Mention],
    ) -> Vec<PersonId> {
        const NEAR: usize = 2;
        let closed = phrase.counterpart
            || phrase.former
            || phrase.determiner == Determiner::Indefinite
            || phrase.class == TitleClass::Spokesperson
            || self.document.in_title(mention.sentence);
        if closed {
            return vec![];
        }
        let theirs = self.reading.word(mention.tokens.start) == "their"
            || mention.tokens.start > 0 && self.reading.word(mention.tokens.start - 1) == "their";
        let mut states = phrase.of.clone();
        if states.is_empty() && theirs {
            for other in before.iter().filter(|other| other.sentence == mention.sentence) {
                if let Kind::State { name, .. } = &other.kind
                    && !states.contains(name)
                {
                    states.push(name.clone());
                }
            }
        }
        if states.len() == 2 {
            return self.only_holders(phrase, &states);
        }
        let known = before
            .iter()
            .any(|other| matches!(other.kind, Kind::Person) && !self.document.in_title(other.sentence));
        let Some(number) = phrase.number.filter(|number| *number > 1 && !known && phrase.of.len() < 2) else {
            return vec![];
        };
        // "Their foreign ministers, A, B and C": others.
        let asked = Asked { of: None, ..Asked::of(phrase) };
        let fits = |person: &PersonId| {
            let open = self.held.get(person.0).is_none_or(Vec::is_empty);
            self.is_named_fully(*person, after) && (open || self.holds(*person, &asked))
        };
        (mention.sentence + 1..=mention.sentence + NEAR)
            .find_map(|sentence| self.listed(after, sentence).into_iter().next())
            .filter(|row| row.len() == number && row.iter().all(fits))
            .unwrap_or_default()
    }

    /// Those who alone hold an office of each of some states.
    fn only_holders(&self, phrase: &Phrase, states: &[String]) -> Vec<PersonId> {
        let all = || (0..self.document.persons.len().min(WINDOW)).map(PersonId);
        let holder = |of: &String| {
            let asked = Asked { of: Some(of), ..Asked::of(phrase) };
            let mut holders = all().filter(|person| self.holds(*person, &asked));
            let one = holders.next()?;
            holders.next().is_none().then_some(one)
        };
        let found: Option<Vec<PersonId>> = states.iter().map(holder).collect();
        found.filter(|found| super::distinct(found.iter().copied()).len() == states.len()).unwrap_or_default()
    }

    /// Named with more than a surname where the text first speaks of somebody.
    fn is_named_fully(&self, person: PersonId, after: &[Mention]) -> bool {
        after
            .iter()
            .find(|mention| mention.people == [person])
            .is_some_and(|mention| mention.extent.len() > 1)
    }

    /// `his Turkish counterpart` without a name: an office of that state, and its holder where he is named.
    pub(super) fn counterpart(&self, phrase: &Phrase, mention: &mut Mention, before: &[Mention]) {
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
}
