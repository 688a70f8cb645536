//! From what stands there to what it means: scopes, types, aggregation, and every mistake that can be
//! known before the statement runs.

mod aggregation;
mod calls;
mod clauses;
mod expressions;
mod names;
mod patterns;
mod projection;
mod scope;
mod writes;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::graph::{Graph, KeyId};
use crate::model::Span;
use crate::query::answer::Notice;
use crate::query::ast;
use crate::query::options::{Options, Params};
use crate::query::resolved::{Aggregate, Slot, Statement, Subquery};
use crate::query::suggest::nearest;
use crate::query::types::Types;
use scope::Scope;

/// Analyzes a statement against a graph, whose names it knows, and parameters, whose values it puts in.
///
/// # Errors
/// openCypher's compile-time errors.
pub fn analyze(
    statement: &ast::Statement,
    graph: &Graph,
    params: &Params,
    options: &Options,
) -> Result<(Statement, Vec<Notice>)> {
    let writes = statement.query.writes();
    let mut analyzer = Analyzer {
        graph,
        params,
        options,
        writes,
        scope: Scope::default(),
        width: 0,
        subqueries: Vec::new(),
        notices: Vec::new(),
        used: Vec::new(),
        aggregation: Aggregation::Forbidden,
        substitutions: Vec::new(),
        grouping: None,
        blame: Vec::new(),
        names: BTreeMap::new(),
        keys: Vec::new(),
    };
    let (query, columns) = analyzer.query(&statement.query, Place::Top)?;
    let analyzed = Statement {
        mode: statement.mode,
        query,
        columns,
        width: analyzer.width,
        names: analyzer.names,
        keys: analyzer.keys,
        subqueries: analyzer.subqueries,
        writes,
    };
    Ok((analyzed, analyzer.notices))
}

struct Analyzer<'a> {
    graph: &'a Graph,
    params: &'a Params,
    options: &'a Options,
    writes: bool,
    scope: Scope,
    width: usize,
    subqueries: Vec<Subquery>,
    notices: Vec<Notice>,
    /// Every slot that was looked up, in order; a subquery takes its part of it.
    used: Vec<Slot>,
    aggregation: Aggregation,
    /// ORDER BY may repeat a projected expression: it then means the column.
    substitutions: Vec<(ast::Expr, Slot, Types)>,
    /// Within an aggregating item: the simple grouping keys, which alone may stand beside the aggregates.
    grouping: Option<Vec<(ast::Expr, Slot, Types)>>,
    /// Variables of complex grouping keys, for telling ambiguity from ignorance in ORDER BY.
    blame: Vec<Arc<str>>,
    /// What the slots are called, for plans.
    names: BTreeMap<Slot, Arc<str>>,
    /// The properties of elements that the statement names.
    keys: Vec<KeyId>,
}

/// Whether aggregates may stand here.
enum Aggregation {
    Forbidden,
    Allowed(Vec<Aggregate>),
    /// Within an aggregate.
    Nested(Vec<Aggregate>),
}

/// Where a query stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Top,
    /// Within EXISTS or COUNT: reads only, needs no RETURN.
    Subquery,
}

impl Analyzer<'_> {
    fn new_slot(&mut self) -> Slot {
        self.width += 1;
        self.width - 1
    }

    /// Makes a variable visible.
    fn bind(&mut self, name: Arc<str>, slot: Slot, types: Types) {
        self.names.entry(slot).or_insert_with(|| name.clone());
        self.scope.add(name, slot, types);
    }

    fn undefined(&self, name: &str, span: Span) -> Error {
        let error = compile("UndefinedVariable", format!("there is no variable {name} here"), span);
        let names: Vec<&str> = self.scope.iter().map(|variable| &*variable.name).collect();
        match nearest(name, names.iter().copied()) {
            Some(near) => error.hint(format!("did you mean {near}?")),
            None if names.is_empty() || name.starts_with(char::is_uppercase) => {
                error.hint(format!("text stands in quotes: '{name}'"))
            }
            None => error,
        }
    }
}

/// A mistake of meaning: a SyntaxError at compile time, as openCypher has it.
fn compile(detail: &'static str, message: impl Into<String>, span: Span) -> Error {
    Error::input(Code::compile("SyntaxError", detail), message, Some(span))
}
