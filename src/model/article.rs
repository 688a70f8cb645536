//! One source text.

use crate::model::PartialDate;

/// An article as it was read, before anything is understood of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// Given by the source, else derived from the URL, else from the text.
    pub id: String,
    pub url: Option<String>,
    pub title: String,
    pub publisher: Option<String>,
    /// The day of publication, in the time zone the source gives.
    pub published: Option<PartialDate>,
    /// The body as it stood in the source; evidence spans point into it.
    pub text: String,
}
