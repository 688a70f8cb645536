//! The lines of an article's sentences and their parts of speech, each made when a rule first asks for it.
//!
//! Several stages read one sentence: agreements, tellings, their details, the setting of a meeting without a day.
//! The last lines are kept, so that each is made once in an article of usual length and a long one takes no more
//! memory for them.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use super::construction::{Constructions, Open};
use super::line::Line;
use super::{journey, lead};
use crate::extract::document::Document;
use crate::extract::syntax::{Tag, Tagging};
use crate::model::PartialDate;

/// How many sentences are kept, each in the slot of its number.
const KEPT: usize = 512;

pub struct Lines<'d> {
    pub doc: &'d Document<'d>,
    slots: RefCell<Vec<Slot<'d>>>,
    /// No construction.
    none: Rc<Open>,
    dateline: OnceCell<Option<(usize, String)>>,
    today: OnceCell<Option<PartialDate>>,
}

#[derive(Clone, Default)]
struct Slot<'d> {
    sentence: usize,
    tags: Option<Rc<Tags<'d>>>,
    open: Option<Rc<Open>>,
    line: Option<Rc<Line<'d>>>,
}

/// The parts of speech of a sentence's words, told from its first word up to the last that a rule asked for.
pub struct Tags<'d> {
    doc: &'d Document<'d>,
    tokens: Range<usize>,
    told: RefCell<Tagging>,
}

impl Tags<'_> {
    /// That of a token of the sentence.
    pub fn at(&self, token: usize) -> Option<Tag> {
        let place = token.checked_sub(self.tokens.start).filter(|_| token < self.tokens.end)?;
        let within = |place: &usize| *place < self.tokens.len();
        let word = |place: usize| Some(&self.doc.form(self.tokens.start + place)?.tagging);
        self.told.borrow_mut().at(place, |place| Some(place).filter(within).and_then(word))
    }
}

impl<'d> Lines<'d> {
    pub fn of(doc: &'d Document<'d>) -> Self {
        let kept = doc.segments.sentences.len().min(KEPT);
        Lines {
            doc,
            slots: RefCell::new(vec![Slot::default(); kept]),
            none: Rc::default(),
            dateline: OnceCell::new(),
            today: OnceCell::new(),
        }
    }

    /// The town of the dateline and the sentence with it.
    pub fn dateline(&self) -> Option<&(usize, String)> {
        self.dateline.get_or_init(|| journey::dateline(self.doc)).as_ref()
    }

    /// The day from which the text counts.
    pub fn today(&self) -> Option<PartialDate> {
        *self.today.get_or_init(|| lead::today(self))
    }

    /// The parts of speech of a sentence's words.
    pub fn tags(&self, sentence: usize) -> Rc<Tags<'d>> {
        if let Some(tags) = self.kept(sentence, |slot| slot.tags.clone()) {
            return tags;
        }
        let tokens = self.doc.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        let told = RefCell::new(Tagging::with_room(tokens.len()));
        let tags = Rc::new(Tags { doc: self.doc, tokens, told });
        self.keep(sentence, |slot| slot.tags = Some(Rc::clone(&tags)));
        tags
    }

    /// The constructions which a sentence may have.
    pub fn open(&self, sentence: usize) -> Rc<Open> {
        if let Some(open) = self.kept(sentence, |slot| slot.open.clone()) {
            return open;
        }
        let tokens = self.doc.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        let forms = || tokens.clone().filter_map(|token| self.doc.form(token));
        if !forms().any(|form| form.keys) {
            // As most sentences.
            return Rc::clone(&self.none);
        }
        let words = forms().filter_map(|form| form.construction);
        let open = Rc::new(Constructions::embedded().open(words));
        self.keep(sentence, |slot| slot.open = Some(Rc::clone(&open)));
        open
    }

    /// The line of a sentence.
    pub fn line(&self, sentence: usize) -> Rc<Line<'d>> {
        if let Some(line) = self.kept(sentence, |slot| slot.line.clone()) {
            return line;
        }
        let line = Rc::new(Line::new(self, sentence));
        self.keep(sentence, |slot| slot.line = Some(Rc::clone(&line)));
        line
    }

    fn kept<T>(&self, sentence: usize, part: impl Fn(&Slot<'d>) -> Option<T>) -> Option<T> {
        let slots = self.slots.borrow();
        slots.get(sentence % KEPT).filter(|slot| slot.sentence == sentence).and_then(part)
    }

    fn keep(&self, sentence: usize, set: impl FnOnce(&mut Slot<'d>)) {
        let mut slots = self.slots.borrow_mut();
        let Some(slot) = slots.get_mut(sentence % KEPT) else { return };
        if slot.sentence != sentence {
            *slot = Slot { sentence, ..Slot::default() };
        }
        set(slot);
    }
}
