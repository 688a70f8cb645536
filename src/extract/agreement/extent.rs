//! Which words around a head name the agreement: from the first that tells something to the end of its subject.

use super::deed::action_of;
use super::phrase::{Phrase, SUBJECT};
use crate::extract::document::Kind;
use crate::extract::syntax::Tag;
use crate::extract::time;
use crate::model::PartialDate;
impl Phrase<'_, '_> {
    /// The first token of the phrase: adjectives, nouns, states and a year before the head.
    pub(super) fn modifiers(&self) -> usize {
        let mut from = self.head;
        while from > self.sentence.start && self.head - from < 9 {
            let left = from - 1;
            let word = self.doc.word(left);
            let lower = self.doc.lower(left);
            // `Strategic Trade Partnership (STP) agreement`: over the letters.
            let letters = left > self.sentence.start + 2
                && word == ")"
                && self.doc.word(left - 2) == "("
                && self.doc.word(left - 1).chars().filter(|c| c.is_uppercase()).count() > 1
                && is_modifier(self.doc.word(left - 3));
            if letters {
                from = left - 2;
                continue;
            }
            if let Some(mention) = self.doc.mention_at(left) {
                if matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. } | Kind::Place { .. })
                {
                    from = mention.tokens.start;
                    continue;
                }
                break;
            }
            // `General Security of Military Information Agreement`.
            let inside = matches!(word, "of" | "on" | "for")
                && left > self.sentence.start + 1
                && [left - 1, left + 1, self.head].into_iter().all(|token| {
                    self.doc.word(token).starts_with(char::is_uppercase)
                        && self.doc.mention_at(token).is_none()
                })
                && !self.is_head(left - 1)
                && !self.doc.in_title(self.doc.sentence_of(self.head));
            if inside {
                from = left;
                continue;
            }
            let dash = matches!(word, "–" | "-" | "—")
                && left > self.sentence.start
                && self.is_state(left - 1)
                && self.is_state(left + 1);
            let joined = lower == "and"
                && from < self.head
                && left > self.sentence.start
                && is_modifier(self.doc.word(left - 1));
            let listed =
                word == "," && self.head > from && self.lower(left.saturating_sub(1)).ends_with("ive");
            if !(dash || joined || listed || is_modifier(word)) || self.is_of_clause(left) {
                break;
            }
            from = left;
        }
        from
    }

    /// Whether a word before the head is none of its phrase: a verb, a preposition, an article.
    fn is_of_clause(&self, token: usize) -> bool {
        let word = self.doc.word(token);
        // "Free Trade Agreement": capitals say that it is a name, whatever the words are.
        let capital = |token: usize| self.doc.word(token).starts_with(char::is_uppercase);
        let named = || capital(token) && capital(self.head) && token > self.sentence.start;
        let participle = word.ends_with("ed") || word.ends_with("ing");
        let doing = !participle && action_of(self.lower(token)).is_some();
        doing
            || match self.tag(token) {
                Some(Tag::Adp | Tag::Det | Tag::Pron | Tag::Aux | Tag::Sconj | Tag::Part) => true,
                Some(Tag::Verb) => !participle && !named(),
                _ => false,
            }
    }

    /// Behind the head: `of understanding`, `on trade`, `between X and Y`, `to restore relations`, `signed in Y`.
    pub(super) fn complement(&self, from: usize) -> usize {
        let mut to = self.head + 1;
        let sort = matches!(
            self.lower(to + 1),
            "understanding"
                | "cooperation"
                | "co-operation"
                | "intent"
                | "principles"
                | "association"
                | "friendship"
                | "partnership"
                | "hostilities"
                | "action"
                | "conduct"
        );
        if self.lower(to) == "of" && sort {
            to += 2;
            // `Treaty of Friendship, Cooperation and Mutual Aid`.
            let capital = |token: usize| {
                self.doc.word(token).starts_with(char::is_uppercase) && self.doc.mention_at(token).is_none()
            };
            let joins = |token: usize| {
                self.doc.word(token) == "and"
                    || self.doc.word(token) == ","
                        && (token + 1..token + 4).any(|next| self.doc.word(next) == "and")
            };
            while capital(to - 1) && joins(to) && capital(to + 1) && to + 1 < self.sentence.end {
                to += 2;
                while to < self.sentence.end && capital(to) {
                    to += 1;
                }
            }
        }
        if self.lower(to) == "("
            && let Some(close) =
                (to..(to + 3).min(self.sentence.end)).find(|token| self.doc.word(*token) == ")")
        {
            to = close + 1;
        }
        let next = self.lower(to);
        // "an accord whereby arms are given up", "an agreement under which courts will be set up".
        let plain = (from..self.head).all(|token| is_article(self.lower(token)));
        let relative = next == "whereby" || next == "under" && self.lower(to + 1) == "which";
        if plain && relative {
            let behind = to + if next == "whereby" { 1 } else { 2 };
            let last = (behind + TOLD).min(self.sentence.end);
            // A longer clause is no name.
            return (behind..last)
                .find(|token| matches!(self.doc.word(*token), "," | "." | ";" | ":" | ")" | "\"" | "”"))
                .unwrap_or(to);
        }
        let opens = matches!(
            next,
            "on" | "for" | "concerning" | "regarding" | "between" | "of" | "to" | "with" | "in"
        ) || (self.doc.word(to) == "signed" && self.lower(to + 1) == "in");
        let with_person = next == "with"
            && (to + 1..to + 6)
                .any(|token| self.doc.mention_at(token).is_some_and(|mention| !mention.people.is_empty()));
        let of_talks = next == "in" && matches!(self.lower(to + 2), "talks" | "visit" | "meeting");
        // "a truce for another two months", "the agreement on the basis of which": no subject.
        let lasts = next == "for"
            && (matches!(self.lower(to + 1), "another" | "at" | "now" | "the" | "all" | "more")
                && (to + 2..to + 5).any(|token| is_span(self.lower(token)))
                || self.tag(to + 1) == Some(Tag::Num));
        let loose = next == "on"
            && (to + 1..to + 3).any(|token| {
                matches!(
                    self.lower(token),
                    "basis"
                        | "sidelines"
                        | "margins"
                        | "eve"
                        | "grounds"
                        | "condition"
                        | "part"
                        | "side"
                        | "behalf"
                        | "occasion"
                        | "terms"
                        | "day"
                        | "way"
                )
            });
        if with_person || of_talks || lasts || loose {
            return to;
        }
        let destined = next == "to"
            && (self.doc.mention_at(to + 1).is_some()
                || matches!(self.lower(to + 1), "be" | "see" | "make" | "ensure"));
        // Where it was made is a name for an agreement that has no other.
        let sort = to > self.head + 2;
        let has_name =
            next == "in" && (sort || (from..self.head).any(|token| !is_article(self.lower(token))));
        if !opens || destined || has_name {
            return to;
        }
        if next == "on" {
            let words = [self.doc.word(to + 1), self.doc.word(to + 2), self.doc.word(to + 3)];
            if let Some(date) = time::find(&words).first() {
                // "a deal on March 10 to restore relations": the subject stands behind the date.
                let behind = to + 1 + date.tokens.end;
                if self.lower(behind) != "to" {
                    return to;
                }
                to = behind;
            }
        }
        let next = self.lower(to);
        if next == "in"
            && !self
                .doc
                .mention_at(to + 1)
                .is_some_and(|mention| matches!(mention.kind, Kind::State { .. } | Kind::Place { .. }))
            && self.lower(to + 1) != "support"
            && !(self.lower(to + 1) == "the"
                && matches!(self.lower(to + 2), "field" | "fields" | "area" | "areas" | "sphere"))
        {
            return to;
        }
        let last = (to + SUBJECT).min(self.sentence.end);
        let shouted = self.doc.in_title(self.doc.sentence_of(self.head));
        let stop = (to + 1..last).find(|token| {
            let word = self.lower(*token);
            let told =
                shouted && self.doc.word(*token).starts_with(char::is_uppercase) && action_of(word).is_some();
            told || matches!(
                word,
                "," | "."
                    | ";"
                    | ":"
                    | ")"
                    | "("
                    | "which"
                    | "that"
                    | "who"
                    | "was"
                    | "were"
                    | "is"
                    | "has"
                    | "had"
                    | "will"
                    | "during"
                    | "after"
                    | "before"
                    | "at"
                    | "said"
                    | "by"
                    | "when"
                    | "while"
                    | "along"
                    | "as"
                    | "where"
                    | "whose"
                    | "\""
                    | "”"
            ) || (word == "and" && next != "between" && self.list_ends(to, *token))
                || (word == "on"
                    && next != "on"
                    && !(next == "of" && self.lower(self.head).starts_with("mou")))
                || (word == "with" && next != "with")
                || (word == "in"
                    && next != "signed"
                    && !(next == "on" && matches!(self.lower(*token - 1), "cooperation" | "co-operation")))
                || self.clause_begins(*token)
        });
        stop.unwrap_or(last)
    }

    /// Whether `and` begins something else than another part of the subject: `on trade and the ministers`.
    pub(super) fn list_ends(&self, to: usize, and: usize) -> bool {
        let capital = |token: usize| self.doc.word(token).starts_with(char::is_uppercase);
        if self.lower(and + 1) == "the"
            && capital(and - 1)
            && capital(and + 2)
            && self.doc.mention_at(and + 2).is_none()
        {
            return false;
        }
        // "in Sports and Youth Affairs"
        if capital(and - 1)
            && capital(and + 1)
            && [and - 1, and + 1].iter().all(|at| self.doc.mention_at(*at).is_none())
            && !self.is_head(and + 1)
        {
            return false;
        }
        let next = and + 1;
        let noun = || matches!(self.tag(next), Some(Tag::Noun | Tag::Adj | Tag::Propn));
        let named =
            self.doc.mention_at(next).is_some_and(|mention| !matches!(mention.kind, Kind::Place { .. }));
        let verb = || {
            (next..(next + 4).min(self.sentence.end))
                .take_while(|token| {
                    !matches!(self.lower(*token), "," | "." | ";" | "in" | "on" | "of" | "at")
                })
                .any(|token| matches!(self.tag(token), Some(Tag::Verb | Tag::Aux)))
        };
        let twice = (to..and).any(|token| self.lower(token) == "and");
        let another = (next..(next + 3).min(self.sentence.end)).any(|token| self.is_head(token));
        named || another || twice && and > to + 4 || !noun() || verb()
    }

    /// Where the name itself ends: with whom and between whom it is made are its parties, not its name, where it
    /// has another.
    pub(super) fn name_end(&self, from: usize, to: usize) -> usize {
        let own = self.name_start(from) < self.head || self.head + 3 < to;
        let parted = (self.head + 1..to).find(|with| {
            let party = (with + 1..(with + 4).min(self.sentence.end)).any(|token| {
                self.doc.mention_at(token).is_some_and(|mention| !matches!(mention.kind, Kind::Place { .. }))
                    || token == *with + 1 && self.doc.word(token).starts_with(char::is_uppercase)
                    || matches!(
                        self.lower(token),
                        "two"
                            | "both"
                            | "three"
                            | "countries"
                            | "nations"
                            | "governments"
                            | "parties"
                            | "sides"
                    )
            });
            matches!(self.lower(*with), "between" | "with" | "among")
                && party
                && (*with > self.head + 1 || self.name_start(from) < self.head)
        });
        parted.filter(|_| own).unwrap_or(to)
    }

    /// Where the name itself begins: behind counts, ordinals and what the writer thinks of it.
    pub(super) fn name_start(&self, from: usize) -> usize {
        let year = |word: &str| word.len() == 4 && word.parse::<PartialDate>().is_ok();
        let empty = |token: usize| {
            let word = self.lower(token);
            let small = self.doc.word(token).starts_with(char::is_lowercase);
            // "the final statement", "a second agreement": so it is called.
            let own = word == "final" && !matches!(self.lower(self.head), "agreement" | "deal" | "accord")
                || matches!(word, "second" | "third");
            let praise = (PRAISE.contains(&word) || word.starts_with("long-")) && !own;
            let number = || word.chars().all(|c| c.is_ascii_digit()) || self.tag(token) == Some(Tag::Num);
            let counted = || praise && !small || !year(word) && number();
            let money = matches!(word, "$" | "€" | "£" | "billion" | "million");
            self.doc.mention_at(token).is_none()
                && (money
                    || praise && small
                    || !self.doc.word(token + 1).starts_with(char::is_uppercase) && counted())
        };
        (from..self.head).find(|token| !empty(*token)).unwrap_or(self.head)
    }

    /// `13 agreements`, `a number of deals`, `Open Skies Agreements help`: several of a kind, none of which is named.
    pub(super) fn is_bundle(&self, from: usize, to: usize, proper: bool) -> bool {
        let head = self.lower(self.head);
        if !head.ends_with('s') && head != "memoranda" {
            return false;
        }
        let counted = || {
            (from.saturating_sub(2).max(self.sentence.start)..self.head).any(|token| {
                let word = self.lower(token);
                matches!(
                    word,
                    "dozen"
                        | "dozens"
                        | "several"
                        | "many"
                        | "various"
                        | "number"
                        | "other"
                        | "series"
                        | "such"
                        | "some"
                        | "raft"
                        | "few"
                ) || self.tag(token) == Some(Tag::Num)
                    && !(word.len() == 4 && word.parse::<PartialDate>().is_ok())
            })
        };
        let begins = from == self.sentence.start && self.head + 1 == to;
        // "commercial deals", "pacts": of no one.
        let before = from.checked_sub(1).map_or("", |before| self.lower(before));
        let one = matches!(before, "the" | "these" | "those" | "its" | "their" | "both" | "two" | "'s");
        let loose = !one && !proper && self.head + 2 >= to;
        begins || loose || !proper && counted()
    }

    /// Whether a new subject or a finite verb stands here, so that the phrase before it has ended.
    pub(super) fn clause_begins(&self, token: usize) -> bool {
        let word = self.lower(token);
        let before = self.lower(token - 1);
        match self.tag(token) {
            // "the plan of action agreed at the meeting".
            Some(Tag::Verb | Tag::Adj)
                if word.ends_with("ed") && action_of(word).is_some()
                    || word.ends_with("ed") && matches!(self.tag(token + 1), Some(Tag::Adp)) =>
            {
                true
            }
            // "the communique of the meeting condemned the attack".
            Some(Tag::Verb)
                if word.ends_with("ed")
                    && matches!(self.tag(token + 1), Some(Tag::Det | Tag::Pron))
                    && matches!(self.tag(token - 1), Some(Tag::Noun | Tag::Propn | Tag::Num)) =>
            {
                true
            }
            Some(Tag::Aux) => before != "to",
            Some(Tag::Verb) => before != "to" && !word.ends_with("ing") && !word.ends_with("ed"),
            Some(Tag::Det | Tag::Pron) => {
                matches!(self.tag(token - 1), Some(Tag::Noun | Tag::Propn | Tag::Num))
            }
            Some(Tag::Adv) => matches!(word, "still" | "now" | "already" | "also" | "soon" | "yet"),
            _ => false,
        }
    }
}

/// So many words tell what an agreement without a name is about.
const TOLD: usize = 6;

/// What stands before a name of an agreement and is no part of it.
pub(super) const PRAISE: &[&str] = &[
    "a",
    "an",
    "the",
    "new",
    "first",
    "second",
    "third",
    "latest",
    "recent",
    "secret",
    "separate",
    "earlier",
    "previous",
    "landmark",
    "historic",
    "so-called",
    "renewed",
    "dozen",
    "several",
    "more",
    "another",
    "good",
    "major",
    "key",
    "own",
    "current",
    "existing",
    "proposed",
    "possible",
    "potential",
    "final",
    "important",
    "fresh",
    "much-anticipated",
    "hard-won",
    "fragile",
];

/// A word of duration.
fn is_span(word: &str) -> bool {
    matches!(
        word,
        "days"
            | "weeks"
            | "months"
            | "years"
            | "hours"
            | "time"
            | "period"
            | "day"
            | "week"
            | "month"
            | "year"
    )
}

fn is_modifier(word: &str) -> bool {
    let lower = word.to_lowercase();
    let letter = word.starts_with(char::is_alphanumeric);
    let closed = matches!(
        lower.as_str(),
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "any"
            | "no"
            | "some"
            | "every"
            | "their"
            | "its"
            | "his"
            | "her"
            | "our"
            | "both"
            | "of"
            | "on"
            | "in"
            | "to"
            | "for"
            | "with"
            | "by"
            | "from"
            | "at"
            | "under"
            | "and"
            | "or"
            | "as"
            | "is"
            | "was"
            | "are"
            | "were"
            | "has"
            | "had"
            | "have"
            | "will"
            | "would"
            | "said"
            | "signed"
            | "sign"
            | "signing"
            | "reached"
            | "announced"
            | "brokered"
            | "urged"
            | "after"
            | "before"
            | "about"
            | "over"
            | "into"
            | "than"
            | "which"
            | "who"
            | "several"
            | "two"
            | "three"
            | "reach"
            | "reaching"
            | "inked"
            | "concluded"
            | "through"
            | "violated"
            | "discussed"
            | "ratified"
            | "implement"
            | "implementing"
            | "welcomed"
            | "hailed"
            | "but"
            | "deal"
            | "also"
            | "not"
            | "between"
            | "whether"
            | "upon"
            | "reaffirmed"
            | "adopted"
            | "issued"
            | "called"
            | "complete"
            | "completing"
            | "oversee"
            | "overseeing"
    );
    letter && !closed
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "this" | "that" | "its" | "their" | "his" | "'s")
}
