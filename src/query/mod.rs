//! openCypher, from text to answer: lexer → parser → analyzer → planner → optimizer → executor.

pub mod answer;
pub mod arithmetic;
pub mod display;
pub mod functions;
pub mod options;
pub mod procedures;
pub mod types;
pub mod value;

pub use answer::{Answer, Effects, EvidenceRecord, NodeRecord, Notice, PlanRow, RelationshipRecord};
pub use options::{Options, Params, Stop};
