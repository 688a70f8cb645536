//! Colours for what is typed: keywords, texts, numbers, labels, comments, and brackets that match nothing.

use crate::cli::console::Style;
use crate::verbs::FORMS;

/// Words with a meaning of their own in openCypher, for colours and completion.
pub const KEYWORDS: &[&str] = &[
    "MATCH",
    "OPTIONAL",
    "WHERE",
    "RETURN",
    "WITH",
    "UNWIND",
    "ORDER",
    "BY",
    "SKIP",
    "LIMIT",
    "DISTINCT",
    "AS",
    "AND",
    "OR",
    "XOR",
    "NOT",
    "IN",
    "STARTS",
    "ENDS",
    "CONTAINS",
    "IS",
    "NULL",
    "TRUE",
    "FALSE",
    "CREATE",
    "MERGE",
    "SET",
    "DELETE",
    "DETACH",
    "REMOVE",
    "ON",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "UNION",
    "ALL",
    "CALL",
    "YIELD",
    "EXISTS",
    "ASC",
    "DESC",
    "ASCENDING",
    "DESCENDING",
    "EXPLAIN",
    "PROFILE",
];

/// The line with colours.
pub fn paint(line: &str) -> String {
    if line.trim_start().starts_with(':') {
        return Style::Cyan.paint(line, true);
    }
    if crate::verbs::is_question(line) {
        return question(line);
    }
    cypher(line)
}

/// The fixed words of a question stand out; what is between them are names.
fn question(line: &str) -> String {
    let mut painted = String::new();
    for part in line.split_inclusive(' ') {
        let word = part.trim_end();
        let fixed = FORMS.iter().any(|form| {
            form.opening.iter().any(|opening| opening.eq_ignore_ascii_case(word))
                || form.middle.is_some_and(|middle| middle.eq_ignore_ascii_case(word))
                || form.clauses.iter().any(|clause| clause.word().eq_ignore_ascii_case(word))
        });
        painted.push_str(&if fixed { Style::Bold.paint(word, true) } else { word.to_owned() });
        painted.push_str(&part[word.len()..]);
    }
    painted
}

fn cypher(line: &str) -> String {
    let wrong = unmatched(line);
    let mut painted = String::new();
    let mut before = None;
    for (at, token, kind) in tokens(line) {
        let style = match kind {
            Kind::Text => Some(Style::Green),
            Kind::Comment => Some(Style::Dim),
            Kind::Number => Some(Style::Yellow),
            Kind::Word if before == Some(":") => Some(Style::Cyan),
            Kind::Word if KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(token)) => {
                Some(Style::Blue)
            }
            Kind::Other if wrong.contains(&at) => Some(Style::Red),
            _ => None,
        };
        painted.push_str(&style.map_or_else(|| token.to_owned(), |style| style.paint(token, true)));
        if kind != Kind::Space {
            before = Some(token);
        }
    }
    painted
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Number,
    Text,
    Comment,
    Space,
    /// One character of anything else.
    Other,
}

/// The stretches of a line, each with its place; together they are the line.
fn tokens(line: &str) -> Vec<(usize, &str, Kind)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let rest = &line[at..];
        let run = |test: &dyn Fn(char) -> bool| rest.find(|letter| !test(letter)).unwrap_or(rest.len());
        let (length, kind) = match first {
            '\'' | '"' | '`' => (closing(rest, first), Kind::Text),
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), Kind::Comment),
            '/' if rest.starts_with("/*") => {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), Kind::Comment)
            }
            _ if first.is_whitespace() => (run(&char::is_whitespace), Kind::Space),
            _ if first.is_ascii_digit() => {
                (run(&|letter| letter.is_ascii_alphanumeric() || letter == '.'), Kind::Number)
            }
            _ if first.is_alphabetic() || first == '_' => {
                (run(&|letter| letter.is_alphanumeric() || letter == '_'), Kind::Word)
            }
            _ => (first.len_utf8(), Kind::Other),
        };
        found.push((at, &rest[..length], kind));
        at += length;
    }
    found
}

/// How long a quoted text is, up to the end where it is not closed.
fn closing(rest: &str, quote: char) -> usize {
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote != '`' {
            letters.next();
        } else if letter == quote {
            return at + quote.len_utf8();
        }
    }
    rest.len()
}

/// The places of closing brackets that close nothing, or another kind.
fn unmatched(line: &str) -> Vec<usize> {
    let mut open: Vec<&str> = Vec::new();
    let mut wrong = Vec::new();
    for (at, token, kind) in tokens(line) {
        if kind != Kind::Other {
            continue;
        }
        let opener = match token {
            "(" | "[" | "{" => {
                open.push(token);
                continue;
            }
            ")" => "(",
            "]" => "[",
            "}" => "{",
            _ => continue,
        };
        if open.last() == Some(&opener) {
            open.pop();
        } else {
            wrong.push(at);
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> String {
        let mut bare = String::new();
        let mut inside = false;
        for letter in text.chars() {
            match letter {
                '\u{1b}' => inside = true,
                'm' if inside => inside = false,
                _ if !inside => bare.push(letter),
                _ => {}
            }
        }
        bare
    }

    #[test]
    fn colours_change_no_letter() {
        for line in [
            "MATCH (p:Person {name: 'Ali \\' x'}) RETURN p // end",
            "who met Araji  since 2025",
            ":help",
            "'open",
            "a ) ] 1.5",
        ] {
            assert_eq!(bare(&paint(line)), line);
        }
    }

    #[test]
    fn keywords_texts_and_labels_have_colours() {
        let painted = paint("MATCH (p:Person) WHERE p.name = 'x'");
        assert!(painted.contains("\u{1b}[34mMATCH\u{1b}[0m"));
        assert!(painted.contains("\u{1b}[36mPerson\u{1b}[0m"));
        assert!(painted.contains("\u{1b}[32m'x'\u{1b}[0m"));
    }

    #[test]
    fn a_bracket_that_closes_nothing_is_red() {
        assert_eq!(unmatched("(a]"), vec![2]);
        assert_eq!(unmatched("({a: ')'})"), Vec::<usize>::new());
    }
}
