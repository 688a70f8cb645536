//! Errors as people read them: one plain sentence, the line, a caret under the whole token, one suggestion.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::cli::console::Style;
use crate::error::{Error, InputError, NameError};
use crate::model::Span;
use crate::output::{clean, clean_line};
use crate::query::Notice;

/// Columns that are left of the source line at most: its number and the rule.
const MARGIN: usize = 10;
/// The least room for the source line, however narrow the terminal.
const NARROWEST: usize = 40;
/// Tabs in a source line are shown so wide.
const TAB: &str = "    ";

/// An error with its place and hint, ending in a line break.
pub fn error(error: &Error, color: bool, width: usize) -> String {
    let page = Page { color, width };
    match error {
        Error::Input(input) => page.input(input),
        Error::Name(name) => page.name(name),
        Error::Store { hint, .. } | Error::System { hint, .. } => {
            page.plain(&error.to_string(), hint.as_deref())
        }
        Error::Interrupted(what) => format!("{}\n", clean(what)),
    }
}

/// A notice beside rows: as an error, but it is none.
pub fn notice(notice: &Notice, source: &str, color: bool, width: usize) -> String {
    let page = Page { color, width };
    let mut text = format!("{} {}\n", Style::Yellow.paint("note:", color), clean_line(&notice.message));
    page.place(&mut text, notice.span, source, notice.hint.as_deref(), Style::Yellow);
    text
}

struct Page {
    color: bool,
    width: usize,
}

/// One line of the source with a stretch of it marked, as it is shown.
struct Marked {
    number: usize,
    column: usize,
    line: String,
    /// Columns before the marked stretch, and of it.
    before: usize,
    marked: usize,
}

impl Page {
    fn head(&self, message: &str) -> String {
        format!("{} {}\n", Style::Red.paint("error:", self.color), clean(message).trim_end())
    }

    fn plain(&self, message: &str, hint: Option<&str>) -> String {
        let mut text = self.head(message);
        if let Some(hint) = hint {
            let _ = writeln!(text, "  {}", clean(hint));
        }
        text
    }

    fn input(&self, input: &InputError) -> String {
        let mut text = String::new();
        let source = input.source.as_deref().unwrap_or("");
        if let Some(file) = &input.file {
            let line = input.span.map_or(1, |span| mark(source, span, usize::MAX).number);
            let _ = write!(text, "{}:{line}: ", file.display());
        }
        text.push_str(&self.head(&input.message));
        self.place(&mut text, input.span, source, input.hint.as_deref(), Style::Red);
        text
    }

    fn name(&self, name: &NameError) -> String {
        let called = clean_line(&name.name);
        let mut text = if name.is_ambiguous() {
            self.head(&format!("several are called \"{called}\""))
        } else {
            self.head(&format!("nobody and nothing in the store is called \"{called}\""))
        };
        if name.candidates.is_empty() {
            text.push_str("  `chancery names` lists the names there are\n");
            return text;
        }
        text.push_str(if name.is_ambiguous() {
            "  which of these? write its name, in quotes, or its node\n"
        } else {
            "  near it:\n"
        });
        for (number, candidate) in name.candidates.iter().enumerate() {
            let node = name.nodes.get(number).map(|node| format!("  node:{}", node.0)).unwrap_or_default();
            let _ = writeln!(text, "  {:>2}  {}{node}", number + 1, clean_line(candidate));
        }
        text
    }

    /// The frame around the place of a mistake; only the hint where there is no place.
    fn place(&self, text: &mut String, span: Option<Span>, source: &str, hint: Option<&str>, style: Style) {
        let hint = hint.map(clean).unwrap_or_default();
        let Some(span) = span.filter(|_| !source.is_empty()) else {
            if !hint.is_empty() {
                let _ = writeln!(text, "  {hint}");
            }
            return;
        };
        let found = mark(source, span, self.width.saturating_sub(MARGIN).max(NARROWEST));
        let number = found.number.to_string();
        let blank = " ".repeat(number.len());
        let rule = |sign: &str| Style::Dim.paint(sign, self.color);
        let _ = writeln!(text, " {blank} {} line {}, column {}", rule("╭─"), found.number, found.column);
        let _ = writeln!(text, " {} {} {}", rule(&number), rule("│"), found.line);
        let carets = style.paint(&"^".repeat(found.marked), self.color);
        let fits = MARGIN + found.before + found.marked + 1 + hint.width() <= self.width.max(NARROWEST);
        let mut lines = hint.lines();
        let beside = if fits { lines.next() } else { None };
        let beside = beside.map(|line| format!(" {}", style.paint(line, self.color))).unwrap_or_default();
        let _ = writeln!(text, " {blank} {} {}{carets}{beside}", rule("│"), " ".repeat(found.before));
        for line in lines {
            let _ = writeln!(text, " {blank} {} {line}", rule("│"));
        }
    }
}

/// Finds the line of a span, and cuts it around the span where it is wider than the room.
fn mark(source: &str, span: Span, room: usize) -> Marked {
    let end = source.trim_end().len();
    let start = floor(source, span.start.min(end.max(span.start.min(source.len()))));
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
    let stop = floor(source, span.end.clamp(start, line_end));
    let number = source[..line_start].matches('\n').count() + 1;
    let (before, inside, after) = (&source[line_start..start], &source[start..stop], &source[stop..line_end]);
    let column = before.chars().count() + 1;
    let shown = [before, inside, after].map(shown);
    let [before, inside, after] = &shown;
    if before.width() + inside.width() + after.width() <= room {
        let line = format!("{before}{inside}{after}").trim_end().to_owned();
        return Marked { number, column, line, before: before.width(), marked: inside.width().max(1) };
    }
    let inside = take(inside.chars(), room / 2);
    let left = (room - inside.width()) / 2;
    let before = match before.width() > left {
        true => format!("…{}", take(before.chars().rev(), left - 1).chars().rev().collect::<String>()),
        false => before.clone(),
    };
    let right = room.saturating_sub(before.width() + inside.width());
    let after = match after.width() > right {
        true => format!("{}…", take(after.chars(), right.saturating_sub(1))),
        false => after.clone(),
    };
    let line = format!("{before}{inside}{after}");
    Marked { number, column, line, before: before.width(), marked: inside.width().max(1) }
}

/// A stretch of a line as it can be shown: nothing that acts on the terminal, tabs as spaces.
fn shown(text: &str) -> String {
    clean_line(&text.replace('\t', TAB))
}

/// As many letters as fit into so many columns.
fn take(letters: impl Iterator<Item = char>, columns: usize) -> String {
    let mut taken = String::new();
    let mut used = 0;
    for letter in letters {
        used += letter.width().unwrap_or(0);
        if used > columns {
            break;
        }
        taken.push(letter);
    }
    taken
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    fn shown_error(source: &str, token: &str, message: &str, hint: &str, width: usize) -> String {
        let start = source.find(token).expect("the token is in the source");
        let span = Span::new(start, start + token.len());
        let code = Code::compile("SyntaxError", "Test");
        let Error::Input(mut input) = Error::input(code, message, Some(span)).hint(hint) else {
            unreachable!("it is made as input")
        };
        input.source = Some(source.to_owned());
        error(&Error::Input(input), false, width)
    }

    #[test]
    fn a_caret_stands_under_the_whole_token() {
        let text = shown_error(
            "MATCH (p:Person)-[:ATENDED]->(m:Meeting) RETURN p.name",
            "ATENDED",
            "there is no relationship type ATENDED",
            "did you mean ATTENDED?",
            80,
        );
        assert_eq!(
            text,
            "error: there is no relationship type ATENDED\n   ╭─ line 1, column 20\n \
             1 │ MATCH (p:Person)-[:ATENDED]->(m:Meeting) RETURN p.name\n   \
             │                    ^^^^^^^ did you mean ATTENDED?\n"
        );
    }

    #[test]
    fn wide_letters_and_tabs_move_the_caret_as_far_as_they_are_wide() {
        let text = shown_error("\tRETURN '北京' + x", "x", "x is not defined", "", 80);
        let lines: Vec<&str> = text.lines().collect();
        let caret = lines[3].find('^').map(|at| lines[3][..at].width());
        let letter = lines[2].rfind('x').map(|at| lines[2][..at].width());
        assert_eq!(caret, letter);
        assert_eq!(lines[1].trim(), "╭─ line 1, column 16");
    }

    #[test]
    fn the_second_line_is_named_and_shown_alone() {
        let text = shown_error("MATCH (n)\nRETURN m\n", "m\n", "m is not defined", "", 80);
        assert!(text.contains("line 2, column 8"), "{text}");
        assert!(text.contains(" 2 │ RETURN m\n   │        ^\n"), "{text}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = format!("RETURN {} + oops + {}", "1 + ".repeat(200), "2 + ".repeat(200));
        let text = shown_error(&source, "oops", "oops is not defined", "", 60);
        let line = text.lines().nth(2).expect("there is a source line");
        assert!(line.width() <= 62, "{line}");
        assert!(line.contains("… ") || line.contains('…'), "{line}");
        let caret = text.lines().nth(3).and_then(|line| line.find('^').map(|at| line[..at].width()));
        assert_eq!(caret, line.find("oops").map(|at| line[..at].width()));
    }

    #[test]
    fn what_acts_on_a_terminal_is_left_out() {
        let text = shown_error("RETURN '\u{1b}[31m' + x", "x", "\u{1b}]0;title\u{7} is wrong", "", 80);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text:?}");
    }

    #[test]
    fn a_mistake_at_the_end_has_one_caret() {
        let source = "MATCH (n";
        let mut input = InputError {
            message: "the bracket is not closed".into(),
            span: Some(Span::new(8, 8)),
            hint: None,
            source: Some(source.into()),
            file: Some("a.cypher".into()),
            code: Code::compile("SyntaxError", "Test"),
        };
        let text = error(&Error::Input(Box::new(input.clone())), false, 80);
        assert!(text.starts_with("a.cypher:1: error: the bracket"), "{text}");
        assert!(text.ends_with("│         ^\n"), "{text}");
        input.source = None;
        assert_eq!(error(&Error::Input(Box::new(input)), false, 80).lines().count(), 1);
    }
}
