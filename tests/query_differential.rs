//! The optimizer changes how a statement runs, never what it answers: random small graphs and random
//! statements give the same rows with it and without. How many rows are matched together changes neither the rows
//! nor their order, nor which error there is.

use chancery::graph::Graph;
use chancery::query::display::literal;
use chancery::query::options::StopReason;
use chancery::query::{Access, Options, Params, run};
use proptest::prelude::*;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A statement that makes a graph.
fn graphs() -> impl Strategy<Value = String> {
    let node = (0..3usize, 0..4i64, any::<bool>());
    let edge = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..2usize, 0..3i64);
    (prop::collection::vec(node, 1..7), prop::collection::vec(edge, 0..10)).prop_map(|(nodes, edges)| {
        let mut parts: Vec<String> = Vec::new();
        for (number, (label, value, dated)) in nodes.iter().enumerate() {
            let label = ["", ":A", ":A:B"][*label];
            let date = if *dated { format!(", d: date('2025-01-0{}')", value + 1) } else { String::new() };
            parts.push(format!("(n{number}{label} {{x: {value}{date}}})"));
        }
        for (from, to, kind, weight) in &edges {
            let (from, to) = (from.index(nodes.len()), to.index(nodes.len()));
            parts.push(format!("(n{from})-[:{} {{w: {weight}}}]->(n{to})", ["R", "S"][*kind]));
        }
        format!("CREATE {}", parts.join(", "))
    })
}

fn node(name: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(format!("({name})")),
        2 => Just(format!("({name}:A)")),
        1 => Just(format!("({name}:A|B)")),
        2 => (0..4i64).prop_map(move |x| format!("({name}:A {{x: {x}}})")),
        1 => (0..4i64).prop_map(move |x| format!("({name} {{x: {x}}})")),
    ]
}

fn edge() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "-->",
        "<--",
        "--",
        "-[:R]->",
        "<-[:S]-",
        "-[:R|S]-",
        "-[*1..2]->",
        "-[:R*0..2]-",
        "-[*..3]->",
        "<-[:S*]-",
        "-[{w: 1}]->",
        "-[:R*1..2 {w: 1}]->",
    ])
}

fn patterns() -> impl Strategy<Value = String> {
    prop_oneof![
        node("a"),
        (node("a"), edge(), node("b")).prop_map(|(a, e, b)| format!("{a}{e}{b}")),
        (node("a"), edge(), node("b"), edge(), node("c"))
            .prop_map(|(a, e, b, f, c)| format!("{a}{e}{b}{f}{c}")),
        (node("a"), node("b")).prop_map(|(a, b)| format!("{a}, {b}")),
        (node("a"), edge(), node("b"), edge()).prop_map(|(a, e, b, f)| format!("{a}{e}{b}, (b){f}(a)")),
        (node("a"), edge(), edge()).prop_map(|(a, e, f)| format!("{a}{e}(){f}(a)")),
    ]
}

fn conditions() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        " WHERE a.x > 1",
        " WHERE a.x = 2",
        " WHERE a.d >= date('2025-01-02') AND a.d < date('2025-01-04')",
        " WHERE (a)-[:R]->()",
        " WHERE NOT (a)--(:B) OR a.x = 0",
        " WHERE EXISTS { (a)-[:R*1..3]->(z) WHERE z.x <> a.x }",
        " WHERE a:B OR a.x IN [1, 3]",
        " WHERE id(a) = 1",
        " WHERE a.x IN [1, 3, 1, null]",
        " WHERE a.x IN [2.0, 'text'] AND a:A",
    ])
}

fn statements() -> impl Strategy<Value = String> {
    let ends = prop::sample::select(vec![
        "RETURN a.x AS x",
        "RETURN DISTINCT a.x AS x",
        "RETURN count(*) AS all",
        "RETURN count(a) AS all",
        "RETURN a.x AS x, count(*) AS all",
        "WITH a MATCH (a)-[:R]->(z) RETURN a.x AS x, z.x AS y",
        "OPTIONAL MATCH (a)-[:S*1..2]->(z:B) RETURN a.x AS x, z.x AS y",
        "MATCH (z:A) WHERE z.x = a.x RETURN DISTINCT z AS z",
        "MATCH (z) WHERE z.x = a.x RETURN z",
        "MATCH (a)-[*1..3]->(z) RETURN DISTINCT z AS z",
        "MATCH (a)-[:R*0..]-(z) RETURN DISTINCT a AS a, z AS z",
        "WITH DISTINCT a RETURN [(a)-[r]->(z) | z.x] AS list",
        "RETURN a.x AS x ORDER BY x DESC LIMIT 3",
    ]);
    (patterns(), conditions(), ends)
        .prop_map(|(pattern, condition, end)| format!("MATCH {pattern}{condition} {end}"))
}

/// Clauses that begin a statement, for the comparison of batches.
fn clauses() -> impl Strategy<Value = String> {
    let more = prop::sample::select(vec![
        "",
        "",
        " MATCH (a)-[r1]-(m)-[r2]-(b2) WHERE b2 <> a",
        " MATCH (m:A)<-[h1:R]-(q), (m)<-[h2:R]-(u) WHERE q.x < u.x",
        " MATCH (m)<-[h1:R]-(q)-[k1]->(y), (m)<-[h2:R]-(u)-[k2]->(v) WHERE k2.w <= m.x AND y.x <> v.x",
        " MATCH (y)<--(q)-[h1]-(m)-[h2]-(u)-[k2]-(v:A) WHERE (k2.w IS NULL OR k2.w >= 1) AND NOT v.t = 'two'",
        " MATCH (m)-->(q), (m)-->(u)-->(v)-->(w) WHERE u.d < date('2025-01-03') AND w.m = 1",
        " MATCH (m) MATCH (q)-[h1]->(m)<-[h2]-(u)",
        " MATCH (m:A) MATCH (q)-[h1:R]-(m)-[h2:R]-(u) WHERE q.x >= 1 AND u.x >= 1 AND q.x <= u.x",
        " MATCH (m) MATCH (y)<-[k1:S]-(q:A)-[h1]-(m)-[h2]-(u:A)-[k2:S]->(v) WHERE h1.w <= m.x AND h2.w <= m.x",
        " UNWIND [1, 2] AS z MATCH (m) MATCH (q)-[h1]->(m)<-[h2]-(u) WHERE q.x < u.x",
        " MATCH (m) MATCH (q)-[h1]->(m)<-[h2]-(u) WHERE u.d >= q.d",
        " MATCH (m) MATCH (q)-[h1]-(m)-[h2]-(u) WHERE q <> u AND h1.w < h2.w",
        " MATCH (m) MATCH (v)-[k1]-(q)-[h1]-(m)-[h2]-(u)-[k2]-(w) WHERE k1.w = k2.w AND v.x > w.x",
        " MATCH (s1)<-[k1:S]-(q)-[h1:R]-(m)-[h2:R]-(u)-[k2:S]->(s2) WHERE h1.w <= m.x AND h2.w <= m.x AND s1.x < s2.x",
        " MATCH (y)-[l1]-(v)-[k1]-(q)-[h1]-(m)-[h2]-(u)-[k2]-(w)-[l2]-(z) WHERE y.t < z.t",
        " OPTIONAL MATCH (a)-[o:S]->(z:B)",
        " OPTIONAL MATCH (a)-[o]-(z) WHERE o.w >= a.x OPTIONAL MATCH (z)-[p:R]->(w) MATCH (a)--(y)",
        " OPTIONAL MATCH (a)-[o:R]->(z)-[:S]->(w) WHERE w.x > a.x",
        " WITH a LIMIT 3 MATCH (a)--(z)",
        " WITH a SKIP 1 MATCH (a)-[r:R|S]->(z) WHERE r.w >= 1",
        " WITH DISTINCT a MATCH (a)-[r]->(z) WHERE r.w IS NULL OR r.w < a.x",
        " WITH a.x AS x, a MATCH (z:A {x: x})",
        " MATCH (a)-->(a2), (a)-->(a3) WHERE NOT a2.d < a3.d",
        " MATCH (z) WHERE z.x = a.x AND (z:B OR z.t = 'two')",
        " UNWIND [1, 2] AS u",
        " MATCH (a)-[v*1..2]->(z)-[w:R]->()",
    ]);
    (patterns(), conditions(), more)
        .prop_map(|(pattern, condition, more)| format!("MATCH {pattern}{condition}{more}"))
}

fn results() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "RETURN *",
        "RETURN *",
        "RETURN * LIMIT 2",
        "RETURN * SKIP 1 LIMIT 3",
        "RETURN DISTINCT a",
        "RETURN DISTINCT a.x, a.t, a.d",
        "RETURN DISTINCT a.d.year AS year, a.m AS m LIMIT 2",
        "RETURN a, count(*) AS n",
        "RETURN a.x AS x, count(*) AS n, count(a.d) AS d, count(DISTINCT a) AS e",
        "RETURN a.t AS t, a.d.month AS month, collect(a.x) AS list, min(a.m) AS least, max(a.m) AS most",
        "RETURN a.m AS m, collect(DISTINCT a.x) AS list, sum(a.x) AS sum, avg(a.x) AS avg",
        "RETURN count(DISTINCT a) AS n, count(DISTINCT a.x) AS m, count(*) AS all",
        "RETURN a.x / (a.x - 1) AS q LIMIT 2",
        "RETURN 6 / a.x AS q, count(*) AS n",
        "RETURN a.x AS x, a.t AS t ORDER BY t DESC, x LIMIT 4",
        "RETURN a, count(*) AS n ORDER BY n DESC, a.t LIMIT 2",
        "RETURN a.m AS m, a.d AS d, count(DISTINCT a) AS n ORDER BY d DESC, n, m",
        "WITH a ORDER BY a.d DESC, a.x LIMIT 3 RETURN a.t AS t, a.t AS u",
        "RETURN a.t AS t, a.x AS x UNION UNWIND [1, 2] AS t RETURN t, 2 AS x",
        "WITH a, count(*) AS n MATCH (a)-[r]->(z) RETURN z.x AS x, n, count(DISTINCT r) AS r",
        "WITH a WHERE 4 / a.x > 1 RETURN a LIMIT 1",
        "RETURN [(a)-[r]->(z) | z.x] AS list, EXISTS { (a)--(:B) } AS b",
        "RETURN rand() < 2 AS sure, count(*) AS n",
        "RETURN rand() AS chance, count(*) AS n LIMIT 1",
    ])
}

/// What a run with these options gives, or nothing where it takes longer than a second: a few loops at one node make
/// more paths than a test can wait for.
fn in_time<T>(options: Options, run: impl FnOnce(&Options) -> T) -> Option<T> {
    let stop = options.stop.clone();
    let (done, waiting) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        if waiting.recv_timeout(Duration::from_secs(1)) == Err(mpsc::RecvTimeoutError::Timeout) {
            stop.stop(StopReason::TimedOut);
        }
    });
    let result = run(&options);
    drop(done);
    watch.join().expect("the watch ends");
    options.stop.reason().is_none().then_some(result)
}

/// The answer as one text, its rows in their order; or the error.
fn answer(statement: &str, graph: &Graph, options: &Options) -> String {
    match run(statement, &Params::new(), Access::Read(graph), options) {
        Ok(answer) => format!("{:?}", answer.rows),
        Err(error) => error.to_string(),
    }
}

/// The rows as sorted lines, elements of the graph by their numbers and lists as bags.
fn rows(statement: &str, graph: &Graph, options: &Options) -> Result<Vec<String>, chancery::Error> {
    let answer = run(statement, &Params::new(), Access::Read(graph), options)?;
    let line = |row: &[chancery::model::Value]| {
        let cells = row.iter().map(|value| match value {
            chancery::model::Value::List(items) => {
                let mut items: Vec<String> = items.iter().map(|item| literal(item, &answer)).collect();
                items.sort();
                items.join(",")
            }
            other => format!("{other:?}"),
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    let mut lines: Vec<String> = answer.rows.iter().map(line).collect();
    lines.sort();
    Ok(lines)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_optimizer_changes_no_rows(graph in graphs(), statement in statements()) {
        let mut made = Graph::new();
        run(&graph, &Params::new(), Access::Write(&mut made), &Options::default()).expect("a graph");
        let plain = Options { optimize: false, ..Options::default() };
        let Some(without) = in_time(plain, |options| rows(&statement, &made, options)) else { return Ok(()) };
        let with = rows(&statement, &made, &Options::default()).expect(&statement);
        let without = without.expect(&statement);
        prop_assert_eq!(with, without, "{}\n{}", graph, statement);
    }

    #[test]
    fn rows_matched_together_are_those_matched_alone(
        graph in graphs(), clauses in clauses(), result in results(), changes in changes(),
    ) {
        let mut made = Graph::new();
        for text in [&graph, &changes.to_owned()] {
            run(text, &Params::new(), Access::Write(&mut made), &Options::default()).expect("a graph");
        }
        let statement = format!("{clauses} {result}");
        let Some(alone) = in_time(Options { batch: 0, ..Options::default() }, |options| answer(&statement, &made, options)) else { return Ok(()) };
        for batch in [1, 2, 3, 2048] {
            let together = answer(&statement, &made, &Options { batch, ..Options::default() });
            prop_assert_eq!(&together, &alone, "{} together\n{}\n{}\n{}", batch, graph, changes, statement);
        }
    }
}

#[test]
fn a_profile_counts_pairs_before_and_after_the_condition_that_compares_them() {
    let mut made = Graph::new();
    let text =
        "CREATE (m:M) WITH m UNWIND range(1, 4) AS x CREATE (:A {x: x})-[:R]->(m), (:A {x: x})-[:S]->(m)";
    run(text, &Params::new(), Access::Write(&mut made), &Options::default()).expect("a graph");
    let counts = |condition: &str| {
        let statement =
            format!("PROFILE MATCH (m:M) MATCH (q)-[:R]->(m)<-[:R]-(u) WHERE {condition} RETURN m, q, u");
        let answer =
            run(&statement, &Params::new(), Access::Read(&made), &Options::default()).expect(&statement);
        let plan = answer.plan.expect("a plan");
        let filters = plan.iter().filter(|row| row.operator == "Filter").map(|row| row.rows).collect();
        let pairs = plan.iter().filter(|row| row.operator == "Expand").filter_map(|row| row.rows).max();
        (answer.rows.len(), pairs, filters)
    };
    let expected = |rows: u64, filters: &[u64]| {
        (rows as usize, Some(12), filters.iter().map(|rows| Some(*rows)).collect::<Vec<_>>())
    };
    assert_eq!(counts("q.x < u.x"), expected(6, &[6]));
    assert_eq!(counts("u.x > 9 + q.x"), expected(0, &[0]));
    assert_eq!(counts("q.x >= u.x + 0 AND q.x < u.x"), expected(0, &[0, 6]));
    assert_eq!(counts("q.x < u.x AND u.x - q.x > 2"), expected(1, &[1, 6]));
}

/// What makes columns of one key hold several types, or values apart from their lists.
fn changes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "MATCH (n) RETURN 1",
        "MATCH (n) SET n.t = ['one', 'two', 'three', 'four'][n.x], n.m = n.x",
        "MATCH (n) SET n.t = ['one', 'two', 'three', 'four'][n.x], n.m = CASE n.x WHEN 1 THEN 1.0 WHEN 2 THEN 'two' ELSE n.x END",
        "MATCH (n) WHERE n.x = 2 SET n.x = 2.0, n.d = null",
        "MATCH (n)-[r]->(m) WHERE r.w = 1 DELETE r CREATE (m)-[:S {w: 2}]->(n)",
        "MATCH (n) SET n.m = n.x SET n.m = CASE WHEN n.x > 1 THEN 1 END",
        "MATCH (n) WHERE n.x = 3 DETACH DELETE n",
    ])
}
