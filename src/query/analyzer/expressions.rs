//! Expressions: variables to slots, functions to rows of their table, and types as far as they can be known.

use crate::error::{Code, Error, Result};
use crate::model::{Span, Value};
use crate::query::analyzer::{Aggregation, Analyzer, Place, compile};
use crate::query::ast::{self, ArithmeticOp, ComparisonOp, ExprKind as Ast, MapItem, Name, PathPattern};
use crate::query::resolved::{
    Branch, Clause, Expr, ExprKind, Projection, Query, Slot, Subquery, SubqueryKind,
};
use crate::query::types::Types;

type Typed = (Expr, Types);

impl Analyzer<'_> {
    /// A predicate: WHERE and its like, where patterns may stand for whether they are there.
    pub(super) fn predicate(&mut self, expr: &ast::Expr) -> Result<Expr> {
        let (analyzed, types) = self.truth(expr)?;
        self.must_be(types, Types::BOOLEAN, expr.span.0, "a condition")?;
        Ok(analyzed)
    }

    /// An expression in a place for truth values.
    fn truth(&mut self, expr: &ast::Expr) -> Result<Typed> {
        match &expr.kind {
            Ast::Pattern(pattern) if pattern.shortest.is_none() => {
                self.pattern_predicate(pattern, expr.span.0)
            }
            Ast::Not(inner) => {
                let (inner, types) = self.truth(inner)?;
                self.must_be(types, Types::BOOLEAN, inner.span, "NOT")?;
                Ok((Expr::new(ExprKind::Not(Box::new(inner)), expr.span.0), Types::BOOLEAN))
            }
            Ast::And(terms) => self.connective(terms, expr.span.0, "AND", ExprKind::And),
            Ast::Or(terms) => self.connective(terms, expr.span.0, "OR", ExprKind::Or),
            Ast::Xor(terms) => self.connective(terms, expr.span.0, "XOR", ExprKind::Xor),
            _ => self.expression(expr),
        }
    }

    fn connective(
        &mut self,
        terms: &[ast::Expr],
        span: Span,
        word: &str,
        kind: fn(Vec<Expr>) -> ExprKind,
    ) -> Result<Typed> {
        let mut list = Vec::with_capacity(terms.len());
        for term in terms {
            let (term, types) = self.truth(term)?;
            self.must_be(types, Types::BOOLEAN, term.span, word)?;
            list.push(term);
        }
        Ok((Expr::new(kind(list), span), Types::BOOLEAN))
    }

    /// Analyzes an expression and gives what is known of its type.
    pub(super) fn expression(&mut self, expr: &ast::Expr) -> Result<Typed> {
        let span = expr.span.0;
        if let Some((_, slot, types)) = self.substitutions.iter().find(|(ast, ..)| ast == expr) {
            return Ok((Expr::slot(*slot, span), *types));
        }
        if let Some((_, slot, types)) = self.grouping.iter().flatten().find(|(ast, ..)| ast == expr) {
            return Ok((Expr::slot(*slot, span), *types));
        }
        let (kind, types) = match &expr.kind {
            Ast::Literal(value) => (ExprKind::Constant(value.clone()), Types::of(value)),
            Ast::Parameter(name) => self.parameter(name, span)?,
            Ast::Variable(name) => self.variable(name, span)?,
            Ast::Property(inner, key) => self.property(inner, key)?,
            Ast::Index(list, index) => self.index(list, index)?,
            Ast::Slice(list, from, to) => self.slice(list, from.as_deref(), to.as_deref())?,
            Ast::Not(_) | Ast::And(_) | Ast::Or(_) | Ast::Xor(_) => return self.truth(expr),
            Ast::Negate(inner) => {
                let (inner, types) = self.expression(inner)?;
                self.must_be(types, Types::NUMBER | Types::DURATION, inner.span, "a minus sign")?;
                (ExprKind::Negate(Box::new(inner)), types)
            }
            Ast::Plus(inner) => {
                let (inner, types) = self.expression(inner)?;
                self.must_be(types, Types::NUMBER | Types::DURATION, inner.span, "a plus sign")?;
                return Ok((inner, types));
            }
            Ast::Arithmetic(first, rest) => self.arithmetic(first, rest)?,
            Ast::Comparison(first, rest) => self.comparison(first, rest, span)?,
            Ast::Text(op, left, right) => {
                let (left, right) = (self.expression(left)?.0, self.expression(right)?.0);
                (ExprKind::Text(*op, Box::new(left), Box::new(right)), Types::BOOLEAN)
            }
            Ast::In(item, list) => {
                let (item, (list, types)) = (self.expression(item)?.0, self.expression(list)?);
                self.must_be(types, Types::LIST, list.span, "IN")?;
                (ExprKind::In(Box::new(item), Box::new(list)), Types::BOOLEAN)
            }
            Ast::IsNull { value, not } => {
                let value = Box::new(self.expression(value)?.0);
                (ExprKind::IsNull { value, not: *not }, Types::BOOLEAN)
            }
            Ast::HasLabels(inner, labels) => {
                let (inner, types) = self.expression(inner)?;
                self.must_be(types, Types::NODE | Types::RELATIONSHIP, inner.span, "a label")?;
                let labels = if types.must_be(Types::RELATIONSHIP) {
                    self.type_labels(labels)?
                } else {
                    self.labels(labels)?
                };
                (ExprKind::HasLabels(Box::new(inner), labels.into()), Types::BOOLEAN)
            }
            Ast::List(items) => {
                let (mut list, mut element) = (Vec::with_capacity(items.len()), Types::NULL);
                for item in items {
                    let (item, types) = self.expression(item)?;
                    element = element | types;
                    list.push(item);
                }
                (ExprKind::List(list), Types::list_of(element))
            }
            Ast::Map(entries) => {
                let mut map = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    map.push((key.text.clone(), self.expression(value)?.0));
                }
                (ExprKind::Map(map), Types::MAP)
            }
            Ast::CountStar => self.count_star(span)?,
            Ast::Call { name, distinct, arguments } => self.call(name, *distinct, arguments, span)?,
            Ast::Case { subject, arms, otherwise } => {
                self.case(subject.as_deref(), arms, otherwise.as_deref())?
            }
            Ast::ListComprehension { name, list, filter, map } => {
                self.comprehension(name, list, filter.as_deref(), map.as_deref())?
            }
            Ast::Quantifier { kind, name, list, filter } => {
                let (list, types) = self.list(list)?;
                let (slot, scope) = self.local(name, types.element());
                let filter = self.forbidding(|analyzer| {
                    filter.as_ref().map(|filter| analyzer.predicate(filter)).transpose()
                })?;
                self.scope.truncate(scope);
                let filter = filter.map(Box::new);
                (ExprKind::Quantifier { kind: *kind, slot, list: Box::new(list), filter }, Types::BOOLEAN)
            }
            Ast::Reduce { total, start, name, list, step } => self.reduce(total, start, name, list, step)?,
            Ast::Pattern(pattern) if pattern.shortest.is_some() => self.shortest(pattern)?,
            Ast::Pattern(_) => {
                let message = "a pattern can stand only where a condition is expected";
                let error = compile("UnexpectedSyntax", message, span);
                return Err(
                    error.hint("count its matches with size([(a)-->(b) | 1]) or use exists((a)-->(b))")
                );
            }
            Ast::PatternComprehension { pattern, filter, map } => {
                self.pattern_comprehension(pattern, filter.as_deref(), map)?
            }
            Ast::Subquery(kind, query) => self.subquery(*kind, query)?,
            Ast::MapProjection { name, items } => self.map_projection(name, items, span)?,
        };
        Ok((Expr::new(kind, span), types))
    }

    fn parameter(&self, name: &std::sync::Arc<str>, span: Span) -> Result<(ExprKind, Types)> {
        match self.params.get(&**name) {
            Some(value) => Ok((ExprKind::Parameter(value.clone()), Types::ANY)),
            None => {
                let code = Code::compile("ParameterMissing", "MissingParameter");
                let error = Error::input(code, format!("the parameter ${name} has no value"), Some(span));
                Err(error.hint(format!("give it one with -p {name}=… or :param {name} …")))
            }
        }
    }

    fn variable(&mut self, name: &std::sync::Arc<str>, span: Span) -> Result<(ExprKind, Types)> {
        let Some(variable) = self.scope.find(name).cloned() else {
            let to_blame = matches!(self.aggregation, Aggregation::Allowed(_) | Aggregation::Forbidden)
                && self.blame.contains(name);
            if to_blame {
                return Err(self.ambiguous(name, span));
            }
            return Err(self.undefined(name, span));
        };
        let beside_aggregates =
            self.grouping.is_some() && !matches!(self.aggregation, Aggregation::Nested(_));
        if beside_aggregates && !variable.local {
            return Err(self.ambiguous(name, span));
        }
        self.used.push(variable.slot);
        Ok((ExprKind::Slot(variable.slot), variable.types))
    }

    fn ambiguous(&self, name: &str, span: Span) -> Error {
        let message = format!("{name} stands beside an aggregate but is no column of its own");
        compile("AmbiguousAggregationExpression", message, span)
            .hint("put it in a column of its own, in a WITH before")
    }

    fn property(&mut self, inner: &ast::Expr, key: &Name) -> Result<(ExprKind, Types)> {
        let (inner, types) = self.expression(inner)?;
        if types.must_be(Types::PATH) {
            let message = format!("a path has no property {}", key.text);
            return Err(compile("InvalidArgumentType", message, key.span));
        }
        let elements = Types::NODE | Types::RELATIONSHIP;
        if !types.may_be(elements | Types::MAP | Types::TEMPORAL) {
            let message = format!("{types} has no property {}", key.text);
            let code = Code::compile("TypeError", "InvalidArgumentType");
            return Err(Error::input(code, message, Some(key.span)));
        }
        let key = self.property_key(key, types.must_be(elements))?;
        Ok((ExprKind::Property(Box::new(inner), key), Types::ANY))
    }

    fn index(&mut self, list: &ast::Expr, index: &ast::Expr) -> Result<(ExprKind, Types)> {
        let (list, types) = self.expression(list)?;
        let (index, _) = self.expression(index)?;
        let element = if types.must_be(Types::LIST) { types.element() } else { Types::ANY };
        Ok((ExprKind::Index(Box::new(list), Box::new(index)), element))
    }

    fn slice(
        &mut self,
        list: &ast::Expr,
        from: Option<&ast::Expr>,
        to: Option<&ast::Expr>,
    ) -> Result<(ExprKind, Types)> {
        let (list, types) = self.expression(list)?;
        let mut bound = |bound: Option<&ast::Expr>| -> Result<Option<Box<Expr>>> {
            bound.map(|bound| self.expression(bound).map(|(bound, _)| Box::new(bound))).transpose()
        };
        let (from, to) = (bound(from)?, bound(to)?);
        Ok((ExprKind::Slice(Box::new(list), from, to), types))
    }

    fn arithmetic(
        &mut self,
        first: &ast::Expr,
        rest: &[(ArithmeticOp, ast::Expr)],
    ) -> Result<(ExprKind, Types)> {
        let (first, mut types) = self.expression(first)?;
        let mut list = Vec::with_capacity(rest.len());
        for (op, operand) in rest {
            let (operand, right) = self.expression(operand)?;
            if *op != ArithmeticOp::Add {
                let numbers = Types::NUMBER | Types::TEMPORAL;
                for (side, span) in [(types, first.span), (right, operand.span)] {
                    self.must_be(side, numbers, span, "arithmetic")?;
                }
            }
            types = arithmetic_type(*op, types, right);
            list.push((*op, operand));
        }
        Ok((ExprKind::Arithmetic(Box::new(first), list), types))
    }

    /// A chain of comparisons is the conjunction of its links.
    fn comparison(
        &mut self,
        first: &ast::Expr,
        rest: &[(ComparisonOp, ast::Expr)],
        span: Span,
    ) -> Result<(ExprKind, Types)> {
        let mut left = self.expression(first)?.0;
        let mut links = Vec::with_capacity(rest.len());
        for (op, right) in rest {
            let right = self.expression(right)?.0;
            let link = ExprKind::Compare(*op, Box::new(left), Box::new(right.clone()));
            links.push(Expr::new(link, span));
            left = right;
        }
        if links.len() == 1 {
            return Ok((links.remove(0).kind, Types::BOOLEAN));
        }
        Ok((ExprKind::And(links), Types::BOOLEAN))
    }

    fn case(
        &mut self,
        subject: Option<&ast::Expr>,
        arms: &[(ast::Expr, ast::Expr)],
        otherwise: Option<&ast::Expr>,
    ) -> Result<(ExprKind, Types)> {
        let subject = subject.map(|subject| self.expression(subject)).transpose()?;
        let mut types = Types::NULL;
        let mut list = Vec::new();
        for (test, value) in arms {
            let test = if subject.is_some() { self.expression(test)?.0 } else { self.predicate(test)? };
            let (value, of_value) = self.expression(value)?;
            types = types | of_value;
            list.push((test, value));
        }
        let otherwise = otherwise.map(|otherwise| self.expression(otherwise)).transpose()?;
        types = types | otherwise.as_ref().map_or(Types::NULL, |(_, types)| *types);
        let subject = subject.map(|(subject, _)| Box::new(subject));
        let otherwise = otherwise.map(|(otherwise, _)| Box::new(otherwise));
        Ok((ExprKind::Case { subject, arms: list, otherwise }, types))
    }

    /// An expression that must be a list.
    fn list(&mut self, list: &ast::Expr) -> Result<Typed> {
        let (list, types) = self.expression(list)?;
        self.must_be(types, Types::LIST, list.span, "IN")?;
        Ok((list, types))
    }

    /// A variable of the expression's own; gives its slot and how long the scope was before.
    fn local(&mut self, name: &Name, types: Types) -> (Slot, usize) {
        let length = self.scope.len();
        let slot = self.new_slot();
        self.scope.add_local(name.text.clone(), slot, types);
        (slot, length)
    }

    /// Where each element is looked at for itself, no aggregate can stand.
    fn forbidding<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden);
        let result = inner(self);
        self.aggregation = aggregation;
        result
    }

    fn comprehension(
        &mut self,
        name: &Name,
        list: &ast::Expr,
        filter: Option<&ast::Expr>,
        map: Option<&ast::Expr>,
    ) -> Result<(ExprKind, Types)> {
        let (list, types) = self.list(list)?;
        let (slot, scope) = self.local(name, types.element());
        let (filter, map) = self.forbidding(|analyzer| {
            let filter = filter.map(|filter| analyzer.predicate(filter)).transpose()?.map(Box::new);
            Ok((filter, map.map(|map| analyzer.expression(map)).transpose()?))
        })?;
        self.scope.truncate(scope);
        let element = map.as_ref().map_or(types.element(), |(_, types)| *types);
        let map = map.map(|(map, _)| Box::new(map));
        let kind = ExprKind::Comprehension { slot, list: Box::new(list), filter, map };
        Ok((kind, Types::list_of(element)))
    }

    fn reduce(
        &mut self,
        total: &Name,
        start: &ast::Expr,
        name: &Name,
        list: &ast::Expr,
        step: &ast::Expr,
    ) -> Result<(ExprKind, Types)> {
        let start = Box::new(self.expression(start)?.0);
        let (list, types) = self.list(list)?;
        let (total, scope) = self.local(total, Types::ANY);
        let (slot, _) = self.local(name, types.element());
        let step = self.forbidding(|analyzer| analyzer.expression(step).map(|(step, _)| Box::new(step)))?;
        self.scope.truncate(scope);
        Ok((ExprKind::Reduce { total, start, slot, list: Box::new(list), step }, Types::ANY))
    }

    /// A subquery of one pattern.
    fn pattern_query(
        &mut self,
        pattern: &PathPattern,
        filter: Option<&ast::Expr>,
        map: Option<&ast::Expr>,
        new_names: bool,
        kind: SubqueryKind,
    ) -> Result<(ExprKind, Types)> {
        let (scope, used) = (self.scope.len(), self.used.len());
        let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden);
        let patterns = std::slice::from_ref(pattern);
        let matched = self.match_patterns(patterns, filter, false, new_names)?;
        let mut clauses = vec![Clause::Match(matched)];
        let (mut result, mut element) = (Vec::new(), Types::NULL);
        if let Some(map) = map {
            let (map, types) = self.expression(map)?;
            let slot = self.new_slot();
            element = types;
            result.push(slot);
            clauses.push(Clause::Project(Projection {
                assign: vec![(slot, map)],
                output: vec![slot],
                ..Projection::default()
            }));
        }
        self.aggregation = aggregation;
        self.scope.truncate(scope);
        let query = Query { branches: vec![Branch { clauses, result }], all: true };
        Ok((self.add_subquery(query, kind, used), Types::list_of(element)))
    }

    pub(super) fn add_subquery(&mut self, query: Query, kind: SubqueryKind, used: usize) -> ExprKind {
        let mut uses = self.used[used..].to_vec();
        uses.sort_unstable();
        uses.dedup();
        self.subqueries.push(Subquery { query, kind, uses: uses.clone() });
        ExprKind::Subquery(self.subqueries.len() - 1, uses.into())
    }

    pub(super) fn pattern_predicate(&mut self, pattern: &PathPattern, span: Span) -> Result<Typed> {
        let (kind, _) = self.pattern_query(pattern, None, None, false, SubqueryKind::Exists)?;
        Ok((Expr::new(kind, span), Types::BOOLEAN))
    }

    fn pattern_comprehension(
        &mut self,
        pattern: &PathPattern,
        filter: Option<&ast::Expr>,
        map: &ast::Expr,
    ) -> Result<(ExprKind, Types)> {
        self.pattern_query(pattern, filter, Some(map), true, SubqueryKind::Collect)
    }

    /// shortestPath as a value: the path or null, or for allShortestPaths the list of paths.
    fn shortest(&mut self, pattern: &PathPattern) -> Result<(ExprKind, Types)> {
        let mut pattern = pattern.clone();
        let hidden: std::sync::Arc<str> = " path".into();
        let span = pattern.span.0;
        pattern.name = Some(Name { text: hidden.clone(), span });
        let map = ast::Expr::new(Ast::Variable(hidden), span);
        let one = pattern.shortest == Some(ast::Shortest::One);
        let kind = if one { SubqueryKind::First } else { SubqueryKind::Collect };
        let (kind, types) = self.pattern_query(&pattern, None, Some(&map), true, kind)?;
        Ok((kind, if one { Types::PATH } else { types }))
    }

    fn subquery(&mut self, kind: ast::SubqueryKind, query: &ast::Query) -> Result<(ExprKind, Types)> {
        let used = self.used.len();
        let scope = self.scope.clone();
        let aggregation = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden);
        let grouping = self.grouping.take();
        let substitutions = std::mem::take(&mut self.substitutions);
        let (query, _) = self.query(query, Place::Subquery)?;
        self.scope = scope;
        self.aggregation = aggregation;
        self.grouping = grouping;
        self.substitutions = substitutions;
        let (kind, types) = match kind {
            ast::SubqueryKind::Exists => (SubqueryKind::Exists, Types::BOOLEAN),
            ast::SubqueryKind::Count => (SubqueryKind::Count, Types::INTEGER),
        };
        Ok((self.add_subquery(query, kind, used), types))
    }

    fn map_projection(&mut self, name: &Name, items: &[MapItem], span: Span) -> Result<(ExprKind, Types)> {
        let variable = ast::Expr::new(Ast::Variable(name.text.clone()), name.span);
        let (base, _) = self.expression(&variable)?;
        let (mut all, mut entries) = (false, Vec::new());
        for item in items {
            match item {
                MapItem::All => all = true,
                MapItem::Literal(key, value) => entries.push((key.text.clone(), self.expression(value)?.0)),
                MapItem::Variable(name) => {
                    let value = ast::Expr::new(Ast::Variable(name.text.clone()), name.span);
                    entries.push((name.text.clone(), self.expression(&value)?.0));
                }
                MapItem::Property(key) => {
                    let kind = Ast::Property(Box::new(variable.clone()), key.clone());
                    let value = self.expression(&ast::Expr::new(kind, span))?.0;
                    entries.push((key.text.clone(), value));
                }
            }
        }
        Ok((ExprKind::MapProjection { base: Box::new(base), all, entries }, Types::MAP))
    }

    /// Refuses what is known to be of a wrong type.
    pub(super) fn must_be(&self, types: Types, wanted: Types, span: Span, what: &str) -> Result<()> {
        if types.may_be(wanted) {
            return Ok(());
        }
        Err(compile("InvalidArgumentType", format!("{what} wants {wanted}, not {types}"), span))
    }

    /// A constant as SKIP and LIMIT want it: no variables.
    pub(super) fn constant(&mut self, expr: &ast::Expr, clause: &str) -> Result<Expr> {
        let scope = std::mem::take(&mut self.scope);
        let result = self.expression(expr);
        self.scope = scope;
        let (analyzed, _) = match result {
            Err(Error::Input(error)) if error.code.detail == "UndefinedVariable" => {
                let message = format!("{clause} wants a number that is the same for all rows");
                return Err(compile("NonConstantExpression", message, expr.span.0));
            }
            other => other?,
        };
        match &analyzed.kind {
            ExprKind::Constant(Value::Integer(number)) if *number < 0 => {
                let message = format!("{clause} wants a number that is not negative");
                Err(compile("NegativeIntegerArgument", message, expr.span.0))
            }
            ExprKind::Constant(Value::Integer(_)) => Ok(analyzed),
            ExprKind::Constant(other) => {
                let message = format!("{clause} wants a whole number, not {}", Types::of(other));
                Err(compile("InvalidArgumentType", message, expr.span.0))
            }
            _ => Ok(analyzed),
        }
    }
}

/// What is known of the result of an operator.
fn arithmetic_type(op: ArithmeticOp, left: Types, right: Types) -> Types {
    let both = |types: Types| left.must_be(types) && right.must_be(types);
    if both(Types::NUMBER) {
        let float = op == ArithmeticOp::Power || left.must_be(Types::FLOAT) || right.must_be(Types::FLOAT);
        let integer = both(Types::INTEGER) && op != ArithmeticOp::Power;
        return match (float, integer) {
            (true, _) => Types::FLOAT,
            (_, true) => Types::INTEGER,
            _ => Types::NUMBER,
        };
    }
    if op == ArithmeticOp::Add && both(Types::STRING) {
        return Types::STRING;
    }
    Types::ANY
}
