//! The optimizer changes how a statement runs, never what it answers: random small graphs and random
//! statements give the same rows with it and without.

use chancery::graph::Graph;
use chancery::query::display::literal;
use chancery::query::{Access, Options, Params, run};
use proptest::prelude::*;

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

/// The rows as sorted lines, elements of the graph by their numbers and lists as bags.
fn rows(statement: &str, graph: &Graph, optimize: bool) -> Vec<String> {
    let options = Options { optimize, ..Options::default() };
    let answer = run(statement, &Params::new(), Access::Read(graph), &options).expect(statement);
    let line = |row: &Vec<chancery::model::Value>| {
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
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_optimizer_changes_no_rows(graph in graphs(), statement in statements()) {
        let mut made = Graph::new();
        run(&graph, &Params::new(), Access::Write(&mut made), &Options::default()).expect("a graph");
        let (with, without) = (rows(&statement, &made, true), rows(&statement, &made, false));
        prop_assert_eq!(with, without, "{}\n{}", graph, statement);
    }
}
