//! `chancery review`: walks through what is uncertain, one key an answer.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use console::{Key, Term};
use serde::{Deserialize, Serialize};

use crate::cli::answer::{self, View, counted};
use crate::cli::args::{Global, Review};
use crate::cli::console::{Console, Style};
use crate::cli::failure::Outcome;
use crate::cli::{clock, place};
use crate::error::Error;
use crate::model::{Decision, Value, Verdict};
use crate::output::{clean_line, quiet_json};
use crate::query::Answer;
use crate::session::Session;

/// A decision made by hand, as `--export` writes it.
#[derive(Serialize, Deserialize)]
struct Line {
    left: String,
    right: String,
    accepted: bool,
}

/// # Errors
/// Those of the store; a line of `--replay` that is none.
pub fn run(args: &Review, global: &Global, console: &mut Console) -> Outcome {
    if args.export {
        return export(&place::for_reading(global, console)?, console);
    }
    if let Some(file) = &args.replay {
        let mut session = place::for_writing(global, console)?;
        return replay(&mut session, file, console);
    }
    if !is_dialogue() {
        let session = place::for_reading(global, console)?;
        return answer::show(&listed(&session), "", View::default(), console);
    }
    let mut session = place::for_writing(global, console)?;
    walk(&mut session, console)
}

/// Whether there is somebody to ask.
fn is_dialogue() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The doubts as rows.
fn listed(session: &Session) -> Answer {
    let rows = session.doubts().into_iter().map(|doubt| {
        vec![
            Value::from(name_of(&doubt.left)),
            Value::from(name_of(&doubt.right)),
            Value::Float(doubt.score),
            Value::from(doubt.reasons.clone()),
            Value::from(doubt.left.clone()),
            Value::from(doubt.right),
        ]
    });
    answer::rows_of(&["one", "other", "score", "reasons", "left", "right"], rows.collect())
}

fn name_of(key: &str) -> &str {
    key.split_once('#').map_or(key, |(_, name)| name)
}

/// What a key means.
enum Reply {
    Yes,
    No,
    Later,
    Back,
    Leave,
}

/// Asks about every doubt in turn.
///
/// # Errors
/// Those of the store and the terminal.
pub fn walk(session: &mut Session, console: &mut Console) -> Outcome {
    if !is_dialogue() {
        return answer::show(&listed(session), "", View::default(), console);
    }
    let doubts = session.doubts();
    if doubts.is_empty() {
        console.note("nothing is uncertain");
        return Ok(());
    }
    let mut done: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(doubt) = doubts.get(at) {
        let question = asked(session, doubt, at + 1, doubts.len(), console.color_err);
        console.say(&question);
        match reply()? {
            reply @ (Reply::Yes | Reply::No) => {
                let yes = matches!(reply, Reply::Yes);
                // A doubt that an earlier answer has settled too is nothing to tell of.
                match session.settle(&doubt.left, &doubt.right, yes, clock::seconds()) {
                    Ok(Some(_)) => done.push(at),
                    Ok(None) => {}
                    Err(error) => console.error(&error),
                }
                at += 1;
            }
            Reply::Later => at += 1,
            Reply::Back => match done.pop() {
                Some(place) => {
                    session.store_mut().undo(None, clock::seconds())?;
                    at = place;
                }
                None => console.note("nothing is decided yet that could be taken back"),
            },
            Reply::Leave => break,
        }
    }
    let left = session.doubts().len();
    writeln!(console.out(), "{} decided, {} left", done.len(), counted(left, "doubt"))?;
    Ok(console.flush()?)
}

fn reply() -> Outcome<Reply> {
    let terminal = Term::stderr();
    loop {
        let key = terminal.read_key().map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => Error::Interrupted("stopped; what was decided is kept".to_owned()),
            _ => Error::system(format!("cannot read from the terminal: {error}")),
        })?;
        return Ok(match key {
            Key::Char('y' | 'Y') => Reply::Yes,
            Key::Char('n' | 'N') => Reply::No,
            Key::Char('s' | 'S' | ' ') | Key::Enter => Reply::Later,
            Key::Char('u' | 'U') | Key::Backspace => Reply::Back,
            Key::Char('q' | 'Q' | '\u{4}') | Key::Escape | Key::CtrlC => Reply::Leave,
            _ => continue,
        });
    }
}

/// A doubt with the sentences that the two names stand in.
fn asked(session: &Session, doubt: &Decision, number: usize, of: usize, color: bool) -> String {
    let (one, other) = (clean_line(name_of(&doubt.left)), clean_line(name_of(&doubt.right)));
    let what = if other.is_empty() {
        format!("Does this hold: {one}?")
    } else {
        format!("Are {one} and {other} the same?")
    };
    let mut text = format!("\n{number}/{of}  {}", Style::Bold.paint(&what, color));
    text.push_str(&format!(
        "  {}\n",
        Style::Dim.paint(&format!("{:.0} % alike", doubt.score * 100.0), color)
    ));
    for reason in &doubt.reasons {
        text.push_str(&format!("  - {}\n", clean_line(reason)));
    }
    for key in [&doubt.left, &doubt.right] {
        let Some((title, sentence)) = session.mention(key) else { continue };
        let names: BTreeSet<String> = [name_of(key).to_owned()].into();
        text.push_str(&format!("  {}\n", Style::Dim.paint(&clean_line(&title), color)));
        text.push_str(&format!(
            "    “{}”\n",
            crate::cli::sentences::marked(&clean_line(&sentence), &names, color)
        ));
    }
    text.push_str(&Style::Dim.paint("  y yes · n no · s later · u undo · q leave", color));
    text
}

fn export(session: &Session, console: &mut Console) -> Outcome {
    for decision in session.graph().decisions().filter(|decision| decision.by_hand) {
        let accepted = matches!(decision.verdict, Verdict::Same | Verdict::Accepted);
        let line = Line { left: decision.left.clone(), right: decision.right.clone(), accepted };
        let line = serde_json::to_string(&line).map_err(io::Error::from)?;
        writeln!(console.out(), "{}", quiet_json(&line))?;
    }
    Ok(())
}

fn replay(session: &mut Session, file: &Path, console: &mut Console) -> Outcome {
    let text = read(file)?;
    let mut done = 0;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{}:{}", file.display(), number + 1);
        let decision: Line = serde_json::from_str(line).map_err(|_| {
            Error::usage(format!("{place}: this is no decision"))
                .hint("`chancery review --export` writes them")
        })?;
        match session.settle(&decision.left, &decision.right, decision.accepted, clock::seconds()) {
            Ok(settled) => done += usize::from(settled.is_some()),
            Err(error) => console.warn(&format!("{place}: {error}")),
        }
    }
    Ok(writeln!(console.out(), "{}", counted(done, "decision").as_str())?)
}

fn read(file: &Path) -> Outcome<String> {
    if file.as_os_str() != "-" {
        let text = fs::read_to_string(file);
        return text
            .map_err(|error| Error::system(format!("cannot read {}: {error}", file.display())).into());
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Error::system(format!("cannot read standard input: {error}")))?;
    Ok(text)
}
