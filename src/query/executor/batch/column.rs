//! A column: what one slot holds in the rows of a batch.

use crate::graph::{Graph, KeyId};
use crate::model::{EdgeId, Element, NodeId, Value};

#[derive(Debug, Clone)]
pub enum Column {
    Elements(Elements),
    /// A property of elements, looked up only where its values are needed.
    Property(Elements, KeyId),
    Values(Vec<Value>),
}

/// Nodes, or relationships; none of them null.
#[derive(Debug, Clone, Default)]
pub struct Elements {
    pub edges: bool,
    pub ids: Vec<u32>,
}

impl Elements {
    pub fn nodes(ids: Vec<u32>) -> Self {
        Elements { edges: false, ids }
    }

    pub fn edges(ids: Vec<u32>) -> Self {
        Elements { edges: true, ids }
    }

    pub fn element(&self, row: usize) -> Element {
        let id = self.ids[row];
        if self.edges { Element::Edge(EdgeId(id)) } else { Element::Node(NodeId(id)) }
    }

    fn value(&self, row: usize) -> Value {
        match self.element(row) {
            Element::Node(id) => Value::Node(id),
            Element::Edge(id) => Value::Relationship(id),
        }
    }

    fn pick(&self, rows: &[u32]) -> Self {
        Elements { edges: self.edges, ids: rows.iter().map(|row| self.ids[*row as usize]).collect() }
    }
}

impl Default for Column {
    fn default() -> Self {
        Column::Elements(Elements::default())
    }
}

impl Column {
    pub fn are_nodes(&self) -> bool {
        matches!(self, Column::Elements(elements) if !elements.edges)
    }

    pub fn value(&self, row: usize, graph: &Graph) -> Value {
        match self {
            Column::Elements(elements) => elements.value(row),
            Column::Property(elements, key) => graph.property(elements.element(row), *key),
            Column::Values(values) => values[row].clone(),
        }
    }

    /// These rows, each as often as it is named.
    pub fn pick(&self, rows: &[u32]) -> Self {
        match self {
            Column::Elements(elements) => Column::Elements(elements.pick(rows)),
            Column::Property(elements, key) => Column::Property(elements.pick(rows), *key),
            Column::Values(values) => {
                Column::Values(rows.iter().map(|row| values[*row as usize].clone()).collect())
            }
        }
    }

    /// Only these rows, which ascend.
    pub fn keep(&mut self, rows: &[u32]) {
        match self {
            Column::Elements(elements) | Column::Property(elements, _) => keep(&mut elements.ids, rows),
            Column::Values(values) => keep(values, rows),
        }
    }

    /// The rows of another behind these; the two hold elements of one sort.
    pub fn append(&mut self, other: Column) {
        match (self, other) {
            (Column::Elements(ours), Column::Elements(theirs)) => ours.ids.extend(theirs.ids),
            (Column::Property(ours, _), Column::Property(theirs, _)) => ours.ids.extend(theirs.ids),
            (Column::Values(ours), Column::Values(theirs)) => ours.extend(theirs),
            _ => debug_assert!(false, "columns of one slot within a branch have one form"),
        }
    }

    /// One row more. Elements of one sort stay numbers.
    pub fn push(&mut self, value: Value) {
        match (&mut *self, value) {
            (Column::Elements(elements), Value::Node(id)) if !elements.edges || elements.ids.is_empty() => {
                elements.edges = false;
                elements.ids.push(id.0);
            }
            (Column::Elements(elements), Value::Relationship(id))
                if elements.edges || elements.ids.is_empty() =>
            {
                elements.edges = true;
                elements.ids.push(id.0);
            }
            (Column::Values(values), value) => values.push(value),
            (Column::Elements(elements) | Column::Property(elements, _), value) => {
                let before = (0..elements.ids.len()).map(|row| elements.value(row));
                *self = Column::Values(before.chain([value]).collect());
            }
        }
    }
}

fn keep<T>(list: &mut Vec<T>, rows: &[u32]) {
    for (place, row) in rows.iter().enumerate() {
        list.swap(place, *row as usize);
    }
    list.truncate(rows.len());
}
