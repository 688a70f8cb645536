//! The day and the town of what an article tells first; what follows on the same day without its own has them too.

use chrono::Datelike;

use super::detail;
use super::line::Line;
use super::lines::Lines;
use super::merge::Meeting;
use super::setting;
use super::words::Class;
use crate::extract::dateline::small_letters;
use crate::extract::document::{Document, Kind, Mention, StateForm};
use crate::extract::place;
use crate::extract::time::{Base, Tense, When};
use crate::model::{MeetingKind, PartialDate, Precision, Status};
use crate::text::is_dash;

/// Sentences of the body in which the main event is told.
pub const HEAD: usize = 5;
/// News is not older than this many days.
const FRESH: i64 = 9;

#[derive(Debug, Clone, Default)]
pub struct Lead {
    pub day: Option<PartialDate>,
    pub town: Option<String>,
    /// The state in which the town of the dateline lies.
    state: Option<String>,
    dateline: Option<(usize, String)>,
    /// The first sentence of the body.
    first: usize,
    /// The title names the town.
    titled: bool,
    /// The title tells of a meeting in another town than that of the dateline.
    pub away: bool,
    /// The month of a stay of some days.
    pub stay: Option<PartialDate>,
}

/// The day from which the text counts: that of publication, else the first full date of the article's head.
pub fn today(lines: &Lines<'_>) -> Option<PartialDate> {
    let doc = lines.doc;
    if let Some(published) = doc.article.published {
        return Some(stamped(lines, published).unwrap_or(published));
    }
    const NEAR: usize = 12;
    const AHEAD: i32 = 3;
    let fixed = |sentence: usize| -> Vec<PartialDate> {
        let dates = doc.times_of(sentence).iter().filter_map(|found| match found.when {
            When::Fixed(date) => Some(date),
            _ => None,
        });
        dates.collect()
    };
    let head = 0..doc.segments.sentences.len();
    let day = head.clone().take(HEAD).flat_map(fixed).find(|date| date.precision() == Precision::Day)?;
    // "relations since May 26, 1966": not where a later year is spoken of.
    let later =
        head.take(NEAR).flat_map(fixed).any(|date| date.first_day().year() > day.last_day().year() + AHEAD);
    (!later).then_some(day)
}

/// The year of the title, else the one spoken of last before the end of a sentence, else the next: what `19 July` means
/// in an article of no known day.
pub fn spoken_year(doc: &Document<'_>, sentence: usize) -> Option<PartialDate> {
    const FAR: usize = 60;
    let years = |place: usize| -> Vec<i32> {
        let fixed = doc.times_of(place).iter().filter_map(|found| match found.when {
            When::Fixed(date) => Some(date.first_day().year()),
            _ => None,
        });
        fixed.collect()
    };
    let count = doc.segments.sentences.len();
    let titled = (0..count).take_while(|place| doc.in_title(*place)).find_map(|place| years(place).pop());
    let before = || (sentence.saturating_sub(FAR)..=sentence).rev().find_map(|place| years(place).pop());
    let behind = || (sentence + 1..count.min(sentence + FAR)).find_map(|place| years(place).first().copied());
    PartialDate::year(titled.or_else(before).or_else(behind)?)
}

/// The day spoken of last, for what is told by the clock alone: `At 6.45 p.m. he was received by B`.
pub fn day_of_clock(doc: &Document<'_>, sentence: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    const OPENING: usize = 8;
    const FAR: usize = 6;
    let tokens = |place: usize| doc.segments.sentences[place].tokens.clone();
    let clock = tokens(sentence).take(OPENING).any(|token| {
        matches!(doc.lower(token), "a.m." | "p.m." | "a.m" | "p.m" | "am" | "pm" | "noon" | "midnight")
    });
    if !clock {
        return None;
    }
    let base = Base { published: today, tense: Tense::Past, anchor: None };
    let day = |place: usize| {
        let mut days = doc.times_of(place).iter().filter_map(|found| found.when.resolve(&base));
        days.rfind(|date| date.precision() == Precision::Day)
    };
    (sentence.saturating_sub(FAR)..=sentence).rev().find_map(day)
}

/// Without a dateline: the first town of the first sentences.
fn first_town(lines: &Lines<'_>, first: usize) -> Option<String> {
    const SENTENCES: usize = 3;
    let last = (first + 3 * SENTENCES).min(lines.doc.segments.sentences.len());
    let tells = |sentence: usize| {
        let line = lines.line(sentence);
        (0..line.length().min(super::line::REACH)).any(|at| line.is_verb(at))
    };
    let named = |sentence: usize| {
        let line = lines.line(sentence);
        // "By A in Port Vila" says where the reporter was.
        let byline = line.word(0) == "by" && line.length() < 16;
        (0..line.length().min(super::line::REACH))
            .filter(|at| {
                !byline
                    && matches!(line.word(*at), "in" | "at")
                    && !detail::topical(&line, *at)
                    && !setting::lies_ahead(&line, *at)
            })
            .find_map(|at| detail::town(line.as_ref(), at))
            .or_else(|| detail::town_of_venue(&line, 0..line.length().min(super::line::REACH)))
    };
    let (sentence, town) = (first..last).find_map(|sentence| Some((sentence, named(sentence)?)))?;
    // Looked at last, since words are tagged for it.
    let told = (first..sentence).filter(|before| tells(*before)).take(SENTENCES).count();
    (told < SENTENCES).then_some(town)
}

/// The day of the dateline, `BAGHDAD, Feb. 22 —`, where it is a little before that of publication: `today` is its day.
fn stamped(lines: &Lines<'_>, published: PartialDate) -> Option<PartialDate> {
    const LONG: usize = 12;
    const LATE: i64 = 2;
    let doc = lines.doc;
    let sentence = lines.dateline()?.0;
    let tokens = doc.segments.sentences.get(sentence)?.tokens.clone();
    let dash = (tokens.start..tokens.end.min(tokens.start + LONG)).find(|token| is_dash(doc.word(*token)));
    // "Moscow, 15 February 2022." stands alone.
    let alone = (tokens.len() <= LONG).then_some(tokens.end);
    let end = dash.or(alone)?;
    let base = Base { published: Some(published), tense: Tense::Past, anchor: None };
    let day = doc
        .times(tokens.start..end)
        .into_iter()
        .find(|found| matches!(found.when, When::Fixed(_) | When::MonthDay { .. }))
        .and_then(|found| found.when.resolve(&base))?;
    let late = (published.first_day() - day.first_day()).num_days();
    (day.precision() == Precision::Day && (1..=LATE).contains(&late)).then_some(day)
}

/// What the first meetings and sentences say of day and town.
pub fn of(lines: &Lines<'_>, meetings: &[Meeting], today: Option<PartialDate>) -> Lead {
    let doc = lines.doc;
    let first = doc.segments.sentences.partition_point(|sentence| sentence.span.start < doc.head);
    let dateline = lines.dateline().cloned();
    let early = || {
        meetings.iter().filter(|meeting| {
            meeting.status == Status::Held
                && meeting.kind != MeetingKind::Visit
                && (first..first + HEAD).contains(&meeting.sentence)
        })
    };
    let day = early().filter_map(|meeting| meeting.date).find(|date| is_fresh(*date, today));
    let told = early().find(|meeting| meeting.date.is_some() && meeting.date == day);
    let named = told.and_then(|meeting| meeting.place.clone()).filter(|name| !place::is_venue(name));
    let stamp = dateline.as_ref().map(|(_, town)| town.clone());
    let state = stamp.as_deref().and_then(|town| state_of(doc, town));
    let (state_only, named) = match named {
        Some(name) if place::is_state(&name) => (Some(name), None),
        named => (None, named),
    };
    let in_title = titled(lines, first);
    // "Talks in Florida" above "KEY WEST": no other town.
    let abroad = |town: &String| {
        let there = state_of(doc, town);
        there.is_some() && state.is_some() && there != state
    };
    let headline = headline(lines, first).filter(abroad);
    let away = headline.is_some();
    let town = named.or(headline).or(stamp).or(in_title.clone()).or_else(|| first_town(lines, first));
    let town = town.or(state_only).or_else(|| state_in_title(lines, first));
    let titled = in_title.is_some() && in_title == town;
    let day = day.or_else(|| spoken(lines, first, today));
    let day = day.or_else(|| today.filter(|_| under_way(lines, first)));
    let stay = stay(lines, first, today).filter(|_| day.is_none());
    Lead { day, town, state, dateline, first, titled, stay, away }
}

/// The town in which the title says something happened: `A and B hold talks in Pretoria`.
fn titled(lines: &Lines<'_>, first: usize) -> Option<String> {
    (0..first).find_map(|sentence| {
        let line = lines.line(sentence);
        let says = |at: &usize| matches!(line.word(*at), "in" | "at") && !detail::topical(&line, *at);
        let inside = (0..line.length()).rev().filter(says).find_map(|at| town_of_title(&line, at));
        inside.or_else(|| closing(&line)).or_else(|| set_off(&line))
    })
}

/// The town behind a preposition of a title; where all its words have capitals, only one of the tables:
/// `Diplomacy in Pictures` is in no town.
fn town_of_title(line: &Line<'_>, preposition: usize) -> Option<String> {
    const SHORT: usize = 4;
    let small = |at: usize| {
        let word = line.word(at);
        word.len() > SHORT
            && line.units.get(at).is_some_and(|unit| {
                line.doc.word(unit.tokens.start).starts_with(|letter: char| letter.is_lowercase())
            })
    };
    let known = |at: usize| {
        line.mention(at)
            .is_some_and(|mention| matches!(mention.kind, Kind::Place { .. } | Kind::State { .. }))
    };
    let plain = (0..line.length().min(super::line::REACH)).any(small);
    let town = detail::town(line, preposition)?;
    let next = preposition + 1 + usize::from(line.is(preposition + 1, Class::Det));
    let owned = line.word(next + 1) == "'s" && known(next + 2);
    (plain || known(next) || owned).then_some(town)
}

/// `East African leaders open summit in Uganda`: the state in which the title says that people met.
fn state_in_title(lines: &Lines<'_>, first: usize) -> Option<String> {
    (0..first).find_map(|sentence| {
        let line = lines.line(sentence);
        let met = |at: &usize| line.any(*at, &[Class::Noun, Class::Gathering]) && line.word(at + 1) == "in";
        let at = (0..line.length().min(super::line::REACH)).find(met)?;
        let mention = line.mention(at + 2)?;
        match &mention.kind {
            Kind::State { name, form: StateForm::Name } => Some(name.clone()),
            _ => None,
        }
    })
}

/// `Ministers hold consultations in Montevideo`: the town in which the title says that a meeting was.
fn headline(lines: &Lines<'_>, first: usize) -> Option<String> {
    (0..first).find_map(|sentence| {
        let line = lines.line(sentence);
        let met = |at: usize| {
            line.any(at, &[Class::Meet, Class::Noun, Class::Gathering]) || line.word(at) == "consultations"
        };
        // "A met B, officials in Tokyo said"
        let said = (0..line.length().min(super::line::REACH)).any(|at| line.is(at, Class::Say));
        let ahead = (0..line.length().min(super::line::REACH))
            .any(|at| matches!(line.word(at), "to" | "will" | "may" | "could" | "ahead" | "before" | "next"));
        let at = (1..line.length().min(super::line::REACH))
            .rev()
            .filter(|_| !(ahead || said))
            .find(|at| line.word(*at) == "in" && !detail::topical(&line, *at) && (0..*at).any(met))?;
        town_of_title(&line, at)
    })
}

/// `Transcript of interview with the Minister, Seattle, USA, 19 November`: a town set off by commas in the title of
/// what somebody said there.
fn set_off(line: &Line<'_>) -> Option<String> {
    let said = (0..line.length().min(super::line::REACH)).any(|at| {
        matches!(
            line.word(at),
            "interview" | "transcript" | "doorstop" | "remarks" | "statement" | "briefing" | "press"
        )
    });
    (1..line.length().min(super::line::REACH)).filter(|_| said).find_map(|at| {
        let mention =
            line.mention(at).filter(|_| matches!(line.word(at - 1), "," | "-" | "–" | "—" | "|"))?;
        let town = match &mention.kind {
            Kind::Place { region, .. } => !region,
            Kind::State { form, .. } => *form == StateForm::Capital,
            _ => false,
        };
        let ends = at + 1 == line.length() || matches!(line.word(at + 1), "," | "-" | "–" | "—" | "|" | "(");
        (town && ends).then(|| small_letters(line.doc.words(&mention.tokens)))
    })
}

/// `Press conference, Bali`: a town that closes the title.
fn closing(line: &Line<'_>) -> Option<String> {
    let last = line.length().checked_sub(1)?;
    let mark = last.checked_sub(1).map(|before| line.word(before))?;
    let mention = line.mention(last).filter(|_| matches!(mark, "," | "-" | "–" | "—" | "|"))?;
    let town = match &mention.kind {
        Kind::Place { .. } => true,
        Kind::State { form, .. } => *form == StateForm::Capital,
        _ => false,
    };
    town.then(|| line.doc.words(&mention.tokens).to_string())
}

fn is_fresh(date: PartialDate, today: Option<PartialDate>) -> bool {
    let age = today.map_or(0, |today| (today.first_day() - date.first_day()).num_days());
    date.precision() == Precision::Day && (-1..=FRESH).contains(&age)
}

/// The first day spoken of in the first two sentences, that of a dateline last.
fn spoken(lines: &Lines<'_>, first: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    // Headings, datelines that stand alone and bylines tell nothing.
    const SENTENCES: usize = 2;
    let base = Base { published: today, tense: Tense::Past, anchor: None };
    let (mut stamp, mut told, mut last) = (None, 0, None);
    for sentence in first..(first + 3 * SENTENCES).min(lines.doc.segments.sentences.len()) {
        if told == SENTENCES {
            break;
        }
        let line = lines.line(sentence);
        let mut verb = false;
        for at in 0..line.length().min(super::line::REACH) {
            verb |= line.is_verb(at);
            let Some(found) = line.get(at).and_then(|unit| unit.time.as_ref()) else { continue };
            let ahead = (at.saturating_sub(8)..at).any(|place| matches!(line.word(place), "will" | "next"))
                || at > 0
                    && matches!(line.word(at - 1), "until" | "by" | "since" | "before" | "till" | "for")
                || is_stretch(&line, at);
            let governing = detail::governing_verb(line.as_ref(), at);
            // "the visit which A paid to Chad on 4-5 March"
            let visits = governing.is_some_and(|verb| {
                matches!(line.word(verb), "paid" | "made" | "was" | "were" | "undertook")
                    && (at.saturating_sub(14)..at)
                        .any(|place| matches!(line.word(place), "visit" | "trip" | "tour"))
            });
            let said = !visits
                && governing.is_some_and(|verb| {
                    said_by_others(&line, verb)
                        || detail::describes(&line, verb) && !(verb..at).any(|place| line.word(place) == ",")
                        || detail::is_arranged(&line, verb)
                });
            // "announced on Monday. … held earlier the same day"
            let resolved = found.when.resolve(&Base { anchor: last, ..base });
            last = resolved.filter(|date| date.precision() == Precision::Day).or(last);
            let day = resolved.filter(|date| is_fresh(*date, today) && !ahead && !said);
            // "(Updated on Aug. 12 at 08:15)"
            let near = at.saturating_sub(4)..at;
            let open = near.clone().rev().find(|place| matches!(line.word(*place), "(" | ")"));
            let stamped = open.is_some_and(|place| line.word(place) == "(")
                || near
                    .into_iter()
                    .any(|place| matches!(line.word(place), "updated" | "posted" | "published"));
            match day {
                // "On Monday A met B", "A met B on Monday"
                Some(day) if !stamped && (verb || at > 0 && line.word(at - 1) == "on") => return Some(day),
                Some(day) => stamp = stamp.or(Some(day)),
                None => {}
            }
        }
        told += usize::from(verb);
    }
    stamp
}

/// `from March 28 through 30`: a stay of some days.
fn is_stretch(line: &Line<'_>, at: usize) -> bool {
    let stretch = line.get(at).and_then(|unit| unit.time.as_ref()).is_some_and(|time| time.stretch);
    let ends = |next: usize| matches!(line.word(next), "to" | "through" | "until" | "till");
    at > 0 && line.word(at - 1) == "from" && (stretch || (at + 1..at + 3).any(ends))
}

/// The month of a stay told in the first sentences: `was in Cuba on a visit from March 28 through 30`.
fn stay(lines: &Lines<'_>, first: usize, today: Option<PartialDate>) -> Option<PartialDate> {
    const SENTENCES: usize = 4;
    let base = Base { published: today, tense: Tense::Past, anchor: None };
    (first..(first + SENTENCES).min(lines.doc.segments.sentences.len())).find_map(|sentence| {
        let line = lines.line(sentence);
        let stay = (0..line.length().min(super::line::REACH)).find(|at| is_stretch(&line, *at))?;
        let visits = (stay.saturating_sub(12)..stay)
            .any(|at| matches!(line.word(at), "visit" | "visited" | "trip" | "stay" | "stayed" | "visiting"))
            || detail::is_stay(&line, stay);
        let day = line.get(stay).filter(|_| visits)?.time.as_ref()?.when.resolve(&base)?;
        PartialDate::month(day.first_day().year(), day.first_day().month())
    })
}

/// `The leaders, who have gathered in Accra`, `are meeting in Accra`, `A meeting is under way`: on the day of the article.
fn under_way(lines: &Lines<'_>, first: usize) -> bool {
    const SENTENCES: usize = 3;
    (first..(first + SENTENCES).min(lines.doc.segments.sentences.len())).any(|sentence| {
        let line = lines.line(sentence);
        (0..line.length().min(super::line::REACH)).any(|at| {
            let next = at + 1 + usize::from(matches!(line.word(at + 1), "currently" | "now" | "still"));
            match line.word(at) {
                "have" => {
                    matches!(line.word(next), "gathered" | "assembled" | "convened")
                        && matches!(line.word(next + 1), "in" | "at" | "here")
                }
                "are" | "is" => {
                    matches!(line.word(next), "meeting" | "gathering" | "gathered")
                        && matches!(line.word(next + 1), "in" | "at" | "here" | "behind" | "today")
                        || line.words_at(next, &["under", "way"])
                        || line.word(next) == "underway"
                }
                _ => false,
            }
        })
    })
}

/// `officials said on Tuesday` gives the day of the saying; who met may speak on the same day.
fn said_by_others(line: &Line<'_>, verb: usize) -> bool {
    let named = |unit: usize| !line.people(unit).is_empty();
    line.is(verb, Class::Say)
        && !named(verb + 1)
        && !line.subject(verb).parties.iter().any(|unit| named(*unit))
}

/// The state in which a town of the tables lies.
pub fn state_of(doc: &Document<'_>, town: &str) -> Option<String> {
    const LOOK: usize = 400;
    doc.mentions.iter().take(LOOK).find_map(|mention| match &mention.kind {
        Kind::Place { name, state, .. } if name.eq_ignore_ascii_case(town) => state.clone(),
        Kind::State { name, form: StateForm::Capital }
            if doc.words(&mention.tokens).eq_ignore_ascii_case(town) =>
        {
            Some(name.clone())
        }
        _ => None,
    })
}

/// The one town of a state in which an article says that something was.
pub fn only_town(doc: &Document<'_>, state: &str) -> Option<String> {
    const LOOK: usize = 400;
    let towns = doc.mentions.iter().take(LOOK).filter(|mention| {
        let lies = match &mention.kind {
            Kind::Place { state: Some(of), region: false, .. } => of == state,
            Kind::State { name, form: StateForm::Capital } => name == state,
            _ => false,
        };
        let words = doc.words(&mention.tokens);
        lies && !place::is_venue(words) && !doc.in_title(mention.sentence) && is_whereabouts(doc, mention)
    });
    let mut names = towns.map(|mention| doc.words(&mention.tokens));
    let one = names.next()?;
    names.all(|other| other.eq_ignore_ascii_case(one)).then(|| one.to_owned())
}

/// `in Juba`, `from the city of Juba`: says where something was, unlike `Juba had complained`.
fn is_whereabouts(doc: &Document<'_>, mention: &Mention) -> bool {
    const NEAR: usize = 3;
    let start = mention.tokens.start;
    // "the war in Gaza"
    let matter = start > 1 && doc.lower(start - 1) == "in" && detail::is_matter(doc.lower(start - 2));
    // "aid for Gaza.", "the talks with Tehran,"
    let aim = start > 0
        && matches!(
            doc.lower(start - 1),
            "for" | "with" | "against" | "over" | "about" | "between" | "by" | "on"
        );
    if matter || aim {
        return false;
    }
    let end = matches!(doc.word(mention.tokens.end), "," | "." | ";" | ")");
    end || (start.saturating_sub(NEAR)..start).any(|token| {
        matches!(doc.word(token), "in" | "In" | "at" | "At" | "to" | "from" | "near" | "outside" | "of")
    })
}

impl Lead {
    /// The day of a meeting that has none: that of the lead, where it goes on from it.
    pub fn day_of(&self, meeting: &Meeting, before: &[Meeting]) -> Option<PartialDate> {
        const WINDOW: usize = 200;
        let opens = (self.first..self.first + 2).contains(&meeting.sentence);
        let shares = || {
            before.iter().rev().take(WINDOW).any(|other| {
                other.status == Status::Held
                    && other.date == self.day
                    && other.people.iter().any(|person| meeting.people.contains(person))
            })
        };
        self.day.filter(|_| opens || meeting.goes_on() || shares())
    }

    /// The town of a meeting on the day of the lead, where its sentences name no other.
    pub fn town_of(&self, doc: &Document<'_>, meeting: &Meeting) -> Option<String> {
        const STAY: i64 = 3;
        // "Summit at Camp David: a chronicle"
        const LONG_STAY: i64 = 9;
        let near = |(day, date): (PartialDate, PartialDate)| {
            let stay = if self.titled { LONG_STAY } else { STAY };
            (day.first_day() - date.first_day()).num_days().abs() <= stay
                && date.precision() == Precision::Day
        };
        let same_day =
            meeting.date.is_none() || self.day.is_none() || self.day.zip(meeting.date).is_some_and(near);
        let town = self.town.as_ref().filter(|_| same_day && meeting.kind != MeetingKind::Call)?;
        let elsewhere =
            meeting.sentences.iter().flat_map(|sentence| doc.mentions_of(*sentence)).any(|mention| {
                let named = matches!(
                    mention.kind,
                    Kind::Place { region: false, .. } | Kind::State { form: StateForm::Capital, .. }
                );
                let words = doc.words(&mention.tokens);
                named
                    && is_whereabouts(doc, mention)
                    && !place::is_venue(words)
                    && !words.eq_ignore_ascii_case(town)
                    && !self.is_dateline(words)
            });
        (!elsewhere).then(|| town.clone())
    }

    /// Whether a place is known to be another than the town of the lead.
    pub fn is_elsewhere(&self, place: Option<&str>) -> bool {
        let apart = |(place, town): (&str, &String)| {
            !place.contains(town.as_str()) && !place::is_venue(place) && self.state.as_deref() != Some(place)
        };
        place.zip(self.town.as_ref()).is_some_and(apart)
    }

    fn is_dateline(&self, words: &str) -> bool {
        self.dateline.as_ref().is_some_and(|(_, town)| town.eq_ignore_ascii_case(words))
    }

    /// The town of the dateline where a meeting is only said to have been in its state.
    pub fn sharper(&self, place: &str, sentences: &[usize]) -> Option<String> {
        let (sentence, town) = self.dateline.as_ref()?;
        let near = sentences.iter().any(|told| told.saturating_sub(*sentence) <= HEAD);
        (self.state.as_deref() == Some(place) && near).then(|| town.clone())
    }
}
