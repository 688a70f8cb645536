//! How many rows a step will give, from the graph's counts.

use crate::graph::{Direction, Graph};
use crate::query::resolved::{Labels, Symbol};

/// How many nodes may carry such labels.
pub fn nodes_with(graph: &Graph, labels: &[Labels]) -> f64 {
    let all = graph.node_count() as f64;
    labels.iter().map(|labels| one_of(graph, labels, all)).fold(all, f64::min)
}

fn one_of(graph: &Graph, labels: &Labels, all: f64) -> f64 {
    match labels {
        Labels::One(symbol) => symbol.label(graph).map_or(0.0, |label| graph.label_count(label) as f64),
        Labels::And(list) => list.iter().map(|labels| one_of(graph, labels, all)).fold(all, f64::min),
        Labels::Or(list) => list.iter().map(|labels| one_of(graph, labels, all)).sum::<f64>().min(all),
        Labels::Any | Labels::Not(_) => all,
    }
}

/// How many relationships of these types a node has on average that has any.
pub fn degree(graph: &Graph, types: &[Symbol], direction: Direction) -> f64 {
    if !types.is_empty() {
        return types.iter().filter_map(|kind| kind.kind(graph)).map(|kind| graph.fan(kind, direction)).sum();
    }
    let both = if direction == Direction::Both { 2.0 } else { 1.0 };
    both * graph.edge_count() as f64 / (graph.node_count() as f64).max(1.0)
}

/// Of the nodes at the far ends of such relationships, about which share carries such labels.
pub fn share(graph: &Graph, types: &[Symbol], direction: Direction, labels: &[Labels]) -> f64 {
    let all = (graph.node_count() as f64).max(1.0);
    let kinds: Vec<_> = types.iter().filter_map(|kind| kind.kind(graph)).collect();
    let share = |labels: &Labels| match labels {
        Labels::One(symbol) if !kinds.is_empty() => {
            let Some(label) = symbol.label(graph) else { return 0.0 };
            kinds.iter().map(|kind| graph.share(*kind, direction, label)).sum::<f64>() / kinds.len() as f64
        }
        _ => one_of(graph, labels, all) / all,
    };
    labels.iter().map(share).product()
}
