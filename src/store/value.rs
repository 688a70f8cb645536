//! Property values as bytes.

use bincode::{Decode, Encode};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::error::{Error, Result};
use crate::model::Value;
use crate::model::temporal::{DateTime, Duration, Time};

/// A property's value: one, or a list of such. No type here contains itself, so no file can make the
/// decoder recurse.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub enum DiskValue {
    One(Scalar),
    List(Vec<Scalar>),
}

#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub enum Scalar {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    /// Days; day 1 is 0001-01-01.
    Date(i32),
    LocalTime(Clock),
    Time {
        clock: Clock,
        offset: i32,
    },
    LocalDateTime {
        day: i32,
        clock: Clock,
    },
    DateTime {
        day: i32,
        clock: Clock,
        offset: i32,
        zone: Option<String>,
    },
    Duration {
        months: i64,
        days: i64,
        seconds: i64,
        nanos: i32,
    },
}

/// Seconds since midnight and nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Encode, Decode)]
pub struct Clock {
    seconds: u32,
    nanos: u32,
}

impl DiskValue {
    /// # Errors
    /// Where the value is no property: a node, a path, a map, a list of lists.
    pub fn new(value: &Value) -> Result<Self> {
        match value {
            Value::List(items) => Ok(DiskValue::List(items.iter().map(scalar).collect::<Result<_>>()?)),
            other => Ok(DiskValue::One(scalar(other)?)),
        }
    }

    /// # Errors
    /// In words, where the bytes mean no value: a day that no calendar has.
    pub fn value(self) -> Result<Value, String> {
        match self {
            DiskValue::One(one) => one.value(),
            DiskValue::List(items) => {
                Ok(Value::list(items.into_iter().map(Scalar::value).collect::<Result<_, _>>()?))
            }
        }
    }
}

fn scalar(value: &Value) -> Result<Scalar> {
    Ok(match value {
        Value::Null => Scalar::Null,
        Value::Boolean(truth) => Scalar::Boolean(*truth),
        Value::Integer(number) => Scalar::Integer(*number),
        Value::Float(number) => Scalar::Float(*number),
        Value::String(text) => Scalar::String(text.to_string()),
        Value::Date(date) => Scalar::Date(date.num_days_from_ce()),
        Value::LocalTime(time) => Scalar::LocalTime(clock(*time)),
        Value::Time(time) => Scalar::Time { clock: clock(time.time), offset: time.offset },
        Value::LocalDateTime(at) => {
            Scalar::LocalDateTime { day: at.num_days_from_ce(), clock: clock(at.time()) }
        }
        Value::DateTime(at) => Scalar::DateTime {
            day: at.local.num_days_from_ce(),
            clock: clock(at.local.time()),
            offset: at.offset,
            zone: at.zone.map(|zone| zone.name().to_owned()),
        },
        Value::Duration(length) => Scalar::Duration {
            months: length.months,
            days: length.days,
            seconds: length.seconds,
            nanos: length.nanos,
        },
        Value::List(_) => return Err(no_property("a list of lists")),
        Value::Map(_) => return Err(no_property("a map")),
        Value::Node(_) => return Err(no_property("a node")),
        Value::Relationship(_) => return Err(no_property("a relationship")),
        Value::Path(_) => return Err(no_property("a path")),
    })
}

fn no_property(what: &str) -> Error {
    Error::usage(format!("{what} cannot be kept as a property"))
        .hint("keep text, numbers, dates or lists of them")
}

impl Scalar {
    fn value(self) -> Result<Value, String> {
        Ok(match self {
            Scalar::Null => Value::Null,
            Scalar::Boolean(truth) => Value::Boolean(truth),
            Scalar::Integer(number) => Value::Integer(number),
            Scalar::Float(number) => Value::Float(number),
            Scalar::String(text) => Value::from(text),
            Scalar::Date(day) => Value::Date(date(day)?),
            Scalar::LocalTime(clock) => Value::LocalTime(clock.time()?),
            Scalar::Time { clock, offset } => Value::Time(Time { time: clock.time()?, offset }),
            Scalar::LocalDateTime { day, clock } => Value::LocalDateTime(instant(day, clock)?),
            Scalar::DateTime { day, clock, offset, zone } => Value::DateTime(DateTime {
                local: instant(day, clock)?,
                offset,
                zone: zone
                    .map(|name| name.parse().map_err(|_| format!("there is no time zone {name}")))
                    .transpose()?,
            }),
            Scalar::Duration { months, days, seconds, nanos } => {
                Value::Duration(Duration { months, days, seconds, nanos })
            }
        })
    }
}

fn clock(time: NaiveTime) -> Clock {
    Clock { seconds: time.num_seconds_from_midnight(), nanos: time.nanosecond() }
}

impl Clock {
    fn time(self) -> Result<NaiveTime, String> {
        NaiveTime::from_num_seconds_from_midnight_opt(self.seconds, self.nanos)
            .ok_or_else(|| format!("{} seconds after midnight is no time of day", self.seconds))
    }
}

fn date(day: i32) -> Result<NaiveDate, String> {
    NaiveDate::from_num_days_from_ce_opt(day).ok_or_else(|| format!("day {day} is in no calendar"))
}

fn instant(day: i32, clock: Clock) -> Result<NaiveDateTime, String> {
    Ok(date(day)?.and_time(clock.time()?))
}
