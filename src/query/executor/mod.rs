//! Runs plans. One row, the frame, flows through the steps of a stage; each step sets its slots, hands
//! the frame on and takes it back, so that matching allocates nothing per row. Where a statement only reads and a
//! stage walks the graph, many rows flow together, by columns: see [`batch`].

mod aggregate;
mod batch;
mod eval;
mod expand;
mod graph_functions;
mod key_table;
mod lookup;
mod machine;
mod number_set;
mod record;
mod shared;
mod shortest;
mod sorting;
mod stage;
mod table;
mod update;
mod walk;

pub use machine::{Access, execute};
pub use shared::Shared;

use crate::model::Value;

/// The row being worked on; slots are places in it.
pub type Frame = Vec<Value>;

/// Whether more rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    More,
    Enough,
}
