//! Who says so, for every row: a few numbers a piece, and a small map for what changed since.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::graph::Evidence;
use crate::graph::bits::Rows;
use crate::graph::ints::Ints;
use crate::graph::lazy::Lazy;
use crate::model::NodeId;

/// The evidence of all nodes or of all edges. Invariant: each row's list is sorted and has no doubles; what
/// the overlay says of a row holds.
#[derive(Debug, Clone, Default)]
pub struct EvidenceColumn {
    lists: Lazy<EvidenceLists>,
    overlay: FxHashMap<u32, Vec<Evidence>>,
}

/// The lists of ascending rows, one after the other.
#[derive(Debug, Clone, Default)]
pub struct EvidenceLists {
    pub rows: Rows,
    /// Where each row's list ends.
    pub ends: Ints,
    /// Article numbers; [`BY_HAND`] where there is none.
    pub articles: Ints,
    /// The sentence's number in its article, or the place in `hands`.
    pub sentences: Ints,
    pub hands: Vec<i64>,
}

/// Stands for an article where something was written by hand.
pub const BY_HAND: i64 = -1;
const SMALL: usize = 1024;

impl From<Lazy<EvidenceLists>> for EvidenceColumn {
    fn from(lists: Lazy<EvidenceLists>) -> Self {
        EvidenceColumn { lists, overlay: FxHashMap::default() }
    }
}

impl EvidenceColumn {
    /// The lists, after [`EvidenceColumn::settle`].
    pub fn lists(&self) -> &EvidenceLists {
        &self.lists
    }

    pub fn of(&self, row: u32) -> impl Iterator<Item = Evidence> + '_ {
        let changed = if self.overlay.is_empty() { None } else { self.overlay.get(&row) };
        let base = if changed.is_none() { self.lists.stretch(row) } else { 0..0 };
        changed.into_iter().flatten().copied().chain(base.map(|place| self.lists.piece(place)))
    }

    /// Whether it was not there before.
    pub fn add(&mut self, row: u32, evidence: Evidence) -> bool {
        if !self.overlay.contains_key(&row) {
            if self.lists.has(row, evidence) {
                return false;
            }
            if self.lists.append(row, evidence) {
                return true;
            }
        }
        let list = self.changed(row);
        let Err(place) = list.binary_search(&evidence) else { return false };
        list.insert(place, evidence);
        self.settle_where_much_changed();
        true
    }

    /// Whether it was there before.
    pub fn remove(&mut self, row: u32, evidence: Evidence) -> bool {
        if !self.overlay.contains_key(&row) && !self.lists.has(row, evidence) {
            return false;
        }
        let list = self.changed(row);
        let Ok(place) = list.binary_search(&evidence) else { return false };
        list.remove(place);
        self.settle_where_much_changed();
        true
    }

    pub fn clear(&mut self, row: u32) {
        if self.of(row).next().is_some() {
            self.changed(row).clear();
            self.settle_where_much_changed();
        }
    }

    /// A row's list in the overlay; it is copied there when it first changes, and no more after that.
    fn changed(&mut self, row: u32) -> &mut Vec<Evidence> {
        let lists: &EvidenceLists = &self.lists;
        self.overlay
            .entry(row)
            .or_insert_with(|| lists.stretch(row).map(|place| lists.piece(place)).collect())
    }

    fn settle_where_much_changed(&mut self) {
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
            for evidence in old.of(row) {
                self.lists.append(row, evidence);
            }
        }
    }
}

impl EvidenceLists {
    /// These lists, where they fit each other.
    ///
    /// # Errors
    /// In words, where they do not.
    pub fn fitting(self) -> Result<Self, String> {
        let pieces = self.articles.len();
        let fits = self.rows.len() == self.ends.len()
            && self.ends.are_ends(pieces)
            && self.sentences.len() == pieces;
        if fits && self.pieces_mean_something() {
            Ok(self)
        } else {
            Err("the evidence does not fit its rows".to_owned())
        }
    }

    fn stretch(&self, row: u32) -> std::ops::Range<usize> {
        self.rows.place(row).map_or(0..0, |place| self.ends.stretch(place))
    }

    /// Whether every piece has an article and a sentence that can be, or a time.
    fn pieces_mean_something(&self) -> bool {
        const IDS: usize = 1 << 32;
        if self.articles.below(IDS) {
            return self.sentences.below(IDS);
        }
        (0..self.articles.len()).all(|place| match self.articles.get(place) {
            BY_HAND => usize::try_from(self.sentences.get(place)).is_ok_and(|n| n < self.hands.len()),
            article => u32::try_from(article).is_ok() && u32::try_from(self.sentences.get(place)).is_ok(),
        })
    }

    fn piece(&self, place: usize) -> Evidence {
        let number = self.sentences.get(place);
        match self.articles.get(place) {
            BY_HAND => Evidence::Hand { at: self.hands[number as usize] },
            article => Evidence::Sentence { article: NodeId(article as u32), sentence: number as u32 },
        }
    }

    fn has(&self, row: u32, evidence: Evidence) -> bool {
        let stretch = self.stretch(row);
        let (mut low, mut high) = (stretch.start, stretch.end);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.piece(middle).cmp(&evidence) {
                Ordering::Equal => return true,
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        false
    }

    /// Adds at the end, where the row is the last or a new one and the evidence is above its others.
    fn append(&mut self, row: u32, evidence: Evidence) -> bool {
        let last = self.rows.last();
        if last.is_some_and(|last| last > row) {
            return false;
        }
        let same = last == Some(row);
        if same && self.piece(self.articles.len() - 1) >= evidence {
            return false;
        }
        match evidence {
            Evidence::Sentence { article, sentence } => {
                self.articles.push(article.0.into());
                self.sentences.push(sentence.into());
            }
            Evidence::Hand { at } => {
                self.articles.push(BY_HAND);
                self.sentences.push(self.hands.len() as i64);
                self.hands.push(at);
            }
        }
        let end = self.articles.len() as i64;
        if same {
            self.ends.set_last(end);
        } else {
            self.rows.push(row);
            self.ends.push(end);
        }
        true
    }
}
