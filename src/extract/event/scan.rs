//! The subject of a verb with what its verb group says (will, not, to), and that of the clause a phrase belongs to.

use super::insertion::INSERTION;
use super::line::{Line, REACH};
use super::words::Class;
use crate::extract::document::Kind;

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

const DEPTH: usize = 4;

impl Line<'_> {
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
        if found.parties.len() < 2 && found.nameless.is_none() {
            let opening = self.opening_roster(verb);
            if found.parties.iter().all(|party| opening.contains(party)) && !opening.is_empty() {
                found.parties = opening;
            }
        }
        let having = verb > 0 && found.start <= 1 && self.word(0) == "having";
        if found.parties.is_empty() && (having || found.start == 0 && self.word(verb).ends_with("ing")) {
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
        // "Neither A nor B attended"
        if let Some(first) = found.parties.iter().copied().min().filter(|first| *first < verb) {
            let neither = |at: usize| matches!(self.word(at), "neither" | "nor");
            found.negated |= (first.saturating_sub(3)..verb).any(neither);
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
            } else if self.word(left) == "day" && self.words_before(left, &["in", "the"]) {
                // "had earlier in the day called on B"
                at = left - 2;
            } else if let Some(open) = self.dated_bracket(left) {
                at = open.min(left);
            } else if let Some(open) = self.dated_insertion(left) {
                at = open;
            } else if left > 3
                && self.place(left).is_some()
                && self.words_before(left, &["on", "behalf", "of"])
            {
                // "A has on behalf of Ghana signed it"
                at = left - 3;
            } else if self.is_time(left) {
                at = if self.is(left.wrapping_sub(1), Class::Prep) { left - 1 } else { left };
            } else if matches!(self.word(left), "\"" | "“" | "``") && self.begins_with_verb(left + 1) {
                // "said that he and B “had had a frank conversation”"
                at = left;
            } else if self.place(left).is_some()
                && left > 0
                && matches!(self.word(left - 1), "in" | "at" | "from")
            {
                at = left - 1;
            } else if let Some(led) = self.venue_left(left) {
                at = led;
            } else if let Some(stop) = self.meet_left(left, verb, found, depth) {
                let Some(on) = stop else { return };
                at = on;
            } else {
                return;
            }
        }
    }

    fn begins_with_verb(&self, at: usize) -> bool {
        self.is_verb(at) || self.is_auxiliary(at)
    }

    /// What a step to the left comes to: go on from a place (`Some(Some)`), be done (`Some(None)`), or nothing known.
    fn meet_left(
        &self,
        left: usize,
        verb: usize,
        found: &mut Subject,
        depth: usize,
    ) -> Option<Option<usize>> {
        if let Some(party) = self.with_his_delegation(left) {
            return Some(self.party_left(party, found));
        }
        if self.party(left).is_some() {
            return Some(self.party_left(left, found));
        }
        if let Some(party) = self.of_both_countries(left) {
            return Some(self.party_left(party, found));
        }
        if let Some(party) = self.with_his_own(left) {
            return Some(self.party_left(party, found));
        }
        match self.word(left) {
            "," if left + 1 == verb && self.goes_on_with_verbs(left, verb) => {
                // "had talks with A, saw B and dined with C"
                self.shared_subject(left, verb, found, depth);
                return Some(None);
            }
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
                // "A of X, who met B"
                let antecedent = self.resident(antecedent).unwrap_or(antecedent);
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

    /// `A and his accompanying delegation were received`, `A and the delegation with him`: A, before those who end at `last`.
    fn with_his_delegation(&self, last: usize) -> Option<usize> {
        const FAR: usize = 4;
        let suite = |at: usize| {
            self.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. }))
        };
        let pronoun = self.mention(last).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. }));
        let with = last.checked_sub(2).filter(|at| pronoun && self.word(at + 1) == "with" && suite(*at));
        let delegation =
            with.or((suite(last) && self.word(last.wrapping_sub(1)) == "accompanying").then_some(last))?;
        let and = (delegation.saturating_sub(FAR)..delegation).rev().find(|at| self.is(*at, Class::And))?;
        and.checked_sub(1).filter(|party| self.party(*party).is_some())
    }

    /// `A and his government met`: A, before those at `last` who are nobody named.
    fn with_his_own(&self, last: usize) -> Option<usize> {
        let own = matches!(
            self.word(last),
            "government"
                | "cabinet"
                | "team"
                | "aides"
                | "advisers"
                | "advisors"
                | "entourage"
                | "staff"
                | "party"
                | "wife"
                | "husband"
        );
        let his = last.checked_sub(1).filter(|his| {
            let mention = self.mention(*his).map(|mention| &mention.kind);
            own && matches!(mention, Some(Kind::Pronoun { possessive: true, .. }))
        })?;
        let and = his.checked_sub(1).filter(|and| self.is(*and, Class::And))?;
        and.checked_sub(1).filter(|party| self.party(*party).is_some())
    }

    /// `the presidents of the two nations met`: the unit of the presidents, before the nations at `last`.
    fn of_both_countries(&self, last: usize) -> Option<usize> {
        if !matches!(
            self.word(last),
            "countries" | "nations" | "states" | "sides" | "parties" | "neighbours" | "neighbors"
        ) {
            return None;
        }
        let low = last.saturating_sub(4);
        let of = (low..last).rev().find(|place| self.word(*place) == "of")?;
        let both = (of + 1..last).all(|place| {
            matches!(self.word(place), "the" | "both" | "two" | "three" | "neighbouring" | "neighboring")
        });
        let office = of.checked_sub(1).filter(|place| {
            self.mention(*place).is_some_and(|mention| matches!(mention.kind, Kind::Role { plural: true }))
        });
        office.filter(|_| both)
    }

    /// Whether the verb behind a comma is the second of three or more: `met A, saw B and called on C`.
    fn goes_on_with_verbs(&self, comma: usize, verb: usize) -> bool {
        const FAR: usize = 16;
        let last = (verb + FAR).min(self.length());
        let next = (verb + 1..last).any(|place| self.is(place, Class::And) && self.is_verb(place + 1));
        let low = comma.saturating_sub(FAR);
        let before = (low..comma).rev().find(|place| self.is_main_verb(*place));
        let object = before.is_some_and(|before| {
            (before + 1..comma).any(|place| self.party(place).is_some())
                && !(before + 1..comma)
                    .any(|place| matches!(self.word(place), "," | "who" | "which" | "that"))
        });
        next && object
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
        // "On Monday in Oslo President A met B": the town went with the office.
        let scene = left > 0
            && self.word(left - 1) == "in"
            && self.names_one(left)
            && (left == 1 || self.is_time(left - 2) || self.word(left - 2) == ",");
        if left > 0 && self.is(left - 1, Class::Prep) && !led && !scene {
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

    /// `arrived in Baghdad and met X`: the subject of the verb before.
    fn shared_subject(&self, joint: usize, verb: usize, found: &mut Subject, depth: usize) {
        let low = joint.saturating_sub(INSERTION);
        let Some(before) = (low..joint).rev().find(|place| self.is_main_verb(*place)) else {
            return;
        };
        // "received B, who was in Rome and also called on C": B.
        let who = (before + 1..joint).rev().find(|place| self.word(*place) == "who").filter(|who| {
            self.is(who + 1, Class::Be) && !(who + 1..=joint).any(|place| self.word(place) == ",")
        });
        if let Some(who) = who {
            let antecedent =
                if self.word(who.wrapping_sub(1)) == "," { who.wrapping_sub(2) } else { who - 1 };
            let antecedent = self.resident(antecedent).unwrap_or(antecedent);
            if self.party(antecedent).is_some() {
                found.parties = vec![antecedent];
                found.start = found.start.min(antecedent);
                return;
            }
        }
        // "came on a trip that had not been scheduled and met B": not the verb of the relative clause.
        let relative = (low..before)
            .rev()
            .take_while(|place| self.word(*place) != ",")
            .find(|place| matches!(self.word(*place), "that" | "which" | "who"));
        let outer = relative.filter(|relative| {
            let at_once = (relative + 1..before).all(|place| {
                self.is_auxiliary(place)
                    || self.is_adverb(place)
                    || self.is(place, Class::Not)
                    || matches!(self.word(place), "nobody" | "few" | "many" | "none")
            });
            at_once
                && relative
                    .checked_sub(1)
                    .is_some_and(|noun| self.party(noun).is_none() && !self.is_verb(noun))
        });
        let outer = outer.and_then(|relative| {
            (low..relative).rev().find(|place| self.is_verb(*place) && !self.is_auxiliary(*place))
        });
        let before = outer.unwrap_or(before);
        let mut first = Subject { start: before, ..Subject::default() };
        self.walk_left(before, &mut first, depth - 1);
        found.parties = first.parties;
        found.nameless = first.nameless;
        // "B, whom A will meet, and then sees C": outside the relative clause again.
        let outside = self.word(joint.wrapping_sub(1)) == ","
            && first.start.checked_sub(1).is_some_and(|before| self.word(before) == "whom");
        if !outside {
            found.start = found.start.min(first.start);
        }
        if self.is_base_form(verb) {
            found.planned |= first.planned;
            found.purpose |= first.purpose;
            found.negated |= first.negated;
        }
    }

    /// A verb that is no auxiliary here: `met`, `had` of `had talks`, `was` of `A was in Rome and met B`.
    fn is_main_verb(&self, at: usize) -> bool {
        let has = matches!(self.word(at), "had" | "has" | "have");
        let alone = has && !self.is_verb(at + 1) && !self.is_adverb(at + 1) && self.get(at + 1).is_some();
        let was = matches!(self.word(at), "was" | "were")
            && matches!(self.word(at + 1), "in" | "at" | "on")
            && at.checked_sub(1).is_some_and(|left| self.party(left).is_some() || self.word(left) == ",");
        (self.is_verb(at) || has || was) && (!self.is_auxiliary(at) || alone || was)
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
        if self.went(to) {
            // "flew to Rome to meet B": the subject is that of the journey.
            return (to.saturating_sub(INSERTION)..to).rev().find(|place| self.is_verb(*place));
        }
        let chance = (to.saturating_sub(INSERTION)..to).rev().find(|place| self.is_verb(*place));
        if let Some(verb) = chance.filter(|verb| self.takes_the_chance(*verb, to)) {
            return Some(verb);
        }
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
            // "used the opportunity to exchange views", unlike "had a chance to"
            let taken =
                ["used", "took", "seized", "had"].iter().any(|verb| self.words_before(left, &[verb, "the"]));
            if word == "opportunity" && taken {
                return Some(left - 2);
            }
            let held = !matches!(word, "chance" | "opportunity");
            found.purpose |= !held;
            return Some(left);
        }
        if matches!(word, "get" | "gets" | "got") {
            // "did get to meet B"
            return Some(left);
        }
        if word == "been" && matches!(self.word(left.wrapping_sub(1)), "had" | "has" | "have") {
            // "who had been to see B"
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
        // "arrived in Paris to meet": the subject is that of the verb before.
        let low = to.saturating_sub(INSERTION);
        found.purpose = true;
        (low..to).rev().find(|place| self.is_verb(*place))
    }

    /// `used his visit to meet B`, `took advantage of a stop in Lima to see B`, `broke off his holiday to receive B`: done.
    fn takes_the_chance(&self, verb: usize, to: usize) -> bool {
        let stay = |at: usize| {
            matches!(
                self.word(at),
                "visit"
                    | "stay"
                    | "stop"
                    | "stopover"
                    | "trip"
                    | "tour"
                    | "summit"
                    | "forum"
                    | "conference"
                    | "gathering"
                    | "holiday"
                    | "vacation"
                    | "leave"
                    | "break"
                    | "ceremony"
                    | "funeral"
                    | "assembly"
                    | "session"
                    | "presence"
                    | "occasion"
                    | "opportunity"
            )
        };
        let chance = |at: usize| matches!(self.word(at), "advantage" | "opportunity" | "occasion" | "chance");
        let stays = (verb + 1..to).any(stay);
        match self.word(verb) {
            "used" | "interrupted" | "broke" | "cut" => stays,
            "took" | "seized" => (verb + 1..to).any(chance) && (verb + 1..to).any(|at| self.word(at) == "of"),
            _ => false,
        }
    }

    /// `flew to Kyiv for talks`, `was in Iran on Tuesday to see B`: told as done; `arrived for talks` is not.
    pub fn went(&self, at: usize) -> bool {
        const FAR: usize = 20;
        let low = at.saturating_sub(FAR);
        let Some(verb) = (low..at).rev().find(|place| self.is_verb(*place)) else { return false };
        let towards = |place: usize| matches!(self.word(place), "to" | "into" | "over" | "across");
        let journey = match self.word(verb) {
            "flew" | "travelled" | "traveled" | "went" | "gone" | "flown" | "crossed" | "journeyed"
            | "drove" => (verb..at)
                .any(|place| towards(place) || matches!(self.word(place), "straight" | "off" | "on")),
            "visited" | "gathered" | "assembled" => true,
            "came" | "got" => self.word(verb + 1) == "together",
            "been" if self.word(verb + 1) == "there" => true,
            "stopped" => (verb..at).any(|place| self.place(place).is_some()),
            "was" | "were" | "been" => {
                let place = if self.is(verb + 2, Class::Det) { verb + 3 } else { verb + 2 };
                let there =
                    self.place(place).is_some() || (verb + 2..at).any(|place| self.place(place).is_some());
                matches!(self.word(verb + 1), "in" | "at" | "to")
                    && there
                    && !self.any(verb.wrapping_sub(1), &[Class::Modal])
            }
            _ => false,
        };
        let ahead =
            (verb..at).any(|place| self.any(place, &[Class::Plan, Class::Modal, Class::Not, Class::But]));
        if !journey || ahead {
            return false;
        }
        let subject = self.subject(verb);
        !subject.planned && !subject.negated && !subject.purpose
    }

    /// The subject of the clause to which the phrase beginning at `from` belongs: `after talks with X, Y said`,
    /// `Y said after talks with X`.
    pub fn main_subject(&self, from: usize, depth: usize) -> Vec<usize> {
        if let Some(subject) = self.cleft_subject(from) {
            return subject;
        }
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
            // "in a telephone conversation on April 30 A and B agreed", "at Tuesday's meeting in Lima A and B agreed"
            const NEAR: usize = 9;
            let town = |place: usize| {
                self.place(place).is_some() && matches!(self.word(place.wrapping_sub(1)), "in" | "at")
            };
            let behind = (from + 2..(from + NEAR).min(self.length()))
                .find(|place| self.party(*place).is_some() && !town(*place));
            let told = behind.filter(|party| {
                let ends = self.is_time(party - 1)
                    || town(party - 1)
                    || self.any(party - 1, &[Class::Noun, Class::Gathering]);
                ends && !self.is_possessor(*party)
            });
            if let Some(party) = told {
                let list = self.subject_list(party);
                let after = list.edge + usize::from(self.word(list.edge) == ",");
                if self.is_verb(after) || self.is_auxiliary(after) {
                    return list.units;
                }
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

    /// `It was after talks with B that A spoke of peace`: A.
    fn cleft_subject(&self, from: usize) -> Option<Vec<usize>> {
        const LONGEST: usize = 40;
        let cleft = ["was", "is"].iter().any(|be| {
            self.words_before(from, &[be])
                && from > 1
                && self.get(from - 2).is_some_and(|unit| unit.word == "it")
        });
        let last = (from + LONGEST).min(self.length());
        (from + 1..last).filter(|that| cleft && self.word(*that) == "that").find_map(|that| {
            let mut start = that + 1;
            while self.is_adverb(start) {
                start += 1;
            }
            self.party(start)?;
            let list = self.subject_list(start);
            let acts = self.is_verb(list.edge) || self.is_auxiliary(list.edge) || self.is_adverb(list.edge);
            (acts && !list.units.is_empty()).then_some(list.units)
        })
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
