//! Files to articles: plain text, Markdown, HTML, JSON lines, JSON arrays, and facts as `extract` prints them.
//!
//! What a file holds is told by its content. Articles come one by one, so that memory does not grow with
//! their number. What is no article becomes a [`Rejection`] that names file, line and reason, and reading
//! goes on behind it.
//!
//! The `text` of an article is its body: title, date and other heading lines are taken off, a dateline
//! ("TEHRAN, Oct 21 –") stays. Plain text, Markdown and HTML have their line ends made `\n`; Markdown and
//! HTML lose their markup. The text of a JSON field is kept byte for byte.

mod date;
mod decode;
mod html;
mod identity;
mod json;
mod markdown;
mod plain;
mod source;

use std::collections::VecDeque;
use std::fmt;
use std::io::{BufRead, Read};
use std::path::PathBuf;

use crate::model::{Article, ArticleFacts};

pub use identity::fingerprint;

use decode::Head;
use json::Values;
use source::{Origin, Source};

/// The most bytes that one article may have, with its markup. Longer ones are rejected, and not kept in memory.
pub const LONGEST: usize = 64 << 20;

/// One thing that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Article(Article),
    /// A line that `extract` printed: nothing is left to understand.
    Facts(ArticleFacts),
}

/// Something that is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// As the user named it; `standard input` for `-`.
    pub file: String,
    /// The line it begins on, from 1; none where the whole file is meant.
    pub line: Option<u64>,
    /// A clause without a full stop: `it is empty`.
    pub reason: String,
}

impl fmt::Display for Rejection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.file, self.reason),
            None => write!(out, "{}: {}", self.file, self.reason),
        }
    }
}

/// Standard input, handed in by whoever owns it.
pub type Standard = Box<dyn Read + Send>;

/// Reads files, folders (recursively, by name, hidden files left out) and, for `-`, `standard`.
pub fn read(paths: &[PathBuf], standard: Option<Standard>) -> Reader {
    Reader { sources: source::expand(paths), standard, current: None }
}

/// The articles of all sources, in order.
pub struct Reader {
    sources: VecDeque<Source>,
    standard: Option<Standard>,
    current: Option<(String, Box<dyn Iterator<Item = Found> + Send>)>,
}

/// What a format finds in one file: an input, or the line and the reason of a rejection.
type Found = Result<Input, Flaw>;

/// Why something is no article, before the file's name is known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Flaw {
    line: Option<u64>,
    reason: String,
}

impl Flaw {
    fn whole(reason: impl Into<String>) -> Self {
        Flaw { line: None, reason: reason.into() }
    }

    fn at(line: u64, reason: impl Into<String>) -> Self {
        Flaw { line: Some(line), reason: reason.into() }
    }
}

impl Iterator for Reader {
    type Item = Result<Input, Rejection>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((file, found)) = &mut self.current {
                match found.next() {
                    Some(found) => {
                        return Some(found.map_err(|flaw| Rejection {
                            file: file.clone(),
                            line: flaw.line,
                            reason: flaw.reason,
                        }));
                    }
                    None => self.current = None,
                }
            }
            let source = self.sources.pop_front()?;
            let found = self.open(source.origin).unwrap_or_else(|flaw| one(Err(flaw)));
            self.current = Some((source.name, found));
        }
    }
}

impl Reader {
    fn open(&mut self, origin: Origin) -> Result<Box<dyn Iterator<Item = Found> + Send>, Flaw> {
        match origin {
            Origin::Refused(reason) => Err(Flaw::whole(reason)),
            Origin::Standard => match self.standard.take() {
                Some(bytes) => inside(bytes, false),
                None => Err(Flaw::whole("standard input can be read only once")),
            },
            Origin::File(path) => {
                let markdown = source::is_markdown(&path);
                let file =
                    std::fs::File::open(&path).map_err(|error| Flaw::whole(source::refusal(&error)))?;
                inside(Box::new(file), markdown)
            }
        }
    }
}

/// The articles inside one file. `markdown` is what its name says; the content says the rest.
fn inside(bytes: Standard, markdown: bool) -> Result<Box<dyn Iterator<Item = Found> + Send>, Flaw> {
    let mut head = Head::of(bytes)?;
    Ok(match head.first_letter() {
        None => one(Err(Flaw::whole("it is empty"))),
        Some('{' | '[') => Box::new(json_inputs(head.into_lines()?)),
        Some('<') if head.looks_like_html() => one(head.into_html().and_then(|text| html::article(&text))),
        _ => one(head.into_text().and_then(|text| {
            if markdown || markdown::has_front_matter(&text) {
                markdown::article(&text)
            } else {
                plain::article(&text)
            }
        })),
    })
}

fn json_inputs(lines: Box<dyn BufRead + Send>) -> impl Iterator<Item = Found> + Send {
    Values::of(lines).flat_map(|value| match value {
        Ok((line, value)) => json::inputs(line, value),
        Err(flaw) => vec![Err(flaw)],
    })
}

fn one(found: Result<Article, Flaw>) -> Box<dyn Iterator<Item = Found> + Send> {
    Box::new(std::iter::once(found.map(Input::Article)))
}

/// Gives an article what its source did not: an id, a title; refuses one without words.
fn finish(mut article: Article) -> Result<Article, String> {
    if !article.text.chars().any(char::is_alphabetic) {
        return Err("it has no text".into());
    }
    if article.text.contains('\0') {
        return Err("its text holds NUL bytes, so it is no text".into());
    }
    if article.title.trim().is_empty() {
        article.title = plain::shortened(&article.text);
    }
    if article.id.is_empty() {
        article.id = identity::of(&article);
    }
    Ok(article)
}

#[cfg(test)]
mod tests;
