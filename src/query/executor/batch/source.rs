//! Where the values of an expression lie, for all rows of a batch at once.

use crate::graph::{Graph, KeyId, date_of};
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::rows::Batch;
use crate::query::resolved::{Expr, ExprKind};

/// What an expression speaks of.
#[derive(Debug, Clone, Copy)]
pub enum Source<'b> {
    Elements(&'b Elements),
    Property(&'b Elements, KeyId),
    /// A part of a property that is a date.
    Part(&'b Elements, KeyId, Part),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Year,
    Month,
    Day,
}

impl<'b> Source<'b> {
    pub fn elements(&self) -> &'b Elements {
        match self {
            Source::Elements(elements) | Source::Property(elements, _) | Source::Part(elements, ..) => {
                elements
            }
        }
    }

    /// None where it takes more to know.
    pub fn of(expr: &Expr, batch: &'b Batch, graph: &Graph) -> Option<Self> {
        match &expr.kind {
            ExprKind::Slot(slot) => match batch.column(*slot)? {
                Column::Elements(elements) => Some(Source::Elements(elements)),
                Column::Property(elements, key) => Some(Source::Property(elements, *key)),
                Column::Integers(_) | Column::Coded(..) | Column::Values(_) => None,
            },
            ExprKind::Property(inner, key) => match Source::of(inner, batch, graph)? {
                Source::Elements(elements) => Some(Source::Property(elements, key.id(graph)?)),
                Source::Property(elements, of) => Some(Source::Part(elements, of, Part::named(&key.name)?)),
                Source::Part(..) => None,
            },
            _ => None,
        }
    }
}

impl Part {
    fn named(name: &str) -> Option<Self> {
        match name {
            "year" => Some(Part::Year),
            "month" => Some(Part::Month),
            "day" => Some(Part::Day),
            _ => None,
        }
    }

    /// The part of the day with this number; none where no calendar has it.
    pub fn of(self, day: i64) -> Option<i64> {
        use chrono::Datelike;
        let date = date_of(day)?;
        Some(match self {
            Part::Year => date.year().into(),
            Part::Month => date.month().into(),
            Part::Day => date.day().into(),
        })
    }
}
