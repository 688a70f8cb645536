//! Articles to facts, on all cores, in the order they were read.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::extract;
use crate::gazetteer::Gazetteer;
use crate::model::ArticleFacts;
use crate::text::read::{self, Input, Rejection, Standard};

/// How many articles are in memory at once.
const CHUNK: usize = 256;

/// What to read.
#[derive(Default)]
pub struct Sources {
    /// Files and folders; `-` is `standard`.
    pub paths: Vec<PathBuf>,
    pub standard: Option<Standard>,
}

impl Sources {
    pub fn at(paths: &[PathBuf]) -> Self {
        Sources { paths: paths.to_vec(), standard: None }
    }
}

/// Understands every article and hands the facts on, in the order of the sources. `take` answers whether
/// to go on.
pub fn each_fact(sources: Sources, take: &mut dyn FnMut(Result<ArticleFacts, Rejection>) -> bool) {
    let gazetteer = Gazetteer::embedded();
    let mut reader = read::read(&sources.paths, sources.standard);
    loop {
        let chunk: Vec<_> = reader.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return;
        }
        let understood: Vec<_> =
            chunk.into_par_iter().map(|input| input.map(|input| understand(input, gazetteer))).collect();
        for facts in understood {
            if !take(facts) {
                return;
            }
        }
    }
}

fn understand(input: Input, gazetteer: &Gazetteer) -> ArticleFacts {
    match input {
        Input::Article(article) => extract::extract(&article, gazetteer),
        Input::Facts(facts) => facts,
    }
}
