//! A graph that loses nothing.

use std::path::Path;
use std::sync::Arc;

use crate::error::Result;
use crate::graph::{Batch, Change, Graph, Grown};
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
    /// After a checkpoint has failed, none is begun by itself before the journal is as long as this.
    put_off: u64,
}

impl Store {
    /// A store that lives as long as the program.
    pub fn in_memory() -> Self {
        Store { graph: Graph::new(), file: None, recent: Vec::new(), last: 0, put_off: 0 }
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

    /// As [`Store::open_read_only`], for questions: the whole file is held against its checksums, and what none has
    /// asked for yet stays in it. Whoever answers asks [`Store::failure`] before he gives the answer out.
    ///
    /// # Errors
    /// As [`Store::open_read_only`].
    pub fn open_to_ask(path: &Path) -> Result<Self> {
        Self::open_on(Arc::new(RealDisk), path, Mode::Ask)
    }

    /// Opens a store on a disk of the caller's.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path, mode: Mode) -> Result<Self> {
        let opened = StoreFile::open(disk, path, mode, &mut Care::strict())?;
        let last = opened.file.last() + opened.recent.len() as u64;
        let mut store =
            Store { graph: opened.graph, file: Some(opened.file), recent: opened.recent, last, put_off: 0 };
        if mode == Mode::Write {
            store.tend();
        }
        Ok(store)
    }

    /// # Errors
    /// Where something could not be read from the file since it was opened, because somebody has written over it
    /// or the disk has failed: what the graph told may lack it.
    pub fn failure(&self) -> Result<()> {
        self.file.as_ref().map_or(Ok(()), StoreFile::failure)
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
        self.file.as_ref().is_some_and(|file| file.mode() != Mode::Write)
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

    /// Makes durable what the graph has grown by, as one batch; on an error the graph is as before it. It goes
    /// straight into a new snapshot. Gives its number, or none where nothing has grown.
    ///
    /// # Errors
    /// Where the store is read-only, where the disk refuses.
    pub fn commit_grown(&mut self, what: String, at: i64, grown: Grown) -> Result<Option<u64>> {
        let entry = Entry::grown(self.last + 1, what, at, grown, &self.graph);
        if entry.log.counts.changes == 0 {
            return Ok(None);
        }
        self.recent.push(entry);
        if let Err(error) = self.checkpoint() {
            self.recent.pop();
            self.graph.take_back(grown)?;
            return Err(error);
        }
        self.last += 1;
        Ok(Some(self.last))
    }

    /// Folds the journal into the snapshot.
    ///
    /// # Errors
    /// Where the store is read-only, where the disk refuses; the old file then still stands.
    pub fn checkpoint(&mut self) -> Result<()> {
        self.end_checkpoint();
        let Some(file) = &mut self.file else { return Ok(()) };
        file.checkpoint(&mut self.graph, &self.recent)?;
        self.recent.clear();
        Ok(())
    }

    /// Begins to fold the journal into the snapshot while the store goes on taking batches. It ends with one of
    /// the next batches, with [`Store::checkpoint`], or when the store is closed.
    ///
    /// # Errors
    /// Where the store is read-only, or the history cannot be read.
    pub fn begin_checkpoint(&mut self) -> Result<()> {
        self.end_checkpoint();
        self.file.as_mut().map_or(Ok(()), |file| file.begin_fold(&self.graph, &self.recent))
    }

    /// Waits for the checkpoint that was begun, if any, and puts it in place. The batches are safe all the same
    /// where that fails: the journal has them.
    fn end_checkpoint(&mut self) {
        let Some(file) = &mut self.file else { return };
        match file.end_fold() {
            Ok(_) => self.recent.retain(|entry| entry.log.number > file.last()),
            Err(_) => self.put_off = file.sizes().1.saturating_mul(2),
        }
    }

    /// Between two batches: puts a finished checkpoint in place, and begins one where the journal has outgrown
    /// its share.
    fn tend(&mut self) {
        let Some(file) = &self.file else { return };
        if file.is_folding() {
            return;
        }
        self.end_checkpoint();
        let Some(file) = &mut self.file else { return };
        let (snapshot, journal) = file.sizes();
        if journal > SMALL_JOURNAL.max(snapshot / 4).max(self.put_off)
            && file.begin_fold(&self.graph, &self.recent).is_err()
        {
            self.put_off = journal.saturating_mul(2);
        }
    }

    /// Every batch, oldest first.
    ///
    /// # Errors
    /// Where the history cannot be read or is damaged.
    pub fn log(&mut self) -> Result<Vec<LogEntry>> {
        let mut list = self.file.as_ref().map_or(Ok(Vec::new()), StoreFile::log)?;
        list.extend(self.recent.iter().map(|entry| entry.log.clone()));
        Ok(list)
    }

    /// The graph as it was known at a time, in seconds since 1970 (UTC): with all batches up to the first
    /// later one.
    ///
    /// # Errors
    /// Where the history cannot be read or is damaged.
    pub fn as_of(&mut self, at: i64) -> Result<Graph> {
        let first_later = self.log()?.iter().find(|entry| entry.at > at).map(|entry| entry.number);
        let mut graph = self.graph.clone();
        let Some(first) = first_later else { return Ok(graph) };
        for entry in self.history(first)?.iter().rev() {
            for change in entry.inverse.changes().iter() {
                graph.apply(change)?;
            }
        }
        self.failure()?;
        Ok(graph)
    }

    /// The batches from this one on, oldest first, with what takes them back.
    pub(super) fn history(&self, from: u64) -> Result<Vec<Entry>> {
        let elements = self.graph.node_count() + self.graph.edge_count();
        let mut list = self.file.as_ref().map_or(Ok(Vec::new()), |file| file.history(from, elements))?;
        list.extend(self.recent.iter().filter(|entry| entry.log.number >= from).cloned());
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
                self.graph.apply_all(&entry.inverse.changes())?;
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
            // The first batch is folded in at once: a file cut short then shows what it lacks, where a cut
            // journal looks like an append that never ended.
            if number > 1 {
                self.tend();
            } else if file.checkpoint(&mut self.graph, &self.recent).is_ok() {
                self.recent.clear();
            }
            return Ok(());
        }
        // The checkpoint that was begun has none of the later batches; what it wrote gives way to this one.
        self.checkpoint()
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
