//! Which of several a name means: asked where somebody sits at the terminal, never guessed.

use std::io::{self, IsTerminal};

use rustyline::config::Behavior;
use rustyline::{Config, DefaultEditor};

use crate::cli::console::Console;
use crate::cli::failure::{Failure, Outcome};
use crate::error::{Error, NameError};
use crate::model::{NodeId, Span};

/// Lets the user pick where an error is that several bear a name; gives the node and where its name
/// stands in the question.
///
/// # Errors
/// The same error where it is another one or nobody sits at a terminal; status 4 where none is picked.
pub fn settle(error: Error, console: &mut Console) -> Outcome<(NodeId, Option<Span>)> {
    match error {
        Error::Name(name) if name.is_ambiguous() && somebody_is_there(console) => {
            console.error(&Error::Name(name.clone()));
            match ask(&name) {
                Some(node) => Ok((node, name.span)),
                None => Err(Failure::Status(4)),
            }
        }
        other => Err(other.into()),
    }
}

fn somebody_is_there(console: &Console) -> bool {
    console.err_is_terminal && io::stdin().is_terminal()
}

/// Asks until it is a number of the list; nothing, Ctrl-C and Ctrl-D pick none.
fn ask(name: &NameError) -> Option<NodeId> {
    // The terminal itself is asked, for the output may go into a file.
    let config = Config::builder().behavior(Behavior::PreferTerm).build();
    let mut editor = DefaultEditor::with_config(config).ok()?;
    let prompt = format!("number, or Enter for none [1-{}]: ", name.nodes.len());
    loop {
        let line = editor.readline(&prompt).ok()?;
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(node) = number.and_then(|at| name.nodes.get(at)) {
            return Some(*node);
        }
    }
}
