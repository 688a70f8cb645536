//! The noun phrase of a meeting: what modifies the noun, whose it is, and whether it is such a noun at all.

use crate::extract::document::Kind;
use crate::extract::event::line::Line;
use crate::extract::event::words::Class;
use crate::model::MeetingKind;

/// What stands before the noun.
pub(super) struct Before {
    /// The first unit of the noun phrase.
    pub(super) start: usize,
    /// The unit of the possessor.
    pub(super) owner: Option<usize>,
    pub(super) definite: bool,
    pub(super) planned: bool,
    /// `no talks`
    pub(super) none: bool,
    pub(super) plural: bool,
}

const UNSURE: &[&str] = &[
    "planned",
    "upcoming",
    "expected",
    "possible",
    "potential",
    "proposed",
    "forthcoming",
    "future",
    "coming",
    "scheduled",
    "supposed",
    "alleged",
    "purported",
    "prospective",
    "eventual",
    "next",
    "purported",
    "reported",
    "would-be",
];

/// `along with`, `together with` right behind the noun.
pub(super) fn joined_by(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "along" | "together" | "alongside") && line.word(at + 1) != "the"
}

pub(super) fn leads_in(line: &Line<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| {
        matches!(line.word(before), "with" | "at" | "in" | "during" | "after" | "following")
    })
}

/// `meeting room`, `call centre`, `session chair`: the noun only describes another.
pub(super) fn followed_by_noun(line: &Line<'_>, at: usize) -> bool {
    matches!(
        line.word(at + 1),
        "room"
            | "rooms"
            | "hall"
            | "table"
            | "point"
            | "place"
            | "agenda"
            | "centre"
            | "center"
            | "records"
            | "process"
    )
}

/// `talks`, `calls` as nouns, not verbs.
pub(super) fn is_nominal(line: &Line<'_>, at: usize) -> bool {
    if at == 0 {
        return true;
    }
    let before = at - 1;
    let official = line.get(before).is_some_and(|unit| unit.word == "official" && unit.tokens.len() == 1);
    if line.party(before).is_some()
        && !official
        && !matches!(
            line.mention(before).map(|mention| &mention.kind),
            Some(Kind::State { .. } | Kind::Organization { .. })
        )
    {
        // "Modi talks with Xi": a verb in a headline.
        return false;
    }
    true
}

/// A name behind the noun: `the summit "Peace 2024"`, `meeting (CFM)`.
pub(super) fn skip_names(line: &Line<'_>, at: usize) -> usize {
    if line.word(at) == "(" {
        return (at + 1..(at + 12).min(line.length()))
            .find(|place| line.word(*place) == ")")
            .map_or(at, |close| close + 1);
    }
    at
}

/// `a courtesy call on B` is no call by telephone.
pub(super) fn courtesy(line: &Line<'_>, start: usize, at: usize) -> Option<MeetingKind> {
    (start..at)
        .any(|place| matches!(line.word(place), "courtesy" | "farewell" | "introductory"))
        .then_some(MeetingKind::Meeting)
}

pub(super) fn phone(line: &Line<'_>, start: usize, at: usize) -> Option<MeetingKind> {
    let call = (start..at).any(|place| matches!(line.word(place), "phone" | "telephone" | "telephonic"));
    if call {
        return Some(MeetingKind::Call);
    }
    (start..=at).any(|place| line.word(place) == "summit").then_some(MeetingKind::Summit)
}

/// The noun phrase to the left: adjectives, articles, the possessor.
pub(super) fn before(line: &Line<'_>, at: usize) -> Before {
    let mut found =
        Before { start: at, owner: None, definite: false, planned: false, none: false, plural: false };
    let word = line.word(at);
    found.plural = word.ends_with('s') && word != "talks";
    let low = at.saturating_sub(9);
    while found.start > low {
        let left = found.start - 1;
        let Some(unit) = line.get(left) else { break };
        if let Some(mention) = unit.mention {
            match &mention.kind {
                Kind::Pronoun { possessive: true, .. } => {
                    found.owner = Some(left);
                    found.start = left;
                    break;
                }
                Kind::State { .. } | Kind::Organization { .. } | Kind::Place { .. }
                    if !line.is(left.wrapping_sub(1), Class::Prep) =>
                {
                    found.start = left
                }
                // "their official talks"
                Kind::Role { plural: false } if unit.word == "official" && unit.tokens.len() == 1 => {
                    found.start = left
                }
                _ => break,
            }
            continue;
        }
        if unit.word == ")" {
            let open = (left.saturating_sub(8)..left).rev().find(|place| line.word(*place) == "(");
            let Some(open) = open else { break };
            found.start = open;
            continue;
        }
        if unit.time.is_some() {
            // "at their January meeting"
            let whose = left > 0
                && (line.word(left - 1) == "'s"
                    || line.mention(left - 1).is_some_and(|mention| {
                        matches!(mention.kind, Kind::Pronoun { possessive: true, .. })
                    }));
            if whose && line.word(left + 1) != "'s" {
                found.start = left;
                continue;
            }
            if line.word(left + 1) != "'s" {
                break;
            }
            found.start = left;
            found.definite = true;
            continue;
        }
        match unit.word {
            "'s" | "'" | "s'" => {
                found.start = left;
                let modifier = left > 0
                    && line.mention(left - 1).is_some_and(|mention| {
                        matches!(mention.kind, Kind::Role { plural: true }) && mention.people.is_empty()
                    });
                if modifier {
                    // "the Leaders' Retreat" is a name, not a possession.
                    found.start = left - 1;
                    continue;
                }
                if left > 0 && line.party(left - 1).is_some() {
                    found.owner = Some(left - 1);
                    found.start = left - 1;
                    break;
                }
                continue;
            }
            "the" | "that" | "this" | "these" | "those" => {
                found.definite = true;
                found.start = left;
                break;
            }
            // "held an “informal summit”"
            "\"" | "“" if line.is(left.wrapping_sub(1), Class::Det) => {
                found.start = left;
                continue;
            }
            "'\"" | "\"" | "“" => break,
            _ => {}
        }
        found.planned |= UNSURE.contains(&unit.word);
        if unit.classes.has(Class::Det) {
            found.none |= unit.word == "no";
            found.start = left;
            continue;
        }
        let adjective = unit.classes.is_empty()
            || unit.classes.has(Class::Plan)
            || unit.classes.has(Class::Noun) && left > 0;
        let also = line.is(left, Class::Adverb)
            && matches!(
                unit.word,
                "separate" | "first" | "face-to-face" | "one-on-one" | "virtual" | "again"
            );
        let joined = unit.word == "and"
            && left > 0
            && line.get(left - 1).is_some_and(|unit| unit.is_word() && unit.classes.is_empty());
        let participle = line.is_verb(left)
            && left > 0
            && (line.is(left - 1, Class::Det) || line.is(left - 1, Class::Support));
        if (adjective && (!line.is_verb(left) || participle) && unit.word.starts_with(char::is_alphanumeric))
            || also
            || joined
        {
            found.start = left;
        } else {
            break;
        }
    }
    found
}

/// `A and B's meeting`: both.
pub(super) fn owner_units(line: &Line<'_>, owner: usize) -> Vec<usize> {
    if line.mention(owner).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. })) {
        return vec![owner];
    }
    line.list_left(owner).units
}

/// `a session of the Foreign Relations Committee`: the work of a chamber; that of a joint commission is diplomacy.
pub(super) fn of_a_chamber(line: &Line<'_>, at: usize) -> bool {
    const LONGEST: usize = 6;
    const CHAMBERS: &[&str] =
        &["commission", "committee", "parliament", "senate", "congress", "duma", "cabinet"];
    const SHARED: &[&str] = &["joint", "intergovernmental", "mixed", "bilateral", "trilateral", "tripartite"];
    let sits = matches!(line.word(at), "session" | "sitting" | "hearing" | "sessions" | "hearings");
    let end = (at + 2..at + 2 + LONGEST).find(|place| {
        line.get(*place).is_some_and(|unit| {
            let last = line.doc.lower(unit.tokens.end.saturating_sub(1));
            CHAMBERS.contains(&last)
        })
    });
    let own = end.is_some_and(|end| (at + 2..=end).all(|place| !SHARED.contains(&line.word(place))));
    sits && line.word(at + 1) == "of" && own
}
