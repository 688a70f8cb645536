//! Articles as they come, and their cutting into sentences and tokens.

use std::borrow::Cow;

pub mod read;
mod segments;
mod sentence;
mod token;

pub use segments::{Segments, Sentence, Token, segment};
pub use token::is_space;

/// Whether a word is a dash of any length.
pub fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "--" | "–-" | "---")
}

/// Words with one space between them.
pub fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// A word in small letters; one that is so written already is not copied.
pub fn lower(word: &str) -> Cow<'_, str> {
    match word.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        false => Cow::Borrowed(word),
        true if word.is_ascii() => Cow::Owned(word.to_ascii_lowercase()),
        true => Cow::Owned(word.to_lowercase()),
    }
}
