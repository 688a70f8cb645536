//! OPTIONAL MATCH: what is found for the rows of a batch, all together, and a row of nulls for each that finds nothing.

use crate::error::Result;
use crate::model::Value;
use crate::query::executor::batch::branch::is_sure;
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::eval::Reader;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Step, StepKind};
use crate::query::resolved::Slot;

pub struct Optional<'r, 'p, 'a> {
    inner: Pipeline<'r, 'p, 'a>,
    /// Where the number of a row stands while it is looked for; no variable's slot.
    row: Slot,
    /// What is read of the rows within.
    reads: Vec<Slot>,
    /// What is set and somebody reads later.
    sets: Vec<Slot>,
}

impl<'r, 'p, 'a> Optional<'r, 'p, 'a> {
    /// None for steps that may fail at one row after others have gone on.
    pub fn new(
        reader: Reader<'r, 'p>,
        steps: &'a [Step],
        given: &[Slot],
        carried: &[Slot],
        most: usize,
        frame: &Frame,
    ) -> Result<Option<Self>> {
        let sure = |step: &Step| match &step.kind {
            StepKind::Expand(expand) => !expand.into,
            StepKind::Filter(condition) => is_sure(condition),
            StepKind::Bound { .. } => true,
            _ => false,
        };
        if !steps.iter().all(sure) {
            return Ok(None);
        }
        let (mut own, mut reads) = (Vec::new(), Vec::new());
        steps.iter().for_each(|step| step.sets(&mut |slot| own.push(slot)));
        steps.iter().for_each(|step| step.reads(&mut |slot| reads.push(slot)));
        let sets: Vec<Slot> = own.into_iter().filter(|slot| carried.contains(slot)).collect();
        let mut frame = frame.clone();
        let row = frame.len();
        frame.push(Value::Null);
        let read: Vec<Slot> = sets.iter().copied().chain([row]).collect();
        let given: Vec<Slot> = given.iter().copied().chain([row]).collect();
        let inner = Pipeline::new(reader, steps, &given, &read, most, &mut frame)?;
        Ok(Some(Optional { inner, row, reads, sets }))
    }
}

/// Rows of a batch with what was found for them.
#[derive(Default)]
struct Found {
    /// Numbers of rows, and for each the place of what was found; none: nothing.
    rows: Vec<u32>,
    places: Vec<Option<u32>>,
    /// The first row of which nothing is known yet.
    next: u32,
}

impl Found {
    /// Rows up to this one have found nothing, but for those that have found something before.
    fn none_up_to(&mut self, row: u32) {
        for row in self.next..row {
            self.rows.push(row);
            self.places.push(None);
        }
        self.next = self.next.max(row);
    }

    fn take(&mut self, rows: &[u32]) {
        for (row, place) in rows.iter().zip(0..) {
            self.none_up_to(*row);
            self.rows.push(*row);
            self.places.push(Some(place));
            self.next = row + 1;
        }
    }
}

impl<'r, 'p, 'a> Pipeline<'r, 'p, 'a> {
    pub(super) fn optional(
        &self,
        at: usize,
        optional: &Optional<'r, 'p, 'a>,
        batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        let numbers: Vec<u32> = (0..batch.rows as u32).collect();
        let mut heads = batch.pick(&numbers, &optional.reads);
        heads.set(optional.row, Column::Elements(Elements::nodes(numbers)));
        let mut known = Found::default();
        let flow = optional.inner.push(0, heads, &mut |found| {
            let Some(Column::Elements(rows)) = found.column(optional.row) else { return Ok(Flow::More) };
            known.take(&rows.ids);
            self.hand_on(at, optional, &batch, &found, &mut known, end)
        })?;
        if flow == Flow::Enough {
            return Ok(flow);
        }
        known.none_up_to(batch.rows as u32);
        self.hand_on(at, optional, &batch, &Batch::default(), &mut known, end)
    }

    fn hand_on(
        &self,
        at: usize,
        optional: &Optional<'r, 'p, 'a>,
        batch: &Batch,
        found: &Batch,
        known: &mut Found,
        end: End<'_>,
    ) -> Result<Flow> {
        let (rows, places) = (std::mem::take(&mut known.rows), std::mem::take(&mut known.places));
        self.reader.shared.tick_all(rows.len())?;
        let mut made = batch.pick(&rows, &self.operators[at].carried);
        let all: Option<Vec<u32>> = places.iter().copied().collect();
        for slot in &optional.sets {
            let column = match (found.column(*slot), &all) {
                (Some(column), Some(all)) => column.pick(all),
                (column, _) => {
                    let value = |place: &Option<u32>| match (column, place) {
                        (Some(column), Some(place)) => column.value(*place as usize, self.reader.graph),
                        _ => Value::Null,
                    };
                    Column::Values(places.iter().map(value).collect())
                }
            };
            made.set(*slot, column);
        }
        self.pass(at, made, end)
    }
}
