//! The colon commands, a table row each.

use std::path::PathBuf;
use std::process::Command as Process;
use std::{env, fs, io::Write};

use crate::cli::answer::write_why;
use crate::cli::command::{self, log, names, review, schema, stats, undo, why};
use crate::cli::failure::Outcome;
use crate::cli::repl::input::{self, Input};
use crate::cli::repl::shell::{Next, Shell};
use crate::cli::repl::{drawing, settings};
use crate::cli::{card, clock, place, subject};
use crate::error::Error;
use crate::model::Element;
use crate::output::export::Kind;
use crate::query::functions;
use crate::verbs::FORMS;

/// One colon command.
pub struct Command {
    pub name: &'static str,
    /// What stands behind the name.
    pub usage: &'static str,
    pub about: &'static str,
    run: fn(&mut Shell<'_>, &str) -> Outcome,
}

/// All colon commands but `:quit`, in the order of the help.
pub const COMMANDS: &[Command] = &[
    Command { name: "help", usage: "[COMMAND|FUNCTION]", about: "what there is", run: help },
    Command { name: "why", usage: "N|NAME", about: "the sentences behind row N, or behind a name", run: why },
    Command { name: "show", usage: "NAME", about: "all about one name", run: show },
    Command { name: "names", usage: "[NAME]", about: "names and spellings in the store", run: names },
    Command {
        name: "draw",
        usage: "[FILE.svg|.png|.dot|.html]",
        about: "draws the last answer",
        run: drawing::draw,
    },
    Command {
        name: "export",
        usage: "FORMAT FILE",
        about: "writes the last answer into a file",
        run: drawing::export,
    },
    Command {
        name: "run",
        usage: "SCRIPT [--NAME VALUE]…",
        about: "runs a saved script; :run alone lists them",
        run: run_script,
    },
    Command { name: "cypher", usage: "", about: "the Cypher of the last question", run: cypher },
    Command { name: "explain", usage: "[CYPHER]", about: "how it would be answered", run: explain },
    Command {
        name: "profile",
        usage: "[CYPHER]",
        about: "how it is answered, with rows and times",
        run: profile,
    },
    Command { name: "again", usage: "", about: "asks the last question again", run: again },
    Command { name: "last", usage: "[all]", about: "shows the last answer again", run: last },
    Command {
        name: "edit",
        usage: "",
        about: "opens the last input in your editor, then runs it",
        run: edit,
    },
    Command {
        name: "set",
        usage: "[NAME VALUE]",
        about: "timeout, memory, format, color, pager, write",
        run: settings::set,
    },
    Command {
        name: "param",
        usage: "[NAME EXPRESSION]",
        about: "parameters for all statements",
        run: settings::param,
    },
    Command { name: "load", usage: "PATH…", about: "loads articles", run: load },
    Command { name: "review", usage: "", about: "decides what is uncertain", run: review },
    Command { name: "log", usage: "", about: "what was done to the store", run: log },
    Command { name: "undo", usage: "[BATCH]", about: "takes a batch back", run: undo },
    Command { name: "schema", usage: "", about: "labels, relationship types, properties", run: schema },
    Command { name: "stats", usage: "", about: "how much there is", run: stats },
];

/// What `:set` knows, with what it means.
pub const SETTINGS: &[(&str, &str)] = &[
    ("timeout", "seconds after which a statement stops"),
    ("memory", "megabytes that a statement may hold"),
    ("format", "table, tsv, csv, json, jsonl, compact, columns, md or dot"),
    ("color", "on or off"),
    ("pager", "whether long answers go through PAGER"),
    ("write", "whether statements may change the graph"),
];

/// Runs the command that a line names, or whose name it begins.
///
/// # Errors
/// Where there is none, and those of the command.
pub fn run(shell: &mut Shell<'_>, text: &str) -> Outcome<Next> {
    let (name, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let name = name.to_lowercase();
    if !name.is_empty() && ("quit".starts_with(&name) || name == "exit") {
        return Ok(Next::Leave);
    }
    let exact = COMMANDS.iter().find(|command| command.name == name);
    let mut beginning = COMMANDS.iter().filter(|command| !name.is_empty() && command.name.starts_with(&name));
    let command = match (exact, beginning.next(), beginning.next()) {
        (Some(command), _, _) | (None, Some(command), None) => command,
        (None, Some(one), Some(other)) => {
            return Err(Error::usage(format!(":{name} may be :{} or :{}", one.name, other.name)).into());
        }
        (None, None, _) => {
            return Err(Error::usage(format!("there is no command :{name}")).hint(":help lists them").into());
        }
    };
    (command.run)(shell, argument.trim())?;
    Ok(Next::Stay)
}

/// What may follow what is typed behind a colon.
pub fn usage_rest(typed: &str) -> Option<String> {
    let (name, argument) = typed.split_once(' ').map_or((typed, None), |(name, rest)| (name, Some(rest)));
    let command = COMMANDS.iter().find(|command| command.name == name)?;
    (argument.is_none_or(str::is_empty) && !command.usage.is_empty()).then(|| command.usage.to_owned())
}

/// Whether a line is a command whose argument is a file.
pub fn takes_files(line: &str) -> bool {
    [":load ", ":draw "].iter().any(|command| line.starts_with(command))
}

/// The formats that `:export` knows.
pub fn export_formats() -> impl Iterator<Item = &'static str> {
    ["dot", "svg", "png"].into_iter().chain(Kind::NAMES)
}

fn help(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let topic = argument.trim_start_matches(':');
    if let Some(command) = COMMANDS.iter().find(|command| command.name == topic) {
        return shell.line(&format!(":{} {}\n  {}", command.name, command.usage, command.about));
    }
    if let Some(function) = functions::find(topic) {
        return shell.line(&format!("{}()\n  {}", function.name, function.doc));
    }
    if !topic.is_empty() {
        return Err(Error::usage(format!("there is no command and no function {topic}"))
            .hint(":help lists the commands")
            .into());
    }
    let mut text = String::from("Questions in words, run on Enter:\n");
    for form in FORMS {
        text.push_str(&format!("  {}\n", form.usage));
    }
    text.push_str("openCypher, run at its semicolon, over as many lines as you like:\n");
    text.push_str("  MATCH (p:Person)-[:ATTENDED]->(m:Meeting) RETURN p.name, m.date LIMIT 5;\n");
    text.push_str("Commands:\n");
    for command in COMMANDS {
        let head = format!(":{} {}", command.name, command.usage);
        text.push_str(&format!("  {head:<36} {}\n", command.about));
    }
    text.push_str(&format!("  {:<36} leaves, as does Ctrl-D\n", ":quit"));
    text.push_str("Ctrl-C stops what is running and clears the line. Ctrl-R searches the history.\n");
    shell.page(text.as_bytes())
}

fn why(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let layout = shell.console.layout(false);
    let mut text = Vec::new();
    if argument.is_empty() || argument.parse::<usize>().is_ok() {
        let rows = shell.last()?.answer.rows.len();
        let number = if argument.is_empty() && rows == 1 { 1 } else { argument.parse().unwrap_or(0) };
        if number == 0 || number > rows {
            let range = if rows == 0 { "has no rows".to_owned() } else { format!("has rows 1 to {rows}") };
            return Err(Error::usage(format!(
                "the last answer {range}; write :why with one of their numbers"
            ))
            .into());
        }
        write_why(&shell.last()?.answer, number - 1, layout, &mut text)?;
    } else {
        let subject = subject::find(&shell.session, argument, shell.console)?;
        why::write(&mut shell.session, subject, layout, &mut text)?;
    }
    shell.page(&text)
}

fn show(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    if argument.is_empty() {
        return Err(Error::usage("write :show with a name").into());
    }
    let layout = shell.console.layout(false);
    let mut text = Vec::new();
    match subject::find(&shell.session, argument, shell.console)? {
        Element::Node(node) => card::write(&mut shell.session, node, layout, &mut text)?,
        edge @ Element::Edge(_) => why::write(&mut shell.session, edge, layout, &mut text)?,
    }
    shell.page(&text)
}

fn names(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    if argument.is_empty() {
        let found = names::all(&mut shell.session)?;
        return shell.show(&found, "", false);
    }
    let (found, notes) = names::named(&shell.session, argument)?;
    shell.show(&found, "", false)?;
    notes.iter().for_each(|note| shell.console.note(note));
    Ok(())
}

fn run_script(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    command::run::in_shell(shell, &words(argument))
}

/// Words as a shell parts them: at spaces outside quotation marks.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote, mut open) = (String::new(), None, false);
    for letter in text.chars() {
        match (quote, letter) {
            (Some(mark), _) if letter == mark => quote = None,
            (None, '"' | '\'') => (quote, open) = (Some(letter), true),
            (None, _) if letter.is_whitespace() => {
                if open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                    open = false;
                }
            }
            _ => word.push(letter),
        }
    }
    if open || !word.is_empty() {
        words.push(word);
    }
    words
}

fn cypher(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let last = shell.last()?.clone();
    shell.line(&format!("{};", last.cypher.trim_end()))?;
    for (name, value) in &last.params {
        shell.console.note(&format!("${name} = {}", crate::output::cell(value, &last.answer)));
    }
    Ok(())
}

fn explain(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    planned(shell, "EXPLAIN", argument)
}

fn profile(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    planned(shell, "PROFILE", argument)
}

fn planned(shell: &mut Shell<'_>, how: &str, argument: &str) -> Outcome {
    let argument = argument.trim_end_matches(';');
    let (text, brought) = if argument.is_empty() {
        let last = shell.last()?;
        (last.cypher.clone(), last.params.clone())
    } else {
        (argument.to_owned(), Default::default())
    };
    let mut params = shell.params.clone();
    params.extend(brought);
    let found =
        crate::cli::engine::execute(&mut shell.session, &format!("{how} {text}"), &params, &shell.limits)?;
    let mut plan = Vec::new();
    crate::cli::answer::write_plan(found.plan.as_deref().unwrap_or_default(), &mut plan)?;
    shell.page(&plan)
}

fn again(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let input = shell.last()?.input.clone();
    shell.take(&input).map(|_| ())
}

fn last(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let last = shell.last()?.clone();
    shell.show(&last.answer, &last.cypher, argument == "all")
}

fn edit(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let text = match shell.last.as_ref().map(|last| &last.input) {
        Some(Input::Statement(text)) => format!("{text};\n"),
        Some(Input::Question(text) | Input::Command(text)) => format!("{text}\n"),
        None => String::new(),
    };
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let path =
        env::temp_dir().join(format!("chancery-{}-{}.cypher", std::process::id(), clock::nanoseconds()));
    let failed = |what: &str, error: std::io::Error| Error::system(format!("cannot {what}: {error}"));
    // The folder is everybody's: what stands there already is not written through.
    fs::File::create_new(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| failed("write a file to edit", error))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status =
        Process::new(program).args(words).arg(&path).status().map_err(|error| {
            failed(&format!("open the editor {program}"), error).hint("set EDITOR to yours")
        });
    let edited =
        status.and_then(|_| fs::read_to_string(&path).map_err(|error| failed("read what was edited", error)));
    let _ = fs::remove_file(&path);
    let (mut inputs, open) = input::whole(&edited?);
    if open {
        return Err(Error::usage("what was edited does not end with a semicolon; nothing was run").into());
    }
    inputs.retain(|input| *input != Input::Command("edit".to_owned()));
    for input in inputs {
        shell.take(&input)?;
    }
    Ok(())
}

fn load(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let paths: Vec<PathBuf> = words(argument).into_iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        return Err(Error::usage("write :load with files or folders").into());
    }
    let report = place::load(&mut shell.session, &paths, shell.console)?;
    place::tell_rejections(&report, shell.console);
    command::load::write_summary(&report, shell.console.out())?;
    shell.mark_changed();
    Ok(shell.console.flush()?)
}

fn review(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let outcome = review::walk(&mut shell.session, shell.console);
    shell.mark_changed();
    outcome
}

fn log(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let found = log::log(&mut shell.session)?;
    shell.show(&found, "", false)
}

fn undo(shell: &mut Shell<'_>, argument: &str) -> Outcome {
    let batch = match argument {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| Error::usage(format!("\"{text}\" is no number of a batch; :log shows them")))?,
        ),
    };
    let said = undo::undo(&mut shell.session, batch)?;
    shell.mark_changed();
    shell.line(&said)
}

fn schema(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let found = schema::schema(&shell.session);
    shell.show(&found, "", false)
}

fn stats(shell: &mut Shell<'_>, _: &str) -> Outcome {
    let found = stats::stats(&mut shell.session)?;
    shell.show(&found, "", false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_a_shell_parts_them() {
        assert_eq!(
            words("who-met --who \"Ali Larijani\" --about ''"),
            ["who-met", "--who", "Ali Larijani", "--about", ""]
        );
    }

    #[test]
    fn every_command_has_a_name_of_its_own() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMANDS.len());
    }
}
