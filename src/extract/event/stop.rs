//! The stops of one journey under one verb: `met A in Cairo and on Tuesday B in Riyadh`, `talks with A on Monday,
//! with B on Friday`. Each is a meeting of its own, with its own day and town.

use std::ops::Range;

use super::frame::is_human;
use super::line::{Line, REACH};
use crate::extract::document::Kind;

/// A further stop: whom the subject met there, and the units that tell of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stop {
    pub parties: Vec<usize>,
    pub window: Range<usize>,
}

/// Nobody is told to have made more stops in one sentence.
const MOST: usize = 24;

/// The end of the first stop, whose list of parties ends at `from`, and the stops behind it.
pub fn behind(line: &Line<'_>, from: usize, by_with: bool) -> (usize, Vec<Stop>) {
    let mut stops: Vec<Stop> = Vec::new();
    let mut at = from;
    let mut first_end = None;
    while stops.len() < MOST {
        let settled = phrases(line, at);
        let Some(joint) = joint(line, settled) else { break };
        let lead = phrases(line, joint);
        let marked = line.word(lead) == "with";
        let start = lead + usize::from(marked);
        // Without a phrase of its own on either side it is a list of people at one place.
        let chained = line.word(joint - 1) == "by" || follows_him(line, joint.saturating_sub(2));
        let apart =
            chained || settled > at || lead > joint || line.words_at(lead, &["with"]) && !stops.is_empty();
        if !apart || marked && !by_with && settled == at && lead == joint {
            break;
        }
        if !is_human(line, start) || line.is_possessor(start) || line.begins_clause(start) {
            break;
        }
        let list = line.list_right(start);
        let end = phrases(line, list.edge);
        // "held talks with B; C, the minister, attended"
        let clause = line.word(joint - 1) == ";" && line.word(end) == "," && line.is_verb(end + 1);
        if list.units.is_empty() || clause || end < line.length() && acts(line, end) {
            // "… and C in Riyadh said": the subject of another clause.
            break;
        }
        let onlooking = matches!(line.word(list.edge), "looking" | "listening" | "watching" | "present")
            || line.words_at(list.edge, &["in", "attendance"]);
        if onlooking {
            // "met A, with B in attendance": of the same meeting.
            break;
        }
        first_end = first_end.or(Some(settled));
        stops.push(Stop { parties: list.units, window: joint..end });
        at = list.edge;
    }
    (first_end.unwrap_or(from), stops)
}

/// A verb here would make what stands before it a subject.
fn acts(line: &Line<'_>, at: usize) -> bool {
    let at = if line.word(at) == "," { at + 1 } else { at };
    line.is_auxiliary(at) || line.is_verb(at) && line.word(at - 1) != ","
}

/// Behind the comma, `and`, `before`, `, then` that joins the next stop.
fn joint(line: &Line<'_>, at: usize) -> Option<usize> {
    let next = line.connector_right(at).unwrap_or(at);
    if line.words_at(next, &["followed", "by"]) {
        return Some(next + 2);
    }
    if follows_him(line, next) {
        return Some(next + 2);
    }
    let then = matches!(line.word(next), "then" | "later" | "afterwards" | "next");
    if then { Some(next + 1) } else { Some(next).filter(|next| *next > at) }
}

/// `and after him C`, `after that C`.
fn follows_him(line: &Line<'_>, at: usize) -> bool {
    line.word(at) == "after"
        && line.get(at + 1).is_some_and(|unit| matches!(unit.word, "him" | "her" | "them"))
}

/// Behind phrases of time and place and adverbs: `in Cairo on Monday`, `after that`, `at the Stanley Hotel`.
pub fn phrases(line: &Line<'_>, mut at: usize) -> usize {
    let last = (at + REACH).min(line.length());
    while at < last {
        if line.is_time(at) || line.is_adverb(at) {
            at += 1;
        } else if dated(line, at) {
            at += 2;
        } else if let Some(end) = span(line, at) {
            at = end;
        } else if matches!(line.word(at), "in" | "at" | "near" | "outside" | "over") {
            let end = noun_phrase(line, at + 1);
            if end == at + 1 {
                break;
            }
            at = end;
        } else {
            break;
        }
    }
    at
}

/// `on Monday`, `after that`: two units that say when.
fn dated(line: &Line<'_>, at: usize) -> bool {
    let preposition = matches!(line.word(at), "on" | "in" | "at" | "during" | "by" | "from");
    let chained = matches!(line.word(at), "after" | "before") && matches!(line.word(at + 1), "that" | "this");
    preposition && line.is_time(at + 1) || chained
}

/// `for half an hour`, `for rather longer`: behind it.
fn span(line: &Line<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 7;
    if line.word(at) != "for" {
        return None;
    }
    let said = |place: usize| {
        matches!(
            line.word(place),
            "hour" | "hours" | "minutes" | "longer" | "less" | "while" | "days" | "half-hour" | "long"
        )
    };
    let end = (at + 1..(at + LONGEST).min(line.length()))
        .take_while(|place| line.mention(*place).is_none() && line.word(*place) != ",")
        .filter(|place| said(*place) || line.is_time(*place))
        .last()?;
    Some(end + 1)
}

/// Behind a place or a noun phrase without people.
fn noun_phrase(line: &Line<'_>, at: usize) -> usize {
    const LONGEST: usize = 10;
    let place = |unit: usize| {
        line.mention(unit).is_some_and(|mention| {
            matches!(mention.kind, Kind::Place { .. } | Kind::State { .. } | Kind::Organization { .. })
        })
    };
    let mut end = at;
    while end < (at + LONGEST).min(line.length()) && (place(end) || line.in_noun_phrase(end)) {
        end += 1;
    }
    end
}
