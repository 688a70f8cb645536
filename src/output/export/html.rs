//! One self-contained page without network: the drawing, a timeline, the sentence behind whatever is chosen.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::{flat, label};
use crate::model::Value;
use crate::output::clean_line;
use crate::query::{Answer, EvidenceRecord, NodeRecord, RelationshipRecord};

/// The page; `@@DATA@@` stands where the data goes.
const PAGE: &str = include_str!("page.html");

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let drawn: BTreeMap<_, _> = answer.nodes.iter().filter(|(_, node)| is_drawn(node)).collect();
    let nodes: Vec<Json> = drawn.values().map(|node| self::node(node, answer)).collect();
    let joined = |edge: &&RelationshipRecord| drawn.contains_key(&edge.from) && drawn.contains_key(&edge.to);
    let edges: Vec<Json> = answer
        .relationships
        .values()
        .filter(joined)
        .map(edge)
        .chain(offices(answer).filter_map(|office| office.line()))
        .collect();
    let below = format!("{} things, {} connections; choose one to see who says so", nodes.len(), edges.len());
    let data = json!({ "title": "Chancery: who met whom", "below": below, "nodes": nodes, "edges": edges });
    // No text may end the script element it stands in.
    let data = data
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    let (head, tail) = PAGE.split_once("@@DATA@@").unwrap_or((PAGE, ""));
    write!(out, "{head}{data}{tail}")
}

/// Articles stand in the evidence; offices are lines from their holders, or stand in their details.
fn is_drawn(node: &NodeRecord) -> bool {
    !node.labels.iter().any(|label| matches!(&**label, "Article" | "Role"))
}

/// An office somebody holds, and of what.
struct Office<'a> {
    held: &'a RelationshipRecord,
    title: String,
    of: Option<&'a NodeRecord>,
}

fn offices(answer: &Answer) -> impl Iterator<Item = Office<'_>> {
    answer.relationships.values().filter(|edge| &*edge.kind == "HOLDS").filter_map(|held| {
        let body = answer.relationships.values().find(|edge| edge.from == held.to && &*edge.kind == "OF");
        let of = body.and_then(|edge| answer.nodes.get(&edge.to));
        Some(Office { held, title: label(answer.nodes.get(&held.to)?), of })
    })
}

impl Office<'_> {
    /// The line from the holder to the state or body.
    fn line(&self) -> Option<Json> {
        let of = self.of?;
        let verb = format!("{} of", clean_line(&self.title));
        Some(line(self.held.from.0, of.id.0, &verb, self.held))
    }
}

fn node(node: &NodeRecord, answer: &Answer) -> Json {
    let kind = node.labels.first().map_or("", |label| label);
    let (line, ground, ink) = match kind {
        "Person" => ("#0072B2", "#E3EFF7", "#111827"),
        "Meeting" => ("#1F2937", "#1F2937", "#FFFFFF"),
        "Agreement" => ("#374151", "#FFFFFF", "#111827"),
        "State" => ("#D55E00", "#FBEADF", "#111827"),
        "Organization" => ("#009E73", "#DFF2EC", "#111827"),
        _ => ("#9CA3AF", "#F3F4F6", "#111827"),
    };
    let place = answer
        .relationships
        .values()
        .find(|edge| edge.from == node.id && &*edge.kind == "HELD_IN")
        .and_then(|edge| answer.nodes.get(&edge.to))
        .map(label);
    let mut facts = facts(&node.properties);
    let held = offices(answer).filter(|office| office.held.from == node.id);
    let titles: Vec<String> = held
        .map(|office| match office.of {
            Some(body) => format!("{}, {}", office.title, label(body)),
            None => office.title,
        })
        .collect();
    if !titles.is_empty() {
        facts.insert("offices".to_owned(), Json::String(clean_line(&titles.join("; "))));
    }
    json!({
        "id": node.id.0, "kind": kind, "name": clean_line(&label(node)),
        "date": node.properties.get("date").map(flat), "place": place,
        "line": line, "ground": ground, "ink": ink,
        "facts": facts, "evidence": evidence(&node.evidence),
    })
}

fn edge(edge: &RelationshipRecord) -> Json {
    line(edge.from.0, edge.to.0, &edge.kind.to_lowercase().replace('_', " "), edge)
}

/// A line between two nodes that says what a relationship says.
fn line(from: u32, to: u32, verb: &str, edge: &RelationshipRecord) -> Json {
    json!({
        "from": from, "to": to, "verb": verb,
        "sources": edge.evidence.len(), "facts": facts(&edge.properties), "evidence": evidence(&edge.evidence),
    })
}

fn facts(properties: &BTreeMap<std::sync::Arc<str>, Value>) -> Map<String, Json> {
    let entry = |(key, value): (&std::sync::Arc<str>, &Value)| {
        (key.to_string(), Json::String(clean_line(&flat(value))))
    };
    properties.iter().map(entry).collect()
}

fn evidence(all: &[EvidenceRecord]) -> Json {
    let piece = |evidence: &EvidenceRecord| match evidence {
        EvidenceRecord::Sentence { title, url, publisher, published, text, .. } => json!({
            "sentence": clean_line(text), "title": clean_line(&flat(title)), "url": flat(url),
            "publisher": clean_line(&flat(publisher)), "published": flat(published),
        }),
        EvidenceRecord::Hand { .. } => json!({ "sentence": "Written by hand.", "title": "", "url": "" }),
    };
    Json::Array(all.iter().map(piece).collect())
}
