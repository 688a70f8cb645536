//! Reads CoNLL-U and cuts it the way `text::segment` cuts: words that a treebank parts at hyphens are
//! joined again, and the joined word takes the place of the one that is its head.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use chancery::extract::syntax::{Label, Tag};
use chancery::text::segment;
use flate2::read::GzDecoder;

/// A word of a training sentence.
#[derive(Debug, Clone)]
pub struct Item {
    pub form: String,
    pub tag: Tag,
    /// The head's place in the sentence, or the sentence's length for the root.
    pub head: usize,
    pub label: Label,
}

pub type Sentence = Vec<Item>;

/// Reads a treebank, gzipped or plain.
pub fn read(path: &Path) -> std::io::Result<Vec<Sentence>> {
    let file = File::open(path)?;
    let lines: Vec<String> = if path.extension().is_some_and(|it| it == "gz") {
        BufReader::new(GzDecoder::new(file)).lines().collect::<Result<_, _>>()?
    } else {
        BufReader::new(file).lines().collect::<Result<_, _>>()?
    };
    Ok(lines.split(|line| line.is_empty()).filter_map(sentence).collect())
}

fn sentence(lines: &[String]) -> Option<Sentence> {
    let text = lines.iter().find_map(|line| line.strip_prefix("# text = "));
    let mut items = Vec::new();
    for line in lines.iter().filter(|line| !line.starts_with('#')) {
        let columns: Vec<_> = line.split('\t').collect();
        if columns.len() < 8 || columns[0].contains(['-', '.']) {
            continue;
        }
        let head: usize = columns[6].parse().ok()?;
        items.push(Item {
            form: columns[1].to_owned(),
            tag: Tag::from_name(columns[3])?,
            head,
            label: Label::from_name(columns[7]),
        });
    }
    let length = items.len();
    for item in &mut items {
        item.head = if item.head == 0 { length } else { item.head - 1 };
    }
    if items.is_empty() {
        return None;
    }
    Some(match text {
        Some(text) => joined(text, &items).unwrap_or(items),
        None => items,
    })
}

/// Joins the words that `segment` leaves whole; `None` where the words are not those of the text.
fn joined(text: &str, items: &[Item]) -> Option<Sentence> {
    let mut spans = Vec::with_capacity(items.len());
    let mut at = 0;
    for item in items {
        let start = at + text.get(at..)?.len() - text.get(at..)?.trim_start().len();
        let end = start + item.form.len();
        if text.get(start..end)? != item.form {
            return None;
        }
        spans.push((start, end));
        at = end;
    }
    let tokens = segment(text).tokens;
    // Which joined word each item belongs to.
    let mut group = vec![0; items.len()];
    let (mut groups, mut token) = (0, 0);
    for place in 0..items.len() {
        while token < tokens.len() && tokens[token].span.end <= spans[place].0 {
            token += 1;
        }
        let inside = |place: usize| {
            tokens
                .get(token)
                .is_some_and(|it| it.span.start <= spans[place].0 && spans[place].1 <= it.span.end)
        };
        if place > 0 && inside(place - 1) && inside(place) {
            group[place] = groups - 1;
        } else {
            group[place] = groups;
            groups += 1;
        }
    }
    let mut out: Vec<Option<Item>> = vec![None; groups];
    for place in 0..items.len() {
        let here = group[place];
        let head = items[place].head;
        let leads = head == items.len() || group[head] != here;
        let form: String =
            (0..items.len()).filter(|it| group[*it] == here).map(|it| items[it].form.as_str()).collect();
        if leads && out[here].is_none() {
            let head = if head == items.len() { groups } else { group[head] };
            out[here] = Some(Item { form, head, ..items[place].clone() });
        }
    }
    out.into_iter().collect()
}
