//! The sentences behind a row: who says so, where, when, with the names of the row marked.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_width::UnicodeWidthChar;

use crate::cli::clock;
use crate::cli::console::Style;
use crate::model::{EdgeId, NodeId, Value};
use crate::output::{clean, clean_line};
use crate::query::{Answer, EvidenceRecord};

/// What stands before each line of a sentence.
const INDENT: &str = "    ";

/// The evidence of a row, each sentence once, oldest first: of what its `_` columns hold, else of all
/// nodes and relationships it mentions.
pub fn behind<'a>(answer: &'a Answer, row: &[Value]) -> Vec<&'a EvidenceRecord> {
    let mut elements = Elements::default();
    for (column, value) in answer.columns.iter().zip(row) {
        if column.starts_with('_') {
            elements.add(value);
        }
    }
    let mut found = elements.evidence(answer);
    if found.is_empty() {
        row.iter().for_each(|value| elements.add(value));
        found = elements.evidence(answer);
    }
    found
}

/// The names that a row is about: what is marked in its sentences.
pub fn names(answer: &Answer, row: &[Value]) -> BTreeSet<String> {
    let mut elements = Elements::default();
    row.iter().for_each(|value| elements.add(value));
    let mut names = BTreeSet::new();
    for id in &elements.nodes {
        let Some(node) = answer.nodes.get(id) else { continue };
        if node.labels.iter().any(|label| matches!(&**label, "Meeting" | "Article")) {
            continue;
        }
        for key in ["name", "title", "aliases"] {
            node.properties.get(key).into_iter().for_each(|value| add_names(value, &mut names));
        }
    }
    row.iter().for_each(|value| add_names(value, &mut names));
    // The last word of a name stands for it in most sentences.
    let last_words: Vec<String> = names
        .iter()
        .filter_map(|name| name.rsplit_once([' ', '-']))
        .map(|(_, last)| last.to_owned())
        .filter(|word| word.chars().count() > 3 && word.chars().next().is_some_and(char::is_uppercase))
        .collect();
    names.extend(last_words);
    names
}

fn add_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.chars().next().is_some_and(char::is_uppercase) => {
            names.insert(text.to_string());
        }
        Value::List(items) => items.iter().for_each(|item| add_names(item, names)),
        _ => {}
    }
}

#[derive(Default)]
struct Elements {
    nodes: BTreeSet<NodeId>,
    edges: BTreeSet<EdgeId>,
}

impl Elements {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Node(id) => {
                self.nodes.insert(*id);
            }
            Value::Relationship(id) => {
                self.edges.insert(*id);
            }
            Value::Path(path) => {
                self.nodes.extend(&path.nodes);
                self.edges.extend(&path.edges);
            }
            Value::List(items) => items.iter().for_each(|item| self.add(item)),
            Value::Map(entries) => entries.values().for_each(|item| self.add(item)),
            _ => {}
        }
    }

    fn evidence<'a>(&self, answer: &'a Answer) -> Vec<&'a EvidenceRecord> {
        let nodes = self.nodes.iter().filter_map(|id| answer.nodes.get(id)).flat_map(|node| &node.evidence);
        let edges =
            self.edges.iter().filter_map(|id| answer.relationships.get(id)).flat_map(|edge| &edge.evidence);
        let mut found: Vec<&EvidenceRecord> = Vec::new();
        for record in nodes.chain(edges) {
            if !found.iter().any(|other| place(other) == place(record)) {
                found.push(record);
            }
        }
        found.sort_by_key(|record| (published(record), place(record)));
        found
    }
}

fn place(record: &EvidenceRecord) -> (i64, u64, u64) {
    match record {
        EvidenceRecord::Sentence { article, start, end, .. } => (i64::from(article.0), *start, *end),
        EvidenceRecord::Hand { at } => (-1, at.unsigned_abs(), 0),
    }
}

fn published(record: &EvidenceRecord) -> String {
    match record {
        EvidenceRecord::Sentence { published, .. } => plain(published),
        EvidenceRecord::Hand { .. } => String::new(),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => clean_line(text),
        Value::Date(date) => date.to_string(),
        Value::DateTime(time) => time.local.date().to_string(),
        Value::LocalDateTime(time) => time.date().to_string(),
        _ => String::new(),
    }
}

/// How sentences are written.
pub struct Page {
    pub color: bool,
    pub width: Option<usize>,
}

impl Page {
    /// Writes numbered sentences: date, publisher, title, link, and the words themselves.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(
        &self,
        records: &[&EvidenceRecord],
        names: &BTreeSet<String>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let marker = Marker::of(names);
        for (number, record) in records.iter().enumerate() {
            match record {
                EvidenceRecord::Sentence { title, url, publisher, published, text, .. } => {
                    let head: Vec<String> = [published, publisher, title]
                        .into_iter()
                        .map(plain)
                        .filter(|part| !part.is_empty())
                        .collect();
                    let head = format!("{:>2}  {}", number + 1, head.join(" · "));
                    self.lines(&head, INDENT, &mut |line| Style::Dim.paint(line, self.color), out)?;
                    let url = plain(url);
                    if !url.is_empty() {
                        writeln!(out, "{INDENT}{}", Style::Blue.paint(&url, self.color))?;
                    }
                    self.sentence(text, &marker, out)?;
                }
                EvidenceRecord::Hand { at } => {
                    writeln!(out, "{:>2}  written by hand, {}", number + 1, clock::readable(*at))?;
                }
            }
        }
        Ok(())
    }

    fn sentence(&self, text: &str, marker: &Marker, out: &mut dyn Write) -> io::Result<()> {
        let text: String = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!("“{text}”");
        let marked = if self.color { marker.find(&text) } else { Vec::new() };
        let room = self.width.map(|width| width.saturating_sub(INDENT.len()).max(20));
        for line in wrap(&text, room) {
            writeln!(out, "{INDENT}{}", paint(&text, line, &marked))?;
        }
        Ok(())
    }

    fn lines(
        &self,
        text: &str,
        indent: &str,
        style: &mut dyn FnMut(&str) -> String,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let room = self.width.map(|width| width.saturating_sub(indent.len()).max(20));
        for (number, line) in wrap(text, room).into_iter().enumerate() {
            let indent = if number == 0 { "" } else { indent };
            writeln!(out, "{indent}{}", style(&text[line]))?;
        }
        Ok(())
    }
}

/// A text with the names in it in bold.
pub fn marked(text: &str, names: &BTreeSet<String>, color: bool) -> String {
    let marked = if color { Marker::of(names).find(text) } else { Vec::new() };
    paint(text, 0..text.len(), &marked)
}

/// One line of a sentence with the marked stretches in bold.
fn paint(text: &str, line: Range<usize>, marked: &[Range<usize>]) -> String {
    let mut painted = String::new();
    let mut at = line.start;
    for range in marked.iter().filter(|range| range.start < line.end && range.end > line.start) {
        let (start, end) = (range.start.max(line.start), range.end.min(line.end));
        painted.push_str(&text[at..start]);
        painted.push_str(&Style::Bold.paint(&text[start..end], true));
        at = end;
    }
    painted.push_str(&text[at..line.end]);
    painted
}

/// Finds names in a text: the longest first, whole words, whatever their case.
struct Marker(Option<AhoCorasick>);

impl Marker {
    fn of(names: &BTreeSet<String>) -> Self {
        let names = names.iter().filter(|name| name.chars().count() > 2);
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(names);
        Marker(builder.ok())
    }

    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let Some(automaton) = &self.0 else { return Vec::new() };
        let whole = |range: &Range<usize>| {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        automaton.find_iter(text).map(|found| found.range()).filter(whole).collect()
    }
}

/// Breaks a text at its spaces into lines of at most so many columns; a longer word stands alone.
pub fn wrap(text: &str, room: Option<usize>) -> Vec<Range<usize>> {
    let room = room.unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    let (mut start, mut used, mut space) = (0, 0, None);
    for (at, letter) in text.char_indices() {
        used += letter.width().unwrap_or(0);
        if letter == ' ' {
            space = Some(at);
        }
        if used > room
            && let Some(break_at) = space.take()
        {
            lines.push(start..break_at);
            start = break_at + 1;
            used =
                text[start..at + letter.len_utf8()].chars().map(|letter| letter.width().unwrap_or(0)).sum();
        }
    }
    lines.push(start..text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        let text = "one two three four";
        let lines: Vec<&str> = wrap(text, Some(9)).into_iter().map(|line| &text[line]).collect();
        assert_eq!(lines, ["one two", "three", "four"]);
        assert_eq!(wrap(text, None).len(), 1);
        let long = "abcdefghijkl m";
        let lines: Vec<&str> = wrap(long, Some(5)).into_iter().map(|line| &long[line]).collect();
        assert_eq!(lines, ["abcdefghijkl", "m"]);
    }

    #[test]
    fn whole_names_are_marked_longest_first() {
        let names = ["Ali Larijani", "Larijani", "Iran"].map(str::to_owned).into_iter().collect();
        let text = "Ali Larijani of Iran, not Iranian; Larijani said";
        let marked: Vec<&str> = Marker::of(&names).find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["Ali Larijani", "Iran", "Larijani"]);
    }
}
