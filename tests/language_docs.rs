//! docs/language.md says what is so: every example in it is run, every function and procedure is in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chancery::graph::Graph;
use chancery::query::procedures::Procedures;
use chancery::query::{self, Access, Answer, Options, Params, display, functions};

fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    fs::read_to_string(path).expect("docs/language.md is there")
}

/// Something of the document that runs.
enum Example {
    /// A block of openCypher, and the rows of the `result` block that follows it.
    Block { statement: String, expected: Option<String> },
    /// A row of a table: an expression and its value.
    Row { expression: String, expected: String },
}

/// All examples share one graph, which the document builds as it goes.
#[test]
fn every_example_gives_what_the_document_says() {
    let mut graph = Graph::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    for example in examples(&text()) {
        count += 1;
        let (statement, expected) = match &example {
            Example::Block { statement, expected } => (statement.clone(), expected.clone()),
            Example::Row { expression, expected } => {
                let whole = expression.starts_with("UNWIND ") || expression.starts_with("MATCH ");
                let statement = if whole { expression.clone() } else { format!("RETURN {expression}") };
                (statement, Some(expected.clone()))
            }
        };
        let found =
            match query::run(&statement, &Params::new(), Access::Write(&mut graph), &Options::default()) {
                Ok(answer) if matches!(example, Example::Block { .. }) => table(&answer),
                Ok(answer) => cells(&answer).concat(),
                Err(error) => format!("error: {error}"),
            };
        if expected.is_some_and(|expected| expected != found) || found.starts_with("error: ") {
            wrong.push(format!("{statement}\ngives\n{found}"));
        }
    }
    assert!(count > 120, "only {count} examples were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_function_and_procedure_is_described() {
    let text = text();
    let rows: BTreeSet<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| {
            let (signature, rest) = line.split_once("` | ")?;
            Some((signature.split('(').next()?, rest.split(" | ").next()?.trim_end_matches(" |")))
        })
        .collect();
    for (name, doc) in functions::catalogue() {
        assert!(rows.contains(&(name, doc)), "docs/language.md has no row `{name}(…)` | {doc} |");
    }
    for procedure in Procedures::built_in().iter() {
        assert!(
            rows.iter().any(|(name, _)| *name == procedure.name),
            "docs/language.md lacks {}",
            procedure.name
        );
    }
}

fn examples(text: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match (kind, found.last_mut()) {
                ("cypher", _) => found.push(Example::Block { statement: block.join("\n"), expected: None }),
                ("result", Some(Example::Block { expected, .. })) => *expected = Some(block.join("\n")),
                _ => panic!("a block is of cypher, or of the result of the block before: {line}"),
            }
        } else if let Some((expression, expected)) = row(line) {
            found.push(Example::Row { expression, expected });
        }
    }
    found
}

/// The last two cells of a table's row, where both are code; `\|` is a bar within a cell.
fn row(line: &str) -> Option<(String, String)> {
    let line = line.replace("\\|", "\u{1}");
    let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let code = |cell: &str| {
        let inner = cell.strip_prefix('`')?.strip_suffix('`')?;
        (!inner.contains('`')).then(|| inner.replace('\u{1}', "|"))
    };
    match cells.as_slice() {
        [_, _, expression, expected] => Some((code(expression)?, code(expected)?)),
        _ => None,
    }
}

/// The columns' names, then each row's values, parted by bars.
fn table(answer: &Answer) -> String {
    let mut lines = vec![answer.columns.join(" | ")];
    lines.extend(cells(answer));
    lines.join("\n")
}

fn cells(answer: &Answer) -> Vec<String> {
    let row =
        |row: &[_]| row.iter().map(|value| display::literal(value, answer)).collect::<Vec<_>>().join(" | ");
    answer.rows.iter().map(row).collect()
}
