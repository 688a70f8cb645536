//! A statement that would run away is stopped, says why, and changes nothing; one that is too long or
//! too deep is an error and no overflow.

use std::thread;
use std::time::Duration;

use chancery::error::Error;
use chancery::graph::Graph;
use chancery::query::options::StopReason;
use chancery::query::{Access, Options, Params, Stop, run};
use proptest::prelude::*;

fn graph(nodes: usize) -> Graph {
    let mut graph = Graph::new();
    let statement = format!(
        "UNWIND range(1, {nodes}) AS x CREATE (:N {{x: x}}) WITH count(*) AS all
         MATCH (a:N), (b:N) WHERE b.x = a.x + 1 OR b.x = a.x * 2 CREATE (a)-[:R]->(b)"
    );
    let made = run(&statement, &Params::new(), Access::Write(&mut graph), &Options::default());
    made.expect("a graph to run away on");
    graph
}

const RUNAWAYS: [&str; 8] = [
    "MATCH (a), (b), (c), (d), (e), (f) RETURN count(*)",
    "MATCH (a)-[*]-(b) RETURN count(*)",
    "MATCH (a)-[*]-(b) RETURN a, b ORDER BY a.x",
    "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y RETURN sum(x * y)",
    "RETURN reduce(t = 0, x IN range(1, 1000000) | t + reduce(u = 0, y IN range(1, 1000000) | u + y))",
    "MATCH (a) WHERE all(x IN range(1, 1000000) WHERE any(y IN range(1, 1000000) WHERE y > x + a.x)) RETURN a",
    "MATCH (a:N), (b:N), (c:N), (d:N) SET a.y = b.x + c.x + d.x",
    "MATCH p = (a)-[*]-() RETURN [n IN nodes(p) | n.x] AS xs UNION MATCH p = (a)-[*]-() RETURN [n IN nodes(p) | -n.x] AS xs",
];

#[test]
fn a_runaway_is_cancelled() {
    let graph = graph(60);
    for statement in RUNAWAYS {
        for (reason, said) in [(StopReason::Cancelled, "cancelled"), (StopReason::TimedOut, "longer than")] {
            let stop = Stop::default();
            let options = Options { stop: stop.clone(), ..Options::default() };
            let mut copy = graph.clone();
            let error = thread::scope(|scope| {
                scope.spawn(|| {
                    thread::sleep(Duration::from_millis(20));
                    stop.stop(reason);
                });
                run(statement, &Params::new(), Access::Write(&mut copy), &options)
            });
            let error = error.expect_err(statement);
            assert!(error.to_string().contains(said), "{statement}: {error}");
            assert_eq!(copy.edge_count(), graph.edge_count(), "{statement}");
        }
    }
}

#[test]
fn a_limit_stops_a_walk_that_would_run_away() {
    let graph = graph(60);
    for pattern in [
        "MATCH (a), (b), (c), (d), (e), (f)",
        "MATCH (a)--(b), (c)--(d), (e)--(f), (g)--(h), (i)--(j)",
        "MATCH (a:N)--(b)--(c)--(d)--(e)--(f)--(g)--(h)--(i)--(j)--(k)--(l)",
        "MATCH (m)-->(a)-->(c), (m)-->(b)-->(d)-->(e)-->(f), (g)--(h), (i)--(j), (k)--(l)",
    ] {
        for end in ["RETURN a LIMIT 3", "WITH a LIMIT 3 RETURN count(a)", "RETURN a SKIP 5000 LIMIT 3"] {
            let statement = format!("{pattern} {end}");
            let answer = run(&statement, &Params::new(), Access::Read(&graph), &Options::default());
            assert_eq!(answer.expect(&statement).rows.len(), if end.contains("count") { 1 } else { 3 });
        }
    }
}

#[test]
fn memory_has_a_limit_that_names_what_grew() {
    let graph = graph(60);
    let cases = [
        ("MATCH (a), (b), (c), (d) RETURN a, b, c, d ORDER BY a.x + b.x", "ORDER BY"),
        ("MATCH (a), (b), (c), (d) RETURN collect([a, b, c, d])", "collect()"),
        ("MATCH (a), (b), (c), (d) WITH DISTINCT a, b, c, d RETURN count(*)", "DISTINCT"),
        ("MATCH (a), (b), (c), (d) WITH a, b, c, d, count(*) AS n RETURN count(n)", "grouping"),
        ("MATCH (a), (b), (c), (d) RETURN a, b, c, d", "the result"),
        ("MATCH (a), (b), (c), (d) RETURN a.x AS x, b.x AS y, c.x AS z, count(d)", "grouping"),
        ("MATCH (a), (b), (c), (d) RETURN [a.x, b.x, c.x] AS key, count(d)", "grouping"),
        (
            "MATCH (a), (b), (c), (d) RETURN a.x AS x, count(DISTINCT [b, c]), count(DISTINCT [c, d])",
            "count()",
        ),
        ("RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS s", "256 MiB"),
    ];
    for (statement, grew) in cases {
        let options = Options { memory: Some(1 << 20), ..Options::default() };
        let error = run(statement, &Params::new(), Access::Read(&graph), &options).expect_err(statement);
        assert!(error.to_string().contains(grew), "{statement}: {error}");
    }
}

/// Words and signs of the language in any order: an answer or an error, never a panic.
fn scraps() -> impl Strategy<Value = String> {
    let words = "MATCH OPTIONAL RETURN WITH WHERE UNWIND CREATE MERGE SET REMOVE DELETE ORDER BY SKIP LIMIT UNION ALL \
        AND OR NOT IN IS NULL AS CASE WHEN THEN ELSE END EXISTS COUNT { } ( ) [ ] , . .. : ; + - * / % ^ = < > <> <= =~ | & ! \
        -> <- -- n m r p :A :B -[:R]-> (n) (a:A) (b {x:1}) -[*1..2]- 1 2.5 'text' \"t\" true null $p n.x count(*) collect(n) \
        size(n) [x IN [1] | x] shortestPath( reduce( all(x IN [1] WHERE x) `q` date('2025') CALL db.labels YIELD label";
    let words: Vec<&'static str> = words.split_whitespace().collect();
    prop::collection::vec(prop::sample::select(words), 1..24).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn no_statement_panics(head in prop::sample::select(vec!["", "MATCH (n) ", "RETURN ", "MATCH (n) RETURN "]), rest in scraps()) {
        let mut graph = Graph::new();
        let options = Options { memory: Some(1 << 24), ..Options::default() };
        let statement = format!("{head}{rest}");
        if let Err(Error::Input(input)) = run(&statement, &Params::new(), Access::Write(&mut graph), &options)
            && let Some(span) = input.span
        {
            prop_assert!(statement.get(span.start..span.end).is_some(), "{}: {:?}", statement, span);
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = run(&text, &Params::new(), Access::Read(&Graph::new()), &Options::default());
    }
}

#[test]
fn a_long_statement_is_read() {
    let graph = Graph::new();
    let sum = format!("RETURN {} AS sum", vec!["1"; 200_000].join(" + "));
    let answer = run(&sum, &Params::new(), Access::Read(&graph), &Options::default()).expect("a long sum");
    assert_eq!(answer.rows[0][0], 200_000.into());
    let mut graph = Graph::new();
    let create = "CREATE (:N {x: 1}) ".repeat(5_000);
    let answer = run(&create, &Params::new(), Access::Write(&mut graph), &Options::default());
    assert_eq!(answer.expect("many clauses").effects.nodes_created, 5_000);
    let path = format!("MATCH ({}) RETURN 1", vec![""; 500].join(")-->("));
    run(&path, &Params::new(), Access::Read(&graph), &Options::default()).expect("a long pattern");
}

#[test]
fn a_statement_as_deep_as_allowed_runs_through_all_stages() {
    let mut graph = Graph::new();
    let make = "CREATE (:N {x: 1})-[:R]->(:N {x: 2})";
    run(make, &Params::new(), Access::Write(&mut graph), &Options::default()).expect("a graph");
    let wrapped = |open: &str, close: &str, levels: usize| {
        format!("MATCH (n:N) RETURN {}n.x = 1{} AS x", open.repeat(levels), close.repeat(levels))
    };
    let statements = [
        wrapped("(", ")", 390),
        wrapped("NOT ", "", 390),
        wrapped("[", "]", 190),
        wrapped("coalesce(", ")", 190),
        wrapped("CASE WHEN true THEN ", " END", 190),
        wrapped("EXISTS { MATCH (m) WHERE ", " }", 190),
        wrapped("[y IN [1] | ", "]", 190),
        wrapped("{a: ", "}", 190),
    ];
    for statement in statements {
        let answer = run(&statement, &Params::new(), Access::Read(&graph), &Options::default());
        let rows = answer.unwrap_or_else(|error| panic!("{}: {error}", &statement[..60])).rows;
        assert_eq!(rows.len(), 2, "{}", &statement[..60]);
    }
}

#[test]
fn a_deep_statement_is_an_error() {
    let graph = Graph::new();
    let deep = [
        format!("RETURN {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("RETURN {}", "NOT ".repeat(100_000) + "true"),
        format!("RETURN {}1{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("RETURN x{}", ".a".repeat(100_000)),
        format!("RETURN x{}", "[0]".repeat(100_000)),
        format!("MATCH (n:{}A{}) RETURN n", "(".repeat(100_000), ")".repeat(100_000)),
        format!("RETURN {}", "EXISTS { MATCH (n) WHERE ".repeat(50_000)),
        format!("RETURN {}", "CASE WHEN true THEN ".repeat(100_000)),
        format!("RETURN 1{}", " IN [1]".repeat(100_000)),
    ];
    for statement in deep {
        let error = run(&statement, &Params::new(), Access::Read(&graph), &Options::default());
        let error = error.expect_err("a statement too deep");
        assert!(matches!(error, Error::Input(_)), "{error}");
        assert!(error.to_string().contains("levels deep"), "{}: {error}", &statement[..40]);
    }
}
