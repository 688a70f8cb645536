//! A graph as the changes that make it out of nothing.

use std::sync::Arc;

use crate::graph::{Change, Graph};
use crate::model::{Element, NodeId, Value};

/// Every node, then every edge, the sentences, the evidence and the decisions, each by id.
pub fn contents(graph: &Graph) -> impl Iterator<Item = Change> + '_ {
    let nodes = graph.nodes().map(|id| Change::CreateNode {
        id,
        labels: graph.labels_of(id).map(|label| graph.label_name(label).clone()).collect(),
        properties: properties(graph, id.into()),
    });
    let edges = graph.edges().filter_map(|id| {
        let (kind, from, to) = graph.ends(id)?;
        let kind = graph.type_name(kind).clone();
        Some(Change::CreateEdge { id, kind, from, to, properties: properties(graph, id.into()) })
    });
    let sentences = graph.nodes().flat_map(|id| sentences(graph, id));
    let on_nodes = graph.nodes().flat_map(|id| evidence(graph, id.into()));
    let on_edges = graph.edges().flat_map(|id| evidence(graph, id.into()));
    let decisions = graph.decisions().cloned().map(Change::Decide);
    nodes.chain(edges).chain(sentences).chain(on_nodes).chain(on_edges).chain(decisions)
}

fn properties(graph: &Graph, on: Element) -> Vec<(Arc<str>, Value)> {
    graph.properties(on).map(|(key, value)| (graph.key_name(key).clone(), value)).collect()
}

fn sentences(graph: &Graph, article: NodeId) -> impl Iterator<Item = Change> + '_ {
    graph.sentences(article).map(move |sentence| Change::AddSentence {
        article,
        start: sentence.start,
        end: sentence.end,
        text: sentence.text,
    })
}

fn evidence(graph: &Graph, on: Element) -> impl Iterator<Item = Change> + '_ {
    graph.evidence(on).map(move |evidence| Change::AddEvidence { on, evidence })
}
