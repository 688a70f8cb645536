//! A disk in memory that fails, tears or forgets when it is told to.

use std::collections::BTreeMap;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use chancery::store::{Disk, DiskFile};

/// What happens at the n-th operation that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It fails once; the disk then works again.
    Fails,
    /// It and every write after it find the disk full.
    Full,
    /// The power goes before it.
    Crashes,
    /// The power goes in the middle of a write.
    Tears,
}

/// What is left after the power went, of what was never synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Nothing,
    /// The earlier half of the writes.
    Half,
    /// Only the length of the files: zeros where the writes went.
    Zeros,
    Everything,
}

#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

type Work = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    files: Vec<Content>,
    /// As programs see them, and as they are after the power went.
    names: BTreeMap<PathBuf, usize>,
    safe_names: BTreeMap<PathBuf, usize>,
    operations: usize,
    fault: Option<(usize, Fault)>,
    crashed: bool,
    /// What was to be done beside, and waits for [`MemoryDisk::work`].
    beside: Vec<Work>,
}

#[derive(Debug, Clone, Default)]
struct Content {
    now: Vec<u8>,
    safe: Vec<u8>,
    pending: Vec<Pending>,
}

#[derive(Debug, Clone)]
enum Pending {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl MemoryDisk {
    /// The same disk with a fault at the n-th operation, counted from 0.
    pub fn arm(&self, at: usize, fault: Fault) {
        self.state().fault = Some((at, fault));
    }

    /// How many operations there were.
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Does what was to be done beside: a test says when.
    pub fn work(&self) {
        let beside = std::mem::take(&mut self.state().beside);
        beside.into_iter().for_each(|work| work());
    }

    pub fn crashed(&self) -> bool {
        self.state().crashed
    }

    /// The disk after the power came back.
    pub fn reboot(&self, left: Left) -> MemoryDisk {
        let state = self.state();
        let names = if left == Left::Everything { &state.names } else { &state.safe_names };
        let files = state.files.iter().map(|file| file.after(left));
        MemoryDisk(Arc::new(Mutex::new(State {
            files: files.collect(),
            names: names.clone(),
            safe_names: names.clone(),
            ..State::default()
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics while it holds the disk")
    }
}

impl State {
    /// Counts an operation; an error where it fails. `true` where it is to be torn.
    fn begin(&mut self, writes: bool) -> io::Result<bool> {
        let number = self.operations;
        self.operations += 1;
        if self.crashed {
            return Err(io::Error::other("the power is gone"));
        }
        match self.fault {
            Some((at, Fault::Fails)) if at == number => Err(io::Error::other("the disk failed")),
            Some((at, Fault::Full)) if at <= number && writes => Err(io::ErrorKind::StorageFull.into()),
            Some((at, Fault::Crashes)) if at == number => {
                self.crashed = true;
                Err(io::Error::other("the power went"))
            }
            Some((at, Fault::Tears)) if at == number => {
                self.crashed = true;
                if writes { Ok(true) } else { Err(io::Error::other("the power went")) }
            }
            _ => Ok(false),
        }
    }
}

impl Content {
    fn after(&self, left: Left) -> Content {
        let mut bytes = self.safe.clone();
        let count = match left {
            Left::Nothing => 0,
            Left::Half => self.pending.len() / 2,
            Left::Zeros | Left::Everything => self.pending.len(),
        };
        for pending in &self.pending[..count] {
            match pending {
                Pending::Write(at, data) if left == Left::Zeros => put(&mut bytes, *at, &vec![0; data.len()]),
                Pending::Write(at, data) => put(&mut bytes, *at, data),
                Pending::Length(length) => bytes.resize(*length, 0),
            }
        }
        Content { now: bytes.clone(), safe: bytes, pending: Vec::new() }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, data: &[u8]) {
    if bytes.len() < at + data.len() {
        bytes.resize(at + data.len(), 0);
    }
    bytes[at..at + data.len()].copy_from_slice(data);
}

impl Disk for MemoryDisk {
    fn open(&self, path: &Path, _write: bool) -> io::Result<Box<dyn DiskFile>> {
        let state = self.state();
        if state.crashed {
            return Err(io::Error::other("the power is gone"));
        }
        let file = *state.names.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(MemoryFile { disk: self.clone(), file, at: 0 }))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.state();
        state.begin(false)?;
        state.files.push(Content::default());
        let file = state.files.len() - 1;
        state.names.insert(path.to_owned(), file);
        Ok(Box::new(MemoryFile { disk: self.clone(), file, at: 0 }))
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(false)?;
        let file = state.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        state.names.insert(to.to_owned(), file);
        Ok(())
    }

    fn publish(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.state().names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.replace(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(false)?;
        state.names.remove(path).map(drop).ok_or(io::ErrorKind::NotFound.into())
    }

    fn beside(&self, work: Work) {
        self.state().beside.push(work);
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin(false)?;
        state.safe_names = state.names.clone();
        Ok(())
    }
}

struct MemoryFile {
    disk: MemoryDisk,
    file: usize,
    at: usize,
}

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        let torn = state.begin(true)?;
        let bytes = if torn { &bytes[..bytes.len() / 2] } else { bytes };
        let content = &mut state.files[self.file];
        put(&mut content.now, self.at, bytes);
        content.pending.push(Pending::Write(self.at, bytes.to_vec()));
        self.at += bytes.len();
        if torn { Err(io::Error::other("the power went")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for MemoryFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let length = self.disk.state().files[self.file].now.len() as i64;
        let at = match to {
            SeekFrom::Start(at) => at as i64,
            SeekFrom::End(by) => length + by,
            SeekFrom::Current(by) => self.at as i64 + by,
        };
        self.at = usize::try_from(at).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at as u64)
    }
}

impl DiskFile for MemoryFile {
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize> {
        let state = self.disk.state();
        let rest = state.files[self.file].now.get(at as usize..).unwrap_or(&[]);
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        state.begin(false)?;
        let content = &mut state.files[self.file];
        content.safe = content.now.clone();
        content.pending.clear();
        Ok(())
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        state.begin(false)?;
        let content = &mut state.files[self.file];
        content.now.resize(length as usize, 0);
        content.pending.push(Pending::Length(length as usize));
        Ok(())
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.disk.state().files[self.file].now.len() as u64)
    }

    fn lock(&self) -> io::Result<bool> {
        Ok(true)
    }

    fn is_at(&self, path: &Path) -> io::Result<bool> {
        Ok(self.disk.state().names.get(path) == Some(&self.file))
    }

    fn lock_holder(&self) -> Option<u32> {
        None
    }
}
