//! Articles into the store: read, understood, resolved and committed as one batch.

use crate::error::{Error, Result};
use crate::query::Stop;
use crate::resolve::Resolver;
use crate::session::{Session, Sources, each_fact};
use crate::text::read::Rejection;

/// How far a load is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// So many articles are understood.
    Understood(usize),
    Committing,
}

/// What a load did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoadReport {
    /// Articles by what became of them.
    pub new: usize,
    pub known: usize,
    pub changed: usize,
    pub rejected: Vec<Rejection>,
    /// What the articles of this load tell of, counted an article.
    pub people: usize,
    pub meetings: usize,
    pub agreements: usize,
    /// Identities put up for review.
    pub doubts: usize,
    /// Changes to the graph; none where everything was known.
    pub changes: usize,
}

impl Session {
    /// Loads articles, or facts that `extract` printed, as one batch: all of it or nothing.
    /// `at` is the time in seconds since 1970.
    ///
    /// # Errors
    /// Where the store cannot be written, or `stop` was thrown: nothing is loaded then.
    pub fn load(
        &mut self,
        sources: Sources,
        at: i64,
        stop: &Stop,
        progress: &mut dyn FnMut(Stage),
    ) -> Result<LoadReport> {
        let mut report = LoadReport::default();
        let what = describe(&sources);
        let mut resolver = Resolver::new(self.store.graph(), at);
        let mut outcome = Ok(());
        let mut read = 0;
        each_fact(sources, &mut |understood| {
            match understood {
                Ok(facts) => {
                    report.people += facts.people.len();
                    report.meetings += facts.meetings.len();
                    report.agreements += facts.agreements.len();
                    outcome = resolver.add(&facts).map(|_| ());
                }
                Err(rejection) => report.rejected.push(rejection),
            }
            read += 1;
            progress(Stage::Understood(read));
            outcome.is_ok() && stop.reason().is_none()
        });
        outcome?;
        if stop.reason().is_some() {
            return Err(Error::Interrupted("stopped; nothing was loaded".to_owned()));
        }
        let mut resolved = resolver.finish()?;
        resolved.batch.what = what;
        report.new = resolved.new;
        report.known = resolved.known;
        report.changed = resolved.changed;
        report.doubts = resolved.doubts.len();
        report.changes = resolved.batch.changes.len();
        progress(Stage::Committing);
        self.store.commit(resolved.batch)?;
        Ok(report)
    }
}

/// What the log says of this load.
fn describe(sources: &Sources) -> String {
    let paths: Vec<String> = sources.paths.iter().map(|path| path.display().to_string()).collect();
    format!("load {}", paths.join(" "))
}
