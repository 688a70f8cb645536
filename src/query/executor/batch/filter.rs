//! Conditions, one behind the other, on a batch.

use crate::error::{Error, Result};
use crate::query::executor::Flow;
use crate::query::executor::batch::lane::{Known, Origin};
use crate::query::executor::batch::operator::{Term, Work};
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::resolved::Slot;

/// Rows that an operator gives to conditions.
#[derive(Clone, Copy)]
pub struct Given<'b> {
    pub rows: usize,
    /// How many there were before the first condition was held against them; none where that is still to be done.
    pub tried: Option<usize>,
    pub origin: Option<Origin<'b>>,
}

impl Pipeline<'_, '_, '_> {
    /// What the conditions behind an operator read of a batch from whose rows it makes others.
    pub(super) fn known(&self, at: usize, batch: &Batch) -> Vec<Known> {
        let mut known = Vec::new();
        if let Some(Work::Filter(terms)) = self.operators.get(at + 1).map(|next| &next.work) {
            for term in terms.iter().filter(|term| term.by_columns.get()) {
                Known::of(term.condition, batch, self.reader.graph, &mut known);
            }
        }
        known
    }

    pub(super) fn filter(
        &self,
        at: usize,
        terms: &[Term<'_>],
        mut batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        self.reader.shared.tick_all(batch.rows)?;
        let (picked, failure) = self.sift(at, terms, &batch, None)?;
        batch.carry(&self.operators[at].carried);
        batch.keep(&picked);
        match failure {
            Some(error) => self.fail(at, batch, error, end),
            None => self.pass(at, batch, end),
        }
    }

    /// Hands on rows. `make` makes of them the named slots, for all rows or those that are picked: where conditions
    /// follow, they are held against what they read before the rest is made.
    pub(super) fn sift_and_pass(
        &self,
        at: usize,
        given: Given<'_>,
        end: End<'_>,
        make: impl Fn(&[Slot], Option<&[u32]>) -> Batch,
    ) -> Result<Flow> {
        let (rows, tried) = (given.rows, given.tried.unwrap_or(given.rows));
        if tried == 0 {
            return Ok(Flow::More);
        }
        let operator = &self.operators[at];
        let Some((filter, terms)) = self.operators.get(at + 1).and_then(|next| match &next.work {
            Work::Filter(terms) => Some((next, terms.as_slice())),
            _ => None,
        }) else {
            return self.pass(at, make(&operator.carried, None), end);
        };
        self.count(at, tried);
        let shared = self.reader.shared;
        let start = shared.time();
        let before = filter.later.get();
        let left = match terms {
            [first, left @ ..] if given.tried.is_some() => {
                if !left.is_empty() {
                    shared.count_rows(first.step.id, rows);
                }
                left
            }
            all => all,
        };
        let reads: Vec<Slot> = left.iter().flat_map(|term| &term.reads).copied().collect();
        let (picked, failure) = self.sift(at + 1, left, &make(&reads, None), given.origin)?;
        let made = make(&filter.carried, (picked.len() < rows).then_some(&picked));
        let flow = match failure {
            Some(error) => self.fail(at + 1, made, error, end),
            None => self.pass(at + 1, made, end),
        };
        let nanos = self.reader.since(start);
        operator.later.set(operator.later.get() + nanos);
        shared.count_nanos(filter.step.id, nanos.saturating_sub(filter.later.get() - before));
        flow
    }

    /// The rows for which all conditions are true, and the failure that comes after them.
    fn sift(
        &self,
        at: usize,
        terms: &[Term<'_>],
        batch: &Batch,
        origin: Option<Origin<'_>>,
    ) -> Result<(Vec<u32>, Option<Error>)> {
        let shared = self.reader.shared;
        let mut picked: Vec<u32> = (0..batch.rows as u32).collect();
        let mut failure = None;
        for (place, term) in terms.iter().enumerate() {
            let start = shared.time();
            let by_columns =
                term.by_columns.get() && self.reader.narrow(term.condition, batch, origin, &mut picked);
            if !by_columns {
                term.by_columns.set(false);
                // What fails here comes before the rows that failed under the conditions before.
                failure = self.narrow_by_rows(at, term, batch, &mut picked)?.or(failure);
            }
            if place + 1 < terms.len() {
                shared.count_rows(term.step.id, picked.len());
                let nanos = self.reader.since(start);
                shared.count_nanos(term.step.id, nanos);
                let later = &self.operators[at].later;
                later.set(later.get() + nanos);
            }
        }
        Ok((picked, failure))
    }

    /// Leaves the rows for which a condition is true, up to one where it fails, and gives that failure.
    fn narrow_by_rows(
        &self,
        at: usize,
        term: &Term<'_>,
        batch: &Batch,
        picked: &mut Vec<u32>,
    ) -> Result<Option<Error>> {
        let mut frame = self.operators[at].frame.borrow_mut();
        let (mut failure, mut kept) = (None, Vec::with_capacity(picked.len()));
        for row in picked.iter() {
            self.reader.shared.tick()?;
            batch.load_some(*row as usize, &term.reads, self.reader.graph, &mut frame);
            match self.reader.truth(term.condition, &mut frame) {
                Ok(Some(true)) => kept.push(*row),
                Ok(_) => {}
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        *picked = kept;
        Ok(failure)
    }
}
