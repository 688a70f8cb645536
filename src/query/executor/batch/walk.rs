//! Walking relationships from all nodes of a column.

use std::ops::{ControlFlow, Range};

use crate::error::Result;
use crate::graph::Compressed;
use crate::model::{EdgeId, Value};
use crate::query::executor::Flow;
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::expand::Kinds;
use crate::query::plan::Expand;
use crate::query::resolved::Slot;

const FEW: usize = 8;

/// What walking has found, and from which rows.
struct Found {
    rows: Vec<u32>,
    edges: Vec<u32>,
    others: Vec<u32>,
}

impl Found {
    fn with_room(room: usize) -> Self {
        let list = || Vec::with_capacity(room);
        Found { rows: list(), edges: list(), others: list() }
    }

    #[inline]
    fn push(&mut self, row: u32, edge: u32, other: u32) {
        self.rows.push(row);
        self.edges.push(edge);
        self.others.push(other);
    }
}

/// Where rows go when there are enough of them.
struct Walking<'w, 'r, 'p, 'a> {
    pipeline: &'w Pipeline<'r, 'p, 'a>,
    at: usize,
    expand: &'w Expand,
    batch: &'w Batch,
    /// Relationships that a row may not walk again.
    unlike: Vec<&'w Column>,
    found: Found,
}

impl Pipeline<'_, '_, '_> {
    pub(super) fn walk(
        &self,
        at: usize,
        expand: &Expand,
        kinds: &Kinds,
        batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        let Some(Column::Elements(from)) = batch.column(expand.from).filter(|column| column.are_nodes())
        else {
            return self.rows(at, batch, end);
        };
        let unlike = expand.unlike.iter().filter_map(|slot| batch.column(*slot)).collect();
        let found = Found::with_room(self.room());
        let mut walking = Walking { pipeline: self, at, expand, batch: &batch, unlike, found };
        let flow = match kinds {
            Kinds::One(kind) => match self.reader.graph.list(expand.direction, *kind) {
                Some(list) => walking.through(list, &from.ids, end)?,
                None => walking.one_by_one(&from.ids, kinds, end)?,
            },
            _ => walking.one_by_one(&from.ids, kinds, end)?,
        };
        if flow == Flow::Enough { Ok(flow) } else { walking.flush(end) }
    }
}

impl Walking<'_, '_, '_, '_> {
    fn one_by_one(&mut self, from: &[u32], kinds: &Kinds, end: End<'_>) -> Result<Flow> {
        let reader = self.pipeline.reader;
        for (row, node) in (0..).zip(from) {
            let node = crate::model::NodeId(*node);
            let flow = reader.each_neighbour(node, self.expand.direction, kinds, &mut |edge, other| {
                if self.may_walk(row, edge.0) {
                    self.found.push(row, edge.0, other.0);
                }
                if self.is_full() { self.flush(end) } else { Ok(Flow::More) }
            })?;
            if flow == Flow::Enough {
                return Ok(flow);
            }
        }
        Ok(Flow::More)
    }

    /// All relationships of the nodes, which lie in one list.
    fn through(&mut self, list: &Compressed, from: &[u32], end: End<'_>) -> Result<Flow> {
        let mut row = 0;
        let walked = list.each(from.iter().copied(), |range| {
            let flow = self.stretch(list, row, range, end);
            row += 1;
            match flow {
                Ok(Flow::More) => ControlFlow::Continue(()),
                other => ControlFlow::Break(other),
            }
        });
        match walked {
            ControlFlow::Continue(()) => Ok(Flow::More),
            ControlFlow::Break(flow) => flow,
        }
    }

    /// A stretch of the list, cut where there are enough rows.
    #[inline]
    fn stretch(
        &mut self,
        list: &Compressed,
        row: u32,
        mut range: Range<usize>,
        end: End<'_>,
    ) -> Result<Flow> {
        // Most nodes' relationships fit as a whole.
        if self.found.rows.len() + range.len() < self.pipeline.room() {
            self.add(row, &list.edges[range.clone()], &list.others[range]);
            return Ok(Flow::More);
        }
        while !range.is_empty() {
            let room = self.pipeline.room().saturating_sub(self.found.rows.len()).max(1);
            let now = range.start..range.end.min(range.start + room);
            range.start = now.end;
            self.add(row, &list.edges[now.clone()], &list.others[now]);
            if self.is_full() && self.flush(end)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    }

    #[inline]
    fn add(&mut self, row: u32, edges: &[u32], others: &[u32]) {
        let found = &mut self.found;
        match self.unlike.as_slice() {
            // Most nodes have few relationships, for which moving them as a whole would take longer.
            [] if edges.len() <= FEW => {
                for (edge, other) in edges.iter().zip(others) {
                    found.push(row, *edge, *other);
                }
            }
            [] => {
                found.rows.extend(std::iter::repeat_n(row, edges.len()));
                found.edges.extend_from_slice(edges);
                found.others.extend_from_slice(others);
            }
            [Column::Elements(unlike)] => {
                let unlike = unlike.ids[row as usize];
                for (edge, other) in edges.iter().zip(others).filter(|(edge, _)| **edge != unlike) {
                    found.push(row, *edge, *other);
                }
            }
            _ => {
                for (edge, other) in edges.iter().zip(others) {
                    if self.may_walk(row, *edge) {
                        self.found.push(row, *edge, *other);
                    }
                }
            }
        }
    }

    #[inline]
    fn may_walk(&self, row: u32, edge: u32) -> bool {
        self.unlike.iter().all(|column| match column {
            Column::Elements(elements) => elements.ids[row as usize] != edge,
            Column::Values(values) => match &values[row as usize] {
                Value::Relationship(other) => other.0 != edge,
                Value::List(items) => !items.contains(&Value::Relationship(EdgeId(edge))),
                _ => true,
            },
            Column::Property(..) | Column::Integers(_) | Column::Coded(..) => true,
        })
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.found.rows.len() >= self.pipeline.room()
    }

    /// Hands on what was found.
    fn flush(&mut self, end: End<'_>) -> Result<Flow> {
        let pipeline = self.pipeline;
        let found = std::mem::replace(&mut self.found, Found::with_room(pipeline.room()));
        pipeline.reader.shared.tick_all(found.rows.len())?;
        pipeline.sift_and_pass(self.at, found.rows.len(), end, |slots, picked| match picked {
            None => self.made(&found, slots),
            Some(picked) => {
                let pick = |list: &[u32]| picked.iter().map(|row| list[*row as usize]).collect();
                let left =
                    Found { rows: pick(&found.rows), edges: pick(&found.edges), others: pick(&found.others) };
                self.made(&left, slots)
            }
        })
    }

    fn made(&self, found: &Found, carried: &[Slot]) -> Batch {
        let mut made = self.batch.pick(&found.rows, carried);
        if carried.contains(&self.expand.edge) {
            made.set(self.expand.edge, Column::Elements(Elements::edges(found.edges.clone())));
        }
        if carried.contains(&self.expand.to) {
            made.set(self.expand.to, Column::Elements(Elements::nodes(found.others.clone())));
        }
        made
    }
}
