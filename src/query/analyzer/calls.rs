//! Calls of functions, of aggregates and of procedures.

use std::cell::Cell;

use crate::error::{Code, Error, Result};
use crate::model::{Span, Value};
use crate::query::analyzer::{Aggregation, Analyzer, compile};
use crate::query::ast::{self, ExprKind as Ast, Name};
use crate::query::functions;
use crate::query::functions::graph::GRAPH_FUNCTIONS;
use crate::query::procedures::{Procedure, Procedures};
use crate::query::resolved::{Aggregate, AggregateKind, Call, Expr, ExprKind, FunctionRef, GraphFunction};
use crate::query::suggest::nearest;
use crate::query::types::Types;

/// Aggregates by lower-case name, with how many arguments they take.
pub const AGGREGATES: [(&str, AggregateKind, usize); 11] = [
    ("count", AggregateKind::Count, 1),
    ("sum", AggregateKind::Sum, 1),
    ("avg", AggregateKind::Avg, 1),
    ("min", AggregateKind::Min, 1),
    ("max", AggregateKind::Max, 1),
    ("collect", AggregateKind::Collect, 1),
    ("collect_list", AggregateKind::Collect, 1),
    ("stdev", AggregateKind::StDev, 1),
    ("stdevp", AggregateKind::StDevP, 1),
    ("percentilecont", AggregateKind::PercentileCont, 2),
    ("percentiledisc", AggregateKind::PercentileDisc, 2),
];

pub fn aggregate(name: &str) -> Option<(AggregateKind, usize)> {
    let lower = name.to_lowercase();
    AGGREGATES.iter().find(|(name, ..)| *name == lower).map(|(_, kind, count)| (*kind, *count))
}

impl Analyzer<'_> {
    pub(super) fn count_star(&mut self, span: Span) -> Result<(ExprKind, Types)> {
        self.may_aggregate(span)?;
        self.add_aggregate(AggregateKind::Count, false, None, None, span)
    }

    pub(super) fn call(
        &mut self,
        name: &Name,
        distinct: bool,
        arguments: &[ast::Expr],
        span: Span,
    ) -> Result<(ExprKind, Types)> {
        if let Some((kind, count)) = aggregate(&name.text) {
            check_count(name, count, count, arguments.len(), span)?;
            return self.aggregate_call(kind, distinct, arguments, span);
        }
        if name.text.eq_ignore_ascii_case("exists")
            && let [ast::Expr { kind: Ast::Pattern(pattern), .. }] = arguments
        {
            return self.pattern_predicate(pattern, span).map(|(expr, types)| (expr.kind, types));
        }
        let row = GRAPH_FUNCTIONS.iter().find(|row| row.name.eq_ignore_ascii_case(&name.text));
        if let Some(row) = row {
            check_count(name, 1, 1, arguments.len(), span)?;
            let (argument, types) = self.expression(&arguments[0])?;
            self.must_be(types, row.takes, argument.span, &format!("{}()", row.name))?;
            let gives = match row.function {
                GraphFunction::Nodes => Types::list_of(Types::NODE),
                GraphFunction::Relationships => Types::list_of(Types::RELATIONSHIP),
                _ => row.gives,
            };
            return Ok((ExprKind::Graph(row.function, vec![argument]), gives));
        }
        if name.text.eq_ignore_ascii_case("coalesce") {
            return self.coalesce(name, arguments, span);
        }
        self.table_call(name, arguments, span)
    }

    /// The first that is not null; it looks no further, so it is a form of its own and no function.
    fn coalesce(&mut self, name: &Name, arguments: &[ast::Expr], span: Span) -> Result<(ExprKind, Types)> {
        check_count(name, 1, usize::MAX, arguments.len(), span)?;
        let (mut list, mut gives) = (Vec::with_capacity(arguments.len()), Types::NULL);
        for argument in arguments {
            let (argument, types) = self.expression(argument)?;
            gives = gives | types;
            list.push(argument);
        }
        Ok((ExprKind::Coalesce(list), gives))
    }

    fn table_call(&mut self, name: &Name, arguments: &[ast::Expr], span: Span) -> Result<(ExprKind, Types)> {
        let Some(function) = functions::find(&name.text) else { return Err(unknown(name)) };
        let most = function.takes.len();
        check_count(name, most - function.optional, most, arguments.len(), span)?;
        let mut list = Vec::with_capacity(arguments.len());
        for (number, argument) in arguments.iter().enumerate() {
            let wanted = function.takes[number];
            let (argument, types) = self.expression(argument)?;
            self.must_be(types, wanted, argument.span, &format!("{}()", function.name))?;
            list.push(argument);
        }
        if !function.pure && matches!(self.aggregation, Aggregation::Nested(_)) && is_random(function.name) {
            let message = format!("{}() within an aggregate gives another value for each row", function.name);
            return Err(compile("NonConstantExpression", message, span));
        }
        let known = self.options.optimize.then(|| self.known_call(function, &list)).flatten();
        Ok((known.unwrap_or(ExprKind::Call(FunctionRef(function), list)), function.gives))
    }

    /// What a pure function of constants gives, computed once and not for every row. One that fails does
    /// so when, and only when, a row needs it.
    fn known_call(&self, function: &functions::Function, arguments: &[Expr]) -> Option<ExprKind> {
        let constant = |argument: &Expr| match &argument.kind {
            ExprKind::Constant(value) | ExprKind::Parameter(value) => Some(value.clone()),
            _ => None,
        };
        let values: Vec<Value> = arguments.iter().map(constant).collect::<Option<_>>()?;
        let random = Cell::new(self.options.seed);
        let context = functions::Context { graph: self.graph, now: self.options.now, random: &random };
        let value =
            function.is_settled_by(&values).then(|| function.apply(&context, &values).ok()).flatten()?;
        // A temporal value is what costs most to make anew; larger ones are no cheaper to copy than to make.
        matches!(
            value,
            Value::Date(_)
                | Value::LocalDateTime(_)
                | Value::DateTime(_)
                | Value::Duration(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::String(_)
        )
        .then_some(ExprKind::Parameter(value))
    }

    fn may_aggregate(&self, span: Span) -> Result<()> {
        match self.aggregation {
            Aggregation::Allowed(_) => Ok(()),
            Aggregation::Nested(_) => {
                let message = "an aggregate cannot stand within another one";
                Err(compile("NestedAggregation", message, span)
                    .hint("compute the inner one in a WITH before"))
            }
            Aggregation::Forbidden => {
                let message = "aggregates can stand only in WITH and RETURN";
                Err(compile("InvalidAggregation", message, span).hint("compute it in a WITH before"))
            }
        }
    }

    fn aggregate_call(
        &mut self,
        kind: AggregateKind,
        distinct: bool,
        arguments: &[ast::Expr],
        span: Span,
    ) -> Result<(ExprKind, Types)> {
        self.may_aggregate(span)?;
        let Aggregation::Allowed(list) = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden)
        else {
            return self.count_star(span);
        };
        self.aggregation = Aggregation::Nested(list);
        let grouping = self.grouping.take();
        let mut analyzed = Vec::new();
        for argument in arguments {
            analyzed.push(self.expression(argument)?);
        }
        self.grouping = grouping;
        if let Aggregation::Nested(list) = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden) {
            self.aggregation = Aggregation::Allowed(list);
        }
        let mut analyzed = analyzed.into_iter();
        let (argument, types) = analyzed.next().map_or((None, Types::ANY), |(e, types)| (Some(e), types));
        let second = analyzed.next().map(|(second, _)| second);
        let (expr, gives) = self.add_aggregate(kind, distinct, argument, second, span)?;
        let gives = match kind {
            AggregateKind::Collect => Types::list_of(types),
            AggregateKind::Min | AggregateKind::Max => types,
            _ => gives,
        };
        Ok((expr, gives))
    }

    fn add_aggregate(
        &mut self,
        kind: AggregateKind,
        distinct: bool,
        argument: Option<Expr>,
        second: Option<Expr>,
        span: Span,
    ) -> Result<(ExprKind, Types)> {
        let slot = self.new_slot();
        if let Aggregation::Allowed(list) = &mut self.aggregation {
            list.push(Aggregate { slot, kind, distinct, argument, second, span });
        }
        let types = if kind == AggregateKind::Count { Types::INTEGER } else { Types::ANY };
        Ok((ExprKind::Slot(slot), types))
    }

    /// CALL within a query; a call that is the whole statement may leave out arguments and YIELD.
    pub(super) fn procedure(&mut self, call: &ast::Call, alone: bool) -> Result<(Call, Vec<Name>)> {
        let procedure = self.find_procedure(&call.name)?;
        let span = call.name.span;
        let arguments = match &call.arguments {
            Some(arguments) => {
                let most = procedure.takes.len();
                check_count(&call.name, most - procedure.optional, most, arguments.len(), span)?;
                let mut list = Vec::new();
                for (argument, (name, wanted)) in arguments.iter().zip(&procedure.takes) {
                    let (argument, types) = self.expression(argument)?;
                    self.must_be(types, *wanted, argument.span, name)?;
                    list.push(argument);
                }
                list
            }
            None if !alone => {
                let message = format!("{} needs its arguments in brackets here", call.name.text);
                return Err(compile("InvalidArgumentPassingMode", message, span));
            }
            None => {
                let mut list = Vec::new();
                let needed = procedure.takes.len() - procedure.optional;
                for (name, _) in &procedure.takes[..needed] {
                    let parameter = ast::Expr::new(Ast::Parameter(name.as_str().into()), span);
                    list.push(self.expression(&parameter)?.0);
                }
                list
            }
        };
        let (yields, names, filter) = self.yields(call, &procedure, alone)?;
        Ok((Call { procedure, arguments, yields, filter, span }, names))
    }

    #[allow(clippy::type_complexity)]
    fn yields(
        &mut self,
        call: &ast::Call,
        procedure: &Procedure,
        alone: bool,
    ) -> Result<(Vec<(usize, usize)>, Vec<Name>, Option<Expr>)> {
        let span = call.name.span;
        let every =
            || procedure.gives.iter().map(|(name, _)| (Name { text: name.as_str().into(), span }, None));
        let items: Vec<(Name, Option<Name>)> = match &call.yields {
            Some(yields) if yields.all && !alone => {
                let message = "YIELD * can stand only in a CALL that is the whole statement";
                return Err(compile("UnexpectedSyntax", message, span).hint("name the fields after YIELD"));
            }
            Some(yields) if yields.all => every().collect(),
            Some(yields) => yields.items.clone(),
            None if alone => every().collect(),
            None => Vec::new(),
        };
        let (mut places, mut names) = (Vec::new(), Vec::new());
        for (field, alias) in items {
            let known = procedure.gives.iter().position(|(name, _)| **name == *field.text);
            let Some(place) = known else {
                let message = format!("{} gives no {}", procedure.name, field.text);
                let error = compile("UndefinedVariable", message, field.span);
                let near = nearest(&field.text, procedure.gives.iter().map(|(name, _)| name.as_str()));
                return Err(match near {
                    Some(near) => error.hint(format!("did you mean {near}?")),
                    None => error,
                });
            };
            let name = alias.unwrap_or(field);
            if self.scope.find(&name.text).is_some() {
                let message = format!("{} is bound already", name.text);
                return Err(compile("VariableAlreadyBound", message, name.span));
            }
            let slot = self.new_slot();
            self.bind(name.text.clone(), slot, procedure.gives[place].1);
            places.push((place, slot));
            names.push(name);
        }
        let filter = call.yields.as_ref().and_then(|yields| yields.filter.as_ref());
        let filter = filter.map(|filter| self.predicate(filter)).transpose()?;
        Ok((places, names, filter))
    }

    fn find_procedure(&self, name: &Name) -> Result<Procedure> {
        let built_in = Procedures::built_in();
        let found = self.options.procedures.get(&name.text).or_else(|| built_in.get(&name.text));
        found.cloned().ok_or_else(|| {
            let code = Code::compile("ProcedureError", "ProcedureNotFound");
            let error = Error::input(code, format!("there is no procedure {}", name.text), Some(name.span));
            let all = built_in.iter().chain(self.options.procedures.iter());
            match nearest(&name.text, all.map(|procedure| procedure.name.as_str())) {
                Some(near) => error.hint(format!("did you mean {near}?")),
                None => error.hint("`CALL dbms.procedures()` lists them all"),
            }
        })
    }
}

fn is_random(name: &str) -> bool {
    name.eq_ignore_ascii_case("rand")
}

fn unknown(name: &Name) -> Error {
    let error = compile("UnknownFunction", format!("there is no function {}()", name.text), name.span);
    let all = functions::catalogue().map(|(name, _)| name);
    match nearest(&name.text, all.chain(AGGREGATES.iter().map(|(name, ..)| *name))) {
        Some(near) => error.hint(format!("did you mean {near}()?")),
        None => error,
    }
}

fn check_count(name: &Name, least: usize, most: usize, found: usize, span: Span) -> Result<()> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let wanted = match (least, most) {
        (least, usize::MAX) => format!("at least {least}"),
        (least, most) if least == most => least.to_string(),
        (least, most) => format!("{least} to {most}"),
    };
    let plural = if wanted == "1" { "argument" } else { "arguments" };
    let message = format!("{} takes {wanted} {plural}, not {found}", name.text);
    Err(compile("InvalidNumberOfArguments", message, span))
}
