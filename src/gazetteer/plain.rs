//! Words in the form under which the tables know them.

use std::borrow::Cow;

/// The form under which the tables know a token: lower case, Latin letters without diacritics, straight
/// apostrophes.
pub fn plain(token: &str) -> Cow<'_, str> {
    match token.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        false => Cow::Borrowed(token),
        true if token.is_ascii() => Cow::Owned(token.to_ascii_lowercase()),
        true => Cow::Owned(any_ascii::any_ascii(token).to_ascii_lowercase()),
    }
}
