//! Functions of any value.

use crate::model::Value;
use crate::query::functions::{Context, Function, math};
use crate::query::types::Types;
use crate::query::value;

pub const TABLE: &[Function] = &[
    Function::new(
        "nullIf",
        &[Types::ANY, Types::ANY],
        Types::ANY,
        |_, given| Ok(null_if(given)),
        "the first argument, or null where both are equal",
    )
    .sees_nulls(),
    Function::new(
        "randomUUID",
        &[],
        Types::STRING,
        |at, _| Ok(random_uuid(at).into()),
        "a random universally unique identifier",
    )
    .of_the_moment(),
];

fn null_if(arguments: &[Value]) -> Value {
    let [value, other] = arguments else { return Value::Null };
    if value::equals(value, other) == Some(true) { Value::Null } else { value.clone() }
}

/// Version 4 of RFC 9562, from the statement's own random numbers.
fn random_uuid(context: &Context<'_>) -> String {
    let high = math::random_bits(context) & !0xF000 | 0x4000;
    let low = math::random_bits(context) & !(0b11 << 62) | 0b10 << 62;
    let text = format!("{high:016x}{low:016x}");
    format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}
