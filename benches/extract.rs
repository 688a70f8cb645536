//! How fast articles are understood on one core: `cargo bench --bench extract [FOLDER]`.
//!
//! Prints articles and megabytes a second for reading and extracting, with the sample corpus or a folder
//! of one's own. Clocks vary; compare figures of one run.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use chancery::extract;
use chancery::gazetteer::Gazetteer;
use chancery::model::Article;
use chancery::text::{read, segment};

/// Rounds over the corpus, of which the fastest counts.
const ROUNDS: usize = 5;

fn main() {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = named.map_or_else(|| PathBuf::from("data/articles"), PathBuf::from);
    let articles: Vec<Article> = read::read(&[folder], None)
        .filter_map(|input| match input {
            Ok(read::Input::Article(article)) => Some(article),
            _ => None,
        })
        .collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let gazetteer = Gazetteer::embedded();
    let warm = articles.first().map(|article| extract::extract(article, gazetteer));
    black_box(warm);
    println!("{} articles, {} bytes each on average", articles.len(), bytes / articles.len().max(1));
    let segmenting = fastest(&articles, |article| {
        black_box(segment(&article.text));
    });
    report("segment", articles.len(), bytes, segmenting);
    let extracting = fastest(&articles, |article| {
        black_box(extract::extract(article, gazetteer));
    });
    report("extract", articles.len(), bytes, extracting);
}

/// Seconds of the fastest round.
fn fastest(articles: &[Article], work: impl Fn(&Article)) -> f64 {
    let round = || {
        let start = Instant::now();
        articles.iter().for_each(&work);
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min)
}

fn report(what: &str, articles: usize, bytes: usize, seconds: f64) {
    println!(
        "{what:10} {:10.0} articles/s {:10.2} MB/s",
        articles as f64 / seconds,
        bytes as f64 / seconds / 1e6
    );
}
