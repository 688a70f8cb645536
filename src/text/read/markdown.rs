//! Markdown, with or without YAML front matter (title, date, url, publisher, id).

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::model::Article;
use crate::model::name::fold;

use super::{Flaw, date, finish, json::Field};

pub(super) fn has_front_matter(text: &str) -> bool {
    front_matter(text).is_some_and(|(fields, _)| fields.lines().any(|line| line.contains(':')))
}

pub(super) fn article(text: &str) -> Result<Article, Flaw> {
    let mut article = Article::default();
    let mut body = text;
    if let Some((fields, rest)) = front_matter(text) {
        // The first line is the one that opens the front matter.
        for (line, (key, value)) in fields.lines().zip(2..).filter_map(|(l, n)| Some((n, pair(l)?))) {
            set(&mut article, &key, value).map_err(|reason| Flaw::at(line, reason))?;
        }
        body = rest;
    }
    let (heading, text) = plain(body, &article.title);
    if article.title.is_empty() {
        article.title = heading;
    }
    article.text = text;
    finish(article).map_err(Flaw::whole)
}

/// What stands between two lines of `---` at the beginning, and what follows.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start().strip_prefix("---\n")?;
    let end = rest.find("\n---\n").or_else(|| rest.ends_with("\n---").then(|| rest.len() - 4))?;
    Some((&rest[..end], rest.get(end + 5..).unwrap_or_default()))
}

/// `key: value` at the left margin; quotes go, nested values are left alone.
fn pair(line: &str) -> Option<(String, &str)> {
    if line.starts_with([' ', '\t', '#', '-']) {
        return None;
    }
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let unquoted = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value);
    (!unquoted.is_empty()).then(|| (key.trim().trim_matches('"').to_owned(), unquoted))
}

fn set(article: &mut Article, key: &str, value: &str) -> Result<(), String> {
    match Field::named(key) {
        Some(Field::Title) => article.title = value.to_owned(),
        Some(Field::Published) => article.published = Some(date::published(value)?),
        Some(Field::Url) => article.url = Some(value.to_owned()),
        Some(Field::Publisher) => article.publisher = Some(value.to_owned()),
        Some(Field::Id) => article.id = value.to_owned(),
        Some(Field::Text) | None => {}
    }
    Ok(())
}

/// The words of a Markdown text, a blank line between blocks; and the first heading of the first level, which
/// is left out of the words where it is the title.
fn plain(markdown: &str, title: &str) -> (String, String) {
    let mut text = String::with_capacity(markdown.len());
    let mut heading: Option<String> = None;
    let mut within = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if heading.is_none() => {
                within = Some(text.len());
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) if within.is_some() => {
                let start = within.take().unwrap_or_default();
                let words = text[start..].trim().to_owned();
                if title.is_empty() || fold(&words) == fold(title) {
                    text.truncate(start);
                }
                heading = Some(words);
                end_block(&mut text);
            }
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::BlockQuote(_),
            ) => end_block(&mut text),
            _ => {}
        }
    }
    (heading.unwrap_or_default(), text.trim().to_owned())
}

fn end_block(text: &mut String) {
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
}
