//! Who else was there: `Also attending were A and B`, `A was present as well, as were B and C`, `in the presence
//! of A`, `The meeting was attended by A`, `A joined the talks`.

mod agent;
mod attendance;
mod onlooker;
mod side;

use super::Near;
use super::frame::{Told, is_human};
use super::line::{Line, REACH};
use super::words::Class;
use super::{delegates, pattern, scene, signing};
use crate::model::{MeetingKind, Status};
pub use agent::prepositional_list;
use agent::{by_behind, of_both_sides};
use attendance::{
    also_at, as_mediator, at_the_table, attended, host_of, in_the_room, in_which, inverted, occasions,
    said_at, standing,
};
use onlooker::{before_the_eyes, in_whose_presence, looked_on};
use side::{beside, beside_them, brought_along, named_behind, represented, side};

/// Says who saw an event and never that there was one.
pub const LOOKED_ON: &str = "B looked on";
const WITH_THEM: &str = "B was with them";

/// Says who those were that a sentence before spoke of.
const THEY_ARE: &str = "they are B";

/// Whether a sentence without a word of meeting may tell who else was there.
pub fn hints(word: &str, near: impl Near) -> bool {
    if delegates::hints(word, near) || scene::hints(word) {
        return true;
    }
    match word {
        "looked" | "looks" => near(1, &["on"]),
        "watched" | "watches" => near(1, &["as"]),
        "assisted" | "accompanied" | "flanked" => true,
        "among" => near(1, &["those"]),
        "addressed" => near(1, &["by"]),
        "with" => near(1, &["him", "her", "them", "whom"]),
        "had" => near(1, &["as"]),
        "presided" => true,
        "took" | "taken" | "taking" => near(1, &["up"]),
        "They" => near(1, &["are", "were"]),
        "came" | "got" => near(1, &["together"]),
        "led" | "headed" => near(1, &["by"]),
        "represented" => {
            (1..side::NEAR_BY.cast_signed()).any(|ahead| near(ahead, &["by"]))
                || near(1, &["as"]) && near(2, &["follows"])
        }
        "there" => near(1, &[".", ",", ";", "for", "too", "also", "as"]),
        "attending" | "eyes" | "gaze" => true,
        "sat" => near(1, &["in"]),
        "host" => near(1, &["of", ","]),
        "Facing" | "Joining" | "Alongside" | "Opposite" | "Standing" | "Seated" | "Sitting" | "Looking" => {
            true
        }
        "signatories" | "MoU" | "Memorandum" => true,
        "Also" => near(1, &["at", "in", "on"]),
        "also" => near(1, &["at"]),
        "guest" | "guests" | "served" | "acted" => true,
        "table" | "room" | "hand" => near(1, &[".", ",", ";", "too", "for", "with"]),
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
        let known = told.iter().any(|telling| telling.trigger == at && telling.size() > 0);
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
    let alone = told
        .iter()
        .all(|telling| telling.size() < 2 && (telling.status == Status::Held || telling.size() == 0));
    if let Some((cue, there)) =
        scene::those_there(line).filter(|(_, there)| alone && named(there) > named(&people))
    {
        first = first.or(Some(cue));
        rule = if rule.is_empty() { scene::OF_THE_SCENE } else { rule };
        people = there;
    }
    let Some(at) = first else { return };
    let own = told.iter_mut().filter(|telling| {
        let known = telling.size() > 0 || !telling.unnamed.is_empty() || !telling.states.is_empty();
        // "C looked on as A and B signed"
        let before = telling.trigger < at || rule == LOOKED_ON && telling.size() > 1;
        known && before && telling.status == Status::Held
    });
    if let Some(telling) = own.filter(|telling| rule != "B joined the talks" || !telling.anaphoric).last() {
        let more = telling.gather(line, &people);
        let known = telling.people();
        // "The meeting was chaired by B": that told before, at which B was.
        let alone = known.len() == 1
            && telling.unnamed.is_empty()
            && telling.states.is_empty()
            && telling.organizations.is_empty();
        if alone && more == known {
            telling.joins = true;
            telling.anaphoric = true;
            telling.neutral = true;
            return;
        }
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
    told.retain(|telling| telling.trigger < at || telling.size() > 0);
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

/// The parties whom the words at a place call present.
fn present(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    if at == 0
        && let Some(people) = named_behind(line)
    {
        return Some((people, THEY_ARE));
    }
    if let Some(found) = pattern::joins(line, at) {
        return Some(found);
    }
    if !line.places(at) {
        // As most words.
        debug_assert!(placed(line, at).is_none(), "{} is not among the words that place", line.word(at));
        return None;
    }
    placed(line, at)
}

/// Whether `placed` may begin with a word in small letters.
pub fn may_place(word: &str) -> bool {
    matches!(
        word,
        "presence"
            | "attended"
            | "witnessed"
            | "joined"
            | "represented"
            | "there"
            | "with"
            | "looked"
            | "looks"
            | "watched"
            | "watches"
            | "led"
            | "headed"
            | "took"
            | "participated"
            | "attending"
            | "participating"
            | "present"
            | "attendance"
            | "taking"
            | "participants"
            | "attendees"
            | "signatories"
            | "served"
            | "acted"
            | "sat"
            | "host"
            | "eyes"
            | "gaze"
            | "also"
            | "facing"
            | "joining"
            | "alongside"
            | "opposite"
            | "standing"
            | "seated"
            | "sitting"
            | "looking"
            | "signed"
            | "put"
            | "summit"
            | "session"
            | "meeting"
            | "ceremony"
            | "table"
            | "room"
            | "hand"
    ) || delegates::may_list(word)
}

/// The parties whom the words at a place put where the others are.
fn placed(line: &Line<'_>, at: usize) -> Option<(Vec<usize>, &'static str)> {
    match line.word(at) {
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
        "represented" => represented(line, at),
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
        // "Among those who attended the meeting, a statement added, were A and B"
        "attended" | "participated" if at < 5 && line.words_before(at, &["those", "who"]) => {
            inverted(line, at)
        }
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
            | WITH_THEM
            | THEY_ARE
            | signing::WITNESSED
            | signing::SIGNED_IT
            | delegates::SAT_ON_A_SIDE
            | scene::OF_THE_SCENE
    )
}

/// Whether a rule tells of those who came to where the others were.
pub fn arrives(rule: &str) -> bool {
    ["flew|", "came|", "drew|", "also came|", "has|have come"].iter().any(|verb| rule.starts_with(verb))
}

/// Whether a rule tells of those who came by air.
pub fn flies_in(rule: &str) -> bool {
    rule.starts_with("flew|")
}

/// Whether a rule names those of a delegation.
pub fn names_a_side(rule: &str) -> bool {
    matches!(rule, delegates::SAT_ON_A_SIDE | scene::OF_THE_SCENE | "their side was led by B")
}
