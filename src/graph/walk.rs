//! petgraph's visit traits, so that its algorithms run on the graph as it stands.
//!
//! The graph is directed to petgraph; `petgraph::visit::UndirectedAdaptor(&graph)` walks it both ways. An edge's
//! weight is its type.

use petgraph::visit;

use crate::graph::adjacency::Neighbours;
use crate::graph::bits::Bits;
use crate::graph::{Direction, Graph, TypeId};
use crate::model::{EdgeId, NodeId};

/// An edge as petgraph sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeRef {
    id: EdgeId,
    kind: TypeId,
    from: NodeId,
    to: NodeId,
}

impl visit::EdgeRef for EdgeRef {
    type NodeId = NodeId;
    type EdgeId = EdgeId;
    type Weight = TypeId;

    fn source(&self) -> NodeId {
        self.from
    }

    fn target(&self) -> NodeId {
        self.to
    }

    fn weight(&self) -> &TypeId {
        &self.kind
    }

    fn id(&self) -> EdgeId {
        self.id
    }
}

/// The nodes an algorithm has been at.
#[derive(Debug, Clone, Default)]
pub struct Visited(Bits);

impl visit::VisitMap<NodeId> for Visited {
    fn visit(&mut self, node: NodeId) -> bool {
        self.0.insert(node.0)
    }

    fn is_visited(&self, node: &NodeId) -> bool {
        self.0.contains(node.0)
    }

    fn unvisit(&mut self, node: NodeId) -> bool {
        self.0.remove(node.0)
    }
}

/// The nodes at the other ends of a node's edges.
#[derive(Debug, Clone)]
pub struct Nodes<'g>(Neighbours<'g>);

impl Iterator for Nodes<'_> {
    type Item = NodeId;

    #[inline]
    fn next(&mut self) -> Option<NodeId> {
        self.0.next().map(|(_, node)| NodeId(node))
    }
}

/// The edges at a node, turned the way they are asked for.
#[derive(Debug, Clone)]
pub struct Edges<'g> {
    graph: &'g Graph,
    list: Neighbours<'g>,
}

impl Iterator for Edges<'_> {
    type Item = EdgeRef;

    fn next(&mut self) -> Option<EdgeRef> {
        let (edge, _) = self.list.next()?;
        edge_ref(self.graph, EdgeId(edge))
    }
}

fn edge_ref(graph: &Graph, id: EdgeId) -> Option<EdgeRef> {
    graph.ends(id).map(|(kind, from, to)| EdgeRef { id, kind, from, to })
}

fn direction(direction: petgraph::Direction) -> Direction {
    match direction {
        petgraph::Direction::Outgoing => Direction::Outgoing,
        petgraph::Direction::Incoming => Direction::Incoming,
    }
}

impl visit::GraphBase for Graph {
    type NodeId = NodeId;
    type EdgeId = EdgeId;
}

impl visit::GraphProp for Graph {
    type EdgeType = petgraph::Directed;
}

impl visit::Data for Graph {
    type NodeWeight = ();
    type EdgeWeight = TypeId;
}

impl visit::NodeCount for Graph {
    fn node_count(&self) -> usize {
        Graph::node_count(self)
    }
}

impl visit::EdgeCount for Graph {
    fn edge_count(&self) -> usize {
        Graph::edge_count(self)
    }
}

impl visit::NodeIndexable for Graph {
    fn node_bound(&self) -> usize {
        self.next_node().index()
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId(index as u32)
    }
}

impl visit::EdgeIndexable for Graph {
    fn edge_bound(&self) -> usize {
        self.next_edge().index()
    }

    fn to_index(&self, edge: EdgeId) -> usize {
        edge.index()
    }

    fn from_index(&self, index: usize) -> EdgeId {
        EdgeId(index as u32)
    }
}

impl visit::Visitable for Graph {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited::default()
    }

    fn reset_map(&self, map: &mut Visited) {
        map.0.clear();
    }
}

impl<'g> visit::IntoNeighbors for &'g Graph {
    type Neighbors = Nodes<'g>;

    fn neighbors(self, node: NodeId) -> Nodes<'g> {
        Nodes(self.walk(node, Direction::Outgoing, None))
    }
}

impl<'g> visit::IntoNeighborsDirected for &'g Graph {
    type NeighborsDirected = Nodes<'g>;

    fn neighbors_directed(self, node: NodeId, way: petgraph::Direction) -> Nodes<'g> {
        Nodes(self.walk(node, direction(way), None))
    }
}

impl<'g> visit::IntoEdges for &'g Graph {
    type Edges = Edges<'g>;

    fn edges(self, node: NodeId) -> Edges<'g> {
        Edges { graph: self, list: self.walk(node, Direction::Outgoing, None) }
    }
}

impl<'g> visit::IntoEdgesDirected for &'g Graph {
    type EdgesDirected = Edges<'g>;

    fn edges_directed(self, node: NodeId, way: petgraph::Direction) -> Edges<'g> {
        Edges { graph: self, list: self.walk(node, direction(way), None) }
    }
}

impl<'g> visit::IntoNodeIdentifiers for &'g Graph {
    type NodeIdentifiers = Box<dyn Iterator<Item = NodeId> + 'g>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new(self.nodes())
    }
}

impl<'g> visit::IntoNodeReferences for &'g Graph {
    type NodeRef = (NodeId, &'g ());
    type NodeReferences = Box<dyn Iterator<Item = (NodeId, &'g ())> + 'g>;

    fn node_references(self) -> Self::NodeReferences {
        Box::new(self.nodes().map(|node| (node, &())))
    }
}

impl<'g> visit::IntoEdgeReferences for &'g Graph {
    type EdgeRef = EdgeRef;
    type EdgeReferences = Box<dyn Iterator<Item = EdgeRef> + 'g>;

    fn edge_references(self) -> Self::EdgeReferences {
        Box::new(Graph::edges(self).filter_map(|id| edge_ref(self, id)))
    }
}
