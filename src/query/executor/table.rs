//! Rows that are kept, as columns.

use std::ops::Range;

use crate::error::Result;
use crate::graph::Graph;
use crate::model::Value;
use crate::query::executor::Frame;
use crate::query::executor::batch::Batch;
use crate::query::executor::shared::Shared;
use crate::query::resolved::Slot;

#[derive(Debug)]
pub struct Table {
    rows: Batch,
    bytes: usize,
}

impl Table {
    pub fn new(slots: &[Slot]) -> Self {
        Table { rows: Batch::of(slots), bytes: 0 }
    }

    /// Claims the memory for rows.
    pub fn of(rows: Batch, shared: &Shared<'_>, operator: &str) -> Result<Self> {
        let bytes = rows.bytes();
        shared.claim(bytes, operator)?;
        Ok(Table { rows, bytes })
    }

    pub fn len(&self) -> usize {
        self.rows.rows
    }

    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.rows.slots()
    }

    /// Keeps what the frame holds now.
    pub fn push(&mut self, frame: &Frame, shared: &Shared<'_>, operator: &str) -> Result<()> {
        let bytes = self.rows.slots().map(|slot| size(&frame[slot])).sum();
        self.rows.push(frame);
        self.bytes += bytes;
        shared.claim(bytes, operator)
    }

    /// Keeps some rows more, of which the slots are kept that the table has.
    pub fn append(
        &mut self,
        mut rows: Batch,
        graph: &Graph,
        shared: &Shared<'_>,
        operator: &str,
    ) -> Result<()> {
        rows.carry(&self.slots().collect::<Vec<_>>());
        let bytes = rows.bytes();
        self.rows.append(rows, graph);
        self.bytes += bytes;
        shared.claim(bytes, operator)
    }

    /// Puts a row back into the frame; it is then gone from here.
    pub fn take(&mut self, row: usize, graph: &Graph, frame: &mut Frame) {
        self.rows.take(row, graph, frame);
    }

    /// As [`Table::take`], but the row stays.
    pub fn load(&self, row: usize, graph: &Graph, frame: &mut Frame) {
        self.rows.load(row, graph, frame);
    }

    /// Rows one behind the other; they are then gone from here.
    pub fn slice(&mut self, rows: Range<usize>) -> Batch {
        if rows.len() == self.len() { std::mem::take(&mut self.rows) } else { self.rows.slice(rows) }
    }

    /// The memory goes back when the rows are used up.
    pub fn release(self, shared: &Shared<'_>) {
        shared.release(self.bytes);
    }
}

/// Roughly what a value takes, with what it points to.
pub fn size(value: &Value) -> usize {
    let own = std::mem::size_of::<Value>();
    own + match value {
        Value::String(text) => text.len() + 16,
        Value::List(items) => items.iter().map(size).sum::<usize>() + 40,
        Value::Map(entries) => entries.iter().map(|(key, value)| key.len() + 32 + size(value)).sum(),
        Value::Path(path) => 4 * (path.nodes.len() + path.edges.len()) + 64,
        _ => 0,
    }
}
