//! Regular expressions, for `=~`: linear in the text, whatever the expression.

use std::cell::RefCell;

use regex::{Regex, RegexBuilder};

use crate::error::{Code, Error, Result};

thread_local! {
    /// The expression used last; a filter uses the same one for every row.
    static LAST: RefCell<Option<(String, Regex)>> = const { RefCell::new(None) };
}

/// Whether the whole text fits the expression.
///
/// # Errors
/// Where the expression is none, or grows too large.
pub fn matches(text: &str, expression: &str) -> Result<bool> {
    LAST.with(|last| {
        if let Some((known, regex)) = &*last.borrow()
            && known == expression
        {
            return Ok(regex.is_match(text));
        }
        let regex = RegexBuilder::new(&format!("^(?:{expression})$")).size_limit(1 << 20).build();
        let regex = regex.map_err(|_| {
            let message = format!("{expression:?} is no regular expression");
            Error::input(Code::runtime("ArgumentError", "InvalidRegex"), message, None)
        })?;
        let fits = regex.is_match(text);
        *last.borrow_mut() = Some((expression.to_owned(), regex));
        Ok(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_must_fit() {
        assert_eq!(matches("Tehran", "Teh.*"), Ok(true));
        assert_eq!(matches("Tehran", "eh"), Ok(false));
        assert!(matches("a", "(").is_err());
    }
}
