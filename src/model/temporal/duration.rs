//! Durations: construction from fractional units, text, arithmetic, components.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::{DAY, Decimal, SECOND, parse};

/// The mean length of a month in the Gregorian calendar, in seconds: what a fraction of a month is worth.
const MONTH_SECONDS: i128 = 2_629_746;
const DAY_NANOS: i128 = DAY as i128 * SECOND;

/// Months, days, seconds and nanoseconds that are kept apart, since none has a fixed length in the next.
/// `nanos` is 0..1_000_000_000; a negative duration borrows from `seconds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    pub months: i64,
    pub days: i64,
    pub seconds: i64,
    pub nanos: i32,
}

impl Duration {
    /// From parts where the nanoseconds may be any number; none on overflow.
    pub fn from_nanos(months: i64, days: i64, nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(SECOND)).ok()?;
        Some(Duration { months, days, seconds, nanos: nanos.rem_euclid(SECOND) as i32 })
    }

    /// From fractional parts: what is left of a month becomes days, what is left of a day becomes time.
    pub fn from_fractions(months: Decimal, days: Decimal, nanos: i128) -> Option<Self> {
        let day_nanos = days.scaled(DAY_NANOS)?.checked_add(months.fraction(MONTH_SECONDS * SECOND)?)?;
        let whole_days = i64::try_from(day_nanos / DAY_NANOS).ok()?;
        Self::from_nanos(months.whole, whole_days, nanos.checked_add(day_nanos % DAY_NANOS)?)
    }

    /// From named amounts: `("hours", 1.5)`; names are the plurals `years` to `nanoseconds`.
    /// An unknown name or an overflow is an error in words.
    pub fn from_units<'a>(units: impl IntoIterator<Item = (&'a str, Decimal)>) -> Result<Self, String> {
        let too_large = || "the duration is too large".to_owned();
        let (mut months, mut days, mut nanos) = (Decimal::default(), Decimal::default(), 0i128);
        for (name, amount) in units {
            let mut add = |per_unit: i128| -> Option<()> {
                nanos = nanos.checked_add(amount.scaled(per_unit)?)?;
                Some(())
            };
            let done = match name {
                "years" => amount.times(12).and_then(|more| months.plus(more)).map(|sum| months = sum),
                "quarters" => amount.times(3).and_then(|more| months.plus(more)).map(|sum| months = sum),
                "months" => months.plus(amount).map(|sum| months = sum),
                "weeks" => amount.times(7).and_then(|more| days.plus(more)).map(|sum| days = sum),
                "days" => days.plus(amount).map(|sum| days = sum),
                "hours" => add(3600 * SECOND),
                "minutes" => add(60 * SECOND),
                "seconds" => add(SECOND),
                "milliseconds" => add(1_000_000),
                "microseconds" => add(1_000),
                "nanoseconds" => add(1),
                _ => {
                    return Err(format!(
                        "a duration has no {name}; it has years, quarters, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds and nanoseconds"
                    ));
                }
            };
            done.ok_or_else(too_large)?;
        }
        Self::from_fractions(months, days, nanos).ok_or_else(too_large)
    }

    /// Seconds and nanoseconds together, in nanoseconds.
    pub fn time_nanos(self) -> i128 {
        i128::from(self.seconds) * SECOND + i128::from(self.nanos)
    }

    pub fn checked_neg(self) -> Option<Self> {
        Self::from_nanos(self.months.checked_neg()?, self.days.checked_neg()?, -self.time_nanos())
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_nanos(
            self.months.checked_add(other.months)?,
            self.days.checked_add(other.days)?,
            self.time_nanos() + other.time_nanos(),
        )
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::from_nanos(
            self.months.checked_sub(other.months)?,
            self.days.checked_sub(other.days)?,
            self.time_nanos() - other.time_nanos(),
        )
    }

    /// Times `numerator / denominator`; what is left of a month or a day moves on to the smaller units.
    /// None on overflow or where the denominator is zero.
    pub fn checked_scale(self, numerator: i128, denominator: i128) -> Option<Self> {
        let scale = |amount: i128| amount.checked_mul(numerator);
        let months = scale(i128::from(self.months))?;
        let left_of_months =
            months.checked_rem(denominator)?.checked_mul(MONTH_SECONDS * SECOND)? / denominator;
        let days = scale(i128::from(self.days))?;
        let left_of_days = days.checked_rem(denominator)?.checked_mul(DAY_NANOS)? / denominator;
        let carried = left_of_months.checked_add(left_of_days)?;
        let nanos = (scale(self.time_nanos())? / denominator).checked_add(carried % DAY_NANOS)?;
        Self::from_nanos(
            i64::try_from(months / denominator).ok()?,
            i64::try_from((days / denominator).checked_add(carried / DAY_NANOS)?).ok()?,
            nanos,
        )
    }

    /// By length, where a month counts 30.436875 days and a day 24 hours; ties go by their parts, so that
    /// only equal durations compare equal.
    pub fn order(self, other: Self) -> Ordering {
        let length = |duration: Self| {
            (i128::from(duration.months) * MONTH_SECONDS + i128::from(duration.days) * i128::from(DAY))
                * SECOND
                + duration.time_nanos()
        };
        length(self).cmp(&length(other)).then(self.months.cmp(&other.months)).then(self.days.cmp(&other.days))
    }

    /// A component by its openCypher name, as a number: `years`, `monthsOfYear`, `nanosecondsOfSecond`.
    /// None for other names and for amounts beyond 64 bits.
    pub fn component(self, name: &str) -> Option<i64> {
        // Seconds and smaller units are counted from the whole seconds down, as java.time does.
        let fine = |per_second: i128| {
            i64::try_from(
                i128::from(self.seconds) * per_second + i128::from(self.nanos) * per_second / SECOND,
            )
            .ok()
        };
        let nanos = i64::from(self.nanos);
        Some(match name {
            "years" => self.months / 12,
            "quarters" => self.months / 3,
            "months" => self.months,
            "weeks" => self.days / 7,
            "days" => self.days,
            "hours" => self.seconds / 3600,
            "minutes" => self.seconds / 60,
            "seconds" => self.seconds,
            "milliseconds" => return fine(1_000),
            "microseconds" => return fine(1_000_000),
            "nanoseconds" => return fine(SECOND),
            "quartersOfYear" => self.months / 3 % 4,
            "monthsOfQuarter" => self.months % 3,
            "monthsOfYear" => self.months % 12,
            "daysOfWeek" => self.days % 7,
            "minutesOfHour" => self.seconds / 60 % 60,
            "secondsOfMinute" => self.seconds % 60,
            "millisecondsOfSecond" => nanos / 1_000_000,
            "microsecondsOfSecond" => nanos / 1_000,
            "nanosecondsOfSecond" => nanos,
            _ => return None,
        })
    }

    /// The names [`Duration::component`] knows.
    pub const COMPONENTS: &'static [&'static str] = &[
        "years",
        "quarters",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
        "seconds",
        "milliseconds",
        "microseconds",
        "nanoseconds",
        "quartersOfYear",
        "monthsOfQuarter",
        "monthsOfYear",
        "daysOfWeek",
        "minutesOfHour",
        "secondsOfMinute",
        "millisecondsOfSecond",
        "microsecondsOfSecond",
        "nanosecondsOfSecond",
    ];
}

/// `P12Y5M14DT16H13M10.000000001S`: every part bears its own sign; parts that are zero are left out.
impl fmt::Display for Duration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Duration::default() {
            return out.write_str("PT0S");
        }
        let part = |out: &mut fmt::Formatter<'_>, amount: i128, unit: char| match amount {
            0 => Ok(()),
            _ => write!(out, "{amount}{unit}"),
        };
        out.write_str("P")?;
        part(out, i128::from(self.months / 12), 'Y')?;
        part(out, i128::from(self.months % 12), 'M')?;
        part(out, i128::from(self.days), 'D')?;
        let nanos = self.time_nanos();
        if nanos == 0 {
            return Ok(());
        }
        out.write_str("T")?;
        part(out, nanos / (3600 * SECOND), 'H')?;
        part(out, nanos / (60 * SECOND) % 60, 'M')?;
        let rest = nanos % (60 * SECOND);
        if rest == 0 {
            return Ok(());
        }
        let sign = if rest < 0 { "-" } else { "" };
        let (seconds, fraction) = (rest.abs() / SECOND, rest.abs() % SECOND);
        if fraction == 0 {
            return write!(out, "{sign}{seconds}S");
        }
        let digits = format!("{fraction:09}");
        write!(out, "{sign}{seconds}.{}S", digits.trim_end_matches('0'))
    }
}

impl FromStr for Duration {
    type Err = String;

    /// Reads `P5M1.5DT16H`, `P2.5W` and the dated form `P2012-02-02T14:37:21.545`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is no duration; write P1Y2M10DT2H30M, P2W or PT0.5S");
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let rest = rest.strip_prefix(['P', 'p']).ok_or_else(wrong)?;
        let (date, time) = match rest.split_once(['T', 't']) {
            Some((date, time)) if !time.is_empty() => (date, Some(time)),
            Some(_) => return Err(wrong()),
            None => (rest, None),
        };
        let duration = match dated(date, time) {
            Some(duration) => duration,
            None => {
                let mut units =
                    units(date, &[('Y', "years"), ('M', "months"), ('W', "weeks"), ('D', "days")]);
                if let (Some(units), Some(time)) = (&mut units, time) {
                    let clock = [('H', "hours"), ('M', "minutes"), ('S', "seconds")];
                    units.extend(self::units(time, &clock).ok_or_else(wrong)?);
                }
                let units = units.filter(|units| !units.is_empty()).ok_or_else(wrong)?;
                Self::from_units(units)?
            }
        };
        if negative { duration.checked_neg().ok_or_else(wrong) } else { Ok(duration) }
    }
}

/// Reads `5M1.5D` as amounts of the units, which must come in the order given, each at most once.
fn units<'a>(text: &str, mut known: &[(char, &'a str)]) -> Option<Vec<(&'a str, Decimal)>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        let letter = rest[end..].chars().next()?.to_ascii_uppercase();
        let place = known.iter().position(|(unit, _)| *unit == letter)?;
        found.push((known[place].1, Decimal::parse(&rest[..end])?));
        known = &known[place + 1..];
        rest = &rest[end + 1..];
    }
    Some(found)
}

/// Reads the dated form: `2012-02-02` and `14:37:21.545`, or both without their marks.
fn dated(date: &str, time: Option<&str>) -> Option<Duration> {
    let number = |text: &str| -> Option<i64> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let parts: Vec<&str> = match date.split('-').collect::<Vec<_>>() {
        parts if parts.len() == 3 => parts,
        _ if date.len() == 8 && date.is_ascii() => vec![&date[..4], &date[4..6], &date[6..]],
        _ => return None,
    };
    let (years, months, days) = (number(parts[0])?, number(parts[1])?, number(parts[2])?);
    let nanos = match time {
        Some(time) => parse::clock_nanos(time)?,
        None => 0,
    };
    Duration::from_nanos(years.checked_mul(12)?.checked_add(months)?, days, nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        text.parse::<Duration>().map_or_else(|error| error, |duration| duration.to_string())
    }

    #[test]
    fn text_is_read_and_printed_with_whole_units() {
        assert_eq!(read("P5M1.5D"), "P5M1DT12H");
        assert_eq!(read("P0.75M"), "P22DT19H51M49.5S");
        assert_eq!(read("P2.5W"), "P17DT12H");
        assert_eq!(read("PT70S"), "PT1M10S");
        assert_eq!(read("P2012-02-02T14:37:21.545"), "P2012Y2M2DT14H37M21.545S");
        assert_eq!(read("P20120202T143721"), "P2012Y2M2DT14H37M21S");
        assert_eq!(read("PT-1M-0.001S"), "PT-1M-0.001S");
        assert_eq!(read("-P1D"), "P-1D");
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in ["", "P", "PT", "P1", "1D", "P1D1Y", "P1DT", "PT1Y", "P1.2.3D", "P99999999999999999999Y"]
        {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }

    #[test]
    fn scaling_moves_fractions_to_smaller_units() {
        let duration: Duration = "P12Y5M14DT16H13M10.000000001S".parse().expect("a duration");
        assert_eq!(duration.checked_scale(1, 2).expect("small").to_string(), "P6Y2M22DT13H21M8S");
        assert_eq!(
            duration.checked_scale(2, 1).expect("small").to_string(),
            "P24Y10M28DT32H26M20.000000002S"
        );
        assert_eq!(duration.checked_scale(1, 0), None);
        assert_eq!(duration.checked_scale(i128::MAX, 1), None);
    }
}
