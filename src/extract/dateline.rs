//! A dateline whose town is in no table: `SANTA MARTA, Colombia –`. Told before people are named, since a town in
//! capitals looks like somebody's name.

use std::ops::Range;

use crate::extract::reading::Reading;
use crate::extract::{Document, Kind, Mention};
use crate::gazetteer::Entry;
use crate::text::is_dash;

/// Sentences of the body at whose head a dateline may stand.
const HEAD: usize = 6;
/// Words of a town.
const LONGEST: usize = 4;
/// Words of a dateline.
const LONG: usize = 16;

/// The town of a dateline and the state behind it.
pub(super) struct Stamp {
    words: Vec<String>,
    state: Option<String>,
}

impl Stamp {
    /// The dateline of an article where the tables do not know its town.
    pub(super) fn of(document: &Document, reading: &Reading<'_>) -> Option<Stamp> {
        let body = document.segments.sentences.iter().filter(|sentence| sentence.span.start >= document.head);
        body.take(HEAD).find_map(|sentence| {
            let tokens = sentence.tokens.clone();
            let end = (tokens.start..tokens.end.min(tokens.start + LONGEST + 1))
                .find(|token| !in_capitals(document.word(*token)))
                .filter(|end| *end > tokens.start && *end <= tokens.start + LONGEST)?;
            let town = tokens.start..end;
            let unknown = town
                .clone()
                .all(|token| reading.known_at(token).is_none() && !HEADINGS.contains(&reading.word(token)));
            let state = state_behind(document, reading, end);
            let stamped = state.is_some() && closes(document, end, tokens.end)
                || document.word(end) == "(" && bracket_closes(document, end, tokens.end);
            (unknown && stamped)
                .then(|| Stamp { words: town.map(|token| document.lower(token).to_owned()).collect(), state })
        })
    }

    /// Whether these tokens are the town's name.
    pub(super) fn names(&self, document: &Document, tokens: &Range<usize>) -> bool {
        self.words.len() == tokens.len()
            && tokens.clone().zip(&self.words).all(|(token, word)| document.lower(token) == *word)
    }

    /// The town as a place, wherever the text names it.
    pub(super) fn add(&self, document: &Document, mentions: &mut Vec<Mention>) {
        let count = document.segments.tokens.len();
        let mut taken = vec![false; count];
        for mention in mentions.iter() {
            taken[mention.tokens.clone()].fill(true);
        }
        let mut found = vec![];
        for start in 0..count.saturating_sub(self.words.len()) {
            let tokens = start..start + self.words.len();
            let named = document.word(start).starts_with(char::is_uppercase) && self.names(document, &tokens);
            if named && tokens.clone().all(|token| !taken[token]) {
                let name = small_letters(document.words(&tokens));
                let kind = Kind::Place { name, state: self.state.clone(), region: false };
                let sentence = document.sentence_of(start);
                found.push(Mention {
                    extent: tokens.clone(),
                    tokens,
                    sentence,
                    kind,
                    people: vec![],
                    offices: vec![],
                });
            }
        }
        mentions.append(&mut found);
        mentions.sort_by_key(|mention| mention.tokens.start);
    }
}

/// What stands in capitals before a dash or bracket and is no town.
const HEADINGS: &[&str] = &[
    "breaking",
    "exclusive",
    "update",
    "updated",
    "watch",
    "video",
    "photo",
    "photos",
    "opinion",
    "analysis",
    "editorial",
    "live",
    "factbox",
    "summary",
    "transcript",
    "readout",
    "statement",
    "note",
    "press",
    "release",
    "media",
    "background",
    "interview",
    "profile",
    "timeline",
    "question",
    "answer",
    "moderator",
    "journalist",
    "minister",
    "secretary",
    "president",
    "prime",
    "the",
    "and",
    "news",
    "report",
    "communique",
    "final",
];

fn in_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_some()
        && letters.all(char::is_uppercase)
}

/// `, Colombia`: a state or place of the tables.
fn state_behind(document: &Document, reading: &Reading<'_>, end: usize) -> Option<String> {
    let known = reading.known_at(end + 1).filter(|_| document.word(end) == ",")?;
    match known.entry {
        Entry::State(place, _) => Some(reading.tables.state(place).name().to_string()),
        Entry::Place(place) => reading.tables.place(place).state.map(str::to_string),
        _ => None,
    }
}

fn closes_line(word: &str) -> bool {
    is_dash(word) || word == ":"
}

/// A dash or colon soon behind, with no word in small letters before it but in brackets.
fn closes(document: &Document, from: usize, end: usize) -> bool {
    let mut bracket = false;
    for token in from..end.min(from + LONG) {
        match document.word(token) {
            "(" => bracket = true,
            ")" => bracket = false,
            word if closes_line(word) && !bracket => return true,
            word if word.starts_with(char::is_lowercase) && !bracket => return false,
            _ => {}
        }
    }
    false
}

/// `(Agency) –`.
fn bracket_closes(document: &Document, from: usize, end: usize) -> bool {
    (from..end.min(from + LONG))
        .find(|token| document.word(*token) == ")")
        .is_some_and(|close| closes_line(document.word(close + 1)))
}

/// `BAGHDAD` as `Baghdad`.
pub(in crate::extract) fn small_letters(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_string();
    }
    let mut first = true;
    name.chars()
        .flat_map(|letter| {
            let kept = first || !letter.is_alphabetic();
            first = !letter.is_alphabetic() && letter != '\'' && letter != '’';
            if kept { vec![letter] } else { letter.to_lowercase().collect() }
        })
        .collect()
}
