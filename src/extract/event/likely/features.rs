//! What stands around people in a sentence, as features with weights.

use crate::extract::document::Kind;
use crate::extract::event::Class;
use crate::extract::event::Line;
use crate::extract::syntax::weights::{Feature, hash_bytes, mix};

/// The classes that are features of their own.
pub const CLASSES: &[Class] = &[
    Class::Meet,
    Class::Talk,
    Class::Receive,
    Class::Welcome,
    Class::Discuss,
    Class::Phone,
    Class::Visit,
    Class::See,
    Class::Join,
    Class::Attend,
    Class::Chair,
    Class::Sign,
    Class::Support,
    Class::Noun,
    Class::Gathering,
    Class::Ceremony,
    Class::Tour,
    Class::Modal,
    Class::Not,
    Class::Say,
    Class::Deny,
    Class::Plan,
    Class::Present,
    Class::Human,
    Class::Minor,
];

/// A unit as features see it.
pub fn shape(line: &Line<'_>, at: usize) -> String {
    let Some(unit) = line.get(at) else { return String::new() };
    if unit.time.is_some() {
        return "TIME".to_owned();
    }
    let Some(mention) = unit.mention else {
        return if unit.word.starts_with(|c: char| c.is_ascii_digit()) {
            "0".to_owned()
        } else {
            unit.word.to_string()
        };
    };
    match &mention.kind {
        Kind::Pronoun { possessive: true, .. } => "HIS",
        _ if mention.people.len() == 1 => "ONE",
        _ if mention.people.len() > 1 => "MANY",
        Kind::State { .. } => "STATE",
        Kind::Place { .. } => "PLACE",
        Kind::Organization { .. } => "BODY",
        Kind::Pronoun { .. } => "THEY",
        _ => "SOMEBODY",
    }
    .to_owned()
}

/// The row of people and what joins them around a unit: `A, B and C`.
pub fn row(line: &Line<'_>, shapes: &[String], at: usize) -> (usize, usize) {
    let person = |at: usize| matches!(shapes[at].as_str(), "ONE" | "MANY" | "SOMEBODY");
    let joint = |at: usize| matches!(shapes[at].as_str(), "," | "and" | ";" | "&");
    let (mut start, mut end) = (at, at + 1);
    let mut look = at;
    while look > 0 && at - look < 60 {
        look -= 1;
        if person(look) {
            start = look;
        } else if !joint(look) {
            break;
        }
    }
    let mut look = at + 1;
    while look < line.length() && look - at < 60 {
        if person(look) {
            end = look + 1;
        } else if !joint(look) {
            break;
        }
        look += 1;
    }
    (start, end)
}

pub struct Features(Vec<Feature>);

impl Features {
    pub fn new() -> Self {
        Features(Vec::with_capacity(120))
    }

    pub fn add(&mut self, template: &str, values: &[&str]) {
        let start = hash_bytes(template.bytes());
        self.0.push(values.iter().fold(start, |hash, value| mix(hash, hash_bytes(value.bytes()))));
    }

    pub fn class(&mut self, template: &str, class: Class, value: &str) {
        self.add(template, &[value]);
        if let Some(last) = self.0.last_mut() {
            *last = mix(*last, class as u64);
        }
    }

    /// Words and pairs of words of a stretch.
    pub fn stretch(&mut self, name: &str, words: &[&str]) {
        for word in words {
            self.add("word", &[name, word]);
        }
        let mut before = "^";
        for word in words.iter().copied().chain(["$"]) {
            self.add("two", &[name, before, word]);
            before = word;
        }
    }

    /// What is said anywhere in the sentence.
    pub fn sentence(&mut self, line: &Line<'_>, shapes: &[String]) {
        for class in CLASSES {
            if (0..line.length()).any(|at| line.is(at, *class)) {
                self.class("class", *class, "");
            }
        }
        for word in shapes.iter().filter(|word| OPEN.contains(&word.as_str())) {
            self.add("says", &[word]);
        }
        if line.doc.in_title(line.sentence) {
            self.add("title", &[]);
        }
    }

    /// All of them, each once.
    pub fn done(mut self) -> Vec<Feature> {
        self.0.sort_unstable();
        self.0.dedup();
        self.0
    }
}

/// Words of doubt and of speech anywhere in the sentence.
pub const OPEN: &[&str] = &[
    "will",
    "would",
    "not",
    "n't",
    "if",
    "should",
    "may",
    "might",
    "could",
    "\"",
    "“",
    "”",
    "planned",
    "scheduled",
    "expected",
    "said",
    "told",
    "between",
    "together",
    "with",
];
