//! What is wrong with a store's file, where, and what it affects.

use std::fmt;
use std::path::Path;

use crate::error::Error;

/// One damaged place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Bytes from the start of the file.
    pub at: u64,
    /// The part it lies in: `header`, `batch 7`, `edges`.
    pub part: String,
    pub what: String,
}

impl Damage {
    pub fn new(at: u64, part: impl Into<String>, what: impl Into<String>) -> Self {
        Damage { at, part: part.into(), what: what.into() }
    }

    pub fn error(&self, path: &Path) -> Error {
        Error::Store {
            path: path.to_owned(),
            what: format!("the store is damaged: {self}"),
            hint: Some(format!(
                "chancery check -s {0} says what is affected, chancery dump -s {0} brings the sound part out",
                path.display()
            )),
        }
    }
}

/// What to do about damage that is met while reading.
#[derive(Debug, Default)]
pub struct Care {
    /// Note it and go on with what is sound; else stop, so that nothing that may be wrong is read.
    salvage: bool,
    pub damage: Vec<Damage>,
}

impl Care {
    pub fn strict() -> Self {
        Care::default()
    }

    pub fn salvage() -> Self {
        Care { salvage: true, damage: Vec::new() }
    }

    /// # Errors
    /// The damage itself, where reading is strict.
    pub fn bear(&mut self, damage: Damage) -> Result<(), Damage> {
        if !self.salvage {
            return Err(damage);
        }
        self.damage.push(damage);
        Ok(())
    }

    pub fn salvages(&self) -> bool {
        self.salvage
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} at byte {}: {}", self.part, self.at, self.what)
    }
}
