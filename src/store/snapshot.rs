//! The graph as it was at the last checkpoint: its columns in sections.

use std::io::{self, Write};
use std::sync::Arc;

use bincode::Encode;

use crate::error::Result;
use crate::graph::{
    Column, Compressed, EdgeColumns, EvidenceLists, Graph, Lazy, NeighbourLists, OfType, Part, Parts,
    SentenceLists, Side,
};
use crate::model::Decision;
use crate::store::codec::{DiskDecision, encode};
use crate::store::columns::{List, Raw, RawRef};
use crate::store::damage::{Care, Damage};
use crate::store::disk::DiskFile;
use crate::store::header::VERSION;
use crate::store::later::{Later, Of};
use crate::store::section::{Name, Payload, Section, find_sections, search, write_section};

const SYMBOLS: Name = *b"SYMB";
const NODES: Name = *b"NODE";
const EDGES: Name = *b"EDGE";
const NEIGHBOURS: [Name; 2] = [*b"OUTG", *b"INCO"];
const PROPERTIES: [Name; 2] = [*b"NPRP", *b"EPRP"];
const EVIDENCE: [Name; 2] = [*b"NEVI", *b"EEVI"];
const SENTENCES: Name = *b"SENT";
const DECISIONS: Name = *b"DECI";
/// In the order of the file. Format version 1 has the edges besides.
const SECTIONS: [Name; 10] = [
    SYMBOLS,
    NODES,
    NEIGHBOURS[0],
    NEIGHBOURS[1],
    PROPERTIES[0],
    PROPERTIES[1],
    EVIDENCE[0],
    EVIDENCE[1],
    SENTENCES,
    DECISIONS,
];

/// Of a file of this format version.
fn sections(version: u32) -> Vec<Name> {
    let mut names = SECTIONS.to_vec();
    if version == 1 {
        names.insert(2, EDGES);
    }
    names
}

/// The format version of a file whose header does not tell: whether there are edges.
pub fn version(file: &dyn DiskFile, at: u64, end: u64) -> u32 {
    if search(file, &[EDGES], at, end).is_some() { 1 } else { VERSION }
}

/// Writes a settled graph; gives the number of bytes.
pub fn write(graph: &Graph, out: &mut dyn Write) -> Result<io::Result<u64>> {
    let mut writer = SnapshotWriter { out, length: Ok(0) };
    let names = |list: &[std::sync::Arc<str>]| list.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    let sets: Vec<Vec<u32>> =
        graph.label_sets().iter().map(|set| set.iter().map(|label| label.0).collect()).collect();
    let symbols = (names(graph.label_names()), names(graph.type_names()), names(graph.key_names()), sets);
    writer.section(SYMBOLS, &symbols)?;
    writer.section(NODES, &RawRef(graph.node_sets()))?;
    for (name, lists) in NEIGHBOURS.into_iter().zip(graph.neighbour_lists()) {
        writer.section(name, &(graph.next_edge().0, lists))?;
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

/// Reads the graph that stands between the bytes `at` and `end` of a file of a format version, its sections side by
/// side. With `later`, what no question has asked for yet is only looked through.
///
/// # Errors
/// Where any of it is damaged. Who salvages gets the sound sections instead: without names there is nothing,
/// without nodes no edges; edges and the neighbours of one direction are found by those of the other.
pub fn read(
    file: &dyn DiskFile,
    version: u32,
    (at, end): (u64, u64),
    later: Option<Arc<Later>>,
    care: &mut Care,
) -> Result<Graph, Damage> {
    let (found, behind) = find_sections(file, &sections(version), (at, end), care)?;
    let broken = |what: &str| Damage::new(at, "snapshot", what);
    if behind != end && !care.salvages() {
        return Err(broken("bytes are left over behind its sections"));
    }
    let reader = SnapshotReader { file, found, version, later: later.as_ref() };
    let Found { symbols, nodes, edges, neighbours, properties, evidence, sentences, decisions } =
        reader.read();
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
        let (outgoing, incoming) = (outgoing?.unwrap_or_default(), incoming?.unwrap_or_default());
        if edges.is_some() || outgoing.lists.is_some() || incoming.lists.is_some() {
            (parts.edges, parts.told) = (edges, outgoing.told);
            (parts.outgoing, parts.incoming) = (outgoing.lists, incoming.lists);
            parts.edge_properties = edge_properties?.unwrap_or_default();
            parts.edge_evidence = edge_evidence?.unwrap_or_default();
        }
    }
    match parts.graph() {
        Ok(graph) => {
            if let Some(later) = later {
                later.bound(graph.next_node().0, graph.next_edge().0);
            }
            Ok(graph)
        }
        Err(what) => care.bear(broken(&what)).map(|()| Graph::new()),
    }
}

/// A section's content; none where its head was damaged already, an error where it is itself.
type Content<T> = Result<Option<T>, Damage>;
type SymbolLists = (Vec<String>, Vec<String>, Vec<String>, Vec<Vec<u32>>);

struct Found {
    symbols: Content<SymbolLists>,
    nodes: Content<Vec<u32>>,
    edges: Content<EdgeColumns>,
    neighbours: [Content<Direction>; 2],
    properties: [Content<Vec<Column>>; 2],
    evidence: [Content<Lazy<EvidenceLists>>; 2],
    sentences: Content<Lazy<SentenceLists>>,
    decisions: Content<Vec<Decision>>,
}

/// One direction. Format version 1 has lists too, but without the nodes at the other ends; they are made anew.
#[derive(Default)]
struct Direction {
    lists: Option<NeighbourLists>,
    told: Option<Lazy<EdgeColumns>>,
}

const ELEMENTS: [Of; 2] = [Of::Nodes, Of::Edges];
const SIDES: [Side; 2] = [Side::From, Side::To];

struct SnapshotReader<'f> {
    file: &'f dyn DiskFile,
    found: Vec<Section>,
    version: u32,
    later: Option<&'f Arc<Later>>,
}

impl SnapshotReader<'_> {
    /// Reads all sections side by side: whoever has nothing to do takes the next.
    fn read(&self) -> Found {
        let ((properties, evidence), (neighbours, others)) = rayon::join(
            || {
                rayon::join(
                    || self.both(PROPERTIES, ELEMENTS, |section, of| self.columns(section, of)),
                    || self.both(EVIDENCE, ELEMENTS, |section, of| self.evidence(section, of)),
                )
            },
            || {
                rayon::join(
                    || self.both(NEIGHBOURS, SIDES, |section, side| self.neighbours(section, side)),
                    || self.elements(),
                )
            },
        );
        let (edges, (nodes, (symbols, sentences, decisions))) = others;
        Found { symbols, nodes, edges, neighbours, properties, evidence, sentences, decisions }
    }

    fn elements(&self) -> (Content<EdgeColumns>, (Content<Vec<u32>>, Rest)) {
        let edges = || self.section(EDGES, |section| section.read(self.file, edges));
        let nodes = |payload: &mut Payload<'_>| Ok(payload.column::<Raw<u32>>()?.0);
        let nodes = || self.section(NODES, |section| section.read(self.file, nodes));
        let rest = || {
            let lists = |payload: &mut Payload<'_>| {
                Ok((payload.list()?, payload.list()?, payload.list()?, payload.list()?))
            };
            let symbols = self.section(SYMBOLS, |section| section.read(self.file, lists));
            let sentences = self.section(SENTENCES, |section| match self.later {
                Some(later) => later.sentences(section),
                None => section.read(self.file, |payload| payload.column()).map(SentenceLists::into),
            });
            let decisions = self.section(DECISIONS, |section| section.read(self.file, decisions));
            (symbols, sentences, decisions)
        };
        rayon::join(edges, || rayon::join(nodes, rest))
    }

    fn columns(&self, section: &Section, of: Of) -> Result<Vec<Column>, Damage> {
        self.later.map_or_else(|| section.read(self.file, columns), |later| later.columns(section, of))
    }

    fn evidence(&self, section: &Section, of: Of) -> Result<Lazy<EvidenceLists>, Damage> {
        match self.later {
            Some(later) => later.evidence(section, of),
            None => section.read(self.file, |payload| payload.column()).map(EvidenceLists::into),
        }
    }

    /// The lists of the nodes that edges come from, or go to.
    fn neighbours(&self, section: &Section, side: Side) -> Result<Direction, Damage> {
        if self.version == 1 {
            return section.read(self.file, |payload| payload.pass().map(|()| Direction::default()));
        }
        if let Some(later) = self.later {
            let (lists, told) = later.neighbours(section, side)?;
            return Ok(Direction { lists: Some(lists), told: Some(told) });
        }
        let lists = section.read(self.file, |payload| {
            let bound = payload.number()?;
            let types = payload.column::<List<Compressed>>()?.0;
            Ok(NeighbourLists { bound, types: types.into_iter().map(OfType::from).collect() })
        });
        lists.map(|lists| Direction { lists: Some(lists), told: None })
    }

    /// Of nodes and of edges, or of both directions.
    fn both<T: Send, P: Copy + Send + Sync>(
        &self,
        names: [Name; 2],
        of: [P; 2],
        read: impl Fn(&Section, P) -> Result<T, Damage> + Sync,
    ) -> [Content<T>; 2] {
        let one = |place: usize| self.section(names[place], |section| read(section, of[place]));
        rayon::join(|| one(0), || one(1)).into()
    }

    fn section<T>(&self, name: Name, read: impl FnOnce(&Section) -> Result<T, Damage>) -> Content<T> {
        self.found.iter().find(|section| section.is(name)).map(read).transpose()
    }
}

type Rest = (Content<SymbolLists>, Content<Lazy<SentenceLists>>, Content<Vec<Decision>>);

fn columns(payload: &mut Payload<'_>) -> Result<Vec<Column>, Damage> {
    let lists = payload.column::<List<List<Part>>>()?.0.into_iter();
    Ok(lists.map(|list| Column::from_parts(list.0)).collect())
}

fn edges(payload: &mut Payload<'_>) -> Result<EdgeColumns, Damage> {
    let kinds = payload.column::<Raw<u16>>()?.0;
    Ok(EdgeColumns { kinds, from: payload.column::<Raw<u32>>()?.0, to: payload.column::<Raw<u32>>()?.0 })
}

fn decisions(payload: &mut Payload<'_>) -> Result<Vec<Decision>, Damage> {
    let list: Vec<DiskDecision> = payload.list()?;
    let list = list.into_iter().map(DiskDecision::decision).collect::<Result<_, _>>();
    list.map_err(|what| payload.damage(what))
}
