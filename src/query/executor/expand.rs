//! Single relationships: walking one, checking one that is bound, and paths made of what was walked.

use std::sync::Arc;

use crate::error::Result;
use crate::graph::{Direction, TypeId};
use crate::model::{EdgeId, NodeId, Path, Value};
use crate::query::executor::eval::Reader;
use crate::query::executor::stage::Sink;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Ends, Expand, Part};
use crate::query::resolved::{Slot, Symbol};

/// The types that a relationship may have: all, or some of which none may be known to the graph.
pub enum Kinds {
    All,
    One(TypeId),
    Some(Vec<TypeId>),
}

impl Reader<'_, '_> {
    pub(super) fn kinds(&self, types: &[Symbol]) -> Kinds {
        match types {
            [] => return Kinds::All,
            [one] => return one.kind(self.graph).map_or(Kinds::Some(Vec::new()), Kinds::One),
            _ => {}
        }
        let mut kinds: Vec<TypeId> = types.iter().filter_map(|kind| kind.kind(self.graph)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Kinds::Some(kinds)
    }

    /// Calls `visit` with each relationship at a node and its other end, until that says enough.
    pub(super) fn each_neighbour(
        &self,
        node: NodeId,
        direction: Direction,
        kinds: &Kinds,
        visit: &mut dyn FnMut(EdgeId, NodeId) -> Result<Flow>,
    ) -> Result<Flow> {
        if let Kinds::One(kind) = kinds
            && let Some((edges, others)) = self.graph.slices(node, direction, *kind)
        {
            for (edge, other) in edges.iter().zip(others) {
                self.shared.tick()?;
                if visit(EdgeId(*edge), NodeId(*other))? == Flow::Enough {
                    return Ok(Flow::Enough);
                }
            }
            return Ok(Flow::More);
        }
        let mut through = |kind: Option<TypeId>| -> Result<Flow> {
            for (edge, other) in self.graph.neighbours(node, direction, kind) {
                self.shared.tick()?;
                if visit(edge, other)? == Flow::Enough {
                    return Ok(Flow::Enough);
                }
            }
            Ok(Flow::More)
        };
        match kinds {
            Kinds::All => through(None),
            Kinds::One(kind) => through(Some(*kind)),
            Kinds::Some(kinds) => {
                for kind in kinds {
                    if through(Some(*kind))? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                }
                Ok(Flow::More)
            }
        }
    }

    pub(super) fn expand(&self, expand: &Expand, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        let Value::Node(from) = frame[expand.from] else { return Ok(Flow::More) };
        let kinds = self.kinds(&expand.types);
        if expand.into {
            let Value::Node(to) = frame[expand.to] else { return Ok(Flow::More) };
            return self.expand_into(expand, from, to, &kinds, frame, next);
        }
        self.each_neighbour(from, expand.direction, &kinds, &mut |edge, other| {
            if is_walked(&expand.unlike, edge, frame) {
                return Ok(Flow::More);
            }
            frame[expand.edge] = Value::Relationship(edge);
            frame[expand.to] = Value::Node(other);
            next(frame)
        })
    }

    /// Both ends are known: it looks from the one with fewer relationships.
    fn expand_into(
        &self,
        expand: &Expand,
        from: NodeId,
        to: NodeId,
        kinds: &Kinds,
        frame: &mut Frame,
        next: Sink<'_>,
    ) -> Result<Flow> {
        let opposite = match expand.direction {
            Direction::Outgoing => Direction::Incoming,
            Direction::Incoming => Direction::Outgoing,
            Direction::Both => Direction::Both,
        };
        let there = self.graph.degree(from, expand.direction, None);
        let back = self.graph.degree(to, opposite, None);
        let (start, direction, end) =
            if back < there { (to, opposite, from) } else { (from, expand.direction, to) };
        self.each_neighbour(start, direction, kinds, &mut |edge, other| {
            if other != end || is_walked(&expand.unlike, edge, frame) {
                return Ok(Flow::More);
            }
            frame[expand.edge] = Value::Relationship(edge);
            next(frame)
        })
    }

    /// A bound relationship: its ends go where they belong, or must be what is there.
    pub(super) fn ends(&self, ends: &Ends, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        let edges = match &frame[ends.edge] {
            Value::Relationship(edge) if !ends.many => vec![*edge],
            Value::List(items) if ends.many => {
                let edges = items.iter().map(|item| match item {
                    Value::Relationship(edge) => Some(*edge),
                    _ => None,
                });
                match edges.collect::<Option<Vec<EdgeId>>>() {
                    Some(edges) => edges,
                    None => return Ok(Flow::More),
                }
            }
            _ => return Ok(Flow::More),
        };
        let length = edges.len() as u64;
        if length < ends.least || ends.most.is_some_and(|most| length > most) {
            return Ok(Flow::More);
        }
        if edges.iter().any(|edge| is_walked(&ends.unlike, *edge, frame)) {
            return Ok(Flow::More);
        }
        let kinds = self.kinds(&ends.types);
        for (from, to) in self.walks(&edges, ends.direction, &kinds) {
            let fits = |slot: Slot, bound: bool, node: NodeId| !bound || frame[slot] == Value::Node(node);
            if !fits(ends.from, ends.from_bound, from) || !fits(ends.to, ends.to_bound, to) {
                continue;
            }
            let looped = ends.from == ends.to && from != to;
            if looped {
                continue;
            }
            let before = (frame[ends.from].clone(), frame[ends.to].clone());
            frame[ends.from] = Value::Node(from);
            frame[ends.to] = Value::Node(to);
            if next(frame)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
            (frame[ends.from], frame[ends.to]) = before;
        }
        Ok(Flow::More)
    }

    /// Where a walk along these relationships may start and end.
    fn walks(&self, edges: &[EdgeId], direction: Direction, kinds: &Kinds) -> Vec<(NodeId, NodeId)> {
        let Some((first, rest)) = edges.split_first() else { return Vec::new() };
        let mut walks = self.edge_ends(*first, direction, kinds);
        for edge in rest {
            let next = self.edge_ends(*edge, direction, kinds);
            let joined = walks.iter().flat_map(|(start, at)| {
                next.iter().filter(move |(from, _)| from == at).map(move |(_, to)| (*start, *to))
            });
            walks = joined.collect();
        }
        walks
    }

    fn edge_ends(&self, edge: EdgeId, direction: Direction, kinds: &Kinds) -> Vec<(NodeId, NodeId)> {
        let Some((kind, from, to)) = self.graph.ends(edge) else { return Vec::new() };
        let fits = match kinds {
            Kinds::All => true,
            Kinds::One(one) => *one == kind,
            Kinds::Some(kinds) => kinds.contains(&kind),
        };
        if !fits {
            return Vec::new();
        }
        match direction {
            Direction::Outgoing => vec![(from, to)],
            Direction::Incoming => vec![(to, from)],
            Direction::Both if from == to => vec![(from, to)],
            Direction::Both => vec![(from, to), (to, from)],
        }
    }

    /// A path out of the slots of its start and its parts; null where one of them is.
    pub(super) fn build_path(&self, start: Slot, parts: &[Part], frame: &Frame) -> Value {
        let Value::Node(start) = frame[start] else { return Value::Null };
        let mut path = Path { nodes: vec![start], edges: Vec::new() };
        for part in parts {
            match &frame[part.slot] {
                Value::Relationship(edge) if !part.many => self.extend_path(&mut path, *edge),
                Value::List(items) if part.many => {
                    for item in items.iter() {
                        if let Value::Relationship(edge) = item {
                            self.extend_path(&mut path, *edge);
                        }
                    }
                }
                _ => return Value::Null,
            }
        }
        Value::Path(Arc::new(path))
    }

    pub(super) fn extend_path(&self, path: &mut Path, edge: EdgeId) {
        let Some((_, from, to)) = self.graph.ends(edge) else { return };
        let at = path.nodes[path.nodes.len() - 1];
        path.edges.push(edge);
        path.nodes.push(if from == at { to } else { from });
    }
}

/// Whether a relationship is among those that the same MATCH walked before.
pub fn is_walked(slots: &[Slot], edge: EdgeId, frame: &Frame) -> bool {
    slots.iter().any(|slot| match &frame[*slot] {
        Value::Relationship(other) => *other == edge,
        Value::List(items) => items.contains(&Value::Relationship(edge)),
        _ => false,
    })
}
