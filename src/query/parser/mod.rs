//! Tokens to the syntax tree: by hand, with a limit to how deep a statement may nest.

mod clauses;
mod expressions;
mod habits;
mod patterns;
mod primaries;

use std::collections::HashSet;
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::model::Span;
use crate::query::ast::{Mode, Name, Statement};
use crate::query::lexer::{Token, TokenKind, tokens};

/// How deep brackets, subqueries and prefixes may nest.
pub const DEEPEST: usize = 400;

/// Statements that nest no deeper run through all stages on any thread's stack.
pub const SHALLOW: usize = 20;

/// The bytes of stack for those that nest deeper. A level takes some 20 frames here and in the later stages.
pub const ROOMY: usize = 256 << 20;

/// Statements longer than this are refused; a load from articles has no need of them.
pub const LONGEST: usize = 16 << 20;

/// A statement, or why there is none.
pub struct Parsed {
    /// The error has the whole token that does not fit.
    pub statement: Result<Statement>,
    /// Whether it failed because it nests deeper than it was allowed to.
    pub too_deep: bool,
}

/// Parses one statement that nests at most so deep; a semicolon at its end is allowed.
pub fn parse(text: &str, deepest: usize) -> Parsed {
    if text.len() > LONGEST {
        let error = syntax("UnexpectedSyntax", "this statement is longer than 16 MiB", None);
        return Parsed { statement: Err(error.hint("split it into several")), too_deep: false };
    }
    let mut parser = Parser::new(text, deepest);
    let statement = parser.whole_statement();
    let too_deep = statement.is_err() && parser.too_deep;
    Parsed { statement, too_deep }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
    deepest: usize,
    too_deep: bool,
    /// Places where a bracket is known to open no pattern, so that nested brackets are not tried again and again.
    no_pattern: HashSet<usize>,
}

/// Words that end or join clauses and expressions, and so are no variables unless in backticks.
const RESERVED: [&str; 31] = [
    "MATCH", "OPTIONAL", "RETURN", "WITH", "WHERE", "UNWIND", "CREATE", "MERGE", "SET", "REMOVE", "DELETE",
    "DETACH", "ORDER", "SKIP", "LIMIT", "UNION", "AND", "OR", "XOR", "NOT", "IN", "IS", "AS", "THEN", "WHEN",
    "ELSE", "CASE", "CONTAINS", "YIELD", "DISTINCT", "CALL",
];

impl<'t> Parser<'t> {
    fn new(text: &'t str, deepest: usize) -> Self {
        let tokens = tokens(text);
        Parser { text, tokens, place: 0, depth: 0, deepest, too_deep: false, no_pattern: HashSet::new() }
    }

    fn whole_statement(&mut self) -> Result<Statement> {
        let statement = self.statement()?;
        self.accept(";");
        if !self.at_end() {
            return Err(self.unexpected("the end of the statement"));
        }
        Ok(statement)
    }

    fn statement(&mut self) -> Result<Statement> {
        let mode = if self.keyword("EXPLAIN") {
            Mode::Explain
        } else if self.keyword("PROFILE") {
            Mode::Profile
        } else {
            Mode::Run
        };
        Ok(Statement { mode, query: self.query()? })
    }

    fn token(&self) -> &Token {
        self.ahead(0)
    }

    /// The token `by` places on; past the end it is the `End` that closes every list.
    fn ahead(&self, by: usize) -> &Token {
        &self.tokens[(self.place + by).min(self.tokens.len() - 1)]
    }

    fn at_end(&self) -> bool {
        self.token().kind == TokenKind::End
    }

    fn span(&self) -> Span {
        self.token().span
    }

    /// From a token's start to the end of the last token read.
    fn since(&self, start: Span) -> Span {
        let last = self.tokens[self.place.saturating_sub(1)].span;
        Span::new(start.start, last.end.max(start.start))
    }

    fn is(&self, symbol: &str) -> bool {
        self.is_ahead(0, symbol)
    }

    fn is_ahead(&self, by: usize, symbol: &str) -> bool {
        matches!(self.ahead(by).kind, TokenKind::Symbol(found) if found == symbol)
    }

    fn accept(&mut self, symbol: &str) -> bool {
        let found = self.is(symbol);
        self.place += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<()> {
        if self.accept(symbol) { Ok(()) } else { Err(self.unexpected(&format!("`{symbol}`"))) }
    }

    fn is_keyword(&self, word: &str) -> bool {
        self.is_keyword_ahead(0, word)
    }

    fn is_keyword_ahead(&self, by: usize, word: &str) -> bool {
        matches!(&self.ahead(by).kind, TokenKind::Word(found) if found.eq_ignore_ascii_case(word))
    }

    fn keyword(&mut self, word: &str) -> bool {
        let found = self.is_keyword(word);
        self.place += usize::from(found);
        found
    }

    /// Several keywords in a row, or none.
    fn keywords(&mut self, words: &[&str]) -> bool {
        let found = words.iter().enumerate().all(|(by, word)| self.is_keyword_ahead(by, word));
        self.place += if found { words.len() } else { 0 };
        found
    }

    fn expect_keyword(&mut self, word: &str) -> Result<()> {
        if self.keyword(word) { Ok(()) } else { Err(self.unexpected(word)) }
    }

    /// A name: any word, or one in backticks.
    fn name(&mut self, what: &str) -> Result<Name> {
        let span = self.span();
        match &self.token().kind {
            TokenKind::Word(text) | TokenKind::Quoted(text) => {
                let text = Arc::clone(text);
                self.place += 1;
                Ok(Name { text, span })
            }
            _ => Err(self.unexpected(what)),
        }
    }

    fn is_name(&self) -> bool {
        matches!(self.token().kind, TokenKind::Word(_) | TokenKind::Quoted(_))
    }

    /// Whether a word here is one that no variable may be called.
    fn is_reserved(&self) -> bool {
        RESERVED.iter().any(|word| self.is_keyword(word))
    }

    /// A list with commas between; `one` reads an element.
    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut items = vec![one(self)?];
        while self.accept(",") {
            items.push(one(self)?);
        }
        Ok(items)
    }

    /// One level deeper, as long as that is not too deep.
    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.check_depth(self.depth + 1)?;
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn check_depth(&mut self, depth: usize) -> Result<()> {
        if depth <= self.deepest {
            return Ok(());
        }
        self.too_deep = true;
        let message = format!("this nests more than {} levels deep", self.deepest);
        let error = syntax("UnexpectedSyntax", message, Some(self.span()));
        Err(error.hint("split the expression with WITH"))
    }

    /// The error of a token that does not fit.
    fn unexpected(&self, wanted: &str) -> Error {
        match self.habit() {
            Some(hint) => self.misfit(wanted).hint(hint),
            None => self.misfit(wanted),
        }
    }

    fn misfit(&self, wanted: &str) -> Error {
        let token = self.token();
        match &token.kind {
            TokenKind::Bad(error) => (**error).clone(),
            TokenKind::End => {
                let end = self.text.trim_end().len();
                let message = format!("the statement ends where I expected {wanted}");
                syntax("UnexpectedSyntax", message, Some(Span::new(end, end)))
            }
            _ => {
                let found = token.span.of(self.text);
                let short: String = found.chars().take(40).collect();
                let message = format!("I expected {wanted}, not {short}");
                syntax("UnexpectedSyntax", message, Some(token.span))
            }
        }
    }
}

/// A mistake of syntax.
pub fn syntax(detail: &'static str, message: impl Into<String>, span: Option<Span>) -> Error {
    Error::input(Code::compile("SyntaxError", detail), message, span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::ast::Query;

    /// On a stack like that of the statements which nest deeper.
    fn parsed(text: &str) -> Result<Statement> {
        let roomy = std::thread::Builder::new().stack_size(ROOMY);
        std::thread::scope(|scope| {
            let thread = roomy.spawn_scoped(scope, || {
                let statement = parse(text, DEEPEST).statement;
                // Trees are taken down where there is room for it.
                statement.map(|_| Statement {
                    mode: Mode::Run,
                    query: Query { branches: Vec::new(), unions: Vec::new() },
                })
            });
            thread.expect("a thread").join().expect("no panic")
        })
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        let pairs = [("(", ")"), ("[", "]"), ("{a: ", "}"), ("NOT ", ""), ("-", ""), ("size(", ")")];
        for (open, close) in pairs {
            let text = format!("RETURN {}1{}", open.repeat(100_000), close.repeat(100_000));
            let error = parsed(&text).expect_err("100,000 levels are too many");
            assert!(error.to_string().contains("levels deep"), "{open}: {error}");
        }
    }

    #[test]
    fn long_chains_are_not_deep() {
        for joint in [" + ", " AND ", " = ", " ^ "] {
            let text = format!("RETURN {}", vec!["1"; 50_000].join(joint));
            parsed(&text).expect("a long chain");
        }
        let text = format!("RETURN {}", vec!["1"; 50_000].join(" UNION ALL RETURN "));
        parsed(&text).expect("many branches");
    }

    #[test]
    fn nested_brackets_are_read_in_linear_time() {
        let text = format!("RETURN {}1{}", "({a: ".repeat(70), "})".repeat(70));
        parsed(&text).expect("brackets that might have been patterns");
    }

    #[test]
    fn errors_point_at_the_whole_token() {
        let error = parsed("MATCH (n) RETRUN n").expect_err("a misspelt keyword");
        let Error::Input(input) = error else { panic!("an input error") };
        assert_eq!(input.span, Some(Span::new(10, 16)));
        assert_eq!(input.hint.as_deref(), Some("did you mean RETURN?"));
    }
}
