//! Where weight tells nothing: people who act for others or speak for them, and words of doubt.

use crate::extract::document::{Document, PersonId};
use crate::extract::event::{Class, Line};
use crate::extract::office::is_spokesperson;

/// Somebody with an office of his own who speaks for himself.
pub fn acts(doc: &Document<'_>, person: PersonId) -> bool {
    let offices = &doc.person(person).offices;
    !offices.is_empty() && !offices.iter().any(|office| is_spokesperson(&office.title))
}

/// `the envoy of B`, `on behalf of B`, `deputizing for B`: names somebody who need not have been there.
pub fn stands_for_another(line: &Line<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    match line.word(before) {
        "represented" | "representing" => true,
        "of" => {
            let told = before > 0
                && (line.any(before - 1, &[Class::Noun, Class::Gathering, Class::Ceremony, Class::Tour])
                    || matches!(line.word(before - 1), "presence" | "participation" | "attendance" | "each"));
            !told
        }
        // "A, adviser to President B"
        "to" => {
            before > 0
                && (!line.people(before - 1).is_empty()
                    || [
                        "adviser",
                        "advisor",
                        "envoy",
                        "ambassador",
                        "aide",
                        "assistant",
                        "secretary",
                        "deputy",
                        "counsel",
                    ]
                    .contains(&line.word(before - 1)))
        }
        "for" => (before.saturating_sub(4)..before).any(|at| {
            matches!(
                line.word(at),
                "deputizing"
                    | "deputising"
                    | "deputized"
                    | "deputised"
                    | "standing"
                    | "stood"
                    | "filling"
                    | "substituting"
            )
        }),
        _ => false,
    }
}

/// Whether a word around two people says that their meeting is only planned, wished for or refused, or that they wrote.
pub fn doubted(line: &Line<'_>, first: usize, last: usize) -> bool {
    const NEAR: usize = 8;
    let (start, end) = (first.saturating_sub(NEAR), (last + NEAR).min(line.length()));
    // "Also expected at the summit are A, B and C"
    if (0..start.min(3)).any(|at| line.is(at, Class::Plan)) {
        return true;
    }
    // "was greeted at the airport by B"
    let airport = (start..end).any(|at| line.word(at) == "airport");
    let greeted = |at: usize| line.any(at, &[Class::Receive, Class::Welcome]) || line.word(at) == "greeted";
    airport && (start..end).any(greeted)
        || (start..end).any(|at| {
            line.any(at, &[Class::Plan, Class::Deny, Class::Not])
                || line.is(at, Class::Modal) && line.word(at) != "can"
                || matches!(
                    line.word(at),
                    "if" | "whether"
                        | "unless"
                        | "awaited"
                        | "awaiting"
                        | "await"
                        | "off"
                        | "no"
                        | "instead"
                        | "programme"
                        | "message"
                        | "messages"
                        | "letter"
                        | "letters"
                        | "cable"
                        | "telegram"
                        | "condolences"
                        | "addressed"
                )
                || matches!(line.word(at), "are" | "is" | "was" | "were") && line.word(at + 1) == "to"
        })
}
