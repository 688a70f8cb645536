//! Golden scripts of who is who in a text: `tests/golden/people/*.txt`.
//!
//! A case is a paragraph of text, `---`, and what is expected of it: a line `name | office | of` for each
//! office, `name |` for somebody with none, `former` and the term `from..to` as further cells; then a line `words = name + name` for
//! each mention that names nobody and means somebody; `nobody` where there is neither. Run with `UPDATE_GOLDEN=1` to write the files anew.

use std::fmt::Write;
use std::path::Path;

use chancery::extract::{Document, Kind, read};
use chancery::gazetteer::Gazetteer;
use chancery::model::{Article, PartialDate};

/// What is understood of one text, in the lines of a script.
fn understood(text: &str) -> String {
    let article = Article { text: text.to_string(), ..Article::default() };
    let document = read(&article, Gazetteer::embedded());
    let mut lines = String::new();
    for person in &document.persons {
        if person.offices.is_empty() {
            writeln!(lines, "{} |", person.name).expect("a string takes any line");
        }
        for office in &person.offices {
            let former = if office.former { " | former" } else { "" };
            let of = office.of.as_deref().unwrap_or("-");
            let day = |date: Option<PartialDate>| date.map_or(String::new(), |date| date.to_string());
            let term = match (office.from, office.to) {
                (None, None) => String::new(),
                (from, to) => format!(" | {}..{}", day(from), day(to)),
            };
            writeln!(lines, "{} | {} | {of}{former}{term}", person.name, office.title)
                .expect("a string takes any line");
        }
    }
    lines += &meant(&document);
    if lines.is_empty() { "nobody\n".to_string() } else { lines }
}

fn meant(document: &Document) -> String {
    let mut lines = String::new();
    for mention in &document.mentions {
        if matches!(mention.kind, Kind::Person) || mention.people.is_empty() {
            continue;
        }
        let names: Vec<&str> = mention.people.iter().map(|id| document.person(*id).name.as_str()).collect();
        writeln!(lines, "{} = {}", document.words(&mention.tokens), names.join(" + "))
            .expect("a string takes any line");
    }
    lines
}

#[test]
fn people_offices_and_references_are_understood_as_the_scripts_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/people");
    let mut wrong = String::new();
    let mut cases = 0;
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the scripts are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    for path in files {
        let script = std::fs::read_to_string(&path).expect("a script is text");
        let mut anew = String::new();
        for case in script.trim_end().split("\n\n") {
            let (text, expected) = case.split_once("\n---\n").unwrap_or((case, ""));
            let got = understood(text);
            cases += 1;
            if got.trim_end() != expected.trim_end() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                writeln!(wrong, "{name}: {text}\n  expected:\n{expected}\n  got:\n{got}")
                    .expect("a string takes any line");
            }
            writeln!(anew, "{text}\n---\n{}\n", got.trim_end()).expect("a string takes any line");
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, format!("{}\n", anew.trim_end())).expect("the script can be written");
        }
    }
    assert!(cases > 40, "only {cases} cases were read");
    assert!(wrong.is_empty() || std::env::var_os("UPDATE_GOLDEN").is_some(), "{wrong}");
}
