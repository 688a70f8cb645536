//! The commands as they are called: what they print, on which stream, and how they end.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::OnceLock;

use assert_cmd::Command;
use tempfile::TempDir;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");

/// The program with nothing of the surroundings that could change what it does.
fn chancery() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command
        .env_remove("CHANCERY_STORE")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("TERM", "xterm");
    command
}

/// How a call ends.
struct Ended {
    status: i32,
    out: String,
    err: String,
}

fn call(arguments: &[&str]) -> Ended {
    call_with(arguments, "")
}

fn call_with(arguments: &[&str], input: impl Into<Vec<u8>>) -> Ended {
    let done = chancery().args(arguments).write_stdin(input).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    let ended =
        Ended { status: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) };
    assert!(!ended.err.contains("panicked") && !ended.err.contains("fault of Chancery"), "{}", ended.err);
    ended
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}

/// A store of the sample articles, made once; nothing may write to it.
fn world() -> &'static Path {
    static WORLD: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = WORLD.get_or_init(|| {
        let folder = TempDir::new().expect("a folder can be made");
        let path = folder.path().join("world.chancery");
        let done = call(&["load", "--store", text(&path), SAMPLES]);
        assert_eq!(done.status, 0, "{}", done.err);
        (folder, path)
    });
    path
}

/// Asks the store of the sample articles.
fn ask_world(arguments: &[&str]) -> Ended {
    let mut all = vec!["--store", text(world())];
    all.extend(arguments);
    call(&all)
}

fn file(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).expect("a file can be written");
    path
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

const ARTICLE: &str = "Ministers meet in Muscat\n\nMinisters meet in Muscat\n2025-05-05T10:00:00+00:00\n\n\
    Gulf Wire – Muscat\n\nIranian Foreign Minister Abbas Araghchi met Omani Foreign Minister Badr Albusaidi in Muscat on \
    Monday. They discussed the nuclear file.\n";

#[test]
fn help_is_one_screen_and_the_manual_is_long() {
    let short = call(&["-h"]);
    assert_eq!(short.status, 0);
    assert!(short.out.lines().count() <= 24, "{}", short.out);
    let long = call(&["--help"]);
    assert!(long.out.contains("Exit status:") && long.out.contains("CHANCERY_STORE"), "{}", long.out);
    assert_eq!(call(&["ask", "-h"]).status, 0);
    assert!(call(&["--version"]).out.starts_with("chancery "));
}

#[test]
fn a_wrong_call_ends_with_2_and_a_hint() {
    for arguments in [
        &["query", "--nonsense"][..],
        &["ask"],
        &["qury"],
        &["ask", "who met Larijani"],
        &["--format", "xml", "schema"],
        &["query", "-p", "novalue", "RETURN 1"],
        &["--as-of", "2025-02-31", "schema"],
        &["run", "no-such-script"],
        &["query", "--timeout", "-1", "RETURN 1"],
    ] {
        let ended = call(arguments);
        assert_eq!(ended.status, 2, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains("error") && ended.out.is_empty(), "{arguments:?}: {}", ended.err);
    }
    assert!(call(&["qury"]).err.contains("query"));
    assert!(call(&["ask", "who met Larijani"]).err.contains("--store"));
}

#[test]
fn a_question_gives_rows_on_stdout_and_the_rest_on_stderr() {
    let ended = ask_world(&["ask", "who met al-Araji about security since 2025"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    assert!(ended.out.starts_with("who\toffice\tdate\tplace\tabout\tsources\n"), "{}", ended.out);
    assert!(ended.out.contains("\tTehran\t"), "{}", ended.out);
    assert!(ended.err.contains("is Qassem al-Araji") && ended.err.contains("--why"), "{}", ended.err);
    assert!(!ended.out.contains('\u{1b}') && !ended.err.contains('\u{1b}'));
}

#[test]
fn the_stored_file_answers_as_the_articles_do() {
    let question = "who met Larijani";
    let stored = ask_world(&["ask", question]);
    let read = call(&["--articles", SAMPLES, "ask", question]);
    assert_eq!(stored.out, read.out);
    let words = ask_world(&["ask", "who", "met", "Ali Larijani"]);
    assert_eq!(words.out, stored.out);
}

#[test]
fn every_format_is_written() {
    let statement = "MATCH (p:Person) RETURN p.name AS name ORDER BY name LIMIT 2";
    let written = |format: &str| ask_world(&["--format", format, "query", statement]).out;
    assert!(written("tsv").starts_with("name\n"));
    assert!(written("csv").starts_with("name\n"));
    assert!(written("md").starts_with("| name |\n"));
    assert!(written("table").contains("name"));
    assert_eq!(written("jsonl").lines().count(), 2);
    let json: serde_json::Value = serde_json::from_str(&written("json")).expect("it is JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    let compact = ask_world(&[
        "--format",
        "compact",
        "query",
        "RETURN 'b' AS b, -1 AS a, null AS n, [1, \"\\\"\"] AS b2",
    ]);
    assert_eq!(
        compact.out,
        "{\"columns\":[\"b\",\"a\",\"n\",\"b2\"],\"rows\":[[\"b\",-1,null,[1,\"\\\"\"]]]}\n"
    );
    let none =
        ask_world(&["--format", "compact", "query", "MATCH (p:Person {name: 'X'}) RETURN p, 1 AS one"]);
    assert_eq!(none.out, "{\"columns\":[\"p\",\"one\"],\"rows\":[]}\n");
    let columns = ["--format", "columns", "query", "UNWIND [1, 2] AS n RETURN n, 'x' + n AS t, null AS z"];
    assert_eq!(ask_world(&columns).out, "{\"n\":[1,2],\"t\":[\"x1\",\"x2\"],\"z\":[null,null]}\n");
    let none =
        ask_world(&["--format", "columns", "query", "MATCH (p:Person {name: 'X'}) RETURN p, 1 AS one"]);
    assert_eq!(none.out, "{\"p\":[],\"one\":[]}\n");
    let (compact, lines) = (written("compact"), written("jsonl"));
    let compact: serde_json::Value = serde_json::from_str(&compact).expect("it is JSON");
    let rows = compact["rows"].as_array().expect("they are an array").iter();
    let objects: Vec<String> = rows.map(|row| format!("{{\"name\":{}}}", row[0])).collect();
    assert_eq!(objects, lines.lines().collect::<Vec<_>>());
}

#[test]
fn rows_are_drawn_where_they_hold_nodes() {
    let drawn = ask_world(&["--format", "dot", "ask", "who met Larijani"]);
    assert!(drawn.out.contains("graph") && drawn.out.contains("Ali Larijani"), "{}", drawn.out);
    // The surroundings belong to the drawing: whoever sat in a meeting, and for whom he spoke.
    let meeting = "MATCH (:Person {name: 'Ali Larijani'})-[:ATTENDED]->(m) RETURN m";
    let drawn = ask_world(&["--format", "dot", "query", meeting]);
    assert!(drawn.out.contains("Qassem al-Araji"), "{}", drawn.out);
    let nothing = ask_world(&["--format", "dot", "query", "RETURN 1 AS one"]);
    assert_eq!(nothing.status, 2);
    assert!(nothing.err.contains("nothing to draw"), "{}", nothing.err);
}

#[test]
fn a_node_is_named_by_its_number_where_a_name_would_do() {
    let found = ask_world(&["query", "MATCH (p:Person {name: 'Ali Larijani'}) RETURN id(p) AS id"]);
    let id = found.out.lines().nth(1).expect("he is in the store").to_owned();
    let by_name = ask_world(&["ask", "who met \"Ali Larijani\""]);
    assert_eq!(ask_world(&["ask", &format!("who met node:{id}")]).out, by_name.out);
    assert_eq!(ask_world(&["ask", "who met node:4000000000"]).status, 4);
}

#[test]
fn why_gives_the_sentences_behind_rows_and_names() {
    let ended = ask_world(&["ask", "--why", "--format", "table", "who met Larijani"]);
    assert!(ended.out.contains("#1") && ended.out.contains('“'), "{}", ended.out);
    let rows = ask_world(&["ask", "--why", "who met Larijani"]);
    assert!(rows.out.lines().next().is_some_and(|head| head.ends_with("\turl\tsentence")), "{}", rows.out);
    let name = ask_world(&["why", "Larijani"]);
    assert!(name.out.contains("Ali Larijani attended"), "{}", name.out);
    assert_eq!(ask_world(&["why", "node:999999"]).status, 4);
}

#[test]
fn sentences_stand_in_a_list_where_a_format_has_lists() {
    let rows = ask_world(&["ask", "--format", "jsonl", "who met Larijani"]).out.lines().count();
    let why = ask_world(&["ask", "--why", "--format", "jsonl", "who met Larijani"]).out;
    assert_eq!(why.lines().count(), rows, "a row stays one");
    for line in why.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let sentence = &row["evidence"][0]["sentence"];
        assert!(sentence.as_str().is_some_and(|text| text.len() > 20), "{row:#}");
    }
    let flat = ask_world(&["ask", "--why", "--format", "csv", "who met Larijani"]).out;
    assert!(
        flat.lines().next().is_some_and(|head| head.ends_with("published,publisher,article,url,sentence"))
    );
}

#[test]
fn a_query_takes_parameters_files_and_standard_input() {
    let ended = ask_world(&["query", "-p", "n=3", "-p", "who=Ali", "RETURN $n + 1 AS n, $who AS who"]);
    assert_eq!(ended.out, "n\twho\n4\tAli\n");
    let folder = folder();
    let script = file(&folder, "two.cypher", "RETURN 1 AS a;\n// between\nRETURN 2 AS b;\n");
    assert_eq!(ask_world(&["query", "-f", text(&script)]).out, "a\n1\nb\n2\n");
    let piped = call_with(&["--store", text(world()), "query"], "RETURN 'x;y' AS t;");
    assert_eq!(piped.out, "t\nx;y\n");
}

#[test]
fn a_mistake_in_a_statement_is_marked_and_ends_with_3() {
    let ended = ask_world(&["query", "MATCH (p:Person)-[:ATENDED]->(m:Meeting) RETURN p.name"]);
    assert_eq!(ended.status, 3);
    let expected = "error: there is no relationship type ATENDED\n   ╭─ line 1, column 20\n \
        1 │ MATCH (p:Person)-[:ATENDED]->(m:Meeting) RETURN p.name\n   \
        │                    ^^^^^^^ did you mean ATTENDED?\n";
    assert_eq!(ended.err, expected);
    let bracket = ask_world(&["query", "MATCH (p:Person RETURN p"]);
    assert_eq!(bracket.status, 3);
    assert!(bracket.err.contains("expected") && bracket.err.contains('^'), "{}", bracket.err);
    let label = ask_world(&["query", "MATCH (p:Persn) RETURN p"]);
    assert!(label.err.contains("did you mean Person?"), "{}", label.err);
}

#[test]
fn a_mistake_in_a_script_names_file_and_line() {
    let folder = folder();
    let script = file(&folder, "wrong.cypher", "//! A script\n\nRETURN 1 AS one;\nRETURN nobody;\n");
    let ended = ask_world(&["run", text(&script)]);
    assert_eq!(ended.status, 3);
    assert!(ended.err.contains(&format!("{}:4: error: ", text(&script))), "{}", ended.err);
    assert!(ended.err.contains("line 4, column 8"), "{}", ended.err);
    let queried = ask_world(&["query", "-f", text(&script)]);
    assert!(queried.err.contains(&format!("{}:4: error: ", text(&script))), "{}", queried.err);
}

#[test]
fn reading_commands_do_not_write() {
    let ended = ask_world(&["query", "CREATE (:Person {name: 'Nobody'})"]);
    assert_eq!(ended.status, 3);
    assert!(ended.err.contains("--write"), "{}", ended.err);
}

#[test]
fn no_rows_are_a_failure_only_where_asked_for() {
    let statement = "MATCH (p:Person) WHERE p.name = 'Nobody at all' RETURN p.name";
    assert_eq!(ask_world(&["query", statement]).status, 0);
    let ended = ask_world(&["query", "-e", statement]);
    assert_eq!((ended.status, ended.err.trim()), (1, "no rows"));
}

#[test]
fn a_name_nobody_has_and_one_that_several_have_end_with_4() {
    let unknown = ask_world(&["ask", "who met Xqzwv"]);
    assert_eq!(unknown.status, 4);
    assert!(unknown.err.contains("called \"Xqzwv\""), "{}", unknown.err);
    let several = ask_world(&["ask", "who met Mohammed"]);
    assert_eq!(several.status, 4);
    assert!(several.err.contains("several are called \"Mohammed\""), "{}", several.err);
    assert!(several.err.lines().filter(|line| line.contains("Mohammed ")).count() >= 2, "{}", several.err);
    assert!(several.out.is_empty());
}

#[test]
fn a_word_that_is_not_understood_is_told_with_what_could_stand_there() {
    let ended = ask_world(&["ask", "who met Larijani concerning gas"]);
    assert_eq!(ended.status, 3);
    assert!(ended.err.contains("I do not know \"concerning\" here; after a name I expect"), "{}", ended.err);
    assert!(ended.err.contains("^^^^^^^^^^"), "{}", ended.err);
    assert_eq!(ask_world(&["ask", "who met Larijani since 2025-02-31"]).status, 3);
}

#[test]
fn a_store_that_is_missing_or_none_ends_with_5() {
    let folder = folder();
    let none = file(
        &folder,
        "notes.txt",
        "this is no store, only a text of some length that has no head of a store",
    );
    for path in [folder.path().join("absent"), none, folder.path().to_owned()] {
        let ended = call(&["--store", text(&path), "stats"]);
        assert_eq!(ended.status, 5, "{}: {}", path.display(), ended.err);
        assert!(ended.err.starts_with("error: "), "{}", ended.err);
    }
    let loading = call(&["--store", text(folder.path()), "load", SAMPLES]);
    assert_eq!(loading.status, 5, "{}", loading.err);
}

#[test]
fn a_cut_store_is_told_and_nothing_is_lost() {
    let folder = folder();
    let bytes = fs::read(world()).expect("the store is readable");
    let cut = file(&folder, "cut.chancery", &bytes[..20]);
    let ended = call(&["--store", text(&cut), "stats"]);
    assert_eq!(ended.status, 5, "{}", ended.err);
    assert_eq!(fs::read(&cut).expect("it is still there"), &bytes[..20]);
}

#[test]
fn loading_twice_adds_nothing_and_undo_takes_all_back() {
    let folder = folder();
    let store = folder.path().join("new.chancery");
    let article = file(&folder, "muscat.txt", ARTICLE);
    let first = call(&["--store", text(&store), "load", text(&article)]);
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(first.out.starts_with("1 article: 1 new\n"), "{}", first.out);
    let dump = call(&["--store", text(&store), "dump"]).out;
    let second = call(&["--store", text(&store), "load", text(&article)]);
    assert!(
        second.out.contains("1 known") && second.out.contains("nothing in the store changed"),
        "{}",
        second.out
    );
    assert_eq!(call(&["--store", text(&store), "dump"]).out, dump);
    assert_eq!(call(&["--store", text(&store), "log"]).out.lines().count(), 2);
    let undone = call(&["--store", text(&store), "undo"]);
    assert_eq!(undone.status, 0, "{}", undone.err);
    assert_eq!(call(&["--store", text(&store), "query", "MATCH (n) RETURN count(n) AS n"]).out, "n\n0\n");
}

#[test]
fn check_tells_what_is_damaged_and_dump_brings_the_rest_out() {
    let folder = folder();
    let mut bytes = fs::read(world()).expect("the store is readable");
    let at = bytes.windows(4).position(|word| word == b"EPRP").expect("the properties of relationships");
    bytes[at + 3000] ^= 0x20;
    let store = file(&folder, "damaged.chancery", &bytes);
    let asked = call(&["--store", text(&store), "stats"]);
    assert_eq!(asked.status, 5, "{}", asked.out);
    assert!(asked.err.contains("chancery dump -s"), "{}", asked.err);
    let checked = call(&["--store", text(&store), "check"]);
    assert_eq!(checked.status, 5, "{}", checked.out);
    let told = "the section does not fit its checksum (affected: the properties of relationships)";
    assert!(checked.err.contains("EPRP at byte") && checked.err.contains(told), "{}", checked.err);
    let dumped = call(&["--store", text(&store), "dump"]);
    assert_eq!(dumped.status, 5, "what was dumped is not all");
    assert!(dumped.err.contains(told), "{}", dumped.err);
    let copy = folder.path().join("sound.chancery");
    assert_eq!(call_with(&["--store", text(&copy), "restore"], dumped.out).status, 0);
    let checked = call(&["--store", text(&copy), "check"]);
    assert_eq!(checked.status, 0, "{}", checked.err);
    let count = "MATCH (a)-[r]->(b) RETURN count(*) AS n";
    assert_eq!(call(&["--store", text(&copy), "query", count]).out, ask_world(&["query", count]).out);
    assert_eq!(fs::read(&store).expect("it is still there"), bytes, "nothing was touched");
}

/// Whatever stands where a store should be is left as it is, and nothing is left beside it.
#[cfg(unix)]
#[test]
fn what_is_no_store_is_refused_by_every_command_and_left_alone() {
    let folder = folder();
    let whole = fs::read(world()).expect("the store is readable");
    let mut newer = whole.clone();
    newer[8] = 9;
    file(&folder, "other.db", "SQLite format 3\0 and more");
    file(&folder, "empty", "");
    file(&folder, "cut.chancery", &whole[..20]);
    file(&folder, "newer.chancery", &newer);
    fs::create_dir(folder.path().join("folder")).expect("a folder");
    std::os::unix::fs::symlink("nowhere", folder.path().join("link")).expect("a link");
    std::os::unix::fs::symlink("loop", folder.path().join("loop")).expect("a link");
    let pipe = Process::new("mkfifo").arg(folder.path().join("pipe")).status();
    let article = file(&folder, "muscat.txt", ARTICLE);
    let listed = |folder: &TempDir| {
        let entries = fs::read_dir(folder.path()).expect("a list").flatten();
        let mut list: Vec<(PathBuf, Vec<u8>)> = entries
            .map(|entry| {
                let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
                (entry.path(), if plain { fs::read(entry.path()).expect("it is read") } else { vec![] })
            })
            .collect();
        list.sort();
        list
    };
    let before = listed(&folder);
    let mut places = vec![
        ("other.db", "this file is no Chancery store"),
        ("empty", "the file is empty, so it is no store"),
        ("cut.chancery", "it was cut"),
        ("newer.chancery", "format version 9; this chancery reads up to 2"),
        ("folder", "this is a folder, and a store is a file"),
        ("link", "this link leads nowhere"),
        ("loop", "the store cannot be reached"),
        ("no/where", ""),
    ];
    if pipe.is_ok_and(|status| status.success()) {
        places.push(("pipe", "this is no plain file, so it can hold no store"));
    }
    for (place, sentence) in places {
        let path = folder.path().join(place);
        for command in [
            &["stats"][..],
            &["check"],
            &["dump"],
            &["log"],
            &["undo"],
            &["query", "RETURN 1"],
            &["load", text(&article)],
        ] {
            let mut all = vec!["--store", text(&path)];
            all.extend(command);
            let ended = call(&all);
            assert_eq!(ended.status, 5, "{command:?} at {place}: {}", ended.err);
            assert!(ended.out.is_empty() || command == ["check"] || command == ["dump"], "{}", ended.out);
            assert!(ended.err.contains(sentence), "{command:?} at {place}: {}", ended.err);
        }
    }
    assert_eq!(listed(&folder), before);
}

#[test]
fn a_dump_is_restored_as_it_was() {
    let folder = folder();
    let store = folder.path().join("again.chancery");
    let dump = ask_world(&["dump"]).out;
    let restored = call_with(&["--store", text(&store), "restore"], dump.clone());
    assert_eq!(restored.status, 0, "{}", restored.err);
    assert_eq!(call(&["--store", text(&store), "dump"]).out, dump);
    assert_ne!(call_with(&["--store", text(&store), "restore"], dump).status, 0, "the store is not empty");
}

#[test]
fn what_is_no_article_is_rejected_with_its_reason_and_the_rest_goes_on() {
    let folder = folder();
    let store = folder.path().join("s.chancery");
    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).expect("a folder can be made");
    for (name, content) in [
        ("1-empty.txt", &b""[..]),
        ("2-nul.txt", b"A title\n\nText with \0 bytes \0 in it, of some length.\n"),
        ("3-bytes.txt", b"\xff\xfe\xfd\xfc\xc0\xc1 not a text at all \xff\n"),
        ("4-good.txt", ARTICLE.as_bytes()),
        (
            "5-date.jsonl",
            br#"{"title": "T", "date": "2025-02-31", "text": "A minister met a minister in Rome."}"#,
        ),
    ] {
        fs::write(inputs.join(name), content).expect("a file can be written");
    }
    let ended = call(&["--store", text(&store), "load", text(&inputs)]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    for name in ["1-empty.txt", "2-nul.txt"] {
        assert!(ended.err.contains(name), "{name}: {}", ended.err);
    }
    assert!(ended.out.contains(" new"), "{}", ended.out);
    let strict = call(&["--store", text(&store), "load", "--strict", text(&inputs)]);
    assert_eq!(strict.status, 6, "{}", strict.err);
}

#[test]
fn where_nothing_can_be_read_nothing_is_loaded() {
    let folder = folder();
    let store = folder.path().join("s.chancery");
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).expect("a folder can be made");
    for path in [empty.as_path(), Path::new("no/such/file.txt")] {
        let ended = call(&["--store", text(&store), "load", text(path)]);
        assert_eq!(ended.status, 6, "{}", ended.err);
        assert!(ended.err.contains("rejected: "), "{}", ended.err);
    }
    assert_eq!(call(&["--articles", text(&empty), "ask", "who met X"]).status, 2);
}

#[test]
fn a_hundred_megabytes_on_one_line_are_refused_in_a_sentence() {
    let folder = folder();
    let path = folder.path().join("long.txt");
    let mut long = fs::File::create(&path).expect("a file can be made");
    let piece = "word ".repeat(200_000);
    for _ in 0..100 {
        long.write_all(piece.as_bytes()).expect("a file can be written");
    }
    drop(long);
    let ended = call(&["extract", text(&path)]);
    assert_eq!(ended.status, 6, "{}", ended.err);
    assert!(ended.err.lines().count() <= 2 && ended.err.len() < 1000, "{}", ended.err);
}

#[test]
fn facts_are_printed_as_lines_that_load_accepts() {
    let folder = folder();
    let article = file(&folder, "muscat.txt", ARTICLE);
    let facts = call(&["extract", "--format", "jsonl", text(&article)]);
    assert_eq!(facts.status, 0, "{}", facts.err);
    let line: serde_json::Value = serde_json::from_str(&facts.out).expect("it is one JSON object");
    assert_eq!(line["published"], "2025-05-05");
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    call(&["--store", text(&one), "load", text(&article)]);
    let piped = call_with(&["--store", text(&other), "load", "-"], facts.out);
    assert!(piped.out.contains("1 new"), "{}{}", piped.out, piped.err);
    let people = "MATCH (p:Person) RETURN p.name AS name ORDER BY name";
    let names = |store: &Path| call(&["--store", text(store), "query", people]).out;
    assert_eq!(names(&one), names(&other));
    let explained = call(&["extract", "--explain", text(&article)]);
    assert!(explained.out.contains("person") && explained.out.contains('“'), "{}", explained.out);
    // Mentions are marked in their sentence, references told of, and every event names its rule.
    assert!(explained.out.contains('[') && explained.out.contains(" = "), "{}", explained.out);
    assert!(explained.out.contains(" by \""), "{}", explained.out);
}

#[test]
fn scripts_are_listed_explained_and_run() {
    assert!(call(&["run", "--list"]).out.contains("who-met-about"));
    let help = call(&["run", "who-met-about", "--help"]);
    assert_eq!(help.status, 0);
    assert!(
        help.out.contains("--about <TEXT>") && help.out.contains("chancery run who-met-about"),
        "{}",
        help.out
    );
    let ended = ask_world(&["run", "who-met-about", "--who", "larijani", "--about", "", "--format", "csv"]);
    assert_eq!(ended.status, 0, "{}", ended.err);
    assert!(ended.out.starts_with("date,met,office,place,about,sources\n"), "{}", ended.out);
    assert!(ended.out.lines().count() > 1, "{}", ended.out);
    assert_eq!(ask_world(&["run", "who-met-about", "--who", "Xqzwv"]).status, 4);
    assert_eq!(ask_world(&["run", "most-active", "--top", "many"]).status, 2);
    assert_eq!(ask_world(&["run", "who-met-about", "--colour", "red"]).status, 2);
}

/// A state that somebody spoke for is met in that person; one that nobody is named of stands for itself.
#[test]
fn a_state_is_met_where_nobody_of_it_was() {
    let folder = folder();
    let told = "Chilean President Ana Brito flew to Oslo on Monday. On Tuesday Chile and Norway signed a fisheries treaty \
                in Oslo in the presence of Ana Brito.\n";
    let article = file(&folder, "oslo.txt", told);
    let met = call(&["--articles", text(&article), "ask", "who met Brito"]);
    assert!(met.out.contains("Norway") && !met.out.contains("Chile"), "{}", met.out);
    let with_berg = told.replace("of Ana Brito", "of Ana Brito and Norwegian Foreign Minister Ola Berg");
    let article = file(&folder, "oslo.txt", with_berg);
    let met = call(&["--articles", text(&article), "ask", "who met Brito"]);
    assert!(met.out.contains("Ola Berg") && !met.out.contains("Norway"), "{}", met.out);
}

#[test]
fn every_script_answers_as_expected() {
    let queries = concat!(env!("CARGO_MANIFEST_DIR"), "/queries");
    let ended = call(&["run", "--check", queries]);
    assert_eq!(
        ended.status, 0,
        "after a wanted change write them anew with `run --check queries --bless`\n{}",
        ended.out
    );
    assert!(ended.out.lines().count() >= 15);
}

#[test]
fn cards_paths_names_schema_and_stats_are_shown() {
    let card = ask_world(&["show", "Larijani"]);
    assert!(card.out.starts_with("Ali Larijani  person") && card.out.contains("offices"), "{}", card.out);
    assert!(ask_world(&["show", "Iran"]).out.contains("speak for it"));
    assert!(ask_world(&["path", "al-Araji", "Larijani"]).out.contains("attended"));
    assert!(ask_world(&["names", "Larijani"]).out.contains("Ali Larijani"));
    assert!(ask_world(&["names"]).out.lines().count() > 50);
    assert!(ask_world(&["schema"]).out.contains("(:Person)->(:Meeting)"));
    assert!(ask_world(&["stats"]).out.contains(":Article\t"));
    let check = ask_world(&["check"]);
    assert_eq!(check.status, 0, "{}{}", check.out, check.err);
    assert_eq!(ask_world(&["review"]).status, 0);
}

#[test]
fn an_earlier_state_is_shown_as_it_was_known() {
    let then = ask_world(&["--as-of", "2001", "query", "MATCH (n) RETURN count(n) AS n"]);
    assert_eq!(then.out, "n\n0\n", "{}", then.err);
    let refused = ask_world(&["--as-of", "2001", "query", "--write", "CREATE (:X)"]);
    assert_eq!(refused.status, 2, "{}", refused.err);
}

#[test]
fn the_graph_is_exported_whole_or_in_part() {
    let folder = folder();
    let dot = ask_world(&["export", "dot", "--who", "Larijani"]);
    assert_eq!(dot.status, 0, "{}", dot.err);
    assert!(dot.out.contains("digraph") && dot.out.contains("Ali Larijani"), "{}", dot.out);
    let json = folder.path().join("g.json");
    assert_eq!(ask_world(&["export", "json", "-o", text(&json)]).status, 0);
    serde_json::from_slice::<serde_json::Value>(&fs::read(&json).expect("it is written"))
        .expect("it is JSON");
    let csv = folder.path().join("csv");
    assert_eq!(ask_world(&["export", "csv", "-o", text(&csv)]).status, 0);
    assert!(csv.join("nodes.csv").is_file() && csv.join("relationships.csv").is_file());
    assert_eq!(ask_world(&["export", "csv"]).status, 2);
    assert_eq!(ask_world(&["export", "poem"]).status, 2);
    let crowded = ask_world(&["export", "dot"]);
    assert_eq!(crowded.status, 2);
    assert!(crowded.err.contains("--force"), "{}", crowded.err);
}

#[test]
fn statements_that_build_the_graph_build_the_same_graph() {
    let folder = folder();
    let (statements, again) = (folder.path().join("g.cypher"), folder.path().join("again.chancery"));
    assert_eq!(ask_world(&["export", "cypher", "-o", text(&statements)]).status, 0);
    let built = call(&["--store", text(&again), "query", "--write", "-f", text(&statements)]);
    assert_eq!(built.status, 0, "{}", built.err);
    let counts = "MATCH (n) OPTIONAL MATCH (n)-[e]->(o) RETURN labels(n) AS from, type(e) AS kind, \
        labels(o) AS to, count(*) AS many ORDER BY from, kind, to";
    let counted = call(&["--store", text(&again), "query", counts]);
    assert_eq!(counted.out, ask_world(&["query", counts]).out);
}

#[test]
fn patterns_that_no_shell_expanded_are_expanded() {
    let samples = format!("{SAMPLES}/*.*");
    let counted = ["stats", "--format", "tsv"];
    let by_pattern = call(&[&["--articles", &samples][..], &counted].concat());
    assert_eq!(by_pattern.out, call(&[&["--articles", SAMPLES][..], &counted].concat()).out);
    let nothing = call(&["--articles", "no/such/*.place", "stats"]);
    assert!(nothing.err.contains("*.place"), "{}", nothing.err);
}

#[test]
fn completions_and_manual_pages_come_from_the_same_source() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(call(&["completions", shell]).out.contains("chancery"), "{shell}");
    }
    let folder = folder();
    assert_eq!(call(&["man", "-o", text(folder.path())]).status, 0);
    assert!(folder.path().join("chancery.1").is_file() && folder.path().join("chancery-ask.1").is_file());
    assert!(call(&["man"]).out.starts_with(".ie"));
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let wrong = ["query", "--color", "always", "MATCH (p:Persn) RETURN p"];
    assert!(ask_world(&wrong).err.contains('\u{1b}'));
    let store = text(world());
    let forced = |name: &str, value: &str| {
        let mut command = chancery();
        command.args(["--store", store, "query", "RETURN x"]).env(name, value);
        String::from_utf8(command.output().expect("it runs").stderr).expect("it is UTF-8")
    };
    assert!(forced("CLICOLOR_FORCE", "1").contains('\u{1b}'));
    assert!(!forced("NO_COLOR", "1").contains('\u{1b}'));
}

#[test]
fn nothing_of_an_article_acts_on_the_terminal() {
    let ended = ask_world(&["--format", "table", "query", "RETURN '\u{1b}[31mred\u{202e}' AS text"]);
    assert!(!ended.out.contains(['\u{1b}', '\u{202e}']), "{:?}", ended.out);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = Process::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["--store", text(world()), "query", "UNWIND range(1, 200000) AS n RETURN n"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(done.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&done.stderr).contains("error"), "{done:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let done = Process::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["--store", text(world()), "query", "RETURN 1"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .expect("the program runs");
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("cannot write the output"), "{done:?}");
}

#[test]
fn statements_come_through_a_pipe_and_the_first_failure_gives_the_status() {
    let input = "RETURN 1 AS a;\nRETURN nobody;\n:set format csv\nwho met Larijani\nRETURN 2 AS b";
    let ended = call_with(&[text(world())], input);
    assert_eq!(ended.status, 3, "{}", ended.err);
    assert!(ended.out.starts_with("a\n1\n") && ended.out.ends_with("b\n2\n"), "{}", ended.out);
    let fine = call_with(&[text(world())], "RETURN 1 AS a;\n:quit\nRETURN nobody;\n");
    assert_eq!((fine.status, fine.out.as_str()), (0, "a\n1\n"));
}
