//! How fast articles are understood on one core, and on all: `cargo bench --bench extract [FOLDER]`.
//!
//! Prints articles and megabytes a second for reading and extracting, with the sample corpus or a folder
//! of one's own: the articles as they are; those of 3 kB, put together from them; those of 3 kB in which no
//! sentence has a word of meeting; one sentence of a megabyte; one article of 5 and of 50 MB, whose megabytes
//! a second tell whether time is linear; and a file of many articles through the pipeline that `load` and
//! `extract` use, with one and with all threads. Clocks vary; compare figures of one run.

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use chancery::extract::{self, event};
use chancery::gazetteer::Gazetteer;
use chancery::model::Article;
use chancery::session::{Sources, each_fact};
use chancery::text::{read, segment};

/// Rounds over the corpus, of which the fastest counts.
const ROUNDS: usize = 5;
/// The bytes of an article of usual length.
const USUAL: usize = 3_000;

fn main() -> Result<(), Box<dyn Error>> {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = named.map_or_else(|| PathBuf::from("data/articles"), PathBuf::from);
    let articles: Vec<Article> = read::read(&[folder], None)
        .filter_map(|input| match input {
            Ok(read::Input::Article(article)) => Some(article),
            _ => None,
        })
        .collect();
    let gazetteer = Gazetteer::embedded();
    black_box(articles.first().map(|article| extract::extract(article, gazetteer)));
    let sentences: Vec<&str> = articles.iter().flat_map(|article| sentences(&article.text)).collect();
    let quiet: Vec<&str> = sentences.iter().copied().filter(|sentence| !has_trigger(sentence)).collect();
    let all = joined(&sentences, " ", 50_000_000);
    report("segment", &articles, ROUNDS, |article| {
        black_box(segment(&article.text));
    });
    let understand = |article: &Article| {
        black_box(extract::extract(article, gazetteer));
    };
    report("extract, as they are", &articles, ROUNDS, understand);
    report("extract, 3 kB", &parts(&all[..floor(&all, USUAL * 100)], &articles), ROUNDS, understand);
    let still = joined(&quiet, " ", USUAL * 100);
    report("extract, 3 kB, no meeting", &parts(&still, &articles), ROUNDS, understand);
    let one = joined(&sentences, " ", 1_000_000).replace(['.', '?', '!', '\n'], ",");
    report("extract, a sentence of 1 MB", &[article(&articles, &one)], 1, understand);
    report("extract, 5 MB", &[article(&articles, &all[..floor(&all, 5_000_000)])], 1, understand);
    report("extract, 50 MB", &[article(&articles, &all)], 1, understand);
    pipeline(&parts(&all[..floor(&all, USUAL * 2000)], &articles))
}

/// A file of articles through the pipeline, with one thread and with all of them.
fn pipeline(articles: &[Article]) -> Result<(), Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("chancery-bench-{}.jsonl", std::process::id()));
    let mut file = BufWriter::new(File::create(&path)?);
    for (place, article) in articles.iter().enumerate() {
        let id = format!("bench-{place}");
        let line = serde_json::json!({
            "id": id, "title": article.title, "published": article.published, "text": article.text
        });
        writeln!(file, "{line}")?;
    }
    file.flush()?;
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let all = std::thread::available_parallelism()?.get();
    for threads in [1, all] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let round = || {
            let start = Instant::now();
            let sources = Sources::at(std::slice::from_ref(&path));
            pool.install(|| {
                each_fact(sources, &mut |facts| {
                    black_box(&facts);
                    true
                });
            });
            start.elapsed().as_secs_f64()
        };
        let seconds = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
        print(&format!("read and extract, threads: {threads}"), articles.len(), bytes, seconds);
    }
    std::fs::remove_file(&path)?;
    Ok(())
}

fn sentences(text: &str) -> Vec<&str> {
    segment(text).sentences.iter().map(|sentence| sentence.span.of(text)).collect()
}

fn has_trigger(sentence: &str) -> bool {
    let words = event::Words::embedded();
    segment(sentence).tokens.iter().any(|token| words.is_trigger(token.span.of(sentence)))
}

/// The sentences one after another, from the first again, until they are `least` bytes long; a paragraph each
/// five of them.
fn joined(sentences: &[&str], gap: &str, least: usize) -> String {
    const PARAGRAPH: usize = 5;
    let mut text = String::with_capacity(least + 1000);
    for (place, sentence) in sentences.iter().cycle().enumerate() {
        text.push_str(sentence);
        text.push_str(if place % PARAGRAPH == PARAGRAPH - 1 { "\n\n" } else { gap });
        if text.len() >= least || sentences.is_empty() {
            break;
        }
    }
    text
}

/// A text as articles of usual length.
fn parts(text: &str, like: &[Article]) -> Vec<Article> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() >= USUAL {
        let (part, behind) = rest.split_at(floor(rest, USUAL));
        parts.push(article(like, part));
        rest = behind;
    }
    parts
}

fn article(like: &[Article], text: &str) -> Article {
    Article { text: text.to_owned(), ..like.first().cloned().unwrap_or_default() }
}

/// The last boundary of characters up to a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn report(what: &str, articles: &[Article], rounds: usize, work: impl Fn(&Article)) {
    let round = || {
        let start = Instant::now();
        articles.iter().for_each(&work);
        start.elapsed().as_secs_f64()
    };
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let seconds = (0..rounds).map(|_| round()).fold(f64::INFINITY, f64::min);
    print(what, articles.len(), bytes, seconds);
}

fn print(what: &str, articles: usize, bytes: usize, seconds: f64) {
    println!(
        "{what:28} {articles:6} × {:9} bytes {:11.1} articles/s {:8.2} MB/s",
        bytes / articles.max(1),
        articles as f64 / seconds,
        bytes as f64 / seconds / 1e6
    );
}
