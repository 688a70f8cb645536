//! The analyzed query: every variable is a slot of the row, every function is found, every name is known.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::graph::{Direction, Graph, KeyId, LabelId, TypeId};
use crate::model::{Span, Value};
use crate::query::ast::{ArithmeticOp, ComparisonOp, Mode, Quantifier, Shortest, TextOp};
use crate::query::functions::Function;
use crate::query::procedures::Procedure;
use crate::query::types::Types;

/// A place in the row that a statement works on. Each variable has its own, set by one operator only.
pub type Slot = usize;

#[derive(Debug)]
pub struct Statement {
    pub mode: Mode,
    pub query: Query,
    pub columns: Vec<Arc<str>>,
    /// How many slots a row has.
    pub width: usize,
    /// What the slots of variables are called in the text.
    pub names: BTreeMap<Slot, Arc<str>>,
    /// The properties of elements that it names.
    pub keys: Vec<KeyId>,
    /// Queries within expressions, by the number that the expression holds.
    pub subqueries: Vec<Subquery>,
    pub writes: bool,
}

#[derive(Debug, Default)]
pub struct Query {
    pub branches: Vec<Branch>,
    /// UNION ALL keeps what is there twice.
    pub all: bool,
}

#[derive(Debug)]
pub struct Branch {
    pub clauses: Vec<Clause>,
    /// The slots of the columns; empty where there is no RETURN.
    pub result: Vec<Slot>,
}

#[derive(Debug)]
pub struct Subquery {
    pub query: Query,
    pub kind: SubqueryKind,
    /// The slots it uses, its own and those from outside.
    pub uses: Vec<Slot>,
}

/// What becomes of a subquery's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubqueryKind {
    /// Whether there is one.
    Exists,
    Count,
    /// A list of what is in its result's only slot.
    Collect,
    /// What is in the first row's only slot, or null.
    First,
}

#[derive(Debug)]
pub enum Clause {
    Match(Match),
    Unwind { list: Expr, slot: Slot },
    Project(Projection),
    Filter(Expr),
    Create(Vec<Creation>),
    Merge(Merge),
    Set(Vec<SetItem>),
    Delete { detach: bool, targets: Vec<Expr> },
    Call(Call),
}

#[derive(Debug)]
pub struct Match {
    pub optional: bool,
    pub pattern: Pattern,
    /// The terms of WHERE.
    pub filters: Vec<Expr>,
    /// What the clause binds first.
    pub introduced: Vec<Slot>,
}

#[derive(Debug, Default)]
pub struct Pattern {
    pub nodes: Vec<Node>,
    pub relationships: Vec<Relationship>,
    pub paths: Vec<Path>,
}

#[derive(Debug)]
pub struct Node {
    pub slot: Slot,
    /// Whether it is bound before the clause.
    pub bound: bool,
    /// All must hold.
    pub labels: Vec<Labels>,
    pub properties: Vec<(Key, Expr)>,
}

#[derive(Debug)]
pub struct Relationship {
    pub slot: Slot,
    pub bound: bool,
    /// Places in the pattern's nodes, as written from left to right.
    pub from: usize,
    pub to: usize,
    pub direction: Direction,
    /// Any of them; all types where there is none.
    pub types: Vec<Symbol>,
    pub properties: Vec<(Key, Expr)>,
    /// Bounds of a variable length; the slot then holds a list.
    pub length: Option<(u64, Option<u64>)>,
    pub shortest: Option<Shortest>,
}

#[derive(Debug)]
pub struct Path {
    pub slot: Slot,
    /// Places in the pattern's nodes and relationships, in turn.
    pub nodes: Vec<usize>,
    pub relationships: Vec<usize>,
}

#[derive(Debug)]
pub enum Labels {
    One(Symbol),
    Any,
    Not(Box<Labels>),
    And(Vec<Labels>),
    Or(Vec<Labels>),
}

/// WITH or RETURN.
#[derive(Debug, Default)]
pub struct Projection {
    /// Grouping keys and aggregates; none without aggregation.
    pub grouping: Option<Grouping>,
    /// What is computed for each row, after the grouping where there is one.
    pub assign: Vec<(Slot, Expr)>,
    pub distinct: bool,
    /// Slots of the columns.
    pub output: Vec<Slot>,
    pub names: Vec<Arc<str>>,
    /// Keys, each with whether it descends.
    pub order: Vec<(Expr, bool)>,
    pub skip: Option<Expr>,
    pub limit: Option<Expr>,
    pub filter: Option<Expr>,
}

#[derive(Debug, Default)]
pub struct Grouping {
    pub keys: Vec<(Slot, Expr)>,
    pub aggregates: Vec<Aggregate>,
}

#[derive(Debug)]
pub struct Aggregate {
    pub slot: Slot,
    pub kind: AggregateKind,
    pub distinct: bool,
    /// None for `count(*)`.
    pub argument: Option<Expr>,
    /// The percentile.
    pub second: Option<Expr>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateKind {
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Collect,
    StDev,
    StDevP,
    PercentileCont,
    PercentileDisc,
}

/// A part of CREATE or MERGE, in the order of creation.
#[derive(Debug)]
pub enum Creation {
    Node { slot: Slot, labels: Vec<Arc<str>>, properties: Option<Expr> },
    Relationship { slot: Slot, kind: Arc<str>, from: Slot, to: Slot, properties: Option<Expr>, span: Span },
    Path { slot: Slot, nodes: Vec<Slot>, relationships: Vec<Slot> },
}

#[derive(Debug)]
pub struct Merge {
    pub find: Match,
    pub create: Vec<Creation>,
    pub on_create: Vec<SetItem>,
    pub on_match: Vec<SetItem>,
}

#[derive(Debug)]
pub enum SetItem {
    Property { target: Expr, key: Arc<str>, value: Expr },
    All { target: Expr, value: Expr, add: bool },
    Labels { target: Expr, labels: Vec<Arc<str>>, remove: bool },
}

#[derive(Debug)]
pub struct Call {
    pub procedure: Procedure,
    pub arguments: Vec<Expr>,
    /// Field numbers and where they go.
    pub yields: Vec<(usize, Slot)>,
    pub filter: Option<Expr>,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum ExprKind {
    Constant(Value),
    /// A parameter's value; unlike a constant's, its type is not held against the text.
    Parameter(Value),
    Slot(Slot),
    Property(Box<Expr>, Key),
    Index(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Xor(Vec<Expr>),
    Arithmetic(Box<Expr>, Vec<(ArithmeticOp, Expr)>),
    Compare(ComparisonOp, Box<Expr>, Box<Expr>),
    Text(TextOp, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    IsNull {
        value: Box<Expr>,
        not: bool,
    },
    HasLabels(Box<Expr>, Arc<Labels>),
    List(Vec<Expr>),
    Coalesce(Vec<Expr>),
    Map(Vec<(Arc<str>, Expr)>),
    /// All properties of an element, or a map as it is, with more entries over it.
    MapProjection {
        base: Box<Expr>,
        all: bool,
        entries: Vec<(Arc<str>, Expr)>,
    },
    Call(FunctionRef, Vec<Expr>),
    Graph(GraphFunction, Vec<Expr>),
    Case {
        subject: Option<Box<Expr>>,
        arms: Vec<(Expr, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    Comprehension {
        slot: Slot,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
        map: Option<Box<Expr>>,
    },
    Quantifier {
        kind: Quantifier,
        slot: Slot,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
    },
    Reduce {
        total: Slot,
        start: Box<Expr>,
        slot: Slot,
        list: Box<Expr>,
        step: Box<Expr>,
    },
    /// A subquery by number, with the slots it uses.
    Subquery(usize, Arc<[Slot]>),
}

/// Functions that look at elements of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFunction {
    Id,
    ElementId,
    Labels,
    Type,
    Properties,
    Keys,
    Nodes,
    Relationships,
    Length,
    StartNode,
    EndNode,
    Exists,
    Evidence,
}

/// A graph function as the analyzer looks it up.
pub struct GraphFunctionRow {
    pub name: &'static str,
    pub function: GraphFunction,
    pub takes: Types,
    pub gives: Types,
    pub doc: &'static str,
}

/// A row of the table of functions.
#[derive(Clone, Copy)]
pub struct FunctionRef(pub &'static Function);

impl std::fmt::Debug for FunctionRef {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0.name)
    }
}

/// A label or type by name; its number is looked up once it exists, and then stays.
#[derive(Debug, Clone)]
pub struct Symbol {
    pub name: Arc<str>,
    number: OnceLock<u32>,
}

/// A property's key by name, as [`Symbol`].
#[derive(Debug, Clone)]
pub struct Key {
    pub name: Arc<str>,
    number: OnceLock<u32>,
}

impl Symbol {
    pub fn new(name: Arc<str>) -> Self {
        Symbol { name, number: OnceLock::new() }
    }

    pub fn label(&self, graph: &Graph) -> Option<LabelId> {
        known(&self.number, || graph.label(&self.name).map(|id| id.0)).map(LabelId)
    }

    pub fn kind(&self, graph: &Graph) -> Option<TypeId> {
        known(&self.number, || graph.edge_type(&self.name).map(|id| id.0)).map(TypeId)
    }
}

impl Key {
    pub fn new(name: Arc<str>) -> Self {
        Key { name, number: OnceLock::new() }
    }

    pub fn id(&self, graph: &Graph) -> Option<KeyId> {
        known(&self.number, || graph.key(&self.name).map(|id| id.0)).map(KeyId)
    }
}

fn known(cell: &OnceLock<u32>, look_up: impl FnOnce() -> Option<u32>) -> Option<u32> {
    if cell.get().is_none() {
        let number = look_up()?;
        return Some(*cell.get_or_init(|| number));
    }
    cell.get().copied()
}

impl Expr {
    pub fn new(kind: ExprKind, span: Span) -> Self {
        Expr { kind, span }
    }

    pub fn slot(slot: Slot, span: Span) -> Self {
        Expr::new(ExprKind::Slot(slot), span)
    }

    /// Visits every slot it may read, its own local ones too.
    pub fn each_slot(&self, visit: &mut dyn FnMut(Slot)) {
        match &self.kind {
            ExprKind::Slot(slot) => visit(*slot),
            ExprKind::Subquery(_, uses) => uses.iter().for_each(|slot| visit(*slot)),
            _ => self.each_child(&mut |child| child.each_slot(visit)),
        }
    }

    /// Whether it contains a query of its own.
    pub fn has_subquery(&self) -> bool {
        let mut found = matches!(self.kind, ExprKind::Subquery(..));
        self.each_child(&mut |child| found |= child.has_subquery());
        found
    }

    /// Visits the expressions directly within it.
    pub fn each_child(&self, visit: &mut dyn FnMut(&Expr)) {
        match &self.kind {
            ExprKind::Constant(_) | ExprKind::Parameter(..) | ExprKind::Slot(_) | ExprKind::Subquery(..) => {}
            ExprKind::Property(a, _) | ExprKind::Not(a) | ExprKind::Negate(a) | ExprKind::HasLabels(a, _) => {
                visit(a);
            }
            ExprKind::IsNull { value, .. } => visit(value),
            ExprKind::Index(a, b)
            | ExprKind::Compare(_, a, b)
            | ExprKind::Text(_, a, b)
            | ExprKind::In(a, b) => {
                visit(a);
                visit(b);
            }
            ExprKind::Slice(a, b, c) => {
                visit(a);
                b.iter().chain(c).for_each(|e| visit(e));
            }
            ExprKind::And(list)
            | ExprKind::Or(list)
            | ExprKind::Xor(list)
            | ExprKind::List(list)
            | ExprKind::Coalesce(list)
            | ExprKind::Call(_, list)
            | ExprKind::Graph(_, list) => list.iter().for_each(visit),
            ExprKind::Arithmetic(first, rest) => {
                visit(first);
                rest.iter().for_each(|(_, e)| visit(e));
            }
            ExprKind::Map(entries) => entries.iter().for_each(|(_, e)| visit(e)),
            ExprKind::MapProjection { base, entries, .. } => {
                visit(base);
                entries.iter().for_each(|(_, e)| visit(e));
            }
            ExprKind::Case { subject, arms, otherwise } => {
                subject.iter().for_each(|e| visit(e));
                for (test, value) in arms {
                    visit(test);
                    visit(value);
                }
                otherwise.iter().for_each(|e| visit(e));
            }
            ExprKind::Comprehension { list, filter, map, .. } => {
                visit(list);
                filter.iter().chain(map).for_each(|e| visit(e));
            }
            ExprKind::Quantifier { list, filter, .. } => {
                visit(list);
                filter.iter().for_each(|e| visit(e));
            }
            ExprKind::Reduce { start, list, step, .. } => {
                visit(start);
                visit(list);
                visit(step);
            }
        }
    }
}

impl Creation {
    /// What it binds.
    pub fn slot(&self) -> Slot {
        match self {
            Creation::Node { slot, .. }
            | Creation::Relationship { slot, .. }
            | Creation::Path { slot, .. } => *slot,
        }
    }
}

impl Match {
    /// A match of nothing.
    pub fn empty() -> Self {
        Match { optional: false, pattern: Pattern::default(), filters: Vec::new(), introduced: Vec::new() }
    }
}
