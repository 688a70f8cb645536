//! Runs of tokens that may be a person's name, with what speaks for it.
//!
//! A run begins where an office or a style (`Dr`, `Maj. Gen.`, `Prince`) ends, or at a capitalised word,
//! and goes on over capitalised words, initials and particles. Words the tables know as states, bodies,
//! offices or things end it; those that are somebody's name all the same (`Israel Katz`, `Madhav Kumar
//! Nepal`) stay where the words around them say so.

mod word;

use std::ops::Range;

use crate::extract::Document;
use crate::extract::reading::{Reading, Shape};
use crate::extract::role::phrase::Phrase;
use crate::gazetteer::TitleClass;

#[derive(Debug, Clone)]
pub(super) struct Name {
    pub tokens: Range<usize>,
    /// From the first style before it: `Prince Faisal bin Farhan`.
    pub styled: Range<usize>,
    /// The office phrase that ends where the name, or its styles, begins.
    pub office: Option<usize>,
    pub sentence: usize,
    /// How many of its words are known as names.
    pub known_words: usize,
    /// It is the name of a state or town alone, and a person only where somebody is called so.
    pub doubtful: bool,
}

impl Name {
    /// Said to be somebody: behind an office or a style.
    pub fn introduced(&self) -> bool {
        self.office.is_some() || self.styled.start < self.tokens.start
    }
}

/// What stands before the name of a day or month.
const DATING: [&str; 12] =
    ["on", "last", "next", "this", "since", "until", "by", "in", "early", "late", "every", "of"];

/// No particle of names is longer.
pub(super) const LONGEST_PARTICLE: usize = 5;

/// A particle of names: `bin`, `van`, `de la`.
pub(super) fn is_particle(word: &str) -> bool {
    word.len() <= LONGEST_PARTICLE
        && matches!(
            word,
            "al" | "el"
                | "bin"
                | "ibn"
                | "bint"
                | "ben"
                | "van"
                | "der"
                | "den"
                | "de"
                | "da"
                | "do"
                | "dos"
                | "das"
                | "di"
                | "del"
                | "della"
                | "la"
                | "le"
                | "von"
                | "zu"
                | "ter"
                | "ten"
                | "y"
                | "e"
                | "ap"
                | "arap"
                | "wa"
                | "ole"
                | "ould"
                | "uld"
                | "abu"
                | "ul"
                | "ur"
                | "af"
                | "av"
                | "ag"
                | "st"
                | "dela"
                | "zum"
        )
}

/// A particle with which a name may begin.
fn is_first_particle(word: &str) -> bool {
    matches!(word, "al" | "el" | "bin" | "ibn" | "van" | "von" | "de" | "da" | "abu" | "la" | "le" | "di")
}

/// Whether a name, or what is passed over before it, may begin with a word in small letters.
pub(super) fn leads_name(word: &str) -> bool {
    is_first_particle(word)
        || matches!(
            word,
            "the" | "his" | "her" | "their" | "dr" | "dr." | "senator" | "right" | "royal" | "["
        )
}

fn is_quote(word: &str) -> bool {
    ["\"", "“", "”", "'", "‘", "’", "''", "``"].contains(&word)
}

pub(super) fn is_suffix(word: &str) -> bool {
    const LONGEST: usize = 5;
    word.len() <= LONGEST
        && matches!(
            word,
            "jr" | "jr."
                | "sr"
                | "sr."
                | "ii"
                | "iii"
                | "iv"
                | "v"
                | "vi"
                | "ix"
                | "xi"
                | "xiii"
                | "vii"
                | "viii"
                | "xii"
                | "xiv"
                | "xv"
                | "xvi"
        )
}

pub(super) fn names(document: &Document, reading: &Reading<'_>, phrases: &[Phrase]) -> Vec<Name> {
    let mut found = vec![];
    for sentence in 0..document.segments.sentences.len() {
        let tokens = document.segments.sentences[sentence].tokens.clone();
        let first = phrases.partition_point(|phrase| phrase.tokens.end <= tokens.start);
        Finder { document, reading, phrases, sentence, tokens }.find(first, &mut found);
    }
    found
}

fn reading_the(reading: &Reading<'_>, at: usize) -> bool {
    reading.is(at, &["the"])
}

struct Finder<'d> {
    document: &'d Document<'d>,
    reading: &'d Reading<'d>,
    phrases: &'d [Phrase],
    sentence: usize,
    tokens: Range<usize>,
}

impl Finder<'_> {
    fn find(&self, mut next: usize, found: &mut Vec<Name>) {
        let mut at = self.tokens.start;
        let mut office = None;
        while at < self.tokens.end {
            while self.phrases.get(next).is_some_and(|phrase| phrase.tokens.start < at) {
                next += 1;
            }
            if let Some(phrase) = self.phrases.get(next).filter(|phrase| phrase.tokens.start == at) {
                at = phrase.tokens.end;
                office = Some(next);
                continue;
            }
            // "External Affairs Minister (EAM) S Jaishankar": the office goes on behind its short form.
            if office.is_some() && self.document.word(at) == "(" {
                let short = self.reading.shape(at + 1) == Shape::Capitals;
                if short && self.document.word(at + 2) == ")" {
                    at += 3;
                    continue;
                }
            }
            if !self.may_begin(at) {
                office = None;
                at += 1;
                continue;
            }
            let limit = self
                .phrases
                .get(next)
                .map_or(self.tokens.end, |phrase| phrase.tokens.start)
                .min(self.tokens.end);
            let start = self.after_styles(at, limit);
            let introduced = office.is_some() || start > at;
            let found_name = self.name(start, limit, introduced).filter(|(end, _)| {
                !self.is_headline_verb(office, start, *end) && !self.is_name_of_body(office, start)
            });
            match found_name {
                Some((end, doubtful)) => {
                    let tokens = self.with_king(start, end, office);
                    let known_words = tokens.clone().filter(|at| self.is_name_word(*at)).count();
                    let article = usize::from(reading_the(self.reading, at) && at < tokens.start);
                    let styled = (at + article).min(tokens.start)..end;
                    found.push(Name {
                        tokens,
                        styled,
                        office,
                        sentence: self.sentence,
                        known_words,
                        doubtful,
                    });
                    at = end;
                }
                None => at += 1,
            }
            office = None;
        }
    }

    /// Whether a name, or what `after_styles` passes over, may begin with a word: most in small letters begin none.
    fn may_begin(&self, at: usize) -> bool {
        self.reading.is_capital(at) || self.reading.form(at).is_some_and(|form| form.leads_name)
    }

    /// `Ministers Take Up Old Quarrels`: behind a plural office, a headline's words are names only in a list.
    fn is_headline_verb(&self, office: Option<usize>, start: usize, end: usize) -> bool {
        let plural = office.and_then(|office| self.phrases.get(office)).is_some_and(|phrase| phrase.plural);
        let title = self.reading.headline[self.sentence] || self.document.in_title(self.sentence);
        let known = (start..end).all(|at| self.is_name_word(at)) && self.reading.is(end, &["and", ",", "&"]);
        plural && title && !known
    }

    /// `adviser for the environmental group Greenpeace`: behind a body in small letters stands its name.
    fn is_name_of_body(&self, office: Option<usize>, start: usize) -> bool {
        let phrase = office.and_then(|office| self.phrases.get(office));
        phrase.is_some_and(|phrase| {
            let last = phrase.tokens.end - 1;
            phrase.tokens.end > phrase.head.end
                && phrase.tokens.end == start
                && !self.reading.is_capital(last)
                && self.reading.is(
                    last,
                    &["group", "company", "organisation", "organization", "movement", "party", "firm"],
                )
        })
    }

    /// `King` belongs to the name before a lone given name: `King Abdullah II`.
    fn with_king(&self, start: usize, end: usize, office: Option<usize>) -> Range<usize> {
        let words = (start..end).filter(|at| !is_suffix(self.reading.word(*at))).count();
        let royal = office.and_then(|office| self.phrases.get(office)).filter(|phrase| {
            let head = self.reading.word(phrase.head.start);
            phrase.class == TitleClass::Royal
                && ["king", "queen", "pope", "emperor"].contains(&head)
                && phrase.head.end == start
        });
        match royal {
            Some(phrase) if words == 1 => phrase.head.start..end,
            _ => start..end,
        }
    }

    fn after_styles(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        // `Senator the Honourable X`, `His Excellency X`.
        let styles = [
            "honourable",
            "honorable",
            "hon",
            "hon.",
            "right",
            "excellency",
            "majesty",
            "highness",
            "royal",
            "rt",
            "rt.",
            "excellencies",
            "highnesses",
            "majesties",
        ];
        while self.reading.is(at, &["dr", "dr.", "senator"])
            && self.reading.is(at + 1, &["the"])
            && self.reading.is(at + 2, &styles)
            || self.reading.is(at, &["the", "his", "her", "their"]) && self.reading.is(at + 1, &styles)
            || self.reading.is(at, &["right", "royal"]) && self.reading.is(at + 1, &styles)
        {
            at += 1;
        }
        // `HE Mr Brito`, `HRH Prince Faisal`: capitals, since `he` is a word.
        while matches!(self.document.word(at), "HE" | "HH" | "HM" | "HRH")
            && self.reading.is_capital(at + 1)
            && !self.shouting()
        {
            at += 1;
        }
        // `President [Maria] Lindt`: a given name that a transcript adds.
        if self.document.word(at) == "["
            && self.reading.is_capital(at + 1)
            && self.document.word(at + 2) == "]"
            && self.reading.is_capital(at + 3)
            && at + 3 < limit
        {
            at += 3;
        }
        while let Some(title) = self.reading.title_at(at) {
            // "Prince Sultan bin Saad": what a particle follows is a name.
            let named = at > from && self.reading.is(title.tokens.end, &["bin", "ibn", "bint"]);
            let style =
                title.title.is_style() && self.reading.is_capital(at) && title.tokens.end < limit && !named;
            if !style
                || self.reading.known_at(at).is_some_and(|known| known.tokens.len() > title.tokens.len())
            {
                break;
            }
            at = title.tokens.end;
            // `Lyonpo (Dr.) Tandi`.
            if self.document.word(at) == "("
                && self.reading.title_at(at + 1).is_some_and(|title| title.title.is_style())
                && self.document.word(at + 2) == ")"
                && at + 3 < limit
            {
                at += 3;
            }
            // `Gen. (ret.)`.
            if self.document.word(at) == "(" && self.reading.is(at + 1, &["ret", "ret.", "retd", "retired"]) {
                let close = (at + 2..at + 4).find(|at| self.document.word(*at) == ")");
                at = close.map_or(at, |close| close + 1).min(limit);
            }
        }
        at
    }

    /// Where a name that begins at a token ends, and whether it is doubtful.
    fn name(&self, start: usize, limit: usize, introduced: bool) -> Option<(usize, bool)> {
        let reading = self.reading;
        let mut at = start;
        let mut doubtful = false;
        let mut words = 0;
        while at < limit {
            if let Some(next) = self.particles(at, limit, words, introduced) {
                at = next;
                continue;
            }
            if words > 0
                && (is_suffix(reading.word(at))
                    || reading.word(at) == ","
                        && at + 1 < limit
                        && is_suffix(reading.word(at + 1))
                        && reading.is_capital(at + 1))
            {
                at += if reading.word(at) == "," { 2 } else { 1 };
                break;
            }
            // `Ferdinand \"Bongbong\" Marcos`.
            let quoted = words > 0
                && at + 3 < limit
                && is_quote(self.document.word(at))
                && is_quote(self.document.word(at + 2));
            if quoted && reading.is_capital(at + 1) && reading.is_capital(at + 3) && self.plausible(at + 3) {
                at += 3;
                continue;
            }
            // "Mohammed Shia' al-Sudani": the mark is a letter of his name.
            let ayn = words > 0
                && at + 1 < limit
                && matches!(self.document.word(at), "'" | "’" | "‘")
                && (is_particle(reading.word(at + 1)) || reading.word(at + 1).starts_with("al-"));
            if ayn {
                at += 1;
                continue;
            }
            if !reading.is_capital(at) {
                break;
            }
            let known = reading.known_at(at);
            if let Some(known) = known {
                let (fits, doubt) = self.known_word(known.tokens.clone(), start, limit, introduced, words);
                if !fits {
                    break;
                }
                doubtful |= doubt;
            } else if !self.word_fits(at, limit, introduced, words) {
                break;
            }
            words += 1;
            at += 1;
        }
        let letters = (start..at)
            .filter(|at| !matches!(reading.shape(*at), Shape::Initial) && !is_particle(reading.word(*at)))
            .count();
        let body = at < self.tokens.end
            && reading.is_capital(at)
            && reading.kind(at).body()
            && reading.title_at(at).is_none();
        (letters > 0 && words > 0 && !body).then_some((at, doubtful))
    }

    /// Particles, where a capitalised word follows them: `bin`, `de la`, `van der`.
    fn particles(&self, at: usize, limit: usize, words: usize, introduced: bool) -> Option<usize> {
        let reading = self.reading;
        let mut end = at;
        while end < limit && end < at + 3 && is_particle(reading.word(end)) {
            end += 1;
        }
        if end == at {
            return None;
        }
        let lower = (at..end).all(|at| !reading.is_capital(at));
        let starts = words == 0 && !is_first_particle(reading.word(at));
        let follows = end < limit
            && reading.is_capital(end)
            && reading.known_at(end).is_none_or(|known| known.tokens.len() == 1);
        // `the UN envoy de Soto`, but not `the president de facto`.
        let article = words == 0
            && lower
            && !introduced
            && !reading.is(at, &["bin", "al", "el", "ibn", "van", "von", "abu"]);
        (follows && !starts && !article && !self.reading.kind(end).impersonal()).then_some(end)
    }
}
