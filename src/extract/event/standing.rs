//! For whom a unit stands: the holders of an office, people known by a noun alone, the state of a guest.

use super::line::Line;
use super::words::Class;
use crate::extract::document::{Kind, Mention, Office, PersonId};
use crate::gazetteer::Gazetteer;

/// `Foreign Minister A, who represented President B`: B was not there.
pub fn is_represented(line: &Line<'_>, unit: usize) -> bool {
    unit > 0
        && matches!(line.word(unit - 1), "represented" | "representing" | "represents")
        && !line.people(unit).is_empty()
}

/// `each ambassador`: the people named shortly before who hold such an office.
pub fn holders(line: &Line<'_>, mention: &Mention) -> Vec<PersonId> {
    let noun = |title: &str| title.split(' ').next().unwrap_or("").to_lowercase();
    let wanted: Vec<String> = mention.offices.iter().map(|office| noun(&office.title)).collect();
    let low = line.sentence.saturating_sub(3);
    let mut found = Vec::new();
    for near in (low..line.sentence).flat_map(|sentence| line.doc.mentions_of(sentence)) {
        for person in &near.people {
            let holds =
                line.doc.person(*person).offices.iter().any(|office| wanted.contains(&noun(&office.title)));
            if holds && !found.contains(person) {
                found.push(*person);
            }
        }
    }
    found
}

/// People known by a noun alone, with the states named beside it: `an Iranian delegation`, `Tajik and Kyrgyz
/// delegations`.
pub fn nameless(line: &Line<'_>, noun: usize) -> Vec<Office> {
    if !line.is(noun, Class::Human) {
        return vec![];
    }
    let low = noun.saturating_sub(5);
    let near = (low..noun).rev().take_while(|place| !line.is_verb(*place) && line.word(*place) != ",");
    let states = near.filter_map(|place| line.mention(place)).filter_map(|mention| match &mention.kind {
        Kind::State { name, .. } | Kind::Organization { name } => Some(name.clone()),
        _ => None,
    });
    let several = line.word(noun).ends_with('s');
    let mut states: Vec<Option<String>> = states.take(if several { 4 } else { 1 }).map(Some).collect();
    if states.is_empty() {
        states.push(None);
    }
    let office =
        |of| Office { title: line.word(noun).to_string(), of, sentence: line.sentence, ..Office::default() };
    states.into_iter().rev().map(office).collect()
}

/// How many of an article's mentions are looked through for a state; keeps long articles linear.
const LOOK: usize = 4000;

/// The state of a guest: of the office, or named before the name (`Turkey's Hakan Fidan`).
pub fn state_of(line: &Line<'_>, unit: usize, guests: &[PersonId]) -> Option<String> {
    let mention =
        line.mention(unit).filter(|mention| mention.people.iter().any(|person| guests.contains(person)))?;
    let named = line.doc.mentions_in(&mention.extent).iter().find_map(|inner| match &inner.kind {
        Kind::State { name, .. } => Some(name.clone()),
        _ => None,
    });
    let known = mention.people.first().and_then(|person| line.doc.state_of(*person)).map(str::to_string);
    let is_state = |name: &String| {
        line.doc
            .mentions
            .iter()
            .take(LOOK)
            .any(|mention| matches!(&mention.kind, Kind::State { name: known, .. } if known == name))
    };
    // "B of Finland", and somebody of an international body.
    let resident = line.word(unit + 1) == "of";
    let of = line.mention(unit + 2).filter(|_| resident).and_then(|mention| match &mention.kind {
        Kind::State { name, .. } => Some(name.clone()),
        _ => None,
    });
    let body = known.clone().filter(|name| {
        line.doc
            .mentions
            .iter()
            .take(LOOK)
            .any(|mention| matches!(&mention.kind, Kind::Organization { name: known } if known == name))
    });
    // A body of a state speaks for it: the Supreme National Security Council for Iran.
    let body = body.map(|name| {
        let state = Gazetteer::embedded().state_of_body(&name);
        state.map_or(name, str::to_owned)
    });
    known.filter(is_state).or(named).or(of).or(body)
}
