//! Nouns only: what the other modules speak about. Nothing here does any work beyond its own reading
//! and printing.

mod article;
mod date;
mod decision;
mod fact;
mod ids;
pub mod name;
pub mod quiet;
mod span;
pub mod temporal;
mod value;

pub use article::Article;
pub use date::{MONTHS, PartialDate, Precision};
pub use decision::{Decision, Verdict};
pub use fact::{
    AgreementFact, ArticleFacts, EvidenceFact, MeetingFact, MeetingKind, PersonFact, RoleFact, Status,
    UnnamedRole,
};
pub use ids::{EdgeId, Element, NodeId};
pub use span::Span;
pub use value::{Path, Value};
