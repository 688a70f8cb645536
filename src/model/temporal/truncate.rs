//! Cutting a temporal value down to the beginning of a unit.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::calendar;

/// The units a temporal value can be cut to, from the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Millennium,
    Century,
    Decade,
    WeekYear,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
}

impl Unit {
    /// Every unit by openCypher's name for it.
    pub const NAMES: &'static [(&'static str, Unit)] = &[
        ("millennium", Unit::Millennium),
        ("century", Unit::Century),
        ("decade", Unit::Decade),
        ("weekYear", Unit::WeekYear),
        ("year", Unit::Year),
        ("quarter", Unit::Quarter),
        ("month", Unit::Month),
        ("week", Unit::Week),
        ("day", Unit::Day),
        ("hour", Unit::Hour),
        ("minute", Unit::Minute),
        ("second", Unit::Second),
        ("millisecond", Unit::Millisecond),
        ("microsecond", Unit::Microsecond),
    ];

    /// Without regard to case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, unit)| *unit)
    }

    /// The first day of the unit that holds the date; the date itself for a day and what is shorter.
    pub fn cut_date(self, date: NaiveDate) -> Option<NaiveDate> {
        let year = i64::from(date.year());
        let years = |count: i64| calendar::from_month(year.div_euclid(count) * count, 1, 1);
        match self {
            Unit::Millennium => years(1000),
            Unit::Century => years(100),
            Unit::Decade => years(10),
            Unit::Year => years(1),
            Unit::WeekYear => calendar::from_week(i64::from(date.iso_week().year()), 1, 1),
            Unit::Quarter => calendar::from_quarter(year, calendar::quarter(date), 1),
            Unit::Month => date.with_day(1),
            Unit::Week => calendar::plus_days(date, -i64::from(date.weekday().num_days_from_monday())),
            _ => Some(date),
        }
    }

    /// The beginning of the unit that holds the time; midnight for a day and what is longer.
    pub fn cut_time(self, time: NaiveTime) -> NaiveTime {
        let (seconds, nanos) = (time.num_seconds_from_midnight(), time.nanosecond());
        let (seconds, nanos) = match self {
            Unit::Hour => (seconds - seconds % 3600, 0),
            Unit::Minute => (seconds - seconds % 60, 0),
            Unit::Second => (seconds, 0),
            Unit::Millisecond => (seconds, nanos - nanos % 1_000_000),
            Unit::Microsecond => (seconds, nanos - nanos % 1_000),
            _ => (0, 0),
        };
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos).unwrap_or(NaiveTime::MIN)
    }
}
