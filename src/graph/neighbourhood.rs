//! The lists of neighbours of one direction, made ready at their first use.
//!
//! The lists that a file brings lack the nodes at the other ends, and finding those costs more than reading the
//! file. So opening a store leaves them as they came, and whoever walks the graph first has them completed and
//! held against the edges. Lists that do not fit the edges are not believed: they are made anew.

use std::sync::{Mutex, OnceLock};

use crate::graph::Graph;
use crate::graph::adjacency::{Adjacency, Compressed, Side};
use crate::graph::edges::Edges;

/// Invariant: the edges change only while this is ready.
#[derive(Debug, Default)]
pub struct Neighbourhood {
    ready: OnceLock<Adjacency>,
    /// As they came from a file, until they are ready.
    raw: Mutex<Option<Vec<Compressed>>>,
}

impl Neighbourhood {
    /// Lists without the nodes at the other ends; none where they are to be made out of the edges.
    pub fn raw(lists: Option<Vec<Compressed>>) -> Self {
        Neighbourhood { ready: OnceLock::new(), raw: Mutex::new(lists) }
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
        self.ready.get_or_init(|| {
            let raw = self.raw.lock().ok().and_then(|mut raw| raw.take());
            raw.and_then(|lists| Adjacency::new(lists, edges, side).ok())
                .unwrap_or_else(|| Adjacency::of(edges, side, types, nodes))
        })
    }

    /// What is ready; none where nobody has walked this way yet.
    pub fn ready(&self) -> Option<&Adjacency> {
        self.ready.get()
    }

    /// How many nodes have edges of a type, as far as that is known without making the lists ready.
    pub fn nodes_with(&self, kind: usize) -> Option<usize> {
        if let Some(ready) = self.ready.get() {
            return Some(ready.nodes_with(kind));
        }
        let raw = self.raw.lock().ok()?;
        Some(raw.as_ref()?.get(kind).map_or(0, |list| list.rows.len()))
    }

    fn fits(&self, edges: &Edges, side: Side) -> bool {
        let raw = self.raw.lock().ok().and_then(|raw| raw.clone());
        raw.is_none_or(|lists| Adjacency::new(lists, edges, side).is_ok())
    }
}

impl From<Adjacency> for Neighbourhood {
    fn from(ready: Adjacency) -> Self {
        Neighbourhood { ready: OnceLock::from(ready), raw: Mutex::default() }
    }
}

impl Clone for Neighbourhood {
    fn clone(&self) -> Self {
        let raw = self.raw.lock().ok().and_then(|raw| raw.clone());
        Neighbourhood { ready: self.ready.clone(), raw: Mutex::new(raw) }
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

    /// Whether the lists that came from a file and that nobody has walked yet fit the edges.
    pub(crate) fn neighbours_fit(&self) -> bool {
        self.outgoing.fits(&self.edges, Side::From) && self.incoming.fits(&self.edges, Side::To)
    }
}
