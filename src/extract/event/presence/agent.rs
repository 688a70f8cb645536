//! Agents of the passive: `attended by A and by B`, `attended on the Peruvian side by A`.

use super::attendance::OCCASIONS;
use crate::extract::document::Kind;
use crate::extract::event::line::{Line, REACH};

/// The `by` of `attended by`, `attended as well by`, `attended on the Peruvian side by`, `joined for the talks by`.
pub(super) fn by_behind(line: &Line<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 9;
    let by = (at + 1..at + LONGEST).find(|place| line.word(*place) == "by")?;
    let between = |place: usize| {
        line.is_adverb(place)
            || line.is_time(place)
            || line.place(place).is_some()
            || OCCASIONS.contains(&line.word(place))
            || line.mention(place).is_some_and(|mention| {
                matches!(mention.kind, Kind::Delegation { .. } | Kind::Organization { .. })
            })
            || matches!(
                line.word(place),
                "as" | "well"
                    | "among"
                    | "others"
                    | "in"
                    | "addition"
                    | "also"
                    | "too"
                    | ","
                    | "on"
                    | "from"
                    | "the"
                    | "side"
                    | "part"
                    | "for"
                    | "at"
                    | "during"
                    | "there"
            )
    };
    (at + 1..by).all(between).then_some(by)
}

/// Those of both sides: `attended on the Peruvian side by A and officials concerned, and on the Kenyan side by B`.
pub(super) fn of_both_sides(line: &Line<'_>, by: usize) -> Vec<usize> {
    let last = (by + REACH).min(line.length());
    let sided = |place: &usize| line.word(*place) == "by" && matches!(line.word(place - 1), "side" | "part");
    (by..last).filter(sided).flat_map(|by| line.members_at(by + 1)).collect()
}

/// The people behind a preposition, also where it is said again: `attended by A and by B`.
pub fn prepositional_list(line: &Line<'_>, preposition: usize) -> Vec<usize> {
    let word = line.word(preposition);
    let roster = line.roster(preposition + 1);
    let mut at = preposition;
    let mut units = Vec::new();
    loop {
        let list = line.long_list(at + 1);
        units.extend(list.units);
        match line.connector_right(list.edge) {
            Some(next) if line.word(next) == word && next > at => at = next,
            _ => break,
        }
    }
    let named = units.iter().filter(|unit| !line.people(**unit).is_empty()).count();
    if roster.len() > named { roster } else { units }
}
