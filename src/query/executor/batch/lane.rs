//! A lane: the numbers that an expression gives for the rows of a batch.

use crate::graph::{Graph, Measure, Plain};
use crate::query::executor::batch::column::Column;
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::batch::source::{Part, Source};
use crate::query::resolved::{Expr, ExprKind};

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
                let (numbers, absent) = uniform.read(ids.clone());
                let nulls = if absent { ids.map(|id| uniform.lacks(id)).collect() } else { Vec::new() };
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
