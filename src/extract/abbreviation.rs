//! Letters in brackets that stand for the name before them: `Lake Basin Commission (LBC)`.

use std::collections::HashMap;

use crate::extract::Document;
use crate::text;

/// Small words of names, which the letters may skip.
const JOINTS: [&str; 9] = ["of", "for", "the", "and", "on", "in", "de", "du", "&"];

/// By letters the name they are said to stand for.
pub(super) fn abbreviations(document: &Document) -> HashMap<String, String> {
    let count = document.segments.tokens.len();
    let mut found = HashMap::new();
    for at in 1..count.saturating_sub(2) {
        if document.word(at) != "(" || document.word(at + 2) != ")" {
            continue;
        }
        let letters = document.word(at + 1);
        if letters.chars().count() < 2 || !letters.chars().all(char::is_uppercase) {
            continue;
        }
        if let Some(start) = start_of(document, at, letters) {
            let name = text::spaced(document.words(&(start..at)));
            found.insert(letters.to_string(), name);
        }
    }
    found
}

/// Where the name begins whose words begin with the letters, read from the last.
fn start_of(document: &Document, end: usize, letters: &str) -> Option<usize> {
    let mut at = end;
    let mut left: Vec<char> = letters.chars().collect();
    while let Some(letter) = left.last().copied() {
        at = at.checked_sub(1)?;
        let word = document.word(at);
        if word.starts_with(letter) {
            left.pop();
        } else if !JOINTS.contains(&word) {
            return None;
        }
    }
    Some(at)
}
