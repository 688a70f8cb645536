//! Expressions: operators by precedence, from OR down to what follows a value.

use crate::error::Result;
use crate::model::{Span, Value};
use crate::query::ast::{ArithmeticOp, ComparisonOp, Expr, ExprKind, TextOp};
use crate::query::lexer::TokenKind;
use crate::query::parser::Parser;

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Result<Expr> {
        self.deeper(Self::disjunction)
    }

    fn disjunction(&mut self) -> Result<Expr> {
        let start = self.span();
        let mut terms = vec![self.exclusive()?];
        while self.keyword("OR") {
            terms.push(self.exclusive()?);
        }
        Ok(self.joined(start, terms, ExprKind::Or))
    }

    fn exclusive(&mut self) -> Result<Expr> {
        let start = self.span();
        let mut terms = vec![self.conjunction()?];
        while self.keyword("XOR") {
            terms.push(self.conjunction()?);
        }
        Ok(self.joined(start, terms, ExprKind::Xor))
    }

    fn conjunction(&mut self) -> Result<Expr> {
        let start = self.span();
        let mut terms = vec![self.negation()?];
        while self.keyword("AND") {
            terms.push(self.negation()?);
        }
        Ok(self.joined(start, terms, ExprKind::And))
    }

    fn joined(&self, start: Span, mut terms: Vec<Expr>, kind: fn(Vec<Expr>) -> ExprKind) -> Expr {
        if terms.len() == 1 { terms.remove(0) } else { Expr::new(kind(terms), self.since(start)) }
    }

    fn negation(&mut self) -> Result<Expr> {
        let start = self.span();
        if self.is_keyword("NOT") {
            self.place += 1;
            let inner = self.deeper(Self::negation)?;
            return Ok(Expr::new(ExprKind::Not(Box::new(inner)), self.since(start)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expr> {
        let start = self.span();
        let first = self.predicate()?;
        let mut rest = Vec::new();
        while let Some(op) = self.comparison_op() {
            self.place += 1;
            rest.push((op, self.predicate()?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expr::new(ExprKind::Comparison(Box::new(first), rest), self.since(start)))
    }

    fn comparison_op(&self) -> Option<ComparisonOp> {
        let TokenKind::Symbol(symbol) = self.token().kind else { return None };
        Some(match symbol {
            "=" => ComparisonOp::Equal,
            "<>" => ComparisonOp::Unequal,
            "<" => ComparisonOp::Less,
            "<=" => ComparisonOp::LessOrEqual,
            ">" => ComparisonOp::Greater,
            ">=" => ComparisonOp::GreaterOrEqual,
            _ => return None,
        })
    }

    /// IN, STARTS WITH, IS NULL and their like bind tighter than comparisons.
    fn predicate(&mut self) -> Result<Expr> {
        let start = self.span();
        let mut left = self.sum()?;
        let mut height = 0;
        loop {
            let kind = if self.keywords(&["IS", "NULL"]) {
                ExprKind::IsNull { value: Box::new(left), not: false }
            } else if self.keywords(&["IS", "NOT"]) {
                self.expect_keyword("NULL")?;
                ExprKind::IsNull { value: Box::new(left), not: true }
            } else if self.keyword("IS") {
                ExprKind::HasLabels(Box::new(left), self.label_expression()?)
            } else if let Some(op) = self.text_op() {
                ExprKind::Text(op, Box::new(left), Box::new(self.sum()?))
            } else if self.keyword("IN") {
                ExprKind::In(Box::new(left), Box::new(self.sum()?))
            } else {
                return Ok(left);
            };
            left = Expr::new(kind, self.since(start));
            height += 1;
            self.check_height(height)?;
        }
    }

    /// A chain that cannot be kept flat counts like nesting.
    fn check_height(&mut self, height: usize) -> Result<()> {
        self.check_depth(self.depth + height)
    }

    fn text_op(&mut self) -> Option<TextOp> {
        if self.keywords(&["STARTS", "WITH"]) {
            Some(TextOp::StartsWith)
        } else if self.keywords(&["ENDS", "WITH"]) {
            Some(TextOp::EndsWith)
        } else if self.keyword("CONTAINS") {
            Some(TextOp::Contains)
        } else if self.accept("=~") {
            Some(TextOp::Matches)
        } else {
            None
        }
    }

    fn sum(&mut self) -> Result<Expr> {
        self.chain(Self::product, |symbol| match symbol {
            "+" => Some(ArithmeticOp::Add),
            "||" => Some(ArithmeticOp::Add),
            "-" => Some(ArithmeticOp::Subtract),
            _ => None,
        })
    }

    fn product(&mut self) -> Result<Expr> {
        self.chain(Self::power, |symbol| match symbol {
            "*" => Some(ArithmeticOp::Multiply),
            "/" => Some(ArithmeticOp::Divide),
            "%" => Some(ArithmeticOp::Modulo),
            _ => None,
        })
    }

    fn power(&mut self) -> Result<Expr> {
        self.chain(Self::unary, |symbol| (symbol == "^").then_some(ArithmeticOp::Power))
    }

    fn chain(
        &mut self,
        operand: fn(&mut Self) -> Result<Expr>,
        op: fn(&str) -> Option<ArithmeticOp>,
    ) -> Result<Expr> {
        let start = self.span();
        let first = operand(self)?;
        let mut rest = Vec::new();
        while let TokenKind::Symbol(symbol) = self.token().kind
            && let Some(op) = op(symbol)
        {
            self.place += 1;
            rest.push((op, operand(self)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expr::new(ExprKind::Arithmetic(Box::new(first), rest), self.since(start)))
    }

    fn unary(&mut self) -> Result<Expr> {
        let start = self.span();
        if self.accept("-") {
            if let TokenKind::Integer(magnitude) = self.token().kind {
                // The lowest integer is only one together with its sign.
                self.place += 1;
                let number = 0i64.wrapping_sub_unsigned(magnitude);
                let literal = Expr::new(ExprKind::Literal(Value::Integer(number)), self.since(start));
                return self.postfix(literal);
            }
            let inner = self.deeper(Self::unary)?;
            return Ok(Expr::new(ExprKind::Negate(Box::new(inner)), self.since(start)));
        }
        if self.accept("+") {
            let inner = self.deeper(Self::unary)?;
            return Ok(Expr::new(ExprKind::Plus(Box::new(inner)), self.since(start)));
        }
        self.postfix_expression()
    }

    pub(super) fn postfix_expression(&mut self) -> Result<Expr> {
        let primary = self.primary()?;
        self.postfix(primary)
    }

    /// Properties, elements, slices and labels behind a value.
    fn postfix(&mut self, mut value: Expr) -> Result<Expr> {
        let start = value.span.0;
        let mut height = 0;
        loop {
            let kind = if self.accept(".") {
                ExprKind::Property(Box::new(value), self.name("the name of a property")?)
            } else if self.accept("[") {
                self.element_or_slice(value)?
            } else if self.is(":") && !self.is_ahead(1, ":") && value.may_have_labels() {
                self.place += 1;
                ExprKind::HasLabels(Box::new(value), self.label_expression()?)
            } else {
                return Ok(value);
            };
            value = Expr::new(kind, self.since(start));
            height += 1;
            self.check_height(height)?;
        }
    }

    fn element_or_slice(&mut self, value: Expr) -> Result<ExprKind> {
        let from = if self.is("..") { None } else { Some(Box::new(self.expression()?)) };
        let kind = match from {
            Some(index) if !self.is("..") => ExprKind::Index(Box::new(value), index),
            from => {
                self.expect("..")?;
                let to = if self.is("]") { None } else { Some(Box::new(self.expression()?)) };
                ExprKind::Slice(Box::new(value), from, to)
            }
        };
        self.expect("]")?;
        Ok(kind)
    }
}

impl Expr {
    /// Whether a colon behind it can mean a label; `{a: 1}` and `CASE` never get here.
    fn may_have_labels(&self) -> bool {
        matches!(
            self.kind,
            ExprKind::Variable(_) | ExprKind::Property(..) | ExprKind::Call { .. } | ExprKind::Index(..)
        )
    }
}
