//! What stands around people in a sentence, as features with weights.

use std::ops::Range;

use crate::extract::document::Kind;
use crate::extract::event::Line;
use crate::extract::event::words::{Class, Classes};
use crate::extract::syntax::weights::{Feature, hash_bytes, mix};

/// The classes of words that say nothing of meetings; the others are features.
const CLOSED: Classes = Classes::GRAMMAR.joined(Classes::of(&[Class::Do, Class::Verb]));

/// What a feature says, besides its values.
#[derive(Clone, Copy)]
pub enum Template {
    Always,
    Word,
    Two,
    /// A class between two people, before and behind them, and in the sentence.
    Between,
    Before,
    Behind,
    Anywhere,
    /// A word of doubt or of speech in the sentence.
    Says,
    Title,
    /// Two people of one mention, and its first word.
    Group,
    /// How two people stand: in one list, or apart.
    Standing,
    /// All words between them.
    Whole,
    Distance,
    People,
    Rows,
    First,
    /// Of a meeting and somebody near it: whether those who met are in the row and in the sentence.
    RowWithThem,
    WithThem,
    MeetingKind,
    KindAndDistance,
    Size,
    TheMeeting,
}

/// A stretch of a sentence.
#[derive(Clone, Copy)]
pub enum Stretch {
    Before,
    Behind,
    Middle,
    BeforeList,
    BehindList,
    BeforeGroup,
    BehindGroup,
}

/// What a unit is for a row of people.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Person,
    Joint,
    Other,
}

/// A sentence as features see it: each unit by its word or by what it stands for.
pub struct Seen<'l, 'd> {
    pub line: &'l Line<'d>,
    words: Vec<u64>,
    classes: Vec<Classes>,
    parts: Vec<Part>,
    /// What is said anywhere in the sentence.
    whole: Vec<Feature>,
}

impl<'l, 'd> Seen<'l, 'd> {
    pub fn of(line: &'l Line<'d>) -> Self {
        let length = line.length();
        let mut seen = Seen {
            line,
            words: Vec::with_capacity(length),
            classes: Vec::with_capacity(length),
            parts: Vec::with_capacity(length),
            whole: Vec::with_capacity(24),
        };
        let mut all = Classes::default();
        for at in 0..line.length() {
            let (shape, sign) = shape(line, at);
            let classes =
                line.get(at).filter(|unit| unit.is_word()).map_or(Classes::default(), |unit| unit.classes);
            let classes = classes.without(CLOSED);
            all = all.joined(classes);
            seen.words.push(sign);
            seen.classes.push(classes);
            seen.parts.push(match shape {
                "ONE" | "MANY" | "SOMEBODY" => Part::Person,
                "," | "and" | ";" | "&" => Part::Joint,
                _ => Part::Other,
            });
            if tells_how(shape) {
                seen.whole.push(feature(Template::Says, &[sign]));
            }
        }
        seen.whole.extend(all.numbers().map(|class| feature(Template::Anywhere, &[class])));
        if line.doc.in_title(line.sentence) {
            seen.whole.push(feature(Template::Title, &[]));
        }
        seen.whole.sort_unstable();
        seen.whole.dedup();
        seen
    }

    /// The row of people and what joins them around a unit: `A, B and C`.
    pub fn row(&self, at: usize) -> Range<usize> {
        const LONGEST: usize = 60;
        let joined = |at: &usize| self.parts[*at] != Part::Other;
        let person = |at: &usize| self.parts[*at] == Part::Person;
        let before = (at.saturating_sub(LONGEST)..at).rev().take_while(joined).filter(person).last();
        let behind = (at + 1..(at + LONGEST).min(self.parts.len())).take_while(joined).filter(person).last();
        before.unwrap_or(at)..behind.unwrap_or(at) + 1
    }

    /// The classes of the words of a stretch.
    pub fn classes(&self, within: Range<usize>) -> Classes {
        let end = within.end.min(self.classes.len());
        self.classes[within.start.min(end)..end].iter().fold(Classes::default(), |all, one| all.joined(*one))
    }

    pub fn words(&self, within: Range<usize>) -> &[u64] {
        let end = within.end.min(self.words.len());
        &self.words[within.start.min(end)..end]
    }

    /// How many units of a stretch name somebody.
    pub fn named(&self, within: Range<usize>) -> u64 {
        within.filter(|at| !self.line.people(*at).is_empty()).count().min(4) as u64
    }
}

/// What a unit stands for, or its word, and under which the weights know it.
fn shape<'l>(line: &'l Line<'_>, at: usize) -> (&'l str, u64) {
    const fn whole(shape: &str) -> (&str, u64) {
        (shape, hash_bytes(shape.as_bytes()))
    }
    let Some(unit) = line.get(at) else { return const { whole("") } };
    if unit.time.is_some() {
        return const { whole("TIME") };
    }
    let Some(mention) = unit.mention else {
        let sign = line.doc.form(unit.tokens.start).map_or(const { whole("").1 }, |form| form.straight_sign);
        return (unit.word, sign);
    };
    match &mention.kind {
        Kind::Pronoun { possessive: true, .. } => const { whole("HIS") },
        _ if mention.people.len() == 1 => const { whole("ONE") },
        _ if mention.people.len() > 1 => const { whole("MANY") },
        Kind::State { .. } => const { whole("STATE") },
        Kind::Place { .. } => const { whole("PLACE") },
        Kind::Organization { .. } => const { whole("BODY") },
        Kind::Pronoun { .. } => const { whole("THEY") },
        _ => const { whole("SOMEBODY") },
    }
}

/// A length by its power of two.
pub fn magnitude(length: usize) -> u64 {
    u64::from(usize::BITS - length.leading_zeros())
}

fn feature(template: Template, values: &[u64]) -> Feature {
    values.iter().fold(mix(0x6d65_6574, template as u64), |hash, value| mix(hash, *value))
}

/// The features of two people, or of somebody and a meeting, each once.
pub struct Features {
    all: Vec<Feature>,
    /// A bit for each of them, by which most are known to be new without a look at the others.
    bits: [u64; 4],
}

impl Features {
    pub fn new(seen: &Seen<'_, '_>) -> Self {
        let mut found = Features { all: Vec::with_capacity(160), bits: [0; 4] };
        for feature in &seen.whole {
            found.push(*feature);
        }
        found.add(Template::Always, &[]);
        found
    }

    fn push(&mut self, feature: Feature) {
        let (word, bit) = (feature as usize / 64 % 4, 1 << (feature % 64));
        if self.bits[word] & bit == 0 || !self.all.contains(&feature) {
            self.all.push(feature);
            self.bits[word] |= bit;
        }
    }

    pub fn add(&mut self, template: Template, values: &[u64]) {
        self.push(feature(template, values));
    }

    /// The classes of a stretch, each with a value.
    pub fn classes(&mut self, template: Template, classes: Classes, value: u64) {
        for class in classes.numbers() {
            self.add(template, &[class, value]);
        }
    }

    /// Words and pairs of words of a stretch.
    pub fn stretch(&mut self, stretch: Stretch, words: &[u64]) {
        const EDGE: u64 = 1;
        let mut before = EDGE;
        for word in words {
            self.add(Template::Word, &[stretch as u64, *word]);
            self.add(Template::Two, &[stretch as u64, before, *word]);
            before = *word;
        }
        self.add(Template::Two, &[stretch as u64, before, EDGE]);
    }

    pub fn done(self) -> Vec<Feature> {
        self.all
    }
}

/// Words of doubt and of speech anywhere in the sentence.
fn tells_how(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "would"
            | "not"
            | "n't"
            | "if"
            | "should"
            | "may"
            | "might"
            | "could"
            | "\""
            | "“"
            | "”"
            | "planned"
            | "scheduled"
            | "expected"
            | "said"
            | "told"
            | "between"
            | "together"
            | "with"
    )
}
