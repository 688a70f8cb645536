//! Numbers in the place of values: what groups rows without making the values they are grouped by.

use chrono::Datelike;

use crate::graph::{Plain, date_of};
use crate::model::{Element, Value};
use crate::query::executor::Frame;
use crate::query::executor::eval::Reader;
use crate::query::resolved::{Expr, ExprKind, Key};

impl Reader<'_, '_> {
    /// A number that settles what an expression gives: where it is the same for two rows, so is the value. None
    /// where there is no such number.
    pub(super) fn settling(&self, expr: &Expr, frame: &Frame) -> Option<u64> {
        let tagged = |tag: u64, number: u64| Some(tag << 60 | number & ((1 << 60) - 1));
        match &expr.kind {
            ExprKind::Slot(slot) => match frame[*slot] {
                Value::Node(id) => tagged(0, id.0.into()),
                Value::Relationship(id) => tagged(1, id.0.into()),
                _ => None,
            },
            ExprKind::Property(inner, key) => {
                let ExprKind::Slot(slot) = inner.kind else { return self.settling_part(inner, key, frame) };
                let (element, of, edge) = match frame[slot] {
                    Value::Node(id) => (Element::Node(id), id.0, 0),
                    Value::Relationship(id) => (Element::Edge(id), id.0, 8),
                    _ => return None,
                };
                let key = key.id(self.graph)?;
                match (self.graph.word(element, key), self.graph.plain(element, key)) {
                    (Some(word), _) => tagged(2 | edge, word.into()),
                    (_, Some(Plain::Day(day))) => tagged(3, day as u64),
                    // Large numbers are told by their element alone.
                    (_, Some(Plain::Integer(number))) if number.unsigned_abs() < 1 << 58 => {
                        tagged(4, number as u64)
                    }
                    _ => tagged(5 | edge, of.into()),
                }
            }
            _ => None,
        }
    }

    /// As [`Reader::settling`], for the year, month or day of a date.
    fn settling_part(&self, date: &Expr, part: &Key, frame: &Frame) -> Option<u64> {
        let Some(Plain::Day(day)) = self.plain(date, frame) else { return None };
        let date = date_of(day)?;
        let number = match &*part.name {
            "year" => date.year(),
            "month" => date.month() as i32,
            "day" => date.day() as i32,
            _ => return None,
        };
        Some(6 << 60 | u64::from(number as u32))
    }
}
