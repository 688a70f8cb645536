//! The state of an open shell, and what it does with one input.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use crate::cli::answer::{self, View, counted};
use crate::cli::console::Console;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::repl::commands;
use crate::cli::repl::complete::Vocabulary;
use crate::cli::repl::input::Input;
use crate::cli::repl::pager;
use crate::error::Error;
use crate::output::{self, Format};
use crate::query::{Answer, Params};
use crate::session::Session;

/// Whether the shell goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Stay,
    Leave,
}

/// The last thing that gave rows.
#[derive(Debug, Clone)]
pub struct Last {
    pub input: Input,
    /// The statement, also of a question in words.
    pub cypher: String,
    /// The parameters that the question brought.
    pub params: Params,
    pub answer: Answer,
}

pub struct Shell<'a> {
    pub session: Session,
    pub console: &'a mut Console,
    /// The file; none for a temporary store.
    pub store: Option<PathBuf>,
    pub limits: Limits,
    pub params: Params,
    pub pager: bool,
    pub last: Option<Last>,
    /// Something may have changed that completion knows.
    changed: bool,
}

impl<'a> Shell<'a> {
    pub fn new(session: Session, store: Option<PathBuf>, console: &'a mut Console) -> Self {
        let limits = Limits { write: true, ..Limits::default() };
        Shell {
            session,
            console,
            store,
            limits,
            params: Params::new(),
            pager: true,
            last: None,
            changed: false,
        }
    }

    pub fn greet(&mut self) {
        let graph = self.session.graph();
        let (nodes, edges) =
            (counted(graph.node_count(), "node"), counted(graph.edge_count(), "relationship"));
        self.console.note(&format!("{nodes}, {edges}"));
        self.console.note(":help says what there is, Tab completes, Ctrl-D leaves");
    }

    /// What stands in the prompt.
    pub fn prompt_name(&self) -> String {
        let stem = self.store.as_ref().and_then(|path| path.file_stem());
        stem.map_or_else(|| "chancery".to_owned(), |stem| output::clean_line(&stem.to_string_lossy()))
    }

    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary::of(&self.session, self.params.keys().cloned())
    }

    /// Whether completion is to look again.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    pub fn mark_changed(&mut self) {
        self.changed = true;
    }

    /// Does one thing. A fault of the program's ends that one thing, not the shell.
    ///
    /// # Errors
    /// Those of the input.
    pub fn take(&mut self, input: &Input) -> Outcome<Next> {
        let done = panic::catch_unwind(AssertUnwindSafe(|| match input {
            Input::Command(text) => commands::run(self, text),
            Input::Question(text) => self.ask(text).map(|()| Next::Stay),
            Input::Statement(text) => self.execute(text).map(|()| Next::Stay),
        }));
        // The panic has told itself.
        done.unwrap_or(Err(Failure::Status(101)))
    }

    /// Says why an input failed.
    pub fn tell(&mut self, failure: Failure) {
        match failure {
            Failure::Said(error) => self.console.error(&error),
            Failure::Help(text) | Failure::Misused(text) => self.console.say(text.trim_end()),
            Failure::Status(_) | Failure::Closed => {}
        }
    }

    fn ask(&mut self, words: &str) -> Outcome {
        let asked = engine::ask(&mut self.session, words, &self.limits, self.console)?;
        let question = asked.question;
        for note in &question.notes {
            self.console.note(note);
        }
        let (input, answer) = (Input::Question(asked.words), asked.answer);
        self.keep_and_show(Last { input, cypher: question.cypher, params: question.params, answer })
    }

    /// Runs a statement with the shell's own parameters and shows its rows.
    ///
    /// # Errors
    /// Those of the statement.
    pub fn execute(&mut self, text: &str) -> Outcome {
        // In a shell that may write, a label that is not there yet is no mistake; reading is strict.
        let limits = Limits { strict_names: true, ..self.limits.clone() };
        let found = engine::execute(&mut self.session, text, &self.params, &limits)?;
        self.changed |= !found.effects.is_empty();
        let input = Input::Statement(text.to_owned());
        self.keep_and_show(Last { input, cypher: text.to_owned(), params: Params::new(), answer: found })
    }

    /// Shows an answer and keeps it for `:why`, `:draw`, `:export` and `:last`.
    ///
    /// # Errors
    /// Those of the output.
    pub fn keep_and_show(&mut self, last: Last) -> Outcome {
        let (answer, cypher) = (last.answer.clone(), last.cypher.clone());
        if !answer.columns.is_empty() {
            self.last = Some(last);
        }
        self.show(&answer, &cypher, false)
    }

    /// Shows rows: numbered tables through the pager, other formats as they are.
    ///
    /// # Errors
    /// Those of the output.
    pub fn show(&mut self, found: &Answer, source: &str, all: bool) -> Outcome {
        let notices = matches!(self.last.as_ref().map(|last| &last.input), Some(Input::Statement(_)));
        let view = View {
            numbered: true,
            notices,
            hint: Some(":why N shows the sentences behind row N"),
            ..View::default()
        };
        if self.console.row_format() != Format::Table || !self.console.out_is_terminal || all {
            let view = if self.console.out_is_terminal { view } else { View { hint: None, ..view } };
            return answer::show_of(&mut self.session, found, source, view, self.console);
        }
        let mut text = Vec::new();
        if !found.rows.is_empty() {
            output::write(found, Format::Table, self.console.layout(true), &mut text)?;
        }
        pager::show(&String::from_utf8_lossy(&text), self.pager, self.console)?;
        answer::say_beside(found, source, view, self.console)
    }

    /// A text that may be long.
    ///
    /// # Errors
    /// Those of the output.
    pub fn page(&mut self, text: &[u8]) -> Outcome {
        pager::show(&String::from_utf8_lossy(text), self.pager, self.console)
    }

    /// The last answer.
    ///
    /// # Errors
    /// Where there is none yet.
    pub fn last(&self) -> Outcome<&Last> {
        self.last.as_ref().ok_or_else(|| Error::usage("there is no answer yet; ask something first").into())
    }

    /// Writes a line of results.
    ///
    /// # Errors
    /// Those of the output.
    pub fn line(&mut self, text: &str) -> Outcome {
        writeln!(self.console.out(), "{text}")?;
        Ok(self.console.flush()?)
    }
}
