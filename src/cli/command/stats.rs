//! `chancery stats`: how much the store holds, and of what times.

use std::collections::BTreeMap;

use crate::cli::answer::{self, View};
use crate::cli::args::Global;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::place;
use crate::model::{Element, NodeId, Value, Verdict};
use crate::query::Answer;
use crate::session::Session;

/// # Errors
/// Those of the store.
pub fn run(global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_reading(global, console)?;
    let found = stats(&mut session)?;
    answer::show(&found, "", View::default(), console)
}

/// # Errors
/// Where the history cannot be read.
pub fn stats(session: &mut Session) -> Outcome<Answer> {
    let mut rows: Vec<(String, Value)> = Vec::new();
    let graph = session.graph();
    for name in graph.label_names() {
        let count = graph.label(name).map_or(0, |label| graph.label_count(label));
        if count > 0 {
            rows.push((format!(":{name}"), number(count)));
        }
    }
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows.extend(
        by_text(session, "Meeting", "status")
            .into_iter()
            .map(|(status, count)| (format!("meetings {status}"), number(count))),
    );
    let mut days: Vec<String> = by_text(session, "Meeting", "date").into_keys().collect();
    days.sort();
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        rows.push(("first and last meeting".into(), Value::from(format!("{first} to {last}"))));
    }
    rows.push(("publishers".into(), number(by_text(session, "Article", "publisher").len())));
    rows.push(("nodes".into(), number(graph.node_count())));
    rows.push(("relationships".into(), number(graph.edge_count())));
    let sentences: usize = graph.nodes().map(|node| graph.sentences(node).count()).sum();
    rows.push(("sentences kept".into(), number(sentences)));
    let doubts = graph.decisions().filter(|decision| decision.verdict == Verdict::Uncertain).count();
    rows.push(("doubts to review".into(), number(doubts)));
    let size = session.store().path().and_then(|path| std::fs::metadata(path).ok()).map(|meta| meta.len());
    rows.push(("batches".into(), number(session.store_mut().log()?.len())));
    if let Some(size) = size {
        rows.push(("bytes in the file".into(), number(usize::try_from(size).unwrap_or(usize::MAX))));
    }
    Ok(answer::rows_of(
        &["what", "count"],
        rows.into_iter().map(|(what, count)| vec![what.into(), count]).collect(),
    ))
}

fn number(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many nodes of a label have each value of a text property.
fn by_text(session: &Session, label: &str, key: &str) -> BTreeMap<String, usize> {
    let graph = session.graph();
    let mut counts = BTreeMap::new();
    let (Some(label), Some(key)) = (graph.label(label), graph.key(key)) else { return counts };
    let nodes: Vec<NodeId> = graph.nodes_with_label(label).collect();
    for node in nodes {
        if let Value::String(text) = graph.property(Element::Node(node), key) {
            *counts.entry(text.to_string()).or_insert(0) += 1;
        }
    }
    counts
}
