//! What was understood of an article, for people: `chancery extract --explain`.

use std::io::{self, Write};

use crate::cli::console::Style;
use crate::model::{ArticleFacts, MeetingFact};
use crate::output::{clean, clean_line};
use crate::session::{Explained, Explanation};

/// What was understood sentence by sentence, then the facts in words, the sentence below each.
///
/// # Errors
/// Those of the writer.
pub fn write(facts: &ArticleFacts, how: &Explanation, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let published = facts.published.map(|date| date.to_string()).unwrap_or_default();
    let publisher = facts.publisher.as_deref().unwrap_or("");
    writeln!(out, "{}", Style::Bold.paint(&clean_line(&facts.title), color))?;
    writeln!(
        out,
        "  {}",
        clean_line(&joined(&[&published, publisher, facts.url.as_deref().unwrap_or(""), &facts.id]))
    )?;
    let quote = |at: usize, out: &mut dyn Write| -> io::Result<()> {
        let Some(evidence) = facts.evidence.get(at) else { return Ok(()) };
        writeln!(out, "      {}", Style::Dim.paint(&format!("“{}”", clean_line(&evidence.text)), color))
    };
    for sentence in &how.sentences {
        self::sentence(sentence, color, out)?;
    }
    for meeting in &how.meetings {
        writeln!(out, "  = {}", clean_line(meeting))?;
    }
    writeln!(out)?;
    for person in &facts.people {
        let also = if person.aliases.is_empty() {
            String::new()
        } else {
            format!(" (also {})", person.aliases.join(", "))
        };
        writeln!(out, "  person     {}{}", clean_line(&person.name), clean_line(&also))?;
        for role in &person.roles {
            let of = role.of.as_deref().map(|of| format!(", {of}")).unwrap_or_default();
            let former = if role.former { "former " } else { "" };
            writeln!(out, "             {}", clean_line(&format!("{former}{}{of}", role.title)))?;
            quote(role.evidence, out)?;
        }
    }
    for meeting in &facts.meetings {
        writeln!(out, "  {:<10} {}", meeting.kind.name(), clean_line(&told(meeting)))?;
        quote(meeting.evidence, out)?;
    }
    for agreement in &facts.agreements {
        let date = agreement.date.map(|date| date.to_string()).unwrap_or_default();
        let parties = agreement.parties.join(", ");
        let said = joined(&[&agreement.name, &agreement.kind, &agreement.action, &date, &parties]);
        writeln!(out, "  agreement  {}", clean_line(&said))?;
        quote(agreement.evidence, out)?;
    }
    writeln!(out)
}

fn told(meeting: &MeetingFact) -> String {
    let mut who: Vec<String> = meeting.participants.clone();
    who.extend(meeting.unnamed.iter().map(|one| match &one.of {
        Some(of) => format!("the {} of {of}", one.role),
        None => format!("the {}", one.role),
    }));
    who.extend(meeting.states.iter().chain(&meeting.organizations).cloned());
    let date = meeting.date.map(|date| date.to_string()).unwrap_or_default();
    let about: Vec<&str> = meeting.about.iter().chain(&meeting.agreements).map(String::as_str).collect();
    let about = if about.is_empty() { String::new() } else { format!("about {}", about.join(", ")) };
    let sure = format!("{:.0} % sure", meeting.confidence * 100.0);
    joined(&[
        &who.join(", "),
        meeting.status.name(),
        &date,
        meeting.place.as_deref().unwrap_or(""),
        &about,
        &sure,
    ])
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// A sentence with its mentions marked; below it whom each means, and the events with the rules that fired.
fn sentence(sentence: &Explained, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    let mut at = 0;
    for mention in &sentence.mentions {
        let (start, end) = (mention.span.start.max(at), mention.span.end.max(at));
        text.push_str(&clean(&sentence.text[at..start]));
        let marked = clean(&sentence.text[start..end]);
        text.push_str(&if color { style(mention.kind).paint(&marked, true) } else { format!("[{marked}]") });
        at = end;
    }
    text.push_str(&clean(&sentence.text[at..]));
    writeln!(out, "  {}", text.replace('\n', " "))?;
    for mention in sentence.mentions.iter().filter(|mention| mention.phrase != mention.means) {
        let means = if mention.means.is_empty() { String::new() } else { format!(" = {}", mention.means) };
        writeln!(out, "      {:<12} {}", mention.kind, clean_line(&format!("{}{means}", mention.phrase)))?;
    }
    for event in &sentence.events {
        writeln!(out, "      {}", style("event").paint(&clean_line(event), color))?;
    }
    Ok(())
}

fn style(kind: &str) -> Style {
    match kind {
        "person" | "pronoun" | "group" | "delegation" => Style::Bold,
        "office" | "offices" => Style::Cyan,
        "state" | "organization" => Style::Blue,
        "place" => Style::Green,
        _ => Style::Yellow,
    }
}
