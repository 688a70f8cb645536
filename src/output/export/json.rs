//! One JSON document, version 1: `{"chancery": 1, "nodes": […], "relationships": […]}`. Nodes are `{"id",
//! "labels", "properties", "evidence"}`, relationships `{"id", "type", "from", "to", "properties",
//! "evidence"}`; a piece of evidence is `{"article", "title", "url", "publisher", "published", "sentence",
//! "start", "end"}` or `{"byHand": true, "at"}`.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use crate::model::Value;
use crate::output::{quiet_json, value_to_json};
use crate::query::{Answer, EvidenceRecord};

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let with_evidence = |value: Value, evidence: &[EvidenceRecord]| {
        let mut object = value_to_json(&value, answer);
        object["evidence"] = Json::Array(evidence.iter().map(|one| piece(one, answer)).collect());
        object
    };
    let nodes: Vec<Json> =
        answer.nodes.values().map(|node| with_evidence(Value::Node(node.id), &node.evidence)).collect();
    let edges: Vec<Json> = answer
        .relationships
        .values()
        .map(|edge| with_evidence(Value::Relationship(edge.id), &edge.evidence))
        .collect();
    let whole = json!({ "chancery": 1, "nodes": nodes, "relationships": edges });
    writeln!(out, "{}", quiet_json(&serde_json::to_string_pretty(&whole)?))
}

fn piece(evidence: &EvidenceRecord, answer: &Answer) -> Json {
    match evidence {
        EvidenceRecord::Sentence { id, title, url, publisher, published, text, start, end, .. } => {
            let field = |value: &Value| value_to_json(value, answer);
            json!({
                "article": field(id), "title": field(title), "url": field(url), "publisher": field(publisher),
                "published": field(published), "sentence": &**text, "start": start, "end": end,
            })
        }
        EvidenceRecord::Hand { at } => json!({ "byHand": true, "at": at }),
    }
}
