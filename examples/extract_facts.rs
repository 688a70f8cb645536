//! Prints the facts of articles given as JSON lines on the standard input, one line an article:
//! `cargo run --example extract_facts < articles.jsonl`.

use std::io::{BufRead, Write};

use chancery::extract::extract;
use chancery::gazetteer::Gazetteer;
use chancery::model::Article;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let fields: serde_json::Value = serde_json::from_str(&line)?;
        let text = |name: &str| fields.get(name).and_then(|value| value.as_str()).unwrap_or("").to_string();
        let article = Article {
            id: text("id"),
            url: Some(text("url")).filter(|url| !url.is_empty()),
            title: text("title"),
            publisher: None,
            published: text("published").parse().ok(),
            text: text("text"),
        };
        serde_json::to_writer(&mut out, &extract(&article, Gazetteer::embedded()))?;
        writeln!(out)?;
    }
    Ok(())
}
