//! Taking back what only one article says.

use std::collections::BTreeSet;

use super::world::World;
use crate::error::Result;
use crate::graph::{Change, Direction, Evidence};
use crate::model::{EdgeId, Element, NodeId};

impl World {
    /// Takes away the article's evidence, what has no evidence left, its sentences, and the decisions that
    /// rules made about it. The article itself stays; decisions by hand stay too.
    pub(super) fn retract(&mut self, article: NodeId) -> Result<()> {
        let id = self.draft.text(article, "id").unwrap_or_default();
        let reports = self.draft.edges_at(article, Direction::Outgoing, "REPORTS");
        let mut reached: BTreeSet<NodeId> = reports.iter().map(|(_, node)| *node).collect();
        for (report, _) in reports {
            self.draft.delete_edge(report)?;
        }
        let mut waiting: Vec<NodeId> = reached.iter().copied().collect();
        while let Some(node) = waiting.pop() {
            self.unsupport_node(node, article)?;
            for (edge, other) in self.edges_to_search(node) {
                if self.unsupport_edge(edge, article)? && reached.insert(other) {
                    waiting.push(other);
                }
            }
        }
        self.take_back_decisions(&id)?;
        for _ in 0..self.draft.graph.sentences(article).count() {
            self.draft.change(Change::RemoveSentence { article })?;
        }
        self.drop_or_renew(&reached)
    }

    /// Takes from a node, and from its edges, what one article says.
    pub(super) fn withdraw_from(&mut self, node: NodeId, article: NodeId) -> Result<()> {
        let mut reached = BTreeSet::from([node]);
        self.unsupport_node(node, article)?;
        for (edge, other) in self.edges_to_search(node) {
            if self.unsupport_edge(edge, article)? {
                reached.insert(other);
            }
        }
        self.drop_or_renew(&reached)
    }

    fn unsupport_node(&mut self, node: NodeId, article: NodeId) -> Result<()> {
        for evidence in self.evidence_of(node, article) {
            self.draft.unsupport(node, evidence)?;
        }
        Ok(())
    }

    /// True where the edge had evidence of the article; without any other it is gone.
    fn unsupport_edge(&mut self, edge: EdgeId, article: NodeId) -> Result<bool> {
        let evidence = self.evidence_of(edge, article);
        for evidence in &evidence {
            self.draft.unsupport(edge, *evidence)?;
        }
        if !evidence.is_empty() && self.draft.graph.evidence(edge.into()).next().is_none() {
            self.draft.delete_edge(edge)?;
        }
        Ok(!evidence.is_empty())
    }

    fn evidence_of(&self, on: impl Into<Element>, article: NodeId) -> Vec<Evidence> {
        let all = self.draft.graph.evidence(on.into());
        all.filter(|evidence| matches!(evidence, Evidence::Sentence { article: of, .. } if *of == article))
            .collect()
    }

    /// The edges at a node that an article can speak of. Those of hubs are reached from their other end.
    fn edges_to_search(&self, node: NodeId) -> Vec<(EdgeId, NodeId)> {
        let hub = ["State", "Organization", "Role", "Place", "Topic"]
            .iter()
            .any(|label| self.draft.has_label(node, label));
        if !hub {
            return self.draft.graph.neighbours(node, Direction::Both, None).collect();
        }
        let outward = ["OF", "PART_OF", "IN"];
        outward.iter().flat_map(|kind| self.draft.edges_at(node, Direction::Outgoing, kind)).collect()
    }

    fn take_back_decisions(&mut self, article: &str) -> Result<()> {
        let pairs = self.by_rule.remove(article).unwrap_or_default();
        let graph = &self.draft.graph;
        let by_rule = |(left, right): &(String, String)| {
            graph.decision(left, right).is_some_and(|decision| !decision.by_hand)
        };
        let pairs: Vec<_> = pairs.into_iter().filter(by_rule).collect();
        for (left, right) in pairs {
            self.draft.change(Change::Undecide { left, right })?;
        }
        Ok(())
    }

    /// Nodes that nothing speaks of any more go; the others are read again.
    fn drop_or_renew(&mut self, nodes: &BTreeSet<NodeId>) -> Result<()> {
        let mut nodes = nodes.clone();
        for node in nodes.clone() {
            nodes.extend(self.unhook(node)?);
        }
        for node in &nodes {
            let graph = &self.draft.graph;
            let alone = graph.has_node(*node)
                && graph.neighbours(*node, Direction::Both, None).next().is_none()
                && graph.evidence((*node).into()).next().is_none();
            if alone {
                self.drop_node(*node)?;
            }
        }
        for node in &nodes {
            if self.draft.has_label(*node, "Person") || !self.draft.graph.has_node(*node) {
                self.people.renew(&self.draft.graph, *node, &self.known);
            }
            if self.draft.has_label(*node, "Meeting") {
                self.meetings.renew(&self.draft.graph, *node);
            }
            if self.draft.has_label(*node, "Agreement") {
                self.agreements.renew(&self.draft.graph, *node, &self.known);
            }
        }
        Ok(())
    }

    /// A place where nothing is held, or an office that nobody holds, is of no use, though it lies in a state.
    fn unhook(&mut self, node: NodeId) -> Result<Vec<NodeId>> {
        let hangs = ["Place", "Role"].iter().any(|label| self.draft.has_label(node, label));
        let graph = &self.draft.graph;
        if !hangs || graph.neighbours(node, Direction::Incoming, None).next().is_some() {
            return Ok(Vec::new());
        }
        let edges: Vec<_> = graph.neighbours(node, Direction::Outgoing, None).collect();
        let by_hand = |edge: EdgeId| {
            graph.evidence(edge.into()).any(|evidence| matches!(evidence, Evidence::Hand { .. }))
        };
        if edges.iter().any(|(edge, _)| by_hand(*edge)) {
            return Ok(Vec::new());
        }
        for (edge, _) in &edges {
            self.draft.delete_edge(*edge)?;
        }
        Ok(edges.into_iter().map(|(_, other)| other).collect())
    }
}
