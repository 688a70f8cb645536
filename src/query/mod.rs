//! openCypher, from text to answer: lexer → parser → analyzer → planner → optimizer → executor.

mod analyzer;
pub mod answer;
pub mod arithmetic;
mod ast;
pub mod display;
mod executor;
mod explain;
pub mod functions;
mod kept;
mod lexer;
pub mod options;
mod parser;
mod plan;
mod planner;
pub mod procedures;
mod resolved;
mod rows;
mod run;
mod suggest;
pub mod types;
pub mod value;

pub use answer::{Answer, Effects, EvidenceRecord, NodeRecord, Notice, PlanRow, RelationshipRecord};
pub use executor::Access;
pub use kept::Kept;
pub use options::{Options, Params, Stop};
pub use rows::{Cells, Rows};
pub use run::{run, run_again, writes};
