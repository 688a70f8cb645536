//! Runs a whole statement: reading stages over the graph as it is, writing stages one after the other.

use rustc_hash::FxHashSet;

use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::model::Value;
use crate::query::answer::Answer;
use crate::query::executor::eval::Reader;
use crate::query::executor::record::add_records;
use crate::query::executor::shared::Shared;
use crate::query::executor::stage::keys;
use crate::query::executor::table::{Table, size};
use crate::query::executor::update::Ledger;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Branch, End, Plan, Stage};

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
            table = reader.stage(stage, table, shared.batch, &mut frame, &mut |frame| {
                if distinct && !seen.insert(keys(&branch.result, frame)) {
                    return Ok(Flow::More);
                }
                result_row(branch, frame, shared, answer)?;
                Ok(Flow::More)
            })?;
            if let End::Update(update) = &stage.end {
                table = Some(write(stage, update, table, access, shared, ledger, &mut frame)?);
            }
        }
    }
    Ok(())
}

fn result_row(branch: &Branch, frame: &Frame, shared: &Shared<'_>, answer: &mut Answer) -> Result<()> {
    if branch.result.is_empty() {
        return Ok(());
    }
    let row: Vec<Value> = branch.result.iter().map(|slot| frame[*slot].clone()).collect();
    shared.claim(row.iter().map(size).sum(), "the result")?;
    answer.rows.push(row);
    Ok(())
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
    let input = table.unwrap_or_else(|| Table::new(Vec::new()));
    ledger.update(update, input, stage, graph, shared, frame)
}
