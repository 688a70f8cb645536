//! Complements of a member: appositions, fields, names and clauses behind its head.

use crate::extract::document::Kind;
use crate::extract::event::line::Line;
use crate::extract::event::words::Class;

/// How far a relative clause or the like may reach.
const INSERTION: usize = 45;

impl Line<'_> {
    /// Behind what belongs to a party: a bracket, `, who …,` or an apposition that ends with a comma.
    pub(in crate::extract::event) fn behind(&self, mut at: usize) -> usize {
        at = self.behind_name(at);
        at = self.behind_field(at);
        if matches!(self.word(at), "of" | "from") {
            let country = at + 1 + usize::from(self.word(at + 1) == "the");
            if self.is_country(country) {
                at = country + 1;
            }
        }
        // "signed by A for X, B for Y and C for Z"
        if self.word(at) == "for"
            && self.names_one(at.wrapping_sub(1))
            && self.is_country(at + 1)
            && self.connector_right(at + 2).is_some()
        {
            at += 2;
        }
        at = self.behind_members(at);
        if matches!(self.word(at), "(" | "[")
            && let Some(close) =
                (at + 1..(at + 16).min(self.length())).find(|place| matches!(self.word(*place), ")" | "]"))
        {
            at = close + 1;
        }
        let relative = usize::from(self.word(at) == ",");
        if self.is(at + relative, Class::Rel) && !matches!(self.word(at + relative), "that" | "where") {
            let end = (at + relative + 1..(at + INSERTION).min(self.length()))
                .find(|place| self.word(*place) == ",");
            // Only where the list goes on behind the relative clause; a bare comma may stand inside it: "who brought
            // a letter from the King, X".
            if let Some(end) = end
                && self.connector_right(end).is_some_and(|next| {
                    // ", who …, as well as with B"
                    let next = next + usize::from(matches!(self.word(next), "with" | "by"));
                    next > end + 1 && self.party(next).is_some() && !self.begins_clause(next)
                })
            {
                return end;
            }
        }
        // "A, on behalf of the Government of X, and B"
        let side = self.word(at) == ","
            && (self.words_at(at + 1, &["on", "behalf", "of"]) || self.words_at(at + 1, &["for", "the"]));
        if side
            && let Some(close) = (at + 4..at + 12).find(|place| self.word(*place) == ",")
            && (at + 1..close).all(|place| self.people(place).is_empty() && !self.is_verb(place))
        {
            return close;
        }
        // An office in commas that was not understood as one with the name: `X, minister of Y, and Z`.
        if self.word(at) == ","
            && self.mention(at + 1).is_some_and(|mention| matches!(mention.kind, Kind::Role { .. }))
        {
            let after = at + 2;
            if matches!(self.word(after), "," | ";") && self.names_one(at.wrapping_sub(1)) {
                return after;
            }
        }
        self.behind_apposition(at).or_else(|| self.behind_any_apposition(at)).unwrap_or(at)
    }

    /// Behind `, the … minister` where a word between was not understood: the office of the name before.
    fn behind_apposition(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let bare = at > 0
            && self.names_one(at - 1)
            && self
                .mention(at - 1)
                .is_some_and(|mention| mention.extent == mention.tokens && mention.offices.is_empty());
        if !bare || self.word(at) != "," || !matches!(self.word(at + 1), "the" | "a" | "an") {
            return None;
        }
        let office = (at + 2..at + 2 + LONGEST).find(|place| {
            self.mention(*place).is_some_and(|mention| matches!(mention.kind, Kind::Role { plural: false }))
        })?;
        let plain = (at + 2..office).all(|place| self.in_noun_phrase(place));
        (plain && matches!(self.word(office + 1), "," | ";" | ".")).then_some(office + 1)
    }

    /// Behind a name of which only the title was understood: `Tonga's Lord Somebody, and B`.
    fn behind_name(&self, at: usize) -> usize {
        const LONGEST: usize = 4;
        let title = at > 0
            && self.mention(at - 1).is_some_and(|mention| {
                matches!(mention.kind, Kind::Role { plural: false }) && mention.people.is_empty()
            });
        let name = |place: usize| {
            self.get(place).is_some_and(|unit| {
                unit.is_word()
                    && unit.classes.is_empty()
                    && self.doc.word(unit.tokens.start).starts_with(char::is_uppercase)
            })
        };
        let end = (at..at + LONGEST).take_while(|place| title && name(*place)).count() + at;
        if matches!(self.word(end), "," | ";" | "and") { end } else { at }
    }

    /// Behind what an office is for: `A, the premier's adviser on foreign affairs and security, B`.
    fn behind_field(&self, at: usize) -> usize {
        const LONGEST: usize = 10;
        let office = at > 0
            && self.names_one(at - 1)
            && self.mention(at - 1).is_some_and(|mention| mention.extent.end > mention.tokens.end);
        let there = matches!(self.word(at), "at" | "in") && matches!(self.word(at + 1), "the" | "charge");
        if !office || !(there || matches!(self.word(at), "on" | "for" | "of" | "with")) {
            return at;
        }
        let field = |place: usize| {
            !self.is_verb(place)
                && !self.is_time(place)
                && self.get(place).is_some_and(|unit| {
                    unit.mention.is_none_or(|mention| mention.people.is_empty())
                        && unit.word.starts_with(char::is_alphabetic)
                        && (unit.mention.is_some()
                            || unit.classes.is_empty()
                            || unit.word == "and"
                            || unit.classes.any(&[Class::Det, Class::Prep]))
                })
        };
        let end = (at + 1..at + LONGEST).take_while(|place| field(*place)).last().map_or(at, |last| last + 1);
        if matches!(self.word(end), "," | ";") { end } else { at }
    }

    /// Behind `the advisers of the three countries` where a list goes on.
    fn behind_members(&self, at: usize) -> usize {
        const LONGEST: usize = 6;
        let many = at > 0
            && self.mention(at - 1).is_some_and(|mention| {
                matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
            });
        if !many || self.word(at) != "of" {
            return at;
        }
        let end = (at + 1..at + LONGEST).take_while(|place| self.in_noun_phrase(*place)).last();
        end.map(|last| last + 1).filter(|end| self.connector_right(*end).is_some()).unwrap_or(at)
    }
}
