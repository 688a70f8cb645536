//! Lists to the left of a place, read from their last member to their first.

use super::Parties;
use crate::extract::document::{Kind, Mention, StateForm};
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;

impl Line<'_> {
    /// The list of parties that ends at `at`.
    pub fn list_left(&self, at: usize) -> Parties {
        let mut list = Parties { units: vec![at], nameless: vec![], edge: at };
        let low = at.saturating_sub(REACH);
        let mut edge = at;
        while let Some(end) = self.connector_left(edge).filter(|end| *end >= low) {
            let named = self.element_left(end).filter(|place| self.names_one(*place));
            let apposed = || self.over_apposition(end + 1);
            let member = named.or_else(|| self.over_relative(end)).or_else(apposed);
            let member = member.or_else(|| self.element_left(end));
            let Some(party) = member else { break };
            let joined = (party + 1..edge).any(|place| self.is(place, Class::And));
            let opens_clause =
                joined && party > 0 && self.is(party - 1, Class::Sub) || self.is_nominative(party);
            if self.is_governed(party) && !opens_clause {
                let apart = self.word(at.wrapping_sub(1)) == "," && party == 1 && self.word(0) == "with";
                if apart && list.units.len() > 1 {
                    // "With A, B and C, D spoke of trade": D alone.
                    (list.units, edge) = (vec![at], at);
                }
                break;
            }
            list.units.insert(0, party);
            edge = party;
        }
        list.edge = edge;
        list
    }

    /// The last unit of the member before the connector that ends before `at`.
    fn connector_left(&self, at: usize) -> Option<usize> {
        let joined = [
            &["as", "well", "as"][..],
            &["along", "with"],
            &["together", "with"],
            &["alongside"],
            &["and"],
            &["&"],
        ];
        let mut end = at;
        if let Some(words) = joined.iter().find(|words| self.words_before(at, words)) {
            end -= words.len();
        }
        if end > 0 && matches!(self.word(end - 1), "," | ";") {
            end -= 1;
        }
        (end < at).then(|| end.checked_sub(1)).flatten()
    }

    /// The party whose phrase ends at `end`, over a bracket behind it.
    pub(in crate::extract::event) fn element_left(&self, end: usize) -> Option<usize> {
        let mut at = end;
        if matches!(self.word(at), ")" | "]") {
            let open =
                (at.saturating_sub(16)..at).rev().find(|place| matches!(self.word(*place), "(" | "["))?;
            at = open.checked_sub(1)?;
        }
        Some(self.resident(at).unwrap_or(at)).filter(|place| self.party(*place).is_some())
    }

    /// The person before `, who heads the office` where that clause ends at `end`, in a list.
    fn over_relative(&self, end: usize) -> Option<usize> {
        const LONGEST: usize = 14;
        let low = end.saturating_sub(LONGEST);
        let who = (low..end).rev().find(|place| self.word(*place) == "who")?;
        let acts = !(who + 1..=end).any(|place| self.word(place) == ",");
        let person = who.checked_sub(2).filter(|_| self.word(who - 1) == ",")?;
        (acts && self.names_one(person)).then_some(person)
    }

    /// The person before `of Australia`.
    pub(in crate::extract::event) fn resident(&self, country: usize) -> Option<usize> {
        let article = usize::from(country > 0 && self.word(country - 1) == "the");
        let person = country.checked_sub(2 + article)?;
        // "Kotz for Greece and Dim for Macedonia, signed"
        let of = matches!(self.word(person + 1), "of" | "from" | "for") && self.is_country(country);
        (of && self.names_one(person)).then_some(person)
    }

    /// `he`, `she`, `they`: never the object of what stands before.
    fn is_nominative(&self, at: usize) -> bool {
        self.get(at).is_some_and(|unit| unit.mention.is_some() && matches!(unit.word, "he" | "she" | "they"))
    }

    /// The first unit of a noun phrase whose head is people: `fellow Republican senators`.
    fn phrase_opens(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let many = self.mention(at).is_some_and(|mention| {
            matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
        });
        // "against the Ruritanian strongman A"
        let described =
            |mention: &Mention| mention.kind == Kind::Person && mention.extent.start == mention.tokens.start;
        if !many && !self.mention(at).is_some_and(described) {
            return Some(at);
        }
        let low = at.saturating_sub(LONGEST);
        let modifies = |place: &usize| {
            self.get(*place).is_some_and(|unit| match unit.mention {
                Some(mention) => {
                    matches!(mention.kind, Kind::State { form: StateForm::Adjective, .. })
                        || many && mention.kind == Kind::Person
                }
                None => {
                    let article = matches!(unit.word, "the" | "a" | "an") && *place + 1 < at;
                    let noun = unit.classes.is_empty() && unit.word.starts_with(char::is_alphanumeric);
                    unit.is_word() && (noun || article)
                }
            }) && !self.is_verb(*place)
        };
        let opens = (low..at).rev().take_while(modifies).last().unwrap_or(at);
        // "in parliament A said" governs nobody; "against Ruritanian strongman A", "fought the strongman A" do.
        let of_a_state = (opens..at).any(|place| self.mention(place).is_some());
        let object = opens > 0 && self.is_verb(opens - 1) && !self.is_auxiliary(opens - 1);
        Some(if many || of_a_state || object { opens } else { at })
    }

    /// Whether a preposition or verb before it makes a party an object.
    pub(in crate::extract::event) fn is_governed(&self, at: usize) -> bool {
        let Some(opens) = self.phrase_opens(at).filter(|opens| *opens > 0) else { return false };
        // "when the envoy A met" opens a clause.
        let described = opens < at;
        let at = opens;
        let before = at - 1;
        let joined =
            self.words_before(at, &["along", "with"]) || self.words_before(at, &["together", "with"]);
        // "the injured leader A"
        let participle = self.word(before).ends_with("ed") && before > 0 && self.is(before - 1, Class::Det);
        let preposition = self.is(before, Class::Prep) || self.is(before, Class::Sub) && !described;
        // "Before meeting B, A had talks with C"
        let gerund = matches!(
            self.word(before),
            "meeting"
                | "seeing"
                | "receiving"
                | "visiting"
                | "hosting"
                | "phoning"
                | "telephoning"
                | "calling"
        ) && (before == 0 || self.any(before - 1, &[Class::Prep, Class::Sub]));
        !joined
            && self.word(before) != "alongside"
            && (preposition
                || gerund
                || self.is_verb(before) && self.word(before) != "'s" && !participle
                || self.words_before(at, &["according", "to"]))
    }
}
