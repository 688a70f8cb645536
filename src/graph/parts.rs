//! The graph as plain columns: what the store writes and reads.

use std::sync::Arc;

use crate::graph::adjacency::Adjacency;
pub(crate) use crate::graph::adjacency::{Compressed, OfType, Side};
pub(crate) use crate::graph::bits::Rows;
pub(crate) use crate::graph::column::{Column, Data, Part, Words};
pub(crate) use crate::graph::edges::EdgeColumns;
use crate::graph::edges::Edges;
pub(crate) use crate::graph::evidence::EvidenceLists;
pub(crate) use crate::graph::ints::Ints;
pub(crate) use crate::graph::lazy::Lazy;
use crate::graph::neighbourhood::Neighbourhood;
use crate::graph::nodes::Nodes;
pub(crate) use crate::graph::sentences::SentenceLists;
pub(crate) use crate::graph::texts::Texts;
use crate::graph::{Graph, LabelId, Symbols};
use crate::model::Decision;

/// The edges by type, seen from one side.
#[derive(Debug, Default)]
pub(crate) struct NeighbourLists {
    /// One above the highest edge.
    pub bound: u32,
    pub types: Vec<OfType>,
}

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
    /// The edges themselves; made out of the lists of neighbours where there are none.
    pub edges: Option<EdgeColumns>,
    /// Where there is none, it is made out of the edges.
    pub outgoing: Option<NeighbourLists>,
    pub incoming: Option<NeighbourLists>,
    /// The edges that the lists of neighbours tell of, for whoever asks for them.
    pub told: Option<Lazy<EdgeColumns>>,
    /// By key.
    pub node_properties: Vec<Column>,
    pub edge_properties: Vec<Column>,
    pub node_evidence: Lazy<EvidenceLists>,
    pub edge_evidence: Lazy<EvidenceLists>,
    pub sentences: Lazy<SentenceLists>,
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
        let (nodes, edges) = rayon::join(
            || Nodes::new(self.node_sets, label_sets, self.labels.len()),
            || edges(self.edges, self.told, [&self.outgoing, &self.incoming], types, bound),
        );
        let (nodes, edges) = (nodes?, edges?);
        // What is read later is looked at then.
        let whole = nodes.are_dense()
            || edges.are_unread()
            || edges.iter().all(|(_, _, from, to)| nodes.contains(from) && nodes.contains(to));
        if !whole {
            return Err("an edge leads to a node that there is not".to_owned());
        }
        if self.node_properties.len() > self.keys.len() || self.edge_properties.len() > self.keys.len() {
            return Err("there are more columns than keys".to_owned());
        }
        let below = |bound: u32| move |rows: &Rows| rows.last().is_none_or(|last| last < bound);
        let of_nodes = self.node_properties.iter().flat_map(Column::read_parts).map(|part| &part.rows);
        let of_edges = self.edge_properties.iter().flat_map(Column::read_parts).map(|part| &part.rows);
        let node_evidence = self.node_evidence.ready().map(|lists| &lists.rows);
        let edge_evidence = self.edge_evidence.ready().map(|lists| &lists.rows);
        let sentences = self.sentences.ready().map(|lists| &lists.rows);
        if !of_nodes.chain(node_evidence).chain(sentences).all(below(nodes.bound()))
            || !of_edges.chain(edge_evidence).all(below(edges.bound()))
        {
            return Err("something is said of an element that there is not".to_owned());
        }
        let pair = |decision: Decision| ((decision.left.clone(), decision.right.clone()), decision);
        Ok(Graph {
            outgoing: neighbourhood(self.outgoing, &nodes, &edges),
            incoming: neighbourhood(self.incoming, &nodes, &edges),
            labels: symbols(self.labels)?,
            types: symbols(self.types)?,
            keys: symbols(self.keys)?,
            nodes,
            edges,
            node_properties: self.node_properties,
            edge_properties: self.edge_properties,
            node_evidence: self.node_evidence.into(),
            edge_evidence: self.edge_evidence.into(),
            sentences: self.sentences.into(),
            decisions: self.decisions.into_iter().map(pair).collect(),
            ..Graph::default()
        })
    }
}

/// The edges as such, or else as the lists of one direction tell of them.
fn edges(
    columns: Option<EdgeColumns>,
    told: Option<Lazy<EdgeColumns>>,
    lists: [&Option<NeighbourLists>; 2],
    types: usize,
    nodes: usize,
) -> Result<Edges, String> {
    let too_many = |lists: &NeighbourLists| lists.types.len() > types;
    if lists.into_iter().flatten().any(too_many) {
        return Err("there are more lists of neighbours than types".to_owned());
    }
    if let (Some(told), [Some(lists), _]) = (told, lists) {
        let by_type = lists.types.iter().map(OfType::count).collect();
        return Ok(Edges::later(told, lists.bound, by_type));
    }
    let told = lists.into_iter().zip([Side::From, Side::To]).find_map(|(lists, side)| {
        lists.as_ref().map(|lists| {
            let all: Vec<&Compressed> = lists.types.iter().map(OfType::list).collect();
            EdgeColumns::of(&all, lists.bound, side)
        })
    });
    let columns = columns.map(Ok).or(told).unwrap_or_else(|| Ok(EdgeColumns::default()))?;
    Edges::new(columns, types, nodes)
}

/// Lists that have not as many edges as there are, or name others, are made anew.
fn neighbourhood(lists: Option<NeighbourLists>, nodes: &Nodes, edges: &Edges) -> Neighbourhood {
    let fits = |lists: &NeighbourLists| {
        lists.types.iter().map(OfType::count).sum::<usize>() == edges.len()
            && lists.types.iter().zip(0..).all(|(of_type, kind)| {
                of_type.count() == edges.of_type(kind)
                    && of_type.read().is_none_or(|list| list.lies_below(nodes.bound(), edges.bound()))
            })
    };
    match lists {
        Some(lists) if fits(&lists) => Adjacency::new(lists.types).into(),
        Some(_) => Neighbourhood::misfit(),
        None => Neighbourhood::default(),
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

    /// Outgoing and incoming, by type.
    pub(crate) fn neighbour_lists(&self) -> [Vec<&Compressed>; 2] {
        let (outgoing, incoming) = self.both_ways();
        [outgoing.lists().collect(), incoming.lists().collect()]
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
