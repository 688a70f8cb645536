//! Delegations, by who leads them: `his delegation`, `the delegation`.

use super::Resolver;
use crate::extract::{Kind, Mention, PersonId};

impl Resolver<'_> {
    /// Who leads the delegation: `al-Araji's`, `his`.
    pub(super) fn leader(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let at = mention.tokens.start;
        let owner = before.iter().rev().take(3).find(|other| {
            let end = other.tokens.end;
            end + 1 == at && self.reading.is_possessive(end)
                || end == at && matches!(other.kind, Kind::Pronoun { possessive: true, .. })
        });
        let named = owner.filter(|owner| owner.people.len() == 1).map(|owner| owner.people.clone());
        let the = at.checked_sub(1).is_some_and(|before| self.reading.word(before) == "the")
            || self.reading.word(at) == "the";
        named.or_else(|| self.head(mention, before).filter(|_| the)).unwrap_or_default()
    }

    /// `a delegation headed by A met B. The delegation later …`: A, from one of the sentences before.
    pub(super) fn head(&self, mention: &Mention, before: &[Mention]) -> Option<Vec<PersonId>> {
        const FAR: usize = 3;
        let near = before.iter().rev().take_while(|other| other.sentence + FAR > mention.sentence);
        let mut heads = near.filter(|other| {
            let start = other.extent.start.min(other.tokens.start);
            let end = other.extent.end.max(other.tokens.end);
            // "a delegation which A headed"
            let which = start >= 1
                && self.reading.is(start - 1, &["which", "that"])
                && self.reading.is(end, &["headed", "led", "heads", "leads"]);
            other.people.len() == 1
                && (which
                    || start >= 2
                        && self.reading.word(start - 1) == "by"
                        && self.reading.is(start - 2, &["headed", "led"]))
        });
        let head = heads.next().map(|other| other.people.clone());
        head.or_else(|| self.at_the_head(mention, before)).or_else(|| self.accompanied(mention, before))
    }

    /// `A arrived at the head of a delegation. The delegation …`: A, who is named first in that sentence.
    fn at_the_head(&self, mention: &Mention, before: &[Mention]) -> Option<Vec<PersonId>> {
        let sentence = mention.sentence.checked_sub(1)?;
        let tokens = self.document.segments.sentences.get(sentence)?.tokens.clone();
        let led = (tokens.start..tokens.end.saturating_sub(4)).any(|at| {
            self.reading.is(at, &["at"])
                && self.reading.is(at + 2, &["head"])
                && (at + 4..at + 8).any(|next| self.reading.is(next, &["delegation"]))
        });
        let first = before.iter().find(|other| other.sentence == sentence && other.people.len() == 1)?;
        (led && matches!(first.kind, Kind::Person | Kind::Pronoun { .. })).then(|| first.people.clone())
    }

    /// `A was accompanied by B and C. The delegation …`: A.
    fn accompanied(&self, mention: &Mention, before: &[Mention]) -> Option<Vec<PersonId>> {
        const FAR: usize = 4;
        let mut near = before.iter().rev().take_while(|other| other.sentence + FAR > mention.sentence);
        let head = near.find(|other| {
            let end = other.extent.end.max(other.tokens.end);
            let next = end + usize::from(self.reading.is(end, &["was", "is", ","]));
            other.people.len() == 1
                && self.reading.is(next, &["accompanied"])
                && self.reading.is(next + 1, &["by"])
        });
        head.map(|head| head.people.clone())
    }
}
