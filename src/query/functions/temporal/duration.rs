//! `duration()` and the durations between two values.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Result;
use crate::model::Value;
use crate::model::temporal::{Decimal, Duration, Moment, Split, between};
use crate::query::functions::wrong_type;
use crate::query::types::Types;

use super::{INSTANT, TEXT_OR_MAP, out_of_years, wrong_value};

pub(super) fn make(argument: &Value) -> Result<Value> {
    match argument {
        Value::String(text) => text.parse().map(Value::Duration).map_err(wrong_value),
        Value::Map(map) => from_map(map),
        Value::Duration(duration) => Ok(Value::Duration(*duration)),
        other => Err(wrong_type("duration", TEXT_OR_MAP.or(Types::DURATION), other)),
    }
}

fn from_map(map: &BTreeMap<Arc<str>, Value>) -> Result<Value> {
    if map.values().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let mut units = Vec::with_capacity(map.len());
    for (name, value) in map {
        let amount = match value {
            Value::Integer(number) => Some(Decimal::from(*number)),
            Value::Float(number) => Decimal::from_float(*number),
            other => return Err(wrong_type("duration", Types::NUMBER, other)),
        };
        units.push((&**name, amount.ok_or_else(|| wrong_value(format!("{name} is too large a number")))?));
    }
    Duration::from_units(units).map(Value::Duration).map_err(wrong_value)
}

pub(super) fn all(arguments: &[Value]) -> Result<Value> {
    difference("duration.between", arguments, Split::All)
}

pub(super) fn months(arguments: &[Value]) -> Result<Value> {
    difference("duration.inMonths", arguments, Split::Months)
}

pub(super) fn days(arguments: &[Value]) -> Result<Value> {
    difference("duration.inDays", arguments, Split::Days)
}

pub(super) fn seconds(arguments: &[Value]) -> Result<Value> {
    difference("duration.inSeconds", arguments, Split::Seconds)
}

fn difference(function: &str, arguments: &[Value], split: Split) -> Result<Value> {
    let [from, to] = arguments else { return Ok(Value::Null) };
    let moment = |value: &Value| moment(value).ok_or_else(|| wrong_type(function, INSTANT, value));
    between(moment(from)?, moment(to)?, split).map(Value::Duration).ok_or_else(out_of_years)
}

fn moment(value: &Value) -> Option<Moment> {
    match value {
        Value::Date(date) => Some(Moment::Date(*date)),
        Value::LocalTime(time) => Some(Moment::LocalTime(*time)),
        Value::Time(time) => Some(Moment::Time(*time)),
        Value::LocalDateTime(local) => Some(Moment::Local(*local)),
        Value::DateTime(instant) => Some(Moment::Zoned(*instant)),
        _ => None,
    }
}
