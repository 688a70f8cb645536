//! A meeting and the sentences that may say when and where it was.

use std::ops::Range;
use std::rc::Rc;

use super::Features;
use super::clue::{Clue, Clues, Day, TELLING, TELLINGS};
use crate::extract::document::{Document, Kind, PersonId};
use crate::extract::event::line::REACH;
use crate::extract::event::merge::Meeting;
use crate::extract::event::words::Class;
use crate::extract::syntax::weights::{Feature, hash_bytes, mix};
use crate::model::{PartialDate, Status};

/// What a feature says, as the compiler hashes it.
macro_rules! sign {
    ($name:literal) => {
        const { $crate::extract::syntax::weights::hash_name($name.as_bytes()) }
    };
}
pub(super) use sign;

/// Sentences of the article's head, and before and behind those that tell of the meeting.
const HEAD: usize = 9;
const BEFORE: usize = 8;
const BEHIND: usize = 6;
/// Meetings before and behind it.
const WINDOW: usize = 12;

pub struct Around<'m, 'd> {
    pub doc: &'d Document<'d>,
    pub meeting: &'m Meeting,
    /// The meetings told around it.
    pub others: Vec<&'m Meeting>,
    /// Where in the article it is told.
    pub told: u64,
    pub today: Option<PartialDate>,
    pub near: Vec<Near>,
    /// Whether it is told to have been `there`.
    pub there: u64,
}

/// A sentence near a meeting.
pub struct Near {
    pub clue: Rc<Clue>,
    /// Of the meeting, for those of any day or town in it.
    pub features: Features,
    pub distance: u64,
    /// How many other meetings it tells of.
    pub of_others: u64,
    /// Where in the article it stands.
    pub place: u64,
    /// Whether it tells of the meeting's day, of others alone, or of none.
    pub same_day: u64,
    /// How many of those who met it names: none, one or more.
    pub named: u64,
}

impl<'m, 'd> Around<'m, 'd> {
    pub fn of(clues: &mut Clues<'_, 'd>, meetings: &'m [Meeting], at: usize) -> Self {
        let meeting = &meetings[at];
        let doc = clues.lines.doc;
        let count = doc.segments.sentences.len();
        let mut places: Vec<usize> = (0..(clues.first + HEAD).min(count)).collect();
        for telling in meeting.sentences.iter().take(TELLINGS) {
            places.extend(telling.saturating_sub(BEFORE)..(telling + BEHIND + 1).min(count));
        }
        places.sort_unstable();
        places.dedup();
        let around = at.saturating_sub(WINDOW)..(at + WINDOW + 1).min(meetings.len());
        let others = around.filter(|place| *place != at).map(|place| &meetings[place]);
        let others: Vec<&Meeting> = others.filter(|other| other.status == Status::Held).collect();
        let mut near = Vec::with_capacity(places.len());
        for sentence in places {
            let clue = clues.at(sentence);
            if clue.places.is_empty() && clue.days.is_empty() {
                continue;
            }
            let of_others = others.iter().filter(|other| other.sentences.contains(&sentence)).count();
            near.push(Near::of(doc, meeting, clue, clues.first, of_others.min(2) as u64));
        }
        let told = place(doc, clues.first, meeting.sentence);
        let there = u64::from(clues.says_there(meeting.sentence));
        Around { doc, meeting, others, told, today: clues.today, near, there }
    }

    /// How old a day is on the day of the article.
    pub fn age(&self, date: Option<PartialDate>) -> u64 {
        let Some((today, date)) = self.today.zip(date) else { return 9 };
        match (today.first_day() - date.first_day()).num_days() {
            ..0 => 0,
            0 => 1,
            1 => 2,
            2..=3 => 3,
            4..=7 => 4,
            8..=31 => 5,
            32..=365 => 6,
            _ => 7,
        }
    }
}

impl Near {
    fn of(doc: &Document<'_>, meeting: &Meeting, clue: Rc<Clue>, first: usize, of_others: u64) -> Near {
        let sentence = clue.sentence;
        let signed = meeting
            .sentences
            .iter()
            .map(|told| sentence.cast_signed() - told.cast_signed())
            .min_by_key(|distance| (distance.abs(), *distance))
            .unwrap_or(0);
        let distance = match signed {
            0 => 0,
            1 => 1,
            2 => 2,
            3..=4 => 3,
            5.. => 4,
            -1 => 5,
            -2 => 6,
            -4..=-3 => 7,
            -8..=-5 => 8,
            _ => 9,
        };
        let paragraph = |sentence: usize| doc.segments.sentences.get(sentence).map(|found| found.paragraph);
        let beside = meeting.sentences.iter().any(|told| paragraph(*told) == paragraph(sentence));
        let mut first_named: Option<PersonId> = None;
        let mut several = false;
        let mut others = 0;
        for mention in doc.mentions_of(sentence).iter().take(REACH) {
            for person in &mention.people {
                if !meeting.people.contains(person) {
                    others += u64::from(mention.kind == Kind::Person);
                } else {
                    several |= *first_named.get_or_insert(*person) != *person;
                }
            }
        }
        let named = u64::from(first_named.is_some()) + u64::from(several);
        let same = |day: &Day| meeting.date.is_none_or(|date| date.may_equal(day.date));
        let same_day = match clue.days.is_empty() {
            true => 0,
            false if clue.days.iter().any(same) => 1,
            false => 2,
        };
        let place = place(doc, first, sentence);
        let told = self::place(doc, first, meeting.sentence);
        let telling = || TELLING.iter().filter(|class| clue.classes.has(**class));
        let mut features = Vec::with_capacity(14 + 2 * telling().count());
        features.extend([
            feature(sign!("distance"), &[distance]),
            feature(sign!("of others"), &[of_others, distance]),
            feature(sign!("distance, paragraph"), &[distance, u64::from(beside)]),
            feature(sign!("named"), &[named, others.min(2)]),
            feature(sign!("named, distance"), &[named, distance]),
            feature(sign!("place"), &[place]),
            feature(sign!("place, named"), &[place, named]),
            feature(sign!("place, told"), &[place, told]),
            feature(sign!("told, distance"), &[told, distance]),
            feature(sign!("place, size"), &[place, size(meeting)]),
            feature(sign!("place, distance"), &[place, distance]),
            feature(sign!("kind"), &[meeting.kind as u64, distance]),
            feature(sign!("size"), &[size(meeting), distance]),
        ]);
        for class in telling() {
            features.push(feature(sign!("class"), &[*class as u64]));
            features.push(feature(sign!("class, distance"), &[*class as u64, distance]));
        }
        let gathers = clue.classes.has(Class::Gathering);
        features.push(feature(sign!("gathering"), &[u64::from(gathers), meeting.kind as u64, size(meeting)]));
        let features = Features::of(features);
        Near { clue, features, distance, of_others, place, same_day, named }
    }
}

/// Where in an article a sentence stands.
fn place(doc: &Document<'_>, first: usize, sentence: usize) -> u64 {
    match (doc.in_title(sentence), sentence.saturating_sub(first)) {
        (true, _) => 0,
        (_, 0) => 1,
        (_, 1) => 2,
        (_, 2..=3) => 3,
        (_, 4..=8) => 4,
        _ => 5,
    }
}

/// How many met: two, a few or many.
pub fn size(meeting: &Meeting) -> u64 {
    match meeting.people.len() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

pub fn feature(sign: u64, values: &[u64]) -> Feature {
    values.iter().fold(mix(sign, values.len() as u64), |hash, value| mix(hash, *value))
}

/// What a token stands for, or its word.
pub fn shape(doc: &Document<'_>, token: usize) -> u64 {
    let word = || doc.form(token).map_or(const { hash_bytes(b"") }, |form| form.sign);
    let Some(mention) = doc.mention_at(token) else { return word() };
    match &mention.kind {
        Kind::Person | Kind::Role { .. } | Kind::Group | Kind::Delegation { .. } => {
            const { hash_bytes(b"SOMEBODY") }
        }
        Kind::Pronoun { .. } => word(),
        Kind::State { .. } => const { hash_bytes(b"STATE") },
        Kind::Organization { .. } => const { hash_bytes(b"BODY") },
        Kind::Place { .. } => const { hash_bytes(b"PLACE") },
    }
}

/// The words before and behind some tokens of a sentence.
pub fn words(doc: &Document<'_>, sentence: usize, tokens: &Range<usize>) -> Features {
    const NEAR: usize = 4;
    let all = doc.segments.sentences[sentence].tokens.clone();
    let mut found = Vec::with_capacity(2 * NEAR + 7);
    let before = tokens.start.saturating_sub(NEAR).max(all.start)..tokens.start;
    let behind = tokens.end..(tokens.end + NEAR).min(all.end);
    for (sign, near) in [(sign!("before"), before), (sign!("behind"), behind)] {
        let from = found.len();
        for token in near {
            let feature = feature(sign, &[shape(doc, token)]);
            if !found[from..].contains(&feature) {
                found.push(feature);
            }
        }
    }
    let at =
        |token: Option<usize>| token.filter(|token| all.contains(token)).map_or(1, |token| shape(doc, token));
    let (one, two) = (at(tokens.start.checked_sub(1)), at(tokens.start.checked_sub(2)));
    let (next, second) = (at(Some(tokens.end)), at(Some(tokens.end + 1)));
    found.push(feature(sign!("right before"), &[one]));
    found.push(feature(sign!("two before"), &[two, one]));
    found.push(feature(sign!("right behind"), &[next]));
    found.push(feature(sign!("two behind"), &[next, second]));
    found.push(feature(sign!("first"), &[u64::from(tokens.start == all.start)]));
    let verb = (all.start..tokens.start).rev().take(16).find_map(|token| {
        let form = doc.form(token)?;
        let telling = TELLING.iter().find(|class| form.classes.has(**class))?;
        Some((*telling as u64, tokens.start - token))
    });
    let (class, far) = verb.map_or((99, 0), |(class, far)| (class, far.min(6) as u64));
    found.push(feature(sign!("last told"), &[class]));
    found.push(feature(sign!("last told, far"), &[class, far]));
    Features::of(found)
}
