//! What was understood of an article, sentence by sentence: for whoever adds a rule.

use std::fmt;

use crate::extract::document::{Document, Kind, Mention, PersonId};
use crate::extract::event::{self, Lines, Told};

/// An article with what was understood marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    pub sentences: Vec<Explained>,
    /// The meetings into which the tellings were merged.
    pub meetings: Vec<String>,
}

/// One sentence of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explained {
    pub text: String,
    /// Each mention with its kind and whom it stands for.
    pub mentions: Vec<String>,
    /// Each telling of an event with the rule that fired.
    pub events: Vec<String>,
}

/// Explains a document in which people were found.
pub fn explain(doc: &Document<'_>) -> Explanation {
    let lines = Lines::of(doc);
    let told = event::tell(&lines);
    let sentences = doc.segments.sentences.iter().enumerate().map(|(place, sentence)| Explained {
        text: sentence.span.of(&doc.text).to_string(),
        mentions: doc.mentions_of(place).iter().map(|found| mention(doc, found)).collect(),
        events: told
            .iter()
            .filter(|telling| telling.sentence == place)
            .map(|telling| self::telling(doc, telling))
            .collect(),
    });
    let sentences = sentences.collect();
    let meetings = event::merge(&lines, &told).iter().map(|found| meeting(doc, found)).collect();
    Explanation { sentences, meetings }
}

fn names(doc: &Document<'_>, people: &[PersonId]) -> String {
    people.iter().map(|person| doc.person(*person).name.as_str()).collect::<Vec<_>>().join(", ")
}

fn mention(doc: &Document<'_>, mention: &Mention) -> String {
    let kind = match &mention.kind {
        Kind::Person => "person",
        Kind::Role { plural: false } => "office",
        Kind::Role { plural: true } => "offices",
        Kind::Pronoun { .. } => "pronoun",
        Kind::Group => "group",
        Kind::Delegation { .. } => "delegation",
        Kind::State { .. } => "state",
        Kind::Organization { .. } => "organisation",
        Kind::Place { .. } => "place",
    };
    let mut line = format!("{kind} [{}]", doc.words(&mention.extent));
    if !mention.people.is_empty() {
        line.push_str(&format!(" = {}", names(doc, &mention.people)));
    }
    line
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

impl fmt::Display for Explanation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for sentence in &self.sentences {
            writeln!(out, "{}", sentence.text)?;
            for line in sentence.mentions.iter().chain(&sentence.events) {
                writeln!(out, "    {line}")?;
            }
        }
        for meeting in &self.meetings {
            writeln!(out, "= {meeting}")?;
        }
        Ok(())
    }
}
