//! What a store that is only asked leaves in its file until a question needs it.

use std::sync::{Arc, OnceLock};

use crate::graph::{
    Column, Compressed, EdgeColumns, EvidenceLists, Lazy, NeighbourLists, OfType, Part, Rows, SentenceLists,
    Side,
};
use crate::store::columns::List;
use crate::store::damage::Damage;
use crate::store::disk::DiskFile;
use crate::store::section::{Payload, Section};
use crate::store::survey::{Surveyed, survey};

/// The file from which pieces are read, and what went wrong with one. All of the file was held against its checksums
/// when it was opened, and each piece is again, for the file may have been written over meanwhile.
pub struct Later {
    file: Box<dyn DiskFile>,
    /// One above the highest node, and the highest edge.
    bounds: OnceLock<[u32; 2]>,
    failed: OnceLock<Damage>,
}

/// What a section says of: nodes or edges.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    Nodes,
    Edges,
}

impl Later {
    pub fn new(file: Box<dyn DiskFile>) -> Arc<Self> {
        Arc::new(Later { file, bounds: OnceLock::new(), failed: OnceLock::new() })
    }

    /// What is told of nodes and edges from these numbers on is wrong.
    pub fn bound(&self, nodes: u32, edges: u32) {
        let _ = self.bounds.set([nodes, edges]);
    }

    /// Why a piece could not be read. What was answered since may lack what it holds.
    pub fn failure(&self) -> Option<&Damage> {
        self.failed.get()
    }

    /// The columns of each key.
    ///
    /// # Errors
    /// Where the section is damaged; so with those that follow.
    pub fn columns(self: &Arc<Self>, section: &Section, of: Of) -> Result<Vec<Column>, Damage> {
        let pieces = survey(section, &*self.file, |survey| survey.columns())?;
        let column = |piece| {
            Column::from_parts(self.read(piece, move |later, payload| {
                let parts = payload.column::<List<Part>>()?.0;
                later.within(payload, of, parts.iter().map(|part| &part.rows))?;
                Ok(parts)
            }))
        };
        Ok(pieces.into_iter().map(column).collect())
    }

    pub fn evidence(self: &Arc<Self>, section: &Section, of: Of) -> Result<Lazy<EvidenceLists>, Damage> {
        let piece = survey(section, &*self.file, |survey| survey.whole())?;
        Ok(self.read(piece, move |later, payload| {
            let lists: EvidenceLists = payload.column()?;
            later.within(payload, of, [&lists.rows])?;
            Ok(lists)
        }))
    }

    pub fn sentences(self: &Arc<Self>, section: &Section) -> Result<Lazy<SentenceLists>, Damage> {
        let piece = survey(section, &*self.file, |survey| survey.whole())?;
        Ok(self.read(piece, |later, payload| {
            let lists: SentenceLists = payload.column()?;
            later.within(payload, Of::Nodes, [&lists.rows])?;
            Ok(lists)
        }))
    }

    /// The lists of one direction, and the edges they tell of.
    pub fn neighbours(
        self: &Arc<Self>,
        section: &Section,
        side: Side,
    ) -> Result<(NeighbourLists, Lazy<EdgeColumns>), Damage> {
        let (bound, found) = survey(section, &*self.file, |survey| survey.neighbours())?;
        let pieces: Vec<Section> = found.iter().map(|list| list.piece).collect();
        let later = self.clone();
        let told = Lazy::later(move || {
            let list = |piece: &Section| piece.read(&*later.file, |payload| later.list(payload));
            let lists = pieces.iter().map(list).collect::<Result<Vec<_>, _>>();
            let told = lists.and_then(|lists| {
                let told = EdgeColumns::of(&lists.iter().collect::<Vec<_>>(), bound, side);
                told.map_err(|what| pieces.first().map_or_else(Damage::default, |piece| piece.damage(what)))
            });
            later.or_failed(told)
        });
        let of_type = |Surveyed { rows, count, piece }| {
            let list = self.read(piece, move |later, payload| {
                let list = later.list(payload)?;
                if list.edges.len() == count { Ok(list) } else { Err(payload.damage("a list is too long")) }
            });
            OfType::later(rows, count, list)
        };
        Ok((NeighbourLists { bound, types: found.into_iter().map(of_type).collect() }, told))
    }

    fn list(&self, payload: &mut Payload<'_>) -> Result<Compressed, Damage> {
        let list: Compressed = payload.column()?;
        let [nodes, edges] = self.bounds.get().copied().unwrap_or_default();
        if list.lies_below(nodes, edges) { Ok(list) } else { Err(payload.damage(BEYOND)) }
    }

    fn within<'r>(
        &self,
        payload: &Payload<'_>,
        of: Of,
        rows: impl IntoIterator<Item = &'r Rows>,
    ) -> Result<(), Damage> {
        let bound = self.bounds.get().copied().unwrap_or_default()[of as usize];
        let below = |rows: &Rows| rows.last().is_none_or(|last| last < bound);
        if rows.into_iter().all(below) { Ok(()) } else { Err(payload.damage(BEYOND)) }
    }

    fn read<T: Default>(
        self: &Arc<Self>,
        piece: Section,
        read: impl Fn(&Later, &mut Payload<'_>) -> Result<T, Damage> + Send + Sync + 'static,
    ) -> Lazy<T> {
        let later = self.clone();
        Lazy::later(move || later.or_failed(piece.read(&*later.file, |payload| read(&later, payload))))
    }

    fn or_failed<T: Default>(&self, read: Result<T, Damage>) -> T {
        read.unwrap_or_else(|damage| {
            let _ = self.failed.set(damage);
            T::default()
        })
    }
}

const BEYOND: &str = "something is said of an element that there is not";
