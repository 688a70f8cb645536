//! What a damaged header said, found out from what stands behind it.

use crate::store::disk::DiskFile;
use crate::store::frame::{FRAME_HEAD, FRAME_MAGIC, SEAL, seal, u32_at, u64_at};
use crate::store::header::{HEADER, Header};
use crate::store::section::{find_word, read_exact_at};
use crate::store::snapshot;

/// Finds history and journal by their frames: the history begins with the first of them, the journal with the
/// first that has a seal.
pub fn header(file: &dyn DiskFile, length: u64) -> Header {
    let start = HEADER as u64;
    let next = |at: u64| {
        let at =
            find_word(file, at, length, |word| *word == FRAME_MAGIC, |at| frame(file, at, length).is_some())?;
        frame(file, at, length).map(|frame| (at, frame))
    };
    let version = snapshot::version(file, start, length);
    let mut header = Header { version, snapshot: length.saturating_sub(start), history: 0, last: 0 };
    let Some((history, _)) = next(start) else { return header };
    header.snapshot = history - start;
    let mut journal = length;
    let mut at = history;
    while let Some((place, frame)) = next(at) {
        let mut bytes = [0; SEAL];
        let sealed = read_exact_at(file, &mut bytes, frame.end).is_ok() && bytes == seal(frame.number);
        if sealed {
            journal = place;
            header.last = frame.number.saturating_sub(1);
            break;
        }
        header.last = frame.number;
        at = frame.end;
    }
    header.history = journal - history;
    header
}

struct Frame {
    number: u64,
    /// The place behind its payload.
    end: u64,
}

/// The frame whose sound head stands at a place.
fn frame(file: &dyn DiskFile, at: u64, length: u64) -> Option<Frame> {
    let mut head = [0; FRAME_HEAD];
    read_exact_at(file, &mut head, at).ok()?;
    let sound = head[..4] == FRAME_MAGIC && crc32fast::hash(&head[..24]) == u32_at(&head, 24);
    let end = (at + FRAME_HEAD as u64).checked_add(u64_at(&head, 4))?;
    (sound && end <= length).then(|| Frame { number: u64_at(&head, 12), end })
}
