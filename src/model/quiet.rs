//! What in a text from outside could act on a terminal.

/// Whether a letter acts instead of being shown: control and escape characters, marks that turn the direction
/// of writing, characters of no width.
pub fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// JSON in which what could act on a terminal is written as `\uXXXX`: the same values to a program.
pub fn quiet_json(json: &str) -> String {
    let mut quiet = String::with_capacity(json.len());
    for letter in json.chars() {
        if matches!(letter, ' '..='~' | '\n' | '\t') || !acts(letter) {
            quiet.push(letter);
        } else {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                quiet.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    quiet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_what_acts() {
        let text = "a\u{202e}b\u{e0001}\u{85}\u{7f}";
        let quiet = quiet_json(&serde_json::to_string(text).expect("a text is JSON"));
        assert!(quiet.is_ascii() && !quiet.contains('\u{7f}'));
        assert_eq!(serde_json::from_str::<String>(&quiet).expect("it is JSON still"), text);
    }
}
