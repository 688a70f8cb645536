//! Runs a whole statement: reading stages over the graph as it is, writing stages one after the other.

use rustc_hash::FxHashSet;

use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::model::Value;
use crate::query::answer::Answer;
use crate::query::executor::batch::Batch;
use crate::query::executor::eval::Reader;
use crate::query::executor::record::add_records;
use crate::query::executor::shared::Shared;
use crate::query::executor::stage::{Receiver, keys};
use crate::query::executor::table::{Table, size};
use crate::query::executor::update::Ledger;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{End, Plan, Stage};
use crate::query::resolved::Slot;
use crate::query::value::Keys;

/// The graph, to be read only or to be changed too.
pub enum Access<'g> {
    Read(&'g Graph),
    Write(&'g mut Graph),
}

impl Access<'_> {
    pub fn graph(&self) -> &Graph {
        match self {
            Access::Read(graph) => graph,
            Access::Write(graph) => graph,
        }
    }
}

/// Runs a plan and fills the answer's rows, records, effects and changes. Where it fails the graph is as before.
pub fn execute(
    plan: &Plan,
    width: usize,
    access: &mut Access<'_>,
    shared: &Shared<'_>,
    answer: &mut Answer,
) -> Result<()> {
    let mut ledger = Ledger::default();
    let result = branches(plan, width, access, shared, &mut ledger, answer);
    if let Access::Write(graph) = access {
        if result.is_err() {
            ledger.roll_back(graph)?;
            answer.rows.clear();
        } else {
            (answer.effects, answer.changes, answer.inverse) = ledger.finish(graph);
        }
    }
    result?;
    add_records(answer, access.graph(), shared);
    Ok(())
}

fn branches(
    plan: &Plan,
    width: usize,
    access: &mut Access<'_>,
    shared: &Shared<'_>,
    ledger: &mut Ledger,
    answer: &mut Answer,
) -> Result<()> {
    let mut seen = FxHashSet::default();
    let distinct = plan.branches.len() > 1 && !plan.all;
    for branch in &plan.branches {
        let mut frame: Frame = vec![Value::Null; width];
        let mut table: Option<Table> = None;
        for stage in &branch.stages {
            let reader = Reader { graph: access.graph(), shared };
            let different = distinct.then_some(&mut seen);
            let mut results = Results { result: &branch.result, different, reader, answer };
            table = reader.stage(stage, table, shared.batch, &mut frame, &mut results)?;
            if let End::Update(update) = &stage.end {
                table = Some(write(stage, update, table, access, shared, ledger, &mut frame)?);
            }
        }
    }
    Ok(())
}

/// Where the rows of a branch become the answer's.
struct Results<'s, 'r, 'p> {
    result: &'s [Slot],
    /// For UNION: what came before.
    different: Option<&'s mut FxHashSet<Keys>>,
    reader: Reader<'r, 'p>,
    answer: &'s mut Answer,
}

impl Receiver for Results<'_, '_, '_> {
    fn row(&mut self, frame: &mut Frame) -> Result<Flow> {
        let is_known = self.different.as_mut().is_some_and(|known| !known.insert(keys(self.result, frame)));
        if !is_known && !self.result.is_empty() {
            let bytes = self.result.iter().map(|slot| size(&frame[*slot])).sum();
            self.reader.shared.claim(bytes, "the result")?;
            self.answer.rows.push(self.result.iter().map(|slot| frame[*slot].clone()));
        }
        Ok(Flow::More)
    }

    fn rows(&mut self, mut rows: Batch, frame: &mut Frame) -> Result<Flow> {
        let graph = self.reader.graph;
        if self.different.is_some() {
            for row in 0..rows.rows {
                rows.take(row, graph, frame);
                self.row(frame)?;
            }
            return Ok(Flow::More);
        }
        if self.result.is_empty() {
            return Ok(Flow::More);
        }
        let (count, bytes) = (rows.rows, rows.bytes());
        let columns = rows.into_columns(self.result).into_iter().map(|column| column.into_cells(graph));
        self.answer.rows.append(columns.collect(), count);
        self.reader.shared.claim(bytes, "the result")?;
        Ok(Flow::More)
    }
}

fn write(
    stage: &Stage,
    update: &crate::query::plan::Update,
    table: Option<Table>,
    access: &mut Access<'_>,
    shared: &Shared<'_>,
    ledger: &mut Ledger,
    frame: &mut Frame,
) -> Result<Table> {
    let Access::Write(graph) = access else {
        let message = "this statement writes, and here statements only read";
        return Err(Error::input(Code::compile("SyntaxError", "InvalidClauseComposition"), message, None));
    };
    let input = table.unwrap_or_else(|| Table::new(&[]));
    ledger.update(update, input, stage, graph, shared, frame)
}
