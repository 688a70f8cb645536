//! Headship: the body that somebody heads, leads or commands.

use std::ops::Range;

use super::Giver;
use crate::extract::Office;
use crate::gazetteer::{Entry, StateForm};
use crate::text;

impl Giver<'_> {
    /// `the Rapid Support Forces (RSF), commanded by General A`: who leads a body that is named right before.
    pub(super) fn led_by(&mut self, name: usize) {
        let reading = self.reading;
        let start = self.names[name].styled.start;
        if start < 3 || !reading.is(start - 1, &["by"]) || self.names[name].office.is_some() {
            return;
        }
        let title = match reading.word(start - 2) {
            "led" => "leader",
            "headed" => "head",
            "chaired" => "chair",
            "commanded" => "commander",
            _ => return,
        };
        let mut end = start - 2;
        if reading.is(end - 1, &[","]) {
            end -= 1;
        }
        if end > 3 && self.document.word(end - 1) == ")" && self.document.word(end - 3) == "(" {
            end -= 3;
        }
        let Some(known) = end.checked_sub(1).and_then(|last| reading.known_at(last)) else { return };
        let Entry::Organization(place) = known.entry else { return };
        if known.tokens.end == end && self.given[name].offices.is_empty() {
            let of = Some(reading.tables.organization(place).name().to_string());
            let sentence = self.names[name].sentence;
            self.given[name].offices.push(Office {
                title: title.to_string(),
                of,
                sentence,
                ..Office::default()
            });
            self.given[name].person = true;
        }
    }

    /// What somebody heads: `the Management Committee of the Pakistan Cricket Board`, `Iran's Supreme Leader`.
    pub(super) fn headed_body(&mut self, name: usize, from: usize, title: &str, limit: usize) {
        let reading = self.reading;
        let the = from + usize::from(reading.is(from, &["the", "its", "his", "her"]));
        // "leads the main opposition Movement for Change".
        let camps = [
            "opposition",
            "ruling",
            "main",
            "rebel",
            "governing",
            "far-right",
            "left-wing",
            "right-wing",
            "centrist",
            "conservative",
            "liberal",
            "nationalist",
            "ultra-nationalist",
            "ultranationalist",
            "separatist",
        ];
        let camp =
            (the..the + 2).take_while(|at| reading.is(*at, &camps) && !reading.is_capital(*at)).count();
        let start = if camp > 0 && reading.is_capital(the + camp) { the + camp } else { the };
        let sentence = self.names[name].sentence;
        let mut end = start;
        while end < limit
            && (reading.is_capital(end)
                || end > start
                    && (reading.is(end, &["of", "for", "'s", "the"]) && reading.is_capital(end + 1)
                        || reading.is(end, &["of"])
                            && reading.is(end + 1, &["the"])
                            && reading.is_capital(end + 2)))
        {
            end += 1;
        }
        // `Burma's military government`, `the country's transitional council`, in small letters.
        let owned = if end > start && reading.is_possessive(end) { Some(end) } else { None };
        let small = match owned {
            Some(mark) => mark + 1,
            None => start,
        };
        let inner = small
            + (small..limit.min(small + 3))
                .take_while(|at| {
                    reading.kind(*at).modifier()
                        || reading.kind(*at).portfolio()
                        || reading.is(*at, &["interim", "transitional"])
                })
                .count();
        let governs = ["government", "junta", "council", "cabinet", "parliament", "senate", "army", "forces"];
        let last = if reading.is(inner, &governs) { inner } else { inner.saturating_sub(1) };
        if (owned.is_some() || end == start && from < start)
            && last >= small
            && reading.is(last, &governs)
            && !reading.is_capital(small)
        {
            let state = owned.and_then(|mark| {
                let known = reading.known_at(start).filter(|known| known.tokens.end == mark)?;
                reading.state_of(known).map(|(name, _)| name.to_string())
            });
            if owned.is_some() == state.is_some() {
                let body = text::spaced(self.document.words(&(small..last + 1)));
                let office = Office {
                    title: format!("{title} of the {body}"),
                    of: state,
                    sentence,
                    ..Office::default()
                };
                self.given[name].offices.push(office);
                self.given[name].person = true;
            }
            return;
        }
        let person = self.name_from(start).is_some_and(|name| self.names[name].tokens.end >= end);
        if end == start || person {
            return;
        }
        let text = |range: Range<usize>| text::spaced(self.document.words(&range));
        let known = reading.known_at(start).cloned();
        let mut office = Office { title: title.to_string(), sentence, ..Office::default() };
        match known.map(|known| (known.entry, known.tokens)) {
            Some((Entry::Organization(place), tokens)) if tokens.end == end => {
                office.of = Some(reading.tables.organization(place).name().to_string())
            }
            Some((Entry::State(place, form), tokens)) => {
                let state = reading.tables.state(place).name().to_string();
                let rest = tokens.end + usize::from(reading.is_possessive(tokens.end));
                let whole = form == StateForm::Government || rest >= end;
                if whole {
                    office.of = Some(text(start..end))
                } else {
                    let to = if title == "adviser" { "to the" } else { "of the" };
                    office.title = format!("{title} {to} {}", text(rest..end));
                    office.of = Some(state);
                }
            }
            _ => {
                let split = (start + 1..end)
                    .rev()
                    .find(|at| reading.is(*at, &["of"]) && reading.is(*at + 1, &["the"]));
                match split {
                    Some(of) => {
                        office.title = format!("{title} of the {}", text(start..of));
                        office.of = Some(text(of + 2..end));
                    }
                    // Every state has one.
                    None if reading.is(start, &["presidential", "executive", "royal", "prime"]) => {
                        office.title = format!("{title} of the {}", text(start..end))
                    }
                    None => office.of = Some(text(start..end)),
                }
            }
        }
        self.given[name].offices.push(office);
        self.given[name].person = true;
    }
}
