//! Functions that look at the elements of the graph.

use crate::query::resolved::{GraphFunction, GraphFunctionRow};
use crate::query::types::Types;

const ELEMENTS: Types = Types::NODE.or(Types::RELATIONSHIP);
const WITH_PROPERTIES: Types = ELEMENTS.or(Types::MAP);

macro_rules! row {
    ($name:literal, $function:ident, $takes:expr, $gives:expr, $doc:literal) => {
        GraphFunctionRow {
            name: $name,
            function: GraphFunction::$function,
            takes: $takes,
            gives: $gives,
            doc: $doc,
        }
    };
}

/// All of them take one argument and are null where it is null.
pub const GRAPH_FUNCTIONS: &[GraphFunctionRow] = &[
    row!("id", Id, ELEMENTS, Types::INTEGER, "The number of a node or relationship."),
    row!("elementId", ElementId, ELEMENTS, Types::STRING, "The number of an element, as a string."),
    row!("labels", Labels, Types::NODE, Types::LIST, "The labels of a node."),
    row!("type", Type, Types::RELATIONSHIP, Types::STRING, "The type of a relationship."),
    row!("properties", Properties, WITH_PROPERTIES, Types::MAP, "All properties of an element, as a map."),
    row!("keys", Keys, WITH_PROPERTIES, Types::LIST, "The keys of an element's properties or of a map."),
    row!("nodes", Nodes, Types::PATH, Types::LIST, "The nodes of a path."),
    row!("relationships", Relationships, Types::PATH, Types::LIST, "The relationships of a path."),
    row!("length", Length, Types::PATH, Types::INTEGER, "How many relationships a path has."),
    row!("startNode", StartNode, Types::RELATIONSHIP, Types::NODE, "Where a relationship starts."),
    row!("endNode", EndNode, Types::RELATIONSHIP, Types::NODE, "Where a relationship ends."),
    row!("exists", Exists, Types::ANY, Types::BOOLEAN, "Whether a value is there; or a pattern."),
    row!("evidence", Evidence, ELEMENTS, Types::LIST, "The sentences that say so, as maps."),
];
