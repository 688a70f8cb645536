//! A graph that is being changed: every change is applied to a working copy at once and kept for the batch.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::error::Result;
use crate::graph::{Change, Direction, Evidence, Graph};
use crate::model::{Decision, EdgeId, Element, NodeId, PartialDate, Value};

pub(super) struct Draft {
    pub(super) graph: Graph,
    pub(super) changes: Vec<Change>,
    /// Nodes whose support has changed, so that what is derived from it must be reckoned anew.
    pub(super) stale: BTreeSet<NodeId>,
}

/// A property and its value; null ones are left out.
pub(super) type Property = (&'static str, Value);

impl Draft {
    pub(super) fn of(graph: &Graph) -> Self {
        Draft { graph: graph.clone(), changes: Vec::new(), stale: BTreeSet::new() }
    }

    pub(super) fn change(&mut self, change: Change) -> Result<()> {
        self.graph.apply(&change)?;
        self.changes.push(change);
        Ok(())
    }

    pub(super) fn create(&mut self, label: &str, properties: Vec<Property>) -> Result<NodeId> {
        let id = self.graph.next_node();
        self.change(Change::CreateNode { id, labels: vec![label.into()], properties: named(properties) })?;
        self.stale.insert(id);
        Ok(id)
    }

    /// The edge of this type between the two nodes that has exactly these telling properties, made where it
    /// is missing. `near` is the end with fewer edges, from which it is looked for.
    pub(super) fn connect(
        &mut self,
        from: NodeId,
        kind: &str,
        to: NodeId,
        telling: Vec<Property>,
        near: End,
    ) -> Result<EdgeId> {
        if let Some(known) = self.edge(from, kind, to, &telling, near) {
            return Ok(known);
        }
        let id = self.graph.next_edge();
        self.change(Change::CreateEdge { id, kind: kind.into(), from, to, properties: named(telling) })?;
        self.stale.extend([from, to]);
        Ok(id)
    }

    fn edge(&self, from: NodeId, kind: &str, to: NodeId, telling: &[Property], near: End) -> Option<EdgeId> {
        let number = self.graph.edge_type(kind)?;
        let (start, direction, end) = match near {
            End::From => (from, Direction::Outgoing, to),
            End::To => (to, Direction::Incoming, from),
        };
        self.graph.neighbours(start, direction, Some(number)).find_map(|(edge, other)| {
            let same = other == end && telling.iter().all(|(key, value)| self.value(edge, key) == *value);
            same.then_some(edge)
        })
    }

    pub(super) fn support(&mut self, on: impl Into<Element>, evidence: Evidence) -> Result<()> {
        let on = on.into();
        let change = Change::AddEvidence { on, evidence };
        // Nothing to take back means that the graph had it.
        if !self.graph.apply(&change)?.is_empty() {
            self.changes.push(change);
            self.touch(on);
        }
        Ok(())
    }

    pub(super) fn unsupport(&mut self, on: impl Into<Element>, evidence: Evidence) -> Result<()> {
        let on = on.into();
        self.touch(on);
        self.change(Change::RemoveEvidence { on, evidence })
    }

    /// What is derived from this element's support must be reckoned anew.
    pub(super) fn touch(&mut self, on: Element) {
        match on {
            Element::Node(node) => {
                self.stale.insert(node);
            }
            Element::Edge(edge) => {
                if let Some((_, from, to)) = self.graph.ends(edge) {
                    self.stale.extend([from, to]);
                }
            }
        }
    }

    /// Sets a property where it differs.
    pub(super) fn set(&mut self, on: impl Into<Element>, key: &str, value: Value) -> Result<()> {
        let on = on.into();
        if self.value(on, key) == value {
            return Ok(());
        }
        self.change(Change::SetProperty { on, key: key.into(), value })
    }

    pub(super) fn decide(&mut self, decision: Decision) -> Result<()> {
        if self.graph.decision(&decision.left, &decision.right) == Some(&decision) {
            return Ok(());
        }
        self.change(Change::Decide(decision))
    }

    pub(super) fn delete_edge(&mut self, id: EdgeId) -> Result<()> {
        self.touch(id.into());
        self.change(Change::DeleteEdge { id })
    }

    /// Deletes a node that has no edges; its sentences go with it.
    pub(super) fn delete_node(&mut self, id: NodeId) -> Result<()> {
        self.stale.remove(&id);
        self.change(Change::DeleteNode { id })
    }

    pub(super) fn value(&self, on: impl Into<Element>, key: &str) -> Value {
        value(&self.graph, on, key)
    }

    pub(super) fn text(&self, on: impl Into<Element>, key: &str) -> Option<Arc<str>> {
        text(&self.graph, on, key)
    }

    pub(super) fn has_label(&self, node: NodeId, label: &str) -> bool {
        self.graph.label(label).is_some_and(|label| self.graph.has_label(node, label))
    }

    /// The name of the type of an edge, with its ends.
    pub(super) fn ends(&self, edge: EdgeId) -> Option<(Arc<str>, NodeId, NodeId)> {
        self.graph.ends(edge).map(|(kind, from, to)| (self.graph.type_name(kind).clone(), from, to))
    }

    /// Edges of one type at a node, with the nodes at their other ends.
    pub(super) fn edges_at(&self, node: NodeId, direction: Direction, kind: &str) -> Vec<(EdgeId, NodeId)> {
        match self.graph.edge_type(kind) {
            Some(kind) => self.graph.neighbours(node, direction, Some(kind)).collect(),
            None => Vec::new(),
        }
    }
}

/// At which end an edge is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    From,
    To,
}

pub(super) fn value(graph: &Graph, on: impl Into<Element>, key: &str) -> Value {
    graph.key(key).map(|key| graph.property(on.into(), key)).unwrap_or_default()
}

pub(super) fn text(graph: &Graph, on: impl Into<Element>, key: &str) -> Option<Arc<str>> {
    match value(graph, on, key) {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A list of strings; empty where there is none.
pub(super) fn texts(graph: &Graph, on: impl Into<Element>, key: &str) -> Vec<Arc<str>> {
    match value(graph, on, key) {
        Value::List(items) => items
            .iter()
            .filter_map(|item| match item {
                Value::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A date that is kept as text.
pub(super) fn date(graph: &Graph, on: impl Into<Element>, key: &str) -> Option<PartialDate> {
    text(graph, on, key).and_then(|text| text.parse().ok())
}

/// A date as the graph keeps it: ISO text, as sharp as known.
pub(super) fn stored(date: Option<PartialDate>) -> Value {
    date.map_or(Value::Null, |date| date.to_string().into())
}

pub(super) fn stored_list(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Value {
    let items: Vec<Value> = texts.into_iter().map(|text| text.as_ref().into()).collect();
    if items.is_empty() { Value::Null } else { Value::list(items) }
}

fn named(properties: Vec<Property>) -> Vec<(Arc<str>, Value)> {
    let kept = properties.into_iter().filter(|(_, value)| !value.is_null());
    kept.map(|(key, value)| (key.into(), value)).collect()
}
