//! Which known meeting a telling is about: the same participants, dates and places that do not contradict.
//!
//! A telling with fewer participants fits one with more where two of them agree, or one of them and the
//! state of the other. Where several fit equally well it is kept apart.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};

use super::draft::{date, text};
use super::world::World;
use crate::graph::{Direction, Graph};
use crate::model::{MeetingFact, MeetingKind, NodeId, PartialDate, Precision, Status};

/// One telling of a meeting, or what all tellings of it say together.
#[derive(Debug, Clone, Default)]
pub(super) struct Telling {
    pub(super) people: BTreeSet<NodeId>,
    /// States and organisations that met as such or are named by an office.
    pub(super) bodies: BTreeSet<NodeId>,
    pub(super) kinds: BTreeSet<&'static str>,
    pub(super) statuses: BTreeSet<&'static str>,
    pub(super) dates: Vec<PartialDate>,
    pub(super) places: BTreeSet<NodeId>,
    pub(super) published: Vec<PartialDate>,
}

impl Telling {
    pub(super) fn of(
        fact: &MeetingFact,
        people: &[NodeId],
        bodies: &[(NodeId, Option<String>)],
        place: Option<NodeId>,
        published: Option<PartialDate>,
    ) -> Self {
        Telling {
            people: people.iter().copied().collect(),
            bodies: bodies.iter().map(|(body, _)| *body).collect(),
            kinds: [fact.kind.name()].into(),
            statuses: [fact.status.name()].into(),
            dates: fact.date.into_iter().collect(),
            places: place.into_iter().collect(),
            published: published.into_iter().collect(),
        }
    }

    fn join(&mut self, other: Telling) {
        self.people.extend(other.people);
        self.bodies.extend(other.bodies);
        self.kinds.extend(other.kinds);
        self.statuses.extend(other.statuses);
        self.places.extend(other.places);
        for date in other.dates {
            if !self.dates.contains(&date) {
                self.dates.push(date);
            }
        }
        for date in other.published {
            if !self.published.contains(&date) {
                self.published.push(date);
            }
        }
    }

    /// Under what it is found: each participant with each month it may fall into.
    fn keys(&self) -> Vec<Key> {
        let mut months: BTreeSet<Option<i32>> = BTreeSet::new();
        for date in &self.dates {
            months.extend(months_of(*date).into_iter().map(Some));
        }
        if self.dates.is_empty() {
            months.insert(None);
        }
        let parties = self.people.iter().chain(&self.bodies);
        parties.flat_map(|party| months.iter().map(|month| (*party, *month))).collect()
    }

    /// The months in which to look for it: a day more at each side, and those of undated tellings.
    fn months_to_look_in(&self) -> BTreeSet<Option<i32>> {
        let mut months: BTreeSet<Option<i32>> = [None].into();
        for date in &self.dates {
            months.extend(months_of(*date).into_iter().map(Some));
            for day in [date.first_day().pred_opt(), date.last_day().succ_opt()].into_iter().flatten() {
                months.insert(Some(month_of(day)));
            }
        }
        if self.dates.is_empty() {
            for date in &self.published {
                let month = month_of(date.first_day());
                months.extend([Some(month), Some(month - 1)]);
            }
        }
        months
    }
}

/// A participant and a month, counted from year 0; none where the date is unknown.
type Key = (NodeId, Option<i32>);

fn month_of(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

fn months_of(date: PartialDate) -> BTreeSet<i32> {
    (month_of(date.first_day())..=month_of(date.last_day())).collect()
}

#[derive(Default)]
pub(super) struct Meetings {
    keys: HashMap<Key, BTreeSet<NodeId>>,
    told: HashMap<NodeId, Telling>,
    /// Those that the article at hand has told of already: it does not tell of them again.
    of_article: BTreeSet<NodeId>,
}

impl Meetings {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut meetings = Meetings::default();
        if let Some(label) = graph.label("Meeting") {
            for meeting in graph.nodes_with_label(label) {
                meetings.add(meeting, read(graph, meeting));
            }
        }
        meetings.close_article();
        meetings
    }

    pub(super) fn add(&mut self, meeting: NodeId, telling: Telling) {
        let told = self.told.entry(meeting).or_default();
        told.join(telling);
        for key in told.keys() {
            self.keys.entry(key).or_default().insert(meeting);
        }
        self.of_article.insert(meeting);
    }

    pub(super) fn close_article(&mut self) {
        self.of_article.clear();
    }

    /// Reads a meeting from the graph again, after something was taken away.
    pub(super) fn renew(&mut self, graph: &Graph, meeting: NodeId) {
        self.told.remove(&meeting);
        if graph.has_node(meeting) {
            self.add(meeting, read(graph, meeting));
            self.of_article.remove(&meeting);
        }
    }

    pub(super) fn drop_node(&mut self, node: NodeId) {
        self.told.remove(&node);
    }

    fn candidates(&self, telling: &Telling) -> BTreeSet<NodeId> {
        let months = telling.months_to_look_in();
        let mut found = BTreeSet::new();
        for party in telling.people.iter().chain(&telling.bodies) {
            for month in &months {
                let listed = self.keys.get(&(*party, *month)).into_iter().flatten();
                found.extend(listed.filter(|meeting| self.told.contains_key(meeting)));
            }
        }
        found
    }
}

/// What the graph says of a meeting.
fn read(graph: &Graph, meeting: NodeId) -> Telling {
    let mut telling = Telling::default();
    let ends = |direction, kind: &str| -> Vec<_> {
        let kind = graph.edge_type(kind);
        kind.into_iter().flat_map(|kind| graph.neighbours(meeting, direction, Some(kind))).collect()
    };
    let person = graph.label("Person");
    for (_, party) in ends(Direction::Incoming, "ATTENDED") {
        match person.is_some_and(|label| graph.has_label(party, label)) {
            true => telling.people.insert(party),
            false => telling.bodies.insert(party),
        };
    }
    telling.places.extend(ends(Direction::Outgoing, "HELD_IN").into_iter().map(|(_, place)| place));
    for (report, _) in ends(Direction::Incoming, "REPORTS") {
        telling.kinds.extend(text(graph, report, "kind").and_then(|kind| kind_named(&kind)));
        telling.statuses.extend(text(graph, report, "status").and_then(|status| status_named(&status)));
        telling.dates.extend(date(graph, report, "date"));
        telling.published.extend(date(graph, report, "published"));
    }
    telling
}

pub(super) fn kind_named(name: &str) -> Option<&'static str> {
    use MeetingKind::{Call, Meeting, Signing, Summit, Visit};
    [Meeting, Call, Summit, Visit, Signing].iter().map(|kind| kind.name()).find(|kind| *kind == name)
}

pub(super) fn status_named(name: &str) -> Option<&'static str> {
    [Status::Held, Status::Planned, Status::Denied].iter().map(|status| status.name()).find(|s| *s == name)
}

impl World {
    /// The known meeting that a telling is about; else, where one may be it, that one and the reasons.
    pub(super) fn find_meeting(
        &self,
        telling: &Telling,
        never: &BTreeSet<NodeId>,
    ) -> (Option<NodeId>, Option<(NodeId, Vec<String>)>) {
        let mut fitting: Vec<(NodeId, f64)> = Vec::new();
        for candidate in self.meetings.candidates(telling).difference(never).copied() {
            let Some(told) = self.meetings.told.get(&candidate) else { continue };
            let score = if self.meetings.of_article.contains(&candidate) {
                self.repeats(telling, told)
            } else {
                self.fits(telling, told)
            };
            if score >= LEAST {
                fitting.push((candidate, score));
            }
        }
        fitting.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        match fitting[..] {
            [] => (None, None),
            [(best, score), (_, next), ..] if score - next < 0.04 => {
                let reason = format!("{} known meetings fit equally well", fitting.len());
                (None, Some((best, vec![reason])))
            }
            [(best, _), ..] => (Some(best), None),
        }
    }

    /// An article that tells of a meeting twice says the same of it.
    fn repeats(&self, telling: &Telling, told: &Telling) -> f64 {
        let same = telling.people == told.people
            && telling.bodies == told.bodies
            && telling.dates.iter().all(|date| told.dates.contains(date))
            && telling.kinds == told.kinds
            && statuses_agree(telling, told)
            && self.places_agree(telling, told) != Some(false);
        if same { 1.0 } else { 0.0 }
    }

    /// How well a telling fits what is told of a meeting, 0 to 1.
    fn fits(&self, telling: &Telling, told: &Telling) -> f64 {
        if !kinds_agree(telling, told) || !statuses_agree(telling, told) {
            return 0.0;
        }
        let parties = self.parties(telling, told);
        let places = self.places_agree(telling, told);
        let dates = dates(telling, told, parties >= SAME_PARTIES, places == Some(true));
        let place = match places {
            Some(true) => 1.0,
            None => 0.95,
            // Sources disagree about the place: only where all else is the same.
            Some(false) if parties >= SAME_PARTIES && dates >= 1.0 => 0.85,
            Some(false) => 0.0,
        };
        // A meeting of which only one named side is known needs the place as well.
        if parties < NAMED_PARTIES && places != Some(true) {
            return 0.0;
        }
        parties * dates * place
    }

    /// How well the participants agree.
    fn parties(&self, telling: &Telling, told: &Telling) -> f64 {
        let (fewer, more) =
            if telling.people.len() <= told.people.len() { (telling, told) } else { (told, telling) };
        let shared = fewer.people.intersection(&more.people).count();
        let size = (fewer.people.len(), more.people.len());
        match size {
            (0, 0) if telling.bodies.len() > 1 && telling.bodies == told.bodies => SAME_PARTIES,
            (0, 0) => 0.0,
            (1, 1) if shared == 1 && telling.bodies == told.bodies && !telling.bodies.is_empty() => {
                SAME_PARTIES
            }
            // A visit has one side.
            (1, 1) if shared == 1 && both_visits(telling, told) => SAME_PARTIES,
            (few, many) if few > 1 && few == many && shared == few => SAME_PARTIES,
            // A bilateral meeting beside a summit of many is another meeting.
            (few, many) if few > 1 && shared == few && (many - few <= 2 || few > 2) => 0.92,
            (few, many) if few > 2 && shared > 1 && 2 * shared >= few + many - shared => 0.8,
            (0 | 1, _) if shared == fewer.people.len() && self.bodies_fit(fewer, more) => 0.8,
            _ => 0.0,
        }
    }

    /// Whether each state or body of the one is a party of the other, or somebody there belongs to it.
    fn bodies_fit(&self, fewer: &Telling, more: &Telling) -> bool {
        let others: Vec<NodeId> = more.people.difference(&fewer.people).copied().collect();
        let named = fewer.people.len() + fewer.bodies.len();
        named > 1
            && !fewer.bodies.is_empty()
            && others.len() <= fewer.bodies.len()
            && fewer.bodies.iter().all(|body| {
                more.bodies.contains(body) || others.iter().any(|person| self.belongs_to(*person, *body))
            })
    }

    fn belongs_to(&self, person: NodeId, body: NodeId) -> bool {
        let Some(name) = self.draft.text(body, "name") else { return false };
        let key = super::known::key(&name);
        self.people.profile(person).is_some_and(|profile| {
            profile.offices.iter().any(|office| {
                office.of.as_deref() == Some(&key) || office.state.is_some_and(|state| *state == *name)
            })
        })
    }

    /// Whether two tellings name the same place, or one a place in the other; none where one names none.
    fn places_agree(&self, telling: &Telling, told: &Telling) -> Option<bool> {
        if telling.places.is_empty() || told.places.is_empty() {
            return None;
        }
        let near = |one: &NodeId, other: &NodeId| one == other || self.lies_in(*one, *other);
        Some(
            telling
                .places
                .iter()
                .any(|one| told.places.iter().any(|other| near(one, other) || near(other, one))),
        )
    }

    /// Whether the one is named as part of the other, or lies in the state that the other is called after.
    fn lies_in(&self, inner: NodeId, outer: NodeId) -> bool {
        let (Some(inner_name), Some(outer_name)) =
            (self.draft.text(inner, "name"), self.draft.text(outer, "name"))
        else {
            return false;
        };
        let (inner_key, outer_key) = (super::known::key(&inner_name), super::known::key(&outer_name));
        let part = inner_key.split(' ').collect::<Vec<_>>();
        let within = outer_key.split(' ').all(|word| part.contains(&word));
        let (_, state) = self.known.located(&inner_name);
        within || state.is_some_and(|state| super::known::key(state) == outer_key)
    }
}

const SAME_PARTIES: f64 = 1.0;
/// From here on, two named sides agree.
const NAMED_PARTIES: f64 = 0.8;
/// Below this, a telling is of another meeting.
const LEAST: f64 = 0.6;

fn both_visits(one: &Telling, other: &Telling) -> bool {
    one.kinds.contains("visit") && other.kinds.contains("visit")
}

/// A call is no meeting; a visit is more than one meeting, unless it is told of as one between the same two.
fn kinds_agree(telling: &Telling, told: &Telling) -> bool {
    let call = |telling: &Telling| telling.kinds.contains("call");
    let visit = |telling: &Telling| telling.kinds.contains("visit");
    call(telling) == call(told)
        && (visit(telling) == visit(told) || (telling.people == told.people && telling.people.len() > 1))
}

/// What one source denies and another tells as held are two statements, and stay two.
fn statuses_agree(telling: &Telling, told: &Telling) -> bool {
    let denied = |telling: &Telling| telling.statuses.contains("denied");
    let held = |telling: &Telling| telling.statuses.contains("held");
    !(denied(telling) && held(told) || held(telling) && denied(told))
}

/// How well the dates agree. A day's difference is allowed between the same parties in one place, as where
/// one source counts from the day it wrote on; an unknown date where the other was shortly before.
fn dates(telling: &Telling, told: &Telling, same_parties: bool, same_place: bool) -> f64 {
    let mut best: f64 = 0.0;
    for one in &telling.dates {
        for other in &told.dates {
            best = best.max(date_likeness(*one, *other, same_parties && same_place));
        }
    }
    if telling.dates.is_empty() || told.dates.is_empty() {
        let near = |days: &[PartialDate], from: &[PartialDate]| {
            days.iter().any(|day| from.iter().any(|from| (0..=7).contains(&days_between(*day, *from))))
        };
        let soon = if telling.dates.is_empty() && told.dates.is_empty() {
            near(&told.published, &telling.published) || near(&telling.published, &told.published)
        } else if telling.dates.is_empty() {
            near(&told.dates, &telling.published)
        } else {
            near(&telling.dates, &told.published)
        };
        best = if same_parties && soon { 0.75 } else { 0.0 };
    }
    best
}

fn days_between(day: PartialDate, later: PartialDate) -> i64 {
    (later.first_day() - day.first_day()).num_days()
}

fn date_likeness(one: PartialDate, other: PartialDate, lenient: bool) -> f64 {
    let days = one.precision() == Precision::Day && other.precision() == Precision::Day;
    match (one.may_equal(other), days) {
        (true, _) if one.precision() == other.precision() && one.precision() != Precision::Year => 1.0,
        (true, _) => 0.85,
        (false, true) if lenient && days_between(one, other).abs() == 1 => 0.8,
        _ => 0.0,
    }
}
