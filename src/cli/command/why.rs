//! `chancery why`: the sentences behind a name, a node or a relationship.

use std::io::Write;

use crate::cli::answer;
use crate::cli::args::{Global, Why};
use crate::cli::console::{Console, Style};
use crate::cli::engine::{self, Limits};
use crate::cli::failure::Outcome;
use crate::cli::{place, subject};
use crate::model::{Element, NodeId, Value};
use crate::output::{self, Layout, clean_line};
use crate::query::{Answer, NodeRecord, Params, RelationshipRecord};
use crate::session::Session;

const OF_NODE: &str = "MATCH (n) WHERE id(n) = $id RETURN n";
const AROUND_NODE: &str =
    "MATCH (n)-[e]-(o) WHERE id(n) = $id AND NOT o:Article RETURN e ORDER BY e.date, type(e), id(e)";
const OF_EDGE: &str = "MATCH ()-[e]->() WHERE id(e) = $id RETURN e";

/// # Errors
/// Those of the store; where nothing bears the name or number, or several things do.
pub fn run(args: &Why, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_reading(global, console)?;
    let subject = subject::find(&session, &args.fact.join(" "), console)?;
    let layout = console.layout(false);
    write(&mut session, subject, layout, console.out())
}

/// Writes what the graph says of an element, each statement with the sentences behind it.
///
/// # Errors
/// Those of the output.
pub fn write(session: &mut Session, subject: Element, layout: Layout, out: &mut dyn Write) -> Outcome {
    let (id, statements): (u32, &[&str]) = match subject {
        Element::Node(node) => (node.0, &[OF_NODE, AROUND_NODE]),
        Element::Edge(edge) => (edge.0, &[OF_EDGE]),
    };
    let mut params = Params::new();
    params.insert("id".to_owned(), Value::Integer(i64::from(id)));
    let mut told = false;
    for statement in statements {
        let found = engine::execute(session, statement, &params, &Limits::default())?;
        for (number, row) in found.rows.iter().enumerate() {
            if crate::cli::sentences::behind(&found, row).is_empty() {
                continue;
            }
            let head = row.first().map(|value| said(value, &found)).unwrap_or_default();
            writeln!(out, "{}{}", if told { "\n" } else { "" }, Style::Bold.paint(&head, layout.color))?;
            answer::write_why(&found, number, layout, out)?;
            told = true;
        }
    }
    if !told {
        writeln!(out, "no sentence in the store tells of it")?;
    }
    Ok(())
}

/// What an element says, in words: `Qassem al-Araji attended meeting 2025-10-21`.
fn said(value: &Value, answer: &Answer) -> String {
    match value {
        Value::Node(id) => node_text(*id, answer),
        Value::Relationship(id) => match answer.relationships.get(id) {
            Some(edge) => edge_text(edge, answer),
            None => format!("edge:{}", id.0),
        },
        other => output::cell(other, answer),
    }
}

fn edge_text(edge: &RelationshipRecord, answer: &Answer) -> String {
    let verb = edge.kind.to_lowercase().replace('_', " ");
    let date = edge
        .properties
        .get("date")
        .and_then(Value::as_str)
        .map(|date| format!(", {date}"))
        .unwrap_or_default();
    format!("{} {verb} {}{}", node_text(edge.from, answer), node_text(edge.to, answer), clean_line(&date))
}

fn node_text(id: NodeId, answer: &Answer) -> String {
    let Some(node) = answer.nodes.get(&id) else { return format!("node:{}", id.0) };
    let text = |key: &str| node.properties.get(key).and_then(Value::as_str).map(clean_line);
    match text("name").or_else(|| text("title")) {
        Some(name) => name,
        None => unnamed(node, &[text("kind"), text("date")]),
    }
}

fn unnamed(node: &NodeRecord, parts: &[Option<String>]) -> String {
    let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { format!("node:{}", node.id.0) } else { parts.join(" ") }
}
