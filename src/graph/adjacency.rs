//! Who is beside whom: one compressed list for each edge type and direction, and a small overlay for what
//! came since. Reading the neighbours by one type is walking a slice.

use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::graph::TypeId;
use crate::graph::bits::{Bits, Rows};
use crate::graph::edges::Edges;

/// The edges at all nodes, in one direction.
#[derive(Debug, Clone, Default)]
pub struct Adjacency {
    /// By type number.
    types: Vec<Compressed>,
    /// For every node, which types it has edges of: a bit each, the last for all types from there on.
    masks: Vec<u32>,
    added: FxHashMap<u32, Vec<Added>>,
}

/// The edges of one type: for ascending nodes, the edges' numbers, ascending, and the nodes at their other
/// ends.
#[derive(Debug, Clone, Default)]
pub struct Compressed {
    pub rows: Rows,
    /// Where each node's edges end.
    pub ends: Vec<u32>,
    pub edges: Vec<u32>,
    pub others: Vec<u32>,
}

/// The bit of a mask that stands for this type and all after it.
const OTHERS: u32 = 31;

/// Where fewer than one node in so many has an edge of a type, sorting is faster than counting.
const FEW: usize = 16;

/// An edge that the compressed lists lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Added {
    pub kind: u16,
    pub edge: u32,
    pub other: u32,
}

/// Which end of the edges the lists are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    From,
    To,
}

impl Adjacency {
    /// From lists without the nodes at the other ends.
    ///
    /// # Errors
    /// In words, where the lists do not fit each other or the edges.
    pub fn new(mut types: Vec<Compressed>, edges: &Edges, side: Side) -> Result<Self, String> {
        let total: usize = types.iter().map(|list| list.edges.len()).sum();
        if total != edges.len() {
            return Err("the lists of neighbours have not as many edges as there are".to_owned());
        }
        for (list, kind) in types.iter_mut().zip(0..) {
            list.complete(kind, edges, side)?;
        }
        Ok(Self::from_types(types))
    }

    /// Built anew from the edges, whose ends are below `nodes`.
    pub fn of(edges: &Edges, side: Side, types: usize, nodes: usize) -> Self {
        let mut by_type: Vec<Vec<u32>> =
            (0..types as u32).map(|kind| Vec::with_capacity(edges.of_type(kind))).collect();
        edges.iter().for_each(|(edge, kind, ..)| by_type[usize::from(kind)].push(edge));
        let mut places = Vec::new();
        let lists = by_type.into_iter().map(|list| Compressed::of(list, edges, side, nodes, &mut places));
        Self::from_types(lists.collect())
    }

    fn from_types(types: Vec<Compressed>) -> Self {
        let nodes =
            types.iter().filter_map(|list| list.rows.last()).max().map_or(0, |last| last as usize + 1);
        let mut masks = vec![0; nodes];
        for (list, kind) in types.iter().zip(0_u32..) {
            list.rows.iter().for_each(|node| masks[node as usize] |= 1 << kind.min(OTHERS));
        }
        Adjacency { types, masks, added: FxHashMap::default() }
    }

    /// The first type from `kind` on of which a node may have edges.
    #[inline]
    fn type_from(&self, node: u32, kind: usize) -> usize {
        let mask = self.masks.get(node as usize).copied().unwrap_or(0);
        let others = mask >> OTHERS & 1 == 1;
        if kind >= OTHERS as usize {
            return if others { kind } else { self.types.len() };
        }
        match mask >> kind {
            0 => self.types.len(),
            rest => kind + rest.trailing_zeros() as usize,
        }
    }

    /// The lists by type number, after the graph has settled.
    pub fn types(&self) -> &[Compressed] {
        &self.types
    }

    /// How many nodes have edges of a type; those that came since count for every type.
    pub fn nodes_with(&self, kind: usize) -> usize {
        self.types.get(kind).map_or(0, |list| list.rows.len()) + self.added.len()
    }

    /// Whether every node that has edges of a type is in a set; false also where it takes more to know.
    pub fn all_within(&self, kind: usize, set: &Bits) -> bool {
        self.added.is_empty() && self.types.get(kind).is_none_or(|list| list.rows.within(set))
    }

    /// The nodes at the other ends of some edges of a type, from all over its list.
    pub fn some_others(&self, kind: usize, most: usize) -> impl Iterator<Item = u32> + '_ {
        let others = self.types.get(kind).map_or([].as_slice(), |list| &list.others);
        others.iter().step_by((others.len() / most).max(1)).copied()
    }

    /// Whether the compressed lists lack nothing.
    #[inline]
    pub fn is_settled(&self) -> bool {
        self.added.is_empty()
    }

    /// The edges of a type, where the compressed list lacks nothing.
    pub fn settled(&self, kind: usize) -> Option<&Compressed> {
        self.types.get(kind).filter(|_| self.is_settled())
    }

    #[inline]
    pub fn base(&self, node: u32, kind: usize) -> (&[u32], &[u32]) {
        self.types.get(kind).map_or((&[], &[]), |list| list.at(node))
    }

    /// The compressed lists of a node, of one type or of all.
    #[inline]
    pub fn pieces(&self, node: u32, kind: Option<usize>) -> impl Iterator<Item = (&[u32], &[u32])> {
        let mut next = kind.unwrap_or(0);
        std::iter::from_fn(move || {
            let here = if kind.is_some() { next } else { self.type_from(node, next) };
            if here >= self.types.len() {
                return None;
            }
            next = if kind.is_some() { self.types.len() } else { here + 1 };
            Some(self.base(node, here))
        })
    }

    pub fn added(&self, node: u32) -> &[Added] {
        if self.added.is_empty() {
            return &[];
        }
        self.added.get(&node).map_or(&[], Vec::as_slice)
    }

    pub fn add(&mut self, node: u32, added: Added) {
        let list = self.added.entry(node).or_default();
        if let Err(place) = list.binary_search(&added) {
            list.insert(place, added);
        }
    }

    /// Whether the overlay had it.
    pub fn remove(&mut self, node: u32, added: Added) -> bool {
        let Some(list) = self.added.get_mut(&node) else { return false };
        let Ok(place) = list.binary_search(&added) else { return false };
        list.remove(place);
        if list.is_empty() {
            self.added.remove(&node);
        }
        true
    }

    /// Whether the compressed lists have this edge here, dead or alive.
    pub fn base_has(&self, node: u32, added: Added) -> bool {
        let (edges, others) = self.base(node, added.kind.into());
        edges.binary_search(&added.edge).is_ok_and(|place| others[place] == added.other)
    }
}

impl Compressed {
    /// Of the edges of one type, ascending. `places` is room to work in.
    fn of(mut list: Vec<u32>, edges: &Edges, side: Side, nodes: usize, places: &mut Vec<u32>) -> Self {
        let ends = |edge: u32| {
            let (from, to) = edges.raw_ends(edge);
            if side == Side::From { (from, to) } else { (to, from) }
        };
        if list.len() < nodes / FEW {
            list.sort_by_key(|edge| ends(*edge).0);
        } else {
            list = counted(&list, |edge| ends(edge).0, nodes, places);
        }
        let mut made = Compressed { others: Vec::with_capacity(list.len()), ..Compressed::default() };
        for edge in &list {
            let (node, other) = ends(*edge);
            made.others.push(other);
            let end = made.others.len() as u32;
            match made.ends.last_mut() {
                Some(last) if made.rows.last() == Some(node) => *last = end,
                _ => {
                    made.rows.push(node);
                    made.ends.push(end);
                }
            }
        }
        made.ends.shrink_to_fit();
        made.edges = list;
        made
    }

    #[inline]
    fn at(&self, node: u32) -> (&[u32], &[u32]) {
        let Some(place) = self.rows.place(node) else { return (&[], &[]) };
        let range = self.stretch(place);
        (&self.edges[range.clone()], &self.others[range])
    }

    #[inline]
    fn stretch(&self, place: usize) -> std::ops::Range<usize> {
        let start = if place == 0 { 0 } else { self.ends[place - 1] as usize };
        start..self.ends[place] as usize
    }

    /// Calls `visit` for each node with where its edges stand in the lists, until that says to stop.
    #[inline]
    pub fn each<B>(
        &self,
        nodes: impl Iterator<Item = u32>,
        mut visit: impl FnMut(std::ops::Range<usize>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if let Some(first) = self.rows.unbroken() {
            // Without holes the place is the distance to the first node.
            for node in nodes {
                let place = node.wrapping_sub(first) as usize;
                visit(if place < self.ends.len() { self.stretch(place) } else { 0..0 })?;
            }
        } else {
            for node in nodes {
                visit(self.rows.place(node).map_or(0..0, |place| self.stretch(place)))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// From lists without the nodes at the other ends.
    ///
    /// # Errors
    /// In words, where they do not fit the edges.
    fn complete(&mut self, kind: u16, edges: &Edges, side: Side) -> Result<(), String> {
        let wrong = || "the lists of neighbours do not fit the edges".to_owned();
        if self.rows.len() != self.ends.len()
            || self.ends.last().map_or(0, |end| *end as usize) != self.edges.len()
        {
            return Err(wrong());
        }
        self.others = Vec::with_capacity(self.edges.len());
        let mut start = 0;
        for (node, end) in self.rows.iter().zip(&self.ends) {
            let list =
                self.edges.get(start..*end as usize).filter(|list| !list.is_empty()).ok_or_else(wrong)?;
            start = *end as usize;
            let mut above = None;
            for edge in list {
                let (found, from, to) = edges.get(*edge).ok_or_else(wrong)?;
                let (here, other) = if side == Side::From { (from, to) } else { (to, from) };
                if here != node || found != kind || above >= Some(*edge) {
                    return Err(wrong());
                }
                above = Some(*edge);
                self.others.push(other);
            }
        }
        Ok(())
    }
}

/// The edges by their nodes, each node's in their order: a counting sort, for which `places` is room.
fn counted(list: &[u32], node: impl Fn(u32) -> u32, nodes: usize, places: &mut Vec<u32>) -> Vec<u32> {
    places.clear();
    places.resize(nodes + 1, 0);
    list.iter().for_each(|edge| places[node(*edge) as usize + 1] += 1);
    let mut before = 0;
    for place in places.iter_mut() {
        before += *place;
        *place = before;
    }
    let mut sorted = vec![0; list.len()];
    for edge in list {
        let place = &mut places[node(*edge) as usize];
        sorted[*place as usize] = *edge;
        *place += 1;
    }
    sorted
}

/// The edges at a node with the nodes at their other ends: out of the compressed lists by type, then out of
/// the overlay; first the outgoing ones, then the incoming.
#[derive(Debug, Clone)]
pub struct Neighbours<'g> {
    edges: std::slice::Iter<'g, u32>,
    others: std::slice::Iter<'g, u32>,
    added: std::slice::Iter<'g, Added>,
    /// The type that is read next; past the last one, the overlay.
    next: usize,
    here: Option<&'g Adjacency>,
    then: Option<&'g Adjacency>,
    dead: Option<&'g Bits>,
    node: u32,
    kind: Option<u16>,
    /// Leave out loops, since the other direction has given them.
    no_loops: bool,
    /// What `no_loops` becomes for the second direction.
    both: bool,
}

impl<'g> Neighbours<'g> {
    /// `kind` restricts to one type. Edges in `dead` are gone from the compressed lists.
    pub fn new(
        sides: (Option<&'g Adjacency>, Option<&'g Adjacency>),
        dead: &'g Bits,
        node: u32,
        kind: Option<TypeId>,
    ) -> Self {
        let (first, second) = sides;
        let mut list = Neighbours {
            edges: [].iter(),
            others: [].iter(),
            added: [].iter(),
            next: 0,
            here: first.or(second),
            then: if first.is_some() { second } else { None },
            dead: (!dead.is_empty()).then_some(dead),
            node,
            kind: kind.map(|kind| kind.0 as u16),
            no_loops: false,
            both: first.is_some() && second.is_some(),
        };
        list.enter();
        list
    }

    /// Begins the reading of the direction `here`.
    fn enter(&mut self) {
        let Some(here) = self.here else { return };
        self.added = here.added(self.node).iter();
        self.next = here.types.len();
        match self.kind {
            Some(kind) => self.read(here, kind.into()),
            None => self.next = 0,
        }
    }

    fn read(&mut self, from: &'g Adjacency, kind: usize) {
        let (edges, others) = from.base(self.node, kind);
        (self.edges, self.others) = (edges.iter(), others.iter());
    }

    fn wanted(&self, edge: u32, other: u32) -> bool {
        let is_dead = self.dead.is_some_and(|dead| dead.contains(edge));
        !is_dead && (other != self.node || !self.no_loops)
    }
}

impl Iterator for Neighbours<'_> {
    /// Edge and node.
    type Item = (u32, u32);

    #[inline]
    fn next(&mut self) -> Option<(u32, u32)> {
        loop {
            while let (Some(edge), Some(other)) = (self.edges.next(), self.others.next()) {
                if self.wanted(*edge, *other) {
                    return Some((*edge, *other));
                }
            }
            let here = self.here?;
            if self.next < here.types.len() {
                let kind = here.type_from(self.node, self.next);
                self.read(here, kind);
                self.next = kind + 1;
                continue;
            }
            for added in self.added.by_ref() {
                let fits = self.kind.is_none_or(|kind| kind == added.kind);
                if fits && !(self.no_loops && added.other == self.node) {
                    return Some((added.edge, added.other));
                }
            }
            self.here = self.then.take();
            self.no_loops = self.both;
            self.enter();
        }
    }
}
