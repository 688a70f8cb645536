//! The whole way of a statement: parse, analyze, plan, execute.

use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::query::analyzer::analyze;
use crate::query::answer::Answer;
use crate::query::ast::Mode;
use crate::query::executor::{Access, Shared, execute};
use crate::query::options::{Options, Params};
use crate::query::parser::parse;
use crate::query::planner::{Planned, plan};

/// Runs one statement on a graph. A statement that writes needs [`Access::Write`]; the answer then holds
/// the changes, which are applied already. Where it fails, the graph is as before.
///
/// # Errors
/// What is wrong with the statement, with its place in the text.
pub fn run(text: &str, params: &Params, mut access: Access<'_>, options: &Options) -> Result<Answer> {
    answer(text, params, &mut access, options).map_err(|error| with_source(error, text))
}

/// Whether a statement would write.
///
/// # Errors
/// Where the text is no statement.
pub fn writes(text: &str) -> Result<bool> {
    parse(text).map(|statement| statement.query.writes()).map_err(|error| with_source(error, text))
}

fn answer(text: &str, params: &Params, access: &mut Access<'_>, options: &Options) -> Result<Answer> {
    let statement = parse(text)?;
    let (statement, notices) = analyze(&statement, access.graph(), params, options)?;
    if statement.writes && matches!(access, Access::Read(_)) && statement.mode != Mode::Explain {
        let message = "this statement writes, and statements only read here";
        let code = Code::compile("SyntaxError", "InvalidClauseComposition");
        return Err(Error::input(code, message, None).hint("allow it with --write"));
    }
    let Planned { plan, subplans, operators } =
        plan(statement.query, statement.subqueries, access.graph(), options.optimize);
    let mut answer = Answer { columns: statement.columns, notices, ..Answer::default() };
    let profile = (statement.mode == Mode::Profile).then_some(operators);
    let shared = Shared::new(options, &subplans, profile);
    if statement.mode != Mode::Explain {
        execute(&plan, statement.width, access, &shared, &mut answer)?;
    }
    Ok(answer)
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
