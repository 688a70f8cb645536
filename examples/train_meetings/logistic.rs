//! Logistic regression with a step of its own for each weight (AdaGrad: Duchi, Hazan and Singer, 2011).

use std::collections::{BTreeMap, HashMap};

use chancery::extract::event::likely::STEPS;
use chancery::extract::syntax::weights::{Feature, key_of};

use crate::gold::Example;

const PASSES: usize = 6;
const RATE: f64 = 0.07;
const SHRINK: f64 = 1e-5;
/// A feature seen less often says nothing.
const SEEN: usize = 2;
/// Runs over the examples in other orders, of which the average is taken.
const RUNS: u64 = 5;
/// How often the sentences that tell of a pair are chosen anew.
const CHOICES: usize = 2;

#[derive(Default)]
pub struct Weights(HashMap<Feature, f64>);

impl Weights {
    fn score(&self, features: &[Feature]) -> f64 {
        features.iter().filter_map(|feature| self.0.get(feature)).sum()
    }

    pub fn likelihood(&self, features: &[Feature]) -> f64 {
        1.0 / (1.0 + (-self.score(features)).exp())
    }

    /// The weights in steps, as they are stored.
    pub fn rows(&self) -> Vec<(u32, [i8; 1])> {
        let steps = |weight: f64| (weight * STEPS).round().clamp(-127.0, 127.0) as i8;
        let rows: BTreeMap<u32, i8> =
            self.0.iter().map(|(feature, weight)| (key_of(*feature), steps(*weight))).collect();
        rows.into_iter().filter(|(_, weight)| *weight != 0).map(|(key, weight)| (key, [weight])).collect()
    }
}

/// Learns from articles, in several orders.
pub fn train(articles: &[Vec<Example>]) -> Weights {
    let mut all = Weights::default();
    for run in 1..=RUNS {
        for (feature, weight) in run_of(articles, run).0 {
            *all.0.entry(feature).or_default() += weight / RUNS as f64;
        }
    }
    all
}

/// Learns from articles in one order; of the sentences that name two people who met, those count that say it best.
fn run_of(articles: &[Vec<Example>], run: u64) -> Weights {
    let mut seen: HashMap<Feature, usize> = HashMap::new();
    for feature in articles.iter().flatten().flat_map(|example| &example.features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let mut examples = Vec::new();
    for article in articles {
        // Long lists of names would drown the rest.
        let weight = (4.0 / (article.len().max(1) as f64).sqrt()).min(1.0);
        for example in article {
            let features: Vec<Feature> =
                example.features.iter().copied().filter(|feature| seen[feature] >= SEEN).collect();
            examples.push((example, features, weight * example.weight, examples.len()));
        }
    }
    let mut chosen: Vec<bool> = vec![true; examples.len()];
    let mut weights = Weights::default();
    for choice in 0..=CHOICES {
        weights = Weights::default();
        let mut slopes: HashMap<Feature, f64> = HashMap::new();
        let mut order: Vec<usize> = (0..examples.len()).filter(|place| chosen[*place]).collect();
        let mut chance = run.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for _ in 0..PASSES {
            shuffle(&mut order, &mut chance);
            for place in &order {
                let (example, features, weight, _) = &examples[*place];
                let error = (weights.likelihood(features) - f64::from(u8::from(example.met))) * weight;
                for feature in features {
                    let value = weights.0.entry(*feature).or_default();
                    let slope = error + SHRINK * *value;
                    let sum = slopes.entry(*feature).or_insert(1e-6);
                    *sum += slope * slope;
                    *value -= RATE * slope / sum.sqrt();
                }
            }
        }
        if choice < CHOICES {
            let mut best: HashMap<&(String, usize, usize), f64> = HashMap::new();
            for (example, features, _, _) in &examples {
                let score = best.entry(&example.of).or_insert(f64::MIN);
                *score = score.max(weights.score(features));
            }
            for (example, features, _, place) in &examples {
                let score = weights.score(features);
                chosen[*place] = !example.met || score >= 1.0 || score >= best[&example.of] - 1.0;
            }
        }
    }
    weights
}

fn shuffle(items: &mut [usize], chance: &mut u64) {
    for last in (1..items.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        items.swap(last, (*chance % (last as u64 + 1)) as usize);
    }
}
