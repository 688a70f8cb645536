//! The values of one property key, by row: typed lists for what came in order, a small map for the rest.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use crate::graph::bits::Rows;
use crate::graph::ints::Ints;
use crate::graph::lazy::Lazy;
use crate::graph::texts::Texts;
use crate::model::Value;

/// One property of all nodes or of all edges. Invariant: a row is in at most one part; what the overlay
/// says of a row holds, null there meaning none.
#[derive(Debug, Clone, Default)]
pub struct Column {
    parts: Lazy<Vec<Part>>,
    overlay: FxHashMap<u32, Value>,
}

/// A column that still lies in its file.
#[derive(Debug, Clone, Copy)]
pub struct Unread<'g>(&'g Column);

impl Unread<'_> {
    pub fn read(&self) {
        let _ = self.0.parts();
    }
}

/// A value that compares with others of its kind as a number does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    Integer(i64),
    /// Days; day 1 is 0001-01-01.
    Day(i64),
    Node(u32),
    Edge(u32),
}

impl Plain {
    #[inline]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(Plain::Integer(*number)),
            Value::Date(date) => Some(Plain::Day(date.num_days_from_ce().into())),
            Value::Node(id) => Some(Plain::Node(id.0)),
            Value::Relationship(id) => Some(Plain::Edge(id.0)),
            _ => None,
        }
    }

    /// The order of two values of one kind; none where the kinds differ.
    #[inline]
    pub fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Plain::Integer(left), Plain::Integer(right)) | (Plain::Day(left), Plain::Day(right)) => {
                Some(left.cmp(&right))
            }
            (Plain::Node(left), Plain::Node(right)) | (Plain::Edge(left), Plain::Edge(right)) => {
                Some(left.cmp(&right))
            }
            _ => None,
        }
    }
}

/// The rows whose values have one type.
#[derive(Debug, Clone)]
pub struct Part {
    pub rows: Rows,
    pub data: Data,
}

#[derive(Debug, Clone)]
pub enum Data {
    Booleans(Ints),
    Integers(Ints),
    Floats(Vec<f64>),
    /// Days; day 1 is 0001-01-01.
    Dates(Ints),
    /// Texts that mostly differ.
    Texts(Texts),
    /// Texts that recur.
    Words(Words),
    /// Every other value.
    Values(Vec<Value>),
}

/// Few texts, each row naming one by its number.
#[derive(Debug, Clone, Default)]
pub struct Words {
    words: Vec<Arc<str>>,
    codes: Ints,
    numbers: FxHashMap<Arc<str>, u32>,
}

/// An overlay that is smaller than this is never worth a rebuild.
const SMALL: usize = 1024;
/// Texts are kept as words while there are at most this many different ones …
const MOST_WORDS: usize = 4096;
/// … and each occurs so many times on average, or there are only few rows yet.
const RECURRENCE: usize = 4;
const FEW_ROWS: usize = 64;

impl Column {
    pub fn from_parts(parts: impl Into<Lazy<Vec<Part>>>) -> Self {
        Column { parts: parts.into(), overlay: FxHashMap::default() }
    }

    /// The lists, after [`Column::settle`].
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub fn unread(&self) -> Option<Unread<'_>> {
        self.parts.ready().is_none().then_some(Unread(self))
    }

    /// The lists, where they are read already.
    pub fn read_parts(&self) -> &[Part] {
        self.parts.ready().map_or(&[], Vec::as_slice)
    }

    pub fn get(&self, row: u32) -> Value {
        if let Some(value) = self.overlaid(row) {
            return value.clone();
        }
        self.base(row).map(|(part, place)| part.data.get(place)).unwrap_or_default()
    }

    /// The only list of values; none where there are several, or rows stand apart from them.
    pub fn only_part(&self) -> Option<&Part> {
        match self.parts.as_slice() {
            [part] if self.overlay.is_empty() => Some(part),
            _ => None,
        }
    }

    /// A value as a number of its kind; none where it has none, or it takes more to know.
    #[inline]
    pub fn plain(&self, row: u32) -> Option<Plain> {
        if !self.overlay.is_empty() {
            return self.slow_plain(row);
        }
        let (part, place) = self.base(row)?;
        part.data.plain(place)
    }

    fn slow_plain(&self, row: u32) -> Option<Plain> {
        match self.overlay.get(&row) {
            Some(value) => Plain::of(value),
            None => self.base(row).and_then(|(part, place)| part.data.plain(place)),
        }
    }

    /// A text without a copy; none where the value is none or no text.
    pub fn text(&self, row: u32) -> Option<&str> {
        if let Some(value) = self.overlaid(row) {
            return value.as_str();
        }
        let (part, place) = self.base(row)?;
        part.data.text(place)
    }

    /// Sets a value or, with null, removes it; gives the one before.
    pub fn set(&mut self, row: u32, value: Value) -> Value {
        let before = self.get(row);
        if self.overlay.contains_key(&row) || self.base(row).is_some() {
            self.overlay.insert(row, value);
            if self.overlay.len() > SMALL.max(self.len() / 2) {
                self.settle();
            }
        } else if !value.is_null() {
            self.add(row, value);
        }
        before
    }

    /// As [`Column::set`]; the value before is of no interest.
    pub fn put(&mut self, row: u32, value: Value) {
        if self.ends_before(row) {
            self.add(row, value);
        } else {
            self.set(row, value);
        }
    }

    /// As [`Column::put`], for a text.
    pub fn put_text(&mut self, row: u32, text: &str) {
        if self.ends_before(row) {
            self.add_text(row, text);
        } else {
            self.set(row, text.into());
        }
    }

    fn ends_before(&self, row: u32) -> bool {
        let above = |part: &Part| part.rows.last().is_none_or(|last| last < row);
        self.overlay.is_empty() && self.parts.iter().all(above)
    }

    /// Folds the overlay into the lists.
    pub fn settle(&mut self) {
        if self.overlay.is_empty() {
            return;
        }
        let old = std::mem::take(self);
        let mut rows: Vec<u32> = old.overlay.keys().copied().collect();
        for part in old.parts() {
            rows.extend(part.rows.iter().filter(|row| !old.overlay.contains_key(row)));
        }
        rows.sort_unstable();
        for row in rows {
            match old.text(row) {
                Some(text) => self.add_text(row, text),
                None => self.add(row, old.get(row)),
            }
        }
    }

    /// All rows that have a value; not in order.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        let base = self.parts.iter().flat_map(|part| part.rows.iter());
        let base = base.filter(|row| !self.overlay.contains_key(row));
        let over = self.overlay.iter().filter(|(_, value)| !value.is_null()).map(|(row, _)| *row);
        base.chain(over)
    }

    fn len(&self) -> usize {
        self.parts.iter().map(|part| part.rows.len()).sum()
    }

    fn overlaid(&self, row: u32) -> Option<&Value> {
        if self.overlay.is_empty() { None } else { self.overlay.get(&row) }
    }

    #[inline]
    fn base(&self, row: u32) -> Option<(&Part, usize)> {
        self.parts.iter().find_map(|part| part.rows.place(row).map(|place| (part, place)))
    }

    /// Adds a value to a row that has none.
    fn add(&mut self, row: u32, value: Value) {
        match &value {
            Value::Null => {}
            Value::String(text) => self.add_text(row, text),
            _ => match self.part(row, |data| data.takes(&value), || Data::of(&value)) {
                Some(part) => part.push(row, value),
                None => drop(self.overlay.insert(row, value)),
            },
        }
    }

    fn add_text(&mut self, row: u32, text: &str) {
        let takes = |data: &Data| matches!(data, Data::Words(_) | Data::Texts(_));
        match self.part(row, takes, || Data::Words(Words::default())) {
            Some(part) => part.push_text(row, text),
            None => drop(self.overlay.insert(row, text.into())),
        }
    }

    /// The part that takes such a value, made where there is none; none where the row is not above its rows.
    fn part(&mut self, row: u32, takes: impl Fn(&Data) -> bool, new: impl Fn() -> Data) -> Option<&mut Part> {
        let place = self.parts.iter().position(|part| takes(&part.data)).unwrap_or_else(|| {
            self.parts.push(Part { rows: Rows::default(), data: new() });
            self.parts.len() - 1
        });
        let part = &mut self.parts[place];
        part.rows.last().is_none_or(|last| last < row).then_some(part)
    }
}

impl Part {
    fn push(&mut self, row: u32, value: Value) {
        self.rows.push(row);
        match (&mut self.data, value) {
            (Data::Booleans(list), Value::Boolean(truth)) => list.push(truth.into()),
            (Data::Integers(list), Value::Integer(number)) => list.push(number),
            (Data::Floats(list), Value::Float(number)) => list.push(number),
            (Data::Dates(list), Value::Date(date)) => list.push(date.num_days_from_ce().into()),
            (Data::Values(list), value) => list.push(value),
            (data, value) => unreachable!("{data:?} was chosen for {value:?}"),
        }
    }

    fn push_text(&mut self, row: u32, text: &str) {
        self.rows.push(row);
        if let Data::Words(words) = &mut self.data {
            let Some(rest) = words.push(text) else { return };
            self.data = Data::Texts(rest);
        }
        if let Data::Texts(texts) = &mut self.data {
            texts.push(text);
        }
    }
}

impl Data {
    /// An empty list for such a value.
    fn of(value: &Value) -> Self {
        match value {
            Value::Boolean(_) => Data::Booleans(Ints::default()),
            Value::Integer(_) => Data::Integers(Ints::default()),
            Value::Float(_) => Data::Floats(Vec::new()),
            Value::Date(_) => Data::Dates(Ints::default()),
            _ => Data::Values(Vec::new()),
        }
    }

    fn takes(&self, value: &Value) -> bool {
        match value {
            Value::Boolean(_) => matches!(self, Data::Booleans(_)),
            Value::Integer(_) => matches!(self, Data::Integers(_)),
            Value::Float(_) => matches!(self, Data::Floats(_)),
            Value::Date(_) => matches!(self, Data::Dates(_)),
            _ => matches!(self, Data::Values(_)),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Data::Booleans(list) | Data::Integers(list) | Data::Dates(list) => list.len(),
            Data::Floats(list) => list.len(),
            Data::Texts(texts) => texts.len(),
            Data::Words(words) => words.codes.len(),
            Data::Values(list) => list.len(),
        }
    }

    fn get(&self, place: usize) -> Value {
        match self {
            Data::Booleans(list) => Value::Boolean(list.get(place) != 0),
            Data::Integers(list) => Value::Integer(list.get(place)),
            Data::Floats(list) => Value::Float(list[place]),
            Data::Dates(list) => day(list.get(place)).map_or(Value::Null, Value::Date),
            Data::Texts(texts) => texts.get(place).into(),
            Data::Words(words) => Value::String(words.get(place).clone()),
            Data::Values(list) => list[place].clone(),
        }
    }

    #[inline]
    fn plain(&self, place: usize) -> Option<Plain> {
        match self {
            Data::Dates(list) => Some(Plain::Day(list.get(place))),
            Data::Integers(list) => Some(Plain::Integer(list.get(place))),
            _ => None,
        }
    }

    fn text(&self, place: usize) -> Option<&str> {
        match self {
            Data::Texts(texts) => Some(texts.get(place)),
            Data::Words(words) => Some(words.get(place)),
            _ => None,
        }
    }
}

/// The date of a day number; none where no calendar has it.
pub fn day(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

impl Words {
    /// # Errors
    /// In words, where a code names no word.
    pub fn new(words: Vec<Arc<str>>, codes: Ints) -> Result<Self, String> {
        if !codes.below(words.len()) {
            return Err("a row names a word that is not listed".to_owned());
        }
        let numbers = words.iter().zip(0..).map(|(word, number)| (word.clone(), number)).collect();
        Ok(Words { words, codes, numbers })
    }

    pub fn parts(&self) -> (&[Arc<str>], &Ints) {
        (&self.words, &self.codes)
    }

    fn get(&self, place: usize) -> &Arc<str> {
        &self.words[self.codes.get(place) as usize]
    }

    /// Adds a row; where the texts turn out to differ, gives them as [`Texts`] instead, without this one.
    fn push(&mut self, text: &str) -> Option<Texts> {
        if let Some(number) = self.numbers.get(text) {
            self.codes.push((*number).into());
            return None;
        }
        let rows = self.codes.len();
        if self.words.len() >= MOST_WORDS || rows > FEW_ROWS && self.words.len() * RECURRENCE > rows {
            let mut texts = Texts::default();
            (0..rows).for_each(|place| texts.push(self.get(place)));
            return Some(texts);
        }
        let word: Arc<str> = text.into();
        self.numbers.insert(word.clone(), self.words.len() as u32);
        self.codes.push(self.words.len() as i64);
        self.words.push(word);
        None
    }
}
