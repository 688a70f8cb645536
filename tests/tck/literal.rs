//! The TCK's way of writing values, read and compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery::model::{EdgeId, NodeId, Path, Value};
use chancery::query::Answer;
use chancery::query::display::plain_text;

/// A value as the TCK's tables show it.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    List(Vec<Literal>),
    Map(BTreeMap<String, Literal>),
    Node(Vec<String>, BTreeMap<String, Literal>),
    Relationship(String, BTreeMap<String, Literal>),
    /// Nodes, and between them relationships, each with whether it is walked forward.
    Path(Vec<Literal>, Vec<(Literal, bool)>),
}

impl Literal {
    /// One text for values that count as the same; `loose` takes lists for bags.
    pub fn canonical(&self, loose: bool) -> String {
        let map = |entries: &BTreeMap<String, Literal>| {
            let entries = entries.iter().map(|(key, value)| format!("{key}: {}", value.canonical(loose)));
            entries.collect::<Vec<_>>().join(", ")
        };
        match self {
            Literal::Null => "null".to_owned(),
            Literal::Boolean(truth) => truth.to_string(),
            Literal::Integer(number) => number.to_string(),
            Literal::Float(number) if number.is_nan() => "NaN".to_owned(),
            Literal::Float(number) => format!("{:?}", number + 0.0),
            Literal::String(text) => format!("{text:?}"),
            Literal::List(items) => {
                let mut items: Vec<String> = items.iter().map(|item| item.canonical(loose)).collect();
                if loose {
                    items.sort();
                }
                format!("[{}]", items.join(", "))
            }
            Literal::Map(entries) => format!("{{{}}}", map(entries)),
            Literal::Node(labels, properties) => {
                let mut labels = labels.clone();
                labels.sort();
                format!("(:{} {{{}}})", labels.join(":"), map(properties))
            }
            Literal::Relationship(kind, properties) => format!("[:{kind} {{{}}}]", map(properties)),
            Literal::Path(nodes, edges) => {
                let mut text = nodes[0].canonical(loose);
                for ((edge, forward), node) in edges.iter().zip(&nodes[1..]) {
                    let arrows = if *forward { ("-", "->") } else { ("<-", "-") };
                    text += &format!(
                        "{}{}{}{}",
                        arrows.0,
                        edge.canonical(loose),
                        arrows.1,
                        node.canonical(loose)
                    );
                }
                format!("<{text}>")
            }
        }
    }

    /// What an answer holds.
    pub fn of(value: &Value, answer: &Answer) -> Literal {
        match value {
            Value::Null => Literal::Null,
            Value::Boolean(truth) => Literal::Boolean(*truth),
            Value::Integer(number) => Literal::Integer(*number),
            Value::Float(number) => Literal::Float(*number),
            Value::List(items) => Literal::List(items.iter().map(|item| Literal::of(item, answer)).collect()),
            Value::Map(entries) => Literal::Map(map_of(entries, answer)),
            Value::Node(id) => node(*id, answer),
            Value::Relationship(id) => relationship(*id, answer),
            Value::Path(path) => path_of(path, answer),
            other => Literal::String(plain_text(other).expect("a scalar")),
        }
    }

    /// As a parameter or an argument.
    pub fn value(&self) -> Value {
        match self {
            Literal::Null => Value::Null,
            Literal::Boolean(truth) => Value::Boolean(*truth),
            Literal::Integer(number) => Value::Integer(*number),
            Literal::Float(number) => Value::Float(*number),
            Literal::String(text) => Value::from(text.as_str()),
            Literal::List(items) => Value::list(items.iter().map(Literal::value).collect()),
            Literal::Map(entries) => {
                Value::map(entries.iter().map(|(key, value)| (key.as_str().into(), value.value())).collect())
            }
            Literal::Node(..) | Literal::Relationship(..) | Literal::Path(..) => {
                panic!("elements of a graph are no parameters")
            }
        }
    }

    pub fn parse(text: &str) -> Literal {
        let mut reader = Reader { rest: text.trim() };
        let literal = reader.literal();
        assert!(reader.rest.trim().is_empty(), "the rest of a value: {:?} in {text:?}", reader.rest);
        literal
    }
}

fn map_of(entries: &BTreeMap<Arc<str>, Value>, answer: &Answer) -> BTreeMap<String, Literal> {
    entries.iter().map(|(key, value)| (key.to_string(), Literal::of(value, answer))).collect()
}

fn node(id: NodeId, answer: &Answer) -> Literal {
    let record = &answer.nodes[&id];
    let labels = record.labels.iter().map(|label| label.to_string()).collect();
    Literal::Node(labels, map_of(&record.properties, answer))
}

fn relationship(id: EdgeId, answer: &Answer) -> Literal {
    let record = &answer.relationships[&id];
    Literal::Relationship(record.kind.to_string(), map_of(&record.properties, answer))
}

fn path_of(path: &Path, answer: &Answer) -> Literal {
    let nodes = path.nodes.iter().map(|id| node(*id, answer)).collect();
    let edges = path
        .edges
        .iter()
        .zip(&path.nodes)
        .map(|(edge, from)| (relationship(*edge, answer), answer.relationships[edge].from == *from));
    Literal::Path(nodes, edges.collect())
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn accept(&mut self, symbol: &str) -> bool {
        self.blank();
        match self.rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, symbol: &str) {
        assert!(self.accept(symbol), "{symbol:?} expected before {:?}", self.rest);
    }

    fn word(&mut self) -> String {
        self.blank();
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn literal(&mut self) -> Literal {
        self.blank();
        match self.rest.chars().next() {
            Some('\'') => Literal::String(self.string()),
            Some('[') => self.bracket(),
            Some('{') => Literal::Map(self.map()),
            Some('(') => self.node(),
            Some('<') => self.path(),
            _ => self.scalar(),
        }
    }

    fn string(&mut self) -> String {
        self.expect("'");
        let mut text = String::new();
        let mut characters = self.rest.char_indices();
        while let Some((place, character)) = characters.next() {
            match character {
                '\'' => {
                    self.rest = &self.rest[place + 1..];
                    return text;
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, other)) => text.push(other),
                    None => break,
                },
                other => text.push(other),
            }
        }
        panic!("a string without an end")
    }

    fn bracket(&mut self) -> Literal {
        self.expect("[");
        if self.rest.starts_with(':') {
            self.expect(":");
            let kind = self.name();
            self.blank();
            let properties = if self.rest.starts_with('{') { self.map() } else { BTreeMap::new() };
            self.expect("]");
            return Literal::Relationship(kind, properties);
        }
        let mut items = Vec::new();
        while !self.accept("]") {
            items.push(self.literal());
            self.accept(",");
        }
        Literal::List(items)
    }

    fn name(&mut self) -> String {
        if self.accept("`") {
            let (name, rest) = self.rest.split_once('`').expect("a closing backtick");
            self.rest = rest;
            return name.to_owned();
        }
        self.word()
    }

    fn map(&mut self) -> BTreeMap<String, Literal> {
        self.expect("{");
        let mut entries = BTreeMap::new();
        while !self.accept("}") {
            let key = self.name();
            self.expect(":");
            let value = self.literal();
            entries.insert(key, value);
            self.accept(",");
        }
        entries
    }

    fn node(&mut self) -> Literal {
        self.expect("(");
        let mut labels = Vec::new();
        while self.accept(":") {
            labels.push(self.name());
        }
        self.blank();
        let properties = if self.rest.starts_with('{') { self.map() } else { BTreeMap::new() };
        self.expect(")");
        Literal::Node(labels, properties)
    }

    fn path(&mut self) -> Literal {
        self.expect("<");
        let (mut nodes, mut edges) = (vec![self.node()], Vec::new());
        while !self.accept(">") {
            let backward = self.accept("<-");
            if !backward {
                self.expect("-");
            }
            let edge = self.bracket();
            self.expect(if backward { "-" } else { "->" });
            edges.push((edge, !backward));
            nodes.push(self.node());
        }
        Literal::Path(nodes, edges)
    }

    fn scalar(&mut self) -> Literal {
        let end = self.rest.find([',', ']', '}', ')', ' ']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        match word {
            "null" => Literal::Null,
            "true" => Literal::Boolean(true),
            "false" => Literal::Boolean(false),
            "NaN" => Literal::Float(f64::NAN),
            "Inf" | "Infinity" => Literal::Float(f64::INFINITY),
            "-Inf" | "-Infinity" => Literal::Float(f64::NEG_INFINITY),
            _ => word
                .parse()
                .map(Literal::Integer)
                .or_else(|_| word.parse().map(Literal::Float))
                .unwrap_or_else(|_| panic!("{word:?} is no value")),
        }
    }
}
