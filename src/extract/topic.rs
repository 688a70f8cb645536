//! What was talked about: `discussed border control and trade`, `talks focused on energy`.

use std::ops::Range;

use crate::extract::document::Document;

const MARKERS: &[(&[&str], usize)] = &[
    (&["discussed"], 0),
    (&["discuss"], 0),
    (&["discusses"], 0),
    (&["discussing"], 0),
    (&["focused", "on"], 0),
    (&["focusing", "on"], 0),
    (&["focus", "on"], 0),
    (&["centred", "on"], 0),
    (&["centered", "on"], 0),
    (&["dealt", "with"], 0),
    (&["touched", "on"], 0),
    (&["touched", "upon"], 0),
    (&["talks", "on"], 0),
    (&["talks", "about"], 0),
    (&["discussions", "on"], 0),
    (&["discussions", "about"], 0),
    (&["negotiations", "on"], 0),
    (&["negotiations", "over"], 0),
    (&["consultations", "on"], 0),
    (&["talked", "about"], 0),
    (&["spoke", "about"], 0),
    (&["exchanged", "views", "on"], 0),
    (&["exchange", "views", "on"], 0),
    (&["views", "on"], 0),
    (&["reviewed"], 0),
    (&["gone", "over"], 0),
    (&["went", "over"], 0),
    (&["covered"], 0),
    (&["took", "up"], 0),
    (&["agenda", "were"], 0),
    (&["agenda", "was"], 0),
    (&["phone", "about"], 0),
];

/// No topic is longer than this many words, and no list of them than that many tokens.
const LONGEST: usize = 12;
const SPAN: usize = 60;

/// The topics told in some tokens of a sentence.
pub fn topics(doc: &Document<'_>, tokens: &Range<usize>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let lower: Vec<String> = tokens.clone().take(400).map(|token| doc.word(token).to_lowercase()).collect();
    let mut at = 0;
    while at < lower.len() {
        let marker = MARKERS.iter().find(|(words, _)| {
            words
                .iter()
                .enumerate()
                .all(|(offset, word)| lower.get(at + offset).is_some_and(|found| found == word))
        });
        match marker {
            Some((words, _)) => {
                let from = at + words.len();
                let to = end_of(&lower, from);
                for topic in split(&lower, from..to) {
                    let span = tokens.start + topic.start..tokens.start + topic.end;
                    let name = tidy(doc.words(&span));
                    if !name.is_empty() && !found.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                        found.push(name);
                    }
                }
                at = to.max(from);
            }
            None => at += 1,
        }
    }
    found
}

/// Where what was talked about ends: at `with` somebody, a time, a new clause.
fn end_of(lower: &[String], from: usize) -> usize {
    let last = (from + SPAN).min(lower.len());
    for at in from..last {
        let word = lower[at].as_str();
        let next = lower.get(at + 1).map_or("", String::as_str);
        let stops = matches!(
            word,
            "." | ";"
                | ":"
                | "\""
                | "”"
                | "?"
                | "!"
                | "during"
                | "while"
                | "when"
                | "after"
                | "before"
                | "who"
                | "said"
                | "says"
                | "according"
                | "adding"
                | "saying"
                | "by"
                | "where"
        ) || (word == "with" && at > from + 1)
            || (word == "on" && is_day(next))
            || is_day(word)
            || (word == ","
                && matches!(next, "the" | "he" | "she" | "they" | "which" | "who" | "a" | "an")
                && said_follows(lower, at))
            || (word == "in" && at > from && matches!(next, "a"));
        if stops {
            return at;
        }
    }
    last
}

fn is_day(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
    )
}

fn said_follows(lower: &[String], at: usize) -> bool {
    lower.iter().skip(at).take(8).any(|word| {
        matches!(word.as_str(), "said" | "says" | "told" | "reported" | "announced" | "which" | "who")
    })
}

/// The single topics of a list: at every comma, and at the `and` that ends a list with commas or joins two
/// phrases of their own.
fn split(lower: &[String], range: Range<usize>) -> Vec<Range<usize>> {
    let commas = range.clone().any(|at| lower[at] == ",");
    let mut found = Vec::new();
    let mut from = range.start;
    for at in range.clone() {
        let word = lower[at].as_str();
        let joint = word == "," || (word == "and" && (commas || phrases_apart(lower, from, at, range.end)));
        if joint {
            found.push(from..at);
            from = at + 1;
        }
    }
    found.push(from..range.end);
    found.retain(|topic| !topic.is_empty() && topic.len() <= LONGEST);
    found
}

/// `bilateral relations and the implementation of …`: both sides are phrases, not two adjectives or nouns of one.
fn phrases_apart(lower: &[String], from: usize, and: usize, end: usize) -> bool {
    let right = lower.get(and + 1).map_or("", String::as_str);
    let article = matches!(right, "the" | "a" | "an" | "their" | "its" | "his" | "efforts" | "ways" | "how");
    article || (and - from >= 2 && end - and > 2 && !lower[from..and].iter().any(|word| word == "of"))
}

/// Without a leading article or adverb and without line breaks.
fn tidy(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.first().is_some_and(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "the"
                | "a"
                | "an"
                | "and"
                | "also"
                | "including"
                | "both"
                | "their"
                | "its"
                | "his"
                | "her"
                | "on"
                | "as"
                | "well"
                | "how"
                | "to"
                | "particularly"
                | "ways"
        )
    }) {
        words.remove(0);
    }
    words.join(" ").replace(" ,", ",").replace(" 's", "'s").replace(" ’s", "’s")
}
