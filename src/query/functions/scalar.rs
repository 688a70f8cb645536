//! Functions of nodes, relationships, paths and maps, and those of any value.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Code, Error, Result};
use crate::model::{EdgeId, Element, NodeId, Value};
use crate::query::functions::{Context, Function, math, wrong_type};
use crate::query::types::Types;
use crate::query::value;

const NODE: Types = Types::NODE;
const RELATIONSHIP: Types = Types::RELATIONSHIP;
const PATH: Types = Types::PATH;
const ENTITY: Types = Types::NODE.or(Types::RELATIONSHIP);
const ENTITY_OR_MAP: Types = ENTITY.or(Types::MAP);
/// coalesce() takes any number of arguments; nobody writes more than these.
const MANY: &[Types] = &[Types::ANY; 255];

pub const TABLE: &[Function] = &[
    Function::new(
        "coalesce",
        MANY,
        Types::ANY,
        |_, given| Ok(coalesce(given)),
        "the first argument that is not null",
    )
    .optional(MANY.len() - 1)
    .sees_nulls(),
    Function::new(
        "nullIf",
        &[Types::ANY, Types::ANY],
        Types::ANY,
        |_, given| Ok(null_if(given)),
        "the first argument, or null where both are equal",
    )
    .sees_nulls(),
    Function::new(
        "id",
        &[ENTITY],
        Types::INTEGER,
        |_, given| id(&given[0]),
        "the number the graph knows an element by",
    ),
    Function::new(
        "elementId",
        &[ENTITY],
        Types::STRING,
        |_, given| element_id(&given[0]),
        "the name the graph knows an element by: n7, r12",
    ),
    Function::new(
        "labels",
        &[NODE],
        Types::list_of(Types::STRING),
        |at, given| labels(at, &given[0]),
        "a node's labels",
    )
    .of_the_moment(),
    Function::new(
        "type",
        &[RELATIONSHIP],
        Types::STRING,
        |at, given| kind(at, &given[0]),
        "a relationship's type",
    )
    .of_the_moment(),
    Function::new(
        "startNode",
        &[RELATIONSHIP],
        NODE,
        |at, given| Ok(Value::Node(ends(at, "startNode", &given[0])?.0)),
        "the node a relationship leaves",
    )
    .of_the_moment(),
    Function::new(
        "endNode",
        &[RELATIONSHIP],
        NODE,
        |at, given| Ok(Value::Node(ends(at, "endNode", &given[0])?.1)),
        "the node a relationship leads to",
    )
    .of_the_moment(),
    Function::new(
        "properties",
        &[ENTITY_OR_MAP],
        Types::MAP,
        |at, given| properties(at, &given[0]),
        "all properties as a map",
    )
    .of_the_moment(),
    Function::new(
        "keys",
        &[ENTITY_OR_MAP],
        Types::list_of(Types::STRING),
        |at, given| keys(at, &given[0]),
        "the names of all properties or entries",
    )
    .of_the_moment(),
    Function::new(
        "nodes",
        &[PATH],
        Types::list_of(NODE),
        |_, given| nodes(&given[0]),
        "the nodes of a path in their order",
    ),
    Function::new(
        "relationships",
        &[PATH],
        Types::list_of(RELATIONSHIP),
        |_, given| relationships(&given[0]),
        "the relationships of a path in their order",
    ),
    Function::new(
        "length",
        &[PATH],
        Types::INTEGER,
        |_, given| length(&given[0]),
        "how many relationships a path has",
    ),
    Function::new(
        "randomUUID",
        &[],
        Types::STRING,
        |at, _| Ok(random_uuid(at).into()),
        "a random universally unique identifier",
    )
    .of_the_moment(),
];

fn coalesce(arguments: &[Value]) -> Value {
    arguments.iter().find(|argument| !argument.is_null()).cloned().unwrap_or_default()
}

fn null_if(arguments: &[Value]) -> Value {
    let [value, other] = arguments else { return Value::Null };
    if value::equals(value, other) == Some(true) { Value::Null } else { value.clone() }
}

fn id(value: &Value) -> Result<Value> {
    match value {
        Value::Node(id) => Ok(Value::Integer(i64::from(id.0))),
        Value::Relationship(id) => Ok(Value::Integer(i64::from(id.0))),
        other => Err(wrong_type("id", ENTITY, other)),
    }
}

fn element_id(value: &Value) -> Result<Value> {
    match value {
        Value::Node(id) => Ok(format!("n{}", id.0).into()),
        Value::Relationship(id) => Ok(format!("r{}", id.0).into()),
        other => Err(wrong_type("elementId", ENTITY, other)),
    }
}

fn labels(context: &Context<'_>, value: &Value) -> Result<Value> {
    let id = match value {
        Value::Node(id) => live_node(context, *id)?,
        other => return Err(wrong_type("labels", NODE, other)),
    };
    let names =
        context.graph.labels_of(id).map(|label| Value::String(context.graph.label_name(label).clone()));
    Ok(Value::list(names.collect()))
}

fn kind(context: &Context<'_>, value: &Value) -> Result<Value> {
    match value {
        Value::Relationship(id) => {
            let (kind, _, _) = context.graph.ends(*id).ok_or_else(deleted)?;
            Ok(Value::String(context.graph.type_name(kind).clone()))
        }
        other => Err(wrong_type("type", RELATIONSHIP, other)),
    }
}

fn ends(context: &Context<'_>, name: &str, value: &Value) -> Result<(NodeId, NodeId)> {
    match value {
        Value::Relationship(id) => {
            context.graph.ends(*id).map(|(_, from, to)| (from, to)).ok_or_else(deleted)
        }
        other => Err(wrong_type(name, RELATIONSHIP, other)),
    }
}

fn properties(context: &Context<'_>, value: &Value) -> Result<Value> {
    match value {
        Value::Map(_) => Ok(value.clone()),
        other => Ok(Value::map(entries(context, "properties", other)?)),
    }
}

fn keys(context: &Context<'_>, value: &Value) -> Result<Value> {
    let name = |key: &Arc<str>| Value::String(key.clone());
    Ok(Value::list(match value {
        Value::Map(entries) => entries.keys().map(name).collect(),
        other => entries(context, "keys", other)?.keys().map(name).collect(),
    }))
}

fn entries(context: &Context<'_>, name: &str, value: &Value) -> Result<BTreeMap<Arc<str>, Value>> {
    let element = match value {
        Value::Node(id) => Element::Node(live_node(context, *id)?),
        Value::Relationship(id) => Element::Edge(live_edge(context, *id)?),
        other => return Err(wrong_type(name, ENTITY_OR_MAP, other)),
    };
    let graph = context.graph;
    Ok(graph.properties(element).map(|(key, value)| (graph.key_name(key).clone(), value)).collect())
}

fn nodes(value: &Value) -> Result<Value> {
    match value {
        Value::Path(path) => Ok(Value::list(path.nodes.iter().map(|id| Value::Node(*id)).collect())),
        other => Err(wrong_type("nodes", PATH, other)),
    }
}

fn relationships(value: &Value) -> Result<Value> {
    match value {
        Value::Path(path) => Ok(Value::list(path.edges.iter().map(|id| Value::Relationship(*id)).collect())),
        other => Err(wrong_type("relationships", PATH, other)),
    }
}

fn length(value: &Value) -> Result<Value> {
    match value {
        Value::Path(path) => Ok(Value::Integer(path.edges.len() as i64)),
        other => Err(wrong_type("length", PATH, other).hint("size() gives the length of a list or a string")),
    }
}

/// Version 4 of RFC 9562, from the statement's own random numbers.
fn random_uuid(context: &Context<'_>) -> String {
    let high = math::random_bits(context) & !0xF000 | 0x4000;
    let low = math::random_bits(context) & !(0b11 << 62) | 0b10 << 62;
    let text = format!("{high:016x}{low:016x}");
    format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

fn live_node(context: &Context<'_>, id: NodeId) -> Result<NodeId> {
    if context.graph.has_node(id) { Ok(id) } else { Err(deleted()) }
}

fn live_edge(context: &Context<'_>, id: EdgeId) -> Result<EdgeId> {
    if context.graph.has_edge(id) { Ok(id) } else { Err(deleted()) }
}

fn deleted() -> Error {
    Error::input(
        Code::runtime("EntityNotFound", "DeletedEntityAccess"),
        "it has been deleted earlier in this statement, so it cannot be looked at any more",
        None,
    )
}
