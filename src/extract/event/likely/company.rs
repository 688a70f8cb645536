//! Somebody named near a meeting, and whether he was at it.

use super::doubt::{acts, doubted, stands_for_another};
use super::features::{CLASSES, Features, row, shape};
use super::{Model, couple, likelihood, sureness};
use crate::extract::document::PersonId;
use crate::extract::event::lines::Lines;
use crate::extract::event::merge::{Meeting, merge};
use crate::extract::event::{self, Class, Line};
use crate::extract::syntax::weights::Feature;
use crate::model::Status;

/// From which likelihood on somebody was there.
const THERE: f64 = 0.8;

/// How many sentences before and behind a meeting somebody may be named.
const BEFORE: usize = 2;
const BEHIND: usize = 4;
/// Longer sentences and lists, and articles with more meetings, are not weighed.
const LONGEST: usize = 400;
const MOST: usize = 40;
const MEETINGS: usize = 60;

/// Somebody of a sentence near a meeting at which no rule sees him.
pub struct Candidate {
    pub meeting: usize,
    pub person: PersonId,
    pub sentence: usize,
    unit: usize,
    pub features: Vec<Feature>,
}

/// The meetings of an article as far as their best sentences tell them, and all who are named near: what there is to
/// learn from, as if the rules had read nothing beyond.
pub fn around(lines: &Lines<'_>, model: &Model) -> (Vec<Meeting>, Vec<Candidate>) {
    let mut told = event::read(lines);
    couple::add(lines, model, &mut told);
    let mut meetings = merge(lines, &told);
    for meeting in &mut meetings {
        let line = lines.line(meeting.sentence);
        let here = |person: &PersonId| (0..line.length()).any(|at| line.people(at).contains(person));
        meeting.people.retain(here);
        meeting.sentences = vec![meeting.sentence];
    }
    let found = candidates(lines, &meetings);
    (meetings, found)
}

/// All who are named near the meetings held.
fn candidates(lines: &Lines<'_>, meetings: &[Meeting]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (place, meeting) in meetings.iter().enumerate().take(MEETINGS) {
        if meeting.status != Status::Held || meeting.people.len() < 2 {
            continue;
        }
        // Whoever met one of them by himself is told of there, and so is whom a sentence has at a meeting of another day.
        let apart = |found: &Candidate| {
            meetings.iter().any(|other| {
                let shared = || other.people.iter().any(|person| meeting.people.contains(person));
                let another = || other.date.is_some() && meeting.date.is_some() && other.date != meeting.date;
                let told =
                    || another() && other.people.len() > 1 && other.sentences.contains(&found.sentence);
                other.people.contains(&found.person) && (shared() || told())
            })
        };
        let Some((first, last)) = meeting.sentences.iter().min().zip(meeting.sentences.iter().max()) else {
            continue;
        };
        let behind = (last + BEHIND + 1).min(lines.doc.segments.sentences.len());
        for sentence in first.saturating_sub(BEFORE)..behind {
            let others = lines.doc.mentions_of(sentence).iter().flat_map(|mention| &mention.people);
            if others.clone().all(|person| meeting.people.contains(person)) || lines.doc.in_title(sentence) {
                continue;
            }
            let line = lines.line(sentence);
            if line.length() > LONGEST {
                continue;
            }
            found.extend(of_sentence(&line, place, meeting).into_iter().filter(|found| !apart(found)));
        }
    }
    found
}

fn of_sentence(line: &Line<'_>, place: usize, meeting: &Meeting) -> Vec<Candidate> {
    let shapes: Vec<String> = (0..line.length()).map(|at| shape(line, at)).collect();
    let people = (0..line.length()).flat_map(|at| line.people(at).iter().map(move |person| (at, *person)));
    people
        .filter(|(at, person)| {
            !meeting.people.contains(person) && acts(line.doc, *person) && !stands_for_another(line, *at)
        })
        .take(MOST)
        .map(|(unit, person)| Candidate {
            meeting: place,
            person,
            sentence: line.sentence,
            unit,
            features: features(line, &shapes, unit, meeting),
        })
        .collect()
}

fn features(line: &Line<'_>, shapes: &[String], unit: usize, meeting: &Meeting) -> Vec<Feature> {
    let mut found = Features::new();
    let words = |from: usize, to: usize| -> Vec<&str> {
        (from..to.min(shapes.len())).map(|at| shapes[at].as_str()).collect()
    };
    let (start, end) = row(line, shapes, unit);
    found.add("always", &[]);
    found.stretch("before", &words(start.saturating_sub(5), start));
    found.stretch("behind", &words(end, end + 7));
    for class in CLASSES {
        if (start.saturating_sub(8)..start).any(|at| line.is(at, *class)) {
            found.class("class before", *class, "");
        }
        if (end..(end + 10).min(line.length())).any(|at| line.is(at, *class)) {
            found.class("class behind", *class, "");
        }
    }
    let row_of = (start..end).filter(|at| !line.people(*at).is_empty());
    let size = row_of.clone().count().min(4).to_string();
    found.add("row", &[&size]);
    let member = |at: usize| line.people(at).iter().any(|person| meeting.people.contains(person));
    if row_of.clone().any(member) {
        found.add("row with them", &[]);
    }
    let with_them = if (0..line.length()).any(member) { "with them" } else { "alone" };
    found.add("near", &[with_them]);
    let far = match (meeting.sentences.iter().min(), meeting.sentences.iter().max()) {
        (Some(first), Some(_)) if line.sentence < *first => format!("-{}", first - line.sentence),
        (Some(_), Some(last)) if line.sentence > *last => format!("+{}", line.sentence - last),
        _ => "0".to_owned(),
    };
    found.add("far", &[&far, with_them]);
    found.add("kind", &[meeting.kind.name()]);
    found.add("kind far", &[meeting.kind.name(), &far]);
    found.add("size", &[&meeting.people.len().min(5).to_string()]);
    if start == 0 {
        found.add("first", &[]);
    }
    for at in 0..line.length() {
        let known = line.any(at, &[Class::Noun, Class::Gathering, Class::Ceremony]);
        if known && at > 0 && matches!(line.word(at - 1), "the" | "this" | "that" | "these") {
            found.add("the meeting", &[with_them]);
        }
    }
    found.sentence(line, shapes);
    found.done()
}

/// Adds those who were likely there to the meetings of an article.
pub fn add(lines: &Lines<'_>, model: &Model, meetings: &mut [Meeting]) {
    let mut best: Vec<(f64, Candidate)> = candidates(lines, meetings)
        .into_iter()
        .map(|candidate| (likelihood(&model.company, &candidate.features), candidate))
        .filter(|(likelihood, _)| *likelihood >= THERE)
        .collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut placed: Vec<PersonId> = Vec::new();
    for (likelihood, candidate) in best {
        let line = lines.line(candidate.sentence);
        if placed.contains(&candidate.person) || doubted(&line, candidate.unit, candidate.unit) {
            continue;
        }
        placed.push(candidate.person);
        let meeting = &mut meetings[candidate.meeting];
        meeting.people.push(candidate.person);
        if !meeting.sentences.contains(&candidate.sentence) {
            meeting.sentences.push(candidate.sentence);
            meeting.sentences.sort_unstable();
        }
        meeting.confidence = meeting.confidence.min(sureness(likelihood));
    }
}
