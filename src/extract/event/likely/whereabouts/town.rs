//! In which town.

use super::around::{Around, Near, feature, sign, size, words};
use super::clue::{Clues, Place, key, told};
use super::{Choice, Features, Said};
use crate::extract::event::merge::Meeting;
use crate::extract::place::{self, Rank};
use crate::model::MeetingKind;

/// Whether the sentences that tell of a meeting name its town, or there is none: no other is looked for.
pub fn is_told(meeting: &Meeting, clues: &mut Clues<'_, '_>) -> bool {
    let town = meeting.place.as_deref().filter(|name| !place::is_state(name) && !place::is_venue(name));
    let named = |town: String| {
        told(meeting, clues).any(|clue| clue.places.iter().any(|place| is_same(&place.key, &town)))
    };
    meeting.kind == MeetingKind::Call || town.map(key).is_some_and(named)
}

/// The towns, buildings and states named around a meeting.
pub fn choices<S>(around: &Around<'_, '_>, say: impl Fn(&Said<'_>) -> S) -> Vec<Choice<String, S>> {
    let meeting = around.meeting;
    let read_key = meeting.place.as_deref().map(key);
    let is_read = |name: &str| read_key.as_ref().is_some_and(|read| is_same(read, name));
    let mut named: Vec<(&Near, &Place)> = Vec::new();
    for found in &around.near {
        // "A met B at the parliament and C at the hotel": what is whose, the rules say.
        let parted = found.distance == 0 && found.of_others > 0;
        let open = found.clue.places.iter().filter(|place| !parted || is_read(&place.key));
        named.extend(open.map(|place| (found, place)));
    }
    named.sort_by(|(_, one), (_, other)| one.key.cmp(&other.key));
    let by_name = || named.chunk_by(|(_, one), (_, other)| one.key == other.key);
    let towns = by_name().filter(|all| all.iter().any(|(_, place)| place.rank == Rank::Town)).count();
    let most = by_name().map(<[_]>::len).max().unwrap_or(0);
    let read = meeting.place.as_deref();
    let is_told = || {
        let own = around.near.iter().filter(|near| near.distance == 0);
        own.flat_map(|near| &near.clue.places).any(|place| is_read(&place.key))
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
            rank + if is_told() { 3 } else { 0 }
        }
    };
    let states: Vec<&str> = meeting.people.iter().filter_map(|person| around.doc.state_of(*person)).collect();
    let others: Vec<(String, bool)> = around
        .others
        .iter()
        .filter_map(|other| {
            let shares = other.people.iter().any(|person| meeting.people.contains(person));
            Some((key(other.place.as_deref()?), shares))
        })
        .collect();
    let age = around.age(meeting.date);
    let choices = by_name().map(|all| {
        let name = &*all[0].1.key;
        let is_chosen = is_read(name);
        let chosen = u64::from(is_chosen);
        let with = |alike: bool| {
            let with = others.iter().filter(|(place, shares)| *shares == alike && is_same(place, name));
            with.count().min(3) as u64
        };
        let (beside, elsewhere) = (with(true), with(false));
        let often = match all.len() {
            1 => 0,
            2 => 1,
            3..=4 => 2,
            _ => 3,
        };
        let common = Features::of(vec![
            feature(sign!("age, chosen"), &[age, chosen, known]),
            feature(sign!("there, chosen"), &[around.there, chosen, known]),
            feature(sign!("always"), &[]),
            feature(sign!("chosen"), &[chosen, known]),
            feature(sign!("chosen, kind"), &[chosen, known, meeting.kind as u64]),
            feature(sign!("chosen, size"), &[chosen, known, size(meeting)]),
            feature(sign!("others"), &[beside, elsewhere]),
            feature(sign!("beside"), &[beside, chosen, known]),
            feature(sign!("elsewhere"), &[elsewhere, chosen, known]),
            feature(sign!("told"), &[around.told, chosen, known]),
            feature(sign!("often"), &[often]),
            feature(sign!("most often"), &[u64::from(all.len() == most), often, towns.min(4) as u64]),
        ]);
        let said = all.iter().map(|(near, place)| {
            let rank = place.rank as u64;
            let (distance, preposition) = (near.distance, place.preposition);
            let of = |state: &&&str| place.state.as_deref() == Some(**state);
            let hosts = states.iter().filter(of).count().min(2) as u64;
            let own = [
                feature(sign!("same day"), &[near.same_day, distance]),
                feature(sign!("same day, age"), &[near.same_day, age]),
                feature(sign!("age, place"), &[age, near.place]),
                feature(sign!("age, distance"), &[age, distance]),
                feature(sign!("age, dateline"), &[age, u64::from(place.dateline)]),
                feature(sign!("there"), &[around.there, distance]),
                feature(sign!("chosen, distance"), &[chosen, known, distance]),
                feature(sign!("known, rank"), &[known, rank, distance]),
                feature(sign!("rank"), &[rank, preposition]),
                feature(sign!("rank, distance"), &[rank, distance]),
                feature(sign!("preposition"), &[preposition, distance]),
                feature(sign!("preposition, named"), &[preposition, near.named]),
                feature(sign!("dateline"), &[u64::from(place.dateline), size(meeting)]),
                feature(sign!("dateline, known"), &[u64::from(place.dateline), known]),
                feature(sign!("towns"), &[towns.min(4) as u64, rank]),
                feature(sign!("hosts"), &[hosts, size(meeting)]),
                feature(sign!("hosts, preposition"), &[hosts, preposition]),
                feature(sign!("title"), &[u64::from(near.clue.title), rank]),
            ];
            let words = place.words.get_or_init(|| words(around.doc, near.clue.sentence, &place.tokens));
            say(&Said { shared: &[&near.features, &common, words], own: &own })
        });
        Choice { said: said.collect(), value: all[0].1.name.clone(), read: is_chosen }
    });
    choices.collect()
}

/// Whether two towns under which they are compared are one: `Geneva` and `Geneva, Switzerland`.
fn is_same(one: &str, other: &str) -> bool {
    one.contains(other) || other.contains(one)
}
