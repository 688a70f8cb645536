//! Where weight tells nothing: people who act for others or speak for them, and words of doubt.

use crate::extract::document::{Document, PersonId};
use crate::extract::event::{Class, Line};
use crate::extract::office::is_spokesperson;

/// Somebody with an office of his own who speaks for himself.
pub fn acts(doc: &Document<'_>, person: PersonId) -> bool {
    let offices = &doc.person(person).offices;
    !offices.is_empty() && !offices.iter().any(|office| is_spokesperson(&office.title))
}

/// What somebody does who need not be there.
const ELSEWHERE: &[&str] = &[
    "forward",
    "proposed",
    "drafted",
    "presented",
    "submitted",
    "announced",
    "appointed",
    "named",
    "elected",
    "issued",
    "initiated",
    "launched",
    "suggested",
    "floated",
    "nominated",
    "sent",
    "dispatched",
    "ordered",
    "commissioned",
    "written",
    "invited",
    "succeeded",
    "together",
    "accompanied",
];

/// `the envoy of B`, `on behalf of B`, `deputizing for B`: names somebody who need not have been there.
pub fn stands_for_another(line: &Line<'_>, at: usize) -> bool {
    // "B's special envoy, A"
    if line.is_possessor(at) {
        return true;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    match line.word(before) {
        "represented" | "representing" | "advises" | "advised" | "advising" => true,
        // "the plan put forward by B"
        "by" => (before.saturating_sub(2)..before).any(|at| ELSEWHERE.contains(&line.word(at))),
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
                    | "stands"
                    | "sits"
                    | "sat"
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
    // "Also expected at the summit are A, B and C", "The programme provides for A and B to speak alone"
    let planned = |at: usize| {
        line.is(at, Class::Plan) || matches!(line.word(at), "programme" | "program" | "schedule" | "agenda")
    };
    if (0..start.min(3)).any(planned) {
        return true;
    }
    // "was greeted at the airport by B", "on reaching Oslo was welcomed by B"
    let airport = (start..end).any(|at| {
        matches!(line.word(at), "airport" | "arrival" | "arriving" | "reaching" | "landing" | "tarmac")
    });
    let greeted = |at: usize| line.any(at, &[Class::Receive, Class::Welcome]) || line.word(at) == "greeted";
    airport && (start..end).any(greeted)
        || (start..end).any(|at| {
            line.any(at, &[Class::Plan, Class::Deny, Class::Not])
                || line.is(at, Class::Modal) && line.word(at) != "can"
                || matches!(
                    line.word(at),
                    "if" | "whether"
                        | "program"
                        | "schedule"
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
                        | "none"
                        | "absent"
                        | "absence"
                        | "provided"
                        | "provides"
                        | "credentials"
                )
                || matches!(line.word(at), "are" | "is" | "was" | "were") && line.word(at + 1) == "to"
                || line.words_at(at, &["stayed", "away"])
        })
}

/// `A met B; C met D`, `A had come, but B stayed at home`: people of two clauses, each with a verb of its own.
pub fn parted(line: &Line<'_>, one: usize, other: usize) -> bool {
    let (from, to) = (one.min(other) + 1, one.max(other));
    let mark = (from..to).rev().find(|at| line.word(*at) == ";" || line.is(*at, Class::But));
    mark.is_some_and(|mark| {
        let verb = |mut within: std::ops::Range<usize>| within.any(|at| line.is_verb(at));
        verb(from..mark) || verb(mark..to)
    })
}
