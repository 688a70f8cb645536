//! Trains the tagger and the parser and writes `data/models/english.syntax`.
//!
//! ```text
//! cargo run --release --example train_syntax -- FOLDER [OUTPUT]
//! ```
//!
//! `FOLDER` holds `ewt-train.conllu.gz`, `gum-train.conllu.gz` and the `dev` and `test` parts of both.
//! Deterministic: the same treebanks give the same file.

#![allow(clippy::print_stdout)]

mod augment;
mod learn;
mod treebank;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chancery::extract::syntax::{MAGIC, Model, TAG_ROW, Tag};
use learn::{Chance, Keep, Parser, Perceptron};
use treebank::Sentence;

const TAG_PASSES: usize = 10;
const PARSE_PASSES: usize = 14;
const FOLDS: usize = 5;
/// Models trained on the sentences in different orders, of which the average is taken.
const RUNS: u64 = 2;

/// What is kept of the weights: a smaller unit and fewer changes read better and take more room.
const TAG_KEEP: Keep = Keep { unit: 0.3, changes: 5 };
const MOVE_KEEP: Keep = Keep { unit: 0.75, changes: 12 };
const LABEL_KEEP: Keep = Keep { unit: 0.75, changes: 5 };

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("say which folder holds the treebanks")?);
    let output = arguments.next().unwrap_or_else(|| "data/models/english.syntax".to_owned());
    let started = Instant::now();
    let mut chance = Chance(2026);
    let mut training = Vec::new();
    for name in ["ewt-train.conllu.gz", "gum-train.conllu.gz"] {
        training.extend(treebank::read(&folder.join(name))?);
    }
    let names = augment::names(Path::new("data/gazetteer/names.txt"))?;
    let grammar = augment::grammar(Path::new("data/models/diplomacy.txt"))?;
    augment::vary(&mut training, &names, &mut chance);
    training.extend(grammar.sentences(&names, &mut chance)?);
    println!("{} sentences, {} words", training.len(), training.iter().map(Vec::len).sum::<usize>());

    let tagged = jackknifed(&training, &mut chance);
    println!("{:>4} s tags for the parser", started.elapsed().as_secs());
    let (mut tagger, mut parser) = std::thread::scope(|scope| {
        let (training, tagged) = (&training, &tagged);
        let runs: Vec<_> = (0..RUNS)
            .map(|run| {
                scope.spawn(move || {
                    let mut chance = Chance(run);
                    (
                        tagger(&training.iter().collect::<Vec<_>>(), TAG_PASSES, &mut chance),
                        parser(training, tagged, &mut chance),
                    )
                })
            })
            .collect();
        let trained = runs.into_iter().filter_map(|run| run.join().ok());
        trained.reduce(|(mut tagger, mut parser), (other_tagger, other_parser)| {
            tagger.join(other_tagger);
            parser.join(other_parser);
            (tagger, parser)
        })
    })
    .ok_or("no run of the training came to its end")?;
    println!("{:>4} s tagger and parser", started.elapsed().as_secs());
    let bytes = weights(&mut tagger, &mut parser);
    report(&folder, &bytes)?;
    std::fs::write(&output, &bytes)?;
    Ok(())
}

fn parser(training: &[Sentence], tagged: &[Vec<Tag>], chance: &mut Chance) -> Parser {
    let mut parser = Parser::new();
    let mut order: Vec<_> = (0..training.len()).filter(|at| training[*at].len() < 100).collect();
    for pass in 0..PARSE_PASSES {
        chance.shuffle(&mut order);
        for at in &order {
            parser.learn(&training[*at], &tagged[*at], pass > 0, chance);
        }
    }
    parser
}

/// Tags as the tagger gives them to sentences it has not seen: what the parser will have to live with.
fn jackknifed(training: &[Sentence], chance: &mut Chance) -> Vec<Vec<Tag>> {
    let mut tags = vec![Vec::new(); training.len()];
    for fold in 0..FOLDS {
        let rest: Vec<_> =
            (0..training.len()).filter(|at| at % FOLDS != fold).map(|at| &training[at]).collect();
        let mut model = tagger(&rest, TAG_PASSES / 2, chance);
        for at in (fold..training.len()).step_by(FOLDS) {
            tags[at] = learn::tag(&mut model, &training[at], false);
        }
    }
    tags
}

fn tagger(sentences: &[&Sentence], passes: usize, chance: &mut Chance) -> Perceptron<TAG_ROW> {
    let mut model = Perceptron::new();
    let mut order = sentences.to_vec();
    for _ in 0..passes {
        chance.shuffle(&mut order);
        for sentence in &order {
            learn::tag(&mut model, sentence, true);
        }
    }
    model
}

fn weights(tagger: &mut Perceptron<TAG_ROW>, parser: &mut Parser) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let tags = tagger.write(&TAG_KEEP, &mut bytes);
    let moves = parser.moves.write(&MOVE_KEEP, &mut bytes);
    let labels = parser.labels.write(&LABEL_KEEP, &mut bytes);
    println!("features: {tags} of tags, {moves} of moves, {labels} of labels; {} bytes", bytes.len());
    bytes
}

fn report(folder: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let model = Model::read(bytes).ok_or("the weights just written cannot be read")?;
    println!("decoded in {} ms", started.elapsed().as_millis());
    for name in ["ewt-dev", "ewt-test", "gum-dev", "gum-test"] {
        let sentences = treebank::read(&folder.join(format!("{name}.conllu.gz")))?;
        let score = score(&model, &sentences);
        println!("{name}: {score}");
    }
    Ok(())
}

/// Right tags among all words; right heads and labels among all words but punctuation, in per cent.
fn score(model: &Model, sentences: &[Sentence]) -> String {
    let (mut words, mut tags, mut counted, mut heads, mut labels) = (0usize, 0, 0usize, 0, 0);
    let (mut found_names, mut names) = (0, 0usize);
    let forms: Vec<Vec<&str>> =
        sentences.iter().map(|it| it.iter().map(|item| item.form.as_str()).collect()).collect();
    let started = Instant::now();
    let found: Vec<_> = forms.iter().map(|words| model.analyze(words)).collect();
    let seconds = started.elapsed().as_secs_f64();
    for (sentence, (found_tags, arcs)) in sentences.iter().zip(&found) {
        for (at, item) in sentence.iter().enumerate() {
            words += 1;
            tags += usize::from(found_tags[at] == item.tag);
            names += usize::from(item.tag == Tag::Propn);
            found_names += usize::from(item.tag == Tag::Propn && found_tags[at] == Tag::Propn);
            if item.tag == Tag::Punct {
                continue;
            }
            counted += 1;
            let head = if item.head == sentence.len() { None } else { Some(item.head) };
            let right = arcs[at].head == head;
            heads += usize::from(right);
            labels += usize::from(right && (head.is_none() || arcs[at].label == item.label));
        }
    }
    let rate = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    format!(
        "UPOS {:.2} (names found {:.1}), UAS {:.2}, LAS {:.2}; {:.0} words a second",
        rate(tags, words),
        rate(found_names, names),
        rate(heads, counted),
        rate(labels, counted),
        words as f64 / seconds
    )
}
