//! What the graph calls its elements.

/// A node, by its place in the graph's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// An edge (openCypher: a relationship), by its place in the graph's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub u32);

/// Anything that has properties and evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    Node(NodeId),
    Edge(EdgeId),
}

impl NodeId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl EdgeId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<NodeId> for Element {
    fn from(id: NodeId) -> Self {
        Element::Node(id)
    }
}

impl From<EdgeId> for Element {
    fn from(id: EdgeId) -> Self {
        Element::Edge(id)
    }
}
