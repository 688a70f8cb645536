//! A stage's steps as operators that hand batches on.

use std::cell::Cell;

use crate::error::{Error, Result};
use crate::query::executor::batch::branch::{Branch, branch_at, twins_at};
use crate::query::executor::batch::column::Column;
use crate::query::executor::batch::operator::{Operator, Work};
use crate::query::executor::batch::optional::Optional;
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::eval::Reader;
use crate::query::executor::stage::State;
use crate::query::executor::table::Table;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Step, StepKind};
use crate::query::resolved::Slot;

/// Where batches go.
pub type End<'e> = &'e mut dyn FnMut(Batch) -> Result<Flow>;

pub struct Pipeline<'r, 'p, 'a> {
    pub(super) reader: Reader<'r, 'p>,
    pub(super) operators: Vec<Operator<'r, 'p, 'a>>,
    /// How many rows a batch may have by now: where few are wanted, the first batches are small.
    room: Cell<usize>,
    most: usize,
    /// Whether it is a branch: then the rows of its last step are counted where they are put together.
    is_branch: bool,
}

impl<'r, 'p, 'a> Pipeline<'r, 'p, 'a> {
    /// For steps after which `read` are the slots that are read, on rows that have the slots `given`.
    pub fn new(
        reader: Reader<'r, 'p>,
        steps: &'a [Step],
        given: &[Slot],
        read: &[Slot],
        most: usize,
        frame: &mut Frame,
    ) -> Result<Self> {
        let mut carried = carried(steps, given, read);
        let mut operators: Vec<Operator<'r, 'p, 'a>> = Vec::with_capacity(steps.len());
        // A branch is walked to its end before its rows go on, which would be in vain where few are wanted.
        let all = !steps.iter().any(|step| matches!(step.kind, StepKind::Limit(_)));
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            if let Some(alike) = twins_at(steps, at).filter(|_| all) {
                let (length, last) = (alike.length, at + 2 * alike.length - 1);
                let (first, carried) = (&steps[at..at + length], std::mem::take(&mut carried[last]));
                let behind = steps.get(last + 1);
                if let Some(branch) = Branch::twins(reader, first, behind, alike, &carried, most, frame)? {
                    let work = Work::Branch(Box::new(branch));
                    operators.push(Operator::of(work, &steps[last], carried, Vec::new()));
                    at = last + 1;
                    continue;
                }
            }
            if let Some(length) = branch_at(steps, at).filter(|_| all) {
                let (last, own) = (at + length - 1, &steps[at..at + length]);
                let carried = std::mem::take(&mut carried[last]);
                if let Some(branch) = Branch::new(reader, own, &carried, most, frame)? {
                    let work = Work::Branch(Box::new(branch));
                    operators.push(Operator::of(work, &steps[last], carried, Vec::new()));
                    at += length;
                    continue;
                }
            }
            let carried = std::mem::take(&mut carried[at]);
            if let StepKind::Optional { steps: own, .. } = &step.kind {
                let mut there = given.to_vec();
                steps[..at].iter().for_each(|step| step.sets(&mut |slot| there.push(slot)));
                if let Some(optional) = Optional::new(reader, own, &there, &carried, most, frame)? {
                    let work = Work::Optional(Box::new(optional));
                    operators.push(Operator::of(work, step, carried, Vec::new()));
                    at += 1;
                    continue;
                }
            }
            if !operators.last_mut().is_some_and(|last| last.join(step, &carried)) {
                operators.push(Operator::new(&reader, step, carried, frame)?);
            }
            at += 1;
        }
        let wanted = operators.iter().filter_map(|operator| match (&operator.work, &operator.state) {
            (Work::Limit, State::Left(left)) => Some(left.get().max(1) as usize),
            _ => None,
        });
        let room = wanted.min().unwrap_or(most).clamp(1, most);
        Ok(Pipeline { reader, operators, room: Cell::new(room), most, is_branch: false })
    }

    /// For the steps of a branch.
    pub(super) fn within(
        reader: Reader<'r, 'p>,
        steps: &'a [Step],
        given: &[Slot],
        read: &[Slot],
        most: usize,
        frame: &mut Frame,
    ) -> Result<Self> {
        Ok(Pipeline { is_branch: true, ..Pipeline::new(reader, steps, given, read, most, frame)? })
    }

    /// The rows of its last step are counted here after all.
    pub(super) fn count_all(&mut self) {
        self.is_branch = false;
    }

    pub(super) fn room(&self) -> usize {
        self.room.get()
    }

    /// An operator gives so many rows; the next batches may be larger.
    pub(super) fn count(&self, at: usize, rows: usize) {
        if !self.is_branch || at + 1 < self.operators.len() {
            self.reader.shared.count_rows(self.operators[at].step.id, rows);
        }
        self.room.set((2 * self.room()).min(self.most));
    }

    /// Sends the rows of a table through, or one row of nothing.
    pub fn run(&self, input: Option<Table>, end: End<'_>) -> Result<Flow> {
        let Some(mut table) = input else { return self.push(0, Batch::bare(1), end) };
        let (mut row, rows) = (0, table.len());
        let mut flow = Flow::More;
        if self.operators.is_empty() && rows > 0 {
            flow = end(table.slice(0..rows))?;
            row = rows;
        }
        while row < rows && flow == Flow::More {
            self.reader.shared.tick()?;
            let next = rows.min(row + self.room());
            flow = self.push(0, table.slice(row..next), end)?;
            row = next;
        }
        table.release(self.reader.shared);
        Ok(flow)
    }

    /// Gives a batch to an operator, or to the end behind the last.
    pub(super) fn push(&self, at: usize, batch: Batch, end: End<'_>) -> Result<Flow> {
        let Some(operator) = self.operators.get(at) else { return end(batch) };
        let start = self.reader.shared.time();
        let before = operator.later.get();
        let flow = self.work(at, operator, batch, end);
        if start.is_some() {
            let later = operator.later.get() - before;
            self.reader.shared.count_nanos(operator.step.id, self.reader.since(start).saturating_sub(later));
        }
        flow
    }

    fn work(&self, at: usize, operator: &Operator<'r, 'p, 'a>, batch: Batch, end: End<'_>) -> Result<Flow> {
        match &operator.work {
            Work::Starts(slot) => self.start(at, *slot, &batch, end),
            Work::Bound(slot) => self.bound(at, *slot, batch, end),
            Work::Walk(expand, kinds) => self.walk(at, expand, kinds, batch, end),
            Work::Branch(branch) => self.branch(at, branch, batch, end),
            Work::Filter(terms) => self.filter(at, terms, batch, end),
            Work::Optional(optional) => self.optional(at, optional, batch, end),
            Work::Assign(list) => self.assign(at, list, batch, end),
            Work::Distinct(numbering) => self.distinct(at, &mut numbering.borrow_mut(), batch, end),
            Work::Skip => self.skip(at, batch, end),
            Work::Limit => self.limit(at, batch, end),
            Work::Rows => self.rows(at, batch, end),
        }
    }

    /// Hands on what an operator gives.
    pub(super) fn pass(&self, at: usize, mut batch: Batch, end: End<'_>) -> Result<Flow> {
        if batch.rows == 0 {
            return Ok(Flow::More);
        }
        let operator = &self.operators[at];
        batch.carry(&operator.carried);
        self.count(at, batch.rows);
        let shared = self.reader.shared;
        let start = shared.time();
        let flow = self.push(at + 1, batch, end);
        operator.later.set(operator.later.get() + self.reader.since(start));
        flow
    }

    /// Hands on the rows before one that failed: they may be enough.
    pub(super) fn fail(&self, at: usize, before: Batch, error: Error, end: End<'_>) -> Result<Flow> {
        match self.pass(at, before, end)? {
            Flow::Enough => Ok(Flow::Enough),
            Flow::More => Err(error),
        }
    }

    fn skip(&self, at: usize, mut batch: Batch, end: End<'_>) -> Result<Flow> {
        if let State::Left(left) = &self.operators[at].state {
            let dropped = (left.get().max(0) as usize).min(batch.rows);
            left.set(left.get() - dropped as i64);
            batch.keep(&(dropped as u32..batch.rows as u32).collect::<Vec<_>>());
        }
        self.pass(at, batch, end)
    }

    fn limit(&self, at: usize, mut batch: Batch, end: End<'_>) -> Result<Flow> {
        let State::Left(left) = &self.operators[at].state else { return self.pass(at, batch, end) };
        let let_through = (left.get().max(0) as usize).min(batch.rows);
        left.set(left.get() - let_through as i64);
        batch.keep(&(0..let_through as u32).collect::<Vec<_>>());
        let flow = self.pass(at, batch, end)?;
        Ok(if left.get() == 0 { Flow::Enough } else { flow })
    }

    fn bound(&self, at: usize, slot: Slot, batch: Batch, end: End<'_>) -> Result<Flow> {
        if batch.column(slot).is_some_and(Column::are_nodes) {
            return self.pass(at, batch, end);
        }
        self.rows(at, batch, end)
    }

    /// The step works on each row alone.
    pub(super) fn rows(&self, at: usize, batch: Batch, end: End<'_>) -> Result<Flow> {
        let operator = &self.operators[at];
        let mut made = Batch::of(&operator.carried);
        let mut frame = operator.frame.borrow_mut();
        let mut behind = None;
        for row in 0..batch.rows {
            batch.load(row, self.reader.graph, &mut frame);
            let flow = self.reader.step(operator.step, &operator.state, &mut frame, &mut |frame| {
                made.push(frame);
                if made.rows < self.room() {
                    return Ok(Flow::More);
                }
                let full = std::mem::replace(&mut made, Batch::of(&operator.carried));
                let flow = self.pass(at, full, end);
                match flow {
                    Ok(flow) => Ok(flow),
                    Err(error) => {
                        behind = Some(error);
                        Ok(Flow::Enough)
                    }
                }
            });
            if let Some(error) = behind {
                return Err(error);
            }
            match flow {
                Ok(Flow::More) => {}
                Ok(Flow::Enough) => return Ok(Flow::Enough),
                Err(error) => return self.fail(at, made, error, end),
            }
        }
        drop(frame);
        self.pass(at, made, end)
    }
}

/// For every step the slots that are bound by then and read later.
fn carried(steps: &[Step], given: &[Slot], read: &[Slot]) -> Vec<Vec<Slot>> {
    let mut read: Vec<Slot> = read.to_vec();
    let mut wanted = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        wanted.push(read.clone());
        step.reads(&mut |slot| {
            if !read.contains(&slot) {
                read.push(slot);
            }
        });
    }
    let mut there: Vec<Slot> = given.to_vec();
    wanted.reverse();
    for (step, wanted) in steps.iter().zip(&mut wanted) {
        step.sets(&mut |slot| there.push(slot));
        if let StepKind::Optional { steps, .. } = &step.kind {
            steps.iter().for_each(|step| step.sets(&mut |slot| there.push(slot)));
        }
        wanted.retain(|slot| there.contains(slot));
    }
    wanted
}
