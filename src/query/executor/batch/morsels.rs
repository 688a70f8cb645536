//! Grouping, with the nodes that a stage starts from dealt out to all cores: each groups the rows from a stretch of
//! them, and the groups are put together in the order of the stretches, so that the answer is that of one core.

use rayon::prelude::*;

use crate::error::Result;
use crate::graph::Graph;
use crate::query::executor::batch::grouping::Grouping;
use crate::query::executor::batch::pipeline::Pipeline;
use crate::query::executor::batch::totals::is_mergeable;
use crate::query::executor::eval::Reader;
use crate::query::executor::shared::{Common, Count};
use crate::query::executor::stage::State;
use crate::query::executor::table::Table;
use crate::query::executor::{Flow, Frame};
use crate::query::plan::{Stage, Step, StepKind};
use crate::query::resolved::{Aggregate, Expr, Slot};

/// Dealing out pays for so many batches of rows.
const LEAST_BATCHES: f64 = 8.0;
/// Stretches a core: more than one, since some take longer.
const STRETCHES: usize = 4;

/// A stage that ends in groups.
struct Grouped<'a> {
    steps: &'a [Step],
    gather: &'a [Slot],
    keys: &'a [(Slot, Expr)],
    aggregates: &'a [Aggregate],
    ascending: Option<Slot>,
    batch: usize,
}

/// What one stretch has given.
struct Share<'a> {
    grouping: Result<Grouping<'a>>,
    counts: Vec<Count>,
    /// The state of the random numbers after it.
    random: u64,
}

impl Reader<'_, '_> {
    /// Runs a stage that ends in groups, with rows matched together.
    pub(in crate::query::executor) fn group(
        &self,
        stage: &Stage,
        keys: &[(Slot, Expr)],
        aggregates: &[Aggregate],
        input: Option<Table>,
        batch: usize,
        frame: &mut Frame,
    ) -> Result<Table> {
        let ascending = stage.steps.first().filter(|_| input.is_none()).and_then(scanned);
        let grouped =
            Grouped { steps: &stage.steps, gather: &stage.gather, keys, aggregates, ascending, batch };
        let dealt = match ascending {
            Some(slot) if grouped.may_be_dealt() => self.deal(&grouped, slot, frame)?,
            _ => None,
        };
        let grouping = match dealt {
            Some(grouping) => grouping,
            None => grouped.alone(self, input, frame)?,
        };
        grouping.finish(self, &stage.keep)
    }

    /// Groups on all cores; none where there is too little to do, or chance comes in.
    fn deal<'a>(&self, grouped: &Grouped<'a>, slot: Slot, frame: &mut Frame) -> Result<Option<Grouping<'a>>> {
        let Some(first) = grouped.steps.first() else { return Ok(None) };
        let cores = rayon::current_num_threads();
        let factors: f64 =
            grouped.steps[1..].iter().filter_map(|step| step.factor).map(|f| f.max(1.0)).product();
        let enough = |nodes: usize| nodes as f64 * factors >= LEAST_BATCHES * grouped.batch as f64;
        if cores < 2 || !enough(self.graph.node_count()) {
            return Ok(None);
        }
        let start = self.shared.time();
        let ids: Vec<u32> = self.starts(&first.kind, &State::None, frame)?.map(|id| id.0).collect();
        if ids.len() < 2 || !enough(ids.len()) {
            return Ok(None);
        }
        self.shared.count_nanos(first.id, self.since(start));
        let common = self.shared.common();
        let graph = self.graph;
        let stretch = ids.len().div_ceil(cores * STRETCHES);
        let shares: Vec<Share<'a>> = ids
            .par_chunks(stretch)
            .map(|ids| grouped.share(graph, &common, slot, ids, frame.len()))
            .collect();
        if shares.iter().any(|share| share.random != self.shared.random.get()) {
            // Which row draws which number must not hang on the cores.
            return Ok(None);
        }
        let mut all = grouped.empty();
        for share in shares {
            self.shared.add_counts(&share.counts);
            all.merge(share.grouping?, self)?;
        }
        Ok(Some(all))
    }
}

impl<'a> Grouped<'a> {
    fn empty(&self) -> Grouping<'a> {
        Grouping::new(self.keys, self.aggregates, self.ascending)
    }

    fn alone(
        &self,
        reader: &Reader<'_, '_>,
        input: Option<Table>,
        frame: &mut Frame,
    ) -> Result<Grouping<'a>> {
        let given: Vec<Slot> = input.as_ref().map_or_else(Vec::new, |input| input.slots().collect());
        let pipeline = Pipeline::new(*reader, self.steps, &given, self.gather, self.batch, frame)?;
        let mut grouping = self.empty();
        pipeline.run(input, &mut |batch| {
            grouping.add(reader, &batch, frame)?;
            Ok(Flow::More)
        })?;
        Ok(grouping)
    }

    fn share(&self, graph: &Graph, common: &Common<'_>, slot: Slot, ids: &[u32], width: usize) -> Share<'a> {
        let shared = common.shared();
        let reader = Reader { graph, shared: &shared };
        let grouping = self.stretch(&reader, slot, ids, width);
        Share { grouping, counts: shared.counts(), random: shared.random.get() }
    }

    fn stretch(
        &self,
        reader: &Reader<'_, '_>,
        slot: Slot,
        ids: &[u32],
        width: usize,
    ) -> Result<Grouping<'a>> {
        let mut frame: Frame = vec![crate::model::Value::Null; width];
        let pipeline = Pipeline::new(*reader, self.steps, &[], self.gather, self.batch, &mut frame)?;
        let mut grouping = self.empty();
        pipeline.start_with(slot, ids, &mut |batch| {
            grouping.add(reader, &batch, &mut frame)?;
            Ok(Flow::More)
        })?;
        Ok(grouping)
    }

    /// Whether parts of the rows may be grouped apart.
    fn may_be_dealt(&self) -> bool {
        let alone = |step: &Step| {
            matches!(
                step.kind,
                StepKind::Distinct(_)
                    | StepKind::Skip(_)
                    | StepKind::Limit(_)
                    | StepKind::Call(_)
                    | StepKind::Seek { label: None, .. }
            )
        };
        self.aggregates.iter().all(is_mergeable) && !self.steps.iter().any(alone)
    }
}

/// The slot of a scan, whose nodes come in ascending order.
fn scanned(step: &Step) -> Option<Slot> {
    match step.kind {
        StepKind::AllNodes { slot } | StepKind::LabelScan { slot, .. } | StepKind::Range { slot, .. } => {
            Some(slot)
        }
        _ => None,
    }
}
