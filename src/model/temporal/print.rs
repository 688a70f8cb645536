//! Temporal values as openCypher writes them.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::{DateTime, Time};

/// `1984-10-11`; years beyond four digits bear a sign.
pub fn date_text(date: NaiveDate) -> String {
    date.to_string()
}

/// `12:31`, `12:31:14`, `12:31:14.645`: as long as it must be, fractions in groups of three digits.
pub fn time_text(time: NaiveTime) -> String {
    let (hour, minute, second, nanos) = (time.hour(), time.minute(), time.second(), time.nanosecond());
    let clock = format!("{hour:02}:{minute:02}");
    match nanos {
        0 if second == 0 => clock,
        0 => format!("{clock}:{second:02}"),
        _ if nanos % 1_000_000 == 0 => format!("{clock}:{second:02}.{:03}", nanos / 1_000_000),
        _ if nanos % 1_000 == 0 => format!("{clock}:{second:02}.{:06}", nanos / 1_000),
        _ => format!("{clock}:{second:02}.{nanos:09}"),
    }
}

pub fn local_datetime_text(local: NaiveDateTime) -> String {
    format!("{}T{}", date_text(local.date()), time_text(local.time()))
}

/// `Z`, `+01:00`, `-02:05:07`.
pub fn offset_text(offset: i32) -> String {
    if offset == 0 {
        return "Z".to_owned();
    }
    let (sign, seconds) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{sign}{hours:02}:{minutes:02}"),
        _ => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", time_text(self.time), offset_text(self.offset))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", local_datetime_text(self.local), offset_text(self.offset))?;
        match self.zone {
            Some(zone) => write!(out, "[{}]", zone.name()),
            None => Ok(()),
        }
    }
}
