//! `chancery run`: saved scripts. Their parameters are flags, made from their headers.

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::{Arg, ArgMatches, Args, FromArgMatches};

use crate::cli::answer::{self, View};
use crate::cli::args::{Global, Run, RunFlags};
use crate::cli::command::ask::HINT;
use crate::cli::console::Console;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::repl::{Input, Last, Shell};
use crate::cli::{catalogue, place};
use crate::error::{Error, InputError};
use crate::model::Value;
use crate::output::Format;
use crate::query::{Answer, Params};
use crate::session::Session;
use crate::session::script::{Kind, Param, Script, Statement};
use crate::verbs::{self, Wanted};

mod check;

/// # Errors
/// Those of the scripts and the store.
pub fn run(args: &Run, global: &Global, console: &mut Console) -> Outcome {
    if args.list {
        return list(console);
    }
    if let Some(folder) = &args.check {
        return check::run(folder, args.bless, global, console);
    }
    let names: Vec<&String> = args.rest.iter().take_while(|word| !word.starts_with('-')).collect();
    if names.is_empty() {
        return Err(Error::usage("no script is named").hint("`chancery run --list` shows them").into());
    }
    let scripts = names.iter().map(|name| catalogue::find(name)).collect::<Outcome<Vec<_>>>()?;
    let matches = flags(&scripts, &args.rest[names.len()..])?;
    let mut global = global.clone();
    adopt(&mut global, &matches)?;
    console.format = global.format;
    console.excel_safe = global.excel_safe;
    let own = RunFlags::from_arg_matches(&matches).map_err(|error| Error::usage(error.to_string()))?;
    let limits = Limits::of(&own.rows, own.write)?;
    let mut session =
        if own.write { place::for_writing(&global, console)? } else { place::for_reading(&global, console)? };
    let view =
        View { why: own.rows.why, empty_fails: own.rows.empty_fails, hint: Some(HINT), ..View::default() };
    for (number, script) in scripts.iter().enumerate() {
        let given = |param: &Param| matches.get_one::<String>(&param.name).map(String::as_str);
        let params = bind(script, &given, &session)?;
        if scripts.len() > 1 && console.row_format() == Format::Table {
            writeln!(console.out(), "{}{}", if number > 0 { "\n" } else { "" }, script.title)?;
        }
        run_script(script, &params, &limits, &mut session, &mut |session, statement, found| {
            answer::show_of(session, &found, &statement.text, view, console)
        })?;
    }
    Ok(())
}

/// `:run` in the shell: the same flags, the shell's own store and limits; its last rows can be asked `:why`.
///
/// # Errors
/// Those of the scripts.
pub fn in_shell(shell: &mut Shell<'_>, words: &[String]) -> Outcome {
    let names: Vec<&String> = words.iter().take_while(|word| !word.starts_with('-')).collect();
    if names.is_empty() {
        list(shell.console)?;
        return Ok(shell.console.flush()?);
    }
    let scripts = names.iter().map(|name| catalogue::find(name)).collect::<Outcome<Vec<_>>>()?;
    let matches = flags(&scripts, &words[names.len()..])?;
    for script in &scripts {
        let given = |param: &Param| matches.get_one::<String>(&param.name).map(String::as_str);
        let params = bind(script, &given, &shell.session)?;
        let limits = shell.limits.clone();
        let mut answers = Vec::new();
        run_script(script, &params, &limits, &mut shell.session, &mut |_, statement, found| {
            answers.push((statement.text.clone(), found));
            Ok(())
        })?;
        for (cypher, answer) in answers {
            let input = Input::Command(format!("run {}", words.join(" ")));
            shell.keep_and_show(Last { input, cypher, params: params.clone(), answer })?;
        }
    }
    Ok(())
}

/// Runs the statements of a script in their order.
///
/// # Errors
/// Those of a statement, with the script's file and line; those of `take`.
pub fn run_script(
    script: &Script,
    params: &Params,
    limits: &Limits,
    session: &mut Session,
    take: &mut dyn FnMut(&mut Session, &Statement, Answer) -> Outcome,
) -> Outcome {
    for statement in &script.statements {
        let found = engine::execute(session, &statement.text, params, limits)
            .map_err(|failure| placed(failure, statement))?;
        take(session, statement, found)?;
    }
    Ok(())
}

/// An error in a statement, with the file and the line it has there.
fn placed(failure: Failure, statement: &Statement) -> Failure {
    let Failure::Said(mut error) = failure else { return failure };
    if let Error::Input(input) = &mut *error {
        shift(input, statement);
    }
    Failure::Said(error)
}

fn shift(input: &mut InputError, statement: &Statement) {
    let above = statement.lines_before;
    input.file = Some(statement.file.clone());
    input.source = Some("\n".repeat(above) + &statement.text);
    input.span = Some(match input.span {
        Some(span) => crate::model::Span::new(span.start + above, span.end + above),
        None => crate::model::Span::new(above, above),
    });
}

/// The parameters of a script: those given, read as their types, else their defaults. A name is
/// given as the store has it.
///
/// # Errors
/// Where one is missing or of another type, or a name leads to nothing or several things.
pub fn bind<'a>(
    script: &Script,
    given: &dyn Fn(&Param) -> Option<&'a str>,
    session: &Session,
) -> Outcome<Params> {
    let mut params = Params::new();
    for param in &script.params {
        let value = match (given(param), &param.default) {
            (Some(text), _) => param
                .kind
                .read(text)
                .map_err(|message| Error::usage(format!("--{}: {message}", param.name)))?,
            (None, Some(default)) => default.clone(),
            (None, None) => {
                return Err(Error::usage(format!(
                    "{} needs --{} {}",
                    script.name(),
                    param.name,
                    param.kind.name()
                ))
                .hint(param.meaning.clone())
                .into());
            }
        };
        let value = match (param.kind, value.as_str()) {
            (Kind::Name, Some(name)) if !name.is_empty() => {
                Value::String(verbs::resolve(session.graph(), name, Wanted::Anything)?.name)
            }
            _ => value,
        };
        params.insert(param.name.clone(), value);
    }
    Ok(params)
}

/// Reads the flags that stand behind the scripts; `--help` is an answer of its own.
fn flags(scripts: &[Script], rest: &[String]) -> Outcome<ArgMatches> {
    let name: Vec<String> = scripts.iter().map(Script::name).collect();
    let about: Vec<String> = scripts.iter().map(described).collect();
    let called = format!("chancery run {}", name.join(" "));
    let mut command = clap::Command::new(called.clone())
        .bin_name(called)
        .max_term_width(100)
        .next_help_heading("Parameters");
    let mut seen = BTreeSet::new();
    for param in scripts.iter().flat_map(|script| &script.params) {
        if seen.insert(param.name.clone()) {
            command = command.arg(flag(param));
        }
    }
    let titles: Vec<String> = scripts.iter().map(|script| script.title.clone()).collect();
    let command = RunFlags::augment_args(Global::augment_args(command.next_help_heading("Options")))
        .about(titles.join("; "))
        .long_about(about.join("\n\n"));
    let words = std::iter::once(OsString::from("chancery")).chain(rest.iter().map(OsString::from));
    command.try_get_matches_from(words).map_err(|error| match error.kind() {
        clap::error::ErrorKind::DisplayHelp => Failure::Help(error.render().to_string()),
        _ => Failure::Misused(error.render().to_string()),
    })
}

fn flag(param: &Param) -> Arg {
    let default = match &param.default {
        Some(Value::String(text)) if !text.is_empty() => format!(" [default: {text}]"),
        Some(Value::Integer(number)) => format!(" [default: {number}]"),
        Some(Value::Float(number)) => format!(" [default: {number}]"),
        Some(Value::Boolean(truth)) => format!(" [default: {truth}]"),
        _ => String::new(),
    };
    Arg::new(param.name.clone())
        .long(param.name.clone())
        .value_name(param.kind.name())
        .allow_hyphen_values(true)
        .help(format!("{}{default}", param.meaning))
}

fn described(script: &Script) -> String {
    let about = script.about.join("\n");
    format!("{}\n{}", script.title, if about.trim().is_empty() { "" } else { &about }).trim_end().to_owned()
}

/// Global flags may stand before the script or behind it; what stands behind counts.
fn adopt(global: &mut Global, matches: &ArgMatches) -> Outcome {
    let behind = Global::from_arg_matches(matches).map_err(|error| Error::usage(error.to_string()))?;
    let from_words = |name: &str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    if from_words("store") || global.store.is_none() {
        global.store = behind.store;
    }
    if !behind.articles.is_empty() {
        global.articles = behind.articles;
    }
    if behind.format.is_some() {
        global.format = behind.format;
    }
    if behind.as_of.is_some() {
        global.as_of = behind.as_of;
    }
    global.excel_safe |= behind.excel_safe;
    Ok(())
}

fn list(console: &mut Console) -> Outcome {
    let scripts = catalogue::shipped()?;
    let wide = scripts.iter().map(|script| script.name().len()).max().unwrap_or(0);
    for script in scripts {
        let params: Vec<String> = script.params.iter().map(|param| format!("--{}", param.name)).collect();
        writeln!(console.out(), "{:<wide$}  {}", script.name(), script.title)?;
        if !params.is_empty() {
            writeln!(console.out(), "{:<wide$}  {}", "", params.join(" "))?;
        }
    }
    Ok(())
}
