//! Finding nodes by their properties, and counting without looking.

use std::ops::Bound;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::graph::LabelId;
use crate::model::{Element, NodeId, Value};
use crate::query::executor::eval::Reader;
use crate::query::executor::stage::State;
use crate::query::executor::table::size;
use crate::query::plan::CountOf;
use crate::query::resolved::{self, Symbol};
use crate::query::value::{Key, equals};

impl Reader<'_, '_> {
    /// The nodes whose property equals a value.
    pub(super) fn seek(
        &self,
        label: Option<&Symbol>,
        key: &resolved::Key,
        value: Value,
        state: &State,
    ) -> Result<Vec<NodeId>> {
        if equals(&value, &value) != Some(true) {
            return Ok(Vec::new());
        }
        let Some(key) = key.id(self.graph) else { return Ok(Vec::new()) };
        if let Some(label) = label {
            let label = label.label(self.graph);
            return Ok(label.map(|label| self.graph.find(label, key, &value)).unwrap_or_default());
        }
        let has =
            |node: &NodeId| equals(&self.graph.property(Element::Node(*node), key), &value) == Some(true);
        let State::Index(index) = state else { return Ok(self.graph.nodes().filter(has).collect()) };
        if index.get().is_none() {
            let mut nodes: FxHashMap<Key, Vec<NodeId>> = FxHashMap::default();
            for node in self.graph.nodes() {
                self.shared.tick()?;
                let found = self.graph.property(Element::Node(node), key);
                if !found.is_null() {
                    self.shared.claim(size(&found) + 16, "joining by value")?;
                    nodes.entry(Key(found)).or_default().push(node);
                }
            }
            return Ok(index.get_or_init(|| nodes).get(&Key(value)).cloned().unwrap_or_default());
        }
        Ok(index.get().and_then(|nodes| nodes.get(&Key(value))).cloned().unwrap_or_default())
    }

    /// The nodes whose property equals one of several values, by id.
    pub(super) fn seek_any(
        &self,
        label: Option<&Symbol>,
        key: &resolved::Key,
        values: &[Value],
        state: &State,
    ) -> Result<Vec<NodeId>> {
        let mut found = Vec::new();
        for value in values {
            self.shared.tick()?;
            found.extend(self.seek(label, key, value.clone(), state)?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The nodes of a label whose date may lie between two bounds; none where the bounds are no dates.
    pub(super) fn dates_between(
        &self,
        label: LabelId,
        key: &resolved::Key,
        low: Option<&Value>,
        high: Option<&Value>,
    ) -> Option<Vec<NodeId>> {
        let dates = [low, high].into_iter().flatten().all(|bound| matches!(bound, Value::Date(_)));
        let key = key.id(self.graph).filter(|_| dates)?;
        let bound = |value: Option<&Value>| value.cloned().map_or(Bound::Unbounded, Bound::Included);
        let (low, high) = (bound(low), bound(high));
        let found = self.graph.find_range(key, low.as_ref(), high.as_ref())?;
        Some(found.into_iter().filter(|node| self.graph.has_label(*node, label)).collect())
    }

    pub(super) fn counted(&self, of: &CountOf) -> usize {
        match of {
            CountOf::Nodes => self.graph.node_count(),
            CountOf::Label(label) => label.label(self.graph).map_or(0, |label| self.graph.label_count(label)),
            CountOf::Relationships(types) if types.is_empty() => self.graph.edge_count(),
            CountOf::Relationships(types) => {
                let mut kinds: Vec<_> = types.iter().filter_map(|kind| kind.kind(self.graph)).collect();
                kinds.sort_unstable();
                kinds.dedup();
                kinds.into_iter().map(|kind| self.graph.type_count(kind)).sum()
            }
        }
    }
}
