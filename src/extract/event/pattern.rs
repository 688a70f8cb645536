//! Constructions of the table found in a sentence: `A had B as his guest`, `with B at his side, A said`.

use std::collections::HashSet;

use super::construction::{Construction, Constructions, Piece, Reading};
use super::frame::{Frame, clause_end, is_human};
use super::line::Line;
use super::scan::Subject;
use super::verb::{heads, with_list};
use super::words::Class;
use crate::extract::document::Kind;
use crate::model::MeetingKind;

/// What a construction makes of the words at a place.
pub enum Found {
    /// A telling; the words before this unit belong to it.
    Told(Frame, usize),
    /// No meeting, whatever the words before this unit might seem to tell.
    Nothing(usize),
}

/// Who stands where in a match.
#[derive(Debug, Clone, Default)]
struct Match {
    hosts: Vec<usize>,
    guests: Vec<usize>,
    /// The first unit behind it.
    end: usize,
}

const CONFIDENCE: f64 = 0.82;

/// The first construction that begins at `at` and has its people; those of signing only where the rules of verbs
/// read nothing.
pub fn find(line: &Line<'_>, at: usize, signing: bool) -> Option<Found> {
    if line.doc.in_title(line.sentence) {
        // A headline tells in the same words what lies ahead.
        return None;
    }
    let asked = |row: &&Construction| !places(row) && (row.kind == Some(MeetingKind::Signing)) == signing;
    Constructions::embedded().beginning(&line.open, line.construction(at)).filter(asked).find_map(|row| {
        let found = matched(line, row, at)?;
        if row.reading == Reading::Nothing {
            return Some(Found::Nothing(found.end));
        }
        let end = found.end;
        frame(line, at, row, found).map(|frame| Found::Told(frame, end))
    })
}

/// Whether a construction places somebody at a meeting told before.
fn places(row: &Construction) -> bool {
    matches!(row.reading, Reading::Join | Reading::Company)
}

/// Those whom a construction at `at` places at a meeting told before.
pub fn joins(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let rows = Constructions::embedded().beginning(&line.open, line.construction(at));
    // "He met several ministers separately. Among them were B and C": each of them apart.
    let apart = line.word(at) == "among" && tells_of_several(line);
    // "Last year's summit was chaired by B"
    let another = |row: &Construction| {
        row.text.starts_with("$was ~")
            && (at.saturating_sub(6)..at)
                .any(|place| matches!(line.word(place), "last" | "previous" | "earlier" | "next" | "past"))
    };
    // "to be presided over by B"
    let ahead = at > 0 && line.word(at - 1) == "be";
    // "B meanwhile flew in to the island": for something else.
    let elsewhere = |row: &Construction| {
        row.text.starts_with("flew|") && (0..at).any(|place| line.word(place) == "meanwhile")
    };
    let tells = |row: &Construction| places(row) && !apart && !ahead && !another(row) && !elsewhere(row);
    rows.filter(|row| tells(row)).find_map(|row| {
        let found = matched(line, row, at)?;
        if row.reading == Reading::Company {
            let mut both = line.subject(at).parties;
            if both.is_empty() {
                // "A of X, B of Y and Z's minister C came with D"
                let idle = !(0..at).any(|place| line.is_verb(place));
                both.extend((0..at).filter(|place| idle && line.names_one(*place)));
            }
            both.extend(found.guests);
            return Some((both, row.text));
        }
        if matches!(row.pieces.last(), Some(Piece::Guests | Piece::Several)) {
            let first = found.guests.iter().copied().min()?;
            let roster = line.roster(first);
            let guests = if roster.len() > found.guests.len() { roster } else { found.guests };
            return Some((guests, row.text));
        }
        if row.pieces.contains(&Piece::Guests) {
            return Some((found.guests, row.text));
        }
        // "Speaking at the summit, B said", "In his opening remarks B said"
        let opens = matches!(line.word(0), "in") || line.word(0).ends_with("ing");
        if at == 0 && opens {
            let units = line.main_subject(at, 1);
            let one = units.first().is_some_and(|unit| line.names_one(*unit));
            return one.then_some((units, row.text));
        }
        let subject = line.subject(at);
        // "at the talks in Rome, where B represented Chad": at those, and not at the meeting told before.
        let elsewhere = subject.parties.iter().any(|unit| *unit > 0 && line.word(unit - 1) == "where");
        let held = !subject.planned && !subject.negated && !subject.purpose && !elsewhere;
        (held && !subject.parties.is_empty()).then_some((subject.parties, row.text))
    })
}

/// Whether the sentence before tells of several meetings.
fn tells_of_several(line: &Line<'_>) -> bool {
    let before = line.sentence.checked_sub(1).and_then(|before| line.doc.segments.sentences.get(before));
    before.is_some_and(|sentence| {
        sentence.tokens.clone().any(|token| {
            matches!(
                line.doc.lower(token),
                "separately"
                    | "separate"
                    | "individually"
                    | "each"
                    | "turn"
                    | "bilateral"
                    | "meetings"
                    | "one-on-one"
            )
        })
    })
}

fn matched(line: &Line<'_>, row: &Construction, at: usize) -> Option<Match> {
    let mut found = Match::default();
    found.end = follow(line, &row.pieces, at, &mut found)?;
    Some(found)
}

/// The unit behind the pieces, where the units from `at` on are as they ask.
fn follow(line: &Line<'_>, pieces: &[Piece], at: usize, found: &mut Match) -> Option<usize> {
    const ADJECTIVES: usize = 5;
    const ADVERBIALS: usize = 10;
    let Some((piece, rest)) = pieces.split_first() else { return Some(at) };
    match piece {
        Piece::Words { any, optional } => {
            let word = word(line, at);
            let here = !word.is_empty() && any.contains(&word);
            let taken = if here { follow(line, rest, at + 1, found) } else { None };
            if taken.is_none() && any.contains(&".") && ends(line, at) {
                return follow(line, rest, at, found);
            }
            taken.or_else(|| if *optional { follow(line, rest, at, found) } else { None })
        }
        Piece::Adjectives => over(line, rest, at, ADJECTIVES, found, is_adjective),
        Piece::Adverbials => over(line, rest, at, ADVERBIALS, found, is_adverbial),
        Piece::Hosts => people(line, at, 1, true).and_then(|(units, end)| {
            found.hosts = units;
            follow(line, rest, end, found)
        }),
        Piece::Guests | Piece::Several => {
            let least = if *piece == Piece::Several { 2 } else { 1 };
            let known = found.guests.len();
            let (units, end) = people(line, at, least, false)?;
            found.guests.extend(units);
            // "told the president, B, in a meeting": the comma closes an apposition.
            let closed = line.word(end) == ",";
            let taken = follow(line, rest, end, found)
                .or_else(|| if closed { follow(line, rest, end + 1, found) } else { None });
            if taken.is_none() {
                found.guests.truncate(known);
            }
            taken
        }
        Piece::Any => follow(line, rest, at + 1, found),
        Piece::Place => {
            let at = if line.is(at, Class::Det) { at + 1 } else { at };
            let place = line.place(at).is_some()
                || line.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Organization { .. }));
            if place { follow(line, rest, at + 1, found) } else { None }
        }
        Piece::Time { optional } => {
            let time = if line.word(at) == "on" { at + 1 } else { at };
            let taken = if line.is_time(time) { follow(line, rest, time + 1, found) } else { None };
            taken.or_else(|| if *optional { follow(line, rest, at, found) } else { None })
        }
        Piece::Start => {
            let opens = at == 0 || matches!(line.word(at - 1), "," | ";" | ":" | "\"" | "“" | "that");
            if opens { follow(line, rest, at, found) } else { None }
        }
        Piece::End => {
            if ends(line, at) {
                follow(line, rest, at, found)
            } else {
                None
            }
        }
        Piece::Unless(words) => {
            if words.contains(&line.word(at)) {
                None
            } else {
                follow(line, rest, at, found)
            }
        }
    }
}

/// The word of a unit, of a pronoun too.
fn word<'l>(line: &'l Line<'_>, at: usize) -> &'l str {
    match line.get(at).filter(|unit| {
        unit.mention.is_some_and(|mention| match mention.kind {
            Kind::Pronoun { .. } => true,
            // "acted as mediators", "acted as chair"
            Kind::Role { .. } => mention.people.is_empty() && unit.tokens.len() == 1,
            _ => false,
        })
    }) {
        Some(unit) => unit.word,
        None => line.word(at),
    }
}

/// Whether what is told ends at a place or goes on with its time.
fn ends(line: &Line<'_>, at: usize) -> bool {
    let time = line.is_time(at) || line.word(at) == "on" && line.is_time(at + 1);
    at >= line.length()
        || time
        || matches!(line.word(at), "," | "." | ";" | "and" | "to" | "before" | "after" | "—" | "–")
}

/// Follows the rest of the pieces behind as few units of a sort as it takes.
fn over(
    line: &Line<'_>,
    rest: &[Piece],
    at: usize,
    most: usize,
    found: &mut Match,
    sort: fn(&Line<'_>, usize) -> bool,
) -> Option<usize> {
    for next in at..=(at + most).min(line.length()) {
        if let Some(end) = follow(line, rest, next, found) {
            return Some(end);
        }
        if !sort(line, next) {
            break;
        }
    }
    None
}

/// The people listed at `at`, and the unit behind them.
fn people(line: &Line<'_>, at: usize, least: usize, subject: bool) -> Option<(Vec<usize>, usize)> {
    if let Some(name) = line.described(at).filter(|_| !subject) {
        // "closeted with the movement's theoretician, B"
        let list = line.long_list(name);
        let units: Vec<usize> = list.units.into_iter().filter(|unit| is_human(line, *unit)).collect();
        return (heads(line, &units) >= least).then_some((units, list.edge));
    }
    let at = if matches!(line.word(at), "both" | "the") { at + 1 } else { at };
    // "for newly accredited Ambassador B", "for the visiting minister"
    let described = |place: usize| {
        line.word(place).starts_with("newly")
            || matches!(
                line.word(place),
                "new" | "visiting" | "outgoing" | "accredited" | "appointed" | "departing"
            )
    };
    let at = (at..at + 3).find(|place| !described(*place)).unwrap_or(at);
    if !is_human(line, at) || line.is_possessor(at) {
        return None;
    }
    let mut list = if subject { line.subject_list(at) } else { line.long_list(at) };
    if list.units.len() < least {
        // "between A and B ended": the verb behind the last does not make a clause of it.
        list = line.subject_list(at);
    }
    // "called on A and on B"
    let led = at
        .checked_sub(1)
        .map(|before| line.word(before))
        .filter(|word| matches!(*word, "on" | "with" | "by" | "to" | "of"));
    if let Some(next) =
        led.and_then(|led| line.connector_right(list.edge).filter(|next| line.word(*next) == led))
        && is_human(line, next + 1)
    {
        let more = line.long_list(next + 1);
        list.units.extend(more.units);
        list.edge = more.edge;
    }
    let units: Vec<usize> = list.units.into_iter().filter(|unit| is_human(line, *unit)).collect();
    (heads(line, &units) >= least).then_some((units, list.edge))
}

/// Words that make of a meeting one that lies ahead, or one of a body with itself.
const OTHERS: &[&str] = &[
    "planned",
    "upcoming",
    "possible",
    "potential",
    "proposed",
    "forthcoming",
    "future",
    "coming",
    "scheduled",
    "alleged",
    "next",
    "cancelled",
    "canceled",
    "cabinet",
    "party",
    "council",
    "board",
    "committee",
    "no",
    "campaign",
    "letter",
    "message",
    "statement",
    "telegram",
    "speech",
    "interview",
];

/// Part of a noun phrase before its noun.
fn is_adjective(line: &Line<'_>, at: usize) -> bool {
    let Some(unit) = line.get(at) else { return false };
    if let Some(mention) = unit.mention {
        let possessive = matches!(mention.kind, Kind::Pronoun { possessive: true, .. });
        return possessive || matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. });
    }
    if unit.time.is_some() {
        return true;
    }
    let closed = [
        Class::Prep,
        Class::Modal,
        Class::Not,
        Class::Rel,
        Class::Sub,
        Class::Be,
        Class::Do,
        Class::Say,
        Class::But,
        Class::And,
    ];
    let open = !unit.classes.any(&closed) || unit.classes.has(Class::Det) && unit.word != "that";
    let word = unit.word.starts_with(|letter: char| letter.is_alphanumeric()) || unit.word == "'s";
    word && open && !OTHERS.contains(&unit.word)
}

/// The same, or part of a phrase of time, place or matter.
fn is_adverbial(line: &Line<'_>, at: usize) -> bool {
    // "on Sunday (local time)", "in Argyle, Saint Vincent, on Thursday,"
    let bracket = matches!(line.word(at), "(" | ")" | "local");
    let when = |at: usize| line.is_time(at) || line.place(at).is_some();
    let comma =
        line.word(at) == "," && at > 0 && when(at - 1) && (when(at + 1) || line.is(at + 1, Class::Prep));
    if bracket || comma {
        return true;
    }
    if line.place(at).is_some() || line.is_adverb(at) {
        return true;
    }
    let preposition = line.is(at, Class::Prep)
        && !matches!(line.word(at), "with" | "between" | "by" | "without" | "against" | "like" | "unlike");
    let during = matches!(line.word(at), "during" | "after" | "following" | "margins" | "sidelines");
    preposition || during || is_adjective(line, at) && !line.is_verb(at)
}

/// A match as a telling; none where the people it needs are missing.
fn frame(line: &Line<'_>, at: usize, row: &Construction, found: Match) -> Option<Frame> {
    let mut subject = match row.reading {
        Reading::List => Subject { start: at, ..line.subject(at) },
        Reading::Planned | Reading::Denied => Subject { start: at, ..line.subject(at) },
        Reading::Phrase | Reading::Beside => of_clause(line, at, row.reading == Reading::Beside),
        Reading::Owner => Subject { parties: owner(line, at), start: at, ..Subject::default() },
        _ => line.subject(at),
    };
    if !found.hosts.is_empty() {
        subject = Subject { parties: found.hosts, start: at, ..Subject::default() };
    }
    let mut guests = found.guests;
    if matches!(row.reading, Reading::Pair) {
        guests.extend(with_list(line, found.end, &["with"]).into_iter().filter(|unit| is_human(line, *unit)));
    }
    subject.parties.retain(|unit| !guests.contains(unit));
    match row.reading {
        // "Also at the table were A and B": beside those told before.
        Reading::List if at > 0 && line.word(at - 1) == "also" => return None,
        Reading::List if heads(line, &guests) < 2 => return None,
        Reading::List => subject.parties.clear(),
        Reading::Pair | Reading::Peers if heads(line, &subject.parties) < 2 => return None,
        Reading::Denied | Reading::Planned => {}
        Reading::Pair | Reading::Peers => {}
        Reading::Owner if !subject.parties.is_empty() => {}
        _ if !subject.parties.iter().any(|unit| is_human(line, *unit)) => return None,
        _ => {}
    }
    let both = || subject.parties.iter().chain(&guests).copied();
    if matches!(row.reading, Reading::Beside | Reading::Peers) && !of_two_states(line, both()) {
        return None;
    }
    let last = both().chain([at, found.end.saturating_sub(1)]).max().unwrap_or(at);
    Some(Frame {
        rule: row.text,
        planned: subject.planned || subject.purpose || row.reading == Reading::Planned,
        negated: subject.negated || none_of(line, at) || row.reading == Reading::Denied,
        start: subject.start.min(at),
        nameless: subject.nameless.into_iter().collect(),
        subject: subject.parties,
        others: guests,
        kind: row.kind,
        apart: matches!(row.reading, Reading::Each | Reading::Owner),
        // "opened talks between B and C"
        together: row.reading == Reading::Subject && row.pieces.contains(&Piece::Several),
        confidence: CONFIDENCE,
        end: clause_end(line, last + 1),
        ..Frame::default()
    })
}

/// `no meeting`, `no such talks`.
fn none_of(line: &Line<'_>, at: usize) -> bool {
    const NEAR: usize = 3;
    (at.saturating_sub(NEAR)..at).any(|place| matches!(line.word(place), "no" | "neither"))
}

/// `A's`, `his` before a word: `his visit`, `A's first call`.
fn owner(line: &Line<'_>, at: usize) -> Vec<usize> {
    const ADJECTIVES: usize = 2;
    let adjective = |place: usize| {
        line.get(place).is_some_and(|unit| unit.is_word() && unit.word != "'s" && is_adjective(line, place))
            && !line.is(place, Class::Det)
            && !line.is_verb(place)
    };
    let at = (at.saturating_sub(ADJECTIVES)..=at).find(|start| (*start..at).all(adjective)).unwrap_or(at);
    let Some(before) = at.checked_sub(1) else { return vec![] };
    if line
        .mention(before)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: true, .. }))
    {
        return vec![before];
    }
    let possessive = matches!(line.word(before), "'s" | "'");
    before.checked_sub(1).filter(|party| possessive && is_human(line, *party)).into_iter().collect()
}

/// The subject of the clause to which a phrase belongs; what its verb says of time and denial where it counts.
fn of_clause(line: &Line<'_>, at: usize, counts: bool) -> Subject {
    let own = line.subject(at);
    let inserted = at > 0 && line.word(at - 1) == ",";
    let mut parties = line.main_subject(at, 3);
    if parties.is_empty() && inserted || parties.is_empty() && at > 0 && is_human(line, at - 1) {
        parties.clone_from(&own.parties);
    }
    let mut found = Subject { start: at, ..Subject::default() };
    if let Some(last) = parties.iter().copied().max().filter(|_| counts) {
        let verb = (last + 1..(last + 12).min(line.length()))
            .find(|place| line.is_verb(*place) && !line.is_auxiliary(*place));
        let clause = verb.map(|verb| line.subject(verb)).unwrap_or_default();
        let ahead = line.is(last + 1, Class::Modal);
        found.planned = clause.planned || clause.purpose || ahead;
        found.negated = clause.negated;
    }
    found.parties = parties;
    found
}

/// Whether no two of the people are known to be of one state, and the state of one is known.
fn of_two_states(line: &Line<'_>, units: impl Iterator<Item = usize>) -> bool {
    let mut people: Vec<_> = units.flat_map(|unit| line.people(unit)).copied().collect();
    people.dedup();
    let states: Vec<&str> = people.iter().filter_map(|person| line.doc.state_of(*person)).collect();
    let apart = states.iter().collect::<HashSet<_>>().len() == states.len();
    people.len() >= 2 && apart && !states.is_empty()
}
