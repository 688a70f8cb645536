//! How fast the sample corpus is loaded, and questions are answered on it: `cargo bench --bench query`.
//!
//! Prints milliseconds, the median of several runs. Clocks vary; compare figures of one run.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use chancery::query::{Options, Stop};
use chancery::session::{Call, Session, Sources};

const RUNS: usize = 21;

const STATEMENTS: [(&str, &str); 5] = [
    ("look-up", "MATCH (p:Person {name: 'Hakan Fidan'}) RETURN p.aliases"),
    ("expand", "MATCH (:Person {name: 'Hakan Fidan'})-[:ATTENDED]->(m) RETURN m.date ORDER BY m.date"),
    (
        "two hops",
        "MATCH (p:Person)-[:ATTENDED]->(m)<-[:ATTENDED]-(q) RETURN p.name, count(DISTINCT q) AS c ORDER BY c DESC LIMIT 5",
    ),
    (
        "path",
        "MATCH p = shortestPath((:Person {name: 'Qassem al-Araji'})-[:ATTENDED*..12]-(:Person {name: 'Antony Blinken'})) RETURN length(p)",
    ),
    ("scan", "MATCH (n)-[e]->(m) RETURN type(e), count(*) ORDER BY type(e)"),
];

fn main() {
    let folder = PathBuf::from("data/articles");
    let mut session = Session::in_memory();
    let start = Instant::now();
    match session.load(Sources::at(&[folder]), 0, &Stop::default(), &mut |_| {}) {
        Ok(report) => println!("{:10} {:10.2} ms for {} articles", "load", millis(start), report.new),
        Err(error) => return println!("cannot load the sample corpus: {error}"),
    }
    let call = Call::reading(Options::default().now);
    for (name, statement) in STATEMENTS {
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                let _ = black_box(session.execute(statement, &Default::default(), &call));
                millis(start)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{name:10} {:10.3} ms", times[RUNS / 2]);
    }
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let _ = black_box(session.ask("who met al-Araji about the security pact", &call));
            millis(start)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{:10} {:10.3} ms", "ask", times[RUNS / 2]);
}

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}
