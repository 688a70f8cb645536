//! Meetings of which another sentence says that they were not held.

use super::WINDOW;
use super::meeting::Meeting;
use crate::extract::document::{Document, PersonId};
use crate::extract::event::detail;
use crate::model::Status;

/// `A met B, said one side. "There was no meeting," said the other.`: not known to have been held.
pub(super) fn contradict(doc: &Document<'_>, meetings: &mut [Meeting]) {
    const BEHIND: usize = 3;
    if meetings.is_empty() {
        return;
    }
    for sentence in 0..doc.segments.sentences.len() {
        if !detail::says_none(doc, sentence) {
            continue;
        }
        let told = meetings.iter_mut().rev().take(WINDOW).find(|meeting| {
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
pub(super) fn call_off(meetings: &mut Vec<Meeting>) {
    let denied: Vec<Vec<PersonId>> = meetings
        .iter()
        .filter(|meeting| meeting.status == Status::Denied)
        .map(|meeting| meeting.people.clone())
        .collect();
    meetings.retain(|meeting| {
        meeting.status != Status::Planned
            || meeting.people.len() < 2
            || !denied.iter().any(|people| meeting.people.iter().all(|person| people.contains(person)))
    });
}
