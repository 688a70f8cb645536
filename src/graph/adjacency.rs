//! Who is beside whom: one compressed list for each edge type and direction, and a small overlay for what
//! came since. Reading the neighbours by one type is walking a slice.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::graph::TypeId;
use crate::graph::bits::{Bits, Rows};
use crate::graph::edges::Edges;
use crate::graph::ints::Ints;
use crate::graph::lazy::Lazy;

/// The edges at all nodes, in one direction.
#[derive(Debug, Clone, Default)]
pub struct Adjacency {
    /// By type number.
    types: Vec<OfType>,
    /// For every node, which types it has edges of: a bit each, the last for all types from there on.
    masks: OnceLock<Vec<u32>>,
    added: FxHashMap<u32, Vec<Added>>,
}

/// The edges of one type in one direction, and what is known of them before their list is read.
#[derive(Debug, Clone, Default)]
pub struct OfType {
    /// The nodes that have any; empty where the list is there, which has them too.
    rows: Rows,
    /// How many there are.
    count: usize,
    list: Lazy<Compressed>,
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
    /// Of the lists by type number.
    pub fn new(types: Vec<OfType>) -> Self {
        Adjacency { types, masks: OnceLock::new(), added: FxHashMap::default() }
    }

    /// Built anew from the edges, whose ends are below `nodes`.
    pub fn of(edges: &Edges, side: Side, types: usize, nodes: usize) -> Self {
        let mut by_type: Vec<Vec<u32>> =
            (0..types as u32).map(|kind| Vec::with_capacity(edges.of_type(kind))).collect();
        edges.iter().for_each(|(edge, kind, ..)| by_type[usize::from(kind)].push(edge));
        let mut places = Vec::new();
        let lists = by_type.into_iter().map(|list| Compressed::of(list, edges, side, nodes, &mut places));
        Self::new(lists.map(OfType::from).collect())
    }

    fn masks(&self) -> &[u32] {
        self.masks.get_or_init(|| {
            let last = self.types.iter().filter_map(|of_type| of_type.rows().last()).max();
            let mut masks = vec![0; last.map_or(0, |last| last as usize + 1)];
            for (of_type, kind) in self.types.iter().zip(0_u32..) {
                of_type.rows().iter().for_each(|node| masks[node as usize] |= 1 << kind.min(OTHERS));
            }
            masks
        })
    }

    /// The first type from `kind` on of which a node may have edges.
    #[inline]
    fn type_from(&self, node: u32, kind: usize) -> usize {
        let mask = self.masks().get(node as usize).copied().unwrap_or(0);
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
    pub fn lists(&self) -> impl Iterator<Item = &Compressed> {
        self.types.iter().map(|of_type| &*of_type.list)
    }

    /// Whether the compressed lists tell of exactly these edges.
    pub fn tells(&self, edges: &Edges, side: Side) -> bool {
        let types = self.lists().zip(0_u16..);
        let total: usize = self.types.iter().map(OfType::count).sum();
        total == edges.len() && types.into_iter().all(|(list, kind)| list.tells(kind, edges, side))
    }

    /// How many nodes have edges of a type; those that came since count for every type.
    pub fn nodes_with(&self, kind: usize) -> usize {
        self.types.get(kind).map_or(0, |of_type| of_type.rows().len()) + self.added.len()
    }

    /// Whether every node that has edges of a type is in a set; false also where it takes more to know.
    pub fn all_within(&self, kind: usize, set: &Bits) -> bool {
        self.added.is_empty() && self.types.get(kind).is_none_or(|of_type| of_type.rows().within(set))
    }

    /// The nodes at the other ends of some edges of a type, from all over its list; none where it is not read yet.
    pub fn some_others(&self, kind: usize, most: usize) -> Option<impl Iterator<Item = u32>> {
        let others = &self.types.get(kind)?.list.ready()?.others;
        Some(others.iter().step_by((others.len() / most).max(1)).copied())
    }

    /// Some of the nodes that have edges of a type, from all over.
    pub fn some_nodes(&self, kind: usize, most: usize) -> impl Iterator<Item = u32> {
        let rows = self.types.get(kind).map(OfType::rows);
        rows.into_iter().flat_map(move |rows| {
            let places = (0..rows.len()).step_by((rows.len() / most).max(1));
            places.filter_map(|place| rows.at(place))
        })
    }

    /// Whether the compressed lists lack nothing.
    #[inline]
    pub fn is_settled(&self) -> bool {
        self.added.is_empty()
    }

    /// The edges of a type, where the compressed list lacks nothing.
    pub fn settled(&self, kind: usize) -> Option<&Compressed> {
        self.types.get(kind).filter(|_| self.is_settled()).map(|of_type| &*of_type.list)
    }

    #[inline]
    pub fn base(&self, node: u32, kind: usize) -> (&[u32], &[u32]) {
        self.types.get(kind).map_or((&[], &[]), |of_type| of_type.list.at(node))
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

    /// Where the only edge of each node stands in the lists; none where one of the nodes may have none or several.
    pub fn single_places(&self, nodes: &[u32]) -> Option<Vec<u32>> {
        let first = self.rows.unbroken().filter(|_| self.ends.len() == self.edges.len())?;
        let places: Vec<u32> = nodes.iter().map(|node| node.wrapping_sub(first)).collect();
        let most = places.iter().fold(0, |most, place| (*place).max(most));
        ((most as usize) < self.edges.len()).then_some(places)
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

    /// Of the nodes, how many edges each has, all of these, and the nodes at their other ends.
    ///
    /// # Errors
    /// In words, where they do not fit each other.
    pub fn from_degrees(
        rows: Rows,
        degrees: &Ints,
        edges: Vec<u32>,
        others: Vec<u32>,
    ) -> Result<Self, String> {
        let wrong = || "the lists of neighbours do not fit each other".to_owned();
        let total = u32::try_from(edges.len()).map_err(|_| wrong())?;
        if rows.len() != degrees.len() || edges.len() != others.len() || !degrees.between(1, total.into()) {
            return Err(wrong());
        }
        let mut end = 0_u64;
        let ends = degrees.iter().map(|degree| {
            end += degree as u64;
            end as u32
        });
        let ends = ends.collect();
        if end == u64::from(total) { Ok(Compressed { rows, ends, edges, others }) } else { Err(wrong()) }
    }

    /// How many edges each node has.
    pub fn degrees(&self) -> Ints {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| i64::from(end - start)).collect()
    }

    /// Whether all nodes and edges are below these numbers.
    pub fn lies_below(&self, nodes: u32, edges: u32) -> bool {
        let below = |list: &[u32], bound: u32| list.iter().fold(0, |most, n| (*n).max(most)) < bound;
        self.edges.is_empty()
            || self.rows.last().is_some_and(|last| last < nodes)
                && below(&self.others, nodes)
                && below(&self.edges, edges)
    }

    /// Each node with its edges and the nodes at their other ends.
    pub fn stretches(&self) -> impl Iterator<Item = (u32, &[u32], &[u32])> {
        self.rows.iter().enumerate().map(|(place, node)| {
            let range = self.stretch(place);
            (node, &self.edges[range.clone()], &self.others[range])
        })
    }

    /// Whether these are the edges of a type, seen from this side, and each node's ascend.
    fn tells(&self, kind: u16, all: &Edges, side: Side) -> bool {
        self.edges.len() == all.of_type(kind.into())
            && self.stretches().all(|(node, edges, others)| {
                edges.is_sorted_by(|a, b| a < b)
                    && edges.iter().zip(others).all(|(edge, other)| {
                        let (from, to) = if side == Side::From { (node, *other) } else { (*other, node) };
                        all.get(*edge) == Some((kind, from, to))
                    })
            })
    }
}

impl OfType {
    /// A list that is still to be read, of edges at these nodes.
    pub fn later(rows: Rows, count: usize, list: Lazy<Compressed>) -> Self {
        OfType { rows, count, list }
    }

    fn rows(&self) -> &Rows {
        self.list.ready().map_or(&self.rows, |list| &list.rows)
    }

    pub fn count(&self) -> usize {
        self.count
    }

    pub fn list(&self) -> &Compressed {
        &self.list
    }

    /// The list, where it is read already.
    pub fn read(&self) -> Option<&Compressed> {
        self.list.ready()
    }
}

impl From<Compressed> for OfType {
    fn from(list: Compressed) -> Self {
        OfType { rows: Rows::default(), count: list.edges.len(), list: list.into() }
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
