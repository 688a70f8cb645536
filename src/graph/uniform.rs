//! Properties as lists of numbers: read for many elements at once, where all values have one type.

use std::sync::Arc;

use crate::graph::bits::Rows;
use crate::graph::column::{Column, Data, Words};
use crate::graph::ints::Ints;
use crate::graph::{Graph, KeyId};

/// What the numbers of a property are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Integer,
    /// Days; day 1 is 0001-01-01.
    Day,
    /// Numbers of words, in the order in which the words first came.
    Word,
}

/// A property whose values all have one type and are numbers, or texts that recur.
#[derive(Debug, Clone, Copy)]
pub struct Uniform<'g> {
    pub measure: Measure,
    rows: &'g Rows,
    numbers: &'g Ints,
    words: &'g [Arc<str>],
}

impl Graph {
    /// A property of all nodes, or of all edges, as numbers; none where it takes more to know its values.
    pub fn uniform(&self, edges: bool, key: KeyId) -> Option<Uniform<'_>> {
        let columns = if edges { &self.edge_properties } else { &self.node_properties };
        columns.get(key.0 as usize).and_then(Column::uniform)
    }

    /// A property of some nodes, or edges, as texts; none where one of them has another value or none.
    pub fn texts(&self, edges: bool, key: KeyId, elements: &[u32]) -> Option<Vec<&str>> {
        let columns = if edges { &self.edge_properties } else { &self.node_properties };
        let column = columns.get(key.0 as usize)?;
        elements.iter().map(|row| column.text(*row)).collect()
    }
}

impl Column {
    fn uniform(&self) -> Option<Uniform<'_>> {
        let part = self.only_part()?;
        let (measure, numbers, words) = match &part.data {
            Data::Integers(list) => (Measure::Integer, list, [].as_slice()),
            Data::Dates(list) => (Measure::Day, list, [].as_slice()),
            Data::Words(words) => {
                let (words, codes) = Words::parts(words);
                (Measure::Word, codes, words)
            }
            _ => return None,
        };
        Some(Uniform { measure, rows: &part.rows, numbers, words })
    }
}

impl<'g> Uniform<'g> {
    /// The words that the numbers mean.
    pub fn words(&self) -> &'g [Arc<str>] {
        self.words
    }

    /// A number is at least the one and at most the other, by how wide they lie.
    pub fn bounds(&self) -> (i64, i64) {
        match self.numbers {
            Ints::U8(_) => (0, u8::MAX.into()),
            Ints::U16(_) => (0, u16::MAX.into()),
            Ints::I32(_) => (i32::MIN.into(), i32::MAX.into()),
            Ints::I64(_) => (i64::MIN, i64::MAX),
        }
    }

    /// Calls `visit` with the number of each element, none for an element that has none, in their order.
    #[inline]
    pub fn each(&self, elements: impl Iterator<Item = u32>, visit: impl FnMut(Option<i64>)) {
        match self.numbers {
            Ints::U8(list) => self.each_of(list, elements, visit),
            Ints::U16(list) => self.each_of(list, elements, visit),
            Ints::I32(list) => self.each_of(list, elements, visit),
            Ints::I64(list) => self.each_of(list, elements, visit),
        }
    }

    #[inline]
    fn each_of<T: Copy + Into<i64>>(
        &self,
        list: &[T],
        elements: impl Iterator<Item = u32>,
        mut visit: impl FnMut(Option<i64>),
    ) {
        // One element often comes several times behind itself.
        let mut last = (u32::MAX, None);
        if let Some(first) = self.rows.unbroken() {
            // Without holes the place is the distance to the first row.
            elements.for_each(|row| {
                if row != last.0 {
                    last = (row, list.get(row.wrapping_sub(first) as usize).map(|number| (*number).into()));
                }
                visit(last.1);
            });
        } else {
            elements.for_each(|row| {
                if row != last.0 {
                    last = (row, self.rows.place(row).and_then(|place| list.get(place)).map(|n| (*n).into()));
                }
                visit(last.1);
            });
        }
    }

    /// The numbers of elements, 0 for one that has none, and which of them have none; no marks where all have one.
    pub fn read(&self, elements: impl ExactSizeIterator<Item = u32> + Clone) -> (Vec<i64>, Vec<bool>) {
        match self.numbers {
            Ints::U8(list) => self.read_of(list, elements),
            Ints::U16(list) => self.read_of(list, elements),
            Ints::I32(list) => self.read_of(list, elements),
            Ints::I64(list) => self.read_of(list, elements),
        }
    }

    #[inline]
    fn read_of<T: Copy + Into<i64>>(
        &self,
        list: &[T],
        elements: impl ExactSizeIterator<Item = u32> + Clone,
    ) -> (Vec<i64>, Vec<bool>) {
        let mut absent = false;
        if let Some(first) = self.rows.unbroken() {
            let place = |row: u32| row.wrapping_sub(first) as usize;
            let number = |row: u32| {
                let number = list.get(place(row));
                absent |= number.is_none();
                number.map_or(0, |number| (*number).into())
            };
            let numbers = elements.clone().map(number).collect();
            let nulls =
                if absent { elements.map(|row| place(row) >= list.len()).collect() } else { Vec::new() };
            return (numbers, nulls);
        }
        // As in `each_of`.
        let mut last = (u32::MAX, 0, true);
        let (mut numbers, mut nulls) = (vec![0; elements.len()], vec![false; elements.len()]);
        for ((row, number), is_null) in elements.zip(&mut numbers).zip(&mut nulls) {
            if row != last.0 {
                let found = self.rows.place(row).and_then(|place| list.get(place));
                last = (row, found.map_or(0, |number| (*number).into()), found.is_none());
            }
            (*number, *is_null) = (last.1, last.2);
            absent |= last.2;
        }
        if !absent {
            nulls.clear();
        }
        (numbers, nulls)
    }
}
