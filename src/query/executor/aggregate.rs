//! Grouping row by row, and aggregates. Groups come out in the order in which their first rows came.

use rustc_hash::FxHashSet;

use crate::error::{Code, Error, Result};
use crate::model::Value;
use crate::model::temporal::Duration;
use crate::query::arithmetic;
use crate::query::executor::Frame;
use crate::query::executor::eval::{Reader, at};
use crate::query::executor::key_table::{Different, KeyTable};
use crate::query::executor::table::{Table, size};
use crate::query::resolved::{Aggregate, AggregateKind, Expr, Slot};
use crate::query::types::Types;
use crate::query::value::{self, Key, is_number};

pub struct Groups<'r, 'p, 'a> {
    reader: Reader<'r, 'p>,
    keys: &'a [(Slot, Expr)],
    aggregates: &'a [Aggregate],
    /// The keys of the groups.
    known: KeyTable,
    /// The keys of the row at hand.
    row: Vec<Value>,
    /// For every group, its aggregates so far.
    totals: Vec<Total>,
}

/// An aggregate of one group, so far.
pub enum Total {
    Count(i64),
    Different(Different),
    Other(Box<Gathered>),
}

/// What other aggregates need.
pub struct Gathered {
    seen: Option<FxHashSet<Key>>,
    count: i64,
    state: Value,
    /// For collect and percentiles.
    items: Vec<Value>,
    percentile: Option<Value>,
    /// For deviations: the mean and the sum of squares of the differences to it (Welford).
    mean: f64,
    squares: f64,
}

impl<'r, 'p, 'a> Groups<'r, 'p, 'a> {
    pub fn new(reader: Reader<'r, 'p>, keys: &'a [(Slot, Expr)], aggregates: &'a [Aggregate]) -> Self {
        let known = KeyTable::new(keys.len());
        let mut groups = Groups { reader, keys, aggregates, known, row: Vec::new(), totals: Vec::new() };
        if keys.is_empty() {
            // Without keys there is one group, also of no rows.
            groups.known.number(&[]);
            groups.totals.extend(aggregates.iter().map(Total::new));
        }
        groups
    }

    /// The group of the row in the frame.
    fn find(&mut self, frame: &mut Frame) -> Result<usize> {
        self.row.clear();
        for (_, key) in self.keys {
            self.row.push(self.reader.eval(key, frame)?);
        }
        let (number, new) = self.known.number(&self.row);
        if new {
            let bytes = self.row.iter().map(size).sum::<usize>() + 64 * (self.aggregates.len() + 1);
            self.reader.shared.claim(bytes, "grouping")?;
            self.totals.extend(self.aggregates.iter().map(Total::new));
        }
        Ok(number)
    }

    pub fn add(&mut self, frame: &mut Frame) -> Result<()> {
        let number = if self.keys.is_empty() { 0 } else { self.find(frame)? };
        let first = number * self.aggregates.len();
        for (place, aggregate) in self.aggregates.iter().enumerate() {
            self.totals[first + place].take(aggregate, &self.reader, frame)?;
        }
        Ok(())
    }

    pub fn finish(self, frame: &mut Frame, keep: &[Slot]) -> Result<Table> {
        let mut table = Table::new(keep);
        let groups = self.known.len();
        let (mut keys, mut totals) = (self.known.into_values().into_iter(), self.totals.into_iter());
        for _ in 0..groups {
            for ((slot, _), key) in self.keys.iter().zip(&mut keys) {
                frame[*slot] = key;
            }
            for (aggregate, total) in self.aggregates.iter().zip(&mut totals) {
                frame[aggregate.slot] = total.finish(aggregate).map_err(|error| at(error, aggregate.span))?;
            }
            table.push(frame, self.reader.shared, "grouping")?;
        }
        Ok(table)
    }
}

impl Total {
    pub fn new(aggregate: &Aggregate) -> Self {
        match (aggregate.kind, aggregate.distinct) {
            (AggregateKind::Count, false) => Total::Count(0),
            (AggregateKind::Count, true) => Total::Different(Different::default()),
            _ => Total::Other(Box::new(Gathered::new(aggregate))),
        }
    }

    /// Takes in the row in the frame.
    pub fn take(&mut self, aggregate: &Aggregate, reader: &Reader<'_, '_>, frame: &mut Frame) -> Result<()> {
        let value = match &aggregate.argument {
            Some(argument) => reader.eval(argument, frame)?,
            None => Value::Boolean(true),
        };
        if let (Some(second), Total::Other(total)) = (&aggregate.second, &mut *self)
            && total.percentile.is_none()
        {
            total.percentile = Some(reader.eval(second, frame)?);
        }
        if value.is_null() {
            return Ok(());
        }
        let held = match self {
            Total::Count(count) => {
                *count += 1;
                0
            }
            Total::Different(different) => different.insert(&value).unwrap_or(0),
            Total::Other(total) => total.add(aggregate, value).map_err(|error| at(error, aggregate.span))?,
        };
        if held > 0 {
            reader.shared.claim(held, aggregate.kind.name())?;
        }
        Ok(())
    }

    /// Takes in the total of rows that came later. Only for counts, least, greatest and collected values, of which
    /// the whole is made of parts.
    pub fn merge(&mut self, aggregate: &Aggregate, other: Total) -> Result<()> {
        match (self, other) {
            (Total::Count(count), Total::Count(more)) => *count += more,
            (Total::Different(different), Total::Different(more)) => different.absorb(more),
            (Total::Other(total), Total::Other(more)) => {
                total.count += more.count;
                total.items.extend(more.items);
                if !more.state.is_null() {
                    total.add(aggregate, more.state)?;
                    total.count -= 1;
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub fn finish(self, aggregate: &Aggregate) -> Result<Value> {
        match self {
            Total::Count(count) => Ok(Value::Integer(count)),
            Total::Different(different) => Ok(Value::Integer(different.len() as i64)),
            Total::Other(total) => total.finish(aggregate),
        }
    }
}

impl Gathered {
    fn new(aggregate: &Aggregate) -> Self {
        Gathered {
            seen: aggregate.distinct.then(FxHashSet::default),
            count: 0,
            state: Value::Null,
            items: Vec::new(),
            percentile: None,
            mean: 0.0,
            squares: 0.0,
        }
    }

    /// Adds a value that is not null; gives how many bytes more it holds now.
    fn add(&mut self, aggregate: &Aggregate, value: Value) -> Result<usize> {
        let mut held = 0;
        if let Some(seen) = &mut self.seen {
            if !seen.insert(Key(value.clone())) {
                return Ok(0);
            }
            held += size(&value);
        }
        self.count += 1;
        match aggregate.kind {
            AggregateKind::Count => {}
            AggregateKind::Sum | AggregateKind::Avg => {
                if !is_number(&value) && !matches!(value, Value::Duration(_)) {
                    return Err(not_a_number(aggregate.kind, &value));
                }
                self.state = match (&self.state, aggregate.kind) {
                    (Value::Null, _) => value,
                    (Value::Integer(_), AggregateKind::Avg) | (Value::Float(_), AggregateKind::Avg) => {
                        Value::Float(float(&self.state)? + float(&value)?)
                    }
                    (state, _) => arithmetic::add(state, &value)?,
                };
            }
            AggregateKind::Min | AggregateKind::Max => {
                let order = value::order(&value, &self.state);
                let smaller = order.is_lt() && aggregate.kind == AggregateKind::Min;
                let greater = order.is_gt() && aggregate.kind == AggregateKind::Max;
                if self.state.is_null() || smaller || greater {
                    self.state = value;
                }
            }
            AggregateKind::Collect => {
                held += size(&value);
                self.items.push(value);
            }
            AggregateKind::PercentileCont | AggregateKind::PercentileDisc => {
                if !is_number(&value) {
                    return Err(not_a_number(aggregate.kind, &value));
                }
                held += size(&value);
                self.items.push(value);
            }
            AggregateKind::StDev | AggregateKind::StDevP => {
                let number = float(&value).map_err(|_| not_a_number(aggregate.kind, &value))?;
                let before = number - self.mean;
                self.mean += before / self.count as f64;
                self.squares += before * (number - self.mean);
            }
        }
        Ok(held)
    }

    fn finish(mut self, aggregate: &Aggregate) -> Result<Value> {
        Ok(match aggregate.kind {
            AggregateKind::Count => Value::Integer(self.count),
            AggregateKind::Sum if self.count == 0 => Value::Integer(0),
            AggregateKind::Avg => match &self.state {
                Value::Null => Value::Null,
                Value::Duration(duration) => Value::Duration(divided(*duration, self.count)?),
                state => Value::Float(float(state)? / self.count as f64),
            },
            AggregateKind::Sum | AggregateKind::Min | AggregateKind::Max => self.state,
            AggregateKind::Collect => Value::list(self.items),
            AggregateKind::StDev if self.count < 2 => Value::Float(0.0),
            AggregateKind::StDev => Value::Float((self.squares / (self.count - 1) as f64).sqrt()),
            AggregateKind::StDevP if self.count == 0 => Value::Float(0.0),
            AggregateKind::StDevP => Value::Float((self.squares / self.count as f64).sqrt()),
            AggregateKind::PercentileCont | AggregateKind::PercentileDisc => {
                let Some(percentile) = self.percentile.take() else { return Ok(Value::Null) };
                let percentile = fraction(&percentile)?;
                self.items.sort_by(value::order);
                percentile_of(&self.items, percentile, aggregate.kind)?
            }
        })
    }
}

impl AggregateKind {
    pub fn name(self) -> &'static str {
        match self {
            AggregateKind::Count => "count()",
            AggregateKind::Sum => "sum()",
            AggregateKind::Avg => "avg()",
            AggregateKind::Min => "min()",
            AggregateKind::Max => "max()",
            AggregateKind::Collect => "collect()",
            AggregateKind::StDev => "stDev()",
            AggregateKind::StDevP => "stDevP()",
            AggregateKind::PercentileCont => "percentileCont()",
            AggregateKind::PercentileDisc => "percentileDisc()",
        }
    }
}

fn not_a_number(kind: AggregateKind, value: &Value) -> Error {
    let message = format!("{} wants numbers, not {}", kind.name(), Types::of(value));
    Error::input(Code::runtime("TypeError", "InvalidArgumentType"), message, None)
}

fn float(value: &Value) -> Result<f64> {
    match value {
        Value::Integer(number) => Ok(*number as f64),
        Value::Float(number) => Ok(*number),
        other => Err(not_a_number(AggregateKind::Avg, other)),
    }
}

fn divided(duration: Duration, by: i64) -> Result<Duration> {
    match arithmetic::divide(&Value::Duration(duration), &Value::Integer(by))? {
        Value::Duration(duration) => Ok(duration),
        _ => Ok(Duration::default()),
    }
}

fn fraction(value: &Value) -> Result<f64> {
    let number = float(value)?;
    if (0.0..=1.0).contains(&number) {
        return Ok(number);
    }
    let message = format!("a percentile lies between 0.0 and 1.0, not at {number}");
    Err(Error::input(Code::runtime("ArgumentError", "NumberOutOfRange"), message, None))
}

fn percentile_of(sorted: &[Value], percentile: f64, kind: AggregateKind) -> Result<Value> {
    let Some(last) = sorted.len().checked_sub(1) else { return Ok(Value::Null) };
    if kind == AggregateKind::PercentileDisc {
        let place = (percentile * sorted.len() as f64).ceil() as usize;
        return Ok(sorted[place.saturating_sub(1).min(last)].clone());
    }
    let place = percentile * last as f64;
    let (low, high) = (place.floor() as usize, place.ceil() as usize);
    let (from, to) = (float(&sorted[low])?, float(&sorted[high])?);
    Ok(Value::Float(from + (to - from) * (place - low as f64)))
}
