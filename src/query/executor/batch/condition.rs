//! Conditions over columns: what compares numbers, texts and labels and cannot fail.

use crate::graph::Measure;
use crate::model::{Element, Value};
use crate::query::ast::ComparisonOp;
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::lane::{Lane, Lanes, Many, Numbers, Origin};
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::batch::source::Source;
use crate::query::executor::eval::Reader;
use crate::query::resolved::{Expr, ExprKind, Labels};
use crate::query::value::equals;

/// What a condition is for each of the rows, as numbers whose least is AND and whose greatest is OR.
type Truths = Vec<u8>;

const FALSE: u8 = 0;
const UNKNOWN: u8 = 1;
const TRUE: u8 = 2;

impl Reader<'_, '_> {
    /// Leaves of the picked rows those for which a condition is true. Nothing is changed where it says false: then
    /// the condition must be looked at row by row.
    pub(super) fn narrow(
        &self,
        condition: &Expr,
        batch: &Batch,
        origin: Option<Origin<'_>>,
        picked: &mut Vec<u32>,
    ) -> bool {
        let lanes = Lanes::new(batch, picked, origin, self.graph);
        let Some(truths) = self.truths(condition, &lanes) else { return false };
        // Without a branch a row, since nobody can guess how the next one will be.
        let mut left = 0;
        for (row, truth) in truths.iter().enumerate() {
            picked[left] = picked[row];
            left += usize::from(*truth == TRUE);
        }
        picked.truncate(left);
        true
    }

    fn truths(&self, expr: &Expr, lanes: &Lanes<'_>) -> Option<Truths> {
        let rows = lanes.picked.len();
        match &expr.kind {
            ExprKind::And(terms) => self.folded(terms, lanes, u8::min),
            ExprKind::Or(terms) => self.folded(terms, lanes, u8::max),
            ExprKind::Not(inner) => {
                let mut truths = self.truths(inner, lanes)?;
                truths.iter_mut().for_each(|truth| *truth = TRUE - *truth);
                Some(truths)
            }
            ExprKind::Compare(op, left, right) => match self.is_text(*op, left, right, lanes) {
                Some(truths) => Some(truths),
                None => {
                    let (left, right) = (lanes.of(left)?, lanes.of(right)?);
                    (left.meaning == right.meaning).then(|| compared(*op, &left, &right, rows))
                }
            },
            ExprKind::IsNull { value, not } => {
                let lane = lanes.of(value)?;
                let (null, other) = if *not { (FALSE, TRUE) } else { (TRUE, FALSE) };
                Some(match &lane.numbers {
                    Numbers::Many(Many { nulls, .. }) if !nulls.is_empty() => {
                        nulls.iter().map(|is_null| if *is_null { null } else { other }).collect()
                    }
                    _ => vec![other; rows],
                })
            }
            ExprKind::HasLabels(inner, labels) => {
                let ExprKind::Slot(slot) = &inner.kind else { return None };
                let Some(Column::Elements(elements)) = lanes.column(*slot) else { return None };
                self.labelled(elements, labels, lanes.picked)
            }
            _ => None,
        }
    }

    fn folded(&self, terms: &[Expr], lanes: &Lanes<'_>, fold: impl Fn(u8, u8) -> u8) -> Option<Truths> {
        let (first, rest) = terms.split_first()?;
        let mut truths = self.truths(first, lanes)?;
        for term in rest {
            let other = self.truths(term, lanes)?;
            truths.iter_mut().zip(other).for_each(|(truth, other)| *truth = fold(*truth, other));
        }
        Some(truths)
    }

    fn labelled(&self, elements: &Elements, labels: &Labels, picked: &[u32]) -> Option<Truths> {
        if let (Labels::One(symbol), false) = (labels, elements.edges) {
            let nodes = symbol.label(self.graph).and_then(|label| self.graph.label_set(label));
            let Some(nodes) = nodes else { return Some(vec![FALSE; picked.len()]) };
            return Some(
                picked.iter().map(|row| truth(nodes.contains(elements.ids[*row as usize]))).collect(),
            );
        }
        let has = |row: &u32| {
            let value = match elements.element(*row as usize) {
                Element::Node(id) => Value::Node(id),
                Element::Edge(id) => Value::Relationship(id),
            };
            self.has_labels(&value, labels).ok().map(truth)
        };
        picked.iter().map(has).collect()
    }

    /// Whether a property is, or is not, a given text.
    fn is_text(&self, op: ComparisonOp, left: &Expr, right: &Expr, lanes: &Lanes<'_>) -> Option<Truths> {
        let same = match op {
            ComparisonOp::Equal => TRUE,
            ComparisonOp::Unequal => FALSE,
            _ => return None,
        };
        let (ExprKind::Constant(wanted) | ExprKind::Parameter(wanted)) = &right.kind else { return None };
        let text = wanted.as_str()?;
        let Source::Property(elements, key) = lanes.source(left)? else { return None };
        let picked = lanes.picked;
        let ids = picked.iter().map(|row| elements.ids[*row as usize]);
        if let Some(words) = self.graph.uniform(elements.edges, key).filter(|u| u.measure == Measure::Word) {
            let wanted = words.words().iter().position(|word| **word == *text).map(|place| place as i64);
            let mut truths = Vec::with_capacity(picked.len());
            words.each(ids, |word| {
                truths.push(match word {
                    None => UNKNOWN,
                    Some(_) if word == wanted => same,
                    Some(_) => TRUE - same,
                });
            });
            return Some(truths);
        }
        let is = |row: &u32| {
            let element = elements.element(*row as usize);
            let equal = match self.graph.text(element, key) {
                Some(found) => Some(found == text),
                None => equals(&self.graph.property(element, key), wanted),
            };
            equal.map_or(UNKNOWN, |equal| if equal { same } else { TRUE - same })
        };
        Some(picked.iter().map(is).collect())
    }
}

#[inline]
fn truth(is: bool) -> u8 {
    if is { TRUE } else { FALSE }
}

fn compared(op: ComparisonOp, left: &Lane, right: &Lane, rows: usize) -> Truths {
    let (left, right) = (&left.numbers, &right.numbers);
    match op {
        ComparisonOp::Equal => each(left, right, rows, |left, right| left == right),
        ComparisonOp::Unequal => each(left, right, rows, |left, right| left != right),
        ComparisonOp::Less => each(left, right, rows, |left, right| left < right),
        ComparisonOp::LessOrEqual => each(left, right, rows, |left, right| left <= right),
        ComparisonOp::Greater => each(left, right, rows, |left, right| left > right),
        ComparisonOp::GreaterOrEqual => each(left, right, rows, |left, right| left >= right),
    }
}

fn each(left: &Numbers, right: &Numbers, rows: usize, holds: impl Fn(i64, i64) -> bool) -> Truths {
    match (left, right) {
        (Numbers::One(left), Numbers::One(right)) => vec![truth(holds(*left, *right)); rows],
        (Numbers::Many(many), Numbers::One(one)) => {
            let truths = many.numbers.iter().map(|number| truth(holds(*number, *one))).collect();
            without_nulls(truths, &many.nulls)
        }
        (Numbers::One(one), Numbers::Many(many)) => {
            let truths = many.numbers.iter().map(|number| truth(holds(*one, *number))).collect();
            without_nulls(truths, &many.nulls)
        }
        (Numbers::Many(left), Numbers::Many(right)) => {
            let pairs = left.numbers.iter().zip(&right.numbers);
            let truths = pairs.map(|(left, right)| truth(holds(*left, *right))).collect();
            without_nulls(without_nulls(truths, &left.nulls), &right.nulls)
        }
    }
}

fn without_nulls(mut truths: Truths, nulls: &[bool]) -> Truths {
    for (truth, _) in truths.iter_mut().zip(nulls).filter(|(_, is_null)| **is_null) {
        *truth = UNKNOWN;
    }
    truths
}
