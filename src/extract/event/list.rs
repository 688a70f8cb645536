//! Lists of parties to the right and to the left of a place, with what belongs to each of their members.

use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::{Kind, Mention, StateForm};

/// A list of parties: the places of their units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    pub units: Vec<usize>,
    /// Members who are people without a name or office known: `senior officials`, by the unit of the noun.
    pub nameless: Vec<usize>,
    /// The first unit behind the list, or the first unit of it, by direction.
    pub edge: usize,
}

/// How far a relative clause or the like may reach.
const INSERTION: usize = 45;

impl Line<'_> {
    /// The list of parties that begins at `at`: `A, B (Colombia) and the C of D, E`.
    pub fn list_right(&self, at: usize) -> Parties {
        let list = self.list_from(at, false);
        self.spelled_out(&list).unwrap_or(list)
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
    pub(super) fn among_them(&self, list: &Parties) -> Option<Parties> {
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
    pub(super) fn spelled_out(&self, list: &Parties) -> Option<Parties> {
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

    pub(super) fn list_from(&self, mut at: usize, subject: bool) -> Parties {
        let mut list = Parties { edge: at, ..Parties::default() };
        let last = (at + REACH).min(self.length());
        while at < last {
            let Some(end) = self.element_right(at, &mut list) else { break };
            list.edge = end;
            let Some(next) = self.connector_right(end) else { break };
            if !subject && self.begins_clause(next) {
                break;
            }
            at = next;
        }
        list
    }

    /// One member of a list: a party with what belongs to it, or a nameless noun phrase.
    pub(super) fn element_right(&self, at: usize, list: &mut Parties) -> Option<usize> {
        let at = if matches!(
            self.word(at),
            "both" | "also" | "then" | "later" | "afterwards" | "finally" | "lastly" | "with" | "even"
        ) {
            at + 1
        } else {
            at
        };
        let at = self.over_aside(at);
        let at = self.over_quantifier(at);
        let at = self.over_participle(at);
        let at = if self.is_host(at) { at + 2 } else { at };
        let at = self.over_style(at);
        let at = if self.word(at) == "," && at > 0 && self.word(at - 1) == "host" { at + 1 } else { at };
        if self.explains_office(at) {
            return Some(self.behind(at + 1));
        }
        let at = self.over_state_of_suite(at);
        if self.party(at).is_some() && !self.is_possessor(at) {
            // "Republic of Korea (ROK) Special Representative B": the state only belongs to the office.
            let person = self.person_of(at).or_else(|| self.behind_rank(at)).unwrap_or(at);
            list.units.push(person);
            let end = self.behind(person + 1);
            return Some(self.members(person, list).unwrap_or(end));
        }
        let mut end = at;
        while end < at + 12 && self.in_noun_phrase(end) {
            end += 1;
        }
        if end < at + 12 && self.party(end).is_some() && !self.is_possessor(end) {
            // An office that was not read as one with the name behind it.
            list.units.push(end);
            return Some(self.behind(end + 1));
        }
        if let Some(noun) = (at..end).rev().find(|place| self.is(*place, Class::Human)) {
            list.nameless.push(noun);
        }
        (end > at).then(|| self.behind(end))
    }

    /// Behind `the Kenyan` before `delegation`.
    pub(super) fn over_state_of_suite(&self, at: usize) -> usize {
        let state = at + usize::from(self.is(at, Class::Det));
        let owned = self.mention(state).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }));
        let suite =
            self.mention(state + 1).is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. }));
        if owned && suite { state + 1 } else { at }
    }

    /// Behind the people of a delegation, whom it adds: `a delegation under A`, `…, made up of A and B`.
    pub(super) fn members(&self, delegation: usize, list: &mut Parties) -> Option<usize> {
        const FAR: usize = 8;
        self.mention(delegation).filter(|mention| matches!(mention.kind, Kind::Delegation { .. }))?;
        let near = delegation + 1..(delegation + FAR).min(self.length());
        let joint = |at: usize| -> Option<usize> {
            let by = ["led", "headed", "chaired"].iter().any(|word| self.words_at(at, &[word, "by"]));
            let of = ["made", "up", "of"];
            match self.word(at) {
                "under" | "comprising" | "including" => Some(at + 1),
                "composed" | "consisting" if self.word(at + 1) == "of" => Some(at + 2),
                _ if self.words_at(at, &of) => Some(at + of.len()),
                _ => by.then_some(at + 2),
            }
        };
        let plain =
            |at: usize| !self.is_verb(at) && !matches!(self.word(at), "." | ";" | "and" | "with" | "by");
        let at = near.clone().find(|at| joint(*at).is_some() || !plain(*at)).and_then(joint)?;
        let more = self.list_right(at);
        if !more.units.iter().any(|unit| self.people(*unit).len() == 1) {
            return None;
        }
        list.units.extend(more.units);
        Some(more.edge)
    }

    /// Behind `His Majesty,` before the name.
    fn over_style(&self, at: usize) -> usize {
        let style = self.mention(at).is_some_and(|mention| {
            matches!(mention.kind, Kind::Pronoun { possessive: false, .. })
                && mention.tokens.len() > 1
                && mention.people.is_empty()
        });
        if style && self.word(at + 1) == "," && self.names_one(at + 2) { at + 2 } else { at }
    }

    /// Behind `the two of`, `both of`, `each of`, `all three of` before those who are meant.
    pub(super) fn over_quantifier(&self, at: usize) -> usize {
        const COUNTED: &[&str] = &["both", "each", "all", "two", "three", "four", "some", "several", "most"];
        // "a number of officials"
        let many =
            self.word(at) == "a" && matches!(self.word(at + 1), "number" | "group" | "couple" | "host");
        if many && self.word(at + 2) == "of" && self.party(at + 3).is_some() {
            return at + 3;
        }
        let mut next = at + usize::from(self.word(at) == "the");
        let first = next;
        while COUNTED.contains(&self.word(next)) && next < first + 2 {
            next += 1;
        }
        if next > first && self.word(next) == "of" && self.party(next + 1).is_some() { next + 1 } else { at }
    }

    /// Behind `the newly appointed` before an office.
    pub(super) fn over_participle(&self, at: usize) -> usize {
        let participle = self.word(at + 1).ends_with("ly") && self.word(at + 2).ends_with("ed");
        if self.is(at, Class::Det) && participle && self.party(at + 3).is_some() { at + 3 } else { at }
    }

    /// Behind `, in a further meeting,` between members of a list.
    pub(super) fn over_aside(&self, at: usize) -> usize {
        const LENGTH: usize = 7;
        // "and, for Fiji, B"
        let side = self.word(at) == ","
            && matches!(self.word(at + 1), "for" | "from")
            && self.place(at + 2).is_some();
        if side && let Some(close) = (at + 3..at + LENGTH).find(|place| self.word(*place) == ",") {
            return close + 1;
        }
        let opens = self.word(at) == "," && matches!(self.word(at + 1), "in" | "at" | "during" | "over");
        let close = (at + 2..at + LENGTH).find(|place| self.word(*place) == ",").filter(|_| opens);
        let meeting = |close: usize| {
            let nouns = ["meeting", "talks", "session", "conversation", "encounter", "appointment", "call"];
            nouns.contains(&self.word(close - 1))
        };
        close.filter(|close| meeting(*close)).map_or(at, |close| close + 1)
    }

    /// The name behind a rank and a bracket: `Gen. (ret.) A`.
    pub(super) fn behind_rank(&self, at: usize) -> Option<usize> {
        let rank = self.mention(at).is_some_and(|mention| {
            matches!(mention.kind, Kind::Role { plural: false }) && mention.people.is_empty()
        });
        if !rank || self.word(at + 1) != "(" {
            return None;
        }
        let close = (at + 2..at + 6).find(|place| self.word(*place) == ")")?;
        // A one-letter name may stand before what was read as the name.
        [close + 1, close + 2].into_iter().find(|place| self.names_one(*place))
    }

    /// `the host, B`, `his host, B`: the word says nothing that the name does not.
    pub(super) fn is_host(&self, at: usize) -> bool {
        let led = self.word(at) == "the"
            || self
                .mention(at)
                .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
        let next = if self.word(at + 2) == "," { at + 3 } else { at + 2 };
        led && self.word(at + 1) == "host" && self.party(next).is_some()
    }

    /// The person whose office a state or body at `at` opens, where no connector stands between.
    pub(super) fn person_of(&self, at: usize) -> Option<usize> {
        let opens = self.mention(at).is_some_and(|mention| match mention.kind {
            Kind::State { .. } | Kind::Organization { .. } => true,
            // "Director-General Inter-Services Intelligence (ISI) Lt-Gen A"
            Kind::Role { plural: false } => mention.people.is_empty(),
            _ => false,
        });
        if !opens {
            return None;
        }
        let mut end = at + 1;
        while end < at + 16 {
            if self.word(end) == "(" {
                end = (end..(end + 8).min(self.length())).find(|place| self.word(*place) == ")")? + 1;
            } else if self.in_noun_phrase(end) {
                end += 1;
            } else {
                break;
            }
        }
        let named = self.mention(end).is_some_and(|mention| matches!(mention.kind, Kind::Person));
        (named && end > at + 1).then_some(end)
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

    /// Behind what belongs to a party: a bracket, `, who …,` or an apposition that ends with a comma.
    pub(super) fn behind(&self, mut at: usize) -> usize {
        at = self.behind_name(at);
        at = self.behind_field(at);
        if matches!(self.word(at), "of" | "from") {
            let country = at + 1 + usize::from(self.word(at + 1) == "the");
            if self.is_country(country) {
                at = country + 1;
            }
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
    pub(super) fn behind_apposition(&self, at: usize) -> Option<usize> {
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
    pub(super) fn behind_name(&self, at: usize) -> usize {
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
    pub(super) fn behind_field(&self, at: usize) -> usize {
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
    pub(super) fn behind_members(&self, at: usize) -> usize {
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

    pub(super) fn is_country(&self, at: usize) -> bool {
        self.mention(at)
            .is_some_and(|mention| matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. }))
    }

    pub(super) fn names_one(&self, at: usize) -> bool {
        self.mention(at).is_some_and(|mention| mention.kind == Kind::Person)
    }

    /// `special adviser to Brazil's President B`: B only says whose adviser somebody is. `Adviser to the President B` is B.
    pub(super) fn explains_office(&self, at: usize) -> bool {
        let Some(mention) = self.mention(at).filter(|mention| mention.kind == Kind::Person) else {
            return false;
        };
        let before = mention.extent.start..mention.tokens.start;
        let last = before.clone().rev().find(|token| self.doc.word(*token) != ",");
        let posted = last.and_then(|last| self.doc.mention_at(last));
        if posted.is_some_and(|posted| {
            matches!(posted.kind, Kind::State { .. } | Kind::Place { .. } | Kind::Organization { .. })
        }) {
            // "the ambassador to China B"
            return false;
        }
        before.clone().any(|token| {
            let of =
                self.doc.word(token) == "of" && before.start < token && is_envoy(self.doc.word(token - 1));
            (self.doc.word(token) == "to" || of)
                && token + 1 < mention.tokens.start
                && !matches!(self.doc.word(token + 1), "the" | "The")
                && before.start < token
        })
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
    pub(super) fn connector_left(&self, at: usize) -> Option<usize> {
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
    pub(super) fn element_left(&self, end: usize) -> Option<usize> {
        let mut at = end;
        if matches!(self.word(at), ")" | "]") {
            let open =
                (at.saturating_sub(16)..at).rev().find(|place| matches!(self.word(*place), "(" | "["))?;
            at = open.checked_sub(1)?;
        }
        Some(self.resident(at).unwrap_or(at)).filter(|place| self.party(*place).is_some())
    }

    /// The person before `, who heads the office` where that clause ends at `end`, in a list.
    pub(super) fn over_relative(&self, end: usize) -> Option<usize> {
        const LONGEST: usize = 14;
        let low = end.saturating_sub(LONGEST);
        let who = (low..end).rev().find(|place| self.word(*place) == "who")?;
        let acts = !(who + 1..=end).any(|place| self.word(place) == ",");
        let person = who.checked_sub(2).filter(|_| self.word(who - 1) == ",")?;
        (acts && self.names_one(person)).then_some(person)
    }

    /// The person before `of Australia`.
    pub(super) fn resident(&self, country: usize) -> Option<usize> {
        let article = usize::from(country > 0 && self.word(country - 1) == "the");
        let person = country.checked_sub(2 + article)?;
        // "Kotz for Greece and Dim for Macedonia, signed"
        let of = matches!(self.word(person + 1), "of" | "from" | "for") && self.is_country(country);
        (of && self.names_one(person)).then_some(person)
    }

    /// `he`, `she`, `they`: never the object of what stands before.
    pub(super) fn is_nominative(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|unit| unit.mention.is_some() && matches!(unit.word.as_ref(), "he" | "she" | "they"))
    }

    /// The first unit of a noun phrase whose head is people: `fellow Republican senators`.
    pub(super) fn phrase_opens(&self, at: usize) -> Option<usize> {
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
                    let article = matches!(unit.word.as_ref(), "the" | "a" | "an") && *place + 1 < at;
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
    pub(super) fn is_governed(&self, at: usize) -> bool {
        let Some(opens) = self.phrase_opens(at).filter(|opens| *opens > 0) else { return false };
        // "when the envoy A met" opens a clause.
        let described = opens < at;
        let at = opens;
        let before = at - 1;
        let joined =
            self.words_before(at, &["along", "with"]) || self.words_before(at, &["together", "with"]);
        let preposition = self.is(before, Class::Prep) || self.is(before, Class::Sub) && !described;
        !joined
            && self.word(before) != "alongside"
            && (preposition
                || self.is_verb(before) && self.word(before) != "'s"
                || self.words_before(at, &["according", "to"]))
    }
}

/// Who is somebody's: `envoy of US President B`.
fn is_envoy(word: &str) -> bool {
    matches!(
        word,
        "envoy" | "adviser" | "advisor" | "aide" | "assistant" | "representative" | "emissary" | "confidant"
    )
}
