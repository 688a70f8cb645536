//! Expressions that become columns, and rows that are made distinct.

use crate::error::Result;
use crate::query::executor::Flow;
use crate::query::executor::batch::column::Column;
use crate::query::executor::batch::numbering::Numbering;
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::batch::source::Source;
use crate::query::executor::eval::Reader;
use crate::query::resolved::{Expr, ExprKind, Slot};

impl Reader<'_, '_> {
    /// What an expression gives for all rows, where that cannot fail and takes no look at each.
    pub(in crate::query::executor) fn column(&self, expr: &Expr, batch: &Batch) -> Option<Column> {
        match &expr.kind {
            ExprKind::Slot(slot) => batch.column(*slot).cloned(),
            ExprKind::Property(..) => match Source::of(expr, batch, self.graph)? {
                Source::Property(elements, key) => Some(Column::Property(elements.clone(), key)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Pipeline<'_, '_, '_> {
    pub(super) fn assign(
        &self,
        at: usize,
        list: &[(Slot, Expr)],
        mut batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        if let Some(columns) =
            list.iter().map(|(_, expr)| self.reader.column(expr, &batch)).collect::<Option<Vec<_>>>()
        {
            for ((slot, _), column) in list.iter().zip(columns) {
                batch.set(*slot, column);
            }
            return self.pass(at, batch, end);
        }
        self.assign_by_rows(at, list, batch, end)
    }

    fn assign_by_rows(
        &self,
        at: usize,
        list: &[(Slot, Expr)],
        mut batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        let mut frame = self.operators[at].frame.borrow_mut();
        let mut columns: Vec<Column> = list.iter().map(|_| Column::default()).collect();
        let mut failed = None;
        for row in 0..batch.rows {
            batch.load(row, self.reader.graph, &mut frame);
            let computed = list.iter().try_for_each(|(slot, expr)| {
                frame[*slot] = self.reader.eval(expr, &mut frame)?;
                Ok(())
            });
            if let Err(error) = computed {
                failed = Some((row, error));
                break;
            }
            for ((slot, _), column) in list.iter().zip(&mut columns) {
                column.push(frame[*slot].clone());
            }
        }
        drop(frame);
        if let Some((row, _)) = &failed {
            batch.keep(&(0..*row as u32).collect::<Vec<_>>());
        }
        for ((slot, _), column) in list.iter().zip(columns) {
            batch.set(*slot, column);
        }
        match failed {
            Some((_, error)) => self.fail(at, batch, error, end),
            None => self.pass(at, batch, end),
        }
    }

    pub(super) fn distinct(
        &self,
        at: usize,
        numbering: &mut Numbering<'_>,
        mut batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        let mut known = numbering.len() as u32;
        let mut frame = self.operators[at].frame.borrow_mut();
        let numbers = numbering.number(&self.reader, &batch, &mut frame)?;
        drop(frame);
        let mut fresh = Vec::new();
        for (row, number) in (0..).zip(numbers) {
            if number == known {
                fresh.push(row);
                known += 1;
            }
        }
        batch.carry(&self.operators[at].carried);
        batch.keep(&fresh);
        self.pass(at, batch, end)
    }
}
