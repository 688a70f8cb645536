//! What a planner asks of a graph: how many, and of what kind, without walking it.

use crate::graph::neighbourhood::Neighbourhood;
use crate::graph::{Direction, Graph, LabelId, TypeId};
use crate::model::NodeId;

/// So many edges speak for all of their type.
const SAMPLE: usize = 24;

/// Looking reads no lists of neighbours and makes none: opening a store and asking little of it stays cheap.
impl Graph {
    /// How many edges of a type a node has on average that has any, walked this way.
    pub fn fan(&self, kind: TypeId, direction: Direction) -> f64 {
        let edges = self.type_count(kind) as f64;
        let nodes = |side: &Neighbourhood| {
            side.ready().map_or_else(|| self.node_count(), |side| side.nodes_with(kind.0 as usize))
        };
        match direction {
            Direction::Outgoing => edges / nodes(&self.outgoing).max(1) as f64,
            Direction::Incoming => edges / nodes(&self.incoming).max(1) as f64,
            Direction::Both => 2.0 * edges / nodes(&self.outgoing).max(nodes(&self.incoming)).max(1) as f64,
        }
    }

    /// Whether all nodes to which edges of a type lead, walked this way, have a label. False also where it
    /// takes more to know.
    pub fn leads_to(&self, kind: TypeId, direction: Direction, label: LabelId) -> bool {
        let Some(nodes) = self.nodes.with_label(label) else { return false };
        let all =
            |side: &Neighbourhood| side.ready().is_some_and(|side| side.all_within(kind.0 as usize, nodes));
        match direction {
            Direction::Outgoing => all(&self.incoming),
            Direction::Incoming => all(&self.outgoing),
            Direction::Both => all(&self.incoming) && all(&self.outgoing),
        }
    }

    /// Of the nodes to which edges of a type lead, walked this way, about which share has a label.
    pub fn share(&self, kind: TypeId, direction: Direction, label: LabelId) -> f64 {
        let (side, there) = match direction {
            Direction::Incoming => (&self.incoming, &self.outgoing),
            _ => (&self.outgoing, &self.incoming),
        };
        let kind = kind.0 as usize;
        let others = side.ready().and_then(|side| side.some_others(kind, SAMPLE));
        // Before the list is read, each of these nodes counts once, however many edges lead there.
        let unread = others.is_none();
        let nodes = there.ready().filter(|_| unread).map(|there| there.some_nodes(kind, SAMPLE));
        let (mut looked, mut found) = (0_u32, 0_u32);
        for node in others.into_iter().flatten().chain(nodes.into_iter().flatten()) {
            looked += 1;
            found += u32::from(self.has_label(NodeId(node), label));
        }
        if looked == 0 { 1.0 } else { f64::from(found) / f64::from(looked) }
    }
}
