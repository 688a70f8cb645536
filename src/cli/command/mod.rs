//! The commands, one file each.

pub mod ask;
mod check;
mod completions;
pub mod dump;
mod explanation;
pub mod export;
mod extract;
mod import;
pub mod load;
pub mod log;
mod man;
pub mod names;
mod path;
pub mod query;
mod restore;
pub mod review;
pub mod run;
pub mod schema;
mod show;
pub mod stats;
pub mod undo;
pub mod why;

use std::path::PathBuf;

use clap::CommandFactory;

use crate::cli::args::{Arguments, Command, Global};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::repl;
use crate::error::Error;

/// Does what the arguments say.
///
/// # Errors
/// Those of the command.
pub fn run(arguments: Arguments, console: &mut Console) -> Outcome {
    let Arguments { mut global, place, command } = arguments;
    let Some(command) = command else {
        if let Some(place) = place {
            global.store = Some(not_a_command(place)?);
        }
        return repl::run(&global, console);
    };
    dispatch(&command, &global, console)
}

fn dispatch(command: &Command, global: &Global, console: &mut Console) -> Outcome {
    match command {
        Command::Ask(args) => ask::run(args, global, console),
        Command::Query(args) => query::run(args, global, console),
        Command::Run(args) => run::run(args, global, console),
        Command::Path(args) => path::run(args, global, console),
        Command::Show(args) => show::run(args, global, console),
        Command::Why(args) => why::run(args, global, console),
        Command::Names(args) => names::run(args, global, console),
        Command::Extract(args) => extract::run(args, global, console),
        Command::Load(args) => load::run(args, global, console),
        Command::Import(args) => import::run(args, global, console),
        Command::Review(args) => review::run(args, global, console),
        Command::Export(args) => export::run(args, global, console),
        Command::Schema => schema::run(global, console),
        Command::Stats => stats::run(global, console),
        Command::Check => check::run(global, console),
        Command::Log => log::run(global, console),
        Command::Undo(args) => undo::run(args, global, console),
        Command::Dump(args) => dump::run(args, global, console),
        Command::Restore(args) => restore::run(args, global, console),
        Command::Completions(args) => completions::run(args, console),
        Command::Man(args) => man::run(args, console),
    }
}

/// A store's path; what looks like a slip for a command is no store that is still to be made.
fn not_a_command(place: PathBuf) -> Outcome<PathBuf> {
    let text = place.to_string_lossy();
    if place.exists() || text.contains(['/', '\\', '.']) {
        return Ok(place);
    }
    let commands = Arguments::command();
    let near = commands
        .get_subcommands()
        .map(|command| (slips(&text, command.get_name()), command.get_name()))
        .min()
        .filter(|(slips, name)| *slips <= 2 && *slips < name.len() / 2 + 1);
    match near {
        Some((_, name)) => Err(Error::usage(format!("there is no command and no store {text}"))
            .hint(format!("did you mean `chancery {name}`? A store of this name is ./{text}"))
            .into()),
        None => Ok(place),
    }
}

/// How many letters to add, leave out, change or swap with the next to make one word of the other.
fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
    for at in 0..=one.len() {
        for to in 0..=other.len() {
            table[at][to] = if at == 0 || to == 0 {
                at + to
            } else {
                let changed = table[at - 1][to - 1] + usize::from(one[at - 1] != other[to - 1]);
                let swapped =
                    at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1];
                let swapped = if swapped { table[at - 2][to - 2] + 1 } else { usize::MAX };
                changed.min(table[at - 1][to] + 1).min(table[at][to - 1] + 1).min(swapped)
            };
        }
    }
    table[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        assert_eq!(slips("laod", "load"), 1);
        assert_eq!(slips("qury", "query"), 1);
        assert_eq!(slips("world", "load"), 3);
    }

    #[test]
    fn a_slip_for_a_command_is_no_store() {
        assert!(not_a_command(PathBuf::from("laod")).is_err());
        assert!(not_a_command(PathBuf::from("./laod")).is_ok());
        assert!(not_a_command(PathBuf::from("world")).is_ok());
    }
}
