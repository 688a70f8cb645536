//! `:set` and `:param`: what the shell keeps for all that follows.

use crate::cli::engine;
use crate::cli::failure::Outcome;
use crate::cli::repl::commands::SETTINGS;
use crate::cli::repl::shell::Shell;
use crate::error::Error;
use crate::output::cell;
use crate::query::Answer;

/// `:set`, `:set NAME`, `:set NAME VALUE`.
///
/// # Errors
/// Where there is no such setting, or it has no such value.
pub fn set(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let (name, value) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let value = value.trim().trim_start_matches('=').trim();
    if name.is_empty() {
        for (name, about) in SETTINGS {
            let line = format!("{name:<8} {:<10} {about}", current(shell, name));
            shell.line(&line)?;
        }
        return Ok(());
    }
    if !SETTINGS.iter().any(|(known, _)| *known == name) {
        let names: Vec<&str> = SETTINGS.iter().map(|(name, _)| *name).collect();
        return Err(
            Error::usage(format!("there is no setting {name}; there are {}", names.join(", "))).into()
        );
    }
    if !value.is_empty() {
        change(shell, name, value)?;
    }
    let line = format!("{name} is {}", current(shell, name));
    shell.line(&line)
}

fn change(shell: &mut Shell<'_>, name: &str, value: &str) -> Outcome {
    let off = value == "off";
    let number = || {
        value.parse::<f64>().map_err(|_| Error::usage(format!("\"{value}\" is no number, like 30, nor off")))
    };
    match name {
        "timeout" => shell.limits.timeout = if off { None } else { Some(engine::seconds(number()?)?) },
        "memory" if off => shell.limits.memory = None,
        "memory" => {
            let megabytes = value.parse::<usize>();
            let megabytes = megabytes
                .map_err(|_| Error::usage(format!("\"{value}\" is no whole number of megabytes, nor off")))?;
            shell.limits.memory = Some(engine::megabytes(megabytes));
        }
        "format" => shell.console.format = Some(value.parse().map_err(Error::usage)?),
        "color" => {
            shell.console.color_out = switch(value)?;
            shell.console.color_err = shell.console.color_out;
        }
        "pager" => shell.pager = switch(value)?,
        _ => shell.limits.write = switch(value)?,
    }
    Ok(())
}

fn switch(value: &str) -> Outcome<bool> {
    match value {
        "on" | "true" | "yes" => Ok(true),
        "off" | "false" | "no" => Ok(false),
        _ => Err(Error::usage(format!("\"{value}\" is neither on nor off")).into()),
    }
}

fn current(shell: &Shell<'_>, name: &str) -> String {
    let switch = |on: bool| if on { "on" } else { "off" }.to_owned();
    match name {
        "timeout" => {
            shell.limits.timeout.map_or("off".to_owned(), |time| format!("{} s", time.as_secs_f64()))
        }
        "memory" => shell.limits.memory.map_or("off".to_owned(), |bytes| format!("{} MB", bytes >> 20)),
        "format" => format!("{:?}", shell.console.row_format()).to_lowercase(),
        "color" => switch(shell.console.color_out),
        "pager" => switch(shell.pager),
        _ => switch(shell.limits.write),
    }
}

/// `:param`, `:param NAME EXPRESSION`, `:param NAME` to forget one.
///
/// # Errors
/// Those of the expression.
pub fn param(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let (name, expression) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let name = name.trim_start_matches('$').trim_end_matches(':').to_owned();
    let expression = expression.trim().trim_start_matches("=>").trim_start_matches('=').trim();
    if name.is_empty() {
        let lines: Vec<String> = shell
            .params
            .iter()
            .map(|(name, value)| format!("${name} = {}", cell(value, &Answer::default())))
            .collect();
        if lines.is_empty() {
            shell.console.note("no parameters; `:param since \"2025\"` makes one, `$since` uses it");
        }
        return lines.iter().try_for_each(|line| shell.line(line));
    }
    if expression.is_empty() {
        return match shell.params.remove(&name) {
            Some(_) => shell.line(&format!("${name} is forgotten")),
            None => Err(Error::usage(format!("there is no parameter ${name}")).into()),
        };
    }
    let statement = format!("RETURN {}", expression.trim_end_matches(';'));
    let found = engine::execute(&mut shell.session, &statement, &shell.params, &shell.limits)?;
    let value = found.rows.values().first().cloned().unwrap_or_default();
    let line = format!("${name} = {}", cell(&value, &Answer::default()));
    shell.params.insert(name, value);
    shell.mark_changed();
    shell.line(&line)
}
