//! What happened can be listed, taken back, and carried to another file.

mod support;

use std::sync::Arc;

use chancery::error::Error;
use chancery::graph::{Batch, Change, Evidence};
use chancery::model::{EdgeId, Element, NodeId, Value};
use chancery::store::Store;
use proptest::prelude::*;
use support::random::{self, Draft};

fn node(id: u32, label: &str, name: &str) -> Change {
    let properties = vec![("name".into(), name.into())];
    Change::CreateNode { id: NodeId(id), labels: vec![label.into()], properties }
}

fn edge(id: u32, kind: &str, from: u32, to: u32) -> Change {
    let (from, to) = (NodeId(from), NodeId(to));
    Change::CreateEdge { id: EdgeId(id), kind: kind.into(), from, to, properties: vec![] }
}

fn says(on: impl Into<Element>, article: u32, sentence: u32) -> Change {
    let evidence = Evidence::Sentence { article: NodeId(article), sentence };
    Change::AddEvidence { on: on.into(), evidence }
}

fn sentence(article: u32, text: &str) -> Change {
    Change::AddSentence { article: NodeId(article), start: 0, end: text.len() as u64, text: text.into() }
}

fn set(on: impl Into<Element>, key: &str, value: Value) -> Change {
    Change::SetProperty { on: on.into(), key: key.into(), value }
}

fn commit(store: &mut Store, what: &str, changes: Vec<Change>) {
    let at = 100 * (1 + store.log().expect("a log").len() as i64);
    store.commit(Batch { what: what.to_owned(), at, changes }).expect("it is kept");
}

fn dumped(store: &Store) -> String {
    let mut bytes = Vec::new();
    store.dump(&mut bytes).expect("it is dumped");
    String::from_utf8(bytes).expect("a dump is text")
}

/// The drafts as one batch that fits.
fn fitting(store: &Store, drafts: &[Draft]) -> Vec<Change> {
    let mut graph = store.graph().clone();
    let mut changes = Vec::new();
    for draft in drafts {
        let change = draft.change(&graph);
        if graph.apply(&change).is_ok() {
            changes.push(change);
        }
    }
    changes
}

#[test]
fn a_batch_that_changed_nothing_is_undone_once() {
    let mut store = Store::in_memory();
    commit(&mut store, "a node", vec![node(0, "A", "a")]);
    let label = Change::RemoveLabel { id: NodeId(0), label: "B".into() };
    commit(&mut store, "nothing", vec![label]);
    store.undo(None, 1000).expect("the second is undone");
    store.undo(None, 1000).expect("the first is undone");
    assert_eq!(store.graph().node_count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn done_and_undone_is_as_if_never_done(
        batches in proptest::collection::vec(random::drafts(30), 1..6), fold in any::<[bool; 6]>(),
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("graph.chancery");
        let mut store = Store::open(&path).expect("a new store");
        let mut before = Vec::new();
        for (drafts, fold) in batches.iter().zip(fold) {
            let changes = fitting(&store, drafts);
            if changes.is_empty() {
                continue;
            }
            before.push((dumped(&store), picture!(store.graph())));
            commit(&mut store, "something", changes);
            if fold {
                store.checkpoint().expect("it is folded");
            }
        }
        let (now, shown) = (dumped(&store), picture!(store.graph()));
        drop(store);
        let mut store = Store::open(&path).expect("it opens");
        prop_assert_eq!(dumped(&store), now.clone());
        prop_assert_eq!(picture!(store.graph()), shown);
        for (place, (was, _)) in before.iter().enumerate() {
            let graph = store.as_of(100 * place as i64).expect("an earlier state");
            prop_assert_eq!(dumped(&Store::from(graph)), was.clone());
        }
        let mut copy = Store::in_memory();
        copy.restore(&mut now.as_bytes(), 0).expect("it is restored");
        prop_assert_eq!(dumped(&copy), now);
        while let Some((was, shown)) = before.pop() {
            store.undo(None, 1000).expect("it is undone");
            prop_assert_eq!(dumped(&store), was);
            prop_assert_eq!(picture!(store.graph()), shown);
        }
    }

    #[test]
    fn undoing_an_older_batch_always_leaves_a_whole_store(
        batches in proptest::collection::vec(random::drafts(25), 2..6), which in any::<[u64; 3]>(),
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("graph.chancery");
        let mut store = Store::open(&path).expect("a new store");
        for drafts in &batches {
            let changes = fitting(&store, drafts);
            commit(&mut store, "something", changes);
        }
        for number in which {
            let count = store.log().expect("a log").len() as u64;
            let _ = store.undo(Some(number % (count + 1)), 1000);
        }
        let now = dumped(&store);
        drop(store);
        prop_assert_eq!(dumped(&Store::open(&path).expect("it opens")), now);
        prop_assert_eq!(Store::check(&path).expect("it is checked").damage, vec![]);
    }
}

/// Two articles tell of one meeting; each alone tells of a person.
fn two_articles() -> Store {
    let mut store = Store::in_memory();
    let first = vec![
        node(0, "Article", "first"),
        sentence(0, "Araghchi met Fidan."),
        node(1, "Person", "Araghchi"),
        node(2, "Person", "Fidan"),
        node(3, "Meeting", "talks"),
        edge(0, "ATTENDED", 1, 3),
        edge(1, "ATTENDED", 2, 3),
        says(EdgeId(0), 0, 0),
        says(EdgeId(1), 0, 0),
        says(NodeId(3), 0, 0),
    ];
    commit(&mut store, "load first", first);
    let second = vec![
        node(4, "Article", "second"),
        sentence(4, "Araghchi was received by Larijani."),
        says(EdgeId(0), 4, 0),
        node(5, "Person", "Larijani"),
        edge(2, "ATTENDED", 5, 3),
        says(EdgeId(2), 4, 0),
        set(NodeId(1), "name", "Abbas Araghchi".into()),
    ];
    commit(&mut store, "load second", second);
    store
}

#[test]
fn an_older_batch_takes_only_what_nothing_else_supports() {
    let mut store = two_articles();
    let undone = store.undo(Some(1), 900).expect("it is undone");
    assert_eq!((undone.batch.what.as_str(), undone.number), ("load first", Some(3)));
    let graph = store.graph();
    let name = graph.key("name").expect("a key");
    let left: Vec<_> = graph.nodes().filter_map(|id| Some(graph.text(id.into(), name)?.to_owned())).collect();
    // The meeting and Araghchi stay, the second article tells of them; Fidan and the first article go.
    assert_eq!(left, ["Abbas Araghchi", "talks", "second", "Larijani"]);
    let edges: Vec<_> = graph.edges().collect();
    assert_eq!(edges, [EdgeId(0), EdgeId(2)]);
    let second = Evidence::Sentence { article: NodeId(4), sentence: 0 };
    assert_eq!(graph.evidence(EdgeId(0).into()).collect::<Vec<_>>(), [second]);
}

#[test]
fn properties_go_back_where_they_are_still_as_the_batch_left_them() {
    let mut store = Store::in_memory();
    commit(&mut store, "first", vec![node(0, "Person", "A"), set(NodeId(0), "born", Value::Integer(1))]);
    commit(
        &mut store,
        "second",
        vec![set(NodeId(0), "name", "B".into()), set(NodeId(0), "born", Value::Integer(2))],
    );
    commit(&mut store, "third", vec![set(NodeId(0), "name", "C".into())]);
    store.undo(Some(2), 900).expect("it is undone");
    let graph = store.graph();
    let read = |key| graph.property(NodeId(0).into(), graph.key(key).expect("a key"));
    assert_eq!((read("name"), read("born")), ("C".into(), Value::Integer(1)));
}

#[test]
fn undo_says_what_it_cannot() {
    let mut store = two_articles();
    let said = |error: Error| error.to_string();
    assert_eq!(
        said(store.undo(Some(7), 0).expect_err("none such")),
        "there is no batch 7; the last one is 2"
    );
    store.undo(Some(2), 0).expect("it is undone");
    let error = store.undo(Some(2), 0).expect_err("it is undone already");
    assert_eq!(said(error), "batch 2 was taken back already, by batch 3");
    store.undo(None, 0).expect("the first one is undone");
    assert_eq!(said(store.undo(None, 0).expect_err("nothing is left")), "there is nothing to undo");
    assert_eq!(store.graph().node_count(), 0);
    let log: Vec<_> =
        store.log().expect("a log").into_iter().map(|entry| (entry.what, entry.undoes)).collect();
    assert_eq!(
        log,
        [
            ("load first".to_owned(), None),
            ("load second".to_owned(), None),
            ("undo batch 2: load second".to_owned(), Some(2)),
            ("undo batch 1: load first".to_owned(), Some(1)),
        ]
    );
}

#[test]
fn an_undo_can_be_undone() {
    let mut store = two_articles();
    let before = dumped(&store);
    store.undo(Some(2), 0).expect("it is undone");
    store.undo(Some(3), 0).expect("it is done again");
    assert_eq!(dumped(&store), before);
    store.undo(Some(2), 0).expect("and undone again");
    assert_eq!(store.graph().edge_count(), 2);
}

#[test]
fn a_dump_reads_as_it_is_described() {
    let mut store = Store::in_memory();
    let when = chrono::NaiveDate::from_ymd_opt(2025, 10, 21).expect("a day");
    commit(
        &mut store,
        "all kinds",
        vec![
            node(0, "Article", "\"quoted\""),
            sentence(0, "They met."),
            node(1, "Person", "Araghchi"),
            edge(0, "ATTENDED", 1, 0),
            says(EdgeId(0), 0, 0),
            Change::AddEvidence { on: EdgeId(0).into(), evidence: Evidence::Hand { at: 7 } },
            set(EdgeId(0), "date", Value::Date(when)),
            set(EdgeId(0), "score", Value::Float(0.1)),
            set(EdgeId(0), "as", Value::list(vec!["minister".into(), 1.into()])),
        ],
    );
    let expected = concat!(
        r#"{"chancery":{"dump":1}}"#,
        "\n",
        r#"{"node":{"id":0,"labels":["Article"],"properties":{"name":"\"quoted\""},"evidence":[],"#,
        r#""sentences":[{"start":0,"end":9,"text":"They met."}]}}"#,
        "\n",
        r#"{"node":{"id":1,"labels":["Person"],"properties":{"name":"Araghchi"},"evidence":[],"sentences":[]}}"#,
        "\n",
        r#"{"edge":{"id":0,"type":"ATTENDED","from":1,"to":0,"properties":{"as":["minister",1],"#,
        r#""date":{"date":"2025-10-21"},"score":{"float":"0.1"}},"#,
        r#""evidence":[{"article":0,"sentence":0},{"hand":7}]}}"#,
        "\n",
        r#"{"end":{"nodes":2,"edges":1,"decisions":0}}"#,
        "\n",
    );
    assert_eq!(dumped(&store), expected);
}

#[test]
fn what_is_no_dump_is_refused_with_its_line() {
    let good = dumped(&two_articles());
    let restored = |text: &str| {
        let mut store = Store::in_memory();
        let error = store.restore(&mut text.as_bytes(), 0).expect_err("it is no dump");
        assert_eq!(store.graph().node_count(), 0);
        error.to_string()
    };
    assert_eq!(restored(""), "the dump was cut: its last line is missing");
    let cut = good.lines().take(3).map(|line| format!("{line}\n")).collect::<String>();
    assert_eq!(restored(&cut), "the dump was cut: its last line is missing");
    assert!(restored("hello\n").starts_with("line 1 of the dump: "));
    let lost: String =
        good.lines().filter(|line| !line.contains("Fidan")).map(|l| format!("{l}\n")).collect();
    assert!(restored(&lost).contains("not all are here"), "{}", restored(&lost));
    let newer = good.replace(r#"{"dump":1}"#, r#"{"dump":2}"#);
    assert_eq!(restored(&newer), "line 1 of the dump: it has version 2; this chancery reads up to 1");
    let mut full = two_articles();
    let error = full.restore(&mut good.as_bytes(), 0).expect_err("it is not empty");
    assert_eq!(error.to_string(), "only an empty store can be restored into");
}

#[test]
fn changes_that_were_applied_can_be_committed_or_taken_back() {
    let mut store = two_articles();
    let before = dumped(&store);
    let changes = vec![node(6, "Person", "Lavrov"), edge(3, "ATTENDED", 6, 3)];
    let inverse = store.graph_mut().apply_all(&changes).expect("they fit");
    let nested =
        Change::SetProperty { on: NodeId(6).into(), key: "map".into(), value: Value::Map(Arc::default()) };
    let taken = [vec![set(NodeId(6), "map", Value::Null)], inverse.clone()].concat();
    store.graph_mut().apply(&nested).expect("the graph itself takes it");
    let wrong = Batch { what: "map".into(), at: 0, changes: [changes.clone(), vec![nested]].concat() };
    assert!(store.commit_applied(wrong, taken).is_err());
    assert_eq!(dumped(&store), before);
    store.graph_mut().apply_all(&changes).expect("they fit again");
    let right = Batch { what: "by hand".into(), at: 0, changes };
    assert_eq!(store.commit_applied(right, inverse).expect("it is kept"), Some(3));
    store.undo(None, 0).expect("it is undone");
    assert_eq!(dumped(&store), before);
}
