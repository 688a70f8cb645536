//! The offices of people: those said at their names and those that follow from somebody else's.

mod states;

use std::rc::Rc;

use crate::extract::cast::Cast;
use crate::extract::memo::Memo;
use crate::extract::name::Name;
use crate::extract::person::title_words;
use crate::extract::role::phrase::{Determiner, Phrase};
use crate::extract::role::{Given, Succession};
use crate::extract::{Document, Office};
use crate::gazetteer::TitleClass;

impl Cast {
    pub(super) fn give_offices(&mut self, given: &[Given]) {
        for (person, given) in self.of_name.clone().into_iter().zip(given) {
            let Some(person) = person else { continue };
            for office in &given.offices {
                self.people[person].hold(office.clone());
            }
        }
        for (person, given) in self.of_name.clone().into_iter().zip(given) {
            let Some((person, since)) = person.zip(given.since) else { continue };
            let current = self.people[person].offices.iter_mut().find(|office| !office.former);
            if let Some(office) = current {
                office.from = office.from.or(Some(since));
            }
        }
    }

    /// `his Turkish counterpart Hakan Fidan` has the office of the one meant by `his`.
    pub(super) fn give_counterparts(
        &mut self,
        document: &Document,
        phrases: &[Phrase],
        names: &[Name],
        given: &[Given],
    ) {
        for place in 0..names.len() {
            let (Some(person), Some(of)) = (self.of_name[place], &given[place].counterpart) else { continue };
            if let Some(succession) = given[place].succession {
                self.succeed(place, person, succession, names, given);
                continue;
            }
            if let Some(office) = nearer_office(place, names, given, phrases, document) {
                let of = of.clone().filter(|of| Some(of) != office.of.as_ref());
                self.people[person].hold(Office { of, former: false, from: None, to: None, ..office });
                continue;
            }
            let served = self.served(place, names, given);
            // Whose office the text tells needs none from somebody else's.
            let told = self.people[person].offices.iter().any(|office| {
                let words = title_words(&office.title);
                !office.former
                    && ["minister", "president", "king", "chancellor"]
                        .iter()
                        .any(|head| words.iter().any(|word| word == head))
            });
            if told && served.is_none() {
                if let Some(of) = of {
                    for office in self.people[person].offices.iter_mut().filter(|office| office.of.is_none())
                    {
                        office.of = Some(of.clone());
                    }
                }
                continue;
            }
            let Some(other) = served.or_else(|| self.antecedent(place, names, given)) else { continue };
            let known = self.people[other]
                .offices
                .iter()
                .find(|office| !office.former && !is_spokesperson(&office.title));
            let Some(mut office) = known.cloned() else { continue };
            office.title = title_abroad(&office.title, office.of.as_deref(), of.as_deref());
            let of = of.clone().filter(|of| Some(of) != office.of.as_ref());
            let office = Office { of, sentence: names[place].sentence, from: None, to: None, ..office };
            self.people[person].hold(office);
        }
    }

    /// `his predecessor A` had his office, `his successor B` has it, in the same state.
    fn succeed(
        &mut self,
        place: usize,
        person: usize,
        succession: Succession,
        names: &[Name],
        given: &[Given],
    ) {
        let served = self.served(place, names, given);
        let Some(other) = served.or_else(|| self.antecedent(place, names, given)) else { return };
        let former = succession == Succession::Predecessor;
        let held = self.people[other]
            .offices
            .iter()
            .find(|office| !(is_spokesperson(&office.title) || former && office.former));
        if let Some(office) = held.cloned().filter(|_| other != person) {
            let sentence = names[place].sentence;
            self.people[person].hold(Office { former, sentence, from: None, to: None, ..office });
        }
    }

    /// The person behind whose possessive an office stands: `Santos' predecessor`.
    fn served(&self, place: usize, names: &[Name], given: &[Given]) -> Option<usize> {
        let at = given[place].served?;
        let next = names.partition_point(|name| name.tokens.end <= at);
        names.get(next).filter(|name| name.tokens.contains(&at)).and_then(|_| self.of_name[next])
    }

    /// `Ukraine's foreign minister used a trip … Dmytro Kuleba posted that …`: an office said before anybody
    /// is named belongs to the first person whose name begins one of the next sentences and who has none.
    pub(super) fn give_to_the_next_named(
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
            .position(|sentence| sentence.span.start >= document.head)
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
                    ..Office::default()
                };
                self.people[person].hold(said);
            }
        }
    }

    /// `Boris Johnson` alone on a line, and all through the text `the Foreign Secretary` whom nobody else is said to be.
    pub(super) fn give_to_the_bylined(
        &mut self,
        document: &Document,
        phrases: &[Phrase],
        used: &[bool],
        names: &[Name],
    ) {
        const HEAD: usize = 6;
        const OFTEN: usize = 2;
        let alone = |name: &Name| {
            let line = &document.segments.sentences[name.sentence].tokens;
            name.sentence < HEAD && name.tokens.len() > 1 && line.len() == name.tokens.len()
        };
        let mut bylined: Vec<usize> = (0..names.len())
            .filter(|name| alone(&names[*name]))
            .filter_map(|name| self.of_name[name])
            .collect();
        bylined.dedup();
        let [person] = bylined.as_slice() else { return };
        if !self.people[*person].offices.is_empty() {
            return;
        }
        let held: Vec<Rc<[String]>> = self
            .people
            .iter()
            .flat_map(|person| &person.offices)
            .map(|office| title_words(&office.title))
            .collect();
        let open = |phrase: &Phrase| {
            phrase.class == TitleClass::Office
                && phrase.determiner == Determiner::Definite
                && phrase.of.is_empty()
                && !phrase.plural
                && !phrase.counterpart
                && !phrase.former
                && phrase.is_office()
                && !held.contains(&title_words(&phrase.title))
        };
        let said: Vec<&Phrase> = phrases
            .iter()
            .zip(used)
            .filter(|(phrase, used)| !**used && open(phrase))
            .map(|(phrase, _)| phrase)
            .collect();
        let count = |phrase: &Phrase| {
            let words = title_words(&phrase.title);
            said.iter().filter(|other| title_words(&other.title) == words).count()
        };
        let Some(most) =
            said.iter().max_by_key(|phrase| count(phrase)).filter(|phrase| count(phrase) >= OFTEN)
        else {
            return;
        };
        let sentence = document.sentence_of(most.head.start);
        self.people[*person].hold(Office { title: most.title.clone(), sentence, ..Office::default() });
    }

    fn antecedent(&self, place: usize, names: &[Name], given: &[Given]) -> Option<usize> {
        let own = self.of_name[place];
        // A Tajik counterpart is nobody's who is Tajik.
        let state = given[place].counterpart.clone().flatten();
        let of_same_state = |person: usize| {
            let current = self.people[person].offices.iter().find(|office| !office.former);
            state.is_some() && current.is_some_and(|office| office.of == state)
        };
        let fits = |name: &usize| {
            let person = self.of_name[*name];
            given[*name].counterpart.is_none()
                && person.is_some()
                && person != own
                && person
                    .is_some_and(|person| !self.people[person].offices.is_empty() && !of_same_state(person))
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
        .take(20)
        .find(|other| names[*other].sentence == name.sentence && given[*other].counterpart.is_none());
    let floor = nearest.map_or(start, |other| given[other].extent.end);
    let next = phrases.partition_point(|phrase| phrase.tokens.end <= given[place].extent.start);
    let phrase = phrases[..next].last().filter(|phrase| phrase.tokens.start >= floor)?;
    let words = title_words(&phrase.title);
    let sharp = ["minister", "president", "secretary", "king", "chancellor", "ambassador", "speaker", "emir"];
    let fits = words.iter().any(|word| sharp.contains(&word.as_str()))
        && !phrase.counterpart
        && !phrase.plural
        && phrase.is_office()
        && phrase.class != TitleClass::Spokesperson;
    (fits && nearest.is_none() && !phrase.title.is_empty() && *title_words(&phrase.title) != ["minister"])
        .then(|| phrase.offices(name.sentence).into_iter().next())
        .flatten()
}

/// States in which a foreign secretary is the ministry's first official, not its minister.
const SECRETARIES: [&str; 5] = ["India", "Pakistan", "Bangladesh", "Nepal", "Sri Lanka"];

/// What an office is called elsewhere: the counterpart of a Secretary of State is a foreign minister.
fn title_abroad(title: &str, of: Option<&str>, abroad: Option<&str>) -> String {
    let words = title_words(title);
    let is = |known: &[&str]| {
        words.len() == known.len() && known.iter().all(|word| words.iter().any(|have| have == word))
    };
    let official = |state: Option<&str>| state.is_some_and(|state| SECRETARIES.contains(&state));
    let foreign = is(&["secretary", "state"]) && of.is_none_or(|of| of == "United States")
        || is(&["foreign", "secretary"]) && !(official(of) && official(abroad))
        || title.eq_ignore_ascii_case("external affairs minister");
    if foreign {
        return "foreign minister".to_string();
    }
    for (secretary, minister) in
        [("defense", "defense minister"), ("treasury", "finance minister"), ("energy", "energy minister")]
    {
        if is(&["secretary", secretary]) {
            return minister.to_string();
        }
    }
    title.to_string()
}

/// Whether a title is that of somebody who speaks for another.
pub(super) fn is_spokesperson(title: &str) -> bool {
    thread_local!(static SPEAKS: Memo<bool> = Memo::default());
    let speaks = || {
        let title = title.to_lowercase();
        ["spokes", "press secretary", "press officer"].iter().any(|word| title.contains(word))
    };
    SPEAKS.with(|memo| memo.get(title, speaks))
}
