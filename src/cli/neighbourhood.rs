//! What stands around the nodes of an answer, so that a drawing can show who sat in a meeting and whom
//! they speak for.

use crate::cli::engine::{self, Limits};
use crate::cli::failure::Outcome;
use crate::model::{NodeId, Value};
use crate::query::{Answer, Params};
use crate::session::Session;

/// All nodes and relationships.
pub const EVERYTHING: &str = "MATCH (n) OPTIONAL MATCH (n)-[e]->(o) RETURN n, e, o";
/// The same without the articles, which a picture shows as evidence.
pub const PICTURED: &str = "MATCH (n) WHERE NOT n:Article OPTIONAL MATCH (n)-[e]->(o) RETURN n, e, o";

/// Meetings of the answer with all who took part, their places and subjects.
const MEETINGS: &str = "MATCH (m:Meeting)-[e:ATTENDED|HELD_IN|ABOUT]-(o) WHERE id(m) IN $ids RETURN m, e, o";
/// Agreements of the answer with those who did something about them.
const AGREEMENTS: &str = "MATCH (g:Agreement)<-[e]-(o) WHERE id(g) IN $ids AND NOT o:Article AND NOT o:Meeting \
    RETURN g, e, o";
/// The offices of people, and whose they are.
const OFFICES: &str = "MATCH (p:Person)-[h:HOLDS]->(r:Role) WHERE id(p) IN $ids OPTIONAL MATCH (r)-[o:OF]->(b) \
    RETURN p, h, r, o, b";
/// The states that bodies belong to.
const BODIES: &str = "MATCH (b:Organization)-[u:PART_OF]->(s) WHERE id(b) IN $ids RETURN b, u, s";
const PLACES: &str = "MATCH (p:Place)-[i:IN]->(s:State) WHERE id(p) IN $ids RETURN p, i, s";
/// One node with what it did and where it was.
const ONE: &str = "MATCH (n)-[e]-(o) WHERE id(n) = $id AND NOT o:Article AND NOT o:Role RETURN n, e, o";

/// An answer with the surroundings of its meetings and agreements, then the offices of its people.
///
/// # Errors
/// Those of the statements.
pub fn around(found: &Answer, session: &mut Session) -> Outcome<Answer> {
    let mut whole = found.clone();
    for statement in [MEETINGS, AGREEMENTS, OFFICES, BODIES, PLACES] {
        let ids = whole.nodes.keys().map(|id| Value::Integer(i64::from(id.0))).collect();
        let mut params = Params::new();
        params.insert("ids".to_owned(), Value::list(ids));
        let more = engine::execute(session, statement, &params, &Limits::default())?;
        whole.nodes.extend(more.nodes);
        whole.relationships.extend(more.relationships);
    }
    Ok(whole)
}

/// A node with all that it is related to.
///
/// # Errors
/// Those of the statement.
pub fn of(node: NodeId, session: &mut Session) -> Outcome<Answer> {
    let mut params = Params::new();
    params.insert("id".to_owned(), Value::Integer(i64::from(node.0)));
    engine::execute(session, ONE, &params, &Limits::default())
}

/// What a node of an answer is called.
pub fn name_of(found: &Answer, node: NodeId) -> Option<String> {
    let record = found.nodes.get(&node)?;
    record.properties.get("name").and_then(Value::as_str).map(str::to_owned)
}
