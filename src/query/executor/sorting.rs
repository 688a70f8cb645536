//! ORDER BY: rows and what they are sorted by, as columns. Rows that compare equal keep their order.

use std::cmp::Ordering;

use rayon::slice::ParallelSliceMut;

use crate::error::Result;
use crate::graph::{Graph, Measure};
use crate::model::Value;
use crate::query::executor::Frame;
use crate::query::executor::batch::{Batch, Column};
use crate::query::executor::eval::Reader;
use crate::query::executor::shared::Shared;
use crate::query::executor::table::{Table, size};
use crate::query::resolved::{Expr, Slot};

pub struct Sorting<'a> {
    by: &'a [(Expr, bool)],
    /// No more rows are wanted.
    most: Option<usize>,
    keep: &'a [Slot],
    rows: Batch,
    /// What is compared, as wide as `by`.
    keys: Vec<Column>,
    bytes: usize,
}

/// So many rows are gathered at least before those beyond `most` are forgotten.
const SPARE: usize = 1024;
/// So many rows are sorted on all cores.
const MANY: usize = 1 << 13;

/// A key of the rows in a form that compares fast.
enum Ranks<'k> {
    /// Numbers in the order of the values; where two are the same, the values may differ if it is not exact.
    Numbers {
        list: Vec<i64>,
        exact: bool,
    },
    Texts(Vec<&'k str>),
    Values(&'k Column),
}

impl<'a> Sorting<'a> {
    pub fn new(by: &'a [(Expr, bool)], most: Option<usize>, keep: &'a [Slot]) -> Self {
        let keys = by.iter().map(|_| Column::default()).collect();
        Sorting { by, most, keep, rows: Batch::of(keep), keys, bytes: 0 }
    }

    /// Takes in the row in the frame.
    pub fn add_row(&mut self, reader: &Reader<'_, '_>, frame: &mut Frame) -> Result<()> {
        let mut bytes = 0;
        for ((key, _), column) in self.by.iter().zip(&mut self.keys) {
            let value = reader.eval(key, frame)?;
            bytes += size(&value);
            column.push(value);
        }
        self.rows.push(frame);
        bytes += self.keep.iter().map(|slot| size(&frame[*slot])).sum::<usize>();
        self.added(bytes, reader)
    }

    /// Takes in some rows. The frame is there for keys that take a look at each row.
    pub fn add(&mut self, reader: &Reader<'_, '_>, mut batch: Batch, frame: &mut Frame) -> Result<()> {
        let mut bytes = 0;
        for ((key, _), column) in self.by.iter().zip(&mut self.keys) {
            let more = match reader.column(key, &batch) {
                Some(more) => more,
                None => {
                    let mut more = Column::default();
                    for row in 0..batch.rows {
                        reader.shared.tick()?;
                        batch.load(row, reader.graph, frame);
                        more.push(reader.eval(key, frame)?);
                    }
                    more
                }
            };
            bytes += more.bytes();
            column.append(more, reader.graph);
        }
        batch.carry(self.keep);
        bytes += batch.bytes();
        self.rows.append(batch, reader.graph);
        self.added(bytes, reader)
    }

    fn added(&mut self, bytes: usize, reader: &Reader<'_, '_>) -> Result<()> {
        self.bytes += bytes;
        reader.shared.claim(bytes, "ORDER BY")?;
        if self.most.is_some_and(|most| self.rows.rows > 2 * most.min(1 << 40) + SPARE) {
            self.choose(reader.graph, reader.shared);
        }
        Ok(())
    }

    /// Sorts what is there and forgets what is beyond `most`.
    fn choose(&mut self, graph: &Graph, shared: &Shared<'_>) {
        let order = self.order(graph);
        self.rows = self.rows.pick(&order, self.keep);
        self.keys.iter_mut().for_each(|key| *key = key.pick(&order));
        let left = self.rows.bytes() + self.keys.iter().map(Column::bytes).sum::<usize>();
        shared.release(self.bytes.saturating_sub(left));
        self.bytes = left;
    }

    pub fn finish(mut self, reader: &Reader<'_, '_>) -> Result<Table> {
        let order = self.order(reader.graph);
        let rows = if order.is_sorted() && order.len() == self.rows.rows {
            self.rows
        } else {
            self.rows.pick(&order, self.keep)
        };
        self.keys.clear();
        reader.shared.release(self.bytes);
        Table::of(rows, reader.shared, "ORDER BY")
    }

    /// The rows that are wanted, sorted.
    fn order(&self, graph: &Graph) -> Vec<u32> {
        let Some(chosen) = self.chosen(graph) else {
            return self.sorted(&self.keys, self.rows.rows, graph);
        };
        let keys: Vec<Column> = self.keys.iter().map(|key| key.pick(&chosen)).collect();
        let order = self.sorted(&keys, chosen.len(), graph);
        order.into_iter().map(|place| chosen[place as usize]).collect()
    }

    /// So many rows with these keys, sorted, without those beyond `most`.
    fn sorted(&self, keys: &[Column], count: usize, graph: &Graph) -> Vec<u32> {
        let ranks: Vec<(Ranks<'_>, bool)> =
            keys.iter().zip(self.by).map(|(key, (_, descends))| (Ranks::of(key, graph), *descends)).collect();
        let compare = |left: &u32, right: &u32| {
            let (one, other) = (*left as usize, *right as usize);
            let differing = ranks.iter().zip(keys).find_map(|((ranks, descends), key)| {
                let order = ranks.order(one, other, key, graph);
                let order = if *descends { order.reverse() } else { order };
                order.is_ne().then_some(order)
            });
            differing.unwrap_or_else(|| left.cmp(right))
        };
        let mut order: Vec<u32> = (0..count as u32).collect();
        if order.len() >= MANY {
            order.par_sort_unstable_by(compare);
        } else {
            order.sort_unstable_by(compare);
        }
        order.truncate(self.most.unwrap_or(usize::MAX));
        order
    }

    /// The rows that are not beyond `most` by the first key alone; none where that leaves out no row.
    fn chosen(&self, graph: &Graph) -> Option<Vec<u32>> {
        let most = self.most.filter(|most| *most < self.rows.rows)?;
        if most == 0 {
            return Some(Vec::new());
        }
        let (mut list, _) = numbers(self.keys.first()?, graph)?;
        if self.by.first().is_some_and(|(_, descends)| *descends) {
            list.iter_mut().for_each(|number| *number = !*number);
        }
        let last = *list.clone().select_nth_unstable(most - 1).1;
        Some((0..).zip(list).filter(|(_, number)| *number <= last).map(|(row, _)| row).collect())
    }
}

impl<'k> Ranks<'k> {
    fn of(key: &'k Column, graph: &'k Graph) -> Self {
        if let Some((list, exact)) = numbers(key, graph) {
            return Ranks::Numbers { list, exact };
        }
        texts(key, graph).map_or(Ranks::Values(key), Ranks::Texts)
    }

    fn order(&self, left: usize, right: usize, key: &Column, graph: &Graph) -> Ordering {
        match self {
            Ranks::Numbers { list, exact: true } => list[left].cmp(&list[right]),
            Ranks::Numbers { list, exact: false } => {
                list[left].cmp(&list[right]).then_with(|| key.order(left, right, graph))
            }
            Ranks::Texts(list) => list[left].cmp(list[right]),
            Ranks::Values(key) => key.order(left, right, graph),
        }
    }
}

/// Numbers in the order of the values, and whether values with one number are one.
fn numbers(key: &Column, graph: &Graph) -> Option<(Vec<i64>, bool)> {
    match key {
        Column::Integers(list) => Some((list.clone(), true)),
        Column::Property(elements, key) => {
            let uniform = graph.uniform(elements.edges, *key).filter(|u| u.measure != Measure::Word)?;
            let (mut list, nulls) = uniform.read(elements.ids.iter().copied());
            // Null comes last.
            for (number, _) in list.iter_mut().zip(&nulls).filter(|(_, is_null)| **is_null) {
                *number = i64::MAX;
            }
            Some((list, nulls.is_empty()))
        }
        _ => None,
    }
}

/// The texts, where all values are texts.
fn texts<'k>(key: &'k Column, graph: &'k Graph) -> Option<Vec<&'k str>> {
    match key {
        Column::Property(elements, key) => {
            (0..elements.ids.len()).map(|row| graph.text(elements.element(row), *key)).collect()
        }
        Column::Values(values) => values.iter().map(Value::as_str).collect(),
        _ => None,
    }
}
