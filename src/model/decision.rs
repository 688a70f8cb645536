//! What was decided about identities and doubtful facts, and why.

/// A decision; the newest one about a pair holds, older ones stay in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What it is about, by a key that survives re-loading, such as `article-id#Name`.
    pub left: String,
    /// The other half of the pair: an entity's key, or empty where one fact is judged.
    pub right: String,
    pub verdict: Verdict,
    /// 0 to 1.
    pub score: f64,
    /// In words, strongest first.
    pub reasons: Vec<String>,
    /// True where a person decided, false where a rule did.
    pub by_hand: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    Same,
    Different,
    Accepted,
    Rejected,
    /// Waits for `chancery review`.
    Uncertain,
}
