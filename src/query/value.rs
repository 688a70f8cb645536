//! How values compare: three-valued equality and order, the order of ORDER BY, and equivalence for
//! grouping. Rules: openCypher's CIP2016-06-14 (equality, orderability, comparability).

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::model::temporal::{DateTime, Time};

/// `=`: none where it cannot be known because of a null. Values of different types are unequal.
pub fn equals(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(left), Value::List(right)) => {
            if left.len() != right.len() {
                return Some(false);
            }
            all(left.iter().zip(right.iter()).map(|(left, right)| equals(left, right)))
        }
        (Value::Map(left), Value::Map(right)) => {
            if left.len() != right.len() || !left.keys().eq(right.keys()) {
                return Some(false);
            }
            all(left.values().zip(right.values()).map(|(left, right)| equals(left, right)))
        }
        _ => Some(same_scalar(left, right)),
    }
}

/// `<`, or `<=` with `or_equal`: none where the two cannot be compared.
pub fn less(left: &Value, right: &Value, or_equal: bool) -> Option<bool> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(left), Value::List(right)) => {
            for (left, right) in left.iter().zip(right.iter()) {
                if !equals(left, right)? {
                    return less(left, right, false);
                }
            }
            Some(if or_equal { left.len() <= right.len() } else { left.len() < right.len() })
        }
        (Value::Duration(_), Value::Duration(_)) => None,
        _ if is_number(left) && is_number(right) => {
            let order = number_order(left, right);
            Some(matches!(order, Some(Ordering::Less)) || or_equal && order == Some(Ordering::Equal))
        }
        _ => {
            let order = same_kind_order(left, right)?;
            Some(order == Ordering::Less || or_equal && order == Ordering::Equal)
        }
    }
}

/// ORDER BY, ascending: total, over all types; NaN comes last of the numbers, null last of all.
pub fn order(left: &Value, right: &Value) -> Ordering {
    let by_kind = rank(left).cmp(&rank(right));
    by_kind.then_with(|| match (left, right) {
        (Value::List(left), Value::List(right)) => {
            { left.iter().zip(right.iter()).map(|(left, right)| order(left, right)).find(|o| o.is_ne()) }
                .unwrap_or_else(|| left.len().cmp(&right.len()))
        }
        (Value::Map(left), Value::Map(right)) => {
            let keys = left.keys().cmp(right.keys());
            keys.then_with(|| {
                let pairs = left.values().zip(right.values());
                pairs.map(|(left, right)| order(left, right)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
            })
        }
        (Value::Duration(left), Value::Duration(right)) => left.order(*right),
        _ if is_number(left) => number_total_order(left, right),
        _ => same_kind_order(left, right).unwrap_or(Ordering::Equal),
    })
}

/// Whether DISTINCT and grouping take the two for one: as equality, but null is null and NaN is NaN.
pub fn equivalent(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Float(left), Value::Float(right)) if left.is_nan() && right.is_nan() => true,
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(l, r)| equivalent(l, r))
        }
        (Value::Map(left), Value::Map(right)) => {
            left.len() == right.len()
                && left.iter().zip(right.iter()).all(|(l, r)| l.0 == r.0 && equivalent(l.1, r.1))
        }
        _ => same_scalar(left, right),
    }
}

/// Feeds a hasher so that equivalent values feed it alike.
pub fn hash<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::Integer(number) => hash_integer(*number, state),
        Value::Float(number) if *number == (*number as i64) as f64 => hash_integer(*number as i64, state),
        Value::Float(number) if number.is_nan() => state.write_u8(3),
        Value::Float(number) => number.to_bits().hash(state),
        _ => {
            state.write_u8(rank(value));
            hash_other(value, state);
        }
    }
}

/// A value as a key of a hash table, by equivalence.
#[derive(Debug, Clone)]
pub struct Key(pub Value);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        equivalent(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

/// Several values as one key, by equivalence.
#[derive(Debug, Clone)]
pub struct Keys(pub Box<[Value]>);

impl PartialEq for Keys {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(l, r)| equivalent(l, r))
    }
}

impl Eq for Keys {}

impl Hash for Keys {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in &self.0 {
            hash(value, state);
        }
    }
}

/// Three-valued AND over many.
pub fn all(terms: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for term in terms {
        match term {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

/// How deep lists and maps may stand in each other: printing, comparing and freeing them goes down level by level.
const DEEPEST: usize = 500;
/// The most lists and maps that are looked at to find that out; what grows level by level is found by few.
const LOOKS: usize = 10_000;

/// Hands on a list or map just put together.
///
/// # Errors
/// Where lists and maps stand deeper in it than [`DEEPEST`].
pub fn shallow(value: Value) -> Result<Value> {
    let mut open = vec![(&value, 1)];
    for _ in 0..LOOKS {
        let Some((next, depth)) = open.pop() else { break };
        if depth > DEEPEST {
            let message = format!("lists and maps may stand in each other {DEEPEST} deep, no deeper");
            return Err(Error::input(Code::runtime("ArgumentError", "NumberOutOfRange"), message, None));
        }
        let holds = |value: &&Value| matches!(value, Value::List(_) | Value::Map(_));
        match next {
            Value::List(items) => open.extend(items.iter().filter(holds).map(|item| (item, depth + 1))),
            Value::Map(entries) => open.extend(entries.values().filter(holds).map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Ok(value)
}

pub fn is_number(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_))
}

fn same_scalar(left: &Value, right: &Value) -> bool {
    if is_number(left) && is_number(right) {
        return number_order(left, right) == Some(Ordering::Equal);
    }
    left == right
}

/// The order of two numbers by their exact values; none with NaN.
fn number_order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Float(left), Value::Float(right)) => left.partial_cmp(right),
        (Value::Integer(left), Value::Float(right)) => integer_to_float(*left, *right),
        (Value::Float(left), Value::Integer(right)) => integer_to_float(*right, *left).map(Ordering::reverse),
        _ => None,
    }
}

fn number_total_order(left: &Value, right: &Value) -> Ordering {
    let nan = |value: &Value| matches!(value, Value::Float(number) if number.is_nan());
    number_order(left, right).unwrap_or_else(|| nan(left).cmp(&nan(right)))
}

/// 2^63 is a float but no integer, so the bounds are checked before the conversion back.
fn integer_to_float(integer: i64, float: f64) -> Option<Ordering> {
    const TOP: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        None
    } else if float >= TOP {
        Some(Ordering::Less)
    } else if float < -TOP {
        Some(Ordering::Greater)
    } else {
        let whole = float.trunc();
        Some(integer.cmp(&(whole as i64)).then_with(|| 0.0f64.total_cmp(&(float - whole + 0.0))))
    }
}

/// The order of two values of one kind that is no number, list, map or duration.
fn same_kind_order(left: &Value, right: &Value) -> Option<Ordering> {
    Some(match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::LocalTime(left), Value::LocalTime(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => time_order(left, right),
        (Value::LocalDateTime(left), Value::LocalDateTime(right)) => left.cmp(right),
        (Value::DateTime(left), Value::DateTime(right)) => date_time_order(left, right),
        (Value::Node(left), Value::Node(right)) => left.cmp(right),
        (Value::Relationship(left), Value::Relationship(right)) => left.cmp(right),
        (Value::Path(left), Value::Path(right)) => {
            left.nodes.cmp(&right.nodes).then_with(|| left.edges.cmp(&right.edges))
        }
        _ => return None,
    })
}

fn time_order(left: &Time, right: &Time) -> Ordering {
    let instant = |time: &Time| {
        use chrono::Timelike;
        let seconds = i64::from(time.time.num_seconds_from_midnight()) - i64::from(time.offset);
        (seconds, time.time.nanosecond())
    };
    instant(left).cmp(&instant(right)).then_with(|| left.offset.cmp(&right.offset))
}

fn date_time_order(left: &DateTime, right: &DateTime) -> Ordering {
    let instant = |time: &DateTime| {
        let utc = time.local.and_utc();
        (utc.timestamp() - i64::from(time.offset), utc.timestamp_subsec_nanos())
    };
    let names = |time: &DateTime| time.zone.map(|zone| zone.name());
    instant(left)
        .cmp(&instant(right))
        .then_with(|| left.offset.cmp(&right.offset))
        .then_with(|| names(left).cmp(&names(right)))
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relationship(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::DateTime(_) => 5,
        Value::LocalDateTime(_) => 6,
        Value::Date(_) => 7,
        Value::Time(_) => 8,
        Value::LocalTime(_) => 9,
        Value::Duration(_) => 10,
        Value::String(_) => 11,
        Value::Boolean(_) => 12,
        Value::Integer(_) | Value::Float(_) => 13,
        Value::Null => 14,
    }
}

fn hash_integer<H: Hasher>(number: i64, state: &mut H) {
    state.write_u8(13);
    number.hash(state);
}

fn hash_other<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::Null | Value::Integer(_) | Value::Float(_) => {}
        Value::Boolean(truth) => truth.hash(state),
        Value::String(text) => text.hash(state),
        Value::Date(date) => date.hash(state),
        Value::LocalTime(time) => time.hash(state),
        Value::Time(time) => time.hash(state),
        Value::LocalDateTime(time) => time.hash(state),
        Value::DateTime(time) => time.hash(state),
        Value::Duration(duration) => duration.hash(state),
        Value::List(items) => items.iter().for_each(|item| hash(item, state)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            key.hash(state);
            hash(value, state);
        }),
        Value::Node(id) => id.hash(state),
        Value::Relationship(id) => id.hash(state),
        Value::Path(path) => path.hash(state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[i64]) -> Value {
        Value::list(items.iter().map(|item| Value::Integer(*item)).collect())
    }

    #[test]
    fn null_is_never_known_to_equal() {
        assert_eq!(equals(&Value::Null, &Value::Null), None);
        let with_null = Value::list(vec![1.into(), Value::Null]);
        assert_eq!(equals(&with_null, &list(&[1, 2])), None);
        assert_eq!(equals(&with_null, &list(&[2, 2])), Some(false));
        assert!(equivalent(&with_null, &with_null));
    }

    #[test]
    fn integers_and_floats_compare_exactly() {
        let big = Value::Integer(i64::MAX);
        assert_eq!(equals(&big, &Value::Float(i64::MAX as f64)), Some(false));
        assert_eq!(equals(&Value::Integer(1), &Value::Float(1.0)), Some(true));
        assert_eq!(less(&Value::Integer(1), &Value::Float(1.5), false), Some(true));
        assert_eq!(less(&Value::Float(-1.5), &Value::Integer(-1), false), Some(true));
    }

    #[test]
    fn nan_is_neither_less_nor_equal_but_sorts_last_of_the_numbers() {
        let nan = Value::Float(f64::NAN);
        assert_eq!(less(&nan, &Value::Integer(1), true), Some(false));
        assert_eq!(less(&nan, &"a".into(), true), None);
        assert_eq!(order(&nan, &Value::Float(f64::INFINITY)), Ordering::Greater);
        assert_eq!(order(&nan, &Value::Null), Ordering::Less);
    }

    #[test]
    fn shorter_lists_come_first() {
        assert_eq!(less(&list(&[1]), &list(&[1, 0]), false), Some(true));
        assert_eq!(order(&list(&[2]), &list(&[1, 0])), Ordering::Greater);
    }
}
