//! The graph as it was at the last checkpoint: its columns in sections.

use std::io::{self, Read, Write};

use bincode::Encode;

use crate::error::Result;
use crate::graph::{Column, Compressed, Graph, Part, Parts};
use crate::store::codec::{DiskDecision, encode};
use crate::store::columns::{List, Raw, RawRef};
use crate::store::damage::{Care, Damage};
use crate::store::section::{Name, Payload, Sections, write_section};

const SYMBOLS: Name = *b"SYMB";
const NODES: Name = *b"NODE";
const EDGES: Name = *b"EDGE";
const NEIGHBOURS: [Name; 2] = [*b"OUTG", *b"INCO"];
const PROPERTIES: [Name; 2] = [*b"NPRP", *b"EPRP"];
const EVIDENCE: [Name; 2] = [*b"NEVI", *b"EEVI"];
const SENTENCES: Name = *b"SENT";
const DECISIONS: Name = *b"DECI";

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

/// Reads the graph that stands between the bytes `at` and `end` of the file.
///
/// # Errors
/// Where any of it is damaged. Who salvages gets the sound sections instead: without names there is nothing,
/// without nodes no edges; neighbours are found anew.
pub fn read(from: &mut dyn Read, at: u64, end: u64, care: &mut Care) -> Result<Graph, Damage> {
    let mut reader = SnapshotReader { sections: Sections::new(from, at, end), care };
    let mut parts = Parts::default();
    let symbols = reader.section(SYMBOLS, |payload| {
        Ok((payload.list()?, payload.list()?, payload.list()?, payload.list()?))
    })?;
    let names_known = symbols.is_some();
    (parts.labels, parts.types, parts.keys, parts.label_sets) = symbols.unwrap_or_default();
    let nodes = reader.section(NODES, |payload| Ok(payload.column::<Raw<u32>>()?.0))?;
    let edges = reader.section(EDGES, |payload| {
        let kinds = payload.column::<Raw<u16>>()?.0;
        Ok((kinds, payload.column::<Raw<u32>>()?.0, payload.column::<Raw<u32>>()?.0))
    })?;
    let (nodes_known, edges_known) = (nodes.is_some(), edges.is_some());
    parts.node_sets = nodes.unwrap_or_default();
    (parts.kinds, parts.from, parts.to) = edges.unwrap_or_default();
    for (name, lists) in NEIGHBOURS.into_iter().zip([&mut parts.outgoing, &mut parts.incoming]) {
        *lists = reader.section(name, |payload| Ok(payload.column::<List<Compressed>>()?.0))?;
    }
    for (name, columns) in
        PROPERTIES.into_iter().zip([&mut parts.node_properties, &mut parts.edge_properties])
    {
        let lists = reader.section(name, |payload| Ok(payload.column::<List<List<Part>>>()?.0))?;
        let lists = lists.unwrap_or_default().into_iter();
        *columns = lists.map(|list| Column::from_parts(list.0)).collect();
    }
    for (name, lists) in EVIDENCE.into_iter().zip([&mut parts.node_evidence, &mut parts.edge_evidence]) {
        *lists = reader.section(name, |payload| payload.column())?.unwrap_or_default();
    }
    parts.sentences = reader.section(SENTENCES, |payload| payload.column())?.unwrap_or_default();
    let decisions = reader.section(DECISIONS, |payload| {
        let list: Vec<DiskDecision> = payload.list()?;
        let list = list.into_iter().map(DiskDecision::decision).collect::<Result<_, _>>();
        list.map_err(|what| payload.damage(what))
    })?;
    parts.decisions = decisions.unwrap_or_default();
    let at_end = reader.sections.at_end();
    let broken = |what: &str| Damage::new(at, "snapshot", what);
    if !at_end && !care.salvages() {
        return Err(broken("bytes are left over behind its sections"));
    }
    if !(names_known && nodes_known) {
        parts = Parts { decisions: parts.decisions, ..Parts::default() };
    } else if !edges_known {
        (parts.outgoing, parts.incoming) = (None, None);
        (parts.edge_properties, parts.edge_evidence) = Default::default();
    }
    match parts.graph() {
        Ok(graph) => Ok(graph),
        Err(what) => care.bear(broken(&what)).map(|()| Graph::new()),
    }
}

struct SnapshotReader<'a, 'c> {
    sections: Sections<'a>,
    care: &'c mut Care,
}

impl<'a> SnapshotReader<'a, '_> {
    /// A section; none where it is damaged and that is borne.
    fn section<T>(
        &mut self,
        name: Name,
        read: impl FnOnce(&mut Payload<'_, 'a>) -> Result<T, Damage>,
    ) -> Result<Option<T>, Damage> {
        match self.sections.read(name, read) {
            Ok(value) => Ok(Some(value)),
            Err(damage) => self.care.bear(damage).map(|()| None),
        }
    }
}
