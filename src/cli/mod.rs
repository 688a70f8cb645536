//! Arguments, REPL, completion; one file a command. The only place that prints, reads the clock, the
//! environment and the terminal.

mod answer;
mod args;
mod card;
mod catalogue;
mod clock;
mod command;
mod console;
mod engine;
mod failure;
mod inbox;
mod interrupt;
mod manual;
mod neighbourhood;
mod pick;
mod place;
mod repl;
mod report;
mod sentences;
mod subject;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use args::{Arguments, Global};
use console::Console;
use failure::{Failure, Outcome};

/// Runs the command that the arguments name and gives its exit status.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    tell_panics();
    interrupt::install();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|first| first == "-h") {
        return ended(Err(Failure::Help(manual::SHORT.to_owned())), &mut Console::new(&Global::default()));
    }
    match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => {
            let mut console = Console::new(&arguments.global);
            let outcome = command::run(arguments, &mut console);
            let outcome = outcome.and_then(|()| Ok(console.flush()?));
            ended(outcome, &mut console)
        }
        Err(error) => ended(refused(&error), &mut Console::new(&Global::default())),
    }
}

/// The words of clap: help and version are results, the rest is a wrong call.
fn refused(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Err(Failure::Help(error.render().to_string())),
        _ => Err(Failure::Misused(error.render().to_string())),
    }
}

fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Says what is left to say and gives the exit status.
fn ended(outcome: Outcome, console: &mut Console) -> ExitCode {
    match outcome {
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Status(status)) => ExitCode::from(status),
        Err(Failure::Help(text)) => match print(&text) {
            Err(Failure::Said(error)) => ExitCode::from(error.exit_code()),
            _ => ExitCode::SUCCESS,
        },
        Err(Failure::Misused(text)) => {
            console.say(text.trim_end());
            ExitCode::from(2)
        }
        Err(Failure::Said(error)) => {
            console.error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// A panic is a fault of the program's: it is told in a sentence, with what helps to mend it. What was
/// committed stays, for a store is only ever written whole.
fn tell_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
        let _ = writeln!(
            io::stderr(),
            "error: this is a fault of Chancery, not yours; the store is as it was before the command\n  \
             please report it with the command you gave{}",
            place.unwrap_or_default()
        );
    }));
}
