//! Articles as they come, and their cutting into sentences and tokens.

pub mod read;
mod segments;
mod sentence;
mod token;

pub use segments::{Segments, Sentence, Token, segment};
pub use token::is_space;
