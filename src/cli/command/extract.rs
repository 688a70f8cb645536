//! `chancery extract`: what is understood of articles, as JSON lines or in words. No store is touched.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use crate::cli::args::{Extract, Global};
use crate::cli::command::load::REJECTED;
use crate::cli::console::{Console, Style};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::{interrupt, place};
use crate::error::Error;
use crate::model::{ArticleFacts, MeetingFact};
use crate::output::{Format, clean_line, quiet_json};
use crate::session::each_fact;

/// # Errors
/// Those of the output; status 6 where articles were rejected and that counts.
pub fn run(args: &Extract, global: &Global, console: &mut Console) -> Outcome {
    if !matches!(global.format, None | Some(Format::Jsonl)) {
        return Err(Error::usage("extract prints JSON lines; leave out --format, or write --explain").into());
    }
    let paths = paths(args)?;
    let (mut taken, mut rejected) = (0_usize, 0_usize);
    let outcome: Outcome = interrupt::stoppable(None, |stop| {
        let mut outcome = Ok(());
        each_fact(place::sources(&paths), &mut |facts| {
            match facts {
                Err(rejection) => {
                    rejected += 1;
                    console.warn(&format!("rejected: {rejection}"));
                }
                Ok(facts) => {
                    taken += 1;
                    outcome = write(&facts, args.explain, console);
                }
            }
            outcome.is_ok() && stop.reason().is_none()
        });
        if stop.reason().is_some() {
            outcome = Err(Error::Interrupted(format!("stopped after {taken} articles")).into());
        }
        outcome
    });
    outcome?;
    console.flush()?;
    if rejected > 0 && (args.strict || taken == 0) { Err(Failure::Status(REJECTED)) } else { Ok(()) }
}

fn paths(args: &Extract) -> Outcome<Vec<PathBuf>> {
    if !args.paths.is_empty() {
        return Ok(args.paths.clone());
    }
    if io::stdin().is_terminal() {
        return Err(Error::usage("there is nothing to read").hint("chancery extract data/articles").into());
    }
    Ok(vec![PathBuf::from("-")])
}

fn write(facts: &ArticleFacts, explain: bool, console: &mut Console) -> Outcome {
    if explain {
        return Ok(explained(facts, console.color_out, console.out())?);
    }
    let line = serde_json::to_string(facts).map_err(io::Error::from)?;
    Ok(writeln!(console.out(), "{}", quiet_json(&line))?)
}

/// The facts in words, the sentence below each.
fn explained(facts: &ArticleFacts, color: bool, out: &mut dyn Write) -> io::Result<()> {
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
