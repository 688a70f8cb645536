//! What rustyline asks while a line is edited: completion, hints, colours, whether the input is whole.

use std::borrow::Cow;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};
use unicode_width::UnicodeWidthStr;

use crate::cli::console::Style;
use crate::cli::repl::commands;
use crate::cli::repl::complete::Vocabulary;
use crate::cli::repl::{highlight, hint, input};
use crate::output::clean_line;

/// Columns that a name takes in the list of candidates before what stands beside it.
const NAME_COLUMN: usize = 32;

pub struct Assistant {
    pub vocabulary: Vocabulary,
    pub color: bool,
    files: FilenameCompleter,
}

impl Assistant {
    pub fn new(vocabulary: Vocabulary, color: bool) -> Self {
        Assistant { vocabulary, color, files: FilenameCompleter::new() }
    }
}

impl Helper for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, ctx: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        if commands::takes_files(line) {
            return self.files.complete(line, pos, ctx);
        }
        let (start, offers) = self.vocabulary.offers(&line[..pos]);
        let pairs = offers.into_iter().map(|offer| {
            let shown = clean_line(&offer.text);
            let display = if offer.beside.is_empty() {
                shown
            } else {
                let gap = " ".repeat(NAME_COLUMN.saturating_sub(shown.width()).max(2));
                format!("{shown}{gap}{}", clean_line(&offer.beside))
            };
            Pair { display, replacement: clean_line(&offer.text) }
        });
        Ok((start, pairs.collect()))
    }
}

impl Hinter for Assistant {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        // Hints are inserted by the right arrow key only where they can be typed: a grammar cannot.
        if pos < line.len() || line.contains('\n') { None } else { hint::rest(line) }
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if self.color { Cow::Owned(highlight::paint(line)) } else { Cow::Borrowed(line) }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(Style::Dim.paint(hint, self.color))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.color && kind != CmdKind::MoveCursor
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let (_, open) = input::whole(context.input());
        Ok(if open { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}
