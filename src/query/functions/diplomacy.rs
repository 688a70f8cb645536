//! Functions that know what this graph is about: names, offices, what was known when.

use std::cmp::Ordering;

use crate::error::Result;
use crate::graph::{Direction, Evidence, Graph};
use crate::model::name::likeness;
use crate::model::{Element, NodeId, PartialDate, Value};
use crate::query::functions::{Function, wrong_type};
use crate::query::types::Types;

/// Names that are at least this alike are taken for one.
const SAME: f64 = 0.85;

const ELEMENT: Types = Types::NODE.or(Types::RELATIONSHIP);
const DAY: Types = Types::DATE.or(Types::STRING);

pub const TABLE: &[Function] = &[
    Function::new(
        "sameName",
        &[Types::STRING, Types::STRING],
        Types::BOOLEAN,
        |_, given| same_name(&given[0], &given[1]),
        "whether two spellings may be one name: case, diacritics, transliteration, order, initials",
    ),
    Function::new(
        "nameLikeness",
        &[Types::STRING, Types::STRING],
        Types::FLOAT,
        |_, given| name_likeness(&given[0], &given[1]).map(Value::Float),
        "how alike two names are, from 0.0 to 1.0",
    ),
    Function::new(
        "heldOn",
        &[ELEMENT, DAY],
        Types::ANY,
        |at, given| held_on(at.graph, &given[0], &given[1]),
        "for a HOLDS relationship: whether the office was held that day; for a role: who held it",
    )
    .of_the_moment(),
    Function::new(
        "asOf",
        &[ELEMENT, DAY],
        Types::BOOLEAN,
        |at, given| as_of(at.graph, &given[0], &given[1]),
        "whether an article that was out by that day tells of it, or it was written by then",
    )
    .of_the_moment(),
];

fn name_likeness(left: &Value, right: &Value) -> Result<f64> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Ok(likeness(left, right)),
        (Value::String(_), other) | (other, _) => Err(wrong_type("sameName", Types::STRING, other)),
    }
}

fn same_name(left: &Value, right: &Value) -> Result<Value> {
    name_likeness(left, right).map(|likeness| Value::Boolean(likeness >= SAME))
}

/// A date as sharp as it was given: a date, or a string such as 2025 or 2025-06.
fn day(value: &Value) -> Option<PartialDate> {
    match value {
        Value::Date(date) => Some(PartialDate::day(*date)),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn asked_day(function: &str, value: &Value) -> Result<PartialDate> {
    day(value).ok_or_else(|| {
        wrong_type(function, Types::DATE, value).hint("write date('2025-06-24'), or '2025-06' for a month")
    })
}

fn property(graph: &Graph, element: Element, key: &str) -> Value {
    graph.key(key).map_or(Value::Null, |key| graph.property(element, key))
}

fn held_on(graph: &Graph, holder: &Value, on: &Value) -> Result<Value> {
    let on = asked_day("heldOn", on)?;
    match holder {
        Value::Relationship(id) => {
            Ok(held(graph, Element::Edge(*id), on).map_or(Value::Null, Value::Boolean))
        }
        Value::Node(role) => {
            let Some(kind) = graph.edge_type("HOLDS") else { return Ok(Value::list(Vec::new())) };
            let holders = graph.neighbours(*role, Direction::Incoming, Some(kind));
            let mut people: Vec<NodeId> = holders
                .filter(|(edge, _)| held(graph, Element::Edge(*edge), on) == Some(true))
                .map(|(_, person)| person)
                .collect();
            people.sort_unstable();
            people.dedup();
            Ok(Value::list(people.into_iter().map(Value::Node).collect()))
        }
        other => Err(wrong_type("heldOn", ELEMENT, other)),
    }
}

/// Whether an office was held within a period, as far as its texts tell; none where they tell nothing of it.
fn held(graph: &Graph, holds: Element, on: PartialDate) -> Option<bool> {
    let date = |key: &str| day(&property(graph, holds, key));
    let (from, to) = (date("from"), date("to"));
    let before_start = from.is_some_and(|from| on.last_day() < from.first_day());
    let after_end = to.is_some_and(|to| on.first_day() > to.last_day());
    if before_start || after_end {
        return Some(false);
    }
    if from.is_some() && to.is_some() {
        return Some(true);
    }
    let (first, last) = (from.or(date("firstSeen"))?, to.or(date("lastSeen"))?);
    let within = on.last_day() >= first.first_day() && on.first_day() <= last.last_day();
    within.then_some(true)
}

fn as_of(graph: &Graph, element: &Value, on: &Value) -> Result<Value> {
    let last = asked_day("asOf", on)?.last_day();
    let element = match element {
        Value::Node(id) => Element::Node(*id),
        Value::Relationship(id) => Element::Edge(*id),
        other => return Err(wrong_type("asOf", ELEMENT, other)),
    };
    let known = graph.evidence(element).any(|evidence| match evidence {
        Evidence::Sentence { article, .. } => {
            let published = day(&property(graph, Element::Node(article), "published"));
            published.is_some_and(|published| published.first_day() <= last)
        }
        Evidence::Hand { at } => chrono::DateTime::from_timestamp(at, 0)
            .is_some_and(|time| time.date_naive().cmp(&last) != Ordering::Greater),
    });
    Ok(Value::Boolean(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_the_same() {
        let same = |left: &str, right: &str| same_name(&left.into(), &right.into());
        assert_eq!(same("Qassem al-Araji", "Qasim al-Aaraji"), Ok(Value::Boolean(true)));
        assert_eq!(same("Ali Khamenei", "Ali Khatami"), Ok(Value::Boolean(false)));
        let last = asked_day("asOf", &"2025-06".into()).expect("a month").last_day();
        assert_eq!(last.to_string(), "2025-06-30");
    }
}
