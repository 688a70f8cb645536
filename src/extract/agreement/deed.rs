//! What was done with an agreement, by whom and when, and what only looks like one.

use super::Action;
use super::phrase::{CLAUSE, Phrase};
use crate::extract::document::{Kind, Mention, PersonId, StateForm};
use crate::extract::syntax::Tag;
use crate::extract::time::{Base, Tense};
use crate::model::PartialDate;
impl Phrase<'_, '_> {
    /// What the words of its clause say was done with it; none where they say nothing.
    pub(super) fn action(&self, from: usize, to: usize) -> Option<Action> {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let high = (to + 8).min(self.sentence.end);
        if self.is_only_sought(from) {
            return Some(Action::Proposed);
        }
        let mut found: Option<(usize, Action)> = None;
        for token in (low..from).rev().chain(self.head + 1..high) {
            let word = self.lower(token);
            if matches!(word, ";" | "." | "\"" | "”") {
                if token > from { break } else { continue }
            }
            let distance = if token < from { from - token } else { token - self.head + 2 };
            // "the withdrawal agreement" is its name.
            if word == "withdrawal" && token + 1 == self.head {
                continue;
            }
            let Some(action) = action_of(word) else { continue };
            if action == Action::Signed && self.is_future(token) {
                found = found.filter(|(known, _)| *known < distance).or(Some((distance, Action::Proposed)));
                continue;
            }
            if found.is_none_or(|(known, _)| distance < known) {
                found = Some((distance, action));
            }
        }
        found.map(|(_, action)| action)
    }

    /// `negotiations on a trade agreement`, `the early signing of the treaty`, `the possibility of a pact`.
    pub(super) fn is_only_sought(&self, from: usize) -> bool {
        let low = from.saturating_sub(5).max(self.sentence.start);
        let joint =
            |token: usize| matches!(self.lower(token), "on" | "of" | "for" | "towards" | "toward" | "over");
        let open = |token: usize| {
            matches!(
                self.lower(token),
                "negotiations"
                    | "possibility"
                    | "prospect"
                    | "prospects"
                    | "feasibility"
                    | "conclusion"
                    | "signing"
            )
        };
        let hoped = |token: usize| {
            matches!(
                self.lower(token),
                "early" | "possible" | "planned" | "expected" | "speedy" | "swift" | "future" | "eventual"
            )
        };
        (low..from).any(|token| {
            let noun = matches!(self.lower(token), "signing" | "conclusion");
            let reaches = (token + 1..from).take(3).any(joint);
            open(token) && reaches && (!noun || token > self.sentence.start && hoped(token - 1))
        })
    }

    /// Where what is told of an agreement without a name ends: `the agreement that A made public in July`, `the accord
    /// reached on Tuesday`, `an agreement giving Chileans work permits`.
    pub(super) fn told(&self, to: usize) -> usize {
        const TOLD: usize = 7;
        let made = |token: usize| {
            matches!(
                self.lower(token),
                "reached"
                    | "signed"
                    | "made"
                    | "concluded"
                    | "struck"
                    | "brokered"
                    | "negotiated"
                    | "initialled"
            )
        };
        let next = self.lower(to);
        let last = (to + TOLD).min(self.sentence.end);
        let end = || {
            (to..last)
                .find(|token| {
                    matches!(
                        self.lower(*token),
                        "," | "." | ";" | ":" | ")" | "(" | "\"" | "”" | "and" | "was" | "is"
                    )
                })
                .unwrap_or(last)
        };
        let relative = match next {
            "that" | "which" | "they" if !self.lower(self.head).ends_with('s') => {
                // "the agreement that made the visit possible" is the one that makes.
                (to + 1 + usize::from(next != "they")..end()).any(made)
                    && !(to..end()).any(|token| self.is_future(token))
            }
            "giving" | "granting" | "allowing" | "obliging" => end() > to + 1,
            _ => made(to) && matches!(self.tag(to), Some(Tag::Verb | Tag::Adj)) && end() > to + 1,
        };
        if relative { end() } else { to }
    }

    /// A ceasefire that holds or did: `the breach of the ceasefire`, `a truce was negotiated`, `the war ended with a
    /// truce`, `accepted a ceasefire`.
    pub(super) fn in_force(&self, from: usize, to: usize, definite: bool) -> Option<Action> {
        const NEAR: usize = 5;
        let high = (to + NEAR).min(self.sentence.end);
        let low = from.saturating_sub(NEAR).max(self.sentence.start);
        let past = |token: usize| {
            matches!(
                self.lower(token),
                "negotiated"
                    | "called"
                    | "declared"
                    | "agreed"
                    | "arranged"
                    | "brokered"
                    | "signed"
                    | "reached"
                    | "concluded"
                    | "proclaimed"
            )
        };
        let was = |token: &usize| matches!(self.lower(*token), "was" | "been" | "were");
        let made = (to..high).find(was).is_some_and(|was| (was + 1..high).any(past))
            && !(to..high).any(|token| matches!(self.lower(token), "not" | "never" | "no" | "if" | ","));
        let accepted = (low..from).any(|token| {
            matches!(
                self.lower(token),
                "accepted" | "accept" | "declared" | "agreed" | "brokered" | "arranged"
            ) && !self.is_future(token)
        });
        let ended = from > low + 1
            && self.lower(from - 1) == "a"
            && matches!(self.lower(from - 2), "with" | "in" | "until")
            && (low..from).any(|token| matches!(self.lower(token), "ended" | "ending" | "followed"));
        let kept = |token: usize| {
            matches!(
                self.lower(token),
                "breach"
                    | "breaches"
                    | "breached"
                    | "violation"
                    | "violations"
                    | "violated"
                    | "violating"
                    | "breaking"
                    | "supervises"
                    | "supervise"
                    | "monitors"
                    | "observe"
                    | "observing"
                    | "uphold"
                    | "respect"
                    | "keeping"
                    | "maintain"
            )
        };
        let holds = |token: usize| {
            matches!(
                self.lower(token),
                "held"
                    | "holds"
                    | "holding"
                    | "broken"
                    | "collapsed"
                    | "violated"
                    | "breached"
                    | "effect"
                    | "force"
            )
        };
        if made || accepted || ended {
            Some(Action::Signed)
        } else if definite && ((low..from).any(kept) || (to..high).any(holds)) {
            Some(self.action(from, to).unwrap_or(Action::Implemented))
        } else {
            None
        }
    }

    /// `will be signed`, `is to sign`, `expected to sign`.
    pub(super) fn is_future(&self, verb: usize) -> bool {
        (verb.saturating_sub(4)..verb).any(|token| {
            matches!(
                self.lower(token),
                "will" | "would" | "to" | "expected" | "may" | "could" | "yet" | "not"
            )
        })
    }

    /// The people named before it in its clause, where the verb makes them the doers: `A, the envoy of X, and his
    /// counterpart B signed`.
    pub(super) fn actors(&self, from: usize) -> Vec<PersonId> {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let does = |mention: &&Mention| match mention.kind {
            Kind::Person | Kind::Role { .. } | Kind::Group => !mention.people.is_empty(),
            Kind::Pronoun { possessive, .. } => !possessive && !mention.people.is_empty(),
            _ => false,
        };
        let owned = |token: usize| matches!(self.lower(token), "of" | "for");
        let joins = |token: usize| {
            let kind = self.tag(token);
            self.doc.mention_at(token).is_some()
                || matches!(
                    kind,
                    Some(Tag::Adj | Tag::Noun | Tag::Propn | Tag::Cconj | Tag::Det | Tag::Punct)
                )
                || owned(token)
        };
        // "A watched as B signed": those of the inner clause.
        let inner = |token: &usize| matches!(self.lower(*token), "as" | "while" | "when" | "after" | "that");
        let named = |from: usize, to: usize| self.doc.mentions_in(&(from..to)).iter().any(|one| does(&one));
        let low = (low..from).rev().filter(inner).find(|token| named(*token, from)).unwrap_or(low);
        let mut people: Vec<PersonId> = Vec::new();
        let mut end = None;
        for mention in self.doc.mentions_in(&(low..from)).iter().filter(does) {
            if end.is_some_and(|end| !(end..mention.tokens.start).all(joins)) {
                break;
            }
            if end.is_some() && owned(mention.tokens.start - 1) {
                // "A, an aide of B"
                continue;
            }
            end = Some(mention.tokens.end);
            for person in &mention.people {
                if !people.contains(person) {
                    people.push(*person);
                }
            }
        }
        people
    }

    pub(super) fn date(&self, from: usize, to: usize) -> Option<PartialDate> {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let high = (to + 10).min(self.sentence.end);
        let base = Base { published: self.doc.article.published, tense: Tense::Past, anchor: None };
        let near = |at: usize| at.abs_diff(self.head.saturating_sub(low));
        let mut times = self.doc.times(low..high);
        times.retain(|time| time.when.resolve(&base).is_some());
        times.into_iter().min_by_key(|time| near(time.tokens.start)).and_then(|time| time.when.resolve(&base))
    }

    /// Only called for: `urged a ceasefire`, `efforts to reach a deal`, `a proposal for a truce`.
    pub(super) fn is_wished(&self, from: usize) -> bool {
        let low = from.saturating_sub(7).max(self.sentence.start);
        (low..from).any(|token| {
            matches!(
                self.lower(token),
                "urge"
                    | "urged"
                    | "urges"
                    | "urging"
                    | "call"
                    | "called"
                    | "calls"
                    | "calling"
                    | "demand"
                    | "demanded"
                    | "demands"
                    | "appeal"
                    | "appealed"
                    | "efforts"
                    | "achieve"
                    | "hope"
                    | "hoped"
                    | "hopes"
                    | "need"
                    | "towards"
                    | "possible"
                    | "seek"
                    | "seeking"
                    | "push"
                    | "pushing"
                    | "pressed"
                    | "would-be"
            ) || self.lower(token) == "if"
        })
    }

    /// `in agreement`, `a great deal`, `to deal with`, `no agreement`, `peace agreement talks`.
    pub(super) fn is_no_agreement(&self, from: usize, determiner: &str) -> bool {
        let word = self.lower(self.head);
        let before = self.head.checked_sub(1).map_or("", |left| self.lower(left));
        let next = self.lower(self.head + 1);
        let verb = matches!(word, "deal" | "deals")
            && (matches!(before, "to" | "will" | "would" | "can" | "could" | "must" | "and")
                || self.tag(self.head) == Some(Tag::Verb)
                || (next == "with" && (determiner.is_empty() || from == self.head)));
        // "North Atlantic Treaty Organisation", "Framework Convention Secretariat": the name of a body.
        let body = self.doc.word(self.head).starts_with(char::is_uppercase)
            && matches!(
                next,
                "organisation"
                    | "organization"
                    | "secretariat"
                    | "council"
                    | "commission"
                    | "committee"
                    | "area"
                    | "zone"
                    | "members"
                    | "association"
            )
            || self.doc.word(self.head).starts_with(char::is_uppercase)
                && self.doc.word(self.head + 1).starts_with(char::is_uppercase)
                && matches!(
                    next,
                    "center"
                        | "centre"
                        | "hall"
                        | "office"
                        | "court"
                        | "party"
                        | "bureau"
                        | "building"
                        | "university"
                );
        // "the way the bloc deals with the crisis", "means that accord with the law".
        let acts = next == "with"
            && (word == "deals"
                || word == "accord" && matches!(before, "that" | "which" | "to" | "not" | "must"))
            && !(self.head + 2..self.head + 5).any(|token| {
                self.doc.mention_at(token).is_some_and(|mention| {
                    matches!(
                        mention.kind,
                        Kind::State { form: StateForm::Name, .. } | Kind::Organization { .. }
                    ) || !mention.people.is_empty()
                })
            })
            && (word == "accord" || !before.ends_with("ade"));
        let amount = matches!(before, "great" | "good") && word == "deal";
        let none = matches!(determiner, "no" | "any" | "without" | "every")
            // "the only one without a peace deal"
            || matches!(determiner, "a" | "an")
                && from > self.sentence.start + 1
                && self.lower(from - 2) == "without";
        let assent = word == "agreement"
            && from == self.head
            && matches!(before, "in" | "of" | "by" | "general" | "mutual" | "into");
        // "postponed by mutual agreement", "were in full agreement".
        let consent = word == "agreement"
            && determiner_is_of_consent(determiner)
            && matches!(before, "mutual" | "common" | "full" | "complete" | "general" | "broad" | "prior")
            && from + 1 == self.head;
        // "their agreement on how weighty the alliance is", "agreement that more be done": of minds.
        let third = self.lower(self.head + 3);
        let opinion = matches!(word, "agreement" | "accord")
            && (next == "on"
                && match self.lower(self.head + 2) {
                    "how" => third != "to",
                    "whether" => true,
                    "the" => matches!(third, "need" | "importance" | "necessity" | "urgency"),
                    _ => false,
                }
                || next == "that"
                    && determiner.is_empty()
                    && !matches!(before, "peace" | "ceasefire" | "trade"));
        let capital = self.doc.word(self.head).starts_with(char::is_uppercase);
        let trade = !capital
            && matches!(
                before,
                "business"
                    | "takeover"
                    | "merger"
                    | "acquisition"
                    | "transfer"
                    | "share"
                    | "record"
                    | "swap"
                    | "loan"
                    | "buyout"
                    | "stake"
                    | "licensing"
                    | "sponsorship"
                    | "book"
                    | "plea"
            );
        let arms = word.starts_with("deal") && matches!(before, "arms" | "weapons" | "player");
        // "reached agreement on the agenda", "seeking agreement": minds that meet, no text.
        let wide = matches!(before, "full" | "complete" | "broad" | "general" | "unanimous" | "final");
        let mass = word == "agreement"
            && (REACHING.contains(&before)
                || wide
                    && self.head > self.sentence.start + 1
                    && REACHING.contains(&self.lower(self.head - 2)));
        // The alliance of old.
        let alliance = word == "pact" && before == "warsaw";
        // "a better deal", "a good agreement": what somebody thinks of it.
        let judged =
            matches!(before, "better" | "bad" | "worse" | "fair" | "best" | "good" | "right" | "great")
                && !capital
                && matches!(determiner, "a" | "any" | "no" | "some" | "" | "such");
        // "the agreement to begin negotiations" is an agreement on nothing yet.
        let to_talk = next == "to"
            && matches!(
                self.lower(self.head + 2),
                "commence" | "start" | "begin" | "open" | "resume" | "hold" | "continue" | "meet" | "talk"
            );
        verb || acts
            || amount
            || to_talk
            || none
            || body
            || assent
            || consent
            || opinion
            || trade
            || arms
            || alliance
            || mass
            || judged
            || matches!(next, "talks" | "negotiations" | "party")
    }

    /// `adopted a declaration`, `issued a final declaration`.
    pub(super) fn is_issued(&self, from: usize) -> bool {
        (from.saturating_sub(2).max(self.sentence.start)..from).any(|token| {
            matches!(self.lower(token), "adopted" | "issued" | "signed" | "approved" | "endorsed")
        })
    }
}

/// What stands before the agreement of minds: `by mutual agreement`.
fn determiner_is_of_consent(word: &str) -> bool {
    matches!(word, "by" | "in" | "into" | "upon" | "of" | "with" | "without" | "subject")
}

/// Whoever does so to `agreement` without an article is of one mind with another.
const REACHING: &[&str] = &[
    "reach",
    "reached",
    "reaching",
    "reaches",
    "seek",
    "seeking",
    "sought",
    "find",
    "found",
    "finding",
    "near",
    "nearing",
    "expressed",
    "express",
    "voiced",
    "approached",
];

/// What a verb or noun near an agreement says was done with it.
pub(super) fn action_of(word: &str) -> Option<Action> {
    Some(match word {
        "signed" | "sign" | "signs" | "signing" | "inked" | "reached" | "concluded" | "issued"
        | "adopted" | "brokered" | "announced" | "initialled" | "struck" | "sealed" | "clinched"
        | "agreed" | "completed" | "signatures" | "signature" | "accepted" | "unveiled" | "released"
        | "initialed" | "finalised" | "finalized" | "recognized" => Action::Signed,
        "reaffirmed" | "reaffirm" | "reaffirms" | "reaffirming" | "recommitted" | "commitment"
        | "committed" | "renewed" | "support" | "uphold" | "reiterated" => Action::Reaffirmed,
        "implement" | "implemented" | "implementing" | "implementation" | "carry" | "overseeing"
        | "execution" | "enforcing" | "applied" | "activate" | "activating" => Action::Implemented,
        "violated" | "violation" | "violations" | "violating" | "breached" | "breach" | "breaches"
        | "violates" | "disregard" | "disregarded" => Action::Violated,
        "ratified" | "ratify" | "ratifies" | "ratification" | "ratifying" => Action::Ratified,
        "withdrew" | "withdraw" | "withdrawn" | "withdrawal" | "quit" | "scrapped" | "abandoned"
        | "pulled" | "suspended" => Action::Withdrawn,
        "propose" | "proposed" | "proposal" | "draft" | "negotiate" | "negotiated" | "negotiating"
        | "proposes" | "need" => Action::Proposed,
        "discussed" | "discuss" | "discussing" | "talks" | "reviewed" => Action::Discussed,
        _ => return None,
    })
}
