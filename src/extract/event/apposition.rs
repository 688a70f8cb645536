//! Appositions that were not read as an office: `A, the head of the army's delegation, and B, who leads the other
//! side, signed`. Whatever they say, the list and the subject go on behind them.

use super::line::Line;
use super::words::Class;
use crate::extract::document::{Kind, StateForm};

/// The longest apposition, in units.
const LONGEST: usize = 30;
/// How far behind a connector the next name of a list may stand, over the words of its office.
const OFFICE: usize = 14;

impl Line<'_> {
    /// The named person before the apposition that ends before the mark at `close`.
    pub fn over_apposition(&self, close: usize) -> Option<usize> {
        let low = close.saturating_sub(LONGEST);
        (low..close)
            .rev()
            .filter(|open| matches!(self.word(*open), ","))
            .find_map(|open| {
                let person = self.element_left(open.checked_sub(1)?).filter(|unit| self.names_one(*unit))?;
                self.is_apposition(open + 1, close).then_some(person)
            })
            .or_else(|| self.over_rest_of_office(close))
    }

    /// The person whose apposition was read only in part: `A, head of the Revolutionary | United Front (RUF)`.
    fn over_rest_of_office(&self, close: usize) -> Option<usize> {
        const REST: usize = 10;
        let low = close.saturating_sub(REST);
        let rest = |place: &usize| {
            let named = self.get(*place).is_some_and(|unit| {
                unit.is_word() && self.doc.word(unit.tokens.start).starts_with(char::is_uppercase)
            });
            let body =
                self.mention(*place).is_some_and(|mention| matches!(mention.kind, Kind::Organization { .. }));
            let office = self.mention(*place).is_some_and(|mention| {
                matches!(mention.kind, Kind::Role { plural: false }) && mention.people.is_empty()
            });
            named || body || office || matches!(self.word(*place), "(" | ")" | "of" | "for" | "and" | "the")
        };
        let person = (low..close).rev().find(|place| !rest(place))?;
        let cut = self.mention(person).is_some_and(|mention| mention.extent.end > mention.tokens.end);
        (person + 1 < close && self.names_one(person) && cut).then_some(person)
    }

    /// The mark that ends the apposition behind a name at `at`, where a list of people goes on behind it.
    pub fn behind_any_apposition(&self, at: usize) -> Option<usize> {
        if self.word(at) != ","
            || at == 0
            || !self.element_left(at - 1).is_some_and(|unit| self.names_one(unit))
        {
            return None;
        }
        let last = (at + LONGEST).min(self.length());
        // A bare comma may stand inside a clause: "who brought a letter from the King, X".
        let clause = (at + 1..at + 3).any(|place| matches!(self.word(place), "who" | "whose"));
        (at + 2..last).filter(|close| matches!(self.word(*close), "," | ";")).find(|close| {
            let next = self.connector_right(*close).filter(|next| self.leads_to_a_name(*next));
            next.is_some_and(|next| (!clause || next > close + 1) && !self.begins_clause(next))
                && self.is_apposition(at + 1, *close)
        })
    }

    /// A name, or the words of an office before one.
    fn leads_to_a_name(&self, at: usize) -> bool {
        let end = (at..at + OFFICE).find(|place| !self.in_noun_phrase(*place));
        end.is_some_and(|end| self.names_one(end) && !self.is_possessor(end))
    }

    /// Words between commas that say who somebody is: they open like a noun phrase or with `who`, name nobody else
    /// but as a possessor, and have a verb only behind `who`.
    fn is_apposition(&self, from: usize, to: usize) -> bool {
        if from >= to {
            return false;
        }
        let relative = matches!(self.word(from), "who" | "whose");
        let opens = relative
            || self.is(from, Class::Det)
            || self.opens_as_office(from)
            || matches!(
                self.word(from),
                "as" | "now" | "then" | "formerly" | "once" | "himself" | "herself" | "both"
            );
        // "A, who heads the union, and Peru's B, met": the list goes on behind the clause.
        let goes_on = (from + 1..to).any(|comma| {
            self.word(comma) == "," && self.word(comma + 1) == "and" && self.leads_to_a_name(comma + 2)
        });
        if relative && goes_on && self.names_one(to - 1) {
            return false;
        }
        let mut clause = relative;
        let plain = (from..to).all(|place| {
            clause |= matches!(self.word(place), "who" | "whose" | "which" | "that");
            let name = self.names_one(place) && !self.is_possessor(place) && !clause;
            let verb = !clause && self.is_verb(place);
            !name && !verb && !matches!(self.word(place), ";" | "." | ":")
        });
        opens && plain
    }

    /// `the theoretician of the movement, B`, behind what B is the object of: the name behind a description which no
    /// table knows for an office.
    pub fn described(&self, at: usize) -> Option<usize> {
        const DESCRIPTION: usize = 12;
        const MANY: &[&str] = &["press", "media", "opposition", "public", "nation", "crowd", "parliament"];
        let nobody = |place: usize| self.mention(place).is_none_or(|mention| mention.people.is_empty());
        let office = |place: usize| {
            nobody(place)
                && self
                    .mention(place)
                    .is_some_and(|mention| matches!(mention.kind, Kind::Role { plural: false }))
        };
        let owned = self.is_possessor(at)
            || self
                .mention(at)
                .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
        if !self.is(at, Class::Det) && !office(at) && !owned {
            return None;
        }
        let last = (at + DESCRIPTION).min(self.length());
        let comma = (at + 1..last).find(|place| self.word(*place) == ",")?;
        let plain = |place: usize| {
            (self.word(place) == "'s" || !self.is_verb(place) || self.is(place, Class::Noun))
                && !self.is_time(place)
                && (nobody(place) || self.is_possessor(place))
                && !self.any(place, &[Class::And, Class::Rel, Class::Not, Class::But, Class::Sub])
                && !matches!(
                    self.word(place),
                    ";" | "." | ":" | "(" | ")" | "\"" | "“" | "with" | "between" | "by"
                )
        };
        let head = (at..comma).take_while(|place| !self.is(*place, Class::Prep)).last()?;
        let one = office(head)
            || self.get(head).is_some_and(|unit| {
                unit.is_word()
                    && unit.classes.is_empty()
                    && unit.word.starts_with(char::is_lowercase)
                    && !unit.word.ends_with('s')
                    && !MANY.contains(&unit.word)
            });
        let name = comma + 1;
        let behind = self.behind(name + 1);
        let acts = |place: usize| self.is_verb(place) || self.is_auxiliary(place) || self.is_adverb(place);
        // "In talks with the mediator, A, who … said": a leading phrase ends there.
        let led = (0..at).any(|place| self.is_verb(place) || self.is_auxiliary(place));
        ((at..comma).all(plain)
            && one
            && led
            && self.names_one(name)
            && !self.is_possessor(name)
            && !acts(behind))
        .then_some(name)
    }

    /// `minister of trade`, `Kenya's envoy`, `his deputy`, `head of the council`.
    fn opens_as_office(&self, at: usize) -> bool {
        match self.mention(at).map(|mention| &mention.kind) {
            Some(Kind::Role { .. }) => self.people(at).is_empty(),
            Some(Kind::State { form, .. }) => *form == StateForm::Adjective || self.is_possessor(at),
            Some(Kind::Organization { .. }) => true,
            Some(Kind::Pronoun { possessive, .. }) => *possessive,
            Some(_) => false,
            None => self.get(at).is_some_and(|unit| {
                let lower = unit.word.starts_with(char::is_lowercase);
                lower
                    && !unit.classes.any(&[Class::Prep, Class::And, Class::Sub, Class::Not, Class::Modal])
                    && unit.time.is_none()
                    && !self.is_verb(at)
                    && self.doc.word(unit.tokens.start).starts_with(char::is_lowercase)
                    && (at + 1..at + 4).any(|place| matches!(self.word(place), "of" | "to" | "at" | "for"))
            }),
        }
    }
}
