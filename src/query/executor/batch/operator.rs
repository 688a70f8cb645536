//! Operators: the steps of a stage as they work on batches.

use std::cell::{Cell, RefCell};

use crate::error::Result;
use crate::query::executor::Frame;
use crate::query::executor::batch::branch::Branch;
use crate::query::executor::batch::numbering::Numbering;
use crate::query::executor::batch::optional::Optional;
use crate::query::executor::eval::Reader;
use crate::query::executor::expand::Kinds;
use crate::query::executor::stage::State;
use crate::query::plan::{Expand, Step, StepKind};
use crate::query::resolved::{Expr, Slot};

/// One step, or several conditions one behind the other.
pub struct Operator<'r, 'p, 'a> {
    pub work: Work<'r, 'p, 'a>,
    /// The last of its steps.
    pub step: &'a Step,
    pub state: State,
    /// What is read of its rows later.
    pub carried: Vec<Slot>,
    /// A frame of its own, for what is done row by row: the rows behind it would overwrite a common one.
    pub frame: RefCell<Frame>,
    /// Nanoseconds that went to the operators behind it.
    pub later: Cell<u64>,
}

/// How an operator does its work.
pub enum Work<'r, 'p, 'a> {
    /// Nodes that are found anew for every row.
    Starts(Slot),
    Bound(Slot),
    Walk(&'a Expand, Kinds),
    Branch(Box<Branch<'r, 'p, 'a>>),
    Filter(Vec<Term<'a>>),
    Optional(Box<Optional<'r, 'p, 'a>>),
    Assign(&'a [(Slot, Expr)]),
    Distinct(RefCell<Numbering<'a>>),
    Skip,
    Limit,
    /// As the step does it for each row.
    Rows,
}

/// A condition of a filter.
pub struct Term<'a> {
    pub step: &'a Step,
    pub condition: &'a Expr,
    pub reads: Vec<Slot>,
    /// Whether it still has to be tried on columns.
    pub by_columns: Cell<bool>,
}

impl<'r, 'p, 'a> Operator<'r, 'p, 'a> {
    pub fn new(
        reader: &Reader<'r, 'p>,
        step: &'a Step,
        carried: Vec<Slot>,
        frame: &mut Frame,
    ) -> Result<Self> {
        let work = match &step.kind {
            StepKind::AllNodes { slot }
            | StepKind::LabelScan { slot, .. }
            | StepKind::Seek { slot, .. }
            | StepKind::Range { slot, .. }
            | StepKind::ById { slot, .. } => Work::Starts(*slot),
            StepKind::Bound { slot } => Work::Bound(*slot),
            StepKind::Expand(expand) if !expand.into => Work::Walk(expand, reader.kinds(&expand.types)),
            StepKind::Filter(condition) => Work::Filter(vec![Term::new(step, condition)]),
            StepKind::Assign(list) => Work::Assign(list),
            StepKind::Distinct(slots) => Work::Distinct(RefCell::new(Numbering::of_slots(slots, "DISTINCT"))),
            StepKind::Skip(_) => Work::Skip,
            StepKind::Limit(_) => Work::Limit,
            _ => Work::Rows,
        };
        let state = match work {
            Work::Distinct(_) => State::None,
            _ => reader.state(step, frame)?,
        };
        Ok(Operator { state, ..Operator::of(work, step, carried, frame.clone()) })
    }

    pub fn of(work: Work<'r, 'p, 'a>, step: &'a Step, carried: Vec<Slot>, frame: Frame) -> Self {
        let (frame, later) = (RefCell::new(frame), Cell::new(0));
        Operator { work, step, state: State::None, carried, frame, later }
    }

    /// Takes another condition in, where it is one itself.
    pub fn join(&mut self, step: &'a Step, carried: &[Slot]) -> bool {
        match (&mut self.work, &step.kind) {
            (Work::Filter(terms), StepKind::Filter(condition)) => {
                terms.push(Term::new(step, condition));
                self.step = step;
                self.carried = carried.to_vec();
                true
            }
            _ => false,
        }
    }
}

impl<'a> Term<'a> {
    fn new(step: &'a Step, condition: &'a Expr) -> Self {
        let mut reads = Vec::new();
        condition.each_slot(&mut |slot| reads.push(slot));
        Term { step, condition, reads, by_columns: Cell::new(true) }
    }
}
