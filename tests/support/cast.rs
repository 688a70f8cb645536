//! The people of `tests/golden/extract/constructions.tsv` and `data/models/meetings.txt`: the letter that stands for each,
//! with the office, and the name.

pub const CAST: &[(char, &str, &str)] = &[
    ('A', "Albanian Foreign Minister Arben Hoxha", "Arben Hoxha"),
    ('B', "Peruvian Prime Minister Rosa Quispe", "Rosa Quispe"),
    ('C', "Kenya's President Daniel Kibet", "Daniel Kibet"),
    ('D', "Ambassador Henrik Lind", "Henrik Lind"),
    ('E', "Jordan's Deputy Prime Minister Omar Haddad", "Omar Haddad"),
    ('F', "EU special envoy Clara Weiss", "Clara Weiss"),
    ('G', "Vietnamese Defence Minister Tran Van Minh", "Tran Van Minh"),
    ('H', "UN Secretary-General Pedro Salgado", "Pedro Salgado"),
];

/// A sentence with its letters written out: `{A} met {B}`, and of whom has been named the name alone, `{A-}`, or the
/// surname, `{a}`. A bar parts paragraphs.
pub fn written_out(sentence: &str) -> String {
    CAST.iter().fold(sentence.replace('|', "\n\n"), |text, (letter, person, name)| {
        let surname = name.rsplit(' ').next().unwrap_or(name);
        text.replace(&format!("{{{letter}}}"), person)
            .replace(&format!("{{{letter}-}}"), name)
            .replace(&format!("{{{}}}", letter.to_ascii_lowercase()), surname)
    })
}
