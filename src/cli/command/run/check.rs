//! `chancery run --check DIR`: every script of a folder on sample articles, against what is expected.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::args::Global;
use crate::cli::command::run::{bind, run_script};
use crate::cli::console::Console;
use crate::cli::engine::Limits;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::place;
use crate::error::Error;
use crate::output::{self, Format, Layout};
use crate::session::Session;
use crate::session::script::Script;

/// Runs every `.cypher` file of a folder with its defaults, and compares the rows with
/// `expected/NAME.txt` there. The articles are those of --articles, else `data/articles` beside the folder.
///
/// # Errors
/// Status 1 where one differs; those of scripts and articles.
pub fn run(folder: &Path, bless: bool, global: &Global, console: &mut Console) -> Outcome {
    let scripts = scripts(folder)?;
    let mut global = global.clone();
    if global.articles.is_empty() {
        global.articles = vec![folder.join("../data/articles")];
    }
    let mut session = place::for_reading(&global, console)?;
    let mut different = 0;
    for path in scripts {
        let expected =
            folder.join("expected").join(path.with_extension("txt").file_name().unwrap_or_default());
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let came = match output_of(&path, &mut session) {
            Ok(came) => came,
            Err(Failure::Said(error)) => {
                different += 1;
                console.error(&error);
                writeln!(console.out(), "fails     {name}")?;
                continue;
            }
            Err(other) => return Err(other),
        };
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if came == wanted {
            writeln!(console.out(), "same      {name}")?;
        } else if bless {
            write_file(&expected, &came)?;
            writeln!(console.out(), "written   {name}")?;
        } else {
            different += 1;
            writeln!(console.out(), "different {name}")?;
            write_difference(&wanted, &came, console.out())?;
        }
        console.flush()?;
    }
    if different == 0 { Ok(()) } else { Err(Failure::Status(1)) }
}

fn scripts(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Error::usage(format!("cannot read the folder {}: {error}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cypher"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(Error::usage(format!("there is no script (*.cypher) in {}", folder.display())).into());
    }
    Ok(paths)
}

/// What a script gives with its defaults: the rows of each statement as tab-separated values.
fn output_of(path: &Path, session: &mut Session) -> Outcome<String> {
    let script = Script::read(path)?;
    let params = bind(&script, &|_| None, session)?;
    let mut text = Vec::new();
    run_script(&script, &params, &Limits::default(), session, &mut |_, _, found| {
        if !text.is_empty() {
            text.push(b'\n');
        }
        Ok(output::write(&found, Format::Tsv, Layout::default(), &mut text)?)
    })?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn write_file(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Error::system(format!("cannot write {}: {error}", path.display())).into())
}

/// The lines that only one side has.
fn write_difference(wanted: &str, came: &str, out: &mut dyn Write) -> std::io::Result<()> {
    for line in wanted.lines().filter(|line| !came.lines().any(|other| other == *line)) {
        writeln!(out, "  - {line}")?;
    }
    for line in came.lines().filter(|line| !wanted.lines().any(|other| other == *line)) {
        writeln!(out, "  + {line}")?;
    }
    Ok(())
}
