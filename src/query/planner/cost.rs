//! Where a pattern is best begun: each node is tried, and the walk from there that the planner would take
//! is weighed by the rows it would make.

use crate::query::ast::ComparisonOp;
use crate::query::planner::estimate::{degree, share};
use crate::query::planner::pattern::{PatternPlanner, turned};
use crate::query::resolved::{Expr, ExprKind, Relationship, Slot};

/// A condition as the weighing sees it.
struct Condition {
    slots: Vec<Slot>,
    /// The share of rows that it lets through.
    share: f64,
}

/// What is bound at a moment of the weighing.
struct Reached<'p, 'g> {
    planner: &'p PatternPlanner<'g>,
    slots: Vec<Slot>,
    conditions: Vec<Condition>,
}

impl PatternPlanner<'_> {
    /// How many rows the steps from this node on make together.
    pub(super) fn cost_from(&self, start: usize) -> f64 {
        let mut reached = Reached { planner: self, slots: Vec::new(), conditions: self.conditions() };
        let mut rows = self.access(start).1;
        reached.bind(self.nodes[start].slot);
        let mut cost = rows;
        let mut left: Vec<&Relationship> = self.relationships.iter().flatten().collect();
        while let Some((factor, place)) = reached.next(&left) {
            let edge = left.swap_remove(place);
            rows *= factor;
            cost += rows;
            [edge.slot, self.nodes[edge.from].slot, self.nodes[edge.to].slot]
                .into_iter()
                .for_each(|slot| reached.bind(slot));
        }
        cost
    }

    fn conditions(&self) -> Vec<Condition> {
        let condition = |filter: &Expr| {
            let mut slots = Vec::new();
            filter.each_slot(&mut |slot| {
                if self.introduced.contains(&slot) {
                    slots.push(slot);
                }
            });
            Condition { slots, share: passes(filter) }
        };
        self.filters.iter().map(condition).collect()
    }

    /// How many rows walking a relationship makes of one, without the conditions.
    pub(super) fn walk_factor(&self, edge: &Relationship, forward: bool) -> f64 {
        let direction = turned(edge.direction, forward);
        let one = degree(self.graph, &edge.types, direction);
        match edge.length {
            None => {
                let far = if forward { edge.to } else { edge.from };
                one * share(self.graph, &edge.types, direction, &self.nodes[far].labels)
            }
            Some((_, most)) => one.max(1.5).powf(most.unwrap_or(8).min(8) as f64),
        }
    }
}

impl Reached<'_, '_> {
    fn bind(&mut self, slot: Slot) {
        if !self.has(slot) {
            self.slots.push(slot);
            let slots = &self.slots;
            let planner = self.planner;
            let ready = |slot: &Slot| slots.contains(slot) || planner.bound.contains(slot);
            self.conditions.retain(|condition| !condition.slots.iter().all(ready));
        }
    }

    fn has(&self, slot: Slot) -> bool {
        self.slots.contains(&slot) || self.planner.bound.contains(&slot)
    }

    /// The relationship that multiplies rows least of those that can be walked now.
    fn next(&self, left: &[&Relationship]) -> Option<(f64, usize)> {
        let factors = left.iter().zip(0..).filter_map(|(edge, place)| Some((self.factor(edge)?, place)));
        factors.min_by(|one, other| one.0.total_cmp(&other.0))
    }

    fn factor(&self, edge: &Relationship) -> Option<f64> {
        let nodes = &self.planner.nodes;
        match (self.has(nodes[edge.from].slot), self.has(nodes[edge.to].slot)) {
            (false, false) => None,
            (true, true) => Some(0.1),
            _ if edge.shortest.is_some() => None,
            (from, _) => {
                let far = if from { edge.to } else { edge.from };
                let new = [edge.slot, nodes[far].slot];
                let ready = |slot: &Slot| new.contains(slot) || self.has(*slot);
                let passing = self.conditions.iter().filter(|condition| condition.slots.iter().all(ready));
                Some(self.planner.walk_factor(edge, from) * passing.map(|found| found.share).product::<f64>())
            }
        }
    }
}

/// The share of rows that a condition lets through, by its form.
pub(super) fn passes(filter: &Expr) -> f64 {
    match &filter.kind {
        ExprKind::Compare(ComparisonOp::Equal, ..) | ExprKind::In(..) => 0.05,
        ExprKind::Compare(ComparisonOp::Unequal, ..) => 0.95,
        ExprKind::Compare(..) => 0.33,
        _ => 0.5,
    }
}
