//! The stage that finds people: names, the offices the text gives them, one entity each.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::extract::cast::Cast;
use crate::extract::coreference;
use crate::extract::dateline::Stamp;
use crate::extract::gender;
use crate::extract::name::{self, Name};
use crate::extract::person::spelled;
use crate::extract::reading::Reading;
use crate::extract::role::phrase::{self, Phrase};
use crate::extract::role::{Given, Giver};
use crate::extract::speaker;
use crate::extract::{Document, Kind, Mention, MentionId, PersonId};
use crate::gazetteer::{Entry, Gazetteer};

/// Finds everybody the text names or means, and the states, bodies and places it names.
pub(super) fn find(document: &mut Document, tables: &Gazetteer) {
    let reading = Reading::of(document, tables);
    let phrases = phrase::phrases(document, &reading);
    let names = name::names(document, &reading, &phrases);
    let giver = Giver::give(document, &reading, &phrases, &names);
    let (mut given, mut used) = (giver.given, giver.used);
    let stamp = Stamp::of(document, &reading);
    let mut real = real_names(document, &reading, &phrases, &names, &given);
    if let Some(stamp) = &stamp {
        for (name, real) in names.iter().zip(&mut real) {
            // "SANTA MARTA, Colombia – … in Santa Marta": a town and nobody's name.
            *real = *real && !stamp.names(document, &name.tokens);
        }
    }
    let mut persons = Cast::default();
    persons.gather(document, &phrases, &names, &given, &real);
    persons.give_offices(&given);
    persons.give_to_the_next_named(document, &phrases, &used, &names, &given);
    persons.give_to_the_bylined(document, &phrases, &used, &names);
    persons.give_counterparts(document, &phrases, &names, &given);
    persons.give_states(document, &reading, &phrases, &used, &names, &given);
    let mut mentions = vec![];
    for (place, name) in names.iter().enumerate() {
        let Some(person) = persons.of_name[place] else { continue };
        mentions.push(Mention {
            tokens: name.tokens.clone(),
            extent: given[place].extent.clone(),
            sentence: name.sentence,
            kind: Kind::Person,
            people: vec![PersonId(person)],
            offices: std::mem::take(&mut given[place].offices),
        });
    }
    let behind_office: FxHashSet<usize> = (0..names.len())
        .filter(|name| persons.of_name[*name].is_some())
        .filter_map(|name| names[name].office)
        .collect();
    for (place, phrase) in phrases.iter().enumerate() {
        used[place] = used[place] && (behind_office.contains(&place) || covered(&mentions, phrase));
    }
    document.persons = persons.people;
    gender::settle(document, &reading, &mentions);
    coreference::add(document, &reading, &phrases, &used, &mut mentions);
    speaker::add(document, &reading, &mut mentions);
    if let Some(stamp) = &stamp {
        stamp.add(document, &mut mentions);
    }
    document.set_mentions(mentions);
    for (place, mention) in document.mentions.iter().enumerate() {
        if let (Kind::Person, Some(PersonId(person))) = (&mention.kind, mention.people.first()) {
            document.persons[*person].mentions.push(MentionId(place));
        }
    }
}

/// Whether a phrase lies in the noun phrase of a name near it; the mentions are in the order of the text.
fn covered(mentions: &[Mention], phrase: &Phrase) -> bool {
    let next = mentions.partition_point(|mention| mention.tokens.start < phrase.tokens.start);
    let near = next.saturating_sub(8)..(next + 8).min(mentions.len());
    mentions[near]
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
        if name.doubtful {
            return false;
        }
        // `the Prince Khalid Convention Center`: a thing named for somebody.
        let thing = reading.is_capital(name.tokens.end)
            && reading.kind(name.tokens.end).impersonal()
            && given[place].offices.is_empty()
            && name.styled.start > 0
            && reading.is(name.styled.start - 1, &["the"]);
        // "the leaders of the Pacific Rim nations".
        let region = words == 1 && reading.is(name.tokens.end, &["nations", "countries", "states", "region"]);
        // "the SADC Organ on Defence Cooperation".
        let field = words == 1
            && name.office.is_some()
            && reading.is(name.tokens.end, &["on"])
            && reading.is_capital(name.tokens.end + 1)
            && reading.kind(name.tokens.end + 1).portfolio();
        // "Minister of War Veteran Affairs", "Vice Minister of Defence Policies of Peru": the rest of the office.
        let of_field =
            name.office.is_some_and(|office| phrases[office].tokens.end > phrases[office].head.end);
        let next = reading.kind(name.tokens.end);
        let goes_on = reading.is_capital(name.tokens.end)
            && (next.portfolio() || next.body() || next.impersonal())
            || reading.is(name.tokens.end, &["of"]);
        let rest = words == 1 && of_field && goes_on && name.known_words == 0;
        if field || rest {
            return false;
        }
        if thing || region && name.office.is_some() {
            return false;
        }
        if given[place].person
            && (words > 1 || given[place].state.is_none() || reading.kind(name.tokens.end).person_verb())
        {
            return true;
        }
        if words < 2 {
            return false;
        }
        let preceded =
            name.tokens.start > 0 && reading.is(name.tokens.start - 1, &["the", "uss", "hms", "ins", "mv"]);
        let impersonal = reading.kind(name.tokens.end).impersonal() && reading.is_capital(name.tokens.end)
            || reading.kind(name.tokens.end).body() && reading.is_capital(name.tokens.end);
        let known = name.known_words > 0 && name.known_words * 2 >= words;
        let told = || acts(document, reading, name) || stands_as_person(document, reading, name);
        !preceded && !impersonal && (known || told())
    };
    let mut real: Vec<bool> = (0..names.len()).map(sure).collect();
    spread_over_lists(reading, names, &mut real);
    let known: Vec<Rc<[String]>> = (0..names.len())
        .filter(|place| real[*place])
        .map(|place| Rc::clone(&spelled(document.words(&names[place].tokens)).words))
        .collect();
    let surnames: FxHashSet<&str> = known.iter().flat_map(|words| words.iter()).map(String::as_str).collect();
    for place in 0..names.len() {
        if real[place] {
            continue;
        }
        let words = &spelled(document.words(&names[place].tokens)).words;
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
    // A single name that is somebody's once is his wherever it stands: `Vučić wrote … Vučić held talks`.
    let single = |place: &usize| names[*place].tokens.len() == 1 && !names[*place].doubtful;
    let somebody: FxHashSet<&str> = (0..names.len())
        .filter(|place| real[*place] && single(place))
        .map(|place| document.words(&names[place].tokens))
        .collect();
    let again: Vec<usize> = (0..names.len())
        .filter(|place| !real[*place] && single(place))
        .filter(|place| somebody.contains(document.words(&names[*place].tokens)))
        .filter(|place| {
            !reading.is_capital(names[*place].tokens.end) && !document.in_title(names[*place].sentence)
        })
        .collect();
    for place in again {
        real[place] = true;
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

/// Whether the words beside a name that no table knows are those beside a person's: `Nicos Kocias of Greece`,
/// `Rajabali Rahmonali (Tajikistan)`, `met Alcide Djedje`.
fn stands_as_person(document: &Document, reading: &Reading<'_>, name: &Name) -> bool {
    let sentence = &document.segments.sentences[name.sentence].tokens;
    if reading.headline[name.sentence] || document.in_title(name.sentence) {
        return false;
    }
    let (start, end) = (name.tokens.start, name.tokens.end);
    let state = |at: usize| {
        at < sentence.end && reading.known_at(at).is_some_and(|known| matches!(known.entry, Entry::State(..)))
    };
    // "Iskender Mambet, Chief of Staff", "the ambassador is Alan L. Deniega": an office beside, an initial inside.
    let capital_title = |at: usize| {
        reading.is_capital(at) && reading.title_at(at).is_some_and(|title| !title.title.is_style())
    };
    let behind_place = start > sentence.start
        && reading.is(start - 1, &["in", "at", "on", "from", "near", "to", "of", "for", "during"]);
    let owned = |from: usize| {
        let near = from..(from + 6).min(sentence.end);
        let office = near.clone().find(|at| {
            reading.title_at(*at).is_some_and(|title| title.tokens.start == *at && !title.title.is_style())
        });
        // "the Productive Development Minister", "at present Brazil's ambassador", but not "the minister said".
        office.is_some_and(|at| {
            let plain = (from..at)
                .all(|place| !reading.is(place, &[",", ".", ";"]) && !reading.kind(place).person_verb());
            let next = reading.title_at(at).map_or(at + 1, |title| title.tokens.end);
            at > from
                && plain
                && (reading.is(next, &[",", ".", ";", "of", "for", "to", "in"]) || next >= sentence.end)
        })
    };
    let comma = reading.is(end, &[","]) && end + 1 < sentence.end && !behind_place;
    let apposed = comma && (capital_title(end + 1) || owned(end + 1));
    let initial = name.tokens.len() > 2
        && (start + 1..end - 1)
            .any(|at| matches!(reading.shape(at), crate::extract::reading::Shape::Initial));
    if apposed || initial {
        return true;
    }
    let of = reading.is(end, &["of"]) && state(end + 1);
    let bracket = document.word(end) == "(" && state(end + 1);
    let met = start > sentence.start
        && reading.is(start - 1, &["met", "with", "received", "telephoned", "phoned", "hosted", "meets"]);
    of || bracket || met
}

/// `A, X Y and B`: a name of several words between people in a list is one too.
fn spread_over_lists(reading: &Reading<'_>, names: &[Name], real: &mut [bool]) {
    let joined = |one: usize, other: usize| {
        // "A for X, B for Y": a state may stand behind each.
        let end = names[one].tokens.end;
        let state = reading.known_at(end + 1).filter(|known| {
            matches!(known.entry, Entry::State(..)) && reading.is(end, &["for", "of", "from"])
        });
        let gap = state.map_or(end, |state| state.tokens.end)..names[other].styled.start;
        names[one].sentence == names[other].sentence
            && (1..=2).contains(&gap.len())
            && gap.clone().all(|at| reading.is(at, &[",", ";", "and"]))
    };
    for place in 0..names.len() {
        let name = &names[place];
        if real[place] || name.doubtful || name.tokens.len() < 2 || reading.headline[name.sentence] {
            continue;
        }
        let before = place > 0 && real[place - 1] && joined(place - 1, place);
        let behind = place + 1 < names.len() && real[place + 1] && joined(place, place + 1);
        real[place] = before || behind;
    }
}

/// Whether a name is the subject of what people do: `Qureshi told`, `met Sinha`.
fn acts(document: &Document, reading: &Reading<'_>, name: &Name) -> bool {
    let mut next = name.tokens.end;
    while reading.is(next, &["also", "has", "had", "later", "then", "earlier"]) {
        next += 1;
    }
    let headline = reading.headline[name.sentence] || document.in_title(name.sentence);
    let abbreviation = name.tokens.len() == 1
        && matches!(reading.shape(name.tokens.start), crate::extract::reading::Shape::Capitals);
    let weak = reading.kind(name.tokens.start).weak()
        || name.tokens.len() == 1 && joined_or_mixed(document, reading, name.tokens.start);
    !headline && !abbreviation && !weak && reading.kind(next).person_verb() && !reading.is_capital(next)
}

/// `Front for Renewal`, `MoS`: the end of a longer name, an abbreviation.
fn joined_or_mixed(document: &Document, reading: &Reading<'_>, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .is_some_and(|before| reading.is(before, &["for", "the", "&"]) || reading.is_capital(before));
    let word = document.word(at);
    let capitals = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
    before || capitals > 0 && word.chars().count() <= 4
}
