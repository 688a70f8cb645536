//! An answer shown: rows in the asked format, then what is worth saying of them.

use std::io::{self, Write};
use std::sync::Arc;

use crate::cli::command::export::{self, Target};
use crate::cli::console::{self, Console};
use crate::cli::failure::{Failure, Outcome};
use crate::cli::{neighbourhood, report, sentences};
use crate::error::Error;
use crate::model::Value;
use crate::output::drawing::Caption;
use crate::output::{self, Format, clean_line};
use crate::query::{Answer, Effects, EvidenceRecord, PlanRow, Rows};
use crate::session::Session;

/// How answers are shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    /// Rows are numbered, for `:why 2`.
    pub numbered: bool,
    /// With the sentences behind each row.
    pub why: bool,
    /// A person wrote the statement and may want to know what the engine noticed.
    pub notices: bool,
    /// No rows are a failure.
    pub empty_fails: bool,
    /// An empty line ends the answer, for programs that read several from a pipe.
    pub ended: bool,
    /// What to do to see the sentences behind a row; none: nothing is said of it.
    pub hint: Option<&'static str>,
}

/// As [`show`], of an answer from a store: a drawing also shows what stands around the nodes of the rows.
///
/// # Errors
/// As [`show`], and where there is nothing to draw, or too much to be read.
pub fn show_of(
    session: &mut Session,
    answer: &Answer,
    source: &str,
    view: View,
    console: &mut Console,
) -> Outcome {
    if console.row_format() != Format::Dot || answer.columns.is_empty() {
        return show(answer, source, view, console);
    }
    let around = neighbourhood::around(answer, session)?;
    if around.nodes.is_empty() && !answer.rows.is_empty() {
        return Err(nothing_to_draw());
    }
    let caption = Caption { query: source.to_owned(), ..Caption::default() };
    export::write(Target::Dot, &around, &caption, None, false, None, console)?;
    say_beside(answer, source, view, console)
}

/// What is said where rows hold no nodes.
pub fn nothing_to_draw() -> Failure {
    Error::usage("these rows hold nothing to draw").hint("return nodes, relationships or paths").into()
}

/// Writes an answer and what goes with it. `source` is the statement, for notices.
///
/// # Errors
/// Those of the output; status 1 where there are no rows and that is a failure.
pub fn show(answer: &Answer, source: &str, view: View, console: &mut Console) -> Outcome {
    let format = console.row_format();
    let nothing = answer.rows.is_empty() && format == Format::Table;
    if !nothing && !answer.columns.is_empty() {
        write_rows(answer, format, view, console)?;
    }
    say_beside(answer, source, view, console)
}

/// What is worth saying beside the rows: notices, the plan, what changed, how many rows there are.
///
/// # Errors
/// As [`show`].
pub fn say_beside(answer: &Answer, source: &str, view: View, console: &mut Console) -> Outcome {
    let format = console.row_format();
    if let Some(plan) = &answer.plan {
        write_plan(plan, console.out())?;
    }
    if view.ended {
        writeln!(console.out())?;
    }
    console.flush()?;
    for notice in answer.notices.iter().filter(|_| view.notices) {
        let text = report::notice(notice, source, console.color_err, console::width());
        console.say(text.trim_end());
    }
    say_effects(&answer.effects, console);
    if answer.columns.is_empty() {
        return Ok(());
    }
    if answer.rows.is_empty() {
        console.note("no rows");
        return if view.empty_fails { Err(Failure::Status(1)) } else { Ok(()) };
    }
    if let Some(hint) = view.hint.filter(|_| matches!(format, Format::Table | Format::Tsv) && !view.why) {
        let sourced = answer.rows.iter().any(|row| !sentences::behind(answer, row).is_empty());
        let rows = counted(answer.rows.len(), "row");
        console.note(&if sourced { format!("{rows}; {hint}") } else { rows });
    }
    Ok(())
}

fn write_rows(answer: &Answer, format: Format, view: View, console: &mut Console) -> Outcome {
    if format == Format::Dot && answer.nodes.is_empty() {
        return Err(nothing_to_draw());
    }
    let layout = console.layout(view.numbered);
    if !view.why {
        output::write(answer, format, layout, console.out())?;
        return Ok(());
    }
    if format != Format::Table {
        let wide = match format {
            Format::Json | Format::Jsonl | Format::Compact | Format::Columns => with_evidence(answer),
            _ => with_sentences(answer),
        };
        output::write(&wide, format, layout, console.out())?;
        return Ok(());
    }
    output::write(answer, format, output::Layout { numbered: true, ..layout }, console.out())?;
    for number in 0..answer.rows.len() {
        writeln!(console.out(), "\n#{}", number + 1)?;
        write_why(answer, number, layout, console.out())?;
    }
    Ok(())
}

/// The sentences behind a row, or why there are none.
///
/// # Errors
/// Those of the writer.
pub fn write_why(answer: &Answer, row: usize, layout: output::Layout, out: &mut dyn Write) -> io::Result<()> {
    let row = &answer.rows[row];
    let found = sentences::behind(answer, row);
    if found.is_empty() {
        return writeln!(
            out,
            "    nothing stands behind this row but the query; return a node or relationship to see its sentences"
        );
    }
    let page = sentences::Page { color: layout.color, width: layout.width };
    page.write(&found, &sentences::names(answer, row), out)
}

/// What is told of each sentence to programs.
const SENTENCE: [&str; 5] = ["published", "publisher", "article", "url", "sentence"];

fn told(record: &EvidenceRecord) -> [Value; SENTENCE.len()] {
    match record {
        EvidenceRecord::Sentence { title, url, publisher, published, text, .. } => {
            let sentence = Value::String(text.clone());
            [published.clone(), publisher.clone(), title.clone(), url.clone(), sentence]
        }
        EvidenceRecord::Hand { .. } => {
            [Value::Null, Value::Null, Value::Null, Value::Null, Value::from("written by hand")]
        }
    }
}

/// A row for every sentence behind a row, for programs that know only tables.
fn with_sentences(answer: &Answer) -> Answer {
    let mut wide = answer.clone();
    wide.columns.extend(SENTENCE.map(Arc::<str>::from));
    wide.rows = Rows::new(wide.columns.len());
    for row in &answer.rows {
        let found = sentences::behind(answer, row);
        if found.is_empty() {
            wide.rows.push(row.iter().cloned().chain(SENTENCE.map(|_| Value::Null)));
        }
        for record in found {
            wide.rows.push(row.iter().cloned().chain(told(record)));
        }
    }
    wide
}

/// The rows, each with the list of its sentences in a column `evidence`.
fn with_evidence(answer: &Answer) -> Answer {
    let mut wide = answer.clone();
    wide.columns.push("evidence".into());
    wide.rows = Rows::new(wide.columns.len());
    for row in &answer.rows {
        let found = sentences::behind(answer, row).into_iter().map(|record| {
            Value::map(SENTENCE.iter().map(|name| Arc::from(*name)).zip(told(record)).collect())
        });
        let found = Value::list(found.collect());
        wide.rows.push(row.iter().cloned().chain([found]));
    }
    wide
}

fn say_effects(effects: &Effects, console: &mut Console) {
    let parts = [
        (effects.nodes_created, "node", "created"),
        (effects.nodes_deleted, "node", "deleted"),
        (effects.relationships_created, "relationship", "created"),
        (effects.relationships_deleted, "relationship", "deleted"),
        (effects.properties_set, "property", "set"),
        (effects.properties_removed, "property", "removed"),
        (effects.labels_added, "label", "added"),
        (effects.labels_removed, "label", "removed"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, what, done)| format!("{} {done}", counted(count, what)))
        .collect();
    if !said.is_empty() {
        console.note(&said.join(", "));
    }
}

/// `1 row`, `2 rows`, `3 properties`.
pub fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        _ => format!("{count} {what}s"),
    }
}

/// The plan as a tree, one operator a line, its sources below it.
///
/// # Errors
/// Those of the writer.
pub fn write_plan(plan: &[PlanRow], out: &mut dyn Write) -> io::Result<()> {
    let profiled = plan.iter().any(|row| row.rows.is_some());
    let heads = plan
        .iter()
        .map(|row| format!("{}{} {}", "  ".repeat(row.depth), row.operator, clean_line(&row.details)));
    let heads: Vec<String> = heads.map(|head| head.trim_end().to_owned()).collect();
    let wide = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0).max(4);
    write!(out, "{:<wide$}  {:>10}", "plan", "expected")?;
    writeln!(out, "{}", if profiled { format!("  {:>10}  {:>10}", "rows", "ms") } else { String::new() })?;
    for (row, head) in plan.iter().zip(heads) {
        let estimate = row.estimate.map(|rows| format!("{rows:.0}")).unwrap_or_default();
        let mut line = format!("{head:<wide$}  {estimate:>10}");
        if profiled {
            let rows = row.rows.map(|rows| rows.to_string()).unwrap_or_default();
            let time = row.nanos.map(|nanos| format!("{:.3}", nanos as f64 / 1e6)).unwrap_or_default();
            line.push_str(&format!("  {rows:>10}  {time:>10}"));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Rows that come from no statement, shown like those of one.
pub fn rows_of(columns: &[&str], rows: Vec<Vec<Value>>) -> Answer {
    let mut all = Rows::new(columns.len());
    rows.into_iter().for_each(|row| all.push(row));
    Answer { columns: columns.iter().map(|name| Arc::from(*name)).collect(), rows: all, ..Answer::default() }
}
