//! Names known beforehand: states, organisations, places, titles, and the words offices are made of.
//!
//! The tables are in `data/gazetteer`, embedded into the binary; data/README.md describes their columns.
//! A look-up takes a text's tokens in plain form (`plain`) and finds the longest entry that begins at one.

mod plain;
mod row;
mod words;

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

pub use plain::plain;
pub use row::{
    Gender, Organization, OrganizationKind, Place, PlaceKind, State, StateKind, Title, TitleClass,
};
pub use words::WordKind;

use crate::text;

/// What a look-up finds. The numbers are places in the gazetteer's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    State(usize, StateForm),
    Organization(usize),
    Place(usize),
    Title(usize, Plural),
}

/// By which word a state is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StateForm {
    /// `Iran`, `the Islamic Republic of Iran`.
    Name,
    /// `Iranian`.
    Adjective,
    /// `the Iranians`, `Turks`.
    People,
    /// Its capital, which may mean the town or the government: `Tehran`.
    Capital,
    /// `the Kremlin`, `Downing Street`.
    Government,
}

/// Whether a title stands in its plural form.
pub type Plural = bool;

/// An entry found at a token: it covers `length` tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub entry: Entry,
    pub length: usize,
}

pub struct Gazetteer {
    states: Vec<State>,
    /// Their places by English short name and ISO codes.
    state_names: FxHashMap<&'static str, usize>,
    /// Their places by the names of their governments.
    governments: FxHashMap<&'static str, usize>,
    organizations: Vec<Organization>,
    /// Their places by any of their names.
    organization_names: FxHashMap<&'static str, usize>,
    places: Vec<Place>,
    titles: Vec<Title>,
    /// By first token in plain form: the tokens that must follow, longest first.
    names: FxHashMap<String, Vec<Key>>,
    words: FxHashMap<&'static str, WordKind>,
    /// Given and family names in plain form, as bytes.
    name_words: FxHashSet<&'static [u8]>,
    /// Given names in plain form that are a woman's or a man's.
    genders: FxHashMap<&'static str, Gender>,
}

struct Key {
    rest: Vec<String>,
    entry: Entry,
    /// An abbreviation of a few capitals, which only counts when written so: `US`, `WHO`.
    capitals: bool,
}

impl Gazetteer {
    /// The tables shipped with Chancery, read once.
    pub fn embedded() -> &'static Gazetteer {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Gazetteer {
                states: row::rows(include_str!("../../data/gazetteer/states.tsv")).map(State::read).collect(),
                state_names: FxHashMap::default(),
                governments: FxHashMap::default(),
                organization_names: FxHashMap::default(),
                organizations: row::rows(include_str!("../../data/gazetteer/organisations.tsv"))
                    .map(Organization::read)
                    .collect(),
                places: row::rows(include_str!("../../data/gazetteer/places.tsv")).map(Place::read).collect(),
                titles: row::rows(include_str!("../../data/gazetteer/titles.tsv")).map(Title::read).collect(),
                names: FxHashMap::default(),
                words: words::read(include_str!("../../data/gazetteer/words.tsv")),
                name_words: name_words(include_bytes!("../../data/gazetteer/names.txt")),
                genders: row::rows(include_str!("../../data/gazetteer/genders.tsv"))
                    .map(|cells| cells.given_name())
                    .collect(),
            }
            .indexed()
        })
    }

    fn indexed(mut self) -> Self {
        let mut keys: Vec<(&str, Entry)> = vec![];
        for (place, state) in self.states.iter().enumerate() {
            for name in [state.name(), state.iso2, state.iso3] {
                self.state_names.entry(name).or_insert(place);
            }
            for name in &state.governments {
                self.governments.entry(name).or_insert(place);
            }
            let forms = [
                (StateForm::Name, &state.names),
                (StateForm::Adjective, &state.adjectives),
                (StateForm::People, &state.people),
                (StateForm::Capital, &state.capitals),
                (StateForm::Government, &state.governments),
            ];
            for (form, names) in forms {
                keys.extend(names.iter().map(|name| (*name, Entry::State(place, form))));
            }
        }
        for (place, organization) in self.organizations.iter().enumerate() {
            keys.extend(organization.names.iter().map(|name| (*name, Entry::Organization(place))));
            for name in &organization.names {
                self.organization_names.entry(name).or_insert(place);
            }
        }
        for (place, town) in self.places.iter().enumerate() {
            keys.extend(town.names.iter().map(|name| (*name, Entry::Place(place))));
        }
        for (place, title) in self.titles.iter().enumerate() {
            keys.push((title.form, Entry::Title(place, false)));
            keys.extend(title.plurals.iter().map(|form| (*form, Entry::Title(place, true))));
        }
        let mut names: FxHashMap<String, Vec<Key>> = FxHashMap::default();
        for (name, entry) in keys {
            let mut tokens = plain_tokens(&capitalized(name)).into_iter();
            let Some(first) = tokens.next() else { continue };
            let key = Key { rest: tokens.collect(), entry, capitals: is_abbreviation(name) };
            let known = names.entry(first).or_default();
            if !known.iter().any(|other| other.rest == key.rest && !beside(other.entry, entry)) {
                known.push(key);
            }
        }
        for keys in names.values_mut() {
            // A stable sort: of equally long ones the table read first wins, and a name before an adjective.
            keys.sort_by_key(|key| std::cmp::Reverse(key.rest.len()));
        }
        self.names = names;
        self
    }

    /// The longest name of a state, organisation or place that begins at token `at`. `plain` are the
    /// text's tokens in plain form, `written` as they stand.
    pub fn name_at<'t>(
        &self,
        plain: impl Fn(usize) -> Option<&'t str>,
        written: impl Fn(usize) -> &'t str,
        at: usize,
    ) -> Option<Found> {
        let first = written(at);
        if !first.starts_with(char::is_uppercase) && first != "ni-Vanuatu" && !first.starts_with("al-") {
            return None;
        }
        // `NATO` is also written `Nato`, but `who` is not the WHO.
        let short = |key: &Key| {
            let word = matches!(key.entry, Entry::Organization(_)) && first.len() > 3;
            !key.capitals || is_abbreviation(first) || word && first.chars().skip(1).all(char::is_lowercase)
        };
        self.longest(plain, at, |key| !matches!(key.entry, Entry::Title(..)) && short(key))
    }

    /// The longest title that begins at token `at`, in any case.
    pub fn title_at<'t>(
        &self,
        plain: impl Fn(usize) -> Option<&'t str>,
        at: usize,
    ) -> Option<(&Title, Plural, usize)> {
        let found = self.longest(plain, at, |key| matches!(key.entry, Entry::Title(..)))?;
        match found.entry {
            Entry::Title(place, plural) => Some((&self.titles[place], plural, found.length)),
            _ => None,
        }
    }

    /// Whether a name or title begins with a word in plain form.
    pub fn begins_name(&self, plain: &str) -> bool {
        self.names.contains_key(plain)
    }

    fn longest<'t>(
        &self,
        plain: impl Fn(usize) -> Option<&'t str>,
        at: usize,
        fits: impl Fn(&Key) -> bool,
    ) -> Option<Found> {
        let follows = |key: &Key| {
            key.rest.iter().enumerate().all(|(ahead, word)| plain(at + 1 + ahead) == Some(word.as_str()))
        };
        self.names
            .get(plain(at)?)?
            .iter()
            .find(|key| fits(key) && follows(key))
            .map(|key| Found { entry: key.entry, length: key.rest.len() + 1 })
    }

    pub fn states(&self) -> &[State] {
        &self.states
    }

    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    pub fn places(&self) -> &[Place] {
        &self.places
    }

    pub fn state(&self, place: usize) -> &State {
        &self.states[place]
    }

    pub fn organization(&self, place: usize) -> &Organization {
        &self.organizations[place]
    }

    pub fn place(&self, place: usize) -> &Place {
        &self.places[place]
    }

    /// The state for which a body speaks, by any of the body's names: Iran for the Supreme National Security Council.
    pub fn state_of_body(&self, name: &str) -> Option<&'static str> {
        self.organizations[*self.organization_names.get(name)?].state
    }

    /// The state of a government: Russia for the Kremlin.
    pub fn state_of_government(&self, name: &str) -> Option<&State> {
        self.governments.get(name).map(|place| &self.states[*place])
    }

    /// The state of this English short name or ISO code.
    pub fn state_named(&self, name: &str) -> Option<&State> {
        self.state_names.get(name).map(|place| &self.states[*place])
    }

    /// The kinds of a word of offices, bodies and sentence beginnings.
    pub fn word_kind(&self, plain: &str) -> WordKind {
        self.words.get(plain).copied().unwrap_or_default()
    }

    /// The kinds of a word in capitals: those it has, else what its ending tells of a word that is nobody's name.
    pub fn capital_kind(&self, plain: &str) -> WordKind {
        let known = self.words.get(plain).copied();
        let noun = || WordKind::of_abstract(plain).filter(|_| !self.is_name_word(plain));
        known.or_else(noun).unwrap_or_default()
    }

    /// Whether a word in plain form is some people's given or family name.
    pub fn is_name_word(&self, plain: &str) -> bool {
        self.name_words.contains(plain.as_bytes())
    }

    /// Whether a given name in plain form is a woman's or a man's.
    pub fn gender_of(&self, given: &str) -> Gender {
        self.genders.get(given).copied().unwrap_or_default()
    }
}

/// The lines of the table of names, which is long: room for all is made at once.
fn name_words(table: &'static [u8]) -> FxHashSet<&'static [u8]> {
    const SHORTEST: usize = 8;
    let mut words = FxHashSet::with_capacity_and_hasher(table.len() / SHORTEST, FxBuildHasher);
    words.extend(table.split(|byte| *byte == b'\n').filter(|word| !word.is_empty()));
    words
}

/// A name of the tables, cut as texts are.
fn plain_tokens(name: &str) -> Vec<String> {
    text::segment(name).tokens.iter().map(|token| plain(token.span.of(name)).into_owned()).collect()
}

/// Abbreviations are cut as such only where they begin with a capital: `Lt.`
fn capitalized(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    name.split(' ').map(capital).collect::<Vec<String>>().join(" ")
}

/// A title may be spelled like a name; the two are looked up apart.
fn beside(one: Entry, other: Entry) -> bool {
    matches!(one, Entry::Title(..)) != matches!(other, Entry::Title(..))
}

fn is_abbreviation(name: &str) -> bool {
    name.chars().count() <= 5 && name.chars().all(|c| c.is_uppercase() || c == '.')
}

#[cfg(test)]
mod tests;
