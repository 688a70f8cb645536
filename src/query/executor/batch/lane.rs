//! A lane: the numbers that an expression gives for the rows of a batch.

use std::cell::RefCell;
use std::rc::Rc;

use crate::graph::{Graph, KeyId, Measure, Plain};
use crate::query::executor::batch::column::Column;
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::batch::source::{Part, Source};
use crate::query::resolved::{Expr, ExprKind, Slot};

/// Numbers compare only with numbers that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Integer,
    Day,
    Node,
    Edge,
}

#[derive(Debug)]
pub struct Lane {
    pub meaning: Meaning,
    pub numbers: Numbers,
}

#[derive(Debug)]
pub enum Numbers {
    /// The same for every row.
    One(i64),
    Many(Many),
}

/// A number for every row, and which of them are null; no marks where none is.
#[derive(Debug, Default)]
pub struct Many {
    pub numbers: Vec<i64>,
    pub nulls: Vec<bool>,
}

/// A property of the rows from which others are made, read once for each of them.
pub struct Known {
    slot: Slot,
    key: KeyId,
    lane: Lane,
}

/// Rows that are made of others, by these' numbers, and what is known of those.
#[derive(Clone, Copy)]
pub struct Origin<'b> {
    pub rows: &'b [u32],
    pub known: &'b [Known],
}

impl Known {
    /// What a condition reads of a batch as numbers.
    pub fn of(condition: &Expr, batch: &Batch, graph: &Graph, known: &mut Vec<Known>) {
        let Some((slot, key)) = property(condition, graph) else {
            return condition.each_child(&mut |child| Known::of(child, batch, graph, known));
        };
        if known.iter().all(|other| !other.is(slot, key)) {
            let all: Vec<u32> = (0..batch.rows as u32).collect();
            known.extend(Lane::of(condition, batch, &all, graph).map(|lane| Known { slot, key, lane }));
        }
    }

    fn is(&self, slot: Slot, key: KeyId) -> bool {
        (self.slot, self.key) == (slot, key)
    }
}

/// The lanes of some rows, each read once.
pub struct Lanes<'b> {
    batch: &'b Batch,
    pub picked: &'b [u32],
    origin: Option<Origin<'b>>,
    graph: &'b Graph,
    read: RefCell<Vec<(Slot, KeyId, Rc<Lane>)>>,
}

impl<'b> Lanes<'b> {
    /// Of the rows that are picked.
    pub fn new(batch: &'b Batch, picked: &'b [u32], origin: Option<Origin<'b>>, graph: &'b Graph) -> Self {
        Lanes { batch, picked, origin, graph, read: RefCell::default() }
    }

    /// None where an expression takes more than numbers.
    pub fn of(&self, expr: &Expr) -> Option<Rc<Lane>> {
        let Some((slot, key)) = property(expr, self.graph) else { return self.read(expr).map(Rc::new) };
        let read = self.read.borrow().iter().find(|(of, name, _)| (*of, *name) == (slot, key)).cloned();
        if let Some((_, _, lane)) = read {
            return Some(lane);
        }
        let origin = self.origin.and_then(|origin| {
            let known = origin.known.iter().find(|known| known.is(slot, key))?;
            Some(known.lane.pick(self.picked.iter().map(|row| origin.rows[*row as usize])))
        });
        let lane = Rc::new(origin.or_else(|| self.read(expr))?);
        self.read.borrow_mut().push((slot, key, lane.clone()));
        Some(lane)
    }

    fn read(&self, expr: &Expr) -> Option<Lane> {
        Lane::of(expr, self.batch, self.picked, self.graph)
    }

    pub fn source(&self, expr: &Expr) -> Option<Source<'b>> {
        Source::of(expr, self.batch, self.graph)
    }

    pub fn column(&self, slot: Slot) -> Option<&'b Column> {
        self.batch.column(slot)
    }
}

/// A property of what stands in a slot.
fn property(expr: &Expr, graph: &Graph) -> Option<(Slot, KeyId)> {
    let ExprKind::Property(inner, key) = &expr.kind else { return None };
    let ExprKind::Slot(slot) = inner.kind else { return None };
    Some((slot, key.id(graph)?))
}

impl Lane {
    /// Of the rows that are picked; none where an expression takes more than numbers.
    pub fn of(expr: &Expr, batch: &Batch, picked: &[u32], graph: &Graph) -> Option<Self> {
        if let ExprKind::Constant(value) | ExprKind::Parameter(value) = &expr.kind {
            return Lane::constant(Plain::of(value)?);
        }
        if let ExprKind::Slot(slot) = expr.kind
            && let Some(Column::Integers(list)) = batch.column(slot)
        {
            let numbers = picked.iter().map(|row| list[*row as usize]).collect();
            let numbers = Numbers::Many(Many { numbers, nulls: Vec::new() });
            return Some(Lane { meaning: Meaning::Integer, numbers });
        }
        let source = Source::of(expr, batch, graph)?;
        let ids = &source.elements().ids;
        if picked.len() == batch.rows {
            return Lane::read(source, ids.iter().copied(), graph);
        }
        Lane::read(source, picked.iter().map(|row| ids[*row as usize]), graph)
    }

    fn read(
        source: Source<'_>,
        ids: impl ExactSizeIterator<Item = u32> + Clone,
        graph: &Graph,
    ) -> Option<Self> {
        let (meaning, many) = match source {
            Source::Elements(elements) => {
                let meaning = if elements.edges { Meaning::Edge } else { Meaning::Node };
                (meaning, Many { numbers: ids.map(i64::from).collect(), nulls: Vec::new() })
            }
            Source::Property(elements, key) => {
                let uniform = graph.uniform(elements.edges, key)?;
                let meaning = match uniform.measure {
                    Measure::Integer => Meaning::Integer,
                    Measure::Day => Meaning::Day,
                    Measure::Word => return None,
                };
                let (numbers, nulls) = uniform.read(ids);
                (meaning, Many { numbers, nulls })
            }
            Source::Part(elements, key, part) => {
                let uniform = graph.uniform(elements.edges, key).filter(|u| u.measure == Measure::Day)?;
                let mut parts = Parts::new(part);
                let mut many = Many::default();
                uniform.each(ids, |day| {
                    let part = day.and_then(|day| parts.of(day));
                    many.numbers.push(part.unwrap_or(0));
                    many.nulls.push(part.is_none());
                });
                (Meaning::Integer, many)
            }
        };
        Some(Lane { meaning, numbers: Numbers::Many(many) })
    }

    /// These rows, each as often as it is named.
    fn pick(&self, rows: impl ExactSizeIterator<Item = u32> + Clone) -> Lane {
        let numbers = match &self.numbers {
            Numbers::One(number) => Numbers::One(*number),
            Numbers::Many(many) => Numbers::Many(Many {
                nulls: match many.nulls.as_slice() {
                    [] => Vec::new(),
                    nulls => rows.clone().map(|row| nulls[row as usize]).collect(),
                },
                numbers: rows.map(|row| many.numbers[row as usize]).collect(),
            }),
        };
        Lane { meaning: self.meaning, numbers }
    }

    fn constant(plain: Plain) -> Option<Self> {
        let (meaning, number) = match plain {
            Plain::Integer(number) => (Meaning::Integer, number),
            Plain::Day(day) => (Meaning::Day, day),
            Plain::Node(id) => (Meaning::Node, id.into()),
            Plain::Edge(id) => (Meaning::Edge, id.into()),
        };
        Some(Lane { meaning, numbers: Numbers::One(number) })
    }
}

/// Parts of days, of which many in a row are the same.
pub struct Parts {
    part: Part,
    last: Option<(i64, Option<i64>)>,
}

impl Parts {
    pub fn new(part: Part) -> Self {
        Parts { part, last: None }
    }

    #[inline]
    pub fn of(&mut self, day: i64) -> Option<i64> {
        match self.last {
            Some((last, found)) if last == day => found,
            _ => {
                let found = self.part.of(day);
                self.last = Some((day, found));
                found
            }
        }
    }
}
