//! Gatherings told piecemeal: those of one day that are one, and the day and town told where nobody is named.

use std::collections::BTreeMap;
use std::ops::Range;

use super::frame::Told;
use super::line::Line;
use super::lines::Lines;
use super::merge::Meeting;
use super::roll::ON_THE_LIST_OF_SIGNATORIES;
use super::words::Class;
use crate::extract::time::{Base, Tense};
use crate::model::{MeetingKind, PartialDate, Precision, Status};

/// How many meetings back another may be the same; keeps long articles linear.
const WINDOW: usize = 40;

/// Two gatherings of one day, in no two towns, with somebody at both, are one; of a small one two must have been at both.
/// With many at both they may be told a day apart.
pub fn unite(meetings: &mut Vec<Meeting>) {
    let mut gone = vec![false; meetings.len()];
    for at in 0..meetings.len() {
        let low = at.saturating_sub(WINDOW);
        let (before, rest) = meetings.split_at_mut(at);
        let one = &mut rest[0];
        let same = (low..at).find(|place| !gone[*place] && are_one(&before[*place], one));
        let Some(into) = same.map(|place| &mut before[place]) else { continue };
        gone[at] = true;
        let people = std::mem::take(&mut one.people);
        let known = into.people.clone();
        into.people.extend(people.into_iter().filter(|person| !known.contains(person)));
        into.sentences.append(&mut one.sentences);
        into.sentences.sort_unstable();
        into.sentences.dedup();
        into.place = into.place.take().or(one.place.take());
        into.confidence = into.confidence.min(one.confidence);
    }
    let mut gone = gone.into_iter();
    meetings.retain(|_| !gone.next().unwrap_or_default());
}

/// Several signings told one by one, after a sentence that says who was present at them all: `The signing took place in the
/// presence of A and B. The first memorandum bears the signatures of C and D.`
pub fn witness(lines: &Lines<'_>, told: &[Told], meetings: &mut [Meeting]) {
    const NEAR: usize = 16;
    let of_all = |telling: &&Told| {
        telling.status == Status::Held
            && telling.rule == "in the presence of B"
            && telling.size() >= 2
            && !lines.doc.in_title(telling.sentence)
            && tells_of_signings(&lines.line(telling.sentence))
    };
    let mut by_sentence: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, meeting) in meetings.iter().enumerate() {
        by_sentence.entry(meeting.sentence).or_default().push(place);
    }
    let near = |sentences: Range<usize>| -> Vec<usize> {
        by_sentence.range(sentences).flat_map(|(_, places)| places.iter().copied()).collect()
    };
    for telling in told.iter().filter(of_all) {
        let people = telling.people();
        let around = near(telling.sentence.saturating_sub(NEAR)..telling.sentence + NEAR);
        let Some(here) = around.into_iter().find(|place| {
            let meeting = &meetings[*place];
            meeting.sentences.contains(&telling.sentence)
                && people.iter().all(|person| meeting.people.contains(person))
        }) else {
            continue;
        };
        let (date, place) = (meetings[here].date, meetings[here].place.clone());
        let signs = |meeting: &Meeting| {
            let day = meeting.date.zip(date).is_none_or(|(one, other)| one.may_equal(other));
            let town = meeting.place.is_none() || place.is_none() || meeting.place == place;
            meeting.status == Status::Held
                && meeting.kind == MeetingKind::Signing
                && meeting.people.len() >= 2
                && day
                && town
        };
        for place in near(telling.sentence..telling.sentence + NEAR) {
            let meeting = &mut meetings[place];
            if signs(meeting) {
                let known = meeting.people.clone();
                meeting.people.extend(people.iter().filter(|person| !known.contains(person)));
            }
        }
    }
}

/// `The signing`, `five memorandums and three notes were exchanged`.
fn tells_of_signings(line: &Line<'_>) -> bool {
    (0..line.length()).any(|at| {
        line.any(at, &[Class::Sign])
            || matches!(
                line.word(at),
                "signing"
                    | "signings"
                    | "agreements"
                    | "memorandums"
                    | "memoranda"
                    | "mous"
                    | "documents"
                    | "exchange"
                    | "exchanged"
                    | "protocols"
                    | "accords"
                    | "treaties"
            )
    })
}

fn are_one(one: &Meeting, other: &Meeting) -> bool {
    const LARGE: usize = 4;
    let gathering = |meeting: &Meeting| {
        meeting.status == Status::Held && meeting.kind != MeetingKind::Call && meeting.date.is_some()
    };
    // "received A and B, one after the other"
    let apart = one.sentence == other.sentence && one.rule == other.rule;
    let town = one.place.is_none() || other.place.is_none() || one.place == other.place;
    let days =
        one.date.zip(other.date).map(|(one, other)| (one.first_day() - other.first_day()).num_days().abs());
    if !gathering(one) || !gathering(other) || days.is_none_or(|days| days > 1) || apart || !town {
        return false;
    }
    let shared = one.people.iter().filter(|person| other.people.contains(person)).count();
    let few = one.people.len().min(other.people.len());
    let many = one.people.len().max(other.people.len());
    if one.date != other.date {
        return shared >= LARGE;
    }
    // "Also on Wednesday A received C": another than that at which A and his aide sat with B.
    let next = other.goes_on() && matches!(other.rule, "A received B" | "A met B" | "A met with B");
    few >= LARGE && shared > 0 || few + 1 >= LARGE && many >= LARGE && shared > 1 && !next
}

/// A gathering of which its members' sentences tell no day or town has those told without its members: `Leaders
/// gathered in X on Sunday.`
pub fn settle(meetings: &mut [Meeting]) {
    const LEAST: usize = 3;
    let day = |date: &PartialDate| date.precision() == Precision::Day;
    type Told = (MeetingKind, PartialDate, Option<String>);
    let told: Vec<Told> = meetings
        .iter()
        .filter(|meeting| meeting.people.is_empty() && meeting.status == Status::Held)
        .filter_map(|meeting| Some((meeting.kind, meeting.date.filter(day)?, meeting.place.clone())))
        .collect();
    // Of each kind the one day and its town, and those of all.
    let settled = |kind: Option<MeetingKind>| {
        let alike = || told.iter().filter(|told| kind.is_none_or(|kind| told.0 == kind));
        let day = only(alike().map(|(_, date, _)| *date))?;
        let there = told.iter().filter(|(_, date, _)| *date == day).filter_map(|(.., place)| place.clone());
        Some((day, only(there)))
    };
    type Settled = Option<(PartialDate, Option<String>)>;
    let mut of_kind: Vec<(MeetingKind, Settled)> = vec![];
    let all = settled(None);
    let members = |meeting: &&mut Meeting| meeting.people.len() >= LEAST && meeting.status == Status::Held;
    for meeting in meetings.iter_mut().filter(members) {
        let known = of_kind.iter().position(|(kind, _)| *kind == meeting.kind).unwrap_or_else(|| {
            of_kind.push((meeting.kind, settled(Some(meeting.kind))));
            of_kind.len() - 1
        });
        let Some((one, town)) = of_kind[known].1.as_ref().or(all.as_ref()) else { continue };
        let within =
            |date: PartialDate| date.first_day() <= one.first_day() && one.last_day() <= date.last_day();
        if meeting.date.is_none_or(|date| !day(&date) && within(date)) {
            meeting.date = Some(*one);
        }
        if meeting.date == Some(*one) && meeting.place.is_none() {
            meeting.place = town.clone();
        }
    }
}

/// `Done at X on 4 May 2011`, `Date: 4 May 2011`: the day of those whose names stand below.
pub fn done_at(lines: &Lines<'_>, meetings: &mut [Meeting]) {
    const ABOVE: usize = 12;
    let doc = lines.doc;
    let undated = |meeting: &Meeting| {
        meeting.rule == ON_THE_LIST_OF_SIGNATORIES
            && meeting.date.is_none_or(|date| date.precision() != Precision::Day)
    };
    for meeting in meetings.iter_mut().filter(|meeting| undated(meeting)) {
        let head = 0..meeting.sentence.min(ABOVE);
        let above = (meeting.sentence.saturating_sub(ABOVE)..meeting.sentence).rev().chain(head.rev());
        let opens = |sentence: &usize| {
            let first = doc.segments.sentences[*sentence].tokens.start;
            matches!(doc.lower(first), "done" | "signed" | "date" | "dated" | "concluded" | "adopted")
        };
        let base = Base { published: None, tense: Tense::Past, anchor: None };
        let day = above.filter(opens).find_map(|sentence| {
            let mut days = doc.times_of(sentence).iter().filter_map(|time| time.when.resolve(&base));
            days.find(|date| date.precision() == Precision::Day)
        });
        meeting.date = day.or(meeting.date);
    }
}

/// The one value of several, where there are no others.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let one = all.next()?;
    all.all(|other| other == one).then_some(one)
}
