//! Lists of integers, each as narrow as its largest member.

/// Integers in one, two, four or eight bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ints {
    U8(Vec<u8>),
    U16(Vec<u16>),
    I32(Vec<i32>),
    I64(Vec<i64>),
}

impl Default for Ints {
    fn default() -> Self {
        Ints::U8(Vec::new())
    }
}

impl Ints {
    /// With room for so many numbers from 0 to `most`.
    pub fn with_room(count: usize, most: i64) -> Self {
        if u8::try_from(most).is_ok() {
            Ints::U8(Vec::with_capacity(count))
        } else if u16::try_from(most).is_ok() {
            Ints::U16(Vec::with_capacity(count))
        } else if i32::try_from(most).is_ok() {
            Ints::I32(Vec::with_capacity(count))
        } else {
            Ints::I64(Vec::with_capacity(count))
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Ints::U8(list) => list.len(),
            Ints::U16(list) => list.len(),
            Ints::I32(list) => list.len(),
            Ints::I64(list) => list.len(),
        }
    }

    /// The number at a place that there is.
    #[inline]
    pub fn get(&self, place: usize) -> i64 {
        match self {
            Ints::U8(list) => list[place].into(),
            Ints::U16(list) => list[place].into(),
            Ints::I32(list) => list[place].into(),
            Ints::I64(list) => list[place],
        }
    }

    pub fn push(&mut self, number: i64) {
        match self {
            Ints::U8(list) if u8::try_from(number).is_ok() => list.push(number as u8),
            Ints::U16(list) if u16::try_from(number).is_ok() => list.push(number as u16),
            Ints::I32(list) if i32::try_from(number).is_ok() => list.push(number as i32),
            Ints::I64(list) => list.push(number),
            _ => {
                self.widen();
                self.push(number);
            }
        }
    }

    fn widen(&mut self) {
        *self = match self {
            Ints::U8(list) => Ints::U16(list.iter().map(|n| (*n).into()).collect()),
            Ints::U16(list) => Ints::I32(list.iter().map(|n| (*n).into()).collect()),
            Ints::I32(list) => Ints::I64(list.iter().map(|n| (*n).into()).collect()),
            Ints::I64(list) => Ints::I64(std::mem::take(list)),
        };
    }

    /// Replaces the last number, which must be there.
    pub fn set_last(&mut self, number: i64) {
        match self {
            Ints::U8(list) => drop(list.pop()),
            Ints::U16(list) => drop(list.pop()),
            Ints::I32(list) => drop(list.pop()),
            Ints::I64(list) => drop(list.pop()),
        }
        self.push(number);
    }

    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.len()).map(|place| self.get(place))
    }

    /// Where the stretch at a place begins and ends, in a list of ends.
    #[inline]
    pub fn stretch(&self, place: usize) -> std::ops::Range<usize> {
        let start = if place == 0 { 0 } else { self.get(place - 1) };
        start as usize..self.get(place) as usize
    }

    /// Whether this is an ascending list of ends whose last is `total`.
    pub fn are_ends(&self, total: usize) -> bool {
        let ascending = match self {
            Ints::U8(list) => list.is_sorted(),
            Ints::U16(list) => list.is_sorted(),
            Ints::I32(list) => list.is_sorted(),
            Ints::I64(list) => list.is_sorted(),
        };
        let first = if self.len() == 0 { 0 } else { self.get(0) };
        let last = if self.len() == 0 { 0 } else { self.get(self.len() - 1) };
        ascending && first >= 0 && last == total as i64
    }

    /// Whether all lie in `0..bound`.
    pub fn below(&self, bound: usize) -> bool {
        self.range().is_none_or(|(least, most)| least >= 0 && (most as u64) < bound as u64)
    }

    /// Whether all are at least the one and at most the other.
    pub fn between(&self, low: i64, high: i64) -> bool {
        self.range().is_none_or(|(least, most)| low <= least && most <= high)
    }

    /// The least and the greatest.
    pub fn range(&self) -> Option<(i64, i64)> {
        match self {
            Ints::U8(list) => range(list),
            Ints::U16(list) => range(list),
            Ints::I32(list) => range(list),
            Ints::I64(list) => range(list),
        }
    }
}

/// The least and the greatest of a list; without a branch an item, since opening a store asks it of every list.
fn range<T: Copy + Ord + Into<i64>>(list: &[T]) -> Option<(i64, i64)> {
    let first = *list.first()?;
    let (least, most) = list.iter().fold((first, first), |(least, most), n| (least.min(*n), most.max(*n)));
    Some((least.into(), most.into()))
}

impl FromIterator<i64> for Ints {
    fn from_iter<I: IntoIterator<Item = i64>>(numbers: I) -> Self {
        let mut list = Ints::default();
        for number in numbers {
            list.push(number);
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_widens_with_its_largest_number() {
        let numbers = [0, 255, 256, -1, 1 << 31, i64::MIN, i64::MAX];
        for length in 0..=numbers.len() {
            let list: Ints = numbers[..length].iter().copied().collect();
            assert_eq!(list.iter().collect::<Vec<_>>(), numbers[..length]);
        }
        assert!(matches!([7].into_iter().collect(), Ints::U8(_)));
        assert!(matches!([-7].into_iter().collect(), Ints::I32(_)));
    }

    #[test]
    fn ends_cut_a_list_into_stretches() {
        let ends: Ints = [2, 2, 300].into_iter().collect();
        assert_eq!(ends.stretch(0), 0..2);
        assert_eq!(ends.stretch(1), 2..2);
        assert_eq!(ends.stretch(2), 2..300);
        assert!(ends.are_ends(300) && !ends.are_ends(299));
        assert!(Ints::default().are_ends(0) && !Ints::default().are_ends(1));
        let below_zero: Ints = [-1, 3].into_iter().collect();
        assert!(!below_zero.are_ends(3));
    }

    #[test]
    fn a_list_lies_below_what_is_above_its_greatest() {
        let list: Ints = [7, 300, 2].into_iter().collect();
        assert_eq!(list.range(), Some((2, 300)));
        assert!(list.below(301) && !list.below(300));
        let below_zero: Ints = [-1, 3].into_iter().collect();
        assert!(!below_zero.below(9) && Ints::default().below(0));
    }
}
