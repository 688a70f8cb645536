//! Which phrases name one and the same agreement.

use super::phrase::{Naming, find};
use super::{Action, Agreement};
use crate::extract::document::Document;
use crate::extract::event::Lines;
use crate::extract::person::in_title_case;
use crate::model::{PartialDate, Precision};
use crate::text;

/// An agreement while its namings are being gathered.
struct Gathered {
    namings: Vec<Naming>,
}

/// A name of more words tells a story.
const LONG: usize = 8;

/// How many agreements back a naming may reach; keeps long articles linear.
const WINDOW: usize = 200;

/// The agreements of an article. Namings in the title only add to what the body tells.
pub fn merge(lines: &Lines<'_>) -> Vec<Agreement> {
    let doc = lines.doc;
    let count = doc.segments.sentences.len();
    let namings: Vec<Naming> = (0..count).flat_map(|sentence| find(lines, sentence)).collect();
    let (title, body): (Vec<Naming>, Vec<Naming>) =
        namings.into_iter().partition(|naming| doc.in_title(naming.sentence));
    let mut all: Vec<Gathered> = Vec::new();
    for naming in body {
        let from = all.len().saturating_sub(WINDOW);
        let recent = all[from..].iter().rposition(|known| known.is_called(&naming) || known.takes(&naming));
        let known = recent.map(|place| from + place).or_else(|| only_one(&all, &naming));
        match known {
            Some(place) => all[place].namings.push(naming),
            None if naming.signed && all.is_empty() => all.push(Gathered { namings: vec![naming] }),
            None if naming.bare && naming.definite && !naming.made && !naming.is_told() => {}
            None => all.push(Gathered { namings: vec![naming] }),
        }
    }
    for naming in title {
        let alone = match all.as_slice() {
            [known] if known.same_kind(&naming) && !known.is_apart(&naming) && naming.year.is_none() => {
                Some(0)
            }
            _ => None,
        };
        // The headline's "Avala peace accord" is the body's "peace agreement".
        let mut told = (0..all.len()).filter(|place| all[*place].is_within(&naming));
        let told = told.next().filter(|_| told.next().is_none());
        // The headline's "Name Deal Signed" is what the body says was signed.
        let signed = |place: &usize| {
            let known: &Gathered = &all[*place];
            known.is_signed() && known.same_kind(&naming) && !known.is_apart(&naming)
        };
        let mut signed = (0..all.len()).filter(signed);
        let signed = signed
            .next()
            .filter(|_| signed.next().is_none() && naming.action == Action::Signed && naming.year.is_none());
        match all.iter().position(|known| known.takes(&naming)).or(alone).or(told).or(signed) {
            Some(place) => all[place].namings.push(naming),
            None if naming.bare || (naming.action != Action::Signed && naming.parties.len() < 2) => {}
            None => all.push(Gathered { namings: vec![naming] }),
        }
    }
    let one_by_one = |known: &Gathered| {
        let untold = known.namings.iter().all(|naming| naming.parties.is_empty()) && !known.is_signed();
        known.is_several()
            && (untold
                || all.iter().any(|other| {
                    !other.is_several() && other.namings[0].kind == known.namings[0].kind && other.is_signed()
                }))
    };
    let told = all.iter().filter(|known| known.matters() && !one_by_one(known));
    told.map(|known| known.agreement(doc)).collect()
}

/// `the border agreement` where one agreement was told just before: that one, by another name.
fn only_one(all: &[Gathered], naming: &Naming) -> Option<usize> {
    const NEAR: usize = 4;
    let [known] = all else { return None };
    let last = known.namings.last()?;
    let near = naming.sentence.saturating_sub(last.sentence) <= NEAR;
    let told = |party: &String| known.namings.iter().any(|known| known.parties.contains(party));
    let fits = naming.parties.iter().all(told) && known.same_kind(naming) && !known.is_another_text(naming);
    let first_new = !known.namings[0].definite && !known.namings[0].proper;
    let by_other_name = naming.definite && !naming.proper && naming.year.is_none();
    (near && first_new && by_other_name && fits).then_some(0)
}

impl Gathered {
    /// Whether a naming gives this agreement another name right behind the one before.
    fn is_called(&self, naming: &Naming) -> bool {
        const NEAR: usize = 12;
        naming.called
            && self.namings.last().is_some_and(|last| {
                last.sentence == naming.sentence
                    && last.tokens.end <= naming.tokens.start
                    && naming.tokens.start - last.tokens.end <= NEAR
            })
    }

    /// Whether every name of this says no more than a naming.
    fn is_within(&self, naming: &Naming) -> bool {
        let says = |known: &Naming| known.content.iter().all(|word| naming.content.contains(word));
        self.same_kind(naming)
            && !self.is_apart(naming)
            && naming.year.is_none()
            && self.namings.iter().any(|known| !known.content.is_empty())
            && self.namings.iter().all(|known| known.year.is_none() && says(known))
    }

    /// Whether the words of a naming stand in one of this: `the Roadmap` in `the MoU on the Roadmap`, `the peace accord`
    /// after `a peace agreement`.
    fn says(&self, naming: &Naming) -> bool {
        let within = |known: &Naming| naming.content.iter().all(|word| known.content.contains(word));
        !naming.content.is_empty()
            && naming.year.is_none()
            && self.namings.iter().any(|known| {
                within(known)
                    && (known.content.contains(&naming.head) && naming.proper
                        || naming.definite && !naming.proper && family(known.kind) == family(naming.kind))
            })
    }

    /// `five MoUs`: those which the text then names one by one.
    fn is_several(&self) -> bool {
        let counted = |word: &String| !significant(word) || COUNTS.contains(&word.as_str());
        self.namings.iter().all(|naming| {
            matches!(naming.head.as_str(), "mous" | "memoranda" | "memorandums")
                && naming.content.iter().all(counted)
        })
    }

    fn is_signed(&self) -> bool {
        self.namings.iter().any(|naming| naming.action == Action::Signed)
    }

    /// Whether a naming speaks of this agreement.
    fn takes(&self, naming: &Naming) -> bool {
        if naming.another {
            return false;
        }
        let says = self.says(naming) || self.is_namesake(naming);
        if !self.same_kind(naming) && !says {
            return false;
        }
        let year = self.namings.iter().find_map(|known| known.year);
        if year.zip(naming.year).is_some_and(|(one, other)| one != other) {
            return false;
        }
        if self.is_apart(naming) {
            return false;
        }
        // "the MoU on fisheries and the MoU on roads": what one sentence lists is several.
        let listed = |known: &Naming| {
            let within =
                |few: &Naming, many: &Naming| few.content.iter().all(|word| many.content.contains(word));
            known.sentence == naming.sentence
                && !known.bare
                && !naming.bare
                && !within(known, naming)
                && !within(naming, known)
        };
        if self.namings.iter().any(listed) {
            return false;
        }
        // "the signing of the protocol and the accord" names two.
        if naming.head == "protocol" && naming.content.is_empty() && !naming.bare {
            return self.namings.iter().any(|known| known.head == "protocol");
        }
        if says {
            return true;
        }
        if naming.bare {
            let last = self.namings.last().map_or(0, |known| known.sentence);
            let apart = naming.sentence.saturating_sub(last);
            // "have agreed on a deal to stop the war. A deal brokered by B has been accepted": told once more.
            let again = naming.action == Action::Signed
                && self.is_signed()
                && apart <= 8
                && self.namings.iter().any(|known| known.head == naming.head && !known.definite);
            return naming.definite && apart <= 12 || again;
        }
        if naming.closing && self.namings.iter().any(|known| known.closing) {
            return true;
        }
        // A protocol is not the treaty of which the text speaks as well.
        let other = |known: &Naming| !known.bare && (known.kind == "protocol") != (naming.kind == "protocol");
        if naming.kind != "agreement"
            && self.namings.iter().all(|known| known.kind != "agreement" && other(known))
        {
            return false;
        }
        if self.is_another_text(naming) {
            return false;
        }
        // "the truce", "the UN-led truce", "a truce in the north": one, unless the text parts them.
        if naming.kind == "ceasefire" && !self.namings.iter().chain([naming]).any(is_set_apart) {
            return true;
        }
        self.namings.iter().any(|known| {
            shares(known, naming)
                || known.kind == "communique"
                    && naming.kind == "communique"
                    && known.content == naming.content
                || known.content == ["joint"]
                    && naming.content == ["joint"]
                    && known.head == naming.head
                    && (known.definite || naming.definite)
                    && [known, naming].iter().all(|one| one.action == Action::Signed && one.year.is_none())
                || known.content.is_empty()
                    && naming.content.is_empty()
                    && known.head == naming.head
                    && !known.bare
                    && known.year.is_none()
                    && naming.year.is_none()
                || (known.content.is_empty() && !known.parties.is_empty() && known.parties == naming.parties)
                || is_peace(known) && is_peace(naming) && (known.head == "plan") == (naming.head == "plan")
                || known.proper
                    && naming.proper
                    && known.head == naming.head
                    && known.content == naming.content
        })
    }

    /// `the Argyle Declaration` after `the Argyle Agreement`.
    fn is_namesake(&self, naming: &Naming) -> bool {
        let full = |head: &str| {
            matches!(
                head,
                "declaration"
                    | "agreement"
                    | "agreements"
                    | "accord"
                    | "accords"
                    | "pact"
                    | "deal"
                    | "protocol"
            )
        };
        naming.proper
            && full(&naming.head)
            && naming.content.iter().any(|word| significant(word))
            && naming.content.iter().all(|word| significant(word))
            && self.namings.iter().any(|known| {
                known.proper
                    && full(&known.head)
                    && known.sentence != naming.sentence
                    && (known.content == naming.content || self.bears(known, naming))
            })
    }

    /// `the Argyle Declaration` after `the Joint Declaration of Argyle for Peace`: named after a town.
    fn bears(&self, known: &Naming, naming: &Naming) -> bool {
        let one = if known.content.len() == 1 { known } else { naming };
        let other = if known.content.len() == 1 { naming } else { known };
        let [town] = one.content.as_slice() else { return false };
        known.head == naming.head && known.kind == "declaration" && other.content.contains(town)
    }

    /// `The pact which A and B concluded` is not the memorandum of which the text speaks as well, nor the other way round.
    fn is_another_text(&self, naming: &Naming) -> bool {
        let full = |kind: &str, head: &str| matches!(kind, "treaty") || head == "pact";
        let any = |holds: &dyn Fn(&Naming) -> bool| self.namings.iter().any(holds);
        let (memorandum, pact) =
            (any(&|known| known.kind == "mou"), any(&|known| full(known.kind, &known.head)));
        naming.kind == "mou" && pact && !memorandum || full(naming.kind, &naming.head) && memorandum && !pact
    }

    /// Whether they have parties and share none.
    fn is_apart(&self, naming: &Naming) -> bool {
        self.namings.iter().any(|known| {
            known.parties.len() > 1
                && naming.parties.len() > 1
                && !known.parties.iter().any(|party| naming.parties.contains(party))
        })
    }

    /// Of one family, with no party of the one missing in the other.
    fn same_kind(&self, naming: &Naming) -> bool {
        self.namings.iter().any(|known| family(known.kind) == family(naming.kind))
    }

    /// A bare `a deal` that nobody signs is nothing.
    fn matters(&self) -> bool {
        self.namings
            .iter()
            .any(|naming| !naming.bare || naming.made || naming.is_told() || naming.action == Action::Signed)
    }

    fn agreement(&self, doc: &Document<'_>) -> Agreement {
        // What has no name is called by what is told of it: "the accord reached on Tuesday".
        let nameless = self.namings.iter().all(|naming| naming.bare);
        let name_of = |naming: &Naming| {
            let end = if nameless { naming.told } else { naming.tokens.end };
            tidy(doc.words(&(naming.tokens.start..end)))
        };
        // A year says most, then a name written as one, then the fullest that is still short.
        let best = self.namings.iter().max_by_key(|naming| {
            let length = naming.content.len();
            (
                naming.year.is_some(),
                nameless && naming.is_told(),
                !doc.in_title(naming.sentence),
                naming.proper && length > 0,
                if length > LONG { 1 } else { length },
                usize::MAX - naming.sentence,
            )
        });
        let name = best.map(name_of).unwrap_or_default();
        let mut aliases: Vec<String> = Vec::new();
        for naming in self.namings.iter().filter(|naming| !naming.bare) {
            let alias = name_of(naming);
            if alias != name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let mut parties: Vec<String> = Vec::new();
        for party in self.namings.iter().flat_map(|naming| &naming.parties) {
            if !parties.contains(party) {
                parties.push(party.clone());
            }
        }
        let told = self.namings.iter().max_by_key(|naming| {
            (naming.action, !doc.in_title(naming.sentence), usize::MAX - naming.sentence)
        });
        let mut sentences: Vec<usize> = self.namings.iter().map(|naming| naming.sentence).collect();
        sentences.dedup();
        Agreement {
            name,
            aliases,
            kind: best.map_or("agreement", |naming| naming.kind),
            parties,
            action: told.map_or(Action::Discussed, |naming| naming.action),
            people: told.map(|naming| naming.people.clone()).unwrap_or_default(),
            date: self.date(),
            sentence: told.map_or(0, |naming| naming.sentence),
            sentences,
        }
    }

    /// When it was made: the year in its name, or the day of signing.
    fn date(&self) -> Option<PartialDate> {
        let signed = self
            .namings
            .iter()
            .filter(|naming| naming.action == Action::Signed)
            .filter_map(|naming| naming.date);
        let day = signed.max_by_key(|date| date.precision());
        let year = self.namings.iter().find_map(|naming| naming.year);
        match (day, year) {
            (Some(day), Some(year)) if !day.may_equal(year) => Some(year),
            (Some(day), _) if day.precision() >= Precision::Year => Some(day),
            (_, year) => year,
        }
    }
}

/// A name of its own, or one of several: `the Libreville ceasefire`, `an earlier truce`.
fn is_set_apart(naming: &Naming) -> bool {
    let names = |word: &String| {
        significant(word) && !matches!(word.as_str(), "ceasefire" | "cease-fire" | "truce" | "agreement")
    };
    naming.proper && (naming.content.is_empty() || naming.content.iter().any(names))
        || naming.year.is_some()
        || naming
            .content
            .iter()
            .any(|word| matches!(word.as_str(), "previous" | "second" | "another" | "earlier" | "former"))
}

/// Whether they have enough telling words in common: of long names one is too few.
fn shares(one: &Naming, other: &Naming) -> bool {
    let telling = |naming: &Naming| naming.content.iter().filter(|word| significant(word)).count();
    let common = one.content.iter().filter(|word| significant(word) && other.content.contains(word)).count();
    let least = telling(one).min(telling(other));
    // "the Mutual Defence Treaty" is not "the Enhanced Defence Cooperation Agreement".
    let named = one.proper && other.proper;
    common > 0 && if named { common * 2 > least } else { common * 3 >= least }
}

/// `a peace agreement`, `the final peace accord`: an article tells of one, unless it names it.
fn is_peace(naming: &Naming) -> bool {
    let names =
        |word: &String| significant(word) || matches!(word.as_str(), "previous" | "second" | "another");
    naming.year.is_none()
        && naming.content.iter().any(|word| word == "peace")
        && !naming.content.iter().any(names)
}

const COUNTS: &[&str] =
    &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "number"];

/// Kinds that may name one agreement: `the security pact`, `the security MoU`.
fn family(kind: &str) -> u8 {
    match kind {
        "ceasefire" => 1,
        "communique" | "declaration" => 2,
        _ => 0,
    }
}

/// Words that tell one agreement from another.
fn significant(word: &str) -> bool {
    word.len() > 2
        && !matches!(
            word,
            "joint"
                | "bilateral"
                | "trilateral"
                | "comprehensive"
                | "cooperation"
                | "framework"
                | "peace"
                | "international"
                | "strategic"
                | "legally"
                | "binding"
                | "final"
                | "landmark"
                | "historic"
                | "permanent"
                | "including"
                | "joint-venture"
        )
}

fn tidy(text: &str) -> String {
    let joined = text::spaced(text);
    let mut cut = joined.trim_end_matches([',', '.', ';', ':']);
    // A name cut where it grew long.
    while let Some(shorter) = [" of", " and", " the", " for", " in", " on", " between", " to", " with"]
        .iter()
        .find_map(|end| cut.strip_suffix(end))
    {
        cut = shorter.trim_end_matches(',');
    }
    let name = in_title_case(cut.to_string());
    without_abbreviation(&name).replace(" 's", "'s")
}

/// `Memorandum of Cooperation (MOC) on trade` without the letters in brackets.
fn without_abbreviation(name: &str) -> String {
    let Some((before, rest)) = name.split_once(" (") else { return name.to_string() };
    match rest.split_once(')') {
        Some((inner, behind)) if inner.chars().count() <= 8 && !inner.contains(' ') => {
            format!("{before}{behind}")
        }
        _ => name.to_string(),
    }
}
