//! Graphs made elsewhere: CSV files in neo4j-admin's dialect
//! (<https://neo4j.com/docs/operations-manual/current/import/>), which `export csv` writes.
//!
//! A file whose head has `:ID` holds nodes, one with `:START_ID` and `:END_ID` holds relationships. All
//! files of a folder are one batch: a wrong line leaves the store as it was.

mod columns;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::graph::{Batch, Change};
use crate::model::{EdgeId, NodeId};
use crate::query::Stop;
use crate::session::Session;
use columns::{Columns, Shape};

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
        let mut import = Import {
            ids: HashMap::new(),
            next_node: self.graph().next_node().0,
            next_edge: self.graph().next_edge().0,
            batch: Batch { what: format!("import {}", folder.display()), at, changes: Vec::new() },
            report: ImportReport::default(),
            stop: stop.clone(),
        };
        tables.sort_by_key(|table| table.columns.shape != Shape::Nodes);
        for table in tables {
            import.read(table)?;
        }
        self.store.commit(import.batch)?;
        Ok(import.report)
    }
}

struct Table {
    path: PathBuf,
    reader: csv::Reader<fs::File>,
    columns: Columns,
}

impl Table {
    fn open(path: PathBuf) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
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

struct Import {
    /// The node of each id, within its group.
    ids: HashMap<(Arc<str>, String), NodeId>,
    next_node: u32,
    next_edge: u32,
    batch: Batch,
    report: ImportReport,
    stop: Stop,
}

impl Import {
    fn read(&mut self, mut table: Table) -> Result<()> {
        let mut record = csv::StringRecord::new();
        let mut rows = 0;
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

    fn node(&mut self, columns: &Columns, record: &csv::StringRecord) -> std::result::Result<(), String> {
        let row = columns.row(record)?;
        let id = NodeId(self.next_node);
        if let Some(key) = row.id
            && self.ids.insert(key.clone(), id).is_some()
        {
            return Err(format!("the id {} is given twice", key.1));
        }
        self.next_node += 1;
        self.report.nodes += 1;
        self.batch.changes.push(Change::CreateNode { id, labels: row.labels, properties: row.properties });
        Ok(())
    }

    fn relationship(
        &mut self,
        columns: &Columns,
        record: &csv::StringRecord,
    ) -> std::result::Result<(), String> {
        let row = columns.row(record)?;
        let find = |end: Option<(Arc<str>, String)>, which: &str| {
            let key = end.ok_or_else(|| format!("the {which} is empty"))?;
            self.ids.get(&key).copied().ok_or_else(|| format!("there is no node with the id {}", key.1))
        };
        let (from, to) = (find(row.start, ":START_ID")?, find(row.end, ":END_ID")?);
        let kind = row.kind.ok_or("the :TYPE is empty")?;
        let id = EdgeId(self.next_edge);
        self.next_edge += 1;
        self.report.relationships += 1;
        self.batch.changes.push(Change::CreateEdge { id, kind, from, to, properties: row.properties });
        Ok(())
    }
}

fn wrong(path: &Path, line: u64, reason: impl std::fmt::Display) -> Error {
    Error::usage(format!("{}:{}: {reason}; nothing was imported", path.display(), line.max(1)))
}
