//! Texts one after the other in a single string.

use crate::graph::ints::Ints;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    ends: Ints,
    text: String,
}

impl Texts {
    /// # Errors
    /// In words, where the ends do not cut the text at characters.
    pub fn new(ends: Ints, text: String) -> Result<Self, String> {
        let at_letters = || text.is_ascii() || ends.iter().all(|end| text.is_char_boundary(end as usize));
        if ends.are_ends(text.len()) && at_letters() {
            Ok(Texts { ends, text })
        } else {
            Err("the texts are cut at wrong places".to_owned())
        }
    }

    /// These texts.
    pub fn of(texts: &[&str]) -> Self {
        let length = texts.iter().map(|text| text.len()).sum();
        let (mut ends, mut all) =
            (Ints::with_room(texts.len(), length as i64), String::with_capacity(length));
        for text in texts {
            all.push_str(text);
            ends.push(all.len() as i64);
        }
        Texts { ends, text: all }
    }

    pub fn parts(&self) -> (&Ints, &str) {
        (&self.ends, &self.text)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a place that there is.
    pub fn get(&self, place: usize) -> &str {
        &self.text[self.ends.stretch(place)]
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as i64);
    }
}
