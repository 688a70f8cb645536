//! Somebody named near a meeting, and whether he was at it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::doubt::{actors, doubted};
use super::features::{Features, Seen, Stretch, Template};
use super::{LONGEST, MOST, Model, couple, likelihood, sureness};
use crate::extract::document::PersonId;
use crate::extract::event::frame::Told;
use crate::extract::event::lines::Lines;
use crate::extract::event::merge::Meeting;
use crate::extract::event::scene::is_suite;
use crate::extract::event::{self, Class, Line};
use crate::extract::syntax::weights::Feature;
use crate::model::{MeetingKind, Status};

/// From which likelihood on somebody was there.
const THERE: f64 = 0.85;
/// The same at a gathering of which nobody is named where it is told.
const AMONG_MANY: f64 = 0.65;
/// From which likelihood on somebody may have been there.
const PERHAPS: f64 = 0.5;

/// How many sentences before and behind a meeting somebody may be named.
const BEFORE: usize = 2;
const BEHIND: usize = 4;

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
    let (told, mut meetings) = event::merged(lines, model);
    for meeting in &mut meetings {
        let line = lines.line(meeting.sentence);
        let here = |person: &PersonId| (0..line.length()).any(|at| line.people(at).contains(person));
        meeting.people.retain(here);
        meeting.sentences = vec![meeting.sentence];
    }
    let found = candidates(lines, &meetings, &told);
    (meetings, found)
}

/// All who are named near the meetings held.
fn candidates(lines: &Lines<'_>, meetings: &[Meeting], told: &[Told]) -> Vec<Candidate> {
    // "The longest talks were with C": whom a sentence has at a meeting of its own.
    let own: BTreeSet<(usize, PersonId)> = told
        .iter()
        .filter(|telling| !telling.joins && telling.rule != couple::RULE)
        .flat_map(|telling| telling.people().into_iter().map(|person| (telling.sentence, person)))
        .collect();
    let mut of: BTreeMap<PersonId, Vec<&Meeting>> = BTreeMap::new();
    for meeting in meetings {
        for person in &meeting.people {
            of.entry(*person).or_default().push(meeting);
        }
    }
    // Whoever is said not to have met somebody is not put to others.
    let denied: BTreeSet<PersonId> = meetings
        .iter()
        .filter(|meeting| meeting.status == Status::Denied)
        .flat_map(|meeting| meeting.people.iter().copied())
        .collect();
    let mut found = Vec::new();
    for (place, meeting) in meetings.iter().enumerate() {
        if meeting.status != Status::Held || meeting.people.len() < 2 && !is_gathering(meeting) {
            continue;
        }
        // Whoever met one of them by himself is told of there, and so is whom a sentence has at a meeting of another day.
        let apart = |sentence: usize, person: PersonId| {
            of.get(&person).into_iter().flatten().take(MOST).any(|other| {
                let shared = || other.people.iter().any(|person| meeting.people.contains(person));
                let another = other.date.is_some() && meeting.date.is_some() && other.date != meeting.date;
                another && other.people.len() > 1 && other.sentences.contains(&sentence) || shared()
            })
        };
        for (sentence, distance) in near(lines, meeting) {
            let others = lines.doc.mentions_of(sentence).iter().flat_map(|mention| &mention.people);
            let known = others.clone().all(|person| meeting.people.contains(person));
            if known || others.clone().any(|person| denied.contains(person)) || lines.doc.in_title(sentence) {
                continue;
            }
            let line = lines.line(sentence);
            // "Leaders joined the two": of the meeting of those two.
            let of_others = meeting.people.is_empty()
                && meetings.iter().take(MOST).any(|other| {
                    let there = |at: usize| {
                        line.people(at).iter().filter(|person| other.people.contains(person)).count()
                    };
                    other.status == Status::Held
                        && (0..line.length().min(LONGEST)).map(there).sum::<usize>() > 1
                });
            if line.length() <= LONGEST && !of_others && !is_suite(&line) {
                let open = |person| {
                    !apart(sentence, person)
                        && !own.contains(&(sentence, person))
                        && !among_others(&line, told, person, meeting)
                };
                found.extend(of_sentence(&line, place, meeting, distance, open));
            }
        }
    }
    found
}

/// Whether weight has somebody in that sentence with others, and with nobody who was at the meeting.
fn among_others(line: &Line<'_>, told: &[Told], person: PersonId, meeting: &Meeting) -> bool {
    let member = |at: usize| line.people(at).iter().any(|person| meeting.people.contains(person));
    // "C and D also sat in": with those told of before.
    let joins = |at: usize| {
        line.any(at, &[Class::Present, Class::Attend, Class::Join]) || matches!(line.word(at), "also" | "too")
    };
    if meeting.people.is_empty() || (0..line.length()).any(|at| member(at) || joins(at)) {
        return false;
    }
    let from = told.partition_point(|telling| telling.sentence < line.sentence);
    let here = told[from..].iter().take_while(|telling| telling.sentence == line.sentence);
    here.filter(|telling| telling.rule == couple::RULE).any(|telling| telling.people().contains(&person))
}

/// `Leaders of the region gathered in X`: many were there, of whom nobody, or one, is named with it.
fn is_gathering(meeting: &Meeting) -> bool {
    meeting.kind == MeetingKind::Summit || !meeting.unnamed.is_empty() || meeting.states.len() > 1
}

/// The sentences around those which tell of a meeting, each with how far it is behind the nearest.
fn near(lines: &Lines<'_>, meeting: &Meeting) -> BTreeMap<usize, isize> {
    let mut near: BTreeMap<usize, isize> = BTreeMap::new();
    for telling in &meeting.sentences {
        let behind = (telling + BEHIND + 1).min(lines.doc.segments.sentences.len());
        for sentence in telling.saturating_sub(BEFORE)..behind {
            let distance = sentence.cast_signed() - telling.cast_signed();
            let known = near.entry(sentence).or_insert(distance);
            if distance.abs() < known.abs() {
                *known = distance;
            }
        }
    }
    near
}

/// Those of a sentence who are asked for, at a signed distance from the nearest that tells of the meeting.
fn of_sentence(
    line: &Line<'_>,
    place: usize,
    meeting: &Meeting,
    distance: isize,
    asked: impl Fn(PersonId) -> bool,
) -> Vec<Candidate> {
    let mut seen = None;
    actors(line)
        .filter(|(_, person)| !meeting.people.contains(person) && asked(*person))
        .map(|(unit, person)| Candidate {
            meeting: place,
            person,
            sentence: line.sentence,
            unit,
            features: features(seen.get_or_insert_with(|| Seen::of(line)), unit, meeting, distance),
        })
        .collect()
}

fn features(seen: &Seen<'_, '_>, unit: usize, meeting: &Meeting, distance: isize) -> Vec<Feature> {
    let line = seen.line;
    let mut found = Features::new(seen);
    let row = seen.row(unit);
    let (start, end) = (row.start, row.end);
    found.stretch(Stretch::Before, seen.words(start.saturating_sub(5)..start));
    found.stretch(Stretch::Behind, seen.words(end..end + 7));
    found.classes(Template::Before, seen.classes(start.saturating_sub(8)..start), 0);
    found.classes(Template::Behind, seen.classes(end..end + 10), 0);
    found.add(Template::Rows, &[seen.named(row.clone())]);
    let member = |at: usize| line.people(at).iter().any(|person| meeting.people.contains(person));
    if row.clone().any(member) {
        found.add(Template::RowWithThem, &[]);
    }
    let with_them = u64::from((0..line.length()).any(member));
    let (kind, distance) = (meeting.kind as u64, distance.cast_unsigned() as u64);
    found.add(Template::WithThem, &[with_them]);
    found.add(Template::Distance, &[distance, with_them]);
    found.add(Template::MeetingKind, &[kind]);
    found.add(Template::KindAndDistance, &[kind, distance]);
    found.add(Template::Size, &[meeting.people.len().min(5) as u64]);
    found.add(Template::First, &[u64::from(start == 0)]);
    let the_meeting = (1..line.length()).any(|at| {
        line.any(at, &[Class::Noun, Class::Gathering, Class::Ceremony])
            && matches!(line.word(at - 1), "the" | "this" | "that" | "these")
    });
    if the_meeting {
        found.add(Template::TheMeeting, &[with_them]);
    }
    found.done()
}

/// Adds those who were likely there to the meetings of an article.
pub fn add(lines: &Lines<'_>, model: &Model, told: &[Told], meetings: &mut Vec<Meeting>) {
    let weighed: Vec<(f64, Candidate)> = candidates(lines, meetings, told)
        .into_iter()
        .map(|candidate| (likelihood(&model.company, &candidate.features), candidate))
        .collect();
    let named = |candidate: &Candidate| !meetings[candidate.meeting].people.is_empty();
    // Whoever may have been at a meeting of known people is not put to a gathering without any.
    let taken: BTreeSet<PersonId> = weighed
        .iter()
        .filter(|(likelihood, candidate)| named(candidate) && *likelihood >= PERHAPS)
        .map(|(_, candidate)| candidate.person)
        .collect();
    let mut best: Vec<(f64, Candidate)> = weighed
        .into_iter()
        .filter(|(_, candidate)| named(candidate) || !taken.contains(&candidate.person))
        .filter(|(likelihood, candidate)| {
            *likelihood >= if meetings[candidate.meeting].people.is_empty() { AMONG_MANY } else { THERE }
        })
        .collect();
    // Those of a meeting that has people before those of a gathering without any.
    let empty = |candidate: &Candidate| meetings[candidate.meeting].people.is_empty();
    best.sort_by(|a, b| (empty(&a.1), b.0).partial_cmp(&(empty(&b.1), a.0)).unwrap_or(Ordering::Equal));
    let mut placed: BTreeSet<PersonId> = BTreeSet::new();
    for (likelihood, candidate) in best {
        let line = lines.line(candidate.sentence);
        // Of a sentence that names nobody who was there every word counts.
        let known = &meetings[candidate.meeting].people;
        let named = (0..line.length()).any(|at| line.people(at).iter().any(|person| known.contains(person)));
        let around = if named { (candidate.unit, candidate.unit) } else { (0, line.length()) };
        if placed.contains(&candidate.person) || doubted(&line, around.0, around.1) {
            continue;
        }
        placed.insert(candidate.person);
        let meeting = &mut meetings[candidate.meeting];
        meeting.people.push(candidate.person);
        if !meeting.sentences.contains(&candidate.sentence) {
            meeting.sentences.push(candidate.sentence);
            meeting.sentences.sort_unstable();
        }
        meeting.confidence = meeting.confidence.min(sureness(likelihood));
    }
    absorb(meetings);
}

/// A meeting told by weight is another one, told again, where all its people were at that on the same day.
fn absorb(meetings: &mut Vec<Meeting>) {
    let mut into: Vec<Option<usize>> = vec![None; meetings.len()];
    for at in 0..meetings.len() {
        let one = &meetings[at];
        if one.status != Status::Held || one.rule != couple::RULE {
            continue;
        }
        let within = |few: &[PersonId], many: &[PersonId]| {
            few.len() > 1 && few.iter().all(|person| many.contains(person))
        };
        let same = |place: &usize| {
            let other = &meetings[*place];
            let first = other.people.len() > one.people.len() || other.rule != couple::RULE || *place < at;
            first
                && *place != at
                && into[*place].is_none()
                && other.status == Status::Held
                && other.date == one.date
                && (within(&one.people, &other.people)
                    // "A met B. C and D joined the two."
                    || other.rule != couple::RULE
                        && one.sentence.abs_diff(other.sentence) <= BEFORE
                        && within(&other.people, &one.people))
        };
        into[at] = (at.saturating_sub(MOST)..(at + MOST).min(meetings.len())).find(same);
    }
    for (at, other) in into.iter().enumerate() {
        let Some(other) = *other else { continue };
        let told = std::mem::take(&mut meetings[at].sentences);
        let people = std::mem::take(&mut meetings[at].people);
        let confidence = meetings[at].confidence;
        let into = &mut meetings[other];
        into.sentences.extend(told);
        into.sentences.sort_unstable();
        into.sentences.dedup();
        let more: Vec<PersonId> = people.into_iter().filter(|person| !into.people.contains(person)).collect();
        if !more.is_empty() {
            into.people.extend(more);
            into.confidence = into.confidence.min(confidence);
        }
    }
    let mut absorbed = into.iter().map(Option::is_some);
    meetings.retain(|_| !absorbed.next().unwrap_or_default());
}
