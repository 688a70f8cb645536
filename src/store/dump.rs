//! A graph as JSON lines, and back. docs/format.md describes every line.

use std::io::{BufRead, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::error::{Error, Result};
use crate::graph::{Batch, Change, Evidence, Graph};
use crate::model::quiet::quiet_json;
use crate::model::{Decision, EdgeId, Element, NodeId, Value, Verdict};
use crate::store::Store;
use crate::store::json::{from_json, to_json};

const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Line {
    Chancery {
        dump: u32,
    },
    Node {
        id: u32,
        labels: Vec<String>,
        properties: Map<String, Json>,
        evidence: Vec<DumpedEvidence>,
        sentences: Vec<DumpedSentence>,
    },
    Edge {
        id: u32,
        r#type: String,
        from: u32,
        to: u32,
        properties: Map<String, Json>,
        evidence: Vec<DumpedEvidence>,
    },
    Decision {
        left: String,
        right: String,
        verdict: DumpedVerdict,
        score: f64,
        reasons: Vec<String>,
        by_hand: bool,
    },
    End {
        nodes: usize,
        edges: usize,
        decisions: usize,
    },
}

#[derive(Debug, Serialize, Deserialize)]
struct DumpedSentence {
    start: u64,
    end: u64,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum DumpedEvidence {
    Sentence { article: u32, sentence: u32 },
    Hand { hand: i64 },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DumpedVerdict {
    Same,
    Different,
    Accepted,
    Rejected,
    Uncertain,
}

impl Store {
    /// Writes the graph as JSON lines: a head, every node and edge by id, the decisions, and a line that counts
    /// them. The history is not in it.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn dump(&self, out: &mut dyn Write) -> Result<()> {
        dump(self.graph(), out)
    }

    /// Reads what [`Store::dump`] wrote into an empty store, as one batch. `at` is the time of the restoring in
    /// seconds since 1970 (UTC).
    ///
    /// # Errors
    /// Where the store is not empty, where a line is none of a dump (with its number), where the end is missing,
    /// and as [`Store::commit`].
    pub fn restore(&mut self, from: &mut dyn BufRead, at: i64) -> Result<Option<u64>> {
        if self.graph().next_node() != NodeId(0) {
            let hint = "restore into a new file, or undo what is in this one";
            return Err(Error::usage("only an empty store can be restored into").hint(hint));
        }
        let changes = read(from)?;
        self.commit(Batch { what: "restore".to_owned(), at, changes })
    }
}

/// Writes a graph as JSON lines. What could act on a terminal stands in them as `\uXXXX`.
///
/// # Errors
/// Where the writer fails.
pub fn dump(graph: &Graph, out: &mut dyn Write) -> Result<()> {
    let mut write = |line: &Line| -> Result<()> {
        let failed = |what: String| Error::system(format!("the dump cannot be written: {what}"));
        let text = serde_json::to_string(line).map_err(|error| failed(error.to_string()))?;
        writeln!(out, "{}", quiet_json(&text)).map_err(|error| failed(error.to_string()))
    };
    write(&Line::Chancery { dump: VERSION })?;
    for id in graph.nodes() {
        let mut labels: Vec<String> =
            graph.labels_of(id).map(|label| graph.label_name(label).to_string()).collect();
        labels.sort_unstable();
        let sentences = graph.sentences(id).map(|sentence| DumpedSentence {
            start: sentence.start,
            end: sentence.end,
            text: sentence.text.to_string(),
        });
        write(&Line::Node {
            id: id.0,
            labels,
            properties: properties(graph, id.into()),
            evidence: evidence(graph, id.into()),
            sentences: sentences.collect(),
        })?;
    }
    for id in graph.edges() {
        let Some((kind, from, to)) = graph.ends(id) else { continue };
        write(&Line::Edge {
            id: id.0,
            r#type: graph.type_name(kind).to_string(),
            from: from.0,
            to: to.0,
            properties: properties(graph, id.into()),
            evidence: evidence(graph, id.into()),
        })?;
    }
    for decision in graph.decisions() {
        write(&decision_line(decision))?;
    }
    let decisions = graph.decisions().count();
    write(&Line::End { nodes: graph.node_count(), edges: graph.edge_count(), decisions })
}

fn properties(graph: &Graph, on: Element) -> Map<String, Json> {
    graph.properties(on).map(|(key, value)| (graph.key_name(key).to_string(), to_json(&value))).collect()
}

fn evidence(graph: &Graph, on: Element) -> Vec<DumpedEvidence> {
    let list = graph.evidence(on).map(|evidence| match evidence {
        Evidence::Sentence { article, sentence } => DumpedEvidence::Sentence { article: article.0, sentence },
        Evidence::Hand { at } => DumpedEvidence::Hand { hand: at },
    });
    list.collect()
}

fn decision_line(decision: &Decision) -> Line {
    Line::Decision {
        left: decision.left.clone(),
        right: decision.right.clone(),
        verdict: match decision.verdict {
            Verdict::Same => DumpedVerdict::Same,
            Verdict::Different => DumpedVerdict::Different,
            Verdict::Accepted => DumpedVerdict::Accepted,
            Verdict::Rejected => DumpedVerdict::Rejected,
            Verdict::Uncertain => DumpedVerdict::Uncertain,
        },
        score: decision.score,
        reasons: decision.reasons.clone(),
        by_hand: decision.by_hand,
    }
}

/// The changes that a dump's lines mean.
fn read(from: &mut dyn BufRead) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    let (mut nodes, mut edges, mut decisions) = (0, 0, 0);
    let mut ended = false;
    for (line, number) in from.lines().zip(1..) {
        let wrong = |what: String| Error::usage(format!("line {number} of the dump: {what}"));
        let line = line.map_err(|error| wrong(format!("it cannot be read: {error}")))?;
        if ended {
            return Err(wrong("something follows the end".to_owned()));
        }
        let line: Line = serde_json::from_str(&line).map_err(|error| wrong(error.to_string()))?;
        match (&line, number) {
            (Line::Chancery { dump }, 1) if *dump <= VERSION => {}
            (Line::Chancery { dump }, 1) => {
                return Err(wrong(format!("it has version {dump}; this chancery reads up to {VERSION}")));
            }
            (Line::Chancery { .. }, _) | (_, 1) => {
                return Err(wrong("the head is not where it belongs".to_owned()));
            }
            (Line::Node { .. }, _) => nodes += 1,
            (Line::Edge { .. }, _) => edges += 1,
            (Line::Decision { .. }, _) => decisions += 1,
            (Line::End { nodes: n, edges: e, decisions: d }, _) => {
                if (*n, *e, *d) != (nodes, edges, decisions) {
                    let what =
                        format!("{n} nodes, {e} edges and {d} decisions were written, not all are here");
                    return Err(wrong(what));
                }
                ended = true;
            }
        }
        line.changes(&mut changes).map_err(wrong)?;
    }
    if ended { Ok(changes) } else { Err(Error::usage("the dump was cut: its last line is missing")) }
}

impl Line {
    fn changes(self, list: &mut Vec<Change>) -> Result<(), String> {
        match self {
            Line::Chancery { .. } | Line::End { .. } => {}
            Line::Node { id, labels, properties, evidence, sentences } => {
                let labels = labels.into_iter().map(Arc::from).collect();
                let id = NodeId(id);
                list.push(Change::CreateNode { id, labels, properties: plain(properties)? });
                list.extend(sentences.into_iter().map(|sentence| Change::AddSentence {
                    article: id,
                    start: sentence.start,
                    end: sentence.end,
                    text: sentence.text.into(),
                }));
                add_evidence(list, id.into(), evidence);
            }
            Line::Edge { id, r#type, from, to, properties, evidence } => {
                let (id, kind) = (EdgeId(id), r#type.into());
                let (from, to) = (NodeId(from), NodeId(to));
                list.push(Change::CreateEdge { id, kind, from, to, properties: plain(properties)? });
                add_evidence(list, id.into(), evidence);
            }
            Line::Decision { left, right, verdict, score, reasons, by_hand } => {
                let verdict = match verdict {
                    DumpedVerdict::Same => Verdict::Same,
                    DumpedVerdict::Different => Verdict::Different,
                    DumpedVerdict::Accepted => Verdict::Accepted,
                    DumpedVerdict::Rejected => Verdict::Rejected,
                    DumpedVerdict::Uncertain => Verdict::Uncertain,
                };
                list.push(Change::Decide(Decision { left, right, verdict, score, reasons, by_hand }));
            }
        }
        Ok(())
    }
}

fn plain(properties: Map<String, Json>) -> Result<Vec<(Arc<str>, Value)>, String> {
    properties.into_iter().map(|(key, value)| Ok((key.into(), from_json(&value)?))).collect()
}

fn add_evidence(list: &mut Vec<Change>, on: Element, evidence: Vec<DumpedEvidence>) {
    list.extend(evidence.into_iter().map(|evidence| Change::AddEvidence {
        on,
        evidence: match evidence {
            DumpedEvidence::Sentence { article, sentence } => {
                Evidence::Sentence { article: NodeId(article), sentence }
            }
            DumpedEvidence::Hand { hand } => Evidence::Hand { at: hand },
        },
    }));
}
