//! The graph as it was at the last checkpoint.

use std::io::{self, Read, Write};

use crate::error::Result;
use crate::graph::Graph;
use crate::store::codec::{DiskChanges, encode};
use crate::store::contents::contents;
use crate::store::damage::Damage;
use crate::store::section::{Sections, write_section};

/// Writes a graph; gives the number of bytes.
pub fn write(graph: &Graph, out: &mut dyn Write) -> Result<io::Result<u64>> {
    let changes: Vec<_> = contents(graph).collect();
    let payload = encode(&DiskChanges::new(&changes)?)?;
    Ok(write_section(out, *b"GRPH", &payload))
}

/// Reads the graph that stands between the bytes `at` and `end` of the file.
pub fn read(from: &mut dyn Read, at: u64, end: u64) -> Result<Graph, Damage> {
    let mut sections = Sections::new(from, at, end);
    let mut payload = sections.open(*b"GRPH")?;
    let changes: DiskChanges = payload.value()?;
    payload.close()?;
    let mut graph = Graph::new();
    let broken = |what: String| Damage::new(at, "GRPH", what);
    for change in changes.changes().map_err(broken)? {
        graph.apply(&change).map_err(|error| broken(error.to_string()))?;
    }
    Ok(graph)
}
