//! No bytes, read as articles, make reading or extraction panic, and every piece of evidence is of the text.
#![no_main]

use std::io::Cursor;
use std::path::PathBuf;

use chancery::extract::extract;
use chancery::gazetteer::Gazetteer;
use chancery::text::read::{Input, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let inputs = read(&[PathBuf::from("-")], Some(Box::new(Cursor::new(bytes.to_vec()))));
    for article in inputs.filter_map(|input| match input {
        Ok(Input::Article(article)) => Some(article),
        _ => None,
    }) {
        let facts = extract(&article, Gazetteer::embedded());
        for evidence in &facts.evidence {
            let told = article.text.get(evidence.start..evidence.end);
            assert!(told == Some(&*evidence.text) || article.title.contains(&*evidence.text));
        }
    }
});
