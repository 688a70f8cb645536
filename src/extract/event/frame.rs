//! A trigger with its parties: one telling of an event.

use super::company;
use super::line::{Line, REACH, Unit};
use super::net;
use super::noun;
use super::pattern::{self, Found};
use super::presence;
use super::reception::RECEIVED_BY;
use super::signing;
use super::standing::{holders, is_represented, nameless, state_of};
use super::status;
use super::stop;
use super::verb;
use super::words::{Class, Classes, Words};
use crate::extract::document::{Kind, Office, PersonId, StateForm};
use crate::extract::person::is_kin;
use crate::model::{MeetingKind, Status};

/// One telling of an event in one sentence.
#[derive(Debug, Clone)]
pub struct Told {
    pub sentence: usize,
    /// The token of the word that tells it.
    pub token: usize,
    /// The rule that fired, for whoever asks why.
    pub rule: &'static str,
    pub kind: MeetingKind,
    pub status: Status,
    /// Those on the side of the subject, and the others; a telling of one meeting has them all together.
    pub hosts: Vec<PersonId>,
    pub guests: Vec<PersonId>,
    /// Each guest met the hosts apart from the others.
    pub apart: bool,
    /// Parties known only by their office.
    pub unnamed: Vec<Office>,
    pub states: Vec<String>,
    pub organizations: Vec<String>,
    /// `the meeting`, `the two discussed`: speaks of a meeting told before.
    pub anaphoric: bool,
    /// Talking and discussing may be by phone or face to face.
    pub neutral: bool,
    /// Tells who else was at a meeting told before.
    pub joins: bool,
    /// At how many of the meetings told before: `at both meetings`.
    pub at: usize,
    pub confidence: f64,
    /// Units of the clause that tells it, for dates, places and topics.
    pub clause: std::ops::Range<usize>,
    pub trigger: usize,
    /// The units of all parties.
    pub parties: Vec<usize>,
    /// `their meeting`, `the ministers spoke`: whose it is depends on what was told before.
    pub theirs: bool,
    /// The units of one stop among several: what they say of day and town counts for it alone.
    pub window: Option<std::ops::Range<usize>>,
}

/// What a rule found around a trigger, before status and people are worked out.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    pub rule: &'static str,
    pub subject: Vec<usize>,
    pub others: Vec<usize>,
    /// Nouns for people without a name: `officials`.
    pub nameless: Vec<usize>,
    pub kind: Option<MeetingKind>,
    pub planned: bool,
    pub negated: bool,
    pub apart: bool,
    pub anaphoric: bool,
    pub confidence: f64,
    /// The first unit of the telling, normally of its subject.
    pub start: usize,
    /// The last unit read on the right.
    pub end: usize,
    /// One stop among several.
    pub window: Option<std::ops::Range<usize>>,
    /// Everybody in one room, whatever states they are of.
    pub together: bool,
}

/// The classes at whose words no rule begins.
const SILENT: Classes = Classes::GRAMMAR.joined(Classes::of(&[Class::Not, Class::Modal]));

/// Whether a rule may begin at a word.
fn may_tell(unit: &Unit<'_>) -> bool {
    !unit.classes.without(SILENT).is_empty()
        || matches!(
            unit.word,
            "table"
                | "hours"
                | "hour"
                | "minutes"
                | "guest"
                | "guests"
                | "put"
                | "putting"
                | "set"
                | "setting"
        )
}

/// All tellings of a sentence.
pub fn tellings(line: &Line<'_>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let (mut behind, mut nothing) = (0, false);
    for at in 0..line.length() {
        let Some(unit) = line.get(at).filter(|unit| unit.is_word()) else { continue };
        if at < behind {
            // The words of a construction tell nothing of their own.
            continue;
        }
        if let Some(found) = pattern::find(line, at, false) {
            match found {
                Found::Nothing(end) => (behind, nothing) = (end, true),
                Found::Told(frame, end) => {
                    behind = end;
                    told.extend(tell(line, at, frame));
                }
            }
            continue;
        }
        let rules =
            || company::frame(line, at).or_else(|| verb::frame(line, at)).or_else(|| noun::frame(line, at));
        let Some(mut frame) = may_tell(unit).then(rules).flatten() else {
            if let Some(Found::Told(frame, end)) = pattern::find(line, at, true) {
                behind = end;
                told.extend(tell(line, at, frame));
            }
            continue;
        };
        let further = stops(line, at, &mut frame);
        let Some(telling) = tell(line, at, frame) else { continue };
        let purpose = told.last_mut().filter(|last| {
            telling.rule == "after talks with B, A …"
                && last.hosts == telling.hosts
                && last.trigger < at
                && !(last.trigger + 1..at).any(|place| line.is_verb(place) && !line.is_auxiliary(place))
                && is_purpose(line, &telling)
        });
        match purpose {
            // "A met B for talks hosted by C": one meeting of three.
            Some(last) => {
                last.guests.extend(telling.guests.into_iter().filter(|guest| !last.hosts.contains(guest)))
            }
            None => told.push(telling),
        }
        told.extend(further.into_iter().filter_map(|frame| tell(line, at, frame)));
    }
    if told.iter().all(|telling| telling.size() == 0) {
        told.extend(company::caption(line).and_then(|(at, frame)| tell(line, at, frame)));
        told.extend(signing::item(line).and_then(|(at, frame)| tell(line, at, frame)));
    }
    presence::add(line, &mut told);
    let open = |telling: &Told| telling.status == Status::Held && telling.size() < 2 && !telling.joins;
    if !nothing
        && told.iter().all(open)
        && let Some(caught) = net::frame(line).and_then(|(at, frame)| tell(line, at, frame))
    {
        told = vec![caught];
    }
    told
}

/// The frames of the further stops: `met A in Cairo and on Tuesday B in Riyadh`.
fn stops(line: &Line<'_>, at: usize, frame: &mut Frame) -> Vec<Frame> {
    let last = frame.others.iter().copied().max().filter(|last| *last > at && !frame.subject.is_empty());
    let Some(last) = last.filter(|_| frame.kind != Some(MeetingKind::Signing)) else { return vec![] };
    let by_with = (at..last).any(|place| line.word(place) == "with");
    let (end, stops) = stop::behind(line, line.list_right(last).edge, by_with);
    if stops.is_empty() {
        return vec![];
    }
    frame.window = Some(at..end);
    frame.end = end;
    let one = |stop: stop::Stop| Frame {
        others: stop.parties,
        end: stop.window.end,
        window: Some(stop.window),
        ..frame.clone()
    };
    stops.into_iter().map(one).collect()
}

/// Whether all the telling knows of who met is `they` or `the ministers`.
fn theirs(line: &Line<'_>, frame: &Frame) -> bool {
    let known = |unit: &usize| {
        line.mention(*unit).is_some_and(|mention| {
            matches!(
                mention.kind,
                Kind::Pronoun { plural: true, .. } | Kind::Role { plural: true } | Kind::Group
            )
        })
    };
    frame.others.is_empty() && !frame.subject.is_empty() && frame.subject.iter().all(known)
}

fn is_purpose(line: &Line<'_>, telling: &Told) -> bool {
    let low = telling.trigger.saturating_sub(6);
    (low..telling.trigger).any(|place| line.word(place) == "for")
}

/// `A, Chief of Staff to the President of X, B`: B, whom A serves.
pub fn is_served(line: &Line<'_>, at: usize) -> bool {
    // "a sister and a niece of B"
    let kin = at > 1 && line.word(at - 1) == "of" && is_kin(line.word(at - 2));
    if kin {
        return true;
    }
    let start = line.mention(at).map_or(0, |mention| mention.extent.start.min(mention.tokens.start));
    line.doc.mentions_of(line.sentence).iter().any(|other| line.doc.serves(other, start))
}

/// A frame as a telling: its people, its kind and whether it came about.
pub fn tell(line: &Line<'_>, at: usize, frame: Frame) -> Option<Told> {
    let unit = line.get(at)?;
    if line.is_of_sport() {
        return None;
    }
    let mut told = Told {
        sentence: line.sentence,
        token: unit.tokens.start,
        rule: frame.rule,
        kind: kind(line, at, &frame),
        status: status::of(line, at, &frame)?,
        hosts: vec![],
        guests: vec![],
        apart: frame.apart,
        unnamed: vec![],
        states: vec![],
        organizations: vec![],
        anaphoric: frame.anaphoric,
        neutral: unit.classes.any(&[Class::Talk, Class::Discuss]) || unit.word == "talks",
        joins: false,
        at: 1,
        confidence: frame.confidence,
        clause: frame.start..frame.end.max(at + 1),
        trigger: at,
        parties: frame.subject.iter().chain(&frame.others).copied().collect(),
        theirs: theirs(line, &frame),
        window: frame.window.clone(),
    };
    let served = |unit: usize| is_served(line, unit);
    // "A and the envoy of B, the president of Chile": nor is B's office a party.
    let apposed = |unit: usize| {
        unit > 1
            && line.word(unit - 1) == ","
            && served(unit - 2)
            && !line.people(unit).is_empty()
            && line.people(unit) == line.people(unit - 2)
    };
    let absent = |unit: usize| line.words_before(unit, &["absence", "of"]);
    let themselves = |units: &[usize]| -> Vec<usize> {
        let there = |unit: &usize| !served(*unit) && !apposed(*unit) && !absent(*unit);
        units.iter().copied().filter(there).collect()
    };
    told.hosts = told.gather(line, &themselves(&frame.subject));
    told.guests = told.gather(line, &themselves(&frame.others));
    let listed = listed(line, at, &frame);
    if !listed.is_empty() {
        // "met three envoys: A, B and C"; "two ambassadors called on him: A and B".
        let known = told.people();
        let more = told.gather(line, &listed).into_iter().filter(|person| !known.contains(person));
        told.guests.extend(more);
        told.parties.extend(&listed);
    }
    if told.status == Status::Denied && historic(line, &frame) {
        return None;
    }
    for noun in &frame.nameless {
        told.unnamed.extend(nameless(line, *noun));
    }
    if matches!(
        frame.rule,
        "after talks with B, A …" | "holding talks with B, A …" | "A … a meeting … with B"
    ) {
        // "The talks dealt with trade, the spokesman said."
        told.hosts.retain(|host| !line.doc.is_spokesperson(*host));
    }
    told.guests.retain(|guest| !told.hosts.contains(guest));
    if told.kind == MeetingKind::Signing && told.status == Status::Held && signing::too(line, at, frame.end) {
        told.joins = true;
        told.anaphoric = true;
    }
    // "Minister receives ambassadors of X and Y": the guests of somebody unknown met nobody known.
    let host_unknown = told.hosts.is_empty() && !frame.subject.is_empty() && told.guests.len() > 1;
    told.apart |= host_unknown && matches!(frame.rule, "A received B" | "A saw B" | "A met B");
    // "saw A; B and C; and D"
    let parted =
        frame.others.windows(2).filter(|two| (two[0]..two[1]).any(|place| line.word(place) == ";")).count()
            > 1;
    told.apart |=
        parted && matches!(frame.rule, "A saw B" | "A met B" | "A met with B" | "A held talks with B");
    told.apart |= apart(line, at, &frame);
    // "phoned B and C": one after the other, where nothing joins them.
    let mut near = at.saturating_sub(REACH)..(at + REACH).min(line.length());
    let joint = |place: usize| {
        matches!(
            line.word(place),
            "conference"
                | "joint"
                | "jointly"
                | "together"
                | "trilateral"
                | "three-way"
                | "four-way"
                | "video"
                | "same"
        )
    };
    told.apart |= told.kind == MeetingKind::Call
        && told.hosts.len() == 1
        && told.guests.len() > 1
        && !near.any(joint)
        && !is_single(line, at, &frame);
    told.apart |= told.hosts.len() == 1 && told.guests.len() > 1 && in_a_series(line);
    // "On the sidelines of the forum he met A of X, B of Y and C of Z": one after the other.
    let aside = (0..at).chain(at..frame.end.min(line.length())).any(|place| {
        matches!(line.word(place), "sidelines" | "margins" | "fringes")
            && line.word(place.wrapping_sub(1)) == "the"
    });
    let met = matches!(frame.rule, "A met B" | "A saw B" | "A met with B" | "A received B");
    told.apart |= aside && met && told.hosts.len() == 1 && told.guests.len() > 1 && !frame.together;
    let suite = frame.others.iter().any(|unit| {
        line.mention(*unit).is_some_and(|mention| matches!(mention.kind, Kind::Delegation { .. }))
    });
    // "met with the three": together.
    let one_by_one = told.hosts.len() == 1
        && frame.others.len() > 1
        && told.guests.len() > 1
        && !is_single(line, at, &frame)
        && !matches!(line.word(at), "sat" | "sit" | "sits")
        && !frame.together
        && frame.rule != RECEIVED_BY
        && told.kind != MeetingKind::Signing
        && !suite;
    // "met today with the President and the Foreign Minister of Ukraine": one meeting is the news.
    let today = matches!(frame.rule, "A met B" | "A met with B")
        && (at + 1..frame.end.min(line.length())).any(|place| {
            line.get(place).is_some_and(|unit| {
                unit.time.is_some() && matches!(unit.word, "today" | "yesterday" | "tonight")
            })
        });
    told.apart |= one_by_one && !today && one_state(line, &told);
    if told.apart && told.guests.is_empty() && told.hosts.len() > 1 && !frame.others.is_empty() {
        // "A, B and C each received him": they did not meet one another.
        told.hosts.clear();
    }
    Some(told)
}

impl Told {
    /// The people of some units; the others go to the nameless parties, the states and the organisations.
    pub fn gather(&mut self, line: &Line<'_>, units: &[usize]) -> Vec<PersonId> {
        let mut people = Vec::new();
        for (unit, mention) in units.iter().filter_map(|unit| Some((*unit, line.mention(*unit)?))) {
            let each = unit > 0 && matches!(line.word(unit - 1), "each" | "every")
                || matches!(line.get(unit).map(|unit| unit.word), Some("each" | "every"));
            if is_represented(line, unit) {
                continue;
            }
            if each {
                people.extend(
                    holders(line, mention)
                        .into_iter()
                        .filter(|person| !people.contains(person))
                        .collect::<Vec<_>>(),
                );
            }
            for person in &mention.people {
                if !people.contains(person) {
                    people.push(*person);
                }
            }
            if !mention.people.is_empty() {
                continue;
            }
            match &mention.kind {
                Kind::Role { .. } => self.unnamed.extend(mention.offices.iter().cloned()),
                // "US and Israeli systems": an adjective names no party.
                Kind::State { form: StateForm::Adjective, .. } => {}
                Kind::State { name, .. } | Kind::Delegation { state: Some(name) } => {
                    add(&mut self.states, name)
                }
                Kind::Organization { name } => add(&mut self.organizations, name),
                Kind::Delegation { state: None } => {
                    let title = line.doc.word(mention.tokens.start).to_owned();
                    self.unnamed.push(Office { title, sentence: line.sentence, ..Office::default() });
                }
                _ => {}
            }
        }
        people
    }

    /// Says who stood by, and not who came in turn.
    pub fn looks_on(&self) -> bool {
        let attended = ["attended by B", "also attending were B", "B was present", "in the presence of B"];
        self.rule == presence::LOOKED_ON || attended.contains(&self.rule)
    }

    /// How many they are.
    pub fn size(&self) -> usize {
        self.hosts.len() + self.guests.len()
    }

    /// Everybody, hosts first.
    pub fn people(&self) -> Vec<PersonId> {
        self.hosts.iter().chain(&self.guests).copied().collect()
    }
}

/// The names behind a colon of parties of whom only the kind was said: `spoke with three counterparts: A, B and C`.
fn listed(line: &Line<'_>, at: usize, frame: &Frame) -> Vec<usize> {
    const FAR: usize = 40;
    let open = |unit: &usize| {
        line.mention(*unit).is_some_and(|mention| {
            let many =
                matches!(mention.kind, Kind::Role { plural: true } | Kind::Group | Kind::Delegation { .. });
            many && mention.people.is_empty()
        })
    };
    if frame.nameless.is_empty() && !frame.subject.iter().chain(&frame.others).any(open) {
        return vec![];
    }
    let last = (at + FAR).min(line.length());
    let colon = (at..last).find(|place| line.word(*place) == ":");
    // "saw four leaders, but one was missing: B"
    let missing = |colon: &usize| {
        (at..*colon).any(|place| {
            matches!(
                line.word(place),
                "missing" | "absent" | "except" | "exception" | "stayed" | "but" | "not"
            )
        })
    };
    let colon = colon.filter(|colon| !missing(colon));
    let list = colon.map(|colon| line.long_list(colon + 1));
    // A list and nothing more: "said: A met B" is a clause.
    list.filter(|list| list.edge + 1 >= line.length() && list.units.iter().all(|unit| is_human(line, *unit)))
        .map_or(vec![], |list| list.units)
}

/// `had not met since 2019`: says nothing about a meeting that was denied.
fn historic(line: &Line<'_>, frame: &Frame) -> bool {
    let end = (frame.end + 3).min(line.length());
    (frame.start..end).any(|place| matches!(line.word(place), "since" | "until" | "before" | "yet"))
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_string());
    }
}

/// A word beside the trigger that makes it a call, or the trigger's own kind.
fn kind(line: &Line<'_>, at: usize, frame: &Frame) -> MeetingKind {
    let own = frame.kind.or_else(|| Words::embedded().kind(line.word(at))).unwrap_or(MeetingKind::Meeting);
    if own != MeetingKind::Meeting {
        return own;
    }
    let near = at.saturating_sub(4)..(frame.end.max(at + 1)).min(at + 14);
    let call = near.clone().any(|place| {
        matches!(
            line.word(place),
            "phone" | "telephone" | "telephonic" | "telephonically" | "phoned" | "hotline"
        )
    });
    if call { MeetingKind::Call } else { own }
}

/// `separately`, `each`, `in turn`: several meetings.
fn apart(line: &Line<'_>, at: usize, frame: &Frame) -> bool {
    let end = (frame.end + 4).min(line.length());
    // "had a meeting with A, with B and with C"
    let one = is_single(line, at, frame) || at > 0 && matches!(line.word(at - 1), "a" | "an");
    (frame.start..end).any(|place| {
        // "the presidents of X, Y and Z respectively"
        let states = line.word(place) == "respectively" && place > 0 && line.place(place - 1).is_some();
        !states
            && matches!(
                line.word(place),
                "separately" | "separate" | "individually" | "respectively" | "each"
            )
            || line.word(place) == "and" && {
                // "and, later, C"; "and then Kenya's President C", of which `then` may be the first word
                let next = place + 1 + usize::from(line.word(place + 1) == ",");
                line.get(next).is_some_and(|unit| matches!(unit.word, "later" | "then" | "afterwards"))
            }
            || line.words_at(place, &["in", "turn"])
            || line.words_at(place, &["one", "by", "one"])
            || line.words_at(place, &["one", "after", "another"])
            || line.words_at(place, &["one", "after", "the", "other"])
            || line.words_at(place, &["apart", "from", "the", "others"])
            || line.words_at(place, &["bilateral", "meetings"])
            || line.words_at(place, &["bilateral", "talks"])
            || line.words_at(place, &["and", "with"]) && !one
            || line.word(place) == "bilaterals"
    })
}

/// Several people who hold offices of one state: a guest calls on them one after the other. Hosts named without
/// their state are those of the place.
fn one_state(line: &Line<'_>, told: &Told) -> bool {
    let states: Vec<String> =
        told.parties.iter().filter_map(|unit| state_of(line, *unit, &told.guests)).collect();
    let together = (told.clause.start..told.clause.end.min(line.length()))
        .any(|place| matches!(line.word(place), "together" | "jointly"));
    // "discussed it with President A and his deputy, B"
    let deputy = told.parties.iter().any(|unit| {
        let whose = |mention: &crate::extract::document::Mention| {
            matches!(mention.kind, Kind::Pronoun { possessive: true, .. })
        };
        let title =
            line.mention(*unit).map(|mention| line.doc.word(mention.extent.start.min(mention.tokens.start)));
        *unit > 0
            && line.mention(unit - 1).is_some_and(whose)
            && title.is_some_and(|title| matches!(title, "deputy" | "wife" | "aide" | "adviser" | "advisor"))
    });
    !together && !deputy && states.iter().all(|state| Some(state) == states.first())
}

/// `A met B, C and D`, where the sentence before or behind speaks of `a series of meetings`, `each of the talks`.
fn in_a_series(line: &Line<'_>) -> bool {
    const LONGEST: usize = 60;
    let doc = line.doc;
    let near = line.sentence.saturating_sub(1)..(line.sentence + 3).min(doc.segments.sentences.len());
    near.filter(|sentence| *sentence != line.sentence).any(|sentence| {
        let tokens = doc.segments.sentences[sentence].tokens.clone().take(LONGEST);
        tokens.clone().any(|at| {
            let meetings = |from: usize| {
                (from..from + 4)
                    .any(|at| matches!(doc.word(at), "meetings" | "talks" | "bilaterals" | "conversations"))
            };
            matches!(doc.word(at), "series" | "round" | "string")
                && doc.word(at + 1) == "of"
                && meetings(at + 2)
                || matches!(doc.word(at), "all" | "each" | "All" | "Each")
                    && doc.word(at + 1) == "of"
                    && matches!(doc.word(at + 2), "his" | "her" | "the" | "these" | "those")
                    && meetings(at + 3)
        })
    })
}

/// `a meeting with B and C` is one, whatever states they are of.
fn is_single(line: &Line<'_>, at: usize, frame: &Frame) -> bool {
    let last = frame.others.iter().copied().filter(|other| *other > at).min().unwrap_or(at + 1);
    (at..last).any(|noun| {
        let low = noun.saturating_sub(4);
        line.is(noun, Class::Noun)
            && !line.word(noun).ends_with('s')
            && ((low..noun).any(|place| matches!(line.word(place), "a" | "an"))
                || line.word(noun) == "meeting" && line.words_before(noun, &["'s"]))
    })
}

/// Whether a unit can be a party that is a human being or a group of them.
pub fn is_human(line: &Line<'_>, at: usize) -> bool {
    line.party(at).is_some_and(|mention| {
        matches!(
            mention.kind,
            Kind::Person | Kind::Role { .. } | Kind::Pronoun { .. } | Kind::Group | Kind::Delegation { .. }
        )
    })
}

/// A lone dash with a clause behind it: `they have not met – each of them saw C`.
fn breaks_off(line: &Line<'_>, dash: usize) -> bool {
    const FAR: usize = 45;
    let last = (dash + FAR).min(line.length());
    let closed = (dash + 1..last).any(|place| line.word(place) == line.word(dash));
    let opened = (dash.saturating_sub(FAR)..dash).any(|place| line.word(place) == line.word(dash));
    !closed && !opened && (dash + 1..last).any(|place| line.is_verb(place))
}

/// The end of the clause that begins at `at`: a full stop, a semicolon, a comma before a new clause, a relative.
pub fn clause_end(line: &Line<'_>, at: usize) -> usize {
    let last = (at + 60).min(line.length());
    for place in at..last {
        let abbreviates = line.word(place) == "." && line.word(place + 1) == ")";
        let mark = matches!(line.word(place), ";" | "." | "?" | "!" | ":" | "\"" | "”");
        if mark && !abbreviates || line.is(place, Class::But) {
            return place;
        }
        if line.word(place) == "," && line.begins_clause(place + 1) {
            return place;
        }
        if matches!(line.word(place), "who" | "which" | "while" | "where" | "whose") && place > at {
            return place;
        }
        if matches!(line.word(place), "–" | "—" | "--" | "-") && breaks_off(line, place) {
            return place;
        }
        if line.is(place, Class::And)
            && place + 1 < line.length()
            && line.begins_clause(place + 1)
            && place > at
        {
            return place;
        }
    }
    last
}
