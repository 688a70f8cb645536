//! Any bytes as a store's snapshot, history and journal, with right checksums: opening, reading, undoing and
//! dumping end in an error or a graph, never in a crash. docs/format.md describes the bytes.
#![no_main]

use std::path::PathBuf;

use chancery::graph::Direction;
use chancery::store::Store;
use libfuzzer_sys::fuzz_target;

const SECTIONS: [&[u8; 4]; 11] = [
    b"SYMB", b"NODE", b"EDGE", b"OUTG", b"INCO", b"NPRP", b"EPRP", b"NEVI", b"EEVI", b"SENT", b"DECI",
];

fuzz_target!(|data: (Vec<Vec<u8>>, Vec<Vec<u8>>, Vec<Vec<u8>>)| {
    let (sections, history, journal) = data;
    let path: PathBuf = std::env::temp_dir().join(format!("fuzz-{}.chancery", std::process::id()));
    if std::fs::write(&path, file(&sections, &history, &journal)).is_err() {
        return;
    }
    let _ = Store::check(&path);
    if let Ok(mut store) = Store::open(&path) {
        let mut dump = Vec::new();
        let _ = store.dump(&mut dump);
        let graph = store.graph();
        for node in graph.nodes() {
            graph.neighbours(node, Direction::Both, None).count();
        }
        let _ = store.log();
        let _ = store.as_of(0);
        let _ = store.undo(Some(1), 0);
        let _ = store.checkpoint();
    }
});

/// A store file of these payloads.
fn file(sections: &[Vec<u8>], history: &[Vec<u8>], journal: &[Vec<u8>]) -> Vec<u8> {
    let mut snapshot = Vec::new();
    for (place, name) in SECTIONS.iter().enumerate() {
        let payload = sections.get(place).map_or(&[0; 40][..], Vec::as_slice);
        let mut head = name.to_vec();
        head.extend((payload.len() as u64).to_le_bytes());
        head.extend(crc32fast::hash(payload).to_le_bytes());
        head.extend(crc32fast::hash(&head).to_le_bytes());
        snapshot.extend(head);
        snapshot.extend(payload);
    }
    let past: Vec<u8> = history.iter().zip(1..).flat_map(|(payload, number)| frame(payload, number)).collect();
    let last = history.len() as u64;
    let mut bytes = b"CHANCERY".to_vec();
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend((snapshot.len() as u64).to_le_bytes());
    bytes.extend((past.len() as u64).to_le_bytes());
    bytes.extend(last.to_le_bytes());
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes.extend(snapshot);
    bytes.extend(past);
    for (payload, number) in journal.iter().zip(last + 1..) {
        bytes.extend(frame(payload, number));
        let mut seal = b"SEAL".to_vec();
        seal.extend(number.to_le_bytes());
        seal.extend(crc32fast::hash(&seal).to_le_bytes());
        bytes.extend(seal);
    }
    bytes
}

fn frame(payload: &[u8], number: u64) -> Vec<u8> {
    let mut bytes = b"BTCH".to_vec();
    bytes.extend((payload.len() as u64).to_le_bytes());
    bytes.extend(number.to_le_bytes());
    bytes.extend(crc32fast::hash(payload).to_le_bytes());
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    bytes.extend(payload);
    bytes
}
