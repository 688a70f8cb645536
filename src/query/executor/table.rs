//! Rows that are kept: some slots of the frame, one row after the other in one list.

use crate::error::Result;
use crate::model::Value;
use crate::query::executor::Frame;
use crate::query::executor::shared::Shared;
use crate::query::resolved::Slot;

#[derive(Debug)]
pub struct Table {
    slots: Vec<Slot>,
    values: Vec<Value>,
    rows: usize,
    bytes: usize,
}

impl Table {
    pub fn new(slots: Vec<Slot>) -> Self {
        Table { slots, values: Vec::new(), rows: 0, bytes: 0 }
    }

    pub fn len(&self) -> usize {
        self.rows
    }

    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// One value of a row, by the number of its slot; it is then gone from here.
    pub fn take_one(&mut self, row: usize, number: usize) -> Value {
        std::mem::take(&mut self.values[row * self.slots.len() + number])
    }

    /// Keeps what the frame holds now.
    pub fn push(&mut self, frame: &Frame, shared: &Shared<'_>, operator: &str) -> Result<()> {
        let mut bytes = 0;
        for slot in &self.slots {
            let value = frame[*slot].clone();
            bytes += size(&value);
            self.values.push(value);
        }
        self.rows += 1;
        self.bytes += bytes;
        shared.claim(bytes, operator)
    }

    /// Puts a row back into the frame; it is then gone from here.
    pub fn take(&mut self, row: usize, frame: &mut Frame) {
        let start = row * self.slots.len();
        for (number, slot) in self.slots.iter().enumerate() {
            frame[*slot] = std::mem::take(&mut self.values[start + number]);
        }
    }

    /// As [`Table::take`], but the row stays.
    pub fn load(&self, row: usize, frame: &mut Frame) {
        let start = row * self.slots.len();
        for (number, slot) in self.slots.iter().enumerate() {
            frame[*slot].clone_from(&self.values[start + number]);
        }
    }

    /// Only these rows, in this order.
    pub fn select(&mut self, rows: &[usize]) {
        let width = self.slots.len();
        let mut values = Vec::with_capacity(rows.len() * width);
        for row in rows {
            let start = row * width;
            values.extend(self.values[start..start + width].iter_mut().map(std::mem::take));
        }
        self.values = values;
        self.rows = rows.len();
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
