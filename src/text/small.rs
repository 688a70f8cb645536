//! Words in small letters.

use std::borrow::Cow;

/// Words in small letters; those that are so written already are not copied.
#[derive(Debug, Clone, Default)]
pub struct SmallWords<'t>(Vec<Cow<'t, str>>);

impl<'t> SmallWords<'t> {
    /// `small` says how a word is written in small letters.
    pub fn of(words: impl Iterator<Item = &'t str>, small: impl Fn(&'t str) -> Cow<'t, str>) -> Self {
        SmallWords(words.map(small).collect())
    }

    pub fn get(&self, at: usize) -> Option<&str> {
        self.0.get(at).map(Cow::as_ref)
    }

    /// The word, empty behind the last.
    #[inline]
    pub fn word(&self, at: usize) -> &str {
        self.get(at).unwrap_or("")
    }

    /// Whether the word stood otherwise, with capitals or letters that are not ASCII.
    pub fn is_changed(&self, at: usize) -> bool {
        matches!(self.0.get(at), Some(Cow::Owned(_)))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
