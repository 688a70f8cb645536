//! Complements with `of` and `for`: the states, bodies and fields of an office.

use super::grower::{Grower, Left, Right};
use crate::gazetteer::{Entry, StateForm};

impl Grower<'_, '_> {
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
        if reading.is(next + 1, &["bin", "ibn", "bint", "ben", "van", "von"])
            && !reading.is_capital(next + 1)
            && reading.known_at(next).is_none()
        {
            // "the envoy of Ahmad bin Salem": somebody's.
            return false;
        }
        if self.of_heads(next, right) {
            return true;
        }
        if let Some(end) = self.movement(next).filter(|_| left.of.is_empty()) {
            right.of.push(self.join(next..end));
            right.end = end;
            return true;
        }
        if let Some(end) = self.party_end(next).filter(|_| left.of.is_empty()) {
            right.of.push(self.join(next..end).replace("( ", "(").replace(" )", ")"));
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
    pub(super) fn seat(&self, at: usize) -> Option<String> {
        let known = self.reading.known_at(at + 1)?;
        let capital = matches!(known.entry, Entry::State(_, StateForm::Capital));
        let named =
            self.reading.is(known.tokens.end, &[","]) && self.reading.is_capital(known.tokens.end + 1);
        let person = self.reading.known_at(known.tokens.end + 1).is_none()
            && self.reading.is_capital(known.tokens.end + 2);
        (capital && named && person)
            .then(|| self.reading.state_of(known).map(|(name, _)| name.to_string()))?
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
    fn adjective_is_name(&self, after: usize) -> bool {
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
            // "the presidents of Armenia and of Azerbaijan".
            if at > right.end && reading.is(at, &["of"]) {
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
}
