//! The first bytes of a store, and what is said of files that are none.
//!
//! ```text
//! 0 magic "CHANCERY" · 8 format version u32 · 12 length of the snapshot u64 · 20 length of the history u64
//! 28 number of the last batch in them u64 · 36 crc32 of the 36 bytes before
//! ```
//!
//! Snapshot, history and journal follow in this order.

use std::path::Path;

use crate::error::Error;
use crate::store::damage::Damage;
use crate::store::frame::{u32_at, u64_at};

pub const MAGIC: [u8; 8] = *b"CHANCERY";
/// The version this program writes, and the newest it reads.
pub const VERSION: u32 = 2;
pub const HEADER: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub version: u32,
    pub snapshot: u64,
    pub history: u64,
    pub last: u64,
}

impl Header {
    pub fn bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..12].copy_from_slice(&self.version.to_le_bytes());
        bytes[12..20].copy_from_slice(&self.snapshot.to_le_bytes());
        bytes[20..28].copy_from_slice(&self.history.to_le_bytes());
        bytes[28..36].copy_from_slice(&self.last.to_le_bytes());
        let crc = crc32fast::hash(&bytes[..36]);
        bytes[36..].copy_from_slice(&crc.to_le_bytes());
        bytes
    }

    /// Reads the first bytes of a file of this length.
    ///
    /// # Errors
    /// Where the file is no store or of a newer version; each says which. Where it is one, but its header is
    /// damaged or the file cut, the damage comes with what the header still tells, if anything.
    pub fn read(path: &Path, bytes: &[u8], length: u64) -> Result<(Option<Self>, Option<Damage>), Error> {
        let refuse = |what: String, hint: &str| Error::Store {
            path: path.to_owned(),
            what,
            hint: Some(hint.to_owned()),
        };
        if length == 0 {
            return Err(refuse(
                "the file is empty, so it is no store".into(),
                "remove it, or name another file, and chancery load makes a store there",
            ));
        }
        let known = bytes.len().min(MAGIC.len());
        if bytes[..known] != MAGIC[..known] {
            // The rest may show that it is one all the same.
            if bytes.len() == HEADER && checksum(&[&MAGIC, &bytes[8..36]]) == u32_at(bytes, 36) {
                return Ok((None, Some(Damage::new(0, "header", "its first bytes are damaged"))));
            }
            return Err(refuse(
                "this file is no Chancery store".into(),
                "it belongs to another program and is left as it is; name another file with -s",
            ));
        }
        let unknown =
            Header { version: VERSION, snapshot: length.saturating_sub(HEADER as u64), history: 0, last: 0 };
        let cut = |part: &str| Some(Damage::new(length, part, "the file ends here: it was cut"));
        if bytes.len() < HEADER {
            return Ok((None, cut("header")));
        }
        let version = u32_at(bytes, 8);
        if version > VERSION {
            return Err(refuse(
                format!("the store has format version {version}; this chancery reads up to {VERSION}"),
                "use the newer chancery that wrote it",
            ));
        }
        if checksum(&[&bytes[..36]]) != u32_at(bytes, 36) || version == 0 {
            return Ok((None, Some(Damage::new(0, "header", "it does not fit its checksum"))));
        }
        let (snapshot, history, last) = (u64_at(bytes, 12), u64_at(bytes, 20), u64_at(bytes, 28));
        let header = Header { version, snapshot, history, last };
        match header.journal() {
            Some(journal) if journal <= length => Ok((Some(header), None)),
            Some(_) if header.snapshot <= unknown.snapshot => {
                let history = unknown.snapshot - header.snapshot;
                Ok((Some(Header { history, ..header }), cut("history")))
            }
            _ => Ok((Some(Header { version, last: header.last, ..unknown }), cut("snapshot"))),
        }
    }

    /// Where the journal begins; none where the lengths make no sense.
    pub fn journal(self) -> Option<u64> {
        (HEADER as u64).checked_add(self.snapshot)?.checked_add(self.history)
    }
}

fn checksum(parts: &[&[u8]]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize()
}
