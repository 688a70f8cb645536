//! openCypher's temporal values that chrono has no type of its own for.

use chrono::{NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

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

/// Months, days, seconds and nanoseconds that are kept apart, since none has a fixed length in the next.
/// `nanos` is 0..1_000_000_000; a negative duration borrows from `seconds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    pub months: i64,
    pub days: i64,
    pub seconds: i64,
    pub nanos: i32,
}
