//! Numbers for the values of one property, in the order in which they first come.

use crate::graph::{Graph, KeyId};
use crate::model::Value;
use crate::query::executor::batch::column::Elements;
use crate::query::executor::batch::flat::Flat;
use crate::query::executor::key_table::KeyTable;
use crate::query::executor::table::size;

pub struct Lexicon {
    values: KeyTable,
    /// Which value each element has, to spare looking at it again; elements are numbered as they come.
    elements: Flat,
    of_elements: Vec<u32>,
    /// Bytes of the values, and how many of all bytes are claimed.
    bytes: usize,
    claimed: usize,
}

/// What an element takes in the tables.
const BYTES: usize = 36;

impl Default for Lexicon {
    fn default() -> Self {
        let values = KeyTable::new(1);
        Lexicon { values, elements: Flat::default(), of_elements: Vec::new(), bytes: 0, claimed: 0 }
    }
}

impl Lexicon {
    pub fn number(&mut self, elements: &Elements, row: usize, key: KeyId, graph: &Graph) -> u32 {
        let value = || graph.property(elements.element(row), key);
        // Where many elements have few values, remembering the elements would cost more than it spares.
        if self.elements.len() > 4 * self.values.len() + 4096 {
            return self.number_of(&value());
        }
        let (place, new) = self.elements.number(elements.ids[row].into());
        if new {
            let number = self.number_of(&value());
            self.of_elements.push(number);
        }
        self.of_elements[place as usize]
    }

    pub fn number_of(&mut self, value: &Value) -> u32 {
        let (number, new) = self.values.number(std::slice::from_ref(value));
        if new {
            self.bytes += size(value) + BYTES;
        }
        number as u32
    }

    pub fn value(&self, number: usize) -> &Value {
        &self.values.row(number)[0]
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The bytes that it has taken since it was asked last.
    pub fn taken(&mut self) -> usize {
        let all = self.bytes + BYTES * self.of_elements.len();
        all - std::mem::replace(&mut self.claimed, all)
    }
}
