//! What was understood of an article, sentence by sentence: for whoever adds a rule.

use crate::extract::document::{Document, Kind, Mention, PersonId};
use crate::extract::event::{self, Lines, Told};
use crate::model::Span;

/// An article with what was understood marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// In the order of the article, its title first.
    pub sentences: Vec<Explained>,
    /// The meetings into which the tellings were merged, with the rule that told each.
    pub meetings: Vec<String>,
}

/// One sentence of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explained {
    pub text: String,
    /// In the order of the text; they do not overlap.
    pub mentions: Vec<Marked>,
    /// Each telling of an event with the rule that fired.
    pub events: Vec<String>,
}

/// A stretch of a sentence that stands for somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Bytes of the sentence's text.
    pub span: Span,
    /// `person`, `office`, `pronoun`, `state` …
    pub kind: &'static str,
    /// The noun phrase around it, with office and apposition.
    pub phrase: String,
    /// Whom it stands for; empty where the text leaves that open.
    pub means: String,
}

/// Explains a document in which people were found.
pub fn explain(doc: &Document<'_>) -> Explanation {
    let lines = Lines::of(doc);
    let (told, meetings) = event::tell(&lines);
    let sentences = doc.segments.sentences.iter().enumerate().map(|(place, sentence)| Explained {
        text: sentence.span.of(&doc.text).to_string(),
        mentions: doc.mentions_of(place).iter().map(|found| marked(doc, found, sentence.span)).collect(),
        events: told
            .iter()
            .filter(|telling| telling.sentence == place)
            .map(|telling| self::telling(doc, telling))
            .collect(),
    });
    let sentences = sentences.collect();
    let meetings = meetings.iter().map(|found| meeting(doc, found)).collect();
    Explanation { sentences, meetings }
}

fn names(doc: &Document<'_>, people: &[PersonId]) -> String {
    people.iter().map(|person| doc.person(*person).name.as_str()).collect::<Vec<_>>().join(", ")
}

fn marked(doc: &Document<'_>, mention: &Mention, sentence: Span) -> Marked {
    let kind = match &mention.kind {
        Kind::Person => "person",
        Kind::Role { plural: false } => "office",
        Kind::Role { plural: true } => "offices",
        Kind::Pronoun { .. } => "pronoun",
        Kind::Group => "group",
        Kind::Delegation { .. } => "delegation",
        Kind::State { .. } => "state",
        Kind::Organization { .. } => "organization",
        Kind::Place { .. } => "place",
    };
    let span = doc.span(&mention.tokens);
    let within = |at: usize| at.clamp(sentence.start, sentence.end) - sentence.start;
    Marked {
        span: Span::new(within(span.start), within(span.end)),
        kind,
        phrase: doc.words(&mention.extent).to_owned(),
        means: names(doc, &mention.people),
    }
}

fn telling(doc: &Document<'_>, telling: &Told) -> String {
    let guests = if telling.guests.is_empty() {
        String::new()
    } else {
        format!(" with {}", names(doc, &telling.guests))
    };
    let apart = if telling.apart { ", each apart" } else { "" };
    format!(
        "{} {} by \"{}\": {}{guests}{apart}",
        telling.status.name(),
        telling.kind.name(),
        telling.rule,
        names(doc, &telling.hosts)
    )
}

fn meeting(doc: &Document<'_>, meeting: &event::Meeting) -> String {
    let date = meeting.date.map(|date| format!(" on {date}")).unwrap_or_default();
    let place = meeting.place.as_ref().map(|place| format!(" in {place}")).unwrap_or_default();
    format!(
        "{} {}{date}{place}: {} (confidence {:.2}, \"{}\")",
        meeting.status.name(),
        meeting.kind.name(),
        names(doc, &meeting.people),
        meeting.confidence,
        meeting.rule
    )
}
