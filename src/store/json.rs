//! Property values as JSON in a dump: text, integers, truth values and lists as JSON has them, everything else
//! as an object with one key that names its type.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::{Value as Json, json};

use crate::model::Value;
use crate::model::temporal::{DateTime, Duration, Time};

/// A stored value as JSON; null for what no store keeps.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Boolean(truth) => json!(truth),
        Value::Integer(number) => json!(number),
        Value::Float(number) => json!({ "float": format!("{number:?}") }),
        Value::String(text) => json!(**text),
        Value::Date(date) => json!({ "date": date.to_string() }),
        Value::LocalTime(time) => json!({ "localtime": clock(*time) }),
        Value::Time(time) => json!({ "time": clock(time.time), "offset": time.offset }),
        Value::LocalDateTime(at) => json!({ "localdatetime": instant(*at) }),
        Value::DateTime(at) => {
            json!({ "datetime": instant(at.local), "offset": at.offset, "zone": at.zone.map(|zone| zone.name()) })
        }
        Value::Duration(length) => json!({
            "months": length.months,
            "days": length.days,
            "seconds": length.seconds,
            "nanos": length.nanos,
        }),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Null | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => Json::Null,
    }
}

/// # Errors
/// In words, where the JSON is no value of a dump.
pub fn from_json(json: &Json) -> Result<Value, String> {
    let wrong = || format!("{json} is no value of a dump");
    let text = |key: &str| json.get(key).and_then(Json::as_str);
    let number = |key: &str| json.get(key).and_then(Json::as_i64);
    let small = |key: &str| number(key).and_then(|number| i32::try_from(number).ok());
    match json {
        Json::Bool(truth) => return Ok(Value::Boolean(*truth)),
        Json::Number(number) => return number.as_i64().map(Value::Integer).ok_or_else(wrong),
        Json::String(text) => return Ok(text.as_str().into()),
        Json::Array(items) => {
            return Ok(Value::list(items.iter().map(from_json).collect::<Result<_, _>>()?));
        }
        Json::Null => return Err(wrong()),
        Json::Object(_) => {}
    }
    let value = if let Some(number) = text("float") {
        number.parse().ok().map(Value::Float)
    } else if let Some(date) = text("date") {
        date.parse::<NaiveDate>().ok().map(Value::Date)
    } else if let Some(time) = text("localtime") {
        time_of(time).map(Value::LocalTime)
    } else if let Some(time) = text("time") {
        time_of(time).zip(small("offset")).map(|(time, offset)| Value::Time(Time { time, offset }))
    } else if let Some(at) = text("localdatetime") {
        instant_of(at).map(Value::LocalDateTime)
    } else if let Some(at) = text("datetime") {
        let zone = text("zone").map(|name| name.parse().map_err(|_| wrong())).transpose()?;
        let pair = instant_of(at).zip(small("offset"));
        pair.map(|(local, offset)| Value::DateTime(DateTime { local, offset, zone }))
    } else {
        number("months").zip(number("days")).zip(number("seconds").zip(small("nanos"))).map(
            |((months, days), (seconds, nanos))| Value::Duration(Duration { months, days, seconds, nanos }),
        )
    };
    value.ok_or_else(wrong)
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M:%S%.f").to_string()
}

fn instant(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
}

fn time_of(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M:%S%.f").ok()
}

fn instant_of(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()
}
