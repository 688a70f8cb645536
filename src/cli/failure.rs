//! How a command ends where it does not end well.

use std::io;

use crate::error::Error;

/// The outcome of a command.
pub type Outcome<T = ()> = Result<T, Failure>;

#[derive(Debug)]
pub enum Failure {
    /// Something is to be said, then the error's exit status given.
    Said(Box<Error>),
    /// All is said already; only the exit status is left.
    Status(u8),
    /// The help was asked for in the middle of a command.
    Help(String),
    /// A wrong call, told already in whole lines.
    Misused(String),
    /// Whoever read the output has gone: nothing is said.
    Closed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Said(Box::new(error))
    }
}

/// Errors of writing results; errors of reading are told by who reads, with the file's name.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::Closed
        } else {
            Error::system(format!("cannot write the output: {error}")).into()
        }
    }
}

impl Failure {
    /// The exit status that it asks for.
    pub fn status(&self) -> Option<u8> {
        match self {
            Failure::Said(error) => Some(error.exit_code()),
            Failure::Status(status) => Some(*status),
            Failure::Misused(_) => Some(2),
            Failure::Help(_) | Failure::Closed => None,
        }
    }
}
