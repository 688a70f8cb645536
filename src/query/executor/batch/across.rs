//! A condition that compares what one of two branches that are alike has found with what the other has, as `a.id < b.id`
//! does: both are read once for the rows that are held, before these are put together.

use std::rc::Rc;

use crate::graph::Graph;
use crate::query::ast::ComparisonOp;
use crate::query::executor::batch::lane::{Lane, Lanes, Numbers};
use crate::query::executor::batch::rows::Batch;
use crate::query::plan::{Step, StepKind};
use crate::query::resolved::{Expr, ExprKind, Slot};

pub struct Across {
    orders: u8,
    /// What is compared, both in the names of the first branch.
    one: Expr,
    twin: Expr,
}

/// The numbers that are compared, of all rows that are held.
pub struct Compared {
    orders: u8,
    one: Rc<Lane>,
    twin: Rc<Lane>,
}

impl Across {
    /// What the step behind two branches asks; none where that is more. `own` is what the first one sets, `names`
    /// what it calls the slots of the second.
    pub fn of(step: &Step, own: &[Slot], names: &[(Slot, Slot)]) -> Option<Self> {
        let StepKind::Filter(condition) = &step.kind else { return None };
        let ExprKind::Compare(op, left, right) = &condition.kind else { return None };
        let is_own = |expr: &Expr| subject(expr).is_some_and(|slot| own.contains(&slot));
        let (orders, one, other): (u8, &Expr, &Expr) = match (is_own(left), is_own(right)) {
            (true, false) => (orders(*op), left, right),
            (false, true) => (mirrored(orders(*op)), right, left),
            _ => return None,
        };
        let (_, name) = names.iter().find(|(slot, _)| Some(*slot) == subject(other))?;
        Some(Across { orders, one: one.clone(), twin: about(other, *name)? })
    }

    /// None where it takes more than numbers to know.
    pub fn over(&self, held: &Batch, graph: &Graph) -> Option<Compared> {
        let all: Vec<u32> = (0..held.rows as u32).collect();
        let lanes = Lanes::new(held, &all, None, graph);
        let (one, twin) = (lanes.of(&self.one)?, lanes.of(&self.twin)?);
        let fits = one.meaning == twin.meaning && numbers(&one).is_some() && numbers(&twin).is_some();
        fits.then_some(Compared { orders: self.orders, one, twin })
    }
}

/// One row that is held, as it is compared with those that stand for ones of the twin.
pub struct Own<'c> {
    orders: u8,
    number: i64,
    others: &'c [i64],
}

impl Compared {
    #[inline]
    pub fn with(&self, row: usize) -> Own<'_> {
        let number = numbers(&self.one).map_or(0, |list| list[row]);
        Own { orders: self.orders, number, others: numbers(&self.twin).unwrap_or(&[]) }
    }
}

impl Own<'_> {
    #[inline]
    pub fn holds(&self, twin: usize) -> bool {
        self.orders >> (self.number.cmp(&self.others[twin]) as i8 + 1) & 1 == 1
    }
}

/// The numbers of a lane in which none is null.
fn numbers(lane: &Lane) -> Option<&[i64]> {
    match &lane.numbers {
        Numbers::Many(many) if many.nulls.is_empty() => Some(&many.numbers),
        _ => None,
    }
}

/// For which orders of two numbers a comparison holds: a bit each for less, equal and greater.
fn orders(op: ComparisonOp) -> u8 {
    match op {
        ComparisonOp::Less => 0b001,
        ComparisonOp::LessOrEqual => 0b011,
        ComparisonOp::Equal => 0b010,
        ComparisonOp::Unequal => 0b101,
        ComparisonOp::GreaterOrEqual => 0b110,
        ComparisonOp::Greater => 0b100,
    }
}

/// The same for the numbers the other way round.
fn mirrored(orders: u8) -> u8 {
    orders & 0b010 | (orders & 0b001) << 2 | orders >> 2
}

/// The element that is compared, or of which a property is.
fn subject(expr: &Expr) -> Option<Slot> {
    match &expr.kind {
        ExprKind::Slot(slot) => Some(*slot),
        ExprKind::Property(inner, _) => match inner.kind {
            ExprKind::Slot(slot) => Some(slot),
            _ => None,
        },
        _ => None,
    }
}

/// The same of another element.
fn about(expr: &Expr, slot: Slot) -> Option<Expr> {
    let mut expr = expr.clone();
    match &mut expr.kind {
        ExprKind::Slot(own) => *own = slot,
        ExprKind::Property(inner, _) => inner.kind = ExprKind::Slot(slot),
        _ => return None,
    }
    Some(expr)
}
