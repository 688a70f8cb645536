//! The one way the graph changes, and how each change is taken back.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::graph::adjacency::{Added, Adjacency, Side};
use crate::graph::column::Column;
use crate::graph::edges::MOST_TYPES;
use crate::graph::evidence::EvidenceColumn;
use crate::graph::sentences::Sentence;
use crate::graph::{Change, Direction, Graph, KeyId, LabelId};
use crate::model::{EdgeId, Element, NodeId, Value};

/// The lists of neighbours are not rebuilt for fewer changes, nor before they have grown by half.
const SMALL: usize = 4096;

/// A new id is not further above the highest one.
const WIDEST_GAP: u32 = 1 << 24;

impl Graph {
    /// Applies all changes or none, and gives those that take them back, in the order to apply them.
    ///
    /// # Errors
    /// Where a change does not fit the graph; the graph is then as before.
    pub fn apply_all(&mut self, changes: &[Change]) -> Result<Vec<Change>> {
        let mut back: Vec<Vec<Change>> = Vec::with_capacity(changes.len());
        for change in changes {
            match self.apply(change) {
                Ok(inverse) => back.push(inverse),
                Err(error) => {
                    for change in back.iter().rev().flatten() {
                        self.apply(change)?;
                    }
                    return Err(error);
                }
            }
        }
        Ok(back.into_iter().rev().flatten().collect())
    }

    /// Applies one change and gives the changes that take it back, in the order to apply them.
    ///
    /// # Errors
    /// Where the change does not fit the graph (an id that is taken or missing, a node that still has
    /// edges); the graph is then as before.
    pub fn apply(&mut self, change: &Change) -> Result<Vec<Change>> {
        self.touched();
        match change {
            Change::CreateNode { id, labels, properties } => self.create_node(*id, labels, properties),
            Change::DeleteNode { id } => self.delete_node(*id),
            Change::CreateEdge { id, kind, from, to, properties } => {
                self.create_edge(*id, kind, (*from, *to), properties)
            }
            Change::DeleteEdge { id } => self.delete_edge(*id),
            Change::AddLabel { id, label } => self.add_label(*id, label),
            Change::RemoveLabel { id, label } => self.remove_label(*id, label),
            Change::SetProperty { on, key, value } => self.set_property(*on, key, value),
            Change::AddSentence { article, start, end, text } => {
                self.must_have(Element::Node(*article))?;
                let sentence = Sentence { start: *start, end: *end, text: text.clone() };
                self.sentences.push(article.0, sentence);
                Ok(vec![Change::RemoveSentence { article: *article }])
            }
            Change::RemoveSentence { article } => {
                let last = self.sentences.pop(article.0).ok_or_else(|| misfit("no sentence is left"))?;
                Ok(vec![sentence_change(*article, last)])
            }
            Change::AddEvidence { on, evidence } => {
                self.must_have(*on)?;
                let (column, row) = self.evidence_mut(*on);
                let fresh = column.add(row, *evidence);
                Ok(fresh
                    .then_some(Change::RemoveEvidence { on: *on, evidence: *evidence })
                    .into_iter()
                    .collect())
            }
            Change::RemoveEvidence { on, evidence } => {
                self.must_have(*on)?;
                let (column, row) = self.evidence_mut(*on);
                let was = column.remove(row, *evidence);
                Ok(was.then_some(Change::AddEvidence { on: *on, evidence: *evidence }).into_iter().collect())
            }
            Change::Decide(decision) => {
                let pair = (decision.left.clone(), decision.right.clone());
                Ok(vec![match self.decisions.insert(pair.clone(), decision.clone()) {
                    Some(before) => Change::Decide(before),
                    None => Change::Undecide { left: pair.0, right: pair.1 },
                }])
            }
            Change::Undecide { left, right } => {
                let before = self.decisions.remove(&(left.clone(), right.clone()));
                Ok(before.map(Change::Decide).into_iter().collect())
            }
        }
    }

    fn create_node(
        &mut self,
        id: NodeId,
        labels: &[Arc<str>],
        properties: &[(Arc<str>, Value)],
    ) -> Result<Vec<Change>> {
        if self.has_node(id) {
            return Err(misfit(format!("node {} exists already", id.0)));
        }
        no_gap(id.0, self.nodes.bound())?;
        let labels = labels.iter().map(|name| LabelId(self.labels.intern(name))).collect();
        self.nodes.insert(id.0, labels);
        self.put_properties(id.into(), properties);
        Ok(vec![Change::DeleteNode { id }])
    }

    fn delete_node(&mut self, id: NodeId) -> Result<Vec<Change>> {
        self.must_have(id.into())?;
        if self.walk(id, Direction::Both, None).next().is_some() {
            return Err(misfit(format!("node {} still has edges", id.0)));
        }
        let labels = self.labels_of(id).map(|label| self.label_name(label).clone()).collect();
        let properties = self.take_properties(id.into());
        let mut back = vec![Change::CreateNode { id, labels, properties }];
        back.extend(self.sentences(id).map(|sentence| sentence_change(id, sentence)));
        back.extend(self.take_evidence(id.into()));
        self.sentences.clear(id.0);
        self.nodes.remove(id.0);
        Ok(back)
    }

    fn create_edge(
        &mut self,
        id: EdgeId,
        kind: &Arc<str>,
        (from, to): (NodeId, NodeId),
        properties: &[(Arc<str>, Value)],
    ) -> Result<Vec<Change>> {
        if self.has_edge(id) {
            return Err(misfit(format!("edge {} exists already", id.0)));
        }
        no_gap(id.0, self.edges.bound())?;
        self.must_have(from.into())?;
        self.must_have(to.into())?;
        if self.types.names().len() >= MOST_TYPES && self.types.get(kind).is_none() {
            return Err(misfit(format!("a graph has at most {MOST_TYPES} relationship types")));
        }
        let kind = self.types.intern(kind) as u16;
        let added = Added { kind, edge: id.0, other: to.0 };
        let known = self.dead.contains(id.0) && self.outgoing().base_has(from.0, added);
        if known {
            self.dead.remove(id.0);
        } else if let Some((outgoing, incoming)) = self.both_ways_mut() {
            outgoing.add(from.0, added);
            incoming.add(to.0, Added { other: from.0, ..added });
            self.behind += 1;
        }
        self.edges.insert(id.0, kind, from.0, to.0);
        self.put_properties(id.into(), properties);
        self.settle_neighbours(SMALL.max(self.edges.len() / 2));
        Ok(vec![Change::DeleteEdge { id }])
    }

    fn delete_edge(&mut self, id: EdgeId) -> Result<Vec<Change>> {
        let (kind, from, to) = self.ends(id).ok_or_else(|| missing(id.into()))?;
        let name = self.type_name(kind).clone();
        let properties = self.take_properties(id.into());
        let mut back = vec![Change::CreateEdge { id, kind: name, from, to, properties }];
        back.extend(self.take_evidence(id.into()));
        let added = Added { kind: kind.0 as u16, edge: id.0, other: to.0 };
        let fresh = self.both_ways_mut().is_some_and(|(outgoing, incoming)| {
            incoming.remove(to.0, Added { other: from.0, ..added });
            outgoing.remove(from.0, added)
        });
        if !fresh {
            self.dead.insert(id.0);
            self.behind += 1;
        }
        self.edges.remove(id.0);
        self.settle_neighbours(SMALL.max(self.edges.len() / 2));
        Ok(back)
    }

    fn add_label(&mut self, id: NodeId, label: &Arc<str>) -> Result<Vec<Change>> {
        self.must_have(id.into())?;
        let number = LabelId(self.labels.intern(label));
        let mut labels = self.nodes.labels(id.0).to_vec();
        let Err(place) = labels.binary_search(&number) else { return Ok(Vec::new()) };
        labels.insert(place, number);
        self.nodes.assign(id.0, labels);
        Ok(vec![Change::RemoveLabel { id, label: label.clone() }])
    }

    fn remove_label(&mut self, id: NodeId, label: &Arc<str>) -> Result<Vec<Change>> {
        self.must_have(id.into())?;
        let mut labels = self.nodes.labels(id.0).to_vec();
        let place = self.label(label).and_then(|number| labels.binary_search(&number).ok());
        let Some(place) = place else { return Ok(Vec::new()) };
        labels.remove(place);
        self.nodes.assign(id.0, labels);
        Ok(vec![Change::AddLabel { id, label: label.clone() }])
    }

    fn set_property(&mut self, on: Element, key: &Arc<str>, value: &Value) -> Result<Vec<Change>> {
        self.must_have(on)?;
        let number = KeyId(self.keys.intern(key));
        let (column, row) = self.column_mut(on, number);
        let before = column.set(row, value.clone());
        self.touch(on, number);
        Ok(vec![Change::SetProperty { on, key: key.clone(), value: before }])
    }

    fn put_properties(&mut self, on: Element, properties: &[(Arc<str>, Value)]) {
        for (key, value) in properties.iter().filter(|(_, value)| !value.is_null()) {
            let key = KeyId(self.keys.intern(key));
            let (column, row) = self.column_mut(on, key);
            column.set(row, value.clone());
            self.touch(on, key);
        }
    }

    fn take_properties(&mut self, on: Element) -> Vec<(Arc<str>, Value)> {
        let properties: Vec<(KeyId, Value)> = self.properties(on).collect();
        for (key, _) in &properties {
            let (column, row) = self.column_mut(on, *key);
            column.set(row, Value::Null);
            self.touch(on, *key);
        }
        properties.into_iter().map(|(key, value)| (self.key_name(key).clone(), value)).collect()
    }

    fn take_evidence(&mut self, on: Element) -> Vec<Change> {
        let back = self.evidence(on).map(|evidence| Change::AddEvidence { on, evidence }).collect();
        let (column, row) = self.evidence_mut(on);
        column.clear(row);
        back
    }

    pub(super) fn column_mut(&mut self, on: Element, key: KeyId) -> (&mut Column, u32) {
        let (columns, row) = match on {
            Element::Node(id) => (&mut self.node_properties, id.0),
            Element::Edge(id) => (&mut self.edge_properties, id.0),
        };
        let place = key.0 as usize;
        if columns.len() <= place {
            columns.resize_with(place + 1, Column::default);
        }
        (&mut columns[place], row)
    }

    fn evidence_mut(&mut self, on: Element) -> (&mut EvidenceColumn, u32) {
        match on {
            Element::Node(id) => (&mut self.node_evidence, id.0),
            Element::Edge(id) => (&mut self.edge_evidence, id.0),
        }
    }

    fn must_have(&self, on: Element) -> Result<()> {
        let has = match on {
            Element::Node(id) => self.has_node(id),
            Element::Edge(id) => self.has_edge(id),
        };
        if has { Ok(()) } else { Err(missing(on)) }
    }

    /// Folds everything that came since into the compressed lists and the columns.
    pub fn settle(&mut self) {
        self.settle_neighbours(0);
        self.node_properties.iter_mut().for_each(Column::settle);
        self.edge_properties.iter_mut().for_each(Column::settle);
        self.node_evidence.settle();
        self.edge_evidence.settle();
        self.sentences.settle();
    }

    /// Rebuilds the lists of neighbours where they lack more changes than this.
    fn settle_neighbours(&mut self, most: usize) {
        if self.behind > most {
            self.rebuild_neighbours();
        }
    }

    pub(super) fn rebuild_neighbours(&mut self) {
        let types = self.types.names().len();
        let nodes = self.nodes.bound() as usize;
        let of = |side| Adjacency::of(&self.edges, side, types, nodes);
        let (outgoing, incoming) = rayon::join(|| of(Side::From), || of(Side::To));
        (self.outgoing, self.incoming) = (outgoing.into(), incoming.into());
        self.dead.clear();
        self.behind = 0;
    }
}

fn sentence_change(article: NodeId, sentence: Sentence) -> Change {
    let Sentence { start, end, text } = sentence;
    Change::AddSentence { article, start, end, text }
}

/// An id may leave room for those that come back after it, but not so much that the columns fill the memory.
fn no_gap(id: u32, next: u32) -> Result<()> {
    if id.saturating_sub(next) < WIDEST_GAP {
        Ok(())
    } else {
        Err(misfit(format!("{id} is no new id after {next}")))
    }
}

fn missing(element: Element) -> Error {
    match element {
        Element::Node(id) => misfit(format!("there is no node {}", id.0)),
        Element::Edge(id) => misfit(format!("there is no edge {}", id.0)),
    }
}

fn misfit(what: impl Into<String>) -> Error {
    Error::system(what)
}
