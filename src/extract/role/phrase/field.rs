//! The words that name an office's field: `Foreign Affairs and Regional Integration`.

use std::ops::Range;

use super::grower::Grower;
use crate::extract::reading::{Shape, TitleAt};
use crate::gazetteer::{Entry, StateForm, WordKind};

impl Grower<'_, '_> {
    /// The run of words that can stand in the name of an office's field: `Foreign Affairs and Regional
    /// Integration`, `Water, Energy and Mines`, `the South Caucasus`. It stops before a title, since
    /// that begins another office.
    pub(super) fn office_run(&self, from: usize) -> Range<usize> {
        let reading = self.reading;
        let capital = reading.is_capital(from);
        let mut end = from;
        while end < self.bounds.end {
            if let Some(length) = self.field_word(end, capital) {
                end += length;
                continue;
            }
            // `the Ministry of Buddhasasana, Religious and Cultural Affairs`: one field that the tables do not know.
            let unknown = end > from
                && reading.is(end - 1, &["ministry", "department"])
                && reading.is(end, &["of"])
                && (reading.shape(end + 1) == Shape::Capital)
                && reading.known_at(end + 1).is_none()
                && reading.title_at(end + 1).is_none()
                && self.field_word(end + 1, capital).is_none()
                && self.field_joint(end + 2, capital, 12).is_some();
            if unknown {
                end += 2;
                continue;
            }
            match self.field_joint(end, capital, 12) {
                Some(next) if end > from => end = next,
                _ => break,
            }
        }
        if capital && end > from {
            end = self.field_goes_on(end);
        }
        from..end.min(self.bounds.end)
    }

    /// `Foreign Affairs and Worship`, `the Peace Process`: one more capitalised word which is nobody's name and closes
    /// the office.
    fn field_goes_on(&self, end: usize) -> usize {
        let reading = self.reading;
        let next = end + usize::from(reading.is(end, &["and", "&"]));
        let kind = reading.kind(next);
        let word = next < self.bounds.end
            && (reading.shape(next) == Shape::Capital)
            && reading.known_at(next).is_none()
            && reading.title_at(next).is_none()
            && !reading.tables.is_name_word(reading.word(next))
            && (kind == WordKind::default() && next > end || kind.impersonal() || kind.body())
            && reading.word(next).len() > 3;
        let closed = [",", ".", ";", ")", "("].contains(&self.document.word(next + 1))
            || reading.is(next + 1, &["of"]);
        if word && closed { next + 1 } else { end }
    }

    /// How many tokens at `at` are a word of a field.
    fn field_word(&self, at: usize, capital: bool) -> Option<usize> {
        let reading = self.reading;
        if let Some(known) = reading.known_at(at) {
            let fits = self.is_region(at)
                || matches!(known.entry, Entry::State(..) | Entry::Place(_) | Entry::Organization(_));
            let adjective = matches!(known.entry, Entry::State(_, StateForm::Adjective));
            let field = !adjective
                || reading.is(known.tokens.end, &["and"])
                || reading.kind(known.tokens.end).portfolio();
            let person =
                matches!(known.entry, Entry::Organization(_)) && reading.title_at(known.tokens.end).is_some();
            return (fits
                && field
                && !person
                && known.tokens.start == at
                && !reading.is_possessive(known.tokens.end))
            .then_some(known.tokens.len());
        }
        let kind = reading.kind(at);
        let word = kind.portfolio() || kind.body();
        let cased = reading.is_capital(at) == capital;
        // `Cabinet of Ministers`, `General Staff`.
        let ministers = reading.is(at, &["cabinet", "council", "board"])
            && reading.is(at + 1, &["of"])
            && reading.is(at + 2, &["ministers"]);
        if ministers {
            return Some(3);
        }
        // `the Councils of State and Ministers`.
        let councils = reading.is(at, &["council", "councils"])
            && reading.is(at + 1, &["of"])
            && reading.is(at + 2, &["state"])
            && reading.is(at + 3, &["and"]);
        let of = 4 + usize::from(reading.is(at + 4, &["of"]));
        if councils && reading.is(at + of, &["ministers"]) {
            return Some(of + 1);
        }
        // `People's Welfare`, `Women's Affairs`.
        let owned = reading.is_possessive(at + 1)
            && reading.is_capital(at) == capital
            && reading.is(
                at,
                &[
                    "people", "women", "children", "veterans", "workers", "men", "peoples", "farmers",
                    "citizens",
                ],
            );
        if owned && (reading.kind(at + 2).portfolio() || reading.kind(at + 2).body()) {
            return Some(2);
        }
        let style = |title: &TitleAt<'_>| {
            title.title.is_style() && reading.kind(at + 1).portfolio() | reading.kind(at + 1).body()
        };
        let free = reading.title_at(at).is_none_or(style);
        // `the Royal Office`, `the Executive Committee`.
        let ranked = kind.modifier()
            && capital
            && reading.is_capital(at + 1)
            && reading.kind(at + 1).body()
            && !reading.kind(at).former();
        // `Minister of Presidential Affairs`.
        let court = reading.is(at, &["presidential"])
            && reading.is(at + 1, &["affairs", "court"])
            && reading.is_capital(at + 1) == capital;
        let word = word || court || ranked || kind.former() && capital && reading.kind(at + 1).portfolio();
        (word && cased && free && !self.leads_to_title(at)).then_some(1)
    }

    /// `and`, `,`, `of`, `the` between two words of a field: where the next one begins.
    fn field_joint(&self, at: usize, capital: bool, depth: usize) -> Option<usize> {
        let reading = self.reading;
        let mut next = at;
        let comma = reading.is(next, &[","]);
        while next < self.bounds.end
            && reading.is(next, &[",", "and", "&", "of", "the", "for"])
            && next - at < 3
        {
            next += 1;
        }
        if next == at || self.field_word(next, capital).is_none() {
            return None;
        }
        // A comma only joins where the list goes on to an `and`: else it ends the office.
        if comma && !(at..next).any(|at| reading.is(at, &["and", "&"])) {
            let mut at = next;
            while let Some(length) = self.field_word(at, capital) {
                at += length;
            }
            if !reading.is(at, &["and", "&", ","]) {
                return None;
            }
            if depth == 0 {
                return None;
            }
            self.field_joint(at, capital, depth - 1)?;
        }
        // `for Yemen and the United States` goes on, `of Foreign Affairs of Oman` does not.
        let state = reading.known_at(next).is_some_and(|known| matches!(known.entry, Entry::State(..)));
        if state && reading.is(at, &["of"]) {
            return None;
        }
        Some(next)
    }

    /// Whether a run of field words at a token ends in a title: `Foreign` in `and Foreign Minister`.
    fn leads_to_title(&self, from: usize) -> bool {
        let mut at = from;
        while at < self.bounds.end && at < from + 4 {
            if let Some(title) = self.reading.title_at(at) {
                return !title.title.is_style() && at > from;
            }
            let kind = self.reading.kind(at);
            if !(kind.portfolio() || kind.body() || kind.modifier()) {
                return false;
            }
            at += 1;
        }
        false
    }
}
