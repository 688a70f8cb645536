//! The place of an event: a town or a building, told apart from where the matter or a party is.

use super::day::JOURNEYS;
use crate::extract::document::{Kind, StateForm};
use crate::extract::event::frame::{Told, clause_end};
use crate::extract::event::journey::CITIES;
use crate::extract::event::line::{Line, REACH};
use crate::extract::event::words::Class;
use crate::extract::place;

/// A place and whether it is a building or the like, which may be given with its town.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    pub name: String,
    pub venue: bool,
}

pub(super) fn place_of(line: &Line<'_>, told: &Told) -> Option<Spot> {
    // Between a venue and its town: `at the Republican Palace in the heart of Khartoum`.
    const APART: usize = 8;
    let mut best: Option<(place::Rank, usize, String)> = None;
    let mut venue: Option<(usize, String)> = None;
    let mut town: Option<usize> = None;
    let start = told.clause.start.min(told.trigger);
    let end = told.clause.end.max(told.trigger + 1).min(line.length());
    // "held an “informal summit” in Wuhan": the mark that closes a term closes no clause.
    let term =
        matches!(line.word(end), "”" | "\"" | "’") && matches!(line.word(end + 1), "in" | "at" | "near");
    let end = if term { clause_end(line, end + 1) } else { end };
    // "met A in Rome after talks with B": the town of another meeting.
    let after = start > 0
        && matches!(line.word(start - 1), "after" | "following" | "before")
        && (start.saturating_sub(REACH / 8)..start)
            .any(|place| line.any(place, &[Class::Meet, Class::Receive]));
    let low = if start > 0 && !after { leading(line, start) } else { start };
    let last_party = told.parties.iter().copied().max().unwrap_or(0);
    // "was discussed in Damascus by A and B" says where.
    let by = told.rule == "it was discussed by A and B";
    let matter = line.is(told.trigger, Class::Discuss) && told.window.is_none() && !by;
    let mut purpose = false;
    for at in low..end {
        let behind = at > told.trigger;
        purpose |= behind && purpose_begins(line, at);
        if behind && best.is_some() && told.window.is_none() && line.is_verb(at) {
            break;
        }
        if matter
            && behind
            && !is_aside(line, at)
            && (at < last_party.max(told.trigger + 2) || last_party <= told.trigger)
        {
            // What was discussed lies there, not the meeting.
            continue;
        }
        let Some(unit) = line
            .get(at)
            .filter(|unit| unit.is_word() && matches!(unit.word, "in" | "at" | "near" | "outside" | "of"))
        else {
            continue;
        };
        if unit.word == "of" {
            let town = sidelines(line, at).filter(|_| best.is_none());
            best = town.map(|town| (place::Rank::Venue, at.abs_diff(told.trigger), town)).or(best);
            continue;
        }
        if told.joins && behind && at < last_party && is_workplace(line, at) {
            continue;
        }
        let stop = line.units.last().map_or(0, |unit| unit.tokens.end);
        let Some(found) = place::behind(line.doc, unit.tokens.start, stop) else { continue };
        let sayers = line.is(at + 2, Class::Say) && (told.trigger..at).any(|place| line.word(place) == ",");
        if sayers {
            // "A met B, officials in Tokyo said"
            continue;
        }
        if told.window.as_ref().is_some_and(|window| !window.contains(&at) && at > told.trigger) {
            continue;
        }
        if topical(line, at) || purpose && found.rank == place::Rank::State || describes_party(line, told, at)
        {
            continue;
        }
        if found.rank == place::Rank::Venue {
            venue = venue.or(Some((at, found.name.clone())));
        }
        let better = match &best {
            None => true,
            Some((rank, distance, _)) => (found.rank, *distance) > (*rank, at.abs_diff(told.trigger)),
        };
        if better {
            town = (found.rank == place::Rank::Town).then_some(at);
            best = Some((found.rank, at.abs_diff(told.trigger), found.name));
        }
    }
    let Some((rank, _, name)) = best else { return opening(line).filter(|_| low > 0) };
    if let (Some((at, venue)), Some(town)) = (&venue, town)
        && at.abs_diff(town) <= APART
    {
        // "in North Efate at the Havannah Resort"
        return Some(Spot { name: place::in_town(venue, &name), venue: false });
    }
    Some(Spot { name, venue: rank == place::Rank::Venue })
}

/// `In Bishkek today, A and B, who head …, agreed at a meeting`, `Today in Bishkek the leaders held their first summit`: where
/// the sentence opens.
fn opening(line: &Line<'_>) -> Option<Spot> {
    const FAR: usize = 4;
    let led = line.is_time(0) && line.word(1) == "in" && (line.word(3) == "," || line.party(3).is_some());
    if let Some(town) = town(line, 1).filter(|_| led) {
        return Some(Spot { name: town, venue: false });
    }
    let comma = (2..=FAR).find(|at| line.word(*at) == ",")?;
    let dated = (2..comma).all(|at| line.is_time(at) || line.word(at) == "on");
    let town = town(line, 0).filter(|_| line.word(0) == "in" && dated && !line.is_time(1))?;
    Some(Spot { name: town, venue: false })
}

/// `attended by A, Assistant Minister at the Ministry of Foreign Affairs, and B`: where somebody listed works.
fn is_workplace(line: &Line<'_>, at: usize) -> bool {
    const OFFICES: &[&str] = &[
        "minister",
        "secretary",
        "undersecretary",
        "director",
        "director-general",
        "ambassador",
        "adviser",
        "advisor",
        "head",
        "chief",
        "official",
        "representative",
        "spokesman",
        "spokesperson",
        "consul",
        "attaché",
        "president",
        "chairman",
    ];
    let item = (0..at).rev().take_while(|place| !matches!(line.word(*place), "," | ";"));
    let mut tokens =
        item.take(REACH / 4).filter_map(|place| line.get(place)).flat_map(|unit| unit.tokens.clone());
    tokens.any(|token| OFFICES.contains(&line.doc.lower(token)))
}

/// `B, who leads the mission in Grozny, sat through the talks`: where somebody works, not where the meeting was.
fn describes_party(line: &Line<'_>, told: &Told, at: usize) -> bool {
    const FAR: usize = 14;
    let rel = |place: &usize| matches!(line.word(*place), "who" | "whose" | "which" | "whom");
    let low = at.saturating_sub(FAR).max(told.clause.start.min(at));
    at < told.trigger
        && (low..at).rev().find(rel).is_some_and(|rel| {
            // "A, who was in Rome to meet B": the verb of the clause tells it.
            !(rel..at).any(|place| line.word(place) == ",")
                && (at..told.trigger).any(|place| line.word(place) == ",")
        })
}

/// `on the fringes of the World Economic Forum in Davos`: the occasion, whose place is that of the meeting.
pub(super) fn is_aside(line: &Line<'_>, at: usize) -> bool {
    (at.saturating_sub(6)..at).any(|place| is_margin(line, place))
}

fn is_margin(line: &Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "fringes" | "sidelines" | "margins" | "sideline" | "margin")
}

/// `on the sidelines of the Geneva Dialogue`: the town after which an occasion is called.
fn sidelines(line: &Line<'_>, of: usize) -> Option<String> {
    let aside = of.checked_sub(1).is_some_and(|before| is_margin(line, before));
    let name = if line.word(of + 1) == "the" { of + 2 } else { of + 1 };
    let mention = line.mention(name).filter(|_| aside)?;
    let town = match &mention.kind {
        Kind::Place { .. } => true,
        Kind::State { form, .. } => *form == StateForm::Capital,
        _ => false,
    };
    town.then(|| line.doc.words(&mention.tokens).to_string())
}

/// `to discuss …`, `about …`: what follows is the matter.
fn purpose_begins(line: &Line<'_>, at: usize) -> bool {
    let verb = line.is_verb(at + 1) || line.any(at + 1, &[Class::Discuss]);
    line.word(at) == "to" && verb || matches!(line.word(at), "about" | "regarding" | "concerning")
}

/// Where the clause itself stands: `visited the Senate, where she met B`, `flew to Hanoi for talks with B`, `had come
/// from Wellington, where he met B`.
pub(super) fn reached(line: &Line<'_>, told: &Told) -> Option<Spot> {
    const FAR: usize = 12;
    let low = told.trigger.saturating_sub(FAR);
    let stop = line.units.last().map_or(0, |unit| unit.tokens.end);
    let to = (low..told.trigger).rev().find(|at| {
        // "whom a visit has brought to Vladivostok"
        let journey = line.word(*at) == "to"
            && (at.saturating_sub(3)..*at)
                .any(|verb| JOURNEYS.contains(&line.word(verb)) || line.word(verb) == "brought");
        let relative =
            matches!(line.word(*at), "in" | "to" | "into" | "at" | "from" | "near" | "visited" | "toured")
                && (*at..told.trigger).any(|place| line.word(place) == "where" && place <= *at + 6);
        journey || relative
    })?;
    let start = to + 1;
    if (start..told.trigger).any(|place| matches!(line.word(place), ";" | "before" | "after" | "from")) {
        return None;
    }
    let from = line.get(to)?.tokens.start;
    let follows = (to..told.trigger).any(|place| line.word(place) == "where");
    place::behind(line.doc, from, stop)
        .filter(|named| follows || named.rank != place::Rank::State)
        .map(|named| Spot { venue: named.rank == place::Rank::Venue, name: named.name })
}

/// `the Singapore meeting`, `the second Geneva round`: the town by which a meeting is called.
pub(super) fn attributive(line: &Line<'_>, told: &Told) -> Option<Spot> {
    let noun = line.any(told.trigger, &[Class::Noun, Class::Gathering]);
    // "the Nairobi climate summit"
    let before = (told.trigger.saturating_sub(3)..told.trigger)
        .rev()
        .filter(|_| noun && !told.joins)
        .find(|at| line.mention(*at).is_some() || line.is_time(*at))?;
    let plain = |at: usize| {
        let unit = line.get(at).is_some_and(|unit| unit.word.chars().all(char::is_alphanumeric));
        unit && !line.is_verb(at)
            && !line.any(at, &[Class::Prep, Class::And, Class::Noun])
            && line.word(at) != "the"
    };
    if !(before + 1..told.trigger).all(plain) {
        return None;
    }
    let mention = line.mention(before)?;
    let town = match &mention.kind {
        Kind::Place { region, .. } => !region,
        Kind::State { name, form } => {
            *form == StateForm::Capital || *form == StateForm::Name && CITIES.contains(&name.as_str())
        }
        _ => false,
    };
    town.then(|| Spot { name: line.doc.words(&mention.tokens).to_string(), venue: false })
}

/// `Kampala was the venue of the talks`, `Oslo played host to the meeting`: the town as the sentence's subject.
pub(super) fn venue_of(line: &Line<'_>, told: &Told) -> Option<Spot> {
    let noun = line.any(told.trigger, &[Class::Noun, Class::Gathering]);
    let low = told.trigger.saturating_sub(REACH / 16);
    // "Kazan was the setting for an encounter": told by the verb.
    let high = if noun { told.trigger } else { (told.trigger + 6).min(line.length()) };
    let seats = noun || line.is(told.trigger, Class::Be) || SEATS.contains(&line.word(told.trigger));
    seats.then(|| town_of_venue(line, low..high)).flatten().map(|name| Spot { name, venue: false })
}

/// What a town is for a meeting.
const SEATS: &[&str] = &["venue", "scene", "setting", "seat", "site"];

/// The town of which a clause says that it was the venue of something.
pub fn town_of_venue(line: &Line<'_>, within: std::ops::Range<usize>) -> Option<String> {
    const FAR: usize = 14;
    let seat = within.rev().find(|at| {
        // "was the venue, on 29 May, of the talks"
        let inserted = || (at + 2..at + FAR).find(|close| line.word(*close) == ",");
        let behind = if line.word(at + 1) == "," { inserted() } else { Some(*at) };
        let of = behind.is_some_and(|before| matches!(line.word(before + 1), "of" | "for"));
        let named =
            SEATS.contains(&line.word(*at)) && of || line.word(*at) == "host" && line.word(at + 1) == "to";
        named
            && (at.saturating_sub(8)..*at)
                .any(|verb| line.is(verb, Class::Be) || matches!(line.word(verb), "played" | "became"))
    })?;
    (seat.saturating_sub(FAR)..seat).find_map(|at| {
        let mention = line.mention(at)?;
        let town = match &mention.kind {
            Kind::Place { region, .. } => !region,
            Kind::State { form, .. } => *form == StateForm::Capital,
            _ => false,
        };
        let subject = at == 0 || matches!(line.word(at - 1), "," | "that") || line.is_time(at - 1);
        (town && subject).then(|| line.doc.words(&mention.tokens).to_string())
    })
}

/// `met here on Monday`.
pub(super) fn is_here(line: &Line<'_>, told: &Told) -> bool {
    let end = told.clause.end.max(told.trigger + 6).min(line.length());
    (told.trigger..end).any(|at| {
        line.word(at) == "here"
            && !line.any(at + 1, &[Class::Be, Class::Modal])
            && line.word(at.wrapping_sub(1)) != "from"
    })
}

/// The first unit of the phrases that lead the clause: `In Abuja on Friday, …`, `that in the capital he had met`.
fn leading(line: &Line<'_>, start: usize) -> usize {
    let low = start.saturating_sub(14);
    let stop = (low..start).rev().find(|place| {
        line.is_verb(*place) || line.is(*place, Class::Rel) || matches!(line.word(*place), ";" | "that" | ":")
    });
    stop.map_or(low, |stop| stop + 1)
}

/// What is somewhere else than those who speak of it: `war`, `crisis`.
pub fn is_matter(word: &str) -> bool {
    matches!(
        word,
        "war"
            | "peace"
            | "conflict"
            | "crisis"
            | "situation"
            | "ceasefire"
            | "security"
            | "developments"
            | "stability"
            | "truce"
            | "fighting"
            | "violence"
            | "process"
            | "democracy"
            | "elections"
            | "ambassador"
            | "investment"
            | "escalation"
            | "aggression"
            | "hostilities"
            | "interests"
            | "troops"
            | "forces"
            | "embassy"
            | "consulate"
    )
}

/// `the war in Ukraine`, `peace in Yemen`: where the matter is, not the meeting.
pub fn topical(line: &Line<'_>, preposition: usize) -> bool {
    const NEAR: usize = 6;
    let Some(before) = preposition.checked_sub(1) else { return false };
    // "the secretary of the Red Cross in Guyana", "the bureau (TPC) in Doha": where a body sits that is not met at.
    let body = match line.word(before) {
        ")" => before.checked_sub(3),
        _ => Some(before),
    };
    let sits = body.is_some_and(|body| {
        let unit = line.mention(body).filter(|mention| matches!(mention.kind, Kind::Organization { .. }));
        let led = body.checked_sub(1).map(|at| if line.word(at) == "the" { at.wrapping_sub(1) } else { at });
        unit.is_some() && led.is_some_and(|led| matches!(line.word(led), "of" | "from"))
    });
    // "met at the office of the OSCE in Chisinau"
    let seat = |at: &usize| {
        matches!(line.word(*at), "office" | "offices" | "headquarters" | "building" | "premises" | "seat")
    };
    let at_its_office = (preposition.saturating_sub(NEAR)..preposition)
        .rev()
        .find(seat)
        .is_some_and(|seat| (seat.saturating_sub(2)..seat).any(|at| line.word(at) == "at"));
    if sits && !is_aside(line, preposition) && !at_its_office {
        return true;
    }
    let office = line.mention(before).is_some_and(|mention| {
        matches!(mention.kind, Kind::Role { plural: false }) && line.word(before.wrapping_sub(1)) != "the"
    });
    let apposed =
        |at: usize| matches!(line.word(at), "," | "is" | "was" | "as") || line.mention(at).is_some();
    if office && before > 0 && apposed(before - 1) {
        // "B, special representative of the UN in the country"
        return true;
    }
    // "the Summit for Peace in Sharm el-Sheikh": of a gathering so called.
    let called = matches!(line.word(before.wrapping_sub(1)), "for" | "on" | "of")
        && line.any(before.wrapping_sub(2), &[Class::Noun, Class::Gathering]);
    let town = |at: usize| {
        line.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Place { region: false, .. }))
    };
    if called && (preposition + 1..preposition + 4).any(town) {
        return false;
    }
    // "talks on the settlement of the conflict in Chisinau on Tuesday": the place and day of the talks.
    let day = preposition + 2;
    let dated =
        town(preposition + 1) && (line.is_time(day) || line.word(day) == "on" && line.is_time(day + 1));
    is_matter(line.word(before)) && !dated
}

/// The town behind a preposition.
pub fn town(line: &Line<'_>, at: usize) -> Option<String> {
    let (from, to) = (line.get(at)?.tokens.start, line.units.last().map_or(0, |unit| unit.tokens.end));
    place::behind(line.doc, from, to).filter(|named| named.rank == place::Rank::Town).map(|named| named.name)
}
