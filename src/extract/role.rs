//! Which office phrase belongs to which name: before it, behind a comma, in brackets, in a list, in a
//! clause.
//!
//! A phrase is given to one name, or to several where it is plural; what stays is somebody by office alone.

use std::ops::Range;

use crate::extract::name::Name;
use crate::extract::reading::Reading;
use crate::extract::role_phrase::{Determiner, Phrase};
use crate::extract::{Document, Office};
use crate::gazetteer::{Entry, StateForm, TitleClass};

/// What the words around a name say of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub offices: Vec<Office>,
    /// The whole noun phrase.
    pub extent: Range<usize>,
    /// It is somebody's counterpart: of this state.
    pub counterpart: Option<Option<String>>,
    /// One of several `respective counterparts`: by place in the list.
    pub respective: Option<usize>,
    /// A state alone goes before: `Hungary's Peter Szijjarto`.
    pub state: Option<String>,
    /// The state at home is meant: `President of the Republic`.
    pub home: bool,
    /// The state or body which alone has the office.
    pub owner: Option<&'static str>,
    /// The token behind which the office stands: `Trump's envoy`.
    pub served: Option<usize>,
    /// Something says that this is a person.
    pub person: bool,
}

pub(super) struct Giver<'d> {
    pub document: &'d Document<'d>,
    pub reading: &'d Reading<'d>,
    pub phrases: &'d [Phrase],
    pub names: &'d [Name],
    pub given: Vec<Given>,
    /// Whether a phrase belongs to a name.
    pub used: Vec<bool>,
    /// By token: the name that begins there.
    name_at: Vec<Option<u32>>,
    phrase_at: Vec<Option<u32>>,
}

impl<'d> Giver<'d> {
    pub fn give(
        document: &'d Document<'d>,
        reading: &'d Reading<'d>,
        phrases: &'d [Phrase],
        names: &'d [Name],
    ) -> Self {
        let count = document.segments.tokens.len();
        let mut giver = Giver {
            document,
            reading,
            phrases,
            names,
            given: names
                .iter()
                .map(|name| Given { extent: name.styled.clone(), ..Given::default() })
                .collect(),
            used: vec![false; phrases.len()],
            name_at: vec![None; count],
            phrase_at: vec![None; count],
        };
        for (place, name) in names.iter().enumerate() {
            giver.name_at[name.styled.start] = Some(place as u32);
        }
        for (place, phrase) in phrases.iter().enumerate() {
            giver.phrase_at[phrase.tokens.start] = Some(place as u32);
        }
        for name in 0..names.len() {
            giver.before(name);
        }
        giver.lists();
        for name in 0..names.len() {
            giver.brackets(name);
            giver.behind(name);
            giver.clause(name);
            giver.state_before(name);
        }
        giver.reversed();
        giver
    }

    fn name_from(&self, at: usize) -> Option<usize> {
        self.name_at.get(at).copied().flatten().map(|place| place as usize)
    }

    /// The phrase at a token, behind its determiner where there is one.
    fn phrase_from(&self, at: usize) -> Option<usize> {
        let skip = usize::from(
            self.reading.is(at, &["the", "a", "an", "his", "her", "its", "their", "one", "this"]),
        );
        let both = skip
            + usize::from(skip > 0 && self.reading.is(at + 1, &["other", "then", "country's", "respective"]));
        let find = |at: usize| self.phrase_at.get(at).copied().flatten().map(|place| place as usize);
        find(at + skip).or_else(|| find(at + both))
    }

    fn end_of_sentence(&self, name: usize) -> usize {
        self.document.segments.sentences[self.names[name].sentence].tokens.end
    }

    /// Gives a phrase to a name.
    fn take(&mut self, name: usize, phrase: usize, of: Option<String>) {
        self.used[phrase] = true;
        let said = &self.phrases[phrase];
        let given = &mut self.given[name];
        given.person = true;
        let from = given.extent.start.min(said.tokens.start);
        given.extent = from..given.extent.end.max(said.tokens.end);
        if said.counterpart {
            given.counterpart = Some(of.or_else(|| said.of.first().cloned()));
            return;
        }
        given.home |= said.home;
        if said.determiner == Determiner::Possessive
            && self.reading.is_possessive(said.tokens.start.wrapping_sub(1))
        {
            given.served = Some(said.tokens.start - 2);
        }
        given.owner = given.owner.or(said.owner);
        if !said.is_office() && of.is_none() {
            return;
        }
        let sentence = self.names[name].sentence;
        let mut offices = said.offices(sentence);
        if let Some(of) = of {
            offices = vec![Office { of: Some(of), ..offices.remove(0) }];
        } else if said.plural {
            offices.truncate(1);
            if said.of.len() > 1 {
                offices[0].of = None
            }
        }
        given.offices.extend(offices);
    }

    /// `Iraq's National Security Adviser Qassem al-Araji`; with a plural, also the names that follow:
    /// `foreign ministers Hakan Fidan of Turkey and Sergei Lavrov of Russia`.
    fn before(&mut self, name: usize) {
        if self.names[name].introduced() {
            self.given[name].person = true
        }
        let Some(phrase) = self.names[name].office else { return };
        let own = self.state_after(name);
        self.take(name, phrase, own);
        // Stacked before the name: `Vice President and Foreign Minister X`, `U.S. Special Representative Ambassador X`.
        let mut at = self.phrases[phrase].tokens.start;
        let mut before = phrase;
        while let Some(previous) = before.checked_sub(1) {
            let end = self.phrases[previous].tokens.end;
            let joined = end == at || end + 1 == at && self.reading.is(end, &["and", "&"]);
            let same = self.phrases[previous].sentence_start(self.document)
                == self.phrases[phrase].sentence_start(self.document);
            if !joined
                || !same
                || self.used[previous]
                || self.phrases[previous].plural
                || self.phrases[previous].counterpart
            {
                break;
            }
            // `the president and Foreign Minister X` are two people, `President and Foreign Minister X` is one.
            let two = end < at
                && self.phrases[previous].determiner == Determiner::Definite
                && self.phrases[phrase].of.is_empty()
                && !self.reading.is_capital(self.phrases[previous].head.start);
            let states = end < at
                && !self.phrases[phrase].of.is_empty()
                && self.phrases[phrase].of != self.phrases[previous].of;
            if two || states {
                break;
            }
            self.take(name, previous, None);
            at = self.phrases[previous].tokens.start;
            before = previous;
        }
        if self.phrases[phrase].plural {
            let mut last = name;
            while let Some(next) = self.next_in_list(last) {
                if self.names[next].office.is_some() {
                    break;
                }
                let own = self.state_after(next);
                self.take_plural(next, phrase, own);
                last = next;
            }
        }
    }

    fn take_plural(&mut self, name: usize, phrase: usize, of: Option<String>) {
        let extent = self.given[name].extent.clone();
        self.take(name, phrase, of);
        self.given[name].extent = extent;
    }

    /// The name that follows another in a list, over `of State`, commas and `and`.
    fn next_in_list(&self, name: usize) -> Option<usize> {
        let mut at = self.names[name].tokens.end;
        if self.reading.is(at, &["of"]) {
            let known = self.reading.known_at(at + 1)?;
            at = known.tokens.end;
        }
        if self.document.word(at) == "(" {
            at = (at..at + 8).find(|at| self.document.word(*at) == ")")? + 1;
        }
        let from = at;
        while self.reading.is(at, &[",", "and", "&"]) && at < from + 2 {
            at += 1;
        }
        if at == from {
            return None;
        }
        self.name_from(at).filter(|next| self.names[*next].sentence == self.names[name].sentence)
    }

    /// `El Khereiji of Saudi Arabia`.
    fn state_after(&self, name: usize) -> Option<String> {
        let at = self.names[name].tokens.end;
        if !self.reading.is(at, &["of", "from"]) {
            return None;
        }
        let next = at + 1 + usize::from(self.reading.is(at + 1, &["the"]));
        let known = self.reading.known_at(next)?;
        match known.entry {
            Entry::State(place, StateForm::Name) => Some(self.reading.tables.state(place).name().to_string()),
            _ => None,
        }
    }

    /// `the foreign ministers of Costa Rica, Enrique Castillo; Guatemala, Harold Caballeros`, `the Egyptian
    /// and Jordanian foreign ministers, Badr Abdelatty and Ayman Safadi`, `the ministers of X, Y and Z, A, B and C`.
    fn lists(&mut self) {
        for phrase in 0..self.phrases.len() {
            let said = &self.phrases[phrase];
            let after = said.tokens.end;
            let opens = self.reading.is(after, &[",", ":", "(", "-", "–", "—"]);
            let Some(first) = self.name_from(after + 1).filter(|_| opens && said.plural) else { continue };
            if self.names[first].office.is_some() {
                continue;
            }
            let mut listed = vec![first];
            let mut states = said.of.clone();
            let interleaved = said.of.len() == 1;
            let mut last = first;
            loop {
                if let Some(next) = self.next_in_list(last).filter(|next| self.names[*next].office.is_none())
                {
                    listed.push(next);
                    last = next;
                    continue;
                }
                let Some((state, next)) = self.state_and_name(last).filter(|_| interleaved) else { break };
                states.push(state);
                listed.push(next);
                last = next;
            }
            let counterpart = said.counterpart;
            for (place, name) in listed.iter().copied().enumerate() {
                let state = if states.len() == listed.len() {
                    states.get(place).cloned()
                } else if states.len() == 1 {
                    states.first().cloned()
                } else {
                    None
                };
                let own = self.state_after(name).or(state);
                self.take_plural(name, phrase, own);
                if counterpart {
                    self.given[name].respective = Some(place)
                }
            }
        }
    }

    /// Behind a name: `; Guatemala, Harold Caballeros`.
    fn state_and_name(&self, name: usize) -> Option<(String, usize)> {
        let mut at = self.names[name].tokens.end;
        let from = at;
        while self.reading.is(at, &[";", ",", "and", "of", "the"]) && at < from + 4 {
            at += 1;
        }
        let known = self.reading.known_at(at).filter(|known| at > from && known.tokens.start == at)?;
        let Entry::State(place, StateForm::Name) = known.entry else { return None };
        let after = known.tokens.end;
        let name = self.name_from(after + 1).filter(|_| self.reading.is(after, &[",", ":", "'s", "("]))?;
        Some((self.reading.tables.state(place).name().to_string(), name))
    }

    /// `Antonio Palocci (Economy)`, `Minister X (Colombia)`, `Roger Agnelli (Vale do Rio Doce company president)`.
    fn brackets(&mut self, name: usize) {
        let open = self.names[name].tokens.end;
        let mut open = open;
        if self.reading.is(open, &["of"]) && self.state_after(name).is_some() {
            return;
        }
        if self.document.word(open) == "," {
            open += 1
        }
        if self.document.word(open) != "(" {
            return;
        }
        let limit = self.end_of_sentence(name).min(open + 12);
        let Some(close) = (open..limit).find(|at| self.document.word(*at) == ")") else { return };
        let state = self.reading.known_at(open + 1).filter(|known| known.tokens.end == close);
        if let Some(Entry::State(place, StateForm::Name)) = state.map(|known| known.entry) {
            let state = self.reading.tables.state(place).name().to_string();
            self.share_state(name, &state);
            self.given[name].extent.end = close + 1;
            return;
        }
        let inner = (open + 1..close).find_map(|at| self.phrase_at[at]).map(|place| place as usize);
        let sentence = self.names[name].sentence;
        if let Some(phrase) =
            inner.filter(|phrase| !self.used[*phrase] && self.phrases[*phrase].tokens.end <= close)
        {
            let said = &self.phrases[phrase];
            let company =
                self.document.words(&(open + 1..said.tokens.start)).split(" company").next().unwrap_or("");
            let company = company.split(',').next().unwrap_or("").trim().to_string();
            self.take(name, phrase, (!company.is_empty()).then_some(company));
            self.given[name].extent.end = close + 1;
            return;
        }
        // `Some ministers were present: Antonio Palocci (Economy), Eduardo Campos (Science and Technology)`.
        let fields = (open + 1..close)
            .all(|at| self.reading.kind(at).portfolio() || self.reading.is(at, &["and", ",", "&"]));
        let plural = self.phrases.iter().rev().find(|phrase| {
            phrase.tokens.end <= self.names[name].tokens.start
                && phrase.plural
                && phrase.tokens.start + 60 > open
        });
        if let Some(said) = plural.filter(|_| fields && close > open + 1) {
            let title = format!(
                "{} {}",
                self.document.words(&(open + 1..close)),
                self.reading.word(said.head.start).trim_end_matches('s')
            );
            self.given[name].offices.push(Office {
                title,
                of: said.of.first().cloned(),
                former: false,
                sentence,
            });
            self.given[name].person = true;
            self.given[name].extent.end = close + 1;
        }
    }

    /// Gives a state in brackets to a name and to those listed before it that have none:
    /// `Vice President A and Environment Minister B (Colombia)`.
    fn share_state(&mut self, name: usize, state: &str) {
        self.given[name].person = true;
        let mut at = name;
        loop {
            for office in &mut self.given[at].offices {
                office.of.get_or_insert_with(|| state.to_string());
            }
            if self.given[at].offices.is_empty() {
                self.given[at].state = Some(state.to_string());
            }
            let Some(previous) = at.checked_sub(1) else { return };
            let gap = self.names[previous].tokens.end..self.given[at].extent.start;
            let joined = gap.len() == 1 && self.reading.is(gap.start, &["and", "&"]);
            if !joined || self.names[previous].sentence != self.names[name].sentence {
                return;
            }
            at = previous;
        }
    }

    /// `Hakan Fidan, the Turkish foreign minister`, `X, Deputy Chairman of the Cabinet and Minister of Y`.
    fn behind(&mut self, name: usize) {
        let limit = self.end_of_sentence(name);
        let mut at = self.names[name].tokens.end;
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
        while self.reading.is(
            at,
            &[
                "also",
                "both",
                "and",
                "currently",
                "once",
                "now",
                "long",
                "as",
                "formerly",
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
            let verb = self.reading.kind(end).person_verb() && !self.reading.is_capital(end)
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
                    self.take(name, phrase, None);
                    phrase
                }
            };
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

    /// Whether a name stands in what goes before the clause: `After talks with X, …`.
    fn in_adjunct(&self, name: usize) -> bool {
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
        let comma = (start..self.names[name].styled.start).any(|at| self.reading.is(at, &[","]));
        begins && preceded && !comma
    }

    /// Whether a name stands right behind the phrase.
    fn introduces(&self, phrase: usize) -> bool {
        let end = self.phrases[phrase].tokens.end;
        self.name_from(end).is_some_and(|name| self.names[name].office == Some(phrase))
    }

    /// `A and B, their counterparts`: the plural belongs to both.
    fn plural_apposition(&mut self, name: usize, phrase: usize) -> bool {
        if !self.phrases[phrase].counterpart
            && self.phrases[phrase].of.len() != 1
            && self.phrases[phrase].title.is_empty()
        {
            return false;
        }
        let Some(previous) = name.checked_sub(1) else { return false };
        let gap = self.names[previous].tokens.end..self.names[name].styled.start;
        if gap.len() != 1 || !self.reading.is(gap.start, &["and", "&"]) {
            return false;
        }
        self.take_plural(previous, phrase, None);
        self.given[previous].respective = Some(0);
        self.given[name].respective = Some(1);
        true
    }

    /// `X, who chairs …`, `X is the …`, `X was appointed …`.
    fn clause(&mut self, name: usize) {
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
        let verb = self.reading.word(at);
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
                let past = ["was", "remained"].contains(&verb) && !naming && relative;
                self.take(name, phrase, None);
                if past {
                    self.given[name].offices.iter_mut().for_each(|office| {
                        office.former |= office.sentence == self.names[name].sentence && false
                    })
                }
                self.given[name].extent = extent;
            }
            return;
        }
        if ["served", "serves", "serving"].contains(&verb) && self.reading.is(at + 1, &["as"]) {
            if let Some(phrase) =
                self.phrase_from(at + 2).filter(|phrase| !self.used[*phrase] && !self.phrases[*phrase].plural)
            {
                self.take(name, phrase, None);
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
    fn headed_body(&mut self, name: usize, from: usize, title: &str, limit: usize) {
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
        if end == start || self.name_from(start).is_some() {
            return;
        }
        let text = |range: Range<usize>| {
            self.document.words(&range).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let known = reading.known_at(start).cloned();
        let mut office = Office { title: title.to_string(), of: None, former: false, sentence };
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
                    None => office.of = Some(text(start..end)),
                }
            }
        }
        self.given[name].offices.push(office);
        self.given[name].person = true;
    }

    /// `Hungary's Peter Szijjarto`, `Turkey's Fidan`.
    fn state_before(&mut self, name: usize) {
        let start = self.names[name].styled.start;
        if self.names[name].office.is_some() || start < 2 || !self.reading.is_possessive(start - 1) {
            return;
        }
        let known = self.reading.known_at(start - 2);
        if let Some(Entry::State(place, StateForm::Name)) = known.map(|known| known.entry) {
            let from = known.map_or(start, |known| known.tokens.start);
            self.given[name].state = Some(self.reading.tables.state(place).name().to_string());
            self.given[name].person = true;
            self.given[name].extent.start = from;
        }
    }

    /// `the President of Brazil, Luiz Inácio Lula da Silva`, `his Turkish counterpart, Hakan Fidan`.
    fn reversed(&mut self) {
        for phrase in 0..self.phrases.len() {
            let said = &self.phrases[phrase];
            let definite = said.determiner != Determiner::None || !said.of.is_empty() || said.bare;
            if self.used[phrase] || said.plural || said.determiner == Determiner::Indefinite || !definite {
                continue;
            }
            let at = said.tokens.end;
            if !self.reading.is(at, &[",", ":", "-", "–", "—", "("]) {
                continue;
            }
            let Some(name) = self.name_from(at + 1).filter(|name| self.names[*name].office.is_none()) else {
                continue;
            };
            let end = self.names[name].tokens.end;
            let closed =
                self.reading.is(end, &[",", ".", ";", ")", "and", "-", "–", "—", "on", "in", "at", "for"])
                    || end >= self.end_of_sentence(name)
                    || self.reading.kind(end).person_verb();
            if closed && self.given[name].offices.is_empty() && self.given[name].counterpart.is_none() {
                self.take(name, phrase, None);
            }
        }
    }
}

impl Phrase {
    /// Where its sentence begins.
    fn sentence_start(&self, document: &Document) -> usize {
        document
            .segments
            .sentences
            .get(document.sentence_of(self.head.start))
            .map_or(0, |sentence| sentence.tokens.start)
    }
}
