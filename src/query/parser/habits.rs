//! Habits from other languages, and slips of the fingers: what to write instead.

use crate::query::lexer::TokenKind;
use crate::query::parser::Parser;
use crate::query::suggest::nearest;

/// A word or sign that means something elsewhere, and what it is here.
const ELSEWHERE: [(&str, &str); 21] = [
    ("SELECT", "write MATCH … RETURN …"),
    ("FROM", "name what you look for in MATCH"),
    ("GROUP", "rows are grouped by the columns that are no aggregates; leave GROUP BY out"),
    ("HAVING", "filter with WITH … WHERE … before RETURN"),
    ("LIKE", "write STARTS WITH, ENDS WITH, CONTAINS or =~"),
    ("ILIKE", "write toLower(…) CONTAINS …, or =~ '(?i)…'"),
    ("BETWEEN", "write low <= value <= high"),
    ("JOIN", "relationships join: write (a)-[:TYPE]->(b)"),
    ("INSERT", "write CREATE"),
    ("UPDATE", "write MATCH … SET …"),
    ("VALUES", "write CREATE (:Label {key: value})"),
    ("TOP", "write LIMIT at the end"),
    ("FOREACH", "write UNWIND … AS x and then the clause"),
    ("LOAD", "articles are loaded with `chancery load`"),
    ("CASE", "begin with RETURN or WITH"),
    ("=", "equality is a single ="),
    ("!", "unequal is <>"),
    ("->", "write --> or -[:TYPE]->"),
    (">", "write --> or -[:TYPE]->"),
    ("“", "write plain quotes"),
    ("&", "write AND"),
];

/// Words that may follow where a clause or an expression goes on.
const KEYWORDS: [&str; 37] = [
    "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH",
    "CALL", "UNION", "WHERE", "ORDER", "SKIP", "LIMIT", "BY", "AS", "AND", "OR", "XOR", "NOT", "IN", "IS",
    "NULL", "CONTAINS", "STARTS", "ENDS", "WHEN", "THEN", "ELSE", "END", "YIELD", "DISTINCT", "ASC", "DESC",
];

impl Parser<'_> {
    /// What was probably meant by the token that does not fit.
    pub(super) fn habit(&self) -> Option<String> {
        let token = self.token();
        let text = token.span.of(self.text);
        let known = ELSEWHERE.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
        let after_arrow = matches!(text, ">" | "->") && !self.after(")") && !self.after("-");
        let single_equals = text == "=" && !self.after("=");
        if let Some((_, hint)) = known
            && !after_arrow
            && !single_equals
        {
            return Some((*hint).to_owned());
        }
        match &token.kind {
            TokenKind::Word(word) => nearest(word, KEYWORDS)
                .filter(|near| !near.eq_ignore_ascii_case(word))
                .map(|near| format!("did you mean {near}?")),
            _ => None,
        }
    }

    /// Whether the token before is this symbol.
    fn after(&self, symbol: &str) -> bool {
        let before = self.place.checked_sub(1).and_then(|place| self.tokens.get(place));
        matches!(before.map(|token| &token.kind), Some(TokenKind::Symbol(found)) if *found == symbol)
    }
}
