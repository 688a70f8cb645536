//! WITH and RETURN: columns, grouping, order, and what is visible afterwards.

use std::sync::Arc;

use crate::error::Result;
use crate::model::Span;
use crate::query::analyzer::aggregation::{aggregate_calls, aggregates, is_simple_key, variables};
use crate::query::analyzer::scope::Scope;
use crate::query::analyzer::{Aggregation, Analyzer, compile};
use crate::query::ast::{self, ExprKind as Ast, Item, Name};
use crate::query::resolved::{Expr, Grouping, Projection, Slot};
use crate::query::types::Types;

/// A column: its expression as written where it has one, name, slot, type.
struct Column {
    source: Option<ast::Expr>,
    name: Arc<str>,
    slot: Slot,
    types: Types,
}

impl Analyzer<'_> {
    pub(super) fn projection(
        &mut self,
        ast: &ast::Projection,
        filter: Option<&ast::Expr>,
        last: bool,
        span: Span,
    ) -> Result<Projection> {
        let mut projection = Projection { distinct: ast.distinct, ..Projection::default() };
        let aggregating = ast.items.iter().any(|item| aggregates(&item.value));
        let mut columns = if ast.star { self.star(last, span)? } else { Vec::new() };
        if aggregating {
            self.grouped_items(ast, &mut columns, &mut projection)?;
        } else {
            for item in &ast.items {
                let (value, types) = self.expression(&item.value)?;
                let slot = self.place(&mut projection, value);
                columns.push(column(item, slot, types));
            }
        }
        check_names(&columns, &ast.items, span)?;
        self.order(ast, &columns, aggregating, &mut projection)?;
        ast.items.iter().try_for_each(|item| self.check_alias(item, last))?;
        projection.skip = ast.skip.as_ref().map(|skip| self.constant(skip, "SKIP")).transpose()?;
        projection.limit = ast.limit.as_ref().map(|limit| self.constant(limit, "LIMIT")).transpose()?;
        let after = columns.iter().fold(Scope::default(), |mut scope, column| {
            scope.add(column.name.clone(), column.slot, column.types);
            self.names.entry(column.slot).or_insert_with(|| column.name.clone());
            scope
        });
        if let Some(filter) = filter {
            let merged = aggregating || ast.distinct;
            self.scope = self.sorting_scope(&columns, merged);
            self.substitutions = if merged { substitutions(&columns, merged) } else { Vec::new() };
            projection.filter = Some(self.predicate(filter)?);
            self.substitutions.clear();
        }
        self.scope = after;
        projection.output = columns.iter().map(|column| column.slot).collect();
        projection.names = columns.into_iter().map(|column| column.name).collect();
        Ok(projection)
    }

    fn place(&mut self, projection: &mut Projection, value: Expr) -> Slot {
        projection.place(value, || self.new_slot())
    }

    fn star(&mut self, last: bool, span: Span) -> Result<Vec<Column>> {
        let visible = self.visible();
        if visible.is_empty() && last {
            let message = "RETURN * has nothing to return: no variable is bound";
            return Err(compile("NoVariablesInScope", message, span));
        }
        self.used.extend(visible.iter().map(|(_, slot, _)| *slot));
        let columns = visible.into_iter();
        Ok(columns.map(|(name, slot, types)| Column { source: None, name, slot, types }).collect())
    }

    fn check_alias(&self, item: &Item, last: bool) -> Result<()> {
        if last || item.alias.is_some() || matches!(item.value.kind, Ast::Variable(_)) {
            return Ok(());
        }
        let message = "an expression in WITH needs a name";
        Err(compile("NoExpressionAlias", message, item.value.span.0)
            .hint(format!("write {} AS name", item.text)))
    }

    /// Items with aggregates: the others are the grouping keys.
    fn grouped_items(
        &mut self,
        ast: &ast::Projection,
        columns: &mut Vec<Column>,
        projection: &mut Projection,
    ) -> Result<()> {
        let mut grouping = Grouping::default();
        let mut simple = Vec::new();
        for column in columns.iter() {
            grouping.keys.push((column.slot, Expr::slot(column.slot, Span::default())));
            let source = ast::Expr::new(Ast::Variable(column.name.clone()), Span::default());
            simple.push((source, column.slot, column.types));
        }
        // Columns stand in the order of the items, but keys must be known before the aggregates.
        let mut keys = Vec::new();
        for item in &ast.items {
            if aggregates(&item.value) {
                keys.push(None);
                continue;
            }
            let (value, types) = self.expression(&item.value)?;
            let slot = match value.kind {
                crate::query::resolved::ExprKind::Slot(slot) => slot,
                _ => self.new_slot(),
            };
            grouping.keys.push((slot, value));
            if is_simple_key(&item.value) {
                simple.push((item.value.clone(), slot, types));
            }
            keys.push(Some((slot, types)));
        }
        for (item, key) in ast.items.iter().zip(keys) {
            let (slot, types) = match key {
                Some(key) => key,
                None => {
                    let (value, types) = self.aggregating(&item.value, &simple, &mut grouping)?;
                    (self.place(projection, value), types)
                }
            };
            columns.push(column(item, slot, types));
        }
        projection.grouping = Some(grouping);
        Ok(())
    }

    fn aggregating(
        &mut self,
        value: &ast::Expr,
        simple: &[(ast::Expr, Slot, Types)],
        grouping: &mut Grouping,
    ) -> Result<(Expr, Types)> {
        self.aggregation = Aggregation::Allowed(Vec::new());
        self.grouping = Some(simple.to_vec());
        let result = self.expression(value);
        self.grouping = None;
        if let Aggregation::Allowed(list) = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden) {
            grouping.aggregates.extend(list);
        }
        result
    }

    /// What ORDER BY and WHERE see: the columns, and what was before unless rows were merged.
    fn sorting_scope(&self, columns: &[Column], merged: bool) -> Scope {
        let mut scope = if merged { Scope::default() } else { self.scope.clone() };
        for column in columns {
            scope.add(column.name.clone(), column.slot, column.types);
        }
        scope
    }

    fn order(
        &mut self,
        ast: &ast::Projection,
        columns: &[Column],
        aggregating: bool,
        projection: &mut Projection,
    ) -> Result<()> {
        if ast.order.is_empty() {
            return Ok(());
        }
        let before = self.scope.clone();
        self.scope = self.sorting_scope(columns, aggregating || ast.distinct);
        self.substitutions = substitutions(columns, aggregating || ast.distinct);
        for (key, descending) in &ast.order {
            if aggregating && aggregates(key) {
                self.check_sort_aggregate(key, columns)?;
                self.blame = ast.items.iter().flat_map(|item| variables(&item.value)).collect();
            }
            let (key, _) = self.expression(key)?;
            self.blame.clear();
            projection.order.push((key, *descending));
        }
        self.substitutions.clear();
        self.scope = before;
        Ok(())
    }

    /// An aggregate in ORDER BY that is no column: its variables are mostly gone by then.
    fn check_sort_aggregate(&mut self, key: &ast::Expr, columns: &[Column]) -> Result<()> {
        let known = |expr: &ast::Expr| columns.iter().any(|column| column.source.as_ref() == Some(expr));
        for call in aggregate_calls(key) {
            if known(call) {
                continue;
            }
            for name in variables(call) {
                if self.scope.find(&name).is_none() {
                    return Err(self.undefined(&name, call.span.0));
                }
            }
        }
        Ok(())
    }
}

/// What a repeated expression of a column means.
fn substitutions(columns: &[Column], merged: bool) -> Vec<(ast::Expr, Slot, Types)> {
    let sources = columns.iter().filter_map(|column| {
        let source = column.source.clone()?;
        // A column that only has another name for a variable hides nothing of that variable.
        let kept = merged || !matches!(source.kind, Ast::Variable(_));
        kept.then_some((source, column.slot, column.types))
    });
    sources.collect()
}

fn column(item: &Item, slot: Slot, types: Types) -> Column {
    let name = match (&item.alias, &item.value.kind) {
        (Some(alias), _) => alias.text.clone(),
        (None, Ast::Variable(name)) => name.clone(),
        (None, _) => item.text.clone(),
    };
    Column { source: Some(item.value.clone()), name, slot, types }
}

fn check_names(columns: &[Column], items: &[Item], span: Span) -> Result<()> {
    for (number, column) in columns.iter().enumerate() {
        if columns[..number].iter().any(|other| other.name == column.name) {
            let alias: Option<&Name> = items.iter().rev().find_map(|item| item.alias.as_ref());
            let span = alias.map_or(span, |alias| alias.span);
            let message = format!("two columns are called {}", column.name);
            return Err(compile("ColumnNameConflict", message, span));
        }
    }
    Ok(())
}
