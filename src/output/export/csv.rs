//! Nodes and relationships as CSV, in the dialects of neo4j-admin
//! (<https://neo4j.com/docs/operations-manual/current/import/>) and Gephi.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use super::{days, flat, label};
use crate::model::Value;
use crate::query::Answer;

type Properties = BTreeMap<Arc<str>, Value>;

/// What parts the elements of a list in neo4j-admin's dialect.
const LIST: &str = ";";

pub(super) fn neo4j_nodes(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let keys = keys(answer.nodes.values().map(|node| &node.properties));
    let head = [":ID".to_owned(), ":LABEL".to_owned()].into_iter().chain(typed(&keys));
    let rows = answer.nodes.values().map(|node| {
        let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
        [node.id.0.to_string(), labels.join(LIST)].into_iter().chain(cells(&keys, &node.properties)).collect()
    });
    table(out, head.collect(), rows)
}

pub(super) fn neo4j_relationships(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let keys = keys(answer.relationships.values().map(|edge| &edge.properties));
    let ends = [":START_ID", ":END_ID", ":TYPE"].map(str::to_owned);
    let head = ends.into_iter().chain(typed(&keys));
    let rows = answer.relationships.values().map(|edge| {
        [edge.from.0.to_string(), edge.to.0.to_string(), edge.kind.to_string()]
            .into_iter()
            .chain(cells(&keys, &edge.properties))
            .collect()
    });
    table(out, head.collect(), rows)
}

pub(super) fn gephi_nodes(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let keys = keys(answer.nodes.values().map(|node| &node.properties));
    let head =
        ["Id", "Label", "Kind"].map(str::to_owned).into_iter().chain(keys.keys().map(ToString::to_string));
    let rows = answer.nodes.values().map(|node| {
        let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
        let values = keys.keys().map(|key| node.properties.get(key).map(flat).unwrap_or_default());
        [node.id.0.to_string(), label(node), labels.join("; ")].into_iter().chain(values).collect()
    });
    table(out, head.collect(), rows)
}

pub(super) fn gephi_edges(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let keys = keys(answer.relationships.values().map(|edge| &edge.properties));
    let head = ["Source", "Target", "Type", "Label", "Start", "End"].map(str::to_owned);
    let head = head.into_iter().chain(keys.keys().map(ToString::to_string));
    let rows = answer.relationships.values().map(|edge| {
        let (start, end) = days(edge.properties.get("date")).unwrap_or_default();
        let values = keys.keys().map(|key| edge.properties.get(key).map(flat).unwrap_or_default());
        let ends = [edge.from.0.to_string(), edge.to.0.to_string()];
        let rest = ["Directed".to_owned(), edge.kind.to_string(), start, end];
        ends.into_iter().chain(rest).chain(values).collect()
    });
    table(out, head.collect(), rows)
}

fn table(out: &mut dyn Write, head: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(out);
    writer.write_record(&head).map_err(io::Error::other)?;
    for row in rows {
        writer.write_record(&row).map_err(io::Error::other)?;
    }
    writer.flush()
}

/// Every key with the type neo4j-admin knows it by; texts where the values differ.
fn keys<'a>(all: impl Iterator<Item = &'a Properties>) -> BTreeMap<Arc<str>, &'static str> {
    let mut keys: BTreeMap<Arc<str>, &'static str> = BTreeMap::new();
    for (key, value) in all.flatten() {
        let named = type_of(value);
        let known = keys.entry(key.clone()).or_insert(named);
        if *known != named {
            *known = "string";
        }
    }
    keys
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Boolean(_) => "boolean",
        Value::Integer(_) => "long",
        Value::Float(_) => "double",
        Value::Date(_) => "date",
        Value::LocalTime(_) => "localtime",
        Value::Time(_) => "time",
        Value::LocalDateTime(_) => "localdatetime",
        Value::DateTime(_) => "datetime",
        Value::Duration(_) => "duration",
        Value::List(items) => match items.first().map(type_of) {
            Some("boolean") => "boolean[]",
            Some("long") => "long[]",
            Some("double") => "double[]",
            _ => "string[]",
        },
        _ => "string",
    }
}

fn typed(keys: &BTreeMap<Arc<str>, &'static str>) -> impl Iterator<Item = String> {
    keys.iter().map(|(key, named)| match *named {
        "string" => key.to_string(),
        _ => format!("{key}:{named}"),
    })
}

fn cells(keys: &BTreeMap<Arc<str>, &'static str>, properties: &Properties) -> impl Iterator<Item = String> {
    keys.keys().map(|key| match properties.get(key) {
        Some(Value::List(items)) => items.iter().map(flat).collect::<Vec<_>>().join(LIST),
        Some(value) => flat(value),
        None => String::new(),
    })
}
