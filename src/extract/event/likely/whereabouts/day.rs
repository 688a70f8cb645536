//! On which day.

use std::collections::BTreeMap;

use super::around::{Around, Near, feature, sign, size, words};
use super::clue::{Clue, Clues, Day, told};
use super::{Choice, Features, Said};
use crate::extract::event::merge::Meeting;
use crate::model::{PartialDate, Precision};

/// Whether the sentences that tell of a meeting name its day: no other is looked for. What was done within a stay of some
/// days is of its month.
pub fn is_told(meeting: &Meeting, clues: &mut Clues<'_, '_>) -> bool {
    const BEFORE: usize = 2;
    let Some(date) = meeting.date else { return false };
    if date.precision() == Precision::Day {
        let says = |clue: &Clue| clue.chained || clue.days.iter().any(|one| one.date == date);
        return told(meeting, clues).any(|clue| says(&clue));
    }
    let first = meeting.sentence.saturating_sub(BEFORE);
    let stays = |clue: &Clue| clue.days.iter().any(|day| day.stretch && within(day.date, date));
    date.precision() == Precision::Month && (first..=meeting.sentence).any(|at| stays(&clues.at(at)))
}

/// The days and months named around a meeting.
pub fn choices<S>(around: &Around<'_, '_>, say: impl Fn(&Said<'_>) -> S) -> Vec<Choice<PartialDate, S>> {
    let meeting = around.meeting;
    let key = |date: PartialDate| (date.first_day(), date.precision());
    let mut told: Vec<(PartialDate, Option<(&Near, &Day)>)> = Vec::new();
    for near in &around.near {
        told.extend(near.clue.days.iter().map(|day| (day.date, Some((near, day)))));
    }
    told.extend(around.today.into_iter().chain(meeting.date).map(|date| (date, None)));
    told.sort_by_key(|(date, _)| key(*date));
    let by_date = || told.chunk_by(|(one, _), (other, _)| key(*one) == key(*other));
    let days = by_date().filter(|all| all[0].0.precision() == Precision::Day).count().min(4) as u64;
    let is_told = |date: PartialDate| {
        around.near.iter().any(|near| near.distance == 0 && near.clue.days.iter().any(|day| day.date == date))
    };
    let known = match meeting.date {
        None => 0,
        Some(date) => 1 + date.precision() as u64 + if is_told(date) { 3 } else { 0 },
    };
    let flags =
        [meeting.goes_on, meeting.before, meeting.perfect, meeting.reported, meeting.now, meeting.anaphoric];
    let told_as = flags.iter().fold(0, |all, flag| all * 2 + u64::from(*flag));
    let stay = around
        .near
        .iter()
        .filter(|near| near.distance == 0 || near.distance > 4)
        .any(|near| near.clue.days.iter().any(|day| day.stretch));
    let order = order(around);
    let own = around.near.iter().filter(|near| near.distance == 0);
    let own =
        own.flat_map(|near| &near.clue.days).filter(|day| day.date.precision() == Precision::Day).count();
    let own = own.min(3) as u64;
    let opening = around.near.iter().filter(|near| !near.clue.title).flat_map(|near| &near.clue.days);
    let opening = opening.map(|day| day.date).find(|date| date.precision() == Precision::Day);
    // Where the sentences that tell of a meeting name its month, only a sharper day is looked for.
    let open = |date: PartialDate| {
        meeting.date.is_none_or(|read| !is_told(read) || date == read || within(date, read))
    };
    let choices = by_date().filter(|all| open(all[0].0)).map(|all| {
        let date = all[0].0;
        let sayings = || all.iter().filter_map(|(_, said)| *said);
        let chosen = meeting.date == Some(date);
        let relation = match meeting.date {
            None => 0,
            Some(_) if chosen => 1,
            Some(known) if within(date, known) => 2,
            Some(known) if within(known, date) => 3,
            Some(known) if (known.first_day() - date.first_day()).num_days().abs() == 1 => 4,
            Some(_) => 5,
        };
        let age = around.age(Some(date));
        let precision = date.precision() as u64;
        let with = |alike: bool| {
            let others = around.others.iter().filter(|other| {
                let shares = other.people.iter().any(|person| meeting.people.contains(person));
                shares == alike && other.date == Some(date)
            });
            others.count().min(3) as u64
        };
        let (beside, elsewhere) = (with(true), with(false));
        let opens = u64::from(opening == Some(date));
        let mut common = vec![
            feature(sign!("always"), &[]),
            feature(sign!("relation"), &[relation, known]),
            feature(sign!("relation, size"), &[relation, known, size(meeting)]),
            feature(sign!("relation, told"), &[relation, known, told_as]),
            feature(sign!("others"), &[beside, elsewhere]),
            feature(sign!("beside"), &[beside, relation, known]),
            feature(sign!("elsewhere"), &[elsewhere, relation, known]),
            feature(sign!("opens"), &[opens, around.told, relation]),
            feature(sign!("told"), &[around.told, relation, known]),
            feature(sign!("told, age"), &[around.told, age]),
            feature(sign!("own"), &[own, relation]),
            feature(sign!("age"), &[age, precision]),
            feature(sign!("age, relation"), &[age, relation]),
            feature(sign!("precision"), &[precision, relation]),
            feature(sign!("often"), &[sayings().count().min(3) as u64, days]),
        ];
        for (place, flag) in flags.iter().enumerate().filter(|(_, flag)| **flag) {
            common.push(feature(sign!("told as"), &[place as u64, u64::from(*flag), relation]));
            common.push(feature(sign!("told as, age"), &[place as u64, u64::from(*flag), age]));
        }
        let common = Features::of(common);
        let kind = feature(sign!("kind"), &[meeting.kind as u64, relation]);
        let mut said = Vec::with_capacity(all.len());
        for (near, day) in sayings() {
            let distance = near.distance;
            let nth = order.get(&day.tokens.start).copied().unwrap_or(9);
            let own = [
                feature(sign!("order"), &[nth]),
                feature(sign!("order, relation"), &[nth, relation, own]),
                feature(sign!("order, distance"), &[nth, distance]),
                feature(sign!("stretch"), &[u64::from(day.stretch), distance, precision]),
                feature(sign!("stretch near"), &[u64::from(stay), relation, precision]),
                feature(sign!("form"), &[day.form]),
                feature(sign!("form, distance"), &[day.form, distance]),
                feature(sign!("form, age"), &[day.form, age]),
                feature(sign!("distance, relation"), &[distance, relation, known]),
                feature(sign!("distance, precision"), &[distance, precision]),
                feature(sign!("age, distance"), &[age, distance]),
                kind,
            ];
            // Those of the sentence have one of this name too.
            let own = if near.features.all.contains(&kind) { &own[..own.len() - 1] } else { &own };
            let words = day.words.get_or_init(|| words(around.doc, near.clue.sentence, &day.tokens));
            said.push(say(&Said { shared: &[&near.features, &common, words], own }));
        }
        if said.is_empty() {
            let own = [
                feature(sign!("not told"), &[known]),
                feature(sign!("not told, age"), &[age, relation, known]),
                feature(sign!("not told, own"), &[own, relation]),
                feature(sign!("not told, stay"), &[u64::from(stay), relation, own]),
                kind,
            ];
            said.push(say(&Said { shared: &[&common], own: &own }));
        }
        Choice { said, value: date, read: chosen }
    });
    choices.collect()
}

/// The days told last before and first behind a telling, by their first token: how many stand between.
fn order(around: &Around<'_, '_>) -> BTreeMap<usize, u64> {
    let told = around.meeting.sentence;
    let days = around
        .near
        .iter()
        .filter(|near| !near.clue.title)
        .flat_map(|near| near.clue.days.iter().map(move |day| (near.clue.sentence, day.tokens.start)));
    let (before, behind): (Vec<_>, Vec<_>) = days.partition(|(sentence, _)| *sentence < told);
    let before = before.iter().rev().enumerate().map(|(nth, (_, token))| (*token, nth.min(3) as u64));
    let own = behind.iter().enumerate().map(|(nth, (sentence, token))| {
        let nth = nth.min(2) as u64;
        (*token, if *sentence == told { 4 + nth } else { 7 + nth })
    });
    before.chain(own).collect()
}

/// Whether a day is of a month or year.
fn within(day: PartialDate, wide: PartialDate) -> bool {
    day != wide && wide.first_day() <= day.first_day() && day.last_day() <= wide.last_day()
}
