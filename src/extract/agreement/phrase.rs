//! The noun phrase that names an agreement, and the words of its sentence that say what was done with it.

use std::ops::Range;

use super::{Action, Need, heads};
use crate::extract::document::{Document, Kind, PersonId, StateForm};
use crate::extract::event::Lines;
use crate::extract::syntax::Tag;
use crate::extract::time::{self, Base, Tense};
use crate::model::PartialDate;
use crate::text;

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
}

/// The agreements named in a sentence.
pub fn find(lines: &Lines<'_>, sentence: usize) -> Vec<Naming> {
    let doc = lines.doc;
    let Some(found) = doc.segments.sentences.get(sentence) else { return vec![] };
    let tokens = found.tokens.clone();
    let mut namings: Vec<Naming> = Vec::new();
    for token in tokens.clone() {
        if doc.word(token).len() > 14 || namings.last().is_some_and(|last| token < last.tokens.end) {
            continue;
        }
        // "a ceasefire agreement" has one head, the last.
        let compound = || heads().contains_key(text::lower(doc.word(token + 1)).as_ref());
        if let Some(head) = heads().get(text::lower(doc.word(token)).as_ref()).filter(|_| !compound()) {
            let tags = lines.tags(sentence);
            let phrase = Phrase { doc, sentence: tokens.clone(), head: token, tags: &tags };
            namings.extend(phrase.read(sentence, head.kind, head.need));
        }
    }
    namings
}

struct Phrase<'d, 'a> {
    doc: &'d Document<'a>,
    sentence: Range<usize>,
    head: usize,
    /// Parts of speech of the sentence's words.
    tags: &'d [Tag],
}

/// How many tokens around the head are looked at for what was done.
const CLAUSE: usize = 30;
const SUBJECT: usize = 14;

impl Phrase<'_, '_> {
    fn lower(&self, token: usize) -> String {
        if self.sentence.contains(&token) { self.doc.word(token).to_lowercase() } else { String::new() }
    }

    fn read(&self, sentence: usize, kind: &'static str, need: Need) -> Option<Naming> {
        let from = self.modifiers();
        let determiner = from.checked_sub(1).map_or(String::new(), |before| self.lower(before));
        let definite =
            matches!(determiner.as_str(), "the" | "this" | "that" | "their" | "its" | "both" | "'s" | "his");
        let to = self.complement(from);
        let mut parties = self.states(from..to);
        self.states_beside(to, &mut parties);
        let head_word = self.doc.word(self.head);
        let proper = head_word.starts_with(char::is_uppercase)
            && !self.doc.in_title(sentence)
            && self.head > self.sentence.start;
        let content = self.content(from..to);
        let years: Vec<PartialDate> = self.years(from..to);
        let action = self.action(from, to);
        let named = proper
            || !years.is_empty()
            || (from..self.head).any(|token| self.doc.mention_at(token).is_some())
            || content.iter().any(|word| word == "joint");
        let signed = action == Some(Action::Signed) && !content.is_empty();
        let fits = match need {
            Need::Any => true,
            Need::Named => named,
            Need::Signed => signed && proper,
            Need::Joint => content.iter().any(|word| word == "joint"),
        };
        if !fits || self.is_no_agreement(from, &determiner) {
            return None;
        }
        let bare = content.is_empty() && years.is_empty();
        let wished = self.is_wished(from);
        if wished && action != Some(Action::Signed) {
            return None;
        }
        if bare && !definite && action != Some(Action::Signed) {
            return None;
        }
        self.committed(from, &mut parties);
        if parties.is_empty() && action == Some(Action::Signed) {
            self.makers(from, &mut parties);
        }
        let people = if action.is_some() { self.actors(from) } else { vec![] };
        let truce = content.iter().any(|word| matches!(word.as_str(), "ceasefire" | "truce"));
        Some(Naming {
            sentence,
            tokens: from..to,
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
        })
    }

    /// The first token of the phrase: adjectives, nouns, states and a year before the head.
    fn modifiers(&self) -> usize {
        let mut from = self.head;
        while from > self.sentence.start && self.head - from < 9 {
            let left = from - 1;
            let word = self.doc.word(left);
            let lower = word.to_lowercase();
            if let Some(mention) = self.doc.mention_at(left) {
                if matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. } | Kind::Place { .. })
                {
                    from = mention.tokens.start;
                    continue;
                }
                break;
            }
            let doing = action_of(&lower).is_some() && !word.ends_with("ed") && !word.ends_with("ing");
            let tagged = self.tags.get(left - self.sentence.start) == Some(&Tag::Verb);
            if doing || (tagged && !word.ends_with("ed") && !word.ends_with("ing")) {
                break;
            }
            let dash = matches!(word, "–" | "-" | "—") && left > self.sentence.start;
            if dash && self.is_state(left - 1) && self.is_state(left + 1) {
                from = left;
                continue;
            }
            let joined = lower == "and"
                && from < self.head
                && left > self.sentence.start
                && is_modifier(self.doc.word(left - 1));
            if !(is_modifier(word)
                || joined
                || (word == ","
                    && self.head - from >= 1
                    && self.lower(left.saturating_sub(1)).ends_with("ive")))
            {
                break;
            }
            from = left;
        }
        from
    }

    fn is_state(&self, token: usize) -> bool {
        self.doc.mention_at(token).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }))
    }

    /// Behind the head: `of understanding`, `on trade`, `between X and Y`, `to restore relations`, `signed in Y`.
    fn complement(&self, from: usize) -> usize {
        let mut to = self.head + 1;
        if self.lower(to) == "of" && self.lower(to + 1) == "understanding" {
            to += 2;
        }
        if self.lower(to) == "("
            && let Some(close) =
                (to..(to + 4).min(self.sentence.end)).find(|token| self.doc.word(*token) == ")")
        {
            to = close + 1;
        }
        let next = self.lower(to);
        let opens = matches!(
            next.as_str(),
            "on" | "for" | "concerning" | "regarding" | "between" | "of" | "to" | "with" | "in"
        ) || (next == "signed" && self.lower(to + 1) == "in");
        let with_person = next == "with"
            && (to + 1..to + 4)
                .any(|token| self.doc.mention_at(token).is_some_and(|mention| !mention.people.is_empty()));
        let of_talks = next == "in" && matches!(self.lower(to + 2).as_str(), "talks" | "visit" | "meeting");
        if with_person || of_talks {
            return to;
        }
        let destined = next == "to" && (self.doc.mention_at(to + 1).is_some() || self.lower(to + 1) == "be");
        // Where it was made is a name for an agreement that has no other.
        let has_name = next == "in" && (from..self.head).any(|token| !is_article(&self.lower(token)));
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
        {
            return to;
        }
        let last = (to + SUBJECT).min(self.sentence.end);
        let stop = (to + 1..last).find(|token| {
            let word = self.lower(*token);
            self.clause_begins(*token)
                || matches!(
                    word.as_str(),
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
                        | "\""
                        | "”"
                )
                || (word == "and" && next != "between" && *token > to + 2 && !next.eq("for"))
                || (word == "on" && next != "on")
                || (word == "with" && next != "with")
                || (word == "in" && !matches!(next.as_str(), "in" | "signed"))
        });
        stop.unwrap_or(last)
    }

    /// Whether a new subject or a finite verb stands here, so that the phrase before it has ended.
    fn clause_begins(&self, token: usize) -> bool {
        let tag = |at: usize| at.checked_sub(self.sentence.start).and_then(|at| self.tags.get(at));
        let word = self.lower(token);
        let before = self.lower(token - 1);
        match tag(token) {
            Some(Tag::Aux) => before != "to",
            Some(Tag::Verb) => before != "to" && !word.ends_with("ing") && !word.ends_with("ed"),
            Some(Tag::Det | Tag::Pron) => matches!(tag(token - 1), Some(Tag::Noun | Tag::Propn | Tag::Num)),
            Some(Tag::Adv) => matches!(word.as_str(), "still" | "now" | "already" | "also" | "soon" | "yet"),
            _ => false,
        }
    }

    fn content(&self, tokens: Range<usize>) -> Vec<String> {
        let words = tokens.filter(|token| *token != self.head).filter(|token| {
            // A town may name an agreement; a state is one of its parties.
            self.doc.mention_at(*token).is_none_or(
                |mention| !matches!(&mention.kind, Kind::State { form, .. } if *form != StateForm::Capital),
            )
        });
        words
            .map(|token| self.doc.word(token).to_lowercase())
            .filter(|word| word.chars().any(char::is_alphabetic) && !EMPTY.contains(&word.as_str()))
            .take(14)
            .collect()
    }

    fn years(&self, tokens: Range<usize>) -> Vec<PartialDate> {
        let years = tokens.filter_map(|token| {
            let word = self.doc.word(token);
            (word.len() == 4).then(|| word.parse::<PartialDate>().ok()).flatten()
        });
        years.collect()
    }

    fn states(&self, tokens: Range<usize>) -> Vec<String> {
        let mut found = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            if let Some(mention) = self.doc.mention_at(token) {
                // "a treaty in Paris": where it was made is no party.
                let within = token > 0 && self.lower(token - 1) == "in";
                match &mention.kind {
                    _ if within => {}
                    Kind::State { name, form }
                        if *form != StateForm::Capital
                            || tokens.contains(&self.head) && token > self.head =>
                    {
                        add(&mut found, name)
                    }
                    Kind::Organization { name } if token > self.head => add(&mut found, name),
                    _ => {}
                }
                token = mention.tokens.end.max(token + 1);
                continue;
            }
            token += 1;
        }
        found
    }

    /// `between X and Y` a little behind the phrase.
    fn states_beside(&self, to: usize, parties: &mut Vec<String>) {
        let last = (to + 6).min(self.sentence.end);
        if let Some(between) = (to..last).find(|token| self.lower(*token) == "between") {
            for state in self.states(between..(between + 10).min(self.sentence.end)) {
                add(parties, &state);
            }
        }
    }

    /// `Iraq's commitment to the pact` makes Iraq a party.
    fn committed(&self, from: usize, parties: &mut Vec<String>) {
        let low = from.saturating_sub(8).max(self.sentence.start);
        for token in (low..from).filter(|token| {
            matches!(self.lower(*token).as_str(), "commitment" | "obligations" | "adherence" | "accession")
        }) {
            let owner = token.checked_sub(2).and_then(|owner| self.doc.mention_at(owner));
            if let Some(Kind::State { name, .. }) = owner.map(|mention| &mention.kind) {
                add(parties, name);
            }
        }
    }

    /// The states named before it in its clause, else those of the people there: who makes it, are its parties.
    fn makers(&self, from: usize, parties: &mut Vec<String>) {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let before = self.doc.mentions_in(&(low..from));
        let named: Vec<&String> = before
            .iter()
            .filter_map(|mention| match &mention.kind {
                Kind::State { name, form: StateForm::Name } => Some(name),
                _ => None,
            })
            .collect();
        let of_people: Vec<&str> = before
            .iter()
            .flat_map(|mention| &mention.people)
            .filter_map(|person| self.doc.state_of(*person))
            .collect();
        let states: Vec<String> = if named.len() >= 2 {
            named.into_iter().cloned().collect()
        } else {
            of_people.into_iter().map(str::to_string).collect()
        };
        if states.len() >= 2 {
            states.iter().for_each(|state| add(parties, state));
        }
    }

    /// `in agreement`, `a great deal`, `to deal with`, `no agreement`, `peace agreement talks`.
    fn is_no_agreement(&self, from: usize, determiner: &str) -> bool {
        let word = self.lower(self.head);
        let before = self.head.checked_sub(1).map_or(String::new(), |left| self.lower(left));
        let next = self.lower(self.head + 1);
        let verb = word == "deal"
            && (matches!(before.as_str(), "to" | "will" | "would" | "can" | "could" | "must" | "and")
                || (next == "with" && determiner.is_empty()));
        let amount = matches!(before.as_str(), "great" | "good") && word == "deal";
        let none = matches!(determiner, "no" | "any" | "without" | "every");
        let assent = word == "agreement"
            && from == self.head
            && matches!(before.as_str(), "in" | "of" | "by" | "general" | "mutual" | "into");
        let trade = matches!(
            before.as_str(),
            "business" | "takeover" | "merger" | "acquisition" | "transfer" | "share"
        );
        verb || amount
            || none
            || assent
            || trade
            || matches!(next.as_str(), "talks" | "negotiations" | "party")
    }

    /// Only called for: `urged a ceasefire`, `efforts to reach a deal`, `a proposal for a truce`.
    fn is_wished(&self, from: usize) -> bool {
        let low = from.saturating_sub(7).max(self.sentence.start);
        (low..from).any(|token| {
            matches!(
                self.lower(token).as_str(),
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

    /// What the words of its clause say was done with it; none where they say nothing.
    fn action(&self, from: usize, to: usize) -> Option<Action> {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let high = (to + 8).min(self.sentence.end);
        let mut found: Option<(usize, Action)> = None;
        for token in (low..from).rev().chain(self.head + 1..high) {
            let word = self.lower(token);
            if matches!(word.as_str(), ";" | "." | "\"" | "”") {
                if token > from { break } else { continue }
            }
            let distance = if token < from { from - token } else { token - self.head + 2 };
            let Some(action) = action_of(&word) else { continue };
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

    /// `will be signed`, `is to sign`, `expected to sign`.
    fn is_future(&self, verb: usize) -> bool {
        (verb.saturating_sub(4)..verb).any(|token| {
            matches!(
                self.lower(token).as_str(),
                "will" | "would" | "to" | "expected" | "may" | "could" | "yet" | "not"
            )
        })
    }

    /// The people named before it in its clause, where the verb makes them the doers.
    fn actors(&self, from: usize) -> Vec<PersonId> {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let mentions = self.doc.mentions_in(&(low..from));
        let first = mentions.iter().find(|mention| {
            mention.people.len() == 1 && matches!(mention.kind, Kind::Person | Kind::Role { .. })
        });
        first.map(|mention| mention.people.clone()).unwrap_or_default()
    }

    fn date(&self, from: usize, to: usize) -> Option<PartialDate> {
        let low = from.saturating_sub(CLAUSE).max(self.sentence.start);
        let high = (to + 10).min(self.sentence.end);
        let words: Vec<&str> = (low..high).map(|token| self.doc.word(token)).collect();
        let base = Base { published: self.doc.article.published, tense: Tense::Past, anchor: None };
        let near = |at: usize| at.abs_diff(self.head.saturating_sub(low));
        let mut times = time::find(&words);
        times.retain(|time| time.when.resolve(&base).is_some());
        times.into_iter().min_by_key(|time| near(time.tokens.start)).and_then(|time| time.when.resolve(&base))
    }
}

const EMPTY: &[&str] = &[
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

/// What a verb or noun near an agreement says was done with it.
fn action_of(word: &str) -> Option<Action> {
    Some(match word {
        "signed" | "sign" | "signs" | "signing" | "inked" | "reached" | "concluded" | "issued"
        | "adopted" | "brokered" | "announced" | "initialled" | "struck" | "sealed" | "clinched"
        | "agreed" | "finalised" | "finalized" | "recognized" => Action::Signed,
        "reaffirmed" | "reaffirm" | "reaffirms" | "reaffirming" | "recommitted" | "commitment"
        | "committed" | "renewed" | "support" | "uphold" | "reiterated" => Action::Reaffirmed,
        "implement" | "implemented" | "implementing" | "implementation" | "carry" | "overseeing"
        | "execution" | "enforcing" | "applied" | "activate" | "activating" => Action::Implemented,
        "violated" | "violation" | "violations" | "violating" | "breached" | "breach" | "breaches" => {
            Action::Violated
        }
        "ratified" | "ratify" | "ratifies" | "ratification" | "ratifying" => Action::Ratified,
        "withdrew" | "withdraw" | "withdrawn" | "withdrawal" | "quit" | "scrapped" | "abandoned"
        | "pulled" | "suspended" => Action::Withdrawn,
        "propose" | "proposed" | "proposal" | "draft" | "negotiate" | "negotiated" | "negotiating"
        | "proposes" | "need" => Action::Proposed,
        "discussed" | "discuss" | "discussing" | "talks" | "reviewed" => Action::Discussed,
        _ => return None,
    })
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_string());
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "this" | "that" | "its" | "their" | "his" | "'s")
}
