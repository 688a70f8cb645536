//! The grammar of dates: words of a sentence to what they say.
//!
//! At every word the rules are tried in order, the longest forms first; each sees a bounded number of words,
//! so that reading a sentence is linear in its length.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{TimeExpr, Unit, When, Which};
use crate::model::PartialDate;
use crate::text;

/// A rule: the number of words it takes from `at` on, and what they say.
type Found = Option<(usize, When)>;

/// The dates of a sentence, in their order.
pub fn find(words: &[&str]) -> Vec<TimeExpr> {
    let lower: Vec<Cow<'_, str>> = words.iter().map(|word| text::lower(word)).collect();
    let lower: Vec<&str> = lower.iter().map(Cow::as_ref).collect();
    let parts: Vec<Part> = words.iter().zip(&lower).map(|(word, lower)| Part::of(word, lower)).collect();
    find_written(words, &lower, |at| Part::open(parts[at], parts.get(at + 1).copied()))
}

/// The same where the words in small letters, `lower`, are known, and where dates may begin.
pub fn find_written(words: &[&str], lower: &[&str], opens: impl Fn(usize) -> bool) -> Vec<TimeExpr> {
    let mut found: Vec<TimeExpr> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !opens(at) {
            // As at most words.
            debug_assert!(
                (Words { words, lower, at }).read().is_none(),
                "a date may begin with {}",
                words[at]
            );
            at += 1;
            continue;
        }
        match (Words { words, lower, at }).read() {
            Some((taken, when)) => {
                push(&mut found, words, at..at + taken, when);
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// Adds a date; a weekday beside its date (`Thursday (Jul 13)`, `Monday, 5 August 2024`) is one with it.
fn push(found: &mut Vec<TimeExpr>, words: &[&str], tokens: Range<usize>, when: When) {
    if let Some(last) = found.last_mut() {
        let between = words.get(last.tokens.end..tokens.start).unwrap_or(&[]);
        let beside = between.len() <= 2 && between.iter().all(|word| matches!(*word, "," | "(" | "the"));
        let dated = matches!(when, When::Fixed(_) | When::MonthDay { .. }) && when.is_day();
        if beside && dated && matches!(last.when, When::Weekday { .. } | When::Days(_)) {
            let stretch = is_stretch(words.get(tokens.clone()).unwrap_or(&[]));
            *last = TimeExpr { tokens: last.tokens.start..tokens.end, when, stretch };
            return;
        }
    }
    let stretch = when.is_day() && is_stretch(words.get(tokens.clone()).unwrap_or(&[]));
    found.push(TimeExpr { tokens, when, stretch });
}

/// Whether the words of a date name its first and its last day.
fn is_stretch(words: &[&str]) -> bool {
    let digits = |part: &str| part.chars().any(|letter| letter.is_ascii_digit());
    words.iter().any(|word| {
        is_through(word)
            || matches!(*word, "and" | "&")
            || word.split_once(['-', '–', '—']).is_some_and(|(from, to)| {
                digits(from) && (digits(to) || month_number(to).is_some()) && word.len() < 9
                    || month_number(from).is_some() && digits(to)
            })
    })
}

/// What joins the first and the last day of a stretch.
fn is_through(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "--" | "to" | "through" | "until" | "till")
}

/// Which part of a date a word may be, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A date may begin with it.
    First,
    /// The same, where what it leads stands behind it: `the`, `two`.
    Leads,
    /// It may stand behind one that leads.
    Led,
    None,
}

impl Part {
    pub fn of(word: &str, lower: &str) -> Part {
        let Some(first) = word.chars().next() else { return Part::None };
        if first.is_ascii_digit() || first.is_alphabetic() && may_open(lower) {
            return Part::First;
        }
        if matches!(lower, "the" | "that") || first.is_alphabetic() && count_of(lower).is_some() {
            return Part::Leads;
        }
        let neighbouring = matches!(lower, "same" | "previous" | "preceding" | "next" | "following");
        if neighbouring || is_part(lower) || unit_of(lower).is_some() { Part::Led } else { Part::None }
    }

    /// Whether a date may begin with a word of one part that has the other behind it.
    pub fn open(one: Part, next: Option<Part>) -> bool {
        // `the next day`, `on the 23rd`: what may lie behind `the` may begin a date too.
        one == Part::First || one == Part::Leads && matches!(next, Some(Part::Led | Part::First))
    }
}

/// The words from one place on.
#[derive(Clone, Copy)]
struct Words<'a> {
    words: &'a [&'a str],
    lower: &'a [&'a str],
    at: usize,
}

impl<'a> Words<'a> {
    fn get(&self, ahead: usize) -> &'a str {
        self.words.get(self.at + ahead).copied().unwrap_or("")
    }

    fn lower(&self, ahead: usize) -> &'a str {
        self.lower.get(self.at + ahead).copied().unwrap_or("")
    }

    fn before(&self) -> &'a str {
        self.at.checked_sub(1).and_then(|at| self.lower.get(at)).copied().unwrap_or("")
    }

    fn read(&self) -> Found {
        let first = self.get(0).chars().next()?;
        if first.is_ascii_digit() {
            return self
                .numeric()
                .or_else(|| self.day_month())
                .or_else(|| self.counted())
                .or_else(|| self.bare_year());
        }
        if !first.is_alphabetic() {
            return None;
        }
        let word = self.lower(0);
        match word {
            "the" | "that" => {
                self.part_of_day().or_else(|| self.neighbouring_day()).or_else(|| self.day_of_month())
            }
            word if count_of(word).is_some() => self.counted(),
            word if may_open(word) => self
                .month_first()
                .or_else(|| self.part_of_day())
                .or_else(|| self.relative_period())
                .or_else(|| self.weekday())
                .or_else(|| self.day_word()),
            _ => None,
        }
    }

    /// `2024-08-05`, `05.08.2024`, `28/9/2021`, `9/28/2021`.
    fn numeric(&self) -> Found {
        const LENGTHS: std::ops::RangeInclusive<usize> = 8..=10;
        let word = self.get(0);
        if !LENGTHS.contains(&word.len()) {
            return None;
        }
        if let Some(date) = (word.len() == 10).then(|| word.parse::<PartialDate>().ok()).flatten() {
            return Some((1, When::Fixed(date)));
        }
        let mark = word.chars().find(|letter| matches!(letter, '.' | '/' | '-'))?;
        let mut parts = word.split(mark).map(str::parse::<u32>);
        let (Some(Ok(first)), Some(Ok(second)), Some(Ok(year)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let (day, month) = match (first, second) {
            (day, month @ ..=12) if day > 12 || day == month || mark == '.' => (day, month),
            (month @ ..=12, day @ 13..) => (day, month),
            // "6/9/2021": the ninth of June to some, the sixth of September to others.
            _ => return None,
        };
        let year = i32::try_from(year).ok().filter(|year| (1000..=9999).contains(year))?;
        Some((1, When::Fixed(day_of(year, month, day)?)))
    }

    /// `24 June 2023`, `24 June`, `10-12 May`, `10 and 11 May`, `24th of June, 2023`.
    fn day_month(&self) -> Found {
        if let Some(found) = self.day_month_to() {
            return Some(found);
        }
        let (mut taken, day) = self.day_range(0)?;
        if self.lower(taken) == "of" {
            taken += 1;
        }
        let month = month_number(self.get(taken))?;
        taken += 1;
        Some(self.with_year(taken, month, day))
    }

    /// `June 24, 2023`, `June 24`, `May 23-27`, `June 2023`, `in June`, `last June`, `mid-June`.
    fn month_first(&self) -> Found {
        let word = self.get(0);
        let (word, compound) = match word.split_once('-') {
            Some((part, month)) if matches!(text::lower(part).as_ref(), "mid" | "early" | "late") => {
                (month, true)
            }
            _ => (word, false),
        };
        let month = month_number(word)?;
        if let Some(found) = self.month_first_to(month) {
            return Some(found);
        }
        if let Some((taken, day)) = self.day_range(1) {
            return Some(self.with_year(1 + taken, month, day));
        }
        let skip = 1 + usize::from(matches!(self.get(1), "of" | ","));
        if let Some(year) = year_number(self.get(skip)) {
            return Some((skip + 1, When::Fixed(PartialDate::month(year, month)?)));
        }
        let bare = !matches!(word, "May" | "March" | "Mar" | "Sun" | "may" | "march");
        let before = self.before();
        // "Dong Jun", "Jan Egeland": a short form without a full stop is often somebody's name.
        let short = word.len() == 3 && word != "May";
        let named = |word: &str| {
            word.starts_with(char::is_uppercase) && month_number(word).is_none() && weekday_of(word).is_none()
        };
        let beside = self.at.checked_sub(1).and_then(|at| self.words.get(at)).is_some_and(|word| {
            named(word)
                && !matches!(*word, "In" | "Last" | "Since" | "By" | "Next" | "This" | "During" | "Until")
        });
        if short && (beside || named(self.get(1))) {
            return None;
        }
        let which = match before {
            "last" | "past" => Which::Last,
            "next" | "coming" => Which::Next,
            "this" => Which::This,
            _ => Which::Any,
        };
        let led = which != Which::Any
            || matches!(
                before,
                "in" | "since"
                    | "until"
                    | "till"
                    | "by"
                    | "of"
                    | "from"
                    | "during"
                    | "early"
                    | "late"
                    | "mid"
                    | "before"
                    | "after"
                    | "through"
            );
        if !(bare || led || compound) || !word.starts_with(char::is_uppercase) {
            return None;
        }
        let of_year = match (self.lower(1), self.lower(2), self.lower(3)) {
            ("of", "last", "year") => Some((4, -1)),
            ("of", "this", "year") => Some((4, 0)),
            ("of", "next", "year") => Some((4, 1)),
            ("last", "year", _) => Some((3, -1)),
            ("this", "year", _) => Some((3, 0)),
            ("next", "year", _) => Some((3, 1)),
            _ => None,
        };
        if let Some((taken, shift)) = of_year {
            return Some((taken, When::MonthOfYear { month, shift }));
        }
        Some((1, When::Month { month, which }))
    }

    /// `30 June - 2 July 2018`, `30 June to 2 July`, `30 June-2 July`: the year stands behind the last day.
    fn day_month_to(&self) -> Found {
        let day = day_number(self.get(0))?;
        let second = self.get(1);
        let (month, (at, last)) = match second.split_once(['-', '–', '—']) {
            Some((month, last)) => (month_number(month)?, (2, day_number(last)?)),
            None => {
                let month = month_number(second)?;
                let joined = is_through(self.get(2)).then(|| day_number(self.get(3)))??;
                (month, (4, joined))
            }
        };
        let end = month_number(self.get(at))?;
        self.stretch_over(at + 1, (month, day), (end, last))
    }

    /// `March 31-April 2`, `Jan. 27 - Feb. 1, 1994`, `from March 31 to April 2`.
    fn month_first_to(&self, month: u32) -> Found {
        let second = self.get(1);
        let (day, (at, end)) = match second.split_once(['-', '–', '—']) {
            Some((day, end)) => (day_number(day)?, (2, month_number(end)?)),
            None => {
                let day = day_number(second)?;
                let joined = is_through(self.get(2)).then(|| month_number(self.get(3)))??;
                (day, (4, joined))
            }
        };
        let last = day_number(self.get(at))?;
        self.stretch_over(at + 1, (month, day), (end, last))
    }

    /// From a day of one month to one of the next; over the turn of the year the first is of the year before.
    fn stretch_over(&self, taken: usize, (month, day): (u32, u32), (end, last): (u32, u32)) -> Found {
        if month == end {
            return None;
        }
        let (taken, when) = self.with_year(taken, end, last);
        let first = match when {
            When::Fixed(date) => {
                let year = date.first_day().year() - i32::from(month > end);
                When::Fixed(day_of(year, month, day)?)
            }
            _ => When::MonthDay { month, day },
        };
        Some((taken, first))
    }

    /// The day or the first of a range of days that stands `ahead`, and the number of words.
    fn day_range(&self, ahead: usize) -> Option<(usize, u32)> {
        let word = self.get(ahead);
        if let Some((from, to)) = word.split_once(['-', '–', '—']) {
            return day_number(to).and(day_number(from)).map(|day| (1, day));
        }
        let day = day_number(word)?;
        let joined = matches!(self.get(ahead + 1), "-" | "–" | "—" | "and" | "to" | "&" | "through");
        match day_number(self.get(ahead + 2)) {
            Some(end) if joined && end > day => Some((3, day)),
            _ => Some((1, day)),
        }
    }

    /// The year behind a day and month, with or without a comma.
    fn with_year(&self, taken: usize, month: u32, day: u32) -> (usize, When) {
        let skip = taken + usize::from(matches!(self.get(taken), "," | "of"));
        let dated = year_number(self.get(skip)).and_then(|year| day_of(year, month, day));
        match dated {
            Some(date) => (skip + 1, When::Fixed(date)),
            None => (taken, When::MonthDay { month, day }),
        }
    }

    /// `2023` where something says that it is a year.
    fn bare_year(&self) -> Found {
        let year = year_number(self.get(0))?;
        let before = self.before();
        let led = matches!(
            before,
            "in" | "since"
                | "of"
                | "from"
                | "during"
                | "until"
                | "till"
                | "by"
                | "early"
                | "late"
                | "mid"
                | "the"
                | "year"
                | "spring"
                | "summer"
                | "autumn"
                | "fall"
                | "winter"
                | "before"
                | "after"
                | "to"
                | "("
        );
        led.then_some((1, When::Fixed(PartialDate::year(year)?)))
    }

    /// `last week`, `this month`, `earlier this year`, `the previous month`, `last weekend`.
    fn relative_period(&self) -> Found {
        let skip = usize::from(matches!(self.lower(0), "earlier" | "later" | "early" | "late"));
        let shift = match self.lower(skip) {
            "last" | "past" => -1,
            "this" => 0,
            "next" | "coming" => 1,
            _ => return None,
        };
        let unit = self.lower(skip + 1);
        let found = match unit {
            "week" | "weekend" => When::Period { unit: Unit::Week, shift },
            "month" => When::Period { unit: Unit::Month, shift },
            "year" => When::Period { unit: Unit::Year, shift },
            "spring" => When::Season { month: 3, shift },
            "summer" => When::Season { month: 6, shift },
            "autumn" | "fall" => When::Season { month: 9, shift },
            "winter" => When::Period { unit: Unit::Year, shift },
            "night" | "evening" if shift == -1 => When::Days(-1),
            "morning" | "afternoon" | "evening" if shift == 0 => When::Days(0),
            _ => return None,
        };
        Some((skip + 2, found))
    }

    /// `Monday`, `last Monday`, `Monday night`, `Monday of next week`.
    fn weekday(&self) -> Found {
        let skip = usize::from(matches!(self.lower(0), "last" | "next" | "this" | "coming" | "past"));
        let day = weekday_of(self.get(skip))?;
        let which = match if skip == 1 { self.lower(0) } else { "" } {
            "last" | "past" => Which::Last,
            "next" | "coming" => Which::Next,
            "this" => Which::This,
            _ => Which::Any,
        };
        let mut taken = skip + 1;
        let offset = match (self.lower(taken), self.lower(taken + 1), self.lower(taken + 2)) {
            ("of", "last", "week") => Some((3, -1)),
            ("of", "next", "week") => Some((3, 1)),
            ("of", "this", "week") => Some((3, 0)),
            ("next", "week", _) => Some((2, 1)),
            ("last", "week", _) => Some((2, -1)),
            ("this", "week", _) => Some((2, 0)),
            _ => None,
        };
        if let Some((more, shift)) = offset {
            return Some((taken + more, When::DayOfWeek { day, shift }));
        }
        if is_part(self.lower(taken)) {
            taken += 1;
        }
        // "over Friday and Saturday" began on the first.
        let joined = self.lower(taken) == "and" && matches!(self.before(), "on" | "over" | "during");
        if joined && weekday_of(self.get(taken + 1)) == Some(day.succ()) {
            taken += 2;
        }
        Some((taken, When::Weekday { day, which }))
    }

    /// `today`, `yesterday`, `tonight`, `earlier today`.
    fn day_word(&self) -> Found {
        let skip = usize::from(matches!(self.lower(0), "earlier" | "later") && self.lower(1) == "today");
        let days = match self.lower(skip) {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => return None,
        };
        let more = usize::from(is_part(self.lower(skip + 1)));
        Some((skip + 1 + more, When::Days(days)))
    }

    /// `earlier in the day`, `later that evening`, `that same night`, `the same afternoon`: of the day last spoken of.
    fn part_of_day(&self) -> Found {
        let sameday = |taken| Some((taken, When::Later { count: 0, unit: Unit::Day }));
        let part = |ahead: usize| {
            let word = self.lower(ahead);
            word == "day" || is_part(word)
        };
        match (self.lower(0), self.lower(1), self.lower(2)) {
            ("earlier" | "later" | "late" | "early", "in", "the") if part(3) => sameday(4),
            ("earlier" | "later" | "late" | "early", "on", "the") if self.lower(3) == "same" && part(4) => {
                sameday(5)
            }
            ("earlier" | "later" | "late" | "early", "that", "same") if part(3) => sameday(4),
            ("earlier" | "later" | "late" | "early", "that", _) if part(2) => sameday(3),
            ("earlier" | "later" | "late" | "early", "the", "same") if part(3) => sameday(4),
            ("the" | "that", "same", word) if is_part(word) || word == "day" => sameday(3),
            ("that", word, next) if (is_part(word) || word == "day") && next != "'s" => sameday(2),
            _ => None,
        }
    }

    /// `two months later`, `a day earlier`, `three weeks ago`, `two days before`; nothing where it is only about so.
    fn counted(&self) -> Found {
        let count = count_of(self.lower(0))?;
        let unit = unit_of(self.lower(1))?;
        if matches!(
            self.before(),
            "than"
                | "about"
                | "around"
                | "nearly"
                | "almost"
                | "over"
                | "some"
                | "roughly"
                | "every"
                | "within"
                | "least"
        ) {
            return None;
        }
        if self.lower(2) == "ago" && self.lower(3) == "today" {
            return Some((4, When::AgoToday { count, unit }));
        }
        let when = match self.lower(2) {
            "ago" => When::Ago { count, unit },
            "later" | "afterwards" => When::Later { count, unit },
            "after" if ends_clause(self.get(3)) => When::Later { count, unit },
            "earlier" | "beforehand" | "previously" => When::Later { count: -count, unit },
            "before" if ends_clause(self.get(3)) => When::Later { count: -count, unit },
            _ => return None,
        };
        Some((3, when))
    }

    /// `The day before he had met B`: no `before` that joins two clauses.
    fn tells_of_before(&self) -> bool {
        (4..8).any(|at| self.get(at) == "had")
    }

    /// `on the 23rd`: not `on the 23rd floor`, `on the 23rd and 24th of June`.
    fn day_of_month(&self) -> Found {
        let ordinal = self.get(1).ends_with(|letter: char| letter.is_ascii_alphabetic());
        let day = day_number(self.get(1)).filter(|_| ordinal && self.lower(0) == "the")?;
        let dated = (2..6).any(|at| self.get(at) == "of" || month_number(self.get(at)).is_some());
        (self.before() == "on" && closes_day(self.get(2)) && !dated).then_some((2, When::DayOfMonth(day)))
    }

    /// `the previous day`, `the day before`, `the next day`, `the following month`, `the same day`.
    fn neighbouring_day(&self) -> Found {
        if !matches!(self.lower(0), "the" | "that") {
            return None;
        }
        let later = |count, unit| Some((3, When::Later { count, unit }));
        match (self.lower(1), self.lower(2)) {
            ("same", unit) => later(0, unit_of(unit)?),
            ("previous" | "preceding", unit) => later(-1, unit_of(unit)?),
            ("next" | "following", unit) => later(1, unit_of(unit)?),
            ("day", "before") if ends_clause(self.get(3)) || self.tells_of_before() => later(-1, Unit::Day),
            ("day", "after") if ends_clause(self.get(3)) => later(1, Unit::Day),
            _ => None,
        }
    }
}

/// Whether a date may begin with a word in lower case, but for articles and counts: with most none does.
fn may_open(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "earlier"
            | "later"
            | "early"
            | "late"
            | "last"
            | "past"
            | "this"
            | "next"
            | "coming"
            | "today"
            | "tonight"
            | "yesterday"
            | "tomorrow"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
    ) || word.contains('-')
}

fn closes_day(word: &str) -> bool {
    ends_clause(word)
        || matches!(word, "we" | "he" | "she" | "they" | "I" | "but" | "for" | "to" | "by" | "where" | "as")
}

fn is_part(word: &str) -> bool {
    matches!(word, "morning" | "afternoon" | "evening" | "night")
}

fn ends_clause(word: &str) -> bool {
    word.is_empty() || matches!(word, "," | "." | ";" | ")" | "and" | "in" | "at" | "with" | "when")
}

fn day_of(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::day)
}

fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") || digits.is_empty() || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_number(word: &str) -> Option<i32> {
    if word.len() != 4 {
        return None;
    }
    word.parse().ok().filter(|year| (1800..2100).contains(year))
}

/// No name of a month or weekday is longer.
const LONGEST: usize = 10;

/// A word with a capital in small letters, where it may be a month or weekday.
fn small_letters<'s>(word: &str, room: &'s mut [u8; LONGEST]) -> Option<&'s [u8]> {
    let small =
        room.get_mut(..word.len()).filter(|_| word.as_bytes().first().is_some_and(u8::is_ascii_uppercase))?;
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    Some(small)
}

pub(super) fn month_number(word: &str) -> Option<u32> {
    let mut small = [0; LONGEST];
    Some(match small_letters(word.trim_end_matches('.'), &mut small)? {
        b"january" | b"jan" => 1,
        b"february" | b"feb" => 2,
        b"march" | b"mar" => 3,
        b"april" | b"apr" => 4,
        b"may" => 5,
        b"june" | b"jun" => 6,
        b"july" | b"jul" => 7,
        b"august" | b"aug" => 8,
        b"september" | b"sept" | b"sep" => 9,
        b"october" | b"oct" => 10,
        b"november" | b"nov" => 11,
        b"december" | b"dec" => 12,
        _ => return None,
    })
}

fn weekday_of(word: &str) -> Option<Weekday> {
    let mut small = [0; LONGEST];
    Some(match small_letters(word, &mut small)? {
        b"monday" => Weekday::Mon,
        b"tuesday" => Weekday::Tue,
        b"wednesday" => Weekday::Wed,
        b"thursday" => Weekday::Thu,
        b"friday" => Weekday::Fri,
        b"saturday" => Weekday::Sat,
        b"sunday" => Weekday::Sun,
        _ => return None,
    })
}

fn count_of(word: &str) -> Option<i64> {
    Some(match word {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        _ => return word.parse().ok().filter(|count| (1..=400).contains(count)),
    })
}

fn unit_of(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}
