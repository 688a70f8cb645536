//! Nodes that a step finds by itself: scans, look-ups and ranges.

use crate::error::Result;
use crate::query::executor::Flow;
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::resolved::Slot;

impl Pipeline<'_, '_, '_> {
    pub(super) fn start(&self, at: usize, slot: Slot, batch: &Batch, end: End<'_>) -> Result<Flow> {
        let operator = &self.operators[at];
        let (mut rows, mut ids) = (Vec::new(), Vec::new());
        for row in 0..batch.rows {
            let mut frame = operator.frame.borrow_mut();
            batch.load(row, self.reader.graph, &mut frame);
            let found = self.reader.starts(&operator.step.kind, &operator.state, &mut frame);
            drop(frame);
            let found = match found {
                Ok(found) => found,
                Err(error) => return self.fail(at, self.started(at, slot, batch, &rows, ids), error, end),
            };
            for id in found {
                self.reader.shared.tick()?;
                rows.push(row as u32);
                ids.push(id.0);
                if ids.len() >= self.room() {
                    let full = self.started(at, slot, batch, &rows, std::mem::take(&mut ids));
                    rows.clear();
                    if self.pass(at, full, end)? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                }
            }
        }
        self.pass(at, self.started(at, slot, batch, &rows, ids), end)
    }

    fn started(&self, at: usize, slot: Slot, batch: &Batch, rows: &[u32], ids: Vec<u32>) -> Batch {
        let mut made = batch.pick(rows, &self.operators[at].carried);
        made.set(slot, Column::Elements(Elements::nodes(ids)));
        made
    }

    /// The first operator's nodes, where they are found without it.
    pub(super) fn start_with(&self, slot: Slot, ids: &[u32], end: End<'_>) -> Result<Flow> {
        let mut left = ids;
        while !left.is_empty() {
            self.reader.shared.tick()?;
            let (now, later) = left.split_at(self.room().min(left.len()));
            let mut made = Batch::bare(now.len());
            made.set(slot, Column::Elements(Elements::nodes(now.to_vec())));
            if self.pass(0, made, end)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
            left = later;
        }
        Ok(Flow::More)
    }
}
