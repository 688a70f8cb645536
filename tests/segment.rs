//! Text into sentences and tokens: golden examples, and what holds for any text.

use std::fs;
use std::path::Path;

use chancery::text::{is_space, segment};
use proptest::prelude::*;

/// Each file holds examples: a text, `---`, the same text with one sentence a line, tokens parted by
/// spaces and paragraphs by blank lines; examples are parted by `===`.
#[test]
fn golden_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/segment");
    let mut wrong = Vec::new();
    let mut examples = 0;
    for entry in fs::read_dir(folder).expect("the folder of examples is there") {
        let path = entry.expect("a readable entry").path();
        let script = fs::read_to_string(&path).expect("a readable example");
        for example in script.split("\n===\n") {
            let (text, expected) = example.split_once("\n---\n").expect("`---` parts text and tokens");
            let found = printed(text.trim_end());
            examples += 1;
            if found != expected.trim_end() {
                wrong.push(format!(
                    "{}\nexpected:\n{}\nfound:\n{found}\n",
                    path.display(),
                    expected.trim_end()
                ));
            }
        }
    }
    assert!(examples > 30, "only {examples} examples were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn printed(text: &str) -> String {
    let segments = segment(text);
    let mut out = String::new();
    let mut paragraph = 0;
    for sentence in &segments.sentences {
        if sentence.paragraph != paragraph {
            out.push('\n');
            paragraph = sentence.paragraph;
        }
        let words: Vec<_> =
            segments.tokens[sentence.tokens.clone()].iter().map(|it| it.span.of(text)).collect();
        out.push_str(&words.join(" "));
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// Strings of the pieces that decide where texts are cut.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" "),
        Just("\n"),
        Just("\n\n"),
        Just("."),
        Just("..."),
        Just("’s"),
        Just("n't"),
        Just("'"),
        Just("\""),
        Just("“"),
        Just("”"),
        Just("("),
        Just(")"),
        Just("["),
        Just("-"),
        Just("–"),
        Just("U.S."),
        Just("Gen."),
        Just("J."),
        Just("$"),
        Just("3.5"),
        Just("al-Araji"),
        Just("Iran"),
        Just("met"),
        Just("مسعود"),
        Just("習近平"),
        Just("é"),
        Just("e\u{301}"),
        Just("\u{fe0f}"),
        Just("\u{200b}"),
        Just("https://a.b/c"),
        Just("@x"),
        Just("?!"),
        Just("…"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn tokens_cover_every_text(text in prop_oneof![any::<String>(), pieces()]) {
        let segments = segment(&text);
        let mut at = 0;
        for token in &segments.tokens {
            prop_assert!(at <= token.span.start && token.span.start < token.span.end);
            let gap = text.get(at..token.span.start);
            prop_assert!(gap.is_some_and(|gap| gap.chars().all(is_space)), "a gap holds {:?}", gap);
            prop_assert!(text.get(token.span.start..token.span.end).is_some());
            at = token.span.end;
        }
        prop_assert!(text.get(at..).is_some_and(|rest| rest.chars().all(is_space)));
    }

    #[test]
    fn sentences_share_out_the_tokens(text in prop_oneof![any::<String>(), pieces()]) {
        let segments = segment(&text);
        let (mut next, mut paragraph) = (0, 0);
        for sentence in &segments.sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(sentence.tokens.end > next);
            prop_assert!(sentence.paragraph >= paragraph);
            prop_assert_eq!(sentence.span.start, segments.tokens[next].span.start);
            prop_assert_eq!(sentence.span.end, segments.tokens[sentence.tokens.end - 1].span.end);
            next = sentence.tokens.end;
            paragraph = sentence.paragraph;
        }
        prop_assert_eq!(next, segments.tokens.len());
    }
}

#[test]
fn a_sentence_of_a_megabyte_stays_one() {
    let text = format!("The ministers met {}in Tehran.", "and talked, ".repeat(90_000));
    assert_eq!(segment(&text).sentences.len(), 1);
}
