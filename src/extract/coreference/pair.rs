//! Pairs: `the two leaders`, `the two sides`, `the pair`.

use super::Resolver;
use crate::extract::person::{is_kin, title_words};
use crate::extract::role::phrase::{Determiner, Phrase};
use crate::extract::{Kind, Mention, PersonId};

/// Whether a word of an office says nothing of which: any leader or official may be meant.
pub(super) fn is_general(word: &str) -> bool {
    matches!(word, "leader" | "official" | "senior" | "diplomat")
}

/// What stands between the people of a list; in a caption also where they stand.
const LIST_WORDS: [&str; 11] = [",", "and", ";", "as", "well", "(", ")", "left", "right", "center", "centre"];

impl Resolver<'_> {
    /// Whether somebody can be one of `the two leaders`: holds an office that is not speaking for another.
    pub(super) fn is_party(&self, person: PersonId) -> bool {
        !self.document.is_spokesperson(person)
    }

    /// Whom somebody else serves: B in `A, adviser to Prime Minister B`.
    pub(super) fn is_served(&self, mention: &Mention, before: &[Mention]) -> bool {
        const NEAR: usize = 12;
        const SERVANTS: [&str; 16] = [
            "behalf",
            "adviser",
            "advisor",
            "aide",
            "envoy",
            "spokesman",
            "spokeswoman",
            "assistant",
            "son",
            "brother",
            "delegation",
            "delegations",
            "representatives",
            "negotiators",
            "envoys",
            "teams",
        ];
        let start = mention.extent.start.min(mention.tokens.start);
        // "progress under President B and his wise leadership"
        let under = start > 0 && self.reading.is(start - 1, &["under"]);
        let apposed = before.iter().rev().take(NEAR).any(|other| self.document.serves(other, start));
        let servant = |at: usize| self.reading.is(at, &SERVANTS);
        // "A, adviser for the Middle East to President B"
        let office =
            (start.saturating_sub(NEAR)..start).rev().take_while(|at| !self.reading.is(*at, &[",", ";"]));
        let serves = start > 1 && self.reading.is(start - 1, &["to"]) && office.into_iter().any(servant);
        under
            || apposed
            || serves
            || start > 1 && self.reading.is(start - 1, &["of", "for"]) && servant(start - 2)
    }

    /// `the two leaders`: the two of the sentence in which two were named last, where both are parties.
    pub(super) fn pair_of_leaders(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        before: &[Mention],
    ) -> Option<Vec<PersonId>> {
        let general = title_words(&phrase.title).iter().all(|word| is_general(word));
        let two = phrase.of.is_empty()
            && phrase.determiner == Determiner::Definite
            && phrase.number.is_none_or(|number| number == 2);
        if !general || !two || phrase.counterpart || self.are_more_than_two(phrase) {
            return None;
        }
        Some(self.pair(mention, before)).filter(|people| people.len() == 2)
    }

    /// The last two people named together, or one after the other.
    pub(super) fn pair(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let words = self.document.words(&mention.tokens).to_lowercase();
        let named = |mention: &&Mention| {
            matches!(mention.kind, Kind::Person | Kind::Role { plural: false }) && mention.people.len() == 1
        };
        if words == "both" {
            // "A and B, … C, both attended": two who are named together.
            let here = self.listed(before, mention.sentence).into_iter().rfind(|list| list.len() == 2);
            let alone = before.iter().filter(named).all(|other| other.sentence != mention.sentence);
            if let Some(two) = here {
                return two;
            }
            if !alone {
                return vec![];
            }
        }
        let wanted = if ["three", "trio", "troika"].iter().any(|word| words.contains(word)) { 3 } else { 2 };
        let mut sentences: Vec<usize> =
            before.iter().rev().filter(named).map(|mention| mention.sentence).collect();
        sentences.dedup();
        if self.is_object(mention) {
            // "A and B received each of the two leaders": neither A nor B.
            sentences.retain(|sentence| *sentence != mention.sentence);
        }
        for sentence in sentences.into_iter().take(4) {
            let mut people: Vec<PersonId> = vec![];
            let here = before.iter().filter(|mention| mention.sentence == sentence).filter(named);
            for mention in here.filter(|mention| !self.is_served(mention, before) && !self.is_away(mention)) {
                if self.is_party(mention.people[0]) && !people.contains(&mention.people[0]) {
                    people.push(mention.people[0])
                }
            }
            if let Some(pair) = self.told_before(before, sentence, wanted)
                && people.iter().filter(|person| !pair.contains(person)).count() < wanted
            {
                return pair;
            }
            if people.len() + 1 == wanted {
                // "He was speaking beside B. The two had held talks."
                let he = before.iter().filter(|mention| {
                    mention.sentence == sentence
                        && mention.kind == (Kind::Pronoun { plural: false, possessive: false })
                });
                for person in he.flat_map(|mention| &mention.people) {
                    if self.is_party(*person) && !people.contains(person) {
                        people.push(*person)
                    }
                }
            }
            if people.len() == wanted && !(words.contains("side") && self.are_of_one_state(&people)) {
                return people;
            }
            if let Some(list) = self.listed(before, sentence).into_iter().find(|list| list.len() == wanted) {
                return list;
            }
            if people.len() > wanted {
                // Of several the first two: those the sentence is about.
                let parties: Vec<PersonId> = people
                    .iter()
                    .copied()
                    .filter(|person| !self.document.person(*person).offices.is_empty())
                    .collect();
                if words.contains("side") && self.are_of_one_state(&parties) {
                    continue;
                }
                return if parties.len() == wanted { parties } else { vec![] };
            }
        }
        vec![]
    }

    /// The two of whom a sentence already speaks so: "The two discussed C's speech. The two agreed …".
    fn told_before(&self, before: &[Mention], sentence: usize, wanted: usize) -> Option<Vec<PersonId>> {
        let mut here = before.iter().filter(|mention| mention.sentence == sentence);
        let first = here.find(|mention| !mention.people.is_empty())?;
        (first.kind == Kind::Group && first.people.len() == wanted).then(|| first.people.clone())
    }

    /// Whether somebody is only named as another's kin, as dead or as an owner: C in `an address by his father, President C`,
    /// `the death of Sheikh C`, `President C's support`.
    fn is_away(&self, mention: &Mention) -> bool {
        let end = mention.extent.end.max(mention.tokens.end);
        // "the Biden administration", "President B's commitment"
        const OWNED: [&str; 9] = [
            "administration",
            "government",
            "commitment",
            "support",
            "leadership",
            "agenda",
            "policy",
            "strategy",
            "vision",
        ];
        let owned = end + usize::from(self.reading.is_possessive(end));
        if self.reading.is(owned, &OWNED) {
            return true;
        }
        let start = mention.extent.start.min(mention.tokens.start);
        let of = start > 1 && self.reading.is(start - 1, &["of"]);
        if of
            && self
                .reading
                .is(start - 2, &["death", "passing", "memory", "murder", "assassination", "killing"])
        {
            return true;
        }
        let word = start.saturating_sub(1 + usize::from(start > 0 && self.reading.is(start - 1, &[","])));
        word > 0
            && is_kin(self.reading.word(word))
            && self.reading.is(word - 1, &["his", "her", "their", "late"])
    }

    /// Whether the text has some people serve one state: they are no two sides.
    fn are_of_one_state(&self, people: &[PersonId]) -> bool {
        let state = |person: &PersonId| {
            self.document.person(*person).offices.iter().find_map(|office| office.of.as_ref())
        };
        let first = people.first().and_then(state);
        first.is_some() && people.iter().all(|person| state(person) == first)
    }

    /// Whether a verb of what one does to others has the mention as its object: `received each of the two leaders`.
    fn is_object(&self, mention: &Mention) -> bool {
        const VERBS: [&str; 14] = [
            "received",
            "receives",
            "hosted",
            "hosts",
            "welcomed",
            "welcomes",
            "greeted",
            "thanked",
            "urged",
            "invited",
            "congratulated",
            "telephoned",
            "briefed",
            "summoned",
        ];
        let mut at = mention.tokens.start;
        while at > 0 && self.reading.is(at - 1, &["the", "of", "each", "both", "all", "two", "three"]) {
            at -= 1;
        }
        at > 0 && self.reading.is(at - 1, &VERBS)
    }

    /// The lists of people of a sentence: `A, B and C`, each two or more.
    pub(super) fn listed(&self, before: &[Mention], sentence: usize) -> Vec<Vec<PersonId>> {
        let named = before.iter().filter(|mention| {
            mention.sentence == sentence && matches!(mention.kind, Kind::Person) && mention.people.len() == 1
        });
        let mut lists: Vec<Vec<PersonId>> = vec![];
        // "At the grave of A, B shook hands": a comma alone makes no list.
        let mut whole: Vec<bool> = vec![];
        let mut end = None;
        for mention in named {
            let start = mention.extent.start.min(mention.tokens.start);
            let joined = end.is_some_and(|end: usize| {
                end < start && (end..start).all(|at| self.reading.is(at, &LIST_WORDS))
            });
            let and = end.is_some_and(|end: usize| {
                end < start && (end..start).any(|at| self.reading.is(at, &["and", "well", ";"]))
            });
            match lists.last_mut().filter(|_| joined) {
                Some(list) => {
                    list.push(mention.people[0]);
                    if let Some(whole) = whole.last_mut() {
                        *whole |= and
                    }
                }
                None => {
                    lists.push(vec![mention.people[0]]);
                    whole.push(false);
                }
            }
            end = Some(mention.extent.end.max(mention.tokens.end));
        }
        let whole = lists.into_iter().zip(whole).filter(|(list, whole)| *whole && list.len() > 1);
        whole.map(|(list, _)| list).collect()
    }
}
