//! The table of constructions, `data/gazetteer/constructions.tsv`: what its rows ask of a sentence.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::words::{Class, Words, bits, kind_named};
use crate::model::MeetingKind;

/// Who met whom in a construction, and whether.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The subject of the first word met B.
    Subject,
    /// The subject of the clause met B.
    Phrase,
    /// The same, where the two are of different states.
    Beside,
    /// The subjects of the first word met.
    Pair,
    /// The same, where they are of different states.
    Peers,
    /// The possessor of the first word met B.
    Owner,
    /// The people of B met.
    List,
    /// The subject met each of B apart.
    Each,
    /// B, or the subject, was at the meeting told before.
    Join,
    /// B and the subject were at the meeting told before.
    Company,
    Planned,
    Denied,
    /// Says nothing of a meeting, though its words might seem to.
    Nothing,
}

const READINGS: &[(&str, Reading)] = &[
    ("subject", Reading::Subject),
    ("phrase", Reading::Phrase),
    ("beside", Reading::Beside),
    ("pair", Reading::Pair),
    ("peers", Reading::Peers),
    ("owner", Reading::Owner),
    ("list", Reading::List),
    ("each", Reading::Each),
    ("join", Reading::Join),
    ("company", Reading::Company),
    ("planned", Reading::Planned),
    ("denied", Reading::Denied),
    ("not", Reading::Nothing),
];

/// What a row asks of the next units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words {
        any: Vec<&'static str>,
        optional: bool,
    },
    /// `~`: articles, adjectives, adverbs.
    Adjectives,
    /// `…`: the same and phrases of time and place.
    Adverbials,
    /// `A`
    Hosts,
    /// `B`
    Guests,
    /// `BB`
    Several,
    /// `_`
    Any,
    /// `X`
    Place,
    /// `T`, with its preposition.
    Time {
        optional: bool,
    },
    /// `^`
    Start,
    /// `.`
    End,
    /// `!a|b`
    Unless(Vec<&'static str>),
}

#[derive(Debug)]
pub struct Construction {
    pub reading: Reading,
    /// As written, which is the name of the rule.
    pub text: &'static str,
    pub pieces: Vec<Piece>,
    pub kind: Option<MeetingKind>,
}

pub struct Constructions {
    rows: Vec<Construction>,
    /// What each of the rows needs besides its key, as places in `words`: one of each of the lists.
    needs: Vec<Vec<Vec<usize>>>,
    words: FxHashMap<&'static str, usize>,
    /// By the place of a word: the rows that may begin with it, and those that no sentence without one such has.
    first: Vec<Bits>,
    keys: Vec<Vec<usize>>,
}

/// The rows of which a sentence has all the words: no other can be found in it.
#[derive(Debug, Clone, Default)]
pub struct Open(Bits);

impl Open {
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

/// A set of small numbers.
#[derive(Debug, Clone, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, number: usize) {
        let word = number / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % 64);
    }

    fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// The numbers which the other has too, in their order.
    fn common<'b>(&'b self, other: &'b Bits) -> impl Iterator<Item = usize> + 'b {
        let words = self.0.iter().zip(&other.0).map(|(one, other)| one & other);
        words.enumerate().flat_map(|(place, word)| bits(word).map(move |bit| place * 64 + bit as usize))
    }
}

impl Constructions {
    pub fn embedded() -> &'static Constructions {
        static TABLE: OnceLock<Constructions> = OnceLock::new();
        TABLE.get_or_init(|| Constructions::read(include_str!("../../../data/gazetteer/constructions.tsv")).0)
    }

    /// The table, and the lines that were not understood.
    fn read(table: &'static str) -> (Constructions, Vec<&'static str>) {
        let mut found = Constructions {
            rows: vec![],
            needs: vec![],
            words: FxHashMap::default(),
            first: vec![],
            keys: vec![],
        };
        let mut sets: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        let mut unread = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, words)) = line.strip_prefix('$').and_then(|set| set.split_once(" = ")) {
                sets.insert(name, words.split(' ').collect());
                continue;
            }
            match row(line, &sets) {
                Some(row) => found.add(row),
                None => unread.push(line),
            }
        }
        (found, unread)
    }

    fn add(&mut self, row: Construction) {
        let place = self.rows.len();
        for piece in &row.pieces {
            let words = match piece {
                Piece::Words { any, .. } => any.as_slice(),
                _ => &[],
            };
            for word in words {
                let word = self.place_of(word);
                self.first[word].insert(place);
            }
            if matches!(piece, Piece::Words { optional: false, .. }) {
                break;
            }
        }
        let key = key(&row.pieces);
        for word in &key {
            let word = self.place_of(word);
            self.keys[word].push(place);
        }
        // What a sentence with the key has already is not asked for again, and rare words are asked for first.
        let needs = required(&row.pieces).filter(|any| **any != key);
        let mut needs: Vec<Vec<usize>> =
            needs.map(|any| any.iter().map(|word| self.place_of(word)).collect()).collect();
        needs.sort_by_key(Vec::len);
        self.needs.push(needs);
        self.rows.push(row);
    }

    /// The place of a word, a new one where it has none.
    fn place_of(&mut self, word: &'static str) -> usize {
        let next = self.first.len();
        let place = *self.words.entry(word).or_insert(next);
        if place == next {
            self.first.push(Bits::default());
            self.keys.push(vec![]);
        }
        place
    }

    /// The number of a word in lower case, where any row has it.
    pub fn number(&self, word: &str) -> Option<usize> {
        self.words.get(word).copied()
    }

    /// Whether there are rows which no sentence has without the word of a number or another like it.
    pub fn is_key(&self, word: usize) -> bool {
        !self.keys[word].is_empty()
    }

    /// The rows which a sentence with words of these numbers may have.
    pub fn open(&self, words: impl Iterator<Item = usize> + Clone) -> Open {
        let mut has = Bits(vec![0; self.first.len() / 64 + 1]);
        words.clone().for_each(|word| has.insert(word));
        let keyed = words.flat_map(|word| &self.keys[word]);
        let whole = |row: &usize| self.needs[*row].iter().all(|any| any.iter().any(|word| has.has(*word)));
        let mut rows = Bits::default();
        for row in keyed.copied().filter(whole) {
            rows.insert(row);
        }
        Open(rows)
    }

    /// The open rows that may begin with the word of a number.
    pub fn beginning<'c>(
        &'c self,
        open: &'c Open,
        word: Option<usize>,
    ) -> impl Iterator<Item = &'c Construction> {
        let first = word.filter(|_| !open.is_empty()).map(|word| &self.first[word]);
        first.into_iter().flat_map(|first| first.common(&open.0)).map(|row| &self.rows[row])
    }
}

/// The words that a sentence must have, for each piece one of several. An end may be one too, and needs no word.
fn required(pieces: &[Piece]) -> impl Iterator<Item = &Vec<&'static str>> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Words { any, optional: false } if !any.contains(&".") => Some(any),
        _ => None,
    })
}

/// The first required word of a row which not every sentence has; else its first.
fn key(pieces: &[Piece]) -> Vec<&'static str> {
    const CLOSED: &[Class] = &[
        Class::Be,
        Class::Do,
        Class::Modal,
        Class::Not,
        Class::Rel,
        Class::Sub,
        Class::Prep,
        Class::And,
        Class::Adverb,
        Class::Det,
        Class::Say,
    ];
    const OFTEN: &[Class] = &[Class::Support, Class::Verb];
    /// Longer words of these classes are rare: `alongside`.
    const SHORT: usize = 6;
    let words = Words::embedded();
    let closed = |word: &str| word.len() <= SHORT && words.classes(word).any(CLOSED);
    let had = |word: &str| matches!(word, "had" | "have" | "has");
    let often = |word: &str| word.len() <= SHORT && words.classes(word).any(OFTEN);
    let required = || required(pieces);
    let open = || required().filter(|any| !any.iter().any(|word| closed(word) || had(word)));
    let rare = open().find(|any| !any.iter().any(|word| often(word)));
    rare.or(open().next()).or(required().next()).cloned().unwrap_or_default()
}

fn row(line: &'static str, sets: &HashMap<&'static str, Vec<&'static str>>) -> Option<Construction> {
    let mut cells = line.split('\t');
    let reading = cells.next()?;
    let reading = READINGS.iter().find(|(name, _)| *name == reading)?.1;
    let text = cells.next()?;
    let kind = match cells.next() {
        Some(name) => Some(kind_named(name)?),
        None => None,
    };
    let pieces = text.split(' ').map(|piece| read_piece(piece, sets)).collect::<Option<Vec<_>>>()?;
    Some(Construction { reading, text, pieces, kind })
}

fn read_piece(piece: &'static str, sets: &HashMap<&'static str, Vec<&'static str>>) -> Option<Piece> {
    Some(match piece {
        "~" => Piece::Adjectives,
        "…" => Piece::Adverbials,
        "A" => Piece::Hosts,
        "B" => Piece::Guests,
        "BB" => Piece::Several,
        "_" => Piece::Any,
        "X" => Piece::Place,
        "T" => Piece::Time { optional: false },
        "T?" => Piece::Time { optional: true },
        "^" => Piece::Start,
        "." => Piece::End,
        _ => {
            let (unless, words) = match piece.strip_prefix('!') {
                Some(words) => (true, words),
                None => (false, piece),
            };
            let (optional, words) = match words.strip_suffix('?') {
                Some(words) => (true, words),
                None => (false, words),
            };
            let mut any = Vec::new();
            for word in words.split('|') {
                match word.strip_prefix('$') {
                    Some(name) => any.extend(sets.get(name)?),
                    None => any.push(word),
                }
            }
            if unless { Piece::Unless(any) } else { Piece::Words { any, optional } }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        let (table, unread) = Constructions::read(include_str!("../../../data/gazetteer/constructions.tsv"));
        assert!(unread.is_empty(), "{unread:?}");
        assert!(table.rows.iter().all(|row| !key(&row.pieces).is_empty()));
    }

    #[test]
    fn a_sentence_is_let_through_by_the_rarest_word() {
        let table = Constructions::embedded();
        let is_key = |word: &str| table.words.get(word).is_some_and(|place| !table.keys[*place].is_empty());
        assert!(is_key("flanked") && is_key("closeted"));
        for common in ["was", "with", "in", "had", "told", "said", "the", "by", "."] {
            assert!(!is_key(common), "{common}");
        }
    }

    #[test]
    fn a_row_is_open_to_sentences_with_all_its_words() {
        let table = Constructions::embedded();
        let open = |sentence: &str| -> Vec<&str> {
            let words = sentence.split(' ').filter_map(|word| table.number(word));
            let open = table.open(words).0;
            open.common(&open).map(|row| table.rows[row].text).collect()
        };
        assert!(!open("the ministers were ensconced for an hour with the king").is_empty());
        assert_eq!(open("the ministers were ensconced for an hour"), Vec::<&str>::new());
    }
}
