//! The file behind a store: header, snapshot, history and journal, one writer at a time.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::store::codec::{DiskChanges, decode};
use crate::store::damage::{Care, Damage};
use crate::store::disk::{Disk, DiskFile};
use crate::store::fold::{Aside, Fold, aside, beside, write_aside};
use crate::store::frame::{self, read_frame, read_journal};
use crate::store::header::{HEADER, Header, VERSION};
use crate::store::history::{Entry, LogEntry, read_log};
use crate::store::later::Later;
use crate::store::place::{busy, cannot_open, failed, folder, real_path, refuse};
use crate::store::rescue;
use crate::store::section::read_between;
use crate::store::snapshot;

/// What a store may do with its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Never changes anything, never waits, and works on a read-only disk.
    Read,
    /// As `Read`, for questions: what none has asked for yet stays in the file. Whoever answers looks at
    /// [`StoreFile::failure`] before he gives the answer out.
    Ask,
    /// The one writer; makes the store where there is none.
    Write,
}

/// An open store file.
pub struct StoreFile {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    file: Box<dyn DiskFile>,
    header: Header,
    /// Where the next frame goes.
    end: u64,
    mode: Mode,
    /// Why nothing more may be written until the file is opened again.
    broken: Option<String>,
    /// A checkpoint that is being written aside.
    fold: Option<Fold>,
    /// From where the graph reads what it did not need at once.
    later: Option<Arc<Later>>,
}

/// A store file with what was read from it.
pub struct Opened {
    pub file: StoreFile,
    pub graph: Graph,
    /// The batches of the journal.
    pub recent: Vec<Entry>,
    /// Bytes of a batch at the end that was never finished.
    pub torn: u64,
}

impl StoreFile {
    /// Opens a file and reads its graph. Who salvages gets what is sound, and the damage in `care`.
    ///
    /// # Errors
    /// As [`Store::open`](crate::store::Store::open).
    pub fn open(disk: Arc<dyn Disk>, path: &Path, mode: Mode, care: &mut Care) -> Result<Opened> {
        let path = real_path(path)?;
        let file = match mode {
            Mode::Read | Mode::Ask => {
                disk.open(&path, false).map_err(|error| cannot_open(&path, mode, &error))?
            }
            Mode::Write => lock(&*disk, &path)?,
        };
        let unreadable = |error: io::Error| failed(&path, "cannot be read", &error);
        let length = file.length().map_err(unreadable)?;
        let head = read_between(&*file, 0, HEADER as u64).map_err(unreadable)?;
        let (header, damage) = Header::read(&path, &head, length)?;
        let error = |damage: Damage| damage.error(&path);
        damage.map_or(Ok(()), |damage| care.bear(damage)).map_err(error)?;
        let header = header.unwrap_or_else(|| rescue::header(&*file, length));
        let start = HEADER as u64;
        let version = header.version;
        let again = if mode == Mode::Ask && version == VERSION { file.again().ok() } else { None };
        let later = again.map(Later::new);
        let place = (start, start + header.snapshot);
        let mut graph = snapshot::read(&*file, version, place, later.clone(), care).map_err(error)?;
        if care.salvages() && !graph.neighbours_fit() {
            let what = "the lists of neighbours do not fit each other";
            care.bear(Damage::new(start, "OUTG", what)).map_err(error)?;
        }
        let journal_at = start + header.snapshot + header.history;
        let journal = read_between(&*file, journal_at, u64::MAX).map_err(unreadable)?;
        let found = read_journal(&journal, header.last, journal_at);
        found.damage.map_or(Ok(()), |damage| care.bear(damage)).map_err(error)?;
        let mut recent = Vec::new();
        for frame in &found.frames {
            match replay(&mut graph, frame.number, frame.payload) {
                Ok(entry) => recent.push(entry),
                Err(what) => {
                    let at = journal_at + frame.at as u64;
                    care.bear(Damage::new(at, format!("batch {}", frame.number), what)).map_err(error)?;
                    break;
                }
            }
        }
        let unsealed = found.unsealed.then_some(header.last + found.frames.len() as u64);
        let end = journal_at + found.sound as u64;
        let mut file = StoreFile { disk, path, file, header, end, mode, broken: None, fold: None, later };
        if mode == Mode::Write {
            file.mend(length, unsealed)?;
        }
        file.failure()?;
        Ok(Opened { file, graph, recent, torn: length.saturating_sub(end) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The format version of the file.
    pub fn version(&self) -> u32 {
        self.header.version
    }

    /// # Errors
    /// Where something that the graph needed could not be read from the file, so that it may have told too little.
    pub fn failure(&self) -> Result<()> {
        let failure = self.later.as_ref().and_then(|later| later.failure());
        failure.map_or(Ok(()), |damage| Err(damage.error(&self.path)))
    }

    /// The number of the last batch before the journal.
    pub fn last(&self) -> u64 {
        self.header.last
    }

    /// Bytes of the snapshot and of the journal.
    pub fn sizes(&self) -> (u64, u64) {
        let journal = HEADER as u64 + self.header.snapshot + self.header.history;
        (self.header.snapshot, self.end - journal)
    }

    /// Appends a batch and makes it durable.
    ///
    /// # Errors
    /// Where the disk refuses; the file is then as before, or nothing more is written to it.
    pub fn append(&mut self, number: u64, payload: &[u8]) -> Result<()> {
        self.writable()?;
        self.in_place()?;
        let bytes = frame::frame(number, payload);
        if let Err(error) = self.write_at_end(&bytes) {
            if let Err(worse) = self.file.set_length(self.end) {
                self.broken = Some(worse.to_string());
            }
            return Err(failed(&self.path, "cannot be written, and nothing was", &error));
        }
        if let Err(error) = self.file.sync() {
            // Whether the frame reached the disk is unknown: only a fresh look at the file can tell.
            let _ = self.file.set_length(self.end);
            self.broken = Some(error.to_string());
            return Err(failed(&self.path, "cannot be written safely", &error));
        }
        self.end += bytes.len() as u64;
        // The batch is safe. A seal that fails to be written is set when the store is opened again.
        match self.write_at_end(&frame::seal(number)) {
            Ok(()) => self.end += frame::SEAL as u64,
            Err(error) => self.broken = Some(error.to_string()),
        }
        Ok(())
    }

    /// Writes graph and history aside, makes them durable and puts them in the file's place.
    ///
    /// # Errors
    /// Where the disk refuses; the old file then still stands.
    pub fn checkpoint(&mut self, graph: &mut Graph, recent: &[Entry]) -> Result<()> {
        self.writable()?;
        self.in_place()?;
        graph.settle();
        let (history, last) = self.history_with(recent)?;
        let written = write_aside(&*self.disk, &self.path, graph, &history, last);
        written.and_then(|written| self.adopt(written)).inspect_err(|_| self.clear_aside())
    }

    /// Begins a checkpoint beside the further work; [`StoreFile::end_fold`] ends it. `recent` are the batches
    /// of the journal, all of which the graph has.
    ///
    /// # Errors
    /// Where the history cannot be read, or the file is not to be written.
    pub fn begin_fold(&mut self, graph: &Graph, recent: &[Entry]) -> Result<()> {
        self.writable()?;
        self.in_place()?;
        let past = self.history_with(recent)?;
        self.fold = Some(Fold::begin(&self.disk, &self.path, graph.clone(), past, self.end));
        Ok(())
    }

    /// Whether a checkpoint is under way that is not written yet.
    pub fn is_folding(&self) -> bool {
        self.fold.as_ref().is_some_and(|fold| !fold.is_done())
    }

    /// Puts the checkpoint that was begun in the file's place, with the batches that were written since; waits
    /// for it where it is not written yet. False where none was begun.
    ///
    /// # Errors
    /// Where it could not be written or put in place; the old file then still stands.
    pub fn end_fold(&mut self) -> Result<bool> {
        let Some(fold) = self.fold.take() else { return Ok(false) };
        let from = fold.from;
        let ended = fold.finish().and_then(|mut written| {
            self.writable()?;
            self.in_place()?;
            let carried = read_between(&*self.file, from, self.end).and_then(|later| {
                if later.len() as u64 != self.end - from {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                written.file.seek(SeekFrom::Start(written.end))?;
                written.file.write_all(&later)?;
                written.end += later.len() as u64;
                written.file.sync()
            });
            carried.map_err(|error| failed(&self.path, "cannot be written aside", &error))?;
            self.adopt(written)
        });
        ended.map(|()| true).inspect_err(|_| self.clear_aside())
    }

    /// Puts a file that was written aside in the place of the old one. From the moment it has the name, nothing
    /// may go into the old one.
    fn adopt(&mut self, written: Aside) -> Result<()> {
        let what = "cannot be put in the place of the old one";
        let error = |error: io::Error| failed(&self.path, what, &error);
        self.disk.replace(&aside(&self.path), &self.path).map_err(error)?;
        if let Err(refused) = self.disk.sync_folder(folder(&self.path)) {
            self.broken = Some(refused.to_string());
            return Err(error(refused));
        }
        Aside { file: self.file, header: self.header, end: self.end } = written;
        Ok(())
    }

    fn clear_aside(&self) {
        let _ = self.disk.remove(&aside(&self.path));
    }

    /// The history with further batches, as it stands in the file, and the number of the last.
    fn history_with(&self, recent: &[Entry]) -> Result<(Vec<u8>, u64)> {
        let mut history = self.raw_history()?;
        let mut last = self.header.last;
        for entry in recent {
            last = entry.log.number;
            history.extend(frame::frame(last, &entry.bytes()?));
        }
        Ok((history, last))
    }

    /// The heads of the history up to the last checkpoint.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        self.history_frames(|number, payload| read_log(number, payload).map(|(log, _)| log))
    }

    /// The history from a batch on up to the last checkpoint, oldest first; the graph has this many elements.
    pub fn history(&self, from: u64, elements: usize) -> Result<Vec<Entry>> {
        let most = self.most(elements);
        let wanted =
            |number, payload: &[u8]| (number >= from).then(|| Entry::read(number, payload, most)).transpose();
        Ok(self.history_frames(wanted)?.into_iter().flatten().collect())
    }

    /// How many elements a batch can name: what is not in the graph must stand in the file to come back.
    fn most(&self, elements: usize) -> usize {
        elements.saturating_add(usize::try_from(self.end).unwrap_or(usize::MAX))
    }

    /// Reads the whole history and notes what is damaged.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn check_history(&self, elements: usize, care: &mut Care) -> Result<()> {
        let bytes = self.raw_history()?;
        let mut damage = Vec::new();
        let most = self.most(elements);
        self.each_frame(&bytes, &mut damage, |number, payload| Entry::read(number, payload, most).map(drop));
        damage.into_iter().try_for_each(|damage| care.bear(damage)).map_err(|damage| damage.error(&self.path))
    }

    fn history_frames<T>(&self, read: impl FnMut(u64, &[u8]) -> Result<T, String>) -> Result<Vec<T>> {
        let bytes = self.raw_history()?;
        let mut damage = Vec::new();
        let list = self.each_frame(&bytes, &mut damage, read);
        match damage.first() {
            None => Ok(list),
            Some(damage) => Err(damage.error(&self.path)),
        }
    }

    /// Reads the frames of the history up to the first that cannot be found.
    fn each_frame<T>(
        &self,
        bytes: &[u8],
        damage: &mut Vec<Damage>,
        mut read: impl FnMut(u64, &[u8]) -> Result<T, String>,
    ) -> Vec<T> {
        let start = HEADER as u64 + self.header.snapshot;
        let mut list = Vec::new();
        let mut at = 0;
        let mut number = 0;
        while at < bytes.len() {
            number += 1;
            let part = format!("history, batch {number}");
            let wrong = |what: String| Damage::new(start + at as u64, part, what);
            match read_frame(bytes, at) {
                Ok(found) if found.number == number => {
                    match read(number, found.payload) {
                        Ok(entry) => list.push(entry),
                        Err(what) => damage.push(wrong(what)),
                    }
                    at += frame::FRAME_HEAD + found.payload.len();
                }
                found => {
                    let what = found.err().unwrap_or("another batch stands here");
                    damage.push(wrong(what.to_owned()));
                    return list;
                }
            }
        }
        if number != self.header.last {
            let what = format!("{number} batches are kept, {} belong here", self.header.last);
            damage.push(Damage::new(start, "history", what));
        }
        list
    }

    fn raw_history(&self) -> Result<Vec<u8>> {
        let at = HEADER as u64 + self.header.snapshot;
        let read = read_between(&*self.file, at, at + self.header.history);
        read.map_err(|error| failed(&self.path, "cannot be read", &error))
    }

    /// A file that was taken away would take with it what is written now.
    fn in_place(&self) -> Result<()> {
        if self.file.is_at(&self.path).unwrap_or(false) {
            return Ok(());
        }
        let what = "the file was moved, removed or replaced while it was open";
        Err(refuse(&self.path, what, "put it back, or open it where it is now"))
    }

    fn write_at_end(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(bytes)
    }

    fn writable(&self) -> Result<()> {
        if self.mode != Mode::Write {
            let hint = "open the store for writing";
            return Err(Error::usage("the store is open for reading only").hint(hint));
        }
        match &self.broken {
            None => Ok(()),
            Some(why) => Err(Error::Store {
                path: self.path.clone(),
                what: format!("nothing more is written after a failure of the disk ({why})"),
                hint: Some("see to the disk, then open the store again; what was done before is safe".into()),
            }),
        }
    }

    /// Cuts a torn tail and seals a last frame that has none. A fresh look at the bytes has shown that the
    /// frame is whole; it counts as done only once it is durable too.
    fn mend(&mut self, length: u64, unsealed: Option<u64>) -> Result<()> {
        let mended = (|| {
            if length > self.end {
                self.file.set_length(self.end)?;
                self.file.sync()?;
            }
            if let Some(number) = unsealed {
                self.file.sync()?;
                self.write_at_end(&frame::seal(number))?;
                self.end += frame::SEAL as u64;
            }
            Ok(())
        })();
        mended.map_err(|error| failed(&self.path, "cannot be mended after an interrupted write", &error))
    }
}

impl Drop for StoreFile {
    /// What was begun is ended, so that nothing is left lying about; the next opening copes with it if not.
    fn drop(&mut self) {
        let _ = self.end_fold();
    }
}

/// Applies the changes of a journal frame.
fn replay(graph: &mut Graph, number: u64, payload: &[u8]) -> Result<Entry, String> {
    let most = (graph.node_count() + graph.edge_count()).saturating_add(payload.len());
    let (batch, undoes) = read_batch(payload, most)?;
    let inverse = graph.apply_all(&batch.changes).map_err(|error| error.to_string())?;
    Ok(Entry::new(number, &batch, undoes, inverse))
}

/// The payload of a journal frame.
pub fn read_batch(payload: &[u8], most: usize) -> Result<(crate::graph::Batch, Option<u64>), String> {
    let ((what, at, undoes), taken) = decode::<(String, i64, Option<u64>)>(payload)?;
    let (changes, _) = decode::<DiskChanges>(&payload[taken..])?;
    Ok((crate::graph::Batch { what, at, changes: changes.changes(most)? }, undoes))
}

/// A lock that is held is asked for again so many times, with such a pause between.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(10);

/// Opens the file for writing with the lock taken, and makes an empty store where there is none.
fn lock(disk: &dyn Disk, path: &Path) -> Result<Box<dyn DiskFile>> {
    let mut tries = 0;
    loop {
        let file = match disk.open(path, true) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make(disk, path)?;
                continue;
            }
            Err(error) => return Err(cannot_open(path, Mode::Write, &error)),
        };
        if !file.lock().map_err(|error| failed(path, "cannot be locked", &error))? {
            // A program that this one has just started holds the lock until it has become that program.
            if tries < TRIES {
                tries += 1;
                std::thread::sleep(PAUSE);
                continue;
            }
            return Err(busy(path, file.lock_holder()));
        }
        // A checkpoint of another writer may have put a new file here since.
        if file.is_at(path).map_err(|error| failed(path, "cannot be read", &error))? {
            let _ = disk.remove(&aside(path));
            return Ok(file);
        }
    }
}

/// Puts an empty store where no file is.
fn make(disk: &dyn Disk, path: &Path) -> Result<()> {
    let cannot = |error: io::Error| failed(path, "cannot be made", &error);
    let fresh = beside(path, &format!("{}.aside", std::process::id()));
    let mut bytes = Vec::new();
    let snapshot = snapshot::write(&Graph::new(), &mut bytes)?.map_err(cannot)?;
    let made = disk.create(&fresh).and_then(|mut file| {
        file.write_all(&Header { version: VERSION, snapshot, history: 0, last: 0 }.bytes())?;
        file.write_all(&bytes)?;
        file.sync()?;
        match disk.publish(&fresh, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => disk.remove(&fresh),
            other => other,
        }?;
        disk.sync_folder(folder(path))
    });
    made.map_err(|error| {
        let _ = disk.remove(&fresh);
        cannot(error)
    })
}
