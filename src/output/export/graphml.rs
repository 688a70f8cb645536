//! GraphML 1.0 (<http://graphml.graphdrawing.org/specification.html>).

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use super::flat;
use super::xml::escape;
use crate::model::Value;
use crate::query::Answer;

type Properties = BTreeMap<Arc<str>, Value>;

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
    let nodes = keys(answer.nodes.values().map(|node| &node.properties));
    let edges = keys(answer.relationships.values().map(|edge| &edge.properties));
    writeln!(out, r#"  <key id="labels" for="node" attr.name="labels" attr.type="string"/>"#)?;
    writeln!(out, r#"  <key id="type" for="edge" attr.name="type" attr.type="string"/>"#)?;
    for (prefix, kind, keys) in [("n_", "node", &nodes), ("e_", "edge", &edges)] {
        for (key, named) in keys {
            let key = escape(key);
            writeln!(
                out,
                r#"  <key id="{prefix}{key}" for="{kind}" attr.name="{key}" attr.type="{named}"/>"#
            )?;
        }
    }
    writeln!(out, r#"  <graph id="chancery" edgedefault="directed">"#)?;
    for node in answer.nodes.values() {
        writeln!(out, r#"    <node id="n{}">"#, node.id.0)?;
        let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
        writeln!(out, r#"      <data key="labels">{}</data>"#, escape(&labels.join("; ")))?;
        data(out, "n_", &node.properties)?;
        writeln!(out, "    </node>")?;
    }
    for edge in answer.relationships.values() {
        writeln!(out, r#"    <edge id="e{}" source="n{}" target="n{}">"#, edge.id.0, edge.from.0, edge.to.0)?;
        writeln!(out, r#"      <data key="type">{}</data>"#, escape(&edge.kind))?;
        data(out, "e_", &edge.properties)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, prefix: &str, properties: &Properties) -> io::Result<()> {
    for (key, value) in properties {
        writeln!(out, r#"      <data key="{prefix}{}">{}</data>"#, escape(key), escape(&flat(value)))?;
    }
    Ok(())
}

/// Every key with the type that all its values have, else `string`.
fn keys<'a>(all: impl Iterator<Item = &'a Properties>) -> BTreeMap<Arc<str>, &'static str> {
    let mut keys: BTreeMap<Arc<str>, &'static str> = BTreeMap::new();
    for (key, value) in all.flatten() {
        let named = match value {
            Value::Boolean(_) => "boolean",
            Value::Integer(_) => "long",
            Value::Float(_) => "double",
            _ => "string",
        };
        let known = keys.entry(key.clone()).or_insert(named);
        if *known != named {
            *known = "string";
        }
    }
    keys
}
