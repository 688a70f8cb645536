//! Functions of numbers. Floats follow IEEE 754: the root of -1 is NaN, the logarithm of 0 -Infinity.

use std::f64::consts;

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::query::functions::{Context, Function, wrong_type};
use crate::query::types::Types;

const NUMBER: Types = Types::NUMBER;
const FLOAT: Types = Types::FLOAT;

pub const TABLE: &[Function] = &[
    Function::new("abs", &[NUMBER], NUMBER, |_, given| abs(&given[0]), "without its sign"),
    Function::new("sign", &[NUMBER], Types::INTEGER, |_, given| sign(&given[0]), "-1, 0 or 1"),
    Function::new(
        "ceil",
        &[NUMBER],
        FLOAT,
        |_, given| float("ceil", given, f64::ceil),
        "the next whole number up, as a float",
    ),
    Function::new(
        "floor",
        &[NUMBER],
        FLOAT,
        |_, given| float("floor", given, f64::floor),
        "the next whole number down, as a float",
    ),
    Function::new(
        "round",
        &[NUMBER, Types::INTEGER, Types::STRING],
        FLOAT,
        |_, given| round(given),
        "to so many places (0), halves up; other modes by name",
    )
    .optional(2),
    Function::new("sqrt", &[NUMBER], FLOAT, |_, given| float("sqrt", given, f64::sqrt), "the square root"),
    Function::new("exp", &[NUMBER], FLOAT, |_, given| float("exp", given, f64::exp), "e to that power"),
    Function::new("log", &[NUMBER], FLOAT, |_, given| float("log", given, f64::ln), "the natural logarithm"),
    Function::new("ln", &[NUMBER], FLOAT, |_, given| float("ln", given, f64::ln), "another name of log"),
    Function::new(
        "log10",
        &[NUMBER],
        FLOAT,
        |_, given| float("log10", given, f64::log10),
        "the logarithm to base 10",
    ),
    Function::new(
        "sin",
        &[NUMBER],
        FLOAT,
        |_, given| float("sin", given, f64::sin),
        "the sine of an angle in radians",
    ),
    Function::new(
        "cos",
        &[NUMBER],
        FLOAT,
        |_, given| float("cos", given, f64::cos),
        "the cosine of an angle in radians",
    ),
    Function::new(
        "tan",
        &[NUMBER],
        FLOAT,
        |_, given| float("tan", given, f64::tan),
        "the tangent of an angle in radians",
    ),
    Function::new(
        "cot",
        &[NUMBER],
        FLOAT,
        |_, given| float("cot", given, |angle| angle.tan().recip()),
        "the cotangent of an angle in radians",
    ),
    Function::new(
        "asin",
        &[NUMBER],
        FLOAT,
        |_, given| float("asin", given, f64::asin),
        "the angle with that sine",
    ),
    Function::new(
        "acos",
        &[NUMBER],
        FLOAT,
        |_, given| float("acos", given, f64::acos),
        "the angle with that cosine",
    ),
    Function::new(
        "atan",
        &[NUMBER],
        FLOAT,
        |_, given| float("atan", given, f64::atan),
        "the angle with that tangent",
    ),
    Function::new(
        "atan2",
        &[NUMBER, NUMBER],
        FLOAT,
        |_, given| atan2(given),
        "the angle of the point with that y and x",
    ),
    Function::new(
        "sinh",
        &[NUMBER],
        FLOAT,
        |_, given| float("sinh", given, f64::sinh),
        "the hyperbolic sine",
    ),
    Function::new(
        "cosh",
        &[NUMBER],
        FLOAT,
        |_, given| float("cosh", given, f64::cosh),
        "the hyperbolic cosine",
    ),
    Function::new(
        "tanh",
        &[NUMBER],
        FLOAT,
        |_, given| float("tanh", given, f64::tanh),
        "the hyperbolic tangent",
    ),
    Function::new(
        "coth",
        &[NUMBER],
        FLOAT,
        |_, given| float("coth", given, |number| number.tanh().recip()),
        "the hyperbolic cotangent",
    ),
    Function::new(
        "haversin",
        &[NUMBER],
        FLOAT,
        |_, given| float("haversin", given, |angle| (1.0 - angle.cos()) / 2.0),
        "half the versine",
    ),
    Function::new(
        "degrees",
        &[NUMBER],
        FLOAT,
        |_, given| float("degrees", given, f64::to_degrees),
        "an angle in radians, in degrees",
    ),
    Function::new(
        "radians",
        &[NUMBER],
        FLOAT,
        |_, given| float("radians", given, f64::to_radians),
        "an angle in degrees, in radians",
    ),
    Function::new(
        "isNaN",
        &[NUMBER],
        Types::BOOLEAN,
        |_, given| Ok(number("isNaN", &given[0])?.is_nan().into()),
        "whether it is not a number",
    ),
    Function::new("pi", &[], FLOAT, |_, _| Ok(consts::PI.into()), "a circle's length by its diameter"),
    Function::new("e", &[], FLOAT, |_, _| Ok(consts::E.into()), "the base of the natural logarithm"),
    Function::new(
        "rand",
        &[],
        FLOAT,
        |at, _| Ok(random(at).into()),
        "a random number from 0 up to but not 1",
    )
    .of_the_moment(),
];

/// The next number of the statement's own sequence: SplitMix64 (Steele, Lea and Flood, 2014).
pub(super) fn random_bits(context: &Context<'_>) -> u64 {
    let state = context.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
    context.random.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The 53 bits a float can hold, as a fraction of one.
fn random(context: &Context<'_>) -> f64 {
    (random_bits(context) >> 11) as f64 / (1u64 << 53) as f64
}

fn number(name: &str, value: &Value) -> Result<f64> {
    match value {
        Value::Integer(number) => Ok(*number as f64),
        Value::Float(number) => Ok(*number),
        other => Err(wrong_type(name, NUMBER, other)),
    }
}

fn float(name: &str, arguments: &[Value], work: fn(f64) -> f64) -> Result<Value> {
    Ok(work(number(name, &arguments[0])?).into())
}

fn atan2(arguments: &[Value]) -> Result<Value> {
    Ok(number("atan2", &arguments[0])?.atan2(number("atan2", &arguments[1])?).into())
}

fn abs(value: &Value) -> Result<Value> {
    match value {
        Value::Integer(number) => number.checked_abs().map(Value::Integer).ok_or_else(|| {
            let message = format!("the integer {number} has no positive counterpart");
            Error::input(Code::runtime("ArithmeticError", "IntegerOverflow"), message, None)
        }),
        other => Ok(number("abs", other)?.abs().into()),
    }
}

fn sign(value: &Value) -> Result<Value> {
    Ok(Value::Integer(match value {
        Value::Integer(number) => number.signum(),
        other => {
            let number = number("sign", other)?;
            i64::from(number > 0.0) - i64::from(number < 0.0)
        }
    }))
}

fn round(arguments: &[Value]) -> Result<Value> {
    let whole = number("round", &arguments[0])?;
    let Some(places) = arguments.get(1) else {
        // openCypher: halves go up, towards positive infinity. Adding a half first would round 0.49999999999999994 up.
        let down = whole.floor();
        return Ok(if whole - down >= 0.5 { down + 1.0 } else { down }.into());
    };
    let places = match places {
        Value::Integer(places @ 0..=400) => *places as usize,
        Value::Integer(places) => {
            let message = format!("round() keeps from 0 to 400 places, not {places}");
            return Err(Error::input(Code::runtime("ArgumentError", "NumberOutOfRange"), message, None));
        }
        other => return Err(wrong_type("round", Types::INTEGER, other)),
    };
    let mode = match arguments.get(2) {
        None => Mode::HalfUp,
        Some(Value::String(name)) => Mode::parse(name)?,
        Some(other) => return Err(wrong_type("round", Types::STRING, other)),
    };
    Ok(if whole.is_finite() { mode.round(whole, places) } else { whole }.into())
}

/// What becomes of the places that are cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
}

const MODES: [(&str, Mode); 7] = [
    ("UP", Mode::Up),
    ("DOWN", Mode::Down),
    ("CEILING", Mode::Ceiling),
    ("FLOOR", Mode::Floor),
    ("HALF_UP", Mode::HalfUp),
    ("HALF_DOWN", Mode::HalfDown),
    ("HALF_EVEN", Mode::HalfEven),
];

impl Mode {
    fn parse(name: &str) -> Result<Self> {
        MODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, mode)| *mode).ok_or_else(
            || {
                let names: Vec<&str> = MODES.iter().map(|(name, _)| *name).collect();
                let message = format!("round() knows no mode \"{name}\"");
                Error::input(Code::runtime("ArgumentError", "InvalidArgumentValue"), message, None)
                    .hint(format!("the modes are {}", names.join(", ")))
            },
        )
    }

    /// Rounds the decimal number that the float's shortest text shows, so that 1.005 has three places, not fifty.
    fn round(self, number: f64, places: usize) -> f64 {
        let text = number.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let Some(cut) = fraction.get(places..).filter(|cut| !cut.is_empty()) else { return number };
        let kept = &fraction[..places];
        let last_is_odd = kept.bytes().last().or(whole.bytes().last()).is_some_and(|digit| digit % 2 == 1);
        let half = cut.as_bytes()[0].cmp(&b'5').then(if cut.len() > 1 {
            std::cmp::Ordering::Greater
        } else {
            std::cmp::Ordering::Equal
        });
        let negative = number.is_sign_negative();
        let away = match self {
            Mode::Up => true,
            Mode::Down => false,
            Mode::Ceiling => !negative,
            Mode::Floor => negative,
            Mode::HalfUp => half.is_ge(),
            Mode::HalfDown => half.is_gt(),
            Mode::HalfEven => half.is_gt() || half.is_eq() && last_is_odd,
        };
        let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
        if away {
            add_one(&mut digits);
        }
        let mut text: String = digits.iter().map(|digit| char::from(*digit)).collect();
        text.insert(text.len() - places, '.');
        let size: f64 = text.parse().unwrap_or(number.abs());
        if negative { -size } else { size }
    }
}

/// Adds one in the last place of a decimal number.
fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(number: f64, places: i64, mode: &str) -> Value {
        round(&[number.into(), places.into(), mode.into()]).expect("a number")
    }

    #[test]
    fn halves_without_a_mode_go_up() {
        for (number, expected) in [(2.5, 3.0), (-1.5, -1.0), (0.49999999999999994, 0.0), (-0.2, 0.0)] {
            assert_eq!(round(&[number.into()]).ok(), Some(Value::Float(expected)), "{number}");
        }
    }

    #[test]
    fn places_are_those_of_the_shortest_text() {
        assert_eq!(rounded(1.005, 2, "HALF_UP"), Value::Float(1.01));
        assert_eq!(rounded(-1.55, 1, "HALF_UP"), Value::Float(-1.6));
        assert_eq!(rounded(2.5, 0, "HALF_EVEN"), Value::Float(2.0));
        assert_eq!(rounded(9.99, 1, "UP"), Value::Float(10.0));
        assert_eq!(rounded(-1.01, 1, "CEILING"), Value::Float(-1.0));
        assert_eq!(rounded(1e300, 2, "UP"), Value::Float(1e300));
    }
}
