//! `chancery restore`: a store from what `dump` wrote.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;

use crate::cli::answer::counted;
use crate::cli::args::{Global, Restore};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::{clock, place};
use crate::error::Error;

/// # Errors
/// Where the store is not empty or what is read is no dump; nothing is restored then.
pub fn run(args: &Restore, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_writing(&Global { articles: Vec::new(), ..global.clone() }, console)?;
    let mut from = open(args.file.as_deref().filter(|path| path.as_os_str() != "-"))?;
    session.store_mut().restore(&mut *from, clock::seconds())?;
    let graph = session.graph();
    let (nodes, edges) = (counted(graph.node_count(), "node"), counted(graph.edge_count(), "relationship"));
    Ok(writeln!(console.out(), "the store now holds {nodes} and {edges}")?)
}

fn open(file: Option<&Path>) -> Outcome<Box<dyn BufRead>> {
    let Some(path) = file else {
        if io::stdin().is_terminal() {
            return Err(Error::usage("there is nothing to restore").hint("chancery restore FILE").into());
        }
        return Ok(Box::new(io::stdin().lock()));
    };
    if path.is_dir() {
        return Err(Error::usage(format!("{} is a folder, and a dump is a file", path.display()))
            .hint("chancery import FOLDER reads CSV files in neo4j-admin's dialect")
            .into());
    }
    let file = File::open(path)
        .map_err(|error| Error::system(format!("cannot read {}: {error}", path.display())))?;
    Ok(Box::new(BufReader::new(file)))
}
