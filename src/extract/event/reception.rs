//! Verbs of receiving: A received B at the palace; B was received by A; A presented credentials to B; A received a
//! call from B; A hosted a reception for B. A welcome at the airport is none.

use super::frame::{Frame, clause_end, is_human};
use super::line::Line;
use super::verb::{behind_adverbs, build, first_party, subject_or_none, whom, with_list};
use super::words::Class;
use crate::extract::document::{Kind, StateForm};
use crate::model::MeetingKind;

const DOORSTEP: &[&str] = &[
    "airport",
    "airfield",
    "arrival",
    "tarmac",
    "station",
    "port",
    "landing",
    "disembarking",
    "reaching",
    "arriving",
];

/// `A presented his credentials to B`; `B received the credentials of A`.
pub fn credentials(line: &Line<'_>, at: usize) -> Option<Frame> {
    let near = at + 1..(at + 9).min(line.length());
    let letters = near.clone().find(|place| matches!(line.word(*place), "credentials" | "credence"))?;
    let markers: &[&str] = if line.is(at, Class::Receive) { &["from", "of"] } else { &["to"] };
    let others = with_list(line, letters + 1, markers);
    if !others.iter().any(|unit| is_human(line, *unit)) {
        return None;
    }
    Some(Frame {
        apart: true,
        ..build(line, at, "A presented credentials to B", subject_or_none(line, at), others, 0.85)
    })
}

/// The rule of those who come and are received, together.
pub const RECEIVED_BY: &str = "B was received by A";

/// The rule of those whom the host of a sentence before receives.
pub const RECEIVED_TOO: &str = "B was received too";

pub fn receive(line: &Line<'_>, at: usize) -> Option<Frame> {
    if let Some(frame) = credentials(line, at) {
        return Some(frame);
    }
    let welcome = line.is(at, Class::Welcome);
    // "It was A who received B": no passive.
    let passive = at > 0
        && line.word(at - 1) != "who"
        && (1..=3).any(|back| at >= back && line.is(at - back, Class::Be));
    let mut subject = subject_or_none(line, at);
    if line.words_at(at, &["host", "to"]) && at > 0 {
        // "A played host to B"
        let subject = subject_or_none(line, at - 1);
        let list = line.list_right(at + 2);
        let met = !subject.parties.is_empty() && list.units.iter().any(|unit| is_human(line, *unit));
        return met.then(|| build(line, at, "A played host to B", subject, list.units, 0.85));
    }
    if let Some(guest) = whom(line, subject.start).filter(|_| !passive && !welcome) {
        let named = subject.parties.iter().any(|unit| is_human(line, *unit));
        return named.then(|| build(line, at, "B, whom A received", subject, vec![guest], 0.85));
    }
    let end = clause_end(line, at + 1);
    let greeted = (subject.start.min(at)..end.max(at))
        .chain(at.saturating_sub(60)..line.length().min(end + 2))
        .any(|place| DOORSTEP.contains(&line.word(place)) && !is_later(line, place));
    let audience = (at..end).any(|place| matches!(line.word(place), "audience" | "talks" | "meeting"));
    if greeted && !audience {
        return None;
    }
    if let Some(caller) = caller(line, at).filter(|_| !passive && !subject.parties.is_empty()) {
        let frame = build(line, at, "A received a call from B", subject, caller, 0.88);
        return Some(Frame { kind: Some(MeetingKind::Call), ..frame });
    }
    if let Some(guests) = in_honour(line, at).filter(|_| !passive && !subject.parties.is_empty()) {
        return Some(build(line, at, "A hosted a reception for B", subject, guests, 0.85));
    }
    let mut in_turn = false;
    let others = if passive {
        let by =
            (at + 1..end).find(|place| line.word(*place) == "by" && first_party(line, place + 1).is_some());
        let too = |place: usize| matches!(line.word(place), "also" | "too" | "likewise" | "well");
        let rest = subject.start..end.max(at + 1);
        if by.is_none() && !welcome && rest.into_iter().any(too) {
            let guests = std::mem::take(&mut subject.parties);
            let named = guests.iter().any(|unit| is_human(line, *unit));
            return named.then(|| build(line, at, RECEIVED_TOO, subject, guests, 0.8));
        }
        let by = by?;
        let (list, by_each) = line.list_by(by);
        in_turn = by_each;
        list.units
    } else {
        let mut next = line.over_state_of_suite(behind_adverbs(line, at + 1));
        if !is_human(line, next) {
            next = behind_phrases(line, next);
        }
        if !is_human(line, next) || line.is_possessor(next) {
            return None;
        }
        line.list_right(next).units
    };
    if !others.iter().any(|unit| is_human(line, *unit))
        || (subject.parties.is_empty() && subject.nameless.is_none())
    {
        return None;
    }
    let talks = (at..end).any(|place| {
        matches!(
            line.word(place),
            "talks"
                | "discussions"
                | "meeting"
                | "office"
                | "palace"
                | "house"
                | "residence"
                | "hotel"
                | "ministry"
                | "headquarters"
                | "dinner"
                | "lunch"
        ) || line.mention(place).is_some_and(|mention| matches!(mention.kind, Kind::Place { .. }))
    });
    if welcome && !talks {
        return None;
    }
    let confidence = if welcome { 0.8 } else { 0.88 };
    let rule = if passive { RECEIVED_BY } else { "A received B" };
    let mut hosts = others;
    if passive && !in_turn {
        std::mem::swap(&mut subject.parties, &mut hosts);
    }
    let frame = build(line, at, rule, subject, hosts, confidence);
    Some(Frame { apart: in_turn, ..frame })
}

/// `a day after arriving`, `hours after his arrival`: no longer on the doorstep.
fn is_later(line: &Line<'_>, at: usize) -> bool {
    let low = at.saturating_sub(3);
    (low..at).any(|place| {
        line.word(place) == "after"
            && place > 0
            && matches!(line.word(place - 1), "day" | "days" | "hours" | "hour" | "week" | "shortly" | "soon")
    })
}

/// `hosted a reception for B`, `gave a dinner in honour of B`.
fn in_honour(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    const NEAR: usize = 5;
    let feast = (at + 1..at + NEAR).find(|place| {
        matches!(line.word(*place), "reception" | "dinner" | "lunch" | "luncheon" | "banquet" | "breakfast")
    })?;
    let guest = if line.word(feast + 1) == "for" {
        feast + 2
    } else if line.word(feast + 1) == "in" && line.word(feast + 3) == "of" {
        feast + 4
    } else {
        return None;
    };
    if !is_human(line, guest) || line.is_possessor(guest) {
        return None;
    }
    Some(line.list_right(guest).units)
}

/// `received a phone call today from B`.
fn caller(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    const NEAR: usize = 5;
    let call = (at + 1..at + NEAR).find(|place| line.word(*place) == "call")?;
    let from = (call + 1..call + NEAR).find(|place| line.word(*place) == "from")?;
    let between = (call + 1..from)
        .all(|place| line.is_time(place) || line.is_adverb(place) || line.word(place) == "on");
    (between && is_human(line, from + 1)).then(|| line.list_right(from + 1).units)
}

/// Behind the phrases of time and place between a verb and its object: `received at the palace on Tuesday the
/// Ambassador of Jordan`. Nothing where another preposition governs what follows.
fn behind_phrases(line: &Line<'_>, at: usize) -> usize {
    const LONGEST: usize = 14;
    let mut next = at;
    let mut phrase = false;
    while next < (at + LONGEST).min(line.length()) {
        if phrase && is_human(line, next) && !line.is_possessor(next) {
            return next;
        }
        let place = line.place(next).is_some();
        let word = line.word(next);
        let opens = matches!(word, "in" | "at" | "on");
        let inner = phrase
            && line.get(next).is_some_and(|unit| {
                unit.is_word() && (unit.classes.is_empty() || unit.classes.has(Class::Det) || word == ",")
            })
            && !line.is_verb(next);
        let whose = phrase
            && line.mention(next).is_some_and(|mention| {
                matches!(
                    mention.kind,
                    Kind::Pronoun { possessive: true, .. }
                        | Kind::State { form: StateForm::Adjective, .. }
                        | Kind::Organization { .. }
                )
            });
        let inside = phrase && matches!(line.word(next), "of" | "'s");
        let described = phrase && line.is(next, Class::Noun) && line.word(next) == "audience";
        if !(opens
            || place
            || inner
            || described
            || whose
            || inside
            || line.is_time(next)
            || line.is_adverb(next))
        {
            return at;
        }
        if opens && line.words_at(next + 1, &["behalf"]) || line.word(next + 1) == "presence" {
            return at;
        }
        phrase |= opens;
        next += 1;
    }
    at
}
