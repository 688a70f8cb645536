//! The clock.

use std::sync::OnceLock;
use std::time::Instant;

use chrono::{Local, Utc};

use crate::model::temporal::DateTime;

/// Seconds since 1970 (UTC).
pub fn seconds() -> i64 {
    Utc::now().timestamp()
}

/// What `datetime()` gives.
pub fn now() -> DateTime {
    let now = Local::now();
    DateTime { local: now.naive_local(), offset: now.offset().local_minus_utc(), zone: None }
}

/// Nanoseconds since the first call, for PROFILE.
pub fn nanoseconds() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// A time in seconds since 1970 as people read it, in their own zone: `2025-10-21 14:03`.
pub fn readable(seconds: i64) -> String {
    chrono::DateTime::from_timestamp(seconds, 0)
        .map(|time| time.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}
