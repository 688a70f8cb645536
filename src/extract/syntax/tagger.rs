//! The features by which a word's part of speech is told, in the manner of the averaged perceptron
//! taggers of Collins (2002): the word, its ends and shape, its neighbours, the two tags before it.

use super::weights::{Feature, mix};
use super::{Tag, Word};

pub const TAG_FEATURES: usize = 36;
/// How many words ahead of a word its features see.
pub const TAG_AHEAD: usize = 2;

/// Stands for the places before the first word and after the last.
const OUTSIDE: u64 = 0x0DD5;

/// Writes the features of `words[at]`, given the tags of the words before it.
#[inline]
pub fn tag_features(words: &[Word], at: usize, before: &[Tag], out: &mut [Feature; TAG_FEATURES]) {
    let word = &words[at];
    let near = |back: usize, ahead: usize| (at + ahead).checked_sub(back).and_then(|place| words.get(place));
    let form = |it: Option<&Word>| it.map_or(OUTSIDE, |word| word.form);
    let shape = |it: Option<&Word>| it.map_or(OUTSIDE, |word| word.shape);
    let suffix = |it: Option<&Word>, count: usize| it.map_or(OUTSIDE, |word| word.suffixes[count - 1]);
    let tag = |back: usize| at.checked_sub(back).map_or(OUTSIDE, |place| before[place] as u64 + 1);
    let (left, lefter, right, righter) = (near(1, 0), near(2, 0), near(0, 1), near(0, 2));
    let (t1, t2) = (tag(1), tag(2));
    let first = u64::from(at == 0);
    let values: [u64; TAG_FEATURES] = [
        0,
        word.form,
        word.suffixes[0],
        word.suffixes[1],
        word.suffixes[2],
        word.suffixes[3],
        word.prefixes[0],
        word.prefixes[1],
        word.prefixes[2],
        word.tail,
        word.shape,
        mix(word.shape, first),
        mix(word.form, word.shape),
        t1,
        mix(t1, t2),
        mix(t1, word.form),
        form(left),
        form(lefter),
        form(right),
        form(righter),
        suffix(right, 3),
        suffix(right, 2),
        suffix(left, 3),
        shape(right),
        mix(shape(left), word.shape),
        mix(shape(right), word.shape),
        mix(mix(shape(left), word.shape), shape(right)),
        mix(form(left), word.form),
        mix(word.form, form(right)),
        mix(t1, word.shape),
        mix(t1, word.suffixes[2]),
        mix(mix(t1, t2), word.form),
        mix(word.suffixes[1], word.shape),
        mix(t1, form(right)),
        mix(form(left), form(right)),
        mix(word.suffixes[2], suffix(right, 2)),
    ];
    for (template, (slot, value)) in out.iter_mut().zip(values).enumerate() {
        *slot = mix(template as u64 + 1, value);
    }
}
