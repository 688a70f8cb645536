//! The analyzed query to a plan. With optimization, patterns are walked in the order that the graph's
//! counts make cheap; without, in the order of the text.

mod cost;
mod estimate;
mod passes;
mod pattern;

use std::collections::HashSet;

use crate::graph::Graph;
use crate::query::plan::{Branch, End, Plan, Stage, Step, StepKind, SubPlan, Update};
use crate::query::resolved::{self, Clause, Expr, Projection, Slot, SubqueryKind};

/// A statement's plan and the plans of the queries within its expressions.
#[derive(Debug)]
pub struct Planned {
    pub plan: Plan,
    pub subplans: Vec<SubPlan>,
    /// How many operators there are; their ids are below it.
    pub operators: usize,
}

/// A stage of more steps than this is cut, since each step of a stage takes room on the stack.
const LONGEST_STAGE: usize = 48;

/// Plans a query and its subqueries.
pub fn plan(
    query: resolved::Query,
    subqueries: Vec<resolved::Subquery>,
    graph: &Graph,
    optimize: bool,
) -> Planned {
    let mut planner = Planner { graph, optimize, steady: !writes(&query), operators: 0 };
    let subplans = subqueries
        .into_iter()
        .map(|subquery| {
            let first = first_own_slot(&subquery);
            let outer = subquery.uses.iter().copied().filter(|slot| first.contains(slot)).collect();
            SubPlan { kind: subquery.kind, plan: planner.query(subquery.query, &outer, Some(subquery.kind)) }
        })
        .collect();
    let plan = planner.query(query, &HashSet::new(), None);
    Planned { plan, subplans, operators: planner.operators }
}

fn writes(query: &resolved::Query) -> bool {
    let writing = |clause: &Clause| {
        matches!(clause, Clause::Create(_) | Clause::Merge(_) | Clause::Set(_) | Clause::Delete { .. })
    };
    query.branches.iter().any(|branch| branch.clauses.iter().any(writing))
}

/// The slots that a subquery uses and does not bind: those are bound when it runs.
fn first_own_slot(subquery: &resolved::Subquery) -> HashSet<Slot> {
    let mut own = HashSet::new();
    for clause in subquery.query.branches.iter().flat_map(|branch| &branch.clauses) {
        match clause {
            Clause::Match(found) => own.extend(found.introduced.iter().copied()),
            Clause::Unwind { slot, .. } => {
                own.insert(*slot);
            }
            Clause::Project(projection) => {
                own.extend(projection.assign.iter().map(|(slot, _)| *slot));
                if let Some(grouping) = &projection.grouping {
                    own.extend(grouping.aggregates.iter().map(|aggregate| aggregate.slot));
                    let computed = grouping.keys.iter().filter(|(slot, expr)| !is_slot(expr, *slot));
                    own.extend(computed.map(|(slot, _)| *slot));
                }
            }
            Clause::Call(call) => own.extend(call.yields.iter().map(|(_, slot)| *slot)),
            _ => {}
        }
    }
    subquery.uses.iter().copied().filter(|slot| !own.contains(slot)).collect()
}

fn is_slot(expr: &Expr, slot: Slot) -> bool {
    matches!(expr.kind, resolved::ExprKind::Slot(other) if other == slot)
}

struct Planner<'g> {
    graph: &'g Graph,
    optimize: bool,
    /// The statement does not write.
    steady: bool,
    operators: usize,
}

/// A branch that is being planned.
struct Draft {
    stages: Vec<Stage>,
    steps: Vec<Step>,
    /// What is bound by now.
    bound: HashSet<Slot>,
}

impl Draft {
    fn end(&mut self, end: End) {
        let steps = std::mem::take(&mut self.steps);
        self.stages.push(Stage { steps, end, keep: Vec::new(), gather: Vec::new(), id: 0 });
    }

    fn push(&mut self, step: Step) {
        if self.steps.len() >= LONGEST_STAGE {
            self.end(End::Gather);
        }
        step.sets(&mut |slot| {
            self.bound.insert(slot);
        });
        self.steps.push(step);
    }
}

impl Planner<'_> {
    fn query(&mut self, query: resolved::Query, outer: &HashSet<Slot>, within: Option<SubqueryKind>) -> Plan {
        let branches = query.branches.into_iter().map(|branch| self.branch(branch, outer, within)).collect();
        Plan { branches, all: query.all }
    }

    fn branch(
        &mut self,
        branch: resolved::Branch,
        outer: &HashSet<Slot>,
        within: Option<SubqueryKind>,
    ) -> Branch {
        let mut draft = Draft { stages: Vec::new(), steps: Vec::new(), bound: outer.clone() };
        for clause in branch.clauses {
            self.clause(clause, &mut draft);
        }
        draft.end(End::Result);
        let mut stages = draft.stages;
        keep_what_is_read(&mut stages, &branch.result);
        if self.optimize {
            let existence = within == Some(SubqueryKind::Exists);
            let asked = if existence { passes::Asked::Existence } else { passes::Asked::Rows };
            passes::improve(&mut stages, &branch.result, asked);
        }
        self.number(&mut stages);
        Branch { stages, result: branch.result }
    }

    fn clause(&mut self, clause: Clause, draft: &mut Draft) {
        match clause {
            Clause::Match(found) => self.match_clause(found, draft),
            Clause::Unwind { list, slot } => draft.push(Step::new(StepKind::Unwind { list, slot })),
            Clause::Filter(filter) => draft.push(Step::new(StepKind::Filter(filter))),
            Clause::Project(projection) => project(projection, draft),
            Clause::Call(mut call) => {
                let filter = call.filter.take();
                draft.push(Step::new(StepKind::Call(call)));
                filter.into_iter().for_each(|filter| draft.push(Step::new(StepKind::Filter(filter))));
            }
            Clause::Create(list) => {
                let made: Vec<Slot> = list.iter().map(resolved::Creation::slot).collect();
                draft.end(End::Update(Update::Create(list)));
                draft.bound.extend(made);
            }
            Clause::Merge(mut merge) => {
                let find = std::mem::replace(&mut merge.find, resolved::Match::empty());
                let introduced = find.introduced.clone();
                let steps = self.steps(find, &draft.bound);
                draft.end(End::Update(Update::Merge { find: steps, merge }));
                draft.bound.extend(introduced);
            }
            Clause::Set(items) => draft.end(End::Update(Update::Set(items))),
            Clause::Delete { detach, targets } => {
                draft.end(End::Update(Update::Delete { detach, targets }));
            }
        }
    }

    fn match_clause(&mut self, found: resolved::Match, draft: &mut Draft) {
        let (optional, slots) = (found.optional, found.introduced.clone());
        let steps = self.steps(found, &draft.bound);
        if optional {
            draft.push(Step::new(StepKind::Optional { steps, slots }));
        } else {
            steps.into_iter().for_each(|step| draft.push(step));
        }
    }

    fn steps(&self, found: resolved::Match, bound: &HashSet<Slot>) -> Vec<Step> {
        pattern::PatternPlanner::new(self, bound.clone(), found).steps()
    }

    fn number(&mut self, stages: &mut [Stage]) {
        for stage in stages {
            number_steps(&mut stage.steps, &mut self.operators);
            if let End::Update(Update::Merge { find, .. }) = &mut stage.end {
                number_steps(find, &mut self.operators);
            }
            stage.id = self.operators;
            self.operators += 1;
        }
    }
}

fn number_steps(steps: &mut [Step], next: &mut usize) {
    for step in steps {
        if let StepKind::Optional { steps, .. } = &mut step.kind {
            number_steps(steps, next);
        }
        step.id = *next;
        *next += 1;
    }
}

/// WITH and RETURN as steps.
fn project(projection: Projection, draft: &mut Draft) {
    if let Some(grouping) = projection.grouping {
        draft.bound.extend(grouping.keys.iter().map(|(slot, _)| *slot));
        draft.bound.extend(grouping.aggregates.iter().map(|aggregate| aggregate.slot));
        draft.end(End::Group { keys: grouping.keys, aggregates: grouping.aggregates });
    }
    if !projection.assign.is_empty() {
        draft.push(Step::new(StepKind::Assign(projection.assign)));
    }
    if projection.distinct {
        draft.push(Step::new(StepKind::Distinct(projection.output.clone())));
    }
    if !projection.order.is_empty() {
        let (skip, top) = (projection.skip.clone(), projection.limit.clone());
        draft.end(End::Sort { keys: projection.order, skip, top });
    }
    if let Some(skip) = projection.skip {
        draft.push(Step::new(StepKind::Skip(skip)));
    }
    if let Some(limit) = projection.limit {
        draft.push(Step::new(StepKind::Limit(limit)));
    }
    if let Some(filter) = projection.filter {
        draft.push(Step::new(StepKind::Filter(filter)));
    }
}

fn sorted(slots: &HashSet<Slot>) -> Vec<Slot> {
    let mut list: Vec<Slot> = slots.iter().copied().collect();
    list.sort_unstable();
    list
}

/// Each stage keeps of its rows what later ones read.
fn keep_what_is_read(stages: &mut [Stage], result: &[Slot]) {
    let mut read: HashSet<Slot> = result.iter().copied().collect();
    for stage in stages.iter_mut().rev() {
        stage.keep = sorted(&read);
        stage.end.reads(&mut |slot| {
            read.insert(slot);
        });
        stage.gather = sorted(&read);
        stage.steps.iter().for_each(|step| {
            step.reads(&mut |slot| {
                read.insert(slot);
            });
        });
    }
}
