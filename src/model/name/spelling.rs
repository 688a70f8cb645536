//! Forms of one given name that no rule of spelling makes alike: `Ted` and `Theodore`, `Serhiy` and `Sergei`.

use std::collections::HashMap;
use std::sync::LazyLock;

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

/// Whether the two sounds are given names that the table knows as two: `Hassan` and `Hossein`.
pub(super) fn two_given_names(one: &str, other: &str) -> bool {
    LINES.contains_key(one) && LINES.contains_key(other) && !same_given_name(one, other)
}

/// Whether the two sounds are forms of one given name.
pub(super) fn same_given_name(one: &str, other: &str) -> bool {
    match (LINES.get(one), LINES.get(other)) {
        (Some(one), Some(other)) => one.iter().any(|line| other.contains(line)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_joins_forms_and_no_more() {
        let same = |one: &str, other: &str| same_given_name(&sound(one), &sound(other));
        assert!(same("ted", "theodore"));
        assert!(same("serhii", "sergey"));
        assert!(same("muhammad", "mohamed"));
        assert!(!same("mohamed", "mahmoud"));
        assert!(!same("ali", "alexander"));
        assert!(two_given_names(&sound("hassan"), &sound("hossein")));
    }
}
