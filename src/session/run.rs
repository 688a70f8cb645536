//! How a statement is called.

use std::time::Duration;

/// What a statement may use before it is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    pub timeout: Option<Duration>,
    /// Bytes.
    pub memory: Option<usize>,
}
