//! The noun phrases that name offices: `Iraq's National Security Adviser`, `the ministers of X and Y`,
//! `Deputy Minister for Political Affairs`, `his Turkish counterpart`.
//!
//! From each title of the tables the phrase grows to the left over what modifies it and the state it
//! belongs to, then to the right over `of …`, `for …`, `to …`. Growth only takes words the tables know to
//! stand in offices, so that it ends where a name begins.

mod body;
mod complement;
mod destination;
mod field;
mod grower;
mod left;
mod right;

use std::ops::Range;

use crate::extract::abbreviation::abbreviations;
use crate::extract::form::forms;
use crate::extract::person::in_title_case;
use crate::extract::reading::{Reading, TitleAt};
use crate::extract::{Document, Office};
use crate::gazetteer::{Entry, StateForm, StateKind, TitleClass};
use crate::text;
pub(in crate::extract) use grower::number;
use grower::{Grower, Left};

/// How a phrase begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Determiner {
    None,
    /// `the`.
    Definite,
    /// `a`, `an`, `another`: nobody in particular.
    Indefinite,
    /// `his`, `her`, `its`, `their`.
    Possessive,
}

#[derive(Debug, Clone)]
pub(in crate::extract) struct Phrase {
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
            "delegate",
            "archbishop",
            "bishop",
        ];
        if self.class == TitleClass::Official {
            return text::lower(&self.title).contains(" for ");
        }
        if !self.of.is_empty() {
            return true;
        }
        let one_of = |word: &str, words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        // `foreign leader`, `first defence official` say of what kind somebody is.
        let kind = self.title.rsplit_once(' ');
        let kind = kind.filter(|(kind, _)| kind.split(' ').all(|word| one_of(word, &KINDS)));
        !one_of(kind.map_or(&self.title, |(_, head)| head), &general)
    }

    /// The offices it names, as said in `sentence`.
    pub fn offices(&self, sentence: usize) -> Vec<Office> {
        let office = |of: Option<String>| Office {
            title: self.title.clone(),
            of,
            former: self.former,
            sentence,
            ..Office::default()
        };
        if self.of.is_empty() {
            vec![office(None)]
        } else {
            self.of.iter().cloned().map(|of| office(Some(of))).collect()
        }
    }
}

/// What says of a leader or official of what kind he is, not of what he is one.
const KINDS: [&str; 14] = [
    "political",
    "senior",
    "top",
    "religious",
    "spiritual",
    "foreign",
    "first",
    "second",
    "regional",
    "world",
    "high-ranking",
    "international",
    "new",
    "local",
];

/// The office phrases of a document, in their order.
pub(in crate::extract) fn phrases(document: &Document, reading: &Reading<'_>) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = vec![];
    for sentence in &document.segments.sentences {
        let mut counterparts = sentence.tokens.clone().filter(|at| is_counterpart(reading, *at)).peekable();
        let first = reading.titles().partition_point(|title| title.tokens.start < sentence.tokens.start);
        let titles =
            reading.titles()[first..].iter().take_while(|title| title.tokens.end <= sentence.tokens.end);
        let whole = Grower { document, reading, bounds: sentence.tokens.clone() };
        // `the deputy Turkish foreign minister`: the rank is part of the office behind the state.
        let rank = |title: &TitleAt<'_>| {
            let end = title.tokens.end;
            (end + 1..(end + 5).min(sentence.tokens.end)).any(|head| whole.ranks(title, head))
        };
        let titles: Vec<&TitleAt> = titles
            .filter(|title| !title.title.is_style() && !covered(reading, title) && !rank(title))
            .collect();
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
    let stands_for = abbreviations(document);
    for of in found.iter_mut().flat_map(|phrase| &mut phrase.of) {
        if let Some(name) = stands_for.get(of.as_str()) {
            *of = name.clone();
        }
    }
    found
}

/// `the Prime Minister` inside the name of a body is no office: `General Secretariat` is none either way.
fn covered(reading: &Reading, title: &TitleAt) -> bool {
    // "was in the chair at the session" names no office.
    let at = title.tokens.start;
    // "at 5:05 PM": the afternoon.
    if reading.is(at, &["pm"]) && at > 0 && reading.word(at - 1).ends_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    if reading.is(at, &["chair"]) && at > 1 && reading.is(at - 1, &["the"]) && reading.is(at - 2, &["in"]) {
        return true;
    }
    reading.known_at(title.tokens.start).is_some_and(|known| {
        known.tokens.len() > title.tokens.len() || matches!(known.entry, Entry::Organization(_))
    })
}

/// The state whose department a body is, and the department without its state.
fn department(body: &str) -> Option<(&'static str, &str)> {
    let house = body.strip_prefix("U.S. ").or_else(|| body.strip_prefix("US "))?;
    house.ends_with(" Department").then_some(("United States", house))
}

fn is_counterpart(reading: &Reading, at: usize) -> bool {
    match reading.word(at) {
        "counterpart" | "counterparts" | "colleague" | "colleagues" | "homologue" | "homologues"
        | "predecessor" | "successor" => true,
        "opposite" => reading.is(at + 1, &["number", "numbers"]),
        // "his Argentine peers", but not "a peer of the realm".
        "peer" | "peers" => {
            (at.saturating_sub(4)..at).any(|place| reading.is(place, &["his", "her", "their"]))
        }
        _ => false,
    }
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
        let mut left = left;
        // `U.N. Ambassador X` is the state's at the United Nations.
        let envoy =
            ["ambassador", "permanent representative"].contains(&title.title.form) && right.title.is_empty();
        if envoy && left.of == ["United Nations"] {
            left.of.clear();
            text.push_str(" to the United Nations");
            left.of.extend(self.owner_of_run(left.start));
        }
        let bare = left.title.is_empty()
            && left.of.is_empty()
            && right.of.is_empty()
            && right.end == title.tokens.end;
        let mut of = left.of;
        // "a US State Department spokesman" speaks for the state.
        if let [body] = of.as_slice()
            && let Some((state, house)) = department(body)
        {
            text = format!("{house} {text}");
            of = vec![state.to_string()];
        }
        if title.title.form == "leader" && of.len() == 1 && right.of.is_empty() {
            of.extend(self.community(left.start));
        }
        // `A of Germany and Britain's minister B`: one office has the nearest state.
        if !title.plural && of.len() > 1 {
            of.drain(..of.len() - 1);
        }
        if of.is_empty() || title.plural {
            of.extend(right.of)
        } else if let Some(body) = right.of.first().filter(|body| !of.contains(*body)) {
            // `the U.S. Co-Chairman of the Minsk Group`.
            let article =
                if body.starts_with(|c: char| c.is_uppercase()) && body.contains(' ') { "the " } else { "" };
            text.push_str(&format!(" of {article}{body}"));
        }
        if of.is_empty() && left.determiner == Some(Determiner::Possessive) && !title.plural {
            of.extend(self.owner_of_its(left.start));
        }
        let national = |of: &String| {
            !["governor", "mayor", "crown prince", "ruler", "chief minister"].contains(&title.title.form)
                || of.is_empty()
        };
        let speaks = title.title.class == TitleClass::Spokesperson
            || ["chief of staff", "official", "senior official"].contains(&title.title.form);
        let of: Vec<String> =
            of.into_iter().map(|name| if speaks { name } else { self.government_state(name) }).collect();
        let of =
            of.into_iter().map(|name| if national(&name) { self.state_behind(name) } else { name }).collect();
        let end = if right.end > title.tokens.end { self.behind_possession(right.end) } else { right.end };
        Phrase {
            tokens: left.start..end,
            head: title.tokens.clone(),
            class: title.title.class,
            plural: title.plural,
            determiner: left.determiner.unwrap_or(Determiner::None),
            number: left.number,
            counterpart: false,
            former: left.former || title.former,
            title: in_title_case(text),
            of,
            home: left.home || right.home,
            owner: title.title.owner,
            bare,
        }
    }

    /// `the Turkish Cypriot leader` is his people's, not that of the state they claim.
    fn community(&self, at: usize) -> Option<String> {
        let known = self.reading.known_at(at).filter(|known| known.tokens.start == at)?;
        let Entry::State(place, StateForm::Adjective) = known.entry else { return None };
        let state = self.reading.tables.state(place);
        let people = format!("{}s", self.document.words(&known.tokens).replace('-', " "));
        let first = people.split(' ').next().unwrap_or("");
        let own = state.kind == StateKind::Other
            && state.people.contains(&people.as_str())
            && people.contains(' ')
            && !state.name().contains(first);
        own.then_some(people)
    }

    /// Behind what the body of an office owns: `head of the army` in `the head of the army's delegation, and`.
    fn behind_possession(&self, from: usize) -> usize {
        const LONGEST: usize = 3;
        const GROUPS: [&str; 6] = ["team", "delegation", "side", "panel", "mission", "faction"];
        let reading = self.reading;
        let owned = reading.is_possessive(from);
        let first = from + usize::from(owned);
        let plain = |at: &usize| {
            *at < self.bounds.end
                && reading.is_word(*at)
                && !reading.is_capital(*at)
                && !reading.kind(*at).person_verb()
                && !reading
                    .is(*at, &["of", "in", "on", "at", "for", "to", "and", "who", "which", "that", "with"])
        };
        let end = first + (first..first + LONGEST).take_while(plain).count();
        let closed = end >= self.bounds.end || matches!(self.document.word(end), "," | ";" | "." | "(" | ")");
        let group = end > first && (owned || reading.is(end - 1, &GROUPS));
        if group && closed { end } else { from }
    }

    fn counterpart(&self, at: usize) -> Phrase {
        let left = self.left(at, false);
        let end = at + 1 + usize::from(self.reading.is(at, &["opposite"]));
        let right = self.origin(end);
        let mut of = left.of;
        of.extend(right.of);
        Phrase {
            tokens: left.start..right.end,
            head: at..end,
            class: TitleClass::Office,
            plural: self.reading.word(end - 1).ends_with('s'),
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
        let written = written.find('-').map_or(written, |dash| match &written[..dash] {
            "ex" | "Ex" | "former" | "Former" | "then" | "Then" => &written[dash + 1..],
            _ => written,
        });
        if title.title.canonical == title.title.form && !title.plural {
            return text::spaced(written);
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
        let words = forms(name.split(' '));
        let plain = |at: usize| words.get(at).map(|form| &*form.plain);
        match tables.name_at(plain, |at| name.split(' ').nth(at).unwrap_or(""), 0) {
            Some(found) if found.length == words.len() => match found.entry {
                Entry::State(place, StateForm::Capital) => tables.state(place).name().to_string(),
                Entry::Place(place) => tables.place(place).state.map_or(name, str::to_string),
                _ => name,
            },
            _ => name,
        }
    }

    /// The state before a run that has an owner already: `Britain's UN ambassador`.
    fn owner_of_run(&self, start: usize) -> Option<String> {
        let mut owned = Left { start, ..Left::default() };
        let at = start.checked_sub(1).filter(|at| *at >= self.bounds.start)?;
        (self.owner_before(at, &mut owned) && owned.of.len() == 1).then(|| owned.of.remove(0))
    }

    /// Whose `its` is where the owner stands right before it: `Malaysia and by its Prime Minister`, `Chad, through its envoy`.
    fn owner_of_its(&self, start: usize) -> Option<String> {
        const FAR: usize = 4;
        let reading = self.reading;
        let its = start.checked_sub(1).filter(|at| reading.is(*at, &["its"]))?;
        let joints =
            ["and", "by", "with", "of", "from", ",", "through", "via", "represented", "under", "led"];
        let sentence = &self.document.segments.sentences[self.document.sentence_of(its)].tokens;
        let floor = its.saturating_sub(FAR).max(sentence.start);
        let gap = (floor..its).rev().take_while(|at| reading.is(*at, &joints)).count();
        let last = (its - gap).checked_sub(1).filter(|last| gap > 0 && *last >= sentence.start)?;
        let known = reading.known_at(last).filter(|known| known.tokens.end == last + 1)?;
        match known.entry {
            Entry::State(_, StateForm::Name | StateForm::Capital) | Entry::Organization(_) => {
                self.owner_name(known.tokens.start, true)
            }
            _ => None,
        }
    }

    /// The White House's adviser is the state's, though its spokesman speaks for the house.
    fn government_state(&self, name: String) -> String {
        let state = self.reading.tables.state_of_government(&name);
        state.map_or(name, |state| state.name().to_string())
    }

    fn is_region(&self, at: usize) -> bool {
        matches!(self.reading.known_at(at).map(|known| known.entry), Some(Entry::Place(place)) if self.reading.tables.place(place).state.is_none())
    }
}
