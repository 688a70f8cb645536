//! Shortest paths from one node to all others: the sweep that distances, paths and centrality rest on.
//!
//! petgraph's own searches cannot be stopped half-way and give no edges, so the loop is ours.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use crate::error::Result;
use crate::model::{EdgeId, NodeId, Path};
use crate::query::options::Stop;

use super::view::View;

/// How many nodes are settled between two looks at the switch.
const CHECK: usize = 4096;

/// What one sweep found; nodes by their place in the view.
pub struct Sweep {
    /// The nodes that were reached, nearest first; the first is the start.
    pub order: Vec<usize>,
    /// Infinite where a node was not reached.
    pub distance: Vec<f64>,
    /// How many shortest paths lead to the node.
    pub paths: Vec<f64>,
    /// The last steps of those paths, as the node before and the edge.
    pub before: Vec<Vec<(usize, EdgeId)>>,
}

/// Sweeps from a node by Dijkstra's algorithm, or breadth first where edges all weigh 1. It ends early
/// once `goal` is settled.
///
/// # Errors
/// Where the statement was stopped.
pub fn sweep(view: &View, start: usize, goal: Option<usize>, weighted: bool, stop: &Stop) -> Result<Sweep> {
    let count = view.len();
    let mut found = Sweep {
        order: Vec::new(),
        distance: vec![f64::INFINITY; count],
        paths: vec![0.0; count],
        before: vec![Vec::new(); count],
    };
    found.distance[start] = 0.0;
    found.paths[start] = 1.0;
    let mut settled = vec![false; count];
    let mut open = Open::new(weighted);
    open.push(start, 0.0);
    while let Some(place) = open.pop() {
        if std::mem::replace(&mut settled[place], true) {
            continue;
        }
        if found.order.len() % CHECK == 0 {
            stop.check()?;
        }
        found.order.push(place);
        if goal == Some(place) {
            break;
        }
        for step in view.steps(place) {
            let next = step.to();
            let weight = if weighted { step.weight } else { 1.0 };
            let distance = found.distance[place] + weight;
            match distance.total_cmp(&found.distance[next]) {
                Ordering::Less => {
                    found.distance[next] = distance;
                    found.paths[next] = found.paths[place];
                    found.before[next] = vec![(place, step.edge)];
                    open.push(next, distance);
                }
                Ordering::Equal if !settled[next] => {
                    found.paths[next] += found.paths[place];
                    found.before[next].push((place, step.edge));
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

/// A cheapest path and its cost; none where no path leads there.
///
/// # Errors
/// Where the statement was stopped.
pub fn shortest(
    view: &View,
    from: NodeId,
    to: NodeId,
    weighted: bool,
    stop: &Stop,
) -> Result<Option<(Path, f64)>> {
    let Some((start, goal)) = view.place(from).zip(view.place(to)) else { return Ok(None) };
    let found = sweep(view, start, Some(goal), weighted, stop)?;
    if found.distance[goal].is_infinite() {
        return Ok(None);
    }
    let (mut nodes, mut edges, mut place) = (vec![to], Vec::new(), goal);
    while let Some((before, edge)) = found.before[place].first().copied() {
        place = before;
        nodes.push(view.nodes[place]);
        edges.push(edge);
    }
    nodes.reverse();
    edges.reverse();
    Ok(Some((Path { nodes, edges }, found.distance[goal])))
}

/// What is to be looked at next: nearest first, or in the order of arrival where all steps cost the same.
enum Open {
    Heap(BinaryHeap<Candidate>),
    Queue(VecDeque<usize>),
}

impl Open {
    fn new(weighted: bool) -> Self {
        if weighted { Open::Heap(BinaryHeap::new()) } else { Open::Queue(VecDeque::new()) }
    }

    fn push(&mut self, place: usize, distance: f64) {
        match self {
            Open::Heap(heap) => heap.push(Candidate { distance, place }),
            Open::Queue(queue) => queue.push_back(place),
        }
    }

    fn pop(&mut self) -> Option<usize> {
        match self {
            Open::Heap(heap) => heap.pop().map(|candidate| candidate.place),
            Open::Queue(queue) => queue.pop_front(),
        }
    }
}

/// Ordered so that the heap gives the nearest first.
struct Candidate {
    distance: f64,
    place: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then_with(|| other.place.cmp(&self.place))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
