//! Plans as EXPLAIN and PROFILE show them: the last operator on top, what it gets its rows from below it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::graph::Direction;
use crate::model::Value;
use crate::query::answer::PlanRow;
use crate::query::ast::{ComparisonOp, Shortest};
use crate::query::executor::Shared;
use crate::query::plan::{
    Branch, CountOf, End, Expand, Plan, Stage, Step, StepKind, SubPlan, Update, VarExpand,
};
use crate::query::resolved::{Creation, Expr, ExprKind, Labels, SetItem, Slot, SubqueryKind, Symbol};

/// Draws plans of one statement.
pub struct Drawing<'d> {
    /// The statement's text, out of which conditions are quoted.
    pub text: &'d str,
    pub names: &'d BTreeMap<Slot, Arc<str>>,
    /// What was counted, under PROFILE.
    pub shared: Option<&'d Shared<'d>>,
}

impl Drawing<'_> {
    pub fn draw(&self, plan: &Plan, subplans: &[SubPlan]) -> Vec<PlanRow> {
        let mut rows = Vec::new();
        self.plan(plan, 0, &mut rows);
        for (number, subplan) in subplans.iter().enumerate() {
            let operator = match subplan.kind {
                SubqueryKind::Exists => "Exists",
                SubqueryKind::Count => "CountSubquery",
                SubqueryKind::Collect => "Collect",
                SubqueryKind::First => "First",
            };
            rows.push(row(0, operator, format!("subquery {}", number + 1)));
            self.plan(&subplan.plan, 1, &mut rows);
        }
        rows
    }

    fn plan(&self, plan: &Plan, depth: usize, rows: &mut Vec<PlanRow>) {
        if let [branch] = plan.branches.as_slice() {
            return self.branch(branch, depth, rows);
        }
        rows.push(row(depth, if plan.all { "UnionAll" } else { "Union" }, String::new()));
        plan.branches.iter().for_each(|branch| self.branch(branch, depth + 1, rows));
    }

    fn branch(&self, branch: &Branch, depth: usize, rows: &mut Vec<PlanRow>) {
        for stage in branch.stages.iter().rev() {
            let (operator, details) = self.end(stage, branch);
            if let Some(operator) = operator {
                rows.push(self.counted(row(depth, operator, details), stage.id));
            }
            if let End::Update(Update::Merge { find, .. }) = &stage.end {
                self.steps(find, depth + 1, rows);
            }
            self.steps(&stage.steps, depth, rows);
        }
    }

    fn steps(&self, steps: &[Step], depth: usize, rows: &mut Vec<PlanRow>) {
        for step in steps.iter().rev() {
            let (operator, details) = self.step(&step.kind);
            let mut drawn = row(depth, operator, details);
            drawn.estimate = step.factor;
            rows.push(self.counted(drawn, step.id));
            if let StepKind::Optional { steps, .. } = &step.kind {
                self.steps(steps, depth + 1, rows);
            }
        }
    }

    fn counted(&self, mut row: PlanRow, id: usize) -> PlanRow {
        if let Some(count) = self.shared.and_then(|shared| shared.counted(id)) {
            row.rows = Some(count.rows);
            row.nanos = self.shared.filter(|shared| shared.clock.is_some()).map(|_| count.nanos);
        }
        row
    }

    fn end(&self, stage: &Stage, branch: &Branch) -> (Option<&'static str>, String) {
        match &stage.end {
            End::Result if branch.result.is_empty() => (Some("EmptyResult"), String::new()),
            End::Result => (Some("Result"), self.slots(&branch.result)),
            End::Gather => (None, String::new()),
            End::Group { keys, aggregates } => {
                let mut parts: Vec<String> = keys.iter().map(|(_, key)| self.expr(key)).collect();
                parts.extend(aggregates.iter().map(|aggregate| aggregate.span.of(self.text).to_owned()));
                (Some("Aggregate"), parts.join(", "))
            }
            End::Count { of, .. } => {
                let details = match of {
                    CountOf::Nodes => "all nodes".to_owned(),
                    CountOf::Label(label) => format!(":{}", label.name),
                    CountOf::Relationships(types) => format!("[{}]", types_text(types)),
                };
                (Some("CountStore"), details)
            }
            End::Sort { keys, top, .. } => {
                let keys = keys
                    .iter()
                    .map(|(key, descending)| self.expr(key) + if *descending { " DESC" } else { "" });
                let keys = keys.collect::<Vec<_>>().join(", ");
                (Some(if top.is_some() { "Top" } else { "Sort" }), keys)
            }
            End::Update(update) => self.update(update),
        }
    }

    fn update(&self, update: &Update) -> (Option<&'static str>, String) {
        match update {
            Update::Create(list) => (Some("Create"), self.created(list)),
            Update::Merge { merge, .. } => (Some("Merge"), self.created(&merge.create)),
            Update::Set(items) => {
                let items = items.iter().map(|item| match item {
                    SetItem::Property { target, key, .. } => format!("{}.{key}", self.expr(target)),
                    SetItem::All { target, .. } => self.expr(target),
                    SetItem::Labels { target, labels, .. } => {
                        format!("{}:{}", self.expr(target), labels.join(":"))
                    }
                });
                (Some("Set"), items.collect::<Vec<_>>().join(", "))
            }
            Update::Delete { detach, targets } => {
                let targets: Vec<String> = targets.iter().map(|target| self.expr(target)).collect();
                (Some(if *detach { "DetachDelete" } else { "Delete" }), targets.join(", "))
            }
        }
    }

    fn created(&self, list: &[Creation]) -> String {
        let parts = list.iter().filter_map(|creation| match creation {
            Creation::Node { slot, labels, .. } => {
                let labels = labels.iter().map(|label| format!(":{label}")).collect::<String>();
                Some(format!("({}{labels})", self.slot(*slot)))
            }
            Creation::Relationship { slot, kind, from, to, .. } => {
                let (from, to) = (self.slot(*from), self.slot(*to));
                Some(format!("({from})-[{}:{kind}]->({to})", self.slot(*slot)))
            }
            Creation::Path { .. } => None,
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    fn step(&self, step: &StepKind) -> (&'static str, String) {
        match step {
            StepKind::AllNodes { slot } => ("AllNodes", self.slot(*slot)),
            StepKind::LabelScan { slot, label } => {
                ("NodesByLabel", format!("{}:{}", self.slot(*slot), label.name))
            }
            StepKind::Seek { slot, label, key, value, any } => {
                let label = label.as_ref().map(|label| format!(":{}", label.name)).unwrap_or_default();
                let operator = if label.is_empty() { "ValueJoin" } else { "IndexSeek" };
                let is = if *any { "IN" } else { "=" };
                (operator, format!("{}{label} {} {is} {}", self.slot(*slot), key.name, self.expr(value)))
            }
            StepKind::Range { slot, label, key, low, high } => {
                let mut details = format!("{}:{} {}", self.slot(*slot), label.name, key.name);
                if let Some(low) = low {
                    let _ = write!(details, " from {}", self.expr(low));
                }
                if let Some(high) = high {
                    let _ = write!(details, " to {}", self.expr(high));
                }
                ("IndexRange", details)
            }
            StepKind::ById { slot, id } => {
                ("NodeById", format!("id({}) = {}", self.slot(*slot), self.expr(id)))
            }
            StepKind::Bound { slot } => ("Argument", self.slot(*slot)),
            StepKind::Expand(expand) => {
                (if expand.into { "ExpandInto" } else { "Expand" }, self.arrow(expand, ""))
            }
            StepKind::VarExpand(walk) => {
                let operator = if walk.ends_only { "Reach" } else { "VarExpand" };
                (operator, self.arrow(&walk.expand, &length(walk)))
            }
            StepKind::Shortest(step) => {
                let operator = if step.kind == Shortest::One { "ShortestPath" } else { "AllShortestPaths" };
                (operator, self.arrow(&step.walk.expand, &length(&step.walk)))
            }
            StepKind::Ends(ends) => {
                let (from, edge, to) = (self.slot(ends.from), self.slot(ends.edge), self.slot(ends.to));
                ("RelationshipEnds", format!("({from})-[{edge}]-({to})"))
            }
            StepKind::Path { slot, .. } => ("Path", self.slot(*slot)),
            StepKind::Filter(expr) => ("Filter", self.expr(expr)),
            StepKind::Unwind { list, slot } => {
                ("Unwind", format!("{} AS {}", self.expr(list), self.slot(*slot)))
            }
            StepKind::Optional { .. } => ("Optional", String::new()),
            StepKind::Assign(list) => {
                let parts: Vec<String> = list
                    .iter()
                    .map(|(slot, expr)| format!("{} AS {}", self.expr(expr), self.slot(*slot)))
                    .collect();
                ("Project", parts.join(", "))
            }
            StepKind::Distinct(slots) => ("Distinct", self.slots(slots)),
            StepKind::Skip(expr) => ("Skip", self.expr(expr)),
            StepKind::Limit(expr) => ("Limit", self.expr(expr)),
            StepKind::Call(call) => ("Call", call.procedure.name.clone()),
        }
    }

    fn arrow(&self, expand: &Expand, length: &str) -> String {
        let inner = format!("{}{}{length}", self.slot(expand.edge), types_text(&expand.types));
        let (left, right) = match expand.direction {
            Direction::Outgoing => ("-", "->"),
            Direction::Incoming => ("<-", "-"),
            Direction::Both => ("-", "-"),
        };
        format!("({}){left}[{inner}]{right}({})", self.slot(expand.from), self.slot(expand.to))
    }

    fn slots(&self, slots: &[Slot]) -> String {
        slots.iter().map(|slot| self.slot(*slot)).collect::<Vec<_>>().join(", ")
    }

    /// A variable's name; what has none in the text has none here.
    fn slot(&self, slot: Slot) -> String {
        self.names.get(&slot).map(|name| name.trim().to_owned()).unwrap_or_default()
    }

    /// An expression: made by hand where the planner made it, else quoted from the text.
    fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Slot(slot) => self.slot(*slot),
            ExprKind::Property(inner, key) => format!("{}.{}", self.expr(inner), key.name),
            ExprKind::HasLabels(inner, labels) => format!("{}:{}", self.expr(inner), labels_text(labels)),
            ExprKind::Compare(op, left, right) => {
                format!("{} {} {}", self.expr(left), symbol(*op), self.expr(right))
            }
            ExprKind::Constant(Value::Null) => "null".to_owned(),
            _ => {
                let quoted = expr.span.of(self.text);
                quoted.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }
}

fn row(depth: usize, operator: &str, details: String) -> PlanRow {
    PlanRow { depth, operator: operator.to_owned(), details, estimate: None, rows: None, nanos: None }
}

fn length(walk: &VarExpand) -> String {
    match (walk.least, walk.most) {
        (least, Some(most)) if least == most => format!("*{least}"),
        (1, None) => "*".to_owned(),
        (least, None) => format!("*{least}.."),
        (least, Some(most)) => format!("*{least}..{most}"),
    }
}

fn types_text(types: &[Symbol]) -> String {
    let names: Vec<&str> = types.iter().map(|kind| &*kind.name).collect();
    if names.is_empty() { String::new() } else { format!(":{}", names.join("|")) }
}

fn labels_text(labels: &Labels) -> String {
    let join = |list: &[Labels], by: &str| list.iter().map(labels_text).collect::<Vec<_>>().join(by);
    match labels {
        Labels::One(symbol) => symbol.name.to_string(),
        Labels::Any => "%".to_owned(),
        Labels::Not(inner) => format!("!({})", labels_text(inner)),
        Labels::And(list) => join(list, "&"),
        Labels::Or(list) => join(list, "|"),
    }
}

fn symbol(op: ComparisonOp) -> &'static str {
    match op {
        ComparisonOp::Equal => "=",
        ComparisonOp::Unequal => "<>",
        ComparisonOp::Less => "<",
        ComparisonOp::LessOrEqual => "<=",
        ComparisonOp::Greater => ">",
        ComparisonOp::GreaterOrEqual => ">=",
    }
}
