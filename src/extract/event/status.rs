//! Whether a told event came about: held, planned, or denied (called off, postponed); or nothing that can be said.

use super::frame::Frame;
use super::line::Line;
use super::words::Class;
use crate::extract::document::Document;
use crate::model::Status;

/// How far before the telling a verb that doubts it may stand.
const REACH: usize = 30;

/// None where the text asks or supposes: `if A met B`, `whether A met B`.
pub fn of(line: &Line<'_>, at: usize, frame: &Frame) -> Option<Status> {
    if supposed(line, frame.start, at) {
        return None;
    }
    let denied = denied_before(line, frame.start)
        || denied_behind(line, frame.start, at)
        || dismissed_behind(line, at);
    if frame.negated || denied || came_to_nothing(line, at, frame) {
        return Some(Status::Denied);
    }
    if foreseen(line, at, frame) || next_week(line, at) || wished(line, frame.start, at) {
        return Some(Status::Planned);
    }
    let planned = plans_too(line, at)
        || frame.planned
        || planned_before(line, frame.start)
        || beside_what_is_due(line, at);
    if planned || in_preparation(line, at, frame) {
        let off = called_off_behind(line, at) || was_off(line, frame.start, at);
        return Some(if off { Status::Denied } else { Status::Planned });
    }
    Some(Status::Held)
}

/// `When A and B meet on Tuesday, it will be …`: a verb in the present, of what is yet to come.
fn foreseen(line: &Line<'_>, at: usize, frame: &Frame) -> bool {
    const NEAR: usize = 3;
    let opens = frame.start.saturating_sub(NEAR)..frame.start + 1;
    let opened =
        opens.into_iter().any(|place| matches!(line.word(place), "when" | "once" | "before" | "after"));
    // "will be among the subjects that A and B take up at the summit"
    let relative = (frame.start.saturating_sub(NEAR)..frame.start)
        .any(|place| matches!(line.word(place), "that" | "which"))
        && matches!(line.word(at), "take" | "discuss" | "address" | "raise" | "consider" | "tackle");
    let ahead = |mut within: std::ops::Range<usize>| {
        within.any(|place| matches!(line.word(place), "will" | "'ll" | "’ll"))
    };
    if relative && ahead(frame.start.saturating_sub(REACH)..frame.start) {
        return true;
    }
    // "They would see results when they met in Ankara": not yet.
    let would = (frame.start.saturating_sub(REACH)..frame.start)
        .rev()
        .take_while(|place| !matches!(line.word(*place), ";" | "." | ":"))
        .any(|place| line.word(place) == "would");
    if opened && would && matches!(line.word(at), "met" | "sat" | "gathered") {
        return true;
    }
    opened
        && PRESENT.contains(&line.word(at))
        && (at.saturating_sub(REACH)..line.length().min(at + REACH))
            .any(|place| matches!(line.word(place), "will" | "'ll" | "’ll" | "would"))
}

/// `That A met B was denied`, `Reports that A met B were called false`.
fn denied_behind(line: &Line<'_>, start: usize, at: usize) -> bool {
    let that = start.checked_sub(1).filter(|that| line.word(*that) == "that");
    let opens = that.is_some_and(|that| {
        that == 0
            || matches!(
                line.word(that - 1),
                "reports" | "report" | "claims" | "claim" | "rumours" | "rumors" | "news"
            )
    });
    let last = (at + REACH).min(line.length());
    opens
        && (at..last).any(|place| {
            let be = place > 0 && line.is(place - 1, Class::Be);
            be && (line.is(place, Class::Deny)
                || matches!(line.word(place), "false" | "untrue" | "dismissed")
                || line.words_at(place, &["called", "false"])
                || line.words_at(place, &["called", "untrue"]))
        })
}

/// `A had telephoned B, some claimed; B dismissed this as false`.
fn dismissed_behind(line: &Line<'_>, at: usize) -> bool {
    let last = (at + REACH).min(line.length());
    (at..last).any(|place| {
        let this =
            matches!(line.get(place + 1).map(|unit| unit.word), Some("this" | "it" | "that" | "these"));
        let untrue = line.word(place + 2) == "as"
            && matches!(
                line.word(place + 3),
                "false" | "untrue" | "fake" | "baseless" | "nonsense" | "fiction"
            );
        match line.word(place) {
            "dismissed" | "rejected" | "described" => this && untrue,
            "refuted" => this,
            _ => false,
        }
    })
}

/// What people do who meet, in the present.
const PRESENT: &[&str] = &[
    "meet", "meets", "come", "comes", "sit", "sits", "hold", "holds", "gather", "gathers", "receive",
    "receives", "host", "hosts", "visit", "visits", "see", "sees", "sign", "signs",
];

/// `A meets B in Lima next week`.
fn next_week(line: &Line<'_>, at: usize) -> bool {
    let last = (at + REACH).min(line.length());
    let time = |place: usize| {
        line.get(place).is_some_and(|unit| unit.time.is_some() && matches!(unit.word, "next" | "tomorrow"))
    };
    PRESENT.contains(&line.word(at))
        && (at..last)
            .take_while(|place| !matches!(line.word(*place), "," | ";" | ":" | "and" | "but"))
            .any(time)
}

/// `C proposed that A and B meet in Lima`.
fn wished(line: &Line<'_>, start: usize, at: usize) -> bool {
    start > 1
        && line.word(start - 1) == "that"
        && matches!(
            line.word(start - 2),
            "proposed"
                | "proposes"
                | "suggested"
                | "suggests"
                | "demanded"
                | "recommended"
                | "urged"
                | "insisted"
        )
        && matches!(line.word(at), "meet" | "hold" | "see" | "receive" | "visit" | "talk" | "sit")
}

/// `A had been expected to see B`; `The trip was put off. A was to have talks with B`.
fn was_off(line: &Line<'_>, start: usize, at: usize) -> bool {
    let group = start..at;
    let had_been = group.clone().any(|place| {
        line.words_at(place, &["had", "been"])
            && (place + 2..place + 4).any(|next| line.is(next, Class::Plan))
    });
    let was_to = group.clone().any(|place| {
        matches!(line.word(place), "was" | "were")
            && (line.word(place + 1) == "to" || line.is(place + 1, Class::Plan))
    });
    had_been
        || was_to_have(line, group)
        || was_to && (line.sentence.saturating_sub(2)..=line.sentence).any(|near| tells_of_end(line, near))
}

/// `The talks were to have brought A and B together with C`.
fn came_to_nothing(line: &Line<'_>, at: usize, frame: &Frame) -> bool {
    let low = frame.start.min(at).saturating_sub(REACH);
    let last = frame.subject.iter().chain(&frame.others).copied().max().unwrap_or(at).max(at);
    let behind_mark = (low..frame.start.min(at)).rev().find(|place| line.word(*place) == ";");
    was_to_have(line, behind_mark.unwrap_or(low)..last)
}

/// `were to have met`.
pub fn was_to_have(line: &Line<'_>, mut within: std::ops::Range<usize>) -> bool {
    within.any(|at| matches!(line.word(at), "was" | "were") && line.words_at(at + 1, &["to", "have"]))
}

/// Whether a sentence says that something was called off or put off.
fn tells_of_end(line: &Line<'_>, sentence: usize) -> bool {
    let Some(found) = line.doc.segments.sentences.get(sentence) else { return false };
    let end = found.tokens.end.min(found.tokens.start + 4 * REACH);
    !line.doc.in_title(sentence) && (found.tokens.start..end).any(|token| calls_off(line.doc, token))
}

/// `put off`, `cancelled`: a word that takes a meeting or a journey back.
pub fn calls_off(doc: &Document<'_>, token: usize) -> bool {
    match doc.word(token) {
        "postponed" | "cancelled" | "canceled" | "scrapped" | "shelved" => true,
        "called" | "put" => doc.word(token + 1) == "off",
        _ => false,
    }
}

/// `… to meet B were called off`.
fn called_off_behind(line: &Line<'_>, at: usize) -> bool {
    let last = (at + REACH).min(line.length());
    (at..last).take_while(|place| !matches!(line.word(*place), ";" | ".")).any(|place| {
        let off = line.is(place, Class::Deny)
            || line.words_at(place, &["called", "off"])
            || line.words_at(place, &["out", "of", "the", "question"])
            || line.words_at(place, &["put", "off"]);
        off && (1..=3).any(|back| {
            place > back && matches!(line.word(place - back), "was" | "were" | "been" | "is" | "are")
        })
    })
}

/// `The leaders plan to underscore their ties and discuss trade`.
fn plans_too(line: &Line<'_>, at: usize) -> bool {
    at > 0
        && line.word(at - 1) == "and"
        && matches!(line.word(at), "discuss" | "meet" | "hold" | "sign" | "receive" | "visit" | "address")
        && (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|place| line.word(*place) != ";")
            .any(|place| line.is(place, Class::Plan) && line.word(place + 1) == "to")
}

/// `Talks are due with A, and meetings with B`.
fn beside_what_is_due(line: &Line<'_>, at: usize) -> bool {
    const FAR: usize = 24;
    let noun = |place: usize| line.any(place, &[Class::Noun, Class::Gathering]);
    if at == 0 || line.word(at - 1) != "and" || !noun(at) {
        return false;
    }
    let first = (at.saturating_sub(FAR)..at).find(|place| noun(*place));
    first.is_some_and(|first| {
        let be = first + 1;
        let due =
            line.is(be, Class::Be) && line.is(be + 1, Class::Plan) || line.words_at(be, &["will", "be"]);
        due && !(be + 2..at).any(|place| line.is_verb(place))
    })
}

/// `a meeting of A, B and C is being prepared`, `talks between A and B are in the offing`.
fn in_preparation(line: &Line<'_>, at: usize, frame: &Frame) -> bool {
    const FAR: usize = 8;
    const ARRANGED: &[&str] = &[
        "prepared",
        "arranged",
        "planned",
        "organised",
        "organized",
        "considered",
        "discussed",
        "explored",
        "negotiated",
    ];
    if !line.any(at, &[Class::Noun, Class::Gathering]) {
        return false;
    }
    let last = frame.subject.iter().chain(&frame.others).copied().max().unwrap_or(at).max(at);
    let be = (last + 1..(last + FAR).min(line.length()))
        .take_while(|place| !matches!(line.word(*place), ";" | "."))
        .find(|place| line.is(*place, Class::Be));
    be.is_some_and(|be| {
        let next = be + 1 + usize::from(line.is_adverb(be + 1));
        line.word(next) == "being" && ARRANGED.contains(&line.word(next + 1))
            || line.word(next) == "in" && matches!(line.word(next + 1), "preparation" | "planning")
            || line.words_at(next, &["in", "the"])
                && matches!(line.word(next + 2), "offing" | "works" | "pipeline" | "making" | "cards")
            || line.words_at(next, &["on", "the", "cards"])
            || line.words_at(next, &["out", "of", "the", "question"])
            || line.word(next) == "under"
                && matches!(line.word(next + 1), "consideration" | "discussion" | "preparation")
    })
}

/// `if`, `whether`, `had A met B`, a question.
fn supposed(line: &Line<'_>, start: usize, at: usize) -> bool {
    let low = start.saturating_sub(6);
    let clause = (low..start).rev().take_while(|place| !matches!(line.word(*place), "," | ";" | "."));
    let conditional =
        clause.into_iter().any(|place| matches!(line.word(place), "if" | "whether" | "unless" | "should"));
    let asked = (low..start).any(|place| matches!(line.word(place), "asked" | "asking"))
        && (low..start).any(|place| line.word(place) == "when");
    let question = asked
        || line.word(line.length().saturating_sub(1)) == "?" && line.length() < 40 && at < line.length();
    // "has not ruled out talks with B"
    let not_excluded = (start..=at).any(|place| {
        matches!(line.word(place), "rule" | "ruled")
            && line.word(place + 1) == "out"
            && place > 0
            && line.is(place - 1, Class::Not)
    });
    conditional || question || not_excluded || left_open(line, start)
}

/// `did not rule out a meeting between A and B`, `does not exclude that A will meet B`.
fn left_open(line: &Line<'_>, start: usize) -> bool {
    let low = start.saturating_sub(8);
    (low..start).any(|place| {
        let open = matches!(line.word(place), "exclude" | "excluded" | "preclude" | "precluded")
            || matches!(line.word(place), "rule" | "ruled") && line.word(place + 1) == "out";
        open && (low..place).any(|before| line.is(before, Class::Not))
    })
}

/// A denying verb whose complement the telling is: `denied that A met B`, `rejected reports that …`.
fn denied_before(line: &Line<'_>, start: usize) -> bool {
    for place in (start.saturating_sub(REACH)..start).rev() {
        if matches!(line.word(place), ";" | "." | ":") || line.is(place, Class::But) {
            return false;
        }
        if line.word(place) == "," && line.begins_clause(place + 1) && !reported(line, place, start) {
            return false;
        }
        let off = line.word(place + 1) == "off"
            && matches!(
                line.word(place),
                "called" | "call" | "calls" | "calling" | "put" | "puts" | "putting"
            )
            || matches!(line.word(place), "ruled" | "rules" | "rule") && line.word(place + 1) == "out";
        let untrue = line.words_at(place, &["not", "true"]);
        let reports =
            untrue || matches!(line.word(place), "rumours" | "rumors" | "false" | "speculation" | "untrue");
        if (line.is(place, Class::Deny) || off || reports) && leads_to(line, place, start) {
            return untrue || !line.is(place.wrapping_sub(1), Class::Not);
        }
        if matches!(line.word(place), "no" | "nobody" | "no-one") && place + 4 >= start {
            return true;
        }
    }
    false
}

/// `that`, `of`, `having` between the verb and what it speaks of, or nothing but a few words.
fn leads_to(line: &Line<'_>, from: usize, start: usize) -> bool {
    start - from <= 3
        || (from..start).any(|place| {
            matches!(line.word(place), "that" | "of" | "having" | "which" | "whether" | "claims" | "reports")
        })
}

fn reported(line: &Line<'_>, from: usize, start: usize) -> bool {
    (from..start).any(|place| matches!(line.word(place), "that" | "which"))
}

/// `is expected to`, `announced plans for`, `invited A to`.
fn planned_before(line: &Line<'_>, start: usize) -> bool {
    for place in (start.saturating_sub(8)..start).rev() {
        if matches!(line.word(place), "," | ";" | "." | ":") || line.is(place, Class::But) {
            return false;
        }
        if matches!(line.word(place), "when" | "while" | "where" | "after") {
            // "put the proposal forward when he and B met"
            return false;
        }
        if line.word(place) == "what"
            && (1..=3).any(|back| line.is(place.wrapping_sub(back), Class::Modal))
            && place + 4 > start
        {
            // "trade will be what A discusses with B"
            return true;
        }
        let purpose = line.word(place) == "to" && !line.is(place + 1, Class::Prep);
        if purpose && line.is(place.wrapping_sub(1), Class::Plan) {
            // "agreed to in talks" plans nothing.
            return true;
        }
        // "had been charged with meeting B"
        if line.word(place) == "with"
            && matches!(line.word(place.wrapping_sub(1)), "charged" | "tasked" | "entrusted")
        {
            return true;
        }
        // "had expected the visit to let them discuss trade"
        let lets = matches!(line.word(place), "let" | "enable" | "allow");
        if lets && (place.saturating_sub(6)..place).any(|before| line.is(before, Class::Plan)) {
            return true;
        }
        if matches!(
            line.word(place),
            "prepare"
                | "preparations"
                | "preparing"
                | "arrange"
                | "plans"
                | "proposal"
                | "invitation"
                | "hopes"
        ) {
            return true;
        }
    }
    false
}
