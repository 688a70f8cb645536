//! `chancery completions`: what a shell needs to complete commands and flags.

use clap::CommandFactory;

use crate::cli::args::{Arguments, Completions};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;

/// # Errors
/// Those of the output.
pub fn run(args: &Completions, console: &mut Console) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "chancery", &mut text);
    Ok(console.out().write_all(&text)?)
}
