//! Every layout is accepted by Graphviz, and its facts stand one a line, in order.

use std::io::Write;
use std::process::{Command, Stdio};

/// The drawing of a question on the sample articles.
fn drawn(layout: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["export", "dot", "--ask", "who met Hakan Fidan", "--layout", layout])
        .args(["--articles", concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles")])
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{layout}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a drawing is text")
}

#[test]
#[allow(clippy::print_stderr)]
fn graphviz_takes_every_layout() {
    if Command::new("dot").arg("-V").output().is_err() {
        eprintln!("skipped: Graphviz's dot is not installed");
        return;
    }
    for layout in ["meeting", "timeline", "ego", "states"] {
        let mut dot = Command::new("dot")
            .arg("-Tsvg")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("dot starts");
        let text = drawn(layout);
        dot.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("dot reads");
        let output = dot.wait_with_output().expect("dot ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("rror"), "{layout}: {said}");
        let svg = String::from_utf8_lossy(&output.stdout);
        assert!(svg.contains("Hakan") || layout == "states", "{layout} lacks the person asked about");
    }
}

#[test]
fn a_drawing_is_the_same_every_time_and_lists_its_facts_in_order() {
    let first = drawn("meeting");
    assert_eq!(first, drawn("meeting"));
    let nodes = first.split("// ---- nodes").nth(1).and_then(|rest| rest.split("// ---- edges").next());
    let lines: Vec<&str> =
        nodes.expect("nodes stand first").lines().filter(|line| !line.trim().is_empty()).collect();
    let ids: Vec<&str> = lines.iter().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(ids.len(), lines.len(), "one node a line");
    assert!(ids.is_sorted(), "nodes are sorted by id");
    assert!(ids.contains(&"per:hakan-fidan"));
}

/// The picture beside the command in the README is what Graphviz makes of the command's drawing.
#[test]
fn the_picture_of_the_readme_is_the_drawing_of_its_command() {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["export", "dot", "--ask", "who met Larijani in Tehran"])
        .args(["--articles", concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles")])
        .output()
        .expect("the program runs");
    let drawing = String::from_utf8(output.stdout).expect("a drawing is text");
    // Graphviz writes hyphens as numbers.
    let picture = include_str!("../docs/talks.svg").replace("&#45;", "-");
    let facts = drawing.split("// ---- edges").next().expect("nodes stand first");
    let names: Vec<&str> = facts.split("<B>").skip(1).filter_map(|rest| rest.split("</B>").next()).collect();
    assert!(names.len() > 3, "a heading, two people and a meeting: {names:?}");
    for name in names {
        assert!(picture.contains(name), "docs/talks.svg lacks {name}; draw it again with dot -Tsvg");
    }
}
