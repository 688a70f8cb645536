//! What stands right behind an office noun: houses, desks, movements, concerns and the office that is served.

use super::grower::{Grower, Left, Right};
use crate::extract::reading::{Shape, TitleAt};
use crate::gazetteer::{Entry, StateForm};

/// Offices whose field stands behind `on` in small letters: `adviser on foreign affairs`.
const ADVISING: [&str; 9] = [
    "adviser",
    "advisor",
    "aide",
    "special assistant",
    "envoy",
    "representative",
    "special representative",
    "coordinator",
    "rapporteur",
];

impl Grower<'_, '_> {
    pub(super) fn right(&self, title: &TitleAt<'_>, left: &Left) -> Right {
        let (from, form, plural) = (title.tokens.end, title.title.form, title.plural);
        let mut right = Right { end: from, ..Right::default() };
        let reading = self.reading;
        for _ in 0..4 {
            let at = right.end;
            let taken = match reading.word(at) {
                "of" | "to" if self.majesty(at, &mut right) => true,
                "of" => self.of_complement(at, form, plural, left, &mut right),
                "for" if self.concerns(at, form, &mut right) => true,
                "for"
                    if form.starts_with("spokes")
                        && reading.is(at + 1, &["the"])
                        && self.inner_office(at, at + 2, "aide", &mut right) == Some(true) =>
                {
                    true
                }
                "for" if form.starts_with("spokes") && self.for_a_party(at, &mut right) => true,
                "for" => self.listed_complement(at, &mut right),
                "responsible"
                    if reading.is(at + 1, &["for"]) && (right.title.is_empty() || reading.is_capital(at)) =>
                {
                    let plain = right.title.clone();
                    right.title.push_str(&format!(" {}", self.document.word(at)));
                    let taken = self.listed_complement(at + 1, &mut right);
                    if !taken {
                        right.title = plain;
                    }
                    taken
                }
                "on" if reading.is_capital(at + 1) || ADVISING.contains(&form) => {
                    self.listed_complement(at, &mut right)
                }
                "in" | "at" | "to" if self.court(at, &mut right) => true,
                "(" if self.desk(at, form, &mut right) => true,
                "to" => self.destination(at, &mut right),
                "in" if [
                    "ambassador",
                    "envoy",
                    "representative",
                    "special representative",
                    "permanent representative",
                    "high representative",
                    "consul",
                    "consul general",
                    "chargé d'affaires",
                    "coordinator",
                    "resident coordinator",
                    "resident representative",
                ]
                .contains(&form) =>
                {
                    self.destination(at, &mut right)
                }
                // "received the leaders at the White House": where he did.
                "at" if form != "leader" && (reading.is_capital(at + 1) || reading.is_capital(at + 2)) => {
                    self.body_at(at, &mut right)
                }
                "in" if self.seat(at).is_some() => {
                    right.of.extend(self.seat(at));
                    right.end = reading.known_at(at + 1).map_or(at, |known| known.tokens.end);
                    false
                }
                "in" | "from" if reading.is_capital(at + 1) || reading.is_capital(at + 2) => {
                    self.body_at(at, &mut right)
                }
                "," => self.body_after_comma(at, &mut right),
                "-" if reading.is(at + 1, &["elect", "designate", "general"]) => {
                    right.title.push_str(&format!("-{}", self.document.word(at + 1)));
                    right.end = at + 2;
                    true
                }
                _ => false,
            };
            if !taken || right.end >= self.bounds.end {
                break;
            }
        }
        right.end = right.end.min(self.bounds.end);
        if !right.of.is_empty() {
            let state = right.of.last().is_some_and(|of| reading.tables.state_named(of).is_some());
            right.end = self.over_brackets(right.end, state);
        }
        if right.end == from && left.of.is_empty() && !plural {
            self.body_beside(from, &mut right);
        }
        right
    }

    /// `Adviser to His Majesty the King`, `Ambassador of His Majesty the King to Peru`: the crown that is served.
    fn majesty(&self, at: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        let styled = reading.is(at + 1, &["his", "her"]) && reading.is(at + 2, &["majesty", "highness"]);
        let crown = at + 3 + usize::from(reading.is(at + 3, &["the"]));
        if !styled || !reading.is(crown, &["king", "queen", "sultan", "emir", "amir"]) {
            return false;
        }
        if reading.is_capital(crown + 1) || crown >= self.bounds.end {
            return false;
        }
        if reading.is(at, &["to"]) {
            right.title.push_str(&format!(" to the {}", self.document.word(crown)));
        }
        right.end = crown + 1;
        true
    }

    /// `Minister in the Presidency`, `Senior Minister at the Prime Minister's Office`, `Minister of State in the Office of
    /// the President`: the house of a head of state or government, of which every state has one.
    fn court(&self, at: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        if !reading.is(at + 1, &["the"]) || !reading.is_capital(at + 2) || !right.of.is_empty() {
            return false;
        }
        let head = |at: usize| {
            reading
                .title_at(at)
                .filter(|title| {
                    title.tokens.start == at
                        && !title.plural
                        && ["president", "prime minister", "vice president", "vice-president", "king", "emir"]
                            .contains(&title.title.form)
                })
                .map(|title| title.tokens.end)
        };
        let next = at + 2;
        let end = if reading.is(next, &["presidency"]) {
            Some(next + 1)
        } else if reading.is(next, &["office"])
            && reading.is(next + 1, &["of"])
            && reading.is(next + 2, &["the"])
        {
            head(next + 3)
        } else {
            head(next)
                .filter(|end| reading.is_possessive(*end) && reading.is(end + 1, &["office", "department"]))
                .map(|end| end + 2)
        };
        let Some(end) = end.filter(|end| *end <= self.bounds.end && !reading.is_capital(*end)) else {
            return false;
        };
        right.title.push_str(&format!(" {}", self.join(at..end)));
        right.end = end;
        true
    }

    /// `Joint Secretary (East Asia)`, `Additional Secretary (Medical Services) to the Ministry of Health`.
    fn desk(&self, at: usize, form: &str, right: &mut Right) -> bool {
        const LONGEST: usize = 6;
        let reading = self.reading;
        let desks = ["secretary", "director", "director general", "director-general"].iter().any(|head| {
            form == *head || form.strip_suffix(*head).is_some_and(|rank| rank.ends_with([' ', '-']))
        });
        if !desks || !right.of.is_empty() || !right.title.is_empty() {
            return false;
        }
        let close =
            (at + 2..self.bounds.end.min(at + LONGEST)).find(|close| self.document.word(*close) == ")");
        let Some(close) = close else { return false };
        let plain = (at + 1..close).all(|at| {
            matches!(reading.shape(at), Shape::Capital) && reading.title_at(at).is_none()
                || reading.is(at, &["and", "&"])
        });
        let state = reading
            .known_at(at + 1)
            .is_some_and(|known| known.tokens.end == close && reading.state_of(known).is_some());
        if !plain || state {
            return false;
        }
        right.title.push_str(&format!(" ({})", self.join(at + 1..close)));
        right.end = close + 1;
        true
    }

    /// `of the Alliance of the Democratic Forces for the Liberation of Congo`, `of the National Council for the Defence of
    /// Democracy`: a movement that is named for its cause.
    pub(super) fn movement(&self, from: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        let reading = self.reading;
        let limit = self.bounds.end.min(from + LONGEST);
        let capital = |at: usize| {
            at < limit
                && reading.is_capital(at)
                && reading.title_at(at).is_none()
                && !reading.is_possessive(at + 1)
        };
        let bodies = [
            "alliance",
            "movement",
            "front",
            "rally",
            "union",
            "council",
            "forces",
            "party",
            "congress",
            "army",
            "coalition",
            "forum",
        ];
        let causes = [
            "liberation",
            "independence",
            "democracy",
            "freedom",
            "salvation",
            "restoration",
            "change",
            "unity",
            "defence",
            "defense",
            "democratic",
        ];
        let mut at = from;
        let mut body = false;
        let mut cause = false;
        while capital(at) {
            while capital(at) {
                body |= reading.is(at, &bodies) && !cause;
                at += 1;
            }
            let joint = at;
            if !(reading.is(joint, &["of", "and"]) || reading.is(joint, &["for"]) && body) {
                break;
            }
            let next = joint + 1 + usize::from(reading.is(joint + 1, &["the"]));
            let known = reading.known_at(next).is_some_and(|known| reading.state_of(known).is_some());
            let seeks = reading.is(joint, &["for"]) && reading.is(next, &causes);
            // `of Congo` ends the name.
            let home = reading.is(joint, &["of"]) && cause && known;
            if !capital(next) || reading.is(joint, &["for"]) && !seeks || known && !home {
                break;
            }
            cause |= seeks;
            at = next;
        }
        (body && cause).then_some(at)
    }

    /// `Special Envoy for the Colombian Peace Process`: what an envoy is for is not whose he is.
    fn concerns(&self, at: usize, form: &str, right: &mut Right) -> bool {
        let reading = self.reading;
        let envoys =
            form.ends_with("envoy") || form.ends_with("representative") || form.ends_with("coordinator");
        let next = at + 1 + usize::from(reading.is(at + 1, &["the"]));
        let Some(known) = reading.known_at(next).filter(|_| envoys) else { return false };
        let adjective = matches!(known.entry, Entry::State(_, StateForm::Adjective));
        let run = self.office_run(known.tokens.end);
        if !adjective || run.end == run.start || reading.title_at(run.end).is_some() {
            return false;
        }
        right.title.push_str(&format!(" {}", self.join(at..run.end)));
        right.end = run.end;
        true
    }

    /// `spokesman for the Sudanese Communist Party`.
    fn for_a_party(&self, at: usize, right: &mut Right) -> bool {
        let next = at + 1 + usize::from(self.reading.is(at + 1, &["the"]));
        let Some(end) = self.party_end(next).filter(|_| right.of.is_empty()) else { return false };
        right.of.push(self.join(next..end));
        right.end = end;
        true
    }

    /// Behind the letters or the long name of a body in brackets: `of Unasur (Union of South American Nations)`; in
    /// those behind a state stands who has the office.
    fn over_brackets(&self, end: usize, state: bool) -> usize {
        const LONGEST: usize = 9;
        let reading = self.reading;
        if self.document.word(end) != "(" {
            return end;
        }
        let close = (end + 2..self.bounds.end.min(end + LONGEST)).find(|at| self.document.word(*at) == ")");
        let Some(close) = close else { return end };
        if state && (close > end + 2 || self.document.word(end + 1).chars().any(char::is_lowercase)) {
            return end;
        }
        let state = reading.known_at(end + 1).is_some_and(|known| reading.state_of(known).is_some());
        let named = (end + 1..close).all(|at| {
            reading.title_at(at).is_none()
                && (reading.is_capital(at)
                    || at > end + 1 && reading.is(at, &["of", "the", "for", "and", "&", "on", "'s"]))
        });
        if named && !state { close + 1 } else { end }
    }

    /// Offices that serve another: `Special Envoy of the Foreign Minister`.
    const SERVING: [&'static str; 12] = [
        "envoy",
        "special envoy",
        "personal envoy",
        "representative",
        "special representative",
        "personal representative",
        "adviser",
        "advisor",
        "special assistant",
        "aide",
        "emissary",
        "chief of staff",
    ];

    /// `Envoy of the President of Brazil`: whom somebody serves by his office; and `envoy of US President A`, where the
    /// inner office is A's.
    pub(super) fn inner_office(&self, of: usize, next: usize, form: &str, right: &mut Right) -> Option<bool> {
        let reading = self.reading;
        if !Self::SERVING.contains(&form) {
            return None;
        }
        let known = reading.known_at(next).filter(|known| reading.state_of(known).is_some());
        let from = known.map_or(next, |known| known.tokens.end);
        let mut at = from;
        while at < from + 3 && reading.title_at(at).is_none() {
            let kind = reading.kind(at);
            if !(kind.portfolio() || kind.modifier()) {
                return None;
            }
            at += 1;
        }
        let title = reading.title_at(at).filter(|title| {
            title.tokens.start == at
                && !title.title.is_style()
                && !title.plural
                && title.tokens.end <= self.bounds.end
        })?;
        let end = title.tokens.end;
        let named =
            reading.is_capital(end) && reading.known_at(end).is_none() && reading.title_at(end).is_none();
        let state = known.and_then(|known| reading.state_of(known)).map(|(name, _)| name.to_string());
        if named {
            // His master's office stays with his master.
            right.of.extend(state);
            return Some(false);
        }
        if known.is_some() {
            return None;
        }
        right.title.push_str(&format!(" {} the {}", self.document.word(of), self.join(from..end)));
        right.end = end;
        Some(true)
    }
}
