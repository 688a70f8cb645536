//! The day of publication, out of what feeds, pages and headers write.

use chrono::{DateTime, NaiveDate};

use crate::model::{MONTHS, PartialDate};

/// Reads `2025-10-21T13:27:50+00:00`, `2025-10-21`, `2025-10`, `20251021`, `Tue, 21 Oct 2025 13:27 GMT`,
/// `October 21, 2025`, `21.10.2025`, seconds or milliseconds since 1970. The day is the one written, in
/// whatever time zone that was.
///
/// # Errors
/// A clause with the reason, where it is no date or an impossible one.
pub(super) fn published(text: &str) -> Result<PartialDate, String> {
    let text = text.trim();
    let none = || format!("\"{text}\" is no date; write 2025-10-21");
    if text.is_empty() || text.len() > 80 {
        return Err(none());
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text).ok_or_else(none);
    }
    if starts_with_iso(text) {
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-' || c == '/')).unwrap_or(text.len());
        return iso(&text[..end].replace('/', "-"));
    }
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == 'T')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if let Some(word) = words.iter().find(|word| starts_with_iso(word)) {
        return published(word);
    }
    if let Some(place) = words.iter().position(|word| month(word).is_some()) {
        return by_month_name(&words, place).ok_or_else(none);
    }
    numbers(&words).unwrap_or_else(|| Err(none()))
}

/// Whether the line is meant as a date: an impossible one is then a mistake, not a sentence.
pub(super) fn starts_with_iso(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && matches!(bytes[4], b'-' | b'/')
        && bytes[5].is_ascii_digit()
}

/// Two-digit fields may lack their zero.
fn iso(text: &str) -> Result<PartialDate, String> {
    let fields: Vec<String> = text.split('-').map(|field| format!("{field:0>2}")).collect();
    fields.join("-").parse().map_err(|_| match fields.len() {
        3 => format!("there is no day {text}"),
        _ => format!("\"{text}\" is no date; write 2025-10-21"),
    })
}

fn digits(text: &str) -> Option<PartialDate> {
    match text.len() {
        4 => text.parse().ok().and_then(PartialDate::year),
        8 => NaiveDate::parse_from_str(text, "%Y%m%d").ok().map(PartialDate::day),
        9 | 10 => DateTime::from_timestamp(text.parse().ok()?, 0).map(|at| PartialDate::day(at.date_naive())),
        13 => DateTime::from_timestamp_millis(text.parse().ok()?).map(|at| PartialDate::day(at.date_naive())),
        _ => None,
    }
}

/// The number of a month by its name or a beginning of it, as `oct` or `sept.`; lower case.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let place = MONTHS.iter().position(|month| {
        *month == word
            || (word.len() >= 3 && month.starts_with(word))
            || (word == "sept" && *month == "september")
    })?;
    Some(place as u32 + 1)
}

/// `21 Oct 2025`, `October 21st 2025`, `October 2025`, with a weekday before and a time behind.
fn by_month_name(words: &[String], place: usize) -> Option<PartialDate> {
    let number = month(&words[place])?;
    let day_in = |word: &String| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    let year_in = |word: &String| word.parse::<i32>().ok().filter(|_| word.len() == 4);
    let year = words[place + 1..].iter().find_map(year_in)?;
    let before = place.checked_sub(1).and_then(|place| day_in(&words[place]));
    let after = words.get(place + 1).and_then(day_in);
    match before.or(after) {
        Some(day) => NaiveDate::from_ymd_opt(year, number, day).map(PartialDate::day),
        None => PartialDate::month(year, number),
    }
}

/// `21.10.2025`, `10/21/2025`: only where one reading is possible.
fn numbers(words: &[String]) -> Option<Result<PartialDate, String>> {
    let word = words.iter().find(|word| word.matches(['.', '/', '-']).count() == 2)?;
    let fields: Vec<u32> = word.split(['.', '/', '-']).filter_map(|field| field.parse().ok()).collect();
    let [first, second, year] = fields[..] else { return None };
    if year < 1000 {
        return None;
    }
    let dotted = word.contains('.');
    let (day, month) = match (first, second) {
        _ if dotted => (first, second),
        (13.., _) => (first, second),
        (_, 13..) => (second, first),
        _ if first == second => (first, second),
        _ => {
            return Some(Err(format!(
                "\"{word}\" could be two dates; write {year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
            )));
        }
    };
    Some(
        NaiveDate::from_ymd_opt(year as i32, month, day)
            .map(PartialDate::day)
            .ok_or_else(|| format!("there is no day {word}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_written() {
        for (text, date) in [
            ("2025-10-21T23:27:50-05:00", "2025-10-21"),
            ("2025-10-21 13:27", "2025-10-21"),
            ("2025/10/21", "2025-10-21"),
            ("2025-10", "2025-10"),
            ("2025", "2025"),
            ("20251021", "2025-10-21"),
            ("1761053270", "2025-10-21"),
            ("1761053270000", "2025-10-21"),
            ("Tue, 21 Oct 2025 13:27:50 +0000", "2025-10-21"),
            ("Tuesday, October 21st, 2025 at 3pm", "2025-10-21"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("May 2024", "2024-05"),
            ("21.10.2025", "2025-10-21"),
            ("10/21/2025", "2025-10-21"),
        ] {
            assert_eq!(published(text).map(|date| date.to_string()), Ok(date.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (text, reason) in [
            ("2025-02-31", "there is no day 2025-02-31"),
            ("31.02.2025", "there is no day 31.02.2025"),
            ("yesterday", "\"yesterday\" is no date; write 2025-10-21"),
            ("03/04/2025", "\"03/04/2025\" could be two dates; write 2025-03-04 or 2025-04-03"),
        ] {
            assert_eq!(published(text), Err(reason.to_owned()), "{text}");
        }
    }
}
