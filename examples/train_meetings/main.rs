//! Learns how likely two people of a sentence met, and somebody near a meeting was there, and writes `data/models/english.meetings`.
//!
//! ```text
//! cargo run --release --example train_meetings -- [GOLD.jsonl | EXAMPLES.txt | PASSAGES.tsv]… [--output FILE]
//! cargo run --release --example train_meetings -- --whereabouts [GOLD.jsonl]… [--output FILE]
//! ```
//!
//! With `--whereabouts` it learns which day and town told near a meeting are its own, and writes
//! `data/models/english.whereabouts`; of a meeting, `date` and `place` are read too.
//!
//! Without files it learns from those of the project: `tests/gold/own.jsonl`, `tests/gold/second.jsonl`, the examples of
//! `tests/golden/extract` and the passages of `data/models/meetings.tsv`. Annotated articles stand one a line: `id`,
//! `title`, `published`, `text`, `people` (`name`, `aliases`) and `meetings` (`participants`, `status`, `optional`).
//! A passage stands one a line too: who met whom by letters, a tab, the text (`AB AC`, `{A} met {B} and {C}.`); those
//! of `tests/golden` weigh as much as a test. Logistic regression over the features of
//! `chancery::extract::event::likely`; two people who met are told by those of their sentences that say so best.
//! Prints what ten parts of the articles, each kept from the training in turn, give. Deterministic: the same files
//! give the same weights.

#![allow(clippy::print_stdout)]

mod gold;
mod logistic;
mod whereabouts;

use std::error::Error;

use chancery::extract::event::likely::{MAGIC, Model};
use chancery::extract::syntax::weights::write_table;
use gold::{Annotated, Example};
use logistic::Weights;

/// What the project itself has to learn from. `unread.jsonl` measures what was learned.
const OURS: [&str; 10] = [
    "tests/gold/own.jsonl",
    "tests/gold/second.jsonl",
    "tests/golden/extract/meetings.txt",
    "tests/golden/extract/gatherings.txt",
    "tests/golden/extract/newspaper.txt",
    "tests/golden/extract/readouts.txt",
    "tests/golden/extract/settings.txt",
    "tests/golden/extract/likely.txt",
    "tests/golden/extract/constructions.tsv",
    "data/models/meetings.tsv",
];

/// Parts of the articles for the figures.
const PARTS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let whereabouts = arguments.first().is_some_and(|argument| argument == "--whereabouts");
    arguments.drain(..usize::from(whereabouts));
    let output = match arguments.iter().position(|argument| argument == "--output") {
        Some(at) => {
            let file = arguments.get(at + 1).cloned().ok_or("--output wants a file")?;
            arguments.drain(at..at + 2);
            file
        }
        None if whereabouts => "data/models/english.whereabouts".to_owned(),
        None => "data/models/english.meetings".to_owned(),
    };
    if arguments.is_empty() {
        let ours = if whereabouts { &OURS[..2] } else { &OURS[..] };
        arguments.extend(ours.iter().map(|file| (*file).to_owned()));
    }
    let mut articles = Vec::new();
    for file in &arguments {
        articles.extend(gold::read(file)?);
    }
    println!("{} articles", articles.len());
    let bytes = if whereabouts { whereabouts::learned(&articles)? } else { learned(&articles)? };
    println!("{} bytes", bytes.len());
    std::fs::write(output, bytes)?;
    Ok(())
}

/// The file of weights that the articles teach: who met, and who was there.
fn learned(articles: &[Annotated]) -> Result<Vec<u8>, Box<dyn Error>> {
    let couples: Vec<Vec<Example>> = articles.iter().map(Annotated::couples).collect();
    let learned = learn("couples of one sentence", &couples);
    let nobody = table(&Weights::default());
    let model = [MAGIC, &learned, &nobody].concat();
    let model = Model::read(&model).ok_or("the weights written cannot be read")?;
    let company: Vec<Vec<Example>> = articles.iter().map(|article| article.company(&model)).collect();
    Ok([MAGIC, &learned, &learn("people near a meeting", &company)].concat())
}

/// The weights of some examples, after the figures for them.
fn learn(name: &str, articles: &[Vec<Example>]) -> Vec<u8> {
    let all = articles.iter().flatten();
    println!(
        "{name}: {} examples, {} of them met",
        all.clone().count(),
        all.filter(|example| example.met).count()
    );
    report(articles);
    table(&logistic::train(articles))
}

fn table(weights: &Weights) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_table(&weights.rows(), &mut bytes);
    bytes
}

/// Precision and recall for articles that were not learned from.
fn report(articles: &[Vec<Example>]) {
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for part in 0..PARTS {
        let of_part = |place: usize| place % PARTS == part;
        let (mut learned, mut kept) = (Vec::new(), Vec::new());
        for (place, article) in articles.iter().enumerate() {
            if of_part(place) { kept.push(article) } else { learned.push(article.clone()) }
        }
        let weights = logistic::train(&learned);
        for article in kept {
            scored.extend(gold::best(article, |features| weights.likelihood(features)));
        }
    }
    let all = scored.iter().filter(|(_, met)| *met).count();
    for bar in [0.5, 0.6, 0.7, 0.8, 0.9] {
        let above = scored.iter().filter(|(likelihood, _)| *likelihood >= bar);
        let (found, right) = (above.clone().count(), above.filter(|(_, met)| *met).count());
        println!(
            "  likelihood {bar}: precision {:.3} recall {:.3}",
            right as f64 / found.max(1) as f64,
            right as f64 / all.max(1) as f64
        );
    }
}
