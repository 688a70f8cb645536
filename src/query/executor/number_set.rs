//! A set of the numbers of nodes or of relationships: a table while it is small, then bits, which are faster and
//! where the numbers lie close take less room.

use rustc_hash::FxHashSet;

use crate::graph::Bits;

#[derive(Default)]
pub struct NumberSet {
    few: FxHashSet<u32>,
    many: Bits,
}

/// The bytes that a number takes in the table.
const ROOM: usize = 8;

/// Fewer numbers stay in the table: the highest of them may yet come.
const FEW: usize = 1024;

/// How many times the table's room the bits may take.
const SPARE: usize = 4;

impl NumberSet {
    /// Whether it was not in before.
    #[inline]
    pub fn insert(&mut self, number: u32) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(number);
        }
        self.insert_few(number)
    }

    fn insert_few(&mut self, number: u32) -> bool {
        let fresh = self.few.insert(number);
        if fresh && self.few.len() >= FEW && self.few.len().is_power_of_two() {
            self.turn_to_bits();
        }
        fresh
    }

    /// Looked at whenever the table has doubled.
    fn turn_to_bits(&mut self) {
        let highest = self.few.iter().max().map_or(0, |number| *number as usize);
        if highest / 8 > SPARE * ROOM * self.few.len() {
            return;
        }
        for number in std::mem::take(&mut self.few) {
            self.many.insert(number);
        }
    }

    pub fn len(&self) -> usize {
        self.few.len() + self.many.len()
    }

    /// All numbers, in no order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.few.iter().copied().chain(self.many.iter())
    }

    /// About how many bytes it takes.
    #[inline]
    pub fn room(&self) -> usize {
        ROOM * self.few.len() + self.many.room()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_close_together_are_told_apart_by_bits() {
        let mut set = NumberSet::default();
        for round in 0..2 {
            for number in (0..5000).map(|number| number * 7 % 5000) {
                assert_eq!(set.insert(number), round == 0, "{number}");
            }
        }
        assert!(set.insert(1 << 20) && set.few.is_empty());
        assert_eq!(set.len(), 5001);
    }

    #[test]
    fn numbers_far_apart_stay_in_a_table() {
        let mut set = NumberSet::default();
        (0..3000).for_each(|number| assert!(set.insert(number << 20 | number)));
        assert!(set.many.is_empty());
        assert_eq!((set.len(), set.room()), (3000, 24_000));
    }
}
