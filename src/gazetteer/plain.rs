//! Words in the form under which the tables know them.

use std::borrow::Cow;

use crate::text::SmallWords;

/// The form under which the tables know a token: lower case, Latin letters without diacritics, straight
/// apostrophes.
pub fn plain(token: &str) -> Cow<'_, str> {
    match token.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        false => Cow::Borrowed(token),
        true if token.is_ascii() => Cow::Owned(token.to_ascii_lowercase()),
        true => Cow::Owned(any_ascii::any_ascii(token).to_ascii_lowercase()),
    }
}

/// The plain forms of a text's tokens.
pub type PlainWords<'t> = SmallWords<'t>;

pub fn plain_words<'t>(tokens: impl Iterator<Item = &'t str>) -> PlainWords<'t> {
    SmallWords::of(tokens, plain)
}
