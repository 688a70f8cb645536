//! Many new elements at once: they go straight into the columns, and the lists of neighbours are built when
//! all of them are there. What comes out is what the same [`Change`](crate::graph::Change)s would make one by one.

use crate::error::{Error, Result};
use crate::graph::edges::MOST_TYPES;
use crate::graph::index::Indexes;
use crate::graph::{Change, Graph, KeyId, LabelId, TypeId};
use crate::model::{EdgeId, Element, NodeId, Value};

/// A graph that grows. Until [`Growth::finish`] or [`Growth::take_back`] its lists of neighbours lack what is new.
#[derive(Debug)]
pub struct Growth<'g> {
    graph: &'g mut Graph,
    grown: Grown,
}

/// What grew: all nodes and edges from these ids on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grown {
    pub first_node: NodeId,
    pub first_edge: EdgeId,
}

impl Graph {
    pub fn grow(&mut self) -> Growth<'_> {
        let grown = Grown { first_node: self.next_node(), first_edge: self.next_edge() };
        Growth { graph: self, grown }
    }

    /// Takes back what grew, all of it still being there and nothing leading to it from elsewhere.
    ///
    /// # Errors
    /// Where that is not so.
    pub fn take_back(&mut self, grown: Grown) -> Result<()> {
        let (nodes, edges) = (self.next_node().0, self.next_edge().0);
        for id in (grown.first_edge.0..edges).rev() {
            self.apply(&Change::DeleteEdge { id: EdgeId(id) })?;
        }
        for id in (grown.first_node.0..nodes).rev() {
            self.apply(&Change::DeleteNode { id: NodeId(id) })?;
        }
        Ok(())
    }
}

impl Growth<'_> {
    pub fn label(&mut self, name: &str) -> LabelId {
        LabelId(self.graph.labels.intern(&name.into()))
    }

    pub fn key(&mut self, name: &str) -> KeyId {
        KeyId(self.graph.keys.intern(&name.into()))
    }

    /// # Errors
    /// Where the graph has as many relationship types as it can have.
    pub fn kind(&mut self, name: &str) -> Result<TypeId> {
        let types = &mut self.graph.types;
        if types.names().len() >= MOST_TYPES && types.get(name).is_none() {
            return Err(Error::usage(format!("a graph has at most {MOST_TYPES} relationship types")));
        }
        Ok(TypeId(types.intern(&name.into())))
    }

    /// # Errors
    /// Where there are as many nodes as there are numbers for them.
    pub fn node(&mut self, labels: Vec<LabelId>) -> Result<NodeId> {
        let id = below_the_last(self.graph.nodes.bound(), "nodes")?;
        self.graph.nodes.insert(id, labels);
        Ok(NodeId(id))
    }

    /// An edge between nodes that are there.
    ///
    /// # Errors
    /// Where there are as many edges as there are numbers for them.
    pub fn edge(&mut self, kind: TypeId, from: NodeId, to: NodeId) -> Result<EdgeId> {
        let id = below_the_last(self.graph.edges.bound(), "relationships")?;
        self.graph.edges.insert(id, kind.0 as u16, from.0, to.0);
        Ok(EdgeId(id))
    }

    /// A property of a new element.
    pub fn set(&mut self, on: Element, key: KeyId, value: Value) {
        let (column, row) = self.graph.column_mut(on, key);
        column.put(row, value);
    }

    /// As [`Growth::set`], for a text.
    pub fn set_text(&mut self, on: Element, key: KeyId, text: &str) {
        let (column, row) = self.graph.column_mut(on, key);
        column.put_text(row, text);
    }

    /// How many nodes and edges are new.
    pub fn counts(&self) -> (usize, usize) {
        let nodes = self.graph.nodes.bound() - self.grown.first_node.0;
        let edges = self.graph.edges.bound() - self.grown.first_edge.0;
        (nodes as usize, edges as usize)
    }

    /// The graph is whole again.
    pub fn finish(self) -> Grown {
        self.graph.touched();
        self.graph.indexes = Indexes::default();
        self.graph.rebuild_neighbours();
        self.grown
    }

    /// As if nothing had grown.
    ///
    /// # Errors
    /// None that could happen here; as [`Graph::take_back`].
    pub fn take_back(self) -> Result<()> {
        let Growth { graph, grown } = self;
        if grown == (Grown { first_node: NodeId(0), first_edge: EdgeId(0) }) && graph.decisions.is_empty() {
            *graph = Graph::new();
            return Ok(());
        }
        graph.indexes = Indexes::default();
        graph.rebuild_neighbours();
        graph.take_back(grown)
    }
}

/// The highest number stands for none.
fn below_the_last(id: u32, what: &str) -> Result<u32> {
    if id < u32::MAX - 1 { Ok(id) } else { Err(Error::usage(format!("a graph has at most {id} {what}"))) }
}
