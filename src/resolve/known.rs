//! The gazetteer by name: which state, organisation or place a name in a fact means.

use std::collections::{HashMap, HashSet};

use crate::gazetteer::{Gazetteer, Organization, Place, State};
use crate::model::name::fold;

pub(super) struct Known {
    states: HashMap<String, &'static State>,
    organizations: HashMap<String, &'static Organization>,
    places: HashMap<String, &'static Place>,
    /// Capitals, with the state.
    capitals: HashMap<String, &'static State>,
    state_words: HashSet<String>,
}

impl Known {
    pub(super) fn of(gazetteer: &'static Gazetteer) -> Self {
        let mut known = Known {
            states: HashMap::new(),
            organizations: HashMap::new(),
            places: HashMap::new(),
            capitals: HashMap::new(),
            state_words: HashSet::new(),
        };
        for state in gazetteer.states() {
            for code in [state.iso2, state.iso3].into_iter().filter(|code| !code.is_empty()) {
                known.states.entry(fold(code)).or_insert(state);
            }
            for name in &state.names {
                known.states.insert(key(name), state);
            }
            for words in [&state.names, &state.adjectives, &state.people] {
                let words =
                    words.iter().flat_map(|name| key(name).split(' ').map(str::to_owned).collect::<Vec<_>>());
                known.state_words.extend(words.filter(|word| word.len() > 2));
            }
            for capital in &state.capitals {
                known.capitals.insert(key(capital), state);
            }
        }
        for organization in gazetteer.organizations() {
            for name in &organization.names {
                known.organizations.entry(key(name)).or_insert(organization);
            }
        }
        for place in gazetteer.places() {
            for name in &place.names {
                known.places.entry(key(name)).or_insert(place);
            }
        }
        known
    }

    pub(super) fn state(&self, name: &str) -> Option<&'static State> {
        self.states.get(&key(name)).copied()
    }

    pub(super) fn organization(&self, name: &str) -> Option<&'static Organization> {
        self.organizations.get(&key(name)).copied()
    }

    /// Whether a folded word is a state's adjective, people or one-word name.
    pub(super) fn is_of_state(&self, word: &str) -> bool {
        self.state_words.contains(word)
    }

    /// The name of the state that a state, or a body of a state, belongs to.
    pub(super) fn state_behind(&self, name: &str) -> Option<&'static str> {
        let state = self.state(name).map(State::name);
        state.or_else(|| self.organization(name).and_then(|organization| organization.state))
    }

    /// The name a place goes by, and the state it lies in.
    pub(super) fn place(&self, name: &str) -> Option<(&'static str, Option<&'static str>)> {
        let key = key(name);
        if let Some(state) = self.capitals.get(&key) {
            let capital = state.capitals.iter().find(|capital| self::key(capital) == key)?;
            return Some((capital, Some(state.name())));
        }
        self.places.get(&key).map(|place| (place.name(), place.state))
    }

    /// A place as it is shown, and its state: `Niavaran Palace, Tehran` lies where Tehran lies, `China` in China.
    pub(super) fn located(&self, name: &str) -> (String, Option<&'static str>) {
        if let Some((shown, state)) = self.place(name) {
            return (shown.to_owned(), state);
        }
        let name = name.trim();
        let name = name.strip_prefix("the ").unwrap_or(name);
        let state = std::iter::once(name).chain(name.rsplit(", ")).find_map(|part| {
            self.state(part).map(State::name).or_else(|| self.place(part).and_then(|(_, state)| state))
        });
        (name.to_owned(), state)
    }
}

/// A folded name without its article.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}
