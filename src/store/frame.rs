//! How batches stand in the file: frames with length, number and checksums, each sealed once it is safe.
//!
//! ```text
//! frame  magic "BTCH" · payload length u64 · batch number u64 · crc32 of payload · crc32 of the 24 bytes before · payload
//! seal   magic "SEAL" · batch number u64 · crc32 of the 12 bytes before
//! ```
//!
//! A frame is written and synced, and only then sealed. So a broken frame with a seal behind it was once
//! whole: that is damage. A broken frame without one was never acknowledged: that is a torn tail.

use crate::store::damage::Damage;

pub const FRAME_MAGIC: [u8; 4] = *b"BTCH";
pub const SEAL_MAGIC: [u8; 4] = *b"SEAL";
pub const FRAME_HEAD: usize = 28;
pub const SEAL: usize = 16;

/// A frame without its seal.
pub fn frame(number: u64, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(FRAME_HEAD + payload.len());
    bytes.extend(FRAME_MAGIC);
    bytes.extend((payload.len() as u64).to_le_bytes());
    bytes.extend(number.to_le_bytes());
    bytes.extend(crc32fast::hash(payload).to_le_bytes());
    let crc = crc32fast::hash(&bytes);
    bytes.extend(crc.to_le_bytes());
    bytes.extend(payload);
    bytes
}

pub fn seal(number: u64) -> [u8; SEAL] {
    let mut bytes = [0; SEAL];
    bytes[..4].copy_from_slice(&SEAL_MAGIC);
    bytes[4..12].copy_from_slice(&number.to_le_bytes());
    let crc = crc32fast::hash(&bytes[..12]);
    bytes[12..].copy_from_slice(&crc.to_le_bytes());
    bytes
}

/// A frame as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    pub number: u64,
    pub payload: &'a [u8],
    /// Where it starts in the bytes it was read from.
    pub at: usize,
}

/// Reads the frame at `at`; says in words what is wrong with it.
pub fn read_frame(bytes: &[u8], at: usize) -> Result<Found<'_>, &'static str> {
    let head = bytes.get(at..at + FRAME_HEAD).ok_or("the head of a batch is cut off")?;
    if crc32fast::hash(&head[..24]).to_le_bytes() != head[24..28] || head[..4] != FRAME_MAGIC {
        return Err("the head of a batch is damaged");
    }
    let length = usize::try_from(u64_at(head, 4)).map_err(|_| "a batch has an impossible length")?;
    let start = at + FRAME_HEAD;
    let end = start.checked_add(length).ok_or("a batch has an impossible length")?;
    let payload = bytes.get(start..end).ok_or("a batch is cut off")?;
    if crc32fast::hash(payload).to_le_bytes() != head[20..24] {
        return Err("a batch does not fit its checksum");
    }
    Ok(Found { number: u64_at(head, 12), payload, at })
}

/// The frames of a journal that starts with the batch after `last`.
pub struct Journal<'a> {
    pub frames: Vec<Found<'a>>,
    /// Up to here everything is whole; behind it is at most a torn tail.
    pub sound: usize,
    /// The last frame is whole but has no seal yet.
    pub unsealed: bool,
    /// What was once whole and is no longer.
    pub damage: Option<Damage>,
}

/// Reads a journal up to its end or to the first damage. `from` is the place of its first byte in the file,
/// for the words of the damage.
pub fn read_journal(bytes: &[u8], last: u64, from: u64) -> Journal<'_> {
    let mut journal = Journal { frames: Vec::new(), sound: 0, unsealed: false, damage: None };
    while journal.sound < bytes.len() && !journal.unsealed && journal.damage.is_none() {
        let at = journal.sound;
        let number = last + journal.frames.len() as u64 + 1;
        let damage = |at: usize, part: String, what: &str| Some(Damage::new(from + at as u64, part, what));
        let found = match read_frame(bytes, at) {
            Ok(found) if found.number == number => found,
            Ok(_) => {
                journal.damage = damage(at, format!("batch {number}"), "another batch stands here");
                break;
            }
            Err(what) => {
                if let Some(last) = last_seal(&bytes[at..], number) {
                    let lost = if last > number {
                        format!("; batches {number} to {last} are lost")
                    } else {
                        String::new()
                    };
                    journal.damage = damage(at, format!("batch {number}"), &format!("{what}{lost}"));
                }
                break;
            }
        };
        journal.frames.push(found);
        let end = at + FRAME_HEAD + found.payload.len();
        journal.sound = end;
        let rest = &bytes[end..bytes.len().min(end + SEAL)];
        let seal_of = || format!("seal of batch {number}");
        if rest == seal(number) {
            journal.sound += SEAL;
        } else if rest.len() == SEAL && rest.iter().any(|byte| *byte != 0) {
            journal.damage = damage(end, seal_of(), "it does not fit its checksum");
        } else {
            journal.unsealed = true;
            if last_seal(&bytes[end..], number + 1).is_some() {
                journal.damage = damage(end, seal_of(), "it is missing");
            }
        }
    }
    journal
}

/// The highest batch from this one on whose seal stands anywhere in the bytes: so many were acknowledged.
fn last_seal(bytes: &[u8], number: u64) -> Option<u64> {
    let mut rest = bytes;
    let mut last = None;
    while let Some(place) = find(rest, &SEAL_MAGIC) {
        rest = &rest[place..];
        if rest.len() >= SEAL && u64_at(rest, 4) >= number && rest[..SEAL] == seal(u64_at(rest, 4)) {
            last = last.max(Some(u64_at(rest, 4)));
        }
        rest = &rest[1..];
    }
    last
}

fn find(bytes: &[u8], word: &[u8; 4]) -> Option<usize> {
    bytes.windows(4).position(|window| window == word)
}

/// Eight bytes as a number; the caller has checked that they are there.
pub fn u64_at(bytes: &[u8], at: usize) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(eight)
}

pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut four = [0; 4];
    four.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(four)
}
