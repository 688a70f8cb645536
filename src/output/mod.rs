//! Answers as text: one file a format.
//!
//! Columns whose name begins with `_` carry what stands behind a row (a meeting, an edge). They are for
//! `:why`, drawings and programs: JSON has them, what people read has not.

pub mod drawing;
pub mod export;
mod json;
mod markdown;
mod separated;
mod table;
mod text;

use std::io::{self, Write};
use std::str::FromStr;

use crate::query::Answer;

pub use crate::model::quiet::quiet_json;
pub use json::{answer_to_json, value_to_json};
pub use text::{cell, clean, clean_line};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Table,
    Tsv,
    Csv,
    Json,
    Jsonl,
    /// One JSON document on a line, with the columns once and the rows as arrays: what a program reads fastest.
    Compact,
    /// One JSON object on a line, with an array for each column: what takes columns, as data frames do, reads it fastest.
    Columns,
    Markdown,
    /// A drawing of what the rows mention, in Graphviz's language.
    Dot,
}

/// What a format may need to know of its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Columns of the terminal; none: never cut.
    pub width: Option<usize>,
    pub color: bool,
    /// Numbers the rows, for `:why 2`.
    pub numbered: bool,
    /// Keeps spreadsheets from taking a text for a formula (CSV and TSV).
    pub excel_safe: bool,
}

impl Format {
    pub const NAMES: [&'static str; 9] =
        ["table", "tsv", "csv", "json", "jsonl", "compact", "columns", "md", "dot"];
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "table" => Format::Table,
            "tsv" => Format::Tsv,
            "csv" => Format::Csv,
            "json" => Format::Json,
            "jsonl" => Format::Jsonl,
            "compact" => Format::Compact,
            "columns" => Format::Columns,
            "md" | "markdown" => Format::Markdown,
            "dot" => Format::Dot,
            _ => return Err(format!("there is no format {name}; there are {}", Format::NAMES.join(", "))),
        })
    }
}

/// Writes the rows of an answer.
///
/// # Errors
/// Those of the writer.
pub fn write(answer: &Answer, format: Format, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(answer, layout, out),
        Format::Tsv => separated::tsv(answer, layout, out),
        Format::Csv => separated::csv(answer, layout, out),
        Format::Json => json::document(answer, out),
        Format::Jsonl => json::lines(answer, out),
        Format::Compact => json::compact(answer, out),
        Format::Columns => json::columns(answer, out),
        Format::Markdown => markdown::write(answer, out),
        Format::Dot => out.write_all(drawing::draw(answer, None, &drawing::Caption::default()).as_bytes()),
    }
}

/// The places of the columns that people see.
fn shown(answer: &Answer) -> Vec<usize> {
    (0..answer.columns.len()).filter(|at| !answer.columns[*at].starts_with('_')).collect()
}
