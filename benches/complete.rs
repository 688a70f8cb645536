//! How long the shell takes to complete a name in a store of many names, and to get ready for it.
//!
//! ```sh
//! cargo bench --bench complete [-- NAMES]
//! ```

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use chancery::graph::Graph;
use chancery::model::Value;
use chancery::model::temporal::DateTime;
use chancery::query::{Access, Options, Params, run};
use chancery::verbs::GatheredNames;

/// Syllables that names are made of.
const SYLLABLES: &[&str] = &[
    "al", "ra", "ji", "mo", "ham", "med", "ser", "gei", "lav", "rov", "wang", "yi", "fi", "dan", "qas",
    "sem", "khar", "ou", "né", "björ", "zel", "sky", "ngu", "yen", "ole", "mba", "tsi", "ké", "ba", "ro",
];

/// What a user types before Tab.
const TYPED: &[&str] = &["m", "moh", "aaraj", "lavr", "wang y", "mohamed qas", "serge"];

/// How often each is completed; the slowest counts.
const ROUNDS: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let names = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let graph = graph(names)?;
    let mut out = std::io::stdout();
    let start = Instant::now();
    let gathered = GatheredNames::of(&graph);
    writeln!(out, "{names} names: gathered in {:.1} ms", milliseconds(start.elapsed()))?;
    let start = Instant::now();
    let index = gathered.index();
    writeln!(out, "sorted, beside the user's typing, in {:.1} ms", milliseconds(start.elapsed()))?;
    for text in TYPED {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            black_box(index.complete(text, 40));
            times.push(start.elapsed());
        }
        times.sort_unstable();
        let (median, slowest) = (milliseconds(times[ROUNDS / 2]), milliseconds(times[ROUNDS - 1]));
        writeln!(out, "{text:12} median {median:.3} ms, slowest {slowest:.3} ms (goal: under 10)")?;
    }
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// People with names of two or three words, an alias and an office each.
fn graph(names: usize) -> Result<Graph, Box<dyn Error>> {
    let mut graph = Graph::default();
    let mut state = 88172645463325252_u64;
    let mut pick = |many: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0) % many
    };
    let mut word = || -> String {
        let parts: String = (0..2 + pick(2)).map(|_| SYLLABLES[pick(SYLLABLES.len())]).collect();
        format!("{}{}", parts[..1].to_uppercase(), &parts[1..])
    };
    let people = (0..names).map(|_| {
        let (given, family) = (word(), word());
        Value::list(vec![Value::from(format!("{given} {family}").as_str()), Value::from(family.as_str())])
    });
    let mut params = Params::new();
    params.insert("people".to_owned(), Value::list(people.collect()));
    let statement = "CREATE (r:Role {title: 'Foreign Minister'}) WITH r UNWIND $people AS p \
        CREATE (n:Person {name: p[0], aliases: [p[1]]})-[:HOLDS]->(r)";
    let now = DateTime { local: chrono::NaiveDateTime::default(), offset: 0, zone: None };
    run(statement, &params, Access::Write(&mut graph), &Options::at(now))?;
    Ok(graph)
}
