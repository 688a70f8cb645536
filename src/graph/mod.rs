//! The property graph in memory. It changes only by [`Change`]s.

mod change;
mod memory;
mod symbols;

pub use change::{Batch, Change, Evidence};
pub use memory::{Direction, Graph, Sentence};
pub use symbols::{KeyId, LabelId, Symbols, TypeId};
