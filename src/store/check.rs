//! What is wrong with a store, and what of it is sound.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Result;
use crate::model::Element;
use crate::store::Store;
use crate::store::damage::{Care, Damage};
use crate::store::disk::RealDisk;
use crate::store::file::{Mode, StoreFile};

/// What `chancery check` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub path: PathBuf,
    /// Of the file's format.
    pub version: u32,
    pub nodes: usize,
    pub edges: usize,
    pub batches: u64,
    /// How many pieces of evidence point to a sentence that is not kept.
    pub dangling: usize,
    /// Bytes of a batch at the end that was never finished; the next writer cuts them off.
    pub torn: u64,
    /// In the order of the file; empty for a sound store.
    pub damage: Vec<Damage>,
}

impl Store {
    /// Reads every byte of a store and tells what is damaged.
    ///
    /// # Errors
    /// Where there is no store to check: no file, another program's, one of a newer version.
    pub fn check(path: &Path) -> Result<Report> {
        Self::salvage(path).map(|(_, report)| report)
    }

    /// The sound part of a store, in memory, and what is wrong with the rest. The file stays as it is.
    ///
    /// # Errors
    /// As [`Store::check`].
    pub fn salvage(path: &Path) -> Result<(Store, Report)> {
        let mut care = Care::salvage();
        let opened = StoreFile::open(Arc::new(RealDisk), path, Mode::Read, &mut care)?;
        let graph = opened.graph;
        opened.file.check_history(graph.node_count() + graph.edge_count(), &mut care)?;
        let mut damage = care.damage;
        damage.sort_by_key(|damage| damage.at);
        let elements = graph.nodes().map(Element::Node).chain(graph.edges().map(Element::Edge));
        let dangling = elements.flat_map(|on| graph.evidence(on)).filter(|evidence| match evidence {
            crate::graph::Evidence::Sentence { article, sentence } => {
                graph.sentence(*article, *sentence).is_none()
            }
            crate::graph::Evidence::Hand { .. } => false,
        });
        let report = Report {
            path: path.to_owned(),
            version: opened.file.version(),
            nodes: graph.node_count(),
            edges: graph.edge_count(),
            batches: opened.file.last() + opened.recent.len() as u64,
            dangling: dangling.count(),
            torn: opened.torn,
            damage,
        };
        Ok((Store::from(graph), report))
    }
}
