//! Tables of keys: rows of values, each kept once and known by its number. DISTINCT and grouping stand on it.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::model::Value;
use crate::query::executor::number_set::NumberSet;
use crate::query::executor::table::size;
use crate::query::value::{self, Key};

/// Rows of one width, one behind the other, found by the hash of their values.
#[derive(Default)]
pub struct KeyTable {
    width: usize,
    values: Vec<Value>,
    rows: usize,
    /// The newest row with a hash, and for each row the one before it with the same hash.
    newest: FxHashMap<u64, u32>,
    before: Vec<u32>,
}

/// No row.
const NONE: u32 = u32::MAX;

impl KeyTable {
    pub fn new(width: usize) -> Self {
        KeyTable { width, ..KeyTable::default() }
    }

    pub fn len(&self) -> usize {
        self.rows
    }

    /// The number of a row, and whether it is new.
    pub fn number(&mut self, row: &[Value]) -> (usize, bool) {
        let mut hasher = FxHasher::default();
        row.iter().for_each(|value| value::hash(value, &mut hasher));
        let newest = self.newest.entry(hasher.finish()).or_insert(NONE);
        let mut at = *newest;
        while at != NONE {
            let start = at as usize * self.width;
            let known = &self.values[start..start + self.width];
            if known.iter().zip(row).all(|(known, value)| value::equivalent(known, value)) {
                return (at as usize, false);
            }
            at = self.before[at as usize];
        }
        self.before.push(*newest);
        *newest = self.rows as u32;
        self.values.extend_from_slice(row);
        self.rows += 1;
        (self.rows - 1, true)
    }

    /// The values of a row by its number.
    pub fn row(&self, number: usize) -> &[Value] {
        &self.values[number * self.width..(number + 1) * self.width]
    }

    /// All rows' values in the order of their numbers.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// Different values. Nodes and relationships, which most of them are, are kept as numbers.
#[derive(Default)]
pub struct Different {
    few: Vec<u64>,
    /// Nodes and relationships, once they are not few.
    many: Option<Box<[NumberSet; 2]>>,
    others: Option<Box<FxHashSet<Key>>>,
}

/// So many numbers are looked through one by one.
const FEW: usize = 12;

/// What a number of a relationship has, and one of a node has not.
const EDGE: u64 = 1 << 32;

impl Different {
    /// How many bytes more it holds now; none where the value was there before.
    pub fn insert(&mut self, value: &Value) -> Option<usize> {
        let id = match value {
            Value::Node(id) => u64::from(id.0),
            Value::Relationship(id) => u64::from(id.0) | EDGE,
            _ => {
                let others = self.others.get_or_insert_default();
                return others.insert(Key(value.clone())).then(|| size(value));
            }
        };
        match &mut self.many {
            Some(many) => insert_many(many, id),
            None => self.insert_few(id),
        }
    }

    fn insert_few(&mut self, id: u64) -> Option<usize> {
        if self.few.iter().rev().any(|known| *known == id) {
            return None;
        }
        if self.few.len() < FEW {
            self.few.push(id);
            return Some(8);
        }
        let many = self.many.get_or_insert_default();
        for known in std::mem::take(&mut self.few) {
            insert_many(many, known);
        }
        insert_many(many, id)
    }

    /// Takes in the values of another.
    pub fn absorb(&mut self, other: Different) {
        let sets = other.many.iter().flat_map(|many| many.iter()).zip([0, EDGE]);
        let many = sets.flat_map(|(set, bit)| set.iter().map(move |id| u64::from(id) | bit));
        for id in other.few.iter().copied().chain(many) {
            match &mut self.many {
                Some(many) => drop(insert_many(many, id)),
                None => drop(self.insert_few(id)),
            }
        }
        if let Some(others) = other.others {
            self.others.get_or_insert_default().extend(*others);
        }
    }

    pub fn len(&self) -> usize {
        let many = self.many.as_ref().map_or(0, |many| many.iter().map(NumberSet::len).sum());
        self.few.len() + many + self.others.as_ref().map_or(0, |others| others.len())
    }
}

/// As [`Different::insert`].
#[inline]
fn insert_many(many: &mut [NumberSet; 2], id: u64) -> Option<usize> {
    let set = &mut many[usize::from(id & EDGE != 0)];
    let room = set.room();
    set.insert(id as u32).then(|| set.room().saturating_sub(room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EdgeId, NodeId};

    #[test]
    fn a_node_and_a_relationship_of_one_number_are_different() {
        let mut different = Different::default();
        for round in 0..2 {
            for number in 0..40 {
                let node = different.insert(&Value::Node(NodeId(number)));
                let edge = different.insert(&Value::Relationship(EdgeId(number)));
                assert_eq!((node.is_some(), edge.is_some()), (round == 0, round == 0), "{number}");
            }
        }
        assert!(different.insert(&Value::Integer(1)).is_some());
        assert_eq!(different.len(), 81);
        let mut other = Different::default();
        for value in
            [Value::Node(NodeId(3)), Value::Relationship(EdgeId(90)), Value::Integer(1), Value::from("x")]
        {
            other.insert(&value);
        }
        other.absorb(different);
        assert_eq!(other.len(), 83);
    }
}
