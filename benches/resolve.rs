//! Articles' facts a second that resolution takes into a graph, and that it knows again.
//!
//! ```sh
//! cargo bench --bench resolve [-- ARTICLES]
//! ```

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use chancery::graph::Graph;
use chancery::model::{
    AgreementFact, ArticleFacts, EvidenceFact, MeetingFact, MeetingKind, PartialDate, PersonFact, RoleFact,
    Status,
};
use chancery::resolve::resolve;
use chrono::{Days, NaiveDate};

const GIVEN: &[&str] = &[
    "Ali",
    "Qassem",
    "Hakan",
    "Fuad",
    "Sergei",
    "Wang",
    "Masoud",
    "Ahmed",
    "Maria",
    "Ursula",
    "Emmanuel",
    "Narendra",
    "Fumio",
    "Lula",
    "Gustavo",
    "Bola",
    "Cyril",
    "Abiy",
    "Isaac",
    "Paul",
    "Nikol",
    "Ilham",
    "Kassym",
    "Shavkat",
    "Yoon",
    "Ferdinand",
];
const FAMILY: &[&str] = &[
    "Araji",
    "Fidan",
    "Hussein",
    "Lavrov",
    "Larijani",
    "Pezeshkian",
    "Sharaa",
    "Zakharova",
    "Leyen",
    "Macron",
    "Modi",
    "Kishida",
    "Silva",
    "Petro",
    "Tinubu",
    "Ramaphosa",
    "Ahmed",
    "Herzog",
    "Kagame",
    "Pashinyan",
    "Aliyev",
    "Tokayev",
    "Mirziyoyev",
];
const STATES: &[&str] =
    &["Iraq", "Iran", "Turkey", "Russia", "France", "India", "Japan", "Brazil", "Kenya", "Oman"];
const TITLES: &[&str] =
    &["Foreign Minister", "President", "National Security Adviser", "Prime Minister", "Ambassador"];
const PLACES: &[&str] = &["Tehran", "Ankara", "Geneva", "Muscat", "Doha", "New Delhi", "Paris", "Moscow"];

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(10_000);
    let facts: Vec<ArticleFacts> = (0..count).map(article).collect();
    let mut graph = Graph::new();
    let mut out = std::io::stdout().lock();
    let start = Instant::now();
    let resolved = resolve(&graph, &facts, 0)?;
    report(&mut out, "resolve", count, start)?;
    let start = Instant::now();
    graph.apply_all(&resolved.batch.changes)?;
    report(&mut out, "apply", count, start)?;
    let (nodes, edges, changes) = (graph.node_count(), graph.edge_count(), resolved.batch.changes.len());
    writeln!(out, "{nodes} nodes, {edges} edges, {changes} changes, {} doubts", resolved.doubts.len())?;
    let start = Instant::now();
    let again = resolve(&graph, &facts, 0)?;
    report(&mut out, "resolve what is known", count, start)?;
    writeln!(out, "{} known, {} changes", again.known, again.batch.changes.len())?;
    Ok(())
}

fn report(out: &mut impl Write, what: &str, count: usize, start: Instant) -> std::io::Result<()> {
    let seconds = start.elapsed().as_secs_f64();
    writeln!(out, "{what}: {count} articles in {seconds:.2} s, {:.0} a second", count as f64 / seconds)
}

/// An article of four people, two meetings and an agreement, the same for the same number. A few people are
/// in the news more often than the rest.
fn article(number: usize) -> ArticleFacts {
    let mut dice = Dice(number as u64 + 1);
    let first = NaiveDate::from_ymd_opt(2020, 1, 1);
    let date =
        first.and_then(|day| day.checked_add_days(Days::new(dice.below(2000) as u64))).map(PartialDate::day);
    let people: Vec<PersonFact> = (0..4).map(|_| person(&mut dice)).collect();
    let mut meeting = |one: usize, other: usize| MeetingFact {
        participants: vec![people[one].name.clone(), people[other].name.clone()],
        unnamed: Vec::new(),
        states: Vec::new(),
        organizations: Vec::new(),
        kind: MeetingKind::Meeting,
        status: Status::Held,
        date,
        precision: None,
        place: Some(PLACES[dice.below(PLACES.len())].into()),
        about: vec!["trade".into(), "border control".into()],
        agreements: vec!["security pact".into()],
        confidence: 0.9,
        evidence: 0,
    };
    let meetings = vec![meeting(0, 1), meeting(2, 3)];
    let text = "They met and spoke of the security pact.".to_owned();
    ArticleFacts {
        id: format!("article-{number}"),
        title: format!("Article {number}"),
        published: date,
        meetings,
        agreements: vec![AgreementFact {
            name: "security pact".into(),
            kind: "agreement".into(),
            parties: vec![STATES[dice.below(STATES.len())].into(), STATES[dice.below(STATES.len())].into()],
            action: "discussed".into(),
            ..AgreementFact::default()
        }],
        evidence: vec![EvidenceFact { sentence: 0, start: 0, end: text.len(), text }],
        people,
        ..ArticleFacts::default()
    }
}

fn person(dice: &mut Dice) -> PersonFact {
    let all = GIVEN.len() * FAMILY.len() * 4;
    let bound = dice.below(all) + 1;
    let who = dice.below(bound);
    let middle = ["", " M.", " Karim", " Jalal"][who % 4];
    let (given, family) = (GIVEN[who / 4 % GIVEN.len()], FAMILY[who / 4 / GIVEN.len() % FAMILY.len()]);
    PersonFact {
        name: format!("{given}{middle} {family}"),
        aliases: Vec::new(),
        roles: vec![RoleFact {
            title: TITLES[who % TITLES.len()].into(),
            of: Some(STATES[who % STATES.len()].into()),
            ..RoleFact::default()
        }],
    }
}

/// Numbers without a pattern that are the same on every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}
