//! Queries as sequences of clauses: what may follow what, and what each sees.

use std::sync::Arc;

use crate::error::Result;
use crate::model::Span;
use crate::query::analyzer::{Analyzer, Place, compile};
use crate::query::ast::{self, ClauseKind, Name};
use crate::query::resolved::{Branch, Clause, Expr, ExprKind, Projection, Query, Slot};
use crate::query::types::Types;

type Columns = Vec<Arc<str>>;

impl Analyzer<'_> {
    pub(super) fn query(&mut self, query: &ast::Query, place: Place) -> Result<(Query, Columns)> {
        let outer = self.scope.clone();
        let mut branches = Vec::with_capacity(query.branches.len());
        let mut columns: Option<Columns> = None;
        for (number, clauses) in query.branches.iter().enumerate() {
            self.scope = outer.clone();
            let (mut branch, names) = self.branch(clauses, place, query.branches.len() > 1)?;
            match &columns {
                None => columns = Some(names),
                Some(first) => {
                    let span = query.unions[number - 1].1.0;
                    branch.result = union_order(first, &names, &branch.result, span)?;
                }
            }
            branches.push(branch);
        }
        let all = query.unions.first().is_some_and(|(all, _)| *all);
        Ok((Query { branches, all }, columns.unwrap_or_default()))
    }

    fn branch(&mut self, clauses: &[ast::Clause], place: Place, union: bool) -> Result<(Branch, Columns)> {
        self.check_end(clauses, place, union)?;
        let alone = clauses.len() == 1 && place == Place::Top;
        let mut analyzed = Vec::with_capacity(clauses.len());
        let (mut result, mut columns) = (Vec::new(), Vec::new());
        for clause in clauses {
            if clause.writes() && place == Place::Subquery {
                let message = "a subquery within an expression only reads";
                return Err(compile("InvalidClauseComposition", message, clause.span.0));
            }
            self.clause(&clause.kind, clause.span.0, alone, &mut analyzed)?;
            match analyzed.last() {
                Some(Clause::Project(projection)) if clause.is_return() => {
                    result.clone_from(&projection.output);
                    columns.clone_from(&projection.names);
                }
                Some(Clause::Call(call)) if alone => {
                    result = call.yields.iter().map(|(_, slot)| *slot).collect();
                    columns = self.scope.iter().map(|variable| variable.name.clone()).collect();
                }
                _ => {}
            }
        }
        Ok((Branch { clauses: analyzed, result }, columns))
    }

    /// A statement ends in RETURN, in writing, or is one CALL.
    fn check_end(&self, clauses: &[ast::Clause], place: Place, union: bool) -> Result<()> {
        let Some(last) = clauses.last() else { return Ok(()) };
        let call = matches!(last.kind, ClauseKind::Call(_));
        let writes = last.writes() && !union;
        if last.is_return() || writes || call && !union || place == Place::Subquery && !union {
            return Ok(());
        }
        let message = "a statement ends in RETURN or in a clause that writes";
        Err(compile("InvalidClauseComposition", message, last.span.0).hint("add RETURN *"))
    }

    fn clause(&mut self, clause: &ClauseKind, span: Span, alone: bool, into: &mut Vec<Clause>) -> Result<()> {
        into.push(match clause {
            ClauseKind::Match { optional, patterns, filter } => {
                Clause::Match(self.match_patterns(patterns, filter.as_ref(), *optional, true)?)
            }
            ClauseKind::Unwind { list, name } => self.unwind(list, name)?,
            ClauseKind::Project { last, projection, filter } => {
                Clause::Project(self.projection(projection, filter.as_ref(), *last, span)?)
            }
            ClauseKind::Filter(filter) => Clause::Filter(self.predicate(filter)?),
            ClauseKind::Create(patterns) => Clause::Create(self.create(patterns)?),
            ClauseKind::Merge { pattern, on_create, on_match } => {
                Clause::Merge(self.merge(pattern, on_create, on_match)?)
            }
            ClauseKind::Set(items) => Clause::Set(self.set_items(items, false)?),
            ClauseKind::Remove(items) => Clause::Set(self.set_items(items, true)?),
            ClauseKind::Delete { detach, targets } => self.delete(*detach, targets)?,
            ClauseKind::Call(call) => Clause::Call(self.procedure(call, alone)?.0),
        });
        Ok(())
    }

    fn unwind(&mut self, list: &ast::Expr, name: &Name) -> Result<Clause> {
        let (list, types) = self.expression(list)?;
        self.check_free(name)?;
        let slot = self.new_slot();
        let element = if types.must_be(Types::LIST) { types.element() } else { Types::ANY };
        self.bind(name.text.clone(), slot, element);
        Ok(Clause::Unwind { list, slot })
    }

    pub(super) fn check_free(&self, name: &Name) -> Result<()> {
        if self.scope.find(&name.text).is_none() {
            return Ok(());
        }
        let message = format!("{} is bound already", name.text);
        Err(compile("VariableAlreadyBound", message, name.span).hint("choose another name"))
    }

    fn delete(&mut self, detach: bool, targets: &[ast::Expr]) -> Result<Clause> {
        let mut list: Vec<Expr> = Vec::with_capacity(targets.len());
        for target in targets {
            if let ast::ExprKind::HasLabels(..) = target.kind {
                let message = "DELETE deletes elements; REMOVE takes a label away";
                return Err(compile("InvalidDelete", message, target.span.0));
            }
            let (analyzed, types) = self.expression(target)?;
            let elements = Types::NODE | Types::RELATIONSHIP | Types::PATH;
            self.must_be(types, elements, target.span.0, "DELETE")?;
            list.push(analyzed);
        }
        Ok(Clause::Delete { detach, targets: list })
    }

    /// The slots of everything that is visible.
    pub(super) fn visible(&self) -> Vec<(Arc<str>, Slot, Types)> {
        let mut seen = Vec::new();
        for variable in self.scope.iter() {
            let entry = (variable.name.clone(), variable.slot, variable.types);
            match seen.iter_mut().find(|(name, ..): &&mut (Arc<str>, Slot, Types)| *name == entry.0) {
                Some(earlier) => *earlier = entry,
                None => seen.push(entry),
            }
        }
        seen
    }
}

/// The slots of a branch in the order of the first branch's columns.
fn union_order(first: &Columns, names: &Columns, slots: &[Slot], span: Span) -> Result<Vec<Slot>> {
    let place = |name: &Arc<str>| names.iter().position(|other| other == name);
    let places: Option<Vec<usize>> = first.iter().map(place).collect();
    match places {
        Some(places) if names.len() == first.len() => Ok(places.into_iter().map(|p| slots[p]).collect()),
        _ => {
            let message = format!(
                "both sides of UNION need the same columns: {} against {}",
                first.join(", "),
                names.join(", ")
            );
            Err(compile("DifferentColumnsInUnion", message, span))
        }
    }
}

impl Projection {
    /// A value that is computed into a slot of its own, or the slot where it is already.
    pub(super) fn place(&mut self, expr: Expr, new_slot: impl FnOnce() -> Slot) -> Slot {
        if let ExprKind::Slot(slot) = expr.kind {
            return slot;
        }
        let slot = new_slot();
        self.assign.push((slot, expr));
        slot
    }
}
