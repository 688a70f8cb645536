//! The graph as it was at the last checkpoint: its columns in sections.

use std::io::{self, Write};

use bincode::Encode;

use crate::error::Result;
use crate::graph::{Column, Compressed, EvidenceLists, Graph, Part, Parts, SentenceLists};
use crate::model::Decision;
use crate::store::codec::{DiskDecision, encode};
use crate::store::columns::{List, Raw, RawRef};
use crate::store::damage::{Care, Damage};
use crate::store::disk::DiskFile;
use crate::store::section::{Name, Payload, Section, find_sections, write_section};

const SYMBOLS: Name = *b"SYMB";
const NODES: Name = *b"NODE";
const EDGES: Name = *b"EDGE";
const NEIGHBOURS: [Name; 2] = [*b"OUTG", *b"INCO"];
const PROPERTIES: [Name; 2] = [*b"NPRP", *b"EPRP"];
const EVIDENCE: [Name; 2] = [*b"NEVI", *b"EEVI"];
const SENTENCES: Name = *b"SENT";
const DECISIONS: Name = *b"DECI";
/// In the order of the file.
const SECTIONS: [Name; 11] = [
    SYMBOLS,
    NODES,
    EDGES,
    NEIGHBOURS[0],
    NEIGHBOURS[1],
    PROPERTIES[0],
    PROPERTIES[1],
    EVIDENCE[0],
    EVIDENCE[1],
    SENTENCES,
    DECISIONS,
];

/// Writes a settled graph; gives the number of bytes.
pub fn write(graph: &Graph, out: &mut dyn Write) -> Result<io::Result<u64>> {
    let mut writer = SnapshotWriter { out, length: Ok(0) };
    let names = |list: &[std::sync::Arc<str>]| list.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    let sets: Vec<Vec<u32>> =
        graph.label_sets().iter().map(|set| set.iter().map(|label| label.0).collect()).collect();
    let symbols = (names(graph.label_names()), names(graph.type_names()), names(graph.key_names()), sets);
    writer.section(SYMBOLS, &symbols)?;
    writer.section(NODES, &RawRef(graph.node_sets()))?;
    let (kinds, from, to) = graph.edge_columns();
    writer.section(EDGES, &(RawRef(kinds), RawRef(from), RawRef(to)))?;
    for (name, lists) in NEIGHBOURS.into_iter().zip(graph.neighbour_lists()) {
        writer.section(name, &lists)?;
    }
    for (name, columns) in PROPERTIES.into_iter().zip(graph.property_columns()) {
        writer.section(name, &columns.iter().map(Column::parts).collect::<Vec<_>>())?;
    }
    for (name, lists) in EVIDENCE.into_iter().zip(graph.evidence_lists()) {
        writer.section(name, lists)?;
    }
    writer.section(SENTENCES, graph.sentence_lists())?;
    writer.section(DECISIONS, &graph.decisions().map(DiskDecision::from).collect::<Vec<_>>())?;
    Ok(writer.length)
}

struct SnapshotWriter<'a> {
    out: &'a mut dyn Write,
    /// What was written so far, or why no more can be.
    length: io::Result<u64>,
}

impl SnapshotWriter<'_> {
    fn section(&mut self, name: Name, value: &impl Encode) -> Result<()> {
        if let Ok(length) = self.length {
            let payload = encode(value)?;
            self.length = write_section(self.out, name, &payload).map(|written| length + written);
        }
        Ok(())
    }
}

/// Reads the graph that stands between the bytes `at` and `end` of the file, its sections side by side.
///
/// # Errors
/// Where any of it is damaged. Who salvages gets the sound sections instead: without names there is nothing,
/// without nodes no edges; neighbours are found anew.
pub fn read(file: &dyn DiskFile, at: u64, end: u64, care: &mut Care) -> Result<Graph, Damage> {
    let (found, behind) = find_sections(file, SECTIONS, (at, end), care)?;
    let broken = |what: &str| Damage::new(at, "snapshot", what);
    if behind != end && !care.salvages() {
        return Err(broken("bytes are left over behind its sections"));
    }
    let Found { symbols, nodes, edges, neighbours, properties, evidence, sentences, decisions } =
        SnapshotReader { file, found }.read();
    // In the order of the file, so that the first damage is the one that is told.
    let (symbols, nodes, edges) = (care.bears(symbols)?, care.bears(nodes)?, care.bears(edges)?);
    let [outgoing, incoming] = neighbours.map(|lists| care.bears(lists));
    let [node_properties, edge_properties] = properties.map(|columns| care.bears(columns));
    let [node_evidence, edge_evidence] = evidence.map(|lists| care.bears(lists));
    let (sentences, decisions) = (care.bears(sentences)?, care.bears(decisions)?.unwrap_or_default());
    let mut parts = Parts { decisions, ..Parts::default() };
    if let (Some(symbols), Some(nodes)) = (symbols, nodes) {
        (parts.labels, parts.types, parts.keys, parts.label_sets) = symbols;
        parts.node_sets = nodes;
        parts.node_properties = node_properties?.unwrap_or_default();
        parts.node_evidence = node_evidence?.unwrap_or_default();
        parts.sentences = sentences.unwrap_or_default();
        if let Some(edges) = edges {
            (parts.kinds, parts.from, parts.to) = edges;
            (parts.outgoing, parts.incoming) = (outgoing?, incoming?);
            parts.edge_properties = edge_properties?.unwrap_or_default();
            parts.edge_evidence = edge_evidence?.unwrap_or_default();
        }
    }
    match parts.graph() {
        Ok(graph) => Ok(graph),
        Err(what) => care.bear(broken(&what)).map(|()| Graph::new()),
    }
}

/// A section's content; none where its head was damaged already, an error where it is itself.
type Content<T> = Result<Option<T>, Damage>;
type SymbolLists = (Vec<String>, Vec<String>, Vec<String>, Vec<Vec<u32>>);
type EdgeColumns = (Vec<u16>, Vec<u32>, Vec<u32>);

struct Found {
    symbols: Content<SymbolLists>,
    nodes: Content<Vec<u32>>,
    edges: Content<EdgeColumns>,
    neighbours: [Content<Vec<Compressed>>; 2],
    properties: [Content<Vec<Column>>; 2],
    evidence: [Content<EvidenceLists>; 2],
    sentences: Content<SentenceLists>,
    decisions: Content<Vec<Decision>>,
}

struct SnapshotReader<'f> {
    file: &'f dyn DiskFile,
    found: [Option<Section>; SECTIONS.len()],
}

impl SnapshotReader<'_> {
    /// Reads all sections side by side: whoever has nothing to do takes the next.
    fn read(&self) -> Found {
        let ((properties, evidence), (neighbours, others)) = rayon::join(
            || {
                rayon::join(
                    || self.both(PROPERTIES, columns),
                    || self.both(EVIDENCE, |payload| payload.column()),
                )
            },
            || {
                let lists = |payload: &mut Payload<'_>| Ok(payload.column::<List<Compressed>>()?.0);
                rayon::join(|| self.both(NEIGHBOURS, lists), || self.elements())
            },
        );
        let (edges, (nodes, (symbols, sentences, decisions))) = others;
        Found { symbols, nodes, edges, neighbours, properties, evidence, sentences, decisions }
    }

    fn elements(&self) -> (Content<EdgeColumns>, (Content<Vec<u32>>, Rest)) {
        let edges = || self.section(EDGES, edges);
        let nodes = || self.section(NODES, |payload| Ok(payload.column::<Raw<u32>>()?.0));
        let rest = || {
            let lists = |payload: &mut Payload<'_>| {
                Ok((payload.list()?, payload.list()?, payload.list()?, payload.list()?))
            };
            let sentences = self.section(SENTENCES, |payload| payload.column());
            (self.section(SYMBOLS, lists), sentences, self.section(DECISIONS, decisions))
        };
        rayon::join(edges, || rayon::join(nodes, rest))
    }

    /// Of nodes and of edges, or of both directions.
    fn both<T: Send>(
        &self,
        names: [Name; 2],
        read: impl Fn(&mut Payload<'_>) -> Result<T, Damage> + Sync,
    ) -> [Content<T>; 2] {
        rayon::join(|| self.section(names[0], &read), || self.section(names[1], &read)).into()
    }

    fn section<T>(&self, name: Name, read: impl FnOnce(&mut Payload<'_>) -> Result<T, Damage>) -> Content<T> {
        let place = SECTIONS.iter().position(|known| *known == name);
        let section = place.and_then(|place| self.found[place]);
        section.map(|section| section.read(self.file, read)).transpose()
    }
}

type Rest = (Content<SymbolLists>, Content<SentenceLists>, Content<Vec<Decision>>);

fn columns(payload: &mut Payload<'_>) -> Result<Vec<Column>, Damage> {
    let lists = payload.column::<List<List<Part>>>()?.0.into_iter();
    Ok(lists.map(|list| Column::from_parts(list.0)).collect())
}

fn edges(payload: &mut Payload<'_>) -> Result<EdgeColumns, Damage> {
    let kinds = payload.column::<Raw<u16>>()?.0;
    Ok((kinds, payload.column::<Raw<u32>>()?.0, payload.column::<Raw<u32>>()?.0))
}

fn decisions(payload: &mut Payload<'_>) -> Result<Vec<Decision>, Damage> {
    let list: Vec<DiskDecision> = payload.list()?;
    let list = list.into_iter().map(DiskDecision::decision).collect::<Result<_, _>>();
    list.map_err(|what| payload.damage(what))
}
