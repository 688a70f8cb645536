//! The file behind a store: header, snapshot, history and journal, one writer at a time.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::store::codec::{DiskChanges, decode};
use crate::store::damage::{Care, Damage};
use crate::store::disk::{Disk, DiskFile};
use crate::store::frame::{self, read_frame, read_journal};
use crate::store::header::{HEADER, Header};
use crate::store::history::{Entry, LogEntry, read_log};
use crate::store::snapshot;

/// What a store may do with its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Never changes anything, never waits, and works on a read-only disk.
    Read,
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
        let mut file = match mode {
            Mode::Read => disk.open(&path, false).map_err(|error| cannot_open(&path, mode, &error))?,
            Mode::Write => lock(&*disk, &path)?,
        };
        let unreadable = |error: io::Error| failed(&path, "cannot be read", &error);
        let length = file.length().map_err(unreadable)?;
        let mut reader = BufReader::with_capacity(1 << 16, &mut file);
        let mut head = Vec::new();
        (&mut reader).take(HEADER as u64).read_to_end(&mut head).map_err(unreadable)?;
        let (header, damage) = Header::read(&path, &head, length)?;
        let error = |damage: Damage| damage.error(&path);
        damage.map_or(Ok(()), |damage| care.bear(damage)).map_err(error)?;
        let start = HEADER as u64;
        let mut graph = snapshot::read(&mut reader, start, start + header.snapshot, care).map_err(error)?;
        let journal_at = start + header.snapshot + header.history;
        let mut journal = Vec::new();
        let read = reader.seek(SeekFrom::Start(journal_at)).and_then(|_| reader.read_to_end(&mut journal));
        read.map_err(unreadable)?;
        drop(reader);
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
        let mut file = StoreFile { disk, path, file, header, end, mode, broken: None };
        if mode == Mode::Write {
            file.mend(length, unsealed)?;
        }
        Ok(Opened { file, graph, recent, torn: length.saturating_sub(end) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn mode(&self) -> Mode {
        self.mode
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
        let aside = aside(&self.path);
        let written = self.write_aside(&aside, graph, recent);
        let (file, header, end) = match written {
            Ok(written) => written,
            Err(error) => {
                let _ = self.disk.remove(&aside);
                return Err(error);
            }
        };
        let what = "cannot be put in the place of the old one";
        if let Err(error) = self.disk.replace(&aside, &self.path) {
            let _ = self.disk.remove(&aside);
            return Err(failed(&self.path, what, &error));
        }
        self.file = file;
        self.header = header;
        self.end = end;
        let synced = self.disk.sync_folder(folder(&self.path));
        synced.map_err(|error| {
            self.broken = Some(error.to_string());
            failed(&self.path, what, &error)
        })
    }

    /// The heads of the history up to the last checkpoint.
    pub fn log(&mut self) -> Result<Vec<LogEntry>> {
        self.history_frames(|number, payload| read_log(number, payload).map(|(log, _)| log))
    }

    /// The history up to the last checkpoint, oldest first.
    pub fn history(&mut self) -> Result<Vec<Entry>> {
        self.history_frames(Entry::read)
    }

    /// Reads the whole history and notes what is damaged.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn check_history(&mut self, care: &mut Care) -> Result<()> {
        let bytes = self.raw_history()?;
        let mut damage = Vec::new();
        self.each_frame(&bytes, &mut damage, |number, payload| Entry::read(number, payload).map(drop));
        damage.into_iter().try_for_each(|damage| care.bear(damage)).map_err(|damage| damage.error(&self.path))
    }

    fn history_frames<T>(&mut self, read: impl FnMut(u64, &[u8]) -> Result<T, String>) -> Result<Vec<T>> {
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

    fn raw_history(&mut self) -> Result<Vec<u8>> {
        let at = HEADER as u64 + self.header.snapshot;
        let mut bytes = Vec::new();
        let read = self
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| (&mut self.file).take(self.header.history).read_to_end(&mut bytes));
        read.map_err(|error| failed(&self.path, "cannot be read", &error))?;
        Ok(bytes)
    }

    fn write_aside(
        &mut self,
        aside: &Path,
        graph: &Graph,
        recent: &[Entry],
    ) -> Result<(Box<dyn DiskFile>, Header, u64)> {
        let mut history = self.raw_history()?;
        let mut last = self.header.last;
        for entry in recent {
            last = entry.log.number;
            history.extend(frame::frame(last, &entry.bytes()?));
        }
        let path = self.path.clone();
        let full = |error: io::Error| failed(&path, "cannot be written aside", &error);
        let file = self.disk.create(aside).map_err(full)?;
        if !file.lock().map_err(full)? {
            return Err(busy(&self.path, file.lock_holder()));
        }
        let mut out = BufWriter::with_capacity(1 << 20, file);
        out.write_all(&[0; HEADER]).map_err(full)?;
        let snapshot = snapshot::write(graph, &mut out)?.map_err(full)?;
        out.write_all(&history).map_err(full)?;
        let header = Header { snapshot, history: history.len() as u64, last };
        let mut file = out.into_inner().map_err(|error| full(error.into_error()))?;
        file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&header.bytes())).map_err(full)?;
        file.sync().map_err(full)?;
        Ok((file, header, HEADER as u64 + snapshot + history.len() as u64))
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
        if self.mode == Mode::Read {
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

/// Applies the changes of a journal frame.
fn replay(graph: &mut Graph, number: u64, payload: &[u8]) -> Result<Entry, String> {
    let (batch, undoes) = read_batch(payload)?;
    let inverse = graph.apply_all(&batch.changes).map_err(|error| error.to_string())?;
    Ok(Entry::new(number, &batch, undoes, inverse))
}

/// The payload of a journal frame.
pub fn read_batch(payload: &[u8]) -> Result<(crate::graph::Batch, Option<u64>), String> {
    let ((what, at, undoes), taken) = decode::<(String, i64, Option<u64>)>(payload)?;
    let (changes, _) = decode::<DiskChanges>(&payload[taken..])?;
    Ok((crate::graph::Batch { what, at, changes: changes.changes()? }, undoes))
}

/// Follows links, so that a checkpoint replaces the file and not the link, and refuses what is no file.
fn real_path(path: &Path) -> Result<PathBuf> {
    let real = match path.canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.symlink_metadata().is_ok() {
                return Err(refuse(path, "this link leads nowhere", "remove it or mend it"));
            }
            return Ok(path.to_owned());
        }
        Err(error) => return Err(failed(path, "cannot be reached", &error)),
    };
    let kind = real.metadata().map_err(|error| failed(path, "cannot be read", &error))?.file_type();
    if kind.is_dir() {
        return Err(refuse(path, "this is a folder, and a store is a file", "name a file in it"));
    }
    if !kind.is_file() {
        return Err(refuse(path, "this is no plain file, so it can hold no store", "name a plain file"));
    }
    Ok(real)
}

/// Opens the file for writing with the lock taken, and makes an empty store where there is none.
fn lock(disk: &dyn Disk, path: &Path) -> Result<Box<dyn DiskFile>> {
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
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let fresh = path.with_file_name(name);
    let mut bytes = Vec::new();
    let snapshot = snapshot::write(&Graph::new(), &mut bytes)?.map_err(cannot)?;
    let made = disk.create(&fresh).and_then(|mut file| {
        file.write_all(&Header { snapshot, history: 0, last: 0 }.bytes())?;
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

/// Where a checkpoint is written. Only the holder of the lock writes there.
fn aside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn refuse(path: &Path, what: &str, hint: &str) -> Error {
    Error::Store { path: path.to_owned(), what: what.to_owned(), hint: Some(hint.to_owned()) }
}

fn busy(path: &Path, holder: Option<u32>) -> Error {
    let who = holder.map_or("another process".to_owned(), |pid| format!("process {pid}"));
    refuse(
        path,
        &format!("{who} is writing to this store"),
        "wait until it has ended; reading is possible meanwhile",
    )
}

fn cannot_open(path: &Path, mode: Mode, error: &io::Error) -> Error {
    match (error.kind(), mode) {
        (io::ErrorKind::NotFound, _) => refuse(
            path,
            "there is no store here",
            "chancery load PATH... -s FILE makes one; --articles PATH reads articles for one call",
        ),
        (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem, Mode::Write) => refuse(
            path,
            "this store cannot be written here",
            "it can be read; to change it, copy it to a place that is yours",
        ),
        _ => failed(path, "cannot be opened", error),
    }
}

/// What the machine refused, in words.
fn failed(path: &Path, what: &str, error: &io::Error) -> Error {
    let why = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the place is read-only".to_owned(),
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        io::ErrorKind::FileTooLarge => "the file may not grow further".to_owned(),
        _ => error.to_string(),
    };
    Error::Store { path: path.to_owned(), what: format!("the store {what}: {why}"), hint: None }
}
