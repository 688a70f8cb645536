//! What the sentences around a telling say of its day and place: the sentence before, `there`, the day at the head of
//! a paragraph.

use chrono::Datelike;

use super::detail::{JOURNEYS, governing_verb, is_bound, narrated, topical, town};
use super::line::{Line, REACH};
use super::lines::Lines;
use super::merge::Meeting;
use super::status;
use super::words::Class;
use std::ops::Range;

use crate::extract::document::Document;
use crate::extract::place;
use crate::extract::time::{Base, Tense, When};
use crate::model::{PartialDate, Precision};

/// The day or town that a sentence shortly before sets for what follows, where it names one of the people or stands
/// right before in the paragraph: `On 11 October A, in Ashgabat on a visit, laid a wreath. A had a meeting with B.`
pub fn setting(
    lines: &Lines<'_>,
    today: Option<PartialDate>,
    meeting: &Meeting,
) -> (Option<PartialDate>, Option<String>) {
    let doc = lines.doc;
    let (sentence, people, same) = (meeting.sentence, &meeting.people, meeting.is_anaphoric());
    let paragraph = |sentence: usize| doc.segments.sentences.get(sentence).map(|found| found.paragraph);
    let mut found = (None, None);
    for before in (sentence.saturating_sub(2)..sentence).rev() {
        let about = doc
            .mentions_of(before)
            .iter()
            .any(|mention| mention.people.iter().any(|person| people.contains(person)));
        // "On 13 May a meeting took place in X. A summary is given below. The participants were A and B."
        let one_behind = before + 2 == sentence && same && paragraph(before) == paragraph(sentence);
        let adjacent = before + 1 == sentence && (same || paragraph(before) == paragraph(sentence));
        if doc.in_title(before) || !(about || adjacent || one_behind) {
            continue;
        }
        if doc.segments.sentences.get(before).is_none_or(|sentence| sentence.tokens.len() > 2 * REACH) {
            continue;
        }
        let line = lines.line(before);
        let base = Base { published: today, tense: Tense::Past, anchor: None };
        // What is told begins behind a dateline.
        let dash = (0..line.length().min(16)).find(|at| {
            matches!(line.word(*at), "—" | "–" | "-" | "--" | ":")
                && !(0..*at).any(|place| line.is_verb(place))
        });
        let reach = dash.unwrap_or(0)..line.length().min(REACH);
        let bounds = |at: usize| {
            governing_verb(&line, at).is_some_and(|verb| {
                let opened = matches!(line.word(verb), "opened" | "began" | "started" | "was" | "begun")
                    && (verb.saturating_sub(3)..verb)
                        .any(|place| line.any(place, &[Class::Noun, Class::Gathering, Class::Ceremony]));
                // "began in Fiji on Thursday": the first stop.
                let stops = matches!(line.word(verb), "began" | "started" | "begun")
                    && matches!(line.word(verb + 1), "in" | "at" | "with");
                BOUNDS.contains(&line.word(verb)) && !opened && !stops
            })
        };
        let day = || {
            reach
                .clone()
                .filter(|at| meeting.goes_on() || !bounds(*at))
                .find_map(|at| narrated(&line, at, &base))
        };
        let month = || reach.clone().filter(|_| adjacent).find_map(|at| blurred(&line, at, &base));
        found.0 = found.0.or_else(day).or_else(month);
        if found.1.is_none() && !at_another_time(&line, &base, meeting) {
            let travels = |at: usize| {
                line.word(at) == "to"
                    && (at.saturating_sub(3)..at).any(|place| {
                        JOURNEYS.contains(&line.word(place))
                            || matches!(line.word(place), "visit" | "trip" | "journey" | "tour" | "visited")
                    })
            };
            let says =
                |at: &usize| (matches!(line.word(*at), "in" | "at") || travels(*at)) && is_scene(&line, *at);
            found.1 = reach.clone().filter(says).find_map(|at| town(&line, at));
        }
        if found.0.is_some() && found.1.is_some() {
            break;
        }
    }
    found
}

/// Whether a sentence tells of another day than that of the meeting.
fn at_another_time(line: &Line<'_>, base: &Base, meeting: &Meeting) -> bool {
    let Some(date) = meeting.date else { return false };
    let told: Vec<PartialDate> =
        line.units.iter().take(REACH).filter_map(|unit| unit.time.as_ref()?.when.resolve(base)).collect();
    !told.is_empty() && !told.iter().any(|other| other.may_equal(date))
}

/// Whether the place behind a preposition is where something was done: not `an accord signed in Lomé`, `will meet in
/// Rome`, `the war in Sudan`.
fn is_scene(line: &Line<'_>, at: usize) -> bool {
    let described = at > 1
        && matches!(
            line.word(at - 1),
            "held"
                | "signed"
                | "reached"
                | "concluded"
                | "adopted"
                | "based"
                | "convened"
                | "born"
                | "killed"
                | "made"
        )
        && !(at.saturating_sub(4)..at).any(|place| line.is(place, Class::Be));
    let last =
        (at.saturating_sub(4)..at).any(|place| matches!(line.word(place), "last" | "first" | "previously"));
    !(topical(line, at) || described || lies_ahead(line, at) || last)
}

/// `will meet in Rome`, `are to gather in Rome`.
pub fn lies_ahead(line: &Line<'_>, at: usize) -> bool {
    (at.saturating_sub(12)..at).any(|place| {
        matches!(line.word(place), "will" | "would" | "shall" | "planned" | "scheduled" | "expected" | "due")
            || matches!(line.word(place), "is" | "are") && line.word(place + 1) == "to"
    })
}

/// `There he met B`, `met B there`: the town or state that a sentence before speaks of last.
pub fn there(lines: &Lines<'_>, meeting: &Meeting) -> Option<String> {
    let line = lines.line(meeting.sentence);
    // "sent him to Nairobi, where"; "flew to Nairobi and was received there": a town of the sentence itself.
    let stop = line.units.last().map_or(0, |unit| unit.tokens.end);
    let own = (1..line.length().min(REACH)).find(|at| line.word(*at) == "there").and_then(|there| {
        (0..there).rev().find_map(|at| {
            let says = matches!(line.word(at), "in" | "to" | "into") && !topical(&line, at);
            let from = line.get(at).filter(|_| says)?.tokens.start;
            place::behind(line.doc, from, stop).filter(|named| named.rank != place::Rank::Venue)
        })
    });
    let opens = line.word(0) == "there"
        && !line.any(1, &[Class::Be, Class::Modal])
        && !matches!(line.word(1), "has" | "have" | "had" | "'s" | "came" | "remain" | "remained" | "seemed");
    let inside = (1..line.length().min(REACH)).any(|at| {
        line.word(at) == "there"
            && !line.any(at + 1, &[Class::Be, Class::Modal])
            && !matches!(line.word(at + 1), "'s" | "has" | "have" | "had")
            && (line.is_verb(at - 1)
                || line.is_time(at - 1)
                || line.mention(at - 1).is_some()
                || line.is_time(at + 1)
                || line.any(at - 1, &[Class::Noun])
                || matches!(line.word(at + 1), "with" | "on" | "by" | "and" | ",")
                || matches!(line.word(at - 1), "while" | "and"))
    });
    if !(opens || inside) {
        return None;
    }
    if let Some(named) = own.filter(|_| inside) {
        return Some(named.name);
    }
    let first = meeting.sentence.saturating_sub(2);
    (first..meeting.sentence).rev().filter(|before| !lines.doc.in_title(*before)).find_map(|before| {
        let line = lines.line(before);
        // "put off a trip to Morocco": nobody was there.
        if line.units.iter().take(REACH).any(|unit| status::calls_off(lines.doc, unit.tokens.start)) {
            return None;
        }
        let stop = line.units.last().map_or(0, |unit| unit.tokens.end);
        (0..line.length().min(REACH)).rev().find_map(|at| {
            // "flights back to Tehran" lead away.
            let back = line.words_before(at, &["back"]);
            let says = matches!(
                line.word(at),
                "in" | "to"
                    | "at"
                    | "from"
                    | "into"
                    | "near"
                    | "for"
                    | "visit"
                    | "visited"
                    | "visiting"
                    | "reached"
                    | "toured"
            ) && !back;
            let from = line.get(at).filter(|_| says && !topical(&line, at))?.tokens.start;
            // `for Lima` is read as `to Lima`.
            let named = match line.word(at) {
                "for" | "visit" | "visiting" | "reached" => {
                    line.place(at + 1).map(|mention| line.doc.words(&mention.tokens).to_string())
                }
                _ => place::behind(line.doc, from, stop).map(|named| named.name),
            };
            named.filter(|name| !place::is_venue(name))
        })
    })
}

/// The day at the head of a paragraph of a chronicle: `July 11 — A and B meet.`
pub fn headed(doc: &Document<'_>, sentence: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    const FAR: usize = 12;
    let paragraph = doc.segments.sentences.get(sentence)?.paragraph;
    let first = (sentence.saturating_sub(FAR)..=sentence)
        .find(|at| doc.segments.sentences.get(*at).is_some_and(|found| found.paragraph == paragraph))?;
    let tokens = doc.segments.sentences.get(first)?.tokens.clone();
    let from = if matches!(doc.word(tokens.start), "-" | "–" | "—" | "•" | "*") { 1 } else { 0 };
    let head = head_of(doc, tokens.start + from..tokens.end.min(tokens.start + FAR))?;
    let base = Base { published: today, tense: Tense::Past, anchor: None };
    head.resolve(&base).filter(|date| date.precision() != Precision::Year)
}

/// The date before a dash or colon at the head of a paragraph.
fn head_of(doc: &Document<'_>, tokens: Range<usize>) -> Option<When> {
    if !doc.may_open_time(tokens.start) || !tokens.clone().any(|token| is_mark(doc.word(token))) {
        return None;
    }
    let found = doc.times(tokens.clone());
    let head = found.first().filter(|time| time.tokens.start == 0)?;
    let behind = tokens.start + head.tokens.end;
    (behind < tokens.end && is_mark(doc.word(behind))).then_some(head.when)
}

fn is_mark(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "--" | ":")
}

/// From which day the dates of a sentence count: that of the article, or in a chronicle the year of its entry.
pub fn counted_from(doc: &Document<'_>, sentence: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    let other = |above: &PartialDate| today.is_none_or(|today| !above.may_equal(today));
    let above = if doc.in_title(sentence) { None } else { year_above(doc, sentence) };
    above.filter(other).or(today)
}

/// The year under which a chronicle tells of a day: that of a heading, `2018`, or of the entry above that gives its
/// year, `20 June 2018: …`, where the entry itself, `5 July: …`, gives none.
fn year_above(doc: &Document<'_>, sentence: usize) -> Option<PartialDate> {
    const FAR: usize = 400;
    const LONG: usize = 12;
    let all = &doc.segments.sentences;
    let opens = |at: usize| at == 0 || all[at - 1].paragraph != all[at].paragraph;
    let words = |at: usize| {
        let tokens = &all[at].tokens;
        let marked = usize::from(matches!(doc.word(tokens.start), "-" | "–" | "—" | "•" | "*"));
        tokens.start + marked..tokens.end.min(tokens.start + LONG)
    };
    let own = (sentence.saturating_sub(LONG)..=sentence).rev().find(|at| opens(*at))?;
    let mut entry = false;
    for at in (own.saturating_sub(FAR)..=own).rev().filter(|at| opens(*at) && !doc.in_title(*at)) {
        if at < own && all[at].tokens.len() <= 2 {
            let words = words(at);
            let alone = words.len() == 1 || words.len() > 1 && is_mark(doc.word(words.start + 1));
            let year = Some(doc.word(words.start)).filter(|year| alone && year.len() == 4);
            let year = year.and_then(|year| year.parse().ok());
            if let Some(year) = year.filter(|year| (1800..2100).contains(year)) {
                return PartialDate::year(year);
            }
        }
        if at < own && !entry {
            continue;
        }
        match head_of(doc, words(at)) {
            Some(When::Fixed(date)) => return PartialDate::year(date.first_day().year()),
            Some(When::MonthDay { .. } | When::Month { .. }) => entry = true,
            _ => {}
        }
    }
    None
}

/// The month or year of something done long before, or of a journey: `The breakthrough had come in April`, `He was in
/// Lima in March`.
fn blurred(line: &Line<'_>, at: usize, base: &Base) -> Option<PartialDate> {
    let time = line.get(at).and_then(|unit| unit.time.as_ref()).filter(|time| !time.when.is_day())?;
    let told = governing_verb(line, at).is_some_and(|verb| {
        let had = (verb.saturating_sub(3)..verb).any(|place| line.word(place) == "had");
        let there = matches!(line.word(verb), "was" | "were") && matches!(line.word(verb + 1), "in" | "at")
            || line.is(verb, Class::Visit)
            || matches!(line.word(verb), "paid" | "made")
                && (verb..at).any(|place| matches!(line.word(place), "visit" | "trip"))
            || line.word(verb) == "held"
                && (verb.saturating_sub(3)..verb).any(|place| line.is(place, Class::Gathering))
            || JOURNEYS.contains(&line.word(verb));
        !line.is(verb, Class::Say) && !lies_ahead(line, at) && (had || there)
    });
    time.when.resolve(base).filter(|_| told && !is_bound(line, at))
}

/// Verbs whose date bounds a journey and not what happened in it.
const BOUNDS: &[&str] = &[
    "wrapped",
    "ended",
    "began",
    "begun",
    "started",
    "concluded",
    "arrived",
    "left",
    "departed",
    "landed",
    "flew",
    "opened",
    "established",
    "founded",
    "is",
    "was",
];
