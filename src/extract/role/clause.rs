//! Offices in a clause about a name: `X, who chairs …`, `X is the …`, `X was appointed …`.

use super::Giver;
use super::phrase::Determiner;
use crate::gazetteer::TitleClass;

impl Giver<'_> {
    /// Whether a name stands in what goes before the clause: `After talks with X, …`.
    pub(super) fn in_adjunct(&self, name: usize) -> bool {
        let start = self.document.segments.sentences[self.names[name].sentence].tokens.start;
        let words = [
            "in",
            "after",
            "during",
            "at",
            "following",
            "before",
            "since",
            "as",
            "alongside",
            "meeting",
            "speaking",
            "when",
            "while",
            "on",
            "asked",
            "according",
        ];
        // "The day before he met A, the president had spoken with B"
        let beside = |at: usize| self.reading.is(at, &["before", "after"]);
        let day = self.reading.is(start + 1, &["day", "week", "month", "evening", "morning", "night"]);
        let begins = self.reading.is(start, &words) || day && beside(start + 2);
        let preceded = self.names[name].styled.start > start;
        let comma = (start..self.names[name].styled.start).take(60).any(|at| self.reading.is(at, &[","]));
        begins && preceded && !comma
    }

    /// Whether a name stands right behind the phrase.
    pub(super) fn introduces(&self, phrase: usize) -> bool {
        let end = self.phrases[phrase].tokens.end;
        self.name_from(end).is_some_and(|name| self.names[name].office == Some(phrase))
    }

    /// `X, who chairs …`, `X is the …`, `X was appointed …`.
    pub(super) fn clause(&mut self, name: usize) {
        let end = self.names[name].tokens.end;
        let extent = self.given[name].extent.end;
        let before = self.given[name].offices.len();
        self.clause_from(name, end);
        // `A, leader of the Front, was named prime minister`: behind the apposition.
        let apposed = extent > end && self.reading.is(end, &[","]) && self.reading.is(extent, &[","]);
        let state = self.state_end(name).unwrap_or(end);
        if apposed {
            self.clause_from(name, extent + 1);
        } else if state > end && self.given[name].offices.len() == before {
            self.clause_from(name, state);
        }
        let clause = self.given[name].offices.len().saturating_sub(before);
        self.given[name].clause = clause;
    }

    fn clause_from(&mut self, name: usize, from: usize) {
        let limit = self.end_of_sentence(name);
        let mut at = from;
        let relative =
            self.reading.is(at, &[","]) && self.reading.is(at + 1, &["who"]) || self.reading.is(at, &["who"]);
        if relative {
            at += if self.reading.is(at, &["who"]) { 1 } else { 2 };
            self.given[name].person = true;
        }
        while self.reading.is(
            at,
            &["also", "currently", "now", "has", "had", "once", "still", "long", "recently", "just", "later"],
        ) && at < limit
        {
            at += 1;
        }
        // "who at present heads the Union".
        let at = match relative && self.reading.is(at, &["at"]) {
            true if self.reading.is(at + 1, &["present"]) => at + 2,
            true if self.reading.is(at + 1, &["the"]) && self.reading.is(at + 2, &["time", "moment"]) => {
                at + 3
            }
            _ => at,
        };
        if relative && self.reading.is(at, &["as"]) {
            if let Some(phrase) = self.phrase_from(at + 1).filter(|phrase| {
                !self.used[*phrase] && !self.phrases[*phrase].plural && self.phrases[*phrase].is_office()
            }) {
                self.take(name, phrase, None);
            }
            return;
        }
        // "A and B, who are advisers to the President of Angola".
        if relative && self.reading.is(at, &["are", "were"]) {
            let extent = self.given[name].extent.clone();
            if let Some(phrase) = self.phrase_from(at + 1).filter(|phrase| {
                let said = &self.phrases[*phrase];
                !self.used[*phrase] && said.plural && said.is_office() && !said.bare && !said.counterpart
            }) && self.plural_apposition(name, phrase)
            {
                let last = self.phrases[phrase].of.get(1).cloned();
                self.take(name, phrase, last);
                self.given[name].extent = extent;
            }
            return;
        }
        let verb = self.reading.word(at);
        let dismissed =
            ["dismissed", "sacked", "removed", "fired", "ousted", "relieved", "replaced", "dropped"];
        let passive = usize::from(["is", "was", "been"].contains(&verb))
            + usize::from(self.reading.is(at + 1, &["been"]));
        if passive > 0
            && self.reading.is(at + passive, &dismissed)
            && self.reading.is(at + passive + 1, &["as"])
        {
            self.take_as(name, at + passive + 1, true);
            return;
        }
        // `who used to be a minister`, `who will be the envoy`.
        let once = self.reading.is(at, &["used"])
            && self.reading.is(at + 1, &["to"])
            && self.reading.is(at + 2, &["be"]);
        let been = verb == "been" && self.reading.is(at - 1, &["has", "had"]);
        if ["is", "was", "became", "becomes", "remains", "remained"].contains(&verb) || been || once {
            let at = if once { at + 2 } else { at };
            // "who was once the foreign minister of Chile".
            let ago = self.reading.is(at, &["was"]) && self.reading.is(at + 1, &["once", "formerly"]);
            let at = at + usize::from(ago);
            let once = once || ago;
            let words = [
                "appointed",
                "named",
                "elected",
                "reelected",
                "re-elected",
                "also",
                "sworn",
                "until",
                "previously",
                "then",
                "in",
                "as",
                "the",
                "himself",
                "herself",
                "announced",
                "declared",
                "proclaimed",
                "installed",
                "chosen",
                "picked",
                "confirmed",
                "inaugurated",
                "nominated",
                "designated",
                "recently",
                "now",
                "both",
                "formally",
                "recently",
                "just",
                "currently",
                "again",
                "yesterday",
                "today",
            ];
            let mut next = at + 1;
            let naming = self.reading.is(next, &words);
            let limit_words = next + 4;
            while next < limit_words && self.phrase_from(next).is_none() && self.reading.is(next, &words) {
                next += 1
            }
            if been && !naming && !relative {
                return;
            }
            let next = if self.phrase_from(next).is_some() { next } else { at + 1 };
            let Some(phrase) = self.phrase_from(next) else { return };
            let said = &self.phrases[phrase];
            let elect = said.bare && self.reading.word(said.head.start).ends_with("-elect");
            let office = !said.plural
                && !self.used[phrase]
                && said.is_office()
                && (!said.bare || elect)
                && said.tokens.end <= limit;
            let nobody = self.name_from(said.tokens.end).is_some()
                || said.class == TitleClass::Spokesperson && !relative;
            if office
                && !nobody
                && (said.determiner != Determiner::Indefinite || once || said.former && relative)
            {
                let extent = self.given[name].extent.clone();
                let end = said.tokens.end;
                let since = if naming { self.day_behind(end) } else { None };
                self.take(name, phrase, None);
                if let Some(office) = self.given[name].offices.last_mut() {
                    office.from = office.from.or(since);
                    office.former |= once;
                }
                if relative {
                    self.more_offices(name, end);
                }
                self.given[name].extent = extent;
            }
            return;
        }
        let acting = [
            "served",
            "serves",
            "serving",
            "doubles",
            "doubled",
            "acts",
            "acted",
            "works",
            "worked",
            "continues",
            "stays",
        ];
        if acting.contains(&verb) && self.reading.is(at + 1, &["as"]) {
            self.take_as(name, at + 1, verb == "served" && !self.reading.is(at - 1, &["has"]));
            return;
        }
        // `resigned as foreign minister in March`, `was dismissed as head of …`.
        let left = usize::from(
            self.reading.is(at, &["stepped", "steps", "stood"]) && self.reading.is(at + 1, &["down"]),
        );
        if (left > 0 || ["resigned", "resigns", "retired", "quit"].contains(&verb))
            && self.reading.is(at + 1 + left, &["as"])
        {
            self.take_as(name, at + 1 + left, true);
            return;
        }
        // `recognised X as interim president`, `X was sworn in as …`, `appointed X mediator`.
        let working = [
            "done",
            "sworn",
            "confirmed",
            "installed",
            "inaugurated",
            "elected",
            "re-elected",
            "appointed",
            "named",
        ];
        let reach = (at..at + 4)
            .find(|at| self.reading.is(*at, &["as"]))
            .filter(|as_token| *as_token == at || (at..*as_token).any(|at| self.reading.is(at, &working)));
        if let Some(as_token) = reach.filter(|as_token| !self.reading.is(as_token + 1, &["well", "part"])) {
            self.take_as(name, as_token, false);
            return;
        }
        let start = self.names[name].styled.start;
        let makes = [
            "appointed",
            "named",
            "elected",
            "nominated",
            "designated",
            "declared",
            "made",
            "appoints",
            "names",
        ];
        let object = start > 0 && self.reading.is(start - 1, &makes);
        if let Some(phrase) = self.phrase_from(at).filter(|phrase| object && !self.introduces(*phrase)) {
            let said = &self.phrases[phrase];
            if !self.used[phrase] && !said.plural && said.is_office() && !said.counterpart {
                self.take(name, phrase, None);
                // Who names somebody names him for his own state.
                let subject = name.checked_sub(1).filter(|subject| {
                    let end = self.names[*subject].tokens.end;
                    self.names[*subject].sentence == self.names[name].sentence
                        && end < start
                        && end + 3 > start - 1
                });
                self.given[name].served = subject.map(|subject| self.names[subject].tokens.end - 1);
            }
            return;
        }
        if ["took", "assumed"].contains(&verb) && self.reading.is(at + 1, &["office", "power"]) {
            self.given[name].since = self.day_behind(at + 2);
            return;
        }
        // `who preceded Y as president`: over the other's name.
        if relative && ["preceded", "succeeded", "replaced", "followed"].contains(&verb) {
            let other = self.names.get(name + 1).filter(|other| other.styled.start == at + 1);
            if let Some(end) =
                other.map(|other| other.tokens.end).filter(|end| self.reading.is(*end, &["as"]))
            {
                self.take_as(name, end, verb == "preceded");
            }
            return;
        }
        let title = match verb {
            "chairs" | "chaired" => "chair",
            "heads" | "headed" => "head",
            "leads" | "led" => "leader",
            "advises" => "adviser",
            "speaks" if self.reading.is(at + 1, &["for"]) => "spokesperson",
            "co-chairs" => "co-chair",
            "commands" => "commander",
            _ => return,
        };
        if relative {
            self.headed_body(name, at + 1 + usize::from(verb == "speaks"), title, limit)
        }
    }

    /// `who is Director of Cabinet and Chief Adviser to the Secretary General`: the offices joined to one that was taken.
    pub(super) fn more_offices(&mut self, name: usize, from: usize) {
        let mut at = from;
        while self.reading.is(at, &["and", "&"]) {
            let next = at + 1 + usize::from(self.reading.is(at + 1, &["also"]));
            let Some(phrase) = self.phrase_from(next) else { return };
            let said = &self.phrases[phrase];
            let own = !self.used[phrase]
                && !said.plural
                && !said.counterpart
                && said.is_office()
                && said.determiner != Determiner::Definite
                && (!said.bare || self.reading.is_capital(said.head.start))
                && !self.introduces(phrase);
            if !own {
                return;
            }
            at = said.tokens.end;
            self.take(name, phrase, None);
        }
    }

    /// `The last president to have gone there was Ana Brito;`: the office first, then who had it.
    pub(super) fn predicated(&mut self, phrase: usize) {
        const LONGEST: usize = 9;
        let said = &self.phrases[phrase];
        let limit = self.document.segments.sentences[self.document.sentence_of(said.head.start)].tokens.end;
        let end = said.tokens.end;
        let opens = self.reading.is(end, &["is", "was", "to", "who", "present", "there", "at"]);
        let start = said.tokens.start;
        let only = start > 1
            && self.reading.is(start - 1, &["last", "first", "only", "sole", "other", "latest"])
            && self.reading.is(start - 2, &["the"]);
        let definite = said.determiner == Determiner::Definite || only;
        if !opens || !definite || said.counterpart || said.plural || !said.is_office() {
            return;
        }
        let plain = |at: &usize| {
            !self.reading.is(*at, &[",", ";", ".", ":", "and", "but"]) && self.phrase_at[*at].is_none()
        };
        let verb = (end..limit.min(end + LONGEST))
            .take_while(plain)
            .find(|at| self.reading.is(*at, &["is", "was"]) && self.name_from(at + 1).is_some());
        let Some(name) = verb.and_then(|verb| self.name_from(verb + 1)) else { return };
        let behind = self.names[name].tokens.end;
        let closed = self.reading.is(behind, &[",", ".", ";", ":", "who", "and"])
            || behind >= self.end_of_sentence(name);
        if closed && self.names[name].office.is_none() && self.given[name].offices.is_empty() {
            let extent = self.given[name].extent.clone();
            self.take(name, phrase, None);
            self.given[name].extent = extent;
        }
    }
}
