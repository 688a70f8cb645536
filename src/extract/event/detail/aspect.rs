//! Tense and aspect: whether an event goes on, has been, had been or is to come, and whether it goes on from another.

use crate::extract::document::Document;
use crate::extract::event::frame::Told;
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;
use crate::extract::time::{self, When};

/// `There was no meeting with them`, `no such talks took place`: said by the other side.
pub fn says_none(doc: &Document<'_>, sentence: usize) -> bool {
    let Some(found) = doc.segments.sentences.get(sentence) else { return false };
    let end = found.tokens.end.min(found.tokens.start + 12);
    (found.tokens.start..end).any(|token| {
        let noun = if doc.word(token + 2) == "such" { token + 3 } else { token + 2 };
        matches!(doc.word(token), "was" | "were")
            && doc.word(token.wrapping_sub(1)).eq_ignore_ascii_case("there")
            && doc.word(token + 1) == "no"
            && matches!(doc.word(noun), "meeting" | "meetings" | "talks" | "call" | "encounter")
    })
}

/// `is being attended by B`, `are meeting in Rome`, `I have just met B`.
pub(super) fn is_now(line: &Line<'_>, trigger: usize) -> bool {
    let low = trigger.saturating_sub(4);
    let just = (trigger.saturating_sub(8)..trigger).any(|at| {
        line.word(at) == "just"
            && (at.saturating_sub(2)..at).any(|has| matches!(line.word(has), "have" | "has" | "'ve"))
    });
    let under_way = (low..(trigger + 4).min(line.length())).any(|at| {
        matches!(line.word(at), "is" | "are" | "am")
            && (line.word(at + 1) == "being" || at + 1 == trigger && line.word(trigger).ends_with("ing"))
    });
    just || under_way || goes_on_now(line, trigger)
}

/// `A meeting of A with B is currently going on`, `are also taking part in the meeting`, `are in Rome attending the
/// summit`.
fn goes_on_now(line: &Line<'_>, trigger: usize) -> bool {
    const FAR: usize = 40;
    let is = |at: usize| matches!(line.word(at), "is" | "are");
    let plain =
        |at: usize| matches!(line.word(at), "currently" | "now" | "also" | "still" | "both" | "already");
    let noun = line.any(trigger, &[Class::Noun, Class::Gathering]);
    let behind = || {
        (trigger + 1..(trigger + FAR).min(line.length()))
            .find(|at| line.is_verb(*at) || is(*at))
            .filter(|at| is(*at))
    };
    let lasts = |verb: usize| {
        let next = (verb + 1..verb + 3).find(|at| !plain(*at)).unwrap_or(verb + 1);
        matches!(line.word(next), "under" | "going" | "taking" | "in")
            && matches!(line.word(next + 1), "way" | "on" | "place" | "progress" | "session")
            || line.word(next) == "underway"
            || matches!(line.word(next), "continuing" | "proceeding")
    };
    let takes_part = || {
        (trigger.saturating_sub(8)..trigger.saturating_add(1)).any(|at| {
            let next = (at + 1..at + 3).find(|next| !plain(*next)).unwrap_or(at + 1);
            is(at)
                && (matches!(line.word(next), "attending" | "participating")
                    || line.words_at(next, &["taking", "part"]))
        })
    };
    // "is attending the summit next week" says when by itself.
    noun && (behind().is_some_and(lasts) || takes_part())
}

/// `are to have their third summit in September`.
pub(super) fn is_to_come(line: &Line<'_>, trigger: usize) -> bool {
    (trigger.saturating_sub(7)..trigger).any(|at| {
        matches!(line.word(at), "is" | "are") && line.word(at + 1) == "to" || line.word(at) == "will"
    })
}

/// `said on Tuesday that she had met B`.
pub(super) fn is_reported(line: &Line<'_>, trigger: usize) -> bool {
    const FAR: usize = 16;
    (trigger.saturating_sub(FAR)..trigger).any(|at| line.is(at, Class::Say))
        && (trigger.saturating_sub(4)..trigger).any(|at| line.word(at) == "had")
}

/// `has met B`, `have already held talks`.
pub(super) fn is_perfect(line: &Line<'_>, trigger: usize) -> bool {
    let low = trigger.saturating_sub(3);
    line.is_verb(trigger)
        && (low..trigger).any(|at| {
            matches!(line.word(at), "has" | "have") && !(at..trigger).any(|place| line.word(place) == ",")
        })
}

pub(super) fn pluperfect(line: &Line<'_>, verb: usize) -> bool {
    let group = verb.saturating_sub(3)..verb;
    group.clone().any(|place| line.word(place) == "had")
        && !group.into_iter().any(|place| matches!(line.word(place), "earlier" | "just"))
        && !(verb.saturating_sub(REACH / 8)..verb).any(|place| says_same_day(line, place))
        && line.is_verb(verb)
}

/// `In the afternoon`, `at midnight`, `that evening`: of the day spoken of.
fn same_day(line: &Line<'_>) -> bool {
    const OPENING: usize = 8;
    let part = |at: usize| matches!(line.word(at), "morning" | "afternoon" | "evening" | "night");
    (0..line.length().min(OPENING)).any(|at| match line.word(at) {
        "in" => line.word(at + 1) == "the" && part(at + 2) && line.word(at + 3) != "of",
        "at" => matches!(line.word(at + 1), "midnight" | "noon" | "midday"),
        _ => says_same_day(line, at),
    })
}

/// `that evening`, `earlier in the day`.
fn says_same_day(line: &Line<'_>, at: usize) -> bool {
    line.get(at)
        .and_then(|unit| unit.time.as_ref())
        .is_some_and(|time| matches!(time.when, When::Later { count: 0, unit: time::Unit::Day }))
}

pub(super) fn goes_on(line: &Line<'_>, told: &Told) -> bool {
    if same_day(line) || line.word(0) == "also" {
        return true;
    }
    let start = told.clause.start.min(told.trigger);
    (start.saturating_sub(3)..told.clause.end.min(line.length())).any(|place| {
        matches!(
            line.word(place),
            "also"
                | "later"
                | "afterwards"
                | "afterward"
                | "then"
                | "separately"
                | "separate"
                | "earlier"
                | "too"
                | "subsequently"
                | "meanwhile"
                | "another"
                | "there"
                | "beforehand"
                | "thereafter"
        ) || says_same_day(line, place)
    })
}
