//! What may come next where the cursor stands.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::thread;

use crate::cli::catalogue;
use crate::cli::repl::commands;
use crate::cli::repl::highlight::KEYWORDS;
use crate::query::functions;
use crate::session::Session;
use crate::verbs::{self, FORMS, GatheredNames, NameIndex};

/// At most so many names are offered.
const MOST: usize = 40;

/// What the store offers for completion, as it was when last looked at.
#[derive(Debug)]
pub struct Vocabulary {
    pub labels: Vec<String>,
    pub types: Vec<String>,
    pub keys: Vec<String>,
    pub params: Vec<String>,
    pub names: Names,
}

/// The names of the store, sorted on a thread of their own while the user types.
pub type Names = LazyLock<NameIndex, Box<dyn FnOnce() -> NameIndex + Send>>;

fn sorted_aside(gathered: GatheredNames) -> Names {
    let worker = thread::spawn(|| gathered.index());
    LazyLock::new(Box::new(|| worker.join().unwrap_or_default()))
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub text: String,
    /// Kind and office of a name, what a command does.
    pub beside: String,
}

impl Offer {
    fn plain(text: impl Into<String>) -> Self {
        Offer { text: text.into(), beside: String::new() }
    }
}

impl Vocabulary {
    pub fn of(session: &Session, params: impl Iterator<Item = String>) -> Self {
        let graph = session.graph();
        let list = |names: &[std::sync::Arc<str>]| {
            let mut names: Vec<String> = names.iter().map(ToString::to_string).collect();
            names.sort();
            names
        };
        Vocabulary {
            labels: list(graph.label_names()),
            types: list(graph.type_names()),
            keys: list(graph.key_names()),
            params: params.collect(),
            names: sorted_aside(GatheredNames::of(graph)),
        }
    }

    /// The byte from which the text before the cursor is replaced, and by what.
    pub fn offers(&self, before: &str) -> (usize, Vec<Offer>) {
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = &before[line_start..];
        if line_start == 0 && line.starts_with(':') {
            return self.command(line);
        }
        if line_start == 0 && (verbs::is_question(line) || opens_question(line)) {
            return self.question(line);
        }
        self.cypher(before)
    }

    fn command(&self, line: &str) -> (usize, Vec<Offer>) {
        let Some((name, argument)) = line[1..].split_once(' ') else {
            let found = commands::COMMANDS.iter().filter(|command| command.name.starts_with(&line[1..]));
            return (
                1,
                found
                    .map(|command| Offer { text: command.name.to_owned(), beside: command.about.to_owned() })
                    .collect(),
            );
        };
        let start = line.len() - argument.len();
        let among = |words: &mut dyn Iterator<Item = &'static str>| {
            (start, words.filter(|word| word.starts_with(argument)).map(Offer::plain).collect())
        };
        match name {
            "show" | "names" | "why" => (start, self.names(argument, "")),
            "run" => among(&mut catalogue::names()),
            "export" => among(&mut commands::export_formats()),
            "set" => among(&mut commands::SETTINGS.iter().map(|(name, _)| *name)),
            "help" => among(&mut commands::COMMANDS.iter().map(|command| command.name)),
            "explain" | "profile" => {
                let (at, offers) = self.cypher(argument);
                (start + at, offers)
            }
            _ => (start, Vec::new()),
        }
    }

    /// Names, quoted where they are several words, up to the words that may follow.
    fn question(&self, line: &str) -> (usize, Vec<Offer>) {
        let words: Vec<&str> = line.split(' ').collect();
        let typed = words.len() - 1;
        let last = words[typed].to_lowercase();
        let mut offers: Vec<Offer> = Vec::new();
        for form in FORMS {
            let same =
                words[..typed].iter().zip(form.opening).all(|(word, own)| word.eq_ignore_ascii_case(own));
            if same && typed < form.opening.len() && form.opening[typed].starts_with(&last) {
                offers.push(Offer { text: format!("{} ", form.opening[typed]), beside: String::new() });
            }
        }
        offers.dedup();
        let word_start = line.len() - words[typed].len();
        let form = FORMS.iter().find(|form| {
            typed >= form.opening.len()
                && words.iter().zip(form.opening).all(|(word, own)| word.eq_ignore_ascii_case(own))
        });
        let Some(form) = form else { return (word_start, offers) };
        let keyword = |word: &str| {
            form.middle.is_some_and(|middle| middle.eq_ignore_ascii_case(word))
                || form.clauses.iter().any(|clause| clause.word().eq_ignore_ascii_case(word))
        };
        let name_from = (form.opening.len()..typed)
            .rev()
            .find(|at| keyword(words[*at]))
            .map_or(form.opening.len(), |at| at + 1);
        let name_start: usize = words[..name_from].iter().map(|word| word.len() + 1).sum();
        let phrase = &line[name_start..];
        let quote = if phrase.starts_with('"') { "\"" } else { "" };
        let names = self.names(phrase.trim_start_matches('"'), "");
        if !names.is_empty() {
            let quoted = names.into_iter().map(|offer| {
                let text = if offer.text.contains(' ') || !quote.is_empty() {
                    format!("\"{}\"", offer.text)
                } else {
                    offer.text
                };
                Offer { text, ..offer }
            });
            return (name_start, quoted.collect());
        }
        let next = form.middle.into_iter().chain(form.clauses.iter().map(|clause| clause.word()));
        offers
            .extend(next.filter(|word| word.starts_with(&last)).map(|word| Offer::plain(format!("{word} "))));
        (word_start, offers)
    }

    fn cypher(&self, before: &str) -> (usize, Vec<Offer>) {
        if let Some((start, quote)) = open_quote(before) {
            let names = self.names(&before[start + 1..], &quote.to_string());
            return (start + 1, names);
        }
        let word_start = before
            .char_indices()
            .rev()
            .take_while(|(_, letter)| letter.is_alphanumeric() || *letter == '_')
            .last()
            .map_or(before.len(), |(at, _)| at);
        let word = &before[word_start..];
        let offers = |list: &[String]| -> Vec<Offer> {
            let folded = word.to_lowercase();
            list.iter().filter(|own| own.to_lowercase().starts_with(&folded)).map(Offer::plain).collect()
        };
        let head = before[..word_start].trim_end();
        let found = match head.chars().next_back() {
            Some(':' | '|' | '&') if in_bracket(head) == Some('[') => offers(&self.types),
            Some(':' | '|' | '&') => offers(&self.labels),
            Some('.') if !head.ends_with("..") => offers(&self.keys),
            Some('$') => offers(&self.params),
            Some('{' | ',') if in_bracket(head) == Some('{') => offers(&self.keys),
            _ if word.is_empty() => Vec::new(),
            _ => self.words(word, before),
        };
        (word_start, found)
    }

    /// Keywords, functions and the variables of the statement.
    fn words(&self, word: &str, before: &str) -> Vec<Offer> {
        let folded = word.to_lowercase();
        let upper = word.chars().all(|letter| !letter.is_lowercase());
        let mut offers: Vec<Offer> = KEYWORDS
            .iter()
            .filter(|keyword| keyword.to_lowercase().starts_with(&folded))
            .map(|keyword| Offer::plain(if upper { (*keyword).to_owned() } else { keyword.to_lowercase() }))
            .collect();
        let functions = functions::all().filter(|function| function.name.to_lowercase().starts_with(&folded));
        offers.extend(
            functions.map(|function| Offer {
                text: format!("{}(", function.name),
                beside: function.doc.to_owned(),
            }),
        );
        let variables = variables(before).into_iter().filter(|name| name.starts_with(word) && name != word);
        offers.extend(variables.map(|name| Offer { text: name, beside: "variable".to_owned() }));
        offers
    }

    fn names(&self, text: &str, close: &str) -> Vec<Offer> {
        let found = self.names.complete(text, MOST);
        found
            .into_iter()
            .map(|named| Offer {
                text: format!("{}{close}", escape(&named.name, close)),
                beside: named.beside.clone(),
            })
            .collect()
    }
}

fn escape(name: &str, quote: &str) -> String {
    if quote.is_empty() {
        name.to_owned()
    } else {
        name.replace('\\', "\\\\").replace(quote, &format!("\\{quote}"))
    }
}

/// Whether a line may become a question.
fn opens_question(line: &str) -> bool {
    let word = line.trim_start().to_lowercase();
    word.len() > 1 && !word.contains(' ') && FORMS.iter().any(|form| form.opening[0].starts_with(&word))
}

/// The quotation mark that is still open, and where it stands.
fn open_quote(before: &str) -> Option<(usize, char)> {
    let mut open = None;
    let mut letters = before.char_indices();
    while let Some((at, letter)) = letters.next() {
        match (open, letter) {
            (Some(_), '\\') => {
                letters.next();
            }
            (Some((_, quote)), _) if letter == quote => open = None,
            (None, '\'' | '"') => open = Some((at, letter)),
            _ => {}
        }
    }
    open
}

/// The innermost bracket that is open at the end.
fn in_bracket(before: &str) -> Option<char> {
    let mut open = Vec::new();
    for letter in before.chars() {
        match letter {
            '(' | '[' | '{' => open.push(letter),
            ')' | ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.last().copied()
}

/// Names that stand right behind an opening bracket or `AS`, so likely variables.
fn variables(before: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut after = String::new();
    for part in before.split_inclusive(|letter: char| !letter.is_alphanumeric() && letter != '_') {
        let word = part.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let is_name = word.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
        if is_name
            && (after.ends_with('(')
                || after.ends_with('[')
                || after.trim_end().to_uppercase().ends_with("AS"))
        {
            found.insert(word.to_owned());
        }
        after.push_str(part);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(before: &str) -> Vec<String> {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let vocabulary = Vocabulary {
            labels: texts(&["Meeting", "Person", "Place"]),
            types: texts(&["ABOUT", "ATTENDED"]),
            keys: texts(&["aliases", "date", "name"]),
            params: texts(&["since"]),
            names: sorted_aside(GatheredNames::default()),
        };
        let (start, offers) = vocabulary.offers(before);
        offers.into_iter().map(|offer| format!("{}{}", &before[..start], offer.text)).collect()
    }

    #[test]
    fn what_is_offered_depends_on_the_place() {
        assert_eq!(offered("MATCH (p:P"), ["MATCH (p:Person", "MATCH (p:Place"]);
        assert_eq!(offered("MATCH (p)-[:at"), ["MATCH (p)-[:ATTENDED"]);
        assert_eq!(offered("MATCH (p)-[:ABOUT|A").len(), 2);
        assert_eq!(offered("MATCH (p) RETURN p.na"), ["MATCH (p) RETURN p.name"]);
        assert_eq!(offered("MATCH (p {na"), ["MATCH (p {name"]);
        assert_eq!(offered("RETURN $si"), ["RETURN $since"]);
        assert_eq!(offered("MAT"), ["MATCH"]);
        assert_eq!(offered("mat"), ["match"]);
        assert!(offered("MATCH (person) RETURN per").contains(&"MATCH (person) RETURN person".to_owned()));
    }

    #[test]
    fn commands_and_questions_are_offered() {
        assert_eq!(offered(":sh"), [":show"]);
        assert_eq!(offered("who h"), ["who held "]);
        assert_eq!(offered("path from X t"), ["path from X to "]);
        assert!(offered(":run who-m").contains(&":run who-met-about".to_owned()));
    }

    #[test]
    fn an_open_quote_is_seen() {
        assert_eq!(open_quote("RETURN 'a\\'b"), Some((7, '\'')));
        assert_eq!(open_quote("RETURN 'a' = \"x"), Some((13, '"')));
        assert_eq!(open_quote("RETURN 'a'"), None);
    }
}
