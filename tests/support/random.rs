//! Random changes that mostly fit the graph they are made for.

use chancery::graph::{Change, Evidence, Graph};
use chancery::model::{Decision, EdgeId, Element, NodeId, Value, Verdict};
use proptest::prelude::*;

/// A change before it is known which elements there are.
#[derive(Debug, Clone)]
pub struct Draft {
    kind: u8,
    numbers: [u32; 3],
    value: Value,
}

pub fn drafts(most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let draft = (0..26_u8, any::<[u32; 3]>(), value());
    proptest::collection::vec(
        draft.prop_map(|(kind, numbers, value)| Draft { kind, numbers, value }),
        0..most,
    )
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..9_i64).prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        "[a-c]{0,2}".prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
        (-1_000_000..1_000_000_i32).prop_map(|day| chrono::NaiveDate::from_num_days_from_ce_opt(day)
            .map(Value::Date)
            .unwrap_or_default()),
        (0..86_400_u32).prop_map(|s| {
            chrono::NaiveTime::from_num_seconds_from_midnight_opt(s, 5)
                .map(Value::LocalTime)
                .unwrap_or_default()
        }),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => scalar(),
        1 => proptest::collection::vec(scalar(), 0..3).prop_map(Value::from),
        1 => Just(Value::Null),
    ]
}

impl Draft {
    /// The change for this graph.
    pub fn change(&self, graph: &Graph) -> Change {
        let [a, b, c] = self.numbers;
        let node = |n: u32| NodeId(n % (graph.next_node().0 + 1).max(1));
        let edge = |n: u32| EdgeId(n % (graph.next_edge().0 + 1).max(1));
        let on = if c % 2 == 0 { Element::Node(node(a)) } else { Element::Edge(edge(a)) };
        let word = |list: [&str; 3], n: u32| list[n as usize % 3].into();
        let label = |n| word(["Person", "State", "Meeting"], n);
        let key = |n| word(["name", "year", "date"], n);
        let evidence = match b % 3 {
            0 => Evidence::Hand { at: i64::from(c % 4) },
            _ => Evidence::Sentence { article: node(b), sentence: c % 3 },
        };
        match self.kind {
            0..=4 => Change::CreateNode {
                // Now and then a number that leaves a gap, or one that is taken.
                id: if a % 16 == 0 { NodeId(graph.next_node().0 + b % 70) } else { graph.next_node() },
                labels: (0..b % 3).map(|n| label(n + c)).collect(),
                properties: vec![(key(a), self.value.clone())],
            },
            5..=9 => Change::CreateEdge {
                id: if a % 16 == 0 { edge(b) } else { graph.next_edge() },
                kind: word(["MET", "HOLDS", "ABOUT"], a),
                from: node(b),
                to: if c % 8 == 0 { node(b) } else { node(c) },
                properties: (0..a % 2).map(|n| (key(n + b), self.value.clone())).collect(),
            },
            10 | 11 => Change::DeleteEdge { id: edge(a) },
            12 => Change::DeleteNode { id: node(a) },
            13 => Change::AddLabel { id: node(a), label: label(b) },
            14 => Change::RemoveLabel { id: node(a), label: label(b) },
            15..=17 => Change::SetProperty { on, key: key(b), value: self.value.clone() },
            18 | 19 => Change::AddSentence {
                article: node(a),
                start: b.into(),
                end: u64::from(b) + 3,
                text: format!("{c}.").into(),
            },
            20 => Change::RemoveSentence { article: node(a) },
            21 | 22 => Change::AddEvidence { on, evidence },
            23 => Change::RemoveEvidence { on, evidence },
            24 => Change::Decide(Decision {
                left: format!("a{}", a % 2),
                right: "b".to_owned(),
                verdict: if b % 2 == 0 { Verdict::Same } else { Verdict::Different },
                score: f64::from(c % 10) / 10.0,
                reasons: vec!["a test".to_owned()],
                by_hand: c % 2 == 0,
            }),
            _ => Change::Undecide { left: format!("a{}", a % 2), right: "b".to_owned() },
        }
    }
}

/// Everything that can be read of a graph, by names; `$sorted` where the order of neighbours is free.
#[macro_export]
macro_rules! picture {
    ($graph:expr) => {{
        use std::fmt::Write;
        let graph = $graph;
        let mut text = format!("next {:?} {:?}\n", graph.next_node(), graph.next_edge());
        let properties = |text: &mut String, on: chancery::model::Element| {
            let mut list: Vec<_> = graph
                .properties(on)
                .map(|(key, value)| format!("{}={value:?}", graph.key_name(key)))
                .collect();
            list.sort();
            let evidence: Vec<_> = graph.evidence(on).collect();
            writeln!(text, "  {} {evidence:?}", list.join(" ")).expect("a string takes all");
        };
        for id in graph.nodes() {
            let mut labels: Vec<_> = graph.labels_of(id).map(|label| graph.label_name(label)).collect();
            labels.sort();
            writeln!(text, "node {id:?} {labels:?}").expect("a string takes all");
            properties(&mut text, id.into());
            for sentence in graph.sentences(id) {
                writeln!(text, "  {sentence:?}").expect("a string takes all");
            }
            for way in [
                chancery::graph::Direction::Outgoing,
                chancery::graph::Direction::Incoming,
                chancery::graph::Direction::Both,
            ] {
                let mut all: Vec<_> = graph.neighbours(id, way, None).collect();
                all.sort();
                writeln!(text, "  {way:?} {all:?} {}", graph.degree(id, way, None))
                    .expect("a string takes all");
                for name in ["MET", "HOLDS", "ABOUT"] {
                    let Some(kind) = graph.edge_type(name) else { continue };
                    let mut some: Vec<_> = graph.neighbours(id, way, Some(kind)).collect();
                    some.sort();
                    if !some.is_empty() {
                        writeln!(text, "    {name} {some:?}").expect("a string takes all");
                    }
                }
            }
        }
        for id in graph.edges() {
            let (kind, from, to) = graph.ends(id).expect("the edge was listed");
            writeln!(text, "edge {id:?} {} {from:?} {to:?}", graph.type_name(kind))
                .expect("a string takes all");
            properties(&mut text, id.into());
        }
        for name in ["Person", "State", "Meeting"] {
            let Some(label) = graph.label(name) else { continue };
            let nodes: Vec<_> = graph.nodes_with_label(label).collect();
            if !nodes.is_empty() {
                writeln!(text, "{name} {} {nodes:?}", graph.label_count(label)).expect("a string takes all");
            }
        }
        for name in ["MET", "HOLDS", "ABOUT"] {
            let count = graph.edge_type(name).map_or(0, |kind| graph.type_count(kind));
            if count > 0 {
                writeln!(text, "{name} {count}").expect("a string takes all");
            }
        }
        writeln!(text, "{} {}", graph.node_count(), graph.edge_count()).expect("a string takes all");
        writeln!(text, "{:?}", graph.decisions().collect::<Vec<_>>()).expect("a string takes all");
        text
    }};
}
