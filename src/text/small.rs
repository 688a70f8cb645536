//! Words in small letters.

/// Words in small letters, one behind the other in one string.
#[derive(Debug, Clone, Default)]
pub struct SmallWords {
    text: String,
    /// Where each word ends in `text`, in bytes.
    ends: Vec<usize>,
}

impl SmallWords {
    /// `foreign` says how words that are not ASCII are written.
    pub fn of<'t>(words: impl Iterator<Item = &'t str>, foreign: impl Fn(&str) -> String) -> Self {
        const USUAL: usize = 6;
        let count = words.size_hint().0;
        let mut small =
            SmallWords { text: String::with_capacity(USUAL * count), ends: Vec::with_capacity(count) };
        for word in words {
            if word.is_ascii() {
                let start = small.text.len();
                small.text.push_str(word);
                small.text[start..].make_ascii_lowercase();
            } else {
                small.text.push_str(&foreign(word));
            }
            small.ends.push(small.text.len());
        }
        small
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
