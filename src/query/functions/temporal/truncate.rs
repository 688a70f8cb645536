//! `date.truncate()` and its like: the beginning of a unit, then some parts replaced.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};

use crate::error::Result;
use crate::model::Value;
use crate::model::temporal::{DateTime, Time, Unit, Zone};
use crate::query::functions::{Context, wrong_type};
use crate::query::types::Types;

use super::build::{self, Kind, date_of, time_of};
use super::fields::Fields;
use super::{DATED, TIMED, out_of_years, wrong_value};

/// Arguments: the unit's name, the value (now where it is missing), a map of parts to replace.
pub(super) fn call(kind: Kind, context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let name = match arguments.first() {
        Some(Value::String(name)) => name,
        Some(other) => return Err(wrong_type(truncating(kind), Types::STRING, other)),
        None => return Ok(Value::Null),
    };
    let unit = unit(kind, name)?;
    let empty = BTreeMap::new();
    let map = match arguments.get(2) {
        None => &empty,
        Some(Value::Map(map)) => map,
        Some(other) => return Err(wrong_type(truncating(kind), Types::MAP, other)),
    };
    if map.values().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let now = Value::DateTime(context.now);
    truncate(kind, unit, arguments.get(1).unwrap_or(&now), &fields(kind, map)?)
}

fn fields<'a>(kind: Kind, map: &'a BTreeMap<std::sync::Arc<str>, Value>) -> Result<Fields<'a>> {
    let parts: &[&[&str]] = match kind {
        Kind::Date => &[build::DATE_PARTS],
        Kind::LocalTime => &[build::TIME_PARTS],
        Kind::Time => &[build::TIME_PARTS, &["timezone"]],
        Kind::Local => &[build::DATE_PARTS, build::TIME_PARTS],
        Kind::Zoned => &[build::DATE_PARTS, build::TIME_PARTS, &["timezone"]],
    };
    Fields::new(truncating(kind), map, parts)
}

fn truncate(kind: Kind, unit: Unit, value: &Value, fields: &Fields<'_>) -> Result<Value> {
    let wrong = |expected| wrong_type(truncating(kind), expected, value);
    let date = || -> Result<_> {
        let cut = unit.cut_date(date_of(value).ok_or_else(|| wrong(DATED))?).ok_or_else(out_of_years)?;
        build::date(fields, Some(cut))
    };
    // A zone that is asked for shows the same clock time, not the same instant.
    let zone = match (fields.zone()?, value) {
        (Some(zone), _) => zone,
        (None, Value::DateTime(instant)) => instant.zone(),
        (None, Value::Time(time)) => Zone::Offset(time.offset),
        (None, _) => Zone::UTC,
    };
    let bare_time = || time(unit, time_of(value).ok_or_else(|| wrong(TIMED))?, fields);
    let time = || time(unit, time_of(value).unwrap_or(NaiveTime::MIN), fields);
    Ok(match kind {
        Kind::Date => Value::Date(date()?),
        Kind::LocalTime => Value::LocalTime(bare_time()?),
        Kind::Time => {
            let offset = match (zone, value) {
                (Zone::Offset(offset), _) => offset,
                (Zone::Named(_), Value::DateTime(instant)) if !fields.has("timezone") => instant.offset,
                (Zone::Named(_), _) => {
                    let message =
                        "a time has no date to tell its zone's offset; write an offset such as +02:00";
                    return Err(wrong_value(message));
                }
            };
            Value::Time(Time { time: bare_time()?, offset })
        }
        Kind::Local => Value::LocalDateTime(date()?.and_time(time()?)),
        Kind::Zoned => {
            let local = date()?.and_time(time()?);
            Value::DateTime(DateTime::at(local, zone).ok_or_else(out_of_years)?)
        }
    })
}

/// What is given of a second's fraction is added to what the cut left of it.
fn time(unit: Unit, old: NaiveTime, fields: &Fields<'_>) -> Result<NaiveTime> {
    let cut = unit.cut_time(old);
    if unit < Unit::Millisecond {
        return build::time(fields, Some(cut));
    }
    Ok(match build::fraction(fields)? {
        Some(nanos) => cut.overflowing_add_signed(TimeDelta::nanoseconds(nanos)).0,
        None => build::time(fields, Some(cut))?,
    })
}

fn unit(kind: Kind, name: &str) -> Result<Unit> {
    let fits = |unit: &Unit| match kind {
        Kind::Date => *unit <= Unit::Day,
        Kind::LocalTime | Kind::Time => *unit >= Unit::Day,
        Kind::Local | Kind::Zoned => true,
    };
    Unit::parse(name).filter(fits).ok_or_else(|| {
        let names: Vec<&str> =
            Unit::NAMES.iter().filter(|(_, unit)| fits(unit)).map(|(name, _)| *name).collect();
        wrong_value(format!("{}() cannot cut to \"{name}\"", truncating(kind)))
            .hint(format!("it cuts to {}", names.join(", ")))
    })
}

fn truncating(kind: Kind) -> &'static str {
    match kind {
        Kind::Date => "date.truncate",
        Kind::LocalTime => "localtime.truncate",
        Kind::Time => "time.truncate",
        Kind::Local => "localdatetime.truncate",
        Kind::Zoned => "datetime.truncate",
    }
}
