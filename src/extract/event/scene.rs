//! The net below the rules of presence: a sentence that no rule reads and that has a word of being there (`At their side
//! stood A and B`, `A's facilitators were B and C`), whose named people were at the meeting told just before.
//!
//! It never tells a meeting by itself, and is silent where a word says that somebody was wanted, asked or missing.

use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::{Kind, Mention};

/// Says who was of the scene told before, and never that there was one.
pub const OF_THE_SCENE: &str = "with them were B";

/// What makes the people of a sentence something other than those who were there.
const ELSEWHERE: &[&str] = &[
    "absent",
    "absence",
    "invited",
    "instead",
    "without",
    "except",
    "skipped",
    "missing",
    "boycotted",
    "boycott",
    "if",
    "whether",
    "unless",
    "died",
    "killed",
    "elected",
    "appointed",
    "expected",
    "due",
    "ago",
    "last",
    "previous",
    "previously",
    "former",
    "earlier",
    "once",
    "funeral",
    "school",
    "university",
    "college",
    "match",
    "game",
    "born",
    "wanted",
    "refused",
    "declined",
    "failed",
    "unable",
    "succeeded",
    "replaced",
    "later",
    "separately",
    "sent",
    "message",
];

/// A part that somebody plays at a meeting.
fn is_part(word: &str) -> bool {
    matches!(
        word,
        "facilitator"
            | "facilitators"
            | "interlocutor"
            | "interlocutors"
            | "observer"
            | "observers"
            | "witness"
            | "witnesses"
            | "mediator"
            | "mediators"
            | "guarantor"
            | "guarantors"
            | "negotiators"
            | "moderator"
            | "moderators"
            | "co-chairs"
            | "chairmen"
    )
}

/// Whether a token may open a sentence of this kind.
pub fn hints(word: &str) -> bool {
    matches!(
        word,
        "attendance"
            | "present"
            | "side"
            | "sides"
            | "delegation"
            | "delegations"
            | "team"
            | "beside"
            | "alongside"
            | "flanked"
            | "room"
            | "watched"
            | "seated"
            | "table"
            | "others"
            | "Others"
            | "signature"
            | "part"
            | "Observers"
            | "Interlocutors"
            | "delegates"
            | "presided"
            | "dais"
            | "chair"
            | "Representing"
            | "Those"
            | "With"
    ) || is_part(word)
}

/// The named people of a sentence that says that they were there.
pub fn those_there(line: &Line<'_>) -> Option<(usize, Vec<usize>)> {
    if line.doc.in_title(line.sentence) || line.length() > REACH {
        return None;
    }
    let length = line.length();
    let cue = (0..length).find(|at| is_cue(line, *at))?;
    let barred = |place: usize| {
        line.any(place, &[Class::Modal, Class::Plan, Class::Not, Class::Say, Class::Deny])
            || ELSEWHERE.contains(&line.word(place))
            || line.is_time(place)
                && line.doc.word(line.units[place].tokens.start).starts_with(|c: char| c.is_ascii_digit())
    };
    if is_suite(line) || (0..length).any(barred) {
        return None;
    }
    let people = main_people(line);
    (!people.is_empty()).then_some((cue, people))
}

/// `With the minister came A and B`: whom somebody brings, who need not have sat down with the others.
pub fn is_suite(line: &Line<'_>) -> bool {
    let came = |at: usize| {
        matches!(
            line.word(at),
            "came" | "travelled" | "traveled" | "travelling" | "traveling" | "arrived" | "flew"
        )
    };
    line.word(0) == "with" && (1..line.length()).any(came)
}

/// The word of a unit, also of one that stands for people: `delegation`, `mediators`.
fn spelled<'l>(line: &'l Line<'_>, at: usize) -> &'l str {
    let stands = |mention: &&Mention| {
        matches!(mention.kind, Kind::Role { .. } | Kind::Delegation { .. } | Kind::Group)
    };
    match line.mention(at).filter(stands) {
        Some(mention) => line.doc.word(mention.tokens.end.saturating_sub(1)),
        None => line.word(at),
    }
}

/// Whether the words at a place say that somebody was there.
fn is_cue(line: &Line<'_>, at: usize) -> bool {
    let be = |place: usize| matches!(line.word(place), "was" | "were");
    let be_near = || (at.saturating_sub(4)..at + 5).any(be);
    match spelled(line, at) {
        "attendance" => line.word(at.wrapping_sub(1)) == "in",
        "present" => be_near() && !line.is(at + 1, Class::Human) || line.words_before(at, &["those"]),
        "part" => line.words_before(at, &["took"]) || line.words_before(at, &["taking"]),
        "side" | "sides" => be_near() && at > 0 && is_owned(line, at),
        "delegation" | "delegations" | "team" => composed(line, at),
        "beside" | "alongside" => {
            be_near()
                || matches!(
                    line.word(at.wrapping_sub(1)),
                    "seated" | "sat" | "stood" | "standing" | "sitting"
                )
        }
        "flanked" => line.word(at + 1) == "by",
        "room" | "hall" => {
            (at.saturating_sub(2)..at).any(|place| line.word(place) == "in")
                && (at + 1..at + 5).any(|place| matches!(line.word(place), "was" | "were" | "are" | "is"))
        }
        "presided" => line.word(at + 1) == "over" || matches!(line.word(at + 1), "." | "," | "at"),
        "watched" | "looked" => (at + 1..at + 4).any(|place| matches!(line.word(place), "from" | "on")),
        "seated" => {
            matches!(line.word(at + 1), "between" | "next" | "at" | "around" | "opposite" | "behind" | "with")
        }
        "others" | "other" => {
            (be_near() || (at + 1..at + 8).any(|place| matches!(line.word(place), "included" | "include")))
                && (at + 1..at + 7).any(|place| OCCASIONS.contains(&line.word(place)))
                || (at + 1..at + 7).any(|place| line.words_at(place, &["who", "attended", "were"]))
        }
        // "Those who came to witness the signing included A and B"
        "those" => {
            at < 2
                && line.word(at + 1) == "who"
                && (at + 2..at + 14).any(|place| matches!(line.word(place), "included" | "include" | "were"))
                && (at + 2..at + 12).any(|place| {
                    OCCASIONS.contains(&line.word(place))
                        || matches!(line.word(place), "signing" | "witness" | "attended")
                })
        }
        "chair" => line.words_before(at, &["in", "the"]) && be_near(),
        "representing" => at == 0 && (1..7).any(be),
        "signature" => (at..at + 5).any(|place| line.word(place) == "that"),
        "with" => at == 0 && with_them(line),
        word => {
            is_part(word) && (be_near() || (at.saturating_sub(3)..at).any(|place| line.word(place) == "as"))
        }
    }
}

/// `With them are A and B`, `With A at the palace was B`; not `With A he spoke of trade`.
fn with_them(line: &Line<'_>) -> bool {
    let list = line.list_right(1);
    let edge = list.edge.max(2);
    // "With the minister are her deputies": her own suite, where no place says that others were there.
    let one = list.units.iter().map(|unit| line.people(*unit).len()).sum::<usize>() == 1;
    let pronoun = line.mention(1).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. }));
    // "With Minister A were the ambassador, B, and C"
    let were = matches!(line.word(edge), "were" | "was");
    let owned = line
        .mention(edge + 1)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
    let several =
        were && !owned && line.members_at(edge + 1).iter().filter(|at| line.names_one(**at)).count() > 1;
    if one
        && !pronoun
        && !several
        && !(edge..edge + 4)
            .any(|place| line.place(place).is_some() || matches!(line.word(place), "at" | "in"))
    {
        return false;
    }
    let adverbial = |place: &usize| {
        line.place(*place).is_some()
            || line.is_time(*place)
            || line.any(*place, &[Class::Prep, Class::Det, Class::Adverb])
            || line.word(*place) == ","
    };
    let verb = (edge..edge + 7).find(|place| !adverbial(place));
    verb.is_some_and(|verb| {
        matches!(line.word(verb), "was" | "were" | "are" | "is" | "came" | "went" | "sat" | "stand" | "stood")
    })
}

const OCCASIONS: &[&str] = &[
    "meeting",
    "talks",
    "discussion",
    "discussions",
    "session",
    "summit",
    "table",
    "ceremony",
    "conference",
    "dinner",
    "lunch",
    "gathering",
    "negotiations",
];

/// `at their side`, `on the Iraqi side`.
fn is_owned(line: &Line<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|place| matches!(line.word(place), "at" | "on" | "for" | "from" | "by"))
}

/// `the delegation was headed by`, `at the head of the delegation was`, `a team led by A and made up of`.
fn composed(line: &Line<'_>, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "led",
        "headed",
        "head",
        "made",
        "composed",
        "comprised",
        "consisted",
        "included",
        "including",
        "comprising",
    ];
    // "At the head of the Albanian delegation": the office takes the words before.
    let headed = |place: usize| {
        line.get(place).is_some_and(|unit| {
            unit.tokens.clone().take(3).any(|token| WORDS.contains(&line.doc.word(token)))
        })
    };
    (at.saturating_sub(6)..at + 10).any(headed)
}

/// The named people of the sentence's own clauses, and not those who only explain an office or own something.
fn main_people(line: &Line<'_>) -> Vec<usize> {
    const INSIDE: &[&str] = &["of", "to", "under", "about", "for", "after", "against", "from", "as"];
    let mut relative = false;
    let mut people = Vec::new();
    for at in 0..line.length() {
        match line.word(at) {
            "," | ";" => relative = false,
            "who" | "whose" | "whom" | "which" => relative = true,
            // "the others who attended were B and C"
            "was" | "were" if at > 0 && line.is_verb(at - 1) => relative = false,
            "included" | "include" => relative = false,
            _ => {}
        }
        let signed = line.words_before(at, &["that", "of"]) || line.words_before(at, &["those", "of"]);
        let made = at > 0
            && line.word(at - 1) == "of"
            && (at.saturating_sub(4)..at)
                .any(|place| matches!(line.word(place), "up" | "composed" | "consisted" | "consisting"));
        let before = at > 0 && !made && (INSIDE.contains(&line.word(at - 1)) || line.is(at - 1, Class::Sub));
        let inside = !signed && (before || line.explains_office(at));
        if line.names_one(at) && !line.is_possessor(at) && !relative && !inside {
            people.push(at);
        }
    }
    people
}
