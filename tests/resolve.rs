//! Facts to graph, told as small scripts, and what holds whatever is loaded.
//!
//! A script's lines are:
//!
//! ```text
//! article ID [DATE] [URL]                     facts follow, until the next article
//! person NAME [= ALIAS, …] [: TITLE of BODY [former|since DATE|until DATE]; …]
//! meeting KIND STATUS [DATE] [in PLACE]: PARTY, … [/ about TOPIC, …] [/ pact NAME] [/ sure 0.4]
//! agreement ACTION [DATE] KIND NAME [= ALIAS, …]: PARTY, … [/ by ACTOR, …]
//! merge NAME | NAME      split KEY, …      accept KEY | KEY      reject KEY | KEY      forget ID
//! ```
//!
//! A party of a meeting is a person of the article; `+Iran` is a state, `?foreign minister of Iran` an office.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chancery::graph::{Batch, Evidence, Graph};
use chancery::model::{
    AgreementFact, ArticleFacts, Element, EvidenceFact, MeetingFact, MeetingKind, NodeId, PersonFact,
    RoleFact, Status, UnnamedRole, Value,
};
use chancery::resolve;
use proptest::prelude::*;

/// Each file holds examples: a script, `---`, the graph after it; examples are parted by `===`.
#[test]
fn golden_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/resolve");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    let mut examples = 0;
    for entry in fs::read_dir(folder).expect("the folder of examples is there") {
        let path = entry.expect("a readable entry").path();
        let script = fs::read_to_string(&path).expect("a readable example");
        let mut renewed = Vec::new();
        for example in script.split("\n===\n") {
            let (told, expected) = example.split_once("\n---\n").expect("`---` parts script and graph");
            let found = printed(&run(told));
            examples += 1;
            renewed.push(format!("{}\n---\n{found}", told.trim_end()));
            if found != expected.trim_end() {
                wrong.push(format!(
                    "{}\n{told}\nexpected:\n{}\nfound:\n{found}\n",
                    path.display(),
                    expected.trim_end()
                ));
            }
        }
        if update {
            fs::write(&path, renewed.join("\n===\n") + "\n").expect("the example can be written");
        }
    }
    assert!(examples > 10, "only {examples} examples were read");
    assert!(update || wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs a script on an empty graph.
fn run(script: &str) -> Graph {
    let mut graph = Graph::new();
    let mut pending: Option<ArticleFacts> = None;
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (verb, rest) = line.split_once(' ').expect("a verb and more");
        match verb {
            "person" | "meeting" | "agreement" => {
                let article = pending.as_mut().expect("facts follow an article");
                add_fact(article, verb, rest);
                continue;
            }
            _ => load(&mut graph, pending.take().into_iter().collect()),
        }
        let pair = |text: &str| -> (String, String) {
            let (left, right) = text.split_once('|').unwrap_or((text, ""));
            (left.trim().to_owned(), right.trim().to_owned())
        };
        match verb {
            "article" => pending = Some(article(rest)),
            "merge" => {
                let (left, right) = pair(rest);
                let (left, right) = (named(&graph, &left), named(&graph, &right));
                apply(&mut graph, |graph| resolve::merge(graph, left, right, 0));
            }
            "split" => {
                let keys: Vec<String> = rest.split(", ").map(str::to_owned).collect();
                let node = (0..graph.next_node().0)
                    .map(NodeId)
                    .find(|node| resolve::mention_keys(&graph, *node).contains(&keys[0]))
                    .expect("a node with this mention");
                apply(&mut graph, |graph| resolve::split(graph, node, &keys, 0));
            }
            "accept" | "reject" => {
                let (left, right) = pair(rest);
                apply(&mut graph, |graph| match verb {
                    "accept" => resolve::accept(graph, &left, &right, 0),
                    _ => resolve::reject(graph, &left, &right, 0),
                });
            }
            "forget" => apply(&mut graph, |graph| resolve::forget(graph, rest, 0)),
            other => panic!("no such verb: {other}"),
        }
    }
    load(&mut graph, pending.into_iter().collect());
    graph
}

/// Applies a batch, and checks on the way that its inverse restores what was.
fn apply(graph: &mut Graph, make: impl FnOnce(&Graph) -> chancery::Result<Batch>) {
    let batch = make(graph).expect("a batch");
    let before = printed(graph);
    let back = graph.apply_all(&batch.changes).expect("the batch fits");
    let mut undone = graph.clone();
    undone.apply_all(&back).expect("the inverse fits");
    assert_eq!(printed(&undone), before, "undoing {} restores the graph", batch.what);
}

fn load(graph: &mut Graph, facts: Vec<ArticleFacts>) {
    if facts.is_empty() {
        return;
    }
    apply(graph, |graph| resolve::resolve(graph, &facts, 0).map(|resolved| resolved.batch));
    let again = resolve::resolve(graph, &facts[facts.len() - 1..], 0).expect("loading again works");
    assert_eq!((again.known, again.batch.changes.len()), (1, 0), "loading again changes nothing");
}

fn named(graph: &Graph, name: &str) -> NodeId {
    let key = graph.key("name").expect("names are known");
    let mut nodes = graph.nodes();
    nodes
        .find(|node| graph.property((*node).into(), key).as_str() == Some(name))
        .expect("a node of that name")
}

// Reading the script.

fn article(rest: &str) -> ArticleFacts {
    let mut words = rest.split(' ');
    ArticleFacts {
        id: words.next().unwrap_or_default().to_owned(),
        published: words.next().filter(|word| *word != "-").map(|word| word.parse().expect("a date")),
        url: words.next().map(str::to_owned),
        title: "A title".into(),
        ..ArticleFacts::default()
    }
}

/// Every fact has a sentence of its own, which is the line that tells it.
fn add_fact(article: &mut ArticleFacts, verb: &str, line: &str) {
    let evidence = article.evidence.len();
    article.evidence.push(EvidenceFact {
        sentence: evidence,
        text: line.to_owned(),
        ..EvidenceFact::default()
    });
    match verb {
        "person" => article.people.push(person(line, evidence)),
        "meeting" => article.meetings.push(meeting(line, evidence)),
        _ => article.agreements.push(agreement(line, evidence)),
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn person(line: &str, evidence: usize) -> PersonFact {
    let (names, roles) = line.split_once(": ").unwrap_or((line, ""));
    let (name, aliases) = names.split_once(" = ").unwrap_or((names, ""));
    PersonFact {
        name: name.trim().to_owned(),
        aliases: list(aliases),
        roles: roles
            .split(';')
            .filter(|role| !role.trim().is_empty())
            .map(|text| role(text, evidence))
            .collect(),
    }
}

fn role(text: &str, evidence: usize) -> RoleFact {
    let mut role = RoleFact { evidence, ..RoleFact::default() };
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.len() > 1 {
        match words[words.len() - 2..] {
            [.., "former"] => {
                role.former = true;
                words.pop();
            }
            ["since", date] => {
                role.from = Some(date.parse().expect("a date"));
                words.truncate(words.len() - 2);
            }
            ["until", date] => {
                role.to = Some(date.parse().expect("a date"));
                words.truncate(words.len() - 2);
            }
            _ => break,
        }
    }
    let text = words.join(" ");
    match text.rsplit_once(" of ") {
        Some((title, of)) => (role.title, role.of) = (title.to_owned(), Some(of.to_owned())),
        None => role.title = text,
    }
    role
}

fn meeting(line: &str, evidence: usize) -> MeetingFact {
    let mut parts = line.split(" / ");
    let (head, parties) = parts.next().and_then(|part| part.split_once(": ")).expect("a head and parties");
    let (head, place) = head.split_once(" in ").unwrap_or((head, ""));
    let mut words = head.split(' ');
    let mut meeting = MeetingFact {
        participants: Vec::new(),
        unnamed: Vec::new(),
        states: Vec::new(),
        organizations: Vec::new(),
        kind: match words.next() {
            Some("call") => MeetingKind::Call,
            Some("summit") => MeetingKind::Summit,
            Some("visit") => MeetingKind::Visit,
            Some("signing") => MeetingKind::Signing,
            _ => MeetingKind::Meeting,
        },
        status: match words.next() {
            Some("planned") => Status::Planned,
            Some("denied") => Status::Denied,
            _ => Status::Held,
        },
        date: words.next().map(|date| date.parse().expect("a date")),
        precision: None,
        place: Some(place.to_owned()).filter(|place| !place.is_empty()),
        about: Vec::new(),
        agreements: Vec::new(),
        confidence: 0.9,
        evidence,
    };
    for party in list(parties) {
        if let Some(state) = party.strip_prefix('+') {
            meeting.states.push(state.to_owned());
        } else if let Some(office) = party.strip_prefix('?') {
            let (role, of) = office.rsplit_once(" of ").expect("an office of a state");
            meeting.unnamed.push(UnnamedRole { role: role.to_owned(), of: Some(of.to_owned()) });
        } else {
            meeting.participants.push(party);
        }
    }
    for part in parts {
        let (word, rest) = part.split_once(' ').expect("a word and more");
        match word {
            "about" => meeting.about = list(rest),
            "pact" => meeting.agreements = list(rest),
            _ => meeting.confidence = rest.parse().expect("a number"),
        }
    }
    meeting
}

fn agreement(line: &str, evidence: usize) -> AgreementFact {
    let mut parts = line.split(" / by ");
    let (head, parties) = parts.next().and_then(|part| part.split_once(':')).expect("a head and parties");
    let actors = parts.next().map(list).unwrap_or_default();
    let (head, aliases) = head.split_once(" = ").unwrap_or((head, ""));
    let mut words = head.split(' ').peekable();
    let action = words.next().unwrap_or_default().to_owned();
    let date = words.next_if(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let kind = words.next().unwrap_or_default().to_owned();
    AgreementFact {
        name: words.collect::<Vec<_>>().join(" "),
        aliases: list(aliases),
        kind,
        parties: list(parties),
        action,
        actors,
        date: date.map(|date| date.parse().expect("a date")),
        evidence,
    }
}

// Printing the graph.

/// Nodes, edges with the articles behind them, and decisions, sorted; articles and their reports are left out.
fn printed(graph: &Graph) -> String {
    let mut lines = Vec::new();
    let article = graph.label("Article");
    for node in graph.nodes().filter(|node| !article.is_some_and(|label| graph.has_label(*node, label))) {
        let label = graph.labels_of(node).next().map(|label| graph.label_name(label).to_string());
        let hidden = ["name", "title", "of", "iso2", "iso3", "precision"];
        let state = matches!(label.as_deref(), Some("State" | "Organization"));
        let properties =
            properties(graph, node.into(), |key| !(hidden.contains(&key) || state && key == "aliases"));
        lines.push(format!(
            "{} {}{properties}{}",
            label.unwrap_or_default(),
            shown(graph, node),
            sources(graph, node.into())
        ));
    }
    for edge in graph.edges() {
        let (kind, from, to) = graph.ends(edge).expect("an edge has ends");
        let kind = graph.type_name(kind);
        if &**kind == "REPORTS" || &**kind == "OF" || &**kind == "IN" {
            continue;
        }
        let properties = properties(graph, edge.into(), |key| key != "precision");
        lines.push(format!(
            "({})-{kind}-({}){properties}{}",
            shown(graph, from),
            shown(graph, to),
            sources(graph, edge.into())
        ));
    }
    lines.sort();
    let decisions = graph.decisions().map(|decision| {
        let hand = if decision.by_hand { " by hand" } else { "" };
        format!(
            "{:?}{hand}: {} | {}: {}",
            decision.verdict,
            decision.left,
            decision.right,
            decision.reasons.join("; ")
        )
    });
    lines.extend(decisions);
    lines.join("\n")
}

fn shown(graph: &Graph, node: NodeId) -> String {
    let get = |key: &str| {
        graph.key(key).and_then(|key| graph.property(node.into(), key).as_str().map(str::to_owned))
    };
    match (get("title"), get("of")) {
        (Some(title), Some(of)) => format!("{title} of {of}"),
        (Some(title), None) => title,
        _ => get("name").unwrap_or_default(),
    }
}

fn properties(graph: &Graph, on: Element, keep: impl Fn(&str) -> bool) -> String {
    let all: BTreeMap<String, String> = graph
        .properties(on)
        .filter(|(key, _)| keep(graph.key_name(*key)))
        .map(|(key, value)| (graph.key_name(key).to_string(), value_text(&value)))
        .collect();
    all.into_iter().map(|(key, value)| format!(" {key}={value}")).collect()
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(value_text).collect::<Vec<_>>().join(", ")),
        Value::Boolean(truth) => truth.to_string(),
        other => format!("{other:?}"),
    }
}

/// The ids of the articles behind something.
fn sources(graph: &Graph, on: Element) -> String {
    let id = graph.key("id").expect("articles have ids");
    let ids: BTreeSet<String> = graph
        .evidence(on)
        .filter_map(|evidence| match evidence {
            Evidence::Sentence { article, .. } => {
                graph.property(article.into(), id).as_str().map(str::to_owned)
            }
            Evidence::Hand { .. } => Some("hand".into()),
        })
        .collect();
    if ids.is_empty() {
        String::new()
    } else {
        format!(" <{}>", ids.into_iter().collect::<Vec<_>>().join(" "))
    }
}

// What holds whatever is loaded.

/// The lines of articles that overlap: one can be told before the other.
fn articles() -> impl Strategy<Value = Vec<ArticleFacts>> {
    const PEOPLE: &[&str] = &[
        "Qassem al-Araji: National Security Adviser of Iraq",
        "Qasim al-Aaraji: National Security Adviser of Iraq",
        "Masoud Pezeshkian: President of Iran",
        "Massoud Pezeshkian",
        "Ali Larijani: Secretary of Iran",
        "Hakan Fidan: Foreign Minister of Turkey since 2023-06",
        "Hakan Fidan: Intelligence Chief of Turkey former",
        "Fuad Hussein: Foreign Minister of Iraq",
        "Ahmed Hussein: Finance Minister of Somalia",
    ];
    let people = prop::sample::subsequence(PEOPLE.to_vec(), 2..5);
    let article = (people, 20..28_u32, any::<bool>(), 0..3_usize).prop_map(|(people, day, pact, place)| {
        let mut facts = ArticleFacts {
            published: format!("2025-10-{day}").parse().ok(),
            title: "A title".into(),
            ..ArticleFacts::default()
        };
        people.iter().for_each(|line| add_fact(&mut facts, "person", line));
        let names: Vec<String> = facts.people.iter().map(|person| person.name.clone()).collect();
        let place = ["", " in Tehran", " in Ankara"][place];
        add_fact(
            &mut facts,
            "meeting",
            &format!("meeting held 2025-10-{day}{place}: {}, {} / about trade", names[0], names[1]),
        );
        if pact {
            add_fact(
                &mut facts,
                "agreement",
                "signed 2023 agreement 2023 border security pact = security pact: Iraq, Iran",
            );
        }
        facts
    });
    prop::collection::vec(article, 1..5).prop_map(|mut articles| {
        for (number, article) in articles.iter_mut().enumerate() {
            article.id = format!("a{number}");
        }
        articles
    })
}

fn loaded(articles: &[ArticleFacts]) -> Graph {
    let mut graph = Graph::new();
    let resolved = resolve::resolve(&graph, articles, 0).expect("facts resolve");
    graph.apply_all(&resolved.batch.changes).expect("the batch fits");
    graph
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn loading_again_changes_nothing(articles in articles()) {
        let graph = loaded(&articles);
        let again = resolve::resolve(&graph, &articles, 0).expect("facts resolve");
        prop_assert_eq!(again.batch.changes, Vec::new());
        prop_assert_eq!(again.known, articles.len());
    }

    #[test]
    fn one_loading_is_as_good_as_many(articles in articles()) {
        let mut graph = Graph::new();
        for article in &articles {
            let resolved = resolve::resolve(&graph, std::slice::from_ref(article), 0).expect("facts resolve");
            graph.apply_all(&resolved.batch.changes).expect("the batch fits");
        }
        prop_assert_eq!(printed(&graph), printed(&loaded(&articles)));
    }

    #[test]
    fn an_article_taken_out_leaves_no_trace(articles in articles()) {
        let (last, before) = articles.split_last().expect("one article at least");
        let mut graph = loaded(&articles);
        let batch = resolve::forget(&graph, &last.id, 0).expect("the article is there");
        graph.apply_all(&batch.changes).expect("the batch fits");
        prop_assert_eq!(printed(&graph), printed(&loaded(before)));
    }

    #[test]
    fn everything_has_evidence_and_dates_agree(articles in articles()) {
        let graph = loaded(&articles);
        let reports = graph.edge_type("REPORTS");
        for edge in graph.edges() {
            let kind = graph.ends(edge).map(|(kind, ..)| kind);
            prop_assert!(kind == reports || graph.evidence(edge.into()).next().is_some());
        }
        let names: Vec<String> = printed(&graph).lines().filter(|line| line.starts_with("Person ")).map(str::to_owned).collect();
        prop_assert!(!names.is_empty());
    }
}
