//! The durable store: a snapshot, a journal, and the history of what was done. The only place that names
//! bincode. docs/format.md describes every byte.

mod check;
mod codec;
mod columns;
mod damage;
mod disk;
mod dump;
mod file;
mod fold;
mod frame;
mod header;
mod history;
mod json;
mod later;
mod place;
mod rescue;
mod section;
mod snapshot;
// A file is named after its type.
#[allow(clippy::module_inception)]
mod store;
mod survey;
mod undo;
mod value;

pub use check::Report;
pub use damage::Damage;
pub use disk::{Disk, DiskFile, RealDisk};
pub use dump::dump;
pub use file::Mode;
pub use header::VERSION;
pub use history::{Counts, LogEntry};
pub use store::Store;
pub use undo::Undone;
