//! `chancery log`: what was done to the store.

use crate::cli::answer::{self, View};
use crate::cli::args::Global;
use crate::cli::clock;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::place;
use crate::model::Value;
use crate::query::Answer;
use crate::session::Session;

/// # Errors
/// Those of the store.
pub fn run(global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_reading(global, console)?;
    let found = log(&mut session)?;
    answer::show(&found, "", View::default(), console)
}

/// One row a batch, oldest first.
///
/// # Errors
/// Where the history cannot be read.
pub fn log(session: &mut Session) -> Outcome<Answer> {
    let number = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let rows = session.store_mut().log()?.into_iter().map(|entry| {
        let undoes = entry.undoes.map(|batch| format!(" (takes back {batch})")).unwrap_or_default();
        vec![
            number(entry.number),
            Value::from(clock::readable(entry.at)),
            Value::from(format!("{}{undoes}", entry.what)),
            number(entry.counts.nodes_created),
            number(entry.counts.nodes_deleted),
            number(entry.counts.edges_created),
            number(entry.counts.edges_deleted),
            number(entry.counts.changes),
        ]
    });
    let columns = ["batch", "when", "what", "nodes +", "nodes -", "edges +", "edges -", "changes"];
    Ok(answer::rows_of(&columns, rows.collect()))
}
