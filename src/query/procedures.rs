//! Procedures: what CALL calls. Each gives rows of named fields.

mod algorithms;
mod centrality;
mod components;
mod paths;
mod schema;
mod view;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::error::Result;
use crate::graph::Graph;
use crate::model::Value;
use crate::query::options::Stop;
use crate::query::types::Types;

/// What a procedure does: graph and arguments to rows, each as wide as `gives`. One that may take long
/// looks at the switch now and then.
pub type Body = dyn Fn(&Graph, &[Value], &Stop) -> Result<Vec<Vec<Value>>> + Send + Sync;

/// A procedure with the names and types of what it takes and gives.
#[derive(Clone)]
pub struct Procedure {
    pub name: String,
    pub takes: Vec<(String, Types)>,
    /// How many arguments may be left out, at the end.
    pub optional: usize,
    pub gives: Vec<(String, Types)>,
    pub doc: &'static str,
    pub body: Arc<Body>,
}

/// Procedures by name.
#[derive(Debug, Clone, Default)]
pub struct Procedures(Arc<BTreeMap<String, Procedure>>);

/// Made once; every statement's options hold them.
static BUILT_IN: LazyLock<Procedures> = LazyLock::new(Procedures::make);

impl Procedures {
    /// Those that come with the language.
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    fn make() -> Self {
        let mut all = Procedures::default();
        algorithms::all().into_iter().for_each(|procedure| all.add(procedure));
        schema::all().into_iter().for_each(|procedure| all.add(procedure));
        all
    }

    pub fn add(&mut self, procedure: Procedure) {
        Arc::make_mut(&mut self.0).insert(procedure.name.clone(), procedure);
    }

    pub fn get(&self, name: &str) -> Option<&Procedure> {
        self.0.get(name)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Procedure> {
        self.0.values()
    }
}

impl fmt::Debug for Procedure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Procedure").field("name", &self.name).finish_non_exhaustive()
    }
}
