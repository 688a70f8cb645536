//! What a graph of this machine's size costs: to load, to keep, to open, to walk.
//!
//! `cargo bench --bench store` makes a graph of some 100,000 edges in the shape of the news: people, offices,
//! states, meetings, agreements, topics, articles. `CHANCERY_GRAPH=DIR` reads one instead, from CSV files
//! `person.csv` … `reports.csv` with an id column first and ends first in files of edges;
//! `CHANCERY_EDGES=N` makes one of that size. Times are medians.

#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chancery::graph::{Batch, Change, Direction, Evidence, Graph};
use chancery::model::{EdgeId, NodeId, Value};
use chancery::store::Store;

const NODES: [(&str, &str); 7] = [
    ("person", "Person"),
    ("role", "Role"),
    ("state", "State"),
    ("meeting", "Meeting"),
    ("agreement", "Agreement"),
    ("topic", "Topic"),
    ("article", "Article"),
];
const EDGES: [(&str, &str); 8] = [
    ("holds", "HOLDS"),
    ("of", "OF"),
    ("participated", "PARTICIPATED"),
    ("discussed", "DISCUSSED"),
    ("about", "ABOUT"),
    ("held_in", "HELD_IN"),
    ("party", "PARTY"),
    ("reports", "REPORTS"),
];

fn main() {
    if let Some(path) = std::env::var_os("CHANCERY_OPENED") {
        let before = resident().unwrap_or(0);
        let (store, open) = timed(|| Store::open_read_only(Path::new(&path)).expect("it opens"));
        // Which types of edges each node has is found out when a graph is first walked.
        let walk = || store.graph().neighbours(NodeId(0), Direction::Both, None).count();
        let (_, ready) = timed(walk);
        let resident = resident().unwrap_or(0).saturating_sub(before);
        print!("{} {} {resident}", open.as_nanos(), ready.as_nanos());
        return;
    }
    let changes = match std::env::var_os("CHANCERY_GRAPH") {
        Some(folder) => from_csv(Path::new(&folder)),
        None => made(std::env::var("CHANCERY_EDGES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000)),
    };
    let edges = changes.iter().filter(|change| matches!(change, Change::CreateEdge { .. })).count();
    println!("{} changes, {edges} edges", changes.len());
    for evidence in [false, true] {
        measure(&changes, edges, evidence);
    }
}

fn measure(changes: &[Change], edges: usize, with_evidence: bool) {
    println!("{}", if with_evidence { "with a piece of evidence on every edge" } else { "without evidence" });
    let mut changes = changes.to_vec();
    if with_evidence {
        changes.extend(evidence(&changes));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bench.chancery");
    let mut store = Store::open(&path).expect("a new store");
    let batch = Batch { what: "load".into(), at: 0, changes };
    let (_, load) = timed(|| store.commit(batch).expect("kept"));
    row("load and commit", load, edges);
    let (_, fold) = timed(|| store.checkpoint().expect("folded"));
    row("checkpoint", fold, edges);
    drop(store);
    let size = std::fs::metadata(&path).expect("the file").len();
    println!("  {:<28} {:>10.1} bytes an edge", "file", size as f64 / edges as f64);

    let cat = median(9, || read_through(&path));
    row("cat, as a loop of reads", cat, edges);
    let process = median(9, || run(std::process::Command::new("cat").arg(&path)));
    row("cat, as a process", process, edges);
    opening(&path, cat, edges);
    let mut store = Store::open(&path).expect("it opens");
    walks(store.graph());
    let small = median(20, || {
        let change = Change::SetProperty { on: NodeId(0).into(), key: "name".into(), value: "Other".into() };
        store.commit(Batch { what: "rename".into(), at: 1, changes: vec![change] }).expect("kept");
    });
    row("commit one change", small, 1);
    let (_, undone) = timed(|| store.undo(None, 2).expect("taken back"));
    row("undo one change", undone, 1);
    let mut text = Vec::new();
    let (_, dump) = timed(|| store.dump(&mut text).expect("dumped"));
    row("dump", dump, edges);
    let copy = folder.path().join("copy.chancery");
    let (_, restore) = timed(|| {
        let mut copy = Store::open(&copy).expect("a new store");
        copy.restore(&mut text.as_slice(), 3).expect("restored")
    });
    row("restore", restore, edges);
    let (_, undone) = timed(|| store.undo(Some(1), 4).expect("taken back"));
    row("undo the load", undone, edges);
}

/// The first opening in a process of its own, several times.
fn opening(path: &Path, cat: Duration, edges: usize) {
    let mut opened: Vec<[u64; 3]> = (0..9).filter_map(|_| opened(path)).collect();
    opened.sort_unstable();
    let Some([open, ready, resident]) = opened.get(opened.len() / 2).copied() else { return };
    let (open, ready) = (Duration::from_nanos(open), Duration::from_nanos(ready));
    row("open", open, edges);
    println!("  {:<28} {:>10.2} × cat, as a loop of reads", "open", open.as_secs_f64() / cat.as_secs_f64());
    row("first walk", ready, edges);
    println!("  {:<28} {:>10.1} bytes an edge", "resident", resident as f64 / edges as f64);
}

fn walks(graph: &Graph) {
    let kind = graph.edge_type("PARTICIPATED").expect("people take part");
    let person = graph.label("Person").expect("there are people");
    let people: Vec<NodeId> = graph.nodes_with_label(person).collect();
    let seeds: Vec<NodeId> = people.iter().step_by(people.len().div_ceil(10_000)).copied().collect();
    let mut reached = 0_usize;
    let two = median(5, || {
        reached = 0;
        for seed in &seeds {
            for (_, meeting) in graph.neighbours(*seed, Direction::Outgoing, Some(kind)) {
                reached += graph.neighbours(meeting, Direction::Incoming, Some(kind)).count();
            }
        }
    });
    row(&format!("2 hops from {} people", seeds.len()), two, reached);
    let mut seen = 0;
    let all = median(3, || seen = breadth_first(graph, seeds[0]));
    row("breadth first, all types", all, seen);
    let petgraph = median(3, || {
        let mut walk = petgraph::visit::Bfs::new(graph, seeds[0]);
        seen = std::iter::from_fn(|| walk.next(graph)).count();
    });
    row("petgraph's Bfs, outgoing", petgraph, seen);
    let name = graph.key("name").expect("people have names");
    let names: Vec<Value> = people.iter().take(1000).map(|id| graph.property((*id).into(), name)).collect();
    let _ = names.iter().take(5).map(|value| graph.find(person, name, value).len()).sum::<usize>();
    let find = median(5, || {
        let found: usize = names.iter().map(|value| graph.find(person, name, value).len()).sum();
        assert!(found >= names.len(), "everybody is found");
    });
    row("find by name", find, names.len());
}

fn breadth_first(graph: &Graph, from: NodeId) -> usize {
    let mut seen = vec![false; graph.next_node().index()];
    seen[from.index()] = true;
    let mut queue = vec![from];
    let mut at = 0;
    while let Some(node) = queue.get(at).copied() {
        at += 1;
        for (_, other) in graph.neighbours(node, Direction::Both, None) {
            if !std::mem::replace(&mut seen[other.index()], true) {
                queue.push(other);
            }
        }
    }
    queue.len()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut list: Vec<Duration> = (0..times).map(|_| timed(&mut work).1).collect();
    list.sort_unstable();
    list[times / 2]
}

fn row(what: &str, time: Duration, count: usize) {
    let each = time.as_nanos() as f64 / count.max(1) as f64;
    println!("  {what:<28} {:>10.3} ms  {each:>9.1} ns each of {count}", time.as_secs_f64() * 1e3);
}

/// What `cat` does: reads all, 128 kB at a time, into the same place.
fn read_through(path: &Path) {
    let mut file = std::fs::File::open(path).expect("the file");
    let mut buffer = vec![0; 1 << 17];
    while file.read(&mut buffer).expect("it reads") > 0 {}
}

fn run(command: &mut std::process::Command) {
    command.stdout(std::process::Stdio::null()).status().expect("it runs");
}

/// What a process of its own takes to open a store and to walk it first, in nanoseconds, and the bytes it needs.
fn opened(path: &Path) -> Option<[u64; 3]> {
    let this = std::env::current_exe().ok()?;
    let output = std::process::Command::new(this).env("CHANCERY_OPENED", path).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let numbers: Vec<u64> = text.split(' ').filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().ok()
}

/// The bytes this process has in memory, where the system tells.
fn resident() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    pages.split(' ').nth(1)?.parse::<u64>().ok().map(|pages| pages * 4096)
}

/// One article's first or second sentence for every edge.
fn evidence(changes: &[Change]) -> Vec<Change> {
    let articles: Vec<NodeId> = changes
        .iter()
        .filter_map(|change| match change {
            Change::CreateNode { id, labels, .. } if *labels[0] == *"Article" => Some(*id),
            _ => None,
        })
        .collect();
    let edges = changes.iter().filter_map(|change| match change {
        Change::CreateEdge { id, .. } => Some(*id),
        _ => None,
    });
    edges
        .map(|id| Change::AddEvidence {
            on: id.into(),
            evidence: Evidence::Sentence {
                article: articles[id.index() * 7 % articles.len()],
                sentence: id.0 % 40,
            },
        })
        .collect()
}

/// A graph from CSV files.
fn from_csv(folder: &Path) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut ids: HashMap<String, NodeId> = HashMap::new();
    for (file, label) in NODES {
        for (header, record) in records(&folder.join(format!("{file}.csv"))) {
            let id = NodeId(ids.len() as u32);
            ids.insert(record[0].clone(), id);
            changes.push(Change::CreateNode {
                id,
                labels: vec![label.into()],
                properties: header
                    .iter()
                    .zip(&record)
                    .map(|(key, text)| (key.as_str().into(), value(text)))
                    .collect(),
            });
        }
    }
    let mut edge = 0;
    for (file, kind) in EDGES {
        for (header, record) in records(&folder.join(format!("{file}.csv"))) {
            changes.push(Change::CreateEdge {
                id: EdgeId(edge),
                kind: kind.into(),
                from: ids[&record[0]],
                to: ids[&record[1]],
                properties: header[2..]
                    .iter()
                    .zip(&record[2..])
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(key, text)| (key.as_str().into(), value(text)))
                    .collect(),
            });
            edge += 1;
        }
    }
    changes
}

fn records(path: &PathBuf) -> impl Iterator<Item = (Vec<String>, Vec<String>)> {
    let mut reader = csv::Reader::from_path(path).expect("a CSV file of the graph");
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    reader.into_records().map(move |record| {
        let record = record.expect("a record").iter().map(str::to_owned).collect();
        (header.clone(), record)
    })
}

fn value(text: &str) -> Value {
    text.parse::<i64>()
        .map(Value::from)
        .or_else(|_| text.parse::<chrono::NaiveDate>().map(Value::Date))
        .unwrap_or_else(|_| text.into())
}

/// A graph of about so many edges, the same every time.
fn made(edges: u32) -> Vec<Change> {
    let meetings = edges / 8;
    let counts = [meetings / 6, 400, 200, meetings, meetings / 30 + 60, 50, meetings * 6 / 5];
    let mut changes = Vec::new();
    let mut firsts = Vec::new();
    let mut next = 0;
    for ((_, label), count) in NODES.into_iter().zip(counts) {
        firsts.push(next);
        for number in 0..count {
            let day = chrono::NaiveDate::from_num_days_from_ce_opt(730_000 + number as i32 % 9000);
            changes.push(Change::CreateNode {
                id: NodeId(next),
                labels: vec![label.into()],
                properties: vec![
                    ("id".into(), i64::from(next).into()),
                    ("name".into(), format!("{label} no. {number} of {}", number * 7 % 200).into()),
                    ("date".into(), day.into()),
                ],
            });
            next += 1;
        }
    }
    let pairs = [(0, 1), (1, 2), (0, 3), (3, 4), (3, 5), (3, 2), (2, 4), (6, 3)];
    let shares = [4, 1, 38, 8, 14, 12, 2, 21];
    let mut random = 1_u32;
    let mut draw = move |below: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(random) * u64::from(below)) >> 32) as u32
    };
    let mut edge = 0;
    for (((_, kind), (from, to)), share) in EDGES.into_iter().zip(pairs).zip(shares) {
        for number in 0..edges / 100 * share {
            changes.push(Change::CreateEdge {
                id: EdgeId(edge),
                kind: kind.into(),
                from: NodeId(firsts[from] + draw(counts[from])),
                to: NodeId(firsts[to] + number % counts[to]),
                properties: vec![],
            });
            edge += 1;
        }
    }
    changes
}
