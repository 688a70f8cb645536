//! The averaged perceptron, and the walks that teach it: tagging from left to right, and parsing with
//! a dynamic oracle (Goldberg and Nivre 2013), which also learns from states reached by mistakes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use chancery::extract::syntax::weights::{Feature, key_of, write_table};
use chancery::extract::syntax::{
    ARC_FEATURES, LABEL_ROW, Label, MOVE_FEATURES, MOVE_ROW, Move, State, TAG_FEATURES, TAG_ROW, Tag, Word,
    tag_features,
};

use crate::treebank::Sentence;

/// Keys are hashes already.
#[derive(Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// Which weights are worth their room.
pub struct Keep {
    /// The weight that becomes 1.
    pub unit: f64,
    /// Features changed fewer times are left out.
    pub changes: u32,
}

/// Weights under training, with the sums from which their average is taken.
pub struct Perceptron<const N: usize> {
    places: HashMap<u32, u32, BuildHasherDefault<Identity>>,
    rows: Vec<Row<N>>,
    steps: u32,
}

struct Row<const N: usize> {
    weights: [f32; N],
    totals: [f64; N],
    /// The step up to which `totals` is summed.
    summed: u32,
    changes: u32,
}

impl<const N: usize> Perceptron<N> {
    pub fn new() -> Self {
        Perceptron { places: HashMap::default(), rows: Vec::new(), steps: 0 }
    }

    pub fn scores(&self, features: &[Feature]) -> [f32; N] {
        let mut scores = [0.0; N];
        for feature in features {
            if let Some(place) = self.places.get(&key_of(*feature)) {
                for (score, weight) in scores.iter_mut().zip(&self.rows[*place as usize].weights) {
                    *score += weight;
                }
            }
        }
        scores
    }

    /// Learns unless the right class is clearly ahead of every other.
    pub fn learn(&mut self, features: &[Feature], scores: &[f32], right: usize) {
        let rival = best_but(scores, right);
        self.steps += 1;
        if scores[rival] + MARGIN > scores[right] {
            self.update(features, right, rival);
        }
    }

    fn update(&mut self, features: &[Feature], right: usize, wrong: usize) {
        for feature in features {
            let rows = &mut self.rows;
            let place = *self.places.entry(key_of(*feature)).or_insert_with(|| {
                rows.push(Row { weights: [0.0; N], totals: [0.0; N], summed: 0, changes: 0 });
                rows.len() as u32 - 1
            });
            let row = &mut self.rows[place as usize];
            row.sum(self.steps);
            row.changes += 1;
            row.weights[right] += 1.0;
            row.weights[wrong] -= 1.0;
        }
    }

    /// The averaged weights as `write_table` wants them; features that come out empty are left out.
    fn quantised(&mut self, keep: &Keep) -> Vec<(u32, [i8; N])> {
        let mut out = Vec::new();
        for (key, place) in &self.places {
            let row = &mut self.rows[*place as usize];
            row.sum(self.steps);
            if row.changes < keep.changes {
                continue;
            }
            let steps = f64::from(self.steps);
            let weights =
                row.totals.map(|total| (total / steps / keep.unit).round().clamp(-127.0, 127.0) as i8);
            if weights.iter().any(|weight| *weight != 0) {
                out.push((*key, weights));
            }
        }
        out.sort_unstable_by_key(|(key, _)| *key);
        out
    }

    /// Takes what another has learned from the same sentences in another order, so that the average is
    /// taken over both.
    pub fn join(&mut self, mut other: Self) {
        for (key, place) in &other.places {
            let theirs = &mut other.rows[*place as usize];
            theirs.sum(other.steps);
            let rows = &mut self.rows;
            let ours = *self.places.entry(*key).or_insert_with(|| {
                rows.push(Row { weights: [0.0; N], totals: [0.0; N], summed: self.steps, changes: 0 });
                rows.len() as u32 - 1
            });
            let ours = &mut self.rows[ours as usize];
            ours.sum(self.steps);
            ours.changes += theirs.changes;
            for (total, more) in ours.totals.iter_mut().zip(theirs.totals) {
                *total += more;
            }
            ours.summed = self.steps + other.steps;
        }
        let before = self.steps;
        self.steps += other.steps;
        for row in self.rows.iter_mut().filter(|row| row.summed <= before) {
            row.sum(before);
            row.summed = self.steps;
        }
    }

    pub fn write(&mut self, keep: &Keep, out: &mut Vec<u8>) -> usize {
        let rows = self.quantised(keep);
        write_table(&rows, out);
        rows.len()
    }
}

impl<const N: usize> Row<N> {
    fn sum(&mut self, steps: u32) {
        let passed = f64::from(steps - self.summed);
        if passed > 0.0 {
            for (total, weight) in self.totals.iter_mut().zip(&self.weights) {
                *total += passed * f64::from(*weight);
            }
            self.summed = steps;
        }
    }
}

/// How far the right class must be ahead of the others.
const MARGIN: f32 = 2.0;

/// A small deterministic source of chance (splitmix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

pub fn words(sentence: &Sentence) -> Vec<Word> {
    sentence.iter().map(|item| Word::new(&item.form)).collect()
}

/// The place of the highest score but one that is left out.
fn best_but(scores: &[f32], left_out: usize) -> usize {
    let places = (0..scores.len()).filter(|place| *place != left_out);
    places.max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a))).unwrap_or(left_out)
}

fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
}

/// Tags a sentence; learns from its mistakes where `learn` is set.
pub fn tag(model: &mut Perceptron<TAG_ROW>, sentence: &Sentence, learn: bool) -> Vec<Tag> {
    let words = words(sentence);
    let mut tags = Vec::with_capacity(words.len());
    let mut features = [0; TAG_FEATURES];
    for (at, item) in sentence.iter().enumerate() {
        tag_features(&words, at, &tags, &mut features);
        let scores = model.scores(&features);
        let found = best(&scores[..Tag::ALL.len()]);
        if learn {
            model.learn(&features, &scores[..Tag::ALL.len()], item.tag as usize);
        }
        tags.push(Tag::ALL[found]);
    }
    tags
}

pub struct Parser {
    pub moves: Perceptron<MOVE_ROW>,
    pub labels: Perceptron<LABEL_ROW>,
}

const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

impl Parser {
    pub fn new() -> Parser {
        Parser { moves: Perceptron::new(), labels: Perceptron::new() }
    }

    pub fn join(&mut self, other: Parser) {
        self.moves.join(other.moves);
        self.labels.join(other.labels);
    }

    /// Parses a sentence with the given tags and learns. After the first pass the walk mostly follows
    /// its own mistakes (`explore`).
    pub fn learn(&mut self, sentence: &Sentence, tags: &[Tag], explore: bool, chance: &mut Chance) {
        let mut state = State::new(&words(sentence), tags);
        let mut features = [0; MOVE_FEATURES];
        let mut arc = [0; ARC_FEATURES];
        while !state.is_done() {
            let legal = state.legal();
            let costs = costs(&state, sentence);
            let least = MOVES.into_iter().filter(|it| legal.allows(*it)).map(|it| costs[it as usize]).min();
            state.move_features(&mut features);
            let scores = self.moves.scores(&features);
            let choose = |among: &dyn Fn(Move) -> bool| {
                let fit = MOVES.into_iter().filter(|it| legal.allows(*it) && among(*it));
                fit.max_by(|a, b| {
                    scores[*a as usize].total_cmp(&scores[*b as usize]).then((*b as u8).cmp(&(*a as u8)))
                })
            };
            let found = choose(&|_| true).expect("an unfinished parse has a move");
            let right = choose(&|it| Some(costs[it as usize]) == least).expect("one move costs least");
            self.moves.steps += 1;
            if let Some(rival) = choose(&|it| Some(costs[it as usize]) != least)
                && scores[rival as usize] + MARGIN > scores[right as usize]
            {
                self.moves.update(&features, right as usize, rival as usize);
            }
            let mistaken = Some(costs[found as usize]) != least;
            let choice = if mistaken && (!explore || chance.one_in(10)) { right } else { found };
            let label = match state.arc_of(choice) {
                Some((head, dependent)) if !state.is_root(head) => {
                    state.arc_features(head, dependent, &mut arc);
                    let scores = self.labels.scores(&arc);
                    let right = sentence[dependent].label as usize;
                    if sentence[dependent].head == head && right < Label::ROOT {
                        self.labels.learn(&arc, &scores[..Label::ROOT], right);
                    }
                    Label::ALL[best(&scores[..Label::ROOT])]
                }
                _ => Label::Root,
            };
            state.apply(choice, label);
        }
    }
}

/// How many right arcs each move makes impossible.
fn costs(state: &State, sentence: &Sentence) -> [usize; 3] {
    let next = state.next();
    let stack = state.stack();
    let head = |word: usize| sentence.get(word).map(|item| item.head);
    let ahead = |of: usize| (next..sentence.len()).filter(|word| head(*word) == Some(of)).count();
    let shift = stack.iter().filter(|word| head(**word as usize) == Some(next)).count()
        + stack.iter().rev().skip(1).filter(|word| head(next) == Some(**word as usize)).count();
    let Some(top) = stack.last().map(|top| *top as usize) else { return [shift, 0, 0] };
    let below = stack.len().checked_sub(2).map(|at| stack[at] as usize);
    let lost = ahead(top);
    let top_head = head(top);
    let left = lost + usize::from(top_head != Some(next) && (top_head == below || top_head > Some(next)));
    let right = lost + usize::from(top_head >= Some(next));
    [shift, left, right]
}
