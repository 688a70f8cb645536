//! Whether people meet as diplomats: by the offices the article gives them.

use crate::extract::document::{Document, Office, PersonId};
use crate::extract::memo::Memo;

/// Words of offices in which people meet for states and their like.
const PUBLIC: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "emir",
    "amir",
    "emperor",
    "monarch",
    "duke",
    "interlocutor",
    "sultan",
    "prince",
    "princess",
    "pope",
    "ambassador",
    "envoy",
    "secretary",
    "adviser",
    "advisor",
    "speaker",
    "commander",
    "general",
    "governor",
    "senator",
    "commissioner",
    "representative",
    "leader",
    "negotiator",
    "diplomat",
    "consul",
    "counselor",
    "counsellor",
    "chargé",
    "attaché",
    "chief",
    "deputy",
    "parliament",
    "congressman",
    "congresswoman",
    "lawmaker",
    "official",
    "coordinator",
    "mayor",
    "marshal",
    "admiral",
    "justice",
    "director-general",
    "taoiseach",
    "commission",
    "high",
    "facilitator",
    "mediator",
    "head",
    "undersecretary",
    "under",
    "legislator",
    "mp",
    "politician",
    "ruler",
    "sheikh",
    "patriarch",
    "imam",
    "ayatollah",
    "authority",
    "pm",
    "fm",
    "vice",
    "administrator",
    "dean",
    "director",
    "member",
];
/// Words of offices in sport and trade.
const PRIVATE: &[&str] = &[
    "captain",
    "coach",
    "player",
    "batsman",
    "striker",
    "goalkeeper",
    "cricket",
    "football",
    "club",
    "team",
    "league",
    "referee",
    "bank",
    "company",
    "corporation",
    "executive",
    "ceo",
    "shareholder",
    "founder",
    "investor",
    "singer",
    "actor",
    "actress",
    "editor",
    "fifa",
    "uefa",
    "olympic",
    "board",
    "manager",
    "lawyer",
    "attorney",
    "professor",
    "author",
];

/// Whether at least one of some people holds a public office, or none has any office at all.
pub fn diplomatic(doc: &Document<'_>, people: &[PersonId], unnamed: &[Office]) -> bool {
    if people.is_empty() {
        return true;
    }
    let mut offices = people.iter().flat_map(|person| &doc.person(*person).offices).chain(unnamed).peekable();
    if offices.peek().is_none() {
        return !is_of_sport_or_trade(doc);
    }
    offices.any(|office| {
        let (title, of) =
            (Sphere::of(&office.title), office.of.as_deref().map(Sphere::of).unwrap_or_default());
        (title.public || of.public) && !title.private && !of.private
    })
}

/// Whether an office or a body has words of public life, and whether of sport or trade.
#[derive(Debug, Clone, Copy, Default)]
struct Sphere {
    public: bool,
    private: bool,
}

impl Sphere {
    fn of(text: &str) -> Sphere {
        thread_local!(static SPHERES: Memo<Sphere> = Memo::default());
        SPHERES.with(|memo| memo.get(text, || Sphere::read(text)))
    }

    fn read(text: &str) -> Sphere {
        let words = text.split(|letter: char| !letter.is_alphabetic() && letter != '-');
        let all: Vec<String> = words.map(str::to_lowercase).collect();
        let has = |table: &[&str]| {
            // "secretary-general", "vice-president"
            let mut parts = all.iter().flat_map(|word| std::iter::once(word.as_str()).chain(word.split('-')));
            parts.any(|word| table.contains(&word.trim_end_matches('s')) || table.contains(&word))
        };
        // "Chief Financial Officer"
        let officer = all
            .windows(2)
            .any(|two| two[1] == "officer" && matches!(two[0].as_str(), "financial" | "operating"));
        Sphere { public: has(PUBLIC), private: has(PRIVATE) || officer }
    }
}

/// Whether a word in small letters is one of offices in sport and trade.
pub fn is_of_trade(lower: &str) -> bool {
    PRIVATE.contains(&lower.trim_end_matches('s'))
}

/// Whether an article whose people have no offices speaks of sport or of companies.
fn is_of_sport_or_trade(doc: &Document<'_>) -> bool {
    const LOOK: usize = 1500;
    const ENOUGH: usize = 3;
    let tokens = 0..doc.segments.tokens.len().min(LOOK);
    let telling = tokens.filter(|token| doc.form(*token).is_some_and(|form| form.of_trade));
    telling.take(ENOUGH).count() == ENOUGH
}
