//! Since and until when somebody is said to hold an office: `from 2019 to 2023`, `appointed on May 4`.

use super::Giver;
use crate::extract::time::{self, Base, Tense};
use crate::model::PartialDate;

/// What the words behind an office say of when it was held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Term {
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
}

/// A date has no more words than these.
const LONGEST: usize = 6;

impl Giver<'_> {
    /// `since June 2021`, `until 2023`, `from 2019 to 2023`, `between 2019 and 2023`, `(2019–2023)`, right behind an office.
    pub(super) fn term(&self, at: usize) -> Option<Term> {
        let reading = self.reading;
        let at = at + usize::from(reading.is(at, &[","]) && reading.is(at + 1, &["from", "since", "until"]));
        let at = at + usize::from(self.document.word(at) == "(");
        let (from, end) = match reading.word(at) {
            "since" => {
                let from = self.date(at + 1)?.0;
                return Some(Term { from: Some(from), to: None });
            }
            "until" | "till" => {
                let to = self.date(at + 1)?.0;
                return Some(Term { from: None, to: Some(to) });
            }
            "from" | "between" => self.date(at + 1)?,
            word => return self.years(word, at),
        };
        let joins = reading.is(end, &["to", "until", "till", "through", "and", "-", "–"]);
        let to = joins.then(|| self.date(end + 1)).flatten().map(|(to, _)| to);
        (to.is_some() || reading.is(at, &["from"])).then_some(Term { from: Some(from), to })
    }

    /// `2019–2023` in brackets, in one word or in three.
    fn years(&self, word: &str, at: usize) -> Option<Term> {
        if self.document.word(at.checked_sub(1)?) != "(" {
            return None;
        }
        let written = self.document.word(at);
        if let Some((from, to)) = written.split_once(['-', '–']) {
            return Some(Term { from: Some(year(from)?), to: Some(year(to)?) });
        }
        let from = year(word)?;
        let to =
            ["-", "–"].contains(&self.document.word(at + 1)).then(|| year(self.document.word(at + 2)))?;
        Some(Term { from: Some(from), to: Some(to?) })
    }

    /// The day of what was just told: `on 4 May 2024`, `in March`, `last week`.
    pub(super) fn day_behind(&self, at: usize) -> Option<PartialDate> {
        let skip = usize::from(self.reading.is(at, &["on", "in"]));
        let opens =
            skip > 0 || self.reading.is(at, &["last", "earlier", "yesterday", "this", "two", "three"]);
        opens.then(|| self.date(at + skip)).flatten().map(|(date, _)| date)
    }

    /// The date that begins at a token, and where it ends.
    fn date(&self, at: usize) -> Option<(PartialDate, usize)> {
        // With the word before, since `in` makes a month of `March`.
        let (start, end) = (at.checked_sub(1)?, self.document.segments.tokens.len().min(at + LONGEST));
        let words: Vec<&str> = (start..end).map(|token| self.document.word(token)).collect();
        let base = Base { published: self.document.article.published, tense: Tense::Past, anchor: None };
        let found = time::find(&words).into_iter().find(|found| found.tokens.start <= 1);
        let read = found.and_then(|found| Some((found.when.resolve(&base)?, start + found.tokens.end)));
        read.or_else(|| Some((year(words.get(1)?)?, at + 1)))
    }

    /// Whether a date lies before the article's day, or the article has none.
    pub(super) fn is_past(&self, date: PartialDate) -> bool {
        self.document.article.published.is_none_or(|published| date.last_day() <= published.last_day())
    }
}

/// `2019`.
fn year(word: &str) -> Option<PartialDate> {
    let number: i32 = word.parse().ok()?;
    (1900..2100).contains(&number).then(|| PartialDate::year(number)).flatten()
}
