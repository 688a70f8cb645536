//! A pattern to steps: where to start, which relationship to walk next, and each condition as early as
//! its variables are bound.

use std::collections::HashSet;

use crate::graph::{Direction, Graph};
use crate::query::ast::ComparisonOp;
use crate::query::plan::{Ends, Expand, Part, ShortestStep, Step, StepKind, VarExpand, label_filter};
use crate::query::planner::Planner;
use crate::query::planner::cost::passes;
use crate::query::planner::estimate::nodes_with;
use crate::query::resolved::{
    Expr, ExprKind, GraphFunction, Key, Labels, Match, Node, Path, Relationship, Slot, Symbol,
};

pub struct PatternPlanner<'g> {
    pub(super) graph: &'g Graph,
    optimize: bool,
    /// The graph stays as it is while the statement runs.
    steady: bool,
    pub(super) bound: HashSet<Slot>,
    pub(super) introduced: HashSet<Slot>,
    pub(super) nodes: Vec<Node>,
    pub(super) relationships: Vec<Option<Relationship>>,
    paths: Vec<Path>,
    /// Conditions that wait for their variables.
    pub(super) filters: Vec<Expr>,
    /// The pattern's relationships that are walked by now, with their types, for uniqueness.
    walked: Vec<(Slot, Vec<Symbol>)>,
    /// Whether a node's own conditions are among the filters already.
    placed: Vec<bool>,
    steps: Vec<Step>,
}

/// Patterns with more relationships or nodes are begun where fewest nodes are found.
const MOST_WEIGHED: usize = 16;

/// How a node can be found.
pub(super) enum Access {
    All,
    Label(usize),
    /// The label's place, where there is one, and the condition's.
    Seek {
        label: Option<usize>,
        filter: usize,
    },
    /// The label's place, and the bounds.
    Range {
        label: usize,
        key: Key,
        low: Option<Expr>,
        high: Option<Expr>,
    },
    Id(usize),
}

impl<'g> PatternPlanner<'g> {
    pub fn new(planner: &Planner<'g>, bound: HashSet<Slot>, found: Match) -> Self {
        let placed = vec![false; found.pattern.nodes.len()];
        let mut filters = found.filters;
        for node in &found.pattern.nodes {
            filters.extend(node.properties.iter().map(|(key, value)| equality(node.slot, key, value)));
        }
        for edge in found.pattern.relationships.iter().filter(|edge| edge.length.is_none()) {
            filters.extend(edge.properties.iter().map(|(key, value)| equality(edge.slot, key, value)));
        }
        PatternPlanner {
            graph: planner.graph,
            optimize: planner.optimize,
            steady: planner.optimize && planner.steady,
            bound,
            introduced: found.introduced.into_iter().collect(),
            nodes: found.pattern.nodes,
            relationships: found.pattern.relationships.into_iter().map(Some).collect(),
            paths: found.pattern.paths,
            filters,
            walked: Vec::new(),
            placed,
            steps: Vec::new(),
        }
    }

    pub fn steps(mut self) -> Vec<Step> {
        self.bound_nodes();
        self.place_filters();
        let parts: Vec<(Slot, Vec<Part>)> = self.paths.iter().map(|path| self.path_parts(path)).collect();
        let slots: Vec<Slot> = self.paths.iter().map(|path| path.slot).collect();
        while self.bind_next() {
            self.place_filters();
        }
        for (slot, (start, parts)) in slots.into_iter().zip(parts) {
            self.push(StepKind::Path { slot, start, parts }, None);
            self.place_filters();
        }
        // What is left speaks of nothing that this clause binds, or of everything.
        for filter in std::mem::take(&mut self.filters) {
            self.push(StepKind::Filter(filter), None);
        }
        self.steps
    }

    fn path_parts(&self, path: &Path) -> (Slot, Vec<Part>) {
        let parts = path.relationships.iter().filter_map(|place| {
            let edge = self.relationships[*place].as_ref()?;
            Some(Part { slot: edge.slot, many: edge.length.is_some() || edge.shortest.is_some() })
        });
        (self.nodes[path.nodes[0]].slot, parts.collect())
    }

    fn push(&mut self, kind: StepKind, factor: Option<f64>) {
        let step = Step { kind, id: 0, factor };
        step.sets(&mut |slot| {
            self.bound.insert(slot);
        });
        self.steps.push(step);
    }

    fn bound_nodes(&mut self) {
        for place in 0..self.nodes.len() {
            if self.nodes[place].bound {
                self.push(StepKind::Bound { slot: self.nodes[place].slot }, None);
                self.node_filters(place);
            }
        }
    }

    /// A node's labels become conditions once it is bound.
    fn node_filters(&mut self, place: usize) {
        if std::mem::replace(&mut self.placed[place], true) {
            return;
        }
        let slot = self.nodes[place].slot;
        for labels in std::mem::take(&mut self.nodes[place].labels) {
            self.push(StepKind::Filter(label_filter(slot, labels)), None);
        }
    }

    /// Puts down each condition whose variables are bound.
    fn place_filters(&mut self) {
        let filters = std::mem::take(&mut self.filters);
        let (ready, waiting): (Vec<Expr>, Vec<Expr>) = filters.into_iter().partition(|filter| {
            let mut ready = true;
            filter.each_slot(&mut |slot| {
                ready &= !self.introduced.contains(&slot) || self.bound.contains(&slot);
            });
            ready && (self.optimize || self.relationships.iter().all(Option::is_none))
        });
        self.filters = waiting;
        let (cheap, dear): (Vec<Expr>, Vec<Expr>) =
            ready.into_iter().partition(|filter| !filter.has_subquery());
        for filter in cheap.into_iter().chain(dear) {
            self.push(StepKind::Filter(filter), None);
        }
    }

    fn is_bound(&self, node: usize) -> bool {
        self.bound.contains(&self.nodes[node].slot)
    }

    /// Binds one more element; false where all are bound.
    fn bind_next(&mut self) -> bool {
        if let Some(place) = self.cheapest_relationship() {
            self.walk(place);
            return true;
        }
        let start = if self.optimize { self.cheapest_start() } else { self.first_start() };
        match start {
            Some(node) => {
                self.start_at(node);
                true
            }
            None => false,
        }
    }

    /// A relationship that can be walked from what is bound, the one that multiplies rows least.
    fn cheapest_relationship(&self) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (place, edge) in self.relationships.iter().enumerate() {
            let Some(edge) = edge else { continue };
            let ends = (self.is_bound(edge.from), self.is_bound(edge.to));
            let cost = match ends {
                _ if edge.bound => 0.0,
                (false, false) => continue,
                (true, true) => 0.1,
                _ if edge.shortest.is_some() => continue,
                (from, _) if self.optimize => {
                    let far = if from { edge.to } else { edge.from };
                    self.walk_factor(edge, from) * self.passing([edge.slot, self.nodes[far].slot])
                }
                _ => 1.0,
            };
            if !self.optimize {
                return Some(place);
            }
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, place));
            }
        }
        best.map(|(_, place)| place)
    }

    /// What is left after the conditions that can be looked at once these slots are bound.
    fn passing(&self, new: [Slot; 2]) -> f64 {
        let ready = |filter: &&Expr| {
            let mut ready = true;
            filter.each_slot(&mut |slot| {
                ready &=
                    !self.introduced.contains(&slot) || self.bound.contains(&slot) || new.contains(&slot);
            });
            ready
        };
        self.filters.iter().filter(ready).map(passes).product()
    }

    fn first_start(&self) -> Option<usize> {
        let edges = self.relationships.iter().flatten();
        let shortest = edges
            .filter(|edge| edge.shortest.is_some())
            .find_map(|edge| [edge.from, edge.to].into_iter().find(|node| !self.is_bound(*node)));
        shortest.or_else(|| (0..self.nodes.len()).find(|node| !self.is_bound(*node)))
    }

    fn cheapest_start(&self) -> Option<usize> {
        let unbound: Vec<usize> = (0..self.nodes.len()).filter(|node| !self.is_bound(*node)).collect();
        if let [only] = unbound.as_slice() {
            return Some(*only);
        }
        // Weighing the whole walk from every node of a long pattern would take longer than a worse walk.
        let weighed = self.relationships.len() <= MOST_WEIGHED && unbound.len() <= MOST_WEIGHED;
        let cost = |node: usize| if weighed { self.cost_from(node) } else { self.access(node).1 };
        let costs = unbound.into_iter().map(|node| (cost(node), node));
        costs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node)| node)
    }

    /// The best way to find a node, and how many it will find.
    pub(super) fn access(&self, place: usize) -> (Access, f64) {
        let node = &self.nodes[place];
        if !self.optimize {
            return (Access::All, self.graph.node_count() as f64);
        }
        for (number, filter) in self.filters.iter().enumerate() {
            if self.id_lookup(filter, node.slot) {
                return (Access::Id(number), 1.0);
            }
        }
        let all = self.graph.node_count() as f64;
        let equality =
            (0..self.filters.len()).find(|filter| self.seekable(&self.filters[*filter], node.slot));
        let mut best = match equality {
            Some(filter) => (Access::Seek { label: None, filter }, all.sqrt()),
            None => (Access::All, all),
        };
        for (number, labels) in node.labels.iter().enumerate() {
            if single(labels).is_none() {
                continue;
            }
            let count = nodes_with(self.graph, std::slice::from_ref(labels));
            if let Some(filter) = equality {
                let found = count.sqrt().min(10.0);
                if found <= best.1 {
                    best = (Access::Seek { label: Some(number), filter }, found);
                }
            } else if let Some((key, low, high)) = self.range(node.slot)
                && count * 0.3 < best.1
            {
                let share = if low.is_some() && high.is_some() { 0.1 } else { 0.3 };
                best = (Access::Range { label: number, key, low, high }, count * share);
            } else if count < best.1 {
                best = (Access::Label(number), count);
            }
        }
        best
    }

    /// The bounds that conditions such as `slot.key >= value` set to one property.
    fn range(&self, slot: Slot) -> Option<(Key, Option<Expr>, Option<Expr>)> {
        let mut found: Option<(Key, Option<Expr>, Option<Expr>)> = None;
        for filter in &self.filters {
            let Some((key, value, low)) = is_bound_on(filter, slot) else { continue };
            if !self.known_before(value) {
                continue;
            }
            let entry = found.get_or_insert_with(|| (key.clone(), None, None));
            if entry.0.name == key.name {
                let bound = if low { &mut entry.1 } else { &mut entry.2 };
                bound.get_or_insert_with(|| value.clone());
            }
        }
        found
    }

    /// Whether it says `slot.key = value` or `slot.key IN list` with a value that is known before.
    fn seekable(&self, filter: &Expr, slot: Slot) -> bool {
        is_lookup_on(filter, slot).is_some_and(|(_, value)| self.known_before(value))
    }

    fn known_before(&self, value: &Expr) -> bool {
        let mut known = !value.has_subquery();
        value.each_slot(&mut |slot| known &= self.bound.contains(&slot));
        known
    }

    /// Whether it says `id(slot) = value`.
    fn id_lookup(&self, filter: &Expr, slot: Slot) -> bool {
        id_equality(filter, slot).is_some_and(|value| self.known_before(value))
    }

    fn start_at(&mut self, place: usize) {
        let slot = self.nodes[place].slot;
        let (access, estimate) = self.access(place);
        let kind = match access {
            Access::All => StepKind::AllNodes { slot },
            Access::Label(number) => {
                let labels = self.nodes[place].labels.remove(number);
                match single(&labels) {
                    Some(label) => StepKind::LabelScan { slot, label: label.clone() },
                    None => StepKind::AllNodes { slot },
                }
            }
            Access::Seek { label, filter } => {
                let labels = label.map(|label| self.nodes[place].labels.remove(label));
                let filter = self.filters.remove(filter);
                match is_lookup_on(&filter, slot) {
                    Some((key, value)) => {
                        let label = labels.as_ref().and_then(single).cloned();
                        let any = matches!(filter.kind, ExprKind::In(..));
                        StepKind::Seek { slot, label, key: key.clone(), value: value.clone(), any }
                    }
                    None => StepKind::Filter(filter),
                }
            }
            Access::Range { label, key, low, high } => {
                let labels = self.nodes[place].labels.remove(label);
                match single(&labels) {
                    Some(label) => StepKind::Range { slot, label: label.clone(), key, low, high },
                    None => StepKind::AllNodes { slot },
                }
            }
            Access::Id(filter) => {
                let filter = self.filters.remove(filter);
                match id_equality(&filter, slot) {
                    Some(id) => StepKind::ById { slot, id: id.clone() },
                    None => StepKind::Filter(filter),
                }
            }
        };
        self.push(kind, Some(estimate));
        self.node_filters(place);
    }

    fn walk(&mut self, place: usize) {
        let Some(edge) = self.relationships[place].take() else { return };
        let (from_bound, to_bound) = (self.is_bound(edge.from), self.is_bound(edge.to));
        let (from, to) = (edge.from, edge.to);
        let unlike = self.may_be_the_same(&edge);
        self.walked.push((edge.slot, edge.types.clone()));
        let walked = !edge.bound && edge.shortest.is_none() && edge.length.is_none_or(|(least, _)| least > 0);
        let sure =
            (walked && self.steady && !edge.types.is_empty()).then(|| (edge.types.clone(), edge.direction));
        let (kind, factor) = if edge.bound {
            (self.ends(edge, from_bound, to_bound, unlike), Some(1.0))
        } else if edge.shortest.is_some() {
            (self.shortest(edge), Some(1.0))
        } else {
            let forward = from_bound;
            let factor = self.walk_factor(&edge, forward);
            let into = from_bound && to_bound;
            let nodes = self.nodes.len() as f64;
            let factor = if into { factor / nodes.max(1.0) } else { factor };
            (self.expand(edge, forward, into, unlike), Some(factor))
        };
        self.push(kind, factor);
        if let Some((types, direction)) = sure {
            self.drop_sure_labels(to, &types, direction);
            self.drop_sure_labels(from, &types, turned(direction, false));
        }
        self.node_filters(from);
        self.node_filters(to);
    }

    /// Labels that every node has to which such relationships lead need no look.
    fn drop_sure_labels(&mut self, place: usize, types: &[Symbol], direction: Direction) {
        let graph = self.graph;
        let sure = |labels: &Labels| {
            single(labels).and_then(|symbol| symbol.label(graph)).is_some_and(|label| {
                let mut kinds = types.iter().filter_map(|kind| kind.kind(graph));
                kinds.all(|kind| graph.leads_to(kind, direction, label))
            })
        };
        self.nodes[place].labels.retain(|labels| !sure(labels));
    }

    /// Relationships walked before that this one may be; one of other types is another one anyway.
    fn may_be_the_same(&self, edge: &Relationship) -> Vec<Slot> {
        let common = |types: &[Symbol]| {
            types.is_empty()
                || edge.types.is_empty()
                || types.iter().any(|kind| edge.types.iter().any(|other| other.name == kind.name))
        };
        self.walked.iter().filter(|(_, types)| common(types)).map(|(slot, _)| *slot).collect()
    }

    fn expand(&self, edge: Relationship, forward: bool, into: bool, unlike: Vec<Slot>) -> StepKind {
        let (near, far) = if forward { (edge.from, edge.to) } else { (edge.to, edge.from) };
        let expand = Expand {
            from: self.nodes[near].slot,
            edge: edge.slot,
            to: self.nodes[far].slot,
            direction: turned(edge.direction, forward),
            types: edge.types,
            into,
            unlike,
        };
        match edge.length {
            None => StepKind::Expand(expand),
            Some((least, most)) => StepKind::VarExpand(VarExpand {
                expand,
                least,
                most,
                properties: edge.properties,
                reversed: !forward,
                ends_only: false,
            }),
        }
    }

    fn shortest(&self, mut edge: Relationship) -> StepKind {
        let kind = edge.shortest.unwrap_or(crate::query::ast::Shortest::One);
        let (least, most) = edge.length.take().unwrap_or((1, Some(1)));
        edge.length = Some((least, most));
        match self.expand(edge, true, true, Vec::new()) {
            StepKind::VarExpand(walk) => StepKind::Shortest(ShortestStep { walk, kind }),
            other => other,
        }
    }

    fn ends(&self, edge: Relationship, from_bound: bool, to_bound: bool, unlike: Vec<Slot>) -> StepKind {
        let (least, most) = edge.length.unwrap_or((1, Some(1)));
        StepKind::Ends(Ends {
            edge: edge.slot,
            from: self.nodes[edge.from].slot,
            to: self.nodes[edge.to].slot,
            from_bound,
            to_bound,
            direction: edge.direction,
            types: edge.types,
            many: edge.length.is_some(),
            least,
            most,
            unlike,
        })
    }
}

pub(super) fn turned(direction: Direction, forward: bool) -> Direction {
    match (direction, forward) {
        (Direction::Outgoing, false) => Direction::Incoming,
        (Direction::Incoming, false) => Direction::Outgoing,
        (direction, _) => direction,
    }
}

fn single(labels: &Labels) -> Option<&Symbol> {
    match labels {
        Labels::One(symbol) => Some(symbol),
        _ => None,
    }
}

fn equality(slot: Slot, key: &Key, value: &Expr) -> Expr {
    let property = ExprKind::Property(Box::new(Expr::slot(slot, value.span)), key.clone());
    let left = Box::new(Expr::new(property, value.span));
    Expr::new(ExprKind::Compare(ComparisonOp::Equal, left, Box::new(value.clone())), value.span)
}

/// Key and value where it says `slot.key = value` or `value = slot.key`.
fn is_equality_on(filter: &Expr, slot: Slot) -> Option<(&Key, &Expr)> {
    let ExprKind::Compare(ComparisonOp::Equal, left, right) = &filter.kind else { return None };
    match (property_of(left, slot), property_of(right, slot)) {
        (Some(key), _) => Some((key, right)),
        (_, Some(key)) => Some((key, left)),
        _ => None,
    }
}

/// Key and value where it says `slot.key = value`, or `slot.key IN value`.
fn is_lookup_on(filter: &Expr, slot: Slot) -> Option<(&Key, &Expr)> {
    match &filter.kind {
        ExprKind::In(item, list) => property_of(item, slot).map(|key| (key, &**list)),
        _ => is_equality_on(filter, slot),
    }
}

/// Key, value and whether it is a lower bound, where it says `slot.key < value` or the like.
fn is_bound_on(filter: &Expr, slot: Slot) -> Option<(&Key, &Expr, bool)> {
    let ExprKind::Compare(op, left, right) = &filter.kind else { return None };
    let upper = match op {
        ComparisonOp::Less | ComparisonOp::LessOrEqual => true,
        ComparisonOp::Greater | ComparisonOp::GreaterOrEqual => false,
        ComparisonOp::Equal | ComparisonOp::Unequal => return None,
    };
    match (property_of(left, slot), property_of(right, slot)) {
        (Some(key), _) => Some((key, right, !upper)),
        (_, Some(key)) => Some((key, left, upper)),
        _ => None,
    }
}

fn property_of(expr: &Expr, slot: Slot) -> Option<&Key> {
    match &expr.kind {
        ExprKind::Property(inner, key) if matches!(inner.kind, ExprKind::Slot(other) if other == slot) => {
            Some(key)
        }
        _ => None,
    }
}

fn id_equality(filter: &Expr, slot: Slot) -> Option<&Expr> {
    let ExprKind::Compare(ComparisonOp::Equal, left, right) = &filter.kind else { return None };
    let id_of = |side: &Expr| match &side.kind {
        ExprKind::Graph(GraphFunction::Id, arguments) => {
            matches!(arguments[0].kind, ExprKind::Slot(other) if other == slot)
        }
        _ => false,
    };
    if id_of(left) {
        Some(right)
    } else if id_of(right) {
        Some(left)
    } else {
        None
    }
}
