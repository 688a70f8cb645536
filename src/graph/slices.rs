//! The neighbours of nodes as slices, of a graph in which nothing has changed since its lists were made.

use crate::graph::adjacency::Adjacency;
use crate::graph::{Direction, Graph, TypeId};
use crate::model::NodeId;

/// The lists of the directions that are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Slices<'g> {
    sides: [Option<&'g Adjacency>; 2],
}

impl Graph {
    /// None where the lists lack something that came or went since.
    pub fn all_slices(&self, direction: Direction) -> Option<Slices<'_>> {
        let sides = match direction {
            Direction::Outgoing => [Some(self.outgoing()), None],
            Direction::Incoming => [None, Some(self.incoming())],
            Direction::Both => {
                let (outgoing, incoming) = self.both_ways();
                [Some(outgoing), Some(incoming)]
            }
        };
        let settled = sides.iter().flatten().all(|side| side.is_settled());
        (settled && self.dead.is_empty()).then_some(Slices { sides })
    }
}

impl<'g> Slices<'g> {
    /// The relationships at a node and the nodes at their other ends, of one type or of all. In both
    /// directions, one that leads back to its node comes twice.
    #[inline]
    pub fn at(&self, node: NodeId, kind: Option<TypeId>) -> impl Iterator<Item = (&'g [u32], &'g [u32])> {
        self.sides
            .into_iter()
            .flatten()
            .flat_map(move |side| side.pieces(node.0, kind.map(|kind| kind.0 as usize)))
    }
}
