//! Articles as they come, and their cutting into sentences and tokens.

pub mod read;
mod segments;

pub use segments::{Segments, Sentence, Token};
