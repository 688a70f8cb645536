//! Who else was there: `Also attending were A and B`, `A was present as well, as were B and C`, `in the presence
//! of A`, `The meeting was attended by A`, `A joined the talks`.

use super::delegates;
use super::frame::{Told, is_human};
use super::line::{Line, REACH};
use super::pattern;
use super::scene;
use super::signing;
use super::words::Class;
use crate::extract::document::{Document, Kind};
use crate::model::{MeetingKind, Status};

/// Says who saw an event and never that there was one.
pub const LOOKED_ON: &str = "B looked on";

/// Says who those were that a sentence before spoke of.
const THEY_ARE: &str = "they are B";

/// Whether a sentence without a word of meeting may tell who else was there.
pub fn hints(doc: &Document<'_>, token: usize) -> bool {
    let next = |ahead: usize| doc.word(token + ahead);
    if delegates::hints(doc, token) || scene::hints(doc.word(token)) {
        return true;
    }
    match doc.word(token) {
        "looked" | "looks" => next(1) == "on",
        "watched" | "watches" => next(1) == "as",
        "assisted" | "accompanied" | "flanked" => true,
        "among" => next(1) == "those",
        "addressed" => next(1) == "by",
        "with" => matches!(next(1), "him" | "her" | "them" | "whom"),
        "had" => next(1) == "as",
        "presided" => true,
        "took" | "taken" | "taking" => next(1) == "up",
        "They" => matches!(next(1), "are" | "were"),
        "came" | "got" => next(1) == "together",
        "led" | "headed" | "represented" => next(1) == "by",
        "there" => matches!(next(1), "." | "," | ";" | "for" | "too" | "also" | "as"),
        "attending" | "eyes" | "gaze" => true,
        "sat" => next(1) == "in",
        "host" => matches!(next(1), "of" | ","),
        "Facing" | "Joining" | "Alongside" | "Opposite" | "Standing" | "Seated" | "Sitting" | "Looking" => {
            true
        }
        "signatories" | "MoU" | "Memorandum" => true,
        "Also" => matches!(next(1), "at" | "in" | "on"),
        "also" => next(1) == "at",
        "guest" | "guests" | "served" | "acted" => true,
        "table" | "room" | "hand" => matches!(next(1), "." | "," | ";" | "too" | "for" | "with"),
        _ => false,
    }
}

/// Adds the people who were there to the telling of this sentence, or as a telling of the meeting before it.
pub fn add(line: &Line<'_>, told: &mut Vec<Told>) {
    let seen = in_whose_presence(line).and_then(|(whose, party)| {
        told.iter_mut().find(|telling| telling.trigger > whose).map(|telling| (telling, party))
    });
    if let Some((telling, party)) = seen {
        let more = telling.gather(line, &[party]);
        let known = telling.people();
        telling.guests.extend(more.into_iter().filter(|person| !known.contains(person)));
        telling.apart = false;
    }
    let mut people: Vec<usize> = Vec::new();
    let mut rule = "";
    let mut first = None;
    for at in 0..line.length() {
        // What a telling of its own already says.
        let known = told.iter().any(|telling| telling.trigger == at && !telling.people().is_empty());
        if let Some((found, name)) = present(line, at).filter(|_| !known) {
            first = first.or(Some(at));
            rule = name;
            people.extend(
                found.into_iter().filter(|unit| is_human(line, *unit) && !line.explains_office(*unit)),
            );
        }
    }
    people.sort_unstable();
    people.dedup();
    let named = |units: &[usize]| units.iter().map(|unit| line.people(*unit).len()).sum::<usize>();
    let alone = told.iter().all(|telling| {
        telling.people().len() < 2 && (telling.status == Status::Held || telling.people().is_empty())
    });
    if let Some((cue, there)) =
        scene::those_there(line).filter(|(_, there)| alone && named(there) > named(&people))
    {
        first = first.or(Some(cue));
        rule = if rule.is_empty() { scene::OF_THE_SCENE } else { rule };
        people = there;
    }
    let Some(at) = first else { return };
    let own = told.iter_mut().filter(|telling| {
        let known = !telling.people().is_empty() || !telling.unnamed.is_empty() || !telling.states.is_empty();
        // "C looked on as A and B signed"
        let before = telling.trigger < at || rule == LOOKED_ON && telling.people().len() > 1;
        known && before && telling.status == Status::Held
    });
    if let Some(telling) = own.filter(|telling| rule != "B joined the talks" || !telling.anaphoric).last() {
        let more = telling.gather(line, &people);
        let known = telling.people();
        // "The meeting was attended by B and officials": that told before.
        let spoken = known.is_empty() && telling.trigger + 6 > at && rule == "attended by B";
        telling.joins |= spoken;
        telling.anaphoric |= spoken;
        telling.guests.extend(more.into_iter().filter(|person| !known.contains(person)));
        telling.apart = false;
        return;
    }
    if people.is_empty() {
        return;
    }
    let occasion = (0..line.length().min(REACH)).any(|place| {
        line.any(place, &[Class::Noun, Class::Gathering, Class::Ceremony, Class::Sign, Class::Meet])
    });
    let stood = rule == "also attending were B" && line.word(at) == "present";
    if !occasion && stood {
        // "Also present were A and B": at whatever was told before, which need not have been a meeting.
        rule = LOOKED_ON;
    }
    told.retain(|telling| telling.trigger < at || !telling.people().is_empty());
    let mut telling = Told {
        sentence: line.sentence,
        token: line.get(at).map_or(0, |unit| unit.tokens.start),
        rule,
        kind: if rule == signing::SIGNED_TOO { MeetingKind::Signing } else { MeetingKind::Meeting },
        status: Status::Held,
        hosts: vec![],
        guests: vec![],
        apart: (0..at).any(|place| line.word(place) == "meetings"),
        unnamed: vec![],
        states: vec![],
        organizations: vec![],
        anaphoric: rule != signing::SIGNED_TOO,
        neutral: true,
        joins: true,
        at: occasions(line, at),
        confidence: 0.82,
        clause: 0..line.length(),
        trigger: at,
        parties: people.clone(),
        theirs: false,
        window: None,
    };
    telling.guests = telling.gather(line, &people);
    if !telling.guests.is_empty() || !telling.unnamed.is_empty() {
        told.push(telling);
    }
}

/// At how many meetings somebody was present: `at both meetings`, `in both`, `at all of the ceremonies`.
fn occasions(line: &Line<'_>, at: usize) -> usize {
    const FAR: usize = 14;
    let many = |place: usize| {
        line.word(place).ends_with('s') && OCCASIONS.iter().any(|one| line.word(place).starts_with(one))
    };
    let led = |place: usize| matches!(line.word(place), "at" | "in" | "during" | "of");
    let counted = |place: usize| {
        let close = (place + 1..place + 4).any(many)
            || matches!(line.word(place + 1), "." | "," | ";") && line.word(place) == "both";
        let behind = place > 0 && (led(place - 1) || line.words_before(place, &["attended"]));
        close && behind
    };
    (at..(at + FAR).min(line.length())).find(|place| counted(*place)).map_or(1, |place| {
        match line.word(place) {
            "both" => 2,
            "all" | "each" => usize::MAX,
            _ => 1,
        }
    })
}

/// The parties whom the words at a place call present.
fn present(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let word = line.word(at);
    if at == 0
        && let Some(people) = named_behind(line)
    {
        return Some((people, THEY_ARE));
    }
    if let Some(found) = pattern::joins(line, at) {
        return Some(found);
    }
    match word {
        "presence" if line.word(at + 1) == "of" && !lies_ahead(line, at) => {
            Some((prepositional_list(line, at + 1), "in the presence of B"))
        }
        "attended" | "witnessed" | "joined" if by_behind(line, at).is_some() => {
            let by = by_behind(line, at)?;
            let subject = line.subject(at);
            let to = (0..at).any(|place| line.is(place, Class::Be) && line.word(place + 1) == "to");
            let ahead = line.words_before(at, &["before", "being"]) && (to || lies_ahead(line, at));
            let wanted = line.words_before(at, &["to", "be"]);
            (!subject.planned && !subject.negated && !ahead && !wanted).then(|| {
                let mut people = prepositional_list(line, by);
                people.extend(of_both_sides(line, by));
                people.sort_unstable();
                people.dedup();
                (people, "attended by B")
            })
        }
        "represented" if line.word(at + 1) == "by" => represented(line, at),
        "there" => standing(line, at),
        "with" => beside(line, at).or_else(|| brought_along(line, at)),
        "looked" | "looks" | "watched" | "watches"
            if (line.word(at + 1) == "on" || line.word(at + 1) == "as")
                && (line.word(at + 1) == "as"
                    || matches!(
                        line.word(at + 2),
                        "." | "," | ";" | "as" | "from" | "with" | "at" | "during"
                    )) =>
        {
            looked_on(line, at)
        }
        "led" | "headed" if line.word(at + 1) == "by" => side(line, at),
        "took" | "participated" if in_which(line, at).is_some() => in_which(line, at),
        "signatories" if line.word(at + 1) == "of" => None,
        "attending" | "participating" | "present" | "attendance" | "taking" | "participants"
        | "attendees" | "signatories" => inverted(line, at).or_else(|| standing(line, at)),
        "attended" | "joined" | "participated" | "took" => attended(line, at),
        "served" | "acted" => as_mediator(line, at),
        "sat" if line.words_at(at + 1, &["in", "for"]) => {
            looked_on(line, at).map(|(people, _)| (people, "B sat in for C"))
        }
        "host" => host_of(line, at),
        "eyes" | "gaze" => before_the_eyes(line, at),
        "also" if at == 0 => at_the_table(line),
        "also" => also_at(line, at),
        "facing" | "joining" | "alongside" | "opposite" | "standing" | "seated" | "sitting" | "looking"
            if at == 0 =>
        {
            beside_them(line)
        }
        "signed" => signing::added(line, at),
        "put" if signing::is_put(line, at) => looked_on(line, at),
        "summit" | "session" | "meeting" | "ceremony" => said_at(line, at),
        "table" | "room" | "hand" => in_the_room(line, at),
        _ => delegates::listed(line, at),
    }
}

/// `is expected to open the forum in the presence of B`: what stands there has not come about.
fn lies_ahead(line: &Line<'_>, at: usize) -> bool {
    (0..at).any(|place| line.any(place, &[Class::Plan, Class::Modal]))
}

/// Whether a telling only adds to a meeting told before, and never tells one of its own.
pub fn only_adds(rule: &str) -> bool {
    matches!(
        rule,
        LOOKED_ON
            | THEY_ARE
            | signing::WITNESSED
            | signing::SIGNED_IT
            | delegates::SAT_ON_A_SIDE
            | scene::OF_THE_SCENE
    )
}

/// Whether a rule names those of a delegation.
pub fn names_a_side(rule: &str) -> bool {
    matches!(rule, delegates::SAT_ON_A_SIDE | scene::OF_THE_SCENE | "their side was led by B")
}

/// `B, host of the summit, proposed`: an office of the occasion.
fn host_of(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    // "The summit's host, B"
    let owned = at >= 2 && line.word(at - 1) == "'s" && OCCASIONS.contains(&line.word(at - 2));
    if owned && line.word(at + 1) == "," {
        let named = line.mention(at + 2).is_some_and(|mention| mention.kind == Kind::Person);
        return named.then(|| (vec![at + 2], "B, host of the summit"));
    }
    let comma = if line.word(at.checked_sub(1)?) == "the" { at.checked_sub(2)? } else { at.checked_sub(1)? };
    let person = comma.checked_sub(1).filter(|_| line.word(comma) == ",")?;
    let occasion = line.words_at(at + 1, &["of", "the"]) && OCCASIONS.contains(&line.word(at + 3));
    let named = line.mention(person).is_some_and(|mention| mention.kind == Kind::Person);
    (occasion && named && line.word(at + 4) == ",").then(|| (vec![person], "B, host of the summit"))
}

/// `signed before the eyes of A and of B`.
fn before_the_eyes(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
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

/// `They are A of X; B of Y; and C`: who those are of whom the sentence before spoke as `three envoys`.
fn named_behind(line: &Line<'_>) -> Option<Vec<usize>> {
    let they = line.mention(0).filter(|mention| {
        mention.people.is_empty() && matches!(mention.kind, Kind::Pronoun { plural: true, possessive: false })
    });
    they.filter(|_| matches!(line.word(1), "are" | "were"))?;
    let list = line.long_list(2);
    let all = list.units.iter().all(|unit| line.people(*unit).len() == 1);
    (list.units.len() >= 2 && all && !(2..list.edge).any(|place| line.is_auxiliary(place)))
        .then_some(list.units)
}

/// The `by` of `attended by`, `attended as well by`, `attended on the Peruvian side by`.
fn by_behind(line: &Line<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 7;
    let by = (at + 1..at + LONGEST).find(|place| line.word(*place) == "by")?;
    let between = |place: usize| {
        line.is_adverb(place)
            || line.place(place).is_some()
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
            )
    };
    (at + 1..by).all(between).then_some(by)
}

/// Those of both sides: `attended on the Peruvian side by A and officials concerned, and on the Kenyan side by B`.
fn of_both_sides(line: &Line<'_>, by: usize) -> Vec<usize> {
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

/// `Belarus was represented by its ambassador, B`: a state or body, at the meeting told before.
fn represented(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "was" | "were"))?;
    let mut whole = be.checked_sub(1)?;
    if line.word(whole) == ")" {
        // "The Commission of the Union (CU) was represented by its head, B"
        whole =
            (whole.saturating_sub(4)..whole).rev().find(|place| line.word(*place) == "(")?.checked_sub(1)?;
    }
    let body = line
        .mention(whole)
        .is_some_and(|mention| matches!(mention.kind, Kind::State { .. } | Kind::Organization { .. }));
    let mut list = line.list_right(at + 2);
    if let Some((more, edge)) = next_represented(line, list.edge) {
        list.units.extend(more);
        list.edge = edge;
    }
    let named = list.units.iter().any(|unit| is_human(line, *unit));
    // "was represented by B in court" is no meeting.
    let elsewhere =
        (list.edge..line.length()).any(|place| matches!(line.word(place), "court" | "trial" | "case"));
    (body && named && !elsewhere).then_some((list.units, LOOKED_ON))
}

/// `…, and Suriname by its vice president, C`: a further state behind one that was represented.
fn next_represented(line: &Line<'_>, edge: usize) -> Option<(Vec<usize>, usize)> {
    const FAR: usize = 14;
    let by = (edge..edge + FAR).find(|place| line.word(*place) == "by")?;
    let state = by.checked_sub(1).filter(|state| line.is_country(*state))?;
    let joined = line.connector_right(state.saturating_sub(2)).is_some()
        || line.is(state.wrapping_sub(1), Class::And)
        || line.word(state.wrapping_sub(1)) == ",";
    let list = line.list_right(by + 1);
    let named = list.units.iter().any(|unit| is_human(line, *unit));
    (joined && named).then_some((list.units, list.edge))
}

/// `B looked on`.
fn looked_on(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let subject = line.subject(at);
    let held = !subject.planned && !subject.negated && !subject.purpose;
    let named = subject.parties.iter().any(|unit| is_human(line, *unit));
    (held && named).then_some((subject.parties, LOOKED_ON))
}

/// `The Chinese side was led by B`.
fn side(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "was" | "were"))?;
    let group = be.checked_sub(1)?;
    let sides = matches!(line.word(group), "side" | "delegation" | "team")
        || line
            .mention(group)
            .is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. } | Kind::Group));
    let opens = (0..group).all(|place| !line.is_verb(place));
    (sides && opens).then(|| (line.list_right(at + 2).units, "their side was led by B"))
}

/// `…, in which A, B and C took part`.
fn in_which(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if line.word(at) == "took" && line.word(at + 1) != "part" {
        return None;
    }
    let low = at.saturating_sub(REACH / 2);
    let which = (low..at).rev().find(|place| line.words_before(*place + 1, &["in", "which"]))?;
    let list = line.subject_list(which + 1);
    let joined =
        list.edge >= at || (list.edge..at).all(|place| line.is_adverb(place) || line.word(place) == ",");
    (joined && list.units.iter().any(|unit| is_human(line, *unit)))
        .then_some((list.units, "in which B took part"))
}

/// The person in whose presence the others of a sentence acted, by the unit of `whose`.
fn in_whose_presence(line: &Line<'_>) -> Option<(usize, usize)> {
    let whose = (2..line.length().min(REACH)).find(|place| line.words_at(*place, &["whose", "presence"]))?;
    let before = if line.word(whose - 1) == "in" { whose - 1 } else { return None };
    let party = (before.saturating_sub(3)..before).rev().find(|place| is_human(line, *place))?;
    Some((whose, party))
}

/// `Also attending (the meeting) were A and B`, `Taking part were A and B`, `Among the participants were A and B`.
fn inverted(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if line.word(at) == "taking" && line.word(at + 1) != "part" {
        return None;
    }
    // "Other presidents attending were": a kind of people, and nobody yet.
    let named = |place: usize| is_human(line, place) && !line.people(place).is_empty();
    if (0..at).any(|place| named(place) || line.is_verb(place) && !line.is_auxiliary(place)) {
        return None;
    }
    const FAR: usize = 24;
    const NEAR: usize = 14;
    let be = |place: &usize| {
        matches!(line.word(*place), "were" | "was" | "are" | "is" | "included" | "include" | "includes")
    };
    // "Taking part in the ceremony, at which the treaty was amended, were A and B"
    let close = |place: &usize| *place < at + NEAR || line.word(place - 1) == ",";
    let last = (at + FAR).min(line.length());
    let units = (at + 1..last).filter(|place| be(place) && close(place)).find_map(|be| {
        let units = those(line, be + 1);
        units.iter().any(|unit| is_human(line, *unit)).then_some(units)
    })?;
    units.iter().any(|unit| is_human(line, *unit)).then_some((units, "also attending were B"))
}

/// The people behind `were`: as the rules of lists read them, or all whom the clause names.
fn those(line: &Line<'_>, from: usize) -> Vec<usize> {
    let units = line.subject_list(from).units;
    let roster = line.members_at(from);
    let named = |units: &[usize]| units.iter().filter(|unit| !line.people(**unit).is_empty()).count();
    if named(&roster) > named(&units) { roster } else { units }
}

/// `A and B were also present`, `Some ministers were present: A (Economy), B (Health)`, `…, as were C and D`.
fn standing(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    // "B was there.", "B was there for Myanmar"
    let ends = at + 1 >= line.length()
        || matches!(line.word(at + 1), "." | "," | ";" | "too" | "also")
        || line.words_at(at + 1, &["as", "well"])
        || line.word(at + 1) == "for" && line.place(at + 2).is_some();
    let there = line.word(at) == "there" && ends;
    if !there && !matches!(line.word(at), "present" | "attendance") {
        return None;
    }
    let low = at.saturating_sub(if there { 2 } else { 4 });
    let be = (low..at).rev().find(|place| matches!(line.word(*place), "were" | "was"))?;
    let subject = line.subject(be);
    if subject.negated || (be..at).any(|place| line.is(place, Class::Not)) {
        return None;
    }
    let mut people = subject.parties;
    let last = (at + 60).min(line.length());
    if let Some(colon) = (at..last).find(|place| line.word(*place) == ":") {
        people.extend(line.members_at(colon + 1));
    }
    if let Some(more) = (at..last)
        .find(|place| line.word(*place) == "as" && matches!(line.word(place + 1), "were" | "was" | "did"))
    {
        people.extend(line.subject_list(more + 2).units);
    }
    // "A was present, and so was B"
    if let Some(so) =
        (at..last).find(|place| line.word(*place) == "so" && matches!(line.word(place + 1), "were" | "was"))
    {
        people.extend(line.subject_list(so + 2).units);
    }
    people.retain(|unit| is_human(line, *unit));
    (!people.is_empty()).then_some((people, "B was present"))
}

/// `A and B were with him.`
fn beside(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "was" | "were"))?;
    let pronoun = line
        .mention(at + 1)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: false, .. }));
    let ends = at + 2 >= line.length() || matches!(line.word(at + 2), "." | "," | ";");
    let subject = line.subject(be);
    (pronoun && ends && !subject.negated && subject.parties.iter().any(|unit| is_human(line, *unit)))
        .then_some((subject.parties, "B was with them"))
}

/// `B, who had with him C`, `B, with whom were C and D`.
fn brought_along(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let whom = line.word(at + 1) == "whom" && matches!(line.word(at + 2), "was" | "were");
    let him = line
        .mention(at + 1)
        .is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { possessive: false, .. }));
    let had = at > 0 && matches!(line.word(at - 1), "had" | "has") && him;
    let from = if whom { at + 3 } else { at + 2 };
    let people = if whom || had { line.members_at(from) } else { vec![] };
    people.iter().any(|unit| is_human(line, *unit)).then_some((people, "B was with them"))
}

/// `Also at the table: A and B`, `Also on the call were A and B`.
fn at_the_table(line: &Line<'_>) -> Option<(Vec<usize>, &'static str)> {
    const LONGEST: usize = 24;
    let where_to = matches!(line.word(1), "at" | "in" | "on");
    let end = (2..LONGEST).find(|place| matches!(line.word(*place), ":" | "were" | "was"))?;
    let said = (2..end).any(|place| {
        OCCASIONS.contains(&line.word(place))
            || matches!(line.word(place), "table" | "room" | "hand" | "side")
    });
    let units = those(line, end + 1);
    (where_to && said && units.iter().any(|unit| is_human(line, *unit)))
        .then_some((units, "also at the table were B"))
}

/// `A was also at the dinner, together with B and C`.
fn also_at(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const FAR: usize = 8;
    let be = at.checked_sub(1).filter(|be| matches!(line.word(*be), "were" | "was"))?;
    let led =
        matches!(line.word(at + 1), "at" | "in") && matches!(line.word(at + 2), "the" | "that" | "this");
    let occasion = led.then(|| (at + 3..at + FAR).find(|place| OCCASIONS.contains(&line.word(*place))))??;
    let subject = line.subject(be);
    if subject.planned || subject.negated || subject.purpose {
        return None;
    }
    let mut people = subject.parties;
    let next = occasion + 1 + usize::from(line.word(occasion + 1) == ",");
    if matches!(line.word(next), "together" | "along") && line.word(next + 1) == "with" {
        people.extend(line.members_at(next + 2));
    }
    people.iter().any(|unit| is_human(line, *unit)).then_some((people, "B was also there"))
}

/// `Facing them were A and B`, `Joining him was A`.
fn beside_them(line: &Line<'_>) -> Option<(Vec<usize>, &'static str)> {
    // "Looking on were A and B", "Looking on as the others signed were, among others, A and B"
    let looked = line.words_at(0, &["looking", "on"]);
    let far = if looked { 10 } else { 4 };
    let be = (1..far).find(|place| matches!(line.word(*place), "were" | "was"))?;
    let aside = line.words_at(be + 1, &[",", "among", "others", ","]);
    let be = if aside { be + 4 } else { be };
    let known = looked
        || line.mention(be.saturating_sub(1)).is_some_and(|mention| {
            matches!(mention.kind, Kind::Pronoun { .. } | Kind::Person | Kind::Group | Kind::Role { .. })
        });
    let units = those(line, be + 1);
    (known && units.iter().any(|unit| is_human(line, *unit))).then_some((units, "facing them were B"))
}

/// `A said on Friday at the summit of the union`: one of those who were there.
fn said_at(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const LONGEST: usize = 6;
    const FAR: usize = 8;
    const MOST: usize = 3;
    let low = at.saturating_sub(LONGEST);
    let the = (low..at).rev().find(|place| line.word(*place) == "the")?;
    let led = the.checked_sub(1).filter(|led| matches!(line.word(*led), "at" | "during"))?;
    let plain = (the + 1..at).all(|place| !line.is_verb(place) && line.people(place).is_empty());
    let says = (led.saturating_sub(FAR)..led)
        .rev()
        .find(|place| line.is(*place, Class::Say) || matches!(line.word(*place), "spoke" | "addressed"))?;
    let between = |from: usize, to: usize| {
        (from..to).all(|place| line.is_time(place) || line.is_adverb(place) || line.is(place, Class::Prep))
    };
    // "said A at the summit", "A told the summit"
    let behind = line.subject_list(says + 1);
    let people = if behind.units.len() == 1 && between(behind.edge, led) {
        behind.units
    } else if between(says + 1, led) {
        line.subject(says).parties
    } else {
        return None;
    };
    let named = (1..=MOST).contains(&people.len()) && people.iter().all(|unit| line.people(*unit).len() == 1);
    let spokesman = people.iter().flat_map(|unit| line.people(*unit)).any(|person| {
        line.doc
            .person(*person)
            .offices
            .iter()
            .any(|office| crate::extract::office::is_spokesperson(&office.title))
    });
    let ahead = (says.saturating_sub(3)..at).any(|place| line.any(place, &[Class::Plan, Class::Modal]));
    (plain && named && !spokesman && !ahead).then_some((people, "B said at the meeting"))
}

/// `A and B were also in the room`, `A was on hand too`.
fn in_the_room(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const NEAR: usize = 6;
    let low = at.saturating_sub(NEAR);
    let be = (low..at).rev().find(|place| matches!(line.word(*place), "were" | "was"))?;
    let led = (be..at).any(|place| matches!(line.word(place), "at" | "in" | "on"));
    let too = (be..at + 3).any(|place| matches!(line.word(place), "also" | "too"));
    let subject = line.subject(be);
    let held = !subject.planned && !subject.negated && !(be..at).any(|place| line.is(place, Class::Not));
    let named = subject.parties.iter().any(|unit| is_human(line, *unit));
    (led && too && held && named).then_some((subject.parties, "B was in the room too"))
}

/// `B, who served as mediator at the session`.
fn as_mediator(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    const NEAR: usize = 5;
    let part = if line.is(at + 2, Class::Det) { at + 3 } else { at + 2 };
    let mediates = line.word(at + 1) == "as"
        && line.get(part).is_some_and(|unit| {
            matches!(
                unit.word.as_ref(),
                "mediator" | "host" | "facilitator" | "moderator" | "intermediary" | "chair"
            )
        });
    let there = matches!(line.word(part + 1), "at" | "in" | "during")
        && (part + 2..part + NEAR).any(|place| OCCASIONS.contains(&line.word(place)));
    if !mediates || !there {
        return None;
    }
    let subject = line.subject(at);
    let held = !subject.planned && !subject.negated && !subject.purpose;
    held.then_some((subject.parties, "B served as mediator"))
}

const OCCASIONS: &[&str] = &[
    "meeting",
    "talks",
    "discussions",
    "session",
    "group",
    "call",
    "summit",
    "dinner",
    "lunch",
    "ceremony",
    "event",
    "negotiations",
    "signing",
    "conversation",
    "them",
    "discussion",
    "reception",
    "audience",
    "banquet",
    "luncheon",
    "ceremonies",
    "meetings",
];

/// `A also attended (the meeting)`, `A joined the talks`, `A took part in the meeting`.
fn attended(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    let mut next = at + 1;
    if line.word(at) == "took" {
        if line.word(next) != "part" {
            return None;
        }
        next += 1;
    }
    let last = (next + 5).min(line.length());
    let object = (next..last).find(|place| OCCASIONS.contains(&line.word(*place)))?;
    let definite = (next..object).any(|place| matches!(line.word(place), "the" | "that" | "this" | "'s"))
        || line.word(object) == "them";
    let with = line.word(object + 1) == "with"
        || line.word(object + 1) == "between"
        || line.word(object + 1) == "of";
    if !definite
        || with
        || (next..object).any(|place| line.is(place, Class::Prep) && line.word(place) != "in")
    {
        return None;
    }
    let subject = line.subject(at);
    if subject.planned || subject.purpose || subject.negated || subject.parties.is_empty() {
        return None;
    }
    let mut people = subject.parties;
    if matches!(line.word(object + 1), "along" | "together") && line.word(object + 2) == "with" {
        people.extend(line.list_right(object + 3).units);
    } else if line.word(object + 1) == "alongside" {
        people.extend(line.list_right(object + 2).units);
    }
    Some((people, "B joined the talks"))
}
