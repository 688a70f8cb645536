//! Functions and operators by golden examples: tests/golden/functions.

use std::fs;
use std::path::Path;

use chancery::error::Error;
use chancery::graph::Graph;
use chancery::query::{self, Access, Options, Params, display};

/// Each file holds examples, parted by `===`: lines of expressions, `---`, a line of results for each;
/// an expression that fails gives its error, with the hint below. With `UPDATE_GOLDEN` set the results
/// are written anew.
#[test]
fn golden_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/functions");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    let mut examples = 0;
    for entry in fs::read_dir(folder).expect("the folder of examples is there") {
        let path = entry.expect("a readable entry").path();
        let script = fs::read_to_string(&path).expect("a readable example");
        let mut found = Vec::new();
        for example in script.trim_end().split("\n===\n") {
            let expressions = example.split("\n---\n").next().unwrap_or_default();
            let results: Vec<String> = expressions.lines().map(evaluated).collect();
            examples += results.len();
            found.push(format!("{expressions}\n---\n{}", results.join("\n")));
        }
        let found = found.join("\n===\n") + "\n";
        if update {
            fs::write(&path, &found).expect("a writable example");
        } else if found != script {
            wrong.push(format!("{}: expected\n{script}\nfound\n{found}", path.display()));
        }
    }
    assert!(examples > 80, "only {examples} examples were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn evaluated(expressions: &str) -> String {
    let mut graph = Graph::new();
    let statement = format!("RETURN {expressions}");
    match query::run(&statement, &Params::new(), Access::Write(&mut graph), &Options::default()) {
        Ok(answer) => {
            let row = answer.rows.first().expect("RETURN gives a row");
            row.iter().map(|value| display::literal(value, &answer)).collect::<Vec<_>>().join(", ")
        }
        Err(Error::Input(input)) => {
            let hint = input.hint.map(|hint| format!("\n  {hint}")).unwrap_or_default();
            format!("error: {}{hint}", input.message)
        }
        Err(other) => format!("error: {other}"),
    }
}
