//! Statements and questions on the open store.

use crate::error::{Error, Result};
use crate::graph::Batch;
use crate::model::temporal::DateTime;
use crate::query::{self, Access, Answer, Options, Params, Stop};
use crate::session::Session;
use crate::verbs::{self, Question};

/// How a statement is called: what it may do, and what only the caller knows.
#[derive(Debug, Clone)]
pub struct Call {
    pub now: DateTime,
    /// Whether it may change the store.
    pub write: bool,
    /// Whether a label, type or property that the store does not have is an error: for what a person
    /// typed, not for statements that are made for any store.
    pub strict_names: bool,
    pub stop: Stop,
    /// The most bytes it may hold at once.
    pub memory: Option<usize>,
    /// A clock for PROFILE, in nanoseconds since any start.
    pub clock: Option<fn() -> u64>,
}

impl Call {
    /// A call that only reads, without limits.
    pub fn reading(now: DateTime) -> Self {
        Call { now, write: false, strict_names: true, stop: Stop::default(), memory: None, clock: None }
    }

    fn options(&self) -> Options {
        let mut options = Options::at(self.now);
        options.strict_names = self.strict_names && !self.write;
        options.stop = self.stop.clone();
        options.memory = self.memory;
        options.clock = self.clock;
        options
    }
}

impl Session {
    /// Runs one statement. What it writes is journalled as one batch; where that fails, or the statement
    /// does, the store is as before.
    ///
    /// # Errors
    /// Those of the statement, and of the store where it writes.
    pub fn execute(&mut self, text: &str, params: &Params, call: &Call) -> Result<Answer> {
        let options = call.options();
        let params = self.with_own(params);
        if !call.write {
            let answer = query::run_again(text, &params, self.store.graph(), &options, &mut self.kept);
            return self.store.failure().and(answer);
        }
        if self.store.is_read_only() && query::writes(text)? {
            return Err(Error::usage("this store is open for reading alone"));
        }
        let mut answer = query::run(text, &params, Access::Write(self.store.graph_mut()), &options)?;
        if !answer.changes.is_empty() {
            let what = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let batch = Batch { what, at: seconds(call.now), changes: answer.changes.clone() };
            self.store.commit_applied(batch, std::mem::take(&mut answer.inverse))?;
        }
        Ok(answer)
    }

    /// Answers a question in words.
    ///
    /// # Errors
    /// Where the words are no question, or a name leads to nothing or to several things.
    pub fn ask(&mut self, words: &str, call: &Call) -> Result<(Question, Answer)> {
        let question = verbs::compile(words, self.store.graph());
        self.store.failure()?;
        let question = question?;
        let answer = query::run(
            &question.cypher,
            &question.params,
            Access::Read(self.store.graph()),
            &Options { strict_names: false, ..call.options() },
        );
        self.store.failure()?;
        let answer = answer?;
        Ok((question, answer))
    }

    /// The store as it was known at a time in seconds since 1970, in memory and apart from the file.
    ///
    /// # Errors
    /// Where the history cannot be read.
    pub fn as_of(&mut self, at: i64) -> Result<Session> {
        let graph = self.store.as_of(at)?;
        Ok(Session { params: self.params.clone(), ..Session::over(crate::store::Store::from(graph)) })
    }

    /// The parameters of the call, and those of the session that it does not name.
    fn with_own(&self, params: &Params) -> Params {
        let mut all = self.params.clone();
        all.extend(params.iter().map(|(name, value)| (name.clone(), value.clone())));
        all
    }
}

/// An instant in whole seconds since 1970.
fn seconds(now: DateTime) -> i64 {
    now.epoch().0
}
