//! Tables of feature weights: how they are stored in `data/models` and looked up.
//!
//! A table maps the 32-bit hash of a feature to a row of small weights, one for each class. In the file
//! the hashes are sorted and their differences written as variable-length integers, each followed by its
//! row; in memory the table is open-addressed and the rows are dense, so that scoring is additions alone.

/// A feature's identity: the hash of its template and its values.
pub type Feature = u64;

/// Mixes one more value into a feature's hash.
#[inline]
pub const fn mix(hash: u64, value: u64) -> u64 {
    let x = (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^ (x >> 29)
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

const fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Hashes a word: FNV-1a, then mixed so that all bits matter.
pub const fn hash_bytes(bytes: &[u8]) -> u64 {
    mix(hash_name(bytes), 0x5bd1_e995)
}

/// Hashes the name of a feature's template: FNV-1a.
pub const fn hash_name(name: &[u8]) -> u64 {
    let (mut hash, mut at) = (OFFSET, 0);
    while at < name.len() {
        hash = fnv(hash, name[at]);
        at += 1;
    }
    hash
}

/// The part of a feature's hash that is stored: never 0, which marks an empty slot.
#[inline]
pub fn key_of(feature: Feature) -> u32 {
    let key = (feature >> 32) as u32;
    if key == 0 { 1 } else { key }
}

/// Rows of `N` weights found by feature.
pub struct Table<const N: usize> {
    slots: Vec<Slot>,
    rows: Vec<[i8; N]>,
    mask: usize,
}

/// A feature's key and the place of its row; rows of four and shorter ones stand in the slot itself.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// 0 where the slot is empty.
    key: u32,
    place: u32,
}

impl<const N: usize> Table<N> {
    /// Adds the feature's weights to the scores.
    #[inline(always)]
    pub fn add(&self, feature: Feature, scores: &mut [i16; N]) {
        let key = key_of(feature);
        let mut at = key as usize & self.mask;
        loop {
            let slot = self.slots[at & self.mask];
            let found = slot.key == key;
            if N <= SHORT {
                // Added whether found or not, since whether it is found cannot be foretold.
                let four = if found { slot.place } else { 0 };
                for (score, weight) in scores.iter_mut().zip(four.to_le_bytes()) {
                    *score += i16::from(weight.cast_signed());
                }
            } else if found {
                add_row(&self.rows[slot.place as usize], scores);
            }
            if found || slot.key == 0 {
                return;
            }
            at += 1;
        }
    }

    fn with_capacity(features: usize) -> Self {
        let slots = (features * 2 + 1).next_power_of_two();
        Table { slots: vec![Slot::default(); slots], rows: Vec::new(), mask: slots - 1 }
    }

    fn insert(&mut self, key: u32, row: [i8; N]) {
        let mut at = key as usize & self.mask;
        while self.slots[at].key != 0 {
            at = (at + 1) & self.mask;
        }
        let place = if N <= SHORT {
            let mut four = [0; SHORT];
            for (byte, weight) in four.iter_mut().zip(row) {
                *byte = weight.cast_unsigned();
            }
            u32::from_le_bytes(four)
        } else {
            self.rows.push(row);
            self.rows.len() as u32 - 1
        };
        self.slots[at] = Slot { key, place };
    }

    /// Reads a table from the front of `bytes` and moves past it; `None` where they are damaged.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        let count = read_number(bytes)? as usize;
        // Each feature takes at least four bytes, so a forged count cannot ask for much memory.
        if count > bytes.len() {
            return None;
        }
        let mut table = Self::with_capacity(count);
        let mut key = 0u32;
        for _ in 0..count {
            key = key.checked_add(read_number(bytes)?)?;
            table.insert(key, read_row(bytes)?);
        }
        Some(table)
    }
}

/// Adds all weights of a row, of which the length is known, in a few instructions of the machine: called, since the
/// compiler takes the scores apart where they are a caller's own.
#[inline(never)]
fn add_row<const N: usize>(row: &[i8; N], scores: &mut [i16; N]) {
    for class in 0..N {
        scores[class] += i16::from(row[class]);
    }
}

/// Rows so short are written whole, long ones as pairs of class and weight. The last weight of a short
/// row is room that fills a machine word; it is always 0 and not written.
const SHORT: usize = 4;

fn read_row<const N: usize>(bytes: &mut &[u8]) -> Option<[i8; N]> {
    let mut row = [0; N];
    if N == SHORT {
        for weight in &mut row[..SHORT - 1] {
            *weight = take(bytes)?.cast_signed();
        }
    } else {
        for _ in 0..take(bytes)? {
            let class = take(bytes)? as usize;
            *row.get_mut(class)? = take(bytes)?.cast_signed();
        }
    }
    Some(row)
}

fn write_row<const N: usize>(row: &[i8; N], out: &mut Vec<u8>) {
    if N == SHORT {
        out.extend(row[..SHORT - 1].iter().map(|weight| weight.cast_unsigned()));
        return;
    }
    let filled: Vec<_> = row.iter().enumerate().filter(|(_, weight)| **weight != 0).collect();
    out.push(filled.len() as u8);
    for (class, weight) in filled {
        out.extend([class as u8, weight.cast_unsigned()]);
    }
}

/// Writes a table; `rows` must be sorted by key, each key once.
pub fn write_table<const N: usize>(rows: &[(u32, [i8; N])], out: &mut Vec<u8>) {
    write_number(rows.len() as u32, out);
    let mut before = 0;
    for (key, row) in rows {
        write_number(key - before, out);
        before = *key;
        write_row(row, out);
    }
}

fn take(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0u32, 0);
    loop {
        let byte = take(bytes)?;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
}

fn write_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_the_same<const N: usize>(rows: &[(u32, [i8; N])]) {
        let mut bytes = Vec::new();
        write_table(rows, &mut bytes);
        let mut rest = bytes.as_slice();
        let table = Table::<N>::read(&mut rest).expect("a whole table");
        assert!(rest.is_empty());
        for (key, row) in rows {
            let mut scores = [100; N];
            table.add(u64::from(*key) << 32, &mut scores);
            assert_eq!(scores, row.map(|weight| 100 + i16::from(weight)));
        }
        let mut scores = [0; N];
        table.add(77 << 32, &mut scores);
        assert_eq!(scores, [0; N]);
    }

    #[test]
    fn a_written_table_reads_the_same() {
        reads_the_same(&[(1, [0, 5, -7, 0]), (300, [1, 0, 0, 0]), (u32::MAX, [-128, 127, 9, 0])]);
        reads_the_same(&[(1, [0, 5, -7, 0, 0, 1]), (300, [0; 6]), (u32::MAX, [-128, 127, 9, 1, 2, 3])]);
    }

    #[test]
    fn damaged_tables_are_refused() {
        let mut bytes = Vec::new();
        write_table(&[(5u32, [1i8, 2, 3]), (900, [4, 5, 6])], &mut bytes);
        for length in 0..bytes.len() {
            assert!(Table::<3>::read(&mut &bytes[..length]).is_none(), "{length} bytes were enough");
        }
        assert!(Table::<3>::read(&mut [0xffu8; 9].as_slice()).is_none());
    }
}
