//! Rows as JSON: an array of objects, or an object a line.
//!
//! Nodes are `{"id", "labels", "properties"}`, relationships `{"id", "type", "from", "to", "properties"}`,
//! paths `{"nodes", "relationships"}`; temporal values are their ISO texts. What JSON has no number for
//! (`NaN`, `Infinity`) is written as a string.

use std::io::{self, Write};

use serde_json::{Map, Number, Value as Json, json};

use crate::model::Value;
use crate::output::quiet_json;
use crate::query::display::plain_text;
use crate::query::{Answer, NodeRecord, RelationshipRecord};

pub(super) fn document(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", quiet_json(&serde_json::to_string_pretty(&answer_to_json(answer))?))
}

pub(super) fn lines(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    for row in &answer.rows {
        writeln!(out, "{}", quiet_json(&row_to_json(answer, row).to_string()))?;
    }
    Ok(())
}

/// All rows, as an array of objects by column.
pub fn answer_to_json(answer: &Answer) -> Json {
    Json::Array(answer.rows.iter().map(|row| row_to_json(answer, row)).collect())
}

fn row_to_json(answer: &Answer, row: &[Value]) -> Json {
    let entries = answer.columns.iter().zip(row);
    Json::Object(entries.map(|(column, value)| (column.to_string(), value_to_json(value, answer))).collect())
}

/// One value; nodes and relationships with what the answer knows of them.
pub fn value_to_json(value: &Value, answer: &Answer) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Integer(number) => Json::Number((*number).into()),
        Value::Float(number) => Number::from_f64(*number).map_or_else(|| text(value), Json::Number),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => Json::Array(items.iter().map(|item| value_to_json(item, answer)).collect()),
        Value::Map(entries) => properties(entries.iter(), answer),
        Value::Node(id) => {
            answer.nodes.get(id).map_or(json!({ "id": id.0 }), |node| self::node(node, answer))
        }
        Value::Relationship(id) => {
            answer.relationships.get(id).map_or(json!({ "id": id.0 }), |edge| relationship(edge, answer))
        }
        Value::Path(path) => {
            let nodes = path.nodes.iter().map(|id| value_to_json(&Value::Node(*id), answer));
            let edges = path.edges.iter().map(|id| value_to_json(&Value::Relationship(*id), answer));
            json!({ "nodes": nodes.collect::<Vec<_>>(), "relationships": edges.collect::<Vec<_>>() })
        }
        Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => text(value),
    }
}

fn node(node: &NodeRecord, answer: &Answer) -> Json {
    let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
    json!({ "id": node.id.0, "labels": labels, "properties": properties(node.properties.iter(), answer) })
}

fn relationship(edge: &RelationshipRecord, answer: &Answer) -> Json {
    json!({
        "id": edge.id.0,
        "type": &*edge.kind,
        "from": edge.from.0,
        "to": edge.to.0,
        "properties": properties(edge.properties.iter(), answer),
    })
}

fn properties<'a>(
    entries: impl Iterator<Item = (&'a std::sync::Arc<str>, &'a Value)>,
    answer: &Answer,
) -> Json {
    let entries: Map<String, Json> =
        entries.map(|(key, value)| (key.to_string(), value_to_json(value, answer))).collect();
    Json::Object(entries)
}

/// What has a text but no JSON type of its own.
fn text(value: &Value) -> Json {
    plain_text(value).map_or(Json::Null, Json::String)
}
