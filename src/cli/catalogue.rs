//! The scripts there are: those that come with the program, and files of the user's.

use std::path::{Path, PathBuf};

use crate::cli::failure::Outcome;
use crate::error::Error;
use crate::session::script::Script;

/// The shipped scripts, by name. A test holds that they are all those of `queries/`.
const SHIPPED: &[(&str, &str)] = &[
    ("agreement-history", include_str!("../../queries/agreement-history.cypher")),
    ("before-signing", include_str!("../../queries/before-signing.cypher")),
    ("brokers", include_str!("../../queries/brokers.cypher")),
    ("circle", include_str!("../../queries/circle.cypher")),
    ("common-contacts", include_str!("../../queries/common-contacts.cypher")),
    ("first-contacts", include_str!("../../queries/first-contacts.cypher")),
    ("holders-of", include_str!("../../queries/holders-of.cypher")),
    ("most-active", include_str!("../../queries/most-active.cypher")),
    ("neutral-ground", include_str!("../../queries/neutral-ground.cypher")),
    ("not-held", include_str!("../../queries/not-held.cypher")),
    ("offices-of", include_str!("../../queries/offices-of.cypher")),
    ("one-source-only", include_str!("../../queries/one-source-only.cypher")),
    ("pacts-between", include_str!("../../queries/pacts-between.cypher")),
    ("pairs", include_str!("../../queries/pairs.cypher")),
    ("path-between", include_str!("../../queries/path-between.cypher")),
    ("quiet-pacts", include_str!("../../queries/quiet-pacts.cypher")),
    ("replaced-in-talks", include_str!("../../queries/replaced-in-talks.cypher")),
    ("sudden-silence", include_str!("../../queries/sudden-silence.cypher")),
    ("timeline", include_str!("../../queries/timeline.cypher")),
    ("unkept-promises", include_str!("../../queries/unkept-promises.cypher")),
    ("who-met-about", include_str!("../../queries/who-met-about.cypher")),
    ("who-reports", include_str!("../../queries/who-reports.cypher")),
];

/// All shipped scripts, by name.
///
/// # Errors
/// Where one is wrong; a test holds that none is.
pub fn shipped() -> Outcome<Vec<Script>> {
    SHIPPED.iter().map(|(name, text)| Ok(Script::from_text(&file_of(name), text)?)).collect()
}

/// The names of the shipped scripts.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The script of a name or path: a file where there is one, else a shipped one.
///
/// # Errors
/// Where there is none, or it is wrong.
pub fn find(name: &str) -> Outcome<Script> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(Script::read(path)?);
    }
    let stem = name.strip_suffix(".cypher").unwrap_or(name);
    match SHIPPED.iter().find(|(shipped, _)| *shipped == stem) {
        Some((shipped, text)) => Ok(Script::from_text(&file_of(shipped), text)?),
        None => Err(Error::usage(format!(
            "there is no script {name}, neither a file nor one that comes with Chancery"
        ))
        .hint("`chancery run --list` shows those that come with it")
        .into()),
    }
}

/// What a shipped script is called in messages.
fn file_of(name: &str) -> PathBuf {
    PathBuf::from(format!("{name}.cypher"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::*;

    #[test]
    fn every_script_of_the_folder_is_shipped_and_right() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
        let files: BTreeSet<String> = fs::read_dir(folder)
            .expect("queries/ is there")
            .flatten()
            .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".cypher")?.to_owned()))
            .collect();
        assert_eq!(files, names().map(str::to_owned).collect());
        let scripts = shipped().unwrap_or_default();
        assert_eq!(scripts.len(), SHIPPED.len());
        for script in scripts {
            assert!(!script.title.is_empty() && !script.statements.is_empty(), "{}", script.name());
        }
    }
}
