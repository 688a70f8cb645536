//! Shortest paths from one node to all others: the sweep that distances, paths and centrality rest on.
//!
//! petgraph's own searches cannot be stopped half-way and give no edges, so the loop is ours.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use crate::error::Result;
use crate::model::{EdgeId, NodeId, Path};
use crate::query::options::Stop;

use super::view::{Step, View};

/// How many nodes are settled between two looks at the switch.
const CHECK: usize = 4096;

/// Sweeps from one node after another; its tables are cleared only where the last sweep has been.
pub struct Sweep<'v> {
    view: &'v View,
    weighted: bool,
    /// The nodes that were reached, nearest first; the first is the start.
    pub order: Vec<usize>,
    /// Infinite where a node was not reached.
    pub distance: Vec<f64>,
    /// How many shortest paths lead to the node.
    pub paths: Vec<f64>,
    /// The last step of the path found first, as the node before and the edge.
    last: Vec<Option<(usize, EdgeId)>>,
    /// The place in `order`; `usize::MAX` before a node is settled.
    rank: Vec<usize>,
    touched: Vec<usize>,
}

impl<'v> Sweep<'v> {
    /// Without weights every edge is one long.
    pub fn new(view: &'v View, weighted: bool) -> Self {
        let count = view.len();
        Sweep {
            view,
            weighted,
            order: Vec::new(),
            distance: vec![f64::INFINITY; count],
            paths: vec![0.0; count],
            last: vec![None; count],
            rank: vec![usize::MAX; count],
            touched: Vec::new(),
        }
    }

    /// Goes out from a node by Dijkstra's algorithm, or breadth first where every edge is one long. It
    /// ends early once `goal` is settled.
    ///
    /// # Errors
    /// Where the statement was stopped.
    pub fn run(&mut self, start: usize, goal: Option<usize>, stop: &Stop) -> Result<()> {
        self.clear();
        let mut open = Open::new(self.weighted);
        self.reach(start, 0.0, 1.0, None);
        open.push(start, 0.0);
        while let Some(place) = open.pop() {
            if self.rank[place] != usize::MAX {
                continue;
            }
            if self.order.len().is_multiple_of(CHECK) {
                stop.check()?;
            }
            self.rank[place] = self.order.len();
            self.order.push(place);
            if goal == Some(place) {
                break;
            }
            for step in self.view.steps(place) {
                let (next, distance) = (step.to(), self.distance[place] + self.length(step));
                match distance.total_cmp(&self.distance[next]) {
                    Ordering::Less => {
                        self.reach(next, distance, self.paths[place], Some((place, step.edge)));
                        open.push(next, distance);
                    }
                    Ordering::Equal if self.rank[next] == usize::MAX => self.paths[next] += self.paths[place],
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The nodes from which shortest paths reach a node in their last step, once for each such step.
    pub fn before(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let leads = move |from: usize, step: &Step| {
            self.rank[from] < self.rank[place]
                && self.distance[from] + self.length(step) == self.distance[place]
        };
        self.view.back_steps(place).iter().filter(move |step| leads(step.to(), step)).map(Step::to)
    }

    fn reach(&mut self, place: usize, distance: f64, paths: f64, last: Option<(usize, EdgeId)>) {
        self.distance[place] = distance;
        self.paths[place] = paths;
        self.last[place] = last;
        self.touched.push(place);
    }

    fn length(&self, step: &Step) -> f64 {
        if self.weighted { step.weight } else { 1.0 }
    }

    fn clear(&mut self) {
        for place in self.touched.drain(..) {
            self.distance[place] = f64::INFINITY;
            self.paths[place] = 0.0;
            self.last[place] = None;
            self.rank[place] = usize::MAX;
        }
        self.order.clear();
    }
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
    let mut found = Sweep::new(view, weighted);
    found.run(start, Some(goal), stop)?;
    if found.distance[goal].is_infinite() {
        return Ok(None);
    }
    let (mut nodes, mut edges, mut place) = (vec![to], Vec::new(), goal);
    while let Some((before, edge)) = found.last[place] {
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
