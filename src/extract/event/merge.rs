//! One meeting out of its several tellings.
//!
//! A telling joins a meeting told before where it has the same people and says nothing against it, or where it
//! speaks of `the meeting`. What one telling leaves out (date, place, topics) another may give.

use super::detail::{self, Detail};
use super::frame::Told;
use super::journey;
use super::lead;
use super::lines::Lines;
use super::presence;
use super::setting;
use super::signing;
use crate::extract::document::{Document, Kind, Office, PersonId};
use crate::extract::event::office;
use crate::extract::place;
use crate::model::{MeetingKind, PartialDate, Precision, Status};

/// A meeting as the whole article tells it.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub people: Vec<PersonId>,
    pub unnamed: Vec<Office>,
    pub states: Vec<String>,
    pub organizations: Vec<String>,
    pub kind: MeetingKind,
    pub status: Status,
    pub date: Option<PartialDate>,
    pub place: Option<String>,
    pub about: Vec<String>,
    pub confidence: f64,
    /// The sentence that tells it best, and those which tell it.
    pub sentence: usize,
    pub sentences: Vec<usize>,
    pub rule: &'static str,
    goes_on: bool,
    before: bool,
    anaphoric: bool,
    /// The day of another clause of its sentence.
    near: Option<PartialDate>,
    /// Its place is a building or the like.
    venue: bool,
    /// Told as having been here.
    here: bool,
    /// Told as going on.
    now: bool,
    /// `has met`: some time before the article.
    perfect: bool,
    /// `said that she had met`: before what is said.
    reported: bool,
}

/// A caption stands at most this many sentences before what it shows.
const CAPTION: usize = 3;
const HELD: &str = "A held talks with B";
const CREDENTIALS: &str = "A presented credentials to B";
/// Nobody reads a list of more people than this as one meeting; it also keeps pairs countable.
const MOST_PEOPLE: usize = 64;
/// How many meetings back a telling may reach; keeps long articles linear.
const WINDOW: usize = 200;
/// A telling further away than this many sentences speaks of another meeting.
const NEAR: usize = 14;

/// A telling of who else was there is at most so many sentences from the meeting, or from the last such telling.
const BESIDE: usize = 5;

/// How many sentences those of one meeting may be told apart, one by one.
const BEHIND: usize = 3;

/// The meetings of an article.
pub fn merge(lines: &Lines<'_>, told: &[Told]) -> Vec<Meeting> {
    let doc = lines.doc;
    let today = lead::today(doc);
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
    all.finish()
}

struct Merging<'d, 'l> {
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
    /// The sentence that named those of a delegation last, and their meeting.
    sides: Option<(usize, usize)>,
}

impl Merging<'_, '_> {
    fn add(&mut self, telling: &Told, title: bool) {
        let mut detail = detail::of(&self.lines.line(telling.sentence), telling, self.today, self.anchor);
        if detail.date.is_none() && telling.status == Status::Held {
            detail.date = setting::headed(self.doc, telling.sentence, self.today);
        }
        self.anchor = detail.date.filter(|date| date.precision() == Precision::Day).or(self.anchor);
        detail.is_old = self.is_old(detail.date);
        let ahead = telling.status == Status::Held && self.is_ahead(detail.date);
        let planned = ahead.then(|| Told { status: Status::Planned, ..telling.clone() });
        let telling = planned.as_ref().unwrap_or(telling);
        for people in groups(telling) {
            self.place_group(telling, &detail, people, title);
        }
    }

    /// Whether a date lies ahead of the article; a day more, since it may be stamped in another time zone.
    fn is_ahead(&self, date: Option<PartialDate>) -> bool {
        let today = self.today.filter(|_| self.doc.article.published.is_some());
        date.zip(today).is_some_and(|(date, today)| (date.first_day() - today.last_day()).num_days() > 1)
    }

    /// Whether a date lies well before the news.
    fn is_old(&self, date: Option<PartialDate>) -> bool {
        const NEWS: i64 = 21;
        let today = self.today.filter(|_| self.doc.article.published.is_some());
        date.zip(today).is_some_and(|(date, today)| (today.first_day() - date.last_day()).num_days() > NEWS)
    }

    fn place_group(&mut self, telling: &Told, detail: &Detail, people: Vec<PersonId>, title: bool) {
        // An article that has told of one meeting alone speaks of no other.
        let only = self.meetings.len() == 1;
        let near = self.current.filter(|place| {
            let known = &self.meetings[*place];
            // Who else was there is told at once, or in the sentences behind.
            let near = if telling.joins && !only { BESIDE } else { NEAR };
            telling.sentence.abs_diff(*known.sentences.last().unwrap_or(&known.sentence)) <= near
                && known.status == telling.status
        });
        // "At the head of the delegation was A": of the meeting of delegations told before, not of one in between.
        let near = near
            .filter(|_| !presence::names_a_side(telling.rule))
            .or_else(|| self.of_delegations(telling))
            .or(near);
        // "They also signed the protocol": those beside the signatories before, or a signing of its own.
        let signs = telling.joins
            && (telling.kind == MeetingKind::Signing && telling.hosts.len() + telling.guests.len() > 1
                || telling.rule == signing::SIGNED_IT);
        let joins = telling.joins
            && (!signs || near.is_some_and(|place| self.meetings[place].kind == MeetingKind::Signing));
        // "Two weeks ago A came and was met by B": of another day than the meeting told before.
        let another_day =
            people.len() > 1 && near.is_some_and(|place| !agree(self.meetings[place].date, detail.date));
        let joins = joins && !another_day;
        if joins {
            if let Some(place) =
                near.filter(|place| self.meetings[*place].rule == CREDENTIALS && !telling.looks_on())
            {
                if self.meetings[place].sentence == telling.sentence {
                    // "A presided over a ceremony at which B presented his credentials to C"
                    return;
                }
                // Each is received alone.
                let host = self.meetings[place].people.first().copied();
                for person in people.into_iter().filter(|person| Some(*person) != host) {
                    let pair = host.into_iter().chain([person]).collect();
                    let of_host = Detail {
                        date: self.meetings[place].date,
                        place: self.meetings[place].place.clone(),
                        ..detail.clone()
                    };
                    let one = Meeting { rule: CREDENTIALS, ..Meeting::new(telling, &of_host, pair, title) };
                    self.meetings.push(one);
                }
                return;
            }
            if let Some(place) = near.filter(|place| self.meetings[*place].kind != MeetingKind::Visit) {
                let from = self.meetings[place].sentence;
                if presence::names_a_side(telling.rule) {
                    self.sides = Some((telling.sentence, place));
                }
                for person in people {
                    for meeting in self.meetings.iter_mut().rev().take(MOST_PEOPLE) {
                        // "The meetings were attended by C": each of those told together.
                        let meant =
                            telling.apart && meeting.sentence == from && meeting.status == telling.status;
                        if meant && !meeting.people.contains(&person) {
                            meeting.people.push(person);
                        }
                    }
                    for place in self.last_of(place, telling.at) {
                        if !self.meetings[place].people.contains(&person) {
                            self.meetings[place].people.push(person);
                        }
                    }
                }
                self.meetings[place].unnamed.extend(telling.unnamed.iter().cloned());
                self.meetings[place].tell(telling, detail);
                return;
            }
            if self.gathers(telling, detail, &people) {
                return;
            }
        }
        if presence::only_adds(telling.rule) {
            return;
        }
        let discussed = people.is_empty() && telling.neutral && telling.hosts.is_empty();
        if telling.theirs && telling.rule == "A's meeting with B" {
            // "It was their first meeting": never a meeting of its own beside one told before.
            if let Some(place) = near {
                self.meetings[place].tell(telling, &Detail { date: None, place: None, ..detail.clone() });
                return;
            }
        }
        if telling.anaphoric && (telling.unnamed.is_empty() || discussed) {
            let foreign = people.is_empty()
                && near.is_some_and(|place| {
                    let named =
                        matches!(self.meetings[place].kind, MeetingKind::Meeting | MeetingKind::Signing)
                            && self.is_named_event(telling);
                    named || self.is_of_others(telling, place)
                });
            let plain = Detail { date: None, place: None, ..detail.clone() };
            let detail = if foreign { &plain } else { detail };
            let same = near
                .filter(|place| people.iter().all(|person| self.meetings[*place].people.contains(person)));
            if let Some(place) = same.filter(|place| self.meetings[*place].compatible(detail, telling, true))
            {
                self.meetings[place].tell(telling, detail);
                return;
            }
        }
        // "These matters were also gone over by the two ministers": those of the meeting told before.
        let by_kind = people.is_empty()
            && telling.neutral
            && !telling.unnamed.is_empty()
            && telling.unnamed.iter().all(|office| office.of.is_none())
            && telling.states.is_empty()
            && telling.organizations.is_empty();
        if by_kind
            && let Some(place) = near.filter(|place| {
                let known = &self.meetings[*place];
                known.people.len() >= 2 && known.compatible(detail, telling, true)
            })
        {
            self.meetings[place].tell(telling, detail);
            return;
        }
        let nobody = people.is_empty()
            && telling.unnamed.is_empty()
            && telling.states.is_empty()
            && telling.organizations.is_empty();
        let lonely = people.len() < 2
            && telling.unnamed.is_empty()
            && telling.states.len() + telling.organizations.len() + people.len() < 2;
        // "met B at a summit in Rome" tells of one meeting.
        let beside =
            self.current.is_some_and(|place| self.meetings[place].sentences.contains(&telling.sentence));
        let fresh = (!telling.anaphoric || self.current.is_none()) && !beside;
        if nobody && telling.status == Status::Held && fresh && !telling.theirs && !title {
            // "High-level talks were held": another meeting than those told before, of whom nobody is named yet.
            self.current = None;
            self.open = Some(telling.sentence);
        }
        if nobody
            && self.current.is_none()
            && telling.status == Status::Held
            && !detail.is_old
            && !detail.to_come
            && (detail.date.is_some() || detail.place.is_some())
        {
            // A caption or the first lines; further down the place of others is no place of who follows.
            let shown = telling.sentence <= 2 * lead::HEAD
                || !self.doc.mentions_of(telling.sentence).iter().any(|mention| mention.kind == Kind::Person);
            self.pending = shown.then(|| (telling.sentence, detail.clone()));
            if detail.place.is_some() && telling.sentence <= lead::HEAD {
                self.scene.get_or_insert_with(|| detail.clone());
            }
        }
        if lonely && people.len() == 1 && telling.rule == HELD && telling.status == Status::Held && !title {
            // "A presided over a summit in Jakarta. Present were B and C."
            self.waiting = (telling.sentence, people.clone());
            self.scene = Some(detail.clone());
        }
        if nobody || (telling.kind != MeetingKind::Visit && lonely) {
            return;
        }
        let named = near.filter(|place| {
            let known = &self.meetings[*place];
            !title && agree(known.date, detail.date) && known.is_named_by(self.doc, telling, detail, &people)
        });
        if let Some(place) = named {
            self.meetings[place].people.clone_from(&people);
            self.meetings[place].tell(telling, detail);
            return;
        }
        let from = self.meetings.len().saturating_sub(WINDOW);
        let known = self.meetings[from..]
            .iter()
            .position(|meeting| meeting.is_told_by(telling, detail, &people, title));
        let known = known.map(|place| from + place);
        match known {
            Some(place) => {
                self.meetings[place].tell(telling, detail);
                if telling.status == Status::Held {
                    self.current = Some(place);
                }
            }
            None => {
                // A headline sums up: `A sees B and C` where the text tells of two meetings.
                let summed = title
                    && telling.guests.iter().all(|guest| {
                        self.meetings.iter().any(|known| {
                            known.status == telling.status
                                && known.people.contains(guest)
                                && telling.hosts.iter().all(|host| known.people.contains(host))
                        })
                    });
                if summed && people.len() > 1 {
                    return;
                }
                if people.len() > MOST_PEOPLE || !office::diplomatic(self.doc, &people, &telling.unnamed) {
                    return;
                }
                let mut meeting = Meeting::new(telling, detail, people, title);
                if let Some((_, caption)) = self.pending.take_if(|(sentence, _)| {
                    // "After the Alaska summit A met B in Rome": not there.
                    *sentence != telling.sentence && telling.sentence.saturating_sub(*sentence) <= CAPTION
                }) && telling.status == Status::Held
                    && agree(meeting.date, caption.date)
                {
                    meeting.date = meeting.date.or(caption.date);
                    meeting.place = caption.place.or(meeting.place);
                }
                if meeting.people.is_empty() && self.is_hosted(telling) {
                    // "A presided over a summit on Monday. The leaders gathered in person."
                    meeting.people = std::mem::take(&mut self.waiting).1;
                    let scene = self.scene.clone().unwrap_or_default();
                    meeting.date = meeting.date.or(scene.date);
                    meeting.place = meeting.place.or(scene.place);
                }
                self.meetings.push(meeting);
                let background = self.open == Some(telling.sentence) && telling.rule == "A's meeting with B";
                if !title
                    && telling.kind != MeetingKind::Visit
                    && telling.status == Status::Held
                    && !background
                {
                    self.current = Some(self.meetings.len() - 1);
                }
            }
        }
    }

    /// `the European Security Dialogue`: an event with a name, and no `the dialogue` of those spoken of.
    fn is_named_event(&self, telling: &Told) -> bool {
        let capital = |token: usize| self.doc.word(token).starts_with(char::is_uppercase);
        capital(telling.token) && telling.token.checked_sub(1).is_some_and(capital)
    }

    /// Whether a sentence that only says `the meeting` names people and none of those who met.
    fn is_of_others(&self, telling: &Told, place: usize) -> bool {
        let known = &self.meetings[place].people;
        let named = || {
            self.doc
                .mentions_of(telling.sentence)
                .iter()
                .filter(|mention| mention.kind == Kind::Person)
                .flat_map(|mention| mention.people.iter())
        };
        named().next().is_some() && named().all(|person| !known.contains(person))
    }

    /// The last meeting told before of which no people are named yet.
    fn of_delegations(&self, telling: &Told) -> Option<usize> {
        const FAR: usize = 10;
        if !presence::names_a_side(telling.rule) {
            return None;
        }
        let last = self.sides.filter(|(sentence, _)| telling.sentence.saturating_sub(*sentence) <= BEHIND);
        if let Some((_, place)) = last {
            return Some(place);
        }
        self.meetings.iter().rposition(|known| {
            known.people.is_empty()
                && !known.unnamed.is_empty()
                && known.status == Status::Held
                && telling.sentence.saturating_sub(known.sentence) <= FAR
        })
    }

    /// The meeting at `place` and those told before it that it shares somebody with, `count` of them.
    fn last_of(&self, place: usize, count: usize) -> Vec<usize> {
        let last = &self.meetings[place];
        let alike = |other: &usize| {
            let other = &self.meetings[*other];
            other.status == last.status
                && last.sentence.abs_diff(other.sentence) <= NEAR
                && other.people.iter().any(|person| last.people.contains(person))
        };
        let before = (0..place).rev().take(WINDOW).filter(alike);
        std::iter::once(place).chain(before).take(count).collect()
    }

    /// Whether somebody was said shortly before to hold a meeting of which nobody else was named.
    fn is_hosted(&self, telling: &Told) -> bool {
        !self.waiting.1.is_empty()
            && telling.status == Status::Held
            && telling.sentence.saturating_sub(self.waiting.0) <= BEHIND
    }

    /// `A was in the chair. B sat in for C.`: one by one those of a meeting that no sentence tells by itself.
    fn gathers(&mut self, telling: &Told, detail: &Detail, people: &[PersonId]) -> bool {
        let open = self.open.is_some_and(|sentence| telling.sentence.saturating_sub(sentence) <= BESIDE);
        let hosted = self.is_hosted(telling) || open;
        let stands_by = telling.looks_on() || presence::only_adds(telling.rule);
        if stands_by && !hosted || people.is_empty() || telling.status != Status::Held {
            return false;
        }
        let (last, mut waiting) = std::mem::take(&mut self.waiting);
        if telling.sentence.saturating_sub(last) > BEHIND {
            waiting.clear();
        }
        waiting.extend(people.iter().filter(|person| !waiting.contains(person)).copied().collect::<Vec<_>>());
        if waiting.len() < 2 || waiting.len() == people.len() {
            self.waiting = (telling.sentence, waiting);
            return people.len() < 2;
        }
        let mut meeting = Meeting::new(telling, detail, waiting, false);
        let shown = self
            .pending
            .take_if(|(sentence, _)| {
                // "After the Alaska summit A met B in Rome": not there.
                *sentence != telling.sentence && telling.sentence.saturating_sub(*sentence) <= CAPTION
            })
            .map(|(_, detail)| detail);
        if let Some(scene) = self.scene.clone().or(shown) {
            meeting.date = meeting.date.or(scene.date);
            meeting.place = scene.place.or(meeting.place);
        }
        self.meetings.push(meeting);
        self.current = Some(self.meetings.len() - 1);
        true
    }

    fn finish(mut self) -> Vec<Meeting> {
        self.inherit();
        self.contradict();
        self.call_off();
        for meeting in &mut self.meetings {
            meeting.people.sort_unstable();
            meeting.people.dedup();
        }
        self.meetings
    }

    /// Dates and places that hold on: `A met B in Tehran on Tuesday. He also met C.`
    fn inherit(&mut self) {
        if self.meetings.is_empty() {
            return;
        }
        let dateline = journey::dateline(self.doc);
        let lead = lead::of(self.lines, &self.meetings, self.today);
        for at in 0..self.meetings.len() {
            let (before, rest) = self.meetings.split_at_mut(at);
            let Some(meeting) = rest.first_mut().filter(|meeting| meeting.status == Status::Held) else {
                continue;
            };
            let needs = meeting.date.is_none() || meeting.place.is_none();
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
                meeting.place = near.or_else(|| travelled(journey::FAR)).or(line);
            }
            if meeting.place.is_none() && recent {
                meeting.place = lead.town_of(self.doc, meeting);
            }
            if let Some(town) =
                meeting.place.as_deref().and_then(|place| lead.sharper(place, &meeting.sentences))
            {
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

    /// `A met B, said one side. "There was no meeting," said the other.`: not known to have been held.
    fn contradict(&mut self) {
        const BEHIND: usize = 3;
        for sentence in 0..self.doc.segments.sentences.len() {
            if !detail::says_none(self.doc, sentence) {
                continue;
            }
            let told = self.meetings.iter_mut().rev().take(WINDOW).find(|meeting| {
                meeting.people.len() > 1
                    && meeting.sentence < sentence
                    && meeting.sentence + BEHIND >= sentence
                    && meeting.status == Status::Held
            });
            if let Some(meeting) = told {
                meeting.status = Status::Denied;
            }
        }
    }

    /// A planned meeting that was then called off is not planned.
    fn call_off(&mut self) {
        let denied: Vec<Vec<PersonId>> = self
            .meetings
            .iter()
            .filter(|meeting| meeting.status == Status::Denied)
            .map(|meeting| meeting.people.clone())
            .collect();
        self.meetings.retain(|meeting| {
            meeting.status != Status::Planned
                || meeting.people.len() < 2
                || !denied.iter().any(|people| meeting.people.iter().all(|person| people.contains(person)))
        });
    }
}

/// The town of a dateline in this sentence.
fn line_of(dateline: &Option<(usize, String)>, sentence: usize) -> Option<String> {
    dateline.as_ref().filter(|(place, _)| *place == sentence).map(|(_, town)| town.clone())
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
fn apart(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        let venue = place::is_venue(one) || place::is_venue(other);
        !venue && !one.contains(other) && !other.contains(one)
    })
}

fn agree(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one.may_equal(other))
}

impl Meeting {
    fn new(telling: &Told, detail: &Detail, people: Vec<PersonId>, title: bool) -> Meeting {
        Meeting {
            people,
            unnamed: telling.unnamed.clone(),
            states: telling.states.clone(),
            organizations: telling.organizations.clone(),
            kind: telling.kind,
            status: telling.status,
            date: detail.date,
            place: detail.place.clone(),
            about: detail.about.clone(),
            confidence: if title { telling.confidence - 0.2 } else { telling.confidence },
            sentence: telling.sentence,
            sentences: vec![telling.sentence],
            rule: telling.rule,
            goes_on: detail.goes_on,
            before: detail.before,
            anaphoric: telling.anaphoric,
            near: detail.near,
            venue: detail.venue,
            here: detail.here,
            now: detail.now,
            perfect: detail.perfect,
            reported: detail.reported,
        }
    }

    fn is_told_by(&self, telling: &Told, detail: &Detail, people: &[PersonId], title: bool) -> bool {
        let same =
            self.people.len() == people.len() && people.iter().all(|person| self.people.contains(person));
        let within = title && people.iter().all(|person| self.people.contains(person));
        let others = people.len() > 1 || (self.unnamed == telling.unnamed && self.states == telling.states);
        (same || within) && others && self.status == telling.status && self.compatible(detail, telling, false)
    }

    /// `The two states signed a treaty today. A signed for X, B for Y.`
    fn is_named_by(&self, doc: &Document<'_>, telling: &Told, detail: &Detail, people: &[PersonId]) -> bool {
        // "The presidents signed. A and B shook hands over the document": of the same scene, without a date of its own.
        let at_once = telling.kind == MeetingKind::Meeting
            && telling.sentence == self.sentence + 1
            && (detail.date.is_none() || detail.date == self.date);
        let unnamed = self.unnamed.iter().filter_map(|office| office.of.as_ref());
        let states: Vec<&String> = self.states.iter().chain(unnamed).collect();
        self.people.is_empty()
            && people.len() >= 2
            && (self.kind == telling.kind || at_once)
            && states.len() >= 2
            && people
                .iter()
                .filter_map(|person| doc.state_of(*person))
                .all(|state| states.iter().any(|known| *known == state))
    }

    fn compatible(&self, detail: &Detail, telling: &Told, anaphoric: bool) -> bool {
        let kind = telling.kind;
        let call = |kind| kind == MeetingKind::Call;
        let sort = |kind| matches!(kind, MeetingKind::Visit | MeetingKind::Signing);
        let kinds = self.kind == kind
            || anaphoric
            || ((call(self.kind) == call(kind) || telling.neutral) && sort(self.kind) == sort(kind));
        kinds && agree(self.date, detail.date) && !(self.is_news(telling) && detail.is_old)
    }

    /// A meeting told without a day, in the order of the news, with people: not the one of years ago told later.
    fn is_news(&self, telling: &Told) -> bool {
        let pure = telling.hosts.is_empty() && telling.guests.is_empty();
        self.date.is_none()
            && self.status == Status::Held
            && !self.before
            && !pure
            && telling.sentence > self.sentence
    }

    /// Takes what another telling adds.
    fn tell(&mut self, telling: &Told, detail: &Detail) {
        let sharper = detail.date.filter(|date| match self.date {
            Some(known) => date.precision() > known.precision(),
            // "the meeting … last month" is often said of another.
            None => {
                let of_another = detail.is_old && telling.joins && self.sentence < telling.sentence;
                !(telling.anaphoric || telling.joins) || date.precision() == Precision::Day && !of_another
            }
        });
        self.date = sharper.or(self.date);
        // "talks in Oman … the talks in Muscat": the town says more than its state.
        let town = detail.place.as_deref().is_some_and(|place| !place::is_state(place));
        if self.place.is_none() || town && self.place.as_deref().is_some_and(place::is_state) {
            self.place.clone_from(&detail.place);
            self.venue = detail.venue;
        }
        self.here |= detail.here;
        self.now |= detail.now;
        if self.kind == MeetingKind::Meeting && telling.kind == MeetingKind::Call && self.place.is_none() {
            self.kind = MeetingKind::Call;
        }
        for topic in &detail.about {
            if !self.about.contains(topic) {
                self.about.push(topic.clone());
            }
        }
        self.confidence = (self.confidence.max(telling.confidence) + 0.02).min(0.97);
        if !self.sentences.contains(&telling.sentence) {
            self.sentences.push(telling.sentence);
        }
    }

    /// Said to go on from what was told before.
    pub fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// Whether it speaks of `the meeting` as known.
    pub fn is_anaphoric(&self) -> bool {
        self.anaphoric
    }

    /// Told as news, not as background.
    fn recent(&self, doc: &Document<'_>) -> bool {
        let Some(sentence) = doc.segments.sentences.get(self.sentence) else { return false };
        let past = sentence.tokens.clone().take(300).any(|token| {
            let next = doc.word(token + 1);
            match doc.word(token) {
                "previously" | "ago" | "history" => true,
                "last" | "previous" => matches!(
                    next,
                    "met"
                        | "meeting"
                        | "meetings"
                        | "time"
                        | "visit"
                        | "spoke"
                        | "talks"
                        | "saw"
                        | "summit"
                        | "round"
                        | "rounds"
                        | "encounter"
                        | "trip"
                        | "occasion"
                        | "occasions"
                ),
                "years" | "decades" => matches!(
                    doc.word(token.wrapping_sub(1)),
                    "recent" | "past" | "earlier" | "those" | "these" | "the" | "over" | "for" | "previous"
                ),
                _ => false,
            }
        });
        !(past || self.before && sentence.paragraph > 4)
    }
}
