//! Offsets and named time zones, and what a clock shows in them.

use chrono::{DateTime as Utc, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::{DAY, DateTime, parse};

/// Where a clock hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// At a fixed offset from UTC, in seconds, east positive.
    Offset(i32),
    Named(Tz),
}

impl Zone {
    pub const UTC: Zone = Zone::Offset(0);

    /// Reads `Z`, `+01:00`, `-0230`, `Europe/Stockholm`.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(offset) = parse::offset(text) {
            return Ok(Zone::Offset(offset));
        }
        text.parse().map(Zone::Named).map_err(|_| {
            format!(
                "\"{text}\" is no time zone; write an offset such as +02:00 or a name such as Europe/Paris"
            )
        })
    }

    /// The offset that holds in the zone at an instant, given in UTC.
    pub fn offset_at(self, utc: NaiveDateTime) -> i32 {
        match self {
            Zone::Offset(offset) => offset,
            Zone::Named(zone) => zone.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
        }
    }
}

impl DateTime {
    /// What the clock shows in a zone. A time that the clock skips is moved on by the gap's length;
    /// of two instants with the same time the first is meant. None beyond chrono's years.
    pub fn at(local: NaiveDateTime, zone: Zone) -> Option<Self> {
        let name = match zone {
            Zone::Offset(offset) => return Some(DateTime { local, offset, zone: None }),
            Zone::Named(name) => name,
        };
        match name.offset_from_local_datetime(&local) {
            MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => {
                Some(DateTime { local, offset: offset.fix().local_minus_utc(), zone: Some(name) })
            }
            MappedLocalTime::None => {
                let before = zone.offset_at(local.checked_sub_signed(TimeDelta::days(1))?);
                Self::from_utc(shifted(local, -before)?, zone)
            }
        }
    }

    /// What the clock shows in a zone at an instant given in UTC.
    pub fn from_utc(utc: NaiveDateTime, zone: Zone) -> Option<Self> {
        let offset = zone.offset_at(utc);
        let name = match zone {
            Zone::Offset(_) => None,
            Zone::Named(name) => Some(name),
        };
        Some(DateTime { local: shifted(utc, offset)?, offset, zone: name })
    }

    /// The instant so many seconds and nanoseconds after 1970 began in UTC.
    pub fn from_epoch(seconds: i64, nanos: i64) -> Option<Self> {
        let seconds = seconds.checked_add(nanos.div_euclid(1_000_000_000))?;
        let utc = Utc::from_timestamp(seconds, nanos.rem_euclid(1_000_000_000) as u32)?.naive_utc();
        Self::from_utc(utc, Zone::UTC)
    }

    pub fn zone(self) -> Zone {
        self.zone.map_or(Zone::Offset(self.offset), Zone::Named)
    }

    /// The same instant on another clock.
    pub fn in_zone(self, zone: Zone) -> Option<Self> {
        Self::from_utc(self.utc()?, zone)
    }

    pub fn utc(self) -> Option<NaiveDateTime> {
        shifted(self.local, self.offset.checked_neg()?)
    }

    /// Whole seconds since 1970 began in UTC, and the nanoseconds beyond them.
    pub fn epoch(self) -> (i64, u32) {
        let local = self.local.and_utc();
        (local.timestamp() - i64::from(self.offset), local.timestamp_subsec_nanos())
    }
}

fn shifted(clock: NaiveDateTime, seconds: i32) -> Option<NaiveDateTime> {
    debug_assert!(i64::from(seconds).abs() <= DAY, "an offset is shorter than a day");
    clock.checked_add_signed(TimeDelta::seconds(i64::from(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, zone: &str) -> String {
        let local = text.parse().expect("a local date and time");
        DateTime::at(local, Zone::parse(zone).expect("a zone")).expect("within the years").to_string()
    }

    #[test]
    fn skipped_and_doubled_hours() {
        assert_eq!(
            shown("2017-03-26T02:30:00", "Europe/Stockholm"),
            "2017-03-26T03:30+02:00[Europe/Stockholm]"
        );
        assert_eq!(
            shown("2017-10-29T02:30:00", "Europe/Stockholm"),
            "2017-10-29T02:30+02:00[Europe/Stockholm]"
        );
        assert_eq!(shown("2011-12-30T12:00:00", "Pacific/Apia"), "2011-12-31T12:00+14:00[Pacific/Apia]");
    }

    #[test]
    fn a_zone_that_does_not_exist_is_named() {
        let error = Zone::parse("Europe/Atlantis").expect_err("no such zone");
        assert!(error.contains("\"Europe/Atlantis\" is no time zone"), "{error}");
    }
}
