//! Whom the words mean that name nobody: `the minister`, `the two sides`, `his delegation`, `he`.
//!
//! A person is only named where one candidate stands out; else the mention stays open.

mod delegation;
mod office;
mod pair;
mod pronoun;

use std::ops::Range;
use std::rc::Rc;

use crate::extract::person::title_words;
use crate::extract::reading::Reading;
use crate::extract::role::phrase::Phrase;
use crate::extract::stand_in::{group, pronoun};
use crate::extract::{Document, Kind, Mention, Person, PersonId, address};
use crate::gazetteer::{Entry, PlaceKind};

/// Adds the mentions that are no names to those that are; `used` are the phrases which names have taken.
pub(super) fn add(
    document: &Document,
    reading: &Reading<'_>,
    phrases: &[Phrase],
    used: &[bool],
    mentions: &mut Vec<Mention>,
) {
    let count = document.segments.tokens.len();
    let mut taken = vec![false; count];
    let mut found: Vec<Mention> = vec![];
    for mention in mentions.iter() {
        taken[mention.tokens.clone()].fill(true);
    }
    let free =
        |taken: &[bool], tokens: &Range<usize>| tokens.end <= count && tokens.clone().all(|at| !taken[at]);
    let styles = address::styles(document, reading);
    for style in &styles {
        // "His Majesty said" means somebody; "His Majesty King Abdullah" only begins his name.
        let named = style.end + usize::from(reading.is(style.end, &["the"]));
        let alone = !reading.is_capital(named) && free(&taken, style);
        if alone {
            let kind = Kind::Pronoun { plural: false, possessive: false };
            found.push(plain_mention(style.clone(), document.sentence_of(style.start), kind));
        }
        taken[style.clone()].fill(true);
    }
    for sentence in 0..document.segments.sentences.len() {
        let tokens = document.segments.sentences[sentence].tokens.clone();
        for at in tokens.clone() {
            let stands_in = reading.form(at).is_some_and(|form| form.stands_in);
            let found_at = || {
                group(document, reading, at, tokens.end)
                    .or_else(|| pronoun(reading, at).map(|kind| (at..at + 1, kind)))
            };
            if !stands_in {
                debug_assert!(found_at().is_none(), "{} stands in for somebody", reading.word(at));
                continue;
            }
            let group = found_at();
            if let Some((tokens, kind)) = group.filter(|(tokens, _)| free(&taken, tokens)) {
                let takes = !matches!(kind, Kind::Pronoun { .. });
                if takes {
                    taken[tokens.clone()].fill(true)
                }
                if !takes {
                    taken[at] = true
                }
                found.push(plain_mention(tokens, sentence, kind));
            }
        }
    }
    for (phrase, used) in phrases.iter().zip(used) {
        if *used || !free(&taken, &phrase.head) {
            continue;
        }
        let start = phrase.tokens.clone().find(|at| !taken[*at]).unwrap_or(phrase.head.start);
        let tokens = (start..phrase.tokens.end)
            .take_while(|at| !taken[*at])
            .last()
            .map_or(phrase.head.clone(), |last| start..last + 1);
        if tokens.end < phrase.head.end {
            continue;
        }
        taken[tokens.clone()].fill(true);
        let sentence = document.sentence_of(phrase.head.start);
        let mut mention = plain_mention(tokens, sentence, Kind::Role { plural: phrase.plural });
        mention.offices = phrase.offices(sentence);
        found.push(mention);
    }
    for known in reading.known() {
        if !free(&taken, &known.tokens) {
            continue;
        }
        let kind = match known.entry {
            Entry::State(place, form) => {
                Kind::State { name: reading.tables.state(place).name().to_string(), form }
            }
            Entry::Organization(place) => {
                Kind::Organization { name: reading.tables.organization(place).name().to_string() }
            }
            Entry::Place(place) => {
                let place = reading.tables.place(place);
                Kind::Place {
                    name: place.name().to_string(),
                    state: place.state.map(str::to_string),
                    region: place.kind == PlaceKind::Region && place.state.is_none(),
                }
            }
            Entry::Title(..) => continue,
        };
        found.push(plain_mention(known.tokens.clone(), document.sentence_of(known.tokens.start), kind));
    }
    mentions.append(&mut found);
    mentions.sort_by_cached_key(|mention| mention.tokens.start);
    let words = |person: &Person| person.offices.iter().map(|office| title_words(&office.title)).collect();
    let held = document.persons.iter().map(words).collect();
    address::settle(reading, &styles, mentions);
    Resolver { document, reading, phrases, held, styles: &styles }.resolve(mentions);
    address::settle(reading, &styles, mentions);
}

fn plain_mention(tokens: Range<usize>, sentence: usize, kind: Kind) -> Mention {
    Mention { extent: tokens.clone(), tokens, sentence, kind, people: vec![], offices: vec![] }
}

/// How many mentions back and forth somebody may be meant: the span of a long article.
const WINDOW: usize = 400;

struct Resolver<'d> {
    document: &'d Document<'d>,
    reading: &'d Reading<'d>,
    phrases: &'d [Phrase],
    /// For every person the words of each of the offices' titles.
    held: Vec<Vec<Rc<[String]>>>,
    /// Styles of address: whom those alone mean is settled by who was so addressed.
    styles: &'d [Range<usize>],
}

impl Resolver<'_> {
    fn resolve(&self, mentions: &mut [Mention]) {
        for place in 0..mentions.len() {
            let (before, rest) = mentions.split_at_mut(place);
            let before = &before[place.saturating_sub(WINDOW)..];
            let Some((mention, after)) = rest.split_first_mut() else { continue };
            let after = &after[..after.len().min(WINDOW)];
            match &mention.kind {
                Kind::Role { plural } => {
                    let plural = *plural;
                    let Some(phrase) = self.phrase(mention) else { continue };
                    mention.people = if plural {
                        let pair = || self.pair_of_leaders(phrase, mention, before);
                        let listed = self.in_brackets(phrase, mention, after);
                        let known = || self.listed_before(phrase, mention, before);
                        let told = || self.ministers(phrase, mention, before);
                        let meant = listed.or_else(known).or_else(pair).unwrap_or_else(told);
                        if meant.is_empty() {
                            self.named_behind(phrase, mention, before, after)
                        } else {
                            meant
                        }
                    } else {
                        self.minister(phrase, before, after)
                    };
                    if phrase.counterpart {
                        self.counterpart(phrase, mention, before)
                    }
                }
                // "The two leaders themselves": those; else whoever does it, who is named.
                Kind::Pronoun { .. } if is_reflexive(self.document.lower(mention.tokens.start)) => {
                    let whose = before.last().filter(|named| named.tokens.end == mention.tokens.start);
                    mention.people = whose.map(|named| named.people.clone()).unwrap_or_default();
                }
                Kind::Pronoun { .. } if self.is_style(mention) => {}
                Kind::Pronoun { plural, .. } => {
                    let ahead = self.ahead(mention, after);
                    mention.people = match *plural {
                        _ if !ahead.is_empty() => ahead,
                        true => self.they(mention, before),
                        false => self.he(mention, before),
                    }
                }
                Kind::Group => mention.people = self.pair(mention, before),
                Kind::Delegation { .. } => mention.people = self.leader(mention, before),
                _ => {}
            }
        }
    }

    fn is_style(&self, mention: &Mention) -> bool {
        self.styles.binary_search_by_key(&mention.tokens.start, |style| style.start).is_ok()
    }

    fn phrase(&self, mention: &Mention) -> Option<&Phrase> {
        let place = self.phrases.partition_point(|phrase| phrase.head.end <= mention.tokens.start);
        self.phrases.get(place).filter(|phrase| phrase.head.start < mention.tokens.end)
    }
}

fn is_reflexive(word: &str) -> bool {
    matches!(word, "himself" | "herself" | "themselves")
}

pub(super) fn distinct(people: impl Iterator<Item = PersonId>) -> Vec<PersonId> {
    let mut seen = vec![];
    for person in people {
        if !seen.contains(&person) {
            seen.push(person)
        }
    }
    seen
}
