//! Decisions by hand: two are one, one is two, a doubt is settled. Each is a batch of its own, so undoing the
//! batch restores the graph exactly; and each leaves a decision about mentions (`article-id#name`), so that
//! it holds when the articles are read again.

use std::collections::{BTreeSet, HashMap};

use super::draft::{Draft, End, Property, text, texts};
use super::world::World;
use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;
use crate::graph::{Batch, Change, Direction, Evidence, Graph};
use crate::model::{Decision, EdgeId, NodeId, Value, Verdict};

/// By the key of a mention, what was decided by hand about it: the other mention, and whether they are one.
#[derive(Default)]
pub(super) struct ByHand {
    pairs: HashMap<String, Vec<(String, bool)>>,
}

impl ByHand {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut by_hand = ByHand::default();
        for decision in graph.decisions().filter(|decision| decision.by_hand && !decision.right.is_empty()) {
            let same = match decision.verdict {
                Verdict::Same => true,
                Verdict::Different => false,
                _ => continue,
            };
            for (one, other) in [(&decision.left, &decision.right), (&decision.right, &decision.left)] {
                by_hand.pairs.entry(one.clone()).or_default().push((other.clone(), same));
            }
        }
        by_hand
    }
}

impl World {
    /// The node that a mention was decided to be, and those it was decided not to be.
    pub(super) fn decided_by_hand(&self, key: &str) -> (Option<NodeId>, BTreeSet<NodeId>) {
        let (mut same, mut different) = (None, BTreeSet::new());
        for (other, one) in self.by_hand.pairs.get(key).into_iter().flatten() {
            match (self.node_of(other), one) {
                (Some(node), true) => same = same.or(Some(node)),
                (Some(node), false) => {
                    different.insert(node);
                }
                (None, _) => {}
            }
        }
        (same, different)
    }

    /// The node that an article reports under a name, by the key of the mention.
    pub(super) fn node_of(&self, key: &str) -> Option<NodeId> {
        let mut cuts = key.match_indices('#');
        cuts.find_map(|(cut, _)| {
            let article = *self.articles.get(&key[..cut])?;
            let reports = self.draft.edges_at(article, Direction::Outgoing, "REPORTS");
            let named = |report: EdgeId| texts(&self.draft.graph, report, "as").first().cloned();
            reports
                .into_iter()
                .find(|(report, _)| named(*report).as_deref() == Some(&key[cut + 1..]))
                .map(|(_, node)| node)
        })
    }

    /// A mention by which a node is known: the first one.
    pub(super) fn mention_of(&self, node: NodeId) -> Option<String> {
        let reports = self.draft.graph.edge_type("REPORTS")?;
        let mut reported = self.draft.graph.neighbours(node, Direction::Incoming, Some(reports));
        reported.find_map(|(report, article)| mention_key(&self.draft.graph, report, article))
    }
}

fn mention_key(graph: &Graph, report: EdgeId, article: NodeId) -> Option<String> {
    let id = text(graph, article, "id")?;
    texts(graph, report, "as").first().map(|name| format!("{id}#{name}"))
}

/// The keys of all mentions of a person, a meeting or an agreement: `article-id#name`.
pub fn mention_keys(graph: &Graph, node: NodeId) -> Vec<String> {
    let Some(reports) = graph.edge_type("REPORTS") else { return Vec::new() };
    let reported = graph.neighbours(node, Direction::Incoming, Some(reports));
    reported.filter_map(|(report, article)| mention_key(graph, report, article)).collect()
}

/// Makes one node of two: all that is said of `other` is said of `node` from now on.
///
/// # Errors
/// Where one of them is not there, both are the same, or they are of different kinds.
pub fn merge(graph: &Graph, node: NodeId, other: NodeId, at: i64) -> Result<Batch> {
    let mut world = World::of(graph, Gazetteer::embedded(), at);
    let (left, right) = match (world.mention_of(node), world.mention_of(other)) {
        (Some(left), Some(right)) => (left, right),
        _ => return Err(Error::usage("only what an article reports can be merged")),
    };
    world.decide_by_hand(&left, &right, Verdict::Same, "merged by hand")?;
    world.unite(node, other)?;
    world.into_batch(format!("merge {left} and {right}"), at)
}

/// Parts a node: the mentions with these keys become a new node, with all that their articles say of it.
///
/// # Errors
/// Where a key is none of the node's, or all are.
pub fn split(graph: &Graph, node: NodeId, mentions: &[String], at: i64) -> Result<Batch> {
    let all = mention_keys(graph, node);
    if let Some(foreign) = mentions.iter().find(|key| !all.contains(key)) {
        return Err(Error::usage(format!(
            "{foreign} is no mention of it; its mentions are {}",
            all.join(", ")
        )));
    }
    let stay: Vec<&String> = all.iter().filter(|key| !mentions.contains(key)).collect();
    let (Some(left), Some(first)) = (mentions.first(), stay.first()) else {
        return Err(Error::usage("one mention at least must go and one must stay"));
    };
    let mut world = World::of(graph, Gazetteer::embedded(), at);
    world.part(node, mentions)?;
    for key in mentions {
        world.decide_by_hand(key, first, Verdict::Different, "split by hand")?;
    }
    for key in &mentions[1..] {
        world.decide_by_hand(key, left, Verdict::Same, "split together by hand")?;
    }
    for key in &stay[1..] {
        world.decide_by_hand(key, first, Verdict::Same, "left together by hand")?;
    }
    world.into_batch(format!("split {left} from {first}"), at)
}

/// Settles a doubt in favour: the two mentions are one, or the doubtful fact is true.
///
/// # Errors
/// Where nothing in the graph has one of the keys any more.
pub fn accept(graph: &Graph, left: &str, right: &str, at: i64) -> Result<Batch> {
    let mut world = World::of(graph, Gazetteer::embedded(), at);
    if right.is_empty() {
        world.decide_by_hand(left, right, Verdict::Accepted, "accepted by hand")?;
    } else {
        let (node, other) = (world.expect(right)?, world.expect(left)?);
        world.decide_by_hand(left, right, Verdict::Same, "accepted by hand")?;
        if node != other {
            world.unite(node, other)?;
        }
    }
    world.into_batch(format!("accept {left}"), at)
}

/// Settles a doubt against: the two mentions are two, or the doubtful fact is not true and goes.
///
/// # Errors
/// As [`accept`].
pub fn reject(graph: &Graph, left: &str, right: &str, at: i64) -> Result<Batch> {
    let mut world = World::of(graph, Gazetteer::embedded(), at);
    let node = world.expect(left)?;
    if right.is_empty() {
        world.decide_by_hand(left, right, Verdict::Rejected, "rejected by hand")?;
        world.withdraw(node, left)?;
    } else {
        world.decide_by_hand(left, right, Verdict::Different, "rejected by hand")?;
    }
    world.into_batch(format!("reject {left}"), at)
}

/// Takes an article out of the graph, with all that only it says.
///
/// # Errors
/// Where there is no such article.
pub fn forget(graph: &Graph, id: &str, at: i64) -> Result<Batch> {
    let mut world = World::of(graph, Gazetteer::embedded(), at);
    let article = world.articles.get(id).copied().ok_or_else(|| unknown(id))?;
    world.retract(article)?;
    world.draft.delete_node(article)?;
    world.into_batch(format!("forget article {id}"), at)
}

fn unknown(key: &str) -> Error {
    Error::usage(format!("nothing in the store is called {key}"))
}

/// The properties that make one edge of a type another than the next between the same nodes.
fn telling(kind: &str) -> &'static [&'static str] {
    match kind {
        "HOLDS" => &["former"],
        "REPORTS" => &["as", "kind", "status", "date"],
        "ATTENDED" => &["as"],
        "HELD_IN" | "IN" | "OF" | "PART_OF" | "ABOUT" | "PARTY_TO" => &[],
        _ => &["date", "precision"],
    }
}

impl World {
    fn expect(&self, key: &str) -> Result<NodeId> {
        self.node_of(key).ok_or_else(|| unknown(key))
    }

    fn into_batch(mut self, what: String, at: i64) -> Result<Batch> {
        self.settle()?;
        Ok(Batch { what, at, changes: self.draft.changes })
    }

    fn decide_by_hand(&mut self, left: &str, right: &str, verdict: Verdict, reason: &str) -> Result<()> {
        self.draft.decide(Decision {
            left: left.to_owned(),
            right: right.to_owned(),
            verdict,
            score: 1.0,
            reasons: vec![reason.to_owned()],
            by_hand: true,
        })
    }

    fn unite(&mut self, node: NodeId, other: NodeId) -> Result<()> {
        let labels = |node: NodeId| self.draft.graph.labels_of(node).collect::<Vec<_>>();
        if node == other {
            return Err(Error::usage("they are one already"));
        }
        if labels(node) != labels(other) {
            return Err(Error::usage("only two people, two meetings or two agreements can become one"));
        }
        let edges: Vec<(EdgeId, NodeId)> =
            self.draft.graph.neighbours(other, Direction::Both, None).collect();
        for (edge, _) in edges {
            let evidence: Vec<Evidence> = self.draft.graph.evidence(edge.into()).collect();
            self.draft.carry(edge, other, node, &evidence)?;
            self.draft.delete_edge(edge)?;
        }
        let evidence: Vec<Evidence> = self.draft.graph.evidence(other.into()).collect();
        for evidence in evidence {
            self.draft.support(node, evidence)?;
        }
        let properties: Vec<_> = self.draft.graph.properties(other.into()).collect();
        for (key, value) in properties {
            let key = self.draft.graph.key_name(key).clone();
            if self.draft.value(node, &key).is_null() {
                self.draft.set(node, &key, value)?;
            }
        }
        self.draft.delete_node(other)
    }

    /// Moves what the articles of these mentions say to a new node.
    fn part(&mut self, node: NodeId, mentions: &[String]) -> Result<()> {
        let graph = &self.draft.graph;
        let labels = graph.labels_of(node).map(|label| graph.label_name(label).clone()).collect();
        let new = graph.next_node();
        self.draft.change(Change::CreateNode { id: new, labels, properties: Vec::new() })?;
        self.draft.touch(new.into());
        self.draft.touch(node.into());
        let reports = self.draft.edges_at(node, Direction::Incoming, "REPORTS");
        let (mut going, mut staying) = (BTreeSet::new(), BTreeSet::new());
        for (report, article) in reports {
            let key = mention_key(&self.draft.graph, report, article);
            if !key.is_some_and(|key| mentions.contains(&key)) {
                staying.insert(article);
                continue;
            }
            going.insert(article);
            let evidence: Vec<Evidence> = self.draft.graph.evidence(report.into()).collect();
            self.draft.carry(report, node, new, &evidence)?;
            self.draft.delete_edge(report)?;
        }
        // Where an article speaks of both, its sentences stay where they are.
        going.retain(|article| !staying.contains(article));
        let of_going = |evidence: &Evidence| matches!(evidence, Evidence::Sentence { article, .. } if going.contains(article));
        let edges: Vec<_> = self.draft.graph.neighbours(node, Direction::Both, None).collect();
        for (edge, _) in edges {
            let moved: Vec<Evidence> = self.draft.graph.evidence(edge.into()).filter(of_going).collect();
            if moved.is_empty() {
                continue;
            }
            self.draft.carry(edge, node, new, &moved)?;
            for evidence in moved {
                self.draft.unsupport(edge, evidence)?;
            }
            if self.draft.graph.evidence(edge.into()).next().is_none() {
                self.draft.delete_edge(edge)?;
            }
        }
        let moved: Vec<Evidence> = self.draft.graph.evidence(node.into()).filter(of_going).collect();
        for evidence in moved {
            self.draft.support(new, evidence)?;
            self.draft.unsupport(node, evidence)?;
        }
        Ok(())
    }

    /// Takes from a node what one article says of it; without other evidence it goes.
    fn withdraw(&mut self, node: NodeId, key: &str) -> Result<()> {
        let reports = self.draft.edges_at(node, Direction::Incoming, "REPORTS");
        let report = reports.into_iter().find(|(report, article)| {
            mention_key(&self.draft.graph, *report, *article).as_deref() == Some(key)
        });
        let Some((report, article)) = report else { return Err(unknown(key)) };
        self.draft.delete_edge(report)?;
        self.withdraw_from(node, article)
    }
}

impl Draft {
    /// Puts an edge like this one at another node, with this evidence.
    fn carry(
        &mut self,
        edge: EdgeId,
        from_node: NodeId,
        to_node: NodeId,
        evidence: &[Evidence],
    ) -> Result<()> {
        let Some((kind, from, to)) = self.ends(edge) else { return Ok(()) };
        let moved = |end: NodeId| if end == from_node { to_node } else { end };
        let (new_from, new_to) = (moved(from), moved(to));
        if new_from == new_to {
            return Ok(());
        }
        let near = if from == from_node { End::To } else { End::From };
        let properties: Vec<Property> =
            telling(&kind).iter().map(|key| (*key, self.value(edge, key))).collect();
        let all: Vec<_> = self.graph.properties(edge.into()).collect();
        let new = self.connect(new_from, &kind, new_to, properties, near)?;
        for (key, value) in all {
            let key = self.graph.key_name(key).clone();
            if self.value(new, &key) == Value::Null {
                self.set(new, &key, value)?;
            }
        }
        for evidence in evidence {
            self.support(new, *evidence)?;
        }
        Ok(())
    }
}
