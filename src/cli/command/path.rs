//! `chancery path`: the shortest way between two names, asked in words.

use crate::cli::args::{Ask, Global, Path};
use crate::cli::command::ask;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;

/// # Errors
/// Those of the question and the store.
pub fn run(args: &Path, global: &Global, console: &mut Console) -> Outcome {
    let mut words = format!("path from {} to {}", ask::quoted(&args.from), ask::quoted(&args.to));
    if let Some(via) = &args.via {
        words.push_str(&format!(" via {}", ask::quoted(via)));
    }
    if let Some(max) = args.max {
        words.push_str(&format!(" max {max}"));
    }
    if let Some(since) = args.since {
        words.push_str(&format!(" since {since}"));
    }
    ask::run(&Ask { words: vec![words], rows: args.rows.clone() }, global, console)
}
