//! Pacts, treaties, memoranda, ceasefires: the noun phrases that name them, what was done with them and by
//! whom, and which phrases of an article name one and the same.

mod deed;
mod extent;
mod merge;
mod party;
mod phrase;

pub use merge::merge;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::document::PersonId;
use crate::model::PartialDate;

/// One agreement as the whole article tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: &'static str,
    pub parties: Vec<String>,
    pub action: Action,
    /// People and states who did so.
    pub people: Vec<PersonId>,
    pub date: Option<PartialDate>,
    pub sentence: usize,
    /// The sentences that speak of it.
    pub sentences: Vec<usize>,
}

/// What was done with an agreement, the most telling last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    Discussed,
    Proposed,
    Implemented,
    Reaffirmed,
    Violated,
    Withdrawn,
    Ratified,
    Signed,
}

impl Action {
    pub fn name(self) -> &'static str {
        match self {
            Action::Discussed => "discussed",
            Action::Proposed => "proposed",
            Action::Implemented => "implemented",
            Action::Reaffirmed => "reaffirmed",
            Action::Violated => "violated",
            Action::Withdrawn => "withdrawn",
            Action::Ratified => "ratified",
            Action::Signed => "signed",
        }
    }
}

/// How a head must stand to name an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Any,
    /// With a capital letter, or a state, a year or `joint` beside it.
    Named,
    /// Only as what was signed.
    Signed,
    /// `joint statement`.
    Joint,
}

/// A word that may be the head of a phrase for an agreement.
#[derive(Debug)]
pub struct Head {
    kind: &'static str,
    need: Need,
}

/// The head of `data/gazetteer/agreements.tsv` with this form in small letters.
pub fn head(lower: &str) -> Option<&'static Head> {
    static HEADS: OnceLock<FxHashMap<&'static str, Head>> = OnceLock::new();
    HEADS
        .get_or_init(|| {
            let table = include_str!("../../../data/gazetteer/agreements.tsv");
            let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
                let mut cells = line.split('\t');
                let (form, kind, need) = (cells.next()?, cells.next()?, cells.next()?);
                let need = match need {
                    "any" => Need::Any,
                    "named" => Need::Named,
                    "joint" => Need::Joint,
                    _ => Need::Signed,
                };
                Some((form, Head { kind, need }))
            });
            rows.collect()
        })
        .get(lower)
}
