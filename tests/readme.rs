//! Every ```console block of the README is run on a terminal, and shows what the README says.
//!
//! After a wanted change `CHANCERY_BLESS=1 cargo test --test readme` writes what came out into the README.

mod terminal;

use std::env;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use terminal::Terminal;

/// The terminal that the README is written for; high enough for every answer.
const SIZE: (u16, u16) = (400, 100);

/// A stretch of the README: a block of commands with what they show, or anything else.
enum Part {
    Console(Vec<String>),
    Text(String),
}

#[test]
fn the_readme_shows_what_its_commands_do() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).expect("the README is there");
    let folder = TempDir::new().expect("a folder can be made");
    copy(&root.join("data/articles"), &folder.path().join("data/articles"));
    let mut came = String::new();
    for part in parts(&readme) {
        match part {
            Part::Text(text) => came.push_str(&text),
            Part::Console(commands) => {
                came.push_str("```console\n");
                for command in commands {
                    came.push_str(&format!("$ {command}\n"));
                    let shown = run(&command, folder.path());
                    if !shown.is_empty() {
                        came.push_str(&shown);
                        came.push('\n');
                    }
                }
                came.push_str("```\n");
            }
        }
    }
    if env::var_os("CHANCERY_BLESS").is_some() {
        fs::write(&path, came).expect("the README can be written");
    } else {
        assert!(came == readme, "the README no longer shows what its commands do; they show\n{came}");
    }
}

#[test]
fn the_quick_start_is_two_commands() {
    let readme =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README is there");
    let (_, start) = readme.split_once("## Quick start").expect("there is a quick start");
    let block = start.split("```").nth(1).expect("it has a block of commands");
    assert_eq!(block.lines().skip(1).filter(|line| !line.trim().is_empty()).count(), 2);
}

fn parts(readme: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut lines = readme.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if line.trim_end() != "```console" {
            text.push_str(line);
            continue;
        }
        parts.push(Part::Text(std::mem::take(&mut text)));
        let block = lines.by_ref().take_while(|line| line.trim_end() != "```");
        let commands = block.filter_map(|line| Some(line.strip_prefix("$ ")?.trim_end().to_owned()));
        parts.push(Part::Console(commands.collect()));
    }
    parts.push(Part::Text(text));
    parts
}

/// What a command leaves on the screen.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_chancery")).parent().expect("it is in a folder");
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = env::join_paths([program.to_owned()].into_iter().chain(env::split_paths(&path)));
    let paths = paths.expect("the folders can be joined").to_string_lossy().into_owned();
    let surroundings = [("PATH", paths.as_str()), ("NO_COLOR", "1"), ("TZ", "UTC")];
    let mut terminal = Terminal::run("sh", &["-c", command], folder, &surroundings, SIZE);
    assert_eq!(terminal.end(), 0, "{command}: {}", terminal.text());
    terminal.settled()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the samples are there").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a sample can be copied");
    }
}
