//! Training sentences beyond the treebanks: foreign names put in for the names of the treebank,
//! headlines, and sentences of our own about diplomacy, grown from a small grammar.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use chancery::extract::syntax::{Label, Tag};

use crate::learn::Chance;
use crate::treebank::{Item, Sentence};

/// How many sentences are grown from the grammar.
const GROWN: usize = 1200;

/// Name words, one a line.
pub fn names(path: &Path) -> std::io::Result<Vec<String>> {
    let text = fs::read_to_string(path)?;
    Ok(text.lines().filter(|line| line.len() > 3).map(capitalised).collect())
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Writes a foreign name over names of people in every third sentence that has some, and over
/// other names now and then, so that the tagger learns their surroundings rather than themselves;
/// and adds some sentences a second time, set like headlines.
pub fn vary(training: &mut Vec<Sentence>, names: &[String], chance: &mut Chance) {
    for sentence in training.iter_mut() {
        let replace = chance.one_in(3);
        for at in 0..sentence.len() {
            let person = sentence[at].label == Label::Flat
                || sentence.iter().any(|item| item.head == at && item.label == Label::Flat);
            let alone = is_argument(sentence[at].label) && at > 0 && chance.one_in(12);
            if is_name(&sentence[at]) && (person && replace || alone) {
                let mut name = names[chance.below(names.len())].clone();
                if chance.one_in(20) {
                    name = format!("al-{name}");
                }
                sentence[at].form = name;
            }
        }
    }
    let headlines: Vec<Sentence> = training
        .iter()
        .filter(|it| (4..20).contains(&it.len()))
        .filter(|_| chance.one_in(25))
        .map(headline)
        .collect();
    training.extend(headlines);
}

fn is_name(item: &Item) -> bool {
    let letters = item.form.chars().all(|c| c.is_alphabetic() || c == '-');
    item.tag == Tag::Propn && letters && item.form.len() > 2 && item.form.starts_with(char::is_uppercase)
}

fn is_argument(label: Label) -> bool {
    matches!(label, Label::Nsubj | Label::Obj | Label::Obl | Label::Conj | Label::Nmod | Label::NmodPoss)
}

fn headline(sentence: &Sentence) -> Sentence {
    let small = |item: &Item| matches!(item.tag, Tag::Adp | Tag::Det | Tag::Cconj | Tag::Part);
    let set = |item: &Item| Item {
        form: if small(item) { item.form.clone() } else { capitalised(&item.form) },
        ..item.clone()
    };
    sentence.iter().map(set).collect()
}

/// The phrases of `data/models/diplomacy.txt`, by name.
pub struct Grammar {
    phrases: HashMap<String, Vec<Vec<Part>>>,
}

/// One token of a phrase: a word, or another phrase that takes its place.
struct Part {
    word: String,
    tag: Option<Tag>,
    /// Counted from 1; 0 for the head of the phrase.
    head: usize,
    label: Label,
}

pub fn grammar(path: &Path) -> Result<Grammar, Box<dyn std::error::Error>> {
    let mut phrases: HashMap<String, Vec<Vec<Part>>> = HashMap::new();
    for line in fs::read_to_string(path)?.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(lexicon) = line.strip_prefix('@') {
            let mut words = lexicon.split_whitespace();
            let (Some(name), Some(tag)) = (words.next(), words.next().and_then(Tag::from_name)) else {
                return Err(format!("not a list of words: {line}").into());
            };
            let one = |word: &str| {
                vec![Part { word: word.to_owned(), tag: Some(tag), head: 0, label: Label::Root }]
            };
            phrases.insert(name.to_owned(), words.map(one).collect());
        } else {
            let (name, tokens) = line.split_once(" := ").ok_or_else(|| format!("not a phrase: {line}"))?;
            let parts: Option<Vec<_>> = tokens.split_whitespace().map(part).collect();
            let parts =
                parts.ok_or_else(|| format!("a token has not the form word/TAG/head/label: {line}"))?;
            if parts.iter().filter(|it| it.head == 0).count() != 1
                || parts.iter().any(|it| it.head > parts.len())
            {
                return Err(format!("not one head, or a head beyond the line: {line}").into());
            }
            phrases.entry(name.to_owned()).or_default().push(parts);
        }
    }
    Ok(Grammar { phrases })
}

fn part(token: &str) -> Option<Part> {
    let fields: Vec<_> = token.split('/').collect();
    let (word, tag, head, label) = match fields[..] {
        [word, head, label] if word.starts_with('<') => (word.trim_matches(['<', '>']), None, head, label),
        [word, tag, head, label] => (word, Some(Tag::from_name(tag)?), head, label),
        _ => return None,
    };
    Some(Part { word: word.to_owned(), tag, head: head.parse().ok()?, label: Label::from_name(label) })
}

impl Grammar {
    pub fn sentences(&self, names: &[String], chance: &mut Chance) -> Result<Vec<Sentence>, String> {
        (0..GROWN).map(|_| self.sentence(names, chance)).collect()
    }

    fn sentence(&self, names: &[String], chance: &mut Chance) -> Result<Sentence, String> {
        let mut out = Vec::new();
        let root = self.write("sentence", &mut out, names, chance)?;
        let length = out.len();
        out[root].head = length;
        out[root].label = Label::Root;
        drop_double_commas(&mut out);
        if let Some(first) = out.first_mut() {
            first.form = capitalised(&first.form);
        }
        Ok(out)
    }

    /// Appends a phrase to the sentence; returns the place of its head, which is left without one.
    fn write(
        &self,
        name: &str,
        out: &mut Sentence,
        names: &[String],
        chance: &mut Chance,
    ) -> Result<usize, String> {
        let ways = self.phrases.get(name).ok_or_else(|| format!("no phrase is called {name}"))?;
        let parts = &ways[chance.below(ways.len())];
        let mut places = Vec::with_capacity(parts.len());
        for part in parts {
            match part.tag {
                None => places.push(self.write(&part.word, out, names, chance)?),
                Some(tag) => {
                    // Half of the people get names nobody has listed here.
                    let unseen = matches!(name, "given" | "family") && chance.one_in(2);
                    let form =
                        if unseen { names[chance.below(names.len())].clone() } else { part.word.clone() };
                    places.push(out.len());
                    out.push(Item { form, tag, head: 0, label: part.label });
                }
            }
        }
        let mut root = 0;
        for (part, place) in parts.iter().zip(&places) {
            match part.head.checked_sub(1) {
                Some(head) => {
                    out[*place].head = places[head];
                    out[*place].label = part.label;
                }
                None => root = *place,
            }
        }
        Ok(root)
    }
}

/// A phrase may end with a comma where the next begins with a comma or a full stop: one is enough.
fn drop_double_commas(sentence: &mut Sentence) {
    let mut at = 0;
    while at + 1 < sentence.len() {
        let next = sentence[at + 1].form.as_str();
        if sentence[at].form == "," && matches!(next, "," | "." | ")") {
            sentence.remove(at);
            for item in sentence.iter_mut() {
                item.head -= usize::from(item.head > at);
            }
        } else {
            at += 1;
        }
    }
}
