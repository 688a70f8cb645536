//! The property graph in memory. It changes only by [`Change`]s.

mod adjacency;
mod apply;
mod bits;
mod change;
mod column;
mod edges;
mod evidence;
mod growth;
mod index;
mod ints;
mod lazy;
mod memory;
mod names;
mod neighbourhood;
mod nodes;
mod parts;
pub mod schema;
mod sentences;
mod slices;
mod statistics;
mod symbols;
mod texts;
mod uniform;
mod walk;

pub use bits::Bits;
pub use change::{Batch, Change, Evidence};
pub(crate) use column::Unread;
pub use column::{Plain, day as date_of};
pub use growth::{Grown, Growth};
pub use memory::{Direction, Graph};
pub use names::Named;
pub(crate) use parts::{
    Column, Compressed, Data, EdgeColumns, EvidenceLists, Ints, Lazy, NeighbourLists, OfType, Part, Parts,
    Rows, SentenceLists, Side, Texts, Words,
};
pub use sentences::Sentence;
pub use slices::Slices;
pub use symbols::{KeyId, LabelId, Symbols, TypeId};
pub use uniform::{Measure, Uniform};
pub use walk::{EdgeRef, Visited};
