//! Values as openCypher writes them. Temporal values stand in quotes, as in the results of its TCK.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::model::temporal::{date_text, local_datetime_text, time_text};
use crate::model::{EdgeId, NodeId, Path, Value};
use crate::query::answer::Answer;

/// A scalar's bare text: `12`, `1.0`, `true`, `1984-10-11`, a string as it is.
/// None for null, lists, maps and what belongs to the graph.
pub fn plain_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => float_text(*number),
        Value::String(text) => text.to_string(),
        Value::Date(date) => date_text(*date),
        Value::LocalTime(time) => time_text(*time),
        Value::Time(time) => time.to_string(),
        Value::LocalDateTime(local) => local_datetime_text(*local),
        Value::DateTime(instant) => instant.to_string(),
        Value::Duration(duration) => duration.to_string(),
        _ => return None,
    })
}

/// A float that reads back as the same float, and never as an integer: `1.0`, `1e300`, `NaN`, `-Infinity`.
pub fn float_text(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    format!("{number:?}")
}

/// A value in full: `'it\'s'`, `[1, null]`, `{name: 'Ada'}`, `(:Person {name: 'Ada'})`, `[:KNOWS]`,
/// `<(:A)-[:T]->(:B)>`. What it mentions of the graph is described by the answer's records.
pub fn literal(value: &Value, answer: &Answer) -> String {
    let mut out = String::new();
    write_value(&mut out, value, answer);
    out
}

fn write_value(out: &mut String, value: &Value, answer: &Answer) {
    match value {
        Value::Null => out.push_str("null"),
        Value::List(items) => {
            out.push('[');
            separated(out, items.iter(), |out, item| write_value(out, item, answer));
            out.push(']');
        }
        Value::Map(entries) => write_map(out, entries, answer),
        Value::Node(id) => write_node(out, *id, answer),
        Value::Relationship(id) => write_relationship(out, *id, answer),
        Value::Path(path) => write_path(out, path, answer),
        Value::Boolean(_) | Value::Integer(_) | Value::Float(_) => {
            out.push_str(&plain_text(value).unwrap_or_default());
        }
        _ => write_quoted(out, &plain_text(value).unwrap_or_default()),
    }
}

fn write_map(out: &mut String, entries: &BTreeMap<Arc<str>, Value>, answer: &Answer) {
    out.push('{');
    separated(out, entries.iter(), |out, (key, value)| {
        write_name(out, key);
        out.push_str(": ");
        write_value(out, value, answer);
    });
    out.push('}');
}

fn write_node(out: &mut String, id: NodeId, answer: &Answer) {
    out.push('(');
    if let Some(node) = answer.nodes.get(&id) {
        for label in &node.labels {
            out.push(':');
            write_name(out, label);
        }
        if !node.properties.is_empty() {
            if !node.labels.is_empty() {
                out.push(' ');
            }
            write_map(out, &node.properties, answer);
        }
    }
    out.push(')');
}

fn write_relationship(out: &mut String, id: EdgeId, answer: &Answer) {
    out.push('[');
    if let Some(relationship) = answer.relationships.get(&id) {
        out.push(':');
        write_name(out, &relationship.kind);
        if !relationship.properties.is_empty() {
            out.push(' ');
            write_map(out, &relationship.properties, answer);
        }
    }
    out.push(']');
}

fn write_path(out: &mut String, path: &Path, answer: &Answer) {
    out.push('<');
    if let Some(first) = path.nodes.first() {
        write_node(out, *first, answer);
    }
    for (edge, ends) in path.edges.iter().zip(path.nodes.windows(2)) {
        let backwards = answer.relationships.get(edge).is_some_and(|record| record.from != ends[0]);
        out.push_str(if backwards { "<-" } else { "-" });
        write_relationship(out, *edge, answer);
        out.push_str(if backwards { "-" } else { "->" });
        write_node(out, ends[1], answer);
    }
    out.push('>');
}

/// A name, in backticks where it is no plain identifier.
pub fn write_name(out: &mut String, name: &str) {
    let starts = name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    if starts && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        out.push_str(name);
    } else {
        out.push('`');
        out.push_str(&name.replace('`', "``"));
        out.push('`');
    }
}

fn write_quoted(out: &mut String, text: &str) {
    out.push('\'');
    for letter in text.chars() {
        match letter {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if letter.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('\'');
}

fn separated<T>(out: &mut String, items: impl Iterator<Item = T>, write: impl Fn(&mut String, T)) {
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: impl Into<Value>) -> String {
        literal(&value.into(), &Answer::default())
    }

    #[test]
    fn floats_never_look_like_integers() {
        assert_eq!(shown(1.0), "1.0");
        assert_eq!(shown(1e300), "1e300");
        assert_eq!(shown(f64::NEG_INFINITY), "-Infinity");
        assert_eq!(shown(f64::NAN), "NaN");
    }

    #[test]
    fn strings_are_escaped_and_odd_names_quoted() {
        assert_eq!(shown("it's\n\u{7}"), "'it\\'s\\n\\u0007'");
        let map = BTreeMap::from([(Arc::from("first name"), Value::Null), (Arc::from("año"), 1.into())]);
        assert_eq!(shown(Value::map(map)), "{año: 1, `first name`: null}");
    }
}
