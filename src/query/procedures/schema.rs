//! What there is to name: the labels, relationship types and property keys of a store, the procedures and
//! functions of the language.

use std::sync::Arc;

use crate::graph::Graph;
use crate::model::Value;
use crate::query::functions;
use crate::query::procedures::{Procedure, Procedures};
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
        optional: 0,
        gives: vec![(field.to_owned(), Types::STRING)],
        doc,
        body: Arc::new(move |graph, _, _| {
            Ok(names(graph).iter().map(|name| vec![Value::String(name.clone())]).collect())
        }),
    });
    lists.chain([procedures(), functions()]).collect()
}

fn procedures() -> Procedure {
    let row = |procedure: &Procedure| {
        let fields = |list: &[(String, Types)]| {
            list.iter().map(|(name, types)| format!("{name}: {types}")).collect::<Vec<_>>().join(", ")
        };
        let signature =
            format!("{}({}) :: ({})", procedure.name, fields(&procedure.takes), fields(&procedure.gives));
        vec![procedure.name.as_str().into(), signature.into(), procedure.doc.into()]
    };
    Procedure {
        name: "dbms.procedures".to_owned(),
        takes: Vec::new(),
        optional: 0,
        gives: texts(&["name", "signature", "description"]),
        doc: "every procedure that comes with the language",
        body: Arc::new(move |_, _, _| Ok(Procedures::built_in().iter().map(row).collect())),
    }
}

fn functions() -> Procedure {
    Procedure {
        name: "dbms.functions".to_owned(),
        takes: Vec::new(),
        optional: 0,
        gives: texts(&["name", "description"]),
        doc: "every function of expressions",
        body: Arc::new(|_, _, _| {
            Ok(functions::catalogue().map(|(name, doc)| vec![name.into(), doc.into()]).collect())
        }),
    }
}

fn texts(names: &[&str]) -> Vec<(String, Types)> {
    names.iter().map(|name| ((*name).to_owned(), Types::STRING)).collect()
}
