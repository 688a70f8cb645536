//! The states of offices which the words at a name leave out and the text makes plain.

use std::collections::HashMap;

use crate::extract::cast::Cast;
use crate::extract::name::Name;
use crate::extract::person::title_words;
use crate::extract::reading::Reading;
use crate::extract::role::Given;
use crate::extract::role::phrase::Phrase;
use crate::extract::{Document, Office, Person};
use crate::gazetteer::{Entry, StateForm};

/// A text that names more people is no article about one state's: what the whole of it says of a state is
/// then no hint to anybody's office.
const CROWD: usize = 200;

impl Cast {
    /// States which the words at the name leave out and the text makes plain.
    pub(in crate::extract) fn give_states(
        &mut self,
        document: &Document,
        reading: &Reading<'_>,
        phrases: &[Phrase],
        used: &[bool],
        names: &[Name],
        given: &[Given],
    ) {
        let home = home_state(document, reading);
        let american = reading
            .known()
            .iter()
            .any(|known| reading.state_of(known).is_some_and(|(name, _)| name == "United States"));
        for place in 0..names.len() {
            let Some(person) = self.of_name[place] else { continue };
            if let Some(state) = &given[place].state {
                self.office_by_state(person, state, phrases, names[place].sentence, document);
            }
            // `Putin's aide`: of the state whom he serves speaks for.
            if let Some(served) =
                self.served(place, names, given).filter(|_| given[place].counterpart.is_none())
            {
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
                        || american
                            && office.title.to_lowercase().contains("secretary of state")
                            && !office.title.contains(" for Foreign");
                    if office.of.is_none() && of_owner {
                        office.of = Some(owner.to_string())
                    }
                }
            }
        }
        for person in &mut self.people {
            if person.offices.iter().all(|office| office.of.is_some()) {
                continue;
            }
            let state = person
                .offices
                .iter()
                .filter(|office| !office.former)
                .filter_map(|office| office.of.clone())
                .find(|of| reading.tables.state_named(of).is_some());
            for office in &mut person.offices {
                // A chair is of a body, which the text leaves out.
                let chair = ["Chair", "chair", "facilitator", "Facilitator", "mediator", "Mediator"]
                    .iter()
                    .any(|head| office.title.starts_with(head));
                if office.of.is_none() && !office.former && !chair {
                    office.of = state.clone()
                }
            }
        }
        self.by_town(reading, names, given);
        self.by_side(document, reading, names, given);
        self.by_neighbour(document, reading, names, given);
        self.by_title(document, phrases, used);
        if let Some(home) = home.filter(|home| speaks_most_of(reading, home)) {
            self.at_home(&home, document, reading);
        }
        for office in self.people.iter_mut().flat_map(|person| &mut person.offices) {
            of_a_body(office);
        }
    }

    /// `On the Kenyan side were A, Foreign Secretary, and B`, `the U.S. delegation was headed by Under Secretary A; Iran's
    /// by Deputy Minister B`: those of a side speak for its state.
    fn by_side(&mut self, document: &Document, reading: &Reading<'_>, names: &[Name], given: &[Given]) {
        const FAR: usize = 80;
        let state_at = |last: usize| {
            let known = reading.known_at(last).filter(|known| known.tokens.end == last + 1)?;
            reading.state_of(known).map(|(name, _)| name.to_string())
        };
        // The state of a side named at a token, and where those of the side begin.
        let side = |at: usize| -> Option<(String, usize)> {
            let before = at.checked_sub(1)?;
            let owner = if reading.is_possessive(before) { before.checked_sub(1)? } else { before };
            if reading.is(at, &["side", "delegation", "team"]) {
                let opens = (at + 1..at + 4).find(|at| {
                    reading
                        .is(*at, &["were", "was", "included", "includes", "comprised", "headed", "led", ":"])
                })?;
                return Some((state_at(owner)?, opens));
            }
            if reading.is(at, &["by"]) && reading.is_possessive(before) {
                return Some((state_at(owner)?, at));
            }
            let represented = reading.is(at, &["were", "was"])
                && before > 1
                && reading.known_at(before).is_some_and(|known| {
                    known.tokens.start > 0 && reading.is(known.tokens.start - 1, &["representing"])
                });
            if represented { Some((state_at(before)?, at)) } else { None }
        };
        for (place, name) in names.iter().enumerate() {
            let Some(person) = self.of_name[place] else { continue };
            let offices = &self.people[person].offices;
            if offices.is_empty() || offices.iter().any(|office| office.of.is_some() || office.former) {
                continue;
            }
            let start = document.segments.sentences[name.sentence].tokens.start;
            let begin = given[place].extent.start.min(name.styled.start);
            let floor = begin.saturating_sub(FAR).max(start);
            let Some((state, opens)) = (floor..begin).rev().find_map(side) else { continue };
            let told = (opens + 1..begin).any(|at| {
                let verb = reading.kind(at).person_verb() && !reading.is_capital(at);
                verb && !reading.is(at, &["headed", "led", "by"])
                    || reading.is(at, &["with", "met", "while", "when", "that", "after", "before", "to"])
            });
            // "…; Jamaica, A, Minister of Trade; and Suriname, the Vice-President, B": each has a state of its own.
            let apart = (opens + 1..begin).any(|at| {
                state_at(at).is_some()
                    && reading.is(at + 1, &[",", ":"])
                    && reading.known_at(at).is_some_and(|known| {
                        let before = known.tokens.start.saturating_sub(1);
                        let before = before - usize::from(reading.is(before, &["the"]) && before > 0);
                        before <= opens || reading.is(before, &[";", "and", ",", "from", "for"])
                    })
            });
            if told || apart || opens >= begin {
                continue;
            }
            for office in &mut self.people[person].offices {
                office.of = Some(state.clone());
            }
        }
    }

    /// `was received in Agadir, Morocco, by King A`: who receives somebody in a town has his office there.
    fn by_town(&mut self, reading: &Reading<'_>, names: &[Name], given: &[Given]) {
        const FAR: usize = 7;
        for (place, name) in names.iter().enumerate() {
            let Some(person) = self.of_name[place] else { continue };
            let offices = &self.people[person].offices;
            let head = |title: &str| {
                let title = title.to_lowercase();
                ["king", "president", "prime minister", "emir", "sultan", "foreign minister", "crown prince"]
                    .contains(&title.as_str())
            };
            let stateless = offices.iter().all(|office| office.of.is_none() && head(&office.title));
            let by = given[place].extent.start.min(name.styled.start).checked_sub(1);
            let Some(by) = by.filter(|by| !offices.is_empty() && stateless && reading.is(*by, &["by"]))
            else {
                continue;
            };
            let floor = by.saturating_sub(FAR);
            let written = |at: &usize| reading.is_capital(*at) || reading.is(*at, &[","]);
            let town = (floor..by).rev().take_while(written).last().unwrap_or(by);
            let received = town > 1
                && reading.is(town - 1, &["in"])
                && reading.is(town - 2, &["received", "welcomed", "greeted", "hosted"]);
            let state = (town..by).rev().find_map(|at| reading.state_of(reading.known_at(at)?));
            let Some((state, _)) = state.filter(|_| received) else { continue };
            let state = state.to_string();
            for office in &mut self.people[person].offices {
                office.of = Some(state.clone());
            }
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
            let plain = given[place - 1].counterpart.is_none()
                && given[place].served.is_none()
                && !given[place].offices.is_empty()
                && document.words(&gap).len() < 8;
            if !joined || !plain || one == other {
                continue;
            }
            let state = self.people[one]
                .offices
                .iter()
                .find(|office| !office.former)
                .and_then(|office| office.of.clone())
                .filter(|of| reading.tables.state_named(of).is_some());
            // Two foreign ministers are of two states.
            let title = |person: usize| {
                self.people[person]
                    .offices
                    .iter()
                    .find(|office| !office.former)
                    .map(|office| title_words(&office.title))
            };
            // "Ethiopian Prime Minister A and President B signed" may be of two states; "Iraqi President A and Prime
            // Minister B" are of one.
            let held = |person: usize, wanted: &str| {
                title(person).is_some_and(|words| {
                    words.iter().any(|word| word == wanted)
                        && !words.iter().any(|word| ["deputy", "vice", "adviser"].contains(&word.as_str()))
                })
            };
            let crossed = held(one, "prime") && held(other, "president");
            let alike = title(one).is_some() && title(one) == title(other) || crossed;
            if !alike {
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
    fn by_title(&mut self, document: &Document, phrases: &[Phrase], used: &[bool]) {
        if self.people.len() > CROWD {
            return;
        }
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
                    .filter(|office| office.of.is_some() && covers(&title_words(&office.title), &words))
                    .filter_map(|office| office.of.as_ref())
                    .collect();
                let near = |phrase: &Phrase| {
                    document.sentence_of(phrase.head.start).abs_diff(office.sentence) < 4
                        || document.in_title(document.sentence_of(phrase.head.start))
                };
                let mut states: Vec<&String> = phrases
                    .iter()
                    .zip(used)
                    .filter(|(phrase, used)| !**used && !phrase.counterpart && !phrase.plural && near(phrase))
                    .filter(|(phrase, _)| title_words(&phrase.title) == words)
                    .flat_map(|(phrase, _)| &phrase.of)
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
    fn at_home(&mut self, home: &str, document: &Document, reading: &Reading<'_>) {
        // `in New Delhi, where he met Prime Minister X`: a sentence that leads abroad speaks of somebody there.
        let leads = |sentence: usize| {
            let tokens =
                document.segments.sentences.get(sentence).map_or(0..0, |sentence| sentence.tokens.clone());
            let mut states = tokens.filter_map(|at| reading.state_of(reading.known_at(at)?));
            states.any(|(name, form)| form == crate::gazetteer::StateForm::Capital && name != home)
        };
        // "There he met the president": in the town of the sentence before.
        let abroad = |sentence: usize| {
            let there = document
                .segments
                .sentences
                .get(sentence)
                .is_some_and(|told| reading.is(told.tokens.start, &["there"]));
            leads(sentence) || there && sentence > 0 && leads(sentence - 1)
        };
        if self.people.len() > CROWD {
            return;
        }
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
                let open = office.of.is_none()
                    && !office.former
                    && national.contains(&title.as_str())
                    && !abroad(office.sentence);
                if !open {
                    continue;
                }
                let words = title_words(&title);
                let held = |other: &Person| {
                    other.offices.iter().any(|known| {
                        known.of.as_deref().is_none_or(|of| of == home)
                            && covers(&title_words(&known.title), &words)
                    })
                };
                if !self.people.iter().enumerate().any(|(other, known)| other != person && held(known)) {
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
        let near = || {
            let next = phrases.partition_point(|phrase| document.sentence_of(phrase.head.start) <= sentence);
            phrases[..next].iter().rev().take(12).find(|phrase| {
                let words = title_words(&phrase.title);
                let sharp = ["minister", "president", "envoy", "ambassador", "secretary"];
                let close = document.sentence_of(phrase.head.start) + 3 > sentence;
                phrase.plural
                    && !phrase.counterpart
                    && close
                    && words.iter().any(|word| sharp.contains(&word.as_str()))
                    && (words.len() > 1 || phrase.number.is_some())
            })
        };
        let Some(said) = said.or_else(near) else { return };
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
            // "five presidents of Central Asia"
            let president = said.title.strip_prefix("president").filter(|rest| rest.starts_with(" of "));
            president.map_or_else(|| said.title.clone(), |_| "president".to_string())
        };
        self.people[person].hold(Office {
            title,
            of: Some(state.to_string()),
            sentence,
            ..Office::default()
        });
    }
}

/// Whether one title is the other, or the other held for a while: `interim Prime Minister`.
fn covers(title: &[String], other: &[String]) -> bool {
    let passing = ["interim", "acting", "caretaker", "incumbent"];
    let mut rest = title.iter().filter(|word| !passing.contains(&word.as_str()));
    other.iter().filter(|word| !passing.contains(&word.as_str())).eq(rest.by_ref())
}

/// Whether the text names no state as often as this one.
fn speaks_most_of(reading: &Reading<'_>, state: &str) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for known in reading.known() {
        // A capital says where somebody was, and not whose he is.
        let capital = |form| matches!(form, StateForm::Capital);
        if let Some((name, _)) = reading.state_of(known).filter(|(_, form)| !capital(*form)) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let own = counts.get(state).copied().unwrap_or(0);
    own > 1 && counts.values().all(|count| *count <= own)
}

/// What owns an office whose state is not told: `chief executive of the International Cricket Council`.
fn of_a_body(office: &mut Office) {
    const BODIES: &[&str] = &[
        "Council",
        "Secretariat",
        "Community",
        "Organization",
        "Organisation",
        "Union",
        "Federation",
        "Confederation",
        "Association",
        "Fund",
        "Institute",
        "Foundation",
        "Agency",
        "Commission",
        "Committee",
        "Programme",
        "Program",
        "Forum",
        "League",
        "Congress",
        "Party",
        "Movement",
        "Front",
        "Mission",
        "Centre",
        "Center",
        "University",
        "Authority",
    ];
    // Every state has one.
    const COMMON: &[&str] = &[
        "National",
        "State",
        "Supreme",
        "Federal",
        "Central",
        "Presidential",
        "Executive",
        "Legislative",
        "Royal",
        "Constitutional",
        "Council",
        "Security",
        "Foreign",
    ];
    let Some((title, body)) =
        office.title.split_once(" of the ").or_else(|| office.title.split_once(" for the "))
    else {
        return;
    };
    let words: Vec<&str> = body.split(' ').collect();
    let capital =
        |word: &&str| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "for" | "the" | "and");
    let house = body == "State Department";
    let common = words.first().is_some_and(|first| COMMON.contains(first));
    let named = words.len() > 1
        && !common
        && words.iter().all(capital)
        && words.iter().any(|word| BODIES.contains(word));
    if office.of.is_none() && (named || house) && !title.contains(" of ") {
        (office.title, office.of) = (title.to_string(), Some(body.to_string()));
    }
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
