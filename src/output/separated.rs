//! Rows as tab- or comma-separated values: never cut, never coloured.

use std::io::{self, Write};

use crate::output::{Layout, cell, shown};
use crate::query::Answer;

/// A head line, then a line a row; tabs and line breaks within a value become spaces.
pub(super) fn tsv(answer: &Answer, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    for row in rows(answer, layout) {
        let line: Vec<String> = row.iter().map(|value| value.replace(['\t', '\n', '\r'], " ")).collect();
        writeln!(out, "{}", line.join("\t"))?;
    }
    Ok(())
}

/// RFC 4180 with line feeds.
pub(super) fn csv(answer: &Answer, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
    for row in rows(answer, layout) {
        writer.write_record(row).map_err(io::Error::other)?;
    }
    writer.flush()
}

fn rows(answer: &Answer, layout: Layout) -> impl Iterator<Item = Vec<String>> + '_ {
    let places = shown(answer);
    let head: Vec<String> = places.iter().map(|at| answer.columns[*at].to_string()).collect();
    let body = answer.rows.iter().map(move |row| {
        places.iter().map(|at| guard(cell(&row[*at], answer), layout.excel_safe)).collect::<Vec<_>>()
    });
    let head = (!head.is_empty()).then_some(head);
    head.into_iter().chain(body)
}

/// A leading apostrophe keeps a spreadsheet from running what begins like a formula.
fn guard(text: String, excel_safe: bool) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if excel_safe && formula { format!("'{text}") } else { text }
}
