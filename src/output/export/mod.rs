//! Graphs for other programs: one file a format. Each says what it cannot carry.
//!
//! What is written is what the answer mentions: all its nodes and relationships, in the order of their ids.

mod csv;
mod cypher;
mod ftm;
mod gexf;
mod graphml;
mod html;
mod json;
mod xml;

use std::io::{self, Write};
use std::str::FromStr;

use crate::model::{PartialDate, Value};
use crate::query::Answer;
use crate::query::display::plain_text;

/// A format for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One JSON document with nodes, relationships and evidence.
    Json,
    /// `nodes.csv` and `relationships.csv` as neo4j-admin imports them.
    Neo4j,
    /// `nodes.csv` and `edges.csv` as Gephi reads them.
    Gephi,
    Gexf,
    GraphMl,
    /// FollowTheMoney entities, one JSON object a line.
    Ftm,
    /// Statements that build the graph again.
    Cypher,
    /// A page to look at, without network.
    Html,
}

impl Kind {
    pub const NAMES: [&'static str; 8] = ["json", "csv", "gephi", "gexf", "graphml", "ftm", "cypher", "html"];

    /// The files it is written as; one for most.
    pub fn files(self) -> &'static [&'static str] {
        match self {
            Kind::Neo4j => &["nodes.csv", "relationships.csv"],
            Kind::Gephi => &["nodes.csv", "edges.csv"],
            Kind::Json => &["graph.json"],
            Kind::Gexf => &["graph.gexf"],
            Kind::GraphMl => &["graph.graphml"],
            Kind::Ftm => &["entities.ftm.json"],
            Kind::Cypher => &["graph.cypher"],
            Kind::Html => &["graph.html"],
        }
    }

    /// What the format cannot carry, as a sentence; none where it carries everything.
    pub fn loses(self) -> Option<&'static str> {
        match self {
            Kind::Json | Kind::Html => None,
            Kind::Neo4j => Some("CSV has no evidence: the sentences stay behind."),
            Kind::Gephi => Some("Gephi's CSV has no evidence and no lists: lists become texts."),
            Kind::Gexf => {
                Some("GEXF has no evidence and no lists: lists become texts; dates become intervals.")
            }
            Kind::GraphMl => Some("GraphML has no evidence and no lists: lists become texts."),
            Kind::Ftm => Some(
                "FollowTheMoney has no agreements as such (they become documents) and keeps only what its schemata know.",
            ),
            Kind::Cypher => {
                Some("The statements carry no evidence: what they write counts as written by hand.")
            }
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "json" => Kind::Json,
            "csv" | "neo4j" => Kind::Neo4j,
            "gephi" => Kind::Gephi,
            "gexf" => Kind::Gexf,
            "graphml" => Kind::GraphMl,
            "ftm" => Kind::Ftm,
            "cypher" => Kind::Cypher,
            "html" => Kind::Html,
            _ => {
                return Err(format!(
                    "there is no export format {name}; there are dot, svg, png, {}",
                    Kind::NAMES.join(", ")
                ));
            }
        })
    }
}

/// Writes the `file`-th of [`Kind::files`].
///
/// # Errors
/// Those of the writer.
pub fn write(answer: &Answer, kind: Kind, file: usize, out: &mut dyn Write) -> io::Result<()> {
    match (kind, file) {
        (Kind::Json, _) => json::write(answer, out),
        (Kind::Neo4j, 0) => csv::neo4j_nodes(answer, out),
        (Kind::Neo4j, _) => csv::neo4j_relationships(answer, out),
        (Kind::Gephi, 0) => csv::gephi_nodes(answer, out),
        (Kind::Gephi, _) => csv::gephi_edges(answer, out),
        (Kind::Gexf, _) => gexf::write(answer, out),
        (Kind::GraphMl, _) => graphml::write(answer, out),
        (Kind::Ftm, _) => ftm::write(answer, out),
        (Kind::Cypher, _) => cypher::write(answer, out),
        (Kind::Html, _) => html::write(answer, out),
    }
}

/// A value as one text; the elements of a list are parted by semicolons.
fn flat(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(flat).collect::<Vec<_>>().join("; "),
        _ => plain_text(value).unwrap_or_default(),
    }
}

/// First and last day of a property that is an ISO date, as sharp as it may be.
fn days(value: Option<&Value>) -> Option<(String, String)> {
    let date: PartialDate = value?.as_str()?.parse().ok()?;
    Some((PartialDate::day(date.first_day()).to_string(), PartialDate::day(date.last_day()).to_string()))
}

/// What names a node: its name, title or id, else its number.
fn label(node: &crate::query::NodeRecord) -> String {
    let named = ["name", "title", "id"].iter().find_map(|key| node.properties.get(*key)?.as_str());
    named.map_or_else(|| format!("#{}", node.id.0), str::to_owned)
}
