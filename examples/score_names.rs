//! Scores [`chancery::model::name::likeness`] on labelled pairs of names of persons:
//!
//! ```sh
//! cargo run --release --example score_names -- name_bench_cases.csv [--misses]
//! ```
//!
//! The file has the columns `schema`, `name1`, `name2` and `is_match`.

use std::error::Error;
use std::io::Write;

use chancery::model::name::{Comparison, likeness};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give the file of labelled pairs")?;
    let mut pairs = read(&path)?;
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
    let all = pairs.iter().filter(|pair| pair.same).count();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} pairs of persons, {all} of one person", pairs.len())?;
    for bar in [Comparison::POSSIBLE, 0.75, 0.8, 0.85, Comparison::SAME, 0.9, 0.92, 0.95] {
        let above = pairs.iter().filter(|pair| pair.score >= bar);
        let (found, right) = (above.clone().count(), above.filter(|pair| pair.same).count());
        let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / all.max(1) as f64);
        writeln!(out, "at {bar:.2}: precision {precision:.3} recall {recall:.3}")?;
    }
    writeln!(out, "recall at precision 0.95: {:.3}", recall_at(&pairs, 0.95))?;
    if std::env::args().any(|argument| argument == "--misses") {
        for pair in pairs.iter().filter(|pair| pair.same != (pair.score >= Comparison::SAME)) {
            writeln!(out, "{:.2} {} {} | {}", pair.score, pair.same, pair.one, pair.other)?;
        }
    }
    Ok(())
}

struct Pair {
    one: String,
    other: String,
    same: bool,
    score: f64,
}

fn read(path: &str) -> Result<Vec<Pair>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let place =
        |name: &str| headers.iter().position(|header| header == name).ok_or(format!("no column {name}"));
    let (schema, one, other, same) = (place("schema")?, place("name1")?, place("name2")?, place("is_match")?);
    let mut pairs = Vec::new();
    for row in reader.records() {
        let row = row?;
        if &row[schema] == "Person" {
            let (one, other) = (row[one].to_owned(), row[other].to_owned());
            pairs.push(Pair { score: likeness(&one, &other), same: &row[same] == "true", one, other });
        }
    }
    Ok(pairs)
}

/// The greatest share found at a bar above which at least `precision` are right.
fn recall_at(pairs: &[Pair], precision: f64) -> f64 {
    let all = pairs.iter().filter(|pair| pair.same).count();
    let (mut right, mut best) = (0, 0);
    for (place, pair) in pairs.iter().enumerate() {
        right += usize::from(pair.same);
        let bar_ends = pairs.get(place + 1).is_none_or(|next| next.score < pair.score);
        if bar_ends && right as f64 >= precision * (place + 1) as f64 {
            best = right;
        }
    }
    best as f64 / all.max(1) as f64
}
