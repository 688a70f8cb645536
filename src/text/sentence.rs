//! Tokens → sentences and paragraphs.
//!
//! A sentence ends with its paragraph, or at a closing mark after which a new sentence can begin. A
//! heading, a caption or a line such as `Read more: …` is a paragraph and so a sentence of its own.

use std::ops::Range;

use super::segments::{Sentence, Token};
use super::token::is_title_abbreviation;

/// How many tokens a parenthesis may hold and still keep a sentence together.
const PARENTHESIS: usize = 60;

/// Lines longer than this were not broken by a typist or a mailer.
const WRAP: usize = 120;

/// Groups the tokens of a text into sentences, in order.
pub(super) fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let splitter = Splitter { text, bytes: text.as_bytes(), tokens, width: wrap_width(text) };
    splitter.run()
}

struct Splitter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: &'a [Token],
    /// The width the text's lines were broken at, where they were.
    width: Option<usize>,
}

impl<'a> Splitter<'a> {
    fn run(&self) -> Vec<Sentence> {
        let mut out = Vec::with_capacity(self.tokens.len() / 20 + 1);
        let mut paragraph = 0;
        let mut first = 0;
        let mut line = self.tokens.first().map_or(0, |token| token.span.start);
        // No sentence ends before this token: it closes a parenthesis that began inside.
        let mut shield = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            if self.goes_on(at) {
                // As most tokens.
                at += 1;
                continue;
            }
            if at > first && self.opens(at) {
                shield = self.closing(at).unwrap_or(shield).max(shield);
            }
            let end = if at >= shield { self.ends(at) } else { None };
            let last = end.unwrap_or(at);
            let mut broken = None;
            for here in at..=last {
                if let Some(breaks) = self.line_break(here, line) {
                    line = self.tokens.get(here + 1).map_or(line, |next| next.span.start);
                    if breaks {
                        broken = Some(here);
                        break;
                    }
                }
            }
            let last = broken.unwrap_or(last);
            if broken.is_some() || end.is_some() || last + 1 == self.tokens.len() {
                out.push(self.sentence(first..last + 1, paragraph));
                first = last + 1;
                shield = 0;
            }
            paragraph += usize::from(broken.is_some());
            at = last + 1;
        }
        out
    }

    fn sentence(&self, tokens: Range<usize>, paragraph: usize) -> Sentence {
        let span = self.tokens[tokens.start].span.to(self.tokens[tokens.end - 1].span);
        Sentence { span, tokens, paragraph }
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The first character of a token; a space where there is none.
    fn head(&self, at: usize) -> char {
        self.word(at).chars().next().unwrap_or(' ')
    }

    /// Whether a token is no mark that ends or opens anything, and the next stands behind it on the same line.
    fn goes_on(&self, at: usize) -> bool {
        let span = self.tokens[at].span;
        let Some(next) = self.tokens.get(at + 1) else { return false };
        let last = self.bytes[span.end - 1];
        last < 128
            && !matches!(last, b'.' | b'!' | b'?')
            && !self.opens(at)
            && next.span.start - span.end < 2
            && self.bytes[span.end] >= b' '
    }

    fn opens(&self, at: usize) -> bool {
        matches!(self.bytes[self.tokens[at].span.start], b'(' | b'[')
    }

    fn touches_next(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| next.span.start == self.tokens[at].span.end)
    }

    /// The token that closes the parenthesis opened at `at`, if it is near.
    fn closing(&self, at: usize) -> Option<usize> {
        let mut depth = 0usize;
        for here in at..self.tokens.len().min(at + PARENTHESIS) {
            match self.bytes[self.tokens[here].span.start] {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(here);
            }
        }
        None
    }

    /// Whether the gap after token `at` is a line break (`None`: it is not) and whether it parts
    /// paragraphs. `line` is where the line of token `at` began.
    fn line_break(&self, at: usize, line: usize) -> Option<bool> {
        let end = self.tokens[at].span.end;
        let next = self.tokens.get(at + 1)?.span;
        if next.start - end < 2 && self.bytes.get(end).is_none_or(|byte| *byte >= b' ') {
            return None;
        }
        let gap = self.text.get(end..next.start)?;
        let breaks = line_breaks(gap);
        if breaks != 1 {
            return (breaks > 1).then_some(true);
        }
        let start = self.head(at + 1);
        if matches!(start, '•' | '*' | '-' | '–' | '—' | '#' | '>' | '·' | '▪' | '●') {
            return Some(true);
        }
        let goes_on = start.is_lowercase() && !self.is_stop(at) && !begins_with_particle(self.word(at + 1));
        let filled = self.width.is_some_and(|width| end - line + 1 + next.len() > width);
        Some(!goes_on && !filled)
    }

    fn is_stop(&self, at: usize) -> bool {
        matches!(self.head(at), '.' | '!' | '?' | '…' | ':' | '。')
    }

    /// The last token of the sentence, closing quotes included, if it ends at token `at`.
    fn ends(&self, at: usize) -> Option<usize> {
        let span = self.tokens[at].span;
        let last = self.bytes[span.end - 1];
        match last {
            b'.' if !matches!(self.bytes[span.start], b'.') => self.abbreviation_ends(at).then_some(at),
            b'.' | b'!' | b'?' => self.mark_ends(at),
            _ if last < 128 => None,
            _ => match self.word(at) {
                "…" => self.mark_ends(at),
                "。" | "！" | "？" | "؟" | "۔" | "।" => Some(self.absorb(at)),
                _ => None,
            },
        }
    }

    /// Takes the closing quotes, brackets and footnote marks that touch token `at`.
    fn absorb(&self, mut at: usize) -> usize {
        loop {
            if !self.touches_next(at) {
                // Quotes after a space are closing where the mark itself is: `. ”`
                let far = matches!(self.word(at + 1), "”" | "»") && self.same_line(at);
                if !far {
                    return at;
                }
            }
            match self.word(at + 1) {
                "\"" | "'" | "”" | "’" | "»" | ")" | "]" | "''" => at += 1,
                "[" if self.is_footnote(at + 1) => at += 3,
                _ => return at,
            }
        }
    }

    fn same_line(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1).map_or(0, |token| token.span.start);
        self.text.get(self.tokens[at].span.end..next).is_some_and(|gap| line_breaks(gap) == 0)
    }

    /// `[12]`, as encyclopedias set after a full stop.
    fn is_footnote(&self, at: usize) -> bool {
        let number = self.word(at + 1);
        number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit()) && self.word(at + 2) == "]"
    }

    fn mark_ends(&self, at: usize) -> Option<usize> {
        let last = self.absorb(at);
        if last + 1 >= self.tokens.len() {
            return Some(last);
        }
        let stop = self.bytes[self.tokens[at].span.start] == b'.';
        if self.touches_next(last) && !(stop && self.head(last + 1).is_uppercase()) {
            return None;
        }
        let quoted = last > at;
        if !stop && quoted && self.is_said_by(last + 1) {
            return None;
        }
        self.can_begin(last + 1).then_some(last)
    }

    /// Whether a sentence can begin with token `at`.
    fn can_begin(&self, at: usize) -> bool {
        let head = self.head(at);
        if head.is_lowercase() {
            return begins_with_particle(self.word(at));
        }
        match head {
            ',' | ';' | ')' | ']' | '%' | ':' => false,
            '"' | '“' | '«' | '‘' | '\'' | '(' | '[' => !self.head(at + 1).is_lowercase(),
            _ => true,
        }
    }

    /// `"Stop!" Hakan Fidan said`: up to three capitalised words, then a verb of saying.
    fn is_said_by(&self, at: usize) -> bool {
        let names = (at..at + 4).take_while(|here| self.head(*here).is_uppercase()).count();
        names > 0 && is_saying(self.word(at + names))
    }

    /// Whether the sentence ends with an abbreviation that keeps its full stop.
    fn abbreviation_ends(&self, at: usize) -> bool {
        if at + 1 >= self.tokens.len() {
            return true;
        }
        let quoted = matches!(self.head(at + 1), '"' | '“' | '«');
        let next = self.word(at + 1 + usize::from(quoted));
        if !next.starts_with(char::is_uppercase) {
            return false;
        }
        let Some(word) = self.word(at).strip_suffix('.') else { return false };
        if is_title_abbreviation(word.rsplit(['-', '.']).next().unwrap_or(word)) {
            return false;
        }
        match word {
            "etc" => true,
            "a.m" | "p.m" | "A.M" | "P.M" => !is_time_word(next),
            _ => is_starter(next),
        }
    }
}

/// How many line breaks white space holds; 2 stands for "more than one".
fn line_breaks(gap: &str) -> usize {
    let feeds = gap.bytes().filter(|byte| *byte == b'\n').count();
    if feeds > 0 {
        return feeds;
    }
    gap.chars()
        .map(|c| {
            if c == '\u{2029}' {
                2
            } else {
                usize::from(matches!(c, '\r' | '\u{2028}' | '\u{b}' | '\u{c}' | '\u{85}'))
            }
        })
        .sum()
}

/// The width at which the lines of a text were broken by hand or by a mailer; `None` where each
/// line is a paragraph. Such texts break lines before small letters and have hardly a long line.
fn wrap_width(text: &str) -> Option<usize> {
    let (mut lines, mut long, mut broken, mut width) = (0usize, 0usize, 0usize, 0usize);
    let mut open = false;
    for line in text.split('\n') {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        lines += 1;
        broken += usize::from(open && line.starts_with(char::is_lowercase));
        if line.len() > WRAP {
            long += 1;
        } else {
            width = width.max(line.len());
        }
        open = line.len() >= 50 && !line.ends_with(['.', '!', '?', ':']);
    }
    (broken > 0 && long * 10 <= lines && broken * 10 >= lines).then_some(width)
}

/// `al-Araji said …`: a name that keeps its small letter at the start of a sentence.
fn begins_with_particle(word: &str) -> bool {
    let Some((particle, name)) = word.split_once('-') else { return false };
    matches!(particle, "al" | "el" | "as" | "ash" | "ad" | "adh" | "an" | "ar" | "at" | "az" | "ul" | "ben")
        && name.starts_with(char::is_uppercase)
}

fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "asked"
            | "asks"
            | "told"
            | "added"
            | "adds"
            | "wrote"
            | "replied"
            | "shouted"
            | "exclaimed"
            | "declared"
            | "tweeted"
            | "posted"
            | "wondered"
    )
}

fn is_time_word(word: &str) -> bool {
    let zone = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    zone && !matches!(word, "A" | "I")
        || [
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
            "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        .iter()
        .any(|it| word.starts_with(it))
        || matches!(
            word,
            "Eastern" | "Central" | "Pacific" | "Greenwich" | "Moscow" | "Tehran" | "Beijing" | "Local"
        )
}

/// Words that begin a sentence rather than go on with a name.
fn is_starter(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "You"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "Our"
            | "My"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "Here"
            | "In"
            | "On"
            | "At"
            | "For"
            | "From"
            | "By"
            | "With"
            | "Without"
            | "As"
            | "After"
            | "Before"
            | "During"
            | "Since"
            | "Until"
            | "While"
            | "When"
            | "Where"
            | "Whether"
            | "If"
            | "Unless"
            | "Because"
            | "But"
            | "And"
            | "So"
            | "Yet"
            | "Or"
            | "Nor"
            | "Both"
            | "Each"
            | "Some"
            | "Many"
            | "Most"
            | "All"
            | "Several"
            | "Another"
            | "Other"
            | "Meanwhile"
            | "However"
            | "Moreover"
            | "Earlier"
            | "Later"
            | "Separately"
            | "According"
            | "Last"
            | "Next"
            | "Then"
            | "Now"
            | "Today"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "Also"
            | "Not"
            | "Such"
            | "Under"
            | "Over"
            | "Among"
            | "Between"
            | "Although"
            | "Though"
            | "Despite"
            | "Following"
            | "Speaking"
            | "Asked"
            | "To"
            | "Of"
            | "Once"
            | "Only"
            | "Even"
            | "Still"
            | "Instead"
            | "Nevertheless"
    )
}
