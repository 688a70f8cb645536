//! Forms of one given name that no rule of spelling makes alike: `Ted` and `Theodore`, `Serhiy` and `Sergei`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::parts::Word;
use super::sound::sound;

/// Which lines of the table a form stands in, by its sound.
static LINES: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut lines: HashMap<String, Vec<u16>> = HashMap::new();
    let table = include_str!("../../../data/names/given.txt").lines().filter(|line| !line.starts_with('#'));
    for (line, number) in table.zip(0..) {
        for form in line.split_whitespace() {
            lines.entry(sound(form)).or_default().push(number);
        }
    }
    lines
});

/// The lines of the table that a sound stands in.
pub(super) fn lines_of(sound: &str) -> &'static [u16] {
    LINES.get(sound).map_or(&[], Vec::as_slice)
}

/// Whether the two words are given names that the table knows as two: `Hassan` and `Hossein`.
pub(super) fn two_given_names(one: &Word, other: &Word) -> bool {
    !one.lines.is_empty() && !other.lines.is_empty() && !same_given_name(one, other)
}

/// Whether the two words are forms of one given name.
pub(super) fn same_given_name(one: &Word, other: &Word) -> bool {
    one.lines.iter().any(|line| other.lines.contains(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_joins_forms_and_no_more() {
        let words = |one: &str, other: &str| (Word::new(one), Word::new(other));
        let same = |one: &str, other: &str| {
            let (one, other) = words(one, other);
            same_given_name(&one, &other)
        };
        assert!(same("ted", "theodore"));
        assert!(same("serhii", "sergey"));
        assert!(same("muhammad", "mohamed"));
        assert!(!same("mohamed", "mahmoud"));
        assert!(!same("ali", "alexander"));
        let (hassan, hossein) = words("hassan", "hossein");
        assert!(two_given_names(&hassan, &hossein));
    }
}
