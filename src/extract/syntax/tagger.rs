//! The features by which a word's part of speech is told, in the manner of the averaged perceptron
//! taggers of Collins (2002): the word, its ends and shape, its neighbours, the two tags before it.

use super::weights::{Feature, mix};
use super::{Tag, Word};

pub const TAG_FEATURES: usize = OWN + LEFTER + LEFT + RIGHT + RIGHTER + TAGS + PLACE;
/// How many of them a word has wherever it stands, how many come of each word near it alone, of the
/// tags before it, and of several of these together.
pub const OWN: usize = 14;
pub const LEFTER: usize = 1;
pub const LEFT: usize = 2;
pub const RIGHT: usize = 4;
pub const RIGHTER: usize = 1;
pub const TAGS: usize = 2;
pub const PLACE: usize = 12;

/// Stands for the places before the first word and after the last.
const OUTSIDE: u64 = 0x0DD5;

/// The features of `words[at]`, given the tags of the words before it.
pub fn tag_features(words: &[Word], at: usize, before: &[Tag], out: &mut [Feature; TAG_FEATURES]) {
    let near = |back: usize, ahead: usize| (at + ahead).checked_sub(back).and_then(|place| words.get(place));
    let (left, right) = (near(1, 0), near(0, 1));
    let (t1, t2) = tags_before(at, before);
    let all = own_features(&words[at], at == 0)
        .into_iter()
        .chain(lefter_features(near(2, 0)))
        .chain(left_features(left))
        .chain(right_features(right))
        .chain(righter_features(near(0, 2)))
        .chain(tags_features(t1, t2))
        .chain(place_features(&words[at], left, right, (t1, t2)));
    for (slot, feature) in out.iter_mut().zip(all) {
        *slot = feature;
    }
}

/// The numbers of the last tag and the one before it; 0 where there is none.
#[inline]
pub fn tags_before(at: usize, before: &[Tag]) -> (usize, usize) {
    let tag = |back: usize| at.checked_sub(back).map_or(0, |place| before[place] as usize + 1);
    (tag(1), tag(2))
}

/// Those of a word at the front of a sentence or within it.
pub fn own_features(word: &Word, first: bool) -> [Feature; OWN] {
    let values: [(u64, u64); OWN] = [
        (1, 0),
        (2, word.form),
        (3, word.suffixes[0]),
        (4, word.suffixes[1]),
        (5, word.suffixes[2]),
        (6, word.suffixes[3]),
        (7, word.prefixes[0]),
        (8, word.prefixes[1]),
        (9, word.prefixes[2]),
        (10, word.tail),
        (11, word.shape),
        (12, mix(word.shape, u64::from(first))),
        (13, mix(word.form, word.shape)),
        (33, mix(word.suffixes[1], word.shape)),
    ];
    values.map(of_template)
}

/// What a word two places before says of a word.
pub fn lefter_features(it: Option<&Word>) -> [Feature; LEFTER] {
    [(18, form(it))].map(of_template)
}

/// What the word before says.
pub fn left_features(it: Option<&Word>) -> [Feature; LEFT] {
    [(17, form(it)), (23, suffix(it, 3))].map(of_template)
}

/// What the word behind says.
pub fn right_features(it: Option<&Word>) -> [Feature; RIGHT] {
    [(19, form(it)), (21, suffix(it, 3)), (22, suffix(it, 2)), (24, shape(it))].map(of_template)
}

/// What a word two places behind says.
pub fn righter_features(it: Option<&Word>) -> [Feature; RIGHTER] {
    [(20, form(it))].map(of_template)
}

/// What the tags before a word say.
pub fn tags_features(t1: usize, t2: usize) -> [Feature; TAGS] {
    let (t1, t2) = (tag(t1), tag(t2));
    [(14, t1), (15, mix(t1, t2))].map(of_template)
}

/// What a word, those beside it and the tags before it say together.
#[inline]
pub fn place_features(
    word: &Word,
    left: Option<&Word>,
    right: Option<&Word>,
    (t1, t2): (usize, usize),
) -> [Feature; PLACE] {
    let (t1, t2) = (tag(t1), tag(t2));
    let values: [(u64, u64); PLACE] = [
        (16, mix(t1, word.form)),
        (25, mix(shape(left), word.shape)),
        (26, mix(shape(right), word.shape)),
        (27, mix(mix(shape(left), word.shape), shape(right))),
        (28, mix(form(left), word.form)),
        (29, mix(word.form, form(right))),
        (30, mix(t1, word.shape)),
        (31, mix(t1, word.suffixes[2])),
        (32, mix(mix(t1, t2), word.form)),
        (34, mix(t1, form(right))),
        (35, mix(form(left), form(right))),
        (36, mix(word.suffixes[2], suffix(right, 2))),
    ];
    values.map(of_template)
}

#[inline]
fn of_template((template, value): (u64, u64)) -> Feature {
    mix(template, value)
}

#[inline]
fn tag(number: usize) -> u64 {
    if number == 0 { OUTSIDE } else { number as u64 }
}

#[inline]
fn form(it: Option<&Word>) -> u64 {
    it.map_or(OUTSIDE, |word| word.form)
}

#[inline]
fn shape(it: Option<&Word>) -> u64 {
    it.map_or(OUTSIDE, |word| word.shape)
}

#[inline]
fn suffix(it: Option<&Word>, count: usize) -> u64 {
    it.map_or(OUTSIDE, |word| word.suffixes[count - 1])
}
