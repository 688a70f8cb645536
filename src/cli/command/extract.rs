//! `chancery extract`: what is understood of articles, as JSON lines or in words. No store is touched.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use crate::cli::args::{Extract, Global};
use crate::cli::command::explanation;
use crate::cli::command::load::REJECTED;
use crate::cli::console::Console;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::{interrupt, place};
use crate::error::Error;
use crate::model::ArticleFacts;
use crate::output::{Format, quiet_json};
use crate::session::{Rejection, each_explained, each_fact};

/// # Errors
/// Those of the output; status 6 where articles were rejected and that counts.
pub fn run(args: &Extract, global: &Global, console: &mut Console) -> Outcome {
    if !matches!(global.format, None | Some(Format::Jsonl)) {
        return Err(Error::usage("extract prints JSON lines; leave out --format, or write --explain").into());
    }
    let paths = paths(args)?;
    let mut progress = Progress::default();
    let outcome: Outcome = interrupt::stoppable(None, |stop| {
        let mut outcome = Ok(());
        let sources = place::sources(&paths);
        if args.explain {
            each_explained(sources, &mut |explained| {
                if let Some((facts, how)) = progress.count(explained, console) {
                    outcome = explanation::write(&facts, &how, console.color_out, console.out());
                }
                outcome.is_ok() && stop.reason().is_none()
            });
        } else {
            each_fact(sources, &mut |facts| {
                if let Some(facts) = progress.count(facts, console) {
                    outcome = line(&facts, console.out());
                }
                outcome.is_ok() && stop.reason().is_none()
            });
        }
        match stop.reason() {
            Some(_) => Err(Error::Interrupted(format!("stopped after {} articles", progress.taken)).into()),
            None => Ok(outcome?),
        }
    });
    outcome?;
    console.flush()?;
    let failed = progress.rejected > 0 && (args.strict || progress.taken == 0);
    if failed { Err(Failure::Status(REJECTED)) } else { Ok(()) }
}

#[derive(Default)]
struct Progress {
    taken: usize,
    rejected: usize,
}

impl Progress {
    /// Counts an article; one that was rejected is told of.
    fn count<T>(&mut self, found: Result<T, Rejection>, console: &mut Console) -> Option<T> {
        match found {
            Err(rejection) => {
                self.rejected += 1;
                console.warn(&format!("rejected: {rejection}"));
                None
            }
            Ok(found) => {
                self.taken += 1;
                Some(found)
            }
        }
    }
}

fn line(facts: &ArticleFacts, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", quiet_json(&serde_json::to_string(facts)?))
}

fn paths(args: &Extract) -> Outcome<Vec<PathBuf>> {
    if !args.paths.is_empty() {
        return Ok(args.paths.clone());
    }
    if io::stdin().is_terminal() {
        return Err(Error::usage("there is nothing to read").hint("chancery extract data/articles").into());
    }
    Ok(vec![PathBuf::from("-")])
}
