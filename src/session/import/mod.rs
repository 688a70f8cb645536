//! Graphs made elsewhere: CSV files in neo4j-admin's dialect
//! (<https://neo4j.com/docs/operations-manual/current/import/>), which `export csv` writes.
//!
//! A file whose head has `:ID` holds nodes, one with `:START_ID` and `:END_ID` holds relationships. All
//! files are one batch: a wrong line leaves the store as it was. One thread reads ahead, the other builds the
//! graph; ids, names and messages come in the order of the files and lines all the same.

mod columns;
mod files;
mod ids;
mod rows;

use std::path::Path;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use crate::error::{Error, Result};
use crate::graph::Growth;
use crate::model::Element;
use crate::query::Stop;
use crate::session::Session;
use columns::{Cell, Columns, LIST, Shape};
use files::{Reader, Table};
use ids::Ids;
use rows::{Ahead, Batch, Row, WAITING};

pub use files::{FileGroup, ImportFiles};

/// What an import brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub nodes: usize,
    pub relationships: usize,
}

impl Session {
    /// Imports CSV files as one batch, which the log calls `what`; `at` is the time in seconds since 1970.
    ///
    /// # Errors
    /// Where there are no such files, a line does not fit its head, an id is missing or given twice;
    /// nothing is imported then.
    pub fn import(
        &mut self,
        files: &ImportFiles,
        what: String,
        at: i64,
        stop: &Stop,
    ) -> Result<ImportReport> {
        let (mut tables, mut readers): (Vec<Table>, Vec<Reader>) = files.open()?.into_iter().unzip();
        let mut ids = Ids::default();
        let mut growth = self.store.graph_mut().grow();
        for table in &mut tables {
            table.columns.resolve(&mut growth, &mut ids);
        }
        let nodes = tables.iter().take_while(|table| table.columns.shape == Shape::Nodes).count();
        let later = readers.split_off(nodes);
        let (nodes, relationships) = tables.split_at(nodes);
        let mut import = Import { growth, stop };
        let done = import.nodes(nodes, readers, &mut ids).and_then(|()| {
            ids.settle();
            import.relationships(relationships, later, &ids)
        });
        if let Err(error) = done {
            import.growth.take_back()?;
            return Err(error);
        }
        drop(ids);
        let (nodes, relationships) = import.growth.counts();
        let grown = import.growth.finish();
        self.store.commit_grown(what, at, grown)?;
        Ok(ImportReport { nodes, relationships })
    }
}

struct Import<'g> {
    growth: Growth<'g>,
    stop: &'g Stop,
}

/// What is wrong with a line, in words.
type Wrong = String;

type Told<T> = std::result::Result<T, Wrong>;

impl Import<'_> {
    fn nodes(&mut self, tables: &[Table], readers: Vec<Reader>, ids: &mut Ids) -> Result<()> {
        let label = |growth: &mut Growth<'_>, columns: &Columns, cell: &str| {
            let names = columns.name.split(':').chain(cell.split(LIST));
            Ok(names.filter(|name| !name.is_empty()).map(|name| growth.label(name)).collect::<Vec<_>>())
        };
        self.each_row(tables, readers, None, label, |growth, columns, labels, row| {
            let node = growth.node(labels.clone()).map_err(|error| error.to_string())?;
            if let Some((group, id)) = columns.id(&row.record)
                && !ids.insert(group, id, node)
            {
                return Err(format!("the id {id} is given twice"));
            }
            properties(growth, columns, row, node.into());
            Ok(())
        })
    }

    fn relationships(&mut self, tables: &[Table], readers: Vec<Reader>, ids: &Ids) -> Result<()> {
        let kind = |growth: &mut Growth<'_>, columns: &Columns, cell: &str| {
            let name = if cell.is_empty() { &columns.name } else { cell };
            if name.is_empty() {
                return Err("the :TYPE is empty".to_owned());
            }
            growth.kind(name).map_err(|error| error.to_string())
        };
        self.each_row(tables, readers, Some(ids), kind, |growth, columns, kind, row| {
            let (from, to) = row.ends.ok_or("the ends were not looked up")?;
            let edge = growth.edge(*kind, from, to).map_err(|error| error.to_string())?;
            properties(growth, columns, row, edge.into());
            Ok(())
        })
    }

    /// Reads tables on another thread and builds what their rows tell on this one. `name` resolves what a cell
    /// says of labels or types.
    fn each_row<T>(
        &mut self,
        tables: &[Table],
        readers: Vec<Reader>,
        ids: Option<&Ids>,
        name: impl Fn(&mut Growth<'_>, &Columns, &str) -> Told<T>,
        mut build: impl FnMut(&mut Growth<'_>, &Columns, &T, &mut Row) -> Told<()>,
    ) -> Result<()> {
        let (full, filled) = sync_channel::<Result<Batch>>(WAITING);
        let (back, empty) = channel();
        thread::scope(|scope| {
            let ahead = Ahead { tables, ids, full, empty };
            let started = thread::Builder::new().spawn_scoped(scope, move || ahead.run(readers));
            started.map_err(|error| Error::system(format!("no thread to read files on: {error}")))?;
            let mut cells = Cells::default();
            for batch in filled {
                let mut batch = batch?;
                let Table { files, columns } = &tables[batch.table];
                let file = &files[batch.file];
                cells.learn(&mut batch);
                for row in batch.rows() {
                    let made = match row.wrong.take() {
                        Some(reason) => Err(reason),
                        None => cells
                            .get(row.cell, |cell| name(&mut self.growth, columns, cell))
                            .and_then(|told| build(&mut self.growth, columns, told, row)),
                    };
                    made.map_err(|reason| wrong(file, row.line, reason))?;
                }
                if self.stop.reason().is_some() {
                    return Err(Error::Interrupted("stopped; nothing was imported".to_owned()));
                }
                // Where the reading has ended, nobody needs it.
                let _ = back.send(batch);
            }
            Ok(())
        })
    }
}

fn properties(growth: &mut Growth<'_>, columns: &Columns, row: &mut Row, on: Element) {
    columns.properties(&row.record, &mut row.values, |key, cell| match cell {
        Cell::Text(text) => growth.set_text(on, key, text),
        Cell::Value(value) => growth.set(on, key, value),
    });
}

/// What the cells of a table say of labels or types, by number, and what that is once a row needed it.
struct Cells<T> {
    table: usize,
    list: Vec<(Box<str>, Option<T>)>,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Cells { table: 0, list: Vec::new() }
    }
}

impl<T> Cells<T> {
    fn learn(&mut self, batch: &mut Batch) {
        if batch.table != self.table {
            self.table = batch.table;
            self.list.clear();
        }
        self.list.extend(batch.cells.drain(..).map(|cell| (cell, None)));
    }

    fn get(&mut self, number: usize, resolve: impl FnOnce(&str) -> Told<T>) -> Told<&T> {
        let (cell, known) = &mut self.list[number];
        match known {
            Some(known) => Ok(known),
            None => Ok(known.insert(resolve(cell)?)),
        }
    }
}

fn wrong(path: &Path, line: u64, reason: impl std::fmt::Display) -> Error {
    Error::usage(format!("{}:{}: {reason}; nothing was imported", path.display(), line.max(1)))
}
