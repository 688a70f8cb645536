//! Article to facts: a pure function of the article and the gazetteer.
//!
//! ```text
//! segment ─▶ names of the tables ─▶ people and their offices ─▶ who "the minister", "he", "the pair" are
//!         ─▶ dates, places ─▶ agreements ─▶ meetings ─▶ facts
//! ```

mod agreement;
mod document;
pub mod event;
mod facts;
mod place;
mod reading;
pub mod syntax;
pub mod time;
mod topic;

pub use document::{Document, Gender, Kind, Mention, MentionId, Office, Person, PersonId};
pub use facts::assemble;

pub use crate::gazetteer::StateForm;
