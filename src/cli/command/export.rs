//! `chancery export`: the graph, or part of it, for other programs and for people's eyes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::args::{Export, Global};
use crate::cli::command::dump::to_file;
use crate::cli::command::query::parameters;
use crate::cli::command::run::{bind, run_script};
use crate::cli::console::Console;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::Outcome;
use crate::cli::{catalogue, neighbourhood, place, subject};
use crate::error::Error;
use crate::model::Element;
use crate::output::drawing::{self, Caption, Style};
use crate::output::export::{self, Kind};
use crate::query::Answer;
use crate::session::Session;

/// Above so many nodes a drawing is hard to read.
const CROWDED: usize = 60;
/// Above so many it is drawn only where that is asked for.
const UNREADABLE: usize = 300;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Dot,
    /// An image that Graphviz makes, by its name for the format.
    Image(&'static str),
    Other(Kind),
}

impl Target {
    /// # Errors
    /// Where there is no such format.
    pub fn of(name: &str) -> Outcome<Self> {
        Ok(match name {
            "dot" => Target::Dot,
            "svg" => Target::Image("svg"),
            "png" => Target::Image("png"),
            other => Target::Other(other.parse().map_err(Error::usage)?),
        })
    }
}

/// # Errors
/// Those of the statement, the store and the output.
pub fn run(args: &Export, global: &Global, console: &mut Console) -> Outcome {
    let target = Target::of(&args.target)?;
    let layout = args.layout.as_deref().map(str::parse::<Style>).transpose().map_err(Error::usage)?;
    let mut session = place::for_reading(global, console)?;
    let drawn = matches!(target, Target::Dot | Target::Image(_) | Target::Other(Kind::Html));
    let (mut found, mut caption) = part(args, &mut session, drawn, console)?;
    if let Some(title) = &args.title {
        caption.title.clone_from(title);
    }
    caption.as_of = global.as_of.map(|date| date.to_string());
    if drawn {
        found = neighbourhood::around(&found, &mut session)?;
    }
    write(target, &found, &caption, layout, args.force, args.output.as_deref(), console)
}

/// Writes an answer's graph.
///
/// # Errors
/// Where a drawing would be too large to read, where Graphviz is not there, and those of the output.
pub fn write(
    target: Target,
    found: &Answer,
    caption: &Caption,
    layout: Option<Style>,
    force: bool,
    output: Option<&Path>,
    console: &mut Console,
) -> Outcome {
    match target {
        Target::Other(kind) => write_other(kind, found, output, console),
        Target::Dot | Target::Image(_) => {
            crowd(found.nodes.len(), force, console)?;
            let text = drawing::draw(found, layout, caption);
            let bytes = match target {
                Target::Image(format) => rendered(&text, format)?,
                _ => text.into_bytes(),
            };
            to_file(output, console, &mut |out| Ok(out.write_all(&bytes)?))
        }
    }
}

/// What is to be written, and what a drawing of it is called.
fn part(
    args: &Export,
    session: &mut Session,
    drawn: bool,
    console: &mut Console,
) -> Outcome<(Answer, Caption)> {
    let limits = Limits::default();
    let params = parameters(&args.params)?;
    if let Some(statement) = &args.query {
        let found = engine::execute(session, statement, &params, &limits)?;
        return Ok((found, Caption { title: String::new(), query: statement.clone(), ..Caption::default() }));
    }
    if let Some(words) = &args.ask {
        let asked = engine::ask(session, words, &limits, console)?;
        let about = asked.question.params.get("who").and_then(|who| who.as_str()).map(str::to_owned);
        let query = asked.question.cypher;
        return Ok((asked.answer, Caption { title: words.clone(), query, about, ..Caption::default() }));
    }
    if let Some(name) = &args.script {
        let script = catalogue::find(name)?;
        let text =
            |param: &crate::session::script::Param| params.get(&param.name).and_then(|value| value.as_str());
        let bound = bind(&script, &text, session)?;
        let mut last = Answer::default();
        run_script(&script, &bound, &limits, session, &mut |_, _, found| {
            last = found;
            Ok(())
        })?;
        return Ok((
            last,
            Caption { title: script.title.clone(), query: format!("run {name}"), ..Caption::default() },
        ));
    }
    if let Some(name) = &args.who {
        let Element::Node(node) = subject::find(session, name, console)? else {
            return Err(Error::usage("a relationship has no surroundings; name a node").into());
        };
        let found = neighbourhood::of(node, session)?;
        let about = neighbourhood::name_of(&found, node);
        let title = about.clone().unwrap_or_else(|| name.clone());
        return Ok((found, Caption { title, query: format!("around {name}"), about, ..Caption::default() }));
    }
    let statement = if drawn { neighbourhood::PICTURED } else { neighbourhood::EVERYTHING };
    let found = engine::execute(session, statement, &params, &limits)?;
    Ok((found, Caption { title: "Everything".into(), query: statement.into(), ..Caption::default() }))
}

fn crowd(nodes: usize, force: bool, console: &mut Console) -> Outcome {
    if nodes > UNREADABLE && !force {
        return Err(too_large(nodes));
    }
    if nodes > CROWDED {
        console.warn(&format!(
            "a drawing of {nodes} nodes is hard to read; narrow the question, or draw it in parts"
        ));
    }
    Ok(())
}

fn too_large(nodes: usize) -> crate::cli::failure::Failure {
    Error::usage(format!("a drawing of {nodes} nodes cannot be read"))
        .hint("draw a part (--who NAME, --ask WORDS, -q CYPHER), or write --force")
        .into()
}

fn write_other(kind: Kind, found: &Answer, output: Option<&Path>, console: &mut Console) -> Outcome {
    let files = kind.files();
    if let [_] = files {
        to_file(output, console, &mut |out| Ok(export::write(found, kind, 0, out)?))?;
    } else {
        let Some(folder) = output.filter(|path| path.as_os_str() != "-") else {
            return Err(Error::usage(format!("this format is {} files ({})", files.len(), files.join(", ")))
                .hint("name a folder for them: -o FOLDER")
                .into());
        };
        fs::create_dir_all(folder).map_err(|error| {
            Error::system(format!("cannot make the folder {}: {error}", folder.display()))
        })?;
        for (number, file) in files.iter().enumerate() {
            to_file(Some(&folder.join(file)), console, &mut |out| {
                Ok(export::write(found, kind, number, out)?)
            })?;
        }
    }
    if let Some(loss) = kind.loses() {
        console.note(loss);
    }
    Ok(())
}

/// What Graphviz makes of a drawing.
fn rendered(text: &str, format: &str) -> Outcome<Vec<u8>> {
    let absent = |error: std::io::Error| {
        Error::system(format!("cannot run Graphviz's `dot`, which makes {format} images: {error}"))
            .hint("install Graphviz, or write `export dot` and draw it elsewhere")
    };
    let mut child = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(absent)?;
    let mut input = child.stdin.take();
    let source = text.as_bytes().to_vec();
    let feeder = std::thread::spawn(move || input.as_mut().map(|pipe| pipe.write_all(&source)));
    let done = child.wait_with_output().map_err(absent)?;
    // Graphviz says by its own status whether it read the drawing.
    let _ = feeder.join();
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
        return Err(Error::system(format!("Graphviz could not draw it: {said}")).into());
    }
    Ok(done.stdout)
}
