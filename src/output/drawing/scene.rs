//! What is drawn of an answer: people with office and state, meetings with date and place, and who did what.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::name::plain_words;
use crate::model::{NodeId, Value};
use crate::query::{Answer, EvidenceRecord, NodeRecord, RelationshipRecord};

/// What a node is, as far as drawing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Person,
    Meeting,
    Agreement,
    State,
    Organization,
    Topic,
    Other,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stable and speaking: `per:qassem-al-araji`, `mtg:2025-10-21:tehran`.
    pub id: String,
    pub kind: Kind,
    pub name: String,
    /// A person's office, an agreement's kind.
    pub detail: String,
    pub state: Option<String>,
    pub former: bool,
    /// Of meetings and agreements.
    pub date: Option<String>,
    pub place: Option<String>,
    /// Of meetings: `call`, `summit` …; `planned` and `denied` where it was not held.
    pub manner: String,
    pub aliases: Vec<String>,
    pub sources: usize,
    /// The link of an article that tells of it.
    pub url: Option<String>,
}

/// Who did what: `from` and `to` are places in the scene's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    pub from: usize,
    pub to: usize,
    pub verb: String,
    pub date: Option<String>,
    pub sources: usize,
    pub articles: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// By id.
    pub figures: Vec<Figure>,
    /// By from, to, verb, date.
    pub deeds: Vec<Deed>,
    /// States with anyone in the scene, most people first.
    pub states: Vec<String>,
    /// Articles that tell of anything drawn.
    pub articles: usize,
}

impl Scene {
    pub fn of(answer: &Answer) -> Self {
        let reader = Reader { answer };
        let mut ids = BTreeSet::new();
        let mut figures: Vec<(NodeId, Figure)> = Vec::new();
        let drawn = reader.drawn();
        for node in drawn.iter().filter_map(|id| answer.nodes.get(id)) {
            let mut figure = reader.figure(node);
            let base = figure.id.clone();
            let mut count = 1;
            while !ids.insert(figure.id.clone()) {
                count += 1;
                figure.id = format!("{base}-{count}");
            }
            figures.push((node.id, figure));
        }
        figures.sort_by(|one, other| one.1.id.cmp(&other.1.id));
        let place: BTreeMap<NodeId, usize> =
            figures.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let mut deeds: Vec<Deed> = answer
            .relationships
            .values()
            .filter_map(|edge| Some((edge, *place.get(&edge.from)?, *place.get(&edge.to)?)))
            .map(|(edge, from, to)| reader.deed(edge, from, to))
            .collect();
        let key = |deed: &Deed| (deed.from, deed.to, deed.verb.clone(), deed.date.clone());
        deeds.sort_by_key(key);
        deeds.dedup_by_key(|deed| key(deed));
        let figures: Vec<Figure> = figures.into_iter().map(|(_, figure)| figure).collect();
        let articles: BTreeSet<NodeId> = drawn
            .iter()
            .filter_map(|id| answer.nodes.get(id))
            .flat_map(|node| &node.evidence)
            .chain(answer.relationships.values().flat_map(|edge| &edge.evidence))
            .filter_map(article)
            .collect();
        Scene { states: states(&figures), figures, deeds, articles: articles.len() }
    }

    pub fn people(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| figure.kind == Kind::Person)
    }

    pub fn meetings(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| figure.kind == Kind::Meeting)
    }

    /// The place of a state among all, which chooses its colour.
    pub fn state_place(&self, figure: &Figure) -> Option<usize> {
        let state = figure.state.as_ref()?;
        self.states.iter().position(|other| other == state)
    }

    /// Who came to a meeting, as places in `figures`, in order.
    pub fn guests(&self, meeting: usize) -> Vec<usize> {
        let guests = self.deeds.iter().filter(|deed| deed.to == meeting && deed.verb == "attended");
        guests.map(|deed| deed.from).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The states, those with most people first, then by name.
fn states(figures: &[Figure]) -> Vec<String> {
    let mut count: BTreeMap<&String, usize> = BTreeMap::new();
    for state in figures.iter().filter_map(|figure| figure.state.as_ref()) {
        *count.entry(state).or_default() += 1;
    }
    let mut states: Vec<_> = count.into_iter().collect();
    states.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    states.into_iter().map(|(state, _)| state.clone()).collect()
}

fn article(evidence: &EvidenceRecord) -> Option<NodeId> {
    match evidence {
        EvidenceRecord::Sentence { article, .. } => Some(*article),
        EvidenceRecord::Hand { .. } => None,
    }
}

struct Reader<'a> {
    answer: &'a Answer,
}

impl Reader<'_> {
    /// Places, offices and articles stand in the labels of others, and so do states and bodies that do
    /// nothing themselves; all are drawn only where nothing else is.
    fn drawn(&self) -> Vec<NodeId> {
        let shown = |node: &&NodeRecord| match kind(node) {
            Kind::State | Kind::Organization => self.acts(node.id),
            Kind::Other => false,
            _ => true,
        };
        let main: Vec<NodeId> = self.answer.nodes.values().filter(shown).map(|node| node.id).collect();
        if main.is_empty() { self.answer.nodes.keys().copied().collect() } else { main }
    }

    /// Whether a state or body does something itself here, beside having officers, places and pacts.
    fn acts(&self, id: NodeId) -> bool {
        let people = self.answer.nodes.values().any(|node| kind(node) == Kind::Person);
        let silent = |edge: &RelationshipRecord| match &*edge.kind {
            "OF" | "IN" | "PART_OF" | "REPORTS" => true,
            "PARTY_TO" => people,
            _ => false,
        };
        self.answer.relationships.values().any(|edge| (edge.from == id || edge.to == id) && !silent(edge))
    }

    fn figure(&self, node: &NodeRecord) -> Figure {
        let kind = kind(node);
        let name = ["name", "title", "id"].iter().find_map(|key| text(node, key)).unwrap_or_default();
        let office = self.office(node.id);
        let place = self.neighbour(node.id, "HELD_IN").and_then(|place| text(place, "name"));
        let date = text(node, "date");
        let status = text(node, "status").filter(|status| status != "held");
        let manner = [status, text(node, "kind")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let parts: Vec<String> = match kind {
            Kind::Meeting => {
                [date.clone(), place.clone()].into_iter().flatten().map(|part| slug(&part)).collect()
            }
            _ => vec![slug(&name)],
        };
        let articles: BTreeSet<_> = node.evidence.iter().filter_map(article).collect();
        let url = node.evidence.iter().find_map(|evidence| match evidence {
            EvidenceRecord::Sentence { url: Value::String(url), .. } => Some(url.to_string()),
            _ => None,
        });
        Figure {
            id: format!("{}:{}", prefix(kind), parts.join(":")),
            kind,
            detail: match kind {
                Kind::Person => office.as_ref().map(|(title, ..)| title.clone()).unwrap_or_default(),
                Kind::Agreement => date.as_deref().map(super::dot::spoken).unwrap_or_default(),
                _ => String::new(),
            },
            state: match kind {
                Kind::State => Some(name.clone()),
                _ => office.as_ref().and_then(|(_, state, _)| state.clone()),
            },
            former: office.is_some_and(|(.., former)| former),
            name,
            date,
            place,
            manner,
            aliases: list(node, "aliases"),
            sources: articles.len(),
            url,
        }
    }

    /// The office seen last, of those that lead to a state where any does; its state, and whether it is a
    /// former one.
    fn office(&self, person: NodeId) -> Option<(String, Option<String>, bool)> {
        let held =
            self.answer.relationships.values().filter(|edge| edge.from == person && &*edge.kind == "HOLDS");
        let last = held.max_by_key(|edge| {
            let former = edge.properties.get("former") == Some(&Value::Boolean(true));
            let seen = edge.properties.get("lastSeen").and_then(Value::as_str).unwrap_or("");
            // Of one year the office that most say, then the fuller title: "Head" says less than what he heads.
            let year = seen.get(..4).unwrap_or("").to_owned();
            let title =
                self.answer.nodes.get(&edge.to).and_then(|role| text(role, "title")).unwrap_or_default();
            let told = (edge.evidence.len(), title.split(' ').count());
            (!former, self.state_of(edge.to).is_some(), year, told, std::cmp::Reverse(edge.id))
        })?;
        let role = self.answer.nodes.get(&last.to)?;
        let former = last.properties.get("former") == Some(&Value::Boolean(true));
        Some((text(role, "title").unwrap_or_default(), self.state_of(role.id), former))
    }

    /// The state that an office or body belongs to, at most through three bodies.
    fn state_of(&self, from: NodeId) -> Option<String> {
        let mut at = from;
        for _ in 0..4 {
            let above = self.neighbour(at, "OF").or_else(|| self.neighbour(at, "PART_OF"))?;
            if kind(above) == Kind::State {
                return text(above, "name");
            }
            at = above.id;
        }
        None
    }

    fn neighbour(&self, from: NodeId, edge_kind: &str) -> Option<&NodeRecord> {
        let edge =
            self.answer.relationships.values().find(|edge| edge.from == from && &*edge.kind == edge_kind)?;
        self.answer.nodes.get(&edge.to)
    }

    fn deed(&self, edge: &RelationshipRecord, from: usize, to: usize) -> Deed {
        let articles: BTreeSet<NodeId> = edge.evidence.iter().filter_map(article).collect();
        let titles: BTreeSet<String> = edge
            .evidence
            .iter()
            .filter_map(|evidence| match evidence {
                EvidenceRecord::Sentence { title, .. } => title.as_str().map(str::to_owned),
                EvidenceRecord::Hand { .. } => Some("by hand".to_owned()),
            })
            .collect();
        Deed {
            from,
            to,
            verb: edge.kind.to_lowercase().replace('_', " "),
            date: edge.properties.get("date").and_then(Value::as_str).map(str::to_owned),
            sources: articles.len().max(1),
            articles: titles.into_iter().collect(),
        }
    }
}

fn kind(node: &NodeRecord) -> Kind {
    let has = |label: &str| node.labels.iter().any(|other| &**other == label);
    match () {
        () if has("Person") => Kind::Person,
        () if has("Meeting") => Kind::Meeting,
        () if has("Agreement") => Kind::Agreement,
        () if has("State") => Kind::State,
        () if has("Organization") => Kind::Organization,
        () if has("Topic") => Kind::Topic,
        () => Kind::Other,
    }
}

fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "per",
        Kind::Meeting => "mtg",
        Kind::Agreement => "agr",
        Kind::State => "sta",
        Kind::Organization => "org",
        Kind::Topic => "top",
        Kind::Other => "nod",
    }
}

fn text(node: &NodeRecord, key: &str) -> Option<String> {
    node.properties.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn list(node: &NodeRecord, key: &str) -> Vec<String> {
    match node.properties.get(key) {
        Some(Value::List(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// A name as a part of an identifier: plain lower-case letters and digits, words parted by hyphens.
fn slug(name: &str) -> String {
    let kept = plain_words(name).join("-");
    if kept.is_empty() { "unnamed".to_owned() } else { kept.chars().take(60).collect() }
}
