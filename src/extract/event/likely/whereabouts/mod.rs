//! On which day and in which town a meeting was, weighed by all that its article says of days and towns.
//!
//! ```text
//! a meeting and each day or town told near it or at the article's head ─▶ features ─▶ likelihood ─▶ the likeliest
//! ```
//!
//! What the rules read of a meeting is a feature like others, so that it stands unless much speaks against it.

mod around;
mod clue;
mod day;
mod town;

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::{STEPS, tables};
use crate::extract::event;
use crate::extract::event::lines::Lines;
use crate::extract::event::merge::Meeting;
use crate::extract::place;
use crate::extract::syntax::weights::{Feature, Table};
use crate::model::{PartialDate, Precision, Status};
use around::Around;
use clue::Clues;

/// The first bytes of the file of weights.
pub const MAGIC: &[u8] = b"chancery whereabouts 1\n";

/// Weights of features: how likely they make a day and a town that of a meeting.
pub struct Weights {
    days: Table<1>,
    towns: Table<1>,
}

static EMBEDDED: LazyLock<Weights> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../../../data/models/english.whereabouts");
    // A test reads the same bytes, so a damaged file does not leave the workshop.
    Weights::read(bytes).expect("the embedded weights are whole")
});

impl Weights {
    /// The weights in the binary, decoded on first use.
    pub fn embedded() -> &'static Weights {
        &EMBEDDED
    }

    /// Reads weights as `examples/train_meetings` writes them; `None` where they are damaged or of another version.
    pub fn read(bytes: &[u8]) -> Option<Weights> {
        let [days, towns] = tables(bytes, MAGIC)?;
        Some(Weights { days, towns })
    }
}

/// Features that come together, of one sentence or one phrase, wherever a choice has them: weighed once for days and
/// once for towns.
#[derive(Default)]
pub struct Features {
    pub all: Vec<Feature>,
    of_days: OnceCell<i32>,
    of_towns: OnceCell<i32>,
}

impl Features {
    fn of(all: Vec<Feature>) -> Self {
        Features { all, ..Features::default() }
    }
}

fn weight(table: &Table<1>, features: &[Feature]) -> i32 {
    let mut score = [0];
    for feature in features {
        table.add(*feature, &mut score);
    }
    i32::from(score[0])
}

/// What an article says once of a day or town: no feature is in two of the parts.
pub struct Said<'a> {
    /// What is said by others as well: of the sentence, the day or town, the words around.
    shared: &'a [&'a Features],
    own: &'a [Feature],
}

impl Said<'_> {
    pub fn features(&self) -> Vec<Feature> {
        let shared = self.shared.iter().flat_map(|part| &part.all);
        shared.chain(self.own).copied().collect()
    }

    /// What it says by a table, where a cell of the shared parts keeps theirs.
    fn score(&self, table: &Table<1>, kept: impl Fn(&Features) -> &OnceCell<i32>) -> f64 {
        let shared = self.shared.iter().map(|part| *kept(part).get_or_init(|| weight(table, &part.all)));
        f64::from(shared.sum::<i32>() + weight(table, self.own)) / STEPS
    }
}

/// A day or a town of which an article says something near a meeting, with what is made of each saying.
pub struct Choice<T, S> {
    pub value: T,
    /// Whether the rules chose it.
    pub read: bool,
    pub said: Vec<S>,
}

/// The days and towns there are for a meeting.
pub struct Choices<S> {
    pub meeting: usize,
    pub days: Vec<Choice<PartialDate, S>>,
    pub towns: Vec<Choice<String, S>>,
}

/// How likely a day or town must be.
#[derive(Debug, Clone, Copy)]
pub struct Bars {
    /// By itself.
    pub enough: f64,
    /// Beyond that which the rules chose.
    pub ahead: f64,
}

pub const DAYS: Bars = Bars { enough: 0.4, ahead: 0.3 };
pub const TOWNS: Bars = Bars { enough: 0.4, ahead: 0.3 };

impl Bars {
    /// The likeliest of some choices, each by what speaks for it most, where it is likely enough and likelier by far
    /// than what the rules chose. Scores are logarithms of odds, against none of them being right.
    pub fn best(self, scores: &[impl AsRef<[f64]>], is_read: impl Fn(usize) -> bool) -> Option<usize> {
        let most = |said: &[f64]| said.iter().copied().map(f64::exp).fold(0.0, f64::max);
        let odds: Vec<f64> = scores.iter().map(|said| most(said.as_ref())).collect();
        let all = 1.0 + odds.iter().sum::<f64>();
        let read = (0..odds.len()).filter(|place| is_read(*place)).map(|place| odds[place] / all);
        let least = self.enough.max(read.fold(0.0, f64::max) + self.ahead);
        let best = (0..odds.len()).max_by(|one, other| odds[*one].total_cmp(&odds[*other]))?;
        (!is_read(best) && odds[best] / all >= least).then_some(best)
    }
}

/// Whether the day and town of a meeting are asked for.
fn is_asked(meeting: &Meeting) -> bool {
    meeting.status == Status::Held && meeting.people.len() > 1
}

/// `A also called on C`: on the day on which she met B.
fn goes_on(meetings: &[Meeting], at: usize) -> bool {
    const NEAR: usize = 3;
    let meeting = &meetings[at];
    let same = |other: &Meeting| {
        other.date == meeting.date && other.people.iter().any(|person| meeting.people.contains(person))
    };
    let sharp = meeting.date.is_some_and(|date| date.precision() == Precision::Day);
    meeting.goes_on && sharp && meetings[..at].iter().rev().take(NEAR).any(same)
}

fn choices<S>(
    lines: &Lines<'_>,
    meetings: &[Meeting],
    of_day: impl Fn(&Said<'_>) -> S,
    of_town: impl Fn(&Said<'_>) -> S,
) -> Vec<Choices<S>> {
    let mut clues = Clues::of(lines);
    let asked = meetings.iter().enumerate().filter(|(_, meeting)| is_asked(meeting));
    let all = asked.filter_map(|(place, meeting)| {
        let dated = goes_on(meetings, place) || day::is_told(meeting, &mut clues);
        let placed = town::is_told(meeting, &mut clues);
        if dated && placed {
            return None;
        }
        let around = Around::of(&mut clues, meetings, place);
        let days = if dated { vec![] } else { day::choices(&around, &of_day) };
        let towns = if placed { vec![] } else { town::choices(&around, &of_town) };
        Some(Choices { meeting: place, days, towns })
    });
    all.collect()
}

/// The meetings of an article as the rules date and place them, with what there is to choose from.
pub fn open(lines: &Lines<'_>) -> (Vec<Meeting>, Vec<Choices<Vec<Feature>>>) {
    let (_, meetings) = event::met(lines);
    let choices = choices(lines, &meetings, |said| said.features(), |said| said.features());
    (meetings, choices)
}

/// Gives each meeting its likeliest day and town.
pub fn settle(lines: &Lines<'_>, meetings: &mut [Meeting]) {
    let weights = Weights::embedded();
    let of_day = |said: &Said<'_>| said.score(&weights.days, |part| &part.of_days);
    let of_town = |said: &Said<'_>| said.score(&weights.towns, |part| &part.of_towns);
    for choices in choices(lines, meetings, of_day, of_town) {
        let meeting = &mut meetings[choices.meeting];
        meeting.date = best(choices.days, DAYS).or(meeting.date);
        if let Some(likely) = best(choices.towns, TOWNS) {
            // "at the Ministry of Foreign Affairs", of the town that the rules read
            let town = meeting.place.take().filter(|town| !place::is_state(town) && place::is_venue(&likely));
            meeting.place = Some(town.map_or_else(|| likely.clone(), |town| place::in_town(&likely, &town)));
        }
    }
}

fn best<T>(mut choices: Vec<Choice<T, f64>>, bars: Bars) -> Option<T> {
    let scores: Vec<&[f64]> = choices.iter().map(|choice| &*choice.said).collect();
    let best = bars.best(&scores, |place| choices[place].read);
    best.map(|best| choices.swap_remove(best).value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        assert!(Weights::read(include_bytes!("../../../../../data/models/english.whereabouts")).is_some());
        assert!(Weights::read(b"chancery whereabouts 0\n").is_none());
    }

    #[test]
    fn the_likeliest_is_chosen_where_it_is_likelier_by_far_than_what_the_rules_chose() {
        let bars = Bars { enough: 0.4, ahead: 0.2 };
        assert_eq!(bars.best(&[[]; 0], |_| false), None);
        assert_eq!(bars.best(&[vec![-1.0], vec![0.0, 2.0]], |_| false), Some(1));
        assert_eq!(bars.best(&[vec![-1.0], vec![-2.0]], |_| false), None, "none is likely enough");
        assert_eq!(bars.best(&[vec![-1.0], vec![2.0]], |place| place == 0), Some(1));
        assert_eq!(
            bars.best(&[vec![1.9], vec![2.0]], |place| place == 0),
            None,
            "what the rules chose is as likely"
        );
    }
}
