//! Articles as they come, and their cutting into sentences and tokens.

mod segments;

pub use segments::{Segments, Sentence, Token};
