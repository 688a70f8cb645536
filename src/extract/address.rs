//! Styles of address: `His Majesty`, `Her Royal Highness`, `H.E.`. They belong to the name or office behind them;
//! alone they mean whoever was so addressed before. No `his` in them is a pronoun.

use std::ops::Range;

use crate::extract::coreference::distinct;
use crate::extract::reading::{Reading, Shape};
use crate::extract::{Document, Kind, Mention, PersonId};

const ABBREVIATED: [&str; 9] = ["he", "h.e", "h.e.", "hh", "h.h.", "hrh", "h.r.h.", "hm", "h.m."];
const NOUNS: [&str; 9] =
    ["majesty", "highness", "excellency", "holiness", "eminence", "beatitude", "honour", "grace", "lordship"];
const ADJECTIVES: [&str; 5] = ["royal", "imperial", "serene", "most", "britannic"];
/// A style and an adjective or two before its noun.
const LONGEST: usize = 4;
/// How many styles back somebody may be meant; keeps long articles linear.
const WINDOW: usize = 100;

/// The tokens of the style that begins at a token.
pub(super) fn style(document: &Document, reading: &Reading, at: usize) -> Option<Range<usize>> {
    let capital = |at: usize| reading.is_capital(at);
    if reading.is(at, &ABBREVIATED) {
        let whole = document.word(at).chars().all(|letter| letter.is_uppercase() || letter == '.');
        let shouted = reading.shape(at + 1) == Shape::Capitals;
        let end = at + 1 + usize::from(reading.is(at + 1, &["."]));
        return (whole && capital(end) && !shouted).then_some(at..end);
    }
    if !reading.is(at, &["his", "her", "their", "your"]) {
        return None;
    }
    let noun = (at + 1..at + LONGEST).find(|noun| !reading.is(*noun, &ADJECTIVES))?;
    (reading.is(noun, &NOUNS) && capital(noun)).then_some(at..noun + 1)
}

/// The styles of a document, in their order.
pub(super) fn styles(document: &Document, reading: &Reading) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = vec![];
    for at in 0..reading.length() {
        if found.last().is_none_or(|last| last.end <= at) {
            found.extend(style(document, reading, at));
        }
    }
    found
}

/// Takes the styles into the phrases behind them and says whom the others mean. The mentions stand in the order of
/// the text; a style alone is among them as a pronoun.
pub(super) fn settle(reading: &Reading, styles: &[Range<usize>], mentions: &mut [Mention]) {
    let mut addressed: Vec<(&str, PersonId)> = vec![];
    for style in styles {
        let noun = reading.word(style.end - 1);
        let behind = style.end + usize::from(reading.is(style.end, &["the"]));
        let from = mentions.partition_point(|mention| mention.tokens.start < style.start);
        let near = mentions[from..].iter_mut().take_while(|mention| mention.tokens.start <= behind + 12);
        let own = near.into_iter().find(|mention| {
            let first = mention.extent.start.min(mention.tokens.start);
            let person = matches!(mention.kind, Kind::Person | Kind::Role { .. });
            person && (first == style.end || first == behind || first == style.start)
        });
        if let Some(mention) = own {
            mention.extent.start = style.start;
            if let [person] = mention.people.as_slice() {
                addressed.push((noun, *person));
            }
            continue;
        }
        let Some(mention) = mentions.get_mut(from).filter(|mention| mention.tokens == *style) else {
            continue;
        };
        // The style goes from host to guest and back: only one person so addressed can be meant by it alone.
        let near = addressed.iter().rev().take(WINDOW);
        let so = || near.clone().filter(|(other, _)| *other == noun).map(|(_, person)| *person);
        mention.people = match distinct(so()).as_slice() {
            [one] => vec![*one],
            _ => vec![],
        };
    }
}
