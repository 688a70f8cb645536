//! The graph as plain columns: what the store writes and reads.

use std::sync::Arc;

pub(crate) use crate::graph::adjacency::Compressed;
pub(crate) use crate::graph::bits::Rows;
pub(crate) use crate::graph::column::{Column, Data, Part, Words};
use crate::graph::edges::Edges;
use crate::graph::evidence::EvidenceColumn;
pub(crate) use crate::graph::evidence::EvidenceLists;
pub(crate) use crate::graph::ints::Ints;
use crate::graph::neighbourhood::Neighbourhood;
use crate::graph::nodes::Nodes;
use crate::graph::sentences::SentenceColumn;
pub(crate) use crate::graph::sentences::SentenceLists;
pub(crate) use crate::graph::texts::Texts;
use crate::graph::{Graph, LabelId, Symbols};
use crate::model::Decision;

/// Everything a graph consists of, settled.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub labels: Vec<String>,
    pub types: Vec<String>,
    pub keys: Vec<String>,
    /// The sets of labels that nodes have; label numbers ascending.
    pub label_sets: Vec<Vec<u32>>,
    /// Each node's set; `u32::MAX` for a number that no node has.
    pub node_sets: Vec<u32>,
    /// Each edge's type; `u16::MAX` for a number that no edge has.
    pub kinds: Vec<u16>,
    pub from: Vec<u32>,
    pub to: Vec<u32>,
    /// By type; without the nodes at the other ends. Where there is none, it is made out of the edges.
    pub outgoing: Option<Vec<Compressed>>,
    pub incoming: Option<Vec<Compressed>>,
    /// By key.
    pub node_properties: Vec<Column>,
    pub edge_properties: Vec<Column>,
    pub node_evidence: EvidenceLists,
    pub edge_evidence: EvidenceLists,
    pub sentences: SentenceLists,
    pub decisions: Vec<Decision>,
}

impl Parts {
    /// The graph they make.
    ///
    /// # Errors
    /// In words, where the parts do not fit each other.
    pub fn graph(self) -> Result<Graph, String> {
        let label_sets = self.label_sets.into_iter().map(|set| set.into_iter().map(LabelId).collect());
        let label_sets: Vec<Vec<LabelId>> = label_sets.collect();
        let (types, bound) = (self.types.len(), self.node_sets.len());
        let (nodes, (edges, (of_nodes, (of_edges, sentences)))) = rayon::join(
            || Nodes::new(self.node_sets, label_sets, self.labels.len()),
            || {
                rayon::join(
                    || Edges::new(self.kinds, self.from, self.to, types, bound),
                    || {
                        let evidence = || EvidenceColumn::new(self.edge_evidence);
                        let sentences = || SentenceColumn::new(self.sentences);
                        let others = || rayon::join(evidence, sentences);
                        rayon::join(|| EvidenceColumn::new(self.node_evidence), others)
                    },
                )
            },
        );
        let (nodes, edges, sentences) = (nodes?, edges?, sentences?);
        let (node_evidence, edge_evidence) = (of_nodes?, of_edges?);
        let whole = nodes.are_dense()
            || edges.iter().all(|(_, _, from, to)| nodes.contains(from) && nodes.contains(to));
        if !whole {
            return Err("an edge leads to a node that there is not".to_owned());
        }
        if self.node_properties.len() > self.keys.len() || self.edge_properties.len() > self.keys.len() {
            return Err("there are more columns than keys".to_owned());
        }
        let below = |bound: u32| move |rows: &Rows| rows.last().is_none_or(|last| last < bound);
        let of_nodes = self.node_properties.iter().flat_map(Column::parts).map(|part| &part.rows);
        let of_edges = self.edge_properties.iter().flat_map(Column::parts).map(|part| &part.rows);
        if !of_nodes.chain([&node_evidence.lists().rows, &sentences.lists().rows]).all(below(nodes.bound()))
            || !of_edges.chain([&edge_evidence.lists().rows]).all(below(edges.bound()))
        {
            return Err("something is said of an element that there is not".to_owned());
        }
        let pair = |decision: Decision| ((decision.left.clone(), decision.right.clone()), decision);
        Ok(Graph {
            outgoing: Neighbourhood::raw(self.outgoing),
            incoming: Neighbourhood::raw(self.incoming),
            labels: symbols(self.labels)?,
            types: symbols(self.types)?,
            keys: symbols(self.keys)?,
            nodes,
            edges,
            node_properties: self.node_properties,
            edge_properties: self.edge_properties,
            node_evidence,
            edge_evidence,
            sentences,
            decisions: self.decisions.into_iter().map(pair).collect(),
            ..Graph::default()
        })
    }
}

fn symbols(names: Vec<String>) -> Result<Symbols, String> {
    let mut symbols = Symbols::default();
    for (name, number) in names.into_iter().map(Arc::from).zip(0..) {
        if symbols.intern(&name) != number {
            return Err(format!("{name} is listed twice"));
        }
    }
    Ok(symbols)
}

/// The columns of a settled graph, for writing.
impl Graph {
    pub(crate) fn label_sets(&self) -> &[Vec<LabelId>] {
        self.nodes.parts().1
    }

    pub(crate) fn node_sets(&self) -> &[u32] {
        self.nodes.parts().0
    }

    /// Types, sources and targets.
    pub(crate) fn edge_columns(&self) -> (&[u16], &[u32], &[u32]) {
        self.edges.parts()
    }

    /// Outgoing and incoming, by type.
    pub(crate) fn neighbour_lists(&self) -> [&[Compressed]; 2] {
        let (outgoing, incoming) = self.both_ways();
        [outgoing.types(), incoming.types()]
    }

    /// Of nodes and of edges, by key.
    pub(crate) fn property_columns(&self) -> [&[Column]; 2] {
        [&self.node_properties, &self.edge_properties]
    }

    /// Of nodes and of edges.
    pub(crate) fn evidence_lists(&self) -> [&EvidenceLists; 2] {
        [self.node_evidence.lists(), self.edge_evidence.lists()]
    }

    pub(crate) fn sentence_lists(&self) -> &SentenceLists {
        self.sentences.lists()
    }
}
