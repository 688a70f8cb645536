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
    row!("id", Id, ELEMENTS, Types::INTEGER, "the number the graph knows an element by"),
    row!("elementId", ElementId, ELEMENTS, Types::STRING, "the same number as a string"),
    row!("labels", Labels, Types::NODE, Types::LIST, "a node's labels"),
    row!("type", Type, Types::RELATIONSHIP, Types::STRING, "a relationship's type"),
    row!("properties", Properties, WITH_PROPERTIES, Types::MAP, "all properties as a map"),
    row!("keys", Keys, WITH_PROPERTIES, Types::LIST, "the names of all properties or entries"),
    row!("nodes", Nodes, Types::PATH, Types::LIST, "the nodes of a path in their order"),
    row!(
        "relationships",
        Relationships,
        Types::PATH,
        Types::LIST,
        "the relationships of a path in their order"
    ),
    row!("length", Length, Types::PATH, Types::INTEGER, "how many relationships a path has"),
    row!("startNode", StartNode, Types::RELATIONSHIP, Types::NODE, "the node a relationship leaves"),
    row!("endNode", EndNode, Types::RELATIONSHIP, Types::NODE, "the node a relationship leads to"),
    row!("exists", Exists, Types::ANY, Types::BOOLEAN, "whether a value is there, or a pattern matches"),
    row!("evidence", Evidence, ELEMENTS, Types::LIST, "the sentences that say so, as maps"),
];
