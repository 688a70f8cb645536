//! A disk that fails, fills up, tears or forgets at every single operation of a whole scenario: what was
//! acknowledged is there afterwards, and nothing half.

mod support;

use std::path::Path;
use std::sync::Arc;

use chancery::graph::{Batch, Change, Evidence};
use chancery::model::{EdgeId, NodeId, Value};
use chancery::store::{Mode, Store};
use support::disk::{Fault, Left, MemoryDisk};

const PATH: &str = "/nowhere/graph.chancery";

/// One step of a writer's life.
enum Step {
    Commit(Vec<Change>),
    Undo,
    Checkpoint,
    /// A checkpoint begins that is written beside the further steps …
    Begin,
    /// … and this is the moment at which it is written.
    Beside,
    Reopen,
}

fn steps() -> Vec<Step> {
    let node = |id: u32| Change::CreateNode {
        id: NodeId(id),
        labels: vec!["Person".into()],
        properties: vec![("name".into(), format!("person {id}").into())],
    };
    let edge = |id: u32, from: u32, to: u32| Change::CreateEdge {
        id: EdgeId(id),
        kind: "MET".into(),
        from: NodeId(from),
        to: NodeId(to),
        properties: vec![],
    };
    let hand = |id: u32, at: i64| {
        let evidence = Evidence::Hand { at };
        Change::AddEvidence { on: EdgeId(id).into(), evidence }
    };
    let name = |id: u32, name: &str| Change::SetProperty {
        on: NodeId(id).into(),
        key: "name".into(),
        value: Value::from(name),
    };
    vec![
        Step::Commit((0..5).map(node).collect()),
        Step::Commit(vec![edge(0, 0, 1), edge(1, 1, 2), hand(0, 7)]),
        Step::Checkpoint,
        Step::Commit(vec![name(2, "another"), edge(2, 2, 2)]),
        Step::Undo,
        Step::Reopen,
        Step::Commit(vec![Change::DeleteEdge { id: EdgeId(0) }, Change::DeleteNode { id: NodeId(0) }]),
        Step::Checkpoint,
        Step::Commit(vec![node(0), name(1, "a third")]),
        Step::Reopen,
        Step::Undo,
        Step::Commit(vec![edge(2, 3, 4)]),
        // Written while batches come: some before it is written, some after, and one puts it in place.
        Step::Begin,
        Step::Commit(vec![name(3, "a fourth")]),
        Step::Beside,
        Step::Commit(vec![edge(3, 4, 4)]),
        Step::Commit(vec![edge(4, 1, 4)]),
        // Nobody writes it before another checkpoint wants its place.
        Step::Begin,
        Step::Commit(vec![name(4, "a fifth")]),
        Step::Checkpoint,
        // Written, but not put in place before the store is closed.
        Step::Begin,
        Step::Beside,
        Step::Undo,
        Step::Reopen,
        // Not even written before it is closed.
        Step::Begin,
        Step::Commit(vec![edge(5, 1, 4)]),
        Step::Reopen,
        Step::Commit(vec![name(1, "the last")]),
    ]
}

/// What became of a scenario.
struct Life {
    /// The dump after each batch, the empty graph first.
    states: Vec<String>,
    /// How many batches were acknowledged, and how many at most can be there.
    acknowledged: usize,
    attempted: usize,
}

fn dumped(store: &Store) -> String {
    let mut bytes = Vec::new();
    store.dump(&mut bytes).expect("it is dumped");
    String::from_utf8(bytes).expect("a dump is text")
}

fn open(disk: &MemoryDisk) -> chancery::Result<Store> {
    Store::open_on(Arc::new(disk.clone()), Path::new(PATH), Mode::Write)
}

/// The dumps after each batch where nothing goes wrong.
fn undisturbed() -> Vec<String> {
    let mut store = Store::in_memory();
    let mut states = vec![dumped(&store)];
    for step in steps() {
        if write(&mut store, &step).expect("nothing goes wrong in memory") {
            states.push(dumped(&store));
        }
    }
    states
}

/// Whether it was a batch.
fn write(store: &mut Store, step: &Step) -> chancery::Result<bool> {
    match step {
        Step::Commit(changes) => {
            store.commit(Batch { what: "a batch".into(), at: 5, changes: changes.clone() })?;
        }
        Step::Undo => {
            store.undo(None, 6)?;
        }
        Step::Checkpoint => {
            store.checkpoint()?;
            return Ok(false);
        }
        Step::Begin => {
            store.begin_checkpoint()?;
            return Ok(false);
        }
        Step::Beside | Step::Reopen => return Ok(false),
    }
    Ok(true)
}

/// Goes through the scenario until the first failure. A failed step must leave the graph as it was.
fn live(disk: &MemoryDisk, states: &[String]) -> Life {
    let mut life = Life { states: states.to_vec(), acknowledged: 0, attempted: 0 };
    let Ok(mut store) = open(disk) else { return life };
    for step in steps() {
        if matches!(step, Step::Reopen) {
            drop(store);
            match open(disk) {
                Ok(opened) => store = opened,
                Err(_) => return life,
            }
            continue;
        }
        if matches!(step, Step::Beside) {
            disk.work();
        }
        match write(&mut store, &step) {
            Ok(batch) => {
                life.acknowledged += usize::from(batch);
                life.attempted = life.acknowledged;
            }
            Err(_) => {
                life.attempted += usize::from(!matches!(step, Step::Checkpoint | Step::Begin));
                assert_eq!(dumped(&store), life.states[life.acknowledged], "a failed step left something");
                return life;
            }
        }
    }
    assert_eq!(dumped(&store), life.states[life.acknowledged]);
    life
}

/// After the power came back, the store has every acknowledged batch, at most the one that was under way as
/// well, and takes further ones.
fn survives(disk: &MemoryDisk, life: &Life, what: &str) {
    let mut store = open(disk).unwrap_or_else(|error| panic!("{what}: {error}"));
    let now = dumped(&store);
    let allowed = &life.states[life.acknowledged..=life.attempted];
    assert!(
        allowed.contains(&now),
        "{what}: {} batches were acknowledged, but this is there:\n{now}",
        life.acknowledged
    );
    let id = store.graph().next_node();
    let change = Change::CreateNode { id, labels: vec!["After".into()], properties: vec![] };
    store.commit(Batch { what: "after".into(), at: 9, changes: vec![change] }).expect("it works again");
    store.checkpoint().expect("it works again");
    let now = dumped(&store);
    drop(store);
    assert_eq!(dumped(&open(disk).expect("it opens")), now, "{what}");
}

#[test]
fn whatever_the_disk_does_what_was_acknowledged_is_there() {
    let states = undisturbed();
    let disk = MemoryDisk::default();
    assert_eq!(live(&disk, &states).acknowledged, states.len() - 1);
    let operations = disk.operations();
    assert!(operations > 30, "the scenario writes: {operations}");
    for at in 0..operations {
        for fault in [Fault::Fails, Fault::Full, Fault::Crashes, Fault::Tears] {
            let disk = MemoryDisk::default();
            disk.arm(at, fault);
            let life = live(&disk, &states);
            let lefts: &[Left] = if disk.crashed() {
                &[Left::Nothing, Left::Half, Left::Zeros, Left::Everything]
            } else {
                &[Left::Everything]
            };
            for left in lefts {
                survives(&disk.reboot(*left), &life, &format!("{fault:?} at {at}, {left:?} left"));
            }
        }
    }
}

#[test]
fn a_store_that_failed_once_says_so_and_stays_whole() {
    let states = undisturbed();
    let clean = MemoryDisk::default();
    live(&clean, &states);
    for at in 0..clean.operations() {
        let disk = MemoryDisk::default();
        disk.arm(at, Fault::Fails);
        let Ok(mut store) = open(&disk) else { continue };
        let mut kept = vec![dumped(&store)];
        for step in steps() {
            let before = dumped(&store);
            if matches!(step, Step::Beside) {
                disk.work();
            }
            match write(&mut store, &step) {
                Ok(batch) => kept.extend(batch.then(|| dumped(&store))),
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    assert_eq!(dumped(&store), before, "failing at {at}");
                }
            }
        }
        drop(store);
        let now = dumped(&open(&disk).expect("it opens"));
        assert_eq!(Some(&now), kept.last(), "failing at {at}");
    }
}
