//! What each sentence says of days and towns.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Features;
use crate::extract::dateline::small_letters;
use crate::extract::document::{Document, Kind, Mention, StateForm};
use crate::extract::event::line::REACH;
use crate::extract::event::lines::Lines;
use crate::extract::event::merge::Meeting;
use crate::extract::event::setting;
use crate::extract::event::words::{Class, Classes};
use crate::extract::place::{self, Rank};
use crate::extract::syntax::weights::hash_bytes;
use crate::extract::time::{Base, Tense, When};
use crate::model::PartialDate;
use crate::text;

/// Tellings of a meeting that are looked at.
pub const TELLINGS: usize = 6;

/// A town, a building or a state that a sentence names.
pub struct Place {
    pub name: String,
    pub rank: Rank,
    /// The preposition before it; empty where it has none.
    pub preposition: u64,
    pub state: Option<String>,
    pub dateline: bool,
    pub tokens: std::ops::Range<usize>,
    /// In small letters.
    pub key: String,
    /// The words around it, once asked for.
    pub words: OnceCell<Features>,
}

/// A day or month that a sentence names.
pub struct Day {
    pub date: PartialDate,
    pub form: u64,
    /// `from March 28 to 30`: one end of a stretch of days.
    pub stretch: bool,
    pub tokens: std::ops::Range<usize>,
    /// The words around it, once asked for.
    pub words: OnceCell<Features>,
}

/// What a sentence says.
pub struct Clue {
    pub sentence: usize,
    pub places: Vec<Place>,
    pub days: Vec<Day>,
    /// Whether it names a day by one told before: `a day earlier`.
    pub chained: bool,
    pub classes: Classes,
    pub title: bool,
}

pub struct Clues<'l, 'd> {
    pub lines: &'l Lines<'d>,
    pub today: Option<PartialDate>,
    pub first: usize,
    dateline: Option<&'l (usize, String)>,
    known: BTreeMap<usize, Rc<Clue>>,
}

impl<'l, 'd> Clues<'l, 'd> {
    pub fn of(lines: &'l Lines<'d>) -> Self {
        let doc = lines.doc;
        let first = doc.segments.sentences.partition_point(|sentence| sentence.span.start < doc.head);
        Clues { lines, today: lines.today(), first, dateline: lines.dateline(), known: BTreeMap::new() }
    }

    /// Whether a sentence says `there`.
    pub fn says_there(&self, sentence: usize) -> bool {
        let doc = self.lines.doc;
        let tokens = doc.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        tokens.take(REACH).any(|token| doc.lower(token) == "there")
    }

    pub fn at(&mut self, sentence: usize) -> Rc<Clue> {
        if let Some(known) = self.known.get(&sentence) {
            return Rc::clone(known);
        }
        let clue = Rc::new(self.read(sentence));
        self.known.insert(sentence, Rc::clone(&clue));
        clue
    }

    fn read(&self, sentence: usize) -> Clue {
        let doc = self.lines.doc;
        let all = doc.segments.sentences[sentence].tokens.clone();
        let tokens = all.start..all.end.min(all.start + REACH);
        let classes = tokens
            .clone()
            .filter_map(|token| doc.form(token))
            .fold(Classes::default(), |all, form| all.joined(form.classes));
        let times = doc.times_of(sentence);
        let today = if times.is_empty() { None } else { setting::counted_from(doc, sentence, self.today) };
        let base = Base { published: today, tense: Tense::Past, anchor: None };
        let chained = times.iter().any(|time| matches!(time.when, When::Later { .. }));
        let days = times.iter().filter_map(|time| {
            let date = time.when.resolve(&base)?;
            let tokens = tokens.start + time.tokens.start..tokens.start + time.tokens.end;
            let before = tokens.start.checked_sub(1).map_or("", |before| doc.lower(before));
            let after = doc.lower(tokens.end);
            let stretch = matches!(before, "from" | "until" | "till" | "through" | "between")
                || matches!(after, "to" | "through" | "until" | "till" | "-" | "–" | "—");
            Some(Day { date, form: form(&time.when), stretch, tokens, words: OnceCell::new() })
        });
        Clue {
            sentence,
            places: self.places(doc, sentence, &tokens),
            days: days.collect(),
            chained,
            classes,
            title: doc.in_title(sentence),
        }
    }

    fn places(&self, doc: &Document<'_>, sentence: usize, tokens: &std::ops::Range<usize>) -> Vec<Place> {
        let mut places = Vec::new();
        let mut token = tokens.start;
        let stamp = self.dateline.filter(|(at, _)| *at == sentence).map(|(_, town)| town);
        let is_stamp = |name: &str, from: usize| {
            from < tokens.start + 16 && stamp.is_some_and(|town| town.eq_ignore_ascii_case(name))
        };
        while token < tokens.end {
            if let Some(named) = place::behind(doc, token, tokens.end) {
                // The words of the name are behind the preposition; what stands there as a place is named once.
                let last = (token + 1..(token + 12).min(tokens.end))
                    .find(|at| doc.mention_at(*at).is_some_and(is_place))
                    .and_then(|at| doc.mention_at(at))
                    .filter(|mention| {
                        named.name.contains(doc.words(&mention.tokens)) || named.rank == Rank::State
                    })
                    .map_or(token + 2, |mention| mention.tokens.end);
                places.push(Place {
                    state: state_of(doc, token + 1..last),
                    dateline: false,
                    preposition: hash_bytes(doc.lower(token).as_bytes()),
                    tokens: token..last,
                    rank: named.rank,
                    key: key(&named.name),
                    words: OnceCell::new(),
                    name: named.name,
                });
                token = last;
                continue;
            }
            let Some(mention) = doc.mention_at(token).filter(|mention| mention.tokens.start == token) else {
                token += 1;
                continue;
            };
            let town = match &mention.kind {
                Kind::Place { region, .. } => !region,
                Kind::State { form, .. } => *form == StateForm::Capital,
                _ => false,
            };
            // "the Jeddah Declaration"
            let goes_on =
                doc.word(mention.tokens.end).starts_with(char::is_uppercase) && !doc.in_title(sentence);
            if town && !goes_on {
                let name = small_letters(doc.words(&mention.tokens));
                let rank = if place::is_venue(&name) { Rank::Venue } else { Rank::Town };
                places.push(Place {
                    state: state_of(doc, mention.tokens.clone()),
                    dateline: is_stamp(&name, token),
                    preposition: 0,
                    tokens: mention.tokens.clone(),
                    rank,
                    key: key(&name),
                    words: OnceCell::new(),
                    name,
                });
            }
            token = mention.tokens.end.max(token + 1);
        }
        places
    }
}

/// A name under which it is compared with others.
pub fn key(name: &str) -> String {
    text::lower(name).into_owned()
}

/// What the sentences say that tell of a meeting.
pub fn told<'c>(meeting: &'c Meeting, clues: &'c mut Clues<'_, '_>) -> impl Iterator<Item = Rc<Clue>> + 'c {
    meeting.sentences.iter().take(TELLINGS).map(|sentence| clues.at(*sentence))
}

fn is_place(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Place { .. } | Kind::State { .. })
}

fn state_of(doc: &Document<'_>, tokens: std::ops::Range<usize>) -> Option<String> {
    tokens.filter_map(|token| doc.mention_at(token)).find_map(|mention| match &mention.kind {
        Kind::Place { state, .. } => state.clone(),
        Kind::State { name, .. } => Some(name.clone()),
        _ => None,
    })
}

/// How a day is told.
fn form(when: &When) -> u64 {
    match when {
        When::Fixed(date) => 1 + date.precision() as u64,
        When::MonthDay { .. } => 5,
        When::Month { .. } | When::MonthOfYear { .. } => 6,
        When::DayOfMonth(_) => 7,
        When::Weekday { .. } => 8,
        When::DayOfWeek { .. } => 9,
        When::Days(_) | When::AgoToday { .. } => 10,
        When::Period { .. } => 11,
        When::Season { .. } => 12,
        When::Ago { .. } => 13,
        When::Later { .. } => 14,
    }
}

/// The classes that say something of a meeting.
pub const TELLING: &[Class] = &[
    Class::Meet,
    Class::Talk,
    Class::Receive,
    Class::Welcome,
    Class::Discuss,
    Class::Phone,
    Class::Visit,
    Class::Attend,
    Class::Chair,
    Class::Sign,
    Class::Noun,
    Class::Gathering,
    Class::Ceremony,
    Class::Tour,
    Class::Modal,
    Class::Say,
    Class::Plan,
];
