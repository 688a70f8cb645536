//! Runs of tokens that may be a person's name, with what speaks for it.
//!
//! A run begins where an office or a style (`Dr`, `Maj. Gen.`, `Prince`) ends, or at a capitalised word,
//! and goes on over capitalised words, initials and particles. Words the tables know as states, bodies,
//! offices or things end it; those that are somebody's name all the same (`Israel Katz`, `Madhav Kumar
//! Nepal`) stay where the words around them say so.

use std::ops::Range;

use crate::extract::Document;
use crate::extract::reading::{Reading, Shape};
use crate::extract::role::phrase::Phrase;
use crate::gazetteer::{Entry, OrganizationKind, TitleClass, WordKind};

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

    /// Whether a word of the tables' names can be part of a person's name here, and whether that is in doubt.
    fn known_word(
        &self,
        known: Range<usize>,
        start: usize,
        limit: usize,
        introduced: bool,
        words: usize,
    ) -> (bool, bool) {
        let reading = self.reading;
        let entry = reading.known_at(known.start).map(|known| known.entry);
        let media = matches!(entry, Some(Entry::Organization(place)) if reading.tables.organization(place).kind == OrganizationKind::Media);
        if known.len() > 1 || matches!(entry, Some(Entry::Organization(_))) && words == 0 && !media {
            return (false, false);
        }
        let at = known.start;
        let next_is_name = at + 1 < limit
            && reading.is_capital(at + 1)
            && reading.known_at(at + 1).is_none()
            && self.plausible(at + 1);
        if words == 0 {
            let behind_place =
                at > self.tokens.start && reading.is(at - 1, &["in", "at", "from", "to", "near", "of"]);
            // "Santiago Cafiero, the foreign minister"
            let apposed = || {
                reading.is(at + 2, &[","])
                    && (at + 3..at + 7)
                        .any(|office| reading.title_at(office).is_some_and(|title| !title.title.is_style()))
            };
            let given = next_is_name
                && self.is_name_word(at)
                && (introduced
                    || !behind_place
                        && (self.is_name_word(at + 1) || apposed())
                        && !reading.headline[self.sentence]);
            let alone =
                introduced && !next_is_name && matches!(entry, Some(Entry::State(..) | Entry::Place(_)));
            // "Queen Sofia", "Mr. Jordan": nothing but a person is styled so.
            let styled = at > self.tokens.start
                && reading.is_capital(at - 1)
                && reading.is(
                    at - 1,
                    &["queen", "king", "princess", "prince", "mr", "mr.", "mrs", "mrs.", "ms", "ms."],
                );
            return (given || alone, alone && !styled);
        }
        // A surname spelled like a state: only behind a given name, and not as the start of what follows.
        let before = (start..at).filter(|at| self.is_name_word(*at)).count();
        // "by Bill English, prime minister", but not "the Jordan Valley Israeli premier"
        let apposed = reading.is(at + 1, &[","])
            && (at + 2..at + 6)
                .any(|office| reading.title_at(office).is_some_and(|title| !title.title.is_style()));
        let adjective =
            matches!(entry, Some(Entry::State(_, crate::gazetteer::StateForm::Adjective))) && !apposed;
        // "that in Carlos Brown Peru has a friend": the state is the subject of what follows.
        let state = matches!(entry, Some(Entry::State(..)));
        let acts = reading.is(at + 1, &["has", "had", "have", "is", "was", "will", "would", "can"]);
        let subject = words > 1 && state && acts;
        let named = !subject && (self.is_name_word(at) || at - start > 1);
        // "Foreign Minister Adilson Évora Tavares": a town between names behind an office.
        let between = introduced
            && next_is_name
            && before > 0
            && before == at - start
            && matches!(entry, Some(Entry::Place(_)))
            && !reading.headline[self.sentence];
        // "the Speaker, Nabeela Tunis, Minister of Works": behind a mark, before an office.
        let listed = words == 1
            && apposed
            && !adjective
            && matches!(reading.shape(start), Shape::Capital)
            && self.plausible(start)
            && start > self.tokens.start
            && reading.is(start - 1, &[",", ";", "and"]);
        if between || listed {
            return (true, false);
        }
        let fits = before > 0 && !next_is_name && !adjective && named && !reading.headline[self.sentence];
        (fits, false)
    }

    /// Whether a word that no table of names knows can be part of a name here.
    fn word_fits(&self, at: usize, limit: usize, introduced: bool, words: usize) -> bool {
        let reading = self.reading;
        let word = reading.word(at);
        if matches!(reading.shape(at), Shape::Initial) {
            let next = at + 1 < limit
                && (reading.is_capital(at + 1) && self.plausible(at + 1)
                    || is_particle(reading.word(at + 1)));
            let balinese = [
                "gusti", "made", "wayan", "nyoman", "ketut", "dewa", "komang", "putu", "nengah", "gede",
                "ketut",
            ];
            return next && (word != "i" || reading.is(at + 1, &balinese));
        }
        // `Senator Jim Brown (R-South Dakota)`
        let party = words == 0
            && at > 0
            && self.document.word(at - 1) == "("
            && matches!(word.get(..2), Some("r-" | "d-" | "i-"));
        if party || word.starts_with('@') || word.contains('_') || word.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        // `Nguyen Van An`: a short word with a capital in the middle of a sentence is a name behind names.
        let short = words > 0
            && !reading.headline[self.sentence]
            && word.len() < 4
            && word != "the"
            && reading.kind(at).weak()
            && ![
                "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun",
                "jul", "aug", "oct", "nov", "dec",
            ]
            .contains(&word)
            && !reading.is_capital(at + 1)
            && (at - words.min(at)..at).any(|at| self.is_name_word(at));
        if short {
            return true;
        }
        // "Mr. Street", "Deputy Foreign Minister Do Hung Viet": any word is a name behind a style.
        let styled = at > 0
            && words == 0
            && reading.is(at - 1, &["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss"])
            && reading.is_capital(at);
        let surname = introduced
            && words == 0
            && reading.is(at, &["do", "to", "so", "an", "he", "in", "no"])
            && reading.is_capital(at)
            && !self.shouting()
            && at + 1 < limit
            && reading.is_capital(at + 1)
            && self.plausible(at + 1)
            && !reading.headline[self.sentence];
        // "His Excellency Mohamed Said Camara" on a line of its own: a name between names.
        let said = introduced
            && words > 0
            && reading.word(at) == "said"
            && at + 2 == self.tokens.end
            && reading.is_capital(at + 1);
        if styled || surname || said {
            return true;
        }
        if !self.plausible(at) {
            let named = self.is_name_word(at) && !reading.kind(at).weak();
            return (introduced || words > 0) && named
                || words > 0 && word == "may" && !reading.headline[self.sentence];
        }
        // `ROK`, `RoK`
        let whole_capitals = word.len() <= 4 && self.is_abbreviation(at);
        // "Lena MORO, Minister of Mines": a surname in capitals behind a given name that opens its line.
        let signed = words == 1
            && at == self.tokens.start + 1
            && self.is_name_word(at - 1)
            && !matches!(reading.shape(at - 1), Shape::Capitals)
            && reading.word(at + 1) == ",";
        if whole_capitals && !introduced && !signed && !self.shouting() && !self.is_label(at) {
            return false;
        }
        if whole_capitals
            && self.document.word(at.wrapping_sub(1)) == "("
            && self.document.word(at + 1) == ")"
        {
            return false;
        }
        let ends = at + 1 >= limit || !reading.is_capital(at + 1);
        let last = words > 0 && ends;
        if reading.headline[self.sentence] && !(introduced || last || self.is_name_word(at)) {
            return false;
        }
        if reading.headline[self.sentence] && words > 0 && reading.kind(at).person_verb() {
            return false;
        }
        true
    }

    /// More capitals than small letters: `EAM`, `RoK`.
    fn is_abbreviation(&self, at: usize) -> bool {
        let word = self.document.word(at);
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        capitals > 1 && capitals * 2 > word.chars().count()
    }

    /// `JACK BROWN: I was glad …`: the speaker of a transcript, in capitals.
    fn is_label(&self, at: usize) -> bool {
        const LONGEST: usize = 5;
        let reading = self.reading;
        let start = self.tokens.start;
        let colon = (start..start + LONGEST).find(|near| reading.word(*near) == ":");
        colon.is_some_and(|colon| {
            at < colon
                && colon > start + 1
                && (start..colon).all(|near| matches!(reading.shape(near), Shape::Capitals | Shape::Initial))
        })
    }

    /// Whether the sentence is written in capitals throughout.
    fn shouting(&self) -> bool {
        let words = self.tokens.clone().filter(|at| self.reading.is_word(*at));
        let (mut capitals, mut all) = (0, 0);
        for at in words.take(30) {
            all += 1;
            capitals += usize::from(matches!(self.reading.shape(at), Shape::Capitals));
        }
        capitals * 3 >= all * 2
    }

    /// A capitalised word that is no word of offices, bodies or sentence beginnings.
    fn plausible(&self, at: usize) -> bool {
        // `Prime Minister Designate of X`, `A B, Ed.D, President`
        if self.reading.is(at, &["designate", "elect", "ed.d", "ed.d.", "ph.d", "ph.d.", "m.p", "m.p."]) {
            return false;
        }
        let mut kind = self.reading.kind(at);
        // `Tô Lâm` is not `to`.
        if !self.document.word(at).is_ascii() && self.reading.word(at).len() < 4 {
            kind = WordKind::default();
        }
        // `Jan Kowalik` is no month, but `on Sunday Ana Brito signed` names a day.
        let dated = at > self.tokens.start && DATING.contains(&self.reading.word(at - 1));
        if kind.weak()
            && !dated
            && self.is_name_word(at)
            && (self.reading.is_capital(at + 1) && self.reading.kind(at + 1) == WordKind::default()
                || is_particle(self.reading.word(at + 1)) && self.reading.word(at + 1).len() > 2)
        {
            kind = WordKind::default();
        }
        if self.is_family(at) {
            kind = WordKind::default();
        }
        // `Prime Minister Godwin Friday of Saint Vincent`: nobody says `Friday of Saint Vincent`.
        let state =
            |at: usize| self.reading.known_at(at).is_some_and(|known| self.reading.state_of(known).is_some());
        let of_state = self.reading.is(at + 1, &["of"]) && (state(at + 2) || state(at + 3));
        if kind.weak() && of_state && at > self.tokens.start && self.is_name_word(at - 1) {
            kind = WordKind::default();
        }
        let office = self.reading.title_at(at).is_some();
        // `the Kenya-Chile Free Trade Agreement`.
        let written = self.document.word(at);
        let states = written.contains('-')
            && written.split(['-', '–']).all(|part| self.reading.tables.state_named(part).is_some());
        // `Having landed`, `Notably`: what begins a sentence and nobody is called.
        let word = self.reading.word(at);
        let begins = at == self.tokens.start
            && (word.ends_with("ing") || word.ends_with("ly"))
            && word.len() > 5
            && !self.is_name_word(at);
        let verb = kind.person_verb() && (at == self.tokens.start || self.reading.headline[self.sentence]);
        !(kind.weak()
            || kind.body()
            || kind.impersonal()
            || kind.portfolio()
            || kind.modifier()
            || kind.former()
            || office
            || begins
            || states
            || verb)
    }

    /// `President Park Jin`, `Park Sang-mi`, and `Park` behind them: a family's name, and no park.
    fn is_family(&self, at: usize) -> bool {
        const BEHIND: usize = 400;
        let reading = self.reading;
        let park = |at: usize| reading.is(at, &["park"]) && reading.is_capital(at);
        if !park(at) {
            return false;
        }
        let full = |at: usize| {
            let titled = at > 0 && reading.title_at(at - 1).is_some_and(|title| title.tokens.end == at);
            let alone = at == 0 || !reading.is_capital(at - 1);
            reading.is_capital(at + 1)
                && reading.kind(at + 1) == WordKind::default()
                && (titled || self.document.word(at + 1).contains('-') && alone)
        };
        let alone = at == self.tokens.start || !reading.is_capital(at - 1) && !reading.is(at - 1, &["the"]);
        let again = || (at.saturating_sub(BEHIND)..at).any(|known| park(known) && full(known));
        full(at) || alone && !reading.is_capital(at + 1) && again()
    }

    /// Whether a word, or each part of a hyphenated one, is known as a name.
    fn is_name_word(&self, at: usize) -> bool {
        let word = self.reading.word(at);
        let tables = self.reading.tables;
        let part = |part: &str| part.len() < 3 || tables.is_name_word(part);
        let given = self.reading.kind(at).given_name()
            && self.reading.is_capital(at)
            && self.reading.is_capital(at + 1);
        given || tables.is_name_word(word) || word.contains('-') && word.split('-').all(part)
    }
}
