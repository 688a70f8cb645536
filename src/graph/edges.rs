//! Type and ends of every edge, by edge number.

/// Invariant: the last entry is an edge; holes have the type [`HOLE`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edges {
    kinds: Vec<u16>,
    from: Vec<u32>,
    to: Vec<u32>,
    count: usize,
    by_type: Vec<usize>,
}

/// The type of a number that no edge has.
pub const HOLE: u16 = u16::MAX;
/// A graph has at most so many edge types.
pub const MOST_TYPES: usize = HOLE as usize;

impl Edges {
    /// # Errors
    /// In words, where the columns do not fit each other or the number of types and nodes.
    pub fn new(
        kinds: Vec<u16>,
        from: Vec<u32>,
        to: Vec<u32>,
        types: usize,
        nodes: usize,
    ) -> Result<Self, String> {
        // Without a branch an edge: every opening of a store goes through all of them.
        let below = |ends: &[u32]| {
            ends.is_empty() || (ends.iter().fold(0, |most, end| most.max(*end)) as usize) < nodes
        };
        if kinds.len() != from.len() || kinds.len() != to.len() || kinds.last() == Some(&HOLE) {
            return Err("the columns of the edges have different lengths".to_owned());
        }
        let mut by_type = counted(&kinds);
        let holes = by_type.get(usize::from(HOLE)).copied().unwrap_or(0);
        by_type.truncate(usize::from(HOLE));
        while by_type.last() == Some(&0) {
            by_type.pop();
        }
        if by_type.len() > types || !below(&from) || !below(&to) {
            return Err("an edge has an end or a type that there is not".to_owned());
        }
        by_type.resize(types, 0);
        Ok(Edges { count: kinds.len() - holes, kinds, from, to, by_type })
    }

    /// Types, sources and targets; a hole's ends are 0.
    pub fn parts(&self) -> (&[u16], &[u32], &[u32]) {
        (&self.kinds, &self.from, &self.to)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// One above the highest number.
    pub fn bound(&self) -> u32 {
        self.kinds.len() as u32
    }

    pub fn of_type(&self, kind: u32) -> usize {
        self.by_type.get(kind as usize).copied().unwrap_or(0)
    }

    /// Type, source and target.
    #[inline]
    pub fn get(&self, edge: u32) -> Option<(u16, u32, u32)> {
        let at = edge as usize;
        let kind = *self.kinds.get(at)?;
        (kind != HOLE).then(|| (kind, self.from[at], self.to[at]))
    }

    /// Source and target of a number below [`Edges::bound`].
    pub fn raw_ends(&self, edge: u32) -> (u32, u32) {
        (self.from[edge as usize], self.to[edge as usize])
    }

    /// Number, type, source and target.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u16, u32, u32)> + '_ {
        (0..self.bound()).filter_map(|edge| self.get(edge).map(|(kind, from, to)| (edge, kind, from, to)))
    }

    /// Sets an edge that is not there.
    pub fn insert(&mut self, edge: u32, kind: u16, from: u32, to: u32) {
        let at = edge as usize;
        if self.kinds.len() <= at {
            self.kinds.resize(at + 1, HOLE);
            self.from.resize(at + 1, 0);
            self.to.resize(at + 1, 0);
        }
        (self.kinds[at], self.from[at], self.to[at]) = (kind, from, to);
        if self.by_type.len() <= kind.into() {
            self.by_type.resize(usize::from(kind) + 1, 0);
        }
        self.by_type[usize::from(kind)] += 1;
        self.count += 1;
    }

    /// Takes an edge away that is there.
    pub fn remove(&mut self, edge: u32) {
        let at = edge as usize;
        self.by_type[usize::from(self.kinds[at])] -= 1;
        self.count -= 1;
        (self.kinds[at], self.from[at], self.to[at]) = (HOLE, 0, 0);
        while self.kinds.last() == Some(&HOLE) {
            self.kinds.pop();
        }
        self.from.truncate(self.kinds.len());
        self.to.truncate(self.kinds.len());
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
