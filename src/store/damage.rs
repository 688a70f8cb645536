//! What is wrong with a store's file, where, and what it affects.

use std::fmt;
use std::path::Path;

use crate::error::Error;

/// One damaged place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// What is lost by it, in words.
    pub fn affects(&self) -> &'static str {
        match self.part.as_str() {
            "SYMB" | "NODE" | "snapshot" => "the graph as it was at the last checkpoint",
            "EDGE" => "all relationships, with their properties and evidence",
            "OUTG" | "INCO" => "nothing, as long as the lists of the other direction are sound",
            "NPRP" => "the properties of nodes",
            "EPRP" => "the properties of relationships",
            "NEVI" => "the evidence of nodes",
            "EEVI" => "the evidence of relationships",
            "SENT" => "the sentences of articles",
            "DECI" => "the decisions of reviews",
            "header" => "where the parts begin; they were looked for",
            part if part.starts_with("history") => "log, undo and --as-of; the graph itself is whole",
            _ => "this batch and all after it",
        }
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

    /// What was read; none where it is damaged and that is borne.
    ///
    /// # Errors
    /// As [`Care::bear`].
    pub fn bears<T>(&mut self, read: Result<Option<T>, Damage>) -> Result<Option<T>, Damage> {
        match read {
            Ok(content) => Ok(content),
            Err(damage) => self.bear(damage).map(|()| None),
        }
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
