//! The net below the rules: a sentence that no rule reads, in which one party does something that has a meeting
//! in it with another (`A and B got through six hours of talks`, `A was deep in conversation with B`).
//!
//! It names nobody whom the clause does not put on one side or behind `with`, is silent where a word of the clause
//! says that the meeting was only wanted, foreseen or refused, and is less sure of what it tells.

use super::frame::{Frame, clause_end, is_human};
use super::line::Line;
use super::words::Class;

/// How far behind the noun its `with` may stand: `talks on Monday in Nouakchott with B`.
const FAR: usize = 14;
/// How far before the noun its verb may stand.
const BACK: usize = 16;

/// What makes a meeting something that was not there: words of the clause around it.
const WANTING: &[&str] = &[
    "if",
    "whether",
    "unless",
    "could",
    "may",
    "might",
    "should",
    "would",
    "will",
    "shall",
    "can",
    "cannot",
    "must",
    "not",
    "n't",
    "no",
    "never",
    "nor",
    "without",
    "instead",
    "neither",
    "fail",
    "failed",
    "failure",
    "refuse",
    "refused",
    "refuses",
    "refusal",
    "declined",
    "reject",
    "rejected",
    "rejects",
    "ruled",
    "avoid",
    "avoided",
    "boycott",
    "boycotted",
    "cancel",
    "cancelled",
    "canceled",
    "cancelling",
    "postpone",
    "postponed",
    "delayed",
    "scrapped",
    "suspended",
    "suspend",
    "propose",
    "proposed",
    "proposes",
    "proposal",
    "offer",
    "offered",
    "offers",
    "urge",
    "urged",
    "urges",
    "urging",
    "demand",
    "demanded",
    "demands",
    "call",
    "called",
    "calls",
    "calling",
    "appeal",
    "appealed",
    "want",
    "wanted",
    "wants",
    "wish",
    "wished",
    "hope",
    "hoped",
    "hopes",
    "hoping",
    "expect",
    "expected",
    "expects",
    "expecting",
    "plan",
    "planned",
    "plans",
    "planning",
    "due",
    "scheduled",
    "slated",
    "set",
    "prepare",
    "prepared",
    "preparing",
    "preparations",
    "upcoming",
    "forthcoming",
    "ahead",
    "before",
    "seek",
    "seeking",
    "sought",
    "seeks",
    "invite",
    "invited",
    "invites",
    "inviting",
    "invitation",
    "ready",
    "readiness",
    "willing",
    "willingness",
    "possible",
    "possibility",
    "prospect",
    "prospects",
    "odds",
    "differ",
    "differed",
    "differs",
    "disagree",
    "disagreed",
    "quarrelled",
    "quarreled",
    "chance",
    "need",
    "needed",
    "agree",
    "agreed",
    "agrees",
    "agreeing",
    "request",
    "requested",
    "await",
    "awaited",
    "awaiting",
    "denied",
    "deny",
    "denies",
    "alleged",
    "allegedly",
    "reportedly",
    "rumours",
    "rumors",
    "speculation",
    "toward",
    "towards",
    "pave",
    "arrange",
    "arranged",
    "arranging",
    "next",
    "future",
    "tomorrow",
    "later",
    "until",
    "since",
    "ever",
    "supported",
    "support",
    "welcomed",
    "praised",
    "criticised",
    "criticized",
    "opposed",
    "backed",
    "briefed",
    "informed",
    "announced",
    "resume",
    "restart",
    "revive",
    "lead",
    "role",
    "relations",
    "ties",
];

/// What the net catches of a sentence: the place of the trigger and its parties.
pub fn frame(line: &Line<'_>) -> Option<(usize, Frame)> {
    (0..line.length()).filter(|at| is_trigger(line, *at)).find_map(|at| Some((at, caught(line, at)?)))
}

/// A noun of meeting, in the text and not in a title.
fn is_trigger(line: &Line<'_>, at: usize) -> bool {
    const OTHER: &[&str] = &["call", "calls", "visit", "visits", "exchange", "exchanges", "lunch", "dinner"];
    let known = line.is(at, Class::Noun) && !OTHER.contains(&line.word(at));
    known && !line.doc.in_title(line.sentence)
}

fn caught(line: &Line<'_>, at: usize) -> Option<Frame> {
    let verb = verb_before(line, at)?;
    let subject = line.subject(verb);
    if subject.planned || subject.negated || subject.purpose {
        return None;
    }
    let end = clause_end(line, at + 1);
    let start = subject.start.min(verb);
    if (start..end).any(|place| WANTING.contains(&line.word(place)) || line.is(place, Class::Say)) {
        return None;
    }
    let hosts: Vec<usize> = subject.parties.into_iter().filter(|unit| names_people(line, *unit)).collect();
    let others = with(line, at, end);
    let people = |units: &[usize]| units.iter().map(|unit| line.people(*unit).len()).sum::<usize>();
    let both = people(&hosts) > 0 && people(&others) > 0;
    let several = others.is_empty() && people(&hosts) > 1 && is_object(line, verb, at);
    (both || several).then(|| Frame {
        rule: "A … a meeting … with B",
        subject: hosts,
        others,
        confidence: 0.62,
        start,
        end,
        ..Frame::default()
    })
}

/// The finite verb whose clause the noun stands in.
fn verb_before(line: &Line<'_>, at: usize) -> Option<usize> {
    for left in (at.saturating_sub(BACK)..at).rev() {
        if matches!(line.word(left), ";" | ":" | "\"" | "“" | "that" | "which" | "who" | "whose") {
            return None;
        }
        if line.is_verb(left) {
            return Some(left);
        }
    }
    None
}

fn names_people(line: &Line<'_>, unit: usize) -> bool {
    is_human(line, unit) && !line.people(unit).is_empty()
}

/// The list behind `with` that belongs to the noun.
fn with(line: &Line<'_>, at: usize, end: usize) -> Vec<usize> {
    let last = (at + FAR).min(end);
    let with = (at + 1..last).find(|place| line.word(*place) == "with");
    // "talks on cooperation with B": what stands between is when and where, and nothing that could have its own with.
    let plain = |with: &usize| {
        (at + 1..*with).all(|place| {
            line.is_time(place)
                || line.place(place).is_some()
                || line.is(place, Class::Prep)
                || line.is_adverb(place)
                || matches!(line.word(place), "," | "the" | "behind" | "closed" | "doors")
        })
    };
    let list = with.filter(plain).map(|with| line.list_right(with + 1).units).unwrap_or_default();
    list.into_iter().filter(|unit| names_people(line, *unit)).collect()
}

/// Whether nothing but measure and description stands between the verb and the noun: `had six hours of talks`.
fn is_object(line: &Line<'_>, verb: usize, at: usize) -> bool {
    (verb + 1..at).all(|place| {
        line.get(place).is_some_and(|unit| unit.is_word() || unit.time.is_some())
            && !matches!(line.word(place), "," | "to" | "for" | "from" | "about" | "on")
    })
}
