//! A column: what one slot holds in the rows of a batch.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::graph::{Graph, KeyId, Measure};
use crate::model::{EdgeId, Element, NodeId, Value};
use crate::query::executor::batch::flat::Flat;
use crate::query::executor::table::size;
use crate::query::rows::Cells;
use crate::query::value;

/// In so few rows hardly an element comes twice.
const FEW: usize = 64;

#[derive(Debug, Clone)]
pub enum Column {
    Elements(Elements),
    /// A property of elements, looked up only where its values are needed.
    Property(Elements, KeyId),
    /// Whole numbers, none of them null.
    Integers(Vec<i64>),
    /// Values of a property, each row naming one by its number.
    Coded(Vec<u32>, Arc<Vec<Value>>),
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

    /// A property of each, as a column of an answer.
    fn cells(&self, key: KeyId, graph: &Graph) -> Cells {
        let few = || self.ids.len() <= FEW;
        let numbers = || self.numbers(key, graph);
        let texts = || Some(Cells::texts(&graph.texts(self.edges, key, &self.ids)?));
        let values = || (0..self.ids.len()).map(|row| graph.property(self.element(row), key)).collect();
        match numbers().or_else(|| few().then(texts).flatten()) {
            Some(cells) => cells,
            None if few() => Cells::Values(values()),
            None => self.coded(key, graph),
        }
    }

    /// A property that all have and that is a whole number or a date.
    fn numbers(&self, key: KeyId, graph: &Graph) -> Option<Cells> {
        let uniform = graph.uniform(self.edges, key)?;
        let cells = match uniform.measure {
            Measure::Integer => Cells::Integers,
            Measure::Day => Cells::Dates,
            Measure::Word => return None,
        };
        let (numbers, nulls) = uniform.read(self.ids.iter().copied());
        nulls.is_empty().then(|| cells(numbers))
    }

    /// As [`Elements::cells`]; the property of an element that comes several times is looked up once.
    fn coded(&self, key: KeyId, graph: &Graph) -> Cells {
        let (mut known, mut values) = (Flat::default(), Vec::new());
        let code = |(row, id): (usize, &u32)| {
            let (code, new) = known.number((*id).into());
            if new {
                values.push(graph.property(self.element(row), key));
            }
            code
        };
        let codes = self.ids.iter().enumerate().map(code).collect();
        Cells::Coded { codes, values: Arc::new(values) }
    }

    fn pick(&self, rows: &[u32]) -> Self {
        Elements { edges: self.edges, ids: rows.iter().map(|row| self.ids[*row as usize]).collect() }
    }

    fn slice(&self, rows: Range<usize>) -> Self {
        Elements { edges: self.edges, ids: self.ids[rows].to_vec() }
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

    pub fn len(&self) -> usize {
        match self {
            Column::Elements(elements) | Column::Property(elements, _) => elements.ids.len(),
            Column::Integers(numbers) => numbers.len(),
            Column::Coded(codes, _) => codes.len(),
            Column::Values(values) => values.len(),
        }
    }

    #[inline]
    pub fn value(&self, row: usize, graph: &Graph) -> Value {
        match self {
            Column::Elements(elements) => elements.value(row),
            Column::Property(elements, key) => graph.property(elements.element(row), *key),
            Column::Integers(numbers) => Value::Integer(numbers[row]),
            Column::Coded(codes, values) => values[codes[row] as usize].clone(),
            Column::Values(values) => values[row].clone(),
        }
    }

    /// As [`Column::value`]; nobody will ask for this row again.
    #[inline]
    pub fn take(&mut self, row: usize, graph: &Graph) -> Value {
        match self {
            Column::Values(values) => std::mem::take(&mut values[row]),
            _ => self.value(row, graph),
        }
    }

    /// As ORDER BY compares two rows.
    pub fn order(&self, left: usize, right: usize, graph: &Graph) -> Ordering {
        match self {
            Column::Integers(numbers) => numbers[left].cmp(&numbers[right]),
            Column::Values(values) => value::order(&values[left], &values[right]),
            _ => value::order(&self.value(left, graph), &self.value(right, graph)),
        }
    }

    /// About how many bytes it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Column::Elements(elements) | Column::Property(elements, _) => 4 * elements.ids.len(),
            Column::Integers(numbers) => 8 * numbers.len(),
            Column::Coded(codes, _) => 4 * codes.len(),
            Column::Values(values) => values.iter().map(size).sum(),
        }
    }

    /// These rows, each as often as it is named.
    pub fn pick(&self, rows: &[u32]) -> Self {
        match self {
            Column::Elements(elements) => Column::Elements(elements.pick(rows)),
            Column::Property(elements, key) => Column::Property(elements.pick(rows), *key),
            Column::Integers(numbers) => {
                Column::Integers(rows.iter().map(|row| numbers[*row as usize]).collect())
            }
            Column::Coded(codes, values) => {
                Column::Coded(rows.iter().map(|row| codes[*row as usize]).collect(), values.clone())
            }
            Column::Values(values) => {
                Column::Values(rows.iter().map(|row| values[*row as usize].clone()).collect())
            }
        }
    }

    /// Rows one behind the other; nobody will ask for them here again.
    pub fn slice(&mut self, rows: Range<usize>) -> Self {
        match self {
            Column::Elements(elements) => Column::Elements(elements.slice(rows)),
            Column::Property(elements, key) => Column::Property(elements.slice(rows), *key),
            Column::Integers(numbers) => Column::Integers(numbers[rows].to_vec()),
            Column::Coded(codes, values) => Column::Coded(codes[rows].to_vec(), values.clone()),
            Column::Values(values) => Column::Values(values[rows].iter_mut().map(std::mem::take).collect()),
        }
    }

    /// Only these rows, which ascend.
    pub fn keep(&mut self, rows: &[u32]) {
        match self {
            Column::Elements(elements) | Column::Property(elements, _) => keep(&mut elements.ids, rows),
            Column::Integers(numbers) => keep(numbers, rows),
            Column::Coded(codes, _) => keep(codes, rows),
            Column::Values(values) => keep(values, rows),
        }
    }

    /// The rows of another behind these.
    pub fn append(&mut self, other: Column, graph: &Graph) {
        match (&mut *self, other) {
            (ours, other) if ours.len() == 0 => *ours = other,
            (Column::Elements(ours), Column::Elements(theirs)) if ours.edges == theirs.edges => {
                ours.ids.extend(theirs.ids);
            }
            (Column::Property(ours, key), Column::Property(theirs, other))
                if *key == other && ours.edges == theirs.edges =>
            {
                ours.ids.extend(theirs.ids);
            }
            (Column::Integers(ours), Column::Integers(theirs)) => ours.extend(theirs),
            (Column::Coded(ours, values), Column::Coded(theirs, others)) if Arc::ptr_eq(values, &others) => {
                ours.extend(theirs);
            }
            (Column::Values(ours), Column::Values(theirs)) => ours.extend(theirs),
            (_, mut other) => {
                let theirs = (0..other.len()).map(|row| other.take(row, graph));
                let mut all: Vec<Value> = (0..self.len()).map(|row| self.value(row, graph)).collect();
                all.extend(theirs);
                *self = Column::Values(all);
            }
        }
    }

    /// As a column of an answer.
    pub fn into_cells(self, graph: &Graph) -> Cells {
        match self {
            Column::Integers(numbers) => Cells::Integers(numbers),
            Column::Coded(codes, values) => Cells::Coded { codes, values },
            Column::Values(values) => Cells::Values(values),
            Column::Property(elements, key) => elements.cells(key, graph),
            Column::Elements(elements) => {
                Cells::Values((0..elements.ids.len()).map(|row| elements.value(row)).collect())
            }
        }
    }

    /// One row more. Elements of one sort stay numbers, and so do whole numbers. For columns of no properties.
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
            (Column::Integers(numbers), Value::Integer(number)) => numbers.push(number),
            (Column::Elements(elements), Value::Integer(number)) if elements.ids.is_empty() => {
                *self = Column::Integers(vec![number]);
            }
            (Column::Values(values), value) => values.push(value),
            (Column::Integers(numbers), value) => {
                let before = numbers.iter().map(|number| Value::Integer(*number));
                *self = Column::Values(before.chain([value]).collect());
            }
            (Column::Coded(codes, values), value) => {
                let before = codes.iter().map(|code| values[*code as usize].clone());
                *self = Column::Values(before.chain([value]).collect());
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Access, Options, Params, run};

    /// What columns of an answer with all of so many nodes are, once it is known that values say the same.
    fn columns(graph: &Graph) -> Vec<Cells> {
        let text = "MATCH (a:A) RETURN a.n AS n, a.d AS d, a.t AS t, a.some AS some, a.mixed AS mixed";
        let answer = |batch| {
            let options = Options { batch, ..Options::default() };
            run(text, &Params::new(), Access::Read(graph), &options).expect(text)
        };
        let (together, alone) = (answer(2048), answer(0));
        assert_eq!(together.rows, alone.rows);
        together.rows.columns().to_vec()
    }

    #[test]
    fn properties_of_one_type_become_columns_without_values() {
        for count in [2, 20, FEW, 3 * FEW] {
            let mut graph = Graph::new();
            let text = format!(
                "UNWIND range(1, {count}) AS i CREATE (:A {{n: i, d: date('2025-01-31') + duration({{days: i}}), \
                 t: 'text ' + i, some: CASE WHEN i = 1 THEN null ELSE i END, mixed: CASE WHEN i = 1 THEN 1 ELSE 'x' END}})"
            );
            run(&text, &Params::new(), Access::Write(&mut graph), &Options::default()).expect("it writes");
            let columns = columns(&graph);
            assert!(matches!(columns[..2], [Cells::Integers(_), Cells::Dates(_)]), "{columns:?}");
            assert_eq!(matches!(columns[2], Cells::Texts(_)), count <= FEW, "{columns:?}");
            assert!(columns[3..].iter().all(|c| matches!(c, Cells::Values(_) | Cells::Coded { .. })));
        }
    }
}
