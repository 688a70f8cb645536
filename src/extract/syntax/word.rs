//! What tagger and parser look at in a word, read off it once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::weights::{hash_bytes, mix};

/// Bytes of a word that are looked at; names are shorter, addresses may be longer.
const SEEN: usize = 64;

/// A word's hashes and kind.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// The word in small letters, its digits alike.
    pub form: u64,
    /// Its last one to four letters.
    pub suffixes: [u64; 4],
    /// Its first one to three letters.
    pub prefixes: [u64; 3],
    /// What follows its last hyphen, 0 without one.
    pub tail: u64,
    /// Where it has capitals, digits and hyphens.
    pub shape: u64,
    pub class: Class,
}

/// Endings and closed classes that a part of speech leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    Other,
    Comma,
    Stop,
    Semicolon,
    Colon,
    Quote,
    Open,
    Close,
    Dash,
    /// `-ing`
    Ing,
    /// `-ed`
    Ed,
    /// `-en`
    En,
    /// `-s`
    S,
    To,
    Not,
    Possessive,
    Be,
    Have,
    Do,
    Modal,
    Question,
    That,
    /// Days, months, years.
    Calendar,
    By,
}

impl Word {
    pub fn new(text: &str) -> Word {
        let mut buffer = [0u8; SEEN];
        let lower = lowered(text, &mut buffer);
        let ascii = lower.is_ascii();
        let suffix = |count| hash_bytes(last_chars(lower, count, ascii).as_bytes());
        let prefix = |count| hash_bytes(first_chars(lower, count, ascii).as_bytes());
        let hyphen = lower.bytes().rposition(|byte| byte == b'-');
        let tail = hyphen.map_or(0, |hyphen| hash_bytes(&lower.as_bytes()[hyphen + 1..]));
        Word {
            form: hash_bytes(lower.as_bytes()),
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [prefix(1), prefix(2), prefix(3)],
            tail,
            shape: shape(text),
            class: class(lower),
        }
    }

    /// A comma or semicolon.
    pub(super) fn is_pause(&self) -> bool {
        matches!(self.class, Class::Comma | Class::Semicolon)
    }
}

/// Small letters, `0` for every digit, straight apostrophes; cut where the buffer is full.
fn lowered<'a>(text: &str, buffer: &'a mut [u8; SEEN]) -> &'a str {
    let mut length = 0;
    if text.is_ascii() {
        for (place, byte) in buffer.iter_mut().zip(text.bytes()) {
            *place = match byte {
                b'0'..=b'9' => b'0',
                b'`' => b'\'',
                _ => byte.to_ascii_lowercase(),
            };
            length += 1;
        }
        return std::str::from_utf8(&buffer[..length]).unwrap_or("");
    }
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            '0'..='9' => '0',
            '’' | '‘' | '`' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            _ => c,
        };
        if length + c.len_utf8() > SEEN {
            break;
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    std::str::from_utf8(&buffer[..length]).unwrap_or("")
}

fn last_chars(text: &str, count: usize, ascii: bool) -> &str {
    if ascii {
        return &text[text.len().saturating_sub(count)..];
    }
    let start = text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    &text[start..]
}

fn first_chars(text: &str, count: usize, ascii: bool) -> &str {
    if ascii {
        return &text[..text.len().min(count)];
    }
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// `Xx`, `XX`, `x-X`, `d`: runs of capitals, small letters and digits, each told once or twice.
fn shape(text: &str) -> u64 {
    let mut hash = 1u64;
    let (mut before, mut run) = (' ', 0);
    for c in text.chars().take(SEEN) {
        let kind = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => 'd',
            '’' | '‘' => '\'',
            _ if c.is_uppercase() => 'X',
            _ if c.is_lowercase() => 'x',
            _ if c.is_alphabetic() => 'o',
            _ => c,
        };
        run = if kind == before { run + 1 } else { 0 };
        before = kind;
        if run < 2 {
            hash = mix(hash, kind as u64);
        }
    }
    hash
}

/// The words of the closed classes.
const CLOSED: &[(Class, &str)] = &[
    (Class::Comma, ", ،"),
    (Class::Stop, ". ! ? … ..."),
    (Class::Semicolon, ";"),
    (Class::Colon, ":"),
    (Class::Quote, "\" “ ” ' « » ''"),
    (Class::Open, "( ["),
    (Class::Close, ") ]"),
    (Class::Dash, "- – — --"),
    (Class::To, "to"),
    (Class::Not, "not n't"),
    (Class::Possessive, "'s"),
    (Class::Be, "be is are was were been being am 're 'm"),
    (Class::Have, "have has had having 've"),
    (Class::Do, "do does did"),
    (Class::Modal, "will would can could may might shall should must 'll ca wo"),
    (Class::Question, "who whom whose which what when where why how"),
    (Class::That, "that"),
    (Class::By, "by"),
    (
        Class::Calendar,
        "monday tuesday wednesday thursday friday saturday sunday \
        january february march april june july august september october november december \
        jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. today tomorrow yesterday 0000",
    ),
];

static BY_WORD: LazyLock<FxHashMap<&str, Class>> = LazyLock::new(|| {
    CLOSED.iter().flat_map(|(class, words)| words.split_whitespace().map(|word| (word, *class))).collect()
});

fn class(lower: &str) -> Class {
    match BY_WORD.get(lower) {
        Some(class) => *class,
        _ if lower.len() < 4 => Class::Other,
        _ if lower.ends_with("ing") => Class::Ing,
        _ if lower.ends_with("ed") => Class::Ed,
        _ if lower.ends_with("en") => Class::En,
        _ if lower.ends_with('s') && !lower.ends_with("ss") => Class::S,
        _ => Class::Other,
    }
}
