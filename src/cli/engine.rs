//! Statements and questions handed to the session, with the clock, the limits and the stop switch.

use std::time::Duration;

use crate::cli::args::Rows;
use crate::cli::clock;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::interrupt;
use crate::cli::pick;
use crate::error::Error;
use crate::query::{Answer, Params, Stop};
use crate::session::{Call, Session};
use crate::verbs::Question;

/// What statements may do.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    pub timeout: Option<Duration>,
    /// In bytes.
    pub memory: Option<usize>,
    pub write: bool,
    /// What the store does not have is an error: for statements that a person typed.
    pub strict_names: bool,
}

impl Limits {
    /// # Errors
    /// Where the flags hold no usable numbers.
    pub fn of(rows: &Rows, write: bool) -> Outcome<Self> {
        let timeout = rows.timeout.map(seconds).transpose()?;
        Ok(Limits { timeout, memory: rows.memory.map(megabytes), write, strict_names: false })
    }
}

/// # Errors
/// Where it is no time that can pass.
pub fn seconds(number: f64) -> Outcome<Duration> {
    Duration::try_from_secs_f64(number)
        .map_err(|_| Error::usage(format!("{number} is no number of seconds, like 30")).into())
}

pub fn megabytes(number: usize) -> usize {
    number.saturating_mul(1 << 20)
}

/// Runs one statement.
///
/// # Errors
/// Those of the statement.
pub fn execute(session: &mut Session, text: &str, params: &Params, limits: &Limits) -> Outcome<Answer> {
    Ok(interrupt::stoppable(limits.timeout, |stop| session.execute(text, params, &call(limits, stop)))?)
}

/// A question that was answered.
pub struct Asked {
    /// The words as answered: a name of which one of several was picked is its node.
    pub words: String,
    pub question: Question,
    pub answer: Answer,
}

/// Answers one question in words; where several bear a name, the user picks one.
///
/// # Errors
/// Those of the question: it is none, or a name leads to nothing, or to several things and none is picked.
pub fn ask(session: &mut Session, words: &str, limits: &Limits, console: &mut Console) -> Outcome<Asked> {
    let mut words = words.to_owned();
    loop {
        let answered = interrupt::stoppable(limits.timeout, |stop| session.ask(&words, &call(limits, stop)));
        let error = match answered {
            Ok((question, answer)) => return Ok(Asked { words, question, answer }),
            Err(error) => within(error, &words),
        };
        let told = error.clone();
        let (node, span) = pick::settle(error, console)?;
        let span = span.ok_or(told)?;
        words.replace_range(span.start..span.end, &format!("node:{}", node.0));
    }
}

/// An error in the words, with the words.
fn within(mut error: Error, words: &str) -> Error {
    if let Error::Input(input) = &mut error
        && input.source.is_none()
    {
        input.source = Some(words.to_owned());
    }
    error
}

fn call(limits: &Limits, stop: &Stop) -> Call {
    Call {
        now: clock::now(),
        write: limits.write,
        strict_names: limits.strict_names,
        stop: stop.clone(),
        memory: limits.memory,
        clock: Some(clock::nanoseconds),
    }
}
