//! Where the people of an article were: the journeys told in it and the town of its dateline.

use super::line::REACH;
use crate::extract::document::{Document, Kind, StateForm};
use crate::extract::place;
use crate::extract::time;

/// Where a journey told before this sentence had gone: `used a trip to Brussels`, `arrived in Doha`.
pub fn journey(doc: &Document<'_>, sentence: usize) -> Option<String> {
    const FAR: usize = 8;
    for before in (sentence.saturating_sub(FAR)..=sentence).rev() {
        let Some(found) = doc.segments.sentences.get(before) else { continue };
        let tokens = found.tokens.start..found.tokens.end.min(found.tokens.start + REACH);
        let mut future = false;
        for token in tokens.clone() {
            let word = doc.word(token);
            let tour = matches!(
                word,
                "trip"
                    | "visit"
                    | "arrived"
                    | "visiting"
                    | "flew"
                    | "on"
                    | "come"
                    | "been"
                    | "travelled"
                    | "traveled"
                    | "landed"
                    | "came"
                    | "stopover"
                    | "stay"
                    | "tour"
                    | "was"
                    | "is"
            );
            let next = doc.word(token + 1);
            let reached = matches!(word, "reached" | "visited" | "toured") && !future;
            if reached && let Some(town) = named_town(doc, token + 1) {
                return Some(town);
            }
            if tour
                && !future
                && matches!(next, "to" | "in" | "into")
                && let Some(named) =
                    place::behind(doc, token + 1, tokens.end).filter(|named| named.rank != place::Rank::Venue)
            {
                return Some(named.name);
            }
            future |= matches!(
                word,
                "will" | "would" | "next" | "upcoming" | "planned" | "coming" | "not" | "invited" | "for"
            );
        }
    }
    None
}

/// The town that is the object of a verb: `reached Doha`.
fn named_town(doc: &Document<'_>, token: usize) -> Option<String> {
    let mention = doc.mention_at(token)?;
    let town = match &mention.kind {
        Kind::Place { name, .. } => !place::is_venue(name),
        Kind::State { form, .. } => *form == StateForm::Capital,
        _ => false,
    };
    town.then(|| doc.words(&mention.tokens).to_string())
}

/// States that are called as their town is.
const CITIES: &[&str] = &[
    "Kuwait",
    "Singapore",
    "Djibouti",
    "Luxembourg",
    "Monaco",
    "Panama",
    "Guatemala",
    "San Marino",
    "Mexico",
];

/// The town of a dateline at the head of the article's first sentences: `BAGHDAD, 3 March (Agency) –`.
pub fn dateline(doc: &Document<'_>) -> Option<(usize, String)> {
    const HEAD: usize = 6;
    const LONG: usize = 14;
    let body =
        doc.segments.sentences.iter().enumerate().filter(|(_, sentence)| sentence.span.start >= doc.body);
    for (place, sentence) in body.take(HEAD) {
        let first = sentence.tokens.start;
        let known =
            doc.mention_at(first).filter(|mention| mention.tokens.start == first).and_then(|mention| {
                match &mention.kind {
                    Kind::Place { name, .. } => Some((name.clone(), mention.tokens.end)),
                    Kind::State { form: StateForm::Capital, .. } => {
                        Some((doc.words(&mention.tokens).to_string(), mention.tokens.end))
                    }
                    // "WASHINGTON, DC –": a government's seat is its town.
                    Kind::State { form: StateForm::Government, .. }
                        if doc.words(&mention.tokens).chars().all(|letter| !letter.is_lowercase()) =>
                    {
                        Some((doc.words(&mention.tokens).to_string(), mention.tokens.end))
                    }
                    Kind::State { name, .. } if CITIES.contains(&name.as_str()) => {
                        Some((name.clone(), mention.tokens.end))
                    }
                    _ => None,
                }
            });
        let Some((named, behind)) = known.or_else(|| in_capitals(doc, first)) else { continue };
        let named = small_letters(&named);
        let last = (first + LONG).min(sentence.tokens.end);
        let ends = (behind..last).find(|token| matches!(doc.word(*token), ":" | "—" | "–" | "-" | "--"));
        // "GENEVA, 5 May 2021." may stand alone.
        let words: Vec<&str> = (behind..last).map(|token| doc.word(token)).collect();
        let named_on = doc.word(behind).starts_with(char::is_uppercase)
            && time::find(&words).first().is_none_or(|time| time.tokens.start > 0);
        if named_on {
            // "Baltic Monitor – Moscow": the town is part of a paper's name.
            continue;
        }
        let alone = sentence.tokens.end <= last && time::find(&words).iter().any(|time| time.when.is_day());
        let ends = ends.or(alone.then_some(last));
        let plain = ends
            .is_some_and(|end| (behind..end).all(|token| !doc.word(token).starts_with(char::is_lowercase)));
        if plain {
            return Some((place, named));
        }
    }
    None
}

/// A town of no table in capitals, with a comma, bracket or dash behind it: `PORT VILA, 5 May –`, `SOCHI — `.
fn in_capitals(doc: &Document<'_>, first: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 4;
    let capitals = |token: usize| {
        let word = doc.word(token);
        word.chars().count() > 2 && word.chars().all(|letter| letter.is_uppercase() || letter == '-')
    };
    let end = first + (first..first + LONGEST).take_while(|token| capitals(*token)).count();
    let closed = matches!(doc.word(end), "," | "(" | "—" | "–" | "-" | "--");
    let plain = doc.mention_at(first).is_none_or(|mention| matches!(mention.kind, Kind::Place { .. }));
    (end > first && closed && plain).then(|| (doc.words(&(first..end)).to_string(), end))
}

/// `BAGHDAD` as `Baghdad`.
fn small_letters(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_string();
    }
    let mut first = true;
    name.chars()
        .flat_map(|letter| {
            let kept = first || !letter.is_alphabetic();
            first = !letter.is_alphabetic();
            if kept { vec![letter] } else { letter.to_lowercase().collect() }
        })
        .collect()
}
