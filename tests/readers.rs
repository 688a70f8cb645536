//! What is exported is read back whole by programs that are not ours: networkx, pydot, followthemoney.
//!
//! `CHANCERY_READERS` names a Python that has them; without it these tests say that they skip.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value as Json;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chancery");
const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/read_back.py");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");

/// Names that would break out of a format that does not escape them.
const HOSTILE: &str = r#"
    CREATE (a:Person {name: 'O\'Neil "the \\ one"'}), (b:Person {name: '<b>&amp; ]]> </script>'}),
           (c:Person {name: 'semi;colon, comma|pipe {brace} [bracket]'}), (d:Person {name: '=SUM(A1)'}),
           (e:Person {name: 'Зеленський 王毅 بن سلمان 🕊'}), (f:Person {name: 'back\\'}), (g:Person {name: '%s $x `tick` \\N \\G'}),
           (m:Meeting {name: 'A -> B; "C"', date: '2025-03', kind: 'meeting', status: 'held'})
    WITH [a, b, c, d, e, f, g] AS people, m
    UNWIND people AS person
    CREATE (person)-[:ATTENDED {date: '2025-03'}]->(m)
"#;

/// One graph as everybody names it: nodes by id with their names, edges with their types.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    nodes: BTreeMap<String, String>,
    edges: Vec<[String; 3]>,
}

/// The Python that has the readers.
#[allow(clippy::print_stderr)]
fn python() -> Option<PathBuf> {
    let python = std::env::var_os("CHANCERY_READERS").map(PathBuf::from);
    if python.is_none() {
        eprintln!("skipped: CHANCERY_READERS names no Python with networkx, pydot and followthemoney");
    }
    python
}

fn chancery(store: &Path, arguments: &[&str]) -> String {
    let done = Command::new(PROGRAM).arg("--store").arg(store).args(arguments).output();
    let done = done.expect("the program runs");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("what it prints is text")
}

/// A store with the sample articles and the hostile names among them, made once.
fn world() -> &'static Path {
    static WORLD: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, store) = WORLD.get_or_init(|| {
        let folder = folder();
        let store = folder.path().join("world.chancery");
        chancery(&store, &["load", SAMPLES]);
        chancery(&store, &["query", "--write", HOSTILE]);
        (folder, store)
    });
    store
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

/// What the JSON export, which the other tests hold, says there is.
fn truth(store: &Path) -> Seen {
    let whole: Json = serde_json::from_str(&chancery(store, &["export", "json"])).expect("it is JSON");
    let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let nodes = whole["nodes"].as_array().expect("nodes are a list").iter().map(|node| {
        let properties = &node["properties"];
        let name = ["name", "title", "id"].iter().find_map(|key| properties[key].as_str());
        (text(&node["id"]), name.expect("every node has a name").to_owned())
    });
    let edges = whole["relationships"].as_array().expect("relationships are a list").iter();
    let edges = edges.map(|edge| [text(&edge["from"]), text(&edge["to"]), text(&edge["type"])]);
    Seen { nodes: nodes.collect(), edges: sorted(edges.collect()) }
}

fn sorted(mut edges: Vec<[String; 3]>) -> Vec<[String; 3]> {
    edges.sort();
    edges
}

/// What the other program reads.
fn read(python: &Path, format: &str, path: &Path) -> Seen {
    let done = Command::new(python).arg(READER).arg(format).arg(path).output().expect("Python runs");
    assert!(done.status.success(), "{format}: {}", String::from_utf8_lossy(&done.stderr));
    let found: Json = serde_json::from_slice(&done.stdout).expect("the reader prints JSON");
    let texts = |row: &Json| -> Vec<String> {
        row.as_array().expect("a row").iter().map(|cell| cell.as_str().unwrap_or("").to_owned()).collect()
    };
    let rows = |name: &str| found[name].as_array().expect("a list").iter().map(texts).collect::<Vec<_>>();
    let nodes = rows("nodes").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let edges = rows("edges").into_iter().filter_map(|row| row.try_into().ok()).collect();
    Seen { nodes, edges: sorted(edges) }
}

#[test]
fn every_node_and_relationship_comes_back() {
    let Some(python) = python() else { return };
    let (folder, store) = (folder(), world());
    let wanted = truth(store);
    for (format, reader) in [("graphml", "graphml"), ("gexf", "gexf"), ("csv", "neo4j"), ("gephi", "gephi")] {
        let path = folder.path().join(format);
        chancery(store, &["export", format, "-o", path.to_str().expect("a plain path")]);
        let found = read(&python, reader, &path);
        assert_eq!(found.nodes.len(), wanted.nodes.len(), "{format}: nodes");
        for (id, name) in &wanted.nodes {
            assert_eq!(found.nodes.get(id), Some(name), "{format}: node {id}");
        }
        assert_eq!(found.edges, wanted.edges, "{format}");
    }
}

#[test]
fn follow_the_money_takes_people_offices_and_meetings() {
    let Some(python) = python() else { return };
    let (folder, store) = (folder(), world());
    let wanted = truth(store);
    let path = folder.path().join("entities.ftm.json");
    chancery(store, &["export", "ftm", "-o", path.to_str().expect("a plain path")]);
    let found = read(&python, "ftm", &path);
    // Places and topics are words of its events and documents, not entities.
    let kept: BTreeMap<String, String> = {
        let rows = chancery(
            store,
            &["--format", "jsonl", "query", "MATCH (n) WHERE NOT n:Place AND NOT n:Topic RETURN n"],
        );
        let rows = rows.lines().map(|line| serde_json::from_str::<Json>(line).expect("a row is JSON"));
        rows.map(|row| {
            let id = row["n"]["id"].to_string();
            let name = wanted.nodes[&id].clone();
            (id, name)
        })
        .collect()
    };
    assert_eq!(found.nodes.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    let told = wanted.edges.iter().filter(|edge| ["HOLDS", "ATTENDED"].contains(&edge[2].as_str()));
    let mut told: Vec<_> = told.cloned().collect();
    // One person's several attendances of one meeting are one in an event's list.
    told.dedup();
    let mut edges = found.edges;
    edges.dedup();
    assert_eq!(edges, told);
}

#[test]
fn a_drawing_is_read_with_all_its_nodes_and_edges() {
    let Some(python) = python() else { return };
    let (folder, store) = (folder(), world());
    let questions = [
        ("--ask", "who met Hakan Fidan"),
        ("-q", "MATCH (p:Person)-[e:ATTENDED]->(m:Meeting {date: '2025-03'}) RETURN p, e, m"),
    ];
    for layout in ["meeting", "timeline", "ego", "states"] {
        for (flag, question) in questions {
            let path = folder.path().join(format!("{layout}.dot"));
            chancery(
                store,
                &[
                    "export",
                    "dot",
                    flag,
                    question,
                    "--layout",
                    layout,
                    "-o",
                    path.to_str().expect("a plain path"),
                ],
            );
            let text = fs::read_to_string(&path).expect("it is written");
            let found = read(&python, "dot", &path);
            let (nodes, edges) = facts(&text);
            for node in &nodes {
                assert!(found.nodes.contains_key(node), "{layout}: node {node}");
            }
            // Nobody with a hostile name speaks for a state.
            assert!(!nodes.is_empty() || (layout, flag) == ("states", "-q"), "{layout} shows nothing");
            assert_eq!(found.edges.len(), edges, "{layout}: edges");
        }
    }
}

/// The ids of the node lines of a drawing, and how many of its lines are edges.
fn facts(text: &str) -> (Vec<String>, usize) {
    let part = |from: &str| text.split(from).nth(1).map(|rest| rest.split("// ----").next().unwrap_or(rest));
    let lines =
        |from: &str| part(from).unwrap_or("").lines().filter(|line| line.trim_start().starts_with('"'));
    let id = |line: &str| line.split('"').nth(1).map(str::to_owned);
    (
        lines("// ---- nodes").filter_map(id).collect(),
        text.lines().filter(|line| line.contains("\" -> \"")).count(),
    )
}
