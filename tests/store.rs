//! What the store promises whoever commits, closes and opens again.

#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};

use chancery::error::Error;
use chancery::graph::{Batch, Change, Evidence, Graph};
use chancery::model::{EdgeId, NodeId, Value};
use chancery::store::Store;

/// A folder of its own for one test, with the path of a store in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("graph.chancery");
    (folder, path)
}

fn person(id: u32, name: &str) -> Change {
    Change::CreateNode {
        id: NodeId(id),
        labels: vec!["Person".into()],
        properties: vec![("name".into(), name.into())],
    }
}

fn met(id: u32, from: u32, to: u32) -> Change {
    Change::CreateEdge {
        id: EdgeId(id),
        kind: "MET".into(),
        from: NodeId(from),
        to: NodeId(to),
        properties: vec![("year".into(), Value::Integer(2025))],
    }
}

fn batch(what: &str, at: i64, changes: Vec<Change>) -> Batch {
    Batch { what: what.to_owned(), at, changes }
}

fn names(graph: &Graph) -> Vec<String> {
    let key = graph.key("name").expect("somebody has a name");
    let names = graph.nodes().map(|id| graph.property(id.into(), key));
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

fn said(error: &Error) -> String {
    match error {
        Error::Store { what, .. } => what.clone(),
        other => other.to_string(),
    }
}

fn filled(path: &Path) -> Store {
    let mut store = Store::open(path).expect("a new store");
    store.commit(batch("two people", 10, vec![person(0, "Araghchi"), person(1, "Fidan")])).expect("kept");
    store.commit(batch("a meeting", 20, vec![met(0, 0, 1)])).expect("kept");
    store
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let (_folder, path) = place();
    drop(filled(&path));
    let store = Store::open(&path).expect("it opens");
    assert_eq!(names(store.graph()), ["Araghchi", "Fidan"]);
    assert_eq!(store.graph().edge_count(), 1);
}

#[test]
fn a_checkpoint_changes_nothing_but_the_file() {
    let (_folder, path) = place();
    let mut store = filled(&path);
    let before = store.log().expect("a log");
    store.checkpoint().expect("it is folded");
    store.commit(batch("one more", 30, vec![person(2, "Lavrov")])).expect("kept");
    drop(store);
    let mut store = Store::open(&path).expect("it opens");
    assert_eq!(names(store.graph()), ["Araghchi", "Fidan", "Lavrov"]);
    assert_eq!(store.log().expect("a log")[..2], before);
    assert_eq!(std::fs::read_dir(path.parent().expect("a folder")).expect("a list").count(), 1);
}

#[test]
fn a_checkpoint_is_written_while_batches_come() {
    let (_folder, path) = place();
    let mut store = filled(&path);
    for round in 0..20_u32 {
        store.begin_checkpoint().expect("it begins");
        for id in 0..round % 4 {
            let change = person(store.graph().next_node().0, &format!("number {id} of round {round}"));
            store.commit(batch("one more", 30, vec![change])).expect("kept");
        }
        if round % 5 == 4 {
            drop(store);
            store = Store::open(&path).expect("it opens");
        }
    }
    let (names_now, log) = (names(store.graph()), store.log().expect("a log"));
    assert_eq!((names_now.len(), log.len()), (2 + 30, 2 + 30));
    assert!(log.iter().zip(1..).all(|(entry, number)| entry.number == number));
    drop(store);
    let mut store = Store::open(&path).expect("it opens");
    assert_eq!(names(store.graph()), names_now);
    assert_eq!(store.log().expect("a log"), log);
    assert_eq!(std::fs::read_dir(path.parent().expect("a folder")).expect("a list").count(), 1);
}

/// What is written beside a store for a while has a name that nobody gives to a file of his own.
#[test]
fn files_beside_a_store_are_left_alone() {
    let (folder, path) = place();
    let others =
        ["graph.chancery.new", "graph.chancery.aside", "graph.new", "graph.chancery~", ".graph.chancery"];
    for name in others {
        std::fs::write(folder.path().join(name), name).expect("a file of the user's");
    }
    let mut store = filled(&path);
    store.checkpoint().expect("it is folded");
    drop(store);
    drop(filled_further(&path));
    for name in others {
        assert_eq!(std::fs::read_to_string(folder.path().join(name)).expect("it is there"), name);
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a list").count(), others.len() + 1);
}

/// A journal that outgrows its share is folded without anybody asking for it, and without a batch lost.
#[test]
fn a_long_journal_is_folded_by_itself() {
    let (_folder, path) = place();
    let mut store = filled(&path);
    let long = "word ".repeat(60_000);
    for id in 2..12 {
        store.commit(batch("a long text", 30, vec![person(id, &format!("{id} {long}"))])).expect("kept");
    }
    drop(store);
    let bytes = std::fs::read(&path).expect("the file");
    let snapshot = u64::from_le_bytes(bytes[12..20].try_into().expect("eight bytes"));
    assert!(snapshot > 1_000_000, "the snapshot has {snapshot} bytes");
    let mut store = Store::open(&path).expect("it opens");
    assert_eq!((store.graph().node_count(), store.log().expect("a log").len()), (12, 12));
}

#[test]
fn a_batch_that_does_not_fit_leaves_nothing() {
    let (_folder, path) = place();
    let mut store = filled(&path);
    let error = store.commit(batch("half wrong", 30, vec![person(2, "Lavrov"), met(1, 2, 9)]));
    assert!(error.is_err());
    assert_eq!(names(store.graph()), ["Araghchi", "Fidan"]);
    let nested = Value::list(vec![Value::list(vec![])]);
    let change = Change::SetProperty { on: NodeId(0).into(), key: "x".into(), value: nested };
    assert!(store.commit(batch("no property", 30, vec![change])).is_err());
    drop(store);
    assert_eq!(Store::open(&path).expect("it opens").log().expect("a log").len(), 2);
}

#[test]
fn a_second_writer_is_told_who_writes_and_readers_never_wait() {
    let (_folder, path) = place();
    let mut store = filled(&path);
    let error = Store::open(&path).expect_err("it is busy");
    assert_eq!(error.exit_code(), 5);
    if cfg!(target_os = "linux") {
        assert!(said(&error).contains(&format!("process {}", std::process::id())), "{error}");
    }
    let reader = Store::open_read_only(&path).expect("readers do not wait");
    store.commit(batch("one more", 30, vec![person(2, "Lavrov")])).expect("kept");
    store.checkpoint().expect("folded");
    assert_eq!(names(reader.graph()), ["Araghchi", "Fidan"]);
    let error = Store::open(&path).expect_err("the new file is locked as well");
    assert_eq!(error.exit_code(), 5);
}

#[test]
fn a_reader_changes_nothing() {
    let (_folder, path) = place();
    drop(filled(&path));
    let bytes = std::fs::read(&path).expect("the file");
    let mut store = Store::open_read_only(&path).expect("it opens");
    assert!(store.commit(batch("no", 30, vec![person(2, "Lavrov")])).is_err());
    assert_eq!(store.graph().node_count(), 2);
    drop(store);
    assert_eq!(std::fs::read(&path).expect("the file"), bytes);
}

#[test]
fn a_torn_tail_is_cut_wherever_it_tears() {
    let (_folder, path) = place();
    let mut store = Store::open(&path).expect("a new store");
    store.commit(batch("two people", 10, vec![person(0, "Araghchi"), person(1, "Fidan")])).expect("kept");
    drop(store);
    let first = std::fs::read(&path).expect("the file");
    drop(filled_further(&path));
    let second = std::fs::read(&path).expect("the file");
    for length in first.len()..second.len() {
        std::fs::write(&path, &second[..length]).expect("torn");
        let edges = Store::open(&path).expect("it opens").graph().edge_count();
        // Once the frame is whole it counts; only its seal of 16 bytes may then be missing.
        assert_eq!(edges, usize::from(length + 16 >= second.len()), "torn at {length}");
    }
}

fn filled_further(path: &Path) -> Store {
    let mut store = Store::open(path).expect("it opens");
    let id = store.graph().next_edge().0;
    store.commit(batch("a meeting", 20, vec![met(id, 0, 1)])).expect("kept");
    store
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let (folder, path) = place();
    for (bytes, sentence) in [
        (&b""[..], "the file is empty, so it is no store"),
        (b"SQLite format 3\0", "this file is no Chancery store"),
        (b"x", "this file is no Chancery store"),
        (b"CHANC", "the store is damaged: header at byte 5: the file ends here: it was cut"),
    ] {
        std::fs::write(&path, bytes).expect("a file");
        for opened in [Store::open(&path), Store::open_read_only(&path)] {
            let error = opened.expect_err("it is no store");
            assert_eq!(said(&error), sentence);
            assert_eq!(error.exit_code(), 5);
        }
        assert_eq!(std::fs::read(&path).expect("still there"), bytes);
    }
    let error = Store::open(folder.path()).expect_err("it is a folder");
    assert_eq!(said(&error), "this is a folder, and a store is a file");
    let error = Store::open_read_only(&folder.path().join("none")).expect_err("nothing is there");
    assert_eq!(said(&error), "there is no store here");
    let error = Store::open(&folder.path().join("no/where")).expect_err("its folder is missing");
    assert!(said(&error).contains("its folder is not there"), "{error}");
}

#[test]
fn a_newer_version_is_named() {
    let (_folder, path) = place();
    drop(filled(&path));
    let mut bytes = std::fs::read(&path).expect("the file");
    bytes[8] = 9;
    std::fs::write(&path, &bytes).expect("a newer file");
    let error = Store::open(&path).expect_err("it is newer");
    assert_eq!(said(&error), "the store has format version 9; this chancery reads up to 2");
}

#[test]
fn earlier_states_can_be_seen() {
    let (_folder, path) = place();
    let mut store = filled(&path);
    store.checkpoint().expect("folded");
    let evidence = Evidence::Hand { at: 30 };
    let change = Change::AddEvidence { on: EdgeId(0).into(), evidence };
    store.commit(batch("said by hand", 30, vec![change])).expect("kept");
    let seen = |store: &mut Store, at| {
        let graph = store.as_of(at).expect("an earlier state");
        let evidence = graph.edges().map(|id| graph.evidence(id.into()).count()).sum::<usize>();
        (graph.node_count(), graph.edge_count(), evidence)
    };
    assert_eq!(seen(&mut store, 9), (0, 0, 0));
    assert_eq!(seen(&mut store, 10), (2, 0, 0));
    assert_eq!(seen(&mut store, 29), (2, 1, 0));
    assert_eq!(seen(&mut store, 30), (2, 1, 1));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_what_is_no_file_is_refused_at_once() {
    let (folder, path) = place();
    let link = folder.path().join("link.chancery");
    std::os::unix::fs::symlink(&path, &link).expect("a link");
    let error = Store::open(&link).expect_err("nothing is behind it yet");
    assert_eq!(said(&error), "this link leads nowhere");
    drop(filled(&path));
    let mut store = Store::open(&link).expect("it opens through the link");
    store.checkpoint().expect("it is folded");
    drop(store);
    assert!(link.symlink_metadata().expect("the link").file_type().is_symlink());
    assert_eq!(names(Store::open(&path).expect("it opens").graph()), ["Araghchi", "Fidan"]);

    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        for opened in [Store::open(&pipe), Store::open_read_only(&pipe)] {
            let error = opened.expect_err("a pipe is no file");
            assert_eq!(said(&error), "this is no plain file, so it can hold no store");
        }
    } else {
        println!("SKIPPED: no pipe can be made here");
    }
}

#[test]
fn nothing_is_acknowledged_into_a_file_that_is_gone() {
    let (folder, path) = place();
    let mut store = filled(&path);
    let elsewhere = folder.path().join("elsewhere");
    std::fs::rename(&path, &elsewhere).expect("it is moved");
    let error = store.commit(batch("lost", 30, vec![person(2, "Lavrov")])).expect_err("it is gone");
    assert_eq!(said(&error), "the file was moved, removed or replaced while it was open");
    assert!(store.checkpoint().is_err());
    assert_eq!(store.graph().node_count(), 2);
    std::fs::rename(&elsewhere, &path).expect("it is put back");
    store.commit(batch("kept", 30, vec![person(2, "Lavrov")])).expect("it is there again");
    drop((store, folder));
    let (folder, path) = place();
    let mut store = filled(&path);
    drop(folder);
    assert!(store.commit(batch("lost", 30, vec![person(2, "Lavrov")])).is_err());
}

#[cfg(unix)]
#[test]
fn a_read_only_place_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place();
    drop(filled(&path));
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    allow(&path, 0o444);
    allow(folder.path(), 0o555);
    assert_eq!(Store::open_read_only(&path).expect("it can be read").graph().node_count(), 2);
    let written = Store::open(&path);
    let made = Store::open(&folder.path().join("new.chancery"));
    allow(folder.path(), 0o755);
    match (written, made) {
        (Err(written), Err(made)) => {
            assert_eq!(said(&written), "this store cannot be written here");
            assert_eq!(said(&made), "the store cannot be made: permission is denied");
        }
        _ => println!("SKIPPED: this user may write everywhere"),
    }
}
