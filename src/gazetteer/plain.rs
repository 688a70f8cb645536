//! Words in the form under which the tables know them.

use std::borrow::Cow;

/// The form under which the tables know a token: lower case, Latin letters without diacritics, straight
/// apostrophes.
pub fn plain(token: &str) -> Cow<'_, str> {
    if token.is_ascii() {
        return match token.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(token.to_ascii_lowercase()),
            false => Cow::Borrowed(token),
        };
    }
    Cow::Owned(any_ascii::any_ascii(token).to_ascii_lowercase())
}

/// The plain forms of a text's tokens, one behind the other in one string.
#[derive(Debug, Clone, Default)]
pub struct PlainWords {
    text: String,
    /// Where each word ends in `text`, in bytes.
    ends: Vec<usize>,
}

impl PlainWords {
    pub fn of<'t>(tokens: impl Iterator<Item = &'t str>) -> Self {
        let mut words = PlainWords { text: String::new(), ends: Vec::with_capacity(tokens.size_hint().0) };
        for token in tokens {
            if token.is_ascii() {
                let start = words.text.len();
                words.text.push_str(token);
                words.text[start..].make_ascii_lowercase();
            } else {
                words.text.push_str(&plain(token));
            }
            words.ends.push(words.text.len());
        }
        words
    }

    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    /// The word, empty behind the last.
    pub fn word(&self, at: usize) -> &str {
        self.get(at).unwrap_or("")
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
