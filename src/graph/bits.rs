//! Sets of row numbers: one that changes freely, one that only grows at its end and can tell ranks.

use std::ops::Range;

/// A set of small numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    count: usize,
}

impl Bits {
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    #[inline]
    pub fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Whether it was not in before.
    #[inline]
    pub fn insert(&mut self, number: u32) -> bool {
        let place = number as usize / 64;
        if place >= self.words.len() {
            self.words.resize(place + 1, 0);
        }
        let bit = 1 << (number % 64);
        let fresh = self.words[place] & bit == 0;
        self.words[place] |= bit;
        self.count += usize::from(fresh);
        fresh
    }

    /// All of a run of numbers, none of which is in.
    pub fn insert_all(&mut self, numbers: Range<u32>) {
        let (first, end) = (numbers.start as usize, numbers.end as usize);
        if first >= end {
            return;
        }
        if self.words.len() * 64 < end {
            self.words.resize(end.div_ceil(64), 0);
        }
        let (head, tail) = (u64::MAX << (first % 64), u64::MAX >> (63 - (end - 1) % 64));
        match &mut self.words[first / 64..end.div_ceil(64)] {
            [] => {}
            [word] => *word |= head & tail,
            [one, middle @ .., last] => {
                *one |= head;
                middle.fill(u64::MAX);
                *last |= tail;
            }
        }
        self.count += end - first;
    }

    /// Whether it was in before.
    pub fn remove(&mut self, number: u32) -> bool {
        let was = self.contains(number);
        if was {
            self.words[number as usize / 64] &= !(1 << (number % 64));
            self.count -= 1;
        }
        was
    }

    /// How many bytes it takes.
    pub fn room(&self) -> usize {
        8 * self.words.len()
    }

    pub fn clear(&mut self) {
        self.words.clear();
        self.count = 0;
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        numbers(&self.words, 0)
    }
}

/// An ascending list of rows, in which a row's place is found by counting bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The number of the first word; rows before it are not in.
    first: u32,
    words: Vec<u64>,
    /// How many rows are in before each word.
    ranks: Vec<u32>,
    count: u32,
}

impl Rows {
    /// From the words of a bit set that starts with the row `64 * first`; the last word is not empty.
    ///
    /// # Errors
    /// In words, where the rows do not fit into 32 bits or the last word is empty.
    pub fn from_words(first: u32, words: Vec<u64>) -> Result<Self, String> {
        if words.last() == Some(&0) || u64::from(first) + words.len() as u64 > 1 << 26 {
            return Err("the rows are out of range".to_owned());
        }
        let mut count = 0;
        let ranks = words
            .iter()
            .map(|word| {
                let before = count;
                count += word.count_ones();
                before
            })
            .collect();
        Ok(Rows { first, words, ranks, count })
    }

    pub fn words(&self) -> (u32, &[u64]) {
        (self.first, &self.words)
    }

    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// The highest row.
    pub fn last(&self) -> Option<u32> {
        let word = self.words.last()?;
        Some((self.first + self.words.len() as u32 - 1) * 64 + 63 - word.leading_zeros())
    }

    /// The lowest row, where every row from it to the highest is in.
    #[inline]
    pub fn unbroken(&self) -> Option<u32> {
        let word = self.words.first().filter(|word| **word != 0)?;
        let first = self.first * 64 + word.trailing_zeros();
        (self.last()? - first + 1 == self.count).then_some(first)
    }

    /// Whether all rows are in a set.
    pub fn within(&self, set: &Bits) -> bool {
        let set = set.words.get(self.first as usize..).unwrap_or(&[]);
        let beyond = self.words.len() > set.len();
        !beyond && self.words.iter().zip(set).all(|(rows, set)| rows & !set == 0)
    }

    /// The place of a row in the list.
    #[inline]
    pub fn place(&self, row: u32) -> Option<usize> {
        let at = (row / 64).wrapping_sub(self.first) as usize;
        let word = *self.words.get(at)?;
        if word == u64::MAX {
            return Some((self.ranks[at] + row % 64) as usize);
        }
        let bit = 1 << (row % 64);
        if word & bit == 0 {
            return None;
        }
        Some((self.ranks[at] + (word & (bit - 1)).count_ones()) as usize)
    }

    /// The row at a place in the list.
    pub fn at(&self, place: usize) -> Option<u32> {
        let place = u32::try_from(place).ok().filter(|place| *place < self.count)?;
        let at = self.ranks.partition_point(|before| *before <= place) - 1;
        let mut word = self.words[at];
        for _ in self.ranks[at]..place {
            word &= word - 1;
        }
        Some((self.first + at as u32) * 64 + word.trailing_zeros())
    }

    /// Adds a row above all others.
    pub fn push(&mut self, row: u32) {
        debug_assert!(self.last().is_none_or(|last| last < row), "rows only grow at their end");
        if self.words.is_empty() {
            self.first = row / 64;
        }
        let at = (row / 64 - self.first) as usize;
        while self.words.len() <= at {
            self.words.push(0);
            self.ranks.push(self.count);
        }
        self.words[at] |= 1 << (row % 64);
        self.count += 1;
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        numbers(&self.words, self.first)
    }
}

fn numbers(words: &[u64], first: u32) -> impl Iterator<Item = u32> + '_ {
    words.iter().enumerate().flat_map(move |(at, word)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some((first + at as u32) * 64 + bit)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_s_place_is_the_number_of_rows_before_it() {
        let mut rows = Rows::default();
        for row in [130, 131, 200, 1000] {
            rows.push(row);
        }
        assert_eq!(rows.iter().collect::<Vec<_>>(), [130, 131, 200, 1000]);
        let places: Vec<_> = [130, 131, 200, 1000].map(|row| rows.place(row)).to_vec();
        assert_eq!(places, [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!([0, 129, 132, 999, 5000].map(|row| rows.place(row)), [None; 5]);
        let (first, words) = rows.words();
        assert_eq!(Rows::from_words(first, words.to_vec()), Ok(rows.clone()));
        assert_eq!(rows.last(), Some(1000));
        let listed: Vec<_> = (0..5).map(|place| rows.at(place)).collect();
        assert_eq!(listed, [Some(130), Some(131), Some(200), Some(1000), None]);
    }

    #[test]
    fn a_run_is_put_in_as_its_numbers_are() {
        for run in [0..0, 3..4, 0..64, 63..65, 60..200, 64..128, 1..64] {
            let (mut one, mut other) = (Bits::default(), Bits::default());
            assert!(one.insert(300) && other.insert(300));
            one.insert_all(run.clone());
            run.for_each(|number| assert!(other.insert(number)));
            assert_eq!(one, other);
        }
    }

    #[test]
    fn a_set_knows_what_is_new() {
        let mut bits = Bits::default();
        assert!(bits.insert(70) && !bits.insert(70) && bits.insert(3));
        assert_eq!(bits.iter().collect::<Vec<_>>(), [3, 70]);
        assert!(bits.remove(70) && !bits.remove(70) && bits.contains(3));
        assert_eq!(bits.len(), 1);
    }
}
