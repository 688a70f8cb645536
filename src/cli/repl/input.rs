//! Lines to inputs: a colon command and a question are a line each, Cypher goes on to its semicolon.

use crate::session::statements;
use crate::verbs;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Without the colon.
    Command(String),
    Question(String),
    Statement(String),
}

/// Gathers lines until they are whole.
#[derive(Debug, Default)]
pub struct Gatherer {
    open: String,
}

impl Gatherer {
    /// Takes a line and gives what it completes.
    pub fn push(&mut self, line: &str) -> Vec<Input> {
        if self.open.is_empty() {
            let text = line.trim();
            if text.is_empty() || text.starts_with("//") && !text.contains('\n') {
                return Vec::new();
            }
            if let Some(command) = text.strip_prefix(':') {
                return vec![Input::Command(command.trim().to_owned())];
            }
            if verbs::is_question(text) {
                return vec![Input::Question(text.trim_end_matches(';').trim_end().to_owned())];
            }
        }
        self.open.push_str(line);
        self.open.push('\n');
        // A statement can end only where there is a semicolon.
        if line.contains(';') { self.take_closed() } else { Vec::new() }
    }

    /// Whether a statement waits for its end.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// What is left where no more lines come: a statement whose semicolon is missing.
    pub fn finish(&mut self) -> Vec<Input> {
        let text = std::mem::take(&mut self.open);
        inputs(&text)
    }

    fn take_closed(&mut self) -> Vec<Input> {
        let found = statements::split(&self.open);
        if found.open {
            return Vec::new();
        }
        let text = std::mem::take(&mut self.open);
        inputs(&text)
    }
}

fn inputs(text: &str) -> Vec<Input> {
    statements::split(text).spans.into_iter().map(|span| Input::Statement(span.of(text).to_owned())).collect()
}

/// All inputs of a text, and whether its last one is still open.
pub fn whole(text: &str) -> (Vec<Input>, bool) {
    let mut gatherer = Gatherer::default();
    let found = text.lines().flat_map(|line| gatherer.push(line)).collect();
    (found, gatherer.is_open())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> (Vec<String>, bool) {
        let (found, open) = whole(text);
        let said = found.into_iter().map(|input| match input {
            Input::Command(text) => format!("command {text}"),
            Input::Question(text) => format!("question {text}"),
            Input::Statement(text) => format!("statement {}", text.replace('\n', " ")),
        });
        (said.collect(), open)
    }

    #[test]
    fn commands_and_questions_end_with_their_line_and_cypher_at_its_semicolon() {
        let text = ":help\nMATCH (n)\nRETURN n; RETURN 1;\nwho met Araji\n// a comment\n\nRETURN";
        let said =
            ["command help", "statement MATCH (n) RETURN n", "statement RETURN 1", "question who met Araji"];
        assert_eq!(show(text), (said.map(str::to_owned).to_vec(), true));
    }

    #[test]
    fn inside_a_statement_a_line_is_never_a_command() {
        assert_eq!(
            show("RETURN 'a\n:help\nwho met'\n;"),
            (vec!["statement RETURN 'a :help who met'".to_owned()], false)
        );
    }

    #[test]
    fn a_missing_semicolon_at_the_end_is_forgiven() {
        let mut gatherer = Gatherer::default();
        assert!(gatherer.push("RETURN 1").is_empty());
        assert_eq!(gatherer.finish(), vec![Input::Statement("RETURN 1".to_owned())]);
        assert!(!gatherer.is_open());
    }
}
