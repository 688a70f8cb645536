//! A graph that loses nothing.

use std::path::Path;
use std::sync::Arc;

use crate::error::Result;
use crate::graph::{Batch, Change, Graph};
use crate::store::codec::{DiskChanges, encode};
use crate::store::damage::Care;
use crate::store::disk::{Disk, RealDisk};
use crate::store::file::{Mode, StoreFile};
use crate::store::history::{Entry, LogEntry};

/// A journal is folded into the snapshot once it is larger than this and than a quarter of the snapshot.
const SMALL_JOURNAL: u64 = 1 << 20;
/// A batch with more changes goes straight into a new snapshot.
const LARGE_BATCH: usize = 100_000;

/// A graph with its history, in a file or in memory.
pub struct Store {
    graph: Graph,
    file: Option<StoreFile>,
    /// The batches since the last checkpoint.
    recent: Vec<Entry>,
    /// The number of the last batch.
    last: u64,
}

impl Store {
    /// A store that lives as long as the program.
    pub fn in_memory() -> Self {
        Store { graph: Graph::new(), file: None, recent: Vec::new(), last: 0 }
    }

    /// Opens a store as its one writer, and makes an empty one where there is none.
    ///
    /// # Errors
    /// Where another process writes to it, where the file is no store, is damaged or of a newer version,
    /// and where the disk refuses; each says which.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_on(Arc::new(RealDisk), path, Mode::Write)
    }

    /// Opens a store for reading: it sees the last whole state, never waits, and changes nothing.
    ///
    /// # Errors
    /// As [`Store::open`], and where there is no store.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        Self::open_on(Arc::new(RealDisk), path, Mode::Read)
    }

    /// Opens a store on a disk of the caller's.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path, mode: Mode) -> Result<Self> {
        let opened = StoreFile::open(disk, path, mode, &mut Care::strict())?;
        let last = opened.file.last() + opened.recent.len() as u64;
        Ok(Store { graph: opened.graph, file: Some(opened.file), recent: opened.recent, last })
    }

    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// For whoever applies changes itself and hands them to [`Store::commit_applied`] afterwards, or takes
    /// them back.
    pub fn graph_mut(&mut self) -> &mut Graph {
        &mut self.graph
    }

    /// The file; none for a store in memory.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(StoreFile::path)
    }

    pub fn is_read_only(&self) -> bool {
        self.file.as_ref().is_some_and(|file| file.mode() == Mode::Read)
    }

    /// Applies a batch and makes it durable: all of it, or on an error nothing. A batch without changes is
    /// no batch. Gives its number, or none where there was nothing to do.
    ///
    /// # Errors
    /// Where a change does not fit the graph, where the store is read-only, where the disk refuses.
    pub fn commit(&mut self, batch: Batch) -> Result<Option<u64>> {
        if batch.changes.is_empty() {
            return Ok(None);
        }
        let inverse = self.graph.apply_all(&batch.changes)?;
        self.keep(batch, None, inverse)
    }

    /// Makes a batch durable whose changes the graph already has; `inverse` takes them back, in the order
    /// to apply them. On an error the graph is as before the batch.
    ///
    /// # Errors
    /// Where the store is read-only, where the disk refuses.
    pub fn commit_applied(&mut self, batch: Batch, inverse: Vec<Change>) -> Result<Option<u64>> {
        if batch.changes.is_empty() {
            return Ok(None);
        }
        self.keep(batch, None, inverse)
    }

    /// Folds the journal into the snapshot.
    ///
    /// # Errors
    /// Where the store is read-only, where the disk refuses; the old file then still stands.
    pub fn checkpoint(&mut self) -> Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.checkpoint(&mut self.graph, &self.recent)?;
        self.recent.clear();
        Ok(())
    }

    /// Every batch, oldest first.
    ///
    /// # Errors
    /// Where the history cannot be read or is damaged.
    pub fn log(&mut self) -> Result<Vec<LogEntry>> {
        let mut list = self.file.as_mut().map_or(Ok(Vec::new()), StoreFile::log)?;
        list.extend(self.recent.iter().map(|entry| entry.log.clone()));
        Ok(list)
    }

    /// The graph as it was known at a time, in seconds since 1970 (UTC): with all batches up to the first
    /// later one.
    ///
    /// # Errors
    /// Where the history cannot be read or is damaged.
    pub fn as_of(&mut self, at: i64) -> Result<Graph> {
        let history = self.history()?;
        let kept = history.iter().position(|entry| entry.log.at > at).unwrap_or(history.len());
        let mut graph = self.graph.clone();
        for entry in history[kept..].iter().rev() {
            for change in &entry.inverse {
                graph.apply(change)?;
            }
        }
        Ok(graph)
    }

    pub(super) fn history(&mut self) -> Result<Vec<Entry>> {
        let mut list = self.file.as_mut().map_or(Ok(Vec::new()), StoreFile::history)?;
        list.extend(self.recent.iter().cloned());
        Ok(list)
    }

    /// As [`Store::commit_applied`], for a batch that takes another back. It is kept even where there was
    /// nothing to take back, so that the other counts as undone.
    pub(super) fn keep_undo(
        &mut self,
        batch: Batch,
        undoes: u64,
        inverse: Vec<Change>,
    ) -> Result<Option<u64>> {
        self.keep(batch, Some(undoes), inverse)
    }

    /// Writes a batch that is applied; takes it back where that fails.
    fn keep(&mut self, batch: Batch, undoes: Option<u64>, inverse: Vec<Change>) -> Result<Option<u64>> {
        let number = self.last + 1;
        self.recent.push(Entry::new(number, &batch, undoes, inverse));
        if let Err(error) = self.write(number, &batch, undoes) {
            if let Some(entry) = self.recent.pop() {
                self.graph.apply_all(&entry.inverse)?;
            }
            return Err(error);
        }
        self.last = number;
        Ok(Some(number))
    }

    /// Writes the batch that was pushed last.
    fn write(&mut self, number: u64, batch: &Batch, undoes: Option<u64>) -> Result<()> {
        let Some(file) = &mut self.file else {
            DiskChanges::new(&batch.changes)?;
            if batch.changes.len() > LARGE_BATCH {
                self.graph.settle();
            }
            return Ok(());
        };
        if batch.changes.len() <= LARGE_BATCH {
            let mut payload = encode(&(batch.what.clone(), batch.at, undoes))?;
            payload.extend(encode(&DiskChanges::new(&batch.changes)?)?);
            file.append(number, &payload)?;
            let (snapshot, journal) = file.sizes();
            // The first batch is folded in at once: a file cut short then shows what it lacks, where a cut
            // journal looks like an append that never ended.
            if number > 1 && journal <= SMALL_JOURNAL.max(snapshot / 4) {
                return Ok(());
            }
            if file.checkpoint(&mut self.graph, &self.recent).is_err() {
                // The batch is safe all the same; the journal goes on growing.
                return Ok(());
            }
        } else {
            file.checkpoint(&mut self.graph, &self.recent)?;
        }
        self.recent.clear();
        Ok(())
    }
}

impl From<Graph> for Store {
    fn from(graph: Graph) -> Self {
        Store { graph, ..Store::in_memory() }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Store({:?}, batch {})", self.path(), self.last)
    }
}
