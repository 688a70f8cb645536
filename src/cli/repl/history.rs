//! Where the shell keeps what was typed: one file a store, for the user's eyes alone.

use std::env;
use std::fs::DirBuilder;
use std::path::{Path, PathBuf};

/// The history file of a store; none where there is no place for it.
pub fn file(store: Option<&Path>) -> Option<PathBuf> {
    let state = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = state.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".local/state")))?;
    let folder = state.join("chancery").join("history");
    make_private(&folder)?;
    let name = store.map_or_else(|| "temporary".to_owned(), file_name);
    Some(folder.join(name))
}

/// A store's place as a file name: its own name, readable, and a number that tells it from others.
fn file_name(store: &Path) -> String {
    let whole = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
    let stem = store.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let plain: String =
        stem.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect();
    format!("{plain}-{:08x}", crc32fast::hash(whole.to_string_lossy().as_bytes()))
}

fn make_private(folder: &Path) -> Option<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_of_one_name_in_two_folders_have_two_histories() {
        let (one, other) =
            (file_name(Path::new("/a/world.chancery")), file_name(Path::new("/b/world.chancery")));
        assert!(one.starts_with("world-") && other.starts_with("world-"));
        assert_ne!(one, other);
    }
}
