//! A value as people read it, and text from articles made safe for a terminal.

use crate::model::Value;
use crate::model::quiet::acts;
use crate::query::display::{literal, plain_text};
use crate::query::{Answer, NodeRecord};

/// A value as it stands in a table: texts without quotes, lists of texts joined by semicolons, nodes and
/// relationships by what names them.
pub fn cell(value: &Value, answer: &Answer) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => clean(text),
        Value::List(items) if items.iter().all(|item| !matches!(item, Value::List(_) | Value::Map(_))) => {
            items.iter().map(|item| cell(item, answer)).collect::<Vec<_>>().join("; ")
        }
        _ => inner(value, answer),
    }
}

/// A value inside another: texts quoted.
fn inner(value: &Value, answer: &Answer) -> String {
    match value {
        Value::Node(id) => match answer.nodes.get(id) {
            Some(node) => node_text(node),
            None => format!("(#{})", id.0),
        },
        Value::Relationship(id) => match answer.relationships.get(id) {
            Some(edge) => format!("[:{}{}]", edge.kind, date_of(&edge.properties)),
            None => format!("[#{}]", id.0),
        },
        Value::Path(path) => {
            let mut text = path.nodes.first().map(|id| inner(&Value::Node(*id), answer)).unwrap_or_default();
            for (at, edge) in path.edges.iter().enumerate() {
                let forward = answer.relationships.get(edge).is_none_or(|edge| edge.from == path.nodes[at]);
                let (left, right) = if forward { ("-", "->") } else { ("<-", "-") };
                text.push_str(left);
                text.push_str(&inner(&Value::Relationship(*edge), answer));
                text.push_str(right);
                text.push_str(&inner(&Value::Node(path.nodes[at + 1]), answer));
            }
            text
        }
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| inner(item, answer)).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(key, value)| format!("{key}: {}", inner(value, answer))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::String(_) => clean(&literal(value, answer)),
        _ => plain_text(value).unwrap_or_default(),
    }
}

fn node_text(node: &NodeRecord) -> String {
    let labels: String = node.labels.iter().map(|label| format!(":{label}")).collect();
    let name = ["name", "title", "id"].iter().find_map(|key| node.properties.get(*key)?.as_str());
    match name {
        Some(name) => format!("({labels} {})", clean(name)),
        None => format!("({labels}{})", date_of(&node.properties)),
    }
}

fn date_of(properties: &std::collections::BTreeMap<std::sync::Arc<str>, Value>) -> String {
    properties.get("date").and_then(Value::as_str).map(|date| format!(" {}", clean(date))).unwrap_or_default()
}

/// Text from outside without what could act on a terminal: control and escape characters, marks that
/// turn the direction of writing, characters of no width. Line breaks and tabs stay.
pub fn clean(text: &str) -> String {
    text.chars().filter(|letter| matches!(letter, '\n' | '\t') || !acts(*letter)).collect()
}

/// The same on one line.
pub fn clean_line(text: &str) -> String {
    let spaced = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    spaced.filter(|letter| !acts(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_left() {
        assert_eq!(clean("red \u{1b}[31malert\u{7}\u{202e}txt.exe\u{200b}\n"), "red [31malerttxt.exe\n");
        assert_eq!(clean_line("two\r\nlines\tand a tab"), "two  lines and a tab");
    }

    #[test]
    fn a_list_of_texts_is_read_without_brackets() {
        let list = Value::from(vec!["Tehran", "Baghdad"]);
        assert_eq!(cell(&list, &Answer::default()), "Tehran; Baghdad");
        assert_eq!(cell(&Value::Null, &Answer::default()), "");
    }
}
