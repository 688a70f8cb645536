//! Expressions to values.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::graph::{Graph, Plain};
use crate::model::{Element, Span, Value};
use crate::query::arithmetic;
use crate::query::ast::{ArithmeticOp, ComparisonOp, Quantifier, TextOp};
use crate::query::executor::shared::Shared;
use crate::query::executor::{Flow, Frame};
use crate::query::functions::temporal::temporal_property;
use crate::query::functions::{Context, Function};
use crate::query::resolved::{Expr, ExprKind, Key, Labels, Slot, SubqueryKind};
use crate::query::types::Types;
use crate::query::value::{equals, less, shallow};

/// Reads the graph: evaluates expressions and runs what does not write.
#[derive(Clone, Copy)]
pub struct Reader<'r, 'p> {
    pub graph: &'r Graph,
    pub shared: &'r Shared<'p>,
}

impl<'r, 'p> Reader<'r, 'p> {
    /// # Errors
    /// openCypher's runtime errors, with the place of the expression they come from.
    pub fn eval(&self, expr: &Expr, frame: &mut Frame) -> Result<Value> {
        match &expr.kind {
            ExprKind::Constant(value) | ExprKind::Parameter(value) => Ok(value.clone()),
            ExprKind::Slot(slot) => Ok(frame[*slot].clone()),
            ExprKind::Property(inner, key) => self.property(inner, key, frame, expr.span),
            ExprKind::Index(list, index) => {
                let (list, index) = (self.eval(list, frame)?, self.eval(index, frame)?);
                self.element(&list, &index).map_err(|error| at(error, expr.span))
            }
            ExprKind::Slice(list, from, to) => self.slice(list, from.as_deref(), to.as_deref(), frame),
            ExprKind::Not(inner) => Ok(truth_value(self.truth(inner, frame)?.map(|truth| !truth))),
            ExprKind::Negate(inner) => {
                let value = self.eval(inner, frame)?;
                arithmetic::negate(&value).map_err(|error| at(error, expr.span))
            }
            ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Xor(_)
            | ExprKind::Compare(..)
            | ExprKind::Text(..)
            | ExprKind::In(..)
            | ExprKind::IsNull { .. }
            | ExprKind::HasLabels(..)
            | ExprKind::Quantifier { .. } => Ok(truth_value(self.truth(expr, frame)?)),
            ExprKind::Arithmetic(first, rest) => self.arithmetic(first, rest, frame, expr.span),
            ExprKind::List(items) => {
                let items: Result<Vec<Value>> = items.iter().map(|item| self.eval(item, frame)).collect();
                shallow(Value::list(items?)).map_err(|error| at(error, expr.span))
            }
            ExprKind::Coalesce(items) => {
                for item in items {
                    let value = self.eval(item, frame)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                Ok(Value::Null)
            }
            ExprKind::Map(entries) => {
                let mut map = BTreeMap::new();
                for (key, value) in entries {
                    map.insert(key.clone(), self.eval(value, frame)?);
                }
                shallow(Value::map(map)).map_err(|error| at(error, expr.span))
            }
            ExprKind::MapProjection { base, all, entries } => self.project_map(base, *all, entries, frame),
            ExprKind::Call(function, arguments) => self.call(function.0, arguments, frame, expr.span),
            ExprKind::Graph(function, arguments) => {
                let argument = self.eval(&arguments[0], frame)?;
                self.graph_function(*function, &argument).map_err(|error| at(error, expr.span))
            }
            ExprKind::Case { subject, arms, otherwise } => {
                self.case(subject.as_deref(), arms, otherwise.as_deref(), frame)
            }
            ExprKind::Comprehension { slot, list, filter, map } => {
                self.comprehension(*slot, list, filter.as_deref(), map.as_deref(), frame)
            }
            ExprKind::Reduce { total, start, slot, list, step } => {
                let mut sum = self.eval(start, frame)?;
                let Some(items) = self.list(list, frame)? else { return Ok(Value::Null) };
                for item in items.iter() {
                    self.shared.tick()?;
                    frame[*total] = sum;
                    frame[*slot] = item.clone();
                    sum = self.eval(step, frame)?;
                }
                Ok(sum)
            }
            ExprKind::Subquery(number, _) => self.subquery(*number, frame),
        }
    }

    /// A condition: none where it is null.
    pub fn truth(&self, expr: &Expr, frame: &mut Frame) -> Result<Option<bool>> {
        match &expr.kind {
            ExprKind::And(terms) => self.until(terms, false, frame),
            ExprKind::Or(terms) => self.until(terms, true, frame),
            ExprKind::Xor(terms) => {
                let mut result = Some(false);
                for term in terms {
                    let term = self.truth(term, frame)?;
                    result = result.zip(term).map(|(left, right)| left != right);
                }
                Ok(result)
            }
            ExprKind::Not(inner) => Ok(self.truth(inner, frame)?.map(|truth| !truth)),
            ExprKind::Compare(op, left, right) => self.compare(*op, left, right, frame),
            ExprKind::Text(op, left, right) => self.text(*op, left, right, frame, expr.span),
            ExprKind::In(item, list) => {
                let item = self.eval(item, frame)?;
                let Some(list) = self.list(list, frame)? else { return Ok(None) };
                let mut unknown = false;
                for other in list.iter() {
                    match equals(&item, other) {
                        Some(true) => return Ok(Some(true)),
                        Some(false) => {}
                        None => unknown = true,
                    }
                }
                Ok((!unknown).then_some(false))
            }
            ExprKind::IsNull { value, not } if self.plain(value, frame).is_some() => Ok(Some(*not)),
            ExprKind::IsNull { value, not } => Ok(Some(self.eval(value, frame)?.is_null() != *not)),
            ExprKind::HasLabels(inner, labels) => match self.eval(inner, frame)? {
                Value::Null => Ok(None),
                value => self.has_labels(&value, labels).map(Some).map_err(|error| at(error, expr.span)),
            },
            ExprKind::Quantifier { kind, slot, list, filter } => {
                self.quantifier(*kind, *slot, list, filter.as_deref(), frame)
            }
            _ => match self.eval(expr, frame)? {
                Value::Boolean(truth) => Ok(Some(truth)),
                Value::Null => Ok(None),
                other => {
                    let message = format!("a condition must be true or false, not {}", Types::of(&other));
                    let code = Code::runtime("TypeError", "InvalidArgumentType");
                    Err(Error::input(code, message, Some(expr.span)))
                }
            },
        }
    }

    /// AND stops at the first false, OR at the first true.
    fn until(&self, terms: &[Expr], stop: bool, frame: &mut Frame) -> Result<Option<bool>> {
        let mut result = Some(!stop);
        for term in terms {
            match self.truth(term, frame)? {
                Some(truth) if truth == stop => return Ok(Some(stop)),
                None => result = None,
                Some(_) => {}
            }
        }
        Ok(result)
    }

    fn compare(
        &self,
        op: ComparisonOp,
        left: &Expr,
        right: &Expr,
        frame: &mut Frame,
    ) -> Result<Option<bool>> {
        if let (Some(left), Some(right)) = (self.plain(left, frame), self.plain(right, frame))
            && let Some(order) = left.order(right)
        {
            return Ok(Some(match op {
                ComparisonOp::Equal => order.is_eq(),
                ComparisonOp::Unequal => order.is_ne(),
                ComparisonOp::Less => order.is_lt(),
                ComparisonOp::LessOrEqual => order.is_le(),
                ComparisonOp::Greater => order.is_gt(),
                ComparisonOp::GreaterOrEqual => order.is_ge(),
            }));
        }
        if let Some(equal) = self.same_text(op, left, right, frame) {
            return Ok(Some(equal == (op == ComparisonOp::Equal)));
        }
        let (left, right) = (self.eval(left, frame)?, self.eval(right, frame)?);
        Ok(match op {
            ComparisonOp::Equal => equals(&left, &right),
            ComparisonOp::Unequal => equals(&left, &right).map(|equal| !equal),
            ComparisonOp::Less => less(&left, &right, false),
            ComparisonOp::LessOrEqual => less(&left, &right, true),
            ComparisonOp::Greater => less(&right, &left, false),
            ComparisonOp::GreaterOrEqual => less(&right, &left, true),
        })
    }

    /// A constant, a variable or a property that compares as a number does; none where it takes more to know.
    #[inline]
    pub(super) fn plain(&self, expr: &Expr, frame: &Frame) -> Option<Plain> {
        match &expr.kind {
            ExprKind::Constant(value) | ExprKind::Parameter(value) => Plain::of(value),
            ExprKind::Slot(slot) => Plain::of(&frame[*slot]),
            ExprKind::Property(inner, key) => {
                let ExprKind::Slot(slot) = inner.kind else { return None };
                // What is deleted has no properties left, so it goes the way that says so.
                match frame[slot] {
                    Value::Node(id) => self.graph.plain(Element::Node(id), key.id(self.graph)?),
                    Value::Relationship(id) => self.graph.plain(Element::Edge(id), key.id(self.graph)?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a property is a given text, told without a copy of it; none where it takes more to know.
    fn same_text(&self, op: ComparisonOp, left: &Expr, right: &Expr, frame: &Frame) -> Option<bool> {
        if !matches!(op, ComparisonOp::Equal | ComparisonOp::Unequal) {
            return None;
        }
        let (ExprKind::Constant(Value::String(wanted)) | ExprKind::Parameter(Value::String(wanted))) =
            &right.kind
        else {
            return None;
        };
        self.property_text(left, frame).map(|found| found == &**wanted)
    }

    /// A text that is a property of what a slot holds, where it lies in the graph.
    fn property_text(&self, expr: &Expr, frame: &Frame) -> Option<&'r str> {
        let ExprKind::Property(inner, key) = &expr.kind else { return None };
        let ExprKind::Slot(slot) = inner.kind else { return None };
        let element = match frame[slot] {
            Value::Node(id) => Element::Node(id),
            Value::Relationship(id) => Element::Edge(id),
            _ => return None,
        };
        self.graph.text(element, key.id(self.graph)?)
    }

    fn text(
        &self,
        op: TextOp,
        left: &Expr,
        right: &Expr,
        frame: &mut Frame,
        span: Span,
    ) -> Result<Option<bool>> {
        let right = self.eval(right, frame)?;
        let held;
        let left = match self.property_text(left, frame) {
            Some(text) => text,
            None => {
                held = self.eval(left, frame)?;
                let Some(text) = held.as_str() else { return Ok(None) };
                text
            }
        };
        let Some(right) = right.as_str() else { return Ok(None) };
        Ok(Some(match op {
            TextOp::StartsWith => left.starts_with(right),
            TextOp::EndsWith => left.ends_with(right),
            TextOp::Contains => left.contains(right),
            TextOp::Matches => {
                return crate::query::functions::pattern::matches(left, right)
                    .map(Some)
                    .map_err(|error| at(error, span));
            }
        }))
    }

    /// A list to go through; a value that is none counts as a list of itself only where it is null.
    pub(super) fn list(&self, expr: &Expr, frame: &mut Frame) -> Result<Option<Arc<Vec<Value>>>> {
        match self.eval(expr, frame)? {
            Value::List(items) => Ok(Some(items)),
            Value::Null => Ok(None),
            other => {
                let message = format!("I expected a list, not {}", Types::of(&other));
                let code = Code::runtime("TypeError", "InvalidArgumentType");
                Err(Error::input(code, message, Some(expr.span)))
            }
        }
    }

    fn property(&self, inner: &Expr, key: &Key, frame: &mut Frame, span: Span) -> Result<Value> {
        if let ExprKind::Slot(slot) = inner.kind {
            return self.property_of(&frame[slot], key).map_err(|error| at(error, span));
        }
        let value = self.eval(inner, frame)?;
        self.property_of(&value, key).map_err(|error| at(error, span))
    }

    pub fn property_of(&self, value: &Value, key: &Key) -> Result<Value> {
        match value {
            Value::Null => Ok(Value::Null),
            Value::Node(id) => self.element_property(Element::Node(*id), key),
            Value::Relationship(id) => self.element_property(Element::Edge(*id), key),
            Value::Map(entries) => Ok(entries.get(&key.name).cloned().unwrap_or_default()),
            Value::Date(_)
            | Value::LocalTime(_)
            | Value::Time(_)
            | Value::LocalDateTime(_)
            | Value::DateTime(_)
            | Value::Duration(_) => temporal_property(value, &key.name),
            other => {
                let message = format!("{} has no property {}", Types::of(other), key.name);
                Err(Error::input(Code::runtime("TypeError", "InvalidArgumentType"), message, None))
            }
        }
    }

    fn element_property(&self, element: Element, key: &Key) -> Result<Value> {
        self.exists(element)?;
        Ok(key.id(self.graph).map_or(Value::Null, |key| self.graph.property(element, key)))
    }

    /// # Errors
    /// Where this statement has deleted it.
    pub fn exists(&self, element: Element) -> Result<()> {
        let there = match element {
            Element::Node(id) => self.graph.has_node(id),
            Element::Edge(id) => self.graph.has_edge(id),
        };
        if there {
            return Ok(());
        }
        let code = Code::runtime("EntityNotFound", "DeletedEntityAccess");
        Err(Error::input(code, "this was deleted earlier in the statement", None))
    }

    fn element(&self, container: &Value, index: &Value) -> Result<Value> {
        let wrong =
            |detail, message: String| Err(Error::input(Code::runtime("TypeError", detail), message, None));
        match (container, index) {
            (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
            (Value::List(items), Value::Integer(index)) => {
                let place = if *index < 0 { items.len() as i64 + index } else { *index };
                Ok(usize::try_from(place)
                    .ok()
                    .and_then(|place| items.get(place))
                    .cloned()
                    .unwrap_or_default())
            }
            (Value::List(_), other) => {
                let message = format!("an element of a list has a whole number, not {}", Types::of(other));
                wrong("ListElementAccessByNonInteger", message)
            }
            (Value::Map(entries), Value::String(key)) => Ok(entries.get(key).cloned().unwrap_or_default()),
            (Value::Node(_) | Value::Relationship(_), Value::String(key)) => {
                self.property_of(container, &Key::new(key.clone()))
            }
            (Value::Map(_) | Value::Node(_) | Value::Relationship(_), other) => {
                let message = format!("an entry of a map has a string for a key, not {}", Types::of(other));
                wrong("MapElementAccessByNonString", message)
            }
            (other, _) => {
                let message = format!("{} has no elements", Types::of(other));
                wrong("InvalidArgumentType", message)
            }
        }
    }

    fn slice(&self, list: &Expr, from: Option<&Expr>, to: Option<&Expr>, frame: &mut Frame) -> Result<Value> {
        let Some(items) = self.list(list, frame)? else { return Ok(Value::Null) };
        let length = items.len() as i64;
        let mut bound = |bound: Option<&Expr>, missing: i64| -> Result<Option<i64>> {
            let Some(expr) = bound else { return Ok(Some(missing)) };
            match self.eval(expr, frame)? {
                Value::Integer(number) if number < 0 => Ok(Some((length + number).max(0))),
                Value::Integer(number) => Ok(Some(number.min(length))),
                Value::Null => Ok(None),
                other => {
                    let message =
                        format!("the bounds of a slice are whole numbers, not {}", Types::of(&other));
                    let code = Code::runtime("TypeError", "ListElementAccessByNonInteger");
                    Err(Error::input(code, message, Some(expr.span)))
                }
            }
        };
        let (Some(from), Some(to)) = (bound(from, 0)?, bound(to, length)?) else { return Ok(Value::Null) };
        Ok(Value::list(items.get(from as usize..to as usize).unwrap_or(&[]).to_vec()))
    }

    fn arithmetic(
        &self,
        first: &Expr,
        rest: &[(ArithmeticOp, Expr)],
        frame: &mut Frame,
        span: Span,
    ) -> Result<Value> {
        let mut total = self.eval(first, frame)?;
        for (op, operand) in rest {
            let operand = self.eval(operand, frame)?;
            let compute = match op {
                ArithmeticOp::Add => arithmetic::add,
                ArithmeticOp::Subtract => arithmetic::subtract,
                ArithmeticOp::Multiply => arithmetic::multiply,
                ArithmeticOp::Divide => arithmetic::divide,
                ArithmeticOp::Modulo => arithmetic::modulo,
                ArithmeticOp::Power => arithmetic::power,
            };
            self.check_growth(&total, &operand, span)?;
            total = compute(&total, &operand).map_err(|error| at(error, span))?;
        }
        Ok(total)
    }

    /// Strings and lists that double with every step would take all memory in some thirty of them.
    fn check_growth(&self, left: &Value, right: &Value, span: Span) -> Result<()> {
        const LONGEST: usize = 1 << 28;
        let length = |value: &Value| match value {
            Value::String(text) => text.len(),
            Value::List(items) => items.len() * std::mem::size_of::<Value>(),
            _ => 0,
        };
        if length(left).saturating_add(length(right)) <= LONGEST {
            return Ok(());
        }
        let message = "a string or list may not grow beyond 256 MiB";
        Err(Error::input(Code::runtime("ArgumentError", "NumberOutOfRange"), message, Some(span)))
    }

    fn project_map(
        &self,
        base: &Expr,
        all: bool,
        entries: &[(Arc<str>, Expr)],
        frame: &mut Frame,
    ) -> Result<Value> {
        let base = self.eval(base, frame)?;
        if base.is_null() {
            return Ok(Value::Null);
        }
        let mut map = if all { self.properties(&base)? } else { BTreeMap::new() };
        for (key, value) in entries {
            map.insert(key.clone(), self.eval(value, frame)?);
        }
        shallow(Value::map(map))
    }

    fn call(&self, function: &Function, arguments: &[Expr], frame: &mut Frame, span: Span) -> Result<Value> {
        let values: Result<Vec<Value>> =
            arguments.iter().map(|argument| self.eval(argument, frame)).collect();
        let context = Context { graph: self.graph, now: self.shared.now, random: self.random() };
        function.apply(&context, &values?).map_err(|error| at(error, span))
    }

    fn random(&self) -> &Cell<u64> {
        &self.shared.random
    }

    fn case(
        &self,
        subject: Option<&Expr>,
        arms: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        frame: &mut Frame,
    ) -> Result<Value> {
        let subject = subject.map(|subject| self.eval(subject, frame)).transpose()?;
        for (test, value) in arms {
            let fits = match &subject {
                Some(subject) => equals(subject, &self.eval(test, frame)?),
                None => self.truth(test, frame)?,
            };
            if fits == Some(true) {
                return self.eval(value, frame);
            }
        }
        otherwise.map_or(Ok(Value::Null), |otherwise| self.eval(otherwise, frame))
    }

    fn comprehension(
        &self,
        slot: Slot,
        list: &Expr,
        filter: Option<&Expr>,
        map: Option<&Expr>,
        frame: &mut Frame,
    ) -> Result<Value> {
        let Some(items) = self.list(list, frame)? else { return Ok(Value::Null) };
        let mut result = Vec::new();
        for item in items.iter() {
            self.shared.tick()?;
            frame[slot] = item.clone();
            if let Some(filter) = filter
                && self.truth(filter, frame)? != Some(true)
            {
                continue;
            }
            result.push(match map {
                Some(map) => self.eval(map, frame)?,
                None => item.clone(),
            });
        }
        shallow(Value::list(result))
    }

    fn quantifier(
        &self,
        kind: Quantifier,
        slot: Slot,
        list: &Expr,
        filter: Option<&Expr>,
        frame: &mut Frame,
    ) -> Result<Option<bool>> {
        let Some(items) = self.list(list, frame)? else { return Ok(None) };
        let (mut yes, mut no, mut unknown) = (0, 0, 0);
        for item in items.iter() {
            self.shared.tick()?;
            frame[slot] = item.clone();
            let fits = match filter {
                Some(filter) => self.truth(filter, frame)?,
                None => match item {
                    Value::Boolean(truth) => Some(*truth),
                    _ => None,
                },
            };
            match fits {
                Some(true) => yes += 1,
                Some(false) => no += 1,
                None => unknown += 1,
            }
        }
        let known = |truth: bool| if unknown == 0 { Some(truth) } else { None };
        Ok(match kind {
            Quantifier::All if no > 0 => Some(false),
            Quantifier::Any if yes > 0 => Some(true),
            Quantifier::None if yes > 0 => Some(false),
            Quantifier::Single if yes > 1 => Some(false),
            Quantifier::All | Quantifier::None => known(true),
            Quantifier::Any => known(false),
            Quantifier::Single => known(yes == 1),
        })
    }

    pub fn has_labels(&self, value: &Value, labels: &Labels) -> Result<bool> {
        match (value, labels) {
            (_, Labels::And(list)) => {
                for labels in list {
                    if !self.has_labels(value, labels)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (_, Labels::Or(list)) => {
                for labels in list {
                    if self.has_labels(value, labels)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (_, Labels::Not(inner)) => self.has_labels(value, inner).map(|has| !has),
            (Value::Node(id), _) => {
                self.exists(Element::Node(*id))?;
                Ok(match labels {
                    Labels::One(symbol) => {
                        symbol.label(self.graph).is_some_and(|label| self.graph.has_label(*id, label))
                    }
                    _ => self.graph.labels_of(*id).next().is_some(),
                })
            }
            (Value::Relationship(id), Labels::One(symbol)) => {
                self.exists(Element::Edge(*id))?;
                let kind = symbol.kind(self.graph);
                Ok(kind.is_some() && self.graph.ends(*id).map(|(kind, ..)| kind) == kind)
            }
            (Value::Relationship(_), _) => Ok(true),
            (other, _) => {
                let message = format!("only nodes have labels, not {}", Types::of(other));
                Err(Error::input(Code::runtime("TypeError", "InvalidArgumentType"), message, None))
            }
        }
    }

    fn subquery(&self, number: usize, frame: &mut Frame) -> Result<Value> {
        let shared = self.shared;
        let subplan = &shared.subplans[number];
        let result = subplan.plan.branches.first().and_then(|branch| branch.result.first()).copied();
        let (mut count, mut list) = (0, Vec::new());
        self.plan(&subplan.plan, frame, &mut |frame| {
            count += 1;
            if let Some(slot) = result {
                match subplan.kind {
                    SubqueryKind::Collect | SubqueryKind::First => list.push(frame[slot].clone()),
                    SubqueryKind::Exists | SubqueryKind::Count => {}
                }
            }
            let one = matches!(subplan.kind, SubqueryKind::Exists | SubqueryKind::First);
            Ok(if one { Flow::Enough } else { Flow::More })
        })?;
        Ok(match subplan.kind {
            SubqueryKind::Exists => Value::Boolean(count > 0),
            SubqueryKind::Count => Value::Integer(count),
            SubqueryKind::Collect => Value::list(list),
            SubqueryKind::First => list.pop().unwrap_or_default(),
        })
    }
}

fn truth_value(truth: Option<bool>) -> Value {
    truth.map_or(Value::Null, Value::Boolean)
}

/// Gives an error its place, where it has none yet.
pub fn at(error: Error, span: Span) -> Error {
    match error {
        Error::Input(mut input) => {
            input.span = input.span.or(Some(span));
            Error::Input(input)
        }
        other => other,
    }
}
