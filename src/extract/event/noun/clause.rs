//! The clause around a noun of meeting: its verb, its adverbials, what stands `between A and B`.

use crate::extract::document::Kind;
use crate::extract::event::frame::{Frame, clause_end, is_human};
use crate::extract::event::line::Line;
use crate::extract::event::prospect::governed;
use crate::extract::event::verb::heads;
use crate::extract::event::words::Class;

/// `the plan agreed at the meeting held in June`: where something else was agreed, not what the sentence tells.
pub(super) fn agreed_at(line: &Line<'_>, start: usize) -> bool {
    let Some(at) = start.checked_sub(1).filter(|at| matches!(line.word(*at), "at" | "in" | "during")) else {
        return false;
    };
    at > 0
        && matches!(
            line.word(at - 1),
            "agreed" | "decided" | "reached" | "adopted" | "approved" | "launched" | "concluded" | "made"
        )
        && !line.is_auxiliary(at.wrapping_sub(2))
        && line.party(at.wrapping_sub(2)).is_none()
        && !is_done_by_several(line, at - 1)
}

/// `The presidents of X and Y, A and B, agreed at talks`: no `plan agreed at talks`.
fn is_done_by_several(line: &Line<'_>, verb: usize) -> bool {
    let closed = verb > 0 && matches!(line.word(verb - 1), "," | ")" | "–" | "—" | "-");
    closed && matches!(line.word(verb), "agreed" | "decided") && heads(line, &line.subject(verb).parties) > 1
}

const LIGHT: &[Class] = &[Class::Support, Class::Attend, Class::Join, Class::Chair];

/// `A luncheon in honour of A was given on Sunday by B`.
pub(super) fn feast(line: &Line<'_>, at: usize, start: usize) -> Option<Frame> {
    const FAR: usize = 30;
    let feast =
        matches!(line.word(at), "lunch" | "luncheon" | "dinner" | "breakfast" | "reception" | "banquet");
    let honour = matches!(line.word(at + 2), "honour" | "honor") && line.word(at + 1) == "in";
    let guest = if honour && line.word(at + 3) == "of" { at + 4 } else { at + 2 };
    if !feast || !(honour || line.word(at + 1) == "for") || !is_human(line, guest) || line.is_possessor(guest)
    {
        return None;
    }
    let guests = line.list_right(guest);
    let last = (guests.edge + FAR).min(line.length());
    let given = (guests.edge..last).find(|place| {
        matches!(
            line.word(*place),
            "held" | "hosted" | "given" | "offered" | "organised" | "organized" | "thrown"
        ) && (1..=3).any(|back| line.is(place - back, Class::Be))
    })?;
    let by = (given + 1..last).find(|place| line.word(*place) == "by")?;
    let hosts = line.list_right(by + 1).units;
    let planned = (guests.edge..given).any(|place| line.is(place, Class::Modal));
    hosts.iter().any(|unit| is_human(line, *unit)).then(|| Frame {
        rule: "a dinner for B was given by A",
        subject: hosts,
        others: guests.units,
        confidence: 0.85,
        planned,
        start,
        end: clause_end(line, by + 1),
        ..Frame::default()
    })
}

/// `On arriving he had a rest; there were also talks with B`: the one spoken of, who stands before.
pub(super) fn existential(line: &Line<'_>, start: usize) -> Option<Vec<usize>> {
    let low = start.saturating_sub(4);
    let there = (low..start).rev().find(|place| line.word(*place) == "there")?;
    let past =
        (there + 1..start).any(|place| matches!(line.word(place), "was" | "were" | "came" | "followed"));
    let idle = (there + 1..start)
        .all(|place| line.is_auxiliary(place) || line.is_adverb(place) || line.is_verb(place));
    let one = |place: &usize| is_human(line, *place) && line.people(*place).len() == 1;
    let spoken = (0..there).find(one);
    (past && idle).then_some(vec![spoken?])
}

/// `three days of meetings in Rome between A and B`; a verb behind them is that of the meetings.
pub(super) fn between(line: &Line<'_>, from: usize) -> Vec<usize> {
    const FAR: usize = 14;
    let last = (from + FAR).min(line.length());
    // "Talks on fishing were held in Lima between A and B", "A meeting on trade took place between A and B"
    let held = |at: usize| matches!(line.word(at), "held" | "conducted" | "convened");
    let happened = |at: usize| {
        held(at)
            || matches!(line.word(at), "was" | "were" | "been") && held(at + 1)
            || line.words_at(at, &["took", "place"])
            || line.words_at(at, &["taken", "place"])
            || line.words_at(at, &["place"])
    };
    let marker = (from..last)
        .take_while(|place| {
            (!line.is_verb(*place) || happened(*place)) && !matches!(line.word(*place), ";" | "." | ":")
        })
        .find(|place| matches!(line.word(*place), "between" | "among" | "involving"));
    // "an intensive shuttle between A and B" is not their meeting.
    let other = |marker: &usize| {
        matches!(
            line.word(marker - 1),
            "shuttle"
                | "gap"
                | "differences"
                | "dispute"
                | "ties"
                | "relations"
                | "tensions"
                | "war"
                | "conflict"
                | "peace"
                | "fighting"
                | "rivalry"
        )
    };
    let marker = marker.filter(|marker| *marker > from && !other(marker) || *marker == from);
    let units = marker.map(|marker| line.subject_list(marker + 1).units).unwrap_or_default();
    // "talks on trade between Chile and Peru" may be of others.
    let theirs =
        marker.is_some_and(|marker| marker > from && matches!(line.word(marker - 1), "border" | "trade"));
    if theirs && !units.iter().all(|unit| !line.people(*unit).is_empty()) { vec![] } else { units }
}

/// `In the trade talks, A and B agreed`.
pub(super) fn opens_sentence(line: &Line<'_>, start: usize) -> bool {
    start == 1 && matches!(line.word(0), "in" | "at" | "during")
}

/// `a series of meetings in Rome: with A on Monday, with B on Tuesday`: the list behind the mark.
pub(super) fn listed_behind(line: &Line<'_>, from: usize, end: usize) -> Vec<usize> {
    let last = (end + 1).min(line.length());
    let mark = (from..last).find(|place| matches!(line.word(*place), ":" | "–" | "—" | "-" | "--"));
    let Some(mark) = mark else { return vec![] };
    let start = if line.word(mark + 1) == "first" { mark + 2 } else { mark + 1 };
    if line.word(start) != "with" || !is_human(line, start + 1) {
        return vec![];
    }
    line.list_right(start + 1).units
}

/// The end of the clause where it goes on with `, was held on Tuesday in Geneva`.
pub(super) fn happening(line: &Line<'_>, end: usize) -> usize {
    let from = if line.word(end) == "," { end + 1 } else { end };
    let from = if matches!(line.word(from), "which" | "that") { from + 1 } else { from };
    let verb = (from..(from + 4).min(line.length()))
        .find(|place| line.is_verb(*place) && !line.is_auxiliary(*place));
    match verb {
        Some(verb)
            if matches!(
                line.word(verb),
                "held" | "took" | "opened" | "began" | "convened" | "lasted" | "ended"
            ) =>
        {
            clause_end(line, verb + 1)
        }
        _ => end,
    }
}

/// The verb whose object the noun is: `held`, `took part in`, `attended`.
pub(super) fn light_verb(line: &Line<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    let mut over_preposition = false;
    for _ in 0..6 {
        let left = at.checked_sub(1)?;
        if line.any(left, LIGHT) && !matches!(line.word(left), "open") {
            return Some(left);
        }
        // "led their delegations in talks"
        let suite = line.mention(left).is_some_and(|mention| {
            matches!(mention.kind, Kind::Delegation { .. } | Kind::Pronoun { possessive: true, .. })
        }) && over_preposition;
        let step = suite
            || line.is_adverb(left)
            || line.is_time(left)
            || matches!(
                line.word(left),
                "part" | "up" | "off" | "a" | "round" | "series" | "number" | "several"
            );
        if step {
            at = left;
        } else if matches!(line.word(left), "in" | "of" | "for") && !over_preposition
            || line.word(left) == "over" && line.is(left.wrapping_sub(1), Class::Chair)
        {
            // "took part in", "participated in", "held a series of meetings"
            over_preposition = true;
            at = left;
        } else {
            return None;
        }
    }
    None
}

/// `after talks with B, A said`: the subject of the clause takes part, unless the phrase tells of a plan.
pub(super) fn adverbial(line: &Line<'_>, start: usize, frame: &mut Frame) {
    let Some(left) = start.checked_sub(1) else {
        frame.subject = line.main_subject(start, 3);
        return;
    };
    let word = line.word(left);
    // "Also on his agenda are meetings with B"
    let agenda = |at: usize| {
        matches!(line.word(at), "agenda" | "schedule" | "programme" | "program" | "itinerary" | "diary")
    };
    if line.is(left, Class::Be) && left.checked_sub(1).is_some_and(agenda) {
        frame.planned = true;
        return;
    }
    // "never agreed on talks with B"
    if left > 0 && matches!(word, "on" | "to" | "upon") && line.word(left - 1).starts_with("agree") {
        let subject = line.subject(left - 1);
        frame.planned = true;
        frame.negated |=
            subject.negated || left > 1 && matches!(line.word(left - 2), "never" | "not" | "n't");
        frame.subject = subject.parties;
        return;
    }
    if word == "in" && left > 0 && (line.is(left - 1, Class::Be) || line.is(left - 1, Class::Adverb)) {
        // "A and B were in talks with C"
        let low = left.saturating_sub(3);
        if let Some(be) = (low..left).rev().find(|place| line.is(*place, Class::Be)) {
            let subject = line.subject(be);
            frame.planned |= subject.planned;
            frame.negated |= subject.negated;
            frame.subject = subject.parties;
            return;
        }
    }
    let gone = word == "for" && line.went(left);
    if matches!(word, "ahead" | "precedes" | "preceded" | "prepare" | "seek" | "seeks")
        || word == "for" && !gone
        || line.words_before(start, &["ahead", "of"])
        || line.words_before(start, &["eve", "of"])
    {
        frame.planned = true;
    }
    // "will meet the envoys before he goes into another round of talks with B", "A to see C before talks with B"
    let before = (0..=left).rev().take(10).find(|at| line.word(*at) == "before");
    frame.planned |= before.is_some_and(|before| {
        let goes = (before + 1..=left).any(|at| {
            matches!(
                line.word(at),
                "goes" | "holds" | "meets" | "begins" | "starts" | "enters" | "travels" | "flies" | "heads"
            )
        });
        let to = (0..before).any(|at| {
            line.word(at) == "to" && line.is_verb(at + 1) && at > 0 && line.party(at - 1).is_some()
        });
        let past = (0..before)
            .any(|at| line.is_verb(at) && !line.is_auxiliary(at) && line.word(at.wrapping_sub(1)) != "to");
        goes || to && !past
    });
    if matches!(word, "without") {
        frame.negated = true;
    }
    if word == "in" && left > 0 && matches!(line.word(left - 1), "was" | "were" | "been") {
        // "A and B were in private talks with C"
        let subject = line.subject(left - 1);
        frame.planned |= subject.planned;
        frame.negated |= subject.negated;
        frame.subject = subject.parties;
        return;
    }
    if matches!(
        word,
        "during"
            | "after"
            | "following"
            | "in"
            | "at"
            | "from"
            | "before"
            | "since"
            | "through"
            | "as"
            | "into"
            | "on"
            | "for"
            | "between"
    ) || line.word(left) == "of"
        || word == "to" && line.went(left)
    {
        frame.subject =
            inserted(line, left).filter(|_| word != "before").unwrap_or_else(|| line.main_subject(left, 3));
        // "will meet B on Wednesday after talks with C on Tuesday"
        let main = (left.saturating_sub(20)..left)
            .rev()
            .take_while(|at| !matches!(line.word(*at), ";" | ":" | "that" | "said"))
            .find(|at| line.is_verb(*at) && !line.is_auxiliary(*at));
        frame.planned |= matches!(word, "after" | "following")
            && main.is_some_and(|verb| {
                (verb.saturating_sub(2)..verb).any(|at| matches!(line.word(at), "will" | "'ll" | "shall"))
            });
        if gone {
            // "had gone to Hanoi together with C for a meeting with B"
            let low = left.saturating_sub(30);
            let along = (low..left).rev().find(|place| {
                line.words_at(*place, &["together", "with"]) || line.words_at(*place, &["along", "with"])
            });
            let more = along.map(|along| line.list_right(along + 2).units).unwrap_or_default();
            frame.subject.extend(more.into_iter().filter(|unit| *unit < left && is_human(line, *unit)));
        }
        if line.words_before(start, &["ahead", "of"]) {
            frame.subject = line.main_subject(left - 1, 3);
        }
        return;
    }
    if line.is(left, Class::Plan) || line.is(left, Class::Deny) {
        governed(line, start, frame);
        let subject = line.subject(left);
        frame.subject = subject.parties;
        return;
    }
    let ahead = |at: usize| line.is(at, Class::Modal) || line.word(at) == "to";
    if line.is(left, Class::Be) && (left.saturating_sub(3)..left).any(ahead) {
        // "would be meeting, one by one, with B and C"
        frame.planned = true;
    }
    // ", in talks with": the party just before a caption's comma.
    if word == "," || line.is_verb(left) {
        frame.subject = line.subject(left + 1).parties;
    }
}

/// `A, in talks with B in Rome, praised the accord`: the subject before a phrase that commas set off, and its verb behind.
fn inserted(line: &Line<'_>, preposition: usize) -> Option<Vec<usize>> {
    const LONGEST: usize = 30;
    let before = preposition.checked_sub(2).filter(|at| line.word(at + 1) == "," && is_human(line, *at))?;
    let close = (preposition + 1..(preposition + LONGEST).min(line.length()))
        .filter(|at| line.word(*at) == ",")
        .find(|at| {
            line.is_verb(at + 1)
                || line.is_auxiliary(at + 1)
                || line.is_adverb(at + 1) && line.is_verb(at + 2)
        })?;
    let clause =
        (preposition + 1..close).any(|at| line.is_verb(at) || matches!(line.word(at), ";" | "\"" | "”"));
    (!clause).then(|| line.list_left(before).units).filter(|units| !units.is_empty())
}
