//! The grey rest of a question's grammar, shrinking as words are typed.

use crate::cli::repl::commands;
use crate::verbs::{FORMS, Form};

/// What may still be typed after a line; none where nothing is known of it.
pub fn rest(line: &str) -> Option<String> {
    if let Some(command) = line.strip_prefix(':') {
        return commands::usage_rest(command).map(|rest| spaced(line, &rest));
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let typed = if line.ends_with(char::is_whitespace) {
        &words[..]
    } else {
        words.split_last().map_or(&[][..], |(_, before)| before)
    };
    let partial = if line.ends_with(char::is_whitespace) { "" } else { words.last().copied().unwrap_or("") };
    if words.is_empty() {
        return None;
    }
    let form = FORMS.iter().find(|form| opens(form, typed, partial))?;
    let opening = form.opening.len();
    if typed.len() < opening {
        let word = form.opening[typed.len()];
        let ending = word.get(partial.len()..)?;
        let others = form.usage.split_whitespace().skip(typed.len() + 1).collect::<Vec<_>>().join(" ");
        return Some(format!("{ending} {others}"));
    }
    let rest = Rest::of(form).after(&typed[opening..], partial)?;
    (!rest.is_empty()).then(|| spaced(line, &rest))
}

fn spaced(line: &str, rest: &str) -> String {
    if line.ends_with(char::is_whitespace) { rest.to_owned() } else { format!(" {rest}") }
}

/// Whether the words may be the opening of a form.
fn opens(form: &Form, typed: &[&str], partial: &str) -> bool {
    let same = typed.iter().zip(form.opening).all(|(word, opening)| word.eq_ignore_ascii_case(opening));
    let next = form.opening.get(typed.len());
    same && next.is_none_or(|opening| opening.starts_with(&partial.to_lowercase()))
}

/// What a form wants after its opening.
struct Rest {
    /// Placeholders in capitals, and the words between them.
    required: Vec<&'static str>,
    /// Word and placeholder of each clause.
    clauses: Vec<(&'static str, &'static str)>,
}

impl Rest {
    fn of(form: &Form) -> Self {
        let (head, tail) = form
            .usage
            .split_once('[')
            .map_or((form.usage, ""), |(head, _)| (head, &form.usage[head.len()..]));
        let clauses =
            tail.split('[').filter_map(|clause| clause.trim().strip_suffix(']')?.split_once(' ')).collect();
        Rest { required: head.split_whitespace().skip(form.opening.len()).collect(), clauses }
    }

    /// What is left after these words; the partial word is the one being typed.
    fn after(mut self, typed: &[&str], partial: &str) -> Option<String> {
        let mut at = 0;
        // Whether a word stands where a placeholder is.
        let mut filled = false;
        let mut open_clause = None;
        for word in typed {
            let literal = self.required.get(at + 1).filter(|next| next.eq_ignore_ascii_case(word));
            if filled && literal.is_some() {
                at += 2;
                filled = false;
            } else if at + 1 >= self.required.len()
                && filled
                && let Some(found) =
                    self.clauses.iter().position(|(keyword, _)| keyword.eq_ignore_ascii_case(word))
            {
                open_clause = Some(self.clauses.remove(found).1);
            } else if open_clause.is_some() {
                open_clause = None;
            } else {
                filled = true;
            }
        }
        let mut parts: Vec<String> = Vec::new();
        if !partial.is_empty() && !filled {
            filled = true;
        } else if !partial.is_empty() {
            open_clause = None;
            if self.required.get(at + 1).is_none()
                && self.clauses.iter().any(|(keyword, _)| keyword.starts_with(partial))
            {
                return self.completing(partial);
            }
        }
        if let Some(argument) = open_clause {
            parts.push(argument.to_owned());
        }
        let from = if filled { at + 1 } else { at };
        parts.extend(self.required.iter().skip(from).map(|part| (*part).to_owned()));
        parts.extend(self.clauses.iter().map(|(keyword, argument)| format!("[{keyword} {argument}]")));
        Some(parts.join(" "))
    }

    /// The clause whose word is being typed.
    fn completing(&self, partial: &str) -> Option<String> {
        // The caller puts a space before what it is given unless one is there; a word's ending needs none.
        let (keyword, argument) = self.clauses.iter().find(|(keyword, _)| keyword.starts_with(partial))?;
        (*keyword == partial).then(|| argument.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_grammar_shrinks() {
        let hint = |line: &str| rest(line).unwrap_or_default();
        assert!(hint("who m").starts_with("et NAME [and NAME]"), "{}", hint("who m"));
        assert!(hint("who met ").starts_with("NAME [and NAME] [about TOPIC]"), "{}", hint("who met "));
        assert!(hint("who met Araji ").starts_with("[and NAME] [about TOPIC]"), "{}", hint("who met Araji "));
        assert!(hint("who met Araji about ").starts_with("TOPIC [and NAME] [with NAME]"));
        assert!(hint("who met Araji about security ").starts_with("[and NAME] [with NAME]"));
        assert_eq!(hint("path from "), "NAME to NAME [via NAME] [max N] [since D]");
        assert_eq!(hint("path from Araji"), " to NAME [via NAME] [max N] [since D]");
        assert_eq!(hint("path from Araji to "), "NAME [via NAME] [max N] [since D]");
        assert_eq!(hint("path from Araji to Lavrov max 3 via X "), "[since D]");
    }

    #[test]
    fn cypher_has_no_such_hint() {
        assert_eq!(rest("MATCH (n)"), None);
        assert_eq!(rest(""), None);
    }
}
