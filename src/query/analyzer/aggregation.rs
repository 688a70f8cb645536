//! Where aggregates stand in a syntax tree, and which variables stand beside them.

use std::sync::Arc;

use crate::query::analyzer::calls::aggregate;
use crate::query::ast::{Expr, ExprKind, MapItem, PathPattern};

/// Whether it contains an aggregate; those of subqueries are their own business.
pub fn aggregates(expr: &Expr) -> bool {
    let mut found = is_aggregate(expr);
    each_child(expr, &mut |child| found = found || aggregates(child));
    found
}

/// The aggregates within it, outermost only.
pub fn aggregate_calls(expr: &Expr) -> Vec<&Expr> {
    if is_aggregate(expr) {
        return vec![expr];
    }
    let mut calls = Vec::new();
    each_child(expr, &mut |child| calls.extend(aggregate_calls(child)));
    calls
}

/// The names of all variables within it.
pub fn variables(expr: &Expr) -> Vec<Arc<str>> {
    let mut names = Vec::new();
    if let ExprKind::Variable(name) = &expr.kind {
        names.push(name.clone());
    }
    each_child(expr, &mut |child| names.extend(variables(child)));
    names
}

/// What may be repeated beside an aggregate: a variable, or properties of one.
pub fn is_simple_key(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Property(inner, _) => is_simple_key(inner),
        _ => false,
    }
}

fn is_aggregate(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::CountStar => true,
        ExprKind::Call { name, .. } => aggregate(&name.text).is_some(),
        _ => false,
    }
}

fn each_child<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Parameter(_)
        | ExprKind::Variable(_)
        | ExprKind::CountStar
        | ExprKind::Subquery(..) => {}
        ExprKind::Property(a, _)
        | ExprKind::Not(a)
        | ExprKind::Negate(a)
        | ExprKind::Plus(a)
        | ExprKind::HasLabels(a, _)
        | ExprKind::IsNull { value: a, .. } => visit(a),
        ExprKind::Index(a, b) | ExprKind::Text(_, a, b) | ExprKind::In(a, b) => {
            visit(a);
            visit(b);
        }
        ExprKind::Slice(a, b, c) => {
            visit(a);
            b.iter().chain(c).for_each(|e| visit(e));
        }
        ExprKind::And(list) | ExprKind::Or(list) | ExprKind::Xor(list) | ExprKind::List(list) => {
            list.iter().for_each(visit);
        }
        ExprKind::Arithmetic(first, rest) => {
            visit(first);
            rest.iter().for_each(|(_, e)| visit(e));
        }
        ExprKind::Comparison(first, rest) => {
            visit(first);
            rest.iter().for_each(|(_, e)| visit(e));
        }
        ExprKind::Map(entries) => entries.iter().for_each(|(_, e)| visit(e)),
        ExprKind::Call { arguments, .. } => arguments.iter().for_each(visit),
        ExprKind::Case { subject, arms, otherwise } => {
            subject.iter().for_each(|e| visit(e));
            for (test, value) in arms {
                visit(test);
                visit(value);
            }
            otherwise.iter().for_each(|e| visit(e));
        }
        ExprKind::ListComprehension { list, filter, map, .. } => {
            visit(list);
            filter.iter().chain(map).for_each(|e| visit(e));
        }
        ExprKind::Quantifier { list, filter, .. } => {
            visit(list);
            filter.iter().for_each(|e| visit(e));
        }
        ExprKind::Reduce { start, list, step, .. } => {
            visit(start);
            visit(list);
            visit(step);
        }
        ExprKind::Pattern(pattern) => each_property(pattern, visit),
        ExprKind::PatternComprehension { pattern, filter, map } => {
            each_property(pattern, visit);
            filter.iter().for_each(|e| visit(e));
            visit(map);
        }
        ExprKind::MapProjection { items, .. } => {
            for item in items {
                if let MapItem::Literal(_, value) = item {
                    visit(value);
                }
            }
        }
    }
}

fn each_property<'e>(pattern: &'e PathPattern, visit: &mut dyn FnMut(&'e Expr)) {
    pattern.first.properties.iter().for_each(&mut *visit);
    for (edge, node) in &pattern.steps {
        edge.properties.iter().chain(&node.properties).for_each(&mut *visit);
    }
}
