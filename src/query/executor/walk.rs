//! Relationships of variable length: depth first where every walk counts, breadth first where only its
//! end is asked for. No recursion: a walk may be as long as the graph has relationships.

use rustc_hash::FxHashSet;

use crate::error::Result;
use crate::model::{EdgeId, Element, NodeId, Value};
use crate::query::executor::eval::Reader;
use crate::query::executor::expand::{Kinds, is_walked};
use crate::query::executor::number_set::NumberSet;
use crate::query::executor::stage::Sink;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::VarExpand;
use crate::query::resolved::Key;
use crate::query::value::equals;

/// What each relationship of a walk must have.
pub type Wanted<'k> = Vec<(&'k Key, Value)>;

/// One node of a walk with the ways that are still to be tried from it.
struct Level {
    ways: Vec<(EdgeId, NodeId)>,
    next: usize,
}

impl Reader<'_, '_> {
    pub(super) fn var_expand(&self, walk: &VarExpand, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        let Value::Node(from) = frame[walk.expand.from] else { return Ok(Flow::More) };
        let wanted = self.wanted(walk, frame)?;
        if walk.ends_only {
            return self.each_end(walk, from, &wanted, frame, next);
        }
        let target = match (walk.expand.into, &frame[walk.expand.to]) {
            (false, _) => None,
            (true, Value::Node(to)) => Some(*to),
            (true, _) => return Ok(Flow::More),
        };
        self.each_walk(walk, from, target, &wanted, frame, next)
    }

    pub(super) fn wanted<'k>(&self, walk: &'k VarExpand, frame: &mut Frame) -> Result<Wanted<'k>> {
        walk.properties.iter().map(|(key, value)| Ok((key, self.eval(value, frame)?))).collect()
    }

    pub(super) fn has_wanted(&self, edge: EdgeId, wanted: &Wanted<'_>) -> bool {
        wanted.iter().all(|(key, value)| {
            let found = key.id(self.graph).map(|key| self.graph.property(Element::Edge(edge), key));
            found.is_some_and(|found| equals(&found, value) == Some(true))
        })
    }

    fn each_walk(
        &self,
        walk: &VarExpand,
        from: NodeId,
        target: Option<NodeId>,
        wanted: &Wanted<'_>,
        frame: &mut Frame,
        next: Sink<'_>,
    ) -> Result<Flow> {
        let kinds = self.kinds(&walk.expand.types);
        let most = usize::try_from(walk.most.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        let least = usize::try_from(walk.least).unwrap_or(usize::MAX);
        let mut edges: Vec<EdgeId> = Vec::new();
        let mut taken: FxHashSet<EdgeId> = FxHashSet::default();
        let mut give = |edges: &[EdgeId], end: NodeId, frame: &mut Frame| -> Result<Flow> {
            if edges.len() < least || target.is_some_and(|target| target != end) {
                return Ok(Flow::More);
            }
            frame[walk.expand.edge] = edge_list(edges, walk.reversed);
            if target.is_none() {
                frame[walk.expand.to] = Value::Node(end);
            }
            next(frame)
        };
        if give(&edges, from, frame)? == Flow::Enough {
            return Ok(Flow::Enough);
        }
        if most == 0 {
            return Ok(Flow::More);
        }
        let mut levels = vec![self.ways(walk, from, &kinds, wanted, frame)?];
        while let Some(level) = levels.last_mut() {
            self.shared.tick()?;
            let Some((edge, node)) = level.ways.get(level.next).copied() else {
                levels.pop();
                if let Some(edge) = edges.pop() {
                    taken.remove(&edge);
                }
                continue;
            };
            level.next += 1;
            if !taken.insert(edge) {
                continue;
            }
            edges.push(edge);
            if give(&edges, node, frame)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
            if edges.len() < most {
                levels.push(self.ways(walk, node, &kinds, wanted, frame)?);
            } else if let Some(edge) = edges.pop() {
                taken.remove(&edge);
            }
        }
        Ok(Flow::More)
    }

    fn ways(
        &self,
        walk: &VarExpand,
        node: NodeId,
        kinds: &Kinds,
        wanted: &Wanted<'_>,
        frame: &Frame,
    ) -> Result<Level> {
        let mut ways = Vec::new();
        self.each_neighbour(node, walk.expand.direction, kinds, &mut |edge, other| {
            if !is_walked(&walk.expand.unlike, edge, frame) && self.has_wanted(edge, wanted) {
                ways.push((edge, other));
            }
            Ok(Flow::More)
        })?;
        Ok(Level { ways, next: 0 })
    }

    /// Each end once, nearest first. The planner asks for this only where a shortest walk to an end is
    /// one that repeats no relationship: from length 0 on, or directed from 1 on.
    fn each_end(
        &self,
        walk: &VarExpand,
        from: NodeId,
        wanted: &Wanted<'_>,
        frame: &mut Frame,
        next: Sink<'_>,
    ) -> Result<Flow> {
        let kinds = self.kinds(&walk.expand.types);
        let mut seen = NumberSet::default();
        frame[walk.expand.edge] = Value::Null;
        if walk.least == 0 {
            seen.insert(from.0);
            frame[walk.expand.to] = Value::Node(from);
            if next(frame)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        let mut front = vec![from.0];
        let mut length = 0;
        while !front.is_empty() && walk.most.is_none_or(|most| length < most) {
            length += 1;
            front = self.beyond(&front, walk, &kinds, wanted, &mut seen)?;
            for node in &front {
                frame[walk.expand.to] = Value::Node(NodeId(*node));
                if next(frame)? == Flow::Enough {
                    return Ok(Flow::Enough);
                }
            }
        }
        Ok(Flow::More)
    }

    /// The nodes one relationship away from these that are not seen yet.
    fn beyond(
        &self,
        front: &[u32],
        walk: &VarExpand,
        kinds: &Kinds,
        wanted: &Wanted<'_>,
        seen: &mut NumberSet,
    ) -> Result<Vec<u32>> {
        let mut reached = Vec::new();
        let kind = match kinds {
            Kinds::All => Some(None),
            Kinds::One(kind) => Some(Some(*kind)),
            Kinds::Some(_) => None,
        };
        let slices = kind.filter(|_| wanted.is_empty()).zip(self.graph.all_slices(walk.expand.direction));
        if let Some((kind, slices)) = slices {
            for node in front {
                for (_, others) in slices.at(NodeId(*node), kind) {
                    self.shared.tick_all(others.len())?;
                    reached.extend(others.iter().filter(|other| seen.insert(**other)));
                }
            }
            return Ok(reached);
        }
        for node in front {
            self.each_neighbour(NodeId(*node), walk.expand.direction, kinds, &mut |edge, other| {
                if self.has_wanted(edge, wanted) && seen.insert(other.0) {
                    reached.push(other.0);
                }
                Ok(Flow::More)
            })?;
        }
        Ok(reached)
    }
}

/// Relationships as a list, in the order of the pattern.
pub fn edge_list(edges: &[EdgeId], reversed: bool) -> Value {
    let values = edges.iter().map(|edge| Value::Relationship(*edge));
    Value::list(if reversed { values.rev().collect() } else { values.collect() })
}
