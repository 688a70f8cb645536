//! Dates as sharp as their source: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The English names of the months, January first, in small letters.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How sharp a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Year,
    Month,
    Day,
}

/// A date that may lack its day, or its month and day. Its text is ISO 8601: `2025`, `2025-06`, `2025-06-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The first day of the period.
    first: NaiveDate,
    precision: Precision,
}

impl PartialDate {
    /// The whole year; none where chrono has no such year.
    pub fn year(year: i32) -> Option<Self> {
        Some(PartialDate { first: NaiveDate::from_ymd_opt(year, 1, 1)?, precision: Precision::Year })
    }

    /// The whole month; none where there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Some(PartialDate { first: NaiveDate::from_ymd_opt(year, month, 1)?, precision: Precision::Month })
    }

    pub fn day(date: NaiveDate) -> Self {
        PartialDate { first: date, precision: Precision::Day }
    }

    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The first day it may mean.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// The last day it may mean.
    pub fn last_day(self) -> NaiveDate {
        let next = match self.precision {
            Precision::Day => return self.first,
            Precision::Month => self.first.checked_add_months(Months::new(1)),
            Precision::Year => self.first.checked_add_months(Months::new(12)),
        };
        next.and_then(|day| day.checked_sub_days(Days::new(1))).unwrap_or(NaiveDate::MAX)
    }

    /// Whether both may mean the same day.
    pub fn may_equal(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
}

impl Precision {
    pub fn name(self) -> &'static str {
        match self {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Year => write!(out, "{:04}", self.first.year()),
            Precision::Month => write!(out, "{:04}-{:02}", self.first.year(), self.first.month()),
            Precision::Day => write!(out, "{}", self.first.format("%Y-%m-%d")),
        }
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is no date; write 2025, 2025-06 or 2025-06-24");
        let mut parts = text.split('-');
        let year = parts
            .next()
            .filter(|part| part.len() == 4)
            .and_then(|part| part.parse().ok())
            .ok_or_else(wrong)?;
        let two = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, _, _) => PartialDate::year(year),
            (Some(month), None, _) => two(month).and_then(|month| PartialDate::month(year, month)),
            (Some(month), Some(day), None) => two(month)
                .zip(two(day))
                .and_then(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
                .map(PartialDate::day),
            _ => None,
        };
        date.ok_or_else(wrong)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_sharp_as_its_text() {
        let date = |text: &str| text.parse::<PartialDate>().expect("it is a date");
        let month = date("2024-02");
        assert_eq!(month.to_string(), "2024-02");
        assert_eq!(PartialDate::day(month.last_day()), date("2024-02-29"));
        assert!(month.may_equal(date("2024")));
        assert!(!month.may_equal(date("2024-03-01")));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "24", "2025-13", "2025-02-31", "2025-1-1", "2025-01-01-01", "abcd"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
