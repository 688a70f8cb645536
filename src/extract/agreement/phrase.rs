//! A phrase that names an agreement: which heads of the tables name one, and what it is called.

use std::ops::Range;

use super::extent::PRAISE;
use super::{Action, Need, head};
use crate::extract::document::{Document, Kind, PersonId, StateForm};
use crate::extract::event::{Lines, Tags};
use crate::extract::syntax::Tag;
use crate::model::PartialDate;

/// One phrase that names an agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    pub sentence: usize,
    pub tokens: Range<usize>,
    pub kind: &'static str,
    /// Content words before and behind the head, in lower case.
    pub content: Vec<String>,
    pub year: Option<PartialDate>,
    pub parties: Vec<String>,
    /// `the pact` and nothing more.
    pub bare: bool,
    pub definite: bool,
    pub action: Action,
    pub people: Vec<PersonId>,
    /// When it was done, where the sentence says so.
    pub date: Option<PartialDate>,
    /// Written with capital letters, so a name of its own.
    pub proper: bool,
    /// Told as just made by those named: `sealed their historic deal`.
    pub made: bool,
    /// Said outright to have been signed: `The memorandum was signed by A and B`.
    pub signed: bool,
    /// Another name of the agreement right before it: `a communique, known as the "Kuwait Declaration"`.
    pub called: bool,
    /// The last statement of a gathering.
    pub closing: bool,
    /// Where what is told of one without a name ends: `the accord reached on Tuesday`; else the end of the name.
    pub told: usize,
    /// `a second agreement`: none that was named before.
    pub another: bool,
    /// The word that names it.
    pub head: String,
}

impl Naming {
    /// Whether words behind it say which agreement is meant.
    pub fn is_told(&self) -> bool {
        self.told > self.tokens.end
    }
}

/// The agreements named in a sentence.
pub fn find(lines: &Lines<'_>, sentence: usize) -> Vec<Naming> {
    let doc = lines.doc;
    let Some(found) = doc.segments.sentences.get(sentence) else { return vec![] };
    let tokens = found.tokens.clone();
    let mut namings: Vec<Naming> = Vec::new();
    for token in tokens.clone() {
        // "a ceasefire agreement" has one head, the last.
        let of_token = |token: usize| doc.form(token).and_then(|form| form.agreement);
        if of_token(token).is_none() && !matches!(doc.lower(token), "map" | "code") {
            // As with most words.
            continue;
        }
        if doc.word(token).len() > 14 || namings.last().is_some_and(|last| token < last.tokens.end) {
            continue;
        }
        let map = doc.lower(token) == "map"
            && token > tokens.start
            && doc.word(token - 1).eq_ignore_ascii_case("road");
        let code =
            doc.word(token) == "Code" && doc.word(token + 1) == "of" && doc.word(token + 2) == "Conduct";
        let head = if map || code { head("roadmap") } else { of_token(token) };
        // "a ceasefire peace agreement"
        let peace = doc.word(token + 1).eq_ignore_ascii_case("peace") && of_token(token + 2).is_some();
        if let Some(head) = head.filter(|_| of_token(token + 1).is_none() && !peace) {
            let tags = lines.tags(sentence);
            let phrase = Phrase { doc, sentence: tokens.clone(), head: token, tags: &tags };
            namings.extend(phrase.read(sentence, head.kind, head.need));
        }
    }
    namings
}

pub(super) struct Phrase<'d, 'a> {
    pub(super) doc: &'d Document<'a>,
    pub(super) sentence: Range<usize>,
    pub(super) head: usize,
    /// Parts of speech of the sentence's words.
    pub(super) tags: &'d Tags<'a>,
}

/// How many tokens around the head are looked at for what was done.
pub(super) const CLAUSE: usize = 30;
pub(super) const SUBJECT: usize = 14;
/// An agreement made by more is told with its parties.
pub(super) const FEW: usize = 5;

impl<'d> Phrase<'d, '_> {
    /// A word of the sentence in small letters.
    pub(super) fn lower(&self, token: usize) -> &'d str {
        if self.sentence.contains(&token) { self.doc.lower(token) } else { "" }
    }

    pub(super) fn read(&self, sentence: usize, kind: &'static str, need: Need) -> Option<Naming> {
        let from = self.modifiers();
        let determiner = from.checked_sub(1).map_or("", |before| self.lower(before));
        let definite =
            matches!(determiner, "the" | "this" | "that" | "their" | "its" | "both" | "'s" | "his");
        let whole = self.complement(from);
        let to = self.name_end(from, whole);
        let mut parties = self.states(from..whole);
        self.states_beside(to, &mut parties);
        let head_word = self.doc.word(self.head);
        let proper = head_word.starts_with(char::is_uppercase)
            && !self.doc.in_title(sentence)
            && self.head > self.sentence.start;
        let mut content = self.content(from..to);
        let head = self.lower(self.head);
        if head.starts_with("fta") {
            content.extend(["free", "trade"].map(str::to_string));
        }
        let years: Vec<PartialDate> = self.years(from..to);
        let action = self.action(from, to);
        // "a protocol on police cooperation" has a subject, "a breach of protocol" none.
        let subject = to > self.head + 2
            && (matches!(self.lower(self.head + 1), "on" | "concerning" | "regarding")
                || self.head == self.sentence.start && self.lower(self.head + 1) == "for");
        let named = proper
            || subject
            || (from..self.head).any(|token| {
                token > self.sentence.start && self.doc.word(token).starts_with(char::is_uppercase)
            })
            || kind == "declaration" && self.is_issued(from)
            || !years.is_empty()
            || (from..self.head).any(|token| self.doc.mention_at(token).is_some())
            || content.iter().any(|word| word == "joint");
        let signed = action == Some(Action::Signed) && !content.is_empty();
        // "a peace plan", "the 12-point plan".
        let planned =
            head == "plan" && content.iter().any(|word| word == "peace" || word.ends_with("-point"));
        // "the signing of the protocol and the accord".
        let protocol = self.doc.word(self.head) == "protocol"
            && action == Some(Action::Signed)
            && content.is_empty()
            && (definite || matches!(determiner, "a" | "another"));
        let fits = planned
            || protocol
            || match need {
                Need::Any => true,
                Need::Named => named,
                Need::Signed => signed && proper,
                Need::Joint => {
                    self.is_closing(from)
                        || content.iter().any(|word| {
                            matches!(word.as_str(), "joint" | "intent" | "understanding" | "partnership")
                        })
                }
            };
        if !fits || self.is_no_agreement(from, determiner) {
            return None;
        }
        let placed = kind == "ceasefire" && to > self.head + 2;
        // What one body says of its own meeting is agreed upon with nobody.
        let joint = content.iter().any(|word| word == "joint");
        let itself = kind == "communique"
            && (joint || !parties.is_empty() || from < self.head)
            && self.is_heading(sentence, from);
        // "the Kuwait Declaration"
        let of_state = proper && from < self.head && self.is_state(self.head - 1);
        // "the cooperation agreement" says what it is on, though every second agreement is.
        let cooperation =
            self.head > from && matches!(self.lower(self.head - 1), "cooperation" | "co-operation");
        let closing = matches!(kind, "communique" | "declaration") && self.is_closing(from);
        let bare = !cooperation
            && content.is_empty()
            && years.is_empty()
            && !placed
            && !itself
            && !of_state
            && !protocol
            && !closing
            && !(self.is_another(from, determiner) && action == Some(Action::Signed));
        if self.is_bundle(from, to, proper) {
            return None;
        }
        // "Agreements of this kind go back to 1994": no one in particular.
        let general = from == self.sentence.start
            && determiner.is_empty()
            && head.ends_with('s')
            && !matches!(action, Some(Action::Signed | Action::Ratified))
            && self.head == from;
        if general {
            return None;
        }
        let wished = self.is_wished(from);
        // "they look forward to the entry into force of the Open Skies Treaty": what has such a name exists.
        let capital = |token: &usize| self.doc.word(*token).starts_with(char::is_uppercase);
        let own_name = proper && self.name_start(from) < self.head && kind == "treaty"
            || (from..self.head).filter(capital).count() > 2 && !self.doc.in_title(sentence);
        let in_force = if kind == "ceasefire" { self.in_force(from, to, definite) } else { None };
        if wished
            && action != Some(Action::Signed)
            && !own_name
            && in_force.is_none()
            && !self.is_only_sought(from)
        {
            return None;
        }
        let told = if bare && need == Need::Any { self.told(to) } else { to };
        let in_force = in_force.filter(|_| bare);
        if bare && !definite && told == to && in_force.is_none() && action != Some(Action::Signed) {
            return None;
        }
        self.committed(from, &mut parties);
        if parties.len() < 2 && matches!(action, Some(Action::Signed | Action::Ratified)) && years.is_empty()
        {
            self.makers(from, to, &mut parties);
        }
        // The text that is the communique.
        let action =
            if itself || closing && action.is_none() { Some(Action::Signed) } else { in_force.or(action) };
        let people = if action.is_some() { self.actors(from) } else { vec![] };
        let truce = content.iter().any(|word| matches!(word.as_str(), "ceasefire" | "truce"));
        Some(Naming {
            sentence,
            tokens: self.name_start(from)..to,
            kind: if truce { "ceasefire" } else { kind },
            content,
            year: years.first().copied(),
            parties,
            bare,
            definite,
            action: action.unwrap_or(Action::Discussed),
            people,
            date: self.date(from, to),
            proper,
            made: self.is_made(from, determiner) || in_force.is_some(),
            signed: action == Some(Action::Signed) && self.is_signed_behind(to),
            called: self.is_called(from),
            closing,
            told,
            another: self.is_another(from, determiner),
            head: head.to_string(),
        })
    }

    /// `a second agreement`, `another memorandum`.
    fn is_another(&self, from: usize, determiner: &str) -> bool {
        let further = |word: &str| matches!(word, "second" | "third" | "further" | "another");
        determiner == "another"
            || matches!(determiner, "a" | "") && (from..self.head).any(|token| further(self.lower(token)))
    }

    /// `JOINT COMMUNIQUE` as the title or alone on a line: the text is the communique.
    fn is_heading(&self, sentence: usize, from: usize) -> bool {
        const SHORT: usize = 6;
        let title = self.doc.in_title(sentence);
        let begins = from == self.sentence.start
            || title
                && (matches!(self.doc.word(from - 1), ":" | "-" | "–" | "—")
                    || self.lower(from - 1) == "the");
        begins && (title || self.sentence.len() <= SHORT && !self.ends())
    }

    fn ends(&self) -> bool {
        self.sentence.end.checked_sub(1).is_some_and(|last| matches!(self.doc.word(last), "." | "?" | "!"))
    }

    /// `the final statement of the summit`, `the closing communique said`, `the leaders, in a communique,`: what a
    /// gathering agreed upon.
    fn is_closing(&self, from: usize) -> bool {
        let gathered = |word: &str| {
            matches!(
                word,
                "summit"
                    | "meeting"
                    | "conference"
                    | "session"
                    | "leaders"
                    | "ministers"
                    | "presidents"
                    | "gathering"
            )
        };
        let last =
            (from..self.head).any(|token| matches!(self.lower(token), "final" | "concluding" | "closing"));
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let near = |tokens: Range<usize>| tokens.into_iter().any(|token| gathered(self.lower(token)));
        let high = (self.head + 1 + CLAUSE).min(self.sentence.end);
        let told = self.lower(self.head).starts_with("communiqu")
            && from > self.sentence.start + 1
            && matches!(self.lower(from - 1), "a" | "their" | "the")
            && matches!(self.lower(from.saturating_sub(2)), "in" | "issued" | "adopted");
        (last && near(low..high)) || told && near(low..from)
    }

    /// `known as`, `officially`, `which is the`: the same agreement by another name.
    fn is_called(&self, from: usize) -> bool {
        const NEAR: usize = 5;
        let low = from.saturating_sub(NEAR).max(self.sentence.start);
        let words: Vec<&str> = (low..from).map(|token| self.lower(token)).collect();
        let as_name = words.windows(2).any(|pair| {
            pair[1] == "as" && matches!(pair[0], "known" | "dubbed" | "described")
                || pair[0] == "which" && pair[1] == "is"
                || pair[0] == "to" && pair[1] == "as"
        });
        let named = words.iter().any(|word| {
            matches!(*word, "called" | "dubbed" | "titled" | "entitled" | "named" | "officially" | "formally")
        });
        as_name || named
    }

    /// `clinched their landmark deal`: a verb of making right before it, with those who made it.
    fn is_made(&self, from: usize, determiner: &str) -> bool {
        let verb = from.checked_sub(2).filter(|verb| *verb > self.sentence.start);
        let made = |verb: usize| {
            matches!(
                self.lower(verb),
                "clinched"
                    | "sealed"
                    | "struck"
                    | "signed"
                    | "concluded"
                    | "reached"
                    | "initialled"
                    | "inked"
            ) && !self.is_future(verb)
        };
        determiner == "their" && verb.is_some_and(made)
    }

    /// `The memorandum was signed by A and B`: said outright of it, though it was not told of before.
    fn is_signed_behind(&self, to: usize) -> bool {
        let was = to + usize::from(matches!(self.lower(to + 1), "been"));
        matches!(self.lower(to), "was" | "were" | "has" | "have")
            && matches!(self.lower(was + 1), "signed" | "initialled" | "initialed" | "inked" | "concluded")
            && matches!(self.lower(was + 2), "by" | "in" | "on" | "at" | "yesterday" | "today" | "during")
    }

    /// Whether a token of the sentence may be the head of such a phrase.
    pub(super) fn is_head(&self, token: usize) -> bool {
        self.sentence.contains(&token) && self.doc.form(token).is_some_and(|form| form.agreement.is_some())
    }

    pub(super) fn tag(&self, token: usize) -> Option<Tag> {
        self.tags.at(token)
    }

    pub(super) fn is_state(&self, token: usize) -> bool {
        self.doc.mention_at(token).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }))
    }

    pub(super) fn content(&self, tokens: Range<usize>) -> Vec<String> {
        let words = tokens.filter(|token| *token != self.head).filter(|token| {
            // A town may name an agreement; a state is one of its parties.
            self.doc.mention_at(*token).is_none_or(
                |mention| !matches!(&mention.kind, Kind::State { form, .. } if *form != StateForm::Capital),
            )
        });
        words
            .map(|token| self.doc.lower(token))
            .filter(|word| {
                word.chars().any(char::is_alphabetic) && !EMPTY.contains(word) && !PRAISE.contains(word)
            })
            .take(14)
            .map(str::to_string)
            .collect()
    }

    pub(super) fn years(&self, tokens: Range<usize>) -> Vec<PartialDate> {
        let years = tokens.filter_map(|token| {
            let word = self.doc.word(token);
            (word.len() == 4).then(|| word.parse::<PartialDate>().ok()).flatten()
        });
        years.collect()
    }
}

const EMPTY: &[&str] = &[
    "first",
    "separate",
    "latest",
    "earlier",
    "landmark",
    "historic",
    "cooperation",
    "the",
    "a",
    "an",
    "of",
    "on",
    "for",
    "to",
    "in",
    "with",
    "between",
    "and",
    "new",
    "understanding",
    "signed",
    "concerning",
    "regarding",
    "both",
    "countries",
    "two",
    "sides",
    "recent",
    "current",
    "existing",
    "proposed",
    "possible",
    "full",
    "its",
    "their",
];
