//! Statements and what they answer, as golden scripts.
//!
//! Each file under tests/golden/query begins with statements that make its graph, then come examples
//! parted by `===`: a statement, `---`, and what it answers. A statement after `naive:` is planned without
//! the optimizer; one after `strict:` takes unknown names for errors. With `UPDATE_GOLDEN` set the answers are
//! written anew, to be read before they are committed.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::error::Error;
use chancery::graph::Graph;
use chancery::model::Value;
use chancery::query::display::literal;
use chancery::query::{Access, Answer, Options, Params, run};
use chancery::session::statements::split;

#[test]
fn golden_scripts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/query");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of scripts")
        .map(|entry| entry.expect("a script").path())
        .collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let script = fs::read_to_string(file).expect("a readable script");
        let printed = play(&script);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(file, &printed).expect("a writable script");
        } else if printed != script {
            wrong.push(format!("{}\n{}", file.display(), first_difference(&script, &printed)));
        }
    }
    assert!(files.len() > 2, "only {} scripts were read", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The script as it should read.
fn play(script: &str) -> String {
    let (setup, examples) = script.split_once("\n===\n").expect("a graph, `===` and examples");
    let graph = made(setup);
    let examples = examples.split("\n===\n").map(|example| {
        let statement = example.split_once("\n---").map_or(example, |(statement, _)| statement).trim_end();
        format!("{statement}\n---\n{}", answered(statement, &graph).trim_end())
    });
    let mut parts = vec![setup.to_owned()];
    parts.extend(examples);
    parts.join("\n===\n") + "\n"
}

fn made(setup: &str) -> Graph {
    let mut graph = Graph::new();
    for span in split(setup).spans {
        run(span.of(setup), &Params::new(), Access::Write(&mut graph), &Options::default())
            .unwrap_or_else(|error| panic!("{}: {error}", span.of(setup)));
    }
    graph
}

fn answered(statement: &str, graph: &Graph) -> String {
    let mut options = Options::default();
    let mut text = statement.trim_start();
    if let Some(rest) = text.strip_prefix("naive:") {
        options.optimize = false;
        text = rest.trim_start();
    }
    if let Some(rest) = text.strip_prefix("strict:") {
        options.strict_names = true;
        text = rest.trim_start();
    }
    printed(text, graph, &options)
}

/// Writing statements work on a copy, so that examples do not depend on each other.
fn printed(text: &str, graph: &Graph, options: &Options) -> String {
    let mut copy = graph.clone();
    let params = Params::from([("name".to_owned(), Value::from("Ada"))]);
    match run(text.trim().trim_end_matches(';'), &params, Access::Write(&mut copy), options) {
        Ok(answer) => shown(&answer),
        Err(Error::Input(input)) => {
            let mut lines = vec![format!("error: {}", input.message)];
            if let (Some(span), Some(source)) = (input.span, &input.source) {
                let before = &source[..span.start];
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
                lines.push(format!("at {line}:{column} {:?}", span.of(source)));
            }
            lines.extend(input.hint.map(|hint| format!("hint: {hint}")));
            lines.join("\n")
        }
        Err(error) => format!("error: {error}"),
    }
}

fn shown(answer: &Answer) -> String {
    let mut lines = Vec::new();
    for notice in &answer.notices {
        let hint = notice.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        lines.push(format!("notice: {}{hint}", notice.message));
    }
    if !answer.columns.is_empty() && answer.plan.is_none() {
        lines.push(answer.columns.join(" | "));
        lines.extend(
            answer
                .rows
                .iter()
                .map(|row| row.iter().map(|value| literal(value, answer)).collect::<Vec<_>>().join(" | ")),
        );
    }
    for row in answer.plan.iter().flatten() {
        let rows = row.rows.map(|rows| format!(" [{rows}]")).unwrap_or_default();
        lines.push(
            format!("{}{}{rows} {}", "  ".repeat(row.depth), row.operator, row.details).trim_end().to_owned(),
        );
    }
    if !answer.effects.is_empty() {
        lines.push(format!("{:?}", answer.effects).replace("Effects ", ""));
    }
    lines.join("\n")
}

fn first_difference(expected: &str, found: &str) -> String {
    let pairs = expected.split("\n===\n").zip(found.split("\n===\n"));
    let differing = pairs.filter(|(left, right)| left != right);
    differing.map(|(left, right)| format!("expected:\n{left}\nfound:\n{right}\n")).collect()
}
