//! JSON: one object a line, an array of objects, or objects over several lines, one after another.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use crate::model::{Article, ArticleFacts, PartialDate};

use super::decode::{too_long, utf8};
use super::{Flaw, Found, Input, LONGEST, date, finish};

/// What the fields of an article are called, by usual names; the first that is there counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Url,
    Title,
    Publisher,
    Published,
    Text,
}

const NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "_id", "uuid", "guid", "article_id"]),
    (Field::Url, &["url", "link", "canonical_url", "source_url", "permalink"]),
    (Field::Title, &["title", "headline", "title_rss"]),
    (
        Field::Publisher,
        &["publisher", "source", "sitename", "site_name", "source_name", "outlet", "source_domain"],
    ),
    (
        Field::Published,
        &[
            "published",
            "date",
            "date_publish",
            "published_at",
            "publishedat",
            "date_published",
            "datepublished",
            "publish_date",
            "published_date",
            "publication_date",
            "pubdate",
            "pub_date",
            "timestamp",
        ],
    ),
    (Field::Text, &["text", "body", "maintext", "content", "articlebody", "full_text", "text_content"]),
];

/// Arrays in which services wrap their articles.
const WRAPPERS: &[&str] = &["articles", "results", "items", "docs", "data"];

impl Field {
    pub(super) fn named(key: &str) -> Option<Field> {
        let key = key.to_lowercase();
        NAMES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(field, _)| *field)
    }

    /// The first value under one of the field's names that is not null.
    fn of(self, object: &Map<String, Value>) -> Option<&Value> {
        let names = NAMES.iter().find(|(field, _)| *field == self).map_or(&[][..], |(_, names)| names);
        names.iter().find_map(|name| {
            let exact = object.get(*name);
            exact
                .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
                .filter(|value| !value.is_null())
        })
    }
}

/// What one JSON value holds.
pub(super) fn inputs(line: u64, value: Value) -> Vec<Found> {
    let Value::Object(object) = value else {
        return vec![Err(Flaw::at(line, "it is no JSON object with title and text"))];
    };
    let has_text = Field::Text.of(&object).is_some();
    if !has_text {
        if let Some(wrapped) = WRAPPERS.iter().find_map(|name| object.get(*name)?.as_array()) {
            return wrapped.iter().flat_map(|value| inputs(line, value.clone())).collect();
        }
        if ["people", "meetings", "agreements"]
            .iter()
            .any(|key| object.get(*key).is_some_and(Value::is_array))
        {
            return vec![facts(object).map(Input::Facts).map_err(|reason| Flaw::at(line, reason))];
        }
    }
    vec![article(&object).map(Input::Article).map_err(|reason| Flaw::at(line, reason))]
}

fn article(object: &Map<String, Value>) -> Result<Article, String> {
    let text = |field: Field| field.of(object).and_then(words);
    let body = text(Field::Text).ok_or("it has no text; I look for text, body, maintext or content")?;
    let published = match Field::Published.of(object) {
        Some(value) => Some(day(value)?),
        None => None,
    };
    finish(Article {
        id: text(Field::Id).unwrap_or_default(),
        url: text(Field::Url),
        title: text(Field::Title).unwrap_or_default(),
        publisher: text(Field::Publisher),
        published,
        text: body,
    })
}

/// A string, a number, the `name` of an object, or paragraphs.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").or_else(|| object.get("title")).and_then(words),
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().filter_map(words).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        _ => None,
    }
}

fn day(value: &Value) -> Result<PartialDate, String> {
    match value {
        Value::String(text) => date::published(text),
        Value::Number(number) => date::published(&number.to_string()),
        other => Err(format!("{other} is no date; write 2025-10-21")),
    }
}

/// Facts as `extract` prints them; every number of evidence must point at a sentence.
fn facts(object: Map<String, Value>) -> Result<ArticleFacts, String> {
    let facts: ArticleFacts = serde_json::from_value(Value::Object(object))
        .map_err(|error| format!("it looks like facts but is none: {error}"))?;
    if facts.id.is_empty() {
        return Err("these facts have no article id".into());
    }
    let roles = facts.people.iter().flat_map(|person| &person.roles).map(|role| role.evidence);
    let meetings = facts.meetings.iter().map(|meeting| meeting.evidence);
    let agreements = facts.agreements.iter().map(|agreement| agreement.evidence);
    let count = facts.evidence.len();
    match roles.chain(meetings).chain(agreements).find(|number| *number >= count) {
        Some(number) => Err(format!("a fact points at sentence {number} of {count}")),
        None => Ok(facts),
    }
}

/// The values of a stream with the lines they begin on. A line that is no JSON does not spoil the next.
pub(super) struct Values {
    bytes: Box<dyn BufRead + Send>,
    line: u64,
    /// A line that was read to see how the file is laid out.
    ahead: Option<Line>,
    layout: Layout,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Unknown,
    /// One value a line.
    Lines,
    /// Values follow each other over lines, perhaps in one array; depth decides where each ends.
    Free,
    Done,
}

/// The number of a line and its bytes, or why it cannot be had.
type Line = (u64, Result<Vec<u8>, String>);

impl Values {
    pub(super) fn of(bytes: Box<dyn BufRead + Send>) -> Self {
        Values { bytes, line: 0, ahead: None, layout: Layout::Unknown }
    }

    fn next_line(&mut self) -> Option<Line> {
        if let Some(line) = self.ahead.take() {
            return Some(line);
        }
        loop {
            let (taken, line) = limited_line(&mut self.bytes);
            if taken == 0 {
                self.layout = Layout::Done;
                return line.err().map(|reason| (self.line + 1, Err(reason)));
            }
            self.line += 1;
            match line {
                Ok(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                line => return Some((self.line, line)),
            }
        }
    }

    /// An array, or an object that goes on over the line's end, is free; anything else is one a line.
    fn look(&mut self) {
        self.layout = Layout::Lines;
        if bytes_ahead(&mut self.bytes).starts_with(b"[") {
            self.layout = Layout::Free;
            self.line = 1;
            return;
        }
        let first = self.next_line();
        let goes_on = matches!(&first, Some((_, Ok(bytes))) if is_cut(bytes))
            && !bytes_ahead(&mut self.bytes).starts_with(b"{");
        match first {
            Some((_, Ok(bytes))) if goes_on => {
                self.layout = Layout::Free;
                let rest = std::mem::replace(&mut self.bytes, Box::new(std::io::empty()));
                self.bytes = Box::new(std::io::BufReader::new(std::io::Cursor::new(bytes).chain(rest)));
            }
            first => self.ahead = first,
        }
    }

    /// The next value by depth: brackets and commas between values are stepped over.
    fn next_free(&mut self) -> Option<(u64, Result<Vec<u8>, String>)> {
        let mut value = Vec::new();
        let mut start = self.line;
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        let mut long = false;
        loop {
            let byte = match next_byte(&mut self.bytes) {
                Ok(Some(byte)) => byte,
                Ok(None) => {
                    self.layout = Layout::Done;
                    return (!value.is_empty())
                        .then(|| (start, Err("the file ends in the middle of it".to_owned())));
                }
                Err(reason) => {
                    self.layout = Layout::Done;
                    return Some((start, Err(reason)));
                }
            };
            if byte == b'\n' {
                self.line += 1;
            }
            if depth == 0 && !quoted && (byte.is_ascii_whitespace() || b"[],".contains(&byte)) {
                if value.is_empty() {
                    continue;
                }
                return Some((start, Ok(value)));
            }
            if value.is_empty() {
                start = self.line;
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if value.len() < LONGEST {
                value.push(byte);
            } else {
                long = true;
            }
            if depth == 0 && !quoted && byte == b'}' {
                return Some((start, if long { Err(too_long()) } else { Ok(value) }));
            }
        }
    }
}

impl Iterator for Values {
    type Item = Result<(u64, Value), Flaw>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.layout == Layout::Unknown {
            self.look();
        }
        let (line, bytes) = match self.layout {
            Layout::Lines => self.next_line()?,
            Layout::Free => self.next_free()?,
            Layout::Unknown | Layout::Done => self.ahead.take()?,
        };
        Some(parsed(bytes).map(|value| (line, value)).map_err(|reason| Flaw::at(line, reason)))
    }
}

fn parsed(bytes: Result<Vec<u8>, String>) -> Result<Value, String> {
    let text = utf8(bytes?).map_err(|(_, reason)| reason)?;
    serde_json::from_str(text.trim_end()).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what);
        format!("it is no JSON: {what} at column {}", error.column())
    })
}

/// One line, however long the file's lines are: beyond the limit the rest is passed over.
fn limited_line(bytes: &mut dyn BufRead) -> (usize, Result<Vec<u8>, String>) {
    let mut line = Vec::new();
    let mut taken = 0;
    loop {
        let ahead = match bytes.fill_buf() {
            Ok(ahead) => ahead,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return (0, Err(super::source::refusal(&error))),
        };
        let end = ahead.iter().position(|byte| *byte == b'\n').map(|place| place + 1);
        let count = end.unwrap_or(ahead.len());
        if taken <= LONGEST {
            line.extend_from_slice(&ahead[..count]);
        } else {
            line = Vec::new();
        }
        taken += count;
        bytes.consume(count);
        if count == 0 || end.is_some() {
            return (taken, if taken > LONGEST { Err(too_long()) } else { Ok(line) });
        }
    }
}

/// Whether the line is the beginning of a value that goes on behind it.
fn is_cut(line: &[u8]) -> bool {
    serde_json::from_slice::<Value>(line).is_err_and(|error| error.is_eof())
}

fn bytes_ahead(bytes: &mut dyn BufRead) -> &[u8] {
    bytes.fill_buf().unwrap_or_default().trim_ascii_start()
}

fn next_byte(bytes: &mut dyn BufRead) -> Result<Option<u8>, String> {
    loop {
        let byte = match bytes.fill_buf() {
            Ok(ahead) => ahead.first().copied(),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(super::source::refusal(&error)),
        };
        bytes.consume(usize::from(byte.is_some()));
        return Ok(byte);
    }
}
