//! Two people of a sentence of whom the rules say nothing, and whether they met.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::{actors, doubted, parted};
use super::features::{Features, Seen, Stretch, Template, magnitude};
use super::{LONGEST, MOST, Model, likelihood, sureness};
use crate::extract::document::{Kind, PersonId};
use crate::extract::event::Line;
use crate::extract::event::frame::{self, Frame, Told};
use crate::extract::event::lines::Lines;
use crate::extract::event::merge::Merging;
use crate::extract::event::noun::IN_PASSING;
use crate::extract::syntax::weights::{Feature, hash_bytes};
use crate::model::Status;

/// From which probability two people are told to have met, and somebody else to have been with them.
const MET: f64 = 0.83;
const WITH_THEM: f64 = 0.5;

/// The same where no word of the sentence is one of meeting.
const MET_UNSAID: f64 = 0.9;
/// The same for more than two.
const MANY_UNSAID: f64 = 0.95;

/// The rule that `--explain` names.
pub const RULE: &str = "A … B, by the words around them";

/// Two people of a sentence and what their places in it say.
pub struct Pair {
    pub people: [PersonId; 2],
    /// Their units; one and the same for `the two leaders`.
    pub units: [usize; 2],
    pub features: Vec<Feature>,
}

/// The pairs of people whom one sentence names.
pub fn pairs(line: &Line<'_>) -> Vec<Pair> {
    open_pairs(line, |_, _| true)
}

/// Those pairs of a sentence which are asked for.
fn open_pairs(line: &Line<'_>, asked: impl Fn(PersonId, PersonId) -> bool) -> Vec<Pair> {
    if line.length() > LONGEST {
        return vec![];
    }
    let people: Vec<(usize, PersonId)> = actors(line).collect();
    let mut found = Vec::new();
    let mut seen = None;
    for (place, (one, first)) in people.iter().enumerate() {
        for (other, second) in &people[place + 1..] {
            let told = one != other || !is_pronoun(line, *one) || speaks(line);
            if first != second && asked(*first, *second) && told && !parted(line, *one, *other) {
                let features = features(seen.get_or_insert_with(|| Seen::of(line)), *one, *other);
                found.push(Pair { people: [*first, *second], units: [*one, *other], features });
            }
        }
    }
    found
}

/// `they`, `them`: whom others do something to as well, so that a word of meeting must say what.
fn is_pronoun(line: &Line<'_>, unit: usize) -> bool {
    line.mention(unit).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. }))
}

/// Whether a sentence has a word of meeting.
fn speaks(line: &Line<'_>) -> bool {
    (0..line.length()).any(|at| line.is_trigger(at))
}

fn features(seen: &Seen<'_, '_>, one: usize, other: usize) -> Vec<Feature> {
    const NEAR: usize = 7;
    const GAP: u64 = 2;
    let mut found = Features::new(seen);
    if one == other {
        found.stretch(Stretch::BeforeGroup, seen.words(one.saturating_sub(5)..one));
        found.stretch(Stretch::BehindGroup, seen.words(one + 1..one + 9));
        let word = seen.line.get(one).map_or("", |unit| unit.word);
        found.add(Template::Group, &[hash_bytes(word.as_bytes())]);
        return found.done();
    }
    let (left, right) = (seen.row(one), seen.row(other));
    let together = left == right;
    let standing = u64::from(together);
    found.add(Template::Standing, &[standing]);
    let (before, behind) = match together {
        true => (Stretch::BeforeList, Stretch::BehindList),
        false => (Stretch::Before, Stretch::Behind),
    };
    let (start, end) = (left.start, right.end);
    found.stretch(before, seen.words(start.saturating_sub(4)..start));
    found.stretch(behind, seen.words(end..end + NEAR));
    if !together {
        let (from, to) = (left.end, right.start.max(left.end));
        if to - from <= 2 * NEAR {
            found.stretch(Stretch::Middle, seen.words(from..to));
        } else {
            let ends = [seen.words(from..from + NEAR), &[GAP], seen.words(to - NEAR..to)];
            found.stretch(Stretch::Middle, &ends.concat());
        }
        if to - from <= 4 {
            found.add(Template::Whole, seen.words(from..to));
        }
        found.classes(Template::Between, seen.classes(from..to), 0);
        found.add(Template::Distance, &[magnitude(to - from)]);
        found.add(Template::People, &[seen.named(from..to)]);
    }
    found.add(Template::Rows, &[seen.named(left), seen.named(right)]);
    found.classes(Template::Before, seen.classes(start.saturating_sub(8)..start), standing);
    found.classes(Template::Behind, seen.classes(end..end + 10), standing);
    found.add(Template::First, &[u64::from(start == 0), standing]);
    found.done()
}

/// Two people of an article, the lower first.
type Couple = (PersonId, PersonId);

fn couple(one: PersonId, other: PersonId) -> Couple {
    if one <= other { (one, other) } else { (other, one) }
}

/// A pair of a sentence with its likelihood.
struct Weighed {
    sentence: usize,
    /// Whether the sentence has a word of meeting.
    speaks: bool,
    couple: Couple,
    units: [usize; 2],
    likelihood: f64,
}

/// Adds to what the rules tell of an article the meetings that are likely by their words alone; whether there are any.
/// `merging` are the meetings that the rules tell.
pub fn add(lines: &Lines<'_>, model: &Model, merging: &Merging<'_, '_>, told: &mut Vec<Told>) -> bool {
    let doc = lines.doc;
    let together = together(told);
    let own = own(told);
    let mut weighed: Vec<Weighed> = Vec::new();
    for place in 0..doc.segments.sentences.len() {
        let mut people = doc.mentions_of(place).iter().flat_map(|mention| &mention.people);
        let first = people.next();
        if people.all(|person| Some(person) == first) {
            // Nobody, or one alone.
            continue;
        }
        let line = lines.line(place);
        let speaks = speaks(&line);
        let busy = |person| own.contains(&(place, person));
        let asked = |one, other| !together.contains(&couple(one, other)) && !busy(one) && !busy(other);
        weighed.extend(open_pairs(&line, asked).into_iter().map(|pair| Weighed {
            sentence: place,
            speaks,
            couple: couple(pair.people[0], pair.people[1]),
            units: pair.units,
            likelihood: likelihood(&model.couples, &pair.features),
        }));
    }
    if weighed.iter().all(|pair| pair.likelihood < MET) {
        return false;
    }
    let known = Known::of(merging);
    let mut new: Vec<Told> = Vec::new();
    for sentence in best_sentences(&weighed, &known) {
        let line = lines.line(sentence);
        new.extend(groups(&line, &weighed, &known).into_iter().filter_map(|group| telling(&line, &group)));
    }
    let any = !new.is_empty();
    insert(told, new);
    any
}

/// Puts tellings where they stand in the text, each before the first of the others that stands behind it; the others
/// keep their order.
fn insert(told: &mut Vec<Told>, mut new: Vec<Told>) {
    let place = |telling: &Told| (telling.sentence, telling.token);
    new.sort_by_key(place);
    let mut new = new.into_iter().peekable();
    for telling in std::mem::take(told) {
        while let Some(before) = new.next_if(|before| place(before) < place(&telling)) {
            told.push(before);
        }
        told.push(telling);
    }
    told.extend(new);
}

/// The pairs whom one telling of the rules has, whatever it says of them.
fn together(told: &[Told]) -> BTreeSet<Couple> {
    let mut pairs = BTreeSet::new();
    for telling in told {
        let people = telling.people();
        for (place, one) in people.iter().enumerate().take(MOST) {
            pairs.extend(people[place + 1..].iter().take(MOST).map(|other| couple(*one, *other)));
        }
    }
    pairs
}

/// Whom a sentence has at a meeting told of in passing, with the sentence: `after the call that A had had with B`.
fn own(told: &[Told]) -> BTreeSet<(usize, PersonId)> {
    let passing = |telling: &&Told| telling.rule == IN_PASSING && telling.size() > 1;
    told.iter()
        .filter(passing)
        .flat_map(|telling| telling.people().into_iter().map(|person| (telling.sentence, person)))
        .collect()
}

/// What the rules say of people: that they met, or were to meet and did not.
#[derive(Default)]
struct Known {
    couples: BTreeMap<Couple, Status>,
    met: BTreeMap<PersonId, BTreeSet<PersonId>>,
}

impl Known {
    fn of(merging: &Merging<'_, '_>) -> Known {
        let mut known = Known::default();
        for meeting in merging.outcomes() {
            for (place, one) in meeting.people.iter().enumerate() {
                for other in &meeting.people[place + 1..] {
                    let status = known.couples.entry(couple(*one, *other)).or_insert(meeting.status);
                    if meeting.status == Status::Held {
                        *status = Status::Held;
                        known.met.entry(*one).or_default().insert(*other);
                        known.met.entry(*other).or_default().insert(*one);
                    }
                }
            }
        }
        known
    }

    /// Whether the rules leave open that two met: they tell nothing of them, and of nobody whom each met by himself; of
    /// `the ministers`, who may be others, they tell of neither.
    fn leaves_open(&self, pair: &Weighed) -> bool {
        let (one, other) = pair.couple;
        let none = BTreeSet::new();
        let met = |person: PersonId| self.met.get(&person).unwrap_or(&none);
        let named = pair.units[0] != pair.units[1];
        !self.couples.contains_key(&pair.couple)
            && met(one).is_disjoint(met(other))
            && (named || met(one).is_empty() && met(other).is_empty())
    }
}

/// The sentences that tell best of each two people of whom the rules say nothing: one with a word of meeting, where
/// there is any.
fn best_sentences(weighed: &[Weighed], known: &Known) -> BTreeSet<usize> {
    let mut best: BTreeMap<Couple, (bool, f64, usize)> = BTreeMap::new();
    let sure = |pair: &&Weighed| pair.likelihood >= if pair.speaks { MET } else { MET_UNSAID };
    for pair in weighed.iter().filter(sure).filter(|pair| known.leaves_open(pair)) {
        let found = best.entry(pair.couple).or_insert((pair.speaks, pair.likelihood, pair.sentence));
        if (pair.speaks, pair.likelihood) > (found.0, found.1) {
            *found = (pair.speaks, pair.likelihood, pair.sentence);
        }
    }
    best.into_values().map(|(_, _, sentence)| sentence).collect()
}

/// Those who likely met together: their people and units.
struct Group {
    people: Vec<PersonId>,
    units: Vec<usize>,
    likelihood: f64,
}

/// The groups of a sentence: the surest two whom no rule and no group has, and whoever was likely with each of them.
fn groups(line: &Line<'_>, weighed: &[Weighed], known: &Known) -> Vec<Group> {
    let from = weighed.partition_point(|pair| pair.sentence < line.sentence);
    let here: Vec<&Weighed> =
        weighed[from..].iter().take_while(|pair| pair.sentence == line.sentence).collect();
    let mut likely: BTreeMap<Couple, f64> = BTreeMap::new();
    for pair in &here {
        let likelihood = likely.entry(pair.couple).or_default();
        *likelihood = likelihood.max(pair.likelihood);
    }
    let together = |one: PersonId, other: PersonId| {
        let couple = couple(one, other);
        let off = matches!(known.couples.get(&couple), Some(Status::Planned | Status::Denied));
        !off && likely.get(&couple).is_some_and(|likelihood| *likelihood >= WITH_THEM)
    };
    let mut first: Vec<&&Weighed> =
        here.iter().filter(|pair| pair.likelihood >= MET && known.leaves_open(pair)).collect();
    first.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    let mut groups: Vec<Group> = Vec::new();
    for pair in first {
        let both =
            |group: &Group| group.people.contains(&pair.couple.0) && group.people.contains(&pair.couple.1);
        if groups.iter().any(both) {
            continue;
        }
        let mut group = Group {
            people: vec![pair.couple.0, pair.couple.1],
            units: pair.units.to_vec(),
            likelihood: pair.likelihood,
        };
        for other in here.iter() {
            for (person, unit) in [(other.couple.0, other.units[0]), (other.couple.1, other.units[1])] {
                let with_all = group.people.iter().all(|member| together(*member, person));
                if !group.people.contains(&person) && with_all {
                    group.people.push(person);
                    group.units.push(unit);
                }
            }
        }
        // Those who share most of their members are one: `around the table were A, B and C, with them D, and E`.
        let most = |other: &&mut Group| {
            let shared = other.people.iter().filter(|person| group.people.contains(person)).count();
            shared * 2 > group.people.len().min(other.people.len())
        };
        match groups.iter_mut().find(most) {
            Some(known) => {
                let more: Vec<PersonId> =
                    group.people.into_iter().filter(|person| !known.people.contains(person)).collect();
                known.people.extend(more);
                known.units.extend(group.units);
            }
            None => groups.push(group),
        }
    }
    for group in &mut groups {
        group.units.sort_unstable();
        group.units.dedup();
    }
    groups
}

/// `The ministers of X and Y, A and B, condemned it`: the last unit that names those of a group in a row.
fn spelled_out(line: &Line<'_>, group: &Group, last: usize) -> usize {
    let mut end = last;
    let mut at = last + 1;
    while at < line.length() && at <= end + 3 {
        let people = line.people(at);
        if !people.is_empty() && people.iter().all(|person| group.people.contains(person)) {
            end = at;
        } else if line.is_verb(at) {
            break;
        }
        at += 1;
    }
    end
}

/// A group as a telling, where nothing around it says that the meeting was only planned or did not take place.
fn telling(line: &Line<'_>, group: &Group) -> Option<Told> {
    let (first, last) = (*group.units.first()?, *group.units.last()?);
    let is_trigger = |at: &usize| line.is_trigger(*at);
    let trigger = (first..=last)
        .find(is_trigger)
        .or_else(|| (last..line.length()).find(is_trigger))
        .or_else(|| (0..first).rev().find(is_trigger))
        .unwrap_or(first);
    if doubted(line, first, spelled_out(line, group, last)) {
        return None;
    }
    // "With the president was a delegation: A, B and C": of one side, where nobody is said to have met.
    if group.people.len() > 2 && group.likelihood < MANY_UNSAID && !speaks(line) {
        return None;
    }
    // "spoke individually with A, B and C", "spoke with their respective counterparts": who met whom, weight does not say.
    let each = |at: usize| matches!(line.word(at), "individually" | "respective" | "respectively");
    if group.people.len() > 2 && (0..line.length()).any(each) {
        return None;
    }
    let frame = Frame {
        rule: RULE,
        subject: group.units.clone(),
        confidence: sureness(group.likelihood),
        start: first.min(trigger),
        end: frame::clause_end(line, last.max(trigger) + 1),
        ..Frame::default()
    };
    let mut told = frame::tell(line, trigger, frame).filter(|told| told.status == Status::Held)?;
    told.hosts = group.people[..1].to_vec();
    told.guests = group.people[1..].to_vec();
    // "was received by A, B and C, each of whom he saw separately"
    told.apart = (0..line.length())
        .any(|at| line.word(at) == "separately" || line.words_at(at, &["each", "of", "whom"]));
    Some(told)
}
