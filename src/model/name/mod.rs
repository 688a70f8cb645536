//! Names of people and things: one form for look-up, keys for near spellings, and how alike two names are.

mod fold;

pub use fold::{fold, plain_words};
