//! `chancery undo`: takes back a batch.

use crate::cli::args::{Global, Undo};
use crate::cli::clock;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::place;
use crate::session::Session;

/// # Errors
/// Those of the store; where there is no such batch.
pub fn run(args: &Undo, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_writing(global, console)?;
    let said = undo(&mut session, args.batch)?;
    Ok(writeln!(console.out(), "{said}")?)
}

/// Takes back a batch, the last one that holds where none is named, and says what that was.
///
/// # Errors
/// As [`run`].
pub fn undo(session: &mut Session, batch: Option<u64>) -> Outcome<String> {
    let undone = session.store_mut().undo(batch, clock::seconds())?;
    let batch = format!("batch {}, {}", undone.batch.number, undone.batch.what);
    Ok(match undone.number {
        Some(number) => format!("{batch}, is taken back by batch {number}"),
        None => format!("of {batch}, nothing was left to take back"),
    })
}
