//! The sentences that are kept of articles.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::graph::bits::Rows;
use crate::graph::ints::Ints;
use crate::graph::lazy::Lazy;
use crate::graph::texts::Texts;

/// A sentence of an article; `start` and `end` are bytes of the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub start: u64,
    pub end: u64,
    pub text: Arc<str>,
}

/// The sentences of all articles. What the overlay says of a row holds.
#[derive(Debug, Clone, Default)]
pub struct SentenceColumn {
    lists: Lazy<SentenceLists>,
    overlay: FxHashMap<u32, Vec<Sentence>>,
}

/// The sentences of ascending rows, one after the other.
#[derive(Debug, Clone, Default)]
pub struct SentenceLists {
    pub rows: Rows,
    /// Where each row's list ends.
    pub ends: Ints,
    /// The bits of a u64 each.
    pub starts: Ints,
    /// `end - start`, wrapping.
    pub lengths: Ints,
    pub texts: Texts,
}

const SMALL: usize = 1024;

impl From<Lazy<SentenceLists>> for SentenceColumn {
    fn from(lists: Lazy<SentenceLists>) -> Self {
        SentenceColumn { lists, overlay: FxHashMap::default() }
    }
}

impl SentenceColumn {
    /// The lists, after [`SentenceColumn::settle`].
    pub fn lists(&self) -> &SentenceLists {
        &self.lists
    }

    pub fn of(&self, row: u32) -> impl Iterator<Item = Sentence> + '_ {
        let changed = self.overlay.get(&row);
        let base = if changed.is_none() { self.lists.stretch(row) } else { 0..0 };
        changed.into_iter().flatten().cloned().chain(base.map(|place| self.lists.sentence(place)))
    }

    pub fn get(&self, row: u32, number: usize) -> Option<Sentence> {
        match self.overlay.get(&row) {
            Some(list) => list.get(number).cloned(),
            None => self.lists.stretch(row).nth(number).map(|place| self.lists.sentence(place)),
        }
    }

    pub fn push(&mut self, row: u32, sentence: Sentence) {
        if !self.overlay.contains_key(&row) && self.lists.append(row, &sentence) {
            return;
        }
        let mut list: Vec<Sentence> = self.of(row).collect();
        list.push(sentence);
        self.put(row, list);
    }

    /// Takes the last one away.
    pub fn pop(&mut self, row: u32) -> Option<Sentence> {
        let mut list: Vec<Sentence> = self.of(row).collect();
        let last = list.pop()?;
        self.put(row, list);
        Some(last)
    }

    pub fn clear(&mut self, row: u32) {
        if self.of(row).next().is_some() {
            self.put(row, Vec::new());
        }
    }

    fn put(&mut self, row: u32, list: Vec<Sentence>) {
        self.overlay.insert(row, list);
        if self.overlay.len() > SMALL.max(self.lists.rows.len() / 2) {
            self.settle();
        }
    }

    /// Folds the overlay into the lists.
    pub fn settle(&mut self) {
        if self.overlay.is_empty() {
            return;
        }
        let old = std::mem::take(self);
        let mut rows: Vec<u32> = old.overlay.keys().copied().collect();
        rows.extend(old.lists.rows.iter().filter(|row| !old.overlay.contains_key(row)));
        rows.sort_unstable();
        for row in rows {
            for sentence in old.of(row) {
                self.lists.append(row, &sentence);
            }
        }
    }
}

impl SentenceLists {
    /// These lists, where they fit each other.
    ///
    /// # Errors
    /// In words, where they do not.
    pub fn fitting(self) -> Result<Self, String> {
        let count = self.texts.len();
        let fits = self.rows.len() == self.ends.len()
            && self.ends.are_ends(count)
            && self.starts.len() == count
            && self.lengths.len() == count;
        if fits { Ok(self) } else { Err("the sentences do not fit their articles".to_owned()) }
    }

    fn stretch(&self, row: u32) -> std::ops::Range<usize> {
        self.rows.place(row).map_or(0..0, |place| self.ends.stretch(place))
    }

    fn sentence(&self, place: usize) -> Sentence {
        let start = self.starts.get(place) as u64;
        let end = start.wrapping_add(self.lengths.get(place) as u64);
        Sentence { start, end, text: self.texts.get(place).into() }
    }

    /// Adds at the end, where the row is the last or a new one.
    fn append(&mut self, row: u32, sentence: &Sentence) -> bool {
        let last = self.rows.last();
        if last.is_some_and(|last| last > row) {
            return false;
        }
        self.starts.push(sentence.start as i64);
        self.lengths.push(sentence.end.wrapping_sub(sentence.start) as i64);
        self.texts.push(&sentence.text);
        let end = self.texts.len() as i64;
        if last == Some(row) {
            self.ends.set_last(end);
        } else {
            self.rows.push(row);
            self.ends.push(end);
        }
        true
    }
}
