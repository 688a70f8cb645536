//! Records of the elements that an answer mentions, so that it can be shown without the graph.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::graph::{Evidence, Graph};
use crate::model::{EdgeId, Element, NodeId, Value};
use crate::query::answer::{Answer, EvidenceRecord, NodeRecord, RelationshipRecord};
use crate::query::executor::shared::{Ghost, Shared};
use crate::query::rows::Cells;

/// Adds to an answer the records of all elements in its rows.
pub fn add_records(answer: &mut Answer, graph: &Graph, shared: &Shared<'_>) {
    let rows = std::mem::take(&mut answer.rows);
    for column in rows.columns() {
        match column {
            // What is coded are properties, which hold no elements.
            Cells::Integers(_) | Cells::Dates(_) | Cells::Texts(_) | Cells::Coded { .. } => {}
            Cells::Values(values) => values.iter().for_each(|value| add_value(value, answer, graph, shared)),
        }
    }
    answer.rows = rows;
}

fn add_value(value: &Value, answer: &mut Answer, graph: &Graph, shared: &Shared<'_>) {
    match value {
        Value::Node(id) => add_node(*id, answer, graph, shared),
        Value::Relationship(id) => add_edge(*id, answer, graph, shared),
        Value::Path(path) => {
            path.nodes.iter().for_each(|id| add_node(*id, answer, graph, shared));
            path.edges.iter().for_each(|id| add_edge(*id, answer, graph, shared));
        }
        Value::List(items) => items.iter().for_each(|item| add_value(item, answer, graph, shared)),
        Value::Map(entries) => entries.values().for_each(|value| add_value(value, answer, graph, shared)),
        _ => {}
    }
}

fn add_node(id: NodeId, answer: &mut Answer, graph: &Graph, shared: &Shared<'_>) {
    if answer.nodes.contains_key(&id) {
        return;
    }
    let record = node(graph, id).or_else(|| match shared.ghosts.borrow().get(&Element::Node(id)) {
        Some(Ghost::Node(ghost)) => Some(ghost.clone()),
        _ => None,
    });
    answer.nodes.extend(record.map(|record| (id, record)));
}

fn add_edge(id: EdgeId, answer: &mut Answer, graph: &Graph, shared: &Shared<'_>) {
    if answer.relationships.contains_key(&id) {
        return;
    }
    let record = relationship(graph, id).or_else(|| match shared.ghosts.borrow().get(&Element::Edge(id)) {
        Some(Ghost::Relationship(ghost)) => Some(ghost.clone()),
        _ => None,
    });
    if let Some(record) = record {
        add_node(record.from, answer, graph, shared);
        add_node(record.to, answer, graph, shared);
        answer.relationships.insert(id, record);
    }
}

/// A node as it is now; none where there is none.
pub fn node(graph: &Graph, id: NodeId) -> Option<NodeRecord> {
    graph.has_node(id).then(|| NodeRecord {
        id,
        labels: graph.labels_of(id).map(|label| graph.label_name(label).clone()).collect(),
        properties: properties(graph, Element::Node(id)),
        evidence: evidence_of(graph, Element::Node(id)),
    })
}

/// A relationship as it is now; none where there is none.
pub fn relationship(graph: &Graph, id: EdgeId) -> Option<RelationshipRecord> {
    let (kind, from, to) = graph.ends(id)?;
    Some(RelationshipRecord {
        id,
        kind: graph.type_name(kind).clone(),
        from,
        to,
        properties: properties(graph, Element::Edge(id)),
        evidence: evidence_of(graph, Element::Edge(id)),
    })
}

pub fn properties(graph: &Graph, element: Element) -> BTreeMap<Arc<str>, Value> {
    graph.properties(element).map(|(key, value)| (graph.key_name(key).clone(), value)).collect()
}

/// An element's evidence with what is known of the articles.
pub fn evidence_of(graph: &Graph, element: Element) -> Vec<EvidenceRecord> {
    let field = |article: NodeId, name: &str| {
        graph.key(name).map_or(Value::Null, |key| graph.property(Element::Node(article), key))
    };
    let list = graph.evidence(element).filter_map(|evidence| match evidence {
        Evidence::Hand { at } => Some(EvidenceRecord::Hand { at }),
        Evidence::Sentence { article, sentence } => {
            let sentence = graph.sentence(article, sentence)?;
            Some(EvidenceRecord::Sentence {
                article,
                id: field(article, "id"),
                title: field(article, "title"),
                url: field(article, "url"),
                publisher: field(article, "publisher"),
                published: field(article, "published"),
                text: sentence.text.clone(),
                start: sentence.start,
                end: sentence.end,
            })
        }
    });
    list.collect()
}
