//! The names in the store, found by how their words begin: in any spelling and transliteration.

use std::collections::HashMap;

use crate::graph::{Direction, Graph};
use crate::model::name::{plain_words, sound};
use crate::model::{Element, NodeId, Value};

/// What of the graph has a name to complete, in the order in which equals are shown.
const LABELS: [&str; 7] = ["Person", "State", "Organization", "Agreement", "Place", "Topic", "Role"];

/// One thing with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// Kind and office: `person · Foreign Minister, Iran`.
    pub beside: String,
    /// How many relationships it has: who is told of much comes first.
    weight: usize,
}

/// The names of a store as they are written, not yet looked at: cheap to gather, and apart from the graph.
#[derive(Debug, Default)]
pub struct GatheredNames(Vec<(Named, Vec<String>)>);

/// Sorted beginnings of words, as written and as they sound.
#[derive(Debug, Default)]
pub struct NameIndex {
    things: Vec<Named>,
    /// A word, whether it is the sound, and whose it is; sorted.
    words: Vec<(Box<str>, u32)>,
    sounds: Vec<(Box<str>, u32)>,
    /// The words of each thing's names, as they sound.
    all_sounds: Vec<Box<[Box<str>]>>,
}

impl GatheredNames {
    /// All names and aliases, with what stands beside each.
    pub fn of(graph: &Graph) -> Self {
        let mut found = Vec::new();
        let (name, aliases, title) = (graph.key("name"), graph.key("aliases"), graph.key("title"));
        for label in LABELS {
            let Some(id) = graph.label(label) else { continue };
            for node in graph.nodes_with_label(id) {
                let text = |key: Option<_>| match key.map(|key| graph.property(Element::Node(node), key)) {
                    Some(Value::String(text)) => Some(text.to_string()),
                    _ => None,
                };
                let Some(own) = text(name).or_else(|| text(title)) else { continue };
                let mut forms = vec![own.clone()];
                if let Some(Value::List(list)) = aliases.map(|key| graph.property(Element::Node(node), key)) {
                    forms.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                let weight = graph.neighbours(node, Direction::Both, None).count();
                found.push((Named { name: own, beside: beside(graph, node, label), weight }, forms));
            }
        }
        GatheredNames(found)
    }

    /// Sorts them for looking up: the dear part, which needs no graph.
    pub fn index(self) -> NameIndex {
        let mut index = NameIndex::default();
        for (named, forms) in self.0 {
            index.add(named, &forms);
        }
        index.sort();
        index
    }
}

impl NameIndex {
    fn add(&mut self, named: Named, forms: &[String]) {
        let Ok(id) = u32::try_from(self.things.len()) else { return };
        let mut sounds: Vec<Box<str>> = Vec::new();
        for word in forms.iter().flat_map(|form| joined_article(plain_words(form))) {
            let heard: Box<str> = sound(&word).into();
            self.sounds.push((heard.clone(), id));
            self.words.push((word.into(), id));
            sounds.push(heard);
        }
        self.things.push(named);
        self.all_sounds.push(sounds.into());
    }

    fn sort(&mut self) {
        for list in [&mut self.words, &mut self.sounds] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// The names that a text may be the beginning of, or of whose words it may be some: best first, at most
    /// so many. All its words but the last are whole.
    pub fn complete(&self, text: &str, most: usize) -> Vec<&Named> {
        let mut words = plain_words(text);
        let open = if text.ends_with(char::is_whitespace) { None } else { words.pop() };
        let whole: Vec<String> =
            words.iter().filter(|word| !is_article(word)).map(|word| sound(word)).collect();
        let start = match (&open, whole.last()) {
            (Some(open), _) if !is_article(open) || whole.is_empty() => open.clone(),
            (_, Some(_)) => words.iter().rfind(|word| !is_article(word)).cloned().unwrap_or_default(),
            _ => return Vec::new(),
        };
        if start.is_empty() {
            return Vec::new();
        }
        // 0: the letters as written; 1: as they sound.
        let mut found: HashMap<u32, u8> = HashMap::new();
        // One or two letters sound like too much.
        let heard = if start.len() > 2 { sound(&start) } else { String::new() };
        for (list, start, rank) in [(&self.words, start, 0), (&self.sounds, heard, 1)] {
            for (_, id) in beginning(list, &start) {
                let fits =
                    whole.iter().all(|word| self.all_sounds[*id as usize].iter().any(|own| **own == **word));
                if fits {
                    found.entry(*id).or_insert(rank);
                }
            }
        }
        let mut found: Vec<(u8, u32)> = found.into_iter().map(|(id, rank)| (rank, id)).collect();
        let place = |(rank, id): &(u8, u32)| (*rank, usize::MAX - self.things[*id as usize].weight, *id);
        if found.len() > most {
            found.select_nth_unstable_by_key(most, place);
            found.truncate(most);
        }
        found.sort_unstable_by_key(place);
        found.into_iter().map(|(_, id)| &self.things[id as usize]).collect()
    }
}

fn beginning<'a>(list: &'a [(Box<str>, u32)], start: &str) -> &'a [(Box<str>, u32)] {
    if start.is_empty() {
        return &[];
    }
    let from = list.partition_point(|(word, _)| **word < *start);
    let count = list[from..].partition_point(|(word, _)| word.starts_with(start));
    &list[from..from + count]
}

/// `al` and its word are also looked up as one: `alaraji`.
fn joined_article(words: Vec<String>) -> Vec<String> {
    let joined: Vec<String> = words
        .windows(2)
        .filter(|pair| is_article(&pair[0]))
        .map(|pair| format!("{}{}", pair[0], pair[1]))
        .collect();
    words.into_iter().filter(|word| !is_article(word)).chain(joined).collect()
}

fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el")
}

/// Kind and first office.
fn beside(graph: &Graph, node: NodeId, label: &str) -> String {
    let text =
        |node: NodeId, key: &str| match graph.key(key).map(|key| graph.property(Element::Node(node), key)) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
    let step = |from: NodeId, kind: &str| {
        let kind = graph.edge_type(kind)?;
        graph.neighbours(from, Direction::Outgoing, Some(kind)).next().map(|(_, to)| to)
    };
    let mut beside = label.to_lowercase();
    let role = if label == "Role" { Some(node) } else { step(node, "HOLDS") };
    if let Some(role) = role {
        let title = text(role, "title").filter(|_| label != "Role");
        let of = step(role, "OF").and_then(|of| text(of, "name"));
        let parts: Vec<String> = [title, of].into_iter().flatten().map(|part| part.to_string()).collect();
        if !parts.is_empty() {
            beside.push_str(" · ");
            beside.push_str(&parts.join(", "));
        }
    }
    beside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> NameIndex {
        let mut gathered = GatheredNames::default();
        let mut add = |name: &str, weight: usize, aliases: &[&str]| {
            let forms: Vec<String> = [name].iter().chain(aliases).map(|form| (*form).to_owned()).collect();
            gathered.0.push((Named { name: name.to_owned(), beside: "person".to_owned(), weight }, forms));
        };
        add("Qassem al-Araji", 9, &["Qasim al-Aaraji"]);
        add("Abbas Araghchi", 20, &[]);
        add("Sergei Lavrov", 5, &["Сергей Лавров"]);
        add("Mohammed Shia al-Sudani", 3, &[]);
        gathered.index()
    }

    fn found(text: &str) -> Vec<String> {
        index().complete(text, 10).into_iter().map(|named| named.name.clone()).collect()
    }

    #[test]
    fn a_name_is_found_by_the_beginning_of_any_of_its_words() {
        assert_eq!(found("sud"), ["Mohammed Shia al-Sudani"]);
        assert_eq!(found("moh"), ["Mohammed Shia al-Sudani"]);
        assert_eq!(found("ara"), ["Abbas Araghchi", "Qassem al-Araji"]);
        assert_eq!(found("x"), [""; 0]);
    }

    #[test]
    fn a_name_is_found_through_aliases_and_other_spellings() {
        assert_eq!(found("aaraj")[0], "Qassem al-Araji");
        assert_eq!(found("qasem al-ar"), ["Qassem al-Araji"]);
        assert_eq!(found("alaraj"), ["Qassem al-Araji"]);
        assert_eq!(found("Лавр"), ["Sergei Lavrov"]);
        assert_eq!(found("sergey l"), ["Sergei Lavrov"]);
    }
}
