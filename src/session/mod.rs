//! One open store: the only door for the REPL, scripts, commands and tests.

/// An open store, in a file or in memory.
pub struct Session;
