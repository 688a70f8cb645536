//! One error type, sorted by who must act.

use std::fmt;
use std::path::PathBuf;

use crate::model::{NodeId, Span};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, by who must act on it.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The user wrote something that cannot be understood or done: a statement, a flag, a script.
    Input(Box<InputError>),
    /// A name that nobody in the store has, or that several have.
    Name(Box<NameError>),
    /// A store that is missing, locked, damaged, of a newer format, or no store at all.
    Store { path: PathBuf, what: String, hint: Option<String> },
    /// The user or a limit of the user's stopped it.
    Interrupted(String),
    /// The machine refused: a file, a folder, a full disk.
    System { what: String, hint: Option<String> },
}

/// A mistake in a text of the user's, with the place and, where there is one, the remedy.
#[derive(Debug, Clone, PartialEq)]
pub struct InputError {
    /// One plain sentence without a full stop: `there is no relationship type ATENDED`.
    pub message: String,
    /// The whole token that is wrong, as bytes of `source`.
    pub span: Option<Span>,
    /// What to do: `did you mean ATTENDED?`
    pub hint: Option<String>,
    /// The text the span points into; the session fills it in.
    pub source: Option<String>,
    /// The file it came from, for scripts.
    pub file: Option<PathBuf>,
    /// openCypher's classification, for those who handle errors by program and for its TCK.
    pub code: Code,
}

/// openCypher's error types, phases and details, as its TCK names them
/// (`SyntaxError`, compile time, `UndefinedVariable`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub kind: &'static str,
    pub phase: Phase,
    pub detail: &'static str,
}

/// When a mistake is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Compile,
    Runtime,
}

/// A name that does not lead to exactly one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct NameError {
    pub name: String,
    /// What it might have meant, best first; empty where nothing is near.
    pub candidates: Vec<String>,
    /// Where several things bear the name: the node of each candidate. Empty where none does.
    pub nodes: Vec<NodeId>,
    /// Where the name stands in a question.
    pub span: Option<Span>,
}

impl NameError {
    /// Whether several things bear the name, rather than none.
    pub fn is_ambiguous(&self) -> bool {
        !self.nodes.is_empty()
    }
}

impl Error {
    /// A mistake outside any statement: a flag, a parameter, a path.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::input(Code::USAGE, message, None)
    }

    pub fn input(code: Code, message: impl Into<String>, span: Option<Span>) -> Self {
        Error::Input(Box::new(InputError {
            message: message.into(),
            span,
            hint: None,
            source: None,
            file: None,
            code,
        }))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        match &mut self {
            Error::Input(input) => input.hint = Some(text.into()),
            Error::Store { hint, .. } | Error::System { hint, .. } => *hint = Some(text.into()),
            Error::Name(_) | Error::Interrupted(_) => {}
        }
        self
    }

    pub fn system(what: impl Into<String>) -> Self {
        Error::System { what: what.into(), hint: None }
    }

    /// The exit status of a command that ends with this error.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Input(input) if input.code == Code::USAGE => 2,
            Error::Input(_) => 3,
            Error::Name(_) => 4,
            Error::Store { .. } => 5,
            Error::Interrupted(_) => 130,
            Error::System { .. } => 2,
        }
    }
}

impl Code {
    /// A mistake in how a command was called; not one of openCypher's.
    pub const USAGE: Code = Code::compile("UsageError", "Usage");

    pub const fn compile(kind: &'static str, detail: &'static str) -> Self {
        Code { kind, phase: Phase::Compile, detail }
    }

    pub const fn runtime(kind: &'static str, detail: &'static str) -> Self {
        Code { kind, phase: Phase::Runtime, detail }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Input(input) => out.write_str(&input.message),
            Error::Name(name) if name.is_ambiguous() => {
                write!(out, "several are called \"{}\": {}", name.name, name.candidates.join("; "))
            }
            Error::Name(name) if name.candidates.is_empty() => {
                write!(out, "nobody and nothing in the store is called \"{}\"", name.name)
            }
            Error::Name(name) => write!(
                out,
                "nobody and nothing in the store is called \"{}\"; near it: {}",
                name.name,
                name.candidates.join("; ")
            ),
            Error::Store { path, what, .. } => write!(out, "{}: {what}", path.display()),
            Error::Interrupted(what) => out.write_str(what),
            Error::System { what, .. } => out.write_str(what),
        }
    }
}

impl std::error::Error for Error {}
