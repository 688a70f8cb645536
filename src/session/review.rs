//! What is uncertain, and how it is settled by hand.

use crate::error::Result;
use crate::model::{Decision, Element, Value, Verdict};
use crate::resolve;
use crate::session::Session;

impl Session {
    /// The doubts that wait for a person, the surest first.
    pub fn doubts(&self) -> Vec<Decision> {
        let mut doubts: Vec<Decision> = self
            .graph()
            .decisions()
            .filter(|decision| decision.verdict == Verdict::Uncertain)
            .cloned()
            .collect();
        doubts
            .sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.left.cmp(&other.left)));
        doubts
    }

    /// Settles a doubt as one batch: two mentions are one or two, a fact is true or goes. Gives the
    /// number of the batch. `at` is the time in seconds since 1970.
    ///
    /// # Errors
    /// Where nothing has one of the keys any more, and those of the store.
    pub fn settle(&mut self, left: &str, right: &str, accepted: bool, at: i64) -> Result<Option<u64>> {
        let batch = if accepted {
            resolve::accept(self.graph(), left, right, at)?
        } else {
            resolve::reject(self.graph(), left, right, at)?
        };
        self.store.commit(batch)
    }

    /// The article that a mention's key (`article-id#name`) stands in, its title and the first of its
    /// sentences that has the name, or the name's last word.
    pub fn mention(&self, key: &str) -> Option<(String, String)> {
        let (id, name) = key.split_once('#')?;
        let graph = self.graph();
        let article =
            graph.find(graph.label("Article")?, graph.key("id")?, &Value::from(id)).into_iter().next()?;
        let title = match graph.property(Element::Node(article), graph.key("title")?) {
            Value::String(title) => title.to_string(),
            _ => id.to_owned(),
        };
        let word = name.rsplit(' ').next().unwrap_or(name);
        let sentences: Vec<_> = graph.sentences(article).collect();
        let with = |part: &str| sentences.iter().find(|sentence| sentence.text.contains(part));
        let sentence = with(name).or_else(|| with(word)).map(|sentence| sentence.text.to_string());
        Some((title, sentence.unwrap_or_default()))
    }
}
