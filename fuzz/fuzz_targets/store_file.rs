//! Any bytes as a store's file, with right checksums: opening, reading, undoing, dumping and salvaging end in an
//! error or a graph, never in a crash. docs/format.md describes the bytes.
#![no_main]

use std::path::PathBuf;

use chancery::graph::Direction;
use chancery::store::Store;
use libfuzzer_sys::fuzz_target;

const SECTIONS: [&[u8; 4]; 11] = [
    b"SYMB", b"NODE", b"EDGE", b"OUTG", b"INCO", b"NPRP", b"EPRP", b"NEVI", b"EEVI", b"SENT", b"DECI",
];
const HEADER: usize = 40;
const SECTION_HEAD: usize = 20;
const FRAME_HEAD: usize = 28;
const SEAL: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    let path: PathBuf = std::env::temp_dir().join(format!("fuzz-{}.chancery", std::process::id()));
    // As it is, for whoever salvages; and with right checksums, for whoever reads.
    for bytes in [bytes.to_vec(), mended(bytes)] {
        if std::fs::write(&path, &bytes).is_err() {
            return;
        }
        if let Ok((sound, _)) = Store::salvage(&path) {
            let mut dump = Vec::new();
            let _ = sound.dump(&mut dump);
            let _ = Store::in_memory().restore(&mut dump.as_slice(), 0);
        }
        if let Ok(mut store) = Store::open(&path) {
            use_it(&mut store);
        }
    }
});

fn use_it(store: &mut Store) {
    let mut dump = Vec::new();
    let _ = store.dump(&mut dump);
    let graph = store.graph();
    for node in graph.nodes() {
        graph.neighbours(node, Direction::Both, None).count();
        graph.names_of(node);
    }
    graph.names_with_prefix("m", 10);
    let _ = store.log();
    let _ = store.as_of(0);
    let _ = store.undo(Some(1), 0);
    let _ = store.begin_checkpoint();
    let _ = store.undo(None, 1);
    let _ = store.checkpoint();
}

/// The bytes with the marks, numbers and checksums that a store has; lengths stay as long as they fit.
fn mended(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.resize(bytes.len().max(HEADER), 0);
    bytes[..8].copy_from_slice(b"CHANCERY");
    put(&mut bytes, 8, &1_u32.to_le_bytes());
    let length = bytes.len();
    let history = fitting(&mut bytes, 12, HEADER, length);
    let journal = fitting(&mut bytes, 20, history, length);
    let mut at = HEADER;
    for name in SECTIONS {
        if at + SECTION_HEAD > history {
            break;
        }
        put(&mut bytes, at, name);
        let end = fitting(&mut bytes, at + 4, at + SECTION_HEAD, history);
        sum(&mut bytes, at + 12, at + SECTION_HEAD..end);
        sum(&mut bytes, at + 16, at..at + 16);
        at = end;
    }
    let (mut number, mut at) = (1_u64, history);
    while at + FRAME_HEAD <= journal {
        at = frame(&mut bytes, at, journal, number);
        number += 1;
    }
    put(&mut bytes, 28, &(number - 1).to_le_bytes());
    sum(&mut bytes, 36, 0..36);
    let mut at = journal;
    while at + FRAME_HEAD <= length {
        at = frame(&mut bytes, at, length, number);
        if at + SEAL <= length {
            put(&mut bytes, at, b"SEAL");
            put(&mut bytes, at + 4, &number.to_le_bytes());
            sum(&mut bytes, at + 12, at..at + 12);
            at += SEAL;
        }
        number += 1;
    }
    bytes
}

/// Makes the bytes at a place a frame; gives its end.
fn frame(bytes: &mut [u8], at: usize, most: usize, number: u64) -> usize {
    put(bytes, at, b"BTCH");
    let end = fitting(bytes, at + 4, at + FRAME_HEAD, most);
    put(bytes, at + 12, &number.to_le_bytes());
    sum(bytes, at + 20, at + FRAME_HEAD..end);
    sum(bytes, at + 24, at..at + 24);
    end
}

/// The end of what begins at `from` and has the length that stands at a place, made to fit before `most`.
fn fitting(bytes: &mut [u8], at: usize, from: usize, most: usize) -> usize {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    let length = usize::try_from(u64::from_le_bytes(eight)).unwrap_or(usize::MAX).min(most - from);
    put(bytes, at, &(length as u64).to_le_bytes());
    from + length
}

fn put(bytes: &mut [u8], at: usize, what: &[u8]) {
    bytes[at..at + what.len()].copy_from_slice(what);
}

fn sum(bytes: &mut [u8], at: usize, over: std::ops::Range<usize>) {
    let crc = crc32fast::hash(&bytes[over]);
    put(bytes, at, &crc.to_le_bytes());
}
