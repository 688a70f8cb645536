//! The words of a question, read into clauses. Nothing here looks into the graph.

use crate::error::{Code, Error, Result};
use crate::model::{PartialDate, Span};

/// One kind of question: the words that open it and what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    pub opening: &'static [&'static str],
    /// The word between the first name and the second, and what may come after the names.
    pub middle: Option<&'static str>,
    pub clauses: &'static [Clause],
    /// For help and hints.
    pub usage: &'static str,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Met,
    WhenMet,
    Timeline,
    Path,
    WhoIs,
    WhoHeld,
    WhatAbout,
    Agreements,
}

/// A word that opens a further clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Clause {
    And,
    About,
    With,
    In,
    As,
    Of,
    Via,
    Max,
    Since,
    Until,
    On,
}

use Clause::{About, And, As, In, Max, Of, On, Since, Until, Via, With};

/// Every question Chancery understands in words, in the order of the help.
pub const FORMS: &[Form] = &[
    Form {
        opening: &["who", "met"],
        middle: None,
        clauses: &[And, About, With, In, As, Since, Until, On],
        usage: "who met NAME [and NAME] [about TOPIC] [with NAME] [in PLACE] [as ROLE] [since D] [until D] [on D]",
        kind: Kind::Met,
    },
    Form {
        opening: &["when", "did"],
        middle: Some("meet"),
        clauses: &[About, In, Since, Until],
        usage: "when did NAME meet NAME [about TOPIC] [in PLACE] [since D] [until D]",
        kind: Kind::WhenMet,
    },
    Form {
        opening: &["timeline", "of"],
        middle: None,
        clauses: &[Since, Until],
        usage: "timeline of NAME|TOPIC [since D] [until D]",
        kind: Kind::Timeline,
    },
    Form {
        opening: &["path", "from"],
        middle: Some("to"),
        clauses: &[Via, Max, Since],
        usage: "path from NAME to NAME [via NAME] [max N] [since D]",
        kind: Kind::Path,
    },
    Form {
        opening: &["who", "is"],
        middle: None,
        clauses: &[On],
        usage: "who is NAME [on D]",
        kind: Kind::WhoIs,
    },
    Form {
        opening: &["who", "held"],
        middle: None,
        clauses: &[Of, On],
        usage: "who held ROLE [of STATE] [on D]",
        kind: Kind::WhoHeld,
    },
    Form {
        opening: &["what", "about"],
        middle: None,
        clauses: &[Since, Until],
        usage: "what about TOPIC [since D] [until D]",
        kind: Kind::WhatAbout,
    },
    Form {
        opening: &["agreements", "between"],
        middle: Some("and"),
        clauses: &[Since, Until],
        usage: "agreements between STATE and STATE [since D] [until D]",
        kind: Kind::Agreements,
    },
];

impl Clause {
    pub fn word(self) -> &'static str {
        match self {
            And => "and",
            About => "about",
            With => "with",
            In => "in",
            As => "as",
            Of => "of",
            Via => "via",
            Max => "max",
            Since => "since",
            Until => "until",
            On => "on",
        }
    }
}

/// One word as written; a quoted phrase is one word that is never a keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub span: Span,
    pub quoted: bool,
}

/// A name or topic as the user wrote it: one or more words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    pub words: Vec<Word>,
}

impl Phrase {
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn span(&self) -> Option<Span> {
        Some(self.words.first()?.span.to(self.words.last()?.span))
    }
}

/// A question whose words have found their places; whether the names exist is not known yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub form: &'static Form,
    pub first: Phrase,
    /// The name after `middle`.
    pub second: Phrase,
    pub clauses: Vec<(Clause, Phrase)>,
}

impl Asked {
    pub fn phrase(&self, clause: Clause) -> Option<&Phrase> {
        self.clauses.iter().find(|(other, _)| *other == clause).map(|(_, phrase)| phrase)
    }

    /// The date of a clause.
    ///
    /// # Errors
    /// Where what follows the word is no date.
    pub fn date(&self, clause: Clause) -> Result<Option<PartialDate>> {
        let Some(phrase) = self.phrase(clause) else { return Ok(None) };
        let date = phrase.text().parse().map_err(|message: String| mistake(message, phrase.span()))?;
        Ok(Some(date))
    }

    /// The number after `max`.
    ///
    /// # Errors
    /// Where it is no number from 1 to 30.
    pub fn max(&self) -> Result<Option<u32>> {
        let Some(phrase) = self.phrase(Max) else { return Ok(None) };
        match phrase.text().parse() {
            Ok(number @ 1..=30) => Ok(Some(number)),
            _ => Err(mistake("after max I expect a number from 1 to 30", phrase.span())),
        }
    }
}

/// Whether a line is meant as a question in words rather than as Cypher.
pub fn is_question(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    FORMS.iter().any(|form| form.opening[0] == first)
}

/// Reads a question. `is_name` tells whether a phrase is known, so that a keyword inside a name
/// (Bosnia *and* Herzegovina) does not end it.
///
/// # Errors
/// Where the opening is none of [`FORMS`], a name is missing, or a clause comes twice.
pub fn read(text: &str, is_name: &dyn Fn(&str) -> bool) -> Result<Asked> {
    let words = split(text)?;
    let form = opening(text, &words)?;
    let mut reader = Reader { words: &words, at: form.opening.len(), form, is_name };
    let end = Span::new(text.trim_end().len(), text.trim_end().len());
    let what = || if form.kind == Kind::WhoHeld { "the title of an office" } else { "a name" };
    let first = reader.phrase(form.middle);
    if first.words.is_empty() {
        let said = form.opening.join(" ");
        return Err(mistake(format!("after \"{said}\" I expect {}", what()), reader.here().or(Some(end))));
    }
    let mut second = Phrase::default();
    if let Some(middle) = form.middle {
        if !reader.take(middle) {
            return Err(mistake(
                format!("after the first name I expect \"{middle}\" and a second name"),
                reader.here().or(Some(end)),
            )
            .hint(form.usage));
        }
        second = reader.phrase(None);
        if second.words.is_empty() {
            return Err(mistake(format!("after \"{middle}\" I expect a name"), reader.here().or(Some(end))));
        }
    }
    let mut clauses: Vec<(Clause, Phrase)> = Vec::new();
    while let Some((clause, span)) = reader.clause() {
        if clauses.iter().any(|(other, _)| *other == clause) {
            return Err(mistake(format!("\"{}\" comes twice", clause.word()), Some(span)));
        }
        let phrase = reader.phrase(None);
        if phrase.words.is_empty() {
            return Err(mistake(format!("after \"{}\" something is missing", clause.word()), Some(span)));
        }
        clauses.push((clause, phrase));
    }
    Ok(Asked { form, first, second, clauses })
}

struct Reader<'a> {
    words: &'a [Word],
    at: usize,
    form: &'static Form,
    is_name: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    fn here(&self) -> Option<Span> {
        self.words.get(self.at).map(|word| word.span)
    }

    fn is(&self, at: usize, keyword: &str) -> bool {
        self.words.get(at).is_some_and(|word| !word.quoted && word.text.eq_ignore_ascii_case(keyword))
    }

    fn take(&mut self, keyword: &str) -> bool {
        let there = self.is(self.at, keyword);
        self.at += usize::from(there);
        there
    }

    /// The clause that the word at `at` opens.
    fn clause_at(&self, at: usize) -> Option<Clause> {
        self.form.clauses.iter().copied().find(|clause| self.is(at, clause.word()))
    }

    fn clause(&mut self) -> Option<(Clause, Span)> {
        let found = (self.clause_at(self.at)?, self.words[self.at].span);
        self.at += 1;
        Some(found)
    }

    /// Takes words up to the next keyword that is not part of a known name.
    fn phrase(&mut self, middle: Option<&str>) -> Phrase {
        let start = self.at;
        let stops = |reader: &Self, at: usize| {
            middle.is_some_and(|word| reader.is(at, word)) || reader.clause_at(at).is_some()
        };
        while self.at < self.words.len() {
            if self.at > start && stops(self, self.at) {
                let next = (self.at + 1..self.words.len()).find(|at| stops(self, *at));
                let longer = next.unwrap_or(self.words.len());
                let joined = Phrase { words: self.words[start..longer].to_vec() };
                if longer <= self.at + 1 || !(self.is_name)(&joined.text()) {
                    break;
                }
                self.at = longer;
                continue;
            }
            if self.at == start && stops(self, self.at) {
                break;
            }
            self.at += 1;
        }
        Phrase { words: self.words[start..self.at].to_vec() }
    }
}

fn opening(text: &str, words: &[Word]) -> Result<&'static Form> {
    let starts = |form: &&Form| {
        form.opening
            .iter()
            .enumerate()
            .all(|(at, expected)| words.get(at).is_some_and(|word| word.text.eq_ignore_ascii_case(expected)))
    };
    FORMS.iter().find(starts).ok_or_else(|| {
        let known: Vec<_> = FORMS.iter().map(|form| form.opening.join(" ")).collect();
        let said = words.first().map_or("", |word| &word.text);
        let message =
            format!("I do not understand \"{said} …\"; a question begins with {}", known.join(", "));
        let last = words.get(1).or(words.first()).map_or(Span::new(0, text.len()), |word| word.span);
        mistake(message, Some(words.first().map_or(last, |word| word.span.to(last))))
    })
}

fn split(text: &str) -> Result<Vec<Word>> {
    let mut words = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        if let Some(close) = closing_quote(letter) {
            let from = start + letter.len_utf8();
            let Some(length) = text[from..].find(close) else {
                return Err(mistake("this quotation mark is never closed", Some(Span::new(start, from))));
            };
            let end = from + length + close.len_utf8();
            words.push(Word {
                text: text[from..from + length].to_owned(),
                span: Span::new(start, end),
                quoted: true,
            });
            while letters.next_if(|(at, _)| *at < end).is_some() {}
            continue;
        }
        let mut end = start + letter.len_utf8();
        while let Some((at, letter)) = letters.next_if(|(_, letter)| !letter.is_whitespace()) {
            end = at + letter.len_utf8();
        }
        words.push(Word { text: text[start..end].to_owned(), span: Span::new(start, end), quoted: false });
    }
    if let Some(last) = words.last_mut().filter(|word| !word.quoted) {
        let kept = last.text.trim_end_matches(['?', ';']).len();
        last.text.truncate(kept);
        last.span.end = last.span.start + kept;
        if kept == 0 {
            words.pop();
        }
    }
    Ok(words)
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

pub(super) fn mistake(message: impl Into<String>, span: Option<Span>) -> Error {
    Error::input(Code::compile("SyntaxError", "UnknownQuestion"), message, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        match read(text, &|name| name == "Bosnia and Herzegovina") {
            Err(error) => format!("error: {error}"),
            Ok(asked) => {
                let mut parts = vec![format!("{:?} {}", asked.form.kind, asked.first.text())];
                if !asked.second.words.is_empty() {
                    parts.push(asked.second.text());
                }
                parts.extend(
                    asked.clauses.iter().map(|(c, phrase)| format!("{}={}", c.word(), phrase.text())),
                );
                parts.join(" | ")
            }
        }
    }

    #[test]
    fn clauses_come_in_any_order_and_end_at_the_next_keyword() {
        assert_eq!(
            show("who met al-Araji since 2025-10 about the security pact in Tehran?"),
            "Met al-Araji | since=2025-10 | about=the security pact | in=Tehran"
        );
        assert_eq!(show("when did Fidan meet Hakan about gas"), "WhenMet Fidan | Hakan | about=gas");
        assert_eq!(show("path from A to B via C max 4"), "Path A | B | via=C | max=4");
        assert_eq!(
            show("who held foreign minister of Iran on 2024-05-01"),
            "WhoHeld foreign minister | of=Iran | on=2024-05-01"
        );
    }

    #[test]
    fn a_keyword_inside_a_name_or_in_quotes_does_not_end_it() {
        assert_eq!(
            show("who met Bosnia and Herzegovina and Serbia"),
            "Met Bosnia and Herzegovina | and=Serbia"
        );
        assert_eq!(
            show("agreements between Bosnia and Herzegovina and Serbia"),
            "Agreements Bosnia and Herzegovina | Serbia"
        );
        assert_eq!(
            show("timeline of \"Trade and Security since 2020\""),
            "Timeline Trade and Security since 2020"
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(show("who met"), "error: after \"who met\" I expect a name");
        assert_eq!(show("path from A"), "error: after the first name I expect \"to\" and a second name");
        assert_eq!(show("who met A about"), "error: after \"about\" something is missing");
        assert_eq!(show("who met A since 2020 since 2021"), "error: \"since\" comes twice");
        assert!(
            show("who ate")
                .starts_with("error: I do not understand \"who …\"; a question begins with who met")
        );
    }
}
