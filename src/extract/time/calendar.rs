//! What a date as written means: arithmetic of the calendar.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Unit, When, Which};
use crate::model::{PartialDate, Precision};

/// Where relative words count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Base {
    /// The day of publication.
    pub published: Option<PartialDate>,
    pub tense: Tense,
    /// The date last spoken of, for "two months later".
    pub anchor: Option<PartialDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    #[default]
    Past,
    Future,
}

/// News is stamped in one time zone and happens in another: a day ahead of the stamp is no future.
const ZONE_DAYS: i64 = 1;

impl When {
    /// The day, month or year meant; none where the text alone cannot tell.
    pub fn resolve(&self, base: &Base) -> Option<PartialDate> {
        match *self {
            When::Fixed(date) => Some(date),
            When::MonthDay { month, day } => month_day(month, day, base),
            When::DayOfMonth(day) => day_of_month(day, base),
            When::Month { month, which } => month_of(month, which, base),
            When::MonthOfYear { month, shift } => {
                PartialDate::month(base.published?.first_day().year() + shift, month)
            }
            When::Weekday { day, which } => weekday(day, which, base),
            When::DayOfWeek { day, shift } => {
                let from = shift_days(monday(today(base)?)?, 7 * i64::from(shift))?;
                shift_days(from, i64::from(day.num_days_from_monday())).map(PartialDate::day)
            }
            When::Days(days) => Some(PartialDate::day(shift_days(today(base)?, days)?)),
            When::Period { unit, shift } => period(unit, shift, today(base)?),
            When::Season { month, shift } => season(month, shift, base),
            When::Ago { count, unit } => moved(PartialDate::day(today(base)?), -count, unit),
            When::AgoToday { count, unit } => {
                let today = today(base)?;
                let day = match unit {
                    Unit::Day => shift_days(today, -count),
                    Unit::Week => shift_days(today, -count.checked_mul(7)?),
                    Unit::Month => shift_months(today, -count),
                    Unit::Year => shift_months(today, -count.checked_mul(12)?),
                };
                day.map(PartialDate::day)
            }
            When::Later { count, unit } => moved(base.anchor?, count, unit),
        }
    }
}

fn today(base: &Base) -> Option<NaiveDate> {
    base.published.filter(|date| date.precision() == Precision::Day).map(PartialDate::first_day)
}

fn shift_days(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { from.checked_sub_days(count) } else { from.checked_add_days(count) }
}

fn shift_months(from: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { from.checked_sub_months(count) } else { from.checked_add_months(count) }
}

/// The last such day up to publication, or in the future tense the next one.
fn month_day(month: u32, day: u32, base: &Base) -> Option<PartialDate> {
    let Some(today) = today(base) else {
        let year = base.published?.first_day().year();
        return NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::day);
    };
    let of_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let candidates = (-4..=4).filter_map(|years| of_year(today.year() + years));
    let found = match base.tense {
        Tense::Past => candidates.filter(|date| *date <= shift_days(today, ZONE_DAYS).unwrap_or(today)).max(),
        Tense::Future => candidates.filter(|date| *date >= today).min(),
    };
    found.map(PartialDate::day)
}

/// The last such day up to publication, or in the future tense the next one, no more than two months away.
fn day_of_month(day: u32, base: &Base) -> Option<PartialDate> {
    let today = today(base)?;
    let first = today.with_day(1)?;
    let near = |months: i64| shift_months(first, months)?.with_day(day);
    let mut months = match base.tense {
        Tense::Past => [0, -1, -2],
        Tense::Future => [0, 1, 2],
    }
    .into_iter()
    .filter_map(near);
    let found = match base.tense {
        Tense::Past => months.find(|date| *date <= shift_days(today, ZONE_DAYS).unwrap_or(today)),
        Tense::Future => months.find(|date| *date >= today),
    };
    found.map(PartialDate::day)
}

fn month_of(month: u32, which: Which, base: &Base) -> Option<PartialDate> {
    let published = base.published?.first_day();
    let (year, now) = (published.year(), published.month());
    let year = match (which, base.tense) {
        (Which::Last, _) => year - i32::from(month >= now),
        (Which::Next, _) => year + i32::from(month <= now),
        (Which::This, _) => year,
        // An article of which only the year is known.
        (Which::Any, _) if base.published?.precision() == Precision::Year => year,
        (Which::Any, Tense::Past) => year - i32::from(month > now),
        (Which::Any, Tense::Future) => year + i32::from(month < now),
    };
    PartialDate::month(year, month)
}

/// The nearest such weekday in the past, today included; in the future tense the nearest to come.
fn weekday(day: Weekday, which: Which, base: &Base) -> Option<PartialDate> {
    let today = today(base)?;
    let back = i64::from(today.weekday().days_since(day));
    let ahead = i64::from(day.days_since(today.weekday()));
    let days = match (which, base.tense) {
        (Which::Last, _) if back == 0 => -7,
        (Which::Next, _) if ahead == 0 => 7,
        (Which::Next, _) => ahead,
        (Which::Any | Which::This, Tense::Future) => ahead,
        (Which::Last, _) | (Which::Any | Which::This, Tense::Past) => -back,
    };
    shift_days(today, days).map(PartialDate::day)
}

fn monday(of: NaiveDate) -> Option<NaiveDate> {
    shift_days(of, -i64::from(of.weekday().num_days_from_monday()))
}

/// A season of three months: said in December, `last summer` is that of the year.
fn season(month: u32, shift: i32, base: &Base) -> Option<PartialDate> {
    const MONTHS: u32 = 3;
    let published = base.published?.first_day();
    let over = published.month() >= month + MONTHS;
    let ahead = published.month() < month;
    let years = match shift {
        -1 => -i32::from(!over),
        1 => i32::from(!ahead),
        _ => 0,
    };
    PartialDate::year(published.year() + years)
}

fn period(unit: Unit, shift: i32, today: NaiveDate) -> Option<PartialDate> {
    match unit {
        Unit::Day => Some(PartialDate::day(shift_days(today, i64::from(shift))?)),
        Unit::Week => {
            let from = shift_days(monday(today)?, 7 * i64::from(shift))?;
            common(from, shift_days(from, 6)?)
        }
        Unit::Month => {
            let there = shift_months(today.with_day(1)?, i64::from(shift))?;
            PartialDate::month(there.year(), there.month())
        }
        Unit::Year => PartialDate::year(today.year() + shift),
    }
}

/// The month in which a stretch of days lies, else its year.
fn common(from: NaiveDate, to: NaiveDate) -> Option<PartialDate> {
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return PartialDate::month(from.year(), from.month());
    }
    PartialDate::year(from.year()).filter(|_| from.year() == to.year())
}

/// `count` units away; only days move a day exactly, a month or more blurs it.
fn moved(from: PartialDate, count: i64, unit: Unit) -> Option<PartialDate> {
    let first = from.first_day();
    match unit {
        Unit::Day if from.precision() == Precision::Day => shift_days(first, count).map(PartialDate::day),
        Unit::Day if count == 0 => Some(from),
        Unit::Day => None,
        Unit::Week if from.precision() == Precision::Day => {
            let there = shift_days(first, count.checked_mul(7)?)?;
            common(shift_days(there, -2)?, shift_days(there, 2)?)
        }
        Unit::Week => None,
        Unit::Month if from.precision() == Precision::Year => None,
        Unit::Month => {
            let there = shift_months(first.with_day(1)?, count)?;
            PartialDate::month(there.year(), there.month())
        }
        Unit::Year => PartialDate::year(first.year().checked_add(i32::try_from(count).ok()?)?),
    }
}
