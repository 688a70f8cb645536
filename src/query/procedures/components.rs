//! Which nodes hang together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::unionfind::UnionFind;

use super::view::View;

/// For each node of the view the number of its component and how many nodes that has. The largest
/// component is number 0; of equal ones the one with the earliest node comes first.
pub fn weak(view: &View) -> Vec<(usize, usize)> {
    let mut sets = UnionFind::new(view.len());
    for place in 0..view.len() {
        for step in view.steps(place) {
            sets.union(place, step.to());
        }
    }
    numbered(&sets.into_labeling())
}

/// As [`weak`], but both ways must lead along the edges' direction.
pub fn strong(view: &View) -> Vec<(usize, usize)> {
    let mut labels = vec![0; view.len()];
    for (number, component) in kosaraju_scc(view).iter().enumerate() {
        for place in component {
            labels[*place] = number;
        }
    }
    numbered(&labels)
}

fn numbered(labels: &[usize]) -> Vec<(usize, usize)> {
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (place, label) in labels.iter().enumerate() {
        sizes.entry(*label).or_insert((0, place)).0 += 1;
    }
    let mut order: Vec<(usize, (usize, usize))> = sizes.into_iter().collect();
    order.sort_by_key(|(_, (size, first))| (Reverse(*size), *first));
    let numbers: BTreeMap<usize, (usize, usize)> =
        order.into_iter().enumerate().map(|(number, (label, (size, _)))| (label, (number, size))).collect();
    labels.iter().map(|label| numbers[label]).collect()
}
