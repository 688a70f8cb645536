//! A text cut into sentences and tokens. All spans are bytes of the text.

use std::ops::Range;

use super::{sentence, token};
use crate::model::Span;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segments {
    pub sentences: Vec<Sentence>,
    /// In the order of the text; every token belongs to exactly one sentence.
    pub tokens: Vec<Token>,
}

/// Cuts a text into sentences and tokens, in time linear in its length. The tokens cover everything
/// that is not white space.
pub fn segment(text: &str) -> Segments {
    let tokens = token::tokens(text);
    Segments { sentences: sentence::sentences(text, &tokens), tokens }
}

/// A word or a mark of punctuation as treebanks cut them: `Iran's` is `Iran` and `'s`; `al-Araji`, `U.S.`
/// and `Maj.` are whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Places in `Segments::tokens`.
    pub tokens: Range<usize>,
    /// Counted from 0 over the text.
    pub paragraph: usize,
}
