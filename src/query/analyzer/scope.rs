//! Which variables can be seen, where they are kept and what is known of their types.

use std::sync::Arc;

use crate::query::resolved::Slot;
use crate::query::types::Types;

#[derive(Debug, Clone)]
pub struct Variable {
    pub name: Arc<str>,
    pub slot: Slot,
    pub types: Types,
    /// Bound within an expression: by a comprehension, a quantifier, reduce.
    pub local: bool,
}

/// Variables in the order they came; a later one hides an earlier one of its name.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    variables: Vec<Variable>,
}

impl Scope {
    pub fn find(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().rev().find(|variable| &*variable.name == name)
    }

    pub fn add(&mut self, name: Arc<str>, slot: Slot, types: Types) {
        self.variables.push(Variable { name, slot, types, local: false });
    }

    pub fn add_local(&mut self, name: Arc<str>, slot: Slot, types: Types) {
        self.variables.push(Variable { name, slot, types, local: true });
    }

    /// Forgets what came after there were `length`.
    pub fn truncate(&mut self, length: usize) {
        self.variables.truncate(length);
    }

    pub fn len(&self) -> usize {
        self.variables.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.variables.iter()
    }
}
