//! A hash table of numbers. The keys stand apart, in their order, so that the table itself is small: looking up is as
//! fast as the cache it lies in.

/// Numbers by keys; keys are numbered in the order in which they come.
#[derive(Debug, Default)]
pub struct Flat {
    /// The number of the key that stands there.
    places: Vec<u32>,
    keys: Vec<u64>,
}

const FIRST: usize = 64;
const MANY: usize = 1 << 16;
/// Where no key stands.
const FREE: u32 = u32::MAX;

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
    /// The keys by number.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// A key's number, and whether it is new.
    #[inline]
    pub fn number(&mut self, key: u64) -> (u32, bool) {
        if 2 * self.keys.len() >= self.places.len() {
            self.grow();
        }
        let mask = self.places.len() - 1;
        let mut at = home(key, self.places.len());
        loop {
            let number = self.places[at];
            if number == FREE {
                let number = self.keys.len() as u32;
                self.places[at] = number;
                self.keys.push(key);
                return (number, true);
            }
            if self.keys[number as usize] == key {
                return (number, false);
            }
            at = (at + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let room = grown(self.places.len());
        self.places = vec![FREE; room];
        for (number, key) in (0..).zip(&self.keys) {
            let mut at = home(*key, room);
            while self.places[at] != FREE {
                at = (at + 1) & (room - 1);
            }
            self.places[at] = number;
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
        assert_eq!((flat.number(7), flat.keys().len()), ((0, false), 1002));
        assert_eq!(flat.keys()[..4], [7, 0, 1 << 40, 1 << 20]);
    }
}
