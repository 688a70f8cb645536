//! A meeting as the tellings of it make it up.

use super::agree;
use crate::extract::document::{Document, Office, PersonId};
use crate::extract::event::detail::Detail;
use crate::extract::event::frame::Told;
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
    pub(in crate::extract::event) goes_on: bool,
    pub(in crate::extract::event) before: bool,
    pub(in crate::extract::event) anaphoric: bool,
    /// The day of another clause of its sentence.
    pub(super) near: Option<PartialDate>,
    /// Its place is a building or the like.
    pub(super) venue: bool,
    /// Told as having been here.
    pub(super) here: bool,
    /// Told as going on.
    pub(in crate::extract::event) now: bool,
    /// `has met`: some time before the article.
    pub(in crate::extract::event) perfect: bool,
    /// `said that she had met`: before what is said.
    pub(in crate::extract::event) reported: bool,
}

impl Meeting {
    pub(super) fn new(telling: &Told, detail: &Detail, people: Vec<PersonId>, title: bool) -> Meeting {
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

    pub(super) fn is_told_by(
        &self,
        telling: &Told,
        detail: &Detail,
        people: &[PersonId],
        title: bool,
    ) -> bool {
        let same =
            self.people.len() == people.len() && people.iter().all(|person| self.people.contains(person));
        let within = title && people.iter().all(|person| self.people.contains(person));
        let others = people.len() > 1 || (self.unnamed == telling.unnamed && self.states == telling.states);
        (same || within) && others && self.status == telling.status && self.compatible(detail, telling, false)
    }

    /// `The two states signed a treaty today. A signed for X, B for Y.`
    pub(super) fn is_named_by(
        &self,
        doc: &Document<'_>,
        telling: &Told,
        detail: &Detail,
        people: &[PersonId],
    ) -> bool {
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

    pub(super) fn compatible(&self, detail: &Detail, telling: &Told, anaphoric: bool) -> bool {
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
    pub(super) fn tell(&mut self, telling: &Told, detail: &Detail) {
        let sharper = detail.date.filter(|date| match self.date {
            Some(known) => date.precision() > known.precision(),
            // "the meeting … last month" is often said of another.
            None => {
                let of_another = detail.is_old && telling.joins && self.sentence < telling.sentence;
                !telling.joins && (!telling.anaphoric || detail.took_place)
                    || date.precision() == Precision::Day && !of_another
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
        // "The meeting lasted an hour" makes it no surer who met.
        let sure = if telling.anaphoric || telling.joins { 0.0 } else { telling.confidence };
        self.confidence = (self.confidence.max(sure) + 0.02).min(0.97);
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
    pub(super) fn recent(&self, doc: &Document<'_>) -> bool {
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
