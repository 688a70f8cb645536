//! The features by which a word's part of speech is told, in the manner of the averaged perceptron
//! taggers of Collins (2002): the word, its ends and shape, its neighbours, the two tags before it.

use super::weights::{Feature, mix};
use super::{Tag, Word};

pub const TAG_FEATURES: usize = OWN + NEAR;
/// How many of them a word has wherever it stands, and how many come of its place.
pub const OWN: usize = 13;
pub const NEAR: usize = 23;
/// How many words ahead of a word its features see.
pub const TAG_AHEAD: usize = 2;

/// Stands for the places before the first word and after the last.
const OUTSIDE: u64 = 0x0DD5;

/// The features of `words[at]`, given the tags of the words before it.
pub fn tag_features(words: &[Word], at: usize, before: &[Tag], out: &mut [Feature; TAG_FEATURES]) {
    out[..OWN].copy_from_slice(&own_features(&words[at]));
    out[OWN..].copy_from_slice(&near_features(&words[at], |place| words.get(place), at, before));
}

/// Those of a word wherever it stands.
#[inline]
pub fn own_features(word: &Word) -> [Feature; OWN] {
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
        (13, mix(word.form, word.shape)),
        (33, mix(word.suffixes[1], word.shape)),
    ];
    values.map(|(template, value)| mix(template, value))
}

/// Those of a word beside its neighbours.
#[inline]
pub fn near_features<'w>(
    word: &Word,
    words: impl Fn(usize) -> Option<&'w Word>,
    at: usize,
    before: &[Tag],
) -> [Feature; NEAR] {
    let near = |back: usize, ahead: usize| (at + ahead).checked_sub(back).and_then(&words);
    let form = |it: Option<&Word>| it.map_or(OUTSIDE, |word| word.form);
    let shape = |it: Option<&Word>| it.map_or(OUTSIDE, |word| word.shape);
    let suffix = |it: Option<&Word>, count: usize| it.map_or(OUTSIDE, |word| word.suffixes[count - 1]);
    let tag = |back: usize| at.checked_sub(back).map_or(OUTSIDE, |place| before[place] as u64 + 1);
    let (left, lefter, right, righter) = (near(1, 0), near(2, 0), near(0, 1), near(0, 2));
    let (t1, t2) = (tag(1), tag(2));
    let first = u64::from(at == 0);
    let values: [(u64, u64); NEAR] = [
        (12, mix(word.shape, first)),
        (14, t1),
        (15, mix(t1, t2)),
        (16, mix(t1, word.form)),
        (17, form(left)),
        (18, form(lefter)),
        (19, form(right)),
        (20, form(righter)),
        (21, suffix(right, 3)),
        (22, suffix(right, 2)),
        (23, suffix(left, 3)),
        (24, shape(right)),
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
    values.map(|(template, value)| mix(template, value))
}
