//! The lines of an article's sentences and their parts of speech, each made when a rule first asks for it.
//!
//! Several stages read one sentence: agreements, tellings, their details, the setting of a meeting without a day.
//! The last lines are kept, so that each is made once in an article of usual length and a long one takes no more
//! memory for them.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::construction::{Constructions, Open};
use super::line::Line;
use crate::extract::document::Document;
use crate::extract::syntax::{Tag, Tagging};

/// How many sentences are kept, each in the slot of its number.
const KEPT: usize = 512;

pub struct Lines<'d> {
    pub doc: &'d Document<'d>,
    slots: RefCell<Vec<Slot<'d>>>,
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
        Lines { doc, slots: RefCell::new(vec![Slot::default(); kept]) }
    }

    /// The parts of speech of a sentence's words.
    pub fn tags(&self, sentence: usize) -> Rc<Tags<'d>> {
        if let Some(tags) = self.kept(sentence, |slot| slot.tags.clone()) {
            return tags;
        }
        let tokens = self.doc.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        let tags = Rc::new(Tags { doc: self.doc, tokens, told: RefCell::default() });
        self.keep(sentence, |slot| slot.tags = Some(Rc::clone(&tags)));
        tags
    }

    /// The constructions which a sentence may have.
    pub fn open(&self, sentence: usize) -> Rc<Open> {
        if let Some(open) = self.kept(sentence, |slot| slot.open.clone()) {
            return open;
        }
        let tokens = self.doc.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone());
        let open = Rc::new(
            Constructions::embedded().open(tokens.filter_map(|token| self.doc.form(token)?.construction)),
        );
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
