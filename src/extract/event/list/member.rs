//! One member of a list, and what stands before its head: styles, quantifiers, participles, states.

use super::Parties;
use crate::extract::document::Kind;
use crate::extract::event::line::Line;
use crate::extract::event::words::Class;

impl Line<'_> {
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
        if let Some(name) = self.described(at) {
            list.units.push(name);
            return Some(self.behind(name + 1));
        }
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
            if self.word(end - 1) == "of" && self.names_one(end) && end > at + 1 {
                // "a close ally of B"
                return Some(self.behind(end + 1));
            }
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
    pub(in crate::extract::event) fn over_state_of_suite(&self, at: usize) -> usize {
        let state = at + usize::from(self.is(at, Class::Det));
        let owned = self.mention(state).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }));
        let suite =
            self.mention(state + 1).is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. }));
        if owned && suite { state + 1 } else { at }
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
        // "a delegation, which A heads"
        let which =
            near.clone().find(|at| matches!(self.word(*at), "which" | "that" | ".") || self.is_verb(*at));
        let head = which.and_then(|which| (which + 1..which + FAR / 2).find(|place| self.names_one(*place)));
        let heads = |head: &usize| matches!(self.word(head + 1), "headed" | "led" | "heads" | "leads");
        if let Some(head) = head.filter(heads) {
            list.units.push(head);
            return Some(head + 2);
        }
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
    pub(in crate::extract::event) fn over_quantifier(&self, at: usize) -> usize {
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
    fn over_participle(&self, at: usize) -> usize {
        let participle = self.word(at + 1).ends_with("ly") && self.word(at + 2).ends_with("ed");
        if self.is(at, Class::Det) && participle && self.party(at + 3).is_some() { at + 3 } else { at }
    }

    /// Behind `, in a further meeting,` between members of a list.
    fn over_aside(&self, at: usize) -> usize {
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

    /// `special adviser to Brazil's President B`: B only says whose adviser somebody is. `Adviser to the President B` is B.
    pub(in crate::extract::event) fn explains_office(&self, at: usize) -> bool {
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
}

/// Who is somebody's: `envoy of US President B`.
pub fn is_envoy(word: &str) -> bool {
    matches!(
        word,
        "envoy" | "adviser" | "advisor" | "aide" | "assistant" | "representative" | "emissary" | "confidant"
    )
}
