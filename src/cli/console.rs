//! Standard output for results, standard error for the rest, and what is known of the terminal.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

use crate::cli::args::{Color, Global};
use crate::error::Error;
use crate::output::{Format, Layout, clean_line};

use super::report;

/// Where a command writes.
pub struct Console {
    out: BufWriter<io::Stdout>,
    /// Results go to a terminal.
    pub out_is_terminal: bool,
    /// Messages go to a terminal.
    pub err_is_terminal: bool,
    pub color_out: bool,
    pub color_err: bool,
    pub format: Option<Format>,
    pub excel_safe: bool,
}

/// What a pipe takes at once: whoever reads an answer from one wakes once.
const BUFFER: usize = 1 << 16;

/// Styles of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Bold,
    Dim,
    Red,
    Yellow,
    Green,
    Blue,
    Cyan,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Red => "1;31",
            Style::Yellow => "33",
            Style::Green => "32",
            Style::Blue => "34",
            Style::Cyan => "36",
        }
    }

    /// The text in this style, or as it is.
    pub fn paint(self, text: &str, color: bool) -> String {
        if color { format!("\x1b[{}m{text}\x1b[0m", self.code()) } else { text.to_owned() }
    }
}

impl Console {
    pub fn new(global: &Global) -> Self {
        let out_is_terminal = io::stdout().is_terminal();
        let err_is_terminal = io::stderr().is_terminal();
        Console {
            out: BufWriter::with_capacity(BUFFER, io::stdout()),
            out_is_terminal,
            err_is_terminal,
            color_out: wants_color(global.color, out_is_terminal),
            color_err: wants_color(global.color, err_is_terminal),
            format: global.format,
            excel_safe: global.excel_safe,
        }
    }

    /// For results. Whoever writes flushes by [`Console::flush`], or at the end of the command.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Hands on what is written.
    ///
    /// # Errors
    /// Those of standard output.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// How rows are written: as asked, else a table for people and tab-separated values for programs.
    pub fn row_format(&self) -> Format {
        self.format.unwrap_or(if self.out_is_terminal { Format::Table } else { Format::Tsv })
    }

    pub fn layout(&self, numbered: bool) -> Layout {
        Layout {
            width: self.out_is_terminal.then(width),
            color: self.color_out,
            numbered,
            excel_safe: self.excel_safe,
        }
    }

    /// A line of text on standard error. Where that is closed there is nobody to tell.
    pub fn say(&mut self, text: &str) {
        let _ = self.out.flush();
        let _ = writeln!(io::stderr(), "{text}");
    }

    /// A line that is beside the point: dim on a terminal.
    pub fn note(&mut self, text: &str) {
        let line = Style::Dim.paint(&clean_line(text), self.color_err);
        self.say(&line);
    }

    pub fn warn(&mut self, text: &str) {
        let mark = Style::Yellow.paint("warning:", self.color_err);
        self.say(&format!("{mark} {}", clean_line(text)));
    }

    pub fn error(&mut self, error: &Error) {
        let text = report::error(error, self.color_err, width());
        self.say(text.trim_end());
    }
}

/// Columns of the terminal; what it does not say is told by COLUMNS, else it has 80.
pub fn width() -> usize {
    let told = || env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
    let asked =
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0);
    asked.or_else(told).unwrap_or(80)
}

/// Rows of the terminal, where it says so.
pub fn height() -> Option<usize> {
    terminal_size::terminal_size().map(|(_, height)| usize::from(height.0)).filter(|height| *height > 0)
}

/// `--color` first, then NO_COLOR (<https://no-color.org>), then CLICOLOR_FORCE, then what the terminal can.
fn wants_color(asked: Color, terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match asked {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto
            if env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") =>
        {
            true
        }
        Color::Auto => terminal && env::var_os("TERM").is_none_or(|kind| kind != "dumb"),
    }
}
