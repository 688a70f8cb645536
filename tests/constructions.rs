//! Ways of telling, in one or two sentences of our own, that people met or did not:
//! `tests/golden/extract/constructions.tsv`.
//!
//! A line is what is to be read, a tab and the sentence. `{A}` to `{H}` are people with their offices; `AB AC` says
//! that A met B and A met C and nobody else did, `-` that nothing was held.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chancery::extract::extract;
use chancery::gazetteer::Gazetteer;
use chancery::model::{Article, Status};

#[path = "support/cast.rs"]
mod cast;

use cast::{CAST, written_out};

/// The pairs of people read to have met, by their letters.
fn met(sentence: &str) -> BTreeSet<String> {
    let text = written_out(sentence);
    let published = "2025-10-22".parse().ok();
    let article = Article { id: "example".to_string(), published, text, ..Article::default() };
    let mut pairs = BTreeSet::new();
    let facts = extract(&article, Gazetteer::embedded());
    for meeting in facts.meetings.iter().filter(|meeting| meeting.status == Status::Held) {
        let known = |name: &&str| meeting.participants.iter().any(|person| person == name);
        let there: String =
            CAST.iter().filter(|(_, _, name)| known(name)).map(|(letter, _, _)| *letter).collect();
        pairs.extend(every_two(&there));
    }
    pairs
}

/// `ABC` as AB, AC and BC.
fn every_two(letters: &str) -> Vec<String> {
    let letters: Vec<char> = letters.chars().collect();
    let behind = |at: usize| letters[at + 1..].iter().map(move |other| (at, other));
    (0..letters.len()).flat_map(behind).map(|(at, other)| [letters[at], *other].iter().collect()).collect()
}

#[test]
fn who_met_whom_in_every_construction() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/extract/constructions.tsv");
    let script = fs::read_to_string(path).expect("the examples are there");
    let (mut wrong, mut yes, mut no) = (Vec::new(), 0, 0);
    for line in script.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (wanted, sentence) = line.split_once('\t').expect("a tab parts what is read and the sentence");
        let wanted: BTreeSet<String> = match wanted {
            "-" => BTreeSet::new(),
            groups => groups.split(' ').flat_map(every_two).collect(),
        };
        if wanted.is_empty() {
            no += 1
        } else {
            yes += 1
        }
        let found = met(sentence);
        if found != wanted {
            wrong.push(format!("{sentence}\n  expected {wanted:?}, found {found:?}"));
        }
    }
    assert!(yes >= 400 && no >= 200, "only {yes} and {no} examples were read");
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}
