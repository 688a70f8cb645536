//! Whether a mention is someone who is known: by spelling, office, state and time, with reasons.
//!
//! A spelling that sounds the same is enough where nothing speaks against it; a near one needs an office or
//! a state in common; a lone surname needs the office. What is left in doubt is kept apart.

use super::people::{Office, Profile};
use crate::model::Verdict;
use crate::model::name::{Comparison, Name, compare, sound};

/// What is to be said about a mention and a known person being one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judgement {
    /// Same, Different or Uncertain.
    pub(super) verdict: Verdict,
    pub(super) score: f64,
    pub(super) reasons: Vec<String>,
}

/// Spellings that sound the same, or differ in letters that transliterations exchange.
const CLEAR: f64 = 0.94;

pub(super) fn judge(mention: &Profile, known: &Profile) -> Judgement {
    let offices = Common::of(mention, known);
    if mention.full().next().is_none() || known.full().next().is_none() {
        return judge_word(mention, known, &offices);
    }
    let best = mention
        .full()
        .flat_map(|one| known.full().map(move |other| compare(one, other)))
        .max_by(|a, b| a.score.total_cmp(&b.score));
    let Some(names) = best else { return offices.judgement(Verdict::Different, 0.0, Vec::new()) };
    let (score, reasons) = (names.score, names.reasons);
    let verdict = match score {
        CLEAR.. if offices.conflict.is_some() => Verdict::Uncertain,
        CLEAR.. => Verdict::Same,
        Comparison::SAME.. if offices.conflict.is_some() => Verdict::Different,
        Comparison::SAME.. if offices.state.is_some() || offices.office.is_some() => Verdict::Same,
        Comparison::SAME.. => Verdict::Uncertain,
        Comparison::POSSIBLE.. if offices.office.is_some() => Verdict::Same,
        Comparison::POSSIBLE.. if offices.state.is_some() => Verdict::Uncertain,
        _ => Verdict::Different,
    };
    offices.judgement(verdict, score, reasons)
}

/// One of the two is known by a single word: a surname, or all the name there is.
fn judge_word(mention: &Profile, known: &Profile, offices: &Common) -> Judgement {
    let words = |profile: &Profile| -> Vec<Name> {
        profile.spellings.iter().map(|(_, name)| name.clone()).filter(|name| name.words.len() == 1).collect()
    };
    let (one, other) = (words(mention), words(known));
    let both_lone = mention.full().next().is_none() && known.full().next().is_none();
    let shared = if both_lone {
        one.iter().any(|a| other.iter().any(|b| sounds_in(a, b)))
    } else if mention.full().next().is_none() {
        one.iter().any(|a| known.full().any(|b| sounds_in(a, b)))
    } else {
        other.iter().any(|a| mention.full().any(|b| sounds_in(a, b)))
    };
    if !shared {
        return offices.judgement(Verdict::Different, 0.0, Vec::new());
    }
    let reasons =
        vec![if both_lone { "the same single name" } else { "one is known by this name alone" }.to_owned()];
    let (verdict, score) = match (offices.office.is_some(), offices.state.is_some()) {
        _ if offices.conflict.is_some() => (Verdict::Different, 0.2),
        (true, _) => (Verdict::Same, 0.86),
        (_, true) if both_lone => (Verdict::Same, 0.8),
        (_, true) => (Verdict::Uncertain, 0.6),
        _ if both_lone || mention.full().next().is_none() => (Verdict::Uncertain, 0.5),
        _ => (Verdict::Different, 0.3),
    };
    offices.judgement(verdict, score, reasons)
}

/// Whether the lone word is, by sound, a word of the name.
fn sounds_in(lone: &Name, name: &Name) -> bool {
    let Some(word) = lone.words.first() else { return false };
    name.words.iter().any(|other| !other.initial && sound(&other.text) == word.sound)
}

/// What two sets of offices have in common, or against each other.
struct Common {
    office: Option<String>,
    state: Option<&'static str>,
    /// Offices of different states at about the same time.
    conflict: Option<String>,
}

impl Common {
    fn of(mention: &Profile, known: &Profile) -> Common {
        let mut common = Common { office: None, state: None, conflict: None };
        for one in &mention.offices {
            for other in &known.offices {
                if one.key == other.key && one.of.is_some() && one.of == other.of {
                    common.office = Some(one.key.clone());
                }
                if one.state.is_some() && one.state == other.state {
                    common.state = one.state;
                }
            }
        }
        if common.state.is_none() && common.office.is_none() {
            common.conflict = mention.offices.iter().find_map(|one| {
                let other = known.offices.iter().find(|other| stands_against(one, other))?;
                Some(format!("{} against {}", one.state.unwrap_or_default(), other.state.unwrap_or_default()))
            });
        }
        common
    }

    fn judgement(&self, verdict: Verdict, score: f64, mut reasons: Vec<String>) -> Judgement {
        let mut score = score;
        if let Some(conflict) = &self.conflict {
            reasons.insert(0, format!("of different states: {conflict}"));
            score *= 0.7;
        }
        if let Some(office) = &self.office {
            reasons.push(format!("the same office: {office}"));
            score += 0.06;
        }
        if let Some(state) = self.state {
            reasons.push(format!("of the same state: {state}"));
            score += 0.03;
        }
        Judgement { verdict, score: (score.min(1.0) * 1000.0).round() / 1000.0, reasons }
    }
}

/// Nobody serves two states at one time; undated offices are taken to be of one time.
fn stands_against(one: &Office, other: &Office) -> bool {
    const YEARS: i64 = 3 * 366;
    let differ = matches!((one.state, other.state), (Some(a), Some(b)) if a != b);
    let apart = match (one.seen, other.seen) {
        (Some(a), Some(b)) => (b.0 - a.1).num_days() > YEARS || (a.0 - b.1).num_days() > YEARS,
        _ => false,
    };
    differ && !apart
}
