//! Functions of lists.

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::query::functions::{Function, wrong_type};
use crate::query::types::Types;

const LIST: Types = Types::LIST;
const LIST_OR_STRING: Types = Types::LIST.or(Types::STRING);
/// The longest list that range() makes.
const LONGEST: i128 = 10_000_000;

pub const TABLE: &[Function] = &[
    Function::new(
        "size",
        &[LIST_OR_STRING],
        Types::INTEGER,
        |_, given| size(&given[0]),
        "how many elements, or characters",
    ),
    Function::new(
        "isEmpty",
        &[LIST_OR_STRING.or(Types::MAP)],
        Types::BOOLEAN,
        |_, given| is_empty(&given[0]),
        "whether a list, a string or a map holds nothing",
    ),
    Function::new(
        "head",
        &[LIST],
        Types::ANY,
        |_, given| Ok(list("head", &given[0])?.first().cloned().unwrap_or_default()),
        "the first element, null where there is none",
    ),
    Function::new(
        "last",
        &[LIST],
        Types::ANY,
        |_, given| Ok(list("last", &given[0])?.last().cloned().unwrap_or_default()),
        "the last element, null where there is none",
    ),
    Function::new(
        "tail",
        &[LIST],
        LIST,
        |_, given| Ok(Value::list(list("tail", &given[0])?.iter().skip(1).cloned().collect())),
        "all but the first element",
    ),
    Function::new(
        "reverse",
        &[LIST_OR_STRING],
        LIST_OR_STRING,
        |_, given| reverse(&given[0]),
        "a list or a string back to front",
    ),
    // What is no integer is refused at run time, as openCypher asks.
    Function::new(
        "range",
        &[Types::ANY, Types::ANY, Types::ANY],
        Types::list_of(Types::INTEGER),
        |_, given| range(given),
        "the integers from one to another, both included, in steps of 1 or as given",
    )
    .optional(1),
];

fn list<'a>(name: &str, value: &'a Value) -> Result<&'a [Value]> {
    match value {
        Value::List(items) => Ok(items),
        other => Err(wrong_type(name, LIST, other)),
    }
}

fn size(value: &Value) -> Result<Value> {
    match value {
        Value::List(items) => Ok(Value::Integer(items.len() as i64)),
        Value::String(text) => Ok(Value::Integer(text.chars().count() as i64)),
        other => Err(wrong_type("size", LIST_OR_STRING, other)),
    }
}

fn is_empty(value: &Value) -> Result<Value> {
    Ok(Value::Boolean(match value {
        Value::List(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        other => return Err(wrong_type("isEmpty", LIST_OR_STRING.or(Types::MAP), other)),
    }))
}

fn reverse(value: &Value) -> Result<Value> {
    match value {
        Value::List(items) => Ok(Value::list(items.iter().rev().cloned().collect())),
        Value::String(text) => Ok(text.chars().rev().collect::<String>().into()),
        other => Err(wrong_type("reverse", LIST_OR_STRING, other)),
    }
}

fn range(arguments: &[Value]) -> Result<Value> {
    let mut numbers = [0, 0, 1];
    for (number, argument) in numbers.iter_mut().zip(arguments) {
        match argument {
            Value::Integer(given) => *number = *given,
            other => {
                let message = format!("range() wants integers, not {}", Types::of(other));
                return Err(Error::input(
                    Code::runtime("ArgumentError", "InvalidArgumentType"),
                    message,
                    None,
                ));
            }
        }
    }
    let [first, last, step] = numbers.map(i128::from);
    let out_of_range =
        |message: String| Error::input(Code::runtime("ArgumentError", "NumberOutOfRange"), message, None);
    if step == 0 {
        return Err(out_of_range("the steps of range() must not be 0".to_owned()));
    }
    let count = ((last - first) / step + 1).max(0);
    // Division cuts towards zero, so a wrong direction of less than one step would count as one.
    if (last - first).signum() == -step.signum() {
        return Ok(Value::list(Vec::new()));
    }
    if count > LONGEST {
        return Err(out_of_range(format!("range() would give {count} numbers; the most is {LONGEST}")));
    }
    let item = |place: i128| i64::try_from(first + place * step).unwrap_or(i64::MAX).into();
    Ok(Value::list((0..count).map(item).collect()))
}
