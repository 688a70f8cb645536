//! Type and ends of every edge, by edge number.

use std::ops::Deref;

use crate::graph::adjacency::{Compressed, Side};
use crate::graph::lazy::Lazy;

/// Which edges there are. Their ends are also told by the lists of neighbours, and made out of these where a file
/// brought them.
#[derive(Debug, Clone, Default)]
pub struct Edges {
    columns: Lazy<EdgeColumns>,
    bound: u32,
    count: usize,
    by_type: Vec<usize>,
}

/// By edge number. Invariant: the last entry is an edge; holes have the type [`HOLE`].
#[derive(Debug, Clone, Default)]
pub struct EdgeColumns {
    pub kinds: Vec<u16>,
    pub from: Vec<u32>,
    pub to: Vec<u32>,
}

/// The type of a number that no edge has.
pub const HOLE: u16 = u16::MAX;
/// A graph has at most so many edge types.
pub const MOST_TYPES: usize = HOLE as usize;

impl EdgeColumns {
    /// Of the lists of one direction, by type, that name edges below a number, the last of which there is.
    ///
    /// # Errors
    /// In words, where they name an edge twice or lack the last.
    pub fn of(types: &[impl Deref<Target = Compressed>], bound: u32, side: Side) -> Result<Self, String> {
        // Before any room is made: a number that no edge comes near is no reason to fill the memory.
        let highest = types.iter().filter_map(|list| list.edges.iter().max()).max();
        if highest.map_or(0, |highest| u64::from(*highest) + 1) != u64::from(bound) {
            return Err("the lists of neighbours lack the last edge".to_owned());
        }
        let room = bound as usize;
        let mut columns = EdgeColumns { kinds: vec![HOLE; room], from: vec![0; room], to: vec![0; room] };
        let EdgeColumns { kinds, from, to } = &mut columns;
        let (here, there) = if side == Side::From { (from, to) } else { (to, from) };
        for (list, kind) in types.iter().zip(0_u16..) {
            for (node, edges, others) in list.stretches() {
                for (edge, other) in edges.iter().zip(others) {
                    let at = *edge as usize;
                    if kinds.get(at) != Some(&HOLE) {
                        return Err(format!("the lists of neighbours name edge {edge} twice"));
                    }
                    (kinds[at], here[at], there[at]) = (kind, node, *other);
                }
            }
        }
        Ok(columns)
    }
}

impl Edges {
    /// # Errors
    /// In words, where the columns do not fit each other or the number of types and nodes.
    pub fn new(columns: EdgeColumns, types: usize, nodes: usize) -> Result<Self, String> {
        let EdgeColumns { kinds, from, to } = &columns;
        // Without a branch an edge: every opening of a store goes through all of them.
        let below = |ends: &[u32]| {
            ends.is_empty() || (ends.iter().fold(0, |most, end| most.max(*end)) as usize) < nodes
        };
        if kinds.len() != from.len() || kinds.len() != to.len() || kinds.last() == Some(&HOLE) {
            return Err("the columns of the edges have different lengths".to_owned());
        }
        let mut by_type = counted(kinds);
        let holes = by_type.get(usize::from(HOLE)).copied().unwrap_or(0);
        by_type.truncate(usize::from(HOLE));
        while by_type.last() == Some(&0) {
            by_type.pop();
        }
        if by_type.len() > types || !below(from) || !below(to) {
            return Err("an edge has an end or a type that there is not".to_owned());
        }
        by_type.resize(types, 0);
        let (count, bound) = (kinds.len() - holes, kinds.len() as u32);
        Ok(Edges { columns: columns.into(), bound, count, by_type })
    }

    /// Edges below a number, so many of each type, whose columns are still to be made.
    pub fn later(columns: Lazy<EdgeColumns>, bound: u32, by_type: Vec<usize>) -> Self {
        Edges { columns, bound, count: by_type.iter().sum(), by_type }
    }

    /// Whether their columns are still to be made.
    pub fn are_unread(&self) -> bool {
        self.columns.ready().is_none()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// One above the highest number.
    pub fn bound(&self) -> u32 {
        self.bound
    }

    pub fn of_type(&self, kind: u32) -> usize {
        self.by_type.get(kind as usize).copied().unwrap_or(0)
    }

    /// Type, source and target.
    #[inline]
    pub fn get(&self, edge: u32) -> Option<(u16, u32, u32)> {
        let (at, columns) = (edge as usize, &*self.columns);
        let kind = *columns.kinds.get(at)?;
        (kind != HOLE).then(|| (kind, columns.from[at], columns.to[at]))
    }

    /// Source and target of a number below [`Edges::bound`].
    pub fn raw_ends(&self, edge: u32) -> (u32, u32) {
        (self.columns.from[edge as usize], self.columns.to[edge as usize])
    }

    /// Number, type, source and target.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u16, u32, u32)> + '_ {
        (0..self.bound()).filter_map(|edge| self.get(edge).map(|(kind, from, to)| (edge, kind, from, to)))
    }

    /// Sets an edge that is not there.
    pub fn insert(&mut self, edge: u32, kind: u16, from: u32, to: u32) {
        let (at, columns) = (edge as usize, &mut *self.columns);
        if columns.kinds.len() <= at {
            columns.resize(at + 1);
            self.bound = edge + 1;
        }
        (columns.kinds[at], columns.from[at], columns.to[at]) = (kind, from, to);
        if self.by_type.len() <= kind.into() {
            self.by_type.resize(usize::from(kind) + 1, 0);
        }
        self.by_type[usize::from(kind)] += 1;
        self.count += 1;
    }

    /// Takes an edge away that is there.
    pub fn remove(&mut self, edge: u32) {
        let (at, columns) = (edge as usize, &mut *self.columns);
        self.by_type[usize::from(columns.kinds[at])] -= 1;
        self.count -= 1;
        (columns.kinds[at], columns.from[at], columns.to[at]) = (HOLE, 0, 0);
        let last = columns.kinds.iter().rposition(|kind| *kind != HOLE);
        let bound = last.map_or(0, |last| last + 1);
        columns.resize(bound);
        self.bound = bound as u32;
    }
}

impl EdgeColumns {
    fn resize(&mut self, length: usize) {
        self.kinds.resize(length, HOLE);
        self.from.resize(length, 0);
        self.to.resize(length, 0);
    }
}

/// How often each number occurs; as long as the highest that does. Edges of one type mostly stand together.
fn counted(kinds: &[u16]) -> Vec<usize> {
    let mut counts = Vec::new();
    for run in kinds.chunk_by(|a, b| a == b) {
        let kind = usize::from(run[0]);
        if counts.len() <= kind {
            counts.resize(kind + 1, 0);
        }
        counts[kind] += run.len();
    }
    counts
}
