//! Taking a batch back: exactly where nothing happened since, else what only that batch supports.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::graph::{Batch, Change, Direction, Evidence, Graph};
use crate::model::{EdgeId, Element, NodeId};
use crate::store::Store;
use crate::store::history::{Entry, LogEntry, about};

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The batch that was taken back.
    pub batch: LogEntry,
    /// The number of the batch that took it back; none where nothing of it was left.
    pub number: Option<u64>,
}

impl Store {
    /// Takes a batch back, the last one that still holds where none is named. `at` is the time of the undo in
    /// seconds since 1970 (UTC).
    ///
    /// The last batch is undone exactly. Of an older one goes what it alone supports: elements that no later
    /// batch gave evidence or edges, and properties that are as it left them.
    ///
    /// # Errors
    /// Where there is no such batch or it was taken back already, and as [`Store::commit`].
    pub fn undo(&mut self, number: Option<u64>, at: i64) -> Result<Undone> {
        let log = self.log()?;
        let standing = standing(&log);
        let place = wanted(&log, &standing, number)?;
        // Only from there on: what came before has no part in it, and may be most of the store.
        let history = self.history(log[place].number)?;
        let entry = history.first().ok_or_else(|| Error::system("the history is shorter than the log"))?;
        let later: Vec<&Entry> = standing
            .iter()
            .filter(|other| **other > place)
            .filter_map(|other| history.get(*other - place))
            .collect();
        let (changes, inverse) = if later.is_empty() {
            let changes = entry.inverse.changes().into_owned();
            let inverse = self.graph_mut().apply_all(&changes)?;
            (changes, inverse)
        } else {
            compensate(self.graph_mut(), entry, &Later::of(&later))?
        };
        let log = entry.log.clone();
        let what = format!("undo batch {}: {}", log.number, log.what);
        let number = self.keep_undo(Batch { what, at, changes }, log.number, inverse)?;
        Ok(Undone { batch: log, number })
    }
}

/// The places of the batches that make the present state: an undo of the batch right before it cancels both.
fn standing(log: &[LogEntry]) -> Vec<usize> {
    let mut stack: Vec<usize> = Vec::new();
    for (place, entry) in log.iter().enumerate() {
        let last = stack.last().map(|last| log[*last].number);
        if entry.undoes.is_some() && entry.undoes == last {
            stack.pop();
        } else {
            stack.push(place);
        }
    }
    stack
}

fn wanted(log: &[LogEntry], standing: &[usize], number: Option<u64>) -> Result<usize> {
    let mut taken_back: HashMap<u64, u64> = HashMap::new();
    for entry in log.iter().rev() {
        if let Some(undone) = entry.undoes.filter(|_| !taken_back.contains_key(&entry.number)) {
            taken_back.insert(undone, entry.number);
        }
    }
    let Some(number) = number else {
        let free = |place: &&usize| {
            let entry = &log[**place];
            entry.undoes.is_none() && !taken_back.contains_key(&entry.number)
        };
        let last = standing.iter().rev().find(free).copied();
        return last.ok_or_else(|| Error::usage("there is nothing to undo"));
    };
    let place = log.iter().position(|entry| entry.number == number).ok_or_else(|| {
        let last = log.len();
        Error::usage(format!("there is no batch {number}; the last one is {last}"))
            .hint("chancery log lists the batches")
    })?;
    if let Some(by) = taken_back.get(&number) {
        return Err(Error::usage(format!("batch {number} was taken back already, by batch {by}"))
            .hint(format!("chancery undo {by} brings it again")));
    }
    // A batch that was taken back and brought again stands as the batch that brought it.
    let brought = |number: u64| {
        let undo = log.iter().find(|entry| entry.undoes == Some(number))?;
        taken_back.get(&undo.number).copied()
    };
    let last = std::iter::successors(Some(number), |number| brought(*number)).last();
    Ok(log.iter().position(|entry| Some(entry.number) == last).unwrap_or(place))
}

/// What the batches after the one to undo have touched.
#[derive(Default)]
struct Later {
    /// Created or deleted, so that an id may mean something else now.
    elements: HashSet<Element>,
    properties: HashSet<(Element, Arc<str>)>,
    labels: HashSet<(NodeId, Arc<str>)>,
    evidence: HashSet<(Element, Evidence)>,
    sentences: HashSet<NodeId>,
    decisions: HashSet<(String, String)>,
}

impl Later {
    fn of(entries: &[&Entry]) -> Self {
        let mut later = Later::default();
        let inverses: Vec<_> = entries.iter().map(|entry| entry.inverse.changes()).collect();
        for change in inverses.iter().flat_map(|changes| changes.iter()) {
            match change {
                Change::CreateNode { .. }
                | Change::DeleteNode { .. }
                | Change::CreateEdge { .. }
                | Change::DeleteEdge { .. } => later.elements.extend(about(change)),
                Change::AddLabel { id, label } | Change::RemoveLabel { id, label } => {
                    later.labels.insert((*id, label.clone()));
                }
                Change::SetProperty { on, key, .. } => {
                    later.properties.insert((*on, key.clone()));
                }
                Change::AddSentence { article, .. } | Change::RemoveSentence { article } => {
                    later.sentences.insert(*article);
                }
                Change::AddEvidence { on, evidence } | Change::RemoveEvidence { on, evidence } => {
                    later.evidence.insert((*on, *evidence));
                }
                Change::Decide(decision) => {
                    later.decisions.insert((decision.left.clone(), decision.right.clone()));
                }
                Change::Undecide { left, right } => {
                    later.decisions.insert((left.clone(), right.clone()));
                }
            }
        }
        later
    }

    /// Whether a change of the inverse is still the older batch's business.
    fn leaves(&self, change: &Change) -> bool {
        if about(change).is_some_and(|on| self.elements.contains(&on)) {
            return false;
        }
        match change {
            Change::AddLabel { id, label } | Change::RemoveLabel { id, label } => {
                !self.labels.contains(&(*id, label.clone()))
            }
            Change::SetProperty { on, key, .. } => !self.properties.contains(&(*on, key.clone())),
            Change::AddSentence { article, .. } | Change::RemoveSentence { article } => {
                !self.sentences.contains(article)
            }
            Change::AddEvidence { on, evidence } | Change::RemoveEvidence { on, evidence } => {
                !self.evidence.contains(&(*on, *evidence))
            }
            Change::Decide(decision) => {
                !self.decisions.contains(&(decision.left.clone(), decision.right.clone()))
            }
            Change::Undecide { left, right } => !self.decisions.contains(&(left.clone(), right.clone())),
            _ => true,
        }
    }
}

/// Applies what is left to take back, and gives it with its own inverse.
fn compensate(graph: &mut Graph, entry: &Entry, later: &Later) -> Result<(Vec<Change>, Vec<Change>)> {
    let mut work = Work { graph, changes: Vec::new(), back: Vec::new() };
    match work.run(entry, later) {
        Ok(()) => Ok((work.changes, work.back.into_iter().rev().flatten().collect())),
        Err(error) => {
            for change in work.back.iter().rev().flatten() {
                work.graph.apply(change)?;
            }
            Err(error)
        }
    }
}

struct Work<'g> {
    graph: &'g mut Graph,
    changes: Vec<Change>,
    back: Vec<Vec<Change>>,
}

impl Work<'_> {
    fn apply(&mut self, change: Change) -> Result<()> {
        let back = self.graph.apply(&change)?;
        self.changes.push(change);
        self.back.push(back);
        Ok(())
    }

    fn run(&mut self, entry: &Entry, later: &Later) -> Result<()> {
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut sentences: Vec<Change> = Vec::new();
        for change in entry.inverse.changes().iter().filter(|change| later.leaves(change)) {
            match change {
                Change::DeleteEdge { id } => self.delete_edge(*id, later)?,
                Change::DeleteNode { id } => nodes.push(*id),
                Change::RemoveSentence { .. } => sentences.push(change.clone()),
                other if self.fits(other) => self.apply(other.clone())?,
                _ => {}
            }
        }
        self.delete_nodes(nodes, later)?;
        let used = self.used_sentences(&HashSet::new());
        for change in sentences {
            if let Change::RemoveSentence { article } = change {
                let count = self.graph.sentences(article).count();
                if count > used.get(&article).map_or(0, |last| *last as usize + 1) {
                    self.apply(change)?;
                }
            }
        }
        Ok(())
    }

    /// Whether what a change is about is there, and free where it is to be made.
    fn fits(&self, change: &Change) -> bool {
        match change {
            Change::CreateNode { id, .. } => !self.graph.has_node(*id),
            Change::CreateEdge { id, from, to, .. } => {
                !self.graph.has_edge(*id) && self.graph.has_node(*from) && self.graph.has_node(*to)
            }
            other => about(other).is_none_or(|on| self.has(on)),
        }
    }

    fn has(&self, on: Element) -> bool {
        match on {
            Element::Node(id) => self.graph.has_node(id),
            Element::Edge(id) => self.graph.has_edge(id),
        }
    }

    fn delete_edge(&mut self, id: EdgeId, later: &Later) -> Result<()> {
        if !self.graph.has_edge(id) || self.keeps_later_evidence(id.into(), later)? {
            return Ok(());
        }
        self.apply(Change::DeleteEdge { id })
    }

    /// Where a later batch gave an element evidence, it stays with that alone.
    fn keeps_later_evidence(&mut self, on: Element, later: &Later) -> Result<bool> {
        let kept = self.graph.evidence(on).any(|evidence| later.evidence.contains(&(on, evidence)));
        if kept {
            self.drop_own_evidence(on, later)?;
        }
        Ok(kept)
    }

    fn drop_own_evidence(&mut self, on: Element, later: &Later) -> Result<()> {
        let all: Vec<Evidence> = self.graph.evidence(on).collect();
        let own = all.into_iter().filter(|evidence| !later.evidence.contains(&(on, *evidence)));
        own.into_iter().try_for_each(|evidence| self.apply(Change::RemoveEvidence { on, evidence }))
    }

    /// Deletes the nodes that no edge, no later evidence and no evidence elsewhere holds.
    fn delete_nodes(&mut self, nodes: Vec<NodeId>, later: &Later) -> Result<()> {
        let mut going: Vec<NodeId> = Vec::new();
        for id in nodes.into_iter().filter(|id| self.graph.has_node(*id)).collect::<Vec<_>>() {
            if self.graph.neighbours(id, Direction::Both, None).next().is_some() {
                self.drop_own_evidence(id.into(), later)?;
            } else if !self.keeps_later_evidence(id.into(), later)? {
                going.push(id);
            }
        }
        loop {
            let gone: HashSet<NodeId> = going.iter().copied().collect();
            let used = self.used_sentences(&gone);
            let before = going.len();
            going.retain(|id| !used.contains_key(id));
            if going.len() == before {
                break;
            }
        }
        going.into_iter().try_for_each(|id| self.apply(Change::DeleteNode { id }))
    }

    /// The articles that evidence points into, with the highest sentence it names; evidence of the nodes that
    /// are about to go does not count.
    fn used_sentences(&self, gone: &HashSet<NodeId>) -> HashMap<NodeId, u32> {
        let graph = &self.graph;
        let nodes = graph.nodes().filter(|id| !gone.contains(id)).map(Element::Node);
        let mut used: HashMap<NodeId, u32> = HashMap::new();
        for on in nodes.chain(graph.edges().map(Element::Edge)) {
            for evidence in graph.evidence(on) {
                if let Evidence::Sentence { article, sentence } = evidence {
                    let last = used.entry(article).or_default();
                    *last = sentence.max(*last);
                }
            }
        }
        used
    }
}
