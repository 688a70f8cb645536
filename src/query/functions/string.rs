//! Functions of strings. Places and lengths count characters (Unicode scalar values), from 0.

use unicode_normalization::UnicodeNormalization;

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::query::functions::{Function, wrong_type};
use crate::query::types::Types;

const TEXT: Types = Types::STRING;
const COUNT: Types = Types::INTEGER;
/// No function makes a longer string than this, in bytes.
const LONGEST: usize = 1 << 28;

pub const TABLE: &[Function] = &[
    Function::new(
        "toUpper",
        &[TEXT],
        TEXT,
        |_, given| map("toUpper", given, str::to_uppercase),
        "in capital letters",
    ),
    Function::new(
        "upper",
        &[TEXT],
        TEXT,
        |_, given| map("upper", given, str::to_uppercase),
        "another name of toUpper",
    ),
    Function::new(
        "toLower",
        &[TEXT],
        TEXT,
        |_, given| map("toLower", given, str::to_lowercase),
        "in small letters",
    ),
    Function::new(
        "lower",
        &[TEXT],
        TEXT,
        |_, given| map("lower", given, str::to_lowercase),
        "another name of toLower",
    ),
    Function::new(
        "trim",
        &[TEXT],
        TEXT,
        |_, given| map("trim", given, |text| text.trim().to_owned()),
        "without white space at both ends",
    ),
    Function::new(
        "btrim",
        &[TEXT, TEXT],
        TEXT,
        |_, given| trim("btrim", given, true, true),
        "without white space, or the characters given, at both ends",
    )
    .optional(1),
    Function::new(
        "lTrim",
        &[TEXT, TEXT],
        TEXT,
        |_, given| trim("lTrim", given, true, false),
        "without white space, or the characters given, at the start",
    )
    .optional(1),
    Function::new(
        "rTrim",
        &[TEXT, TEXT],
        TEXT,
        |_, given| trim("rTrim", given, false, true),
        "without white space, or the characters given, at the end",
    )
    .optional(1),
    Function::new(
        "substring",
        &[TEXT, COUNT, COUNT],
        TEXT,
        |_, given| substring(given),
        "from a place on, all or so many characters",
    )
    .optional(1),
    Function::new("left", &[TEXT, COUNT], TEXT, |_, given| left(given), "the first characters"),
    Function::new("right", &[TEXT, COUNT], TEXT, |_, given| right(given), "the last characters"),
    Function::new(
        "replace",
        &[TEXT, TEXT, TEXT],
        TEXT,
        |_, given| replace(given),
        "with every occurrence of one string replaced by another",
    ),
    Function::new(
        "split",
        &[TEXT, Types::STRING.or(Types::LIST)],
        Types::list_of(TEXT),
        |_, given| split(given),
        "the parts between a separator, or any of several",
    ),
    Function::new(
        "char_length",
        &[TEXT],
        COUNT,
        |_, given| length("char_length", given),
        "how many characters",
    ),
    Function::new(
        "character_length",
        &[TEXT],
        COUNT,
        |_, given| length("character_length", given),
        "how many characters",
    ),
    Function::new(
        "normalize",
        &[TEXT, TEXT],
        TEXT,
        |_, given| normalize(given),
        "in a Unicode normal form: NFC, NFD, NFKC or NFKD",
    )
    .optional(1),
];

fn map(name: &str, arguments: &[Value], change: fn(&str) -> String) -> Result<Value> {
    Ok(change(text(name, arguments, 0)?).into())
}

fn trim(name: &str, arguments: &[Value], start: bool, end: bool) -> Result<Value> {
    let whole = text(name, arguments, 0)?;
    let given = if arguments.len() > 1 { Some(text(name, arguments, 1)?) } else { None };
    let unwanted = |letter: char| given.map_or(letter.is_whitespace(), |letters| letters.contains(letter));
    let whole = if start { whole.trim_start_matches(unwanted) } else { whole };
    let whole = if end { whole.trim_end_matches(unwanted) } else { whole };
    Ok(whole.into())
}

fn substring(arguments: &[Value]) -> Result<Value> {
    let whole = text("substring", arguments, 0)?;
    let rest = skip(whole, count("substring", arguments, 1)?);
    match arguments.len() {
        2 => Ok(rest.into()),
        _ => Ok(first(rest, count("substring", arguments, 2)?).into()),
    }
}

fn left(arguments: &[Value]) -> Result<Value> {
    Ok(first(text("left", arguments, 0)?, count("left", arguments, 1)?).into())
}

fn right(arguments: &[Value]) -> Result<Value> {
    let (whole, wanted) = (text("right", arguments, 0)?, count("right", arguments, 1)?);
    Ok(skip(whole, whole.chars().count().saturating_sub(wanted)).into())
}

fn replace(arguments: &[Value]) -> Result<Value> {
    let whole = text("replace", arguments, 0)?;
    let (old, new) = (text("replace", arguments, 1)?, text("replace", arguments, 2)?);
    if old.is_empty() {
        return Ok(whole.into());
    }
    let length = whole.matches(old).count().saturating_mul(new.len()).saturating_add(whole.len());
    if length > LONGEST {
        return Err(Error::input(
            Code::runtime("ArgumentError", "NumberOutOfRange"),
            format!("replace() would make a string of up to {length} bytes; the most is {LONGEST}"),
            None,
        ));
    }
    Ok(whole.replace(old, new).into())
}

fn split(arguments: &[Value]) -> Result<Value> {
    let whole = text("split", arguments, 0)?;
    let separators: Vec<&str> = match &arguments[1] {
        Value::String(separator) => vec![separator],
        Value::List(separators) => {
            let text = |one: &Value| one.as_str().map(str::len).ok_or_else(|| wrong_type("split", TEXT, one));
            separators.iter().try_for_each(|one| text(one).map(drop))?;
            separators.iter().filter_map(Value::as_str).collect()
        }
        other => return Err(wrong_type("split", Types::STRING.or(Types::LIST), other)),
    };
    if separators.iter().any(|separator| separator.is_empty()) {
        return Ok(Value::list(whole.chars().map(|letter| letter.to_string().into()).collect()));
    }
    let mut parts = Vec::new();
    let mut rest = whole;
    // The separator that comes first; of several at one place the longest.
    let next = |rest: &str| {
        separators
            .iter()
            .filter_map(|separator| rest.find(separator).map(|place| (place, separator.len())))
            .min_by_key(|(place, length)| (*place, std::cmp::Reverse(*length)))
    };
    while let Some((place, length)) = next(rest) {
        parts.push(rest[..place].into());
        rest = &rest[place + length..];
    }
    parts.push(rest.into());
    Ok(Value::list(parts))
}

fn length(name: &str, arguments: &[Value]) -> Result<Value> {
    Ok(Value::Integer(text(name, arguments, 0)?.chars().count() as i64))
}

fn normalize(arguments: &[Value]) -> Result<Value> {
    let whole = text("normalize", arguments, 0)?;
    let form = if arguments.len() > 1 { text("normalize", arguments, 1)? } else { "NFC" };
    let normal: String = match form.to_ascii_uppercase().as_str() {
        "NFC" => whole.nfc().collect(),
        "NFD" => whole.nfd().collect(),
        "NFKC" => whole.nfkc().collect(),
        "NFKD" => whole.nfkd().collect(),
        _ => {
            let message =
                format!("normalize() knows no form \"{form}\"; the forms are NFC, NFD, NFKC and NFKD");
            return Err(Error::input(Code::runtime("ArgumentError", "InvalidArgumentValue"), message, None));
        }
    };
    Ok(normal.into())
}

fn text<'a>(name: &str, arguments: &'a [Value], place: usize) -> Result<&'a str> {
    arguments[place].as_str().ok_or_else(|| wrong_type(name, TEXT, &arguments[place]))
}

fn count(name: &str, arguments: &[Value], place: usize) -> Result<usize> {
    match &arguments[place] {
        Value::Integer(number) => usize::try_from(*number).map_err(|_| {
            let message = format!("{name}() wants a number from 0 on, not {number}");
            Error::input(Code::runtime("ArgumentError", "NegativeIntegerArgument"), message, None)
        }),
        other => Err(wrong_type(name, COUNT, other)),
    }
}

fn skip(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or("", |(place, _)| &text[place..])
}

fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(place, _)| &text[..place])
}
