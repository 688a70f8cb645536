//! `:draw` and `:export`: the last answer as a drawing or for another program.

use std::env;
use std::path::{Path, PathBuf};

use crate::cli::answer::nothing_to_draw;
use crate::cli::command::export::{self, Target};
use crate::cli::failure::Outcome;
use crate::cli::neighbourhood;
use crate::cli::repl::input::Input;
use crate::cli::repl::shell::Shell;
use crate::error::Error;
use crate::output::drawing::Caption;
use crate::output::{self, Format, Layout};

/// `:draw [FILE]`: the file's ending says the format; without one a drawing among the temporary files.
///
/// # Errors
/// Where there is no answer, nothing in it can be drawn, or the file cannot be written.
pub fn draw(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let path = if argument.is_empty() {
        env::temp_dir().join("chancery-drawing.svg")
    } else {
        PathBuf::from(argument)
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let target = Target::of(if ending.is_empty() { "svg" } else { &ending })?;
    write(shell, target, &path)
}

/// `:export FORMAT FILE`: the graph of the last answer, or its rows as tsv, jsonl or md.
///
/// # Errors
/// As [`draw`].
pub fn export(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let (format, path) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let path = path.trim();
    if format.is_empty() || path.is_empty() {
        return Err(Error::usage("write :export FORMAT FILE, such as :export html talks.html").into());
    }
    if let Ok(target) = Target::of(format) {
        return write(shell, target, Path::new(path));
    }
    let rows: Format = format.parse().map_err(Error::usage)?;
    let found = shell.last()?.answer.clone();
    let layout = Layout { excel_safe: shell.console.excel_safe, ..Layout::default() };
    crate::cli::command::dump::to_file(Some(Path::new(path)), shell.console, &mut |out| {
        Ok(output::write(&found, rows, layout, out)?)
    })?;
    shell.line(&format!("{} written", output::clean_line(path)))
}

fn write(shell: &mut Shell<'_>, target: Target, path: &Path) -> Outcome {
    let last = shell.last()?.clone();
    let found = neighbourhood::around(&last.answer, &mut shell.session)?;
    if found.nodes.is_empty() {
        return Err(nothing_to_draw());
    }
    let title = match &last.input {
        Input::Question(words) => words.clone(),
        _ => String::new(),
    };
    let about = last.params.get("who").and_then(|who| who.as_str()).map(str::to_owned);
    let caption = Caption { title, query: last.cypher.clone(), as_of: None, about };
    export::write(target, &found, &caption, None, false, Some(path), shell.console)?;
    shell.line(&format!("{} written", output::clean_line(&path.display().to_string())))
}
