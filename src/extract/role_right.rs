//! What stands behind an office noun: `of Oman`, `for Political Affairs`, `to the United Nations`.

use std::ops::Range;

use crate::extract::reading::{Shape, TitleAt};
use crate::extract::role_phrase::{Grower, Left, Right};
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
                "of" => self.of_complement(at, form, plural, left, &mut right),
                "for" if self.concerns(at, form, &mut right) => true,
                "for"
                    if form.starts_with("spokes")
                        && reading.is(at + 1, &["the"])
                        && self.inner_office(at, at + 2, "aide", &mut right) == Some(true) =>
                {
                    true
                }
                "for" => self.listed_complement(at, &mut right),
                "responsible" if reading.is(at + 1, &["for"]) && right.title.is_empty() => {
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
                ]
                .contains(&form) =>
                {
                    self.destination(at, &mut right)
                }
                "at" if reading.is_capital(at + 1) || reading.is_capital(at + 2) => {
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
            right.end = self.over_brackets(right.end);
        }
        if right.end == from && left.of.is_empty() && !plural {
            self.body_beside(from, &mut right);
        }
        right
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
            matches!(reading.shapes[at], Shape::Capital) && reading.title_at(at).is_none()
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
    fn movement(&self, from: usize) -> Option<usize> {
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

    /// Behind the letters or the long name of a body in brackets: `of Unasur (Union of South American Nations)`.
    fn over_brackets(&self, end: usize) -> usize {
        const LONGEST: usize = 9;
        let reading = self.reading;
        if self.document.word(end) != "(" {
            return end;
        }
        let close = (end + 2..self.bounds.end.min(end + LONGEST)).find(|at| self.document.word(*at) == ")");
        let Some(close) = close else { return end };
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
    fn inner_office(&self, of: usize, next: usize, form: &str, right: &mut Right) -> Option<bool> {
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

    /// `of the Conference of Heads of Government`: what the heads of several states make up.
    fn of_heads(&self, next: usize, right: &mut Right) -> bool {
        let reading = self.reading;
        let bodies = ["conference", "assembly", "authority", "summit", "council", "meeting"];
        if !(reading.is(next, &bodies) && reading.is(next + 1, &["of"])) {
            return false;
        }
        let at = next + 2 + usize::from(reading.is(next + 2, &["the"]));
        let title = reading.title_at(at).filter(|title| title.tokens.start == at && title.plural);
        let Some(title) = title.filter(|title| title.title.form.starts_with("head of")) else { return false };
        right.title.push_str(&format!(" of the {}", self.join(next..title.tokens.end)));
        right.end = title.tokens.end;
        true
    }

    /// `Director-General Inter-Services Intelligence (ISI) Lt-Gen X`: a body without `of`, with a name behind it.
    fn body_beside(&self, at: usize, right: &mut Right) {
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

    /// `of Oman`, `of the Sultanate of Oman`, `of Foreign Affairs`, `of the Iranian Armed Forces`, `of DIB`.
    pub(super) fn of_complement(
        &self,
        at: usize,
        form: &str,
        plural: bool,
        left: &Left,
        right: &mut Right,
    ) -> bool {
        let reading = self.reading;
        let mut next = at + 1;
        if reading.is(next, &["the", "its", "his", "her", "their"]) {
            next += 1;
        }
        // `of the rebel People's Front`, `of the ruling Unity Party`.
        let camp = [
            "rebel",
            "ruling",
            "opposition",
            "banned",
            "militant",
            "separatist",
            "main",
            "outlawed",
            "leftist",
            "insurgent",
            "armed",
            "guerrilla",
            "governing",
            "largest",
            "islamist",
            "secessionist",
        ];
        if reading.is(next, &camp)
            && !reading.is_capital(next)
            && reading.is_capital(next + 1)
            && reading.title_at(next + 1).is_none()
        {
            next += 1;
        }
        if self.of_heads(next, right) {
            return true;
        }
        if let Some(end) = self.movement(next).filter(|_| left.of.is_empty()) {
            right.of.push(self.join(next..end));
            right.end = end;
            return true;
        }
        // `Chief of the Crown Prince's Court`, `head of the Prime Minister's Office`.
        let owner =
            reading.title_at(next).filter(|title| title.tokens.start == next && !title.title.is_style());
        if let Some(owner) = owner.filter(|owner| reading.is_possessive(owner.tokens.end)) {
            let body = owner.tokens.end + 1;
            if reading.kind(body).body() && body < self.bounds.end {
                right.title.push_str(&format!(" {}", self.join(at..body + 1)));
                right.end = body + 1;
                return true;
            }
        }
        if let Some(taken) = self.inner_office(at, next, form, right) {
            return taken;
        }
        // `of the Sultanate of Oman`, `of the Government of Iraq`.
        let realm = [
            "republic",
            "kingdom",
            "sultanate",
            "state",
            "government",
            "emirate",
            "commonwealth",
            "people",
            "union",
        ];
        if reading.is(next, &realm) && reading.is(next + 1, &["of"]) && reading.known_at(next).is_none() {
            next += 2;
            if reading.is(next, &["the"]) {
                next += 1
            }
        } else if reading.is(next, &["republic", "kingdom", "nation", "country", "federation", "sultanate"])
            && reading.known_at(next).is_none()
        {
            right.home = true;
            right.end = next + 1;
            return true;
        }
        if let Some(known) = reading.known_at(next).filter(|known| known.tokens.end <= self.bounds.end) {
            let adjective = matches!(known.entry, Entry::State(_, StateForm::Adjective))
                && !self.adjective_is_name(known.tokens.end);
            let possessive = reading.is_possessive(known.tokens.end);
            if self.is_region(next) {
                return self.listed_complement(at, right);
            }
            if adjective || possessive {
                return self.owned_complement(at, known.tokens.end + usize::from(possessive), next, right);
            }
            let Some(name) = self.owner_name(next, true) else { return false };
            // `of the U.S. Central Intelligence Agency`.
            let body = reading.known_at(known.tokens.end).filter(|body| {
                body.tokens.start == known.tokens.end
                    && matches!(body.entry, Entry::Organization(place)
                        if reading.tables.organization(place).state == Some(name.as_str()))
            });
            if let Some(body) = body.filter(|_| reading.state_of(known).is_some() && !plural) {
                right.title.push_str(&format!(" of the {}", self.join(body.tokens.clone())));
                right.of.push(name);
                right.end = body.tokens.end;
                return true;
            }
            right.end = known.tokens.end;
            let office = reading.title_at(right.end).filter(|title| !title.title.is_style() && !title.plural);
            if matches!(known.entry, Entry::Organization(_))
                && office.is_some_and(|office| !reading.is_capital(office.tokens.end))
            {
                return self.owned_complement(at, right.end, next, right);
            }
            if matches!(known.entry, Entry::Organization(_)) {
                // `the Security Council of Russia` is another body than the one of that name.
                let after = known.tokens.end + 1 + usize::from(reading.is(known.tokens.end + 1, &["the"]));
                let state = reading.known_at(after).filter(|_| reading.is(known.tokens.end, &["of"]));
                if let Some((state, end)) =
                    state.and_then(|known| Some((reading.state_of(known)?.0, known.tokens.end)))
                {
                    // `the Communist Party of Vietnam Central Committee`.
                    let end = self.body_end(end).unwrap_or(end);
                    right.title.push_str(&format!(" {}", self.join(at..known.tokens.end)));
                    right.of.push(state.to_string());
                    right.end = end;
                    return true;
                }
                // `the IRGC Ground Force`, `the United Nations Department of Peace Operations`.
                if let Some(end) = self.body_end(right.end) {
                    let field = self.office_run(end + 1).end;
                    let of =
                        reading.is(end, &["of", "for"]) && reading.is_capital(end + 1) && field > end + 1;
                    let end = if of { field } else { end };
                    // `the GCC Negotiations Team` is a part of the body.
                    if reading.is(end - 1, &["team", "delegation"]) {
                        right.title.push_str(&format!(" of the {}", self.join(known.tokens.end..end)));
                        right.of.push(name);
                        right.end = end;
                        return true;
                    }
                    right.of.push(self.join(next..end));
                    right.end = end;
                    return true;
                }
                // `the ECOWAS Commission`, `the UN Human Rights Council`.
                let more = self.office_run(right.end);
                if more.clone().any(|at| reading.kind(at).body()) && reading.is_capital(more.start) {
                    right.of.push(self.join(next..more.end));
                    right.end = more.end;
                    return true;
                }
            }
            // `the Kenya National Chamber of Commerce`, `the Amiri Diwan Affairs`.
            if let Some(end) = self.body_end(known.tokens.end) {
                let named = self.unknown_body(next, right);
                if !named {
                    right.of.push(self.join(next..end));
                    right.end = end;
                }
                return true;
            }
            if matches!(known.entry, Entry::State(_, StateForm::Government))
                && reading.kind(known.tokens.end).portfolio()
            {
                let run = self.office_run(known.tokens.end);
                right.title.push_str(&format!(" {}", self.join(at..run.end)));
                right.end = run.end;
                return true;
            }
            // `the Nairobi route`: a town that names something else.
            let town = matches!(known.entry, Entry::State(_, StateForm::Capital) | Entry::Place(_));
            if town && self.names_something(known.tokens.end) {
                right.end = at;
                return false;
            }
            // `of Jordan's parliament` was seen above; `of India and Pakistan` lists states.
            right.of.push(name);
            if matches!(known.entry, Entry::State(..)) && plural {
                self.more_states_after(right);
            }
            return true;
        }
        let mut run = self.office_run(next);
        if let Some(end) = self.body_end(run.end).filter(|_| run.end > run.start) {
            run.end = end;
        }
        // `the Executive Committee of the Workers' League`: a part of a body that the tables know.
        let whole = (run.start + 2..run.end).find(|at| {
            let the = usize::from(reading.is(at - 1, &["the"]));
            reading.is(at - 1 - the, &["of"])
                && at - 1 - the > run.start
                && reading.known_at(*at).is_some_and(|known| {
                    known.tokens.start == *at && matches!(known.entry, Entry::Organization(_))
                })
        });
        if let Some(whole) = whole.filter(|_| left.of.is_empty()) {
            let known_end = reading.known_at(whole).map_or(whole, |known| known.tokens.end);
            let of = whole - 1 - usize::from(reading.is(whole - 1, &["the"]));
            right.title.push_str(&format!(" {}", self.join(at..of)));
            let name = if known_end >= run.end { self.owner_name(whole, true) } else { None };
            right.of.push(name.unwrap_or_else(|| self.join(whole..run.end)));
            right.end = run.end.max(known_end);
            return true;
        }
        if run.end > run.start && left.of.is_empty() && self.is_named_body(&run) && !self.is_presidency(next)
        {
            run.end = self.body_goes_on(run.end);
            right.of.push(self.join(run.clone()));
            right.end = run.end;
            return true;
        }
        if run.end > run.start {
            // `Head of the Administration of the President`.
            let served = (reading.is(
                run.end - 1,
                &["administration", "office", "cabinet", "secretariat", "chancellery", "protocol", "staff"],
            ) && reading.is(run.end, &["of"])
                && reading.is(run.end + 1, &["the"]))
            .then(|| reading.title_at(run.end + 2))
            .flatten()
            .filter(|title| {
                !title.plural
                    && title.tokens.end <= self.bounds.end
                    && ["president", "prime minister", "vice president"].contains(&title.title.form)
            });
            if let Some(served) = served {
                run.end = served.tokens.end;
            }
            right.title.push_str(&format!(" {}", self.join(at..run.end)));
            right.end = run.end;
            return true;
        }
        let ministerial =
            ["minister", "secretary", "ministers", "prime minister", "undersecretary"].contains(&form);
        let chairs = form.contains("chair") || form == "captain";
        if ministerial || !left.of.is_empty() && !chairs {
            return false;
        }
        self.unknown_body(next, right)
    }

    /// `the president in Belgrade, X`: the capital where somebody has his seat.
    fn seat(&self, at: usize) -> Option<String> {
        let known = self.reading.known_at(at + 1)?;
        let capital = matches!(known.entry, Entry::State(_, StateForm::Capital));
        let named =
            self.reading.is(known.tokens.end, &[","]) && self.reading.is_capital(known.tokens.end + 1);
        let person = self.reading.known_at(known.tokens.end + 1).is_none()
            && self.reading.is_capital(known.tokens.end + 2);
        (capital && named && person)
            .then(|| self.reading.state_of(known).map(|(name, _)| name.to_string()))?
    }

    /// A body with a name of its own, not one that every state has: `the National Disaster Management
    /// Office`, but not `the Foreign Ministry`, `the Armed Forces`, `the Cabinet of Ministers`.
    fn is_named_body(&self, run: &Range<usize>) -> bool {
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

    /// `Office for Kosovo and Metohija`, `Association of Caribbean States`: capitalised words that are no names go on.
    fn body_goes_on(&self, from: usize) -> usize {
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
    fn body_end(&self, from: usize) -> Option<usize> {
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
            end += 1;
        }
        if end == from {
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
        right.of.push(self.document.words(&(from..end)).split_whitespace().collect::<Vec<_>>().join(" "));
        right.end = end;
        true
    }

    /// `Presidential Office`, `Prime Minister's Office`.
    fn is_presidency(&self, from: usize) -> bool {
        self.reading.is(from, &["presidential", "executive", "royal"])
            && self.reading.is(
                from + 1,
                &["office", "administration", "court", "palace", "secretariat", "diwan", "council"],
            )
    }

    /// `of the Russian President`, `of the Iranian Armed Forces`, `of Iran's parliament`.
    pub(super) fn owned_complement(&self, of: usize, from: usize, owner: usize, right: &mut Right) -> bool {
        let Some(name) = self.owner_name(owner, true) else { return false };
        let mut run = self.office_run(from);
        let office = |at: usize| self.reading.title_at(at).filter(|title| !title.title.is_style());
        if let Some(title) = office(from.max(run.end)).or(office(from)) {
            run.end = title.tokens.end;
        }
        let end = if run.end > from {
            run.end
        } else {
            let capitals = (from..self.bounds.end).take_while(|at| self.reading.is_capital(*at)).count();
            from + capitals
        };
        if end == from {
            return false;
        }
        right.title.push_str(&format!(" {} the {}", self.document.word(of), self.join(from..end)));
        right.of.push(name);
        right.end = end;
        true
    }

    /// An adjective that is a name here: `of Czech` is none, but `captain of Taiwan`.
    pub(super) fn adjective_is_name(&self, after: usize) -> bool {
        !self.reading.is_word(after)
            || !self.reading.is_capital(after)
                && !self.reading.kind(after).body()
                && !self.reading.kind(after).portfolio()
    }

    /// `of Malaysia, Singapore, New Zealand and Australia`.
    pub(super) fn more_states_after(&self, right: &mut Right) {
        let reading = self.reading;
        loop {
            let mut at = right.end;
            if reading.is(at, &[","]) {
                at += 1;
            }
            if reading.is(at, &["and", "&"]) {
                at += 1;
            }
            if reading.is(at, &["the"]) {
                at += 1;
            }
            let state =
                reading.known_at(at).filter(|known| matches!(known.entry, Entry::State(_, StateForm::Name)));
            let Some(known) = state.filter(|known| at > right.end && known.tokens.end <= self.bounds.end)
            else {
                return;
            };
            // `the president of Egypt and Jordan's king` names one state and somebody else.
            if reading.is_possessive(known.tokens.end) || known.tokens.start != at {
                return;
            }
            let Some(name) = self.owner_name(at, true) else { return };
            right.of.push(name);
            right.end = known.tokens.end;
        }
    }

    /// `for Political Affairs`, `for Afghanistan, Pakistan, and Central Asia`, `on Media`.
    pub(super) fn listed_complement(&self, at: usize, right: &mut Right) -> bool {
        let mut next = at + 1;
        if self.reading.is(next, &["the"]) {
            next += 1;
        }
        // `for the Afghan foreign ministry`, `for the government of Mauritius`.
        if self.reading.is(next, &["government", "presidency", "state"]) && self.reading.is(next + 1, &["of"])
        {
            let state = next + 2 + usize::from(self.reading.is(next + 2, &["the"]));
            if let Some(known) =
                self.reading.known_at(state).filter(|known| self.reading.state_of(known).is_some())
            {
                right.of.extend(self.owner_name(state, true));
                right.end = known.tokens.end;
                return true;
            }
        }
        if let Some(known) =
            self.reading.known_at(next).filter(|known| self.reading.state_of(known).is_some())
        {
            let possessive = self.reading.is_possessive(known.tokens.end);
            let end = known.tokens.end + usize::from(possessive);
            let adjective = matches!(known.entry, Entry::State(_, StateForm::Adjective));
            let title = self.reading.title_at(end).is_some_and(|title| !title.title.is_style());
            if (adjective || possessive)
                && (title || self.reading.kind(end).portfolio() | self.reading.kind(end).body())
            {
                return self.owned_complement(at, end, next, right);
            }
        }
        let mut run = self.office_run(next);
        if run.end <= next {
            return false;
        }
        // `for Relations with States`.
        let with = self.reading.is(run.end, &["with"])
            && self.reading.is(run.end - 1, &["relations", "cooperation", "liaison"])
            && self.reading.is(run.end + 1, &["parliament", "states", "congress"]);
        if with {
            run.end += 2;
        }
        right.title.push_str(&format!(" {}", self.join(at..run.end)));
        right.end = run.end;
        true
    }

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
        right.of.push(self.join(run.clone()));
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
