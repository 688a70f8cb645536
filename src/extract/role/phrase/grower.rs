//! The grower of a phrase: from a title of the tables over the words around it.

use std::ops::Range;

use super::Determiner;
use crate::extract::Document;
use crate::extract::reading::Reading;

/// Grows a title of the tables to the phrase around it, within the bounds of its sentence.
pub(super) struct Grower<'d, 'g> {
    pub document: &'d Document<'d>,
    pub reading: &'d Reading<'g>,
    pub bounds: Range<usize>,
}

/// What stands to the left of a head.
#[derive(Default)]
pub(super) struct Left {
    pub start: usize,
    /// Tokens that belong to the title, in reverse.
    pub title: Vec<usize>,
    pub of: Vec<String>,
    pub former: bool,
    pub home: bool,
    pub number: Option<usize>,
    pub determiner: Option<Determiner>,
}

/// What stands to the right of a head.
#[derive(Default)]
pub(super) struct Right {
    pub end: usize,
    pub title: String,
    pub of: Vec<String>,
    pub home: bool,
}

pub(super) fn determiner(word: &str) -> Option<Determiner> {
    match word {
        "the" | "this" | "that" | "both" => Some(Determiner::Definite),
        "a" | "an" | "another" | "any" | "one" | "some" | "no" => Some(Determiner::Indefinite),
        "his" | "her" | "its" | "their" => Some(Determiner::Possessive),
        _ => None,
    }
}

pub(in crate::extract) fn number(word: &str) -> Option<usize> {
    ["two", "three", "four", "five", "six"]
        .iter()
        .position(|known| *known == word)
        .map(|place| place + 2)
        .or_else(|| (word == "both").then_some(2))
}
