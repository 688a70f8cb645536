//! FollowTheMoney entities (<https://followthemoney.tech/explorer/>), one JSON object a line.
//!
//! People, bodies and states are entities; meetings are events; offices are positions with occupancies;
//! agreements and articles are documents.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::{flat, label};
use crate::model::{NodeId, Value};
use crate::query::{Answer, NodeRecord, RelationshipRecord};

type Properties = BTreeMap<&'static str, Vec<String>>;

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    for node in answer.nodes.values() {
        let Some((schema, mut properties)) = entity(node) else { continue };
        match schema {
            "Event" => gather_event(answer, node.id, &mut properties),
            "Position" => gather_country(answer, node.id, "country", &mut properties),
            _ => {}
        }
        line(out, &id(node.id), schema, &properties)?;
    }
    for edge in answer.relationships.values().filter(|edge| &*edge.kind == "HOLDS") {
        line(out, &format!("chancery-edge-{}", edge.id.0), "Occupancy", &occupancy(edge))?;
    }
    Ok(())
}

fn entity(node: &NodeRecord) -> Option<(&'static str, Properties)> {
    let schema = node.labels.iter().find_map(|label| {
        Some(match &**label {
            "Person" => "Person",
            "State" => "PublicBody",
            "Organization" => "Organization",
            "Meeting" => "Event",
            "Role" => "Position",
            "Agreement" => "Document",
            "Article" => "Article",
            _ => return None,
        })
    })?;
    let mut properties = Properties::new();
    let document = matches!(schema, "Document" | "Article");
    properties.insert(if document { "title" } else { "name" }, vec![label(node)]);
    let mut take = |key: &str, name: &'static str| {
        let values: Vec<String> = match node.properties.get(key) {
            Some(Value::List(items)) => items.iter().map(flat).collect(),
            Some(value) => vec![flat(value)],
            None => return,
        };
        properties.insert(name, values);
    };
    match schema {
        "Person" | "Organization" => take("aliases", "alias"),
        "PublicBody" => {
            take("aliases", "alias");
            take("iso2", "country");
        }
        "Event" | "Document" => take("date", "date"),
        "Article" => {
            take("published", "publishedAt");
            take("url", "sourceUrl");
            take("publisher", "publisher");
        }
        _ => {}
    }
    if schema == "PublicBody"
        && let Some(codes) = properties.get_mut("country")
    {
        codes.iter_mut().for_each(|code| *code = code.to_lowercase());
    }
    Some((schema, properties))
}

/// Who came, and where it was.
fn gather_event(answer: &Answer, meeting: NodeId, properties: &mut Properties) {
    let came = answer.relationships.values().filter(|edge| edge.to == meeting && &*edge.kind == "ATTENDED");
    let involved: Vec<String> = came.map(|edge| id(edge.from)).collect();
    if !involved.is_empty() {
        properties.insert("involved", involved);
    }
    let held = answer.relationships.values().filter(|edge| edge.from == meeting && &*edge.kind == "HELD_IN");
    let places: Vec<String> = held.filter_map(|edge| answer.nodes.get(&edge.to)).map(label).collect();
    if !places.is_empty() {
        properties.insert("location", places);
    }
}

fn gather_country(answer: &Answer, role: NodeId, property: &'static str, properties: &mut Properties) {
    let bodies = answer.relationships.values().filter(|edge| edge.from == role && &*edge.kind == "OF");
    let codes: Vec<String> = bodies
        .filter_map(|edge| {
            answer.nodes.get(&edge.to)?.properties.get("iso2")?.as_str().map(str::to_lowercase)
        })
        .collect();
    if !codes.is_empty() {
        properties.insert(property, codes);
    }
}

fn occupancy(edge: &RelationshipRecord) -> Properties {
    let mut properties = Properties::new();
    properties.insert("holder", vec![id(edge.from)]);
    properties.insert("post", vec![id(edge.to)]);
    for (key, name) in [("from", "startDate"), ("to", "endDate"), ("lastSeen", "date")] {
        if let Some(value) = edge.properties.get(key) {
            properties.insert(name, vec![flat(value)]);
        }
    }
    properties
}

fn id(node: NodeId) -> String {
    format!("chancery-{}", node.0)
}

fn line(out: &mut dyn Write, id: &str, schema: &str, properties: &Properties) -> io::Result<()> {
    let object: Json = json!({ "id": id, "schema": schema, "properties": properties });
    writeln!(out, "{object}")
}
