//! Which known agreement a name means: by parties, year, kind and the words of its subject.
//!
//! "The 2023 border security pact" and "the joint security agreement" of the same two states are one; two
//! pacts of different parties or years never are.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::draft::{date, text, texts};
use super::known::{self, Known};
use crate::graph::{Direction, Graph};
use crate::model::{AgreementFact, MONTHS, NodeId, PartialDate};

/// What many agreements are about: alone, these words do not say which one is meant.
const COMMON: &[&str] = &[
    "security",
    "border",
    "peace",
    "trade",
    "free",
    "nuclear",
    "defense",
    "defence",
    "military",
    "economic",
    "economy",
    "cooperation",
    "strategic",
    "comprehensive",
    "partnership",
    "energy",
    "gas",
    "oil",
    "water",
    "prisoner",
    "exchange",
    "swap",
    "investment",
    "customs",
    "visa",
    "maritime",
    "sea",
    "land",
    "air",
    "transit",
    "transport",
    "grain",
    "relation",
    "tie",
    "normalization",
    "normalisation",
    "humanitarian",
    "hostage",
    "minerals",
    "mineral",
    "counterterrorism",
    "extradition",
    "tax",
    "labour",
    "labor",
    "tariff",
];

/// One telling of an agreement, or what all tellings of it say together.
#[derive(Debug, Clone, Default)]
pub(super) struct Telling {
    /// Folded names.
    names: BTreeSet<String>,
    /// The subject's words of each name, sorted: neither head, nor year, nor party.
    subjects: Vec<Vec<String>>,
    kinds: BTreeSet<String>,
    /// Folded names of states and organisations.
    parties: BTreeSet<String>,
    dates: Vec<PartialDate>,
    /// On which days it was spoken of.
    published: BTreeSet<NaiveDate>,
}

/// Words that say that something is an agreement, not which.
const HEADS: &[&str] = &[
    "agreement",
    "agreements",
    "pact",
    "accord",
    "accords",
    "deal",
    "treaty",
    "memorandum",
    "memoranda",
    "mou",
    "understanding",
    "protocol",
    "convention",
    "communique",
    "declaration",
    "statement",
    "charter",
    "framework",
    "roadmap",
    "ceasefire",
    "truce",
    "cease",
    "fire",
    "armistice",
    "arrangement",
    "document",
];

const SMALL: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "on",
    "for",
    "and",
    "in",
    "with",
    "between",
    "to",
    "by",
    "at",
    "joint",
    "bilateral",
    "trilateral",
    "mutual",
    "new",
    "landmark",
    "historic",
    "recent",
    "so",
    "called",
    "signed",
    "reached",
    "two",
    "their",
    "its",
    "s",
    "both",
    "last",
    "year",
    "this",
    "draft",
    "final",
    "initial",
    "existing",
    "full",
    "general",
    "first",
    "dozen",
    "separate",
    "previous",
    "earlier",
    "current",
    "under",
    "as",
    "that",
    "from",
    "it",
];

impl Telling {
    pub(super) fn of(fact: &AgreementFact, published: Option<PartialDate>, known: &Known) -> Self {
        let mut telling = Telling {
            kinds: [fact.kind.clone()].into(),
            parties: fact.parties.iter().map(|party| known::key(party)).collect(),
            dates: fact.date.into_iter().collect(),
            published: published.map(PartialDate::first_day).into_iter().collect(),
            ..Telling::default()
        };
        for name in std::iter::once(&fact.name).chain(&fact.aliases) {
            telling.add_name(name, known);
        }
        telling
    }

    fn add_name(&mut self, name: &str, known: &Known) {
        let key = known::key(name);
        let words = key.split(' ').filter(|word| {
            let year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
            !year
                && !HEADS.contains(word)
                && !SMALL.contains(word)
                && !MONTHS.contains(word)
                && !word.is_empty()
                && !known.is_of_state(word)
        });
        let mut subject: Vec<String> = words.map(stem).collect::<BTreeSet<_>>().into_iter().collect();
        without_place(&mut subject, &key, known);
        if self.dates.is_empty()
            && let Some(year) = key.split(' ').find_map(year_of)
        {
            self.dates.push(year);
        }
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
        self.names.insert(key);
    }

    fn join(&mut self, other: Telling) {
        self.names.extend(other.names);
        self.kinds.extend(other.kinds);
        self.parties.extend(other.parties);
        for subject in other.subjects {
            if !self.subjects.contains(&subject) {
                self.subjects.push(subject);
            }
        }
        for date in other.dates {
            if !self.dates.contains(&date) {
                self.dates.push(date);
            }
        }
        self.published.extend(other.published);
    }

    /// Under what it is found: each subject, alone and with each party, and any two of its parties.
    fn keys(&self) -> Vec<String> {
        let mut keys = self.pairs_of_parties();
        for subject in self.told_subjects() {
            keys.push(format!("subject {subject}"));
            keys.extend(self.parties_or_none().map(|party| format!("subject {subject} of {party}")));
        }
        keys
    }

    /// Where to look for it: parties that are known must not contradict, unknown ones say nothing.
    fn keys_to_look_under(&self) -> Vec<String> {
        let mut keys = self.pairs_of_parties();
        for subject in self.told_subjects() {
            if self.parties.is_empty() {
                keys.push(format!("subject {subject}"));
            } else {
                let parties = self.parties.iter().map(String::as_str).chain([NOBODY]);
                keys.extend(parties.map(|party| format!("subject {subject} of {party}")));
            }
        }
        keys
    }

    fn told_subjects(&self) -> impl Iterator<Item = String> {
        self.subjects.iter().filter(|subject| !subject.is_empty()).map(|subject| subject.join(" "))
    }

    fn parties_or_none(&self) -> impl Iterator<Item = &str> {
        let nobody = self.parties.is_empty().then_some(NOBODY);
        self.parties.iter().map(String::as_str).chain(nobody)
    }

    fn pairs_of_parties(&self) -> Vec<String> {
        let parties: Vec<&String> = self.parties.iter().take(8).collect();
        let mut pairs = Vec::new();
        for (place, one) in parties.iter().enumerate() {
            pairs.extend(parties[place + 1..].iter().map(|other| format!("parties {one} {other}")));
        }
        pairs
    }
}

/// Stands for the parties of an agreement that names none.
const NOBODY: &str = "nobody";

/// Where something was signed is no part of its subject, unless it is all that is known: `the border pact in
/// Baghdad`, `the agreement in Cairo`.
fn without_place(subject: &mut Vec<String>, name: &str, known: &Known) {
    if let Some((_, place)) = name.rsplit_once(" in ")
        && known.place(place).is_some()
    {
        let words: Vec<String> = place.split(' ').map(stem).collect();
        if subject.iter().any(|word| !words.contains(word)) {
            subject.retain(|word| !words.contains(word));
        }
    }
}

fn year_of(word: &str) -> Option<PartialDate> {
    let year = word.parse().ok().filter(|year| (1900..2100).contains(year))?;
    if word.len() == 4 { PartialDate::year(year) } else { None }
}

/// Singular and plural are one.
fn stem(word: &str) -> String {
    word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word).to_owned()
}

#[derive(Default)]
pub(super) struct Agreements {
    keys: HashMap<String, BTreeSet<NodeId>>,
    told: HashMap<NodeId, Telling>,
}

pub(super) enum Found {
    One(NodeId),
    /// None for certain, but these may be it.
    None(Vec<(NodeId, f64, Vec<String>)>),
}

impl Agreements {
    pub(super) fn of(graph: &Graph, known: &Known) -> Self {
        let mut agreements = Agreements::default();
        if let Some(label) = graph.label("Agreement") {
            for agreement in graph.nodes_with_label(label) {
                agreements.add(agreement, read(graph, agreement, known));
            }
        }
        agreements
    }

    pub(super) fn add(&mut self, agreement: NodeId, telling: Telling) {
        let told = self.told.entry(agreement).or_default();
        told.join(telling);
        for key in told.keys() {
            self.keys.entry(key).or_default().insert(agreement);
        }
    }

    /// Reads an agreement from the graph again, after something was taken away.
    pub(super) fn renew(&mut self, graph: &Graph, agreement: NodeId, known: &Known) {
        self.told.remove(&agreement);
        if graph.has_node(agreement) {
            self.add(agreement, read(graph, agreement, known));
        }
    }

    pub(super) fn drop_node(&mut self, node: NodeId) {
        self.told.remove(&node);
    }

    pub(super) fn find(&self, telling: &Telling, never: &BTreeSet<NodeId>) -> Found {
        let mut candidates = BTreeSet::new();
        for key in telling.keys_to_look_under() {
            candidates.extend(self.keys.get(&key).into_iter().flatten().copied());
        }
        let mut fitting: Vec<(NodeId, f64, Vec<String>)> = Vec::new();
        for candidate in candidates.into_iter().filter(|candidate| !never.contains(candidate)) {
            let Some(told) = self.told.get(&candidate) else { continue };
            let (score, reasons) = fits(telling, told);
            if score >= POSSIBLE {
                fitting.push((candidate, score, reasons));
            }
        }
        fitting.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        match &fitting[..] {
            [(best, score, _), rest @ ..]
                if *score >= SAME && rest.first().is_none_or(|(_, next, _)| score - next > 0.04) =>
            {
                Found::One(*best)
            }
            all => Found::None(all.iter().take(2).cloned().collect()),
        }
    }
}

/// From here on a name means a known agreement, where no other fits as well.
const SAME: f64 = 0.75;
/// From here on it may.
const POSSIBLE: f64 = 0.5;

fn read(graph: &Graph, agreement: NodeId, known: &Known) -> Telling {
    let mut telling = Telling::default();
    let incoming = |kind: &str| -> Vec<_> {
        let kind = graph.edge_type(kind);
        kind.into_iter()
            .flat_map(|kind| graph.neighbours(agreement, Direction::Incoming, Some(kind)))
            .collect()
    };
    for (_, party) in incoming("PARTY_TO") {
        telling.parties.extend(text(graph, party, "name").map(|name| known::key(&name)));
    }
    for (report, _) in incoming("REPORTS") {
        telling.kinds.extend(text(graph, report, "kind").map(|kind| kind.to_string()));
        telling.dates.extend(date(graph, report, "date"));
        telling.published.extend(date(graph, report, "published").map(PartialDate::first_day));
        for name in texts(graph, report, "as") {
            telling.add_name(&name, known);
        }
    }
    telling
}

/// How well a telling fits what is told of an agreement, 0 to 1, and why.
fn fits(telling: &Telling, told: &Telling) -> (f64, Vec<String>) {
    let mut reasons = Vec::new();
    let none = (0.0, Vec::new());
    if !kinds_agree(telling, told) {
        return none;
    }
    let same_parties = match parties(telling, told) {
        Some(false) => return none,
        Some(true) => {
            reasons.push("the same parties".to_owned());
            true
        }
        None => false,
    };
    let same_date = match dates(telling, told) {
        Some(false) => return none,
        Some(true) => {
            reasons.push("of the same date".to_owned());
            true
        }
        None => false,
    };
    let subject = subject(telling, told);
    let named = telling.names.iter().any(|name| told.names.contains(name));
    match subject {
        Subject::Same => reasons.insert(0, "the same subject".to_owned()),
        Subject::Part => reasons.insert(0, "one subject is part of the other".to_owned()),
        Subject::Unknown => reasons.insert(0, "one says nothing of its subject".to_owned()),
        Subject::Other => {}
    }
    // A ceasefire is broken and made again: only what is spoken of at about one time is one.
    let passing = telling.kinds.contains("ceasefire") || told.kinds.contains("ceasefire");
    let long = passing && !same_date && spoken_apart(telling, told) > 200;
    // A memorandum and a pact of the same two states are told apart, unless they are of one day.
    let other_text = !same_date && (of_another_form(telling, told) || of_another_form(told, telling));
    if other_text {
        reasons.push("one is a memorandum, the other a pact or treaty".to_owned());
    }
    let score = match (subject, same_parties, same_date) {
        _ if long => 0.5,
        (Subject::Same | Subject::Part, true, _) if other_text => 0.6,
        _ if other_text => 0.0,
        (Subject::Same, true, _) => 1.0,
        (Subject::Same, _, true) => 0.95,
        (Subject::Same, false, false) if telling_word(telling, told) => 0.85,
        (Subject::Same, false, false) => 0.6,
        (Subject::Part, true, true) => 0.9,
        (Subject::Part, true, false) => 0.8,
        (Subject::Part, false, _) if telling_word(telling, told) => 0.7,
        (Subject::Part, false, true) => 0.6,
        (Subject::Unknown, true, true) => 0.8,
        (Subject::Unknown, true, false) => 0.6,
        (Subject::Unknown, false, _) if named && same_date => 0.6,
        _ => 0.0,
    };
    (score, reasons)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Same,
    /// `security` and `border security`.
    Part,
    /// `the agreement`.
    Unknown,
    Other,
}

fn subject(telling: &Telling, told: &Telling) -> Subject {
    let telling_words: Vec<_> = telling.subjects.iter().filter(|subject| !subject.is_empty()).collect();
    let told_words: Vec<_> = told.subjects.iter().filter(|subject| !subject.is_empty()).collect();
    if telling_words.is_empty() || told_words.is_empty() {
        return Subject::Unknown;
    }
    let pairs = || telling_words.iter().flat_map(|one| told_words.iter().map(move |other| (*one, *other)));
    if pairs().any(|(one, other)| one == other) {
        Subject::Same
    } else if pairs().any(|(one, other)| within(one, other) || within(other, one)) {
        Subject::Part
    } else {
        Subject::Other
    }
}

/// Whether both names have a word that says which agreement is meant: `Windsor`, `Gaza`.
fn telling_word(telling: &Telling, told: &Telling) -> bool {
    let mut words = telling.subjects.iter().flatten().filter(|word| !COMMON.contains(&word.as_str()));
    words.any(|word| told.subjects.iter().any(|subject| subject.contains(word)))
}

fn within(one: &[String], other: &[String]) -> bool {
    one.iter().all(|word| other.contains(word))
}

/// A memorandum may be called an agreement; a ceasefire or a communique is no treaty.
fn kinds_agree(telling: &Telling, told: &Telling) -> bool {
    let general = |kind: &String| matches!(kind.as_str(), "agreement" | "deal");
    telling.kinds.iter().any(|one| {
        told.kinds.iter().any(|other| {
            let ceasefire = one == "ceasefire" || other == "ceasefire";
            one == other
                || general(one) && general(other)
                || !ceasefire && (general(one) || general(other))
                || ceasefire && (one == "deal" || other == "deal")
        })
    })
}

/// Whether the one is only ever a memorandum, the other a pact or treaty and never one.
fn of_another_form(one: &Telling, other: &Telling) -> bool {
    let full = |telling: &Telling| {
        let pact = |name: &String| name.split(' ').any(|word| word == "pact" || word == "treaty");
        telling.kinds.contains("treaty") || telling.names.iter().any(pact)
    };
    one.kinds.contains("mou") && !full(one) && full(other) && !other.kinds.contains("mou")
}

/// Whether the parties are the same; none where one telling names fewer than two.
fn parties(telling: &Telling, told: &Telling) -> Option<bool> {
    if telling.parties.is_empty() || told.parties.is_empty() {
        return None;
    }
    let within = telling.parties.is_subset(&told.parties) || told.parties.is_subset(&telling.parties);
    let known = telling.parties.len().min(told.parties.len()) > 1;
    match (within, known) {
        (true, true) => Some(true),
        (true, false) => None,
        (false, _) => Some(false),
    }
}

fn dates(telling: &Telling, told: &Telling) -> Option<bool> {
    if telling.dates.is_empty() || told.dates.is_empty() {
        return None;
    }
    Some(telling.dates.iter().any(|one| told.dates.iter().any(|other| one.may_equal(*other))))
}

/// The days between the nearest two articles about them.
fn spoken_apart(telling: &Telling, told: &Telling) -> i64 {
    let nearest = |day: &NaiveDate| {
        let before = told.published.range(..=*day).next_back();
        let after = told.published.range(*day..).next();
        before.into_iter().chain(after).map(|other| (*day - *other).num_days().abs()).min()
    };
    telling.published.iter().filter_map(nearest).min().unwrap_or(0)
}
