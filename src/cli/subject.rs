//! What a word on the command line is about: a name in any spelling, `node:12` or `edge:34`.

use crate::cli::failure::Outcome;
use crate::error::Error;
use crate::model::{EdgeId, Element, NodeId};
use crate::session::Session;
use crate::verbs::{self, Wanted};

/// # Errors
/// Where nothing bears the name or number, or several things do.
pub fn find(session: &Session, text: &str) -> Outcome<Element> {
    let graph = session.graph();
    let number = |prefix: &str| text.strip_prefix(prefix)?.trim().parse::<u32>().ok();
    if let Some(id) = number("node:").map(NodeId) {
        let there = graph.has_node(id);
        return if there { Ok(Element::Node(id)) } else { Err(missing(text)) };
    }
    if let Some(id) = number("edge:").map(EdgeId) {
        let there = graph.has_edge(id);
        return if there { Ok(Element::Edge(id)) } else { Err(missing(text)) };
    }
    Ok(Element::Node(verbs::resolve(graph, text, Wanted::Anything)?.node))
}

fn missing(text: &str) -> crate::cli::failure::Failure {
    let name = crate::error::NameError { name: text.to_owned(), candidates: Vec::new(), ambiguous: false };
    Error::Name(Box::new(name)).into()
}
