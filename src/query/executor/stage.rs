//! Stages and steps: how a row flows.

use std::cell::{Cell, OnceCell, RefCell};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Code, Error, Result};
use crate::model::{NodeId, Value};
use crate::query::executor::aggregate::Groups;
use crate::query::executor::batch::{self, Batch, Pipeline};
use crate::query::executor::eval::{Reader, at};
use crate::query::executor::key_table::KeyTable;
use crate::query::executor::sorting::Sorting;
use crate::query::executor::table::{Table, size};
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Branch, End, Plan, Stage, Step, StepKind};
use crate::query::resolved::{Call, Expr, Slot};
use crate::query::types::Types;
use crate::query::value::{Key, Keys};

/// Where rows go.
pub type Sink<'s> = &'s mut dyn FnMut(&mut Frame) -> Result<Flow>;

/// Who takes the rows of a stage that ends in the result: one by one, or some at a time.
pub trait Receiver {
    fn row(&mut self, frame: &mut Frame) -> Result<Flow>;

    fn rows(&mut self, rows: Batch, frame: &mut Frame) -> Result<Flow>;
}

/// Takes rows that come one by one.
struct OneByOne<'s>(Sink<'s>);

impl Receiver for OneByOne<'_> {
    fn row(&mut self, frame: &mut Frame) -> Result<Flow> {
        (self.0)(frame)
    }

    fn rows(&mut self, _: Batch, _: &mut Frame) -> Result<Flow> {
        Err(Error::system("rows that flow alone came together"))
    }
}

/// Rows that are read from a table are worth the columns where there are so many, or nothing is done with them.
const SOME: usize = 32;

/// Nodes to begin with.
pub type Starts<'g> = Box<dyn Iterator<Item = NodeId> + 'g>;

/// What a step remembers from row to row.
pub enum State {
    None,
    Seen(RefCell<KeyTable>),
    /// Nodes by the value of a property, once the first row asked for it.
    Index(OnceCell<FxHashMap<Key, Vec<NodeId>>>),
    /// How many rows are still to be skipped or let through.
    Left(Cell<i64>),
}

impl<'r> Reader<'r, '_> {
    /// Runs a plan that does not write, for the row in the frame.
    pub fn plan(&self, plan: &Plan, frame: &mut Frame, sink: Sink<'_>) -> Result<()> {
        let mut seen = FxHashSet::default();
        let distinct = plan.branches.len() > 1 && !plan.all;
        for branch in &plan.branches {
            let mut enough = false;
            self.branch(branch, frame, &mut |frame| {
                if distinct && !seen.insert(keys(&branch.result, frame)) {
                    return Ok(Flow::More);
                }
                let flow = sink(frame)?;
                enough |= flow == Flow::Enough;
                Ok(flow)
            })?;
            if enough {
                break;
            }
        }
        Ok(())
    }

    fn branch(&self, branch: &Branch, frame: &mut Frame, sink: Sink<'_>) -> Result<()> {
        let mut table = None;
        for stage in &branch.stages {
            // A query within an expression runs for one row, often to the first it finds.
            table = self.stage(stage, table, 0, frame, &mut OneByOne(&mut *sink))?;
        }
        Ok(())
    }

    /// Runs a stage on rows, or on the frame as it is where there are none; gives what it keeps. So many rows are
    /// matched together as `batch` says; with none, each flows alone.
    pub fn stage(
        &self,
        stage: &Stage,
        input: Option<Table>,
        batch: usize,
        frame: &mut Frame,
        receiver: &mut dyn Receiver,
    ) -> Result<Option<Table>> {
        let start = self.shared.time();
        let steps = |reader: &Self| {
            let nanos = stage.steps.iter().filter_map(|step| reader.shared.counted(step.id)).map(|c| c.nanos);
            nanos.sum::<u64>()
        };
        let before = if start.is_some() { steps(self) } else { 0 };
        let many = input.as_ref().is_some_and(|input| input.len() >= SOME || stage.steps.is_empty());
        let batch = if many || batch::pays(&stage.steps) { batch } else { 0 };
        let table = self.stage_rows(stage, input, batch, frame, receiver);
        if start.is_some() {
            let in_steps = steps(self) - before;
            self.shared.count_nanos(stage.id, self.since(start).saturating_sub(in_steps));
        }
        table
    }

    fn stage_rows(
        &self,
        stage: &Stage,
        input: Option<Table>,
        batch: usize,
        frame: &mut Frame,
        receiver: &mut dyn Receiver,
    ) -> Result<Option<Table>> {
        match &stage.end {
            End::Result if batch > 0 => {
                self.flow_together(stage, input, batch, frame, &mut |rows, frame| {
                    self.shared.count_rows(stage.id, rows.rows);
                    receiver.rows(rows, frame)
                })?;
                Ok(None)
            }
            End::Result => {
                self.flow(stage, input, frame, &mut |frame| {
                    self.shared.count_row(stage.id);
                    receiver.row(frame)
                })?;
                Ok(None)
            }
            End::Gather | End::Update(_) if batch > 0 => {
                let mut table = Table::new(&stage.gather);
                self.flow_together(stage, input, batch, frame, &mut |rows, _| {
                    table.append(rows, self.graph, self.shared, "gathering rows")?;
                    Ok(Flow::More)
                })?;
                Ok(Some(table))
            }
            End::Gather | End::Update(_) => {
                let mut table = Table::new(&stage.gather);
                self.flow(stage, input, frame, &mut |frame| {
                    table.push(frame, self.shared, "gathering rows")?;
                    Ok(Flow::More)
                })?;
                Ok(Some(table))
            }
            End::Group { keys, aggregates } => {
                let table = if batch > 0 {
                    self.group(stage, keys, aggregates, input, batch, frame)?
                } else {
                    let mut groups = Groups::new(*self, keys, aggregates);
                    self.flow(stage, input, frame, &mut |frame| {
                        groups.add(frame)?;
                        Ok(Flow::More)
                    })?;
                    groups.finish(frame, &stage.keep)?
                };
                self.shared.count_rows(stage.id, table.len());
                Ok(Some(table))
            }
            End::Count { slots, of } => {
                let count = Value::Integer(self.counted(of) as i64);
                let mut table = Table::new(&stage.keep);
                let rows = input.map_or(1, |input| input.len());
                for _ in 0..rows.min(1) {
                    slots.iter().for_each(|slot| frame[*slot].clone_from(&count));
                    table.push(frame, self.shared, "counting")?;
                    self.shared.count_row(stage.id);
                }
                Ok(Some(table))
            }
            End::Sort { keys, skip, top } => {
                let most = self.top(skip.as_ref(), top.as_ref(), frame)?;
                let mut sorting = Sorting::new(keys, most, &stage.keep);
                if batch > 0 {
                    self.flow_together(stage, input, batch, frame, &mut |rows, frame| {
                        sorting.add(self, rows, frame)?;
                        Ok(Flow::More)
                    })?;
                } else {
                    self.flow(stage, input, frame, &mut |frame| {
                        sorting.add_row(self, frame)?;
                        Ok(Flow::More)
                    })?;
                }
                let table = sorting.finish(self)?;
                self.shared.count_rows(stage.id, table.len());
                Ok(Some(table))
            }
        }
    }

    /// Sends every input row through the steps.
    fn flow(&self, stage: &Stage, input: Option<Table>, frame: &mut Frame, sink: Sink<'_>) -> Result<Flow> {
        let steps = &stage.steps;
        let states = steps.iter().map(|step| self.state(step, frame)).collect::<Result<Vec<_>>>()?;
        let Some(mut table) = input else {
            return self.push(steps, &states, frame, sink);
        };
        let mut flow = Flow::More;
        for row in 0..table.len() {
            self.shared.tick()?;
            table.take(row, self.graph, frame);
            flow = self.push(steps, &states, frame, sink)?;
            if flow == Flow::Enough {
                break;
            }
        }
        table.release(self.shared);
        Ok(flow)
    }

    /// As [`Reader::flow`], with rows matched together, which reach the end together. The frame is there for what
    /// is done row by row.
    fn flow_together(
        &self,
        stage: &Stage,
        input: Option<Table>,
        batch: usize,
        frame: &mut Frame,
        take: &mut dyn FnMut(Batch, &mut Frame) -> Result<Flow>,
    ) -> Result<Flow> {
        let given: Vec<Slot> = input.as_ref().map_or_else(Vec::new, |input| input.slots().collect());
        let pipeline = Pipeline::new(*self, &stage.steps, &given, &stage.gather, batch, frame)?;
        pipeline.run(input, &mut |batch| take(batch, frame))
    }

    /// What a step remembers, before the first row.
    pub(super) fn state(&self, step: &Step, frame: &mut Frame) -> Result<State> {
        Ok(match &step.kind {
            StepKind::Distinct(slots) => State::Seen(RefCell::new(KeyTable::new(slots.len()))),
            StepKind::Seek { label: None, .. } => State::Index(OnceCell::new()),
            StepKind::Skip(count) => State::Left(Cell::new(self.count(count, "SKIP", frame)?)),
            StepKind::Limit(count) => State::Left(Cell::new(self.count(count, "LIMIT", frame)?)),
            _ => State::None,
        })
    }

    /// The number behind SKIP or LIMIT.
    fn count(&self, expr: &Expr, clause: &str, frame: &mut Frame) -> Result<i64> {
        let wrong =
            |detail, message| Error::input(Code::runtime("SyntaxError", detail), message, Some(expr.span));
        match self.eval(expr, frame)? {
            Value::Integer(number) if number >= 0 => Ok(number),
            Value::Integer(_) => {
                Err(wrong("NegativeIntegerArgument", format!("{clause} wants a number that is not negative")))
            }
            other => {
                let message = format!("{clause} wants a whole number, not {}", Types::of(&other));
                Err(wrong("InvalidArgumentType", message))
            }
        }
    }

    /// Sends the row in the frame through the steps.
    pub fn push(&self, steps: &[Step], states: &[State], frame: &mut Frame, sink: Sink<'_>) -> Result<Flow> {
        let Some((step, rest)) = steps.split_first() else { return sink(frame) };
        let (state, states) = states.split_first().unwrap_or((&State::None, &[]));
        if self.shared.profile.is_none() {
            return self.step(step, state, frame, &mut |frame| self.push(rest, states, frame, sink));
        }
        let start = self.shared.time();
        let mut later = 0;
        let mut next = |frame: &mut Frame| {
            self.shared.count_row(step.id);
            let start = self.shared.time();
            let flow = self.push(rest, states, frame, sink);
            later += self.since(start);
            flow
        };
        let flow = self.step(step, state, frame, &mut next);
        if start.is_some() {
            self.shared.count_nanos(step.id, self.since(start).saturating_sub(later));
        }
        flow
    }

    pub(super) fn since(&self, start: Option<u64>) -> u64 {
        start.zip(self.shared.time()).map_or(0, |(start, end)| end.saturating_sub(start))
    }

    /// Hands the row on to `next` as often as the step says.
    pub(super) fn step(&self, step: &Step, state: &State, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        match &step.kind {
            StepKind::AllNodes { slot }
            | StepKind::LabelScan { slot, .. }
            | StepKind::Seek { slot, .. }
            | StepKind::Range { slot, .. }
            | StepKind::ById { slot, .. } => {
                let nodes = self.starts(&step.kind, state, frame)?;
                self.each_node(nodes, *slot, frame, next)
            }
            StepKind::Bound { slot } => match &frame[*slot] {
                Value::Node(_) => next(frame),
                Value::Null => Ok(Flow::More),
                other => {
                    let message = format!("a node was expected here, not {}", Types::of(other));
                    let code = Code::runtime("TypeError", "InvalidArgumentType");
                    Err(Error::input(code, message, None))
                }
            },
            StepKind::Expand(expand) => self.expand(expand, frame, next),
            StepKind::VarExpand(walk) => self.var_expand(walk, frame, next),
            StepKind::Ends(ends) => self.ends(ends, frame, next),
            StepKind::Shortest(shortest) => self.shortest(shortest, frame, next),
            StepKind::Path { slot, start, parts } => {
                frame[*slot] = self.build_path(*start, parts, frame);
                next(frame)
            }
            StepKind::Filter(filter) => {
                self.shared.tick()?;
                if self.truth(filter, frame)? == Some(true) { next(frame) } else { Ok(Flow::More) }
            }
            StepKind::Unwind { list, slot } => self.unwind(list, *slot, frame, next),
            StepKind::Optional { steps, slots } => self.optional(steps, slots, frame, next),
            StepKind::Assign(list) => {
                for (slot, expr) in list {
                    frame[*slot] = self.eval(expr, frame)?;
                }
                next(frame)
            }
            StepKind::Distinct(slots) => self.distinct(state, slots, frame, next),
            StepKind::Skip(_) => match state {
                State::Left(left) if left.get() > 0 => {
                    left.set(left.get() - 1);
                    Ok(Flow::More)
                }
                _ => next(frame),
            },
            StepKind::Limit(_) => limit(state, frame, next),
            StepKind::Call(call) => self.call_procedure(call, frame, next),
        }
    }

    /// The nodes that a step finds for the row in the frame.
    pub(super) fn starts(&self, step: &StepKind, state: &State, frame: &mut Frame) -> Result<Starts<'r>> {
        let graph = self.graph;
        let all = |label| -> Starts<'r> { Box::new(graph.nodes_with_label(label)) };
        Ok(match step {
            StepKind::AllNodes { .. } => Box::new(graph.nodes()),
            StepKind::LabelScan { label, .. } => match label.label(graph) {
                Some(label) => all(label),
                None => Box::new(std::iter::empty()),
            },
            StepKind::Seek { label, key, value, any, .. } => {
                let found = if *any {
                    let list = self.list(value, frame)?;
                    self.seek_any(label.as_ref(), key, list.as_deref().map_or(&[], Vec::as_slice), state)?
                } else {
                    let value = self.eval(value, frame)?;
                    self.seek(label.as_ref(), key, value, state)?
                };
                Box::new(found.into_iter())
            }
            StepKind::Range { label, key, low, high, .. } => {
                let mut bound = |expr: &Option<Expr>| expr.as_ref().map(|e| self.eval(e, frame)).transpose();
                let (low, high) = (bound(low)?, bound(high)?);
                let Some(label) = label.label(graph) else { return Ok(Box::new(std::iter::empty())) };
                match self.dates_between(label, key, low.as_ref(), high.as_ref()) {
                    Some(found) => Box::new(found.into_iter()),
                    None => all(label),
                }
            }
            StepKind::ById { id, .. } => match self.eval(id, frame)? {
                Value::Integer(number) => {
                    let id = u32::try_from(number).ok().map(NodeId).filter(|id| graph.has_node(*id));
                    Box::new(id.into_iter())
                }
                _ => Box::new(std::iter::empty()),
            },
            _ => Box::new(std::iter::empty()),
        })
    }

    fn each_node(
        &self,
        nodes: impl Iterator<Item = NodeId>,
        slot: Slot,
        frame: &mut Frame,
        next: Sink<'_>,
    ) -> Result<Flow> {
        for id in nodes {
            self.shared.tick()?;
            frame[slot] = Value::Node(id);
            if next(frame)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    }

    fn unwind(&self, list: &Expr, slot: Slot, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        match self.eval(list, frame)? {
            Value::Null => Ok(Flow::More),
            Value::List(items) => {
                for item in items.iter() {
                    self.shared.tick()?;
                    frame[slot] = item.clone();
                    if next(frame)? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                }
                Ok(Flow::More)
            }
            other => {
                frame[slot] = other;
                next(frame)
            }
        }
    }

    fn optional(&self, steps: &[Step], slots: &[Slot], frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        let mut found = false;
        let flow = self.push(steps, &[], frame, &mut |frame| {
            found = true;
            next(frame)
        })?;
        if found {
            return Ok(flow);
        }
        slots.iter().for_each(|slot| frame[*slot] = Value::Null);
        next(frame)
    }

    fn distinct(&self, state: &State, slots: &[Slot], frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        if let State::Seen(seen) = state {
            let single;
            let many;
            let row = match slots {
                [slot] => {
                    single = [frame[*slot].clone()];
                    single.as_slice()
                }
                _ => {
                    many = slots.iter().map(|slot| frame[*slot].clone()).collect::<Vec<_>>();
                    many.as_slice()
                }
            };
            if !seen.borrow_mut().number(row).1 {
                return Ok(Flow::More);
            }
            self.shared.claim(row.iter().map(size).sum(), "DISTINCT")?;
        }
        next(frame)
    }

    fn call_procedure(&self, call: &Call, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
        let arguments: Result<Vec<Value>> = call.arguments.iter().map(|e| self.eval(e, frame)).collect();
        let arguments = arguments?;
        for (value, (name, wanted)) in arguments.iter().zip(&call.procedure.takes) {
            if !Types::of(value).may_be(*wanted) {
                let message = format!("{name} must be {wanted}, not {}", Types::of(value));
                let code = Code::runtime("TypeError", "InvalidArgumentType");
                return Err(Error::input(code, message, Some(call.span)));
            }
        }
        let rows = (call.procedure.body)(self.graph, &arguments, self.shared.stop())
            .map_err(|error| at(error, call.span))?;
        if call.procedure.gives.is_empty() {
            return next(frame);
        }
        for row in rows {
            for (field, slot) in &call.yields {
                frame[*slot] = row.get(*field).cloned().unwrap_or_default();
            }
            if next(frame)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    }

    /// How many rows a sort must keep, where a LIMIT follows.
    fn top(&self, skip: Option<&Expr>, limit: Option<&Expr>, frame: &mut Frame) -> Result<Option<usize>> {
        let skip = skip.map_or(Ok(0), |skip| self.count(skip, "SKIP", frame))?;
        let limit = limit.map(|limit| self.count(limit, "LIMIT", frame)).transpose()?;
        Ok(limit.map(|limit| limit.saturating_add(skip) as usize))
    }
}

fn limit(state: &State, frame: &mut Frame, next: Sink<'_>) -> Result<Flow> {
    let State::Left(left) = state else { return next(frame) };
    if left.get() == 0 {
        return Ok(Flow::Enough);
    }
    left.set(left.get() - 1);
    let flow = next(frame)?;
    Ok(if left.get() == 0 { Flow::Enough } else { flow })
}

/// Some slots as one key.
pub fn keys(slots: &[Slot], frame: &Frame) -> Keys {
    Keys(slots.iter().map(|slot| frame[*slot].clone()).collect())
}
