//! `chancery import`: a graph made elsewhere, from neo4j-admin's CSV files.

use crate::cli::answer::counted;
use crate::cli::args::{Global, Import};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::{clock, interrupt, place};
use crate::session::ImportFiles;

/// # Errors
/// Where the folder holds no such files or one of them is wrong; nothing is imported then.
pub fn run(args: &Import, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_writing(&Global { articles: Vec::new(), ..global.clone() }, console)?;
    let Import { folder, nodes, relationships } = args.clone();
    let files = ImportFiles { folder, nodes, relationships };
    let what = what(&files);
    let brought = interrupt::stoppable(None, |stop| session.import(&files, what, clock::seconds(), stop))?;
    let (nodes, edges) = (counted(brought.nodes, "node"), counted(brought.relationships, "relationship"));
    Ok(writeln!(console.out(), "imported {nodes} and {edges}")?)
}

/// What the log says of it: the folder, or the first file and how many more there are.
fn what(files: &ImportFiles) -> String {
    let groups = files.nodes.iter().chain(&files.relationships).flat_map(|group| &group.files);
    let mut named = files.folder.iter().chain(groups);
    let first = named.next().map(|path| path.display().to_string()).unwrap_or_default();
    match named.count() {
        0 => format!("import {first}"),
        more => format!("import {first} and {}", counted(more, "more file")),
    }
}
