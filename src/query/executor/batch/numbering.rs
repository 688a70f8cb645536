//! Numbers for rows by their keys: rows with the same key have the same number, in the order in which the keys
//! first came. DISTINCT and grouping stand on it.

use std::borrow::Cow;

use crate::error::Result;
use crate::graph::Graph;
use crate::model::{Span, Value};
use crate::query::executor::Frame;
use crate::query::executor::batch::column::Column;
use crate::query::executor::batch::field::Field;
use crate::query::executor::batch::flat::Flat;
use crate::query::executor::batch::lexicon::Lexicon;
use crate::query::executor::batch::rows::Batch;
use crate::query::executor::batch::source::Source;
use crate::query::executor::eval::Reader;
use crate::query::executor::key_table::KeyTable;
use crate::query::executor::table::size;
use crate::query::resolved::{Expr, Slot};

pub struct Numbering<'a> {
    keys: Vec<Cow<'a, Expr>>,
    way: Way,
    /// Who takes the memory.
    operator: &'static str,
}

enum Way {
    /// No row has come yet.
    Open,
    Packed(Packed),
    /// By the values of the keys.
    Values(KeyTable),
}

/// All keys of a row fit into one number.
struct Packed {
    fields: Vec<Field>,
    /// For fields that are numbers of values: what they mean.
    lexicons: Vec<Lexicon>,
    /// The packed keys.
    flat: Flat,
}

/// One bit is left, so that no key is this.
const MOST_BITS: u32 = 63;
const NO_KEY: u64 = u64::MAX;

/// What a key costs that the tables hold.
const BYTES: usize = 48;

impl<'a> Numbering<'a> {
    pub fn of(keys: impl Iterator<Item = &'a Expr>, operator: &'static str) -> Self {
        Numbering { keys: keys.map(Cow::Borrowed).collect(), way: Way::Open, operator }
    }

    pub fn of_slots(slots: &[Slot], operator: &'static str) -> Self {
        let keys = slots.iter().map(|slot| Cow::Owned(Expr::slot(*slot, Span::default()))).collect();
        Numbering { keys, way: Way::Open, operator }
    }

    pub fn len(&self) -> usize {
        match &self.way {
            Way::Open => 0,
            Way::Packed(packed) => packed.flat.keys().len(),
            Way::Values(known) => known.len(),
        }
    }

    /// A number for every row of a batch. The frame is there for keys that take a look at each row.
    pub fn number(&mut self, reader: &Reader<'_, '_>, batch: &Batch, frame: &mut Frame) -> Result<Vec<u32>> {
        if matches!(self.way, Way::Open) {
            let fields = self.fields(batch, reader.graph);
            self.way = match fields {
                Some(fields) => Way::Packed(Packed::new(fields)),
                None => Way::Values(KeyTable::new(self.keys.len())),
            };
        }
        if let Way::Packed(packed) = &mut self.way {
            match packed.pack(&self.keys, batch, reader.graph) {
                Some(keys) => return packed.number(keys, reader, self.operator),
                None => self.loosen(reader.graph),
            }
        }
        let Way::Values(known) = &mut self.way else { return Ok(Vec::new()) };
        let number = |row| number_by_value(&self.keys, known, reader, batch, row, frame, self.operator);
        (0..batch.rows).map(number).collect()
    }

    /// Takes in the keys of another that came later; gives their numbers here.
    pub fn merge(&mut self, other: Numbering<'_>, reader: &Reader<'_, '_>) -> Result<Vec<u32>> {
        match (&mut self.way, other.way) {
            (_, Way::Open) => Ok(Vec::new()),
            (way @ Way::Open, theirs) => {
                *way = theirs;
                Ok((0..self.len() as u32).collect())
            }
            (Way::Packed(ours), Way::Packed(theirs)) if ours.fields == theirs.fields => {
                let keys = ours.translated(&theirs);
                ours.number(keys, reader, self.operator)
            }
            (_, theirs) => {
                self.loosen(reader.graph);
                let theirs = theirs.into_values(reader.graph);
                let Way::Values(known) = &mut self.way else { return Ok(Vec::new()) };
                Ok((0..theirs.len()).map(|number| known.number(theirs.row(number)).0 as u32).collect())
            }
        }
    }

    /// The keys of all numbers, in their order, as a column each.
    pub fn into_columns(self, graph: &Graph) -> Vec<Column> {
        match self.way {
            Way::Open => self.keys.iter().map(|_| Column::default()).collect(),
            Way::Packed(packed) => packed.columns(graph),
            Way::Values(known) => {
                let mut columns: Vec<Column> = self.keys.iter().map(|_| Column::default()).collect();
                let width = columns.len();
                for (place, value) in known.into_values().into_iter().enumerate() {
                    columns[place % width].push(value);
                }
                columns
            }
        }
    }

    /// How the keys of such a batch fit into one number; none where they do not.
    fn fields(&self, batch: &Batch, graph: &Graph) -> Option<Vec<Field>> {
        let fit = |fields: &Vec<Field>| fields.iter().map(|field| field.bits).sum::<u32>() <= MOST_BITS;
        let sources: Vec<Source<'_>> =
            self.keys.iter().map(|key| Source::of(key, batch, graph)).collect::<Option<_>>()?;
        let mut fields: Vec<Field> =
            sources.iter().map(|source| Field::of(*source, graph)).collect::<Option<_>>()?;
        if !fit(&fields) {
            for (field, source) in fields.iter_mut().zip(sources) {
                let lexical = Field::lexical(source, graph).filter(|lexical| lexical.bits < field.bits);
                *field = lexical.unwrap_or(*field);
            }
        }
        Some(fields).filter(fit)
    }

    /// From now on by the values of the keys.
    fn loosen(&mut self, graph: &Graph) {
        let way = std::mem::replace(&mut self.way, Way::Open);
        self.way = match way {
            Way::Open => Way::Values(KeyTable::new(self.keys.len())),
            way => Way::Values(way.into_values(graph)),
        };
    }
}

impl Way {
    fn into_values(self, graph: &Graph) -> KeyTable {
        match self {
            Way::Open => KeyTable::default(),
            Way::Values(known) => known,
            Way::Packed(packed) => packed.into_values(graph),
        }
    }
}

impl Packed {
    fn new(fields: Vec<Field>) -> Self {
        let lexicons = fields.iter().map(|_| Lexicon::default()).collect();
        Packed { fields, lexicons, flat: Flat::default() }
    }

    /// The packed keys of a batch; none where it does not have the form of those before.
    fn pack(&mut self, keys: &[Cow<'_, Expr>], batch: &Batch, graph: &Graph) -> Option<Vec<u64>> {
        let mut packed = vec![0; batch.rows];
        let mut shift = 0;
        for ((key, field), lexicon) in keys.iter().zip(&self.fields).zip(&mut self.lexicons) {
            let source = Source::of(key, batch, graph)?;
            let form = [Field::of(source, graph), Field::lexical(source, graph)];
            if !form.contains(&Some(*field)) {
                return None;
            }
            field.pack(source, graph, lexicon, shift, &mut packed);
            shift += field.bits;
        }
        Some(packed)
    }

    fn number(&mut self, packed: Vec<u64>, reader: &Reader<'_, '_>, operator: &str) -> Result<Vec<u32>> {
        let before = self.flat.keys().len();
        let mut numbers = Vec::with_capacity(packed.len());
        // Rows with one key often come one behind the other.
        let mut last = (NO_KEY, 0);
        for key in packed {
            if key != last.0 {
                last = (key, self.flat.number(key).0);
            }
            numbers.push(last.1);
        }
        let lexicons: usize = self.lexicons.iter_mut().map(Lexicon::taken).sum();
        reader.shared.claim(BYTES * (self.flat.keys().len() - before) + lexicons, operator)?;
        Ok(numbers)
    }

    /// The packed keys of another with the same fields, with the numbers that values have here.
    fn translated(&mut self, other: &Packed) -> Vec<u64> {
        let mut keys = other.flat.keys().to_vec();
        let mut shift = 0;
        for ((field, ours), theirs) in self.fields.iter().zip(&mut self.lexicons).zip(&other.lexicons) {
            if theirs.len() > 0 {
                let numbers: Vec<u32> =
                    (0..theirs.len()).map(|number| ours.number_of(theirs.value(number))).collect();
                let mask = ((1 << field.bits) - 1) << shift;
                for key in &mut keys {
                    let number = numbers[((*key & mask) >> shift) as usize];
                    *key = *key & !mask | u64::from(number) << shift;
                }
            }
            shift += field.bits;
        }
        keys
    }

    fn columns(&self, graph: &Graph) -> Vec<Column> {
        let mut shift = 0;
        let fields = self.fields.iter().zip(&self.lexicons).map(|(field, lexicon)| {
            let mask = (1 << field.bits) - 1;
            let numbers = self.flat.keys().iter().map(|key| key >> shift & mask);
            let column = field.column(numbers, graph, lexicon);
            shift += field.bits;
            column
        });
        fields.collect()
    }

    fn unpack(&self, mut key: u64, graph: &Graph, row: &mut Vec<Value>) {
        row.clear();
        for (field, lexicon) in self.fields.iter().zip(&self.lexicons) {
            row.push(field.value(key & ((1 << field.bits) - 1), graph, lexicon));
            key >>= field.bits;
        }
    }

    fn into_values(self, graph: &Graph) -> KeyTable {
        let mut known = KeyTable::new(self.fields.len());
        let mut row = Vec::new();
        for key in self.flat.keys() {
            self.unpack(*key, graph, &mut row);
            known.number(&row);
        }
        known
    }
}

fn number_by_value(
    keys: &[Cow<'_, Expr>],
    known: &mut KeyTable,
    reader: &Reader<'_, '_>,
    batch: &Batch,
    row: usize,
    frame: &mut Frame,
    operator: &str,
) -> Result<u32> {
    batch.load(row, reader.graph, frame);
    let values: Vec<Value> = keys.iter().map(|key| reader.eval(key, frame)).collect::<Result<_>>()?;
    let (number, new) = known.number(&values);
    if new {
        reader.shared.claim(BYTES + values.iter().map(size).sum::<usize>(), operator)?;
    }
    Ok(number as u32)
}
