//! Graph algorithms against their definitions, on random small graphs.

use std::sync::Arc;

use chancery::graph::{Change, Graph};
use chancery::model::{EdgeId, NodeId, Value};
use chancery::query::{self, Access, Options, Params};
use proptest::prelude::*;

/// The most nodes of a random graph.
const MOST: usize = 7;

/// Edges as from, to, weight; weights are whole, so that sums are exact.
type Edges = Vec<(usize, usize, u8)>;

fn graphs() -> impl Strategy<Value = (usize, Edges)> {
    (1..=MOST).prop_flat_map(|count| {
        (Just(count), prop::collection::vec((0..count, 0..count, 1..5u8), 0..3 * count))
    })
}

fn build(count: usize, edges: &Edges) -> Graph {
    let mut graph = Graph::new();
    let nodes = (0..count as u32).map(|id| Change::CreateNode {
        id: NodeId(id),
        labels: vec![Arc::from("N")],
        properties: Vec::new(),
    });
    let edges = edges.iter().enumerate().map(|(id, (from, to, weight))| Change::CreateEdge {
        id: EdgeId(id as u32),
        kind: Arc::from("E"),
        from: NodeId(*from as u32),
        to: NodeId(*to as u32),
        properties: vec![(Arc::from("w"), Value::Integer(i64::from(*weight)))],
    });
    for change in nodes.chain(edges) {
        graph.apply(&change).expect("the change fits");
    }
    graph
}

fn numbers(graph: &mut Graph, statement: &str) -> Vec<Vec<f64>> {
    let answer = query::run(statement, &Params::new(), Access::Write(graph), &Options::default())
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
    let number = |value: &Value| match value {
        Value::Integer(number) => *number as f64,
        Value::Float(number) => *number,
        other => panic!("{other:?} is no number"),
    };
    answer.rows.iter().map(|row| row.iter().map(number).collect()).collect()
}

/// Distances from everywhere to everywhere (Floyd and Warshall), infinite where there is no way.
fn distances(count: usize, edges: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
    let mut table = vec![vec![f64::INFINITY; count]; count];
    for (place, row) in table.iter_mut().enumerate() {
        row[place] = 0.0;
    }
    for (from, to, weight) in edges {
        table[*from][*to] = table[*from][*to].min(*weight);
    }
    for middle in 0..count {
        for from in 0..count {
            for to in 0..count {
                table[from][to] = table[from][to].min(table[from][middle] + table[middle][to]);
            }
        }
    }
    table
}

/// How many shortest paths lead from everywhere to everywhere, along edges that are one long.
fn path_counts(count: usize, edges: &[(usize, usize, f64)], distances: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut counts = vec![vec![0.0; count]; count];
    for (start, row) in counts.iter_mut().enumerate() {
        row[start] = 1.0;
        for length in 1..count {
            let reached: Vec<usize> =
                (0..count).filter(|to| distances[start][*to] == length as f64).collect();
            for to in reached {
                let before = edges.iter().filter(|(from, end, _)| {
                    *end == to && distances[start][*from] + 1.0 == distances[start][to]
                });
                row[to] = before.map(|(from, ..)| row[*from]).sum();
            }
        }
    }
    counts
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

proptest! {
    #[test]
    fn a_shortest_path_costs_what_no_other_undercuts((count, edges) in graphs()) {
        let weighted: Vec<_> = edges.iter().map(|(from, to, weight)| (*from, *to, f64::from(*weight))).collect();
        let expected = distances(count, &weighted);
        let statement = "MATCH (a), (b) CALL graph.shortestPath(a, b, {weight: 'w', direction: 'out'}) YIELD path, cost
            RETURN id(a), id(b), cost, reduce(sum = 0, r IN relationships(path) | sum + r.w)";
        let rows = numbers(&mut build(count, &edges), statement);
        let reachable = expected.iter().flatten().filter(|distance| distance.is_finite()).count();
        prop_assert_eq!(rows.len(), reachable);
        for row in rows {
            prop_assert_eq!(row[2], expected[row[0] as usize][row[1] as usize]);
            prop_assert_eq!(row[2], row[3]);
        }
    }

    #[test]
    fn centrality_is_what_its_definition_says((count, edges) in graphs()) {
        let steps: Vec<_> = edges.iter().map(|(from, to, _)| (*from, *to, 1.0)).collect();
        let distances = distances(count, &steps);
        let paths = path_counts(count, &steps, &distances);
        let mut graph = build(count, &edges);
        let found = numbers(&mut graph, "CALL graph.betweenness({direction: 'out'}) YIELD node, score RETURN id(node), score");
        for row in found {
            let middle = row[0] as usize;
            let mut expected = 0.0;
            for from in (0..count).filter(|from| *from != middle) {
                for to in (0..count).filter(|to| *to != middle && *to != from && paths[from][*to] > 0.0) {
                    if distances[from][middle] + distances[middle][to] == distances[from][to] {
                        expected += paths[from][middle] * paths[middle][to] / paths[from][to];
                    }
                }
            }
            prop_assert!(close(row[1], expected), "{middle}: {} is not {expected}", row[1]);
        }
        let found = numbers(&mut graph, "CALL graph.closeness({direction: 'out'}) YIELD node, score RETURN id(node), score");
        for row in found {
            let reached: Vec<f64> =
                distances[row[0] as usize].iter().copied().filter(|distance| distance.is_finite()).collect();
            let (others, total) = (reached.len() as f64 - 1.0, reached.iter().sum::<f64>());
            let expected = if total > 0.0 { others * others / (count as f64 - 1.0) / total } else { 0.0 };
            prop_assert!(close(row[1], expected), "{} is not {expected}", row[1]);
        }
    }

    #[test]
    fn components_are_what_can_be_reached((count, edges) in graphs()) {
        let forth: Vec<_> = edges.iter().map(|(from, to, _)| (*from, *to, 1.0)).collect();
        let both: Vec<_> = forth.iter().flat_map(|(from, to, one)| [(*from, *to, *one), (*to, *from, *one)]).collect();
        let (along, either) = (distances(count, &forth), distances(count, &both));
        let mut graph = build(count, &edges);
        for (name, strong) in [("graph.components", false), ("graph.strongComponents", true)] {
            let statement = format!("CALL {name}({{}}) YIELD node, component, size RETURN id(node), component, size");
            let rows = numbers(&mut graph, &statement);
            for one in &rows {
                let together = |other: &&Vec<f64>| {
                    let (a, b) = (one[0] as usize, other[0] as usize);
                    if strong { (along[a][b] + along[b][a]).is_finite() } else { either[a][b].is_finite() }
                };
                prop_assert!(rows.iter().all(|other| together(&other) == (one[1] == other[1])));
                prop_assert_eq!(rows.iter().filter(together).count() as f64, one[2]);
            }
        }
    }

    #[test]
    fn ranks_do_not_move_once_they_are_found((count, edges) in graphs()) {
        let mut graph = build(count, &edges);
        let ranks: Vec<f64> = numbers(&mut graph, "CALL graph.pageRank({tolerance: 0.0, rounds: 500}) YIELD node, score RETURN score")
            .concat();
        prop_assert!(close(ranks.iter().sum(), 1.0));
        let leaving = |node: usize| edges.iter().filter(|(from, ..)| *from == node).count() as f64;
        let stuck: f64 = (0..count).filter(|node| leaving(*node) == 0.0).map(|node| ranks[node]).sum();
        for (node, rank) in ranks.iter().enumerate() {
            let lent: f64 = edges.iter().filter(|(_, to, _)| *to == node).map(|(from, ..)| ranks[*from] / leaving(*from)).sum();
            let expected = 0.15 / count as f64 + 0.85 * (lent + stuck / count as f64);
            prop_assert!(close(*rank, expected), "{rank} is not {expected}");
        }
    }
}
