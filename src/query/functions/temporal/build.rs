//! Temporal values from maps of parts and from other temporal values.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::error::Result;
use crate::model::Value;
use crate::model::temporal::{DateTime, Time, Zone, calendar};
use crate::query::functions::{Context, wrong_type};

use super::fields::Fields;
use super::{DATED, INSTANT, TIMED, out_of_years, wrong_value, zoned_time};

/// Which of the five kinds a function makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    LocalTime,
    Time,
    Local,
    Zoned,
}

pub(super) const DATE_PARTS: &[&str] =
    &["year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"];
pub(super) const TIME_PARTS: &[&str] =
    &["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"];
const EPOCH: &[&str] = &["epochSeconds", "epochMillis"];

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Date => "date",
            Kind::LocalTime => "localtime",
            Kind::Time => "time",
            Kind::Local => "localdatetime",
            Kind::Zoned => "datetime",
        }
    }

    /// What a clock shows, as this kind.
    pub fn of(self, instant: DateTime) -> Value {
        match self {
            Kind::Date => Value::Date(instant.local.date()),
            Kind::LocalTime => Value::LocalTime(instant.local.time()),
            Kind::Time => Value::Time(zoned_time(instant)),
            Kind::Local => Value::LocalDateTime(instant.local),
            Kind::Zoned => Value::DateTime(instant),
        }
    }

    fn parts(self) -> &'static [&'static [&'static str]] {
        match self {
            Kind::Date => &[DATE_PARTS, &["date", "datetime"]],
            Kind::LocalTime => &[TIME_PARTS, &["time", "datetime"]],
            Kind::Time => &[TIME_PARTS, &["time", "datetime", "timezone"]],
            Kind::Local => &[DATE_PARTS, TIME_PARTS, &["date", "time", "datetime"]],
            Kind::Zoned => &[DATE_PARTS, TIME_PARTS, &["date", "time", "datetime", "timezone"], EPOCH],
        }
    }
}

/// Another temporal value as this kind; what it lacks is midnight and UTC.
pub(super) fn from_value(kind: Kind, value: &Value) -> Result<Value> {
    let expected = if matches!(kind, Kind::LocalTime | Kind::Time) { TIMED } else { DATED };
    let wrong = || wrong_type(kind.name(), expected, value);
    let local = |time_needed: bool| match (date_of(value), time_of(value)) {
        (Some(date), time) if time.is_some() || !time_needed => {
            Some(date.and_time(time.unwrap_or(NaiveTime::MIN)))
        }
        _ => None,
    };
    Ok(match kind {
        Kind::Date => Value::Date(date_of(value).ok_or_else(wrong)?),
        Kind::LocalTime => Value::LocalTime(time_of(value).ok_or_else(wrong)?),
        Kind::Time => Value::Time(Time {
            time: time_of(value).ok_or_else(wrong)?,
            offset: match value {
                Value::Time(time) => time.offset,
                Value::DateTime(instant) => instant.offset,
                _ => 0,
            },
        }),
        Kind::Local => Value::LocalDateTime(local(false).ok_or_else(wrong)?),
        Kind::Zoned => match value {
            Value::DateTime(instant) => Value::DateTime(*instant),
            _ => zoned(local(false).ok_or_else(wrong)?, Zone::UTC)?,
        },
    })
}

/// A value from a map of parts, of which some may be taken from other values: `{date: d, hour: 3}`.
/// A part that is null makes the whole null.
pub(super) fn from_map(kind: Kind, context: &Context<'_>, map: &BTreeMap<Arc<str>, Value>) -> Result<Value> {
    if map.values().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let fields = Fields::new(kind.name(), map, kind.parts())?;
    match kind {
        Kind::Date => date(&fields, date_base(&fields)?).map(Value::Date),
        Kind::LocalTime => time(&fields, time_base(&fields)?.map(|base| base.0)).map(Value::LocalTime),
        Kind::Time => offset_time(&fields, context),
        Kind::Local => local(&fields).map(|(local, _)| Value::LocalDateTime(local)),
        Kind::Zoned => match epoch(&fields)? {
            Some(instant) => in_zone(instant, fields.zone()?),
            None => datetime(&fields),
        },
    }
}

fn offset_time(fields: &Fields<'_>, context: &Context<'_>) -> Result<Value> {
    let base = time_base(fields)?;
    let time = time(fields, base.map(|base| base.0))?;
    // A named zone has the offset that it has at the statement's time.
    let offset = |zone: Zone| context.now.utc().map(|utc| zone.offset_at(utc)).ok_or_else(out_of_years);
    let zone = fields.zone()?.map(offset).transpose()?;
    Ok(Value::Time(match (base.and_then(|base| base.1), zone) {
        (Some((_, from)), Some(to)) => {
            let (moved, _) = time.overflowing_add_signed(chrono::TimeDelta::seconds(i64::from(to - from)));
            Time { time: moved, offset: to }
        }
        (Some((_, offset)), None) => Time { time, offset },
        (None, offset) => Time { time, offset: offset.unwrap_or(0) },
    }))
}

/// The zone of the time it was taken from holds for the whole, and then gives way to the one asked for,
/// which shows the same instant.
fn datetime(fields: &Fields<'_>) -> Result<Value> {
    let (local, base_zone) = local(fields)?;
    let zone = fields.zone()?;
    let Some(base_zone) = base_zone else { return zoned(local, zone.unwrap_or(Zone::UTC)) };
    let unchanged = match fields.value("datetime") {
        Some(Value::DateTime(base)) if base.local == local => Some(*base),
        _ => None,
    };
    match unchanged.or_else(|| DateTime::at(local, base_zone)) {
        Some(instant) => in_zone(instant, zone),
        None => Err(out_of_years()),
    }
}

fn in_zone(instant: DateTime, zone: Option<Zone>) -> Result<Value> {
    let shown = zone.map_or(Some(instant), |zone| instant.in_zone(zone));
    shown.map(Value::DateTime).ok_or_else(out_of_years)
}

fn zoned(local: NaiveDateTime, zone: Zone) -> Result<Value> {
    DateTime::at(local, zone).map(Value::DateTime).ok_or_else(out_of_years)
}

fn epoch(fields: &Fields<'_>) -> Result<Option<DateTime>> {
    let nanos = fields.bounded("nanosecond", 0, 0, 999_999_999)?;
    let (seconds, nanos) = match (fields.integer("epochSeconds")?, fields.integer("epochMillis")?) {
        (None, None) => return Ok(None),
        (Some(seconds), None) => (seconds, nanos),
        (None, Some(millis)) => (millis.div_euclid(1000), millis.rem_euclid(1000) * 1_000_000 + nanos),
        (Some(_), Some(_)) => return Err(wrong_value("give epochSeconds or epochMillis, not both")),
    };
    DateTime::from_epoch(seconds, nanos).map(Some).ok_or_else(out_of_years)
}

fn local(fields: &Fields<'_>) -> Result<(NaiveDateTime, Option<Zone>)> {
    let date = date(fields, date_base(fields)?)?;
    let base = time_base(fields)?;
    let time = match base {
        None if !fields.has_any(TIME_PARTS) => NaiveTime::MIN,
        _ => time(fields, base.map(|base| base.0))?,
    };
    Ok((date.and_time(time), base.and_then(|base| base.1).map(|(zone, _)| zone)))
}

fn date_base(fields: &Fields<'_>) -> Result<Option<NaiveDate>> {
    let Some((name, value)) = base(fields, &["date", "datetime"]) else { return Ok(None) };
    date_of(value).map(Some).ok_or_else(|| fields.wrong(name, DATED, value))
}

/// The time another value lends, with its zone and offset where it has one.
type TimeBase = (NaiveTime, Option<(Zone, i32)>);

fn time_base(fields: &Fields<'_>) -> Result<Option<TimeBase>> {
    let Some((name, value)) = base(fields, &["time", "datetime"]) else { return Ok(None) };
    let time = match (time_of(value), value) {
        (Some(time), _) => time,
        (None, Value::Date(_)) if name == "datetime" => NaiveTime::MIN,
        _ => return Err(fields.wrong(name, if name == "time" { TIMED } else { INSTANT }, value)),
    };
    let zone = match value {
        Value::Time(time) => Some((Zone::Offset(time.offset), time.offset)),
        Value::DateTime(instant) => Some((instant.zone(), instant.offset)),
        _ => None,
    };
    Ok(Some((time, zone)))
}

fn base<'a>(fields: &Fields<'a>, names: &[&'static str]) -> Option<(&'static str, &'a Value)> {
    names.iter().find_map(|name| fields.value(name).map(|value| (*name, value)))
}

/// A date from its parts; what is missing comes from `base`, or is the first.
pub(super) fn date(fields: &Fields<'_>, base: Option<NaiveDate>) -> Result<NaiveDate> {
    const WAYS: [&[&str]; 4] =
        [&["week", "dayOfWeek"], &["quarter", "dayOfQuarter"], &["ordinalDay"], &["month", "day"]];
    let mut ways = WAYS.iter().filter(|way| fields.has_any(way));
    let way = ways.next().unwrap_or(&WAYS[3]);
    if let Some(other) = ways.next() {
        let message =
            format!("a date is given by {} or by {}, not by both", way.join(" and "), other.join(" and "));
        return Err(wrong_value(message));
    }
    if base.is_none() {
        if !fields.has("year") {
            return Err(wrong_value(format!("{}() needs a year", fields.function)));
        }
        fields.needs(way)?;
    }
    let or = |name: &str, of_base: fn(NaiveDate) -> i64| -> Result<i64> {
        Ok(fields.integer(name)?.unwrap_or_else(|| base.map_or(1, of_base)))
    };
    let year = |of_base: fn(NaiveDate) -> i64| or("year", of_base);
    let calendar_year = |date: NaiveDate| i64::from(date.year());
    let date = match way[0] {
        "week" => {
            let year = year(|date| i64::from(date.iso_week().year()))?;
            let week = or("week", |date| i64::from(date.iso_week().week()))?;
            let day = or("dayOfWeek", |date| i64::from(date.weekday().number_from_monday()))?;
            calendar::from_week(year, week, day)
        }
        "quarter" => {
            let quarter = or("quarter", calendar::quarter)?;
            calendar::from_quarter(
                year(calendar_year)?,
                quarter,
                or("dayOfQuarter", calendar::day_of_quarter)?,
            )
        }
        "ordinalDay" => {
            calendar::from_ordinal(year(calendar_year)?, or("ordinalDay", |date| i64::from(date.ordinal()))?)
        }
        _ => {
            let month = or("month", |date| i64::from(date.month()))?;
            calendar::from_month(year(calendar_year)?, month, or("day", |date| i64::from(date.day()))?)
        }
    };
    date.ok_or_else(|| no_such_date(fields))
}

fn no_such_date(fields: &Fields<'_>) -> crate::Error {
    let parts: Vec<String> = DATE_PARTS
        .iter()
        .filter_map(|name| Some((name, fields.integer(name).ok()??)))
        .map(|(name, number)| format!("{name} {number}"))
        .collect();
    wrong_value(format!("the calendar has no date with {}", parts.join(", ")))
}

/// A time of day from its parts; what is missing comes from `base`, or is zero.
pub(super) fn time(fields: &Fields<'_>, base: Option<NaiveTime>) -> Result<NaiveTime> {
    if base.is_none() {
        fields.needs(&["hour", "minute", "second"])?;
        let fine = ["millisecond", "microsecond", "nanosecond"];
        if fields.has_any(&fine) && !fields.has("second") {
            return Err(wrong_value(format!(
                "{}() needs a second where its fractions are given",
                fields.function
            )));
        }
        if !fields.has("hour") {
            return Err(wrong_value(format!("{}() needs an hour", fields.function)));
        }
    }
    let old = base.unwrap_or(NaiveTime::MIN);
    let hour = fields.bounded("hour", i64::from(old.hour()), 0, 23)?;
    let minute = fields.bounded("minute", i64::from(old.minute()), 0, 59)?;
    let second = fields.bounded("second", i64::from(old.second()), 0, 59)?;
    let nanos = fraction(fields)?.unwrap_or(i64::from(old.nanosecond()));
    u32::try_from(hour * 3600 + minute * 60 + second)
        .ok()
        .zip(u32::try_from(nanos).ok())
        .and_then(|(seconds, nanos)| NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos))
        .ok_or_else(|| wrong_value("there is no such time of day"))
}

/// The fraction of a second in nanoseconds, where one of its parts is given. Together, each part counts only
/// what is too fine for the next larger one.
pub(super) fn fraction(fields: &Fields<'_>) -> Result<Option<i64>> {
    let milli = fields.has("millisecond");
    let micro = fields.has("microsecond");
    if !milli && !micro && !fields.has("nanosecond") {
        return Ok(None);
    }
    let most = |coarser: bool, most: i64, alone: i64| if coarser { most } else { alone };
    let millis = fields.bounded("millisecond", 0, 0, 999)?;
    let micros = fields.bounded("microsecond", 0, 0, most(milli, 999, 999_999))?;
    let nanos = fields.bounded("nanosecond", 0, 0, most(micro, 999, most(milli, 999_999, 999_999_999)))?;
    Ok(Some(millis * 1_000_000 + micros * 1_000 + nanos))
}

pub(super) fn date_of(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(date) => Some(*date),
        Value::LocalDateTime(local) => Some(local.date()),
        Value::DateTime(instant) => Some(instant.local.date()),
        _ => None,
    }
}

pub(super) fn time_of(value: &Value) -> Option<NaiveTime> {
    match value {
        Value::LocalTime(time) => Some(*time),
        Value::Time(time) => Some(time.time),
        Value::LocalDateTime(local) => Some(local.time()),
        Value::DateTime(instant) => Some(instant.local.time()),
        _ => None,
    }
}
