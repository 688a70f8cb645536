//! Who met whom: from sentences to meetings.
//!
//! ```text
//! sentence ─▶ Line (units) ─▶ frames (a trigger with its parties) ─▶ Told ─▶ merged Meetings
//! ```
//!
//! A `Told` is one telling of an event in one sentence. `merge` puts the tellings of one meeting together. Where the
//! rules read nothing, `likely` weighs.

mod apposition;
mod company;
mod construction;
mod delegates;
mod detail;
mod frame;
mod gathering;
mod insertion;
mod journey;
mod lead;
pub mod likely;
mod line;
mod lines;
mod list;
mod merge;
mod net;
mod noun;
mod office;
mod pattern;
mod presence;
mod prospect;
mod reception;
mod roll;
mod roster;
mod scan;
mod scene;
mod setting;
mod signing;
mod sport;
mod standing;
mod status;
mod stop;
mod verb;
mod words;

use crate::model::Status;
pub use construction::Constructions;
pub use frame::Told;
pub use line::Line;
pub(super) use line::REACH;
pub use lines::{Lines, Tags};
pub use merge::Meeting;
use merge::Merging;
pub use office::is_of_trade;
pub use presence::may_place;
use reception::RECEIVED_TOO;
pub use words::{Class, Classes, Words};

/// Whether one of some words stands so far from a place.
pub trait Near: Fn(isize, &[&str]) -> bool + Copy {}

impl<T: Fn(isize, &[&str]) -> bool + Copy> Near for T {}

/// Whether a word with those near it hints that a sentence tells of a meeting without a word of meeting.
fn hints(word: &str, near: impl Near) -> bool {
    presence::hints(word, near) || company::hints(word, near)
}

/// Whether a word does so beside any words.
pub fn may_hint(word: &str) -> bool {
    hints(word, |_, _| true)
}

/// Captions stand among so many first sentences.
const CAPTIONS: usize = 8;

/// The events told in an article, in their order, and the meetings out of them: what the rules read, and what is likely.
pub fn tell(lines: &Lines<'_>) -> (Vec<Told>, Vec<Meeting>) {
    let (told, mut meetings) = met(lines);
    likely::whereabouts::settle(lines, &mut meetings);
    (told, meetings)
}

/// The same before days and towns are weighed.
fn met(lines: &Lines<'_>) -> (Vec<Told>, Vec<Meeting>) {
    let model = likely::Model::embedded();
    let (told, mut meetings) = merged(lines, model);
    likely::company::add(lines, model, &told, &mut meetings);
    gathering::unite(&mut meetings);
    gathering::witness(lines, &told, &mut meetings);
    gathering::settle(&mut meetings);
    gathering::done_at(lines, &mut meetings);
    (told, meetings)
}

/// The same before anybody is added who was likely there.
fn merged(lines: &Lines<'_>, model: &likely::Model) -> (Vec<Told>, Vec<Meeting>) {
    let mut told = read(lines);
    let mut merging = Merging::of(lines, &told);
    if likely::couple::add(lines, model, &merging, &mut told) {
        merging = Merging::of(lines, &told);
    }
    (told, merging.finish())
}

/// The events that the rules read.
pub fn read(lines: &Lines<'_>) -> Vec<Told> {
    let doc = lines.doc;
    let mut told: Vec<Told> = Vec::new();
    // The first sentence behind the last list of those present.
    let mut listed = 0;
    for (place, sentence) in doc.segments.sentences.iter().enumerate() {
        let triggers = |token: usize| {
            let Some(form) = doc.form(token) else { return false };
            let near = |ahead: isize, words: &[&str]| {
                token.checked_add_signed(ahead).is_some_and(|token| words.contains(&doc.word(token)))
            };
            form.trigger
                || form.hints && hints(doc.word(token), near)
                || place < CAPTIONS && doc.word(token) == "with"
        };
        if place < listed {
            continue;
        }
        if sentence.tokens.clone().any(triggers) || !lines.open(place).is_empty() {
            told.extend(frame::tellings(&lines.line(place)));
        }
        let mut list = roll::below(lines, place);
        if list.is_empty() && matches!(doc.lower(sentence.tokens.start), "for" | "on") {
            list = roll::signed_for(lines, place);
        }
        if let Some(last) = list.last() {
            // "The leaders in attendance:" says nothing beside the list, but for the day.
            let dated = !doc.times_of(place).is_empty();
            told.retain(|telling| {
                telling.sentence != place
                    || telling.status == Status::Held && (telling.size() > 1 || dated)
                    || !telling.joins
            });
            listed = last.sentence + 1;
        }
        told.extend(list);
    }
    follow_on(lines, &mut told);
    sum_up(&mut told);
    told
}

/// `A met B, and also met C; trade was what they discussed`: what is said of both meetings, and no third.
fn sum_up(told: &mut Vec<Told>) {
    const NEAR: usize = 8;
    let sums = |at: usize| {
        let telling = &told[at];
        let people = telling.people();
        let apart = |other: &&Told| {
            let others = other.people();
            other.sentence == telling.sentence
                && others.len() == 2
                && others.iter().all(|person| people.contains(person))
        };
        matches!(telling.rule, "A and B discussed it" | "A and B spoke")
            && people.len() > 2
            && told[at.saturating_sub(NEAR)..at].iter().filter(apart).count() > 1
    };
    let gone: Vec<bool> = (0..told.len()).map(sums).collect();
    let mut gone = gone.into_iter();
    told.retain(|_| !gone.next().unwrap_or_default());
}

/// `A met B. A meeting with C followed`, `… Afterwards came talks with C`, `A received B. C was received too`: A's, where
/// the sentence names nobody else.
fn follow_on(lines: &Lines<'_>, told: &mut Vec<Told>) {
    const GOES_ON: &[&str] = &[
        "followed",
        "also",
        "too",
        "well",
        "likewise",
        "then",
        "afterwards",
        "afterward",
        "later",
        "next",
        "another",
        "second",
        "further",
        "other",
        "more",
    ];
    for at in 1..told.len() {
        let (before, rest) = told.split_at_mut(at);
        let Some(telling) = rest.first_mut() else { continue };
        let open = matches!(telling.rule, "after talks with B, A …" | RECEIVED_TOO)
            && telling.status == Status::Held
            && telling.hosts.is_empty()
            && (telling.guests.len() == 1 || telling.apart && !telling.guests.is_empty())
            && !telling.anaphoric
            && !telling.joins;
        let earlier = before.last().filter(|earlier| {
            open && earlier.sentence + 1 == telling.sentence
                && earlier.status == Status::Held
                && earlier.hosts.len() == 1
                && !earlier.guests.is_empty()
                && !earlier.guests.contains(&telling.guests[0])
                && !earlier.hosts.contains(&telling.guests[0])
        });
        let Some(earlier) = earlier else { continue };
        let line = lines.line(telling.sentence);
        let alone =
            (0..line.length()).all(|unit| line.people(unit).iter().all(|one| telling.guests.contains(one)));
        let goes_on = (0..line.length()).any(|unit| GOES_ON.contains(&line.word(unit)));
        if alone && goes_on {
            telling.hosts.clone_from(&earlier.hosts);
        }
    }
    told.retain(|telling| telling.rule != RECEIVED_TOO || !telling.hosts.is_empty());
}
