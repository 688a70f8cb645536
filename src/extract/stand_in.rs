//! The words that stand in for people: pronouns, `the pair`, `both sides`, `his delegation`.

use std::ops::Range;

use crate::extract::event::{Class, Words};
use crate::extract::reading::Reading;
use crate::extract::role::phrase::number;
use crate::extract::{Document, Kind};

/// What stands behind a pronoun that is an object and owns nothing.
const AFTER_OBJECT: [&str; 22] = [
    "in",
    "at",
    "on",
    "with",
    "for",
    "to",
    "and",
    "that",
    "there",
    "here",
    "by",
    "as",
    "during",
    "after",
    "before",
    "when",
    "into",
    "from",
    "today",
    "yesterday",
    "again",
    "over",
];

/// Whether a word may be a pronoun, or the first word of what `group` finds.
pub(super) fn may_stand(word: &str) -> bool {
    is_pronoun(word) || matches!(word, "delegation" | "delegations" | "team" | "entourage" | "both" | "the")
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "him"
            | "himself"
            | "herself"
            | "his"
            | "her"
            | "they"
            | "them"
            | "themselves"
            | "their"
            | "visitor"
    )
}

pub(super) fn pronoun(reading: &Reading, at: usize) -> Option<Kind> {
    let (plural, possessive) = match reading.word(at) {
        "he" | "she" | "him" | "himself" | "herself" => (false, false),
        // "received her in Tunis", but "her visit"
        "her" if !reading.is_word(at + 1) || reading.is(at + 1, &AFTER_OBJECT) => (false, false),
        "his" | "her" => (false, true),
        "they" | "them" | "themselves" => (true, false),
        "their" => (true, true),
        // Whoever was spoken of as having come.
        "visitor" if at > 0 && reading.is(at - 1, &["the", "his", "her", "their"]) => (false, false),
        _ => return None,
    };
    Some(Kind::Pronoun { plural, possessive })
}

/// `the pair`, `both sides`, `the two leaders` where no office is named, `al-Araji's delegation`.
pub(super) fn group(
    document: &Document,
    reading: &Reading<'_>,
    at: usize,
    end: usize,
) -> Option<(Range<usize>, Kind)> {
    if reading.is(at, &["delegation", "delegations", "team", "entourage"]) && at > 0 {
        let _ = document;
        // "Tajik and Kyrgyz delegations" are told by their states, not as one delegation.
        let joined = at > 2 && reading.is(at - 2, &["and"]) && reading.known_at(at - 3).is_some();
        if joined && reading.is(at, &["delegations"]) {
            return None;
        }
        let state = reading
            .known_at(at - 1)
            .or_else(|| reading.known_at(at.checked_sub(2)?))
            .filter(|known| known.tokens.end + 2 > at);
        let state = state.and_then(|known| reading.state_of(known)).map(|(name, _)| name.to_string());
        return Some((at..at + 1, Kind::Delegation { state }));
    }
    const PEOPLE: [&str; 19] = [
        "pair",
        "duo",
        "two",
        "trio",
        "troika",
        "three",
        "sides",
        "men",
        "women",
        "parties",
        "interlocutors",
        "delegates",
        "politicians",
        "statesmen",
        "dignitaries",
        "officials",
        "leaders",
        "diplomats",
        "both",
    ];
    let the = reading.is(at, &["the", "both"]);
    if reading.word(at) == "both"
        && !(at + 1 < end
            && reading.is(at + 1, &["sides", "men", "women", "leaders", "parties", "officials"]))
    {
        // `both agreed`: where a verb follows.
        let verb = reading.kind(at + 1).person_verb() && !reading.is_capital(at + 1);
        // `then had a meeting with both.`
        let object = at > 0 && reading.is(at - 1, &["with", "met", "received"]) && !reading.is_word(at + 1);
        return (verb || object).then(|| (at..at + 1, Kind::Group));
    }
    if !the {
        return None;
    }
    let mut next = at + 1;
    if number(reading.word(next)).is_some()
        && next + 1 < end
        && (reading.is(next + 1, &PEOPLE) || reading.is(next + 1, &["top", "senior"]))
    {
        next += 1;
        if reading.is(next, &["top", "senior"]) {
            next += 1
        }
    }
    let of_states = reading.is(next + 1, &["of"]);
    let office = reading.title_at(next).is_some() && !reading.is(next, &["officials"]);
    let plain = reading.is(next, &PEOPLE) && !office && !of_states && next < end;
    // `the two countries`, `the three ministers` are read elsewhere; `the two` alone ends or has a verb behind.
    let counted = !reading.is(next, &["two", "three"])
        || !reading.is_word(next + 1)
        || at > 0
            && reading.is(at - 1, &["with", "joined", "joins", "joining", "received", "hosted", "brought"])
            && reading.is(next + 1, &["in", "on", "at", "for"])
        || reading.kind(next + 1).person_verb()
        || acts(reading.word(next + 1))
        || acts(reading.word(next + 2))
            && Words::embedded().classes(reading.word(next + 1)).has(Class::Adverb)
        || reading.is(next + 1, &["also", "have", "had", "were", "are", "then", "last", "will", "would"]);
    (plain && counted && !reading.is(next, &["both"])).then(|| (at..next + 1, Kind::Group))
}

/// A verb of the tables that is no noun: `the two shook hands`, but not `the two visits`.
fn acts(word: &str) -> bool {
    let classes = Words::embedded().classes(word);
    classes.any(&[
        Class::Verb,
        Class::Meet,
        Class::Talk,
        Class::Discuss,
        Class::Modal,
        Class::Sign,
        Class::Support,
    ]) && !classes.any(&[Class::Noun, Class::Tour, Class::Gathering])
}
