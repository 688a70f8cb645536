//! openCypher's temporal values: the types chrono lacks, and what all of them can do.
//!
//! Text forms are those of ISO 8601 that openCypher names; the arithmetic follows `java.time`, which its
//! Technology Compatibility Kit takes its results from. Years are chrono's, ±262,142.

mod between;
pub mod calendar;
mod decimal;
mod duration;
mod parse;
mod print;
mod shift;
mod truncate;
mod zone;

use chrono::{NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

pub use between::{Moment, Split, between};
pub use decimal::Decimal;
pub use duration::Duration;
pub use parse::{parse_date, parse_datetime, parse_local_datetime, parse_local_time, parse_time};
pub use print::{date_text, local_datetime_text, offset_text, time_text};
pub use shift::{shift_date, shift_datetime, shift_local, shift_time};
pub use truncate::Unit;
pub use zone::Zone;

/// Nanoseconds in a second, as the signed number the arithmetic here needs.
pub(crate) const SECOND: i128 = 1_000_000_000;
/// Seconds in a day.
pub(crate) const DAY: i64 = 86_400;

/// A time of day at an offset from UTC in seconds, east positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    pub time: NaiveTime,
    pub offset: i32,
}

/// An instant: local date and time, the offset from UTC in seconds that held then, and the zone where it has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    pub local: NaiveDateTime,
    pub offset: i32,
    pub zone: Option<Tz>,
}
