//! Which office phrase belongs to which name: before it, behind a comma, in brackets, in a list, in a
//! clause.
//!
//! A phrase is given to one name, or to several where it is plural; what stays is somebody by office alone.

mod apposition;
mod clause;
mod headship;
mod list;
pub(super) mod phrase;
mod reversed;
mod term;

use std::ops::Range;

use crate::extract::name::Name;
use crate::extract::person::title_words;
use crate::extract::reading::Reading;
use crate::extract::{Document, Office};
use crate::gazetteer::{Entry, StateForm};
use crate::model::PartialDate;
use phrase::{Determiner, Phrase};

/// What the words around a name say of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    pub offices: Vec<Office>,
    /// The whole noun phrase.
    pub extent: Range<usize>,
    /// It is somebody's counterpart: of this state.
    pub counterpart: Option<Option<String>>,
    /// It is somebody's predecessor or successor.
    pub succession: Option<Succession>,
    /// The day on which somebody is said to have taken office.
    pub since: Option<PartialDate>,
    /// One of several `respective counterparts`: by place in the list.
    pub respective: Option<usize>,
    /// A state alone goes before: `Hungary's Peter Szijjarto`.
    pub state: Option<String>,
    /// The state at home is meant: `President of the Republic`.
    pub home: bool,
    /// The state or body which alone has the office.
    pub owner: Option<&'static str>,
    /// The token behind which the office stands: `Trump's envoy`.
    pub served: Option<usize>,
    /// How many of the offices a clause about the name tells.
    pub clause: usize,
    /// Something says that this is a person.
    pub person: bool,
}

/// Who had an office before or has it after somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Succession {
    Predecessor,
    Successor,
}

pub(super) struct Giver<'d> {
    pub document: &'d Document<'d>,
    pub reading: &'d Reading<'d>,
    pub phrases: &'d [Phrase],
    pub names: &'d [Name],
    pub given: Vec<Given>,
    /// Whether a phrase belongs to a name.
    pub used: Vec<bool>,
    /// By token: the name that begins there.
    name_at: Vec<Option<u32>>,
    pub phrase_at: Vec<Option<u32>>,
}

impl<'d> Giver<'d> {
    pub fn give(
        document: &'d Document<'d>,
        reading: &'d Reading<'d>,
        phrases: &'d [Phrase],
        names: &'d [Name],
    ) -> Self {
        let count = document.segments.tokens.len();
        let mut giver = Giver {
            document,
            reading,
            phrases,
            names,
            given: names
                .iter()
                .map(|name| Given { extent: name.styled.clone(), ..Given::default() })
                .collect(),
            used: vec![false; phrases.len()],
            name_at: vec![None; count],
            phrase_at: vec![None; count],
        };
        for (place, name) in names.iter().enumerate() {
            giver.name_at[name.styled.start] = Some(place as u32);
        }
        for (place, phrase) in phrases.iter().enumerate() {
            giver.phrase_at[phrase.tokens.start] = Some(place as u32);
        }
        for name in 0..names.len() {
            giver.before(name);
        }
        giver.lists();
        giver.alternating();
        for name in 0..names.len() {
            giver.brackets(name);
            giver.behind(name);
            giver.apposed_line(name);
            giver.clause(name);
            giver.state_before(name);
        }
        giver.reversed();
        for name in 0..names.len() {
            giver.led_by(name);
            giver.state_behind(name);
        }
        giver.of_states();
        giver
    }

    /// `Ana Brito of Brazil`, of whom nothing else is said: she may be one of `the presidents of Brazil and Peru`.
    fn state_behind(&mut self, name: usize) {
        let given = &self.given[name];
        if given.offices.is_empty()
            && given.counterpart.is_none()
            && given.state.is_none()
            && self.names[name].tokens.len() > 1
        {
            self.given[name].state = self.state_after(name);
        }
    }

    fn name_from(&self, at: usize) -> Option<usize> {
        self.name_at.get(at).copied().flatten().map(|place| place as usize)
    }

    /// The phrase at a token, behind its determiner where there is one.
    fn phrase_from(&self, at: usize) -> Option<usize> {
        let skip = usize::from(
            self.reading
                .is(at, &["the", "a", "an", "his", "her", "its", "their", "our", "my", "one", "this"]),
        );
        let both = skip
            + usize::from(skip > 0 && self.reading.is(at + 1, &["other", "then", "country's", "respective"]));
        let find = |at: usize| self.phrase_at.get(at).copied().flatten().map(|place| place as usize);
        find(at + skip).or_else(|| find(at + both))
    }

    fn end_of_sentence(&self, name: usize) -> usize {
        self.document.segments.sentences[self.names[name].sentence].tokens.end
    }

    /// Gives a phrase to a name.
    fn take(&mut self, name: usize, phrase: usize, of: Option<String>) {
        self.used[phrase] = true;
        let said = &self.phrases[phrase];
        let given = &mut self.given[name];
        given.person = true;
        let from = given.extent.start.min(said.tokens.start);
        given.extent = from..given.extent.end.max(said.tokens.end);
        if said.determiner == Determiner::Possessive
            && self.reading.is_possessive(said.tokens.start.wrapping_sub(1))
        {
            given.served = Some(said.tokens.start - 2);
        }
        // "the spokesman for Neto, the President of Angola".
        let end = said.tokens.end;
        let master = self.name_at.get(end + 1).copied().flatten().map(|place| &self.names[place as usize]);
        if said.of.is_empty()
            && of.is_none()
            && self.reading.word(said.head.start).starts_with("spokes")
            && self.reading.is(end, &["of", "for"])
            && let Some(master) = master
        {
            given.served = Some(master.tokens.end - 1);
        }
        if said.counterpart {
            given.counterpart = Some(of.or_else(|| said.of.first().cloned()));
            given.succession = match self.reading.word(said.head.start) {
                "predecessor" | "predecessors" => Some(Succession::Predecessor),
                "successor" | "successors" => Some(Succession::Successor),
                _ => None,
            };
            return;
        }
        given.home |= said.home;
        given.owner = given.owner.or(said.owner);
        let before = said.tokens.end == self.names[name].styled.start;
        // "Ambassador A, the deputy minister": a style where the name has an office behind it.
        let styled = before
            && said.title == "Ambassador"
            && said.of.is_empty()
            && said.bare
            && self.reading.is(self.names[name].tokens.end, &[","])
            && self.phrase_from(self.names[name].tokens.end + 1).is_some_and(|next| {
                let next = &self.phrases[next];
                next.is_office() && !next.plural && next.tokens.end > next.head.start
            });
        let rank = before && said.title == "Captain" || styled;
        if rank || !said.is_office() && of.is_none() {
            return;
        }
        let sentence = self.names[name].sentence;
        let mut offices = said.offices(sentence);
        if let Some(of) = of {
            offices = vec![Office { of: Some(of), ..offices.remove(0) }];
        } else if said.plural {
            offices.truncate(1);
            if said.of.len() > 1 {
                offices[0].of = None
            }
        }
        if let Some(term) = self.term(self.phrases[phrase].tokens.end) {
            for office in &mut offices {
                office.from = term.from;
                office.to = term.to;
                office.former |= term.to.is_some_and(|to| self.is_past(to));
            }
        }
        self.given[name].offices.extend(offices);
    }

    /// `Iraq's National Security Adviser Qassem al-Araji`; with a plural, also the names that follow:
    /// `foreign ministers Hakan Fidan of Turkey and Sergei Lavrov of Russia`.
    fn before(&mut self, name: usize) {
        if self.names[name].introduced() {
            self.given[name].person = true
        }
        let Some(phrase) = self.names[name].office else { return };
        let shared = self.states_in_turn(name, phrase);
        let mut own = shared.first().cloned().or_else(|| self.state_after(name));
        // `African Union Chairman X of Ghana`: the office is the body's, the man is the state's.
        let said = &self.phrases[phrase];
        let body = said.of.first().is_some_and(|of| self.reading.tables.state_named(of).is_none());
        if body && !said.plural && !said.counterpart {
            let home = own.take();
            self.given[name].state = self.given[name].state.take().or(home);
        }
        self.take(name, phrase, own);
        // Stacked before the name: `Vice President and Foreign Minister X`, `U.S. Special Representative Ambassador X`.
        let mut at = self.phrases[phrase].tokens.start;
        let mut before = phrase;
        while let Some(previous) = before.checked_sub(1) {
            let end = self.phrases[previous].tokens.end;
            // "Prime Minister and concurrently Foreign Minister X"
            let besides = end + 2 == at && self.reading.is(end + 1, &["concurrently", "also"]);
            let joined = end == at || (end + 1 == at || besides) && self.reading.is(end, &["and", "&"]);
            let same = self.phrases[previous].sentence_start(self.document)
                == self.phrases[phrase].sentence_start(self.document);
            if !joined
                || !same
                || self.used[previous]
                || self.phrases[previous].plural
                || self.phrases[previous].counterpart
            {
                break;
            }
            // `the president and Foreign Minister X` are two people, `President and Foreign Minister X` is one.
            let two = end < at
                && self.phrases[previous].determiner == Determiner::Definite
                && self.phrases[phrase].of.is_empty()
                && !self.reading.is_capital(self.phrases[previous].head.start);
            // `The Secretary and Foreign Minister X discussed`, where somebody else is the secretary.
            let two = two
                || end < at
                    && self.phrases[previous].determiner == Determiner::Definite
                    && self.phrases[previous].of.is_empty()
                    && !self.phrases[previous].home
                    && self.held_by_another(previous, name);
            // `the British Prime Minister and Senator X`: who has a state's office is no senator besides.
            let two = two
                || end < at
                    && self.phrases[previous].determiner == Determiner::Definite
                    && self.phrases[phrase].bare
                    && self.reading.is(self.phrases[phrase].head.start, &["senator"]);
            // "The Prime Minister and President X met": of the two who lead states nobody is both.
            let leads =
                |phrase: &Phrase, title: &str| phrase.bare && phrase.title.eq_ignore_ascii_case(title);
            let two = two
                || end < at
                    && leads(&self.phrases[previous], "prime minister")
                    && leads(&self.phrases[phrase], "president");
            let (said, first) = (&self.phrases[phrase], &self.phrases[previous]);
            let definite = first.determiner == Determiner::Definite && first.bare;
            // "the President of Togo and AU chairman A": an office that heads of states hold by turns.
            let turns = said.determiner == Determiner::None
                && self.reading.word(said.head.start).starts_with("chair")
                && said.of.iter().all(|of| self.reading.tables.state_named(of).is_none())
                && first.of.iter().any(|of| self.reading.tables.state_named(of).is_some());
            let states = end < at
                && !said.of.is_empty()
                && said.of != first.of
                && (!first.of.is_empty() || definite)
                && !turns;
            if two || states {
                break;
            }
            self.take(name, previous, None);
            at = self.phrases[previous].tokens.start;
            before = previous;
        }
        if self.phrases[phrase].plural {
            let mut last = name;
            let mut place = 0;
            while let Some(next) = self.next_in_list(last) {
                if self.names[next].office.is_some() {
                    break;
                }
                // "Prime Ministers A of Italy and B of Malta, and C, the US Secretary of State".
                let comma = self.names[next].tokens.end;
                let own = self.reading.is(comma, &[","])
                    && self.state_after(last).is_some()
                    && self.state_after(next).is_none()
                    && self.phrase_from(comma + 1).is_some_and(|own| {
                        let own = &self.phrases[own];
                        !own.plural && own.is_office() && own.head.start != self.phrases[phrase].head.start
                    });
                if own {
                    break;
                }
                place += 1;
                let own = shared.get(place).cloned().or_else(|| self.state_after(next));
                self.take_plural(next, phrase, own);
                last = next;
            }
        }
    }

    /// Whether the text gives an office to somebody of another name.
    fn held_by_another(&self, phrase: usize, name: usize) -> bool {
        let words = title_words(&self.phrases[phrase].title);
        let last = |name: &Name| self.reading.word(name.tokens.end - 1).to_string();
        let own = last(&self.names[name]);
        self.names.iter().any(|other| {
            // `The Secretary-General, A, met B`.
            let apposed = || {
                let comma = other.styled.start.checked_sub(1).filter(|at| self.reading.is(*at, &[","]))?;
                let place = self.phrases.partition_point(|phrase| phrase.tokens.end < comma);
                (self.phrases.get(place)?.tokens.end == comma).then_some(place)
            };
            let office = other.office.or_else(apposed);
            let Some(said) = office.and_then(|office| self.phrases.get(office)) else { return false };
            last(other) != own && {
                let held = title_words(&said.title);
                words.iter().all(|word| held.contains(word))
            }
        })
    }

    fn take_plural(&mut self, name: usize, phrase: usize, of: Option<String>) {
        let extent = self.given[name].extent.clone();
        self.take(name, phrase, of);
        self.given[name].extent = extent;
    }

    /// `El Khereiji of Saudi Arabia`, `the Honourable Ana Brito, of Brazil`.
    fn state_token(&self, name: usize) -> Option<usize> {
        let end = self.names[name].tokens.end;
        let at = end + usize::from(self.reading.is(end, &[","]));
        if !self.reading.is(at, &["of", "from"]) || at > end && self.reading.is(at, &["from"]) {
            return None;
        }
        let the = at + 1 + usize::from(self.reading.is(at + 1, &["the"]));
        let realm = ["republic", "kingdom", "sultanate", "commonwealth", "state"];
        let long = self.reading.is(the, &realm)
            && self.reading.known_at(the).is_none()
            && self.reading.is(the + 1, &["of"]);
        let next = the + 2 * usize::from(long);
        Some(next + usize::from(long && self.reading.is(next, &["the"])))
    }

    /// Where the state behind a name ends.
    fn state_end(&self, name: usize) -> Option<usize> {
        self.state_after(name)?;
        self.reading.known_at(self.state_token(name)?).map(|known| known.tokens.end)
    }

    fn state_after(&self, name: usize) -> Option<String> {
        let known = self.reading.known_at(self.state_token(name)?)?;
        match known.entry {
            Entry::State(place, StateForm::Name) => Some(self.reading.tables.state(place).name().to_string()),
            _ => None,
        }
    }

    /// `Hungary's Peter Szijjarto`, `Turkey's Fidan`.
    fn state_before(&mut self, name: usize) {
        let start = self.names[name].styled.start;
        if self.names[name].office.is_some() || start < 2 || !self.reading.is_possessive(start - 1) {
            return;
        }
        let known = self.reading.known_at(start - 2);
        if let Some(Entry::State(place, StateForm::Name)) = known.map(|known| known.entry) {
            let from = known.map_or(start, |known| known.tokens.start);
            self.given[name].state = Some(self.reading.tables.state(place).name().to_string());
            self.given[name].person = true;
            self.given[name].extent.start = from;
        }
    }
}

impl Phrase {
    /// Where its sentence begins.
    fn sentence_start(&self, document: &Document) -> usize {
        document
            .segments
            .sentences
            .get(document.sentence_of(self.head.start))
            .map_or(0, |sentence| sentence.tokens.start)
    }
}
