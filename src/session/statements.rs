//! Where statements end: at semicolons that stand outside strings, names in backticks and comments.

use crate::model::Span;

/// The statements of a text, without their semicolons, and whether the last one is still open: its
/// semicolon is missing, or a string or comment in it is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statements {
    pub spans: Vec<Span>,
    pub open: bool,
}

/// Splits a text into statements; stretches of nothing but space and comments are none.
pub fn split(text: &str) -> Statements {
    let bytes = text.as_bytes();
    let mut found = Statements { spans: Vec::new(), open: false };
    let (mut start, mut at) = (0, 0);
    // Whether the current statement is more than space and comments.
    let mut code = false;
    while at < bytes.len() {
        match bytes[at] {
            b';' => {
                found.spans.extend(std::mem::take(&mut code).then(|| Span::new(start, at)));
                at += 1;
                start = at;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = text[at..].find('\n').map_or(bytes.len(), |length| at + length);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => match text[at + 2..].find("*/") {
                Some(length) => at += length + 4,
                None => {
                    found.open = true;
                    break;
                }
            },
            quote @ (b'\'' | b'"' | b'`') => {
                code = true;
                match closing(bytes, at, quote) {
                    Some(end) => at = end + 1,
                    None => {
                        found.open = true;
                        break;
                    }
                }
            }
            byte => {
                at += 1;
                code |= !byte.is_ascii_whitespace();
            }
        }
    }
    if code {
        found.open = true;
        found.spans.push(Span::new(start, bytes.len()));
    }
    for span in &mut found.spans {
        let inside = span.of(text);
        let lead = inside.len() - inside.trim_start().len();
        *span = Span::new(span.start + lead, span.start + inside.trim_end().len());
    }
    found
}

/// The byte of the quotation mark that closes the one at `open`.
fn closing(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote != b'`' => at += 1,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Vec<&str>, bool) {
        let found = split(text);
        (found.spans.iter().map(|span| span.of(text)).collect(), found.open)
    }

    #[test]
    fn a_semicolon_ends_a_statement_only_outside_strings_and_comments() {
        assert_eq!(parts("RETURN 1; RETURN ';' ;"), (vec!["RETURN 1", "RETURN ';'"], false));
        assert_eq!(parts("RETURN 1 // no; \n + 1;"), (vec!["RETURN 1 // no; \n + 1"], false));
        assert_eq!(parts("RETURN `a;b` /* ; */;"), (vec!["RETURN `a;b` /* ; */"], false));
        assert_eq!(parts("RETURN 'it\\';s';"), (vec!["RETURN 'it\\';s'"], false));
        assert_eq!(parts(" // only a comment\n;;"), (vec![], false));
    }

    #[test]
    fn what_is_not_finished_is_open() {
        assert_eq!(parts("MATCH (n)"), (vec!["MATCH (n)"], true));
        assert_eq!(parts("RETURN 'x;"), (vec!["RETURN 'x;"], true));
        assert_eq!(parts("RETURN 1; /* "), (vec!["RETURN 1"], true));
        assert_eq!(parts("RETURN 1;"), (vec!["RETURN 1"], false));
    }
}
