//! The words of meeting and the closed classes around them, read from `data/gazetteer/events.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::MeetingKind;

/// What a form may be; a form may be several things (`meeting` is a verb and a noun).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Meet,
    Talk,
    Receive,
    Welcome,
    Discuss,
    Phone,
    Visit,
    See,
    Join,
    Attend,
    Chair,
    Sign,
    Support,
    Noun,
    Gathering,
    Ceremony,
    Tour,
    Modal,
    Be,
    Do,
    Not,
    Rel,
    Sub,
    Prep,
    And,
    Or,
    But,
    Adverb,
    Det,
    Say,
    Deny,
    Plan,
    Verb,
    Present,
    Human,
    Minor,
}

/// The names of the classes in the table, in the order of `Class`.
const NAMES: &[(&str, Class)] = &[
    ("meet", Class::Meet),
    ("talk", Class::Talk),
    ("receive", Class::Receive),
    ("welcome", Class::Welcome),
    ("discuss", Class::Discuss),
    ("phone", Class::Phone),
    ("visit", Class::Visit),
    ("see", Class::See),
    ("join", Class::Join),
    ("attend", Class::Attend),
    ("chair", Class::Chair),
    ("sign", Class::Sign),
    ("support", Class::Support),
    ("noun", Class::Noun),
    ("gathering", Class::Gathering),
    ("ceremony", Class::Ceremony),
    ("tour", Class::Tour),
    ("modal", Class::Modal),
    ("be", Class::Be),
    ("do", Class::Do),
    ("not", Class::Not),
    ("rel", Class::Rel),
    ("sub", Class::Sub),
    ("prep", Class::Prep),
    ("and", Class::And),
    ("or", Class::Or),
    ("but", Class::But),
    ("adverb", Class::Adverb),
    ("det", Class::Det),
    ("say", Class::Say),
    ("deny", Class::Deny),
    ("plan", Class::Plan),
    ("verb", Class::Verb),
    ("present", Class::Present),
    ("human", Class::Human),
    ("minor", Class::Minor),
];

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

impl Classes {
    /// Those of words that hold sentences together and say nothing of meetings.
    pub const GRAMMAR: Classes = Classes::of(&[
        Class::Rel,
        Class::Sub,
        Class::Prep,
        Class::And,
        Class::Or,
        Class::But,
        Class::Det,
        Class::Adverb,
        Class::Be,
    ]);

    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    /// Whether it has any of the others.
    pub fn meets(self, others: Classes) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether a word of these classes may begin an event.
    pub fn are_triggers(self) -> bool {
        self.meets(TRIGGERS)
    }

    pub fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u64;
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub const fn of(classes: &[Class]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < classes.len() {
            bits |= 1 << classes[at] as u64;
            at += 1;
        }
        Classes(bits)
    }

    /// Those which the other has not.
    pub fn without(self, other: Classes) -> Self {
        Classes(self.0 & !other.0)
    }

    /// Those which either has.
    pub const fn joined(self, other: Classes) -> Self {
        Classes(self.0 | other.0)
    }

    /// The number of each class in the set.
    pub fn numbers(self) -> impl Iterator<Item = u64> {
        bits(self.0)
    }
}

/// The numbers of the bits that are set, in their order.
pub fn bits(mut word: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let number = (word != 0).then(|| u64::from(word.trailing_zeros()))?;
        word &= word - 1;
        Some(number)
    })
}

/// The classes that can begin an event.
const TRIGGERS: Classes = Classes::of(&[
    Class::Meet,
    Class::Talk,
    Class::Receive,
    Class::Welcome,
    Class::Discuss,
    Class::Phone,
    Class::Visit,
    Class::See,
    Class::Join,
    Class::Attend,
    Class::Sign,
    Class::Noun,
    Class::Gathering,
    Class::Present,
    Class::Minor,
]);

/// The table: what each form may be, and the kind of event it begins.
pub struct Words {
    forms: FxHashMap<&'static str, (Classes, Option<MeetingKind>)>,
}

/// The longest form in the table; longer words need no look-up.
const LONGEST: usize = 20;

impl Words {
    pub fn embedded() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::read(include_str!("../../../data/gazetteer/events.tsv")))
    }

    fn read(table: &'static str) -> Words {
        let mut forms: FxHashMap<&'static str, (Classes, Option<MeetingKind>)> = FxHashMap::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(form), Some(class)) = (cells.next(), cells.next()) else { continue };
            let Some((_, class)) = NAMES.iter().find(|(name, _)| *name == class) else { continue };
            let entry = forms.entry(form).or_default();
            entry.0.add(*class);
            entry.1 = entry.1.or(cells.next().and_then(kind_named));
        }
        Words { forms }
    }

    /// What a word in lower case may be.
    pub fn classes(&self, lower: &str) -> Classes {
        self.forms.get(lower).map_or(Classes::default(), |entry| entry.0)
    }

    pub fn kind(&self, lower: &str) -> Option<MeetingKind> {
        self.forms.get(lower).and_then(|entry| entry.1)
    }

    /// Whether a word in lower case may begin an event.
    pub fn is_trigger(&self, lower: &str) -> bool {
        lower.len() <= LONGEST && self.classes(lower).are_triggers()
    }
}

pub fn kind_named(name: &str) -> Option<MeetingKind> {
    Some(match name {
        "meeting" => MeetingKind::Meeting,
        "call" => MeetingKind::Call,
        "summit" => MeetingKind::Summit,
        "visit" => MeetingKind::Visit,
        "signing" => MeetingKind::Signing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        for line in
            include_str!("../../../data/gazetteer/events.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let cells: Vec<_> = line.split('\t').collect();
            assert!((2..=3).contains(&cells.len()), "{line}");
            assert!(NAMES.iter().any(|(name, _)| *name == cells[1]), "{line}");
            assert!(cells.get(2).is_none_or(|kind| kind_named(kind).is_some()), "{line}");
        }
    }
}
