//! Dates in a text: "on Tuesday", "June 24", "two months later", and what they mean for an article of a
//! given day.
//!
//! `find` reads the words of a sentence and says what is written; `When::resolve` says which day, month or
//! year that is, given the day of publication, the tense of what happened and the date last spoken of.

mod calendar;
mod grammar;

pub use calendar::{Base, Tense};
pub use grammar::{Part, find, find_written};

use std::ops::Range;

use chrono::Weekday;

use crate::model::PartialDate;

/// A date as the text words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpr {
    /// Words of the sentence, without the preposition.
    pub tokens: Range<usize>,
    pub when: When,
    /// `10-12 May`, `from March 31 to April 2`: several days, of which `when` is the first.
    pub stretch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `24 June 2023`, `March 2025`, `2023`; of a range its first day.
    Fixed(PartialDate),
    /// `June 24`.
    MonthDay { month: u32, day: u32 },
    /// `in June`, `last June`.
    Month { month: u32, which: Which },
    /// `June of last year`.
    MonthOfYear { month: u32, shift: i32 },
    /// `on the 23rd`: of this month or the one before.
    DayOfMonth(u32),
    /// `Tuesday`, `last Tuesday`.
    Weekday { day: Weekday, which: Which },
    /// `Tuesday of next week`.
    DayOfWeek { day: Weekday, shift: i32 },
    /// Days from publication: 0 is today, -1 yesterday.
    Days(i64),
    /// `last week`, `this month`, `next year`; also `earlier this month`.
    Period { unit: Unit, shift: i32 },
    /// `last summer`: the last that is over or that there was, by its first month.
    Season { month: u32, shift: i32 },
    /// `two months ago`.
    Ago { count: i64, unit: Unit },
    /// `a year ago today`.
    AgoToday { count: i64, unit: Unit },
    /// From the date last spoken of: `two months later`, `a day earlier`, `the same day`.
    Later { count: i64, unit: Unit },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Bare: tense decides.
    Any,
    Last,
    This,
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl When {
    /// Whether the text gives a day, a month or a year without looking at the day of publication.
    pub fn is_fixed(&self) -> bool {
        matches!(self, When::Fixed(_))
    }

    /// Whether it names one day.
    pub fn is_day(&self) -> bool {
        match self {
            When::Fixed(date) => date.precision() == crate::model::Precision::Day,
            When::MonthDay { .. }
            | When::DayOfMonth(_)
            | When::Weekday { .. }
            | When::DayOfWeek { .. }
            | When::Days(_)
            | When::AgoToday { .. } => true,
            When::Later { unit, .. } => *unit == Unit::Day,
            When::Month { .. }
            | When::MonthOfYear { .. }
            | When::Period { .. }
            | When::Season { .. }
            | When::Ago { .. } => false,
        }
    }
}
