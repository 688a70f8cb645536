//! Annotated articles as examples: two people of a sentence, and whether the article says that they met.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;

#[path = "../../tests/support/cast.rs"]
mod cast;

use cast::{CAST, written_out};
use chancery::extract::event::Lines;
use chancery::extract::event::likely::whereabouts::{Choice, open};
use chancery::extract::event::likely::{Model, company, couple};
use chancery::extract::syntax::weights::Feature;
use chancery::extract::{Document, Person};
use chancery::gazetteer::Gazetteer;
use chancery::model::{Article, PartialDate};
use serde::Deserialize;

use crate::whereabouts::{self, Whereabouts};

/// Two people, or a meeting and somebody near it, as one sentence has them.
#[derive(Clone)]
pub struct Example {
    /// The same two of one article have the same.
    pub of: (String, usize, usize),
    pub features: Vec<Feature>,
    pub met: bool,
    /// How much it counts.
    pub weight: f64,
}

/// The day on which the examples of tests are published.
const PUBLISHED: &str = "2025-10-22";

/// How much a meeting counts of which no day or town is annotated: none was told, or was thought worth it.
const UNTOLD: f64 = 0.5;

/// How much an example of a test counts, written to tell apart what lies close together.
const OF_A_TEST: f64 = 3.0;

#[derive(Deserialize)]
pub struct Annotated {
    id: String,
    title: Option<String>,
    published: Option<String>,
    text: String,
    people: Vec<Named>,
    meetings: Vec<Meeting>,
    #[serde(default = "one")]
    weight: f64,
    /// A meeting without a day or town is of none that the text tells.
    #[serde(default)]
    exact: bool,
    /// A few sentences, which tell of two people better than of who was there besides.
    #[serde(default)]
    passage: bool,
}

fn one() -> f64 {
    1.0
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Meeting {
    participants: Vec<String>,
    status: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    optional: bool,
}

/// The articles of a file: annotated ones a line, the examples of a test (`.txt`), or passages (`.tsv`).
pub fn read(file: &str) -> Result<Vec<Annotated>, Box<dyn Error>> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    if file.ends_with(".tsv") {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).enumerate();
        return lines.map(|(place, line)| construction(file, place, line)).collect();
    }
    if file.ends_with(".txt") {
        return Ok(text
            .split("\n===\n")
            .enumerate()
            .map(|(place, example)| of_test(file, place, example))
            .collect());
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let articles =
        lines.map(|line| serde_json::from_str(line).map_err(|error| format!("{file}: {error}").into()));
    articles.collect()
}

/// Who met whom, by letters, a tab and the sentence: `AB AC`, `{A} met {B} and, later, {C}.`
fn construction(file: &str, place: usize, line: &str) -> Result<Annotated, Box<dyn Error>> {
    let Some((told, sentence)) = line.split_once('\t') else {
        return Err(format!(
            "{file}: \"{line}\" wants a tab between who met (\"AB\", or \"-\") and the text"
        )
        .into());
    };
    let passage = !file.contains("golden");
    let name = |letter: char| {
        CAST.iter().find(|(known, _, _)| *known == letter).map(|(_, _, name)| (*name).to_owned())
    };
    let meetings = told.split(' ').filter(|group| *group != "-").map(|group| Meeting {
        participants: group.chars().filter_map(name).collect(),
        status: "held".to_owned(),
        date: None,
        place: None,
        optional: false,
    });
    Ok(Annotated {
        id: format!("{file} {place}"),
        title: None,
        published: Some(PUBLISHED.to_owned()),
        text: written_out(sentence),
        people: CAST.iter().map(|(_, _, name)| Named { name: (*name).to_owned(), aliases: vec![] }).collect(),
        meetings: meetings.collect(),
        weight: if passage { one() } else { OF_A_TEST },
        exact: false,
        passage,
    })
}

/// A text and what is read from it: `held meeting 2025-10 in Amman: Nikos Pappas, Omar Haddad`.
fn of_test(file: &str, place: usize, example: &str) -> Annotated {
    let (text, told) = example.split_once("\n---").unwrap_or((example, ""));
    let told = told.lines().filter_map(|line| line.split_once(": "));
    let meetings: Vec<Meeting> = told
        .map(|(what, people)| {
            let (how, town) = what.split_once(" in ").map_or((what, None), |(how, town)| (how, Some(town)));
            let mut how = how.split(' ');
            Meeting {
                participants: people.split(", ").map(str::to_owned).collect(),
                status: how.next().unwrap_or("").to_owned(),
                date: how.nth(1).map(str::to_owned),
                place: town.map(str::to_owned),
                optional: false,
            }
        })
        .collect();
    let mut names: Vec<String> = meetings.iter().flat_map(|meeting| meeting.participants.clone()).collect();
    names.sort();
    names.dedup();
    Annotated {
        id: format!("{file} {place}"),
        title: None,
        published: Some(PUBLISHED.to_owned()),
        text: text.trim().to_owned(),
        people: names.into_iter().map(|name| Named { name, aliases: vec![] }).collect(),
        meetings,
        weight: OF_A_TEST,
        exact: true,
        passage: false,
    }
}

impl Annotated {
    fn article(&self) -> Article {
        Article {
            id: self.id.clone(),
            title: self.title.clone().unwrap_or_default(),
            text: self.text.clone(),
            published: self.published.as_deref().and_then(|day| day.parse().ok()),
            ..Article::default()
        }
    }

    /// Two people of each sentence, and whether the article says that they met.
    pub fn couples(&self) -> Vec<Example> {
        let article = self.article();
        let doc = chancery::extract::read(&article, Gazetteer::embedded());
        let (places, truth) = (self.places(&doc), self.truth());
        let lines = Lines::of(&doc);
        let mut examples = Vec::new();
        for sentence in 0..doc.segments.sentences.len() {
            for pair in couple::pairs(&lines.line(sentence)) {
                let people = sorted(pair.people.map(|person| places[person.0]));
                if let Some(met) = truth.of(people) {
                    examples.push(Example {
                        of: (self.id.clone(), people[0], people[1]),
                        features: in_order(pair.features),
                        weight: self.weight,
                        met,
                    });
                }
            }
        }
        examples
    }

    /// The meetings found by the rules and the weights of couples, with those named near them, and whether the article
    /// says that they were there: that they met most of the others.
    pub fn company(&self, model: &Model) -> Vec<Example> {
        if self.passage {
            return vec![];
        }
        let article = self.article();
        let doc = chancery::extract::read(&article, Gazetteer::embedded());
        let (places, truth) = (self.places(&doc), self.truth());
        let (meetings, candidates) = company::around(&Lines::of(&doc), model);
        let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for candidate in &candidates {
            near.entry(candidate.meeting).or_default().push(places[candidate.person.0]);
        }
        let mut examples = Vec::new();
        for candidate in candidates {
            let person = places[candidate.person.0];
            let others = &meetings[candidate.meeting].people;
            let met: Vec<bool> =
                others.iter().filter_map(|other| truth.of(sorted([person, places[other.0]]))).collect();
            let met = match met.is_empty() {
                true if others.is_empty() => truth.gathered(&near[&candidate.meeting]).contains(&person),
                true => continue,
                false => met.iter().filter(|met| **met).count() * 2 >= met.len(),
            };
            let of = (self.id.clone(), candidate.meeting, candidate.person.0);
            examples.push(Example { of, features: in_order(candidate.features), met, weight: self.weight });
        }
        examples
    }

    /// The meetings found that are annotated with a day or town, and what there is to choose from.
    pub fn whereabouts(&self) -> Vec<Whereabouts> {
        let article = self.article();
        let doc = chancery::extract::read(&article, Gazetteer::embedded());
        let places = self.places(&doc);
        let place = |name: &String| {
            self.people.iter().position(|named| named.name == *name || named.aliases.contains(name))
        };
        let held: Vec<(&Meeting, Vec<usize>)> = self
            .meetings
            .iter()
            .filter(|meeting| meeting.status == "held" && !meeting.optional)
            .map(|meeting| (meeting, meeting.participants.iter().filter_map(place).collect()))
            .collect();
        let (meetings, found) = open(&Lines::of(&doc));
        let mut all = Vec::new();
        for choices in found {
            let people: Vec<usize> =
                meetings[choices.meeting].people.iter().map(|person| places[person.0]).collect();
            let shared = |there: &[usize]| people.iter().filter(|person| there.contains(person)).count();
            let Some(most) = held.iter().map(|(_, there)| shared(there)).max().filter(|most| *most > 1)
            else {
                continue;
            };
            let same: Vec<&Meeting> =
                held.iter().filter(|(_, there)| shared(there) == most).map(|(meeting, _)| *meeting).collect();
            let days: Vec<&str> = same.iter().filter_map(|meeting| meeting.date.as_deref()).collect();
            let towns: Vec<String> =
                same.iter().filter_map(|meeting| Some(fold(meeting.place.as_deref()?))).collect();
            let is_day = |day: &PartialDate| days.contains(&day.to_string().as_str());
            let is_town = |town: &String| {
                let town = fold(town);
                towns.iter().any(|other| other.contains(&town) || town.contains(other))
            };
            let told =
                |told: bool| (told || self.exact, if told || self.exact { self.weight } else { UNTOLD });
            all.push(Whereabouts {
                days: options(choices.days, is_day, told(!days.is_empty())),
                towns: options(choices.towns, is_town, told(!towns.is_empty())),
                pairs: most * (most - 1) / 2,
            });
        }
        all
    }

    /// The place of each person of a document among those annotated; whoever is not has a place behind them.
    fn places(&self, doc: &Document<'_>) -> Vec<usize> {
        let place = |person: &Person| {
            let forms = || std::iter::once(&person.name).chain(&person.aliases);
            let likeness = |named: &Named| {
                let theirs = || std::iter::once(&named.name).chain(&named.aliases);
                forms().flat_map(|form| theirs().map(move |other| alike(form, other))).max().unwrap_or(0)
            };
            let alike = self.people.iter().enumerate().map(|(place, named)| (likeness(named), place));
            let best = alike.max_by_key(|(likeness, place)| (*likeness, usize::MAX - place))?;
            (best.0 > 0).then_some(best.1)
        };
        let people = doc.persons.iter().enumerate();
        people.map(|(id, person)| place(person).unwrap_or(self.people.len() + id)).collect()
    }

    fn truth(&self) -> Truth {
        let place = |name: &String| {
            self.people.iter().position(|named| named.name == *name || named.aliases.contains(name))
        };
        let mut truth = Truth::default();
        for meeting in &self.meetings {
            let set = match meeting.optional {
                true => &mut truth.vague,
                false if meeting.status == "held" => &mut truth.held,
                false => continue,
            };
            let people: Vec<usize> = meeting.participants.iter().filter_map(place).collect();
            for (at, one) in people.iter().enumerate() {
                set.extend(people[at + 1..].iter().map(|other| sorted([*one, *other])));
            }
            if !meeting.optional {
                truth.gatherings.push(people);
            }
        }
        truth
    }
}

fn options<T>(
    choices: Vec<Choice<T, Vec<Feature>>>,
    right: impl Fn(&T) -> bool,
    (told, weight): (bool, f64),
) -> whereabouts::Asked {
    let option = |choice: Choice<T, Vec<Feature>>| whereabouts::Option {
        right: right(&choice.value),
        read: choice.read,
        said: choice.said.into_iter().map(in_order).collect(),
    };
    whereabouts::Asked { told, options: choices.into_iter().map(option).collect(), weight }
}

/// Features so that it matters nothing where they came from.
fn in_order(mut features: Vec<Feature>) -> Vec<Feature> {
    features.sort_unstable();
    features
}

/// Letters and digits in lower case.
fn fold(name: &str) -> String {
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The pairs that met, and those of whom it is told vaguely.
#[derive(Default)]
struct Truth {
    held: HashSet<[usize; 2]>,
    vague: HashSet<[usize; 2]>,
    /// Who was at each meeting held.
    gatherings: Vec<Vec<usize>>,
}

impl Truth {
    /// Those of some people who were at one meeting: the one that most of them were at, if two or more were.
    fn gathered(&self, near: &[usize]) -> &[usize] {
        let there = |people: &&Vec<usize>| {
            near.iter().collect::<HashSet<_>>().into_iter().filter(|person| people.contains(person)).count()
        };
        let most = self.gatherings.iter().max_by_key(there).filter(|people| there(people) > 1);
        most.map_or(&[], Vec::as_slice)
    }

    /// Whether two people met; `None` for what is left open, and for one and the same.
    fn of(&self, people: [usize; 2]) -> Option<bool> {
        let held = self.held.contains(&people);
        (people[0] != people[1] && (held || !self.vague.contains(&people))).then_some(held)
    }
}

fn sorted(mut two: [usize; 2]) -> [usize; 2] {
    two.sort_unstable();
    two
}

/// How surely two written names are one person within an article: 0 for not.
fn alike(one: &str, other: &str) -> usize {
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
    if one == other && !one.is_empty() {
        3
    } else if within(&one, &other) || within(&other, &one) {
        2
    } else {
        usize::from(
            !one.is_empty() && one.last() == other.last() && one[0].chars().next() == other[0].chars().next(),
        )
    }
}

/// For each two of an article: the greatest likelihood over their sentences, and whether they met.
pub fn best(article: &[Example], likelihood: impl Fn(&[Feature]) -> f64) -> Vec<(f64, bool)> {
    let mut best: BTreeMap<&(String, usize, usize), (f64, bool)> = BTreeMap::new();
    for example in article {
        let found = best.entry(&example.of).or_insert((0.0, example.met));
        found.0 = found.0.max(likelihood(&example.features));
    }
    best.into_values().collect()
}
