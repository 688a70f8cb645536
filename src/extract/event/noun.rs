//! Nouns of meeting with the parties around them.
//!
//! | construction | example |
//! |---|---|
//! | held | A held talks in Paris with B; A and B held talks; A took part in a summit hosted by B |
//! | possessive | A's meeting with B; during his call with B |
//! | adverbial | after talks with B, A said …; A said after talks with B |
//! | between | talks between A and B; a summit of A, B and C |

use super::frame::{Frame, clause_end, is_human};
use super::line::Line;
use super::prospect::{after_status, governed, in_what_will_be};
use super::verb::{whom, with_list};
use super::words::Class;
use crate::extract::document::Kind;
use crate::model::MeetingKind;

/// `the plan agreed at the meeting held in June`: where something else was agreed, not what the sentence tells.
fn agreed_at(line: &Line<'_>, start: usize) -> bool {
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
}

/// What stands before the noun.
struct Before {
    /// The first unit of the noun phrase.
    start: usize,
    /// The unit of the possessor.
    owner: Option<usize>,
    definite: bool,
    planned: bool,
    /// `no talks`
    none: bool,
    plural: bool,
}

const LIGHT: &[Class] = &[Class::Support, Class::Attend, Class::Join, Class::Chair];
const UNSURE: &[&str] = &[
    "planned",
    "upcoming",
    "expected",
    "possible",
    "potential",
    "proposed",
    "forthcoming",
    "future",
    "coming",
    "scheduled",
    "supposed",
    "alleged",
    "purported",
    "prospective",
    "eventual",
    "next",
    "purported",
    "reported",
    "would-be",
];

pub fn frame(line: &Line<'_>, at: usize) -> Option<Frame> {
    let unit = line.get(at)?;
    if !(unit.classes.has(Class::Noun) || unit.classes.has(Class::Gathering)) || followed_by_noun(line, at) {
        return None;
    }
    if matches!(unit.word.as_ref(), "talks" | "calls" | "call" | "exchange") && !is_nominal(line, at) {
        return None;
    }
    let before = before(line, at);
    if let Some(frame) = feast(line, at, before.start) {
        return Some(frame);
    }
    if at > 0 && matches!(line.word(at - 1), "news" | "press") || of_a_chamber(line, at) {
        return None;
    }
    if line.words_before(before.start, &["sidelines", "of"])
        || line.words_before(before.start, &["margins", "of"])
    {
        // The occasion of another meeting.
        return None;
    }
    let also =
        line.words_before(before.start, &["also", "at"]) || line.words_before(before.start, &["also", "in"]);
    if also && before.definite && joined_by(line, at + 1 + usize::from(line.word(at + 1) == ",")) {
        // "A was also at the dinner, together with B": told as those who were there.
        return None;
    }
    if agreed_at(line, before.start) && matches!(line.word(at + 1), "held" | "convened" | "in" | "on") {
        return None;
    }
    let mut frame = Frame {
        start: before.start,
        planned: before.planned,
        negated: before.none,
        anaphoric: before.definite,
        confidence: 0.88,
        end: clause_end(line, at + 1),
        kind: phone(line, before.start, at).or_else(|| courtesy(line, before.start, at)),
        ..Frame::default()
    };
    let next = skip_names(line, at + 1);
    let end = frame.end;
    frame.end = happening(line, end);
    let owners = before.owner.filter(|unit| is_human(line, *unit) || line.party(*unit).is_none());
    if let Some(owner) = owners {
        frame.subject = owner_units(line, owner);
        frame.rule = "A's meeting with B";
        frame.start = frame.start.min(owner);
        frame.planned |= in_what_will_be(line, frame.start);
    }
    let of = matches!(line.word(next), "between" | "among" | "involving")
        || line.word(next) == "of" && line.party(next + 1).is_some();
    let together = if of { line.subject_list(next + 1).units } else { between(line, next) };
    let phoned = frame.kind == Some(MeetingKind::Call);
    let markers: &[&str] = match unit.word.as_ref() {
        "call" | "calls" if phoned => &["with", "to"],
        "call" | "calls" => &["with", "on"],
        // "gave audience to B"
        "audience" | "audiences" => &["with", "to"],
        _ => &["with"],
    };
    let mut with = with_list(line, next, markers);
    if with.is_empty() && together.is_empty() {
        with = listed_behind(line, next, end);
        frame.apart |= !with.is_empty();
    }
    let had = |unit: usize| matches!(line.word(unit), "had" | "held" | "hosted");
    let open =
        (next..next + 3).find(|place| !matches!(line.word(*place), "which" | "that" | "\"" | "”" | "''"));
    let holder = open.unwrap_or(next);
    let held = frame.subject.is_empty() && had(holder + 1) && is_human(line, holder);
    if held && with.is_empty() {
        with = with_list(line, holder + 2, &["with"]);
    }
    if held && !with.is_empty() {
        // "the conversation he had there with B"
        frame.subject = vec![holder];
        frame.end = clause_end(line, holder + 2);
        frame.others = with;
        frame.rule = "the talks A had with B";
        return Some(frame);
    }
    let host = ["hosted", "chaired", "co-chaired", "attended", "led", "convened"]
        .iter()
        .find_map(|word| (next..end).find(|place| line.words_at(*place, &[word, "by"])))
        .filter(|place| line.word(*place) != "convened")
        .map(|place| line.subject_list(place + 2).units)
        .unwrap_or_default();
    let named = |units: &[usize]| units.iter().any(|unit| is_human(line, *unit));
    let by = (next..end)
        .find(|place| line.words_at(*place, &["held", "by"]) || line.words_at(*place, &["conducted", "by"]));
    if let Some(by) = by.filter(|by| frame.subject.is_empty() && *by > next && line.is_auxiliary(*by - 1)) {
        // "A meeting was held by A with B"
        frame.subject = line.list_right(by + 2).units;
        frame.others = with;
        frame.rule = "a meeting was held by A with B";
        after_status(line, at, end, &mut frame);
        return named(&frame.subject).then_some(frame);
    }
    let verb = if line.is_adverb(next + 1) { next + 2 } else { next + 1 };
    let joined = matches!(line.word(next), "was" | "were")
        && matches!(line.word(verb), "attended" | "joined" | "witnessed")
        && (verb + 1..verb + 5).any(|by| line.word(by) == "by");
    let unknown = !frame.subject.iter().any(|unit| line.people(*unit).len() == 1);
    if joined && (before.definite || before.owner.is_some()) && unknown {
        // "The meeting was attended by C": those told before and C.
        return None;
    }

    if named(&together) && frame.subject.is_empty() {
        frame.rule = "a meeting between A and B";
        frame.others = together;
        frame.others.extend(host);
        if line.word(next) == "of" {
            // "the meeting of A with B"
            frame.others.extend(with);
        }
        after_status(line, at, end, &mut frame);
        governed(line, before.start, &mut frame);
        return Some(frame);
    }
    let led = light_verb(line, before.start);
    if led.is_some_and(|verb| line.any(verb, &[Class::Attend, Class::Join])) && joined_by(line, next) {
        // "B attended the meeting along with C": told as those who were there.
        return None;
    }
    if let Some(subject) =
        existential(line, before.start).filter(|_| frame.subject.is_empty() && named(&with))
    {
        frame.rule = "there were talks with B";
        frame.subject = subject;
        frame.others = with;
        frame.confidence = 0.76;
        after_status(line, at, end, &mut frame);
        return Some(frame);
    }
    if let Some(verb) = led.filter(|_| frame.subject.is_empty()) {
        let subject = line.subject(verb);
        let came = line.any(verb, &[Class::Attend, Class::Join]) || line.word(verb) == "took";
        if came && before.definite && with.is_empty() && host.is_empty() && named(&subject.parties) {
            // "A and B attended the meeting": the meeting told before, of others and them.
            return None;
        }
        frame.rule = "A held talks with B";
        frame.planned |= subject.planned || subject.purpose;
        frame.negated |= subject.negated;
        frame.start = frame.start.min(subject.start);
        frame.subject = subject.parties;
        frame.nameless.extend(subject.nameless);
        if line.word(verb) == "having" || line.word(verb).ends_with("ing") {
            frame.rule = "holding talks with B, A …";
        }
    } else if frame.subject.is_empty() && (named(&with) || named(&host)) {
        frame.rule = "after talks with B, A …";
        frame.confidence = 0.82;
        adverbial(line, before.start, &mut frame);
    } else if frame.subject.is_empty()
        && (!before.definite || opens_sentence(line, before.start))
        && leads_in(line, before.start)
    {
        // "After a long meeting, A and B said": those of the clause, where they are several.
        let several = line.main_subject(before.start - 1, 3);
        if several.iter().filter(|unit| is_human(line, **unit)).count() >= 2 {
            frame.subject = several;
            frame.rule = "after talks, A and B …";
            frame.confidence = 0.8;
        }
    } else {
        governed(line, before.start, &mut frame);
    }
    frame.others = with;
    if led.is_some() && frame.others.is_empty() {
        frame.others.extend(whom(line, frame.start));
    }
    frame.others.extend(host);
    after_status(line, at, end, &mut frame);
    if frame.subject.is_empty() && frame.others.is_empty() && line.word(0) == "with" {
        // "With B, A said, discussions centred on trade"
        let others = line.list_right(1).units;
        let subject = line.subject_behind(0);
        let led = subject.iter().all(|unit| *unit < before.start) && named(&subject);
        if led
            && named(&others)
            && matches!(unit.word.as_ref(), "talks" | "discussions" | "discussion" | "conversation")
        {
            (frame.subject, frame.others) = (subject, others);
            frame.rule = "with B, A said, talks …";
            frame.confidence = 0.8;
        }
    }
    let parties = frame.subject.len() + frame.others.len();
    // "agreed at the close of talks in Pretoria": whose they are later sentences say.
    let there = |at: usize| line.word(at) == "in" && line.place(at + 1).is_some();
    let happened = |at: usize| {
        line.is(at, Class::Be) && matches!(line.word(at + 1), "held" | "convened" | "opened")
            || matches!(line.word(at), "opened" | "began" | "took" | "ended" | "convened")
    };
    let scene = matches!(unit.word.as_ref(), "talks" | "summit" | "session" | "negotiations")
        && (there(next) || happened(next) || line.word(next) == "held");
    if parties == 0 && (!before.definite || before.plural) && !scene {
        return None;
    }
    if frame.rule.is_empty() {
        frame.rule = "the meeting";
    }
    Some(frame)
}

/// `A luncheon in honour of A was given on Sunday by B`.
fn feast(line: &Line<'_>, at: usize, start: usize) -> Option<Frame> {
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
fn existential(line: &Line<'_>, start: usize) -> Option<Vec<usize>> {
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
fn between(line: &Line<'_>, from: usize) -> Vec<usize> {
    const FAR: usize = 14;
    let last = (from + FAR).min(line.length());
    let marker = (from..last)
        .take_while(|place| {
            (!line.is_verb(*place) || line.word(*place) == "held")
                && !matches!(line.word(*place), ";" | "." | ":")
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
                | "border"
                | "trade"
        )
    };
    let marker = marker.filter(|marker| *marker > from && !other(marker) || *marker == from);
    marker.map(|marker| line.subject_list(marker + 1).units).unwrap_or_default()
}

/// `along with`, `together with` right behind the noun.
fn joined_by(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "along" | "together" | "alongside") && line.word(at + 1) != "the"
}

/// `In the trade talks, A and B agreed`.
fn opens_sentence(line: &Line<'_>, start: usize) -> bool {
    start == 1 && matches!(line.word(0), "in" | "at" | "during")
}

fn leads_in(line: &Line<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| {
        matches!(line.word(before), "with" | "at" | "in" | "during" | "after" | "following")
    })
}

/// `a series of meetings in Rome: with A on Monday, with B on Tuesday`: the list behind the mark.
fn listed_behind(line: &Line<'_>, from: usize, end: usize) -> Vec<usize> {
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
fn happening(line: &Line<'_>, end: usize) -> usize {
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

/// `meeting room`, `call centre`, `session chair`: the noun only describes another.
fn followed_by_noun(line: &Line<'_>, at: usize) -> bool {
    matches!(
        line.word(at + 1),
        "room"
            | "rooms"
            | "hall"
            | "table"
            | "point"
            | "place"
            | "agenda"
            | "centre"
            | "center"
            | "records"
            | "process"
    )
}

/// `talks`, `calls` as nouns, not verbs.
fn is_nominal(line: &Line<'_>, at: usize) -> bool {
    if at == 0 {
        return true;
    }
    let before = at - 1;
    let official = line.get(before).is_some_and(|unit| unit.word == "official" && unit.tokens.len() == 1);
    if line.party(before).is_some()
        && !official
        && !matches!(
            line.mention(before).map(|mention| &mention.kind),
            Some(Kind::State { .. } | Kind::Organization { .. })
        )
    {
        // "Modi talks with Xi": a verb in a headline.
        return false;
    }
    true
}

/// A name behind the noun: `the summit "Peace 2024"`, `meeting (CFM)`.
fn skip_names(line: &Line<'_>, at: usize) -> usize {
    if line.word(at) == "(" {
        return (at + 1..(at + 12).min(line.length()))
            .find(|place| line.word(*place) == ")")
            .map_or(at, |close| close + 1);
    }
    at
}

/// `a courtesy call on B` is no call by telephone.
fn courtesy(line: &Line<'_>, start: usize, at: usize) -> Option<MeetingKind> {
    (start..at)
        .any(|place| matches!(line.word(place), "courtesy" | "farewell" | "introductory"))
        .then_some(MeetingKind::Meeting)
}

fn phone(line: &Line<'_>, start: usize, at: usize) -> Option<MeetingKind> {
    let call = (start..at).any(|place| matches!(line.word(place), "phone" | "telephone" | "telephonic"));
    if call {
        return Some(MeetingKind::Call);
    }
    (start..=at).any(|place| line.word(place) == "summit").then_some(MeetingKind::Summit)
}

/// The noun phrase to the left: adjectives, articles, the possessor.
fn before(line: &Line<'_>, at: usize) -> Before {
    let mut found =
        Before { start: at, owner: None, definite: false, planned: false, none: false, plural: false };
    let word = line.word(at);
    found.plural = word.ends_with('s') && word != "talks";
    let low = at.saturating_sub(9);
    while found.start > low {
        let left = found.start - 1;
        let Some(unit) = line.get(left) else { break };
        if let Some(mention) = unit.mention {
            match &mention.kind {
                Kind::Pronoun { possessive: true, .. } => {
                    found.owner = Some(left);
                    found.start = left;
                    break;
                }
                Kind::State { .. } | Kind::Organization { .. } | Kind::Place { .. }
                    if !line.is(left.wrapping_sub(1), Class::Prep) =>
                {
                    found.start = left
                }
                // "their official talks"
                Kind::Role { plural: false } if unit.word == "official" && unit.tokens.len() == 1 => {
                    found.start = left
                }
                _ => break,
            }
            continue;
        }
        if unit.word == ")" {
            let open = (left.saturating_sub(8)..left).rev().find(|place| line.word(*place) == "(");
            let Some(open) = open else { break };
            found.start = open;
            continue;
        }
        if unit.time.is_some() {
            if line.word(left + 1) != "'s" {
                break;
            }
            found.start = left;
            found.definite = true;
            continue;
        }
        match unit.word.as_ref() {
            "'s" | "'" | "s'" => {
                found.start = left;
                let modifier = left > 0
                    && line.mention(left - 1).is_some_and(|mention| {
                        matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
                    });
                if modifier {
                    // "the Leaders' Retreat" is a name, not a possession.
                    found.start = left - 1;
                    continue;
                }
                if left > 0 && line.party(left - 1).is_some() {
                    found.owner = Some(left - 1);
                    found.start = left - 1;
                    break;
                }
                continue;
            }
            "the" | "that" | "this" | "these" | "those" => {
                found.definite = true;
                found.start = left;
                break;
            }
            // "held an “informal summit”"
            "\"" | "“" if line.is(left.wrapping_sub(1), Class::Det) => {
                found.start = left;
                continue;
            }
            "'\"" | "\"" | "“" => break,
            _ => {}
        }
        found.planned |= UNSURE.contains(&unit.word.as_ref());
        if unit.classes.has(Class::Det) {
            found.none |= unit.word == "no";
            found.start = left;
            continue;
        }
        let adjective = unit.classes.is_empty()
            || unit.classes.has(Class::Plan)
            || unit.classes.has(Class::Noun) && left > 0;
        let also = line.is(left, Class::Adverb)
            && matches!(
                unit.word.as_ref(),
                "separate" | "first" | "face-to-face" | "one-on-one" | "virtual" | "again"
            );
        let joined = unit.word == "and"
            && left > 0
            && line.get(left - 1).is_some_and(|unit| unit.is_word() && unit.classes.is_empty());
        let participle = line.is_verb(left)
            && left > 0
            && (line.is(left - 1, Class::Det) || line.is(left - 1, Class::Support));
        if (adjective && (!line.is_verb(left) || participle) && unit.word.starts_with(char::is_alphanumeric))
            || also
            || joined
        {
            found.start = left;
        } else {
            break;
        }
    }
    found
}

/// `A and B's meeting`: both.
fn owner_units(line: &Line<'_>, owner: usize) -> Vec<usize> {
    if line.mention(owner).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. })) {
        return vec![owner];
    }
    line.list_left(owner).units
}

/// The verb whose object the noun is: `held`, `took part in`, `attended`.
fn light_verb(line: &Line<'_>, start: usize) -> Option<usize> {
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
fn adverbial(line: &Line<'_>, start: usize, frame: &mut Frame) {
    let Some(left) = start.checked_sub(1) else {
        frame.subject = line.main_subject(start, 3);
        return;
    };
    let word = line.word(left);
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
    {
        frame.planned = true;
    }
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
        frame.subject = line.main_subject(left, 3);
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
    // ", in talks with": the party just before a caption's comma.
    if word == "," || line.is_verb(left) {
        frame.subject = line.subject(left + 1).parties;
    }
}

/// `a session of the Foreign Relations Committee`: the work of a chamber; that of a joint commission is diplomacy.
fn of_a_chamber(line: &Line<'_>, at: usize) -> bool {
    const LONGEST: usize = 6;
    const CHAMBERS: &[&str] =
        &["commission", "committee", "parliament", "senate", "congress", "duma", "cabinet"];
    const SHARED: &[&str] = &["joint", "intergovernmental", "mixed", "bilateral", "trilateral", "tripartite"];
    let sits = matches!(line.word(at), "session" | "sitting" | "hearing" | "sessions" | "hearings");
    let end = (at + 2..at + 2 + LONGEST).find(|place| {
        line.get(*place).is_some_and(|unit| {
            let last = line.doc.word(unit.tokens.end.saturating_sub(1)).to_lowercase();
            CHAMBERS.contains(&last.as_str())
        })
    });
    let own = end.is_some_and(|end| (at + 2..=end).all(|place| !SHARED.contains(&line.word(place))));
    sits && line.word(at + 1) == "of" && own
}
