//! The rows of docs/performance.md without the peers: a generated graph of diplomacy is imported, opened and asked.
//!
//! `cargo bench --bench graph` measures all rows at about 100,000 relationships, `cargo bench --bench graph -- Q6 Q8`
//! only these. `CHANCERY_EDGES=N` makes a graph of that size, `ROUNDS=N` asks each statement so often; the milliseconds
//! are the median over the statements of a row of each one's median. The engine alone is measured, without a pipe and
//! without writing rows. benches/instructions.py counts the instructions of a row.

#![allow(clippy::print_stdout)]

mod made;
mod statements;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use chancery::query::{Options, Stop};
use chancery::session::{Call, ImportFiles, Session};
use statements::rows;

fn main() {
    if let Some(path) = std::env::var_os("CHANCERY_OPENED") {
        return opened(Path::new(&path));
    }
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let edges = number("CHANCERY_EDGES").unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let people = made::write(folder.path(), u32::try_from(edges).unwrap_or(u32::MAX))
        .expect("the files can be written");
    let store = folder.path().join("bench.chancery");
    let import = millis(|| {
        let files = ImportFiles { folder: Some(folder.path().to_owned()), ..ImportFiles::default() };
        let mut session = Session::open(&store).expect("a new store");
        session.import(&files, "import".to_owned(), 0, &Stop::default()).expect("the files are sound")
    });
    let relationships = import.0.relationships;
    if asked.is_empty() {
        println!("{} nodes, {relationships} relationships", import.0.nodes);
        println!("{:12} {:10.1} ms", "import", import.1);
        let size = std::fs::metadata(&store).expect("the store is there").len();
        println!("{:12} {:10.1} bytes a relationship", "file", size as f64 / relationships as f64);
        cold(&store, relationships);
    }
    let mut session = Session::open_read_only(&store).expect("the store opens");
    for (name, list) in rows(people) {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            println!("{name:12} {:10.3} ms", row(&mut session, &list));
        }
    }
}

/// Opens a store in a process of its own and has it answer once, several times.
fn cold(store: &Path, relationships: usize) {
    let this = std::env::current_exe().expect("this program");
    let mut times: Vec<(f64, f64)> = (0..9)
        .map(|_| {
            let mut command = Command::new(&this);
            let (output, time) = millis(|| command.env("CHANCERY_OPENED", store).output().expect("it runs"));
            (time, String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0.0))
        })
        .collect();
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (time, resident) = times[times.len() / 2];
    println!("{:12} {time:10.1} ms to the first answer", "cold open");
    println!("{:12} {:10.1} bytes a relationship, then", "memory", resident / relationships as f64);
}

/// Answers one statement and tells how many bytes the process has in memory for it.
fn opened(store: &Path) {
    let before = resident();
    let mut session = Session::open_to_ask(store).expect("the store opens");
    let call = Call::reading(Options::default().now);
    let first = statements::first();
    black_box(session.execute(&first, &Default::default(), &call).expect("it is answered"));
    println!("{}", resident().saturating_sub(before));
}

/// The bytes this process has in memory, where the system tells.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

/// The milliseconds of a row.
fn row(session: &mut Session, statements: &[Vec<String>]) -> f64 {
    let rounds = number("ROUNDS").unwrap_or(5);
    let call = Call::reading(Options::default().now);
    let medians = statements.iter().map(|parts| {
        let mut ask = || {
            for part in parts {
                black_box(session.execute(part, &Default::default(), &call).expect("it is answered"));
            }
        };
        median((0..rounds).map(|_| millis(&mut ask).1).collect())
    });
    median(medians.collect())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn millis<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64() * 1e3)
}

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}
