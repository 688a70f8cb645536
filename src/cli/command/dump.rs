//! `chancery dump`: the graph as JSON lines that `restore` reads.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::cli::answer::counted;
use crate::cli::args::{Dump, Global};
use crate::cli::command::check;
use crate::cli::console::Console;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::place;
use crate::error::Error;
use crate::session::Session;

/// # Errors
/// Those of the store and the output. Of a damaged store its sound part is written, and the status says so.
pub fn run(args: &Dump, global: &Global, console: &mut Console) -> Outcome {
    let (session, damaged) = match place::for_reading(global, console) {
        Ok(session) => (session, false),
        Err(failure) => (sound_part(global, console).ok_or(failure)?, true),
    };
    to_file(args.output.as_deref(), console, &mut |out| Ok(session.store().dump(out)?))?;
    if !damaged {
        return Ok(());
    }
    console.flush()?;
    let graph = session.graph();
    let (nodes, edges) = (counted(graph.node_count(), "node"), counted(graph.edge_count(), "relationship"));
    console.warn(&format!("the dump holds what is sound: {nodes} and {edges}"));
    Err(Failure::Status(check::DAMAGED))
}

/// What is sound of a damaged store; none where nothing is damaged, or where an earlier state is asked for.
fn sound_part(global: &Global, console: &mut Console) -> Option<Session> {
    let path = global.store.as_deref().filter(|_| global.articles.is_empty() && global.as_of.is_none())?;
    let (session, report) = Session::salvage(path).ok()?;
    check::tell_damage(&report, console).then_some(session)
}

/// Writes into a file, or to standard output where none is named.
///
/// # Errors
/// Where the file cannot be made, and those of `write`.
pub fn to_file(
    path: Option<&Path>,
    console: &mut Console,
    write: &mut dyn FnMut(&mut dyn Write) -> Outcome,
) -> Outcome {
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        let mut out = Watched { out: console.out(), closed: false };
        let outcome = write(&mut out);
        return if out.closed { Err(Failure::Closed) } else { outcome };
    };
    let refused = |error: io::Error| Error::system(format!("cannot write {}: {error}", path.display()));
    let mut out = BufWriter::new(File::create(path).map_err(refused)?);
    write(&mut out)?;
    Ok(out.flush().map_err(refused)?)
}

/// Remembers that the reader of a pipe has gone, for callers whose errors no longer say so.
struct Watched<'a> {
    out: &'a mut dyn Write,
    closed: bool,
}

impl Watched<'_> {
    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.closed |= result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
        result
    }
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.out.write(bytes);
        self.watch(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.out.flush();
        self.watch(result)
    }
}
