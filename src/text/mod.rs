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

/// A word in small letters; one that is so written already is not copied.
pub fn lower(word: &str) -> Cow<'_, str> {
    let kept = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if word.bytes().all(kept) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}
