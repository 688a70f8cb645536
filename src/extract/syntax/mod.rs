//! Parts of speech and dependencies: who is the subject, the object, the appositive of what.
//!
//! ```text
//! words ─ tagger (averaged perceptron) ─▶ tags ─ parser (arc-hybrid, greedy) ─▶ a head and a label for each word
//! ```
//!
//! The weights stand in `data/models`; `examples/train_syntax` makes them from Universal Dependencies.
//! Both walks are linear in the length of the sentence and give the same answer every time.

mod label;
mod parser;
mod tag;
mod tagger;
pub mod weights;
mod word;

use std::sync::LazyLock;

pub use label::Label;
pub use parser::{ARC_FEATURES, MOVE_FEATURES, Move, State};
pub use tag::Tag;
pub use tagger::{TAG_FEATURES, tag_features};
pub use word::Word;

use tagger::{
    left_features, lefter_features, own_features, place_features, right_features, righter_features,
    tags_before, tags_features,
};
use weights::{Feature, Table};

/// A word with what it says of its own part of speech, and of that of the words beside it.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    word: Word,
    /// At the front of a sentence, and within it.
    first: Scores,
    own: Scores,
    beside: Beside,
}

impl Known {
    pub fn of(text: &str) -> Known {
        Tagger::embedded().known(Word::new(text))
    }
}

/// What a word says of that two places behind, of the next, of the one before and of that two places before.
#[derive(Debug, Clone, Copy)]
struct Beside {
    lefter: Scores,
    left: Scores,
    right: Scores,
    righter: Scores,
}

/// What features say for each part of speech.
type Scores = [i16; TAG_ROW];

/// A sentence tagged as far as was asked.
#[derive(Debug, Default)]
pub struct Tagging(Vec<Tag>);

impl Tagging {
    /// None yet, with room for those of so many words.
    pub fn with_room(words: usize) -> Self {
        Tagging(Vec::with_capacity(words))
    }

    /// The part of speech of the word at a place before the end of the sentence, of which `word` gives the words.
    pub fn at<'w>(&mut self, place: usize, word: impl Fn(usize) -> Option<&'w Known>) -> Option<Tag> {
        if place >= self.0.len() {
            Tagger::embedded().tag_on(word, place + 1, &mut self.0);
        }
        self.0.get(place).copied()
    }
}

/// What a word depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The head's place in the sentence; `None` for the root, of which there is one.
    pub head: Option<usize>,
    pub label: Label,
}

/// Sentences longer than this are cut before they are parsed, at a comma or semicolon where there is one.
pub const LONGEST: usize = 250;

/// Classes in each table, rounded up so that a row is added in whole machine words.
pub const TAG_ROW: usize = 24;
pub const MOVE_ROW: usize = 4;
pub const LABEL_ROW: usize = 48;

/// The first bytes of a file of weights, with the version of its layout.
pub const MAGIC: &[u8] = b"chancery syntax 2\n";

/// A trained tagger.
pub struct Tagger {
    tags: Table<TAG_ROW>,
    /// What the ends of a sentence say of the words beside them.
    outside: Beside,
    /// What the last tags say: of each tag before a word and each before that.
    before: Vec<[Scores; TAGS_BEFORE]>,
}

/// The parts of speech, and none.
const TAGS_BEFORE: usize = Tag::ALL.len() + 1;

/// A trained tagger and parser.
pub struct Model {
    tagger: Tagger,
    moves: Table<MOVE_ROW>,
    labels: Table<LABEL_ROW>,
}

/// The weights in the binary. A test reads the same bytes, so a damaged file does not leave the workshop.
const WEIGHTS: &[u8] = include_bytes!("../../../data/models/english.syntax");

static TAGGER: LazyLock<Tagger> =
    LazyLock::new(|| Tagger::read(&mut &WEIGHTS[..]).expect("the embedded weights are whole"));

static EMBEDDED: LazyLock<Model> =
    LazyLock::new(|| Model::read(WEIGHTS).expect("the embedded weights are whole"));

impl Tagger {
    /// The tagger in the binary, decoded on first use; the parser's weights behind its own stay as they are.
    pub fn embedded() -> &'static Tagger {
        &TAGGER
    }

    /// Reads a tagger from the front of `bytes` and moves past it.
    fn read(bytes: &mut &[u8]) -> Option<Tagger> {
        *bytes = bytes.strip_prefix(MAGIC)?;
        let tags = Table::read(bytes)?;
        let of_tags = |t1, t2| added(&tags, [0; TAG_ROW], tags_features(t1, t2));
        let before = (0..TAGS_BEFORE).map(|t1| std::array::from_fn(|t2| of_tags(t1, t2))).collect();
        Some(Tagger { outside: beside(&tags, None), before, tags })
    }

    fn known(&self, word: Word) -> Known {
        let own = |first| added(&self.tags, [0; TAG_ROW], own_features(&word, first));
        Known { word, first: own(true), own: own(false), beside: beside(&self.tags, Some(&word)) }
    }

    /// Tags the words behind those with a tag, up to a place; `word` gives the sentence's words.
    fn tag_on<'w>(&self, word: impl Fn(usize) -> Option<&'w Known>, end: usize, tags: &mut Vec<Tag>) {
        let before = |back: usize| tags.len().checked_sub(back).and_then(&word);
        let (mut lefter, mut left) = (before(2), before(1));
        let (mut own, mut right) = (word(tags.len()), word(tags.len() + 1));
        for at in tags.len()..end {
            let Some(known) = own else { return };
            let righter = word(at + 2);
            let beside = |it: Option<&'w Known>| it.map_or(&self.outside, |known| &known.beside);
            let (t1, t2) = tags_before(at, tags);
            let mut scores = if at == 0 { known.first } else { known.own };
            for more in [
                &self.before[t1][t2],
                &beside(lefter).lefter,
                &beside(left).left,
                &beside(right).right,
                &beside(righter).righter,
            ] {
                add(more, &mut scores);
            }
            let of_word = |it: Option<&'w Known>| it.map(|known| &known.word);
            let features = place_features(&known.word, of_word(left), of_word(right), (t1, t2));
            let scores = added(&self.tags, scores, features);
            tags.push(Tag::ALL[best(&scores[..Tag::ALL.len()])]);
            (lefter, left, own, right) = (left, own, right, righter);
        }
    }
}

/// What a word, or the end of a sentence, says of the words beside it.
fn beside(tags: &Table<TAG_ROW>, word: Option<&Word>) -> Beside {
    Beside {
        lefter: added(tags, [0; TAG_ROW], lefter_features(word)),
        left: added(tags, [0; TAG_ROW], left_features(word)),
        right: added(tags, [0; TAG_ROW], right_features(word)),
        righter: added(tags, [0; TAG_ROW], righter_features(word)),
    }
}

/// Called, as the adding of a row of weights is.
#[inline(never)]
fn add(more: &Scores, scores: &mut Scores) {
    for class in 0..TAG_ROW {
        scores[class] += more[class];
    }
}

fn added<const N: usize>(tags: &Table<TAG_ROW>, mut scores: Scores, features: [Feature; N]) -> Scores {
    for feature in features {
        tags.add(feature, &mut scores);
    }
    scores
}

impl Model {
    /// The weights in the binary, decoded on first use.
    pub fn embedded() -> &'static Model {
        &EMBEDDED
    }

    /// Reads weights as `examples/train_syntax` writes them; `None` where they are damaged or of
    /// another version.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut rest = bytes;
        let model = Model {
            tagger: Tagger::read(&mut rest)?,
            moves: Table::read(&mut rest)?,
            labels: Table::read(&mut rest)?,
        };
        rest.is_empty().then_some(model)
    }

    /// The part of speech of each word of a sentence.
    pub fn tag(&self, words: &[&str]) -> Vec<Tag> {
        let words: Vec<_> = words.iter().map(|word| Word::new(word)).collect();
        self.tag_words(&words)
    }

    fn tag_words(&self, words: &[Word]) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(words.len());
        let known: Vec<Known> = words.iter().map(|word| self.tagger.known(*word)).collect();
        self.tagger.tag_on(|at| known.get(at), words.len(), &mut tags);
        tags
    }

    /// The head and label of each word of a sentence; `tags` are those of `tag`, one a word.
    pub fn parse(&self, words: &[&str], tags: &[Tag]) -> Vec<Arc> {
        let words: Vec<_> = words.iter().map(|word| Word::new(word)).collect();
        self.parse_words(&words, tags)
    }

    /// `tag` and `parse` in one, which reads the words once.
    pub fn analyze(&self, words: &[&str]) -> (Vec<Tag>, Vec<Arc>) {
        let words: Vec<_> = words.iter().map(|word| Word::new(word)).collect();
        let tags = self.tag_words(&words);
        let arcs = self.parse_words(&words, &tags);
        (tags, arcs)
    }

    fn parse_words(&self, words: &[Word], tags: &[Tag]) -> Vec<Arc> {
        let length = words.len().min(tags.len());
        let mut arcs: Vec<Arc> = Vec::with_capacity(length);
        let mut root = None;
        while arcs.len() < length {
            let start = arcs.len();
            let end = chunk_end(words, start, length);
            for arc in self.parse_chunk(&words[start..end], &tags[start..end]) {
                let here = arcs.len();
                arcs.push(match (arc.head, root) {
                    (Some(head), _) => Arc { head: Some(head + start), ..arc },
                    // The roots of later chunks hang on the first.
                    (None, Some(first)) => Arc { head: Some(first), label: Label::Parataxis },
                    (None, None) => {
                        root = Some(here);
                        arc
                    }
                });
            }
        }
        arcs
    }

    fn parse_chunk(&self, words: &[Word], tags: &[Tag]) -> Vec<Arc> {
        let mut state = State::new(words, tags);
        let mut moves = [0; MOVE_FEATURES];
        let mut arcs = [0; ARC_FEATURES];
        while !state.is_done() {
            let legal = state.legal();
            let choice = match legal.only() {
                Some(only) => only,
                None => {
                    state.move_features(&mut moves);
                    let mut scores = [0; MOVE_ROW];
                    for feature in moves {
                        self.moves.add(feature, &mut scores);
                    }
                    legal.best(&scores)
                }
            };
            let label = state.arc_of(choice).map_or(Label::Root, |(head, dependent)| {
                if state.is_root(head) {
                    return Label::Root;
                }
                state.arc_features(head, dependent, &mut arcs);
                let mut scores = [0; LABEL_ROW];
                for feature in arcs {
                    self.labels.add(feature, &mut scores);
                }
                Label::ALL[best(&scores[..Label::ROOT])]
            });
            state.apply(choice, label);
        }
        state.into_arcs()
    }
}

/// Where the chunk that begins at `start` ends: at a comma or semicolon before it grows too long.
fn chunk_end(words: &[Word], start: usize, length: usize) -> usize {
    if length - start <= LONGEST {
        return length;
    }
    let limit = start + LONGEST;
    (start + LONGEST / 2..limit).rev().find(|at| words[*at].is_pause()).map_or(limit, |at| at + 1)
}

/// The place of the highest score, the first of equals.
fn best(scores: &[i16]) -> usize {
    let mut best = 0;
    for (place, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = place;
        }
    }
    best
}
