//! Where articles come from: files, folders, standard input.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// One file, under the name that messages use.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) origin: Origin,
}

pub(super) enum Origin {
    File(PathBuf),
    Standard,
    /// Nothing can be read, for this reason.
    Refused(String),
}

/// The endings under which articles are looked for in folders. A file named by itself may have any.
const ENDINGS: &[&str] =
    &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson"];

/// All files behind the paths: those of a folder sorted by name, hidden ones left out.
pub(super) fn expand(paths: &[PathBuf]) -> VecDeque<Source> {
    let mut sources = VecDeque::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push_back(Source { name: "standard input".into(), origin: Origin::Standard });
            continue;
        }
        match std::fs::metadata(path) {
            Err(error) => match matching(path) {
                Some(found) => sources.extend(expand(&found)),
                None => sources.push_back(refused(path, refusal(&error))),
            },
            Ok(meta) if meta.is_dir() => {
                let before = sources.len();
                walk(path, &mut sources);
                if sources.len() == before {
                    let reason =
                        format!("the folder holds no article (files ending in {})", ENDINGS.join(", "));
                    sources.push_back(refused(path, reason));
                }
            }
            Ok(_) => sources.push_back(file(path)),
        }
    }
    sources
}

/// What a pattern (`news/*.txt`, `**/2025-??.html`) that no shell has expanded stands for, sorted; none
/// where it is no pattern or nothing matches.
fn matching(path: &Path) -> Option<Vec<PathBuf>> {
    let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']))?;
    // A file whose name is itself a pattern stands for itself alone, so that no file brings in others.
    let found: Vec<PathBuf> =
        glob::glob(pattern).ok()?.flatten().filter(|found| found.exists() && found != path).collect();
    (!found.is_empty()).then_some(found)
}

/// Links to folders are not followed, so a folder that contains itself ends.
fn walk(folder: &Path, sources: &mut VecDeque<Source>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return sources.push_back(refused(folder, refusal(&error))),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, sources);
            }
        } else if ending(&path).is_none_or(|ending| ENDINGS.contains(&ending.as_str())) {
            sources.push_back(file(&path));
        }
    }
}

fn file(path: &Path) -> Source {
    Source { name: path.display().to_string(), origin: Origin::File(path.to_owned()) }
}

fn refused(path: &Path, reason: String) -> Source {
    Source { name: path.display().to_string(), origin: Origin::Refused(reason) }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

pub(super) fn is_markdown(path: &Path) -> bool {
    ending(path).is_some_and(|ending| ending == "md" || ending == "markdown")
}

/// What the system's refusal means for the user.
pub(super) fn refusal(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "you are not allowed to read it".into(),
        _ => format!("it cannot be read: {error}"),
    }
}
