//! Walking relationships from all nodes of a column.

use std::ops::{ControlFlow, Range};

use crate::error::Result;
use crate::graph::Compressed;
use crate::model::{EdgeId, Value};
use crate::query::executor::Flow;
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::filter::Given;
use crate::query::executor::batch::lane::{Known, Origin};
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::expand::Kinds;
use crate::query::plan::Expand;
use crate::query::resolved::Slot;

/// What so few nodes have is counted before room is made for it.
const FEW: usize = 32;

/// What walking has found, and from which rows: so many up to now, in lists as long as there may be.
#[derive(Default)]
struct Found {
    count: usize,
    rows: Vec<u32>,
    edges: Vec<u32>,
    others: Vec<u32>,
}

impl Found {
    fn with_room(room: usize) -> Self {
        Found { count: 0, rows: vec![0; room], edges: vec![0; room], others: vec![0; room] }
    }

    fn is_full(&self) -> bool {
        self.count >= self.rows.len()
    }

    #[inline]
    fn push(&mut self, row: u32, edge: u32, other: u32) {
        self.rows[self.count] = row;
        self.edges[self.count] = edge;
        self.others[self.count] = other;
        self.count += 1;
    }

    #[inline]
    fn add(&mut self, row: u32, edges: &[u32], others: &[u32]) {
        for (edge, other) in edges.iter().zip(others) {
            self.push(row, *edge, *other);
        }
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
    known: Vec<Known>,
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
        let found = Found::default();
        let known = self.known(at, &batch);
        let mut walking = Walking { pipeline: self, at, expand, batch: &batch, unlike, known, found };
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
        self.found = Found::with_room(self.pipeline.room());
        for (row, node) in (0..).zip(from) {
            let node = crate::model::NodeId(*node);
            let flow = reader.each_neighbour(node, self.expand.direction, kinds, &mut |edge, other| {
                if self.may_walk(row, edge.0) {
                    self.found.push(row, edge.0, other.0);
                }
                if self.found.is_full() { self.make_room(end) } else { Ok(Flow::More) }
            })?;
            if flow == Flow::Enough {
                return Ok(flow);
            }
        }
        Ok(Flow::More)
    }

    /// All relationships of the nodes, which lie in one list.
    fn through(&mut self, list: &Compressed, from: &[u32], end: End<'_>) -> Result<Flow> {
        if self.unlike.is_empty()
            && from.len() <= self.pipeline.room()
            && let Some(places) = list.single_places(from)
        {
            // As it is with what each has one of, an office its state: no row is lost and none comes twice.
            let pick = |list: &[u32]| places.iter().map(|place| list[*place as usize]).collect();
            let rows = (0..from.len() as u32).collect();
            let count = from.len();
            self.found = Found { count, rows, edges: pick(&list.edges), others: pick(&list.others) };
            return Ok(Flow::More);
        }
        self.found = Found::with_room(self.room_for(list, from));
        let mut row = 0;
        let walked = list.each(from.iter().copied(), |range| {
            let here = row;
            row += 1;
            // Most nodes' relationships fit as a whole.
            if self.found.count + range.len() < self.found.rows.len() {
                self.add(here, &list.edges[range.clone()], &list.others[range]);
                return ControlFlow::Continue(());
            }
            match self.stretch(list, here, range, end) {
                Ok(Flow::More) => ControlFlow::Continue(()),
                other => ControlFlow::Break(other),
            }
        });
        match walked {
            ControlFlow::Continue(()) => Ok(Flow::More),
            ControlFlow::Break(flow) => flow,
        }
    }

    /// Room for all that a few nodes have, or for as much as goes on at once.
    fn room_for(&self, list: &Compressed, from: &[u32]) -> usize {
        let most = self.pipeline.room();
        if from.len() > FEW {
            return most;
        }
        let mut all = 1;
        let _ = list.each(from.iter().copied(), |range| {
            all += range.len();
            ControlFlow::<()>::Continue(())
        });
        most.min(all)
    }

    /// A stretch of the list, cut where there are enough rows.
    fn stretch(
        &mut self,
        list: &Compressed,
        row: u32,
        mut range: Range<usize>,
        end: End<'_>,
    ) -> Result<Flow> {
        while !range.is_empty() {
            let now = range.start..range.end.min(range.start + self.found.rows.len() - self.found.count);
            range.start = now.end;
            self.add(row, &list.edges[now.clone()], &list.others[now]);
            if self.found.is_full() && self.make_room(end)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    }

    #[inline]
    fn add(&mut self, row: u32, edges: &[u32], others: &[u32]) {
        let found = &mut self.found;
        match self.unlike.as_slice() {
            [] => found.add(row, edges, others),
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

    /// Hands on what was found, so that more can be.
    fn make_room(&mut self, end: End<'_>) -> Result<Flow> {
        let flow = self.flush(end)?;
        self.found = Found::with_room(self.pipeline.room());
        Ok(flow)
    }

    /// Hands on what was found.
    fn flush(&mut self, end: End<'_>) -> Result<Flow> {
        let pipeline = self.pipeline;
        let mut found = std::mem::take(&mut self.found);
        let count = found.count;
        for list in [&mut found.rows, &mut found.edges, &mut found.others] {
            list.truncate(count);
        }
        pipeline.reader.shared.tick_all(count)?;
        let origin = Some(Origin { rows: &found.rows, known: &self.known });
        let given = Given { rows: count, tried: None, origin };
        pipeline.sift_and_pass(self.at, given, end, |slots, picked| match picked {
            None => self.made(&found, slots),
            Some(picked) => {
                let pick = |list: &[u32]| picked.iter().map(|row| list[*row as usize]).collect();
                let (rows, edges, others) = (pick(&found.rows), pick(&found.edges), pick(&found.others));
                self.made(&Found { count: picked.len(), rows, edges, others }, slots)
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
