//! What is improved once a branch is planned, each pass by itself and without a change of the rows.

use std::collections::HashSet;

use crate::graph::Direction;
use crate::query::plan::{CountOf, End, Stage, Step, StepKind};
use crate::query::resolved::{Aggregate, AggregateKind, ExprKind, Slot};

/// Whether only the existence of a row is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Rows,
    Existence,
}

pub fn improve(stages: &mut [Stage], result: &[Slot], asked: Asked) {
    ends_only(stages, result, asked);
    count_store(stages);
}

/// Walks of variable length whose relationships nobody reads, and whose rows are made distinct later (or
/// only asked whether there is one), need each end once: breadth first.
fn ends_only(stages: &mut [Stage], result: &[Slot], asked: Asked) {
    let only_stage = stages.len() == 1;
    for stage in stages {
        let mut read: HashSet<Slot> = stage.gather.iter().chain(result).copied().collect();
        for number in (0..stage.steps.len()).rev() {
            let (before, after) = stage.steps.split_at_mut(number + 1);
            let step = &mut before[number];
            if let StepKind::VarExpand(walk) = &mut step.kind {
                let existence = asked == Asked::Existence && only_stage && !after.iter().any(counts);
                let unread = !read.contains(&walk.expand.edge) && walk.expand.unlike.is_empty();
                // A shortest walk repeats no relationship, unless it leads back to its start.
                let simple = walk.least == 0 || walk.least == 1 && walk.expand.direction != Direction::Both;
                let once = existence || made_distinct(after, &stage.end);
                walk.ends_only = unread && simple && !walk.expand.into && once;
            }
            step.reads(&mut |slot| {
                read.insert(slot);
            });
        }
    }
}

/// Whether DISTINCT, or aggregates to which a row that comes again is nothing new, come before anything that
/// counts rows.
fn made_distinct(after: &[Step], end: &End) -> bool {
    let first = after.iter().find(|step| counts(step) || matches!(step.kind, StepKind::Distinct(_)));
    match (first, end) {
        (Some(step), _) => matches!(step.kind, StepKind::Distinct(_)),
        (None, End::Group { aggregates, .. }) => aggregates.iter().all(ignores_repetition),
        (None, _) => false,
    }
}

fn ignores_repetition(aggregate: &Aggregate) -> bool {
    aggregate.distinct || matches!(aggregate.kind, AggregateKind::Min | AggregateKind::Max)
}

fn counts(step: &Step) -> bool {
    matches!(step.kind, StepKind::Skip(_) | StepKind::Limit(_))
}

/// Counting all nodes, all of a label or all relationships of some types: the graph knows.
fn count_store(stages: &mut [Stage]) {
    let Some(stage) = stages.first_mut() else { return };
    let End::Group { keys, aggregates } = &stage.end else { return };
    if !keys.is_empty() || aggregates.is_empty() {
        return;
    }
    let counted = |slot: Slot| aggregates.iter().all(|aggregate| counts_slot(aggregate, slot));
    let of = match stage.steps.as_slice() {
        [Step { kind: StepKind::AllNodes { slot }, .. }] if counted(*slot) => CountOf::Nodes,
        [Step { kind: StepKind::LabelScan { slot, label }, .. }] if counted(*slot) => {
            CountOf::Label(label.clone())
        }
        [Step { kind: StepKind::AllNodes { .. }, .. }, Step { kind: StepKind::Expand(expand), .. }]
            if counted(expand.edge) && expand.direction != Direction::Both && !expand.into =>
        {
            CountOf::Relationships(expand.types.clone())
        }
        _ => return,
    };
    let slots = aggregates.iter().map(|aggregate| aggregate.slot).collect();
    stage.end = End::Count { slots, of };
    stage.steps.clear();
}

/// Whether it is `count(*)` or `count(slot)`.
fn counts_slot(aggregate: &Aggregate, slot: Slot) -> bool {
    aggregate.kind == AggregateKind::Count
        && !aggregate.distinct
        && aggregate
            .argument
            .as_ref()
            .is_none_or(|argument| matches!(argument.kind, ExprKind::Slot(other) if other == slot))
}
