//! How central a node is: by its edges, its distances, the paths through it, the rank that others lend it.

use crate::error::Result;
use crate::query::options::Stop;

use super::paths::Sweep;
use super::view::View;

/// How many edges leave each node, or what they weigh.
pub fn degree(view: &View, weighted: bool) -> Vec<f64> {
    let size = |place: usize| {
        let steps = view.steps(place);
        if weighted { steps.iter().map(|step| step.weight).sum() } else { steps.len() as f64 }
    };
    (0..view.len()).map(size).collect()
}

/// The inverse of the mean distance to the nodes that can be reached, times the share of the view they
/// are (Wasserman and Faust 1994, formula 5.22): 1 where all are one step away, 0 where there is none.
///
/// # Errors
/// Where the statement was stopped.
pub fn closeness(view: &View, weighted: bool, stop: &Stop) -> Result<Vec<f64>> {
    let others = view.len().saturating_sub(1) as f64;
    let mut found = Sweep::new(view, weighted);
    let score = |place: usize| -> Result<f64> {
        found.run(place, None, stop)?;
        let reached = (found.order.len() - 1) as f64;
        let total: f64 = found.order.iter().map(|place| found.distance[*place]).sum();
        Ok(if total > 0.0 { reached / others * (reached / total) } else { 0.0 })
    };
    (0..view.len()).map(score).collect()
}

/// How many of the shortest paths between other nodes lead through each node (Brandes 2001); where edges
/// are walked both ways, a pair counts once.
///
/// # Errors
/// Where the statement was stopped.
pub fn betweenness(view: &View, weighted: bool, both_ways: bool, stop: &Stop) -> Result<Vec<f64>> {
    let mut scores = vec![0.0; view.len()];
    let mut share = vec![0.0; view.len()];
    let mut found = Sweep::new(view, weighted);
    for start in 0..view.len() {
        found.run(start, None, stop)?;
        for place in found.order.iter().rev() {
            // What a node passes on is complete when it is met, and is not needed again.
            let whole = std::mem::take(&mut share[*place]);
            for before in found.before(*place) {
                share[before] += found.paths[before] / found.paths[*place] * (1.0 + whole);
            }
            if *place != start {
                scores[*place] += whole;
            }
        }
    }
    if both_ways {
        scores.iter_mut().for_each(|score| *score /= 2.0);
    }
    Ok(scores)
}

/// The share of its time that a random walk spends at each node (Page and Brin 1998): with probability
/// `damping` it follows an edge, by weight, else it starts anew anywhere, as it does where no edge leaves.
/// It ends when the scores move by less than `tolerance` together, or after so many rounds.
///
/// # Errors
/// Where the statement was stopped.
pub fn page_rank(view: &View, damping: f64, rounds: usize, tolerance: f64, stop: &Stop) -> Result<Vec<f64>> {
    let count = view.len() as f64;
    let totals: Vec<f64> =
        (0..view.len()).map(|place| view.steps(place).iter().map(|step| step.weight).sum()).collect();
    let mut scores = vec![1.0 / count; view.len()];
    for _ in 0..rounds {
        stop.check()?;
        let stuck: f64 =
            scores.iter().zip(&totals).filter(|(_, total)| **total == 0.0).map(|(score, _)| score).sum();
        let mut next = vec![(1.0 - damping) / count + damping * stuck / count; view.len()];
        for (place, total) in totals.iter().enumerate().filter(|(_, total)| **total > 0.0) {
            for step in view.steps(place) {
                next[step.to()] += damping * scores[place] * step.weight / total;
            }
        }
        let moved: f64 = scores.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        scores = next;
        if moved < tolerance {
            break;
        }
    }
    Ok(scores)
}
