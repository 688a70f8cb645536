//! `chancery ask`: one question in words.

use crate::cli::answer::{self, View};
use crate::cli::args::{Ask, Global};
use crate::cli::console::Console;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::Outcome;
use crate::cli::place;

/// What the commands that answer say below their rows.
pub const HINT: &str = "--why shows the sentences behind them";

/// # Errors
/// Those of the question and the store.
pub fn run(args: &Ask, global: &Global, console: &mut Console) -> Outcome {
    let limits = Limits::of(&args.rows, false)?;
    let mut session = place::for_asking(global, console)?;
    let asked = engine::ask(&mut session, &sentence(&args.words), &limits, console)?;
    for note in &asked.question.notes {
        console.note(note);
    }
    let view =
        View { why: args.rows.why, empty_fails: args.rows.empty_fails, hint: Some(HINT), ..View::default() };
    answer::show_of(&mut session, &asked.answer, &asked.question.cypher, view, console)
}

/// The words as one sentence; where there are several, one that the user's shell kept together stays so.
fn sentence(words: &[String]) -> String {
    match words {
        [one] => one.clone(),
        _ => words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" "),
    }
}

/// A name as one word of a question.
pub fn quoted(name: &str) -> String {
    if name.contains(char::is_whitespace) && !name.contains('"') {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_shell_kept_together_stays_together() {
        let words = |list: &[&str]| sentence(&list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["who met Ali Larijani"]), "who met Ali Larijani");
        assert_eq!(
            words(&["who", "met", "Ali Larijani", "since", "2025"]),
            "who met \"Ali Larijani\" since 2025"
        );
    }
}
