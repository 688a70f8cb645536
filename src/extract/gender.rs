//! Who is a woman and who a man, as styles and given names tell it: `she` is no man, `he` no woman.

use crate::extract::name::{LONGEST_PARTICLE, is_particle};
use crate::extract::reading::Reading;
use crate::extract::{Document, Gender, Kind, Mention, PersonId};
use crate::gazetteer::{Gazetteer, plain};

const WOMEN: [&str; 21] = [
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "miss",
    "madam",
    "madame",
    "lady",
    "dame",
    "baroness",
    "queen",
    "princess",
    "sheikha",
    "begum",
    "daw",
    "smt",
    "smt.",
    "chairwoman",
    "spokeswoman",
    "congresswoman",
    "señora",
];
const MEN: [&str; 16] = [
    "mr",
    "mr.",
    "sir",
    "lord",
    "baron",
    "king",
    "prince",
    "sheikh",
    "shaikh",
    "monsieur",
    "señor",
    "pope",
    "emir",
    "sultan",
    "spokesman",
    "congressman",
];

/// Notes the gender of everybody named, where the words before the name or the given name tell it.
pub(super) fn settle(document: &mut Document, reading: &Reading, mentions: &[Mention]) {
    for mention in mentions.iter().filter(|mention| matches!(mention.kind, Kind::Person)) {
        let [PersonId(person)] = mention.people.as_slice() else { continue };
        if let Some(gender) = styled(reading, mention) {
            document.persons[*person].gender = gender;
        }
    }
    for person in document.persons.iter_mut().filter(|person| person.gender == Gender::Unknown) {
        person.gender = given(&person.name);
    }
}

/// What the words between the beginning of an office and a name tell, or the one before: `Ms Maria Lindt`.
fn styled(reading: &Reading, mention: &Mention) -> Option<Gender> {
    let start = mention.extent.start.min(mention.tokens.start.saturating_sub(1));
    // "King Hassan's adviser, Maria Lindt": the king's style is not hers.
    let own = |at: &usize| !reading.is(*at, &["'s", "’s", "'", "’", "to", "of", "for"]);
    (start..mention.tokens.start + 1).rev().take_while(own).find_map(|at| {
        let told = |words: &[&str]| reading.is_capital(at) && reading.is(at, words);
        if told(&WOMEN) { Some(Gender::Female) } else { told(&MEN).then_some(Gender::Male) }
    })
}

/// What the first word of a name tells; a name of one word is a surname.
fn given(name: &str) -> Gender {
    let particle =
        |word: &str| (word.len() <= LONGEST_PARTICLE || !word.is_ascii()) && is_particle(&plain(word));
    let mut words = name.split_whitespace().filter(|word| !word.contains('.') && !particle(word));
    match (words.next(), words.next()) {
        (Some(first), Some(_)) => Gazetteer::embedded().gender_of(&plain(first)),
        _ => Gender::Unknown,
    }
}

/// Which gender a pronoun asks for.
pub(super) fn asked(word: &str) -> Gender {
    match word {
        "he" | "him" | "his" | "himself" => Gender::Male,
        "she" | "her" | "hers" | "herself" => Gender::Female,
        _ => Gender::Unknown,
    }
}
