//! Logistic regression with a step of its own for each weight (AdaGrad: Duchi, Hazan and Singer, 2011).

use std::collections::HashMap;

use chancery::extract::event::likely::STEPS;
use chancery::extract::syntax::weights::{Feature, key_of};

use crate::gold::Example;

const PASSES: usize = 6;
const RATE: f64 = 0.07;
/// The same where one of several is chosen.
const RATE_OF_CHOICE: f64 = 0.03;
const SHRINK: f64 = 1e-5;
/// A feature seen less often says nothing.
const SEEN: usize = 2;
/// Runs over the examples in other orders, of which the average is taken.
const RUNS: u64 = 5;
/// How often the sentences that tell of a pair are chosen anew.
const CHOICES: usize = 2;

/// Weights by the keys of features, as they are stored.
#[derive(Default)]
pub struct Weights(HashMap<u32, f64>);

impl Weights {
    fn sum(&self, keys: &[u32]) -> f64 {
        keys.iter().filter_map(|key| self.0.get(key)).sum()
    }

    /// The logarithm of the odds.
    pub fn score(&self, features: &[Feature]) -> f64 {
        self.sum(&features.iter().map(|feature| key_of(*feature)).collect::<Vec<_>>())
    }

    pub fn likelihood(&self, features: &[Feature]) -> f64 {
        odds(self.score(features))
    }

    /// The weights in steps, sorted.
    pub fn rows(&self) -> Vec<(u32, [i8; 1])> {
        let steps = |weight: f64| (weight * STEPS).round().clamp(-127.0, 127.0) as i8;
        let mut rows: Vec<_> = self.0.iter().map(|(key, weight)| (*key, [steps(*weight)])).collect();
        rows.retain(|(_, weight)| *weight != [0]);
        rows.sort_unstable();
        rows
    }
}

/// A logarithm of odds as a probability.
fn odds(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// Learns from articles, in several orders.
pub fn train(articles: &[Vec<Example>]) -> Weights {
    let mut all = Weights::default();
    for run in 1..=RUNS {
        for (key, weight) in run_of(articles, run).0 {
            *all.0.entry(key).or_default() += weight / RUNS as f64;
        }
    }
    all
}

/// An example as it is learned from.
struct Sample<'e> {
    example: &'e Example,
    keys: Vec<u32>,
    weight: f64,
    /// Whether it is one of the sentences that say it best.
    chosen: bool,
}

fn samples(articles: &[Vec<Example>]) -> Vec<Sample<'_>> {
    let mut seen: HashMap<u32, usize> = HashMap::new();
    for feature in articles.iter().flatten().flat_map(|example| &example.features) {
        *seen.entry(key_of(*feature)).or_default() += 1;
    }
    let mut samples = Vec::new();
    for article in articles {
        // Long lists of names would drown the rest.
        let share = (4.0 / (article.len().max(1) as f64).sqrt()).min(1.0);
        samples.extend(article.iter().map(|example| {
            let keys = example.features.iter().map(|feature| key_of(*feature));
            let keys = keys.filter(|key| seen[key] >= SEEN).collect();
            Sample { example, keys, weight: share * example.weight, chosen: true }
        }));
    }
    samples
}

/// Learns from articles in one order; of the sentences that name two people who met, those count that say it best.
fn run_of(articles: &[Vec<Example>], run: u64) -> Weights {
    let mut samples = samples(articles);
    let mut weights = learned(&samples, run);
    for _ in 0..CHOICES {
        let mut best: HashMap<&(String, usize, usize), f64> = HashMap::new();
        for sample in &samples {
            let score = best.entry(&sample.example.of).or_insert(f64::MIN);
            *score = score.max(weights.sum(&sample.keys));
        }
        for sample in &mut samples {
            let score = weights.sum(&sample.keys);
            sample.chosen = !sample.example.met || score >= 1.0 || score >= best[&sample.example.of] - 1.0;
        }
        weights = learned(&samples, run);
    }
    weights
}

/// Weights learned from the chosen samples.
fn learned(samples: &[Sample<'_>], run: u64) -> Weights {
    let mut learning = Learning::default();
    let mut order: Vec<&Sample<'_>> = samples.iter().filter(|sample| sample.chosen).collect();
    let mut chance = chance_of(run);
    for _ in 0..PASSES {
        shuffle(&mut order, &mut chance);
        for sample in &order {
            let met = f64::from(u8::from(sample.example.met));
            let error = odds(learning.weights.sum(&sample.keys)) - met;
            learning.step(&sample.keys, error * sample.weight);
        }
    }
    learning.weights
}

/// Weights and how far each has been moved.
struct Learning {
    weights: Weights,
    slopes: HashMap<u32, f64>,
    rate: f64,
}

impl Default for Learning {
    fn default() -> Self {
        Learning { weights: Weights::default(), slopes: HashMap::new(), rate: RATE }
    }
}

impl Learning {
    /// Moves the weights of some features against an error.
    fn step(&mut self, keys: &[u32], error: f64) {
        for key in keys {
            let value = self.weights.0.entry(*key).or_default();
            let slope = error + SHRINK * *value;
            let sum = self.slopes.entry(*key).or_insert(1e-6);
            *sum += slope * slope;
            *value -= self.rate * slope / sum.sqrt();
        }
    }
}

fn chance_of(run: u64) -> u64 {
    run.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn shuffle<T>(items: &mut [T], chance: &mut u64) {
    for last in (1..items.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        items.swap(last, (*chance % (last as u64 + 1)) as usize);
    }
}

/// Something to choose: what is said of it, each time with its features, and whether it is right.
pub struct Alternative<'f> {
    pub said: Vec<&'f [Feature]>,
    pub right: bool,
}

/// Alternatives of which one is right or none, and how much it counts.
pub struct Choice<'f> {
    pub alternatives: Vec<Alternative<'f>>,
    pub weight: f64,
}

/// The same with the keys of features seen often enough.
struct Option {
    said: Vec<Vec<u32>>,
    right: bool,
}

/// Learns to choose among alternatives, or none of them, in several orders; each counts by what speaks for it most.
pub fn choosing(choices: &[Choice<'_>]) -> Weights {
    let mut seen: HashMap<u32, usize> = HashMap::new();
    let all = || choices.iter().flat_map(|choice| &choice.alternatives).flat_map(|one| &one.said);
    for feature in all().flat_map(|said| said.iter()) {
        *seen.entry(key_of(*feature)).or_default() += 1;
    }
    let keys = |said: &&[Feature]| -> Vec<u32> {
        said.iter().map(|feature| key_of(*feature)).filter(|key| seen[key] >= SEEN).collect()
    };
    let option =
        |one: &Alternative<'_>| Option { said: one.said.iter().map(keys).collect(), right: one.right };
    let options = |choice: &Choice<'_>| (choice.alternatives.iter().map(option).collect(), choice.weight);
    let choices: Vec<(Vec<Option>, f64)> = choices.iter().map(options).collect();
    let mut all = Weights::default();
    for run in 1..=RUNS {
        for (key, weight) in chosen(&choices, run).0 {
            *all.0.entry(key).or_default() += weight / RUNS as f64;
        }
    }
    all
}

/// Weights of a logarithm of odds for each option, that of none being 0.
fn chosen(choices: &[(Vec<Option>, f64)], run: u64) -> Weights {
    let mut learning = Learning { rate: RATE_OF_CHOICE, ..Learning::default() };
    let mut order: Vec<&(Vec<Option>, f64)> = choices.iter().collect();
    let mut chance = chance_of(run);
    for _ in 0..PASSES {
        shuffle(&mut order, &mut chance);
        for (choice, weight) in order.iter().copied() {
            let weigh = |option: &Option| {
                let said = option.said.iter().enumerate();
                said.map(|(place, keys)| (learning.weights.sum(keys).exp(), place))
                    .max_by(|one, other| one.0.total_cmp(&other.0))
                    .unwrap_or_default()
            };
            let best: Vec<(f64, usize)> = choice.iter().map(weigh).collect();
            let all: f64 = 1.0 + best.iter().map(|(odds, _)| odds).sum::<f64>();
            let right: f64 =
                best.iter().zip(choice).filter(|(_, option)| option.right).map(|((odds, _), _)| odds).sum();
            for ((odds, place), option) in best.iter().zip(choice) {
                let aim = if option.right { odds / right } else { 0.0 };
                if let Some(keys) = option.said.get(*place) {
                    learning.step(keys, (odds / all - aim) * weight);
                }
            }
        }
    }
    learning.weights
}
