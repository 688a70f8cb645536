//! What was talked about, as noun phrases: `discussed border control and trade`, `energy was on the agenda`.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::extract::document::{Document, Kind, StateForm};
use crate::model::MONTHS;
use crate::text;

/// What stands before topics.
const MARKERS: &[&[&str]] = &[
    &["discussed"],
    &["discuss"],
    &["discusses"],
    &["discussing"],
    &["focused", "on"],
    &["focusing", "on"],
    &["focus", "on"],
    &["centred", "on"],
    &["centered", "on"],
    &["centred", "around"],
    &["centered", "around"],
    &["revolved", "around"],
    &["dealt", "with"],
    &["touched", "on"],
    &["touched", "upon"],
    &["talks", "on"],
    &["talks", "about"],
    &["discussions", "on"],
    &["discussions", "about"],
    &["conversation", "about"],
    &["negotiations", "on"],
    &["negotiations", "over"],
    &["consultations", "on"],
    &["talked", "about"],
    &["spoke", "about"],
    &["views", "on"],
    &["reviewed"],
    &["review"],
    &["gone", "over"],
    &["went", "over"],
    &["took", "up"],
    &["taking", "up"],
    &["agenda", "were"],
    &["agenda", "was"],
    &["agenda", "included"],
    &["agenda", "includes"],
    &["discussed", "included"],
    &["discussed", "include"],
    &["phone", "about"],
];

/// What stands behind topics and a form of `be`.
const PASSIVES: &[&[&str]] = &[
    &["discussed"],
    &["taken", "up"],
    &["reviewed"],
    &["raised"],
    &["covered"],
    &["talked", "about"],
    &["on", "the", "agenda"],
    &["on", "the", "table"],
    &["among", "the", "topics"],
    &["the", "focus", "of"],
];

/// Openers that say nothing of the topic itself.
const OPENERS: &[&[&str]] = &[
    &["how", "to"],
    &["ways", "to"],
    &["ways", "of"],
    &["means", "of"],
    &["efforts", "to"],
    &["steps", "to"],
    &["measures", "to"],
    &["plans", "to"],
    &["need", "to"],
    &["need", "for"],
    &["importance", "of"],
    &["possibility", "of"],
    &["prospects", "for"],
    &["prospects", "of"],
    &["avenues", "for"],
    &["opportunities", "for"],
    &["range", "of"],
    &["number", "of"],
    &["series", "of"],
    &["variety", "of"],
    &["issue", "of"],
    &["issues", "of"],
    &["question", "of"],
    &["matter", "of"],
    &["topic", "of"],
    &["subject", "of"],
    &["state", "of"],
    &["such", "as"],
];

/// Words that a topic neither begins nor ends with.
const EDGES: &[&str] = &[
    "out",
    "forward",
    "the",
    "a",
    "an",
    "and",
    "also",
    "including",
    "both",
    "their",
    "its",
    "his",
    "her",
    "our",
    "on",
    "as",
    "well",
    "how",
    "to",
    "particularly",
    "of",
    "in",
    "for",
    "with",
    "other",
    "some",
    "several",
    "various",
    "wide",
    "broad",
    "full",
    "possible",
    "ongoing",
    "further",
    "strong",
    "enduring",
    "recent",
    "latest",
    "among",
    "others",
    "about",
    "at",
    "from",
    "mainly",
    "including",
    "namely",
    "especially",
    "current",
    "detail",
    "respective",
    "shared",
    "potential",
    "ahead",
];

/// A topic of nothing but these is none.
const EMPTY: &[&str] = &[
    "commitment",
    "efforts",
    "steps",
    "intent",
    "values",
    "sides",
    "countries",
    "nations",
    "world",
    "issue",
    "issues",
    "matter",
    "matters",
    "topic",
    "topics",
    "subject",
    "subjects",
    "things",
    "details",
    "sources",
    "agenda",
    "common",
    "mutual",
    "interest",
    "interests",
    "concern",
    "concerns",
    "importance",
    "range",
    "various",
    "regional",
    "number",
    "bilateral",
    "international",
    "global",
    "same",
    "situation",
    "developments",
    "it",
    "them",
    "this",
    "that",
    "these",
    "what",
    "questions",
    "points",
    "goals",
    "progress",
    "of",
    "and",
    "wide",
];

/// A phrase with one of these is a clause.
const CLAUSES: &[&str] = &[
    "across",
    "around",
    "based",
    "sidelines",
    "margins",
    "context",
    "occasion",
    "ended",
    "was",
    "were",
    "is",
    "are",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "said",
    "says",
    "told",
    "that",
    "which",
    "who",
    "whom",
    "he",
    "she",
    "they",
    "we",
    "i",
    "it",
    "reporters",
    "sources",
    "according",
    "reviewed",
    "whether",
    "what",
    "why",
    "not",
];

/// No topic is longer than this many words, no list of them than that many tokens.
const LONGEST: usize = 9;
const SPAN: usize = 60;

/// The markers that begin with a word, in their order.
fn markers(first: &str) -> &'static [&'static [&'static str]] {
    type Markers = FxHashMap<&'static str, Vec<&'static [&'static str]>>;
    static BY_FIRST: OnceLock<Markers> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(|| {
        let mut all = Markers::default();
        for marker in MARKERS {
            all.entry(marker.first().copied().unwrap_or_default()).or_default().push(marker);
        }
        all
    });
    by_first.get(first).map_or(&[], Vec::as_slice)
}

/// Forms of `be` before which a topic may stand.
const PASSIVE: [&str; 4] = ["was", "were", "are", "is"];

/// Whether a word in small letters may begin what tells a topic.
pub fn may_open(word: &str) -> bool {
    PASSIVE.contains(&word) || !markers(word).is_empty()
}

/// The topics told in some tokens of a sentence.
pub fn topics(doc: &Document<'_>, tokens: &Range<usize>) -> Vec<String> {
    let end = tokens.end.min(tokens.start + 400);
    let words = Words { doc, start: tokens.start, length: end.saturating_sub(tokens.start) };
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.length {
        if !doc.form(tokens.start + at).is_some_and(|form| form.opens_topic) {
            // As with most words.
            at += 1;
            continue;
        }
        let list = match markers(words.word(at)).iter().find(|marker| words.stands(at, marker)) {
            Some(marker) => {
                let from = at + marker.len();
                Some(from..words.end_of(from))
            }
            None => words.subject_of(at),
        };
        let Some(list) = list else {
            at += 1;
            continue;
        };
        at = list.end.max(at + 1);
        for topic in words.split(list) {
            if let Some(name) = words.name(topic)
                && !found.iter().any(|known| known.eq_ignore_ascii_case(&name))
            {
                found.push(name);
            }
        }
    }
    found
}

/// The words of a stretch of the text in lower case.
struct Words<'d, 'a> {
    doc: &'d Document<'a>,
    start: usize,
    length: usize,
}

impl Words<'_, '_> {
    fn word(&self, at: usize) -> &str {
        if at < self.length { self.doc.lower(self.start + at) } else { "" }
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn stands(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word)
    }

    /// `Trade and fishing were discussed`: what stands before the form of `be`.
    fn subject_of(&self, be: usize) -> Option<Range<usize>> {
        if !self.is(be, &PASSIVE) {
            return None;
        }
        let verb = be + 1 + usize::from(self.is(be + 1, &["also", "then", "all"]));
        if !PASSIVES.iter().any(|passive| self.stands(verb, passive)) {
            return None;
        }
        let bounds =
            [".", ";", ":", "\"", "“", "”", "that", "said", "when", "where", "while", "after", "which"];
        let from =
            (be.saturating_sub(SPAN)..be).rev().find(|at| self.is(*at, &bounds)).map_or(0, |at| at + 1);
        let named = (from..be).any(|at| self.is_person(at));
        (!named && from < be).then_some(from..be)
    }

    fn is_person(&self, at: usize) -> bool {
        self.doc.mention_at(self.start + at).is_some_and(|mention| {
            matches!(mention.kind, Kind::Person | Kind::Role { .. } | Kind::Pronoun { .. } | Kind::Group)
        })
    }

    /// Where what was talked about ends: at `with` somebody, a time, a new clause.
    fn end_of(&self, from: usize) -> usize {
        let last = (from + SPAN).min(self.length);
        let stops = |at: usize| {
            let ends = [
                ".",
                ";",
                ":",
                "\"",
                "”",
                "“",
                "?",
                "!",
                "(",
                "during",
                "while",
                "when",
                "after",
                "before",
                "who",
                "said",
                "says",
                "according",
                "adding",
                "saying",
                "where",
                "since",
                "ahead",
                "—",
                "–",
                "noting",
                "stressing",
                "amid",
                "reporters",
            ];
            let clause = self.is(at, &[","])
                && (self.is(at + 1, &["the", "he", "she", "they", "which", "who", "a", "an", "and", "it"])
                    && self.said_follows(at)
                    || self.is_person(at + 1));
            let time = self.is(at, &["on", "in", "at", "last", "earlier"]) && self.is_time(at + 1);
            let with = self.is(at, &["with", "by"]) && (at > from + 1 || self.is_person(at + 1));
            let named = self.is(at, &["with", "by"])
                && self.doc.word(self.start + at + 1).starts_with(char::is_uppercase);
            self.is(at, &ends)
                || clause
                || time
                || self.is_time(at)
                || with && !self.is(at + 1, &["a", "the"])
                || named
        };
        (from..last).find(|at| stops(*at)).unwrap_or(last)
    }

    fn is_time(&self, at: usize) -> bool {
        let day = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "today",
            "yesterday",
            "tomorrow",
        ];
        // "may" is mostly no month.
        self.is(at, &day) || !self.is(at, &["may"]) && self.is(at, &MONTHS)
    }

    fn said_follows(&self, at: usize) -> bool {
        (at..at + 8).any(|at| {
            let verbs = [
                "said",
                "says",
                "told",
                "reported",
                "announced",
                "which",
                "who",
                "added",
                "agreed",
                "also",
                "noted",
                "was",
                "were",
            ];
            self.is(at, &verbs)
        })
    }

    /// The single topics of a list: at every comma, and at the `and` that ends a list with commas or joins two
    /// phrases of their own.
    fn split(&self, list: Range<usize>) -> Vec<Range<usize>> {
        let commas = list.clone().any(|at| self.is(at, &[","]));
        let mut found = Vec::new();
        let mut from = list.start;
        for at in list.clone() {
            let apart = self.is(at, &["and"]) && (commas || self.phrases_apart(from, at, list.end));
            if (self.is(at, &[","]) || apart) && !self.is_adjective_list(from, at) {
                found.push(from..at);
                from = at + 1;
            }
        }
        found.push(from..list.end);
        found.retain(|topic| !topic.is_empty());
        found
    }

    /// `bilateral relations and the implementation of …`: both sides are phrases, not two adjectives or nouns of one.
    fn phrases_apart(&self, from: usize, and: usize, end: usize) -> bool {
        let begins = ["the", "a", "an", "their", "its", "his", "efforts", "ways", "how"];
        let of = (from..and).any(|at| self.is(at, &["of"]));
        self.is(and + 1, &begins) || and - from >= 2 && end - and > 2 && !of
    }

    /// `bilateral, regional and international issues`: what a comma or `and` joins here are adjectives of one noun.
    fn is_adjective_list(&self, from: usize, joint: usize) -> bool {
        let before = joint.saturating_sub(1 + usize::from(joint > 0 && self.is(joint - 1, &[","])));
        let next = joint + 1 + usize::from(self.is(joint + 1, &["and"]));
        let alone = before == from || is_adjective(self.word(next));
        alone && before >= from && is_adjective(self.word(before))
    }

    /// A topic as a noun phrase; none where nothing or a clause is left.
    fn name(&self, topic: Range<usize>) -> Option<String> {
        let (mut from, mut to) = (topic.start, topic.end);
        loop {
            let opener = OPENERS.iter().find(|opener| from + opener.len() < to && self.stands(from, opener));
            match opener {
                Some(opener) => {
                    // Behind `how to` stands a verb, which is no topic.
                    let verb = opener.last() == Some(&"to") && from + opener.len() + 1 < to;
                    from += opener.len() + usize::from(verb);
                }
                None if from < to && self.is(from, EDGES) => from += 1,
                None => break,
            }
        }
        // "talks on water in Paris": where they were held.
        let town = (from + 1..to).find(|at| {
            let capital = self
                .doc
                .mention_at(self.start + at + 1)
                .is_some_and(|mention| matches!(mention.kind, Kind::State { form: StateForm::Capital, .. }));
            self.is(*at, &["in", "at"]) && capital
        });
        to = town.unwrap_or(to);
        if let Some(goal) = (from + 1..to)
            .find(|at| to - from > 3 && self.is(*at, &["to"]) && !self.is(at + 1, &["the", "a"]))
        {
            to = goal;
        }
        while to > from && (self.is(to - 1, EDGES) || self.is(to - 1, &[",", "'s"])) {
            to -= 1;
        }
        let words = from..to;
        let clause =
            words.clone().any(|at| self.is(at, CLAUSES)) || words.clone().any(|at| self.is_person(at));
        let empty = words.clone().all(|at| self.is(at, EMPTY) || self.is(at, EDGES));
        let adjective =
            words.len() == 1 && is_adjective(self.word(from)) && !self.is(from, &["capital", "oil"]);
        let letters = words.clone().any(|at| self.word(at).chars().filter(|c| c.is_alphabetic()).count() > 2);
        if words.is_empty() || words.len() > LONGEST || clause || empty || adjective || !letters {
            return None;
        }
        let text = self.doc.words(&(self.start + from..self.start + to));
        Some(text::spaced(text))
    }
}

/// A word that mostly stands before a noun.
fn is_adjective(word: &str) -> bool {
    let known =
        ["military", "free", "public", "armed", "common", "human", "green", "digital", "security-related"];
    let nouns = [
        "traffic",
        "music",
        "arsenal",
        "withdrawal",
        "removal",
        "renewal",
        "referendum",
        "republic",
        "topic",
        "deal",
        "oil",
        "appeal",
        "coal",
        "steel",
        "proposal",
        "approval",
        "survival",
        "capital",
        "pandemic",
        "arrival",
        "canal",
        "terminal",
        "festival",
        "trial",
        "library",
        "boundary",
        "initiative",
        "perspective",
        "initiatives",
        "archive",
        "narrative",
    ];
    let ends =
        ["ic", "al", "ive", "ary", "ous"].iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
    known.contains(&word) || ends && !nouns.contains(&word)
}
