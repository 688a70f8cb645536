//! Attachment of dates: whether a date goes with the event, or with the saying, the matter or another clause.

use super::day::JOURNEYS;
use super::spot::is_aside;
use crate::extract::event::frame::{Told, clause_end};
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;
use crate::model::Status;

/// Whether a date is that of the event, not of the saying or of another clause.
pub(super) fn belongs(line: &Line<'_>, told: &Told, at: usize) -> bool {
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
            let plain = |place: usize| !line.is_verb(place) && !matches!(line.word(place), "," | ";");
            if told.joins && told.trigger < at && at < verb && (told.trigger + 1..at).all(plain) {
                // "Attending the summit in Arusha on Monday were A and B"
                return true;
            }
            let end = clause_end(line, told.trigger + 1).max(told.clause.end);
            if other(line, verb, told.trigger)
                || of_a_pact(line, verb)
                || verb > told.trigger && is_done_to_it(line, verb)
            {
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
            let day = line.get(at).and_then(|unit| unit.time.as_ref()).is_some_and(|time| time.when.is_day());
            if relative && day && verb < at && at < told.trigger && said_there(line, at, told.trigger) {
                // "the plans, which were drawn up in Lomé on 3 May at a meeting of A with B"
                return true;
            }
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

/// `A, who was in Riga on Monday, met B`: a clause that says where somebody was then.
pub(super) fn says_where(line: &Line<'_>, verb: usize) -> bool {
    line.is(verb, Class::Be)
        && line.is(verb.wrapping_sub(1), Class::Rel)
        && matches!(line.word(verb + 1), "in" | "at")
        && line.place(verb + 2).is_some()
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

/// `discussed the plan launched in Lomé on 2 May`, `the sanctions that the government imposed in May`: done by others,
/// to what was talked about.
fn is_done_to_it(line: &Line<'_>, verb: usize) -> bool {
    const DONE: &[&str] = &[
        "launched",
        "announced",
        "proposed",
        "unveiled",
        "reached",
        "drafted",
        "published",
        "approved",
        "ratified",
        "issued",
        "declared",
        "brokered",
        "negotiated",
        "signed",
        "adopted",
        "concluded",
        "established",
        "imposed",
        "submitted",
        "presented",
        "initialled",
        "initialed",
        "endorsed",
        "mediated",
    ];
    let before = verb.wrapping_sub(1);
    let thing = line.get(before).is_some_and(|unit| unit.is_word())
        && line.mention(before).is_none()
        && !line.is_time(before)
        && !line.is_verb(before)
        && !line.is_adverb(before)
        && !line.any(
            before,
            &[
                Class::And,
                Class::Or,
                Class::But,
                Class::Be,
                Class::Rel,
                Class::Sub,
                Class::Not,
                Class::Prep,
                Class::Human,
                Class::Det,
            ],
        )
        && !matches!(line.word(before), "we" | "two" | "both" | "sides");
    thing && DONE.contains(&line.word(verb))
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

/// `agreed at the meeting held in June`: describes a noun that is not the sentence's subject.
pub(super) fn is_participle(line: &Line<'_>, verb: usize) -> bool {
    let before = verb.wrapping_sub(1);
    matches!(line.word(verb), "held" | "convened" | "signed" | "adopted" | "concluded" | "established")
        && (line.word(before) == "," || line.any(before, &[Class::Noun, Class::Gathering]))
        && (0..before).any(|place| line.is_verb(place))
}
