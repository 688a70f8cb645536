//! Rows read ahead on a thread of their own: split into fields, their values parsed, their ends looked up.
//! Who takes them has them in the order of the files and lines.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender};

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::model::{NodeId, Value};
use crate::session::import::columns::Columns;
use crate::session::import::files::{Reader, Table, reader};
use crate::session::import::ids::Ids;
use crate::session::import::{Wrong, wrong};

/// Rows of one file, in order.
#[derive(Default)]
pub(super) struct Batch {
    pub table: usize,
    pub file: usize,
    /// What the cells of labels or types say for the first time in the table, in the order of their numbers.
    pub cells: Vec<Box<str>>,
    rows: Vec<Row>,
    /// How many of the rows are filled; the others are room to fill.
    count: usize,
}

#[derive(Default)]
pub(super) struct Row {
    pub line: u64,
    pub record: csv::StringRecord,
    /// Of the properties that are no text, in the order of the columns.
    pub values: Vec<Value>,
    /// The number of what the row says of its labels or its type: whoever builds the graph on another core need
    /// not wait for the text to come over.
    pub cell: usize,
    /// Of a relationship.
    pub ends: Option<(NodeId, NodeId)>,
    /// What is wrong with the line. No row follows it.
    pub wrong: Option<Wrong>,
}

/// Rows in a batch, and full batches that may wait.
const ROWS: usize = 1024;
pub(super) const WAITING: usize = 4;

/// Tables that are read.
pub(super) struct Ahead<'t> {
    pub tables: &'t [Table],
    /// For relationships, the ids of the nodes.
    pub ids: Option<&'t Ids>,
    pub full: SyncSender<Result<Batch>>,
    /// Batches that have been used.
    pub empty: Receiver<Batch>,
}

/// Nobody takes batches any more.
struct Unwanted;

impl Batch {
    pub fn rows(&mut self) -> &mut [Row] {
        &mut self.rows[..self.count]
    }
}

/// The numbers of the cells of a table.
#[derive(Default)]
struct Cells(FxHashMap<Box<str>, usize>);

impl Cells {
    fn number(&mut self, cell: &str, new: &mut Vec<Box<str>>) -> usize {
        if let Some(number) = self.0.get(cell) {
            return *number;
        }
        self.0.insert(cell.into(), self.0.len());
        new.push(cell.into());
        self.0.len() - 1
    }
}

impl Ahead<'_> {
    /// Reads all tables, the first file of each by the reader that has read its head.
    pub fn run(self, readers: Vec<Reader>) {
        for (number, first) in readers.into_iter().enumerate() {
            if self.table(number, first).is_err() {
                return;
            }
        }
    }

    fn table(&self, number: usize, first: Reader) -> Result<(), Unwanted> {
        let mut first = Some(first);
        let mut cells = Cells::default();
        for (file, path) in self.tables[number].files.iter().enumerate() {
            let continued = first.is_none();
            let opened = first.take().map_or_else(|| reader(path), Ok);
            let read = opened.map(|reader| self.file(number, file, reader, continued, &mut cells));
            match read {
                Ok(Ok(None)) => {}
                Ok(Ok(Some(error))) | Err(error) => return self.full.send(Err(error)).map_err(|_| Unwanted),
                Ok(Err(unwanted)) => return Err(unwanted),
            }
        }
        Ok(())
    }

    /// Gives what is wrong with the file itself. One that continues a table may repeat its head.
    fn file(
        &self,
        table: usize,
        file: usize,
        mut reader: Reader,
        continued: bool,
        cells: &mut Cells,
    ) -> Result<Option<Error>, Unwanted> {
        let Table { files, columns } = &self.tables[table];
        let mut may_be_head = continued;
        loop {
            let mut batch = self.empty.try_recv().unwrap_or_default();
            (batch.table, batch.file, batch.count) = (table, file, 0);
            batch.cells.clear();
            let mut end = None;
            while batch.count < ROWS && end.is_none() {
                if batch.count == batch.rows.len() {
                    batch.rows.push(Row::default());
                }
                let row = &mut batch.rows[batch.count];
                match self.row(columns, &files[file], &mut reader, row) {
                    Ok(true) if std::mem::take(&mut may_be_head) && columns.are_named(&row.record) => {}
                    Ok(true) => {
                        let cell = columns.cell(&row.record);
                        row.cell = cells.number(cell, &mut batch.cells);
                        batch.count += 1;
                        end = row.wrong.is_some().then_some(None);
                    }
                    Ok(false) => end = Some(None),
                    Err(error) => end = Some(Some(error)),
                }
            }
            self.full.send(Ok(batch)).map_err(|_| Unwanted)?;
            if let Some(error) = end {
                return Ok(error);
            }
        }
    }

    /// Whether there is another row.
    fn row(&self, columns: &Columns, path: &Path, reader: &mut Reader, row: &mut Row) -> Result<bool> {
        row.line = reader.position().line();
        if !reader.read_record(&mut row.record).map_err(|error| wrong(path, row.line, error))? {
            return Ok(false);
        }
        row.values.clear();
        row.wrong = self.fill(columns, row).err();
        Ok(true)
    }

    fn fill(&self, columns: &Columns, row: &mut Row) -> Result<(), Wrong> {
        columns.fits(&row.record)?;
        if let Some(ids) = self.ids {
            let find = |end: Option<(usize, &str)>, which: &str| {
                let (group, id) = end.ok_or_else(|| format!("the {which} is empty"))?;
                ids.get(group, id).ok_or_else(|| format!("there is no node with the id {id}"))
            };
            let from = find(columns.start(&row.record), ":START_ID")?;
            row.ends = Some((from, find(columns.end(&row.record), ":END_ID")?));
        }
        columns.values(&row.record, &mut row.values)
    }
}
