//! Chancery: a knowledge graph of diplomacy.
//!
//! Writing is one expression, and so is reading:
//!
//! ```text
//! articles ─ text::read ─▶ extract ─▶ resolve ─▶ store::commit          (facts → changes → graph)
//! question ─ verbs / query::parse ─▶ analyze ─▶ plan ─▶ optimize ─▶ execute ─▶ output
//! ```
//!
//! Modules depend on each other in one direction only, down the list in ARCHITECTURE.md;
//! `tests/architecture.rs` holds that.

pub mod cli;
pub mod error;
pub mod extract;
pub mod gazetteer;
pub mod graph;
pub mod model;
pub mod output;
pub mod query;
pub mod resolve;
pub mod session;
pub mod store;
pub mod text;
pub mod verbs;

pub use error::{Error, Result};
pub use session::Session;
