//! Who sat on the sides of a meeting told before: `the members of the Tajik delegation were A and B`, `for the Kyrgyz
//! side there were C and D`, `A was in the chair`, `as broker there was B`.

use super::Near;
use super::frame::is_human;
use super::line::Line;
use super::words::Class;
use crate::extract::document::Kind;

/// Says who was at a meeting told before, and never that there was one.
pub const SAT_ON_A_SIDE: &str = "on their side were B";

/// Whether a sentence may name those of a side.
pub fn hints(word: &str, near: impl Near) -> bool {
    match word {
        "members" => near(1, &["of"]),
        "For" | "From" => (2..8).any(|ahead| near(ahead, &["there"])),
        "witnesses" | "guests" => near(1, &["that", "who", "including", ","]),
        "sent" | "led" | "headed" | "leads" | "heads" => true,
        "side" | "delegation" | "team" => true,
        "chair" => near(1, &["at", "."]),
        "broker" | "mediator" | "host" => near(1, &["there", "was", "were"]),
        _ => false,
    }
}

/// Whether `listed` may begin with a word in small letters.
pub fn may_list(word: &str) -> bool {
    matches!(
        word,
        "members"
            | "for"
            | "on"
            | "from"
            | "in"
            | "among"
            | "made"
            | "comprised"
            | "comprises"
            | "included"
            | "includes"
            | "consisted"
            | "composed"
            | "make"
            | "form"
            | "constitute"
            | "constituted"
            | "chair"
            | "witnesses"
            | "guests"
            | "sent"
            | "led"
            | "headed"
            | "leads"
            | "heads"
            | "as"
    )
}

/// The people whom the words at a place put on a side.
pub fn listed(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let (units, rule) = match line.word(at) {
        "members" if line.word(at + 1) == "of" => (members(line, at)?, SAT_ON_A_SIDE),
        "for" | "on" | "from" | "in" | "among" if at == 0 => (of_a_side(line)?, SAT_ON_A_SIDE),
        "made" | "comprised" | "comprises" | "included" | "includes" | "consisted" | "composed" => {
            (composed(line, at)?, SAT_ON_A_SIDE)
        }
        "make" | "form" | "constitute" | "constituted" if line.party(0).is_none() => {
            (makes_up(line, at)?, SAT_ON_A_SIDE)
        }
        "chair" => (in_the_chair(line, at)?, "A was in the chair"),
        "witnesses" | "guests" => (among_the_witnesses(line, at)?, SAT_ON_A_SIDE),
        "sent" => (sent(line, at)?, SAT_ON_A_SIDE),
        "led" | "headed" | "leads" | "heads" => (led_a_side(line, at)?, SAT_ON_A_SIDE),
        "as" if at == 0 => (as_broker(line)?, SAT_ON_A_SIDE),
        _ => return None,
    };
    units.iter().any(|unit| is_human(line, *unit)).then_some((units, rule))
}

/// `Chile has sent a delegation of nine, with A at its head`.
fn at_its_head(line: &Line<'_>, at: usize) -> Option<usize> {
    const FAR: usize = 12;
    let side = (at + 1..at + 5).find(|place| is_side(line, *place))?;
    let with = (side + 1..side + FAR).find(|place| line.word(*place) == "with")?;
    let head = (with + 1..with + FAR).find(|place| line.names_one(*place))?;
    let behind = line.get(head)?.tokens.end;
    let leads = (behind..behind + 4).any(|token| {
        line.doc.word(token) == "at" && (token + 1..token + 3).any(|next| line.doc.word(next) == "head")
    });
    leads.then_some(head)
}

/// `In his place the Emir sent the prime minister, B`.
fn in_his_place(line: &Line<'_>, at: usize) -> Option<usize> {
    let instead = line.word(0) == "in" && (1..4).any(|place| matches!(line.word(place), "place" | "stead"));
    let other = (at + 1..at + 4).find(|place| line.names_one(*place))?;
    instead.then_some(other)
}

/// `the members of the Tajik delegation were A and B`.
fn members(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    const LONGEST: usize = 9;
    let be = (at + 2..at + LONGEST).find(|place| matches!(line.word(*place), "were" | "included"))?;
    let side = (at + 2..be).any(|place| is_side(line, place));
    let opens = (0..at).all(|place| line.party(place).is_none() && !line.is_verb(place));
    let told = side && (opens || quoted(line, at));
    told.then(|| line.members_at(be + 1))
}

/// Behind `According to an official source, …`.
fn quoted(line: &Line<'_>, at: usize) -> bool {
    line.words_at(0, &["according", "to"]) && (0..at).any(|place| line.word(place) == ",")
}

/// `The Tajik delegation was made up of A; B; and C`, `his delegation included A and B`.
fn composed(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    const LONGEST: usize = 10;
    let from = match line.word(at) {
        "made" if line.words_at(at + 1, &["up", "of"]) => at + 3,
        "consisted" | "composed" if line.word(at + 1) == "of" => at + 2,
        "made" | "consisted" | "composed" => return None,
        _ if line.word(at + 1) == "of" => at + 2,
        _ => at + 1,
    };
    let low = at.saturating_sub(LONGEST);
    let side = (low..at).rev().find(|place| is_side(line, *place))?;
    let whole = (side + 1..at).all(|place| {
        !line.is_verb(place)
            || line.is(place, Class::Be)
            || matches!(line.word(place), "also" | "has" | "had")
    });
    let ahead = (side..at).any(|place| line.any(place, &[Class::Modal, Class::Plan, Class::Not]));
    let people = line.members_at(from);
    (whole && !ahead && people.len() >= 2).then_some(people)
}

/// `Three people make up the delegation: A, B and C`.
fn makes_up(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    const LONGEST: usize = 8;
    let from = if line.word(at + 1) == "up" { at + 2 } else { at + 1 };
    let side = (from..from + LONGEST).find(|place| is_side(line, *place))?;
    let mark = (side + 1..side + LONGEST).find(|place| matches!(line.word(*place), ":" | "–" | "—"))?;
    let people = line.members_at(mark + 1);
    (people.len() >= 2).then_some(people)
}

fn is_side(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "delegation" | "team" | "side")
        || line
            .mention(at)
            .is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. } | Kind::Group))
}

/// `For the Kyrgyz side there were A and B`, `On the Chinese side were A and B`, `On the Russian side, A and B took part`.
fn of_a_side(line: &Line<'_>) -> Option<Vec<usize>> {
    const LONGEST: usize = 7;
    /// How far an insertion behind the side may reach.
    const OVER: usize = 8;
    // "For the United States there were A and B"
    let state = if line.is(1, Class::Det) { 2 } else { 1 };
    let body = line.mention(state).is_some_and(|mention| matches!(mention.kind, Kind::Organization { .. }));
    let whole = matches!(line.word(0), "for" | "from") && (line.is_country(state) || body);
    let side = (1..LONGEST).find(|place| is_side(line, *place));
    let side = if whole && side.is_none() { state } else { behind_its_owner(line, side?) };
    let next = if line.word(side + 1) == "," { side + 2 } else { side + 1 };
    if line.word(next) == "there" && matches!(line.word(next + 1), "were" | "was") {
        return Some(line.members_at(behind_presence(line, next + 2)));
    }
    if matches!(line.word(next), "were" | "was") {
        return Some(line.members_at(next + 1));
    }
    // "In the Chinese delegation, beside A, were B and C"
    let over = (next..next + OVER).find(|place| line.word(*place) == "," && *place > next);
    if let Some(be) = over.map(|over| over + 1).filter(|be| matches!(line.word(*be), "were" | "was"))
        && matches!(line.word(next), "beside" | "besides" | "alongside" | "apart")
    {
        return Some(
            (next..be).filter(|place| line.names_one(*place)).chain(line.members_at(be + 1)).collect(),
        );
    }
    let list = line.subject_list(next);
    let came = (list.edge..list.edge + 3).any(|place| {
        matches!(line.word(place), "attended" | "participated" | "present")
            || line.words_at(place, &["took", "part"])
    });
    came.then_some(list.units)
}

/// Behind `also present at the meeting`, where a sentence goes on so.
fn behind_presence(line: &Line<'_>, from: usize) -> usize {
    const NEAR: usize = 4;
    let present = from + usize::from(line.word(from) == "also");
    if line.word(present) != "present" {
        return from;
    }
    let at_it = (present + 1..present + NEAR).find(|at| line.any(*at, &[Class::Noun, Class::Gathering]));
    at_it.filter(|_| line.word(present + 1) == "at").unwrap_or(present) + 1
}

/// The last unit of `the side of the Movement`, `the delegation from Chad`.
fn behind_its_owner(line: &Line<'_>, side: usize) -> usize {
    const FAR: usize = 8;
    if !matches!(line.word(side + 1), "of" | "from") {
        return side;
    }
    let owner = |place: usize| {
        let mention = line.mention(place).map(|mention| &mention.kind);
        line.word(place) != ","
            && !line.is_verb(place)
            && !matches!(mention, Some(Kind::Person | Kind::Role { .. } | Kind::Pronoun { .. }))
    };
    let behind = (side + 2..side + FAR).find(|place| {
        matches!(line.word(*place), "were" | "was")
            || line.words_at(*place, &["there", "were"])
            || line.words_at(*place, &["there", "was"])
    });
    // "On the side of the road there were soldiers": nobody's.
    let named = |place: usize| {
        let capital = line
            .get(place)
            .is_some_and(|unit| line.doc.word(unit.tokens.start).starts_with(char::is_uppercase));
        capital || line.mention(place).is_some()
    };
    behind
        .filter(|behind| (side + 2..*behind).all(owner) && named(behind - 1))
        .map_or(side, |behind| behind - 1)
}

/// `A was in the chair at the closed-door session`.
fn in_the_chair(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    let be = at.checked_sub(3).filter(|be| matches!(line.word(*be), "was" | "were"))?;
    let sat = line.words_at(be + 1, &["in", "the"]);
    let subject = line.subject(be);
    let held = !subject.planned && !subject.negated && !line.is(be + 1, Class::Not);
    (sat && held).then_some(subject.parties)
}

/// `As broker there was A`.
fn as_broker(line: &Line<'_>) -> Option<Vec<usize>> {
    let part = if line.is(1, Class::Det) { 2 } else { 1 };
    let role =
        matches!(line.word(part), "broker" | "mediator" | "host" | "facilitator" | "witness" | "witnesses");
    let there = line.word(part + 1) == "there";
    (role && there && matches!(line.word(part + 2), "was" | "were")).then(|| line.members_at(part + 3))
}

/// `a row of witnesses that included A and B`, `guests, among them A and B`.
fn among_the_witnesses(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    let next = if line.word(at + 1) == "," { at + 2 } else { at + 1 };
    let from = match line.word(next) {
        "that" | "who" if line.word(next + 1) == "included" => next + 2,
        "including" => next + 1,
        "among" => next + 2,
        _ => return None,
    };
    Some(line.members_at(from))
}

/// `Bahrain sent its crown prince, A, and Oman its deputy prime minister, B`: those who came for their states.
fn sent(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    if let Some(head) = at_its_head(line, at) {
        return Some(vec![head]);
    }
    if let Some(other) = in_his_place(line, at) {
        return Some(vec![other]);
    }
    let state =
        |unit: usize| line.mention(unit).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }));
    let whose = line.mention(at + 1).is_some_and(|mention| {
        matches!(mention.kind, Kind::Pronoun { possessive: true, .. })
            || matches!(mention.kind, Kind::Person) && !mention.offices.is_empty()
    });
    if at == 0 || !state(at - 1) || !whose {
        return None;
    }
    let list = line.list_right(at + 1);
    let mut people = list.units;
    // "…, and Oman its deputy prime minister, B"
    let next = line.connector_right(list.edge).filter(|next| state(*next));
    people.extend(next.map(|next| line.list_right(next + 1).units).unwrap_or_default());
    people.retain(|unit| !line.people(*unit).is_empty());
    (!people.is_empty()).then_some(people)
}

/// `A led the Emirati delegation`.
fn led_a_side(line: &Line<'_>, at: usize) -> Option<Vec<usize>> {
    const LONGEST: usize = 6;
    let side = (at + 1..at + LONGEST).find(|place| is_side(line, *place))?;
    let plain = (at + 1..side).all(|place| !line.is_verb(place) && line.people(place).is_empty());
    let subject = line.subject(at);
    let held = !subject.planned && !subject.negated && !subject.purpose;
    (plain && held && !subject.parties.is_empty()).then_some(subject.parties)
}
