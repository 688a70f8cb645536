//! Names to people: which names of one text are one person, what its fullest name is, which offices it has.

use std::borrow::Cow;
use std::rc::Rc;

use crate::extract::memo::Memo;
use crate::extract::name::{is_particle, is_suffix};
use crate::extract::{Office, Person};
use crate::gazetteer::plain;
use crate::text;

/// What a name says by itself.
pub(super) struct Spelled {
    /// With one space between its words, and not in capitals alone.
    pub form: String,
    /// Those that tell people apart: plain, without particles and initials, the article cut off.
    pub words: Rc<[String]>,
    /// The bones of these, and of the last two as one, by which a double name written with or without its hyphen is found.
    pub bones: Vec<Rc<str>>,
    /// Those of the second halves of double names.
    pub halves: Vec<Rc<str>>,
    /// A monarch's: `King Abdullah II`.
    pub regnal: bool,
    /// Says whose son or daughter somebody is: `Salman bin Khalid`.
    pub has_father: bool,
}

impl Spelled {
    fn of(name: &str) -> Spelled {
        let words = strong_words(name);
        let doubled = match words.as_slice() {
            [.., one, other] => Some(format!("{one}{other}")),
            _ => None,
        };
        Spelled {
            form: in_title_case(text::spaced(name)),
            bones: words.iter().chain(&doubled).map(|word| bones(word)).collect(),
            halves: halves(name).iter().map(|word| bones(word)).collect(),
            regnal: is_regnal(name),
            has_father: has_father(name),
            words: words.into(),
        }
    }
}

/// What a name says by itself, remembered.
pub(super) fn spelled(name: &str) -> Rc<Spelled> {
    thread_local!(static NAMES: Memo<Rc<Spelled>> = Memo::default());
    NAMES.with(|memo| memo.get(name, || Rc::new(Spelled::of(name))))
}

/// Words for monarchs.
pub(super) const REIGNS: [&str; 7] = ["king", "queen", "pope", "emperor", "sultan", "emir", "monarch"];

/// `King Abdullah II`: a name that a monarch bears without another.
pub(super) fn is_regnal(styled: &str) -> bool {
    styled.split_whitespace().next().is_some_and(|word| REIGNS.contains(&word.to_lowercase().as_str()))
}

fn strong_words(name: &str) -> Vec<String> {
    let words: Vec<Cow<'_, str>> = name
        .split_whitespace()
        .map(behind_initials)
        .map(|word| {
            let word = plain(word);
            let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
            if inner.len() == word.len() { word } else { Cow::Owned(inner.to_string()) }
        })
        .filter(|word| !word.is_empty())
        .collect();
    let mut strong = vec![];
    for (place, word) in words.iter().enumerate() {
        let article = ["al-", "el-", "as-", "an-", "ar-", "ad-", "at-", "abd-", "ash-"]
            .iter()
            .find_map(|article| word.strip_prefix(article));
        let word = article.unwrap_or(word);
        let servant = matches!(
            word,
            "abd" | "abdul" | "abdel" | "abdal" | "abd-al" | "abd-el" | "king" | "queen" | "pope"
        );
        // `Xi Jinping` and `Xi` are no eleventh of anything.
        let numeral = is_suffix(word) && (place > 0 || words.len() > 1 && word != "xi");
        if !is_particle(word) && !numeral && word.chars().nth(1).is_some() && !word.contains('.') && !servant
        {
            strong.push(word.chars().filter(|c| !matches!(c, '\'' | '-')).collect());
        }
    }
    if strong.is_empty() { words.into_iter().map(Cow::into_owned).collect() } else { strong }
}

/// `Brito` of `A.Brito`: initials without a space behind them.
fn behind_initials(word: &str) -> &str {
    const SHORTEST: usize = 3;
    match word.rsplit_once('.') {
        Some((initials, rest))
            if rest.chars().count() >= SHORTEST
                && initials.split('.').all(|part| {
                    // "Kh.Bold": letters of other scripts that take two of ours.
                    let letters = part.chars().count();
                    letters == 1 || letters == 2 && part.starts_with(char::is_uppercase)
                }) =>
        {
            rest
        }
        _ => word,
    }
}

/// The letters with `kh` as `h` and `ph` as `f`.
fn without_breath(word: &str) -> impl Iterator<Item = char> {
    let mut letters = word.chars().peekable();
    std::iter::from_fn(move || {
        let letter = letters.next()?;
        let one = match letter {
            'k' => 'h',
            'p' => 'f',
            _ => return Some(letter),
        };
        Some(letters.next_if_eq(&'h').map_or(letter, |_| one))
    })
}

/// The bones of a word: consonants, doubled ones once, sounds that transliterations write in several ways alike.
pub(super) fn bones(word: &str) -> Rc<str> {
    thread_local!(static BONES: Memo<Rc<str>> = Memo::default());
    BONES.with(|memo| memo.get(word, || read_bones(word).into()))
}

fn read_bones(word: &str) -> String {
    let mut out = String::new();
    // An `h` behind the first letter counts for nothing, so `gh`, `sh`, `ch`, `th` and `dh` are g, s, c, t and d.
    for (place, c) in without_breath(word).enumerate() {
        let c = match c {
            'q' | 'c' => 'k',
            'w' => 'v',
            'j' | 'y' | 'i' | 'a' | 'e' | 'o' | 'u' | '\'' => {
                if place == 0 {
                    'a'
                } else {
                    continue;
                }
            }
            'h' if place > 0 => continue,
            'z' => 's',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

pub(super) fn alike(one: &str, other: &str) -> bool {
    one == other
        || one.len() > 3 && other.len() > 3 && one.as_bytes()[0] == other.as_bytes()[0] && {
            let own = bones(one);
            own.len() > 1 && own == bones(other)
        }
}

/// A word as its sound is mostly written, for single words, where bones alone would make `Silva` of `Silvia`.
fn sounds(word: &str) -> impl Iterator<Item = char> {
    let written = without_breath(word).map(|letter| match letter {
        'e' | 'y' => 'i',
        'o' => 'u',
        'q' | 'c' => 'k',
        'w' => 'v',
        other => other,
    });
    // Doubled ones once.
    let mut last = None;
    written.filter(move |letter| last.replace(*letter) != Some(*letter))
}

/// The second half of a double name may stand for it where it has so many letters.
const HALF: usize = 7;

/// The second halves of double names: `abdollahian` of `Amir-Abdollahian`.
fn halves(name: &str) -> Vec<String> {
    let second = name.split_whitespace().filter_map(|word| word.rsplit_once('-'));
    second.map(|(_, half)| plain(half).into_owned()).filter(|half| half.chars().count() >= HALF).collect()
}

/// Also the second half of a double name: `Abdollahian` of `Amir-Abdollahian`.
fn same_word(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other
        || short.len() > 3 && sounds(one).eq(sounds(other))
        || short.len() >= HALF && one_vowel_apart(one, other)
        || short.len() >= HALF && long.len() > short.len() + 2 && long.ends_with(short)
}

/// `rajapaksa` and `rajapakse`.
fn one_vowel_apart(one: &str, other: &str) -> bool {
    let vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut apart = one.bytes().zip(other.bytes()).filter(|(one, other)| one != other);
    one.len() == other.len()
        && apart.next().is_some_and(|(one, other)| vowel(one) && vowel(other))
        && apart.next().is_none()
}

/// How surely two names of one text are one person's: 0 not at all, 4 the same words.
pub(super) fn sameness(one: &[String], other: &[String]) -> u8 {
    if one == other {
        return 4;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return 0;
    }
    let mut rest = long.iter();
    let in_order = short.iter().all(|word| rest.any(|known| alike(word, known)));
    let (Some(last), Some(long_last), Some(long_first)) = (short.last(), long.last(), long.first()) else {
        return 0;
    };
    // `Pita Tama Ruru` and `Ruru Pita Tama`: the surname may be written first.
    let turned = || {
        let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
        short.len() == long.len() && within(short, long) && within(long, short)
    };
    if short.len() > 1 {
        let whole =
            in_order || turned() || ends_with(long, &short.concat()) || ends_with(short, &long.concat());
        return if whole { 4 } else { 0 };
    }
    if same_word(last, long_last) || ends_with(long, last) {
        return 3;
    }
    if long.len() > 1 && last == long_first {
        return 2;
    }
    u8::from(in_order && long.iter().any(|word| word == last))
}

/// Whether the last words, written as one, are this one: `Simpson-Ward` of `Ana Simpson Ward`.
fn ends_with(words: &[String], joined: &str) -> bool {
    let one = words.last().is_some_and(|last| last == joined);
    let two = || matches!(words, [.., one, other] if joined.strip_prefix(one.as_str()) == Some(other));
    one || two()
}

fn has_father(name: &str) -> bool {
    name.split_whitespace().skip(1).any(|word| {
        ["bin", "ibn", "bint", "binti"].iter().any(|particle| word.eq_ignore_ascii_case(particle))
    })
}

impl Person {
    /// Notes a form of the name; the fullest becomes the name itself.
    pub(super) fn call(&mut self, form: &str, styled: &str) {
        let fuller = form != self.name && weight(form) > weight(&self.name);
        if self.name.is_empty() || fuller {
            let old = std::mem::replace(&mut self.name, form.to_string());
            self.alias(&old);
        } else {
            self.alias(form);
        }
        self.alias(styled);
        let Person { name, aliases, .. } = self;
        aliases.retain(|alias| alias != name);
    }

    fn alias(&mut self, form: &str) {
        if !form.is_empty() && form != self.name && !self.aliases.iter().any(|known| known == form) {
            self.aliases.push(form.to_string());
        }
    }

    /// Adds an office, or makes one fuller that says less of the same.
    pub(super) fn hold(&mut self, office: Office) {
        let words = title_words(&office.title);
        for known in &mut self.offices {
            if known.former != office.former && !words.is_empty() && title_words(&known.title) != words {
                continue;
            }
            let states = match (&known.of, &office.of) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            };
            if !states || !same_title(&title_words(&known.title), &words) {
                continue;
            }
            let have = title_words(&known.title);
            let fuller = have.len() < words.len() || is_vague(&have);
            if fuller && !is_vague(&words) {
                known.title = office.title.clone();
                known.sentence = office.sentence;
            }
            known.of = known.of.take().or(office.of);
            known.from = known.from.or(office.from);
            known.to = known.to.or(office.to);
            return;
        }
        self.offices.push(office);
    }
}

fn weight(form: &str) -> (usize, usize) {
    (form.split_whitespace().count(), form.chars().filter(|c| c.is_alphabetic()).count())
}

/// The words of a title in one spelling, without `of`, `the` and the like.
pub(super) fn title_words(title: &str) -> Rc<[String]> {
    thread_local!(static TITLES: Memo<Rc<[String]>> = Memo::default());
    TITLES.with(|memo| memo.get(title, || read_title_words(title).into()))
}

fn read_title_words(title: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![];
    for word in title.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        let word = plain(word);
        let spelled = match word.as_ref() {
            "of" | "for" | "the" | "and" | "to" | "in" | "on" | "at" | "affairs" | "a" | "an" | "first"
            | "new" => continue,
            "defence" => "defense",
            "advisor" => "adviser",
            "counselor" => "counsellor",
            "external" | "exterior" => "foreign",
            "head" => "chief",
            "chairman" | "chairwoman" | "chairperson" => "chair",
            "spokesman" | "spokeswoman" => "spokesperson",
            "premier" => "prime minister",
            "pm" => "prime minister",
            "amir" => "emir",
            "undersecretary" => "under secretary",
            other if other.contains(' ') => other,
            _ => {
                words.push(word.into_owned());
                continue;
            }
        };
        words.extend(spelled.split(' ').map(str::to_string));
    }
    words.sort();
    words.dedup();
    words
}

/// Says that somebody is high, not what he is.
fn is_vague(words: &[String]) -> bool {
    words == ["leader"]
        || words == ["chief", "state"]
        || words == ["diplomat", "top"]
        || words == ["official"]
}

/// Whether two titles of one person are one office told twice.
fn same_title(one: &[String], other: &[String]) -> bool {
    let has = |words: &[String], word: &str| words.iter().any(|known| known == word);
    if one == other {
        return true;
    }
    // `the Russian leader`, `head of state` of one who is president.
    let heads = ["president", "king", "emir", "chancellor", "premier", "sultan"];
    let high = |words: &[String]| {
        heads.iter().any(|head| has(words, head)) && !has(words, "vice") && !has(words, "deputy")
            || has(words, "prime")
            || has(words, "leader")
    };
    for (vague, sharp) in [(one, other), (other, one)] {
        if is_vague(vague)
            && (high(sharp) || has(vague, "diplomat") && has(sharp, "foreign") || has(vague, "official"))
        {
            return true;
        }
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() || !short.iter().all(|word| has(long, word)) {
        return false;
    }
    // `minister` may be any minister and `secretary` any secretary; `president` is no vice president, and a
    // prime minister is no minister of anything else.
    for rank in [
        "deputy",
        "vice",
        "assistant",
        "under",
        "prime",
        "adviser",
        "spokesperson",
        "speaker",
        "elect",
        "designate",
    ] {
        if has(long, rank) != has(short, rank)
            && !(short.len() == 1
                && ["minister", "secretary"].contains(&short[0].as_str())
                && rank != "spokesperson"
                && rank != "adviser")
        {
            return false;
        }
    }
    true
}

/// A name written in capitals as it is written elsewhere: `JOHN GORTON` is `John Gorton`.
pub(super) fn in_title_case(form: String) -> String {
    let long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let shouted = form.split_whitespace().all(|word| word.chars().all(|c| !c.is_lowercase()));
    if !shouted || !form.split_whitespace().any(long) {
        return form;
    }
    let mut out = String::with_capacity(form.len());
    let mut start = true;
    for c in form.chars() {
        if start {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        start = !c.is_alphabetic() && c != '.' || c == '-';
    }
    out
}

/// Whether a word names a relative: `his father`, `a niece of B`.
pub(super) fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "father"
            | "mother"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "wife"
            | "widow"
            | "husband"
            | "uncle"
            | "cousin"
            | "niece"
            | "nephew"
            | "grandfather"
    )
}
