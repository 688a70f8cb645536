//! When, where and about what: read from the clause that tells the event.

use super::frame::{Told, clause_end};
use super::journey::CITIES;
use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::{Document, Kind, StateForm};
use crate::extract::place;
use crate::extract::time::{self, Base, Tense, When};
use crate::extract::topic;
use crate::model::{PartialDate, Status};

/// What a telling says of the event beside who met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detail {
    pub date: Option<PartialDate>,
    pub place: Option<String>,
    /// The place is a building or the like, whose town another sentence may give.
    pub venue: bool,
    /// `met here on Monday`: in the town of the dateline.
    pub here: bool,
    /// `is being attended by B`, `I have just met B`: on the day of the article.
    pub now: bool,
    /// `has met B`: some time before the article.
    pub perfect: bool,
    /// `said on Tuesday that she had met B`: before that day.
    pub reported: bool,
    /// `are to have their third summit`.
    pub to_come: bool,
    pub about: Vec<String>,
    /// `also`, `later`, `separately`, `afterwards`: goes on from the event told before.
    pub goes_on: bool,
    /// `had met B`: before what the article tells of, unless it says `had earlier met B`.
    pub before: bool,
    /// The day of another clause of its sentence, for a telling without a day of its own.
    pub near: Option<PartialDate>,
    /// The date lies well before the news.
    pub is_old: bool,
}

/// The details of a telling; `anchor` is the date last spoken of.
pub fn of(line: &Line<'_>, told: &Told, today: Option<PartialDate>, anchor: Option<PartialDate>) -> Detail {
    let tokens = tokens(line, told);
    let chained = |unit: &super::line::Unit<'_>| {
        unit.time.as_ref().is_some_and(|time| matches!(time.when, When::Later { .. }))
    };
    let blurred = |unit: &super::line::Unit<'_>| {
        unit.time.as_ref().is_some_and(|time| {
            matches!(time.when, When::Later { unit: time::Unit::Month | time::Unit::Year, .. })
        })
    };
    let near = line
        .units
        .iter()
        .any(chained)
        .then(|| spoken_before(line, today, line.units.iter().any(blurred)))
        .flatten();
    let anchor = near.or(anchor);
    let base = Base { published: today, tense: Tense::Past, anchor };
    let spot = place_of(line, told)
        .or_else(|| reached(line, told))
        .or_else(|| attributive(line, told))
        .or_else(|| venue_of(line, told));
    Detail {
        date: date(line, told, base),
        near: beside(line, told, base),
        is_old: false,
        place: spot.as_ref().map(|spot| spot.name.clone()),
        venue: spot.is_some_and(|spot| spot.venue),
        here: is_here(line, told),
        now: is_now(line, told.trigger),
        perfect: is_perfect(line, told.trigger),
        reported: is_reported(line, told.trigger),
        to_come: is_to_come(line, told.trigger),
        about: topic::topics(line.doc, &tokens),
        goes_on: goes_on(line, told),
        before: pluperfect(line, told.trigger),
    }
}

/// The day of another clause of the sentence: `A draft was brought to Accra on Sunday by A, who went over it with B`.
fn beside(line: &Line<'_>, told: &Told, base: Base) -> Option<PartialDate> {
    if told.window.is_some() || told.status == Status::Planned || pluperfect(line, told.trigger) {
        return None;
    }
    let low = told.trigger.saturating_sub(60);
    let high = (told.trigger + 40).min(line.length());
    let mut best: Option<(usize, PartialDate)> = None;
    for at in low..high {
        let Some(date) = narrated(line, at, &base) else { continue };
        let distance = at.abs_diff(told.trigger) + if at > told.trigger { 60 } else { 0 };
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| date)
}

/// The day at a unit, where something was done on it: not the day of a saying, of what lies ahead, of a stretch of
/// time or of a clause that only describes somebody.
pub fn narrated(line: &Line<'_>, at: usize, base: &Base) -> Option<PartialDate> {
    let time = line.get(at).and_then(|unit| unit.time.as_ref()).filter(|time| time.when.is_day())?;
    if is_bound(line, at) || names_something(line, at) {
        return None;
    }
    let told_of = governing_verb(line, at).is_none_or(|verb| {
        let wanted = (verb.saturating_sub(3)..=verb)
            .any(|place| line.any(place, &[Class::Plan, Class::Modal]) || line.word(place) == "to");
        let describes = describes(line, verb) || is_arranged(line, verb);
        let low = verb.saturating_sub(8);
        let hangs =
            (low..verb).rev().take_while(|place| !matches!(line.word(*place), "," | ";")).any(|place| {
                matches!(
                    line.word(place),
                    "since" | "because" | "although" | "though" | "until" | "before" | "if" | "unless"
                )
            });
        !(line.is(verb, Class::Say) || is_participle(line, verb) || wanted || describes || hangs)
    });
    time.when.resolve(base).filter(|_| told_of)
}

/// What is called after its day.
const NAMED: &[&str] = &[
    "tragedy",
    "massacre",
    "attack",
    "attacks",
    "accord",
    "agreement",
    "pact",
    "declaration",
    "deal",
    "statement",
    "letter",
    "resolution",
    "elections",
    "election",
    "referendum",
    "coup",
    "uprising",
    "revolution",
    "protocol",
    "memorandum",
    "treaty",
    "bombing",
    "decision",
    "deadline",
    "ceasefire",
    "truce",
    "anniversary",
    "victims",
    "movement",
];

/// `the 20 January tragedy`, `the May 5 agreement`: a day after which something is called.
fn names_something(line: &Line<'_>, at: usize) -> bool {
    at > 0 && line.word(at - 1) == "the" && NAMED.contains(&line.word(at + 1))
}

/// `since Friday`, `until Monday`, `the letter of 5 May`, `from Monday to Friday`: a day that only bounds or describes.
pub fn is_bound(line: &Line<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            line.word(before),
            "from"
                | "of"
                | "since"
                | "until"
                | "till"
                | "by"
                | "before"
                | "after"
                | "for"
                | "to"
                | "between"
                | "through"
        )
    })
}

/// The day spoken of last in the sentences just before, from which `the day before` counts.
fn spoken_before(line: &Line<'_>, today: Option<PartialDate>, blurred: bool) -> Option<PartialDate> {
    let base = Base { published: today, tense: Tense::Past, anchor: None };
    (line.sentence.saturating_sub(2)..line.sentence).rev().find_map(|before| {
        let sentence = line.doc.segments.sentences.get(before).filter(|_| !line.doc.in_title(before))?;
        let end = sentence.tokens.end.min(sentence.tokens.start + REACH);
        let words: Vec<&str> = (sentence.tokens.start..end).map(|token| line.doc.word(token)).collect();
        let found = time::find(&words);
        let named = |time: &&time::TimeExpr| {
            let before = time.tokens.start.checked_sub(1).and_then(|at| words.get(at));
            before == Some(&"the") && words.get(time.tokens.end).is_some_and(|next| NAMED.contains(next))
        };
        found
            .iter()
            .rev()
            .filter(|time| (time.when.is_day() || blurred) && !named(time))
            .find_map(|time| time.when.resolve(&base))
    })
}

fn tokens(line: &Line<'_>, told: &Told) -> std::ops::Range<usize> {
    let from = line.get(told.clause.start.min(told.trigger)).map_or(0, |unit| unit.tokens.start);
    let to = line.units.last().map_or(from, |unit| unit.tokens.end);
    from..to.max(from)
}

fn date(line: &Line<'_>, told: &Told, mut base: Base) -> Option<PartialDate> {
    let mut best: Option<(usize, PartialDate)> = None;
    let low = told.trigger.saturating_sub(60);
    let high = (told.trigger + 80).min(line.length());
    for at in low..high {
        let Some(time) = line.get(at).and_then(|unit| unit.time.as_ref()) else { continue };
        base.tense = tense_of(line, told, at);
        let counted = match time.when {
            When::Days(_) => Base { published: said_on(line, at, base.published), ..base },
            _ => base,
        };
        let Some(date) = time.when.resolve(&counted) else { continue };
        if !matches!(time.when, When::Later { .. }) {
            // "in May …, two months earlier": counts from the date before it.
            base.anchor = Some(date);
        }
        if !(own(line, told, at) || visible(line, told, at) && belongs(line, told, at)) {
            continue;
        }
        // A sharper date is better, then the nearer one.
        let blur = match date.precision() {
            crate::model::Precision::Day => 0,
            crate::model::Precision::Month => 200,
            crate::model::Precision::Year => 400,
        };
        let distance = blur + at.abs_diff(told.trigger);
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| date)
}

/// From which day `today` counts inside a quotation: from that of the sentence before, where it is the eve of the news.
fn said_on(line: &Line<'_>, at: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    const LATE: i64 = 2;
    let marks = (0..at).filter(|place| matches!(line.word(*place), "\"" | "“" | "”")).count();
    if marks % 2 == 0 {
        return today;
    }
    let before = spoken_before(line, today, false);
    let late = before.zip(today).map(|(before, today)| (today.first_day() - before.first_day()).num_days());
    if late.is_some_and(|late| (1..=LATE).contains(&late)) { before } else { today }
}

/// Whether a date stands in the words of the stop that is told of.
fn own(line: &Line<'_>, told: &Told, at: usize) -> bool {
    told.window.as_ref().is_some_and(|window| window.contains(&at) && line.is_time(at))
}

/// What is said of other stops does not count; what leads the sentence counts for a stop without its own.
fn visible(line: &Line<'_>, told: &Told, at: usize) -> bool {
    let Some(window) = &told.window else { return true };
    let first = window.start <= told.trigger;
    let leads = at < told.trigger && (first || !window.clone().any(|place| line.is_time(place)));
    leads || window.contains(&at)
}

/// A planned event lies ahead, unless the date is that of a journey towards it; a meeting called off lay ahead too
/// where it was `scheduled for Monday`.
fn tense_of(line: &Line<'_>, told: &Told, at: usize) -> Tense {
    let scheduled = (1..=5).any(|back| at >= back && line.is(at - back, Class::Plan));
    // "had been expected to see B on Friday": what lay ahead then is past.
    let had = (at.saturating_sub(12)..at).any(|place| line.words_at(place, &["had", "been"]));
    let under_way = governing_verb(line, at).is_some_and(|verb| JOURNEYS.contains(&line.word(verb)));
    match told.status {
        Status::Planned if !under_way => Tense::Future,
        Status::Denied if scheduled && !had => Tense::Future,
        _ => Tense::Past,
    }
}

pub const JOURNEYS: &[&str] = &[
    "flew",
    "arrived",
    "crossed",
    "drove",
    "headed",
    "travelled",
    "traveled",
    "left",
    "came",
    "come",
    "landed",
    "went",
    "gone",
    "departed",
    "flown",
];

/// Whether a date is that of the event, not of the saying or of another clause.
fn belongs(line: &Line<'_>, told: &Told, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| line.word(before));
    // "on the evening of 10 September" is that day, "the agreement of March 10" is not.
    let part = at.checked_sub(2).is_some_and(|part| {
        matches!(line.word(part), "evening" | "morning" | "afternoon" | "night" | "noon" | "hours" | "dawn")
    });
    if before == "since" && goes_on_since(line, told, at) {
        // "A and B have been locked in talks since Friday"
        return true;
    }
    if matches!(before, "of" | "since" | "until" | "till" | "by" | "before") && !part {
        // "the agreement of March 10"
        return false;
    }
    let towards = |place: usize| {
        matches!(line.word(place), "preparations" | "upcoming" | "ahead" | "invitation" | "plans")
    };
    if told.status == Status::Held && (told.trigger..at).any(towards) {
        // "discussed preparations for the session on December 6"
        return false;
    }
    if at > told.trigger && of_the_matter(line, told, at) {
        return false;
    }
    let only_meant = governing_verb(line, at).is_some_and(|verb| {
        line.word(verb.wrapping_sub(1)) == "to"
            && matches!(line.word(verb), "take" | "happen" | "begin" | "start" | "open")
    });
    let around = told.anaphoric
        && at < told.trigger
        && (told.trigger.saturating_sub(5)..told.trigger).any(|place| {
            matches!(line.word(place), "eve" | "ahead" | "prior" | "since" | "until" | "before")
        });
    if told.status == Status::Held && (only_meant || around) {
        // "had meant the ceremony to take place a day earlier", "arrived on Monday, on the eve of the summit"
        return false;
    }
    if at > told.trigger && is_of_the_noun(line, told.trigger, at) {
        return true;
    }
    match governing_verb(line, at) {
        None => true,
        Some(verb) => {
            if verb > told.trigger && is_arranged(line, verb) && before != "for" {
                // "The meeting had been prepared on Sunday by C"
                return false;
            }
            if at < told.trigger && verb > told.trigger && !boundary(line, at, told.trigger) {
                // "On Monday A had talks with B, who said": the noun and its light verb come first.
                return true;
            }
            if verb == told.trigger {
                return true;
            }
            let end = clause_end(line, told.trigger + 1).max(told.clause.end);
            if other(line, verb, told.trigger) || of_a_pact(line, verb) {
                return false;
            }
            let inside = (told.clause.start..end).contains(&verb);
            if line.is(verb, Class::Say) {
                if at < verb && verb < told.trigger && is_parenthesis(line, at, verb) {
                    // "On Wednesday, the radio reported, A met B"
                    return true;
                }
                // "he said on Saturday after seeing B": the day is that of both.
                let right_after = (at + 1..told.trigger).all(|place| {
                    let words = ["after", "following", "a", "the", ",", "telephone", "phone"];
                    line.is_adverb(place) || words.contains(&line.word(place))
                });
                if verb < at && at + 1 < told.trigger && right_after {
                    return true;
                }
                if at < told.trigger && said_there(line, at, told.trigger) {
                    return true;
                }
                // "said A after hosting B on Tuesday": the event stands between the saying and the date.
                return verb < told.trigger && told.trigger < at && !boundary(line, told.trigger, at);
            }
            // "the summit of A, B and C, which was held on Tuesday"
            let happens = matches!(
                line.word(verb),
                "held" | "took" | "taken" | "takes" | "taking" | "convened" | "opened" | "began" | "lasted"
            );
            if happens
                && verb > told.trigger
                && verb < told.trigger + 60
                && (told.trigger..verb).all(|place| !line.is_verb(place) || line.is_auxiliary(place))
            {
                return true;
            }
            let light = inside
                && verb < told.trigger
                && line.any(verb, &[Class::Support, Class::Chair])
                && (verb + 1..told.trigger).all(|place| !line.is_verb(place) && line.word(place) != ",");
            if light {
                // "Wellington, where he held talks on Monday"
                return true;
            }
            let relative = (verb.saturating_sub(3)..verb).any(|place| line.is(place, Class::Rel));
            let relative = relative && (verb < told.trigger || told.joins);
            if relative {
                // "A, whose state holds the chair this year, met B"
                return false;
            }
            let gone = verb < told.trigger && JOURNEYS.contains(&line.word(verb));
            if gone && told.trigger < at && !boundary(line, verb, at) {
                // "flew to Rome for talks with B on Friday"
                return true;
            }
            inside || verb < told.trigger && at < told.trigger && !boundary(line, verb, told.trigger)
        }
    }
}

/// What is done to a meeting before it takes place.
const ARRANGED: &[&str] = &[
    "prepared",
    "arranged",
    "agreed",
    "announced",
    "planned",
    "proposed",
    "requested",
    "postponed",
    "delayed",
    "cancelled",
    "canceled",
    "scheduled",
    "rescheduled",
    "brokered",
];

/// `had been prepared`, `was announced`: what a date then says is no day of the meeting.
pub fn is_arranged(line: &Line<'_>, verb: usize) -> bool {
    let passive = (verb.saturating_sub(2)..verb).any(|place| line.is(place, Class::Be));
    passive && ARRANGED.contains(&line.word(verb))
}

/// `B, who took office on Saturday`: a clause that only describes somebody.
pub fn describes(line: &Line<'_>, verb: usize) -> bool {
    (verb.saturating_sub(3)..verb).any(|place| line.is(place, Class::Rel) && line.word(place) != "where")
}

/// `talks with B in Lomé on Tuesday`, `their summit in April`: the date stands in the phrase of the noun that tells it.
fn is_of_the_noun(line: &Line<'_>, trigger: usize, at: usize) -> bool {
    line.any(trigger, &[Class::Noun, Class::Gathering])
        && !boundary(line, trigger, at)
        && (trigger + 1..at).all(|place| {
            !line.is_verb(place)
                && !matches!(
                    line.word(place),
                    "to" | "about" | "over" | "regarding" | "after" | "before" | "ahead"
                )
        })
}

/// `have been in talks since Friday`: it began then, unless what is told is only the last or one of several.
fn goes_on_since(line: &Line<'_>, told: &Told, at: usize) -> bool {
    let from = told.clause.start.min(told.trigger).max(told.trigger.saturating_sub(12));
    let has = |place: usize| matches!(line.word(place), "has" | "have" | "had" | "'ve");
    let counts = |place: usize| {
        matches!(
            line.word(place),
            "first" | "last" | "only" | "time" | "times" | "twice" | "never" | "not" | "highest" | "no"
        )
    };
    let near = told.trigger.saturating_sub(4)..told.trigger;
    let day =
        |at: usize| line.get(at).and_then(|unit| unit.time.as_ref()).is_some_and(|time| time.when.is_day());
    day(at) && near.into_iter().any(has) && !(from..(told.trigger + 6).min(line.length())).any(counts)
}

/// `told reporters on Tuesday as she came out of a meeting with B`, `announced on Monday after talks with B`: said there
/// and then.
fn said_there(line: &Line<'_>, at: usize, trigger: usize) -> bool {
    const NEAR: usize = 9;
    let low = trigger.saturating_sub(NEAR).max(at + 1);
    let joined = (low..trigger).rev().find(|place| {
        matches!(
            line.word(*place),
            "after" | "following" | "during" | "at" | "as" | "upon" | "when" | "while"
        )
    });
    joined.is_some_and(|joined| {
        !boundary(line, at, trigger)
            && !(at + 1..trigger).any(|place| line.is_time(place) || line.word(place) == "before")
            && !(joined..trigger).any(|place| line.word(place) == "had")
    })
}

/// `, the agency reported,` right behind a date that leads the sentence.
fn is_parenthesis(line: &Line<'_>, date: usize, say: usize) -> bool {
    line.word(date + 1) == ","
        && line.word(say + 1) == ","
        && (0..date).all(|place| line.is(place, Class::Prep) || line.is_time(place) || line.is_adverb(place))
}

/// `the agreement that the two governments signed in 2008`.
fn of_a_pact(line: &Line<'_>, verb: usize) -> bool {
    const PACTS: &[&str] = &[
        "agreement",
        "accord",
        "treaty",
        "pact",
        "deal",
        "protocol",
        "memorandum",
        "declaration",
        "convention",
        "truce",
        "ceasefire",
    ];
    matches!(line.word(verb), "signed" | "reached" | "concluded" | "adopted" | "struck" | "made")
        && (verb.saturating_sub(6)..verb).any(|place| {
            place > 0 && matches!(line.word(place), "that" | "which") && PACTS.contains(&line.word(place - 1))
        })
}

/// `met B, as agreed at the meeting held in June`: the date of another meeting.
fn other(line: &Line<'_>, verb: usize, trigger: usize) -> bool {
    verb > trigger + 1
        && matches!(line.word(verb), "held" | "convened")
        && line.any(verb - 1, &[Class::Noun, Class::Gathering])
        && line.words_before(verb - 1, &["at", "the"])
}

/// `talks on the war in June`: a month or year behind the matter dates the matter.
fn of_the_matter(line: &Line<'_>, told: &Told, at: usize) -> bool {
    let day = line.get(at).and_then(|unit| unit.time.as_ref()).is_some_and(|time| time.when.is_day());
    let last = told.parties.iter().copied().max().unwrap_or(0).max(told.trigger);
    let matter = |place: usize| {
        let by_phone = matches!(line.word(place + 2), "telephone" | "phone") || is_meal(line.word(place + 1));
        matches!(line.word(place), "about" | "regarding")
            || line.word(place) == "over" && !by_phone
            || line.word(place) == "on" && !line.is_time(place + 1) && !is_aside(line, place + 3)
    };
    !day && (last..at).any(matter)
}

fn is_meal(word: &str) -> bool {
    matches!(word, "dinner" | "lunch" | "breakfast" | "tea" | "coffee" | "supper" | "iftar")
}

fn boundary(line: &Line<'_>, from: usize, to: usize) -> bool {
    // "were in touch on Sunday, in a call in which they discussed it": still the same event.
    let in_which = |place: usize| {
        place > 1
            && matches!(line.word(place - 1), "in" | "during" | "at")
            && (place.saturating_sub(8)..place - 1)
                .any(|noun| line.any(noun, &[Class::Noun, Class::Gathering, Class::Ceremony]))
    };
    (from..to).any(|place| match line.word(place) {
        ";" | "that" | "who" => true,
        "which" => !in_which(place),
        _ => line.is(place, Class::But),
    })
}

/// The verb a date goes with: the nearest to its left in its clause, else the first to its right.
pub fn governing_verb(line: &Line<'_>, at: usize) -> Option<usize> {
    let low = at.saturating_sub(40);
    let mut bracket = false;
    for left in (low..at).rev() {
        let word = line.word(left);
        bracket = (bracket || word == ")") && word != "(";
        if bracket || word == "(" && left + 1 < at {
            continue;
        }
        if matches!(word, "," | ";" | "(" | ":" | "\"" | "“") {
            // A leading phrase ends here; an insertion may hide the verb before it.
            if left > 0 && line.begins_clause(left + 1) || word != "," {
                break;
            }
            if (left + 1..at).all(|place| {
                line.is(place, Class::Prep) || line.is_time(place) || line.is(place, Class::Adverb)
            }) {
                // "said the minister, on Tuesday" or ", on Monday,": look on over the comma.
                continue;
            }
            continue;
        }
        if word == "that" && line.is_verb(left.wrapping_sub(1)) {
            break;
        }
        if line.is_verb(left) {
            return Some(left);
        }
    }
    (at + 1..(at + REACH).min(line.length())).find(|place| line.is_verb(*place) && !line.is_auxiliary(*place))
}

/// A place and whether it is a building or the like, which may be given with its town.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    pub name: String,
    pub venue: bool,
}

fn place_of(line: &Line<'_>, told: &Told) -> Option<Spot> {
    // Between a venue and its town: `at the Republican Palace in the heart of Khartoum`.
    const APART: usize = 8;
    let mut best: Option<(place::Rank, usize, String)> = None;
    let mut venue: Option<(usize, String)> = None;
    let mut town: Option<usize> = None;
    let start = told.clause.start.min(told.trigger);
    let end = told.clause.end.max(told.trigger + 1).min(line.length());
    // "held an “informal summit” in Wuhan": the mark that closes a term closes no clause.
    let term =
        matches!(line.word(end), "”" | "\"" | "’") && matches!(line.word(end + 1), "in" | "at" | "near");
    let end = if term { clause_end(line, end + 1) } else { end };
    // "met A in Rome after talks with B": the town of another meeting.
    let after = start > 0
        && matches!(line.word(start - 1), "after" | "following" | "before")
        && (start.saturating_sub(REACH / 8)..start)
            .any(|place| line.any(place, &[Class::Meet, Class::Receive]));
    let low = if start > 0 && !after { leading(line, start) } else { start };
    let last_party = told.parties.iter().copied().max().unwrap_or(0);
    // "was discussed in Damascus by A and B" says where.
    let by = told.rule == "it was discussed by A and B";
    let matter = line.is(told.trigger, Class::Discuss) && told.window.is_none() && !by;
    let mut purpose = false;
    for at in low..end {
        let behind = at > told.trigger;
        purpose |= behind && purpose_begins(line, at);
        if behind && best.is_some() && told.window.is_none() && line.is_verb(at) {
            break;
        }
        if matter
            && behind
            && !is_aside(line, at)
            && (at < last_party.max(told.trigger + 2) || last_party <= told.trigger)
        {
            // What was discussed lies there, not the meeting.
            continue;
        }
        let Some(unit) = line.get(at).filter(|unit| {
            unit.is_word() && matches!(unit.word.as_ref(), "in" | "at" | "near" | "outside" | "of")
        }) else {
            continue;
        };
        if unit.word == "of" {
            let town = sidelines(line, at).filter(|_| best.is_none());
            best = town.map(|town| (place::Rank::Venue, at.abs_diff(told.trigger), town)).or(best);
            continue;
        }
        let stop = line.units.last().map_or(0, |unit| unit.tokens.end);
        let Some(found) = place::behind(line.doc, unit.tokens.start, stop) else { continue };
        let sayers = line.is(at + 2, Class::Say) && (told.trigger..at).any(|place| line.word(place) == ",");
        if sayers {
            // "A met B, officials in Tokyo said"
            continue;
        }
        if told.window.as_ref().is_some_and(|window| !window.contains(&at) && at > told.trigger) {
            continue;
        }
        if topical(line, at) || purpose && found.rank == place::Rank::State || describes_party(line, told, at)
        {
            continue;
        }
        if found.rank == place::Rank::Venue {
            venue = venue.or(Some((at, found.name.clone())));
        }
        let better = match &best {
            None => true,
            Some((rank, distance, _)) => (found.rank, *distance) > (*rank, at.abs_diff(told.trigger)),
        };
        if better {
            town = (found.rank == place::Rank::Town).then_some(at);
            best = Some((found.rank, at.abs_diff(told.trigger), found.name));
        }
    }
    let (rank, _, name) = best?;
    if let (Some((at, venue)), Some(town)) = (&venue, town)
        && at.abs_diff(town) <= APART
    {
        // "in North Efate at the Havannah Resort"
        return Some(Spot { name: place::in_town(venue, &name), venue: false });
    }
    Some(Spot { name, venue: rank == place::Rank::Venue })
}

/// `B, who leads the mission in Grozny, sat through the talks`: where somebody works, not where the meeting was.
fn describes_party(line: &Line<'_>, told: &Told, at: usize) -> bool {
    const FAR: usize = 14;
    let rel = |place: &usize| matches!(line.word(*place), "who" | "whose" | "which" | "whom");
    let low = at.saturating_sub(FAR).max(told.clause.start.min(at));
    at < told.trigger
        && (low..at).rev().find(rel).is_some_and(|rel| {
            // "A, who was in Rome to meet B": the verb of the clause tells it.
            !(rel..at).any(|place| line.word(place) == ",")
                && (at..told.trigger).any(|place| line.word(place) == ",")
        })
}

/// `on the fringes of the World Economic Forum in Davos`: the occasion, whose place is that of the meeting.
fn is_aside(line: &Line<'_>, at: usize) -> bool {
    (at.saturating_sub(6)..at)
        .any(|place| matches!(line.word(place), "fringes" | "sidelines" | "margins" | "sideline" | "margin"))
}

/// `on the sidelines of the Geneva Dialogue`: the town after which an occasion is called.
fn sidelines(line: &Line<'_>, of: usize) -> Option<String> {
    let aside = of.checked_sub(1).is_some_and(|before| {
        matches!(line.word(before), "sidelines" | "margins" | "fringes" | "sideline" | "margin")
    });
    let name = if line.word(of + 1) == "the" { of + 2 } else { of + 1 };
    let mention = line.mention(name).filter(|_| aside)?;
    let town = match &mention.kind {
        Kind::Place { .. } => true,
        Kind::State { form, .. } => *form == StateForm::Capital,
        _ => false,
    };
    town.then(|| line.doc.words(&mention.tokens).to_string())
}

/// `to discuss …`, `about …`: what follows is the matter.
fn purpose_begins(line: &Line<'_>, at: usize) -> bool {
    let verb = line.is_verb(at + 1) || line.any(at + 1, &[Class::Discuss]);
    line.word(at) == "to" && verb || matches!(line.word(at), "about" | "regarding" | "concerning")
}

/// `There was no meeting with them`, `no such talks took place`: said by the other side.
pub fn says_none(doc: &Document<'_>, sentence: usize) -> bool {
    let Some(found) = doc.segments.sentences.get(sentence) else { return false };
    let end = found.tokens.end.min(found.tokens.start + 12);
    (found.tokens.start..end).any(|token| {
        let noun = if doc.word(token + 2) == "such" { token + 3 } else { token + 2 };
        matches!(doc.word(token), "was" | "were")
            && doc.word(token.wrapping_sub(1)).eq_ignore_ascii_case("there")
            && doc.word(token + 1) == "no"
            && matches!(doc.word(noun), "meeting" | "meetings" | "talks" | "call" | "encounter")
    })
}

/// Where the clause itself stands: `visited the Senate, where she met B`, `flew to Hanoi for talks with B`, `had come
/// from Wellington, where he met B`.
fn reached(line: &Line<'_>, told: &Told) -> Option<Spot> {
    const FAR: usize = 12;
    let low = told.trigger.saturating_sub(FAR);
    let stop = line.units.last().map_or(0, |unit| unit.tokens.end);
    let to = (low..told.trigger).rev().find(|at| {
        let journey = line.word(*at) == "to"
            && (at.saturating_sub(3)..*at).any(|verb| JOURNEYS.contains(&line.word(verb)));
        let relative =
            matches!(line.word(*at), "in" | "to" | "into" | "at" | "from" | "near" | "visited" | "toured")
                && (*at..told.trigger).any(|place| line.word(place) == "where" && place <= *at + 6);
        journey || relative
    })?;
    let start = to + 1;
    if (start..told.trigger).any(|place| matches!(line.word(place), ";" | "before" | "after" | "from")) {
        return None;
    }
    let from = line.get(to)?.tokens.start;
    let follows = (to..told.trigger).any(|place| line.word(place) == "where");
    place::behind(line.doc, from, stop)
        .filter(|named| follows || named.rank != place::Rank::State)
        .map(|named| Spot { venue: named.rank == place::Rank::Venue, name: named.name })
}

/// `the Singapore meeting`, `the second Geneva round`: the town by which a meeting is called.
fn attributive(line: &Line<'_>, told: &Told) -> Option<Spot> {
    let noun = line.any(told.trigger, &[Class::Noun, Class::Gathering]);
    // "the Nairobi climate summit"
    let before = (told.trigger.saturating_sub(3)..told.trigger)
        .rev()
        .filter(|_| noun && !told.joins)
        .find(|at| line.mention(*at).is_some() || line.is_time(*at))?;
    let plain = |at: usize| {
        let unit = line.get(at).is_some_and(|unit| unit.word.chars().all(char::is_alphanumeric));
        unit && !line.is_verb(at)
            && !line.any(at, &[Class::Prep, Class::And, Class::Noun])
            && line.word(at) != "the"
    };
    if !(before + 1..told.trigger).all(plain) {
        return None;
    }
    let mention = line.mention(before)?;
    let town = match &mention.kind {
        Kind::Place { region, .. } => !region,
        Kind::State { name, form } => {
            *form == StateForm::Capital || *form == StateForm::Name && CITIES.contains(&name.as_str())
        }
        _ => false,
    };
    town.then(|| Spot { name: line.doc.words(&mention.tokens).to_string(), venue: false })
}

/// `is being attended by B`, `are meeting in Rome`, `I have just met B`.
fn is_now(line: &Line<'_>, trigger: usize) -> bool {
    let low = trigger.saturating_sub(4);
    let just = (trigger.saturating_sub(8)..trigger).any(|at| {
        line.word(at) == "just"
            && (at.saturating_sub(2)..at).any(|has| matches!(line.word(has), "have" | "has" | "'ve"))
    });
    let under_way = (low..(trigger + 4).min(line.length())).any(|at| {
        matches!(line.word(at), "is" | "are" | "am")
            && (line.word(at + 1) == "being" || at + 1 == trigger && line.word(trigger).ends_with("ing"))
    });
    just || under_way || goes_on_now(line, trigger)
}

/// `A meeting of A with B is currently going on`, `are also taking part in the meeting`, `are in Rome attending the
/// summit`.
fn goes_on_now(line: &Line<'_>, trigger: usize) -> bool {
    const FAR: usize = 40;
    let is = |at: usize| matches!(line.word(at), "is" | "are");
    let plain =
        |at: usize| matches!(line.word(at), "currently" | "now" | "also" | "still" | "both" | "already");
    let noun = line.any(trigger, &[Class::Noun, Class::Gathering]);
    let behind = || {
        (trigger + 1..(trigger + FAR).min(line.length()))
            .find(|at| line.is_verb(*at) || is(*at))
            .filter(|at| is(*at))
    };
    let lasts = |verb: usize| {
        let next = (verb + 1..verb + 3).find(|at| !plain(*at)).unwrap_or(verb + 1);
        matches!(line.word(next), "under" | "going" | "taking" | "in")
            && matches!(line.word(next + 1), "way" | "on" | "place" | "progress" | "session")
            || line.word(next) == "underway"
            || matches!(line.word(next), "continuing" | "proceeding")
    };
    let takes_part = || {
        (trigger.saturating_sub(8)..trigger.saturating_add(1)).any(|at| {
            let next = (at + 1..at + 3).find(|next| !plain(*next)).unwrap_or(at + 1);
            is(at)
                && (matches!(line.word(next), "attending" | "participating")
                    || line.words_at(next, &["taking", "part"]))
        })
    };
    // "is attending the summit next week" says when by itself.
    noun && (behind().is_some_and(lasts) || takes_part())
}

/// `are to have their third summit in September`.
fn is_to_come(line: &Line<'_>, trigger: usize) -> bool {
    (trigger.saturating_sub(7)..trigger).any(|at| {
        matches!(line.word(at), "is" | "are") && line.word(at + 1) == "to" || line.word(at) == "will"
    })
}

/// `said on Tuesday that she had met B`.
fn is_reported(line: &Line<'_>, trigger: usize) -> bool {
    const FAR: usize = 16;
    (trigger.saturating_sub(FAR)..trigger).any(|at| line.is(at, Class::Say))
        && (trigger.saturating_sub(4)..trigger).any(|at| line.word(at) == "had")
}

/// `has met B`, `have already held talks`.
fn is_perfect(line: &Line<'_>, trigger: usize) -> bool {
    let low = trigger.saturating_sub(3);
    line.is_verb(trigger)
        && (low..trigger).any(|at| {
            matches!(line.word(at), "has" | "have") && !(at..trigger).any(|place| line.word(place) == ",")
        })
}

/// `Kampala was the venue of the talks`, `Oslo played host to the meeting`: the town as the sentence's subject.
fn venue_of(line: &Line<'_>, told: &Told) -> Option<Spot> {
    let noun = line.any(told.trigger, &[Class::Noun, Class::Gathering]);
    let low = told.trigger.saturating_sub(REACH / 16);
    noun.then(|| town_of_venue(line, low..told.trigger)).flatten().map(|name| Spot { name, venue: false })
}

/// The town of which a clause says that it was the venue of something.
pub fn town_of_venue(line: &Line<'_>, within: std::ops::Range<usize>) -> Option<String> {
    const FAR: usize = 14;
    let seat = within.rev().find(|at| {
        let named = matches!(line.word(*at), "venue" | "scene" | "setting" | "seat" | "site")
            && line.word(at + 1) == "of"
            || line.word(*at) == "host" && line.word(at + 1) == "to";
        named
            && (at.saturating_sub(8)..*at)
                .any(|verb| line.is(verb, Class::Be) || matches!(line.word(verb), "played" | "became"))
    })?;
    (seat.saturating_sub(FAR)..seat).find_map(|at| {
        let mention = line.mention(at)?;
        let town = match &mention.kind {
            Kind::Place { region, .. } => !region,
            Kind::State { form, .. } => *form == StateForm::Capital,
            _ => false,
        };
        let subject = at == 0 || matches!(line.word(at - 1), "," | "that") || line.is_time(at - 1);
        (town && subject).then(|| line.doc.words(&mention.tokens).to_string())
    })
}

/// `met here on Monday`.
fn is_here(line: &Line<'_>, told: &Told) -> bool {
    let end = told.clause.end.max(told.trigger + 6).min(line.length());
    (told.trigger..end).any(|at| {
        line.word(at) == "here"
            && !line.any(at + 1, &[Class::Be, Class::Modal])
            && line.word(at.wrapping_sub(1)) != "from"
    })
}

/// The first unit of the phrases that lead the clause: `In Abuja on Friday, …`, `that in the capital he had met`.
fn leading(line: &Line<'_>, start: usize) -> usize {
    let low = start.saturating_sub(14);
    let stop = (low..start).rev().find(|place| {
        line.is_verb(*place) || line.is(*place, Class::Rel) || matches!(line.word(*place), ";" | "that" | ":")
    });
    stop.map_or(low, |stop| stop + 1)
}

/// `the war in Ukraine`, `peace in Yemen`: where the matter is, not the meeting.
pub fn topical(line: &Line<'_>, preposition: usize) -> bool {
    let Some(before) = preposition.checked_sub(1) else { return false };
    // "the secretary of the Red Cross in Guyana", "the bureau (TPC) in Doha": where a body sits that is not met at.
    let body = match line.word(before) {
        ")" => before.checked_sub(3),
        _ => Some(before),
    };
    let sits = body.is_some_and(|body| {
        let unit = line.mention(body).filter(|mention| matches!(mention.kind, Kind::Organization { .. }));
        let led = body.checked_sub(1).map(|at| if line.word(at) == "the" { at.wrapping_sub(1) } else { at });
        unit.is_some() && led.is_some_and(|led| matches!(line.word(led), "of" | "from"))
    });
    if sits && !is_aside(line, preposition) {
        return true;
    }
    let office = line.mention(before).is_some_and(|mention| {
        matches!(mention.kind, Kind::Role { plural: false }) && line.word(before.wrapping_sub(1)) != "the"
    });
    let apposed =
        |at: usize| matches!(line.word(at), "," | "is" | "was" | "as") || line.mention(at).is_some();
    if office && before > 0 && apposed(before - 1) {
        // "B, special representative of the UN in the country"
        return true;
    }
    matches!(
        line.word(before),
        "war"
            | "peace"
            | "conflict"
            | "crisis"
            | "situation"
            | "ceasefire"
            | "security"
            | "developments"
            | "stability"
            | "truce"
            | "fighting"
            | "violence"
            | "process"
            | "democracy"
            | "elections"
            | "ambassador"
            | "investment"
            | "escalation"
            | "aggression"
            | "hostilities"
            | "interests"
            | "troops"
            | "forces"
            | "embassy"
            | "consulate"
    )
}

fn pluperfect(line: &Line<'_>, verb: usize) -> bool {
    let group = verb.saturating_sub(3)..verb;
    group.clone().any(|place| line.word(place) == "had")
        && !group.into_iter().any(|place| matches!(line.word(place), "earlier" | "just"))
        && !(verb.saturating_sub(REACH / 8)..verb).any(|place| says_same_day(line, place))
        && line.is_verb(verb)
}

/// `In the afternoon`, `at midnight`, `that evening`: of the day spoken of.
fn same_day(line: &Line<'_>) -> bool {
    const OPENING: usize = 8;
    let part = |at: usize| matches!(line.word(at), "morning" | "afternoon" | "evening" | "night");
    (0..line.length().min(OPENING)).any(|at| match line.word(at) {
        "in" => line.word(at + 1) == "the" && part(at + 2) && line.word(at + 3) != "of",
        "at" => matches!(line.word(at + 1), "midnight" | "noon" | "midday"),
        _ => says_same_day(line, at),
    })
}

/// `that evening`, `earlier in the day`.
fn says_same_day(line: &Line<'_>, at: usize) -> bool {
    line.get(at)
        .and_then(|unit| unit.time.as_ref())
        .is_some_and(|time| matches!(time.when, When::Later { count: 0, unit: time::Unit::Day }))
}

fn goes_on(line: &Line<'_>, told: &Told) -> bool {
    if same_day(line) {
        return true;
    }
    let start = told.clause.start.min(told.trigger);
    (start.saturating_sub(3)..told.clause.end.min(line.length())).any(|place| {
        matches!(
            line.word(place),
            "also"
                | "later"
                | "afterwards"
                | "afterward"
                | "then"
                | "separately"
                | "separate"
                | "earlier"
                | "too"
                | "subsequently"
                | "meanwhile"
                | "another"
                | "there"
                | "beforehand"
                | "thereafter"
        ) || says_same_day(line, place)
    })
}

/// `agreed at the meeting held in June`: describes a noun that is not the sentence's subject.
fn is_participle(line: &Line<'_>, verb: usize) -> bool {
    let before = verb.wrapping_sub(1);
    matches!(line.word(verb), "held" | "convened" | "signed" | "adopted" | "concluded" | "established")
        && (line.word(before) == "," || line.any(before, &[Class::Noun, Class::Gathering]))
        && (0..before).any(|place| line.is_verb(place))
}

/// The town behind a preposition.
pub fn town(line: &Line<'_>, at: usize) -> Option<String> {
    let (from, to) = (line.units[at].tokens.start, line.units.last().map_or(0, |unit| unit.tokens.end));
    place::behind(line.doc, from, to).filter(|named| named.rank == place::Rank::Town).map(|named| named.name)
}
