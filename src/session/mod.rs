//! One open store: the only door for the REPL, scripts, commands and tests.

mod import;
mod load;
mod reading;
mod review;
mod run;
pub mod script;
pub mod statements;

use std::path::Path;

use crate::error::Result;
pub use crate::graph::Direction;
use crate::graph::Graph;
use crate::query::{Kept, Params};
use crate::store::Store;

pub use crate::extract::{Explained, Explanation, Marked};
pub use crate::store::Report;
pub use crate::text::read::Rejection;
pub use import::{FileGroup, ImportFiles, ImportReport};
pub use load::{LoadReport, Stage};
pub use reading::{Sources, each_explained, each_fact};
pub use run::Call;

/// An open store, in a file or in memory, with what the user has set for it.
pub struct Session {
    store: Store,
    /// Parameters that every statement sees.
    pub params: Params,
    /// What was prepared of the statements that only read.
    kept: Kept,
}

impl Session {
    /// Opens a store for reading and writing; a file that is not there yet is made by the first write.
    ///
    /// # Errors
    /// Where the file is no store, is damaged, newer than this program or held by another writer.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self::over(Store::open(path)?))
    }

    /// Opens a store that must exist, for reading alone.
    ///
    /// # Errors
    /// Where there is no such store, or it is damaged or newer than this program.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        Ok(Self::over(Store::open_read_only(path)?))
    }

    /// As [`Session::open_read_only`], for [`Session::execute`] and [`Session::ask`] alone: what no question has asked
    /// for yet stays in the file.
    ///
    /// # Errors
    /// As [`Session::open_read_only`].
    pub fn open_to_ask(path: &Path) -> Result<Self> {
        Ok(Self::over(Store::open_to_ask(path)?))
    }

    /// The sound part of a store that must exist, in memory, and what is wrong with the rest of the file, which
    /// stays as it is.
    ///
    /// # Errors
    /// Where there is no such store, or it is newer than this program.
    pub fn salvage(path: &Path) -> Result<(Self, Report)> {
        let (store, report) = Store::salvage(path)?;
        Ok((Self::over(store), report))
    }

    /// A store that lasts as long as the session.
    pub fn in_memory() -> Self {
        Self::over(Store::in_memory())
    }

    fn over(store: Store) -> Self {
        Session { store, params: Params::new(), kept: Kept::default() }
    }

    pub fn graph(&self) -> &Graph {
        self.store.graph()
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }
}
