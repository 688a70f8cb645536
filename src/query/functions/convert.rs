//! Conversions between types.

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::query::display;
use crate::query::functions::{Function, wrong_type};
use crate::query::types::Types;

const SCALAR: Types = Types::STRING.or(Types::NUMBER).or(Types::BOOLEAN);
const PRINTABLE: Types = SCALAR.or(Types::TEMPORAL);
const ANY: &[Types] = &[Types::ANY];
const LIST: &[Types] = &[Types::LIST];

// What cannot be converted is refused at run time, as openCypher asks; hence any argument passes before.
pub const TABLE: &[Function] = &[
    Function::new(
        "toInteger",
        ANY,
        Types::INTEGER,
        |_, given| integer("toInteger", &given[0]),
        "a number cut to its integer, or read from text; null where the text is none",
    ),
    Function::new(
        "toIntegerOrNull",
        ANY,
        Types::INTEGER,
        |_, given| or_null(integer("toIntegerOrNull", &given[0])),
        "as toInteger, but null for what cannot be converted",
    ),
    Function::new(
        "toFloat",
        ANY,
        Types::FLOAT,
        |_, given| float("toFloat", &given[0]),
        "a number as a float, or read from text; null where the text is none",
    ),
    Function::new(
        "toFloatOrNull",
        ANY,
        Types::FLOAT,
        |_, given| or_null(float("toFloatOrNull", &given[0])),
        "as toFloat, but null for what cannot be converted",
    ),
    Function::new(
        "toBoolean",
        ANY,
        Types::BOOLEAN,
        |_, given| boolean("toBoolean", &given[0]),
        "true or false from text, or from an integer other than or equal to 0",
    ),
    Function::new(
        "toBooleanOrNull",
        ANY,
        Types::BOOLEAN,
        |_, given| or_null(boolean("toBooleanOrNull", &given[0])),
        "as toBoolean, but null for what cannot be converted",
    ),
    Function::new(
        "toString",
        ANY,
        Types::STRING,
        |_, given| string("toString", &given[0]),
        "a number, a boolean or a temporal value as text",
    ),
    Function::new(
        "toStringOrNull",
        ANY,
        Types::STRING,
        |_, given| or_null(string("toStringOrNull", &given[0])),
        "as toString, but null for what cannot be converted",
    ),
    Function::new(
        "toIntegerList",
        LIST,
        Types::list_of(Types::INTEGER),
        |_, given| each("toIntegerList", &given[0], integer),
        "every element through toIntegerOrNull",
    ),
    Function::new(
        "toFloatList",
        LIST,
        Types::list_of(Types::FLOAT),
        |_, given| each("toFloatList", &given[0], float),
        "every element through toFloatOrNull",
    ),
    Function::new(
        "toBooleanList",
        LIST,
        Types::list_of(Types::BOOLEAN),
        |_, given| each("toBooleanList", &given[0], boolean),
        "every element through toBooleanOrNull",
    ),
    Function::new(
        "toStringList",
        LIST,
        Types::list_of(Types::STRING),
        |_, given| each("toStringList", &given[0], string),
        "every element through toStringOrNull",
    ),
];

fn or_null(converted: Result<Value>) -> Result<Value> {
    Ok(converted.unwrap_or_default())
}

fn each(name: &str, value: &Value, convert: fn(&str, &Value) -> Result<Value>) -> Result<Value> {
    let Value::List(items) = value else { return Err(wrong_type(name, Types::LIST, value)) };
    Ok(Value::list(items.iter().map(|item| convert(name, item).unwrap_or_default()).collect()))
}

fn integer(name: &str, value: &Value) -> Result<Value> {
    match value {
        Value::Null | Value::Integer(_) => Ok(value.clone()),
        Value::Boolean(truth) => Ok(Value::Integer(i64::from(*truth))),
        Value::Float(number) => cut(*number),
        Value::String(text) => match (text.trim().parse(), decimal(text)) {
            (Ok(number), _) => Ok(Value::Integer(number)),
            (Err(_), Some(number)) => cut(number),
            (Err(_), None) => Ok(Value::Null),
        },
        other => Err(wrong_type(name, SCALAR, other)),
    }
}

/// A float without its fraction; null for NaN.
fn cut(number: f64) -> Result<Value> {
    const TOP: f64 = 9_223_372_036_854_775_808.0;
    if number.is_nan() {
        Ok(Value::Null)
    } else if (-TOP..TOP).contains(&number) {
        Ok(Value::Integer(number as i64))
    } else {
        let message = format!("{} is too large for an integer", display::float_text(number));
        Err(Error::input(Code::runtime("ArithmeticError", "NumberOutOfRange"), message, None))
    }
}

fn float(name: &str, value: &Value) -> Result<Value> {
    match value {
        Value::Null | Value::Float(_) => Ok(value.clone()),
        Value::Integer(number) => Ok(Value::Float(*number as f64)),
        Value::String(text) => Ok(decimal(text).into()),
        other => Err(wrong_type(name, Types::STRING.or(Types::NUMBER), other)),
    }
}

/// A number in decimal digits; Rust would also read `inf` and `nan`.
fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    plain.then(|| text.parse().ok()).flatten()
}

fn boolean(name: &str, value: &Value) -> Result<Value> {
    match value {
        Value::Null | Value::Boolean(_) => Ok(value.clone()),
        Value::Integer(number) => Ok(Value::Boolean(*number != 0)),
        Value::String(text) => Ok(match text.trim().to_ascii_lowercase().as_str() {
            "true" => Value::Boolean(true),
            "false" => Value::Boolean(false),
            _ => Value::Null,
        }),
        other => Err(wrong_type(name, Types::STRING.or(Types::BOOLEAN).or(Types::INTEGER), other)),
    }
}

fn string(name: &str, value: &Value) -> Result<Value> {
    match value {
        Value::Null | Value::String(_) => Ok(value.clone()),
        other => {
            display::plain_text(other).map(Value::from).ok_or_else(|| wrong_type(name, PRINTABLE, other))
        }
    }
}
