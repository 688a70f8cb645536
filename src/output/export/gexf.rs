//! GEXF 1.3 with intervals (<https://gexf.net/schema.html>): an edge with a date lasts from the first to the
//! last day it may mean, an office from first to last sight.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use super::xml::escape;
use super::{days, flat, label};
use crate::query::{Answer, RelationshipRecord};

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#)?;
    writeln!(out, r#"  <meta><creator>Chancery</creator></meta>"#)?;
    writeln!(
        out,
        r#"  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">"#
    )?;
    let nodes: BTreeSet<&Arc<str>> = answer.nodes.values().flat_map(|node| node.properties.keys()).collect();
    let edges: BTreeSet<&Arc<str>> =
        answer.relationships.values().flat_map(|edge| edge.properties.keys()).collect();
    attributes(out, "node", "labels", &nodes)?;
    attributes(out, "edge", "type", &edges)?;
    writeln!(out, "    <nodes>")?;
    for node in answer.nodes.values() {
        let lasts = interval(days(node.properties.get("date")));
        writeln!(out, r#"      <node id="{}" label="{}"{lasts}>"#, node.id.0, escape(&label(node)))?;
        let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
        values(
            out,
            &labels.join("; "),
            node.properties.iter().map(|(key, value)| (key, flat(value))),
            &nodes,
        )?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for edge in answer.relationships.values() {
        let kind = escape(&edge.kind);
        writeln!(
            out,
            r#"      <edge id="{}" source="{}" target="{}" kind="{kind}" label="{kind}"{}>"#,
            edge.id.0,
            edge.from.0,
            edge.to.0,
            interval(lifetime(edge))
        )?;
        values(out, &edge.kind, edge.properties.iter().map(|(key, value)| (key, flat(value))), &edges)?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn lifetime(edge: &RelationshipRecord) -> Option<(String, String)> {
    let of = |key: &str| days(edge.properties.get(key));
    let first = of("from").or_else(|| of("firstSeen")).or_else(|| of("date"))?;
    let last = of("to").or_else(|| of("lastSeen")).or_else(|| of("date")).unwrap_or_else(|| first.clone());
    Some((first.0, last.1))
}

fn interval(days: Option<(String, String)>) -> String {
    days.map(|(start, end)| format!(r#" start="{start}" end="{end}""#)).unwrap_or_default()
}

fn attributes(out: &mut dyn Write, class: &str, first: &str, keys: &BTreeSet<&Arc<str>>) -> io::Result<()> {
    writeln!(out, r#"    <attributes class="{class}">"#)?;
    writeln!(out, r#"      <attribute id="0" title="{first}" type="string"/>"#)?;
    for (number, key) in keys.iter().enumerate() {
        writeln!(out, r#"      <attribute id="{}" title="{}" type="string"/>"#, number + 1, escape(key))?;
    }
    writeln!(out, "    </attributes>")
}

fn values<'a>(
    out: &mut dyn Write,
    text: &str,
    properties: impl Iterator<Item = (&'a Arc<str>, String)>,
    keys: &BTreeSet<&Arc<str>>,
) -> io::Result<()> {
    writeln!(out, r#"        <attvalues>"#)?;
    writeln!(out, r#"          <attvalue for="0" value="{}"/>"#, escape(text))?;
    for (key, value) in properties {
        if let Some(number) = keys.iter().position(|other| *other == key) {
            writeln!(out, r#"          <attvalue for="{}" value="{}"/>"#, number + 1, escape(&value))?;
        }
    }
    writeln!(out, r#"        </attvalues>"#)
}
