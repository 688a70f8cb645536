//! Labels, types and keys that neither the graph has nor diplomacy's schema: an error where the caller wants
//! it, else a notice.

use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::graph::schema;
use crate::query::analyzer::Analyzer;
use crate::query::answer::Notice;
use crate::query::ast::Name;
use crate::query::resolved::{Key, Symbol};
use crate::query::suggest::nearest;

impl Analyzer<'_> {
    pub(super) fn label(&mut self, name: &Name) -> Result<Symbol> {
        if self.graph.label(&name.text).is_none() && !schema::LABELS.contains(&&*name.text) {
            let near = nearest(&name.text, known(self.graph.label_names(), &schema::LABELS));
            self.unknown("label", name, near.map(str::to_owned))?;
        }
        Ok(Symbol::new(name.text.clone()))
    }

    pub(super) fn edge_type(&mut self, name: &Name) -> Result<Symbol> {
        if self.graph.edge_type(&name.text).is_none() && !schema::TYPES.contains(&&*name.text) {
            let near = nearest(&name.text, known(self.graph.type_names(), &schema::TYPES));
            self.unknown("relationship type", name, near.map(str::to_owned))?;
        }
        Ok(Symbol::new(name.text.clone()))
    }

    /// The key of a property of an element; keys of maps are nobody's business.
    pub(super) fn property_key(&mut self, name: &Name, of_element: bool) -> Result<Key> {
        if of_element && self.graph.key(&name.text).is_none() && !schema::KEYS.contains(&&*name.text) {
            let near = nearest(&name.text, known(self.graph.key_names(), &schema::KEYS));
            self.unknown("property", name, near.map(str::to_owned))?;
        }
        if of_element && let Some(key) = self.graph.key(&name.text).filter(|key| !self.keys.contains(key)) {
            self.keys.push(key);
        }
        Ok(Key::new(name.text.clone()))
    }

    /// A statement that writes may speak of names that it makes itself.
    fn unknown(&mut self, what: &str, name: &Name, near: Option<String>) -> Result<()> {
        if self.writes {
            return Ok(());
        }
        let message = format!("there is no {what} {}", name.text);
        let hint = near.map(|near| format!("did you mean {near}?"));
        if self.options.strict_names {
            let error = Error::input(Code::compile("SemanticError", "UnknownName"), message, Some(name.span));
            return Err(match hint {
                Some(hint) => error.hint(hint),
                None => error.hint(format!("`:schema` shows every {what} there is")),
            });
        }
        let notice = Notice { message, span: Some(name.span), hint };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
        Ok(())
    }
}

/// The names of the graph and of the schema.
fn known<'a>(graph: &'a [Arc<str>], schema: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    graph.iter().map(|name| &**name).chain(schema.iter().copied())
}
