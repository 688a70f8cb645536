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
    let mut rest = json;
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        let (plain, other) = rest.split_at(at);
        quiet.push_str(plain);
        let mut letters = other.chars();
        let Some(letter) = letters.next() else { break };
        if acts(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                quiet.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            quiet.push(letter);
        }
        rest = letters.as_str();
    }
    quiet.push_str(rest);
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
