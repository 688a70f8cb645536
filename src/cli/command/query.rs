//! `chancery query`: openCypher from the argument, a file or standard input.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::cli::answer::{self, View};
use crate::cli::args::{Global, Query};
use crate::cli::command::ask::HINT;
use crate::cli::console::Console;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::inbox::Inbox;
use crate::cli::place;
use crate::error::Error;
use crate::model::{Span, Value};
use crate::output::Format;
use crate::query::Params;
use crate::session::{Session, statements};

/// So many bytes of statements are read at once.
const STATEMENTS: usize = 1 << 16;

/// # Errors
/// Those of the statements and the store.
pub fn run(args: &Query, global: &Global, console: &mut Console) -> Outcome {
    let limits = Limits { strict_names: true, ..Limits::of(&args.rows, args.write)? };
    let params = parameters(&args.params)?;
    let (text, file) = if args.stream { (String::new(), None) } else { text(args)? };
    let mut session =
        if args.write { place::for_writing(global, console)? } else { place::for_asking(global, console)? };
    let view = View {
        notices: true,
        why: args.rows.why,
        empty_fails: args.rows.empty_fails,
        ended: args.stream,
        hint: Some(HINT),
        ..View::default()
    };
    if args.stream {
        let mut input = BufReader::with_capacity(STATEMENTS, Inbox::open());
        return stream(&mut input, &params, &limits, view, &mut session, console);
    }
    run_all(&text, file.as_deref(), &params, &limits, view, &mut session, console)
}

/// Runs every statement of a text and shows each answer as it comes.
fn run_all(
    text: &str,
    file: Option<&Path>,
    params: &Params,
    limits: &Limits,
    view: View,
    session: &mut Session,
    console: &mut Console,
) -> Outcome {
    let spans = statements::split(text).spans;
    if spans.is_empty() {
        return Err(Error::usage("there is no statement to run")
            .hint("chancery query \"MATCH (n) RETURN n LIMIT 5\"")
            .into());
    }
    for (number, span) in spans.iter().enumerate() {
        if number > 0 && console.row_format() == Format::Table {
            writeln!(console.out())?;
        }
        let found = engine::execute(session, span.of(text), params, limits)
            .map_err(|failure| placed(failure, text, *span, file))?;
        answer::show_of(session, &found, span.of(text), view, console)?;
    }
    Ok(())
}

/// Answers each statement as soon as its semicolon is read; an empty line ends its rows.
fn stream(
    input: &mut dyn BufRead,
    params: &Params,
    limits: &Limits,
    view: View,
    session: &mut Session,
    console: &mut Console,
) -> Outcome {
    let mut text = String::new();
    loop {
        let read = input
            .read_line(&mut text)
            .map_err(|error| Error::system(format!("cannot read standard input: {error}")))?;
        let found = statements::split(&text);
        let whole = found.spans.len() - usize::from(found.open && read > 0 && !found.spans.is_empty());
        for span in &found.spans[..whole] {
            let answer = engine::execute(session, span.of(&text), params, limits)
                .map_err(|failure| placed(failure, &text, *span, None))?;
            answer::show(&answer, span.of(&text), view, console)?;
        }
        if read == 0 {
            return Ok(());
        }
        // What is left is a statement without its semicolon, or a comment that is still open.
        match found.spans[..whole].last() {
            Some(last) => drop(text.drain(..last.end)),
            None if !found.open => text.clear(),
            None => {}
        }
    }
}

/// An error in one statement of a text, as an error in the text.
pub fn placed(failure: Failure, text: &str, statement: Span, file: Option<&Path>) -> Failure {
    match failure {
        Failure::Said(mut error) => {
            if let Error::Input(input) = &mut *error {
                input.span = input
                    .span
                    .map(|span| Span::new(span.start + statement.start, span.end + statement.start));
                input.source = Some(text.to_owned());
                input.file = file.map(Path::to_owned);
            }
            Failure::Said(error)
        }
        other => other,
    }
}

fn text(args: &Query) -> Outcome<(String, Option<std::path::PathBuf>)> {
    match (&args.text, &args.file) {
        (Some(text), _) if text != "-" => Ok((text.clone(), None)),
        (None, Some(path)) if path.as_os_str() != "-" => Ok((read(path)?, Some(path.clone()))),
        _ => {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| Error::system(format!("cannot read standard input: {error}")))?;
            Ok((utf8(bytes, "standard input")?, None))
        }
    }
}

/// The text of a file of the user's.
///
/// # Errors
/// Where it cannot be read, or is no text.
pub fn read(path: &Path) -> Outcome<String> {
    let bytes =
        fs::read(path).map_err(|error| Error::system(format!("cannot read {}: {error}", path.display())))?;
    utf8(bytes, &path.display().to_string())
}

fn utf8(bytes: Vec<u8>, name: &str) -> Outcome<String> {
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        Error::usage(format!("{name}:{}: this is no UTF-8 text", line + 1)).into()
    })
}

/// Reads `NAME=VALUE` pairs.
///
/// # Errors
/// Where one has no name.
pub fn parameters(pairs: &[String]) -> Outcome<Params> {
    pairs
        .iter()
        .map(|pair| match pair.split_once('=') {
            Some((name, text)) if !name.trim().is_empty() => {
                Ok((name.trim().trim_start_matches('$').to_owned(), value(text)))
            }
            _ => Err(Error::usage(format!("\"{pair}\" is no parameter; write NAME=VALUE")).into()),
        })
        .collect()
}

/// A JSON value, else the text itself.
fn value(text: &str) -> Value {
    serde_json::from_str(text).map_or_else(|_| Value::from(text), from_json)
}

fn from_json(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Boolean(truth),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) => Value::Integer(number),
            None => number.as_f64().map_or_else(|| Value::from(number.to_string()), Value::Float),
        },
        serde_json::Value::String(text) => Value::from(text),
        serde_json::Value::Array(items) => Value::list(items.into_iter().map(from_json).collect()),
        serde_json::Value::Object(entries) => {
            Value::map(entries.into_iter().map(|(key, item)| (key.into(), from_json(item))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_a_json_value_or_a_text() {
        let pairs =
            ["a=10", "b=Ali Larijani", "c=[1,\"x\"]", "$d=2025-10", "e=\"2025\"", "f="].map(str::to_owned);
        let params = parameters(&pairs).unwrap_or_default();
        assert_eq!(params["a"], Value::Integer(10));
        assert_eq!(params["b"], Value::from("Ali Larijani"));
        assert_eq!(params["c"], Value::list(vec![Value::Integer(1), Value::from("x")]));
        assert_eq!(params["d"], Value::from("2025-10"));
        assert_eq!(params["e"], Value::from("2025"));
        assert_eq!(params["f"], Value::from(""));
        assert!(parameters(&["nothing".to_owned()]).is_err());
    }
}
