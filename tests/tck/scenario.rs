//! Feature files to cases: outlines expanded, backgrounds put in front.

use std::path::Path;

use gherkin::{Examples, Feature, GherkinEnv, Scenario, Step};

/// One scenario, or one row of an outline.
pub struct Case {
    /// `clauses/match/Match1 :: [1] Match everything #2`, the number being the row of the examples.
    pub name: String,
    /// `clauses/match`
    pub folder: String,
    pub steps: Vec<CaseStep>,
}

pub struct CaseStep {
    pub text: String,
    pub docstring: Option<String>,
    /// Rows of cells.
    pub table: Vec<Vec<String>>,
}

pub fn cases(root: &Path, file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).expect("a feature file");
    let feature = Feature::parse(hide_backslashes(&text), GherkinEnv::default()).expect("a feature file");
    let relative = file.strip_prefix(root).expect("a file below the folder").with_extension("");
    let relative = relative.to_string_lossy().replace('\\', "/");
    let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let background: Vec<Step> =
        feature.background.into_iter().flat_map(|background| background.steps).collect();
    let mut list = Vec::new();
    for scenario in feature.scenarios {
        let base = format!("{relative} :: {}", scenario.name.trim());
        for (row, values) in rows(&scenario).into_iter().enumerate() {
            let name = if values.is_empty() { base.clone() } else { format!("{base} #{}", row + 1) };
            let steps = background.iter().chain(&scenario.steps).map(|step| filled(step, &values)).collect();
            list.push(Case { name, folder: folder.clone(), steps });
        }
    }
    list
}

/// Stands for an escaped backslash in a table's cell, which the parser of feature files cannot read.
const BACKSLASH: char = '\u{e000}';

fn hide_backslashes(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let table = line.trim_start().starts_with('|');
        let hidden = BACKSLASH.to_string();
        if table { line.replace("\\\\", &hidden).replace("\\'", &(hidden + "'")) } else { line.to_owned() }
    });
    lines.map(|line| line + "\n").collect()
}

/// The values of each row of the examples, as placeholder and value; one empty row for a plain scenario.
fn rows(scenario: &Scenario) -> Vec<Vec<(String, String)>> {
    if scenario.examples.is_empty() {
        return vec![Vec::new()];
    }
    let table_rows = |examples: &Examples| {
        let rows = examples.table.as_ref().map(|table| table.rows.clone()).unwrap_or_default();
        let (header, body) =
            rows.split_first().map_or((Vec::new(), Vec::new()), |(h, b)| (h.clone(), b.to_vec()));
        body.into_iter()
            .map(|row| header.iter().map(|name| format!("<{name}>")).zip(row).collect())
            .collect::<Vec<Vec<(String, String)>>>()
    };
    scenario.examples.iter().flat_map(table_rows).collect()
}

fn filled(step: &Step, values: &[(String, String)]) -> CaseStep {
    let fill = |text: &str| {
        let filled = values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
        filled.replace(BACKSLASH, "\\")
    };
    CaseStep {
        text: fill(&step.value),
        docstring: step.docstring.as_deref().map(fill),
        table: step
            .table
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| row.iter().map(|cell| fill(cell)).collect())
            .collect(),
    }
}
