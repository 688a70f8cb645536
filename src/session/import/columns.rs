//! The head of a CSV file in neo4j-admin's dialect, and rows read by it.

use std::sync::Arc;

use crate::model::Value;
use crate::model::temporal::{
    Duration, parse_date, parse_datetime, parse_local_datetime, parse_local_time, parse_time,
};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Nodes,
    Relationships,
}

pub(super) struct Columns {
    pub shape: Shape,
    list: Vec<Column>,
}

struct Column {
    /// Empty for columns that are no property.
    name: Arc<str>,
    role: Role,
}

enum Role {
    Property {
        kind: Kind,
        list: bool,
    },
    /// The id of a node in a group of ids; kept as a property where the column has a name.
    Id(Arc<str>),
    Start(Arc<str>),
    End(Arc<str>),
    Labels,
    Type,
    Ignored,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Float,
    Boolean,
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
    Duration,
}

/// One line, understood.
#[derive(Default)]
pub(super) struct Row {
    pub id: Option<(Arc<str>, String)>,
    pub start: Option<(Arc<str>, String)>,
    pub end: Option<(Arc<str>, String)>,
    pub kind: Option<Arc<str>>,
    pub labels: Vec<Arc<str>>,
    pub properties: Vec<(Arc<str>, Value)>,
}

/// What parts labels and the elements of lists.
const LIST: char = ';';

impl Columns {
    pub fn read(head: &csv::StringRecord) -> Result<Self, String> {
        let list: Vec<Column> = head.iter().map(column).collect::<Result<_, _>>()?;
        let has = |test: fn(&Role) -> bool| list.iter().any(|column| test(&column.role));
        let ends = has(|role| matches!(role, Role::Start(_))) && has(|role| matches!(role, Role::End(_)));
        let shape = match (has(|role| matches!(role, Role::Id(_))), ends) {
            (true, false) => Shape::Nodes,
            (false, true) => Shape::Relationships,
            _ => {
                return Err(
                    "the head has neither a column :ID (nodes) nor :START_ID and :END_ID (relationships)"
                        .into(),
                );
            }
        };
        if shape == Shape::Relationships && !has(|role| matches!(role, Role::Type)) {
            return Err("the head of relationships needs a column :TYPE".into());
        }
        Ok(Columns { shape, list })
    }

    pub fn row(&self, record: &csv::StringRecord) -> Result<Row, String> {
        if record.len() != self.list.len() {
            return Err(format!("the line has {} fields, the head {}", record.len(), self.list.len()));
        }
        let mut row = Row::default();
        for (column, text) in self.list.iter().zip(record) {
            let given = |group: &Arc<str>| (!text.is_empty()).then(|| (group.clone(), text.to_owned()));
            match &column.role {
                Role::Ignored => {}
                Role::Id(group) => {
                    row.id = given(group);
                    if !column.name.is_empty() && !text.is_empty() {
                        row.properties.push((column.name.clone(), Value::from(text)));
                    }
                }
                Role::Start(group) => row.start = given(group),
                Role::End(group) => row.end = given(group),
                Role::Type => row.kind = (!text.is_empty()).then(|| text.into()),
                Role::Labels => {
                    row.labels = text.split(LIST).filter(|label| !label.is_empty()).map(Arc::from).collect();
                }
                Role::Property { .. } if text.is_empty() => {}
                Role::Property { kind, list: false } => {
                    row.properties.push((column.name.clone(), value(*kind, text, &column.name)?));
                }
                Role::Property { kind, list: true } => {
                    let items: Result<Vec<Value>, String> =
                        text.split(LIST).map(|item| value(*kind, item, &column.name)).collect();
                    row.properties.push((column.name.clone(), Value::list(items?)));
                }
            }
        }
        Ok(row)
    }
}

/// Reads `name:TYPE`, `name:TYPE[]`, `:ID(group)`, `:LABEL` …
fn column(head: &str) -> Result<Column, String> {
    let head = head.trim_start_matches('\u{feff}');
    let (name, named) = head.rsplit_once(':').unwrap_or((head, "string"));
    let (named, group) = match named.split_once('(') {
        Some((named, group)) => (named, group.trim_end_matches(')')),
        None => (named, ""),
    };
    let (named, list) = named.strip_suffix("[]").map_or((named, false), |named| (named, true));
    let kind = match named.to_ascii_lowercase().as_str() {
        "id" => return Ok(Column { name: name.into(), role: Role::Id(group.into()) }),
        "start_id" => return Ok(Column { name: "".into(), role: Role::Start(group.into()) }),
        "end_id" => return Ok(Column { name: "".into(), role: Role::End(group.into()) }),
        "label" => return Ok(Column { name: "".into(), role: Role::Labels }),
        "type" => return Ok(Column { name: "".into(), role: Role::Type }),
        "ignore" => return Ok(Column { name: "".into(), role: Role::Ignored }),
        "string" | "char" => Kind::Text,
        "int" | "long" | "short" | "byte" => Kind::Integer,
        "float" | "double" => Kind::Float,
        "boolean" => Kind::Boolean,
        "date" => Kind::Date,
        "localtime" => Kind::LocalTime,
        "time" => Kind::Time,
        "localdatetime" => Kind::LocalDateTime,
        "datetime" => Kind::DateTime,
        "duration" => Kind::Duration,
        _ => return Err(format!("the column {head} has the unknown type {named}")),
    };
    Ok(Column { name: name.into(), role: Role::Property { kind, list } })
}

fn value(kind: Kind, text: &str, name: &str) -> Result<Value, String> {
    let misfit = |expected: &str| format!("{name} is \"{text}\", which is no {expected}");
    Ok(match kind {
        Kind::Text => Value::from(text),
        Kind::Integer => Value::Integer(text.parse().map_err(|_| misfit("whole number"))?),
        Kind::Float => Value::Float(text.parse().map_err(|_| misfit("number"))?),
        Kind::Boolean => match text {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            _ => return Err(misfit("truth value; write true or false")),
        },
        Kind::Date => Value::Date(parse_date(text).map_err(|_| misfit("date"))?),
        Kind::LocalTime => Value::LocalTime(parse_local_time(text).map_err(|_| misfit("time of day"))?),
        Kind::Time => Value::Time(parse_time(text).map_err(|_| misfit("time of day"))?),
        Kind::LocalDateTime => {
            Value::LocalDateTime(parse_local_datetime(text).map_err(|_| misfit("date and time"))?)
        }
        Kind::DateTime => Value::DateTime(parse_datetime(text).map_err(|_| misfit("date and time"))?),
        Kind::Duration => Value::Duration(text.parse::<Duration>().map_err(|_| misfit("duration"))?),
    })
}
