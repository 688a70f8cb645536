//! From facts to changes: who is who, which meeting, which agreement, across articles.
//!
//! An article's facts become nodes and edges that each carry its evidence. What the article itself said, the
//! spellings, the date, the kind, is kept on its REPORTS edges; everything else about a person, a meeting or
//! an agreement (name, aliases, date, firstSeen …) is derived from what all remaining articles say, so that
//! taking one article back leaves the graph as if it had never been read.

mod agreements;
mod article;
mod derive;
mod draft;
mod hand;
mod identity;
mod known;
mod meetings;
mod office;
mod people;
mod retract;
mod world;

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::graph::{Batch, Graph};
use crate::model::{ArticleFacts, Decision, Verdict};

pub use hand::{accept, forget, mention_keys, merge, reject, split};

use world::World;

/// What a loading did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    pub batch: Batch,
    /// Articles that were not in the graph.
    pub new: usize,
    /// Articles of which nothing has changed.
    pub known: usize,
    /// Articles that now say something else; what only the old text said is gone.
    pub changed: usize,
    /// What is left for a person to decide.
    pub doubts: Vec<Decision>,
}

/// Takes articles' facts into a graph, one after the other.
pub struct Resolver {
    world: World,
    resolved: Resolved,
}

/// What became of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    New,
    Known,
    Changed,
}

impl Resolver {
    /// `at` is the time of loading in seconds since 1970 (UTC).
    pub fn new(graph: &Graph, at: i64) -> Self {
        let batch = Batch { at, ..Batch::default() };
        Resolver {
            world: World::of(graph, Gazetteer::embedded(), at),
            resolved: Resolved { batch, ..Resolved::default() },
        }
    }

    /// Takes in one article. The order of articles matters only where evidence is thin: what could not be
    /// decided when it came is not looked at again.
    ///
    /// # Errors
    /// Where the graph refuses a change; nothing of the resolver is to be used then.
    pub fn add(&mut self, facts: &ArticleFacts) -> Result<Outcome> {
        let outcome = self.world.take_in(facts)?;
        match outcome {
            Outcome::New => self.resolved.new += 1,
            Outcome::Known => self.resolved.known += 1,
            Outcome::Changed => self.resolved.changed += 1,
        }
        Ok(outcome)
    }

    /// Everything that is to be changed, as one batch without a name.
    ///
    /// # Errors
    /// As [`Resolver::add`].
    pub fn finish(mut self) -> Result<Resolved> {
        self.world.settle()?;
        let changes = self.world.draft.changes;
        for change in &changes {
            if let crate::graph::Change::Decide(decision) = change
                && decision.verdict == Verdict::Uncertain
            {
                self.resolved.doubts.push(decision.clone());
            }
        }
        self.resolved.batch.changes = changes;
        Ok(self.resolved)
    }
}

/// Takes all articles' facts into a graph.
///
/// # Errors
/// As [`Resolver::add`].
pub fn resolve(graph: &Graph, facts: &[ArticleFacts], at: i64) -> Result<Resolved> {
    let mut resolver = Resolver::new(graph, at);
    for article in facts {
        resolver.add(article)?;
    }
    resolver.finish()
}
