//! Everyone the graph knows, found by near spellings, with what tells them apart: offices and states.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::draft::{date, text, texts};
use super::known::Known;
use super::office;
use crate::graph::{Direction, Graph};
use crate::model::NodeId;
use crate::model::name::{Name, fold};

/// What is known of one person, or of one mention of a person.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// The spelling it is shown under.
    pub(super) shown: String,
    /// Every spelling, taken apart; by folded form, so that none is there twice.
    pub(super) spellings: Vec<(String, Name)>,
    pub(super) offices: Vec<Office>,
}

/// An office that someone holds or held.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Office {
    /// See [`office::key`].
    pub(super) key: String,
    /// The folded name of the state or body, as the source gives it.
    pub(super) of: Option<String>,
    /// The state behind it.
    pub(super) state: Option<&'static str>,
    pub(super) former: bool,
    /// The days on which sources show someone in it.
    pub(super) seen: Option<(NaiveDate, NaiveDate)>,
}

impl Profile {
    pub(super) fn add_spelling(&mut self, spelling: &str) {
        let folded = fold(spelling);
        if !folded.is_empty() && self.spellings.iter().all(|(known, _)| *known != folded) {
            self.spellings.push((folded, Name::parse(spelling)));
        }
    }

    pub(super) fn add_office(&mut self, office: Office) {
        let known = self
            .offices
            .iter_mut()
            .find(|known| known.key == office.key && known.of == office.of && known.former == office.former);
        match known {
            Some(known) => {
                known.seen = match (known.seen, office.seen) {
                    (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
                    (a, b) => a.or(b),
                }
            }
            None => self.offices.push(office),
        }
    }

    /// The spellings that have two words or more; a lone word is another kind of evidence.
    pub(super) fn full(&self) -> impl Iterator<Item = &Name> {
        self.spellings.iter().map(|(_, name)| name).filter(|name| name.words.len() > 1)
    }

    pub(super) fn states(&self) -> BTreeSet<&'static str> {
        self.offices.iter().filter_map(|office| office.state).collect()
    }
}

impl Office {
    pub(super) fn of(title: &str, body: Option<&str>, known: &Known) -> Office {
        // An article may name a body by its letters.
        let body = body.map(|body| known.organization(body).map_or(body, |organization| organization.name()));
        Office {
            key: office::key(title),
            of: body.map(super::known::key),
            state: body.and_then(|body| known.state_behind(body)),
            former: false,
            seen: None,
        }
    }
}

/// A surname that more people bear tells nothing.
const FEW: usize = 3;

#[derive(Default)]
pub(super) struct People {
    /// By folded spelling.
    spellings: HashMap<String, BTreeSet<NodeId>>,
    /// By [`Name::keys`] of every spelling.
    keys: HashMap<String, BTreeSet<NodeId>>,
    /// By a word's bones and a state: for names of one word.
    words: HashMap<(String, Option<&'static str>), BTreeSet<NodeId>>,
    profiles: HashMap<NodeId, Profile>,
}

impl People {
    pub(super) fn of(graph: &Graph, known: &Known) -> Self {
        let mut people = People::default();
        if let Some(label) = graph.label("Person") {
            for node in graph.nodes_with_label(label) {
                people.insert(node, profile(graph, node, known));
            }
        }
        people
    }

    pub(super) fn profile(&self, node: NodeId) -> Option<&Profile> {
        self.profiles.get(&node)
    }

    /// Adds what one more source says about someone.
    pub(super) fn enrich(&mut self, node: NodeId, more: &Profile) {
        let mut profile = self.profiles.remove(&node).unwrap_or_default();
        let before = (profile.spellings.len(), profile.states().len());
        if profile.shown.is_empty() {
            profile.shown.clone_from(&more.shown);
        }
        for (spelling, name) in &more.spellings {
            if profile.spellings.iter().all(|(known, _)| known != spelling) {
                profile.spellings.push((spelling.clone(), name.clone()));
            }
        }
        more.offices.iter().for_each(|office| profile.add_office(office.clone()));
        if before == (profile.spellings.len(), profile.states().len()) {
            self.profiles.insert(node, profile);
        } else {
            self.insert(node, profile);
        }
    }

    /// Reads someone from the graph again, after something was taken away.
    pub(super) fn renew(&mut self, graph: &Graph, node: NodeId, known: &Known) {
        self.profiles.remove(&node);
        if graph.has_node(node) {
            self.insert(node, profile(graph, node, known));
        }
    }

    fn insert(&mut self, node: NodeId, profile: Profile) {
        let states: Vec<Option<&'static str>> =
            profile.states().into_iter().map(Some).chain([None]).collect();
        for (spelling, name) in &profile.spellings {
            self.spellings.entry(spelling.clone()).or_default().insert(node);
            for key in name.keys() {
                self.keys.entry(key).or_default().insert(node);
            }
            for word in name.word_keys() {
                for state in &states {
                    self.words.entry((word.to_owned(), *state)).or_default().insert(node);
                }
            }
        }
        self.profiles.insert(node, profile);
    }

    /// Everyone known under exactly one of the mention's full spellings, by id.
    pub(super) fn namesakes(&self, mention: &Profile) -> Vec<NodeId> {
        let full = mention.spellings.iter().filter(|(_, name)| name.words.len() > 1);
        let known = full.filter_map(|(spelling, _)| self.spellings.get(spelling)).flatten();
        let found: BTreeSet<NodeId> =
            known.filter(|node| self.profiles.contains_key(node)).copied().collect();
        found.into_iter().collect()
    }

    /// Everyone who may be meant by a mention, by id.
    pub(super) fn candidates(&self, mention: &Profile) -> Vec<NodeId> {
        let mut found = BTreeSet::new();
        for (_, name) in &mention.spellings {
            for key in name.keys() {
                found.extend(self.keys.get(&key).into_iter().flatten());
            }
        }
        if mention.full().next().is_none() {
            // A lone word leads to people of the same state; without a state to the few who bear it.
            let states = mention.states();
            for word in mention.spellings.iter().flat_map(|(_, name)| name.word_keys()) {
                let bearers = |state| self.words.get(&(word.to_owned(), state)).into_iter().flatten();
                states.iter().for_each(|state| found.extend(bearers(Some(*state))));
                if states.is_empty() && bearers(None).count() <= FEW {
                    found.extend(bearers(None));
                }
            }
        } else {
            // A full name may belong to someone known by one word so far.
            for name in mention.full() {
                for word in name.word_keys() {
                    found.extend(self.keys.get(word).into_iter().flatten());
                }
            }
        }
        found.into_iter().filter(|node| self.profiles.contains_key(node)).collect()
    }
}

/// What the graph says about a person.
pub(super) fn profile(graph: &Graph, person: NodeId, known: &Known) -> Profile {
    let mut profile = Profile::default();
    let name: Option<Arc<str>> = text(graph, person, "name");
    profile.shown = name.as_deref().unwrap_or_default().to_owned();
    name.iter().for_each(|name| profile.add_spelling(name));
    texts(graph, person, "aliases").iter().for_each(|alias| profile.add_spelling(alias));
    let Some(holds) = graph.edge_type("HOLDS") else { return profile };
    for (edge, role) in graph.neighbours(person, Direction::Outgoing, Some(holds)) {
        let Some(title) = text(graph, role, "title") else { continue };
        let of = text(graph, role, "of");
        let mut office = Office::of(&title, of.as_deref(), known);
        office.former = super::draft::value(graph, edge, "former") == crate::model::Value::Boolean(true);
        office.seen = date(graph, edge, "firstSeen")
            .zip(date(graph, edge, "lastSeen"))
            .map(|(first, last)| (first.first_day(), last.last_day()));
        profile.add_office(office);
    }
    profile
}
