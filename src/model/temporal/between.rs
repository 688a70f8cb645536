//! The duration from one temporal value to another.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::{DateTime, Duration, SECOND, Time, Zone, calendar};

/// How the difference is expressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// As months, then days, then time.
    All,
    Months,
    Days,
    Seconds,
}

/// A temporal value with what it lacks still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Date(NaiveDate),
    LocalTime(NaiveTime),
    Time(Time),
    Local(NaiveDateTime),
    Zoned(DateTime),
}

/// From one moment to another. What one lacks it takes from the other: a time without a date stands on the
/// other's date, a clock without a zone hangs in the other's; a date begins at midnight.
/// None beyond chrono's years.
pub fn between(from: Moment, to: Moment, split: Split) -> Option<Duration> {
    let (first, second) = (Parts::of(from), Parts::of(to));
    let Some(date) = first.date.or(second.date) else {
        return times_between(&first, &second, split);
    };
    let local = |parts: &Parts| parts.date.unwrap_or(date).and_time(parts.time);
    match (first.zone, second.zone) {
        (None, None) => clocks_between(local(&first), local(&second), split),
        (Some(zone), other) => {
            let from = exact(from, local(&first), zone)?;
            instants_between(from, exact(to, local(&second), other.unwrap_or(zone))?, split)
        }
        (None, Some(zone)) => {
            instants_between(DateTime::at(local(&first), zone)?, exact(to, local(&second), zone)?, split)
        }
    }
}

struct Parts {
    date: Option<NaiveDate>,
    time: NaiveTime,
    zone: Option<Zone>,
}

impl Parts {
    fn of(moment: Moment) -> Self {
        let (date, time, zone) = match moment {
            Moment::Date(date) => (Some(date), NaiveTime::MIN, None),
            Moment::LocalTime(time) => (None, time, None),
            Moment::Time(time) => (None, time.time, Some(Zone::Offset(time.offset))),
            Moment::Local(local) => (Some(local.date()), local.time(), None),
            Moment::Zoned(instant) => {
                (Some(instant.local.date()), instant.local.time(), Some(instant.zone()))
            }
        };
        Parts { date, time, zone }
    }
}

/// An instant keeps its own offset, since its clock's time may be shown twice.
fn exact(moment: Moment, local: NaiveDateTime, zone: Zone) -> Option<DateTime> {
    match moment {
        Moment::Zoned(instant) => Some(instant),
        _ => DateTime::at(local, zone),
    }
}

fn times_between(from: &Parts, to: &Parts, split: Split) -> Option<Duration> {
    if matches!(split, Split::Months | Split::Days) {
        return Some(Duration::default());
    }
    // Offsets count only where both have one.
    let offset = |parts: &Parts| match (from.zone, to.zone, parts.zone) {
        (Some(_), Some(_), Some(Zone::Offset(offset))) => i128::from(offset),
        _ => 0,
    };
    let nanos = |parts: &Parts| {
        let seconds = i128::from(parts.time.num_seconds_from_midnight()) - offset(parts);
        seconds * SECOND + i128::from(parts.time.nanosecond())
    };
    Duration::from_nanos(0, 0, nanos(to) - nanos(from))
}

fn clocks_between(from: NaiveDateTime, to: NaiveDateTime, split: Split) -> Option<Duration> {
    let last = whole_days_end(from, to)?;
    let days = |start: NaiveDate| (last - start).num_days();
    match split {
        Split::Months => Some(months(calendar::months_between(from.date(), last))),
        Split::Days => Some(self::days(days(from.date()))),
        Split::Seconds => Duration::from_nanos(0, 0, nanos(to - from)),
        Split::All => {
            let months = calendar::months_between(from.date(), last);
            let start = calendar::plus_months(from.date(), months)?;
            let days = days_between(start.and_time(from.time()), to)?;
            let reached = calendar::plus_days(start, days)?.and_time(from.time());
            Duration::from_nanos(months, days, nanos(to - reached))
        }
    }
}

fn instants_between(from: DateTime, to: DateTime, split: Split) -> Option<Duration> {
    let there = to.in_zone(from.zone())?;
    let elapsed = |start: DateTime| {
        let ((seconds, nanos), (from_seconds, from_nanos)) = (to.epoch(), start.epoch());
        (i128::from(seconds) - i128::from(from_seconds)) * SECOND + i128::from(nanos) - i128::from(from_nanos)
    };
    match split {
        Split::Months | Split::Days => clocks_between(from.local, there.local, split),
        Split::Seconds => Duration::from_nanos(0, 0, elapsed(from)),
        Split::All => {
            let last = whole_days_end(from.local, there.local)?;
            let months = calendar::months_between(from.local.date(), last);
            let start = calendar::plus_months(from.local.date(), months)?.and_time(from.local.time());
            let days = days_between(start, there.local)?;
            let reached = calendar::plus_days(start.date(), days)?.and_time(start.time());
            let reached = if months == 0 && days == 0 { from } else { DateTime::at(reached, from.zone())? };
            Duration::from_nanos(months, days, elapsed(reached))
        }
    }
}

fn days_between(from: NaiveDateTime, to: NaiveDateTime) -> Option<i64> {
    Some((whole_days_end(from, to)? - from.date()).num_days())
}

/// The date up to which whole days have passed: one short of `to` where the clock has not got there yet.
fn whole_days_end(from: NaiveDateTime, to: NaiveDateTime) -> Option<NaiveDate> {
    let date = to.date();
    if date > from.date() && to.time() < from.time() {
        date.pred_opt()
    } else if date < from.date() && to.time() > from.time() {
        date.succ_opt()
    } else {
        Some(date)
    }
}

fn months(months: i64) -> Duration {
    Duration { months, ..Duration::default() }
}

fn days(days: i64) -> Duration {
    Duration { days, ..Duration::default() }
}

fn nanos(delta: TimeDelta) -> i128 {
    i128::from(delta.num_seconds()) * SECOND + i128::from(delta.subsec_nanos())
}
