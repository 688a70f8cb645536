//! Graphs made elsewhere: what an import takes, what it refuses, and statements answered over a pipe.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command as Process, Stdio};
use std::thread;
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

const PEOPLE: &str = "id:ID{id-type:int},name,born:date,tags:string[],:LABEL\n7,Ada,1950-02-01,a;b,Person;Minister\n8,\"Bo, the elder\",,,Person\n";
const MEETINGS: &str = ":ID(Meeting),name,size:int,:IGNORE,:LABEL\n7,Talks,2,x,Meeting\n";
const ATTENDED: &str =
    ":START_ID,:END_ID(Meeting),since:date,:TYPE\n7,7,2025-01-15,ATTENDED\n8,7,,ATTENDED\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    folder
}

fn graph() -> TempDir {
    folder(&[("people.csv", PEOPLE), ("meetings.csv", MEETINGS), ("attended.csv", ATTENDED)])
}

/// Status, output and messages of a call on a store.
fn call(store: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    let done = command
        .env_remove("CHANCERY_STORE")
        .arg("--store")
        .arg(store)
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (done.status.code().unwrap_or(-1), text(done.stdout), text(done.stderr))
}

fn import(store: &Path, folder: &TempDir) -> (i32, String, String) {
    call(store, &["import", folder.path().to_str().expect("the path is UTF-8")], "")
}

fn rows(store: &Path, statement: &str) -> String {
    let (status, out, err) = call(store, &["query", "--format", "jsonl", statement], "");
    assert_eq!(status, 0, "{err}");
    out
}

#[test]
fn nodes_and_relationships_come_with_their_types() {
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    let (status, out, err) = import(&store, &graph());
    assert_eq!((status, out.as_str()), (0, "imported 3 nodes and 2 relationships\n"), "{err}");
    let people = "MATCH (p:Person)-[a:ATTENDED]->(m:Meeting) RETURN p.id AS id, p.name AS name, p.born AS born, p.tags AS tags, a.since AS since, m.size AS size, labels(p) AS labels ORDER BY id";
    assert_eq!(
        rows(&store, people),
        "{\"born\":\"1950-02-01\",\"id\":7,\"labels\":[\"Person\",\"Minister\"],\"name\":\"Ada\",\"since\":\"2025-01-15\",\"size\":2,\"tags\":[\"a\",\"b\"]}\n\
         {\"born\":null,\"id\":8,\"labels\":[\"Person\"],\"name\":\"Bo, the elder\",\"since\":null,\"size\":2,\"tags\":null}\n"
    );
}

#[test]
fn a_wrong_line_imports_nothing_and_is_named() {
    let wrong = [
        (
            "attended.csv",
            ":START_ID,:END_ID(Meeting),:TYPE\n7,7,ATTENDED\n9,7,ATTENDED\n",
            "attended.csv:3: there is no node with the id 9",
        ),
        ("people.csv", "id:ID,:LABEL\n7,Person\n7,Person\n", "people.csv:3: the id 7 is given twice"),
        (
            "people.csv",
            "id:ID,born:date,:LABEL\n7,soon,Person\n",
            "people.csv:2: born is \"soon\", which is no date",
        ),
        ("people.csv", "id:ID,:LABEL\n7\n", "people.csv:2: the line has 1 fields, the head 2"),
        ("people.csv", "id,name\n7,Ada\n", "people.csv:1: the head has neither"),
    ];
    for (name, text, said) in wrong {
        let stores = folder(&[]);
        let store = stores.path().join("world.chancery");
        assert_eq!(import(&store, &graph()).0, 0);
        let broken = graph();
        fs::write(broken.path().join(name), text).expect("the file can be written");
        let (status, out, err) = import(&store, &broken);
        assert_ne!(status, 0, "{text}");
        assert_eq!(out, "");
        assert!(err.contains(said), "{said}: {err}");
        assert_eq!(
            rows(&store, "MATCH (n) OPTIONAL MATCH (n)-[e]->() RETURN count(DISTINCT n) AS n, count(e) AS e"),
            "{\"e\":2,\"n\":3}\n"
        );
    }
}

#[test]
fn an_import_is_one_batch_that_can_be_taken_back() {
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    import(&store, &graph());
    import(&store, &graph());
    assert_eq!(rows(&store, "MATCH (n) RETURN count(*) AS n"), "{\"n\":6}\n");
    let (status, _, err) = call(&store, &["undo"], "");
    assert_eq!(status, 0, "{err}");
    let left = "MATCH (p:Person)-[:ATTENDED]->(m) RETURN count(*) AS e, count(DISTINCT p) AS p";
    assert_eq!(rows(&store, left), "{\"e\":2,\"p\":2}\n");
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let stores = folder(&[]);
    let (one, other) = (stores.path().join("one.chancery"), stores.path().join("other.chancery"));
    import(&one, &graph());
    let exported = folder(&[]);
    let target = exported.path().join("graph");
    let (status, _, err) = call(&one, &["export", "csv", "-o", target.to_str().expect("UTF-8")], "");
    assert_eq!(status, 0, "{err}");
    let place = if target.is_dir() { target } else { exported.path().to_owned() };
    let (status, _, err) = call(&other, &["import", place.to_str().expect("UTF-8")], "");
    assert_eq!(status, 0, "{err}");
    let all = "MATCH (p)-[a]->(m) RETURN labels(p) AS l, p.name AS p, p.born AS b, type(a) AS t, a.since AS s, m.size AS z ORDER BY p";
    assert_eq!(rows(&one, all), rows(&other, all));
}

#[test]
fn files_may_stand_under_a_head_of_their_own() {
    let files = folder(&[
        ("head.csv", "id:ID{id-type:int},name,born:int,:LABEL"),
        ("one.csv", "7,Ada,1950,Minister\n8,\"Bo,\nthe elder\",,\n"),
        ("two.csv", "id,name,born,\n9,Cy,1960,\n"),
        ("met-head.csv", "from:START_ID,to:END_ID,on:date"),
        ("met.csv", "from,to,on\n7,8,2025-01-15\n9,7,\n"),
    ]);
    let path = |name: &str| files.path().join(name).to_str().expect("UTF-8").to_owned();
    let nodes = format!("Person:Known={},{},{}", path("head.csv"), path("one.csv"), path("two.csv"));
    let met = format!("MET={},{}", path("met-head.csv"), path("met.csv"));
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    let arguments = ["import", "--nodes", &nodes, "--relationships", &met];
    let (status, out, err) = call(&store, &arguments, "");
    assert_eq!((status, out.as_str()), (0, "imported 3 nodes and 2 relationships\n"), "{err}");
    let people = "MATCH (p)-[m:MET]->(q) RETURN p.name AS p, labels(p) AS l, p.born AS b, m.on AS on, q.name AS q, labels(q) AS k ORDER BY p";
    assert_eq!(
        rows(&store, people),
        "{\"b\":1950,\"k\":[\"Person\",\"Known\"],\"l\":[\"Person\",\"Known\",\"Minister\"],\"on\":\"2025-01-15\",\"p\":\"Ada\",\"q\":\"Bo,\\nthe elder\"}\n\
         {\"b\":1960,\"k\":[\"Person\",\"Known\",\"Minister\"],\"l\":[\"Person\",\"Known\"],\"on\":null,\"p\":\"Cy\",\"q\":\"Ada\"}\n"
    );
    let wrong = [
        ("two.csv", "id,name,born,\nid,name,1,\n", "two.csv:2: id is \"id\", which is no whole number"),
        ("two.csv", "9,Cy,1960,\n10,Di,1961\n", "two.csv:2: the line has 3 fields, the head 4"),
        ("met.csv", "7,8,\n\n\n7,9,\n7,10,\n", "met.csv:5: there is no node with the id 10"),
        ("met-head.csv", "id:ID", "met-head.csv:1: the head is of nodes, and relationships are asked for"),
    ];
    for (name, text, said) in wrong {
        let whole = fs::read(path(name)).expect("the file is there");
        fs::write(path(name), text).expect("the file can be written");
        let (status, _, err) = call(&store, &arguments, "");
        assert!(status != 0 && err.contains(said), "{said}: {err}");
        fs::write(path(name), whole).expect("the file can be written");
    }
    fs::remove_file(path("two.csv")).expect("the file can be removed");
    let (status, _, err) = call(&store, &arguments, "");
    assert!(status != 0 && err.contains("cannot read") && err.contains("two.csv"), "{err}");
    assert_eq!(rows(&store, "MATCH (n) RETURN count(*) AS n"), "{\"n\":3}\n");
    let (status, _, err) = call(&store, &["import"], "");
    assert!(status != 0 && err.contains("FOLDER"), "{err}");
}

#[test]
fn many_rows_come_in_the_order_of_their_lines() {
    let mut people = String::from("id:ID{id-type:int},name,:LABEL\n");
    let mut met = String::from(":START_ID,:END_ID,place:int,:TYPE\n");
    for number in 0..10_000 {
        people.push_str(&format!("{number},P{number},{}\n", if number % 3 == 0 { "A" } else { "B" }));
        met.push_str(&format!("{number},{},{number},T{}\n", (number * 7) % 10_000, number % 5));
    }
    let files = folder(&[("people.csv", &people), ("met.csv", &met)]);
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    assert_eq!(import(&store, &files).0, 0);
    let ordered = "MATCH (p)-[m]->(q) WHERE id(p) = p.id AND id(m) = m.place AND q.id = (p.id * 7) % 10000 AND type(m) = 'T' + toString(p.id % 5) AND p.name = 'P' + toString(p.id) RETURN count(*) AS n";
    assert_eq!(rows(&store, ordered), "{\"n\":10000}\n");
    met.push_str("1,20000,1,T1\n");
    let broken = folder(&[("people.csv", &people), ("met.csv", &met)]);
    let (status, _, err) = import(&store, &broken);
    assert!(status != 0 && err.contains("met.csv:10002: there is no node with the id 20000"), "{err}");
    assert_eq!(rows(&store, "MATCH ()-[e]->() RETURN count(e) AS n"), "{\"n\":10000}\n");
}

#[test]
fn a_stream_is_answered_statement_by_statement() {
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    import(&store, &graph());
    let asked = "MATCH (p:Person) RETURN p.name AS name ORDER BY name;\nRETURN 1 AS n; // and one\nRETURN\n ';' AS\n n;\nMATCH (p:Person {name: 'X'}) RETURN p;\nRETURN 2 AS n";
    let (status, out, err) = call(&store, &["query", "--stream", "--format", "jsonl"], asked);
    assert_eq!(status, 0, "{err}");
    assert_eq!(
        out,
        "{\"name\":\"Ada\"}\n{\"name\":\"Bo, the elder\"}\n\n{\"n\":1}\n\n{\"n\":\";\"}\n\n\n{\"n\":2}\n\n"
    );
    let asked = "UNWIND [1, 2] AS n RETURN n, 'x' AS x; MATCH (p:Person {name: 'X'}) RETURN p;";
    let (status, out, err) = call(&store, &["query", "--stream", "--format", "compact"], asked);
    assert_eq!(status, 0, "{err}");
    assert_eq!(
        out,
        "{\"columns\":[\"n\",\"x\"],\"rows\":[[1,\"x\"],[2,\"x\"]]}\n\n{\"columns\":[\"p\"],\"rows\":[]}\n\n"
    );
    let (status, out, err) =
        call(&store, &["query", "--stream", "--format", "jsonl"], "RETURN 1 AS n; RETURN x; RETURN 2");
    assert_eq!((status, out.as_str()), (3, "{\"n\":1}\n\n"));
    assert!(err.contains('x'), "{err}");
}

/// A stream that answers over pipes.
struct Stream {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Stream {
    fn open(store: &Path) -> Self {
        let mut process = Process::new(env!("CARGO_BIN_EXE_chancery"))
            .env_remove("CHANCERY_STORE")
            .args(["query", "--stream", "--format", "columns", "--store"])
            .arg(store)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let input = process.stdin.take().expect("it has an input");
        let output = BufReader::new(process.stdout.take().expect("it has an output"));
        Stream { process, input, output }
    }

    fn write(&mut self, text: &str) {
        self.input.write_all(text.as_bytes()).expect("it reads");
    }

    /// The next answer, without the empty line behind it.
    fn answer(&mut self) -> String {
        let (mut line, mut end) = (String::new(), String::new());
        self.output.read_line(&mut line).expect("it answers");
        self.output.read_line(&mut end).expect("an answer ends");
        assert_eq!(end, "\n");
        line
    }

    /// Ends the input; gives the status.
    fn close(self) -> Option<i32> {
        let Stream { mut process, input, .. } = self;
        drop(input);
        process.wait().expect("it ends").code()
    }
}

#[test]
fn a_stream_answers_whoever_asks_at_once_or_after_a_while() {
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    import(&store, &graph());
    let mut stream = Stream::open(&store);
    for number in 0..200_u64 {
        // At once, while it waits awake, and when it sleeps.
        thread::sleep(Duration::from_micros(if number % 10 == 0 { 20_000 } else { 40 * (number % 7) }));
        stream.write("MATCH (p:Person) RETURN p.id AS id ");
        if number % 3 == 0 {
            thread::sleep(Duration::from_micros(300));
        }
        stream.write(&format!("ORDER BY id SKIP {};\n", number % 2));
        let ids = if number % 2 == 0 { "7,8" } else { "8" };
        assert_eq!(stream.answer(), format!("{{\"id\":[{ids}]}}\n"));
    }
    assert_eq!(stream.close(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_stream_that_nobody_asks_sleeps() {
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    import(&store, &graph());
    let mut stream = Stream::open(&store);
    stream.write("RETURN 1 AS n;\n");
    assert_eq!(stream.answer(), "{\"n\":[1]}\n");
    // Nanoseconds that its first thread, which answers, has been on a core.
    let path = format!("/proc/{0}/task/{0}/schedstat", stream.process.id());
    let Ok(before) = fs::read_to_string(&path) else { return };
    thread::sleep(Duration::from_millis(300));
    let after = fs::read_to_string(&path).expect("it still runs");
    let nanos = |text: &str| text.split(' ').next().and_then(|n| n.parse::<u64>().ok()).expect("a number");
    assert!(nanos(&after) - nanos(&before) < 30_000_000, "{before} {after}");
    assert_eq!(stream.close(), Some(0));
}

#[test]
fn a_stream_reads_files_and_nothing() {
    let stores = folder(&[("asked.cypher", "RETURN 1 AS n;\nRETURN 2\nAS n")]);
    let store = stores.path().join("world.chancery");
    import(&store, &graph());
    let ended = |input: Stdio| {
        let mut process = Process::new(env!("CARGO_BIN_EXE_chancery"));
        process.env_remove("CHANCERY_STORE").args(["query", "--stream", "--format", "columns", "--store"]);
        let done = process.arg(&store).stdin(input).output().expect("the program runs");
        (done.status.code(), String::from_utf8(done.stdout).expect("output is UTF-8"))
    };
    let file = fs::File::open(stores.path().join("asked.cypher")).expect("the file is there");
    assert_eq!(ended(file.into()), (Some(0), "{\"n\":[1]}\n\n{\"n\":[2]}\n\n".to_owned()));
    assert_eq!(ended(Stdio::null()), (Some(0), String::new()));
}

#[test]
fn a_statement_that_nests_deep_is_answered_in_a_stream_too() {
    let stores = folder(&[]);
    let store = stores.path().join("world.chancery");
    import(&store, &graph());
    let deep = format!("RETURN {}1{} AS n;", "(".repeat(300), ")".repeat(300));
    let negated = format!("RETURN {}1 AS n;", "- ".repeat(300));
    let asked = [deep.as_str(), &negated, &deep, &negated].concat();
    let (status, out, err) = call(&store, &["query", "--stream", "--format", "jsonl"], &asked);
    assert_eq!(status, 0, "{err}");
    assert_eq!(out, "{\"n\":1}\n\n".repeat(4));
}
