//! What an expression is made of: literals, names, calls, comprehensions, subqueries.

use std::sync::Arc;

use crate::error::Result;
use crate::model::{Span, Value};
use crate::query::ast::{
    Clause, ClauseKind, Expr, ExprKind, MapItem, Name, Quantifier, Query, SpanMark, SubqueryKind,
};
use crate::query::lexer::TokenKind;
use crate::query::parser::{Parser, syntax};

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Result<Expr> {
        let start = self.span();
        let kind = match &self.token().kind {
            TokenKind::Integer(magnitude) => {
                let Ok(number) = i64::try_from(*magnitude) else {
                    let message = format!("{magnitude} is too large for an integer of 64 bits");
                    return Err(syntax("IntegerOverflow", message, Some(start)));
                };
                self.place += 1;
                ExprKind::Literal(Value::Integer(number))
            }
            TokenKind::Float(number) => {
                let number = *number;
                self.place += 1;
                ExprKind::Literal(Value::Float(number))
            }
            TokenKind::String(text) => {
                let text = Arc::clone(text);
                self.place += 1;
                ExprKind::Literal(Value::String(text))
            }
            TokenKind::Parameter(name) => {
                let name = Arc::clone(name);
                self.place += 1;
                ExprKind::Parameter(name)
            }
            TokenKind::Symbol("(") => return self.bracketed(),
            TokenKind::Symbol("[") => self.deeper(Self::square_bracket)?,
            TokenKind::Symbol("{") => return self.map_literal(),
            TokenKind::Word(_) => self.word_primary()?,
            TokenKind::Quoted(_) => self.named()?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Expr::new(kind, self.since(start)))
    }

    fn bracketed(&mut self) -> Result<Expr> {
        let start = self.span();
        if let Some(pattern) = self.try_pattern() {
            return Ok(Expr::new(ExprKind::Pattern(Box::new(pattern)), self.since(start)));
        }
        self.expect("(")?;
        let inner = self.expression()?;
        self.expect(")")?;
        Ok(inner)
    }

    /// A list, a list comprehension or a pattern comprehension.
    fn square_bracket(&mut self) -> Result<ExprKind> {
        let start = self.span();
        self.expect("[")?;
        if self.is_name() && self.is_keyword_ahead(1, "IN") {
            return self.list_comprehension();
        }
        if let Some(kind) = self.pattern_comprehension(start)? {
            return Ok(kind);
        }
        let items = if self.is("]") { Vec::new() } else { self.list(Self::expression)? };
        self.expect("]")?;
        Ok(ExprKind::List(items))
    }

    fn list_comprehension(&mut self) -> Result<ExprKind> {
        let name = self.name("a variable")?;
        self.expect_keyword("IN")?;
        let list = Box::new(self.expression()?);
        let filter = if self.keyword("WHERE") { Some(Box::new(self.expression()?)) } else { None };
        let map = if self.accept("|") { Some(Box::new(self.expression()?)) } else { None };
        self.expect("]")?;
        Ok(ExprKind::ListComprehension { name, list, filter, map })
    }

    fn pattern_comprehension(&mut self, start: Span) -> Result<Option<ExprKind>> {
        let place = self.place;
        let name = if self.is_name() && self.is_ahead(1, "=") && self.is_ahead(2, "(") {
            let name = self.name("a variable")?;
            self.place += 1;
            Some(name)
        } else {
            None
        };
        let found = if self.is("(") { self.try_pattern() } else { None };
        let Some(mut pattern) = found.filter(|_| self.is("|") || self.is_keyword("WHERE")) else {
            self.place = place;
            return Ok(None);
        };
        pattern.name = name;
        let filter = if self.keyword("WHERE") { Some(Box::new(self.expression()?)) } else { None };
        if !self.accept("|") {
            return Err(self.unexpected("`|` and what to collect"));
        }
        let map = Box::new(self.expression()?);
        self.expect("]")?;
        pattern.span = SpanMark(self.since(start));
        Ok(Some(ExprKind::PatternComprehension { pattern: Box::new(pattern), filter, map }))
    }

    pub(super) fn map_literal(&mut self) -> Result<Expr> {
        let start = self.span();
        let entries = self.deeper(|parser| {
            parser.expect("{")?;
            let entries = if parser.is("}") { Vec::new() } else { parser.list(Self::map_entry)? };
            parser.expect("}")?;
            Ok(entries)
        })?;
        Ok(Expr::new(ExprKind::Map(entries), self.since(start)))
    }

    fn map_entry(&mut self) -> Result<(Name, Expr)> {
        if !self.is_name() {
            let found = self.span();
            let message = format!("I expected a key here, not {}", found.of(self.text));
            return Err(syntax("UnexpectedSyntax", message, Some(found)));
        }
        let key = self.name("a key")?;
        self.expect(":")?;
        Ok((key, self.expression()?))
    }

    /// A word: a constant, a special form or a name.
    fn word_primary(&mut self) -> Result<ExprKind> {
        for (word, value) in
            [("true", Value::Boolean(true)), ("false", Value::Boolean(false)), ("null", Value::Null)]
        {
            if self.keyword(word) {
                return Ok(ExprKind::Literal(value));
            }
        }
        if self.is_keyword("CASE") {
            return self.deeper(Self::case);
        }
        for (word, kind) in [("EXISTS", SubqueryKind::Exists), ("COUNT", SubqueryKind::Count)] {
            if self.is_keyword(word) && self.is_ahead(1, "{") {
                self.place += 1;
                return self.deeper(|parser| parser.subquery(kind));
            }
        }
        if self.is_ahead(1, "(") {
            return self.deeper(Self::special_call);
        }
        if self.is_reserved() {
            return Err(self.unexpected("a value"));
        }
        self.named()
    }

    fn special_call(&mut self) -> Result<ExprKind> {
        if self.is_keyword("COUNT") && self.is_ahead(2, "*") && self.is_ahead(3, ")") {
            self.place += 4;
            return Ok(ExprKind::CountStar);
        }
        let quantifiers = [
            ("ALL", Quantifier::All),
            ("ANY", Quantifier::Any),
            ("NONE", Quantifier::None),
            ("SINGLE", Quantifier::Single),
        ];
        for (word, kind) in quantifiers {
            if self.is_keyword(word) && self.is_keyword_ahead(3, "IN") {
                return self.quantifier_call(kind);
            }
        }
        if self.is_keyword("REDUCE") && self.is_ahead(3, "=") {
            return self.reduce();
        }
        if let Some(kind) = self.shortest() {
            return Ok(ExprKind::Pattern(Box::new(self.shortest_pattern(kind)?)));
        }
        self.named()
    }

    fn quantifier_call(&mut self, kind: Quantifier) -> Result<ExprKind> {
        self.place += 2;
        let name = self.name("a variable")?;
        self.expect_keyword("IN")?;
        let list = Box::new(self.expression()?);
        let filter = if self.keyword("WHERE") { Some(Box::new(self.expression()?)) } else { None };
        self.expect(")")?;
        Ok(ExprKind::Quantifier { kind, name, list, filter })
    }

    fn reduce(&mut self) -> Result<ExprKind> {
        self.place += 2;
        let total = self.name("a variable")?;
        self.expect("=")?;
        let start = Box::new(self.expression()?);
        self.expect(",")?;
        let name = self.name("a variable")?;
        self.expect_keyword("IN")?;
        let list = Box::new(self.expression()?);
        self.expect("|")?;
        let step = Box::new(self.expression()?);
        self.expect(")")?;
        Ok(ExprKind::Reduce { total, start, name, list, step })
    }

    fn case(&mut self) -> Result<ExprKind> {
        self.place += 1;
        let subject = if self.is_keyword("WHEN") { None } else { Some(Box::new(self.expression()?)) };
        let mut arms = Vec::new();
        while self.keyword("WHEN") {
            let tests = self.list(Self::expression)?;
            self.expect_keyword("THEN")?;
            let value = self.expression()?;
            arms.extend(tests.into_iter().map(|test| (test, value.clone())));
        }
        if arms.is_empty() {
            return Err(self.unexpected("WHEN"));
        }
        let otherwise = if self.keyword("ELSE") { Some(Box::new(self.expression()?)) } else { None };
        self.expect_keyword("END")?;
        Ok(ExprKind::Case { subject, arms, otherwise })
    }

    fn subquery(&mut self, kind: SubqueryKind) -> Result<ExprKind> {
        let start = self.span();
        self.expect("{")?;
        let query = if self.starts_clause() {
            self.query()?
        } else {
            let patterns = self.list(Self::path_pattern)?;
            let filter = if self.keyword("WHERE") { Some(self.expression()?) } else { None };
            let clause = ClauseKind::Match { optional: false, patterns, filter };
            let clauses = vec![Clause { kind: clause, span: SpanMark(self.since(start)) }];
            Query { branches: vec![clauses], unions: Vec::new() }
        };
        self.expect("}")?;
        Ok(ExprKind::Subquery(kind, Box::new(query)))
    }

    /// A variable, a map projection or a call; function names may have dots.
    fn named(&mut self) -> Result<ExprKind> {
        let start = self.span();
        let first = self.name("a name")?;
        let mut dots = 0;
        while self.is_ahead(2 * dots, ".")
            && matches!(self.ahead(2 * dots + 1).kind, TokenKind::Word(_) | TokenKind::Quoted(_))
        {
            dots += 1;
        }
        if self.is_ahead(2 * dots, "(") {
            let mut path = first.text.to_string();
            for _ in 0..dots {
                self.place += 1;
                path.push('.');
                path.push_str(&self.name("the name of a function")?.text);
            }
            let name = Name { text: path.into(), span: self.since(start) };
            return self.call_arguments(name);
        }
        if self.is("{") {
            return self.deeper(|parser| parser.map_projection(first));
        }
        Ok(ExprKind::Variable(first.text))
    }

    fn call_arguments(&mut self, name: Name) -> Result<ExprKind> {
        self.expect("(")?;
        let distinct = self.keyword("DISTINCT");
        let arguments = if self.is(")") { Vec::new() } else { self.list(Self::expression)? };
        self.expect(")")?;
        Ok(ExprKind::Call { name, distinct, arguments })
    }

    fn map_projection(&mut self, name: Name) -> Result<ExprKind> {
        self.expect("{")?;
        let items = if self.is("}") { Vec::new() } else { self.list(Self::map_item)? };
        self.expect("}")?;
        Ok(ExprKind::MapProjection { name, items })
    }

    fn map_item(&mut self) -> Result<MapItem> {
        if self.accept(".") {
            return Ok(if self.accept("*") {
                MapItem::All
            } else {
                MapItem::Property(self.name("the name of a property")?)
            });
        }
        let name = self.name("a key, .property or .*")?;
        Ok(if self.accept(":") {
            MapItem::Literal(name, self.expression()?)
        } else {
            MapItem::Variable(name)
        })
    }
}
