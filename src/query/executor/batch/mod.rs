//! Matching by columns: some rows at a time flow through the steps, each variable a column of numbers. A step or
//! condition that has no form for columns sets the frame row by row, so what a statement means is said once.
//!
//! Rows keep their order, and how many are made ahead is bounded by the batch, so LIMIT stops a walk early. An
//! error goes out after the rows before it did, as it does where each row flows alone.

mod across;
mod alike;
mod assign;
mod branch;
mod column;
mod condition;
mod field;
mod filter;
mod flat;
mod grouping;
mod lane;
mod lexicon;
mod morsels;
mod numbering;
mod operator;
mod optional;
mod pairs;
mod pipeline;
mod rows;
mod source;
mod starts;
mod totals;
mod walk;

pub use column::Column;
pub use pipeline::Pipeline;
pub use rows::Batch;

use crate::query::plan::{Step, StepKind};

/// Whether steps find or walk enough to be worth the columns. Walks of variable length go row by row anyway.
pub fn pays(steps: &[Step]) -> bool {
    let finds = |step: &Step| {
        matches!(
            step.kind,
            StepKind::AllNodes { .. }
                | StepKind::LabelScan { .. }
                | StepKind::Range { .. }
                | StepKind::Expand(_)
        )
    };
    steps.iter().any(finds)
}
