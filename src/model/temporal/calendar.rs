//! Dates by their weeks, quarters and days of the year, and date arithmetic that cannot overflow.

use chrono::{Datelike, NaiveDate, Weekday};

/// The quarter of the year, 1 to 4.
pub fn quarter(date: NaiveDate) -> i64 {
    i64::from(date.month0() / 3 + 1)
}

/// The day within the quarter, from 1.
pub fn day_of_quarter(date: NaiveDate) -> i64 {
    let first = NaiveDate::from_ymd_opt(date.year(), date.month0() / 3 * 3 + 1, 1);
    first.map_or(1, |first| (date - first).num_days() + 1)
}

/// The date of a month's day; none where there is no such day.
pub fn from_month(year: i64, month: i64, day: i64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// The date of an ISO week's day; `weekday` is 1 (Monday) to 7.
pub fn from_week(year: i64, week: i64, weekday: i64) -> Option<NaiveDate> {
    let weekday = Weekday::try_from(u8::try_from(weekday.checked_sub(1)?).ok()?).ok()?;
    NaiveDate::from_isoywd_opt(year.try_into().ok()?, week.try_into().ok()?, weekday)
}

/// The date of a year's day, from 1.
pub fn from_ordinal(year: i64, day: i64) -> Option<NaiveDate> {
    NaiveDate::from_yo_opt(year.try_into().ok()?, day.try_into().ok()?)
}

/// The date of a quarter's day, from 1; none beyond the quarter's end.
pub fn from_quarter(year: i64, number: i64, day: i64) -> Option<NaiveDate> {
    if !(1..=4).contains(&number) || day < 1 {
        return None;
    }
    let date = plus_days(from_month(year, number * 3 - 2, 1)?, day - 1)?;
    (i64::from(date.year()) == year && quarter(date) == number).then_some(date)
}

/// The same day of a month that many months on, or the month's last day; none beyond chrono's years.
pub fn plus_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let total = (i64::from(date.year()) * 12 + i64::from(date.month0())).checked_add(months)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    let last = last_day(year, month)?;
    from_month(year, month, i64::from(date.day()).min(last))
}

pub fn plus_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let total = i64::from(date.num_days_from_ce()).checked_add(days)?;
    NaiveDate::from_num_days_from_ce_opt(total.try_into().ok()?)
}

/// The whole months from one date to another, negative where it lies before.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    // As java.time counts: months and days in one number, so that an unfinished month is cut.
    let packed = |date: NaiveDate| {
        (i64::from(date.year()) * 12 + i64::from(date.month0())) * 32 + i64::from(date.day())
    };
    (packed(to) - packed(from)) / 32
}

fn last_day(year: i64, month: i64) -> Option<i64> {
    (28..=31).rev().find(|day| from_month(year, month, *day).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        assert_eq!(plus_months(date("2024-01-31"), 1), Some(date("2024-02-29")));
        assert_eq!(plus_months(date("2024-03-31"), -13), Some(date("2023-02-28")));
        assert_eq!(plus_months(date("2024-03-31"), i64::MAX), None);
        assert_eq!(months_between(date("2018-03-11"), date("2016-06-24")), -20);
    }

    #[test]
    fn a_quarter_has_no_day_of_the_next() {
        assert_eq!(from_quarter(1984, 3, 45), Some(date("1984-08-14")));
        assert_eq!(from_quarter(2023, 1, 91), None);
        assert_eq!(from_quarter(2023, 5, 1), None);
        assert_eq!(day_of_quarter(date("1984-11-11")), 42);
    }

    #[test]
    fn weeks_are_iso_weeks() {
        assert_eq!(from_week(1817, 1, 2), Some(date("1816-12-31")));
        assert_eq!(from_week(1817, 53, 1), None);
        assert_eq!(from_week(1817, 1, 0), None);
    }
}
