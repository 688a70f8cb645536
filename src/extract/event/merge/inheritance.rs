//! Dates and places that a meeting inherits from others, from the dateline and from the lead.

use super::meeting::Meeting;
use super::{Merging, NEAR, WINDOW, agree};
use crate::extract::document::Document;
use crate::extract::event::{journey, lead, setting};
use crate::extract::place;
use crate::model::{MeetingKind, Precision, Status};

impl Merging<'_, '_> {
    /// Dates and places that hold on: `A met B in Tehran on Tuesday. He also met C.`
    pub(super) fn inherit(&mut self) {
        if self.meetings.is_empty() {
            return;
        }
        let dateline = self.lines.dateline().cloned();
        let lead = lead::of(self.lines, &self.meetings, self.today);
        let scene = self.scene.take();
        for at in 0..self.meetings.len() {
            let (before, rest) = self.meetings.split_at_mut(at);
            let Some(meeting) = rest.first_mut().filter(|meeting| meeting.status == Status::Held) else {
                continue;
            };
            let needs = meeting.date.is_none() || meeting.place.is_none() || meeting.venue;
            let set = if needs { setting::setting(self.lines, self.today, meeting) } else { (None, None) };
            let related = || {
                before.iter().rev().take(WINDOW).filter(|other| {
                    other.status == Status::Held
                        && other.people.iter().any(|person| meeting.people.contains(person))
                })
            };
            let date = related()
                .find(|other| {
                    other.date.is_some_and(|date| date.precision() == Precision::Day)
                        && other.kind != MeetingKind::Visit
                })
                .filter(|other| meeting.goes_on || !other.unnamed.is_empty())
                .filter(|other| !apart(other.place.as_deref(), meeting.place.as_deref()))
                .and_then(|other| other.date);
            let recent = meeting.recent(self.doc);
            if meeting.date.is_none() && meeting.now && recent {
                meeting.date = self.today;
            }
            if meeting.date.is_none() {
                let day = meeting.near.or(set.0).or(date);
                let of_lead =
                    || lead.day_of(meeting, before).filter(|_| recent && !meeting.before && !meeting.perfect);
                meeting.date = day.or_else(of_lead);
            }
            if meeting.date.is_none() && recent {
                // News tells of what has just been.
                let told_first = (meeting.sentence <= lead::HEAD || meeting.goes_on) && !meeting.reported;
                let there = !lead.is_elsewhere(meeting.place.as_deref()) || meeting.venue;
                // "has met B this week" leaves the day open.
                let there = there && (!meeting.perfect || meeting.goes_on);
                meeting.date = lead.day.filter(|_| there && (!meeting.before || told_first));
            }
            if meeting.place.is_none() && meeting.kind != MeetingKind::Call {
                let set = if needs { setting::setting(self.lines, self.today, meeting).1 } else { None };
                // The meeting before with most of the same people.
                let shared = |other: &&Meeting| {
                    other.people.iter().filter(|person| meeting.people.contains(person)).count() > 1
                };
                let place = related()
                    .filter(shared)
                    .chain(related())
                    .find(|other| {
                        let town = other.place.as_deref().is_some_and(|name| !place::is_venue(name));
                        town && of_one_journey(other, meeting)
                    })
                    .and_then(|other| other.place.clone());
                let beside = || {
                    before
                        .iter()
                        .rev()
                        .take(NEAR)
                        .find(|other| is_beside(self.doc, other, meeting))
                        .and_then(|other| other.place.clone())
                };
                let place = place.or_else(beside);
                let travelled = |far| journey::journey(self.doc, meeting.sentence, far, &meeting.people);
                let line = line_of(&dateline, meeting.sentence).filter(|_| !lead.away);
                let there = setting::there(self.lines, meeting);
                let here = dateline.as_ref().filter(|_| meeting.here).map(|(_, town)| town.clone());
                let near = there.or(here).or_else(|| travelled(0)).or(set).or(place);
                // "The leaders gathered in Lima today. Present were A, B and C."
                let scene = scene
                    .as_ref()
                    .filter(|scene| meeting.people.len() > 2 && agree(scene.date, meeting.date));
                let scene = scene.and_then(|scene| scene.place.clone());
                meeting.place = near.or_else(|| travelled(journey::FAR)).or(scene).or(line);
            }
            if meeting.place.is_none() && recent {
                meeting.place = lead.town_of(self.doc, meeting);
            }
            if let Some(town) =
                meeting.place.as_deref().and_then(|place| lead.sharper(place, &meeting.sentences))
            {
                meeting.place = Some(town);
            }
            let many = meeting.people.len() > 2;
            let named = meeting.place.as_deref().filter(|_| many);
            if let Some(town) = named.and_then(|place| lead::only_town(self.doc, place)) {
                // "Those who attended the meeting in Kenya were …", of which the article names one town.
                meeting.place = Some(town);
            }
            // "MUSCAT: At Al Alam Palace": the venue with its town.
            let venue = meeting.venue;
            if let Some(venue) = meeting.place.take_if(|name| venue || place::is_venue(name)) {
                let near = line_of(&dateline, meeting.sentence);
                let town = set.1.filter(|name| !place::is_venue(name)).or(near);
                let town = town.or_else(|| lead.town_of(self.doc, meeting));
                // "in the Kremlin": no building of the town which the article is from.
                let own = place::state_of(self.doc, &venue);
                let town = town.filter(|town| {
                    if place::lies_between(&venue) {
                        return false;
                    }
                    if let Some(seat) = place::seat(&venue) {
                        return seat == town;
                    }
                    let state = lead::state_of(self.doc, town);
                    own.is_none() || state.is_none() || state == own
                });
                meeting.place =
                    Some(town.map_or_else(|| venue.clone(), |town| place::in_town(&venue, &town)));
            }
        }
        for place in self.meetings.iter_mut().filter_map(|meeting| meeting.place.as_mut()) {
            *place = place::in_small_letters(place);
        }
        let published = self.doc.article.published;
        let month = published
            .filter(|date| date.precision() == Precision::Day)
            .and_then(|date| date.to_string().get(..7).and_then(|month| month.parse().ok()));
        for meeting in self
            .meetings
            .iter_mut()
            .filter(|meeting| meeting.date.is_none() && meeting.status == Status::Held)
        {
            // News tells of what has just been: the month of publication is as sharp as that allows.
            if meeting.recent(self.doc) {
                meeting.date = if meeting.now { self.today } else { lead.stay.or(month) };
            }
        }
    }
}

/// The town of a dateline in this sentence.
fn line_of(dateline: &Option<(usize, String)>, sentence: usize) -> Option<String> {
    dateline.as_ref().filter(|(place, _)| *place == sentence).map(|(_, town)| town.clone())
}

/// Two meetings of one journey: on the same day, a few days apart, or told one soon after the other.
fn of_one_journey(one: &Meeting, other: &Meeting) -> bool {
    const DAYS: i64 = 2;
    const SENTENCES: usize = 5;
    match one.date.zip(other.date) {
        Some((one, other)) => {
            one.may_equal(other) || (one.first_day() - other.first_day()).num_days().abs() <= DAYS
        }
        None => one.sentence.abs_diff(other.sentence) <= SENTENCES,
    }
}

/// Told right before, in the paragraph or without its people, and not of another day.
fn is_beside(doc: &Document<'_>, one: &Meeting, other: &Meeting) -> bool {
    let paragraph = |sentence: usize| doc.segments.sentences.get(sentence).map(|found| found.paragraph);
    one.status == Status::Held
        && one.place.is_some()
        && one.sentence < other.sentence
        && one.sentences.iter().any(|sentence| {
            sentence + 1 == other.sentence
                && (paragraph(*sentence) == paragraph(other.sentence) || one.people.is_empty())
        })
        && agree(one.date, other.date)
}

/// Two towns that are not one within the other.
pub(super) fn apart(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        let venue = place::is_venue(one) || place::is_venue(other);
        !venue && !one.contains(other) && !other.contains(one)
    })
}
