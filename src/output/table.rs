//! Rows as a table, fitted to the terminal.

use std::io::{self, Write};

use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use crate::model::Value;
use crate::output::{Layout, cell, shown};
use crate::query::Answer;

/// Rules under the head only, no frame: rows are read, not boxed.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction(' ').left(' ').right(' '));

pub(super) fn write(answer: &Answer, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    if answer.columns.is_empty() {
        return Ok(());
    }
    let places = shown(answer);
    let mut table = Table::new();
    table.load_style(STYLE);
    if layout.color {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    if let Some(width) = layout.width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    }
    let head = |text: &str| {
        let cell = Cell::new(text);
        if layout.color { cell.add_attribute(Attribute::Bold) } else { cell }
    };
    let mut header: Vec<Cell> = if layout.numbered { vec![head("#")] } else { Vec::new() };
    header.extend(places.iter().map(|at| head(&answer.columns[*at])));
    table.set_header(header);
    for (number, row) in answer.rows.iter().enumerate() {
        let mut cells = Vec::new();
        if layout.numbered {
            cells.push(Cell::new(number + 1).set_alignment(CellAlignment::Right));
        }
        for at in &places {
            let number = matches!(row[*at], Value::Integer(_) | Value::Float(_));
            let side = if number { CellAlignment::Right } else { CellAlignment::Left };
            cells.push(Cell::new(cell(&row[*at], answer)).set_alignment(side));
        }
        table.add_row(cells);
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
