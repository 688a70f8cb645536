//! Numbers for the values of one property, in the order in which they first come.

use crate::graph::{Graph, KeyId};
use crate::model::Value;
use crate::query::executor::batch::column::Elements;
use crate::query::executor::key_table::KeyTable;
use crate::query::executor::table::size;

pub struct Lexicon {
    values: KeyTable,
    /// Which value each element has and 1, to spare looking at it again; pages of elements that lie close.
    of_elements: Vec<Option<Box<[u32; PAGE]>>>,
    /// How many elements are known, and how many pages.
    elements: usize,
    pages: usize,
    /// Bytes of the values, and how many of all bytes are claimed.
    bytes: usize,
    claimed: usize,
}

/// What a value takes in the tables.
const BYTES: usize = 36;
const PAGE: usize = 256;

impl Default for Lexicon {
    fn default() -> Self {
        let values = KeyTable::new(1);
        Lexicon { values, of_elements: Vec::new(), elements: 0, pages: 0, bytes: 0, claimed: 0 }
    }
}

impl Lexicon {
    #[inline]
    pub fn number(&mut self, elements: &Elements, row: usize, key: KeyId, graph: &Graph) -> u32 {
        let id = elements.ids[row] as usize;
        if let Some(Some(page)) = self.of_elements.get(id / PAGE)
            && page[id % PAGE] > 0
        {
            return page[id % PAGE] - 1;
        }
        self.look_up(elements, row, key, graph)
    }

    fn look_up(&mut self, elements: &Elements, row: usize, key: KeyId, graph: &Graph) -> u32 {
        let id = elements.ids[row] as usize;
        let number = self.number_of(&graph.property(elements.element(row), key));
        // Where few elements of a page come, or many have few values, remembering them would cost more than it spares.
        let is_worth = self.elements <= 4 * self.values.len() + 4096 && self.pages <= 64 + self.elements / 4;
        if is_worth {
            self.remember(id, number);
        }
        number
    }

    fn remember(&mut self, id: usize, number: u32) {
        if self.of_elements.len() <= id / PAGE {
            self.of_elements.resize_with(id / PAGE + 1, || None);
        }
        let pages = &mut self.pages;
        let page = self.of_elements[id / PAGE].get_or_insert_with(|| {
            *pages += 1;
            Box::new([0; PAGE])
        });
        page[id % PAGE] = number + 1;
        self.elements += 1;
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
        let all = self.bytes + 4 * PAGE * self.pages + 8 * self.of_elements.len();
        all - std::mem::replace(&mut self.claimed, all)
    }
}
