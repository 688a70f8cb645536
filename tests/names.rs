//! Likeness of names on labelled pairs, where they are there (`CHANCERY_NAMES`).

use std::path::Path;

use chancery::model::name::{Comparison, likeness};

/// Reached: precision .975 and recall .65 at the bar of one name; both are held a little below.
#[test]
fn names_are_told_apart_as_well_as_before() {
    let Ok(folder) = std::env::var("CHANCERY_NAMES") else {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: CHANCERY_NAMES names no folder with name_bench_cases.csv");
        }
        return;
    };
    let mut rows =
        csv::Reader::from_path(Path::new(&folder).join("name_bench_cases.csv")).expect("the pairs open");
    let (mut all, mut found, mut right) = (0.0, 0.0, 0.0);
    for row in rows.deserialize::<std::collections::HashMap<String, String>>() {
        let row = row.expect("a row with a header");
        if row["schema"] != "Person" {
            continue;
        }
        let same = row["is_match"] == "true";
        let told = likeness(&row["name1"], &row["name2"]) >= Comparison::SAME;
        all += f64::from(u8::from(same));
        found += f64::from(u8::from(told));
        right += f64::from(u8::from(same && told));
    }
    let (precision, recall) = (right / found, right / all);
    assert!(precision >= 0.95 && recall >= 0.62, "precision {precision:.3}, recall {recall:.3}");
}
