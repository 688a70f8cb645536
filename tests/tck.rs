//! openCypher's Technology Compatibility Kit, read from the folder that `OPENCYPHER_TCK` names.
//!
//! Every scenario is run, outlines once for each row of their examples. What fails must stand in
//! tests/tck/known_failures.txt with a reason, and what stands there must fail: the list only shrinks.

// A test without a harness says itself what it found.
#![allow(clippy::print_stdout)]

#[path = "tck/literal.rs"]
mod literal;
#[path = "tck/scenario.rs"]
mod scenario;
#[path = "tck/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use scenario::{Case, cases};
use world::World;

fn main() -> ExitCode {
    let Some(folder) = std::env::var_os("OPENCYPHER_TCK").map(PathBuf::from) else {
        println!("tck: skipped; OPENCYPHER_TCK names no folder of feature files");
        return ExitCode::SUCCESS;
    };
    // `cargo test` may ask for a list of tests, or name some.
    if std::env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    let cases: Vec<Case> = files.iter().flat_map(|file| cases(&folder, file)).collect();
    if cases.is_empty() {
        println!("tck: {} has no feature files", folder.display());
        return ExitCode::FAILURE;
    }
    run(&folder, &cases, filter.as_deref())
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a readable folder of feature files");
    for entry in entries {
        let path = entry.expect("a readable folder of feature files").path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "feature") {
            into.push(path);
        }
    }
}

/// Runs the cases, prints a line a folder and the total, and compares with the list of known failures.
fn run(folder: &Path, cases: &[Case], filter: Option<&str>) -> ExitCode {
    let known = known_failures();
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut unexpected, mut cured) = (0, Vec::new());
    for case in cases {
        if filter.is_some_and(|filter| !case.name.contains(filter)) {
            continue;
        }
        let result = World::new(folder).run(case);
        let (passed, all) = folders.entry(&case.folder).or_default();
        *all += 1;
        match (result, known.contains_key(&case.name)) {
            (Ok(()), listed) => {
                *passed += 1;
                if listed {
                    cured.push(&case.name);
                }
            }
            (Err(_), true) => {}
            (Err(reason), false) => {
                unexpected += 1;
                println!("FAILED {}\n    {}", case.name, reason.replace('\n', "\n    "));
            }
        }
    }
    let (mut passed, mut all) = (0, 0);
    for (name, (good, count)) in folders {
        println!("{name:<44} {good:>5} of {count}");
        passed += good;
        all += count;
    }
    println!("{:<44} {passed:>5} of {all}  {:.2} %", "total", 100.0 * passed as f64 / all as f64);
    for name in &cured {
        println!("PASSES NOW, take it off tests/tck/known_failures.txt: {name}");
    }
    if unexpected == 0 && cured.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Name to reason; a line each, `name | reason`.
fn known_failures() -> BTreeMap<String, String> {
    let lines = include_str!("tck/known_failures.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let split = entries.map(|line| line.rsplit_once(" | ").expect("a name, ` | ` and a reason"));
    split.map(|(name, reason)| (name.trim().to_owned(), reason.trim().to_owned())).collect()
}
