//! What happened to a store: one entry a batch, with what would take it back.
//!
//! The history keeps inverses, not the changes themselves: a load mostly adds, and its inverse is then a few
//! runs of ids, while its content stands once, in the snapshot. Earlier states are reached backwards.

use std::borrow::Cow;
use std::ops::Range;

use bincode::{Decode, Encode};
use rustc_hash::FxHashSet;

use crate::error::Result;
use crate::graph::{Batch, Change, Graph, Grown};
use crate::model::{EdgeId, Element, NodeId};
use crate::store::codec::{DiskChanges, decode, encode};

/// One line of `chancery log`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// From 1 on, without gaps.
    pub number: u64,
    pub what: String,
    /// Seconds since 1970 (UTC).
    pub at: i64,
    pub counts: Counts,
    /// The batch that this one took back.
    pub undoes: Option<u64>,
}

/// How much a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
pub struct Counts {
    pub changes: u64,
    pub nodes_created: u64,
    pub nodes_deleted: u64,
    pub edges_created: u64,
    pub edges_deleted: u64,
}

impl Counts {
    pub fn of(changes: &[Change]) -> Self {
        let mut counts = Counts { changes: changes.len() as u64, ..Counts::default() };
        for change in changes {
            match change {
                Change::CreateNode { .. } => counts.nodes_created += 1,
                Change::DeleteNode { .. } => counts.nodes_deleted += 1,
                Change::CreateEdge { .. } => counts.edges_created += 1,
                Change::DeleteEdge { .. } => counts.edges_deleted += 1,
                _ => {}
            }
        }
        counts
    }
}

/// A log entry with what takes its batch back.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub log: LogEntry,
    pub inverse: Inverse,
}

/// What takes a batch back.
#[derive(Debug, Clone, PartialEq)]
pub enum Inverse {
    /// In the order to apply them.
    Changes(Vec<Change>),
    /// These relationships and then these nodes go, highest ids first. A change for each would take more room
    /// than the graph that they take back.
    Deletions { nodes: Range<u32>, edges: Range<u32> },
}

impl Inverse {
    pub fn changes(&self) -> Cow<'_, [Change]> {
        match self {
            Inverse::Changes(list) => Cow::Borrowed(list),
            Inverse::Deletions { nodes, edges } => {
                let edges = edges.clone().rev().map(|id| Change::DeleteEdge { id: EdgeId(id) });
                let nodes = nodes.clone().rev().map(|id| Change::DeleteNode { id: NodeId(id) });
                Cow::Owned(edges.chain(nodes).collect())
            }
        }
    }

    fn on_disk(&self) -> Result<DiskChanges> {
        match self {
            Inverse::Changes(list) => DiskChanges::new(list),
            Inverse::Deletions { nodes, edges } => Ok(DiskChanges::deletions(nodes, edges)),
        }
    }
}

/// The head of a history frame's payload; the inverse's [`DiskChanges`] follow it.
#[derive(Debug, Encode, Decode)]
struct Head {
    what: String,
    at: i64,
    counts: Counts,
    undoes: Option<u64>,
}

impl Entry {
    pub fn new(number: u64, batch: &Batch, undoes: Option<u64>, inverse: Vec<Change>) -> Self {
        let log = LogEntry {
            number,
            what: batch.what.clone(),
            at: batch.at,
            counts: Counts::of(&batch.changes),
            undoes,
        };
        Entry { log, inverse: Inverse::Changes(condensed(inverse)) }
    }

    /// Of a batch that made all that is in the graph from some ids on.
    pub fn grown(number: u64, what: String, at: i64, grown: Grown, graph: &Graph) -> Self {
        let nodes = grown.first_node.0..graph.next_node().0;
        let edges = grown.first_edge.0..graph.next_edge().0;
        let (nodes_created, edges_created) = (nodes.len() as u64, edges.len() as u64);
        let counts = Counts {
            changes: nodes_created + edges_created,
            nodes_created,
            edges_created,
            ..Counts::default()
        };
        let log = LogEntry { number, what, at, counts, undoes: None };
        Entry { log, inverse: Inverse::Deletions { nodes, edges } }
    }

    /// The payload of its history frame.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = encode(&Head {
            what: self.log.what.clone(),
            at: self.log.at,
            counts: self.log.counts,
            undoes: self.log.undoes,
        })?;
        bytes.extend(encode(&self.inverse.on_disk()?)?);
        Ok(bytes)
    }

    /// `most` as in [`DiskChanges::changes`].
    pub fn read(number: u64, bytes: &[u8], most: usize) -> Result<Self, String> {
        let (log, taken) = read_log(number, bytes)?;
        let (changes, _) = decode::<DiskChanges>(&bytes[taken..])?;
        Ok(Entry { log, inverse: Inverse::Changes(changes.changes(most)?) })
    }
}

/// Only the head of a history frame's payload, and how many bytes it took.
pub fn read_log(number: u64, bytes: &[u8]) -> Result<(LogEntry, usize), String> {
    let (head, taken) = decode::<Head>(bytes)?;
    let Head { what, at, counts, undoes } = head;
    Ok((LogEntry { number, what, at, counts, undoes }, taken))
}

/// An inverse without what deleting makes superfluous.
///
/// What a batch created and left standing is only deleted: edges first, nodes last, highest ids first, and
/// nothing else that the inverse does to them matters. The rest keeps its order.
fn condensed(inverse: Vec<Change>) -> Vec<Change> {
    let mut deleted: FxHashSet<Element> = FxHashSet::default();
    let mut created: FxHashSet<Element> = FxHashSet::default();
    for change in &inverse {
        match change {
            Change::DeleteNode { id } => deleted.insert(Element::Node(*id)),
            Change::DeleteEdge { id } => deleted.insert(Element::Edge(*id)),
            Change::CreateNode { id, .. } => created.insert(Element::Node(*id)),
            Change::CreateEdge { id, .. } => created.insert(Element::Edge(*id)),
            _ => false,
        };
    }
    let gone: FxHashSet<Element> = deleted.difference(&created).copied().collect();
    let mut edges: Vec<_> =
        gone.iter().filter_map(|e| if let Element::Edge(id) = e { Some(*id) } else { None }).collect();
    let mut nodes: Vec<_> =
        gone.iter().filter_map(|e| if let Element::Node(id) = e { Some(*id) } else { None }).collect();
    edges.sort_unstable_by(|a, b| b.cmp(a));
    nodes.sort_unstable_by(|a, b| b.cmp(a));
    let mut list: Vec<Change> = edges.into_iter().map(|id| Change::DeleteEdge { id }).collect();
    list.extend(inverse.into_iter().filter(|change| !about(change).is_some_and(|on| gone.contains(&on))));
    list.extend(nodes.into_iter().map(|id| Change::DeleteNode { id }));
    list
}

/// The element that a change is about.
pub fn about(change: &Change) -> Option<Element> {
    match change {
        Change::CreateNode { id, .. }
        | Change::DeleteNode { id }
        | Change::AddLabel { id, .. }
        | Change::RemoveLabel { id, .. } => Some(Element::Node(*id)),
        Change::CreateEdge { id, .. } | Change::DeleteEdge { id } => Some(Element::Edge(*id)),
        Change::SetProperty { on, .. }
        | Change::AddEvidence { on, .. }
        | Change::RemoveEvidence { on, .. } => Some(*on),
        Change::AddSentence { article, .. } | Change::RemoveSentence { article } => {
            Some(Element::Node(*article))
        }
        Change::Decide(_) | Change::Undecide { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deletions_of_runs_are_written_as_those_one_by_one() {
        for (nodes, edges) in [(0..0, 0..0), (3..4, 0..0), (0..0, 7..9), (5..500, 0..1000)] {
            let runs = Inverse::Deletions { nodes, edges };
            let single = Inverse::Changes(runs.changes().into_owned());
            let bytes =
                |inverse: &Inverse| inverse.on_disk().and_then(|list| encode(&list)).expect("they are sound");
            assert_eq!(bytes(&runs), bytes(&single), "{runs:?}");
        }
    }
}
