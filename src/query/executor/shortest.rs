//! Shortest paths between two bound nodes, breadth first from both sides, level by level.

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::graph::Direction;
use crate::model::{EdgeId, NodeId, Value};
use crate::query::ast::Shortest;
use crate::query::executor::eval::Reader;
use crate::query::executor::expand::Kinds;
use crate::query::executor::stage::Sink;
use crate::query::executor::walk::{Wanted, edge_list};
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{ShortestStep, VarExpand};

/// One side of the search: for each node it has reached, how far it is and over which relationships
/// from which nodes it came there by a shortest way.
struct Side {
    reached: FxHashMap<NodeId, (u64, Vec<(EdgeId, NodeId)>)>,
    front: Vec<NodeId>,
    depth: u64,
    direction: Direction,
}

impl Side {
    fn at(node: NodeId, direction: Direction) -> Self {
        Side {
            reached: FxHashMap::from_iter([(node, (0, Vec::new()))]),
            front: vec![node],
            depth: 0,
            direction,
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn shortest(&self, step: &ShortestStep, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        let walk = &step.walk;
        let (Value::Node(from), Value::Node(to)) = (&frame[walk.expand.from], &frame[walk.expand.to]) else {
            return Ok(Flow::More);
        };
        let (from, to) = (*from, *to);
        if from == to {
            // The path of no relationship, where that is allowed; a round trip is no shortest path.
            if walk.least > 0 {
                return Ok(Flow::More);
            }
            frame[walk.expand.edge] = Value::list(Vec::new());
            return next(frame);
        }
        let wanted = self.wanted(walk, frame)?;
        for edges in self.shortest_paths(walk, from, to, &wanted, step.kind)? {
            frame[walk.expand.edge] = edge_list(&edges, false);
            if next(frame)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    }

    fn shortest_paths(
        &self,
        walk: &VarExpand,
        from: NodeId,
        to: NodeId,
        wanted: &Wanted<'_>,
        kind: Shortest,
    ) -> Result<Vec<Vec<EdgeId>>> {
        let kinds = self.kinds(&walk.expand.types);
        let back = match walk.expand.direction {
            Direction::Outgoing => Direction::Incoming,
            Direction::Incoming => Direction::Outgoing,
            Direction::Both => Direction::Both,
        };
        let mut near = Side::at(from, walk.expand.direction);
        let mut far = Side::at(to, back);
        let most = walk.most.unwrap_or(u64::MAX);
        loop {
            if near.front.is_empty() || far.front.is_empty() || near.depth + far.depth >= most {
                return Ok(Vec::new());
            }
            let (side, other) =
                if near.front.len() <= far.front.len() { (&mut near, &far) } else { (&mut far, &near) };
            self.advance(side, &kinds, wanted)?;
            let mut meeting: Vec<NodeId> =
                side.front.iter().copied().filter(|node| other.reached.contains_key(node)).collect();
            if !meeting.is_empty() {
                // Every shortest path crosses the newest level of this side at exactly one node.
                let length = |node: &NodeId| side.depth + other.reached[node].0;
                let best = meeting.iter().map(length).min().unwrap_or(0);
                meeting.retain(|node| length(node) == best);
                return self.join(&near, &far, &meeting, kind);
            }
        }
    }

    fn advance(&self, side: &mut Side, kinds: &Kinds, wanted: &Wanted<'_>) -> Result<()> {
        side.depth += 1;
        let depth = side.depth;
        let mut front = Vec::new();
        for node in std::mem::take(&mut side.front) {
            let reached = &mut side.reached;
            self.each_neighbour(node, side.direction, kinds, &mut |edge, other| {
                if !self.has_wanted(edge, wanted) {
                    return Ok(Flow::More);
                }
                let entry = reached.entry(other).or_insert_with(|| {
                    front.push(other);
                    (depth, Vec::new())
                });
                if entry.0 == depth {
                    entry.1.push((edge, node));
                }
                Ok(Flow::More)
            })?;
        }
        side.front = front;
        Ok(())
    }

    /// The paths through the nodes where both sides meet; for one shortest path, only one.
    fn join(&self, near: &Side, far: &Side, meeting: &[NodeId], kind: Shortest) -> Result<Vec<Vec<EdgeId>>> {
        let one = kind == Shortest::One;
        let mut paths = Vec::new();
        for node in meeting {
            let tails = self.ways_back(far, *node, one)?;
            for mut head in self.ways_back(near, *node, one)? {
                head.reverse();
                for tail in &tails {
                    self.shared.tick()?;
                    paths.push(head.iter().chain(tail).copied().collect());
                }
            }
            if one && !paths.is_empty() {
                break;
            }
        }
        Ok(paths)
    }

    /// The relationships from a node back to where the side started, by every shortest way or by one.
    fn ways_back(&self, side: &Side, node: NodeId, one: bool) -> Result<Vec<Vec<EdgeId>>> {
        let mut ways = vec![(node, Vec::new())];
        let mut done = Vec::new();
        while let Some((node, edges)) = ways.pop() {
            self.shared.tick()?;
            let came = &side.reached[&node].1;
            if came.is_empty() {
                done.push(edges);
                if one {
                    break;
                }
                continue;
            }
            for (edge, before) in came {
                let mut longer = edges.clone();
                longer.push(*edge);
                ways.push((*before, longer));
                if one {
                    break;
                }
            }
        }
        Ok(done)
    }
}
