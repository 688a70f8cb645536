//! Signing together: A and B signed a treaty; signing it were A and B; the signing of it by A and B; A signed for X,
//! B for Y.

use super::frame::{Frame, clause_end, is_human};
use super::line::{Line, REACH};
use super::presence::prepositional_list;
use super::scan::Subject;
use super::verb::{build, first_party, heads, subject_or_none, with_list};
use super::words::Class;
use crate::extract::document::Kind;
use crate::model::MeetingKind;

/// Kinds of agreement that two sides sign.
const PACTS: &[&str] =
    &["agreement", "accord", "treaty", "pact", "document", "deal", "protocol", "declaration", "memorandum"];

/// `Signing the pact were A and B`: the subject stands behind.
fn inverted_signing(line: &Line<'_>, at: usize) -> Option<Frame> {
    const LONGEST: usize = 14;
    if line.word(at) != "signing" || (0..at).any(|place| line.party(place).is_some()) {
        return None;
    }
    let last = (at + LONGEST).min(line.length());
    let be = (at + 1..last).find(|place| matches!(line.word(*place), "were" | "was"))?;
    let list = line.subject_list(be + 1);
    let subject = Subject { parties: list.units, start: at, ..Subject::default() };
    let several =
        heads(line, &subject.parties) >= 2 && subject.parties.iter().all(|unit| is_human(line, *unit));
    several.then(|| build(line, at, "signing it were A and B", subject, vec![], 0.88))
}

/// `the signing of a treaty by A and B`, `the signing by A and B of a treaty`; who witnessed it was there.
pub fn signing(line: &Line<'_>, at: usize) -> Option<Frame> {
    const FAR: usize = 25;
    const NEAR: usize = 6;
    if at == 0 || line.word(at) != "signing" || !matches!(line.word(at + 1), "of" | "by") {
        return None;
    }
    let end = clause_end(line, at + 1).min(at + FAR);
    let by =
        (at + 1..end).find(|place| line.word(*place) == "by" && first_party(line, place + 1).is_some())?;
    let signed = prepositional_list(line, by);
    if heads(line, &signed) < 2 || !signed.iter().any(|unit| is_human(line, *unit)) {
        return None;
    }
    let low = at.saturating_sub(NEAR);
    let verb = (low..at).rev().find(|place| line.is_verb(*place) && !line.is_auxiliary(*place));
    let said = verb.map(|verb| line.subject(verb)).unwrap_or_default();
    let witnessed = verb.is_some_and(|verb| {
        matches!(line.word(verb), "witness" | "witnessed" | "witnesses" | "attended" | "oversaw")
    });
    // "called for the signing", "ahead of the signing"
    let before = if line.is(at - 1, Class::Det) { at.saturating_sub(2) } else { at - 1 };
    let ahead = matches!(line.word(before), "for" | "towards" | "toward" | "to" | "until")
        || line.words_before(before + 1, &["ahead", "of"]);
    let wished = ahead || verb.is_some_and(|verb| line.any(verb, &[Class::Plan, Class::Deny]));
    let others = if witnessed { said.parties } else { vec![] };
    let subject = Subject { parties: signed, start: at, purpose: said.purpose || wished, ..said };
    Some(build(line, at, "the signing of it by A and B", Subject { nameless: None, ..subject }, others, 0.85))
}

pub fn sign(line: &Line<'_>, at: usize) -> Option<Frame> {
    if as_witness(line, at) {
        return None;
    }
    if let Some(frame) = inverted_signing(line, at) {
        return Some(frame);
    }
    let passive = at > 0 && (1..=3).any(|back| at >= back && line.is(at - back, Class::Be));
    let end = clause_end(line, at + 1);
    let by = (at + 1..end).find(|place| line.word(*place) == "by" && first_party(line, place + 1).is_some());
    let mut subject = subject_or_none(line, at);
    if let Some(by) = by.filter(|_| passive || subject.parties.iter().all(|unit| !is_human(line, *unit))) {
        subject.parties = prepositional_list(line, by);
    } else if passive {
        return None;
    }
    if line.word(at + 1) == "for" {
        // "A signed for X, and B (signed) for Y": every other signatory of the sentence.
        let mut signed = subject.parties.clone();
        let signs = |place: usize| line.is(place, Class::Sign) && line.word(place + 1) == "for";
        let stands_for = |place: usize| line.word(place) == "represented" && line.place(place + 1).is_some();
        for other in (at + 1..line.length().min(at + 60)).filter(|place| signs(*place) || stands_for(*place))
        {
            signed.extend(line.subject(other).parties);
        }
        let first = (0..at).all(|place| !(line.is(place, Class::Sign) && line.word(place + 1) == "for"));
        signed.dedup();
        subject.parties = signed;
        return (first && heads(line, &subject.parties) >= 2)
            .then(|| build(line, at, "A signed for X, B for Y", subject, vec![], 0.9));
    }
    let others: Vec<usize> =
        with_list(line, at + 1, &["with"]).into_iter().filter(|unit| is_human(line, *unit)).collect();
    if heads(line, &subject.parties) + others.len() < 2 {
        // "A signed a treaty with Peru": whoever signed for Peru.
        let state = |unit: &usize| line.is_country(*unit);
        let states: Vec<usize> = with_list(line, at + 1, &["with"]).into_iter().filter(state).collect();
        let one =
            heads(line, &subject.parties) == 1 && subject.parties.iter().any(|unit| is_human(line, *unit));
        return (one && !states.is_empty()).then(|| build(line, at, "A signed with X", subject, states, 0.8));
    }
    Some(build(line, at, "A and B signed", subject, others, 0.88))
}

/// `A and B put their names to the accord`, `after putting their names to it, A and B embraced`.
pub fn names_put(line: &Line<'_>, at: usize) -> Option<Frame> {
    let witnesses = (at + 4..at + 10).any(|place| matches!(line.word(place), "witness" | "witnesses"));
    if !is_put(line, at) || witnesses {
        return None;
    }
    let subject = line.subject(at);
    let with: Vec<usize> =
        with_list(line, at + 4, &["with"]).into_iter().filter(|unit| is_human(line, *unit)).collect();
    (heads(line, &subject.parties) + with.len() >= 2)
        .then(|| build(line, at, "A and B put their names to it", subject, with, 0.86))
}

/// `put his name to it`.
pub fn is_put(line: &Line<'_>, at: usize) -> bool {
    let pen = matches!(
        line.word(at + 2),
        "name" | "names" | "signature" | "signatures" | "initials" | "pens" | "pen"
    );
    let their = line
        .mention(at + 1)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
    let to = (at + 3..at + 6).find(|place| {
        !line.is_time(*place) && line.word(*place) != "on"
            || matches!(line.word(place + 1), "the" | "a" | "an")
    });
    pen && their
        && to.is_some_and(|to| matches!(line.word(to), "to" | "on" | "under") && is_text(line, to + 1))
}

/// What can be signed.
fn is_text(line: &Line<'_>, at: usize) -> bool {
    const LONGEST: usize = 6;
    const OTHERS: &[&str] = &[
        "it",
        "text",
        "communique",
        "charter",
        "convention",
        "paper",
        "statement",
        "truce",
        "ceasefire",
        "settlement",
        "plan",
        "documents",
        "agreements",
        "accords",
        "protocols",
        "notes",
        "exchange",
        "mou",
        "mous",
        "memoranda",
        "memorandums",
        "contract",
        "contracts",
        "declarations",
        "treaties",
        "pacts",
    ];
    (at..at + LONGEST).any(|place| PACTS.contains(&line.word(place)) || OTHERS.contains(&line.word(place)))
}

/// `A and B put their names to the protocol too`: beside those who signed it before.
pub fn too(line: &Line<'_>, at: usize, end: usize) -> bool {
    const NEAR: usize = 8;
    let end = (end + 2).min(line.length());
    let low = at.saturating_sub(NEAR);
    let also = (low..end)
        .any(|place| matches!(line.word(place), "also" | "too") || line.words_at(place, &["as", "well"]));
    let the = (low..end).any(|place| {
        line.word(place) == "it" && place > at
            || line.word(place) == "the"
                && (place + 1..place + 4).any(|text| is_text(line, text) && text < end)
    });
    also && the
}

/// `MoU on training - A, chairman of the board, and B, High Commissioner`: an item of a list of what was signed, with those
/// who signed it.
pub fn item(line: &Line<'_>) -> Option<(usize, Frame)> {
    const HEAD: usize = 3;
    let pact = (0..HEAD).find(|at| {
        matches!(
            line.word(*at),
            "mou" | "memorandum" | "agreement" | "protocol" | "treaty" | "programme" | "convention"
        )
    })?;
    let dash = (pact + 1..line.length().min(40)).find(|at| matches!(line.word(*at), "-" | "–" | "—"))?;
    if (0..dash).any(|at| line.is_verb(at) && line.word(at) != "'s") {
        return None;
    }
    let people = line.roster(dash + 1);
    let all = people
        .iter()
        .all(|unit| line.mention(*unit).is_some_and(|mention| mention.extent.end > mention.tokens.end));
    let end = line.length();
    (people.len() >= 2 && all).then(|| {
        let frame = Frame {
            rule: "an item of what was signed",
            subject: people,
            kind: Some(MeetingKind::Signing),
            confidence: 0.78,
            together: true,
            end,
            ..Frame::default()
        };
        (pact, frame)
    })
}

/// Says who signed as one of the sides, whether or not the others were told of before.
pub const SIGNED_TOO: &str = "B signed too";
/// Says who signed what was told of as signed, and never that it was.
pub const SIGNED_IT: &str = "B signed it";
/// Says who saw a signing, and never that there was one.
pub const WITNESSED: &str = "B signed as a witness";

/// Who signed beside those told of: `A signed as a witness`, `The minister, B, signed on behalf of New Zealand`, `It was
/// signed for Britain by C`.
pub fn added(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let next = at + 1;
    let witness = as_witness(line, at);
    let rule = if witness { WITNESSED } else { SIGNED_TOO };
    let side = line.words_at(next, &["on", "behalf", "of"])
        || line.word(next) == "for" && (line.party(next + 1).is_some() || own_side(line, next + 1));
    if !witness && !side {
        // "when he signed the agreement"
        let the = line.word(next) == "it"
            || matches!(line.word(next), "the" | "this")
                && (next + 1..next + 4).any(|place| PACTS.contains(&line.word(place)));
        let subject = line.subject(at);
        let one = subject.parties.len() == 1 && line.people(subject.parties[0]).len() == 1;
        let held = !subject.planned && !subject.negated && !subject.purpose;
        return (the && one && held && line.word(at) == "signed").then_some((subject.parties, SIGNED_IT));
    }
    let passive = at > 0 && (1..=2).any(|back| at >= back && line.is(at - back, Class::Be));
    if passive {
        let end = clause_end(line, next);
        let by =
            (next..end).find(|place| line.word(*place) == "by" && first_party(line, place + 1).is_some())?;
        return Some((prepositional_list(line, by), rule));
    }
    let mut subject = line.subject(at);
    // "A signed for X; B as chairman of Y; C for Z"
    for mark in (at..line.length().min(at + REACH)).filter(|place| line.word(*place) == ";") {
        let first = (mark + 1..mark + 4).find(|place| line.names_one(*place));
        let goes_on = first.filter(|first| {
            matches!(line.word(first + 1), "as" | "for" | "," | "on" | "signed") && !line.is_possessor(*first)
        });
        subject.parties.extend(goes_on);
    }
    (!subject.planned && !subject.negated && !subject.purpose).then_some((subject.parties, rule))
}

/// `for his country`, `for her government`.
fn own_side(line: &Line<'_>, at: usize) -> bool {
    let own = line
        .mention(at)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
    own && matches!(
        line.word(at + 1),
        "country" | "government" | "side" | "state" | "nation" | "organisation" | "organization"
    )
}

fn as_witness(line: &Line<'_>, at: usize) -> bool {
    line.word(at + 1) == "as"
        && (at + 2..at + 7)
            .any(|place| matches!(line.word(place), "witness" | "witnesses" | "guarantor" | "guarantors"))
}
