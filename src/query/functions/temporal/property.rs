//! The components of temporal values: `d.year`, `d.week`, `duration.monthsOfYear`.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use crate::error::Result;
use crate::model::Value;
use crate::model::temporal::{DateTime, Duration, calendar, offset_text};

use super::build::{date_of, time_of};
use super::wrong_value;

const DATE: &[&str] = &[
    "year",
    "quarter",
    "month",
    "week",
    "weekYear",
    "day",
    "ordinalDay",
    "weekDay",
    "dayOfWeek",
    "dayOfQuarter",
];
const TIME: &[&str] = &["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];
const OFFSET: &[&str] = &["timezone", "offset", "offsetMinutes", "offsetSeconds"];
const EPOCH: &[&str] = &["epochSeconds", "epochMillis"];

/// A component of a temporal value by its openCypher name.
///
/// # Errors
/// Where the value has no such component; the hint names those it has.
pub fn temporal_property(value: &Value, name: &str) -> Result<Value> {
    let found = match value {
        Value::Duration(duration) => duration.component(name).map(Value::Integer),
        _ => None
            .or_else(|| date_component(date_of(value)?, name).map(Value::Integer))
            .or_else(|| time_component(time_of(value)?, name).map(Value::Integer))
            .or_else(|| offset_component(value, name)),
    };
    found.ok_or_else(|| {
        wrong_value(format!("{} has no {name}", crate::query::types::Types::of(value)))
            .hint(format!("it has {}", components(value).join(", ")))
    })
}

/// The names of all components a value has.
fn components(value: &Value) -> Vec<&'static str> {
    let groups: &[&[&'static str]] = match value {
        Value::Date(_) => &[DATE],
        Value::LocalTime(_) => &[TIME],
        Value::Time(_) => &[TIME, OFFSET],
        Value::LocalDateTime(_) => &[DATE, TIME],
        Value::DateTime(_) => &[DATE, TIME, OFFSET, EPOCH],
        Value::Duration(_) => &[Duration::COMPONENTS],
        _ => &[],
    };
    groups.iter().copied().flatten().copied().collect()
}

/// Milliseconds since 1970 began.
pub(super) fn epoch_millis(instant: DateTime) -> Value {
    let (seconds, nanos) = instant.epoch();
    Value::Integer(seconds * 1000 + i64::from(nanos / 1_000_000))
}

fn date_component(date: NaiveDate, name: &str) -> Option<i64> {
    Some(match name {
        "year" => i64::from(date.year()),
        "quarter" => calendar::quarter(date),
        "month" => i64::from(date.month()),
        "week" => i64::from(date.iso_week().week()),
        "weekYear" => i64::from(date.iso_week().year()),
        "day" => i64::from(date.day()),
        "ordinalDay" => i64::from(date.ordinal()),
        "weekDay" | "dayOfWeek" => i64::from(date.weekday().number_from_monday()),
        "dayOfQuarter" => calendar::day_of_quarter(date),
        _ => return None,
    })
}

fn time_component(time: NaiveTime, name: &str) -> Option<i64> {
    let number = match name {
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "millisecond" => time.nanosecond() / 1_000_000,
        "microsecond" => time.nanosecond() / 1_000,
        "nanosecond" => time.nanosecond(),
        _ => return None,
    };
    Some(i64::from(number))
}

fn offset_component(value: &Value, name: &str) -> Option<Value> {
    let (offset, instant) = match value {
        Value::Time(time) => (time.offset, None),
        Value::DateTime(instant) => (instant.offset, Some(*instant)),
        _ => return None,
    };
    let zone = instant.and_then(|instant| instant.zone);
    match (name, instant) {
        ("timezone", _) => {
            Some(zone.map_or_else(|| offset_text(offset), |zone| zone.name().to_owned()).into())
        }
        ("offset", _) => Some(offset_text(offset).into()),
        ("offsetMinutes", _) => Some(Value::Integer(i64::from(offset / 60))),
        ("offsetSeconds", _) => Some(Value::Integer(i64::from(offset))),
        ("epochSeconds", Some(instant)) => Some(Value::Integer(instant.epoch().0)),
        ("epochMillis", Some(instant)) => Some(epoch_millis(instant)),
        _ => None,
    }
}
