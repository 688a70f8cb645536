//! Who is named one after the other behind `attended by`, `made up of` or a colon, whatever offices, brackets and
//! unknown words stand between the names: `A, Assistant Minister for the Deputy Minister's office, and B, who heads C`.

use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::Kind;

/// What stands before somebody who only explains a member's office: `adviser to B`.
const INSIDE: &[&str] = &["of", "for", "to", "from", "in", "on", "under", "about", "between", "after", "like"];

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
            if self.names_one(at) && !self.is_possessor(at) && self.may_be_member(at, from) {
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

    fn acts(&self, at: usize) -> bool {
        self.word(at) != "'s" && (self.is_auxiliary(at) || self.is_verb(at) && self.word(at + 1) != "by")
    }

    fn is_subject_of(&self, unit: usize, verb: usize) -> bool {
        (unit + 1..verb).all(|place| self.is_adverb(place) || self.is_time(place) || self.word(place) == ",")
    }

    /// Behind a mark, a rank or an office, and not inside somebody's office.
    fn may_be_member(&self, at: usize, from: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= from) else { return true };
        let inside = INSIDE.contains(&self.word(before)) || self.is(before, Class::Sub);
        let owned = self
            .mention(at)
            .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. }));
        !inside && !owned
    }
}
