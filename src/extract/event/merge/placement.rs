//! Where a telling belongs: to a meeting told before, or to one of its own.

use super::meeting::Meeting;
use super::{Merging, NEAR, WINDOW, agree, inheritance};
use crate::extract::document::{Kind, PersonId};
use crate::extract::event::detail::Detail;
use crate::extract::event::frame::Told;
use crate::extract::event::likely::couple;
use crate::extract::event::{lead, office, presence, signing};
use crate::model::{MeetingKind, PartialDate, Status};

/// A caption stands at most this many sentences before what it shows.
const CAPTION: usize = 3;

const CREDENTIALS: &str = "A presented credentials to B";

/// Nobody reads a list of more people than this as one meeting; it also keeps pairs countable.
const MOST_PEOPLE: usize = 64;

/// A telling of who else was there is at most so many sentences from the meeting, or from the last such telling.
const BESIDE: usize = 5;

/// `They discussed trade` is said of a meeting told at most so many sentences before.
const FAR: usize = 12;

/// How many sentences those of one meeting may be told apart, one by one.
const BEHIND: usize = 3;

/// Whether a day is at most a few days before another.
fn is_eve(day: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    const DAYS: i64 = 3;
    day.zip(other)
        .is_some_and(|(day, other)| (0..=DAYS).contains(&(other.first_day() - day.last_day()).num_days()))
}

impl Merging<'_, '_> {
    pub(super) fn place_group(
        &mut self,
        telling: &Told,
        detail: &Detail,
        people: Vec<PersonId>,
        title: bool,
    ) {
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
        let near = if telling.joins { self.of_the_news(telling, near) } else { near };
        // "A met B. Ministers signed accords. C attended.": of the meeting, not of a signing by nobody named.
        let near = near.map(|place| if telling.joins { self.of_people(telling, place) } else { place });
        // "They also signed the protocol": those beside the signatories before, or a signing of its own.
        let signs = telling.joins
            && (telling.kind == MeetingKind::Signing && telling.hosts.len() + telling.guests.len() > 1
                || telling.rule == signing::SIGNED_IT);
        let joins = telling.joins
            && (!signs || near.is_some_and(|place| self.meetings[place].kind == MeetingKind::Signing));
        // "They had flown in on Monday": for what was on Tuesday.
        let came = near.filter(|place| {
            joins && presence::arrives(telling.rule) && is_eve(detail.date, self.meetings[*place].date)
        });
        let undated = Detail { date: None, ..detail.clone() };
        let detail = if came.is_some() { &undated } else { detail };
        // "Two weeks ago A came and was met by B": of another day than the meeting told before.
        let another_day = near.is_some_and(|place| !agree(self.meetings[place].date, detail.date));
        // "In Accra, meanwhile, B welcomed leaders"
        let opens = self.doc.segments.sentences.get(telling.sentence).map(|sentence| sentence.tokens.start);
        let there = people.len() == 1 && opens.is_some_and(|opens| self.doc.word(opens) == "In");
        let elsewhere = near.filter(|_| there).is_some_and(|place| {
            inheritance::apart(self.meetings[place].place.as_deref(), detail.place.as_deref())
        });
        // "A met B. C had also flown in": to the town, and to no meeting of two or three.
        let of_few = |place: usize| {
            let known = &self.meetings[place];
            known.people.len() < 4
                && matches!(
                    known.rule,
                    "A met B" | "A met with B" | "A held talks with B" | "A received B" | "A called on B"
                )
        };
        if joins && presence::flies_in(telling.rule) && near.is_some_and(of_few) {
            return;
        }
        let joins = joins && !another_day && !elsewhere;
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
                if presence::names_a_side(telling.rule) && self.is_of_a_tour(place) {
                    // "A met B in Lima and C in Quito. Members of the delegation included D": at which, nobody says.
                    return;
                }
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
                let line = self.lines.line(telling.sentence);
                let at = telling.trigger.checked_sub(2).map_or("", |at| line.word(at));
                let named = if matches!(at, "at" | "during" | "in") { detail.place.clone() } else { None };
                self.meetings[place].tell(telling, &Detail { date: None, place: named, ..detail.clone() });
                return;
            }
        }
        let nobody_else = people.is_empty() && telling.unnamed.is_empty();
        if telling.theirs && nobody_else && telling.rule == "A and B met" && detail.place.is_some() {
            // "A met B on Monday. A was glad. They met in Riga."
            if let Some(place) = near.filter(|place| {
                let known = &self.meetings[*place];
                known.people.len() > 1 && known.compatible(detail, telling, true)
            }) {
                self.meetings[place].tell(telling, detail);
                return;
            }
        }
        // "They also discussed trade": those of the meeting told before, where it has some of them and not all.
        let spoke = telling.theirs && matches!(telling.rule, "A and B discussed it" | "A and B spoke");
        if spoke && people.len() > 1 && telling.status == Status::Held {
            // All of those whom A met one by one: they were together.
            let from = self.meetings.len().saturating_sub(WINDOW);
            let together = |place: &usize| {
                let known = &self.meetings[*place];
                let there = |person: &PersonId| {
                    let told = self.meetings[from..].iter().filter(|told| told.sentence == known.sentence);
                    told.flat_map(|told| &told.people).any(|other| other == person)
                };
                known.people.iter().all(|person| people.contains(person)) && people.iter().all(there)
            };
            let shares = |place: &usize| {
                let known = &self.meetings[*place];
                known.people.len() > 1
                    && known.status == telling.status
                    && telling.sentence.saturating_sub(known.sentence) <= FAR
                    && people.iter().any(|person| known.people.contains(person))
            };
            let theirs = near.filter(shares).or_else(|| (from..self.meetings.len()).rev().find(shares));
            let theirs = theirs.filter(|place| !together(place));
            if let Some(place) = theirs {
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
        }
        let news = telling.status == Status::Held && !detail.is_old && !detail.to_come && !title;
        if people.is_empty() && news && detail.place.is_some() && telling.sentence <= lead::HEAD {
            // "The presidents of X and Y gathered in Lima today."
            self.scene.get_or_insert_with(|| detail.clone());
        }
        if lonely && people.len() == 1 && !telling.joins && telling.status == Status::Held && !title {
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
                // What weight tells beside what the rules read is not what is spoken of further on.
                let beside = near.is_some_and(|place| self.meetings[place].people.len() > 1);
                let background = background || telling.rule == couple::RULE && beside;
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

    /// The meeting of people told shortly before a signing of which nobody is named, else the one at `place`.
    fn of_people(&self, telling: &Told, place: usize) -> usize {
        let signing = |known: &Meeting| known.kind == MeetingKind::Signing && known.people.is_empty();
        if telling.kind == MeetingKind::Signing || !signing(&self.meetings[place]) {
            return place;
        }
        let low = place.saturating_sub(WINDOW);
        let known = self.meetings[low..place].iter().rposition(|known| {
            known.people.len() > 1
                && known.status == telling.status
                && known.kind != MeetingKind::Visit
                && telling.sentence.saturating_sub(known.sentence) <= BESIDE
        });
        known.map_or(place, |known| low + known)
    }

    /// `A met B. … In May the two had signed a pact. Also present were C and D`: at the meeting, not at what was long before;
    /// and at that which the same sentence tells.
    fn of_the_news(&self, telling: &Told, near: Option<usize>) -> Option<usize> {
        let low = self.meetings.len().saturating_sub(WINDOW);
        let held = |known: &Meeting| known.people.len() > 1 && known.status == telling.status;
        let here = self.meetings[low..]
            .iter()
            .rposition(|known| held(known) && known.sentences.contains(&telling.sentence));
        if let Some(here) = here {
            return Some(low + here);
        }
        let old = |known: &Meeting| self.is_old(known.date);
        let Some(place) = near.filter(|place| old(&self.meetings[*place])) else { return near };
        let news = self.meetings[low..place].iter().rposition(|known| {
            held(known)
                && !old(known)
                && known.kind != MeetingKind::Visit
                && telling.sentence.saturating_sub(*known.sentences.last().unwrap_or(&known.sentence))
                    <= BESIDE
        });
        Some(news.map_or(place, |news| low + news))
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

    /// Whether somebody of a meeting of two met another elsewhere.
    fn is_of_a_tour(&self, place: usize) -> bool {
        let known = &self.meetings[place];
        let shares = |other: &Meeting| {
            other.people.iter().filter(|person| known.people.contains(person)).count() == 1
                && other.people.len() > 1
        };
        known.people.len() == 2
            && self.meetings.iter().rev().take(WINDOW).any(|other| {
                other.status == Status::Held
                    && shares(other)
                    && inheritance::apart(known.place.as_deref(), other.place.as_deref())
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
}
