//! All about one name on a card: a head, then sections, each of them a statement.

use std::io::{self, Write};

use crate::cli::console::Style;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::Outcome;
use crate::model::{Element, NodeId, Value};
use crate::output::{self, Format, Layout, clean_line};
use crate::query::{Answer, Params};
use crate::session::Session;

/// One part of a card: what stands above it, and the statement whose rows it shows; `$id` is the node.
struct Section(&'static str, &'static str);

const PERSON: &[Section] = &[
    Section(
        "offices",
        "MATCH (n)-[h:HOLDS]->(r:Role) WHERE id(n) = $id OPTIONAL MATCH (r)-[:OF]->(of) \
         RETURN r.title AS office, of.name AS of, coalesce(h.from, h.firstSeen) AS from, \
         coalesce(h.to, h.lastSeen) AS to, CASE WHEN h.former THEN 'former' END AS note ORDER BY from, office",
    ),
    Section(
        "met most",
        "MATCH (n)-[:ATTENDED]->(m:Meeting)<-[:ATTENDED]-(o:Person) WHERE id(n) = $id AND m.status = 'held' \
         RETURN o.name AS who, count(DISTINCT m) AS meetings, max(m.date) AS last \
         ORDER BY meetings DESC, last DESC, who LIMIT 5",
    ),
    Section("last meetings", LAST_MEETINGS),
    Section("agreements", DEEDS),
];

const LAST_MEETINGS: &str = "MATCH (n)-[:ATTENDED]->(m:Meeting) WHERE id(n) = $id \
    RETURN DISTINCT m.date AS date, m.kind AS kind, CASE m.status WHEN 'held' THEN null ELSE m.status END AS note, \
    [(m)<-[:ATTENDED]-(o) WHERE id(o) <> $id | o.name] AS with, [(m)-[:HELD_IN]->(p) | p.name] AS place, \
    [(m)-[:ABOUT]->(t) | t.name] AS about ORDER BY date DESC, kind LIMIT 6";

const DEEDS: &str = "MATCH (n)-[e]->(g:Agreement) WHERE id(n) = $id \
    RETURN DISTINCT e.date AS date, toLower(replace(type(e), '_', ' ')) AS did, g.name AS agreement \
    ORDER BY date DESC, agreement, did LIMIT 10";

const BODY: &[Section] = &[
    Section(
        "speak for it",
        "MATCH (p:Person)-[h:HOLDS]->(r:Role)-[:OF]->(n) WHERE id(n) = $id \
         RETURN p.name AS who, r.title AS office, coalesce(h.from, h.firstSeen) AS from, \
         coalesce(h.to, h.lastSeen) AS to, CASE WHEN h.former THEN 'former' END AS note ORDER BY to DESC, who LIMIT 10",
    ),
    Section(
        "met most",
        "MATCH (n)<-[:OF]-(:Role)<-[:HOLDS]-(:Person)-[:ATTENDED]->(m:Meeting)<-[:ATTENDED]-(:Person)-[:HOLDS]->\
         (:Role)-[:OF]->(o) WHERE id(n) = $id AND id(o) <> $id AND m.status = 'held' \
         RETURN o.name AS whom, count(DISTINCT m) AS meetings, max(m.date) AS last \
         ORDER BY meetings DESC, last DESC, whom LIMIT 6",
    ),
    Section("meetings in its own name", LAST_MEETINGS),
    Section("agreements", DEEDS),
];

const AGREEMENT: &[Section] = &[
    Section(
        "parties",
        "MATCH (x)-[:PARTY_TO]->(n) WHERE id(n) = $id RETURN DISTINCT x.name AS party ORDER BY party",
    ),
    Section(
        "history",
        "MATCH (x)-[e]->(n) WHERE id(n) = $id AND NOT type(e) IN ['PARTY_TO', 'REPORTS', 'ABOUT'] \
         RETURN e.date AS date, toLower(replace(type(e), '_', ' ')) AS what, collect(DISTINCT x.name) AS by \
         ORDER BY date, what",
    ),
    Section("meetings about it", MEETINGS_ABOUT),
];

const MEETINGS_ABOUT: &str = "MATCH (m:Meeting)-[:ABOUT]->(n) WHERE id(n) = $id \
    RETURN DISTINCT m.date AS date, m.kind AS kind, CASE m.status WHEN 'held' THEN null ELSE m.status END AS note, \
    [(m)<-[:ATTENDED]-(o) | o.name] AS who, [(m)-[:HELD_IN]->(p) | p.name] AS place \
    ORDER BY date DESC, kind LIMIT 10";

const MEETING: &[Section] = &[
    Section(
        "who",
        "MATCH (x)-[a:ATTENDED]->(n) WHERE id(n) = $id RETURN x.name AS who, a.as AS office ORDER BY who",
    ),
    Section(
        "where",
        "MATCH (n)-[:HELD_IN]->(p) WHERE id(n) = $id OPTIONAL MATCH (p)-[:IN]->(s) \
         RETURN p.name AS place, s.name AS state",
    ),
    Section("about", "MATCH (n)-[:ABOUT]->(t) WHERE id(n) = $id RETURN t.name AS about ORDER BY about"),
    Section(
        "told by",
        "MATCH (a:Article)-[:REPORTS]->(n) WHERE id(n) = $id \
         RETURN a.published AS published, a.publisher AS publisher, a.title AS title ORDER BY published, title",
    ),
];

const PLACE: &[Section] = &[Section(
    "meetings there",
    "MATCH (m:Meeting)-[:HELD_IN]->(n) WHERE id(n) = $id RETURN DISTINCT m.date AS date, m.kind AS kind, \
     [(m)<-[:ATTENDED]-(o) | o.name] AS who, [(m)-[:ABOUT]->(t) | t.name] AS about ORDER BY date DESC, kind LIMIT 12",
)];

const ROLE: &[Section] = &[Section(
    "held by",
    "MATCH (p:Person)-[h:HOLDS]->(n) WHERE id(n) = $id RETURN p.name AS who, coalesce(h.from, h.firstSeen) AS from, \
     coalesce(h.to, h.lastSeen) AS to ORDER BY from, who",
)];

const TOPIC: &[Section] = &[Section("meetings about it", MEETINGS_ABOUT)];

/// What every other node has.
const ANYTHING: &[Section] = &[Section(
    "relationships",
    "MATCH (n)-[e]-(o) WHERE id(n) = $id \
     RETURN CASE WHEN startNode(e) = n THEN '->' ELSE '<-' END AS way, type(e) AS type, o AS other, count(*) AS count \
     ORDER BY way, type LIMIT 20",
)];

/// Properties that the head shows by itself, or that say nothing to people.
const IN_THE_HEAD: [&str; 5] = ["name", "title", "aliases", "precision", "id"];

/// Writes the card of a node.
///
/// # Errors
/// Where there is no such node, and those of the output.
pub fn write(session: &mut Session, node: NodeId, layout: Layout, out: &mut dyn Write) -> Outcome {
    write_head(session, node, layout, out)?;
    let mut params = Params::new();
    params.insert("id".to_owned(), Value::Integer(i64::from(node.0)));
    for Section(title, statement) in sections(session, node) {
        let found = engine::execute(session, statement, &params, &Limits::default())?;
        if !found.rows.is_empty() {
            writeln!(out, "\n{}", Style::Cyan.paint(title, layout.color))?;
            write_rows(&found, layout, out)?;
        }
    }
    Ok(())
}

fn sections(session: &Session, node: NodeId) -> &'static [Section] {
    let graph = session.graph();
    let mut labels = graph.labels_of(node).map(|label| &**graph.label_name(label));
    labels
        .find_map(|label| {
            Some(match label {
                "Person" => PERSON,
                "State" | "Organization" => BODY,
                "Agreement" => AGREEMENT,
                "Meeting" => MEETING,
                "Place" => PLACE,
                "Role" => ROLE,
                "Topic" => TOPIC,
                _ => return None,
            })
        })
        .unwrap_or(ANYTHING)
}

fn write_head(session: &Session, node: NodeId, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let graph = session.graph();
    let text = |key: &str| -> Option<String> {
        graph.property(Element::Node(node), graph.key(key)?).as_str().map(clean_line)
    };
    let labels: Vec<String> =
        graph.labels_of(node).map(|label| graph.label_name(label).to_lowercase()).collect();
    let name = text("name").or_else(|| text("title")).unwrap_or_else(|| labels.join(" "));
    let said = Style::Bold.paint(&name, layout.color);
    writeln!(
        out,
        "{said}  {}",
        Style::Dim.paint(&format!("{} · node:{}", labels.join(", "), node.0), layout.color)
    )?;
    let empty = Answer::default();
    let mut properties: Vec<(String, String)> = graph
        .properties(Element::Node(node))
        .map(|(key, value)| (graph.key_name(key).to_string(), output::cell(&value, &empty)))
        .filter(|(key, _)| !IN_THE_HEAD.contains(&key.as_str()))
        .collect();
    properties.sort();
    if let Some(key) = graph.key("aliases") {
        let aliases = output::cell(&graph.property(Element::Node(node), key), &empty);
        if !aliases.is_empty() {
            properties.insert(0, ("also".to_owned(), aliases));
        }
    }
    for (key, value) in properties {
        writeln!(
            out,
            "  {} {}",
            Style::Dim.paint(&format!("{key}:"), layout.color),
            value.replace('\n', " ")
        )?;
    }
    Ok(())
}

/// Rows as a table that stands a little to the right.
fn write_rows(found: &Answer, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    let layout =
        Layout { width: layout.width.map(|width| width.saturating_sub(2)), numbered: false, ..layout };
    output::write(found, Format::Table, layout, &mut text)?;
    for line in String::from_utf8_lossy(&text).lines() {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}
