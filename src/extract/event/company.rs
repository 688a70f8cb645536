//! Being in somebody's company, told without a verb of meeting.
//!
//! | construction | example |
//! |---|---|
//! | table | A spent two days at the table with B |
//! | hours | after three hours with B, A said …; A spent an hour with B |
//! | press | A told a joint press conference with B |
//! | caption | Minister A (L) with Minister B in Rome on Monday |

use super::Near;
use super::frame::{Frame, is_human};
use super::line::Line;
use super::scan::Subject;
use super::signing;
use super::verb::{build, with_list};
use super::words::Class;
use crate::extract::document::Kind;
use crate::model::MeetingKind;

/// Whether a word may tell of company.
pub fn hints(word: &str, near: impl Near) -> bool {
    match word {
        "table" | "hours" | "hour" | "minutes" => near(1, &["with"]),
        "took" => near(1, &["place"]),
        "from" | "From" => near(1, &["left", "L"]),
        "L-R" | "l-r" => true,
        "(" => near(1, SPOTS) || near(2, SPOTS),
        "Photo" | "PHOTO" | "Pictured" | "Picture" | "Image" | "Caption" => near(1, &[":"]),
        "put" | "putting" | "set" | "setting" => {
            near(2, &["name", "names", "signature", "signatures", "initials", "pens", "pen"])
        }
        "conference" => near(-1, &["press", "news"]),
        _ => false,
    }
}

/// The frame of a word that tells of company.
pub fn frame(line: &Line<'_>, at: usize) -> Option<Frame> {
    let found = match line.word(at) {
        "table" if line.word(at + 1) == "with" => at_the_table(line, at),
        "hours" | "hour" | "minutes" if line.word(at + 1) == "with" => hours(line, at),
        "conference" if at > 0 && matches!(line.word(at - 1), "press" | "news") => press(line, at),
        "guest" | "guests" if line.word(at + 1) == "of" => guest_of(line, at),
        "guest" | "guests" | "host" | "hosts" => guest_whose(line, at),
        "took" | "take" if line.word(at + 1) == "place" => return took_place(line, at),
        "put" | "putting" | "set" | "setting" => return signing::names_put(line, at).map(signed),
        _ => None,
    };
    found.map(|frame| Frame { together: true, kind: Some(MeetingKind::Meeting), ..frame })
}

fn signed(frame: Frame) -> Frame {
    Frame { together: true, kind: Some(MeetingKind::Signing), ..frame }
}

/// Those behind `with`, where all of them are people.
fn with_people(line: &Line<'_>, with: usize) -> Option<Vec<usize>> {
    let units = line.list_right(with + 1).units;
    let named = |unit: &usize| is_human(line, *unit) && !line.people(*unit).is_empty();
    (units.iter().any(named) && !line.is_possessor(with + 1)).then_some(units)
}

fn at_the_table(line: &Line<'_>, at: usize) -> Option<Frame> {
    let the = at.checked_sub(1).filter(|the| line.word(*the) == "the")?;
    let to = the.checked_sub(1).filter(|to| matches!(line.word(*to), "at" | "around" | "round"))?;
    let others = with_people(line, at + 1)?;
    let subject = governing(line, to);
    named(line, &subject).then(|| build(line, at, "A was at the table with B", subject, others, 0.82))
}

/// `A was the guest of B at a dinner`.
fn guest_of(line: &Line<'_>, at: usize) -> Option<Frame> {
    const NEAR: usize = 4;
    const FAR: usize = 24;
    let low = at.saturating_sub(NEAR);
    let be = (low..at).rev().find(|place| line.is(*place, Class::Be))?;
    let others = with_people(line, at + 1)?;
    let last = others.iter().copied().max()?;
    let meal = (last..(last + FAR).min(line.length())).any(|place| {
        matches!(
            line.word(place),
            "dinner" | "lunch" | "luncheon" | "banquet" | "breakfast" | "reception" | "talks"
        )
    });
    let subject = line.subject(be);
    (meal && named(line, &subject)).then(|| build(line, at, "A was the guest of B", subject, others, 0.82))
}

/// `A was B's guest at a dinner`, `A was his host in Rome`.
fn guest_whose(line: &Line<'_>, at: usize) -> Option<Frame> {
    const FAR: usize = 6;
    let his = at.checked_sub(1).filter(|his| {
        let whose = line
            .mention(*his)
            .filter(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }));
        whose.is_some_and(|mention| mention.people.len() == 1)
    });
    let owner = || at.checked_sub(2).filter(|host| line.word(host + 1) == "'s" && is_human(line, *host));
    let host = his.or_else(owner)?;
    let be = host.checked_sub(1).filter(|be| line.is(*be, Class::Be))?;
    let meal = line.word(at).starts_with("host") && line.word(at + 1) == "in"
        || (at + 1..at + FAR).any(|place| {
            line.any(place, &[Class::Noun])
                || matches!(line.word(place), "dinner" | "lunch" | "luncheon" | "banquet" | "breakfast")
        });
    let subject = line.subject(be);
    (meal && named(line, &subject))
        .then(|| build(line, at, "A was the guest of B", subject, vec![host], 0.82))
}

/// `They took place in Rome`: where the talks told before were.
fn took_place(line: &Line<'_>, at: usize) -> Option<Frame> {
    let they =
        (at == 1) && line.get(0).is_some_and(|unit| matches!(unit.word, "they" | "it" | "these" | "this"));
    they.then(|| Frame {
        anaphoric: true,
        ..build(line, at, "they took place", Subject { start: at, ..Subject::default() }, vec![], 0.7)
    })
}

/// `after three hours with B, A said`; `A spent two hours with B`.
fn hours(line: &Line<'_>, at: usize) -> Option<Frame> {
    const LONGEST: usize = 5;
    let others = with_people(line, at + 1)?;
    let low = at.saturating_sub(LONGEST);
    let opens = (low..at)
        .rev()
        .find(|place| matches!(line.word(*place), "after" | "following" | "spent" | "spending"))?;
    let plain = (opens + 1..at).all(|place| !line.is_verb(place) && line.party(place).is_none());
    let subject = match line.word(opens) {
        "spent" | "spending" => line.subject(opens),
        _ => Subject { parties: line.main_subject(opens, 3), start: opens, ..Subject::default() },
    };
    (plain && named(line, &subject)).then(|| build(line, at, "hours with B", subject, others, 0.8))
}

/// `A told a joint press conference with B`, `A and B gave a joint news conference`.
fn press(line: &Line<'_>, at: usize) -> Option<Frame> {
    const LONGEST: usize = 4;
    let low = at.saturating_sub(LONGEST);
    let joint = (low..at).rev().find(|place| line.word(*place) == "joint")?;
    let opens =
        if joint > 0 && matches!(line.word(joint - 1), "a" | "the" | "their") { joint - 1 } else { joint };
    let subject = governing(line, opens);
    let mut others = with_list(line, at + 1, &["with", "alongside"]);
    others.retain(|unit| is_human(line, *unit) && !line.people(*unit).is_empty());
    let several = subject.parties.iter().filter(|unit| is_human(line, **unit)).count() > 1;
    let met = named(line, &subject) && (several || !others.is_empty());
    met.then(|| Frame {
        anaphoric: true,
        ..build(line, at, "a joint press conference", subject, others, 0.78)
    })
}

/// The subject of the verb before the phrase that begins at `from`.
fn governing(line: &Line<'_>, from: usize) -> Subject {
    const FAR: usize = 24;
    let low = from.saturating_sub(FAR);
    match (low..from).rev().find(|place| line.is_verb(*place) && !line.is_auxiliary(*place)) {
        Some(verb) => line.subject(verb),
        None => Subject { parties: line.main_subject(from, 3), start: from, ..Subject::default() },
    }
}

fn named(line: &Line<'_>, subject: &Subject) -> bool {
    subject.parties.iter().any(|unit| is_human(line, *unit) && !line.people(*unit).is_empty())
}

/// `From left: A of X, B of Y and C of Z`, `Standing, from left, A, B and C`: together in one picture.
fn from_left(line: &Line<'_>) -> Option<(usize, Frame)> {
    const LATEST: usize = 44;
    const HEAD: usize = 3;
    let shown = (0..HEAD).find(|at| {
        matches!(line.word(*at), "photo" | "pictured" | "picture" | "image" | "caption")
            && line.word(at + 1) == ":"
    });
    if let Some(shown) = shown {
        // "[Photo: A, B and C]"
        let people: Vec<usize> =
            line.members_at(shown + 2).into_iter().filter(|unit| line.names_one(*unit)).collect();
        let office = |unit: &usize| {
            line.people(*unit).iter().all(|person| !line.doc.person(*person).offices.is_empty())
        };
        let idle = (shown + 2..line.length()).all(|at| !line.is_verb(at));
        if people.len() >= 2 && people.iter().all(office) && idle && people.first() == Some(&(shown + 2)) {
            let subject = Subject { parties: people, start: shown, ..Subject::default() };
            return Some((
                shown,
                Frame { together: true, ..build(line, shown, "caption: A, B", subject, vec![], 0.7) },
            ));
        }
    }
    let left = (0..LATEST.min(line.length()))
        .find(|at| line.words_at(*at, &["from", "left"]) || matches!(line.word(*at), "l-r" | "left-right"))?;
    let mut first = left + if line.word(left) == "from" { 2 } else { 1 };
    if line.words_at(first, &["to", "right"]) {
        first += 2;
    }
    let they = |at: usize| {
        line.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { plural: true, .. }))
    };
    while matches!(line.word(first), ":" | "," | ")" | "are" | "were" | "is" | "–" | "-") || they(first) {
        first += 1;
    }
    let people: Vec<usize> =
        line.members_at(first).into_iter().filter(|unit| line.names_one(*unit)).collect();
    let at_once = people.first().is_some_and(|unit| *unit <= first + 3);
    // "At the retreat held in X were, from left, A, B and C"
    let shows = |at: usize| {
        matches!(
            line.word(at),
            "held" | "seen" | "shown" | "pictured" | "posed" | "pose" | "posing" | "poses" | "lined" | "line"
        ) || matches!(line.word(at), "stand" | "standing" | "stood" | "sit" | "sitting" | "seated" | "sat")
    };
    let idle = (0..left).all(|at| {
        !line.is_verb(at)
            || line.word(at) == "'s"
            || line.any(at, &[Class::Meet, Class::Talk, Class::Receive])
            || matches!(line.word(at), "are" | "were")
            || shows(at)
    });
    let subject = Subject { parties: people, start: left, ..Subject::default() };
    let several = subject.parties.len() >= 2 && at_once && idle;
    several.then(|| {
        (
            left,
            Frame { together: true, ..build(line, left, "caption: from left A, B", subject, vec![], 0.72) },
        )
    })
}

/// Where somebody stands in a picture: `(L)`, `(centre)`, `(2nd R)`, `(2-L)`.
const SPOTS: &[&str] = &[
    "L", "R", "C", "l", "r", "c", "left", "right", "centre", "center", "middle", "Left", "Right", "2-L",
    "2-R", "3-L", "3-R", "2L", "2R", "3L", "3R", "2nd", "3rd", "second", "third",
];

fn is_spot(word: &str) -> bool {
    SPOTS.contains(&word)
}

/// `President A (L) and Minister B at the opening of the summit`, `A (C) makes a statement, flanked by B (L) and C (R)`: those
/// of one picture.
fn in_picture(line: &Line<'_>) -> Option<(usize, Frame)> {
    const LATEST: usize = 5;
    const LONGEST: usize = 80;
    let marked = |unit: usize| {
        let home = if matches!(line.word(unit + 1), "of" | "from") { 2 } else { 0 };
        [0, home].iter().any(|over| {
            let open = unit + over + 1;
            line.word(open) == "("
                && is_spot(line.get(open + 1).map_or("", |spot| line.doc.word(spot.tokens.start)))
        })
    };
    let first = (0..LATEST).find(|at| line.names_one(*at) && !line.is_possessor(*at))?;
    let apart = |at: usize| {
        line.any(at, &[Class::Modal, Class::Plan, Class::Not, Class::Say])
            || matches!(
                line.word(at),
                "combination" | "combo" | "composite" | "collage" | "portrait" | "portraits"
            )
    };
    let spots = || (first..line.length()).filter(|at| marked(*at) && line.names_one(*at));
    if line.length() > LONGEST || spots().next().is_none() || (0..line.length()).any(apart) {
        return None;
    }
    let mut people: Vec<usize> = line.roster(first);
    people.extend(spots());
    people.extend(spots().next_back().map(|last| line.roster(last)).unwrap_or_default());
    people.sort_unstable();
    people.dedup();
    let known = people.iter().flat_map(|unit| line.people(*unit));
    let states: Vec<&str> = known.filter_map(|person| line.doc.state_of(*person)).collect();
    let abroad = states.iter().any(|state| *state != states[0]);
    // "A (C) and his minister, B (R), at the opening session of the summit"
    let gathered = (0..line.length()).any(|at| line.any(at, &[Class::Gathering, Class::Ceremony]));
    let met = people.len() >= 2 && (abroad || gathered);
    let subject = Subject { parties: people, start: first, ..Subject::default() };
    met.then(|| {
        (
            first,
            Frame { together: true, ..build(line, first, "caption: A (L), B (R)", subject, vec![], 0.72) },
        )
    })
}

/// `Minister A (L) with Minister B in Rome on Monday`: a caption, which has no verb.
pub fn caption(line: &Line<'_>) -> Option<(usize, Frame)> {
    const LONGEST: usize = 40;
    if let Some(found) = from_left(line).filter(|_| !line.doc.in_title(line.sentence)) {
        return Some(found);
    }
    if let Some(found) = in_picture(line).filter(|_| !line.doc.in_title(line.sentence)) {
        return Some(found);
    }
    if line.length() > LONGEST || line.doc.in_title(line.sentence) {
        return None;
    }
    let first = usize::from(line.word(1) == ":") * 2;
    let person = |at: usize| {
        line.mention(at).is_some_and(|mention| mention.kind == Kind::Person && !mention.offices.is_empty())
    };
    let with = (first + 1..line.length()).find(|place| line.word(*place) == "with")?;
    let subject = line.list_left(before_bracket(line, with)?).units;
    let opens =
        subject.first().is_some_and(|unit| *unit == first) && subject.iter().all(|unit| person(*unit));
    let idle = (first..with).all(|place| !line.is_verb(place));
    let list = line.list_right(with + 1);
    let others = list.units.iter().all(|unit| person(*unit)) && !list.units.is_empty();
    let still = (list.edge..line.length())
        .take_while(|place| line.word(*place) != ".")
        .all(|place| !line.is_verb(place) || line.is_auxiliary(place) && place > list.edge + 6);
    let dated = (list.edge..line.length()).any(|place| line.is_time(place));
    let met = opens && idle && others && still && dated;
    let subject = Subject { parties: subject, start: first, ..Subject::default() };
    met.then(|| (with, build(line, with, "caption: A with B", subject, list.units, 0.75)))
}

/// The unit before a place and the brackets there: `A of Cambodia (L) with`.
fn before_bracket(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut end = at.checked_sub(1)?;
    if line.word(end) == ")" {
        let open = (at.saturating_sub(6)..end).rev().find(|place| line.word(*place) == "(")?;
        end = open.checked_sub(1)?;
    }
    let resident = matches!(line.word(end.wrapping_sub(1)), "of" | "from") && line.place(end).is_some();
    if resident { end.checked_sub(2) } else { Some(end) }
}
