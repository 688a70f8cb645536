//! Whether a sentence speaks of a match, where those who meet are teams.

use super::line::{Line, REACH};

fn is_word_of_sport(word: &str) -> bool {
    matches!(
        word,
        "leg"
            | "match"
            | "matches"
            | "stadium"
            | "playoff"
            | "playoffs"
            | "play-off"
            | "fixture"
            | "fixtures"
            | "cup"
            | "league"
            | "goal"
            | "goals"
            | "coach"
            | "squad"
            | "midfielder"
            | "striker"
            | "semifinal"
            | "semi-final"
            | "quarterfinal"
            | "quarter-final"
            | "kickoff"
            | "kick-off"
            | "innings"
            | "wickets"
            | "tournament"
            | "qualifier"
            | "championship"
            | "football"
            | "soccer"
            | "cricket"
            | "rugby"
            | "club"
            | "clubs"
            | "fans"
            | "players"
    )
}

/// `when the two sides meet at the stadium in the second leg`: two words of sport or more.
pub fn is_of_sport(line: &Line<'_>) -> bool {
    let words = (0..line.length().min(REACH)).filter(|at| is_word_of_sport(line.word(*at)));
    words.take(2).count() > 1
}
