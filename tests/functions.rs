//! Functions and operators: golden examples under tests/golden/functions, and what holds for any value.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use chancery::error::Error;
use chancery::graph::Graph;
use chancery::model::temporal::{DateTime, Duration, Time, Zone};
use chancery::model::{EdgeId, NodeId, Value};
use chancery::query::functions::{self, Context};
use chancery::query::{self, Access, Options, Params, arithmetic, display, value};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

/// Each file holds examples, parted by `===`: lines of expressions, `---`, a line of results for each;
/// an expression that fails gives its error, with the hint below. With `UPDATE_GOLDEN` set the results
/// are written anew.
#[test]
fn golden_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/functions");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    let mut examples = 0;
    for entry in fs::read_dir(folder).expect("the folder of examples is there") {
        let path = entry.expect("a readable entry").path();
        let script = fs::read_to_string(&path).expect("a readable example");
        let mut found = Vec::new();
        for example in script.trim_end().split("\n===\n") {
            let expressions = example.split("\n---\n").next().unwrap_or_default();
            let results: Vec<String> = expressions.lines().map(evaluated).collect();
            examples += results.len();
            found.push(format!("{expressions}\n---\n{}", results.join("\n")));
        }
        let found = found.join("\n===\n") + "\n";
        if update {
            fs::write(&path, &found).expect("a writable example");
        } else if found != script {
            wrong.push(format!("{}: expected\n{script}\nfound\n{found}", path.display()));
        }
    }
    assert!(examples > 80, "only {examples} examples were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn evaluated(expressions: &str) -> String {
    let mut graph = Graph::new();
    let statement = format!("RETURN {expressions}");
    match query::run(&statement, &Params::new(), Access::Write(&mut graph), &Options::default()) {
        Ok(answer) => {
            let row = answer.rows.first().expect("RETURN gives a row");
            row.iter().map(|value| display::literal(value, &answer)).collect::<Vec<_>>().join(", ")
        }
        Err(Error::Input(input)) => {
            let hint = input.hint.map(|hint| format!("\n  {hint}")).unwrap_or_default();
            format!("error: {}{hint}", input.message)
        }
        Err(other) => format!("error: {other}"),
    }
}

/// Values of every kind, the extreme ones first.
fn values() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        prop::sample::select(&[i64::MIN, i64::MAX, -1, 0, 1, 2, 53, 1_000_000_007][..])
            .prop_map(Value::Integer),
        prop::sample::select(
            &[
                f64::NAN,
                f64::INFINITY,
                f64::NEG_INFINITY,
                f64::MIN,
                f64::MAX,
                f64::MIN_POSITIVE,
                -0.0,
                0.5,
                -2.5,
                1e18
            ][..]
        )
        .prop_map(Value::Float),
        prop::sample::select(
            &[
                "",
                " ",
                "é\u{301}",
                "2025-06-24",
                "21:40+01:00",
                "P1D",
                "day",
                "Europe/Oslo",
                "-9e999",
                "HALF_UP",
                "(",
                "習近平"
            ][..]
        )
        .prop_map(Value::from),
        prop::sample::select(vec![NaiveDate::MIN, NaiveDate::MAX, NaiveDate::default()])
            .prop_map(Value::Date),
        prop::sample::select(vec![NaiveTime::MIN, NaiveTime::default()]).prop_map(Value::LocalTime),
        prop::sample::select(vec![NaiveDateTime::MIN, NaiveDateTime::MAX, NaiveDateTime::default()])
            .prop_map(Value::LocalDateTime),
        prop::sample::select(&[-64_800, 0, 64_800][..])
            .prop_map(|offset| Value::Time(Time { time: NaiveTime::MIN, offset })),
        (
            prop::sample::select(vec![NaiveDateTime::MIN, NaiveDateTime::MAX, NaiveDateTime::default()]),
            prop::sample::select(&["Z", "-18:00", "+18:00", "Asia/Tehran"][..])
        )
            .prop_filter_map("within the years", |(local, zone)| {
                DateTime::at(local, Zone::parse(zone).ok()?).map(Value::DateTime)
            }),
        (extreme(), extreme(), extreme(), 0..1_000_000_000i32).prop_map(|(months, days, seconds, nanos)| {
            Value::Duration(Duration { months, days, seconds, nanos })
        }),
        Just(Value::Node(NodeId(7))),
        Just(Value::Relationship(EdgeId(7))),
    ];
    let keys = prop::sample::select(
        &[
            "year",
            "month",
            "day",
            "week",
            "hour",
            "second",
            "nanosecond",
            "timezone",
            "date",
            "time",
            "datetime",
            "epochMillis",
            "months",
            "days",
        ][..],
    );
    scalar.prop_recursive(2, 8, 3, move |inner| {
        let entry = (keys.clone().prop_map(Arc::<str>::from), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..3).prop_map(Value::list),
            prop::collection::vec(entry, 0..3)
                .prop_map(|entries| Value::map(entries.into_iter().collect::<BTreeMap<_, _>>())),
        ]
    })
}

fn extreme() -> impl Strategy<Value = i64> {
    prop::sample::select(&[i64::MIN, i64::MAX, 0, 1, -1, 400][..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_function_or_operator_panics(given in prop::collection::vec(values(), 3)) {
        let graph = Graph::new();
        let random = Cell::new(1);
        let now = DateTime { local: NaiveDateTime::default(), offset: 0, zone: None };
        let context = Context { graph: &graph, now, random: &random };
        for function in functions::all() {
            let most = function.takes.len().min(given.len());
            for count in function.takes.len() - function.optional..=most {
                let _ = function.apply(&context, &given[..count]);
            }
        }
        let [left, right, _] = given.as_slice() else { unreachable!("three were asked for") };
        for operator in [arithmetic::add, arithmetic::subtract, arithmetic::multiply, arithmetic::divide, arithmetic::modulo, arithmetic::power] {
            let _ = operator(left, right);
        }
        let _ = arithmetic::negate(left);
        let _ = functions::temporal::temporal_property(left, "epochMillis");
        let _ = display::literal(left, &query::Answer::default());
    }

    #[test]
    fn values_have_one_order(given in prop::collection::vec(values(), 3)) {
        let [a, b, c] = given.as_slice() else { unreachable!("three were asked for") };
        prop_assert_eq!(value::order(a, b), value::order(b, a).reverse());
        if value::order(a, b).is_le() && value::order(b, c).is_le() {
            prop_assert!(value::order(a, c).is_le());
        }
        if value::equivalent(a, b) {
            prop_assert!(value::order(a, b).is_eq(), "{a:?} and {b:?} are one but ordered");
        }
        if value::equals(a, b) == Some(true) {
            prop_assert!(value::equivalent(a, b));
        }
    }
}
