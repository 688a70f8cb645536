//! The rows of an answer, by columns. Whoever goes through them row by row has them put together once.

use std::fmt;
use std::ops::Index;
use std::slice::ChunksExact;
use std::sync::{Arc, OnceLock};

use crate::graph::{Texts, date_of};
use crate::model::Value;

/// Rows of one width.
#[derive(Clone, Default)]
pub struct Rows {
    columns: Vec<Cells>,
    count: usize,
    /// Row by row, once they were asked for so.
    values: OnceLock<Vec<Value>>,
}

/// A column of an answer.
#[derive(Debug, Clone)]
pub enum Cells {
    Integers(Vec<i64>),
    /// Days; day 1 is 0001-01-01.
    Dates(Vec<i64>),
    Texts(Texts),
    /// Values of a property, each row naming one by its number.
    Coded {
        codes: Vec<u32>,
        values: Arc<Vec<Value>>,
    },
    Values(Vec<Value>),
}

impl Rows {
    /// For rows of so many values, at least one.
    pub fn new(width: usize) -> Self {
        let columns = (0..width).map(|_| Cells::default()).collect();
        Rows { columns, ..Rows::default() }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a row, which must be as wide as the others.
    pub fn push(&mut self, row: impl IntoIterator<Item = Value>) {
        self.values.take();
        self.columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        self.count += 1;
    }

    /// Adds so many rows.
    pub fn append(&mut self, columns: Vec<Cells>, count: usize) {
        debug_assert!(columns.iter().all(|column| column.len() == count));
        self.values.take();
        self.columns.iter_mut().zip(columns).for_each(|(ours, theirs)| ours.append(theirs));
        self.count += count;
    }

    pub fn clear(&mut self) {
        *self = Rows::new(self.columns.len());
    }

    pub fn first(&self) -> Option<&[Value]> {
        self.iter().next()
    }

    pub fn iter(&self) -> ChunksExact<'_, Value> {
        self.values().chunks_exact(self.columns.len().max(1))
    }

    pub fn columns(&self) -> &[Cells] {
        &self.columns
    }

    /// All values, row by row.
    pub fn values(&self) -> &[Value] {
        self.values.get_or_init(|| {
            let rows = 0..self.count;
            rows.flat_map(|row| self.columns.iter().map(move |column| column.get(row))).collect()
        })
    }
}

impl Cells {
    pub fn texts(texts: &[&str]) -> Self {
        Cells::Texts(Texts::of(texts))
    }

    /// The date with this number; null where no calendar has it.
    pub fn day(number: i64) -> Value {
        date_of(number).map_or(Value::Null, Value::Date)
    }

    pub fn len(&self) -> usize {
        match self {
            Cells::Integers(list) | Cells::Dates(list) => list.len(),
            Cells::Texts(texts) => texts.len(),
            Cells::Coded { codes, .. } => codes.len(),
            Cells::Values(list) => list.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, row: usize) -> Value {
        match self {
            Cells::Integers(list) => Value::Integer(list[row]),
            Cells::Dates(list) => Cells::day(list[row]),
            Cells::Texts(texts) => texts.get(row).into(),
            Cells::Coded { codes, values } => values[codes[row] as usize].clone(),
            Cells::Values(list) => list[row].clone(),
        }
    }

    fn push(&mut self, value: Value) {
        match (&mut *self, value) {
            (Cells::Values(list), value) => list.push(value),
            (Cells::Integers(list), Value::Integer(number)) => list.push(number),
            (ours, value) => {
                let mut values = std::mem::take(ours).into_values();
                values.push(value);
                *ours = Cells::Values(values);
            }
        }
    }

    fn append(&mut self, other: Cells) {
        match (&mut *self, other) {
            (ours, other) if ours.is_empty() => *ours = other,
            (Cells::Integers(ours), Cells::Integers(theirs)) | (Cells::Dates(ours), Cells::Dates(theirs)) => {
                ours.extend(theirs);
            }
            (Cells::Coded { codes, values }, Cells::Coded { codes: theirs, values: others })
                if Arc::ptr_eq(values, &others) =>
            {
                codes.extend(theirs);
            }
            (ours, other) => {
                let mut values = std::mem::take(ours).into_values();
                values.extend(other.into_values());
                *ours = Cells::Values(values);
            }
        }
    }

    fn into_values(self) -> Vec<Value> {
        match self {
            Cells::Values(list) => list,
            column => (0..column.len()).map(|row| column.get(row)).collect(),
        }
    }
}

impl Default for Cells {
    fn default() -> Self {
        Cells::Values(Vec::new())
    }
}

impl Index<usize> for Rows {
    type Output = [Value];

    fn index(&self, row: usize) -> &[Value] {
        let width = self.columns.len();
        &self.values()[row * width..(row + 1) * width]
    }
}

impl<'r> IntoIterator for &'r Rows {
    type Item = &'r [Value];
    type IntoIter = ChunksExact<'r, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.columns.len() == other.columns.len() && self.values() == other.values()
    }
}

impl<R: AsRef<[Value]>, const N: usize> PartialEq<[R; N]> for Rows {
    fn eq(&self, other: &[R; N]) -> bool {
        self.iter().eq(other.iter().map(AsRef::as_ref))
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_out_as_they_went_in() {
        let mut rows = Rows::new(2);
        assert!(rows.is_empty() && rows.first().is_none());
        rows.push([Value::Integer(1), Value::Null]);
        rows.push([Value::Integer(2), Value::from("x")]);
        assert_eq!(rows, [[Value::Integer(1), Value::Null], [Value::Integer(2), Value::from("x")]]);
        assert_eq!((rows.len(), &rows[1][1]), (2, &Value::from("x")));
        assert_eq!(Rows::default().iter().count() + Rows::default().len(), 0);
    }

    #[test]
    fn columns_of_any_form_are_put_behind_each_other() {
        let words = Arc::new(vec![Value::from("a"), Value::from("b")]);
        let coded = |codes: &[u32]| Cells::Coded { codes: codes.to_vec(), values: words.clone() };
        let mut rows = Rows::new(2);
        rows.append(vec![Cells::Integers(vec![1, 2]), coded(&[0, 1])], 2);
        rows.append(vec![Cells::Integers(vec![3]), coded(&[1])], 1);
        assert!(matches!(rows.columns(), [Cells::Integers(_), Cells::Coded { .. }]));
        rows.append(vec![Cells::Values(vec![Value::Null]), coded(&[0])], 1);
        rows.push([Value::Integer(4), Value::Integer(5)]);
        let firsts: Vec<String> = rows.iter().map(|row| format!("{:?}", row[0])).collect();
        assert_eq!(firsts, ["Integer(1)", "Integer(2)", "Integer(3)", "Null", "Integer(4)"]);
        assert_eq!(rows[3], [Value::Null, Value::from("a")]);
    }

    #[test]
    fn dates_and_texts_are_values_too() {
        let mut rows = Rows::new(2);
        rows.append(vec![Cells::Dates(vec![1, i64::MAX]), Cells::texts(&["", "b"])], 2);
        rows.append(vec![Cells::Dates(vec![2]), Cells::texts(&["c"])], 1);
        let shown: Vec<String> = rows.values().iter().map(|value| format!("{value:?}")).collect();
        let wanted = [
            "Date(0001-01-01)",
            "String(\"\")",
            "Null",
            "String(\"b\")",
            "Date(0001-01-02)",
            "String(\"c\")",
        ];
        assert_eq!(shown, wanted);
    }
}
