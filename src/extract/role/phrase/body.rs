//! Bodies behind an office noun, known to the tables or named by capital letters.

use std::ops::Range;

use super::grower::{Grower, Right};
use crate::gazetteer::{Entry, StateForm};
use crate::text;

impl Grower<'_, '_> {
    /// `Director-General Inter-Services Intelligence (ISI) Lt-Gen X`: a body without `of`, with a name behind it.
    pub(super) fn body_beside(&self, at: usize, right: &mut Right) {
        let reading = self.reading;
        let known = reading
            .known_at(at)
            .filter(|known| known.tokens.start == at && known.tokens.end < self.bounds.end);
        let Some(known) = known.filter(|known| matches!(known.entry, Entry::Organization(_))) else { return };
        let mut end = known.tokens.end;
        if self.document.word(end) == "(" && self.document.word(end + 2) == ")" {
            end += 3;
        }
        let style = reading.title_at(end).is_none_or(|title| title.title.is_style());
        let named =
            end < self.bounds.end && reading.is_capital(end) && reading.known_at(end).is_none() && style;
        if reading.is_capital(at.saturating_sub(1)) && named && !reading.kind(end).body() {
            right.of.extend(self.owner_name(at, true));
            right.end = end;
        }
    }

    /// A body with a name of its own, not one that every state has: `the National Disaster Management
    /// Office`, but not `the Foreign Ministry`, `the Armed Forces`, `the Cabinet of Ministers`.
    pub(super) fn is_named_body(&self, run: &Range<usize>) -> bool {
        let reading = self.reading;
        let own = [
            "office",
            "committee",
            "commission",
            "agency",
            "authority",
            "bureau",
            "bank",
            "university",
            "institute",
            "foundation",
            "federation",
            "confederation",
            "union",
            "league",
            "organization",
            "organisation",
            "association",
            "centre",
            "center",
            "academy",
            "forum",
            "fund",
            "company",
            "corporation",
            "club",
            "team",
            "board",
            "party",
            "movement",
            "front",
            "coalition",
            "alliance",
        ];
        let goes_on =
            run.len() == 1 && reading.is(run.end, &["of", "for"]) && self.body_goes_on(run.end) > run.end;
        let named = run.clone().any(|at| reading.is(at, &own)) && (run.len() > 1 || goes_on);
        named && reading.is_capital(run.start) && (goes_on || !reading.is(run.end, &["of"]))
    }

    /// A party of a state, whose name tells it from those of others: `Communist Party of Nepal (Maoist)`, `Sudanese
    /// Communist Party`; where the name ends.
    pub(super) fn party_end(&self, from: usize) -> Option<usize> {
        const LONGEST: usize = 7;
        let reading = self.reading;
        let words = (from..self.bounds.end.min(from + LONGEST))
            .take_while(|at| {
                reading.is_capital(*at) && (*at == from || reading.title_at(*at).is_none())
                    || *at > from
                        && reading.is(*at, &["of", "for", "the", "and"])
                        && reading.is_capital(at + 1)
            })
            .filter(|at| reading.is_capital(*at));
        let parties = ["party", "movement", "front", "alliance", "coalition"];
        let last = words.take_while(|at| *at == from || !reading.is(at - 1, &["and"])).find(|at| {
            *at > from
                && reading.is(*at, &parties)
                && reading.known_at(*at).is_none_or(|known| {
                    matches!(known.entry, Entry::Organization(_)) && known.tokens.end == at + 1
                })
        })?;
        let mut end = last + 1;
        let the = usize::from(reading.is(end + 1, &["the"]));
        let state = reading.known_at(end + 1 + the).filter(|_| reading.is(end, &["of"]));
        let state = state.filter(|known| reading.state_of(known).is_some());
        if let Some(state) = state.filter(|state| !reading.is_possessive(state.tokens.end)) {
            end = state.tokens.end;
        }
        // "(Maoist)", but not "(CPN)".
        let wing = self.document.word(end) == "(" && self.document.word(end + 2) == ")";
        if wing && self.document.word(end + 1).chars().skip(1).any(char::is_lowercase) {
            end += 3;
        }
        let whose = reading.known_at(from).is_some_and(|known| {
            reading.state_of(known).is_some_and(|(_, form)| form == StateForm::Adjective)
        });
        (end <= self.bounds.end && (whose || end > last + 1)).then_some(end)
    }

    /// `Office for Kosovo and Metohija`, `Association of Caribbean States`: capitalised words that are no names go on.
    pub(super) fn body_goes_on(&self, from: usize) -> usize {
        let reading = self.reading;
        let word = |at: usize| {
            at < self.bounds.end
                && reading.is_capital(at)
                && reading.title_at(at).is_none()
                && !reading.is_possessive(at + 1)
        };
        let mut end = from;
        loop {
            let joint = reading.is(end, &["and", "for", "&"]) && reading.known_at(end - 1).is_some()
                || reading.is(end, &["for"]) && end == from && reading.kind(end - 1).body()
                || reading.is(end, &["of"]) && end == from && reading.known_at(end + 1).is_none();
            let next = end + usize::from(joint);
            let plain = word(next) && (joint || reading.known_at(next).is_none());
            let named = reading.tables.is_name_word(reading.word(next)) && !reading.kind(next).impersonal();
            if !plain || named {
                return end;
            }
            end = next + 1;
        }
    }

    /// Where capitalised words behind a name end in a word of bodies: `Ground Force`, `Management Office`.
    pub(super) fn body_end(&self, from: usize) -> Option<usize> {
        let reading = self.reading;
        let mut at = from;
        let mut end = None;
        while at < self.bounds.end
            && at < from + 5
            && (reading.is_capital(at)
                || at > from && reading.is_possessive(at) && reading.is_capital(at + 1))
            && reading.known_at(at).is_none()
            && reading.title_at(at).is_none()
        {
            at += 1;
            if reading.kind(at - 1).body() {
                end = Some(at);
            }
        }
        end
    }

    /// Whether a common noun follows: `route`, `process`.
    pub(super) fn names_something(&self, at: usize) -> bool {
        let kind = self.reading.kind(at);
        let noun =
            self.reading.is_word(at) && !self.reading.is_capital(at) && self.reading.word(at).len() > 3;
        noun && !kind.weak()
            && !kind.person_verb()
            && !self.reading.is(at, &["also", "have", "later", "himself", "herself"])
    }

    /// `DIB`, `CPN (Unified Socialist)`, `the Management Committee of the Pakistan Cricket Board`: what a
    /// capitalised run names that the tables do not know.
    pub(super) fn unknown_body(&self, from: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        let mut end = from;
        while end < self.bounds.end {
            let joined = end > from
                && reading.is_capital(end + 1)
                && (reading.is(end, &["of", "for", "on", "do", "da", "de"])
                    || reading.is_possessive(end)
                        && reading
                            .is(end - 1, &["people", "peoples", "workers", "farmers", "women", "peasants"]));
            if !(reading.is_capital(end) && reading.title_at(end).is_none() || joined) {
                break;
            }
            // "President of the Iraqi Kurdistan Region A": behind the land stands whoever governs it.
            let kind = reading.kind(end);
            let land = end > from + 1
                && reading.is(
                    end - 1,
                    &["region", "province", "territory", "district", "county", "oblast", "emirate", "canton"],
                );
            if land && !(joined || kind.body() || kind.portfolio() || kind.impersonal()) {
                break;
            }
            end += 1;
        }
        if end == from {
            return false;
        }
        // "spokesperson of Neto, the President of Angola": of somebody.
        let spokes =
            from > 1 && reading.is(from - 1, &["of", "for"]) && reading.word(from - 2).starts_with("spokes");
        let apposed = end + 1 + usize::from(reading.is(end + 1, &["the"]));
        if spokes && end == from + 1 && reading.is(end, &[",", "'s"]) && reading.title_at(apposed).is_some() {
            return false;
        }
        // "leader of the Islamic opposition": no name of a body.
        let camp = [
            "opposition",
            "resistance",
            "community",
            "minority",
            "rebels",
            "guerrillas",
            "insurgents",
            "insurgency",
        ];
        let of = from - 1 - usize::from(reading.is(from - 1, &["the"]));
        let leads = of > 0
            && reading.is(
                of - 1,
                &[
                    "leader",
                    "leaders",
                    "head",
                    "chief",
                    "commander",
                    "spokesman",
                    "spokeswoman",
                    "spokesperson",
                ],
            );
        if leads && end == from + 1 && reading.is(end, &camp) && !reading.is_capital(end) {
            right.title.push_str(&format!(" of the {}", self.join(from..end + 1)));
            right.end = end + 1;
            return true;
        }
        // `of the Workers' and Peasants' Front`: a body's name goes on where a word of bodies ends it.
        if reading.is(end, &["and", "&"]) && reading.is_capital(end + 1) {
            let behind = (end + 1..self.bounds.end.min(end + 7))
                .take_while(|at| {
                    (reading.is_capital(*at) || reading.is(*at, &["of", "'s"]))
                        && reading.title_at(*at).is_none()
                })
                .last()
                .filter(|last| reading.kind(*last).body());
            end = behind.map_or(end, |last| last + 1);
        }
        if self.document.word(end) == "(" && reading.is_capital(end + 1) {
            let close = (end..self.bounds.end.min(end + 5)).find(|at| self.document.word(*at) == ")");
            let words = close.is_some_and(|close| close > end + 2);
            if words {
                end = close.map_or(end, |close| close + 1)
            }
        }
        // `the Presidential Administration of Azerbaijan`: every state has one.
        if self.is_presidency(from) {
            let state = (from..end).find(|at| {
                reading.is(*at, &["of"])
                    && reading.known_at(at + 1).is_some_and(|known| known.tokens.end == end)
            });
            let state = state.and_then(|of| Some((of, reading.state_of(reading.known_at(of + 1)?)?.0)));
            let name_end = state.map_or(end, |(of, _)| of);
            right.title.push_str(&format!(" of the {}", self.join(from..name_end)));
            right.of.extend(state.map(|(_, state)| state.to_string()));
            right.end = end;
            return true;
        }
        right.of.push(text::spaced(self.document.words(&(from..end))));
        right.end = end;
        true
    }

    /// `Presidential Office`, `Prime Minister's Office`.
    pub(super) fn is_presidency(&self, from: usize) -> bool {
        self.reading.is(from, &["presidential", "executive", "royal"])
            && self.reading.is(
                from + 1,
                &["office", "administration", "court", "palace", "secretariat", "diwan", "council"],
            )
    }

    /// `at the Foreign Ministry`, `at Chatham House`.
    pub(super) fn body_at(&self, at: usize, right: &mut Right) -> bool {
        if !right.of.is_empty() {
            return false;
        }
        let next = at + 1 + usize::from(self.reading.is(at + 1, &["the"]));
        let organization =
            self.reading.known_at(next).filter(|known| matches!(known.entry, Entry::Organization(_)));
        if let Some(known) = organization {
            right.of.extend(self.owner_name(next, true));
            right.end = known.tokens.end;
            return true;
        }
        let run = self.office_run(next);
        let body = run.clone().any(|at| self.reading.kind(at).body());
        if !body || !self.reading.is_capital(next) {
            return false;
        }
        // "Minister of State at the Department of Foreign Affairs": every state has one.
        if self.reading.is(next, &["ministry", "department"]) {
            right.title.push_str(&format!(" {}", self.join(at..run.end)));
        } else {
            right.of.push(self.join(run.clone()));
        }
        right.end = run.end;
        true
    }

    /// `Foreign Policy Advisor, U.S. Southern Command Jean Manes`.
    pub(super) fn body_after_comma(&self, at: usize, right: &mut Right) -> bool {
        // "Senior Secretary, Ministry of Water Resources of Bangladesh"
        let reading = self.reading;
        if right.of.is_empty()
            && reading.is(at + 1, &["ministry", "department"])
            && reading.is_capital(at + 1)
            && reading.is(at + 2, &["of"])
        {
            let run = self.office_run(at + 3);
            if run.end > run.start {
                right.title.push_str(&format!(", {}", self.join(at + 1..run.end)));
                right.end = run.end;
                return true;
            }
        }
        let known = self.reading.known_at(at + 1).filter(|known| known.tokens.end < self.bounds.end);
        let Some(known) =
            known.filter(|known| matches!(known.entry, Entry::Organization(_)) && right.of.is_empty())
        else {
            return false;
        };
        let name_follows =
            self.reading.is_capital(known.tokens.end) && self.reading.title_at(known.tokens.end).is_none();
        if !name_follows {
            return false;
        }
        right.of.extend(self.owner_name(at + 1, true));
        right.end = known.tokens.end;
        true
    }
}
