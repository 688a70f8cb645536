//! Saved query scripts: `.cypher` files whose `//!` lines say what they answer and which parameters they take.
//!
//! ```text
//! //! Who met whom about a topic
//! //! A line or two on what the answer shows.
//! //! param who name = "Qassem al-Araji" — the person asked about
//! MATCH … RETURN …;
//! :include other.cypher
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Code, Error, InputError, Result};
use crate::model::{PartialDate, Value};
use crate::session::statements;

/// Files may include files this deep, so that a circle ends in an error.
const DEEPEST_INCLUDE: usize = 16;

#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    pub path: PathBuf,
    /// What it answers, in one line.
    pub title: String,
    /// The other header lines.
    pub about: Vec<String>,
    pub params: Vec<Param>,
    pub statements: Vec<Statement>,
}

/// One parameter of a script: a flag on the command line, `$name` in its statements.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    pub name: String,
    pub kind: Kind,
    /// None: it must be given.
    pub default: Option<Value>,
    pub meaning: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// A name in any spelling the store knows; the statement sees the name the store gives it.
    Name,
    Integer,
    Float,
    Boolean,
    /// ISO, as sharp as one likes, or empty for no bound; the statement sees a string.
    Date,
    /// Texts parted by commas.
    List,
}

/// A statement with the place it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub text: String,
    pub file: PathBuf,
    /// Lines of the file before its first one.
    pub lines_before: usize,
}

impl Kind {
    const NAMES: [(&'static str, Kind); 8] = [
        ("TEXT", Kind::Text),
        ("NAME", Kind::Name),
        ("STRING", Kind::Text),
        ("INTEGER", Kind::Integer),
        ("FLOAT", Kind::Float),
        ("BOOLEAN", Kind::Boolean),
        ("DATE", Kind::Date),
        ("LIST", Kind::List),
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("TEXT", |(name, _)| name)
    }

    /// Reads a value of this kind as it is written on the command line.
    ///
    /// # Errors
    /// Where it is none, with an example of one.
    pub fn read(self, text: &str) -> std::result::Result<Value, String> {
        match self {
            Kind::Text | Kind::Name => Ok(Value::from(text)),
            Kind::Integer => text
                .parse::<i64>()
                .map(Value::from)
                .map_err(|_| format!("\"{text}\" is no whole number, like 10")),
            Kind::Float => {
                text.parse::<f64>().map(Value::from).map_err(|_| format!("\"{text}\" is no number, like 0.5"))
            }
            Kind::Boolean => text
                .parse::<bool>()
                .map(Value::from)
                .map_err(|_| format!("\"{text}\" is neither true nor false")),
            Kind::Date if text.is_empty() => Ok(Value::from("")),
            Kind::Date => text.parse::<PartialDate>().map(|date| Value::from(date.to_string())),
            Kind::List => Ok(Value::from(text.split(',').map(str::trim).collect::<Vec<_>>())),
        }
    }
}

impl Script {
    /// Reads a script with all it includes.
    ///
    /// # Errors
    /// Where a file cannot be read, a header line is wrong, or files include each other in a circle.
    pub fn read(path: &Path) -> Result<Self> {
        Self::from_text(path, &read_text(path)?)
    }

    /// Reads a script that is not in a file; `path` is its name in messages, and what it includes is
    /// looked for beside it.
    ///
    /// # Errors
    /// As [`Script::read`].
    pub fn from_text(path: &Path, text: &str) -> Result<Self> {
        let mut script = Script {
            path: path.to_owned(),
            title: String::new(),
            about: Vec::new(),
            params: Vec::new(),
            statements: Vec::new(),
        };
        script.read_header(text)?;
        collect(path, text, 0, &mut script.statements)?;
        Ok(script)
    }

    /// The name under which it is listed.
    pub fn name(&self) -> String {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn read_header(&mut self, text: &str) -> Result<()> {
        for (number, line) in text.lines().enumerate() {
            let Some(line) = line.strip_prefix("//!").map(str::trim) else {
                if line.trim().is_empty() || line.starts_with("//") {
                    continue;
                }
                break;
            };
            if let Some(param) = line.strip_prefix("param ") {
                let param = read_param(param).map_err(|message| wrong(&self.path, text, number, message))?;
                self.params.push(param);
            } else if self.title.is_empty() {
                self.title = line.to_owned();
            } else {
                self.about.push(line.to_owned());
            }
        }
        Ok(())
    }
}

/// Reads `NAME TYPE = DEFAULT — meaning`.
fn read_param(text: &str) -> std::result::Result<Param, String> {
    let (head, meaning) = text.split_once(" — ").or_else(|| text.split_once(" -- ")).unwrap_or((text, ""));
    let (declared, default) = match head.split_once('=') {
        Some((declared, default)) => (declared, Some(default.trim())),
        None => (head, None),
    };
    let mut words = declared.split_whitespace();
    let name = words.next().ok_or("a parameter needs a name: //! param NAME TYPE = DEFAULT — meaning")?;
    let named = words.next().unwrap_or("TEXT");
    let (_, kind) = Kind::NAMES
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(named))
        .ok_or_else(|| format!("there is no parameter type {named}; there are NAME, TEXT, INTEGER, FLOAT, BOOLEAN, DATE, LIST"))?;
    let default = match default.map(unquote) {
        Some("null") => Some(Value::Null),
        Some(text) => Some(kind.read(text)?),
        None => None,
    };
    Ok(Param { name: name.to_owned(), kind, default, meaning: meaning.trim().to_owned() })
}

fn unquote(text: &str) -> &str {
    let inside = |quote| text.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

fn collect(path: &Path, text: &str, depth: usize, found: &mut Vec<Statement>) -> Result<()> {
    let mut from = 0;
    let mut lines_before = 0;
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if let Some(name) = line.strip_prefix(":include ") {
            push_statements(path, &text[from..offset], lines_before, found);
            let included = path.parent().unwrap_or(Path::new("")).join(name.trim());
            if depth == DEEPEST_INCLUDE {
                return Err(wrong(
                    path,
                    text,
                    number,
                    "files include each other too deep; is there a circle?".into(),
                ));
            }
            let inner = fs::read_to_string(&included).map_err(|error| {
                wrong(path, text, number, format!("cannot read {}: {error}", included.display()))
            })?;
            collect(&included, &inner, depth + 1, found)?;
            from = offset + line.len();
            lines_before = number + 1;
        }
        offset += line.len();
    }
    push_statements(path, &text[from..], lines_before, found);
    Ok(())
}

fn push_statements(path: &Path, text: &str, lines_before: usize, found: &mut Vec<Statement>) {
    for span in statements::split(text).spans {
        let before = text[..span.start].matches('\n').count();
        found.push(Statement {
            text: span.of(text).to_owned(),
            file: path.to_owned(),
            lines_before: lines_before + before,
        });
    }
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| {
        Error::system(format!("cannot read the script {}: {error}", path.display()))
            .hint("`chancery run --list` shows the scripts there are")
    })
}

/// A mistake in a header or directive: the whole line is the place.
fn wrong(path: &Path, text: &str, line: usize, message: String) -> Error {
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let length = text[start..].lines().next().unwrap_or("").len();
    Error::Input(Box::new(InputError {
        message,
        span: Some(crate::model::Span::new(start, start + length)),
        hint: None,
        source: Some(text.to_owned()),
        file: Some(path.to_owned()),
        code: Code::compile("SyntaxError", "InvalidScript"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_line_declares_a_parameter() {
        let param = read_param("since DATE = \"2023\" — from this day on").expect("it is well-formed");
        assert_eq!((param.name.as_str(), param.kind), ("since", Kind::Date));
        assert_eq!(param.default, Some(Value::from("2023")));
        assert_eq!(param.meaning, "from this day on");
        assert_eq!(read_param("who TEXT").expect("it is well-formed").default, None);
        assert_eq!(
            read_param("who TEXT = null — anyone").expect("it is well-formed").default,
            Some(Value::Null)
        );
    }

    #[test]
    fn a_wrong_type_or_default_is_told() {
        assert!(read_param("n NUMBER = 1").is_err_and(|message| message.contains("there are NAME")));
        assert!(read_param("n INTEGER = ten").is_err_and(|message| message.contains("whole number")));
        assert!(read_param("d DATE = 2025-02-31").is_err());
    }
}
