//! The graph as it was at the last checkpoint: its columns in sections.

use std::io::{self, Read, Write};

use bincode::Encode;

use crate::error::Result;
use crate::graph::{Column, Compressed, Graph, Part, Parts};
use crate::store::codec::{DiskDecision, encode};
use crate::store::columns::{List, Raw, RawRef};
use crate::store::damage::Damage;
use crate::store::section::{Name, Sections, write_section};

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
pub fn read(from: &mut dyn Read, at: u64, end: u64) -> Result<Graph, Damage> {
    let mut sections = Sections::new(from, at, end);
    let mut parts = Parts::default();
    let mut payload = sections.open(SYMBOLS)?;
    parts.labels = payload.list()?;
    parts.types = payload.list()?;
    parts.keys = payload.list()?;
    parts.label_sets = payload.list()?;
    payload.close()?;
    parts.node_sets = sections.only::<Raw<u32>>(NODES)?.0;
    let mut payload = sections.open(EDGES)?;
    parts.kinds = payload.column::<Raw<u16>>()?.0;
    parts.from = payload.column::<Raw<u32>>()?.0;
    parts.to = payload.column::<Raw<u32>>()?.0;
    payload.close()?;
    for (name, lists) in NEIGHBOURS.into_iter().zip([&mut parts.outgoing, &mut parts.incoming]) {
        *lists = sections.only::<List<Compressed>>(name)?.0;
    }
    for (name, columns) in
        PROPERTIES.into_iter().zip([&mut parts.node_properties, &mut parts.edge_properties])
    {
        let lists = sections.only::<List<List<Part>>>(name)?;
        *columns = lists.0.into_iter().map(|list| Column::from_parts(list.0)).collect();
    }
    for (name, lists) in EVIDENCE.into_iter().zip([&mut parts.node_evidence, &mut parts.edge_evidence]) {
        *lists = sections.only(name)?;
    }
    parts.sentences = sections.only(SENTENCES)?;
    let mut payload = sections.open(DECISIONS)?;
    let decisions: Vec<DiskDecision> = payload.list()?;
    payload.close()?;
    let decisions = decisions.into_iter().map(DiskDecision::decision);
    let broken = |what: String| Damage::new(at, "snapshot", what);
    parts.decisions = decisions.collect::<Result<_, _>>().map_err(broken)?;
    if !sections.at_end() {
        return Err(broken("bytes are left over behind its sections".to_owned()));
    }
    parts.graph().map_err(broken)
}
