//! Writing: every change goes through the graph's own `apply` and is written down with what takes it back.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::graph::{Change, Direction, Evidence, Graph};
use crate::model::{EdgeId, Element, NodeId, Path, Span, Value};
use crate::query::answer::Effects;
use crate::query::executor::eval::{Reader, at};
use crate::query::executor::record;
use crate::query::executor::shared::{Ghost, Shared};
use crate::query::executor::table::Table;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Stage, Step, Update};
use crate::query::resolved::{Creation, Expr, Merge, SetItem};
use crate::query::types::Types;

/// What a statement has changed so far.
#[derive(Default)]
pub struct Ledger {
    changes: Vec<Change>,
    /// What takes each change back.
    inverses: Vec<Vec<Change>>,
    /// Elements as they were before; none for those that were not there.
    before: BTreeMap<Element, Option<Before>>,
    /// Above the ids of all that was deleted: what is created now must not be taken for it.
    node_floor: u32,
    edge_floor: u32,
}

struct Before {
    labels: BTreeSet<Arc<str>>,
    properties: BTreeMap<Arc<str>, Value>,
}

impl Ledger {
    /// Runs a writing clause on all rows; gives the rows as later clauses want them.
    pub fn update(
        &mut self,
        update: &Update,
        mut input: Table,
        stage: &Stage,
        graph: &mut Graph,
        shared: &Shared<'_>,
        frame: &mut Frame,
    ) -> Result<Table> {
        let mut output = Table::new(&stage.keep);
        if let Update::Delete { detach, targets } = update {
            let mut doomed = Doomed::default();
            for row in 0..input.len() {
                input.load(row, graph, frame);
                for target in targets {
                    let value = Reader { graph, shared }.eval(target, frame)?;
                    doomed.add(&value, target.span)?;
                }
            }
            self.delete(doomed, *detach, graph, shared)?;
        }
        for row in 0..input.len() {
            shared.tick()?;
            input.take(row, graph, frame);
            match update {
                Update::Create(list) => self.create(list, graph, shared, frame)?,
                Update::Merge { find, merge } => {
                    self.merge(find, merge, graph, shared, frame, &mut |frame| {
                        output.push(frame, shared, "MERGE")
                    })?;
                    continue;
                }
                Update::Set(items) => self.set(items, graph, shared, frame)?,
                Update::Delete { .. } => {}
            }
            shared.count_row(stage.id);
            output.push(frame, shared, "gathering rows")?;
        }
        input.release(shared);
        Ok(output)
    }

    fn apply(&mut self, change: Change, graph: &mut Graph) -> Result<()> {
        self.inverses.push(graph.apply(&change)?);
        self.changes.push(change);
        Ok(())
    }

    /// Remembers how an element was before this statement touched it.
    fn touch(&mut self, element: Element, graph: &Graph) {
        self.before.entry(element).or_insert_with(|| {
            Some(Before { labels: labels(graph, element), properties: record::properties(graph, element) })
        });
    }

    /// A written element says so with the time; one that was written by hand before says it once more.
    fn sign(&mut self, on: Element, graph: &mut Graph, shared: &Shared<'_>) -> Result<()> {
        let at = shared.now.local.and_utc().timestamp() - i64::from(shared.now.offset);
        let evidence = Evidence::Hand { at };
        if graph.evidence(on).any(|known| known == evidence) {
            return Ok(());
        }
        self.apply(Change::AddEvidence { on, evidence }, graph)
    }

    fn create(
        &mut self,
        list: &[Creation],
        graph: &mut Graph,
        shared: &Shared<'_>,
        frame: &mut Frame,
    ) -> Result<()> {
        for creation in list {
            match creation {
                Creation::Node { slot, labels, properties } => {
                    let properties = evaluated(properties.as_ref(), graph, shared, frame)?;
                    let id = NodeId(graph.next_node().0.max(self.node_floor));
                    self.before.entry(id.into()).or_insert(None);
                    let mut unique: Vec<Arc<str>> = Vec::new();
                    for label in labels {
                        if !unique.contains(label) {
                            unique.push(label.clone());
                        }
                    }
                    self.apply(Change::CreateNode { id, labels: unique, properties }, graph)?;
                    self.sign(id.into(), graph, shared)?;
                    frame[*slot] = Value::Node(id);
                }
                Creation::Relationship { slot, kind, from, to, properties, span } => {
                    let ends = (&frame[*from], &frame[*to]);
                    let (Value::Node(from), Value::Node(to)) = ends else {
                        let code = Code::runtime("SemanticError", "InvalidArgumentValue");
                        let message = "a relationship needs a node at both ends, and here one is null";
                        return Err(Error::input(code, message, Some(*span)));
                    };
                    let (from, to) = (*from, *to);
                    Reader { graph, shared }.exists(Element::Node(from))?;
                    Reader { graph, shared }.exists(Element::Node(to))?;
                    let properties = evaluated(properties.as_ref(), graph, shared, frame)?;
                    let id = EdgeId(graph.next_edge().0.max(self.edge_floor));
                    self.before.entry(id.into()).or_insert(None);
                    self.apply(Change::CreateEdge { id, kind: kind.clone(), from, to, properties }, graph)?;
                    self.sign(id.into(), graph, shared)?;
                    frame[*slot] = Value::Relationship(id);
                }
                Creation::Path { slot, nodes, relationships } => {
                    let nodes = nodes.iter().filter_map(|slot| match frame[*slot] {
                        Value::Node(id) => Some(id),
                        _ => None,
                    });
                    let edges = relationships.iter().filter_map(|slot| match frame[*slot] {
                        Value::Relationship(id) => Some(id),
                        _ => None,
                    });
                    let path = Path { nodes: nodes.collect(), edges: edges.collect() };
                    frame[*slot] = Value::Path(Arc::new(path));
                }
            }
        }
        Ok(())
    }

    fn merge(
        &mut self,
        find: &[Step],
        merge: &Merge,
        graph: &mut Graph,
        shared: &Shared<'_>,
        frame: &mut Frame,
        give: &mut dyn FnMut(&Frame) -> Result<()>,
    ) -> Result<()> {
        check_no_null(merge, graph, shared, frame)?;
        let slots: Vec<usize> = merge.create.iter().map(Creation::slot).collect();
        let mut found: Vec<Vec<Value>> = Vec::new();
        Reader { graph, shared }.push(find, &[], frame, &mut |frame| {
            found.push(slots.iter().map(|slot| frame[*slot].clone()).collect());
            Ok(Flow::More)
        })?;
        if found.is_empty() {
            self.create(&merge.create, graph, shared, frame)?;
            self.set(&merge.on_create, graph, shared, frame)?;
            return give(frame);
        }
        for values in found {
            for (slot, value) in slots.iter().zip(values) {
                frame[*slot] = value;
            }
            self.set(&merge.on_match, graph, shared, frame)?;
            give(frame)?;
        }
        Ok(())
    }

    fn set(
        &mut self,
        items: &[SetItem],
        graph: &mut Graph,
        shared: &Shared<'_>,
        frame: &mut Frame,
    ) -> Result<()> {
        for item in items {
            let reader = Reader { graph, shared };
            match item {
                SetItem::Property { target, key, value } => {
                    let Some(element) = self.target(&reader, target, frame)? else { continue };
                    let value = reader.eval(value, frame).and_then(|found| storable(found, value.span))?;
                    self.set_property(element, key, value, graph, shared)?;
                }
                SetItem::All { target, value, add } => {
                    let Some(element) = self.target(&reader, target, frame)? else { continue };
                    let found = reader.eval(value, frame)?;
                    if found.is_null() {
                        continue;
                    }
                    let new = reader.properties(&found).map_err(|error| at(error, value.span))?;
                    if !add {
                        for key in record::properties(graph, element).into_keys() {
                            if !new.contains_key(&key) {
                                self.set_property(element, &key, Value::Null, graph, shared)?;
                            }
                        }
                    }
                    for (key, found) in new {
                        let found = storable(found, value.span)?;
                        self.set_property(element, &key, found, graph, shared)?;
                    }
                }
                SetItem::Labels { target, labels, remove } => {
                    let Some(Element::Node(id)) = self.target(&reader, target, frame)? else { continue };
                    self.set_labels(id, labels, *remove, graph, shared)?;
                }
            }
        }
        Ok(())
    }

    fn target(&self, reader: &Reader<'_, '_>, target: &Expr, frame: &mut Frame) -> Result<Option<Element>> {
        let element = match reader.eval(target, frame)? {
            Value::Null => return Ok(None),
            Value::Node(id) => Element::Node(id),
            Value::Relationship(id) => Element::Edge(id),
            other => {
                let message =
                    format!("only nodes and relationships can be changed, not {}", Types::of(&other));
                let code = Code::runtime("TypeError", "InvalidArgumentType");
                return Err(Error::input(code, message, Some(target.span)));
            }
        };
        reader.exists(element).map_err(|error| at(error, target.span))?;
        Ok(Some(element))
    }

    fn set_property(
        &mut self,
        on: Element,
        key: &Arc<str>,
        value: Value,
        graph: &mut Graph,
        shared: &Shared<'_>,
    ) -> Result<()> {
        let old = graph.key(key).map_or(Value::Null, |key| graph.property(on, key));
        if old == value {
            return Ok(());
        }
        self.touch(on, graph);
        self.apply(Change::SetProperty { on, key: key.clone(), value }, graph)?;
        self.sign(on, graph, shared)
    }

    fn set_labels(
        &mut self,
        id: NodeId,
        labels: &[Arc<str>],
        remove: bool,
        graph: &mut Graph,
        shared: &Shared<'_>,
    ) -> Result<()> {
        for label in labels {
            let has = graph.label(label).is_some_and(|label| graph.has_label(id, label));
            if has != remove {
                continue;
            }
            self.touch(id.into(), graph);
            let label = label.clone();
            let change =
                if remove { Change::RemoveLabel { id, label } } else { Change::AddLabel { id, label } };
            self.apply(change, graph)?;
            self.sign(id.into(), graph, shared)?;
        }
        Ok(())
    }

    fn delete(&mut self, doomed: Doomed, detach: bool, graph: &mut Graph, shared: &Shared<'_>) -> Result<()> {
        let Doomed { nodes, mut edges } = doomed;
        if detach {
            for id in nodes.keys() {
                edges.extend(graph.neighbours(*id, Direction::Both, None).map(|(edge, _)| edge));
            }
        }
        for id in edges {
            if let Some(ghost) = record::relationship(graph, id) {
                self.touch(id.into(), graph);
                shared.ghosts.borrow_mut().insert(id.into(), Ghost::Relationship(ghost));
                self.edge_floor = self.edge_floor.max(id.0 + 1);
                self.apply(Change::DeleteEdge { id }, graph)?;
            }
        }
        for (id, span) in nodes {
            let Some(ghost) = record::node(graph, id) else { continue };
            if graph.degree(id, Direction::Both, None) > 0 {
                let code = Code::runtime("ConstraintVerificationFailed", "DeleteConnectedNode");
                let message = "a node that still has relationships cannot be deleted";
                let error = Error::input(code, message, Some(span));
                return Err(error.hint("DETACH DELETE deletes them too"));
            }
            self.touch(id.into(), graph);
            shared.ghosts.borrow_mut().insert(id.into(), Ghost::Node(ghost));
            self.node_floor = self.node_floor.max(id.0 + 1);
            self.apply(Change::DeleteNode { id }, graph)?;
        }
        Ok(())
    }

    /// Takes everything back.
    pub fn roll_back(self, graph: &mut Graph) -> Result<()> {
        for change in self.inverses.iter().rev().flatten() {
            graph.apply(change)?;
        }
        Ok(())
    }

    /// What has changed, all in all: counted, as changes, and as the changes that take it back.
    pub fn finish(self, graph: &Graph) -> (Effects, Vec<Change>, Vec<Change>) {
        let mut effects = Effects::default();
        for (element, before) in self.before {
            let there = match element {
                Element::Node(id) => graph.has_node(id),
                Element::Edge(id) => graph.has_edge(id),
            };
            let (made, gone) = match element {
                Element::Node(_) => (&mut effects.nodes_created, &mut effects.nodes_deleted),
                Element::Edge(_) => (&mut effects.relationships_created, &mut effects.relationships_deleted),
            };
            *made += usize::from(there && before.is_none());
            *gone += usize::from(!there && before.is_some());
            let (old_labels, old) =
                before.map(|before| (before.labels, before.properties)).unwrap_or_default();
            let new_labels = labels(graph, element);
            let new = record::properties(graph, element);
            effects.properties_set += new.iter().filter(|(key, value)| old.get(*key) != Some(value)).count();
            effects.properties_removed += old.iter().filter(|(key, v)| new.get(*key) != Some(v)).count();
            effects.labels_added += new_labels.difference(&old_labels).count();
            effects.labels_removed += old_labels.difference(&new_labels).count();
        }
        let inverse = self.inverses.into_iter().rev().flatten().collect();
        (effects, self.changes, inverse)
    }
}

/// What is to be deleted, with the place in the text that says so.
#[derive(Default)]
struct Doomed {
    nodes: BTreeMap<NodeId, Span>,
    edges: BTreeSet<EdgeId>,
}

impl Doomed {
    fn add(&mut self, value: &Value, span: Span) -> Result<()> {
        match value {
            Value::Null => {}
            Value::Node(id) => {
                self.nodes.insert(*id, span);
            }
            Value::Relationship(id) => {
                self.edges.insert(*id);
            }
            Value::Path(path) => {
                self.nodes.extend(path.nodes.iter().map(|id| (*id, span)));
                self.edges.extend(&path.edges);
            }
            other => {
                let message =
                    format!("only nodes, relationships and paths can be deleted, not {}", Types::of(other));
                let code = Code::runtime("TypeError", "InvalidArgumentType");
                return Err(Error::input(code, message, Some(span)));
            }
        }
        Ok(())
    }
}

fn labels(graph: &Graph, element: Element) -> BTreeSet<Arc<str>> {
    match element {
        Element::Node(id) => graph.labels_of(id).map(|label| graph.label_name(label).clone()).collect(),
        Element::Edge(_) => BTreeSet::new(),
    }
}

/// The properties of something new; nulls are left out.
fn evaluated(
    properties: Option<&Expr>,
    graph: &Graph,
    shared: &Shared<'_>,
    frame: &mut Frame,
) -> Result<Vec<(Arc<str>, Value)>> {
    let Some(expr) = properties else { return Ok(Vec::new()) };
    let reader = Reader { graph, shared };
    let map = match reader.eval(expr, frame)? {
        Value::Null => return Ok(Vec::new()),
        value => reader.properties(&value).map_err(|error| at(error, expr.span))?,
    };
    let mut unique: HashMap<Arc<str>, ()> = HashMap::new();
    let mut list = Vec::new();
    for (key, value) in map {
        if !value.is_null() && unique.insert(key.clone(), ()).is_none() {
            list.push((key, storable(value, expr.span)?));
        }
    }
    Ok(list)
}

/// MERGE cannot look for a null.
fn check_no_null(merge: &Merge, graph: &Graph, shared: &Shared<'_>, frame: &mut Frame) -> Result<()> {
    for creation in &merge.create {
        let (Creation::Node { properties, .. } | Creation::Relationship { properties, .. }) = creation else {
            continue;
        };
        let Some(expr) = properties else { continue };
        if let Value::Map(entries) = (Reader { graph, shared }).eval(expr, frame)?
            && let Some((key, _)) = entries.iter().find(|(_, value)| value.is_null())
        {
            let code = Code::runtime("SemanticError", "MergeReadOwnWrites");
            let message = format!("MERGE cannot look for {key}: its value is null");
            return Err(Error::input(code, message, Some(expr.span)));
        }
    }
    Ok(())
}

/// Only plain values and lists of them are stored.
fn storable(value: Value, span: Span) -> Result<Value> {
    let plain = |value: &Value| {
        !matches!(
            value,
            Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) | Value::List(_)
        )
    };
    let fits = match &value {
        Value::List(items) => items.iter().all(|item| plain(item) && !item.is_null()),
        other => plain(other),
    };
    if fits {
        return Ok(value);
    }
    let message = format!("a property holds plain values or lists of them, not {}", Types::of(&value));
    Err(Error::input(Code::runtime("TypeError", "InvalidPropertyType"), message, Some(span)))
}
