//! Words of one kind or several: those offices and bodies are made of, those no name contains.

use rustc_hash::FxHashMap;

/// The kinds of a word; a word may be of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordKind {
    bits: u16,
}

const NAMES: [&str; 9] = [
    "modifier",
    "former",
    "status",
    "portfolio",
    "body",
    "not a person",
    "person verb",
    "weak",
    "given name",
];

impl WordKind {
    /// `Utilization`, `Diversity`: a noun of what is done or is so, which no table lists, and what an office may be for.
    pub fn of_abstract(plain: &str) -> Option<WordKind> {
        const SHORTEST: usize = 6;
        const ENDINGS: &[&str] = &[
            "tion", "tions", "sion", "sions", "ment", "ments", "ity", "ities", "cies", "tries", "ness",
            "ism", "ship", "ance", "ence", "ences", "logy", "logies", "tives", "hood", "ways", "works",
        ];
        let ends = plain.len() >= SHORTEST && ENDINGS.iter().any(|ending| plain.ends_with(ending));
        ends.then_some(WordKind { bits: 1 << 3 })
    }

    fn has(self, bit: u8) -> bool {
        self.bits & (1 << bit) != 0
    }

    /// `deputy`, `first`, `acting`: stands before an office noun and belongs to the office.
    pub fn modifier(self) -> bool {
        self.has(0)
    }

    /// `former`, `late`: the office is held no more.
    pub fn former(self) -> bool {
        self.has(1)
    }

    /// `new`, `visiting`: stands before an office and does not belong to it.
    pub fn status(self) -> bool {
        self.has(2)
    }

    /// `foreign`, `trade`: what an office is for.
    pub fn portfolio(self) -> bool {
        self.has(3)
    }

    /// `ministry`, `parliament`: what an office belongs to.
    pub fn body(self) -> bool {
        self.has(4)
    }

    /// `airport`, `summit`: a name with such a word is no person's.
    pub fn impersonal(self) -> bool {
        self.has(5)
    }

    /// `said`, `met`: has a person for subject.
    pub fn person_verb(self) -> bool {
        self.has(6)
    }

    /// `However`, `Monday`: begins sentences in capitals and is no name.
    pub fn weak(self) -> bool {
        self.has(7)
    }

    /// `Bill`, `Grace`: a common word that is a given name where another name follows.
    pub fn given_name(self) -> bool {
        self.has(8)
    }
}

/// Reads rows of words and their kind.
pub(super) fn read(table: &'static str) -> FxHashMap<&'static str, WordKind> {
    let mut words: FxHashMap<&'static str, WordKind> = FxHashMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((list, kind)) = line.split_once('\t') else { continue };
        let Some(bit) = NAMES.iter().position(|name| *name == kind) else { continue };
        for word in list.split(' ').filter(|word| !word.is_empty()) {
            words.entry(word).or_default().bits |= 1 << bit;
        }
    }
    words
}
