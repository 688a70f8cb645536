//! Whom and what a phrase means: through case, diacritics, aliases and transliteration, never by guessing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::error::{Error, NameError, Result};
use crate::graph::{Direction, Graph};
use crate::model::name::{Comparison, Name, compare, fold, likeness, plain_words};
use crate::model::{Element, NodeId, Value};
use crate::verbs::grammar::{Form, Phrase, mistake};

/// What kind of thing a place in a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Who can take part: a person, a state, an organization.
    Party,
    /// A state or an organization.
    Body,
    /// A place, or the state it is in.
    Place,
    Anything,
}

/// One thing in the graph that a phrase means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub node: NodeId,
    pub label: Arc<str>,
    /// The property that names it: `name`, or `title` of roles and articles.
    pub key: &'static str,
    pub name: Arc<str>,
    /// Whether no other node of this label bears the name.
    pub unique: bool,
    /// What tells it from namesakes: its offices, its state.
    pub known_as: String,
}

impl Found {
    /// The name and what tells it from others: `Ali Larijani (Secretary …, Iran)`.
    pub fn describe(&self) -> String {
        if self.known_as.is_empty() {
            format!("{} ({})", self.name, self.label.to_lowercase())
        } else {
            format!("{} ({})", self.name, self.known_as)
        }
    }
}

/// How well a phrase fits a name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The whole name or alias.
    Whole,
    /// All words of the phrase are words of the name.
    Words,
    /// The same name by another transliteration.
    Spelling,
}

const LABELS: [&str; 6] = ["Person", "State", "Organization", "Agreement", "Place", "Topic"];

impl Wanted {
    fn labels(self) -> &'static [&'static str] {
        match self {
            Wanted::Party => &["Person", "State", "Organization"],
            Wanted::Body => &["State", "Organization"],
            Wanted::Place => &["Place", "State"],
            Wanted::Anything => &LABELS,
        }
    }
}

/// Whether a phrase is a whole name or alias of anything.
pub fn known(graph: &Graph, phrase: &str) -> bool {
    ranked(graph, phrase, &LABELS).first().is_some_and(|(fit, _)| *fit == Fit::Whole)
}

/// What a phrase may mean, best first; all that fit equally well where `find` would be in doubt.
pub fn candidates(graph: &Graph, text: &str, wanted: Wanted) -> Vec<Found> {
    best(graph, text, wanted).into_iter().map(|node| describe(graph, node)).collect()
}

/// The one thing a phrase means.
///
/// # Errors
/// Where nothing bears the name, or several things do: with the candidates.
pub fn find(graph: &Graph, phrase: &Phrase, wanted: Wanted) -> Result<Found> {
    resolve(graph, &phrase.text(), wanted).map_err(|mut error| {
        if let Error::Name(name) = &mut error {
            name.span = phrase.span();
        }
        error
    })
}

/// The one thing a text means, for those who have no question around it.
///
/// # Errors
/// As [`find`].
pub fn resolve(graph: &Graph, text: &str, wanted: Wanted) -> Result<Found> {
    match best(graph, text, wanted).as_slice() {
        [one] => Ok(describe(graph, *one)),
        [] => Err(unknown(text.to_owned(), near(graph, text, wanted))),
        several => {
            let candidates = several.iter().map(|node| describe(graph, *node).describe()).collect();
            let nodes = several.to_vec();
            Err(Error::Name(Box::new(NameError { name: text.to_owned(), candidates, nodes, span: None })))
        }
    }
}

/// Where the words begin with a name and go on with words that belong to nothing, says what could
/// have come there.
pub fn unknown_word(graph: &Graph, phrase: &Phrase, wanted: Wanted, form: &Form) -> Option<Error> {
    let names = (1..phrase.words.len()).rev().find(|count| {
        let head = Phrase { words: phrase.words[..*count].to_vec() };
        !best(graph, &head.text(), wanted).is_empty()
    })?;
    let word = &phrase.words[names];
    let expected: Vec<_> = form.clauses.iter().map(|clause| clause.word()).collect();
    let message =
        format!("I do not know \"{}\" here; after a name I expect {}", word.text, expected.join(", "));
    Some(mistake(message, Some(word.span)).hint(form.usage))
}

/// All topics and agreements that have every weighty word of the phrase in one of their names.
///
/// # Errors
/// Where there is none: with those that share a word.
pub fn topics(graph: &Graph, phrase: &Phrase) -> Result<Vec<NodeId>> {
    let text = phrase.text();
    let words: Vec<String> = plain_words(&text).into_iter().filter(|word| !is_small(word)).collect();
    let mut found = Vec::new();
    let mut near = BTreeSet::new();
    for label in ["Agreement", "Topic"] {
        for (node, name) in named(graph, label) {
            let theirs = plain_words(&name);
            let shared =
                words.iter().filter(|word| theirs.iter().any(|other| same_stem(word, other))).count();
            if shared == words.len() && shared > 0 {
                found.push(node);
            } else if shared > 0 {
                near.insert(name);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() { Err(unknown(text, near.into_iter().take(8).collect())) } else { Ok(found) }
}

/// The titles of all offices that a phrase may mean: exactly it, else with it inside.
///
/// # Errors
/// Where there is none: with those that share a word.
pub fn titles(graph: &Graph, phrase: &Phrase) -> Result<Vec<String>> {
    let text = phrase.text();
    let wanted = fold(&text);
    let all: BTreeSet<String> = match (graph.label("Role"), graph.key("title")) {
        (Some(label), Some(key)) => graph
            .nodes_with_label(label)
            .filter_map(|node| graph.property(node.into(), key).as_str().map(str::to_owned))
            .collect(),
        _ => BTreeSet::new(),
    };
    let pick = |test: &dyn Fn(&str) -> bool| -> Vec<String> {
        all.iter().filter(|title| test(&fold(title))).cloned().collect()
    };
    let exact = pick(&|title| title == wanted);
    if !exact.is_empty() {
        return Ok(exact);
    }
    let within = pick(&|title| title.contains(&wanted));
    if !within.is_empty() {
        return Ok(within);
    }
    let words = plain_words(&text);
    Err(unknown(text, pick(&|title| words.iter().any(|word| title.contains(word.as_str())))))
}

fn unknown(name: String, candidates: Vec<String>) -> Error {
    Error::Name(Box::new(NameError { name, candidates, nodes: Vec::new(), span: None }))
}

/// The nodes that fit best; several where they fit equally well and are of the same label.
fn best(graph: &Graph, text: &str, wanted: Wanted) -> Vec<NodeId> {
    if let Some(node) = numbered(text) {
        let fits = graph.has_node(node) && wanted.labels().iter().any(|label| has_label(graph, node, label));
        return if fits { vec![node] } else { Vec::new() };
    }
    let ranked = ranked(graph, text, wanted.labels());
    let Some(fit) = ranked.first().map(|(fit, _)| *fit) else { return Vec::new() };
    let mut nodes: Vec<NodeId> = ranked.iter().filter(|(f, _)| *f == fit).map(|(_, node)| *node).collect();
    let label = |node: NodeId| wanted.labels().iter().position(|name| has_label(graph, node, name));
    let first = nodes.iter().filter_map(|node| label(*node)).min();
    nodes.retain(|node| label(*node) == first);
    nodes
}

/// The node that a text names by its number, as cards show it: `node:12`.
pub fn numbered(text: &str) -> Option<NodeId> {
    text.strip_prefix("node:")?.trim().parse().ok().map(NodeId)
}

/// Names that share a word or a beginning with the phrase.
fn near(graph: &Graph, text: &str, wanted: Wanted) -> Vec<String> {
    let words = plain_words(text);
    let mut found = BTreeSet::new();
    for label in wanted.labels() {
        for (_, name) in named(graph, label) {
            let theirs = plain_words(&name);
            if words.iter().any(|word| theirs.iter().any(|other| alike(word, other))) {
                found.insert(name);
            }
        }
    }
    found.into_iter().take(8).collect()
}

/// Whether two words differ by little enough that one may be a slip for the other.
fn alike(one: &str, other: &str) -> bool {
    let long = one.chars().count().min(other.chars().count());
    long >= 4 && (one.starts_with(&other[..other.len().min(4)]) || likeness(one, other) > 0.85)
}

fn ranked(graph: &Graph, text: &str, labels: &[&str]) -> Vec<(Fit, NodeId)> {
    let words = plain_words(text);
    if words.is_empty() {
        return Vec::new();
    }
    let named =
        graph.named(text).into_iter().filter(|node| labels.iter().any(|l| has_label(graph, *node, l)));
    let exact: Vec<(Fit, NodeId)> = named.map(|node| (Fit::Whole, node)).collect();
    if !exact.is_empty() {
        return exact;
    }
    let plain = collect(graph, labels, &|name| {
        let theirs = plain_words(name);
        words.iter().all(|word| theirs.contains(word)).then_some(Fit::Words)
    });
    if !plain.is_empty() {
        return plain;
    }
    let asked = Name::parse(text);
    let people: Vec<&str> = labels.iter().copied().filter(|label| *label == "Person").collect();
    collect(graph, &people, &|name| {
        let theirs = Name::parse(name);
        let heard = |word: &str| theirs.words.iter().any(|other| !other.initial && other.sound == word);
        let same = asked.words.iter().all(|word| heard(&word.sound))
            || compare(&asked, &theirs).score >= Comparison::SAME;
        same.then_some(Fit::Spelling)
    })
}

/// The nodes one of whose names fits, best first, each with its best fit.
fn collect(graph: &Graph, labels: &[&str], fit: &dyn Fn(&str) -> Option<Fit>) -> Vec<(Fit, NodeId)> {
    let mut best: BTreeMap<NodeId, Fit> = BTreeMap::new();
    for label in labels {
        for (node, name) in named(graph, label) {
            if let Some(fit) = fit(&name) {
                let known = best.entry(node).or_insert(fit);
                *known = fit.min(*known);
            }
        }
    }
    let mut found: Vec<(Fit, NodeId)> = best.into_iter().map(|(node, fit)| (fit, node)).collect();
    found.sort_unstable();
    found
}

/// Every name and alias of the nodes with a label.
fn named<'a>(graph: &'a Graph, label: &str) -> impl Iterator<Item = (NodeId, String)> + 'a {
    let label = graph.label(label);
    let name = graph.key("name");
    let aliases = graph.key("aliases");
    label.into_iter().flat_map(|label| graph.nodes_with_label(label)).flat_map(move |node| {
        let mut all = Vec::new();
        if let Some(text) = name.map(|key| graph.property(node.into(), key)).as_ref().and_then(Value::as_str)
        {
            all.push((node, text.to_owned()));
        }
        if let Some(Value::List(list)) = aliases.map(|key| graph.property(node.into(), key)) {
            all.extend(list.iter().filter_map(|alias| Some((node, alias.as_str()?.to_owned()))));
        }
        all
    })
}

fn describe(graph: &Graph, node: NodeId) -> Found {
    let label = LABELS.iter().find(|label| has_label(graph, node, label)).copied().unwrap_or("");
    let text = |node: NodeId, key: &str| -> Option<Arc<str>> {
        match graph.property(Element::Node(node), graph.key(key)?) {
            Value::String(text) => Some(text),
            _ => None,
        }
    };
    let name = text(node, "name").unwrap_or_default();
    let twins = match (graph.label(label), graph.key("name")) {
        (Some(label), Some(key)) => graph.find(label, key, &Value::String(name.clone())).len(),
        _ => 0,
    };
    let mut offices: Vec<(Arc<str>, Option<Arc<str>>)> = Vec::new();
    for (_, role) in graph.neighbours(node, Direction::Outgoing, graph.edge_type("HOLDS")) {
        let Some(title) = text(role, "title").filter(|_| graph.edge_type("HOLDS").is_some()) else {
            continue;
        };
        let of = graph.edge_type("OF").and_then(|kind| {
            graph.neighbours(role, Direction::Outgoing, Some(kind)).find_map(|(_, body)| text(body, "name"))
        });
        offices.push((title, of));
    }
    // A title that is part of another, or told without its state, says nothing beside the fuller one.
    let whole = offices.clone();
    offices.retain(|(title, of)| {
        let fuller = |(other, body): &(Arc<str>, Option<Arc<str>>)| {
            let longer = other.len() > title.len() && other.ends_with(&format!(" {title}"));
            (longer && (of.is_none() || of == body)) || (other == title && of.is_none() && body.is_some())
        };
        !whole.iter().any(fuller)
    });
    let mut offices: Vec<String> = offices
        .into_iter()
        .map(|(title, of)| of.map_or(title.to_string(), |of| format!("{title}, {of}")))
        .collect();
    offices.truncate(2);
    Found { node, label: label.into(), key: "name", name, unique: twins == 1, known_as: offices.join("; ") }
}

fn has_label(graph: &Graph, node: NodeId, name: &str) -> bool {
    graph.label(name).is_some_and(|label| graph.has_label(node, label))
}

/// Words too small to tell topics apart.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "the" | "a" | "an" | "of" | "on" | "in" | "and" | "for" | "to" | "with" | "between" | "its" | "their"
    )
}

/// Whether two words are one but for an ending: `borders` and `border`, `security` and `securities`.
fn same_stem(one: &str, other: &str) -> bool {
    let stem = |word: &str| -> String {
        let word = word.strip_suffix("ies").map_or_else(|| word.to_owned(), |stem| format!("{stem}y"));
        if word.len() > 4 { word.strip_suffix('s').unwrap_or(&word).to_owned() } else { word }
    };
    stem(one) == stem(other)
}
