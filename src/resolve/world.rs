//! The graph as it is being loaded into, with what finds its nodes again.

use std::collections::HashMap;

use super::agreements::Agreements;
use super::draft::{Draft, End, Property, stored_list, text};
use super::hand::ByHand;
use super::known::{self, Known};
use super::meetings::Meetings;
use super::office;
use super::people::People;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::graph::{Evidence, Graph};
use crate::model::{Decision, NodeId};

pub(super) struct World {
    pub(super) draft: Draft,
    pub(super) known: Known,
    pub(super) people: People,
    pub(super) meetings: Meetings,
    pub(super) agreements: Agreements,
    pub(super) by_hand: ByHand,
    /// The pairs that rules have decided about, by the article of the left one.
    pub(super) by_rule: HashMap<String, Vec<(String, String)>>,
    /// Articles by id and by URL.
    pub(super) articles: HashMap<String, NodeId>,
    /// States and organisations by folded name.
    bodies: HashMap<String, NodeId>,
    /// Offices by their key and their body's folded name.
    roles: HashMap<(String, String), NodeId>,
    places: HashMap<String, NodeId>,
    topics: HashMap<String, NodeId>,
    /// The time of loading, in seconds since 1970 (UTC).
    pub(super) at: i64,
}

impl World {
    pub(super) fn of(graph: &Graph, gazetteer: &'static Gazetteer, at: i64) -> Self {
        let known = Known::of(gazetteer);
        let people = People::of(graph, &known);
        let mut world = World {
            draft: Draft::of(graph),
            meetings: Meetings::of(graph),
            agreements: Agreements::of(graph, &known),
            by_hand: ByHand::of(graph),
            by_rule: HashMap::new(),
            articles: HashMap::new(),
            bodies: HashMap::new(),
            roles: HashMap::new(),
            places: HashMap::new(),
            topics: HashMap::new(),
            known,
            people,
            at,
        };
        world.index(graph);
        world
    }

    fn index(&mut self, graph: &Graph) {
        let labelled = |label: &str| -> Vec<NodeId> {
            graph.label(label).into_iter().flat_map(|label| graph.nodes_with_label(label)).collect()
        };
        let name = |node: NodeId| text(graph, node, "name").map(|name| known::key(&name));
        for decision in graph.decisions().filter(|decision| !decision.by_hand) {
            // The id may hold the sign that parts it from the name; any beginning may be the id.
            for (cut, _) in decision.left.match_indices('#') {
                let pair = (decision.left.clone(), decision.right.clone());
                self.by_rule.entry(decision.left[..cut].to_owned()).or_default().push(pair);
            }
        }
        for article in labelled("Article") {
            for key in ["id", "url"].iter().filter_map(|key| text(graph, article, key)) {
                self.articles.insert(key.to_string(), article);
            }
        }
        for body in labelled("State").into_iter().chain(labelled("Organization")) {
            name(body).map(|name| self.bodies.insert(name, body));
        }
        for place in labelled("Place") {
            name(place).map(|name| self.places.insert(name, place));
        }
        for topic in labelled("Topic") {
            name(topic).map(|name| self.topics.insert(name, topic));
        }
        for role in labelled("Role") {
            if let Some(title) = text(graph, role, "title") {
                let of = text(graph, role, "of").map(|of| known::key(&of)).unwrap_or_default();
                self.roles.insert((office::key(&title), of), role);
            }
        }
    }

    /// Deletes a node, and what it was found by.
    pub(super) fn drop_node(&mut self, node: NodeId) -> Result<()> {
        let name = self.draft.text(node, "name").map(|name| known::key(&name)).unwrap_or_default();
        for index in [&mut self.bodies, &mut self.places, &mut self.topics] {
            if index.get(&name) == Some(&node) {
                index.remove(&name);
            }
        }
        if let Some(title) = self.draft.text(node, "title") {
            let of = self.draft.text(node, "of").map(|of| known::key(&of)).unwrap_or_default();
            self.roles.remove(&(office::key(&title), of));
        }
        self.meetings.drop_node(node);
        self.agreements.drop_node(node);
        self.draft.delete_node(node)
    }

    /// Keeps what a rule decided about a mention of an article; what was decided by hand holds.
    pub(super) fn decide(&mut self, article: &str, decision: Decision) -> Result<()> {
        let known = self.draft.graph.decision(&decision.left, &decision.right);
        if known.is_some_and(|known| known.by_hand) {
            return Ok(());
        }
        let pair = (decision.left.clone(), decision.right.clone());
        self.by_rule.entry(article.to_owned()).or_default().push(pair);
        self.draft.decide(decision)
    }

    /// The state or organisation of this name, made where it is missing; an organisation of a state is part of it.
    pub(super) fn body(&mut self, name: &str, evidence: Evidence) -> Result<NodeId> {
        let state = self.known.state(name);
        let organization = if state.is_none() { self.known.organization(name) } else { None };
        let shown = match (state, organization) {
            (Some(state), _) => state.name(),
            (_, Some(organization)) => organization.name(),
            _ => name.trim().strip_prefix("the ").unwrap_or(name.trim()),
        };
        let key = known::key(shown);
        let node = match self.bodies.get(&key) {
            Some(node) => *node,
            None => {
                let mut properties: Vec<Property> = vec![("name", shown.into())];
                let label = match (state, organization) {
                    (Some(state), _) => {
                        properties.push(("iso2", some_text(state.iso2).into()));
                        properties.push(("iso3", some_text(state.iso3).into()));
                        properties.push(("aliases", stored_list(&state.names[1..])));
                        "State"
                    }
                    (_, Some(organization)) => {
                        properties.push(("kind", organization.kind.name().into()));
                        properties.push(("aliases", stored_list(&organization.names[1..])));
                        "Organization"
                    }
                    _ => "Organization",
                };
                let node = self.draft.create(label, properties)?;
                self.bodies.insert(key, node);
                node
            }
        };
        if let Some(parent) = organization.and_then(|organization| organization.state) {
            let parent = self.body(parent, evidence)?;
            let edge = self.draft.connect(node, "PART_OF", parent, Vec::new(), End::From)?;
            self.draft.support(edge, evidence)?;
        }
        Ok(node)
    }

    /// The office of this title, of this body where the source names one.
    pub(super) fn role(&mut self, title: &str, of: Option<&str>, evidence: Evidence) -> Result<NodeId> {
        let body = of.map(|of| self.body(of, evidence)).transpose()?;
        let of = body.and_then(|body| self.draft.text(body, "name"));
        let key = (office::key(title), of.as_deref().map(known::key).unwrap_or_default());
        let role = match self.roles.get(&key) {
            Some(role) => *role,
            None => {
                let properties = vec![("title", office::shown(title).into()), ("of", of.as_deref().into())];
                let role = self.draft.create("Role", properties)?;
                self.roles.insert(key, role);
                role
            }
        };
        if let Some(body) = body {
            let edge = self.draft.connect(role, "OF", body, Vec::new(), End::From)?;
            self.draft.support(edge, evidence)?;
        }
        Ok(role)
    }

    /// The place of this name; where the gazetteer knows its state, it lies in it.
    pub(super) fn place(&mut self, name: &str, evidence: Evidence) -> Result<NodeId> {
        let (shown, state) = self.known.located(name);
        let key = known::key(&shown);
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => {
                let place = self.draft.create("Place", vec![("name", shown.into())])?;
                self.places.insert(key, place);
                place
            }
        };
        if let Some(state) = state {
            let state = self.body(state, evidence)?;
            let edge = self.draft.connect(place, "IN", state, Vec::new(), End::From)?;
            self.draft.support(edge, evidence)?;
        }
        Ok(place)
    }

    pub(super) fn topic(&mut self, name: &str) -> Result<NodeId> {
        let key = known::key(name);
        if let Some(topic) = self.topics.get(&key) {
            return Ok(*topic);
        }
        let topic = self.draft.create("Topic", vec![("name", name.trim().into())])?;
        self.topics.insert(key, topic);
        Ok(topic)
    }
}

fn some_text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
