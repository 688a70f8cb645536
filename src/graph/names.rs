//! Names for completion and look-up: every name and alias in folded form, with its node.

use std::sync::Arc;

use crate::graph::{Graph, KeyId};
use crate::model::name::fold;
use crate::model::{Element, NodeId, Value};

/// The properties that hold names.
const NAME_KEYS: [&str; 2] = ["name", "aliases"];
/// The index is made anew once so many nodes, and an eighth of it, have changed.
const MANY: usize = 256;

/// The folded names in alphabetical order.
#[derive(Debug, Clone, Default)]
pub struct NameIndex {
    sorted: Vec<(Box<str>, u32)>,
    /// Nodes whose names changed since; what the list says of them is outdated.
    touched: Vec<u32>,
}

/// One name as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub node: NodeId,
    /// The name or alias that matched.
    pub name: Arc<str>,
}

impl Graph {
    /// At most `limit` names and aliases that begin, folded, with the folded prefix, in alphabetical order of
    /// their folded forms.
    pub fn names_with_prefix(&self, prefix: &str, limit: usize) -> Vec<Named> {
        let prefix = fold(prefix);
        self.names_where(&prefix, |name| name.starts_with(&prefix), limit)
    }

    /// The nodes one of whose names or aliases is, folded, this name, by id.
    pub fn named(&self, name: &str) -> Vec<NodeId> {
        let folded = fold(name);
        let found = self.names_where(&folded, |name| name == folded, usize::MAX);
        let mut nodes: Vec<NodeId> = found.into_iter().map(|named| named.node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// The names and aliases of a node as written, the name first.
    pub fn names_of(&self, node: NodeId) -> Vec<Arc<str>> {
        let mut names = Vec::new();
        for key in NAME_KEYS {
            match self.key(key).map(|key| self.property(Element::Node(node), key)) {
                Some(Value::String(name)) => names.push(name),
                Some(Value::List(list)) => names.extend(list.iter().filter_map(|item| match item {
                    Value::String(name) => Some(name.clone()),
                    _ => None,
                })),
                _ => {}
            }
        }
        names
    }

    /// The names from `start` on, as long as they fit.
    fn names_where(&self, start: &str, fits: impl Fn(&str) -> bool, limit: usize) -> Vec<Named> {
        let Some(index) = self.name_index() else { return Vec::new() };
        let from = index.sorted.partition_point(|(name, _)| **name < *start);
        let known = index.sorted[from..].iter().take_while(|(name, _)| fits(name));
        let mut found: Vec<(Box<str>, u32)> =
            known.filter(|(_, node)| !index.touched.contains(node)).take(limit).cloned().collect();
        let mut touched = index.touched.clone();
        touched.sort_unstable();
        touched.dedup();
        for node in touched {
            let names = self.names_of(NodeId(node)).into_iter().map(|name| fold(&name));
            found.extend(names.filter(|name| fits(name)).map(|name| (name.into(), node)));
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(limit);
        found.into_iter().filter_map(|(folded, node)| self.as_written(&folded, NodeId(node))).collect()
    }

    fn as_written(&self, folded: &str, node: NodeId) -> Option<Named> {
        let name = self.names_of(node).into_iter().find(|name| fold(name) == folded)?;
        Some(Named { node, name })
    }

    fn name_index(&self) -> Option<Arc<NameIndex>> {
        if let Some(index) = &*self.indexes.names.read().ok()? {
            return Some(index.clone());
        }
        let index = Arc::new(self.build_names());
        *self.indexes.names.write().ok()? = Some(index.clone());
        Some(index)
    }

    fn build_names(&self) -> NameIndex {
        let mut nodes: Vec<u32> = NAME_KEYS
            .iter()
            .filter_map(|key| self.node_column(self.key(key)?))
            .flat_map(|column| column.rows())
            .collect();
        nodes.sort_unstable();
        nodes.dedup();
        let mut sorted: Vec<(Box<str>, u32)> = nodes
            .into_iter()
            .flat_map(|node| {
                self.names_of(NodeId(node)).into_iter().map(move |name| (fold(&name).into(), node))
            })
            .collect();
        sorted.sort_unstable();
        sorted.dedup();
        NameIndex { sorted, touched: Vec::new() }
    }

    /// A node's property has changed.
    pub(super) fn touch_name(&mut self, node: u32, key: KeyId) {
        let name = self.key_name(key);
        if !NAME_KEYS.iter().any(|known| **known == **name) {
            return;
        }
        let Ok(slot) = self.indexes.names.get_mut() else { return };
        if let Some(index) = slot {
            let index = Arc::make_mut(index);
            index.touched.push(node);
            if index.touched.len() > MANY.max(index.sorted.len() / 8) {
                *slot = None;
            }
        }
    }
}
