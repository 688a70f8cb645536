//! Nouns of meeting with the parties around them.
//!
//! | construction | example |
//! |---|---|
//! | held | A held talks in Paris with B; A and B held talks; A took part in a summit hosted by B |
//! | possessive | A's meeting with B; during his call with B |
//! | adverbial | after talks with B, A said …; A said after talks with B |
//! | between | talks between A and B; a summit of A, B and C |

mod clause;
mod phrase;

use super::frame::{Frame, clause_end, is_human};
use super::line::Line;
use super::prospect::{after_status, governed, in_what_will_be};
use super::verb::{whom, with_list};
use super::words::Class;
use crate::extract::document::Kind;
use crate::model::MeetingKind;
use clause::{
    adverbial, agreed_at, between, existential, feast, happening, light_verb, listed_behind, opens_sentence,
};
use phrase::{
    before, courtesy, followed_by_noun, is_nominal, joined_by, leads_in, of_a_chamber, owner_units, phone,
    skip_names,
};

/// `after the talks that A had had with B`.
pub const IN_PASSING: &str = "the talks A had with B";

/// `Yesterday's meeting with A and B went on for an hour`: the verb behind is that of the meeting, and B no subject.
fn at_the_head(line: &Line<'_>, start: usize, with: Vec<usize>) -> Vec<usize> {
    let first = start.checked_sub(1);
    let heads = first.is_none_or(|before| {
        matches!(line.word(before), "once" | "when" | "because" | "since" | "that" | "as")
    }) || start == 1 && (line.is_time(0) || line.word(0) == "'s");
    let Some(last) = with.last().copied().filter(|_| heads) else { return with };
    let list = line.subject_list(last);
    let more = list.units.into_iter().filter(|unit| is_human(line, *unit) && !with.contains(unit));
    with.iter().copied().chain(more).collect()
}

pub fn frame(line: &Line<'_>, at: usize) -> Option<Frame> {
    let unit = line.get(at)?;
    if !(unit.classes.has(Class::Noun) || unit.classes.has(Class::Gathering)) || followed_by_noun(line, at) {
        return None;
    }
    // "their bilateral relations"
    let of_another = line
        .get(at + 1)
        .is_some_and(|next| next.is_word() && (next.classes.is_empty() || next.classes.has(Class::Noun)));
    if unit.word == "bilateral" && of_another {
        return None;
    }
    if matches!(unit.word, "talks" | "calls" | "call" | "exchange") && !is_nominal(line, at) {
        return None;
    }
    let lasting = || {
        (at + 2..at + 6).any(|place| {
            line.is_time(place) || matches!(line.word(place), "minutes" | "hour" | "hours" | "minute")
        })
    };
    // "took bribes in exchange for favours"
    if unit.word == "exchange" && line.words_before(at, &["in"]) {
        return None;
    }
    // "A and B chaired the meeting for the United States": their side of it.
    if for_a_side(line, at) {
        return None;
    }
    if matches!(unit.word, "call" | "calls") && line.word(at + 1) == "for" && !lasting() {
        // "renewed his call for calm"
        return None;
    }
    let before = before(line, at);
    // "three days after the Rome summit": another event, by which this one is dated.
    let dates = before.start.checked_sub(1).is_some_and(|after| {
        matches!(line.word(after), "after" | "before" | "since")
            && matches!(line.word(after.wrapping_sub(1)), "days" | "weeks" | "months" | "years" | "hours")
    });
    let named = line.mention(at.wrapping_sub(1)).is_some_and(|mention| mention.people.is_empty());
    if dates && named && !line.any(at + 1, &[Class::Prep]) {
        return None;
    }
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
        negated: before.none
            || (before.start.saturating_sub(2)..at).any(|place| {
                matches!(line.word(place), "ruled" | "rules" | "ruling") && line.word(place + 1) == "out"
            }),
        anaphoric: before.definite,
        confidence: 0.88,
        end: clause_end(line, at + 1),
        kind: phone(line, before.start, at).or_else(|| courtesy(line, before.start, at)),
        ..Frame::default()
    };
    let next = skip_names(line, at + 1);
    let end = frame.end;
    frame.end = happening(line, end);
    // "At their meeting in Lima A and B agreed": theirs, who are named behind.
    let ahead = before.owner.filter(|owner| {
        *owner == 1
            && opens_sentence(line, *owner)
            && line.get(*owner).is_some_and(|unit| unit.word == "their")
    });
    let ahead = ahead.map(|owner| line.main_subject(owner - 1, 3)).filter(|several| {
        several.iter().filter(|unit| is_human(line, **unit) && !line.people(**unit).is_empty()).count() >= 2
    });
    if let Some(several) = ahead {
        frame.subject = several;
        frame.rule = "after talks, A and B …";
        frame.confidence = 0.84;
        return Some(frame);
    }
    let owners = before.owner.filter(|unit| is_human(line, *unit) || line.party(*unit).is_none());
    if let Some(owner) = owners {
        frame.subject = owner_units(line, owner);
        frame.rule = "A's meeting with B";
        frame.start = frame.start.min(owner);
        frame.planned |= in_what_will_be(line, frame.start);
    }
    let of = matches!(line.word(next), "between" | "among" | "involving")
        || line.word(next) == "of" && line.party(next + 1).is_some();
    let list = of.then(|| line.subject_list(next + 1)).filter(|list| !list.units.is_empty());
    // "A meeting between A; B; and C was put off": what comes of it stands behind the list.
    let end = list.as_ref().map_or(end, |list| end.max(list.edge));
    let together = match list {
        Some(list) => list.units,
        None if of => vec![],
        None => between(line, next),
    };
    let phoned = frame.kind == Some(MeetingKind::Call);
    let markers: &[&str] = match unit.word {
        "call" | "calls" if phoned => &["with", "to"],
        "call" | "calls" => &["with", "on"],
        // "gave audience to B"
        "audience" | "audiences" => &["with", "to"],
        _ => &["with"],
    };
    let mut with = with_list(line, next, markers);
    with = at_the_head(line, before.start, with);
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
        frame.rule = IN_PASSING;
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
    let at_which =
        before.start.checked_sub(1).is_some_and(|left| matches!(line.word(left), "at" | "in" | "during"));
    let received = |place: usize| line.any(place, &[Class::Receive, Class::Meet, Class::Welcome]);
    if at_which && !host.is_empty() && with.is_empty() && (0..before.start).any(received) {
        // "A received B at a meeting attended by C": told as those who were there.
        return None;
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
        // "Further meetings were with A; B; and C"
        let plural = matches!(unit.word, "meetings" | "bilaterals" | "calls" | "audiences");
        frame.apart |= frame.subject.is_empty() && plural;
    } else if frame.subject.is_empty()
        && (!before.definite || opens_sentence(line, before.start))
        && leads_in(line, before.start)
    {
        // "After a long meeting, A and B said": those of the clause, where they are several.
        let several = line.main_subject(before.start - 1, 3);
        // "The presidents of X and Y, A and B, agreed at talks"
        let listed = |unit: &usize| {
            line.people(*unit).len() > 1
                && line.mention(*unit).is_some_and(|mention| mention.kind == Kind::Role { plural: true })
        };
        let human = several.iter().filter(|unit| is_human(line, **unit)).count();
        if human >= 2 || several.iter().any(listed) {
            frame.subject = several;
            frame.rule = "after talks, A and B …";
            frame.confidence = 0.8;
        }
    } else {
        governed(line, before.start, &mut frame);
    }
    frame.others = with;
    if led.is_some() && frame.others.is_empty() && line.word(0) == "with" && is_human(line, 1) {
        // "With B she had a meeting"
        let list = line.list_right(1);
        if frame.subject.iter().all(|unit| *unit >= list.edge) && named(&frame.subject) {
            frame.others = list.units;
        }
    }
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
            && matches!(unit.word, "talks" | "discussions" | "discussion" | "conversation")
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
    let scene = matches!(unit.word, "talks" | "summit" | "session" | "negotiations")
        && (there(next) || happened(next) || line.word(next) == "held");
    if parties == 0 && (!before.definite || before.plural) && !scene {
        return None;
    }
    if frame.rule.is_empty() {
        frame.rule = "the meeting";
    }
    Some(frame)
}

/// `chaired the meeting for the United States`.
fn for_a_side(line: &Line<'_>, at: usize) -> bool {
    let chaired = ["chaired", "led", "headed"].iter().any(|verb| line.words_before(at, &[verb, "the"]));
    let state = at + 2 + usize::from(line.is(at + 2, Class::Det));
    chaired && line.word(at + 1) == "for" && line.is_country(state)
}
