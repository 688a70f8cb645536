//! "Did you mean": the nearest of the names that would have fitted.

/// The candidate nearest to a word in spelling, where one is near enough to be meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let limit = match wanted.len() {
        0 | 1 => return None,
        2..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let scored = candidates.into_iter().map(|candidate| {
        let other: Vec<char> = candidate.to_lowercase().chars().take(64).collect();
        (distance(&wanted, &other), candidate)
    });
    scored
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, name)| (*distance, *name))
        .map(|(_, name)| name)
}

/// Damerau's distance with adjacent transpositions (optimal string alignment).
fn distance(left: &[char], right: &[char]) -> usize {
    let width = right.len() + 1;
    let mut table = vec![0; (left.len() + 1) * width];
    for row in 0..=left.len() {
        for column in 0..width {
            table[row * width + column] = if row == 0 || column == 0 {
                row.max(column)
            } else {
                let same = usize::from(left[row - 1] != right[column - 1]);
                let mut best = (table[(row - 1) * width + column] + 1)
                    .min(table[row * width + column - 1] + 1)
                    .min(table[(row - 1) * width + column - 1] + same);
                let crossed = row > 1
                    && column > 1
                    && left[row - 1] == right[column - 2]
                    && left[row - 2] == right[column - 1];
                if crossed {
                    best = best.min(table[(row - 2) * width + column - 2] + 1);
                }
                best
            };
        }
    }
    table[left.len() * width + right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_near() {
        assert_eq!(nearest("ATENDED", ["ATTENDED", "SIGNED"]), Some("ATTENDED"));
        assert_eq!(nearest("Presno", ["Person", "Place"]), Some("Person"));
        assert_eq!(nearest("xyzzy", ["Person", "Place"]), None);
    }
}
