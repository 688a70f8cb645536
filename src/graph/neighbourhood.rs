//! The lists of neighbours of one direction, made out of the edges at their first use where no file brought them.

use std::sync::OnceLock;

use crate::graph::Graph;
use crate::graph::adjacency::{Adjacency, Side};
use crate::graph::edges::Edges;

/// Invariant: the edges change only while this is ready.
#[derive(Debug, Clone, Default)]
pub struct Neighbourhood {
    ready: OnceLock<Adjacency>,
    /// A file brought lists that could not be believed.
    misfit: bool,
}

impl Neighbourhood {
    /// To be made anew, in place of lists that cannot be believed.
    pub fn misfit() -> Self {
        Neighbourhood { ready: OnceLock::new(), misfit: true }
    }

    #[inline]
    fn get(&self, edges: &Edges, side: Side, types: usize, nodes: usize) -> &Adjacency {
        match self.ready.get() {
            Some(ready) => ready,
            None => self.make(edges, side, types, nodes),
        }
    }

    #[cold]
    fn make(&self, edges: &Edges, side: Side, types: usize, nodes: usize) -> &Adjacency {
        self.ready.get_or_init(|| Adjacency::of(edges, side, types, nodes))
    }

    /// What is ready; none where the lists must still be made.
    pub fn ready(&self) -> Option<&Adjacency> {
        self.ready.get()
    }
}

impl From<Adjacency> for Neighbourhood {
    fn from(ready: Adjacency) -> Self {
        Neighbourhood { ready: OnceLock::from(ready), misfit: false }
    }
}

impl Graph {
    #[inline]
    pub(super) fn outgoing(&self) -> &Adjacency {
        self.outgoing.get(&self.edges, Side::From, self.types.names().len(), self.nodes.bound() as usize)
    }

    #[inline]
    pub(super) fn incoming(&self) -> &Adjacency {
        self.incoming.get(&self.edges, Side::To, self.types.names().len(), self.nodes.bound() as usize)
    }

    /// Both, made ready side by side.
    #[inline]
    pub(super) fn both_ways(&self) -> (&Adjacency, &Adjacency) {
        match (self.outgoing.ready.get(), self.incoming.ready.get()) {
            (Some(outgoing), Some(incoming)) => (outgoing, incoming),
            _ => rayon::join(|| self.outgoing(), || self.incoming()),
        }
    }

    /// Both, for whoever changes the edges. They must be ready before the edges change.
    pub(super) fn both_ways_mut(&mut self) -> Option<(&mut Adjacency, &mut Adjacency)> {
        self.both_ways();
        self.outgoing.ready.get_mut().zip(self.incoming.ready.get_mut())
    }

    /// Whether the lists that a file brought tell of the same edges, as long as nothing has changed since.
    pub(crate) fn neighbours_fit(&self) -> bool {
        let fits = |side: &Neighbourhood, from| {
            !side.misfit && side.ready().is_none_or(|side| side.tells(&self.edges, from))
        };
        fits(&self.outgoing, Side::From) && fits(&self.incoming, Side::To)
    }
}
