//! A damaged store is never answered from: it says what is wrong, and gives out its sound part. Old files open.

use std::path::{Path, PathBuf};

use chancery::error::Error;
use chancery::graph::{Batch, Change, Evidence, Graph};
use chancery::model::{Decision, EdgeId, NodeId, Value, Verdict};
use chancery::query::{Options, Params};
use chancery::session::{Call, Session};
use chancery::store::Store;

/// A store with everything in it: all kinds of values, evidence, sentences, decisions, history, a journal.
fn filled(path: &Path) -> Store {
    let mut store = Store::open(path).expect("a new store");
    let day = chrono::NaiveDate::from_ymd_opt(2025, 10, 21).expect("a day");
    let time = chrono::NaiveTime::from_hms_opt(9, 30, 0).expect("a time");
    let values: Vec<(&str, Value)> = vec![
        ("name", "Masoud Pezeshkian".into()),
        ("aliases", Value::from(vec!["Pezeshkian".to_owned(), "Masud Pezeshkian".to_owned()])),
        ("born", 1954.into()),
        ("score", 0.1.into()),
        ("former", false.into()),
        ("date", day.into()),
        ("at", Value::LocalTime(time)),
        ("seen", Value::LocalDateTime(day.and_time(time))),
    ];
    let properties = values.into_iter().map(|(key, value)| (key.into(), value)).collect();
    let create = |id: u32, label: &str| Change::CreateNode {
        id: NodeId(id),
        labels: vec![label.into()],
        properties: vec![("name".into(), format!("{label} {id}").into())],
    };
    let edge = |id: u32, kind: &str, from: u32, to: u32| Change::CreateEdge {
        id: EdgeId(id),
        kind: kind.into(),
        from: NodeId(from),
        to: NodeId(to),
        properties: vec![("precision".into(), "day".into())],
    };
    let said = Evidence::Sentence { article: NodeId(2), sentence: 0 };
    commit(
        &mut store,
        "load",
        vec![
            Change::CreateNode { id: NodeId(0), labels: vec!["Person".into()], properties },
            create(1, "Meeting"),
            create(2, "Article"),
            Change::AddSentence { article: NodeId(2), start: 3, end: 15, text: "They met öö.".into() },
            edge(0, "ATTENDED", 0, 1),
            edge(1, "REPORTS", 2, 1),
            Change::AddEvidence { on: EdgeId(0).into(), evidence: said },
        ],
    );
    commit(
        &mut store,
        "by hand",
        vec![
            Change::Decide(Decision {
                left: "a#Pezeshkian".into(),
                right: "b#Pezeshkian".into(),
                verdict: Verdict::Same,
                score: 0.9,
                reasons: vec!["same name".into()],
                by_hand: true,
            }),
            Change::AddEvidence { on: EdgeId(0).into(), evidence: Evidence::Hand { at: 7 } },
            Change::SetProperty { on: NodeId(0).into(), key: "born".into(), value: Value::Null },
        ],
    );
    store.checkpoint().expect("it is folded");
    commit(&mut store, "one more", vec![create(3, "State"), edge(2, "IN", 1, 3)]);
    commit(&mut store, "and another", vec![create(4, "State")]);
    store
}

fn commit(store: &mut Store, what: &str, changes: Vec<Change>) {
    store.commit(Batch { what: what.to_owned(), at: 5, changes }).expect("it is kept");
}

fn dumped(store: &Store) -> String {
    let mut bytes = Vec::new();
    store.dump(&mut bytes).expect("it is dumped");
    String::from_utf8(bytes).expect("a dump is text")
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("graph.chancery");
    (folder, path)
}

/// Whether opening, or else checking, tells that something is wrong.
fn is_reported(path: &Path) -> bool {
    Store::open_read_only(path).is_err()
        || Store::check(path).is_ok_and(|report| !report.damage.is_empty() || report.torn > 0)
}

#[test]
fn every_flipped_bit_is_reported() {
    let (_folder, path) = place();
    drop(filled(&path));
    let sound = std::fs::read(&path).expect("the file");
    assert_eq!(Store::check(&path).expect("it is checked").damage, vec![]);
    // Ten thousand bits, so that every byte has several.
    let step = (sound.len() * 8).div_ceil(10_000).max(1) | 1;
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).expect("the file");
    let mut put = |at: usize, byte: u8| {
        use std::io::{Seek, SeekFrom, Write};
        file.seek(SeekFrom::Start(at as u64)).and_then(|_| file.write_all(&[byte])).expect("it is written");
    };
    for bit in (0..sound.len() * 8).step_by(step) {
        put(bit / 8, sound[bit / 8] ^ 1 << (bit % 8));
        assert!(is_reported(&path), "bit {} of byte {} of {}", bit % 8, bit / 8, sound.len());
        let (read, asked) = (Store::open_read_only(&path), Store::open_to_ask(&path));
        assert_eq!(read.map(drop), asked.map(drop), "bit {} of byte {}", bit % 8, bit / 8);
        put(bit / 8, sound[bit / 8]);
    }
    assert!(!is_reported(&path));
}

#[test]
fn a_cut_file_is_reported_or_is_an_earlier_state() {
    let (_folder, path) = place();
    drop(filled(&path));
    let whole = std::fs::read(&path).expect("the file");
    let mut seen = Vec::new();
    for length in (1..whole.len()).rev() {
        std::fs::write(&path, &whole[..length]).expect("a cut file");
        match Store::open_read_only(&path) {
            Ok(store) => {
                let now = dumped(&store);
                if seen.last() != Some(&now) {
                    seen.push(now);
                }
            }
            Err(error) => {
                assert_eq!(error.exit_code(), 5);
                let Error::Store { what, .. } = error else { panic!("{error}") };
                assert!(what.contains("it was cut"), "{what}");
            }
        }
    }
    // With both batches of the journal, with one, with none.
    assert_eq!(seen.len(), 3);
}

#[test]
fn a_damaged_section_costs_only_itself() {
    let (_folder, path) = place();
    drop(filled(&path));
    let sound = std::fs::read(&path).expect("the file");
    for (section, nodes, edges, left) in [
        ("NPRP", 5, 3, "\"precision\":\"day\""),
        ("EPRP", 5, 3, "Masoud Pezeshkian"),
        ("SENT", 5, 3, "Masoud Pezeshkian"),
        ("OUTG", 5, 3, "ATTENDED"),
        ("INCO", 5, 3, "ATTENDED"),
        ("NODE", 0, 0, "same name"),
    ] {
        let mut bytes = sound.clone();
        let at = bytes.windows(4).position(|window| window == section.as_bytes()).expect("the section");
        bytes[at + 25] ^= 1;
        std::fs::write(&path, &bytes).expect("a damaged file");
        let error = Store::open(&path).expect_err("it is damaged");
        assert!(error.to_string().contains(section), "{error}");
        assert!(error.to_string().ends_with("the section does not fit its checksum"), "{error}");
        let (store, report) = Store::salvage(&path).expect("the rest is sound");
        assert!(report.damage[0].to_string().starts_with(section), "{}", report.damage[0]);
        assert_eq!((report.nodes, report.edges), (nodes, edges), "{section}");
        let dump = dumped(&store);
        assert!(dump.contains(left), "{section}: {dump}");
        Store::in_memory().restore(&mut dump.as_bytes(), 0).expect("the sound part is whole");
    }
}

const ASKED: [&str; 4] = [
    "MATCH (n) RETURN n, labels(n) AS labels ORDER BY id(n)",
    "MATCH (a)-[r]->(b) RETURN a.name AS a, type(r) AS kind, r.precision AS precision, b.name AS b ORDER BY id(r)",
    "MATCH (a)--(b) RETURN count(*) AS n",
    "MATCH (p:Person {name: 'Masoud Pezeshkian'})-[:ATTENDED]->(m) RETURN m.name AS name, p.aliases AS aliases",
];

fn answers(session: &mut Session) -> Vec<Result<String, Error>> {
    let call = Call::reading(Options::default().now);
    let mut answer = |text: &&str| session.execute(text, &Params::new(), &call);
    ASKED.iter().map(|text| answer(text).map(|answer| format!("{answer:?}"))).collect()
}

#[test]
fn who_asks_gets_what_who_reads_gets() {
    let (_folder, path) = place();
    drop(filled(&path));
    let read = answers(&mut Session::open_read_only(&path).expect("it opens"));
    assert!(read.iter().all(Result::is_ok), "{read:?}");
    assert_eq!(answers(&mut Session::open_to_ask(&path).expect("it opens")), read);
    // Without a journal, too.
    let mut store = Store::open(&path).expect("it opens");
    store.checkpoint().expect("it is folded");
    drop(store);
    let read = answers(&mut Session::open_read_only(&path).expect("it opens"));
    assert_eq!(answers(&mut Session::open_to_ask(&path).expect("it opens")), read);
}

/// What was whole at opening may be written over before a question comes to it.
#[test]
fn what_is_damaged_while_questions_are_asked_is_never_answered_from() {
    let (_folder, path) = place();
    drop(filled(&path));
    let mut store = Store::open(&path).expect("it opens");
    store.checkpoint().expect("it is folded");
    drop(store);
    let sound = std::fs::read(&path).expect("the file");
    for section in ["OUTG", "NPRP", "EPRP"] {
        let mut session = Session::open_to_ask(&path).expect("it is sound");
        let mut bytes = sound.clone();
        let at = bytes.windows(4).position(|window| window == section.as_bytes()).expect("the section");
        let length = number(&bytes, at + 4);
        bytes[at + 20 + 12..at + 20 + length].fill(7);
        std::fs::write(&path, &bytes).expect("it is written over");
        let told = answers(&mut session);
        std::fs::write(&path, &sound).expect("it is mended");
        let error = told.iter().find_map(|answer| answer.as_ref().err()).expect("an error");
        assert_eq!(error.exit_code(), 5);
        assert!(error.to_string().contains(section), "{error}");
        assert!(answers(&mut session).iter().all(Result::is_err), "{section}: nothing is answered after it");
    }
    let mut session = Session::open_to_ask(&path).expect("it is sound");
    std::fs::write(&path, &sound[..100]).expect("it is cut");
    assert!(answers(&mut session).iter().all(Result::is_err));
}

/// The header only says where the parts begin, and each part says itself what it is.
#[test]
fn a_damaged_header_costs_nothing() {
    let (_folder, path) = place();
    let whole = dumped(&filled(&path));
    let sound = std::fs::read(&path).expect("the file");
    // The first bytes, the lengths of the snapshot and of the history, the number of the last batch.
    for at in [3, 13, 18, 21, 28, 37] {
        let mut bytes = sound.clone();
        bytes[at] ^= 4;
        std::fs::write(&path, &bytes).expect("a damaged file");
        let error = Store::open_read_only(&path).expect_err("it is damaged");
        assert!(error.to_string().contains("header at byte 0"), "byte {at}: {error}");
        let (store, report) = Store::salvage(&path).expect("the rest is sound");
        assert_eq!(report.damage.len(), 1, "{:?}", report.damage);
        assert_eq!(report.batches, 4);
        assert_eq!(dumped(&store), whole, "byte {at}");
    }
}

/// Where the head of a section is damaged too, the sections and batches behind it are found.
#[test]
fn what_stands_behind_damage_is_found() {
    let (_folder, path) = place();
    drop(filled(&path));
    let mut bytes = std::fs::read(&path).expect("the file");
    let at = bytes.windows(4).position(|window| window == b"NPRP").expect("the section");
    bytes[13] ^= 1;
    bytes[at + 6] ^= 1;
    std::fs::write(&path, &bytes).expect("a damaged file");
    let (store, report) = Store::salvage(&path).expect("the rest is sound");
    let parts: Vec<_> = report.damage.iter().map(|damage| damage.part.as_str()).collect();
    assert_eq!(parts, ["header", "NPRP"]);
    assert_eq!((report.nodes, report.edges, report.batches), (5, 3, 4));
    assert!(dumped(&store).contains("They met öö."));
}

#[test]
fn a_damaged_batch_says_which_are_lost_with_it() {
    let (_folder, path) = place();
    drop(filled(&path));
    let mut bytes = std::fs::read(&path).expect("the file");
    let journal = 40 + number(&bytes, 12) + number(&bytes, 20);
    bytes[journal + 40] ^= 1;
    std::fs::write(&path, &bytes).expect("a damaged file");
    let error = Store::open(&path).expect_err("it is damaged");
    assert!(error.to_string().contains("batches 3 to 4 are lost"), "{error}");
    let (_, report) = Store::salvage(&path).expect("the rest is sound");
    assert_eq!((report.nodes, report.batches), (3, 2));
}

#[test]
fn damaged_history_stops_undo_but_not_reading() {
    let (_folder, path) = place();
    drop(filled(&path));
    let mut bytes = std::fs::read(&path).expect("the file");
    let at = bytes.windows(4).position(|window| window == b"BTCH").expect("the first batch");
    bytes[at + 30] ^= 1;
    std::fs::write(&path, &bytes).expect("a damaged file");
    let mut store = Store::open(&path).expect("the graph itself is sound");
    assert_eq!(store.graph().node_count(), 5);
    let error = store.undo(None, 0).expect_err("the history is damaged");
    assert!(error.to_string().contains("history, batch 1"), "{error}");
    assert_eq!(error.exit_code(), 5);
}

/// A file of every format version that was ever released opens and has what it had.
///
/// `CHANCERY_BLESS=1` writes the file of the present version.
#[test]
fn old_files_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let (_folder, path) = place();
    for version in 1..=chancery::store::VERSION {
        let (old, expected) = (
            folder.join(format!("version-{version}.chancery")),
            folder.join(format!("version-{version}.jsonl")),
        );
        if version == chancery::store::VERSION && std::env::var_os("CHANCERY_BLESS").is_some() {
            let fresh = path.with_extension("fresh");
            let dump = dumped(&filled(&fresh));
            std::fs::copy(&fresh, &old).expect("the file is kept");
            std::fs::write(&expected, dump).expect("its contents are kept");
        }
        std::fs::copy(&old, &path).expect("a copy");
        let mut store = Store::open(&path).expect("it opens");
        let expected = std::fs::read_to_string(&expected).expect("what was in it");
        assert_eq!(dumped(&store), expected, "version {version}");
        let log: Vec<_> = store.log().expect("a log").into_iter().map(|entry| entry.what).collect();
        assert_eq!(log, ["load", "by hand", "one more", "and another"]);
        store.undo(None, 0).expect("its history is whole");
        store.checkpoint().expect("it is folded");
    }
}

fn number(bytes: &[u8], at: usize) -> usize {
    let eight = bytes[at..at + 8].try_into().expect("eight bytes");
    usize::try_from(u64::from_le_bytes(eight)).expect("a length")
}

fn put_checksum(bytes: &mut [u8], at: usize, over: std::ops::Range<usize>) {
    let sum = crc32fast::hash(&bytes[over]);
    bytes[at..at + 4].copy_from_slice(&sum.to_le_bytes());
}

/// The payloads of all sections and batches, as docs/format.md describes the file, with the places of their
/// checksums and of the heads' checksums.
fn payloads(bytes: &[u8]) -> Vec<(std::ops::Range<usize>, usize, std::ops::Range<usize>)> {
    let mut list = Vec::new();
    let history = 40 + number(bytes, 12);
    let journal = history + number(bytes, 20);
    let mut at = 40;
    while at < bytes.len() {
        let (head, sum) = if at < history { (20, 12) } else { (28, 20) };
        let length = number(bytes, at + 4);
        list.push((at + head..at + head + length, at + sum, at..at + head - 4));
        at += head + length + if at >= journal { 16 } else { 0 };
    }
    list
}

fn walked(graph: &Graph) {
    for node in graph.nodes() {
        graph.neighbours(node, chancery::graph::Direction::Both, None).count();
        graph.names_of(node);
    }
    for edge in graph.edges() {
        graph.properties(edge.into()).count();
        graph.evidence(edge.into()).count();
    }
    graph.names_with_prefix("m", 10);
}

/// Whoever forges a file with right checksums gets an error or another graph, never a crash.
#[test]
fn forged_contents_are_refused_or_read() {
    let (_folder, path) = place();
    drop(filled(&path));
    let sound = std::fs::read(&path).expect("the file");
    let payloads = payloads(&sound);
    assert_eq!(payloads.len(), 10 + 2 + 2, "sections, history, journal");
    let mut random = 88_172_645_463_325_252_u64;
    let mut draw = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 16) as usize % below
    };
    let (mut refused, mut read) = (0, 0);
    for _ in 0..1200 {
        let mut bytes = sound.clone();
        let (payload, sum, head) = payloads[draw(payloads.len())].clone();
        for _ in 0..=draw(3) {
            let at = payload.start + draw(payload.len());
            bytes[at] = [0, 1, 2, 0x7f, 0x80, 0xff, draw(256) as u8][draw(7)];
        }
        put_checksum(&mut bytes, sum, payload.clone());
        put_checksum(&mut bytes, head.end, head.clone());
        std::fs::write(&path, &bytes).expect("a forged file");
        if let Ok(mut session) = Session::open_to_ask(&path) {
            let _ = answers(&mut session);
            walked(session.graph());
        }
        let Ok(mut store) = Store::open(&path) else {
            Store::check(&path).expect("it is still a store");
            refused += 1;
            continue;
        };
        read += 1;
        dumped(&store);
        walked(store.graph());
        let _ = store.log();
        let _ = store.as_of(0);
        let _ = store.undo(Some(1), 0);
        let _ = store.checkpoint();
    }
    assert!(refused > 50 && read > 50, "{refused} refused, {read} read");
}
