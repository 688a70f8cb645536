//! The names that a store has used: labels, relationship types, property keys.

use std::sync::Arc;

use crate::graph::Graph;
use crate::model::Value;
use crate::query::procedures::Procedure;
use crate::query::types::Types;

type Names = fn(&Graph) -> &[Arc<str>];

const LISTS: [(&str, &str, &str, Names); 3] = [
    ("db.labels", "label", "every label that the store has used", |graph| graph.label_names()),
    (
        "db.relationshipTypes",
        "relationshipType",
        "every relationship type that the store has used",
        |graph| graph.type_names(),
    ),
    ("db.propertyKeys", "propertyKey", "every property key that the store has used", |graph| {
        graph.key_names()
    }),
];

pub fn all() -> Vec<Procedure> {
    let lists = LISTS.into_iter().map(|(name, field, doc, names)| Procedure {
        name: name.to_owned(),
        takes: Vec::new(),
        gives: vec![(field.to_owned(), Types::STRING)],
        doc,
        body: Arc::new(move |graph, _, _| {
            Ok(names(graph).iter().map(|name| vec![Value::String(name.clone())]).collect())
        }),
    });
    lists.collect()
}
