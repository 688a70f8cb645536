//! Rows of values, all of one width, one behind the other in one list.

use std::ops::Index;

use crate::model::Value;

/// The rows of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    width: usize,
    values: Vec<Value>,
}

impl Rows {
    /// For rows of so many values, at least one.
    pub fn new(width: usize) -> Self {
        Rows { width, values: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Adds a row, which must be as wide as the others.
    pub fn push(&mut self, row: impl IntoIterator<Item = Value>) {
        self.values.extend(row);
        debug_assert!(self.width > 0 && self.values.len().is_multiple_of(self.width));
    }

    pub fn reserve(&mut self, rows: usize) {
        self.values.reserve(rows * self.width);
    }

    pub fn clear(&mut self) {
        self.values.clear();
    }

    pub fn first(&self) -> Option<&[Value]> {
        self.iter().next()
    }

    pub fn iter(&self) -> std::slice::ChunksExact<'_, Value> {
        self.values.chunks_exact(self.width.max(1))
    }

    /// All values, row by row.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

impl Index<usize> for Rows {
    type Output = [Value];

    fn index(&self, row: usize) -> &[Value] {
        &self.values[row * self.width..(row + 1) * self.width]
    }
}

impl<'r> IntoIterator for &'r Rows {
    type Item = &'r [Value];
    type IntoIter = std::slice::ChunksExact<'r, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<R: AsRef<[Value]>, const N: usize> PartialEq<[R; N]> for Rows {
    fn eq(&self, other: &[R; N]) -> bool {
        self.iter().eq(other.iter().map(AsRef::as_ref))
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
}
