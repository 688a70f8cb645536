//! `chancery show`: all about one name on a card.

use crate::cli::args::{Global, Show};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::{card, place, subject};
use crate::error::Error;
use crate::model::Element;

/// # Errors
/// Those of the store; where nothing bears the name, or several things do.
pub fn run(args: &Show, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_reading(global, console)?;
    match subject::find(&session, &args.name.join(" "), console)? {
        Element::Node(node) => card::write(&mut session, node, console.layout(false), console.out()),
        Element::Edge(edge) => Err(Error::usage(format!(
            "a relationship has no card; `chancery why edge:{}` tells of it",
            edge.0
        ))
        .into()),
    }
}
