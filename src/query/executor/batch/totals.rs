//! An aggregate of all groups: counts as lists of numbers, every other one group by group.

use crate::error::Result;
use crate::model::{EdgeId, NodeId, Value};
use crate::query::executor::Frame;
use crate::query::executor::aggregate::Total;
use crate::query::executor::batch::column::Column;
use crate::query::executor::batch::pairs::Pairs;
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::eval::{Reader, at};
use crate::query::executor::key_table::Different;
use crate::query::executor::number_set::NumberSet;
use crate::query::resolved::{Aggregate, AggregateKind, ExprKind, Slot};

pub struct Totals<'a> {
    aggregate: &'a Aggregate,
    /// There are no keys, so there is one group.
    is_alone: bool,
    counting: Counting,
}

enum Counting {
    /// No row has come yet.
    Open,
    /// Rows, or values that are not null.
    All(Vec<i64>),
    /// Different elements that come in their order, each group's last one by its number and 1.
    Ascending(Vec<(i64, u32)>),
    /// Different elements of the only group.
    Alone {
        seen: NumberSet,
        edges: bool,
    },
    /// Different elements of all groups.
    Different {
        pairs: Pairs,
        edges: bool,
    },
    Each(Vec<Total>),
}

impl<'a> Totals<'a> {
    pub fn new(aggregate: &'a Aggregate, is_alone: bool) -> Self {
        Totals { aggregate, is_alone, counting: Counting::Open }
    }

    /// Adds rows whose groups are given, of so many groups. `ascending` is the slot whose nodes come in order.
    pub fn add(
        &mut self,
        reader: &Reader<'_, '_>,
        batch: &Batch,
        groups: &[u32],
        known: usize,
        ascending: Option<Slot>,
        frame: &mut Frame,
    ) -> Result<()> {
        let argument = self.aggregate.argument.as_ref();
        let slot = argument.and_then(|argument| match argument.kind {
            ExprKind::Slot(slot) => Some(slot),
            _ => None,
        });
        let elements = slot.and_then(|slot| batch.column(slot)).and_then(|column| match column {
            Column::Elements(elements) => Some(elements),
            _ => None,
        });
        if matches!(self.counting, Counting::Open) {
            self.counting = match (self.aggregate.kind, self.aggregate.distinct, elements) {
                (AggregateKind::Count, false, _) => Counting::All(Vec::new()),
                (AggregateKind::Count, true, Some(_)) if slot == ascending => Counting::Ascending(Vec::new()),
                (AggregateKind::Count, true, Some(elements)) if self.is_alone => {
                    Counting::Alone { seen: NumberSet::default(), edges: elements.edges }
                }
                (AggregateKind::Count, true, Some(elements)) => {
                    Counting::Different { pairs: Pairs::default(), edges: elements.edges }
                }
                _ => Counting::Each(Vec::new()),
            };
        }
        self.grow(known);
        match (&mut self.counting, elements) {
            (Counting::All(counts), found) if found.is_some() || argument.is_none() => {
                groups.iter().for_each(|group| counts[*group as usize] += 1);
                Ok(())
            }
            (Counting::Ascending(counts), Some(elements)) => {
                for (group, id) in groups.iter().zip(&elements.ids) {
                    let (count, last) = &mut counts[*group as usize];
                    *count += i64::from(*last <= *id);
                    *last = id + 1;
                }
                Ok(())
            }
            (Counting::Alone { seen, edges }, Some(elements)) if *edges == elements.edges => {
                let before = seen.room();
                elements.ids.iter().for_each(|id| {
                    seen.insert(*id);
                });
                reader.shared.claim(seen.room().saturating_sub(before), self.aggregate.kind.name())
            }
            (Counting::Different { pairs, edges }, Some(elements)) if *edges == elements.edges => {
                let before = pairs.len();
                pairs.add(groups, &elements.ids, known);
                claim_more(before, pairs.len(), self.aggregate, reader)
            }
            _ => self.add_by_rows(reader, batch, groups, known, frame),
        }
    }

    /// Makes room for so many groups.
    pub fn grow(&mut self, groups: usize) {
        match &mut self.counting {
            Counting::Open | Counting::Alone { .. } | Counting::Different { .. } => {}
            Counting::All(counts) => counts.resize(groups, 0),
            Counting::Ascending(counts) => counts.resize(groups, (0, 0)),
            Counting::Each(totals) => totals.resize_with(groups, || Total::new(self.aggregate)),
        }
    }

    fn add_by_rows(
        &mut self,
        reader: &Reader<'_, '_>,
        batch: &Batch,
        groups: &[u32],
        known: usize,
        frame: &mut Frame,
    ) -> Result<()> {
        self.loosen(known);
        let aggregate = self.aggregate;
        for (row, group) in groups.iter().enumerate() {
            reader.shared.tick()?;
            batch.load(row, reader.graph, frame);
            match &mut self.counting {
                Counting::All(counts) => {
                    let argument = aggregate.argument.as_ref();
                    let value = argument.map(|argument| reader.eval(argument, frame)).transpose()?;
                    counts[*group as usize] += i64::from(!value.is_some_and(|value| value.is_null()));
                }
                Counting::Each(totals) => totals[*group as usize].take(aggregate, reader, frame)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// From a set of elements of one sort to one of any values for each group.
    fn loosen(&mut self, groups: usize) {
        let value = |id: u32, edges: bool| match edges {
            true => Value::Relationship(EdgeId(id)),
            false => Value::Node(NodeId(id)),
        };
        let sets = match &self.counting {
            Counting::Alone { seen, edges } => {
                let mut set = Different::default();
                for id in seen.iter() {
                    set.insert(&value(id, *edges));
                }
                vec![set]
            }
            Counting::Different { pairs, edges } => {
                let mut sets: Vec<Different> = Vec::new();
                sets.resize_with(groups, Different::default);
                for (group, id) in pairs.iter() {
                    sets[group].insert(&value(id, *edges));
                }
                sets
            }
            _ => return,
        };
        self.counting = Counting::Each(sets.into_iter().map(Total::Different).collect());
    }

    /// Takes in the totals of rows that came later, where they are mergeable; their groups have the given numbers here.
    pub fn merge(
        &mut self,
        mut other: Totals<'a>,
        numbers: &[u32],
        known: usize,
        reader: &Reader<'_, '_>,
    ) -> Result<()> {
        match (&self.counting, &other.counting) {
            (_, Counting::Open) => {
                self.grow(known);
                return Ok(());
            }
            (Counting::Open, _) => {
                // Nothing has come here, so the groups have the same numbers.
                self.counting = other.counting;
                self.grow(known);
                return Ok(());
            }
            _ => {}
        }
        self.grow(known);
        if std::mem::discriminant(&self.counting) != std::mem::discriminant(&other.counting)
            || self.counting.edges() != other.counting.edges()
        {
            self.loosen(known);
            other.loosen(numbers.len());
        }
        match (&mut self.counting, other.counting) {
            (Counting::Alone { seen: ours, .. }, Counting::Alone { seen: theirs, .. }) => {
                for id in theirs.iter() {
                    ours.insert(id);
                }
            }
            (Counting::Different { pairs: ours, .. }, Counting::Different { pairs: theirs, .. }) => {
                let before = ours.len() + theirs.len();
                ours.merge(theirs, numbers, known);
                claim_more(before, ours.len(), self.aggregate, reader)?;
            }
            (Counting::All(ours), Counting::All(theirs)) => {
                theirs.iter().zip(numbers).for_each(|(count, group)| ours[*group as usize] += count);
            }
            (Counting::Ascending(ours), Counting::Ascending(theirs)) => {
                for ((count, last), group) in theirs.into_iter().zip(numbers) {
                    let total = &mut ours[*group as usize];
                    *total = (total.0 + count, last.max(total.1));
                }
            }
            (Counting::Each(ours), Counting::Each(theirs)) => {
                for (total, group) in theirs.into_iter().zip(numbers) {
                    let merged = ours[*group as usize].merge(self.aggregate, total);
                    merged.map_err(|error| at(error, self.aggregate.span))?;
                }
            }
            _ => {}
        }
        reader.shared.tick()
    }

    /// The aggregate of each group, in the order of their numbers.
    pub fn finish(mut self, groups: usize) -> Result<Column> {
        if matches!(self.counting, Counting::Open) {
            self.counting = Counting::Each(Vec::new());
        }
        self.grow(groups);
        let aggregate = self.aggregate;
        match self.counting {
            Counting::Open => Ok(Column::default()),
            Counting::Alone { seen, .. } => Ok(Column::Integers(vec![seen.len() as i64])),
            Counting::All(counts) => Ok(Column::Integers(counts)),
            Counting::Different { pairs, .. } => Ok(Column::Integers(pairs.counts(groups))),
            Counting::Ascending(counts) => {
                Ok(Column::Integers(counts.into_iter().map(|(count, _)| count).collect()))
            }
            Counting::Each(totals) => {
                let mut column = Column::default();
                for total in totals {
                    column.push(total.finish(aggregate).map_err(|error| at(error, aggregate.span))?);
                }
                Ok(column)
            }
        }
    }
}

impl Counting {
    /// Of different elements of one sort, whether they are relationships.
    fn edges(&self) -> Option<bool> {
        match self {
            Counting::Alone { edges, .. } | Counting::Different { edges, .. } => Some(*edges),
            _ => None,
        }
    }
}

/// Claims the memory of pairs that came, or gives back that of those that went.
fn claim_more(before: usize, now: usize, aggregate: &Aggregate, reader: &Reader<'_, '_>) -> Result<()> {
    reader.shared.release(8 * before.saturating_sub(now));
    reader.shared.claim(8 * now.saturating_sub(before), aggregate.kind.name())
}

/// Whether the totals of parts of the rows make those of all rows, to the last bit and without the work of
/// adding all again.
pub fn is_mergeable(aggregate: &Aggregate) -> bool {
    match aggregate.kind {
        AggregateKind::Count if aggregate.distinct => {
            let argument = aggregate.argument.as_ref().map(|argument| &argument.kind);
            matches!(argument, Some(ExprKind::Slot(_)))
        }
        AggregateKind::Count | AggregateKind::Min | AggregateKind::Max => true,
        AggregateKind::Collect => !aggregate.distinct,
        _ => false,
    }
}
