//! Text to tokens with their places. A mistake becomes a token of its own, so that the parser can say
//! it in its context.

use std::sync::Arc;

use crate::error::{Code, Error};
use crate::model::Span;

#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    /// A name or keyword as written.
    Word(Arc<str>),
    /// A name in backticks, which is never a keyword.
    Quoted(Arc<str>),
    String(Arc<str>),
    /// The magnitude; a minus sign before it is a token of its own.
    Integer(u64),
    Float(f64),
    /// `$name`, without the `$`.
    Parameter(Arc<str>),
    Symbol(&'static str),
    Bad(Box<Error>),
    End,
}

/// Longest first, so that `<=` is not `<` and `=`.
const SYMBOLS: [&str; 32] = [
    "<=", ">=", "<>", "=~", "+=", "..", "||", "::", "=>", "(", ")", "[", "]", "{", "}", ",", ".", ":", ";",
    "+", "-", "*", "/", "%", "^", "=", "<", ">", "|", "&", "!", "?",
];

/// The tokens of a text, always with an `End` at its end.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, place: 0, tokens: Vec::with_capacity(text.len() / 4) };
    while lexer.next() {}
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    place: usize,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.place..).unwrap_or("")
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        self.tokens.push(Token { kind, span: Span::new(start, self.place) });
    }

    fn bad(&mut self, start: usize, detail: &'static str, message: impl Into<String>) {
        let span = Span::new(start, self.place);
        let error = Error::input(Code::compile("SyntaxError", detail), message, Some(span));
        self.push(start, TokenKind::Bad(Box::new(error)));
    }

    /// Adds one token; false after the last.
    fn next(&mut self) -> bool {
        self.skip_blank();
        let start = self.place;
        let Some(first) = self.rest().chars().next() else {
            self.push(start, TokenKind::End);
            return false;
        };
        let second_is_digit = self.rest()[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match first {
            '\'' | '"' => self.string(first),
            '`' => self.backticked(),
            '$' => self.parameter(),
            '0'..='9' => self.number(),
            '.' if second_is_digit => self.number(),
            _ if is_start(first) => {
                let word = self.word();
                self.push(start, TokenKind::Word(word.into()));
            }
            _ => self.symbol(first),
        }
        true
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            self.place += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.place += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if let Some(comment) = trimmed.strip_prefix("/*") {
                match comment.find("*/") {
                    Some(end) => self.place += end + 4,
                    None => {
                        let start = self.place;
                        self.place = self.text.len();
                        self.bad(start, "UnexpectedSyntax", "this comment has no end; close it with */");
                    }
                }
            } else {
                return;
            }
        }
    }

    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_continue(c)).unwrap_or(rest.len());
        self.place += end;
        &rest[..end]
    }

    fn symbol(&mut self, first: char) {
        let start = self.place;
        let rest = self.rest().as_bytes();
        // Most differ in the first byte, which takes least to see.
        let begins = |symbol: &[u8]| rest.first() == symbol.first() && rest.starts_with(symbol);
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| begins(symbol.as_bytes())) {
            self.place += symbol.len();
            self.push(start, TokenKind::Symbol(symbol));
            return;
        }
        self.place += first.len_utf8();
        let detail = if first.is_ascii() { "UnexpectedSyntax" } else { "InvalidUnicodeCharacter" };
        self.bad(start, detail, format!("the character {first:?} means nothing here"));
    }

    fn parameter(&mut self) {
        let start = self.place;
        self.place += 1;
        if self.rest().starts_with('`') {
            self.backticked();
            if let Some(Token { kind: TokenKind::Quoted(name), .. }) = self.tokens.pop() {
                self.push(start, TokenKind::Parameter(name));
            }
            return;
        }
        let name = self.word();
        if name.is_empty() {
            self.bad(start, "UnexpectedSyntax", "a parameter needs a name after the $");
        } else {
            self.push(start, TokenKind::Parameter(name.into()));
        }
    }

    fn backticked(&mut self) {
        let start = self.place;
        self.place += 1;
        let mut name = String::new();
        loop {
            let Some(end) = self.rest().find('`') else {
                self.place = self.text.len();
                self.bad(start, "UnexpectedSyntax", "this name has no closing backtick");
                return;
            };
            name.push_str(&self.rest()[..end]);
            self.place += end + 1;
            if !self.rest().starts_with('`') {
                break;
            }
            name.push('`');
            self.place += 1;
        }
        self.push(start, TokenKind::Quoted(name.into()));
    }

    fn string(&mut self, quote: char) {
        let start = self.place;
        self.place += 1;
        let mut value = String::new();
        loop {
            let Some(next) = self.rest().chars().next() else {
                let message = format!("this string has no end; close it with {quote}");
                self.bad(start, "UnexpectedSyntax", message);
                return;
            };
            self.place += next.len_utf8();
            if next == quote {
                break;
            }
            if next != '\\' {
                value.push(next);
                continue;
            }
            match self.escape() {
                Ok(character) => value.push(character),
                Err((detail, message)) => {
                    let wrong = self.place;
                    self.skip_string(quote);
                    let span = Span::new(wrong.saturating_sub(2).max(start), self.place.min(wrong + 6));
                    let span = if self.text.get(span.start..span.end).is_some() {
                        span
                    } else {
                        Span::new(start, self.place)
                    };
                    let error = Error::input(Code::compile("SyntaxError", detail), message, Some(span));
                    self.push(start, TokenKind::Bad(Box::new(error)));
                    return;
                }
            }
        }
        self.push(start, TokenKind::String(value.into()));
    }

    /// After a mistake within a string: goes behind its end.
    fn skip_string(&mut self, quote: char) {
        let mut escaped = false;
        while let Some(next) = self.rest().chars().next() {
            self.place += next.len_utf8();
            if next == quote && !escaped {
                return;
            }
            escaped = next == '\\' && !escaped;
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<char, (&'static str, String)> {
        let next = self.rest().chars().next().unwrap_or(' ');
        let length = next.len_utf8();
        let character = match next {
            '\\' | '\'' | '"' | '`' => next,
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'u' => return self.unicode_escape(4),
            'U' => return self.unicode_escape(8).or_else(|_| self.unicode_escape(6)),
            _ => {
                return Err((
                    "UnexpectedSyntax",
                    format!("\\{next} means nothing in a string; write \\\\ for a backslash"),
                ));
            }
        };
        self.place += length;
        Ok(character)
    }

    fn unicode_escape(&mut self, digits: usize) -> Result<char, (&'static str, String)> {
        let character = self
            .rest()
            .get(1..=digits)
            .filter(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32)
            .ok_or_else(|| {
                let message = format!("after \\u or \\U stand {digits} hexadecimal digits of a character");
                ("InvalidUnicodeLiteral", message)
            })?;
        self.place += 1 + digits;
        Ok(character)
    }

    fn number(&mut self) {
        let start = self.place;
        let rest = self.rest();
        for (prefixes, radix, what) in [(["0x", "0X"], 16, "hexadecimal"), (["0o", "0O"], 8, "octal")] {
            if prefixes.iter().any(|prefix| rest.starts_with(prefix)) {
                self.place += 2;
                let digits = self.word().replace('_', "");
                if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
                    let message = format!("{} is no {what} number", &self.text[start..self.place]);
                    self.bad(start, "InvalidNumberLiteral", message);
                } else {
                    self.integer(start, &digits, radix);
                }
                return;
            }
        }
        let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(text.len());
        self.place += digits(rest);
        let mut float = false;
        let fraction =
            self.rest().strip_prefix('.').filter(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(fraction) = fraction {
            float = true;
            self.place += 1 + digits(fraction);
        }
        if let Some(exponent) = self.rest().strip_prefix(['e', 'E']) {
            let sign = usize::from(exponent.starts_with(['+', '-']));
            let length = digits(&exponent[sign..]);
            if length > 0 {
                float = true;
                self.place += 1 + sign + length;
            }
        }
        let number = self.text[start..self.place].replace('_', "");
        let suffix = self.word();
        match suffix {
            "" if !float => self.integer(start, &number, 10),
            "" => self.float(start, &number),
            "f" | "F" | "d" | "D" => self.float(start, &number),
            _ => {
                let message = format!("{} is no number", &self.text[start..self.place]);
                self.bad(start, "InvalidNumberLiteral", message);
            }
        }
    }

    fn integer(&mut self, start: usize, digits: &str, radix: u32) {
        // The magnitude of the lowest integer is one more than that of the highest; the parser knows the sign.
        match u64::from_str_radix(digits, radix) {
            Ok(number) if number <= 1 << 63 => self.push(start, TokenKind::Integer(number)),
            _ => {
                let message =
                    format!("{} is too large for an integer of 64 bits", &self.text[start..self.place]);
                self.bad(start, "IntegerOverflow", message);
            }
        }
    }

    fn float(&mut self, start: usize, number: &str) {
        match number.parse::<f64>() {
            Ok(float) if float.is_finite() => self.push(start, TokenKind::Float(float)),
            _ => {
                let message = format!("{number} is too large for a float of 64 bits");
                self.bad(start, "FloatingPointOverflow", message);
            }
        }
    }
}

fn is_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn is_continue(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let lexed = tokens(text);
        lexed.iter().map(|token| token.span.of(text).to_owned()).filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn a_range_is_not_two_floats() {
        assert_eq!(words("[*1..3]"), ["[", "*", "1", "..", "3", "]"]);
        assert_eq!(words("1.5+.5"), ["1.5", "+", ".5"]);
    }

    #[test]
    fn comments_are_blank() {
        assert_eq!(words("a /* b */ // c\n d"), ["a", "d"]);
    }

    #[test]
    fn escapes_in_strings_are_read() {
        let token = tokens(r"'it\'s \u0041'").remove(0);
        assert_eq!(token.kind, TokenKind::String("it's A".into()));
    }

    #[test]
    fn a_mistake_is_a_token_of_its_own() {
        for text in ["0x", "12abc", "'open", "`open", "1.34E999", "9223372036854775809", "—", "'\\uH'"] {
            assert!(matches!(tokens(text)[0].kind, TokenKind::Bad(_)), "{text}");
        }
    }
}
