//! The day of an event, among the dates of its sentence and of those before.

use chrono::Datelike;

use super::aspect::pluperfect;
use super::attachment::{belongs, describes, governing_verb, is_arranged, is_participle, says_where};
use crate::extract::event::frame::Told;
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;
use crate::extract::time::{self, Base, Tense, When};
use crate::model::{MeetingKind, PartialDate, Status};

/// The day of another clause of the sentence: `A draft was brought to Accra on Sunday by A, who went over it with B`.
pub(super) fn beside(line: &Line<'_>, told: &Told, base: Base) -> Option<PartialDate> {
    if told.window.is_some() || told.status == Status::Planned || pluperfect(line, told.trigger) {
        return None;
    }
    let low = told.trigger.saturating_sub(60);
    let high = (told.trigger + 40).min(line.length());
    let mut best: Option<(usize, PartialDate)> = None;
    for at in low..high {
        let Some(date) = narrated(line, at, &base) else { continue };
        let distance = at.abs_diff(told.trigger) + if at > told.trigger { 60 } else { 0 };
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| date)
}

/// The day at a unit, where something was done on it: not the day of a saying, of what lies ahead, of a stretch of
/// time or of a clause that only describes somebody.
pub fn narrated(line: &Line<'_>, at: usize, base: &Base) -> Option<PartialDate> {
    let time = line.get(at).and_then(|unit| unit.time.as_ref()).filter(|time| time.when.is_day())?;
    let stays = is_stay(line, at);
    if is_bound(line, at) && !stays || names_something(line, at) {
        return None;
    }
    let told_of = governing_verb(line, at).is_none_or(|verb| {
        let wanted = (verb.saturating_sub(3)..=verb)
            .any(|place| line.any(place, &[Class::Plan, Class::Modal]) || line.word(place) == "to");
        let describes = describes(line, verb) && !says_where(line, verb) || is_arranged(line, verb);
        let low = verb.saturating_sub(8);
        let hangs =
            (low..verb).rev().take_while(|place| !matches!(line.word(*place), "," | ";")).any(|place| {
                matches!(
                    line.word(place),
                    "since" | "because" | "although" | "though" | "until" | "before" | "if" | "unless"
                )
            });
        !(line.is(verb, Class::Say) || is_participle(line, verb) || wanted || describes || hangs)
    });
    // "From 3 to 6 May he was on a trip to Riga, the ministry said"
    let around = at.saturating_sub(8)..(at + 8).min(line.length());
    let ahead =
        |place: usize| line.any(place, &[Class::Plan, Class::Modal]) || line.words_at(place, &["is", "to"]);
    let told_of = told_of || stays && !around.into_iter().any(ahead);
    time.when.resolve(base).filter(|_| told_of).map(|date| if stays { month_of(date) } else { date })
}

/// `paid a visit to Riga from January 10 to 12`, `is in Rome on a visit from 3 May until 5 May`: what was done in
/// those days is of the month.
pub fn is_stay(line: &Line<'_>, at: usize) -> bool {
    const FAR: usize = 16;
    let Some(time) = line.get(at).and_then(|unit| unit.time.as_ref()) else { return false };
    let to_come = || {
        at > 0
            && matches!(line.word(at - 1), "from" | "between")
            && (at + 1..at + 3)
                .any(|next| matches!(line.word(next), "to" | "through" | "until" | "till" | "and"))
            && (at + 2..at + 4).any(|next| line.is_time(next))
    };
    let visit = |place: usize| {
        matches!(
            line.word(place),
            "visit"
                | "visited"
                | "visits"
                | "visiting"
                | "trip"
                | "stay"
                | "stayed"
                | "tour"
                | "toured"
                | "traveled"
                | "travelled"
                | "delegation"
        )
    };
    // "From March 25 to 28 he was on a visit"
    let behind = at + 1..(at + 2 * FAR).min(line.length());
    let before = at.saturating_sub(FAR)..at;
    // "a trip on which he was received on 3-4 May": of what was done.
    let stop = |place: &usize| {
        matches!(line.word(*place), ";" | ":")
            || line.is_verb(*place) && !line.is_auxiliary(*place) && !visit(*place)
    };
    (time.stretch || to_come())
        && (before.rev().take_while(|place| !stop(place)).any(visit)
            || at < FAR / 4 && behind.take_while(|place| !stop(place)).any(visit))
}

fn month_of(day: PartialDate) -> PartialDate {
    PartialDate::month(day.first_day().year(), day.first_day().month()).unwrap_or(day)
}

/// What is called after its day.
const NAMED: &[&str] = &[
    "tragedy",
    "massacre",
    "attack",
    "attacks",
    "accord",
    "agreement",
    "pact",
    "declaration",
    "deal",
    "statement",
    "letter",
    "resolution",
    "elections",
    "election",
    "referendum",
    "coup",
    "uprising",
    "revolution",
    "protocol",
    "memorandum",
    "treaty",
    "bombing",
    "decision",
    "deadline",
    "ceasefire",
    "truce",
    "anniversary",
    "victims",
    "movement",
    "address",
    "speech",
    "remarks",
];

/// `the 20 January tragedy`, `the May 5 agreement`, `Herzog's July 19 address`: a day after which something is called.
fn names_something(line: &Line<'_>, at: usize) -> bool {
    at > 0
        && matches!(line.word(at - 1), "the" | "'s" | "his" | "her" | "their")
        && NAMED.contains(&line.word(at + 1))
}

/// `since Friday`, `until Monday`, `the letter of 5 May`, `from Monday to Friday`: a day that only bounds or describes.
pub fn is_bound(line: &Line<'_>, at: usize) -> bool {
    // "on the evening of 13 September" is that day.
    let part = at > 1
        && line.word(at - 1) == "of"
        && matches!(line.word(at - 2), "evening" | "morning" | "afternoon" | "night" | "dawn");
    if part {
        return false;
    }
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            line.word(before),
            "from"
                | "of"
                | "since"
                | "until"
                | "till"
                | "by"
                | "before"
                | "after"
                | "for"
                | "to"
                | "between"
                | "through"
        )
    })
}

/// The day spoken of last in the sentences just before, from which `the day before` counts.
pub(super) fn spoken_before(
    line: &Line<'_>,
    today: Option<PartialDate>,
    blurred: bool,
) -> Option<PartialDate> {
    let base = Base { published: today, tense: Tense::Past, anchor: None };
    (line.sentence.saturating_sub(2)..line.sentence).rev().find_map(|before| {
        let sentence = line.doc.segments.sentences.get(before).filter(|_| !line.doc.in_title(before))?;
        let end = sentence.tokens.end.min(sentence.tokens.start + REACH);
        let start = sentence.tokens.start;
        let found = line.doc.times(start..end);
        let word = |at: usize| line.doc.word(start + at);
        let named = |time: &&time::TimeExpr| {
            let before = time.tokens.start.checked_sub(1).map(word);
            before == Some("the") && start + time.tokens.end < end && NAMED.contains(&word(time.tokens.end))
        };
        found
            .iter()
            .rev()
            .filter(|time| (time.when.is_day() || blurred) && !named(time))
            .find_map(|time| time.when.resolve(&base))
    })
}

pub(super) fn date(line: &Line<'_>, told: &Told, mut base: Base) -> Option<PartialDate> {
    let mut best: Option<(usize, PartialDate)> = None;
    let low = told.trigger.saturating_sub(60);
    let high = (told.trigger + 80).min(line.length());
    let stamp = stamp(line);
    for at in low..high {
        let Some(time) = line.get(at).and_then(|unit| unit.time.as_ref()) else { continue };
        base.tense = tense_of(line, told, at);
        let counted = match time.when {
            When::Days(_) => Base { published: said_on(line, at, base.published), ..base },
            _ => base,
        };
        let Some(date) = time.when.resolve(&counted) else { continue };
        if !matches!(time.when, When::Later { .. }) {
            // "in May …, two months earlier": counts from the date before it.
            base.anchor = Some(date);
        }
        if names_something(line, at)
            || !(own(line, told, at) || visible(line, told, at) && belongs(line, told, at))
        {
            continue;
        }
        let date = if told.kind != MeetingKind::Visit && is_stay(line, at) { month_of(date) } else { date };
        // A sharper date is better, then the nearer one.
        let blur = match date.precision() {
            crate::model::Precision::Day => 0,
            crate::model::Precision::Month => 200,
            crate::model::Precision::Year => 400,
        };
        // "5 May 2004, Agency - In December 2000 they signed": the day of the news comes last.
        let stamped = if at < stamp { 300 } else { 0 };
        let distance = blur + stamped + at.abs_diff(told.trigger);
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| date)
}

/// `The meeting took place in March`, `the talks, held in Lima in March, …`.
pub(super) fn took_place(line: &Line<'_>, told: &Told) -> bool {
    const NEAR: usize = 5;
    let verb = (told.trigger + 1..=told.trigger + NEAR)
        .find(|at| line.words_at(*at, &["took", "place"]) || line.word(*at) == "held");
    verb.is_some_and(|verb| {
        let behind = verb + 1..(verb + 4 * NEAR).min(line.length());
        behind.into_iter().any(|at| line.is_time(at) && governing_verb(line, at) == Some(verb))
    })
}

/// Where what is told begins behind a dateline that gives more than a day; a day alone heads an entry of a chronicle.
fn stamp(line: &Line<'_>) -> usize {
    const LONG: usize = 14;
    let dash = (0..line.length().min(LONG)).find(|at| matches!(line.word(*at), "—" | "–" | "-" | "--"));
    let dash = dash.filter(|dash| !(0..*dash).any(|at| line.is_verb(at)));
    dash.filter(|dash| !(0..*dash).all(|at| line.is_time(at))).unwrap_or(0)
}

/// From which day `today` counts inside a quotation: from that of the sentence before, where it is the eve of the news.
fn said_on(line: &Line<'_>, at: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    const LATE: i64 = 2;
    let marks = (0..at).filter(|place| matches!(line.word(*place), "\"" | "“" | "”")).count();
    if marks % 2 == 0 {
        return today;
    }
    let before = spoken_before(line, today, false);
    let late = before.zip(today).map(|(before, today)| (today.first_day() - before.first_day()).num_days());
    if late.is_some_and(|late| (1..=LATE).contains(&late)) { before } else { today }
}

/// Whether a date stands in the words of the stop that is told of.
fn own(line: &Line<'_>, told: &Told, at: usize) -> bool {
    told.window.as_ref().is_some_and(|window| window.contains(&at) && line.is_time(at))
}

/// What is said of other stops does not count; what leads the sentence counts for a stop without its own.
fn visible(line: &Line<'_>, told: &Told, at: usize) -> bool {
    let Some(window) = &told.window else { return true };
    let first = window.start <= told.trigger;
    let leads = at < told.trigger && (first || !window.clone().any(|place| line.is_time(place)));
    leads || window.contains(&at)
}

/// A planned event lies ahead, unless the date is that of a journey towards it; a meeting called off lay ahead too
/// where it was `scheduled for Monday`.
fn tense_of(line: &Line<'_>, told: &Told, at: usize) -> Tense {
    let scheduled = (1..=5).any(|back| at >= back && line.is(at - back, Class::Plan));
    // "had been expected to see B on Friday": what lay ahead then is past.
    let had = (at.saturating_sub(12)..at).any(|place| line.words_at(place, &["had", "been"]));
    let under_way = governing_verb(line, at).is_some_and(|verb| JOURNEYS.contains(&line.word(verb)));
    match told.status {
        Status::Planned if !under_way => Tense::Future,
        Status::Denied if scheduled && !had => Tense::Future,
        _ => Tense::Past,
    }
}

pub const JOURNEYS: &[&str] = &[
    "flew",
    "arrived",
    "crossed",
    "drove",
    "headed",
    "travelled",
    "traveled",
    "left",
    "came",
    "come",
    "landed",
    "went",
    "gone",
    "departed",
    "flown",
];
