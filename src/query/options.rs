//! What a statement runs with: parameters, time, limits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::model::temporal::DateTime;
use crate::query::procedures::Procedures;

/// Parameters by name, without the `$`.
pub type Params = BTreeMap<String, Value>;

/// How a statement is to be run.
#[derive(Debug, Clone)]
pub struct Options {
    /// What `datetime()` and its like give, and when written elements say they were written. The query
    /// never looks at a clock.
    pub now: DateTime,
    /// An unknown label, relationship type or property in a pattern that only reads is an error, not a
    /// notice.
    pub strict_names: bool,
    /// Whether the optimizer's passes run; without them the plan follows the text.
    pub optimize: bool,
    /// How many rows are matched together; with 0 each goes its way alone, which changes no answer.
    pub batch: usize,
    /// Stops the statement from another thread.
    pub stop: Stop,
    /// The most bytes that a statement may hold at once, by the executor's own reckoning.
    pub memory: Option<usize>,
    /// A clock for PROFILE, in nanoseconds since any start.
    pub clock: Option<fn() -> u64>,
    /// Where `rand()` and `randomUUID()` start.
    pub seed: u64,
    /// Procedures beside the built-in ones.
    pub procedures: Procedures,
}

/// A switch that stops a running statement; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicU8>);

/// Why a statement was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    Cancelled,
    TimedOut,
}

impl Stop {
    pub fn stop(&self, reason: StopReason) {
        let code = match reason {
            StopReason::Cancelled => 1,
            StopReason::TimedOut => 2,
        };
        self.0.store(code, Ordering::Relaxed);
    }

    /// Makes the switch ready for the next statement.
    pub fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Whether the statement may go on.
    ///
    /// # Errors
    /// Where it was cancelled or its time is up.
    pub fn check(&self) -> Result<()> {
        match self.reason() {
            None => Ok(()),
            Some(StopReason::Cancelled) => Err(Error::Interrupted("the statement was cancelled".to_owned())),
            Some(StopReason::TimedOut) => {
                let message = "the statement took longer than the time it may take";
                Err(Error::input(Code::runtime("Timeout", "Timeout"), message, None)
                    .hint("make it more selective, or allow it more with :set timeout"))
            }
        }
    }

    pub fn reason(&self) -> Option<StopReason> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(StopReason::Cancelled),
            _ => Some(StopReason::TimedOut),
        }
    }
}

/// So many rows fit well into a processor's cache.
const BATCH: usize = 2048;

impl Options {
    pub fn at(now: DateTime) -> Self {
        Options {
            now,
            strict_names: false,
            optimize: true,
            batch: BATCH,
            stop: Stop::default(),
            memory: None,
            clock: None,
            seed: 0,
            procedures: Procedures::default(),
        }
    }
}

/// The start of 1970, for callers to whom the time does not matter.
impl Default for Options {
    fn default() -> Self {
        Options::at(DateTime { local: chrono::DateTime::UNIX_EPOCH.naive_utc(), offset: 0, zone: None })
    }
}
