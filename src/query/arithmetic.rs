//! The operators `+ - * / % ^` on all values. Null in, null out; integers that overflow are an error;
//! floats follow IEEE 754.

use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::model::temporal::{Decimal, Duration, Time, shift_date, shift_datetime, shift_local, shift_time};
use crate::query::display;
use crate::query::types::Types;

/// `left + right`: numbers, strings (also with a number, a boolean or a temporal value), lists (also with one
/// element), a temporal value and a duration, two durations.
pub fn add(left: &Value, right: &Value) -> Result<Value> {
    use Value::{Duration, Float, Integer, List, Null, String};
    match (left, right) {
        (Null, _) | (_, Null) => Ok(Null),
        (Integer(a), Integer(b)) => whole(a.checked_add(*b), left, "+", right),
        (List(a), List(b)) => Ok(Value::list(a.iter().chain(b.iter()).cloned().collect())),
        (List(items), item) => Ok(Value::list(items.iter().chain([item]).cloned().collect())),
        (item, List(items)) => Ok(Value::list([item].into_iter().chain(items.iter()).cloned().collect())),
        (String(a), String(b)) => Ok(joined(a, b)),
        (String(a), b) => {
            display::plain_text(b).map(|b| joined(a, &b)).ok_or_else(|| wrong(left, "+", right))
        }
        (a, String(b)) => {
            display::plain_text(a).map(|a| joined(&a, b)).ok_or_else(|| wrong(left, "+", right))
        }
        (Duration(a), Duration(b)) => {
            a.checked_add(*b).map(Duration).ok_or_else(|| too_large(left, "+", right))
        }
        (Duration(by), temporal) => shift(temporal, Some(*by), left, "+", right),
        (temporal, Duration(by)) => shift(temporal, Some(*by), left, "+", right),
        (Integer(_) | Float(_), Integer(_) | Float(_)) => floats(left, "+", right, |a, b| a + b),
        _ => Err(wrong(left, "+", right)),
    }
}

/// `left - right`: numbers, a temporal value and a duration, two durations.
pub fn subtract(left: &Value, right: &Value) -> Result<Value> {
    use Value::{Duration, Integer, Null};
    match (left, right) {
        (Null, _) | (_, Null) => Ok(Null),
        (Integer(a), Integer(b)) => whole(a.checked_sub(*b), left, "-", right),
        (Duration(a), Duration(b)) => {
            a.checked_sub(*b).map(Duration).ok_or_else(|| too_large(left, "-", right))
        }
        (temporal, Duration(by)) => shift(temporal, by.checked_neg(), left, "-", right),
        _ => floats(left, "-", right, |a, b| a - b),
    }
}

/// `left * right`: numbers, a duration and a number.
pub fn multiply(left: &Value, right: &Value) -> Result<Value> {
    use Value::{Duration, Integer, Null};
    match (left, right) {
        (Null, _) | (_, Null) => Ok(Null),
        (Integer(a), Integer(b)) => whole(a.checked_mul(*b), left, "*", right),
        (Duration(duration), number) | (number, Duration(duration)) => {
            let (numerator, denominator) = ratio(number).ok_or_else(|| wrong(left, "*", right))?;
            scaled(*duration, numerator, denominator).ok_or_else(|| too_large(left, "*", right))
        }
        _ => floats(left, "*", right, |a, b| a * b),
    }
}

/// `left / right`: of integers cut towards zero; a duration by a number.
pub fn divide(left: &Value, right: &Value) -> Result<Value> {
    use Value::{Duration, Integer, Null};
    match (left, right) {
        (Null, _) | (_, Null) => Ok(Null),
        (Integer(_), Integer(0)) => Err(by_zero()),
        (Integer(a), Integer(b)) => whole(a.checked_div(*b), left, "/", right),
        (Duration(duration), number) => {
            let (numerator, denominator) = ratio(number).ok_or_else(|| wrong(left, "/", right))?;
            if numerator == 0 {
                return Err(by_zero());
            }
            scaled(*duration, denominator * numerator.signum(), numerator.abs())
                .ok_or_else(|| too_large(left, "/", right))
        }
        _ => floats(left, "/", right, |a, b| a / b),
    }
}

/// `left % right`: what division leaves, with the sign of the left.
pub fn modulo(left: &Value, right: &Value) -> Result<Value> {
    use Value::{Integer, Null};
    match (left, right) {
        (Null, _) | (_, Null) => Ok(Null),
        (Integer(_), Integer(0)) => Err(by_zero()),
        // The least integer has no counterpart, but leaves nothing when divided by -1.
        (Integer(a), Integer(b)) => Ok(Integer(a.wrapping_rem(*b))),
        _ => floats(left, "%", right, |a, b| a % b),
    }
}

/// `left ^ right`, always a float.
pub fn power(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        _ => floats(left, "^", right, f64::powf),
    }
}

/// `-value`, of a number or a duration.
pub fn negate(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Integer(number) => {
            number.checked_neg().map(Value::Integer).ok_or_else(|| overflow(format!("-({number})")))
        }
        Value::Float(number) => Ok(Value::Float(-number)),
        Value::Duration(duration) => {
            duration.checked_neg().map(Value::Duration).ok_or_else(|| overflow(format!("-({duration})")))
        }
        other => Err(type_error(format!(
            "- wants {}, not {}",
            Types::NUMBER.or(Types::DURATION),
            Types::of(other)
        ))),
    }
}

fn joined(left: &str, right: &str) -> Value {
    Value::String(Arc::from([left, right].concat()))
}

fn shift(temporal: &Value, by: Option<Duration>, left: &Value, sign: &str, right: &Value) -> Result<Value> {
    let by = by.ok_or_else(|| too_large(left, sign, right))?;
    let moved = match temporal {
        Value::Date(date) => shift_date(*date, by).map(Value::Date),
        Value::LocalTime(time) => Some(Value::LocalTime(shift_time(*time, by))),
        Value::Time(time) => Some(Value::Time(Time { time: shift_time(time.time, by), offset: time.offset })),
        Value::LocalDateTime(local) => shift_local(*local, by).map(Value::LocalDateTime),
        Value::DateTime(instant) => shift_datetime(*instant, by).map(Value::DateTime),
        _ => return Err(wrong(left, sign, right)),
    };
    moved.ok_or_else(|| too_large(left, sign, right))
}

fn scaled(duration: Duration, numerator: i128, denominator: i128) -> Option<Value> {
    duration.checked_scale(numerator, denominator).map(Value::Duration)
}

/// A number as a fraction; none for what is no number, not finite or too large.
fn ratio(number: &Value) -> Option<(i128, i128)> {
    match number {
        Value::Integer(number) => Some((i128::from(*number), 1)),
        Value::Float(number) => Decimal::from_float(*number).map(Decimal::ratio),
        _ => None,
    }
}

fn floats(left: &Value, sign: &str, right: &Value, work: fn(f64, f64) -> f64) -> Result<Value> {
    let number = |value: &Value| match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    };
    match number(left).zip(number(right)) {
        Some((left, right)) => Ok(Value::Float(work(left, right))),
        None => Err(wrong(left, sign, right)),
    }
}

fn whole(result: Option<i64>, left: &Value, sign: &str, right: &Value) -> Result<Value> {
    result.map(Value::Integer).ok_or_else(|| too_large(left, sign, right))
}

fn wrong(left: &Value, sign: &str, right: &Value) -> Error {
    type_error(format!("{sign} does not work on {} and {}", Types::of(left), Types::of(right)))
}

fn type_error(message: String) -> Error {
    Error::input(Code::runtime("TypeError", "InvalidArgumentType"), message, None)
}

fn too_large(left: &Value, sign: &str, right: &Value) -> Error {
    let text = |value: &Value| display::plain_text(value).unwrap_or_default();
    overflow(format!("{} {sign} {}", text(left), text(right)))
}

fn overflow(expression: String) -> Error {
    let message = format!("{expression} is beyond what its type can hold");
    Error::input(Code::runtime("ArithmeticError", "IntegerOverflow"), message, None)
}

fn by_zero() -> Error {
    Error::input(Code::runtime("ArithmeticError", "DivisionByZero"), "only a float can be divided by 0", None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(result: Result<Value>) -> String {
        match result {
            Ok(value) => display::literal(&value, &Default::default()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn integers_do_not_wrap() {
        let (most, least) = (Value::Integer(i64::MAX), Value::Integer(i64::MIN));
        assert_eq!(text(add(&most, &1.into())), "9223372036854775807 + 1 is beyond what its type can hold");
        assert_eq!(
            text(divide(&least, &(-1).into())),
            "-9223372036854775808 / -1 is beyond what its type can hold"
        );
        assert_eq!(text(modulo(&least, &(-1).into())), "0");
        assert_eq!(text(negate(&least)), "-(-9223372036854775808) is beyond what its type can hold");
        assert_eq!(text(divide(&1.into(), &0.into())), "only a float can be divided by 0");
        assert_eq!(text(divide(&1.0.into(), &0.into())), "Infinity");
    }

    #[test]
    fn lists_and_strings_are_joined() {
        let list = Value::list(vec![1.into()]);
        assert_eq!(text(add(&list, &"a".into())), "[1, 'a']");
        assert_eq!(text(add(&0.into(), &list)), "[0, 1]");
        assert_eq!(text(add(&"a".into(), &1.5.into())), "'a1.5'");
        assert_eq!(
            text(add(&"a".into(), &Value::map(Default::default()))),
            "+ does not work on a string and a map"
        );
    }

    #[test]
    fn durations_move_dates_and_are_scaled() {
        let date = Value::Date("2024-01-31".parse().expect("a date"));
        let month = Value::Duration("P1M".parse().expect("a duration"));
        assert_eq!(text(add(&month, &date)), "'2024-02-29'");
        assert_eq!(text(subtract(&date, &month)), "'2023-12-31'");
        assert_eq!(text(subtract(&month, &date)), "- does not work on a duration and a date");
        assert_eq!(text(multiply(&month, &2.into())), "'P2M'");
        assert_eq!(text(divide(&month, &0.0.into())), "only a float can be divided by 0");
    }
}
