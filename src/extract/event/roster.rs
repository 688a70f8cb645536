//! Who is named one after the other behind `attended by`, `made up of` or a colon, whatever offices, brackets and
//! unknown words stand between the names: `A, Assistant Minister for the Deputy Minister's office, and B, who heads C`.

use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::Kind;

/// What stands before somebody who only explains a member's office: `adviser to B`.
const INSIDE: &[&str] =
    &["of", "for", "to", "from", "in", "on", "under", "about", "between", "after", "like"];

impl Line<'_> {
    /// The named people of a list that begins at `from`, to the end of its clause. Nothing where what follows is no list.
    pub fn roster(&self, from: usize) -> Vec<usize> {
        let last = (from + REACH).min(self.length());
        let mut people: Vec<usize> = Vec::new();
        let mut relative = false;
        for at in from..last {
            match self.word(at) {
                "." | "\"" | "”" | "?" | ":" | "–" | "—" => break,
                "," | ";" => relative = false,
                "who" | "whose" | "which" | "whom" | "that" => relative = true,
                _ if self.acts(at) && !relative => {
                    // "A and B, and C said": C begins another clause.
                    let list = people.last().copied().filter(|last| self.is_subject_of(*last, at));
                    people.retain(|unit| Some(*unit) != list);
                    break;
                }
                _ => {}
            }
            let wanted = self.is_aimed_at(at, from);
            if self.names_one(at) && !self.is_possessor(at) && self.may_be_member(at, from) && !wanted {
                people.push(at);
            }
        }
        people
    }

    /// The list at `from` as the rules of lists read it, or its roster where that has more names.
    pub fn members_at(&self, from: usize) -> Vec<usize> {
        let list = self.long_list(from).units;
        let named = |units: &[usize]| units.iter().filter(|unit| !self.people(**unit).is_empty()).count();
        let roster = self.roster(from);
        if named(&roster) > named(&list) { roster } else { list }
    }

    /// The people who open a sentence up to its first verb, where the rules of subjects found nobody: `The two ministers and
    /// A, adviser and envoy of B, president of C, acted`.
    pub fn opening_roster(&self, verb: usize) -> Vec<usize> {
        let behind = matches!(self.word(verb.wrapping_sub(1)), "," | ")")
            || (0..verb.min(REACH)).any(|at| self.word(at) == "who");
        let first = verb < REACH && behind && !(0..verb).any(|at| self.acts(at) && !self.is_relative(at));
        if !first
            || !self.party(0).is_some_and(|mention| matches!(mention.kind, Kind::Person | Kind::Role { .. }))
        {
            return vec![];
        }
        let mut people: Vec<usize> = self.roster(0).into_iter().filter(|unit| *unit < verb).collect();
        // "A, who met B on Monday, saw C": not B.
        // "A, whom B appointed, saw C", "A, fresh from talks with B, saw C": nor B.
        let described = |unit: usize| {
            self.word(unit - 1) == "whom"
                || self.is(unit - 1, Class::Prep)
                    && !matches!(self.word(unit.saturating_sub(2)), "along" | "together")
        };
        people.retain(|unit| {
            *unit == 0 || !(self.acts(unit - 1) && self.is_relative(*unit) || described(*unit))
        });
        if !people.contains(&0) && !self.people(0).is_empty() {
            people.insert(0, 0);
        }
        people
    }

    /// Whether somebody is the aim of an infinitive: `the struggle to bring down B`.
    fn is_aimed_at(&self, at: usize, from: usize) -> bool {
        const FAR: usize = 8;
        (from.max(at.saturating_sub(FAR))..at)
            .rev()
            .take_while(|place| !matches!(self.word(*place), "," | ";" | "and"))
            .any(|place| {
                self.word(place) == "to"
                    && self.word(place + 1).starts_with(|c: char| c.is_ascii_lowercase())
                    && !self.is(place + 1, Class::Det)
            })
    }

    /// Whether a verb stands in a relative clause: `, who heads the office,`.
    fn is_relative(&self, at: usize) -> bool {
        (at.saturating_sub(8)..at)
            .rev()
            .take_while(|place| !matches!(self.word(*place), "," | ";"))
            .any(|place| matches!(self.word(place), "who" | "whose" | "which" | "whom" | "that"))
    }

    fn acts(&self, at: usize) -> bool {
        self.word(at) != "'s" && (self.is_auxiliary(at) || self.is_verb(at) && self.word(at + 1) != "by")
    }

    fn is_subject_of(&self, unit: usize, verb: usize) -> bool {
        (unit + 1..verb).all(|place| self.is_adverb(place) || self.is_time(place) || self.word(place) == ",")
    }

    /// Behind a mark, a rank or an office, and not inside somebody's office.
    fn may_be_member(&self, at: usize, from: usize) -> bool {
        if self.explains_office(at) {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|before| *before >= from) else { return true };
        !INSIDE.contains(&self.word(before)) && !self.is(before, Class::Sub)
    }
}
