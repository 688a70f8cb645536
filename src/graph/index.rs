//! Where the nodes with a value are: indexes by property, made once a property has been asked for often,
//! and told of every change since.

use std::hash::{Hash, Hasher};
use std::ops::Bound;
use std::sync::{Arc, RwLock};

use chrono::Datelike;
use rustc_hash::{FxHashMap, FxHasher};

use crate::graph::bits::Bits;
use crate::graph::names::NameIndex;
use crate::graph::{Graph, KeyId, Plain};
use crate::model::{Element, NodeId, Value};

/// All indexes of a graph. They are made behind a shared reference, so that reading stays reading.
#[derive(Debug, Default)]
pub struct Indexes {
    keys: RwLock<FxHashMap<(KeyId, Order), Slot>>,
    pub(super) names: RwLock<Option<Arc<NameIndex>>>,
}

/// What an index is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Order {
    /// Any value, by its hash.
    Equality,
    Dates,
    Integers,
}

#[derive(Debug)]
enum Slot {
    /// How often it would have helped.
    Asked(u32),
    Made(Arc<KeyIndex>),
}

/// Sorted by value (or its hash), then by node. What it says may be outdated: whoever reads it looks at the
/// node itself. Nodes whose value changed since it was made are listed apart.
#[derive(Debug, Clone, Default)]
struct KeyIndex {
    sorted: Vec<(i64, u32)>,
    touched: Vec<u32>,
}

/// An index is made when it is asked for so often.
const OFTEN: u32 = 3;
/// An index is thrown away once more nodes than this, and than an eighth of it, have changed.
const MANY: usize = 1024;
/// Fewer nodes are sorted by comparing.
const FEW: usize = 256;

impl Clone for Indexes {
    /// A copy of a graph makes its own.
    fn clone(&self) -> Self {
        Indexes::default()
    }
}

impl Indexes {
    /// A node's property has changed.
    pub fn touch(&mut self, key: KeyId, node: u32) {
        let Ok(keys) = self.keys.get_mut() else { return };
        for order in [Order::Equality, Order::Dates, Order::Integers] {
            let Some(Slot::Made(index)) = keys.get_mut(&(key, order)) else { continue };
            let index = Arc::make_mut(index);
            index.touched.push(node);
            if index.touched.len() > MANY.max(index.sorted.len() / 8) {
                keys.remove(&(key, order));
            }
        }
    }

    /// The nodes that may have a key's value between two bounds, in no order and with doubles, and whether all of
    /// them have; none where there is no index yet.
    fn candidates(
        &self,
        graph: &Graph,
        key: KeyId,
        order: Order,
        from: i64,
        to: i64,
    ) -> Option<(Vec<u32>, bool)> {
        let index = self.index(graph, key, order)?;
        let start = index.sorted.partition_point(|(value, _)| *value < from);
        let end = start + index.sorted[start..].partition_point(|(value, _)| *value <= to);
        let mut found: Vec<u32> = index.sorted[start..end].iter().map(|(_, node)| *node).collect();
        found.extend_from_slice(&index.touched);
        Some((found, index.touched.is_empty()))
    }

    fn index(&self, graph: &Graph, key: KeyId, order: Order) -> Option<Arc<KeyIndex>> {
        if let Some(Slot::Made(index)) = self.keys.read().ok()?.get(&(key, order)) {
            return Some(index.clone());
        }
        let mut keys = self.keys.write().ok()?;
        let slot = keys.entry((key, order)).or_insert(Slot::Asked(0));
        if let Slot::Asked(times) = slot {
            *times += 1;
            if *times < OFTEN {
                return None;
            }
            *slot = Slot::Made(Arc::new(KeyIndex::new(graph, key, order)));
        }
        if let Slot::Made(index) = slot { Some(index.clone()) } else { None }
    }
}

impl KeyIndex {
    fn new(graph: &Graph, key: KeyId, order: Order) -> Self {
        let Some(column) = graph.node_column(key) else { return KeyIndex::default() };
        let mut sorted: Vec<(i64, u32)> = column
            .rows()
            .filter_map(|row| {
                let value = match (order, column.text(row)) {
                    (Order::Equality, Some(text)) => text_hash(text),
                    (Order::Equality, None) => hash(&column.get(row)),
                    _ => rank(order, &column.get(row))?,
                };
                Some((value, row))
            })
            .collect();
        sorted.sort_unstable();
        sorted.shrink_to_fit();
        KeyIndex { sorted, touched: Vec::new() }
    }
}

impl Graph {
    /// The nodes whose property equals a value, by id: numbers compare by their value, whatever their type.
    pub(super) fn nodes_with_value(&self, key: KeyId, value: &Value) -> Option<Vec<u32>> {
        let hash = hash(value);
        let (mut found, _) = self.indexes.candidates(self, key, Order::Equality, hash, hash)?;
        found.sort_unstable();
        found.dedup();
        found.retain(|node| self.has_value(*node, key, value));
        Some(found)
    }

    pub(super) fn has_value(&self, node: u32, key: KeyId, value: &Value) -> bool {
        match (value, self.node_column(key)) {
            (_, None) => false,
            (Value::String(text), Some(column)) => column.text(node) == Some(text),
            (_, Some(column)) => same(&column.get(node), value),
        }
    }

    /// The nodes whose date or integer property lies between two bounds, by id; the bounds have one type,
    /// and values of other types are left out.
    ///
    /// None where the bounds are neither dates nor integers.
    pub fn find_range(&self, key: KeyId, from: Bound<&Value>, to: Bound<&Value>) -> Option<Vec<NodeId>> {
        let order = match (&from, &to) {
            (Bound::Included(Value::Date(_)) | Bound::Excluded(Value::Date(_)), _)
            | (Bound::Unbounded, Bound::Included(Value::Date(_)) | Bound::Excluded(Value::Date(_))) => {
                Order::Dates
            }
            (Bound::Included(Value::Integer(_)) | Bound::Excluded(Value::Integer(_)), _)
            | (Bound::Unbounded, Bound::Included(Value::Integer(_)) | Bound::Excluded(Value::Integer(_))) => {
                Order::Integers
            }
            _ => return None,
        };
        let low = match from {
            Bound::Included(value) => rank(order, value)?,
            Bound::Excluded(value) => rank(order, value)?.checked_add(1)?,
            Bound::Unbounded => i64::MIN,
        };
        let high = match to {
            Bound::Included(value) => rank(order, value)?,
            Bound::Excluded(value) => rank(order, value)?.checked_sub(1)?,
            Bound::Unbounded => i64::MAX,
        };
        let Some(column) = self.node_column(key) else { return Some(Vec::new()) };
        let candidates = self.indexes.candidates(self, key, order, low, high);
        let (mut found, exact) = candidates.unwrap_or_else(|| (column.rows().collect(), false));
        found = ascending(found);
        if exact {
            return Some(found.into_iter().map(NodeId).collect());
        }
        found.retain(|node| {
            let rank = match (order, column.plain(*node)) {
                (Order::Dates, Some(Plain::Day(day))) => Some(day),
                (Order::Integers, Some(Plain::Integer(number))) => Some(number),
                _ => None,
            };
            rank.is_some_and(|rank| low <= rank && rank <= high)
        });
        Some(found.into_iter().map(NodeId).collect())
    }
}

/// The different numbers of a list, in their order.
fn ascending(mut list: Vec<u32>) -> Vec<u32> {
    let (low, high) = list.iter().fold((u32::MAX, 0), |(low, high), n| (low.min(*n), high.max(*n)));
    if list.len() < FEW || ((high - low) / 64) as usize > 4 * list.len() {
        list.sort_unstable();
        list.dedup();
        return list;
    }
    // Where they lie close, a set of bits gives them in order.
    let mut bits = Bits::default();
    for number in &list {
        bits.insert(number - low);
    }
    bits.iter().map(|number| low + number).collect()
}

/// The place of a value in an order; none where it has none.
fn rank(order: Order, value: &Value) -> Option<i64> {
    match (order, value) {
        (Order::Dates, Value::Date(date)) => Some(date.num_days_from_ce().into()),
        (Order::Integers, Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

/// Whether two stored values are equal in openCypher's sense.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => *a as f64 == *b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Null, _) => false,
        _ => left == right,
    }
}

/// Equal values have equal hashes.
fn hash(value: &Value) -> i64 {
    let mut hasher = FxHasher::default();
    match value {
        Value::String(text) => return text_hash(text),
        Value::Integer(number) => (*number as f64 + 0.0).to_bits().hash(&mut hasher),
        Value::Float(number) => (number + 0.0).to_bits().hash(&mut hasher),
        Value::Boolean(truth) => truth.hash(&mut hasher),
        Value::Date(date) => date.hash(&mut hasher),
        Value::List(items) => items.len().hash(&mut hasher),
        // The rest is rare as a key to look for: telling the types apart is enough.
        other => std::mem::discriminant(other).hash(&mut hasher),
    }
    hasher.finish() as i64
}

fn text_hash(text: &str) -> i64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish() as i64
}

impl Graph {
    /// The value of a node's property as the indexes must hear of it.
    pub(super) fn touch(&mut self, on: Element, key: KeyId) {
        if let Element::Node(id) = on {
            self.indexes.touch(key, id.0);
            self.touch_name(id.0, key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_in_order_once_each() {
        for (count, far) in [(0, 1), (10, 1), (3000, 1), (3000, 5000)] {
            let list: Vec<u32> = (0..count).map(|n| 7 + (n * 7919 % 1000) * far).collect();
            let mut wanted = list.clone();
            wanted.sort_unstable();
            wanted.dedup();
            assert_eq!(ascending(list), wanted);
        }
    }
}
