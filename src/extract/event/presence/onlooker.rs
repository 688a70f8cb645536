//! Onlookers: `B looked on`, `in whose presence`, `signed before the eyes of A and of B`.

use super::LOOKED_ON;
use crate::extract::event::frame::is_human;
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;

/// `signed before the eyes of A and of B`.
pub(super) fn before_the_eyes(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let led = line.words_before(at, &["before", "the"])
        || line.words_before(at, &["under", "the"])
        || line.words_before(at, &["the", "watchful"]);
    if !led || line.word(at + 1) != "of" {
        return None;
    }
    let mut list = line.list_right(at + 2);
    let mut people = list.units;
    while line.is(list.edge, Class::And) && line.word(list.edge + 1) == "of" {
        list = line.list_right(list.edge + 2);
        people.extend(list.units);
    }
    people.iter().any(|unit| is_human(line, *unit)).then_some((people, "before the eyes of B"))
}

/// `B looked on`.
pub(super) fn looked_on(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let subject = line.subject(at);
    let held = !subject.planned && !subject.negated && !subject.purpose;
    let named = subject.parties.iter().any(|unit| is_human(line, *unit));
    (held && named).then_some((subject.parties, LOOKED_ON))
}

/// The person in whose presence the others of a sentence acted, by the unit of `whose`.
pub(super) fn in_whose_presence(line: &Line<'_>) -> Option<(usize, usize)> {
    let whose = (2..line.length().min(REACH)).find(|place| line.words_at(*place, &["whose", "presence"]))?;
    let before = if line.word(whose - 1) == "in" { whose - 1 } else { return None };
    let party = (before.saturating_sub(3)..before).rev().find(|place| is_human(line, *place))?;
    Some((whose, party))
}
