//! Temporal functions: `date()` and its like, durations, truncation, and the components of a value.

mod build;
mod duration;
mod fields;
mod property;
mod truncate;

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::model::temporal::{DateTime, Time, Zone, parse_date, parse_datetime, parse_local_datetime};
use crate::model::temporal::{parse_local_time, parse_time};
use crate::query::functions::{Context, Function, wrong_type};
use crate::query::types::Types;

use build::Kind;
pub use property::temporal_property;

const DATED: Types = Types::DATE.or(Types::LOCAL_DATE_TIME).or(Types::DATE_TIME);
const TIMED: Types = Types::LOCAL_TIME.or(Types::TIME).or(Types::LOCAL_DATE_TIME).or(Types::DATE_TIME);
const INSTANT: Types = DATED.or(TIMED);
const TEXT_OR_MAP: Types = Types::STRING.or(Types::MAP);

const fn build(
    name: &'static str,
    takes: &'static [Types],
    gives: Types,
    call: fn(&Context<'_>, &[Value]) -> Result<Value>,
    doc: &'static str,
) -> Function {
    Function::new(name, takes, gives, call, doc).optional(1).of_the_moment()
}

/// The three clocks of openCypher are one here: the statement's own time.
const fn clock(
    name: &'static str,
    gives: Types,
    call: fn(&Context<'_>, &[Value]) -> Result<Value>,
    doc: &'static str,
) -> Function {
    build(name, &[Types::STRING], gives, call, doc)
}

const fn cut(
    name: &'static str,
    gives: Types,
    call: fn(&Context<'_>, &[Value]) -> Result<Value>,
    doc: &'static str,
) -> Function {
    Function::new(name, &[Types::STRING, INSTANT, Types::MAP], gives, call, doc).optional(2).of_the_moment()
}

pub const TABLE: &[Function] = &[
    build(
        "date",
        &[TEXT_OR_MAP.or(DATED)],
        Types::DATE,
        |at, given| make(Kind::Date, at, given),
        "today, or a date from text, parts or another value",
    )
    .or_of_text(),
    clock(
        "date.transaction",
        Types::DATE,
        |at, given| now(Kind::Date, at, given),
        "today, in a zone where one is given",
    ),
    clock(
        "date.statement",
        Types::DATE,
        |at, given| now(Kind::Date, at, given),
        "today, in a zone where one is given",
    ),
    clock(
        "date.realtime",
        Types::DATE,
        |at, given| now(Kind::Date, at, given),
        "today, in a zone where one is given",
    ),
    cut(
        "date.truncate",
        Types::DATE,
        |at, given| truncate::call(Kind::Date, at, given),
        "the first day of a unit, with parts replaced",
    ),
    build(
        "localtime",
        &[TEXT_OR_MAP.or(TIMED)],
        Types::LOCAL_TIME,
        |at, given| make(Kind::LocalTime, at, given),
        "the time now, or a time of day from text, parts or another value",
    )
    .or_of_text(),
    clock(
        "localtime.transaction",
        Types::LOCAL_TIME,
        |at, given| now(Kind::LocalTime, at, given),
        "the time now, in a zone where one is given",
    ),
    clock(
        "localtime.statement",
        Types::LOCAL_TIME,
        |at, given| now(Kind::LocalTime, at, given),
        "the time now, in a zone where one is given",
    ),
    clock(
        "localtime.realtime",
        Types::LOCAL_TIME,
        |at, given| now(Kind::LocalTime, at, given),
        "the time now, in a zone where one is given",
    ),
    cut(
        "localtime.truncate",
        Types::LOCAL_TIME,
        |at, given| truncate::call(Kind::LocalTime, at, given),
        "the beginning of a unit of the day, with parts replaced",
    ),
    build(
        "time",
        &[TEXT_OR_MAP.or(TIMED)],
        Types::TIME,
        |at, given| make(Kind::Time, at, given),
        "the time now, or a time with an offset from text, parts or another value",
    ),
    clock(
        "time.transaction",
        Types::TIME,
        |at, given| now(Kind::Time, at, given),
        "the time now with its offset",
    ),
    clock(
        "time.statement",
        Types::TIME,
        |at, given| now(Kind::Time, at, given),
        "the time now with its offset",
    ),
    clock(
        "time.realtime",
        Types::TIME,
        |at, given| now(Kind::Time, at, given),
        "the time now with its offset",
    ),
    cut(
        "time.truncate",
        Types::TIME,
        |at, given| truncate::call(Kind::Time, at, given),
        "the beginning of a unit of the day, with parts replaced",
    ),
    build(
        "localdatetime",
        &[TEXT_OR_MAP.or(DATED)],
        Types::LOCAL_DATE_TIME,
        |at, given| make(Kind::Local, at, given),
        "now, or a date and time from text, parts or another value",
    )
    .or_of_text(),
    clock(
        "localdatetime.transaction",
        Types::LOCAL_DATE_TIME,
        |at, given| now(Kind::Local, at, given),
        "now, in a zone where one is given",
    ),
    clock(
        "localdatetime.statement",
        Types::LOCAL_DATE_TIME,
        |at, given| now(Kind::Local, at, given),
        "now, in a zone where one is given",
    ),
    clock(
        "localdatetime.realtime",
        Types::LOCAL_DATE_TIME,
        |at, given| now(Kind::Local, at, given),
        "now, in a zone where one is given",
    ),
    cut(
        "localdatetime.truncate",
        Types::LOCAL_DATE_TIME,
        |at, given| truncate::call(Kind::Local, at, given),
        "the beginning of a unit, with parts replaced",
    ),
    build(
        "datetime",
        &[TEXT_OR_MAP.or(DATED)],
        Types::DATE_TIME,
        |at, given| make(Kind::Zoned, at, given),
        "now, or a date and time with a zone from text, parts or another value",
    ),
    clock(
        "datetime.transaction",
        Types::DATE_TIME,
        |at, given| now(Kind::Zoned, at, given),
        "now, in a zone where one is given",
    ),
    clock(
        "datetime.statement",
        Types::DATE_TIME,
        |at, given| now(Kind::Zoned, at, given),
        "now, in a zone where one is given",
    ),
    clock(
        "datetime.realtime",
        Types::DATE_TIME,
        |at, given| now(Kind::Zoned, at, given),
        "now, in a zone where one is given",
    ),
    cut(
        "datetime.truncate",
        Types::DATE_TIME,
        |at, given| truncate::call(Kind::Zoned, at, given),
        "the beginning of a unit, with parts replaced",
    ),
    Function::new(
        "datetime.fromepoch",
        &[Types::INTEGER, Types::INTEGER],
        Types::DATE_TIME,
        |_, given| from_epoch(given),
        "the instant so many seconds and nanoseconds after 1970 began, in UTC",
    ),
    Function::new(
        "datetime.fromepochmillis",
        &[Types::INTEGER],
        Types::DATE_TIME,
        |_, given| from_epoch_millis(given),
        "the instant so many milliseconds after 1970 began, in UTC",
    ),
    Function::new(
        "timestamp",
        &[],
        Types::INTEGER,
        |at, _| Ok(property::epoch_millis(at.now)),
        "now, in milliseconds since 1970 began",
    )
    .of_the_moment(),
    Function::new(
        "duration",
        &[TEXT_OR_MAP.or(Types::DURATION)],
        Types::DURATION,
        |_, given| duration::make(&given[0]),
        "a duration from text or parts",
    ),
    Function::new(
        "duration.between",
        &[INSTANT, INSTANT],
        Types::DURATION,
        |_, given| duration::all(given),
        "from the first value to the second, in months, days and time",
    ),
    Function::new(
        "duration.inMonths",
        &[INSTANT, INSTANT],
        Types::DURATION,
        |_, given| duration::months(given),
        "from the first value to the second, in whole months",
    ),
    Function::new(
        "duration.inDays",
        &[INSTANT, INSTANT],
        Types::DURATION,
        |_, given| duration::days(given),
        "from the first value to the second, in whole days",
    ),
    Function::new(
        "duration.inSeconds",
        &[INSTANT, INSTANT],
        Types::DURATION,
        |_, given| duration::seconds(given),
        "from the first value to the second, in time alone",
    ),
];

/// `date()`, `date('…')`, `date({…})`, `date(other)` and the same for the other kinds.
fn make(kind: Kind, context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    match arguments.first() {
        None => now(kind, context, &[]),
        Some(Value::String(text)) => parse(kind, text),
        Some(Value::Map(map)) if map.len() == 1 && map.contains_key("timezone") => {
            now(kind, context, &[map["timezone"].clone()])
        }
        Some(Value::Map(map)) => build::from_map(kind, context, map),
        Some(other) => build::from_value(kind, other),
    }
}

fn parse(kind: Kind, text: &str) -> Result<Value> {
    match kind {
        Kind::Date => parse_date(text).map(Value::Date),
        Kind::LocalTime => parse_local_time(text).map(Value::LocalTime),
        Kind::Time => parse_time(text).map(Value::Time),
        Kind::Local => parse_local_datetime(text).map(Value::LocalDateTime),
        Kind::Zoned => parse_datetime(text).map(Value::DateTime),
    }
    .map_err(wrong_value)
}

fn now(kind: Kind, context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let now = match arguments.first() {
        None => context.now,
        Some(Value::String(text)) => {
            let zone = Zone::parse(text).map_err(wrong_value)?;
            context.now.in_zone(zone).ok_or_else(out_of_years)?
        }
        Some(Value::Null) => return Ok(Value::Null),
        Some(other) => return Err(wrong_type(kind.name(), Types::STRING, other)),
    };
    Ok(kind.of(now))
}

fn from_epoch(arguments: &[Value]) -> Result<Value> {
    let (seconds, nanos) = match arguments {
        [Value::Integer(seconds), Value::Integer(nanos)] => (*seconds, *nanos),
        [Value::Integer(_), other] | [other, ..] => {
            return Err(wrong_type("datetime.fromepoch", Types::INTEGER, other));
        }
        [] => return Ok(Value::Null),
    };
    DateTime::from_epoch(seconds, nanos).map(Value::DateTime).ok_or_else(out_of_years)
}

fn from_epoch_millis(arguments: &[Value]) -> Result<Value> {
    match arguments {
        [Value::Integer(millis)] => {
            let nanos = millis.rem_euclid(1000) * 1_000_000;
            DateTime::from_epoch(millis.div_euclid(1000), nanos).map(Value::DateTime).ok_or_else(out_of_years)
        }
        [other, ..] => Err(wrong_type("datetime.fromepochmillis", Types::INTEGER, other)),
        [] => Ok(Value::Null),
    }
}

/// An error about a value of the right type that means nothing.
fn wrong_value(message: impl Into<String>) -> Error {
    Error::input(Code::runtime("ArgumentError", "InvalidArgumentValue"), message, None)
}

fn out_of_years() -> Error {
    wrong_value("that date lies beyond the years -262143 to 262142, which are all there are")
}

fn zoned_time(instant: DateTime) -> Time {
    Time { time: instant.local.time(), offset: instant.offset }
}
