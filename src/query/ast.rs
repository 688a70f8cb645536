//! The syntax tree: what stands in the text, not yet what it means.

use std::sync::Arc;

use crate::model::{Span, Value};

/// A name with its place.
#[derive(Debug, Clone)]
pub struct Name {
    pub text: Arc<str>,
    pub span: Span,
}

/// Names are the same wherever they stand.
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    #[default]
    Run,
    Explain,
    Profile,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub mode: Mode,
    pub query: Query,
}

/// One or several single queries joined by UNION.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub branches: Vec<Vec<Clause>>,
    /// One fewer than branches: whether it says ALL, and where.
    pub unions: Vec<(bool, SpanMark)>,
}

/// A place that plays no part in comparing trees.
#[derive(Debug, Clone, Copy, Default)]
pub struct SpanMark(pub Span);

impl PartialEq for SpanMark {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    pub kind: ClauseKind,
    /// The clause's keyword.
    pub span: SpanMark,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ClauseKind {
    Match {
        optional: bool,
        patterns: Vec<PathPattern>,
        filter: Option<Expr>,
    },
    Unwind {
        list: Expr,
        name: Name,
    },
    /// WITH where `last` is false, RETURN where it is true.
    Project {
        last: bool,
        projection: Projection,
        filter: Option<Expr>,
    },
    /// GQL's FILTER.
    Filter(Expr),
    Create(Vec<PathPattern>),
    Merge {
        pattern: PathPattern,
        on_create: Vec<SetItem>,
        on_match: Vec<SetItem>,
    },
    Set(Vec<SetItem>),
    Remove(Vec<SetItem>),
    Delete {
        detach: bool,
        targets: Vec<Expr>,
    },
    Call(Call),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    pub distinct: bool,
    /// Whether it starts with `*`.
    pub star: bool,
    pub items: Vec<Item>,
    pub order: Vec<(Expr, bool)>,
    pub skip: Option<Expr>,
    pub limit: Option<Expr>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub value: Expr,
    pub alias: Option<Name>,
    /// The expression as written, which names the column where there is no alias.
    pub text: Arc<str>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SetItem {
    /// `a.b = value`; null for REMOVE.
    Property { target: Expr, key: Name, value: Expr },
    /// `a = value`, or `a += value` with `add`.
    All { target: Name, value: Expr, add: bool },
    /// `a:Label`; SET adds, REMOVE removes.
    Labels { target: Name, labels: Vec<Name> },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub name: Name,
    /// None without brackets.
    pub arguments: Option<Vec<Expr>>,
    pub yields: Option<Yield>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Yield {
    /// `YIELD *`
    pub all: bool,
    /// Field and alias.
    pub items: Vec<(Name, Option<Name>)>,
    pub filter: Option<Expr>,
}

/// Nodes and the relationships between them; one node more than relationships.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPattern {
    pub name: Option<Name>,
    pub shortest: Option<Shortest>,
    pub first: NodePattern,
    pub steps: Vec<(RelationshipPattern, NodePattern)>,
    pub span: SpanMark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortest {
    One,
    All,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NodePattern {
    pub name: Option<Name>,
    pub labels: Option<LabelExpr>,
    pub properties: Option<Expr>,
    pub filter: Option<Expr>,
    pub span: SpanMark,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RelationshipPattern {
    pub name: Option<Name>,
    pub types: Vec<Name>,
    pub properties: Option<Expr>,
    pub filter: Option<Expr>,
    pub arrow: Arrow,
    /// Lower and upper bound of a variable length.
    pub length: Option<(Option<u64>, Option<u64>)>,
    pub span: SpanMark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    Left,
    Right,
    /// `--`
    None,
    /// `<-->`
    Both,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LabelExpr {
    Name(Name),
    Any,
    Not(Box<LabelExpr>),
    And(Vec<LabelExpr>),
    Or(Vec<LabelExpr>),
}

/// An expression; comparing two leaves their places aside.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: SpanMark,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    Literal(Value),
    Parameter(Arc<str>),
    Variable(Arc<str>),
    Property(Box<Expr>, Name),
    Index(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Plus(Box<Expr>),
    /// Never nested in their own kind, so that long chains stay shallow.
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Xor(Vec<Expr>),
    /// From left to right; all of one precedence.
    Arithmetic(Box<Expr>, Vec<(ArithmeticOp, Expr)>),
    /// `a < b <= c` means both.
    Comparison(Box<Expr>, Vec<(ComparisonOp, Expr)>),
    Text(TextOp, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    IsNull {
        value: Box<Expr>,
        not: bool,
    },
    HasLabels(Box<Expr>, LabelExpr),
    List(Vec<Expr>),
    Map(Vec<(Name, Expr)>),
    Call {
        name: Name,
        distinct: bool,
        arguments: Vec<Expr>,
    },
    CountStar,
    Case {
        subject: Option<Box<Expr>>,
        arms: Vec<(Expr, Expr)>,
        otherwise: Option<Box<Expr>>,
    },
    ListComprehension {
        name: Name,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
        map: Option<Box<Expr>>,
    },
    Quantifier {
        kind: Quantifier,
        name: Name,
        list: Box<Expr>,
        filter: Option<Box<Expr>>,
    },
    Reduce {
        total: Name,
        start: Box<Expr>,
        name: Name,
        list: Box<Expr>,
        step: Box<Expr>,
    },
    /// A pattern as a predicate, or shortestPath as a value.
    Pattern(Box<PathPattern>),
    PatternComprehension {
        pattern: Box<PathPattern>,
        filter: Option<Box<Expr>>,
        map: Box<Expr>,
    },
    /// EXISTS { … }, COUNT { … }; a bare pattern is a query of one MATCH without RETURN.
    Subquery(SubqueryKind, Box<Query>),
    MapProjection {
        name: Name,
        items: Vec<MapItem>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArithmeticOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonOp {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextOp {
    StartsWith,
    EndsWith,
    Contains,
    Matches,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    All,
    Any,
    None,
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubqueryKind {
    Exists,
    Count,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MapItem {
    /// `.key`
    Property(Name),
    /// `.*`
    All,
    /// `key: value`
    Literal(Name, Expr),
    /// `name`
    Variable(Name),
}

impl Expr {
    pub fn new(kind: ExprKind, span: Span) -> Self {
        Expr { kind, span: SpanMark(span) }
    }
}
