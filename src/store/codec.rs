//! Batches as bytes: the mirror types that bincode writes, with strings that recur as numbers.
//!
//! bincode 2.0.1 has no successor and no maintainer; it is named nowhere but in this folder, always with
//! fixed-width integers and a limit, so that a forged length is an error and never an allocation.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::ops::Range;
use std::sync::Arc;

use bincode::error::DecodeError;
use bincode::{Decode, Encode};

use crate::error::{Error, Result};
use crate::graph::{Change, Evidence};
use crate::model::{Decision, EdgeId, Element, NodeId, Verdict};
use crate::store::value::DiskValue;

/// No single decoded value may claim more memory than this.
pub const LIMIT: usize = 1 << 30;

type Config = bincode::config::Configuration<
    bincode::config::LittleEndian,
    bincode::config::Fixint,
    bincode::config::Limit<LIMIT>,
>;

pub const CONFIG: Config = bincode::config::standard().with_fixed_int_encoding().with_limit::<LIMIT>();

/// For columns, whose length is bounded by that of their section: they reserve memory only as bytes arrive.
pub const COLUMN_CONFIG: bincode::config::Configuration<
    bincode::config::LittleEndian,
    bincode::config::Fixint,
    bincode::config::Limit<COLUMN_LIMIT>,
> = bincode::config::standard().with_fixed_int_encoding().with_limit::<COLUMN_LIMIT>();
const COLUMN_LIMIT: usize = isize::MAX as usize >> 8;

/// A value's bytes.
pub fn encode<T: Encode>(value: &T) -> Result<Vec<u8>> {
    bincode::encode_to_vec(value, CONFIG)
        .map_err(|error| Error::system(format!("this cannot be written to a store: {error}")))
}

/// A value from the front of the bytes and how many it took; says in words what is wrong with them.
pub fn decode<T: Decode<()>>(bytes: &[u8]) -> Result<(T, usize), String> {
    bincode::decode_from_slice(bytes, CONFIG).map_err(in_words)
}

/// What is wrong with bytes that cannot be decoded.
pub fn in_words(error: DecodeError) -> String {
    match error {
        DecodeError::OtherString(what) => what,
        DecodeError::UnexpectedEnd { .. } => "the bytes end too early".to_owned(),
        DecodeError::LimitExceeded => "a length is impossible".to_owned(),
        DecodeError::Utf8 { .. } => "a text is no UTF-8".to_owned(),
        DecodeError::Io { inner, .. } if inner.kind() == ErrorKind::UnexpectedEof => {
            "the bytes end too early".to_owned()
        }
        DecodeError::Io { inner, .. } => inner.to_string(),
        other => format!("the bytes mean nothing ({other:?})"),
    }
}

/// A list of changes as it is written.
#[derive(Debug, PartialEq, Encode, Decode)]
pub struct DiskChanges {
    /// Labels, types and keys; changes name them by their place here.
    names: Vec<String>,
    changes: Vec<DiskChange>,
}

#[derive(Debug, PartialEq, Encode, Decode)]
enum DiskChange {
    CreateNode {
        id: u32,
        labels: Vec<u32>,
        properties: Vec<(u32, DiskValue)>,
    },
    /// Nodes `first`, `first - 1` … `first - count + 1`.
    DeleteNodes {
        first: u32,
        count: u32,
    },
    CreateEdge {
        id: u32,
        kind: u32,
        from: u32,
        to: u32,
        properties: Vec<(u32, DiskValue)>,
    },
    /// Edges `first`, `first - 1` … `first - count + 1`.
    DeleteEdges {
        first: u32,
        count: u32,
    },
    AddLabel {
        id: u32,
        label: u32,
    },
    RemoveLabel {
        id: u32,
        label: u32,
    },
    SetProperty {
        on: DiskElement,
        key: u32,
        value: DiskValue,
    },
    AddSentence {
        article: u32,
        start: u64,
        end: u64,
        text: String,
    },
    RemoveSentence {
        article: u32,
    },
    AddEvidence {
        on: DiskElement,
        evidence: DiskEvidence,
    },
    RemoveEvidence {
        on: DiskElement,
        evidence: DiskEvidence,
    },
    Decide(DiskDecision),
    Undecide {
        left: String,
        right: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Encode, Decode)]
enum DiskElement {
    Node(u32),
    Edge(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Encode, Decode)]
enum DiskEvidence {
    Sentence { article: u32, sentence: u32 },
    Hand { at: i64 },
}

#[derive(Debug, PartialEq, Encode, Decode)]
pub struct DiskDecision {
    left: String,
    right: String,
    verdict: u8,
    score: f64,
    reasons: Vec<String>,
    by_hand: bool,
}

impl DiskChanges {
    /// # Errors
    /// Where a property holds what no store keeps: a node, a path, a map.
    pub fn new(changes: &[Change]) -> Result<Self> {
        let mut names = Names::default();
        let mut list: Vec<DiskChange> = Vec::with_capacity(changes.len());
        for change in changes {
            if !joins_run(list.last_mut(), change) {
                list.push(disk_change(&mut names, change)?);
            }
        }
        Ok(DiskChanges { names: names.list, changes: list })
    }

    /// The deletion of these relationships and then of these nodes.
    pub fn deletions(nodes: &Range<u32>, edges: &Range<u32>) -> Self {
        let run = |ids: &Range<u32>| ids.clone().next_back().map(|first| (first, ids.len() as u32));
        let edges = run(edges).map(|(first, count)| DiskChange::DeleteEdges { first, count });
        let nodes = run(nodes).map(|(first, count)| DiskChange::DeleteNodes { first, count });
        DiskChanges { names: Vec::new(), changes: edges.into_iter().chain(nodes).collect() }
    }

    /// `most` is how many elements the runs of a batch can name at most: those of the graph, and as many as the
    /// bytes can hold that bring others back. It keeps forged runs from filling the memory.
    ///
    /// # Errors
    /// In words, where the bytes were well formed but mean nothing.
    pub fn changes(self, most: usize) -> Result<Vec<Change>, String> {
        let names: Vec<Arc<str>> = self.names.into_iter().map(Arc::from).collect();
        let mut list = Vec::with_capacity(self.changes.len());
        for change in self.changes {
            plain_change(&names, change, most, &mut list)?;
        }
        Ok(list)
    }
}

#[derive(Default)]
struct Names {
    list: Vec<String>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Names {
    fn number(&mut self, name: &Arc<str>) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.list.len() as u32;
        self.list.push(name.to_string());
        self.numbers.insert(name.clone(), number);
        number
    }

    fn properties(&mut self, list: &[(Arc<str>, crate::model::Value)]) -> Result<Vec<(u32, DiskValue)>> {
        list.iter().map(|(key, value)| Ok((self.number(key), DiskValue::new(value)?))).collect()
    }
}

/// A deletion of the next lower id lengthens the run before it.
fn joins_run(last: Option<&mut DiskChange>, change: &Change) -> bool {
    let (first, count, id) = match (last, change) {
        (Some(DiskChange::DeleteNodes { first, count }), Change::DeleteNode { id }) => (*first, count, id.0),
        (Some(DiskChange::DeleteEdges { first, count }), Change::DeleteEdge { id }) => (*first, count, id.0),
        _ => return false,
    };
    let joins = first.checked_sub(*count) == Some(id);
    *count += u32::from(joins);
    joins
}

fn disk_change(names: &mut Names, change: &Change) -> Result<DiskChange> {
    Ok(match change {
        Change::CreateNode { id, labels, properties } => DiskChange::CreateNode {
            id: id.0,
            labels: labels.iter().map(|label| names.number(label)).collect(),
            properties: names.properties(properties)?,
        },
        Change::DeleteNode { id } => DiskChange::DeleteNodes { first: id.0, count: 1 },
        Change::CreateEdge { id, kind, from, to, properties } => DiskChange::CreateEdge {
            id: id.0,
            kind: names.number(kind),
            from: from.0,
            to: to.0,
            properties: names.properties(properties)?,
        },
        Change::DeleteEdge { id } => DiskChange::DeleteEdges { first: id.0, count: 1 },
        Change::AddLabel { id, label } => DiskChange::AddLabel { id: id.0, label: names.number(label) },
        Change::RemoveLabel { id, label } => DiskChange::RemoveLabel { id: id.0, label: names.number(label) },
        Change::SetProperty { on, key, value } => DiskChange::SetProperty {
            on: (*on).into(),
            key: names.number(key),
            value: DiskValue::new(value)?,
        },
        Change::AddSentence { article, start, end, text } => {
            DiskChange::AddSentence { article: article.0, start: *start, end: *end, text: text.to_string() }
        }
        Change::RemoveSentence { article } => DiskChange::RemoveSentence { article: article.0 },
        Change::AddEvidence { on, evidence } => {
            DiskChange::AddEvidence { on: (*on).into(), evidence: (*evidence).into() }
        }
        Change::RemoveEvidence { on, evidence } => {
            DiskChange::RemoveEvidence { on: (*on).into(), evidence: (*evidence).into() }
        }
        Change::Decide(decision) => DiskChange::Decide(decision.into()),
        Change::Undecide { left, right } => DiskChange::Undecide { left: left.clone(), right: right.clone() },
    })
}

fn plain_change(
    names: &[Arc<str>],
    change: DiskChange,
    most: usize,
    list: &mut Vec<Change>,
) -> Result<(), String> {
    let name = |number: u32| {
        names.get(number as usize).cloned().ok_or_else(|| format!("name {number} is used but not listed"))
    };
    let properties = |list: Vec<(u32, DiskValue)>| {
        list.into_iter().map(|(key, value)| Ok((name(key)?, value.value()?))).collect::<Result<_, String>>()
    };
    let have = list.len();
    let ids = |first: u32, count: u32| {
        if have.saturating_add(count as usize) > most {
            return Err("the batch names more elements than there can be".to_owned());
        }
        let last = first.checked_sub(count.saturating_sub(1)).ok_or("a run of ids goes below 0")?;
        Ok((last..=first).rev().take(count as usize))
    };
    list.push(match change {
        DiskChange::CreateNode { id, labels, properties: with } => Change::CreateNode {
            id: NodeId(id),
            labels: labels.into_iter().map(name).collect::<Result<_, _>>()?,
            properties: properties(with)?,
        },
        DiskChange::DeleteNodes { first, count } => {
            list.extend(ids(first, count)?.map(|id| Change::DeleteNode { id: NodeId(id) }));
            return Ok(());
        }
        DiskChange::CreateEdge { id, kind, from, to, properties: with } => Change::CreateEdge {
            id: EdgeId(id),
            kind: name(kind)?,
            from: NodeId(from),
            to: NodeId(to),
            properties: properties(with)?,
        },
        DiskChange::DeleteEdges { first, count } => {
            list.extend(ids(first, count)?.map(|id| Change::DeleteEdge { id: EdgeId(id) }));
            return Ok(());
        }
        DiskChange::AddLabel { id, label } => Change::AddLabel { id: NodeId(id), label: name(label)? },
        DiskChange::RemoveLabel { id, label } => Change::RemoveLabel { id: NodeId(id), label: name(label)? },
        DiskChange::SetProperty { on, key, value } => {
            Change::SetProperty { on: on.into(), key: name(key)?, value: value.value()? }
        }
        DiskChange::AddSentence { article, start, end, text } => {
            Change::AddSentence { article: NodeId(article), start, end, text: text.into() }
        }
        DiskChange::RemoveSentence { article } => Change::RemoveSentence { article: NodeId(article) },
        DiskChange::AddEvidence { on, evidence } => {
            Change::AddEvidence { on: on.into(), evidence: evidence.into() }
        }
        DiskChange::RemoveEvidence { on, evidence } => {
            Change::RemoveEvidence { on: on.into(), evidence: evidence.into() }
        }
        DiskChange::Decide(decision) => Change::Decide(decision.decision()?),
        DiskChange::Undecide { left, right } => Change::Undecide { left, right },
    });
    Ok(())
}

impl From<Element> for DiskElement {
    fn from(element: Element) -> Self {
        match element {
            Element::Node(id) => DiskElement::Node(id.0),
            Element::Edge(id) => DiskElement::Edge(id.0),
        }
    }
}

impl From<DiskElement> for Element {
    fn from(element: DiskElement) -> Self {
        match element {
            DiskElement::Node(id) => Element::Node(NodeId(id)),
            DiskElement::Edge(id) => Element::Edge(EdgeId(id)),
        }
    }
}

impl From<Evidence> for DiskEvidence {
    fn from(evidence: Evidence) -> Self {
        match evidence {
            Evidence::Sentence { article, sentence } => {
                DiskEvidence::Sentence { article: article.0, sentence }
            }
            Evidence::Hand { at } => DiskEvidence::Hand { at },
        }
    }
}

impl From<DiskEvidence> for Evidence {
    fn from(evidence: DiskEvidence) -> Self {
        match evidence {
            DiskEvidence::Sentence { article, sentence } => {
                Evidence::Sentence { article: NodeId(article), sentence }
            }
            DiskEvidence::Hand { at } => Evidence::Hand { at },
        }
    }
}

/// A verdict's number in the file is its place here.
const VERDICTS: [Verdict; 5] =
    [Verdict::Same, Verdict::Different, Verdict::Accepted, Verdict::Rejected, Verdict::Uncertain];

impl From<&Decision> for DiskDecision {
    fn from(decision: &Decision) -> Self {
        let verdict = match decision.verdict {
            Verdict::Same => 0,
            Verdict::Different => 1,
            Verdict::Accepted => 2,
            Verdict::Rejected => 3,
            Verdict::Uncertain => 4,
        };
        DiskDecision {
            left: decision.left.clone(),
            right: decision.right.clone(),
            verdict,
            score: decision.score,
            reasons: decision.reasons.clone(),
            by_hand: decision.by_hand,
        }
    }
}

impl DiskDecision {
    pub fn decision(self) -> Result<Decision, String> {
        let verdict = VERDICTS.get(usize::from(self.verdict)).copied();
        Ok(Decision {
            left: self.left,
            right: self.right,
            verdict: verdict.ok_or_else(|| format!("there is no verdict {}", self.verdict))?,
            score: self.score,
            reasons: self.reasons,
            by_hand: self.by_hand,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_names_as_many_elements_as_there_can_be_and_no_more() {
        let list: Vec<Change> = (0..300).rev().map(|id| Change::DeleteEdge { id: EdgeId(id) }).collect();
        let run = || DiskChanges::new(&list).expect("a run");
        assert_eq!(run().changes(300), Ok(list.clone()));
        let error = run().changes(299).expect_err("there are not so many");
        assert_eq!(error, "the batch names more elements than there can be");
    }
}
