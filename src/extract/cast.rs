//! Names gathered to people: which runs of one text are one person's name.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::extract::name::Name;
use crate::extract::person::{REIGNS, Spelled, alike, bones, is_regnal, sameness, spelled, title_words};
use crate::extract::role::Given;
use crate::extract::role::phrase::Phrase;
use crate::extract::{Document, Person};

/// An office as it is told: the words of its title, and the state.
type Told = (Rc<[String]>, Option<String>);

/// Everybody named, while names and offices are gathered.
#[derive(Default)]
pub(super) struct Cast {
    pub people: Vec<Person>,
    /// By the bones of a word of their names.
    by_bones: Skeletons,
    /// For every person the words of each form of the name.
    words: Vec<Vec<Rc<[String]>>>,
    /// For every person the first words of the names with a father's: `Salman` of `Salman bin Khalid`.
    sons: Vec<Vec<String>>,
    /// For every person the names, by their places.
    names: Vec<BTreeSet<usize>>,
    /// For every person the offices given at the names, each once: the words of the title, and the state.
    offices: Vec<Vec<Told>>,
    /// For every name its person.
    pub of_name: Vec<Option<usize>>,
}

/// Who has which bones in the name: by bones the last of them, and for each of them the one noted before.
#[derive(Default)]
struct Skeletons {
    last: FxHashMap<Rc<str>, usize>,
    /// People, each with the place of the one before of the same bones.
    all: Vec<(usize, Option<usize>)>,
}

impl Skeletons {
    /// Whoever has some bones, from the last noted to the first.
    fn get(&self, bones: &str) -> impl Iterator<Item = usize> {
        let last = self.last.get(bones).map(|place| self.all[*place]);
        let chain = std::iter::successors(last, |(_, before)| before.map(|place| self.all[place]));
        chain.map(|(person, _)| person)
    }

    fn note(&mut self, bones: &Rc<str>, person: usize) {
        if self.get(bones).any(|known| known == person) {
            return;
        }
        let before = self.last.insert(Rc::clone(bones), self.all.len());
        self.all.push((person, before));
    }
}

impl Cast {
    /// Makes one person of all names that are one's: full names first, then the parts of names.
    pub(super) fn gather(
        &mut self,
        document: &Document,
        phrases: &[Phrase],
        names: &[Name],
        given: &[Given],
        real: &[bool],
    ) {
        self.of_name = vec![None; names.len()];
        let forms: Vec<Rc<Spelled>> =
            names.iter().map(|name| spelled(document.words(&name.tokens))).collect();
        let mut order: Vec<usize> = (0..names.len()).filter(|place| real[*place]).collect();
        order.sort_by_key(|place| (forms[*place].words.len() < 2, *place));
        for place in order {
            let form = &forms[place];
            let styled = spelled(document.words(&names[place].styled));
            let first = form.words.first().filter(|_| form.has_father);
            let person = self.match_for(place, form, styled.regnal, names, phrases);
            let person = person.unwrap_or_else(|| {
                self.people.push(Person::default());
                self.words.push(vec![]);
                self.sons.push(vec![]);
                self.names.push(BTreeSet::new());
                self.offices.push(vec![]);
                self.people.len() - 1
            });
            self.people[person].call(&form.form, &styled.form);
            if !self.words[person].contains(&form.words) {
                for bones in form.bones.iter().chain(&form.halves) {
                    self.by_bones.note(bones, person);
                }
                self.words[person].push(Rc::clone(&form.words));
            }
            self.sons[person].extend(first.cloned());
            self.of_name[place] = Some(person);
            self.names[person].insert(place);
            for office in &given[place].offices {
                let told = (title_words(&office.title), office.of.clone());
                if !self.offices[person].contains(&told) {
                    self.offices[person].push(told);
                }
            }
        }
        self.unite();
        // People in the order of the text.
        let mut rank = vec![usize::MAX; self.people.len()];
        let mut next = 0;
        for person in self.of_name.iter().flatten() {
            if rank[*person] == usize::MAX {
                rank[*person] = next;
                next += 1;
            }
        }
        let mut people: Vec<Person> = vec![Person::default(); next];
        for (old, person) in std::mem::take(&mut self.people).into_iter().enumerate() {
            if let Some(place) = people.get_mut(rank[old]) {
                *place = person;
            }
        }
        self.people = people;
        for person in self.of_name.iter_mut().flatten() {
            *person = rank[*person];
        }
    }

    /// One surname, one office, given names of one stem: `Joseph R. Biden Jr.` and `Joe Biden`.
    fn unite(&mut self) {
        for one in 0..self.people.len() {
            let surname = self.words[one].first().and_then(|words| words.last()).map(|word| bones(word));
            let near: Vec<usize> = surname
                .map(|bones| self.by_bones.get(&bones).filter(|other| *other > one).collect())
                .unwrap_or_default();
            for other in near.into_iter().rev() {
                let (Some(a), Some(b)) = (self.words[one].first(), self.words[other].first()) else {
                    continue;
                };
                let surname = a.len() > 1 && b.len() > 1 && a.last() == b.last();
                let given_names = a[0].starts_with(&b[0][..1])
                    || a[0].contains(b[0].as_str())
                    || b[0].contains(a[0].as_str());
                if !surname || !given_names {
                    continue;
                }
                let (mine, its) = (&self.offices[one], &self.offices[other]);
                let shared = mine.iter().any(|(title, of)| {
                    its.iter().any(|(known, state)| {
                        known == title && (of.is_none() || state.is_none() || of == state)
                    })
                });
                if !shared {
                    continue;
                }
                let absorbed = std::mem::take(&mut self.people[other]);
                let forms = std::mem::take(&mut self.words[other]);
                self.words[one].extend(forms);
                let sons = std::mem::take(&mut self.sons[other]);
                self.sons[one].extend(sons);
                self.people[one].call(&absorbed.name, &absorbed.name);
                for alias in &absorbed.aliases {
                    self.people[one].call(alias, alias);
                }
                let names = std::mem::take(&mut self.names[other]);
                for name in &names {
                    self.of_name[*name] = Some(one);
                }
                self.names[one].extend(names);
                let offices = std::mem::take(&mut self.offices[other]);
                self.offices[one].extend(offices);
            }
        }
    }

    /// The person a name may be: the surest, then the one whose office and state fit, then the nearest before.
    fn match_for(
        &self,
        place: usize,
        form: &Spelled,
        regnal: bool,
        names: &[Name],
        phrases: &[Phrase],
    ) -> Option<usize> {
        let words = &form.words;
        let likeness =
            |person: usize| self.words[person].iter().map(|known| sameness(known, words)).max().unwrap_or(0);
        let mut near: Vec<usize> = form.bones.iter().flat_map(|bones| self.by_bones.get(bones)).collect();
        near.sort_unstable();
        near.dedup();
        // "Khalid bin Rashid" is the father of "Salman bin Khalid bin Rashid".
        if let Some(son) = words.first().filter(|_| form.has_father) {
            near.retain(|person| self.sons[*person].iter().all(|known| alike(known, son)));
        }
        // "President Brown, beside whom sat First Lady Ana Brown"
        let is_spouse = |words: &[String]| words.iter().any(|word| word == "lady");
        if let Some(office) = names[place].office.filter(|_| words.len() == 1) {
            let spouse = is_spouse(&title_words(&phrases[office].title));
            let told = |person: &usize| self.offices[*person].iter().any(|(words, _)| is_spouse(words));
            near.retain(|person| self.offices[*person].is_empty() || told(person) == spouse);
        }
        let mut best: Vec<(u8, usize)> =
            near.into_iter().map(|person| (likeness(person), person)).filter(|(sure, _)| *sure > 0).collect();
        if regnal && words.len() == 1 {
            // "King Salman" is no "Mohammed bin Salman": only another king bears the name alone.
            best.retain(|(_, person)| self.reigns(*person));
        }
        let top = best.iter().map(|(sure, _)| *sure).max()?;
        // A surname may be written first: of one word, last and first places are weighed by the offices.
        // "A Brown … Brown … Prime Minister Brown": of two Browns the office tells, whoever was called so before.
        let said = names[place].office.is_some();
        let least = if words.len() == 1 && (top == 3 || top == 4 && said) { 2 } else { top };
        best.retain(|(sure, _)| *sure >= least);
        if best.len() == 1 {
            return Some(best[0].1);
        }
        let title = names[place].office.map(|office| &phrases[office]);
        let want = title.map(|said| title_words(&said.title)).unwrap_or_default();
        let fits = |person: usize| {
            let Some(said) = title else { return 0 };
            let fit = |(have, of): &Told| {
                let state = match (of, said.of.first()) {
                    (Some(one), Some(other)) if one == other => 2,
                    (Some(_), Some(_)) => -4,
                    _ => 0,
                };
                state + 2 * i32::from(want.iter().all(|word| have.contains(word)))
            };
            self.offices[person].iter().map(fit).max().unwrap_or(0)
        };
        let distance = |person: usize| {
            let before = self.names[person].range(..place).next_back();
            before.map_or(usize::MAX, |before| place - before)
        };
        best.into_iter()
            .max_by_key(|(sure, person)| {
                (fits(*person), *sure, std::cmp::Reverse(distance(*person)), std::cmp::Reverse(*person))
            })
            .map(|(_, person)| person)
    }

    /// Whether somebody is called or said to be a monarch.
    fn reigns(&self, person: usize) -> bool {
        let known = &self.people[person];
        let called = std::iter::once(&known.name).chain(&known.aliases).any(|name| is_regnal(name));
        let mut titles = self.offices[person].iter().flat_map(|(words, _)| words.iter());
        called || titles.any(|word| REIGNS.contains(&word.as_str()))
    }
}
