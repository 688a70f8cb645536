//! The map given to a temporal function: its entries by name, checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Result;
use crate::model::Value;
use crate::model::temporal::Zone;
use crate::query::types::Types;

use super::wrong_value;

/// The entries, and the function they were given to, for its errors.
pub(super) struct Fields<'a> {
    pub function: &'static str,
    map: &'a BTreeMap<Arc<str>, Value>,
}

impl<'a> Fields<'a> {
    /// # Errors
    /// Where an entry has a name that is not among `known`.
    pub fn new(
        function: &'static str,
        map: &'a BTreeMap<Arc<str>, Value>,
        known: &[&[&str]],
    ) -> Result<Self> {
        let known: Vec<&str> = known.iter().copied().flatten().copied().collect();
        match map.keys().find(|key| !known.contains(&&***key)) {
            Some(key) => Err(wrong_value(format!("{function}() knows no part {key}"))
                .hint(format!("it knows {}", known.join(", ")))),
            None => Ok(Fields { function, map }),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    pub fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name)
    }

    pub fn integer(&self, name: &str) -> Result<Option<i64>> {
        match self.map.get(name) {
            None => Ok(None),
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(other) => Err(self.wrong(name, Types::INTEGER, other)),
        }
    }

    /// An entry that must lie within bounds; `missing` where there is none.
    pub fn bounded(&self, name: &str, missing: i64, least: i64, most: i64) -> Result<i64> {
        let number = self.integer(name)?.unwrap_or(missing);
        if (least..=most).contains(&number) {
            return Ok(number);
        }
        Err(wrong_value(format!("{name} goes from {least} to {most}, and {number} is not among them")))
    }

    pub fn zone(&self) -> Result<Option<Zone>> {
        match self.map.get("timezone") {
            None => Ok(None),
            Some(Value::String(text)) => Zone::parse(text).map(Some).map_err(wrong_value),
            Some(other) => Err(self.wrong("timezone", Types::STRING, other)),
        }
    }

    /// The first of the names that is there without the part it hangs on: `{day: 3}` without a month.
    pub fn needs(&self, parts: &[&str]) -> Result<()> {
        for pair in parts.windows(2) {
            if self.has(pair[1]) && !self.has(pair[0]) {
                return Err(wrong_value(format!(
                    "{}() needs {} where {} is given",
                    self.function, pair[0], pair[1]
                )));
            }
        }
        Ok(())
    }

    pub fn wrong(&self, name: &str, expected: Types, found: &Value) -> crate::Error {
        wrong_value(format!("{} wants {expected} for {name}, not {}", self.function, Types::of(found)))
    }
}
