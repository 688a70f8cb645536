//! Moving a temporal value by a duration: months first, then days, then time, as java.time does.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::{DAY, DateTime, Duration, SECOND, calendar};

/// A date moves by months, days and the whole days of the time. None beyond chrono's years.
pub fn shift_date(date: NaiveDate, by: Duration) -> Option<NaiveDate> {
    let days_of_time = i64::try_from(by.time_nanos() / (i128::from(DAY) * SECOND)).ok()?;
    calendar::plus_days(days_on(date, by)?, days_of_time)
}

/// A time of day moves by the time alone, and goes round at midnight.
pub fn shift_time(time: NaiveTime, by: Duration) -> NaiveTime {
    let day = i128::from(DAY) * SECOND;
    let start = i128::from(time.num_seconds_from_midnight()) * SECOND + i128::from(time.nanosecond());
    let nanos = (start + by.time_nanos()).rem_euclid(day);
    NaiveTime::from_num_seconds_from_midnight_opt((nanos / SECOND) as u32, (nanos % SECOND) as u32)
        .unwrap_or(time)
}

pub fn shift_local(local: NaiveDateTime, by: Duration) -> Option<NaiveDateTime> {
    plus_time(days_on(local.date(), by)?.and_time(local.time()), by)
}

/// Months and days move the clock's date, the time moves the instant.
pub fn shift_datetime(instant: DateTime, by: Duration) -> Option<DateTime> {
    let zone = instant.zone();
    let moved = if by.months == 0 && by.days == 0 {
        instant
    } else {
        DateTime::at(days_on(instant.local.date(), by)?.and_time(instant.local.time()), zone)?
    };
    DateTime::from_utc(plus_time(moved.utc()?, by)?, zone)
}

fn days_on(date: NaiveDate, by: Duration) -> Option<NaiveDate> {
    calendar::plus_days(calendar::plus_months(date, by.months)?, by.days)
}

fn plus_time(clock: NaiveDateTime, by: Duration) -> Option<NaiveDateTime> {
    clock.checked_add_signed(TimeDelta::new(by.seconds, by.nanos.try_into().ok()?)?)
}
