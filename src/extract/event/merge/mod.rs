//! One meeting out of its several tellings.
//!
//! A telling joins a meeting told before where it has the same people and says nothing against it, or where it
//! speaks of `the meeting`. What one telling leaves out (date, place, topics) another may give.

mod denial;
mod inheritance;
mod meeting;
mod placement;

use super::detail::{self, Detail};
use super::frame::Told;
use super::line::Line;
use super::lines::Lines;
use super::words::Class;
use super::{lead, presence, setting};
use crate::extract::document::{Document, PersonId};
use crate::extract::time::When;
use crate::model::{PartialDate, Precision, Status};
pub use meeting::Meeting;

/// How many meetings back a telling may reach; keeps long articles linear.
const WINDOW: usize = 200;

/// A telling further away than this many sentences speaks of another meeting.
const NEAR: usize = 14;

/// The meetings of an article while its tellings are put together.
pub struct Merging<'d, 'l> {
    doc: &'d Document<'d>,
    lines: &'l Lines<'d>,
    meetings: Vec<Meeting>,
    /// The meeting spoken of last.
    current: Option<usize>,
    /// The date spoken of last.
    anchor: Option<PartialDate>,
    /// The day from which the text counts.
    today: Option<PartialDate>,
    /// What a sentence said of a meeting that no sentence has told of yet, such as a caption.
    pending: Option<(usize, Detail)>,
    /// People said to have been at a meeting that no sentence tells, with the sentence that named the last.
    waiting: (usize, Vec<PersonId>),
    /// The day and town of what the article tells first without its people.
    scene: Option<Detail>,
    /// The sentence that told last of a meeting whose people are not named yet.
    open: Option<usize>,
    /// The sentence that said last of a gathering, of which nobody was named, that it is to come.
    to_come: Option<usize>,
    /// Whether a meeting was told that has been.
    has_been: bool,
    /// The sentence that named those of a delegation last, and their meeting.
    sides: Option<(usize, usize)>,
}

impl<'d, 'l> Merging<'d, 'l> {
    /// The tellings of an article, each with the meeting it tells of.
    pub fn of(lines: &'l Lines<'d>, told: &[Told]) -> Self {
        let doc = lines.doc;
        let today = lines.today();
        let mut all = Merging {
            doc,
            lines,
            meetings: vec![],
            current: None,
            anchor: None,
            today,
            pending: None,
            waiting: (0, vec![]),
            scene: None,
            open: None,
            to_come: None,
            has_been: false,
            sides: None,
        };
        let (title, body): (Vec<&Told>, Vec<&Told>) =
            told.iter().partition(|telling| doc.in_title(telling.sentence));
        for telling in body {
            all.add(telling, false);
        }
        for telling in title {
            all.add(telling, true);
        }
        all
    }

    fn add(&mut self, telling: &Told, title: bool) {
        let line = self.lines.line(telling.sentence);
        // "on 19 July" in an article of no known day: of the year spoken of.
        let dated = line.units.iter().any(|unit| unit.time.is_some());
        let year = || lead::spoken_year(self.doc, telling.sentence);
        let today = if dated { self.today.or_else(year) } else { self.today };
        // "Feb. 25 -- A is received by B", under the heading "2018".
        let today = if dated { setting::counted_from(self.doc, telling.sentence, today) } else { today };
        let mut detail = detail::of(&line, telling, today, self.anchor);
        if detail.date.is_none() && telling.status == Status::Held {
            detail.date = setting::headed(self.doc, telling.sentence, today);
        }
        if detail.date.is_none() && telling.status == Status::Held {
            detail.date = lead::day_of_clock(self.doc, telling.sentence, today);
        }
        // "They had flown in the day before": what is told next is not of that day.
        let told = !presence::arrives(telling.rule);
        let day = detail.date.filter(|date| told && date.precision() == Precision::Day);
        self.anchor = day.or(self.anchor);
        detail.is_old = self.is_old(detail.date);
        let ahead = telling.status == Status::Held
            && (title && self.only_plans(telling)
                || self.is_ahead(detail.date)
                || is_tomorrow(&line, telling)
                || self.awaits(&line, telling));
        self.awaited(&line, telling, title);
        let planned = ahead.then(|| Told { status: Status::Planned, ..telling.clone() });
        let telling = planned.as_ref().unwrap_or(telling);
        for people in groups(telling) {
            self.place_group(telling, &detail, people, title);
        }
    }

    /// `Several leaders will be brought together by the summit.`
    fn awaited(&mut self, line: &Line<'_>, telling: &Told, title: bool) {
        if telling.status == Status::Held && !title && !telling.joins {
            (self.to_come, self.has_been) = (None, true);
        } else if telling.status == Status::Planned
            && !self.has_been
            && telling.size() == 0
            && line.any(telling.trigger, &[Class::Noun, Class::Gathering])
        {
            self.to_come = Some(telling.sentence);
        }
    }

    /// `Those attending the summit include A and B`, of a summit that is to come: in the present, shortly behind.
    fn awaits(&self, line: &Line<'_>, telling: &Told) -> bool {
        let near = self.to_come.is_some_and(|sentence| telling.sentence.saturating_sub(sentence) <= NEAR);
        let clause = telling.clause.start.min(telling.trigger)..telling.clause.end.max(telling.trigger + 4);
        let past = |at: usize| {
            matches!(line.word(at), "was" | "were" | "had" | "attended" | "included" | "came" | "joined")
        };
        let present =
            |at: usize| matches!(line.word(at), "is" | "are" | "include" | "includes" | "attending");
        near && telling.joins
            && telling.size() > 1
            && clause.clone().any(present)
            && !clause.into_iter().any(past)
    }

    /// `Statement on A's meeting with B`, above a text that tells of it as yet to come.
    fn only_plans(&self, telling: &Told) -> bool {
        let people = telling.people();
        let same = |known: &&Meeting| people.iter().all(|person| known.people.contains(person));
        let mut known = self.meetings.iter().filter(same).peekable();
        people.len() > 1
            && matches!(telling.rule, "A's meeting with B" | "a meeting between A and B")
            && known.peek().is_some()
            && known.all(|known| known.status == Status::Planned)
    }

    /// Whether a date lies ahead of the article; a day more, since it may be stamped in another time zone.
    fn is_ahead(&self, date: Option<PartialDate>) -> bool {
        let today = self.today.filter(|_| self.doc.article.published.is_some());
        date.zip(today).is_some_and(|(date, today)| (date.first_day() - today.last_day()).num_days() > 1)
    }

    /// Whether a date lies well before the news.
    pub(super) fn is_old(&self, date: Option<PartialDate>) -> bool {
        const NEWS: i64 = 21;
        let today = self.today.filter(|_| self.doc.article.published.is_some());
        date.zip(today).is_some_and(|(date, today)| (today.first_day() - date.last_day()).num_days() > NEWS)
    }

    /// Who was at each meeting and whether it was held, before days and towns are inherited.
    pub fn outcomes(&self) -> Vec<Meeting> {
        let mut meetings = self.meetings.clone();
        denial::contradict(self.doc, &mut meetings);
        denial::call_off(&mut meetings);
        meetings
    }

    /// The meetings of the article.
    pub fn finish(mut self) -> Vec<Meeting> {
        self.inherit();
        denial::contradict(self.doc, &mut self.meetings);
        denial::call_off(&mut self.meetings);
        for meeting in &mut self.meetings {
            meeting.people.sort_unstable();
            meeting.people.dedup();
        }
        self.meetings
    }
}

/// `tomorrow`, in the clause of a telling.
fn is_tomorrow(line: &Line<'_>, telling: &Told) -> bool {
    let day = |at: usize| line.get(at).and_then(|unit| unit.time.as_ref()).map(|time| time.when);
    let clause = telling.clause.start.min(telling.trigger)..telling.clause.end;
    let ahead = |at: usize| matches!(day(at), Some(When::Days(1..)));
    !telling.joins && clause.into_iter().any(ahead)
}

/// The groups that met: all together, or each guest apart.
fn groups(telling: &Told) -> Vec<Vec<PersonId>> {
    if telling.apart && telling.guests.len() > 1 {
        return telling
            .guests
            .iter()
            .map(|guest| telling.hosts.iter().copied().chain([*guest]).collect())
            .collect();
    }
    if telling.apart && telling.guests.len() == 1 && telling.hosts.len() > 1 {
        return telling.hosts.iter().map(|host| vec![*host, telling.guests[0]]).collect();
    }
    vec![telling.people()]
}

fn agree(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one.may_equal(other))
}
