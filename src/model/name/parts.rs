//! A name taken apart: words with their sounds, titles and particles set aside.

use super::fold::plain_words;
use super::sound::{bones, sound};
use super::spelling::lines_of;

/// A personal name, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The words that tell people apart, in their order; a family name before a comma has been moved behind.
    pub words: Vec<Word>,
    /// Written in a script that leaves vowels out, as Arabic or Hebrew.
    pub without_vowels: bool,
    /// The characters, where the name is written in Chinese characters or Hangul: none of them may differ.
    pub characters: Option<String>,
    /// Says whose son or daughter: order matters then.
    pub filial: bool,
}

/// One word of a name, in lower-case ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub sound: String,
    pub bones: String,
    pub initial: bool,
    /// Where the table of given names has it.
    pub(super) lines: &'static [u16],
}

/// Before a name, and no part of it.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "hon",
    "honourable",
    "gen",
    "general",
    "lt",
    "maj",
    "major",
    "col",
    "colonel",
    "adm",
    "admiral",
    "capt",
    "captain",
    "brig",
    "sgt",
    "president",
    "prasident",
    "minister",
    "ambassador",
    "senator",
    "monsieur",
    "madame",
    "mme",
    "sheikh",
    "shaikh",
    "shaykh",
    "sheik",
    "sayyid",
    "sayyed",
    "sayed",
    "syed",
    "seyed",
    "seyyed",
    "sayid",
    "ayatollah",
    "grand",
    "hojatoleslam",
    "imam",
    "mullah",
    "mawlawi",
    "maulavi",
    "hajji",
    "haji",
    "hajj",
    "prince",
    "princess",
    "king",
    "queen",
    "emir",
    "crown",
    "pope",
    "archbishop",
    "cardinal",
    "patriarch",
    "bishop",
    "rev",
    "he",
    "hh",
    "hrh",
    "jr",
    "junior",
    "sr",
    "ii",
    "iii",
    "iv",
    "llc",
    "qari",
    "ustad",
    "don",
    "dona",
];

/// Belong to the next word and are often left out.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ur", "ud", "ad", "ed", "as", "ash", "ar", "at", "az", "an", "bin", "ibn", "ben",
    "bint", "binti", "van", "von", "der", "den", "de", "la", "las", "los", "le", "di", "da", "do", "dos",
    "das", "del", "della", "du", "y", "e", "af", "ter", "ten", "zu", "zur", "of", "the", "o",
];

const FILIAL: &[&str] = &["bin", "ibn", "ben", "bint", "binti"];

impl Name {
    pub fn parse(name: &str) -> Name {
        let turned = match name.split_once(',') {
            Some((family, given)) if !given.trim().is_empty() => format!("{given} {family}"),
            _ => name.to_owned(),
        };
        let plain = plain_words(&split_initials(&turned));
        let filial = plain.iter().any(|word| FILIAL.contains(&word.as_str()));
        let joined = join_compounds(plain);
        let kept = keep(&joined, |word| {
            !(HONORIFICS.contains(&word) || PARTICLES.contains(&word) && word.len() > 1)
        });
        let initials_last = kept.iter().take_while(|word| word.len() == 1).count();
        let mut words: Vec<Word> = kept.iter().map(|word| Word::new(word)).collect();
        if initials_last == words.len() {
            words.iter_mut().for_each(|word| word.initial = true);
        }
        let letters = name.chars().filter(|c| c.is_alphabetic());
        let characters: String = letters.clone().filter(|c| is_character(*c)).collect();
        let characters = (!characters.is_empty()).then_some(characters);
        let without_vowels = letters.clone().count() > 0
            && letters.clone().filter(|c| matches!(*c as u32, 0x590..=0x8ff | 0xfb1d..=0xfeff)).count() * 2
                > letters.count();
        Name { words, without_vowels, characters, filial }
    }

    /// Keys under which the name is found by a near spelling. Two names of one person share a key where two
    /// of their words have the same bones, or one has and the other the same first letter.
    pub fn keys(&self) -> Vec<String> {
        let words = &self.words[..self.words.len().min(5)];
        let mut keys = Vec::new();
        for (place, word) in words.iter().enumerate() {
            for other in &words[place + 1..] {
                let (low, high) = if word.bones <= other.bones { (word, other) } else { (other, word) };
                if !word.initial && !other.initial {
                    keys.push(format!("{} {}", low.bones, high.bones));
                }
                if !other.initial {
                    keys.push(format!("{}. {}", word.first(), other.bones));
                }
                if !word.initial {
                    keys.push(format!("{}. {}", other.first(), word.bones));
                }
            }
        }
        if let [lone] = words {
            keys.push(lone.bones.clone());
        }
        keys.sort();
        keys.dedup();
        keys
    }

    /// Keys of its single words, for names of which only one word is known.
    pub fn word_keys(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|word| !word.initial).map(|word| word.bones.as_str())
    }
}

impl Word {
    pub(super) fn new(text: &str) -> Word {
        let sound = sound(text);
        let lines = lines_of(&sound);
        Word { text: text.to_owned(), bones: bones(text), initial: text.len() == 1, sound, lines }
    }

    /// The first letter of the bones.
    fn first(&self) -> char {
        self.bones.chars().next().unwrap_or('a')
    }
}

fn is_character(letter: char) -> bool {
    matches!(letter as u32, 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3134f)
}

/// The words that pass; all of them where none would be left.
fn keep(words: &[String], passes: impl Fn(&str) -> bool) -> Vec<String> {
    let kept: Vec<String> = words.iter().filter(|word| passes(word)).cloned().collect();
    if kept.iter().any(|word| word.len() > 1) { kept } else { words.to_vec() }
}

/// `JC Juncker`, `J.-C. Juncker` and `J.C.Juncker` have the initials j and c; a name in capitals has none.
fn split_initials(name: &str) -> String {
    let shouting = !name.chars().any(char::is_lowercase);
    let spaced = name.replace('.', ". ");
    let words = spaced.split_whitespace().map(|word| {
        let capitals = (2..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
        match capitals && !shouting && !word.contains(['A', 'E', 'I', 'O', 'U']) {
            true => word.chars().map(String::from).collect::<Vec<_>>().join(" "),
            false => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Makes one word of what is written as one, two or three: `Abd al-Aziz`, `Abdul Aziz` and `Abdelaziz` are
/// `abdaziz`; `Saif al-Din` and `Saifuddin` are `saifdin`.
fn join_compounds(plain: Vec<String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(plain.len());
    let mut rest = plain.into_iter().peekable();
    while let Some(word) = rest.next() {
        let servant = matches!(
            word.as_str(),
            "abd" | "abdul" | "abdel" | "abdol" | "abdal" | "abdur" | "abdus" | "abdoul" | "abdu"
        );
        let article = |word: &String| word.len() == 2 && "aeu".contains(&word[..1]);
        if servant && rest.peek().is_some() {
            if rest.peek().is_some_and(article) {
                rest.next();
            }
            words.push(format!("abd{}", rest.next().unwrap_or_default()));
        } else if word == "din" || word == "deen" {
            while words.len() > 1 && words.last().is_some_and(article) {
                words.pop();
            }
            match words.pop() {
                Some(before) => words.push(format!("{before}din")),
                None => words.push(word),
            }
        } else {
            words.push(solid(word));
        }
    }
    words
}

/// The same for what is written solid.
fn solid(word: String) -> String {
    if let Some(rest) = word.strip_prefix("abd").or_else(|| word.strip_prefix("cabd")) {
        let rest = rest.trim_start_matches(['a', 'e', 'i', 'o', 'u']);
        let mut letters = rest.chars();
        let first = letters.next();
        let doubled = first.is_some() && first == rest.chars().nth(1);
        if rest.len() > 4 && (first == Some('l') || doubled) && !rest.starts_with("llah") {
            return format!("abd{}", letters.as_str());
        }
        return word;
    }
    for ending in ["uddin", "eddin", "addin", "uddine", "eddine", "aldin", "oddin", "udeen", "uddeen"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 1
        {
            return format!("{stem}din");
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        Name::parse(name).words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_name_is_its_telling_words() {
        for (name, expected) in [
            ("Maj. Gen. Mohammad Pakpour", &["mohammad", "pakpour"][..]),
            ("al-Araji, Qassem", &["qassem", "araji"]),
            ("'Abd al-Aziz al-Nuristani", &["abdaziz", "nuristani"]),
            ("Abdul Aziz Nooristani", &["abdaziz", "nooristani"]),
            ("Abdelaziz", &["abdaziz"]),
            ("Abdullah bin Zayed", &["abdullah", "zayed"]),
            ("J.-C. Juncker", &["j", "c", "juncker"]),
            ("JC Juncker", &["j", "c", "juncker"]),
            ("Ursula von der Leyen", &["ursula", "leyen"]),
            ("Sheikh Hamad", &["hamad"]),
            ("XI Jinping", &["xi", "jinping"]),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    #[test]
    fn near_spellings_share_a_key() {
        for (one, other) in [
            ("Qassem al-Araji", "Qasim al-Aaraji"),
            ("Masoud Pezeshkian", "مسعود پزشکیان"),
            ("Sergei Lavrov", "Сергей Лавров"),
            ("A. Khamenei", "Ali Khamenei"),
            ("Xi Jinping", "Jinping Xi"),
            ("Mohammed bin Salman Al Saud", "Muhammad bin Salman"),
        ] {
            let other = Name::parse(other).keys();
            assert!(Name::parse(one).keys().iter().any(|key| other.contains(key)), "{one}: {other:?}");
        }
    }
}
