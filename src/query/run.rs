//! The whole way of a statement: parse, analyze, plan, execute.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::error::{Code, Error, Result};
use crate::graph::{Graph, Unread};
use crate::query::analyzer::analyze;
use crate::query::answer::Answer;
use crate::query::answer::Notice;
use crate::query::ast::{Mode, Statement};
use crate::query::executor::{Access, Shared, execute};
use crate::query::explain::Drawing;
use crate::query::kept::Kept;
use crate::query::options::{Options, Params};
use crate::query::parser::{DEEPEST, Parsed, ROOMY, SHALLOW, parse};
use crate::query::plan::{Plan, SubPlan};
use crate::query::planner::{Planned, plan};
use crate::query::resolved;
use crate::query::rows::Rows;

/// Runs one statement on a graph. A statement that writes needs [`Access::Write`]; the answer then holds
/// the changes, which are applied already. Where it fails, the graph is as before.
///
/// # Errors
/// What is wrong with the statement, with its place in the text.
pub fn run(text: &str, params: &Params, mut access: Access<'_>, options: &Options) -> Result<Answer> {
    let result = with_statement(text, |statement| answer(text, statement, params, &mut access, options));
    result.map_err(|error| with_source(error, text))
}

/// As [`run`], for one that only reads; what was prepared for the same text and parameters before serves
/// again.
///
/// # Errors
/// As [`run`].
pub fn run_again(
    text: &str,
    params: &Params,
    graph: &Graph,
    options: &Options,
    kept: &mut Kept,
) -> Result<Answer> {
    if let Some(prepared) = kept.find(text, params, graph, options) {
        let answer = prepared.answer(text, &mut Access::Read(graph), options);
        return answer.map_err(|error| with_source(error, text));
    }
    let Parsed { statement, too_deep } = parse(text, SHALLOW);
    if too_deep {
        // It needs a roomy stack every time.
        return run(text, params, Access::Read(graph), options);
    }
    let prepared = statement.and_then(|statement| prepare(&statement, params, graph, options));
    let prepared = prepared.map_err(|error| with_source(error, text))?;
    let prepared = kept.keep(text, params, graph, options, prepared);
    let answer = prepared.answer(text, &mut Access::Read(graph), options);
    answer.map_err(|error| with_source(error, text))
}

/// Whether a statement would write.
///
/// # Errors
/// Where the text is no statement.
pub fn writes(text: &str) -> Result<bool> {
    with_statement(text, |statement| Ok(statement.query.writes())).map_err(|error| with_source(error, text))
}

/// Parses a statement and hands it on; one that nests deep gets a stack with room for its depth.
fn with_statement<T: Send>(text: &str, then: impl FnOnce(&Statement) -> Result<T> + Send) -> Result<T> {
    let Parsed { statement, too_deep } = parse(text, SHALLOW);
    if !too_deep {
        return then(&statement?);
    }
    thread::scope(|scope| {
        let roomy = thread::Builder::new().stack_size(ROOMY);
        let deep = roomy.spawn_scoped(scope, || then(&parse(text, DEEPEST).statement?));
        let deep = deep.map_err(|error| Error::system(format!("no thread for a deep statement: {error}")))?;
        deep.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn answer(
    text: &str,
    statement: &Statement,
    params: &Params,
    access: &mut Access<'_>,
    options: &Options,
) -> Result<Answer> {
    prepare(statement, params, access.graph(), options)?.answer(text, access, options)
}

/// A statement analyzed and planned. It stands as long as the graph does, and for its parameters alone.
pub(super) struct Prepared {
    statement: resolved::Statement,
    notices: Vec<Notice>,
    plan: Plan,
    subplans: Vec<SubPlan>,
    operators: usize,
}

fn prepare(statement: &Statement, params: &Params, graph: &Graph, options: &Options) -> Result<Prepared> {
    let (mut statement, notices) = analyze(statement, graph, params, options)?;
    let (query, subqueries) =
        (std::mem::take(&mut statement.query), std::mem::take(&mut statement.subqueries));
    let Planned { plan, subplans, operators } = plan(query, subqueries, graph, options.optimize);
    Ok(Prepared { statement, notices, plan, subplans, operators })
}

impl Prepared {
    fn answer(&self, text: &str, access: &mut Access<'_>, options: &Options) -> Result<Answer> {
        let statement = &self.statement;
        if statement.writes && matches!(access, Access::Read(_)) && statement.mode != Mode::Explain {
            let message = "this statement writes, and statements only read here";
            let code = Code::compile("SyntaxError", "InvalidClauseComposition");
            return Err(Error::input(code, message, None).hint("allow it with --write"));
        }
        let mut answer =
            Answer { columns: statement.columns.clone(), notices: self.notices.clone(), ..Answer::default() };
        answer.rows = Rows::new(answer.columns.len());
        let profile = (statement.mode == Mode::Profile).then_some(self.operators);
        // A statement that writes sees between its rows what it deleted, so each row goes alone.
        let batch = if statement.writes { 0 } else { options.batch };
        let shared = Shared::new(options, &self.subplans, profile, batch);
        if statement.mode != Mode::Explain {
            let graph = if let Access::Read(graph) = access { Some(*graph) } else { None };
            let ahead = graph.map_or_else(Vec::new, |graph| graph.unread(&statement.keys));
            beside(&ahead, || execute(&self.plan, statement.width, access, &shared, &mut answer))?;
        }
        if statement.mode != Mode::Run {
            let shared = profile.map(|_| &shared);
            let drawing = Drawing { text, names: &statement.names, shared };
            answer.plan = Some(drawing.draw(&self.plan, &self.subplans));
        }
        Ok(answer)
    }
}

/// Does some work while another thread reads columns ahead that the work will mostly come to: the last first, so that both
/// meet in the middle.
fn beside<T>(ahead: &[Unread<'_>], work: impl FnOnce() -> T) -> T {
    if ahead.is_empty() {
        return work();
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let read = || ahead.iter().rev().take_while(|_| !done.load(Ordering::Relaxed)).for_each(Unread::read);
        // Where the system has no thread to give, the work reads what it comes to.
        let _ = thread::Builder::new().spawn_scoped(scope, read);
        let worked = work();
        done.store(true, Ordering::Relaxed);
        worked
    })
}

/// Fills in the text that an error's span points into.
fn with_source(error: Error, text: &str) -> Error {
    match error {
        Error::Input(mut input) => {
            input.source = Some(text.to_owned());
            Error::Input(input)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    fn write(graph: &mut Graph, text: &str) -> Answer {
        run(text, &Params::new(), Access::Write(graph), &Options::default()).expect(text)
    }

    #[test]
    fn what_is_created_can_be_found() {
        let mut graph = Graph::new();
        let made = write(&mut graph, "CREATE (:Person {name: 'Ada'})-[:KNOWS]->(:Person {name: 'Bo'})");
        assert_eq!((made.effects.nodes_created, made.effects.relationships_created), (2, 1));
        let found = write(&mut graph, "MATCH (a:Person {name: 'Ada'})-->(b) RETURN b.name AS name");
        assert_eq!(found.rows, [vec![Value::from("Bo")]]);
        assert_eq!(&*found.columns[0], "name");
    }

    #[test]
    fn a_statement_that_fails_changes_nothing() {
        let mut graph = Graph::new();
        write(&mut graph, "CREATE (:A)");
        let failing = "MATCH (a:A) SET a.x = 1 CREATE (b) SET b.list = [[1]]";
        let result = run(failing, &Params::new(), Access::Write(&mut graph), &Options::default());
        assert!(result.is_err());
        let after = write(&mut graph, "MATCH (n) RETURN count(*), collect(n.x)");
        assert_eq!(after.rows, [vec![Value::Integer(1), Value::list(Vec::new())]]);
    }
}
