//! Offices in lists: plural ones, states between names, states and fields in brackets.

use super::Giver;
use crate::extract::Office;
use crate::gazetteer::{Entry, StateForm};

impl Giver<'_> {
    /// The name that follows another in a list, over `of State`, commas and `and`.
    pub(super) fn next_in_list(&self, name: usize) -> Option<usize> {
        let mut at = self.names[name].tokens.end;
        if let Some(end) = self.state_end(name) {
            at = end;
        } else if self.reading.is(at, &["of"]) {
            let known = self.reading.known_at(at + 1)?;
            at = known.tokens.end;
        }
        if self.document.word(at) == "(" {
            at = (at..at + 8).find(|at| self.document.word(*at) == ")")? + 1;
        }
        // "Chile's A, who chairs the Union, and Peru's B"
        if self.reading.is(at, &[",", "("]) && self.reading.is(at + 1, &["who", "whose"]) {
            const LONGEST: usize = 16;
            at = (at + 2..at + LONGEST).find(|at| {
                self.reading.is(*at, &[","])
                    && self.reading.is(at + 1, &["and"])
                    && self.listed_name(at + 2).is_some_and(|next| self.is_of_a_state(next))
            })?;
        }
        let from = at;
        while self.reading.is(at, &[",", ";", "and", "&"]) && at < from + 2 {
            at += 1;
        }
        if at == from {
            return None;
        }
        self.listed_name(at).filter(|next| self.names[*next].sentence == self.names[name].sentence)
    }

    /// `Peru's B`, `B of Peru`.
    fn is_of_a_state(&self, name: usize) -> bool {
        self.state_after(name).is_some() || self.state_of_listed(name).is_some()
    }

    /// `A of Chile, B of Peru and C of Bolivia`, each without an office: those of whom the text says what they are together.
    pub(super) fn of_states(&mut self) {
        let alone = |giver: &Self, name: usize| {
            giver.names[name].office.is_none()
                && giver.given[name].offices.is_empty()
                && giver.given[name].counterpart.is_none()
        };
        let mut before: Option<usize> = None;
        for name in 0..self.names.len() {
            let state = self.state_after(name).filter(|_| alone(self, name));
            let Some(state) = state else { continue };
            let next = self.next_in_list(name).filter(|next| alone(self, *next));
            let listed = before == Some(name) || next.is_some_and(|next| self.state_after(next).is_some());
            if listed {
                self.given[name].person = true;
                self.given[name].state.get_or_insert(state);
                before = next;
            }
        }
    }

    /// A name that stands in a list at a token, also behind its state: `Chile's Ana Brito`.
    fn listed_name(&self, at: usize) -> Option<usize> {
        let owned = || {
            let known = self.reading.known_at(at).filter(|known| known.tokens.start == at)?;
            let end = known.tokens.end;
            let state = matches!(known.entry, Entry::State(_, StateForm::Name));
            // "Burundi's own Ana Brito"
            let own = usize::from(self.reading.is(end + 1, &["own"]));
            self.name_from(end + 1 + own).filter(|_| state && self.reading.is_possessive(end))
        };
        // `the Honourable Ana Brito`.
        let honoured = || self.name_from(at + 1).filter(|_| self.reading.is(at, &["the"]));
        self.name_from(at).or_else(owned).or_else(honoured)
    }

    /// `General`, `Col.`: what a minister may be besides.
    fn is_rank(&self, phrase: usize) -> bool {
        let said = &self.phrases[phrase];
        said.bare
            && self.reading.is(
                said.head.start,
                &[
                    "gen",
                    "gen.",
                    "general",
                    "col",
                    "col.",
                    "colonel",
                    "admiral",
                    "brigadier",
                    "major",
                    "marshal",
                    "senator",
                    "professor",
                ],
            )
    }

    /// `Presidents A, B and C of X, Y and Z respectively`: as many states behind the list as it has names, in their order.
    pub(super) fn states_in_turn(&self, name: usize, phrase: usize) -> Vec<String> {
        let said = &self.phrases[phrase];
        if !said.plural || said.counterpart || !said.of.is_empty() {
            return vec![];
        }
        let mut last = name;
        let mut count = 1;
        while let Some(next) = self.next_in_list(last).filter(|next| self.names[*next].office.is_none()) {
            if self.state_after(last).is_some() {
                return vec![];
            }
            last = next;
            count += 1;
        }
        let mut at = self.names[last].tokens.end;
        if !self.reading.is(at, &["of"]) {
            return vec![];
        }
        let mut states = vec![];
        while states.len() < count {
            let from = at;
            while at < from + 3 && self.reading.is(at, &["of", ",", "and", "&", "the"]) {
                at += 1;
            }
            let known = self.reading.known_at(at).filter(|known| at > from && known.tokens.start == at);
            let Some(known) = known else { break };
            let Entry::State(place, StateForm::Name) = known.entry else { break };
            states.push(self.reading.tables.state(place).name().to_string());
            at = known.tokens.end;
        }
        if count > 1 && states.len() == count { states } else { vec![] }
    }

    /// The state before a name of a list: `Chile's Ana Brito`.
    fn state_of_listed(&self, name: usize) -> Option<String> {
        let start = self.names[name].styled.start;
        let start = start - usize::from(start > 2 && self.reading.is(start - 1, &["own"]));
        let last = start.checked_sub(2).filter(|_| self.reading.is_possessive(start - 1))?;
        self.reading.known_at(last).and_then(|known| match known.entry {
            Entry::State(place, StateForm::Name) => Some(self.reading.tables.state(place).name().to_string()),
            _ => None,
        })
    }

    /// Where the list behind a plural office opens: right behind it, over `of the two sides`, or behind a colon in its
    /// clause: `the following ministers of X were present: A, of …`.
    fn list_opens(&self, phrase: usize) -> Option<usize> {
        const LONGEST: usize = 10;
        let after = self.phrases[phrase].tokens.end;
        // `the ministers of the powers, among them A of X and B of Y`, `leaders including A`.
        let members = |at: usize| {
            let at = at + usize::from(self.reading.is(at, &[","]));
            if self.reading.is(at, &["including", "namely"]) {
                return Some(at);
            }
            // "the leaders, who included A of X and B of Y"
            let who = self.reading.is(at, &["who", "which", "that"])
                && self.reading.is(at + 1, &["include", "included", "includes"]);
            let two = who
                || self.reading.is(at, &["among"]) && self.reading.is(at + 1, &["them", "whom"])
                || self.reading.is(at, &["such"]) && self.reading.is(at + 1, &["as"]);
            two.then_some(at + 1)
        };
        if let Some(last) = members(after).filter(|last| self.listed_name(last + 1).is_some()) {
            return Some(last);
        }
        let opens = |at: usize| self.reading.is(at, &[",", ":", "(", "-", "–", "—", "--"]);
        if opens(after) {
            return Some(after);
        }
        let limit =
            self.document.segments.sentences[self.document.sentence_of(after.saturating_sub(1))].tokens.end;
        let plain = |at: &usize| {
            !self.reading.is(*at, &[",", ";", ".", ":", "("])
                && self.phrase_at[*at].is_none()
                && self.name_from(*at).is_none()
        };
        let behind = after + (after..limit.min(after + LONGEST)).take_while(plain).count();
        if let Some(last) =
            members(behind).filter(|last| behind > after && self.listed_name(last + 1).is_some())
        {
            return Some(last);
        }
        // `Among the leaders in attendance were A of X and B of Y`, `The ministers present included A of X`.
        let start = self.phrases[phrase].tokens.start;
        let among = (start.saturating_sub(2)..start).any(|at| self.reading.is(at, &["among"]));
        let verb = behind.saturating_sub(1);
        let tells = self.reading.is(verb, &["included", "include"])
            || among && self.reading.is(verb, &["were", "are"]);
        let stated = || {
            self.listed_name(verb + 1)
                .is_some_and(|first| self.state_after(first).is_some() && self.next_in_list(first).is_some())
        };
        if tells && behind > after && stated() {
            return Some(verb);
        }
        let sides = self.reading.is(after, &["of"])
            && self.reading.is(
                behind - 1,
                &[
                    "sides",
                    "countries",
                    "nations",
                    "parties",
                    "states",
                    "governments",
                    "neighbours",
                    "neighbors",
                    "delegations",
                ],
            );
        let relative = self.reading.is(after, &["who", "that", "present", "attending", "in", "at"]);
        let colon = self.reading.is(behind, &[":"]);
        (behind > after && behind < limit && (colon || (sides || relative) && opens(behind)))
            .then_some(behind)
    }

    /// `the foreign ministers of Costa Rica, Enrique Castillo; Guatemala, Harold Caballeros`, `the Egyptian
    /// and Jordanian foreign ministers, Badr Abdelatty and Ayman Safadi`, `the ministers of X, Y and Z, A, B and C`.
    pub(super) fn lists(&mut self) {
        for phrase in 0..self.phrases.len() {
            let said = &self.phrases[phrase];
            if !said.plural {
                continue;
            }
            let Some(after) = self.list_opens(phrase) else { continue };
            // "the Co-Chairs of the Group (Ambassadors A of France and B of Russia)"
            let ambassadors = said.title.to_lowercase().contains("chair")
                && self.reading.is(after + 1, &["ambassador", "ambassadors"]);
            let first = self.listed_name(after + 1 + usize::from(ambassadors));
            let Some(first) = first else { continue };
            if self.names[first].office.is_some() && !ambassadors {
                continue;
            }
            let mut listed = vec![first];
            let mut states = said.of.clone();
            // "The ministers who came were those of Chile, A; of Peru, B"
            let those = self.reading.known_at(after - 1).filter(|known| {
                said.of.is_empty()
                    && known.tokens.end == after
                    && known.tokens.start > 1
                    && self.reading.is(known.tokens.start - 1, &["of"])
                    && self.reading.is(known.tokens.start - 2, &["those"])
            });
            states.extend(
                those.and_then(|known| self.reading.state_of(known)).map(|(name, _)| name.to_string()),
            );
            let interleaved = states.len() == 1;
            let mut last = first;
            let end = self.names[first].tokens.end;
            // `the presidents of X, A, of Y, B, and of Z, C`: the state behind a name is the next one's.
            let in_turn = interleaved
                && states.first().is_some_and(|of| self.reading.tables.state_named(of).is_some())
                && self.reading.is(end, &[","])
                && self.state_end(first).is_some()
                && self.state_and_name(first).is_some();
            let mut fields: Vec<(usize, String)> = vec![];
            loop {
                if in_turn {
                    let Some((state, next)) = self.state_and_name(last) else { break };
                    states.push(state);
                    listed.push(next);
                    last = next;
                    continue;
                }
                if let Some(next) = self.next_in_list(last).filter(|next| self.names[*next].office.is_none())
                {
                    listed.push(next);
                    last = next;
                    continue;
                }
                // `ministers including A of X, Gen B of Y and C of Z`: over somebody with a rank of his own.
                let ranked = self.next_in_list(last).filter(|next| {
                    self.state_after(last).is_some()
                        && self.state_after(*next).is_some()
                        && self.names[*next].office.is_some_and(|office| self.is_rank(office))
                });
                if let Some(next) = ranked {
                    listed.push(next);
                    last = next;
                    continue;
                }
                if let Some((field, next)) = self.field_and_name(last) {
                    fields.push((next, field));
                    last = next;
                    continue;
                }
                let Some((state, next)) = self.state_and_name(last).filter(|_| interleaved) else { break };
                states.push(state);
                listed.push(next);
                last = next;
            }
            // "The ministers in Vienna, A said" lists nobody.
            let told = self.reading.kind(self.names[first].tokens.end).person_verb();
            let comma = self.reading.is(after, &[",", "(", "-", "–", "—", "--"]);
            let apart = comma && (after > said.tokens.end || told);
            if apart && listed.len() < 2 {
                continue;
            }
            let start = said.tokens.start;
            // "his peers, A and B" are those of one man.
            let his = (start.saturating_sub(2)..start).any(|at| self.reading.is(at, &["his", "her"]));
            let counterpart = said.counterpart && !his;
            let chairs = said.title.to_lowercase().contains("chair");
            let said_of_body = said
                .of
                .first()
                .filter(|of| chairs && said.of.len() == 1 && self.reading.tables.state_named(of).is_none())
                .cloned();
            for (place, name) in listed.iter().copied().enumerate() {
                let state = if states.len() == listed.len() {
                    states.get(place).cloned()
                } else if states.len() == 1 {
                    states.first().cloned()
                } else {
                    None
                };
                let own = if in_turn {
                    state
                } else {
                    self.state_after(name).or_else(|| self.state_of_listed(name)).or(state)
                };
                // "the Minsk Group co-chairs, A of Russia and B of France": the office is the body's.
                let body = said_of_body.clone().filter(|_| own.is_some());
                if body.is_some() {
                    self.given[name].state = own.clone();
                }
                self.take_plural(name, phrase, body.or(own));
                if counterpart {
                    self.given[name].respective = Some(place)
                }
            }
            for (name, field) in fields {
                self.take_plural(name, phrase, states.first().cloned());
                // "the ministers of works, A; of transport, B"
                if let Some(office) = self.given[name].offices.last_mut()
                    && let Some((head, _)) = office.title.split_once(" of ")
                {
                    office.title = format!("{head} of {field}");
                }
            }
        }
    }

    /// Behind a name: `; of transport and tourism, Albert Jubal`.
    fn field_and_name(&self, name: usize) -> Option<(String, usize)> {
        const LONGEST: usize = 8;
        let end = self.names[name].tokens.end;
        let and = end + 1 + usize::from(self.reading.is(end + 1, &["and"]));
        if !self.reading.is(end, &[";"]) || !self.reading.is(and, &["of"]) {
            return None;
        }
        let from = and + 1;
        let comma = (from..from + LONGEST)
            .rev()
            .find(|at| self.reading.is(*at, &[","]) && self.name_from(at + 1).is_some())?;
        let plain = |at: usize| !self.reading.is_capital(at) && !self.reading.is(at, &[";", "."]);
        let field = comma > from && (from..comma).all(plain);
        let name = self.name_from(comma + 1).filter(|_| field)?;
        Some((self.document.words(&(from..comma)).to_string(), name))
    }

    /// `Peru's Trade Minister A, Chile's Deputy Minister, B, Chile's envoy, C, and the UN envoy, D, met`: behind somebody
    /// who has an office already, the office of another state belongs to the name that follows it.
    pub(super) fn alternating(&mut self) {
        for phrase in 0..self.phrases.len() {
            let said = &self.phrases[phrase];
            let end = said.tokens.end;
            if self.used[phrase] || said.plural || said.counterpart || said.bare || !said.is_office() {
                continue;
            }
            let next = self.name_from(end + 1).filter(|_| self.reading.is(end, &[","]));
            let Some(next) = next
                .filter(|next| self.names[*next].office.is_none() && self.given[*next].offices.is_empty())
            else {
                continue;
            };
            let Some(before) = self.listed_before(said.tokens.start).filter(|before| *before < next) else {
                continue;
            };
            let other = said.of.first().is_some_and(|of| {
                self.given[before].offices.first().is_some_and(|office| office.of.as_ref() != Some(of))
            });
            let stacked = self.names[before].office.is_none();
            if !self.given[before].offices.is_empty() && (other || stacked) {
                self.take(next, phrase, None);
            }
        }
    }

    /// The name that ends before a comma or `and` in front of a phrase.
    fn listed_before(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let floor = start.saturating_sub(4);
        while at > floor && self.reading.is(at - 1, &["the", ",", "and", "&"]) {
            at -= 1;
        }
        if at == start {
            return None;
        }
        let place = self.names.partition_point(|name| name.tokens.end < at);
        (self.names.get(place)?.tokens.end == at).then_some(place)
    }

    /// Behind a name: `; Guatemala, Harold Caballeros`.
    fn state_and_name(&self, name: usize) -> Option<(String, usize)> {
        let mut at = self.names[name].tokens.end;
        let from = at;
        // "the ministers of Chile (A), Peru (B) and Bolivia (C)"
        while self.reading.is(at, &[")", ";", ",", "and", "of", "the"]) && at < from + 4 {
            at += 1;
        }
        let known = self.reading.known_at(at).filter(|known| at > from && known.tokens.start == at)?;
        let Entry::State(place, StateForm::Name) = known.entry else { return None };
        let after = known.tokens.end;
        let name = self.name_from(after + 1).filter(|_| self.reading.is(after, &[",", ":", "'s", "("]))?;
        Some((self.reading.tables.state(place).name().to_string(), name))
    }

    /// `Antonio Palocci (Economy)`, `Minister X (Colombia)`, `Roger Agnelli (Vale do Rio Doce company president)`.
    pub(super) fn brackets(&mut self, name: usize) {
        let open = self.names[name].tokens.end;
        let mut open = open;
        if self.reading.is(open, &["of"]) && self.state_after(name).is_some() {
            return;
        }
        if self.document.word(open) == "," {
            open += 1
        }
        if self.document.word(open) != "(" {
            return;
        }
        let limit = self.end_of_sentence(name).min(open + 12);
        let Some(close) = (open..limit).find(|at| self.document.word(*at) == ")") else { return };
        let state = self.reading.known_at(open + 1).filter(|known| known.tokens.end == close);
        if let Some(Entry::State(place, StateForm::Name)) = state.map(|known| known.entry) {
            let state = self.reading.tables.state(place).name().to_string();
            self.share_state(name, &state);
            self.given[name].extent.end = close + 1;
            return;
        }
        let inner = (open + 1..close).find_map(|at| self.phrase_at[at]).map(|place| place as usize);
        let sentence = self.names[name].sentence;
        if let Some(phrase) =
            inner.filter(|phrase| !self.used[*phrase] && self.phrases[*phrase].tokens.end <= close)
        {
            let said = &self.phrases[phrase];
            let company =
                self.document.words(&(open + 1..said.tokens.start)).split(" company").next().unwrap_or("");
            let company = company.split(',').next().unwrap_or("").trim().to_string();
            self.take(name, phrase, (!company.is_empty()).then_some(company));
            self.given[name].extent.end = close + 1;
            return;
        }
        // `Some ministers were present: Antonio Palocci (Economy), Eduardo Campos (Science and Technology)`.
        let fields = (open + 1..close)
            .all(|at| self.reading.kind(at).portfolio() || self.reading.is(at, &["and", ",", "&"]));
        let before =
            self.phrases.partition_point(|phrase| phrase.tokens.end <= self.names[name].tokens.start);
        let near = self.phrases[..before].iter().rev().take(12);
        let plural = near.filter(|phrase| phrase.plural).find(|phrase| phrase.tokens.start + 80 > open);
        if let Some(said) = plural.filter(|_| fields && close > open + 1) {
            let title = format!(
                "{} {}",
                self.document.words(&(open + 1..close)),
                self.reading.word(said.head.start).trim_end_matches('s')
            );
            self.given[name].offices.push(Office {
                title,
                of: said.of.first().cloned(),
                sentence,
                ..Office::default()
            });
            self.given[name].person = true;
            self.given[name].extent.end = close + 1;
        }
    }

    /// Gives a state in brackets to a name and to those listed before it that have none:
    /// `Vice President A and Environment Minister B (Colombia)`.
    fn share_state(&mut self, name: usize, state: &str) {
        self.given[name].person = true;
        let mut at = name;
        loop {
            for office in &mut self.given[at].offices {
                office.of.get_or_insert_with(|| state.to_string());
            }
            if self.given[at].offices.is_empty() {
                self.given[at].state = Some(state.to_string());
            }
            let Some(previous) = at.checked_sub(1) else { return };
            let gap = self.names[previous].tokens.end..self.given[at].extent.start;
            let joined = gap.len() == 1 && self.reading.is(gap.start, &["and", "&"]);
            if !joined || self.names[previous].sentence != self.names[name].sentence {
                return;
            }
            at = previous;
        }
    }

    /// `A, B and C, respectively the X, Y and Z foreign ministers`: to each the state of its place.
    fn shared_out(&mut self, last: usize, phrase: usize, of: &[String]) -> bool {
        let Some(first) = (last + 1).checked_sub(of.len()) else { return false };
        let joined = (first..last).all(|name| {
            self.next_in_list(name) == Some(name + 1)
                && self.names[name].office.is_none()
                && self.given[name].offices.is_empty()
        });
        if !joined {
            return false;
        }
        for (name, state) in (first..last).zip(of) {
            self.take_plural(name, phrase, Some(state.clone()));
        }
        true
    }

    /// `A and B, their counterparts`: the plural belongs to both.
    pub(super) fn plural_apposition(&mut self, name: usize, phrase: usize) -> bool {
        if !self.phrases[phrase].counterpart
            && self.phrases[phrase].of.len() != 1
            && self.phrases[phrase].title.is_empty()
        {
            return false;
        }
        let Some(previous) = name.checked_sub(1) else { return false };
        // "A of Chile and B of Peru, both presidents".
        let own = self.state_after(name).is_some().then(|| self.state_end(previous)).flatten();
        let gap = own.unwrap_or(self.names[previous].tokens.end)..self.names[name].styled.start;
        if gap.len() != 1 || !self.reading.is(gap.start, &["and", "&"]) {
            return false;
        }
        if own.is_some() {
            let state = self.state_after(previous);
            self.take_plural(previous, phrase, state);
            return true;
        }
        let of = self.phrases[phrase].of.clone();
        if of.len() > 2 && self.shared_out(name, phrase, &of) {
            return true;
        }
        let states = of.len() == 2;
        self.take_plural(previous, phrase, of.first().filter(|_| states).cloned());
        // "his peers" are those of one man, "their counterparts" of two.
        let start = self.phrases[phrase].tokens.start;
        let his = (start.saturating_sub(2)..start).any(|at| self.reading.is(at, &["his", "her"]));
        if !his {
            self.given[previous].respective = Some(0);
            self.given[name].respective = Some(1);
        }
        true
    }
}
