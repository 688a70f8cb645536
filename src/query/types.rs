//! What the analyzer knows of a value before it is there: a set of openCypher's types.

use std::fmt;
use std::ops::BitOr;

use crate::model::Value;

/// A set of types; `element` is the set for a list's elements, where one level is known.
/// Null belongs to every type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types {
    own: u32,
    element: u32,
}

const NAMES: [(&str, u32); 15] = [
    ("a boolean", 1),
    ("an integer", 1 << 1),
    ("a float", 1 << 2),
    ("a string", 1 << 3),
    ("a date", 1 << 4),
    ("a local time", 1 << 5),
    ("a time", 1 << 6),
    ("a local date and time", 1 << 7),
    ("a date and time", 1 << 8),
    ("a duration", 1 << 9),
    ("a list", 1 << 10),
    ("a map", 1 << 11),
    ("a node", 1 << 12),
    ("a relationship", 1 << 13),
    ("a path", 1 << 14),
];

/// Types that have a name together, the widest first.
const GROUPS: [(&str, Types); 3] = [
    ("a number", Types::NUMBER),
    ("a temporal value", Types::TEMPORAL),
    ("a date or time", Types::TEMPORAL.without(Types::DURATION)),
];

const ALL: u32 = (1 << 15) - 1;

impl Types {
    /// Only null.
    pub const NULL: Types = Types { own: 0, element: 0 };
    pub const ANY: Types = Types { own: ALL, element: ALL };
    pub const BOOLEAN: Types = Types::one(0);
    pub const INTEGER: Types = Types::one(1);
    pub const FLOAT: Types = Types::one(2);
    pub const NUMBER: Types = Types::INTEGER.or(Types::FLOAT);
    pub const STRING: Types = Types::one(3);
    pub const DATE: Types = Types::one(4);
    pub const LOCAL_TIME: Types = Types::one(5);
    pub const TIME: Types = Types::one(6);
    pub const LOCAL_DATE_TIME: Types = Types::one(7);
    pub const DATE_TIME: Types = Types::one(8);
    pub const DURATION: Types = Types::one(9);
    pub const TEMPORAL: Types = Types::DATE
        .or(Types::LOCAL_TIME)
        .or(Types::TIME)
        .or(Types::LOCAL_DATE_TIME)
        .or(Types::DATE_TIME)
        .or(Types::DURATION);
    /// A list of anything.
    pub const LIST: Types = Types { own: 1 << 10, element: ALL };
    pub const MAP: Types = Types::one(11);
    pub const NODE: Types = Types::one(12);
    pub const RELATIONSHIP: Types = Types::one(13);
    pub const PATH: Types = Types::one(14);

    const fn one(bit: u32) -> Types {
        Types { own: 1 << bit, element: 0 }
    }

    pub const fn or(self, other: Types) -> Types {
        Types { own: self.own | other.own, element: self.element | other.element }
    }

    const fn without(self, other: Types) -> Types {
        Types { own: self.own & !other.own, element: self.element }
    }

    /// A list whose elements are of these types.
    pub const fn list_of(element: Types) -> Types {
        Types { own: 1 << 10, element: element.own }
    }

    /// What the elements of such a list are.
    pub fn element(self) -> Types {
        let element = if self.element & Types::LIST.own != 0 { ALL } else { 0 };
        if self.own & Types::LIST.own == 0 { Types::ANY } else { Types { own: self.element, element } }
    }

    /// Whether a value of `self` may be one of `other`.
    pub fn may_be(self, other: Types) -> bool {
        self.own == 0 || self.own & other.own != 0
    }

    /// Whether every value of `self` but null is one of `other`.
    pub fn must_be(self, other: Types) -> bool {
        self.own != 0 && self.own & !other.own == 0
    }

    pub fn of(value: &Value) -> Types {
        match value {
            Value::Null => Types::NULL,
            Value::Boolean(_) => Types::BOOLEAN,
            Value::Integer(_) => Types::INTEGER,
            Value::Float(_) => Types::FLOAT,
            Value::String(_) => Types::STRING,
            Value::Date(_) => Types::DATE,
            Value::LocalTime(_) => Types::LOCAL_TIME,
            Value::Time(_) => Types::TIME,
            Value::LocalDateTime(_) => Types::LOCAL_DATE_TIME,
            Value::DateTime(_) => Types::DATE_TIME,
            Value::Duration(_) => Types::DURATION,
            Value::List(items) => {
                Types::list_of(items.iter().map(Types::of).fold(Types::NULL, |all, one| all | one))
            }
            Value::Map(_) => Types::MAP,
            Value::Node(_) => Types::NODE,
            Value::Relationship(_) => Types::RELATIONSHIP,
            Value::Path(_) => Types::PATH,
        }
    }
}

impl BitOr for Types {
    type Output = Types;

    fn bitor(self, other: Types) -> Types {
        self.or(other)
    }
}

/// In words, for messages: `a string or a list`.
impl fmt::Display for Types {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.own == 0 {
            return out.write_str("null");
        }
        if self.own == ALL {
            return out.write_str("any value");
        }
        let mut rest = self.own;
        let mut words: Vec<&str> = Vec::new();
        for (name, group) in GROUPS {
            if rest & group.own == group.own {
                words.push(name);
                rest &= !group.own;
            }
        }
        words.extend(NAMES.iter().filter(|(_, bit)| rest & bit != 0).map(|(name, _)| *name));
        match words.split_last() {
            Some((last, [])) => out.write_str(last),
            Some((last, others)) => write!(out, "{} or {last}", others.join(", ")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_integers_holds_no_strings() {
        let list = Types::list_of(Types::INTEGER);
        assert!(list.element().must_be(Types::NUMBER));
        assert!(!list.element().may_be(Types::STRING));
    }

    #[test]
    fn null_may_be_anything_and_must_be_nothing() {
        assert!(Types::NULL.may_be(Types::NODE));
        assert!(!Types::NULL.must_be(Types::NODE));
    }

    #[test]
    fn types_are_said_in_words() {
        assert_eq!((Types::NUMBER | Types::STRING).to_string(), "a number or a string");
        let many = Types::TEMPORAL | Types::STRING | Types::BOOLEAN;
        assert_eq!(many.to_string(), "a temporal value, a boolean or a string");
    }
}
