//! Whether two stretches of steps walk the same from one node and only call it otherwise, as both sides of
//! `(a)-->(m)<--(b)` do from m: then walking once is enough.

use crate::query::executor::batch::branch::is_sure;
use crate::query::plan::{Expand, Step, StepKind};
use crate::query::resolved::{Expr, ExprKind, Labels, Slot};

/// Two stretches of steps, one behind the other, that do the same.
pub struct Alike {
    /// How many steps each of them has.
    pub length: usize,
    /// What the first calls the slots that the second sets: the second's slot, then the first's.
    pub names: Vec<(Slot, Slot)>,
    /// Relationships of the first that those of the second may not be, in the names of the first.
    pub unlike: Vec<(Slot, Slot)>,
}

impl Alike {
    /// The stretches that begin at a step, from a node that a step before it sets; none where there are no two.
    pub fn at(steps: &[Step], at: usize) -> Option<Self> {
        let from = walk_of(steps.get(at)?)?.from;
        let again = |step: &Step| walk_of(step).is_some_and(|expand| expand.from == from);
        let length = 1 + steps[at + 1..].iter().position(again)?;
        let (first, second) = (&steps[at..at + length], steps.get(at + length..at + 2 * length)?);
        let mut alike = Alike { length, names: Vec::new(), unlike: Vec::new() };
        let mut own = Vec::new();
        first.iter().for_each(|step| step.sets(&mut |slot| own.push(slot)));
        let all = first.iter().zip(second).all(|(one, other)| alike.takes(one, other, from, &own));
        all.then_some(alike)
    }

    /// Whether two steps are alike, as those before them are. `own` is what the first stretch sets.
    fn takes(&mut self, first: &Step, second: &Step, from: Slot, own: &[Slot]) -> bool {
        match (&first.kind, &second.kind) {
            (StepKind::Expand(one), StepKind::Expand(other)) => {
                let fits = !one.into
                    && !other.into
                    && one.from == self.name(other.from)
                    && (one.from == from || own.contains(&one.from))
                    && one.direction == other.direction
                    && one.types.iter().map(|kind| &kind.name).eq(other.types.iter().map(|kind| &kind.name));
                fits && self.takes_walk(one, other, own)
            }
            (StepKind::Filter(one), StepKind::Filter(other)) => {
                let mut within = true;
                one.each_slot(&mut |slot| within &= slot == from || own.contains(&slot));
                within && is_sure(one) && self.same(one, other)
            }
            _ => false,
        }
    }

    fn takes_walk(&mut self, one: &Expand, other: &Expand, own: &[Slot]) -> bool {
        let (across, rest): (Vec<Slot>, Vec<Slot>) = other.unlike.iter().partition(|slot| own.contains(slot));
        let rest: Vec<Slot> = rest.into_iter().map(|slot| self.name(slot)).collect();
        let same = rest.len() == one.unlike.len() && rest.iter().all(|slot| one.unlike.contains(slot));
        self.unlike.extend(across.into_iter().map(|slot| (slot, one.edge)));
        self.names.extend([(other.edge, one.edge), (other.to, one.to)]);
        same
    }

    /// What the first stretch calls a slot of the second.
    fn name(&self, slot: Slot) -> Slot {
        self.names.iter().find(|(second, _)| *second == slot).map_or(slot, |(_, first)| *first)
    }

    /// Whether two conditions, of the forms that are sure, say the same.
    fn same(&self, one: &Expr, other: &Expr) -> bool {
        let all = |ones: &[Expr], others: &[Expr]| {
            ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| self.same(one, other))
        };
        match (&one.kind, &other.kind) {
            (ExprKind::Slot(one), ExprKind::Slot(other)) => *one == self.name(*other),
            (ExprKind::Constant(one), ExprKind::Constant(other))
            | (ExprKind::Parameter(one), ExprKind::Parameter(other)) => one == other,
            (ExprKind::Property(one, key), ExprKind::Property(other, name)) => {
                key.name == name.name && self.same(one, other)
            }
            (ExprKind::And(ones), ExprKind::And(others)) | (ExprKind::Or(ones), ExprKind::Or(others)) => {
                all(ones, others)
            }
            (ExprKind::Not(one), ExprKind::Not(other)) => self.same(one, other),
            (ExprKind::Compare(op, left, right), ExprKind::Compare(name, one, other)) => {
                op == name && self.same(left, one) && self.same(right, other)
            }
            (ExprKind::IsNull { value: one, not }, ExprKind::IsNull { value: other, not: also }) => {
                not == also && self.same(one, other)
            }
            (ExprKind::HasLabels(one, labels), ExprKind::HasLabels(other, names)) => {
                same_labels(labels, names) && self.same(one, other)
            }
            _ => false,
        }
    }
}

fn same_labels(one: &Labels, other: &Labels) -> bool {
    let all = |ones: &[Labels], others: &[Labels]| {
        ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| same_labels(one, other))
    };
    match (one, other) {
        (Labels::One(one), Labels::One(other)) => one.name == other.name,
        (Labels::Any, Labels::Any) => true,
        (Labels::Not(one), Labels::Not(other)) => same_labels(one, other),
        (Labels::And(ones), Labels::And(others)) | (Labels::Or(ones), Labels::Or(others)) => {
            all(ones, others)
        }
        _ => false,
    }
}

pub fn walk_of(step: &Step) -> Option<&Expand> {
    match &step.kind {
        StepKind::Expand(expand) if !expand.into => Some(expand),
        _ => None,
    }
}
