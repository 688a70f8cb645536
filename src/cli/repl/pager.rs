//! Long texts: through a pager, or as much as the screen holds and one line that names the way to the rest.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::cli::console::{Console, height};
use crate::cli::failure::Outcome;

/// What shows long texts where PAGER does not say: passes colours on, ends at once where all fits.
const USUAL: &str = "less -FRX";

/// Writes a text that may be longer than the screen.
///
/// # Errors
/// Those of the output.
pub fn show(text: &str, wanted: bool, console: &mut Console) -> Outcome {
    let lines = text.lines().count();
    let room = height().filter(|_| console.out_is_terminal).map(|rows| rows.saturating_sub(2).max(5));
    let Some(room) = room.filter(|room| lines > *room) else {
        console.out().write_all(text.as_bytes())?;
        return Ok(console.flush()?);
    };
    if wanted && page(text, console) {
        return Ok(());
    }
    for line in text.lines().take(room - 1) {
        writeln!(console.out(), "{line}")?;
    }
    console.flush()?;
    console
        .note(&format!("… {} more lines; `:last all` shows them, `:export` writes them", lines - (room - 1)));
    Ok(())
}

/// Whether a pager showed the text.
fn page(text: &str, console: &mut Console) -> bool {
    let command = env::var("PAGER").unwrap_or_else(|_| USUAL.to_owned());
    let dumb = env::var_os("TERM").is_none_or(|kind| kind == "dumb");
    let mut words = command.split_whitespace();
    let Some(program) = words.next().filter(|_| !dumb) else { return false };
    let _ = console.flush();
    let started = Command::new(program).args(words).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = started else { return false };
    if let Some(mut pipe) = child.stdin.take() {
        // Whoever leaves the pager early closes the pipe; that is no error.
        let _ = pipe.write_all(text.as_bytes());
    }
    child.wait().is_ok()
}
