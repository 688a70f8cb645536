//! Whether a meeting told by a noun lies ahead or was called off: what the words before and behind the noun say.

use super::frame::Frame;
use super::line::Line;
use super::words::Class;

/// What a verb before the noun phrase says of it: `called off a meeting`, `will precede a meeting`.
pub fn governed(line: &Line<'_>, start: usize, frame: &mut Frame) {
    frame.planned |= is_awaited(line, start) || has_its_scene(line, start);
    if start > 0 && matches!(line.word(start - 1), "during" | "after" | "at" | "in" | "following" | "since") {
        return;
    }
    let low = start.saturating_sub(8);
    for left in (low..start).rev() {
        if matches!(line.word(left), "," | ";" | ".") || line.mention(left).is_some() {
            break;
        }
        // "was to be at the centre of the meeting between A and B"
        frame.planned |= left > 0 && line.is(left - 1, Class::Be) && line.words_at(left, &["to", "be"]);
        if left + 6 < start {
            continue;
        }
        frame.negated |= line.is(left, Class::Deny)
            || line.words_at(left, &["called", "off"])
            || line.words_at(left, &["ruled", "out"])
            || line.word(left) == "no";
        // "never agreed on talks with B", "People speak of a meeting between A and B"
        let agreed =
            line.word(left).starts_with("agree") && matches!(line.word(left + 1), "on" | "to" | "upon");
        let talk =
            matches!(line.word(left), "talk" | "talking" | "speak" | "speaking" | "speculation" | "rumours")
                && matches!(line.word(left + 1), "about" | "of");
        frame.negated |= agreed && left > 0 && matches!(line.word(left - 1), "never" | "not" | "n't");
        frame.planned |= agreed || talk;
        frame.planned |= line.is(left, Class::Plan)
            || line.is(left, Class::Modal)
            || matches!(
                line.word(left),
                "precedes"
                    | "prepare"
                    | "preparing"
                    | "arrange"
                    | "arranging"
                    | "for"
                    | "foresees"
                    | "foresaw"
                    | "envisages"
            )
            || line.words_at(left, &["ahead", "of"]);
    }
}

/// `Suva will be the scene tomorrow of a meeting between A and B`, `is to be the venue of the talks`.
fn has_its_scene(line: &Line<'_>, start: usize) -> bool {
    const FAR: usize = 12;
    const NEAR: usize = 4;
    let of = start.checked_sub(1).filter(|at| line.word(*at) == "of");
    let scene = of.and_then(|of| {
        let scene = |at: &usize| matches!(line.word(*at), "scene" | "venue" | "setting" | "site" | "stage");
        (of.saturating_sub(FAR)..of).rev().find(scene)
    });
    scene.is_some_and(|scene| {
        (scene.saturating_sub(NEAR)..scene)
            .any(|at| line.is(at, Class::Modal) || line.words_at(at, &["to", "be"]))
    })
}

/// `A would be present at the meeting`, `will take part in the talks`: what somebody will be at has not been.
fn is_awaited(line: &Line<'_>, start: usize) -> bool {
    const FAR: usize = 7;
    if start == 0 || !matches!(line.word(start - 1), "at" | "in") {
        return false;
    }
    let low = start.saturating_sub(FAR);
    let modal = (low..start).rev().find(|place| line.is(*place, Class::Modal));
    modal.is_some_and(|modal| {
        let near = modal + 1..start;
        let there = |place: usize| {
            matches!(line.word(place), "present" | "there" | "part" | "participate" | "represented" | "speak")
        };
        near.clone().any(there) && near.clone().all(|place| line.party(place).is_none())
    })
}

/// Behind `, announced last week,` or `, which was on the programme,` where the clause goes on.
fn behind_insertion(line: &Line<'_>, end: usize) -> Option<usize> {
    const LONGEST: usize = 18;
    let open =
        if line.word(end) == "," { end } else { end.checked_sub(1).filter(|at| line.word(*at) == ",")? };
    let inserts = line.is(open + 1, Class::Rel) || is_participle(line.word(open + 1));
    if !inserts {
        return None;
    }
    let close = (open + 2..(open + LONGEST).min(line.length())).find(|place| line.word(*place) == ",")?;
    (line.is_auxiliary(close + 1)).then_some(close + 1)
}

fn is_participle(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") || matches!(word, "set" | "due" | "held" | "made")
}

/// `has been arranged for June`, `was proposed by C`, `is still to come`: of a meeting that has not been.
fn only_arranged(line: &Line<'_>, at: usize) -> bool {
    let mut be = at;
    while be > 0 && (line.is_adverb(be - 1) || line.word(be - 1) == "thought") {
        be -= 1;
    }
    let Some(be) = be.checked_sub(1).filter(|be| line.is(*be, Class::Be)) else { return false };
    let first = if be > 0 && line.is_auxiliary(be - 1) { be - 1 } else { be };
    // "it was agreed", "which was proposed"
    let own = first > 0
        && (line.mention(first - 1).is_some() || line.is_time(first - 1) || line.word(first - 1) == ",");
    let arranged = matches!(
        line.word(at),
        "arranged"
            | "proposed"
            | "mooted"
            | "foreseen"
            | "envisaged"
            | "suggested"
            | "requested"
            | "possible"
            | "likely"
    );
    own && (arranged
        || line.word(at) == "agreed" && line.word(at + 1) != "that"
        || line.words_at(at, &["to", "come"]))
}

/// `is on his itinerary`, `are on the agenda`: a meeting that is only foreseen.
fn on_the_agenda(line: &Line<'_>, at: usize) -> bool {
    const NEAR: usize = 4;
    let now = at > 0 && line.is(at - 1, Class::Be) && matches!(line.word(at), "on" | "in" | "also");
    now && (at + 1..at + NEAR).any(|place| {
        matches!(
            line.word(place),
            "itinerary"
                | "agenda"
                | "programme"
                | "program"
                | "schedule"
                | "cards"
                | "diary"
                | "calendar"
                | "plan"
        )
    })
}

/// `what they will deal with at their meeting`: the clause looks ahead.
pub fn in_what_will_be(line: &Line<'_>, start: usize) -> bool {
    const FAR: usize = 12;
    let low = start.saturating_sub(FAR);
    let led = start > 0 && matches!(line.word(start - 1), "at" | "in" | "during");
    let clause =
        (low..start).rev().take_while(|place| !matches!(line.word(*place), "," | ";" | ":" | "that"));
    // "The highlight will be the visit and, with it, A's meeting with B"
    const REACH: usize = 24;
    let be = (start.saturating_sub(REACH)..start).rev().find(|place| line.words_at(*place, &["will", "be"]));
    let predicate = be.is_some_and(|be| !(be + 2..start).any(|place| line.is_verb(place)));
    predicate || led && clause.into_iter().any(|place| matches!(line.word(place), "will" | "'ll" | "shall"))
}

/// What follows the noun: `was called off`, `is scheduled for`, `will take place`.
pub fn after_status(line: &Line<'_>, at: usize, end: usize, frame: &mut Frame) {
    let inserted = behind_insertion(line, end);
    let last = (inserted.unwrap_or(end) + 8).min(line.length());
    for place in at + 1..last {
        if inserted.is_some_and(|behind| (end..behind).contains(&place)) {
            continue;
        }
        let says = line.is(place, Class::Say) && line.word(place + 1) != "by";
        if says || place >= end && matches!(line.word(place), ";" | "." | "\"") {
            break;
        }
        let after_be = (1..=3).any(|back| place > back + at && line.is_auxiliary(place - back));
        if after_be
            && (line.is(place, Class::Deny)
                || line.words_at(place, &["called", "off"])
                || line.words_at(place, &["put", "off"]))
        {
            frame.negated = true;
        }
        if on_the_agenda(line, place) || matches!(line.word(place), "awaits" | "await" | "looms") {
            frame.planned = true;
        }
        // "had talks with B, a day before he is due to see C"
        let another = line.get(place).is_some_and(|unit| {
            unit.mention.is_some()
                && matches!(unit.word, "he" | "she" | "they")
                && line.is_auxiliary(place + 1)
        });
        if another {
            break;
        }
        if place >= end && matches!(line.word(place), "after" | "before") && line.word(place + 1) == "which" {
            // "had a meeting with B, after which he was due to leave"
            break;
        }
        if line.words_at(place, &["fell", "through"]) || line.words_at(place, &["came", "to", "nothing"]) {
            frame.negated = true;
        }
        frame.planned |= place < end + 8 && only_arranged(line, place);
        let happens = (line.words_at(place, &["take", "place"]) || matches!(line.word(place), "be" | "go"))
            && place > 0
            && (line.is(place - 1, Class::Modal)
                || line.word(place - 1) == "to" && line.is(place.wrapping_sub(2), Class::Be))
            && place < inserted.unwrap_or(end) + 6;
        let set = (1..=3).any(|back| place > back + at && line.is(place - back, Class::Be));
        if happens
            || (set
                && matches!(
                    line.word(place),
                    "scheduled" | "planned" | "expected" | "due" | "set" | "slated"
                )
                && !line.words_at(place, &["set", "up"]))
        {
            frame.planned = true;
        }
        if line.words_at(place, &["to", "have"])
            && matches!(line.word(place + 2), "been" | "taken" | "begun" | "met")
            && (1..=2).any(|back| place > back + at && matches!(line.word(place - back), "was" | "were"))
        {
            // "a summit which was originally to have been held in April"
            frame.planned = true;
        }
        // "could, if it proved necessary, be arranged"
        let close = (place + 2..place + 10).find(|close| line.word(*close) == ",");
        let might = line.is(place, Class::Modal) && line.word(place + 1) == ",";
        frame.planned |=
            might && close.is_some_and(|close| matches!(line.word(close + 1), "be" | "take" | "go"));
        // "is an opportunity to show"
        frame.planned |= matches!(line.word(place), "is" | "are")
            && line.is(place + 1, Class::Det)
            && matches!(line.word(place + 2), "opportunity" | "chance" | "occasion");
        let at_no_time = line.words_at(place, &["at", "no", "time"]);
        if matches!(line.word(place), "never" | "not") && after_be || at_no_time {
            frame.negated = true;
        }
    }
}
