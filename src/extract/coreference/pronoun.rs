//! Pronouns of people: `he`, `she`, `they`.

use super::{Resolver, distinct};
use crate::extract::{Gender, Kind, Mention, PersonId, gender};

impl Resolver<'_> {
    pub(super) fn they(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let at = mention.tokens.start;
        if self.behind_open_subject(mention, before) {
            return vec![];
        }
        if let Some(two) = self.of_his_meeting(mention, before) {
            return two;
        }
        let last = before
            .iter()
            .rev()
            .find(|other| other.people.len() > 1 && mention.sentence.saturating_sub(other.sentence) < 2);
        let here = self.listed(before, mention.sentence).into_iter().next();
        if let Some(list) = here.filter(|_| last.is_none_or(|last| last.sentence < mention.sentence)) {
            // "A and B know each other: in August they had met."
            return list;
        }
        if let Some(last) = last {
            // "A and B know each other: in August they signed": those of the same sentence.
            let here = self.listed(before, mention.sentence).into_iter().next_back();
            return here.filter(|_| last.sentence < mention.sentence).unwrap_or_else(|| last.people.clone());
        }
        for sentence in [mention.sentence, mention.sentence.wrapping_sub(1)] {
            let mut people: Vec<PersonId> = vec![];
            for other in before
                .iter()
                .rev()
                .take_while(|other| other.sentence + 2 > mention.sentence)
                .filter(|other| other.sentence == sentence && matches!(other.kind, Kind::Person))
                .filter(|other| !other.extent.contains(&at) && !self.is_served(other, before))
                .filter(|other| !self.is_owner(other))
            {
                if self.is_party(other.people[0]) && !people.contains(&other.people[0]) {
                    people.push(other.people[0])
                }
            }
            people.reverse();
            // "At the ceremony for C, A shook hands with B and they exchanged a few words"
            let apart = |person: &PersonId| {
                before
                    .iter()
                    .filter(|other| other.sentence == sentence && other.people.first() == Some(person))
                    .all(|other| {
                        let start = other.extent.start.min(other.tokens.start);
                        start > 0
                            && self
                                .reading
                                .is(start - 1, &["for", "of", "about", "against", "honouring", "honoring"])
                    })
            };
            let free: Vec<PersonId> = people.iter().copied().filter(|person| !apart(person)).collect();
            if free.len() > 1 {
                people = free;
            }
            if let Some(list) = self.listed(before, sentence).into_iter().next().filter(|list| {
                // "A and B told C that they …": those who are named together and first.
                list.len() < people.len() && list.first() == people.first()
            }) {
                return list;
            }
            if people.len() > 1 {
                return people;
            }
        }
        vec![]
    }

    /// `A spoke of B's plans. They also discussed trade`: not B, who only owns what was spoken of.
    fn is_owner(&self, other: &Mention) -> bool {
        const NEAR: usize = 4;
        let end = other.tokens.end;
        // "President B of Chile's plans"
        let state = self.reading.known_at(end + 1).filter(|_| self.reading.is(end, &["of"]));
        let end = state.map_or(end, |state| state.tokens.end);
        self.reading.is_possessive(end)
            && !(end..end + NEAR)
                .any(|at| is_meeting(self.reading.word(at)) || self.reading.is(at, &["visit"]))
    }

    /// `A said that his meeting with B was useful and that they had discussed trade`: the two of that meeting.
    fn of_his_meeting(&self, mention: &Mention, before: &[Mention]) -> Option<Vec<PersonId>> {
        let here: Vec<&Mention> = before.iter().filter(|other| other.sentence == mention.sentence).collect();
        let last = here.iter().rposition(|other| {
            let owner = other.kind == (Kind::Pronoun { plural: false, possessive: true });
            let end = other.tokens.end;
            let noun = end + usize::from(!is_meeting(self.reading.word(end)));
            owner && is_meeting(self.reading.word(noun)) && self.reading.is(noun + 1, &["with"])
        })?;
        let (owner, other) =
            (here[last], here.get(last + 1..)?.iter().find(|other| !other.people.is_empty())?);
        let two = distinct(owner.people.iter().chain(&other.people).copied());
        (owner.people.len() == 1 && two.len() == 2).then_some(two)
    }

    /// `A said when the foreign ministers had finished their meeting`: theirs, of whom nobody was named.
    fn behind_open_subject(&self, mention: &Mention, before: &[Mention]) -> bool {
        const OPENS: [&str; 8] = ["when", "while", "as", "where", "after", "before", "once", "that"];
        let here = before.iter().rev().take_while(|other| other.sentence == mention.sentence);
        let mut human =
            here.filter(|other| matches!(other.kind, Kind::Person | Kind::Role { .. } | Kind::Group));
        let last = human.next().filter(|last| {
            matches!(last.kind, Kind::Role { plural: true } | Kind::Group) && last.people.is_empty()
        });
        last.is_some_and(|last| {
            let start = last.extent.start.min(last.tokens.start);
            let start = if start > 0 && self.reading.is(start - 1, &["the"]) { start - 1 } else { start };
            start > 0 && self.reading.is(start - 1, &OPENS)
        })
    }

    /// `The opposition leader had a picture taken of himself and A; it shows him …`: whoever leads it, of whom the text
    /// has named nobody.
    fn is_of_open_office(&self, mention: &Mention, before: &[Mention]) -> bool {
        let start = self.document.segments.sentences[mention.sentence].tokens.start;
        let mut here = before.iter().rev().take_while(|other| other.sentence == mention.sentence);
        let last = here.clone().filter(|other| {
            matches!(
                other.kind,
                Kind::Person | Kind::Role { plural: false } | Kind::Pronoun { plural: false, .. }
            )
        });
        let opens = here.any(|other| {
            // "His Royal Highness went on to the palace, where he …": who he is has to be known.
            (other.kind == (Kind::Role { plural: false }) || self.is_style(other))
                && other.people.is_empty()
                && other.extent.start.min(other.tokens.start) <= start + 1
        });
        opens && last.count() == 1
    }

    /// "He came to pay a courtesy call on her": whom the text has just called he is no she.
    fn is_called_otherwise(&self, person: PersonId, asked: Gender, before: &[Mention]) -> bool {
        const NEAR: usize = 12;
        let word = |other: &Mention| gender::asked(self.reading.word(other.tokens.start));
        before.iter().rev().take(NEAR).any(|other| {
            matches!(other.kind, Kind::Pronoun { plural: false, .. })
                && other.people == [person]
                && matches!(
                    (word(other), asked),
                    (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
                )
        })
    }

    /// The one person before in the sentence, else the subject of the sentence before. `him` is not the
    /// subject of its own sentence, and `his` in `X, his counterpart` is not X.
    pub(super) fn he(&self, mention: &Mention, before: &[Mention]) -> Vec<PersonId> {
        let at = mention.tokens.start;
        let asked = gender::asked(self.reading.word(at));
        if self.is_of_open_office(mention, before) {
            return vec![];
        }
        // "B, whom he saw": not B.
        let near = before.iter().rev().take_while(|other| other.sentence == mention.sentence);
        let antecedent = near
            .clone()
            .filter(|_| at > 0 && self.reading.word(at - 1) == "whom")
            .find(|other| other.people.len() == 1)
            .map(|other| other.people[0]);
        let speaker = self.speaker(mention, before);
        let single: Vec<&Mention> = before
            .iter()
            .rev()
            .take_while(|other| other.sentence + 3 > mention.sentence)
            .filter(|other| speaker.is_none_or(|speaker| other.people != [speaker]))
            .filter(|other| other.people.len() == 1 && !matches!(other.kind, Kind::Delegation { .. }))
            .filter(|other| !other.extent.contains(&at))
            // "Sergei Lavin: His visit was important": whoever speaks of himself says I.
            .filter(|other| !self.reading.is(other.extent.end.max(other.tokens.end), &[":"]))
            .filter(|other| self.may_be(other.people[0], asked))
            .filter(|other| !self.is_called_otherwise(other.people[0], asked, before))
            .filter(|other| other.sentence < mention.sentence || antecedent != Some(other.people[0]))
            .collect();
        let is_woman = |other: &&Mention| self.document.person(other.people[0]).gender == Gender::Female;
        let here = |other: &&&Mention| other.sentence == mention.sentence;
        let women = match asked {
            // "She", where a woman was named: not who may be one.
            Gender::Female if single.iter().any(|other| here(&other)) => {
                single.iter().filter(here).any(is_woman)
            }
            Gender::Female => single.iter().any(is_woman),
            _ => false,
        };
        let single: Vec<&Mention> = single.into_iter().filter(|other| !women || is_woman(other)).collect();
        let of = |sentence: usize| {
            distinct(
                single.iter().rev().filter(|other| other.sentence == sentence).map(|other| other.people[0]),
            )
        };
        let mut here = of(mention.sentence);
        // "The chairman's envoy, A, was in Paris, where she met B": A, not the chairman.
        let owner = |person: &PersonId| {
            single
                .iter()
                .filter(|other| other.sentence == mention.sentence && other.people[0] == *person)
                .all(|other| self.reading.is_possessive(other.tokens.end))
        };
        if here.len() > 1 && owner(&here[0]) {
            here.rotate_left(1);
        }
        // "The visit of A saw him call on B": he called.
        let calls = at > 0
            && self.reading.is(at - 1, &["saw", "sees", "see", "let", "made", "make"])
            && self.reading.is(at + 1, &["make", "pay", "meet", "hold", "receive", "call", "sign", "visit"]);
        let object = self.reading.word(at) == "him" && !calls;
        if self.reading.is(at.wrapping_sub(1), &["accompanying"])
            && self.reading.is(at.wrapping_sub(2), &["delegation", "team", "officials", "party", "those"])
        {
            // "A and the delegation accompanying him were received by B": A.
            return here.last().copied().into_iter().collect();
        }
        if let Some(sent) = self.sent(mention, before).filter(|_| !object) {
            return vec![sent];
        }
        if self.reading.word(at) == "visitor" {
            // "A received the visitor": of those named before him the one of whom most is told.
            let often = |person: &PersonId| before.iter().filter(|other| other.people == [*person]).count();
            let lately = single.iter().rev().filter(|other| other.sentence < mention.sentence);
            let most = distinct(lately.map(|other| other.people[0])).into_iter().rev().max_by_key(often);
            return most.into_iter().collect();
        }
        if object && here.len() > 2 {
            // "brought B to Rome, where A, C and D each received him": the one named before the clause.
            let tokens = self.document.segments.sentences[mention.sentence].tokens.start..at;
            let clause = tokens.rev().find(|place| self.reading.is(*place, &["where"]));
            let named = single.iter().filter(|other| {
                other.sentence == mention.sentence && clause.is_some_and(|clause| other.tokens.end <= clause)
            });
            if let [one] = distinct(named.map(|other| other.people[0])).as_slice() {
                return vec![*one];
            }
        }
        if !object {
            // "With B he spoke of trade": not B.
            let start = self.document.segments.sentences[mention.sentence].tokens.start;
            let opens = self.reading.is(start, &["with", "to", "for", "like", "unlike"]);
            let led = single.iter().rev().find(|other| other.sentence == mention.sentence).filter(|other| {
                opens
                    && other.extent.start.min(other.tokens.start) <= start + 2
                    && other.extent.end.max(other.tokens.end) + 2 > at
            });
            if let Some(led) = led {
                here.retain(|person| *person != led.people[0]);
            }
        }
        if let (Some(first), false) = (here.first(), object) {
            return vec![*first];
        }
        if let ([one], true) = (here.as_slice(), object) {
            // "When Minister B was appointed, I travelled to London to see him"
            let end =
                single.iter().rfind(|other| other.people == [*one] && other.sentence == mention.sentence);
            let from = end.map_or(at, |other| other.extent.end.max(other.tokens.end));
            // "According to A, Prime Minister B met with him": B, a woman, did.
            let another = near.clone().any(|other| {
                matches!(other.kind, Kind::Person)
                    && other.people != [*one]
                    && other.extent.start.min(other.tokens.start) >= from
                    && self.reading.kind(other.extent.end.max(other.tokens.end)).person_verb()
            });
            if another
                || (from..at).any(|place| self.document.word(place) == "I" || self.reading.is(place, &["we"]))
            {
                return vec![*one];
            }
        }
        // "He telephoned B to tell him": B.
        let to_tell = object
            && at > 1
            && self.reading.is(at - 2, &["to"])
            && self.reading.is(
                at - 1,
                &[
                    "tell",
                    "inform",
                    "brief",
                    "assure",
                    "warn",
                    "congratulate",
                    "thank",
                    "ask",
                    "urge",
                    "invite",
                ],
            );
        if let ([_, second], true) = (here.as_slice(), to_tell) {
            return vec![*second];
        }
        if let ([first, second], true) = (here.as_slice(), object) {
            let end =
                single.iter().find(|other| other.people[0] == *second).map_or(at, |other| other.extent.end);
            // "A came to Tripoli, where B met with him": B is the subject of the clause.
            let next = match self.reading.is(end, &["of"]) {
                // "President B of Peru received him"
                true => (end + 1..at)
                    .find(|place| {
                        !self.reading.is_capital(*place) && !self.reading.is(*place, &["the", "and"])
                    })
                    .unwrap_or(at),
                false => end,
            };
            let next = next + usize::from(self.reading.is(next, &[","]));
            // "A wrote that B had received him"
            let next = next + usize::from(self.reading.is(next, &["had", "has"]));
            let acts = self.reading.kind(next).person_verb() && !self.reading.is_capital(next);
            if acts && (next..at).all(|place| !self.reading.is(place, &[";", "and"])) {
                return vec![*first];
            }
            // "A received B; with him he talked of trade": the object of the clause before.
            let clause = |place: usize| self.reading.is(place, &[";", "and"]);
            let told = |place: usize| self.reading.is(place, &["who", "that", "whom", "which"]);
            if (end..at).any(clause) && !(end..at).any(told) {
                return vec![*second];
            }
        }
        for sentence in (0..mention.sentence).rev().take(2) {
            let there: Vec<PersonId> =
                of(sentence).into_iter().filter(|person| !here.contains(person)).collect();
            // "With A, Minister B went over the plan. Another visitor was C, with whom he spoke": not A.
            let start = self.document.segments.sentences[sentence].tokens.start;
            let led = single.iter().rev().find(|other| other.sentence == sentence).filter(|other| {
                self.reading.is(start, &["with", "to", "for", "like", "unlike", "behind", "alongside"])
                    && other.extent.start.min(other.tokens.start) <= start + 2
            });
            let there = match led {
                Some(led) if there.len() > 1 && there[0] == led.people[0] => &there[1..],
                _ => &there,
            };
            match there {
                [] => {}
                [one] => return vec![*one],
                [first, ..] => {
                    // "A was received by B and C. D met him in Lima": A, of whom the article tells.
                    let told = || self.protagonist(before) == Some(*first);
                    return if object && !here.is_empty() && !told() { vec![] } else { vec![*first] };
                }
            }
        }
        let opens = self.document.segments.sentences[mention.sentence].tokens.start == at;
        let may_be =
            |person: PersonId| self.may_be(person, asked) && !self.is_called_otherwise(person, asked, before);
        self.protagonist(before).filter(|person| opens && may_be(*person)).into_iter().collect()
    }

    /// `A sent B to Rome, where he met C`: B.
    fn sent(&self, mention: &Mention, before: &[Mention]) -> Option<PersonId> {
        const FAR: usize = 8;
        let at = mention.tokens.start;
        if !self.reading.is(at.wrapping_sub(1), &["where"]) {
            return None;
        }
        let other = before.iter().rev().take_while(|other| other.sentence == mention.sentence);
        let mut named = other.filter(|other| other.kind == Kind::Person && other.people.len() == 1);
        let last = named.next().filter(|last| last.extent.end + FAR > at)?;
        let start = last.extent.start.min(last.tokens.start);
        let verb = start
            .saturating_sub(1 + usize::from(start > 0 && self.reading.is(start - 1, &["the", "his", "her"])));
        self.reading.is(verb, &["sent", "dispatched", "sends"]).then(|| last.people[0])
    }

    /// Of whom an article tells: named in its first sentences, and far more often than anybody else.
    fn protagonist(&self, before: &[Mention]) -> Option<PersonId> {
        const HEAD: usize = 2;
        const OFTEN: usize = 3;
        let named = || before.iter().filter(|other| other.people.len() == 1 && other.kind == Kind::Person);
        let count = |person: PersonId| named().filter(|other| other.people == [person]).count();
        let first = distinct(named().filter(|other| other.sentence <= HEAD).map(|other| other.people[0]));
        let most = first.into_iter().max_by_key(|person| (count(*person), std::cmp::Reverse(*person)))?;
        let others =
            distinct(named().map(|other| other.people[0])).into_iter().filter(|other| *other != most);
        let next = others.map(count).max().unwrap_or(0);
        (count(most) >= OFTEN && count(most) >= 2 * next).then_some(most)
    }

    /// Whose turn of speech a paragraph is: `Sergei Lavin: His visit was important`.
    fn speaker(&self, mention: &Mention, before: &[Mention]) -> Option<PersonId> {
        let sentences = &self.document.segments.sentences;
        let paragraph = |sentence: usize| sentences.get(sentence).map(|sentence| sentence.paragraph);
        let here = paragraph(mention.sentence);
        let mut near = before.iter().rev().take_while(|other| paragraph(other.sentence) == here);
        let label = near.find(|other| {
            let opens = sentences
                .get(other.sentence)
                .is_some_and(|sentence| sentence.tokens.start == other.extent.start.min(other.tokens.start));
            opens && self.reading.is(other.extent.end.max(other.tokens.end), &[":"])
        });
        label.filter(|label| label.people.len() == 1).map(|label| label.people[0])
    }

    /// Whether a pronoun of a gender can mean somebody.
    fn may_be(&self, person: PersonId, asked: Gender) -> bool {
        let gender = self.document.person(person).gender;
        asked == Gender::Unknown || gender == Gender::Unknown || gender == asked
    }

    /// `When he called on B, Minister A conveyed …`: the subject behind the clause that opens a sentence.
    pub(super) fn ahead(&self, mention: &Mention, after: &[Mention]) -> Vec<PersonId> {
        if !self.stands_ahead(mention) {
            return vec![];
        }
        if matches!(mention.kind, Kind::Pronoun { plural: true, .. }) {
            // "Speaking after they had met, A and B said": those.
            let first = after.iter().find(|other| {
                let start = other.extent.start.min(other.tokens.start);
                matches!(other.kind, Kind::Person) && self.reading.word(start.wrapping_sub(1)) == ","
            });
            let lists = self.listed(after, mention.sentence).into_iter();
            let mut named = lists.filter(|list| first.is_some_and(|first| first.people == list[..1]));
            return named.next().unwrap_or_default();
        }
        let same = after.iter().take_while(|other| other.sentence == mention.sentence);
        let mut subjects = same.filter(|other| {
            let start = other.extent.start.min(other.tokens.start);
            matches!(other.kind, Kind::Person)
                && self.reading.word(start.wrapping_sub(1)) == ","
                && self.reading.is_word(other.extent.end)
                && !self.reading.is_capital(other.extent.end)
                && !self.reading.is(other.extent.end, &["and", "of", "in", "at", "with"])
        });
        subjects.next().map(|subject| subject.people.clone()).unwrap_or_default()
    }

    /// Whether a pronoun stands in a clause that opens its sentence, before whom it means.
    fn stands_ahead(&self, mention: &Mention) -> bool {
        const OPENS: [&str; 12] = [
            "when",
            "while",
            "after",
            "before",
            "as",
            "since",
            "upon",
            "once",
            "following",
            "during",
            "at",
            "in",
        ];
        let at = mention.tokens.start;
        let opened = at.checked_sub(1).is_some_and(|first| {
            self.reading.is(first, &OPENS)
                && self.document.segments.sentences[mention.sentence].tokens.start == first
        });
        // "Of the talks he had held with B, Minister A said": A.
        let first = self.document.segments.sentences[mention.sentence].tokens.start;
        let of_his = at == first + 3
            && self.reading.is(first, &["of", "about", "on"])
            && self.reading.is(first + 1, &["the"])
            && self
                .reading
                .is(first + 2, &["talks", "meeting", "discussions", "conversation", "session", "call"]);
        // "Speaking after he had met B, Minister A said": A.
        let speaking =
            at == first + 2 && self.reading.is(first, &["speaking"]) && self.reading.is(at - 1, &OPENS);
        // "From London, his talks with B over, Minister A flew on": A.
        let absolute = at < first + 6
            && at > first
            && self.reading.is(at - 1, &[","])
            && self
                .reading
                .is(at + 1, &["talks", "meeting", "discussions", "conversation", "visit", "audience"]);
        opened || of_his || speaking || absolute
    }
}

fn is_meeting(word: &str) -> bool {
    matches!(word, "meeting" | "talks" | "conversation" | "discussion" | "discussions" | "call")
}
