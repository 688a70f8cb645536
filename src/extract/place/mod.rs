//! Where: the place named by `in Tehran`, `at the Kremlin`, `the Egyptian resort of Sharm el-Sheikh`.

mod words;

use crate::extract::dateline::small_letters;
use crate::extract::document::{Document, Kind, Mention};
use crate::gazetteer::Gazetteer;
use crate::text;
use words::{DIRECTIONS, EVENTS, FILLERS, FUNCTION, NOWHERE, OFFICES, SEATS, TOWNS, VENUES};

/// A place that a text names, with how well it says where something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub rank: Rank,
}

/// What to prefer where a sentence gives several: the town before the palace in it and the state around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    State,
    Venue,
    Town,
}

/// `Bayan Palace`, `State House`: a building, which says nothing of where others met later.
pub fn is_venue(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    if last.is_ascii() {
        return VENUES.iter().any(|venue| venue.eq_ignore_ascii_case(last));
    }
    VENUES.contains(&last.to_lowercase().as_str())
}

/// A building with the town it stands in: `Presidential Palace, Baghdad`, since many towns have one.
pub fn in_town(venue: &str, town: &str) -> String {
    let told =
        venue.contains(", ") || venue.split(' ').any(|word| town.split(' ').any(|other| word == other));
    if told || is_venue(town) { venue.to_owned() } else { format!("{venue}, {town}") }
}

/// The town of a seat of government of which the world has one.
pub fn seat(venue: &str) -> Option<&'static str> {
    SEATS.iter().find(|(name, _)| venue.contains(name)).map(|(_, town)| *town)
}

/// `the Demilitarized Zone`, `the Erez Crossing`: lies between towns.
pub fn lies_between(place: &str) -> bool {
    let last = place.rsplit(' ').next().unwrap_or(place).to_lowercase();
    matches!(last.as_str(), "zone" | "crossing" | "border" | "bridge" | "checkpoint" | "line")
}

/// `State House, ASMARA` as `State House, Asmara`; short words may be abbreviations.
pub fn in_small_letters(place: &str) -> String {
    const SHORT: usize = 4;
    let part = |part: &str| {
        let letters = part.chars().filter(|letter| letter.is_alphabetic()).count();
        if letters > SHORT { small_letters(part) } else { part.to_owned() }
    };
    place.split(", ").map(part).collect::<Vec<_>>().join(", ")
}

/// The state in which the tables know a building to stand.
pub fn state_of(doc: &Document<'_>, venue: &str) -> Option<String> {
    doc.mentions.iter().take(LOOK).find_map(|mention| match &mention.kind {
        Kind::Place { name, state, .. } if name == venue || doc.words(&mention.tokens) == venue => {
            state.clone()
        }
        Kind::State { name, form: crate::extract::document::StateForm::Government }
            if doc.words(&mention.tokens) == venue =>
        {
            Some(name.clone())
        }
        _ => None,
    })
}

/// The place behind a preposition at token `at` (`in`, `at`), looking no further than `end`.
pub fn behind(doc: &Document<'_>, at: usize, end: usize) -> Option<Named> {
    let preposition = doc.lower(at);
    if !matches!(
        preposition,
        "in" | "into" | "at" | "near" | "outside" | "to" | "from" | "visited" | "toured"
    ) {
        return None;
    }
    let mut adjective: Option<String> = None;
    let mut token = at + 1;
    let last = end.min(at + 12);
    while token < last {
        if let Some(name) = quoted(doc, token) {
            return Some(Named { name, rank: Rank::Venue });
        }
        if let Some(mention) = doc.mention_at(token) {
            match &mention.kind {
                // "in the Red Sea resort of Sharm el-Sheikh"
                Kind::Place { region: true, .. }
                    if matches!(
                        doc.word(mention.tokens.end),
                        "resort" | "city" | "town" | "port" | "island"
                    ) => {}
                // "in the West Bank city of Ramallah"
                Kind::Place { .. }
                    if matches!(doc.word(mention.tokens.end), "resort" | "city" | "town" | "village")
                        && doc.word(mention.tokens.end + 1) == "of" => {}
                Kind::Place { region: true, .. } => return None,
                Kind::Place { name, state, .. } => {
                    let lower = text::lower(name);
                    let venue = state.is_none() || VENUES.iter().any(|venue| lower.ends_with(venue));
                    let rank = if venue && VENUES.iter().any(|venue| lower.contains(venue)) {
                        Rank::Venue
                    } else {
                        Rank::Town
                    };
                    // "in Rakhine state"
                    let wide =
                        matches!(doc.word(mention.tokens.end), "state" | "province" | "region" | "county");
                    let rank = if wide { Rank::State } else { rank };
                    if let Some(town) = town_behind(doc, mention.tokens.end).filter(|_| rank == Rank::Venue) {
                        let venue = small_letters(doc.words(&mention.tokens));
                        return Some(Named { name: in_town(&venue, &town.name), rank: Rank::Town });
                    }
                    if let Some(town) = town_beside(doc, mention.tokens.end).filter(|_| rank == Rank::Venue) {
                        return Some(Named { name: in_town(name, &town), rank });
                    }
                    let written = small_letters(doc.words(&mention.tokens));
                    return (!is_event(doc, mention.tokens.end)).then_some(Named { name: written, rank });
                }
                Kind::State { form: crate::extract::document::StateForm::Capital, .. } => {
                    return Some(Named { name: doc.words(&mention.tokens).to_string(), rank: Rank::Town });
                }
                Kind::State { name, form: crate::extract::document::StateForm::Name } => {
                    // "at Jamaica House"
                    let end = mention.tokens.end;
                    if doc.word(end).starts_with(char::is_uppercase) && VENUES.contains(&doc.lower(end)) {
                        let words = mention.tokens.start..end + 1;
                        return Some(Named { name: doc.words(&words).to_string(), rank: Rank::Venue });
                    }
                    let rank = if TOWNS.contains(&name.as_str()) { Rank::Town } else { Rank::State };
                    if doc.word(mention.tokens.end) != "'s" {
                        return (!is_event(doc, mention.tokens.end))
                            .then(|| Named { name: name.clone(), rank });
                    }
                    // "in Egypt's Sharm el-Sheikh"
                    adjective = Some(name.clone());
                }
                // "at the White House", "at the Itamaraty Palace"
                Kind::State { name, form: crate::extract::document::StateForm::Government } => {
                    let end = mention.tokens.end;
                    let more =
                        doc.word(end).starts_with(char::is_uppercase) && VENUES.contains(&doc.lower(end));
                    let words = mention.tokens.start..end + usize::from(more);
                    return Some(Named { name: doc.words(&words).to_string(), rank: Rank::Venue })
                        .filter(|_| !name.is_empty());
                }
                Kind::State { name, .. } => adjective = Some(name.clone()),
                // Nobody meets "in" a person: a town of no table that was taken for one.
                Kind::Person if preposition == "in" && token == at + 1 && is_bare(doc, mention) => {
                    return Some(Named { name: doc.words(&mention.tokens).to_string(), rank: Rank::Town });
                }
                // "at UN headquarters", "at the ASEAN Secretariat"
                Kind::Organization { .. } => {
                    let seat = doc.word(mention.tokens.end);
                    let seat = seat.to_lowercase();
                    let named = VENUES.contains(&seat.as_str())
                        || matches!(seat.as_str(), "offices" | "mission" | "hq");
                    let words = mention.tokens.start..mention.tokens.end + 1;
                    return named.then(|| Named { name: doc.words(&words).to_string(), rank: Rank::Venue });
                }
                // "at the President's Office"
                Kind::Role { plural: false } if doc.word(mention.tokens.end) == "'s" => {
                    let last = mention.tokens.end + 1;
                    let seat =
                        doc.word(last).starts_with(char::is_uppercase) && VENUES.contains(&doc.lower(last));
                    let words = mention.tokens.start..last + 1;
                    return seat.then(|| Named { name: doc.words(&words).to_string(), rank: Rank::Venue });
                }
                _ => return None,
            }
            token = mention.tokens.end;
            continue;
        }
        let word = doc.word(token);
        let lower = doc.lower(token);
        // "the capital Naypyitaw" and "the capital of" name it themselves.
        let named = || {
            let next = doc.word(token + 1);
            next == "of"
                || next.starts_with(char::is_uppercase)
                    && crate::extract::time::find(&["on", next]).is_empty()
        };
        if lower == "capital" && !named() {
            let capital = adjective.as_deref().and_then(|state| capital_of(doc, state));
            return capital.map(|name| Named { name, rank: Rank::Town });
        }
        // "in South Florida"
        if matches!(
            word,
            "South" | "North" | "East" | "West" | "Southern" | "Northern" | "Eastern" | "Western" | "Central"
        ) && let Some(mention) =
            doc.mention_at(token + 1).filter(|mention| mention.tokens.start == token + 1)
            && matches!(&mention.kind, Kind::Place { region: false, .. })
        {
            let words = token..mention.tokens.end;
            return Some(Named { name: doc.words(&words).to_string(), rank: Rank::Town });
        }
        if let Some(name) = korea(doc, token) {
            return Some(Named { name: name.to_owned(), rank: Rank::State });
        }
        if word.starts_with(char::is_uppercase) && !doc.is_time(at, token) {
            return capitalized(doc, token, end, preposition);
        }
        let filler = FILLERS.contains(&lower);
        if !filler {
            return None;
        }
        token += 1;
    }
    None
}

/// `the ‘Blue Lagoon’ resort`, `the hotel \"Palace\"`: a building whose name stands in quotation marks.
fn quoted(doc: &Document<'_>, open: usize) -> Option<String> {
    const LONGEST: usize = 6;
    let mark = |token: usize| matches!(doc.word(token), "‘" | "’" | "“" | "”" | "\"" | "'" | "«" | "»");
    if !mark(open) || !doc.word(open + 1).starts_with(char::is_uppercase) {
        return None;
    }
    let close = (open + 2..open + LONGEST).find(|token| mark(*token))?;
    let built = |token: usize| VENUES.contains(&doc.lower(token));
    let named = built(close + 1) || open > 0 && built(open - 1);
    named.then(|| doc.words(&(open + 1..close)).to_string())
}

/// A name without an office or an owner's mark.
fn is_bare(doc: &Document<'_>, mention: &Mention) -> bool {
    let office = mention.people.iter().any(|person| !doc.person(*person).offices.is_empty());
    !office && mention.extent == mention.tokens && !matches!(doc.word(mention.tokens.end), "'s" | "'" | "and")
}

/// A name of no table: `in Koteshwar`, `at the Granja do Torto`.
fn capitalized(doc: &Document<'_>, from: usize, end: usize, preposition: &str) -> Option<Named> {
    let mut to = from;
    while to < end.min(from + 6) {
        let word = doc.word(to);
        let inner = matches!(word, "do" | "da" | "de" | "del" | "el" | "al" | "of" | "la" | "the")
            && doc.word(to + 1).starts_with(char::is_uppercase);
        let venue = VENUES.contains(&word.to_lowercase().as_str());
        // "the Library of the Apostolic Palace"
        if to > from && word == "of" && doc.word(to + 1) == "the" {
            let whole = (to + 2..end.min(to + 6))
                .take_while(|token| doc.word(*token).starts_with(char::is_uppercase));
            if let Some(last) = whole.last().filter(|last| is_venue(doc.word(*last))) {
                to = last + 1;
                continue;
            }
        }
        // "At Bayan Palace Prince A had talks"
        if to > from && is_venue(doc.word(to - 1)) && OFFICES.contains(&doc.lower(to)) {
            break;
        }
        if (doc.mention_at(to).is_some() && !venue) || !(word.starts_with(char::is_uppercase) || inner) {
            break;
        }
        to += 1;
    }
    // "at the Ministry of Foreign Affairs of Cuba"
    while to > from + 1 && doc.word(to - 1).starts_with(char::is_lowercase) {
        to -= 1;
    }
    let last = doc.lower(to - 1);
    let event = |token: usize| EVENTS.contains(&doc.lower(token));
    if is_event(doc, to) || (from..to).any(event) && !VENUES.contains(&last) {
        return None;
    }
    if OFFICES.contains(&doc.lower(from)) && !VENUES.contains(&last) {
        return None;
    }
    let venue = VENUES.contains(&last) || VENUES.contains(&doc.lower(to));
    let other = |token: usize| NOWHERE.contains(&doc.lower(token));
    let built = VENUES.contains(&doc.lower(from));
    if !venue && !built && ((from..to).any(other) || to == from + 1 && DIRECTIONS.contains(&last)) {
        return None;
    }
    let next = doc.word(to);
    // "at the Olivos presidential residence"
    let described = matches!(
        next,
        "presidential"
            | "royal"
            | "official"
            | "government"
            | "state"
            | "summer"
            | "international"
            | "military"
            | "air"
    ) && VENUES.contains(&doc.word(to + 1));
    let modifies = next.starts_with(char::is_lowercase) && !venue && !described && !FUNCTION.contains(&next);
    if modifies {
        return None;
    }
    // "at the EU-Western Balkans summit"
    let head = doc.word(from).split('-').next().unwrap_or_default();
    let acronym = head.chars().all(char::is_uppercase);
    if !venue && (acronym || doc.word(to) == "'s") {
        return None;
    }
    // "at the Ministry's building in Baghdad" names no building.
    let kind_only = to == from + 1 && VENUES.contains(&last);
    if let Some(town) = town_behind(doc, to) {
        // "at the Sheraton, Brussels", but "in Woodside, California"
        let whole = venue && !kind_only || !venue && preposition == "in";
        let name = if whole { in_town(doc.words(&(from..to)), &town.name) } else { town.name };
        return Some(Named { name, rank: Rank::Town });
    }
    if kind_only {
        return None;
    }
    if let Some(town) = town_beside(doc, to).filter(|_| venue) {
        return Some(Named { name: in_town(doc.words(&(from..to)), &town), rank: Rank::Venue });
    }
    let to = if described { to + 2 } else { to };
    let rank = if venue || described || preposition == "at" { Rank::Venue } else { Rank::Town };
    Some(Named { name: doc.words(&(from..to)).to_string(), rank })
}

/// `the North`, `the South`, where the article speaks of the two Koreas.
fn korea(doc: &Document<'_>, token: usize) -> Option<&'static str> {
    let state = match doc.word(token) {
        "North" => "North Korea",
        "South" => "South Korea",
        _ => return None,
    };
    let bare = !doc.word(token + 1).starts_with(char::is_uppercase)
        && !matches!(doc.word(token + 1), "of" | "'s" | "-")
        && token.checked_sub(1).is_some_and(|before| doc.lower(before) == "the");
    let named = |at: usize| doc.word(at) == doc.word(token) && doc.word(at + 1).starts_with("Korea");
    (bare && (0..doc.segments.tokens.len().min(LOOK)).any(named)).then_some(state)
}

/// The town right behind a venue: `State House Entebbe`.
fn town_beside(doc: &Document<'_>, token: usize) -> Option<String> {
    let mention = doc.mention_at(token).filter(|mention| mention.tokens.start == token)?;
    let town = match &mention.kind {
        Kind::Place { name, .. } => !is_venue(name),
        Kind::State { form, .. } => *form == crate::extract::document::StateForm::Capital,
        _ => false,
    };
    town.then(|| doc.words(&mention.tokens).to_string())
}

/// The town behind a venue: `the State Department, Washington`.
fn town_behind(doc: &Document<'_>, token: usize) -> Option<Named> {
    let mention = doc.mention_at(token + 1).filter(|_| doc.word(token) == ",")?;
    let town = match &mention.kind {
        Kind::Place { .. } => true,
        Kind::State { form, .. } => *form == crate::extract::document::StateForm::Capital,
        _ => false,
    };
    town.then(|| Named { name: doc.words(&mention.tokens).to_string(), rank: Rank::Town })
}

/// A name that goes on as an event's or body's: `the Geneva Conference`.
fn is_event(doc: &Document<'_>, token: usize) -> bool {
    let next = doc.lower(token);
    EVENTS.contains(&next) && !next.is_empty()
}

/// How many of an article's mentions are looked through; keeps long articles linear.
const LOOK: usize = 4000;

/// The capital of a state, where the text or the tables name it.
fn capital_of(doc: &Document<'_>, state: &str) -> Option<String> {
    let named = doc.mentions.iter().take(LOOK).find(|mention| {
        matches!(&mention.kind, Kind::State { name, form: crate::extract::document::StateForm::Capital } if name == state)
    });
    named.map(|mention| doc.words(&mention.tokens).to_string())
}

/// Whether a place is a state and no town in it.
pub fn is_state(name: &str) -> bool {
    Gazetteer::embedded().state_named(name).is_some_and(|state| state.name() == name)
}
