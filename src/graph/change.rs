//! The only ways a graph changes. What happened to a store is a list of batches of these.

use std::sync::Arc;

use crate::model::{Decision, EdgeId, Element, NodeId, Value};

/// One elementary change. Ids are given by whoever makes the change, from [`Graph::next_node`] and
/// [`Graph::next_edge`](crate::graph::Graph::next_edge) on, without gaps.
///
/// [`Graph::next_node`]: crate::graph::Graph::next_node
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    CreateNode {
        id: NodeId,
        labels: Vec<Arc<str>>,
        properties: Vec<(Arc<str>, Value)>,
    },
    /// The node must have no edges left.
    DeleteNode {
        id: NodeId,
    },
    CreateEdge {
        id: EdgeId,
        kind: Arc<str>,
        from: NodeId,
        to: NodeId,
        properties: Vec<(Arc<str>, Value)>,
    },
    DeleteEdge {
        id: EdgeId,
    },
    AddLabel {
        id: NodeId,
        label: Arc<str>,
    },
    RemoveLabel {
        id: NodeId,
        label: Arc<str>,
    },
    /// Null removes the property.
    SetProperty {
        on: Element,
        key: Arc<str>,
        value: Value,
    },
    /// Keeps a sentence of an article; its number is the count of the article's sentences before it.
    AddSentence {
        article: NodeId,
        start: u64,
        end: u64,
        text: Arc<str>,
    },
    /// Takes back the article's last sentence.
    RemoveSentence {
        article: NodeId,
    },
    AddEvidence {
        on: Element,
        evidence: Evidence,
    },
    RemoveEvidence {
        on: Element,
        evidence: Evidence,
    },
    Decide(Decision),
    /// Takes back the decision about this pair.
    Undecide {
        left: String,
        right: String,
    },
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A sentence that the graph keeps of an article.
    Sentence { article: NodeId, sentence: u32 },
    /// Written by hand, at this time in seconds since 1970 (UTC).
    Hand { at: i64 },
}

/// Changes that happen together or not at all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batch {
    /// What it was, in words: `load articles/ (42 articles)`.
    pub what: String,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    pub changes: Vec<Change>,
}
