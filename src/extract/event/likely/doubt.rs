//! Where weight tells nothing: people who act for others or speak for them, and words of doubt.

use super::MOST;
use crate::extract::document::{Kind, PersonId};
use crate::extract::event::frame::is_served;
use crate::extract::event::list::is_envoy;
use crate::extract::event::standing::is_represented;
use crate::extract::event::{Class, Line, status};

/// The people of a sentence who have an office and act for themselves, with their units.
pub fn actors<'l>(line: &'l Line<'_>) -> impl Iterator<Item = (usize, PersonId)> + 'l {
    let people = (0..line.length()).flat_map(|at| line.people(at).iter().map(move |person| (at, *person)));
    let acts =
        |person: PersonId| !line.doc.person(person).offices.is_empty() && !line.doc.is_spokesperson(person);
    people.filter(move |(at, person)| acts(*person) && !stands_for_another(line, named(line, *at))).take(MOST)
}

/// Where whom a pronoun means is named in its sentence: `A, standing in for B – an illness kept her at home`.
fn named(line: &Line<'_>, at: usize) -> usize {
    // "at the side of B when she met A": a subject acts for herself.
    let pronoun = line.mention(at).is_some_and(|mention| matches!(mention.kind, Kind::Pronoun { .. }))
        && line.get(at).is_some_and(|unit| !matches!(unit.word, "he" | "she" | "they"));
    let same = |unit: &usize| line.people(*unit) == line.people(at);
    (0..at).rev().filter(|_| pronoun).find(same).unwrap_or(at)
}

/// What somebody sends who is not there.
const SENT: &[&str] = &[
    "greetings",
    "message",
    "messages",
    "letter",
    "letters",
    "note",
    "regards",
    "wishes",
    "condolences",
    "congratulations",
    "invitation",
    "compliments",
];

/// What somebody does who need not be there.
const ELSEWHERE: &[&str] = &[
    "forward",
    "proposed",
    "drafted",
    "presented",
    "submitted",
    "announced",
    "appointed",
    "named",
    "elected",
    "issued",
    "initiated",
    "launched",
    "suggested",
    "floated",
    "nominated",
    "sent",
    "elected",
    "appointed",
    "became",
    "dispatched",
    "ordered",
    "commissioned",
    "written",
    "invited",
    "succeeded",
    "together",
    "accompanied",
    "commitment",
    "commitments",
    "pledge",
    "promise",
    "decision",
    "call",
    "request",
    "order",
    "remarks",
    "statement",
    "announcement",
    "criticism",
    "speech",
];

/// `the envoy of B`, `on behalf of B`, `deputizing for B`: names somebody who need not have been there.
fn stands_for_another(line: &Line<'_>, at: usize) -> bool {
    // "B's special envoy, A"; "Minister A, who represented President B"
    if line.is_possessor(at) || is_represented(line, at) || is_served(line, at) {
        return true;
    }
    // "This, he said, was so when B visited C": whoever speaks of others.
    let aside = at > 0 && line.word(at - 1) == "," && line.is(at + 1, Class::Say) && line.word(at + 2) == ",";
    if aside {
        return true;
    }
    // "Minister A: His visit to B was …": whoever speaks.
    let speaks = line.word(at + 1) == ":" && (0..at).all(|place| line.party(place).is_none());
    if speaks
        || is_institution(line.word(at + 1))
        || is_mourned(line, at)
        || sends(line, at)
        || reports(line, at)
        || chooses(line, at)
    {
        return true;
    }
    // "the successor of Peru's President B"
    let other = |token| {
        matches!(
            line.doc.lower(token),
            "successor" | "predecessor" | "ally" | "rival" | "friend" | "opponent"
        )
    };
    let kin = at > 1
        && line.word(at - 1) == "'s"
        && line.mention(at - 2).is_some_and(|mention| {
            matches!(mention.kind, Kind::Role { .. }) && mention.extent.clone().any(other)
        });
    if kin {
        return true;
    }
    // "on behalf of Mr. B"
    let style =
        |at: &usize| matches!(line.word(*at), "mr" | "mr." | "ms" | "ms." | "mrs" | "mrs." | "dr" | "dr.");
    // "a former aide to the Kenyan minister, B", "the successor of Kenya's Minister B"
    let owner = |at: &usize| {
        line.is(*at, Class::Det)
            || line.word(*at) == "'s"
            || line.mention(*at).is_some_and(|mention| matches!(mention.kind, Kind::State { .. }))
    };
    let Some(before) = (0..at).rev().find(|at| !style(at) && !owner(at)) else { return false };
    match line.word(before) {
        "advises" | "advised" | "advising" => true,
        // "A, who preceded B as premier"
        "preceded" | "precedes" | "succeeded" | "succeeds" | "succeeding" | "succeed" | "replaced"
        | "replaces" | "replacing" | "replace" | "ousted" | "toppled" | "unseated" | "overthrew"
        | "deposed" | "beat" | "beats" | "defeated" | "defeats" => true,
        // "the plan put forward by B"
        "by" => (before.saturating_sub(2)..before).any(|at| ELSEWHERE.contains(&line.word(at))),
        "of" => {
            let told = before > 0
                && (line.any(before - 1, &[Class::Noun, Class::Gathering, Class::Ceremony, Class::Tour])
                    || matches!(line.word(before - 1), "presence" | "participation" | "attendance" | "each"));
            !told
        }
        // "passed on greetings from B"
        "from" => (before.saturating_sub(2)..before).any(|at| SENT.contains(&line.word(at))),
        // "A, adviser to President B"
        // "extended to B an invitation"
        "to" if (at + 1..at + 8).any(|place| SENT.contains(&line.word(place)))
            && before > 0
            && matches!(line.word(before - 1), "extended" | "conveyed" | "sent" | "passed" | "handed") =>
        {
            true
        }
        "to" => before > 0 && (!line.people(before - 1).is_empty() || is_of_envoy(line, before)),
        "for" => (before.saturating_sub(4)..before).any(|at| {
            matches!(
                line.word(at),
                "deputizing"
                    | "deputising"
                    | "deputized"
                    | "deputised"
                    | "standing"
                    | "stands"
                    | "sits"
                    | "sat"
                    | "stood"
                    | "filling"
                    | "substituting"
            )
        }),
        _ => false,
    }
}

/// Behind `A, adviser for the Middle East`.
fn is_of_envoy(line: &Line<'_>, to: usize) -> bool {
    const FAR: usize = 8;
    let envoy = |at: usize| {
        is_envoy(line.word(at))
            || line
                .get(at)
                .is_some_and(|unit| unit.tokens.clone().any(|token| is_envoy(line.doc.lower(token))))
    };
    let near = (to.saturating_sub(FAR)..to).rev();
    near.take_while(|at| line.word(*at) != "," && !line.is_verb(*at)).any(envoy)
}

/// `B had met C in Lima, A told reporters.`: whoever tells of others, at the end.
fn reports(line: &Line<'_>, at: usize) -> bool {
    const FAR: usize = 12;
    let told = at > 0 && matches!(line.word(at - 1), "," | "”" | "\"") && line.says(at);
    told && at + FAR > line.length()
        && (0..at).any(|place| line.is_verb(place) && !line.is_auxiliary(place))
        && !(at..line.length()).any(|place| matches!(line.word(place), "that" | ":" | "“" | "\""))
}

/// `A, whom President B has appointed`: who chose somebody need not have met him there.
fn chooses(line: &Line<'_>, at: usize) -> bool {
    const NEAR: usize = 4;
    let whom = (at.saturating_sub(NEAR)..at).any(|place| line.word(place) == "whom");
    let verb = (at + 1..at + NEAR).find(|place| line.is_verb(*place) && !line.is_auxiliary(*place));
    whom && verb.is_some_and(|verb| {
        matches!(
            line.word(verb),
            "appointed"
                | "named"
                | "chosen"
                | "chose"
                | "picked"
                | "nominated"
                | "succeeded"
                | "replaced"
                | "defeated"
                | "sacked"
                | "fired"
                | "dismissed"
                | "elected"
                | "ousted"
                | "overthrew"
                | "jailed"
        )
    })
}

/// `brought the greetings of the Custodian of the Two Holy Mosques, King A`: who stayed at home.
fn sends(line: &Line<'_>, at: usize) -> bool {
    const NEAR: usize = 16;
    let mut before = (at.saturating_sub(NEAR)..at).rev().take_while(|place| !line.is_verb(*place));
    before.any(|place| SENT.contains(&line.word(place)) && matches!(line.word(place + 1), "of" | "from"))
}

/// `the Trump administration took office`: nobody of that name was there.
fn is_institution(word: &str) -> bool {
    matches!(
        word,
        "administration"
            | "administrations"
            | "government"
            | "regime"
            | "presidency"
            | "era"
            | "years"
            | "doctrine"
    )
}

/// `the memorial ceremony for B`, `the late B`: one who is dead.
fn is_mourned(line: &Line<'_>, at: usize) -> bool {
    const NEAR: usize = 12;
    let late = |place: usize| line.word(place) == "late";
    if at > 0 && late(at - 1) || line.word(at + 1) == "," && (at + 2..at + 4).any(late) {
        return true;
    }
    let low = at.saturating_sub(NEAR);
    let before = (low..at)
        .rev()
        .take_while(|place| !matches!(line.word(*place), ";" | ":") && line.people(*place).is_empty());
    let mut near = before.clone();
    let rite = near.any(|place| {
        matches!(
            line.word(place),
            "memorial" | "funeral" | "burial" | "tomb" | "grave" | "mausoleum" | "wake"
        )
    });
    rite && before.into_iter().any(|place| matches!(line.word(place), "for" | "of"))
}

/// Words of what did not take place, or only in writing, and of what one does or says of another from afar: removes him from
/// office, elects or praises him, speaks of him in an interview.
const DOUBTS: &[&str] = &[
    "if",
    "whether",
    "unless",
    "await",
    "awaits",
    "awaited",
    "awaiting",
    "off",
    "no",
    "none",
    "instead",
    "absent",
    "absence",
    "provided",
    "provides",
    "message",
    "messages",
    "letter",
    "letters",
    "cable",
    "telegram",
    "condolences",
    "addressed",
    "credentials",
    "suspended",
    "removed",
    "sacked",
    "fired",
    "ousted",
    "toppled",
    "overthrew",
    "deposed",
    "replaced",
    "arrested",
    "succeed",
    "succeeded",
    "appreciation",
    "gratitude",
    "decree",
    "died",
    "commend",
    "commends",
    "commended",
    "praised",
    "praises",
    "condemned",
    "condemns",
    "criticised",
    "criticized",
    "accused",
    "accuses",
    "blamed",
    "lauded",
    "interview",
    "combination",
    "composite",
    "sent",
    "hailed",
    "mind",
    "admiration",
    "invited",
    "critics",
    "criticism",
    "despite",
    "warning",
    "nominees",
    "candidate",
    "candidates",
    "voted",
    "oppose",
    "opposes",
    "opposed",
    "accusations",
    "charged",
    "brokered",
    "resign",
    "resigned",
    "snubbed",
    "avoided",
    "shunned",
    "ignored",
    "dodged",
];

/// `The signing was welcomed by B`, `He welcomed that A and B …`: of what one hears from afar.
fn is_reaction(line: &Line<'_>, at: usize) -> bool {
    const NEAR: usize = 8;
    const THINGS: &[&str] = &[
        "signing",
        "deal",
        "agreement",
        "accord",
        "pact",
        "treaty",
        "news",
        "move",
        "decision",
        "step",
        "plan",
        "proposal",
        "result",
        "outcome",
        "announcement",
        "statement",
        "initiative",
        "breakthrough",
        "ruling",
    ];
    let thing = || (at.saturating_sub(NEAR)..at).any(|place| THINGS.contains(&line.word(place)));
    // "A and B welcomed the agreement"
    let behind =
        || line.is(at + 1, Class::Det) && (at + 2..at + 5).any(|place| THINGS.contains(&line.word(place)));
    line.word(at) == "welcomed"
        && (line.word(at + 1) == "that" || line.word(at + 1) == "by" && thing() || behind())
}

/// Whether a verb is none of meeting, of what is done at one or of saying something there.
fn is_done_alone(line: &Line<'_>, at: usize) -> bool {
    line.is_verb(at)
        && !line.is_auxiliary(at)
        && !line.is_trigger(at)
        && !line.any(at, &[Class::Chair, Class::Say])
}

/// Whether a word around two people says that their meeting is only planned, wished for or refused, or that they wrote.
pub fn doubted(line: &Line<'_>, first: usize, last: usize) -> bool {
    const NEAR: usize = 8;
    const OPENING: usize = 3;
    let (start, end) = (first.saturating_sub(NEAR), (last + NEAR).min(line.length()));
    let planned =
        |at: usize| line.is(at, Class::Plan) || matches!(line.word(at), "programme" | "program" | "schedule");
    // "Also expected at the summit are A, B and C", "The programme provides for A and B to speak alone"
    let opens = (0..start.min(OPENING)).any(planned);
    // "was greeted at the airport by B", "on reaching Oslo was welcomed by B"
    let arrives = (start..end).any(|at| {
        matches!(line.word(at), "airport" | "arrival" | "arriving" | "reaching" | "landing" | "tarmac")
    });
    let greeted = |at: usize| {
        let met = line.word(at) == "met" && at > 0 && line.is(at - 1, Class::Be)
            || line.words_at(at, &["seen", "off"]);
        met || line.any(at, &[Class::Receive, Class::Welcome]) || line.word(at) == "greeted"
    };
    let refused = |at: usize| {
        line.any(at, &[Class::Deny, Class::Not])
            || line.is(at, Class::Modal) && line.word(at) != "can"
            || DOUBTS.contains(&line.word(at))
            || is_reaction(line, at)
            || matches!(line.word(at), "are" | "is" | "was" | "were") && line.word(at + 1) == "to"
            // "A is at war with B, the secretary of the club"
            || line.word(at) == "at" && matches!(line.word(at + 1), "war" | "odds" | "loggerheads")
            || line.words_at(at, &["ahead", "of", "talks"])
            || matches!(line.word(at), "stayed" | "stay" | "stays" | "walked" | "kept")
                && line.word(at + 1) == "away"
    };
    let off = status::was_to_have(line, 0..first);
    // "called on B to step down"
    let demanded = |at: usize| {
        matches!(line.word(at), "called" | "calls" | "calling")
            && matches!(line.word(at + 1), "on" | "upon")
            && (at + 3..at + NEAR).any(|place| line.word(place) == "to" && !line.people(place - 1).is_empty())
    };
    // "A, B and C each abused their positions": everybody did so alone.
    let each = (last..line.length()).any(|at| line.word(at) == "each" && is_done_alone(line, at + 1));
    // "Under A and B, ties grew colder"
    let ruled = line.word(0) == "under" && first < OPENING && !line.people(first).is_empty();
    opens
        || off
        || ruled
        || each
        || arrives && (start..end).any(greeted)
        || (start..end).any(|at| planned(at) || refused(at) || demanded(at))
}

/// `A met B; C met D`, `A resigns as B receives C`, `A said that B had met C`: people of two clauses, each with a verb of its own.
pub fn parted(line: &Line<'_>, one: usize, other: usize) -> bool {
    let (from, to) = (one.min(other) + 1, one.max(other));
    // "A was pleased, he said, that B had met C"
    let that = |at: usize| line.word(at) == "that" || line.word(at) == "," && line.word(at + 1) == "that";
    let met = |at: usize| line.any(at, &[Class::Meet, Class::Talk, Class::Noun, Class::Receive]);
    if (from..to).any(|at| line.is(at, Class::Say) && that(at + 1) && !(from..at).any(met)) {
        return true;
    }
    // "A resigns as B receives C", "A met B days after the minister, C, had met D"
    let acts = |at: usize| {
        let end = (at..at + 8).find(|place| line.is_verb(*place) && !line.is_auxiliary(*place));
        end.is_some_and(|end| (at..end).any(|place| !line.people(place).is_empty()))
    };
    let while_another = (from..to).any(|at| {
        matches!(line.word(at), "as" | "while" | "since" | "because" | "after" | "before" | "until")
            && acts(at + 1)
            && (0..at).any(|before| line.is_verb(before))
            && !(from..at)
                .any(|before| matches!(line.word(before), "looked" | "looks" | "watched" | "watches"))
    });
    // "A met B to prepare a summit of C and D": those of the summit.
    let prepares = (from..to).any(|at| {
        line.word(at) == "to"
            && matches!(line.word(at + 1), "prepare" | "arrange" | "plan" | "organise" | "organize")
    });
    if while_another || prepares {
        return true;
    }
    let mark = (from..to).rev().find(|at| matches!(line.word(*at), ";" | ":") || line.is(*at, Class::But));
    mark.is_some_and(|mark| {
        let verb = |mut within: std::ops::Range<usize>| within.any(|at| line.is_verb(at));
        verb(from..mark) || verb(mark..to)
    })
}
