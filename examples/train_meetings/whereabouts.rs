//! Learns which of the days and towns told near a meeting are its own.

use std::error::Error;

use chancery::extract::event::likely::whereabouts::{Bars, DAYS, MAGIC, TOWNS, Weights};
use chancery::extract::syntax::weights::{Feature, write_table};

use crate::PARTS;
use crate::gold::Annotated;
use crate::logistic::{self, Alternative, Choice};

/// A meeting found that is annotated: the days and towns there are for it, and how many pairs of people met.
pub struct Whereabouts {
    pub days: Asked,
    pub towns: Asked,
    pub pairs: usize,
}

/// The days or towns there are for a meeting, whether one is annotated, and how much that counts.
pub struct Asked {
    pub told: bool,
    pub options: Vec<Option>,
    pub weight: f64,
}

/// A day or town: whether the rules chose it, whether it is right, and what is said of it at each place.
pub struct Option {
    pub read: bool,
    pub right: bool,
    pub said: Vec<Vec<Feature>>,
}

/// The file of weights that the articles teach.
pub fn learned(articles: &[Annotated]) -> Result<Vec<u8>, Box<dyn Error>> {
    let found: Vec<Vec<Whereabouts>> = articles.iter().map(Annotated::whereabouts).collect();
    let days = learn("days", &found, |found| &found.days, DAYS);
    let towns = learn("towns", &found, |found| &found.towns, TOWNS);
    let bytes = [MAGIC, &days, &towns].concat();
    Weights::read(&bytes).ok_or("the weights written cannot be read")?;
    Ok(bytes)
}

type Of = fn(&Whereabouts) -> &Asked;

/// The weights of some meetings, after the figures for them.
fn learn(name: &str, articles: &[Vec<Whereabouts>], of: Of, bars: Bars) -> Vec<u8> {
    report(name, articles, of, bars);
    let mut bytes = Vec::new();
    write_table(&train(articles.iter(), of).rows(), &mut bytes);
    bytes
}

fn train<'f>(articles: impl Iterator<Item = &'f Vec<Whereabouts>>, of: Of) -> logistic::Weights {
    let said = |option: &'f Option| option.said.iter().map(Vec::as_slice).collect();
    let alternative = |option: &'f Option| Alternative { said: said(option), right: option.right };
    let choice = |found: &'f Whereabouts| Choice {
        alternatives: of(found).options.iter().map(alternative).collect(),
        weight: of(found).weight,
    };
    let asked = articles.flatten().filter(|found| !of(found).options.is_empty());
    logistic::choosing(&asked.map(choice).collect::<Vec<_>>())
}

/// How many meetings, and pairs of people, of articles that were not learned from have the right day or town.
fn report(name: &str, articles: &[Vec<Whereabouts>], of: Of, bars: Bars) {
    let mut sums = [[0usize; 3]; 2];
    let (mut mended, mut harmed) = (0, 0);
    // Meetings without a day or town in annotations and by the rules, and how many of them get one.
    let (mut untold, mut given) = (0, 0);
    for part in 0..PARTS {
        let kept = |place: &usize| place % PARTS == part;
        let learned = articles.iter().enumerate().filter(|(place, _)| !kept(place));
        let weights = train(learned.map(|(_, article)| article), of);
        let rest = articles.iter().enumerate().filter(|(place, _)| kept(place));
        for found in rest.flat_map(|(_, article)| article).filter(|found| !of(found).options.is_empty()) {
            let Asked { options, told, .. } = of(found);
            let scores: Vec<Vec<f64>> = options
                .iter()
                .map(|option| option.said.iter().map(|features| weights.score(features)).collect())
                .collect();
            let right = |place: usize| options[place].right;
            let best = bars.best(&scores, |place| options[place].read);
            if !told {
                let open = !options.iter().any(|option| option.read);
                untold += usize::from(open);
                given += usize::from(open && best.is_some());
                continue;
            }
            let before = options.iter().any(|option| option.read && option.right);
            let after = best.map_or(before, right);
            mended += usize::from(after && !before);
            harmed += usize::from(before && !after);
            for (sum, count) in sums.iter_mut().zip([1, found.pairs]) {
                sum[0] += count;
                sum[1] += count * usize::from(before);
                sum[2] += count * usize::from(after);
            }
        }
    }
    for (what, [all, before, after]) in ["meetings", "pairs"].iter().zip(sums) {
        let share = |part: usize| part as f64 / all.max(1) as f64;
        println!("{name}: {all} {what}, right by rules {:.3}, by weight {:.3}", share(before), share(after));
    }
    println!("  {mended} meetings mended, {harmed} harmed; of {untold} that have none {given} get one");
}
