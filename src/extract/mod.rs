//! Article to facts: a pure function of the article and the gazetteer.
//!
//! ```text
//! segment ─▶ names of the tables ─▶ people and their offices ─▶ who "the minister", "he", "the pair" are
//!         ─▶ dates, places ─▶ agreements ─▶ meetings ─▶ facts
//! ```

mod document;

pub use document::{Document, Gender, Kind, Mention, MentionId, Office, Person, PersonId, StateForm};
