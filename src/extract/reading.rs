//! What the tables say of each token, before anybody is named: plain form, shape, kinds, known names.

use std::ops::Range;
use std::rc::Rc;

use crate::extract::Document;
use crate::extract::form::Form;
pub(super) use crate::extract::form::Shape;
use crate::gazetteer::{Entry, Gazetteer, StateForm, Title, TitleClass, WordKind, plain};

/// An entry of the tables and the tokens it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub tokens: Range<usize>,
    pub entry: Entry,
}

/// A title of the tables and the tokens it covers.
#[derive(Clone)]
pub(super) struct TitleAt<'g> {
    pub tokens: Range<usize>,
    pub title: &'g Title,
    pub plural: bool,
    /// Written `ex-president`.
    pub former: bool,
}

pub(super) struct Reading<'g> {
    pub tables: &'g Gazetteer,
    forms: Rc<[Rc<Form>]>,
    known: Vec<Known>,
    titles: Vec<TitleAt<'g>>,
    known_at: Vec<Option<u32>>,
    title_at: Vec<Option<u32>>,
    /// Whether a sentence writes most of its longer words with a capital, as headlines do.
    pub headline: Vec<bool>,
}

impl<'g> Reading<'g> {
    pub fn of(document: &Document, tables: &'g Gazetteer) -> Self {
        let count = document.segments.tokens.len();
        let mut reading = Reading {
            tables,
            forms: document.forms(),
            known: vec![],
            titles: vec![],
            known_at: vec![None; count],
            title_at: vec![None; count],
            headline: vec![],
        };
        for sentence in &document.segments.sentences {
            reading.mark(document, sentence.tokens.clone());
            let headline = reading.looks_like_headline(sentence.tokens.clone());
            reading.headline.push(headline);
        }
        reading
    }

    fn mark(&mut self, document: &Document, sentence: Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            let opens = self.forms[at].opens_name;
            let found =
                opens.then(|| self.tables.name_at(|at| self.get(at), |token| document.word(token), at));
            let Some(found) = found.flatten().filter(|found| at + found.length <= sentence.end) else {
                at += 1;
                continue;
            };
            let tokens = at..at + found.length;
            for token in tokens.clone() {
                self.known_at[token] = Some(self.known.len() as u32);
            }
            at = tokens.end;
            self.known.push(Known { tokens, entry: found.entry });
        }
        let mut at = sentence.start;
        while at < sentence.end {
            let form = &self.forms[at];
            if !(form.opens_name || form.leads_title) {
                // As with most words.
                at += 1;
                continue;
            }
            let title = self.title_from(at).filter(|title| title.tokens.end <= sentence.end);
            match title.filter(|title| !self.is_part_of_name(title, sentence.start)) {
                Some(title) => {
                    for token in title.tokens.clone() {
                        self.title_at[token] = Some(self.titles.len() as u32);
                    }
                    at = title.tokens.end;
                    self.titles.push(title);
                }
                None => at += 1,
            }
        }
    }

    /// `Hossein Amir Abdollahian`, `Mackenzie King`: a royal title behind a given name is a name, and so is
    /// `Sultan` behind an office. `Deputy` before another title modifies it.
    fn is_part_of_name(&self, title: &TitleAt, start: usize) -> bool {
        let at = title.tokens.start;
        if title.title.form == "deputy" {
            let modifies = |next: &usize| self.kind(*next).modifier() || self.kind(*next).portfolio();
            let end = (at + 1..at + 4).find(|next| !modifies(next)).unwrap_or(at + 4);
            return (at + 1..=end).any(|next| self.title_from_any(next));
        }
        // `Chief Security Advisor`, but `army chief General X`.
        let begins = at == start || !(self.kind(at - 1).portfolio() || self.kind(at - 1).body());
        if title.title.form == "chief" && begins {
            let modifies = |next: &usize| self.kind(*next).modifier() || self.kind(*next).portfolio();
            let end = (at + 1..at + 4).find(|next| !modifies(next)).unwrap_or(at + 4);
            return end < self.forms.len()
                && self.is_capital(at) == self.is_capital(end)
                && self.title_from(end).is_some_and(|title| !title.title.is_style());
        }
        // "Hussein al Shaikh": behind the article it is a name.
        let article = at > start
            && title.title.is_style()
            && self.is_capital(at)
            && self.is(at - 1, &["al", "el", "bin", "ibn", "bint"]);
        // "the Executive Committee" is no executive.
        let body = title.title.form == "executive" && self.kind(title.tokens.end).body();
        if article || body {
            return true;
        }
        // "Prince Sultan bin Saad", "Amir bin Khalid"
        let given = ["sultan", "amir", "emir", "malik"].contains(&title.title.form);
        if given && self.is(title.tokens.end, &["bin", "ibn"]) {
            return true;
        }
        if title.title.class != TitleClass::Royal
            || title.tokens.len() > 1
            || at == start
            || !self.is_capital(at)
        {
            return false;
        }
        let before = self.word(at - 1);
        let given = self.is_capital(at - 1)
            && self.known_at(at - 1).is_none()
            && self.title_at(at - 1).is_none()
            && self.kind(at - 1) == WordKind::default()
            && self.tables.is_name_word(before);
        // `Kuwait's Amir`, `the Amir`, but `General Amir Levy`.
        if self.word(at) == "amir" {
            let owned = self.is_possessive(at - 1)
                || self.known_at(at - 1).is_some()
                || self.is(at - 1, &["the", ","]);
            return !owned && self.is_capital(at + 1) && self.title_at(at + 1).is_none();
        }
        let behind_office = self.title_at(at - 1).is_some() && self.is_capital(at + 1);
        given || behind_office && self.word(at) == "sultan"
    }

    fn title_from_any(&self, at: usize) -> bool {
        at < self.forms.len() && self.title_from(at).is_some()
    }

    fn title_from(&self, at: usize) -> Option<TitleAt<'g>> {
        let form = &self.forms[at];
        let known = form.opens_name.then(|| self.tables.title_at(|at| self.get(at), at)).flatten();
        if let Some((title, plural, length)) = known {
            // `at 3 pm` is no Prime Minister.
            if title.is_acronym() && length == 1 && !form.acronym {
                return None;
            }
            return Some(TitleAt { tokens: at..at + length, title, plural, former: false });
        }
        if !form.leads_title {
            return None;
        }
        let word = &form.plain;
        let (rest, former) = match word.strip_prefix("ex-").or_else(|| word.strip_prefix("former-")) {
            Some(rest) => (rest, true),
            None => (word.strip_prefix("then-")?, false),
        };
        let rest = plain(rest);
        let (title, plural, _) = self.tables.title_at(|at| (at == 0).then_some(&*rest), 0)?;
        Some(TitleAt { tokens: at..at + 1, title, plural, former })
    }

    /// A sentence without a full stop that writes nearly all its longer words with a capital.
    fn looks_like_headline(&self, sentence: Range<usize>) -> bool {
        if sentence.end.checked_sub(1).is_some_and(|last| self.is(last, &[".", "\"", "”", ";"])) {
            return false;
        }
        let words = || sentence.clone().filter(|at| self.word(*at).len() > 4 && self.is_word(*at));
        let count = words().count();
        let capitals = words().filter(|at| self.is_capital(*at)).count();
        count >= 2 && capitals * 5 >= count * 4
    }

    pub fn titles(&self) -> &[TitleAt<'g>] {
        &self.titles
    }

    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// The known name that covers the token.
    pub fn known_at(&self, token: usize) -> Option<&Known> {
        self.known.get((*self.known_at.get(token)?)? as usize)
    }

    /// The title that covers the token.
    pub fn title_at(&self, token: usize) -> Option<&TitleAt<'g>> {
        self.titles.get((*self.title_at.get(token)?)? as usize)
    }

    /// How many tokens there are.
    pub fn length(&self) -> usize {
        self.forms.len()
    }

    fn get(&self, token: usize) -> Option<&str> {
        self.forms.get(token).map(|form| &*form.plain)
    }

    /// A token in plain form, empty behind the last.
    #[inline]
    pub fn word(&self, token: usize) -> &str {
        self.get(token).unwrap_or("")
    }

    /// What a token is by itself.
    pub fn form(&self, token: usize) -> Option<&Form> {
        self.forms.get(token).map(Rc::as_ref)
    }

    pub fn kind(&self, token: usize) -> WordKind {
        self.forms.get(token).map(|form| form.kind).unwrap_or_default()
    }

    /// How a token is written; a mark behind the last.
    pub fn shape(&self, token: usize) -> Shape {
        self.forms.get(token).map_or(Shape::Mark, |form| form.shape)
    }

    /// Whether the token is one of some words.
    #[inline]
    #[expect(clippy::manual_contains, reason = "compared word by word where they are known when compiling")]
    pub fn is(&self, token: usize, words: &[&str]) -> bool {
        let own = self.word(token);
        words.iter().any(|word| *word == own)
    }

    pub fn is_word(&self, token: usize) -> bool {
        !matches!(self.shape(token), Shape::Mark | Shape::Number)
    }

    pub fn is_capital(&self, token: usize) -> bool {
        matches!(self.shape(token), Shape::Capital | Shape::Capitals | Shape::Initial)
    }

    pub fn is_possessive(&self, token: usize) -> bool {
        self.is(token, &["'s", "'"])
    }

    /// The English short name of a state entry.
    pub fn state_of(&self, known: &Known) -> Option<(&'static str, StateForm)> {
        match known.entry {
            Entry::State(place, form) => Some((self.tables.state(place).name(), form)),
            _ => None,
        }
    }
}
