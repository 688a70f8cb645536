//! What a word on the command line is about: a name in any spelling, `node:12` or `edge:34`.

use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::pick;
use crate::error::{Error, NameError};
use crate::model::{EdgeId, Element};
use crate::session::Session;
use crate::verbs::{self, Wanted};

/// # Errors
/// Where nothing bears the name or number, or several things do and nobody picks one.
pub fn find(session: &Session, text: &str, console: &mut Console) -> Outcome<Element> {
    let graph = session.graph();
    if let Some(id) = verbs::numbered(text) {
        return if graph.has_node(id) { Ok(Element::Node(id)) } else { Err(missing(text)) };
    }
    if let Some(id) = text.strip_prefix("edge:").and_then(|number| number.trim().parse().ok()).map(EdgeId) {
        return if graph.has_edge(id) { Ok(Element::Edge(id)) } else { Err(missing(text)) };
    }
    match verbs::resolve(graph, text, Wanted::Anything) {
        Ok(found) => Ok(Element::Node(found.node)),
        Err(error) => Ok(Element::Node(pick::settle(error, console)?.0)),
    }
}

fn missing(text: &str) -> crate::cli::failure::Failure {
    let name = NameError { name: text.to_owned(), candidates: Vec::new(), nodes: Vec::new(), span: None };
    Error::Name(Box::new(name)).into()
}
