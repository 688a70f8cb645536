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

/// Walking one relationship.
struct Walk {
    /// Its place among those that are left.
    place: usize,
    /// How many rows it makes of one, without the conditions that can then be looked at, and with them.
    raw: f64,
    factor: f64,
    /// The node it is walked from, as a place in the pattern, and the one it leads to.
    near: usize,
    far: usize,
    /// What those conditions speak of.
    speaks_of: Vec<Slot>,
}

/// Walks that hang on a node that was bound before the latest walk: they are walked once for that node, then put
/// together with the rows that have it, which the executor knows as a branch, too.
struct Branch {
    rows: f64,
    nodes: Vec<usize>,
    slots: Vec<Slot>,
    /// What walking again for every row would have cost, as long as there is but one walk: then it is done so.
    debt: f64,
}

/// What the walks have cost so far.
struct Weighing {
    cost: f64,
    rows: f64,
    /// The rows when each node of the pattern was bound.
    rows_at: Vec<f64>,
    latest: usize,
    branch: Option<Branch>,
}

impl PatternPlanner<'_> {
    /// How many rows the steps from this node on make together.
    pub(super) fn cost_from(&self, start: usize) -> f64 {
        let mut reached = Reached { planner: self, slots: Vec::new(), conditions: self.conditions() };
        let rows = self.access(start).1;
        reached.bind(self.nodes[start].slot);
        let rows_at = vec![rows; self.nodes.len()];
        let mut weighing = Weighing { cost: rows, rows, rows_at, latest: start, branch: None };
        let mut left: Vec<&Relationship> = self.relationships.iter().flatten().collect();
        while let Some(walk) = reached.next(&left) {
            let edge = left.swap_remove(walk.place);
            weighing.walk(&walk, self.nodes[walk.near].slot, [edge.slot, self.nodes[walk.far].slot]);
            [edge.slot, self.nodes[edge.from].slot, self.nodes[edge.to].slot]
                .into_iter()
                .for_each(|slot| reached.bind(slot));
        }
        weighing.end_branch();
        weighing.cost
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

impl Weighing {
    /// A walk from the node of one slot, which binds two more.
    fn walk(&mut self, walk: &Walk, near: Slot, bound: [Slot; 2]) {
        let goes_on = match &self.branch {
            Some(branch) => branch.nodes.contains(&walk.near),
            None => walk.near == self.latest,
        };
        if !goes_on {
            self.end_branch();
            let rows = self.rows_at[walk.near].min(self.rows);
            let debt = (self.rows - rows) * walk.raw;
            self.branch = Some(Branch { rows, nodes: vec![walk.near], slots: vec![near], debt });
        }
        let before = self.rows;
        self.rows *= walk.factor;
        if let Some(branch) = &mut self.branch {
            self.cost += branch.rows * walk.raw;
            branch.rows *= walk.factor;
            if branch.nodes.len() > 1 {
                branch.debt = 0.0;
            }
            branch.nodes.push(walk.far);
            branch.slots.extend(bound);
            if !walk.speaks_of.iter().all(|slot| branch.slots.contains(slot)) {
                self.end_branch();
            }
        } else {
            self.cost += before * walk.raw;
        }
        (self.latest, self.rows_at[walk.far]) = (walk.far, self.rows);
    }

    fn end_branch(&mut self) {
        if let Some(branch) = self.branch.take() {
            self.cost += if branch.debt > 0.0 { branch.debt } else { self.rows };
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
    fn next(&self, left: &[&Relationship]) -> Option<Walk> {
        let walks = left.iter().zip(0..).filter_map(|(edge, place)| self.walk(edge, place));
        walks.min_by(|one, other| one.factor.total_cmp(&other.factor))
    }

    fn walk(&self, edge: &Relationship, place: usize) -> Option<Walk> {
        let nodes = &self.planner.nodes;
        match (self.has(nodes[edge.from].slot), self.has(nodes[edge.to].slot)) {
            (false, false) => None,
            (true, true) => {
                let speaks_of = Vec::new();
                Some(Walk { place, raw: 1.0, factor: 0.1, near: edge.from, far: edge.to, speaks_of })
            }
            _ if edge.shortest.is_some() => None,
            (from, _) => {
                let (near, far) = if from { (edge.from, edge.to) } else { (edge.to, edge.from) };
                let new = [edge.slot, nodes[far].slot];
                let ready = |slot: &Slot| new.contains(slot) || self.has(*slot);
                let passing = self.conditions.iter().filter(|condition| condition.slots.iter().all(ready));
                let raw = self.planner.walk_factor(edge, from);
                let factor = raw * passing.clone().map(|found| found.share).product::<f64>();
                let speaks_of = passing.flat_map(|found| &found.slots).copied().collect();
                Some(Walk { place, raw, factor, near, far, speaks_of })
            }
        }
    }
}

/// The share of rows that a condition lets through, by its form.
pub(super) fn passes(filter: &Expr) -> f64 {
    match &filter.kind {
        ExprKind::Compare(ComparisonOp::Equal, ..) | ExprKind::In(..) => 0.05,
        ExprKind::Compare(ComparisonOp::Unequal, ..) => 0.95,
        ExprKind::Compare(_, left, right) if varies(left) && varies(right) => 0.5,
        ExprKind::Compare(..) => 0.33,
        ExprKind::Or(terms) => 1.0 - terms.iter().map(|term| 1.0 - passes(term)).product::<f64>(),
        _ => 0.5,
    }
}

/// Whether an expression may be another one for every row.
fn varies(expr: &Expr) -> bool {
    let mut found = false;
    expr.each_slot(&mut |_| found = true);
    found
}
