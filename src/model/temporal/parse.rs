//! Temporal values from their ISO 8601 texts: calendar, week, ordinal and quarter dates, with and without marks.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::{DateTime, SECOND, Time, Zone, calendar};

/// Reads `2015-07-21`, `20150721`, `2015-07`, `2015-W30-2`, `2015W302`, `2015-202`, `2015-Q3-21`, `2015`, `-0044-03-15`.
pub fn parse_date(text: &str) -> Result<NaiveDate, String> {
    date(text).ok_or_else(|| {
        beyond(text).unwrap_or_else(|| {
            format!("\"{text}\" is no date; write 2015-07-21, 2015-07, 2015, 2015-W30-2 or 2015-202")
        })
    })
}

/// Reads `21:40:32.142`, `214032`, `21:40`, `21`.
pub fn parse_local_time(text: &str) -> Result<NaiveTime, String> {
    clock(text).ok_or_else(|| format!("\"{text}\" is no time of day; write 21:40, 21:40:32 or 21:40:32.142"))
}

/// Reads a time of day and its offset: `21:40:32+01:00`, `2140Z`; without an offset it is UTC.
pub fn parse_time(text: &str) -> Result<Time, String> {
    let (clock_text, offset_text) = split_offset(text);
    clock(clock_text)
        .zip(offset_text.map_or(Some(0), offset))
        .map(|(time, offset)| Time { time, offset })
        .ok_or_else(|| format!("\"{text}\" is no time with an offset; write 21:40Z or 21:40:32+01:00"))
}

/// Reads `2015-07-21T21:40:32`; a date alone is its midnight.
pub fn parse_local_datetime(text: &str) -> Result<NaiveDateTime, String> {
    local(text).ok_or_else(|| {
        beyond(text).unwrap_or_else(|| format!("\"{text}\" is no date and time; write 2015-07-21T21:40:32"))
    })
}

/// Reads `2015-07-21T21:40:32.142+02:00[Europe/Stockholm]`, where the offset or the zone or both may be
/// left out; without either it is in UTC. An offset that the zone does not have then is an error.
pub fn parse_datetime(text: &str) -> Result<DateTime, String> {
    let wrong = || {
        let forms = "2015-07-21T21:40:32+02:00 or …[Europe/Paris]";
        beyond(text).unwrap_or_else(|| format!("\"{text}\" is no date and time with a zone; write {forms}"))
    };
    let (body, zone) = match text.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
        Some((body, name)) => (body, Some(Zone::parse(name)?)),
        None => (text, None),
    };
    let (local_text, offset_text) = match body.split_once('T') {
        Some((date, clock)) => {
            let (clock, offset) = split_offset(clock);
            (&body[..date.len() + 1 + clock.len()], offset)
        }
        None => body.strip_suffix('Z').map_or((body, None), |date| (date, Some("Z"))),
    };
    let local = local(local_text).ok_or_else(wrong)?;
    let offset = offset_text.map(|text| offset(text).ok_or_else(wrong)).transpose()?;
    match (offset, zone) {
        (Some(offset), Some(zone)) => {
            let exact = DateTime { local, offset, zone: None }.in_zone(zone).ok_or_else(wrong)?;
            if exact.local == local {
                Ok(exact)
            } else {
                Err(format!("\"{text}\" gives an offset that its zone does not have then"))
            }
        }
        (offset, zone) => {
            let zone = zone.or(offset.map(Zone::Offset)).unwrap_or(Zone::UTC);
            DateTime::at(local, zone).ok_or_else(wrong)
        }
    }
}

/// Reads `Z`, `+01`, `+0100`, `+01:00`, `+01:00:59`, as seconds east of UTC; at most 18 hours.
pub(super) fn offset(text: &str) -> Option<i32> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes, seconds) = three(&text[1..])?;
    let total = i32::try_from(hours * 3600 + minutes * 60 + seconds).ok()?;
    (minutes < 60 && seconds < 60 && total <= 18 * 3600).then_some(sign * total)
}

/// Reads a clock's text as nanoseconds since midnight; hours may be up to 23.
pub(super) fn clock_nanos(text: &str) -> Option<i128> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let (hours, minutes, seconds) = three(whole)?;
    // A fraction belongs to seconds, so those must be there.
    let has_seconds = whole.len() >= 6;
    if hours > 23 || minutes > 59 || seconds > 59 || (fraction.is_some() && !has_seconds) {
        return None;
    }
    let nanos = fraction.map_or(Some(0), nanos)?;
    Some(i128::from(hours * 3600 + minutes * 60 + seconds) * SECOND + nanos)
}

fn clock(text: &str) -> Option<NaiveTime> {
    let nanos = clock_nanos(text)?;
    NaiveTime::from_num_seconds_from_midnight_opt(
        u32::try_from(nanos / SECOND).ok()?,
        u32::try_from(nanos % SECOND).ok()?,
    )
}

fn local(text: &str) -> Option<NaiveDateTime> {
    match text.split_once('T') {
        Some((date_text, clock_text)) => Some(date(date_text)?.and_time(clock(clock_text)?)),
        None => Some(date(text)?.and_time(NaiveTime::MIN)),
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    if !text.is_ascii() {
        return None;
    }
    let (year, rest) = year(text)?;
    let marked = rest.starts_with('-');
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let kind = rest.as_bytes().first().map(u8::to_ascii_uppercase);
    match kind {
        None if marked => None,
        None => calendar::from_month(year, 1, 1),
        Some(b'W') => {
            let (week, day) = number_and_day(&rest[1..], 2, marked)?;
            calendar::from_week(year, week, day)
        }
        Some(b'Q') => {
            let (quarter, day) = number_and_day(&rest[1..], 1, marked)?;
            calendar::from_quarter(year, quarter, day)
        }
        Some(_) if rest.len() == 3 => calendar::from_ordinal(year, digits(rest)?),
        Some(_) => {
            let (month, day) = number_and_day(rest, 2, marked)?;
            calendar::from_month(year, month, day)
        }
    }
}

/// The year at the start of a date, and what follows it. Only a year with a sign may have other than four
/// digits, and needs a mark after it.
fn year(text: &str) -> Option<(i64, &str)> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => return Some((digits(text.get(..4)?)?, &text[4..])),
    };
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    Some((sign * digits(rest.get(..end).filter(|year| (1..=9).contains(&year.len()))?)?, &rest[end..]))
}

/// What to say of a date whose year chrono does not have.
fn beyond(text: &str) -> Option<String> {
    let years = i64::from(NaiveDate::MIN.year())..=i64::from(NaiveDate::MAX.year());
    let (year, _) = year(text).filter(|(year, _)| !years.contains(year))?;
    Some(format!("there is no year {year}; years go from {} to {}", years.start(), years.end()))
}

/// A number of `width` digits, then a day, after a mark where there are marks; the day may be missing and is then 1.
fn number_and_day(text: &str, width: usize, marked: bool) -> Option<(i64, i64)> {
    let number = digits(text.get(..width)?)?;
    let rest = &text[width..];
    if rest.is_empty() {
        return Some((number, 1));
    }
    let day = if marked { rest.strip_prefix('-')? } else { rest };
    (day.len() <= 2).then(|| digits(day)).flatten().map(|day| (number, day))
}

/// `hh`, `hhmm`, `hhmmss` or the same with colons; what is missing is zero.
fn three(text: &str) -> Option<(i64, i64, i64)> {
    let parts: Vec<&str> = if text.contains(':') {
        text.split(':').collect()
    } else if text.is_ascii() {
        (0..text.len()).step_by(2).filter_map(|start| text.get(start..start + 2)).collect()
    } else {
        return None;
    };
    let marks = if text.contains(':') { parts.len() - 1 } else { 0 };
    if parts.len() > 3 || parts.iter().any(|part| part.len() != 2) || parts.len() * 2 + marks != text.len() {
        return None;
    }
    let part = |place: usize| parts.get(place).map_or(Some(0), |part| digits(part));
    (!parts.is_empty()).then_some((part(0)?, part(1)?, part(2)?))
}

/// The digits after a second's point, as nanoseconds; one to nine of them.
fn nanos(text: &str) -> Option<i128> {
    let missing = 9u32.checked_sub(u32::try_from(text.len()).ok()?)?;
    Some(i128::from(digits(text)?) * 10i128.pow(missing))
}

fn digits(text: &str) -> Option<i64> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

/// Where a clock's text ends and its offset begins.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    match text.find(['Z', 'z', '+', '-']) {
        Some(start) => (&text[..start], Some(&text[start..])),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_form() {
        for (text, expected) in [
            ("2015-07-21", "2015-07-21"),
            ("20150721", "2015-07-21"),
            ("2015-07", "2015-07-01"),
            ("201507", "2015-07-01"),
            ("2015-W30-2", "2015-07-21"),
            ("2015W302", "2015-07-21"),
            ("2015-W30", "2015-07-20"),
            ("2015-202", "2015-07-21"),
            ("2015202", "2015-07-21"),
            ("2015-Q3-21", "2015-07-21"),
            ("2015Q321", "2015-07-21"),
            ("2015", "2015-01-01"),
            ("-0044-03-15", "-0044-03-15"),
            ("+12015-07-21", "+12015-07-21"),
        ] {
            assert_eq!(parse_date(text).map(|date| date.to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "15",
            "2015-",
            "2015-7-1",
            "2015-02-30",
            "2015-W60",
            "2015-366",
            "2015-07-21T",
            "дата",
            "+2015072144444",
        ] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn clocks_and_offsets_in_every_form() {
        for (text, expected) in [
            ("21:40:32.142+0100", "21:40:32.142+01:00"),
            ("214032.142Z", "21:40:32.142Z"),
            ("21:40-01:30", "21:40-01:30"),
            ("2140-00:00", "21:40Z"),
            ("22+18:00", "22:00+18:00"),
            ("12:34:56+02:05:59", "12:34:56+02:05:59"),
        ] {
            assert_eq!(parse_time(text).map(|time| time.to_string()), Ok(expected.to_owned()), "{text}");
        }
        for text in
            ["", "1", "24:00", "21:60", "21.5", "21:40:32.", "21:40:32.1234567890", "2140+19:00", "21:4"]
        {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn zones_by_name() {
        for (text, expected) in [
            (
                "2015-07-21T21:40:32.142+0845[Australia/Eucla]",
                "2015-07-21T21:40:32.142+08:45[Australia/Eucla]",
            ),
            ("2015-07-21T21:40[Europe/London]", "2015-07-21T21:40+01:00[Europe/London]"),
            ("2017-10-29T02:30+01:00[Europe/Stockholm]", "2017-10-29T02:30+01:00[Europe/Stockholm]"),
            ("2015-07-21", "2015-07-21T00:00Z"),
        ] {
            assert_eq!(
                parse_datetime(text).map(|instant| instant.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        for text in
            ["2015-07-21T21:40+05:00[Europe/London]", "2015-07-21T21:40[Europe/Nowhere]", "T", "[", "2015]"]
        {
            assert!(parse_datetime(text).is_err(), "{text}");
        }
    }
}
