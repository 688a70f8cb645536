//! Clauses and their composition.

use crate::error::Result;
use crate::query::ast::{
    Call, Clause, ClauseKind, Expr, ExprKind, Item, Name, Projection, Query, SetItem, SpanMark, Yield,
};
use crate::query::lexer::TokenKind;
use crate::query::parser::{Parser, syntax};

/// The words that begin a query rather than a bare pattern.
const CLAUSES: [&str; 12] = [
    "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH",
    "CALL",
];

impl Parser<'_> {
    pub(super) fn query(&mut self) -> Result<Query> {
        let mut branches = vec![self.branch()?];
        let mut unions = Vec::new();
        while self.is_keyword("UNION") {
            let span = self.span();
            self.place += 1;
            let all = self.keyword("ALL");
            self.keyword("DISTINCT");
            unions.push((all, SpanMark(span)));
            branches.push(self.branch()?);
        }
        if let Some((_, mark)) = unions.iter().find(|(all, _)| *all != unions[0].0) {
            let message = "UNION and UNION ALL cannot be mixed in one statement";
            return Err(syntax("InvalidClauseComposition", message, Some(mark.0)));
        }
        Ok(Query { branches, unions })
    }

    /// Clauses up to a UNION, a closing brace or the end.
    fn branch(&mut self) -> Result<Vec<Clause>> {
        let mut clauses: Vec<Clause> = Vec::new();
        loop {
            if self.at_end() || self.is(";") || self.is("}") || self.is_keyword("UNION") {
                break;
            }
            if clauses.last().is_some_and(Clause::is_return) {
                return Err(self.unexpected("the end of the statement after RETURN"));
            }
            let span = self.span();
            let kind = self.clause()?;
            clauses.push(Clause { kind, span: SpanMark(span) });
        }
        if clauses.is_empty() {
            return Err(self.unexpected("a statement such as MATCH … RETURN …"));
        }
        Ok(clauses)
    }

    fn clause(&mut self) -> Result<ClauseKind> {
        if self.keyword("MATCH") {
            return self.match_clause(false);
        }
        if self.keywords(&["OPTIONAL", "MATCH"]) {
            return self.match_clause(true);
        }
        if self.keyword("UNWIND") {
            let list = self.expression()?;
            self.expect_keyword("AS")?;
            return Ok(ClauseKind::Unwind { list, name: self.name("a variable")? });
        }
        if self.keyword("FOR") {
            let name = self.name("a variable")?;
            self.expect_keyword("IN")?;
            return Ok(ClauseKind::Unwind { list: self.expression()?, name });
        }
        if self.keyword("FILTER") {
            self.keyword("WHERE");
            return Ok(ClauseKind::Filter(self.expression()?));
        }
        if self.keyword("WITH") {
            let projection = self.projection()?;
            let filter = self.filter()?;
            return Ok(ClauseKind::Project { last: false, projection, filter });
        }
        if self.keyword("RETURN") {
            let projection = self.projection()?;
            return Ok(ClauseKind::Project { last: true, projection, filter: None });
        }
        self.writing_clause()
    }

    fn writing_clause(&mut self) -> Result<ClauseKind> {
        if self.keyword("CREATE") || self.keyword("INSERT") {
            return Ok(ClauseKind::Create(self.list(Self::path_pattern)?));
        }
        if self.keyword("MERGE") {
            return self.merge();
        }
        if self.keyword("SET") {
            return Ok(ClauseKind::Set(self.list(Self::set_item)?));
        }
        if self.keyword("REMOVE") {
            return Ok(ClauseKind::Remove(self.list(Self::remove_item)?));
        }
        let detach = self.is_keyword("DETACH") && self.is_keyword_ahead(1, "DELETE");
        self.place += usize::from(detach);
        if self.keyword("DELETE") {
            return Ok(ClauseKind::Delete { detach, targets: self.list(Self::expression)? });
        }
        if self.keyword("CALL") {
            return Ok(ClauseKind::Call(self.call()?));
        }
        Err(self.unexpected("a clause such as MATCH, WITH or RETURN"))
    }

    fn match_clause(&mut self, optional: bool) -> Result<ClauseKind> {
        let patterns = self.list(Self::path_pattern)?;
        let filter = self.filter()?;
        Ok(ClauseKind::Match { optional, patterns, filter })
    }

    fn filter(&mut self) -> Result<Option<Expr>> {
        if self.keyword("WHERE") { self.expression().map(Some) } else { Ok(None) }
    }

    fn projection(&mut self) -> Result<Projection> {
        let distinct = self.keyword("DISTINCT");
        if !distinct && !self.is_ahead(1, "(") {
            self.keyword("ALL");
        }
        let star = self.accept("*");
        let items = if star && !self.accept(",") { Vec::new() } else { self.list(Self::item)? };
        let mut order = Vec::new();
        if self.keywords(&["ORDER", "BY"]) {
            order = self.list(Self::sort_item)?;
        }
        let skip = (self.keyword("SKIP") || self.keyword("OFFSET")).then(|| self.expression()).transpose()?;
        let limit = self.keyword("LIMIT").then(|| self.expression()).transpose()?;
        Ok(Projection { distinct, star, items, order, skip, limit })
    }

    fn item(&mut self) -> Result<Item> {
        let start = self.span();
        let value = self.expression()?;
        let text = self.since(start).of(self.text).into();
        let alias = self.keyword("AS").then(|| self.name("a name for the column")).transpose()?;
        Ok(Item { value, alias, text })
    }

    fn sort_item(&mut self) -> Result<(Expr, bool)> {
        let value = self.expression()?;
        let descending = self.keyword("DESC") || self.keyword("DESCENDING");
        if !descending && !self.keyword("ASC") {
            self.keyword("ASCENDING");
        }
        Ok((value, descending))
    }

    fn merge(&mut self) -> Result<ClauseKind> {
        let pattern = self.path_pattern()?;
        let (mut on_create, mut on_match) = (Vec::new(), Vec::new());
        while self.keyword("ON") {
            let list = if self.keyword("CREATE") {
                &mut on_create
            } else if self.keyword("MATCH") {
                &mut on_match
            } else {
                return Err(self.unexpected("CREATE or MATCH after ON"));
            };
            self.expect_keyword("SET")?;
            list.extend(self.list(Self::set_item)?);
        }
        Ok(ClauseKind::Merge { pattern, on_create, on_match })
    }

    fn set_item(&mut self) -> Result<SetItem> {
        if self.is_name() {
            if self.is_ahead(1, "=") || self.is_ahead(1, "+=") {
                let target = self.name("a variable")?;
                let add = self.is("+=");
                self.place += 1;
                return Ok(SetItem::All { target, value: self.expression()?, add });
            }
            if self.is_ahead(1, ":") {
                return self.label_item();
            }
        }
        let (target, key) = self.property_target()?;
        self.expect("=")?;
        Ok(SetItem::Property { target, key, value: self.expression()? })
    }

    fn remove_item(&mut self) -> Result<SetItem> {
        if self.is_name() && self.is_ahead(1, ":") {
            return self.label_item();
        }
        let (target, key) = self.property_target()?;
        let value = Expr::new(ExprKind::Literal(crate::model::Value::Null), key.span);
        Ok(SetItem::Property { target, key, value })
    }

    fn label_item(&mut self) -> Result<SetItem> {
        let target = self.name("a variable")?;
        let mut labels = Vec::new();
        while self.accept(":") {
            labels.push(self.name("a label")?);
        }
        Ok(SetItem::Labels { target, labels })
    }

    fn property_target(&mut self) -> Result<(Expr, Name)> {
        let place = self.place;
        let target = self.postfix_expression()?;
        match target.kind {
            ExprKind::Property(inner, key) => Ok((*inner, key)),
            _ => {
                self.place = place;
                Err(self.unexpected("a property such as n.name"))
            }
        }
    }

    fn call(&mut self) -> Result<Call> {
        let start = self.span();
        let mut name = self.name("the name of a procedure")?;
        let mut path = name.text.to_string();
        while self.accept(".") {
            path.push('.');
            path.push_str(&self.name("the name of a procedure")?.text);
        }
        name.text = path.into();
        name.span = self.since(start);
        let arguments = if self.accept("(") {
            let list = if self.is(")") { Vec::new() } else { self.list(Self::expression)? };
            self.expect(")")?;
            Some(list)
        } else {
            None
        };
        let yields = if self.keyword("YIELD") { Some(self.yields()?) } else { None };
        Ok(Call { name, arguments, yields })
    }

    fn yields(&mut self) -> Result<Yield> {
        if self.accept("*") {
            return Ok(Yield { all: true, items: Vec::new(), filter: self.filter()? });
        }
        if self.is("-") {
            self.place += 1;
            return Ok(Yield { all: false, items: Vec::new(), filter: None });
        }
        let items = self.list(|parser| {
            let field = parser.name("a field of the procedure")?;
            let alias = parser.keyword("AS").then(|| parser.name("a variable")).transpose()?;
            Ok((field, alias))
        })?;
        Ok(Yield { all: false, items, filter: self.filter()? })
    }

    /// Whether a query begins here, and not a bare pattern.
    pub(super) fn starts_clause(&self) -> bool {
        let word = matches!(self.token().kind, TokenKind::Word(_));
        word && CLAUSES.iter().any(|clause| self.is_keyword(clause))
    }
}

impl Clause {
    pub fn is_return(&self) -> bool {
        matches!(self.kind, ClauseKind::Project { last: true, .. })
    }

    /// Whether it changes the graph.
    pub fn writes(&self) -> bool {
        matches!(
            self.kind,
            ClauseKind::Create(_)
                | ClauseKind::Merge { .. }
                | ClauseKind::Set(_)
                | ClauseKind::Remove(_)
                | ClauseKind::Delete { .. }
        )
    }
}

impl Query {
    /// Whether any clause changes the graph.
    pub fn writes(&self) -> bool {
        self.branches.iter().flatten().any(Clause::writes)
    }
}
