//! A graph without any art: what the fast one must read like.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery::error::{Error, Result};
use chancery::graph::{Change, Direction, Evidence, KeyId, LabelId, Sentence, Symbols, TypeId};
use chancery::model::{Decision, EdgeId, Element, NodeId, Value};

#[derive(Debug, Clone, Default)]
pub struct Graph {
    labels: Symbols,
    types: Symbols,
    keys: Symbols,
    nodes: Vec<Option<Node>>,
    edges: Vec<Option<Edge>>,
    sentences: BTreeMap<NodeId, Vec<Sentence>>,
    decisions: BTreeMap<(String, String), Decision>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    labels: Vec<LabelId>,
    properties: BTreeMap<KeyId, Value>,
    outgoing: Vec<EdgeId>,
    incoming: Vec<EdgeId>,
    evidence: Vec<Evidence>,
}

#[derive(Debug, Clone)]
struct Edge {
    kind: TypeId,
    from: NodeId,
    to: NodeId,
    properties: BTreeMap<KeyId, Value>,
    evidence: Vec<Evidence>,
}

/// Reading.
impl Graph {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn node_count(&self) -> usize {
        self.nodes.iter().flatten().count()
    }

    pub fn edge_count(&self) -> usize {
        self.edges.iter().flatten().count()
    }

    /// The id that the next new node takes: one above the highest that is in use.
    pub fn next_node(&self) -> NodeId {
        NodeId(self.nodes.len() as u32)
    }

    /// The id that the next new edge takes: one above the highest that is in use.
    pub fn next_edge(&self) -> EdgeId {
        EdgeId(self.edges.len() as u32)
    }

    pub fn label(&self, name: &str) -> Option<LabelId> {
        self.labels.get(name).map(LabelId)
    }

    pub fn edge_type(&self, name: &str) -> Option<TypeId> {
        self.types.get(name).map(TypeId)
    }

    pub fn key(&self, name: &str) -> Option<KeyId> {
        self.keys.get(name).map(KeyId)
    }

    pub fn label_name(&self, id: LabelId) -> &Arc<str> {
        self.labels.name(id.0)
    }

    pub fn type_name(&self, id: TypeId) -> &Arc<str> {
        self.types.name(id.0)
    }

    pub fn key_name(&self, id: KeyId) -> &Arc<str> {
        self.keys.name(id.0)
    }

    /// Every label, type and key ever used, in the order of their ids.
    pub fn label_names(&self) -> &[Arc<str>] {
        self.labels.names()
    }

    pub fn type_names(&self) -> &[Arc<str>] {
        self.types.names()
    }

    pub fn key_names(&self) -> &[Arc<str>] {
        self.keys.names()
    }

    pub fn has_node(&self, id: NodeId) -> bool {
        self.node(id).is_some()
    }

    pub fn has_edge(&self, id: EdgeId) -> bool {
        self.edge(id).is_some()
    }

    /// All nodes, by id.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.len() as u32).map(NodeId).filter(|id| self.has_node(*id))
    }

    /// All edges, by id.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + '_ {
        (0..self.edges.len() as u32).map(EdgeId).filter(|id| self.has_edge(*id))
    }

    /// The nodes with a label, by id.
    pub fn nodes_with_label(&self, label: LabelId) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes().filter(move |id| self.has_label(*id, label))
    }

    /// How many nodes have a label.
    pub fn label_count(&self, label: LabelId) -> usize {
        self.nodes_with_label(label).count()
    }

    /// How many edges have a type.
    pub fn type_count(&self, kind: TypeId) -> usize {
        self.edges.iter().flatten().filter(|edge| edge.kind == kind).count()
    }

    /// The labels of a node, by id.
    pub fn labels_of(&self, id: NodeId) -> impl Iterator<Item = LabelId> + '_ {
        self.node(id).into_iter().flat_map(|node| node.labels.iter().copied())
    }

    pub fn has_label(&self, id: NodeId, label: LabelId) -> bool {
        self.node(id).is_some_and(|node| node.labels.contains(&label))
    }

    /// Type, source and target of an edge that exists.
    pub fn ends(&self, id: EdgeId) -> Option<(TypeId, NodeId, NodeId)> {
        self.edge(id).map(|edge| (edge.kind, edge.from, edge.to))
    }

    /// The edges at a node with the node at their other end; all types where `kind` is none.
    pub fn neighbours(
        &self,
        node: NodeId,
        direction: Direction,
        kind: Option<TypeId>,
    ) -> impl Iterator<Item = (EdgeId, NodeId)> + '_ {
        let (outgoing, incoming): (&[EdgeId], &[EdgeId]) = match (self.node(node), direction) {
            (None, _) => (&[], &[]),
            (Some(node), Direction::Outgoing) => (&node.outgoing, &[]),
            (Some(node), Direction::Incoming) => (&[], &node.incoming),
            (Some(node), Direction::Both) => (&node.outgoing, &node.incoming),
        };
        let out = outgoing.iter().filter_map(move |id| self.ends(*id).map(|(k, _, to)| (*id, k, to)));
        let back = incoming.iter().filter_map(move |id| {
            let (k, from, to) = self.ends(*id)?;
            (direction != Direction::Both || from != to).then_some((*id, k, from))
        });
        out.chain(back)
            .filter(move |(_, k, _)| kind.is_none_or(|kind| kind == *k))
            .map(|(id, _, other)| (id, other))
    }

    pub fn degree(&self, node: NodeId, direction: Direction, kind: Option<TypeId>) -> usize {
        self.neighbours(node, direction, kind).count()
    }

    /// A property; null where the element has none.
    pub fn property(&self, on: Element, key: KeyId) -> Value {
        self.properties_of(on).and_then(|properties| properties.get(&key)).cloned().unwrap_or_default()
    }

    /// All properties of an element, by key id.
    pub fn properties(&self, on: Element) -> impl Iterator<Item = (KeyId, Value)> + '_ {
        self.properties_of(on).into_iter().flatten().map(|(key, value)| (*key, value.clone()))
    }

    /// The nodes with this label whose property equals the value, by id.
    pub fn find(&self, label: LabelId, key: KeyId, value: &Value) -> Vec<NodeId> {
        self.nodes_with_label(label).filter(|id| self.property(Element::Node(*id), key) == *value).collect()
    }

    /// The evidence of an element, sorted: sentences by article, then what was written by hand.
    pub fn evidence(&self, on: Element) -> impl Iterator<Item = Evidence> + '_ {
        let list: &[Evidence] = match on {
            Element::Node(id) => self.node(id).map_or(&[], |node| &node.evidence),
            Element::Edge(id) => self.edge(id).map_or(&[], |edge| &edge.evidence),
        };
        list.iter().copied()
    }

    /// The sentences that are kept of an article, in the order of their numbers.
    pub fn sentences(&self, article: NodeId) -> impl Iterator<Item = Sentence> + '_ {
        self.sentences.get(&article).into_iter().flatten().cloned()
    }

    pub fn sentence(&self, article: NodeId, number: u32) -> Option<Sentence> {
        self.sentences.get(&article)?.get(number as usize).cloned()
    }

    /// The decisions that hold, by pair.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> + '_ {
        self.decisions.values()
    }

    pub fn decision(&self, left: &str, right: &str) -> Option<&Decision> {
        self.decisions.get(&(left.to_owned(), right.to_owned()))
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())?.as_ref()
    }

    fn edge(&self, id: EdgeId) -> Option<&Edge> {
        self.edges.get(id.index())?.as_ref()
    }

    fn properties_of(&self, on: Element) -> Option<&BTreeMap<KeyId, Value>> {
        match on {
            Element::Node(id) => self.node(id).map(|node| &node.properties),
            Element::Edge(id) => self.edge(id).map(|edge| &edge.properties),
        }
    }
}

/// Changing.
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
                    self.revert(&back)?;
                    return Err(error);
                }
            }
        }
        Ok(back.into_iter().rev().flatten().collect())
    }

    fn revert(&mut self, back: &[Vec<Change>]) -> Result<()> {
        for change in back.iter().rev().flatten() {
            self.apply(change)?;
        }
        Ok(())
    }

    /// Applies one change and gives the changes that take it back, in the order to apply them.
    ///
    /// # Errors
    /// Where the change does not fit the graph (an id that is taken or missing, a node that still has
    /// edges); the graph is then as before.
    pub fn apply(&mut self, change: &Change) -> Result<Vec<Change>> {
        match change {
            Change::CreateNode { id, labels, properties } => {
                if self.has_node(*id) {
                    return Err(misfit(format!("node {} exists already", id.0)));
                }
                let mut labels: Vec<_> =
                    labels.iter().map(|name| LabelId(self.labels.intern(name))).collect();
                labels.sort_unstable();
                labels.dedup();
                let properties = self.intern_properties(properties);
                if self.nodes.len() <= id.index() {
                    self.nodes.resize(id.index() + 1, None);
                }
                self.nodes[id.index()] = Some(Node { labels, properties, ..Node::default() });
                Ok(vec![Change::DeleteNode { id: *id }])
            }
            Change::DeleteNode { id } => {
                let node = self.node(*id).ok_or_else(|| missing(Element::Node(*id)))?;
                if !node.outgoing.is_empty() || !node.incoming.is_empty() {
                    return Err(misfit(format!("node {} still has edges", id.0)));
                }
                let mut back = vec![Change::CreateNode {
                    id: *id,
                    labels: node.labels.iter().map(|label| self.label_name(*label).clone()).collect(),
                    properties: self.named_properties(&node.properties),
                }];
                back.extend(self.sentences(*id).map(|sentence| Change::AddSentence {
                    article: *id,
                    start: sentence.start,
                    end: sentence.end,
                    text: sentence.text.clone(),
                }));
                back.extend(
                    node.evidence.iter().map(|e| Change::AddEvidence { on: (*id).into(), evidence: *e }),
                );
                self.sentences.remove(id);
                self.nodes[id.index()] = None;
                while self.nodes.pop_if(|last| last.is_none()).is_some() {}
                Ok(back)
            }
            Change::CreateEdge { id, kind, from, to, properties } => {
                if self.has_edge(*id) {
                    return Err(misfit(format!("edge {} exists already", id.0)));
                }
                for end in [from, to] {
                    self.node(*end).ok_or_else(|| missing(Element::Node(*end)))?;
                }
                let kind = TypeId(self.types.intern(kind));
                let properties = self.intern_properties(properties);
                if self.edges.len() <= id.index() {
                    self.edges.resize(id.index() + 1, None);
                }
                self.edges[id.index()] =
                    Some(Edge { kind, from: *from, to: *to, properties, evidence: Vec::new() });
                self.node_mut(*from)?.outgoing.push(*id);
                self.node_mut(*to)?.incoming.push(*id);
                Ok(vec![Change::DeleteEdge { id: *id }])
            }
            Change::DeleteEdge { id } => {
                let edge = self.edge(*id).ok_or_else(|| missing(Element::Edge(*id)))?.clone();
                let mut back = vec![Change::CreateEdge {
                    id: *id,
                    kind: self.type_name(edge.kind).clone(),
                    from: edge.from,
                    to: edge.to,
                    properties: self.named_properties(&edge.properties),
                }];
                back.extend(
                    edge.evidence.iter().map(|e| Change::AddEvidence { on: (*id).into(), evidence: *e }),
                );
                self.node_mut(edge.from)?.outgoing.retain(|other| other != id);
                self.node_mut(edge.to)?.incoming.retain(|other| other != id);
                self.edges[id.index()] = None;
                while self.edges.pop_if(|last| last.is_none()).is_some() {}
                Ok(back)
            }
            Change::AddLabel { id, label } => {
                let number = LabelId(self.labels.intern(label));
                let node = self.node_mut(*id)?;
                let Err(place) = node.labels.binary_search(&number) else {
                    return Ok(Vec::new());
                };
                node.labels.insert(place, number);
                Ok(vec![Change::RemoveLabel { id: *id, label: label.clone() }])
            }
            Change::RemoveLabel { id, label } => {
                let number = self.label(label);
                let node = self.node_mut(*id)?;
                let Some(place) = node.labels.iter().position(|other| Some(*other) == number) else {
                    return Ok(Vec::new());
                };
                node.labels.remove(place);
                Ok(vec![Change::AddLabel { id: *id, label: label.clone() }])
            }
            Change::SetProperty { on, key, value } => {
                let number = KeyId(self.keys.intern(key));
                let properties = match on {
                    Element::Node(id) => &mut self.node_mut(*id)?.properties,
                    Element::Edge(id) => &mut self.edge_mut(*id)?.properties,
                };
                let before = match value {
                    Value::Null => properties.remove(&number),
                    _ => properties.insert(number, value.clone()),
                };
                Ok(vec![Change::SetProperty { on: *on, key: key.clone(), value: before.unwrap_or_default() }])
            }
            Change::AddSentence { article, start, end, text } => {
                self.node(*article).ok_or_else(|| missing(Element::Node(*article)))?;
                let sentence = Sentence { start: *start, end: *end, text: text.clone() };
                self.sentences.entry(*article).or_default().push(sentence);
                Ok(vec![Change::RemoveSentence { article: *article }])
            }
            Change::RemoveSentence { article } => {
                let list = self.sentences.get_mut(article).ok_or_else(|| misfit("no sentence is left"))?;
                let last = list.pop().ok_or_else(|| misfit("no sentence is left"))?;
                if list.is_empty() {
                    self.sentences.remove(article);
                }
                Ok(vec![Change::AddSentence {
                    article: *article,
                    start: last.start,
                    end: last.end,
                    text: last.text,
                }])
            }
            Change::AddEvidence { on, evidence } => {
                let list = self.evidence_mut(*on)?;
                let Err(place) = list.binary_search(evidence) else {
                    return Ok(Vec::new());
                };
                list.insert(place, *evidence);
                Ok(vec![Change::RemoveEvidence { on: *on, evidence: *evidence }])
            }
            Change::RemoveEvidence { on, evidence } => {
                let list = self.evidence_mut(*on)?;
                let Some(place) = list.iter().position(|other| other == evidence) else {
                    return Ok(Vec::new());
                };
                list.remove(place);
                Ok(vec![Change::AddEvidence { on: *on, evidence: *evidence }])
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

    fn intern_properties(&mut self, properties: &[(Arc<str>, Value)]) -> BTreeMap<KeyId, Value> {
        let kept = properties.iter().filter(|(_, value)| !value.is_null());
        kept.map(|(key, value)| (KeyId(self.keys.intern(key)), value.clone())).collect()
    }

    fn named_properties(&self, properties: &BTreeMap<KeyId, Value>) -> Vec<(Arc<str>, Value)> {
        properties.iter().map(|(key, value)| (self.key_name(*key).clone(), value.clone())).collect()
    }

    fn node_mut(&mut self, id: NodeId) -> Result<&mut Node> {
        self.nodes.get_mut(id.index()).and_then(Option::as_mut).ok_or_else(|| missing(Element::Node(id)))
    }

    fn edge_mut(&mut self, id: EdgeId) -> Result<&mut Edge> {
        self.edges.get_mut(id.index()).and_then(Option::as_mut).ok_or_else(|| missing(Element::Edge(id)))
    }

    fn evidence_mut(&mut self, on: Element) -> Result<&mut Vec<Evidence>> {
        match on {
            Element::Node(id) => self.node_mut(id).map(|node| &mut node.evidence),
            Element::Edge(id) => self.edge_mut(id).map(|edge| &mut edge.evidence),
        }
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
