//! Graph algorithms as procedures: `CALL graph.pageRank({labels: ['Person']}) YIELD node, score`.
//!
//! Every one takes, as its last argument, a map of options that choose what it looks at: `labels` and `types` (all where they
//! are missing), `direction` (`'out'`, `'in'` or `'both'`) and `weight`, the property that weighs edges.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Result;
use crate::graph::Graph;
use crate::model::{NodeId, Value};
use crate::query::options::Stop;
use crate::query::procedures::Procedure;
use crate::query::types::Types;

use super::view::{Choice, View, Way, wrong};
use super::{centrality, components, paths};

type Rows = Result<Vec<Vec<Value>>>;
type Entries = BTreeMap<Arc<str>, Value>;

/// Scores by the place in the view.
type Scores = fn(&View, &Choice, &Entries, &Stop) -> Result<Vec<f64>>;

/// All of them, by name.
pub fn all() -> Vec<Procedure> {
    let score = |name: &str, others: &'static [&'static str], way: Way, doc: &'static str, scores: Scores| {
        let body = move |graph: &Graph, given: &[Value], stop: &Stop| {
            scored(graph, options(given, 0)?, others, way, scores, stop)
        };
        procedure(
            name,
            &[("options", Types::MAP)],
            &[("node", Types::NODE), ("score", Types::FLOAT)],
            doc,
            body,
        )
    };
    let component = [("node", Types::NODE), ("component", Types::INTEGER), ("size", Types::INTEGER)];
    vec![
        procedure(
            "graph.components",
            &[("options", Types::MAP)],
            &component,
            "the parts of the graph that hang together, numbered from the largest, 0",
            |graph, given, _| components_of(graph, options(given, 0)?, Way::Both, components::weak),
        ),
        procedure(
            "graph.strongComponents",
            &[("options", Types::MAP)],
            &component,
            "the parts in which every node leads to every other along the edges' direction",
            |graph, given, _| components_of(graph, options(given, 0)?, Way::Out, components::strong),
        ),
        score(
            "graph.degree",
            &[],
            Way::Both,
            "how many edges a node has, or what they weigh",
            |view, choice, _, _| Ok(centrality::degree(view, choice.weighted())),
        ),
        score(
            "graph.closeness",
            &[],
            Way::Both,
            "how near a node is to all others: 1 where each is one step away",
            |view, choice, _, stop| centrality::closeness(view, choice.weighted(), stop),
        ),
        score(
            "graph.betweenness",
            &[],
            Way::Both,
            "how many shortest paths between other nodes lead through a node",
            |view, choice, _, stop| {
                centrality::betweenness(view, choice.weighted(), choice.both_ways(), stop)
            },
        ),
        score(
            "graph.pageRank",
            &["damping", "rounds", "tolerance"],
            Way::Out,
            "how much of its time a random walk spends at a node",
            page_rank,
        ),
        procedure(
            "graph.shortestPath",
            &[("from", Types::NODE), ("to", Types::NODE), ("options", Types::MAP)],
            &[("path", Types::PATH), ("cost", Types::FLOAT)],
            "a cheapest path from one node to another and its cost; no row where there is none",
            shortest_path,
        ),
    ]
}

fn procedure(
    name: &str,
    takes: &[(&str, Types)],
    gives: &[(&str, Types)],
    doc: &'static str,
    body: impl Fn(&Graph, &[Value], &Stop) -> Rows + Send + Sync + 'static,
) -> Procedure {
    let named =
        |list: &[(&str, Types)]| list.iter().map(|(name, types)| ((*name).to_owned(), *types)).collect();
    Procedure {
        name: name.to_owned(),
        takes: named(takes),
        // The options come last.
        optional: 1,
        gives: named(gives),
        doc,
        body: Arc::new(body),
    }
}

fn options(given: &[Value], place: usize) -> Result<&Entries> {
    static NONE: Entries = Entries::new();
    match given.get(place) {
        None | Some(Value::Null) => Ok(&NONE),
        Some(Value::Map(entries)) => Ok(entries),
        _ => Err(wrong("the options are a map such as {labels: ['Person']}".to_owned())),
    }
}

fn scored(graph: &Graph, options: &Entries, others: &[&str], way: Way, scores: Scores, stop: &Stop) -> Rows {
    let choice = Choice::read(options, others)?.usually(options, way);
    let view = View::new(graph, &choice)?;
    let scores = scores(&view, &choice, options, stop)?;
    Ok(view
        .nodes
        .iter()
        .zip(scores)
        .map(|(node, score)| vec![Value::Node(*node), Value::Float(score)])
        .collect())
}

fn components_of(graph: &Graph, options: &Entries, way: Way, find: fn(&View) -> Vec<(usize, usize)>) -> Rows {
    let view = View::new(graph, &Choice::read(options, &[])?.walked(way))?;
    let integer = |number: usize| Value::Integer(number as i64);
    let rows = view.nodes.iter().zip(find(&view));
    Ok(rows.map(|(node, (number, size))| vec![Value::Node(*node), integer(number), integer(size)]).collect())
}

fn page_rank(view: &View, _: &Choice, options: &Entries, stop: &Stop) -> Result<Vec<f64>> {
    let number = |name: &str, missing: f64, least: f64, most: f64| {
        let number = match options.get(name) {
            None | Some(Value::Null) => Some(missing),
            Some(Value::Integer(number)) => Some(*number as f64),
            Some(Value::Float(number)) => Some(*number),
            Some(_) => None,
        };
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| wrong(format!("{name} is a number from {least} to {most}")))
    };
    let damping = number("damping", 0.85, 0.0, 1.0)?;
    let rounds = number("rounds", 100.0, 1.0, 10_000.0)? as usize;
    centrality::page_rank(view, damping, rounds, number("tolerance", 1e-9, 0.0, 1.0)?, stop)
}

fn shortest_path(graph: &Graph, given: &[Value], stop: &Stop) -> Rows {
    let options = options(given, 2)?;
    let (Some(from), Some(to)) = (node(given, 0)?, node(given, 1)?) else { return Ok(Vec::new()) };
    let choice = Choice::read(options, &[])?;
    let view = View::new(graph, &choice)?;
    let found = paths::shortest(&view, from, to, choice.weighted(), stop)?;
    Ok(found.into_iter().map(|(path, cost)| vec![Value::Path(Arc::new(path)), Value::Float(cost)]).collect())
}

/// None for null.
fn node(given: &[Value], place: usize) -> Result<Option<NodeId>> {
    match given.get(place) {
        Some(Value::Node(id)) => Ok(Some(*id)),
        Some(Value::Null) => Ok(None),
        other => Err(wrong(format!(
            "a path leads from a node to a node, not {}",
            other.map_or(Types::NULL, Types::of)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Change;
    use crate::model::EdgeId;

    /// 0 – 1 – 2 – 3 in a row with a dear short cut from 0 to 3, and 4 alone.
    fn graph() -> Graph {
        let mut graph = Graph::new();
        let node = |id: u32| Change::CreateNode {
            id: NodeId(id),
            labels: vec!["Place".into()],
            properties: Vec::new(),
        };
        let edge = |id: u32, from: u32, to: u32, cost: f64| Change::CreateEdge {
            id: EdgeId(id),
            kind: "ROAD".into(),
            from: NodeId(from),
            to: NodeId(to),
            properties: vec![("cost".into(), cost.into())],
        };
        let changes = (0..5).map(node).chain([
            edge(0, 0, 1, 1.0),
            edge(1, 1, 2, 1.0),
            edge(2, 2, 3, 1.0),
            edge(3, 0, 3, 5.0),
        ]);
        for change in changes {
            graph.apply(&change).expect("the graph takes it");
        }
        graph
    }

    fn call(name: &str, given: &[Value]) -> Rows {
        let procedure = all().into_iter().find(|procedure| procedure.name == name).expect("a procedure");
        (procedure.body)(&graph(), given, &Stop::default())
    }

    fn map(entries: &[(&str, Value)]) -> Value {
        Value::map(entries.iter().map(|(name, value)| (Arc::from(*name), value.clone())).collect())
    }

    fn column(rows: Rows, place: usize) -> Vec<Value> {
        rows.expect("rows").into_iter().map(|row| row[place].clone()).collect()
    }

    #[test]
    fn components_are_numbered_from_the_largest() {
        let integers =
            |numbers: &[i64]| numbers.iter().map(|number| Value::Integer(*number)).collect::<Vec<_>>();
        assert_eq!(column(call("graph.components", &[map(&[])]), 1), integers(&[0, 0, 0, 0, 1]));
        assert_eq!(column(call("graph.components", &[map(&[])]), 2), integers(&[4, 4, 4, 4, 1]));
        assert_eq!(column(call("graph.strongComponents", &[map(&[])]), 2), integers(&[1, 1, 1, 1, 1]));
    }

    #[test]
    fn the_middle_of_a_ring_is_as_central_as_its_ends() {
        let floats = |numbers: &[f64]| numbers.iter().map(|number| Value::Float(*number)).collect::<Vec<_>>();
        let none = map(&[]);
        assert_eq!(
            column(call("graph.degree", std::slice::from_ref(&none)), 1),
            floats(&[2.0, 2.0, 2.0, 2.0, 0.0])
        );
        assert_eq!(
            column(call("graph.betweenness", std::slice::from_ref(&none)), 1),
            floats(&[0.5, 0.5, 0.5, 0.5, 0.0])
        );
        assert_eq!(
            column(call("graph.closeness", &[none]), 1),
            floats(&[0.5625, 0.5625, 0.5625, 0.5625, 0.0])
        );
        let weighted = map(&[("weight", "cost".into())]);
        assert_eq!(column(call("graph.betweenness", &[weighted]), 1), floats(&[0.0, 2.0, 2.0, 0.0, 0.0]));
    }

    #[test]
    fn ranks_are_shares_of_one() {
        let ranks = column(call("graph.pageRank", &[map(&[])]), 1);
        let number = |value: &Value| if let Value::Float(number) = value { *number } else { f64::NAN };
        let total: f64 = ranks.iter().map(number).sum();
        assert!((total - 1.0).abs() < 1e-9, "{total}");
        assert!(number(&ranks[3]) > number(&ranks[4]));
    }

    #[test]
    fn the_cheap_way_round_beats_the_dear_short_cut() {
        let ends = [Value::Node(NodeId(0)), Value::Node(NodeId(3))];
        let cost =
            |options| column(call("graph.shortestPath", &[ends[0].clone(), ends[1].clone(), options]), 1);
        assert_eq!(cost(map(&[])), [Value::Float(1.0)]);
        assert_eq!(cost(map(&[("weight", "cost".into())])), [Value::Float(3.0)]);
        assert_eq!(cost(map(&[("direction", "in".into())])), []);
    }

    #[test]
    fn unknown_options_are_named() {
        let error = call("graph.degree", &[map(&[("label", "Place".into())])]).expect_err("no such option");
        assert_eq!(error.to_string(), "there is no option label");
    }
}
