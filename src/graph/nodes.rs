//! Which nodes there are, and their labels.

use rustc_hash::FxHashMap;

use crate::graph::LabelId;
use crate::graph::bits::Bits;

/// Invariant: the last entry is a node; holes have the set [`HOLE`]. Nodes with the same labels share a set.
#[derive(Debug, Clone, Default)]
pub struct Nodes {
    sets: Vec<u32>,
    /// Each sorted; the first is the empty one, once there is a node without labels.
    label_sets: Vec<Vec<LabelId>>,
    numbers: FxHashMap<Vec<LabelId>, u32>,
    count: usize,
    by_label: Vec<Bits>,
}

/// The label set of a number that no node has.
pub const HOLE: u32 = u32::MAX;

impl Nodes {
    /// # Errors
    /// In words, where a node has a set, or a set a label, that there is not.
    pub fn new(sets: Vec<u32>, label_sets: Vec<Vec<LabelId>>, labels: usize) -> Result<Self, String> {
        let known = |set: &Vec<LabelId>| {
            set.iter().all(|label| (label.0 as usize) < labels) && set.is_sorted_by(|a, b| a < b)
        };
        if !label_sets.iter().all(known)
            || sets.last() == Some(&HOLE)
            || !sets.chunk_by(|a, b| a == b).all(|run| run[0] == HOLE || (run[0] as usize) < label_sets.len())
        {
            return Err("a node has labels that there are not".to_owned());
        }
        let numbers = label_sets.iter().cloned().zip(0..).collect();
        let mut nodes =
            Nodes { sets, label_sets, numbers, count: 0, by_label: vec![Bits::default(); labels] };
        // Nodes with the same labels mostly stand together.
        let mut first = 0;
        for run in nodes.sets.chunk_by(|a, b| a == b) {
            let alike = first..first + run.len() as u32;
            first = alike.end;
            let Some(set) = nodes.label_sets.get(run[0] as usize) else { continue };
            nodes.count += run.len();
            for label in set {
                nodes.by_label[label.0 as usize].insert_all(alike.clone());
            }
        }
        Ok(nodes)
    }

    /// Each node's set, and the sets.
    pub fn parts(&self) -> (&[u32], &[Vec<LabelId>]) {
        (&self.sets, &self.label_sets)
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether every number below the bound is a node.
    pub fn are_dense(&self) -> bool {
        self.count == self.sets.len()
    }

    /// One above the highest number.
    pub fn bound(&self) -> u32 {
        self.sets.len() as u32
    }

    #[inline]
    pub fn contains(&self, node: u32) -> bool {
        self.sets.get(node as usize).is_some_and(|set| *set != HOLE)
    }

    pub fn labels(&self, node: u32) -> &[LabelId] {
        let set = self.sets.get(node as usize).and_then(|set| self.label_sets.get(*set as usize));
        set.map_or(&[], Vec::as_slice)
    }

    pub fn with_label(&self, label: LabelId) -> Option<&Bits> {
        self.by_label.get(label.0 as usize)
    }

    pub fn insert(&mut self, node: u32, mut labels: Vec<LabelId>) {
        labels.sort_unstable();
        labels.dedup();
        if self.sets.len() <= node as usize {
            self.sets.resize(node as usize + 1, HOLE);
        }
        self.count += 1;
        self.assign(node, labels);
    }

    /// Takes a node away that is there.
    pub fn remove(&mut self, node: u32) {
        self.assign(node, Vec::new());
        self.sets[node as usize] = HOLE;
        while self.sets.last() == Some(&HOLE) {
            self.sets.pop();
        }
        self.count -= 1;
    }

    /// Gives a node other labels, sorted.
    pub fn assign(&mut self, node: u32, labels: Vec<LabelId>) {
        let before = self.sets[node as usize];
        if let Some(before) = self.label_sets.get(before as usize) {
            for label in before {
                self.by_label[label.0 as usize].remove(node);
            }
        }
        for label in &labels {
            if self.by_label.len() <= label.0 as usize {
                self.by_label.resize(label.0 as usize + 1, Bits::default());
            }
            self.by_label[label.0 as usize].insert(node);
        }
        self.sets[node as usize] = match self.numbers.get(&labels) {
            Some(number) => *number,
            None => {
                let number = self.label_sets.len() as u32;
                self.numbers.insert(labels.clone(), number);
                self.label_sets.push(labels);
                number
            }
        };
    }
}
