//! Who makes an agreement: states named in it, beside it, and those for which the people around it speak.

use std::ops::Range;

use super::phrase::{CLAUSE, FEW, Phrase};
use crate::extract::document::{Kind, StateForm};
use crate::gazetteer::Gazetteer;
impl Phrase<'_, '_> {
    pub(super) fn states(&self, tokens: Range<usize>) -> Vec<String> {
        let mut found = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            if let Some(mention) = self.doc.mention_at(token) {
                // "a treaty in Paris": where it was made is no party.
                let within = token > 0 && self.lower(token - 1) == "in";
                match &mention.kind {
                    _ if within => {}
                    Kind::State { name, form }
                        if *form != StateForm::Capital
                            || tokens.contains(&self.head) && token > self.head =>
                    {
                        add(&mut found, name)
                    }
                    Kind::Organization { name } if token > self.head => add(&mut found, name),
                    _ => {}
                }
                token = mention.tokens.end.max(token + 1);
                continue;
            }
            token += 1;
        }
        found
    }

    /// `between X and Y`, `with X` a little behind the phrase.
    pub(super) fn states_beside(&self, to: usize, parties: &mut Vec<String>) {
        let last = (to + 6).min(self.sentence.end);
        let opens = (to..last).take_while(|token| !matches!(self.lower(*token), "," | ";" | "and"));
        let Some(opens) = opens.into_iter().find(|token| matches!(self.lower(*token), "between" | "with"))
        else {
            return;
        };
        let reach = if self.lower(opens) == "with" { 3 } else { 10 };
        let last = (opens + reach).min(self.sentence.end);
        let end = (opens..last)
            .find(|token| matches!(self.lower(*token), "whom" | "which" | "who" | "that" | "where"));
        for state in self.states(opens..end.unwrap_or(last)) {
            add(parties, &state);
        }
    }

    /// `Iraq's commitment to the pact` makes Iraq a party.
    pub(super) fn committed(&self, from: usize, parties: &mut Vec<String>) {
        let low = from.saturating_sub(8).max(self.sentence.start);
        for token in (low..from).filter(|token| {
            matches!(self.lower(*token), "commitment" | "obligations" | "adherence" | "accession")
        }) {
            let owner = token.checked_sub(2).and_then(|owner| self.doc.mention_at(owner));
            if let Some(Kind::State { name, .. }) = owner.map(|mention| &mention.kind) {
                add(parties, name);
            }
        }
    }

    /// Who makes it, are its parties: the states named before it in its clause, else those of the people there, else
    /// those of everybody in its sentence, or in this and the one before.
    pub(super) fn makers(&self, from: usize, to: usize, parties: &mut Vec<String>) {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let before = self.doc.mentions_in(&(low..from));
        let named: Vec<&String> = before
            .iter()
            .filter_map(|mention| match &mention.kind {
                Kind::State { name, form: StateForm::Name } => Some(name),
                _ => None,
            })
            .collect();
        if named.len() >= 2 {
            return named.into_iter().for_each(|state| add(parties, state));
        }
        let mut states = vec![];
        self.speak_for(low..from, &mut states);
        if states.len() < 2 {
            self.speak_for(to..(to + CLAUSE).min(self.sentence.end), &mut states);
        }
        // "The two sides signed": who they are, the sentence before says.
        let group = self.sentence.clone().take(4 * CLAUSE).any(|token| {
            matches!(
                self.lower(token),
                "they" | "two" | "both" | "sides" | "leaders" | "ministers" | "pair" | "countries"
            )
        });
        if let Some(before) = self
            .doc
            .sentence_of(self.sentence.start)
            .checked_sub(1)
            .filter(|before| (group || self.doc.in_title(*before)) && states.len() < 2)
        {
            let sentence =
                self.doc.segments.sentences.get(before).map_or(0..0, |sentence| sentence.tokens.clone());
            self.speak_for(sentence.start..sentence.end.min(sentence.start + 2 * CLAUSE), &mut states);
        }
        if (2..=FEW).contains(&states.len()) {
            states.iter().for_each(|state| add(parties, state));
        }
    }

    /// `Ankara, Turkey`: the state says where the town lies.
    fn is_town(&self, token: usize) -> bool {
        self.doc.mention_at(token).is_some_and(|mention| {
            matches!(mention.kind, Kind::Place { .. } | Kind::State { form: StateForm::Capital, .. })
        })
    }

    /// The states for which the people in some tokens speak, and those whose adjective or name owns what acts there.
    pub(super) fn speak_for(&self, tokens: Range<usize>, states: &mut Vec<String>) {
        for mention in self.doc.mentions_in(&tokens) {
            for person in &mention.people {
                if let Some(of) = self.doc.state_of(*person) {
                    // A secretary of a state's council signs for the state.
                    add(states, Gazetteer::embedded().state_of_body(of).unwrap_or(of));
                }
            }
            match &mention.kind {
                Kind::Role { .. } if mention.people.is_empty() => mention
                    .offices
                    .iter()
                    .filter_map(|office| office.of.as_ref())
                    .for_each(|of| add(states, of)),
                Kind::State { name, form: StateForm::Name }
                    if !mention.tokens.start.checked_sub(1).is_some_and(|before| {
                        matches!(self.doc.lower(before), "in" | "to" | "near" | "from" | "of")
                            || self.doc.word(before) == "," && before > 0 && self.is_town(before - 1)
                    }) =>
                {
                    add(states, name)
                }
                _ => {}
            }
        }
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_string());
    }
}
