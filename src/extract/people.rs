//! The stage that finds people: names, the offices the text gives them, one entity each.

use crate::extract::coreference;
use crate::extract::name::{self, Name};
use crate::extract::person::{in_title_case, sameness, strong_words, title_words};
use crate::extract::reading::Reading;
use crate::extract::role::{Given, Giver};
use crate::extract::role_phrase::{self, Determiner, Phrase};
use crate::extract::{Document, Kind, Mention, MentionId, Office, Person, PersonId};
use crate::gazetteer::{Entry, Gazetteer, TitleClass};

/// Finds everybody the text names or means, and the states, bodies and places it names.
pub(super) fn find(document: &mut Document, tables: &Gazetteer) {
    let reading = Reading::of(document, tables);
    let phrases = role_phrase::phrases(document, &reading);
    let names = name::names(document, &reading, &phrases);
    let giver = Giver::give(document, &reading, &phrases, &names);
    let (given, mut used) = (giver.given, giver.used);
    let real = real_names(document, &reading, &phrases, &names, &given);
    let mut persons = Persons { people: vec![], words: vec![], of_name: vec![None; names.len()] };
    persons.gather(document, &phrases, &names, &given, &real);
    persons.give_offices(&names, &given);
    persons.give_counterparts(document, &phrases, &names, &given);
    persons.give_to_the_next_named(document, &phrases, &used, &names, &given);
    persons.give_states(document, &reading, &phrases, &names, &given);
    let mut mentions = vec![];
    for (place, name) in names.iter().enumerate() {
        let Some(person) = persons.of_name[place] else { continue };
        mentions.push(Mention {
            tokens: name.tokens.clone(),
            extent: given[place].extent.clone(),
            sentence: name.sentence,
            kind: Kind::Person,
            people: vec![PersonId(person)],
            offices: given[place].offices.clone(),
        });
    }
    for (place, phrase) in phrases.iter().enumerate() {
        let named = names
            .iter()
            .enumerate()
            .any(|(name, known)| known.office == Some(place) && persons.of_name[name].is_some());
        used[place] = used[place] && named || used[place] && covered(&mentions, phrase);
    }
    document.persons = persons.people;
    coreference::add(document, &reading, &phrases, &used, &mut mentions);
    document.set_mentions(mentions);
    for (place, mention) in document.mentions.iter().enumerate() {
        if let (Kind::Person, Some(PersonId(person))) = (&mention.kind, mention.people.first()) {
            document.persons[*person].mentions.push(MentionId(place));
        }
    }
}

fn covered(mentions: &[Mention], phrase: &Phrase) -> bool {
    mentions
        .iter()
        .any(|mention| mention.extent.start <= phrase.tokens.start && phrase.tokens.end <= mention.extent.end)
}

/// Which of the runs are people's names.
fn real_names(
    document: &Document,
    reading: &Reading<'_>,
    phrases: &[Phrase],
    names: &[Name],
    given: &[Given],
) -> Vec<bool> {
    let sure = |place: usize| -> bool {
        let name = &names[place];
        let words = name.tokens.len();
        let plural_or_singular = name.office.is_none_or(|office| !phrases[office].tokens.is_empty());
        if name.doubtful {
            return false;
        }
        if given[place].person
            && plural_or_singular
            && (words > 1 || given[place].state.is_none() || reading.kind(name.tokens.end).person_verb())
        {
            return true;
        }
        if words < 2 || name.known_words == 0 {
            return false;
        }
        let preceded = name.tokens.start > 0 && reading.is(name.tokens.start - 1, &["the"]);
        let impersonal = reading.kind(name.tokens.end).impersonal() && reading.is_capital(name.tokens.end)
            || reading.kind(name.tokens.end).body() && reading.is_capital(name.tokens.end);
        !preceded && !impersonal && (name.known_words * 2 >= words || acts(document, reading, name))
    };
    let mut real: Vec<bool> = (0..names.len()).map(sure).collect();
    let known: Vec<Vec<String>> = (0..names.len())
        .filter(|place| real[*place])
        .map(|place| strong_words(document.words(&names[place].tokens)))
        .collect();
    let surnames: std::collections::HashSet<&str> = known.iter().flatten().map(String::as_str).collect();
    for place in 0..names.len() {
        if real[place] {
            continue;
        }
        let words = strong_words(document.words(&names[place].tokens));
        let part = words.iter().all(|word| surnames.contains(word.as_str()));
        let next = names[place].tokens.end;
        let compound = reading.is_capital(next)
            && !reading.is_possessive(next)
            && next < document.segments.sentences[names[place].sentence].tokens.end
            && !reading.headline[names[place].sentence]
            && names[place].tokens.len() == 1;
        real[place] = part
            && (!compound || names[place].introduced())
            && (!names[place].doubtful || names[place].introduced())
            || names[place].tokens.len() == 1
                && !names[place].doubtful
                && acts(document, reading, &names[place]);
    }
    // `Qureshi and Swaraj`: what is joined to a person by `and` is one, where both are single words.
    for place in 1..names.len() {
        let joined = names[place].styled.start == names[place - 1].tokens.end + 1
            && reading.is(names[place - 1].tokens.end, &["and"]);
        let single = names[place].tokens.len() == 1
            && names[place - 1].tokens.len() == 1
            && !names[place].doubtful
            && !names[place - 1].doubtful;
        if joined
            && single
            && real[place] != real[place - 1]
            && reading.tables.is_name_word(reading.word(names[place].tokens.start))
        {
            real[place] = true;
            real[place - 1] = true;
        }
    }
    real
}

/// Whether a name is the subject of what people do: `Qureshi told`, `met Sinha`.
fn acts(document: &Document, reading: &Reading<'_>, name: &Name) -> bool {
    let mut next = name.tokens.end;
    while reading.is(next, &["also", "has", "had", "later", "then", "earlier"]) {
        next += 1;
    }
    let headline = reading.headline[name.sentence] || document.in_title(name.sentence);
    let abbreviation = name.tokens.len() == 1
        && matches!(reading.shapes[name.tokens.start], crate::extract::reading::Shape::Capitals);
    let weak = reading.kind(name.tokens.start).weak();
    !headline && !abbreviation && !weak && reading.kind(next).person_verb() && !reading.is_capital(next)
}

struct Persons {
    people: Vec<Person>,
    words: Vec<Vec<Vec<String>>>,
    of_name: Vec<Option<usize>>,
}

impl Persons {
    /// Makes one person of all names that are one's: full names first, then the parts of names.
    fn gather(
        &mut self,
        document: &Document,
        phrases: &[Phrase],
        names: &[Name],
        given: &[Given],
        real: &[bool],
    ) {
        let words: Vec<Vec<String>> =
            names.iter().map(|name| strong_words(document.words(&name.tokens))).collect();
        let mut order: Vec<usize> = (0..names.len()).filter(|place| real[*place]).collect();
        order.sort_by_key(|place| (words[*place].len() < 2, *place));
        for place in order {
            let person = self.match_for(place, &words[place], names, given, phrases).unwrap_or_else(|| {
                self.people.push(Person::default());
                self.words.push(vec![]);
                self.people.len() - 1
            });
            let join = |range| {
                in_title_case(
                    document,
                    &document.words(range).split_whitespace().collect::<Vec<_>>().join(" "),
                )
            };
            let form = join(&names[place].tokens);
            let styled = join(&names[place].styled);
            self.people[person].call(&form, &styled);
            if !self.words[person].contains(&words[place]) {
                self.words[person].push(words[place].clone());
            }
            self.of_name[place] = Some(person);
        }
        self.unite(given);
        // People in the order of the text.
        let mut rank = vec![usize::MAX; self.people.len()];
        let mut next = 0;
        for person in self.of_name.iter().flatten() {
            if rank[*person] == usize::MAX {
                rank[*person] = next;
                next += 1;
            }
        }
        let mut people: Vec<Person> = vec![Person::default(); next];
        for (old, person) in std::mem::take(&mut self.people).into_iter().enumerate() {
            if let Some(place) = people.get_mut(rank[old]) {
                *place = person;
            }
        }
        self.people = people;
        for person in self.of_name.iter_mut().flatten() {
            *person = rank[*person];
        }
    }

    /// One surname, one office, given names of one stem: `Joseph R. Biden Jr.` and `Joe Biden`.
    fn unite(&mut self, given: &[Given]) {
        let offices = |people: &Persons, person: usize| -> Vec<(Vec<String>, Option<String>)> {
            let own = people.of_name.iter().enumerate().filter(|(_, known)| **known == Some(person));
            own.flat_map(|(name, _)| &given[name].offices)
                .map(|office| (title_words(&office.title), office.of.clone()))
                .collect()
        };
        for one in 0..self.people.len() {
            for other in one + 1..self.people.len() {
                let (Some(a), Some(b)) = (self.words[one].first(), self.words[other].first()) else {
                    continue;
                };
                let surname = a.len() > 1 && b.len() > 1 && a.last() == b.last();
                let given_names = a[0].starts_with(&b[0][..1])
                    || a[0].contains(b[0].as_str())
                    || b[0].contains(a[0].as_str());
                if !surname || !given_names {
                    continue;
                }
                let (mine, its) = (offices(self, one), offices(self, other));
                let shared = mine.iter().any(|(title, of)| {
                    its.iter().any(|(known, state)| {
                        known == title && (of.is_none() || state.is_none() || of == state)
                    })
                });
                if !shared {
                    continue;
                }
                let absorbed = std::mem::take(&mut self.people[other]);
                let forms = std::mem::take(&mut self.words[other]);
                self.words[one].extend(forms);
                self.people[one].call(&absorbed.name, &absorbed.name);
                for alias in &absorbed.aliases {
                    self.people[one].call(alias, alias);
                }
                for known in &mut self.of_name {
                    if *known == Some(other) {
                        *known = Some(one);
                    }
                }
            }
        }
    }

    /// The person a name may be: the surest, then the one whose office and state fit, then the nearest before.
    fn match_for(
        &self,
        place: usize,
        words: &[String],
        names: &[Name],
        given: &[Given],
        phrases: &[Phrase],
    ) -> Option<usize> {
        let likeness =
            |person: usize| self.words[person].iter().map(|known| sameness(known, words)).max().unwrap_or(0);
        let mut best: Vec<(u8, usize)> = (0..self.people.len())
            .map(|person| (likeness(person), person))
            .filter(|(sure, _)| *sure > 0)
            .collect();
        let top = best.iter().map(|(sure, _)| *sure).max()?;
        best.retain(|(sure, _)| *sure == top);
        if best.len() == 1 {
            return Some(best[0].1);
        }
        let title = names[place].office.map(|office| &phrases[office]);
        let fits = |person: usize| {
            let Some(said) = title else { return 0 };
            let want = title_words(&said.title);
            self.of_name
                .iter()
                .enumerate()
                .filter(|(_, known)| **known == Some(person))
                .flat_map(|(name, _)| &given[name].offices)
                .map(|office| {
                    let have = title_words(&office.title);
                    let state = match (&office.of, said.of.first()) {
                        (Some(one), Some(other)) => {
                            if one == other {
                                2
                            } else {
                                -4
                            }
                        }
                        _ => 0,
                    };
                    state + 2 * i32::from(want.iter().all(|word| have.contains(word)))
                })
                .max()
                .unwrap_or(0)
        };
        let distance = |person: usize| {
            let before = self.of_name[..place].iter().rposition(|known| *known == Some(person));
            before.map_or(usize::MAX, |before| place - before)
        };
        best.into_iter().map(|(_, person)| person).max_by_key(|person| {
            (fits(*person), std::cmp::Reverse(distance(*person)), std::cmp::Reverse(*person))
        })
    }

    fn give_offices(&mut self, names: &[Name], given: &[Given]) {
        for place in 0..names.len() {
            let Some(person) = self.of_name[place] else { continue };
            for office in &given[place].offices {
                self.people[person].hold(office.clone());
            }
        }
    }

    /// `his Turkish counterpart Hakan Fidan` has the office of the one meant by `his`.
    fn give_counterparts(
        &mut self,
        document: &Document,
        phrases: &[Phrase],
        names: &[Name],
        given: &[Given],
    ) {
        for place in 0..names.len() {
            let (Some(person), Some(of)) = (self.of_name[place], &given[place].counterpart) else { continue };
            if let Some(office) = nearer_office(place, names, given, phrases, document) {
                let of = of.clone().filter(|of| Some(of) != office.of.as_ref());
                self.people[person].hold(Office { of, former: false, ..office });
                continue;
            }
            let Some(other) = self.antecedent(place, names, given) else { continue };
            let known = self.people[other]
                .offices
                .iter()
                .find(|office| !office.former && !is_spokesperson(&office.title));
            let Some(office) = known.cloned() else { continue };
            let of = of.clone().filter(|of| Some(of) != office.of.as_ref());
            let office = Office { of, sentence: names[place].sentence, ..office };
            self.people[person].hold(office);
        }
    }

    /// `Ukraine's foreign minister used a trip … Dmytro Kuleba posted that …`: an office said before anybody
    /// is named belongs to the first person whose name begins one of the next sentences and who has none.
    fn give_to_the_next_named(
        &mut self,
        document: &Document,
        phrases: &[Phrase],
        used: &[bool],
        names: &[Name],
        given: &[Given],
    ) {
        let body = document
            .segments
            .sentences
            .iter()
            .position(|sentence| sentence.span.start >= document.body)
            .unwrap_or(0);
        for (place, phrase) in phrases.iter().enumerate() {
            let sentence = document.sentence_of(phrase.head.start);
            if sentence > body + 2 {
                return;
            }
            let definite =
                phrase.determiner != Determiner::Indefinite && phrase.of.len() == 1 && !phrase.plural;
            let subject = document.segments.sentences[sentence].tokens.start + 2 > phrase.tokens.start;
            if used[place]
                || phrase.counterpart
                || !definite
                || !subject
                || !phrase.is_office()
                || phrase.class != TitleClass::Office
            {
                continue;
            }
            let words = title_words(&phrase.title);
            let held =
                self.people.iter().flat_map(|person| &person.offices).any(|office| {
                    office.of.as_ref() == phrase.of.first() && title_words(&office.title) == words
                });
            let named_here = names.iter().enumerate().any(|(name, known)| {
                known.sentence == sentence && self.of_name[name].is_some() && !document.in_title(sentence)
            });
            if held || named_here {
                continue;
            }
            let next = names
                .iter()
                .enumerate()
                .find(|(name, known)| known.sentence > sentence && self.of_name[*name].is_some());
            let Some((name, known)) = next else { continue };
            let begins = document.segments.sentences[known.sentence].tokens.start == known.styled.start;
            let Some(person) = self.of_name[name] else { continue };
            let open = self.people[person].offices.is_empty()
                && given[name].counterpart.is_none()
                && known.tokens.len() > 1;
            if begins && open && known.sentence <= sentence + 4 {
                let said = Office {
                    title: phrase.title.clone(),
                    of: phrase.of.first().cloned(),
                    former: phrase.former,
                    sentence,
                };
                self.people[person].hold(said);
            }
        }
    }

    fn antecedent(&self, place: usize, names: &[Name], given: &[Given]) -> Option<usize> {
        let own = self.of_name[place];
        let fits = |name: &usize| {
            let person = self.of_name[*name];
            given[*name].counterpart.is_none()
                && person.is_some()
                && person != own
                && person.is_some_and(|person| !self.people[person].offices.is_empty())
        };
        let sentence = names[place].sentence;
        let before: Vec<usize> =
            (0..place).rev().take_while(|name| names[*name].sentence + 3 > sentence).filter(fits).collect();
        if let Some(rank) = given[place].respective {
            // `A and B were received by C and D, their respective counterparts`.
            let mut nearest: Vec<usize> = vec![];
            for name in &before {
                let person = self.of_name[*name];
                if nearest.iter().all(|known| self.of_name[*known] != person) {
                    nearest.push(*name)
                }
                if nearest.len() == 2 {
                    break;
                }
            }
            nearest.reverse();
            return nearest.get(rank).and_then(|name| self.of_name[*name]);
        }
        let here = before.iter().find(|name| names[**name].sentence == sentence);
        // The subject of the sentence before is its first name.
        here.or_else(|| {
            let near = before.first()?;
            before.iter().rev().find(|name| names[**name].sentence == names[*near].sentence)
        })
        .and_then(|name| self.of_name[*name])
    }

    /// States which the words at the name leave out and the text makes plain.
    fn give_states(
        &mut self,
        document: &Document,
        reading: &Reading<'_>,
        phrases: &[Phrase],
        names: &[Name],
        given: &[Given],
    ) {
        let home = home_state(document, reading);
        for place in 0..names.len() {
            let Some(person) = self.of_name[place] else { continue };
            if let Some(state) = &given[place].state {
                self.office_by_state(person, state, phrases, names[place].sentence, document);
            }
            // `Putin's aide`: of the state whom he serves speaks for.
            let served =
                given[place].served.and_then(|at| names.iter().position(|name| name.tokens.contains(&at)));
            if let Some(served) = served.and_then(|name| self.of_name[name]) {
                let state = self.people[served]
                    .offices
                    .iter()
                    .find(|office| !office.former)
                    .and_then(|office| office.of.clone());
                for office in &mut self.people[person].offices {
                    if office.of.is_none() {
                        office.of = state.clone();
                    }
                }
            }
            if given[place].home {
                let home = home.clone();
                for office in &mut self.people[person].offices {
                    if office.of.is_none() {
                        office.of = home.clone()
                    }
                }
            }
            if let Some(owner) = given[place].owner {
                for office in &mut self.people[person].offices {
                    let of_owner = owner != "United States"
                        || office.title.to_lowercase().contains("secretary of state")
                            && !office.title.contains(" for Foreign");
                    if office.of.is_none() && of_owner {
                        office.of = Some(owner.to_string())
                    }
                }
            }
        }
        for person in &mut self.people {
            let state = person
                .offices
                .iter()
                .filter(|office| !office.former)
                .filter_map(|office| office.of.clone())
                .find(|of| reading.tables.state_named(of).is_some());
            for office in &mut person.offices {
                if office.of.is_none() && !office.former {
                    office.of = state.clone()
                }
            }
        }
        self.by_neighbour(document, reading, names, given);
        self.by_title(phrases);
        if let Some(home) = home.filter(|home| speaks_most_of(reading, home)) {
            self.at_home(&home);
        }
    }

    /// `Egypt's Foreign Minister A and B, the Minister of Irrigation`: those joined by `and` speak for one state.
    fn by_neighbour(&mut self, document: &Document, reading: &Reading<'_>, names: &[Name], given: &[Given]) {
        for place in 1..names.len() {
            let (Some(one), Some(other)) = (self.of_name[place - 1], self.of_name[place]) else { continue };
            let gap = given[place - 1].extent.end..given[place].extent.start;
            let joined = names[place].sentence == names[place - 1].sentence
                && gap.len() <= 2
                && gap.clone().any(|at| reading.is(at, &["and", "&"]));
            let plain = !given[place].offices.is_empty() && document.words(&gap).len() < 8;
            let state = self.people[one]
                .offices
                .iter()
                .find(|office| !office.former)
                .and_then(|office| office.of.clone())
                .filter(|of| reading.tables.state_named(of).is_some());
            if joined && plain && one != other {
                for office in &mut self.people[other].offices {
                    if office.of.is_none() {
                        office.of = state.clone()
                    }
                }
            }
        }
    }

    /// A title that the text gives to one state only, and to nobody else of that state: `Foreign Minister
    /// Fidan` beside `the Turkish foreign minister`.
    fn by_title(&mut self, phrases: &[Phrase]) {
        for person in 0..self.people.len() {
            for place in 0..self.people[person].offices.len() {
                let office = &self.people[person].offices[place];
                if office.of.is_some() || office.former {
                    continue;
                }
                let words = title_words(&office.title);
                let taken: Vec<&String> = self
                    .people
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != person)
                    .flat_map(|(_, other)| &other.offices)
                    .filter(|office| title_words(&office.title) == words)
                    .filter_map(|office| office.of.as_ref())
                    .collect();
                let mut states: Vec<&String> = phrases
                    .iter()
                    .filter(|phrase| !phrase.counterpart && title_words(&phrase.title) == words)
                    .flat_map(|phrase| &phrase.of)
                    .filter(|of| !taken.contains(of))
                    .collect();
                states.sort();
                states.dedup();
                let others = self.people.iter().enumerate().any(|(other, known)| {
                    other != person
                        && known
                            .offices
                            .iter()
                            .any(|office| office.of.is_none() && title_words(&office.title) == words)
                });
                if let ([state], false) = (states.as_slice(), others) {
                    let state = (*state).clone();
                    self.people[person].offices[place].of = Some(state);
                }
            }
        }
    }

    /// The dateline's state for offices that every state has once and that are left open.
    fn at_home(&mut self, home: &str) {
        let national = [
            "president",
            "prime minister",
            "king",
            "foreign minister",
            "foreign secretary",
            "emir",
            "chancellor",
        ];
        for person in 0..self.people.len() {
            for place in 0..self.people[person].offices.len() {
                let office = &self.people[person].offices[place];
                let title = office.title.to_lowercase();
                let held = |other: &Person| {
                    other.offices.iter().any(|known| {
                        title_words(&known.title) == title_words(&title)
                            && known.of.as_deref().is_none_or(|of| of == home)
                    })
                };
                let alone =
                    !self.people.iter().enumerate().any(|(other, known)| other != person && held(known));
                if office.of.is_none() && !office.former && national.contains(&title.as_str()) && alone {
                    self.people[person].offices[place].of = Some(home.to_string());
                }
            }
        }
    }

    /// `Hungary's Peter Szijjarto`, where the text speaks of `counterparts from Azerbaijan, Hungary`, or of
    /// the foreign ministers of both.
    fn office_by_state(
        &mut self,
        person: usize,
        state: &str,
        phrases: &[Phrase],
        sentence: usize,
        document: &Document,
    ) {
        if !self.people[person].offices.is_empty() {
            for office in &mut self.people[person].offices {
                if office.of.is_none() {
                    office.of = Some(state.to_string())
                }
            }
            return;
        }
        let said = phrases.iter().find(|phrase| phrase.plural && phrase.of.iter().any(|of| of == state));
        let Some(said) = said else { return };
        let title = if said.counterpart {
            let at = document.sentence_of(said.head.start);
            let before = phrases.iter().rev().find(|phrase| {
                !phrase.counterpart
                    && phrase.is_office()
                    && phrase.tokens.end <= said.tokens.start
                    && document.sentence_of(phrase.head.start) == at
            });
            let Some(before) = before else { return };
            before.title.clone()
        } else {
            said.title.clone()
        };
        self.people[person].hold(Office { title, of: Some(state.to_string()), former: false, sentence });
    }
}

/// The office of somebody unnamed who stands nearer before a counterpart than anybody named: `the foreign
/// minister met Sergey Lavrov, his Russian counterpart`.
fn nearer_office(
    place: usize,
    names: &[Name],
    given: &[Given],
    phrases: &[Phrase],
    document: &Document,
) -> Option<Office> {
    let name = &names[place];
    let start = document.segments.sentences[name.sentence].tokens.start;
    let nearest = (0..place)
        .rev()
        .find(|other| names[*other].sentence == name.sentence && given[*other].counterpart.is_none());
    let floor = nearest.map_or(start, |other| given[other].extent.end);
    let phrase = phrases
        .iter()
        .rev()
        .find(|phrase| phrase.tokens.end <= given[place].extent.start && phrase.tokens.start >= floor)?;
    let fits = !phrase.counterpart
        && !phrase.plural
        && phrase.is_office()
        && phrase.class != TitleClass::Spokesperson;
    (fits && nearest.is_none() && !phrase.title.is_empty() && title_words(&phrase.title) != ["minister"])
        .then(|| phrase.offices(name.sentence).into_iter().next())
        .flatten()
}

/// Whether a title is that of somebody who speaks for another.
pub(super) fn is_spokesperson(title: &str) -> bool {
    let title = title.to_lowercase();
    ["spokes", "press secretary", "press officer"].iter().any(|word| title.contains(word))
}

/// Whether the text names no state as often as this one.
fn speaks_most_of(reading: &Reading<'_>, state: &str) -> bool {
    let mut counts: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for known in reading.known() {
        if let Some((name, _)) = reading.state_of(known) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let own = counts.get(state).copied().unwrap_or(0);
    own > 1 && counts.values().all(|count| *count <= own)
}

/// The state of the dateline: `NEW DELHI:`, `Luanda — `, `ASTANA, Kazakhstan, April 23.`
fn home_state(document: &Document, reading: &Reading<'_>) -> Option<String> {
    let first =
        document.segments.sentences.iter().position(|sentence| sentence.span.start >= document.body)?;
    for sentence in document.segments.sentences.iter().skip(first).take(6) {
        let at = sentence.tokens.start;
        let Some(known) = reading.known_at(at) else { continue };
        let mut end = known.tokens.end;
        let state = match known.entry {
            Entry::State(place, crate::gazetteer::StateForm::Capital) => {
                reading.tables.state(place).name().to_string()
            }
            Entry::Place(place) => match reading.tables.place(place).state {
                Some(state) => state.to_string(),
                None => continue,
            },
            _ => continue,
        };
        // A dash, a colon or a bracket within a few tokens: `ISLAMABAD, Pakistan:`, `DUBAI (Reuters) -`.
        let limit = (end + 8).min(sentence.tokens.end);
        while end < limit && !reading.kind(end).person_verb() {
            if ["-", "–", "—", ":", "(", "--"].contains(&document.word(end)) {
                return Some(state);
            }
            if document.word(end) == "." && document.word(at).chars().all(char::is_uppercase) {
                return Some(state);
            }
            end += 1;
        }
    }
    None
}
