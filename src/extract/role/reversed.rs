//! Offices that stand first, with the name behind a comma or a verb: `the President of Brazil, X`.

use super::Giver;
use super::phrase::Determiner;
use crate::extract::Office;

impl Giver<'_> {
    /// `the President of Brazil, Luiz Inácio Lula da Silva`, `his Turkish counterpart, Hakan Fidan`.
    pub(super) fn reversed(&mut self) {
        for phrase in 0..self.phrases.len() {
            self.master(phrase);
            let said = &self.phrases[phrase];
            let stacked = self.stacked_before(phrase);
            // "our Foreign Minister, A, will go".
            let start = said.tokens.start;
            let ours = start > 0 && self.reading.is(start - 1, &["our", "my"]);
            let definite = ours
                || said.determiner != Determiner::None
                || !said.of.is_empty()
                || said.bare
                || stacked.is_some();
            let nobody = said.determiner == Determiner::Indefinite && said.bare;
            if self.used[phrase] || said.plural || nobody {
                continue;
            }
            if !definite {
                self.predicated(phrase);
                continue;
            }
            let mut at = said.tokens.end;
            // "the President of the Republic of Korea (ROK), A"
            let short = |at: usize| self.document.word(at).chars().filter(|c| c.is_uppercase()).count() > 1;
            if self.document.word(at) == "(" && self.document.word(at + 2) == ")" && short(at + 1) {
                at += 3;
            }
            if !self.reading.is(at, &[",", ":", "-", "–", "—", "("]) {
                self.predicated(phrase);
                continue;
            }
            // "President of Ghana", and on the next line "- His Excellency A": a list of another kind.
            let line = self.document.sentence_of(at) != self.document.sentence_of(said.head.start);
            if line && self.reading.is(at, &["-", "–", "—"]) {
                continue;
            }
            let rotating = self.rotating(phrase);
            let Some(name) = self.name_behind_style(at + 1).or(rotating) else { continue };
            let end = self.behind_letters(name);
            // "Latvia's foreign minister, A there", "the President of Chile, A (left)"
            let goes_on = self.reading.is_word(end)
                && !self.reading.is_capital(end)
                && !self.reading.is_possessive(end);
            let closed = goes_on
                || self.reading.is(end, &[",", ".", ";", ")", "-", "–", "—"])
                || end >= self.end_of_sentence(name)
                || self.state_end(name).is_some_and(|end| {
                    self.reading.is(end, &[",", ".", ";", "and"]) && self.phrases[phrase].of.is_empty()
                });
            let told = self.given[name].offices.len() - self.given[name].clause;
            // `by its Prime Minister, A, as the current Chair`: one more office behind.
            let its = self.reading.is(self.phrases[phrase].tokens.start.wrapping_sub(1), &["its"]);
            let open = told == 0 || its || self.names[name].office.is_some();
            if closed && open && self.given[name].counterpart.is_none() {
                // `the SADC chair and facilitator, South Africa's President A`: both of one body.
                let of =
                    stacked.filter(|_| rotating.is_some()).and_then(|before| self.phrases[before].of.first());
                self.take(name, phrase, of.cloned());
                if let Some(before) = stacked {
                    self.take(name, before, None);
                }
            }
        }
    }

    /// `A, who is Personal Envoy of the President of Brazil, B`: whom the holder of an office serves, named behind it.
    fn master(&mut self, phrase: usize) {
        const HEADS: [&str; 8] = [
            "President",
            "Prime Minister",
            "King",
            "Emir",
            "Secretary-General",
            "Secretary General",
            "Crown Prince",
            "Foreign Minister",
        ];
        if !self.used[phrase] || self.introduces(phrase) {
            return;
        }
        let said = &self.phrases[phrase];
        let inner = HEADS.iter().find(|head| {
            let served = said.title.strip_suffix(**head);
            served.is_some_and(|rest| rest.ends_with(" of the ") || rest.ends_with(" to the "))
        });
        let Some(inner) = inner.filter(|_| self.reading.is(said.tokens.end, &[","])) else { return };
        let Some(name) = self.name_behind_style(said.tokens.end + 1) else { return };
        let end = self.behind_letters(name);
        let closed = self.reading.is(end, &[",", ".", ";", ")"]) || end >= self.end_of_sentence(name);
        if closed && self.given[name].offices.is_empty() && self.names[name].office.is_none() {
            let office = Office {
                title: (*inner).to_string(),
                of: said.of.first().cloned(),
                sentence: self.names[name].sentence,
                ..Office::default()
            };
            self.given[name].offices.push(office);
            self.given[name].person = true;
        }
    }

    /// `the chairman of the African Union, Nigerian President A`: an office that the heads of states hold by turns.
    fn rotating(&self, phrase: usize) -> Option<usize> {
        let said = &self.phrases[phrase];
        let heads = [
            "chair",
            "chairman",
            "chairwoman",
            "chairperson",
            "chairman-in-office",
            "chairperson-in-office",
            "facilitator",
            "mediator",
            "co-chair",
            "co-chairman",
            "host",
        ];
        let stacked = self.stacked_before(phrase).map(|before| &self.phrases[before]);
        let of = said.of.first().or_else(|| stacked.and_then(|before| before.of.first()));
        let body = of.is_some_and(|of| self.reading.tables.state_named(of).is_none());
        if !self.reading.is(said.head.start, &heads) || !body {
            return None;
        }
        let own = self.phrase_from(said.tokens.end + 1).map(|own| &self.phrases[own])?;
        let name = self.name_from(own.tokens.end).filter(|_| !own.plural && !own.counterpart)?;
        let state = own.of.first().is_some_and(|of| self.reading.tables.state_named(of).is_some());
        // "the SAARC chairman, President A".
        let head = own.bare && ["president", "prime minister"].contains(&own.title.to_lowercase().as_str());
        (state || head).then_some(name)
    }

    /// A name without an office, or with one that is as good as a style: `, Senator the Hon Ann Brown`.
    pub(super) fn name_behind_style(&self, at: usize) -> Option<usize> {
        // `the Hon Mark Brown`.
        let honoured =
            self.reading.is(at, &["the"]) && self.name_from(at).is_none() && self.name_from(at + 1).is_some();
        let at = at + usize::from(honoured);
        if let Some(name) = self.name_from(at) {
            return self.names[name].office.is_none().then_some(name);
        }
        let style = self.phrase_from(at).filter(|phrase| {
            self.reading.is(
                self.phrases[*phrase].head.start,
                &["senator", "ambassador", "professor", "archbishop", "bishop"],
            ) && self.phrases[*phrase].bare
        })?;
        let end = self.phrases[style].tokens.end;
        let next = self.names.partition_point(|name| name.tokens.start < end);
        (self.names.get(next)?.office == Some(style)).then_some(next)
    }

    /// `the Tánaiste and Minister for Foreign Affairs, X`: the office that a phrase is stacked upon.
    fn stacked_before(&self, phrase: usize) -> Option<usize> {
        let before = phrase.checked_sub(1).filter(|before| !self.used[*before])?;
        let (said, first) = (&self.phrases[phrase], &self.phrases[before]);
        let joined = first.tokens.end + 1 == said.tokens.start && self.reading.is(first.tokens.end, &["and"]);
        let one = !first.plural && said.determiner == Determiner::None && said.of.is_empty();
        // `AMMAN — Deputy Prime Minister and Minister of Trade, X,`: without an article where the sentence begins.
        let start = first.tokens.start;
        let begins = (start == first.sentence_start(self.document)
            || self.reading.is(start - 1, &["-", "–", "—", "--"]))
            && self.reading.is_capital(first.head.start)
            && self.reading.is_capital(said.head.start);
        (joined && one && (begins || first.determiner == Determiner::Definite)).then_some(before)
    }
}
