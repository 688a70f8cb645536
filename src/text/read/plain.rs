//! Plain text: a title, perhaps once more, perhaps a date and other heading lines, then the body.

use crate::model::name::fold;
use crate::model::{Article, PartialDate};

use super::{Flaw, date, finish};

/// A title is no longer than this many characters.
const LONGEST_TITLE: usize = 300;

/// Reads one article; line ends are `\n`.
pub(super) fn article(text: &str) -> Result<Article, Flaw> {
    let mut article = Article::default();
    let mut lines = Lines { text, at: 0, number: 0 };
    lines.skip_blank();
    if let Some(title) = title(&lines) {
        article.title = title.trim().to_owned();
        lines.take();
        read_header(&mut lines, &mut article)?;
    }
    article.text = lines.rest().trim_end().to_owned();
    if article.publisher.is_none() {
        let first = article.text.lines().next().unwrap_or_default();
        article.publisher = publisher_of_dateline(first).map(str::to_owned);
    }
    finish(article).map_err(Flaw::whole)
}

/// The first line, where a reader would take it for a title: short, no whole sentence that the next line
/// goes on from, and with something behind it.
fn title<'a>(lines: &Lines<'a>) -> Option<&'a str> {
    let mut ahead = lines.clone();
    let first = ahead.take()?;
    if first.chars().count() > LONGEST_TITLE || ahead.rest().trim().is_empty() {
        return None;
    }
    let next = ahead.peek().unwrap_or_default();
    ahead.skip_blank();
    let behind = ahead.peek().unwrap_or_default();
    let repeated = fold(behind) == fold(first) || published(behind).is_some();
    let is_sentence = first.trim_end().trim_end_matches(['”', '"', '’']).ends_with(['.', ';', ',']);
    let ends_open = first.trim_end().ends_with(['.', ';', ',', ':', '!', '?', '”', '"', '-']);
    (repeated || (next.trim().is_empty() && !is_sentence) || !ends_open).then_some(first)
}

/// Takes the lines under the title that are not yet the body: the title again, dates, `Key: value`.
fn read_header(lines: &mut Lines<'_>, article: &mut Article) -> Result<(), Flaw> {
    let title = fold(&article.title);
    loop {
        lines.skip_blank();
        let Some(line) = lines.peek().map(str::trim) else { return Ok(()) };
        let number = lines.number + 1;
        if fold(line) == title {
            lines.take();
        } else if let Some(date) = published(line) {
            article.published = Some(date.map_err(|reason| Flaw::at(number, reason))?);
            lines.take();
        } else if let Some((key, value)) = field(line) {
            set(article, key, value).map_err(|reason| Flaw::at(number, reason))?;
            lines.take();
        } else {
            return Ok(());
        }
    }
}

/// A line that is a date and nothing else: "TEHRAN, Oct 21, 2025 –" is a dateline, which belongs to the body.
fn published(line: &str) -> Option<Result<PartialDate, String>> {
    const AROUND: &[&str] = &[
        "published",
        "updated",
        "posted",
        "on",
        "at",
        "gmt",
        "utc",
        "est",
        "edt",
        "am",
        "pm",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "st",
        "nd",
        "rd",
        "th",
        "date",
    ];
    let line = line.trim();
    if line.len() > 60 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if date::starts_with_iso(line) && !line.contains(' ') {
        return Some(date::published(line));
    }
    let words =
        line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let only_date = words
        .filter(|word| date::month(word).is_none() && !["t", "z"].contains(&word.as_str()))
        .all(|word| AROUND.contains(&word.as_str()));
    only_date.then(|| date::published(line)).filter(Result::is_ok)
}

/// `URL: https://…`, `Published: 2025-10-21`, `Source: Shafaq News`.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = match key.trim().to_lowercase().as_str() {
        "date" | "published" | "publication date" | "published at" | "published on" => "date",
        "url" | "link" => "url",
        "publisher" | "source" | "outlet" => "publisher",
        "id" => "id",
        _ => return None,
    };
    let value = value.trim();
    (!value.is_empty() && value.chars().count() <= LONGEST_TITLE).then_some((key, value))
}

fn set(article: &mut Article, key: &str, value: &str) -> Result<(), String> {
    match key {
        "date" => article.published = Some(date::published(value)?),
        "url" => article.url = Some(value.to_owned()),
        "publisher" => article.publisher = Some(value.to_owned()),
        _ => article.id = value.to_owned(),
    }
    Ok(())
}

/// The agency in a dateline: "Shafaq News – Tehran (Updated on …)" on a line of its own, "BAGHDAD, Oct 21
/// (Reuters) – Iraq's …" in front of a text.
fn publisher_of_dateline(line: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    let (before, behind) = [" – ", " — ", " - "]
        .iter()
        .filter_map(|dash| line.split_once(dash))
        .min_by_key(|(before, _)| before.len())?;
    if let Some((place, agency)) = before.split_once('(') {
        let named = agency.strip_suffix(')').filter(|agency| !agency.contains(|c: char| c.is_ascii_digit()));
        return named.filter(|_| place.chars().count() <= LONGEST).map(str::trim);
    }
    let alone = line.chars().count() <= LONGEST && !line.ends_with(['.', '!', '?', '”', '"']);
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let place = behind.split('(').next().unwrap_or_default().trim();
    let names =
        !place.is_empty() && place.split_whitespace().all(capital) && before.split_whitespace().all(capital);
    (alone && names).then(|| before.trim())
}

/// The first line of a text, cut at a word where it is long: a title for what has none.
pub(super) fn shortened(text: &str) -> String {
    const LENGTH: usize = 100;
    let line = text.trim().lines().next().unwrap_or_default().trim();
    if line.chars().count() <= LENGTH {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LENGTH).collect();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(before, _)| before);
    format!("{cut} …")
}

/// Lines of a text, with the place they begin at.
#[derive(Clone)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// How many lines have been taken.
    number: u64,
}

impl<'a> Lines<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<&'a str> {
        (!self.rest().is_empty()).then(|| self.rest().split('\n').next().unwrap_or_default())
    }

    fn take(&mut self) -> Option<&'a str> {
        let line = self.peek()?;
        self.at = (self.at + line.len() + 1).min(self.text.len());
        self.number += 1;
        Some(line)
    }

    fn skip_blank(&mut self) {
        while self.peek().is_some_and(|line| line.trim().is_empty()) {
            self.take();
        }
    }
}
