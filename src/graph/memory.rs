//! The graph's state and how it is read.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::graph::adjacency::{Compressed, Neighbours};
use crate::graph::bits::Bits;
use crate::graph::column::{Column, Unread};
use crate::graph::edges::Edges;
use crate::graph::evidence::EvidenceColumn;
use crate::graph::index::Indexes;
use crate::graph::neighbourhood::Neighbourhood;
use crate::graph::nodes::Nodes;
use crate::graph::sentences::{Sentence, SentenceColumn};
use crate::graph::{Evidence, KeyId, LabelId, Plain, Symbols, TypeId};
use crate::model::{Decision, EdgeId, Element, NodeId, Value};

/// Which way an edge is walked, seen from a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Outgoing,
    Incoming,
    /// Either; a loop counts once.
    Both,
}

/// Labels, types and ends in columns by id, neighbours in compressed lists, properties in one column a key.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    pub(super) labels: Symbols,
    pub(super) types: Symbols,
    pub(super) keys: Symbols,
    pub(super) nodes: Nodes,
    pub(super) edges: Edges,
    pub(super) outgoing: Neighbourhood,
    pub(super) incoming: Neighbourhood,
    /// The edges that the compressed lists of neighbours still have but the graph has not.
    pub(super) dead: Bits,
    /// How many changes the compressed lists of neighbours lack.
    pub(super) behind: usize,
    pub(super) node_properties: Vec<Column>,
    pub(super) edge_properties: Vec<Column>,
    pub(super) node_evidence: EvidenceColumn,
    pub(super) edge_evidence: EvidenceColumn,
    pub(super) sentences: SentenceColumn,
    pub(super) decisions: BTreeMap<(String, String), Decision>,
    pub(super) indexes: Indexes,
    /// Another number after every change, and for every graph.
    pub(super) stamp: u64,
}

/// Reading.
impl Graph {
    pub fn new() -> Self {
        Self::default()
    }

    /// As long as it stays the same, so does the graph.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    pub(super) fn touched(&mut self) {
        static LAST: AtomicU64 = AtomicU64::new(0);
        self.stamp = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    }

    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The id that the next new node takes: one above the highest that is in use.
    pub fn next_node(&self) -> NodeId {
        NodeId(self.nodes.bound())
    }

    /// The id that the next new edge takes: one above the highest that is in use.
    pub fn next_edge(&self) -> EdgeId {
        EdgeId(self.edges.bound())
    }

    pub fn label(&self, name: &str) -> Option<LabelId> {
        self.labels.get(name).map(LabelId)
    }

    pub fn edge_type(&self, name: &str) -> Option<TypeId> {
        self.types.get(name).map(TypeId)
    }

    pub fn key(&self, name: &str) -> Option<KeyId> {
        self.keys.get(name).map(KeyId)
    }

    pub fn label_name(&self, id: LabelId) -> &Arc<str> {
        self.labels.name(id.0)
    }

    pub fn type_name(&self, id: TypeId) -> &Arc<str> {
        self.types.name(id.0)
    }

    pub fn key_name(&self, id: KeyId) -> &Arc<str> {
        self.keys.name(id.0)
    }

    /// Every label, type and key ever used, in the order of their ids.
    pub fn label_names(&self) -> &[Arc<str>] {
        self.labels.names()
    }

    pub fn type_names(&self) -> &[Arc<str>] {
        self.types.names()
    }

    pub fn key_names(&self) -> &[Arc<str>] {
        self.keys.names()
    }

    pub fn has_node(&self, id: NodeId) -> bool {
        self.nodes.contains(id.0)
    }

    pub fn has_edge(&self, id: EdgeId) -> bool {
        self.edges.get(id.0).is_some()
    }

    /// All nodes, by id.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.bound()).filter(|id| self.nodes.contains(*id)).map(NodeId)
    }

    /// All edges, by id.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + '_ {
        self.edges.iter().map(|(id, ..)| EdgeId(id))
    }

    /// The nodes with a label, by id.
    pub fn nodes_with_label(&self, label: LabelId) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes.with_label(label).into_iter().flat_map(Bits::iter).map(NodeId)
    }

    /// How many nodes have a label.
    pub fn label_count(&self, label: LabelId) -> usize {
        self.nodes.with_label(label).map_or(0, Bits::len)
    }

    /// How many edges have a type.
    pub fn type_count(&self, kind: TypeId) -> usize {
        self.edges.of_type(kind.0)
    }

    /// The labels of a node, by id.
    pub fn labels_of(&self, id: NodeId) -> impl Iterator<Item = LabelId> + '_ {
        self.nodes.labels(id.0).iter().copied()
    }

    pub fn has_label(&self, id: NodeId, label: LabelId) -> bool {
        self.nodes.with_label(label).is_some_and(|nodes| nodes.contains(id.0))
    }

    /// The set of the nodes with a label; none where no node ever had it.
    pub(crate) fn label_set(&self, label: LabelId) -> Option<&Bits> {
        self.nodes.with_label(label)
    }

    /// Type, source and target of an edge that exists.
    #[inline]
    pub fn ends(&self, id: EdgeId) -> Option<(TypeId, NodeId, NodeId)> {
        let (kind, from, to) = self.edges.get(id.0)?;
        Some((TypeId(kind.into()), NodeId(from), NodeId(to)))
    }

    /// The edges at a node with the node at their other end; all types where `kind` is none.
    pub fn neighbours(
        &self,
        node: NodeId,
        direction: Direction,
        kind: Option<TypeId>,
    ) -> impl Iterator<Item = (EdgeId, NodeId)> + '_ {
        self.walk(node, direction, kind).map(|(edge, other)| (EdgeId(edge), NodeId(other)))
    }

    pub(super) fn walk(&self, node: NodeId, direction: Direction, kind: Option<TypeId>) -> Neighbours<'_> {
        let sides = match direction {
            Direction::Outgoing => (Some(self.outgoing()), None),
            Direction::Incoming => (None, Some(self.incoming())),
            Direction::Both => {
                let (outgoing, incoming) = self.both_ways();
                (Some(outgoing), Some(incoming))
            }
        };
        Neighbours::new(sides, &self.dead, node.0, kind)
    }

    pub fn degree(&self, node: NodeId, direction: Direction, kind: Option<TypeId>) -> usize {
        self.neighbours(node, direction, kind).count()
    }

    /// A property; null where the element has none.
    pub fn property(&self, on: Element, key: KeyId) -> Value {
        let (columns, row) = self.columns(on);
        columns.get(key.0 as usize).map(|column| column.get(row)).unwrap_or_default()
    }

    /// A property that compares as a number does, without making a value of it; none where it is absent, of
    /// another type, or not so easily told.
    #[inline]
    pub fn plain(&self, on: Element, key: KeyId) -> Option<Plain> {
        let (columns, row) = self.columns(on);
        columns.get(key.0 as usize)?.plain(row)
    }

    /// The neighbours of a node by one type in one direction, where they lie in one piece.
    #[inline]
    pub fn slices(&self, node: NodeId, direction: Direction, kind: TypeId) -> Option<(&[u32], &[u32])> {
        let side = match direction {
            Direction::Outgoing => self.outgoing(),
            Direction::Incoming => self.incoming(),
            Direction::Both => return None,
        };
        if !self.dead.is_empty() || !side.is_settled() {
            return None;
        }
        Some(side.base(node.0, kind.0 as usize))
    }

    /// The edges of one type in one direction, by node, where they lie in one list.
    pub(crate) fn list(&self, direction: Direction, kind: TypeId) -> Option<&Compressed> {
        let side = match direction {
            Direction::Outgoing => self.outgoing(),
            Direction::Incoming => self.incoming(),
            Direction::Both => return None,
        };
        side.settled(kind.0 as usize).filter(|_| self.dead.is_empty())
    }

    /// A property that is a text, without copying it; none where it is absent or of another type.
    pub fn text(&self, on: Element, key: KeyId) -> Option<&str> {
        let (columns, row) = self.columns(on);
        columns.get(key.0 as usize)?.text(row)
    }

    /// All properties of an element, by key id.
    pub fn properties(&self, on: Element) -> impl Iterator<Item = (KeyId, Value)> + '_ {
        let (columns, row) = self.columns(on);
        let all = columns.iter().zip(0..).map(move |(column, key)| (KeyId(key), column.get(row)));
        all.filter(|(_, value)| !value.is_null())
    }

    /// The nodes with this label whose property equals the value, by id; numbers are equal by their value.
    pub fn find(&self, label: LabelId, key: KeyId, value: &Value) -> Vec<NodeId> {
        if self.label_count(label) > FEW
            && let Some(found) = self.nodes_with_value(key, value)
        {
            return found.into_iter().map(NodeId).filter(|id| self.has_label(*id, label)).collect();
        }
        self.nodes_with_label(label).filter(|id| self.has_value(id.0, key, value)).collect()
    }

    /// The columns of these keys that still lie in the file.
    pub(crate) fn unread(&self, keys: &[KeyId]) -> Vec<Unread<'_>> {
        let of = |key: &KeyId| {
            [&self.node_properties, &self.edge_properties].map(|columns| columns.get(key.0 as usize))
        };
        keys.iter().flat_map(of).flatten().filter_map(Column::unread).collect()
    }

    /// The evidence of an element, sorted: sentences by article, then what was written by hand.
    pub fn evidence(&self, on: Element) -> impl Iterator<Item = Evidence> + '_ {
        match on {
            Element::Node(id) => self.node_evidence.of(id.0),
            Element::Edge(id) => self.edge_evidence.of(id.0),
        }
    }

    /// The sentences that are kept of an article, in the order of their numbers.
    pub fn sentences(&self, article: NodeId) -> impl Iterator<Item = Sentence> + '_ {
        self.sentences.of(article.0)
    }

    pub fn sentence(&self, article: NodeId, number: u32) -> Option<Sentence> {
        self.sentences.get(article.0, number as usize)
    }

    /// The decisions that hold, by pair.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> + '_ {
        self.decisions.values()
    }

    pub fn decision(&self, left: &str, right: &str) -> Option<&Decision> {
        self.decisions.get(&(left.to_owned(), right.to_owned()))
    }

    pub(super) fn node_column(&self, key: KeyId) -> Option<&Column> {
        self.node_properties.get(key.0 as usize)
    }

    fn columns(&self, on: Element) -> (&[Column], u32) {
        match on {
            Element::Node(id) => (&self.node_properties, id.0),
            Element::Edge(id) => (&self.edge_properties, id.0),
        }
    }
}

/// Looking at so many nodes is faster than an index.
const FEW: usize = 64;
