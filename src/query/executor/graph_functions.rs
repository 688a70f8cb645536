//! labels(), type(), nodes() and their like.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::model::{Element, Value};
use crate::query::answer::EvidenceRecord;
use crate::query::executor::eval::Reader;
use crate::query::executor::record::evidence_of;
use crate::query::executor::shared::Ghost;
use crate::query::resolved::GraphFunction;
use crate::query::types::Types;

impl Reader<'_, '_> {
    pub(super) fn graph_function(&self, function: GraphFunction, value: &Value) -> Result<Value> {
        if function == GraphFunction::Exists {
            return Ok(Value::Boolean(!value.is_null()));
        }
        match (function, value) {
            (_, Value::Null) => Ok(Value::Null),
            (GraphFunction::Id, Value::Node(id)) => Ok(Value::Integer(id.0.into())),
            (GraphFunction::Id, Value::Relationship(id)) => Ok(Value::Integer(id.0.into())),
            (GraphFunction::ElementId, Value::Node(id)) => Ok(id.0.to_string().into()),
            (GraphFunction::ElementId, Value::Relationship(id)) => Ok(id.0.to_string().into()),
            (GraphFunction::Labels, Value::Node(id)) => {
                self.exists(Element::Node(*id))?;
                let labels = self.graph.labels_of(*id).map(|label| self.graph.label_name(label).clone());
                Ok(Value::list(labels.map(Value::String).collect()))
            }
            (GraphFunction::Type, Value::Relationship(id)) => {
                if let Some((kind, ..)) = self.graph.ends(*id) {
                    return Ok(Value::String(self.graph.type_name(kind).clone()));
                }
                match self.shared.ghosts.borrow().get(&Element::Edge(*id)) {
                    Some(Ghost::Relationship(ghost)) => Ok(Value::String(ghost.kind.clone())),
                    _ => self.exists(Element::Edge(*id)).map(|()| Value::Null),
                }
            }
            (GraphFunction::Properties, _) => self.properties(value).map(Value::map),
            (GraphFunction::Keys, _) => {
                let keys = self.properties(value)?.into_keys();
                Ok(Value::list(keys.map(Value::String).collect()))
            }
            (GraphFunction::Nodes, Value::Path(path)) => {
                Ok(Value::list(path.nodes.iter().map(|id| Value::Node(*id)).collect()))
            }
            (GraphFunction::Relationships, Value::Path(path)) => {
                Ok(Value::list(path.edges.iter().map(|id| Value::Relationship(*id)).collect()))
            }
            (GraphFunction::Length, Value::Path(path)) => Ok(Value::Integer(path.edges.len() as i64)),
            (GraphFunction::StartNode | GraphFunction::EndNode, Value::Relationship(id)) => {
                self.exists(Element::Edge(*id))?;
                let start = function == GraphFunction::StartNode;
                Ok(self
                    .graph
                    .ends(*id)
                    .map_or(Value::Null, |(_, from, to)| Value::Node(if start { from } else { to })))
            }
            (GraphFunction::Evidence, Value::Node(id)) => Ok(self.evidence(Element::Node(*id))),
            (GraphFunction::Evidence, Value::Relationship(id)) => Ok(self.evidence(Element::Edge(*id))),
            (_, other) => {
                let message = format!("{function:?} cannot be asked of {}", Types::of(other)).to_lowercase();
                Err(Error::input(Code::runtime("TypeError", "InvalidArgumentValue"), message, None))
            }
        }
    }

    /// The properties of an element, or a map's entries.
    pub(super) fn properties(&self, value: &Value) -> Result<BTreeMap<Arc<str>, Value>> {
        let element = match value {
            Value::Map(entries) => return Ok((**entries).clone()),
            Value::Node(id) => Element::Node(*id),
            Value::Relationship(id) => Element::Edge(*id),
            other => {
                let message = format!("{} has no properties", Types::of(other));
                return Err(Error::input(Code::runtime("TypeError", "InvalidArgumentType"), message, None));
            }
        };
        self.exists(element)?;
        let properties = self.graph.properties(element);
        Ok(properties.map(|(key, value)| (self.graph.key_name(key).clone(), value)).collect())
    }

    fn evidence(&self, element: Element) -> Value {
        let list = evidence_of(self.graph, element).into_iter().map(|evidence| {
            let entries: Vec<(&str, Value)> = match evidence {
                EvidenceRecord::Hand { at } => vec![("byHand", true.into()), ("at", at.into())],
                EvidenceRecord::Sentence {
                    id, title, url, publisher, published, text, start, end, ..
                } => vec![
                    ("article", id),
                    ("title", title),
                    ("url", url),
                    ("publisher", publisher),
                    ("published", published),
                    ("sentence", Value::String(text)),
                    ("start", Value::Integer(start as i64)),
                    ("end", Value::Integer(end as i64)),
                ],
            };
            Value::map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
        });
        Value::list(list.collect())
    }
}
