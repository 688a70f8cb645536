//! Grouping of batches. Groups come out in the order in which their first rows came.

use crate::error::Result;
use crate::query::executor::Frame;
use crate::query::executor::batch::numbering::Numbering;
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::batch::totals::Totals;
use crate::query::executor::eval::Reader;
use crate::query::executor::table::Table;
use crate::query::resolved::{Aggregate, Expr, Slot};

pub struct Grouping<'a> {
    keys: &'a [(Slot, Expr)],
    aggregates: &'a [Aggregate],
    numbering: Numbering<'a>,
    totals: Vec<Totals<'a>>,
    /// The slot whose nodes come in ascending order.
    ascending: Option<Slot>,
}

impl<'a> Grouping<'a> {
    pub fn new(keys: &'a [(Slot, Expr)], aggregates: &'a [Aggregate], ascending: Option<Slot>) -> Self {
        let numbering = Numbering::of(keys.iter().map(|(_, key)| key), "grouping");
        let totals = aggregates.iter().map(|aggregate| Totals::new(aggregate, keys.is_empty())).collect();
        Grouping { keys, aggregates, numbering, totals, ascending }
    }

    /// Without keys there is one group, also of no rows.
    fn len(&self) -> usize {
        if self.keys.is_empty() { 1 } else { self.numbering.len() }
    }

    pub fn add(&mut self, reader: &Reader<'_, '_>, batch: &Batch, frame: &mut Frame) -> Result<()> {
        let before = self.len();
        let groups = if self.keys.is_empty() {
            vec![0; batch.rows]
        } else {
            self.numbering.number(reader, batch, frame)?
        };
        let known = self.len();
        reader.shared.claim(32 * self.totals.len() * (known - before), "grouping")?;
        for totals in &mut self.totals {
            totals.add(reader, batch, &groups, known, self.ascending, frame)?;
        }
        Ok(())
    }

    /// Takes in the groups of rows that came later.
    pub fn merge(&mut self, other: Grouping<'a>, reader: &Reader<'_, '_>) -> Result<()> {
        let numbers =
            if self.keys.is_empty() { vec![0] } else { self.numbering.merge(other.numbering, reader)? };
        let known = self.len();
        for (ours, theirs) in self.totals.iter_mut().zip(other.totals) {
            ours.merge(theirs, &numbers, known, reader)?;
        }
        Ok(())
    }

    /// One row a group, of which the slots of `keep` are kept.
    pub fn finish(self, reader: &Reader<'_, '_>, keep: &[Slot]) -> Result<Table> {
        let groups = self.len();
        let mut rows = Batch::bare(groups);
        for ((slot, _), column) in self.keys.iter().zip(self.numbering.into_columns(reader.graph)) {
            rows.set(*slot, column);
        }
        for (aggregate, totals) in self.aggregates.iter().zip(self.totals) {
            rows.set(aggregate.slot, totals.finish(groups)?);
        }
        rows.carry(keep);
        Table::of(rows, reader.shared, "grouping")
    }
}
