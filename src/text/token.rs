//! Text → tokens, the way Universal Dependencies cut English, but for hyphenated words and sums of
//! money, which stay whole here: `al-Araji`, `re-elected`, `$3.5bn`.
//!
//! One walk over the bytes; what a token may span is decided by looking at most a dozen bytes around,
//! so time grows linearly whatever the text.

use unicode_normalization::char::is_combining_mark;

use super::segments::Token;
use crate::model::Span;

/// What a character can do at the start of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Mark,
}

const ASCII: [Class; 128] = ascii_classes();

const fn ascii_classes() -> [Class; 128] {
    let mut table = [Class::Mark; 128];
    let mut byte = 0;
    while byte < 128 {
        let value = byte as u8;
        if value.is_ascii_alphanumeric() {
            table[byte] = Class::Word;
        } else if value <= b' ' || value == 0x7f {
            table[byte] = Class::Space;
        }
        byte += 1;
    }
    table
}

fn class(c: char) -> Class {
    if let Some(class) = ASCII.get(c as usize) {
        return *class;
    }
    match c {
        // Zero-width space, byte-order mark, word joiner: nobody sees them, they part words.
        '\u{200b}' | '\u{feff}' | '\u{2060}' => Class::Space,
        // Soft hyphen and the joiners stand inside words.
        '\u{ad}' | '\u{200c}' | '\u{200d}' => Class::Word,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ => Class::Mark,
    }
}

/// True for what no token covers: white space, control characters, zero-width spaces.
pub fn is_space(c: char) -> bool {
    class(c) == Class::Space
}

/// Cuts a text into tokens, in order, without overlap, covering all that is not white space.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), out: Vec::with_capacity(text.len() / 5 + 1) };
    let mut at = 0;
    while let Some(class) = scanner.class_at(at) {
        at = match class {
            Class::Space => at + scanner.width(at),
            Class::Word => scanner.plain(at).unwrap_or_else(|| scanner.word(at, at)),
            Class::Mark => scanner.mark(at),
        };
    }
    scanner.out
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    out: Vec<Token>,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.bytes.get(at)?;
        if byte < 128 { Some(byte as char) } else { self.text.get(at..)?.chars().next() }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        let byte = *self.bytes.get(at.checked_sub(1)?)?;
        if byte < 128 { Some(byte as char) } else { self.text.get(..at)?.chars().next_back() }
    }

    fn width(&self, at: usize) -> usize {
        self.char_at(at).map_or(1, char::len_utf8)
    }

    fn class_at(&self, at: usize) -> Option<Class> {
        let byte = *self.bytes.get(at)?;
        if byte < 128 { Some(ASCII[byte as usize]) } else { self.char_at(at).map(class) }
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.class_at(at) == Some(Class::Word)
    }

    fn is_digit_at(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    fn digit_before(&self, at: usize) -> bool {
        at > 0 && self.is_digit_at(at - 1)
    }

    fn push(&mut self, start: usize, end: usize) -> usize {
        if end > start {
            self.out.push(Token { span: Span::new(start, end) });
        }
        end
    }

    fn skip_word(&self, mut at: usize) -> usize {
        loop {
            match self.bytes.get(at) {
                Some(byte) if *byte < 128 => match ASCII[*byte as usize] {
                    Class::Word => at += 1,
                    _ => return at,
                },
                Some(_) if self.is_word_at(at) => at += self.width(at),
                _ => return at,
            }
        }
    }

    /// Scans a word of ASCII letters and digits before a space, as most are.
    fn plain(&mut self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        (rest[length] == b' ').then(|| self.close(start, start + length))
    }

    /// Scans a word whose letters begin at `from`; `start` lies before it where a currency sign or
    /// `@` belongs to it. Returns where scanning goes on.
    fn word(&mut self, start: usize, from: usize) -> usize {
        if let Some(end) = self.address(start) {
            return self.push(start, end);
        }
        let mut end = from;
        // Where the part since the last full stop began.
        let mut part = from;
        loop {
            end = self.skip_word(end);
            let Some(joint) = self.char_at(end) else { break };
            let next = end + joint.len_utf8();
            match joint {
                '.' => match self.stop(start, part, end) {
                    Stop::Join => part = next,
                    Stop::Within => return self.push(start, next),
                    Stop::Outside => break,
                },
                '-' | '\u{2010}' | '\u{2011}' if self.is_word_at(next) => {}
                '\'' | '’' | '‘' | '`' if self.apostrophe_joins(end, next) => {}
                ',' | ':' | '/' if self.digit_before(end) && self.is_digit_at(next) => {}
                '&' if self.capital_before(end) && self.capital_at(next) => {}
                '_' | '@' if self.is_word_at(next) => {}
                '$' | '€' | '£' if self.capital_before(end) && self.is_digit_at(next) => {}
                _ => break,
            }
            end = next;
        }
        self.close(start, end)
    }

    /// Ends a word at `end`, cutting `n't` and the halves of `cannot` off.
    fn close(&mut self, start: usize, end: usize) -> usize {
        let word = &self.bytes[start..end];
        let last = word.last().map_or(b' ', u8::to_ascii_lowercase);
        if last == b'n' && word.len() > 1 && self.clitic(end) == Some(Clitic::Not) {
            self.push(start, end - 1);
            return end - 1 + self.push_not(end - 1);
        }
        let cut = match word.len() {
            6 if last == b't' && word.eq_ignore_ascii_case(b"cannot") => 3,
            5 if last == b'a'
                && [b"gonna", b"wanna", b"gotta"].iter().any(|it| word.eq_ignore_ascii_case(*it)) =>
            {
                3
            }
            _ => 0,
        };
        if cut > 0 {
            self.push(start, start + cut);
        }
        self.push(start + cut, end)
    }

    /// Pushes `n't` beginning at `at`; returns its length.
    fn push_not(&mut self, at: usize) -> usize {
        let length = 1 + self.width(at + 1) + 1;
        self.push(at, at + length);
        length
    }

    fn capital_before(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(char::is_uppercase)
    }

    fn capital_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_uppercase)
    }

    /// True where the apostrophe at `at` is part of a name or word: `O'Brien`, `al-Sa'di`, `o'clock`.
    fn apostrophe_joins(&self, at: usize, next: usize) -> bool {
        self.is_word_at(next) && self.clitic(at).is_none()
    }

    /// The clitic which the apostrophe at `at` begins, if the word ends with it.
    fn clitic(&self, at: usize) -> Option<Clitic> {
        let mark = self.char_at(at)?;
        if mark != '\'' && mark != '’' {
            return None;
        }
        let from = at + mark.len_utf8();
        let mut length = 0;
        while length < 3 && self.bytes.get(from + length).is_some_and(u8::is_ascii_alphabetic) {
            length += 1;
        }
        if self.is_word_at(from + length) {
            return None;
        }
        let tail = &self.bytes[from..from + length];
        if tail.eq_ignore_ascii_case(b"t") {
            let negates = matches!(self.char_before(at), Some('n' | 'N'));
            return negates.then_some(Clitic::Not);
        }
        let known: [&[u8]; 6] = [b"s", b"d", b"m", b"ll", b"re", b"ve"];
        known.iter().any(|it| tail.eq_ignore_ascii_case(it)).then_some(Clitic::Short(length))
    }

    /// `Hun Sen.`: a name that is written as an abbreviation is.
    fn is_behind_surname(&self, start: usize, word: &str) -> bool {
        const NAMES: [(&str, &str); 2] = [("Hun", "Sen"), ("Amartya", "Sen")];
        let before = self.text[..start].trim_end();
        NAMES.iter().any(|(one, other)| {
            *other == word
                && before.strip_suffix(one).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
    }

    /// What a full stop at `stop` is to the word `start..stop` whose last part began at `part`.
    fn stop(&self, start: usize, part: usize, stop: usize) -> Stop {
        let next = stop + 1;
        let word = &self.text[start..stop];
        let last = &self.text[part..stop];
        if self.digit_before(stop) && self.is_digit_at(next) {
            return Stop::Join;
        }
        // `St.Petersburg` and `Lt.-Gen.`: what is known as an abbreviation keeps its stop.
        let tail = last.rsplit('-').next().unwrap_or(last);
        let known = tail.len() <= 8
            && is_abbreviation(tail, || self.number_follows(next))
            && !self.is_behind_surname(start, tail);
        if self.bytes.get(next) == Some(&b'-') && self.is_word_at(next + 1) && (known || is_acronym(word)) {
            return Stop::Join;
        }
        if known {
            return Stop::Within;
        }
        let Some(after) = self.char_at(next).filter(|c| class(*c) == Class::Word) else {
            let within = is_acronym(word)
                || (is_initial(word) || word == "I" && self.initial_follows(next))
                    && self.capital_follows(next);
            return if within && after_is_not_stop(self.bytes.get(next)) {
                Stop::Within
            } else {
                Stop::Outside
            };
        };
        // "Kh.Bold"
        if is_initial(last) && last.len() > 1 && after.is_uppercase() {
            return Stop::Within;
        }
        let follows = next + after.len_utf8();
        let short_after = after.is_alphabetic() && !self.is_word_at(follows);
        let mut letters = last.chars();
        match (letters.next(), letters.next()) {
            (Some(one), None) if one.is_alphabetic() && (short_after || after.is_lowercase()) => Stop::Join,
            (Some(one), None) if one.is_uppercase() && after.is_uppercase() => Stop::Within,
            (Some(first), Some(_)) if first.is_uppercase() && last.len() <= 3 && short_after => Stop::Join,
            _ if after.is_lowercase() && !self.digit_before(stop) => Stop::Join,
            _ => Stop::Outside,
        }
    }

    /// Whether one letter and a full stop stand behind: `I. S. Dubin`.
    fn initial_follows(&self, stop: usize) -> bool {
        let at = self.skip_blanks(stop);
        let letter = self.char_at(at).filter(|letter| letter.is_uppercase());
        letter.is_some_and(|letter| self.bytes.get(at + letter.len_utf8()) == Some(&b'.'))
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while matches!(self.bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    fn number_follows(&self, at: usize) -> bool {
        // A long run of blanks is no number's place; looking at a few keeps the walk linear.
        self.is_digit_at(at)
            || self.is_digit_at(at + 1)
            || self.bytes.get(at + 1..at + 3) == Some(b"\xc2\xa0")
    }

    fn capital_follows(&self, at: usize) -> bool {
        let end = (at + 4).min(self.bytes.len());
        let next = self.skip_blanks(at).min(end);
        next > at && self.capital_at(next)
            || self.char_at(at) == Some('\u{a0}')
            || self.bytes.get(at) == Some(&b',')
    }

    /// The end of a web address that begins at `start`.
    fn address(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let begins =
            |prefix: &[u8]| rest.len() > prefix.len() && rest[..prefix.len()].eq_ignore_ascii_case(prefix);
        if !(matches!(rest[0], b'h' | b'H' | b'w' | b'W')
            && (begins(b"http://") || begins(b"https://") || begins(b"www.")))
        {
            return None;
        }
        let length = rest.iter().position(|byte| *byte <= b' ' || b"<>\"".contains(byte) || *byte >= 128);
        let mut end = start + length.unwrap_or(rest.len());
        while end > start && b".,;:!?)]}'".contains(&self.bytes[end - 1]) {
            end -= 1;
        }
        Some(end)
    }

    /// Scans from a character that is neither letter nor digit.
    fn mark(&mut self, at: usize) -> usize {
        let Some(mark) = self.char_at(at) else { return at + 1 };
        let next = at + mark.len_utf8();
        match mark {
            '\'' | '’' if self.touches_token(at) => {
                if let Some(Clitic::Short(length)) = self.clitic(at) {
                    return self.push(at, next + length);
                }
            }
            '$' | '€' | '£' | '¥' | '₹' | '₽' | '₪' | '₺' | '₩' if self.is_digit_at(next) => {
                return self.word(at, next);
            }
            '@' | '#' if self.is_word_at(next) => return self.word(at, next),
            '.' | '-' | '*' | '_' | '=' | '~' | '!' | '?' => {
                let mut end = next;
                while self.bytes.get(end).is_some_and(|byte| same_run(mark, *byte)) {
                    end += 1;
                }
                return self.push(at, end);
            }
            _ => {}
        }
        let mut end = next;
        while self.char_at(end).is_some_and(|c| !c.is_ascii() && (is_combining_mark(c) || c == '\u{200d}')) {
            end += self.width(end);
        }
        self.push(at, end)
    }

    fn touches_token(&self, at: usize) -> bool {
        self.out.last().is_some_and(|token| token.span.end == at)
    }
}

fn same_run(mark: char, byte: u8) -> bool {
    match mark {
        '!' | '?' => byte == b'!' || byte == b'?',
        _ => byte as char == mark,
    }
}

fn after_is_not_stop(byte: Option<&u8>) -> bool {
    byte != Some(&b'.')
}

#[derive(PartialEq, Eq)]
enum Clitic {
    /// `n't`, which takes the letter before the apostrophe.
    Not,
    /// `'s`, `'ll`: so many letters after the apostrophe.
    Short(usize),
}

/// What a full stop is to the word before it.
enum Stop {
    /// Inside the word: `U.S`, `3.5`, `example.com`.
    Join,
    /// Its last character: `Gen.`
    Within,
    /// A token of its own.
    Outside,
}

/// `J`, as in `J. D. Vance`, `Ch` as in `A. Ch. Aitov`; not `I`.
fn is_initial(word: &str) -> bool {
    // Letters of other scripts that take two of ours: `A. Ch. Aitov`, `Yu. Dubin`.
    if matches!(word, "Ch" | "Sh" | "Kh" | "Zh" | "Yu" | "Ya" | "Ts" | "Dzh") {
        return true;
    }
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase() && c != 'I')
}

/// `U.S`, `a.m`, `Ph.D`, `J.D`: letters parted by full stops.
fn is_acronym(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    if word.len() > 24 || !word.contains('.') {
        return false;
    }
    let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let short = |part: &str| {
        part.len() <= 3 && part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphabetic)
    };
    word.split('.').all(single) || word.split('.').all(short)
}

/// Words that are written with a full stop; some only before a number.
fn is_abbreviation(word: &str, number_follows: impl Fn() -> bool) -> bool {
    match word {
        "No" | "Nos" | "no" | "nos" | "Art" | "Arts" | "Fig" | "Figs" | "p" | "pp" | "Vol" | "vol"
        | "para" | "Para" | "paras" | "ch" | "Res" | "Sun" | "Sat" | "Wed" | "Mar" | "Jun" | "Jul" => {
            number_follows()
        }
        _ => is_title_abbreviation(word) || is_calendar_abbreviation(word) || is_firm_abbreviation(word),
    }
}

/// Written before a name, so that a sentence does not end with them.
pub(super) fn is_title_abbreviation(word: &str) -> bool {
    // Headlines in capitals: `MR. GORTON`.
    if matches!(
        word,
        "MR" | "MRS" | "MS" | "DR" | "PROF" | "GEN" | "LT" | "COL" | "HON" | "SEN" | "AMB" | "ST"
    ) {
        return true;
    }
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Messrs"
            | "Mme"
            | "Smt"
            | "Mlle"
            | "Dr"
            | "Drs"
            | "Prof"
            | "Rev"
            | "Fr"
            | "Hon"
            | "Rt"
            | "St"
            | "Ste"
            | "Mt"
            | "Ft"
            | "Gen"
            | "Msgr"
            | "Gens"
            | "Maj"
            | "Lt"
            | "Col"
            | "Cols"
            | "Capt"
            | "Cpt"
            | "Cmdr"
            | "Comdr"
            | "Cdr"
            | "Cmd"
            | "Sgt"
            | "Sgts"
            | "Cpl"
            | "Pvt"
            | "Pfc"
            | "Adm"
            | "Brig"
            | "Ens"
            | "Supt"
            | "Insp"
            | "Det"
            | "Gov"
            | "Govs"
            | "Sen"
            | "Sens"
            | "Rep"
            | "Reps"
            | "Pres"
            | "Amb"
            | "Asst"
            | "Assoc"
            | "Dep"
            | "Sec"
            | "Min"
            | "Atty"
            | "Hr"
            | "Sr"
            | "Sra"
            | "Ing"
            | "Mag"
            | "Eng"
            | "Ayat"
            | "Hj"
            | "Hjh"
            | "Md"
            | "Mohd"
            | "Muhd"
            // Initials of two letters, as names from Cyrillic have them: `Kh. Battulga`.
            | "Kh"
            | "KH"
            | "Ts"
            | "Yu"
            | "YU"
            | "Zh"
            | "ZH"
            | "Dzh"
            | "Univ"
            | "Dept"
            | "vs"
            | "cf"
            | "Cie"
            | "al"
            | "ca"
            | "approx"
            | "viz"
    )
}

fn is_calendar_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Jan"
            | "Feb"
            | "Apr"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
            | "Mon"
            | "Tue"
            | "Tues"
            | "Thu"
            | "Thur"
            | "Thurs"
            | "Fri"
    )
}

/// Written after a name; a sentence may end with them.
fn is_firm_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Inc"
            | "Corp"
            | "Ltd"
            | "Co"
            | "Cos"
            | "Jr"
            | "Bros"
            | "Intl"
            | "Ave"
            | "Blvd"
            | "etc"
            | "est"
            | "Est"
            | "Calif"
            | "Fla"
            | "Ariz"
            | "Colo"
            | "Conn"
            | "Minn"
            | "Tenn"
            | "Okla"
            | "Md"
            | "Va"
            | "Ont"
            | "Que"
    )
}
