//! Branches: what hangs on a node that was bound before the latest walk is walked once for that node, then put
//! together with all rows that have it. In `(a)-->(m)<--(b)-->(c)` from m, `(b)-->(c)` hangs on m alone: without this
//! it would be walked again for every a.
//!
//! Where two branches of a node are alike, as those of m here are as far as b and a, one is walked and put together
//! with itself.
//!
//! The rows and their order are those of walking again: for each row before, all that hangs on its node.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::error::Result;
use crate::query::executor::batch::across::{Across, Compared};
use crate::query::executor::batch::alike::{Alike, walk_of};
use crate::query::executor::batch::column::{Column, Elements};
use crate::query::executor::batch::filter::Given;
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
    /// The condition behind the two, where it compares them.
    across: Option<Across>,
}

/// Rows one behind the other that have the same node.
struct Stretch {
    node: u32,
    rows: Range<u32>,
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

    /// For the steps of the first of two branches that are alike, and the step behind the second.
    pub fn twins(
        reader: Reader<'r, 'p>,
        steps: &'a [Step],
        behind: Option<&Step>,
        alike: Alike,
        carried: &[Slot],
        most: usize,
        frame: &mut Frame,
    ) -> Result<Option<Self>> {
        let mut own = Vec::new();
        steps.iter().for_each(|step| step.sets(&mut |slot| own.push(slot)));
        let across = behind.and_then(|step| Across::of(step, &own, &alike.names));
        let sets: Vec<(Slot, Slot)> =
            alike.names.into_iter().filter(|(slot, _)| carried.contains(slot)).collect();
        let within = alike.unlike.iter().flat_map(|(one, other)| [*one, *other]);
        let read: Vec<Slot> =
            carried.iter().copied().chain(sets.iter().map(|pair| pair.1)).chain(within).collect();
        let Some(mut branch) = Branch::new(reader, steps, &read, most, frame)? else { return Ok(None) };
        branch.inner.count_all();
        branch.sets.retain(|slot| carried.contains(slot));
        branch.twin = Some(Twin { sets, unlike: alike.unlike, across });
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

/// What decides which held rows stand beside each other as ones of twins.
struct Beside {
    /// Relationships of the one and of the other, by row, that may not be the same.
    own: Vec<[u32; FEW]>,
    others: Vec<[u32; FEW]>,
    /// Where there are more of them: those.
    more: Vec<(Vec<u32>, Vec<u32>)>,
    compared: Option<Compared>,
    /// How many pairs were not ruled out before they were compared.
    tried: usize,
}

/// So many relationships of a row are looked at together; few patterns have more that could be the same.
const FEW: usize = 3;

impl Beside {
    fn new(rows: usize, unlike: Vec<(Vec<u32>, Vec<u32>)>, compared: Option<Compared>) -> Self {
        let (mut own, mut others, mut more) = (vec![[0; FEW]; rows], vec![[1; FEW]; rows], Vec::new());
        for (place, pair) in unlike.into_iter().enumerate() {
            if place >= FEW {
                more.push(pair);
                continue;
            }
            own.iter_mut().zip(pair.0).for_each(|(ids, id)| ids[place] = id);
            others.iter_mut().zip(pair.1).for_each(|(ids, id)| ids[place] = id);
        }
        Beside { own, others, more, compared, tried: 0 }
    }

    /// Adds to some rows all pairs of held ones, of which the second stands for one of the twin, behind a row before.
    /// `may_be` tells whether a held row may stand behind it, where not all may.
    fn add(
        &mut self,
        rows: &mut Rows,
        before: u32,
        (ones, twins): (Range<usize>, Range<usize>),
        may_be: Option<impl Fn(usize) -> bool>,
    ) {
        let is_all = self.more.is_empty() && may_be.is_none();
        let rest = |one: usize, twin: usize| {
            self.more.iter().all(|(own, others)| own[one] != others[twin])
                && may_be.as_ref().is_none_or(|may_be| may_be(one) && may_be(twin))
        };
        // Without a branch a pair, since nobody can guess how the next one will be.
        let start = rows.twin.len();
        let (mut end, mut tried) = (start, 0);
        rows.held.resize(start + ones.len() * twins.len(), 0);
        rows.twin.resize(start + ones.len() * twins.len(), 0);
        let (held, twin_rows) = (rows.held.as_mut_slice(), rows.twin.as_mut_slice());
        let others = &self.others[twins.clone()];
        for one in ones {
            let own = self.own[one];
            let compared = self.compared.as_ref().map(|compared| compared.with(one));
            for (twin, other) in twins.clone().zip(others) {
                (held[end], twin_rows[end]) = (one as u32, twin as u32);
                let differs = own.iter().zip(other).fold(true, |all, (id, other)| all & (id != other));
                let is_tried = differs & (is_all || rest(one, twin));
                let holds = compared.as_ref().is_none_or(|compared| compared.holds(twin));
                tried += usize::from(is_tried);
                end += usize::from(is_tried & holds);
            }
        }
        rows.held.truncate(end);
        rows.twin.truncate(end);
        rows.before.resize(end, before);
        self.tried += tried;
    }
}

impl Rows {
    /// Adds held rows behind a row before.
    fn add(&mut self, before: u32, held: impl Iterator<Item = usize>) {
        self.held.extend(held.map(|held| held as u32));
        self.before.resize(self.held.len(), before);
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
        let mut beside = twin.map(|twin| {
            let pairs = twin.unlike.iter().filter_map(|(one, other)| Some((within(one)?, within(other)?)));
            let across = twin.across.as_ref();
            let compared = across.and_then(|across| across.over(&self.held, self.pipeline.reader.graph));
            Beside::new(self.held.rows, pairs.collect(), compared)
        });
        let mut start = 0;
        for same in numbers.chunk_by(|one, other| one == other) {
            let held = start..start + same.len();
            start = held.end;
            for row in self.stretches[same[0] as usize].rows.clone() {
                let may_be =
                    |held: usize| unlike.iter().all(|(before, within)| before[row as usize] != within[held]);
                let each = if beside.is_some() { same.len() } else { 1 };
                // Most are few; to divide takes as long as to put together some of them.
                let room = self.pipeline.room();
                let step = if each * same.len() <= room { same.len() } else { (room / each).max(1) };
                for first in held.clone().step_by(step) {
                    let ones = first..held.end.min(first + step);
                    self.pipeline.reader.shared.tick_all(ones.len() * each)?;
                    match &mut beside {
                        None => self.rows.add(row, ones.filter(|one| may_be(*one))),
                        Some(beside) => {
                            let may_be = (!unlike.is_empty()).then_some(&may_be);
                            beside.add(&mut self.rows, row, (ones, held.clone()), may_be);
                        }
                    }
                    if self.rows.held.len() >= self.pipeline.room()
                        && self.flush(&mut beside, end)? == Flow::Enough
                    {
                        return Ok(Flow::Enough);
                    }
                }
            }
        }
        self.flush(&mut beside, end)
    }

    fn flush(&mut self, beside: &mut Option<Beside>, end: End<'_>) -> Result<Flow> {
        let rows = std::mem::take(&mut self.rows);
        self.rows.twin.reserve(rows.twin.len());
        self.rows.held.reserve(rows.twin.len());
        self.rows.before.reserve(rows.twin.len());
        let compared = beside.as_mut().filter(|beside| beside.compared.is_some());
        let tried = compared.map(|beside| std::mem::take(&mut beside.tried));
        let given = Given { rows: rows.held.len(), tried, origin: None };
        self.pipeline.sift_and_pass(self.at, given, end, |slots, picked| match picked {
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
