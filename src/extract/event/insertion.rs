//! What stands between a verb and its subject to its left: brackets, appositions, relative clauses, days and places.

use super::line::Line;
use super::words::Class;
use crate::extract::document::Kind;

/// How long an insertion may be, in units.
pub(super) const INSERTION: usize = 45;

impl Line<'_> {
    /// Where a phrase of place ends at `last` that no table knows, its preposition: `A, who at the Safari Hotel met B`.
    pub(super) fn venue_left(&self, last: usize) -> Option<usize> {
        const LONGEST: usize = 6;
        let capital = |at: usize| {
            self.get(at).is_some_and(|unit| {
                unit.is_word() && self.doc.word(unit.tokens.start).starts_with(char::is_uppercase)
            })
        };
        let part = |at: usize| capital(at) || self.place(at).is_some() || self.word(at) == "of";
        let house = matches!(
            self.word(last),
            "hotel"
                | "palace"
                | "house"
                | "castle"
                | "centre"
                | "center"
                | "hall"
                | "resort"
                | "villa"
                | "airport"
                | "kremlin"
                | "residence"
                | "building"
                | "club"
                | "complex"
        );
        if !house || !capital(last) {
            return None;
        }
        let low = last.saturating_sub(LONGEST);
        let the = (low..last).rev().find(|at| !part(*at))?;
        let led = if self.is(the, Class::Det) { the.checked_sub(1)? } else { the };
        matches!(self.word(led), "at" | "in").then_some(led)
    }

    /// Where a bracket that only says a date opens, of which the end is at `close`: `on Monday (October 25) met`.
    pub(super) fn dated_bracket(&self, close: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        if self.word(close) != ")" {
            return None;
        }
        if close > 0
            && self.is_time(close - 1)
            && !(close.saturating_sub(LONGEST)..close).any(|at| self.word(at) == "(")
        {
            // The weekday took the bracket with the date in it.
            return Some(close);
        }
        let open = (close.saturating_sub(LONGEST)..close).rev().find(|place| self.word(*place) == "(")?;
        let dated = open > 0 && self.is_time(open - 1);
        (dated || (open + 1..close).all(|place| self.is_time(place))).then_some(open)
    }

    /// Where an insertion between commas opens that only says when: `had two days earlier, on May 3, met`.
    pub(super) fn dated_insertion(&self, close: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        if self.word(close) != "," {
            return None;
        }
        let low = close.saturating_sub(LONGEST);
        let open = (low..close).rev().find(|place| self.word(*place) == ",")?;
        let when = |place: usize| self.is_time(place) || matches!(self.word(place), "on" | "in" | "at");
        let behind_verb = open > 0 && (self.is_time(open - 1) || self.is_auxiliary(open - 1));
        (open + 1 < close && (open + 1..close).all(when) && behind_verb).then_some(open)
    }

    /// The party before a clause that ends at `end`: `a delegation that is in Doha to see officials was received`.
    pub(super) fn before_relative(&self, end: usize) -> Option<usize> {
        let low = end.saturating_sub(20);
        let relative =
            (low..end).rev().find(|place| matches!(self.word(*place), "that" | "who" | "which"))?;
        let party = relative.checked_sub(1)?;
        let clause = (relative..end).any(|place| self.is_verb(place));
        (clause && self.party(party).is_some() && !self.is_governed(party)).then_some(party)
    }

    /// The party before an insertion that ends at `close`: `X, who …, met`; `X (…) met`.
    pub(super) fn over_insertion(&self, close: usize) -> Option<usize> {
        let before = close.checked_sub(1)?;
        if matches!(self.word(close), ")") {
            let open = (close.saturating_sub(16)..close).rev().find(|place| self.word(*place) == "(")?;
            return open.checked_sub(1).filter(|place| self.party(*place).is_some());
        }
        // "A for Greece and B for Macedonia, signed"
        let before = self.resident(before).unwrap_or(before);
        let led = ["led", "headed"].iter().any(|word| self.words_before(before, &[word, "by"]));
        if led && self.party(before).is_some() {
            // "a delegation of the region, headed by X, met"
            return Some(before);
        }
        // "a delegation, which X headed, met"
        let heads = matches!(self.word(before), "headed" | "led" | "heads" | "leads");
        let head = before.checked_sub(1).filter(|head| {
            heads && self.names_one(*head) && matches!(self.word(head.wrapping_sub(1)), "which" | "that")
        });
        if head.is_some() {
            return head;
        }
        if let Some(person) = self.before_description(close) {
            return Some(person);
        }
        // "A and B respectively, met"
        let before = if self.is_adverb(before) { before.checked_sub(1)? } else { before };
        // "As A, the envoy, was received": what opens the clause does not govern its subject.
        let opens =
            |place: usize| place > 0 && self.is(place - 1, Class::Sub) && !self.is(place - 1, Class::Prep);
        let free =
            |place: usize| self.party(place).is_some() && (!self.is_governed_alone(place) || opens(place));
        if let Some(person) = self.over_apposition(close).filter(|person| free(*person)) {
            return Some(person);
        }
        if free(before) && self.is_apposed(before) {
            // "A, adviser to B, met": two members of a list would have `and` between them.
            return before.checked_sub(2);
        }
        if free(before) && !self.opens_insertion(before) {
            return Some(before);
        }
        if let Some(person) = self.before_apposition(close).filter(|person| free(*person)) {
            return Some(person);
        }
        let mark = self.word(close);
        let low = close.saturating_sub(INSERTION);
        (low..close).rev().filter(|place| self.word(*place) == mark).find_map(|open| {
            let end = open.checked_sub(1)?;
            let end = if self.word(end) == ")" { self.element_left(end)? } else { end };
            let end = self.resident(end).unwrap_or(end);
            free(end).then_some(end)
        })
    }

    /// The person whom a clause that ends at `close` describes by what others did: `A, whom B appointed in May, met`,
    /// `A, fresh from talks with B in Lima, met`.
    fn before_description(&self, close: usize) -> Option<usize> {
        let low = close.saturating_sub(INSERTION);
        let opens = |at: &usize| {
            self.word(*at) == ","
                && (matches!(self.word(at + 1), "whom" | "whose" | "fresh")
                    || matches!(self.word(at + 1), "accompanied" | "flanked") && self.word(at + 2) == "by")
        };
        let open = (low..close).rev().find(opens)?;
        // ", whom B, the premier, appointed in May, met": the clause ends at its last comma.
        let inner = (open + 1..close).rev().find(|at| self.word(*at) == ",");
        let one = inner.is_none_or(|inner| (inner + 1..close).any(|at| self.is_verb(at)));
        let end = open.checked_sub(1)?;
        let end = self.resident(end).unwrap_or(end);
        (one && self.party(end).is_some()).then_some(end)
    }

    /// The person whose office runs on up to `close`: `A, speaker of that country's parliament, met`.
    fn before_apposition(&self, close: usize) -> Option<usize> {
        const LONGEST: usize = 12;
        let low = close.saturating_sub(LONGEST);
        let person = (low..close).rev().find(|place| !self.people(*place).is_empty())?;
        let office = self
            .mention(person)
            .is_some_and(|mention| mention.kind == Kind::Person && mention.extent.end > mention.tokens.end);
        let plain = (person + 1..close).all(|place| {
            let word = self.word(place);
            (!self.is_verb(place) || word == "'s")
                && !self.is_time(place)
                && (self.mention(place).is_some() || word == "'s" || word.starts_with(char::is_alphanumeric))
        });
        (office && plain && person + 1 < close).then_some(person)
    }

    /// Whether the party itself is what was inserted: `X, the minister, met` with the minister read apart.
    fn opens_insertion(&self, at: usize) -> bool {
        let role = self.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Role { .. }));
        let mut first = at;
        while first > 0
            && self.mention(first - 1).is_some_and(|mention| matches!(mention.kind, Kind::Role { .. }))
        {
            first -= 1;
        }
        role && first >= 2 && self.word(first - 1) == "," && self.names_one(first - 2)
    }

    /// Between two commas behind a name.
    fn is_apposed(&self, at: usize) -> bool {
        at >= 2
            && self.word(at - 1) == ","
            && self.names_one(at - 2)
            && !self.is_governed(at - 2)
            && self.element_left(at - 2) == Some(at - 2)
    }

    fn is_governed_alone(&self, at: usize) -> bool {
        self.is_governed(at) && self.list_left(at).units.len() == 1
    }
}
