//! Fields: the keys of rows as numbers so narrow that several fit into one.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::graph::{Graph, KeyId, Measure, date_of};
use crate::model::{EdgeId, NodeId, Value};
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::lane::Parts;
use crate::query::executor::batch::lexicon::Lexicon;
use crate::query::executor::batch::source::{Part, Source};

/// How a key becomes a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    form: Form,
    /// How many bits the numbers take.
    pub bits: u32,
    /// What is subtracted of a value, so that the least becomes 1; null is 0.
    low: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Node,
    Edge,
    Number(KeyId, Measure, bool),
    Part(KeyId, Part, bool),
    /// A property by the number of its value in a lexicon; there are no more values than elements.
    Value(KeyId, bool),
}

impl Field {
    pub fn of(source: Source<'_>, graph: &Graph) -> Option<Self> {
        match source {
            Source::Elements(elements) => {
                let form = if elements.edges { Form::Edge } else { Form::Node };
                Some(Field { form, bits: element_bits(elements.edges, graph), low: 0 })
            }
            Source::Property(elements, key) => {
                let numbers = graph.uniform(elements.edges, key).and_then(|uniform| {
                    let (low, high) = match uniform.measure {
                        Measure::Word => (0, uniform.words().len() as i64),
                        Measure::Day => days(),
                        Measure::Integer => uniform.bounds(),
                    };
                    let bits = bits(high.checked_sub(low)?.checked_add(1)?);
                    Some(Field { form: Form::Number(key, uniform.measure, elements.edges), bits, low })
                });
                numbers.or_else(|| Field::lexical(source, graph))
            }
            Source::Part(elements, key, part) => {
                graph.uniform(elements.edges, key).filter(|uniform| uniform.measure == Measure::Day)?;
                let (low, high) = if part == Part::Year { years() } else { (0, 31) };
                let form = Form::Part(key, part, elements.edges);
                Some(Field { form, bits: bits(high - low + 1), low })
            }
        }
    }

    /// By a lexicon of the values, which may take fewer bits than the values themselves.
    pub fn lexical(source: Source<'_>, graph: &Graph) -> Option<Self> {
        let Source::Property(elements, key) = source else { return None };
        let form = Form::Value(key, elements.edges);
        Some(Field { form, bits: element_bits(elements.edges, graph), low: 0 })
    }

    /// Adds the rows' numbers to what is there, at a place among the bits.
    pub fn pack(
        &self,
        source: Source<'_>,
        graph: &Graph,
        lexicon: &mut Lexicon,
        shift: u32,
        packed: &mut [u64],
    ) {
        let number = |value: Option<i64>| value.map_or(0, |value| (value - self.low + 1) as u64);
        let mut places = packed.iter_mut();
        let mut add = |number: u64| {
            if let Some(place) = places.next() {
                *place |= number << shift;
            }
        };
        match (self.form, source) {
            (Form::Node | Form::Edge, Source::Elements(elements)) => {
                elements.ids.iter().for_each(|id| add((*id).into()));
            }
            (Form::Value(..), Source::Property(elements, key)) => {
                let numbers = (0..elements.ids.len()).map(|row| lexicon.number(elements, row, key, graph));
                numbers.for_each(|number| add(number.into()));
            }
            (Form::Number(_, measure, _), Source::Property(elements, key)) => {
                let Some(uniform) = graph.uniform(elements.edges, key) else { return };
                let (low, high) = if measure == Measure::Day { days() } else { (i64::MIN, i64::MAX) };
                let known = |value: &i64| low <= *value && *value <= high;
                uniform.each(elements.ids.iter().copied(), |value| add(number(value.filter(known))));
            }
            (Form::Part(_, part, _), Source::Part(elements, key, _)) => {
                let Some(uniform) = graph.uniform(elements.edges, key) else { return };
                let mut parts = Parts::new(part);
                uniform.each(elements.ids.iter().copied(), |day| {
                    add(number(day.and_then(|day| parts.of(day))));
                });
            }
            _ => {}
        }
    }

    /// The keys behind numbers.
    pub fn column(
        &self,
        numbers: impl Iterator<Item = u64> + Clone,
        graph: &Graph,
        lexicon: &Lexicon,
    ) -> Column {
        match self.form {
            Form::Node | Form::Edge => {
                let edges = self.form == Form::Edge;
                Column::Elements(Elements { edges, ids: numbers.map(|number| number as u32).collect() })
            }
            Form::Part(..) | Form::Number(_, Measure::Integer, _) if numbers.clone().all(|n| n > 0) => {
                Column::Integers(numbers.map(|number| number as i64 - 1 + self.low).collect())
            }
            Form::Value(..) => {
                let values = (0..lexicon.len()).map(|number| lexicon.value(number).clone()).collect();
                Column::Coded(numbers.map(|number| number as u32).collect(), Arc::new(values))
            }
            Form::Number(_, Measure::Word, _) => {
                let most = numbers.clone().max().unwrap_or(0);
                let values = (0..=most).map(|number| self.value(number, graph, lexicon)).collect();
                Column::Coded(numbers.map(|number| number as u32).collect(), Arc::new(values))
            }
            _ => Column::Values(numbers.map(|number| self.value(number, graph, lexicon)).collect()),
        }
    }

    /// The key behind a number.
    pub fn value(&self, number: u64, graph: &Graph, lexicon: &Lexicon) -> Value {
        let value = number as i64 - 1 + self.low;
        match self.form {
            Form::Node => Value::Node(NodeId(number as u32)),
            Form::Edge => Value::Relationship(EdgeId(number as u32)),
            Form::Value(..) => lexicon.value(number as usize).clone(),
            _ if number == 0 => Value::Null,
            Form::Part(..) | Form::Number(_, Measure::Integer, _) => Value::Integer(value),
            Form::Number(_, Measure::Day, _) => date_of(value).map_or(Value::Null, Value::Date),
            Form::Number(key, Measure::Word, edges) => {
                let word = graph.uniform(edges, key).and_then(|uniform| uniform.words().get(value as usize));
                word.map_or(Value::Null, |word| Value::String(word.clone()))
            }
        }
    }
}

fn element_bits(edges: bool, graph: &Graph) -> u32 {
    bits((if edges { graph.next_edge().0 } else { graph.next_node().0 }).into())
}

/// How many bits numbers up to this one take.
fn bits(most: i64) -> u32 {
    64 - (most.max(0) as u64).leading_zeros()
}

/// The days that the calendar has.
fn days() -> (i64, i64) {
    use chrono::Datelike;
    (NaiveDate::MIN.num_days_from_ce().into(), NaiveDate::MAX.num_days_from_ce().into())
}

fn years() -> (i64, i64) {
    use chrono::Datelike;
    (NaiveDate::MIN.year().into(), NaiveDate::MAX.year().into())
}
