//! Meetings of which another sentence says that they were not held.

use super::{Merging, WINDOW};
use crate::extract::document::PersonId;
use crate::extract::event::detail;
use crate::model::Status;

impl Merging<'_, '_> {
    /// `A met B, said one side. "There was no meeting," said the other.`: not known to have been held.
    pub(super) fn contradict(&mut self) {
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
    pub(super) fn call_off(&mut self) {
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
