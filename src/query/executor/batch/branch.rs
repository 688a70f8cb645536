//! Branches: what hangs on a node that was bound before the latest walk is walked once for that node, then put
//! together with all rows that have it. In `(a)-->(m)<--(b)-->(c)` from m, `(b)-->(c)` hangs on m alone: without this
//! it would be walked again for every a.
//!
//! Where two branches of a node are alike, as those of m here are as far as b and a, one is walked and put together
//! with itself.
//!
//! The rows and their order are those of walking again: for each row before, all that hangs on its node.

use std::cell::{Cell, RefCell};

use crate::error::Result;
use crate::query::executor::batch::alike::{Alike, walk_of};
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::pipeline::{End, Pipeline};
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::eval::Reader;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Step, StepKind};
use crate::query::resolved::{Expr, ExprKind, Slot};

/// Where the number of a row's stretch stands while a branch is walked; no variable's slot.
const STRETCH: Slot = Slot::MAX;

pub struct Branch<'r, 'p, 'a> {
    inner: Pipeline<'r, 'p, 'a>,
    /// The node that it hangs on.
    node: Slot,
    /// What it sets and somebody reads later.
    sets: Vec<Slot>,
    /// Relationships before it and within it that may not be the same.
    unlike: Vec<(Slot, Slot)>,
    twin: Option<Twin>,
}

/// What a second branch that is alike calls what the first one has found.
struct Twin {
    /// What it sets and somebody reads later, by its own name and that of the first.
    sets: Vec<(Slot, Slot)>,
    /// Relationships of the first and of the second, in the names of the first, that may not be the same.
    unlike: Vec<(Slot, Slot)>,
}

/// Rows one behind the other that have the same node.
struct Stretch {
    node: u32,
    rows: std::ops::Range<u32>,
}

/// How many of the steps from `at` on are a branch; none where it is not worth walking apart.
pub fn branch_at(steps: &[Step], at: usize) -> Option<usize> {
    let first = walk_of(&steps[at])?;
    let bound = steps[..at].iter().position(|step| sets_node(step, first.from))?;
    if !steps[bound + 1..at].iter().any(multiplies) {
        return None;
    }
    let before: Vec<Slot> = steps[..at].iter().filter_map(walk_of).map(|expand| expand.edge).collect();
    let (mut nodes, mut edges) = (vec![first.from], Vec::new());
    let (mut walks, mut conditions, mut length) = (0, 0, 0);
    for step in &steps[at..] {
        match &step.kind {
            StepKind::Expand(expand) if !expand.into && nodes.contains(&expand.from) => {
                if !expand.unlike.iter().all(|slot| before.contains(slot) || edges.contains(slot)) {
                    break;
                }
                nodes.push(expand.to);
                edges.push(expand.edge);
                walks += 1;
            }
            StepKind::Filter(condition) if is_sure(condition) => {
                let mut within = true;
                condition.each_slot(&mut |slot| within &= nodes.contains(&slot) || edges.contains(&slot));
                if !within {
                    break;
                }
                conditions += usize::from(!matches!(condition.kind, ExprKind::HasLabels(..)));
            }
            _ => break,
        }
        length += 1;
    }
    (walks + conditions > 1).then_some(length)
}

/// Two branches that begin at a step, one behind the other, and are alike; none where there are no such.
pub fn twins_at(steps: &[Step], at: usize) -> Option<Alike> {
    let from = walk_of(&steps[at])?.from;
    steps[..at].iter().any(|step| sets_node(step, from)).then(|| Alike::at(steps, at)).flatten()
}

fn sets_node(step: &Step, slot: Slot) -> bool {
    match &step.kind {
        StepKind::Expand(expand) => !expand.into && expand.to == slot,
        StepKind::AllNodes { slot: node }
        | StepKind::LabelScan { slot: node, .. }
        | StepKind::Seek { slot: node, .. }
        | StepKind::Range { slot: node, .. }
        | StepKind::ById { slot: node, .. } => *node == slot,
        _ => false,
    }
}

/// Whether a step may make several rows of one.
fn multiplies(step: &Step) -> bool {
    !matches!(
        step.kind,
        StepKind::Filter(_) | StepKind::Bound { .. } | StepKind::Assign(_) | StepKind::Path { .. }
    )
}

/// Whether a condition cannot fail on nodes and relationships, so that it may be looked at for rows that are left
/// out later.
pub fn is_sure(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::And(terms) | ExprKind::Or(terms) => terms.iter().all(is_sure),
        ExprKind::Not(inner) => is_sure(inner),
        ExprKind::Compare(_, left, right) => is_sure_value(left) && is_sure_value(right),
        ExprKind::IsNull { value, .. } => is_sure_value(value),
        ExprKind::HasLabels(inner, _) => matches!(inner.kind, ExprKind::Slot(_)),
        _ => false,
    }
}

fn is_sure_value(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) | ExprKind::Slot(_) => true,
        ExprKind::Property(inner, _) => matches!(inner.kind, ExprKind::Slot(_)),
        _ => false,
    }
}

impl<'r, 'p, 'a> Branch<'r, 'p, 'a> {
    /// For steps that are a branch; of what they set, `carried` is read later.
    pub fn new(
        reader: Reader<'r, 'p>,
        steps: &'a [Step],
        carried: &[Slot],
        most: usize,
        frame: &mut Frame,
    ) -> Result<Option<Self>> {
        let Some(first) = steps.first().and_then(walk_of) else { return Ok(None) };
        let mut own = Vec::new();
        steps.iter().for_each(|step| step.sets(&mut |slot| own.push(slot)));
        let unlike = steps.iter().filter_map(walk_of).flat_map(|expand| {
            let before = expand.unlike.iter().filter(|slot| !own.contains(slot));
            before.map(|slot| (*slot, expand.edge))
        });
        let unlike: Vec<(Slot, Slot)> = unlike.collect();
        let sets: Vec<Slot> = own.iter().filter(|slot| carried.contains(slot)).copied().collect();
        let read: Vec<Slot> =
            sets.iter().copied().chain(unlike.iter().map(|pair| pair.1)).chain([STRETCH]).collect();
        let given = [first.from, STRETCH];
        let inner = Pipeline::within(reader, steps, &given, &read, most, frame)?;
        Ok(Some(Branch { inner, node: first.from, sets, unlike, twin: None }))
    }

    /// For the steps of the first of two branches that are alike.
    pub fn twins(
        reader: Reader<'r, 'p>,
        steps: &'a [Step],
        alike: Alike,
        carried: &[Slot],
        most: usize,
        frame: &mut Frame,
    ) -> Result<Option<Self>> {
        let sets: Vec<(Slot, Slot)> =
            alike.names.into_iter().filter(|(slot, _)| carried.contains(slot)).collect();
        let within = alike.unlike.iter().flat_map(|(one, other)| [*one, *other]);
        let read: Vec<Slot> =
            carried.iter().copied().chain(sets.iter().map(|pair| pair.1)).chain(within).collect();
        let Some(mut branch) = Branch::new(reader, steps, &read, most, frame)? else { return Ok(None) };
        branch.inner.count_all();
        branch.sets.retain(|slot| carried.contains(slot));
        branch.twin = Some(Twin { sets, unlike: alike.unlike });
        Ok(Some(branch))
    }
}

/// Numbers of rows before, of held rows, and of held rows that stand for those of a twin.
#[derive(Default)]
struct Rows {
    before: Vec<u32>,
    held: Vec<u32>,
    twin: Vec<u32>,
}

impl Rows {
    /// A row before and one that is held, with each that stands for one of the twin: no relationship may be both
    /// the one's and the twin's, and the others may be told by `may_be`.
    #[inline]
    fn add_twins(
        &mut self,
        before: u32,
        held: u32,
        twins: std::ops::Range<u32>,
        across: &[(Vec<u32>, Vec<u32>)],
        may_be: impl Fn(u32) -> bool,
    ) {
        let mut add = |twin| {
            if may_be(twin) {
                self.before.push(before);
                self.held.push(held);
                self.twin.push(twin);
            }
        };
        match across {
            [(one, two)] => {
                let own = one[held as usize];
                let ids = &two[twins.start as usize..twins.end as usize];
                twins.zip(ids).filter(|(_, id)| **id != own).for_each(|(twin, _)| add(twin));
            }
            many => {
                let differ =
                    |twin: &u32| many.iter().all(|(one, two)| one[held as usize] != two[*twin as usize]);
                twins.filter(differ).for_each(add);
            }
        }
    }

    fn pick(&self, rows: &[u32]) -> Self {
        let pick = |list: &[u32]| match list {
            [] => Vec::new(),
            list => rows.iter().map(|row| list[*row as usize]).collect(),
        };
        Rows { before: pick(&self.before), held: pick(&self.held), twin: pick(&self.twin) }
    }
}

/// Rows before a branch and rows of it that are put together.
struct Putting<'w, 'r, 'p, 'a> {
    pipeline: &'w Pipeline<'r, 'p, 'a>,
    at: usize,
    branch: &'w Branch<'r, 'p, 'a>,
    before: &'w Batch,
    stretches: &'w [Stretch],
    /// Rows of the branch whose stretch may not be whole yet.
    held: Batch,
    /// What is put together and not handed on yet.
    rows: Rows,
}

impl<'r, 'p, 'a> Pipeline<'r, 'p, 'a> {
    pub(super) fn branch(
        &self,
        at: usize,
        branch: &Branch<'r, 'p, 'a>,
        batch: Batch,
        end: End<'_>,
    ) -> Result<Flow> {
        let stretches = stretches(&batch, branch.node);
        let nodes = stretches.iter().map(|stretch| stretch.node).collect();
        let mut heads = Batch::bare(stretches.len());
        heads.set(branch.node, Column::Elements(Elements::nodes(nodes)));
        heads.set(STRETCH, Column::Elements(Elements::nodes((0..stretches.len() as u32).collect())));
        let shared = self.reader.shared;
        let (start, apart) = (shared.time(), Cell::new(0));
        let putting = RefCell::new(Putting {
            pipeline: self,
            at,
            branch,
            before: &batch,
            stretches: &stretches,
            held: Batch::default(),
            rows: Rows::default(),
        });
        let mut flow = branch.inner.push(0, heads, &mut |rows| {
            let start = shared.time();
            let flow = putting.borrow_mut().take(rows, end);
            apart.set(apart.get() + self.reader.since(start));
            flow
        })?;
        // The steps within have counted their own time.
        let operator = &self.operators[at];
        operator.later.set(operator.later.get() + self.reader.since(start).saturating_sub(apart.get()));
        if flow == Flow::More {
            flow = putting.into_inner().finish(end)?;
        }
        Ok(flow)
    }
}

impl Putting<'_, '_, '_, '_> {
    /// More rows of the branch; their stretches ascend.
    fn take(&mut self, rows: Batch, end: End<'_>) -> Result<Flow> {
        let before = self.held.rows;
        self.held.append(rows, self.pipeline.reader.graph);
        let bytes = 4 * (self.branch.sets.len() + 2) * (self.held.rows - before);
        self.pipeline.reader.shared.claim(bytes, "putting branches together")?;
        let numbers = numbers(&self.held);
        let whole = numbers.last().map_or(0, |last| numbers.partition_point(|number| number < last));
        if whole == 0 {
            return Ok(Flow::More);
        }
        let flow = self.put_together(whole, end)?;
        let rest: Vec<u32> = (whole as u32..self.held.rows as u32).collect();
        self.release(whole);
        self.held.keep(&rest);
        Ok(flow)
    }

    fn finish(mut self, end: End<'_>) -> Result<Flow> {
        let flow = self.put_together(self.held.rows, end)?;
        self.release(self.held.rows);
        Ok(flow)
    }

    fn release(&self, rows: usize) {
        self.pipeline.reader.shared.release(4 * (self.branch.sets.len() + 2) * rows);
    }

    /// The first rows that are held, with all rows before them that belong to them.
    fn put_together(&mut self, rows: usize, end: End<'_>) -> Result<Flow> {
        let numbers = numbers(&self.held)[..rows].to_vec();
        let (before, twin) = (self.before, self.branch.twin.as_ref());
        let within = |slot: &Slot| self.held.column(*slot).and_then(ids).map(<[u32]>::to_vec);
        let unlike: Vec<(&[u32], Vec<u32>)> = { self.branch.unlike.iter() }
            .filter_map(|(one, other)| Some((ids(before.column(*one)?)?, within(other)?)))
            .collect();
        let across: Vec<(Vec<u32>, Vec<u32>)> = twin
            .iter()
            .flat_map(|twin| &twin.unlike)
            .filter_map(|(one, other)| Some((within(one)?, within(other)?)))
            .collect();
        let mut start = 0;
        for same in numbers.chunk_by(|one, other| one == other) {
            let held = start..start + same.len() as u32;
            start = held.end;
            for row in self.stretches[same[0] as usize].rows.clone() {
                let may_be = |other: u32| {
                    unlike.iter().all(|(before, within)| before[row as usize] != within[other as usize])
                };
                self.pipeline.reader.shared.tick_all(same.len())?;
                for other in held.clone().filter(|other| may_be(*other)) {
                    if twin.is_none() {
                        self.rows.before.push(row);
                        self.rows.held.push(other);
                    } else {
                        let all_may_be = unlike.is_empty();
                        self.rows
                            .add_twins(row, other, held.clone(), &across, |twin| all_may_be || may_be(twin));
                    }
                    if self.rows.held.len() >= self.pipeline.room() && self.flush(end)? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                }
            }
        }
        self.flush(end)
    }

    fn flush(&mut self, end: End<'_>) -> Result<Flow> {
        let rows = std::mem::take(&mut self.rows);
        self.rows.twin.reserve(rows.twin.len());
        self.rows.held.reserve(rows.twin.len());
        self.rows.before.reserve(rows.twin.len());
        self.pipeline.reader.shared.tick_all(rows.twin.len())?;
        self.pipeline.sift_and_pass(self.at, rows.held.len(), end, |slots, picked| match picked {
            None => self.made(&rows, slots),
            Some(picked) => self.made(&rows.pick(picked), slots),
        })
    }

    fn made(&self, rows: &Rows, slots: &[Slot]) -> Batch {
        let mut made = self.before.pick(&rows.before, slots);
        let own: Vec<Slot> = self.branch.sets.iter().filter(|slot| slots.contains(slot)).copied().collect();
        made.join(self.held.pick(&rows.held, &own));
        for (slot, name) in self.branch.twin.iter().flat_map(|twin| &twin.sets) {
            if let Some(column) = self.held.column(*name).filter(|_| slots.contains(slot)) {
                made.set(*slot, column.pick(&rows.twin));
            }
        }
        made
    }
}

fn stretches(batch: &Batch, node: Slot) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (row, node) in (0..).zip(batch.column(node).and_then(ids).unwrap_or(&[])) {
        match stretches.last_mut() {
            Some(last) if last.node == *node => last.rows.end = row + 1,
            _ => stretches.push(Stretch { node: *node, rows: row..row + 1 }),
        }
    }
    stretches
}

fn ids(column: &Column) -> Option<&[u32]> {
    match column {
        Column::Elements(elements) => Some(&elements.ids),
        _ => None,
    }
}

/// The stretches that rows belong to.
fn numbers(held: &Batch) -> &[u32] {
    held.column(STRETCH).and_then(ids).unwrap_or(&[])
}
