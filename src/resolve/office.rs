//! Offices: when two titles are one office, and how a title is shown.

use crate::model::name::fold;

/// The form under which an office is one, however its title is written: `Minister of Foreign Affairs` and
/// `foreign minister`, `defence` and `defense`, `advisor` and `adviser`.
pub(super) fn key(title: &str) -> String {
    let folded = fold(title);
    let words: Vec<&str> = folded.split(' ').map(plain_word).filter(|word| *word != "the").collect();
    let text = words.join(" ");
    turned(&text).unwrap_or(text)
}

fn plain_word(word: &str) -> &str {
    match word {
        "advisor" => "adviser",
        "defence" => "defense",
        "chairman" | "chairwoman" | "chairperson" => "chair",
        "spokesman" | "spokeswoman" => "spokesperson",
        "fm" => "foreign minister",
        "pm" | "premier" => "prime minister",
        other => other,
    }
}

/// `minister of foreign affairs`, `minister for foreign affairs` and `foreign affairs minister` are
/// `foreign minister`; so with every other field that is one or two words.
fn turned(text: &str) -> Option<String> {
    ["deputy minister", "minister", "secretary"].iter().find_map(|head| {
        let field = text
            .strip_prefix(head)
            .and_then(|rest| rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" for ")))
            .or_else(|| text.strip_suffix(head).map(str::trim_end))
            .filter(|field| !field.is_empty() && *field != "state" && field.split(' ').count() <= 3)?;
        let field = field.trim_end_matches(" affairs");
        Some(match head.strip_prefix("deputy ") {
            Some(head) => format!("deputy {field} {head}"),
            None => format!("{field} {head}"),
        })
    })
}

/// A title as it is shown: `foreign minister` is `Foreign Minister`.
pub(super) fn shown(title: &str) -> String {
    const SMALL: &[&str] = &["of", "for", "the", "and", "to", "in", "on", "at", "de", "du", "la", "al"];
    let words = title.split_whitespace().enumerate().map(|(place, word)| {
        if place > 0 && SMALL.contains(&word) {
            return word.to_owned();
        }
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
            .unwrap_or_default()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_office_has_one_key() {
        for (one, other) in [
            ("Foreign Minister", "minister of foreign affairs"),
            ("Minister for Foreign Affairs", "Foreign Affairs Minister"),
            ("Defence Minister", "Minister of Defense"),
            ("National Security Adviser", "national security advisor"),
            ("Deputy Minister of Foreign Affairs", "Deputy Foreign Affairs Minister"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        assert_ne!(key("Prime Minister"), key("Deputy Prime Minister"));
        assert_ne!(key("Secretary of State"), key("State Secretary"));
    }

    #[test]
    fn titles_are_shown_with_capitals() {
        assert_eq!(shown("head of the national security council"), "Head of the National Security Council");
        assert_eq!(shown("IRGC chief"), "IRGC Chief");
    }
}
