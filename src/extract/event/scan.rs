//! Who stands where in a sentence: lists of parties to the right and to the left of a place, and the subject
//! of a verb with what its verb group says (will, not, to).

use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::Kind;

/// A list of parties: the places of their units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    pub units: Vec<usize>,
    /// Members who are people without a name or office known: `senior officials`, by the unit of the noun.
    pub nameless: Vec<usize>,
    /// The first unit behind the list, or the first unit of it, by direction.
    pub edge: usize,
}

/// The subject of a verb and the shape of its verb group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    pub parties: Vec<usize>,
    /// will, is to, is expected to, hopes to.
    pub planned: bool,
    pub negated: bool,
    /// `to meet` as a purpose: nothing says that it came about.
    pub purpose: bool,
    /// The first unit of the subject, or of the verb group where there is none.
    pub start: usize,
    /// The subject is a noun which names nobody (`officials met`), by its unit.
    pub nameless: Option<usize>,
}

const INSERTION: usize = 45;
const DEPTH: usize = 4;

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

    /// `three colleagues – A, B and C –`, `two ministers: A and B`: those named behind the mark.
    fn spelled_out(&self, list: &Parties) -> Option<Parties> {
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
    fn element_right(&self, at: usize, list: &mut Parties) -> Option<usize> {
        let at = if matches!(
            self.word(at),
            "both" | "also" | "then" | "later" | "afterwards" | "finally" | "lastly" | "with" | "even"
        ) {
            at + 1
        } else {
            at
        };
        let at = self.over_aside(at);
        let at = self.over_participle(at);
        let at = if self.is_host(at) { at + 2 } else { at };
        let at = if self.word(at) == "," && at > 0 && self.word(at - 1) == "host" { at + 1 } else { at };
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

    /// Behind the people of a delegation, whom it adds: `a delegation under A`, `…, made up of A and B`.
    fn members(&self, delegation: usize, list: &mut Parties) -> Option<usize> {
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

    /// Behind `the newly appointed` before an office.
    fn over_participle(&self, at: usize) -> usize {
        let participle = self.word(at + 1).ends_with("ly") && self.word(at + 2).ends_with("ed");
        if self.is(at, Class::Det) && participle && self.party(at + 3).is_some() { at + 3 } else { at }
    }

    /// Behind `, in a further meeting,` between members of a list.
    fn over_aside(&self, at: usize) -> usize {
        const LENGTH: usize = 7;
        let opens = self.word(at) == "," && matches!(self.word(at + 1), "in" | "at" | "during" | "over");
        let close = (at + 2..at + LENGTH).find(|place| self.word(*place) == ",").filter(|_| opens);
        let meeting = |close: usize| {
            let nouns = ["meeting", "talks", "session", "conversation", "encounter", "appointment", "call"];
            nouns.contains(&self.word(close - 1))
        };
        close.filter(|close| meeting(*close)).map_or(at, |close| close + 1)
    }

    /// The name behind a rank and a bracket: `Gen. (ret.) A`.
    fn behind_rank(&self, at: usize) -> Option<usize> {
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
    fn is_host(&self, at: usize) -> bool {
        let led = self.word(at) == "the"
            || self
                .mention(at)
                .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
        let next = if self.word(at + 2) == "," { at + 3 } else { at + 2 };
        led && self.word(at + 1) == "host" && self.party(next).is_some()
    }

    /// The person whose office a state or body at `at` opens, where no connector stands between.
    fn person_of(&self, at: usize) -> Option<usize> {
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
        let possessive = self.word(at) == "'s" && at > 0 && self.mention(at - 1).is_some();
        possessive || letter && noun && !self.is_verb(at)
    }

    /// Behind what belongs to a party: a bracket, `, who …,` or an apposition that ends with a comma.
    fn behind(&self, mut at: usize) -> usize {
        at = self.behind_name(at);
        at = self.behind_field(at);
        if matches!(self.word(at), "of" | "from") && self.is_country(at + 1) {
            at += 2;
        }
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
        // An office in commas that was not understood as one with the name: `X, minister of Y, and Z`.
        if self.word(at) == ","
            && self.mention(at + 1).is_some_and(|mention| matches!(mention.kind, Kind::Role { .. }))
        {
            let after = at + 2;
            if matches!(self.word(after), "," | ";") && self.names_one(at.wrapping_sub(1)) {
                return after;
            }
        }
        self.behind_apposition(at).unwrap_or(at)
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
        if !office || !matches!(self.word(at), "on" | "for") {
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
                            || unit.word == "of")
                })
        };
        let end = (at + 1..at + LONGEST).take_while(|place| field(*place)).last().map_or(at, |last| last + 1);
        if matches!(self.word(end), "," | ";") { end } else { at }
    }

    fn is_country(&self, at: usize) -> bool {
        self.mention(at)
            .is_some_and(|mention| matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. }))
    }

    fn names_one(&self, at: usize) -> bool {
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
        self.is_auxiliary(next) || (self.is_verb(next) && !self.any(next, &[Class::Prep, Class::Plan]))
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
            let member = named.or_else(|| self.over_relative(end)).or_else(|| self.element_left(end));
            let Some(party) = member else { break };
            // "after A and B had met": both, where "of A and B" may end with A.
            let clause = self.is(party.wrapping_sub(1), Class::Sub) && self.is(edge - 1, Class::And);
            if self.is_governed(party) && !clause {
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
    fn element_left(&self, end: usize) -> Option<usize> {
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
    fn resident(&self, country: usize) -> Option<usize> {
        let person = country.checked_sub(2)?;
        let of = matches!(self.word(country - 1), "of" | "from") && self.is_country(country);
        (of && self.names_one(person)).then_some(person)
    }

    /// The first unit of a noun phrase whose head is people: `fellow Republican senators`.
    fn phrase_opens(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let many = self.mention(at).is_some_and(|mention| {
            matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
        });
        if !many {
            return Some(at);
        }
        let low = at.saturating_sub(LONGEST);
        let modifies = |place: &usize| {
            self.get(*place).is_some_and(|unit| match unit.mention {
                Some(mention) => matches!(mention.kind, Kind::State { .. } | Kind::Person),
                None => {
                    unit.is_word() && unit.classes.is_empty() && unit.word.starts_with(char::is_alphanumeric)
                }
            }) && !self.is_verb(*place)
        };
        Some((low..at).rev().take_while(modifies).last().unwrap_or(at))
    }

    /// Whether a preposition or verb before it makes a party an object.
    fn is_governed(&self, at: usize) -> bool {
        let Some(at) = self.phrase_opens(at).filter(|at| *at > 0) else { return false };
        let before = at - 1;
        let joined =
            self.words_before(at, &["along", "with"]) || self.words_before(at, &["together", "with"]);
        let preposition = self.is(before, Class::Prep) || self.is(before, Class::Sub);
        !joined
            && self.word(before) != "alongside"
            && (preposition || self.is_verb(before) || self.words_before(at, &["according", "to"]))
    }

    /// The subject of the verb at `verb`.
    pub fn subject(&self, verb: usize) -> Subject {
        let mut found = Subject { start: verb, ..Subject::default() };
        self.walk_left(verb, &mut found, DEPTH);
        let towards = verb > 0
            && self.word(verb).ends_with("ing")
            && matches!(
                self.word(verb - 1),
                "into" | "of" | "about" | "against" | "from" | "to" | "towards" | "toward"
            );
        found.purpose |= towards;
        if found.parties.is_empty() && found.start == 0 && self.word(verb).ends_with("ing") {
            // "Meeting B in Paris, A said": the subject of the main clause.
            found.parties = self.main_subject(0, DEPTH - 1);
        }
        if found.parties.is_empty()
            && verb > 0
            && self.word(verb).ends_with("ing")
            && self.word(verb - 1) == ","
        {
            // "A and B left, placing calls to C": the subject of the clause before.
            let low = verb.saturating_sub(INSERTION);
            let main = (low..verb - 1).rev().find(|place| self.is_verb(*place) && !self.is_auxiliary(*place));
            if let Some(main) = main {
                let mut before = Subject { start: main, ..Subject::default() };
                self.walk_left(main, &mut before, DEPTH - 1);
                found.parties = before.parties;
                found.nameless = None;
                found.planned |= before.planned;
                found.negated |= before.negated;
            }
        }
        found
    }

    fn walk_left(&self, verb: usize, found: &mut Subject, depth: usize) {
        if depth == 0 {
            return;
        }
        let low = verb.saturating_sub(REACH / 2);
        let mut at = verb;
        while at > low {
            let left = at - 1;
            found.start = found.start.min(at);
            if self.is(left, Class::Not) {
                found.negated = true;
                at = left;
            } else if self.is(left, Class::Modal) {
                found.planned = true;
                at = left;
            } else if self.word(left) == "to" {
                match self.governor(left, found) {
                    Some(governor) => at = governor,
                    None => return,
                }
            } else if self.is_auxiliary(left) || self.is_adverb(left) || self.word(left) == "last" {
                at = left;
            } else if let Some(open) = self.dated_bracket(left) {
                at = open.min(left);
            } else if self.is_time(left) {
                at = if self.is(left.wrapping_sub(1), Class::Prep) { left - 1 } else { left };
            } else if self.place(left).is_some()
                && left > 0
                && matches!(self.word(left - 1), "in" | "at" | "from")
            {
                at = left - 1;
            } else if let Some(stop) = self.meet_left(left, verb, found, depth) {
                let Some(on) = stop else { return };
                at = on;
            } else {
                return;
            }
        }
    }

    /// Where a bracket that only says a date opens, of which the end is at `close`: `on Monday (October 25) met`.
    fn dated_bracket(&self, close: usize) -> Option<usize> {
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

    /// What a step to the left comes to: go on from a place (`Some(Some)`), be done (`Some(None)`), or nothing known.
    fn meet_left(
        &self,
        left: usize,
        verb: usize,
        found: &mut Subject,
        depth: usize,
    ) -> Option<Option<usize>> {
        if self.party(left).is_some() {
            return Some(self.party_left(left, found));
        }
        match self.word(left) {
            "," | ")" | "-" | "–" | "—" => {
                let party = self.over_insertion(left)?;
                return Some(self.party_left(party, found));
            }
            "and" | "but" | "then" | "&" => {
                self.shared_subject(left, verb, found, depth);
                return Some(None);
            }
            "who" | "which" | "that" => {
                let before = left.checked_sub(1)?;
                let antecedent = if self.word(before) == "," { before.checked_sub(1)? } else { before };
                if self.word(left) != "that" && self.party(antecedent).is_some() {
                    found.parties = vec![antecedent];
                    found.start = antecedent;
                }
                return Some(None);
            }
            _ => {}
        }
        if self.any(left, &[Class::Sub, Class::Prep]) {
            found.parties = self.main_subject(left, depth);
            return Some(None);
        }
        if let Some(party) = self.before_relative(left) {
            return Some(self.party_left(party, found));
        }
        found.nameless = Some(left);
        Some(None)
    }

    /// A party met on the way to the left: the subject, or the tail of one (`officials of X`).
    fn party_left(&self, left: usize, found: &mut Subject) -> Option<usize> {
        let left = self.resident(left).unwrap_or(left);
        if left > 0 && self.acts_on(left - 1) {
            // "a delegation that is in Doha to see officials was received"
            if let Some(party) = self.before_relative(left - 1) {
                return self.party_left(party, found);
            }
        }
        let led = ["led", "headed", "chaired"].iter().any(|word| self.words_before(left, &[word, "by"]));
        if left > 1 && self.word(left - 1) == "of" && matches!(self.word(left - 2), "each" | "both" | "all") {
            // "each of them had a meeting with B"
            found.start = left - 2;
            found.parties = vec![left];
            return None;
        }
        if left > 0 && self.is(left - 1, Class::Prep) && !led {
            let joined =
                self.words_before(left, &["along", "with"]) || self.words_before(left, &["together", "with"]);
            let list = self.list_left(left);
            if !joined && list.units.len() == 1 && self.word(left - 1) != "alongside" {
                found.nameless = self.noun_before(left);
                return None;
            }
        }
        let list = self.list_left(left);
        found.start = list.edge;
        found.parties = list.units;
        None
    }

    /// The party before a clause that ends at `end`: `a delegation that is in Doha to see officials was received`.
    fn before_relative(&self, end: usize) -> Option<usize> {
        let low = end.saturating_sub(20);
        let relative =
            (low..end).rev().find(|place| matches!(self.word(*place), "that" | "who" | "which"))?;
        let party = relative.checked_sub(1)?;
        let clause = (relative..end).any(|place| self.is_verb(place));
        (clause && self.party(party).is_some() && !self.is_governed(party)).then_some(party)
    }

    /// A verb of which the unit behind it is the object.
    fn acts_on(&self, at: usize) -> bool {
        self.is_verb(at) && !self.is_auxiliary(at)
            || self.get(at).is_some_and(|unit| unit.is_word() && unit.word.ends_with("ing"))
    }

    /// The noun to which the phrase `of X` at `party` belongs: `a delegation of X`.
    fn noun_before(&self, party: usize) -> Option<usize> {
        let low = party.saturating_sub(8);
        (low..party).rev().find(|place| self.is(*place, Class::Human))
    }

    /// The party before an insertion that ends at `close`: `X, who …, met`; `X (…) met`.
    fn over_insertion(&self, close: usize) -> Option<usize> {
        let before = close.checked_sub(1)?;
        if matches!(self.word(close), ")") {
            let open = (close.saturating_sub(16)..close).rev().find(|place| self.word(*place) == "(")?;
            return open.checked_sub(1).filter(|place| self.party(*place).is_some());
        }
        let led = ["led", "headed"].iter().any(|word| self.words_before(before, &[word, "by"]));
        if led && self.party(before).is_some() {
            // "a delegation of the region, headed by X, met"
            return Some(before);
        }
        let free = |place: usize| self.party(place).is_some() && !self.is_governed_alone(place);
        if free(before) && self.is_apposed(before) {
            // "A, adviser to B, met": two members of a list would have `and` between them.
            return before.checked_sub(2);
        }
        if free(before) && !self.opens_insertion(before) {
            return Some(before);
        }
        let mark = self.word(close);
        let low = close.saturating_sub(INSERTION);
        (low..close).rev().filter(|place| self.word(*place) == mark).find_map(|open| {
            let end = open.checked_sub(1)?;
            let end = if self.word(end) == ")" { self.element_left(end)? } else { end };
            free(end).then_some(end)
        })
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

    /// `arrived in Baghdad and met X`: the subject of the verb before.
    fn shared_subject(&self, joint: usize, verb: usize, found: &mut Subject, depth: usize) {
        let low = joint.saturating_sub(INSERTION);
        let Some(before) =
            (low..joint).rev().find(|place| self.is_verb(*place) && !self.is_auxiliary(*place))
        else {
            return;
        };
        let mut first = Subject { start: before, ..Subject::default() };
        self.walk_left(before, &mut first, depth - 1);
        found.parties = first.parties;
        found.nameless = first.nameless;
        found.start = found.start.min(first.start);
        if self.is_base_form(verb) {
            found.planned |= first.planned;
            found.purpose |= first.purpose;
            found.negated |= first.negated;
        }
    }

    /// A form that needs an auxiliary somewhere: `meet`, not `met` or `meets`.
    fn is_base_form(&self, at: usize) -> bool {
        let word = self.word(at);
        !word.is_empty()
            && !word.ends_with('s')
            && !word.ends_with("ed")
            && !matches!(
                word,
                "met" | "held" | "had" | "spoke" | "saw" | "took" | "sat" | "made" | "paid" | "began"
            )
    }

    /// What stands before `to meet`: where it plans, the subject is that of the planning verb.
    fn governor(&self, to: usize, found: &mut Subject) -> Option<usize> {
        let mut at = to;
        while at > 0 && self.is(at - 1, Class::Adverb) {
            at -= 1;
        }
        let left = at.checked_sub(1)?;
        if self.party(left).is_some() {
            // "plans for A to meet B", "wants A to meet B"
            found.purpose = true;
            found.parties = vec![left];
            found.start = left;
            return None;
        }
        let word = self.word(left);
        if matches!(
            word,
            "glad"
                | "happy"
                | "pleased"
                | "able"
                | "delighted"
                | "honoured"
                | "honored"
                | "managed"
                | "on"
                | "proceeded"
                | "chance"
                | "opportunity"
                | "met"
                | "continued"
        ) {
            let held = !matches!(word, "chance" | "opportunity");
            found.purpose |= !held;
            return Some(left);
        }
        if self.is(left, Class::Be)
            || self.is(left, Class::Plan)
            || matches!(word, "going" | "had" | "has" | "have")
        {
            found.planned = true;
            return Some(left);
        }
        if self.is(left, Class::Deny) || matches!(word, "failed" | "unable" | "plans") {
            found.negated = true;
            return Some(left);
        }
        found.purpose = true;
        // "arrived in Paris to meet": the subject is that of the verb before.
        let low = to.saturating_sub(INSERTION);
        let verb = (low..to).rev().find(|place| self.is_verb(*place))?;
        Some(verb)
    }

    /// The subject of the clause to which the phrase beginning at `from` belongs: `after talks with X, Y said`,
    /// `Y said after talks with X`.
    pub fn main_subject(&self, from: usize, depth: usize) -> Vec<usize> {
        let opens = match from.checked_sub(1) {
            None => true,
            Some(before) => {
                matches!(
                    self.word(before),
                    "," | ";" | ":" | "\"" | "“" | "that" | "speaking" | "“ " | "and" | "-" | "–" | "—"
                ) || self.mention(before).is_none() && self.is_time(before) && before <= 1
            }
        };
        if opens || !(from.saturating_sub(REACH)..from).any(|place| self.is_verb(place)) {
            let right = self.subject_behind(from);
            if !right.is_empty() {
                return right;
            }
        }
        let low = from.saturating_sub(INSERTION);
        let Some(verb) = (low..from).rev().find(|place| self.is_verb(*place) && !self.is_auxiliary(*place))
        else {
            return vec![];
        };
        let mut found = Subject { start: verb, ..Subject::default() };
        self.walk_left(verb, &mut found, depth.saturating_sub(1));
        if self.is(verb, Class::Say) && self.party(verb + 1).is_some() && verb + 1 < from {
            // "…," said A after talks with B
            return self.subject_list(verb + 1).units.into_iter().filter(|unit| *unit < from).collect();
        }
        found.parties
    }

    /// The subject behind a leading phrase: `In talks with X, Y and Z said …`.
    pub fn subject_behind(&self, from: usize) -> Vec<usize> {
        let last = (from + INSERTION).min(self.length());
        for comma in (from + 1..last).filter(|place| self.word(*place) == ",") {
            let mut start = comma + 1;
            while self.is_adverb(start) {
                start += 1;
            }
            if self.party(start).is_none() || self.is_possessor(start) {
                continue;
            }
            let list = self.subject_list(start);
            let mut after = list.edge;
            while self.is(after, Class::Adverb) || self.word(after) == "," || self.is_time(after) {
                after += 1;
            }
            if self.is_verb(after) || self.is_auxiliary(after) {
                return list.units;
            }
        }
        vec![]
    }
}
