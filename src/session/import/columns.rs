//! The head of a CSV file in neo4j-admin's dialect, and rows read by it.

use crate::graph::{Growth, KeyId};
use crate::model::Value;
use crate::model::temporal::{
    Duration, parse_date, parse_datetime, parse_local_datetime, parse_local_time, parse_time,
};
use crate::session::import::ids::Ids;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Nodes,
    Relationships,
}

pub(super) struct Columns {
    pub shape: Shape,
    /// Labels that all nodes get, parted by colons, or the type of relationships that name none.
    pub name: String,
    list: Vec<Column>,
    /// Where the labels, the type, the id and the ends stand.
    labels: Option<usize>,
    kind: Option<usize>,
    id: Option<usize>,
    ends: Option<(usize, usize)>,
}

struct Column {
    /// What stands before the colon.
    called: String,
    /// Empty for columns that are no property.
    name: String,
    role: Role,
    /// The property's key, once it is resolved.
    key: Option<KeyId>,
    /// The number of the group of ids, once it is resolved.
    group: usize,
}

enum Role {
    Property {
        kind: Kind,
        list: bool,
    },
    /// The id of a node in a group of ids; kept as a property of this kind where the column has a name.
    Id(String, Kind),
    Start(String),
    End(String),
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

/// What a property's field holds.
pub(super) enum Cell<'r> {
    Text(&'r str),
    Value(Value),
}

/// What parts labels and the elements of lists.
pub(super) const LIST: char = ';';

impl Columns {
    /// `name` is what the group of files is called; it may be empty.
    pub fn read(head: &csv::StringRecord, name: &str) -> Result<Self, String> {
        let list: Vec<Column> = head.iter().map(column).collect::<Result<_, _>>()?;
        let place = |test: fn(&Role) -> bool| list.iter().position(|column| test(&column.role));
        let id = place(|role| matches!(role, Role::Id(..)));
        let start = place(|role| matches!(role, Role::Start(_)));
        let ends = start.zip(place(|role| matches!(role, Role::End(_))));
        let shape = match (id, ends) {
            (Some(_), None) => Shape::Nodes,
            (None, Some(_)) => Shape::Relationships,
            _ => {
                return Err(
                    "the head has neither a column :ID (nodes) nor :START_ID and :END_ID (relationships)"
                        .into(),
                );
            }
        };
        let kind = place(|role| matches!(role, Role::Type));
        if shape == Shape::Relationships && kind.is_none() && name.is_empty() {
            return Err("the head of relationships needs a column :TYPE".into());
        }
        let labels = place(|role| matches!(role, Role::Labels)).filter(|_| shape == Shape::Nodes);
        let kind = kind.filter(|_| shape == Shape::Relationships);
        Ok(Columns { shape, name: name.to_owned(), list, labels, kind, id, ends })
    }

    /// Whether a line only says what the columns are called.
    pub fn are_named(&self, record: &csv::StringRecord) -> bool {
        let said = |(column, text): (&Column, &str)| column.called == text.split(':').next().unwrap_or("");
        record.len() == self.list.len()
            && self.list.iter().any(|column| !column.called.is_empty())
            && self.list.iter().zip(record).all(said)
    }

    /// Looks up what the columns name, once for all lines.
    pub fn resolve(&mut self, growth: &mut Growth<'_>, ids: &mut Ids) {
        for column in &mut self.list {
            column.key = match &column.role {
                Role::Property { .. } | Role::Id(..) if !column.name.is_empty() => {
                    Some(growth.key(&column.name))
                }
                _ => None,
            };
            if let Role::Id(group, _) | Role::Start(group) | Role::End(group) = &column.role {
                column.group = ids.group(group);
            }
        }
    }

    pub fn fits(&self, record: &csv::StringRecord) -> Result<(), String> {
        if record.len() == self.list.len() {
            return Ok(());
        }
        Err(format!("the line has {} fields, the head {}", record.len(), self.list.len()))
    }

    /// What a line says of its labels or its type.
    pub fn cell<'r>(&self, record: &'r csv::StringRecord) -> &'r str {
        given(self.labels.or(self.kind), record).unwrap_or("")
    }

    /// A node's id with the number of its group; none where it is empty.
    pub fn id<'r>(&self, record: &'r csv::StringRecord) -> Option<(usize, &'r str)> {
        self.in_group(self.id, record)
    }

    pub fn start<'r>(&self, record: &'r csv::StringRecord) -> Option<(usize, &'r str)> {
        self.in_group(self.ends.map(|(start, _)| start), record)
    }

    pub fn end<'r>(&self, record: &'r csv::StringRecord) -> Option<(usize, &'r str)> {
        self.in_group(self.ends.map(|(_, end)| end), record)
    }

    fn in_group<'r>(&self, place: Option<usize>, record: &'r csv::StringRecord) -> Option<(usize, &'r str)> {
        Some((self.list[place?].group, given(place, record)?))
    }

    /// The values of the properties that are no text.
    pub fn values(&self, record: &csv::StringRecord, values: &mut Vec<Value>) -> Result<(), String> {
        for (column, text) in self.list.iter().zip(record).filter(|(_, text)| !text.is_empty()) {
            match column.role {
                _ if column.key.is_none() || column.is_text() => {}
                Role::Property { kind, list: false } | Role::Id(_, kind) => {
                    values.push(value(kind, text, &column.name)?);
                }
                Role::Property { kind, list: true } => {
                    let items = text.split(LIST).map(|item| value(kind, item, &column.name));
                    values.push(Value::list(items.collect::<Result<_, _>>()?));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Hands on every property that the line gives, with `values` as [`Columns::values`] has found them.
    pub fn properties<'r>(
        &self,
        record: &'r csv::StringRecord,
        values: &mut Vec<Value>,
        mut give: impl FnMut(KeyId, Cell<'r>),
    ) {
        if self.list.iter().all(|column| column.key.is_none()) {
            return;
        }
        let mut values = values.drain(..);
        for (column, text) in self.list.iter().zip(record) {
            let Some(key) = column.key.filter(|_| !text.is_empty()) else { continue };
            if column.is_text() {
                give(key, Cell::Text(text));
            } else if let Some(value) = values.next() {
                give(key, Cell::Value(value));
            }
        }
    }
}

impl Column {
    fn is_text(&self) -> bool {
        matches!(self.role, Role::Property { kind: Kind::Text, list: false } | Role::Id(_, Kind::Text))
    }
}

/// What stands in a field; none where it is empty.
fn given(place: Option<usize>, record: &csv::StringRecord) -> Option<&str> {
    record.get(place?).filter(|text| !text.is_empty())
}

/// Reads `name:TYPE`, `name:TYPE[]`, `:ID(group)`, `id:ID(group){id-type:int}`, `:LABEL` …
fn column(head: &str) -> Result<Column, String> {
    let head = head.trim_start_matches('\u{feff}');
    let (bare, options) = match head.split_once('{') {
        Some((bare, options)) => (bare.trim_end(), options.trim_end_matches('}')),
        None => (head, ""),
    };
    let (name, named) = bare.rsplit_once(':').unwrap_or((bare, "string"));
    let (named, group) = match named.split_once('(') {
        Some((named, group)) => (named, group.trim_end_matches(')').to_owned()),
        None => (named, String::new()),
    };
    let (named, list) = named.strip_suffix("[]").map_or((named, false), |named| (named, true));
    let role = match named.to_ascii_lowercase().as_str() {
        "id" => Role::Id(group, id_kind(options, head)?),
        "start_id" => Role::Start(group),
        "end_id" => Role::End(group),
        "label" => Role::Labels,
        "type" => Role::Type,
        "ignore" => Role::Ignored,
        other => match kind(other) {
            Some(kind) => Role::Property { kind, list },
            None => return Err(format!("the column {head} has the unknown type {named}")),
        },
    };
    let kept = matches!(role, Role::Property { .. } | Role::Id(..));
    let called = name.to_owned();
    Ok(Column { called, name: if kept { name.to_owned() } else { String::new() }, role, key: None, group: 0 })
}

/// What `{id-type:int}` says; other options say how neo4j-admin is to make its database.
fn id_kind(options: &str, head: &str) -> Result<Kind, String> {
    let mut pairs = options.split(',').filter_map(|pair| pair.split_once(':'));
    match pairs.find(|(name, _)| name.trim() == "id-type").map(|(_, named)| named.trim().to_ascii_lowercase())
    {
        None => Ok(Kind::Text),
        Some(named) => {
            kind(&named).ok_or_else(|| format!("the column {head} has the unknown id-type {named}"))
        }
    }
}

fn kind(named: &str) -> Option<Kind> {
    Some(match named {
        "string" | "char" => Kind::Text,
        "int" | "integer" | "long" | "short" | "byte" => Kind::Integer,
        "float" | "double" => Kind::Float,
        "boolean" => Kind::Boolean,
        "date" => Kind::Date,
        "localtime" => Kind::LocalTime,
        "time" => Kind::Time,
        "localdatetime" => Kind::LocalDateTime,
        "datetime" => Kind::DateTime,
        "duration" => Kind::Duration,
        _ => return None,
    })
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
