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
    let edges: Vec<Json> = answer
        .relationships
        .values()
        .filter(|edge| drawn.contains_key(&edge.from) && drawn.contains_key(&edge.to))
        .map(edge)
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

/// Articles stand in the evidence, offices in the details of their holders.
fn is_drawn(node: &NodeRecord) -> bool {
    !node.labels.iter().any(|label| matches!(&**label, "Article"))
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
    json!({
        "id": node.id.0, "kind": kind, "name": clean_line(&label(node)),
        "date": node.properties.get("date").map(flat), "place": place,
        "line": line, "ground": ground, "ink": ink,
        "facts": facts(&node.properties), "evidence": evidence(&node.evidence),
    })
}

fn edge(edge: &RelationshipRecord) -> Json {
    json!({
        "from": edge.from.0, "to": edge.to.0, "verb": edge.kind.to_lowercase().replace('_', " "),
        "sources": edge.evidence.len(), "facts": facts(&edge.properties), "evidence": evidence(&edge.evidence),
    })
}

fn facts(properties: &BTreeMap<std::sync::Arc<str>, Value>) -> Json {
    let entries: Map<String, Json> = properties
        .iter()
        .map(|(key, value)| (key.to_string(), Json::String(clean_line(&flat(value)))))
        .collect();
    Json::Object(entries)
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
