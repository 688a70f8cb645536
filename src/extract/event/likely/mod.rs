//! What is likely a meeting where no rule reads one, weighed by the words around people.
//!
//! ```text
//! two people of a sentence ─▶ features ─▶ likelihood ─▶ a telling            (couple)
//! a meeting and somebody of a sentence near it ─▶ likelihood ─▶ was there    (company)
//! ```
//!
//! The weights stand in `data/models`; `examples/train_meetings` learns them from annotated articles. Whatever the
//! rules say of two people, held, planned or denied, stands; what is told by weight is less sure than nearly all of
//! theirs, and never told where words of doubt stand around it.

pub mod company;
pub mod couple;
mod doubt;
mod features;
pub mod whereabouts;

use std::sync::LazyLock;

use crate::extract::syntax::weights::{Feature, Table};

/// The first bytes of the file of weights.
pub const MAGIC: &[u8] = b"chancery meetings 1\n";

/// Sentences of more units are not weighed, and of a sentence so many people.
const LONGEST: usize = 400;
const MOST: usize = 40;

/// Of how many steps of a weight a unit of the logarithm of the odds is made.
pub const STEPS: f64 = 24.0;

/// Weights of features: how likely they make it that two people met, and that somebody was at a meeting.
pub struct Model {
    couples: Table<1>,
    company: Table<1>,
}

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../../data/models/english.meetings");
    // A test reads the same bytes, so a damaged file does not leave the workshop.
    Model::read(bytes).expect("the embedded weights are whole")
});

impl Model {
    /// The weights in the binary, decoded on first use.
    pub fn embedded() -> &'static Model {
        &EMBEDDED
    }

    /// Reads weights as `examples/train_meetings` writes them; `None` where they are damaged or of another version.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let [couples, company] = tables(bytes, MAGIC)?;
        Some(Model { couples, company })
    }
}

/// The two tables of a file of weights and nothing behind them.
fn tables(bytes: &[u8], magic: &[u8]) -> Option<[Table<1>; 2]> {
    let mut rest = bytes.strip_prefix(magic)?;
    let tables = [Table::read(&mut rest)?, Table::read(&mut rest)?];
    rest.is_empty().then_some(tables)
}

/// What the weights of features say together: the logarithm of the odds.
fn score(table: &Table<1>, features: &[Feature]) -> f64 {
    let mut score = [0];
    for feature in features {
        table.add(*feature, &mut score);
    }
    f64::from(score[0]) / STEPS
}

/// The same between 0 and 1.
fn likelihood(table: &Table<1>, features: &[Feature]) -> f64 {
    1.0 / (1.0 + (-score(table, features)).exp())
}

/// The confidence of what is told by weight, in hundredths: at most that of a rule that is little sure.
fn sureness(likelihood: f64) -> f64 {
    (40.0 + 30.0 * likelihood).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        assert!(Model::read(include_bytes!("../../../../data/models/english.meetings")).is_some());
        assert!(Model::read(b"chancery meetings 0\n").is_none());
    }
}
