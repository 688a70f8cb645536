//! In which town.

use std::collections::BTreeMap;

use super::Choice;
use super::around::{Around, feature, sign, size, words};
use super::clue::{Clues, Place, told};
use crate::extract::event::merge::Meeting;
use crate::extract::place::{self, Rank};
use crate::extract::syntax::weights::Feature;
use crate::model::MeetingKind;

/// Whether the sentences that tell of a meeting name its town, or there is none: no other is looked for.
pub fn is_told(meeting: &Meeting, clues: &mut Clues<'_, '_>) -> bool {
    let town = meeting.place.as_deref().filter(|name| !place::is_state(name) && !place::is_venue(name));
    let named = |town: &str| {
        told(meeting, clues).any(|clue| clue.places.iter().any(|place| is_same(&place.name, town)))
    };
    meeting.kind == MeetingKind::Call || town.is_some_and(named)
}

/// The towns, buildings and states named around a meeting.
pub fn choices(around: &Around<'_, '_>) -> Vec<Choice<String>> {
    let meeting = around.meeting;
    let mut by_name: BTreeMap<String, Vec<(usize, &Place)>> = BTreeMap::new();
    for (near, found) in around.near.iter().enumerate() {
        // "A met B at the parliament and C at the hotel": what is whose, the rules say.
        let parted = found.distance == 0 && found.of_others > 0;
        let is_read = |place: &Place| meeting.place.as_deref().is_some_and(|read| is_same(read, &place.name));
        for place in found.clue.places.iter().filter(|place| !parted || is_read(place)) {
            by_name.entry(key(&place.name)).or_default().push((near, place));
        }
    }
    let towns = by_name.values().filter(|all| all.iter().any(|(_, place)| place.rank == Rank::Town)).count();
    let most = by_name.values().map(Vec::len).max().unwrap_or(0);
    let read = meeting.place.as_deref();
    let is_told = |name: &str| {
        let of = |near: &super::around::Near| {
            near.distance == 0 && near.clue.places.iter().any(|place| is_same(&place.name, name))
        };
        around.near.iter().any(of)
    };
    // What the rules have: nothing, a state, a building, a town; told with the meeting or taken from elsewhere.
    let known = match read {
        None => 0,
        Some(name) => {
            let rank = if place::is_state(name) {
                1
            } else if place::is_venue(name) {
                2
            } else {
                3
            };
            rank + if is_told(name) { 3 } else { 0 }
        }
    };
    let states: Vec<&str> = meeting.people.iter().filter_map(|person| around.doc.state_of(*person)).collect();
    let choices = by_name.into_values().map(|all| {
        let name = all[0].1.name.clone();
        let is_chosen = read.is_some_and(|read| is_same(read, &name));
        let chosen = u64::from(is_chosen);
        let with = |alike: bool| {
            let others = around.others.iter().filter(|other| {
                let shares = other.people.iter().any(|person| meeting.people.contains(person));
                shares == alike && other.place.as_deref().is_some_and(|place| is_same(place, &name))
            });
            others.count().min(3) as u64
        };
        let (beside, elsewhere) = (with(true), with(false));
        let often = match all.len() {
            1 => 0,
            2 => 1,
            3..=4 => 2,
            _ => 3,
        };
        let features = all.iter().map(|(near, place)| {
            let near = &around.near[*near];
            let mut found: Vec<Feature> = near.features.clone();
            let rank = place.rank as u64;
            let (distance, preposition) = (near.distance, place.preposition);
            let of = |state: &&&str| place.state.as_deref() == Some(**state);
            let hosts = states.iter().filter(of).count().min(2) as u64;
            let age = around.age(meeting.date);
            found.push(feature(sign!("same day"), &[near.same_day, distance]));
            found.push(feature(sign!("same day, age"), &[near.same_day, age]));
            found.push(feature(sign!("age, place"), &[age, near.place]));
            found.push(feature(sign!("age, distance"), &[age, distance]));
            found.push(feature(sign!("age, dateline"), &[age, u64::from(place.dateline)]));
            found.push(feature(sign!("age, chosen"), &[age, chosen, known]));
            found.push(feature(sign!("there"), &[around.there, distance]));
            found.push(feature(sign!("there, chosen"), &[around.there, chosen, known]));
            found.push(feature(sign!("always"), &[]));
            found.push(feature(sign!("chosen"), &[chosen, known]));
            found.push(feature(sign!("chosen, kind"), &[chosen, known, meeting.kind as u64]));
            found.push(feature(sign!("chosen, size"), &[chosen, known, size(meeting)]));
            found.push(feature(sign!("chosen, distance"), &[chosen, known, distance]));
            found.push(feature(sign!("known, rank"), &[known, rank, distance]));
            found.push(feature(sign!("rank"), &[rank, preposition]));
            found.push(feature(sign!("rank, distance"), &[rank, distance]));
            found.push(feature(sign!("preposition"), &[preposition, distance]));
            found.push(feature(sign!("preposition, named"), &[preposition, near.named]));
            found.push(feature(sign!("dateline"), &[u64::from(place.dateline), size(meeting)]));
            found.push(feature(sign!("dateline, known"), &[u64::from(place.dateline), known]));
            found.push(feature(sign!("others"), &[beside, elsewhere]));
            found.push(feature(sign!("beside"), &[beside, chosen, known]));
            found.push(feature(sign!("elsewhere"), &[elsewhere, chosen, known]));
            found.push(feature(sign!("told"), &[around.told, chosen, known]));
            found.push(feature(sign!("often"), &[often]));
            found.push(feature(
                sign!("most often"),
                &[u64::from(all.len() == most), often, towns.min(4) as u64],
            ));
            found.push(feature(sign!("towns"), &[towns.min(4) as u64, rank]));
            found.push(feature(sign!("hosts"), &[hosts, size(meeting)]));
            found.push(feature(sign!("hosts, preposition"), &[hosts, preposition]));
            found.push(feature(sign!("title"), &[u64::from(near.clue.title), rank]));
            words(around.doc, near.clue.sentence, &place.tokens, &mut found);
            found.sort_unstable();
            found.dedup();
            found
        });
        Choice { features: features.collect(), value: name, read: is_chosen }
    });
    choices.collect()
}

fn key(name: &str) -> String {
    name.to_lowercase()
}

fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    one.contains(&other) || other.contains(&one)
}
