//! An office as somebody is asked for by it, and who fits.

use std::rc::Rc;

use crate::extract::Office;
use crate::extract::person::title_words;
use crate::extract::role::phrase::{Determiner, Phrase};

/// An office as somebody is asked for by it.
pub(super) struct Asked<'p> {
    pub words: Rc<[String]>,
    pub of: Option<&'p String>,
    pub former: bool,
    pub definite: bool,
}

impl<'p> Asked<'p> {
    pub fn of(phrase: &'p Phrase) -> Self {
        let definite = phrase.determiner == Determiner::Definite;
        Asked { words: title_words(&phrase.title), of: phrase.of.first(), former: phrase.former, definite }
    }

    /// Whether somebody with this office, whose title has these words, can be meant.
    pub fn fits(&self, office: &Office, have: &[String]) -> bool {
        let has = |word: &str| have.iter().any(|known| known == word);
        let wants = |word: &str| self.words.iter().any(|known| known == word);
        let state = match (self.of, &office.of) {
            (Some(one), Some(other)) => one == other,
            (Some(_), None) => false,
            _ => true,
        };
        if !state || office.former != self.former {
            return false;
        }
        // The deputy minister is not meant by `the foreign minister`.
        let ranks = ["deputy", "vice", "assistant", "under", "prime", "former", "adviser", "spokesperson"];
        let rank = |word: &str| has(word) == wants(word);
        let lone = self.words.len() == 1 && !wants("president") && !wants("minister") && rank("spokesperson");
        let all = !self.words.is_empty() && self.words.iter().all(|word| have.contains(word));
        let same = all && (ranks.iter().all(|word| rank(word)) || lone);
        let minister = *self.words == ["minister"] && has("minister") && !has("prime");
        let heads = ["president", "king", "emir", "prime", "chancellor", "leader", "sultan"];
        let leader = (*self.words == ["leader"] || *self.words == ["chief", "state"]) && self.of.is_some();
        // "the head of Russian diplomacy", "Russia's chief diplomat"
        let deputy = || has("deputy") && *self.words == ["chief", "deputy", "diplomacy"];
        let top = has("foreign")
            && (deputy()
                || [["diplomat", "top"], ["chief", "diplomat"], ["chief", "diplomacy"]]
                    .iter()
                    .any(|words| *self.words == words[..]));
        let envoy = *self.words == ["envoy"] && (has("envoy") || has("ambassador"));
        let official =
            (*self.words == ["official"] || *self.words == ["official", "senior"]) && self.of.is_some();
        same || minister
            || leader && heads.iter().any(|head| has(head))
            || top
            || envoy
            || official && self.definite
    }
}
