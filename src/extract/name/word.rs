//! Whether a word can be part of a person's name where it stands.

use std::ops::Range;

use super::{DATING, Finder, is_particle};
use crate::extract::reading::Shape;
use crate::gazetteer::{Entry, OrganizationKind, WordKind};

impl Finder<'_> {
    /// Whether a word of the tables' names can be part of a person's name here, and whether that is in doubt.
    pub(super) fn known_word(
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
    pub(super) fn word_fits(&self, at: usize, limit: usize, introduced: bool, words: usize) -> bool {
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
    pub(super) fn shouting(&self) -> bool {
        let words = self.tokens.clone().filter(|at| self.reading.is_word(*at));
        let (mut capitals, mut all) = (0, 0);
        for at in words.take(30) {
            all += 1;
            capitals += usize::from(matches!(self.reading.shape(at), Shape::Capitals));
        }
        capitals * 3 >= all * 2
    }

    /// A capitalised word that is no word of offices, bodies or sentence beginnings.
    pub(super) fn plausible(&self, at: usize) -> bool {
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
        // "Minister of Education Park Sang-mi"
        let behind_field = |at: usize| {
            let kind = reading.kind(at - 1);
            kind.portfolio() || kind.body()
        };
        // "In Lima Park Sang-mi said"
        let given = |word: &str| {
            word.split_once('-').is_some_and(|(first, second)| {
                (2..=5).contains(&first.len())
                    && (2..=5).contains(&second.len())
                    && second.chars().all(char::is_lowercase)
            })
        };
        let full = |at: usize| {
            let titled = at > 0 && reading.title_at(at - 1).is_some_and(|title| title.tokens.end == at);
            let alone = at == self.tokens.start || !reading.is_capital(at - 1);
            reading.is_capital(at + 1)
                && reading.kind(at + 1) == WordKind::default()
                && (titled
                    || given(self.document.word(at + 1))
                    || self.document.word(at + 1).contains('-') && (alone || behind_field(at)))
        };
        let alone = at == self.tokens.start || !reading.is_capital(at - 1) && !reading.is(at - 1, &["the"]);
        let again = || (at.saturating_sub(BEHIND)..at).any(|known| park(known) && full(known));
        full(at) || alone && !reading.is_capital(at + 1) && again()
    }

    /// Whether a word, or each part of a hyphenated one, is known as a name.
    pub(super) fn is_name_word(&self, at: usize) -> bool {
        let word = self.reading.word(at);
        let tables = self.reading.tables;
        let part = |part: &str| part.len() < 3 || tables.is_name_word(part);
        let given = self.reading.kind(at).given_name()
            && self.reading.is_capital(at)
            && self.reading.is_capital(at + 1);
        given || tables.is_name_word(word) || word.contains('-') && word.split('-').all(part)
    }
}
