//! The tagger and the parser on sentences of diplomacy, and on a treebank where there is one.

#![allow(clippy::print_stdout)]

#[path = "../examples/train_syntax/treebank.rs"]
mod treebank;

use std::path::Path;

use chancery::extract::syntax::{Label, Model, Tag};
use chancery::text::segment;
use proptest::prelude::*;

/// A sentence and the arcs it must have, as `head label dependent`; the root has no head: `- root met`.
/// Where a word stands several times, the first is meant.
const SENTENCES: &[(&str, &[&str])] = &[
    (
        "Iraq's National Security Adviser Qassem al-Araji met Iranian President Masoud Pezeshkian in Tehran on Tuesday.",
        &["- root met", "met nsubj Qassem", "Qassem flat al-Araji", "met obj Masoud", "met obl Tuesday"],
    ),
    (
        "Fidan received his Iranian counterpart Abbas Araghchi in Ankara and signed a memorandum.",
        &[
            "- root received",
            "received nsubj Fidan",
            "received obj counterpart",
            "received conj signed",
            "signed obj memorandum",
        ],
    ),
    (
        "Sergey Lavrov was received by President Tokayev in Astana.",
        &[
            "- root received",
            "received nsubj:pass Sergey",
            "received aux:pass was",
            "received obl:agent Tokayev",
        ],
    ),
    (
        "Ali Larijani, the secretary of the Supreme National Security Council, arrived in Beirut.",
        &["- root arrived", "arrived nsubj Ali", "Ali appos secretary", "arrived obl Beirut"],
    ),
    (
        "The foreign ministers of Qatar and Egypt held talks with Hakan Fidan on the sidelines of the summit.",
        &[
            "- root held",
            "held nsubj ministers",
            "ministers nmod Qatar",
            "Qatar conj Egypt",
            "held obj talks",
            "held obl sidelines",
        ],
    ),
    (
        "Badr Abdelatty, Ayman Safadi and Faisal bin Farhan discussed the war in Sudan.",
        &[
            "- root discussed",
            "discussed nsubj Badr",
            "Badr conj Ayman",
            "Badr conj Faisal",
            "discussed obj war",
        ],
    ),
    (
        "The minister will not meet the Syrian president next week.",
        &["- root meet", "meet nsubj minister", "meet aux will", "meet advmod not", "meet obj president"],
    ),
    (
        "Araghchi denied that he had met the American envoy.",
        &["- root denied", "denied nsubj Araghchi", "denied ccomp met", "met nsubj he", "met obj envoy"],
    ),
    (
        "The president is expected to visit Baghdad in June.",
        &["- root expected", "expected nsubj:pass president", "expected xcomp visit", "visit obj Baghdad"],
    ),
    (
        "The pact, which was signed in Algiers, ended the dispute.",
        &["- root ended", "ended nsubj pact", "pact acl:relcl signed", "ended obj dispute"],
    ),
    (
        "Officials from Turkey, Iraq, Qatar and the UAE signed a memorandum of understanding.",
        &[
            "- root signed",
            "signed nsubj Officials",
            "Officials nmod Turkey",
            "Turkey conj Iraq",
            "Turkey conj UAE",
        ],
    ),
    (
        "The two ministers spoke by phone on Monday about the ceasefire in Gaza.",
        &[
            "- root spoke",
            "spoke nsubj ministers",
            "spoke obl phone",
            "spoke obl Monday",
            "spoke obl ceasefire",
        ],
    ),
    (
        "Maj. Gen. Abdolrahim Mousavi, chief of staff of the Iranian Armed Forces, told al-Araji that the border \
         agreement must be implemented.",
        &[
            "- root told",
            "told nsubj Abdolrahim",
            "Abdolrahim appos chief",
            "told iobj al-Araji",
            "told ccomp implemented",
        ],
    ),
    (
        "During the visit, the Omani foreign minister met with his Iranian counterpart and conveyed a message.",
        &["- root met", "met nsubj minister", "met obl counterpart", "met conj conveyed", "met obl visit"],
    ),
];

#[test]
fn sentences_of_diplomacy_are_read_rightly() {
    let mut wrong = Vec::new();
    for (text, expected) in SENTENCES {
        let found = arcs_of(text);
        for arc in *expected {
            if !found.iter().any(|it| it == arc) {
                wrong.push(format!("{text}\n  misses {arc}; found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn arcs_of(text: &str) -> Vec<String> {
    let words: Vec<_> = segment(text).tokens.iter().map(|it| it.span.of(text)).collect();
    let (_, arcs) = Model::embedded().analyze(&words);
    let arc = |(at, arc): (usize, &chancery::extract::syntax::Arc)| {
        format!("{} {} {}", arc.head.map_or("-", |head| words[head]), arc.label.name(), words[at])
    };
    arcs.iter().enumerate().map(arc).collect()
}

#[test]
fn unseen_names_are_names() {
    let text = "Zhyldyzbek Omurzakuulu told Ngwenyathi that Xhosile Mdlankomo would come.";
    let words: Vec<_> = segment(text).tokens.iter().map(|it| it.span.of(text)).collect();
    let tags = Model::embedded().tag(&words);
    for name in ["Zhyldyzbek", "Omurzakuulu", "Ngwenyathi", "Xhosile", "Mdlankomo"] {
        let at = words.iter().position(|it| *it == name).expect("the name is a token");
        assert_eq!(tags[at], Tag::Propn, "{name}");
    }
}

#[test]
fn tags_and_arcs_fit_together() {
    let words = ["The", "ministers", "met", "in", "Doha", "."];
    let model = Model::embedded();
    let tags = model.tag(&words);
    assert_eq!(model.analyze(&words), (tags.clone(), model.parse(&words, &tags)));
    assert!(model.tag(&[]).is_empty() && model.parse(&[], &[]).is_empty());
}

proptest! {
    #[test]
    fn every_sentence_gets_a_tree(words in prop::collection::vec(prop_oneof![any::<String>(), "[A-Za-z,.]{1,8}"], 1..600)) {
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let (tags, arcs) = Model::embedded().analyze(&words);
        prop_assert_eq!(tags.len(), words.len());
        prop_assert_eq!(arcs.len(), words.len());
        prop_assert_eq!(arcs.iter().filter(|arc| arc.head.is_none()).count(), 1);
        for (at, arc) in arcs.iter().enumerate() {
            prop_assert_eq!(arc.head.is_none(), arc.label == Label::Root);
            let (mut here, mut steps) = (at, 0);
            while let Some(head) = arcs[here].head {
                here = head;
                steps += 1;
                prop_assert!(steps <= arcs.len(), "the arcs above word {at} run in a circle");
            }
        }
    }
}

/// Tags right of all words, heads and labels right of all words but punctuation, in per cent, on the
/// test part of UD English EWT. A little below what data/README.md reports.
#[test]
fn the_treebank_is_read_as_well_as_reported() {
    let Ok(folder) = std::env::var("CHANCERY_UD") else {
        println!("skipped: CHANCERY_UD does not name a folder of treebanks");
        return;
    };
    let sentences =
        treebank::read(&Path::new(&folder).join("ewt-test.conllu.gz")).expect("a readable treebank");
    let model = Model::embedded();
    let (mut words, mut tagged, mut counted, mut attached, mut labelled) = (0, 0, 0, 0, 0);
    for sentence in &sentences {
        let forms: Vec<_> = sentence.iter().map(|item| item.form.as_str()).collect();
        let (tags, arcs) = model.analyze(&forms);
        for (at, item) in sentence.iter().enumerate() {
            words += 1;
            tagged += usize::from(tags[at] == item.tag);
            if item.tag != Tag::Punct {
                let right = arcs[at].head.unwrap_or(sentence.len()) == item.head;
                counted += 1;
                attached += usize::from(right);
                labelled += usize::from(right && arcs[at].label == item.label);
            }
        }
    }
    let rate = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let (upos, uas, las) = (rate(tagged, words), rate(attached, counted), rate(labelled, counted));
    println!("UPOS {upos:.2}, UAS {uas:.2}, LAS {las:.2}");
    assert!(words > 20_000, "only {words} words were read");
    assert!(upos > 94.3 && uas > 83.5 && las > 79.3, "UPOS {upos:.2}, UAS {uas:.2}, LAS {las:.2}");
}
