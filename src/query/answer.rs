//! What a statement answers: rows, and all that is needed to show them without the graph.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::graph::Change;
use crate::model::{EdgeId, NodeId, Span, Value};
use crate::query::rows::Rows;

/// The answer to one statement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    pub columns: Vec<Arc<str>>,
    /// As wide as `columns`.
    pub rows: Rows,
    /// Every node that a row mentions, also within paths, lists and maps, and both ends of every
    /// relationship it mentions.
    pub nodes: BTreeMap<NodeId, NodeRecord>,
    /// Every relationship that a row mentions.
    pub relationships: BTreeMap<EdgeId, RelationshipRecord>,
    pub effects: Effects,
    /// What a writing statement did, in order; already applied to the graph it ran on.
    pub changes: Vec<Change>,
    /// What takes those changes back, in the order to apply it.
    pub inverse: Vec<Change>,
    /// What is worth saying beside the rows, such as a label that the graph does not have.
    pub notices: Vec<Notice>,
    /// The plan, for EXPLAIN and PROFILE.
    pub plan: Option<Vec<PlanRow>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NodeRecord {
    pub id: NodeId,
    pub labels: Vec<Arc<str>>,
    /// By key.
    pub properties: BTreeMap<Arc<str>, Value>,
    pub evidence: Vec<EvidenceRecord>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RelationshipRecord {
    pub id: EdgeId,
    pub kind: Arc<str>,
    pub from: NodeId,
    pub to: NodeId,
    /// By key.
    pub properties: BTreeMap<Arc<str>, Value>,
    pub evidence: Vec<EvidenceRecord>,
}

/// One piece of evidence with what is known of its article.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly all evidence is sentences")]
pub enum EvidenceRecord {
    Sentence {
        /// The article's node.
        article: NodeId,
        /// The article's own `id`, `title`, `url`, `publisher` and `published`, null where it has none.
        id: Value,
        title: Value,
        url: Value,
        publisher: Value,
        published: Value,
        /// The sentence itself and its place, in bytes of the article's text.
        text: Arc<str>,
        start: u64,
        end: u64,
    },
    /// Written by hand, at this time in seconds since 1970 (UTC).
    Hand { at: i64 },
}

/// How a statement changed the graph: what is there afterwards and was not before, and the other way
/// round. A changed property counts as one removed and one set; labels count for each node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effects {
    pub nodes_created: usize,
    pub nodes_deleted: usize,
    pub relationships_created: usize,
    pub relationships_deleted: usize,
    pub properties_set: usize,
    pub properties_removed: usize,
    pub labels_added: usize,
    pub labels_removed: usize,
}

/// Something that is no error but probably not meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub message: String,
    pub span: Option<Span>,
    pub hint: Option<String>,
}

/// One operator of a plan, in the order of its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// How deep it stands. An operator gets its rows from the one below it at the same depth; what stands
    /// deeper it runs for itself, such as the branches of a union.
    pub depth: usize,
    pub operator: String,
    /// What it works on: `p:Person {name}`.
    pub details: String,
    /// How many rows the planner expects for each that comes in, where it has an idea.
    pub estimate: Option<f64>,
    /// How many rows it gave (PROFILE).
    pub rows: Option<u64>,
    /// How long it took, itself alone, in nanoseconds (PROFILE, where the caller lends a clock).
    pub nanos: Option<u64>,
}

impl Effects {
    pub fn is_empty(&self) -> bool {
        *self == Effects::default()
    }
}
