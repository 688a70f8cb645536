//! Names of people and things: one form for look-up, keys for near spellings, and how alike two names are.

mod fold;
mod likeness;
mod parts;
mod sound;
mod spelling;

pub use fold::{fold, plain_words};
pub use likeness::{Comparison, compare, likeness};
pub use parts::{Name, Word};
pub use sound::{bones, sound};
