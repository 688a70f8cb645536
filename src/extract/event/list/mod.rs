//! Lists of parties to the right and to the left of a place, with what belongs to each of their members.

mod complement;
mod left;
mod member;

use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::Kind;
pub use member::is_envoy;

/// A list of parties: the places of their units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    pub units: Vec<usize>,
    /// Members who are people without a name or office known: `senior officials`, by the unit of the noun.
    pub nameless: Vec<usize>,
    /// The first unit behind the list, or the first unit of it, by direction.
    pub edge: usize,
}

impl Line<'_> {
    /// The list of parties that begins at `at`: `A, B (Colombia) and the C of D, E`.
    pub fn list_right(&self, at: usize) -> Parties {
        let list = self.list_from(at, false);
        self.spelled_out(&list).unwrap_or(list)
    }

    /// The list behind `by`, and whether each part has its own: `was received by A and by B`.
    pub fn list_by(&self, by: usize) -> (Parties, bool) {
        let mut list = self.list_right(by + 1);
        let mut each = false;
        while let Some(next) = self.connector_right(list.edge).filter(|next| self.word(*next) == "by") {
            let more = self.list_right(next + 1);
            if more.units.is_empty() {
                break;
            }
            list.units.extend(more.units);
            list.edge = more.edge;
            each = true;
        }
        (list, each)
    }

    /// The list that begins at `at`; where semicolons part it, the first person of each part, whatever offices and
    /// unknown words stand around: `A, adviser to the President; B, head of the Office; and C`.
    pub fn long_list(&self, at: usize) -> Parties {
        let last = (at + REACH).min(self.length());
        let marks: Vec<usize> = (at..last).filter(|place| self.word(*place) == ";").collect();
        let whole = marks.last().is_some_and(|mark| (at..*mark).all(|place| !self.is_auxiliary(place)));
        if marks.len() < 2 || !whole {
            return self.list_right(at);
        }
        let starts = std::iter::once(at).chain(marks.iter().map(|mark| mark + 1));
        let mut list = Parties { edge: at, ..Parties::default() };
        for (start, end) in starts.zip(marks.iter().copied().chain([last])) {
            let start = if self.is(start, Class::And) { start + 1 } else { start };
            let part = self.list_right(start);
            let people: Vec<usize> =
                part.units.into_iter().filter(|unit| *unit < end && self.names_one(*unit)).collect();
            let named = (start..end).find(|place| self.names_one(*place));
            list.edge =
                named.map_or(end, |named| self.behind(named + 1)).max(part.edge.min(end)).max(list.edge);
            list.units.extend(if people.is_empty() { named.into_iter().collect() } else { people });
        }
        list
    }

    /// The same where the list is a subject, so that a verb may follow its last member.
    pub fn subject_list(&self, at: usize) -> Parties {
        self.list_from(at, true)
    }

    /// `officials of five states, among them A and B`: those who are named.
    fn among_them(&self, list: &Parties) -> Option<Parties> {
        const FAR: usize = 12;
        let last = *list.units.last()?;
        let many = self.mention(last).is_some_and(|mention| {
            matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
        });
        // "officials among whom was B"
        let whom = (last + 1..last + 3).find(|place| self.words_at(*place, &["among", "whom"]));
        if let Some(be) =
            whom.filter(|_| many).map(|whom| whom + 2).filter(|be| matches!(self.word(*be), "was" | "were"))
        {
            let inner = self.list_from(be + 1, true);
            let units = list.units.iter().chain(&inner.units).copied().collect();
            return Some(Parties { units, nameless: list.nameless.clone(), edge: inner.edge });
        }
        let comma = (last + 1..last + FAR).find(|place| self.word(*place) == ",").filter(|_| many)?;
        let start = match self.word(comma + 1) {
            "including" | "namely" => comma + 2,
            "who" if matches!(self.word(comma + 2), "included" | "include" | "includes") => comma + 3,
            "among" if self.get(comma + 2).is_some_and(|unit| unit.word == "them") => comma + 3,
            _ => return None,
        };
        let more = |place: usize| {
            self.mention(place).is_some_and(|mention| {
                matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
            })
        };
        let plain = (last + 1..comma)
            .all(|place| self.in_noun_phrase(place) || self.is(place, Class::Prep) || more(place));
        let inner = self.list_from(start, true);
        let people = inner.units.iter().all(|unit| !self.people(*unit).is_empty());
        let units = list.units.iter().chain(&inner.units).copied().collect();
        (plain && people && !inner.units.is_empty()).then(|| Parties {
            units,
            nameless: list.nameless.clone(),
            edge: inner.edge,
        })
    }

    /// `three colleagues – A, B and C –`, `two ministers: A and B`: those named behind the mark.
    fn spelled_out(&self, list: &Parties) -> Option<Parties> {
        if let Some(more) = self.among_them(list) {
            return Some(more);
        }
        let plural = self.mention(*list.units.last()?).is_some_and(|mention| {
            matches!(mention.kind, Kind::Role { plural: true } | Kind::Group) && mention.people.is_empty()
        });
        let mark = self.word(list.edge);
        if !plural || !matches!(mark, ":" | "–" | "—" | "-" | "--") {
            return None;
        }
        let inner = self.list_from(list.edge + 1, true);
        let people = inner.units.iter().all(|unit| !self.people(*unit).is_empty());
        if inner.units.len() < 2 || !people {
            return None;
        }
        let units = list.units.iter().rev().skip(1).rev().chain(&inner.units).copied().collect();
        let closed = mark != ":" && self.word(inner.edge) == mark;
        Some(Parties { units, nameless: list.nameless.clone(), edge: inner.edge + usize::from(closed) })
    }

    fn list_from(&self, mut at: usize, subject: bool) -> Parties {
        let mut list = Parties { edge: at, ..Parties::default() };
        let last = (at + REACH).min(self.length());
        let mut joined = false;
        while at < last {
            let Some(end) = self.element_right(at, &mut list) else { break };
            list.edge = end;
            let Some(next) = self.connector_right(end) else { break };
            if !subject && self.begins_clause(next) {
                break;
            }
            let closes = self.word(end) == "," && next == end + 1 && (joined || self.means_several(&list));
            if closes && self.says(next) {
                break;
            }
            joined |= next > end && self.is(next - 1, Class::And);
            at = next;
        }
        list
    }

    /// `the meeting between A and B, C said`, `…, C, the minister, said`: whoever speaks of the others.
    pub fn says(&self, at: usize) -> bool {
        const LONGEST: usize = 12;
        if !self.names_one(at) {
            return false;
        }
        let closed = (at + 2..at + LONGEST).find(|place| self.word(*place) == ",");
        let apposed = closed.filter(|_| self.word(at + 1) == ",").map(|comma| comma + 1);
        [Some(at + 1), apposed].into_iter().flatten().any(|verb| self.is(verb, Class::Say))
    }

    /// `the two leaders`
    fn means_several(&self, list: &Parties) -> bool {
        let [one] = list.units.as_slice() else { return false };
        self.mention(*one)
            .is_some_and(|mention| matches!(mention.kind, Kind::Group | Kind::Role { plural: true }))
    }

    /// Part of a noun phrase which is no party of its own: `other senior officials`, `civil society`.
    pub fn in_noun_phrase(&self, at: usize) -> bool {
        let Some(unit) = self.get(at) else { return false };
        if let Some(mention) = unit.mention {
            return mention.people.is_empty()
                && !matches!(
                    mention.kind,
                    Kind::Person | Kind::Role { .. } | Kind::Group | Kind::Delegation { .. }
                );
        }
        if unit.time.is_some() {
            return false;
        }
        let letter = unit.word.starts_with(|letter: char| letter.is_alphanumeric());
        let noun = unit.classes.is_empty()
            || unit.classes.has(Class::Det)
            || self.word(at) == "of"
            || self.word(at) == "'s";
        if unit.word == "visiting" {
            return true;
        }
        let possessive = self.word(at) == "'s" && at > 0 && self.mention(at - 1).is_some();
        possessive || letter && noun && !self.is_verb(at)
    }

    pub(super) fn is_country(&self, at: usize) -> bool {
        self.mention(at)
            .is_some_and(|mention| matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. }))
    }

    pub(super) fn names_one(&self, at: usize) -> bool {
        self.mention(at).is_some_and(|mention| mention.kind == Kind::Person)
    }

    /// Behind the comma, `and`, `as well as` that joins the next member of a list; none where there is none.
    pub fn connector_right(&self, at: usize) -> Option<usize> {
        let mut next = at;
        if matches!(self.word(next), "," | ";") {
            next += 1;
        }
        if self.words_at(next, &["as", "well", "as"]) {
            next += 3;
        } else if self.words_at(next, &["along", "with"]) || self.words_at(next, &["together", "with"]) {
            next += 2;
        } else if self.is(next, Class::And) || self.word(next) == "alongside" {
            next += 1;
            // "met A and, separately, B"
            if self.word(next) == "," && self.is_adverb(next + 1) && self.word(next + 2) == "," {
                next += 3;
            }
        }
        (next > at).then_some(next)
    }

    /// Whether a new clause begins here: a party and then a verb (`…, and Lavrov said`).
    pub fn begins_clause(&self, at: usize) -> bool {
        if self.is_verb(at) || self.is(at, Class::Rel) || self.is(at, Class::Sub) {
            // "a meeting, hosted by B" goes on.
            return self.word(at + 1) != "by";
        }
        if self.party(at).is_none() {
            return false;
        }
        let mut next = at + 1;
        if self.word(next) == "'s" {
            return false;
        }
        if self.word(next) == "(" {
            // "and President Tsai (蔡英文) met with him"
            let close = (next + 1..next + 8).find(|place| self.word(*place) == ")");
            next = close.map_or(next, |close| close + 1);
        }
        while self.is_adverb(next) || self.is_time(next) {
            next += 1;
        }
        // "a meeting between A and B scheduled for Monday" goes on.
        let participle = self.any(next, &[Class::Prep, Class::Plan]) && !self.is_wish(next);
        self.is_auxiliary(next) || (self.is_verb(next) && !participle)
    }

    /// A verb of planning that has a subject: `they agreed`, unlike `talks scheduled for Monday`.
    fn is_wish(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "agreed"
                | "agrees"
                | "hoped"
                | "hopes"
                | "wants"
                | "wanted"
                | "wished"
                | "wishes"
                | "intends"
                | "invited"
                | "invites"
                | "asked"
                | "urged"
                | "demanded"
                | "requested"
                | "offered"
                | "offers"
                | "seeks"
                | "sought"
                | "plans"
                | "expects"
        )
    }

    /// `Iran's` before something that is not part of the mention.
    pub fn is_possessor(&self, at: usize) -> bool {
        matches!(self.word(at + 1), "'s" | "'")
            || self
                .mention(at)
                .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }))
    }
}
