//! A hash table of numbers, in one piece.

/// Numbers by keys; keys are numbered in the order in which they come.
#[derive(Debug, Default)]
pub struct Flat {
    places: Vec<(u64, u32)>,
    count: usize,
}

const FIRST: usize = 64;
const MANY: usize = 1 << 16;

/// Where a key is looked for first, in a table of so many places, a power of two.
#[inline]
fn home(key: u64, places: usize) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - places.trailing_zeros())) as usize
}

/// How many places a table has next: while it is small, many more.
fn grown(places: usize) -> usize {
    let factor = if places < MANY { 4 } else { 2 };
    (factor * places).max(FIRST)
}

impl Flat {
    /// What no key is.
    pub const NO_KEY: u64 = u64::MAX;

    /// A key's number, and whether it is new.
    #[inline]
    pub fn number(&mut self, key: u64) -> (u32, bool) {
        if 2 * self.count >= self.places.len() {
            self.grow();
        }
        let mask = self.places.len() - 1;
        let mut at = home(key, self.places.len());
        loop {
            let (known, number) = self.places[at];
            if known == key {
                return (number, false);
            }
            if known == Flat::NO_KEY {
                let number = self.count as u32;
                self.places[at] = (key, number);
                self.count += 1;
                return (number, true);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let room = grown(self.places.len());
        let old = std::mem::replace(&mut self.places, vec![(Flat::NO_KEY, 0); room]);
        for (key, number) in old.into_iter().filter(|(key, _)| *key != Flat::NO_KEY) {
            let mut at = home(key, room);
            while self.places[at].0 != Flat::NO_KEY {
                at = (at + 1) & (room - 1);
            }
            self.places[at] = (key, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_numbered_as_they_come() {
        let mut flat = Flat::default();
        let numbers: Vec<_> = [7, 0, 7, 1 << 40, 0].map(|key| flat.number(key)).to_vec();
        assert_eq!(numbers, [(0, true), (1, true), (0, false), (2, true), (1, false)]);
        (0..1000).for_each(|key| {
            flat.number(key << 20);
        });
        assert_eq!((flat.number(7), flat.count), ((0, false), 1002));
    }
}
