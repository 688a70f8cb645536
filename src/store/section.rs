//! The parts of a snapshot: each with its name, its length and a checksum, each one bincode value or more.
//!
//! ```text
//! section  name (4 bytes) · payload length u64 · crc32 of the payload · crc32 of the 16 bytes before · payload
//! ```

use std::io::{self, BufReader, Read, Write};

use crate::store::codec::{COLUMN_CONFIG, CONFIG, in_words};
use crate::store::columns::Column;
use crate::store::damage::{Care, Damage};
use crate::store::disk::DiskFile;
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

/// A section that was found in a file, its payload not yet read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    name: Name,
    /// Where the payload begins.
    at: u64,
    length: u64,
    crc: u32,
}

/// Finds sections of these names, one after the other between the bytes `at` and `end` of a file; gives them
/// with the place behind the last one.
///
/// # Errors
/// Where a head is damaged or missing. Who salvages gets the others nevertheless: the next sound head is looked
/// for behind the damage.
pub fn find_sections(
    file: &dyn DiskFile,
    names: &[Name],
    (mut at, end): (u64, u64),
    care: &mut Care,
) -> Result<(Vec<Section>, u64), Damage> {
    let mut found = Vec::new();
    for (place, name) in names.iter().enumerate() {
        match section_at(file, *name, at, end) {
            Ok(section) => {
                at = section.at + section.length;
                found.push(section);
            }
            Err(damage) => {
                care.bear(damage)?;
                at = search(file, &names[place + 1..], at, end).unwrap_or(end);
            }
        }
    }
    Ok((found, at))
}

/// The section whose head stands at a place.
fn section_at(file: &dyn DiskFile, name: Name, at: u64, end: u64) -> Result<Section, Damage> {
    let wrong = |what: &str| Damage::new(at, String::from_utf8_lossy(&name), what);
    if end.saturating_sub(at) < SECTION_HEAD as u64 {
        return Err(wrong("the section is missing"));
    }
    let mut head = [0; SECTION_HEAD];
    read_exact_at(file, &mut head, at).map_err(|error| wrong(&error.to_string()))?;
    if crc32fast::hash(&head[..16]) != u32_at(&head, 16) {
        return Err(wrong("the head of the section does not fit its checksum"));
    }
    if head[..4] != name {
        return Err(wrong("another section stands here"));
    }
    let section =
        Section { name, at: at + SECTION_HEAD as u64, length: u64_at(&head, 4), crc: u32_at(&head, 12) };
    if section.length > end - section.at {
        return Err(wrong("the section is longer than the snapshot"));
    }
    Ok(section)
}

/// The place of the first sound head of one of these names.
pub fn search(file: &dyn DiskFile, names: &[Name], at: u64, end: u64) -> Option<u64> {
    let sound = |at: u64| names.iter().any(|name| section_at(file, *name, at, end).is_ok());
    find_word(file, at, end, |word| names.contains(word), sound)
}

/// The first place between two at which four bytes are such a word, and are what they seem to be.
pub fn find_word(
    file: &dyn DiskFile,
    mut at: u64,
    end: u64,
    is_word: impl Fn(&[u8; 4]) -> bool,
    is_sound: impl Fn(u64) -> bool,
) -> Option<u64> {
    let mut block = vec![0; BLOCK];
    while at < end {
        let most = BLOCK.min(usize::try_from(end - at).unwrap_or(BLOCK));
        let count = read_full_at(file, &mut block[..most], at).ok()?;
        let words = block[..count].windows(4).enumerate();
        let found = words
            .filter_map(|(place, word)| Some((place, <&[u8; 4]>::try_from(word).ok()?)))
            .find(|(place, word)| is_word(word) && is_sound(at + *place as u64));
        if let Some((place, _)) = found {
            return Some(at + place as u64);
        }
        // The last three bytes may begin a word that ends in the next block.
        at += (count.max(4) - 3) as u64;
        if count < 4 {
            return None;
        }
    }
    None
}

/// Files are read so many bytes at a time, so that they are summed up while they are near.
pub const BLOCK: usize = 1 << 18;

/// Reads until the buffer is full or the file ends; gives how much there was.
pub fn read_full_at(file: &dyn DiskFile, into: &mut [u8], at: u64) -> io::Result<usize> {
    let mut have = 0;
    while have < into.len() {
        match file.read_at(&mut into[have..], at + have as u64) {
            Ok(0) => break,
            Ok(count) => have += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(have)
}

/// Reads exactly so many bytes.
pub fn read_exact_at(file: &dyn DiskFile, into: &mut [u8], at: u64) -> io::Result<()> {
    if read_full_at(file, into, at)? == into.len() {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The bytes between two places, or up to the end of the file.
pub fn read_between(file: &dyn DiskFile, at: u64, end: u64) -> io::Result<Vec<u8>> {
    let length = end.min(file.length()?).saturating_sub(at);
    let length = usize::try_from(length).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
    let mut bytes = vec![0; length];
    let count = read_full_at(file, &mut bytes, at)?;
    bytes.truncate(count);
    Ok(bytes)
}

impl Section {
    pub fn is(&self, name: Name) -> bool {
        self.name == name
    }

    pub fn name(&self) -> String {
        String::from_utf8_lossy(&self.name).into_owned()
    }

    pub fn at(&self) -> u64 {
        self.at
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// So many of its bytes from a place in it on.
    pub fn piece(&self, from: u64, length: u64, crc: u32) -> Self {
        Section { name: self.name, at: self.at + from, length, crc }
    }

    pub fn damage(&self, what: impl Into<String>) -> Damage {
        Damage::new(self.at, self.name(), what)
    }

    /// # Errors
    /// Where this is not its checksum.
    pub fn compare(&self, crc: u32) -> Result<(), Damage> {
        if crc == self.crc { Ok(()) } else { Err(self.damage("the section does not fit its checksum")) }
    }

    /// Reads the payload to its end.
    ///
    /// # Errors
    /// Where it does not fit its checksum, whatever `read` makes of it, and where `read` finds it wrong.
    pub fn read<T>(
        &self,
        file: &dyn DiskFile,
        read: impl FnOnce(&mut Payload<'_>) -> Result<T, Damage>,
    ) -> Result<T, Damage> {
        let counted = Counted { file, section: *self, done: 0, crc: crc32fast::Hasher::new() };
        let mut payload = Payload { from: BufReader::with_capacity(SMALL, counted) };
        match read(&mut payload) {
            Ok(value) => payload.close().map(|()| value),
            // Bytes that mean nothing are mostly damaged ones, and that is then what is to be said.
            Err(damage) => Err(payload.mismatch().unwrap_or(damage)),
        }
    }
}

/// What is read at once for single values; columns are read past this buffer.
const SMALL: usize = 1 << 12;

/// The payload of one section, while it is read.
pub struct Payload<'f> {
    from: BufReader<Counted<'f>>,
}

/// Reads a section and sums up what passes.
struct Counted<'f> {
    file: &'f dyn DiskFile,
    section: Section,
    done: u64,
    crc: crc32fast::Hasher,
}

impl Payload<'_> {
    pub fn damage(&self, what: impl Into<String>) -> Damage {
        let counted = self.from.get_ref();
        let at = counted.section.at + counted.done - self.from.buffer().len() as u64;
        Damage::new(at, counted.section.name(), what)
    }

    /// The next column in the section.
    pub fn column<T: Column>(&mut self) -> Result<T, Damage> {
        let value = bincode::decode_from_std_read(&mut self.from, COLUMN_CONFIG);
        value.map_err(|error| self.damage(in_words(error)))
    }

    /// The next list of values in the section.
    pub fn list<T: bincode::Decode<()>>(&mut self) -> Result<Vec<T>, Damage> {
        let count: u64 = self.value()?;
        (0..count).map(|_| self.value()).collect()
    }

    /// Passes over what is left.
    pub fn pass(&mut self) -> Result<(), Damage> {
        let passed = io::copy(&mut self.from, &mut io::sink());
        passed.map(drop).map_err(|error| self.damage(error.to_string()))
    }

    pub fn number(&mut self) -> Result<u32, Damage> {
        self.value()
    }

    fn value<T: bincode::Decode<()>>(&mut self) -> Result<T, Damage> {
        let value = bincode::decode_from_std_read(&mut self.from, CONFIG);
        value.map_err(|error| self.damage(in_words(error)))
    }

    /// Ends the section: all must have been read, and fit its checksum.
    fn close(self) -> Result<(), Damage> {
        let counted = self.from.get_ref();
        let left = counted.section.length - counted.done + self.from.buffer().len() as u64;
        if left != 0 {
            let damage = self.damage(format!("{left} bytes are left over"));
            return Err(self.mismatch().unwrap_or(damage));
        }
        self.mismatch().map_or(Ok(()), Err)
    }

    /// Reads what is left; what is to be said where the whole does not fit its checksum.
    fn mismatch(mut self) -> Option<Damage> {
        io::copy(&mut self.from, &mut io::sink()).ok()?;
        let Counted { section, crc, .. } = self.from.into_inner();
        section.compare(crc.finalize()).err()
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.section.length - self.done).unwrap_or(usize::MAX);
        let most = into.len().min(left).min(BLOCK);
        let count = self.file.read_at(&mut into[..most], self.section.at + self.done)?;
        self.crc.update(&into[..count]);
        self.done += count as u64;
        Ok(count)
    }
}
