//! Where an office is sent and where its holder comes from: `to Nepal`, `in Beijing`, `from Azerbaijan`.

use super::grower::{Grower, Right};
use crate::gazetteer::{Entry, StateForm};

impl Grower<'_, '_> {
    /// `to Nepal`, `to the United Nations`, `to the Supreme Leader`, `in Beijing`.
    pub(super) fn destination(&self, at: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        let mut next = at + 1;
        if reading.is(next, &["the"]) {
            next += 1;
        }
        let known = reading.known_at(next).filter(|known| known.tokens.end <= self.bounds.end);
        if let Some(known) = known {
            let mut end = known.tokens.end;
            // `an aide to U.S. President A`: the inner office is hers.
            let title = reading.title_at(end).filter(|title| !title.title.is_style());
            let named = title.is_some_and(|title| reading.is_capital(title.tokens.end));
            if named && reading.is(at, &["to"]) {
                right.of.extend(reading.state_of(known).map(|(name, _)| name.to_string()));
                return false;
            }
            if let Some(title) = reading.title_at(end + 1).filter(|_| reading.is_possessive(end)) {
                // `adviser to Brazil's President A`.
                if !title.title.is_style() && reading.is_capital(title.tokens.end) {
                    right.of.extend(reading.state_of(known).map(|(name, _)| name.to_string()));
                    return false;
                }
                return self.owned_complement(at, end + 1, next, right);
            }
            if matches!(known.entry, Entry::State(_, StateForm::Adjective)) && reading.title_at(end).is_some()
            {
                return self.owned_complement(at, end, next, right);
            }
            if reading.is(end, &["and"])
                && reading
                    .known_at(end + 1)
                    .is_some_and(|known| matches!(known.entry, Entry::State(_, StateForm::Name)))
            {
                end = reading.known_at(end + 1).map_or(end, |known| known.tokens.end);
            }
            right.title.push_str(&format!(" {}", self.join(at..end)));
            right.end = end;
            return true;
        }
        let title = reading.title_at(next).filter(|title| !title.title.is_style() && reading.is(at, &["to"]));
        match title {
            // "adviser to President Jane Doe": the inner office is hers, the outer somebody else's.
            Some(title) if next == at + 1 && reading.is_capital(title.tokens.end) => false,
            Some(title) if title.tokens.end <= self.bounds.end => {
                right.title.push_str(&format!(" {}", self.join(at..title.tokens.end)));
                right.end = title.tokens.end;
                true
            }
            // `Secretary to the Cabinet`, `Secretary to Cabinet`.
            None if reading.is(at, &["to"]) && reading.is_capital(next) && reading.kind(next).body() => {
                let run = self.office_run(next);
                right.title.push_str(&format!(" {}", self.join(at..run.end)));
                right.end = run.end;
                run.end > next
            }
            _ => false,
        }
    }

    /// Where a counterpart comes from: `from Azerbaijan, Hungary and Armenia`.
    pub(super) fn origin(&self, from: usize) -> Right {
        let mut right = Right { end: from, ..Right::default() };
        if !self.reading.is(from, &["from", "of"]) {
            return right;
        }
        let next = from + 1 + usize::from(self.reading.is(from + 1, &["the"]));
        let state = self
            .reading
            .known_at(next)
            .filter(|known| matches!(known.entry, Entry::State(_, StateForm::Name | StateForm::Capital)));
        if let Some(known) = state {
            right.of.extend(self.owner_name(next, true));
            right.end = known.tokens.end;
            self.more_states_after(&mut right);
        }
        right
    }
}
