//! Rows as JSON: an array of objects, an object a line, or one document with an array a row or an array a column.
//!
//! Nodes are `{"id", "labels", "properties"}`, relationships `{"id", "type", "from", "to", "properties"}`,
//! paths `{"nodes", "relationships"}`; temporal values are their ISO texts. What JSON has no number for
//! (`NaN`, `Infinity`) is written as a string.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Number, Value as Json, json};

use crate::model::Value;
use crate::output::quiet_json;
use crate::query::display::plain_text;
use crate::query::{Answer, Cells, NodeRecord, RelationshipRecord};

pub(super) fn document(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", quiet_json(&serde_json::to_string_pretty(&answer_to_json(answer))?))
}

pub(super) fn lines(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    // As in an object: by name, and of two columns with one name the later.
    let columns: BTreeMap<&str, usize> =
        answer.columns.iter().zip(0..).map(|(name, place)| (&**name, place)).collect();
    let heads: Vec<(String, usize)> = columns
        .into_iter()
        .map(|(name, place)| Ok((format!("{}:", quiet_text(name)?), place)))
        .collect::<io::Result<_>>()?;
    let columns = written(answer)?;
    let mut line = Vec::new();
    for row in 0..answer.rows.len() {
        for (number, (head, place)) in heads.iter().enumerate() {
            line.push(if number == 0 { b'{' } else { b',' });
            line.extend_from_slice(head.as_bytes());
            columns[*place].put(row, answer, &mut line)?;
        }
        line.extend_from_slice(if heads.is_empty() { b"{}\n" } else { b"}\n" });
        if line.len() > MANY {
            out.write_all(&line)?;
            line.clear();
        }
    }
    out.write_all(&line)
}

/// `{"columns":[…],"rows":[[…],…]}` on one line. Columns keep their order, also where two have one name.
pub(super) fn compact(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let mut line = b"{\"columns\":[".to_vec();
    for (place, column) in answer.columns.iter().enumerate() {
        if place > 0 {
            line.push(b',');
        }
        line.extend_from_slice(quiet_text(column)?.as_bytes());
    }
    line.extend_from_slice(b"],\"rows\":[");
    let columns = written(answer)?;
    for row in 0..answer.rows.len() {
        line.extend_from_slice(if row == 0 { b"[" } else { b",[" });
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                line.push(b',');
            }
            column.put(row, answer, &mut line)?;
        }
        line.push(b']');
        if line.len() > MANY {
            out.write_all(&line)?;
            line.clear();
        }
    }
    line.extend_from_slice(b"]}\n");
    out.write_all(&line)
}

/// `{"name":[…],…}` on one line, each column whole. Of two columns with one name the later.
pub(super) fn columns(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(ROOM);
    line.push(b'{');
    let cells = written(answer)?;
    for (place, (name, cells)) in answer.columns.iter().zip(&cells).enumerate() {
        if answer.columns[place + 1..].contains(name) {
            continue;
        }
        if line.last() != Some(&b'{') {
            line.push(b',');
        }
        text_of(name, &mut line)?;
        line.extend_from_slice(b":[");
        let rows = answer.rows.len();
        for start in (0..rows).step_by(SOME) {
            cells.put_some(start..rows.min(start + SOME), answer, &mut line)?;
            if line.len() > MANY {
                // The last comma may have to go.
                out.write_all(&line[..line.len() - 1])?;
                line.drain(..line.len() - 1);
            }
        }
        if rows > 0 {
            line.pop();
        }
        line.push(b']');
    }
    line.extend_from_slice(b"}\n");
    out.write_all(&line)
}

/// A column of an answer on its way to JSON.
enum Written<'a> {
    Cells(&'a Cells),
    /// What recurs is written once and then copied.
    Coded(Cow<'a, [u32]>, Vec<Vec<u8>>),
    Short(Cow<'a, [u32]>, Vec<Short>),
}

/// A short text, which is copied with what stands behind it: that takes less than to look how long it is.
struct Short {
    bytes: [u8; SHORT],
    length: usize,
}

const SHORT: usize = 16;

fn written(answer: &Answer) -> io::Result<Vec<Written<'_>>> {
    let text = |value: &Value| {
        let mut text = Vec::new();
        put(value, answer, &mut text).map(|()| text)
    };
    let columns = answer.rows.columns().iter().map(|cells| match cells {
        Cells::Coded { codes, values } if 2 * values.len() <= codes.len() => {
            let texts = values.iter().map(text).collect::<io::Result<_>>()?;
            Ok(Written::coded(Cow::Borrowed(codes), texts))
        }
        Cells::Integers(list) | Cells::Dates(list) => match close(list) {
            Some((low, high)) => {
                let texts = (low..=high).map(|number| match cells {
                    Cells::Dates(_) => text(&Cells::day(number)),
                    _ => text(&Value::Integer(number)),
                });
                let codes = list.iter().map(|number| (number - low) as u32).collect();
                Ok(Written::coded(Cow::Owned(codes), texts.collect::<io::Result<_>>()?))
            }
            None => Ok(Written::Cells(cells)),
        },
        cells => Ok(Written::Cells(cells)),
    });
    columns.collect()
}

/// The least and the greatest of numbers that lie so close that many of them must recur.
fn close(list: &[i64]) -> Option<(i64, i64)> {
    let (low, high) = (*list.iter().min()?, *list.iter().max()?);
    let most = i64::try_from(list.len() / 4).unwrap_or(i64::MAX);
    high.checked_sub(low).filter(|width| *width < most).map(|_| (low, high))
}

impl<'a> Written<'a> {
    fn coded(codes: Cow<'a, [u32]>, texts: Vec<Vec<u8>>) -> Self {
        let short = |text: &Vec<u8>| {
            let mut bytes = [0; SHORT];
            bytes.get_mut(..text.len())?.copy_from_slice(text);
            Some(Short { bytes, length: text.len() })
        };
        match texts.iter().map(short).collect() {
            Some(texts) => Written::Short(codes, texts),
            None => Written::Coded(codes, texts),
        }
    }

    #[inline]
    fn put(&self, row: usize, answer: &Answer, line: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Written::Short(codes, texts) => {
                let text = &texts[codes[row] as usize];
                let end = line.len() + text.length;
                line.extend_from_slice(&text.bytes);
                line.truncate(end);
            }
            Written::Coded(codes, texts) => line.extend_from_slice(&texts[codes[row] as usize]),
            Written::Cells(Cells::Integers(list)) => integer(list[row], line),
            Written::Cells(Cells::Dates(list)) => put(&Cells::day(list[row]), answer, line)?,
            Written::Cells(Cells::Texts(texts)) => text_of(texts.get(row), line)?,
            Written::Cells(Cells::Values(list)) => put(&list[row], answer, line)?,
            Written::Cells(Cells::Coded { codes, values }) => {
                put(&values[codes[row] as usize], answer, line)?
            }
        }
        Ok(())
    }

    /// Some rows, a comma behind each.
    fn put_some(&self, rows: Range<usize>, answer: &Answer, line: &mut Vec<u8>) -> io::Result<()> {
        if let Written::Short(codes, texts) = self {
            line.reserve((SHORT + 1) * rows.len() + SHORT);
            for code in &codes[rows] {
                let text = &texts[*code as usize];
                let end = line.len() + text.length;
                line.extend_from_slice(&text.bytes);
                line.truncate(end);
                line.push(b',');
            }
            return Ok(());
        }
        for row in rows {
            self.put(row, answer, line)?;
            line.push(b',');
        }
        Ok(())
    }
}

/// Room for a small answer.
const ROOM: usize = 1 << 12;

/// So many bytes are handed on at once.
const MANY: usize = 1 << 15;

/// So many rows of a column are written before it is looked whether there is enough to hand on.
const SOME: usize = 1024;

/// One value behind what the line holds already; what is most common without a detour.
fn put(value: &Value, answer: &Answer, line: &mut Vec<u8>) -> io::Result<()> {
    match value {
        Value::Integer(number) => {
            integer(*number, line);
            Ok(())
        }
        Value::String(text) => text_of(text, line),
        Value::Date(date) if (0..=9999).contains(&date.year()) => {
            day(*date, line);
            Ok(())
        }
        _ => {
            let json = quiet_json(&value_to_json(value, answer).to_string());
            line.extend_from_slice(json.as_bytes());
            Ok(())
        }
    }
}

fn text_of(text: &str, line: &mut Vec<u8>) -> io::Result<()> {
    if plain(text) {
        line.reserve(text.len() + 3);
        line.push(b'"');
        line.extend_from_slice(text.as_bytes());
        line.push(b'"');
    } else {
        line.extend_from_slice(quiet_text(text)?.as_bytes());
    }
    Ok(())
}

/// A date of a year of four digits.
fn day(date: NaiveDate, line: &mut Vec<u8>) {
    let mut text = *b"\"0000-00-00\"";
    let year = date.year().unsigned_abs();
    for (at, number) in [(1, year / 100), (3, year % 100), (6, date.month()), (9, date.day())] {
        text[at..at + 2].copy_from_slice(&PAIRS[number as usize % 100]);
    }
    line.extend_from_slice(&text);
}

fn integer(number: i64, line: &mut Vec<u8>) {
    let mut text = [0; 20];
    let (mut at, mut left) = (text.len(), number.unsigned_abs());
    while left >= 100 {
        at -= 2;
        text[at..at + 2].copy_from_slice(&PAIRS[(left % 100) as usize]);
        left /= 100;
    }
    let [tens, ones] = PAIRS[left as usize];
    at -= 1;
    text[at] = ones;
    if left >= 10 {
        at -= 1;
        text[at] = tens;
    }
    if number < 0 {
        at -= 1;
        text[at] = b'-';
    }
    line.extend_from_slice(&text[at..]);
}

/// The numbers below a hundred in two digits.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < pairs.len() {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};

/// Whether a text stands in JSON as it is. Every byte is looked at, which takes many at once; the last of them
/// with some that were looked at before.
fn plain(text: &str) -> bool {
    let fits = |byte: &u8| byte.wrapping_sub(b' ') < 95 && *byte != b'"' && *byte != b'\\';
    let bytes = text.as_bytes();
    let wide = |bytes: &[u8; WIDE]| bytes.iter().fold(true, |all, byte| all & fits(byte));
    match bytes.last_chunk() {
        Some(last) => bytes.as_chunks().0.iter().fold(wide(last), |all, bytes| all & wide(bytes)),
        None => bytes.iter().all(fits),
    }
}

/// So many bytes are looked at together.
const WIDE: usize = 16;

fn quiet_text(text: &str) -> io::Result<String> {
    Ok(quiet_json(&serde_json::to_string(text)?))
}

/// All rows, as an array of objects by column.
pub fn answer_to_json(answer: &Answer) -> Json {
    Json::Array(answer.rows.iter().map(|row| row_to_json(answer, row)).collect())
}

fn row_to_json(answer: &Answer, row: &[Value]) -> Json {
    let entries = answer.columns.iter().zip(row);
    Json::Object(entries.map(|(column, value)| (column.to_string(), value_to_json(value, answer))).collect())
}

/// One value; nodes and relationships with what the answer knows of them.
pub fn value_to_json(value: &Value, answer: &Answer) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Integer(number) => Json::Number((*number).into()),
        Value::Float(number) => Number::from_f64(*number).map_or_else(|| text(value), Json::Number),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => Json::Array(items.iter().map(|item| value_to_json(item, answer)).collect()),
        Value::Map(entries) => properties(entries.iter(), answer),
        Value::Node(id) => {
            answer.nodes.get(id).map_or(json!({ "id": id.0 }), |node| self::node(node, answer))
        }
        Value::Relationship(id) => {
            answer.relationships.get(id).map_or(json!({ "id": id.0 }), |edge| relationship(edge, answer))
        }
        Value::Path(path) => {
            let nodes = path.nodes.iter().map(|id| value_to_json(&Value::Node(*id), answer));
            let edges = path.edges.iter().map(|id| value_to_json(&Value::Relationship(*id), answer));
            json!({ "nodes": nodes.collect::<Vec<_>>(), "relationships": edges.collect::<Vec<_>>() })
        }
        Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => text(value),
    }
}

fn node(node: &NodeRecord, answer: &Answer) -> Json {
    let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
    json!({ "id": node.id.0, "labels": labels, "properties": properties(node.properties.iter(), answer) })
}

fn relationship(edge: &RelationshipRecord, answer: &Answer) -> Json {
    json!({
        "id": edge.id.0,
        "type": &*edge.kind,
        "from": edge.from.0,
        "to": edge.to.0,
        "properties": properties(edge.properties.iter(), answer),
    })
}

fn properties<'a>(
    entries: impl Iterator<Item = (&'a std::sync::Arc<str>, &'a Value)>,
    answer: &Answer,
) -> Json {
    let entries: Map<String, Json> =
        entries.map(|(key, value)| (key.to_string(), value_to_json(value, answer))).collect();
    Json::Object(entries)
}

/// What has a text but no JSON type of its own.
fn text(value: &Value) -> Json {
    plain_text(value).map_or(Json::Null, Json::String)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::temporal::parse_date;
    use crate::query::Rows;

    #[test]
    fn numbers_dates_and_texts_are_written_without_a_detour_as_with_one() {
        let numbers = [0, 7, -7, 10, 99, 100, -101, 12_345, i64::MAX, i64::MIN].map(Value::Integer);
        let days = ["0000-01-01", "0033-04-03", "2025-12-31", "9999-12-31"];
        let dates = days.map(|day| Value::Date(parse_date(day).expect(day)));
        let texts = ["", "plain ~", "quo\"te", "back\\slash", "tab\t", "\u{7f}", "Århus"].map(Value::from);
        let long = (0..40).flat_map(|length| {
            let text = "x".repeat(length);
            [text.clone(), format!("\"{text}"), format!("{text}\u{1}")].map(Value::from)
        });
        let answer = Answer::default();
        for value in numbers.into_iter().chain(dates).chain(texts).chain(long) {
            let mut line = Vec::new();
            put(&value, &answer, &mut line).expect("a vector takes all");
            let detour = quiet_json(&value_to_json(&value, &answer).to_string());
            assert_eq!(String::from_utf8_lossy(&line), detour);
        }
    }

    #[test]
    fn columns_of_any_form_are_written_as_their_values() {
        let long = "a text that is too long to be copied as a short one is";
        let values = Arc::new(vec![Value::from("a"), Value::from("quo\"te"), Value::Null]);
        let longer = Arc::new(vec![Value::from("a"), Value::from(long), Value::Null]);
        let many: Vec<u32> = (0..40).map(|row| row % 3).collect();
        for (codes, values) in
            [(vec![2, 0, 1, 1], &values), (vec![1], &values), (many.clone(), &values), (many, &longer)]
        {
            let (count, numbers) = (codes.len(), codes.iter().map(|code| i64::from(*code) - 1).collect());
            let names = ["n", "t", "d", "x"].map(Into::into).to_vec();
            let mut answer = Answer { columns: names, ..Answer::default() };
            let days = codes.iter().map(|code| 730_000 + i64::from(*code)).collect();
            let texts: Vec<&str> = codes.iter().map(|code| ["a", long, "quo\"te"][*code as usize]).collect();
            let (dates, texts) = (Cells::Dates(days), Cells::texts(&texts));
            let coded = Cells::Coded { codes, values: values.clone() };
            answer.rows = Rows::new(4);
            answer.rows.append(vec![Cells::Integers(numbers), coded, dates, texts], count);
            let mut plain = Answer { rows: Rows::new(4), ..answer.clone() };
            answer.rows.iter().for_each(|row| plain.rows.push(row.iter().cloned()));
            let written = |answer: &Answer| {
                let mut text = Vec::new();
                lines(answer, &mut text)
                    .and_then(|()| compact(answer, &mut text))
                    .and_then(|()| columns(answer, &mut text))
                    .expect("a vector takes all");
                String::from_utf8_lossy(&text).into_owned()
            };
            assert_eq!(written(&answer), written(&plain));
        }
    }

    #[test]
    fn a_column_is_an_array_however_long_it_is() {
        let mut answer = Answer { columns: ["n", "t", "n"].map(Into::into).to_vec(), ..Answer::default() };
        answer.rows = Rows::new(3);
        let count: i64 = 3 * SOME as i64 + 1;
        for number in 0..count {
            answer.rows.push([Value::Null, Value::from("some text of a row"), Value::Integer(number)]);
        }
        let mut text = Vec::new();
        columns(&answer, &mut text).expect("a vector takes all");
        let json: Json = serde_json::from_slice(&text).expect("it is JSON");
        let numbers: Vec<Json> = (0..count).map(Json::from).collect();
        assert_eq!(json["n"], Json::from(numbers), "of two columns with one name the later");
        assert_eq!(json["t"].as_array().map(Vec::len), Some(count as usize));
        assert!(text.starts_with(b"{\"t\":[\"some") && text.ends_with(b"]}\n"));
    }
}
