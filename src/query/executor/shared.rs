//! What a statement's execution shares: limits, time, chance, counters, and the ghosts of what it deleted.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::{Code, Error, Result};
use crate::model::Element;
use crate::model::temporal::DateTime;
use crate::query::answer::{NodeRecord, RelationshipRecord};
use crate::query::options::{Options, Stop};
use crate::query::plan::SubPlan;

pub struct Shared<'p> {
    pub subplans: &'p [SubPlan],
    pub now: DateTime,
    pub random: Cell<u64>,
    /// What was deleted by this statement, as it was.
    pub ghosts: RefCell<HashMap<Element, Ghost>>,
    /// Rows and nanoseconds by operator, under PROFILE.
    pub profile: Option<Vec<Cell<Count>>>,
    pub clock: Option<fn() -> u64>,
    /// How many rows are matched together; with none, each flows alone.
    pub batch: usize,
    stop: Stop,
    ticks: Cell<u32>,
    /// What all threads of the statement hold together.
    memory: Arc<AtomicUsize>,
    limit: Option<usize>,
}

/// What a statement's threads have in common: each makes its own [`Shared`] of it.
pub struct Common<'p> {
    subplans: &'p [SubPlan],
    now: DateTime,
    random: u64,
    operators: Option<usize>,
    clock: Option<fn() -> u64>,
    batch: usize,
    stop: Stop,
    memory: Arc<AtomicUsize>,
    limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub rows: u64,
    pub nanos: u64,
}

/// An element that this statement deleted.
#[derive(Debug, Clone)]
pub enum Ghost {
    Node(NodeRecord),
    Relationship(RelationshipRecord),
}

/// Between two looks at the switch that stops a statement. A step of work is well below a microsecond.
const PATIENCE: u32 = 2048;

impl<'p> Shared<'p> {
    /// `batch` is how many rows may be matched together.
    pub fn new(options: &Options, subplans: &'p [SubPlan], operators: Option<usize>, batch: usize) -> Self {
        Shared {
            subplans,
            now: options.now,
            random: Cell::new(options.seed),
            ghosts: RefCell::default(),
            profile: operators.map(|count| vec![Cell::default(); count]),
            clock: options.clock,
            batch,
            stop: options.stop.clone(),
            ticks: Cell::new(0),
            memory: Arc::default(),
            limit: options.memory,
        }
    }

    /// What another thread needs to work on the same statement.
    pub fn common(&self) -> Common<'p> {
        Common {
            subplans: self.subplans,
            now: self.now,
            random: self.random.get(),
            operators: self.profile.as_ref().map(Vec::len),
            clock: self.clock,
            batch: self.batch,
            stop: self.stop.clone(),
            memory: self.memory.clone(),
            limit: self.limit,
        }
    }

    /// Rows and times that another thread has counted.
    pub fn add_counts(&self, counts: &[Count]) {
        for (cell, more) in self.profile.iter().flatten().zip(counts) {
            let count = cell.get();
            cell.set(Count { rows: count.rows + more.rows, nanos: count.nanos + more.nanos });
        }
    }

    /// All that was counted.
    pub fn counts(&self) -> Vec<Count> {
        self.profile.iter().flatten().map(Cell::get).collect()
    }

    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// Counts a small piece of work; now and then looks whether the statement is to stop.
    pub fn tick(&self) -> Result<()> {
        self.tick_all(1)
    }

    /// As [`Shared::tick`], for several pieces at once.
    #[inline]
    pub fn tick_all(&self, pieces: usize) -> Result<()> {
        let ticks = self.ticks.get().saturating_add(u32::try_from(pieces).unwrap_or(u32::MAX));
        self.ticks.set(ticks);
        if ticks < PATIENCE {
            return Ok(());
        }
        self.ticks.set(0);
        self.stop.check()
    }

    /// Claims memory for an operator.
    pub fn claim(&self, bytes: usize, operator: &str) -> Result<()> {
        let total = self.memory.fetch_add(bytes, Ordering::Relaxed) + bytes;
        match self.limit {
            // Who claims nothing has not grown: it was another, on another thread, that says so itself.
            Some(limit) if bytes > 0 && total > limit => {
                let mib = limit as f64 / f64::from(1 << 20);
                let message =
                    format!("{operator} needs more than the {mib:.0} MiB that a statement may take");
                Err(Error::input(Code::runtime("MemoryLimit", "MemoryLimit"), message, None)
                    .hint("make the statement more selective, add LIMIT, or allow it more with :set memory"))
            }
            _ => Ok(()),
        }
    }

    pub fn release(&self, bytes: usize) {
        let less = |held: usize| Some(held.saturating_sub(bytes));
        // It always succeeds, since there is always a next value.
        let _ = self.memory.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }

    /// Adds to the time of an operator.
    pub fn count_nanos(&self, operator: usize, nanos: u64) {
        if let Some(cell) = self.profile.as_ref().and_then(|profile| profile.get(operator)) {
            let count = cell.get();
            cell.set(Count { nanos: count.nanos + nanos, ..count });
        }
    }

    /// The clock's time under PROFILE, where the caller lends one.
    pub fn time(&self) -> Option<u64> {
        self.profile.as_ref()?;
        self.clock.map(|clock| clock())
    }

    pub fn counted(&self, operator: usize) -> Option<Count> {
        self.profile.as_ref()?.get(operator).map(Cell::get)
    }

    pub fn count_row(&self, operator: usize) {
        self.count_rows(operator, 1);
    }

    pub fn count_rows(&self, operator: usize, rows: usize) {
        if let Some(cell) = self.profile.as_ref().and_then(|profile| profile.get(operator)) {
            let count = cell.get();
            cell.set(Count { rows: count.rows + rows as u64, ..count });
        }
    }
}

impl<'p> Common<'p> {
    /// For the thread that calls.
    pub fn shared(&self) -> Shared<'p> {
        Shared {
            subplans: self.subplans,
            now: self.now,
            random: Cell::new(self.random),
            ghosts: RefCell::default(),
            profile: self.operators.map(|count| vec![Cell::default(); count]),
            clock: self.clock,
            batch: self.batch,
            stop: self.stop.clone(),
            ticks: Cell::new(0),
            memory: self.memory.clone(),
            limit: self.limit,
        }
    }
}
