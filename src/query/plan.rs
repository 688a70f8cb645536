//! Plans: stages of steps. Within a stage one row flows from step to step; a stage ends where all its
//! rows must be known: grouping, sorting, writing.

use crate::graph::Direction;
use crate::query::ast::Shortest;
use crate::query::resolved::{
    Aggregate, Call, Creation, Expr, Key, Labels, Merge, SetItem, Slot, SubqueryKind, Symbol,
};

#[derive(Debug)]
pub struct Plan {
    pub branches: Vec<Branch>,
    /// UNION ALL.
    pub all: bool,
}

#[derive(Debug)]
pub struct Branch {
    pub stages: Vec<Stage>,
    pub result: Vec<Slot>,
}

/// A plan for a query within an expression.
#[derive(Debug)]
pub struct SubPlan {
    pub plan: Plan,
    pub kind: SubqueryKind,
}

#[derive(Debug)]
pub struct Stage {
    pub steps: Vec<Step>,
    pub end: End,
    /// What later stages read of the rows that this one gives.
    pub keep: Vec<Slot>,
    /// What is read of the rows that reach the stage's end, by the end itself or later.
    pub gather: Vec<Slot>,
    /// The number of `end` for PROFILE.
    pub id: usize,
}

#[derive(Debug)]
pub enum End {
    /// The rows are the branch's result.
    Result,
    /// The rows are gathered, nothing else.
    Gather,
    Group {
        keys: Vec<(Slot, Expr)>,
        aggregates: Vec<Aggregate>,
    },
    /// One row of counts that the graph keeps anyway.
    Count {
        slots: Vec<Slot>,
        of: CountOf,
    },
    /// Sorted by keys, each with whether it descends; where `top` is there, no more than that many.
    Sort {
        keys: Vec<(Expr, bool)>,
        skip: Option<Expr>,
        top: Option<Expr>,
    },
    Update(Update),
}

/// What the graph counts by itself.
#[derive(Debug)]
pub enum CountOf {
    Nodes,
    Label(Symbol),
    /// Of these types, or all where there is none.
    Relationships(Vec<Symbol>),
}

#[derive(Debug)]
pub enum Update {
    Create(Vec<Creation>),
    Merge { find: Vec<Step>, merge: Merge },
    Set(Vec<SetItem>),
    Delete { detach: bool, targets: Vec<Expr> },
}

#[derive(Debug)]
pub struct Step {
    pub kind: StepKind,
    /// Its place in the statement's list of operators, for PROFILE.
    pub id: usize,
    /// How many rows the planner expects it to give for one that comes in.
    pub factor: Option<f64>,
}

#[derive(Debug)]
pub enum StepKind {
    AllNodes {
        slot: Slot,
    },
    LabelScan {
        slot: Slot,
        label: Symbol,
    },
    /// Nodes with a property equal to a value; without a label by a table of its own, built at the first row.
    Seek {
        slot: Slot,
        label: Option<Symbol>,
        key: Key,
        value: Expr,
        /// The value is a list, and any of its elements will do.
        any: bool,
    },
    /// Nodes of a label whose property may lie between two bounds; the conditions still follow.
    Range {
        slot: Slot,
        label: Symbol,
        key: Key,
        low: Option<Expr>,
        high: Option<Expr>,
    },
    /// A node by its number.
    ById {
        slot: Slot,
        id: Expr,
    },
    /// Goes on only where the slot holds a node.
    Bound {
        slot: Slot,
    },
    Expand(Expand),
    VarExpand(VarExpand),
    /// A relationship that is bound, with its ends.
    Ends(Ends),
    Shortest(ShortestStep),
    Path {
        slot: Slot,
        start: Slot,
        parts: Vec<Part>,
    },
    Filter(Expr),
    Unwind {
        list: Expr,
        slot: Slot,
    },
    /// The steps' rows, or one with nulls where there is none.
    Optional {
        steps: Vec<Step>,
        slots: Vec<Slot>,
    },
    Assign(Vec<(Slot, Expr)>),
    Distinct(Vec<Slot>),
    Skip(Expr),
    Limit(Expr),
    Call(Call),
}

/// A part of a path: a relationship or a list of them.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub slot: Slot,
    pub many: bool,
}

#[derive(Debug)]
pub struct Expand {
    pub from: Slot,
    pub edge: Slot,
    pub to: Slot,
    pub direction: Direction,
    pub types: Vec<Symbol>,
    /// The far end is bound already.
    pub into: bool,
    /// Relationships of the same MATCH that it must not be.
    pub unlike: Vec<Slot>,
}

#[derive(Debug)]
pub struct VarExpand {
    pub expand: Expand,
    pub least: u64,
    pub most: Option<u64>,
    /// What each relationship must have.
    pub properties: Vec<(Key, Expr)>,
    /// Seen from the pattern's left end, the relationships come in the opposite order.
    pub reversed: bool,
    /// Each far end once, without the relationships: nobody asks how it was reached.
    pub ends_only: bool,
}

/// The ends of a bound relationship, or of a bound list of them.
#[derive(Debug)]
pub struct Ends {
    pub edge: Slot,
    pub from: Slot,
    pub to: Slot,
    pub from_bound: bool,
    pub to_bound: bool,
    pub direction: Direction,
    pub types: Vec<Symbol>,
    pub many: bool,
    pub least: u64,
    pub most: Option<u64>,
    pub unlike: Vec<Slot>,
}

/// Both ends are bound.
#[derive(Debug)]
pub struct ShortestStep {
    pub walk: VarExpand,
    pub kind: Shortest,
}

/// What a node's labels must be, as a filter.
pub fn label_filter(slot: Slot, labels: Labels) -> Expr {
    use crate::query::resolved::ExprKind;
    let span = crate::model::Span::default();
    let kind = ExprKind::HasLabels(Box::new(Expr::slot(slot, span)), std::sync::Arc::new(labels));
    Expr::new(kind, span)
}

impl Step {
    pub fn new(kind: StepKind) -> Self {
        Step { kind, id: 0, factor: None }
    }

    /// The slots it sets.
    pub fn sets(&self, visit: &mut dyn FnMut(Slot)) {
        match &self.kind {
            StepKind::AllNodes { slot }
            | StepKind::LabelScan { slot, .. }
            | StepKind::Seek { slot, .. }
            | StepKind::Range { slot, .. }
            | StepKind::ById { slot, .. }
            | StepKind::Path { slot, .. }
            | StepKind::Unwind { slot, .. } => visit(*slot),
            StepKind::Expand(expand) => expand.sets(visit),
            StepKind::VarExpand(walk) => walk.expand.sets(visit),
            StepKind::Ends(ends) => {
                visit(ends.from);
                visit(ends.to);
            }
            StepKind::Shortest(shortest) => visit(shortest.walk.expand.edge),
            StepKind::Optional { slots, .. } => slots.iter().for_each(|slot| visit(*slot)),
            StepKind::Assign(list) => list.iter().for_each(|(slot, _)| visit(*slot)),
            StepKind::Call(call) => call.yields.iter().for_each(|(_, slot)| visit(*slot)),
            StepKind::Bound { .. }
            | StepKind::Filter(_)
            | StepKind::Distinct(_)
            | StepKind::Skip(_)
            | StepKind::Limit(_) => {}
        }
    }

    /// The slots it may read.
    pub fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match &self.kind {
            StepKind::AllNodes { .. } | StepKind::LabelScan { .. } => {}
            StepKind::Seek { value, .. } => value.each_slot(visit),
            StepKind::Range { low, high, .. } => {
                low.iter().chain(high).for_each(|expr| expr.each_slot(visit))
            }
            StepKind::ById { id, .. } => id.each_slot(visit),
            StepKind::Bound { slot } => visit(*slot),
            StepKind::Expand(expand) => expand.reads(visit),
            StepKind::VarExpand(walk) => walk.reads(visit),
            StepKind::Shortest(shortest) => shortest.walk.reads(visit),
            StepKind::Ends(ends) => {
                [ends.edge, ends.from, ends.to].iter().chain(&ends.unlike).for_each(|slot| visit(*slot));
            }
            StepKind::Path { start, parts, .. } => {
                visit(*start);
                parts.iter().for_each(|part| visit(part.slot));
            }
            StepKind::Filter(expr)
            | StepKind::Skip(expr)
            | StepKind::Limit(expr)
            | StepKind::Unwind { list: expr, .. } => expr.each_slot(visit),
            StepKind::Optional { steps, .. } => steps.iter().for_each(|step| step.reads(visit)),
            StepKind::Assign(list) => list.iter().for_each(|(_, expr)| expr.each_slot(visit)),
            StepKind::Distinct(slots) => slots.iter().for_each(|slot| visit(*slot)),
            StepKind::Call(call) => {
                call.arguments.iter().chain(&call.filter).for_each(|expr| expr.each_slot(visit));
            }
        }
    }
}

impl Expand {
    fn sets(&self, visit: &mut dyn FnMut(Slot)) {
        visit(self.edge);
        if !self.into {
            visit(self.to);
        }
    }

    fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        [self.from, self.to].iter().chain(&self.unlike).for_each(|slot| visit(*slot));
    }
}

impl VarExpand {
    fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        self.expand.reads(visit);
        self.properties.iter().for_each(|(_, value)| value.each_slot(visit));
    }
}

impl End {
    /// The slots it may read.
    pub fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match self {
            End::Result | End::Gather | End::Count { .. } => {}
            End::Group { keys, aggregates } => {
                keys.iter().for_each(|(_, expr)| expr.each_slot(visit));
                for aggregate in aggregates {
                    aggregate.argument.iter().chain(&aggregate.second).for_each(|expr| expr.each_slot(visit));
                }
            }
            End::Sort { keys, skip, top } => {
                keys.iter().for_each(|(expr, _)| expr.each_slot(visit));
                skip.iter().chain(top).for_each(|expr| expr.each_slot(visit));
            }
            End::Update(update) => update.reads(visit),
        }
    }
}

impl Update {
    fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match self {
            Update::Create(list) => list.iter().for_each(|creation| creation.reads(visit)),
            Update::Merge { find, merge } => {
                find.iter().for_each(|step| step.reads(visit));
                merge.create.iter().for_each(|creation| creation.reads(visit));
                merge.on_create.iter().chain(&merge.on_match).for_each(|item| item.reads(visit));
            }
            Update::Set(items) => items.iter().for_each(|item| item.reads(visit)),
            Update::Delete { targets, .. } => targets.iter().for_each(|expr| expr.each_slot(visit)),
        }
    }
}

impl Creation {
    fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match self {
            Creation::Node { properties, .. } => properties.iter().for_each(|expr| expr.each_slot(visit)),
            Creation::Relationship { from, to, properties, .. } => {
                visit(*from);
                visit(*to);
                properties.iter().for_each(|expr| expr.each_slot(visit));
            }
            Creation::Path { nodes, relationships, .. } => {
                nodes.iter().chain(relationships).for_each(|slot| visit(*slot));
            }
        }
    }
}

impl SetItem {
    fn reads(&self, visit: &mut dyn FnMut(Slot)) {
        match self {
            SetItem::Property { target, value, .. } | SetItem::All { target, value, .. } => {
                target.each_slot(visit);
                value.each_slot(visit);
            }
            SetItem::Labels { target, .. } => target.each_slot(visit),
        }
    }
}
