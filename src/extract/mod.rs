//! Article to facts: a pure function of the article and the gazetteer.
//!
//! ```text
//! segment ─▶ names of the tables ─▶ people and their offices ─▶ who "the minister", "he", "the pair" are
//!         ─▶ dates, places ─▶ agreements ─▶ meetings ─▶ facts
//! ```

mod abbreviation;
mod address;
mod agreement;
mod asked;
mod cast;
mod coreference;
mod dateline;
mod document;
pub mod event;
mod explain;
mod facts;
mod form;
mod gender;
mod memo;
mod name;
mod office;
mod people;
mod person;
mod place;
mod reading;
mod role;
mod speaker;
mod stand_in;
pub mod syntax;
pub mod time;
mod topic;

pub use document::{Document, Gender, Kind, Mention, MentionId, Office, Person, PersonId, StateForm};
pub use explain::{Explained, Explanation, Marked};
pub use facts::assemble;

use crate::gazetteer::Gazetteer;
use crate::model::{Article, ArticleFacts};

/// What an article says: the same article and gazetteer give the same facts.
pub fn extract(article: &Article, tables: &Gazetteer) -> ArticleFacts {
    assemble(&read(article, tables))
}

/// An article with everybody and everything named in it found, before meetings are told.
pub fn read<'a>(article: &'a Article, tables: &Gazetteer) -> Document<'a> {
    let mut document = Document::new(article);
    people::find(&mut document, tables);
    document
}

/// The facts of an article, and how they were understood sentence by sentence, with the rules that fired.
pub fn explain(article: &Article, tables: &Gazetteer) -> (ArticleFacts, Explanation) {
    let document = read(article, tables);
    (assemble(&document), explain::explain(&document))
}
