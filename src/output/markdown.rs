//! Rows as a Markdown table.

use std::io::{self, Write};

use crate::output::{cell, shown};
use crate::query::Answer;

pub(super) fn write(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let places = shown(answer);
    if places.is_empty() {
        return Ok(());
    }
    line(out, places.iter().map(|at| answer.columns[*at].to_string()))?;
    line(out, places.iter().map(|_| "---".to_owned()))?;
    for row in &answer.rows {
        line(out, places.iter().map(|at| cell(&row[*at], answer)))?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| escape(&cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => escaped.push_str("<br>"),
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    escaped
}
