//! When, where and about what: read from the clause that tells the event.

mod aspect;
mod attachment;
mod day;
mod spot;

use super::frame::Told;
use super::line::Line;
use crate::extract::time::{self, Base, Tense, When};
use crate::extract::topic;
use crate::model::PartialDate;
pub use aspect::says_none;
use aspect::{goes_on, is_now, is_perfect, is_reported, is_to_come, pluperfect};
pub use attachment::{describes, governing_verb, is_arranged};
pub use day::{JOURNEYS, is_bound, is_stay, narrated};
use day::{beside, date, spoken_before, took_place};
use spot::{attributive, is_here, place_of, reached, venue_of};
pub use spot::{is_matter, topical, town, town_of_venue};

/// What a telling says of the event beside who met.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detail {
    pub date: Option<PartialDate>,
    pub place: Option<String>,
    /// The place is a building or the like, whose town another sentence may give.
    pub venue: bool,
    /// `met here on Monday`: in the town of the dateline.
    pub here: bool,
    /// `is being attended by B`, `I have just met B`: on the day of the article.
    pub now: bool,
    /// `has met B`: some time before the article.
    pub perfect: bool,
    /// `said on Tuesday that she had met B`: before that day.
    pub reported: bool,
    /// `are to have their third summit`.
    pub to_come: bool,
    pub about: Vec<String>,
    /// `also`, `later`, `separately`, `afterwards`: goes on from the event told before.
    pub goes_on: bool,
    /// `had met B`: before what the article tells of, unless it says `had earlier met B`.
    pub before: bool,
    /// The day of another clause of its sentence, for a telling without a day of its own.
    pub near: Option<PartialDate>,
    /// `The meeting took place in March`: the date is that of the telling itself, however blurred.
    pub took_place: bool,
    /// The date lies well before the news.
    pub is_old: bool,
}

/// The details of a telling; `anchor` is the date last spoken of.
pub fn of(line: &Line<'_>, told: &Told, today: Option<PartialDate>, anchor: Option<PartialDate>) -> Detail {
    let tokens = tokens(line, told);
    let chained = |unit: &super::line::Unit<'_>| {
        unit.time.as_ref().is_some_and(|time| matches!(time.when, When::Later { .. }))
    };
    let blurred = |unit: &super::line::Unit<'_>| {
        unit.time.as_ref().is_some_and(|time| {
            matches!(time.when, When::Later { unit: time::Unit::Month | time::Unit::Year, .. })
        })
    };
    let near = line
        .units
        .iter()
        .any(chained)
        .then(|| spoken_before(line, today, line.units.iter().any(blurred)))
        .flatten();
    let anchor = near.or(anchor);
    let base = Base { published: today, tense: Tense::Past, anchor };
    let spot = place_of(line, told)
        .or_else(|| reached(line, told))
        .or_else(|| attributive(line, told))
        .or_else(|| venue_of(line, told));
    Detail {
        date: date(line, told, base),
        near: beside(line, told, base),
        took_place: took_place(line, told),
        is_old: false,
        place: spot.as_ref().map(|spot| spot.name.clone()),
        venue: spot.is_some_and(|spot| spot.venue),
        here: is_here(line, told),
        now: is_now(line, told.trigger),
        perfect: is_perfect(line, told.trigger),
        reported: is_reported(line, told.trigger),
        to_come: is_to_come(line, told.trigger),
        about: topic::topics(line.doc, &tokens),
        goes_on: goes_on(line, told),
        before: pluperfect(line, told.trigger),
    }
}

fn tokens(line: &Line<'_>, told: &Told) -> std::ops::Range<usize> {
    let from = line.get(told.clause.start.min(told.trigger)).map_or(0, |unit| unit.tokens.start);
    let to = line.units.last().map_or(from, |unit| unit.tokens.end);
    from..to.max(from)
}
