//! Offices behind a name, in a clause about it, or before it with a comma between.

use std::ops::Range;

use crate::extract::Office;
use crate::extract::reading::Shape;
use crate::extract::role::Giver;
use crate::extract::role_phrase::Determiner;
use crate::gazetteer::{Entry, StateForm, TitleClass};

impl Giver<'_> {
    /// `Hakan Fidan, the Turkish foreign minister`, `X, Deputy Chairman of the Cabinet and Minister of Y`.
    pub(super) fn behind(&mut self, name: usize) {
        let limit = self.end_of_sentence(name);
        let mut at = self.behind_letters(name);
        // `President A of Tanzania, the chair of the African Union`: over the state.
        if let Some(end) = self.state_end(name).filter(|end| self.reading.is(*end, &[","])) {
            at = end;
        }
        // Over the age, the party, a second name in quotes: `, 54,`.
        if self.reading.is(at, &[","])
            && self.document.word(at + 1).parse::<u32>().is_ok()
            && self.reading.is(at + 2, &[","])
        {
            at += 2;
        }
        if self.document.word(at) == "\"" || self.document.word(at) == "“" {
            let close = (at + 1..limit.min(at + 4)).find(|at| ["\"", "”"].contains(&self.document.word(*at)));
            at = close.map_or(at, |close| close + 1);
        }
        if !(at < limit && [",", "-", "–", "—", "("].contains(&self.document.word(at))) {
            return;
        }
        at += 1;
        if self.behind_possessive(name, at) {
            return;
        }
        if self.reading.is(at, &["at"]) && self.reading.is(at + 1, &["present"]) {
            at += 2;
        }
        if self.reading.is(at, &["by"]) && self.reading.is(at + 1, &["now", "then"]) {
            at += 2;
        }
        // `until recently Minister of Trade`, `formerly head of …`.
        let formerly = self.reading.is(at, &["until", "formerly", "once", "previously", "hitherto"]);
        if self.reading.is(at, &["until"]) && self.reading.is(at + 1, &["now", "recently", "then", "lately"])
        {
            at += 2;
        }
        // `the newly appointed Minister of Trade`.
        if self.reading.is(at, &["the", "a"])
            && self.reading.is(at + 1, &["newly", "recently", "freshly", "just"])
            && self.phrase_from(at).is_none()
        {
            at += 1;
        }
        while self.reading.is(
            at,
            &[
                "also",
                "formerly",
                "then",
                "previously",
                "hitherto",
                "both",
                "and",
                "currently",
                "once",
                "now",
                "long",
                "as",
                "himself",
                "herself",
                "who",
                "appointed",
                "named",
                "elected",
                "in",
                "his",
                "capacity",
                "newly",
                "recently",
                "just",
                "freshly",
                "nominated",
                "designated",
                "respectively",
                "today",
                "later",
                "formally",
            ],
        ) && self.phrase_from(at).is_none()
            && at < limit
        {
            if self.reading.is(at, &["who", "and"]) {
                return;
            }
            at += 1;
        }
        let mut taken = false;
        while let Some(phrase) = self.phrase_from(at) {
            let said = &self.phrases[phrase];
            // `the Thai minister, A, his Lao counterpart, B`: offices before their names.
            let introduced = self.names[name].office.is_some() && !self.phrases[phrase].counterpart;
            if (introduced || self.before_comma(name)) && self.alternates(phrase) {
                return;
            }
            // `Nigerian President A, the President of Togo and …`: nobody heads two states.
            if self.heads_elsewhere(name, phrase) {
                return;
            }
            let names_next =
                self.name_from(said.tokens.end).is_some_and(|next| self.names[next].office == Some(phrase));
            // In a list of names the office belongs to the next: `A, B's foreign minister C`.
            if self.used[phrase]
                || names_next
                || said.plural && !self.plural_apposition(name, phrase)
                || said.tokens.end > limit
            {
                return;
            }
            // `A, foreign minister and Defence Minister B`: the office may be part of the next one's.
            let end = said.tokens.end;
            let vague = said.determiner == Determiner::None && said.of.is_empty();
            let stacked = vague
                && self.reading.is(end, &["and", "&"])
                && self.phrase_from(end + 1).is_some_and(|next| self.introduces(next));
            if stacked || vague && !taken && end < limit && self.reading.is_capital(end) {
                return;
            }
            // `the president's Special Adviser`: the second office is meant.
            let owned = self.reading.is_possessive(end).then(|| self.phrase_from(end + 1)).flatten();
            if self.reading.is_possessive(end) && owned.is_none() {
                return;
            }
            // `In his talks with X, the envoy repeated …`: the phrase is the subject of what follows.
            let past = self.reading.word(end).ends_with("ed");
            let verb = (self.reading.kind(end).person_verb() || past) && !self.reading.is_capital(end)
                || self.reading.is(end, &["has", "had", "will", "would", "was", "is", "also"]);
            if verb && !taken && self.in_adjunct(name) {
                return;
            }
            // `A, the President's Advisor B`: his who follows.
            if owned.is_some_and(|owned| self.introduces(owned)) {
                return;
            }
            let phrase = match owned {
                Some(owned) if !self.used[owned] => {
                    self.used[phrase] = true;
                    let (of, title) =
                        (self.phrases[phrase].of.first().cloned(), self.phrases[phrase].title.clone());
                    self.take(name, owned, of);
                    if let Some(office) = self.given[name].offices.last_mut() {
                        office.title = format!("{} to the {title}", office.title);
                    }
                    owned
                }
                _ => {
                    // "A and B, the prime ministers of X and Y": B's is the second.
                    let said = &self.phrases[phrase];
                    let count = said.of.len();
                    let shared = count > 2
                        && (name + 1).checked_sub(count).is_some_and(|first| {
                            self.given[first]
                                .offices
                                .last()
                                .is_some_and(|office| office.of == said.of.first().cloned())
                        });
                    let last = said.of.last().filter(|_| said.plural && (count == 2 || shared)).cloned();
                    self.take(name, phrase, last);
                    phrase
                }
            };
            if let Some(office) = self.given[name].offices.last_mut().filter(|_| formerly) {
                office.former = true;
            }
            taken = true;
            at = self.phrases[phrase].tokens.end;
            let from = at;
            while self.reading.is(at, &[",", "and", "as", "well", "also", "&"]) && at < from + 4 {
                at += 1;
            }
            if at == from {
                return;
            }
            // `…, and the Turkish president arrived` is somebody else: only bare stacked offices go on.
            if let Some(next) = self.phrase_from(at) {
                let other = self.reading.is(at, &["the", "a", "his", "her", "its"])
                    && !self.phrases[next].counterpart;
                let own = !self.phrases[next].of.is_empty()
                    && self.phrases[next].of != self.phrases[phrase].of
                    && matches!(
                        self.reading.known_at(self.phrases[next].tokens.start).map(|known| known.entry),
                        Some(Entry::State(..))
                    );
                if other
                    || own
                    || self.phrases[next].bare && !self.reading.is_capital(self.phrases[next].head.start)
                {
                    return;
                }
            }
        }
    }

    /// Whether an office with a comma behind it stands before a name: `the Thai minister, A`.
    fn before_comma(&self, name: usize) -> bool {
        let start = self.names[name].styled.start;
        let Some(comma) = start.checked_sub(1).filter(|at| self.reading.is(*at, &[","])) else {
            return false;
        };
        let place = self.phrases.partition_point(|phrase| phrase.tokens.end < comma);
        self.phrases.get(place).is_some_and(|phrase| {
            phrase.tokens.end == comma
                && !phrase.plural
                && (phrase.determiner != Determiner::None || !phrase.of.is_empty())
                && !self.used[place]
        })
    }

    /// Whether a phrase has a name behind its comma: `, his Lao counterpart, B`.
    fn alternates(&self, phrase: usize) -> bool {
        let end = self.phrases[phrase].tokens.end;
        let told = self.phrases[phrase].determiner != Determiner::None || !self.phrases[phrase].of.is_empty();
        self.reading.is(end, &[","]) && told && self.name_behind_style(end + 1).is_some()
    }

    /// Whether the office before a name is one of government in another state than this one.
    fn heads_elsewhere(&self, name: usize, phrase: usize) -> bool {
        let Some(own) = self.names[name].office.map(|office| &self.phrases[office]) else { return false };
        let said = &self.phrases[phrase];
        let state = |of: &String| self.reading.tables.state_named(of).is_some();
        let one = own.of.first().filter(|of| state(of));
        let other = said.of.first().filter(|of| state(of));
        let governs = |title: &str| {
            let title = title.to_lowercase();
            ["president", "prime minister", "king", "emir", "foreign minister", "premier"]
                .contains(&title.as_str())
        };
        one.zip(other).is_some_and(|(one, other)| one != other)
            && !own.former
            && !said.former
            && governs(&said.title)
            && (governs(&own.title) || own.title.to_lowercase().ends_with("minister"))
    }

    /// `as Chile's foreign minister`.
    fn take_as(&mut self, name: usize, as_token: usize, former: bool) {
        let phrase = self.phrase_from(as_token + 1).filter(|phrase| {
            !self.used[*phrase] && !self.phrases[*phrase].plural && self.phrases[*phrase].is_office()
        });
        let Some(phrase) = phrase else { return };
        let extent = self.given[name].extent.clone();
        let end = self.phrases[phrase].tokens.end;
        let until = self.day_behind(end);
        self.take(name, phrase, None);
        self.more_offices(name, end);
        self.given[name].extent = extent;
        if let Some(office) = self.given[name].offices.last_mut() {
            office.former |= former;
            office.to = office.to.or(until.filter(|_| former));
        }
    }

    /// Behind a name and the letters after it: `the Hon Ann Brown MP`.
    fn behind_letters(&self, name: usize) -> usize {
        let letters = [
            "mp", "mep", "mla", "mlc", "qc", "kc", "sc", "ao", "ac", "am", "obe", "cbe", "kbe", "mbe", "phd",
            "ph.d.", "td", "msp", "cmg", "kcmg",
        ];
        let mut at = self.names[name].tokens.end;
        while self.reading.is(at, &letters)
            && matches!(self.reading.shapes[at], Shape::Capitals | Shape::Initial)
        {
            at += 1;
        }
        at
    }

    /// `Ana Brito` alone on a line, and on the next `Assistant Secretary for Western Affairs`.
    pub(super) fn apposed_line(&mut self, name: usize) {
        let sentence = self.names[name].sentence;
        let sentences = &self.document.segments.sentences;
        let line = &sentences[sentence].tokens;
        let whole = line.start == self.names[name].styled.start
            && line.end == self.names[name].tokens.end
            && self.names[name].tokens.len() > 1;
        let Some(next) = sentences.get(sentence + 1).map(|next| next.tokens.clone()).filter(|_| whole) else {
            return;
        };
        let phrase = self.phrase_at[next.start].map(|phrase| phrase as usize);
        let Some(phrase) = phrase.filter(|phrase| {
            let said = &self.phrases[*phrase];
            !self.used[*phrase]
                && !said.plural
                && self.reading.is_capital(said.head.start)
                && (said.tokens.end == next.end || self.reading.is(said.tokens.end, &[","]))
        }) else {
            return;
        };
        let extent = self.given[name].extent.clone();
        self.take(name, phrase, None);
        self.given[name].extent = extent;
    }

    /// `X, Prado's spokesman`, `X, President Ana Prado's special envoy`: whom somebody serves.
    fn behind_possessive(&mut self, name: usize, at: usize) -> bool {
        let phrase = self.phrase_from(at).filter(|phrase| !self.phrases[*phrase].plural);
        let behind = phrase.map_or(at, |phrase| self.phrases[phrase].tokens.end);
        let Some(master) = self.name_from(behind).or_else(|| self.name_from(at)) else { return false };
        let end = self.names[master].tokens.end;
        let own = self.reading.is_possessive(end).then(|| self.phrase_from(end + 1)).flatten();
        let Some(office) = own.filter(|office| !self.used[*office] && !self.phrases[*office].plural) else {
            return false;
        };
        if self.phrases[office].tokens.start > end + 1
            || self.phrases[office].counterpart && self.introduces(office)
        {
            return false;
        }
        self.take(name, office, None);
        self.given[name].served = Some(end - 1);
        true
    }

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
        let begins = self.reading.is(start, &words);
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
        if relative && self.reading.is(at, &["as"]) {
            if let Some(phrase) = self.phrase_from(at + 1).filter(|phrase| {
                !self.used[*phrase] && !self.phrases[*phrase].plural && self.phrases[*phrase].is_office()
            }) {
                self.take(name, phrase, None);
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
            if office && !nobody && (said.determiner != Determiner::Indefinite || once) {
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
    fn more_offices(&mut self, name: usize, from: usize) {
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

    /// `the Rapid Support Forces (RSF), commanded by General A`: who leads a body that is named right before.
    pub(super) fn led_by(&mut self, name: usize) {
        let reading = self.reading;
        let start = self.names[name].styled.start;
        if start < 3 || !reading.is(start - 1, &["by"]) || self.names[name].office.is_some() {
            return;
        }
        let title = match reading.word(start - 2) {
            "led" => "leader",
            "headed" => "head",
            "chaired" => "chair",
            "commanded" => "commander",
            _ => return,
        };
        let mut end = start - 2;
        if reading.is(end - 1, &[","]) {
            end -= 1;
        }
        if end > 3 && self.document.word(end - 1) == ")" && self.document.word(end - 3) == "(" {
            end -= 3;
        }
        let Some(known) = end.checked_sub(1).and_then(|last| reading.known_at(last)) else { return };
        let Entry::Organization(place) = known.entry else { return };
        if known.tokens.end == end && self.given[name].offices.is_empty() {
            let of = Some(reading.tables.organization(place).name().to_string());
            let sentence = self.names[name].sentence;
            self.given[name].offices.push(Office {
                title: title.to_string(),
                of,
                sentence,
                ..Office::default()
            });
            self.given[name].person = true;
        }
    }

    /// What somebody heads: `the Management Committee of the Pakistan Cricket Board`, `Iran's Supreme Leader`.
    pub(super) fn headed_body(&mut self, name: usize, from: usize, title: &str, limit: usize) {
        let reading = self.reading;
        let start = from + usize::from(reading.is(from, &["the", "its", "his", "her"]));
        let sentence = self.names[name].sentence;
        let mut end = start;
        while end < limit
            && (reading.is_capital(end)
                || end > start
                    && (reading.is(end, &["of", "for", "'s", "the"]) && reading.is_capital(end + 1)
                        || reading.is(end, &["of"])
                            && reading.is(end + 1, &["the"])
                            && reading.is_capital(end + 2)))
        {
            end += 1;
        }
        // `Burma's military government`, `the country's transitional council`, in small letters.
        let owned = if end > start && reading.is_possessive(end) { Some(end) } else { None };
        let small = match owned {
            Some(mark) => mark + 1,
            None => start,
        };
        let inner = small
            + (small..limit.min(small + 3))
                .take_while(|at| {
                    reading.kind(*at).modifier()
                        || reading.kind(*at).portfolio()
                        || reading.is(*at, &["interim", "transitional"])
                })
                .count();
        let governs = ["government", "junta", "council", "cabinet", "parliament", "senate", "army", "forces"];
        let last = if reading.is(inner, &governs) { inner } else { inner.saturating_sub(1) };
        if (owned.is_some() || end == start && from < start)
            && last >= small
            && reading.is(last, &governs)
            && !reading.is_capital(small)
        {
            let state = owned.and_then(|mark| {
                let known = reading.known_at(start).filter(|known| known.tokens.end == mark)?;
                reading.state_of(known).map(|(name, _)| name.to_string())
            });
            if owned.is_some() == state.is_some() {
                let body =
                    self.document.words(&(small..last + 1)).split_whitespace().collect::<Vec<_>>().join(" ");
                let office = Office {
                    title: format!("{title} of the {body}"),
                    of: state,
                    sentence,
                    ..Office::default()
                };
                self.given[name].offices.push(office);
                self.given[name].person = true;
            }
            return;
        }
        let person = self.name_from(start).is_some_and(|name| self.names[name].tokens.end >= end);
        if end == start || person {
            return;
        }
        let text = |range: Range<usize>| {
            self.document.words(&range).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let known = reading.known_at(start).cloned();
        let mut office = Office { title: title.to_string(), sentence, ..Office::default() };
        match known.map(|known| (known.entry, known.tokens)) {
            Some((Entry::Organization(place), tokens)) if tokens.end == end => {
                office.of = Some(reading.tables.organization(place).name().to_string())
            }
            Some((Entry::State(place, form), tokens)) => {
                let state = reading.tables.state(place).name().to_string();
                let rest = tokens.end + usize::from(reading.is_possessive(tokens.end));
                let whole = form == StateForm::Government || rest >= end;
                if whole {
                    office.of = Some(text(start..end))
                } else {
                    let to = if title == "adviser" { "to the" } else { "of the" };
                    office.title = format!("{title} {to} {}", text(rest..end));
                    office.of = Some(state);
                }
            }
            _ => {
                let split = (start + 1..end)
                    .rev()
                    .find(|at| reading.is(*at, &["of"]) && reading.is(*at + 1, &["the"]));
                match split {
                    Some(of) => {
                        office.title = format!("{title} of the {}", text(start..of));
                        office.of = Some(text(of + 2..end));
                    }
                    // Every state has one.
                    None if reading.is(start, &["presidential", "executive", "royal", "prime"]) => {
                        office.title = format!("{title} of the {}", text(start..end))
                    }
                    None => office.of = Some(text(start..end)),
                }
            }
        }
        self.given[name].offices.push(office);
        self.given[name].person = true;
    }

    /// `the President of Brazil, Luiz Inácio Lula da Silva`, `his Turkish counterpart, Hakan Fidan`.
    pub(super) fn reversed(&mut self) {
        for phrase in 0..self.phrases.len() {
            self.master(phrase);
            let said = &self.phrases[phrase];
            let stacked = self.stacked_before(phrase);
            let definite =
                said.determiner != Determiner::None || !said.of.is_empty() || said.bare || stacked.is_some();
            let nobody = said.determiner == Determiner::Indefinite && said.bare;
            if self.used[phrase] || said.plural || nobody {
                continue;
            }
            if !definite {
                self.predicated(phrase);
                continue;
            }
            let at = said.tokens.end;
            if !self.reading.is(at, &[",", ":", "-", "–", "—", "("]) {
                self.predicated(phrase);
                continue;
            }
            let rotating = self.rotating(phrase);
            let Some(name) = self.name_behind_style(at + 1).or(rotating) else { continue };
            let end = self.behind_letters(name);
            let closed =
                self.reading.is(end, &[",", ".", ";", ")", "and", "-", "–", "—", "on", "in", "at", "for"])
                    || end >= self.end_of_sentence(name)
                    || self.state_end(name).is_some_and(|end| {
                        self.reading.is(end, &[",", ".", ";", "and"]) && self.phrases[phrase].of.is_empty()
                    })
                    || self.reading.kind(end).person_verb();
            let told = self.given[name].offices.len() - self.given[name].clause;
            // `by its Prime Minister, A, as the current Chair`: one more office behind.
            let its = self.reading.is(self.phrases[phrase].tokens.start.wrapping_sub(1), &["its"]);
            let open = told == 0 || its || self.names[name].office.is_some();
            if closed && open && self.given[name].counterpart.is_none() {
                // `the SADC chair and facilitator, South Africa's President A`: both of one body.
                let of =
                    stacked.filter(|_| rotating.is_some()).and_then(|before| self.phrases[before].of.first());
                self.take(name, phrase, of.cloned());
                if let Some(before) = stacked {
                    self.take(name, before, None);
                }
            }
        }
    }

    /// `A, who is Personal Envoy of the President of Brazil, B`: whom the holder of an office serves, named behind it.
    fn master(&mut self, phrase: usize) {
        const HEADS: [&str; 8] = [
            "President",
            "Prime Minister",
            "King",
            "Emir",
            "Secretary-General",
            "Secretary General",
            "Crown Prince",
            "Foreign Minister",
        ];
        if !self.used[phrase] || self.introduces(phrase) {
            return;
        }
        let said = &self.phrases[phrase];
        let inner = HEADS.iter().find(|head| {
            let served = said.title.strip_suffix(**head);
            served.is_some_and(|rest| rest.ends_with(" of the ") || rest.ends_with(" to the "))
        });
        let Some(inner) = inner.filter(|_| self.reading.is(said.tokens.end, &[","])) else { return };
        let Some(name) = self.name_behind_style(said.tokens.end + 1) else { return };
        let end = self.behind_letters(name);
        let closed = self.reading.is(end, &[",", ".", ";", ")"]) || end >= self.end_of_sentence(name);
        if closed && self.given[name].offices.is_empty() && self.names[name].office.is_none() {
            let office = Office {
                title: (*inner).to_string(),
                of: said.of.first().cloned(),
                sentence: self.names[name].sentence,
                ..Office::default()
            };
            self.given[name].offices.push(office);
            self.given[name].person = true;
        }
    }

    /// `the chairman of the African Union, Nigerian President A`: an office that the heads of states hold by turns.
    fn rotating(&self, phrase: usize) -> Option<usize> {
        let said = &self.phrases[phrase];
        let heads = [
            "chair",
            "chairman",
            "chairwoman",
            "chairperson",
            "chairman-in-office",
            "chairperson-in-office",
            "facilitator",
            "mediator",
            "co-chair",
            "co-chairman",
            "host",
        ];
        let stacked = self.stacked_before(phrase).map(|before| &self.phrases[before]);
        let of = said.of.first().or_else(|| stacked.and_then(|before| before.of.first()));
        let body = of.is_some_and(|of| self.reading.tables.state_named(of).is_none());
        if !self.reading.is(said.head.start, &heads) || !body {
            return None;
        }
        let own = self.phrase_from(said.tokens.end + 1).map(|own| &self.phrases[own])?;
        let name = self.name_from(own.tokens.end).filter(|_| !own.plural && !own.counterpart)?;
        let state = own.of.first().is_some_and(|of| self.reading.tables.state_named(of).is_some());
        state.then_some(name)
    }

    /// `The last president to have gone there was Ana Brito;`: the office first, then who had it.
    fn predicated(&mut self, phrase: usize) {
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

    /// A name without an office, or with one that is as good as a style: `, Senator the Hon Ann Brown`.
    fn name_behind_style(&self, at: usize) -> Option<usize> {
        // `the Hon Mark Brown`.
        let honoured =
            self.reading.is(at, &["the"]) && self.name_from(at).is_none() && self.name_from(at + 1).is_some();
        let at = at + usize::from(honoured);
        if let Some(name) = self.name_from(at) {
            return self.names[name].office.is_none().then_some(name);
        }
        let style = self.phrase_from(at).filter(|phrase| {
            self.reading.is(
                self.phrases[*phrase].head.start,
                &["senator", "ambassador", "professor", "archbishop", "bishop"],
            ) && self.phrases[*phrase].bare
        })?;
        let end = self.phrases[style].tokens.end;
        let next = self.names.partition_point(|name| name.tokens.start < end);
        (self.names.get(next)?.office == Some(style)).then_some(next)
    }

    /// `the Tánaiste and Minister for Foreign Affairs, X`: the office that a phrase is stacked upon.
    fn stacked_before(&self, phrase: usize) -> Option<usize> {
        let before = phrase.checked_sub(1).filter(|before| !self.used[*before])?;
        let (said, first) = (&self.phrases[phrase], &self.phrases[before]);
        let joined = first.tokens.end + 1 == said.tokens.start && self.reading.is(first.tokens.end, &["and"]);
        let one = !first.plural && said.determiner == Determiner::None && said.of.is_empty();
        // `AMMAN — Deputy Prime Minister and Minister of Trade, X,`: without an article where the sentence begins.
        let start = first.tokens.start;
        let begins = (start == first.sentence_start(self.document)
            || self.reading.is(start - 1, &["-", "–", "—", "--"]))
            && self.reading.is_capital(first.head.start)
            && self.reading.is_capital(said.head.start);
        (joined && one && (begins || first.determiner == Determiner::Definite)).then_some(before)
    }
}
