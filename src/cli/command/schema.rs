//! `chancery schema`: labels, relationship types and properties, with how many there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::answer::{self, View};
use crate::cli::args::Global;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::place;
use crate::model::{Element, NodeId, Value};
use crate::query::Answer;
use crate::session::Session;

/// # Errors
/// Those of the store.
pub fn run(global: &Global, console: &mut Console) -> Outcome {
    let session = place::for_reading(global, console)?;
    answer::show(&schema(&session), "", View::default(), console)
}

/// One row a label and a relationship type.
pub fn schema(session: &Session) -> Answer {
    let mut rows = Vec::new();
    for (name, entry) in labels(session) {
        rows.push(row("label", &format!(":{name}"), &entry, ""));
    }
    for ((kind, pattern), entry) in relationships(session) {
        rows.push(row("relationship", &format!(":{kind}"), &entry, &pattern));
    }
    answer::rows_of(&["what", "name", "count", "between", "properties"], rows)
}

#[derive(Default)]
struct Entry {
    count: i64,
    keys: BTreeSet<String>,
}

fn row(what: &str, name: &str, entry: &Entry, between: &str) -> Vec<Value> {
    let keys = entry.keys.iter().cloned().collect::<Vec<_>>();
    vec![Value::from(what), Value::from(name), entry.count.into(), Value::from(between), Value::from(keys)]
}

fn labels(session: &Session) -> BTreeMap<String, Entry> {
    let graph = session.graph();
    let mut found: BTreeMap<String, Entry> = BTreeMap::new();
    for node in graph.nodes() {
        for label in graph.labels_of(node) {
            let entry = found.entry(graph.label_name(label).to_string()).or_default();
            entry.count += 1;
            add_keys(session, Element::Node(node), entry);
        }
    }
    found
}

fn relationships(session: &Session) -> BTreeMap<(String, String), Entry> {
    let graph = session.graph();
    let mut found: BTreeMap<(String, String), Entry> = BTreeMap::new();
    for edge in graph.edges() {
        let Some((kind, from, to)) = graph.ends(edge) else { continue };
        let pattern = format!("({})->({})", label_of(session, from), label_of(session, to));
        let entry = found.entry((graph.type_name(kind).to_string(), pattern)).or_default();
        entry.count += 1;
        add_keys(session, Element::Edge(edge), entry);
    }
    found
}

fn add_keys(session: &Session, on: Element, entry: &mut Entry) {
    for (key, _) in session.graph().properties(on) {
        let name = session.graph().key_name(key);
        if !entry.keys.contains(&**name) {
            entry.keys.insert(name.to_string());
        }
    }
}

fn label_of(session: &Session, node: NodeId) -> String {
    let graph = session.graph();
    let names: Vec<String> =
        graph.labels_of(node).map(|label| format!(":{}", graph.label_name(label))).collect();
    names.concat()
}
