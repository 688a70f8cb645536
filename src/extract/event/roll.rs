//! Lists of those who were there, a line each, under a line that says so: `The leaders in attendance:`, `Taking part were the
//! presidents named below:`.

use super::frame::Told;
use super::line::Line;
use super::lines::Lines;
use super::words::Class;
use crate::extract::document::{Kind, PersonId};
use crate::model::{MeetingKind, Status};

/// Says who was at the meeting told before, one line after the other.
const ON_THE_LIST: &str = "in the list of those present: B";
/// The same of those who signed.
pub const ON_THE_LIST_OF_SIGNATORIES: &str = "in the list of those who signed: B";
/// The longest list that is read, in lines.
const MOST: usize = 60;
/// How many units may stand before a member's name: `– 3. His Excellency the President of the Republic of X, A`.
const LEAD: usize = 12;
/// How many lines an office may take below a member's name.
const MOST_OFFICES: usize = 3;
/// How long a line of a list may be, in units.
const LONGEST: usize = 40;

/// The tellings of the lines below a sentence that announces a list, one for each line.
pub fn below(lines: &Lines<'_>, sentence: usize) -> Vec<Told> {
    let doc = lines.doc;
    let Some(lead) = doc.segments.sentences.get(sentence).filter(|_| !doc.in_title(sentence)) else {
        return vec![];
    };
    let opens = lead.tokens.end.checked_sub(1).is_some_and(|last| doc.word(last) == ":")
        || lead.tokens.len() <= LONGEST / 4
            && doc.segments.sentences.get(sentence + 1).is_some_and(|next| next.paragraph > lead.paragraph);
    if !opens || !lead.tokens.clone().any(|token| announces(doc.word(token))) {
        return vec![];
    }
    let line = lines.line(sentence);
    let Some(mut rule) = heading(&line) else { return vec![] };
    let mut told: Vec<Told> = Vec::new();
    for place in sentence + 1..(sentence + 1 + MOST).min(doc.segments.sentences.len()) {
        let below = doc.segments.sentences[place].paragraph > doc.segments.sentences[place - 1].paragraph;
        let line = lines.line(place);
        let members = members(&line);
        // "- His Excellency A", "- President of the Republic of X", "and of its Council"
        let above = told.last().is_some_and(|above: &Told| {
            (above.sentence + 1..=above.sentence + MOST_OFFICES).contains(&place)
        });
        if below && members.is_empty() && above && is_office(&line) {
            continue;
        }
        // "WITNESSED BY:": those below saw what those above signed.
        if below && members.is_empty() && !told.is_empty() && is_witnessing(&line) {
            rule = ON_THE_LIST;
            continue;
        }
        if !below || members.is_empty() {
            break;
        }
        told.push(telling(&line, rule, members));
    }
    // One line below is a sentence like any other.
    if told.len() < 2 && line.word(line.length().saturating_sub(1)) != ":" { vec![] } else { told }
}

/// `For the Government of X: A, Minister of Trade`, `FOR THE GOVERNMENT OF Y` and below it `B`: those whose names stand under a
/// text, a block each.
pub fn signed_for(lines: &Lines<'_>, sentence: usize) -> Vec<Told> {
    let doc = lines.doc;
    let sentences = &doc.segments.sentences;
    let (mut told, mut blocks): (Vec<Told>, usize) = (vec![], 0);
    let mut awaited = 0;
    for place in sentence..(sentence + MOST).min(sentences.len()) {
        let opens = place == 0 || sentences[place].paragraph > sentences[place - 1].paragraph;
        if doc.in_title(place) || !opens {
            break;
        }
        let line = lines.line(place);
        let block = is_for_a_side(&line);
        if place == sentence && !block {
            return vec![];
        }
        let members = members(&line);
        if block {
            (blocks, awaited) = (blocks + 1, MOST_OFFICES);
        } else if members.is_empty() && awaited == 0 || members.is_empty() && !is_office(&line) {
            break;
        }
        if members.is_empty() {
            awaited = awaited.saturating_sub(1);
            continue;
        }
        told.push(telling(&line, ON_THE_LIST_OF_SIGNATORIES, members));
    }
    if blocks < 2 || told.len() < 2 { vec![] } else { told }
}

/// `For the Government of X`, `On behalf of the Republic of Y:`, without a verb.
fn is_for_a_side(line: &Line<'_>) -> bool {
    const NEAR: usize = 7;
    let led = line.word(0) == "for" || line.words_at(0, &["on", "behalf", "of"]);
    let side = (1..NEAR).any(|at| {
        line.is_country(at)
            || line.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Organization { .. }))
            || matches!(line.word(at), "government" | "republic" | "kingdom" | "union")
    });
    led && side
        && line.length() <= LONGEST
        && (0..line.length()).all(|at| !line.is_verb(at) || matches!(line.word(at), "'s" | "signed"))
        && line.word(line.length() - 1) != "."
}

/// A word that an announcement of a list has.
fn announces(word: &str) -> bool {
    matches!(
        word,
        "attendance"
            | "present"
            | "Present"
            | "attended"
            | "attending"
            | "attendees"
            | "Attendees"
            | "participants"
            | "Participants"
            | "participated"
            | "participating"
            | "part"
            | "signatories"
            | "Signatories"
            | "signed"
            | "SIGNED"
            | "Signed"
            | "WITNESSED"
            | "Witnessed"
            | "PRESENT"
            | "delegates"
            | "Attendance"
            | "Attending"
            | "Participating"
            | "PARTICIPANTS"
            | "ATTENDANCE"
            | "SIGNATORIES"
            | "represented"
            | "witnesses"
            | "Witnesses"
            | "observers"
            | "Observers"
    )
}

/// What the line above a list says of its members, unless they have yet to come.
fn heading(line: &Line<'_>) -> Option<&'static str> {
    let ahead = (0..line.length()).any(|place| line.any(place, &[Class::Modal, Class::Plan, Class::Not]));
    let named = (0..line.length()).any(|place| line.names_one(place));
    let sign = (0..line.length()).any(|place| matches!(line.word(place), "signatories" | "signed"));
    (!ahead && !named).then_some(if sign { ON_THE_LIST_OF_SIGNATORIES } else { ON_THE_LIST })
}

/// `WITNESSED BY:`, `In the presence of:`.
fn is_witnessing(line: &Line<'_>) -> bool {
    const LONGEST: usize = 8;
    let says = |at: usize| {
        matches!(
            line.word(at),
            "witnessed" | "witnesses" | "witness" | "presence" | "attested" | "countersigned"
        )
    };
    line.length() <= LONGEST
        && (0..line.length()).any(says)
        && (0..line.length()).all(|at| !line.names_one(at))
        && matches!(line.word(line.length() - 1), ":" | "by" | "of")
}

/// A line that only tells the office of whoever the line above names.
fn is_office(line: &Line<'_>) -> bool {
    let end = line.word(line.length().saturating_sub(1));
    let idle = |place: usize| !line.is_auxiliary(place) && (!line.is_verb(place) || line.word(place) == "'s");
    let capital = (0..2).any(|place| {
        line.get(place).is_some_and(|unit| line.doc.word(unit.tokens.start).starts_with(char::is_uppercase))
    });
    capital
        && line.length() <= LONGEST / 2
        && !matches!(end, ":" | "." | "?" | "!")
        && (0..line.length()).all(|place| {
            idle(place) && line.mention(place).is_none_or(|mention| mention.kind != Kind::Person)
        })
}

/// The people whom a line of a list names; none where it is a sentence of its own.
fn members(line: &Line<'_>) -> Vec<PersonId> {
    let acts = |place: usize| {
        line.any(place, &[Class::Say, Class::Modal, Class::Be, Class::Do]) || line.is_auxiliary(place)
    };
    if line.length() > LONGEST || (0..line.length()).any(acts) || line.length() == 0 {
        return vec![];
    }
    let first =
        (0..LEAD.min(line.length())).find(|place| line.names_one(*place) && !line.is_possessor(*place));
    let Some(first) =
        first.filter(|first| !(0..*first).any(|place| line.is_verb(place) && !in_brackets(line, place)))
    else {
        return vec![];
    };
    let roster = line.roster(first);
    let units = if roster.is_empty() { vec![first] } else { roster };
    // "A, Minister of X, and B, his deputy": several; "A, envoy to President B": one.
    let bracketed = |unit: usize| {
        let end = line.mention(unit).map_or(0, |mention| mention.extent.end.max(mention.tokens.end));
        end > 0 && line.names_one(unit) && line.doc.word(end - 1) == ")"
    };
    let joined = |unit: &usize| {
        *unit == first
            || line.words_before(*unit, &["and"])
            || line.words_before(*unit, &["and", "the"])
            // "A (Chile), B (Bolivia)"
            || line.words_before(*unit, &[","]) && *unit > 1 && bracketed(*unit - 2)
            || line.words_before(*unit, &[")", ","])
    };
    units.into_iter().filter(joined).flat_map(|unit| line.people(unit).iter().copied()).collect()
}

/// `(signed)`, `/signed/` before a name.
fn in_brackets(line: &Line<'_>, at: usize) -> bool {
    at > 0 && matches!(line.word(at - 1), "(" | "/" | "[") && matches!(line.word(at + 1), ")" | "/" | "]")
}

fn telling(line: &Line<'_>, rule: &'static str, guests: Vec<PersonId>) -> Told {
    let person = (0..line.length())
        .find(|place| line.mention(*place).is_some_and(|mention| matches!(mention.kind, Kind::Person)));
    let trigger = person.unwrap_or(0);
    let signing = rule == ON_THE_LIST_OF_SIGNATORIES;
    Told {
        sentence: line.sentence,
        token: line.get(trigger).map_or(0, |unit| unit.tokens.start),
        rule,
        kind: if signing { MeetingKind::Signing } else { MeetingKind::Meeting },
        status: Status::Held,
        hosts: vec![],
        guests,
        apart: false,
        unnamed: vec![],
        states: vec![],
        organizations: vec![],
        anaphoric: true,
        neutral: true,
        joins: true,
        at: 1,
        confidence: 0.82,
        clause: 0..0,
        trigger,
        parties: vec![],
        theirs: false,
        window: None,
    }
}
