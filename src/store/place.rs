//! Where a store's file lies, and what is said where it cannot be had.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::store::file::Mode;

/// Follows links, so that a checkpoint replaces the file and not the link, and refuses what is no file.
pub fn real_path(path: &Path) -> Result<PathBuf> {
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

/// The folder that holds a file.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What is wrong with a place, and what to do.
pub fn refuse(path: &Path, what: &str, hint: &str) -> Error {
    Error::Store { path: path.to_owned(), what: what.to_owned(), hint: Some(hint.to_owned()) }
}

/// Another process holds the lock.
pub fn busy(path: &Path, holder: Option<u32>) -> Error {
    let who = holder.map_or("another process".to_owned(), |pid| format!("process {pid}"));
    refuse(
        path,
        &format!("{who} is writing to this store"),
        "wait until it has ended; reading is possible meanwhile",
    )
}

/// Why a file cannot be opened.
pub fn cannot_open(path: &Path, mode: Mode, error: &io::Error) -> Error {
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
pub fn failed(path: &Path, what: &str, error: &io::Error) -> Error {
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
