//! What the store asks of a disk, and the real one. Tests have another, which fails.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::path::Path;

/// A file system, as far as the store uses it.
pub trait Disk: Send + Sync {
    /// Opens an existing file; `write` asks for the right to change it.
    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn DiskFile>>;
    /// Makes an empty file, or empties the one that is there.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Puts `from` in the place of `to` in one step.
    fn replace(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives `from` the name `to`; fails with `AlreadyExists` where there is such a file.
    fn publish(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Does some work while the caller goes on, or leaves it to whoever waits for it.
    fn beside(&self, work: Box<dyn FnOnce() + Send>) {
        // Where the system has no thread to give, whoever waits for the work does it.
        drop(std::thread::Builder::new().spawn(work));
    }
}

/// An open file. Reading says where, and any number of threads may read at once; writing has one place.
pub trait DiskFile: Write + Seek + Send + Sync {
    /// Reads some bytes from a place; gives how many, 0 at the end.
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize>;
    /// Makes what was written durable.
    fn sync(&mut self) -> io::Result<()>;
    fn set_length(&mut self, length: u64) -> io::Result<()>;
    fn length(&self) -> io::Result<u64>;
    /// The same file once more, for whoever reads on while this one is written to or closed.
    ///
    /// # Errors
    /// Where there is no such thing.
    fn again(&self) -> io::Result<Box<dyn DiskFile>> {
        Err(io::ErrorKind::Unsupported.into())
    }
    /// Takes the writer's lock; false where another process has it.
    fn lock(&self) -> io::Result<bool>;
    /// Whether this is still the file that the path names.
    fn is_at(&self, path: &Path) -> io::Result<bool>;
    /// The process that holds the lock, where the system tells.
    fn lock_holder(&self) -> Option<u32>;
}

/// The file system of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(OpenOptions::new().read(true).write(write).open(path)?))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let options = &mut OpenOptions::new();
        Ok(Box::new(options.read(true).write(true).create(true).truncate(true).open(path)?))
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        if let Ok(before) = std::fs::metadata(to) {
            std::fs::set_permissions(from, before.permissions())?;
        }
        std::fs::rename(from, to)
    }

    fn publish(&self, from: &Path, to: &Path) -> io::Result<()> {
        match std::fs::hard_link(from, to) {
            Ok(()) => std::fs::remove_file(from),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Some file systems have no second names for a file.
            Err(_) if !to.try_exists()? => std::fs::rename(from, to),
            Err(error) => Err(error),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }
}

impl DiskFile for File {
    #[cfg(unix)]
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, into, at)
    }

    #[cfg(windows)]
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(self, into, at)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn again(&self) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(self.try_clone()?))
    }

    fn lock(&self) -> io::Result<bool> {
        match self.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    #[cfg(unix)]
    fn is_at(&self, path: &Path) -> io::Result<bool> {
        use std::os::unix::fs::MetadataExt;
        let (here, there) = (self.metadata()?, std::fs::metadata(path)?);
        Ok((here.dev(), here.ino()) == (there.dev(), there.ino()))
    }

    #[cfg(not(unix))]
    fn is_at(&self, path: &Path) -> io::Result<bool> {
        path.try_exists()
    }

    /// Linux lists its locks in `/proc/locks`: `1: FLOCK ADVISORY WRITE pid major:minor:inode 0 EOF`.
    #[cfg(target_os = "linux")]
    fn lock_holder(&self) -> Option<u32> {
        use std::os::unix::fs::MetadataExt;
        let inode = format!(":{}", self.metadata().ok()?.ino());
        let list = std::fs::read_to_string("/proc/locks").ok()?;
        list.lines().find_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let place = words.iter().position(|word| word.ends_with(&inode))?;
            words.get(place.checked_sub(1)?)?.parse().ok().filter(|pid| *pid > 0)
        })
    }

    #[cfg(not(target_os = "linux"))]
    fn lock_holder(&self) -> Option<u32> {
        None
    }
}
