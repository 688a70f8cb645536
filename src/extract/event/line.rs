//! A sentence as a row of units: a mention with its office and apposition is one unit, so is a date; every
//! other word is its own. Rules about who stands where read this row instead of raw words.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::construction::Open;
use super::lines::{Lines, Tags};
use super::sport;
use super::words::{Class, Classes};
use crate::extract::document::{Document, Kind, Mention, PersonId};
use crate::extract::form::Form;
use crate::extract::syntax::{LONGEST, Tag};
use crate::extract::time::TimeExpr;

/// How far a rule looks from its trigger, in units; keeps a sentence of a megabyte linear.
pub const REACH: usize = 240;

pub struct Line<'d> {
    pub doc: &'d Document<'d>,
    pub sentence: usize,
    pub units: Vec<Unit<'d>>,
    /// None in headlines, whose capitals mislead the tagger.
    tags: Option<Rc<Tags<'d>>>,
    /// The constructions it may have.
    pub open: Rc<Open>,
    /// Whether it tells of sport, once a rule has asked.
    of_sport: OnceCell<bool>,
}

pub struct Unit<'d> {
    pub tokens: Range<usize>,
    /// The first word in lower case; of a mention too.
    pub word: &'d str,
    /// The same where the unit is that word and nothing else.
    own: &'d str,
    pub classes: Classes,
    construction: Option<usize>,
    /// Whether it may begin words that put somebody at a meeting.
    places: bool,
    pub mention: Option<&'d Mention>,
    pub time: Option<TimeExpr>,
    /// Whether it is a verb, once a rule has asked.
    verb: OnceCell<bool>,
}

/// Takes out of a caption where somebody stands in the picture: `A, left, and B (right) shake hands`.
fn drop_positions(units: &mut Vec<Unit<'_>>) {
    let plain = |unit: &Unit<'_>, words: &[&str]| {
        unit.mention.is_none() && unit.time.is_none() && words.contains(&unit.word)
    };
    let mut at = 1;
    while at + 2 < units.len() {
        let [before, open, position, close] = &units[at - 1..at + 3] else { return };
        if before.mention.is_none_or(|mention| mention.kind != Kind::Person) {
            at += 1;
            continue;
        }
        let aside = plain(position, &["left", "right", "center", "centre", "l", "r", "c"]);
        let bracketed = plain(open, &["("]) && plain(close, &[")"]);
        let between = plain(open, &[","]) && plain(close, &[","]);
        if aside && (bracketed || between) {
            // "A, left, B and C": the second comma still parts A from B.
            let list = between && units.get(at + 3).is_some_and(|next| next.mention.is_some());
            units.drain(at..at + if list { 2 } else { 3 });
        } else {
            at += 1;
        }
    }
}

impl<'d> Line<'d> {
    pub fn new(lines: &Lines<'d>, sentence: usize) -> Line<'d> {
        let doc = lines.doc;
        let tokens = doc.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        let untagged = doc.in_title(sentence) || tokens.len() > 4 * LONGEST;
        let tags = (!untagged).then(|| lines.tags(sentence));
        let long = if tokens.len() > REACH { doc.times(tokens.clone()) } else { vec![] };
        let times = if tokens.len() > REACH { &long } else { doc.times_of(sentence) };
        let mut times = times.iter().peekable();
        let phrases = Phrases::of(doc, &tokens);
        let mut units = Vec::with_capacity(tokens.len());
        let mut at = tokens.start;
        while at < tokens.end {
            while times.peek().is_some_and(|time| tokens.start + time.tokens.start < at) {
                times.next();
            }
            let unit = if let Some(mention) = phrases.widest(doc, at) {
                let end = mention.extent.end.max(mention.tokens.end).min(tokens.end);
                Unit { tokens: at..end.max(at + 1), own: "", mention: Some(mention), ..Unit::word(doc, at) }
            } else if times.peek().is_some_and(|time| tokens.start + time.tokens.start == at) {
                let time = times.next().cloned();
                let end = time.as_ref().map_or(at + 1, |time| tokens.start + time.tokens.end);
                Unit { tokens: at..end, own: "", time, classes: Classes::default(), ..Unit::word(doc, at) }
            } else {
                Unit::word(doc, at)
            };
            at = unit.tokens.end;
            units.push(unit);
        }
        drop_positions(&mut units);
        Line { doc, sentence, units, tags, open: lines.open(sentence), of_sport: OnceCell::new() }
    }

    /// Whether it has so many words of sport that its meetings are matches.
    pub fn is_of_sport(&self) -> bool {
        *self.of_sport.get_or_init(|| sport::is_of_sport(self))
    }

    /// What part of speech the first word of a unit is.
    fn tag(&self, unit: &Unit<'_>) -> Option<Tag> {
        self.tags.as_ref()?.at(unit.tokens.start)
    }

    /// The number of units.
    pub fn length(&self) -> usize {
        self.units.len()
    }

    pub fn get(&self, at: usize) -> Option<&Unit<'d>> {
        self.units.get(at)
    }

    pub fn word(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |unit| unit.own)
    }

    /// The number of a word among those of the constructions.
    pub fn construction(&self, at: usize) -> Option<usize> {
        self.units.get(at).filter(|unit| unit.is_word())?.construction
    }

    /// Whether a word may begin words that put somebody at a meeting.
    pub fn places(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is_word() && unit.places)
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is_word() && unit.classes.has(class))
    }

    /// Whether a word may begin an event.
    pub fn is_trigger(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is_word() && unit.classes.are_triggers())
    }

    pub fn any(&self, at: usize, classes: &[Class]) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is_word() && unit.classes.any(classes))
    }

    pub fn mention(&self, at: usize) -> Option<&'d Mention> {
        self.units.get(at)?.mention
    }

    pub fn is_time(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| unit.time.is_some())
    }

    /// Somebody or something that can take part in a meeting.
    pub fn party(&self, at: usize) -> Option<&'d Mention> {
        self.mention(at).filter(|mention| match &mention.kind {
            Kind::Pronoun { possessive, .. } => !possessive,
            Kind::Place { .. } => false,
            _ => true,
        })
    }

    /// The people a mention stands for.
    pub fn people(&self, at: usize) -> &'d [PersonId] {
        self.party(at).map_or(&[], |mention| &mention.people)
    }

    /// A state, town or palace that says where.
    pub fn place(&self, at: usize) -> Option<&'d Mention> {
        self.mention(at).filter(|mention| matches!(mention.kind, Kind::Place { .. } | Kind::State { .. }))
    }

    /// Whether the unit is one of these marks or words.
    pub fn words_at(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word)
    }

    /// Whether the words `words` end right before `at`.
    pub fn words_before(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(words.len()).is_some_and(|from| self.words_at(from, words))
    }

    /// A verb that can stand at the head of a clause: of the table, or by its ending.
    pub fn is_verb(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at).filter(|unit| unit.is_word()) else { return false };
        *unit.verb.get_or_init(|| self.reads_as_verb(at, unit))
    }

    fn reads_as_verb(&self, at: usize, unit: &Unit<'_>) -> bool {
        if unit.word.ends_with("ed") && unit.word.contains('-') && unit.classes.is_empty() {
            // "the self-styled general"
            return false;
        }
        if at > 0 && self.is_named(at) {
            // "the Supreme Allied Commander"
            return false;
        }
        match self.tag(unit) {
            Some(Tag::Verb | Tag::Aux) => !unit.word.ends_with("ing"),
            Some(Tag::Noun | Tag::Propn | Tag::Adp | Tag::Pron | Tag::Det) => false,
            _ => unit.classes.meets(FINITE) || unit.looks_past(),
        }
    }

    /// A word that no table knows with a capital inside a sentence: part of a name.
    fn is_named(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at).filter(|unit| unit.classes.is_empty()) else { return false };
        self.doc.word(unit.tokens.start).starts_with(char::is_uppercase) && !self.doc.in_title(self.sentence)
    }

    /// An adverb of the table, or what the tagger takes for one.
    pub fn is_adverb(&self, at: usize) -> bool {
        self.is(at, Class::Adverb)
            || self.units.get(at).is_some_and(|unit| {
                unit.is_word() && unit.classes.is_empty() && self.tag(unit) == Some(Tag::Adv)
            })
    }

    /// `has`, `was`, `will`: what stands before a verb.
    pub fn is_auxiliary(&self, at: usize) -> bool {
        self.any(at, &[Class::Be, Class::Do, Class::Modal])
            || matches!(self.word(at), "has" | "had" | "have" | "having" | "'ve")
    }
}

const FINITE: Classes = Classes::of(&[
    Class::Meet,
    Class::Talk,
    Class::Receive,
    Class::Welcome,
    Class::Discuss,
    Class::Phone,
    Class::See,
    Class::Join,
    Class::Attend,
    Class::Chair,
    Class::Sign,
    Class::Support,
    Class::Modal,
    Class::Be,
    Class::Do,
    Class::Say,
    Class::Deny,
    Class::Verb,
]);

/// The first token of a mention's phrase; a town and a comma before an office lead the sentence and not the phrase.
fn phrase_start(doc: &Document<'_>, mention: &Mention) -> usize {
    let start = mention.extent.start.min(mention.tokens.start);
    let led = doc.mention_at(start).filter(|first| {
        first.tokens.start == start
            && first.tokens.end < mention.tokens.start
            && matches!(first.kind, Kind::Place { .. } | Kind::State { .. })
    });
    match led {
        Some(town) if doc.word(town.tokens.end) == "," => town.tokens.end + 1,
        _ => start,
    }
}

/// The mentions of a sentence by the first tokens of their phrases, in the order of the text.
struct Phrases<'d>(Vec<(usize, &'d Mention)>);

impl<'d> Phrases<'d> {
    fn of(doc: &'d Document<'_>, sentence: &Range<usize>) -> Self {
        let mentions = doc.mentions_in(sentence).iter();
        let mut phrases: Vec<_> = mentions.map(|mention| (phrase_start(doc, mention), mention)).collect();
        phrases.sort_by_key(|(start, _)| *start);
        Phrases(phrases)
    }

    /// The mention with the longest phrase that begins at a token.
    fn longest(&self, from: usize) -> Option<&'d Mention> {
        const LONGEST_PHRASE: usize = 40;
        let first = self.0.partition_point(|(start, _)| *start < from);
        self.0[first..]
            .iter()
            .take_while(|(start, _)| *start == from)
            .map(|(_, mention)| *mention)
            .filter(|mention| mention.tokens.start < from + LONGEST_PHRASE)
            .max_by_key(|mention| mention.extent.end)
    }

    /// The mention with the longest phrase that begins here, though its own first word and other mentions may come
    /// later: `Iraq's National Security Adviser Qassem al-Araji`, `his Turkish counterpart`.
    fn widest(&self, doc: &Document<'_>, at: usize) -> Option<&'d Mention> {
        let determiner = matches!(doc.word(at), "the" | "The" | "a" | "A" | "an" | "An");
        if determiner && doc.mention_at(at).is_none() {
            // "the" belongs to the phrase it opens.
            let person = |mention: &&Mention| {
                matches!(
                    mention.kind,
                    Kind::Person | Kind::Role { .. } | Kind::Group | Kind::Delegation { .. }
                )
            };
            return self.longest(at + 1).filter(person);
        }
        let found = self.longest(at)?;
        if matches!(found.kind, Kind::Pronoun { possessive: true, .. }) {
            let person = |mention: &&Mention| {
                matches!(mention.kind, Kind::Person | Kind::Role { .. } | Kind::Delegation { .. })
            };
            // "their official talks" have no official.
            let adjective = |mention: &&Mention| {
                mention.tokens.len() == 1 && doc.word(mention.tokens.start) == "official"
            };
            return self
                .longest(found.tokens.end)
                .filter(person)
                .filter(|next| !adjective(next))
                .or(Some(found));
        }
        Some(found)
    }
}

impl<'d> Unit<'d> {
    fn word(doc: &'d Document<'d>, at: usize) -> Self {
        let form = doc.form(at);
        let word = form.map_or("", Form::straight);
        Unit {
            tokens: at..at + 1,
            word,
            own: word,
            classes: form.map(|form| form.classes).unwrap_or_default(),
            construction: form.and_then(|form| form.construction),
            places: form.is_some_and(|form| form.places),
            mention: None,
            time: None,
            verb: OnceCell::new(),
        }
    }

    pub fn is_word(&self) -> bool {
        self.mention.is_none() && self.time.is_none()
    }

    /// A lower-case form in -ed that the table does not know.
    fn looks_past(&self) -> bool {
        self.classes.is_empty()
            && self.word.len() > 4
            && self.word.ends_with("ed")
            && !self.word.contains('-')
    }
}
