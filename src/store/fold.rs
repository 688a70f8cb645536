//! A checkpoint that is written aside while the store goes on taking batches.
//!
//! What it needs is copied when it begins, so the writing shares nothing with the store but the disk, where it
//! touches only the file aside. The file itself is put in place by the store, between two batches.

use std::ffi::OsString;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::store::disk::{Disk, DiskFile};
use crate::store::header::{HEADER, Header, VERSION};
use crate::store::place::{busy, failed};
use crate::store::snapshot;

/// A new file, whole and durable, that has not taken the store's name yet.
pub struct Aside {
    pub file: Box<dyn DiskFile>,
    pub header: Header,
    pub end: u64,
}

/// Where a checkpoint is written. Only the holder of the lock writes there, over whatever is there: the name is
/// one that nobody gives to a file of his own.
pub fn aside(path: &Path) -> PathBuf {
    beside(path, "aside")
}

/// A hidden file next to another, for a short while.
pub fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{what}"));
    path.with_file_name(name)
}

/// Writes a settled graph and the history up to the batch `last` beside the file at `path`.
///
/// # Errors
/// Where the disk refuses. What was written until then is left to whoever called.
pub fn write_aside(disk: &dyn Disk, path: &Path, graph: &Graph, history: &[u8], last: u64) -> Result<Aside> {
    let full = |error: std::io::Error| failed(path, "cannot be written aside", &error);
    let file = disk.create(&aside(path)).map_err(full)?;
    if !file.lock().map_err(full)? {
        return Err(busy(path, file.lock_holder()));
    }
    let mut out = BufWriter::with_capacity(1 << 20, file);
    out.write_all(&[0; HEADER]).map_err(full)?;
    let snapshot = snapshot::write(graph, &mut out)?.map_err(full)?;
    out.write_all(history).map_err(full)?;
    let header = Header { version: VERSION, snapshot, history: history.len() as u64, last };
    let mut file = out.into_inner().map_err(|error| full(error.into_error()))?;
    file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&header.bytes())).map_err(full)?;
    file.sync().map_err(full)?;
    Ok(Aside { file, header, end: HEADER as u64 + snapshot + history.len() as u64 })
}

/// A checkpoint under way.
pub struct Fold {
    /// Where the batches begin, in the store's file, that it does not have.
    pub from: u64,
    job: Arc<Job>,
}

type Work = Box<dyn FnOnce() -> Result<Aside> + Send>;

struct Job {
    state: Mutex<State>,
    changed: Condvar,
}

enum State {
    Waiting(Work),
    Running,
    Done(Result<Aside>),
    Taken,
}

impl Fold {
    /// Begins it on the disk's own terms: a real one works on a thread.
    pub fn begin(
        disk: &Arc<dyn Disk>,
        path: &Path,
        mut graph: Graph,
        (history, last): (Vec<u8>, u64),
        from: u64,
    ) -> Self {
        let (its, path) = (disk.clone(), path.to_owned());
        let work: Work = Box::new(move || {
            graph.settle();
            write_aside(&*its, &path, &graph, &history, last)
        });
        let job = Arc::new(Job { state: Mutex::new(State::Waiting(work)), changed: Condvar::new() });
        let beside = job.clone();
        disk.beside(Box::new(move || beside.run()));
        Fold { from, job }
    }

    /// Whether what it wrote can be had without waiting.
    pub fn is_done(&self) -> bool {
        matches!(*self.job.state(), State::Done(_))
    }

    /// What it wrote, once it is done; does the work here and now where nobody has begun it.
    pub fn finish(self) -> Result<Aside> {
        self.job.run();
        let mut state = self.job.state();
        while matches!(*state, State::Running) {
            state = self.job.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        match std::mem::replace(&mut *state, State::Taken) {
            State::Done(outcome) => outcome,
            _ => Err(Error::system("the checkpoint was never written")),
        }
    }
}

impl Job {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does the work, where it still waits to be done.
    fn run(&self) {
        let mut state = self.state();
        if !matches!(*state, State::Waiting(_)) {
            return;
        }
        let State::Waiting(work) = std::mem::replace(&mut *state, State::Running) else { return };
        drop(state);
        let outcome = catch_unwind(AssertUnwindSafe(work));
        let outcome = outcome.unwrap_or_else(|_| Err(Error::system("the checkpoint could not be written")));
        *self.state() = State::Done(outcome);
        self.changed.notify_all();
    }
}
