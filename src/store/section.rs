//! The parts of a snapshot: each with its name, its length and a checksum, each one bincode value or more.
//!
//! ```text
//! section  name (4 bytes) · payload length u64 · crc32 of the payload · crc32 of the 16 bytes before · payload
//! ```

use std::io::{self, Read, Write};

use crate::store::codec::{COLUMN_CONFIG, CONFIG};
use crate::store::columns::Column;
use crate::store::damage::Damage;
use crate::store::frame::{u32_at, u64_at};

pub const SECTION_HEAD: usize = 20;

/// A name of four letters.
pub type Name = [u8; 4];

/// Writes a section.
pub fn write_section(out: &mut dyn Write, name: Name, payload: &[u8]) -> io::Result<u64> {
    let mut head = [0; SECTION_HEAD];
    head[..4].copy_from_slice(&name);
    head[4..12].copy_from_slice(&(payload.len() as u64).to_le_bytes());
    head[12..16].copy_from_slice(&crc32fast::hash(payload).to_le_bytes());
    let crc = crc32fast::hash(&head[..16]);
    head[16..].copy_from_slice(&crc.to_le_bytes());
    out.write_all(&head)?;
    out.write_all(payload)?;
    Ok((SECTION_HEAD + payload.len()) as u64)
}

/// Reads sections one after the other from a snapshot of known length.
pub struct Sections<'a> {
    from: &'a mut dyn Read,
    /// The place in the file.
    at: u64,
    end: u64,
    /// Where the section after the present one begins.
    next: u64,
}

/// The payload of one section, while it is read; it counts and sums up what passes.
pub struct Payload<'s, 'a> {
    from: &'s mut Sections<'a>,
    name: String,
    left: u64,
    crc: crc32fast::Hasher,
    expected: u32,
}

impl<'a> Sections<'a> {
    pub fn new(from: &'a mut dyn Read, at: u64, end: u64) -> Self {
        Sections { from, at, end, next: at }
    }

    pub fn at_end(&self) -> bool {
        self.at == self.end
    }

    /// Reads the next section, which must have this name, to its end. Where that fails, the next one can be
    /// read nevertheless, if its place is known.
    pub fn read<T>(
        &mut self,
        name: Name,
        read: impl FnOnce(&mut Payload<'_, 'a>) -> Result<T, Damage>,
    ) -> Result<T, Damage> {
        let before = self.at;
        let value = self.open(name).and_then(|mut payload| {
            let value = read(&mut payload)?;
            payload.close()?;
            Ok(value)
        });
        if value.is_err() {
            let rest = if self.next > before { self.next.saturating_sub(self.at) } else { 0 };
            let skipped = io::copy(&mut (&mut *self.from).take(rest), &mut io::sink());
            self.at += skipped.unwrap_or(0);
        }
        value
    }

    /// Begins the next section, which must have this name.
    fn open(&mut self, name: Name) -> Result<Payload<'_, 'a>, Damage> {
        let part = String::from_utf8_lossy(&name).into_owned();
        let mut head = [0; SECTION_HEAD];
        let at = self.at;
        if self.end - at < SECTION_HEAD as u64 {
            return Err(Damage::new(at, part, "the section is missing"));
        }
        self.from.read_exact(&mut head).map_err(|error| Damage::new(at, &part, error.to_string()))?;
        if crc32fast::hash(&head[..16]) != u32_at(&head, 16) {
            return Err(Damage::new(at, part, "the head of the section does not fit its checksum"));
        }
        self.at += SECTION_HEAD as u64;
        if head[..4] != name {
            return Err(Damage::new(at, part, "another section stands here"));
        }
        let (left, expected) = (u64_at(&head, 4), u32_at(&head, 12));
        if left > self.end - self.at {
            return Err(Damage::new(at, part, "the section is longer than the snapshot"));
        }
        self.next = self.at + left;
        Ok(Payload { from: self, name: part, left, crc: crc32fast::Hasher::new(), expected })
    }
}

impl Payload<'_, '_> {
    pub fn damage(&self, what: impl Into<String>) -> Damage {
        Damage::new(self.from.at, self.name.clone(), what)
    }

    /// The next column in the section.
    pub fn column<T: Column>(&mut self) -> Result<T, Damage> {
        let value = bincode::decode_from_std_read(self, COLUMN_CONFIG);
        value.map_err(|error| self.damage(error.to_string()))
    }

    /// The next list of values in the section.
    pub fn list<T: bincode::Decode<()>>(&mut self) -> Result<Vec<T>, Damage> {
        let count: u64 = self.value()?;
        (0..count).map(|_| self.value()).collect()
    }

    fn value<T: bincode::Decode<()>>(&mut self) -> Result<T, Damage> {
        let value = bincode::decode_from_std_read(self, CONFIG);
        value.map_err(|error| self.damage(error.to_string()))
    }

    /// Ends the section: all must have been read, and fit its checksum.
    fn close(self) -> Result<(), Damage> {
        if self.left != 0 {
            return Err(self.damage(format!("{} bytes are left over", self.left)));
        }
        if self.crc.clone().finalize() != self.expected {
            return Err(self.damage("the section does not fit its checksum"));
        }
        Ok(())
    }
}

impl Read for Payload<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let count = self.from.from.read(&mut into[..most])?;
        self.crc.update(&into[..count]);
        self.left -= count as u64;
        self.from.at += count as u64;
        Ok(count)
    }
}
