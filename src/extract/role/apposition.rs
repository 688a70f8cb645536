//! Offices in apposition to a name, behind it or before it with a comma between.

use super::Giver;
use super::phrase::Determiner;
use crate::extract::reading::Shape;
use crate::gazetteer::Entry;

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
        if self.reading.is(at, &["at"])
            && self.reading.is(at + 1, &["the"])
            && self.reading.is(at + 2, &["time"])
        {
            at += 3;
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
                    let own = || self.state_after(name).filter(|_| said.plural && count == 0);
                    let last = last.or_else(own);
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
            while self.reading.is(at, &[",", "and", "as", "well", "also", "&", "/"]) && at < from + 4 {
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
        let behind = self.state_after(name);
        let one = own.of.first().or(behind.as_ref()).filter(|of| state(of));
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
    pub(super) fn take_as(&mut self, name: usize, as_token: usize, former: bool) {
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
    pub(super) fn behind_letters(&self, name: usize) -> usize {
        let letters = [
            "mp", "mep", "mla", "mlc", "qc", "kc", "sc", "ao", "ac", "am", "obe", "cbe", "kbe", "mbe", "phd",
            "ed.d", "ed.d.", "edd", "m.d.", "ph.d.", "m.p.", "m.p", "td", "msp", "cmg", "kcmg",
        ];
        let mut at = self.names[name].tokens.end;
        loop {
            let plain = self.reading.is(at, &letters)
                && matches!(self.reading.shape(at), Shape::Capitals | Shape::Initial);
            // `Ana Brito, Ed.D, President of X`
            let apart = self.document.word(at) == ","
                && self.reading.is(at + 1, &letters)
                && self.reading.is_capital(at + 1)
                && self.document.word(at + 2) == ",";
            at += match (plain, apart) {
                (true, _) => 1,
                (_, true) => 2,
                _ => break,
            };
        }
        // `Ana Brito (PhD)`
        let degree = [
            "phd", "ph.d.", "dr", "dr.", "prof", "prof.", "eng", "eng.", "ret", "ret.", "retd", "rtd",
            "rtd.", "l", "r", "c", "left", "right", "centre", "center",
        ];
        if self.document.word(at) == "("
            && self.reading.is(at + 1, &degree)
            && self.document.word(at + 2) == ")"
        {
            at += 3;
        }
        at
    }

    /// `Ana Brito` alone on a line, and on the next `Assistant Secretary for Western Affairs`, be it with dashes before.
    pub(super) fn apposed_line(&mut self, name: usize) {
        let sentence = self.names[name].sentence;
        let sentences = &self.document.segments.sentences;
        let line = &sentences[sentence].tokens;
        let bullet =
            |at: usize| usize::from(["-", "–", "—", "•", "*", "·"].contains(&self.document.word(at)));
        let whole = line.start + bullet(line.start) == self.names[name].styled.start
            && line.end == self.names[name].tokens.end
            && self.names[name].tokens.len() > 1;
        let Some(next) = sentences.get(sentence + 1).map(|next| next.tokens.clone()).filter(|_| whole) else {
            return;
        };
        let phrase = self.phrase_from(next.start + bullet(next.start));
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
}
