//! A real process that writes is killed at random moments, and its system calls are made to fail. Whatever it
//! had acknowledged is in its store afterwards, and nothing half.
//!
//! This program is both: called with `--writer PATH` it writes batch after batch and prints the number of each
//! once it is done; called without, it starts, kills and verifies such writers.

#![allow(clippy::print_stdout)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use chancery::graph::{Batch, Change, Direction, Graph};
use chancery::model::{EdgeId, NodeId};
use chancery::store::Store;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--writer") {
        write(Path::new(&arguments[place + 1]));
        return;
    }
    killed_at_random_moments();
    system_calls_fail();
}

/// Every batch is a ring of three nodes; every seventh is followed by a checkpoint, and after every fifth one
/// begins that is written while further batches come.
fn write(path: &Path) {
    let mut store = match Store::open(path) {
        Ok(store) => store,
        Err(_) => std::process::exit(3),
    };
    let first = rings(store.graph());
    for number in first..first + 100 {
        if store
            .commit(Batch { what: format!("ring {number}"), at: 0, changes: ring(store.graph()) })
            .is_err()
        {
            std::process::exit(3);
        }
        let mut out = std::io::stdout();
        if writeln!(out, "{}", number + 1).and_then(|()| out.flush()).is_err() {
            std::process::exit(4);
        }
        if number % 5 == 3 && store.begin_checkpoint().is_err() {
            std::process::exit(3);
        }
        if number % 7 == 6 && store.checkpoint().is_err() {
            std::process::exit(3);
        }
    }
}

fn ring(graph: &Graph) -> Vec<Change> {
    let (node, edge) = (graph.next_node().0, graph.next_edge().0);
    let create = |id| Change::CreateNode {
        id: NodeId(node + id),
        labels: vec!["Link".into()],
        properties: vec![("name".into(), format!("link {id}").into())],
    };
    let join = |id| Change::CreateEdge {
        id: EdgeId(edge + id),
        kind: "NEXT".into(),
        from: NodeId(node + id),
        to: NodeId(node + (id + 1) % 3),
        properties: vec![],
    };
    (0..3).map(create).chain((0..3).map(join)).collect()
}

/// How many whole rings there are; half ones are a failure.
fn rings(graph: &Graph) -> usize {
    assert_eq!(graph.node_count() % 3, 0, "half a ring");
    assert_eq!(graph.edge_count(), graph.node_count(), "half a ring");
    for node in graph.nodes() {
        assert_eq!(graph.degree(node, Direction::Both, None), 2, "half a ring");
    }
    graph.node_count() / 3
}

/// The store has what was acknowledged, at most one ring more, and no damage.
fn verify(path: &Path, acknowledged: usize, what: &str) -> usize {
    if !path.exists() {
        assert_eq!(acknowledged, 0, "{what}: the store is gone");
        return 0;
    }
    let report = Store::check(path).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(report.damage, vec![], "{what}");
    let store = Store::open(path).unwrap_or_else(|error| panic!("{what}: {error}"));
    let count = rings(store.graph());
    let allowed = acknowledged..=acknowledged + 1;
    assert!(allowed.contains(&count), "{what}: {acknowledged} acknowledged, {count} there");
    count
}

fn killed_at_random_moments() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut path = folder.path().join("0.chancery");
    let mut before = 0;
    let mut random = u64::from(std::process::id()) | 1;
    let rounds = 150;
    for round in 0..rounds {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        if round % 30 == 29 {
            path = folder.path().join(format!("{round}.chancery"));
            before = 0;
        }
        let mut child = writer(Command::new(this()), &path).spawn().expect("the writer starts");
        std::thread::sleep(Duration::from_micros(500 + random % 30_000));
        child.kill().expect("it is killed");
        let output = child.wait_with_output().expect("it is gone");
        let acknowledged = last_line(&output.stdout).unwrap_or(before);
        before = verify(&path, acknowledged, &format!("killed in round {round}"));
    }
    println!("killed {rounds} times: nothing lost");
}

fn system_calls_fail() {
    let works = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    if !works.is_ok_and(|status| status.success()) {
        println!("SKIPPED: strace is not here or may not trace, so no system call was made to fail");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut count = 0;
    for fault in [
        "fdatasync:error=EIO",
        "fsync:error=EIO",
        "write:error=ENOSPC",
        "write:error=EIO",
        "write:signal=KILL",
        "fdatasync:signal=KILL",
        "rename:error=EIO",
        "rename:signal=KILL",
        "lseek:error=EIO",
        "ftruncate:error=EIO",
    ] {
        for when in [1, 2, 3, 5, 8, 13, 21, 34] {
            let path = folder.path().join(format!("{}-{when}.chancery", fault.replace([':', '='], "-")));
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("inject={fault}:when={when}"));
            command.arg(this());
            let output = writer(command, &path).output().expect("strace starts");
            let acknowledged = last_line(&output.stdout).unwrap_or(0);
            verify(&path, acknowledged, &format!("{fault} at call {when}"));
            count += 1;
        }
    }
    println!("{count} system calls failed: nothing lost");
}

fn this() -> std::path::PathBuf {
    std::env::current_exe().expect("this program has a path")
}

fn writer(mut command: Command, path: &Path) -> Command {
    command.arg("--writer").arg(path).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// The last number that was printed whole.
fn last_line(output: &[u8]) -> Option<usize> {
    let whole = &output[..=output.iter().rposition(|byte| *byte == b'\n')?];
    BufReader::new(whole).lines().map_while(Result::ok).last()?.parse().ok()
}
