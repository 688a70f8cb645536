//! The noun phrases that name offices: `Iraq's National Security Adviser`, `the ministers of X and Y`,
//! `Deputy Minister for Political Affairs`, `his Turkish counterpart`.
//!
//! From each title of the tables the phrase grows to the left over what modifies it and the state it
//! belongs to, then to the right over `of …`, `for …`, `to …`. Growth only takes words the tables know to
//! stand in offices, so that it ends where a name begins.

use std::ops::Range;

use crate::extract::reading::{Reading, TitleAt};
use crate::extract::{Document, Office};
use crate::gazetteer::{Entry, StateForm, TitleClass};

/// How a phrase begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    None,
    /// `the`.
    Definite,
    /// `a`, `an`, `another`: nobody in particular.
    Indefinite,
    /// `his`, `her`, `its`, `their`.
    Possessive,
}

#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// Without the determiner.
    pub tokens: Range<usize>,
    pub head: Range<usize>,
    pub class: TitleClass,
    pub plural: bool,
    pub determiner: Determiner,
    /// `the two ministers`.
    pub number: Option<usize>,
    /// `counterpart`, `colleague`: the office is somebody else's.
    pub counterpart: bool,
    pub former: bool,
    /// Without state: `Minister of Foreign Affairs`. Empty for counterparts.
    pub title: String,
    /// States and bodies, in their order; one for most.
    pub of: Vec<String>,
    /// `of the Republic`, `the country's`: the state at home in the article.
    pub home: bool,
    /// The state or body which alone has such an office.
    pub owner: Option<&'static str>,
    /// Nothing but the head: `the minister`.
    pub bare: bool,
}

impl Phrase {
    /// Whether it says somebody's office, not just of what kind a person is.
    pub fn is_office(&self) -> bool {
        if self.counterpart {
            return true;
        }
        let general = [
            "head",
            "chief",
            "leader",
            "deputy",
            "member",
            "aide",
            "executive",
            "manager",
            "diplomat",
            "senior official",
            "official",
            "analyst",
            "fellow",
            "owner",
            "founder",
            "judge",
        ];
        let lower = self.title.to_lowercase();
        match self.class {
            TitleClass::Official => lower.contains(" for "),
            _ => !general.contains(&lower.as_str()) || !self.of.is_empty(),
        }
    }

    /// The offices it names, as said in `sentence`.
    pub fn offices(&self, sentence: usize) -> Vec<Office> {
        let office =
            |of: Option<String>| Office { title: self.title.clone(), of, former: self.former, sentence };
        if self.of.is_empty() {
            vec![office(None)]
        } else {
            self.of.iter().cloned().map(|of| office(Some(of))).collect()
        }
    }
}

/// The office phrases of a document, in their order.
pub(super) fn phrases(document: &Document, reading: &Reading<'_>) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = vec![];
    for sentence in &document.segments.sentences {
        let mut counterparts = sentence.tokens.clone().filter(|at| is_counterpart(reading, *at)).peekable();
        let first = reading.titles().partition_point(|title| title.tokens.start < sentence.tokens.start);
        let titles =
            reading.titles()[first..].iter().take_while(|title| title.tokens.end <= sentence.tokens.end);
        let titles: Vec<&TitleAt> =
            titles.filter(|title| !title.title.is_style() && !covered(reading, title)).collect();
        let mut titles = titles.into_iter().peekable();
        loop {
            let title_at = titles.peek().map_or(usize::MAX, |title| title.tokens.start);
            let counterpart_at = counterparts.peek().copied().unwrap_or(usize::MAX);
            let floor = found
                .last()
                .map_or(sentence.tokens.start, |phrase| phrase.tokens.end)
                .max(sentence.tokens.start);
            let bounds = floor..sentence.tokens.end;
            let phrase = if title_at == usize::MAX && counterpart_at == usize::MAX {
                break;
            } else if counterpart_at < title_at {
                counterparts.next();
                (counterpart_at >= floor)
                    .then(|| Grower { document, reading, bounds }.counterpart(counterpart_at))
            } else {
                let Some(title) = titles.next() else { break };
                (title.tokens.start >= floor).then(|| Grower { document, reading, bounds }.grow(title))
            };
            found.extend(phrase);
        }
    }
    found
}

/// `the Prime Minister` inside the name of a body is no office: `General Secretariat` is none either way.
fn covered(reading: &Reading, title: &TitleAt) -> bool {
    reading.known_at(title.tokens.start).is_some_and(|known| {
        known.tokens.len() > title.tokens.len() || matches!(known.entry, Entry::Organization(_))
    })
}

fn is_counterpart(reading: &Reading, at: usize) -> bool {
    reading.is(at, &["counterpart", "counterparts", "colleague", "colleagues", "homologue"])
}

struct Grower<'d, 'g> {
    document: &'d Document<'d>,
    reading: &'d Reading<'g>,
    bounds: Range<usize>,
}

/// What stands to the left of a head.
#[derive(Default)]
struct Left {
    start: usize,
    /// Tokens that belong to the title, in reverse.
    title: Vec<usize>,
    of: Vec<String>,
    former: bool,
    home: bool,
    number: Option<usize>,
    determiner: Option<Determiner>,
}

/// What stands to the right of a head.
#[derive(Default)]
struct Right {
    end: usize,
    title: String,
    of: Vec<String>,
    home: bool,
}

impl Grower<'_, '_> {
    fn grow(&self, title: &TitleAt<'_>) -> Phrase {
        let capital = self.reading.is_capital(title.tokens.start);
        let left = self.left(title.tokens.start, capital);
        let right = self.right(title, &left);
        let head = self.head_text(title);
        let before = self.join(left.title.iter().rev().copied());
        let mut text = if before.is_empty() { head } else { format!("{before} {head}") };
        text.push_str(&right.title);
        let bare = left.title.is_empty() && left.of.is_empty() && right.end == title.tokens.end;
        let mut of = left.of;
        if of.is_empty() || title.plural {
            of.extend(right.of)
        }
        let national = |of: &String| {
            !["governor", "mayor", "crown prince", "ruler", "chief minister"].contains(&title.title.form)
                || of.is_empty()
        };
        let of =
            of.into_iter().map(|name| if national(&name) { self.state_behind(name) } else { name }).collect();
        Phrase {
            tokens: left.start..right.end,
            head: title.tokens.clone(),
            class: title.title.class,
            plural: title.plural,
            determiner: left.determiner.unwrap_or(Determiner::None),
            number: left.number,
            counterpart: false,
            former: left.former || title.former,
            title: text,
            of,
            home: left.home || right.home,
            owner: title.title.owner,
            bare,
        }
    }

    fn counterpart(&self, at: usize) -> Phrase {
        let left = self.left(at, false);
        let right = self.origin(at + 1);
        let mut of = left.of;
        of.extend(right.of);
        Phrase {
            tokens: left.start..right.end,
            head: at..at + 1,
            class: TitleClass::Office,
            plural: self.reading.word(at).ends_with('s'),
            determiner: left.determiner.unwrap_or(Determiner::None),
            number: left.number,
            counterpart: true,
            former: false,
            title: String::new(),
            of: of.into_iter().map(|name| self.state_behind(name)).collect(),
            home: false,
            owner: None,
            bare: false,
        }
    }

    /// The head as it is written, or its usual form where it is an abbreviation.
    fn head_text(&self, title: &TitleAt) -> String {
        let written = self.document.words(&title.tokens);
        let written = if title.former { written.get(3..).unwrap_or(written) } else { written };
        if title.title.canonical == title.title.form && !title.plural {
            return written.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let upper = written.starts_with(char::is_uppercase);
        let capital = |word: &str| {
            let mut letters = word.chars();
            let first = letters
                .next()
                .map(|c| if upper && !["of", "and"].contains(&word) { c.to_ascii_uppercase() } else { c });
            first.into_iter().chain(letters).collect::<String>()
        };
        title.title.canonical.split(' ').map(capital).collect::<Vec<_>>().join(" ")
    }

    fn join(&self, tokens: impl Iterator<Item = usize>) -> String {
        let mut text = String::new();
        for token in tokens {
            let word = self.document.word(token);
            if !text.is_empty() && word != "," && !self.reading.is_possessive(token) {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    fn left(&self, head: usize, capital: bool) -> Left {
        let mut left = Left { start: head, ..Left::default() };
        while left.start > self.bounds.start {
            let at = left.start - 1;
            if left.of.is_empty() && self.owner_before(at, &mut left) {
                continue;
            }
            if !self.modifier_before(at, capital, &mut left) {
                break;
            }
        }
        left.start = left.start.max(self.bounds.start);
        if let Some(at) = left.start.checked_sub(1).filter(|at| *at >= self.bounds.start) {
            let owned = self.reading.is_possessive(at).then_some(Determiner::Possessive);
            left.determiner = determiner(self.reading.word(at)).or(owned).or(left.determiner);
        }
        left
    }

    /// Takes a state or body before the office: `Iranian`, `Iraq's`, `UN`, `the country's`.
    fn owner_before(&self, at: usize, left: &mut Left) -> bool {
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
            if known.tokens.start < self.bounds.start || adjective.is_none() || adjective != own {
                return;
            }
            let Some(name) = self.owner_name(known.tokens.start, false) else { return };
            left.of.insert(0, name);
            left.start = known.tokens.start;
        }
    }

    /// The name under which a known name at a token can own an office.
    fn owner_name(&self, at: usize, possessive: bool) -> Option<String> {
        let known = self.reading.known_at(at)?;
        let tables = self.reading.tables;
        Some(match known.entry {
            Entry::State(_, StateForm::Capital) | Entry::Place(_) => {
                let region =
                    matches!(known.entry, Entry::Place(place) if tables.place(place).state.is_none());
                if region && !possessive {
                    return None;
                }
                self.document.words(&known.tokens).to_string()
            }
            // The Kremlin's spokesman speaks for the Kremlin.
            Entry::State(_, StateForm::Government) => self.document.words(&known.tokens).to_string(),
            Entry::State(place, _) => tables.state(place).name().to_string(),
            Entry::Organization(place) => tables.organization(place).name().to_string(),
            Entry::Title(..) => return None,
        })
    }

    /// A capital or town that owns an office of state stands for its state: `Baghdad's foreign minister`.
    fn state_behind(&self, name: String) -> String {
        let tables = self.reading.tables;
        let tokens: Vec<String> = name.split(' ').map(crate::gazetteer::plain).collect();
        let written: Vec<&str> = name.split(' ').collect();
        match tables.name_at(&tokens, |at| written.get(at).copied().unwrap_or(""), 0) {
            Some(found) if found.length == tokens.len() => match found.entry {
                Entry::State(place, StateForm::Capital) => tables.state(place).name().to_string(),
                Entry::Place(place) => tables.place(place).state.map_or(name, str::to_string),
                _ => name,
            },
            _ => name,
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
        let offices = kind.modifier() || kind.portfolio() && cased || kind.body() && cased;
        if offices && !(word == "state" && !reading.is_capital(at)) {
            left.title.push(at);
            left.start = at;
            return true;
        }
        if reading.known_at(at).is_some() && self.is_region(at) && reading.is_capital(at) {
            left.title.push(at);
            left.start = at;
            return true;
        }
        if kind.status() {
            left.start = at;
            return true;
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

    fn is_region(&self, at: usize) -> bool {
        matches!(self.reading.known_at(at).map(|known| known.entry), Some(Entry::Place(place)) if self.reading.tables.place(place).state.is_none())
    }

    fn right(&self, title: &TitleAt<'_>, left: &Left) -> Right {
        let (from, form, plural) = (title.tokens.end, title.title.form, title.plural);
        let mut right = Right { end: from, ..Right::default() };
        let reading = self.reading;
        for _ in 0..4 {
            let at = right.end;
            let taken = match reading.word(at) {
                "of" => self.of_complement(at, form, plural, left, &mut right),
                "for" => self.listed_complement(at, &mut right),
                "on" if form != "agreement" => {
                    reading.is_capital(at + 1) && self.listed_complement(at, &mut right)
                }
                "to" => self.destination(at, &mut right),
                "in" if [
                    "ambassador",
                    "envoy",
                    "representative",
                    "consul",
                    "consul general",
                    "chargé d'affaires",
                ]
                .contains(&form) =>
                {
                    self.destination(at, &mut right)
                }
                "at" if reading.is_capital(at + 1) || reading.is_capital(at + 2) => {
                    self.body_at(at, &mut right)
                }
                "in" if reading.is_capital(at + 1) || reading.is_capital(at + 2) => {
                    self.body_at(at, &mut right)
                }
                "," => self.body_after_comma(at, &mut right),
                "-" if reading.is(at + 1, &["elect", "designate", "general"]) => {
                    right.title.push_str(&format!("-{}", self.document.word(at + 1)));
                    right.end = at + 2;
                    true
                }
                _ => false,
            };
            if !taken || right.end >= self.bounds.end {
                break;
            }
        }
        right.end = right.end.min(self.bounds.end);
        right
    }

    /// `of Oman`, `of the Sultanate of Oman`, `of Foreign Affairs`, `of the Iranian Armed Forces`, `of DIB`.
    fn of_complement(&self, at: usize, form: &str, plural: bool, left: &Left, right: &mut Right) -> bool {
        let reading = self.reading;
        let mut next = at + 1;
        if reading.is(next, &["the", "its", "his", "her", "their"]) {
            next += 1;
        }
        // `of the Sultanate of Oman`, `of the Government of Iraq`.
        let realm = [
            "republic",
            "kingdom",
            "sultanate",
            "state",
            "government",
            "emirate",
            "commonwealth",
            "people",
            "union",
        ];
        if reading.is(next, &realm) && reading.is(next + 1, &["of"]) && reading.known_at(next).is_none() {
            next += 2;
            if reading.is(next, &["the"]) {
                next += 1
            }
        } else if reading.is(next, &["republic", "kingdom", "nation", "country", "federation", "sultanate"])
            && reading.known_at(next).is_none()
        {
            right.home = true;
            right.end = next + 1;
            return true;
        }
        if let Some(known) = reading.known_at(next).filter(|known| known.tokens.end <= self.bounds.end) {
            let adjective = matches!(known.entry, Entry::State(_, StateForm::Adjective))
                && !self.adjective_is_name(known.tokens.end);
            let possessive = reading.is_possessive(known.tokens.end);
            if self.is_region(next) {
                return self.listed_complement(at, right);
            }
            if adjective || possessive {
                return self.owned_complement(at, known.tokens.end + usize::from(possessive), next, right);
            }
            let Some(name) = self.owner_name(next, true) else { return false };
            right.end = known.tokens.end;
            if matches!(known.entry, Entry::Organization(_)) {
                // `the ECOWAS Commission`, `the UN Human Rights Council`.
                let more = self.office_run(right.end);
                if more.clone().any(|at| reading.kind(at).body()) && reading.is_capital(more.start) {
                    right.of.push(self.join(next..more.end));
                    right.end = more.end;
                    return true;
                }
            }
            // `the Nairobi route`: a town that names something else.
            let town = matches!(known.entry, Entry::State(_, StateForm::Capital) | Entry::Place(_));
            if town && self.names_something(known.tokens.end) {
                right.end = at;
                return false;
            }
            // `of Jordan's parliament` was seen above; `of India and Pakistan` lists states.
            right.of.push(name);
            if matches!(known.entry, Entry::State(..)) && plural {
                self.more_states_after(right);
            }
            return true;
        }
        let run = self.office_run(next);
        if run.end > run.start {
            right.title.push_str(&format!(" {}", self.join(at..run.end)));
            right.end = run.end;
            return true;
        }
        let ministerial =
            ["minister", "secretary", "ministers", "prime minister", "undersecretary"].contains(&form);
        if ministerial || !left.of.is_empty() && form != "captain" {
            return false;
        }
        self.unknown_body(next, right)
    }

    /// Whether a common noun follows: `route`, `process`.
    fn names_something(&self, at: usize) -> bool {
        let kind = self.reading.kind(at);
        let noun =
            self.reading.is_word(at) && !self.reading.is_capital(at) && self.reading.word(at).len() > 3;
        noun && !kind.weak()
            && !kind.person_verb()
            && !self.reading.is(at, &["also", "have", "later", "himself", "herself"])
    }

    /// `DIB`, `CPN (Unified Socialist)`, `the Management Committee of the Pakistan Cricket Board`: what a
    /// capitalised run names that the tables do not know.
    fn unknown_body(&self, from: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        let mut end = from;
        while end < self.bounds.end {
            let joined = end > from
                && reading.is(end, &["of", "for", "on", "do", "da", "de"])
                && reading.is_capital(end + 1);
            if !(reading.is_capital(end) && reading.title_at(end).is_none() || joined) {
                break;
            }
            end += 1;
        }
        if end == from {
            return false;
        }
        if self.document.word(end) == "(" && reading.is_capital(end + 1) {
            let close = (end..self.bounds.end.min(end + 5)).find(|at| self.document.word(*at) == ")");
            let words = close.is_some_and(|close| close > end + 2);
            if words {
                end = close.map_or(end, |close| close + 1)
            }
        }
        right.of.push(self.document.words(&(from..end)).split_whitespace().collect::<Vec<_>>().join(" "));
        right.end = end;
        true
    }

    /// `of the Russian President`, `of the Iranian Armed Forces`, `of Iran's parliament`.
    fn owned_complement(&self, of: usize, from: usize, owner: usize, right: &mut Right) -> bool {
        let Some(name) = self.owner_name(owner, true) else { return false };
        let mut run = self.office_run(from);
        let office = |at: usize| self.reading.title_at(at).filter(|title| !title.title.is_style());
        if let Some(title) = office(from.max(run.end)).or(office(from)) {
            run.end = title.tokens.end;
        }
        let end = if run.end > from {
            run.end
        } else {
            let capitals = (from..self.bounds.end).take_while(|at| self.reading.is_capital(*at)).count();
            from + capitals
        };
        if end == from {
            return false;
        }
        right.title.push_str(&format!(" {} the {}", self.document.word(of), self.join(from..end)));
        right.of.push(name);
        right.end = end;
        true
    }

    /// An adjective that is a name here: `of Czech` is none, but `captain of Taiwan`.
    fn adjective_is_name(&self, after: usize) -> bool {
        !self.reading.is_word(after)
            || !self.reading.is_capital(after)
                && !self.reading.kind(after).body()
                && !self.reading.kind(after).portfolio()
    }

    /// `of Malaysia, Singapore, New Zealand and Australia`.
    fn more_states_after(&self, right: &mut Right) {
        let reading = self.reading;
        loop {
            let mut at = right.end;
            if reading.is(at, &[","]) {
                at += 1;
            }
            if reading.is(at, &["and", "&"]) {
                at += 1;
            }
            if reading.is(at, &["the"]) {
                at += 1;
            }
            let state =
                reading.known_at(at).filter(|known| matches!(known.entry, Entry::State(_, StateForm::Name)));
            let Some(known) = state.filter(|known| at > right.end && known.tokens.end <= self.bounds.end)
            else {
                return;
            };
            // `the president of Egypt and Jordan's king` names one state and somebody else.
            if reading.is_possessive(known.tokens.end) || known.tokens.start != at {
                return;
            }
            let Some(name) = self.owner_name(at, true) else { return };
            right.of.push(name);
            right.end = known.tokens.end;
        }
    }

    /// `for Political Affairs`, `for Afghanistan, Pakistan, and Central Asia`, `on Media`.
    fn listed_complement(&self, at: usize, right: &mut Right) -> bool {
        let mut next = at + 1;
        if self.reading.is(next, &["the"]) {
            next += 1;
        }
        let run = self.office_run(next);
        if run.end <= next {
            return false;
        }
        right.title.push_str(&format!(" {}", self.join(at..run.end)));
        right.end = run.end;
        true
    }

    /// `to Nepal`, `to the United Nations`, `to the Supreme Leader`, `in Beijing`.
    fn destination(&self, at: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        let mut next = at + 1;
        if reading.is(next, &["the"]) {
            next += 1;
        }
        let known = reading.known_at(next).filter(|known| known.tokens.end <= self.bounds.end);
        if let Some(known) = known {
            let mut end = known.tokens.end;
            if reading.is_possessive(end) && reading.title_at(end + 1).is_some() {
                return self.owned_complement(at, end + 1, next, right);
            }
            if matches!(known.entry, Entry::State(_, StateForm::Adjective)) && reading.title_at(end).is_some()
            {
                return self.owned_complement(at, end, next, right);
            }
            if reading.is(end, &["and"])
                && reading
                    .known_at(end + 1)
                    .is_some_and(|known| matches!(known.entry, Entry::State(_, StateForm::Name)))
            {
                end = reading.known_at(end + 1).map_or(end, |known| known.tokens.end);
            }
            right.title.push_str(&format!(" {}", self.join(at..end)));
            right.end = end;
            return true;
        }
        let title = reading.title_at(next).filter(|title| !title.title.is_style() && reading.is(at, &["to"]));
        match title {
            Some(title) if title.tokens.end <= self.bounds.end => {
                right.title.push_str(&format!(" {}", self.join(at..title.tokens.end)));
                right.end = title.tokens.end;
                true
            }
            _ => false,
        }
    }

    /// `at the Foreign Ministry`, `at Chatham House`.
    fn body_at(&self, at: usize, right: &mut Right) -> bool {
        if !right.of.is_empty() {
            return false;
        }
        let next = at + 1 + usize::from(self.reading.is(at + 1, &["the"]));
        let organization =
            self.reading.known_at(next).filter(|known| matches!(known.entry, Entry::Organization(_)));
        if let Some(known) = organization {
            right.of.extend(self.owner_name(next, true));
            right.end = known.tokens.end;
            return true;
        }
        let run = self.office_run(next);
        let body = run.clone().any(|at| self.reading.kind(at).body());
        if !body || !self.reading.is_capital(next) {
            return false;
        }
        right.of.push(self.join(run.clone()));
        right.end = run.end;
        true
    }

    /// `Foreign Policy Advisor, U.S. Southern Command Jean Manes`.
    fn body_after_comma(&self, at: usize, right: &mut Right) -> bool {
        let known = self.reading.known_at(at + 1).filter(|known| known.tokens.end < self.bounds.end);
        let Some(known) =
            known.filter(|known| matches!(known.entry, Entry::Organization(_)) && right.of.is_empty())
        else {
            return false;
        };
        let name_follows =
            self.reading.is_capital(known.tokens.end) && self.reading.title_at(known.tokens.end).is_none();
        if !name_follows {
            return false;
        }
        right.of.extend(self.owner_name(at + 1, true));
        right.end = known.tokens.end;
        true
    }

    /// Where a counterpart comes from: `from Azerbaijan, Hungary and Armenia`.
    fn origin(&self, from: usize) -> Right {
        let mut right = Right { end: from, ..Right::default() };
        if !self.reading.is(from, &["from", "of"]) {
            return right;
        }
        let next = from + 1 + usize::from(self.reading.is(from + 1, &["the"]));
        let state = self
            .reading
            .known_at(next)
            .filter(|known| matches!(known.entry, Entry::State(_, StateForm::Name | StateForm::Capital)));
        if let Some(known) = state {
            right.of.extend(self.owner_name(next, true));
            right.end = known.tokens.end;
            self.more_states_after(&mut right);
        }
        right
    }

    /// The run of words that can stand in the name of an office's field: `Foreign Affairs and Regional
    /// Integration`, `Water, Energy and Mines`, `the South Caucasus`. It stops before a title, since
    /// that begins another office.
    fn office_run(&self, from: usize) -> Range<usize> {
        let reading = self.reading;
        let capital = reading.is_capital(from);
        let mut end = from;
        while end < self.bounds.end {
            if let Some(length) = self.field_word(end, capital) {
                end += length;
                continue;
            }
            match self.field_joint(end, capital) {
                Some(next) if end > from => end = next,
                _ => break,
            }
        }
        from..end.min(self.bounds.end)
    }

    /// How many tokens at `at` are a word of a field.
    fn field_word(&self, at: usize, capital: bool) -> Option<usize> {
        let reading = self.reading;
        if let Some(known) = reading.known_at(at) {
            let fits = self.is_region(at)
                || matches!(known.entry, Entry::State(..) | Entry::Place(_) | Entry::Organization(_));
            let adjective = matches!(known.entry, Entry::State(_, StateForm::Adjective));
            let field = !adjective
                || reading.is(known.tokens.end, &["and"])
                || reading.kind(known.tokens.end).portfolio();
            let person =
                matches!(known.entry, Entry::Organization(_)) && reading.title_at(known.tokens.end).is_some();
            return (fits
                && field
                && !person
                && known.tokens.start == at
                && !reading.is_possessive(known.tokens.end))
            .then_some(known.tokens.len());
        }
        let kind = reading.kind(at);
        let word = kind.portfolio() || kind.body();
        let cased = reading.is_capital(at) == capital;
        // `Cabinet of Ministers`, `General Staff`.
        let ministers = reading.is(at, &["cabinet", "council", "board"])
            && reading.is(at + 1, &["of"])
            && reading.is(at + 2, &["ministers"]);
        if ministers {
            return Some(3);
        }
        let style = |title: &TitleAt<'_>| {
            title.title.is_style() && reading.kind(at + 1).portfolio() | reading.kind(at + 1).body()
        };
        let free = reading.title_at(at).is_none_or(style);
        let word = word || kind.former() && capital && reading.kind(at + 1).portfolio();
        (word && cased && free && !self.leads_to_title(at)).then_some(1)
    }

    /// `and`, `,`, `of`, `the` between two words of a field: where the next one begins.
    fn field_joint(&self, at: usize, capital: bool) -> Option<usize> {
        let reading = self.reading;
        let mut next = at;
        let comma = reading.is(next, &[","]);
        while next < self.bounds.end
            && reading.is(next, &[",", "and", "&", "of", "the", "for"])
            && next - at < 3
        {
            next += 1;
        }
        if next == at || self.field_word(next, capital).is_none() {
            return None;
        }
        // A comma only joins where the list goes on to an `and`: else it ends the office.
        if comma && !(at..next).any(|at| reading.is(at, &["and", "&"])) {
            let mut at = next;
            while let Some(length) = self.field_word(at, capital) {
                at += length;
            }
            if !reading.is(at, &["and", "&", ","]) {
                return None;
            }
            self.field_joint(at, capital)?;
        }
        // `for Yemen and the United States` goes on, `of Foreign Affairs of Oman` does not.
        let state = reading.known_at(next).is_some_and(|known| matches!(known.entry, Entry::State(..)));
        if state && reading.is(at, &["of"]) {
            return None;
        }
        Some(next)
    }

    /// Whether a run of field words at a token ends in a title: `Foreign` in `and Foreign Minister`.
    fn leads_to_title(&self, from: usize) -> bool {
        let mut at = from;
        while at < self.bounds.end && at < from + 4 {
            if let Some(title) = self.reading.title_at(at) {
                return !title.title.is_style() && at > from;
            }
            let kind = self.reading.kind(at);
            if !(kind.portfolio() || kind.body() || kind.modifier()) {
                return false;
            }
            at += 1;
        }
        false
    }
}

fn determiner(word: &str) -> Option<Determiner> {
    match word {
        "the" | "this" | "that" | "both" => Some(Determiner::Definite),
        "a" | "an" | "another" | "any" | "one" | "some" | "no" => Some(Determiner::Indefinite),
        "his" | "her" | "its" | "their" => Some(Determiner::Possessive),
        _ => None,
    }
}

pub(super) fn number(word: &str) -> Option<usize> {
    ["two", "three", "four", "five", "six"]
        .iter()
        .position(|known| *known == word)
        .map(|place| place + 2)
        .or_else(|| (word == "both").then_some(2))
}
