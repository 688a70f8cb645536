//! A batch: some rows by columns.

use std::ops::Range;

use crate::graph::Graph;
use crate::model::Value;
use crate::query::executor::Frame;
use crate::query::executor::batch::column::Column;
use crate::query::resolved::Slot;

/// Rows, of which only the columns are there that somebody still reads.
#[derive(Debug, Default)]
pub struct Batch {
    pub rows: usize,
    columns: Vec<(Slot, Column)>,
}

impl Batch {
    /// So many rows of nothing.
    pub fn bare(rows: usize) -> Self {
        Batch { rows, columns: Vec::new() }
    }

    /// Empty columns for these slots, to push rows to.
    pub fn of(slots: &[Slot]) -> Self {
        Batch { rows: 0, columns: slots.iter().map(|slot| (*slot, Column::default())).collect() }
    }

    pub fn column(&self, slot: Slot) -> Option<&Column> {
        self.columns.iter().find(|(other, _)| *other == slot).map(|(_, column)| column)
    }

    pub fn set(&mut self, slot: Slot, column: Column) {
        match self.columns.iter_mut().find(|(other, _)| *other == slot) {
            Some((_, old)) => *old = column,
            None => self.columns.push((slot, column)),
        }
    }

    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.columns.iter().map(|(slot, _)| *slot)
    }

    /// About how many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(|(_, column)| column.bytes()).sum()
    }

    /// The columns of these slots.
    pub fn into_columns(mut self, slots: &[Slot]) -> Vec<Column> {
        let mut columns = Vec::with_capacity(slots.len());
        for (place, slot) in slots.iter().enumerate() {
            let again = slots[place + 1..].contains(slot);
            let found = self.columns.iter_mut().find(|(own, _)| own == slot).map(|(_, column)| column);
            columns.push(match found {
                Some(column) if again => column.clone(),
                Some(column) => std::mem::take(column),
                None => Column::Values(vec![Value::Null; self.rows]),
            });
        }
        columns
    }

    /// Takes in the columns of as many rows.
    pub fn join(&mut self, other: Batch) {
        self.columns.extend(other.columns);
    }

    /// Adds rows with the same columns.
    pub fn append(&mut self, other: Batch, graph: &Graph) {
        if self.rows == 0 {
            *self = other;
            return;
        }
        self.rows += other.rows;
        for (slot, column) in other.columns {
            if let Some((_, ours)) = self.columns.iter_mut().find(|(known, _)| *known == slot) {
                ours.append(column, graph);
            }
        }
    }

    /// Drops the columns that are not among these slots.
    pub fn carry(&mut self, slots: &[Slot]) {
        self.columns.retain(|(slot, _)| slots.contains(slot));
    }

    /// These rows of these slots, each as often as it is named.
    pub fn pick(&self, rows: &[u32], slots: &[Slot]) -> Self {
        let wanted = self.columns.iter().filter(|(slot, _)| slots.contains(slot));
        Batch { rows: rows.len(), columns: wanted.map(|(slot, column)| (*slot, column.pick(rows))).collect() }
    }

    /// Rows one behind the other; nobody will ask for them here again.
    pub fn slice(&mut self, rows: Range<usize>) -> Self {
        let columns = self.columns.iter_mut().map(|(slot, column)| (*slot, column.slice(rows.clone())));
        Batch { rows: rows.len(), columns: columns.collect() }
    }

    /// Only these rows, which ascend.
    pub fn keep(&mut self, rows: &[u32]) {
        if rows.len() < self.rows {
            self.columns.iter_mut().for_each(|(_, column)| column.keep(rows));
            self.rows = rows.len();
        }
    }

    /// Adds the frame as a row.
    pub fn push(&mut self, frame: &Frame) {
        self.columns.iter_mut().for_each(|(slot, column)| column.push(frame[*slot].clone()));
        self.rows += 1;
    }

    /// Puts a row into the frame.
    pub fn load(&self, row: usize, graph: &Graph, frame: &mut Frame) {
        self.columns.iter().for_each(|(slot, column)| frame[*slot] = column.value(row, graph));
    }

    /// As [`Batch::load`]; nobody will ask for this row again.
    pub fn take(&mut self, row: usize, graph: &Graph, frame: &mut Frame) {
        self.columns.iter_mut().for_each(|(slot, column)| frame[*slot] = column.take(row, graph));
    }

    /// As [`Batch::load`], only these slots.
    pub fn load_some(&self, row: usize, slots: &[Slot], graph: &Graph, frame: &mut Frame) {
        for (slot, column) in &self.columns {
            if slots.contains(slot) {
                frame[*slot] = column.value(row, graph);
            }
        }
    }
}
