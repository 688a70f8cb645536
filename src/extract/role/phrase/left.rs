//! What stands before an office noun: states, bodies, `deputy`, `former`, fields.

use super::Determiner;
use super::grower::{Grower, Left, determiner, number};
use crate::extract::reading::{Shape, TitleAt};
use crate::gazetteer::{Entry, StateForm, WordKind};

impl Grower<'_, '_> {
    pub(super) fn left(&self, head: usize, capital: bool) -> Left {
        let mut left = Left { start: head, ..Left::default() };
        while left.start > self.bounds.start {
            let at = left.start - 1;
            if left.of.is_empty() && self.owner_before(at, &mut left) {
                // `the Deputy Norwegian Foreign Minister`.
                let rank = left.start.checked_sub(1).filter(|rank| {
                    *rank >= self.bounds.start
                        && self.reading.title_at(*rank).is_some_and(|title| self.ranks(title, head))
                });
                if let Some(rank) = rank {
                    left.title.push(rank);
                    left.start = rank;
                }
                continue;
            }
            // `the country's first Fulani president`: what owns the office stands further left.
            let ranked =
                left.title.last().is_some_and(|token| self.reading.is(*token, &["first", "second", "third"]));
            if ranked && !left.of.is_empty() && self.reading.is_possessive(at) {
                let mut owned = Left { start: left.start, ..Left::default() };
                if self.owner_before(at, &mut owned) {
                    left.start = owned.start;
                    left.of = owned.of;
                    left.home |= owned.home;
                    continue;
                }
            }
            if !self.modifier_before(at, capital, &mut left) {
                break;
            }
        }
        if left.of.is_empty() && left.title.is_empty() && left.start == head {
            self.party_before(head, capital, &mut left);
        }
        left.start = left.start.max(self.bounds.start);
        if let Some(at) = left.start.checked_sub(1).filter(|at| *at >= self.bounds.start) {
            let owned = self.reading.is_possessive(at).then_some(Determiner::Possessive);
            left.determiner = determiner(self.reading.word(at)).or(owned).or(left.determiner);
        }
        left
    }

    /// `Deputy` before a state and the office it is a rank of: `the deputy Turkish foreign minister`.
    pub(super) fn ranks(&self, title: &TitleAt<'_>, head: usize) -> bool {
        let reading = self.reading;
        // "the chief Palestinian negotiator".
        let chief = reading.is(title.tokens.start, &["chief"])
            && reading.is(head, &["negotiator", "delegate", "mediator", "spokesman", "spokeswoman", "envoy"]);
        let deputy = reading.is(title.tokens.start, &["deputy"]);
        if title.plural || title.tokens.len() > 1 || !(deputy || chief) {
            return false;
        }
        let known = reading.known_at(title.tokens.end);
        let adjective = known.filter(|known| matches!(known.entry, Entry::State(_, StateForm::Adjective)));
        adjective.is_some_and(|known| {
            let office = known.tokens.end;
            office <= head
                && (office..head).all(|at| reading.kind(at).portfolio())
                && reading.title_at(head).is_some_and(|title| !title.title.is_style())
        })
    }

    /// Takes a state or body before the office: `Iranian`, `Iraq's`, `UN`, `the country's`.
    pub(super) fn owner_before(&self, at: usize, left: &mut Left) -> bool {
        let reading = self.reading;
        let possessive = reading.is_possessive(at);
        let last =
            if possessive { at.checked_sub(1).filter(|at| *at >= self.bounds.start) } else { Some(at) };
        let Some(last) = last else { return false };
        if possessive
            && reading.is(
                last,
                &[
                    "country",
                    "kingdom",
                    "nation",
                    "republic",
                    "sultanate",
                    "emirate",
                    "city-state",
                    "government",
                ],
            )
        {
            left.home = true;
            left.start = last;
            return true;
        }
        // `Republic of Korea (ROK) Special Representative`: over the abbreviation.
        let last = if self.document.word(last) == ")"
            && last >= self.bounds.start + 3
            && self.document.word(last - 2) == "("
        {
            last - 3
        } else {
            last
        };
        let Some(known) = reading.known_at(last).filter(|known| known.tokens.end == last + 1) else {
            return false;
        };
        if known.tokens.start < self.bounds.start {
            return false;
        }
        let Some(name) = self.owner_name(known.tokens.start, possessive) else { return false };
        left.of.push(name);
        left.start = known.tokens.start;
        self.more_states_before(left);
        true
    }

    /// `Indian and Pakistani foreign ministers`, `Egypt, Jordan and Iraq's leaders`.
    fn more_states_before(&self, left: &mut Left) {
        let reading = self.reading;
        while left.start >= self.bounds.start + 2 {
            let mut at = left.start - 1;
            if !reading.is(at, &["and", ",", "&"]) {
                return;
            }
            if reading.is(at, &["and", "&"]) && reading.is(at - 1, &[","]) && at > self.bounds.start + 1 {
                at -= 1;
            }
            if reading.is_possessive(at - 1) && at > self.bounds.start + 1 {
                at -= 1
            }
            let Some(known) = reading.known_at(at - 1).filter(|known| known.tokens.end == at) else { return };
            let adjective = reading.state_of(known).map(|(_, form)| form == StateForm::Adjective);
            let own = reading
                .known_at(left.start)
                .and_then(|known| reading.state_of(known))
                .map(|(_, form)| form == StateForm::Adjective);
            // "Crown Prince A of the UAE and US Deputy Secretary B": the first is of who was named before.
            let the = known.tokens.start.saturating_sub(1);
            let of = the - usize::from(reading.is(the, &["the"]) && the > 0);
            if adjective == Some(false) && reading.is(of, &["of"]) {
                return;
            }
            if known.tokens.start < self.bounds.start || adjective.is_none() || adjective != own {
                return;
            }
            let Some(name) = self.owner_name(known.tokens.start, false) else { return };
            left.of.insert(0, name);
            left.start = known.tokens.start;
        }
    }

    /// Takes one word that modifies the office, or ends the walk.
    fn modifier_before(&self, at: usize, capital: bool, left: &mut Left) -> bool {
        let reading = self.reading;
        let kind = reading.kind(at);
        let word = reading.word(at);
        // What belongs to a name known to the tables is no modifier: `Central Command` is a body.
        if reading.known_at(at).is_some_and(|known| !self.is_region(known.tokens.start)) {
            return false;
        }
        if let Some(number) = number(word) {
            left.number = Some(number);
            left.start = at;
            return false;
        }
        if kind.former() || word == "-" && at > self.bounds.start && reading.kind(at - 1).former() {
            left.former = left.former || !["then", "then-serving"].contains(&word);
            left.start = at;
            return true;
        }
        // `the Egyptian Foreign Ministry's spokesman`.
        if reading.is_possessive(at) && at > self.bounds.start && reading.kind(at - 1).body() {
            left.start = at;
            return true;
        }
        let cased = !capital || reading.is_capital(at);
        // `Deputy Railroad Minister`: between a rank and an office any capitalised word is a field.
        let between = left.title.is_empty()
            && kind == WordKind::default()
            && capital
            && reading.is_capital(at)
            && at > self.bounds.start
            && reading.is_capital(at - 1)
            && reading.is(at - 1, &["vice", "deputy", "assistant", "first"])
            && reading.known_at(at).is_none()
            && reading.title_at(at).is_none();
        let offices = kind.modifier() || kind.portfolio() && cased || kind.body() && cased || between;
        let realm = word == "state" && !reading.is_capital(at);
        if offices && !realm {
            left.title.push(at);
            left.start = at;
            return true;
        }
        if reading.known_at(at).is_some() && self.is_region(at) && reading.is_capital(at) {
            left.title.push(at);
            left.start = at;
            return true;
        }
        // `the Conservative Party leader`: part of a body's name.
        let named = reading.is_capital(at)
            && reading.is_capital(at + 1)
            && reading.kind(at + 1).body()
            && left.title.last() == Some(&(at + 1));
        // "Somalia's UN-backed President", "the army-installed prime minister".
        let backed = word.rsplit_once('-').is_some_and(|(_, participle)| {
            ["backed", "supported", "recognised", "recognized", "appointed", "installed", "imposed"]
                .contains(&participle)
        });
        if (kind.status() || backed) && !named {
            left.start = at;
            return true;
        }
        // "Russia's newly elected president", "the recently appointed envoy".
        let made = ["elected", "appointed", "named", "nominated", "installed", "inaugurated", "re-elected"];
        if made.contains(&word)
            && at > self.bounds.start
            && reading.is(at - 1, &["newly", "recently", "freshly", "just", "democratically"])
        {
            left.start = at - 1;
            return true;
        }
        // `Ministry of Foreign Affairs Director General`.
        let ministry = word == "of"
            && at > self.bounds.start
            && reading.is(at - 1, &["ministry", "department", "office", "bureau"])
            && left.title.last().is_some_and(|last| *last == at + 1 && reading.kind(*last).portfolio());
        if ministry {
            left.title.extend([at, at - 1]);
            left.start = at - 1;
            return true;
        }
        if self.unknown_body_before(at, left) {
            return false;
        }
        if ["and", "&", ","].contains(&word) && at > self.bounds.start && !left.title.is_empty() {
            let before = reading.kind(at - 1);
            let after = reading.kind(at + 1);
            let portfolios = before.portfolio() && after.portfolio() && reading.title_at(at - 1).is_none();
            let listed = word != "," || left.title.iter().any(|token| reading.is(*token, &["and", "&"]));
            if portfolios && listed && (!capital || reading.is_capital(at - 1)) {
                left.title.push(at);
                left.start = at;
                return true;
            }
        }
        false
    }

    /// `ULFA leader`, `Partido Nacional leader`: who is led, where the tables do not know it.
    fn party_before(&self, head: usize, capital: bool, left: &mut Left) {
        let reading = self.reading;
        let heads = ["leader", "chief", "chairman", "chairwoman", "chair", "president", "head", "boss"];
        let unknown = |at: usize| {
            reading.known_at(at).is_none()
                && reading.title_at(at).is_none()
                && reading.kind(at) == WordKind::default()
                && !reading.is_possessive(at)
        };
        let letters =
            |at: usize| matches!(reading.shape(at), Shape::Capitals) && self.document.word(at).len() > 2;
        let mut start = head;
        while start > self.bounds.start
            && start + 3 > head
            && reading.is_capital(start - 1)
            && unknown(start - 1)
        {
            start -= 1;
        }
        let sentence = self.document.segments.sentences.get(self.document.sentence_of(head));
        let begins = sentence.is_some_and(|sentence| sentence.tokens.start == start);
        let acronym = start + 1 == head && letters(start);
        let words = !capital && !begins && start + 1 < head;
        if start < head && reading.is(head, &heads) && !self.shouts(head) && (acronym || words) {
            left.of.push(self.join(start..head));
            left.start = start;
        }
    }

    /// Whether the words around are all written in capitals, so that capitals say nothing.
    fn shouts(&self, head: usize) -> bool {
        matches!(self.reading.shape(head), Shape::Capitals)
    }

    /// `Noor Bank chairman`, `the Cricket Board's director`: capitalised words before a body name it.
    fn unknown_body_before(&self, at: usize, left: &mut Left) -> bool {
        let reading = self.reading;
        let Some(body) =
            left.title.last().copied().filter(|body| *body == at + 1 && reading.kind(*body).body())
        else {
            return false;
        };
        let names = |at: usize| {
            reading.is_capital(at)
                && reading.known_at(at).is_none()
                && reading.title_at(at).is_none()
                && !reading.kind(at).weak()
                && !reading.kind(at).portfolio()
        };
        let mut start = body;
        while start > self.bounds.start && names(start - 1) {
            start -= 1;
        }
        let adjective = start
            .checked_sub(1)
            .filter(|at| *at >= self.bounds.start && start < body)
            .and_then(|at| reading.known_at(at));
        if let Some(known) =
            adjective.filter(|known| known.tokens.end == start && reading.state_of(known).is_some())
        {
            start = known.tokens.start.max(self.bounds.start);
        }
        if start == body || !left.of.is_empty() || !reading.is_capital(body) {
            return false;
        }
        left.of.push(self.join(start..body + 1));
        left.title.pop();
        left.start = start;
        true
    }
}
