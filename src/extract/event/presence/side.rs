//! Those of a side: `The Chinese side was led by B`, `Belarus was represented by B`, `A and B were with him`.

use super::attendance::{OCCASIONS, those};
use super::{LOOKED_ON, WITH_THEM};
use crate::extract::document::Kind;
use crate::extract::event::frame::is_human;
use crate::extract::event::line::Line;
use crate::extract::event::words::Class;

/// `They are A of X; B of Y; and C`: who those are of whom the sentence before spoke as `three envoys`.
pub(super) fn named_behind(line: &Line<'_>) -> Option<Vec<usize>> {
    let they = line.mention(0).filter(|mention| {
        mention.people.is_empty() && matches!(mention.kind, Kind::Pronoun { plural: true, possessive: false })
    });
    they.filter(|_| matches!(line.word(1), "are" | "were"))?;
    let list = line.long_list(2);
    let all = list.units.iter().all(|unit| line.people(*unit).len() == 1);
    (list.units.len() >= 2 && all && !(2..list.edge).any(|place| line.is_auxiliary(place)))
        .then_some(list.units)
}

/// How far behind `represented` its `by` may stand: `is represented at the summit by B`.
pub(super) const NEAR_BY: usize = 8;

/// How far behind `represented` a colon may stand: `were represented at the level of ministers: X by A`.
const NEAR_COLON: usize = 10;

/// `Belarus was represented by its ambassador, B`: a state or body, at the meeting told before.
pub(super) fn represented(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "was" | "were" | "is" | "are"))?;
    let mut whole = be.checked_sub(1)?;
    if line.word(whole) == ")" {
        // "The Commission of the Union (CU) was represented by its head, B"
        whole =
            (whole.saturating_sub(4)..whole).rev().find(|place| line.word(*place) == "(")?.checked_sub(1)?;
    }
    // "his country, the smallest of the five, was represented by B"
    let country =
        (0..be).any(|place| matches!(line.word(place), "country" | "government" | "nation" | "state"));
    let apposed = line.word(whole) == "," && country;
    let body = line.mention(whole).is_some_and(|mention| {
        // "President A was represented by his prime minister, B"
        matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. } | Kind::Person)
    });
    // "Three countries were represented by ministers: X by A; Y by B"
    let counted = matches!(
        line.word(whole),
        "countries" | "states" | "governments" | "nations" | "members" | "parties" | "others" | "delegations"
    );
    let colon = (at + 1..at + NEAR_COLON).find(|place| line.word(*place) == ":");
    if let Some(colon) = colon.filter(|_| counted) {
        // "The members were represented as follows: X: Prime Minister A; Y: King B"
        let each =
            |unit: &usize| line.names_one(*unit) && !line.is_possessor(*unit) && !line.explains_office(*unit);
        if line.words_at(at + 1, &["as", "follows"]) {
            let people: Vec<usize> = (colon + 1..line.length()).filter(each).collect();
            return (!people.is_empty()).then_some((people, "also attending were B"));
        }
        let mut people = vec![];
        let mut edge = colon + 1;
        while let Some((more, next)) = next_represented(line, edge).filter(|(_, next)| *next > edge) {
            people.extend(more);
            edge = next;
        }
        return (!people.is_empty()).then_some((people, LOOKED_ON));
    }
    let by = (at + 1..at + NEAR_BY).find(|place| line.word(*place) == "by")?;
    let occasion = (at + 1..by).all(|place| {
        line.any(place, &[Class::Prep, Class::Det, Class::Noun, Class::Gathering, Class::Ceremony])
            || line.is_adverb(place)
            || line.get(place).is_some_and(|unit| unit.is_word() && unit.classes.is_empty())
            || line.mention(place).is_some_and(|mention| mention.people.is_empty())
    });
    if !occasion {
        return None;
    }
    let mut list = line.list_right(by + 1);
    // "…, and President C of Benin by D": C was represented as well.
    let by = |unit: usize| (unit + 1..unit + 5).find(|place| line.word(*place) == "by");
    let plain = |unit: usize, by: usize| {
        (unit + 1..by).all(|place| line.word(place) == "of" || line.is_country(place))
    };
    let next = list.units.iter().position(|unit| by(*unit).is_some_and(|by| plain(*unit, by)));
    if let Some(next) = next.filter(|next| *next > 0) {
        list.edge = list.units[next];
        list.units.truncate(next);
    }
    // "X was represented by A, Y by B and Z by C"
    while let Some((more, edge)) = next_represented(line, list.edge).filter(|(_, edge)| *edge > list.edge) {
        list.units.extend(more);
        list.edge = edge;
    }
    let named = list.units.iter().any(|unit| is_human(line, *unit));
    // "was represented by B in court" is no meeting.
    let elsewhere =
        (list.edge..line.length()).any(|place| matches!(line.word(place), "court" | "trial" | "case"));
    ((body || apposed) && named && !elsewhere).then_some((list.units, LOOKED_ON))
}

/// `…, and Suriname by its vice president, C`: a further state behind one that was represented.
fn next_represented(line: &Line<'_>, edge: usize) -> Option<(Vec<usize>, usize)> {
    const FAR: usize = 14;
    let by = (edge..edge + FAR).find(|place| line.word(*place) == "by")?;
    let state = by.checked_sub(1).filter(|state| line.is_country(*state) || line.names_one(*state))?;
    let joined = line.connector_right(state.saturating_sub(2)).is_some()
        || line.word(edge.wrapping_sub(1)) == ":"
        || line.is(state.wrapping_sub(1), Class::And)
        || line.word(state.wrapping_sub(1)) == ","
        || (edge..state).any(|place| line.names_one(place));
    let list = line.list_right(by + 1);
    let named = list.units.iter().any(|unit| is_human(line, *unit));
    (joined && named).then_some((list.units, list.edge))
}

/// `The Chinese side was led by B`.
pub(super) fn side(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "was" | "were"))?;
    let group = be.checked_sub(1)?;
    let sides = matches!(line.word(group), "side" | "delegation" | "team")
        || line
            .mention(group)
            .is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. } | Kind::Group));
    let opens = (0..group).all(|place| !line.is_verb(place));
    (sides && opens).then(|| (line.list_by(at + 1).0.units, "their side was led by B"))
}

/// `A and B were with him.`
pub(super) fn beside(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "was" | "were"))?;
    let pronoun = line
        .mention(at + 1)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: false, .. }));
    let ends = at + 2 >= line.length() || matches!(line.word(at + 2), "." | "," | ";");
    let subject = line.subject(be);
    (pronoun && ends && !subject.negated && subject.parties.iter().any(|unit| is_human(line, *unit)))
        .then_some((subject.parties, WITH_THEM))
}

/// `B, who had with him C`, `B, with whom were C and D`.
pub(super) fn brought_along(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let whom = line.word(at + 1) == "whom" && matches!(line.word(at + 2), "was" | "were");
    let him = line
        .mention(at + 1)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: false, .. }));
    let had = at > 0 && matches!(line.word(at - 1), "had" | "has") && him;
    let from = if whom { at + 3 } else { at + 2 };
    let people = if whom || had { line.members_at(from) } else { vec![] };
    people.iter().any(|unit| is_human(line, *unit)).then_some((people, WITH_THEM))
}

/// `Facing them were A and B`, `Joining him was A`.
pub(super) fn beside_them(line: &Line<'_>) -> Option<(Vec<usize>, &'static str)> {
    // "Looking on were A and B", "Looking on as the others signed were, among others, A and B"
    let looked = line.words_at(0, &["looking", "on"]);
    let far = if looked { 10 } else { 4 };
    let be = (1..far).find(|place| matches!(line.word(*place), "were" | "was"))?;
    let aside = line.words_at(be + 1, &[",", "among", "others", ","]);
    let be = if aside { be + 4 } else { be };
    // "Joining the talks were A and B"
    let known = looked
        || OCCASIONS.contains(&line.word(be - 1))
        || line.mention(be.saturating_sub(1)).is_some_and(|mention| {
            matches!(mention.kind, Kind::Pronoun { .. } | Kind::Person | Kind::Group | Kind::Role { .. })
        });
    let units = those(line, be + 1);
    (known && units.iter().any(|unit| is_human(line, *unit))).then_some((units, "facing them were B"))
}
