//! Where the people of an article were: the journeys told in it and the town of its dateline.

use super::line::REACH;
use super::status;
use crate::extract::dateline::small_letters;
use crate::extract::document::{Document, Kind, Mention, PersonId, StateForm};
use crate::extract::place;
use crate::text::{Sentence, is_dash};

/// How many sentences before a journey may be told.
pub const FAR: usize = 8;

/// Where a journey told in this sentence or up to `far` before it had gone: `used a trip to Brussels`, `arrived in Doha`.
pub fn journey(doc: &Document<'_>, sentence: usize, far: usize, people: &[PersonId]) -> Option<String> {
    for before in (sentence.saturating_sub(far)..=sentence).rev() {
        let Some(found) = doc.segments.sentences.get(before) else { continue };
        // Where others had gone says nothing.
        let paragraph = doc.segments.sentences.get(sentence).map(|found| found.paragraph);
        let named = |mention: &Mention| mention.people.iter().any(|person| people.contains(person));
        if paragraph != Some(found.paragraph) && !doc.mentions_of(before).iter().any(named) {
            continue;
        }
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
                "will" | "would" | "next" | "upcoming" | "planned" | "coming" | "not" | "invited"
            ) || word == "for" && next.starts_with(char::is_lowercase)
                // "put off a trip to Morocco"
                || status::calls_off(doc, token);
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
pub const CITIES: &[&str] = &[
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

/// The town of a dateline at the head of the article's first sentences: `BAGHDAD, 3 March (Agency) –`,
/// `5 May 2021 (ADDIS ABABA) –`; or of a line that only says where and when: `Press note, Dhaka, 7 June 2015`.
pub fn dateline(doc: &Document<'_>) -> Option<(usize, String)> {
    const HEAD: usize = 6;
    let body =
        doc.segments.sentences.iter().enumerate().filter(|(_, sentence)| sentence.span.start >= doc.head);
    let head = || body.clone().take(HEAD);
    let of = |sentence: &Sentence| {
        at_head(doc, sentence.tokens.start, sentence.tokens.end).or_else(|| behind_date(doc, sentence))
    };
    let stamped = head().find_map(|(place, sentence)| Some((place, of(sentence)?)));
    stamped.or_else(|| head().find_map(|(place, sentence)| Some((place, line_alone(doc, place, sentence)?))))
}

/// Words of a dateline.
const LONG: usize = 16;

/// The town a mention names, in small letters, with the token behind it.
fn town_at(doc: &Document<'_>, first: usize) -> Option<(String, usize)> {
    let mention = doc.mention_at(first).filter(|mention| mention.tokens.start == first)?;
    let words = doc.words(&mention.tokens);
    let name = match &mention.kind {
        Kind::Place { region: false, .. } | Kind::State { form: StateForm::Capital, .. } => words.to_string(),
        // "WASHINGTON, DC –": a government's seat is its town.
        Kind::State { form: StateForm::Government, .. }
            if words.chars().all(|letter| !letter.is_lowercase()) =>
        {
            words.to_string()
        }
        Kind::State { name, .. } if CITIES.contains(&name.as_str()) => name.clone(),
        _ => return None,
    };
    Some((small_letters(&name), mention.tokens.end))
}

/// The town of a dateline that begins at a token.
fn at_head(doc: &Document<'_>, first: usize, end: usize) -> Option<String> {
    let (named, behind) = town_at(doc, first)
        .or_else(|| in_capitals(doc, first).map(|(name, behind)| (small_letters(&name), behind)))?;
    let last = (first + LONG).min(end);
    let named_on = doc.word(behind).starts_with(char::is_uppercase)
        && doc.times(behind..last).first().is_none_or(|time| time.tokens.start > 0);
    if named_on {
        // "Baltic Monitor – Moscow": the town is part of a paper's name.
        return None;
    }
    // "GENEVA, 5 May 2021." may stand alone.
    let alone = end <= last && doc.times(behind..last).iter().any(|time| time.when.is_day());
    let mut bracket = false;
    for token in behind..last {
        match doc.word(token) {
            "(" | "[" => bracket = true,
            ")" | "]" => bracket = false,
            ":" if !bracket => return Some(named),
            word if is_dash(word) && !bracket => return Some(named),
            word if word.starts_with(char::is_lowercase) && !bracket => return None,
            _ => {}
        }
    }
    alone.then_some(named)
}

/// `September 5, 2012 (ADDIS ABABA) –`, `News Agency, KINGSTON, Jamaica, April 9 –`: a town of the tables in capitals
/// or brackets behind the date or the name of a paper.
fn behind_date(doc: &Document<'_>, sentence: &Sentence) -> Option<String> {
    const FAR: usize = 8;
    let tokens = &sentence.tokens;
    let last = tokens.end.min(tokens.start + FAR);
    (tokens.start + 1..last).find_map(|token| {
        let opened = matches!(doc.word(token - 1), "(" | ",");
        let plain = (tokens.start..token).all(|before| !doc.word(before).starts_with(char::is_lowercase));
        if !(opened && plain) {
            return None;
        }
        let (named, behind) = town_at(doc, token)?;
        let capitals = doc.words(&(token..behind)).chars().all(|letter| !letter.is_lowercase());
        let bracket = doc.word(token - 1) == "(" && doc.word(behind) == ")" && is_dash(doc.word(behind + 1));
        let closed =
            bracket || capitals && doc.word(behind) == "," && at_head(doc, token, tokens.end).is_some();
        closed.then_some(named)
    })
}

/// `Press note, Dhaka, 7 June 2015`, `Bishkek, Kyrgyz Republic` above a line with the day: a short line without a verb.
fn line_alone(doc: &Document<'_>, place: usize, sentence: &Sentence) -> Option<String> {
    const SHORT: usize = 18;
    const BARE: usize = 6;
    let tokens = sentence.tokens.clone();
    if tokens.len() > SHORT || tokens.is_empty() {
        return None;
    }
    let dated =
        |tokens: &std::ops::Range<usize>| doc.times(tokens.clone()).iter().any(|time| time.when.is_day());
    let beside = |other: usize| {
        doc.segments.sentences.get(other).is_some_and(|next| {
            next.tokens.len() <= BARE && next.span.start >= doc.head && dated(&next.tokens)
        })
    };
    let own = dated(&tokens);
    if !own && (tokens.len() > BARE || !(beside(place + 1) || place > 0 && beside(place - 1))) {
        return None;
    }
    let small = |token: &usize| {
        let word = doc.word(*token);
        word.starts_with(char::is_lowercase)
            && !matches!(
                word,
                "of" | "the"
                    | "and"
                    | "for"
                    | "by"
                    | "on"
                    | "release"
                    | "note"
                    | "statement"
                    | "mission"
                    | "p.m"
                    | "am"
                    | "pm"
                    | "local"
                    | "time"
            )
    };
    if tokens.clone().filter(small).count() > 1 {
        return None;
    }
    tokens.clone().find_map(|token| {
        let opens = token == tokens.start
            || matches!(doc.word(token - 1), "," | ")" | "|" | ":")
            || matches!(doc.word(token - 1), "p.m." | "a.m." | "p.m" | "a.m" | "pm" | "am")
            || is_dash(doc.word(token - 1));
        let (named, behind) = town_at(doc, token).filter(|_| opens)?;
        let behind = behind + usize::from(doc.word(behind) == "City" && behind < tokens.end);
        let next = doc.word(behind);
        let ends = behind >= tokens.end || matches!(next, "," | "(" | "." | "|" | ":") || is_dash(next);
        let venue = place::is_venue(&named);
        (ends && !venue).then_some(named)
    })
}

/// A town of no table in capitals, with a comma, bracket or dash behind it: `PORT VILA, 5 May –`, `SOCHI — `.
fn in_capitals(doc: &Document<'_>, first: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 4;
    let capitals = |token: usize| {
        let word = doc.word(token);
        word.chars().count() > 2 && word.chars().all(|letter| letter.is_uppercase() || letter == '-')
    };
    let end = first + (first..first + LONGEST).take_while(|token| capitals(*token)).count();
    let closed = matches!(doc.word(end), "," | "(" | "/" | "—" | "–" | "-" | "--");
    let plain = doc.mention_at(first).is_none_or(|mention| matches!(mention.kind, Kind::Place { .. }));
    (end > first && closed && plain).then(|| (doc.words(&(first..end)).to_string(), end))
}
