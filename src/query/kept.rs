//! Statements that were prepared, for when they come again: who asks a running program asks the same forms
//! over and over, and of a small question preparing it is the larger part.

use std::collections::HashMap;

use crate::graph::Graph;
use crate::query::options::{Options, Params};
use crate::query::run::Prepared;

/// Prepared statements by their text.
#[derive(Default)]
pub struct Kept {
    by_text: HashMap<String, Entry>,
    /// The state of the graph that they were prepared for.
    stamp: u64,
    bytes: usize,
}

struct Entry {
    params: Params,
    strict_names: bool,
    prepared: Prepared,
}

/// When more text than this is kept, all of it is forgotten.
const MOST_BYTES: usize = 1 << 20;

impl Kept {
    pub(super) fn find(
        &self,
        text: &str,
        params: &Params,
        graph: &Graph,
        options: &Options,
    ) -> Option<&Prepared> {
        let entry = self.by_text.get(text).filter(|_| self.stamp == graph.stamp())?;
        let same = entry.params == *params && entry.strict_names == options.strict_names && options.optimize;
        same.then_some(&entry.prepared)
    }

    pub(super) fn keep(
        &mut self,
        text: &str,
        params: &Params,
        graph: &Graph,
        options: &Options,
        prepared: Prepared,
    ) -> &Prepared {
        if self.stamp != graph.stamp() || self.bytes > MOST_BYTES {
            self.by_text.clear();
            (self.stamp, self.bytes) = (graph.stamp(), 0);
        }
        self.bytes += text.len();
        let entry = Entry { params: params.clone(), strict_names: options.strict_names, prepared };
        &self.by_text.entry(text.to_owned()).insert_entry(entry).into_mut().prepared
    }
}
