//! The shell: lines in, answers out, until Ctrl-D.

mod commands;
mod complete;
mod drawing;
mod helper;
mod highlight;
mod hint;
mod history;
mod input;
mod pager;
mod settings;
mod shell;

use std::io::{self, BufRead, IsTerminal};

use rustyline::config::{BellStyle, Builder, ColorMode};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Config, Editor};

use crate::cli::args::Global;
use crate::cli::console::{Console, Style};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::{interrupt, place};
use crate::error::Error;
use crate::session::Session;

use helper::Assistant;
use input::Gatherer;
use shell::Next;

pub use input::Input;
pub use shell::{Last, Shell};

type LineEditor = Editor<Assistant, FileHistory>;

/// Opens the shell on a store, or a temporary one.
///
/// # Errors
/// Those of the store; from a pipe, the status of the first input that failed.
pub fn run(global: &Global, console: &mut Console) -> Outcome {
    let terminal = io::stdin().is_terminal();
    let session = open(global, console)?;
    interrupt::enter_shell();
    let shell =
        Shell::new(session, global.articles.is_empty().then(|| global.store.clone()).flatten(), console);
    if terminal { interactive(shell) } else { from_pipe(shell) }
}

fn open(global: &Global, console: &mut Console) -> Outcome<Session> {
    if global.as_of.is_some() {
        return place::for_reading(global, console);
    }
    if global.store.is_some() || !global.articles.is_empty() {
        return place::for_writing(global, console);
    }
    if console.err_is_terminal {
        console
            .note("no store is named: this one lasts until you leave; `chancery FILE` opens one that stays");
    }
    Ok(Session::in_memory())
}

fn interactive(mut shell: Shell<'_>) -> Outcome {
    let mut editor = editor(&shell)?;
    let history = history::file(shell.store.as_deref());
    if let Some(file) = &history {
        // A history that is not there yet, or is damaged, is no reason not to work.
        let _ = editor.load_history(file);
    }
    shell.greet();
    let name = shell.prompt_name();
    let plain = format!("{name}> ");
    let styled = Style::Bold.paint(&plain, shell.console.color_out);
    loop {
        if shell.take_changed()
            && let Some(assistant) = editor.helper_mut()
        {
            assistant.vocabulary = shell.vocabulary();
        }
        match editor.readline(&(plain.as_str(), styled.as_str())) {
            Ok(text) => {
                if text.trim().is_empty() {
                    continue;
                }
                let _ = editor.add_history_entry(text.trim_end());
                if let Some(file) = &history {
                    let _ = editor.append_history(file);
                }
                if take_text(&mut shell, &text)? == Next::Leave {
                    return Ok(());
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(Error::system(format!("cannot read from the terminal: {error}")).into()),
        }
    }
}

fn editor(shell: &Shell<'_>) -> Outcome<LineEditor> {
    let color = if shell.console.color_out { ColorMode::Enabled } else { ColorMode::Disabled };
    let refused =
        |error: ReadlineError| Failure::from(Error::system(format!("cannot use the terminal: {error}")));
    let config: Builder = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .bell_style(BellStyle::None)
        .color_mode(color)
        .history_ignore_space(true)
        .max_history_size(10_000)
        .map_err(refused)?;
    let mut editor = LineEditor::with_config(config.build()).map_err(refused)?;
    editor.set_helper(Some(Assistant::new(shell.vocabulary(), shell.console.color_out)));
    Ok(editor)
}

/// Does all that a text says, the next even where one failed.
fn take_text(shell: &mut Shell<'_>, text: &str) -> Outcome<Next> {
    let (inputs, _) = input::whole(text);
    for input in inputs {
        match shell.take(&input) {
            Ok(Next::Leave) => return Ok(Next::Leave),
            Ok(Next::Stay) => {}
            // The terminal has gone.
            Err(Failure::Closed) => return Err(Failure::Closed),
            Err(failure) => shell.tell(failure),
        }
    }
    Ok(Next::Stay)
}

/// Reads standard input to its end. Every input is tried; the first failure gives the status.
fn from_pipe(mut shell: Shell<'_>) -> Outcome {
    let mut gatherer = Gatherer::default();
    let mut status = None;
    let mut lines = io::stdin().lock();
    loop {
        let mut bytes = Vec::new();
        let read = lines.read_until(b'\n', &mut bytes);
        let read = read.map_err(|error| Error::system(format!("cannot read standard input: {error}")))?;
        let inputs = if read == 0 {
            gatherer.finish()
        } else {
            match String::from_utf8(bytes) {
                Ok(line) => gatherer.push(line.trim_end_matches(['\n', '\r'])),
                Err(_) => return Err(Error::usage("standard input is no UTF-8 text").into()),
            }
        };
        for input in inputs {
            match shell.take(&input) {
                Ok(Next::Stay) => {}
                Ok(Next::Leave) => return status.map_or(Ok(()), |status| Err(Failure::Status(status))),
                Err(Failure::Closed) => return Err(Failure::Closed),
                Err(failure) => {
                    status = status.or(failure.status());
                    shell.tell(failure);
                }
            }
        }
        if read == 0 {
            return status.map_or(Ok(()), |status| Err(Failure::Status(status)));
        }
    }
}
