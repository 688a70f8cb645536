//! The working document: an article with everything the stages of extraction have found in it so far.
//!
//! The text worked on is the title, an empty line and the body, so that names and meetings told only
//! in a headline are read as well; `evidence` turns a sentence back into spans of the article's body.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use crate::extract::event::REACH;
use crate::extract::form::{Form, forms};
use crate::extract::office::is_spokesperson;
use crate::extract::time::{self, TimeExpr};
pub use crate::gazetteer::{Gender, StateForm};
use crate::model::{Article, EvidenceFact, PartialDate, Span};
use crate::text::{Segments, segment};

/// A person, by its place in `Document::persons`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

/// A mention, by its place in `Document::mentions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub usize);

pub struct Document<'a> {
    pub article: &'a Article,
    /// Title, empty line, body; all token and sentence spans are bytes of it.
    pub text: String,
    /// Where the body begins in `text`.
    pub body: usize,
    /// Where its first sentence does: behind a title that it repeats.
    pub head: usize,
    pub segments: Segments,
    /// The tokens as they stand, and what each is by itself.
    words: Vec<&'a str>,
    forms: Rc<[Rc<Form>]>,
    /// In the order of their first token; they never overlap.
    pub mentions: Vec<Mention>,
    pub persons: Vec<Person>,
    /// For every token the mention it belongs to.
    by_token: Vec<Option<MentionId>>,
    /// For every sentence the first mention that begins in it or behind it; and how many there are.
    by_sentence: Vec<usize>,
    /// By sentence: its dates, once a rule has asked.
    times: Vec<OnceCell<Box<[TimeExpr]>>>,
}

/// A stretch of the text that stands for somebody or something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub tokens: Range<usize>,
    /// The whole noun phrase: with the office before a name, the apposition behind it and the state in
    /// brackets. `Iraq's National Security Adviser Qassem al-Araji`, `Wang Yi, the Chinese Foreign Minister`.
    pub extent: Range<usize>,
    pub sentence: usize,
    pub kind: Kind,
    /// Whom it stands for: one for a name, `the minister`, `he`; several for `the pair`, `the two ministers`.
    /// Empty where the text names nobody it could be, or leaves it open.
    pub people: Vec<PersonId>,
    /// The offices named in it, with their states: of a name those said at this place, of
    /// `the foreign ministers of India and Pakistan` two.
    pub offices: Vec<Office>,
}

/// What a mention is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The name of a person.
    Person,
    /// People by their office: `the Saudi foreign minister`, `the two ministers`.
    Role {
        plural: bool,
    },
    /// `he`, `she`, `they`, `his` … (`possessive` for his, her, their).
    Pronoun {
        plural: bool,
        possessive: bool,
    },
    /// People taken together: `the pair`, `the two sides`, `both leaders`, `the two`.
    Group,
    /// `Al-Araji's delegation`, `the Iranian delegation`: its `people` are the one who leads it.
    Delegation {
        state: Option<String>,
    },
    /// A state by its English short name.
    State {
        name: String,
        form: StateForm,
    },
    Organization {
        name: String,
    },
    /// A town, a palace, a venue; with the state it lies in where the tables know it.
    Place {
        name: String,
        state: Option<String>,
        /// A continent, a sea, a part of several states: too wide to say where people met.
        region: bool,
    },
}

/// An office as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Office {
    /// Without the state: `Foreign Minister`.
    pub title: String,
    /// The state's English short name, or the organisation.
    pub of: Option<String>,
    pub former: bool,
    /// Since and until when, where the text says so.
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    /// The sentence that says so.
    pub sentence: usize,
}

/// Somebody whom the article names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// The fullest form in the text, without honorifics.
    pub name: String,
    /// The other forms the text uses.
    pub aliases: Vec<String>,
    /// Distinct offices, in the order the text gives them.
    pub offices: Vec<Office>,
    /// The mentions by name.
    pub mentions: Vec<MentionId>,
    pub gender: Gender,
}

impl<'a> Document<'a> {
    /// An article cut into sentences, with nothing understood of it yet.
    pub fn new(article: &'a Article) -> Self {
        let mut text = String::with_capacity(article.title.len() + article.text.len() + 2);
        // A title made of the text's own beginning is no headline, and may end before the words that matter.
        let cut = article
            .title
            .trim()
            .strip_suffix('…')
            .is_some_and(|title| article.text.trim_start().starts_with(title.trim_end()));
        let title = article.title.trim();
        if !title.is_empty() && !cut {
            text.push_str(title);
            text.push_str("\n\n");
        }
        let body = text.len();
        // A title that the text repeats above its first sentence is no sentence of it.
        let repeated = article.text.trim_start().strip_prefix(title).filter(|_| body > 0);
        let rest = repeated.filter(|rest| rest.starts_with(['\n', '\r']));
        let head = body + rest.map_or(0, |rest| article.text.len() - rest.len());
        text.push_str(&article.text);
        let segments = segment(&text);
        let word = |span: Span| match span.start.checked_sub(body) {
            Some(start) => Span::new(start, span.end - body).of(&article.text),
            None => span.of(title),
        };
        let words: Vec<&str> = segments.tokens.iter().map(|token| word(token.span)).collect();
        let forms = forms(words.iter().copied()).into();
        let times = vec![OnceCell::new(); segments.sentences.len()];
        Document {
            article,
            text,
            body,
            head,
            segments,
            words,
            forms,
            mentions: vec![],
            persons: vec![],
            by_token: vec![],
            by_sentence: vec![],
            times,
        }
    }

    /// `A, Chief of Staff to the President of X, B`: whether the office of a mention is to serve who is named from a
    /// token on.
    pub fn serves(&self, one: &Mention, from: usize) -> bool {
        let apposed = from > 0 && one.extent.end == from - 1 && self.word(from - 1) == ",";
        apposed
            && (one.tokens.end..one.extent.end).any(|token| {
                matches!(self.lower(token), "staff" | "adviser" | "advisor" | "aide" | "envoy" | "secretary")
                    && matches!(self.lower(token + 1), "to" | "of")
                    && matches!(self.lower(token + 2), "the" | "his" | "her")
            })
    }

    /// The token's text as it stands.
    #[inline]
    pub fn word(&self, token: usize) -> &'a str {
        self.words.get(token).copied().unwrap_or("")
    }

    /// The token's text in small letters.
    #[inline]
    pub fn lower(&self, token: usize) -> &str {
        self.forms.get(token).map_or("", |form| &form.lower)
    }

    /// What a token is by itself.
    #[inline]
    pub fn form(&self, token: usize) -> Option<&Form> {
        self.forms.get(token).map(Rc::as_ref)
    }

    pub(super) fn forms(&self) -> Rc<[Rc<Form>]> {
        Rc::clone(&self.forms)
    }

    /// The dates among some tokens; their places are counted from the first of these.
    pub fn times(&self, tokens: Range<usize>) -> Vec<TimeExpr> {
        let end = tokens.end.min(self.words.len());
        let forms = &self.forms[tokens.start.min(end)..end];
        let opens = |at: usize| time::Part::open(forms[at].date, forms.get(at + 1).map(|form| form.date));
        if !(0..forms.len()).any(opens) {
            return vec![];
        }
        let lower: Vec<&str> = forms.iter().map(|form| &*form.lower).collect();
        time::find_written(&self.words[tokens.start.min(end)..end], &lower, opens)
    }

    /// The dates of a sentence, among the words that rules look at; their places are counted from its first word.
    pub fn times_of(&self, sentence: usize) -> &[TimeExpr] {
        let (Some(times), Some(found)) = (self.times.get(sentence), self.segments.sentences.get(sentence))
        else {
            return &[];
        };
        let Range { start, end } = found.tokens;
        times.get_or_init(|| self.times(start..end.min(start + REACH)).into())
    }

    /// Whether two tokens, read one behind the other, name a day or month: `in June` of `in early June`.
    pub fn is_time(&self, first: usize, second: usize) -> bool {
        let part = |token: usize| self.form(token).map_or(time::Part::None, |form| form.date);
        let opens = |at: usize| match at {
            0 => time::Part::open(part(first), Some(part(second))),
            _ => time::Part::open(part(second), None),
        };
        let lower = [self.lower(first), self.lower(second)];
        (0..2).any(opens) && !time::find_written(&[lower[0], self.word(second)], &lower, opens).is_empty()
    }

    /// Whether a date may begin at a token.
    pub fn may_open_time(&self, token: usize) -> bool {
        let part = |token: usize| self.forms.get(token).map(|form| form.date);
        part(token).is_some_and(|first| time::Part::open(first, part(token + 1)))
    }

    /// The text from the first to the last of the tokens, line breaks and all.
    pub fn words(&self, tokens: &Range<usize>) -> &str {
        self.span(tokens).of(&self.text)
    }

    /// The bytes of `text` which the tokens cover; empty for no tokens.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        let all = &self.segments.tokens;
        match (all.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| all.get(last))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.to(last.span),
            _ => Span::default(),
        }
    }

    /// The sentence a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.segments.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// Whether a sentence belongs to the title.
    pub fn in_title(&self, sentence: usize) -> bool {
        self.segments.sentences.get(sentence).is_some_and(|sentence| sentence.span.start < self.head)
    }

    /// The mention a token belongs to.
    pub fn mention_at(&self, token: usize) -> Option<&Mention> {
        self.mentions.get(self.by_token.get(token).copied().flatten()?.0)
    }

    /// The mentions which begin within the tokens, in their order.
    pub fn mentions_in(&self, tokens: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let to = self.mentions.partition_point(|mention| mention.tokens.start < tokens.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// The mentions of a sentence, in their order.
    pub fn mentions_of(&self, sentence: usize) -> &[Mention] {
        let (from, to) = (self.by_sentence.get(sentence), self.by_sentence.get(sentence + 1));
        from.zip(to).and_then(|(from, to)| self.mentions.get(*from..*to)).unwrap_or(&[])
    }

    pub fn person(&self, id: PersonId) -> &Person {
        &self.persons[id.0]
    }

    /// Whether a person holds the office of somebody who speaks for another.
    pub fn is_spokesperson(&self, id: PersonId) -> bool {
        self.person(id).offices.iter().any(|office| is_spokesperson(&office.title))
    }

    /// The state a person speaks for: that of the first office which is not a former one.
    pub fn state_of(&self, id: PersonId) -> Option<&str> {
        let offices = || self.person(id).offices.iter().filter(|office| office.of.is_some());
        offices().find(|office| !office.former).or_else(|| offices().next())?.of.as_deref()
    }

    /// Puts mentions in the order of the text and notes which token belongs to which.
    pub fn set_mentions(&mut self, mut mentions: Vec<Mention>) {
        mentions.sort_by_key(|mention| mention.tokens.start);
        self.by_token = vec![None; self.segments.tokens.len()];
        for (place, mention) in mentions.iter().enumerate() {
            for token in mention.tokens.clone() {
                self.by_token[token] = Some(MentionId(place));
            }
        }
        let mut next = 0;
        self.by_sentence = Vec::with_capacity(self.segments.sentences.len() + 1);
        for sentence in &self.segments.sentences {
            next += mentions[next..]
                .iter()
                .take_while(|mention| mention.tokens.start < sentence.tokens.start)
                .count();
            self.by_sentence.push(next);
        }
        self.by_sentence.push(mentions.len());
        self.mentions = mentions;
    }

    /// A sentence as evidence. One of the title has an empty span at the start of the body, since spans
    /// point into the body.
    pub fn evidence(&self, sentence: usize) -> EvidenceFact {
        let Some(found) = self.segments.sentences.get(sentence) else { return EvidenceFact::default() };
        let text = found.span.of(&self.text).to_string();
        if found.span.start < self.body {
            return EvidenceFact { sentence: 0, start: 0, end: 0, text };
        }
        let first = self.segments.sentences.partition_point(|other| other.span.start < self.body);
        EvidenceFact {
            sentence: sentence - first,
            start: found.span.start - self.body,
            end: found.span.end - self.body,
            text,
        }
    }
}
