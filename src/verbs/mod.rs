//! Questions in words: a small fixed grammar, compiled to the same query tree as Cypher.
//!
//! `grammar` reads the words, `names` finds whom and what they mean in the graph, `cypher` writes the
//! statement, `completion` knows how names begin. Columns whose name begins with `_` carry what `:why` and
//! drawings need and are not printed.

mod completion;
mod cypher;
mod grammar;
mod names;

pub use completion::{GatheredNames, NameIndex, Named};
pub use cypher::{Question, compile};
pub use grammar::{FORMS, Form, is_question};
pub use names::{Found, Wanted, candidates, find, numbered, resolve};
