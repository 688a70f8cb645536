//! Statements that build the graph again, in any store that speaks openCypher.
//!
//! Nodes bear a passing property `_export` by which the relationships find them; the last statement
//! takes it off.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use crate::model::Value;
use crate::query::Answer;
use crate::query::display::{literal, write_name};

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    for node in answer.nodes.values() {
        let labels: String = node.labels.iter().map(|label| format!(":{}", name(label))).collect();
        let mut properties = node.properties.clone();
        properties.insert("_export".into(), Value::Integer(i64::from(node.id.0)));
        writeln!(out, "CREATE ({labels} {});", map(&properties, answer))?;
    }
    for edge in answer.relationships.values() {
        writeln!(
            out,
            "MATCH (a {{_export: {}}}), (b {{_export: {}}}) CREATE (a)-[:{} {}]->(b);",
            edge.from.0,
            edge.to.0,
            name(&edge.kind),
            map(&edge.properties, answer)
        )?;
    }
    writeln!(out, "MATCH (n) REMOVE n._export;")
}

fn map(properties: &BTreeMap<Arc<str>, Value>, answer: &Answer) -> String {
    let entries: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{}: {}", name(key), constructed(value, answer)))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

/// A value as an expression that makes it; temporal values by their constructors.
fn constructed(value: &Value, answer: &Answer) -> String {
    let text = literal(value, answer);
    match value {
        Value::Date(_) => format!("date({text})"),
        Value::LocalTime(_) => format!("localtime({text})"),
        Value::Time(_) => format!("time({text})"),
        Value::LocalDateTime(_) => format!("localdatetime({text})"),
        Value::DateTime(_) => format!("datetime({text})"),
        Value::Duration(_) => format!("duration({text})"),
        Value::Float(number) if number.is_nan() => "0.0 / 0.0".to_owned(),
        Value::Float(number) if number.is_infinite() => {
            format!("{}1.0 / 0.0", if *number < 0.0 { "-" } else { "" })
        }
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| constructed(item, answer)).collect::<Vec<_>>().join(", "))
        }
        _ => text,
    }
}

fn name(text: &str) -> String {
    let mut out = String::new();
    write_name(&mut out, text);
    out
}
