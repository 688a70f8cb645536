//! Who else was there: `Also attending were A and B`, `A was present as well, as were B and C`, `in the presence
//! of A`, `The meeting was attended by A`, `A joined the talks`.

use super::frame::{Told, is_human};
use super::line::Line;
use super::words::Class;
use crate::model::{MeetingKind, Status};

/// Adds the people who were there to the telling of this sentence, or as a telling of the meeting before it.
pub fn add(line: &Line<'_>, told: &mut Vec<Told>) {
    let mut people: Vec<usize> = Vec::new();
    let mut rule = "";
    let mut first = None;
    for at in 0..line.length() {
        if let Some((found, name)) = present(line, at) {
            first = first.or(Some(at));
            rule = name;
            people.extend(found.into_iter().filter(|unit| is_human(line, *unit)));
        }
    }
    let Some(at) = first else { return };
    people.sort_unstable();
    people.dedup();
    let own = told.iter_mut().filter(|telling| telling.trigger < at && telling.status == Status::Held);
    if let Some(telling) = own.filter(|telling| rule != "B joined the talks" || !telling.anaphoric).last() {
        let more = telling.gather(line, &people);
        let known = telling.people();
        telling.guests.extend(more.into_iter().filter(|person| !known.contains(person)));
        telling.apart = false;
        return;
    }
    if people.is_empty() {
        return;
    }
    told.retain(|telling| telling.trigger < at || !telling.people().is_empty());
    let mut telling = Told {
        sentence: line.sentence,
        token: line.get(at).map_or(0, |unit| unit.tokens.start),
        rule,
        kind: MeetingKind::Meeting,
        status: Status::Held,
        hosts: vec![],
        guests: vec![],
        apart: false,
        unnamed: vec![],
        states: vec![],
        organizations: vec![],
        anaphoric: true,
        neutral: true,
        joins: true,
        confidence: 0.82,
        clause: 0..line.length(),
        trigger: at,
        parties: people.clone(),
        theirs: false,
    };
    telling.guests = telling.gather(line, &people);
    if !telling.guests.is_empty() || !telling.unnamed.is_empty() {
        told.push(telling);
    }
}

/// The parties whom the words at a place call present.
fn present(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let word = line.word(at);
    match word {
        "presence" if line.word(at + 1) == "of" => {
            Some((line.list_right(at + 2).units, "in the presence of B"))
        }
        "attended" | "witnessed" | "joined" if line.word(at + 1) == "by" => {
            Some((line.list_right(at + 2).units, "attended by B"))
        }
        "attending" | "participating" | "present" | "attendance" | "taking" | "joining" | "participants"
        | "attendees" => inverted(line, at).or_else(|| standing(line, at)),
        "attended" | "joined" | "participated" | "took" => attended(line, at),
        _ => None,
    }
}

/// `Also attending (the meeting) were A and B`, `Taking part were A and B`, `Among the participants were A and B`.
fn inverted(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if line.word(at) == "taking" && line.word(at + 1) != "part" {
        return None;
    }
    if (0..at).any(|place| is_human(line, place) || line.is_verb(place)) {
        return None;
    }
    let last = (at + 14).min(line.length());
    let be = (at + 1..last)
        .find(|place| matches!(line.word(*place), "were" | "was" | "are" | "is" | "included" | "include"))?;
    let list = line.subject_list(be + 1);
    list.units.iter().any(|unit| is_human(line, *unit)).then_some((list.units, "also attending were B"))
}

/// `A and B were also present`, `Some ministers were present: A (Economy), B (Health)`, `…, as were C and D`.
fn standing(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if !matches!(line.word(at), "present" | "attendance") {
        return None;
    }
    let low = at.saturating_sub(4);
    let be = (low..at).rev().find(|place| matches!(line.word(*place), "were" | "was"))?;
    let subject = line.subject(be);
    if subject.negated || (be..at).any(|place| line.is(place, Class::Not)) {
        return None;
    }
    let mut people = subject.parties;
    let last = (at + 60).min(line.length());
    if let Some(colon) = (at..last).find(|place| line.word(*place) == ":") {
        people.extend(line.subject_list(colon + 1).units);
    }
    if let Some(more) = (at..last)
        .find(|place| line.word(*place) == "as" && matches!(line.word(place + 1), "were" | "was" | "did"))
    {
        people.extend(line.subject_list(more + 2).units);
    }
    people.retain(|unit| is_human(line, *unit));
    (!people.is_empty()).then_some((people, "B was present"))
}

const OCCASIONS: &[&str] = &[
    "meeting",
    "talks",
    "discussions",
    "session",
    "group",
    "call",
    "summit",
    "dinner",
    "lunch",
    "ceremony",
    "event",
    "negotiations",
    "signing",
    "conversation",
    "them",
    "discussion",
];

/// `A also attended (the meeting)`, `A joined the talks`, `A took part in the meeting`.
fn attended(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let mut next = at + 1;
    if line.word(at) == "took" {
        if line.word(next) != "part" {
            return None;
        }
        next += 1;
    }
    let last = (next + 5).min(line.length());
    let object = (next..last).find(|place| OCCASIONS.contains(&line.word(*place)))?;
    let definite = (next..object).any(|place| matches!(line.word(place), "the" | "that" | "this"))
        || line.word(object) == "them";
    let with = line.word(object + 1) == "with"
        || line.word(object + 1) == "between"
        || line.word(object + 1) == "of";
    if !definite
        || with
        || (next..object).any(|place| line.is(place, Class::Prep) && line.word(place) != "in")
    {
        return None;
    }
    let subject = line.subject(at);
    if subject.planned || subject.purpose || subject.negated || subject.parties.is_empty() {
        return None;
    }
    Some((subject.parties, "B joined the talks"))
}
