//! Modules depend on each other in one direction only; this test reads every `use crate::…` and holds it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each module with those it may name. `error` and `model` name each other's nouns: an error carries a span.
const ALLOWED: &[(&str, &[&str])] = &[
    ("error", &["model"]),
    ("model", &["error"]),
    ("text", &["error", "model"]),
    ("gazetteer", &["error", "model", "text"]),
    ("extract", &["error", "model", "text", "gazetteer"]),
    ("graph", &["error", "model"]),
    ("resolve", &["error", "model", "text", "gazetteer", "extract", "graph"]),
    ("store", &["error", "model", "graph"]),
    ("query", &["error", "model", "graph"]),
    ("verbs", &["error", "model", "graph", "query"]),
    ("output", &["error", "model", "query"]),
    (
        "session",
        &["error", "model", "text", "gazetteer", "extract", "graph", "resolve", "store", "query", "verbs"],
    ),
    ("cli", &["error", "model", "query", "verbs", "output", "session"]),
];

#[test]
fn dependencies_point_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (module, allowed) in ALLOWED {
        for (file, text) in files_of(&source, module) {
            for named in modules_named(&text) {
                if named != *module && !allowed.contains(&named.as_str()) {
                    wrong.push(format!("{file}: {module} must not name {named}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_store_names_bincode() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, _) in ALLOWED.iter().filter(|(module, _)| *module != "store") {
        for (file, text) in files_of(&source, module) {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            assert!(!code.into_iter().any(|line| line.contains("bincode")), "{file} names bincode");
        }
    }
}

#[test]
fn every_module_is_listed() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let text = fs::read_to_string(source.join("lib.rs")).expect("lib.rs is there");
    let declared: BTreeSet<_> = text.lines().filter_map(|line| line.strip_prefix("pub mod ")).collect();
    let listed: BTreeSet<_> = ALLOWED.iter().map(|(module, _)| format!("{module};")).collect();
    assert_eq!(declared, listed.iter().map(String::as_str).collect());
}

/// The source files of a module, with their names for messages.
fn files_of(source: &Path, module: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let single = source.join(format!("{module}.rs"));
    if single.is_file() {
        found.push(single);
    }
    let mut folders = vec![source.join(module)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{module} has no source");
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file is readable");
        (path.display().to_string(), text)
    };
    found.into_iter().map(read).collect()
}

/// The modules that a source names as `crate::module`, alone or in braces.
fn modules_named(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let end = group.find("};").unwrap_or(group.len());
            let mut depth = 0;
            let mut word = String::new();
            for letter in group[..end].chars().chain([',']) {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        named.extend(first_word(&word));
                        word.clear();
                    }
                    _ => {}
                }
                if letter != ',' || depth > 0 {
                    word.push(letter);
                }
            }
        } else {
            named.extend(first_word(rest));
        }
    }
    named
}

/// The leading path segment, where it is a module (lower case) and not an item of the crate's root.
fn first_word(path: &str) -> Option<String> {
    let path = path.trim_start();
    let word: String = path.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let module = path[word.len()..].starts_with("::") || ALLOWED.iter().any(|(name, _)| *name == word);
    (module && word.chars().next().is_some_and(char::is_lowercase)).then_some(word)
}
