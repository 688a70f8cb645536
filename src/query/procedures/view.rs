//! The part of the graph that an algorithm looks at, in compressed rows that petgraph's algorithms walk.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::slice;
use std::sync::Arc;

use petgraph::Direction;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, Visitable,
};

use crate::error::{Code, Error, Result};
use crate::graph::{Graph, KeyId, LabelId, TypeId};
use crate::model::{EdgeId, Element, NodeId, Value};
use crate::query::types::Types;

/// Which way the edges are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Out,
    In,
    Both,
}

/// What the caller asked for in the options map; unknown entries are an error.
#[derive(Debug, Clone)]
pub struct Choice {
    labels: Option<Vec<String>>,
    types: Option<Vec<String>>,
    way: Way,
    weight: Option<String>,
}

/// Nodes by number from 0, and for each the edges that leave it as they are walked.
#[derive(Debug)]
pub struct View {
    pub nodes: Vec<NodeId>,
    forward: Rows,
    backward: Rows,
}

/// Compressed rows: the steps of node `i` are `steps[starts[i]..starts[i + 1]]`.
#[derive(Debug, Default)]
struct Rows {
    starts: Vec<usize>,
    steps: Vec<Step>,
}

/// One edge as it is walked.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    from: u32,
    to: u32,
    pub edge: EdgeId,
    pub weight: f64,
}

impl Choice {
    /// The entries that choose a view, for messages and documentation.
    pub const ENTRIES: &'static [&'static str] = &["labels", "types", "direction", "weight"];

    /// Reads the options map; `others` are entries that the algorithm itself reads.
    pub fn read(options: &BTreeMap<Arc<str>, Value>, others: &[&str]) -> Result<Self> {
        let known: Vec<&str> = Self::ENTRIES.iter().chain(others).copied().collect();
        if let Some(unknown) = options.keys().find(|key| !known.contains(&&***key)) {
            return Err(wrong(format!("there is no option {unknown}"))
                .hint(format!("the options are {}", known.join(", "))));
        }
        let way = match options.get("direction").map(Value::as_str) {
            None => Way::Both,
            Some(Some("out")) => Way::Out,
            Some(Some("in")) => Way::In,
            Some(Some("both")) => Way::Both,
            Some(_) => return Err(wrong("direction is 'out', 'in' or 'both'".to_owned())),
        };
        let weight = match options.get("weight") {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(name.to_string()),
            Some(other) => {
                return Err(wrong(format!("weight is the name of a property, not {}", Types::of(other))));
            }
        };
        Ok(Choice { labels: names(options, "labels")?, types: names(options, "types")?, way, weight })
    }

    pub fn weighted(&self) -> bool {
        self.weight.is_some()
    }

    /// The same with edges walked one way or both ways, whatever was asked for.
    #[must_use]
    pub fn walked(mut self, way: Way) -> Self {
        self.way = way;
        self
    }

    pub fn both_ways(&self) -> bool {
        self.way == Way::Both
    }

    /// The same, but where no direction was asked for edges are walked this way.
    #[must_use]
    pub fn usually(self, options: &BTreeMap<Arc<str>, Value>, way: Way) -> Self {
        if options.contains_key("direction") { self } else { self.walked(way) }
    }
}

fn names(options: &BTreeMap<Arc<str>, Value>, entry: &str) -> Result<Option<Vec<String>>> {
    let message = || wrong(format!("{entry} is a list of names such as ['Person', 'State']"));
    match options.get(entry) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) => Ok(Some(vec![name.to_string()])),
        Some(Value::List(items)) => {
            let name = |item: &Value| item.as_str().map(str::to_owned).ok_or_else(message);
            items.iter().map(name).collect::<Result<_>>().map(Some)
        }
        Some(_) => Err(message()),
    }
}

impl View {
    /// # Errors
    /// Where a weight is negative or no number.
    pub fn new(graph: &Graph, choice: &Choice) -> Result<Self> {
        let labels: Option<Vec<LabelId>> =
            choice.labels.as_ref().map(|names| names.iter().filter_map(|name| graph.label(name)).collect());
        let types: Option<Vec<TypeId>> = choice
            .types
            .as_ref()
            .map(|names| names.iter().filter_map(|name| graph.edge_type(name)).collect());
        let chosen = |id: &NodeId| {
            labels.as_ref().is_none_or(|labels| labels.iter().any(|label| graph.has_label(*id, *label)))
        };
        let nodes: Vec<NodeId> = graph.nodes().filter(chosen).collect();
        let weight = choice.weight.as_ref().map(|name| graph.key(name));
        let mut steps = Vec::new();
        for edge in graph.edges() {
            let Some((kind, from, to)) = graph.ends(edge) else { continue };
            if types.as_ref().is_some_and(|types| !types.contains(&kind)) {
                continue;
            }
            let (Ok(from), Ok(to)) = (nodes.binary_search(&from), nodes.binary_search(&to)) else { continue };
            let step =
                Step { from: from as u32, to: to as u32, edge, weight: weight_of(graph, edge, weight)? };
            let back = Step { from: step.to, to: step.from, ..step };
            match choice.way {
                Way::Out => steps.push(step),
                Way::In => steps.push(back),
                Way::Both if from == to => steps.push(step),
                Way::Both => steps.extend([step, back]),
            }
        }
        let reversed = steps.iter().map(|step| Step { from: step.to, to: step.from, ..*step }).collect();
        Ok(View { forward: Rows::new(nodes.len(), steps), backward: Rows::new(nodes.len(), reversed), nodes })
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The place of a node in the view.
    pub fn place(&self, id: NodeId) -> Option<usize> {
        self.nodes.binary_search(&id).ok()
    }

    /// The steps that leave a node.
    pub fn steps(&self, place: usize) -> &[Step] {
        self.forward.of(place)
    }

    /// The steps that lead to a node, each turned round.
    pub fn back_steps(&self, place: usize) -> &[Step] {
        self.backward.of(place)
    }
}

impl Step {
    pub fn to(&self) -> usize {
        self.to as usize
    }
}

impl Rows {
    fn new(count: usize, mut steps: Vec<Step>) -> Self {
        steps.sort_by_key(|step| (step.from, step.to, step.edge));
        let mut starts = vec![0; count + 1];
        for step in &steps {
            starts[step.from as usize + 1] += 1;
        }
        for place in 0..count {
            starts[place + 1] += starts[place];
        }
        Rows { starts, steps }
    }

    fn of(&self, place: usize) -> &[Step] {
        &self.steps[self.starts[place]..self.starts[place + 1]]
    }
}

/// An edge without the property weighs 1; the key is none where the graph has no such property at all.
fn weight_of(graph: &Graph, edge: EdgeId, key: Option<Option<KeyId>>) -> Result<f64> {
    let value = match key {
        Some(Some(key)) => graph.property(Element::Edge(edge), key),
        _ => Value::Null,
    };
    match value {
        Value::Null => Ok(1.0),
        Value::Integer(number) if number >= 0 => Ok(number as f64),
        Value::Float(number) if number >= 0.0 => Ok(number),
        _ => Err(wrong("a weight must be a number from 0 on".to_owned())),
    }
}

pub fn wrong(message: String) -> Error {
    Error::input(Code::runtime("ArgumentError", "InvalidArgumentValue"), message, None)
}

impl GraphBase for View {
    type NodeId = usize;
    type EdgeId = EdgeId;
}

impl NodeCount for View {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl Visitable for View {
    type Map = HashSet<usize>;

    fn visit_map(&self) -> HashSet<usize> {
        HashSet::with_capacity(self.len())
    }

    fn reset_map(&self, map: &mut HashSet<usize>) {
        map.clear();
    }
}

impl IntoNodeIdentifiers for &View {
    type NodeIdentifiers = Range<usize>;

    fn node_identifiers(self) -> Range<usize> {
        0..self.len()
    }
}

impl<'a> IntoNeighbors for &'a View {
    type Neighbors = Neighbours<'a>;

    fn neighbors(self, place: usize) -> Neighbours<'a> {
        Neighbours(self.forward.of(place).iter())
    }
}

impl<'a> IntoNeighborsDirected for &'a View {
    type NeighborsDirected = Neighbours<'a>;

    fn neighbors_directed(self, place: usize, direction: Direction) -> Neighbours<'a> {
        match direction {
            Direction::Outgoing => Neighbours(self.forward.of(place).iter()),
            Direction::Incoming => Neighbours(self.backward.of(place).iter()),
        }
    }
}

/// The places one step away.
pub struct Neighbours<'a>(slice::Iter<'a, Step>);

impl Iterator for Neighbours<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.0.next().map(Step::to)
    }
}
