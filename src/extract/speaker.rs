//! Who `I` is: the speaker of a quotation, of a turn in a transcript, or of the whole statement.
//!
//! Nothing is said where the text does not name the speaker: `I` is nobody then.

use std::ops::Range;

use crate::extract::reading::Reading;
use crate::extract::{Document, Kind, Mention, PersonId};

/// Whether a word in plain form may be of the first person.
pub(super) fn may_speak(plain: &str) -> bool {
    matches!(plain, "i" | "me" | "my" | "myself" | "we" | "us")
}

/// Adds `I`, `me` and `my` where the speaker is known; the mentions stand in the order of the text.
pub(super) fn add(document: &Document, reading: &Reading, mentions: &mut Vec<Mention>) {
    // "we met the president": the speaker and those with him.
    let we = |at: usize| {
        let verb =
            at + 1 + usize::from(reading.is(at + 1, &["have", "'ve", "’ve", "also", "both", "just", "had"]));
        reading.is(at, &["we"])
            && (reading.is(verb, &WE_MET)
                || reading.is(verb, &["had", "held"]) && !reading.is(verb + 1, &["to", "not", "no", "been"])
                || reading.is(verb, &["spoke", "talked", "discussed", "conferred", "consulted"])
                    && (verb + 1..verb + 12).any(|near| reading.is(near, &["with"])))
            || reading.is(at, &["us"]) && at > 0 && reading.is(at - 1, &["see", "met", "received", "meet"])
    };
    // "we discussed trade", where two speak to the press together.
    let ours = |at: usize| {
        let verb = at + 1 + usize::from(reading.is(at + 1, &["have", "'ve", "’ve", "also", "both", "just"]));
        reading.is(at, &["we"])
            && reading.is(verb, &["discussed", "talked", "exchanged", "reviewed", "conferred"])
    };
    let first =
        |at: usize| match reading.form(at).filter(|form| form.first_person).map_or("", |form| &*form.plain) {
            "i" => document.word(at) == "I",
            "me" | "my" | "myself" => true,
            "we" | "us" => we(at) || ours(at),
            _ => false,
        };
    let sentences = &document.segments.sentences;
    let spoken: Vec<usize> =
        (0..sentences.len()).filter(|sentence| sentences[*sentence].tokens.clone().any(first)).collect();
    if spoken.is_empty() {
        return;
    }
    let scene = Scene { document, reading, mentions, author: None };
    let scene = Scene { author: scene.author(), ..scene };
    let two = scene.two_speakers();
    let mut found = vec![];
    for sentence in spoken {
        let quoted = scene.quoted(sentence);
        for at in sentences[sentence].tokens.clone().filter(|at| first(*at)) {
            let inside = quoted.iter().any(|quote| quote.contains(&at));
            let speaker = match inside {
                true => scene.sayer(sentence),
                false if scene.is_asked(sentence) => None,
                false => scene.turn(sentence).or(scene.author),
            };
            let Some(speaker) = speaker.filter(|_| scene.is_free(at)) else { continue };
            let both = two.filter(|two| reading.is(at, &["we"]) && two.contains(&speaker));
            if both.is_none() && ours(at) && !we(at) {
                continue;
            }
            found.push(Mention {
                tokens: at..at + 1,
                extent: at..at + 1,
                sentence,
                kind: Kind::Pronoun { plural: both.is_some(), possessive: reading.is(at, &["my"]) },
                people: both.map_or_else(|| vec![speaker], |two| two.to_vec()),
                offices: vec![],
            });
        }
    }
    mentions.append(&mut found);
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// How far a turn or a quotation may be from the words that name its speaker, in sentences.
const FAR: usize = 30;
/// A heading or a signature has no more words than this.
const SHORT: usize = 16;

struct Scene<'d> {
    document: &'d Document<'d>,
    reading: &'d Reading<'d>,
    mentions: &'d [Mention],
    author: Option<PersonId>,
}

impl Scene<'_> {
    fn tokens(&self, sentence: usize) -> Range<usize> {
        self.document.segments.sentences.get(sentence).map_or(0..0, |found| found.tokens.clone())
    }

    fn mentions(&self, tokens: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let to = self.mentions.partition_point(|mention| mention.tokens.start < tokens.end);
        &self.mentions[from..to]
    }

    fn is_free(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|mention| mention.tokens.end <= at);
        self.mentions.get(next).is_none_or(|mention| mention.tokens.start > at)
    }

    /// Whose statement the article is: named in its title, in its heading or in its signature.
    fn author(&self) -> Option<PersonId> {
        let sentences = self.document.segments.sentences.len();
        let title = (0..sentences).find(|sentence| self.document.in_title(*sentence));
        let body = (0..sentences).position(|sentence| !self.document.in_title(sentence)).unwrap_or(0);
        title
            .and_then(|sentence| self.stated_by(sentence).or_else(|| self.briefed_by(sentence)))
            .or_else(|| (body..sentences.min(body + 4)).find_map(|sentence| self.heading(sentence)))
            .or_else(|| {
                // "Doorstop interview", and the name in a line of its own.
                let briefed = self.tokens(0).take(SHORT).any(|at| self.reading.is(at, &BRIEFINGS))
                    && (self.document.in_title(0) || !self.ends_with_mark(&self.tokens(0)));
                let mut lines = (body..sentences.min(body + 6)).filter(|_| briefed);
                lines.find_map(|sentence| self.signature(sentence))
            })
            .or_else(|| (body..sentences.min(body + 9)).find_map(|sentence| self.broken_heading(sentence)))
            .or_else(|| {
                (sentences.saturating_sub(3).max(body)..sentences)
                    .rev()
                    .find_map(|sentence| self.signature(sentence))
            })
    }

    /// `Statement by Foreign Minister X on …`, `Remarks of the President, Y`.
    fn stated_by(&self, sentence: usize) -> Option<PersonId> {
        const NEAR: usize = 10;
        let tokens = self.tokens(sentence);
        let statement = tokens.clone().take(SHORT).find(|at| self.reading.is(*at, &STATEMENTS))?;
        let by = (statement + 1..tokens.end.min(statement + NEAR))
            .find(|at| self.reading.is(*at, &["by", "of", "from"]))?;
        let near = self.mentions(&(by + 1..tokens.end));
        let named = near.iter().find(|mention| matches!(mention.kind, Kind::Person))?;
        let start = named.extent.start.min(named.tokens.start);
        let plain = (by + 1..start).all(|at| self.is_plain(at));
        self.speaks(named).filter(|_| plain)
    }

    /// `Transcript: Press briefing of Senator X`, `Interview with Foreign Minister X`: the only person of the title.
    fn briefed_by(&self, sentence: usize) -> Option<PersonId> {
        let tokens = self.tokens(sentence);
        let told = tokens.clone().find(|at| self.reading.is(*at, &BRIEFINGS))?;
        let one = self.lone(&tokens)?;
        let mention = self.mentions(&tokens).iter().find(|mention| mention.people == [one])?;
        let start = mention.extent.start.min(mention.tokens.start);
        let by = (told + 1..start).find(|at| self.reading.is(*at, &["by", "of", "with", "from"]))?;
        let meeting = self.reading.is(by - 1, &["meeting", "talks", "session"]);
        (!meeting && (by + 1..start).all(|at| self.is_plain(at))).then_some(one)
    }

    /// `Doorstop interview with Minister X and Minister Y`, `Joint press conference by X and Y`: the two of the title.
    fn two_speakers(&self) -> Option<[PersonId; 2]> {
        const HEADINGS: usize = 3;
        let lines = 0..self.document.segments.sentences.len().min(HEADINGS);
        lines
            .filter(|line| !self.ends_with_mark(&self.tokens(*line)))
            .find_map(|line| self.two_of_heading(line))
    }

    fn two_of_heading(&self, line: usize) -> Option<[PersonId; 2]> {
        let tokens = self.tokens(line);
        let joint = [&STATEMENTS[..], &BRIEFINGS[..]].concat();
        let told = tokens.clone().take(SHORT).find(|at| self.reading.is(*at, &joint))?;
        let named: Vec<&Mention> = self
            .mentions(&tokens)
            .iter()
            .filter(|mention| matches!(mention.kind, Kind::Person) && mention.people.len() == 1)
            .collect();
        let [one, other] = named.as_slice() else { return None };
        let start = one.extent.start.min(one.tokens.start);
        let by =
            (told + 1..start).rfind(|at| self.reading.is(*at, &["by", "of", "with", "from", "between"]))?;
        let end = one.extent.end.max(one.tokens.end);
        let next = other.extent.start.min(other.tokens.start);
        let joined = (end..next).any(|at| self.reading.is(at, &["and", "&"]));
        let plain = (by + 1..start).chain(end..next).all(|at| self.is_plain(at));
        let apart = one.people[0] != other.people[0];
        (joined && plain && apart).then(|| [one.people[0], other.people[0]])
    }

    /// What may stand between a preposition and a name: offices and bodies.
    fn is_plain(&self, at: usize) -> bool {
        self.reading.is_capital(at) || self.reading.is(at, &["the", "of", "for", "and", "/", ",", "-", "&"])
    }

    /// `Opening statement by`, with the name in the next line; `X, Secretary-General` over what X says.
    fn broken_heading(&self, sentence: usize) -> Option<PersonId> {
        let tokens = self.tokens(sentence);
        if tokens.len() > SHORT || tokens.is_empty() || self.ends_with_mark(&tokens) {
            return None;
        }
        let said = tokens.clone().any(|at| self.reading.is(at, &STATEMENTS));
        if said && self.reading.is(tokens.end - 1, &["by", "of", "from"]) {
            return self.lone(&self.tokens(sentence + 1));
        }
        // "SG: My meeting with …"
        let next = self.tokens(sentence + 1);
        let labelled = next.len() > 2 && self.reading.is(next.start + 1, &[":"]);
        let first = next.clone().any(|at| self.document.word(at) == "I" || self.reading.is(at, &["my"]));
        self.signature(sentence).filter(|_| labelled && first)
    }

    /// `MEDIA RELEASE MINISTER FOR FOREIGN AFFAIRS X`, `Speech by X`.
    fn heading(&self, sentence: usize) -> Option<PersonId> {
        let tokens = self.tokens(sentence);
        if tokens.len() > SHORT || self.ends_with_mark(&tokens) {
            return None;
        }
        if let Some(author) = self.stated_by(sentence).or_else(|| self.briefed_by(sentence)) {
            return Some(author);
        }
        let words = [&STATEMENTS[..], &["release", "transcript", "media", "press"]].concat();
        let released = tokens.clone().any(|at| self.reading.is(at, &words));
        self.lone(&tokens).filter(|_| released || self.takes_the_floor(sentence))
    }

    /// A last line that is a name, with the office or without.
    fn signature(&self, sentence: usize) -> Option<PersonId> {
        let tokens = self.tokens(sentence);
        let short = tokens.len() <= SHORT && !self.ends_with_mark(&tokens);
        let named = self.lone(&tokens).filter(|_| short)?;
        let mention = self.mentions(&tokens).iter().find(|mention| mention.people == [named])?;
        (mention.extent.len() + 2 >= tokens.len()).then_some(named)
    }

    /// `The Foreign Secretary (X)`: a line of a name and an office over what somebody says in the first person.
    fn takes_the_floor(&self, sentence: usize) -> bool {
        let spoken = (sentence + 1..sentence + 4)
            .any(|near| self.tokens(near).any(|at| self.document.word(at) == "I"));
        let tokens = self.tokens(sentence);
        let named = self.mentions(&tokens).iter().find(|mention| matches!(mention.kind, Kind::Person));
        let office = named.is_some_and(|mention| {
            mention.people.iter().any(|person| !self.document.person(*person).offices.is_empty())
        });
        let bracketed = self.reading.is(tokens.end.wrapping_sub(1), &[")"]);
        spoken && office && bracketed
    }

    /// The only person named in some tokens.
    fn lone(&self, tokens: &Range<usize>) -> Option<PersonId> {
        let mut named = self.mentions(tokens).iter().filter(|mention| matches!(mention.kind, Kind::Person));
        let one = named.next()?;
        if named.next().is_some() { None } else { self.speaks(one) }
    }

    /// One who speaks for himself.
    fn speaks(&self, mention: &Mention) -> Option<PersonId> {
        let [one] = mention.people.as_slice() else { return None };
        (!self.document.is_spokesperson(*one)).then_some(*one)
    }

    fn ends_with_mark(&self, tokens: &Range<usize>) -> bool {
        tokens.end.checked_sub(1).is_some_and(|last| self.reading.is(last, &[".", "!", "?", "\"", "”"]))
    }

    /// Whether a sentence stands in a journalist's question: behind the last `Q:`.
    fn is_asked(&self, sentence: usize) -> bool {
        let asks = ["q", "question", "journalist", "reporter", "interviewer"];
        let opening = (sentence.saturating_sub(FAR)..=sentence).rev().find(|near| {
            let tokens = self.tokens(*near);
            self.opens_paragraph(*near) && tokens.clone().take(3).any(|at| self.reading.is(at, &[":"]))
        });
        opening.is_some_and(|near| self.reading.is(self.tokens(near).start, &asks))
    }

    /// Whose turn it is in a transcript: the name before the colon that opens this paragraph, or one before it.
    fn turn(&self, sentence: usize) -> Option<PersonId> {
        const OPENS: usize = 20;
        for near in (sentence.saturating_sub(FAR)..=sentence).rev() {
            let tokens = self.tokens(near);
            if near < sentence
                && let Some(speaker) = self.named_over(near)
            {
                return Some(speaker);
            }
            let colon = tokens.clone().take(OPENS).find(|at| self.reading.is(*at, &[":"]));
            let Some(colon) = colon.filter(|_| self.opens_paragraph(near)) else { continue };
            let label = tokens.start..colon;
            let asks = self.reading.is(
                tokens.start,
                &["q", "q.", "question", "journalist", "reporter", "interviewer", "media", "press"],
            );
            if label.len() <= 2 && asks {
                return None;
            }
            // "Maria Lindt, Swedish Minister for Trade: Thank you": the state is no name.
            let all = self.mentions(&label);
            let named = all.iter().rfind(|mention| matches!(mention.kind, Kind::Person)).or(all.last());
            if named.is_none() && self.reading.is(colon - 1, &["this", "to", "at", "on", "note", "see"]) {
                // "Link to this: …"
                continue;
            }
            let Some(named) = named else {
                // "SG: …" in a transcript of what one person said.
                let acronym =
                    label.len() <= 2 && self.document.word(tokens.start).chars().all(char::is_uppercase);
                return self.author.filter(|_| acronym);
            };
            if matches!(named.kind, Kind::Role { .. }) && self.author.is_some() {
                // "PM: …" in an interview with the Prime Minister, whoever else is one.
                return self.author;
            }
            let ends = named.tokens.end.max(named.extent.end) == colon;
            return self.speaks(named).filter(|_| ends && !self.reading.is(tokens.start, &["\"", "“"]));
        }
        None
    }

    /// `X (Cork North, Labour)`: a line that says who speaks below it.
    fn named_over(&self, sentence: usize) -> Option<PersonId> {
        let tokens = self.tokens(sentence);
        let alone =
            tokens.len() <= SHORT && self.opens_paragraph(sentence) && self.opens_paragraph(sentence + 1);
        if !alone || !self.reading.is(tokens.end.wrapping_sub(1), &[")"]) {
            return None;
        }
        let named = self.mentions(&tokens).iter().find(|mention| matches!(mention.kind, Kind::Person))?;
        let opens = named.extent.start.min(named.tokens.start) == tokens.start;
        let bracketed = self.reading.is(named.tokens.end.max(named.extent.end), &["("])
            || self.reading.is(named.tokens.end, &["("]);
        self.speaks(named).filter(|_| opens && bracketed)
    }

    fn opens_paragraph(&self, sentence: usize) -> bool {
        let sentences = &self.document.segments.sentences;
        let paragraph = |at: usize| sentences.get(at).map(|sentence| sentence.paragraph);
        sentence == 0 || paragraph(sentence) != paragraph(sentence - 1)
    }

    /// The tokens of a sentence that stand in quotation marks; a quotation may go on over several sentences.
    fn quoted(&self, sentence: usize) -> Vec<Range<usize>> {
        let mut quotes = vec![];
        let mut open = None;
        let paragraph = (sentence.saturating_sub(FAR)..sentence)
            .rev()
            .take_while(|near| !self.opens_paragraph(near + 1))
            .last()
            .unwrap_or(sentence);
        let end = self.tokens(sentence).end;
        for at in self.tokens(paragraph).start..end {
            match self.document.word(at) {
                "“" | "«" | "``" => open = Some(at),
                "”" | "»" | "''" => quotes.extend(open.take().map(|from| from..at)),
                "\"" => match open.take() {
                    Some(from) => quotes.push(from..at),
                    None => open = Some(at),
                },
                _ => {}
            }
        }
        quotes.extend(open.map(|from| from..end));
        quotes
    }

    /// Who says what is quoted in a sentence: said in it, or in one before it in the paragraph.
    fn sayer(&self, sentence: usize) -> Option<PersonId> {
        for near in (sentence.saturating_sub(FAR)..=sentence).rev() {
            let said = self.said_in(near);
            if said.is_some() || self.opens_paragraph(near) {
                return said;
            }
        }
        None
    }

    /// The one person of whom a sentence says, outside quotation marks, that he said something.
    fn said_in(&self, sentence: usize) -> Option<PersonId> {
        let tokens = self.tokens(sentence);
        let quotes = self.quoted(sentence);
        let mut sayers = self.mentions(&tokens).iter().filter(|mention| {
            let (start, end) =
                (mention.extent.start.min(mention.tokens.start), mention.extent.end.max(mention.tokens.end));
            let outside = !quotes.iter().any(|quote| quote.contains(&mention.tokens.start));
            let behind = self.reading.is(end, &["also", "has", ","]);
            let says = self.reading.is(end, &SAYS) || behind && self.reading.is(end + 1, &SAYS);
            let said = start > tokens.start && self.reading.is(start - 1, &SAYS);
            outside && mention.people.len() == 1 && (says || said)
        });
        let one = sayers.next()?.people.first().copied()?;
        sayers.all(|other| other.people == [one]).then_some(one)
    }
}

const WE_MET: [&str; 6] = ["met", "sat", "dined", "saw", "visited", "received"];

/// What one person says to several: of it whoever is named is the speaker where nobody else is.
const BRIEFINGS: [&str; 8] = [
    "briefing",
    "conference",
    "interview",
    "doorstop",
    "encounter",
    "availability",
    "transcript",
    "stakeout",
];

const STATEMENTS: [&str; 12] = [
    "statement",
    "remarks",
    "speech",
    "address",
    "declaration",
    "message",
    "intervention",
    "opening",
    "comments",
    "letter",
    "toast",
    "testimony",
];

const SAYS: [&str; 16] = [
    "said",
    "says",
    "told",
    "wrote",
    "added",
    "recalled",
    "stated",
    "declared",
    "noted",
    "tweeted",
    "posted",
    "explained",
    "stressed",
    "announced",
    "replied",
    "insisted",
];
