//! Patterns: nodes, relationships, paths, labels.

use crate::error::Result;
use crate::model::Span;
use crate::query::ast::{
    Arrow, Expr, ExprKind, LabelExpr, NodePattern, PathPattern, RelationshipPattern, Shortest, SpanMark,
};
use crate::query::lexer::TokenKind;
use crate::query::parser::{Parser, syntax};

type Bounds = (Option<u64>, Option<u64>);

impl Parser<'_> {
    /// A path with its name and shortestPath, as MATCH and CREATE have it.
    pub(super) fn path_pattern(&mut self) -> Result<PathPattern> {
        let name = if self.is_name() && self.is_ahead(1, "=") {
            let name = self.name("a variable")?;
            self.place += 1;
            Some(name)
        } else {
            None
        };
        let mut pattern = match self.shortest() {
            Some(kind) => self.shortest_pattern(kind)?,
            None => self.gql_shortest()?,
        };
        pattern.name = name;
        Ok(pattern)
    }

    /// `shortestPath(` or `allShortestPaths(`, of which the bracket stays.
    pub(super) fn shortest(&mut self) -> Option<Shortest> {
        let kind = if self.is_keyword("shortestPath") {
            Shortest::One
        } else if self.is_keyword("allShortestPaths") {
            Shortest::All
        } else {
            return None;
        };
        self.is_ahead(1, "(").then(|| {
            self.place += 1;
            kind
        })
    }

    pub(super) fn shortest_pattern(&mut self, kind: Shortest) -> Result<PathPattern> {
        self.expect("(")?;
        let start = self.span();
        let mut pattern = self.simple_path()?;
        if pattern.steps.len() != 1 {
            let message = "shortestPath wants one relationship between two nodes";
            return Err(syntax("UnexpectedSyntax", message, Some(self.since(start))));
        }
        self.expect(")")?;
        pattern.shortest = Some(kind);
        Ok(pattern)
    }

    /// GQL's `ANY SHORTEST` and `ALL SHORTEST` before a path.
    fn gql_shortest(&mut self) -> Result<PathPattern> {
        let kind = if self.keywords(&["ANY", "SHORTEST"]) || self.keywords(&["SHORTEST", "1"]) {
            Some(Shortest::One)
        } else if self.keywords(&["ALL", "SHORTEST"]) {
            Some(Shortest::All)
        } else {
            None
        };
        let mut pattern = self.simple_path()?;
        if kind.is_some() && pattern.steps.len() != 1 {
            let message = "SHORTEST wants one relationship between two nodes";
            return Err(syntax("UnexpectedSyntax", message, Some(pattern.span.0)));
        }
        pattern.shortest = kind;
        Ok(pattern)
    }

    /// Nodes and relationships in turn.
    pub(super) fn simple_path(&mut self) -> Result<PathPattern> {
        let start = self.span();
        let first = self.node_pattern()?;
        let mut steps = Vec::new();
        while self.is("-") || self.is("<") && self.is_ahead(1, "-") {
            let relationship = self.relationship_pattern()?;
            steps.push((relationship, self.node_pattern()?));
        }
        Ok(PathPattern { name: None, shortest: None, first, steps, span: SpanMark(self.since(start)) })
    }

    pub(super) fn node_pattern(&mut self) -> Result<NodePattern> {
        let start = self.span();
        if !self.accept("(") {
            return Err(self.unexpected("a node such as (n)"));
        }
        let name = self.element_name()?;
        let labels =
            if self.accept(":") || self.keyword("IS") { Some(self.label_expression()?) } else { None };
        let properties = self.properties()?;
        let filter = if self.keyword("WHERE") { Some(self.expression()?) } else { None };
        if !self.accept(")") {
            return Err(self.unexpected("`)` at the end of the node"));
        }
        Ok(NodePattern { name, labels, properties, filter, span: SpanMark(self.since(start)) })
    }

    fn element_name(&mut self) -> Result<Option<crate::query::ast::Name>> {
        let is_word = self.is_keyword("WHERE") || self.is_keyword("IS");
        let keyword = is_word && !self.is_ahead(1, ")") && !self.is_ahead(1, ":") && !self.is_ahead(1, "]");
        if self.is_name() && !keyword { self.name("a variable").map(Some) } else { Ok(None) }
    }

    fn properties(&mut self) -> Result<Option<Expr>> {
        let span = self.span();
        if self.is("{") {
            return self.map_literal().map(Some);
        }
        if let TokenKind::Parameter(name) = &self.token().kind {
            let kind = ExprKind::Parameter(name.clone());
            self.place += 1;
            return Ok(Some(Expr::new(kind, span)));
        }
        Ok(None)
    }

    pub(super) fn relationship_pattern(&mut self) -> Result<RelationshipPattern> {
        let start = self.span();
        let left = self.accept("<");
        self.expect("-")?;
        let mut pattern = if self.accept("[") {
            let inner = self.relationship_filler()?;
            self.expect("]")?;
            inner
        } else {
            empty_relationship()
        };
        self.expect("-")?;
        let right = self.accept(">");
        pattern.arrow = match (left, right) {
            (true, true) => Arrow::Both,
            (true, false) => Arrow::Left,
            (false, true) => Arrow::Right,
            (false, false) => Arrow::None,
        };
        if let Some(quantifier) = self.quantifier()? {
            pattern.length = Some(quantifier);
        }
        pattern.span = SpanMark(self.since(start));
        Ok(pattern)
    }

    fn relationship_filler(&mut self) -> Result<RelationshipPattern> {
        let mut pattern = empty_relationship();
        pattern.name = self.element_name()?;
        if self.accept(":") || self.keyword("IS") {
            pattern.types.push(self.name("a relationship type")?);
            while self.accept("|") {
                self.accept(":");
                pattern.types.push(self.name("a relationship type")?);
            }
        }
        if self.accept("*") {
            pattern.length = Some(self.star_bounds()?);
        } else if self.is("..") {
            let message = "a range of lengths begins with *";
            return Err(
                syntax("InvalidRelationshipPattern", message, Some(self.span())).hint("write *.. or *1..3")
            );
        }
        pattern.properties = self.properties()?;
        if self.keyword("WHERE") {
            pattern.filter = Some(self.expression()?);
        }
        Ok(pattern)
    }

    /// What follows the `*` of a variable length.
    fn star_bounds(&mut self) -> Result<Bounds> {
        if self.is("-") {
            let message = "the length of a path cannot be negative";
            return Err(syntax("InvalidRelationshipPattern", message, Some(self.span())));
        }
        let low = self.bound();
        if !self.accept("..") {
            return Ok((low, low));
        }
        if self.is("-") {
            let message = "the length of a path cannot be negative";
            return Err(syntax("InvalidRelationshipPattern", message, Some(self.span())));
        }
        Ok((low, self.bound()))
    }

    fn bound(&mut self) -> Option<u64> {
        let TokenKind::Integer(number) = self.token().kind else { return None };
        self.place += 1;
        Some(number)
    }

    /// GQL's quantifier behind a relationship: `+`, `*`, `{2}`, `{1,3}`.
    fn quantifier(&mut self) -> Result<Option<Bounds>> {
        if self.is("+") && self.is_ahead(1, "(") {
            self.place += 1;
            return Ok(Some((Some(1), None)));
        }
        if self.is("*") && self.is_ahead(1, "(") {
            self.place += 1;
            return Ok(Some((Some(0), None)));
        }
        if !self.accept("{") {
            return Ok(None);
        }
        let low = self.bound();
        let bounds = if self.accept(",") { (Some(low.unwrap_or(0)), self.bound()) } else { (low, low) };
        self.expect("}")?;
        Ok(Some(bounds))
    }

    /// After the colon: `A:B`, `A|B`, `A&!B`, `%`.
    pub(super) fn label_expression(&mut self) -> Result<LabelExpr> {
        let mut any = vec![self.label_term()?];
        while self.accept("|") {
            self.accept(":");
            any.push(self.label_term()?);
        }
        Ok(if any.len() == 1 { any.remove(0) } else { LabelExpr::Or(any) })
    }

    fn label_term(&mut self) -> Result<LabelExpr> {
        let mut all = vec![self.label_factor()?];
        while self.accept("&") || self.accept(":") {
            all.push(self.label_factor()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { LabelExpr::And(all) })
    }

    fn label_factor(&mut self) -> Result<LabelExpr> {
        if self.accept("!") {
            return Ok(LabelExpr::Not(Box::new(self.deeper(Self::label_factor)?)));
        }
        if self.accept("%") {
            return Ok(LabelExpr::Any);
        }
        if self.accept("(") {
            let inner = self.deeper(Self::label_expression)?;
            self.expect(")")?;
            return Ok(inner);
        }
        Ok(LabelExpr::Name(self.name("a label")?))
    }

    /// A pattern where one stands at a bracket, or none with nothing read; `(a)` alone is none.
    pub(super) fn try_pattern(&mut self) -> Option<PathPattern> {
        if self.no_pattern.contains(&self.place) {
            return None;
        }
        let place = self.place;
        let depth = self.depth;
        match self.deeper(Self::simple_path) {
            Ok(pattern) if !pattern.steps.is_empty() => Some(pattern),
            _ => {
                self.no_pattern.insert(place);
                self.place = place;
                self.depth = depth;
                None
            }
        }
    }
}

fn empty_relationship() -> RelationshipPattern {
    RelationshipPattern {
        name: None,
        types: Vec::new(),
        properties: None,
        filter: None,
        arrow: Arrow::None,
        length: None,
        span: SpanMark(Span::default()),
    }
}
