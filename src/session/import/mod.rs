//! Graphs made elsewhere: CSV files in neo4j-admin's dialect
//! (<https://neo4j.com/docs/operations-manual/current/import/>), which `export csv` writes.
//!
//! A file whose head has `:ID` holds nodes, one with `:START_ID` and `:END_ID` holds relationships. All
//! files of a folder are one batch: a wrong line leaves the store as it was.

mod columns;

mod ids;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::graph::{Growth, LabelId, TypeId};
use crate::model::Element;
use crate::query::Stop;
use crate::session::Session;
use columns::{Cell, Columns, LIST, Shape};
use ids::Ids;

/// What an import brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub nodes: usize,
    pub relationships: usize,
}

/// Rows between two looks at the switch.
const STRIDE: usize = 4096;

impl Session {
    /// Imports the CSV files of a folder as one batch; `at` is the time in seconds since 1970.
    ///
    /// # Errors
    /// Where the folder has no such files, a line does not fit its head, an id is missing or given twice;
    /// nothing is imported then.
    pub fn import(&mut self, folder: &Path, at: i64, stop: &Stop) -> Result<ImportReport> {
        let mut tables = Vec::new();
        for path in csv_files(folder)? {
            tables.push(Table::open(path)?);
        }
        if tables.is_empty() {
            return Err(Error::usage(format!("{} holds no .csv file", folder.display()))
                .hint("it takes nodes and relationships in neo4j-admin's dialect, as `chancery export csv` writes them"));
        }
        tables.sort_by_key(|table| table.columns.shape != Shape::Nodes);
        let mut import = Import {
            growth: self.store.graph_mut().grow(),
            ids: Ids::default(),
            labels: FxHashMap::default(),
            kinds: FxHashMap::default(),
            stop,
        };
        for table in tables {
            if let Err(error) = import.read(table) {
                import.growth.take_back()?;
                return Err(error);
            }
        }
        let (nodes, relationships) = import.growth.counts();
        let grown = import.growth.finish();
        self.store.commit_grown(format!("import {}", folder.display()), at, grown)?;
        Ok(ImportReport { nodes, relationships })
    }
}

struct Table {
    path: PathBuf,
    reader: csv::Reader<fs::File>,
    columns: Columns,
}

impl Table {
    fn open(path: PathBuf) -> Result<Self> {
        let mut reader =
            csv::ReaderBuilder::new()
                .flexible(true)
                .buffer_capacity(1 << 18)
                .from_path(&path)
                .map_err(|error| Error::system(format!("cannot read {}: {error}", path.display())))?;
        let head = reader.headers().map_err(|error| wrong(&path, 1, error.to_string()))?.clone();
        let columns = Columns::read(&head).map_err(|reason| wrong(&path, 1, reason))?;
        Ok(Table { path, reader, columns })
    }
}

/// The `.csv` files of a folder, by name.
fn csv_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Error::usage(format!("cannot read the folder {}: {error}", folder.display())))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
    found.sort();
    Ok(found)
}

struct Import<'g> {
    growth: Growth<'g>,
    ids: Ids,
    /// Labels and types by what their cells say.
    labels: FxHashMap<Arc<str>, Vec<LabelId>>,
    kinds: FxHashMap<Arc<str>, TypeId>,
    stop: &'g Stop,
}

/// What is wrong with a line, in words.
type Wrong = String;

impl Import<'_> {
    fn read(&mut self, mut table: Table) -> Result<()> {
        let mut record = csv::StringRecord::new();
        let mut rows = 0;
        table.columns.resolve(&mut self.growth, &mut self.ids);
        loop {
            let line = table.reader.position().line();
            match table.reader.read_record(&mut record) {
                Ok(false) => return Ok(()),
                Ok(true) => {}
                Err(error) => return Err(wrong(&table.path, line, error.to_string())),
            }
            let made = match table.columns.shape {
                Shape::Nodes => self.node(&table.columns, &record),
                Shape::Relationships => self.relationship(&table.columns, &record),
            };
            made.map_err(|reason| wrong(&table.path, line, reason))?;
            rows += 1;
            if rows % STRIDE == 0 && self.stop.reason().is_some() {
                return Err(Error::Interrupted("stopped; nothing was imported".to_owned()));
            }
        }
    }

    fn node(&mut self, columns: &Columns, record: &csv::StringRecord) -> std::result::Result<(), Wrong> {
        columns.fits(record)?;
        let labels = match columns.labels(record) {
            Some(cell) => self.labels(cell),
            None => Vec::new(),
        };
        let node = self.growth.node(labels).map_err(|error| error.to_string())?;
        if let Some((group, id)) = columns.id(record)
            && !self.ids.insert(group, id, node)
        {
            return Err(format!("the id {id} is given twice"));
        }
        self.properties(columns, record, node.into())
    }

    fn relationship(
        &mut self,
        columns: &Columns,
        record: &csv::StringRecord,
    ) -> std::result::Result<(), Wrong> {
        columns.fits(record)?;
        let find = |end: Option<(usize, &str)>, which: &str| {
            let (group, id) = end.ok_or_else(|| format!("the {which} is empty"))?;
            self.ids.get(group, id).ok_or_else(|| format!("there is no node with the id {id}"))
        };
        let (from, to) = (find(columns.start(record), ":START_ID")?, find(columns.end(record), ":END_ID")?);
        let kind = self.kind(columns.kind(record).ok_or("the :TYPE is empty")?)?;
        let edge = self.growth.edge(kind, from, to).map_err(|error| error.to_string())?;
        self.properties(columns, record, edge.into())
    }

    fn labels(&mut self, cell: &str) -> Vec<LabelId> {
        if let Some(labels) = self.labels.get(cell) {
            return labels.clone();
        }
        let names = cell.split(LIST).filter(|label| !label.is_empty());
        let labels: Vec<LabelId> = names.map(|name| self.growth.label(name)).collect();
        self.labels.insert(cell.into(), labels.clone());
        labels
    }

    fn kind(&mut self, cell: &str) -> std::result::Result<TypeId, Wrong> {
        if let Some(kind) = self.kinds.get(cell) {
            return Ok(*kind);
        }
        let kind = self.growth.kind(cell).map_err(|error| error.to_string())?;
        self.kinds.insert(cell.into(), kind);
        Ok(kind)
    }

    fn properties(
        &mut self,
        columns: &Columns,
        record: &csv::StringRecord,
        on: Element,
    ) -> std::result::Result<(), Wrong> {
        columns.properties(record, |key, cell| match cell {
            Cell::Text(text) => self.growth.set_text(on, key, text),
            Cell::Value(value) => self.growth.set(on, key, value),
        })
    }
}

fn wrong(path: &Path, line: u64, reason: impl std::fmt::Display) -> Error {
    Error::usage(format!("{}:{}: {reason}; nothing was imported", path.display(), line.max(1)))
}
