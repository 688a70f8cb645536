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
        // `until recently Minister of Trade`, `formerly head of …`.
        let formerly = self.reading.is(at, &["until", "formerly", "once", "previously", "hitherto"]);
        if self.reading.is(at, &["until"]) && self.reading.is(at + 1, &["now", "recently", "then", "lately"])
        {
            at += 2;
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
                    let second = said.of.get(1).filter(|_| said.plural && said.of.len() == 2).cloned();
                    self.take(name, phrase, second);
                    phrase
                }
            };
            if let Some(office) = self.given[name].offices.last_mut().filter(|_| formerly) {
                office.former = true;
            }
            if let Some(office) = self.given[name].offices.last_mut().filter(|_| formerly) {
                office.former = true;
            }
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

    /// `as Chile's foreign minister`.
    fn take_as(&mut self, name: usize, as_token: usize, former: bool) {
        let phrase = self.phrase_from(as_token + 1).filter(|phrase| {
            !self.used[*phrase] && !self.phrases[*phrase].plural && self.phrases[*phrase].is_office()
        });
        let Some(phrase) = phrase else { return };
        let extent = self.given[name].extent.clone();
        let until = self.day_behind(self.phrases[phrase].tokens.end);
        self.take(name, phrase, None);
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
        let limit = self.end_of_sentence(name);
        let mut at = self.names[name].tokens.end;
        let relative =
            self.reading.is(at, &[","]) && self.reading.is(at + 1, &["who"]) || self.reading.is(at, &["who"]);
        if relative {
            at += if self.reading.is(at, &["who"]) { 1 } else { 2 };
            self.given[name].person = true;
        }
        while self.reading.is(at, &["also", "currently", "now", "has", "had", "once", "still", "long"])
            && at < limit
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
        if ["is", "was", "became", "becomes", "remains", "remained"].contains(&verb) {
            let mut next = at + 1;
            let naming = self.reading.is(
                next,
                &[
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
                ],
            );
            let limit_words = next + 4;
            while naming && next < limit_words && self.phrase_from(next).is_none() {
                next += 1
            }
            let next = if self.phrase_from(next).is_some() { next } else { at + 1 };
            let Some(phrase) = self.phrase_from(next) else { return };
            let said = &self.phrases[phrase];
            let office = !said.plural
                && !self.used[phrase]
                && said.is_office()
                && !said.bare
                && said.tokens.end <= limit;
            let nobody = self.name_from(said.tokens.end).is_some()
                || said.class == TitleClass::Spokesperson && !relative;
            if office && !nobody && said.determiner != Determiner::Indefinite {
                let extent = self.given[name].extent.clone();
                let end = said.tokens.end;
                let since = if naming { self.day_behind(end) } else { None };
                self.take(name, phrase, None);
                self.given[name].extent = extent;
                if let Some(office) = self.given[name].offices.last_mut() {
                    office.from = office.from.or(since);
                }
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
            let said = &self.phrases[phrase];
            let stacked = self.stacked_before(phrase);
            let definite =
                said.determiner != Determiner::None || !said.of.is_empty() || said.bare || stacked.is_some();
            let nobody = said.determiner == Determiner::Indefinite && said.bare;
            if self.used[phrase] || said.plural || nobody || !definite {
                continue;
            }
            let at = said.tokens.end;
            if !self.reading.is(at, &[",", ":", "-", "–", "—", "("]) {
                continue;
            }
            let Some(name) = self.name_behind_style(at + 1) else { continue };
            let end = self.behind_letters(name);
            let closed =
                self.reading.is(end, &[",", ".", ";", ")", "and", "-", "–", "—", "on", "in", "at", "for"])
                    || end >= self.end_of_sentence(name)
                    || self.reading.kind(end).person_verb();
            let open = self.given[name].offices.is_empty() || self.names[name].office.is_some();
            if closed && open && self.given[name].counterpart.is_none() {
                self.take(name, phrase, None);
                if let Some(before) = stacked {
                    self.take(name, before, None);
                }
            }
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
        (joined && one && first.determiner == Determiner::Definite).then_some(before)
    }
}
