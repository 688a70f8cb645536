//! Attendance: `A and B also attended the talks`, `Also at the table were A and B`, `B was present`.

use crate::extract::document::Kind;
use crate::extract::event::frame::is_human;
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;

/// At how many meetings somebody was present: `at both meetings`, `in both`, `at all of the ceremonies`.
pub(super) fn occasions(line: &Line<'_>, at: usize) -> usize {
    const FAR: usize = 14;
    let many = |place: usize| {
        line.word(place).ends_with('s') && OCCASIONS.iter().any(|one| line.word(place).starts_with(one))
    };
    let led = |place: usize| matches!(line.word(place), "at" | "in" | "during" | "of");
    let counted = |place: usize| {
        let close = (place + 1..place + 4).any(many)
            || matches!(line.word(place + 1), "." | "," | ";") && line.word(place) == "both";
        let behind = place > 0 && (led(place - 1) || line.words_before(place, &["attended"]));
        close && behind
    };
    (at..(at + FAR).min(line.length())).find(|place| counted(*place)).map_or(1, |place| {
        match line.word(place) {
            "both" => 2,
            "all" | "each" => usize::MAX,
            _ => 1,
        }
    })
}

/// `B, host of the summit, proposed`: an office of the occasion.
pub(super) fn host_of(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    // "The summit's host, B"
    let owned = at >= 2 && line.word(at - 1) == "'s" && OCCASIONS.contains(&line.word(at - 2));
    if owned && line.word(at + 1) == "," {
        let named = line.mention(at + 2).is_some_and(|mention| mention.kind == Kind::Person);
        return named.then(|| (vec![at + 2], "B, host of the summit"));
    }
    // "Their host, B"
    let theirs = at > 0
        && line
            .mention(at - 1)
            .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
    let theirs = theirs || at > 0 && matches!(line.word(at - 1), "the" | "and" | "their" | "its");
    if theirs && line.word(at + 1) == "," {
        let host = line.list_right(at + 2).units.first().copied()?;
        return (!line.people(host).is_empty()).then(|| (vec![host], "B, host of the summit"));
    }
    let comma = if line.word(at.checked_sub(1)?) == "the" { at.checked_sub(2)? } else { at.checked_sub(1)? };
    let person = comma.checked_sub(1).filter(|_| line.word(comma) == ",")?;
    let occasion = line.words_at(at + 1, &["of", "the"]) && OCCASIONS.contains(&line.word(at + 3));
    let named = line.mention(person).is_some_and(|mention| mention.kind == Kind::Person);
    (occasion && named && line.word(at + 4) == ",").then(|| (vec![person], "B, host of the summit"))
}

/// `…, in which A, B and C took part`.
pub(super) fn in_which(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if line.word(at) == "took" && line.word(at + 1) != "part" {
        return None;
    }
    let low = at.saturating_sub(REACH / 2);
    let which = (low..at).rev().find(|place| line.words_before(*place + 1, &["in", "which"]))?;
    let list = line.subject_list(which + 1);
    let joined =
        list.edge >= at || (list.edge..at).all(|place| line.is_adverb(place) || line.word(place) == ",");
    (joined && list.units.iter().any(|unit| is_human(line, *unit)))
        .then_some((list.units, "in which B took part"))
}

/// `Also attending (the meeting) were A and B`, `Taking part were A and B`, `Among the participants were A and B`.
pub(super) fn inverted(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if line.word(at) == "taking" && line.word(at + 1) != "part" {
        return None;
    }
    // "Other presidents attending were": a kind of people, and nobody yet.
    let named = |place: usize| is_human(line, place) && !line.people(place).is_empty();
    // "Not present was B"
    let missed = |place: usize| line.is(place, Class::Not);
    if (0..at).any(|place| missed(place) || named(place) || line.is_verb(place) && !line.is_auxiliary(place))
    {
        return None;
    }
    const FAR: usize = 24;
    const NEAR: usize = 14;
    let be = |place: &usize| {
        matches!(line.word(*place), "were" | "was" | "are" | "is" | "included" | "include" | "includes")
    };
    // "Taking part in the ceremony, at which the treaty was amended, were A and B"
    let close = |place: &usize| *place < at + NEAR || line.word(place - 1) == ",";
    let last = (at + FAR).min(line.length());
    let units = (at + 1..last).filter(|place| be(place) && close(place)).find_map(|be| {
        let units = those(line, be + 1);
        units.iter().any(|unit| is_human(line, *unit)).then_some(units)
    })?;
    units.iter().any(|unit| is_human(line, *unit)).then_some((units, "also attending were B"))
}

/// The people behind `were`: as the rules of lists read them, or all whom the clause names.
pub(super) fn those(line: &Line<'_>, from: usize) -> Vec<usize> {
    let units = line.subject_list(from).units;
    let roster = line.members_at(from);
    let named = |units: &[usize]| units.iter().filter(|unit| !line.people(**unit).is_empty()).count();
    if named(&roster) > named(&units) { roster } else { units }
}

/// `A and B were also present`, `Some ministers were present: A (Economy), B (Health)`, `…, as were C and D`.
pub(super) fn standing(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    // "B was there.", "B was there for Myanmar"
    let ends = at + 1 >= line.length()
        || matches!(line.word(at + 1), "." | "," | ";" | "too" | "also")
        || line.words_at(at + 1, &["as", "well"])
        || line.word(at + 1) == "for" && line.place(at + 2).is_some();
    let there = line.word(at) == "there" && ends;
    if !there && !matches!(line.word(at), "present" | "attendance") {
        return None;
    }
    let low = at.saturating_sub(if there { 2 } else { 4 });
    // "A is there, as is B"
    let be = (low..at).rev().find(|place| {
        matches!(line.word(*place), "were" | "was") || there && matches!(line.word(*place), "is" | "are")
    })?;
    let subject = line.subject(be);
    if subject.negated || (be..at).any(|place| line.is(place, Class::Not)) {
        return None;
    }
    let mut people = subject.parties;
    let last = (at + 60).min(line.length());
    if let Some(colon) = (at..last).find(|place| line.word(*place) == ":") {
        people.extend(line.members_at(colon + 1));
    }
    if let Some(more) = (at..last).find(|place| {
        line.word(*place) == "as" && matches!(line.word(place + 1), "were" | "was" | "did" | "is" | "are")
    }) {
        people.extend(line.subject_list(more + 2).units);
    }
    // "A was present, and so was B"
    if let Some(so) =
        (at..last).find(|place| line.word(*place) == "so" && matches!(line.word(place + 1), "were" | "was"))
    {
        people.extend(line.subject_list(so + 2).units);
    }
    people.retain(|unit| is_human(line, *unit));
    (!people.is_empty()).then_some((people, "B was present"))
}

/// `Also at the table: A and B`, `Also on the call were A and B`.
pub(super) fn at_the_table(line: &Line<'_>) -> Option<(Vec<usize>, &'static str)> {
    const LONGEST: usize = 24;
    let where_to = matches!(line.word(1), "at" | "in" | "on");
    let end = (2..LONGEST).find(|place| matches!(line.word(*place), ":" | "were" | "was"))?;
    let said = (2..end).any(|place| {
        OCCASIONS.contains(&line.word(place))
            || matches!(line.word(place), "table" | "room" | "hand" | "side")
    });
    let units = those(line, end + 1);
    (where_to && said && units.iter().any(|unit| is_human(line, *unit)))
        .then_some((units, "also at the table were B"))
}

/// `A was also at the dinner, together with B and C`.
pub(super) fn also_at(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const FAR: usize = 8;
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "were" | "was"))?;
    let led =
        matches!(line.word(at + 1), "at" | "in") && matches!(line.word(at + 2), "the" | "that" | "this");
    let occasion = led.then(|| (at + 3..at + FAR).find(|place| OCCASIONS.contains(&line.word(*place))))??;
    let subject = line.subject(be);
    if subject.planned || subject.negated || subject.purpose {
        return None;
    }
    let mut people = subject.parties;
    let next = occasion + 1 + usize::from(line.word(occasion + 1) == ",");
    if matches!(line.word(next), "together" | "along") && line.word(next + 1) == "with" {
        people.extend(line.members_at(next + 2));
    }
    people.iter().any(|unit| is_human(line, *unit)).then_some((people, "B was also there"))
}

/// `A said on Friday at the summit of the union`: one of those who were there.
pub(super) fn said_at(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const LONGEST: usize = 6;
    const FAR: usize = 8;
    const MOST: usize = 3;
    let low = at.saturating_sub(LONGEST);
    let the = (low..at).rev().find(|place| line.word(*place) == "the")?;
    let led = the.checked_sub(1).filter(|led| matches!(line.word(*led), "at" | "during"))?;
    let plain = (the + 1..at).all(|place| !line.is_verb(place) && line.people(place).is_empty());
    let says = (led.saturating_sub(FAR)..led)
        .rev()
        .find(|place| line.is(*place, Class::Say) || matches!(line.word(*place), "spoke" | "addressed"))?;
    let between = |from: usize, to: usize| {
        (from..to).all(|place| line.is_time(place) || line.is_adverb(place) || line.is(place, Class::Prep))
    };
    // "said A at the summit", "A told the summit"
    let behind = line.subject_list(says + 1);
    let people = if behind.units.len() == 1 && between(behind.edge, led) {
        behind.units
    } else if between(says + 1, led) {
        line.subject(says).parties
    } else {
        return None;
    };
    let named = (1..=MOST).contains(&people.len()) && people.iter().all(|unit| line.people(*unit).len() == 1);
    let mut named_people = people.iter().flat_map(|unit| line.people(*unit));
    let spokesman = named_people.any(|person| line.doc.is_spokesperson(*person));
    let ahead = (says.saturating_sub(3)..at).any(|place| line.any(place, &[Class::Plan, Class::Modal]));
    (plain && named && !spokesman && !ahead).then_some((people, "B said at the meeting"))
}

/// `A and B were also in the room`, `A was on hand too`.
pub(super) fn in_the_room(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const NEAR: usize = 6;
    let low = at.saturating_sub(NEAR);
    let be = (low..at).rev().find(|place| matches!(line.word(*place), "were" | "was"))?;
    let led = (be..at).any(|place| matches!(line.word(place), "at" | "in" | "on"));
    let too = (be..at + 3).any(|place| matches!(line.word(place), "also" | "too"));
    let subject = line.subject(be);
    let held = !subject.planned && !subject.negated && !(be..at).any(|place| line.is(place, Class::Not));
    let named = subject.parties.iter().any(|unit| is_human(line, *unit));
    (led && too && held && named).then_some((subject.parties, "B was in the room too"))
}

/// `B, who served as mediator at the session`.
pub(super) fn as_mediator(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const NEAR: usize = 5;
    let part = if line.is(at + 2, Class::Det) { at + 3 } else { at + 2 };
    let mediates = line.word(at + 1) == "as"
        && line.get(part).is_some_and(|unit| {
            matches!(unit.word, "mediator" | "host" | "facilitator" | "moderator" | "intermediary" | "chair")
        });
    let there = matches!(line.word(part + 1), "at" | "in" | "during")
        && (part + 2..part + NEAR).any(|place| OCCASIONS.contains(&line.word(place)));
    if !mediates || !there {
        return None;
    }
    let subject = line.subject(at);
    let held = !subject.planned && !subject.negated && !subject.purpose;
    held.then_some((subject.parties, "B served as mediator"))
}

pub(super) const OCCASIONS: &[&str] = &[
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
    "reception",
    "audience",
    "banquet",
    "luncheon",
    "ceremonies",
    "meetings",
];

/// `A also attended (the meeting)`, `A joined the talks`, `A took part in the meeting`.
pub(super) fn attended(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let mut next = at + 1;
    if line.word(at) == "took" {
        if line.word(next) != "part" {
            return None;
        }
        next += 1;
    }
    let last = (next + 5).min(line.length());
    let object = (next..last).find(|place| OCCASIONS.contains(&line.word(*place)))?;
    let definite = (next..object).any(|place| matches!(line.word(place), "the" | "that" | "this" | "'s"))
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
    let mut people = subject.parties;
    if matches!(line.word(object + 1), "along" | "together") && line.word(object + 2) == "with" {
        people.extend(line.list_right(object + 3).units);
    } else if line.word(object + 1) == "alongside" {
        people.extend(line.list_right(object + 2).units);
    }
    Some((people, "B joined the talks"))
}
