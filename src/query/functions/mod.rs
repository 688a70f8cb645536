//! The functions of expressions, a table row each: name, arguments, result, what it does.
//!
//! A new function is one row in one of the tables below, one script under tests/golden/query and one
//! line of docs/language.md.

pub mod convert;
pub mod diplomacy;
pub mod graph;
pub mod list;
pub mod math;
pub mod pattern;
pub mod scalar;
pub mod string;
pub mod temporal;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::error::{Code, Error, Result};
use crate::graph::Graph;
use crate::model::Value;
use crate::model::temporal::DateTime;
use crate::query::types::Types;

/// What a function may look at beside its arguments.
pub struct Context<'a> {
    pub graph: &'a Graph,
    /// The statement's own time; there is no other clock.
    pub now: DateTime,
    /// The state of the random numbers.
    pub random: &'a Cell<u64>,
}

/// One function.
#[derive(Clone, Copy)]
pub struct Function {
    /// As it is written: `toUpper`, `duration.inMonths`. Looked up without regard to case.
    pub name: &'static str,
    /// The types of the arguments, all that there may be. A literal of another type is refused
    /// before the statement runs; at run time the function itself must check.
    pub takes: &'static [Types],
    /// How many of them may be left out, at the end.
    pub optional: usize,
    pub gives: Types,
    /// Whether it is null as soon as one argument is; then the function never sees a null.
    pub null_in_null_out: bool,
    /// The same arguments always give the same value, without a look at the graph or the time.
    pub pure: bool,
    /// Whether it is so where its only argument is a text.
    pub pure_of_text: bool,
    pub call: fn(&Context<'_>, &[Value]) -> Result<Value>,
    /// One line for `:help` and docs/language.md.
    pub doc: &'static str,
}

/// All functions in the order of the tables. Each table is a `pub const TABLE: &[Function]` (or static) of its file.
const TABLES: &[&[Function]] = &[
    convert::TABLE,
    string::TABLE,
    math::TABLE,
    list::TABLE,
    scalar::TABLE,
    temporal::TABLE,
    diplomacy::TABLE,
];

static BY_NAME: LazyLock<BTreeMap<String, &'static Function>> =
    LazyLock::new(|| all().map(|function| (function.name.to_lowercase(), function)).collect());

pub fn all() -> impl Iterator<Item = &'static Function> {
    TABLES.iter().copied().flatten()
}

/// Functions that are forms of their own to the analyzer, since they do not look at all their arguments.
const FORMS: &[(&str, &str)] = &[("coalesce", "the first argument that is not null")];

/// Every function by name, with a line on what it gives.
pub fn catalogue() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = all().map(|function| (function.name, function.doc));
    let graph = graph::GRAPH_FUNCTIONS.iter().map(|row| (row.name, row.doc));
    table.chain(graph).chain(FORMS.iter().copied())
}

/// The function of this name, in any case.
pub fn find(name: &str) -> Option<&'static Function> {
    BY_NAME.get(&name.to_lowercase()).copied()
}

/// A table row: strict in nulls, pure, every argument needed, unless the row says otherwise.
impl Function {
    pub const fn new(
        name: &'static str,
        takes: &'static [Types],
        gives: Types,
        call: fn(&Context<'_>, &[Value]) -> Result<Value>,
        doc: &'static str,
    ) -> Self {
        Function {
            name,
            takes,
            optional: 0,
            gives,
            null_in_null_out: true,
            pure: true,
            pure_of_text: false,
            call,
            doc,
        }
    }

    /// The last `count` arguments may be left out.
    pub const fn optional(mut self, count: usize) -> Self {
        self.optional = count;
        self
    }

    /// It looks at nulls itself.
    pub const fn sees_nulls(mut self) -> Self {
        self.null_in_null_out = false;
        self
    }

    /// With a text alone it depends on nothing else.
    pub const fn or_of_text(mut self) -> Self {
        self.pure_of_text = true;
        self
    }

    /// It depends on the graph, the time or chance.
    pub const fn of_the_moment(mut self) -> Self {
        self.pure = false;
        self
    }
}

impl Function {
    /// Whether these arguments give the same value always.
    pub fn is_settled_by(&self, arguments: &[Value]) -> bool {
        self.pure || self.pure_of_text && matches!(arguments, [Value::String(_)])
    }

    /// Calls it with arguments whose number has been checked.
    ///
    /// # Errors
    /// As the function says; the caller adds the place in the text.
    pub fn apply(&self, context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
        if self.null_in_null_out && arguments.iter().any(Value::is_null) {
            return Ok(Value::Null);
        }
        (self.call)(context, arguments)
    }
}

/// The error of a value of the wrong type: openCypher's `TypeError`, `InvalidArgumentValue`.
pub fn wrong_type(function: &str, expected: Types, found: &Value) -> Error {
    let message = format!("{function}() wants {expected}, not {}", Types::of(found));
    Error::input(Code::runtime("TypeError", "InvalidArgumentValue"), message, None)
}
