//! The tables are whole, and names are found as texts write them.

use std::collections::HashSet;

use super::*;

fn found(text: &str) -> Option<(Entry, usize)> {
    let segments = text::segment(text);
    let written = |at: usize| segments.tokens.get(at).map_or("", |token| token.span.of(text));
    let tokens: Vec<_> = (0..segments.tokens.len()).map(|at| plain(written(at))).collect();
    let plain = |at: usize| tokens.get(at).map(AsRef::as_ref);
    Gazetteer::embedded().name_at(plain, written, 0).map(|found| (found.entry, found.length))
}

fn state(text: &str) -> Option<(&'static str, StateForm)> {
    match found(text)?.0 {
        Entry::State(place, form) => Some((Gazetteer::embedded().state(place).name(), form)),
        _ => None,
    }
}

#[test]
fn the_united_nations_have_193_members_with_codes_of_their_own() {
    let states = &Gazetteer::embedded().states;
    assert_eq!(states.iter().filter(|state| state.kind == StateKind::Member).count(), 193);
    let mut codes = HashSet::new();
    for state in states {
        for (code, length) in [(state.iso2, 2), (state.iso3, 3)] {
            let well_formed = code.len() == length && code.bytes().all(|byte| byte.is_ascii_uppercase());
            assert!(code.is_empty() && state.kind == StateKind::Other || well_formed, "{}", state.name());
            assert!(code.is_empty() || codes.insert(code), "{code} twice");
        }
        if state.kind == StateKind::Member {
            assert!(!state.adjectives.is_empty() || state.name() == "Dominica", "{}", state.name());
            assert!(!state.capitals.is_empty() || state.name() == "Singapore", "{}", state.name());
        }
    }
}

#[test]
fn names_are_unique_and_refer_to_states_of_the_table() {
    let tables = Gazetteer::embedded();
    let known = |name: &str| tables.state_named(name).is_some();
    let mut names = HashSet::new();
    for state in &tables.states {
        for name in &state.names {
            assert!(names.insert(*name), "{name} twice");
        }
    }
    names.clear();
    for organization in &tables.organizations {
        assert!(organization.state.is_none_or(known), "{}", organization.name());
        for name in &organization.names {
            assert!(names.insert(*name), "{name} twice");
        }
    }
    names.clear();
    for place in &tables.places {
        assert!(place.state.is_none_or(known), "{}", place.name());
        for name in &place.names {
            assert!(names.insert(*name), "{name} twice");
        }
    }
    names.clear();
    for title in &tables.titles {
        assert!(names.insert(title.form), "{} twice", title.form);
        assert_eq!(title.form, title.form.to_lowercase());
    }
}

#[test]
fn the_name_words_are_sorted_and_stand_once() {
    let words: Vec<&str> = include_str!("../../data/gazetteer/names.txt").lines().collect();
    assert!(words.is_sorted());
    assert_eq!(words.len(), Gazetteer::embedded().name_words.len());
    for name in ["donald", "hakan", "anjali"] {
        assert!(Gazetteer::embedded().is_name_word(name), "{name}");
    }
    for word in ["", "minister", "the", "zzzzzzz", "a"] {
        assert!(!Gazetteer::embedded().is_name_word(word), "{word}");
    }
    assert!(words.iter().all(|word| Gazetteer::embedded().is_name_word(word)));
}

#[test]
fn a_given_name_tells_the_gender_where_it_is_one_genders_alone() {
    let rows: Vec<&str> = include_str!("../../data/gazetteer/genders.tsv").lines().skip(1).collect();
    assert!(rows.is_sorted());
    assert_eq!(rows.len(), Gazetteer::embedded().genders.len(), "a name stands twice");
    assert!(rows.iter().all(|row| row.ends_with("\tf") || row.ends_with("\tm")));
    for (name, gender) in [
        ("federica", Gender::Female),
        ("sergei", Gender::Male),
        ("kim", Gender::Unknown),
        ("nicola", Gender::Unknown),
    ] {
        assert_eq!(Gazetteer::embedded().gender_of(name), gender, "{name}");
    }
}

#[test]
fn a_state_is_found_by_each_of_its_names() {
    assert_eq!(state("Türkiye said"), Some(("Turkey", StateForm::Name)));
    assert_eq!(state("Iranian officials"), Some(("Iran", StateForm::Adjective)));
    assert_eq!(state("Kremlin aides"), Some(("Russia", StateForm::Government)));
    assert_eq!(state("Republic of Korea First Vice Minister"), Some(("South Korea", StateForm::Name)));
    assert_eq!(state("Democratic People’s Republic of Korea"), Some(("North Korea", StateForm::Name)));
    assert_eq!(state("Côte d’Ivoire's president"), Some(("Cote d'Ivoire", StateForm::Name)));
    assert_eq!(
        state("St. Vincent and the Grenadines"),
        Some(("Saint Vincent and the Grenadines", StateForm::Name))
    );
    assert_eq!(state("U.S. forces"), Some(("United States", StateForm::Name)));
    assert_eq!(state("Guinea-Bissau and Guinea"), Some(("Guinea-Bissau", StateForm::Name)));
    assert_eq!(state("Guinea and"), Some(("Guinea", StateForm::Name)));
}

#[test]
fn a_common_word_is_no_name() {
    for text in ["turkey", "us", "who met", "Who met", "chad", "nice", "Us", "jordan", "car"] {
        assert_eq!(found(text), None, "{text}");
    }
    assert!(found("WHO envoys").is_some());
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(state("South Korean envoy"), Some(("South Korea", StateForm::Adjective)));
    assert_eq!(state("South African"), Some(("South Africa", StateForm::Adjective)));
    assert_eq!(state("New Zealand"), Some(("New Zealand", StateForm::Name)));
    assert!(matches!(found("Supreme National Security Council head"), Some((Entry::Organization(_), 4))));
    assert!(matches!(found("Sharm el-Sheikh on"), Some((Entry::Place(_), 2))));
}

#[test]
fn titles_are_found_in_any_case_and_number() {
    let tables = Gazetteer::embedded();
    let title = |text: &str| {
        let tokens = plain_tokens(&capitalized(text));
        let plain = |at: usize| tokens.get(at).map(String::as_str);
        tables.title_at(plain, 0).map(|(title, plural, length)| (title.canonical, plural, length))
    };
    assert_eq!(title("Prime Ministers of"), Some(("prime minister", true, 2)));
    assert_eq!(title("PM Modi"), Some(("prime minister", false, 1)));
    assert_eq!(title("chiefs of staff"), Some(("chief of staff", true, 3)));
    assert_eq!(title("Secretary-General Guterres"), Some(("secretary-general", false, 1)));
    assert_eq!(title("Lt. Gen. Hameed").map(|found| found.2), Some(2));
    assert_eq!(title("chiefly"), None);
}
