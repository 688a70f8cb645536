//! `chancery import`: a graph made elsewhere, from a folder of neo4j-admin's CSV files.

use crate::cli::answer::counted;
use crate::cli::args::{Global, Import};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::{clock, interrupt, place};

/// # Errors
/// Where the folder holds no such files or one of them is wrong; nothing is imported then.
pub fn run(args: &Import, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_writing(&Global { articles: Vec::new(), ..global.clone() }, console)?;
    let brought = interrupt::stoppable(None, |stop| session.import(&args.folder, clock::seconds(), stop))?;
    let (nodes, edges) = (counted(brought.nodes, "node"), counted(brought.relationships, "relationship"));
    Ok(writeln!(console.out(), "imported {nodes} and {edges}")?)
}
