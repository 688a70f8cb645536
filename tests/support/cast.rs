//! The people of `tests/golden/extract/constructions.txt`: the letter that stands for each, with the office, and the name.

pub const CAST: &[(char, &str, &str)] = &[
    ('A', "Albanian Foreign Minister Arben Hoxha", "Arben Hoxha"),
    ('B', "Peruvian Prime Minister Rosa Quispe", "Rosa Quispe"),
    ('C', "Kenya's President Daniel Kibet", "Daniel Kibet"),
    ('D', "Ambassador Henrik Lind", "Henrik Lind"),
];

/// A sentence with its letters written out: `{A} met {B}.`
pub fn written_out(sentence: &str) -> String {
    CAST.iter()
        .fold(sentence.to_owned(), |text, (letter, person, _)| text.replace(&format!("{{{letter}}}"), person))
}
