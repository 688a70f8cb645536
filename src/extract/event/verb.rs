//! Verbs of meeting with their subjects and objects.
//!
//! | construction | example |
//! |---|---|
//! | meet | A met B; A met in Paris with B; A and B met; the two met |
//! | talk | A spoke with B by phone; A sat down with B; A and B spoke by phone |
//! | discuss | A discussed trade with B; A and B discussed trade |
//! | call on | A called on B (but not: A called on B to stop) |
//! | join | A joined B in Paris for talks |
//! | sign | A and B signed a treaty; A signed for X and B for Y; signed by A and B |

use super::frame::{Frame, clause_end, is_human};
use super::line::{Line, Unit};
use super::reception::{credentials, receive};
use super::scan::Subject;
use super::signing::{sign, signing};
use super::stop;
use super::words::Class;
use crate::extract::document::Kind;
use crate::model::MeetingKind;

/// The frame of the verb at `at`; none where it is no verb of meeting or has no parties that meet.
pub fn frame(line: &Line<'_>, at: usize) -> Option<Frame> {
    let unit = line.get(at)?;
    let classes = unit.classes;
    if let Some(frame) = signing(line, at) {
        return Some(frame);
    }
    if is_noun(line, at) {
        return None;
    }
    let together = line.word(at + 1) == "together" && matches!(line.word(at), "came" | "got");
    if classes.has(Class::Meet) || together && line.word(at + 2) != "with" {
        return meet(line, at);
    }
    if classes.has(Class::Talk) || talking(line, at) {
        return talk(line, at);
    }
    if classes.has(Class::Receive) || classes.has(Class::Welcome) {
        return receive(line, at);
    }
    if classes.has(Class::Discuss) || exchanging(line, at) {
        return discuss(line, at);
    }
    if classes.has(Class::Phone) {
        return transitive(line, at, at + 1, "telephone");
    }
    if classes.has(Class::Visit) {
        return visit(line, at);
    }
    if classes.has(Class::See) {
        return see(line, at);
    }
    if classes.has(Class::Join) {
        return join(line, at);
    }
    if classes.has(Class::Sign) {
        return sign(line, at);
    }
    if matches!(unit.word, "co-chaired" | "co-chairs" | "cochaired") {
        let subject = subject_or_none(line, at);
        if line.word(at + 1) == "with" {
            // "co-chaired with B a meeting on the Sahel"
            let others = with_list(line, at + 1, &["with"]);
            let named = !subject.parties.is_empty() && others.iter().any(|unit| is_human(line, *unit));
            return named.then(|| build(line, at, "A co-chaired with B", subject, others, 0.86));
        }
        let several = heads(line, &subject.parties) >= 2;
        return several.then(|| build(line, at, "A and B co-chaired", subject, vec![], 0.86));
    }
    if matches!(unit.word, "had" | "has" | "have") {
        return as_guest(line, at);
    }
    if matches!(unit.word, "presented" | "presents" | "presenting" | "handed" | "submitted") {
        return credentials(line, at);
    }
    if matches!(
        unit.word,
        "called" | "calls" | "calling" | "call" | "paid" | "pays" | "paying" | "made" | "makes"
    ) {
        return call_on(line, at);
    }
    None
}

/// `meeting`, `visit`, `call` where they are nouns.
fn is_noun(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    if !matches!(
        word,
        "meeting"
            | "visit"
            | "visits"
            | "talk"
            | "call"
            | "calls"
            | "host"
            | "signing"
            | "discuss"
            | "led"
            | "sign"
            | "signs"
            | "lunches"
            | "talks"
            | "calling"
            | "chair"
    ) {
        return false;
    }
    // "Meeting in Rome on Monday, A and B agreed"
    let opens = at == 0 && word == "meeting" && matches!(line.word(1), "in" | "on" | "at" | "behind");
    if opens && heads(line, &line.subject_behind(at)) >= 2 {
        return false;
    }
    // "before calling on B"
    let called = word == "calling" && matches!(line.word(at + 1), "on" | "upon") && at > 0;
    if called && matches!(line.word(at - 1), "before" | "after" | "and" | "," | "while") {
        return false;
    }
    if matches!(word, "meeting" | "calling") {
        return !line.is_time(at + 1) && !is_human(line, at + 1) && !line.is(at + 1, Class::Adverb)
            || leads_noun(line, at);
    }
    leads_noun(line, at) || word == "talks"
}

/// An article, adjective or possessive before a noun.
fn leads_noun(line: &Line<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(unit) = line.get(before) else { return false };
    if let Some(mention) = unit.mention {
        return matches!(mention.kind, Kind::Pronoun { possessive: true, .. } | Kind::State { .. });
    }
    unit.is_word()
        && (unit.classes.has(Class::Det)
            || unit.word == "'s"
            || (unit.classes.is_empty()
                && unit.word.starts_with(char::is_alphabetic)
                && !line.is_verb(before)))
}

pub fn subject_or_none(line: &Line<'_>, at: usize) -> Subject {
    line.subject(at)
}

pub fn build(
    line: &Line<'_>,
    at: usize,
    rule: &'static str,
    subject: Subject,
    others: Vec<usize>,
    confidence: f64,
) -> Frame {
    let last = others.iter().copied().chain([at]).max().unwrap_or(at);
    Frame {
        rule,
        planned: subject.planned || subject.purpose,
        negated: subject.negated,
        start: subject.start.min(at),
        nameless: subject.nameless.into_iter().collect(),
        subject: subject.parties,
        others,
        confidence,
        end: clause_end(line, last.max(at) + 1),
        ..Frame::default()
    }
}

/// How many people, or groups of them, some units are.
pub fn heads(line: &Line<'_>, units: &[usize]) -> usize {
    units
        .iter()
        .filter_map(|unit| line.mention(*unit))
        .map(|mention| match mention.kind {
            Kind::Group | Kind::Role { plural: true } | Kind::Pronoun { plural: true, .. } => {
                mention.people.len().max(2)
            }
            _ => 1,
        })
        .sum()
}

/// Behind adverbs: `met separately`, `met again briefly`, `met for the first time`.
pub fn behind_adverbs(line: &Line<'_>, mut at: usize) -> usize {
    loop {
        if line.over_quantifier(at) > at {
            return line.over_quantifier(at);
        }
        if line.is_adverb(at) && !matches!(line.word(at), "both") || line.is_time(at) {
            at += 1;
        } else if line.words_at(at, &["for", "the", "first", "time"]) {
            at += 4;
        } else if line.words_at(at, &["up"]) {
            at += 1;
        } else if let Some(end) = aside(line, at) {
            at = end;
        } else {
            return at;
        }
    }
}

/// Behind an adverbial between commas: `met, in turn, A and B`, `met, separately, A`.
fn aside(line: &Line<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    if line.word(at) != "," {
        return None;
    }
    let close = (at + 2..(at + LONGEST).min(line.length())).find(|place| line.word(*place) == ",")?;
    let adverbial = line.words_at(at + 1, &["in", "turn"])
        || line.words_at(at + 1, &["among", "others"])
        || line.words_at(at + 1, &["one", "after", "the", "other"])
        || (at + 1..close)
            .all(|place| line.is_adverb(place) || line.is_time(place) || line.is(place, Class::Prep));
    adverbial.then_some(close + 1)
}

/// The list behind `with` in the clause that begins at `at`, over phrases of time, place and matter.
pub fn with_list(line: &Line<'_>, at: usize, markers: &[&str]) -> Vec<usize> {
    let end = clause_end(line, at);
    let mut found: Vec<usize> = Vec::new();
    let mut place = at;
    while place < end {
        // "with A on Monday ahead of talks with B"
        if !found.is_empty() && matches!(line.word(place), "ahead" | "before" | "after" | "despite") {
            break;
        }
        let marked = markers.contains(&line.word(place));
        // "spoke individually with: A; B; and C"
        let from = place + 1 + usize::from(line.word(place + 1) == ":");
        let human = marked && first_party(line, from).is_some();
        if human && !matters_of_another(line, place) {
            let list = line.list_right(from);
            let people = list.units.iter().any(|unit| is_human(line, *unit));
            let next = stop::phrases(line, list.edge);
            let next = if line.word(next) == "," && line.is(next + 1, Class::And) { next + 1 } else { next };
            if !people && line.is(next, Class::And) && markers.contains(&line.word(next + 1)) {
                // "with the government in Sarajevo and with B"
                place = next + 1;
                continue;
            }
            if people || found.is_empty() {
                found.extend(list.units);
            }
            place = list.edge.max(place + 1);
            // "with A, as well as with B"
            let well = place + usize::from(line.word(place) == ",");
            if line.words_at(well, &["as", "well", "as"]) && markers.contains(&line.word(well + 3)) {
                place = well + 3;
                continue;
            }
            // "with A and with B": go on; otherwise the list is over.
            if !(line.is(place, Class::And) || line.words_at(place, &[","])) {
                break;
            }
        } else {
            place += 1;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The first unit of a list behind a preposition.
pub fn first_party(line: &Line<'_>, at: usize) -> Option<usize> {
    let at = if matches!(line.word(at), "both" | "each" | "the") { at + 1 } else { at };
    (at..(at + 9).min(line.length())).find(|place| {
        line.party(*place).is_some()
            && (at..*place).all(|between| {
                // "the newly appointed Ambassadors"
                let participle = between + 1 == *place && between > at && line.word(between).ends_with("ed");
                !line.is(between, Class::Prep) && (participle || !line.is_verb(between))
            })
    })
}

/// `with` that belongs to a noun of its own: `ties with France`, `a dispute with Iran`.
fn matters_of_another(line: &Line<'_>, with: usize) -> bool {
    let state = line.mention(with + 1).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }));
    let before = with.checked_sub(1).map_or("", |before| line.word(before));
    state
        && matches!(
            before,
            "ties"
                | "relations"
                | "cooperation"
                | "dispute"
                | "war"
                | "trade"
                | "border"
                | "conflict"
                | "partnership"
                | "normalization"
        )
}

const GATHER: &[&str] = &["gathered", "gather", "gathers", "convened", "assembled", "reconvened"];

fn meet(line: &Line<'_>, at: usize) -> Option<Frame> {
    let mut subject = subject_or_none(line, at);
    let word = line.word(at);
    let next = behind_adverbs(line, at + 1);
    if GATHER.contains(&word) || matches!(word, "came" | "got") {
        let several = heads(line, &subject.parties) >= 2;
        return several.then(|| build(line, at, "A and B gathered", subject, vec![], 0.85));
    }
    let direct = is_human(line, next) && !line.is_possessor(next);
    if direct || (line.word(next) == "both" && is_human(line, next + 1)) {
        let list = line.list_right(next);
        let mut others = list.units;
        others.extend(with_list(line, list.edge, &["alongside"]));
        return Some(build(line, at, "A met B", subject, others, 0.92));
    }
    let mut others = with_list(line, at + 1, &["with", "alongside"]);
    others.extend(whom(line, subject.start));
    if others.iter().any(|unit| is_human(line, *unit)) {
        return Some(build(line, at, "A met with B", subject, others, 0.9));
    }
    if line.word(next) == "by" && (at.saturating_sub(3)..at).any(|place| line.is(place, Class::Be)) {
        // "they were met by the minister at the airport"
        return None;
    }
    let idle = line.get(next).is_some_and(|unit| {
        unit.is_word() && unit.classes.is_empty() && unit.word.starts_with(char::is_alphabetic)
    });
    if let [one] = subject.parties[..]
        && (one + 1..at).any(|place| line.word(place) == "who")
    {
        // "A and B, who met in Rome, agreed": both.
        subject.parties = line.list_left(one).units;
    }
    if word == "meeting" && at == 0 && !idle {
        // "Meeting in Rome on Monday, A and B agreed"
        subject.parties = line.subject_behind(at);
        let several = heads(line, &subject.parties) >= 2;
        return several.then(|| build(line, at, "A and B met", subject, others, 0.86));
    }
    if word != "meeting" && subject.parties.is_empty() && !idle {
        // "Tajik and Kyrgyz delegations met": two parties, told by their states.
        let states =
            |noun: usize| (noun.saturating_sub(4)..noun).filter(|place| line.is_country(*place)).count();
        if subject.nameless.is_some_and(|noun| line.is(noun, Class::Human) && states(noun) >= 2) {
            return Some(build(line, at, "A and B met", subject, others, 0.86));
        }
        return None;
    }
    if word != "meeting" && heads(line, &subject.parties) >= 2 && !idle {
        return Some(build(line, at, "A and B met", subject, others, 0.88));
    }
    None
}

/// `B, whom A had met in Paris`, `B, with whom A held talks`: the unit of B.
pub fn whom(line: &Line<'_>, start: usize) -> Option<usize> {
    let whom = start.checked_sub(1).filter(|before| line.word(*before) == "whom")?;
    let mut before = whom.checked_sub(1)?;
    if matches!(line.word(before), "with" | "to") {
        before = before.checked_sub(1)?;
    }
    let antecedent = if line.word(before) == "," { before.checked_sub(1)? } else { before };
    is_human(line, antecedent).then_some(antecedent)
}

/// `sat down with`, `shook hands with`, `had lunch with` are read as talking.
fn talking(line: &Line<'_>, at: usize) -> bool {
    (matches!(line.word(at), "sat" | "sit" | "sits" | "sitting") && matches!(line.word(at + 1), "down"))
        || (matches!(line.word(at), "shook" | "shakes" | "shake") && line.word(at + 1) == "hands")
        || across(line, at)
        || (matches!(line.word(at), "got" | "came") && line.words_at(at + 1, &["together", "with"]))
}

/// `sat across from B`, `sat opposite B`.
fn across(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "sat" | "sit" | "sits")
        && (line.words_at(at + 1, &["across", "from"])
            || line.words_at(at + 1, &["across", "the", "table", "from"])
            || line.word(at + 1) == "opposite")
}

fn talk(line: &Line<'_>, at: usize) -> Option<Frame> {
    let subject = subject_or_none(line, at);
    if across(line, at) {
        let others = with_list(line, at + 1, &["from", "opposite"]);
        let named = !subject.parties.is_empty() && others.iter().any(|unit| is_human(line, *unit));
        return named.then(|| build(line, at, "A sat across from B", subject, others, 0.85));
    }
    let speaking =
        matches!(line.word(at), "spoke" | "speak" | "speaks" | "spoken" | "speaking" | "talked" | "talks");
    let markers: &[&str] = if speaking { &["with", "to"] } else { &["with"] };
    let mut others = with_list(line, at + 1, markers);
    others.extend(whom(line, subject.start));
    if others.is_empty() && speaking && !subject.parties.is_empty() {
        // "With the ambassadors, A and B, the president spoke of trade"
        others = leading_list(line, &subject);
    }
    // "spoke of a summit with B": of what they spoke
    let matter = others.iter().min().is_some_and(|first| {
        let with = (at + 1..*first).rev().find(|place| markers.contains(&line.word(*place)));
        with.is_some_and(|with| {
            line.any(with - 1, &[Class::Noun, Class::Gathering])
                && (at + 1..with).any(|place| matches!(line.word(place), "of" | "about"))
        })
    });
    if matter && speaking {
        others.clear();
    }
    // "spoke at the conference with B in the chair", but "conferred at the White House with B"
    let somewhere = line.words_at(at + 1, &["at", "a"]) || line.words_at(at + 1, &["at", "the"]);
    if somewhere && line.place(at + 3).is_none() {
        others.clear();
    }
    if others.iter().any(|unit| is_human(line, *unit)) {
        let mut frame = build(line, at, "A spoke with B", subject, others, 0.85);
        frame.kind = speaking.then_some(MeetingKind::Call).filter(|_| !in_person(line, at));
        return Some(frame);
    }
    let end = clause_end(line, at + 1);
    let by_phone =
        (at + 1..end).any(|place| matches!(line.word(place), "phone" | "telephone" | "video" | "videolink"));
    let seen = line.word(at) == "talking";
    let together = !seen
        && (by_phone
            || !matches!(
                line.word(at),
                "spoke" | "speak" | "speaks" | "spoken" | "speaking" | "talks" | "talk"
            ));
    if together && heads(line, &subject.parties) >= 2 {
        return Some(build(line, at, "A and B spoke", subject, vec![], 0.85));
    }
    None
}

fn in_person(line: &Line<'_>, at: usize) -> bool {
    let end = clause_end(line, at + 1);
    (at + 1..end).any(|place| {
        line.words_at(place, &["in", "person"])
            || line.words_at(place, &["on", "the", "sidelines"])
            || line.words_at(place, &["on", "the", "margins"])
            || line.word(place) == "face-to-face"
            || (line.is(place, Class::Prep) && line.place(place + 1).is_some())
    })
}

fn exchanging(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "exchanged" | "exchange" | "shared")
        && matches!(line.word(at + 1), "views" | "opinions")
        || matches!(line.word(at), "compared") && line.word(at + 1) == "notes"
        || matches!(line.word(at), "took" | "take" | "takes" | "taken" | "taking")
            && (line.word(at + 1) == "up" || taken_up(line, at))
}

/// `took the matter up with B`.
fn taken_up(line: &Line<'_>, at: usize) -> bool {
    const LONGEST: usize = 6;
    line.is(at + 1, Class::Det)
        && (at + 2..at + LONGEST).any(|place| line.words_at(place, &["up", "with"]))
        && (at + 2..at + LONGEST).all(|place| line.party(place).is_none() || line.word(place - 1) == "with")
}

fn discuss(line: &Line<'_>, at: usize) -> Option<Frame> {
    let subject = subject_or_none(line, at);
    if line.word(at).ends_with("ing") && at > 0 && line.is(at - 1, Class::Prep) {
        return None;
    }
    if subject.purpose {
        // "met B to discuss": the meeting is told by its own verb.
        return None;
    }
    let mut others: Vec<usize> =
        with_list(line, at + 1, &["with"]).into_iter().filter(|unit| is_human(line, *unit)).collect();
    let passive = at > 0 && (1..=2).any(|back| at >= back && line.is(at - back, Class::Be));
    if passive {
        return discussed_by(line, at, subject);
    }
    if others.is_empty() {
        others = leading_with(line, subject.start);
        others.extend(whom(line, subject.start));
    }
    if !others.is_empty() && !subject.parties.is_empty() {
        return Some(build(line, at, "A discussed it with B", subject, others, 0.86));
    }
    if heads(line, &subject.parties) >= 2 {
        let mut frame = build(line, at, "A and B discussed it", subject, vec![], 0.84);
        frame.anaphoric = true;
        return Some(frame);
    }
    None
}

/// `The border was discussed by A and B in phone talks`, `was discussed by A with B`.
fn discussed_by(line: &Line<'_>, at: usize, matter: Subject) -> Option<Frame> {
    let end = clause_end(line, at + 1);
    let by =
        (at + 1..end).find(|place| line.word(*place) == "by" && first_party(line, place + 1).is_some())?;
    let list = line.list_right(by + 1);
    let others: Vec<usize> =
        with_list(line, list.edge, &["with"]).into_iter().filter(|unit| is_human(line, *unit)).collect();
    if heads(line, &list.units) + others.len() < 2 {
        return None;
    }
    let subject = Subject { parties: list.units, nameless: None, ..matter };
    Some(build(line, at, "it was discussed by A and B", subject, others, 0.84))
}

/// `With B, C and D, A spoke of trade`: the list that opens the sentence.
fn leading_list(line: &Line<'_>, subject: &Subject) -> Vec<usize> {
    if line.word(0) != "with" || subject.parties.iter().all(|unit| line.people(*unit).is_empty()) {
        return vec![];
    }
    let units = line.list_right(1).units;
    let first = subject.parties.first().copied().unwrap_or(0);
    units.into_iter().filter(|unit| *unit < first && is_human(line, *unit)).collect()
}

/// `With B, A discussed trade`.
fn leading_with(line: &Line<'_>, start: usize) -> Vec<usize> {
    let low = start.saturating_sub(8);
    let with = (low..start).rev().find(|place| {
        line.word(*place) == "with"
            && place
                .checked_sub(1)
                .is_none_or(|before| line.word(before) == "," || line.word(before) == "and")
    });
    let Some(with) = with else { return vec![] };
    let mut list = line.list_right(with + 1).units;
    list.retain(|unit| *unit < start && is_human(line, *unit));
    list
}

fn transitive(line: &Line<'_>, at: usize, next: usize, rule: &'static str) -> Option<Frame> {
    let next = behind_adverbs(line, next);
    if !is_human(line, next) || line.is_possessor(next) {
        return None;
    }
    let subject = subject_or_none(line, at);
    let list = line.list_right(next);
    Some(build(line, at, rule, subject, list.units, 0.85))
}

/// `called on B`, `paid a courtesy call on B`; an appeal goes on with `to`.
fn call_on(line: &Line<'_>, at: usize) -> Option<Frame> {
    let end = (at + 6).min(line.length());
    let on = (at + 1..end).find(|place| matches!(line.word(*place), "on"))?;
    let courtesy = (at + 1..on).any(|place| matches!(line.word(place), "call" | "visit"));
    if !courtesy && on != at + 1 {
        return None;
    }
    // "called on Maoist leader B"
    let unknown = line.get(on + 1).is_some_and(|unit| unit.is_word() && unit.classes.is_empty())
        && is_human(line, on + 2)
        && !line.is_verb(on + 1);
    let next = on + 1 + usize::from(unknown);
    if !is_human(line, next) || line.is_possessor(next) {
        return None;
    }
    let mut list = line.list_right(next);
    let first = list.edge;
    while let Some(again) = line.connector_right(list.edge).filter(|again| line.word(*again) == "on") {
        // "called on the president, B, and on the prime minister, C"
        let more = line.list_right(again + 1);
        if !more.units.iter().any(|unit| is_human(line, *unit)) {
            break;
        }
        list.units.extend(more.units);
        list.edge = more.edge;
    }
    let appeal = (list.edge..(list.edge + 4).min(line.length()))
        .any(|place| line.word(place) == "to" && !line.is_time(place));
    if appeal && !courtesy {
        return None;
    }
    let apart = list.edge > first;
    Some(Frame { apart, ..build(line, at, "A called on B", subject_or_none(line, at), list.units, 0.85) })
}

fn visit(line: &Line<'_>, at: usize) -> Option<Frame> {
    let next = behind_adverbs(line, at + 1);
    let mention = line.mention(next)?;
    let subject = subject_or_none(line, at);
    if is_human(line, next) && !line.is_possessor(next) {
        let mut frame = build(line, at, "A visited B", subject, line.list_right(next).units, 0.8);
        frame.kind = Some(MeetingKind::Meeting);
        return Some(frame);
    }
    if !matches!(mention.kind, Kind::State { .. } | Kind::Place { .. }) || subject.parties.is_empty() {
        return None;
    }
    Some(build(line, at, "A visited a place", subject, vec![], 0.8))
}

/// `A had B as a guest at his residence`.
fn as_guest(line: &Line<'_>, at: usize) -> Option<Frame> {
    const NEAR: usize = 4;
    let next = behind_adverbs(line, at + 1);
    if !is_human(line, next) || line.is_possessor(next) {
        return None;
    }
    let list = line.list_right(next);
    let role = if line.word(list.edge) == "," { list.edge + 1 } else { list.edge };
    let guest = (role + 1..role + NEAR).any(|place| matches!(line.word(place), "guest" | "guests"));
    let subject = subject_or_none(line, at);
    let named = subject.parties.iter().any(|unit| is_human(line, *unit));
    (line.word(role) == "as" && guest && named).then(|| Frame {
        end: clause_end(line, role + 1),
        ..build(line, at, "A had B as a guest", subject, list.units, 0.85)
    })
}

/// `A saw B`: only between people with names, and nothing that B was seen doing.
fn see(line: &Line<'_>, at: usize) -> Option<Frame> {
    let next = behind_adverbs(line, at + 1);
    let named = |unit: usize| line.party(unit).is_some_and(|mention| !mention.people.is_empty());
    if line.words_at(at + 1, &["each", "other"]) || line.words_at(at + 1, &["one", "another"]) {
        let subject = subject_or_none(line, at);
        let several = heads(line, &subject.parties) >= 2;
        return several.then(|| build(line, at, "A and B saw each other", subject, vec![], 0.82));
    }
    let passive = at > 0 && line.is(at - 1, Class::Be);
    let subject = subject_or_none(line, at);
    if let Some(object) = whom(line, subject.start).filter(|object| !passive && named(*object)) {
        // "B, whom A saw separately"
        let aside =
            line.is(at + 1, Class::Prep) && !matches!(line.word(at + 1), "on" | "in" | "at" | "during");
        let met = subject.parties.iter().any(|unit| named(*unit)) && !aside;
        return met.then(|| build(line, at, "B, whom A saw", subject, vec![object], 0.8));
    }
    if passive || !is_human(line, next) || !named(next) || line.is_possessor(next) {
        return None;
    }
    let list = line.list_right(next);
    let after = list.edge + usize::from(line.word(list.edge) == ",");
    // "A, who had earlier seen B, received C"
    let relative = after > list.edge && (subject.start..at).any(|place| line.word(place) == "who");
    let acts = |unit: &Unit<'_>| {
        unit.is_word() && (unit.word.ends_with("ing") || matches!(unit.word, "as" | "off" | "re-elected"))
    };
    // "A later saw B, the agency reported": whoever says so does not see him do it.
    let said = line.is(after, Class::Say) || line.word(after) == "reported";
    let doing = !relative && !said && (line.get(after).is_some_and(acts) || line.is_verb(after));
    if doing || !subject.parties.iter().any(|unit| named(*unit)) {
        return None;
    }
    Some(build(line, at, "A saw B", subject, list.units, 0.8))
}

const OCCASIONS: &[&str] = &[
    "talks",
    "meeting",
    "summit",
    "discussions",
    "dinner",
    "lunch",
    "conference",
    "session",
    "negotiations",
    "consultations",
];

/// `A joined B in Paris for talks`; `A will be joined by B for talks`.
fn join(line: &Line<'_>, at: usize) -> Option<Frame> {
    if line.word(at + 1) == "by" {
        let subject = subject_or_none(line, at);
        let list = line.list_right(at + 2);
        let occasion =
            (list.edge..clause_end(line, list.edge)).any(|place| OCCASIONS.contains(&line.word(place)));
        let ahead = subject.planned && !subject.parties.is_empty() && occasion;
        return ahead.then(|| build(line, at, "A will be joined by B", subject, list.units, 0.82));
    }
    let next = behind_adverbs(line, at + 1);
    if !is_human(line, next) || line.is_possessor(next) {
        return None;
    }
    let list = line.list_right(next);
    let end = clause_end(line, list.edge);
    let occasion = (list.edge..end).any(|place| OCCASIONS.contains(&line.word(place)));
    if !occasion || line.words_at(list.edge, &["in", "urging"]) {
        return None;
    }
    Some(build(line, at, "A joined B for talks", subject_or_none(line, at), list.units, 0.85))
}
