//! What a written word is by itself, whatever stands around it: read once, and remembered for the next articles.
//!
//! A rule that asks a table about a word asks its form instead; a new table adds a field here.

use std::rc::Rc;

use crate::extract::agreement::{self, Head};
use crate::extract::event::{self, Classes, Constructions, Words};
use crate::extract::memo::Memo;
use crate::extract::syntax::weights::hash_bytes;
use crate::extract::{name, speaker, stand_in, syntax, time, topic};
use crate::gazetteer::{Gazetteer, WordKind, plain};
use crate::text;

/// A word as it is written, and what the tables say of it.
#[derive(Debug)]
pub struct Form {
    /// In small letters.
    pub lower: Box<str>,
    /// In small letters with straight apostrophes, where they are not so already.
    straight: Option<Box<str>>,
    /// Under which the weights know it: of the small letters, all numbers alike.
    pub sign: u64,
    /// The same with straight apostrophes.
    pub straight_sign: u64,
    /// Under which the gazetteer knows it.
    pub plain: Box<str>,
    pub shape: Shape,
    /// Whether it has two capitals: `PM`, `MoS`.
    pub acronym: bool,
    /// Whether a name or title of the gazetteer begins with it.
    pub opens_name: bool,
    /// Whether a title may stand behind its hyphen: `ex-president`.
    pub leads_title: bool,
    /// Whether a name may begin with it in small letters too.
    pub leads_name: bool,
    /// Whether it may begin words that stand in for people.
    pub stands_in: bool,
    /// Whether it may be a word of the first person.
    pub first_person: bool,
    /// Whether it may begin what tells a topic.
    pub opens_topic: bool,
    pub kind: WordKind,
    pub classes: Classes,
    /// Whether it may begin an event.
    pub trigger: bool,
    /// Whether it may hint at an event beside certain words.
    pub hints: bool,
    /// Whether a sentence with it may have a construction.
    pub keys: bool,
    /// Whether it may begin words that put somebody at a meeting.
    pub places: bool,
    /// Whether it is a word of sport or trade.
    pub of_trade: bool,
    /// Its number among the words of the constructions.
    pub construction: Option<usize>,
    /// What it names where it is the head of a phrase for an agreement.
    pub agreement: Option<&'static Head>,
    pub date: time::Part,
    pub tagging: syntax::Known,
}

impl Form {
    fn of(word: &str) -> Form {
        let (lower, plain) = (text::lower(word), plain(word));
        let straight = lower.contains('’').then(|| lower.replace('’', "'").into_boxed_str());
        let straightened = straight.as_deref().unwrap_or(&lower);
        let tables = Gazetteer::embedded();
        let words = Words::embedded();
        let construction = Constructions::embedded().number(straightened);
        Form {
            shape: Shape::of(word),
            acronym: word.chars().filter(|c| c.is_uppercase()).count() > 1,
            opens_name: tables.begins_name(&plain),
            leads_title: ["ex-", "former-", "then-"].iter().any(|lead| plain.starts_with(lead)),
            leads_name: name::leads_name(&plain),
            stands_in: stand_in::may_stand(&plain),
            first_person: speaker::may_speak(&plain),
            opens_topic: topic::may_open(&lower),
            kind: match Shape::of(word) {
                Shape::Capital => tables.capital_kind(&plain),
                _ => tables.word_kind(&plain),
            },
            classes: words.classes(straightened),
            trigger: words.is_trigger(&lower),
            hints: event::may_hint(word),
            places: event::may_place(straightened),
            of_trade: event::is_of_trade(&lower),
            keys: construction.is_some_and(|number| Constructions::embedded().is_key(number)),
            construction,
            agreement: agreement::head(&lower),
            date: time::Part::of(word, &lower),
            tagging: syntax::Known::of(word),
            sign: sign(&lower),
            straight_sign: sign(straightened),
            straight,
            lower: lower.into(),
            plain: plain.into(),
        }
    }

    /// In small letters with straight apostrophes.
    pub fn straight(&self) -> &str {
        self.straight.as_deref().unwrap_or(&self.lower)
    }
}

fn sign(word: &str) -> u64 {
    let number = word.starts_with(|first: char| first.is_ascii_digit());
    hash_bytes(if number { "0" } else { word }.as_bytes())
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `Iran`, `al-Araji`, `McCain`.
    Capital,
    /// `UN`, `FIDAN`: two capitals or more and nothing small.
    Capitals,
    /// `J.`, `C.S.`, `V`.
    Initial,
    Lower,
    Number,
    Mark,
}

impl Shape {
    fn of(word: &str) -> Shape {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else {
            let digit = word.chars().any(|c| c.is_ascii_digit());
            return if digit { Shape::Number } else { Shape::Mark };
        };
        let rest: Vec<char> = letters.collect();
        let capitals = first.is_uppercase() && rest.iter().all(|c| c.is_uppercase());
        let dots = word.chars().filter(|c| *c == '.').count();
        if capitals && (rest.is_empty() && word.len() <= 3 || dots > 0 && dots == rest.len() + 1) {
            return Shape::Initial;
        }
        if capitals {
            return Shape::Capitals;
        }
        // `al-Araji`, `d'Ivoire`, `el-Sisi`: the capital comes after the article.
        let article = word.split(['-', '\'', '’']).next().unwrap_or("");
        let after_article = article.len() < word.len()
            && article.len() <= 3
            && word[article.len()..].chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        if first.is_uppercase() || after_article { Shape::Capital } else { Shape::Lower }
    }
}

thread_local! {
    static FORMS: Memo<Rc<Form>> = Memo::default();
}

/// The forms of words.
pub fn forms<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Rc<Form>> {
    FORMS.with(|forms| words.map(|word| forms.get(word, || Rc::new(Form::of(word)))).collect())
}
