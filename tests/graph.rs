//! The fast graph reads like a simple one, whatever happens to it, and petgraph's algorithms run on it.

mod support;

use std::collections::HashMap;

use chancery::graph::{Change, Graph};
use chancery::model::{EdgeId, NodeId, Value};
use proptest::prelude::*;
use support::{naive, random};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_fast_graph_reads_like_the_simple_one(drafts in random::drafts(120), settle in any::<[bool; 8]>()) {
        let (mut fast, mut simple) = (Graph::new(), naive::Graph::new());
        for (draft, place) in drafts.iter().zip(0..) {
            let change = draft.change(&fast);
            let (one, two) = (fast.apply(&change), simple.apply(&change));
            prop_assert_eq!(one.is_ok(), two.is_ok(), "{:?}: {:?} but {:?}", change, one, two);
            if settle[place % 8] && place % 5 == 0 {
                fast.settle();
            }
        }
        prop_assert_eq!(picture!(&fast), picture!(&simple));
    }

    #[test]
    fn what_was_done_is_taken_back_exactly(
        first in random::drafts(60), second in random::drafts(60), settle in any::<bool>(),
    ) {
        let mut graph = Graph::new();
        for draft in first {
            let change = draft.change(&graph);
            let _ = graph.apply(&change);
        }
        if settle {
            graph.settle();
        }
        let before = picture!(&graph);
        let mut back = Vec::new();
        for draft in second {
            let change = draft.change(&graph);
            if let Ok(inverse) = graph.apply(&change) {
                back.push(inverse);
            }
        }
        for change in back.iter().rev().flatten() {
            graph.apply(change).expect("the inverse fits");
        }
        prop_assert_eq!(picture!(&graph), before);
    }

    #[test]
    fn a_property_finds_its_nodes(drafts in random::drafts(150), wanted in 0..9_i64) {
        let mut graph = Graph::new();
        for draft in drafts {
            let change = draft.change(&graph);
            let _ = graph.apply(&change);
            let (Some(label), Some(key)) = (graph.label("Person"), graph.key("year")) else { continue };
            for value in [Value::Integer(wanted), Value::Float(wanted as f64), Value::from("a")] {
                let same = |found: &Value| match (found, &value) {
                    (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => *a as f64 == *b,
                    (a, b) => a == b,
                };
                let expected: Vec<_> = graph
                    .nodes_with_label(label)
                    .filter(|id| same(&graph.property((*id).into(), key)))
                    .collect();
                prop_assert_eq!(graph.find(label, key, &value), expected);
            }
        }
    }
}

fn chain(edges: &[(u32, u32)]) -> Graph {
    let mut graph = Graph::new();
    let nodes = edges.iter().map(|(from, to)| from.max(to) + 1).max().unwrap_or(0);
    for id in 0..nodes {
        let create = Change::CreateNode { id: NodeId(id), labels: vec![], properties: vec![] };
        graph.apply(&create).expect("a new node");
    }
    for ((from, to), id) in edges.iter().zip(0..) {
        let create = Change::CreateEdge {
            id: EdgeId(id),
            kind: "MET".into(),
            from: NodeId(*from),
            to: NodeId(*to),
            properties: vec![],
        };
        graph.apply(&create).expect("a new edge");
    }
    graph
}

#[test]
fn petgraph_finds_shortest_ways() {
    let graph = chain(&[(0, 1), (1, 2), (2, 3), (0, 3), (3, 4), (5, 5)]);
    let costs = petgraph::algo::dijkstra(&graph, NodeId(0), None, |_| 1);
    let expected = [(0, 0), (1, 1), (2, 2), (3, 1), (4, 2)].map(|(id, cost)| (NodeId(id), cost));
    assert_eq!(costs.into_iter().collect::<HashMap<_, _>>(), HashMap::from(expected));
    let both = petgraph::algo::bidirectional_dijkstra(&graph, NodeId(0), NodeId(4), |_| 1);
    assert_eq!(both, Some(2));
    let back = petgraph::visit::UndirectedAdaptor(&graph);
    let costs = petgraph::algo::dijkstra(back, NodeId(4), Some(NodeId(1)), |_| 1);
    assert_eq!(costs[&NodeId(1)], 3);
}

#[test]
fn petgraph_finds_components() {
    let mut graph = chain(&[(0, 1), (1, 2), (2, 0), (2, 3), (4, 5)]);
    graph.settle();
    let mut components = petgraph::algo::kosaraju_scc(&graph);
    components.iter_mut().for_each(|list| list.sort());
    components.sort();
    let expected = vec![vec![0, 1, 2], vec![3], vec![4], vec![5]];
    let plain = components.iter().map(|list| list.iter().map(|id| id.0).collect());
    assert_eq!(plain.collect::<Vec<Vec<u32>>>(), expected);

    use petgraph::visit::{EdgeRef, IntoEdgeReferences, NodeIndexable};
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(graph.node_bound());
    for edge in (&graph).edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    assert!(sets.equiv(0, 3) && sets.equiv(4, 5) && !sets.equiv(0, 4));
}

#[test]
fn names_are_found_by_their_beginning_and_through_their_spelling() {
    let mut graph = Graph::new();
    let people: [(&str, &[&str]); 3] =
        [("Qassem al-Araji", &["Qasim al-Aaraji"]), ("Qalibaf", &[]), ("Abbas Araghchi", &["Araqchi"])];
    for ((name, aliases), id) in people.into_iter().zip(0..) {
        let aliases = Value::from(aliases.iter().map(|alias| Value::from(*alias)).collect::<Vec<_>>());
        let properties = vec![("name".into(), name.into()), ("aliases".into(), aliases)];
        let create = Change::CreateNode { id: NodeId(id), labels: vec!["Person".into()], properties };
        graph.apply(&create).expect("a new node");
    }
    let completed = |graph: &Graph, start: &str| -> Vec<String> {
        graph.names_with_prefix(start, 10).iter().map(|named| named.name.to_string()).collect()
    };
    assert_eq!(completed(&graph, "qa"), ["Qalibaf", "Qasim al-Aaraji", "Qassem al-Araji"]);
    assert_eq!(completed(&graph, "ÁRAQ"), ["Araqchi"]);
    assert_eq!(graph.named("qalibaf"), [NodeId(1)]);
    let rename = Change::SetProperty { on: NodeId(1).into(), key: "name".into(), value: "Ghalibaf".into() };
    graph.apply(&rename).expect("a new name");
    assert_eq!(completed(&graph, "gha"), ["Ghalibaf"]);
    assert_eq!(graph.named("qalibaf"), []);
}
